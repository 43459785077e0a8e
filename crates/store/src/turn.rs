//! The turn of the day: values that begin today become the current ones.

use crate::ctx::Ctx;
use crate::error::Result;
use crate::sql::{Sql, name};
use crate::store::{Store, meta, set_meta};
use crate::tally::{Acting, Added};
use crate::tree::Tree;
use crate::writer::{Doing, bump_tree, relevel};
use kernel::register::Register;
use std::sync::Arc;

impl Store {
    /// Brings the current columns of dated fields to today. Called at start and every midnight;
    /// doing it twice changes nothing.
    pub fn turn_day(&self) -> Result<i64> {
        let today = self.today().to_string();
        let last = self.db.read(|tx| meta(tx, "turned"))?.unwrap_or_default();
        if last.as_str() >= today.as_str() {
            return Ok(0);
        }
        for register in &self.catalog().registers {
            self.recompute_begun(register, &last, &today)?;
        }
        let (turned, added) = self.db.write(|tx| {
            let mut added = Added::default();
            let before = self.tree(tx)?;
            let mut turned = 0;
            for register in &self.catalog().registers {
                turned += turn_register(tx, register, &last, &today)?;
                turn_carried(tx, self, register, &last, &today)?;
            }
            if turned > 0 || !last.is_empty() {
                let after = Arc::new(Tree::load(tx, self.catalog(), &today, 0)?);
                bump_tree(tx)?;
                let (before, after) = (&before, &after);
                added = self.tally_touch(tx, &Acting { seq: 0, pending: &[], before, after })?;
                relevel(tx, self, before, after)?;
            }
            set_meta(tx, "turned", &today)?;
            Ok((turned, added))
        })?;
        self.tally_stands(added);
        // Columns begin and end with days.
        self.reload_local()?;
        Ok(turned)
    }

    /// What the program computes of a dated value (the name a union is found by) is computed of the
    /// one that begins today. Done before the turn: a turn that failed does it again.
    fn recompute_begun(&self, register: &'static Register, last: &str, today: &str) -> Result<()> {
        let computed = register.fields.iter().any(|field| field.computed && !field.dated);
        if last.is_empty() || !computed || register.dated().next().is_none() {
            return Ok(());
        }
        let sql = Sql::new(format!(
            "SELECT DISTINCT s.id FROM {} s WHERE ",
            name(&format!("{}_span", register.name))
        ));
        let sql = sql.then(begun("s", last, today)).add(" ORDER BY s.id");
        let ids: Vec<i64> = self.db.read(|tx| tx.all(&sql))?.iter().map(|row| row.int(0)).collect();
        let ctx = Ctx { user_name: "本程序".to_owned(), origin: "自动", ..Ctx::local() };
        for part in ids.chunks(500) {
            let doing = Doing { act: "换日", reason: "从今天起的值已生效", room: 0 };
            self.act(&ctx, doing, |writer| {
                for id in part {
                    writer.recompute(register, *id)?;
                }
                Ok(())
            })?;
        }
        Ok(())
    }
}

fn begun(alias: &str, last: &str, today: &str) -> Sql {
    Sql::new(format!("{alias}.from_day > "))
        .bind(last)
        .add(&format!(" AND {alias}.from_day <= "))
        .bind(today)
        .add(&format!(" AND {alias}.until_day > "))
        .bind(today)
}

fn turn_register(
    tx: &mut crate::db::Tx,
    register: &Register,
    last: &str,
    today: &str,
) -> Result<i64> {
    let dated: Vec<String> = register.dated().map(|field| name(field.name)).collect();
    if dated.is_empty() || last.is_empty() {
        return Ok(0);
    }
    let (table, spans) = (name(register.name), name(&format!("{}_span", register.name)));
    let mut set: Vec<String> =
        dated.iter().map(|column| format!("{column} = s.{column}")).collect();
    set.extend(["now_from = s.from_day".to_owned(), "now_until = s.until_day".to_owned()]);
    let sql = Sql::new(format!(
        "UPDATE {table} SET {} FROM {spans} s WHERE s.id = {table}.id AND ",
        set.join(", ")
    ))
    .then(begun("s", last, today));
    Ok(i64::try_from(tx.exec(&sql)?).unwrap_or(0))
}

/// Records that carry dated fields of the turned ones.
fn turn_carried(
    tx: &mut crate::db::Tx,
    store: &Store,
    register: &Register,
    last: &str,
    today: &str,
) -> Result<()> {
    if last.is_empty() {
        return Ok(());
    }
    for carry in &register.carries {
        let to = register.field(carry.link).map_or("", |field| field.to);
        let mut set: Vec<String> = carry
            .fields
            .iter()
            .filter(|field| field.dated)
            .map(|f| {
                format!("{} = s.{}", name(&format!("{}_{}", carry.link, f.name)), name(f.name))
            })
            .collect();
        if set.is_empty() || store.catalog().register(to).is_none() {
            continue;
        }
        set.push(format!("{}_now_from = s.from_day", carry.link));
        set.push(format!("{}_now_until = s.until_day", carry.link));
        let table = name(register.name);
        let sql = Sql::new(format!(
            "UPDATE {table} SET {} FROM {} s WHERE s.id = {table}.{} AND ",
            set.join(", "),
            name(&format!("{to}_span")),
            name(carry.link)
        ))
        .then(begun("s", last, today));
        tx.exec(&sql)?;
    }
    Ok(())
}
