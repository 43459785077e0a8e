//! A procedure on the page of its record: the line with the clock, what is to be done, the steps.
//!
//! Read in this order: this file, what is shown · [`time`] the clock in words · [`take`] a step asked for and
//! made · [`hand`] given to somebody else.

mod hand;
mod take;
pub mod time;

pub use hand::offered;

use crate::app::App;
use crate::parts::{self, Btn, Line, Link, Panel, Tone};
use crate::request::Asker;
use crate::show;
use axum::Router;
use axum::routing::get;
use kernel::workflow::{Ended, Finding, HANDLED_BY, OFFERED_TO, Way};
use maud::{Markup, html};
use store::flow::{Offer, Standing};
use store::reader::Opened;

/// `/r/{register}/{id}/step/{step}`.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/r/{register}/{id}/step/{step}", get(take::ask).post(take::make))
        .route("/r/{register}/{id}/assign", get(hand::ask_whom).post(hand::assign))
        .route("/r/{register}/{id}/offer", get(hand::ask_where).post(hand::offer))
        .route("/r/{register}/{id}/take", axum::routing::post(hand::take))
}

fn step_link(asker: &Asker, path: &str, offer: &Offer) -> Link {
    Link::load(asker.href(&format!("{path}/step/{}", offer.step.code)), "#dialog-slot")
}

/// Steps as buttons: the one that leads on is the main one, what breaks off is in the menu.
pub fn buttons(asker: &Asker, path: &str, standing: &Standing) -> Markup {
    let all = &standing.steps;
    // From where a record rests nothing leads on: what may be done is no more than that.
    let on = all.iter().find(|offer| offer.step.way == Way::On && !standing.state.rests);
    let others = all.iter().filter(|offer| {
        offer.step.way != Way::Off && on.is_none_or(|on| on.step.code != offer.step.code)
    });
    html! {
        @for offer in others {
            (Btn::link(offer.step.title, step_link(asker, path, offer)))
        }
        @if let Some(offer) = on {
            (Btn::link(offer.step.title, step_link(asker, path, offer)).pri())
        }
    }
}

/// Entries of the menu for steps that break the matter off.
pub fn menu(asker: &Asker, path: &str, standing: &Standing) -> Markup {
    let off = standing.steps.iter().filter(|offer| offer.step.way == Way::Off);
    let load = |end: &str| Link::load(asker.href(&format!("{path}/{end}")), "#dialog-slot");
    html! {
        @if waits_here(Some(standing)) {
            (parts::menu_link("user-share", "转给同事办", load("assign")))
            (parts::menu_link("arrows-diff", "移交给别的单位", load("offer")))
        }
        @for offer in off {
        (parts::menu_link("ban", offer.step.title, step_link(asker, path, offer)))
        }
    }
}

/// Who has it in hand, and to whom it was offered.
pub fn in_hand(asker: &Asker, opened: &Opened) -> Markup {
    let record = &opened.record;
    let handler = record.get(HANDLED_BY).unwrap_or_default();
    let offered = record.get(OFFERED_TO).map(|node| asker.tree.title(node));
    html! {
        @if !handler.is_empty() { (parts::tag(&format!("{handler}承办"), Tone::Line)) }
        @if let Some(unit) = offered { (parts::tag(&format!("移交{unit}，等接收"), Tone::Warn)) }
    }
}

/// Whether this person may make a step.
pub fn waits_here(standing: Option<&Standing>) -> bool {
    let on = |standing: &Standing| standing.steps.iter().any(|one| one.step.way != Way::Off);
    standing.is_some_and(|standing| !standing.state.rests && on(standing))
}

/// The state beside the title.
pub fn tag(standing: &Standing) -> Markup {
    let tone = match standing.state.ended {
        Some(Ended::Well) => Tone::Ok,
        Some(Ended::Without) => Tone::Plain,
        None if standing.state.holds.is_some() => Tone::Warn,
        None => Tone::Act,
    };
    parts::tag(&standing.title, tone)
}

/// The visible line with the large clock.
pub fn line(asker: &Asker, standing: &Standing) -> Markup {
    let today = asker.store().today();
    let steps: Vec<parts::Step> = standing
        .stages
        .iter()
        .enumerate()
        .map(|(at, stage)| {
            let done = stage.done.as_ref().filter(|_| at < standing.stage);
            let sub = done.map_or(String::new(), |(when, who)| {
                let day = show::moment(*when, today);
                let day = day.split([' ']).next().unwrap_or_default();
                format!("{day} {who}")
            });
            parts::Step::new(stage.title, sub)
        })
        .collect();
    let ended = standing.state.ended == Some(Ended::Without);
    let alone = standing.with.is_none() || standing.stage > 0;
    html! {
        div.flow { section.panel { div.pad.split {
            @if ended { p.soft { "这件事已经结束：" b { (standing.title) } "。" } }
            @else { (parts::steps(&steps, standing.stage)) }
            @if let Some(term) = standing.term.as_ref().filter(|_| alone) {
                (time::large(asker, standing, term))
            }
        } } }
    }
}

/// 您要做的: checks and papers of the steps that wait for this person.
pub fn to_do(asker: &Asker, opened: &Opened, standing: &Standing) -> Markup {
    if let Some(link) = standing.with.filter(|_| standing.stage == 0) {
        return with_another(asker, opened, link);
    }
    if !waits_here(Some(standing)) {
        return waiting(standing);
    }
    let path = crate::pages::record::path_of(opened);
    let register = opened.record.register;
    let mut lines: Vec<(bool, Line)> = Vec::new();
    for (kind, there) in &standing.papers {
        let title = register.attachment(kind).map_or(*kind, |kind| kind.title);
        let sub = if *there { "已上传" } else { "还没有，在下面“附件”里上传" };
        lines.push((*there, line_of(state_icon(*there, false), format!("交“{title}”"), sub)));
    }
    for (check, finding) in &standing.checks {
        let (fine, look) =
            (matches!(finding, Finding::Fine(_)), matches!(finding, Finding::Look(_)));
        lines.push((fine || look, line_of(state_icon(fine, look), check.title, finding.says())));
    }
    let main = standing.steps.iter().find(|offer| offer.step.way == Way::On);
    if let Some(offer) = main {
        let mut last = line_of(state_icon(false, false), standing.state.owed, "");
        let ready = offer.refused.is_empty();
        last.sub = if ready { "可以办了".into() } else { "上面没齐的先补齐".into() };
        last.tail = html! {
            (Btn::link(offer.step.title, step_link(asker, &path, offer)).sm())
        };
        lines.push((false, last));
    }
    let done = lines.iter().filter(|line| line.0).count();
    let right = html! { span.muted { "已完成" (done) "项，共" (lines.len()) "项" } };
    let body = parts::list(html! { @for (_, line) in &lines { (parts::list_line(line)) } });
    parts::panel(&Panel { title: "您要做的".into(), right, body, ..Panel::default() })
}

/// It goes on with another record.
fn with_another(asker: &Asker, opened: &Opened, link: &str) -> Markup {
    let Some(field) = opened.record.register.field(link) else { return Markup::default() };
    let value = opened.record.value(link);
    let name = show::markup(field, value, &opened.titles, &asker.keep());
    let words = html! { "随" (field.title) "“" (name) "”一起办，不用单独审批。" };
    html! { div.gap { (parts::note(Tone::Act, &words, None)) } }
}

/// Nothing to do here: who is waited for.
fn waiting(standing: &Standing) -> Markup {
    if standing.state.ended.is_some() || standing.state.rests {
        return Markup::default();
    }
    let who: Vec<&str> = standing.state.owed_by.iter().map(|role| role.title).collect();
    let words = html! { "现在等" b { (who.join("、")) } "办：" (standing.state.owed) "。" };
    html! { div.gap { (parts::note(Tone::Act, &words, None)) } }
}

fn line_of(lead: Markup, title: impl Into<String>, sub: impl Into<String>) -> Line {
    Line { lead, title: title.into(), sub: sub.into(), ..Line::default() }
}

fn state_icon(fine: bool, look: bool) -> Markup {
    match (fine, look) {
        (true, _) => parts::icon_in("circle-check", "green"),
        (_, true) => parts::icon_in("alert-triangle", "amber"),
        _ => parts::icon_in("circle", "muted"),
    }
}
