//! Spreadsheets in and out, papers out, photos and papers looked through.
//!
//! - [`open`] decides by content what a file is, refuses what is unsafe or is no
//!   spreadsheet with a sentence a clerk can act on, and streams rows.
//! - [`header::find_in`] finds the sheet, the header rows and the columns.
//! - [`write::write_xlsx`] and [`write::write_csv`] write with flat memory.
//! - [`rejects::write_rejects`] hands back the rows that were not taken, in the
//!   original layout, ready to be corrected and loaded again.
//! - [`attachment::examine`] looks through a photo or paper before it is kept.
//! - [`paper::docx`] makes an official paper of a written report, [`letter::docx`] of a letter.

pub mod attachment;
pub mod cell;
mod error;
pub mod header;
pub mod import;
pub mod letter;
mod num;
pub mod paper;
pub mod read;
pub mod rejects;
pub mod sniff;
pub mod write;

pub use cell::{CellIn, DateParts, RowIn, date_parts, is_lossy_number, letter, number_text};
pub use error::{Limits, ReadError, WriteError};
pub use header::{ColumnFound, HeaderSpec, Hints, How, Layout, RowKind, find, find_in, fold_title};
pub use read::{Book, Merge, SheetHead, SheetInfo, open};
pub use rejects::{Reason, RejectBook, RejectColumn, RejectRow, write_rejects};
pub use sniff::{Kind, sniff};
pub use write::{
    BookOut, CellOut, ColumnKind, ColumnOut, CsvEncoding, SheetOut, TemplateTag, Written,
    write_csv, write_xlsx, write_xlsx_to,
};
