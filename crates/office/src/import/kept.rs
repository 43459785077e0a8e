//! Rows that were kept for a person, on the way back into the file: fetched few at a time, because a
//! file in which every row changes something keeps them all.

use super::ImportError;
use super::plan::{FileRow, Repairs};
use super::preview::RowData;
use std::collections::HashMap;
use store::Store;
use store::intake::Kept;

/// What a kept row may be; a written one has had its turn.
const KEPT: [&str; 4] = ["doubtful", "rejected", "changed", "written"];

/// Kept rows by their place in the file.
pub type KeptRows = HashMap<i64, (Kept, RowData)>;

/// Gives the kept rows behind a place in the file, few at a time, as long as they are wanted.
pub(super) fn each_kept(
    store: &Store,
    job: i64,
    (mut after, most): (i64, usize),
    mut work: impl FnMut(Kept, RowData) -> bool,
) -> Result<(), ImportError> {
    loop {
        let part = store.kept_rows(job, &KEPT, after, most)?;
        let Some(last) = part.last() else { return Ok(()) };
        after = last.number;
        for kept in part {
            let data = serde_json::from_str(&kept.data).unwrap_or_default();
            if !work(kept, data) {
                return Ok(());
            }
        }
    }
}

/// What people have settled, of all rows; the rows themselves are many.
pub fn repairs_of(store: &Store, job: i64) -> Result<Repairs, ImportError> {
    let mut repairs = Repairs::default();
    each_kept(store, job, (-1, 1_000), |row, data| {
        match row.answer.as_str() {
            "skip" => drop(repairs.skipped.insert(row.number)),
            // Nothing to choose between but the rows themselves: this is the right one.
            "correct" if data.answers.is_empty() => drop(repairs.right.insert(row.number)),
            _ => {}
        }
        if !data.repaired.is_empty() {
            repairs.cells.insert(row.number, data.repaired);
        }
        true
    })?;
    Ok(repairs)
}

/// The kept rows among those of a chunk.
pub fn kept_of(store: &Store, job: i64, rows: &[(i64, FileRow)]) -> Result<KeptRows, ImportError> {
    let numbers = rows.iter().map(|(_, row)| row.number);
    let (first, last) = (numbers.clone().min().unwrap_or(0), numbers.max().unwrap_or(0));
    let mut all = KeptRows::new();
    each_kept(store, job, (first - 1, rows.len()), |kept, data| {
        let wanted = kept.number <= last;
        if wanted {
            all.insert(kept.number, (kept, data));
        }
        wanted
    })?;
    Ok(all)
}

/// The class under which a row stays behind that a person has not settled, or has left out.
pub fn stays(kept: &Kept, data: &RowData) -> Option<&'static str> {
    match kept.class.as_str() {
        _ if kept.answer == "skip" => Some("unchanged"),
        "written" => Some("unchanged"),
        // With nothing to answer, other rows of the file may have settled it.
        "doubtful" if kept.answer.is_empty() && !data.answers.is_empty() => Some("doubtful"),
        "rejected" if data.repaired.is_empty() => Some("rejected"),
        _ => None,
    }
}
