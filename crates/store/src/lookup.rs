//! Answers to what sheets ask before a row is decided: many rows' questions in few queries.

use crate::codec::{Stored, blind_whole, read_row, select_columns, timelines};
use crate::ctx::Ctx;
use crate::db::Tx;
use crate::error::Result;
use crate::schema::blind;
use crate::sql::{Sql, name};
use crate::store::Store;
use kernel::access::Act;
use kernel::register::Register;
use kernel::sheet::{Ask, Snapshot};
use kernel::value::Value;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Arc;

/// Answers by question.
pub type Answers = HashMap<Ask, Vec<Arc<Snapshot>>>;

impl Store {
    /// Answers questions, those that depend on others after them. Records outside the asker's
    /// scope are found too, marked as not theirs: a roster must learn that a person is there
    /// already; what may be told about it is decided by the sheet's rules.
    pub fn answer(&self, ctx: &Ctx, asks: &[&Ask]) -> Result<Answers> {
        self.db.read(|tx| self.answer_in(tx, ctx, asks))
    }

    /// The same inside a transaction.
    pub fn answer_in(&self, tx: &mut Tx, ctx: &Ctx, asks: &[&Ask]) -> Result<Answers> {
        let mut answers = Answers::new();
        let mut waiting: Vec<Ask> = Vec::new();
        let mut seen: HashSet<&Ask> = HashSet::new();
        for ask in asks {
            let mut next = Some(*ask);
            while let Some(ask) = next {
                next = if let Ask::Linked(_, _, inner) = ask { Some(&**inner) } else { None };
                if seen.insert(ask) {
                    waiting.push(ask.clone());
                }
            }
        }
        // Inner questions are shorter chains; asking by depth answers them first.
        let depth = |ask: &Ask| {
            let (mut count, mut at) = (0, ask);
            while let Ask::Linked(_, _, inner) = at {
                count += 1;
                at = inner;
            }
            count
        };
        waiting.sort_by_key(depth);
        let mut level = 0;
        while !waiting.is_empty() {
            let (now, later): (Vec<Ask>, Vec<Ask>) =
                waiting.into_iter().partition(|ask| depth(ask) == level);
            self.answer_level(tx, ctx, &now, &mut answers)?;
            waiting = later;
            level += 1;
        }
        Ok(answers)
    }

    fn answer_level(
        &self,
        tx: &mut Tx,
        ctx: &Ctx,
        asks: &[Ask],
        answers: &mut Answers,
    ) -> Result<()> {
        // One query per register and column, for all values asked.
        let mut columns: BTreeMap<(&str, String), HashMap<Value, Vec<Ask>>> = BTreeMap::new();
        for ask in asks {
            match ask {
                Ask::By(register, field, value) => {
                    let (column, value) = self.key_of(register, field, value)?;
                    let values = columns.entry((register, column)).or_default();
                    values.entry(value).or_default().push(ask.clone());
                }
                Ask::Linked(register, link, inner) => {
                    let ids: Vec<i64> = answers
                        .get(inner.as_ref())
                        .into_iter()
                        .flatten()
                        .map(|found| found.record.id)
                        .collect();
                    for id in ids {
                        let values = columns.entry((register, name(link))).or_default();
                        values.entry(Value::Int(id)).or_default().push(ask.clone());
                    }
                }
            }
        }
        for ((register, column), values) in columns {
            let register = self.register(register)?;
            self.fetch_by(tx, ctx, register, &column, &values, answers)?;
        }
        Ok(())
    }

    /// The column a value is found by: its blind index when the field is encrypted.
    fn key_of(&self, register: &str, field: &str, value: &Value) -> Result<(String, Value)> {
        let register = self.register(register)?;
        Ok(match register.field(field) {
            Some(def) if blind(def) => {
                let clear = value.as_text().unwrap_or_default();
                (name(&format!("{field}_idx")), blind_whole(&self.keys, def, clear))
            }
            Some(_) => (name(field), value.clone()),
            None if field == "id" => (name(field), value.clone()),
            None => {
                return Err(crate::StoreError::refuse(field, format!("没有“{field}”这一项")));
            }
        })
    }

    fn fetch_by(
        &self,
        tx: &mut Tx,
        ctx: &Ctx,
        register: &'static Register,
        column: &str,
        values: &HashMap<Value, Vec<Ask>>,
        answers: &mut Answers,
    ) -> Result<()> {
        let tree = self.tree(tx)?;
        let keys: Vec<&Value> = values.keys().collect();
        for part in keys.chunks(500) {
            let mut sql = Sql::new(format!(
                "SELECT {}, r.{column} FROM {} r WHERE r.voided = 0 AND r.{column} IN (",
                select_columns(register, "r"),
                name(register.name)
            ));
            for (at, value) in part.iter().enumerate() {
                sql = if at > 0 { sql.add(",") } else { sql };
                sql = sql.bind_value((*value).clone());
            }
            let rows = tx.all(&sql.add(") ORDER BY r.id"))?;
            let mut stored: Vec<(Stored, Value)> = rows
                .iter()
                .map(|row| {
                    let key = row.0.last().cloned().unwrap_or_default();
                    (read_row(&self.keys, register, row, &tree), key)
                })
                .collect();
            let ids: Vec<i64> = stored.iter().map(|(stored, _)| stored.id).collect();
            let mut lines = timelines(tx, register, &ids)?;
            for (stored, key) in &mut stored {
                stored.timeline = lines.remove(&stored.id).unwrap_or_default();
                let snapshot = Arc::new(Snapshot {
                    record: stored.on(self.today()),
                    timeline: stored.timeline.clone(),
                    mine: mine(ctx, stored, &tree),
                });
                for ask in values.get(key).into_iter().flatten() {
                    let found = answers.entry(ask.clone()).or_default();
                    if found.iter().all(|known| known.record.id != stored.id) {
                        found.push(snapshot.clone());
                    }
                }
            }
        }
        Ok(())
    }
}

/// Whether the asker may write the record. For ownerless records the register's permit is
/// enough here; whether they may see it is settled when the act is written.
fn mine(ctx: &Ctx, stored: &Stored, tree: &crate::tree::Tree) -> bool {
    if stored.node == 0 {
        ctx.anywhere(stored.register, Act::Write, tree)
    } else {
        ctx.may(stored.register, Act::Write, stored.node, tree)
    }
}
