//! Lists of records: columns, rows, selection, paging.

use maud::{Markup, Render, html};

use super::{Btn, Dress, Empty, Link, Tone, a, bulk_bar, empty_state, icon, tag};

/// How a column is sorted and what pressing its head does.
#[derive(Clone, Debug)]
pub struct SortLink {
    /// Sorts by it, or turns the order round.
    pub link: Link,
    /// `Some(true)`: largest or newest first; `None`: another column sorts now.
    pub descending: Option<bool>,
}

/// One column.
#[derive(Clone, Debug, Default)]
pub struct Col {
    /// Key for choosing columns; a column without one is always shown.
    pub key: String,
    /// The head.
    pub title: String,
    /// Sorting.
    pub sort: Option<SortLink>,
    /// Figures, aligned right.
    pub num: bool,
    /// On the card that a row is on phones.
    pub card: OnCard,
}

/// Where a column stands on the card that a row is on phones.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum OnCard {
    /// Among the others.
    #[default]
    Among,
    /// Left out.
    Out,
    /// At the top right.
    End,
    /// With its head before it.
    Said,
}

impl Col {
    /// A column.
    pub fn new(key: impl Into<String>, title: impl Into<String>) -> Self {
        Self { key: key.into(), title: title.into(), ..Self::default() }
    }

    /// Figures, aligned right.
    pub fn num(mut self) -> Self {
        self.num = true;
        self
    }

    /// Left out on phones.
    pub fn hide_m(mut self) -> Self {
        self.card = OnCard::Out;
        self
    }

    /// At the top right of the card on phones.
    pub fn end(mut self) -> Self {
        self.card = OnCard::End;
        self
    }

    /// With its head before it on phones.
    pub fn said_m(mut self) -> Self {
        self.card = OnCard::Said;
        self
    }

    /// Can sort; `descending` is set where it sorts now.
    pub fn sort(mut self, link: impl Into<Link>, descending: Option<bool>) -> Self {
        self.sort = Some(SortLink { link: link.into(), descending });
        self
    }
}

/// What stands in a cell.
#[derive(Clone, Debug, Default)]
pub enum Cell {
    /// Nothing to say: —.
    #[default]
    None,
    /// Words.
    Text(String),
    /// Words in grey.
    Soft(String),
    /// A phone or a code: kept on one line.
    Keep(String),
    /// The name; links to the row's record.
    Name(String),
    /// Words that link elsewhere, red when [`Tone::Bad`] (`补手机号`).
    Link(String, Link, Tone),
    /// A figure, formatted.
    Num(String),
    /// `2026-06-16`.
    Date(String),
    /// A masked number: `尾号2316`.
    Mask(String),
    /// Coloured words.
    Tags(Vec<(String, Tone)>),
    /// A state or remark in colour, without a box.
    Note(String, Tone),
    /// Long words, cut with an ellipsis, whole on hover.
    Cut(String),
    /// Anything else.
    Custom(Markup),
}

/// One record.
#[derive(Clone, Debug, Default)]
pub struct Row {
    /// Sent as `id` when selected.
    pub id: String,
    /// The record.
    pub href: Link,
    /// The record's name, for readers of the screen.
    pub name: String,
    /// One per column.
    pub cells: Vec<Cell>,
    /// Ticked.
    pub selected: bool,
    /// The row's own menu.
    pub menu: Option<Markup>,
}

impl Row {
    /// A record.
    pub fn new(
        id: impl Into<String>,
        name: impl Into<String>,
        href: impl Into<Link>,
        cells: Vec<Cell>,
    ) -> Self {
        Self { id: id.into(), name: name.into(), href: href.into(), cells, ..Self::default() }
    }
}

/// What can be done to the selected rows.
#[derive(Clone, Debug, Default)]
pub struct Bulk {
    /// Where the selection is posted: `id` many times, or `all=1` with the fields in `keep`.
    pub action: String,
    /// Token.
    pub csrf: String,
    /// All rows that fit the conditions.
    pub total: u64,
    /// `人`.
    pub unit: String,
    /// The conditions, for `all=1`.
    pub keep: Vec<(String, String)>,
    /// Buttons: [`Btn::send`], or [`Btn::submit`] with an address of its own.
    pub acts: Vec<Btn>,
}

/// A list.
#[derive(Clone, Debug, Default)]
pub struct TableView {
    /// Prefix of the ids; also remembers the choice of columns.
    pub id: String,
    /// What it is and how it is sorted.
    pub caption: String,
    /// Columns.
    pub columns: Vec<Col>,
    /// Rows.
    pub rows: Vec<Row>,
    /// Selection.
    pub bulk: Option<Bulk>,
    /// Shown instead when there are no rows.
    pub empty: Empty,
    /// Low rows.
    pub tight: bool,
}

/// A list with its bulk bar, or what to do when it is empty.
pub fn table(t: &TableView) -> Markup {
    if t.rows.is_empty() {
        return empty_state(&t.empty);
    }
    let menus = t.rows.iter().any(|row| row.menu.is_some());
    html! {
        @if let Some(bulk) = &t.bulk { (bulk_bar(&t.id, bulk)) }
        div.tbl-x {
            table.tbl.rtbl.tight[t.tight] id=(t.id) {
                caption.sr { (t.caption) }
                thead { tr {
                    @if t.bulk.is_some() {
                        th.pk { input type="checkbox" data-all aria-label="选中本页"; }
                    }
                    @for col in &t.columns { (col_head(&t.id, col)) }
                    @if menus { th { span.sr { "操作" } } }
                } }
                tbody { @for row in &t.rows { (table_row(t, row, menus)) } }
            }
        }
    }
}

/// One row by itself, as the answer to an edit in place.
pub fn table_row(t: &TableView, row: &Row, menus: bool) -> Markup {
    let form = format!("{}-bulk", t.id);
    html! {
        tr.on[row.selected] id=(format!("{}-r{}", t.id, row.id)) {
            @if t.bulk.is_some() {
                td.pk {
                    input type="checkbox" name="id" value=(row.id) form=(form)
                        checked[row.selected] aria-label=(format!("选中{}", row.name));
                }
            }
            @for (col, cell) in t.columns.iter().zip(&row.cells) { (table_cell(col, row, cell)) }
            @if menus {
                td.num.pk { @if let Some(m) = &row.menu { (m) } }
            }
        }
    }
}

fn col_head(table: &str, col: &Col) -> Markup {
    let now = col.sort.as_ref().and_then(|sort| sort.descending);
    let (aria, arrow) = match now {
        Some(true) => (Some("descending"), Some("arrow-down")),
        Some(false) => (Some("ascending"), Some("arrow-up")),
        None => (None, None),
    };
    let id = format!("{table}-s-{}", col.key);
    html! {
        th scope="col" aria-sort=[aria] class=[col.num.then_some("num")] data-col=(col.key) {
            @if let Some(sort) = &col.sort {
                (a(&sort.link, Dress { id: Some(&id), ..Dress::default() },
                    html! { (col.title) @if let Some(name) = arrow { (icon(name)) } }))
            } @else { (col.title) }
        }
    }
}

fn table_cell(col: &Col, row: &Row, cell: &Cell) -> Markup {
    let kind = match cell {
        Cell::Name(_) => "name",
        Cell::Soft(_) => "soft",
        Cell::Mask(_) => "mask soft",
        Cell::Cut(_) => "ell",
        Cell::Keep(_) | Cell::Date(_) | Cell::Tags(_) | Cell::Note(..) | Cell::Link(..) => "nowrap",
        _ => "",
    };
    let num = if col.num || matches!(cell, Cell::Num(_)) { " num" } else { "" };
    let card = match col.card {
        OnCard::Among | OnCard::Said => "",
        OnCard::Out => " hide-m",
        OnCard::End => " end",
    };
    let class = format!("{kind}{num}{card}");
    let class = class.trim();
    html! {
        td class=[(!class.is_empty()).then_some(class)] data-col=(col.key)
            data-head=[(col.card == OnCard::Said).then_some(&col.title)] {
            (cell_body(row, cell))
        }
    }
}

fn cell_body(row: &Row, cell: &Cell) -> Markup {
    match cell {
        Cell::None => html! { span.muted { "—" } },
        Cell::Text(s) | Cell::Soft(s) | Cell::Keep(s) | Cell::Num(s) | Cell::Mask(s) => s.render(),
        Cell::Name(s) => a(&row.href, Dress::default(), s),
        Cell::Link(s, link, tone) => {
            let class = (*tone != Tone::Plain).then(|| tone.text_class());
            a(link, Dress { class, ..Dress::default() }, s)
        }
        Cell::Date(s) => html! { time datetime=(s) { (s) } },
        Cell::Tags(tags) => html! { @for (text, tone) in tags { (tag(text, *tone)) } },
        Cell::Note(s, tone) => html! { span.(tone.text_class()) { (s) } },
        Cell::Cut(s) => html! { span title=(s) { (s) } },
        Cell::Custom(m) => m.clone(),
    }
}
