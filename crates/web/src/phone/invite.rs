//! Asking colleagues along: a link and its square code that name where people can join, and nobody.

use super::{HOME, Me};
use crate::app::{App, run};
use crate::fault::{Answer, Fault};
use crate::parts::{self, icon};
use crate::shell::see;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, header};
use axum::response::IntoResponse;
use maud::{Markup, html};
use store::members::Invitation;

/// Who has followed a link finds it again after signing in, for a day.
const COOKIE: &str = "-j";

/// The address of an invitation, for others.
pub fn link(base: &str, invitation: &Invitation) -> String {
    format!("{base}/m/j/{}/{}", invitation.register.name, invitation.key)
}

/// `GET /m/j/{register}/{key}`: keeps in mind where somebody was asked to, and leads in.
pub async fn follow(
    State(app): State<App>,
    me: Option<Me>,
    Path((name, key)): Path<(String, String)>,
) -> Answer {
    let fine = key.len() <= 40 && key.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
    let register = app.store.catalog().register(&name).filter(|_| fine);
    let register = register.ok_or_else(Fault::not_found)?;
    let to = match &me {
        Some(me) if me.member.person.is_none() => format!("/m/new/{name}?for={key}"),
        Some(_) => HOME.to_owned(),
        None => "/m/login".to_owned(),
    };
    if let Some(me) = &me
        && let Some(words) = known(me).await?
    {
        me.say(words);
    }
    let mut answer = see(&to);
    let kept = format!("{}.{key}", register.name);
    if let Some(cookie) = app.cookie_line(COOKIE, &kept, "; Max-Age=86400") {
        answer.headers_mut().append(header::SET_COOKIE, cookie);
    }
    Ok(answer.into_response())
}

/// What to tell who is known already and need not, or cannot, ask to be taken in here; nothing to a stranger, nor to
/// who came in with what the desk handed over and could be anybody.
pub async fn known(me: &Me) -> Result<Option<&'static str>, Fault> {
    if me.member.person.is_none() || me.member.must_set_pin {
        return Ok(None);
    }
    let member = me.member.clone();
    let belongs = run(&me.app, move |store| store.belongs(&member)).await?;
    Ok(Some(match belongs {
        Some(_) => "您已经是会员，不用再申请。",
        None => "您登记过，但现在没有在册的会籍，请联系受理的工会。",
    }))
}

/// Where this phone was asked to, if people are still taken in there.
pub async fn remembered(me: &Me, headers: &HeaderMap) -> Result<Option<Invitation>, Fault> {
    let Some(kept) = me.app.cookie_value(headers, COOKIE) else { return Ok(None) };
    let Some((name, key)) = kept.split_once('.') else { return Ok(None) };
    let (name, key) = (name.to_owned(), key.to_owned());
    run(&me.app, move |store| match store.catalog().register(&name) {
        Some(register) => store.invitation(register, &key),
        None => Ok(None),
    })
    .await
}

/// How many have come and how many are wanted, in plain words.
pub fn count(of: &Invitation) -> String {
    match of.missing() {
        0 => format!("已有{}人申请入会，{}。", of.came, of.by.enough),
        missing if of.came == 0 => format!("还没有人申请入会，还差{missing}人。"),
        missing => format!("已有{}人申请入会，还差{missing}人就满{}人。", of.came, of.wanted),
    }
}

/// Above the form: where one was asked to.
pub fn told(of: &Invitation) -> Markup {
    html! {
        div.note { (icon("users-plus")) span {
            b { (of.name) } "，" (of.by.title) "，由" (of.above) "受理。" br; (count(of))
        } }
    }
}

/// On the first page of who was asked along.
pub fn way_in(of: &Invitation) -> Markup {
    let href = format!("/m/new/{}?for={}", of.register.name, of.key);
    html! {
        section.panel { div.pad.stack {
            h2.big { (of.name) }
            p { (of.by.title) "。" (count(of)) }
            a.btn.pri.wide href=(href) { "申请加入" }
        } }
    }
}

/// For who has asked already: the link to pass on.
pub fn pass_on(base: &str, of: &Invitation) -> Markup {
    let link = link(base, of);
    html! {
        section.panel {
            header { h2 { "请同事一起加入" } }
            div.pad.stack {
                p { b { (of.name) } "，" (of.by.title) "。" (count(of)) }
                div.m-code { (parts::square(&link, "邀请同事的二维码")) }
                p.small { "让同事扫码，或把下面的网址发给同事。里面没有您的任何资料。" }
                p.small data-raw { (link) }
            }
        }
    }
}
