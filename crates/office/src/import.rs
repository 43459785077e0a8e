//! The import: a job that reads a file twice, once to say what it would do and once to do it.
//!
//! [`start`] takes the file in · [`request`] asks for the next step, which a worker takes · [`preview`]
//! reads every row and writes nothing · [`answer`] and [`repair`] settle what needs a person ·
//! [`apply`] writes, chunk by chunk, and can be resumed · [`rejects`] gives the bad rows back ·
//! [`undo`] takes it all back.

mod again;
mod apply;
mod file;
mod kept;
mod months;
mod overlay;
mod plan;
mod preview;
mod repair;
mod review;
mod tally;
mod template;
mod things;
mod undo;
mod wish;

pub use again::Again;
pub use apply::apply;
pub use file::{Start, interrupted, layouts, offered, rechoose, start};
pub use months::Months;
pub use preview::{Changed, Fault, RowData, preview};
pub use repair::{repair, repair_many, unrepair};
pub use review::{
    CellView, RowView, answer, differing, rejects, row, row_in_sheet, rows, summary_json,
    whole_text,
};
pub use tally::{Tally, tally};
pub use template::{column_of, register_template, template};
pub use undo::{TakenBack, undo};
pub use wish::{Wish, Work, give_up, request};

use crate::ReadError;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::path::PathBuf;
use store::{Store, StoreError};

/// Why an import did not go on.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    /// The file.
    #[error("{0}")]
    Read(#[from] ReadError),
    /// The store.
    #[error("{0}")]
    Store(#[from] StoreError),
    /// Something about the job itself, in words for people.
    #[error("{0}")]
    Say(String),
}

impl ImportError {
    /// As an error of the store, which every page and command can show.
    pub fn into_store(self) -> StoreError {
        match self {
            ImportError::Store(error) => error,
            other => StoreError::refuse("file", other.to_string()),
        }
    }
}

/// What became of the rows: each row in exactly one class.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counts {
    /// Rows read.
    pub read: i64,
    /// To add, or added.
    pub added: i64,
    /// To change, or changed.
    pub changed: i64,
    /// Nothing to do.
    pub unchanged: i64,
    /// Waiting for a person.
    pub doubtful: i64,
    /// Cannot be taken.
    pub rejected: i64,
}

/// Where the job stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Phase {
    /// The file is in; columns are matched.
    Mapped,
    /// Rows are being looked at.
    Looking,
    /// Every row was looked at; nothing is written yet.
    Ready,
    /// Rows are being written.
    Writing,
    /// Done.
    Done,
    /// What was written is being taken back.
    Undoing,
    /// Taken back.
    Undone,
    /// Given up before anything was written.
    Dropped,
}

/// Where the columns of one sheet of the file were found.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    /// Name of the sheet in the file.
    pub sheet_name: String,
    /// Column code → letter.
    pub letters: BTreeMap<String, String>,
}

/// What the job remembers, kept as JSON in the job table.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Detail {
    /// Code of the sheet.
    pub sheet: String,
    /// The file's own name.
    pub file_name: String,
    /// Where it is kept, below the data folder.
    pub path: PathBuf,
    /// Fingerprint of the file.
    pub print: String,
    /// The union it is loaded for; 0 for the whole installation.
    #[serde(default)]
    pub union: i64,
    /// The record it is loaded into; 0 for sheets that stand for themselves.
    #[serde(default)]
    pub whole: i64,
    /// From when dated values hold.
    pub day: Date,
    /// Column titles that a person assigned: title → column code, "" leaves it out.
    pub chosen: BTreeMap<String, String>,
    /// Where it stands.
    pub phase: Phase,
    /// What the preview found.
    pub preview: Counts,
    /// What was written.
    pub counts: Counts,
    /// What an earlier run wrote, while a later one writes the rows settled since.
    #[serde(default)]
    pub before: Counts,
    /// How many rows are done with, in the order in which they are taken; a resumed job goes on
    /// behind them.
    pub done_to: i64,
    /// Where the preview found the columns, one entry per sheet of the file.
    #[serde(default)]
    pub places: Vec<Place>,
    /// Columns in which the last look over the whole file found days given only to the month.
    #[serde(default)]
    pub months: Vec<Months>,
    /// What the last look did with what people had settled before it; nothing when it was the first.
    #[serde(default)]
    pub again: Option<Again>,
    /// The step asked for, while a worker has not ended it.
    #[serde(default)]
    pub wish: Option<Wish>,
    /// The file was written before: only rows settled since are written now.
    #[serde(default)]
    pub rest: bool,
    /// How many records taking it back is done with; one that was stopped goes on behind them.
    #[serde(default)]
    pub undone_to: usize,
    /// What taking it back did.
    #[serde(default)]
    pub undone: Option<TakenBack>,
}

impl Detail {
    /// Reads the detail of a job.
    pub fn of(store: &Store, job: i64) -> Result<Detail, ImportError> {
        let row = store.job_row(job)?;
        serde_json::from_str(&row.detail)
            .map_err(|_| ImportError::Say("这不是一次导入，或它的记录已损坏".into()))
    }
    fn text(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }
    fn save(&self, store: &Store, job: i64) -> Result<(), ImportError> {
        Ok(store.set_job_detail(job, &self.text())?)
    }
}
