//! What a form brings back: every field read in any writing, links by name, what was touched.

use crate::fault::Fault;
use crate::params::Params;
use crate::request::Asker;
use crate::show::{self, Titles};
use kernel::facts::Saving;
use kernel::field::{FieldDef, Kind};
use kernel::register::Register;
use kernel::sheet::read_cell;
use kernel::value::Value;
use kernel::verdict::Refusal;
use store::list::ListAsk;
use store::reader::Opened;
use store::{Ctx, Store, StoreError};

/// A form read.
pub struct Read {
    /// Values to write: all that are filled in, or those that were touched.
    pub values: Vec<(&'static str, Value)>,
    /// What cannot be read.
    pub wrong: Vec<Refusal>,
    /// What stands in the fields, links with their names.
    pub typed: Params,
    /// How dated fields are saved.
    pub saving: Saving,
}

/// The form of a record as it stands, with what each field was, so that a later save writes only
/// what this person touched.
pub fn of_record(asker: &Asker, opened: &Opened) -> Params {
    let mut typed = Params::default();
    for field in super::fillable(asker, opened.record.register, Some(opened)) {
        if field.secret {
            continue;
        }
        let text = plain(&field, opened.record.value(field.name));
        typed = typed.add(field.name, text.as_str());
        typed = typed.add(&format!("_was.{}", field.name), text);
        if field.kind == Kind::Link {
            let name = show::text(&field, opened.record.value(field.name), &opened.titles);
            typed = typed.add(&format!("{}_text", field.name), name);
        }
    }
    typed
}

/// A value as it stands in its control.
pub fn plain(field: &FieldDef, value: &Value) -> String {
    match (field.kind, value) {
        (Kind::Money, Value::Int(fen)) => kernel::codes::money::Fen(*fen).to_string(),
        (_, value) => value.to_string(),
    }
}

/// Puts the names of chosen records beside their keys.
pub fn with_names(
    store: &Store,
    ctx: &Ctx,
    register: &'static Register,
    mut typed: Params,
) -> Result<Params, Fault> {
    for field in register.fields.iter().filter(|field| field.kind == Kind::Link) {
        let Ok(id) = typed.get(field.name).parse::<i64>() else { continue };
        let to = store.register(field.to)?;
        match store.open_record(ctx, to, &id.to_string()) {
            Ok(opened) => {
                let name = crate::pages::record::name_of(&opened);
                typed = typed.set(&format!("{}_text", field.name), name);
                typed = typed.set(field.name, opened.record.id.to_string());
            }
            Err(StoreError::NotFound | StoreError::Forbidden) => {
                typed = typed.without(&[field.name]);
            }
            Err(error) => return Err(error.into()),
        }
    }
    Ok(typed)
}

/// Reads a form.
pub fn read(
    store: &Store,
    asker: &Asker,
    fields: &[FieldDef],
    form: Params,
    editing: bool,
) -> Result<Read, Fault> {
    let today = asker.store().today();
    let mut done = Read {
        values: Vec::new(),
        wrong: Vec::new(),
        typed: form,
        saving: Saving::Correction(today),
    };
    let mut dated = Vec::new();
    for field in fields {
        let value = match field.kind {
            Kind::Link => read_link(store, asker, field, &mut done)?,
            _ => read_plain(field, &mut done),
        };
        let Some(value) = value else { continue };
        let was = done.typed.get(&format!("_was.{}", field.name));
        let touched = if field.secret { !value.is_null() } else { plain(field, &value) != was };
        let wanted = if editing { touched } else { !value.is_null() };
        if wanted {
            if editing && field.dated {
                dated.push(field.title);
            }
            done.values.push((field.name, value));
        }
    }
    if editing {
        done.saving = saving(&dated, &mut done, today);
    }
    Ok(done)
}

fn read_plain(field: &FieldDef, done: &mut Read) -> Option<Value> {
    match read_cell(field, done.typed.get(field.name)) {
        Ok(value) => Some(value),
        Err((say, repair)) => {
            let head = if say.starts_with('应') { field.title } else { "" };
            let tail = repair.map(|word| format!("；是不是“{word}”")).unwrap_or_default();
            done.wrong.push(Refusal::on(field.name, format!("{head}{say}{tail}")));
            None
        }
    }
}

/// The chosen record, if it still bears the name that stands in the box; else one of that name.
fn read_link(
    store: &Store,
    asker: &Asker,
    field: &FieldDef,
    done: &mut Read,
) -> Result<Option<Value>, Fault> {
    let text_name = format!("{}_text", field.name);
    let typed = done.typed.get(&text_name).trim().to_owned();
    if typed.is_empty() {
        return Ok(Some(Value::Null));
    }
    if let Ok(id) = done.typed.get(field.name).parse::<i64>() {
        let key = (field.to.to_owned(), id);
        let titles: Titles = store.db.read(|tx| store.titles(tx, field.to, &[id]))?;
        if titles.get(&key).is_some_and(|title| *title == typed) {
            return Ok(Some(Value::Int(id)));
        }
    }
    let found = by_name(store, asker, field, &typed)?;
    match found.as_slice() {
        [only] => {
            done.typed = std::mem::take(&mut done.typed).set(field.name, only.to_string());
            Ok(Some(Value::Int(*only)))
        }
        other => {
            done.typed = std::mem::take(&mut done.typed).without(&[field.name]);
            let many = other.len();
            let say = match many {
                0 => format!("没有找到叫“{typed}”的{}，写几个字从提示里选", field.title),
                _ => format!("叫“{typed}”的有{many}条，从提示里选一条"),
            };
            done.wrong.push(Refusal::on(field.name, say));
            Ok(None)
        }
    }
}

/// Records of exactly this name; units above one's own may be named as well.
fn by_name(store: &Store, asker: &Asker, field: &FieldDef, name: &str) -> Result<Vec<i64>, Fault> {
    let to = store.register(field.to)?;
    if to.tree().is_some() {
        let homes = crate::request::homes(&asker.ctx, store.catalog(), &asker.tree);
        let near = |id: i64| {
            homes.iter().any(|home| asker.tree.within(id, *home) || asker.tree.within(*home, id))
        };
        let may = |id: i64| field.anywhere || near(id);
        let same = asker.tree.nodes().filter(|node| node.name == name && may(node.id));
        return Ok(same.map(|node| node.id).collect());
    }
    let ask = ListAsk {
        search: name.to_owned(),
        columns: vec![to.label.to_owned()],
        filters: super::suggest::within(field).into_iter().collect(),
        ..ListAsk::new(to)
    };
    let page = store.list(&asker.ctx, &ask, None, 20)?;
    let Some(head) = page.heads.first() else { return Ok(Vec::new()) };
    let title = |row: &store::list::ListRow| {
        row.cells.first().map(|cell| show::text(&head.field, cell, &page.titles))
    };
    let same = page.rows.iter().filter(|row| title(row).as_deref() == Some(name));
    Ok(same.map(|row| row.id).collect())
}

fn saving(dated: &[&str], done: &mut Read, today: jiff::civil::Date) -> Saving {
    if dated.is_empty() {
        return Saving::Correction(today);
    }
    let titles = dated.join("”“");
    match done.typed.get("_saving") {
        "correct" => Saving::Correction(today),
        "change" => match kernel::dates::parse_day(done.typed.get("_from")) {
            Ok(day) => Saving::Change(day.date),
            Err(wrong) => {
                done.wrong.push(Refusal::on("_from", wrong.to_string()));
                Saving::Correction(today)
            }
        },
        _ => {
            let say = format!("“{titles}”改了：选一下是情况变了，还是以前填错了");
            done.wrong.push(Refusal::on("_saving", say));
            Saving::Correction(today)
        }
    }
}
