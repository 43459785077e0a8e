//! 办事要求: which papers must be there for a step, and which reasons are offered, from a day on.

use super::{admitted, framed, refused};
use crate::app::run;
use crate::fault::{Answer, Fault};
use crate::params::Params;
use crate::parts::{self, Btn, Field, Opt, Panel, Toast, Tone};
use crate::request::{Asker, Form};
use crate::shell::see;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use kernel::choices::Choices;
use kernel::register::Register;
use kernel::workflow::Step;
use maud::{Markup, html};
use store::demands::{Demand, lists, takes_papers};
use store::{Store, StoreError};

const PATH: &str = "/settings/demands";

/// What is set for one procedure.
struct Set {
    register: &'static Register,
    papers: Vec<(&'static Step, Demand)>,
    reasons: Vec<(&'static Choices, Demand)>,
}

fn all(store: &Store) -> Result<Vec<Set>, StoreError> {
    let mut sets = Vec::new();
    for (register, flow) in store.catalog().flows() {
        let mut set = Set { register, papers: Vec::new(), reasons: Vec::new() };
        for step in flow.steps.iter().filter(|step| takes_papers(register, step)) {
            set.papers.push((step, store.papers_demanded(register, step)?));
        }
        for list in lists(flow) {
            set.reasons.push((list, store.reasons_demanded(list)?));
        }
        if !set.papers.is_empty() || !set.reasons.is_empty() {
            sets.push(set);
        }
    }
    Ok(sets)
}

pub(super) async fn show(asker: Asker) -> Answer {
    admitted(&asker)?;
    content(&asker, &Params::default(), "").await
}

async fn content(asker: &Asker, typed: &Params, wrong: &str) -> Answer {
    let sets = run(&asker.app, all).await?;
    let body = html! {
        @if !wrong.is_empty() {
            div role="alert" { (parts::note(Tone::Bad, &html! { (wrong) "。" }, None)) }
        }
        div.stack { p.soft { "每一步要传齐哪些材料才能办、退回和终止时有哪些原因可选。从哪天起改，那天以前办的事按原来的要求。" }
        @for set in &sets { (panel(asker, set, typed)) } }
    };
    Ok(framed(asker, PATH, &body))
}

fn panel(asker: &Asker, set: &Set, typed: &Params) -> Markup {
    let rows = html! {
        @for (step, demand) in &set.papers {
            (one(asker, typed, demand, (step.title, &named(set.register, demand)), &html! {
                input type="hidden" name="register" value=(set.register.name);
                input type="hidden" name="step" value=(step.code);
                (papers(set.register, demand, typed))
            }))
        }
        @for (list, demand) in &set.reasons {
            (one(asker, typed, demand, (list.name, &demand.now.join("、")), &html! {
                input type="hidden" name="register" value=(set.register.name);
                input type="hidden" name="list" value=(list.name);
                (reasons(demand, typed))
            }))
        }
    };
    let body = html! {
        div.tbl-x { table.tbl {
            caption.sr { (set.register.title) "的办事要求" }
            thead { tr {
                th scope="col" { "办哪一步" } th scope="col" { "要传齐的材料、可选的原因" }
            } }
            tbody { (rows) }
        } }
    };
    parts::panel(&Panel { title: set.register.title.into(), body, ..Panel::default() })
}

/// The papers by their names.
fn named(register: &Register, demand: &Demand) -> String {
    let titles: Vec<&str> =
        demand.now.iter().filter_map(|code| register.attachment(code)).map(|k| k.title).collect();
    if titles.is_empty() { "不用交材料".to_owned() } else { titles.join("、") }
}

fn papers(register: &Register, demand: &Demand, typed: &Params) -> Markup {
    let opts: Vec<Opt> =
        register.attachments.iter().map(|kind| Opt::new(kind.code, kind.title)).collect();
    let mut chosen = demand.now.clone();
    if typed.get("name") == demand.name {
        chosen = typed.all("paper").map(str::to_owned).collect();
    }
    let mut field = Field::new("paper", "传齐这些才能办").hint("一样都不选，就不用交材料");
    field.id = format!("p-{}", demand.name.replace('.', "-"));
    parts::field_checks(&field, &opts, &chosen, false)
}

fn reasons(demand: &Demand, typed: &Params) -> Markup {
    let mut text = demand.now.join("\n");
    if typed.get("name") == demand.name {
        typed.get("lines").clone_into(&mut text);
    }
    let mut field =
        Field::new("lines", "可选的原因").hint("一行一条；“其他”总在最后，不用写").max(1500);
    field.id = format!("r-{}", demand.name.replace('.', "-"));
    parts::field_area(&field, &text, 6)
}

/// One demand: what holds, what will hold, and the form behind it.
fn one(
    asker: &Asker,
    typed: &Params,
    demand: &Demand,
    (title, now): (&str, &str),
    control: &Markup,
) -> Markup {
    let mut from = Field::new("from", "从哪天起");
    from.id = format!("d-{}", demand.name.replace('.', "-"));
    let open = typed.get("name") == demand.name;
    let day = if open { typed.get("from").to_owned() } else { asker.store().today().to_string() };
    html! {
        tr {
            td { (title) }
            td {
                b { (now) }
                @match demand.since {
                    Some(day) if day > kernel::facts::ALWAYS => span.small.muted { "，" (day) "起" },
                    _ => span.small.muted { "，程序原定" },
                }
                @for (day, _) in &demand.later { br; span.small.amber { "从" (day) "起改" } }
                details.small.why open[open] {
                    summary { "改" span.sr { (title) "的要求" } }
                    form.stack method="post" action=(PATH) {
                        (parts::csrf_field(&asker.csrf))
                        input type="hidden" name="name" value=(demand.name);
                        (control)
                        (parts::field_date(&from, &day))
                        div.row { (Btn::submit("改要求").sm()) }
                    }
                }
            }
        }
    }
}

pub(super) async fn set(asker: Asker, Form(form): Form) -> Answer {
    admitted(&asker)?;
    match write(&asker, &form).await {
        Ok(title) => {
            asker.say(Toast::new(format!("已改：{title}")));
            Ok(see(PATH))
        }
        Err(fault) => {
            let say = refused(fault)?;
            let mut answer: Response = content(&asker, &form, &say).await?.into_response();
            *answer.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
            Ok(answer)
        }
    }
}

async fn write(asker: &Asker, form: &Params) -> Result<String, Fault> {
    let day = kernel::dates::parse_day(form.get("from"));
    let day = day.map_err(|error| StoreError::refuse("from", format!("{error}。要求没有改")))?.date;
    let register = asker.store().catalog().register(form.get("register"));
    let register = register.ok_or_else(Fault::not_found)?;
    let flow = register.flow.as_ref().ok_or_else(Fault::not_found)?;
    let (ctx, form) = (asker.ctx.clone(), form.clone());
    if let Some(step) = flow.find_step(form.get("step")) {
        let codes: Vec<String> = form.all("paper").map(str::to_owned).collect();
        let set = move |store: &Store| store.demand_papers(&ctx, (register, step), day, &codes);
        run(&asker.app, set).await?;
        return Ok(format!("“{}”要交的材料，从{day}起", step.title));
    }
    let list = lists(flow).into_iter().find(|list| list.name == form.get("list"));
    let list = list.ok_or_else(Fault::not_found)?;
    let lines: Vec<String> = form.get("lines").lines().map(str::to_owned).collect();
    run(&asker.app, move |store| store.demand_reasons(&ctx, list, day, &lines)).await?;
    Ok(format!("{}，从{day}起", list.name))
}
