//! Tables: the head is repeated on every page, rows are not torn apart.

use super::part::{Look, Stand, WIDTH, paragraph, run, width};
use super::xml::Xml;
use kernel::report::document::{Run, Table};

/// From this many columns on the text is small.
const MANY: usize = 8;

/// What a table looks like.
pub(super) struct Shape<'a> {
    /// Heads of the columns; a form has empty ones, and no line for them.
    pub(super) head: Vec<&'a str>,
    /// Width of each column, in twentieths of a point.
    pub(super) widths: Vec<u32>,
    /// Style of the text in it.
    pub(super) style: &'a str,
}

pub(super) fn write(xml: &mut Xml, table: &Table) {
    if !table.title.is_empty() {
        caption(xml, &table.title, true);
    }
    let columns = table.head.len().max(1);
    let style = if columns >= MANY { "SmallCell" } else { "Cell" };
    let head = table.head.iter().map(String::as_str).collect();
    let worded = worded(table);
    let widths = if worded { by_content(table) } else { widths(columns) };
    let shape = Shape { head, widths, style };
    let last = table.rows.len().saturating_sub(1);
    frame(xml, &shape, |xml| {
        for (at, row) in table.rows.iter().enumerate() {
            line(xml, &shape, (false, row.len()), |xml, column| {
                let cell = row.get(column);
                let total = at == last && row.first().is_some_and(|first| first.text == "合计");
                let place = if worded { place_of(cell) } else { place(column) };
                text(xml, &shape, place, cell, total);
            });
        }
    });
    after(xml);
}

fn place(column: usize) -> &'static str {
    if column == 0 { "center" } else { "right" }
}

/// A roster or a form: its cells hold words, where others hold numbers.
fn worded(table: &Table) -> bool {
    table.head.first().is_some_and(|first| first.is_empty() || first == "序号")
}

/// Labels and short words stand in the middle, sentences begin at the left.
fn place_of(cell: Option<&Run>) -> &'static str {
    let short = cell.is_none_or(|cell| cell.bold || width(&cell.text) <= 1200);
    if short { "center" } else { "left" }
}

/// Each column by the widest of its cells, within bounds; cells that take more columns are left out.
fn by_content(table: &Table) -> Vec<u32> {
    let columns = table.head.len().max(1);
    if table.head.iter().all(String::is_empty) {
        return of_form(columns);
    }
    let mut widest: Vec<u32> = vec![300; columns];
    let full = table.rows.iter().filter(|row| row.len() == columns);
    let heads = table.head.iter().map(|head| width(head)).enumerate();
    let cells = full.flat_map(|row| row.iter().map(|cell| width(&cell.text)).enumerate());
    for (column, width) in heads.chain(cells) {
        if let Some(slot) = widest.get_mut(column) {
            *slot = (*slot).max((width + 100).clamp(300, 1400));
        }
    }
    let sum = widest.iter().sum::<u32>().max(1);
    filled(widest.iter().map(|width| WIDTH * width / sum).collect())
}

/// In a form labels and values stand side by side; values are given more room.
fn of_form(columns: usize) -> Vec<u32> {
    let weight = |column: usize| if column.is_multiple_of(2) { 4 } else { 5 };
    let sum: u32 = (0..columns).map(weight).sum();
    filled((0..columns).map(|column| WIDTH * weight(column) / sum.max(1)).collect())
}

/// The last column takes what rounding has left.
fn filled(mut widths: Vec<u32>) -> Vec<u32> {
    let rest = WIDTH - widths.iter().sum::<u32>();
    if let Some(last) = widths.last_mut() {
        *last += rest;
    }
    widths
}

/// A line of its own below a table, or the next one would grow onto it.
pub(super) fn after(xml: &mut Xml) {
    paragraph(xml, Stand { style: "Flush", line: Some(240), ..Stand::default() }, |_| {});
}

/// What stands above a table or below a chart.
pub(super) fn caption(xml: &mut Xml, title: &str, with_next: bool) {
    let stand = Stand { style: "Caption", with_next, ..Stand::default() };
    paragraph(xml, stand, |xml| run(xml, Look::default(), title));
}

/// The first column gets what one and a half of the others get.
fn widths(columns: usize) -> Vec<u32> {
    let columns = u32::try_from(columns).unwrap_or(1);
    let each = WIDTH * 2 / (columns * 2 + 1);
    let first = WIDTH - each * (columns - 1);
    (0..columns).map(|at| if at == 0 { first } else { each }).collect()
}

/// A table with its head; `rows` writes the rest.
pub(super) fn frame(xml: &mut Xml, shape: &Shape<'_>, rows: impl FnOnce(&mut Xml)) {
    xml.within("w:tbl", &[], |xml| {
        xml.within("w:tblPr", &[], |xml| {
            xml.leaf("w:tblW", &[("w:w", &WIDTH.to_string()), ("w:type", "dxa")]);
            xml.val("w:jc", "center");
            xml.within("w:tblBorders", &[], |xml| {
                for (side, size) in [
                    ("w:top", "8"),
                    ("w:left", "4"),
                    ("w:bottom", "8"),
                    ("w:right", "4"),
                    ("w:insideH", "4"),
                    ("w:insideV", "4"),
                ] {
                    let line = [
                        ("w:val", "single"),
                        ("w:sz", size),
                        ("w:space", "0"),
                        ("w:color", "auto"),
                    ];
                    xml.leaf(side, &line);
                }
            });
            // Columns keep their widths whatever stands in them.
            xml.leaf("w:tblLayout", &[("w:type", "fixed")]);
            xml.within("w:tblCellMar", &[], |xml| {
                for side in ["w:left", "w:right"] {
                    xml.leaf(side, &[("w:w", "60"), ("w:type", "dxa")]);
                }
            });
        });
        xml.within("w:tblGrid", &[], |xml| {
            for width in &shape.widths {
                xml.leaf("w:gridCol", &[("w:w", &width.to_string())]);
            }
        });
        if !form(shape) {
            line(xml, shape, (true, shape.widths.len()), |xml, column| {
                let title = shape.head.get(column).copied().unwrap_or_default();
                let stand = Stand { style: shape.style, at: "center", ..Stand::default() };
                paragraph(xml, stand, |xml| {
                    run(xml, Look { bold: true, ..Look::default() }, title);
                });
            });
        }
        rows(xml);
    });
}

fn form(shape: &Shape<'_>) -> bool {
    shape.head.iter().all(|head| head.is_empty())
}

/// A row, a head or not, of so many cells, the last of which takes what is left; `cell` writes what stands
/// in a column.
pub(super) fn line(
    xml: &mut Xml,
    shape: &Shape<'_>,
    (head, cells): (bool, usize),
    mut cell: impl FnMut(&mut Xml, usize),
) {
    let cells = cells.clamp(1, shape.widths.len().max(1));
    xml.within("w:tr", &[], |xml| {
        xml.within("w:trPr", &[], |xml| {
            xml.leaf("w:cantSplit", &[]);
            if form(shape) {
                // Room to write by hand.
                xml.leaf("w:trHeight", &[("w:val", "620"), ("w:hRule", "atLeast")]);
            }
            if head {
                xml.leaf("w:tblHeader", &[]);
            }
        });
        for column in 0..cells {
            let until = if column + 1 == cells { shape.widths.len() } else { column + 1 };
            let width: u32 = shape.widths.get(column..until).unwrap_or_default().iter().sum();
            xml.within("w:tc", &[], |xml| {
                xml.within("w:tcPr", &[], |xml| {
                    xml.leaf("w:tcW", &[("w:w", &width.to_string()), ("w:type", "dxa")]);
                    if until - column > 1 {
                        xml.val("w:gridSpan", &(until - column).to_string());
                    }
                    xml.val("w:vAlign", "center");
                });
                cell(xml, column);
            });
        }
    });
}

/// The text of a cell.
pub(super) fn text(xml: &mut Xml, shape: &Shape<'_>, at: &str, cell: Option<&Run>, bold: bool) {
    let stand = Stand { style: shape.style, at, ..Stand::default() };
    paragraph(xml, stand, |xml| {
        if let Some(cell) = cell {
            let look = Look { bold: bold || cell.bold, marked: cell.open, ..Look::default() };
            run(xml, look, &cell.text);
        }
    });
}
