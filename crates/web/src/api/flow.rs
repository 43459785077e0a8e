//! Procedures for other programs: where a record stands, a step on one or on many, what waits.

use super::records::document;
use super::values::{self, number};
use super::{Body, Caller, fine, writing};
use crate::app::run;
use crate::fault::{Answer, Fault};
use axum::extract::Path;
use kernel::register::Register;
use kernel::verdict::Refusal;
use kernel::workflow::{Finding, Way};
use serde_json::{Value, json};
use store::demands::Reason;
use store::flow::{Matter, Standing, Term};
use store::writer::Said;
use store::{Ctx, Store, StoreError};

/// Records of one request for a step on many.
const MOST: usize = 500;

/// `GET …/records/{key}/flow`.
pub(super) async fn show(
    Caller(asker): Caller,
    Path((name, key)): Path<(String, String)>,
) -> Answer {
    let register = asker.register(&name)?;
    let ctx = asker.ctx.clone();
    let standing = run(&asker.app, move |store| store.standing(&ctx, register, &key)).await?;
    fine(&told(&standing.ok_or_else(Fault::not_found)?))
}

/// Where a record stands.
fn told(standing: &Standing) -> Value {
    let stages: Vec<Value> = standing
        .stages
        .iter()
        .map(|stage| {
            let done = stage.done.as_ref();
            json!({"title": stage.title, "at": done.map(|one| one.0), "by": done.map(|one| one.1.as_str())})
        })
        .collect();
    let steps: Vec<Value> = standing
        .steps
        .iter()
        .map(|offer| {
            let one = |reason: &Reason| json!({"code": reason.0, "title": reason.1});
            let reasons =
                offer.step.reasons.map(|_| offer.reasons.iter().map(one).collect::<Vec<Value>>());
            json!({
                "code": offer.step.code,
                "title": offer.step.title,
                "way": way(offer.step.way),
                "asks": offer.step.asks,
                "takes": offer.step.takes,
                "reasons": reasons,
                "lasting": offer.step.lasting,
                "refused": offer.refused,
            })
        })
        .collect();
    let checks: Vec<Value> = standing
        .checks
        .iter()
        .map(|(check, finding)| {
            let found = match finding {
                Finding::Fine(_) => "fine",
                Finding::Look(_) => "look",
                Finding::Wrong(_) => "wrong",
            };
            json!({"code": check.code, "title": check.title, "rule": check.rule,
                "found": found, "says": finding.says()})
        })
        .collect();
    json!({
        "state": standing.state.code,
        "title": standing.title,
        "owed": standing.state.owed,
        "owed_by": standing.state.owed_by.iter().map(|role| role.code).collect::<Vec<&str>>(),
        "term": standing.term.as_ref().map(term),
        "stages": stages,
        "stage": standing.stage,
        "steps": steps,
        "checks": checks,
        "papers": standing.papers.iter().map(|(kind, there)| json!({"kind": kind, "there": there}))
            .collect::<Vec<Value>>(),
    })
}

const fn way(way: Way) -> &'static str {
    match way {
        Way::On => "on",
        Way::Back => "back",
        Way::Off => "off",
    }
}

fn term(term: &Term) -> Value {
    json!({
        "code": term.clock.code,
        "title": term.clock.title,
        "unit": term.clock.days.word(),
        "from": term.from.to_string(),
        "days": term.days,
        "due": term.due.to_string(),
        "left": term.left,
        "provisional": term.provisional,
        "held": term.held.map(|(clock, left)| json!({"code": clock.code, "left": left})),
    })
}

/// A step as the body asks for it; what cannot be read is refused with its field.
fn said<'a>(
    store: &Store,
    ctx: &Ctx,
    register: &'static Register,
    body: &'a Body,
) -> store::Result<Said<'a>> {
    let none = Value::Object(serde_json::Map::new());
    let given = body.0.get("values").unwrap_or(&none);
    let values = values::read(store, ctx, register, given)?;
    let values = values.into_iter().collect();
    let version = number(&body.0, "version").unwrap_or(0);
    let (reason, words) = (body.text("reason"), body.text("words"));
    let copies = Vec::new();
    Ok(Said { step: body.text("step"), version, values, reason, words, copies })
}

/// `POST …/records/{key}/flow` with `step`, `version`, and where asked `values`, `reason`, `words`.
pub(super) async fn make(
    Caller(asker): Caller,
    Path((name, key)): Path<(String, String)>,
    body: Body,
) -> Answer {
    let register = asker.register(&name)?;
    if number(&body.0, "version").is_none_or(|version| version < 1) {
        let why = "要带上看到的版本号version，免得盖掉别人刚办的";
        return Err(Fault::refused(vec![Refusal::on("version", why)]));
    }
    let ctx = asker.ctx.clone();
    let done = writing(&asker.app, move |store| {
        let said = said(store, &ctx, register, &body)?;
        let id = store.open_record(&ctx, register, &key)?.record.id;
        let taken = store.take_step(&ctx, register, id, &said)?;
        Ok((store.open_record(&ctx, register, &id.to_string())?, taken))
    })
    .await?;
    match done {
        Ok((opened, taken)) => {
            let made: Vec<Value> = taken
                .made
                .iter()
                .map(|(register, id)| json!({"register": register, "id": id}))
                .collect();
            let mut told = document(&asker, &opened);
            if let Some(map) = told.as_object_mut() {
                map.insert("made".into(), made.into());
            }
            fine(&told)
        }
        Err(conflict) => Ok(conflict),
    }
}

/// `POST /registers/{register}/flow` with `step` and `records` of `key` and `version`: the single step as
/// often as there are records, and one list of what became of each.
pub(super) async fn make_many(
    Caller(asker): Caller,
    Path(name): Path<String>,
    body: Body,
) -> Answer {
    let register = asker.register(&name)?;
    let ctx = asker.ctx.clone();
    let records: Vec<(String, i64)> = body
        .0
        .get("records")
        .and_then(Value::as_array)
        .into_iter()
        .flatten()
        .filter_map(|one| {
            let key = one.get("key")?;
            let key = key.as_str().map_or_else(|| key.to_string(), str::to_owned);
            Some((key, one.get("version")?.as_i64()?))
        })
        .collect();
    if records.is_empty() || records.len() > MOST {
        let why = format!("records写1到{MOST}条，每条有key和version");
        return Err(Fault::refused(vec![Refusal::on("records", why)]));
    }
    let all = run(&asker.app, move |store| {
        let said = said(store, &ctx, register, &body)?;
        let one = |(key, version): &(String, i64)| {
            let found = store.open_record(&ctx, register, key);
            let taken = found.and_then(|opened| {
                let said = Said { version: *version, ..said.clone() };
                store.take_step(&ctx, register, opened.record.id, &said)
            });
            match taken {
                Ok(taken) => json!({"key": key, "done": true, "state": taken.state}),
                Err(error) => json!({"key": key, "done": false, "errors": reasons(error)}),
            }
        };
        Ok::<Vec<Value>, StoreError>(records.iter().map(one).collect())
    })
    .await?;
    fine(&json!({"results": all}))
}

fn reasons(error: StoreError) -> Vec<Refusal> {
    match error {
        StoreError::Refused(refusals) => refusals,
        StoreError::Conflict(_) => {
            vec![Refusal::on("version", format!("{error}"))]
        }
        error => vec![Refusal::on("", error.to_string())],
    }
}

/// `GET /bench`: what waits for the caller, the soonest due first.
pub(super) async fn bench(Caller(asker): Caller) -> Answer {
    let (ctx, at) = (asker.ctx.clone(), asker.at);
    let bench = run(&asker.app, move |store| store.bench(&ctx, at, MOST)).await?;
    let one = |matter: &Matter| {
        json!({
            "register": matter.register.name,
            "id": matter.id,
            "public_id": matter.public_id,
            "title": matter.title,
            "union": asker.tree.title(matter.union),
            "state": matter.state,
            "owed": matter.owed,
            "due": matter.term.map(|term| term.0.to_string()),
            "left": matter.term.map(|term| term.3),
            "held": matter.held,
        })
    };
    let matters: Vec<Value> = bench.matters.iter().map(one).collect();
    fine(&json!({
        "all": bench.waiting.all,
        "late": bench.waiting.late,
        "today": bench.waiting.today,
        "matters": matters,
    }))
}
