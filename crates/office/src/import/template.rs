//! The empty workbook of a sheet or register, with drop-downs.

use crate::write::{BookOut, ColumnKind, ColumnOut, SheetOut, TemplateTag};
use crate::{WriteError, write_xlsx_to};
use kernel::field::{FieldDef, Kind};
use kernel::register::Register;
use kernel::sheet::{Column, Sheet};
use std::io::Write;

/// How a field's cells are written.
pub fn column_of(field: &FieldDef, title: &str) -> ColumnOut {
    let kind = match field.kind {
        Kind::Int => ColumnKind::Integer,
        Kind::Money => ColumnKind::Money,
        Kind::Day => ColumnKind::Date,
        Kind::Paper | Kind::Phone | Kind::CreditCode => ColumnKind::Code,
        _ => ColumnKind::Text,
    };
    let mut column = ColumnOut::new(title, kind);
    column.choices = match (field.kind, field.list) {
        (Kind::YesNo, _) => vec!["是".into(), "否".into()],
        (_, Some(list)) => list.items.iter().map(|item| item.1.to_owned()).collect(),
        _ => Vec::new(),
    };
    column
}

/// The empty workbook of a sheet, with these of its columns, as far as the form has them.
pub fn template<W: Write + Send>(
    sheet: &Sheet,
    columns: &[&Column],
    to: W,
) -> Result<(), WriteError> {
    let columns = columns
        .iter()
        .filter(|declared| !declared.aside)
        .map(|declared| {
            let mut column = column_of(&declared.field, declared.title);
            column.required = declared.required;
            if !declared.group.is_empty() {
                column.group = Some(declared.group.to_owned());
            }
            column
        })
        .collect();
    let notes = sheet.notes.iter().map(|note| (*note).to_owned()).collect();
    template_book(sheet.title, sheet.code, columns, notes, to)
}

/// The empty workbook of any register: its fields in the order of the form, without those hidden.
pub fn register_template<W: Write + Send>(
    register: &Register,
    hidden: &[&str],
    to: W,
) -> Result<(), WriteError> {
    let typed = register
        .fields
        .iter()
        .filter(|field| !field.computed && !field.is_retired() && !hidden.contains(&field.name));
    let columns = typed
        .map(|field| {
            let mut column = column_of(field, field.title);
            column.required = field.required;
            column
        })
        .collect();
    template_book(register.title, register.name, columns, Vec::new(), to)
}

/// Writes an empty workbook.
pub fn template_book<W: Write + Send>(
    title: &str,
    code: &str,
    columns: Vec<ColumnOut>,
    notes: Vec<String>,
    to: W,
) -> Result<(), WriteError> {
    let mut sheet = SheetOut::new(title, columns, Box::new(std::iter::empty()));
    sheet.heading = vec![title.to_owned()];
    sheet.notes = notes;
    sheet.blank_rows = 500;
    let mut book = BookOut::one(sheet);
    book.template = Some(TemplateTag { code: code.to_owned(), version: "1".into() });
    write_xlsx_to(to, book)?;
    Ok(())
}
