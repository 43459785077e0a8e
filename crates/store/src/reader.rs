//! One record: what the reader may see of it, what is linked to it, a sensitive field in full.

use crate::codec::{Stored, mask, read_row, select_columns, timelines};
use crate::ctx::Ctx;
use crate::db::Tx;
use crate::error::{Result, StoreError};
use crate::paths::{Day, Known, Paths};
use crate::scope::Scope;
use crate::sql::{Sql, name};
use crate::store::Store;
use kernel::access::Act;
use kernel::facts::{ALWAYS, FOREVER, Timeline};
use kernel::field::Kind;
use kernel::record::Record;
use kernel::register::Register;
use kernel::value::Value;
use std::collections::HashMap;

/// A record as one reader sees it.
#[derive(Clone, Debug)]
pub struct Opened {
    /// Today's values; secrets masked, hidden fields empty.
    pub record: Record,
    /// All dated values.
    pub timeline: Timeline,
    /// Why it is 作废, empty while it lives.
    pub void_reason: String,
    /// The node it belongs to, 0 when nobody owns it.
    pub node: i64,
    /// Names of linked records, by register and key.
    pub titles: HashMap<(String, i64), String>,
    /// Fields this reader never sees.
    pub hidden: Vec<&'static str>,
    /// What this reader may do with it.
    pub acts: Vec<Act>,
}

/// Records of another register that point here, counted as far as the reader may see them.
#[derive(Clone, Debug)]
pub struct Linked {
    /// The other register.
    pub register: &'static Register,
    /// Its link field.
    pub link: &'static str,
    /// How many.
    pub count: i64,
}

impl Store {
    /// Opens a record by its public name or its key.
    pub fn open_record(&self, ctx: &Ctx, register: &'static Register, key: &str) -> Result<Opened> {
        self.db.read(|tx| {
            let stored = self.fetch(tx, ctx, register, key, Act::Read)?;
            self.opened(tx, ctx, stored)
        })
    }

    fn opened(&self, tx: &mut Tx, ctx: &Ctx, mut stored: Stored) -> Result<Opened> {
        let register = stored.register;
        let tree = self.tree(tx)?;
        let hidden = ctx.hidden(register, &tree);
        for at in hidden.iter().filter_map(|field| register.dated_position(field)) {
            stored.timeline.put(at, &Value::Null, ALWAYS, FOREVER);
        }
        let mut record = stored.on(self.today());
        let mut titles = HashMap::new();
        for (field, value) in register.fields.iter().zip(&mut record.values) {
            if hidden.contains(&field.name) {
                *value = Value::Null;
            } else if field.secret {
                *value = value.as_text().map_or(Value::Null, |clear| mask(field, clear).into());
            }
            if let (Kind::Link, Some(id)) = (field.kind, value.as_int()) {
                titles.extend(self.titles(tx, field.to, &[id])?);
            }
        }
        let acts = crate::sees::acts_on(ctx, &stored, &tree);
        Ok(Opened {
            record,
            timeline: stored.timeline,
            void_reason: stored.void_reason,
            node: stored.node,
            titles,
            hidden,
            acts,
        })
    }

    /// A record, living or 作废, that the reader may do `act` on; secrets in clear.
    pub(crate) fn fetch(
        &self,
        tx: &mut Tx,
        ctx: &Ctx,
        register: &'static Register,
        key: &str,
        act: Act,
    ) -> Result<Stored> {
        let tree = self.tree(tx)?;
        let scope = Scope { ctx, tree: &tree, today: self.today() };
        let head = format!(
            "SELECT {} FROM {} r WHERE ",
            select_columns(register, "r"),
            name(register.name)
        );
        let by = match key.parse::<i64>() {
            Ok(id) => Sql::new(head).add("r.id = ").bind(id),
            Err(_) => Sql::new(head).add("r.public_id = ").bind(key.replace('-', "")),
        };
        let sql = by.add(" AND ").then(scope.condition(register, act, 0, "r"));
        let row = tx.one(&sql)?.ok_or(StoreError::NotFound)?;
        let mut stored = read_row(&self.keys, register, &row, &tree);
        let mut lines = timelines(tx, register, &[stored.id])?;
        stored.timeline = lines.remove(&stored.id).unwrap_or_default();
        Ok(stored)
    }

    /// A node of the tree by key, public name, unique code or unique name, inside the reader's scope.
    pub fn find_node(&self, ctx: &Ctx, wanted: &str) -> Result<Option<i64>> {
        let Some(register) = self.catalog().tree() else { return Ok(None) };
        self.db.read(|tx| {
            let tree = self.tree(tx)?;
            let own = |id: i64| ctx.may(register, Act::Read, id, &tree);
            let by_key = wanted.parse::<i64>().ok().filter(|id| tree.node(*id).is_some());
            let by_name = || {
                let public = wanted.replace('-', "");
                let mut hits = tree
                    .nodes()
                    .filter(|node| node.name == wanted || node.public_id == public)
                    .map(|node| node.id);
                hits.next().filter(|_| hits.next().is_none())
            };
            let mut found = by_key.or_else(by_name);
            if found.is_none() && register.field("code").is_some() {
                let sql = Sql::new(format!(
                    "SELECT id FROM {} WHERE voided = 0 AND code = ",
                    name(register.name)
                ));
                found = tx.one(&sql.bind(wanted))?.map(|row| row.int(0));
            }
            Ok(found.filter(|id| own(*id)))
        })
    }

    /// A sensitive field in full. The reason is asked and the journal keeps who saw it.
    pub fn reveal(
        &self,
        ctx: &Ctx,
        register: &'static Register,
        key: &str,
        field: &str,
        reason: &str,
    ) -> Result<String> {
        if reason.trim().is_empty() {
            return Err(StoreError::refuse("reason", "看全文要写明用途"));
        }
        let def = register.field(field).filter(|def| def.secret).ok_or(StoreError::NotFound)?;
        if self.hidden(ctx, register).contains(&def.name) {
            return Err(StoreError::Forbidden);
        }
        let (id, clear) = self.db.read(|tx| {
            let stored = self.fetch(tx, ctx, register, key, Act::Reveal)?;
            Ok((stored.id, stored.fixed(field)))
        })?;
        // The entry is written before the value is given away.
        self.note(ctx, "看全文", register.name, id, &format!("{}：{}", def.title, reason.trim()))?;
        Ok(clear.as_text().unwrap_or_default().to_owned())
    }

    /// Who has seen sensitive fields of a record in full.
    pub fn reveals(
        &self,
        ctx: &Ctx,
        register: &'static Register,
        key: &str,
    ) -> Result<Vec<crate::journal::Entry>> {
        self.db.read(|tx| {
            let stored = self.fetch(tx, ctx, register, key, Act::Read)?;
            let sql = Sql::new(format!(
                "SELECT {} FROM journal WHERE act = '看全文' AND register = ",
                crate::journal::COLUMNS
            ))
            .bind(register.name)
            .add(" AND record = ")
            .bind(stored.id)
            .add(" ORDER BY seq DESC LIMIT 50");
            Ok(tx.all(&sql)?.iter().map(crate::journal::read).collect())
        })
    }

    /// Other registers' living records that point to this one, each under its own register's check.
    pub fn linked(&self, ctx: &Ctx, register: &'static Register, id: i64) -> Result<Vec<Linked>> {
        self.db.read(|tx| {
            let tree = self.tree(tx)?;
            let scope = Scope { ctx, tree: &tree, today: self.today() };
            let mut all = Vec::new();
            for other in &self.catalog().registers {
                let nodes = ctx.nodes(other, Act::Read, &tree);
                if nodes.is_nowhere() {
                    continue;
                }
                let links = other.fields.iter();
                for field in links.filter(|f| f.kind == Kind::Link && f.to == register.name) {
                    let mut paths = Paths::new(
                        self.catalog(),
                        self.db.dialect(),
                        other,
                        &Known::Now,
                        Day::Today,
                    );
                    let condition = paths.readable(&scope, &nodes);
                    let link = paths.find(field.name)?.expression;
                    let sql = Sql::new("SELECT COUNT(*)")
                        .then(paths.from())
                        .add(&format!(" WHERE r.voided = 0 AND {link} = "))
                        .bind(id)
                        .add(" AND ")
                        .then(condition);
                    let count = tx.one(&sql)?.map_or(0, |row| row.int(0));
                    all.push(Linked { register: other, link: field.name, count });
                }
            }
            Ok(all)
        })
    }
}
