//! A written report as markup: the same lines as on paper, each figure a link.

use crate::parts::{self, Dress, Link, Tone};
use kernel::report::document::{Chart, Document, Part, Run, Table};
use kernel::report::template::Stand;
use kernel::report::{Fault, State};
use maud::{Markup, html};
use std::collections::BTreeSet;

/// How a document is shown.
#[derive(Clone, Debug, Default)]
pub struct Look {
    /// The address of a report; its figures open from there. Empty for a preview.
    pub href: String,
    /// Figures to be marked.
    pub marked: BTreeSet<usize>,
    /// Why they are marked.
    pub why: &'static str,
}

/// The whole paper.
pub fn paper(document: &Document, look: &Look) -> Markup {
    html! {
        article.doc lang="zh-CN" {
            @if !document.title.is_empty() {
                h2 { @for (at, line) in document.title.iter().enumerate() {
                    @if at > 0 { br; } (runs(line, document, look))
                } }
            }
            @for (at, part) in document.parts.iter().enumerate() { (one(at, part, document, look)) }
        }
    }
}

fn one(at: usize, part: &Part, document: &Document, look: &Look) -> Markup {
    match part {
        Part::Heading { level: 1, number, head, text } => html! {
            h3 id=(anchor(at)) { (number) (runs(head, document, look)) }
            @if !text.is_empty() { p { (runs(text, document, look)) } }
        },
        Part::Heading { number, head, text, .. } => html! {
            p id=(anchor(at)) { b { (number) (runs(head, document, look)) } (runs(text, document, look)) }
        },
        Part::Paragraph { stand, text } => html! {
            p.flush[*stand == Stand::Flush].sign[*stand == Stand::Right] { (runs(text, document, look)) }
        },
        Part::Table(made) => table(made, document, look),
        Part::Chart(made) => chart(made, look),
    }
}

/// The mark of a heading for the list of contents.
pub fn anchor(at: usize) -> String {
    format!("s{at}")
}

/// Plain text of some runs.
pub fn plain(runs: &[Run]) -> String {
    runs.iter().map(|run| run.text.as_str()).collect()
}

fn runs(all: &[Run], document: &Document, look: &Look) -> Markup {
    html! { @for run in all { (run_of(run, document, look)) } }
}

fn run_of(run: &Run, document: &Document, look: &Look) -> Markup {
    let body = match run.figure {
        Some(at) => figure(at, &run.text, document, look),
        None if run.open => html! { mark { (run.text) } },
        None => html! { (run.text) },
    };
    if run.bold {
        html! { b { (body) } }
    } else {
        body
    }
}

/// A figure: a link to where it comes from.
fn figure(at: usize, text: &str, document: &Document, look: &Look) -> Markup {
    let placed = document.figures.get(at);
    let known = placed.is_some_and(|placed| placed.state != State::Unknown);
    if look.href.is_empty() || !known {
        return html! { span.fig.bad[!known] { (text) } };
    }
    let marked = look.marked.contains(&at);
    let link = Link::load(format!("{}/figure/{at}", look.href), "#sheet-slot");
    let id = format!("fig-{at}");
    let title = placed.map(|placed| {
        if marked { format!("{}，{}", placed.title, look.why) } else { placed.title.clone() }
    });
    let dress = Dress {
        class: Some(if marked { "fig diff" } else { "fig" }),
        id: Some(&id),
        title: title.as_deref(),
        ..Dress::default()
    };
    parts::a(&link, dress, html! { (text) })
}

fn table(made: &Table, document: &Document, look: &Look) -> Markup {
    html! {
        div.tbl-x.doc-t { table.tbl {
            @if made.title.is_empty() { caption.sr { "表" } } @else { caption { (made.title) } }
            thead { tr { @for (at, head) in made.head.iter().enumerate() {
                th.num[at > 0] scope="col" { (head) }
            } } }
            tbody { @for row in &made.rows { tr {
                @for (at, cell) in row.iter().enumerate() {
                    td.num[at > 0] { (run_of(cell, document, look)) }
                }
            } } }
        } }
    }
}

fn chart(made: &Chart, look: &Look) -> Markup {
    let bars = made.series.iter().flat_map(|series| &series.bars);
    let longest = bars.filter_map(|bar| bar.length).map(i64::unsigned_abs).max().unwrap_or(0);
    let width = |length: Option<i64>| {
        let length = u128::from(length.unwrap_or(0).unsigned_abs());
        let percent = (length * 1000).checked_div(u128::from(longest)).unwrap_or(0);
        format!("{}.{}%", percent / 10, percent % 10)
    };
    html! {
        figure.doc-t {
            @if !made.title.is_empty() { figcaption { (made.title) "（" (made.unit) "）" } }
            @for series in &made.series {
                @if made.series.len() > 1 { p.flush { (series.name) } }
                ul.bars aria-label=(series.name) {
                    @for (label, bar) in made.labels.iter().zip(&series.bars) {
                        li { (a_bar(label, &bar.text, &width(bar.length), bar.figure, look)) }
                    }
                }
            }
        }
    }
}

fn a_bar(label: &str, text: &str, width: &str, figure: usize, look: &Look) -> Markup {
    let link = if look.href.is_empty() {
        Link::to("#")
    } else {
        Link::load(format!("{}/figure/{figure}", look.href), "#sheet-slot")
    };
    parts::a(
        &link,
        Dress::default(),
        html! {
            span.soft.lab { (label) }
            svg aria-hidden="true" { rect.c1 width=(width) height="100%" rx="4" {} }
            span.num { b { (text) } }
        },
    )
}

/// What is wrong with a text, where it stands.
pub fn faults(all: &[Fault]) -> Markup {
    if all.is_empty() {
        return Markup::default();
    }
    let body = html! {
        b { "有" (all.len()) "处写得不对，改好了才能看到全文：" }
        ul { @for fault in all { li { (fault) } } }
    };
    parts::note(Tone::Bad, &body, None)
}

/// What the reader should know of how it was written, folded together.
pub fn remarks(document: &Document) -> Markup {
    let said: BTreeSet<&str> = document.remarks.iter().map(|one| one.says.as_str()).collect();
    if said.is_empty() {
        return Markup::default();
    }
    let body = html! { details { summary { "有" (said.len()) "处要留意" } ul { @for one in said { li { (one) } } } } };
    parts::note(Tone::Act, &body, None)
}
