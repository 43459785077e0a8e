//! The paper as a page: what will be on the sheet, for screen, phone and printer.

use super::{may_take, may_void, void_button};
use crate::fault::{Answer, Fault};
use crate::pages::record::{name_of, opened_for, path_of};
use crate::parts::{self, Btn, Crumb, PageHead, Press, Tone};
use crate::request::Asker;
use crate::shell::{Page, page};
use axum::extract::Path;
use kernel::access::Act;
use kernel::letter::{Printed, printed};
use kernel::report::document::{Part, Run, Table};
use kernel::report::template::Stand;
use maud::{Markup, html};

/// `GET /r/{register}/{id}/paper`.
pub async fn page_of(asker: Asker, Path((name, key)): Path<(String, String)>) -> Answer {
    let opened = opened_for(&asker, &name, &key, Act::Read).await?;
    let paper = printed(&opened.record).ok_or_else(Fault::not_found)?;
    let href = |end: &str| asker.href(&format!("{}/{end}", path_of(&opened)));
    let title = name_of(&opened);
    let main = html! {
        (parts::page_head(&PageHead {
            title: title.clone(),
            crumbs: vec![Crumb::to(opened.record.register.title, asker.href(&format!("/r/{name}"))),
                Crumb::to(title.as_str(), asker.href(&path_of(&opened)))],
            acts: html! {
                @if may_void(&opened) { (void_button(&href("void-number"))) }
                @if may_take(&opened, &paper) {
                    (Btn::new("打印", Press::Print).icon("printer"))
                    (Btn::link("下载DOCX", href("paper.docx")).icon("file-type-docx").pri())
                }
            },
            ..PageHead::default()
        }))
        @if let Some(why) = &paper.void_for {
            (parts::note(Tone::Bad, &html! { b { (paper.number) "已作废。" } "原因：" (why) }, None))
        }
        (sheet(&paper))
    };
    let nav = format!("r/{name}");
    Ok(page(&asker, Page::new(&title, &nav, main)))
}

/// The whole sheet.
pub fn sheet(paper: &Printed) -> Markup {
    html! {
        article.doc.letter[paper.as_letter] lang="zh-CN" {
            @if !paper.mark.is_empty() { (head(paper)) }
            @if !paper.document.title.is_empty() {
                h2 { @for (at, line) in paper.document.title.iter().enumerate() {
                    @if at > 0 { br; } (runs(line))
                } }
            }
            @for part in &paper.document.parts { (one(part)) }
            @if !paper.note.is_empty() { p { "（" (runs(&paper.note)) "）" } }
            @if paper.as_letter && !paper.copies.is_empty() {
                p.flush { "抄送：" (paper.copies.trim_end_matches('。')) "。" }
            }
            @if !paper.as_letter && !paper.printed_by.is_empty() {
                div.doc-foot {
                    @if !paper.copies.is_empty() { p.flush { "抄送：" (paper.copies.trim_end_matches('。')) "。" } }
                    p.flush { span { (paper.printed_by) } @if !paper.printed_on.is_empty() { span { (paper.printed_on) "印发" } } }
                }
            }
        }
    }
}

fn head(paper: &Printed) -> Markup {
    html! {
        div.doc-head {
            p.mark { (paper.mark) }
            p.number.apart[!paper.signer.is_empty()] {
                span { (paper.number) }
                @if !paper.signer.is_empty() { span { "签发人：" (paper.signer) } }
            }
        }
    }
}

fn one(part: &Part) -> Markup {
    match part {
        Part::Heading { level: 1, number, head, text } => html! {
            h3 { (number) (runs(head)) }
            @if !text.is_empty() { p { (runs(text)) } }
        },
        Part::Heading { number, head, text, .. } => html! {
            p { b { (number) (runs(head)) } (runs(text)) }
        },
        Part::Paragraph { stand, text } => html! {
            p.flush[*stand == Stand::Flush].sign[*stand == Stand::Right] { (runs(text)) }
        },
        Part::Table(made) => table(made),
        // Letters have no charts.
        Part::Chart(_) => Markup::default(),
    }
}

/// A table; a form has no head, and the last cell of a short row takes what is left.
fn table(made: &Table) -> Markup {
    let columns = made.head.len();
    let form = made.head.iter().all(String::is_empty);
    html! {
        div.tbl-x.doc-t { table.tbl.grid {
            caption.sr { "表" }
            @if !form {
                thead { tr { @for head in &made.head { th scope="col" { (head) } } } }
            }
            tbody { @for row in &made.rows { tr {
                @for (at, cell) in row.iter().enumerate() {
                    @let left = if at + 1 == row.len() { columns.saturating_sub(at) } else { 1 };
                    td colspan=[(left > 1).then_some(left)] { (run(cell)) }
                }
            } } }
        } }
    }
}

fn runs(all: &[Run]) -> Markup {
    html! { @for one in all { (run(one)) } }
}

fn run(one: &Run) -> Markup {
    let body = if one.open {
        html! { mark { (one.text) } }
    } else {
        html! { (one.text) }
    };
    if one.bold {
        html! { b { (body) } }
    } else {
        body
    }
}
