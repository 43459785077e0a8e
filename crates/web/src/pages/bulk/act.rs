//! The act itself, and what came of it.

use super::{Pick, narrowed, picks, question_page};
use crate::app::run;
use crate::fault::{Answer, Fault};
use crate::pages::form::{fillable, read_one};
use crate::pages::list::ask::Listing;
use crate::pages::list::listing_of;
use crate::parts::{self, Btn, Crumb, Line, Link, Panel, Toast, Tone};
use crate::request::{Asker, Form};
use crate::shell::{Page, page};
use crate::show;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use kernel::access::Act;
use kernel::facts::Saving;
use kernel::field::{FieldDef, Kind};
use kernel::register::Register;
use kernel::value::Value;
use kernel::verdict::Refusal;
use maud::html;
use store::writer::{Doing, Writer};
use store::{Ctx, Store, StoreError};

/// The right an act of the bar needs.
pub fn needed(act: &str) -> Result<Act, Fault> {
    match act {
        "set" | "move" => Ok(Act::Write),
        "void" => Ok(Act::Void),
        "export" => Ok(Act::Export),
        form if form.starts_with("form-") => Ok(Act::Read),
        _ => Err(Fault::unreadable("没有看懂要做什么，请回到列表再选一次。")),
    }
}

/// Fields that can be set for many at once: no names, numbers or secrets of one person.
pub fn changeable(asker: &Asker, register: &'static Register) -> Vec<FieldDef> {
    let alone = |field: &FieldDef| {
        let unique = register.unique.iter().any(|unique| unique.fields.contains(&field.name));
        let owner = register.owner_field() == Some(field.name);
        let single = matches!(field.kind, Kind::Paper | Kind::Phone | Kind::CreditCode);
        unique || owner || single || field.secret || field.name == register.label
    };
    fillable(asker, register, None).into_iter().filter(|field| !alone(field)).collect()
}

/// The field that is to be set.
pub fn chosen<'a>(
    act: &str,
    name: &str,
    register: &'static Register,
    fields: &'a [FieldDef],
) -> Option<&'a FieldDef> {
    if act == "move" {
        return register.owner_field().and_then(|owner| register.field(owner));
    }
    fields.iter().find(|field| field.name == name)
}

/// What is to be done to each record.
#[derive(Clone)]
enum What {
    Set(&'static str, Value, Saving),
    Void,
}

/// What came of it.
#[derive(Default)]
struct Outcome {
    done: usize,
    same: usize,
    refused: Vec<(i64, String, String)>,
    entry: Option<i64>,
}

/// `/r/{register}/bulk/do`.
pub async fn perform(asker: Asker, Path(name): Path<String>, Form(form): Form) -> Answer {
    let listing = narrowed(listing_of(&asker, &name)?, &form)?;
    let act = needed(form.get("act"))?;
    if !asker.may(listing.register, act) {
        return Err(Fault::forbidden("您在这个单位没有这项权限，没有改任何记录。"));
    }
    let (ctx, copy) = (asker.ctx.clone(), listing.clone());
    let found = run(&asker.app, move |store| picks(store, &ctx, &copy)).await?;
    let what = match read(&asker, &listing, &form).await? {
        Ok(what) => what,
        Err(wrong) => {
            let mut answer = question_page(&asker, &listing, &form, &found, &wrong);
            *answer.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
            return Ok(answer);
        }
    };
    let reason = form.get("reason").trim().to_owned();
    let (ctx, register) = (asker.ctx.clone(), listing.register);
    let outcome =
        run(&asker.app, move |store| all(store, &ctx, register, &found, &what, &reason)).await?;
    Ok(told(&asker, &listing, &outcome, act))
}

async fn read(
    asker: &Asker,
    listing: &Listing,
    form: &crate::Params,
) -> Result<Result<What, Vec<Refusal>>, Fault> {
    if form.get("act") == "void" {
        let given = !form.get("reason").trim().is_empty();
        let refusal = Refusal::on("reason", "写一句为什么作废，以后查得到");
        return Ok(if given { Ok(What::Void) } else { Err(vec![refusal]) });
    }
    let fields = changeable(asker, listing.register);
    let field = chosen(form.get("act"), form.get("field"), listing.register, &fields);
    let field = *field.ok_or_else(Fault::not_found)?;
    let (value, mut wrong) = read_one(asker, field, form.clone()).await?;
    if field.required && value.is_null() && wrong.is_empty() {
        wrong.push(Refusal::on(field.name, format!("{}不能空着", field.title)));
    }
    let today = asker.store().today();
    let saving = if field.dated {
        match kernel::dates::parse_day(form.get("_from")) {
            Ok(day) => Saving::Change(day.date),
            Err(error) => {
                wrong.push(Refusal::on("_from", error.to_string()));
                Saving::Correction(today)
            }
        }
    } else {
        Saving::Correction(today)
    };
    Ok(if wrong.is_empty() { Ok(What::Set(field.name, value, saving)) } else { Err(wrong) })
}

fn all(
    store: &Store,
    ctx: &Ctx,
    register: &'static Register,
    picks: &[Pick],
    what: &What,
    reason: &str,
) -> Result<Outcome, StoreError> {
    let act = if matches!(what, What::Void) { "批量作废" } else { "批量修改" };
    let mut outcome = Outcome::default();
    let mut last = 0;
    let doing = Doing { act, reason, room: 10 };
    let done = store.act(ctx, doing, |writer| {
        outcome = Outcome::default();
        for pick in picks {
            match one(writer, register, pick, what, reason) {
                Ok(true) => {
                    outcome.done += 1;
                    last = pick.id;
                }
                Ok(false) => outcome.same += 1,
                Err(error @ (StoreError::Unavailable { .. } | StoreError::TooSlow)) => {
                    return Err(error);
                }
                Err(error) => {
                    outcome.refused.push((pick.id, pick.name.clone(), error.to_string()));
                }
            }
        }
        // Nothing to write: no entry either.
        if outcome.done == 0 { Err(StoreError::NotFound) } else { Ok(()) }
    });
    match done {
        Err(StoreError::NotFound) if outcome.done == 0 => Ok(outcome),
        Err(error) => Err(error),
        Ok(()) => {
            let record = if outcome.done == 1 { last } else { 0 };
            outcome.entry = store.last_entry(ctx, act, register, record).ok();
            Ok(outcome)
        }
    }
}

fn one(
    writer: &mut Writer,
    register: &'static Register,
    pick: &Pick,
    what: &What,
    reason: &str,
) -> Result<bool, StoreError> {
    match what {
        What::Void => writer.void(register, pick.id, pick.version, reason).map(|()| true),
        What::Set(field, value, saving) => {
            let values = [(*field, value.clone())];
            writer.edit(register, pick.id, pick.version, &values, *saving)
        }
    }
}

fn told(asker: &Asker, listing: &Listing, outcome: &Outcome, act: Act) -> Response {
    let unit = listing.register.unit;
    let count = |number: usize| show::number_text(i64::try_from(number).unwrap_or(0));
    let verb = if act == Act::Void { "作废" } else { "改" };
    let title = format!("{verb}了{}{unit}", count(outcome.done));
    let toast = Toast::new(format!("已{title}"));
    asker.say(match outcome.entry {
        Some(seq) => toast.undo(format!("/undo/{seq}"), asker.csrf.as_str()),
        None => toast,
    });
    let mut words = vec![format!("{title}。")];
    if outcome.same > 0 {
        words.push(format!("{}{unit}本来就是这样，没有动。", count(outcome.same)));
    }
    if !outcome.refused.is_empty() {
        words.push(format!("{}{unit}没有{verb}，原因在下面。", count(outcome.refused.len())));
    }
    let tone = if outcome.refused.is_empty() { Tone::Ok } else { Tone::Warn };
    let lines = parts::list(html! { @for (id, name, why) in &outcome.refused {
        (parts::list_line(&Line {
            title: name.clone(),
            link: Some(Link::to(asker.href(&format!("{}/{id}", listing.path())))),
            sub: why.clone(),
            ..Line::default()
        }))
    } });
    let main = html! {
        (parts::page_head(&parts::PageHead {
            title: title.clone(),
            crumbs: vec![Crumb::to(format!("{}台账", listing.register.title), listing.href())],
            acts: html! { (Btn::link("回台账", listing.href()).pri()) },
            ..parts::PageHead::default()
        }))
        (parts::note(tone, &html! { (words.concat()) }, None))
        @if !outcome.refused.is_empty() {
            div.gap { (parts::panel(&Panel {
                title: format!("没有{verb}的"),
                count: u64::try_from(outcome.refused.len()).ok(),
                body: lines,
                ..Panel::default()
            })) }
        }
    };
    let nav = format!("r/{}", listing.register.name);
    page(asker, Page { title: &title, nav: &nav, main, narrow: true, ..Page::default() })
}
