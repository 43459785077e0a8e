//! A report of two hundred figures over the county: first look, another look after one record has
//! changed, finishing, and the paper.

use super::{line, times};
use anyhow::{Context, Result};
use jiff::civil::Date;
use kernel::facts::Saving;
use kernel::report::Setting;
use office::paper::{Paper, docx};
use std::time::Instant;
use store::report::{Asked, NewReport, Wanted};
use store::writer::Doing;
use store::{Ctx, Store};

/// Printed figures.
const FIGURES: usize = 200;

/// The limits, in ms.
const FIRST: u64 = 1_000;
const AGAIN: u64 = 300;
const FINISH: u64 = 3_000;
const PAPER: u64 = 300;

/// All four.
pub fn run(store: &Store) -> Result<()> {
    let ctx = Ctx::local();
    let text = text(store);
    let today = store.today();
    let first = Date::new(today.year(), 1, 1).unwrap_or(today);
    let setting = store.setting(0, first, today)?;
    let look = || -> Result<usize> {
        let written = store.write_text(&ctx, &text, &setting, &Asked::default())?;
        anyhow::ensure!(written.faults.is_empty(), "{:?}", written.faults);
        Ok(written.document.figures.len())
    };
    let began = Instant::now();
    let figures = look()?;
    line("report", &format!("first look, {figures} figures"), began.elapsed(), Some(FIRST));
    let mut turn = 0;
    let again = times(7, || {
        turn += 1;
        change(store, &ctx, turn)?;
        look().map(drop)
    })?;
    line("report", "look after one changed record (with the change)", again.at(50), Some(AGAIN));
    let template = store.keep_template(
        &ctx,
        &Wanted { title: "测速", period: "year", text: &text, ..Wanted::default() },
    )?;
    let new = NewReport {
        template: &template.code,
        union: setting.union.key,
        first,
        last: today,
        title: "",
    };
    let report = store.begin_report(&ctx, &new)?;
    store.check_report(&ctx, &report, true)?;
    let report = store.report(&ctx, &report.public_id)?;
    let began = Instant::now();
    store.finish_report(&ctx, &report)?;
    line("report", "finishing", began.elapsed(), Some(FINISH));
    paper(store, &ctx, &text, &setting)
}

fn paper(store: &Store, ctx: &Ctx, text: &str, setting: &Setting) -> Result<()> {
    let written = store.write_text(ctx, text, setting, &Asked::default())?;
    let one = Paper { appendix: Some("测速。".into()), ..Paper::plain(&written.document) };
    let took = times(5, || docx(&one).map(drop).map_err(Into::into))?;
    line("report", "official paper with appendix", took.at(50), Some(PAPER));
    Ok(())
}

/// Every indicator, as it is and against last year's end and the year before, until there are enough.
fn text(store: &Store) -> String {
    let mut text = String::from("# 测速\n");
    let mut count = 0;
    for how in ["", "|比=上年同期|差", "|比=上年末|差"] {
        for indicator in store.indicators() {
            let flow = store.is_flow(indicator);
            if count == FIGURES || (flow && how.contains("上年末")) {
                continue;
            }
            text.push_str(&format!("{}{{{}{how}}}。\n", indicator.title, indicator.code));
            count += 1;
        }
    }
    text
}

/// One member joins another group: a record of the largest register is another one.
fn change(store: &Store, ctx: &Ctx, turn: i64) -> Result<()> {
    let register = store.register("membership")?;
    let ask = store::list::ListAsk::new(register);
    let page = store.list(ctx, &ask, None, 20)?;
    let at = usize::try_from(turn).unwrap_or(0);
    let row = page.rows.get(at).context("no member")?;
    let opened = store.open_record(ctx, register, &row.id.to_string())?;
    let note = kernel::value::Value::from(format!("第{turn}次"));
    let today = store.today();
    store.act(ctx, Doing::new("修改", ""), |writer| {
        let edit = [("note", note.clone())];
        writer.edit(register, row.id, opened.record.version, &edit, Saving::Correction(today))
    })?;
    Ok(())
}
