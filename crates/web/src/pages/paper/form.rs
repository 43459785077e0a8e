//! Forms printed from records: seen, printed, taken along; of one record or of many in one file.

use super::show::sheet;
use crate::app::run;
use crate::fault::{Answer, Fault};
use crate::pages::bulk::Pick;
use crate::pages::list::ask::Listing;
use crate::pages::record::{name_of, opened_for, path_of};
use crate::parts::{self, Btn, Crumb, Line, PageHead, Panel, Press};
use crate::request::Asker;
use crate::shell::{Page, page};
use axum::extract::Path;
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use kernel::access::Act;
use kernel::attachment::Media;
use kernel::letter::{Form, Printed};
use kernel::register::Register;
use maud::{Markup, html};
use store::reader::Opened;
use store::{Ctx, Store, StoreError};

/// Most forms in one file.
const MOST: usize = 500;

type Key = Path<(String, String, String)>;

fn form_of(register: &Register, letter: &str) -> Result<Form, Fault> {
    let form = register.forms.iter().find(|form| form.letter == letter);
    form.copied().ok_or_else(Fault::not_found)
}

async fn filled(asker: &Asker, opened: &Opened, form: Form) -> Result<Printed, Fault> {
    let (ctx, register) = (asker.ctx.clone(), opened.record.register);
    let key = opened.record.id.to_string();
    let made = run(&asker.app, move |store| store.form(&ctx, register, &key, form.letter)).await?;
    let say = format!("{}还没有内容可以打印，先登记好再来。", form.title);
    made.ok_or_else(|| Fault::unreadable(say))
}

/// `GET /r/{register}/{id}/form/{letter}`.
pub async fn page_of(asker: Asker, Path((name, key, letter)): Key) -> Answer {
    let opened = opened_for(&asker, &name, &key, Act::Read).await?;
    let form = form_of(opened.record.register, &letter)?;
    let printed = filled(&asker, &opened, form).await?;
    let (title, path) = (name_of(&opened), path_of(&opened));
    let main = html! {
        (parts::page_head(&PageHead {
            title: form.title.into(),
            crumbs: vec![Crumb::to(opened.record.register.title, asker.href(&format!("/r/{name}"))),
                Crumb::to(title.as_str(), asker.href(&path))],
            acts: html! {
                (Btn::new("打印", Press::Print).icon("printer"))
                (Btn::link("下载DOCX", asker.href(&format!("{path}/form/{letter}/docx")))
                    .icon("file-type-docx").pri())
            },
            ..PageHead::default()
        }))
        (sheet(&printed))
    };
    let nav = format!("r/{name}");
    Ok(page(&asker, Page::new(form.title, &nav, main)))
}

/// `GET /r/{register}/{id}/form/{letter}/docx`.
pub async fn file(asker: Asker, Path((name, key, letter)): Key) -> Answer {
    let opened = opened_for(&asker, &name, &key, Act::Read).await?;
    let form = form_of(opened.record.register, &letter)?;
    let printed = filled(&asker, &opened, form).await?;
    let title = format!("{}{}", name_of(&opened), form.title);
    let (ctx, register, id) = (asker.ctx.clone(), opened.record.register, opened.record.id);
    run(&asker.app, move |store| {
        store.note(&ctx, "打印表格", register.name, id, form.title)?;
        sent(&[printed], &title)
    })
    .await
}

/// The forms of several records in one file, once the journal has taken it down.
pub async fn of_many(asker: &Asker, listing: &Listing, picks: Vec<Pick>, letter: &str) -> Answer {
    let form = form_of(listing.register, letter)?;
    if picks.len() > MOST {
        let say = format!("一次最多打印{MOST}份，请分几次选");
        return Err(StoreError::refuse("id", say).into());
    }
    let (ctx, register) = (asker.ctx.clone(), listing.register);
    run(&asker.app, move |store| all(store, &ctx, register, &picks, form)).await
}

fn all(
    store: &Store,
    ctx: &Ctx,
    register: &'static Register,
    picks: &[Pick],
    form: Form,
) -> Result<Response, Fault> {
    let mut printed = Vec::new();
    for pick in picks {
        printed.extend(store.form(ctx, register, &pick.id.to_string(), form.letter)?);
    }
    let title = format!("{}{}份", form.title, printed.len());
    store.note(ctx, "打印表格", register.name, 0, &title)?;
    sent(&printed, &title)
}

fn sent(printed: &[Printed], title: &str) -> Result<Response, Fault> {
    let made = office::letter::docx_of_all(printed);
    let made = made.map_err(|error| Fault::broken(error.to_string()))?;
    let bytes = made.ok_or_else(|| Fault::unreadable("所选的记录没有可以打印的内容。"))?;
    let name = crate::params::percent(&format!("{title}.docx"));
    let given = HeaderValue::from_str(&format!("attachment; filename*=UTF-8''{name}"));
    let given = given.map_err(|error| Fault::broken(error.to_string()))?;
    let heads = [
        (header::CONTENT_TYPE, HeaderValue::from_static(Media::Docx.code())),
        (header::CONTENT_DISPOSITION, given),
    ];
    Ok((heads, bytes).into_response())
}

/// Whether people may still come to a record.
fn takes_in(register: &Register, opened: &Opened) -> bool {
    let state = register.flow.as_ref().map_or("", |flow| flow.state.name);
    let state = opened.record.value(state).to_string();
    register.flow.as_ref().and_then(|flow| flow.meaning(&state)).is_some_and(|now| !now.frozen)
}

/// The panel of the record's page.
pub fn panel(asker: &Asker, opened: &Opened) -> Markup {
    let register = opened.record.register;
    let (forms, face) = (&register.forms, register.own.and_then(|own| own.face));
    let along = asker.store().invites(register).filter(|_| takes_in(register, opened));
    if (forms.is_empty() && face.is_none() && along.is_none()) || opened.record.voided {
        return Markup::default();
    }
    let href = |form: &Form, end: &str| {
        asker.href(&format!("{}/form/{}{end}", path_of(opened), form.letter))
    };
    let line = |form: &Form| {
        let tail = html! {
            (Btn::link("看和打印", href(form, "")).sm().icon("printer"))
            (Btn::link("下载DOCX", href(form, "/docx")).sm().icon("file-type-docx"))
        };
        parts::list_line(&Line { title: form.title.to_owned(), tail, ..Line::default() })
    };
    let card = face.map(|face| {
        let href = asker.href(&format!("{}/face", path_of(opened)));
        let tail = html! { (Btn::link("看和打印", href).sm().icon("printer")) };
        parts::list_line(&Line { title: face.title.to_owned(), tail, ..Line::default() })
    });
    let invite = {
        let href = asker.href(&format!("{}/invite", path_of(opened)));
        let tail = html! { (Btn::link("看和打印", href).sm().icon("qrcode")) };
        parts::list_line(&Line { title: super::invite::TITLE.into(), tail, ..Line::default() })
    };
    let body = parts::list(
        html! { @for form in forms { (line(form)) } @if let Some(card) = card { (card) } @if along.is_some() { (invite) } },
    );
    parts::panel(&Panel {
        id: "forms".into(),
        title: "可以打印的表".into(),
        body,
        ..Panel::default()
    })
}
