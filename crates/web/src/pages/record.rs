//! One record: its facts with their intervals, what points to it, what happened to it.
//!
//! Read in this order: this file, the page · [`facts`] its values · [`acts`] 作废, 看全文, 撤销 ·
//! [`merge`] two records of one thing · [`who`] who may see it.

mod acts;
mod facts;
mod merge;
mod phone;
mod who;

pub(super) use acts::ask as question;
pub(super) use who::acts;

use crate::pages::{exchange, flow, paper};

use crate::app::{App, run};
use crate::fault::{Answer, Fault};
use crate::pages::attachment::{Section, section};
use crate::pages::list::ask::life_code;
use crate::parts::{self, Btn, Crumb, Event, Line, Link, Panel, Tone};
use crate::request::Asker;
use crate::shell::{Page, page};
use crate::show::{self, Titles};
use axum::Router;
use axum::extract::Path;
use axum::routing::{get, post};
use kernel::access::Act;
use kernel::field::Kind;
use kernel::register::Register;
use kernel::value::Value;
use maud::{Markup, html};
use std::collections::BTreeSet;
use store::attachment::Attachment;
use store::flow::Standing;
use store::history::Change;
use store::journal::Entry;
use store::list::Life;
use store::reader::{Linked, Opened};
use store::{Ctx, Store, StoreError};

/// `/r/{register}/{id}` and what is done with one record.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/r/{register}/{id}", get(show_record))
        .route("/r/{register}/{id}/void", get(acts::ask_void).post(acts::void))
        .route("/r/{register}/{id}/reveal/{field}", get(acts::ask_reveal).post(acts::reveal))
        .route("/r/{register}/{id}/who", get(who::show))
        .route("/r/{register}/{id}/merge", get(merge::choose).post(merge::merge))
        .route("/r/{register}/{id}/phone", get(phone::ask).post(phone::open))
        .route("/r/{register}/{id}/phone/close", post(phone::close))
        .route("/undo/{entry}", post(acts::undo))
}

/// A record with everything its page shows.
pub(super) struct Whole {
    pub opened: Opened,
    pub titles: Titles,
    pub history: Vec<Change>,
    pub reveals: Vec<Entry>,
    pub linked: Vec<Linked>,
    pub attachments: Vec<Attachment>,
    pub standing: Option<Standing>,
}

fn gather(
    store: &Store,
    ctx: &Ctx,
    register: &'static Register,
    key: &str,
) -> Result<Whole, StoreError> {
    let opened = store.open_record(ctx, register, key)?;
    let id = opened.record.id;
    let history = store.history(ctx, register, key)?;
    let reveals = store.reveals(ctx, register, key)?;
    let linked = store.linked(ctx, register, id)?;
    let attachments = store.attachments(ctx, register, key)?;
    let standing = store.standing(ctx, register, key)?;
    let mut titles = opened.titles.clone();
    for field in register.fields.iter().filter(|field| field.kind == Kind::Link) {
        let ids = earlier_links(register, &opened, &history, field.name);
        titles.extend(store.db.read(|tx| store.titles(tx, field.to, &ids))?);
    }
    Ok(Whole { opened, titles, history, reveals, linked, attachments, standing })
}

/// Keys that a link has held before, in intervals or in the history.
fn earlier_links(register: &Register, opened: &Opened, history: &[Change], name: &str) -> Vec<i64> {
    let mut ids = BTreeSet::new();
    if let Some(at) = register.dated_position(name) {
        let values = opened.timeline.segments.iter().filter_map(|segment| segment.values.get(at));
        ids.extend(values.filter_map(Value::as_int));
    }
    let told = history.iter().flat_map(|change| &change.differences);
    for difference in told.filter(|difference| difference.field == name) {
        let both = [&difference.before, &difference.after];
        ids.extend(both.iter().filter_map(|text| text.parse::<i64>().ok()));
    }
    ids.into_iter().collect()
}

/// The name of a record for people.
pub fn name_of(opened: &Opened) -> String {
    let register = opened.record.register;
    let field = register.field(register.label);
    let value = opened.record.value(register.label);
    let name = field.map(|field| show::text(field, value, &opened.titles)).unwrap_or_default();
    if name.is_empty() { format!("（没有名称的{}）", register.title) } else { name }
}

async fn show_record(asker: Asker, Path((name, key)): Path<(String, String)>) -> Answer {
    let register = asker.register(&name)?;
    let ctx = asker.ctx.clone();
    let whole = run(&asker.app, move |store| gather(store, &ctx, register, &key)).await?;
    let title = name_of(&whole.opened);
    let main = html! {
        (head(&asker, &whole, &title))
        @if whole.opened.record.voided { (void_note(&whole)) }
        @if let Some(standing) = &whole.standing { (flow::line(&asker, standing)) }
        (parts::cols(&left(&asker, &whole), &aside(&asker, &whole)))
    };
    let nav = format!("r/{name}");
    Ok(page(&asker, Page::new(&title, &nav, main)))
}

fn left(asker: &Asker, whole: &Whole) -> Markup {
    let (opened, all) = (&whole.opened, whole.attachments.as_slice());
    html! {
        @if let Some(standing) = &whole.standing { (flow::to_do(asker, opened, standing)) }
        (paper::panel(asker, opened))
        (exchange::panel(asker, opened))
        (paper::form::panel(asker, opened))
        (facts::sections(asker, whole))
        (section(asker, &Section { opened, all, notes: &Markup::default() }))
    }
}

fn void_note(whole: &Whole) -> Markup {
    let reason = &whole.opened.void_reason;
    let words = html! { b { "这条记录已作废" } "，不计入任何数字。原因：" (reason) };
    html! { div.gap { (parts::note(Tone::Warn, &words, None)) } }
}

/// The path of a record.
pub(super) fn path_of(opened: &Opened) -> String {
    format!("/r/{}/{}", opened.record.register.name, opened.record.public_id)
}

fn head(asker: &Asker, whole: &Whole, title: &str) -> Markup {
    let (opened, register) = (&whole.opened, whole.opened.record.register);
    let path = path_of(opened);
    let may = |act: Act| opened.acts.contains(&act) && !opened.record.voided;
    let load = |end: &str| Link::load(asker.href(&format!("{path}/{end}")), "#dialog-slot");
    let standing = whole.standing.as_ref();
    let edit = Btn::link("修改", asker.href(&format!("{path}/edit"))).icon("pencil");
    let has_phone = phone::concerns(register) && may(Act::Write);
    let frozen = standing.is_some_and(|standing| standing.state.frozen);
    let acts = html! {
        @if !asker.ctx.all {
            (parts::more_menu("更多操作", false, html! {
                (parts::menu_link("eye", "谁能看到", asker.href(&format!("{path}/who"))))
                @if let Some(standing) = standing { (flow::menu(asker, &path, standing)) }
                @if has_phone { (parts::menu_link("phone", "开通手机服务", load("phone"))) }
                @if may(Act::Merge) {
                    (parts::menu_link("arrows-diff", "与另一条合并", asker.href(&format!("{path}/merge"))))
                }
                @if may(Act::Void) { (parts::menu_link("ban", "作废", load("void"))) }
            }))
        }
        @if may(Act::Write) && !frozen {
            @for sheet in loaded_into(asker, register) {
                @let query = asker.keep().add("sheet", sheet.code).add("for", opened.record.public_id.as_str());
                (Btn::link(format!("导入{}", sheet.title), query.on("/import")).icon("file-import"))
            }
            (if flow::waits_here(standing) { edit } else { edit.pri() })
        }
        @if let Some(standing) = standing { (flow::buttons(asker, &path, standing)) }
    };
    parts::page_head(&parts::PageHead {
        title: title.to_owned(),
        crumbs: crumbs(asker, opened, register),
        state: html! {
            @if opened.record.voided { (parts::tag("已作废", Tone::Bad)) }
            @if let Some(standing) = standing { (flow::tag(standing)) (flow::in_hand(asker, opened)) }
            @else if let Some(words) = over(asker, opened) { (parts::tag(words, Tone::Line)) }
        },
        acts,
        ..parts::PageHead::default()
    })
}

/// Sheets that are loaded into records of a register, as far as this person may.
fn loaded_into(asker: &Asker, register: &Register) -> Vec<&'static kernel::sheet::Sheet> {
    let of = |sheet: &&kernel::sheet::Sheet| {
        sheet.whole.is_some_and(|whole| whole.register == register.name)
    };
    let may = |sheet: &&kernel::sheet::Sheet| {
        let into = asker.store().catalog().register(sheet.register);
        into.is_some_and(|into| asker.ctx.anywhere(into, Act::Import, &asker.tree))
    };
    asker.store().catalog().sheets.iter().filter(of).filter(may).collect()
}

/// 已离会: what the values alone do not say of a record whose life has ended.
fn over(asker: &Asker, opened: &Opened) -> Option<&'static str> {
    let register = opened.record.register;
    let (standing, (_, last)) = (register.standing?, register.life?);
    let last = opened.record.value(last).as_day()?;
    (last <= asker.store().today()).then_some(standing.ended)
}

fn crumbs(asker: &Asker, opened: &Opened, register: &Register) -> Vec<Crumb> {
    let list = format!("/r/{}", register.name);
    let mut way = vec![Crumb::to(format!("{}台账", register.title), asker.href(&list))];
    if let Some(node) = asker.tree.node(opened.node).filter(|node| node.id != opened.record.id) {
        let href = asker.keep().set("at", node.public_id.as_str()).on(&list);
        way.push(Crumb::to(node.name.as_str(), href));
    }
    way
}

fn aside(asker: &Asker, whole: &Whole) -> Markup {
    html! {
        (linked(asker, whole))
        (history(asker, whole))
        @if !whole.reveals.is_empty() { (reveals(asker, whole)) }
    }
}

fn linked(asker: &Asker, whole: &Whole) -> Markup {
    let id = whole.opened.record.id;
    let line = |linked: &Linked| {
        let field = linked.register.field(linked.link).map_or("", |field| field.title);
        let query = asker.keep().set("at", "").add("w", format!("{}:is:{id}", linked.link));
        let query = query.add("life", life_code(Life::Any));
        let words = format!("{}{}", show::number_text(linked.count), linked.register.unit_of_all);
        let some = linked.count > 0;
        parts::list_line(&Line {
            title: linked.register.title.to_owned(),
            link: some.then(|| Link::to(query.on(&format!("/r/{}", linked.register.name)))),
            sub: format!("{field}是这一条的"),
            tail: html! {
                span.muted[!some] { (words) }
                @if !whole.opened.record.voided && asker.may(linked.register, Act::Write) {
                    (Btn::link("登记", with_owner(asker, whole, linked).add(linked.link, id.to_string())
                        .on(&format!("/r/{}/new", linked.register.name))).sm())
                }
            },
            ..Line::default()
        })
    };
    // What the program links by itself is told by the history.
    let typed =
        |linked: &&Linked| linked.register.field(linked.link).is_some_and(|field| !field.computed);
    let all: Vec<&Linked> = whole.linked.iter().filter(typed).collect();
    if all.is_empty() {
        return Markup::default();
    }
    let body = parts::list(html! { @for linked in all { (line(linked)) } });
    parts::panel(&Panel { title: "和它有关的记录".into(), body, ..Panel::default() })
}

/// What is registered with a record most likely belongs where the record belongs.
fn with_owner(asker: &Asker, whole: &Whole, linked: &Linked) -> crate::params::Params {
    let owner = linked.register.owner_field().filter(|owner| *owner != linked.link);
    match owner.filter(|_| linked.register.owned_with.is_none() && whole.opened.node != 0) {
        Some(owner) => asker.keep().add(owner, whole.opened.node.to_string()),
        None => asker.keep(),
    }
}

fn history(asker: &Asker, whole: &Whole) -> Markup {
    let events: Vec<Event> = whole
        .history
        .iter()
        .enumerate()
        .map(|(at, change)| event(asker, whole, change, at == 0))
        .collect();
    parts::panel(&Panel {
        id: "history".into(),
        title: "历史".into(),
        count: u64::try_from(whole.history.len()).ok(),
        body: parts::pad(parts::timeline(&events)),
        ..Panel::default()
    })
}

fn event(asker: &Asker, whole: &Whole, change: &Change, newest: bool) -> Event {
    let entry = &change.entry;
    let register = whole.opened.record.register;
    let lasting = asker.store().is_lasting(&entry.register, &entry.act);
    let own = newest && entry.user_id == asker.ctx.user_id && entry.act != "撤销";
    let mine = own && !lasting;
    // The clock's own fields are told by the clock.
    let kept = kernel::workflow::FIELDS.map(|field| field.def().name);
    let spoken = |field: &str| register.flow.is_none() || !kept.contains(&field);
    let undo = format!("/undo/{}", entry.seq);
    // The time stands behind the act, before what it changed.
    let when = show::moment(entry.at, asker.store().today());
    let what = html! {
        (entry.act) time { (when) }
        @for difference in change.differences.iter().filter(|one| spoken(one.field)) {
            br;
            span.small {
                (difference.title) "："
                span.muted { (told(whole, difference.field, &difference.before)) }
                " → " (told(whole, difference.field, &difference.after))
                @if let Ok(day) = difference.from.parse() {
                    span.muted { "（从" (kernel::dates::chinese(day)) "起）" }
                }
            }
        }
        @if mine {
            form.inline method="post" action=(undo) {
                (parts::csrf_field(&asker.csrf))
                button.link.small { "撤销" }
            }
        }
    };
    let origin = if entry.origin == "页面" { "" } else { entry.origin.as_str() };
    // What was added stands above already.
    let reason = if entry.act == store::attachment::ADDING { "" } else { entry.reason.as_str() };
    let sub: Vec<&str> = [origin, reason].into_iter().filter(|text| !text.is_empty()).collect();
    Event {
        who: entry.user_name.clone(),
        what,
        sub: sub.join(" · "),
        tone: if change.voided { Tone::Bad } else { Tone::Plain },
        ..Event::default()
    }
}

/// The history tells links by their keys; people read names.
fn told(whole: &Whole, name: &str, text: &str) -> String {
    let register = whole.opened.record.register;
    if text.is_empty() {
        let attached = register.attachment(name).is_some();
        return if attached { "没有" } else { "没填" }.to_owned();
    }
    let link = register.field(name).filter(|field| field.kind == Kind::Link);
    let name = link.and_then(|field| {
        let id = text.parse::<i64>().ok()?;
        whole.titles.get(&(field.to.to_owned(), id)).cloned()
    });
    name.unwrap_or_else(|| text.to_owned())
}

fn reveals(asker: &Asker, whole: &Whole) -> Markup {
    let today = asker.store().today();
    let seen = |entry: &Entry| {
        let (what, why) = entry.reason.split_once('：').unwrap_or((entry.reason.as_str(), ""));
        Event {
            who: entry.user_name.clone(),
            what: html! { "看了" (what) },
            when: show::moment(entry.at, today),
            sub: format!("事由：{why}"),
            ..Event::default()
        }
    };
    let events: Vec<Event> = whole.reveals.iter().map(seen).collect();
    let body = parts::pad(parts::timeline(&events));
    parts::panel(&Panel { title: "谁看过全文".into(), body, ..Panel::default() })
}

/// A record that this asker may do something with; otherwise it is not there.
pub(super) async fn opened_for(
    asker: &Asker,
    name: &str,
    key: &str,
    act: Act,
) -> Result<Opened, Fault> {
    let register = asker.register(name)?;
    let (ctx, key) = (asker.ctx.clone(), key.to_owned());
    let opened = run(&asker.app, move |store| store.open_record(&ctx, register, &key)).await?;
    if opened.acts.contains(&act) {
        Ok(opened)
    } else {
        let say = format!("您在这个单位没有“{}”的权限，这一步没有做。", act.title());
        Err(Fault::forbidden(say))
    }
}
