//! 数字的出处: how a figure of a report was counted, from which rows, and what changed it.

use super::moved::{when, words};
use super::show::{before, placed};
use super::{href, opened};
use crate::app::run;
use crate::fault::{Answer, Fault};
use crate::pages::figure::ask::Question;
use crate::pages::figure::gather::{self, Found};
use crate::pages::figure::{body, rows};
use crate::params::Params;
use crate::parts::{self, Btn, Crumb, PageHead, Sheet, Tone};
use crate::request::Asker;
use crate::shell::{Page, fragment, page};
use crate::show::{moment, number_text};
use axum::extract::Path;
use kernel::report::Amount;
use kernel::report::document::{Placed, Role, Source};
use maud::{Markup, html};
use std::collections::BTreeMap;
use std::sync::Arc;
use store::figure::{Changes, FigureAsk};
use store::list::{ListAsk, Page as Rows};
use store::report::differ::{Touch, amount_of};
use store::report::{Asked, Report, Stage, Written};
use store::{Ctx, Store, StoreError};

/// Rows shown in the sheet, and rows named of a change.
const FEW: usize = 8;
const NAMED: usize = 10;

/// What the sheet shows.
struct Seen {
    report: Report,
    placed: Placed,
    source: Source,
    /// Nothing where the rows may not be read.
    found: Option<Found>,
    since: Option<Since>,
}

/// What is different since another report, or since this one was finished.
struct Since {
    /// 比2026年一季度汇报, or 定稿后.
    title: String,
    then: Amount,
    now: Amount,
    came: Rows,
    went: Rows,
    differ: Rows,
    counts: [usize; 3],
    touches: BTreeMap<i64, Touch>,
    register: &'static kernel::register::Register,
}

pub(super) async fn show(asker: Asker, Path((key, place)): Path<(String, usize)>) -> Answer {
    let seen = seen(&asker, &key, place).await?;
    if asker.htmx {
        return Ok(fragment(&sheet(&asker, &seen, place)));
    }
    let title = format!("{} {}", seen.placed.title, seen.placed.text);
    let main = html! {
        (parts::page_head(&PageHead {
            title: title.clone(),
            crumbs: vec![
                Crumb::to("汇报", asker.href("/report")),
                Crumb::to(seen.report.title.as_str(), href(&seen.report)),
                Crumb::here("数字的出处"),
            ],
            ..PageHead::default()
        }))
        section.panel { header { h2 { "数字的出处" } } div.pad { (content(&asker, &seen, place)) } }
    };
    Ok(page(&asker, Page { alone: true, ..Page::new(&title, "report", main) }))
}

async fn seen(asker: &Asker, key: &str, place: usize) -> Result<Seen, Fault> {
    let (report, written) = opened(asker, key).await?;
    let one = placed(&written.document, place)?.clone();
    let wanted = asker.query.get("source").parse::<usize>().ok();
    let value = || one.sources.iter().find(|source| source.role == Role::Value);
    let source = wanted.and_then(|at| one.sources.get(at)).or_else(value).or(one.sources.first());
    let source = source.cloned().ok_or_else(Fault::not_found)?;
    let ctx = asker.ctx.clone();
    run(&asker.app, move |store| {
        let found = match found(store, &ctx, &report, &written, &source) {
            Ok(found) => Some(found),
            Err(StoreError::Forbidden) => None,
            Err(error) => return Err(error),
        };
        let since = match &found {
            Some(found) => since(store, &ctx, (&report, &written), (&one, &source), found)?,
            None => None,
        };
        Ok::<_, StoreError>(Seen { report, placed: one, source, found, since })
    })
    .await
}

/// The question that the figure's own page would ask.
fn question(report: &Report, written: &Written, source: &Source) -> Question {
    let (first, last) = match source.question.when {
        kernel::report::When::On(day) => (None, day),
        kernel::report::When::Between(first, last) => (Some(first), last),
    };
    let finished = report.stage == Stage::Finished;
    Question {
        union: source.question.union,
        last,
        first,
        known_at: None,
        known_text: String::new(),
        by: Vec::new(),
        group: source.group.iter().filter(|(dim, _)| dim != "child").cloned().collect(),
        tree_of_day: false,
        report: if finished { report.public_id.clone() } else { String::new() },
        known: finished.then(|| Arc::new(written.known.clone())),
    }
}

/// A group of a child is that child's own figure.
fn placed_at(source: &Source) -> i64 {
    let child = source.group.iter().find(|(dim, _)| dim == "child");
    child.and_then(|(_, key)| key.parse().ok()).unwrap_or(source.question.union)
}

fn found(
    store: &Store,
    ctx: &Ctx,
    report: &Report,
    written: &Written,
    source: &Source,
) -> store::Result<Found> {
    let mut question = question(report, written, source);
    question.union = placed_at(source);
    let mut found = gather::brief(store, ctx, &source.question.figure, &question, None, FEW)?;
    found.dims.clear();
    Ok(found)
}

fn since(
    store: &Store,
    ctx: &Ctx,
    (report, written): (&Report, &Written),
    (one, source): (&Placed, &Source),
    found: &Found,
) -> store::Result<Option<Since>> {
    let union = placed_at(source);
    let group: Vec<(String, String)> =
        source.group.iter().filter(|(dim, _)| dim != "child").cloned().collect();
    let ask = |source: &Source| FigureAsk {
        when: store::report::answer::days(source.question.when),
        ..FigureAsk::on(store::report::answer::days(source.question.when).last()).at(union)
    };
    let stated = |source: &Source| Amount {
        value: source.value,
        denominator: source.denominator,
        rows: source.rows,
    };
    let code = source.question.figure.as_str();
    if report.stage == Stage::Finished {
        let then = FigureAsk { known: Some(Arc::new(written.known.clone())), ..ask(source) };
        let changes = store.figure_moves(ctx, code, (&then, &ask(source)), &group)?;
        let told = store.answers(ctx, std::slice::from_ref(&source.question), &Asked::default())?;
        let now = told.answers.to(&source.question);
        let now = now.map(|now| amount_of(now, &source.group, &source.question.by));
        let now = now.unwrap_or_else(|| stated(source));
        if now.value == source.value && now.denominator == source.denominator && changes.is_empty()
        {
            return Ok(None);
        }
        return made(store, ctx, ("定稿后".into(), stated(source), now), &changes, found).map(Some);
    }
    let Some((other, there)) = before(store, ctx, report)? else { return Ok(None) };
    let same = |found: &&Source| {
        found.role == source.role
            && found.question.figure == source.question.figure
            && found.group == source.group
    };
    let theirs = there.document.figures.iter().filter(|other| other.variant == one.variant);
    let Some(theirs) = theirs.flat_map(|other| &other.sources).find(same) else {
        return Ok(None);
    };
    let then = FigureAsk { known: Some(Arc::new(there.known.clone())), ..ask(theirs) };
    let changes = store.figure_moves(ctx, code, (&then, &ask(source)), &group)?;
    let told = (format!("比“{}”", other.title), stated(theirs), stated(source));
    made(store, ctx, told, &changes, found).map(Some)
}

fn made(
    store: &Store,
    ctx: &Ctx,
    (title, then, now): (String, Amount, Amount),
    changes: &Changes,
    found: &Found,
) -> store::Result<Since> {
    let ids = |all: Vec<i64>| all.into_iter().take(NAMED).collect::<Vec<i64>>();
    let came = ids(changes.came.iter().map(|row| row.0).collect());
    let went = ids(changes.went.iter().map(|row| row.0).collect());
    let differ = ids(changes.differ.iter().map(|row| row.0).collect());
    let rows = |ids: &[i64]| {
        if ids.is_empty() {
            return Ok(Rows::default());
        }
        let ask = ListAsk { ids: Some(ids.to_vec()), ..ListAsk::new(found.register) };
        store.list(ctx, &ask, None, NAMED)
    };
    let all: Vec<i64> = came.iter().chain(&went).chain(&differ).copied().collect();
    Ok(Since {
        title,
        then,
        now,
        came: rows(&came)?,
        went: rows(&went)?,
        differ: rows(&differ)?,
        counts: [changes.came.len(), changes.went.len(), changes.differ.len()],
        touches: store.last_touches(ctx, found.register.name, &all)?,
        register: found.register,
    })
}

fn sheet(asker: &Asker, seen: &Seen, place: usize) -> Markup {
    let whole = seen.found.as_ref().map(|_| figure_href(asker, seen));
    parts::sheet(&Sheet {
        id: "fig".into(),
        over: format!("数字的出处 · {}", seen.placed.union_name),
        title: format!("{} {}", seen.placed.title, seen.placed.text),
        body: content(asker, seen, place),
        foot: html! {
            @if let Some(whole) = whole { (Btn::link("看全部明细", whole).pri()) }
            (Btn::close("关闭").quiet().push())
        },
        show: true,
    })
}

/// The figure's own page, asked as in the report.
fn figure_href(asker: &Asker, seen: &Seen) -> String {
    let Seen { report, source, .. } = seen;
    let question = question(report, &Written::default(), source);
    let flow = question.first.is_some();
    let node = asker.tree.node(placed_at(source));
    let mut params = question.params(flow);
    for (dim, code) in &question.group {
        params = params.add("of", format!("{dim}:{code}"));
    }
    body_href(&source.question.figure, node.map_or("", |node| node.public_id.as_str()), &params)
}

fn body_href(code: &str, at: &str, params: &Params) -> String {
    crate::pages::figure::href(code, at, params)
}

fn content(asker: &Asker, seen: &Seen, place: usize) -> Markup {
    let Seen { report, placed, source, found, since } = seen;
    html! {
        @if let Some(since) = since { (changed(asker, since, source, placed)) }
        section {
            h3 { "怎么数的" }
            p.soft { (placed.definition) }
            @if placed.sources.len() > 1 || source.denominator.is_some() { (formula(placed)) }
            p.small.muted {
                (placed.union_name) "及下级，" (when(source)) "，"
                @if report.stage == Stage::Finished { "录入到定稿时（" (moment(report.finished.1, asker.store().today())) "）" } @else { "录入到现在" }
                " · 口径第" (placed.version) "版 "
                a href=(asker.href(&format!("/define/{}/versions", placed.code))) { "改过什么" }
            }
        }
        @match found {
            None => { section { (parts::note(Tone::Warn, &html! { b { "无权查看明细。" } "您能看这份汇报里的数，但明细要有那个范围的权限。" }, None)) } }
            Some(found) => {
                (left_out(found))
                section {
                    h3 { (number_text(found.rows_total)) "条记录" }
                    (rows::few(asker, &found.rows, found.register))
                }
                section hx-get=(format!("{}/figure/{place}/year", href(report))) hx-trigger="load" hx-target="this" hx-swap="innerHTML" {
                    h3 { "近12个月" } p.muted { "正在数…" }
                }
            }
        }
    }
}

/// The numbers a printed figure was made from.
fn formula(placed: &Placed) -> Markup {
    let role = |role: Role| match role {
        Role::Value => "这个数",
        Role::Whole => "总数",
        Role::Base => "比的数",
        Role::BaseWhole => "比的总数",
        Role::Goal => "目标",
    };
    html! {
        div.formula { @for source in &placed.sources { p {
            (role(source.role)) " "
            @if let Some(below) = source.denominator {
                (number_text(source.value)) " ÷ " (number_text(below)) @if source.scale == 100 { " × 100%" }
                " = " b { (words(stated(source), source, placed)) }
            } @else { b { (words(stated(source), source, placed)) } }
            span.small.muted { " " (when(source)) }
        } } }
    }
}

fn stated(source: &Source) -> Amount {
    Amount { value: source.value, denominator: source.denominator, rows: source.rows }
}

fn left_out(found: &Found) -> Markup {
    let count = found.figure.left_out();
    html! { @if count > 0 { section {
        h3 { "未计入" (number_text(count)) "条" }
        @for (why, count) in &found.figure.excluded { p.soft { (why) "：" (number_text(*count)) "条" } }
    } } }
}

/// What changed, with the rows that made it and who touched them last.
fn changed(asker: &Asker, since: &Since, source: &Source, placed: &Placed) -> Markup {
    let [came, went, differ] = since.counts;
    let (then, now) = (words(since.then, source, placed), words(since.now, source, placed));
    let same = then == now;
    html! {
        (parts::note(Tone::Warn, &html! {
            b { (since.title) @if same { "没有变" } @else { "：" (then) " → " (now) } }
            @if came > 0 { "，多了" (came) "条" }
            @if went > 0 { "，少了" (went) "条" }
            @if differ > 0 { "，改了" (differ) "条" }
            "。"
        }, None))
        section {
            @for (word, tone, page, count) in [("多", Tone::Ok, &since.came, came), ("少", Tone::Bad, &since.went, went), ("改", Tone::Warn, &since.differ, differ)] {
                @if count > 0 { ul.list.flat { @for row in &page.rows { li {
                    (parts::tag(word, tone)) " "
                    a.grow href=(asker.href(&format!("/r/{}/{}", since.register.name, row.id))) { (rows::name(page, row)) }
                    @if let Some(touch) = since.touches.get(&row.id) {
                        span.small.muted { (touch.by) (touch.act) "，" (moment(touch.at, asker.store().today())) }
                    }
                } } @if count > page.rows.len() { li.muted { "还有" (count - page.rows.len()) "条" } } } }
            }
        }
    }
}

/// Twelve months of the figure, drawn after the sheet is there.
pub(super) async fn year(asker: Asker, Path((key, place)): Path<(String, usize)>) -> Answer {
    let (report, written) = opened(&asker, &key).await?;
    let one = placed(&written.document, place)?.clone();
    let source = one.sources.iter().find(|source| source.role == Role::Value).cloned();
    let source = source.ok_or_else(Fault::not_found)?;
    if !source.group.iter().all(|(dim, _)| dim == "child") {
        return Ok(fragment(&html! { p.small.muted { "只有一部分的数，走势请在明细页里看。" } }));
    }
    let ctx = asker.ctx.clone();
    let line = run(&asker.app, move |store| {
        let mut question = question(&report, &written, &source);
        question.union = placed_at(&source);
        let flow = question.first.is_some();
        let (figure, _, _) = gather::figure(store, &ctx, &source.question.figure, &question)?;
        gather::trend(store, &ctx, &figure, &question, flow)
    })
    .await?;
    let points: Vec<f64> =
        line.iter().filter_map(|(_, amount)| amount.and_then(|one| body::float(one, 1))).collect();
    let ends = (line.first(), line.last());
    Ok(fragment(&html! {
        h3 { "近12个月" }
        (parts::sparkline(&format!("{}近12个月的走势", one.title), &points))
        @if let (Some((from, Some(first))), Some((until, Some(last)))) = ends {
            p.small.muted {
                (body::month(*from)) " " (body::words(*first, &one.unit)) " → "
                (body::month(*until)) " " (body::words(*last, &one.unit))
            }
        }
    }))
}
