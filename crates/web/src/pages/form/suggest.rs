//! Suggestions while a name is typed: only what this person may see.

use crate::app::run;
use crate::fault::Answer;
use crate::parts::{self, Suggestion};
use crate::request::Asker;
use crate::shell::fragment;
use crate::show;
use axum::extract::Path;
use kernel::field::{FieldDef, Kind};
use kernel::indicator::{Cond, is};
use kernel::register::Register;
use store::list::{Life, ListAsk, ListRow, Page};

/// `/suggest/{register}?q=`.
pub async fn suggest(asker: Asker, Path(name): Path<String>) -> Answer {
    let register = asker.register(&name)?;
    let typed = asker.query.get("q").trim().to_owned();
    if typed.is_empty() {
        return Ok(fragment(&parts::lookup_options("", "", &[])));
    }
    let filters: Vec<Cond> = narrowed(&asker, register).into_iter().collect();
    // Entries of a list are offered while they are in use; bodies that have ended may still be named.
    let life = if filters.is_empty() { Life::Any } else { Life::Living };
    let ask = ListAsk {
        search: typed.clone(),
        columns: columns(register),
        filters,
        life,
        ..ListAsk::new(register)
    };
    let ctx = asker.ctx.clone();
    let page = run(&asker.app, move |store| store.list(&ctx, &ask, None, 8)).await?;
    let mut found: Vec<Suggestion> = page.rows.iter().map(|row| one(&page, row)).collect();
    if register.tree().is_some() {
        above(&asker, &typed, &mut found);
    }
    let field: String = asker.query.get("field").chars().filter(char::is_ascii_graphic).collect();
    Ok(fragment(&parts::lookup_options(&field, &typed, &found)))
}

/// `of=activity.kind`: only the records that this link of that register may lead to.
fn narrowed(asker: &Asker, register: &Register) -> Option<Cond> {
    let (of, link) = asker.query.get("of").split_once('.')?;
    let field = asker.store().catalog().register(of)?.field(link)?;
    within(field).filter(|_| field.to == register.name)
}

/// The condition that a narrowed link puts on what it leads to.
pub fn within(field: &FieldDef) -> Option<Cond> {
    field.within.map(|(by, values)| is(by, values))
}

/// The name, and two more columns that tell records of one name apart.
fn columns(register: &Register) -> Vec<String> {
    let kinds = |name: &&str| {
        register.field(name).is_some_and(|field| {
            matches!(field.kind, Kind::Choice | Kind::Link | Kind::Day | Kind::Paper)
        })
    };
    let more = register.columns.iter().copied().filter(|name| *name != register.label);
    let mut all = vec![register.label.to_owned()];
    all.extend(more.filter(kinds).take(2).map(str::to_owned));
    all
}

fn one(page: &Page, row: &ListRow) -> Suggestion {
    let words: Vec<String> = page
        .heads
        .iter()
        .zip(&row.cells)
        .map(|(head, cell)| show::text(&head.field, cell, &page.titles))
        .collect();
    let (first, rest) = words.split_first().map_or((String::new(), Vec::new()), |(first, rest)| {
        (first.clone(), rest.iter().filter(|word| !word.is_empty()).cloned().collect())
    });
    Suggestion { value: row.id.to_string(), text: first, sub: rest.join(" · ") }
}

/// Units above one's own part of the tree: a parent may be named by whoever works below it.
fn above(asker: &Asker, typed: &str, found: &mut Vec<Suggestion>) {
    let homes = crate::request::homes(&asker.ctx, asker.store().catalog(), &asker.tree);
    for id in homes.iter().copied().flat_map(|home| asker.tree.path(home)) {
        let name = asker.tree.title(id);
        let value = id.to_string();
        if name.contains(typed) && found.iter().all(|other| other.value != value) {
            found.push(Suggestion { value, text: name.to_owned(), sub: "上级".into() });
        }
    }
}
