//! What is looked at with a record before a step: its parts, what links lead to, papers, numbers. It is
//! looked at whoever asks; rules say of it no more than the asker may know.

use crate::codec::{Stored, mask, read_row, select_columns, timelines};
use crate::db::Tx;
use crate::demands::papers_on;
use crate::error::Result;
use crate::sql::{Sql, name};
use crate::store::Store;
use jiff::civil::Date;
use kernel::record::Record;
use kernel::register::Register;
use kernel::value::Value;
use kernel::workflow::{Above, Found, Part};
use std::collections::BTreeSet;

/// What was looked at.
pub(crate) struct Looked {
    pub found: Found,
}

impl Looked {
    /// Looks around a record of a procedure.
    pub fn at(store: &Store, tx: &mut Tx, of: &Stored, today: Date) -> Result<Looked> {
        let mut found = Found::default();
        let Some(flow) = &of.register.flow else { return Ok(Looked { found }) };
        found.numbers = store.parameters_on(tx, today)?;
        found.papers = papers(tx, of)?;
        found.needs = papers_on(tx, of.register, today)?;
        let tree = store.tree(tx)?;
        let nodes = tree.path(of.node).into_iter().filter_map(|id| tree.node(id));
        found.above = nodes
            .map(|node| Above { id: node.id, kind: node.kind.clone(), name: node.name.clone() })
            .collect();
        let own = of.on(today);
        for part in &flow.parts {
            let keys = match part.through {
                None => BTreeSet::from([of.id]),
                Some((own_register, link)) if own_register == of.register.name => {
                    own.value(link).as_int().into_iter().collect()
                }
                Some((earlier, link)) => {
                    let all = found.parts.iter().filter(|one| one.0 == earlier);
                    all.flat_map(|one| &one.1).filter_map(|r| r.value(link).as_int()).collect()
                }
            };
            let records = store.part(tx, part, &keys, of.id, today)?;
            found.parts.push((part.register, records));
        }
        let mut wanted: Vec<(&'static str, i64)> = leads(&own, flow.links);
        for part in &flow.parts {
            let records = found.parts.iter().filter(|one| one.0 == part.register);
            for record in records.flat_map(|one| &one.1) {
                wanted.extend(leads(record, part.links));
            }
        }
        store.linked_records(tx, &wanted, today, &mut found)?;
        Ok(Looked { found })
    }
}

/// Registers and keys that links of a record lead to.
fn leads(record: &Record, links: &[&str]) -> Vec<(&'static str, i64)> {
    let one = |link: &&str| {
        let to = record.register.field(link)?.to;
        Some((to, record.value(link).as_int()?))
    };
    links.iter().filter_map(one).collect()
}

/// Kinds of the attachments that are there.
fn papers(tx: &mut Tx, of: &Stored) -> Result<Vec<String>> {
    let sql = Sql::new("SELECT kind FROM attachment WHERE voided = 0 AND register = ");
    let sql = sql.bind(of.register.name).add(" AND record = ").bind(of.id);
    Ok(tx.all(&sql)?.iter().map(|row| row.text(0)).collect())
}

impl Store {
    /// Living records whose link leads to one of the keys, in the order of their adding.
    fn part(
        &self,
        tx: &mut Tx,
        part: &Part,
        keys: &BTreeSet<i64>,
        own: i64,
        today: Date,
    ) -> Result<Vec<Record>> {
        let register = self.register(part.register)?;
        let mut all = Vec::new();
        let keys: Vec<i64> = keys.iter().copied().collect();
        for some in keys.chunks(500) {
            let sql = Sql::new(format!("r.voided = 0 AND r.{} IN ", name(part.link)));
            all.extend(self.records(tx, register, sql.list(some.iter().copied()), today)?);
        }
        let alive = |record: &Record| {
            let until = register.life.and_then(|life| record.value(life.1).as_day());
            part.ended || until.is_none_or(|until| until > today)
        };
        all.retain(|record| alive(record) && !(record.id == own && part.through.is_some()));
        Ok(all)
    }

    fn linked_records(
        &self,
        tx: &mut Tx,
        wanted: &[(&'static str, i64)],
        today: Date,
        found: &mut Found,
    ) -> Result<()> {
        let registers: BTreeSet<&'static str> = wanted.iter().map(|one| one.0).collect();
        for to in registers {
            let register = self.register(to)?;
            let ids: BTreeSet<i64> =
                wanted.iter().filter(|one| one.0 == to).map(|one| one.1).collect();
            let ids: Vec<i64> = ids.into_iter().collect();
            for some in ids.chunks(500) {
                let sql = Sql::new("r.id IN ").list(some.iter().copied());
                for record in self.records(tx, register, sql, today)? {
                    found.linked.insert((to, record.id), record);
                }
            }
        }
        Ok(())
    }

    /// Records by condition as they stand on a day, secrets masked.
    pub(crate) fn records(
        &self,
        tx: &mut Tx,
        register: &'static Register,
        condition: Sql,
        today: Date,
    ) -> Result<Vec<Record>> {
        let tree = self.tree(tx)?;
        let head = format!(
            "SELECT {} FROM {} r WHERE ",
            select_columns(register, "r"),
            name(register.name)
        );
        let rows = tx.all(&Sql::new(head).then(condition).add(" ORDER BY r.id"))?;
        let mut all: Vec<Stored> =
            rows.iter().map(|row| read_row(&self.keys, register, row, &tree)).collect();
        let ids: Vec<i64> = all.iter().map(|stored| stored.id).collect();
        let mut lines = timelines(tx, register, &ids)?;
        let masked = |mut stored: Stored| {
            stored.timeline = lines.remove(&stored.id).unwrap_or_default();
            let mut record = stored.on(today);
            for (field, value) in register.fields.iter().zip(&mut record.values) {
                if field.secret
                    && let Some(clear) = value.as_text()
                {
                    *value = Value::from(mask(field, clear));
                }
            }
            record
        };
        Ok(all.drain(..).map(masked).collect())
    }
}
