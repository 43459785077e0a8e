//! One table, laid out and streamed.

use rust_xlsxwriter::{
    DataValidation, DataValidationErrorStyle, ExcelDateTime, Format, Formula, Workbook, Worksheet,
};

use super::style::Styles;
use super::{CellOut, ColumnKind, ColumnOut, LIST_SHEET, Rows, SheetOut, cell_text, display_width};
use crate::cell::letter;
use crate::error::WriteError;
use crate::num;

/// Rows in a sheet, by the format.
const SHEET_ROWS: u32 = 1_048_576;
/// Drop-downs reach at least this far below the header.
const LEAST_LISTED: u32 = 200;

/// Drop-down lists too long to stand in the cell itself.
#[derive(Default)]
pub struct Lists {
    lists: Vec<(String, Vec<String>)>,
}

impl Lists {
    /// The cells that hold a list.
    fn range(&mut self, title: &str, choices: &[String]) -> String {
        let known = self.lists.iter().position(|(_, list)| list == choices);
        let at = known.unwrap_or_else(|| {
            self.lists.push((title.to_owned(), choices.to_vec()));
            self.lists.len() - 1
        });
        let column = letter(at);
        format!("='{LIST_SHEET}'!${column}$2:${column}${}", choices.len() + 1)
    }

    /// Write them on a hidden sheet of their own.
    pub fn write(&self, workbook: &mut Workbook) -> Result<(), WriteError> {
        if self.lists.is_empty() {
            return Ok(());
        }
        let sheet = workbook.add_worksheet();
        sheet.set_name(LIST_SHEET)?;
        for (column, (title, choices)) in self.lists.iter().enumerate() {
            let column = u16::try_from(column).unwrap_or(u16::MAX);
            sheet.write_string(0, column, title)?;
            for (row, choice) in choices.iter().enumerate() {
                sheet.write_string(num::short(row).saturating_add(1), column, choice)?;
            }
        }
        sheet.set_hidden(true);
        Ok(())
    }
}

/// Rows of a sheet's head, from 0.
#[derive(Clone, Copy)]
struct Places {
    header: (u32, u32),
    data: u32,
}

/// Write a table, on several sheets when one is too short. Answers with the
/// rows and the sheets.
pub fn write(
    workbook: &mut Workbook,
    mut sheet: SheetOut<'_>,
    styles: &Styles,
    lists: &mut Lists,
    filled_by: &str,
) -> Result<(u64, usize), WriteError> {
    let mut rows: Rows<'_> = std::mem::replace(&mut sheet.rows, Box::new(std::iter::empty()));
    let (mut total, mut parts, mut waiting) = (0_u64, 0_usize, None);
    loop {
        parts += 1;
        let target = workbook.add_worksheet_with_constant_memory()?;
        target.set_name(part_name(&sheet.name, parts))?;
        let places = head(target, &sheet, styles)?;
        let room = SHEET_ROWS - places.data - num::short(sheet.notes.len()) - 1;
        let mut row = places.data;
        while row - places.data < room {
            let next = match waiting.take() {
                Some(cells) => cells,
                None => match rows.next() {
                    Some(cells) => cells.map_err(WriteError::Source)?,
                    None => break,
                },
            };
            write_row(target, row, &next, &sheet.columns, styles)?;
            row += 1;
        }
        total += u64::from(row - places.data);
        tail(target, &sheet, places, row, styles)?;
        validate(target, &sheet, places, row, lists)?;
        print(target, places, filled_by);
        match rows.next() {
            Some(cells) => waiting = Some(cells.map_err(WriteError::Source)?),
            None => return Ok((total, parts)),
        }
    }
}

/// A sheet's name as the format allows it.
fn part_name(name: &str, part: usize) -> String {
    let kept: String = name
        .chars()
        .map(|c| if "[]:*?/\\".contains(c) { '_' } else { c })
        .filter(|c| !c.is_control())
        .take(26)
        .collect();
    let kept = kept.trim_matches('\'');
    let kept = if kept.is_empty() { "数据" } else { kept };
    if part == 1 { kept.to_owned() } else { format!("{kept}_{part}") }
}

fn last_column(columns: &[ColumnOut]) -> u16 {
    u16::try_from(columns.len().saturating_sub(1)).unwrap_or(u16::MAX)
}

/// Across the whole table.
fn banner(
    sheet: &mut Worksheet,
    row: u32,
    last: u16,
    text: &str,
    format: &Format,
) -> Result<(), WriteError> {
    let text = cell_text(text);
    if last == 0 {
        sheet.write_string_with_format(row, 0, text, format)?;
    } else {
        sheet.merge_range(row, 0, row, last, &text, format)?;
    }
    Ok(())
}

/// Widths, lines above, header and hints.
fn head(sheet: &mut Worksheet, out: &SheetOut<'_>, styles: &Styles) -> Result<Places, WriteError> {
    let last = last_column(&out.columns);
    for (column, spec) in (0..=last).zip(&out.columns) {
        sheet.set_column_width(column, spec.width.unwrap_or_else(|| width(spec)))?;
        if matches!(spec.kind, ColumnKind::Code | ColumnKind::Date) {
            sheet.set_column_format(column, styles.of(spec.kind))?;
        }
    }
    let mut row = 0;
    for (place, text) in out.heading.iter().enumerate() {
        let (format, height) = if place == 0 { (&styles.title, 30) } else { (&styles.line, 20) };
        sheet.set_row_height(row, height)?;
        banner(sheet, row, last, text, format)?;
        row += 1;
    }
    let first = row;
    if out.columns.iter().any(|column| column.group.is_some()) {
        groups(sheet, row, &out.columns, styles)?;
        row += 1;
    }
    sheet.set_row_height(row, 36)?;
    for (column, spec) in (0..=last).zip(&out.columns) {
        if row > first && spec.group.is_none() {
            continue; // merged with the cell above
        }
        let format = if spec.required { &styles.required } else { &styles.header };
        sheet.write_string_with_format(row, column, cell_text(&spec.title), format)?;
    }
    let header = (first, row);
    row += 1;
    if out.columns.iter().any(|column| column.note.is_some()) {
        for (column, spec) in (0..=last).zip(&out.columns) {
            let note = spec.note.as_ref().map_or_else(String::new, |note| format!("※{note}"));
            sheet.write_string_with_format(row, column, cell_text(&note), &styles.hint)?;
        }
        row += 1;
    }
    sheet.set_freeze_panes(row, out.frozen_columns)?;
    Ok(Places { header, data: row })
}

/// The upper row of a header of two: groups merged over their columns, other
/// titles merged over both rows.
fn groups(
    sheet: &mut Worksheet,
    row: u32,
    columns: &[ColumnOut],
    styles: &Styles,
) -> Result<(), WriteError> {
    sheet.set_row_height(row, 24)?;
    let mut at = 0;
    while let Some(spec) = columns.get(at) {
        let rest = columns.iter().skip(at);
        let run = match &spec.group {
            Some(_) => rest.take_while(|next| next.group == spec.group).count().max(1),
            None => 1,
        };
        let first = u16::try_from(at).unwrap_or(u16::MAX);
        let last = u16::try_from(at + run - 1).unwrap_or(u16::MAX);
        let (title, bottom) = match &spec.group {
            Some(group) => (cell_text(group), row),
            None => (cell_text(&spec.title), row + 1),
        };
        let red = spec.required && spec.group.is_none();
        let format = if red { &styles.required } else { &styles.header };
        if first == last && bottom == row {
            sheet.write_string_with_format(row, first, title, format)?;
        } else {
            sheet.merge_range(row, first, bottom, last, &title, format)?;
        }
        at += run;
    }
    Ok(())
}

fn width(spec: &ColumnOut) -> f64 {
    let least = match spec.kind {
        ColumnKind::Code => 21,
        ColumnKind::Integer | ColumnKind::Number => 10,
        ColumnKind::Text | ColumnKind::Money => 14,
        ColumnKind::Date => 12,
    };
    f64::from(display_width(&spec.title).saturating_add(4).clamp(least, 40))
}

fn write_row(
    sheet: &mut Worksheet,
    row: u32,
    cells: &[CellOut],
    columns: &[ColumnOut],
    styles: &Styles,
) -> Result<(), WriteError> {
    for ((column, spec), place) in columns.iter().enumerate().zip(0_u16..) {
        let format = styles.of(spec.kind);
        match cells.get(column).unwrap_or(&CellOut::Empty) {
            CellOut::Empty => sheet.write_blank(row, place, format)?,
            CellOut::Text(text) => {
                sheet.write_string_with_format(row, place, cell_text(text), format)?
            }
            CellOut::Wrong(text) => {
                sheet.write_string_with_format(row, place, cell_text(text), &styles.wrong)?
            }
            CellOut::Int(number) => write_int(sheet, (row, place), *number, spec.kind, styles)?,
            CellOut::Number(number) => {
                sheet.write_number_with_format(row, place, *number, format)?
            }
            CellOut::Date(year, month, day) => {
                if let Ok(date) = ExcelDateTime::from_ymd(*year, *month, *day) {
                    sheet.write_datetime_with_format(row, place, &date, styles.date())?
                } else {
                    let text = format!("{year:04}-{month:02}-{day:02}");
                    sheet.write_string_with_format(row, place, text, format)?
                }
            }
            CellOut::Bool(truth) => {
                let text = if *truth { "是" } else { "否" };
                sheet.write_string_with_format(row, place, text, format)?
            }
        };
    }
    Ok(())
}

/// A whole number as a number, unless a sheet would round it or must not count it.
fn write_int<'a>(
    sheet: &'a mut Worksheet,
    (row, column): (u32, u16),
    number: i64,
    kind: ColumnKind,
    styles: &Styles,
) -> Result<&'a mut Worksheet, WriteError> {
    let exact = number.unsigned_abs() < 1_000_000_000_000_000 && kind != ColumnKind::Code;
    let value = number.to_string();
    Ok(match value.parse::<f64>() {
        Ok(value) if exact => {
            sheet.write_number_with_format(row, column, value, styles.of(kind))?
        }
        _ => sheet.write_string_with_format(row, column, value, styles.of(ColumnKind::Code))?,
    })
}

/// Filter and the lines under the table.
fn tail(
    sheet: &mut Worksheet,
    out: &SheetOut<'_>,
    places: Places,
    end: u32,
    styles: &Styles,
) -> Result<(), WriteError> {
    let last = last_column(&out.columns);
    if end > places.data {
        // With a hint row between header and data a filter would sort it in.
        let from = places.data.saturating_sub(1).max(places.header.1);
        sheet.autofilter(from, 0, end - 1, last)?;
    }
    for (row, note) in (end.saturating_add(out.blank_rows)..).zip(&out.notes) {
        let lines = num::short(note.lines().count()).max(1);
        sheet.set_row_height(row, f64::from(lines.min(12)) * 16.0 + 4.0)?;
        banner(sheet, row, last, note, &styles.note)?;
    }
    Ok(())
}

/// Drop-downs over the data and the rows still to be filled in.
fn validate(
    sheet: &mut Worksheet,
    out: &SheetOut<'_>,
    places: Places,
    end: u32,
    lists: &mut Lists,
) -> Result<(), WriteError> {
    let reach = end.saturating_add(out.blank_rows).max(places.data + LEAST_LISTED);
    let reach = if out.notes.is_empty() { reach } else { end.saturating_add(out.blank_rows) };
    let last = reach.min(SHEET_ROWS).saturating_sub(1);
    if last < places.data {
        return Ok(());
    }
    for (column, spec) in (0_u16..).zip(&out.columns) {
        if spec.choices.is_empty() {
            continue;
        }
        let inline = spec.choices.join(",").encode_utf16().count() <= 255
            && !spec.choices.iter().any(|choice| choice.contains([',', '"']));
        let rule = DataValidation::new().ignore_blank(true);
        let rule = if inline {
            rule.allow_list_strings(&spec.choices)?
        } else {
            rule.allow_list_formula(Formula::new(lists.range(&spec.title, &spec.choices)))
        };
        let rule = rule
            .set_error_style(DataValidationErrorStyle::Stop)
            .set_error_title("请从下拉列表中选择")?
            .set_error_message("这里只能填下拉列表中的内容。")?;
        sheet.add_data_validation(places.data, column, last, column, &rule)?;
    }
    Ok(())
}

/// A4 across, the header on each page, page numbers and who filled it in.
fn print(sheet: &mut Worksheet, places: Places, filled_by: &str) {
    sheet.set_paper_size(9).set_landscape().set_print_fit_to_pages(1, 0);
    sheet.set_margins(0.4, 0.4, 0.6, 0.7, 0.3, 0.3);
    sheet.set_repeat_rows(places.header.0, places.header.1).ok();
    let by: String = filled_by.replace('&', "&&").chars().take(60).collect();
    sheet.set_footer(format!("&L填表人：{by}&C第 &P 页 共 &N 页&R打印日期：&D"));
}
