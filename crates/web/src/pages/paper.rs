//! 公文: the paper of a record – seen, printed, taken along as DOCX – and its number voided.
//!
//! Read in this order: this file, the addresses and the panel of the record's page · [`show`] the paper as a
//! page · [`out`] as a file · [`number`] a number voided · [`form`] forms that other registers print ·
//! [`face`] cards on paper · [`invite`] a sheet by which people are asked along.

pub mod face;
pub mod form;
mod invite;
mod number;
pub(crate) mod out;
mod show;

use crate::app::App;
use crate::pages::record::path_of;
use crate::parts::{self, Btn, Fact, Link, Panel, Tone};
use crate::request::Asker;
use axum::Router;
use axum::routing::get;
use kernel::access::Act;
use kernel::letter::{Printed, printed};
use maud::{Markup, html};
use store::reader::Opened;

/// `/r/{register}/{id}/paper`, as a file, and `/r/{register}/{id}/void-number`.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/r/{register}/{id}/paper", get(show::page_of))
        .route("/r/{register}/{id}/paper.docx", get(out::file))
        .route("/r/{register}/{id}/form/{letter}", get(form::page_of))
        .route("/r/{register}/{id}/form/{letter}/docx", get(form::file))
        .route("/r/{register}/{id}/face", get(face::page_of))
        .route("/r/{register}/{id}/invite", get(invite::page_of))
        .route("/r/{register}/{id}/void-number", get(number::ask).post(number::void))
}

/// The number as printed; empty for none.
fn number_of(opened: &Opened) -> String {
    let field = opened.record.register.numbered.as_ref().map(|numbering| numbering.written);
    let field = field.or(opened.record.register.papers.map(|papers| papers.number));
    let value = field.map(|field| opened.record.value(field).to_string());
    value.unwrap_or_default()
}

/// Whether the number stands and may be voided by this person.
fn may_void(opened: &Opened) -> bool {
    let record = &opened.record;
    let (Some(_), Some(settled)) = (&record.register.numbered, &record.register.settled) else {
        return false;
    };
    let state = record.value(settled.state).as_text();
    let last = settled.rank(state) + 1 == settled.order.len();
    !number_of(opened).is_empty() && !last && opened.acts.contains(&Act::Write) && !record.voided
}

/// What of the paper may be taken along: everything but one whose number is void.
fn may_take(opened: &Opened, printed: &Printed) -> bool {
    opened.acts.contains(&Act::Export) && printed.void_for.is_none() && !opened.record.voided
}

/// The panel of the record's page.
pub fn panel(asker: &Asker, opened: &Opened) -> Markup {
    if opened.record.register.papers.is_none() {
        return Markup::default();
    }
    let (paper, number) = (printed(&opened.record), number_of(opened));
    let href = |end: &str| asker.href(&format!("{}/{end}", path_of(opened)));
    let open = paper.as_ref().map(Printed::open).unwrap_or_default();
    let shown = if number.is_empty() {
        html! { span.muted { "没有编号" } }
    } else {
        html! { b { (number) } }
    };
    let body = html! {
        div.pad.stack {
            (parts::dl(&[Fact::new("字号", shown)], false))
            @if !open.is_empty() {
                (parts::note(Tone::Warn, &html! { "还有" (open.len()) "处没有写：" (open.concat()) }, None))
            }
            @if let Some(paper) = &paper {
                div.acts-row {
                    (Btn::link("看公文", href("paper")).icon("eye"))
                    @if may_take(opened, paper) {
                        (Btn::link("下载DOCX", href("paper.docx")).icon("file-type-docx"))
                        (Btn::link("打印", href("paper")).icon("printer").quiet())
                    }
                    @if may_void(opened) { (void_button(&href("void-number"))) }
                }
            } @else {
                p.soft { "正文不在这里：盖章的公文请扫描后放到下面的附件里。" }
                @if may_void(opened) { div.acts-row { (void_button(&href("void-number"))) } }
            }
        }
    };
    parts::panel(&Panel { id: "paper".into(), title: "公文".into(), body, ..Panel::default() })
}

fn void_button(href: &str) -> Btn {
    Btn::link("作废字号", Link::load(href.to_owned(), "#dialog-slot")).icon("ban").quiet()
}
