//! From what a figure is made: its rows, its groups, what changed it, what was left out.

use super::ask::parts as made_of;
use super::body::{at_child, difference, words};
use super::gather::{Found, Listed, counted, sums};
use super::{View, beside};
use crate::params::Params;
use crate::parts::{self, Cell, Col, Empty, Link, Pager, Panel, Row, TableView};
use crate::request::Asker;
use crate::show::{self, number_text};
use kernel::field::Kind;
use kernel::indicator::Indicator;
use kernel::register::Register;
use maud::{Markup, html};
use store::figure::Group;
use store::list::{ListRow, Page};

fn columns(page: &Page, most: usize) -> Vec<Col> {
    let col = |head: &store::list::Head| {
        let col = Col::new("", head.field.title);
        if matches!(head.field.kind, Kind::Int | Kind::Money) { col.num() } else { col }
    };
    page.heads.iter().take(most).map(col).collect()
}

fn row(page: &Page, row: &ListRow, register: &str, keep: &Params) -> Row {
    let mut cells: Vec<Cell> = page
        .heads
        .iter()
        .zip(&row.cells)
        .map(|(head, cell)| show::cell(&head.field, cell, &page.titles, keep))
        .collect();
    let name = name(page, row);
    for cell in &mut cells {
        // A long number stays on one line, long words do not make the row high.
        if let Cell::Text(text) = cell {
            let text = std::mem::take(text);
            *cell = match text.chars().count() {
                _ if text.is_ascii() => Cell::Keep(text),
                0..=8 => Cell::Text(text),
                _ => Cell::Cut(text),
            };
        }
    }
    if let Some(first) = cells.first_mut() {
        *first = Cell::Name(name.clone());
    }
    let href = keep.on(&format!("/r/{register}/{}", row.id));
    Row::new(row.id.to_string(), name, href, cells)
}

/// What a row is called.
pub fn name(page: &Page, row: &ListRow) -> String {
    let first = page.heads.first().zip(row.cells.first());
    let name =
        first.map_or_else(String::new, |(head, cell)| show::text(&head.field, cell, &page.titles));
    if name.is_empty() { format!("第{}号", row.id) } else { name }
}

fn table(page: &Page, register: &str, keep: &Params, caption: &str, most: usize) -> Markup {
    parts::table(&TableView {
        id: format!("t-{register}"),
        caption: caption.to_owned(),
        columns: columns(page, most),
        rows: page.rows.iter().map(|one| row(page, one, register, keep)).collect(),
        empty: Empty {
            title: "没有计入的记录".into(),
            text: "换一天，或换一个单位看看。".into(),
            ..Empty::default()
        },
        tight: true,
        ..TableView::default()
    })
}

/// Some rows of a register, for a look beside something else.
pub fn few(asker: &Asker, page: &Page, register: &'static Register) -> Markup {
    table(page, register.name, &asker.keep(), "前几条记录", 1)
}

/// The register whose rows stand behind an indicator: of two, behind the first.
pub fn register_of(store: &store::Store, indicator: &Indicator) -> Option<&'static Register> {
    let of = match indicator.parts() {
        Some([first, _]) => store.indicator(first).ok()?.of.as_str(),
        None => indicator.of.as_str(),
    };
    store.catalog().register(of)
}

/// The rows of the figure, page by page; their number is the figure's.
pub fn panel(view: &View, found: &Found) -> Markup {
    let keep = view.asker.keep();
    let turned = view.asker.query.get("after");
    let next = found.rows.next.as_ref().map(|cursor| {
        Link::to(format!("{}#rows", view.href(&view.params().set("after", cursor.id.to_string()))))
    });
    let prev =
        (!turned.is_empty()).then(|| Link::to(format!("{}#rows", view.href(&view.params()))));
    let shown = format!("本页{}条，共{}条", found.rows.rows.len(), number_text(found.rows_total));
    let pager = Pager {
        shown,
        range: if prev.is_some() { "上一页回到开头".into() } else { String::new() },
        prev,
        next,
        ..Pager::default()
    };
    parts::panel(&Panel {
        id: "rows".into(),
        title: format!("{}条记录", number_text(found.rows_total)),
        right: html! { span.small.muted { (what(view, found)) } },
        body: html! {
            (table(&found.rows, found.register.name, &keep, "计入的记录，按登记先后", 9))
            (parts::pager("rows", &pager))
        },
        ..Panel::default()
    })
}

/// Which rows these are when they are not simply the number itself.
fn what(view: &View, found: &Found) -> String {
    let indicator = counted(view.asker.store(), view.indicator);
    if made_of(view.indicator).is_some() {
        return format!("这里是“{}”的记录，另一部分点算式里的数字", indicator.title);
    }
    if sums(indicator) {
        return format!("合计的{}，一条一家", found.register.title);
    }
    String::new()
}

/// The first rows, for the side sheet.
pub fn short_table(view: &View, found: &Found, register: &str) -> Markup {
    table(&found.rows, register, &view.asker.keep(), "前几条", 3)
}

/// The breakdown asked for.
pub fn groups(view: &View, found: &Found) -> Markup {
    let Some(by) = view.question.by.first().filter(|_| !found.figure.groups.is_empty()) else {
        return Markup::default();
    };
    let title = found.dims.iter().find(|dim| dim.0 == *by).map_or(by.as_str(), |dim| &dim.1);
    let whole = found.figure.amount;
    let body = html! {
        div.tbl-x { table.tbl.tight {
            caption.sr { "按" (title) "分" }
            thead { tr { th scope="col" { (title) } th.num scope="col" { (view.indicator.unit) } } }
            tbody { @for group in &found.figure.groups { tr {
                td { (group_name(view, by, group)) }
                td.num {
                    (parts::a(&beside(group_href(view, by, group)), parts::Dress::default(),
                        group.amount.text()))
                }
            } } }
            @if whole.denominator.is_none() {
                tfoot { tr { td { "合计" } td.num { (whole.text()) } } }
            }
        } }
    };
    parts::panel(&Panel { title: format!("分{title}"), body, ..Panel::default() })
}

fn group_name(view: &View, by: &str, group: &Group) -> Markup {
    let Some((code, words)) = group.of.first() else { return Markup::default() };
    let child = (by == "child").then(|| child_key(view, code)).flatten();
    match child {
        None => html! { (words) },
        Some(key) => {
            let deeper = at_child(view, &key, &view.params());
            html! { a href=(deeper) { (words) } }
        }
    }
}

fn child_key(view: &View, code: &str) -> Option<String> {
    let id = code.parse().ok()?;
    view.asker.tree.node(id).map(|node| node.public_id.clone())
}

/// The rows of one group.
fn group_href(view: &View, by: &str, group: &Group) -> String {
    let code = group.of.first().map_or("", |of| of.0.as_str());
    let params = view.params().without(&["by", "since", "of"]);
    view.href(&params.add("of", format!("{by}:{code}")))
}

/// What changed since the other day.
pub fn since(view: &View, found: &Found) -> Markup {
    let Some(since) = &found.since else { return Markup::default() };
    let unit = &view.indicator.unit;
    let then = kernel::dates::chinese(since.day);
    let told = difference(since.then, found.figure.amount, unit);
    let body = html! {
        div.pad {
            p { (then) "是" b { (words(since.then, unit)) } "，到所问的那天" (told) "。" }
        }
        (listed("新计入", &since.came, found.register, &view.asker))
        (listed("不再计入", &since.went, found.register, &view.asker))
        (listed("数值变了", &since.differ, found.register, &view.asker))
    };
    parts::panel(&Panel {
        id: "since".into(),
        title: format!("和{then}比"),
        body,
        ..Panel::default()
    })
}

fn listed(title: &str, list: &Listed, register: &Register, asker: &Asker) -> Markup {
    if list.count == 0 {
        return Markup::default();
    }
    let shown = list.page.rows.len();
    html! {
        details open[list.count <= 10] {
            summary { div.pad { b { (title) } " " (list.count) "条"
                @if shown < list.count { span.small.muted { "，列出" (shown) "条" } } } }
            (table(&list.page, register.name, &asker.keep(), title, 2))
        }
    }
}

/// Rows not counted, with the reason.
pub fn left_out(found: &Found, asker: &Asker) -> Markup {
    let count = found.figure.left_out();
    if count == 0 || found.group.is_some() {
        return Markup::default();
    }
    let keep = asker.keep();
    let body = html! {
        div.pad { @for (why, n) in &found.figure.excluded { p { (why) "：" b { (number_text(*n)) } "条" } } }
        @if !found.left.is_empty() {
            ul.list { @for (href, name, why) in &found.left {
                li { div.grow {
                    a.t href=(keep.on(href)) { @if name.is_empty() { "未写名称" } @else { (name) } }
                    span.sub { (why) }
                } }
            } }
        }
    };
    parts::panel(&Panel {
        id: "left".into(),
        title: format!("未计入{}条", number_text(count)),
        body,
        foot: html! { span.small.muted { "补齐后自动计入，数字随之变化。" } },
        ..Panel::default()
    })
}
