//! 核对: the proof that nothing was altered, with the heads to be printed and kept elsewhere.

use crate::app::run;
use crate::fault::{Answer, Fault};
use crate::parts::{self, Btn, Crumb, Dialog, Fact, Field, PageHead, Panel, Press, Tone};
use crate::request::{Asker, Form};
use crate::shell::{Page, fragment, page, see};
use crate::show::number_text;
use crate::task::{self, Proof};
use axum::extract::Path;
use maud::{Markup, html};
use store::StoreError;
use store::jobs::Job;

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
        acts: vec![Btn::submit("开始核对").pri().busy("正在排上…")],
        show: false,
    })
}

/// Has it proved by the worker.
pub(super) async fn ask(asker: Asker, Form(form): Form) -> Answer {
    let ctx = asker.ctx.clone();
    let head = form.get("head").trim().to_owned();
    let job = run(&asker.app, move |store| {
        store.may_read_journal(&ctx)?;
        task::request(store, &ctx, task::PROOF, &head)
    })
    .await?;
    Ok(see(&format!("/journal/verify/{job}")))
}

/// A proof, for whoever may read the journal.
async fn proof(asker: &Asker, id: i64) -> Result<Job, Fault> {
    let ctx = asker.ctx.clone();
    run(&asker.app, move |store| {
        store.may_read_journal(&ctx)?;
        let job = store.job_row(id)?;
        if job.kind == task::PROOF { Ok(job) } else { Err(StoreError::NotFound) }
    })
    .await
}

/// What came of it, or how far it is.
pub(super) async fn show(asker: Asker, Path(id): Path<i64>) -> Answer {
    let job = proof(&asker, id).await?;
    let task = task::of(&job)?;
    let found = task.proof.as_ref().filter(|_| !task::busy(&job));
    let at = found.map_or(job.updated_at, |found| found.at);
    let main = html! {
        (parts::page_head(&PageHead {
            title: if task::busy(&job) { "正在核对" } else { "核对结果" }.into(),
            crumbs: vec![Crumb::to("日志", "/journal"), Crumb::here("核对")],
            count: store::clock::show(at),
            acts: html! {
                @if found.is_some() { (Btn::new("打印", Press::Print).icon("printer")) }
            },
            ..PageHead::default()
        }))
        @match found {
            Some(found) => { (told(found, &task.head)) (heads(found)) (faults(found)) }
            None if task::busy(&job) => {
                (parts::panel(&Panel { body: parts::pad(far(&job)), ..Panel::default() }))
                noscript { p { a href="" { "看看到哪儿了" } } }
            }
            None => (stopped(&asker, &job, &task.head)),
        }
    };
    Ok(page(&asker, Page { alone: true, ..Page::new("核对结果", "journal", main) }))
}

fn far(job: &Job) -> Markup {
    let poll = format!("/journal/verify/{}/progress", job.id);
    task::bar(job, "正在核对", "条", poll)
}

/// The bar alone, asked every second.
pub(super) async fn progress(asker: Asker, Path(id): Path<i64>) -> Answer {
    let job = proof(&asker, id).await?;
    Ok(if task::busy(&job) { fragment(&far(&job)) } else { crate::shell::refresh() })
}

fn stopped(asker: &Asker, job: &Job, head: &str) -> Markup {
    let say = job.say.trim_end_matches('。');
    html! {
        div role="alert" {
            (parts::note(Tone::Bad, &html! { b { (say) "。" } "没有核对完，记录和日志都没有动。" }, None))
        }
        form.gap method="post" action="/journal/verify" {
            (parts::csrf_field(&asker.csrf))
            input type="hidden" name="head" value=(head);
            (Btn::submit("再核对一次").pri().busy("正在接上…"))
        }
    }
}

fn told(done: &Proof, head: &str) -> Markup {
    let words = html! {
        @if done.ok { b { "没有发现改动。" } "日志一条扣一条，记录的每一版都与日志相符" }
        @else { b { "有" (done.faults) "处不符。" } "先不要改动任何东西，把这一页打印下来，连同备份交给上级核查" }
        @if !head.is_empty() && done.ok { "，留存的日志头还在链上" }
        "。"
    };
    let facts = [
        Fact::new("走过日志", format!("{}条", number_text(done.entries))),
        Fact::new("算过记录版本", format!("{}个", number_text(done.versions))),
        Fact::new("打开过附件文件", format!("{}个", number_text(done.files))),
    ];
    html! {
        (parts::note(if done.ok { Tone::Ok } else { Tone::Bad }, &words, None))
        div.gap { (parts::panel(&Panel { body: parts::dl(&facts, false), ..Panel::default() })) }
    }
}

fn heads(done: &Proof) -> Markup {
    let body = html! {
        div.pad {
            p.soft { "把下面几行打印留存，或报给上级。以后核对时填回来，就能证明此前的日志没有被整个换掉。" }
            @for head in &done.heads { p { b { (head) } } }
        }
    };
    let panel = Panel { title: "日志头".into(), body, ..Panel::default() };
    html! { div.gap { (parts::panel(&panel)) } }
}

fn faults(done: &Proof) -> Markup {
    if done.faults == 0 {
        return Markup::default();
    }
    let body = html! {
        ul.list {
            @for say in &done.named {
                li { (parts::task_icon(Tone::Bad)) div.grow { (say) } }
            }
        }
    };
    let panel = Panel {
        title: "不符的地方".into(),
        count: u64::try_from(done.faults).ok(),
        body,
        ..Panel::default()
    };
    html! { div.gap { (parts::panel(&panel)) } }
}
