//! Goals (目标任务): a register whose records say which value an indicator must reach in a union, from
//! when until when, and who answers for it. Values are reckoned in hundredths of the indicator's unit,
//! so that 92.5 % and 27 000.50 元 are whole numbers.

use crate::codes::money::Fen;
use crate::text;
use jiff::civil::Date;

/// The fields by which generic code knows a goal.
#[derive(Clone, Copy, Debug)]
pub struct Goals {
    /// Text: code of the indicator. What is typed may be its title; the store writes the code.
    pub indicator: &'static str,
    /// Computed text: what the indicator is called and counted in, written by the store.
    pub measured: &'static str,
    /// The first day that counts.
    pub from: &'static str,
    /// The last day that counts.
    pub due: &'static str,
    /// Text: the value to be reached, as [`written`] writes it.
    pub value: &'static str,
    /// Yes: the value is not to be exceeded, instead of reached.
    pub at_most: &'static str,
    /// Link to the goal of which this one is a part.
    pub part_of: &'static str,
    /// Texts: the group, its leader, who answers for it.
    pub people: &'static [&'static str],
}

/// Reads a value as people write it (`92.5%`, `2,000`, `2.7万`) in hundredths; `None` for what is no
/// number, or one below zero.
pub fn read(raw: &str) -> Option<i64> {
    let text = text::squeeze(raw);
    let number = text.trim_end_matches(['%', '％']);
    Fen::parse(number).ok().map(|fen| fen.0).filter(|value| *value >= 0)
}

/// Hundredths as a number without empty decimals: `92.5`, `80`.
pub fn written(hundredths: i64) -> String {
    let (sign, all) = (if hundredths < 0 { "-" } else { "" }, hundredths.unsigned_abs());
    let (whole, rest) = (all / 100, all % 100);
    match (rest, rest % 10) {
        (0, _) => format!("{sign}{whole}"),
        (_, 0) => format!("{sign}{whole}.{}", rest / 10),
        _ => format!("{sign}{whole}.{rest:02}"),
    }
}

/// What the pace asks of the end of a day: on the way from `start` to `value` in equal steps from the
/// first day to the last. Before the first day it is `start`, after the last `value`.
pub fn paced(start: i64, value: i64, (from, due): (Date, Date), day: Date) -> i64 {
    let span = |first: Date, last: Date| {
        i128::from(first.until(last).map_or(0, |span| span.get_days())) + 1
    };
    let whole = span(from, due).max(1);
    let gone = span(from, day).clamp(0, whole);
    let way = (i128::from(value) - i128::from(start)) * gone;
    // Rounded half up, below zero too.
    let moved = (way * 2 + whole).div_euclid(whole * 2);
    i64::try_from(i128::from(start) + moved).unwrap_or(value)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn a_value_is_read_as_people_write_it_and_written_without_empty_decimals() {
        for (raw, hundredths, shown) in [
            ("92.5%", 9_250, "92.5"),
            ("2,000", 200_000, "2000"),
            ("2.7万", 2_700_000, "27000"),
            (" 88 ", 8_800, "88"),
            ("0.05", 5, "0.05"),
        ] {
            assert_eq!(read(raw), Some(hundredths), "{raw}");
            assert_eq!(written(hundredths), shown);
        }
        assert_eq!((read("八十"), read("-3"), read("")), (None, None, None));
    }

    #[test]
    fn the_pace_goes_in_equal_steps_from_the_first_day_to_the_last() {
        let year = (date(2026, 1, 1), date(2026, 12, 31));
        assert_eq!(paced(0, 36_500, year, date(2025, 12, 31)), 0);
        assert_eq!(paced(0, 36_500, year, date(2026, 1, 1)), 100);
        assert_eq!(paced(0, 36_500, year, date(2026, 6, 17)), 16_800);
        assert_eq!(paced(0, 36_500, year, date(2026, 12, 31)), 36_500);
        assert_eq!(paced(0, 36_500, year, date(2027, 3, 1)), 36_500);
        assert_eq!(paced(50_000, 13_500, year, date(2026, 1, 2)), 49_800, "downwards too");
        let day = date(2026, 5, 1);
        assert_eq!(paced(0, 700, (day, day), day), 700, "a goal of one day");
    }
}
