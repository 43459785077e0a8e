//! `indicator`: definitions of figures as text files.

use crate::cli::{IndicatorWhat, Place};
use crate::{open, say};
use anyhow::{Context, Result};
use kernel::define::{Draft, read, write};
use serde_json::json;
use std::path::Path;
use store::figure::{FigureAsk, When};
use store::{Ctx, Store, StoreError};

/// `indicator …`
pub fn run(place: &Place, what: &IndicatorWhat) -> Result<u8> {
    let store = open::beside(place)?;
    match what {
        IndicatorWhat::Define { file, reason, dry_run, json } => {
            define(&store, file, reason, *dry_run, *json)
        }
        IndicatorWhat::Export { code, output } => export(&store, code, output.as_deref()),
        IndicatorWhat::History { code, json } => history(&store, code, *json),
        IndicatorWhat::Retire { code, reason } => {
            store.retire(&Ctx::local(), code, reason)?;
            say::line(format!("{code}从今天起不再列出；以前汇报里的数和口径都还在"));
            Ok(super::DONE)
        }
    }
}

fn define(store: &Store, file: &Path, reason: &str, dry: bool, as_json: bool) -> Result<u8> {
    let bytes = std::fs::read(file).with_context(|| format!("读不了 {}", file.display()))?;
    let text = String::from_utf8(bytes).map_err(|_| {
        StoreError::refuse("file", "文件不是UTF-8文字，请在记事本里另存为UTF-8再来")
    })?;
    let draft = match store.with_known(|known| read(&text, known)) {
        Ok(draft) => draft,
        Err(faults) => {
            for fault in &faults {
                say::line(fault.to_string());
            }
            say::line(format!("{}处不对，没有保存", faults.len()));
            return Ok(super::REFUSED);
        }
    };
    let now = preview(store, &draft)?;
    let kept = if dry { None } else { Some(store.define(&Ctx::local(), &draft, reason)?) };
    let indicator = kept.unwrap_or(&draft.indicator);
    if as_json {
        say::json(&json!({
            "code": indicator.code,
            "title": indicator.title,
            "version": kept.map(|kept| kept.version),
            "kept": kept.is_some(),
            "value": now.amount.json(),
            "rows": now.amount.rows,
            "excluded": now.left_out(),
        }))?;
    } else {
        let done = kept.map_or_else(
            || "试算，没有保存：".to_owned(),
            |kept| format!("已保存第{}版：", kept.version),
        );
        let number = now.amount.text();
        say::out(format!("{done}{} {number}{}（{}）", indicator.title, indicator.unit, now.said()));
    }
    Ok(super::DONE)
}

/// What it counts today, or in this year.
fn preview(store: &Store, draft: &Draft) -> Result<store::figure::Figure> {
    let today = store.today();
    let when = if store.is_flow(&draft.indicator) {
        let first = jiff::civil::Date::new(today.year(), 1, 1).unwrap_or(today);
        When::Between(first, today)
    } else {
        When::On(today)
    };
    let ask = FigureAsk { when, ..FigureAsk::on(today) };
    let mut all = store.figures_of(&Ctx::local(), &[&draft.indicator], &ask)?;
    Ok(all.pop().ok_or(StoreError::NotFound)??)
}

fn export(store: &Store, code: &str, output: Option<&Path>) -> Result<u8> {
    let indicator = store.indicator(code)?;
    let known = store.definitions();
    let from = known.on(code, store.today()).map(|one| one.from);
    let from = from.filter(|from| *from > kernel::facts::ALWAYS);
    let text = store.with_known(|known| write(indicator, from, known));
    match output {
        None => say::out(text.trim_end()),
        Some(path) => {
            std::fs::write(path, text).with_context(|| format!("写不了 {}", path.display()))?;
        }
    }
    Ok(super::DONE)
}

fn history(store: &Store, code: &str, as_json: bool) -> Result<u8> {
    store.indicator(code)?;
    let known = store.definitions();
    let versions = known.versions(code);
    if as_json {
        let one = |version: &&store::definitions::Version| {
            json!({
                "code": code,
                "version": version.indicator.version,
                "from": version.from.to_string(),
                "own": version.own,
                "retired": version.retired,
                "by": version.by,
                "reason": version.reason,
                "definition": version.indicator.definition,
            })
        };
        say::json(&versions.iter().map(one).collect())?;
        return Ok(super::DONE);
    }
    for version in versions {
        let from = if version.from > kernel::facts::ALWAYS {
            format!("{}起", version.from)
        } else {
            "一直".to_owned()
        };
        let state = if version.retired { "停用" } else { "有效" };
        let number = version.indicator.version;
        say::out(format!("第{number}版 {from} {state} {}", version.indicator.definition));
    }
    Ok(super::DONE)
}
