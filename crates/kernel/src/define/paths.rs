//! Paths as people say them: `会员.是否农民工` is `person.migrant`.

use super::{nearest, perhaps};
use crate::field::{FieldDef, Kind};
use crate::laws::resolve;
use crate::register::{Catalog, Register};

/// The path that titles or names say, and its field; or what is wrong with it.
pub fn path_of<'a>(
    catalog: &'a Catalog,
    register: &'a Register,
    said: &str,
) -> Result<(String, &'a FieldDef), String> {
    let mut names: Vec<&str> = Vec::new();
    let mut at = register;
    let steps: Vec<&str> = said.split('.').map(str::trim).collect();
    for (place, step) in steps.iter().enumerate() {
        let field = field_of(at, step)?;
        names.push(field.name);
        if place + 1 < steps.len() {
            let linked = catalog.register(field.to).filter(|_| field.kind == Kind::Link);
            at = linked
                .ok_or_else(|| format!("“{}”不连着别的台账，后面不能再加“.”", field.title))?;
        }
    }
    let path = names.join(".");
    match resolve(catalog, register, &path) {
        Some((_, field)) => Ok((path, field)),
        None => Err(format!("“{said}”隔得太远，指标够不着这一项")),
    }
}

fn field_of<'a>(register: &'a Register, said: &str) -> Result<&'a FieldDef, String> {
    let by_name = register.field(said);
    let by_title = || register.fields.iter().find(|field| field.title == said);
    by_name.or_else(by_title).ok_or_else(|| {
        let titles = register.fields.iter().map(|field| field.title);
        let near = perhaps(&nearest(said, titles));
        format!("{}里没有“{said}”这一项{near}", register.title)
    })
}

/// A path as people say it, by the titles of its fields.
pub fn said(catalog: &Catalog, register: &Register, path: &str) -> String {
    let mut at = Some(register);
    let mut words = Vec::new();
    for step in path.split('.') {
        let field = at.and_then(|register| register.field(step));
        // A title that two fields share would be read as the first of them.
        let title = at.zip(field).map(|(register, field)| titled(register, field));
        words.push(title.unwrap_or_else(|| step.to_owned()));
        at = field.and_then(|field| catalog.register(field.to));
    }
    words.join(".")
}

/// The title by which a field is found again, or its name.
pub fn titled(register: &Register, field: &FieldDef) -> String {
    let first = register.fields.iter().find(|other| other.title == field.title);
    let plain = !field.title.contains(['.', ' ', '=', '（', '(']);
    let own = first.is_some_and(|first| first.name == field.name) && plain;
    if own { field.title.to_owned() } else { field.name.to_owned() }
}
