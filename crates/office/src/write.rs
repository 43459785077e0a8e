//! Writing workbooks and text files row by row.

mod csv;
mod sheet;
mod style;

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

use rust_xlsxwriter::Workbook;

use crate::error::WriteError;
use crate::num;

pub use csv::{CsvEncoding, write_csv};

/// The name of the sheet that holds long drop-down lists.
pub const LIST_SHEET: &str = "下拉菜单表";

/// An error of whoever supplies the rows.
pub type RowError = Box<dyn std::error::Error + Send + Sync>;

/// The rows of a sheet, drawn one at a time.
pub type Rows<'a> = Box<dyn Iterator<Item = Result<Vec<CellOut>, RowError>> + 'a>;

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ColumnKind {
    /// Words.
    #[default]
    Text,
    /// Identity, phone, card or other numbers that are never counted with: text
    /// cells with the format `@`, also where the cell is still blank.
    Code,
    /// Whole numbers.
    Integer,
    /// Numbers.
    Number,
    /// Yuan with two decimals.
    Money,
    /// Days, `yyyy-mm-dd`.
    Date,
}

/// A cell to write.
#[derive(Debug, Clone, PartialEq, Default)]
pub enum CellOut {
    /// Nothing.
    #[default]
    Empty,
    /// Words; never a formula, whatever they begin with.
    Text(String),
    /// A text the reader must correct, on light red.
    Wrong(String),
    /// A whole number.
    Int(i64),
    /// A number.
    Number(f64),
    /// Year, month, day.
    Date(u16, u8, u8),
    /// 是 or 否.
    Bool(bool),
}

impl CellOut {
    /// Words.
    pub fn text(text: impl Into<String>) -> Self {
        Self::Text(text.into())
    }
}

/// A column to write.
#[derive(Debug, Clone, Default)]
pub struct ColumnOut {
    /// Its title.
    pub title: String,
    /// The title above it, shared by neighbours.
    pub group: Option<String>,
    /// What it holds.
    pub kind: ColumnKind,
    /// Width in characters; chosen by kind and title when absent.
    pub width: Option<f64>,
    /// Whether it must be filled in: its title is red.
    pub required: bool,
    /// What may be chosen.
    pub choices: Vec<String>,
    /// How to fill it in; such notes stand in a row under the header.
    pub note: Option<String>,
}

impl ColumnOut {
    /// A column of a kind.
    pub fn new(title: impl Into<String>, kind: ColumnKind) -> Self {
        Self { title: title.into(), kind, ..Self::default() }
    }
}

/// A sheet to write.
pub struct SheetOut<'a> {
    /// Its name.
    pub name: String,
    /// Lines above the header: the first is the title.
    pub heading: Vec<String>,
    /// The columns.
    pub columns: Vec<ColumnOut>,
    /// The rows.
    pub rows: Rows<'a>,
    /// Lines under the table: 填表说明 and the like.
    pub notes: Vec<String>,
    /// Rows to be filled in by hand that get drop-downs, in a template.
    pub blank_rows: u32,
    /// Columns at the left that stay in sight.
    pub frozen_columns: u16,
}

impl<'a> SheetOut<'a> {
    /// A sheet with rows.
    pub fn new(name: impl Into<String>, columns: Vec<ColumnOut>, rows: Rows<'a>) -> Self {
        Self {
            name: name.into(),
            heading: Vec::new(),
            columns,
            rows,
            notes: Vec::new(),
            blank_rows: 0,
            frozen_columns: 0,
        }
    }
}

impl std::fmt::Debug for SheetOut<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("SheetOut")
            .field("name", &self.name)
            .field("columns", &self.columns)
            .finish_non_exhaustive()
    }
}

/// The mark that tells from which template a file was made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TemplateTag {
    /// The template's code.
    pub code: String,
    /// Its version.
    pub version: String,
}

impl TemplateTag {
    /// The hidden sheet that carries it.
    pub const SHEET: &'static str = "_模板";
    /// The word in its first cell.
    pub const MARK: &'static str = "娘家模板";
}

/// A workbook to write.
#[derive(Debug, Default)]
pub struct BookOut<'a> {
    /// Its sheets.
    pub sheets: Vec<SheetOut<'a>>,
    /// The template's mark.
    pub template: Option<TemplateTag>,
    /// Who fills it in, for the foot of each page.
    pub filled_by: String,
    /// Where rows wait before they are packed; the system's directory otherwise.
    pub tempdir: Option<PathBuf>,
}

impl<'a> BookOut<'a> {
    /// A workbook of one sheet.
    pub fn one(sheet: SheetOut<'a>) -> Self {
        Self { sheets: vec![sheet], ..Self::default() }
    }
}

/// What was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Written {
    /// Rows of data.
    pub rows: u64,
    /// Sheets with data; a table longer than a sheet goes on in the next.
    pub sheets: usize,
}

/// Write a workbook to a file; a failed one is removed.
pub fn write_xlsx(path: &Path, book: BookOut<'_>) -> Result<Written, WriteError> {
    let file = File::create(path)?;
    let written = write_xlsx_to(BufWriter::new(file), book);
    if written.is_err() {
        std::fs::remove_file(path).ok();
    }
    written
}

/// Write a workbook to anything that takes bytes.
pub fn write_xlsx_to<W: Write + Send>(writer: W, book: BookOut<'_>) -> Result<Written, WriteError> {
    let mut workbook = Workbook::new();
    if let Some(dir) = &book.tempdir {
        workbook.set_tempdir(dir)?;
    }
    let styles = style::Styles::new();
    let mut lists = sheet::Lists::default();
    let mut written = Written::default();
    for sheet in book.sheets {
        if sheet.columns.is_empty() || sheet.columns.len() > 16_384 {
            return Err(WriteError::Columns(sheet.name));
        }
        let (rows, parts) =
            sheet::write(&mut workbook, sheet, &styles, &mut lists, &book.filled_by)?;
        written.rows += rows;
        written.sheets += parts;
    }
    lists.write(&mut workbook)?;
    if let Some(tag) = &book.template {
        let sheet = workbook.add_worksheet();
        sheet.set_name(TemplateTag::SHEET)?;
        sheet.write_string(0, 0, TemplateTag::MARK)?;
        sheet.write_string(0, 1, &tag.code)?;
        sheet.write_string(0, 2, &tag.version)?;
        sheet.set_very_hidden(true);
    }
    workbook.save_to_writer(writer)?;
    Ok(written)
}

/// Whether a cell beginning so is taken for a formula by a spreadsheet.
pub(crate) fn starts_formula(c: char) -> bool {
    matches!(c, '=' | '+' | '-' | '@' | '＝' | '＋' | '－' | '＠')
}

/// Text as a cell can hold it: no control characters, no more than a cell takes.
pub(crate) fn cell_text(text: &str) -> String {
    let allowed = |c: &char| !c.is_control() || matches!(c, '\n' | '\t');
    let kept: String = text.chars().filter(allowed).collect();
    if kept.encode_utf16().count() <= 32_767 {
        return kept;
    }
    let mut cut: String = kept.chars().take(16_000).collect();
    cut.push_str("……（内容过长，后面的未写出）");
    cut
}

/// How wide a text is, counting wide characters twice.
pub(crate) fn display_width(text: &str) -> u32 {
    let widest = |line: &str| line.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum::<usize>();
    num::short(text.lines().map(widest).max().unwrap_or(0))
}
