//! 各单位对照: one row per unit below, numbers first, colour helps; and the same as a file.

use super::gather::{self, Column};
use super::{View, number_link};
use crate::app::run;
use crate::fault::{Answer, Fault};
use crate::pages::figure::body::float;
use crate::pages::figure::export::{Sheet, written};
use crate::pages::figure::unread;
use crate::parts::{self, HeatCell, HeatCol, HeatRow, Link, Panel};
use crate::request::Asker;
use maud::{Markup, html};
use office::{CellOut, ColumnKind, ColumnOut};
use store::Store;
use store::figure::Amount;

/// So many points away from the whole count as far.
const FAR: u8 = 5;

/// A unit below: key, address, name. Key 0 is what belongs to the unit itself.
struct Unit {
    id: i64,
    key: String,
    name: String,
}

fn units(view: &View, columns: &[Column]) -> Vec<Unit> {
    let tree = &view.asker.tree;
    let at = view.question.union;
    let children = tree.children_of(at).iter().filter_map(|id| tree.node(*id));
    let counted = |id: i64| columns.iter().any(|column| column.of(id).is_some_and(|a| a.rows > 0));
    let mut units: Vec<Unit> = children
        .filter(|node| !node.ended || counted(node.id))
        .map(|node| Unit { id: node.id, key: node.public_id.clone(), name: node.name.clone() })
        .collect();
    if !units.is_empty() && columns.iter().any(Column::has_own) {
        units.push(Unit { id: 0, key: String::new(), name: "本级".into() });
    }
    units
}

/// The panel.
pub fn panel(view: &View, columns: &[Column]) -> Markup {
    let units = units(view, columns);
    if units.is_empty() {
        let body = html! { div.pad { p.soft { (view.asker.at_name()) "没有下级单位，没有可以对照的。" } } };
        return parts::panel(&Panel { title: "各单位对照".into(), body, ..Panel::default() });
    }
    let heads: Vec<HeatCol> = columns.iter().map(head).collect();
    let rows: Vec<HeatRow> = units.iter().map(|unit| row(view, columns, unit)).collect();
    parts::panel(&Panel {
        id: "compare".into(),
        title: "各单位对照".into(),
        right: html! {
            span.muted.small { "高于全体偏青，低于偏红；点单位往下看，点数字看明细" }
            (parts::heat_legend(FAR))
            span.no-print.small { (files(view)) }
        },
        body: parts::heat_table("下级单位对照", &heads, &rows),
        ..Panel::default()
    })
}

fn files(view: &View) -> Markup {
    let href = |format: &str| view.params().set("format", format).on("/board/export");
    html! { a href=(href("xlsx")) { "Excel" } " " a href=(href("csv")) { "CSV" } }
}

fn head(column: &Column) -> HeatCol {
    let unit = &column.indicator.unit;
    let target = column.figure.as_ref().map_or_else(String::new, |figure| {
        let text = figure.amount.text();
        if unit == "%" { format!("全体{text}") } else { text }
    });
    let year = if column.flow { "今年" } else { "" };
    HeatCol { name: format!("{year}{}", column.indicator.title), target }
}

fn row(view: &View, columns: &[Column], unit: &Unit) -> HeatRow {
    let link = if unit.key.is_empty() {
        Link::to(view.params().on("/board"))
    } else {
        Link::to(view.params().set("at", unit.key.as_str()).on("/board"))
    };
    let cells = columns.iter().map(|column| cell(view, column, unit)).collect();
    HeatRow { name: unit.name.clone(), link, cells }
}

fn cell(view: &View, column: &Column, unit: &Unit) -> HeatCell {
    let Some(amount) = column.of(unit.id) else {
        return HeatCell { text: "无权查看".into(), level: 2, link: Link::default() };
    };
    let link = if unit.key.is_empty() {
        let params = view.question.params(column.flow).add("of", "child:");
        number_link(&column.indicator.code, &view.asker.at_key, &params)
    } else {
        number_link(&column.indicator.code, &unit.key, &view.question.params(column.flow))
    };
    HeatCell { text: amount.text(), level: level(column, amount), link }
}

/// Shares against the whole; a head count has no far and near.
fn level(column: &Column, amount: Amount) -> u8 {
    let whole = column.figure.as_ref().and_then(|figure| float(figure.amount, 4));
    match (amount.denominator, float(amount, 4), whole) {
        (Some(_), Some(value), Some(whole)) => parts::heat_level(value, whole, f64::from(FAR)),
        _ => 2,
    }
}

pub(super) async fn export(asker: Asker) -> Answer {
    let view = View::read(asker)?;
    let csv = view.asker.query.get("format") == "csv";
    let app = view.asker.app.clone();
    run(&app, move |store| make(store, &view, csv)).await
}

fn make(store: &Store, view: &View, csv: bool) -> Result<axum::response::Response, Fault> {
    let (columns, _) = gather::compare(store, &view.asker.ctx, &view.question).map_err(unread)?;
    let said = columns.iter().find_map(|column| Some(column.figure.as_ref()?.said()));
    let about = format!("{}，{}", view.asker.at_name(), said.unwrap_or_default());
    let mut heads = vec![ColumnOut::new("单位", ColumnKind::Text)];
    heads.extend(columns.iter().map(|column| {
        let kind =
            if column.indicator.unit == "%" { ColumnKind::Number } else { ColumnKind::Integer };
        let year = if column.flow { "今年" } else { "" };
        ColumnOut::new(
            format!("{year}{}（{}）", column.indicator.title, column.indicator.unit),
            kind,
        )
    }));
    let sheet = Sheet {
        name: format!("各单位对照_{}", view.question.last),
        heading: vec!["各单位对照".into(), about.clone()],
        columns: heads,
    };
    store.note(&view.asker.ctx, "导出", "", 0, &format!("各单位对照：{about}"))?;
    let mut lines: Vec<Vec<CellOut>> = units(view, &columns)
        .iter()
        .map(|unit| line(&unit.name, columns.iter().map(|column| column.of(unit.id))))
        .collect();
    let whole = columns.iter().map(|column| column.figure.as_ref().map(|figure| figure.amount));
    lines.push(line(&format!("合计：{}", view.asker.at_name()), whole));
    written(&sheet, csv, move |give| {
        let count = lines.len();
        lines.into_iter().try_for_each(give)?;
        Ok(i64::try_from(count).unwrap_or(0))
    })
}

fn line(name: &str, amounts: impl Iterator<Item = Option<Amount>>) -> Vec<CellOut> {
    let cell = |amount: Option<Amount>| match amount {
        None => CellOut::text("无权查看"),
        Some(amount) if amount.denominator.is_none() && !amount.fen => CellOut::Int(amount.value),
        Some(amount) => float(amount, 4).map_or(CellOut::Empty, CellOut::Number),
    };
    std::iter::once(CellOut::text(name)).chain(amounts.map(cell)).collect()
}
