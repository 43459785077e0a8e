//! Old-style workbooks (.xls, .et), held whole within bounds.

use std::fs::File;
use std::io::{BufReader, Seek, SeekFrom};

use calamine::{Data, Reader, Sheet, SheetType, SheetVisible, Xls, XlsError};

use super::{Merge, SheetInfo, Sink, biff, broken, calmly, mib, ole};
use crate::cell::{CellIn, RowIn, letter};
use crate::error::{Limits, ReadError};
use crate::num;
use crate::sniff::Kind;

/// An opened old-style workbook.
pub struct Workbook {
    inner: Xls<BufReader<File>>,
}

impl std::fmt::Debug for Workbook {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Workbook").finish_non_exhaustive()
    }
}

/// The sheets that hold cells.
pub fn worksheets(sheets: &[Sheet]) -> Vec<SheetInfo> {
    let kept = sheets.iter().filter(|sheet| sheet.typ == SheetType::WorkSheet);
    kept.map(|sheet| SheetInfo {
        name: sheet.name.clone(),
        visible: sheet.visible == SheetVisible::Visible,
    })
    .collect()
}

impl Workbook {
    /// Check the container and its records, then open it.
    pub fn open(mut file: File, size: u64, limits: &Limits) -> Result<Self, ReadError> {
        if size > limits.max_xls_bytes {
            return Err(ReadError::TooBig { size: mib(size), limit: mib(limits.max_xls_bytes) });
        }
        {
            let container = ole::Container::read(&file)?;
            match container.kind() {
                Kind::Xls => {}
                Kind::Encrypted => return Err(ReadError::Password),
                other => return Err(ReadError::Wrong(other)),
            }
            if container.has("_VBA_PROJECT_CUR") || container.has("_VBA_PROJECT") {
                return Err(ReadError::Macros);
            }
            let stream = container.workbook();
            biff::check(&stream.ok_or_else(|| broken(&"ole2: workbook"))?, limits)?;
        }
        file.seek(SeekFrom::Start(0))?;
        match calmly(|| Xls::new(BufReader::new(file)))? {
            Ok(inner) => Ok(Self { inner }),
            Err(XlsError::Password) => Err(ReadError::Password),
            Err(error) => Err(broken(&error)),
        }
    }

    /// The worksheets.
    pub fn sheets(&self) -> Vec<SheetInfo> {
        worksheets(self.inner.sheets_metadata())
    }

    /// Whether dates count from 1904.
    pub fn epoch1904(&self) -> bool {
        self.inner.has_1904_epoch()
    }

    /// Merged ranges of a sheet.
    pub fn merges(&self, name: &str) -> Vec<Merge> {
        let found = self.inner.merge_cells_by_sheet_name(name).unwrap_or_default();
        found.into_iter().map(Merge::from).collect()
    }

    /// Hand on the rows of a sheet.
    pub fn rows<E: From<ReadError>>(
        &mut self,
        name: &str,
        limits: &Limits,
        sink: Sink<'_, E>,
    ) -> Result<(), E> {
        let range = self.inner.worksheet_range(name).map_err(|e| broken(&e))?;
        let (top, left) = range.start().unwrap_or((0, 0));
        let left = num::index(left);
        for (offset, cells) in range.rows().enumerate() {
            let Some(last) = cells.iter().rposition(|cell| !convert(cell).is_empty()) else {
                continue;
            };
            let number = top.saturating_add(num::short(offset)).saturating_add(1);
            if left + last >= limits.max_columns {
                return Err(ReadError::TooManyColumns {
                    sheet: name.to_owned(),
                    row: number,
                    column: letter(left + last),
                    limit: limits.max_columns,
                }
                .into());
            }
            let mut row = RowIn { number, cells: vec![CellIn::Empty; left] };
            row.cells.extend(cells.iter().take(last + 1).map(convert));
            if sink(row)?.is_break() {
                break;
            }
        }
        Ok(())
    }
}

fn convert(value: &Data) -> CellIn {
    match value {
        Data::Empty => CellIn::Empty,
        Data::Int(number) => number.to_string().parse().map_or(CellIn::Empty, CellIn::Number),
        Data::Float(number) => CellIn::Number(*number),
        Data::Bool(truth) => CellIn::Bool(*truth),
        Data::DateTime(stamp) if stamp.is_duration() => CellIn::Number(stamp.as_f64()),
        Data::DateTime(stamp) => CellIn::Date(stamp.as_f64()),
        Data::String(text) | Data::DateTimeIso(text) | Data::DurationIso(text) => {
            CellIn::from_text(text)
        }
        Data::Error(error) => CellIn::Error(error.to_string()),
    }
}
