//! What waits for this person, the soonest due first; what they have begun.

use crate::app::run;
use crate::fault::Answer;
use crate::pages::flow::time;
use crate::parts::{self, Line, Link, PageHead, Tone};
use crate::request::Asker;
use crate::shell::{Page, page};
use jiff::civil::Date;
use maud::{Markup, html};
use store::flow::{Bench, Matter};

/// Matters on the first screen.
const FIRST: usize = 12;
/// Matters on the page of all of them.
const ALL: usize = 500;

/// Whether this person's roles can owe anything.
pub fn concerned(asker: &Asker) -> bool {
    let owes = |role: &str| {
        asker.store().catalog().flows().any(|(_, flow)| flow.owed_by(role).next().is_some())
    };
    asker.ctx.grants.iter().any(|grant| owes(&grant.role))
}

/// The panel of the first screen.
pub async fn panel(asker: &Asker) -> Result<Markup, crate::Fault> {
    if !concerned(asker) {
        return Ok(Markup::default());
    }
    let (ctx, at) = (asker.ctx.clone(), asker.at);
    let begun = asker.query.get("todo") == "begun";
    let (bench, mine) = run(&asker.app, move |store| {
        Ok::<_, store::StoreError>((store.bench(&ctx, at, FIRST)?, store.begun(&ctx, FIRST)?))
    })
    .await?;
    let today = asker.store().today();
    let tabs = html! {
        nav.tabs aria-label="待办" {
            a href=(asker.href("/")) aria-current=[(!begun).then_some("page")] {
                "待我办理 " (parts::count(whole(bench.waiting.all), bench.waiting.late > 0))
            }
            a href=(asker.keep().set("todo", "begun").on("/")) aria-current=[begun.then_some("page")] {
                "我发起的 " (parts::count(whole(i64::try_from(mine.len()).unwrap_or(0)), false))
            }
        }
    };
    let body = if begun {
        parts::list(html! {
            @for one in &mine { (parts::list_line(&line(asker, one, today))) }
            @if mine.is_empty() { li { div.grow.soft { "还没有发起过。登记建会申请、入会申请以后，在这里看办到哪一步。" } } }
        })
    } else {
        html! { (groups(asker, &bench, today)) @if bench.waiting.all > whole_of(bench.matters.len()) {
            footer { a href=(asker.href("/desk/todo")) { "看全部" (bench.waiting.all) "件" } }
        } }
    };
    let right = html! { span.small.muted { "按到期先后" } };
    Ok(parts::tab_panel("todo", "待办", &tabs, &right, &body))
}

fn whole(number: i64) -> u64 {
    u64::try_from(number).unwrap_or(0)
}

fn whole_of(number: usize) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

/// 已超期, 今天到期, 以后.
fn groups(asker: &Asker, bench: &Bench, today: Date) -> Markup {
    let late = |one: &&Matter| one.term.is_some_and(|term| term.0 < today);
    let now = |one: &&Matter| one.term.is_some_and(|term| term.0 == today);
    let later = |one: &&Matter| one.term.is_none_or(|term| term.0 > today);
    let waiting = bench.waiting;
    let rest = waiting.all - waiting.late - waiting.today;
    let group = |title: &str, number: i64, tone: Tone, all: Vec<&Matter>| {
        html! { @if number > 0 {
            (parts::list_group(title, whole(number), tone))
            @for one in all { (parts::list_line(&line(asker, one, today))) }
        } }
    };
    let matters = &bench.matters;
    parts::list(html! {
        (group("已超期", waiting.late, Tone::Bad, matters.iter().filter(late).collect()))
        (group("今天到期", waiting.today, Tone::Warn, matters.iter().filter(now).collect()))
        (group("以后", rest, Tone::Plain, matters.iter().filter(later).collect()))
        @if matters.is_empty() {
            li { div.grow.soft { "没有等您办的事。别人报上来的、要您审的，会按到期先后排在这里。" } }
        }
    })
}

fn line(asker: &Asker, one: &Matter, today: Date) -> Line {
    let title = if one.owed.is_empty() {
        one.title.clone()
    } else {
        format!("{}：{}", one.title, one.owed)
    };
    let href = asker.href(&format!("/r/{}/{}", one.register.name, one.public_id));
    let held = if one.held { " · 另一时限暂停" } else { "" };
    Line {
        lead: parts::tag(one.register.title, Tone::Act),
        title,
        link: Some(Link::to(href)),
        sub: format!("{} · {}{held}", asker.tree.title(one.union), one.state),
        tail: html! { @if let Some((due, clock, days, left)) = one.term {
            (parts::clock(&time::small(clock, (due, days, left), today)))
        } },
    }
}

/// `/desk/todo`: everything that waits.
pub async fn all(asker: Asker) -> Answer {
    let (ctx, at) = (asker.ctx.clone(), asker.at);
    let bench = run(&asker.app, move |store| store.bench(&ctx, at, ALL)).await?;
    let today = asker.store().today();
    let shown = whole_of(bench.matters.len());
    let sub = if shown < bench.waiting.all {
        format!("共{}件，先列出到期最早的{shown}件", bench.waiting.all)
    } else {
        format!("共{}件", bench.waiting.all)
    };
    let head =
        parts::page_head(&PageHead { title: "待我办理".into(), sub, ..PageHead::default() });
    let body = html! { section.panel { (groups(&asker, &bench, today)) } };
    Ok(page(&asker, Page::new("待我办理", "home", html! { (head) (body) })))
}
