//! Text files for spreadsheets.

use std::fmt::Write as _;
use std::io::Write;

use encoding_rs::GB18030;

use super::{CellOut, ColumnOut, RowError, Written, starts_formula};
use crate::cell::number_text;
use crate::error::WriteError;

/// How a text file is encoded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum CsvEncoding {
    /// UTF-8 with a mark, which Excel and WPS recognise.
    #[default]
    Utf8Bom,
    /// GB18030, for older systems.
    Gb18030,
}

/// Write a comma-separated file with CR LF. Text that a spreadsheet would take
/// for a formula gets an apostrophe, which the reader here takes off again.
pub fn write_csv<W: Write>(
    mut writer: W,
    columns: &[ColumnOut],
    rows: &mut dyn Iterator<Item = Result<Vec<CellOut>, RowError>>,
    encoding: CsvEncoding,
) -> Result<Written, WriteError> {
    if encoding == CsvEncoding::Utf8Bom {
        writer.write_all(b"\xEF\xBB\xBF")?;
    }
    let mut line = String::new();
    for (at, column) in columns.iter().enumerate() {
        separate(&mut line, at);
        push_text(&mut line, &column.title);
    }
    emit(&mut writer, &mut line, encoding)?;
    let mut written = Written { rows: 0, sheets: 1 };
    for cells in rows {
        let cells = cells.map_err(WriteError::Source)?;
        for at in 0..columns.len() {
            separate(&mut line, at);
            push(&mut line, cells.get(at).unwrap_or(&CellOut::Empty));
        }
        emit(&mut writer, &mut line, encoding)?;
        written.rows += 1;
    }
    writer.flush()?;
    Ok(written)
}

fn separate(line: &mut String, at: usize) {
    if at > 0 {
        line.push(',');
    }
}

fn push(line: &mut String, cell: &CellOut) {
    match cell {
        CellOut::Empty => {}
        CellOut::Text(text) | CellOut::Wrong(text) => push_text(line, text),
        CellOut::Int(number) => line.push_str(&number.to_string()),
        CellOut::Number(number) => line.push_str(&number_text(*number)),
        CellOut::Date(year, month, day) => {
            let _ = write!(line, "{year:04}-{month:02}-{day:02}");
        }
        CellOut::Bool(truth) => line.push_str(if *truth { "是" } else { "否" }),
    }
}

fn push_text(line: &mut String, text: &str) {
    let risky = |c: char| starts_formula(c) || matches!(c, '\t' | '\r' | '\n');
    let guard = text.starts_with(risky);
    let quoted = text.contains([',', '"', '\r', '\n'])
        || text.starts_with(char::is_whitespace)
        || text.ends_with(char::is_whitespace);
    if quoted {
        line.push('"');
    }
    if guard {
        line.push('\'');
    }
    if quoted {
        line.push_str(&text.replace('"', "\"\""));
        line.push('"');
    } else {
        line.push_str(text);
    }
}

fn emit<W: Write>(
    writer: &mut W,
    line: &mut String,
    encoding: CsvEncoding,
) -> Result<(), WriteError> {
    line.push_str("\r\n");
    match encoding {
        CsvEncoding::Utf8Bom => writer.write_all(line.as_bytes())?,
        CsvEncoding::Gb18030 => writer.write_all(&GB18030.encode(line).0)?,
    }
    line.clear();
    Ok(())
}
