//! While a worker has the file, and what came of it.

use super::begin::count_words;
use super::check::names;
use super::{Case, case, head, steps};
use crate::app::run as on_store;
use crate::fault::Answer;
use crate::parts::{self, Btn, Line, Link, Panel, Progress, Tone};
use crate::request::Asker;
use crate::shell::{self, Page, fragment};
use crate::show::{moment, number_text};
use axum::extract::Path;
use axum::response::Response;
use maud::{Markup, html};
use office::import::{Phase, TakenBack, Work};
use store::{Ctx, Store};

const AWAY: &str = "可以离开本页，不会停；回来在“导入”里接着。";

/// The page while a worker has the file, or has let go of it in the middle.
pub(super) fn page(asker: &Asker, case: &Case) -> Response {
    let body = if case.busy() { progress_of(asker, case) } else { stopped(asker, case) };
    let main = html! {
        (head(asker, case))
        (parts::panel(&Panel {
            body: html! {
                div.pad.stack {
                    (steps(case, now(case)))
                    (body)
                    noscript { p { a href=(asker.href(&case.path(""))) { "看看到哪儿了" } } }
                }
            },
            ..Panel::default()
        }))
    };
    shell::page(asker, Page { narrow: true, ..Page::new(words(case), "import", main) })
}

fn writing(case: &Case) -> bool {
    match case.detail.wish.map(|wish| wish.work) {
        Some(Work::Preview) => false,
        Some(Work::Apply) => true,
        _ => matches!(case.detail.phase, Phase::Writing | Phase::Done),
    }
}

fn undoing(case: &Case) -> bool {
    case.detail.phase == Phase::Undoing
}

fn now(case: &Case) -> usize {
    if writing(case) || undoing(case) { 3 } else { 2 }
}

fn words(case: &Case) -> &'static str {
    match (case.busy(), writing(case)) {
        (true, _) if undoing(case) => "正在撤销这次导入",
        (true, true) => "正在写入台账",
        (true, false) => "正在逐行看",
        _ => "没有做完",
    }
}

fn progress_of(asker: &Asker, case: &Case) -> Markup {
    let job = &case.job;
    let number = |count: i64| u64::try_from(count).unwrap_or(0);
    let (done, total) = (job.done, job.total);
    let href = asker.href(&case.path("/progress"));
    let trigger = "load delay:400ms, every 1s";
    if total == 0 {
        // How many rows there are is known once the file was read through.
        return html! {
            div #job .job hx-get=(href) hx-trigger=(trigger) hx-swap="outerHTML" {
                b { @if undoing(case) { "正在看写过哪些记录…" } @else { "正在读文件…" } }
                p.muted { (AWAY) }
            }
        };
    }
    html! {
        (parts::progress(&Progress {
            id: "job".into(),
            label: words(case).into(),
            done: number(done),
            total: number(total),
            unit: if undoing(case) { "条" } else { "行" }.into(),
            eta: eta(asker, case, done, total),
            remark: AWAY.into(),
            poll: href,
            trigger: trigger.into(),
        }))
    }
}

/// 约剩12秒, once there is something to reckon from.
fn eta(asker: &Asker, case: &Case, done: i64, total: i64) -> String {
    let Some(wish) = case.detail.wish else { return String::new() };
    let spent = asker.store().clock.now() - wish.at;
    if done <= 0 || done >= total || spent < 3_000 {
        return String::new();
    }
    let left = (total - done).saturating_mul(spent) / done / 1_000 + 1;
    if left < 60 { format!("约剩{left}秒") } else { format!("约剩{}分钟", left / 60 + 1) }
}

/// The bar alone, asked every second; when the step has ended the page is read anew.
pub async fn progress(asker: Asker, Path(id): Path<i64>) -> Answer {
    let case = case(&asker, id).await?;
    if case.busy() {
        return Ok(fragment(&progress_of(&asker, &case)));
    }
    Ok(shell::refresh())
}

/// It stopped in the middle: why, and how it goes on.
fn stopped(asker: &Asker, case: &Case) -> Markup {
    let say = if case.failed() {
        case.job.say.as_str()
    } else {
        "程序停过，这个文件停在半路"
    };
    let say = say.trim_end_matches('。');
    let (kept, act, end) = if undoing(case) {
        let done = number_text(i64::try_from(case.detail.undone_to).unwrap_or(0));
        (format!("前{done}条已经撤销完，接着做不会重复。"), "接着撤销", "/undo")
    } else if writing(case) {
        let done = number_text(case.detail.counts.read);
        (format!("前{done}行已经处理完，接着写不会重复。"), "接着写入", "/apply")
    } else if case.detail.phase == Phase::Done {
        ("已经写入的不受影响，改好的格子也都还在。".to_owned(), "再查一遍", "/look")
    } else {
        ("还没有写入任何内容。".to_owned(), "从头看一遍", "/look")
    };
    html! {
        div role="alert" {
            (parts::note(Tone::Bad, &html! { b { (say) "。" } (kept) }, None))
        }
        div.row {
            form method="post" action=(asker.href(&case.path(end))) {
                (parts::csrf_field(&asker.csrf))
                (Btn::submit(act).pri().busy("正在接上…"))
            }
            @if writing(case) || case.detail.phase == Phase::Done {
                (Btn::link("撤销已写入的", asker.href(&case.path("/undo"))))
            }
            (Btn::link("换个文件", asker.href("/import")).quiet())
        }
    }
}

/// The file is not there any more, or cannot be read.
pub(super) fn gone(asker: &Asker, case: &Case, why: &str) -> Response {
    let why = if case.has_file() {
        why.trim_end_matches('。').to_owned()
    } else {
        "上传的文件过了保存期，已经删掉".to_owned()
    };
    let kept = if case.detail.phase == Phase::Done {
        "已经写入的不受影响。没导的行，把改好的表重新上传。"
    } else {
        "没有写入任何内容。重新上传就能接着导。"
    };
    let main = html! {
        (head(asker, case))
        (parts::note(
            Tone::Warn,
            &html! { b { (why) "。" } (kept) },
            Some(Btn::link("重新上传", asker.href("/import"))),
        ))
    };
    shell::page(asker, Page { narrow: true, ..Page::new("文件不在了", "import", main) })
}

/// What came of it.
pub(super) async fn result(asker: &Asker, case: &Case) -> Answer {
    let stayed = match &case.detail.undone {
        Some(undone) => {
            let (ctx, undone) = (asker.ctx.clone(), undone.clone());
            on_store(&asker.app, move |store| named(store, &ctx, &undone)).await?
        }
        None => Vec::new(),
    };
    let body = match case.detail.phase {
        Phase::Undone => taken_back(asker, case, &stayed),
        Phase::Dropped => html! {
            (parts::note(Tone::Plain, &html! { "这次导入已放弃，没有写入任何内容。" }, None))
            div.row { (Btn::link("再导一个文件", asker.href("/import")).pri()) }
        },
        _ => done(asker, case),
    };
    let now = if case.detail.phase == Phase::Dropped { 1 } else { 4 };
    let main = html! {
        (head(asker, case))
        (parts::panel(&Panel {
            body: html! { div.pad.stack { (steps(case, now)) (body) } },
            ..Panel::default()
        }))
    };
    Ok(shell::page(asker, Page { narrow: true, ..Page::new("导入的结果", "import", main) }))
}

fn done(asker: &Asker, case: &Case) -> Markup {
    let (counts, tally) = (&case.detail.counts, &case.tally);
    let href = |end: &str| asker.href(&case.path(end));
    let tab = |name: &str| asker.keep().add("tab", name).on(&case.path(""));
    let written = counts.added + counts.changed;
    let today = asker.store().today();
    html! {
        (parts::note(
            Tone::Ok,
            &html! {
                b { (moment(case.job.updated_at, today)) "写完了：" }
                (count_words(counts, tally)) "。"
                br; "导错了？可以"
                a href=(href("/undo")) { "撤销整次导入" }
                "，别人之后的改动不受影响。"
            },
            None,
        ))
        @if tally.open() + case.ready() > 0 {
            (parts::note(
                Tone::Warn,
                &html! {
                    b { "还有" (number_text(tally.open() + case.ready())) "行没导：" }
                    @if tally.rejected > 0 {
                        a href=(tab("rejected")) { "有错" (number_text(tally.rejected)) "行，在这里接着改" }
                        "，或" a href=(href("/rejects.xlsx")) { "下载回去改" } "；"
                    }
                    @if tally.doubtful > 0 {
                        a href=(tab("doubtful")) { "疑似重复" (number_text(tally.doubtful)) "行，逐个定" } "；"
                    }
                    @if case.ready() > 0 {
                        a href=(tab("changed")) { (number_text(case.ready())) "行改好了，可以再导" } "；"
                    }
                    "不急的话先放着，留30天。"
                },
                None,
            ))
        }
        div.row {
            @if written > 0 {
                (Btn::link(format!("看这{}行", number_text(written)), href("/records")).pri())
            }
            (Btn::link("再导一个文件", asker.href("/import")))
        }
    }
}

/// A record that stayed: its name, where it is, why.
type Kept = (String, String, String);

fn named(store: &Store, ctx: &Ctx, undone: &TakenBack) -> Result<Vec<Kept>, store::StoreError> {
    let wanted = undone.named.iter().map(|(register, id, _)| (register.clone(), *id)).collect();
    let known = names(store, ctx, wanted)?;
    let one = |(register, id, why): &(String, i64, String)| {
        let (title, href) = known.get(&(register.clone(), *id)).cloned().unwrap_or_else(|| {
            let title = store.catalog().register(register).map_or("", |register| register.title);
            (format!("{title}第{id}号"), String::new())
        });
        (title, href, why.clone())
    };
    Ok(undone.named.iter().map(one).collect())
}

fn taken_back(asker: &Asker, case: &Case, stayed: &[Kept]) -> Markup {
    let Some(undone) = &case.detail.undone else {
        return parts::note(Tone::Ok, &html! { (case.job.say) "。" }, None);
    };
    let line = |(title, href, why): &Kept| {
        let link = (!href.is_empty()).then(|| Link::to(asker.href(href)));
        parts::list_line(&Line { title: title.clone(), link, sub: why.clone(), ..Line::default() })
    };
    html! {
        (parts::note(
            Tone::Ok,
            &html! {
                b { "这次导入已撤销。" }
                "新增的作废了" (number_text(undone.voided)) "条，改过的恢复了"
                (number_text(undone.restored)) "条"
                @if undone.stayed > 0 { "，" (number_text(undone.stayed)) "条保持现状" }
                "。撤销本身也记在日志里。"
            },
            None,
        ))
        @if !stayed.is_empty() {
            h3 { "保持现状的，和为什么" }
            (parts::list(html! { @for one in stayed { (line(one)) } }))
            @if undone.stayed > i64::try_from(stayed.len()).unwrap_or(0) {
                p.muted { "只列前" (stayed.len()) "条，其余的在日志里。" }
            }
        }
        div.row { (Btn::link("再导一个文件", asker.href("/import")).pri()) }
    }
}
