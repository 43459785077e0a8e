//! The records of an old-style workbook, counted before they are read: a few
//! bytes can claim an area that no memory holds.

use crate::error::{Limits, ReadError};
use crate::num::{index, le16, le32};

const BOF: u16 = 0x0809;
const EOF: u16 = 0x000A;
const BOUND_SHEET: u16 = 0x0085;
const DIMENSIONS: u16 = 0x0200;
const FILE_PASS: u16 = 0x002F;
const MUL_RK: u16 = 0x00BD;
const CELLS: [u16; 8] = [0x0203, 0x0204, 0x00D6, 0x0205, 0x027E, 0x00FD, MUL_RK, 0x0006];
const MOST_SHEETS: usize = 255;

struct Records<'a> {
    stream: &'a [u8],
    at: usize,
}

impl<'a> Iterator for Records<'a> {
    type Item = (u16, &'a [u8]);

    fn next(&mut self) -> Option<Self::Item> {
        let kind = le16(self.stream, self.at)?;
        let length = usize::from(le16(self.stream, self.at + 2)?);
        let start = self.at + 4;
        let data = self.stream.get(start..start + length)?;
        self.at = start + length;
        Some((kind, data))
    }
}

/// Refuse a workbook stream whose sheets would not fit into memory.
pub fn check(stream: &[u8], limits: &Limits) -> Result<(), ReadError> {
    let mut sheets = Vec::new();
    for (kind, data) in (Records { stream, at: 0 }) {
        match kind {
            EOF => break,
            FILE_PASS if le16(data, 0).is_some_and(|method| method != 0) || data.len() > 2 => {
                return Err(ReadError::Password);
            }
            BOUND_SHEET => sheets.extend(le32(data, 0)),
            _ => {}
        }
    }
    if sheets.len() > MOST_SHEETS {
        return Err(ReadError::TooComplex);
    }
    let mut area = 0_u64;
    for sheet in sheets {
        area = area.saturating_add(sheet_area(stream, index(sheet))?);
        if area > limits.max_xls_cells {
            return Err(ReadError::TooComplex);
        }
    }
    Ok(())
}

/// The area of the smallest box around the cells of a sheet.
fn sheet_area(stream: &[u8], start: usize) -> Result<u64, ReadError> {
    let mut bounds: Option<(u16, u16, u16, u16)> = None;
    let mut depth = 0_u32;
    for (kind, data) in (Records { stream, at: start }) {
        match kind {
            BOF => depth += 1,
            EOF if depth <= 1 => break,
            EOF => depth -= 1,
            DIMENSIONS => dimensions(data)?,
            kind if CELLS.contains(&kind) => {
                let (Some(row), Some(column)) = (le16(data, 0), le16(data, 2)) else { continue };
                let tail = data.len().checked_sub(2).and_then(|at| le16(data, at));
                let last = if kind == MUL_RK { tail.unwrap_or(column) } else { column };
                let (top, left, bottom, right) = bounds.unwrap_or((row, column, row, last));
                bounds = Some((
                    top.min(row),
                    left.min(column),
                    bottom.max(row),
                    right.max(last).max(column),
                ));
            }
            _ => {}
        }
    }
    Ok(bounds.map_or(0, |(top, left, bottom, right)| {
        (u64::from(bottom - top) + 1) * (u64::from(right - left) + 1)
    }))
}

/// The declared size must be one the format allows: room is reserved for it.
fn dimensions(data: &[u8]) -> Result<(), ReadError> {
    let (rows, columns) = if data.len() == 10 {
        (le16(data, 2).map(u32::from), le16(data, 6))
    } else {
        (le32(data, 4), le16(data, 10))
    };
    if rows.is_some_and(|rows| rows > 65_536) || columns.is_some_and(|columns| columns > 256) {
        return Err(ReadError::Broken { detail: "biff: dimensions".into() });
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record(kind: u16, data: &[u8]) -> Vec<u8> {
        let length = u16::try_from(data.len()).unwrap();
        [&kind.to_le_bytes()[..], &length.to_le_bytes()[..], data].concat()
    }

    fn book(sheet: &[u8]) -> Vec<u8> {
        let globals = record(BOF, &[0, 6, 5, 0]);
        let at = u32::try_from(globals.len() + 4 + 10 + 4).unwrap();
        let bound = [&at.to_le_bytes()[..], &[0, 0, 2, 0, b'a', b'b']].concat();
        [globals, record(BOUND_SHEET, &bound), record(EOF, &[]), sheet.to_vec()].concat()
    }

    #[test]
    fn two_far_cells_claim_too_much() {
        let near = record(0x0203, &[0; 14]);
        let mut far = [0_u8; 14];
        far[..4].copy_from_slice(&[0xFF, 0xFF, 0xFF, 0xFF]);
        let sheet = [record(BOF, &[0, 6, 16, 0]), near.clone(), record(0x0203, &far)].concat();
        let limits = Limits::default();
        assert!(matches!(check(&book(&sheet), &limits), Err(ReadError::TooComplex)));
        let sheet = [record(BOF, &[0, 6, 16, 0]), near].concat();
        assert!(check(&book(&sheet), &limits).is_ok());
    }

    #[test]
    fn declared_dimensions_are_bounded() {
        let mut data = [0_u8; 14];
        data[4..8].copy_from_slice(&u32::MAX.to_le_bytes());
        let sheet = [record(BOF, &[0, 6, 16, 0]), record(DIMENSIONS, &data)].concat();
        let refused = check(&book(&sheet), &Limits::default());
        assert!(matches!(refused, Err(ReadError::Broken { .. })));
    }
}
