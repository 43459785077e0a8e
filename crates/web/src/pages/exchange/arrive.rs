//! Files that come in: looked at before they are taken. A receipt is taken at once.

use crate::app::run;
use crate::fault::{Answer, Fault};
use crate::pages::form;
use crate::params::Params;
use crate::parts::{self, Btn, Crumb, Fact, Field, FileDrop, Panel, Toast, Tone};
use crate::request::{Asker, Form, Upload};
use crate::shell::{Page, page, see};
use crate::show;
use axum::http::StatusCode;
use axum::response::Response;
use kernel::access::Act;
use kernel::exchange::Exchange;
use kernel::field::FieldDef;
use kernel::register::Register;
use kernel::value::Value;
use kernel::verdict::Refusal;
use maud::{Markup, html};
use store::StoreError;
use store::exchange::Parcel;

/// Nobody's file is longer.
const LONGEST: usize = 256 * 1024;

/// The register whose files are received here, for those who may.
fn exchanged(asker: &Asker) -> Result<(&'static Register, &'static Exchange), Fault> {
    let mut all = asker.store().catalog().registers.iter();
    let found = all.find_map(|one| Some((one, one.exchange.as_ref()?)));
    let (register, exchange) = found.ok_or_else(Fault::not_found)?;
    if asker.may(register, Act::Write) {
        return Ok((register, exchange));
    }
    let say = format!("您的账号不能收{}。需要的话，请本单位的安全管理员开通。", exchange.title);
    Err(Fault::forbidden(say))
}

/// `GET /parcels`.
pub async fn show(asker: Asker) -> Answer {
    shown(&asker, "").await
}

async fn shown(asker: &Asker, wrong: &str) -> Answer {
    let (register, exchange) = exchanged(asker)?;
    let card = run(&asker.app, store::Store::own_card).await?;
    let file = FileDrop {
        accept: ".json".into(),
        words: "把文件拖到这里，或者".into(),
        ..FileDrop::default()
    };
    let receive = html! {
        div.pad.stack {
            form.stack method="post" action=(asker.href("/parcels")) enctype="multipart/form-data" {
                (parts::csrf_field(&asker.csrf))
                (parts::field_file(&Field::new("file", format!("{}、回执或担保文件", exchange.title)), &file))
                (Btn::submit("打开看看").pri().busy("正在打开…"))
            }
            p.small.muted { "只收互认系统发给本系统的文件；改动过的、过期的、收过的都不收。" }
        }
    };
    let own = html! {
        div.pad.stack {
            p.soft { "和别的系统第一次互发文件以前：把密钥卡发给对方，再打电话把下面的指纹念给对方核对。" }
            (parts::dl(&[
                Fact::new("名称", html! { (card.name) }).full(),
                Fact::new("指纹", html! { b data-raw { (card.fingerprint()) } }).full(),
            ], false))
            div.acts-row {
                (Btn::link("下载密钥卡", "/parcels/card").icon("download"))
                @if let Some(known) = partners(asker) {
                    (Btn::link(format!("{}台账", known.title), asker.href(&format!("/r/{}", known.name))).icon("list"))
                }
            }
        }
    };
    let left = html! {
        @if !wrong.is_empty() {
            div role="alert" { (parts::note(Tone::Bad, &html! { (wrong) "。" }, None)) }
        }
        (parts::panel(&Panel { title: "收文件".into(), body: receive, ..Panel::default() }))
    };
    let right =
        parts::panel(&Panel {
            title: "本系统的密钥卡".into(), body: own, ..Panel::default()
        });
    let main = html! {
        (head(asker, register, &format!("收{}和回执", exchange.title)))
        (parts::cols(&left, &right))
    };
    let nav = format!("r/{}", register.name);
    let mut answer = page(asker, Page::new("收文件", &nav, main));
    if !wrong.is_empty() {
        *answer.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
    }
    Ok(answer)
}

fn partners(asker: &Asker) -> Option<&'static Register> {
    let mut all = asker.store().catalog().registers.iter();
    all.find(|one| one.partners.is_some()).filter(|one| asker.may(one, Act::Read))
}

fn head(asker: &Asker, register: &Register, title: &str) -> Markup {
    let list = asker.href(&format!("/r/{}", register.name));
    parts::page_head(&parts::PageHead {
        title: title.to_owned(),
        crumbs: vec![Crumb::to(format!("{}台账", register.title), list)],
        ..parts::PageHead::default()
    })
}

/// A voucher is taken at once: who it is about is trusted from now on.
async fn vouched(asker: Asker, text: String) -> Answer {
    let ctx = asker.ctx.clone();
    match run(&asker.app, move |store| store.take_voucher(&ctx, &text)).await {
        Ok((register, id)) => {
            asker.say(Toast::new("担保文件核对无误，已经互认"));
            Ok(see(&asker.href(&format!("/r/{}/{id}", register.name))))
        }
        Err(fault) if !fault.refusals.is_empty() => shown(&asker, &fault.say).await,
        Err(fault) => Err(fault),
    }
}

/// `POST /parcels`: a file is opened; a receipt is taken, a matter is shown.
pub async fn come(upload: Upload) -> Answer {
    let Upload { asker, mut files } = upload;
    let lost = |_| Fault::unreadable("文件没有收完整，请重新选一次。");
    let mut text = None;
    while let Some(mut field) = files.next_field().await.map_err(lost)? {
        if field.name() != Some("file") {
            continue;
        }
        let mut bytes = Vec::new();
        while let Some(more) = field.chunk().await.map_err(lost)? {
            if bytes.len() + more.len() <= LONGEST {
                bytes.extend_from_slice(&more);
            }
        }
        text = String::from_utf8(bytes).ok();
    }
    let Some(text) = text.filter(|text| !text.trim().is_empty()) else {
        return shown(&asker, "没有选文件，或者这不是转会文件").await;
    };
    if store::exchange::is_voucher(&text) {
        return vouched(asker, text).await;
    }
    let (ctx, copy) = (asker.ctx.clone(), text.clone());
    let opened = run(&asker.app, move |store| store.open_parcel(&ctx, &copy)).await;
    match opened {
        Err(fault) if !fault.refusals.is_empty() => shown(&asker, &fault.say).await,
        Err(fault) => Err(fault),
        Ok(parcel) if parcel.answers.is_some() => settled(asker, text).await,
        Ok(parcel) => looked(&asker, &parcel, &text, &Params::default(), &[]).await,
    }
}

async fn settled(asker: Asker, text: String) -> Answer {
    let ctx = asker.ctx.clone();
    let done = run(&asker.app, move |store| {
        let (register, id) = store.take_receipt(&ctx, &text)?;
        let opened = store.open_record(&ctx, register, &id.to_string())?;
        Ok::<_, StoreError>(crate::pages::record::path_of(&opened))
    });
    match done.await {
        Ok(path) => {
            asker.say(Toast::new("回执收到了，这件转会已办结"));
            Ok(see(&asker.href(&path)))
        }
        Err(fault) if !fault.refusals.is_empty() => shown(&asker, &fault.say).await,
        Err(fault) => Err(fault),
    }
}

/// What a file says, before it is taken.
async fn looked(
    asker: &Asker,
    parcel: &Parcel,
    text: &str,
    typed: &Params,
    wrong: &[Refusal],
) -> Answer {
    let (register, exchange) = exchanged(asker)?;
    let copy = parcel.clone();
    let arrival = run(&asker.app, move |store| store.arrival(&copy)).await;
    let arrival = match arrival {
        Err(fault) if !fault.refusals.is_empty() => return shown_boxed(asker, &fault.say).await,
        other => other?,
    };
    let people = register.field(exchange.whom).map_or("", |field| field.to);
    let people = asker.store().catalog().register(people);
    let mut facts = vec![
        Fact::new("发来的系统", html! { (parcel.sender) }),
        Fact::new("生成日期", html! { (parcel.made_on) "，有效到" (parcel.until) }),
    ];
    facts.extend(arrival.whom.iter().filter_map(|pair| fact(people?, pair)));
    facts.extend(arrival.values.iter().filter_map(|pair| fact(register, pair)));
    let to = register.field(exchange.to).map(|field| FieldDef { required: true, ..*field });
    let other: Vec<&str> = wrong
        .iter()
        .filter(|one| one.field != exchange.to)
        .map(|one| one.reason.as_str())
        .collect();
    let body = html! {
        div.pad.stack {
            @if !other.is_empty() {
                div role="alert" { (parts::note(Tone::Bad, &html! { (other.join("；")) "。" }, None)) }
            }
            (parts::dl(&facts, true))
            form method="post" action=(asker.href("/parcels/take")) {
                (parts::csrf_field(&asker.csrf))
                input type="hidden" name="file" value=(text);
                @if let Some(field) = &to { (form::control_of(asker, register, field, typed, wrong)) }
                p.soft { "收下以后在转会台账里待接收：和本人、证件核对过，再点“接收会员”。" }
                (Btn::submit("收下").pri().busy("正在收下…"))
            }
        }
    };
    let panel = parts::panel(&Panel { title: "文件里写的".into(), body, ..Panel::default() });
    let main = html! { (head(asker, register, exchange.title)) (panel) };
    let nav = format!("r/{}", register.name);
    let mut answer: Response = page(asker, Page::new(exchange.title, &nav, main));
    if !wrong.is_empty() {
        *answer.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
    }
    Ok(answer)
}

async fn shown_boxed(asker: &Asker, wrong: &str) -> Answer {
    Box::pin(shown(asker, wrong)).await
}

/// A value as a fact; numbers of papers and telephones masked, as everywhere.
fn fact(register: &'static Register, (name, value): &(&'static str, Value)) -> Option<Fact> {
    let field = register.field(name)?;
    let said = match value.as_text().filter(|_| field.secret) {
        Some(clear) => Value::from(store::mask(field, clear)),
        None => value.clone(),
    };
    let shown = show::text(field, &said, &std::collections::HashMap::new());
    (!shown.is_empty()).then(|| Fact::new(field.title, html! { (shown) }))
}

/// `POST /parcels/take`.
pub async fn take(asker: Asker, Form(form): Form) -> Answer {
    let (register, exchange) = exchanged(&asker)?;
    let text = form.get("file").to_owned();
    let field = register.field(exchange.to).copied().ok_or_else(Fault::not_found)?;
    let required = FieldDef { required: true, ..field };
    let (to, mut wrong) = form::read_one(&asker, required, form.clone()).await?;
    let (ctx, copy) = (asker.ctx.clone(), text.clone());
    if let (Some(to), true) = (to.as_int(), wrong.is_empty()) {
        let taken = run(&asker.app, move |store| {
            let id = store.take_parcel(&ctx, &copy, to)?;
            let opened = store.open_record(&ctx, register, &id.to_string())?;
            Ok::<_, StoreError>(crate::pages::record::path_of(&opened))
        });
        match taken.await {
            Ok(path) => {
                asker.say(Toast::new("收下了，核对以后请点“接收会员”"));
                return Ok(see(&asker.href(&path)));
            }
            Err(fault) if !fault.refusals.is_empty() => wrong = fault.refusals,
            Err(fault) => return Err(fault),
        }
    } else if wrong.is_empty() {
        wrong.push(Refusal::on(exchange.to, "选接收的工会"));
    }
    let (ctx, copy) = (asker.ctx.clone(), text.clone());
    match run(&asker.app, move |store| store.open_parcel(&ctx, &copy)).await {
        Ok(parcel) => looked(&asker, &parcel, &text, &form, &wrong).await,
        Err(fault) if !fault.refusals.is_empty() => shown(&asker, &fault.say).await,
        Err(fault) => Err(fault),
    }
}
