//! Opening a file by its content and streaming its rows.

mod biff;
mod ole;
mod text;
mod xls;
mod xlsx;

use std::fs::File;
use std::io::{Read, Seek, SeekFrom};
use std::ops::ControlFlow;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

use crate::cell::RowIn;
use crate::error::{Limits, ReadError};
use crate::num;
use crate::sniff::{Kind, sniff};
use crate::write::TemplateTag;

/// A sheet of a book.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SheetInfo {
    /// Its name; a text file's sheet has the file's name without the extension.
    pub name: String,
    /// Whether a person sees it.
    pub visible: bool,
}

/// A merged range; rows are counted from 1, columns from 0, both ends included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Merge {
    /// First row.
    pub first_row: u32,
    /// Last row.
    pub last_row: u32,
    /// First column.
    pub first_column: usize,
    /// Last column.
    pub last_column: usize,
}

impl From<calamine::Dimensions> for Merge {
    fn from(range: calamine::Dimensions) -> Self {
        Self {
            first_row: range.start.0.saturating_add(1),
            last_row: range.end.0.saturating_add(1),
            first_column: num::index(range.start.1),
            last_column: num::index(range.end.1),
        }
    }
}

/// The beginning of a sheet, for finding the header.
#[derive(Debug, Clone, PartialEq)]
pub struct SheetHead {
    /// The sheet's place in the book.
    pub index: usize,
    /// Its name.
    pub name: String,
    /// Whether a person sees it.
    pub visible: bool,
    /// Whether its dates count from 1904.
    pub epoch1904: bool,
    /// Its first rows that are not empty.
    pub rows: Vec<RowIn>,
    /// Merged ranges that begin among these rows, as far as they are cheap to find.
    pub merges: Vec<Merge>,
}

/// An opened file.
#[derive(Debug)]
pub struct Book {
    source: Source,
    kind: Kind,
    limits: Limits,
    sheets: Vec<SheetInfo>,
}

#[derive(Debug)]
enum Source {
    Xlsx(Box<xlsx::Workbook>),
    Xls(Box<xls::Workbook>),
    Text(text::TextFile),
}

/// What a row callback receives and the reader hands on.
type Sink<'a, E> = &'a mut dyn FnMut(RowIn) -> Result<ControlFlow<()>, E>;

/// Open a file, deciding by its content and never by its extension.
pub fn open(path: &Path, limits: &Limits) -> Result<Book, ReadError> {
    let mut file = File::open(path)?;
    let size = file.metadata()?.len();
    if size == 0 {
        return Err(ReadError::Empty);
    }
    if size > limits.max_bytes {
        return Err(ReadError::TooBig { size: mib(size), limit: mib(limits.max_bytes) });
    }
    let mut head = Vec::with_capacity(8192);
    file.by_ref().take(8192).read_to_end(&mut head)?;
    file.seek(SeekFrom::Start(0))?;
    let found = sniff(&head);
    let (source, kind) = match found {
        Kind::Xlsx
        | Kind::Xlsb
        | Kind::Ods
        | Kind::OpenDocument
        | Kind::Docx
        | Kind::Pptx
        | Kind::Ofd
        | Kind::Zip => {
            (Source::Xlsx(Box::new(xlsx::Workbook::open(file, found, limits)?)), Kind::Xlsx)
        }
        Kind::Xls | Kind::Encrypted | Kind::Doc | Kind::Ppt | Kind::Ole => {
            (Source::Xls(Box::new(xls::Workbook::open(file, size, limits)?)), Kind::Xls)
        }
        Kind::Text => (Source::Text(text::TextFile::open(file, path)?), Kind::Text),
        Kind::Empty => return Err(ReadError::Empty),
        other => return Err(ReadError::Wrong(other)),
    };
    let sheets = match &source {
        Source::Xlsx(book) => book.sheets(),
        Source::Xls(book) => book.sheets(),
        Source::Text(book) => vec![SheetInfo { name: book.name().to_owned(), visible: true }],
    };
    let mut book = Book { source, kind, limits: limits.clone(), sheets };
    if book.has_data()? { Ok(book) } else { Err(ReadError::NoData) }
}

impl Book {
    /// The sheets in their order.
    pub fn sheets(&self) -> Vec<SheetInfo> {
        self.sheets.clone()
    }

    /// [`Kind::Xlsx`], [`Kind::Xls`] or [`Kind::Text`].
    pub fn kind(&self) -> Kind {
        self.kind
    }

    /// Whether dates count from 1904 (old Macintosh workbooks).
    pub fn epoch1904(&self) -> bool {
        match &self.source {
            Source::Xlsx(book) => book.epoch1904(),
            Source::Xls(book) => book.epoch1904(),
            Source::Text(_) => false,
        }
    }

    /// Hand every row that is not wholly empty to `sink`, in the sheet's order,
    /// holding one row at a time (old-style workbooks are held whole).
    pub fn rows<E: From<ReadError>>(&mut self, sheet: usize, sink: Sink<'_, E>) -> Result<(), E> {
        let info = self.sheets.get(sheet).ok_or(ReadError::NoSheet(sheet.saturating_add(1)))?;
        let name = info.name.clone();
        let limit = match &self.source {
            Source::Text(_) => self.limits.max_rows_text,
            _ => self.limits.max_rows,
        };
        let mut count = 0_u64;
        let mut counted = |row: RowIn| -> Result<ControlFlow<()>, E> {
            count += 1;
            if count > limit {
                return Err(ReadError::TooManyRows { sheet: name.clone(), limit }.into());
            }
            sink(row)
        };
        match &mut self.source {
            Source::Xlsx(book) => book.rows(&name, &self.limits, &mut counted),
            Source::Xls(book) => book.rows(&name, &self.limits, &mut counted),
            Source::Text(book) => book.rows(&self.limits, &mut counted),
        }
    }

    /// The first `count` rows of a sheet and the merged ranges among them.
    pub fn head(&mut self, sheet: usize, count: usize) -> Result<SheetHead, ReadError> {
        let info =
            self.sheets.get(sheet).cloned().ok_or(ReadError::NoSheet(sheet.saturating_add(1)))?;
        let mut rows = Vec::new();
        self.rows::<ReadError>(sheet, &mut |row| {
            rows.push(row);
            let full = rows.len() >= count;
            Ok(if full { ControlFlow::Break(()) } else { ControlFlow::Continue(()) })
        })?;
        let last = rows.last().map_or(0, |row: &RowIn| row.number);
        let mut merges = self.merges(sheet)?;
        merges.retain(|merge| merge.first_row <= last);
        let (name, visible) = (info.name, info.visible);
        Ok(SheetHead { index: sheet, name, visible, epoch1904: self.epoch1904(), rows, merges })
    }

    /// The merged ranges of a sheet. Sheets so large that finding them would
    /// mean reading everything twice answer with none.
    pub fn merges(&mut self, sheet: usize) -> Result<Vec<Merge>, ReadError> {
        let Some(info) = self.sheets.get(sheet) else {
            return Err(ReadError::NoSheet(sheet.saturating_add(1)));
        };
        match &mut self.source {
            Source::Xlsx(book) => book.merges(&info.name),
            Source::Xls(book) => Ok(book.merges(&info.name)),
            Source::Text(_) => Ok(Vec::new()),
        }
    }

    /// The hidden mark that [`crate::write_xlsx`] leaves in templates.
    pub fn template(&mut self) -> Result<Option<TemplateTag>, ReadError> {
        let Some(sheet) = self.sheets.iter().position(|s| s.name == TemplateTag::SHEET) else {
            return Ok(None);
        };
        let mut tag = None;
        self.rows::<ReadError>(sheet, &mut |row| {
            let cell = |column| row.cell(column).text(false).into_owned();
            if cell(0) == TemplateTag::MARK {
                tag = Some(TemplateTag { code: cell(1), version: cell(2) });
            }
            Ok(ControlFlow::Break(()))
        })?;
        Ok(tag)
    }

    fn has_data(&mut self) -> Result<bool, ReadError> {
        let mut found = false;
        for sheet in 0..self.sheets.len() {
            if self.sheets.get(sheet).is_some_and(|s| s.name == TemplateTag::SHEET) {
                continue;
            }
            self.rows::<ReadError>(sheet, &mut |_| {
                found = true;
                Ok(ControlFlow::Break(()))
            })?;
            if found {
                break;
            }
        }
        Ok(found)
    }
}

fn mib(bytes: u64) -> u64 {
    bytes.div_ceil(1 << 20)
}

/// Call into the library, which trusts offsets and numbers inside a file: a
/// forged one can make it panic.
fn calmly<T>(call: impl FnOnce() -> T) -> Result<T, ReadError> {
    catch_unwind(AssertUnwindSafe(call)).map_err(|_| broken(&"the library panicked"))
}

/// What a library said, for the log.
fn broken(error: &dyn std::fmt::Display) -> ReadError {
    ReadError::Broken { detail: error.to_string() }
}
