//! 目标任务: how far a unit is with what it has to reach, where the pace stands today, and whom to work on.
//!
//! Read in this order: this file, the goals of a unit · [`one`] a single one · [`down`] handing it down.

mod down;
mod one;

use super::figure::{beside, href as figure_href};
use crate::app::{App, run};
use crate::fault::Answer;
use crate::params::Params;
use crate::parts::{self, Btn, Empty, Link, PageHead, Panel, Tone};
use crate::request::Asker;
use crate::shell::{Page, fragment, page};
use axum::Router;
use axum::routing::{get, post};
use kernel::access::Act;
use kernel::dates::chinese;
use kernel::register::Register;
use maud::{Markup, html};
use store::figure::When;
use store::goal::{Progress, Standing};

/// `/target`, `/target/{key}`, `/target/{key}/down`, `/target/{key}/sum` and the panel of the first screen.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/target", get(show))
        .route("/target/{key}", get(one::show))
        .route("/target/{key}/down", get(down::show).post(down::save))
        .route("/target/{key}/sum", post(down::sum))
        .route("/desk/goals", get(desk))
}

/// The register of goals, if this person may read it.
pub fn register(asker: &Asker) -> Option<&'static Register> {
    let (register, _) = asker.store().catalog().goals()?;
    asker.ctx.anywhere(register, Act::Read, &asker.tree).then_some(register)
}

async fn show(asker: Asker) -> Answer {
    let Some(register) = register(&asker) else {
        return Err(crate::Fault::forbidden(
            "您的账号看不到目标任务。需要看的话，请本单位的安全管理员开通。",
        ));
    };
    let goals = goals(&asker).await?;
    let all = asker.href(&format!("/r/{}", register.name));
    let new = new_href(&asker, register);
    let main = html! {
        (parts::page_head(&PageHead {
            title: register.title.into(),
            count: if goals.is_empty() { String::new() } else { format!("{}项", goals.len()) },
            sub: format!("{}的目标；竖线是今天应到的进度。", asker.at_name()),
            acts: html! {
                (Btn::link("连同下级，列成表", all).icon("list").quiet())
                @if let Some(new) = &new { (Btn::link("定目标", new.as_str()).icon("plus").pri()) }
            },
            ..PageHead::default()
        }))
        @if goals.is_empty() { (none(&asker, new)) } @else { (panel(&asker, &goals)) }
    };
    Ok(page(&asker, Page::new(register.title, "target", main)))
}

async fn goals(asker: &Asker) -> Result<Vec<Progress>, crate::Fault> {
    let (ctx, at) = (asker.ctx.clone(), asker.at);
    run(&asker.app, move |store| store.goals(&ctx, at)).await
}

/// The form of a new goal for the chosen unit.
fn new_href(asker: &Asker, register: &Register) -> Option<String> {
    let union = if asker.at == 0 { asker.tree.root() } else { asker.at };
    let owner = register.owner_field()?;
    let may = asker.ctx.may(register, Act::Write, union, &asker.tree);
    let path = format!("/r/{}/new", register.name);
    may.then(|| asker.keep().add(owner, union.to_string()).on(&path))
}

fn none(asker: &Asker, new: Option<String>) -> Markup {
    let acts = new.into_iter().map(|new| Btn::link("定第一个目标", new).pri()).collect();
    parts::empty_state(&Empty {
        icon: "flag",
        title: format!("{}还没有目标", asker.at_name()),
        text: "定下指标、期限和数，谁负责；做到多少由台账算出，今天该到多少、差在哪几家都看得到。"
            .into(),
        acts,
        ..Empty::default()
    })
}

fn panel(asker: &Asker, goals: &[Progress]) -> Markup {
    let body = parts::pad(html! { @for one in goals { (bar(asker, one)) (under(one)) } });
    parts::panel(&Panel { title: "做到哪里了".into(), body, ..Panel::default() })
}

/// What stands below a bar: what today asks for, until when, who.
fn under(progress: &Progress) -> Markup {
    let goal = &progress.goal;
    let mut words = Vec::new();
    let open = matches!(progress.standing(), Standing::Behind(_) | Standing::Ahead(_));
    if let Some(due) = progress.due.filter(|_| open) {
        words.push(format!("今天应到{}", goal.words(due)));
    }
    words.push(format!("{}到期", chinese(goal.due)));
    words.extend(goal.people.iter().map(|(title, name)| format!("{title}{name}")));
    html! { p.small.muted { (words.join(" · ")) } }
}

/// One goal with its bar: the name leads to the goal, the number to its figure.
pub fn bar(asker: &Asker, progress: &Progress) -> Markup {
    let goal = &progress.goal;
    let number = |value: Option<i64>| value.map_or_else(|| "—".to_owned(), |v| goal.number(v));
    let said = progress.said();
    parts::goal(&parts::Goal {
        name: goal.title.clone(),
        href: Link::to(asker.href(&format!("/target/{}", goal.public_id))),
        now: number(progress.now),
        figure: figure_link(asker, progress),
        aim: format!("{}{}", if goal.at_most { "不超过" } else { "" }, goal.words(goal.value)),
        done: progress.done().unwrap_or(0).min(1_000),
        pace: progress.pace().filter(|_| progress.day <= goal.due).map(|pace| pace.min(1_000)),
        words: said,
        tone: tone(progress),
    })
}

fn tone(progress: &Progress) -> Tone {
    match progress.standing() {
        Standing::Reached => Tone::Ok,
        Standing::Behind(_) => Tone::Warn,
        Standing::Missed(_) => Tone::Bad,
        _ => Tone::Act,
    }
}

/// The figure of a goal, beside the page.
fn figure_link(asker: &Asker, progress: &Progress) -> Option<Link> {
    let goal = &progress.goal;
    progress.now?;
    Some(number_link(asker, &goal.indicator.code, goal.union, goal.when(progress.day)))
        .filter(|_| !(goal.flow && progress.day < goal.from))
}

fn number_link(asker: &Asker, code: &str, union: i64, when: When) -> Link {
    let key = asker.tree.node(union).map_or("", |node| node.public_id.as_str());
    let params = match when {
        When::On(day) => Params::default().set("as_of", day.to_string()),
        When::Between(first, last) => {
            Params::default().set("from", first.to_string()).set("to", last.to_string())
        }
    };
    beside(figure_href(code, key, &params))
}

/// The panel of the first screen comes behind the page.
pub fn slot(asker: &Asker) -> Markup {
    if register(asker).is_none() {
        return Markup::default();
    }
    let href = asker.href("/desk/goals");
    html! {
        div id="goals" aria-busy="true" hx-get=(href) hx-trigger="load" hx-swap="outerHTML" {
            a href=(href) { "看" (asker.at_name()) "的目标" }
        }
    }
}

/// Goals shown on the first screen.
const ON_DESK: usize = 6;

async fn desk(asker: Asker) -> Answer {
    let mut goals = goals(&asker).await?;
    let today = asker.store().today();
    // What is long past is for the list; what this person answers for comes first.
    goals.retain(|one| one.goal.due >= today || one.is_behind());
    let name = asker.session.user.name.clone();
    let mine = |one: &Progress| one.goal.people.iter().any(|(_, who)| *who == name);
    goals.sort_by_key(|one| (!mine(one), one.goal.due, one.goal.id));
    let title = if goals.iter().any(mine) { "我的目标" } else { "目标" };
    let body = html! { div id="goals" { (desk_panel(&asker, title, &goals)) } };
    if asker.htmx {
        return Ok(fragment(&body));
    }
    let head = parts::page_head(&PageHead { title: "目标".into(), ..PageHead::default() });
    Ok(page(&asker, Page::new("目标", "home", html! { (head) (body) })))
}

fn desk_panel(asker: &Asker, title: &str, goals: &[Progress]) -> Markup {
    let body = html! {
        @for one in goals.iter().take(ON_DESK) { (bar(asker, one)) }
        @if goals.is_empty() { p.soft { "没有正在做的目标。" } }
    };
    let right = html! {
        span.small.muted { "竖线 = 今天应到进度 " }
        a.small href=(asker.href("/target")) { "全部目标" }
    };
    parts::panel(&Panel { title: title.into(), right, body: parts::pad(body), ..Panel::default() })
}
