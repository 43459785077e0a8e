//! The reports there are.

use super::href;
use crate::app::run;
use crate::fault::Answer;
use crate::parts::{self, Btn, Empty, PageHead, Panel, Tone};
use crate::request::Asker;
use crate::shell::{Page, page};
use crate::show::moment;
use kernel::access::Act;
use maud::{Markup, html};
use store::report::{Report, Stage};

/// Reports listed.
const MOST: usize = 200;

pub(super) async fn show(asker: Asker) -> Answer {
    let (ctx, at) = (asker.ctx.clone(), asker.at);
    let (all, may_define) = run(&asker.app, move |store| {
        Ok::<_, store::StoreError>((store.reports(&ctx, at, MOST)?, store.may_define(&ctx)?))
    })
    .await?;
    let may = writes(&asker);
    let main = html! {
        (parts::page_head(&PageHead {
            title: "汇报".into(),
            count: if all.is_empty() { String::new() } else { format!("{}份", all.len()) },
            acts: html! {
                @if may_define { (Btn::link("模板", asker.href("/template")).icon("files").quiet()) }
                @if may { (Btn::link("写汇报", asker.href("/report/new")).icon("plus").pri()) }
            },
            ..PageHead::default()
        }))
        @if all.is_empty() { (none(&asker, may)) } @else { (list(&asker, &all)) }
    };
    Ok(page(&asker, Page::new("汇报", "report", main)))
}

/// Whether this person may write reports of the chosen unit.
pub fn writes(asker: &Asker) -> bool {
    let at = if asker.at == 0 { asker.tree.root() } else { asker.at };
    asker.store().may_report(&asker.ctx, Act::Write, at, &asker.tree)
}

fn none(asker: &Asker, may: bool) -> Markup {
    let acts = if may {
        vec![Btn::link("写第一份汇报", asker.href("/report/new")).pri()]
    } else {
        Vec::new()
    };
    parts::empty_state(&Empty {
        icon: "file-text",
        title: "还没有汇报".into(),
        text: "选一个模板和一段日子，数字由程序从台账里数出来，点每个数都能看到是哪些记录。".into(),
        acts,
        ..Empty::default()
    })
}

/// The tag of a stage.
pub fn tag(stage: Stage) -> Markup {
    let tone = match stage {
        Stage::Draft => Tone::Warn,
        Stage::Checked => Tone::Act,
        Stage::Finished => Tone::Ok,
    };
    parts::tag(stage.title(), tone)
}

fn list(asker: &Asker, all: &[Report]) -> Markup {
    let today = asker.store().today();
    let body = html! {
        div.tbl-x { table.tbl {
            caption.sr { "汇报" }
            thead { tr {
                th scope="col" { "汇报" } th scope="col" { "单位" } th scope="col" { "哪段日子" }
                th scope="col" { "状态" } th scope="col" { "经办" }
            } }
            tbody { @for report in all { tr {
                td.name { a href=(asker.href(&href(report))) { (report.title) } }
                td { (asker.tree.title(report.union)) }
                td.nowrap { (report.first) "至" (report.last) }
                td { (tag(report.stage)) }
                td.soft { (last(report, today)) }
            } } }
        } }
    };
    parts::panel(&Panel { title: "写过的汇报".into(), body, ..Panel::default() })
}

fn last(report: &Report, today: jiff::civil::Date) -> String {
    let (word, (by, at)) = match report.stage {
        Stage::Draft => ("起草", &report.made),
        Stage::Checked => ("核对", &report.checked),
        Stage::Finished => ("定稿", &report.finished),
    };
    format!("{by}{word}，{}", moment(*at, today))
}
