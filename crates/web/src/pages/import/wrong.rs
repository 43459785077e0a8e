//! Wrong rows: the cell in error can be put right where it stands; nothing typed is shown in full
//! where it is a secret, unless whoever may see it asks for it.

use super::Case;
use super::check::View;
use crate::parts::{self, Opt, icon, icon_in};
use crate::request::Asker;
use kernel::field::Kind;
use kernel::sheet::{Column, Sheet};
use maud::{Markup, html};
use office::import::{CellView, Fault, RowView};

/// Columns shown at least, as far as the sheet has them.
const SOME: usize = 4;

/// By what a row is called: the first column that must be filled and is no secret.
pub(super) fn label(sheet: &Sheet) -> &str {
    let named = |column: &&Column| column.required && !column.field.secret;
    sheet.columns.iter().find(named).map_or("", |column| column.code)
}

/// The row's name, or what stands in its place.
pub(super) fn called(sheet: &Sheet, row: &RowView) -> String {
    let text = text_of(row, label(sheet));
    if text.is_empty() { format!("第{}行", row.row) } else { text.to_owned() }
}

/// The text of a column, masked where it is a secret.
pub(super) fn text_of<'a>(row: &'a RowView, code: &str) -> &'a str {
    row.cells.iter().find(|cell| cell.code == code).map_or("", |cell| cell.text.as_str())
}

/// Which columns to show: all that are wrong somewhere, and some that tell the rows apart.
pub(super) fn columns(sheet: &Sheet, rows: &[RowView]) -> Vec<String> {
    let wrong = |column: &Column| {
        rows.iter().any(|row| row.data.faults.iter().any(|fault| fault.column == column.code))
    };
    let others = sheet.columns.iter().filter(|column| column.code != label(sheet));
    let others: Vec<&Column> = others.collect();
    let faulty = others.iter().filter(|column| wrong(column)).count();
    let mut room = SOME.saturating_sub(faulty);
    let mut shown = Vec::new();
    for column in others {
        let extra = !wrong(column) && column.required && room > 0;
        room -= usize::from(extra);
        if wrong(column) || extra {
            shown.push(column.code.to_owned());
        }
    }
    shown
}

fn title<'a>(sheet: &'a Sheet, code: &str) -> &'a str {
    sheet.position(code).and_then(|at| sheet.columns.get(at)).map_or("", |column| column.title)
}

/// The number of a row; with its sheet when the file has several.
pub(super) fn place(case: &Case, row: &RowView) -> Markup {
    html! {
        (row.row)
        @if case.detail.places.len() > 1 { br; span.small.muted { (row.sheet_name) } }
    }
}

/// The table.
pub(super) fn table(asker: &Asker, case: &Case, view: &View, rows: &[RowView]) -> Markup {
    html! {
        div.tbl-x { table.tbl.rtbl {
            caption.sr { "有错的行，格子里可以直接改" }
            thead { tr {
                th.num scope="col" { "行" }
                th scope="col" { (title(case.sheet, label(case.sheet))) }
                @for code in &view.columns { th scope="col" { (title(case.sheet, code)) } }
                th scope="col" { span.sr { "操作" } }
            } }
            tbody { @for one in rows { (row(asker, case, view, one, "")) } }
        } }
    }
}

/// One row: wrong, left out, or put right just now in the column `last`.
pub(super) fn row(asker: &Asker, case: &Case, view: &View, row: &RowView, last: &str) -> Markup {
    let id = format!("r{}", row.number);
    let wide = view.columns.len();
    let (words, undo) = if row.answer == "skip" {
        (html! { span.muted { "这行不导" } }, ("answer", "", ""))
    } else if row.class == "rejected" {
        return open(asker, case, view, row, &id);
    } else {
        (good(row), ("back", "", last))
    };
    html! {
        tr id=(id) {
            td.num.muted { (place(case, row)) }
            td.name { (called(case.sheet, row)) }
            td colspan=(wide) role="status" { (words) }
            td.num { (small_act(asker, case, view, row, undo, "撤销")) }
        }
    }
}

fn good(row: &RowView) -> Markup {
    if row.class == "doubtful" {
        return html! {
            span.amber { (icon_in("alert-triangle", "")) " 改好了，但像是重复的，到“疑似重复”里定" }
        };
    }
    let words = match row.data.counted.as_str() {
        "added" => "已改好，会新增",
        "changed" => "已改好，会更改台账上已有的",
        _ => "已改好，和台账上一样（不变）",
    };
    html! { span.green { (icon("circle-check")) " " (words) } }
}

fn open(asker: &Asker, case: &Case, view: &View, row: &RowView, id: &str) -> Markup {
    let name = label(case.sheet);
    let shown = |fault: &&Fault| view.columns.contains(&fault.column);
    let hidden: Vec<&Fault> = row.data.faults.iter().filter(|fault| !shown(fault)).collect();
    html! {
        tr id=(id) {
            td.num.muted { (place(case, row)) }
            td.name {
                @if !hidden.iter().any(|fault| fault.column == name) { (called(case.sheet, row)) }
                @for fault in hidden { (elsewhere(asker, case, view, row, fault)) }
            }
            @for code in &view.columns {
                td { (cell(asker, case, view, row, code)) }
            }
            td.num.end { (small_act(asker, case, view, row, ("answer", "skip", ""), "不导这行")) }
        }
    }
}

fn cell(asker: &Asker, case: &Case, view: &View, row: &RowView, code: &str) -> Markup {
    let Some(cell) = row.cells.iter().find(|cell| cell.code == code) else {
        return Markup::default();
    };
    match &cell.fault {
        Some(fault) => edit(asker, case, view, row, cell, fault),
        None if cell.text.is_empty() => html! { span.muted { "—" } },
        None if cell.masked => html! { span.mask.soft { (cell.text) } },
        None => html! { span.soft { (cell.text) } (month(case.sheet, cell)) },
    }
}

/// What a month without its day is taken as.
fn month(sheet: &Sheet, cell: &CellView) -> Markup {
    let column = sheet.position(cell.code).and_then(|at| sheet.columns.get(at));
    let day = column.filter(|column| column.field.kind == Kind::Day && !cell.masked);
    let first = day.and_then(|_| kernel::dates::of_month(&cell.text));
    html! {
        @if let Some(first) = first { br; span.small.amber { "只写到月，按" (first) "记" } }
    }
}

/// A fault that has no column of its own in the table.
fn elsewhere(asker: &Asker, case: &Case, view: &View, row: &RowView, fault: &Fault) -> Markup {
    let Some(cell) = row.cells.iter().find(|cell| cell.code == fault.column) else {
        return html! { p.err { (icon("alert-circle")) span { (fault.expected) } } };
    };
    html! {
        @if cell.code != label(case.sheet) { p.small.muted { (cell.title) } }
        (edit(asker, case, view, row, cell, fault))
    }
}

fn edit(
    asker: &Asker,
    case: &Case,
    view: &View,
    row: &RowView,
    cell: &CellView,
    fault: &Fault,
) -> Markup {
    let id = format!("c{}-{}", row.number, cell.code);
    let action = view.row_href(asker, case, row.number);
    let at = case.sheet.position(cell.code);
    let column = at.and_then(|at| case.sheet.columns.get(at));
    let whole = view.whole.as_ref();
    let whole = whole.filter(|whole| whole.number == row.number && whole.column == cell.code);
    let whole = whole.map(|whole| whole.text.as_str());
    let more = cell.masked && !cell.text.is_empty() && view.may_see && whole.is_none();
    html! {
        form.cond method="post" action=(action) hx-post=(action) hx-target="closest tr"
            hx-swap="outerHTML" hx-trigger="submit, change" hx-sync="this:drop" {
            (parts::csrf_field(&asker.csrf))
            input type="hidden" name="act" value="put";
            input type="hidden" name="column" value=(cell.code);
            @match column { Some(column) => (control(column, row, (cell, whole), &id)), None => {} }
            p.err id=(format!("{id}-e")) { (icon("alert-circle")) span { (fault.expected) } }
            @if more {
                span { button.link.small name="whole" value="1" { "填入原来的，改几位（会留下记录）" } }
            }
            @if let Some(to) = fault.suggest.as_ref().filter(|_| !cell.masked) {
                span { button.link.small name="to" value=(to) { "改为：" (to) } }
            }
            @if let Some(names) = view.meant.get(&cell.text).filter(|_| fault.suggest.is_none()) {
                span.small.muted { "您是不是指" }
                @for name in names {
                    span { button.link.small name="to" value=(name) { (name) } }
                }
            }
            @if column.is_some_and(|column| !column.required) && !cell.text.is_empty() {
                span { button.link.small name="clear" value="1" { "这格先空着" } }
            }
        }
    }
}

/// What a person may choose in a column, if it is a choice.
pub(super) fn choices(column: &Column) -> Vec<Opt> {
    match (column.field.kind, column.field.list) {
        (Kind::YesNo, _) => ["是", "否"].map(|word| Opt::new(word, word)).into(),
        (_, Some(list)) => list.items.iter().map(|item| Opt::new(item.1, item.1)).collect(),
        _ => Vec::new(),
    }
}

fn control(
    column: &Column,
    row: &RowView,
    (cell, whole): (&CellView, Option<&str>),
    id: &str,
) -> Markup {
    let name = format!("第{}行{}", row.row, cell.title);
    let described = format!("{id}-e");
    let options = choices(column);
    // The mask is a hint at what stood there; what is typed replaces the whole.
    let (value, hint) = match whole {
        None if cell.masked => ("", Some(cell.text.as_str())),
        None => (cell.text.as_str(), None),
        Some(whole) => (whole, None),
    };
    let hint = hint.filter(|hint| !hint.is_empty());
    html! {
        @if options.is_empty() {
            input.inp.sm.bad id=(id) name="text" value=(value) placeholder=[hint] autocomplete="off"
                aria-label=(name) aria-invalid="true" aria-describedby=(described) data-secret[cell.masked]
                autofocus[whole.is_some()];
        } @else {
            select.sel.sm.bad id=(id) name="text" aria-label=(name) aria-invalid="true"
                aria-describedby=(described) {
                option value=(value) { @if value.is_empty() { "选一个" } @else { (value) } }
                (parts::options(&options, ""))
            }
            noscript { button.btn.sm { "改好" } }
        }
    }
}

/// A small act on one row.
pub(super) fn small_act(
    asker: &Asker,
    case: &Case,
    view: &View,
    row: &RowView,
    (act, answer, column): (&str, &str, &str),
    words: &str,
) -> Markup {
    let action = view.row_href(asker, case, row.number);
    // The focus finds its way by this id when the row is swapped.
    let own = if column.is_empty() { "s" } else { column };
    let id = format!("c{}-{own}", row.number);
    html! {
        form method="post" action=(action) hx-post=(action) hx-target="closest tr"
            hx-swap="outerHTML" {
            (parts::csrf_field(&asker.csrf))
            input type="hidden" name="act" value=(act);
            input type="hidden" name="answer" value=(answer);
            input type="hidden" name="column" value=(column);
            button.btn.quiet.sm id=(id) { (words) span.sr { "，" (called(case.sheet, row)) } }
        }
    }
}
