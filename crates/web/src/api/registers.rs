//! Registers and their lists, asked with the same address as the list page.

use super::figure_json::row_of;
use super::{Caller, ROOT, fine};
use crate::app::run;
use crate::fault::Answer;
use crate::pages::list::MOST;
use crate::pages::list::ask::{Listing, life_code};
use crate::params::Params;
use crate::request::Asker;
use axum::extract::Path;
use kernel::access::Act;
use kernel::field::FieldDef;
use kernel::register::Register;
use serde_json::{Value, json};
use store::StoreError;
use store::list::{Count, Cursor, Life, Page};

/// `GET /registers`: those the caller may read, with their fields.
pub(super) async fn all(Caller(asker): Caller) -> Answer {
    let registers = asker.store().catalog().registers.iter();
    let mine = registers.filter(|one| asker.ctx.anywhere(one, Act::Read, &asker.tree));
    let list: Vec<Value> = mine.map(|register| described(&asker, register)).collect();
    fine(&Value::Array(list))
}

fn described(asker: &Asker, register: &Register) -> Value {
    let hidden = asker.store().hidden(&asker.ctx, register);
    let acts: Vec<&str> =
        Act::ALL.iter().filter(|act| asker.may(register, **act)).map(|act| act.title()).collect();
    let fields = register.fields.iter().filter(|field| !hidden.contains(&field.name));
    json!({
        "code": register.name,
        "title": register.title,
        "unit": register.unit,
        "about": register.about,
        "acts": acts,
        "columns": register.columns,
        "fields": fields.map(field).collect::<Vec<Value>>(),
    })
}

fn field(field: &FieldDef) -> Value {
    json!({
        "code": field.name,
        "title": field.title,
        "kind": format!("{:?}", field.kind).to_lowercase(),
        "required": field.required,
        "dated": field.dated,
        "secret": field.secret,
        "computed": field.computed,
        "to": field.to,
        "choices": field.list.map(|list| {
            list.items.iter().map(|item| json!({"code": item.0, "title": item.1})).collect::<Vec<Value>>()
        }),
    })
}

/// `GET /registers/{register}`: a page of its list.
pub(super) async fn list(Caller(asker): Caller, Path(name): Path<String>) -> Answer {
    let register = asker.register(&name)?;
    // Programs ask for everything unless they say `life`; people are shown what goes on.
    let all = Params::default().add("life", life_code(Life::Any));
    let given = Params(asker.query.0.iter().cloned().chain(all.0).collect());
    let listing = Listing::of(&asker, register, &given)?;
    let (ctx, copy) = (asker.ctx.clone(), listing.clone());
    let (page, count) = run(&asker.app, move |store| {
        let size = usize::try_from(copy.size).unwrap_or(25);
        let page = store.list(&ctx, &copy.ask, copy.cursor.as_ref(), size)?;
        Ok::<_, StoreError>((page, store.count(&ctx, &copy.ask, MOST)?))
    })
    .await?;
    let turned = |cursor: &Option<Cursor>| {
        cursor.as_ref().map(|cursor| {
            let text = serde_json::to_string(cursor).unwrap_or_default();
            asker.query.clone().set("c", text).on(&format!("{ROOT}/registers/{name}"))
        })
    };
    let (total, exact) = match count {
        Count::Exact(n) => (n, true),
        Count::More(n) => (n, false),
    };
    fine(&json!({
        "register": name,
        "union": asker.at_name(),
        "total": total,
        "exact": exact,
        "columns": columns(&page),
        "records": records(&page),
        "next": turned(&page.next),
        "previous": turned(&page.back),
    }))
}

fn columns(page: &Page) -> Vec<Value> {
    page.heads.iter().map(|head| json!({"code": head.name, "title": head.field.title})).collect()
}

fn records(page: &Page) -> Vec<Value> {
    let record = |row: &store::list::ListRow| {
        let mut map = row_of(page, row);
        map.insert("public_id".into(), row.public_id.as_str().into());
        map.insert("version".into(), row.version.into());
        Value::Object(map)
    };
    page.rows.iter().map(record).collect()
}
