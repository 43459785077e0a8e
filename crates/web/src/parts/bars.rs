//! Figures with their records: key figures, distributions, comparison tables.

use maud::{Markup, html};

use super::steps::percent;
use super::{Dress, Link, a, sparkline, thousands};

/// One key figure; the whole box leads to its records.
#[derive(Clone, Debug, Default)]
pub struct Kpi {
    /// `职工入会率`.
    pub name: String,
    /// `88.3`.
    pub value: String,
    /// `%`, `人`.
    pub unit: String,
    /// Its records, definition and as-of date.
    pub link: Link,
    /// Up is `true`; with `2.3`.
    pub change: Option<(bool, String)>,
    /// The change is good news.
    pub good: bool,
    /// `比年初 · 离目标差0.4`.
    pub note: String,
    /// The last months.
    pub points: Vec<f64>,
}

/// Key figures side by side.
pub fn kpis(items: &[Kpi]) -> Markup {
    html! { div.kpis { @for item in items { (kpi(item)) } } }
}

/// One key figure.
pub fn kpi(k: &Kpi) -> Markup {
    a(
        &k.link,
        Dress { class: Some("kpi"), ..Dress::default() },
        html! {
            span.soft { (k.name) }
            span.v { (k.value) small { (k.unit) } }
            (sparkline("", &k.points))
            span.small {
                @if let Some((up, by)) = &k.change {
                    span.sr { @if *up { "升" } @else { "降" } }
                    span.up[*up].down[!*up].green[k.good].red[!k.good] { (by) } " "
                }
                span.muted { (k.note) }
            }
        },
    )
}

/// One bar of a distribution.
#[derive(Clone, Debug, Default)]
pub struct BarItem {
    /// `五星`.
    pub label: String,
    /// How many.
    pub n: u64,
    /// Its records.
    pub link: Link,
}

/// A distribution: bars from zero with number and share. Up to four take the ordered colours.
pub fn bar_list(label: &str, unit: &str, items: &[BarItem]) -> Markup {
    let most = items.iter().map(|item| item.n).max().unwrap_or(0);
    let total: u64 = items.iter().map(|item| item.n).sum();
    html! {
        ul.bars aria-label=(label) {
            @for (i, item) in items.iter().enumerate() {
                li { (a(&item.link, Dress::default(), html! {
                    span.soft.lab { (item.label) }
                    svg aria-hidden="true" {
                        rect.(bar_class(i, items.len())) width=(percent(item.n, most))
                            height="100%" rx="4" {}
                    }
                    span.num {
                        b { (thousands(item.n)) } (unit) " "
                        span.muted { (percent(item.n, total)) }
                    }
                })) }
            }
        }
    }
}

fn bar_class(i: usize, of: usize) -> &'static str {
    if of > 4 {
        return "c2";
    }
    match i {
        0 => "c1",
        1 => "c2",
        2 => "c3",
        _ => "c4",
    }
}

/// A column of a comparison table.
#[derive(Clone, Debug, Default)]
pub struct HeatCol {
    /// `建会率`.
    pub name: String,
    /// `目标92`.
    pub target: String,
}

/// One figure of a comparison table.
#[derive(Clone, Debug, Default)]
pub struct HeatCell {
    /// Always printed.
    pub text: String,
    /// From [`heat_level`]: 0 far below … 4 far above the target.
    pub level: u8,
    /// Its records.
    pub link: Link,
}

/// One unit.
#[derive(Clone, Debug, Default)]
pub struct HeatRow {
    /// The unit.
    pub name: String,
    /// The same table one level down.
    pub link: Link,
    /// One per column.
    pub cells: Vec<HeatCell>,
}

/// 0 is at least `far` below the target, 2 about on it, 4 at least `far` above.
pub fn heat_level(value: f64, target: f64, far: f64) -> u8 {
    let gap = value - target;
    if gap <= -far {
        0
    } else if gap < -0.25 {
        1
    } else if gap <= 0.25 {
        2
    } else if gap < far {
        3
    } else {
        4
    }
}

/// Units against targets: numbers first, colour helps.
pub fn heat_table(caption: &str, columns: &[HeatCol], rows: &[HeatRow]) -> Markup {
    html! {
        div.tbl-x.heat-x {
            table.tbl.heat {
                caption.sr { (caption) }
                thead { tr {
                    th.left scope="col" { "单位" }
                    @for col in columns {
                        th scope="col" {
                            (col.name)
                            @if !col.target.is_empty() { " " span.muted { (col.target) } }
                        }
                    }
                } }
                tbody { @for row in rows { tr {
                    th scope="row" { (a(&row.link, Dress::default(), &row.name)) }
                    @for cell in &row.cells {
                        td { (a(&cell.link, Dress {
                            class: Some(heat_class(cell.level)), ..Dress::default()
                        }, &cell.text)) }
                    }
                } } }
            }
        }
    }
}

fn heat_class(level: u8) -> &'static str {
    match level {
        0 => "h0",
        1 => "h1",
        2 => "h2",
        3 => "h3",
        _ => "h4",
    }
}

/// The legend of [`heat_table`], for the head of its panel.
pub fn heat_legend(far: u8) -> Markup {
    let far_words = [format!("低{far}点以上"), format!("高{far}点以上")];
    let words = [&far_words[0], "略低", "持平", "略高", &far_words[1]];
    html! {
        span.legend {
            @for (i, word) in words.iter().enumerate() { span { i.(format!("h{i}")) {} (word) } }
        }
    }
}
