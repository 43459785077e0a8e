//! 定稿时和现在: which figures of a finished report are other ones today, through which rows; and
//! where other finished reports give other numbers, and why.

use super::{href, opened};
use crate::app::run;
use crate::fault::{Answer, Fault};
use crate::parts::{self, Crumb, Dress, Empty, Link, PageHead, Panel, Tone};
use crate::request::Asker;
use crate::shell::{Page, page};
use axum::extract::Path;
use kernel::report::document::{Placed, Source};
use kernel::report::{Amount, State};
use maud::{Markup, html};
use store::report::differ::{Conflict, Moved, Why};
use store::report::{Report, Stage, Written};

pub(super) async fn show(asker: Asker, Path(key): Path<String>) -> Answer {
    let (report, written) = opened(&asker, &key).await?;
    if report.stage != Stage::Finished {
        return Err(Fault::unreadable("还没有定稿；草稿里的数总是按现在的资料数的。"));
    }
    let (ctx, kept) = (asker.ctx.clone(), report.clone());
    let (written, moved, conflicts) = run(&asker.app, move |store| {
        let moved = store.moved(&ctx, &written)?;
        let conflicts = store.conflicts(&ctx, &kept, &written)?;
        Ok::<_, store::StoreError>((written, moved, conflicts))
    })
    .await?;
    let main = html! {
        (parts::page_head(&PageHead {
            title: "定稿时和现在".into(),
            crumbs: vec![
                Crumb::to("汇报", asker.href("/report")),
                Crumb::to(report.title.as_str(), href(&report)),
                Crumb::here("定稿时和现在"),
            ],
            sub: "同样的日子、同样的口径：左边是定稿时知道的，右边是现在知道的。定稿本身没有变。".into(),
            ..PageHead::default()
        }))
        (figures(&report, &written, &moved))
        (others(&report, &written, &conflicts))
    };
    Ok(page(&asker, Page { alone: true, ..Page::new("定稿时和现在", "report", main) }))
}

/// A number of a source in words: ratios with their decimals.
pub(super) fn words(amount: Amount, source: &Source, placed: &Placed) -> String {
    if source.state == State::Undefined && amount.denominator.is_none() {
        return "—".into();
    }
    let figure = store::figure::Amount {
        value: amount.value,
        denominator: amount.denominator,
        scale: source.scale,
        rows: amount.rows,
        decimals: 1,
        print: 0,
        fen: source.denominator.is_none() && placed.unit == "元",
    };
    crate::pages::figure::body::words(
        figure,
        if source.denominator.is_some() { "%" } else { placed.unit.as_str() },
    )
}

fn figures(report: &Report, written: &Written, moved: &[Moved]) -> Markup {
    let rows = moved.iter().filter_map(|one| {
        let placed = written.document.figures.get(one.figure)?;
        Some((one, placed, placed.sources.get(one.source)?))
    });
    let rows: Vec<(&Moved, &Placed, &Source)> = rows.collect();
    let body = html! {
        @if rows.is_empty() {
            (parts::empty_state(&Empty {
                icon: "check",
                title: "一个数都没有动".into(),
                text: "定稿后补录、更正的资料，没有碰到这份汇报的数字。".into(),
                ..Empty::default()
            }))
        } @else { div.tbl-x { table.tbl {
            caption.sr { "动了的数字" }
            thead { tr {
                th scope="col" { "数字" } th.num scope="col" { "定稿时" } th.num scope="col" { "现在" }
                th scope="col" { "因为" }
            } }
            tbody { @for (one, placed, source) in &rows { tr {
                td.name { (placed.title) @if !source.group.is_empty() { "（部分）" }
                    br; span.small.muted { (placed.union_name) "，" (when(source)) } }
                td.num { (words(one.then, source, placed)) }
                td.num { @if one.hidden { "无权查看" } @else { b { (words(one.now, source, placed)) } } }
                td { (rows_link(report, one)) }
            } } }
        } } }
    };
    parts::panel(&Panel {
        id: "figures".into(),
        title: "动了的数字".into(),
        body,
        ..Panel::default()
    })
}

/// The days of a source.
pub(super) fn when(source: &Source) -> String {
    match source.question.when {
        kernel::report::When::On(day) => format!("截至{}", kernel::dates::chinese(day)),
        kernel::report::When::Between(first, last) => {
            format!("{}至{}", kernel::dates::chinese(first), kernel::dates::chinese(last))
        }
    }
}

fn rows_link(report: &Report, moved: &Moved) -> Markup {
    let link = Link::load(
        format!("{}/figure/{}?source={}", href(report), moved.figure, moved.source),
        "#sheet-slot",
    );
    parts::a(&link, Dress::default(), html! { "看补录、更正的记录" })
}

fn others(report: &Report, written: &Written, conflicts: &[Conflict]) -> Markup {
    if conflicts.is_empty() {
        return Markup::default();
    }
    let body = html! { div.tbl-x { table.tbl {
        caption.sr { "和别的定稿不同的数字" }
        thead { tr {
            th scope="col" { "数字" } th.num scope="col" { "这份" } th.num scope="col" { "那份" }
            th scope="col" { "哪一份" } th scope="col" { "为什么不同" }
        } }
        tbody { @for one in conflicts { @if let Some(placed) = written.document.figures.get(one.figure) { tr {
            td.name { (placed.title) }
            td.num { (placed.text) }
            td.num { (one.printed) }
            td { a href=(href(&one.other)) { (one.other.title) } }
            td { @for why in &one.why {
                (parts::tag(why.title(), if *why == Why::Unexplained { Tone::Bad } else { Tone::Plain }))
            } }
        } } } }
    } } };
    parts::panel(&Panel {
        id: "others".into(),
        title: format!("{}之外的定稿里，同一个数不一样的", report.title),
        body,
        ..Panel::default()
    })
}
