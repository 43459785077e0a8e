//! Rosters on paper: A4 landscape, repeated head, a line to sign.

use maud::{Markup, html};

use super::{Btn, Press, Theme, bare};

/// A column of a roster.
#[derive(Clone, Debug, Default)]
pub struct RosterCol {
    /// The head.
    pub title: String,
    /// Figures, aligned right.
    pub num: bool,
}

/// A roster.
#[derive(Clone, Debug, Default)]
pub struct Roster {
    /// `云溪县恒达纺织工会会员花名册`.
    pub title: String,
    /// The unit that fills it in.
    pub unit: String,
    /// Who fills it in; a blank line when empty.
    pub filler: String,
    /// `2026年6月17日`; a blank line when empty.
    pub date: String,
    /// Columns; the running number 序号 is put before them.
    pub columns: Vec<RosterCol>,
    /// Cells, ready to print.
    pub rows: Vec<Vec<String>>,
    /// `共312人`.
    pub total: String,
    /// Where 返回 leads.
    pub back: String,
}

/// The roster's own page, with 打印 and 返回 that stay off the paper.
pub fn roster_page(r: &Roster, theme: Theme, csrf: &str) -> Markup {
    let main = html! {
        main #main .main.roster-page tabindex="-1" {
            div.row.no-print {
                (Btn::new("打印花名册", Press::Print).pri().icon("printer"))
                (Btn::link("返回台账", r.back.as_str()).quiet())
                span.muted.small { "纸张选A4横向，页码由浏览器加上" }
            }
            (roster(r))
        }
    };
    bare(&r.title, theme, csrf, &main)
}

/// The roster itself.
pub fn roster(r: &Roster) -> Markup {
    html! {
        section.roster {
            h1 { (r.title) }
            p.roster-line {
                span { "填报单位（盖章）：" (r.unit) }
                span { (r.total) }
            }
            div.tbl-x {
                table {
                    caption.sr { (r.title) }
                    thead { tr {
                        th.num scope="col" { "序号" }
                        @for col in &r.columns { th.num[col.num] scope="col" { (col.title) } }
                    } }
                    tbody { @for (i, row) in r.rows.iter().enumerate() { tr {
                        td.num { (i + 1) }
                        @for (cell, col) in row.iter().zip(&r.columns) { td.num[col.num].nowrap[cell.is_ascii()] { (cell) } }
                    } } }
                }
            }
            p.roster-line {
                span { "填表人：" @if r.filler.is_empty() { span.blank {} } @else { (r.filler) } }
                span { "审核人：" span.blank {} }
                span { "填表日期：" @if r.date.is_empty() { span.blank {} } @else { (r.date) } }
            }
        }
    }
}
