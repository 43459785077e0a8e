//! Handing back the rows that were not taken.

use std::io::Write;

use crate::error::WriteError;
use crate::header::{ColumnFound, Layout, REASON_TITLE};
use crate::write::{
    BookOut, CellOut, ColumnKind, ColumnOut, RowError, SheetOut, Written, write_xlsx_to,
};

/// Why a row was not taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reason {
    /// The column in error, as in the original sheet, from 0.
    pub column: Option<usize>,
    /// What is wrong and what to do.
    pub text: String,
}

/// A row that was not taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RejectRow {
    /// Its number in the original sheet.
    pub number: u32,
    /// Its cells as texts, as in the original sheet.
    pub cells: Vec<String>,
    /// What is wrong with it.
    pub reasons: Vec<Reason>,
}

/// A column as in the original sheet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RejectColumn {
    /// Its place in the original sheet.
    pub index: usize,
    /// Its title as it stood there.
    pub title: String,
    /// Its group's title.
    pub group: Option<String>,
}

impl From<&ColumnFound> for RejectColumn {
    fn from(column: &ColumnFound) -> Self {
        Self {
            index: column.index,
            title: column.title.clone(),
            group: column.group.clone().filter(|group| !group.is_empty()),
        }
    }
}

/// A table of rows that were not taken.
pub struct RejectBook<'a> {
    /// The sheet's name.
    pub sheet_name: String,
    /// The original columns in their order.
    pub columns: Vec<RejectColumn>,
    /// Whether 错误说明 stands first, where it is seen at once, or last.
    pub reason_first: bool,
    /// The rows.
    pub rows: Box<dyn Iterator<Item = Result<RejectRow, RowError>> + 'a>,
}

impl<'a> RejectBook<'a> {
    /// With the columns of a layout, without an earlier 错误说明.
    pub fn of(
        layout: &Layout,
        rows: Box<dyn Iterator<Item = Result<RejectRow, RowError>> + 'a>,
    ) -> Self {
        let reason = |column: &&ColumnFound| column.title.trim() != REASON_TITLE;
        Self {
            sheet_name: layout.sheet_name.clone(),
            columns: layout.columns.iter().filter(reason).map(RejectColumn::from).collect(),
            reason_first: true,
            rows,
        }
    }
}

impl std::fmt::Debug for RejectBook<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("RejectBook").field("columns", &self.columns).finish_non_exhaustive()
    }
}

/// Write the rows that were not taken, in the original columns and with the
/// original texts, cells in error on light red, and the reasons in a column of
/// their own. Corrected, the file can be loaded as it is.
pub fn write_rejects<W: Write + Send>(
    writer: W,
    book: RejectBook<'_>,
) -> Result<Written, WriteError> {
    let RejectBook { sheet_name, columns, reason_first, rows } = book;
    let mut titles: Vec<ColumnOut> = columns.iter().map(column).collect();
    let reason = ColumnOut {
        width: Some(42.0),
        required: true,
        ..ColumnOut::new(REASON_TITLE, ColumnKind::Text)
    };
    let place = if reason_first { 0 } else { titles.len() };
    titles.insert(place, reason);
    let rows = rows.map(move |row| row.map(|row| cells(&row, &columns, place)));
    let mut sheet = SheetOut::new(sheet_name, titles, Box::new(rows));
    sheet.heading = vec![
        "未导入的行".to_owned(),
        format!(
            "请按“{REASON_TITLE}”改正标红的格子，保存后原样重新上传；“{REASON_TITLE}”一列不用删。"
        ),
    ];
    sheet.frozen_columns = u16::from(reason_first);
    write_xlsx_to(writer, BookOut::one(sheet))
}

fn column(original: &RejectColumn) -> ColumnOut {
    ColumnOut {
        group: original.group.clone(),
        ..ColumnOut::new(original.title.clone(), ColumnKind::Code)
    }
}

fn cells(row: &RejectRow, columns: &[RejectColumn], place: usize) -> Vec<CellOut> {
    let wrong = |index: usize| row.reasons.iter().any(|reason| reason.column == Some(index));
    let mut cells: Vec<CellOut> = columns
        .iter()
        .map(|column| {
            let text = row.cells.get(column.index).cloned().unwrap_or_default();
            if wrong(column.index) { CellOut::Wrong(text) } else { CellOut::Text(text) }
        })
        .collect();
    let texts: Vec<&str> = row.reasons.iter().map(|reason| reason.text.as_str()).collect();
    let reason = format!("原第{}行：{}", row.number, texts.join("；"));
    cells.insert(place, CellOut::Text(reason));
    cells
}
