//! Days as people and spreadsheets write them.

use std::fmt;

use jiff::civil::{Date, Weekday, date};
use jiff::{Span, ToSpan};

use crate::text;

/// How exactly a day is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DayPrecision {
    Day,
    /// Only year and month were written; the date is the first of the month.
    Month,
}

/// A day read from text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Day {
    pub date: Date,
    pub precision: DayPrecision,
}

/// Why a text is no day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DayError {
    Empty,
    /// Month and day without a year: the caller may offer one.
    NoYear {
        month: i8,
        day: i8,
    },
    /// The year alone.
    NoMonth {
        year: i16,
    },
    /// A day no calendar has, with the sentence that says so.
    Impossible(String),
    /// Two-digit year, or the year not in front.
    Order,
    /// A number that may mean January as well as October.
    Ambiguous,
    Unreadable,
}

impl fmt::Display for DayError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => f.write_str("请填写日期"),
            Self::NoYear { month, day } => write!(f, "{month}月{day}日缺少年份"),
            Self::NoMonth { year } => write!(f, "{year}年缺少月份"),
            Self::Impossible(sentence) => f.write_str(sentence),
            Self::Order => f.write_str("日期请写成四位年份在前，如2016-04-02"),
            Self::Ambiguous => f.write_str("可能是1月也可能是10月，请写成2016-01或2016-10"),
            Self::Unreadable => f.write_str("日期应写成2016-04-02、2016/4/2或2016年4月2日"),
        }
    }
}

impl std::error::Error for DayError {}

/// Reads 2016/4/2, 2016.4.2, 2016-04-02, 2016年4月2日, 20160402, a trailing time of day, and months.
pub fn parse_day(raw: &str) -> Result<Day, DayError> {
    let clean = text::normalise(raw);
    let squeezed = text::squeeze(without_time(&clean));
    let plain = squeezed.trim_end_matches(['.', '。']);
    if plain.is_empty() {
        return Err(DayError::Empty);
    }
    if plain.bytes().all(|b| b.is_ascii_digit()) {
        return of_digits(plain);
    }
    let named = plain.contains(['年', '月']);
    let numbers = numbers(plain).ok_or(DayError::Unreadable)?;
    match *numbers.as_slice() {
        [(4, year), (_, month), (_, day)] => ymd(year, month, day),
        [(4, year), (_, month)] => ym(year, month),
        [(4, year)] if named => year_only(year),
        [(1 | 2, month), (1 | 2, day)] => no_year(month, day),
        [_, _, _] => Err(DayError::Order),
        _ => Err(DayError::Unreadable),
    }
}

/// The first of the month that a text without a day is read as; nothing where a day stands.
pub fn of_month(raw: &str) -> Option<Date> {
    parse_day(raw).ok().filter(|day| day.precision == DayPrecision::Month).map(|day| day.date)
}

/// Cuts `2016-04-02 00:00:00` and `2016-04-02T00:00:00Z` before the time.
fn without_time(text: &str) -> &str {
    let cut = text.find(|c: char| c == 'T' || c.is_whitespace()).and_then(|at| {
        let (day, rest) = text.split_at_checked(at)?;
        rest.contains(':').then_some(day)
    });
    cut.unwrap_or(text)
}

/// The runs of digits with their lengths, if only date signs stand between them.
fn numbers(text: &str) -> Option<Vec<(usize, i32)>> {
    let sign = |c: char| {
        matches!(c, '-' | '/' | '.' | '\\' | '年' | '月' | '份' | '日' | '号' | '—' | '–' | '、')
    };
    if !text.chars().all(|c| c.is_ascii_digit() || sign(c)) || text.starts_with(sign) {
        return None;
    }
    let runs = text.split(sign).filter(|run| !run.is_empty());
    runs.map(|run| run.parse().ok().map(|number| (run.len(), number))).collect()
}

fn of_digits(digits: &str) -> Result<Day, DayError> {
    let part = |from: usize, until: usize| digits.get(from..until).and_then(|p| p.parse().ok());
    match (digits.len(), part(0, 4), part(4, 6), part(6, 8)) {
        (8, Some(year), Some(month), Some(day)) => ymd(year, month, day),
        (6, Some(year), Some(month), _) => ym(year, month),
        (4, Some(year), ..) => year_only(year),
        _ => Err(DayError::Unreadable),
    }
}

fn checked_year(year: i32) -> Result<i16, DayError> {
    let small = i16::try_from(year).ok().filter(|y| (1800..=2200).contains(y));
    small.ok_or_else(|| DayError::Impossible(format!("年份{year}不在1800至2200之间")))
}

fn checked_month(month: i32) -> Result<i8, DayError> {
    let small = i8::try_from(month).ok().filter(|m| (1..=12).contains(m));
    small.ok_or_else(|| DayError::Impossible(format!("没有{month}月")))
}

fn ymd(year: i32, month: i32, day: i32) -> Result<Day, DayError> {
    let (year, month) = (checked_year(year)?, checked_month(month)?);
    let date = i8::try_from(day).ok().and_then(|d| Date::new(year, month, d).ok());
    date.map(|date| Day { date, precision: DayPrecision::Day })
        .ok_or_else(|| DayError::Impossible(format!("{year}年{month}月没有{day}日")))
}

fn ym(year: i32, month: i32) -> Result<Day, DayError> {
    let first = ymd(year, month, 1)?;
    Ok(Day { precision: DayPrecision::Month, ..first })
}

fn year_only(year: i32) -> Result<Day, DayError> {
    checked_year(year).and_then(|year| Err(DayError::NoMonth { year }))
}

/// Checked against a leap year, so that 2月29日 may still find its year.
fn no_year(month: i32, day: i32) -> Result<Day, DayError> {
    let month = checked_month(month)?;
    let known = i8::try_from(day).ok().filter(|d| Date::new(2024, month, *d).is_ok());
    let day = known.ok_or_else(|| DayError::Impossible(format!("{month}月没有{day}日")))?;
    Err(DayError::NoYear { month, day })
}

/// A whole number from a cell, without a cast.
fn integer(value: f64) -> Option<i32> {
    if !value.is_finite() || value.abs() > 1e9 {
        return None;
    }
    format!("{:.0}", value.trunc()).parse().ok()
}

/// A spreadsheet's serial number, 1 to 60000 (1900 to 2064). The 1900 system counts a 29 February
/// 1900 that never was, so days before it shift by one and serial 60 is no day.
pub fn from_serial(serial: f64, epoch1904: bool) -> Result<Day, DayError> {
    let number =
        integer(serial).filter(|n| (1..=60_000).contains(n)).ok_or(DayError::Unreadable)?;
    let origin = match (epoch1904, number) {
        (true, _) => date(1904, 1, 1),
        (false, 60) => return Err(DayError::Impossible("1900年2月没有29日".to_owned())),
        (false, ..60) => date(1899, 12, 31),
        (false, _) => date(1899, 12, 30),
    };
    let date = origin.checked_add(number.days()).map_err(|_| DayError::Unreadable)?;
    Ok(Day { date, precision: DayPrecision::Day })
}

/// A numeric cell that is not formatted as a date: 20160402, 201604, 2016.04 or a serial number.
pub fn from_number(value: f64, epoch1904: bool) -> Result<Day, DayError> {
    let whole = integer(value).ok_or(DayError::Unreadable)?;
    let exact = (value - value.trunc()).abs() < 1e-9;
    match whole {
        18_000_101..=22_001_231 | 180_001..=220_012 if exact => of_digits(&whole.to_string()),
        1800..=2200 if !exact => {
            let text = value.to_string();
            // 2016.10 is kept as 2016.1.
            if text.ends_with(".1") { Err(DayError::Ambiguous) } else { parse_day(&text) }
        }
        1900..=2100 => year_only(whole),
        _ => from_serial(value, epoch1904),
    }
}

/// 2026年6月17日.
pub fn chinese(day: Date) -> String {
    format!("{}年{}月{}日", day.year(), day.month(), day.day())
}

/// 周一.
pub fn weekday(day: Date) -> &'static str {
    match day.weekday() {
        Weekday::Monday => "周一",
        Weekday::Tuesday => "周二",
        Weekday::Wednesday => "周三",
        Weekday::Thursday => "周四",
        Weekday::Friday => "周五",
        Weekday::Saturday => "周六",
        Weekday::Sunday => "周日",
    }
}

/// 6月22日 周一; with the year when it is not today's.
pub fn short(day: Date, today: Date) -> String {
    let year =
        if day.year() == today.year() { String::new() } else { format!("{}年", day.year()) };
    format!("{year}{}月{}日 {}", day.month(), day.day(), weekday(day))
}

/// The same day number, else the month's last day (民法典 art. 202).
pub fn add_months(day: Date, months: i32) -> Date {
    let span = Span::new().try_months(months);
    let end = if months < 0 { Date::MIN } else { Date::MAX };
    span.ok().and_then(|span| day.checked_add(span).ok()).unwrap_or(end)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_in_every_usual_form() {
        for raw in [
            "2016/4/2",
            "2016.4.2",
            "2016-04-02",
            "2016年4月2日",
            "20160402",
            "２０１６年４月２日",
            "2016 年 4 月 2 号",
            "2016. 4. 2",
            "2016-04-02 00:00:00",
            "2016/4/2 0:00",
            "2016-04-02T00:00:00",
            "'2016-04-02",
        ] {
            let day = parse_day(raw).unwrap();
            assert_eq!((day.date, day.precision), (date(2016, 4, 2), DayPrecision::Day), "{raw}");
        }
        for raw in ["2016.4", "2016年4月", "201604", "2016/4", "2016-04", "2016年4月份"] {
            let day = parse_day(raw).unwrap();
            assert_eq!((day.date, day.precision), (date(2016, 4, 1), DayPrecision::Month), "{raw}");
            assert_eq!(of_month(raw), Some(date(2016, 4, 1)), "{raw}");
        }
        assert_eq!(of_month("2016-04-01"), None);
    }

    #[test]
    fn what_is_no_day_says_why() {
        for (raw, sentence) in [
            ("2026-13-02", "没有13月"),
            ("2023-02-30", "2023年2月没有30日"),
            ("20230230", "2023年2月没有30日"),
            ("1900-02-29", "1900年2月没有29日"),
            ("2月30日", "2月没有30日"),
            ("6月12日", "6月12日缺少年份"),
            ("2016年", "2016年缺少月份"),
            ("", "请填写日期"),
        ] {
            assert_eq!(parse_day(raw).unwrap_err().to_string(), sentence, "{raw}");
        }
        assert_eq!(parse_day("6月12日"), Err(DayError::NoYear { month: 6, day: 12 }));
        assert_eq!(parse_day("6.12"), Err(DayError::NoYear { month: 6, day: 12 }));
        assert_eq!(parse_day("2月29日"), Err(DayError::NoYear { month: 2, day: 29 }));
        for raw in ["4/2/2016", "16-4-2"] {
            assert_eq!(parse_day(raw), Err(DayError::Order), "{raw}");
        }
        for raw in ["不详", "42462", "-2016-4-2", "2016-4-2-1", "999999999999"] {
            assert_eq!(parse_day(raw), Err(DayError::Unreadable), "{raw}");
        }
    }

    #[test]
    fn serial_numbers_with_the_1900_slip() {
        let day = |serial: f64| from_serial(serial, false).unwrap().date;
        assert_eq!(day(1.0), date(1900, 1, 1));
        assert_eq!(day(59.0), date(1900, 2, 28));
        assert_eq!(day(61.0), date(1900, 3, 1));
        assert_eq!(day(42_462.75), date(2016, 4, 2));
        assert!(from_serial(60.0, false).is_err());
        assert_eq!(from_serial(41_000.0, true).unwrap().date, date(2016, 4, 2));
        for odd in [0.0, -1.0, 60_001.0, f64::NAN, f64::INFINITY] {
            assert!(from_serial(odd, false).is_err(), "{odd}");
        }
    }

    #[test]
    fn numbers_that_are_no_serials() {
        assert_eq!(from_number(20_160_402.0, false).unwrap().date, date(2016, 4, 2));
        assert_eq!(from_number(201_604.0, false).unwrap().date, date(2016, 4, 1));
        assert_eq!(from_number(2016.04, false).unwrap().date, date(2016, 4, 1));
        assert_eq!(from_number(2016.4, false).unwrap().date, date(2016, 4, 1));
        assert_eq!(from_number(2016.1, false), Err(DayError::Ambiguous));
        assert_eq!(from_number(2016.0, false), Err(DayError::NoMonth { year: 2016 }));
        assert_eq!(from_number(42_462.0, false).unwrap().date, date(2016, 4, 2));
    }

    #[test]
    fn civil_code_202_months() {
        assert_eq!(add_months(date(2025, 1, 31), 1), date(2025, 2, 28));
        assert_eq!(add_months(date(2024, 1, 31), 1), date(2024, 2, 29));
        assert_eq!(add_months(date(2025, 3, 15), 12), date(2026, 3, 15));
        assert_eq!(add_months(date(2025, 3, 31), -1), date(2025, 2, 28));
        assert_eq!(add_months(date(2025, 3, 31), i32::MAX), Date::MAX);
        assert_eq!(add_months(date(2025, 3, 31), i32::MIN), Date::MIN);
    }

    #[test]
    fn days_in_words() {
        assert_eq!(chinese(date(2026, 6, 17)), "2026年6月17日");
        assert_eq!(short(date(2026, 6, 22), date(2026, 6, 17)), "6月22日 周一");
        assert_eq!(short(date(2025, 6, 22), date(2026, 6, 17)), "2025年6月22日 周日");
    }
}
