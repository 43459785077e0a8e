//! Cells and the ways of writing in them.

use jiff::civil::{Date, date};

use super::Row;
use crate::days;

/// The cell below a heading.
pub fn cell(row: &Row, titles: &[&str], title: &str) -> String {
    let at = titles.iter().position(|known| *known == title);
    at.and_then(|at| row.cells.get(at)).cloned().unwrap_or_default()
}

/// Writes what was typed, and not what was meant.
pub fn mistype(row: &mut Row, titles: &[&str], title: &str, value: &str) {
    let at = titles.iter().position(|known| *known == title);
    if let Some(cell) = at.and_then(|at| row.cells.get_mut(at)) {
        value.clone_into(cell);
    }
}

/// Writes what was typed and meant.
pub fn set(row: &mut Row, titles: &[&str], title: &str, value: &str) {
    mistype(row, titles, title, value);
    let at = titles.iter().position(|known| *known == title);
    if let Some(cell) = at.and_then(|at| row.clean.get_mut(at)) {
        value.clone_into(cell);
    }
}

pub fn slashed(day: Date) -> String {
    format!("{:04}/{:02}/{:02}", day.year(), day.month(), day.day())
}

/// Reads what `slashed` wrote.
pub fn day_of(text: &str) -> Option<Date> {
    let mut parts = text.split('/').map(str::parse::<i16>);
    let (year, month, day) = (parts.next()?.ok()?, parts.next()?.ok()?, parts.next()?.ok()?);
    Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

/// A spreadsheet's number of a day: 1 March 1900 is 61.
pub fn serial(day: Date) -> String {
    (days::until(date(1900, 3, 1), day) + 61).to_string()
}

pub fn full_width(text: &str) -> String {
    text.chars()
        .map(|character| match character {
            '!'..='~' => char::from_u32(u32::from(character) + 0xFEE0).unwrap_or(character),
            _ => character,
        })
        .collect()
}

/// The text without its last characters.
pub fn short(text: &str, by: usize) -> String {
    let keep = text.chars().count().saturating_sub(by);
    text.chars().take(keep).collect()
}
