//! `figure`: the same function as every page, asked by the local administrator.

use crate::cli::{Figure as Args, Place};
use crate::commands::keep::refuse;
use crate::{open, say};
use anyhow::Result;
use serde_json::Value;
use store::figure::{Figure, FigureAsk, TreeOf, When};
use store::{Ctx, Store};
use web::api::figure_json::{document, page_rows};

/// `figure CODE…`
pub fn run(place: &Place, args: &Args) -> Result<u8> {
    let store = open::beside(place)?;
    let ctx = Ctx::local();
    let ask = ask(&store, &ctx, args)?;
    let codes: Vec<&str> = args.codes.iter().map(String::as_str).collect();
    known(&store, args, &codes)?;
    let mut documents = Vec::new();
    for (code, figure) in codes.iter().zip(store.figures(&ctx, &codes, &ask)?) {
        let figure = figure?;
        let mut shown = document(&figure, &ask);
        if args.rows {
            let rows = rows(&store, &ctx, code, &ask)?;
            if let Some(map) = shown.as_object_mut() {
                map.insert("records".into(), Value::Array(rows));
            }
        }
        if args.json {
            documents.push(shown);
        } else {
            print(&figure, &shown, args.rows);
        }
    }
    if args.json {
        say::json(&Value::Array(documents))?;
    }
    Ok(super::DONE)
}

/// A second dimension behind one `--by` reads as one more indicator: say how two are given.
fn known(store: &Store, args: &Args, codes: &[&str]) -> Result<()> {
    let unknown = codes.iter().find(|code| store.catalog().indicator(code).is_none());
    let (Some(code), Some(by)) = (unknown, args.by.last()) else { return Ok(()) };
    let say = format!("没有指标“{code}”。要分两项看，每项前面都写--by：--by {by} --by {code}");
    Err(refuse("by", &say))
}

fn ask(store: &Store, ctx: &Ctx, args: &Args) -> Result<FigureAsk> {
    let when = match (&args.as_of, &args.from, &args.to) {
        (None, Some(from), Some(to)) => When::Between(open::day(from)?, open::day(to)?),
        (Some(day), _, _) => When::On(open::day(day)?),
        _ => When::On(store.today()),
    };
    Ok(FigureAsk {
        union: open::union(store, ctx, args.union.as_deref())?,
        when,
        known_at: args.known_at.as_deref().map(open::instant).transpose()?,
        by: args.by.clone(),
        tree: if args.tree_of_day { TreeOf::ThatDay } else { TreeOf::Today },
        ..FigureAsk::on(when.last())
    })
}

fn rows(store: &Store, ctx: &Ctx, code: &str, ask: &FigureAsk) -> Result<Vec<Value>> {
    let mut all = Vec::new();
    store.each_figure_row(ctx, code, ask, |page| {
        all.extend(page_rows(page));
        Ok(())
    })?;
    store.note(ctx, "看明细", "", 0, code)?;
    Ok(all)
}

fn print(figure: &Figure, document: &Value, with_rows: bool) {
    let out = if figure.left_out() > 0 {
        format!("（未计入{}条）", figure.left_out())
    } else {
        String::new()
    };
    say::out(format!(
        "{} {}{}{out}　{}，{}",
        figure.indicator.title,
        figure.amount.text(),
        figure.indicator.unit,
        figure.union_name,
        figure.said()
    ));
    for group in &figure.groups {
        let of: Vec<&str> = group.of.iter().map(|part| part.1.as_str()).collect();
        say::out(format!("  {:<24}{}", of.join(" · "), group.amount.text()));
    }
    if with_rows && let Some(rows) = document.get("records").and_then(Value::as_array) {
        for row in rows {
            say::out(format!("  {row}"));
        }
    }
}
