//! Putting cells right: the rows are looked at again at once, and the counts follow.

use super::file::sheet_of;
use super::overlay::Overlay;
use super::plan::{Decider, FileRow, Home, Repairs};
use super::preview::{RowData, count, keep};
use super::review::settle;
use super::things::Things;
use super::{Counts, Detail, ImportError};
use std::collections::HashMap;
use store::intake::Kept;
use store::{Ctx, Store};

const BATCH: usize = 500;

/// Puts a cell right and looks at the row again. Gives its new class.
pub fn repair(
    store: &Store,
    ctx: &Ctx,
    job: i64,
    number: i64,
    column: &str,
    text: &str,
) -> Result<String, ImportError> {
    let put = [(number, text.to_owned())];
    let classes = refit(store, ctx, job, &put, |data, text| {
        data.repaired.insert(column.to_owned(), text.to_owned());
    })?;
    classes.into_iter().next().ok_or_else(|| ImportError::Say("没有这一行".into()))
}

/// Puts the same column right in many rows; says how many are good now.
pub fn repair_many(
    store: &Store,
    ctx: &Ctx,
    job: i64,
    column: &str,
    put: &[(i64, String)],
) -> Result<usize, ImportError> {
    let mut good = 0;
    for part in put.chunks(BATCH) {
        let classes = refit(store, ctx, job, part, |data, text| {
            data.repaired.insert(column.to_owned(), text.to_owned());
        })?;
        good += classes.iter().filter(|class| *class != "rejected").count();
    }
    Ok(good)
}

/// Takes back what was put right in a row: in one column, or everything when none is named. Gives
/// its class.
pub fn unrepair(
    store: &Store,
    ctx: &Ctx,
    job: i64,
    number: i64,
    column: &str,
) -> Result<String, ImportError> {
    let put = [(number, String::new())];
    let classes = refit(store, ctx, job, &put, |data, _| {
        data.repaired.retain(|known, _| !column.is_empty() && known != column);
    })?;
    classes.into_iter().next().ok_or_else(|| ImportError::Say("没有这一行".into()))
}

/// Changes rows, looks at them again and keeps them with their new class.
fn refit(
    store: &Store,
    ctx: &Ctx,
    job: i64,
    put: &[(i64, String)],
    change: impl Fn(&mut RowData, &str),
) -> Result<Vec<String>, ImportError> {
    let mut detail = settle(store, ctx, job)?;
    let mut rows: Vec<(Kept, RowData)> = Vec::new();
    for (number, text) in put {
        let Some(kept) = store.kept_row(job, *number)?.filter(|kept| kept.class != "written")
        else {
            continue;
        };
        let mut data: RowData = serde_json::from_str(&kept.data).unwrap_or_default();
        change(&mut data, text);
        rows.push((kept, data));
    }
    let looked = look_again(store, ctx, job, &detail, &rows)?;
    let (mut fresh, mut classes) = (Vec::new(), Vec::new());
    for ((kept, data), (class, new)) in rows.into_iter().zip(looked) {
        let before =
            if data.counted.is_empty() { kept.class.clone() } else { data.counted.clone() };
        recount(&mut detail.preview, &before, -1);
        recount(&mut detail.preview, &class, 1);
        fresh.push(renewed(kept, data, &class, &new));
        classes.push(class);
    }
    store.db.write(|tx| fresh.iter().try_for_each(|kept| store.rekeep(tx, job, kept)))?;
    detail.save(store, job)?;
    Ok(classes)
}

/// The row as it is kept from now on: what the file says stays beside what was put right.
fn renewed(kept: Kept, data: RowData, class: &str, new: &Kept) -> Kept {
    let fresh: RowData = serde_json::from_str(&new.data).unwrap_or_default();
    let data = RowData {
        cells: data.cells,
        texts: data.texts,
        repaired: data.repaired,
        counted: class.to_owned(),
        ..fresh
    };
    // Good rows are kept as changed, so that writing finds the corrected cells.
    let shown = if matches!(class, "added" | "unchanged") { "changed" } else { class };
    // What was answered was about the row as it stood before.
    let answer = if kept.class == shown { kept.answer } else { String::new() };
    let text = serde_json::to_string(&data).unwrap_or_default();
    Kept { number: kept.number, class: shown.to_owned(), answer, data: text }
}

/// Counts a row more, or one less, of a class.
pub(super) fn recount(counts: &mut Counts, class: &str, by: i64) {
    match class {
        "added" => counts.added += by,
        "changed" => counts.changed += by,
        "unchanged" => counts.unchanged += by,
        "doubtful" => counts.doubtful += by,
        "rejected" => counts.rejected += by,
        _ => {}
    }
}

fn look_again(
    store: &Store,
    ctx: &Ctx,
    job: i64,
    detail: &Detail,
    rows: &[(Kept, RowData)],
) -> Result<Vec<(String, Kept)>, ImportError> {
    let sheet = sheet_of(store, &detail.sheet)?;
    let cells: HashMap<i64, _> =
        rows.iter().map(|(kept, data)| (kept.number, data.repaired.clone())).collect();
    let repairs = Repairs { cells, ..Repairs::default() };
    let put_right = |(kept, data): &(Kept, RowData)| {
        let mut row = FileRow {
            number: kept.number,
            cells: data.cells.clone(),
            texts: data.texts.clone(),
            layout: data.layout,
        };
        repairs.put_right(sheet, &mut row);
        row
    };
    let rows = rows.iter().map(put_right).collect();
    let (things, home) = (Things::default(), Home::of(store, store.job_row(job)?.union_id)?);
    let decider =
        Decider { store, ctx, day: detail.day, home, whole: detail.whole, things: &things };
    let (mut found, mut overlay) = (Vec::new(), Overlay::default());
    decider.decide(sheet, rows, &mut overlay, |decided, _, world| {
        let class = count(&mut Counts::default(), &decided, sheet.register);
        found.push((class.to_owned(), keep(class, &decided, world)));
        Ok(())
    })?;
    Ok(found)
}
