//! Workbooks of today: look through the package first, then stream its cells.

use std::fs::File;
use std::io::{BufReader, Read, Seek, SeekFrom};

use calamine::{Cell, DataRef, Reader, Xlsx, XlsxError, open_workbook_from_rs};
use zip::ZipArchive;

use super::{Merge, SheetInfo, Sink, broken, calmly, mib};
use crate::cell::{CellIn, RowIn, letter};
use crate::error::{Limits, ReadError};
use crate::num;
use crate::sniff::{Kind, package_kind};

/// Beyond this a sheet is not read twice to find its merged ranges.
const CHEAP_SHEET: u64 = 16 << 20;
/// Packed parts smaller than this cannot unpack to anything that hurts.
const SMALL_PART: u64 = 64 << 10;
/// No tag and no cell text is longer.
const LONGEST_RUN: u64 = 4 << 20;
/// Rows in a sheet, by the format.
const LAST_ROW: u32 = 1_048_576;

/// An opened workbook.
pub struct Workbook {
    inner: Xlsx<BufReader<File>>,
    cheap: bool,
}

impl std::fmt::Debug for Workbook {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Workbook").field("cheap", &self.cheap).finish_non_exhaustive()
    }
}

impl Workbook {
    /// Check the package, then open it.
    pub fn open(mut file: File, sniffed: Kind, limits: &Limits) -> Result<Self, ReadError> {
        let largest = inspect(&file, sniffed, limits)?;
        file.seek(SeekFrom::Start(0))?;
        let inner =
            calmly(|| open_workbook_from_rs(BufReader::new(file)))?.map_err(|e| refuse(&e))?;
        Ok(Self { inner, cheap: largest <= CHEAP_SHEET })
    }

    /// The worksheets; charts and dialogs are left out.
    pub fn sheets(&self) -> Vec<SheetInfo> {
        super::xls::worksheets(self.inner.sheets_metadata())
    }

    /// Whether dates count from 1904.
    pub fn epoch1904(&self) -> bool {
        self.inner.has_1904_epoch()
    }

    /// Merged ranges of a sheet.
    pub fn merges(&mut self, name: &str) -> Result<Vec<Merge>, ReadError> {
        if !self.cheap {
            return Ok(Vec::new());
        }
        let found = calmly(|| self.inner.merge_cells_by_sheet_name(name))?;
        let found = found.map_err(|e| refuse(&e))?;
        Ok(found.into_iter().map(Merge::from).collect())
    }

    /// Stream the rows of a sheet.
    pub fn rows<E: From<ReadError>>(
        &mut self,
        name: &str,
        limits: &Limits,
        sink: Sink<'_, E>,
    ) -> Result<(), E> {
        let mut reader = match calmly(|| self.inner.worksheet_cells_reader(name))? {
            Ok(reader) => reader,
            Err(XlsxError::NotAWorksheet(_)) => return Ok(()),
            Err(error) => return Err(refuse(&error).into()),
        };
        let mut row = RowIn::default();
        loop {
            let cell = match calmly(|| reader.next_cell())? {
                Ok(Some(cell)) => cell,
                Ok(None) => break,
                Err(XlsxError::CellError(_)) => {
                    return Err(ReadError::BadCell { sheet: name.into(), row: row.number }.into());
                }
                Err(error) => return Err(refuse(&error).into()),
            };
            let Some((number, column, value)) = place(&cell, name, limits)? else { continue };
            if number != row.number {
                let done = std::mem::take(&mut row);
                row.number = number;
                if !done.cells.is_empty() && sink(done)?.is_break() {
                    return Ok(());
                }
            }
            set(&mut row.cells, column, value);
        }
        if !row.cells.is_empty() {
            let _ = sink(row)?;
        }
        Ok(())
    }
}

fn set(cells: &mut Vec<CellIn>, column: usize, value: CellIn) {
    if cells.len() <= column {
        cells.resize(column + 1, CellIn::Empty);
    }
    if let Some(cell) = cells.get_mut(column) {
        *cell = value;
    }
}

/// Row number, column and value of a cell that holds something.
fn place(
    cell: &Cell<DataRef<'_>>,
    sheet: &str,
    limits: &Limits,
) -> Result<Option<(u32, usize, CellIn)>, ReadError> {
    let value = convert(cell.get_value());
    if value.is_empty() {
        return Ok(None);
    }
    let (row, column) = cell.get_position();
    let (number, column) = (row.saturating_add(1), num::index(column));
    if number > LAST_ROW {
        return Err(ReadError::Broken { detail: format!("row {number}") });
    }
    if column >= limits.max_columns {
        return Err(ReadError::TooManyColumns {
            sheet: sheet.to_owned(),
            row: number,
            column: letter(column),
            limit: limits.max_columns,
        });
    }
    Ok(Some((number, column, value)))
}

fn convert(value: &DataRef<'_>) -> CellIn {
    match value {
        DataRef::Empty => CellIn::Empty,
        // A count beyond what a float holds exactly does not occur in a sheet.
        DataRef::Int(number) => number.to_string().parse().map_or(CellIn::Empty, CellIn::Number),
        DataRef::Float(number) => CellIn::Number(*number),
        DataRef::String(text) => CellIn::from_text(text),
        DataRef::SharedString(text) => CellIn::from_text(text),
        DataRef::Bool(truth) => CellIn::Bool(*truth),
        DataRef::DateTime(stamp) if stamp.is_duration() => CellIn::Number(stamp.as_f64()),
        DataRef::DateTime(stamp) => CellIn::Date(stamp.as_f64()),
        DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => {
            CellIn::from_text(text.strip_suffix("T00:00:00").unwrap_or(text))
        }
        DataRef::Error(error) => CellIn::Error(error.to_string()),
    }
}

fn refuse(error: &XlsxError) -> ReadError {
    match error {
        XlsxError::Password => ReadError::Password,
        other => broken(other),
    }
}

/// A part of the package.
struct Part {
    name: String,
    packed: u64,
    size: u64,
}

/// Walk the directory of the package before anything is unpacked, then unpack
/// what matters into nothing to see that it keeps its word. Answers with the
/// size of the largest sheet.
fn inspect(file: &File, sniffed: Kind, limits: &Limits) -> Result<u64, ReadError> {
    let mut archive = ZipArchive::new(BufReader::new(file)).map_err(|e| broken(&e))?;
    if archive.len() > limits.max_entries {
        return Err(ReadError::TooComplex);
    }
    let parts = directory(&mut archive)?;
    let size = parts.iter().map(|part| part.size).fold(0, u64::saturating_add);
    let packed = parts.iter().map(|part| part.packed).fold(0, u64::saturating_add);
    if size > limits.max_expanded || lopsided(size, packed, limits) {
        return Err(ReadError::ZipBomb { size: mib(size) });
    }
    let names: Vec<&str> = parts.iter().map(|part| part.name.as_str()).collect();
    let kind = match package_kind(&names) {
        Kind::OpenDocument if sniffed == Kind::Ods => Kind::Ods,
        kind => kind,
    };
    if kind != Kind::Xlsx {
        return Err(ReadError::Wrong(kind));
    }
    let macros =
        |name: &str| name.ends_with("vbaproject.bin") || name.starts_with("xl/macrosheets/");
    if parts.iter().any(|part| macros(&part.name)) || macro_types(&mut archive, &parts)? {
        return Err(ReadError::Macros);
    }
    if !parts.iter().any(|part| part.name == "xl/workbook.xml") {
        return Err(ReadError::Broken { detail: "no xl/workbook.xml".into() });
    }
    measure(&mut archive, &parts, limits)?;
    let sheets = parts.iter().filter(|part| part.name.starts_with("xl/worksheets/"));
    Ok(sheets.map(|part| part.size).max().unwrap_or(0))
}

fn lopsided(size: u64, packed: u64, limits: &Limits) -> bool {
    size > limits.ratio_floor && size > packed.saturating_mul(limits.max_ratio)
}

fn directory<R: Read + Seek>(archive: &mut ZipArchive<R>) -> Result<Vec<Part>, ReadError> {
    let mut parts = Vec::with_capacity(archive.len());
    for index in 0..archive.len() {
        let entry = archive.by_index_raw(index).map_err(|e| broken(&e))?;
        if entry.encrypted() {
            return Err(ReadError::Password);
        }
        let name = entry.name().map_err(|e| broken(&e))?;
        let name = name.replace('\\', "/").trim_start_matches('/').to_ascii_lowercase();
        parts.push(Part { name, packed: entry.compressed_size(), size: entry.size() });
    }
    Ok(parts)
}

/// Whether the content types speak of macros (.xlsm renamed to .xlsx).
fn macro_types<R: Read + Seek>(
    archive: &mut ZipArchive<R>,
    parts: &[Part],
) -> Result<bool, ReadError> {
    let Some(index) = parts.iter().position(|part| part.name == "[content_types].xml") else {
        return Err(ReadError::Broken { detail: "no [Content_Types].xml".into() });
    };
    let entry = archive.by_index(index).map_err(|e| broken(&e))?;
    let mut types = Vec::new();
    entry.take(4 << 20).read_to_end(&mut types).map_err(|e| broken(&e))?;
    let types = String::from_utf8_lossy(&types).to_ascii_lowercase();
    Ok(types.contains("macroenabled") || types.contains("vbaproject"))
}

/// Unpack every larger part into nothing, with a cap.
fn measure<R: Read + Seek>(
    archive: &mut ZipArchive<R>,
    parts: &[Part],
    limits: &Limits,
) -> Result<(), ReadError> {
    let mut total = 0_u64;
    for (index, part) in parts.iter().enumerate() {
        let shared = part.name.ends_with("sharedstrings.xml");
        if shared && part.size > limits.max_shared_text {
            return Err(ReadError::TooComplex);
        }
        if !shared && part.packed < SMALL_PART {
            continue;
        }
        let mut entry = archive.by_index(index).map_err(|e| broken(&e))?;
        let mut gauge = Gauge { part, shared, limits, size: 0, run: 0, xml: false, total };
        gauge.swallow(&mut entry)?;
        total = gauge.total;
    }
    Ok(())
}

struct Gauge<'a> {
    part: &'a Part,
    shared: bool,
    limits: &'a Limits,
    size: u64,
    run: u64,
    xml: bool,
    total: u64,
}

impl Gauge<'_> {
    fn swallow(&mut self, entry: &mut impl Read) -> Result<(), ReadError> {
        let mut buffer = vec![0_u8; 64 << 10];
        loop {
            let read = entry.read(&mut buffer).map_err(|e| broken(&e))?;
            let Some(chunk) = buffer.get(..read).filter(|chunk| !chunk.is_empty()) else {
                return Ok(());
            };
            if self.size == 0 {
                self.xml = chunk.starts_with(b"<") || chunk.starts_with(b"\xEF\xBB\xBF<");
            }
            if self.shared && self.size == 0 {
                self.promised(chunk)?;
            }
            let read = num::long(read);
            self.size += read;
            self.total += read;
            self.run = if chunk.contains(&b'<') { 0 } else { self.run + read };
            self.check()?;
        }
    }

    fn check(&self) -> Result<(), ReadError> {
        let bomb = self.total > self.limits.max_expanded
            || lopsided(self.size, self.part.packed, self.limits);
        if bomb || self.size > self.part.size {
            return Err(ReadError::ZipBomb { size: mib(self.total) });
        }
        if self.shared && self.size > self.limits.max_shared_text
            || self.xml && self.run > LONGEST_RUN
        {
            return Err(ReadError::TooComplex);
        }
        Ok(())
    }

    /// The number of texts promised must fit into the part: the reader reserves
    /// room for it.
    fn promised(&self, chunk: &[u8]) -> Result<(), ReadError> {
        let head = String::from_utf8_lossy(chunk.get(..4096).unwrap_or(chunk));
        let Some((_, rest)) = head.split_once("uniqueCount=") else { return Ok(()) };
        let digits = rest.trim_start_matches(['"', '\'']);
        let digits = digits.split(|c: char| !c.is_ascii_digit()).next().unwrap_or("");
        match digits.parse::<u64>() {
            Ok(count) if count <= self.part.size => Ok(()),
            Err(_) if digits.is_empty() => Ok(()),
            _ => Err(ReadError::Broken { detail: "uniqueCount".into() }),
        }
    }
}
