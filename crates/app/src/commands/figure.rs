//! `figure`: the same function as every page, asked by the local administrator.

use crate::cli::{Figure as Args, Place};
use crate::{open, say};
use anyhow::Result;
use serde_json::{Map, Value, json};
use store::figure::{Figure, FigureAsk, TreeOf, When};
use store::list::Page;
use store::{Ctx, Store};

/// `figure CODE…`
pub fn run(place: &Place, args: &Args) -> Result<u8> {
    let store = open::beside(place)?;
    let ctx = Ctx::local();
    let ask = ask(&store, &ctx, args)?;
    let codes: Vec<&str> = args.codes.iter().map(String::as_str).collect();
    let mut documents = Vec::new();
    for (code, figure) in codes.iter().zip(store.figures(&ctx, &codes, &ask)?) {
        let figure = figure?;
        let mut document = document(&figure, &ask);
        if args.rows {
            let rows = rows(&store, &ctx, code, &ask)?;
            if let Some(map) = document.as_object_mut() {
                map.insert("records".into(), Value::Array(rows));
            }
        }
        if args.json {
            documents.push(document);
        } else {
            print(&figure, &document, args.rows);
        }
    }
    if args.json {
        say::json(&Value::Array(documents))?;
    }
    Ok(super::DONE)
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
    })
}

/// The JSON shape that other programs rely on.
pub fn document(figure: &Figure, ask: &FigureAsk) -> Value {
    let mut map = Map::new();
    map.insert("code".into(), figure.indicator.code.as_str().into());
    map.insert("title".into(), figure.indicator.title.as_str().into());
    map.insert("union".into(), figure.union_name.as_str().into());
    match figure.when {
        When::On(day) => map.insert("as_of".into(), day.to_string().into()),
        When::Between(first, last) => {
            map.insert("from".into(), first.to_string().into());
            map.insert("to".into(), last.to_string().into())
        }
    };
    map.insert("known_at".into(), figure.known_at.clone().map_or(Value::Null, Value::from));
    map.insert("version".into(), figure.indicator.version.into());
    if let Some(denominator) = figure.amount.denominator {
        map.insert("numerator".into(), figure.amount.value.into());
        map.insert("denominator".into(), denominator.into());
    }
    map.insert("value".into(), figure.amount.json());
    map.insert("unit".into(), figure.indicator.unit.as_str().into());
    map.insert("rows".into(), figure.amount.rows.into());
    map.insert("excluded".into(), figure.left_out().into());
    let why: Vec<Value> =
        figure.excluded.iter().map(|(why, count)| json!({"why": why, "rows": count})).collect();
    map.insert("excluded_why".into(), Value::Array(why));
    let groups: Vec<Value> = figure.groups.iter().map(|group| group_of(group, ask)).collect();
    map.insert("by".into(), Value::Array(groups));
    Value::Object(map)
}

fn group_of(group: &store::figure::Group, ask: &FigureAsk) -> Value {
    let mut map = Map::new();
    for ((code, title), dim) in group.of.iter().zip(&ask.by) {
        map.insert(dim.clone(), code.as_str().into());
        map.insert(format!("{dim}_title"), title.as_str().into());
    }
    if let Some(denominator) = group.amount.denominator {
        map.insert("numerator".into(), group.amount.value.into());
        map.insert("denominator".into(), denominator.into());
    }
    map.insert("value".into(), group.amount.json());
    map.insert("rows".into(), group.amount.rows.into());
    Value::Object(map)
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

/// Rows of a page as JSON: keys and masked values, links by name.
pub fn page_rows(page: &Page) -> Vec<Value> {
    let row = |row: &store::list::ListRow| {
        let mut map = Map::new();
        map.insert("id".into(), row.id.into());
        for (head, cell) in page.heads.iter().zip(&row.cells) {
            let linked = cell.as_int().and_then(|id| {
                let key = (head.field.to.to_owned(), id);
                page.titles.get(&key).filter(|_| head.field.kind == kernel::field::Kind::Link)
            });
            let value = linked.map_or_else(|| Value::from(cell), |title| title.as_str().into());
            map.insert(head.name.clone(), value);
        }
        Value::Object(map)
    };
    page.rows.iter().map(row).collect()
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
