//! Arithmetic with days.

use jiff::ToSpan;
use jiff::civil::{Date, date};

use crate::rng::Rng;

/// Campaigns follow the Spring Festival and the autumn: how joins and foundings fall on the months.
const SEASON: [(i8, usize); 12] = [
    (1, 3),
    (2, 2),
    (3, 10),
    (4, 12),
    (5, 11),
    (6, 9),
    (7, 7),
    (8, 7),
    (9, 11),
    (10, 9),
    (11, 8),
    (12, 11),
];

pub fn plus(day: Date, days: i64) -> Date {
    day.saturating_add(days.days())
}

pub fn plus_years(day: Date, years: i64) -> Date {
    day.saturating_add(years.years())
}

/// Days from one day to another; negative when `to` is earlier.
pub fn until(from: Date, to: Date) -> i64 {
    i64::from((to - from).get_days())
}

pub fn first_of(year: i16) -> Date {
    date(year, 1, 1)
}

pub fn last_of(year: i16) -> Date {
    date(year, 12, 31)
}

/// A day of the year, more often in the season of joining, kept within `low..=high`.
pub fn seasonal(rng: &mut Rng, year: i16, low: Date, high: Date) -> Date {
    let month = rng.weighted(&SEASON);
    let day = plus(date(year, month.max(1), 1), rng.between(0, 27));
    if day < low || day > high { within(rng, low, high) } else { day }
}

/// Any day of `low..=high`; `low` when that is empty.
pub fn within(rng: &mut Rng, low: Date, high: Date) -> Date {
    plus(low, rng.between(0, until(low, high).max(0)))
}
