//! Field values from JSON: numbers and texts as they are declared, days in any usual writing, links
//! by key or public name. What cannot be read is refused with its field.

use kernel::field::{FieldDef, Kind};
use kernel::register::Register;
use kernel::sheet::read_cell;
use kernel::value::Value;
use kernel::verdict::Refusal;
use serde_json::{Map, Value as Json};
use store::{Ctx, Result, Store, StoreError};

/// Values by the names of their fields.
pub type Values = Vec<(&'static str, Value)>;

/// Reads `values` of a request.
pub fn read(store: &Store, ctx: &Ctx, register: &'static Register, given: &Json) -> Result<Values> {
    let Some(given) = given.as_object() else {
        return Err(StoreError::refuse("values", "values应是一个对象：字段名对值"));
    };
    let (mut values, mut refusals) = (Values::new(), Vec::new());
    for (name, raw) in given {
        match field(register, name) {
            Err(refusal) => refusals.push(refusal),
            Ok(field) => match value(store, ctx, field, raw) {
                Ok(value) => values.push((field.name, value)),
                Err(why) => refusals.push(Refusal::on(name, format!("{}：{why}", field.title))),
            },
        }
    }
    if refusals.is_empty() { Ok(values) } else { Err(refusals.into()) }
}

fn field(
    register: &'static Register,
    name: &str,
) -> std::result::Result<&'static FieldDef, Refusal> {
    match register.field(name) {
        None => Err(Refusal::on(name, format!("{}没有“{name}”这一项", register.title))),
        Some(field) if field.computed => {
            Err(Refusal::on(name, format!("{}由程序算出，不能填", field.title)))
        }
        Some(field) => Ok(field),
    }
}

fn value(
    store: &Store,
    ctx: &Ctx,
    field: &FieldDef,
    raw: &Json,
) -> std::result::Result<Value, String> {
    match (field.kind, raw) {
        (_, Json::Null) => Ok(Value::Null),
        (Kind::YesNo, Json::Bool(yes)) => Ok(Value::from(*yes)),
        (Kind::Int | Kind::Money | Kind::YesNo, Json::Number(number)) => {
            number.as_i64().map(Value::Int).ok_or_else(|| "应是整数".to_owned())
        }
        (Kind::Link, Json::Number(number)) => linked(store, ctx, field, &number.to_string()),
        (Kind::Link, Json::String(key)) => linked(store, ctx, field, key),
        (Kind::Choice, Json::String(code)) if has_code(field, code) => Ok(code.as_str().into()),
        (_, Json::String(text)) => read_cell(field, text).map_err(|(expected, _)| expected),
        _ => Err("类型不对，见/api/v1/openapi.json".to_owned()),
    }
}

fn has_code(field: &FieldDef, code: &str) -> bool {
    field.list.is_some_and(|list| list.items.iter().any(|item| item.0 == code))
}

/// The key of a record the caller may read.
fn linked(
    store: &Store,
    ctx: &Ctx,
    field: &FieldDef,
    key: &str,
) -> std::result::Result<Value, String> {
    let found = store.register(field.to).and_then(|to| store.open_record(ctx, to, key));
    found.map(|opened| Value::Int(opened.record.id)).map_err(|error| error.to_string())
}

/// A whole number of a request.
pub fn number(body: &Map<String, Json>, name: &str) -> Option<i64> {
    body.get(name).and_then(Json::as_i64)
}
