//! The occasion of a report: whose it is, of which period, written on which day.

use super::template::{At, Moment, Word};
use crate::dates::{add_months, chinese};
use jiff::Span;
use jiff::civil::{Date, date};
use serde::{Deserialize, Serialize};

/// For whom and of when a report is written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Setting {
    /// The union whose report it is.
    pub union: Unit,
    /// Name of the union above; empty if there is none.
    pub superior: String,
    /// The unions directly below, in the order of the tree.
    pub children: Vec<Unit>,
    /// First day of the period.
    pub first: Date,
    /// Last day of the period.
    pub last: Date,
    /// The day of writing. A period that is not over is counted up to it.
    pub today: Date,
}

/// A union.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unit {
    /// Its key.
    pub key: i64,
    /// Its name.
    pub name: String,
}

/// Which days a figure speaks of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum When {
    /// The end of this day.
    On(Date),
    /// From the first day to the last, both included.
    Between(Date, Date),
}

/// Long before anything was recorded.
const BEGINNING: Date = date(1800, 1, 1);

impl Setting {
    /// The last day that is counted: the end of the period, or today if the period is not over.
    pub fn until(&self) -> Date {
        if self.today < self.first { self.last } else { self.last.min(self.today) }
    }

    /// The days a figure speaks of; nothing if a stock or flow cannot be asked so.
    pub fn when(&self, at: At, flow: bool) -> Option<When> {
        match at {
            At::Usual if flow => Some(When::Between(self.first, self.until())),
            At::Usual => Some(When::On(self.until())),
            At::On(day) if flow => Some(When::Between(day, day)),
            At::On(day) => Some(When::On(day)),
            At::Between(first, last) if flow => Some(When::Between(first, last)),
            At::Between(_, last) => Some(When::On(last)),
            At::Moment(moment) if flow => self.stretch(moment),
            At::Moment(moment) => self.day(moment).map(When::On),
        }
    }

    fn day(&self, moment: Moment) -> Option<Date> {
        match moment {
            Moment::End => Some(self.until()),
            Moment::Begin | Moment::Previous => Some(before(self.first)),
            Moment::LastYearEnd => Some(before(self.until().first_of_year())),
            Moment::YearBefore => Some(year_before(self.until())),
            Moment::Today => Some(self.today),
            _ => None,
        }
    }

    fn stretch(&self, moment: Moment) -> Option<When> {
        let until = self.until();
        let new_year = until.first_of_year();
        let (first, last) = match moment {
            Moment::Period => (self.first, until),
            Moment::Previous => previous(self.first, self.last),
            Moment::YearBefore => (less_a_year(self.first), year_before(until)),
            Moment::YearToDate => (new_year, until),
            Moment::LastYearToDate => (less_a_year(new_year), year_before(until)),
            Moment::LastYear => (less_a_year(new_year), before(new_year)),
            Moment::Ever => (BEGINNING, until),
            Moment::Today => (self.today, self.today),
            Moment::End | Moment::Begin | Moment::LastYearEnd => return None,
        };
        Some(When::Between(first, last))
    }

    /// The days a figure is compared with; `at` is its own time.
    pub fn base(&self, at: At, base: At, flow: bool) -> Option<When> {
        let own = self.when(at, flow)?;
        match (base, own) {
            (At::Moment(Moment::YearBefore), When::On(day)) => Some(When::On(year_before(day))),
            (At::Moment(Moment::YearBefore), When::Between(first, last)) => {
                Some(When::Between(less_a_year(first), year_before(last)))
            }
            (At::Moment(Moment::Previous), When::Between(first, last))
                if !matches!(at, At::Usual | At::Moment(Moment::Period)) =>
            {
                let (first, last) = previous(first, last);
                Some(When::Between(first, last))
            }
            _ => self.when(base, flow),
        }
    }

    /// 2026年上半年, 2026年第二季度, 2026年6月, 2026年1月至5月, 2026年1月1日至6月17日.
    pub fn period(&self) -> String {
        let (first, last) = (self.first, self.last);
        let year = first.year();
        if year != last.year() {
            return format!("{}至{}", chinese(first), chinese(last));
        }
        let whole = first.day() == 1 && last == last.last_of_month();
        match (first.month(), last.month()) {
            _ if first == last => chinese(first),
            (from, to) if !whole => {
                format!("{year}年{from}月{}日至{to}月{}日", first.day(), last.day())
            }
            (1, 12) => format!("{year}年"),
            (1, 6) => format!("{year}年上半年"),
            (7, 12) => format!("{year}年下半年"),
            (1, 3) => format!("{year}年第一季度"),
            (4, 6) => format!("{year}年第二季度"),
            (7, 9) => format!("{year}年第三季度"),
            (10, 12) => format!("{year}年第四季度"),
            (1, 9) => format!("{year}年前三季度"),
            (from, to) if from == to => format!("{year}年{from}月"),
            (from, to) => format!("{year}年{from}月至{to}月"),
        }
    }

    /// What a word of the occasion stands for, seen from a union.
    pub fn word(&self, word: Word, here: &Unit) -> String {
        match word {
            Word::Union => here.name.clone(),
            Word::Own => self.union.name.clone(),
            Word::Superior => self.superior.clone(),
            Word::Year => format!("{}年", self.last.year()),
            Word::LastYear => format!("{}年", self.last.year().saturating_sub(1)),
            Word::Period => self.period(),
            Word::First => chinese(self.first),
            Word::Last => chinese(self.last),
            Word::AsOf => format!("截至{}", chinese(self.until())),
            Word::Today => chinese(self.today),
        }
    }
}

/// The ends of the months from January up to a day, and that day.
pub(super) fn month_ends(until: Date) -> Vec<Date> {
    let months = 1..=until.month();
    months.map(|month| date(until.year(), month, 1).last_of_month().min(until)).collect()
}

fn before(day: Date) -> Date {
    day.yesterday().unwrap_or(day)
}

fn less_a_year(day: Date) -> Date {
    add_months(day, -12)
}

/// The same day a year before; the end of a month stays the end of that month.
fn year_before(day: Date) -> Date {
    let then = less_a_year(day);
    if day == day.last_of_month() { then.last_of_month() } else { then }
}

/// What lies before and is as long: whole months before whole months, else as many days.
fn previous(first: Date, last: Date) -> (Date, Date) {
    let end = before(first);
    if first.day() == 1 && last == last.last_of_month() {
        let years = i32::from(last.year()) - i32::from(first.year());
        let months = years * 12 + i32::from(last.month()) - i32::from(first.month()) + 1;
        return (add_months(first, -months), end);
    }
    let days = first.until(last).map(|span| i64::from(span.get_days())).unwrap_or_default();
    let begun = Span::new().try_days(days).ok().and_then(|span| end.checked_sub(span).ok());
    (begun.unwrap_or(Date::MIN), end)
}
