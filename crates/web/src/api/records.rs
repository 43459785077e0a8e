//! One record: added, read, changed, made 作废; its history; a sensitive field in full.

use super::values::{self, number};
use super::{Body, Caller, fine, json as answer, writing};
use crate::app::run;
use crate::fault::{Answer, Fault};
use crate::request::Asker;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::IntoResponse;
use jiff::civil::Date;
use kernel::facts::{ALWAYS, FOREVER, Saving};
use kernel::field::FieldDef;
use kernel::register::Register;
use kernel::verdict::Refusal;
use serde_json::{Map, Value, json};
use store::history::runs;
use store::reader::Opened;
use store::writer::Doing;
use store::{Ctx, Result, Store, StoreError};

/// `GET …/records/{key}`.
pub(super) async fn show(
    Caller(asker): Caller,
    Path((name, key)): Path<(String, String)>,
) -> Answer {
    let register = asker.register(&name)?;
    let ctx = asker.ctx.clone();
    let opened = run(&asker.app, move |store| store.open_record(&ctx, register, &key)).await?;
    fine(&document(&asker, &opened))
}

/// A record as JSON: today's values, names of links, the intervals of dated values.
pub fn document(asker: &Asker, opened: &Opened) -> Value {
    let register = opened.record.register;
    let shown = |field: &&FieldDef| !opened.hidden.contains(&field.name);
    let (mut values, mut titles, mut dated) = (Map::new(), Map::new(), Map::new());
    for field in register.fields.iter().filter(shown) {
        let value = opened.record.value(field.name);
        values.insert(field.name.into(), Value::from(value));
        if let Some(id) = value.as_int().filter(|_| !field.to.is_empty()) {
            let title = opened.titles.get(&(field.to.to_owned(), id));
            titles.insert(field.name.into(), title.cloned().into());
        }
    }
    for field in register.dated().filter(shown).filter(|field| !field.secret) {
        dated.insert(field.name.into(), intervals(register, opened, field));
    }
    json!({
        "register": register.name,
        "id": opened.record.id,
        "public_id": opened.record.public_id,
        "version": opened.record.version,
        "voided": opened.record.voided,
        "void_reason": opened.void_reason,
        "union": asker.tree.title(opened.node),
        "values": values,
        "titles": titles,
        "dated": dated,
        "acts": opened.acts.iter().map(|act| act.title()).collect::<Vec<&str>>(),
    })
}

fn intervals(register: &Register, opened: &Opened, field: &FieldDef) -> Value {
    let at = register.dated_position(field.name).unwrap_or(usize::MAX);
    let edge = |day: Date| (day != ALWAYS && day != FOREVER).then(|| day.to_string());
    runs(&opened.timeline, at)
        .iter()
        .map(|(from, until, value)| {
            json!({"from": edge(*from), "until": edge(*until), "value": Value::from(value)})
        })
        .collect()
}

/// `POST …/records` with `values` and, where wanted, `reason`.
pub(super) async fn add(Caller(asker): Caller, Path(name): Path<String>, body: Body) -> Answer {
    let register = asker.register(&name)?;
    let ctx = asker.ctx.clone();
    let opened = run(&asker.app, move |store| -> Result<Opened> {
        let values = given(store, &ctx, register, &body)?;
        let doing = Doing::new("登记", body.text("reason"));
        let id = store.act(&ctx, doing, |writer| writer.add(register, &values))?;
        store.open_record(&ctx, register, &id.to_string())
    })
    .await?;
    Ok(answer(StatusCode::CREATED, &document(&asker, &opened)))
}

fn given(
    store: &Store,
    ctx: &Ctx,
    register: &'static Register,
    body: &Body,
) -> Result<values::Values> {
    values::read(store, ctx, register, body.0.get("values").unwrap_or(&Value::Null))
}

/// The version that was seen; every write carries it.
fn version(found: Option<i64>) -> std::result::Result<i64, Fault> {
    found.ok_or_else(|| {
        let why = "要带上看到的版本号version，免得盖掉别人刚改的";
        Fault::refused(vec![Refusal::on("version", why)])
    })
}

/// `PATCH …/records/{key}` with `version`, `values`, and for dated fields `from` or `correction`.
pub(super) async fn edit(
    Caller(asker): Caller,
    Path((name, key)): Path<(String, String)>,
    body: Body,
) -> Answer {
    let register = asker.register(&name)?;
    let version = version(number(&body.0, "version"))?;
    let ctx = asker.ctx.clone();
    let done = writing(&asker.app, move |store| {
        let values = given(store, &ctx, register, &body)?;
        let saving = saving(register, &values, &body, store.today())?;
        let id = store.open_record(&ctx, register, &key)?.record.id;
        let doing = Doing::new("修改", body.text("reason"));
        store.act(&ctx, doing, |writer| writer.edit(register, id, version, &values, saving))?;
        store.open_record(&ctx, register, &id.to_string())
    })
    .await?;
    match done {
        Ok(opened) => fine(&document(&asker, &opened)),
        Err(conflict) => Ok(conflict),
    }
}

/// 变化 from a day on, or 更正 of what was never right; a dated field must say which.
fn saving(
    register: &Register,
    values: &values::Values,
    body: &Body,
    today: Date,
) -> Result<Saving> {
    let from = body.text("from");
    let corrects = body.0.get("correction").and_then(Value::as_bool).unwrap_or(false);
    let dated = values.iter().any(|(name, _)| register.dated_position(name).is_some());
    match (from.is_empty(), corrects) {
        (false, true) => {
            Err(StoreError::refuse("from", "from和correction只能有一个：是变化，还是更正"))
        }
        (false, false) => kernel::dates::parse_day(from)
            .map(|day| Saving::Change(day.date))
            .map_err(|error| StoreError::refuse("from", error.to_string())),
        (true, false) if dated => Err(StoreError::refuse(
            "from",
            "有随时间变化的字段：从哪天起变的写from，原来就录错了写correction: true",
        )),
        _ => Ok(Saving::Correction(today)),
    }
}

/// `DELETE …/records/{key}?version=…&reason=…`: 作废, with its reason.
pub(super) async fn void(
    Caller(asker): Caller,
    Path((name, key)): Path<(String, String)>,
) -> Answer {
    let register = asker.register(&name)?;
    let version = version(asker.query.get("version").parse().ok())?;
    let (ctx, reason) = (asker.ctx.clone(), asker.query.get("reason").to_owned());
    let done = writing(&asker.app, move |store| {
        let id = store.open_record(&ctx, register, &key)?.record.id;
        let doing = Doing::new("作废", &reason);
        store.act(&ctx, doing, |writer| writer.void(register, id, version, &reason))
    })
    .await?;
    Ok(match done {
        Ok(()) => StatusCode::NO_CONTENT.into_response(),
        Err(conflict) => conflict,
    })
}

/// `GET …/records/{key}/history`: who changed what, newest first.
pub(super) async fn history(
    Caller(asker): Caller,
    Path((name, key)): Path<(String, String)>,
) -> Answer {
    let register = asker.register(&name)?;
    let ctx = asker.ctx.clone();
    let changes = run(&asker.app, move |store| store.history(&ctx, register, &key)).await?;
    fine(&serde_json::to_value(changes).unwrap_or_default())
}

/// `POST /reveal` with `register`, `key`, `field`, `reason`: the value in full; the journal keeps
/// who saw it and why.
pub(super) async fn reveal(Caller(asker): Caller, body: Body) -> Answer {
    let register = asker.register(body.text("register"))?;
    let key = match body.0.get("key") {
        Some(Value::String(key)) => key.clone(),
        Some(Value::Number(key)) => key.to_string(),
        _ => {
            return Err(Fault::refused(vec![Refusal::on(
                "key",
                "要看哪条记录：写它的id或public_id",
            )]));
        }
    };
    let ctx = asker.ctx.clone();
    let value = run(&asker.app, move |store| {
        store.reveal(&ctx, register, &key, body.text("field"), body.text("reason"))
    })
    .await?;
    fine(&json!({"value": value}))
}
