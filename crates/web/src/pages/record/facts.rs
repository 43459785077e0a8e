//! The values of a record by section: masked ones with 查看, dated ones with their intervals.

use super::{Whole, path_of};
use crate::parts::{self, Fact, Panel};
use crate::request::Asker;
use crate::show;
use kernel::access::Act;
use kernel::field::{FieldDef, Kind};
use kernel::value::Value;
use maud::{Markup, html};
use store::history::runs;

/// One panel per section of the form.
pub fn sections(asker: &Asker, whole: &Whole) -> Markup {
    let register = whole.opened.record.register;
    html! {
        @for (title, names) in &register.sections {
            @let facts: Vec<Fact> = names
                .iter()
                .filter_map(|name| register.field(name))
                .filter(|field| !field.computed || led_to(whole, field))
                .filter(|field| !whole.opened.hidden.contains(&field.name))
                .filter(|field| spoken_of(asker, whole, field))
                .map(|field| fact(asker, whole, field))
                .collect();
            @if !facts.is_empty() {
                (parts::panel(&Panel {
                    title: (*title).to_owned(),
                    body: parts::dl(&facts, false),
                    ..Panel::default()
                }))
            }
        }
    }
}

/// What a procedure has made of the record is worth a way there; what a file or a card has said is shown.
fn led_to(whole: &Whole, field: &FieldDef) -> bool {
    let (record, register) = (&whole.opened.record, whole.opened.record.register);
    let made = field.kind == Kind::Link && register.flow.is_some();
    let came = register.exchange.is_some_and(|exchange| exchange.came.contains(&field.name));
    let card = register.partners.is_some_and(|partners| {
        partners.fingerprint == field.name || partners.vouched_by == field.name
    });
    (made || came || card) && !record.value(field.name).is_null()
}

/// A local field is shown where it is kept or was filled in; an ended one only if it was.
fn spoken_of(asker: &Asker, whole: &Whole, field: &FieldDef) -> bool {
    let (opened, given) = (&whole.opened, !whole.opened.record.value(field.name).is_null());
    let here = |home: i64| opened.node == 0 || asker.tree.within(opened.node, home);
    field.local.is_none_or(|local| given || (!local.retired && here(local.home)))
}

fn fact(asker: &Asker, whole: &Whole, field: &FieldDef) -> Fact {
    let value = whole.opened.record.value(field.name);
    let shown = if field.secret && !value.is_null() {
        secret(asker, whole, field, value)
    } else {
        show::markup(field, value, &whole.titles, &asker.keep())
    };
    let shown = if field.dated { with_interval(asker, whole, field, &shown) } else { shown };
    let fact = Fact::new(field.title, shown);
    if field.kind == Kind::Long { fact.full() } else { fact }
}

fn secret(asker: &Asker, whole: &Whole, field: &FieldDef, value: &Value) -> Markup {
    let may = whole.opened.acts.contains(&Act::Reveal) && !whole.opened.record.voided;
    let mask = value.to_string();
    let path = format!("{}/reveal/{}", path_of(&whole.opened), field.name);
    let href = asker.href(&path);
    let label = format!("查看全文：{}，会留下记录", field.title);
    html! {
        span.secret id=(format!("sec-{}", field.name)) {
            span.mask { (mask) }
            @if may {
                " "
                a.link.small href=(href) aria-label=(label) hx-get=(href)
                    hx-target="#dialog-slot" hx-swap="innerHTML" { (parts::icon("eye")) "查看全文" }
            }
        }
    }
}

/// Since when it is so; earlier and later values behind a click.
fn with_interval(asker: &Asker, whole: &Whole, field: &FieldDef, shown: &Markup) -> Markup {
    let register = whole.opened.record.register;
    let Some(at) = register.dated_position(field.name) else { return shown.clone() };
    let today = asker.store().today();
    let (from, until) = whole.opened.timeline.interval(at, today);
    let now = show::interval(from, until);
    let others: Vec<_> = runs(&whole.opened.timeline, at)
        .into_iter()
        .filter(|(begun, ended, value)| (*begun > today || today >= *ended) && !value.is_null())
        .collect();
    if shown.0.is_empty() && others.is_empty() {
        return Markup::default();
    }
    html! {
        @if shown.0.is_empty() { span.muted { "缺" } } @else { (shown) }
        @if !now.is_empty() { " " span.muted.small.nowrap { (now) } }
        @if !others.is_empty() {
            details.small {
                summary.muted { "另有" (others.len()) "段" }
                ul {
                    @for (begun, ended, value) in others.iter().rev() {
                        li {
                            (show::with_unit(field, value, &whole.titles)) " "
                            span.muted { (show::interval(*begun, *ended)) }
                        }
                    }
                }
            }
        }
    }
}
