//! A step: what it asks, what stands in its way, and making it.

use crate::app::run;
use crate::fault::{Answer, Fault};
use crate::pages::form;
use crate::pages::record::{name_of, opened_for, path_of, question};
use crate::params::Params;
use crate::parts::{self, Btn, Field, Opt, Toast, Tone};
use crate::request::{Asker, Form};
use crate::shell::see;
use crate::show;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use kernel::access::Act;
use kernel::field::FieldDef;
use kernel::value::Value;
use kernel::verdict::Refusal;
use kernel::workflow::{Step, Way, Workflow};
use maud::{Markup, html};
use std::collections::HashMap;
use store::demands::Reason;
use store::flow::Offer;
use store::reader::Opened;
use store::sees::Viewer;
use store::writer::{Said, Taken};
use store::{Conflict, StoreError};

type Key = Path<(String, String, String)>;

/// A step asked for, with what the person may see of its record.
struct Asked {
    opened: Opened,
    flow: &'static Workflow,
    offer: Option<Offer>,
    step: &'static Step,
    /// The reasons to choose from, where it asks why.
    reasons: Vec<Reason>,
    /// Who may be told of it, and what their units are called.
    viewers: Vec<Viewer>,
    titles: HashMap<i64, String>,
}

/// More people than these are not offered: whoever is nearest comes first.
const OFFERED: usize = 30;

async fn find(asker: &Asker, name: &str, key: &str, code: &str) -> Result<Asked, Fault> {
    let opened = opened_for(asker, name, key, Act::Read).await?;
    let register = opened.record.register;
    let flow = register.flow.as_ref().ok_or_else(Fault::not_found)?;
    let step = flow.find_step(code).filter(|step| !step.by.is_empty());
    let step = step.ok_or_else(Fault::not_found)?;
    let (ctx, id) = (asker.ctx.clone(), opened.record.id.to_string());
    let (standing, mut viewers, reasons) = run(&asker.app, move |store| {
        let viewers = store.copy_choices(&ctx, register, &id)?;
        Ok::<_, StoreError>((
            store.standing(&ctx, register, &id)?,
            viewers,
            store.reasons_of(step)?,
        ))
    })
    .await?;
    viewers.truncate(OFFERED);
    let units = viewers.iter().flat_map(|one| &one.by).map(|grant| grant.union);
    let titles = units
        .map(|unit| {
            let at = if unit == 0 { asker.tree.root() } else { unit };
            (unit, asker.tree.title(at).to_owned())
        })
        .collect();
    let offers = standing.map(|standing| standing.steps).unwrap_or_default();
    let offer = offers.into_iter().find(|offer| offer.step.code == code);
    Ok(Asked { opened, flow, offer, step, reasons, viewers, titles })
}

/// The question before a step.
pub async fn ask(asker: Asker, Path((name, key, code)): Key) -> Answer {
    let matter = find(&asker, &name, &key, &code).await?;
    let typed = first_values(&asker, &matter);
    let wrong = matter.offer.as_ref().map(|offer| offer.refused.clone()).unwrap_or_default();
    Ok(shown(&asker, &matter, &typed, &wrong))
}

/// Days are today unless something stands there already.
fn first_values(asker: &Asker, matter: &Asked) -> Params {
    let mut typed = Params::default();
    for name in matter.step.asks.iter().chain(&matter.step.takes) {
        let value = matter.opened.record.value(name);
        let day = matter.opened.record.register.field(name).map(|field| field.kind);
        let text = match (value, day) {
            (Value::Null, Some(kernel::field::Kind::Day)) => asker.store().today().to_string(),
            (value, _) => value.to_string(),
        };
        typed = typed.set(name, text);
    }
    typed
}

fn shown(asker: &Asker, matter: &Asked, typed: &Params, wrong: &[Refusal]) -> Response {
    let (opened, step) = (&matter.opened, matter.step);
    let fields = fields_of(matter);
    let loose: Vec<&Refusal> = wrong
        .iter()
        .filter(|one| fields.iter().all(|field| field.name != one.field))
        .filter(|one| !matches!(one.field.as_str(), "reason" | "words"))
        .collect();
    let of = |name: &str| wrong.iter().find(|one| one.field == name).map(|one| one.reason.clone());
    let body = html! {
        @if matter.offer.is_none() {
            (parts::note(Tone::Warn, &html! { (not_offered(matter)) }, None))
        }
        @if !loose.is_empty() {
            div.note.bad role="alert" { div { p { b { "现在还不能" (step.title) "：" } }
                ul { @for one in &loose { li { (one.reason) } } } } }
        }
        input type="hidden" name="version" value=(opened.record.version);
        @for field in &fields {
            (form::control_of(asker, opened.record.register, field, typed, wrong))
        }
        @if step.asks_why() {
            @let opts: Vec<Opt> = matter.reasons.iter().map(|one| Opt::new(&*one.0, &*one.1)).collect();
            (parts::field_radio(&Field::new("reason", "原因").error(of("reason")), &opts,
                typed.get("reason"), true))
            (parts::field_area(&Field::new("words", "要说的话").optional().error(of("words")).max(500),
                typed.get("words"), 2))
        } @else {
            (parts::field_text(&Field::new("words", "办理意见").optional().max(200), typed.get("words")))
        }
        (copies(matter, typed))
        @if !step.lasting.is_empty() { p.soft { (step.lasting) } }
    };
    let action = asker.href(&format!("{}/step/{}", path_of(opened), step.code));
    let yes = Btn::submit(step.title);
    let yes = if step.way == Way::Off { yes.danger() } else { yes.pri() };
    let title = format!("{}：{}", step.title, name_of(opened));
    let mut answer = question(asker, opened, &title, &body, action, yes);
    if !wrong.is_empty() && asker.query.0.is_empty() && typed.has("_sent") {
        *answer.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
    }
    answer
}

/// Colleagues and those above, to be told of it.
fn copies(matter: &Asked, typed: &Params) -> Markup {
    let words = |one: &Viewer| {
        let by = one
            .by
            .first()
            .map_or("", |grant| matter.titles.get(&grant.union).map_or("", String::as_str));
        if by.is_empty() { one.name.clone() } else { format!("{}（{by}）", one.name) }
    };
    let opts: Vec<Opt> =
        matter.viewers.iter().map(|one| Opt::new(one.user.to_string(), words(one))).collect();
    let chosen: Vec<String> = typed.all("copy").map(str::to_owned).collect();
    html! { @if !opts.is_empty() {
        details.small open[!chosen.is_empty()] {
            summary { "抄送" }
            (parts::field_checks(&Field::new("copy", "抄送给谁").hint("他们会收到消息，在“抄送我”里找得到"),
                &opts, &chosen, true))
        }
    } }
}

fn fields_of(matter: &Asked) -> Vec<FieldDef> {
    let register = matter.opened.record.register;
    let of = |names: &[&'static str], required: bool| -> Vec<FieldDef> {
        let field = |field: &FieldDef| FieldDef { required, ..*field };
        names.iter().filter_map(|name| register.field(name)).map(field).collect()
    };
    [of(&matter.step.asks, true), of(&matter.step.takes, false)].concat()
}

fn not_offered(matter: &Asked) -> String {
    let state = matter.opened.record.value(matter.flow.state.name).to_string();
    let from = matter.step.from.contains(&state.as_str());
    if from {
        let who: Vec<&str> = matter.step.by.iter().map(|role| role.title).collect();
        format!("这一步由{}办理，您的账号不能办。", who.join("、"))
    } else {
        format!("现在是“{}”，这一步已经不用办了。", matter.flow.title(&state))
    }
}

/// Makes the step.
pub async fn make(asker: Asker, Path((name, key, code)): Key, Form(sent): Form) -> Answer {
    let matter = find(&asker, &name, &key, &code).await?;
    let (mut values, mut wrong) = (Vec::new(), Vec::new());
    for field in fields_of(&matter) {
        let (value, refused) = form::read_one(&asker, field, sent.clone()).await?;
        if refused.is_empty() && !value.is_null() {
            values.push((field.name, value));
        }
        wrong.extend(refused);
    }
    let sent = sent.set("_sent", "1");
    if !wrong.is_empty() {
        return Ok(shown(&asker, &matter, &sent, &wrong));
    }
    let (register, id) = (matter.opened.record.register, matter.opened.record.id);
    let (ctx, copy, step) = (asker.ctx.clone(), sent.clone(), matter.step);
    let version = sent.get("version").parse().unwrap_or(matter.opened.record.version);
    let done = run(&asker.app, move |store| {
        let said = Said {
            step: step.code,
            version,
            values,
            reason: copy.get("reason"),
            words: copy.get("words"),
            copies: copy.all("copy").filter_map(|user| user.parse().ok()).collect(),
        };
        let done = store.take_step(&ctx, register, id, &said);
        let seq = |taken: Taken| {
            Ok((store.last_entry(&ctx, step.title, register, id)?, taken.said.join("；")))
        };
        Ok::<_, StoreError>(done.and_then(seq))
    })
    .await?;
    match done {
        Ok((seq, also)) => {
            let also = if also.is_empty() { also } else { format!("。{also}") };
            let said = Toast::new(format!("已{}{also}", step.title));
            let undo = step.lasting.is_empty();
            asker.say(if undo {
                said.undo(format!("/undo/{seq}"), asker.csrf.as_str())
            } else {
                said
            });
            Ok(see(&asker.href(&path_of(&matter.opened))))
        }
        Err(StoreError::Refused(refusals)) => Ok(shown(&asker, &matter, &sent, &refusals)),
        Err(StoreError::Conflict(conflict)) => Err(decided(&asker, &conflict)),
        Err(error) => Err(error.into()),
    }
}

/// Somebody else was faster.
fn decided(asker: &Asker, conflict: &Conflict) -> Fault {
    let when = show::moment(conflict.at, asker.store().today());
    let say = format!(
        "{}{when}刚办过这件事，您这一步没有做。回到这一页看最新的进展，再决定要不要办。",
        conflict.who
    );
    Fault::new(StatusCode::CONFLICT, "别人刚办过", say)
}
