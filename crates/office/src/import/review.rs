//! What a person does with rows that need one: look, answer, take them away.

use super::file::sheet_of;
use super::kept::each_kept;
use super::months::Months;
use super::plan::{SHEET_STEP, Source};
use super::preview::{Fault, RowData};
use super::things::SERIAL;
use super::{Counts, Detail, ImportError, Phase, Place};
use crate::rejects::{Reason, RejectBook, RejectRow};
use crate::write_rejects;
use kernel::field::FieldDef;
use kernel::sheet::{Sheet, SheetRow};
use kernel::text;
use serde_json::{Value, json};
use std::io::Write;
use store::intake::Kept;
use store::{Ctx, Store};

/// A kept row as a page shows it: secrets masked.
#[derive(Clone, Debug)]
pub struct RowView {
    /// Its place in the file.
    pub number: i64,
    /// Name of the sheet in the file.
    pub sheet_name: String,
    /// Its row in that sheet.
    pub row: i64,
    /// `changed`, `doubtful`, `rejected`.
    pub class: String,
    /// The answer given.
    pub answer: String,
    /// Column code, title, letter and text (masked) of every column of the sheet.
    pub cells: Vec<CellView>,
    /// What is kept.
    pub data: RowData,
}

/// A cell of a kept row.
#[derive(Clone, Debug)]
pub struct CellView {
    /// Code of the column.
    pub code: &'static str,
    /// Printed title.
    pub title: &'static str,
    /// Its letter in the file; empty when the file has no such column.
    pub letter: String,
    /// The text, masked when it is a secret.
    pub text: String,
    /// What is wrong with it.
    pub fault: Option<Fault>,
    /// Whether its text is masked.
    pub masked: bool,
}

/// The row in its sheet, of a place in the file.
pub fn row_in_sheet(number: i64) -> i64 {
    number % SHEET_STEP
}

/// Rows of a job that need a person, or would change something.
pub fn rows(
    store: &Store,
    ctx: &Ctx,
    job: i64,
    class: &str,
    after: i64,
    most: usize,
) -> Result<Vec<RowView>, ImportError> {
    store.job(ctx, job)?;
    let detail = Detail::of(store, job)?;
    let sheet = sheet_of(store, &detail.sheet)?;
    let kept = store.kept_rows(job, &[class], after, most)?;
    Ok(kept.into_iter().map(|kept| view(sheet, &detail.places, kept)).collect())
}

/// One kept row.
pub fn row(store: &Store, ctx: &Ctx, job: i64, number: i64) -> Result<RowView, ImportError> {
    store.job(ctx, job)?;
    let detail = Detail::of(store, job)?;
    let sheet = sheet_of(store, &detail.sheet)?;
    let kept = store.kept_row(job, number)?.ok_or(store::StoreError::NotFound)?;
    Ok(view(sheet, &detail.places, kept))
}

fn view(sheet: &'static Sheet, places: &[Place], kept: Kept) -> RowView {
    let data: RowData = serde_json::from_str(&kept.data).unwrap_or_default();
    let place = places.get(data.layout);
    let cell = |at: usize, column: &'static kernel::sheet::Column| {
        let repaired = data.repaired.get(column.code);
        let text = repaired.or_else(|| data.texts.get(at)).cloned().unwrap_or_default();
        let letter = place.and_then(|place| place.letters.get(column.code));
        CellView {
            code: column.code,
            title: column.title,
            letter: letter.cloned().unwrap_or_default(),
            masked: column.field.secret,
            text: shown(&column.field, &text),
            fault: data.faults.iter().find(|fault| fault.column == column.code).cloned(),
        }
    };
    RowView {
        number: kept.number,
        sheet_name: place.map(|place| place.sheet_name.clone()).unwrap_or_default(),
        row: row_in_sheet(kept.number),
        class: kept.class,
        answer: kept.answer,
        cells: sheet.columns.iter().enumerate().map(|(at, c)| cell(at, c)).collect(),
        data,
    }
}

/// The whole text of a cell that pages mask, for whoever may see it: the journal says who did.
pub fn whole_text(
    store: &Store,
    ctx: &Ctx,
    job: i64,
    number: i64,
    column: &str,
) -> Result<String, ImportError> {
    let row = row(store, ctx, job, number)?;
    let found = row.cells.iter().enumerate().find(|(_, cell)| cell.code == column);
    let Some((at, cell)) = found.filter(|(_, cell)| cell.masked) else {
        return Err(ImportError::Say("没有这一格".into()));
    };
    let repaired = row.data.repaired.get(column).or_else(|| row.data.texts.get(at));
    let text = repaired.map_or("", String::as_str).trim().to_owned();
    let sheet = sheet_of(store, &Detail::of(store, job)?.sheet)?;
    let reason = format!("导入任务{job}第{}行的{}，在改错的格子里", row.row, cell.title);
    // The entry is written before the value is given away.
    store.note(ctx, "看全文", sheet.register, 0, &reason)?;
    Ok(text)
}

/// A found text as people may see it: of secrets only the ends.
fn shown(field: &FieldDef, text: &str) -> String {
    let letters: Vec<char> = text.chars().collect();
    if !field.secret || letters.len() < 6 {
        return text.to_owned();
    }
    let ends: String = letters.iter().skip(letters.len() - 2).collect();
    let head: String = letters.iter().take(2).collect();
    format!("{head}{}{ends}", "*".repeat(letters.len() - 4))
}

/// Answers a doubtful row: `fill`, `correct`, `other` or `skip`. Of rows of the file that say
/// different things of the same, only one is right: the others are left out; says which.
pub fn answer(
    store: &Store,
    ctx: &Ctx,
    job: i64,
    number: i64,
    given: &str,
) -> Result<Vec<i64>, ImportError> {
    settle(store, ctx, job)?;
    let Some(mut kept) = store.kept_row(job, number)? else {
        return Err(ImportError::Say("没有这一行".into()));
    };
    let data: RowData = serde_json::from_str(&kept.data).unwrap_or_default();
    let known = given == "skip" || given.is_empty() || data.answers.iter().any(|a| a == given);
    // A row that disagrees with another row of the file may be declared the right one.
    let right = given == "correct" && data.answers.is_empty() && data.group.is_some();
    if !known && !right {
        return Err(ImportError::Say("这一行不能这样处理".into()));
    }
    let mut changed = if right { others(store, job, &data, number)? } else { Vec::new() };
    let left_out = changed.iter().map(|row| row.number).collect();
    given.clone_into(&mut kept.answer);
    changed.push(kept);
    store.db.write(|tx| changed.iter().try_for_each(|row| store.rekeep(tx, job, row)))?;
    Ok(left_out)
}

/// The other rows that speak of the same, left out.
fn others(store: &Store, job: i64, data: &RowData, number: i64) -> Result<Vec<Kept>, ImportError> {
    let mut all = Vec::new();
    each_kept(store, job, (-1, 1_000), |mut kept, other| {
        let same = kept.class == "doubtful" && kept.number != number && other.group == data.group;
        if same && kept.answer != "skip" {
            "skip".clone_into(&mut kept.answer);
            all.push(kept);
        }
        true
    })?;
    Ok(all)
}

/// What another row of the file says otherwise of the same: title of the column, what this row
/// says, what the other says; secrets masked.
pub fn differing(
    sheet: &'static Sheet,
    one: &RowView,
    other: &RowView,
) -> Vec<(&'static str, String, String)> {
    let read = |row: &RowView| {
        let text = |(at, cell): (usize, &CellView)| {
            let repaired = row.data.repaired.get(cell.code);
            repaired.or_else(|| row.data.texts.get(at)).cloned().unwrap_or_default()
        };
        let texts: Vec<String> = row.cells.iter().enumerate().map(text).collect();
        let values = SheetRow::read(sheet, &texts).values;
        // What cannot be read is compared as it is written.
        let plain = |(text, value): (String, kernel::value::Value)| {
            if value.is_null() { text::fold(&text) } else { value.to_string() }
        };
        texts.into_iter().zip(values).map(plain).collect::<Vec<String>>()
    };
    let said = read(one).into_iter().zip(read(other));
    let cells = one.cells.iter().zip(&other.cells).zip(said);
    let differ =
        |((mine, theirs), (said, otherwise)): ((&CellView, &CellView), (String, String))| {
            let differs = mine.code != SERIAL && said != otherwise;
            let hidden = differs && mine.text == theirs.text;
            let shown = |cell: &CellView| {
                if hidden {
                    format!("{}（遮住的几位不同）", cell.text)
                } else {
                    cell.text.clone()
                }
            };
            differs.then(|| (mine.title, shown(mine), shown(theirs)))
        };
    cells.filter_map(differ).collect()
}

pub(super) fn settle(store: &Store, ctx: &Ctx, job: i64) -> Result<Detail, ImportError> {
    super::wish::at_rest(&store.job(ctx, job)?)?;
    let detail = Detail::of(store, job)?;
    if !matches!(detail.phase, Phase::Ready | Phase::Done) {
        return Err(ImportError::Say("现在不能改这次导入的行".into()));
    }
    Ok(detail)
}

/// The bad and doubtful rows as a workbook with a reason column, ready to be loaded again.
pub fn rejects<W: Write + Send>(
    store: &Store,
    ctx: &Ctx,
    job: i64,
    to: W,
) -> Result<u64, ImportError> {
    store.job(ctx, job)?;
    let detail = Detail::of(store, job)?;
    let source = Source::open(store, &detail)?;
    let mut rows: Vec<RejectRow> = Vec::new();
    let mut after = -1;
    loop {
        let part = store.kept_rows(job, &["rejected", "doubtful"], after, 1_000)?;
        let Some(last) = part.last() else { break };
        after = last.number;
        rows.extend(part.into_iter().map(|kept| reject_row(&source, &kept)));
    }
    store.note(ctx, "导出", "", 0, &format!("导入任务{job}的错误行{}行", rows.len()))?;
    let Some(layout) = source.layouts.first() else {
        return Err(ImportError::Say("没有表头".into()));
    };
    let rows = Box::new(rows.into_iter().map(Ok));
    let written = write_rejects(to, RejectBook::of(layout, rows))
        .map_err(|error| ImportError::Say(error.to_string()))?;
    Ok(written.rows)
}

fn reject_row(source: &Source, kept: &Kept) -> RejectRow {
    let data: RowData = serde_json::from_str(&kept.data).unwrap_or_default();
    let layout = source.layouts.get(data.layout);
    let place = |code: &str| layout.and_then(|l| l.column(code)).map(|found| found.index);
    let mut reasons: Vec<Reason> = data
        .faults
        .iter()
        .map(|fault| Reason { column: place(&fault.column), text: fault.expected.clone() })
        .collect();
    if !data.reason.is_empty() {
        reasons.push(Reason { column: None, text: data.reason.clone() });
    }
    let number = u32::try_from(row_in_sheet(kept.number)).unwrap_or(0);
    RejectRow { number, cells: data.cells, reasons }
}

/// The JSON shape of an import that other programs rely on.
pub fn summary_json(
    store: &Store,
    ctx: &Ctx,
    job: i64,
    counts: &Counts,
) -> Result<Value, ImportError> {
    let detail = Detail::of(store, job)?;
    let mut errors = Vec::new();
    for view in rows(store, ctx, job, "rejected", -1, 10_000)? {
        for fault in &view.data.faults {
            let cell = view.cells.iter().find(|cell| cell.code == fault.column);
            let column = cell.map(|cell| cell.letter.clone()).unwrap_or_default();
            errors.push(json!({
                "sheet": view.sheet_name, "row": view.row, "column": column,
                "field": fault.column, "title": cell.map_or("", |cell| cell.title), "found": cell.map_or("", |cell| cell.text.as_str()),
                "expected": fault.expected,
            }));
        }
    }
    let doubts: Vec<Value> = rows(store, ctx, job, "doubtful", -1, 10_000)?
        .iter()
        .map(|view| json!({"sheet": view.sheet_name, "row": view.row, "reason": view.data.reason}))
        .collect();
    let months: Vec<Value> = detail.months.iter().map(told_months).collect();
    Ok(json!({
        "job": job, "sheet": detail.sheet, "read": counts.read, "added": counts.added,
        "changed": counts.changed, "unchanged": counts.unchanged, "doubtful": counts.doubtful,
        "rejected": counts.rejected, "errors": errors, "doubts": doubts, "months": months,
    }))
}

fn told_months(months: &Months) -> Value {
    json!({"field": months.column, "title": months.title, "count": months.count, "says": months.say()})
}
