//! Working days by the holiday table of the State Council, and the periods of the law.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use jiff::ToSpan;
use jiff::civil::{Date, Weekday};

use crate::dates;

/// What an announcement makes of a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DayKind {
    /// Free, as part of a holiday.
    Off,
    /// A Saturday or Sunday worked instead (调休上班).
    Work,
}

impl DayKind {
    fn word(self) -> &'static str {
        match self {
            Self::Off => "off",
            Self::Work => "work",
        }
    }
}

/// A line of a table that cannot be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CalendarError {
    pub line: usize,
    pub problem: String,
}

impl fmt::Display for CalendarError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "第{}行：{}", self.line, self.problem)
    }
}

impl std::error::Error for CalendarError {}

/// The end of a period.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Deadline {
    pub day: Date,
    /// The table does not reach so far, so a later announcement may move the day.
    pub provisional: bool,
}

/// One day on the way to a deadline, for the page that explains it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    pub day: Date,
    /// Which working day it is; `None` for a day that does not count.
    pub nth: Option<u32>,
    pub reason: String,
}

impl Step {
    pub fn is_counted(&self) -> bool {
        self.nth.is_some()
    }
}

/// Announced holidays and make-up days; any other day follows the week.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Calendar {
    days: BTreeMap<Date, (DayKind, String)>,
}

fn is_weekend(day: Date) -> bool {
    matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday)
}

fn next(day: Date) -> Option<Date> {
    day.tomorrow().ok()
}

impl Calendar {
    /// The table this release carries.
    pub fn builtin() -> Self {
        Self::parse_tsv(include_str!("../data/holidays.tsv")).unwrap_or_default()
    }

    /// Reads lines of date, kind, name, parted by tabs; a heading and empty lines are skipped.
    pub fn parse_tsv(text: &str) -> Result<Self, CalendarError> {
        let mut days: BTreeMap<Date, (DayKind, String)> = BTreeMap::new();
        for (at, line) in text.trim_start_matches('\u{feff}').lines().enumerate() {
            let line = line.trim_end_matches('\r');
            let heading = at == 0 && (line.starts_with("date") || line.starts_with("日期"));
            if heading || line.trim().is_empty() {
                continue;
            }
            let wrong = |problem: String| CalendarError { line: at + 1, problem };
            let (day, kind, name) = read_line(line).map_err(wrong)?;
            if days.insert(day, (kind, name)).is_some() {
                return Err(wrong(format!("{}写了两次", dates::chinese(day))));
            }
        }
        Ok(Self { days })
    }

    /// The table in the form that [`Calendar::parse_tsv`] reads.
    pub fn to_tsv(&self) -> String {
        let mut text = String::from("date\tkind\tname\n");
        for (day, (kind, name)) in &self.days {
            text.push_str(&format_line(*day, *kind, name));
        }
        text
    }

    pub fn days(&self) -> impl Iterator<Item = (Date, DayKind, &str)> {
        self.days.iter().map(|(day, (kind, name))| (*day, *kind, name.as_str()))
    }

    /// Takes in a later table: a year it announces whole replaces ours, single days are added.
    pub fn extend(&mut self, other: &Self) {
        let years = other.whole_years();
        self.days.retain(|day, _| !years.contains(&day.year()));
        self.days.extend(other.days.iter().map(|(day, entry)| (*day, entry.clone())));
    }

    /// A year is announced whole, and National Day is in every announcement.
    fn whole_years(&self) -> BTreeSet<i16> {
        let off = self.days.iter().filter(|(_, (kind, _))| *kind == DayKind::Off);
        off.map(|(day, _)| day).filter(|day| day.month() == 10).map(|day| day.year()).collect()
    }

    /// The last day whose answer is announced.
    pub fn known_until(&self) -> Option<Date> {
        self.whole_years().last().and_then(|year| Date::new(*year, 12, 31).ok())
    }

    fn is_known(&self, from: Date, until: Date) -> bool {
        let years = self.whole_years();
        (from.year()..=until.year()).all(|year| years.contains(&year))
    }

    /// Monday to Friday, but for holidays; and make-up days.
    pub fn is_working(&self, day: Date) -> bool {
        match self.days.get(&day) {
            Some((kind, _)) => *kind == DayKind::Work,
            None => !is_weekend(day),
        }
    }

    /// Why a day is worked or not: 国庆节放假, 调休上班, 周六.
    pub fn reason(&self, day: Date) -> String {
        match self.days.get(&day) {
            Some((DayKind::Off, name)) => format!("{name}放假"),
            Some((DayKind::Work, name)) => format!("{name}调休上班"),
            None if is_weekend(day) => dates::weekday(day).to_owned(),
            None => "工作日".to_owned(),
        }
    }

    fn deadline(&self, from: Date, day: Date) -> Deadline {
        Deadline { day, provisional: !self.is_known(from.min(day), day) }
    }

    /// The n-th working day after a day, which itself does not count (民法典 art. 201).
    pub fn add_working_days(&self, from: Date, n: u32) -> Deadline {
        let mut day = from;
        let mut left = n;
        while left > 0 {
            let Some(after) = next(day) else { break };
            day = after;
            left -= u32::from(self.is_working(day));
        }
        self.deadline(from, day)
    }

    /// N calendar days, the first not counted; an end on a free day moves to the next working day
    /// (民法典 art. 203).
    pub fn add_calendar_days(&self, from: Date, n: u32) -> Deadline {
        let last = i32::try_from(n).ok().and_then(|n| jiff::Span::new().try_days(n).ok());
        let last = last.and_then(|span| from.checked_add(span).ok()).unwrap_or(Date::MAX);
        self.deadline(from, self.on_or_after(last))
    }

    /// N months by day number (民法典 art. 202), moved off a free day (art. 203).
    pub fn add_months(&self, from: Date, n: u16) -> Deadline {
        self.deadline(from, self.on_or_after(dates::add_months(from, i32::from(n))))
    }

    fn on_or_after(&self, mut day: Date) -> Date {
        while !self.is_working(day) {
            let Some(after) = next(day) else { break };
            day = after;
        }
        day
    }

    /// Working days after `from` up to and with `until`; negative when `until` is earlier. It undoes
    /// [`Calendar::add_working_days`].
    pub fn working_days_between(&self, from: Date, until: Date) -> i64 {
        let (early, late, sign) = if from <= until { (from, until, 1) } else { (until, from, -1) };
        let days = early.series(1.day()).skip(1).take_while(|day| *day <= late);
        days.filter(|day| self.is_working(*day)).fold(0, |sum, _| sum + sign)
    }

    /// Every day up to the n-th working day, with the reason it counts or not.
    pub fn explain(&self, from: Date, n: u32) -> Vec<Step> {
        let mut steps = Vec::new();
        let mut nth = 0;
        for day in from.series(1.day()).skip(1) {
            if nth >= n {
                break;
            }
            let working = self.is_working(day);
            nth += u32::from(working);
            steps.push(Step { day, nth: working.then_some(nth), reason: self.reason(day) });
        }
        steps
    }
}

fn format_line(day: Date, kind: DayKind, name: &str) -> String {
    format!("{day}\t{}\t{name}\n", kind.word())
}

fn read_line(line: &str) -> Result<(Date, DayKind, String), String> {
    let mut cells = line.split('\t').map(str::trim);
    let (Some(day), Some(kind), Some(name)) = (cells.next(), cells.next(), cells.next()) else {
        return Err("应有日期、类型、名称三栏，用制表符分开".to_owned());
    };
    let read = dates::parse_day(day).map_err(|error| format!("日期不对，{error}"))?;
    if read.precision != dates::DayPrecision::Day {
        return Err("日期应写到日".to_owned());
    }
    let kind = match kind {
        "off" | "休" | "放假" => DayKind::Off,
        "work" | "班" | "上班" | "调休" | "调休上班" => DayKind::Work,
        _ => return Err("类型应为off（放假）或work（调休上班）".to_owned()),
    };
    if kind == DayKind::Work && !is_weekend(read.date) {
        return Err(format!(
            "调休上班日应在周六或周日，{}是{}",
            dates::chinese(read.date),
            dates::weekday(read.date)
        ));
    }
    if name.is_empty() {
        return Err("缺少节日名称".to_owned());
    }
    Ok((read.date, kind, name.to_owned()))
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn builtin_table_is_whole() {
        let calendar = Calendar::builtin();
        let off = calendar.days().filter(|(_, kind, _)| *kind == DayKind::Off).count();
        assert_eq!((off, calendar.days().count() - off), (311, 70));
        assert_eq!(calendar.known_until(), Some(date(2026, 12, 31)));
        assert_eq!(Calendar::parse_tsv(&calendar.to_tsv()), Ok(calendar));
    }

    #[test]
    fn codes_10_working_days_per_year() {
        let calendar = Calendar::builtin();
        let years = [250, 249, 250, 250, 249, 250, 249, 249, 251, 248, 248];
        for (year, expected) in (2016..).zip(years) {
            let count = calendar.working_days_between(date(year - 1, 12, 31), date(year, 12, 31));
            assert_eq!(count, expected, "{year}");
        }
    }

    #[test]
    fn codes_10_five_working_days_over_national_day() {
        let calendar = Calendar::builtin();
        let end = calendar.add_working_days(date(2025, 9, 28), 5);
        assert_eq!(end, Deadline { day: date(2025, 10, 11), provisional: false });
        let steps = calendar.explain(date(2025, 9, 28), 5);
        let counted: Vec<_> = steps.iter().filter(|s| s.is_counted()).map(|s| s.day).collect();
        let expected = [(9, 29), (9, 30), (10, 9), (10, 10), (10, 11)];
        assert_eq!(counted, expected.map(|(month, day)| date(2025, month, day)));
        assert_eq!(steps.len(), 13);
        assert_eq!(steps[2].reason, "国庆节放假");
        assert_eq!(steps[12].reason, "国庆节调休上班");
        assert_eq!(steps[12].nth, Some(5));
    }

    #[test]
    fn civil_code_203_end_on_a_holiday() {
        let calendar = Calendar::builtin();
        assert_eq!(calendar.add_calendar_days(date(2025, 9, 20), 15).day, date(2025, 10, 9));
        assert_eq!(calendar.add_calendar_days(date(2026, 6, 15), 1).day, date(2026, 6, 16));
        // A Saturday is a day of rest too.
        assert_eq!(calendar.add_calendar_days(date(2026, 6, 12), 1).day, date(2026, 6, 15));
    }

    #[test]
    fn civil_code_202_month_end() {
        let calendar = Calendar::builtin();
        assert_eq!(calendar.add_months(date(2025, 1, 31), 1).day, date(2025, 2, 28));
        assert_eq!(calendar.add_months(date(2025, 9, 1), 1).day, date(2025, 10, 9));
    }

    #[test]
    fn past_the_table_is_provisional() {
        let calendar = Calendar::builtin();
        assert!(!calendar.add_working_days(date(2026, 12, 25), 4).provisional);
        let end = calendar.add_working_days(date(2026, 12, 30), 2);
        assert!(end.provisional);
        assert!(Calendar::default().add_calendar_days(date(2026, 1, 5), 1).provisional);
        assert_eq!(calendar.add_working_days(date(2026, 6, 20), 0).day, date(2026, 6, 20));
        assert_eq!(calendar.add_calendar_days(Date::MAX, u32::MAX).day, Date::MAX);
        assert_eq!(calendar.add_working_days(Date::MAX, 3).day, Date::MAX);
    }

    #[test]
    fn counting_undoes_adding() {
        let calendar = Calendar::builtin();
        for from in date(2025, 9, 1).series(7.days()).take(30) {
            for n in [1, 3, 5, 15, 30] {
                let end = calendar.add_working_days(from, n).day;
                assert_eq!(calendar.working_days_between(from, end), i64::from(n));
            }
        }
        assert_eq!(calendar.working_days_between(date(2026, 6, 17), date(2026, 6, 15)), -2);
    }

    #[test]
    fn tables_name_their_bad_line() {
        for (text, sentence) in [
            ("date\tkind\tname\n2027-01-01\toff\n", "第2行：应有日期"),
            ("2027-02-30\toff\t春节", "第1行：日期不对，2027年2月没有30日"),
            ("2027-02\toff\t春节", "第1行：日期应写到日"),
            ("2027-01-01\tfree\t元旦", "第1行：类型应为"),
            ("2027-01-04\twork\t元旦", "第1行：调休上班日应在周六或周日，2027年1月4日是周一"),
            ("2027-01-01\toff\t元旦\n2027/1/1\t休\t元旦", "第2行：2027年1月1日写了两次"),
        ] {
            let error = Calendar::parse_tsv(text).unwrap_err().to_string();
            assert!(error.starts_with(sentence), "{error}");
        }
    }

    #[test]
    fn a_new_year_extends_and_a_corrected_one_replaces() {
        let mut calendar = Calendar::builtin();
        let of_2027 = "日期\t类型\t名称\r\n2027年1月1日\t休\t元旦\r\n2027-10-01\t休\t国庆节\r\n";
        calendar.extend(&Calendar::parse_tsv(of_2027).unwrap());
        assert_eq!(calendar.known_until(), Some(date(2027, 12, 31)));
        let corrected = Calendar::parse_tsv("2027-10-04\toff\t国庆节").unwrap();
        calendar.extend(&corrected);
        assert!(calendar.is_working(date(2027, 1, 1)) && !calendar.is_working(date(2027, 10, 4)));
        let one_day = Calendar::parse_tsv("2027-02-01\toff\t春节").unwrap();
        calendar.extend(&one_day);
        assert!(!calendar.is_working(date(2027, 2, 1)) && !calendar.is_working(date(2027, 10, 4)));
    }
}
