//! One step for many matters: what all of them allow now, asked once, made one by one, each an act of its own
//! with its own checks; what stands in the way of one does not hold up the others.

use super::{MOST_STEPS, Pick, names, narrowed, picks};
use crate::app::run;
use crate::fault::{Answer, Fault};
use crate::pages::form::{control_of, read_one};
use crate::pages::list::ask::Listing;
use crate::pages::list::listing_of;
use crate::params::Params;
use crate::parts::{self, Btn, Crumb, Field, Line, Link, Opt, PageHead, Panel, Tone};
use crate::request::{Asker, Form};
use crate::shell::{Page, page, see};
use crate::show::number_text;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use kernel::field::{FieldDef, Kind};
use kernel::register::Register;
use kernel::value::Value;
use kernel::verdict::Refusal;
use kernel::workflow::{Step, Way};
use maud::{Markup, html};
use store::flow::Offer;
use store::writer::Said;
use store::{Ctx, Store, StoreError};

/// Steps that this person may make on every one of the matters as they stand now.
fn common(
    store: &Store,
    ctx: &Ctx,
    register: &'static Register,
    picks: &[Pick],
) -> Result<Vec<Offer>, StoreError> {
    let mut all: Option<Vec<Offer>> = None;
    for pick in picks {
        let standing = store.standing(ctx, register, &pick.id.to_string())?;
        let offered = standing.map_or_else(Vec::new, |standing| standing.steps);
        all = Some(match all {
            None => offered,
            Some(mut known) => {
                known.retain(|one| offered.iter().any(|other| other.step.code == one.step.code));
                known
            }
        });
    }
    Ok(all.unwrap_or_default())
}

/// The matters, and what all of them allow.
struct Chosen {
    picks: Vec<Pick>,
    steps: Vec<Offer>,
}

async fn chosen(asker: &Asker, listing: &Listing) -> Result<Chosen, Fault> {
    let (ctx, copy) = (asker.ctx.clone(), listing.clone());
    run(&asker.app, move |store| {
        let picks = picks(store, &ctx, &copy)?;
        if picks.len() > MOST_STEPS {
            let say = format!("一次最多办{MOST_STEPS}件。请加上条件，分几次办");
            return Err(StoreError::refuse("id", say));
        }
        let steps = common(store, &ctx, copy.register, &picks)?;
        Ok(Chosen { picks, steps })
    })
    .await
}

/// Asks which step, then what the step asks.
pub(super) async fn ask(asker: &Asker, listing: &Listing, form: &Params) -> Answer {
    let chosen = chosen(asker, listing).await?;
    if chosen.picks.is_empty() {
        return Ok(see(&listing.href()));
    }
    let only = match chosen.steps.as_slice() {
        [only] => Some(only),
        all => all.iter().find(|offer| offer.step.code == form.get("step")),
    };
    Ok(match only {
        Some(offer) => {
            let typed = with_today(asker, listing.register, offer.step, form.clone());
            asked(asker, listing, &typed, (&chosen.picks, offer), &[])
        }
        None => which(asker, listing, form, &chosen),
    })
}

pub(super) fn framed(asker: &Asker, listing: &Listing, title: &str, main: &Markup) -> Response {
    let register = listing.register;
    let main = html! {
        (parts::page_head(&PageHead {
            title: title.to_owned(),
            crumbs: vec![Crumb::to(format!("{}台账", register.title), listing.href())],
            ..PageHead::default()
        }))
        (main)
    };
    let nav = format!("r/{}", register.name);
    page(asker, Page { title, nav: &nav, main, narrow: true, ..Page::default() })
}

pub(super) fn many(listing: &Listing, picks: &[Pick]) -> String {
    format!("{}{}", number_text(i64::try_from(picks.len()).unwrap_or(0)), listing.register.unit)
}

/// What the form carries on: the selection.
pub(super) fn carried(asker: &Asker, form: &Params, act: &str) -> Markup {
    html! {
        (parts::csrf_field(&asker.csrf))
        input type="hidden" name="act" value=(act);
        @if form.get("all") == "1" { input type="hidden" name="all" value="1"; }
        @else { @for id in form.all("id") { input type="hidden" name="id" value=(id); } }
    }
}

fn which(asker: &Asker, listing: &Listing, form: &Params, chosen: &Chosen) -> Response {
    let title = format!("办理选中的{}", many(listing, &chosen.picks));
    let opts: Vec<Opt> =
        chosen.steps.iter().map(|one| Opt::new(one.step.code, one.step.title)).collect();
    let action = listing.query.on(&format!("{}/bulk", listing.path()));
    let main = html! {
        @if opts.is_empty() {
            (parts::note(Tone::Warn, &html! {
                "选中的这些没有同一步可以一起办：状态不同，或有的不由您办。请按状态筛一下再选。"
            }, None))
            div.gap { (Btn::link("回台账", listing.href())) }
        } @else {
            form.panel method="post" action=(action) {
                (carried(asker, form, "step"))
                div.pad.stack {
                    (names(&chosen.picks))
                    (parts::field_radio(&Field::new("step", "办哪一步"), &opts, "", true))
                }
                (parts::foot_bar("", &[Btn::link("先不办", listing.href()).quiet(), Btn::submit("下一步").pri()]))
            }
        }
    };
    framed(asker, listing, &title, &main)
}

fn fields_of(register: &'static Register, step: &Step) -> Vec<FieldDef> {
    let required = |field: &FieldDef| FieldDef { required: true, ..*field };
    step.asks.iter().filter_map(|name| register.field(name)).map(required).collect()
}

/// Days are today until something else is typed.
fn with_today(asker: &Asker, register: &'static Register, step: &Step, mut form: Params) -> Params {
    let days = fields_of(register, step).into_iter().filter(|field| field.kind == Kind::Day);
    for field in days {
        form = form.set(field.name, asker.store().today().to_string());
    }
    form
}

fn asked(
    asker: &Asker,
    listing: &Listing,
    form: &Params,
    (picks, offer): (&[Pick], &Offer),
    wrong: &[Refusal],
) -> Response {
    let step = offer.step;
    let title = format!("{}：选中的{}", step.title, many(listing, picks));
    let of = |name: &str| wrong.iter().find(|one| one.field == name).map(|one| one.reason.clone());
    let action = listing.query.on(&format!("{}/bulk/step", listing.path()));
    let yes = Btn::submit(format!("{}这{}", step.title, many(listing, picks))).busy("正在办…");
    let yes = if step.way == Way::Off { yes.danger() } else { yes.pri() };
    let foot =
        if step.lasting.is_empty() { "每件单独办，可以单独撤销" } else { step.lasting };
    let main = html! {
        form.panel method="post" action=(action) {
            (carried(asker, form, "step"))
            input type="hidden" name="step" value=(step.code);
            div.pad.stack {
                (names(picks))
                @for field in &fields_of(listing.register, step) {
                    (control_of(asker, listing.register, field, form, wrong))
                }
                @if step.asks_why() {
                    @let opts: Vec<Opt> = offer.reasons.iter().map(|one| Opt::new(&*one.0, &*one.1)).collect();
                    (parts::field_radio(&Field::new("reason", "原因").error(of("reason")), &opts, form.get("reason"), true))
                }
                (parts::field_text(&Field::new("words", "办理意见").optional().error(of("words")).max(200), form.get("words")))
                p.soft { "每件都照样核对；有一件办不了，不耽误别的，原因列在后面。" }
            }
            (parts::foot_bar(foot, &[Btn::link("先不办", listing.href()).quiet(), yes]))
        }
    };
    let mut answer = framed(asker, listing, &title, &main);
    if !wrong.is_empty() {
        *answer.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
    }
    answer
}

/// What was sent, for every one of the matters.
#[derive(Clone)]
struct Sent {
    step: &'static Step,
    values: Vec<(&'static str, Value)>,
    reason: String,
    words: String,
}

/// `/r/{register}/bulk/step`: makes the step on each.
pub(super) async fn perform(asker: Asker, Path(name): Path<String>, Form(form): Form) -> Answer {
    let listing = narrowed(listing_of(&asker, &name)?, &form)?;
    let register = listing.register;
    let chosen = chosen(&asker, &listing).await?;
    if chosen.picks.is_empty() {
        return Ok(see(&listing.href()));
    }
    let offer = chosen.steps.iter().find(|offer| offer.step.code == form.get("step"));
    let Some(offer) = offer else { return Ok(which(&asker, &listing, &form, &chosen)) };
    let step = offer.step;
    let (mut values, mut wrong) = (Vec::new(), Vec::new());
    for field in fields_of(register, step) {
        let (value, mut refused) = read_one(&asker, field, form.clone()).await?;
        if value.is_null() && refused.is_empty() {
            refused.push(Refusal::on(field.name, format!("{}没有填", field.title)));
        }
        values.push((field.name, value));
        wrong.extend(refused);
    }
    if step.reasons.is_some() && form.get("reason").is_empty() {
        wrong.push(Refusal::on("reason", format!("选一个{}的原因", step.title)));
    }
    if !wrong.is_empty() {
        return Ok(asked(&asker, &listing, &form, (&chosen.picks, offer), &wrong));
    }
    let text = |name: &str| form.get(name).to_owned();
    let sent = Sent { step, values, reason: text("reason"), words: text("words") };
    let ctx = asker.ctx.clone();
    let refused =
        run(&asker.app, move |store| each(store, &ctx, register, &chosen.picks, &sent)).await?;
    let count = number_text(i64::try_from(refused.done).unwrap_or(0));
    let title = format!("{}：办了{count}{}", step.title, register.unit);
    Ok(told(&asker, &listing, &title, &refused.refused, &[]))
}

/// What became of each: nothing more to say of those that were done.
struct Outcome {
    done: usize,
    refused: Vec<(i64, String, String)>,
}

fn each(
    store: &Store,
    ctx: &Ctx,
    register: &'static Register,
    picks: &[Pick],
    sent: &Sent,
) -> Result<Outcome, StoreError> {
    let mut outcome = Outcome { done: 0, refused: Vec::new() };
    for pick in picks {
        let said = Said {
            step: sent.step.code,
            version: pick.version,
            values: sent.values.iter().map(|(name, value)| (*name, value.clone())).collect(),
            reason: &sent.reason,
            words: &sent.words,
            copies: Vec::new(),
        };
        match store.take_step(ctx, register, pick.id, &said) {
            Ok(_) => outcome.done += 1,
            Err(error @ (StoreError::Unavailable { .. } | StoreError::TooSlow)) => {
                return Err(error);
            }
            Err(error) => outcome.refused.push((pick.id, pick.name.clone(), error.to_string())),
        }
    }
    Ok(outcome)
}

/// What came of it: who stays behind, by key, name and reason, and where to go on.
pub(super) fn told(
    asker: &Asker,
    listing: &Listing,
    title: &str,
    behind: &[(i64, String, String)],
    next: &[Btn],
) -> Response {
    let unit = listing.register.unit;
    let count = |number: usize| number_text(i64::try_from(number).unwrap_or(0));
    let rest = behind.len();
    let (tone, words) = if rest == 0 {
        (Tone::Ok, "选中的都办了。".to_owned())
    } else {
        (Tone::Warn, format!("{}{unit}没有办，原因在下面。", count(rest)))
    };
    let lines = parts::list(html! { @for (id, name, why) in behind {
        (parts::list_line(&Line {
            title: name.clone(),
            link: Some(Link::to(asker.href(&format!("{}/{id}", listing.path())))),
            sub: why.clone(),
            ..Line::default()
        }))
    } });
    let main = html! {
        (parts::note(tone, &html! { (words) }, None))
        @if rest > 0 {
            div.gap { (parts::panel(&Panel {
                title: "没有办的".into(), count: u64::try_from(rest).ok(), body: lines, ..Panel::default()
            })) }
        }
        div.gap.row {
            @for btn in next { (btn) }
            @let back = Btn::link("回台账", listing.href());
            @if next.is_empty() { (back.pri()) } @else { (back) }
        }
    };
    framed(asker, listing, title, &main)
}
