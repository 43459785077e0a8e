//! 核对: the proof that nothing was altered, with the heads to be printed and kept elsewhere.

use super::entries;
use crate::app::run;
use crate::fault::Answer;
use crate::parts::{self, Btn, Crumb, Dialog, Fact, Field, PageHead, Panel, Press, Tone};
use crate::request::{Asker, Form};
use crate::shell::{Page, page};
use crate::show::number_text;
use maud::{Markup, html};
use store::StoreError;
use store::verify::Verified;

/// Faults listed; if more is wrong, a person with the backup must come anyway.
const LISTED: usize = 200;

/// The button on the journal's page.
pub(super) fn dialog_button() -> Markup {
    html! { (Btn::opens("核对", "verify").pri().icon("shield-lock")) }
}

/// Asks for a head that was kept elsewhere.
pub(super) fn dialog(csrf: &str) -> Markup {
    let head = Field::new("head", "留存的日志头")
        .hint("以前打印或上报的那一行，如 1:205:9f3a…；没有就不填")
        .optional()
        .full();
    let body = html! {
        p.soft { "把每条日志、每条记录的每一版从头算一遍指纹，看有没有被绕过程序改过。记录多时要几分钟，期间登记会等一等。" }
        (parts::field_text(&head, ""))
    };
    parts::dialog(&Dialog {
        id: "verify".into(),
        title: "核对日志和记录".into(),
        body,
        action: "/journal/verify".into(),
        csrf: csrf.to_owned(),
        no: "先不核对".into(),
        acts: vec![Btn::submit("开始核对").pri().busy("正在核对…")],
        show: false,
    })
}

pub(super) async fn verify(asker: Asker, Form(form): Form) -> Answer {
    let ctx = asker.ctx.clone();
    let head = form.get("head").trim().to_owned();
    let kept = head.clone();
    let done = run(&asker.app, move |store| {
        entries::may(store, &ctx)?;
        let head = (!kept.is_empty()).then_some(kept.as_str());
        let done = store.verify(head)?;
        let said = if done.ok {
            format!("{}条日志、{}个版本，没有发现改动", done.entries, done.versions)
        } else {
            format!("发现{}处不符", done.faults.len())
        };
        store.note(&ctx, "核对", "", 0, &said)?;
        Ok::<Verified, StoreError>(done)
    })
    .await?;
    let main = html! {
        (parts::page_head(&PageHead {
            title: "核对结果".into(),
            crumbs: vec![Crumb::to("日志", "/journal"), Crumb::here("核对")],
            count: store::clock::show(asker.store().clock.now()),
            acts: html! { (Btn::new("打印", Press::Print).icon("printer")) },
            ..PageHead::default()
        }))
        (told(&done, &head))
        (heads(&done))
        (faults(&done))
    };
    Ok(page(&asker, Page { alone: true, ..Page::new("核对结果", "journal", main) }))
}

fn told(done: &Verified, head: &str) -> Markup {
    let words = html! {
        @if done.ok { b { "没有发现改动。" } "日志一条扣一条，记录的每一版都与日志相符" }
        @else { b { "有" (done.faults.len()) "处不符。" } "先不要改动任何东西，把这一页打印下来，连同备份交给上级核查" }
        @if !head.is_empty() && done.ok { "，留存的日志头还在链上" }
        "。"
    };
    let facts = [
        Fact::new("走过日志", format!("{}条", number_text(done.entries))),
        Fact::new("算过记录版本", format!("{}个", number_text(done.versions))),
    ];
    html! {
        (parts::note(if done.ok { Tone::Ok } else { Tone::Bad }, &words, None))
        div.gap { (parts::panel(&Panel { body: parts::dl(&facts, false), ..Panel::default() })) }
    }
}

fn heads(done: &Verified) -> Markup {
    let body = html! {
        div.pad {
            p.soft { "把下面几行打印留存，或报给上级。以后核对时填回来，就能证明此前的日志没有被整个换掉。" }
            @for head in &done.heads { p { b { (head) } } }
        }
    };
    parts::panel(&Panel { title: "日志头".into(), body, ..Panel::default() })
}

fn faults(done: &Verified) -> Markup {
    if done.faults.is_empty() {
        return Markup::default();
    }
    let body = html! {
        ul.list {
            @for fault in done.faults.iter().take(LISTED) {
                li { (parts::task_icon(Tone::Bad)) div.grow { (fault.say) } }
            }
        }
    };
    parts::panel(&Panel {
        title: "不符的地方".into(),
        count: u64::try_from(done.faults.len()).ok(),
        body,
        ..Panel::default()
    })
}
