//! One goal: how far, what was handed down of it, whom to work on.

use super::{bar, number_link};
use crate::app::run;
use crate::fault::Answer;
use crate::parts::{self, Btn, Crumb, Dress, Fact, PageHead, Panel, Tone};
use crate::request::Asker;
use crate::shell::{Page, page};
use axum::extract::Path;
use kernel::dates::chinese;
use maud::{Markup, html};
use store::goal::{Gap, Opened, Progress, Sum, Unit};

pub(super) async fn show(asker: Asker, Path(key): Path<String>) -> Answer {
    let ctx = asker.ctx.clone();
    let opened = run(&asker.app, move |store| store.goal(&ctx, &key)).await?;
    let title = opened.progress.goal.title.clone();
    let main = html! {
        (head(&asker, &opened))
        (how_far(&asker, &opened))
        div.halves.gap { (parts_panel(&asker, &opened)) (gap_panel(&asker, &opened)) }
    };
    let base = asker.keep().set("at", "").on("/target");
    Ok(page(&asker, Page { base, ..Page::new(&title, "target", main) }))
}

fn head(asker: &Asker, opened: &Opened) -> Markup {
    let goal = &opened.progress.goal;
    let register = super::register(asker).map_or("", |register| register.name);
    let record = format!("/r/{register}/{}", goal.public_id);
    let below = asker.tree.children_of(goal.union).is_empty();
    parts::page_head(&PageHead {
        title: goal.title.clone(),
        crumbs: vec![
            Crumb::to("目标任务", asker.href("/target")),
            Crumb::here(goal.title.as_str()),
        ],
        sub: format!(
            "{} · {} · {}至{}",
            asker.tree.title(goal.union),
            goal.indicator.title,
            chinese(goal.from),
            chinese(goal.due)
        ),
        acts: html! {
            (Btn::link("登记内容", asker.href(&record)).quiet())
            @if opened.may_write && !below {
                (Btn::link("分解到下级", asker.href(&format!("/target/{}/down", goal.public_id)))
                    .icon("list").pri())
            }
        },
        ..PageHead::default()
    })
}

fn how_far(asker: &Asker, opened: &Opened) -> Markup {
    let progress = &opened.progress;
    let goal = &progress.goal;
    let words = |value: Option<i64>| value.map_or_else(|| "—".to_owned(), |v| goal.words(v));
    let mut facts = Vec::new();
    if progress.day >= goal.from && progress.day <= goal.due {
        facts.push(Fact::new("今天应到", html! { (words(progress.due)) }));
    }
    if !goal.flow {
        facts.push(Fact::new("开始前", html! { (words(progress.start)) }));
    }
    for (title, name) in &goal.people {
        facts.push(Fact::new(*title, html! { (name) }));
    }
    if let Some(whole) = &opened.whole {
        let to = asker.href(&format!("/target/{}", whole.public_id));
        let said = format!(
            "{}的{}（{}）",
            asker.tree.title(whole.union),
            whole.title,
            whole.words(whole.value)
        );
        facts.push(Fact::new("分解自", html! { a href=(to) { (said) } }));
    }
    let body = parts::pad(html! { (bar(asker, progress)) });
    let body = html! { (body) (parts::dl(&facts, false)) };
    parts::panel(&Panel { title: "做到哪里了".into(), body, ..Panel::default() })
}

/// What the parts make up, in the colour it deserves.
pub(super) fn sum_note(sum: &Sum) -> Markup {
    let tone = if sum.good { Tone::Ok } else { Tone::Warn };
    parts::note(tone, &html! { (sum.said) "。" }, None)
}

fn parts_panel(asker: &Asker, opened: &Opened) -> Markup {
    let body = html! {
        @if opened.parts.is_empty() {
            (parts::pad(html! { p.soft { "没有分解到下级。" } }))
        } @else {
            (table(asker, &opened.parts))
            @if let Some(sum) = opened.sum() { (parts::pad(sum_note(&sum))) }
        }
    };
    parts::panel(&Panel {
        title: "分解到下级".into(),
        count: u64::try_from(opened.parts.len()).ok().filter(|n| *n > 0),
        body,
        ..Panel::default()
    })
}

fn table(asker: &Asker, all: &[Progress]) -> Markup {
    let row = |one: &Progress| {
        let goal = &one.goal;
        let number = |value: Option<i64>| value.map_or_else(|| "—".to_owned(), |v| goal.number(v));
        let link = super::figure_link(asker, one);
        let to = asker.href(&format!("/target/{}", goal.public_id));
        html! { tr {
            td.name { a href=(to) { (asker.tree.title(goal.union)) } }
            td.num { (goal.number(goal.value)) }
            td.num { @match &link {
                Some(link) => (parts::a(link, Dress::default(), number(one.now))),
                None => (number(one.now)),
            } }
            td.num { (number(one.due)) }
            td.nowrap.(super::tone(one).text_class()) { (one.said()) }
            td { (goal.people.iter().map(|(_, name)| name.as_str()).collect::<Vec<_>>().join("、")) }
        } }
    };
    html! {
        div.tbl-x { table.tbl {
            caption.sr { "分解到下级的目标" }
            thead { tr {
                th scope="col" { "单位" } th.num scope="col" { "目标" } th.num scope="col" { "现在" }
                th.num scope="col" { "今天应到" } th scope="col" { "进度" } th scope="col" { "谁负责" }
            } }
            tbody { @for one in all { (row(one)) } }
        } }
    }
}

fn gap_panel(asker: &Asker, opened: &Opened) -> Markup {
    let goal = &opened.progress.goal;
    let body = match &opened.gap {
        Gap::Rows { indicator, when, count } => {
            let link = number_link(asker, &indicator.code, goal.union, *when);
            let number = count.map(store::figure::thousands);
            html! {
                @match number {
                    None => p.soft { "无权查看是哪些。" },
                    Some(number) => p {
                        (indicator.title) " "
                        b { (parts::a(&link, Dress::default(), format!("{number}{}", indicator.unit))) }
                        "，点数字看名单。"
                    },
                }
                p.small.muted { (indicator.definition) }
            }
        }
        Gap::Parts(behind) => html! {
            @if behind.is_empty() { p.soft { "分解下去的都没有落后。" } }
            @for one in behind { p {
                a href=(asker.href(&format!("/target/{}", one.goal.public_id))) {
                    (asker.tree.title(one.goal.union))
                }
                " " span.small.amber { (one.said()) }
            } }
        },
        Gap::Units(units) => units_list(asker, opened, units),
        Gap::Nobody => html! { p.soft { "没有可以指出的单位。" } },
    };
    let title = "缺口在哪里";
    parts::panel(&Panel { title: title.into(), body: parts::pad(body), ..Panel::default() })
}

fn units_list(asker: &Asker, opened: &Opened, units: &[Unit]) -> Markup {
    let goal = &opened.progress.goal;
    let when = goal.when(opened.progress.day);
    let lead = match (goal.is_share(), goal.at_most) {
        (true, false) => "自己还没有到这个目标的下级，最低的在前：",
        (true, true) => "自己还超过这个目标的下级，最高的在前：",
        (false, false) => "没有分解到下级，先看数最少的：",
        (false, true) => "没有分解到下级，先看数最多的：",
    };
    html! {
        p.soft { (lead) }
        @for unit in units { p {
            (unit.name) " "
            (parts::a(
                &number_link(asker, &goal.indicator.code, unit.union, when),
                Dress::default(),
                goal.words(unit.now),
            ))
        } }
    }
}
