//! 设置: parameters from a day on, the working calendar, ways out for messages, backups; for the system administrator.
//!
//! Read in this order: this file, the page and the parameters · [`demands`] ·
//! [`holidays`] · [`backups`] · [`channels`].

pub mod backups;
pub mod channels;
pub mod demands;
pub mod holidays;

use crate::app::{App, run};
use crate::fault::{Answer, Fault};
use crate::parts::{self, Btn, PageHead, Panel, Tab, Toast};
use crate::request::{Asker, Form};
use crate::shell::{Page, page, see};
use axum::Router;
use axum::routing::{get, post};
use jiff::civil::Date;
use maud::{Markup, html};
use store::settings::{Dated, Known, Shape};

/// `/settings` and its parts.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/settings", get(show).post(set))
        .route("/settings/demands", get(demands::show).post(demands::set))
        .route("/settings/holidays", get(holidays::show).post(holidays::text))
        .route("/settings/holidays/file", post(holidays::file))
        .route("/settings/channels", get(channels::show).post(channels::add))
        .route("/settings/channels/{id}/{act}", post(channels::act))
        .route("/settings/outbox/{message}/again", post(channels::again))
        .route("/settings/backups", get(backups::show).post(backups::make))
        .route("/settings/backups/progress", get(backups::progress))
}

/// Refuses everybody but the system administrator.
pub(super) fn admitted(asker: &Asker) -> Result<(), Fault> {
    if asker.store().may_manage_users(&asker.ctx) {
        return Ok(());
    }
    Err(Fault::forbidden("设置、节假日和备份由系统管理员管。要改的话，请联系系统管理员。"))
}

/// A page of the settings: its tabs, then its content.
pub(super) fn framed(asker: &Asker, current: &str, main: &Markup) -> axum::response::Response {
    let tab = |path: &str, text: &str| Tab::new(text, path, path == current);
    let tabs = [
        tab("/settings", "参数"),
        tab("/settings/demands", "办事要求"),
        tab("/settings/holidays", "节假日"),
        tab("/settings/channels", "消息渠道"),
        tab("/settings/backups", "备份"),
    ];
    let main = html! {
        (parts::page_head(&PageHead {
            title: "设置".into(),
            acts: html! { (Btn::link("接口说明", "/api/v1").icon("file-text")) },
            ..PageHead::default()
        }))
        (parts::tabs("设置", &tabs))
        div.gap { (main) }
    };
    page(asker, Page { alone: true, ..Page::new("设置", "settings", main) })
}

async fn show(asker: Asker) -> Answer {
    admitted(&asker)?;
    let dated = run(&asker.app, store::Store::settings).await?;
    let today = asker.store().today();
    let row = |known: &Known| {
        let mut mine: Vec<&Dated> = dated.iter().filter(|one| one.name == known.name).collect();
        mine.sort_by_key(|one| one.from);
        line(&asker, known, &mine, today)
    };
    let body = html! {
        div.tbl-x { table.tbl {
            caption.sr { "参数" }
            thead { tr {
                th scope="col" { "参数" } th scope="col" { "现在" } th scope="col" { "改成" }
            } }
            tbody { @for known in &asker.store().known_settings() { (row(known)) } }
        } }
    };
    let panel = parts::panel(&Panel {
        title: "参数".into(),
        right: html! { span.small.muted { "从哪天起改，过去的数字不动" } },
        body,
        ..Panel::default()
    });
    Ok(framed(&asker, "/settings", &panel))
}

fn line(asker: &Asker, known: &Known, dated: &[&Dated], today: Date) -> Markup {
    let now = dated.iter().rfind(|one| one.from <= today);
    let value = now.map_or(known.default, |one| one.value.as_str());
    let id = format!("s-{}", known.name);
    html! {
        tr {
            td { label for=(id) { (known.title) } }
            td {
                b { (words(known, value)) }
                @if let Some(now) = now.filter(|one| one.from > kernel::facts::ALWAYS) {
                    span.small.muted { "，" (now.from) "起" }
                } @else { span.small.muted { "，原定" } }
                @for later in dated.iter().filter(|one| one.from > today) {
                    br; span.small.amber { (later.from) "起改为" (words(known, &later.value)) }
                }
            }
            td {
                form.row method="post" action="/settings" {
                    (parts::csrf_field(&asker.csrf))
                    input type="hidden" name="name" value=(known.name);
                    (control(known, &id, value))
                    label.small for=(format!("{id}-f")) { "从" }
                    input.inp.sm.w-s id=(format!("{id}-f")) name="from" value=(today.to_string()) data-date
                        inputmode="numeric" size="11" maxlength="12" autocomplete="off";
                    (Btn::submit("改参数").sm())
                }
            }
        }
    }
}

fn words(known: &Known, value: &str) -> String {
    match (known.shape, value) {
        (Shape::Yes, "1") => "是".into(),
        (Shape::Yes, _) => "否".into(),
        (Shape::Site, "") => "没有填".into(),
        (_, value) => value.into(),
    }
}

fn control(known: &Known, id: &str, value: &str) -> Markup {
    match known.shape {
        Shape::Yes => html! {
            select.sel.sm.w-s id=(id) name="value" {
                option value="1" selected[value == "1"] { "是" }
                option value="0" selected[value == "0"] { "否" }
            }
        },
        Shape::Number(least, most) => html! {
            input.inp.sm.w-s id=(id) name="value" value=(value) inputmode="numeric" size="7"
                autocomplete="off" title=(format!("{least}到{most}"));
        },
        Shape::Site => html! {
            input.inp.sm id=(id) name="value" value=(value) size="28" placeholder="https://"
                inputmode="url" autocomplete="off";
        },
        Shape::Time => html! {
            input.inp.sm.w-s id=(id) name="value" value=(value) size="7" placeholder="08:30"
                autocomplete="off";
        },
    }
}

async fn set(asker: Asker, Form(form): Form) -> Answer {
    admitted(&asker)?;
    let day = kernel::dates::parse_day(form.get("from"));
    let day = day.map_err(|error| Fault::unreadable(format!("{error}。参数没有改。")))?.date;
    let (ctx, name) = (asker.ctx.clone(), form.get("name").to_owned());
    let value = form.get("value").to_owned();
    run(&asker.app, move |store| store.set_setting(&ctx, &name, day, &value)).await?;
    let known = asker.store().known_settings();
    let title = known.iter().find(|known| known.name == form.get("name")).map_or("", |k| k.title);
    asker.say(Toast::new(format!("已改：{title}，{day}起")));
    Ok(see("/settings"))
}

/// What a form of the settings was refused for, said on the page it came from.
pub(super) fn refused(fault: Fault) -> Result<String, Fault> {
    if fault.refusals.is_empty() { Err(fault) } else { Ok(fault.say) }
}
