//! Somebody else saved first: who, when, what, beside what stands in this form. What this person
//! touched is kept, everything else follows the other one.

use super::read::{of_record, plain};
use super::{Sheet, sheet_page};
use crate::params::Params;
use crate::parts::{self, Tone};
use crate::request::Asker;
use crate::show;
use axum::http::StatusCode;
use axum::response::Response;
use kernel::field::FieldDef;
use kernel::value::Value;
use maud::{Markup, html};
use store::Conflict;
use store::reader::Opened;

struct Side<'a> {
    field: &'a FieldDef,
    was: String,
    theirs: String,
    mine: String,
    clash: bool,
}

/// The form again, with both sides above it and the new version inside.
pub fn page(asker: &Asker, now: &Opened, typed: &Params, conflict: &Conflict) -> Response {
    let fields = super::fillable(asker, now.record.register, Some(now));
    let sides: Vec<Side> = fields.iter().filter_map(|field| side(field, now, typed)).collect();
    let mut merged = of_record(asker, now).add("_version", conflict.version.to_string());
    for field in &fields {
        let text = format!("{}_text", field.name);
        let was = typed.get(&format!("_was.{}", field.name));
        let mine = typed.get(field.name);
        if field.secret || mine != was {
            merged = replaced(merged, field.name, mine);
            merged = replaced(merged, &text, typed.get(&text));
        }
    }
    for name in ["_saving", "_from"] {
        merged = replaced(merged, name, typed.get(name));
    }
    let sheet = Sheet {
        opened: Some(now),
        typed: merged,
        above: both(asker, &sides, conflict),
        ..Sheet::new(now.record.register, "合并后保存")
    };
    let mut answer = sheet_page(asker, &sheet);
    *answer.status_mut() = StatusCode::CONFLICT;
    answer
}

fn replaced(all: Params, name: &str, value: &str) -> Params {
    all.without(&[name]).add(name, value)
}

fn side<'a>(field: &'a FieldDef, now: &Opened, typed: &Params) -> Option<Side<'a>> {
    if field.secret {
        return None;
    }
    let value = now.record.value(field.name);
    let was = typed.get(&format!("_was.{}", field.name)).to_owned();
    let (theirs, mine) = (plain(field, value), typed.get(field.name).to_owned());
    if theirs == was && mine == was {
        return None;
    }
    let words = |text: &str| {
        let value = match text.parse::<i64>() {
            Ok(number) if !matches!(field.kind, kernel::field::Kind::Money) => Value::Int(number),
            _ => Value::text(text),
        };
        let value = if field.list.is_some() { Value::text(text) } else { value };
        let said = show::with_unit(field, &value, &now.titles);
        if said.is_empty() { typed.get(&format!("{}_text", field.name)).to_owned() } else { said }
    };
    let clash = theirs != was && mine != was && theirs != mine;
    let mine = if mine == was { "没有动".to_owned() } else { words(&mine) };
    let (was, theirs) = (words(&was), show::with_unit(field, value, &now.titles));
    Some(Side { field, was, theirs, mine, clash })
}

fn both(asker: &Asker, sides: &[Side], conflict: &Conflict) -> Markup {
    let when = show::moment(conflict.at, asker.store().today());
    let who = if conflict.who.is_empty() { "别人" } else { conflict.who.as_str() };
    let none = |text: &str| if text.is_empty() { "—".to_owned() } else { text.to_owned() };
    html! {
        section.panel role="alert" tabindex="-1" {
            div.pad {
                (parts::note(Tone::Warn, &html! {
                    b { (who) } (when) "刚改过这条记录，您的还没有存。"
                    "下面的表里，您动过的栏是您填的，没动的栏已换成" (who) "改的；看好了再保存。"
                }, None))
            }
            div.tbl-x { table.tbl {
                caption.sr { "两边的差别" }
                thead { tr {
                    th scope="col" { "栏目" }
                    th scope="col" { "您打开时" }
                    th scope="col" { (who) "改成" }
                    th scope="col" { "您填的" }
                } }
                tbody { @for side in sides {
                    tr.on[side.clash] {
                        th scope="row" {
                            (side.field.title)
                            @if side.clash { " " (parts::tag("两边都改了", Tone::Warn)) }
                        }
                        td { (none(&side.was)) }
                        td { (none(&side.theirs)) }
                        td { (none(&side.mine)) }
                    }
                } }
            } }
        }
    }
}
