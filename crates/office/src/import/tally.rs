//! How many rows of a job wait for what.

use super::ImportError;
use store::{Ctx, Store};

/// Kept rows by what is to be done with them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Wrong, neither put right nor left out.
    pub rejected: i64,
    /// Doubtful and not answered.
    pub doubtful: i64,
    /// Doubtful and answered: will be written.
    pub answered: i64,
    /// Will change something, or was put right.
    pub changed: i64,
    /// Would be written, but are left out.
    pub passed: i64,
    /// All that are left out.
    pub skipped: i64,
}

impl Tally {
    /// Rows that wait for a person.
    pub fn open(&self) -> i64 {
        self.rejected + self.doubtful
    }
}

/// Counts the kept rows of a job; those already written are not among them.
pub fn tally(store: &Store, ctx: &Ctx, job: i64) -> Result<Tally, ImportError> {
    store.job(ctx, job)?;
    let mut tally = Tally::default();
    for (class, answer, count) in store.kept_counts(job)? {
        match (class.as_str(), answer.as_str()) {
            ("written", _) => {}
            ("changed", "skip") => {
                tally.passed += count;
                tally.skipped += count;
            }
            (_, "skip") => tally.skipped += count,
            ("rejected", _) => tally.rejected += count,
            ("doubtful", "") => tally.doubtful += count,
            ("doubtful", _) => tally.answered += count,
            _ => tally.changed += count,
        }
    }
    Ok(tally)
}
