//! Photos and papers of a record (附件): the section of its page, adding, looking, taking away.
//!
//! Read in this order: this file, the addresses · [`section`] what the record's page shows · [`take`] files
//! on their way in · [`look`] one looked at, downloaded, taken away.

mod look;
mod section;
pub(crate) mod take;

pub(crate) use look::file as content_file;
pub(super) use section::{Section, section};

use crate::app::{App, run};
use crate::fault::{Answer, Fault};
use crate::pages::record::{opened_for, path_of};
use crate::parts::{self, Btn, Toast, Tone};
use crate::request::{Asker, Upload};
use crate::shell::{Page, fragment, page, see};
use axum::Router;
use axum::extract::{DefaultBodyLimit, Path};
use axum::http::StatusCode;
use axum::routing::{get, post};
use kernel::access::Act;
use maud::{Markup, html};
use store::attachment::Attachment;
use store::reader::Opened;

/// `/r/{register}/{id}/attachments` and `/attachment/{id}`.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/r/{register}/{id}/attachments", post(add))
        .layer(DefaultBodyLimit::max(take::CUT))
        .route("/attachment/{id}", get(look::content))
        .route("/attachment/{id}/small", get(look::small))
        .route("/attachment/{id}/view", get(look::view))
        .route("/attachment/{id}/remove", get(look::ask_remove).post(look::remove))
}

/// A file that was not kept, and why.
struct Wrong {
    name: String,
    say: String,
}

/// Takes files in. Each is an act of its own: one that is refused takes no other with it.
async fn add(Path((name, key)): Path<(String, String)>, upload: Upload) -> Answer {
    let Upload { asker, mut files } = upload;
    let opened = opened_for(&asker, &name, &key, Act::Write).await?;
    let mut form = take::Form::default();
    let (mut added, mut wrong) = (Vec::new(), Vec::new());
    loop {
        match form.next(&mut files).await {
            Ok(None) => break,
            Ok(Some(sent)) => {
                let name = sent.name.clone();
                let kept = take::keep(&asker, &opened, &form.kind, sent).await;
                match kept {
                    Ok(one) => added.push(one),
                    Err(fault) if fault.status.is_server_error() => return Err(fault),
                    Err(fault) => wrong.push(Wrong { name, say: fault.say }),
                }
            }
            // The connection broke: nothing more will come.
            Err(say) => {
                wrong.push(Wrong { name: "文件".into(), say });
                break;
            }
        }
    }
    if added.is_empty() && wrong.is_empty() {
        wrong.push(Wrong { name: "文件".into(), say: "还没有选文件".into() });
    }
    answer(&asker, &opened, &added, &wrong).await
}

async fn answer(asker: &Asker, opened: &Opened, added: &[Attachment], wrong: &[Wrong]) -> Answer {
    let notes = html! {
        @for Wrong { name, say } in wrong {
            (parts::note(Tone::Bad, &html! { b { (name) } "：" (say) }, None))
        }
    };
    if asker.htmx {
        let section = drawn(asker, opened, &notes).await?;
        let words = format!("存了{}个附件", added.len());
        return Ok(fragment(&html! { (section) (parts::announce(&words)) }));
    }
    let back = format!("{}#attachments", asker.href(&path_of(opened)));
    if wrong.is_empty() {
        asker.say(Toast::new(format!("存了{}个附件", added.len())));
        return Ok(see(&back));
    }
    let title = "有文件没有存";
    let head = parts::PageHead { title: title.into(), ..parts::PageHead::default() };
    let main = html! {
        (parts::page_head(&head))
        div.stack {
            (notes)
            @if !added.is_empty() { p { "另外" (added.len()) "个已经存好。" } }
            (Btn::link("回去再传", back).pri())
        }
    };
    let mut page = page(asker, Page { title, main, narrow: true, ..Page::default() });
    *page.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
    Ok(page)
}

/// The section as it stands now.
async fn drawn(asker: &Asker, opened: &Opened, notes: &Markup) -> Result<Markup, Fault> {
    let (ctx, register) = (asker.ctx.clone(), opened.record.register);
    let key = opened.record.id.to_string();
    let all = run(&asker.app, move |store| store.attachments(&ctx, register, &key)).await?;
    Ok(section(asker, &Section { opened, all: &all, notes }))
}
