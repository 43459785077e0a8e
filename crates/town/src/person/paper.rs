//! Identity numbers that no two people share.

use jiff::civil::{Date, date};

use crate::days;
use crate::numbers::identity_check;
use crate::people::Home;
use crate::tables::Division;

/// The last day on or before `target` that is this day of the four-year cycle.
pub fn birth_on(target: Date, cycle_day: i64) -> Date {
    let since = days::until(date(1900, 3, 1), target);
    days::plus(target, -(since - cycle_day).rem_euclid(1461))
}

/// Men have odd, women even numbers.
pub fn number(division: Option<&Division>, birth: Date, home: &Home, woman: bool) -> String {
    let code = division.map_or("", |division| division.code);
    let ordinal = home.ordinal * 2 - usize::from(!woman);
    let (year, month, day) = (birth.year(), birth.month(), birth.day());
    let first = format!("{code}{year:04}{month:02}{day:02}{ordinal:03}");
    let last = identity_check(&first).unwrap_or('0');
    format!("{first}{last}")
}
