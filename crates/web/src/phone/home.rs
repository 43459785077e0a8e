//! The first page: the card, what one may ask for, how far it is.

use super::{Frame, Me, frame, invite, line, matter};
use crate::app::run;
use crate::fault::Answer;
use crate::parts::{self, icon};
use crate::shell::see;
use axum::http::HeaderMap;
use kernel::own::Asker;
use maud::{Markup, html};
use store::StoreError;

/// Matters on the first page.
const FIRST: usize = 4;

/// The first page of whoever has signed in.
pub async fn show(me: Me, headers: HeaderMap) -> Answer {
    if me.member.must_set_pin {
        return Ok(see("/m/newpin"));
    }
    if me.member.person.is_none() {
        return stranger(me, &headers).await;
    }
    let member = me.member.clone();
    let (belonging, asks) = run(&me.app, move |store| {
        Ok::<_, StoreError>((store.belongs(&member)?, store.open_asks(&member)?))
    })
    .await?;
    let matters = matter::of(&me).await?;
    let unit = match &belonging {
        Some(record) => unit_of(&me, record).await?,
        None => String::new(),
    };
    let body = html! {
        (card_line(&me, belonging.is_some(), &unit))
        @if belonging.is_none() {
            div.note.warn { (icon("info-circle")) span { "您现在没有在册的会籍。换了单位的，请新单位的工会办转入。" } }
        }
        section.panel aria-label="办事" { div.m-grid {
            @for (register, ask) in &asks {
                a href=(format!("/m/new/{}", register.name)) { span { (icon(ask.icon)) } (ask.title) }
            }
            a href="tel:12351" { span { (icon("phone")) } "打12351" }
        } }
        (open_matters(&matters))
        section.panel { ul.list {
            (line("eye", "/m/looks", "谁看过我的资料", "哪个工会的什么人，什么时候，为什么"))
        } }
    };
    let right = text_size(&me);
    Ok(frame(Some(&me), &Frame { title: "娘家", tab: "home", right, body, ..Frame::default() }))
}

/// Turns large letters on and off.
pub fn text_size(me: &Me) -> Markup {
    let large = me.member.large;
    let label = if large { "恢复字号" } else { "放大字号" };
    html! {
        form method="post" action="/m/large" {
            (parts::csrf_field(&me.member.csrf))
            input type="hidden" name="large" value=(if large { "" } else { "1" });
            button.btn.sm.ico aria-label=(label) aria-pressed=(large) { (icon("text-size")) }
        }
    }
}

async fn unit_of(me: &Me, record: &kernel::record::Record) -> Result<String, crate::Fault> {
    let field = record.register.owner_field().unwrap_or_default();
    let node = record.value(field).as_int().unwrap_or(0);
    let tree = run(&me.app, |store| store.db.read(|tx| store.tree(tx))).await?;
    Ok(tree.title(node).to_owned())
}

fn card_line(me: &Me, member: bool, unit: &str) -> Markup {
    html! {
        a.m-card href="/m/card" {
            span.m-card-head {
                span { b.m-name { (me.member.name) } br; span { (unit) @if member { " · 会员" } } }
                span.m-square { (icon("qrcode")) }
            }
            span.m-card-foot { "出示会员证" }
        }
    }
}

fn open_matters(matters: &[matter::Known]) -> Markup {
    let mut open: Vec<&matter::Known> = matters.iter().filter(|one| one.open).collect();
    open.truncate(FIRST);
    html! {
        section.panel {
            header { h2 { "我的事" } @if !matters.is_empty() { a.push href="/m/matters" { "全部" } } }
            ul.list {
                @for one in &open { (one.line()) }
                @if open.is_empty() { li { div.grow.soft { "没有正在办的事。上面点一样，几步就能提出来。" } } }
            }
        }
    }
}

/// Who is not known yet: what they wait for, or the way in.
async fn stranger(me: Me, headers: &HeaderMap) -> Answer {
    let waits = match me.member.waits {
        Some(_) => matter::waiting(&me).await?,
        None => None,
    };
    let asks: Vec<_> = me.app.store.asks(Asker::Stranger).collect();
    let over = waits.as_ref().is_none_or(|waits| !waits.open);
    let member = me.member.clone();
    let along = run(&me.app, move |store| store.invited_with(&member)).await?;
    let asked_to = if over { invite::remembered(&me, headers).await? } else { None };
    let body = html! {
        @if let Some(waits) = &waits {
            section.panel { header { h2 { "我的申请" } } ul.list { (waits.line()) } }
        }
        @if let Some(along) = along.as_ref().filter(|_| !over) { (invite::pass_on(&me.base, along)) }
        @if let Some(to) = &asked_to { (invite::way_in(to)) }
        @if over {
            @for (register, ask) in &asks {
                section.panel { div.pad.stack {
                    h2.big { (ask.title) }
                    p { (ask.about) }
                    a.btn.pri.wide href=(format!("/m/new/{}", register.name)) { (ask.title) }
                } }
            }
        }
        @if me.member.may_be_known && over {
            section.panel { ul.list { (line("user", "/m/who", "我已经是会员", "核对一次姓名和证件，看会员证、办事")) } }
        }
        section.panel { ul.list {
            (line("phone", "tel:12351", "打工会热线12351", "不会填、说不清，就打电话"))
        } }
        (sign_out(&me))
    };
    let right = text_size(&me);
    Ok(frame(Some(&me), &Frame { title: "娘家", right, body, ..Frame::default() }))
}

/// Signs this phone out.
pub fn sign_out(me: &Me) -> Markup {
    html! {
        form method="post" action="/m/logout" data-forget {
            (parts::csrf_field(&me.member.csrf))
            button.btn.wide { (icon("logout")) "退出登录" }
        }
    }
}
