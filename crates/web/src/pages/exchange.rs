//! Files to and from other installations: taken along from a matter's page, received on a page of their own
//! beside the installation's own card.
//!
//! Read in this order: this file, the addresses and what stands on other pages · [`out`] files that leave ·
//! [`arrive`] files that come in.

mod arrive;
mod out;

use crate::app::App;
use crate::pages::record::path_of;
use crate::parts::{self, Btn, Panel};
use crate::request::Asker;
use axum::Router;
use axum::routing::{get, post};
use kernel::access::Act;
use kernel::register::Register;
use maud::{Markup, html};
use store::reader::Opened;

/// `/r/{register}/{id}/parcel`, `/receipt`, and `/parcels`.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/r/{register}/{id}/parcel", get(out::parcel))
        .route("/r/{register}/{id}/receipt", get(out::receipt))
        .route("/r/{register}/{id}/voucher", get(out::voucher))
        .route("/parcels", get(arrive::show).post(arrive::come))
        .route("/parcels/take", post(arrive::take))
        .route("/parcels/card", get(out::card))
}

/// The way to the page, in the head of the lists that it serves.
pub fn button(asker: &Asker, register: &Register) -> Markup {
    let words = match (&register.exchange, &register.partners) {
        (Some(exchange), _) => format!("收{}", exchange.title),
        (None, Some(_)) => "本系统的密钥卡".to_owned(),
        (None, None) => return Markup::default(),
    };
    if !asker.may(register, Act::Write) {
        return Markup::default();
    }
    html! { (Btn::link(words, asker.href("/parcels")).icon("file-import")) }
}

/// On the page of a trusted installation: the file by which others trust it without a call.
fn voucher(asker: &Asker, opened: &Opened) -> Markup {
    let fields = opened.record.register.partners;
    let called = fields.is_some_and(|fields| opened.record.value(fields.vouched_by).is_null());
    if !called || opened.record.voided || !opened.acts.contains(&Act::Write) {
        return Markup::default();
    }
    let href = asker.href(&format!("{}/voucher", path_of(opened)));
    let body = html! {
        div.pad.stack {
            p.soft { "本系统和这个系统在电话里核对过指纹，可以为它签字担保：把担保文件发给认本系统为上级的系统，对方上传以后就和它互认，不用再打电话。文件90天内有效，改一个字就作废。" }
            div.acts-row { (Btn::link("下载担保文件", href).icon("download")) }
        }
    };
    parts::panel(&Panel { id: "voucher".into(), title: "担保".into(), body, ..Panel::default() })
}

/// On the page of a matter: its file while it is under way, its receipt once it has been decided.
pub fn panel(asker: &Asker, opened: &Opened) -> Markup {
    let (record, register) = (&opened.record, opened.record.register);
    if register.partners.is_some() {
        return voucher(asker, opened);
    }
    let (Some(exchange), Some(flow)) = (&register.exchange, &register.flow) else {
        return Markup::default();
    };
    let state = record.value(flow.state.name).to_string();
    let with_partner = !record.value(exchange.partner).is_null();
    let by_file = !record.value(exchange.id).is_null();
    let mine = opened.acts.contains(&Act::Write) && !record.voided;
    let sends = exchange.sends_in.contains(&state.as_str()) && with_partner;
    let answers = exchange.answers_in.contains(&state.as_str()) && by_file;
    if !mine || !(sends || answers) {
        return Markup::default();
    }
    let href = |end: &str| asker.href(&format!("{}/{end}", path_of(opened)));
    let body = html! {
        div.pad.stack {
            @if sends {
                p.soft { "下载" (exchange.title) "，用电子邮件或U盘交给对方。文件已加密，只有对方的系统能打开。" }
                p.soft { "对方接收以后会发回回执，在这里上传；收到回执以前，会员仍计在本工会。" }
                div.acts-row {
                    (Btn::link(format!("下载{}", exchange.title), href("parcel")).icon("download").pri())
                    (Btn::link("上传回执", asker.href("/parcels")).icon("upload"))
                }
            } @else {
                p.soft { "把回执发回给对方：对方收到以后，才从转入日期起不再计在那边。" }
                div.acts-row { (Btn::link("下载回执", href("receipt")).icon("download").pri()) }
            }
        }
    };
    parts::panel(&Panel {
        id: "parcel".into(),
        title: exchange.title.into(),
        body,
        ..Panel::default()
    })
}
