//! Finding the sheet, the header rows and the columns.

mod find;
mod fold;
mod matching;
mod rows;

use std::collections::BTreeMap;

use crate::cell::CellIn;
use crate::error::ReadError;
use crate::read::Book;

pub use find::find;
pub use fold::fold_title;
pub use rows::RowKind;

/// How many rows of a sheet are looked at.
pub const HEAD_ROWS: usize = 60;

/// The title of the column that tells why a row was refused; it is ignored when
/// the file comes back.
pub const REASON_TITLE: &str = "错误说明";

/// A field that a file may have.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeaderSpec<'a> {
    /// The field's code.
    pub code: &'a str,
    /// Its title, then synonyms.
    pub titles: Vec<String>,
    /// Whether a file without it is refused.
    pub required: bool,
    /// The field that may stand for it; empty for none.
    pub instead: &'a str,
}

/// What people said about titles.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Hints {
    /// For this file: title (or group and title joined) to code; an empty code
    /// leaves the column out.
    pub chosen: BTreeMap<String, String>,
    /// From earlier files: [`fold_title`] of a title to code.
    pub remembered: BTreeMap<String, String>,
}

/// How a column was recognised.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum How {
    /// By its title.
    Exact,
    /// By a synonym.
    Synonym,
    /// As in an earlier file.
    Remembered,
    /// As a person said for this file.
    Chosen,
    /// By likeness; a person should confirm.
    Guess,
    /// Not recognised.
    Unknown,
    /// Left out: the column 错误说明, or by a person's word.
    Ignored,
}

/// A column of the table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ColumnFound {
    /// Its place, from 0.
    pub index: usize,
    /// Its letters, from `A`.
    pub letter: String,
    /// The title as it stands in the sheet.
    pub title: String,
    /// The title of its group in a header of two rows.
    pub group: Option<String>,
    /// The field it holds.
    pub code: Option<String>,
    /// How that was recognised.
    pub how: How,
    /// Up to three values from below.
    pub samples: Vec<String>,
}

/// Where the table of a sheet is and what its columns are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Layout {
    /// The sheet's place in the book.
    pub sheet: usize,
    /// Its name.
    pub sheet_name: String,
    /// First and last row of the header.
    pub header_rows: (u32, u32),
    /// The row below the header.
    pub first_data_row: u32,
    /// All columns with a title or with values.
    pub columns: Vec<ColumnFound>,
    /// Codes of required fields that no column holds.
    pub missing: Vec<String>,
    /// What stands above the header.
    pub preamble: Vec<(u32, String)>,
}

impl Layout {
    /// The column that holds a field.
    pub fn column(&self, code: &str) -> Option<&ColumnFound> {
        self.columns.iter().find(|column| column.code.as_deref() == Some(code))
    }

    /// Columns that were not recognised.
    pub fn unknown(&self) -> impl Iterator<Item = &ColumnFound> {
        self.columns.iter().filter(|column| column.how == How::Unknown)
    }

    /// What a row below the header is.
    pub fn classify(&self, cells: &[CellIn]) -> RowKind {
        rows::classify(cells, self)
    }
}

/// Whether a row belongs to the notes, signatures or totals around a table, or
/// repeats its header.
pub fn is_note_row(cells: &[CellIn], layout: &Layout) -> bool {
    rows::classify(cells, layout) == RowKind::Note
}

/// [`find`] in an opened book.
pub fn find_in(
    book: &mut Book,
    specs: &[HeaderSpec<'_>],
    hints: &Hints,
) -> Result<Vec<Layout>, ReadError> {
    let mut heads = Vec::new();
    for sheet in 0..book.sheets().len() {
        heads.push(book.head(sheet, HEAD_ROWS)?);
    }
    Ok(find(&heads, specs, hints))
}
