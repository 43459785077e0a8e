//! Numbered records (文号): the program gives each the next number of a series – one organ, one word (代字),
//! one year – without a gap and never twice; and records that are settled (已发): from a state on nothing
//! about them changes but the state.

use crate::register::Register;

impl Register {
    /// Its records are numbered without a gap.
    pub fn numbered(mut self, numbering: Numbering) -> Self {
        self.numbered = Some(numbering);
        self
    }

    /// From a state on its records do not change any more.
    pub fn settled(mut self, settled: Settled) -> Self {
        self.settled = Some(settled);
        self
    }
}

/// The fields by which generic code numbers a record.
#[derive(Clone, Copy, Debug)]
pub struct Numbering {
    /// Link to the node whose number it is.
    pub organ: &'static str,
    /// Computed text: what that node was called when the number was given.
    pub organ_name: &'static str,
    /// Choice: the kind, which decides the series.
    pub kind: &'static str,
    /// Yes: it gets no number.
    pub without: &'static str,
    /// The day whose year is that of the number; today's while it is empty.
    pub day: &'static str,
    /// Computed text: the word before the year, 云溪工复.
    pub word: &'static str,
    /// Computed: the year.
    pub year: &'static str,
    /// Computed: the number itself, from 1.
    pub number: &'static str,
    /// Computed text: the whole as printed, see [`written`].
    pub written: &'static str,
    /// Computed text: what brings numbers into their order, see [`in_order`].
    pub order: &'static str,
    /// Where the series stand.
    pub series: Series,
}

/// The register of series and its fields. A series goes on year after year, each year from 1; the year from
/// which it begins may begin with a later number, where a series on paper is continued.
#[derive(Clone, Copy, Debug)]
pub struct Series {
    /// Name of the register.
    pub register: &'static str,
    /// Link to the node.
    pub organ: &'static str,
    /// Choice: the kind it is for.
    pub kind: &'static str,
    /// The code of a series for all kinds that have none of their own.
    pub any: &'static str,
    /// Text: the word.
    pub word: &'static str,
    /// The year from which it is used.
    pub year: &'static str,
    /// The first number of that year.
    pub begin: &'static str,
}

/// A number as it is printed: `云溪工复〔2026〕47号`.
pub fn written(word: &str, year: i64, number: i64) -> String {
    format!("{word}〔{year}〕{number}号")
}

/// A text that sorts numbers by year, word and number.
pub fn in_order(word: &str, year: i64, number: i64) -> String {
    format!("{year:04}{word}{number:06}")
}

/// From which state on a record is settled, and which way states go.
#[derive(Clone, Copy, Debug)]
pub struct Settled {
    /// Dated choice: the state.
    pub state: &'static str,
    /// Codes of the states; a record never goes back to an earlier one.
    pub order: &'static [&'static str],
    /// The first state in which it is settled.
    pub from: &'static str,
    /// Fields that may change nevertheless.
    pub except: &'static [&'static str],
    /// Why, and what helps instead.
    pub says: &'static str,
    /// Id of the rule.
    pub rule: &'static str,
}

impl Settled {
    /// How far a state is along the way; an unknown one stands at its beginning.
    pub fn rank(&self, state: Option<&str>) -> usize {
        self.order.iter().position(|code| Some(*code) == state).unwrap_or(0)
    }
    /// Whether nothing else changes any more.
    pub fn holds(&self, state: Option<&str>) -> bool {
        self.rank(state) >= self.rank(Some(self.from))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_printed_as_the_standard_says() {
        assert_eq!(written("云溪工复", 2026, 47), "云溪工复\u{3014}2026\u{3015}47号");
        assert_eq!(written("陕工函", 2011, 1), "陕工函〔2011〕1号", "no leading zero, no 第");
    }

    #[test]
    fn numbers_follow_each_other_by_year_word_and_number() {
        let mut all =
            [("云工复", 2026, 10), ("云工复", 2026, 9), ("云工发", 2026, 30), ("云工复", 2025, 99)];
        all.sort_by_key(|(word, year, number)| in_order(word, *year, *number));
        assert_eq!(all.map(|one| one.2), [99, 30, 9, 10]);
    }

    #[test]
    fn a_settled_record_stays_settled() {
        let settled = Settled {
            state: "state",
            order: &["RESERVED", "ISSUED", "VOIDED"],
            from: "ISSUED",
            except: &[],
            says: "",
            rule: "",
        };
        assert!(!settled.holds(None) && !settled.holds(Some("RESERVED")));
        assert!(settled.holds(Some("ISSUED")) && settled.holds(Some("VOIDED")));
    }
}
