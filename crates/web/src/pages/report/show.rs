//! One report: its text with every figure a link, its contents at the left, what may be done on top.

use super::paper::{self, Look, anchor, plain};
use super::{href, index, opened};
use crate::app::run;
use crate::fault::{Answer, Fault};
use crate::params::Params;
use crate::parts::{self, Btn, Confirm, Crumb, Menu, PageHead, Press, Tone};
use crate::request::Asker;
use crate::shell::{Page, page};
use crate::show::moment;
use axum::extract::Path;
use kernel::access::Act;
use kernel::report::document::{Document, Part, Role};
use maud::{Markup, html};
use std::collections::BTreeSet;
use store::report::differ::{Conflict, Moved};
use store::report::{Report, Stage, Written};

/// What the page is made of.
pub(super) struct Seen {
    pub report: Report,
    pub written: Written,
    /// The last finished report before it, from the same template, of the same unit.
    pub before: Option<(Report, Written)>,
    pub moved: Vec<Moved>,
    /// Of a checked report: which figures are others by now, and what they were when it was checked.
    pub since: Vec<(usize, String)>,
    pub conflicts: Vec<Conflict>,
}

pub(super) async fn show(asker: Asker, Path(key): Path<String>) -> Answer {
    let (report, written) = opened(&asker, &key).await?;
    let ctx = asker.ctx.clone();
    let seen = run(&asker.app, move |store| {
        let before = before(store, &ctx, &report)?;
        let finished = report.stage == Stage::Finished;
        let moved = if finished { store.moved(&ctx, &written)? } else { Vec::new() };
        let conflicts =
            if finished { store.conflicts(&ctx, &report, &written)? } else { Vec::new() };
        let since = match report.stage {
            Stage::Checked => others(&written.document, &store.as_checked(&ctx, &report)?.document),
            _ => Vec::new(),
        };
        Ok::<_, store::StoreError>(Seen { report, written, before, moved, since, conflicts })
    })
    .await?;
    Ok(whole(&asker, &seen))
}

/// The last finished report from the same template and of the same unit.
pub(super) fn before(
    store: &store::Store,
    ctx: &store::Ctx,
    report: &Report,
) -> store::Result<Option<(Report, Written)>> {
    let all = store.reports(ctx, report.union, 200)?;
    let found = all.into_iter().find(|one| {
        one.stage == Stage::Finished
            && one.id != report.id
            && one.union == report.union
            && one.template == report.template
            && one.last <= report.last
            && (report.stage != Stage::Finished || one.finished.1 < report.finished.1)
    });
    let Some(found) = found else { return Ok(None) };
    let written = store.write_report(ctx, &found)?;
    Ok(Some((found, written)))
}

/// Figures that the report before printed otherwise.
pub(super) fn changed(now: &Document, before: &Document) -> BTreeSet<usize> {
    others(now, before).into_iter().map(|(at, _)| at).collect()
}

/// Figures that another writing of the same printed otherwise, and how.
fn others(now: &Document, before: &Document) -> Vec<(usize, String)> {
    let key = |document: &Document, at: usize| {
        let placed = document.figures.get(at)?;
        let source = placed.sources.iter().find(|source| source.role == Role::Value)?;
        let unit = source.question.union;
        Some((placed.code.clone(), placed.variant.clone(), source.group.clone(), unit))
    };
    let mut differ = Vec::new();
    for (at, placed) in now.figures.iter().enumerate() {
        let mine = key(now, at);
        let there =
            (0..before.figures.len()).find(|other| mine.is_some() && key(before, *other) == mine);
        let there = there.and_then(|other| before.figures.get(other));
        if let Some(there) = there.filter(|there| there.text != placed.text) {
            differ.push((at, there.text.clone()));
        }
    }
    differ
}

fn whole(asker: &Asker, seen: &Seen) -> axum::response::Response {
    let report = &seen.report;
    let finished = report.stage == Stage::Finished;
    let marked = asker.query.get("mark") != "0";
    let differ = match (&seen.before, finished) {
        (_, true) => seen.moved.iter().map(|one| one.figure).collect(),
        (Some((_, before)), false) => changed(&seen.written.document, &before.document),
        _ => BTreeSet::new(),
    };
    let look = Look {
        href: href(report),
        marked: if marked { differ.clone() } else { BTreeSet::new() },
        why: if finished { "现在的数和定稿时不同" } else { "与上次汇报不同" },
    };
    let main = html! {
        (head(asker, seen, &differ, marked))
        div.no-print { (notes(asker, seen)) (paper::faults(&seen.written.faults)) (paper::remarks(&seen.written.document)) }
        (paper::paper(&seen.written.document, &look))
    };
    let side = side(asker, seen, &differ);
    page(asker, Page { side: Some(side), ..Page::new(&report.title, "report", main) })
}

/// What may be done with it now.
fn head(asker: &Asker, seen: &Seen, differ: &BTreeSet<usize>, marked: bool) -> Markup {
    let report = &seen.report;
    let may = |act| asker.store().may_report(&asker.ctx, act, report.union, &asker.tree);
    let to = |path: &str| format!("{}{path}", href(report));
    let turned = Params::default().set("mark", if marked { "0" } else { "" }).on(&href(report));
    let file = |format: &str| to(&format!("/export?format={format}"));
    let menu = Menu { label: "导出".into(), icon: Some("download"), ..Menu::default() };
    let files = html! {
        (parts::menu_link("file-text", "Word公文（.docx）", file("docx")))
        (parts::menu_link("file-text", "Word公文，附全部数字口径", file("docx&appendix=1")))
        (parts::menu_link("file-text", "网页（.html），A4版式", file("html")))
        (parts::menu_link("file-text", "数据（.json），每个数带出处", file("json")))
    };
    let acts = html! {
        @if !differ.is_empty() {
            label.pick.soft { input type="checkbox" checked[marked] data-go=(turned); "标出变化" }
        }
        @if may(Act::Write) { (turns(asker, seen)) }
        (Btn::new("打印", Press::Print).icon("printer"))
        @if may(Act::Export) { (parts::menu(&menu, files)) }
    };
    parts::page_head(&PageHead {
        title: report.title.clone(),
        crumbs: vec![
            Crumb::to("汇报", asker.href("/report")),
            Crumb::here(asker.tree.title(report.union)),
        ],
        state: index::tag(report.stage),
        acts,
        ..PageHead::default()
    })
}

/// What a person has not written yet, before something that cannot be taken back.
fn unwritten(open: &[&str]) -> String {
    match open.len() {
        0 => String::new(),
        many => format!("还有{many}处没有写：{}。写好再定稿更稳妥。", open.join("")),
    }
}

/// What has moved since somebody looked.
fn unchecked(moved: usize) -> String {
    match moved {
        0 => String::new(),
        many => format!("核对以后有{many}个数变了，还没有人看过。"),
    }
}

/// The next steps of a report that is not finished.
fn turns(asker: &Asker, seen: &Seen) -> Markup {
    let (report, open) = (&seen.report, seen.written.document.open());
    let form = |to: &str, button: Btn| {
        html! {
            form.inline method="post" action=(format!("{}/stage", href(report))) {
                (parts::csrf_field(&asker.csrf))
                input type="hidden" name="version" value=(report.version);
                input type="hidden" name="to" value=(to);
                (button)
            }
        }
    };
    let edit = Btn::link("改文字", format!("{}/edit", href(report))).icon("pencil");
    match report.stage {
        Stage::Finished => Markup::default(),
        Stage::Draft => html! {
            (edit)
            (form("checked", Btn::submit("核对无误").icon("check").pri()))
            (form("gone", Btn::submit("删草稿").quiet().confirm(Confirm {
                title: "删掉这份草稿？".into(),
                text: "还没有定稿，删了就没有了；台账里的资料不受影响。".into(),
                yes: "删掉".into(),
                no: "先留着".into(),
            })))
        },
        Stage::Checked => html! {
            (form("draft", Btn::submit("退回草稿").icon("arrow-back-up")))
            (form("finished", Btn::submit("定稿锁数").icon("lock").pri().confirm(Confirm {
                title: "定稿？".into(),
                text: format!(
                    "{}{}定稿后，文字和数字都不再变；以后补录的资料只会在旁边说明。",
                    unchecked(seen.since.len()),
                    unwritten(&open)
                ),
                yes: "定稿".into(),
                no: "再看看".into(),
            })))
        },
    }
}

fn notes(asker: &Asker, seen: &Seen) -> Markup {
    let Seen { report, written, moved, conflicts, .. } = seen;
    let node = asker.tree.node(report.union);
    let unexplained =
        conflicts.iter().any(|one| one.why.contains(&store::report::differ::Why::Unexplained));
    html! {
        @if written.importing {
            (parts::note(Tone::Warn, &html! { b { "正在导入资料。" } "数字还在变，等导入做完再定稿。" }, None))
        }
        @if !seen.since.is_empty() { (moved_since(seen)) }
        @if node.is_some_and(|node| node.ended) {
            (parts::note(Tone::Warn, &html! { b { "这个工会已经撤销。" } "数字按它还在的日子数。" }, None))
        }
        @if !moved.is_empty() {
            @let figures: BTreeSet<usize> = moved.iter().map(|one| one.figure).collect();
            (parts::note(Tone::Warn, &html! {
                b { "定稿没有变；有" (figures.len()) "个数按今天的资料不一样了。" }
                a href=(format!("{}/moved", href(report))) { "看是哪些、为什么" }
            }, None))
        }
        @if !conflicts.is_empty() {
            @let others: BTreeSet<&str> = conflicts.iter().map(|one| one.other.public_id.as_str()).collect();
            (parts::note(if unexplained { Tone::Bad } else { Tone::Act }, &html! {
                "和另外" (others.len()) "份定稿比，有" (conflicts.len()) "处数字不同，"
                @if unexplained { b { "其中有的说不清原因。" } } @else { "原因都说得清。" }
                a href=(format!("{}/moved#others", href(report))) { "看对照" }
            }, None))
        }
    }
}

/// Figures named one by one.
const NAMED: usize = 8;

/// Which figures of a checked report are others by now.
fn moved_since(seen: &Seen) -> Markup {
    let all = seen.since.iter();
    let all = all.filter_map(|(at, then)| Some((then, seen.written.document.figures.get(*at)?)));
    let more = seen.since.len().saturating_sub(NAMED);
    let body = html! {
        b { "核对以后，有" (seen.since.len()) "个数变了。" }
        "定稿的是现在的数，请再看一遍："
        @for (at, (then, now)) in all.take(NAMED).enumerate() {
            @if at > 0 { "；" }
            (now.title) "原来" (then) "，现在" (now.text)
        }
        @if more > 0 { "；还有" (more) "个" }
        "。"
    };
    parts::note(Tone::Warn, &body, None)
}

/// Contents and particulars, where other pages have the tree.
fn side(asker: &Asker, seen: &Seen, differ: &BTreeSet<usize>) -> Markup {
    let Seen { report, written, before, .. } = seen;
    let document = &written.document;
    let headings = document.parts.iter().enumerate().filter_map(|(at, part)| match part {
        Part::Heading { level, number, head, .. } if *level < 3 => {
            Some((at, *level, format!("{number}{}", plain(head).trim_end_matches('。'))))
        }
        _ => None,
    });
    let headings: Vec<(usize, u8, String)> = headings.collect();
    let figures = document.figures.len();
    // A period that is not over is counted up to the day of writing.
    let written_on = match report.stage {
        Stage::Finished => store::clock::day_of(report.finished.1),
        _ => asker.store().today(),
    };
    let counted = report.last.min(written_on);
    let union = asker.tree.title(report.union);
    let known = if report.stage == Stage::Finished {
        format!("录入到{}", moment(report.finished.1, asker.store().today()))
    } else {
        "录入到现在".to_owned()
    };
    html! {
        div.side-h { span { "目录" } @if !differ.is_empty() { span { "变 = " (if report.stage == Stage::Finished { "与定稿时不同" } else { "与上次不同" }) } } }
        nav.toc aria-label="目录" { @for (at, level, text) in &headings {
            @let until = headings.iter().find(|next| next.0 > *at && next.1 <= *level).map_or(usize::MAX, |next| next.0);
            @let count = count_in(document, differ, *at, until);
            a.lv2[*level > 1] href=(format!("#{}", anchor(*at))) {
                span { (text) } @if count > 0 { small.amber { "变" (count) } }
            }
        } }
        hr;
        dl.dl.one.small {
            div { dt { "单位" } dd { (union) "（含下级）" } }
            div { dt { "数字截至" } dd { (kernel::dates::chinese(counted)) br; (known) } }
            @if let Some((other, _)) = before {
                div { dt { "和谁比" } dd { a href=(href(other)) { (other.title) } } }
            }
            div { dt { "数字" } dd { (figures) "个，都有出处" } }
            @if !report.checked.0.is_empty() { div { dt { "核对" } dd { (report.checked.0) } } }
            @if !report.finished.0.is_empty() { div { dt { "定稿" } dd { (report.finished.0) } } }
        }
    }
}

/// Marked figures between two headings.
fn count_in(document: &Document, differ: &BTreeSet<usize>, from: usize, until: usize) -> usize {
    let parts = document.parts.iter().enumerate().filter(|(at, _)| *at >= from && *at < until);
    let figures = parts.flat_map(|(_, part)| figures_of(part));
    figures.filter(|figure| differ.contains(figure)).count()
}

fn figures_of(part: &Part) -> Vec<usize> {
    match part {
        Part::Heading { head, text, .. } => {
            head.iter().chain(text).filter_map(|run| run.figure).collect()
        }
        Part::Paragraph { text, .. } => text.iter().filter_map(|run| run.figure).collect(),
        Part::Table(table) => table.rows.iter().flatten().filter_map(|cell| cell.figure).collect(),
        Part::Chart(chart) => {
            chart.series.iter().flat_map(|one| &one.bars).map(|bar| bar.figure).collect()
        }
    }
}

/// A figure of a report by its place.
pub(super) fn placed(
    document: &Document,
    place: usize,
) -> Result<&kernel::report::document::Placed, Fault> {
    document.figures.get(place).ok_or_else(Fault::not_found)
}
