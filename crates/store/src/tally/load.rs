//! What is counted, read from the rows: a record with its segments, and what its links lead to.

use super::declared::{Linked, Source, Want, Wanted};
use super::lives::{Held, Known, Life, number};
use super::words::Words;
use crate::db::{Row, Tx};
use crate::error::Result;
use crate::sql::{Sql, name};
use kernel::register::Register;
use kernel::value::Value;
use parking_lot::Mutex;
use std::collections::HashMap;
use std::sync::Arc;

/// Keys in one question.
const PART: usize = 500;

/// Where the pieces of a row stand.
struct Layout {
    fixed: usize,
    dated: usize,
}

/// Columns of a register's table `t` and of its segments `s`, and the tables.
struct Reading {
    columns: Vec<String>,
    from: String,
    order: &'static str,
}

fn reading(register: &Register, head: Vec<String>, wanted: &Wanted, sums: &[Want]) -> Reading {
    let mut columns = head;
    let of = |alias: &str, want: &Want| format!("{alias}.{}", name(want.name));
    columns.extend(wanted.fixed.iter().map(|want| of("t", want)));
    columns.extend(sums.iter().filter(|want| !want.dated).map(|want| of("t", want)));
    let mut from = format!("{} t", name(register.name));
    let spans = !wanted.dated.is_empty() || sums.iter().any(|want| want.dated);
    if spans {
        columns.push("s.from_day".to_owned());
        columns.extend(wanted.dated.iter().map(|want| of("s", want)));
        columns.extend(sums.iter().filter(|want| want.dated).map(|want| of("s", want)));
        from = format!("{from} JOIN {} s ON s.id = t.id", name(&format!("{}_span", register.name)));
    }
    Reading { columns, from, order: if spans { "t.id, s.from_day" } else { "t.id" } }
}

impl Reading {
    fn sql(&self, which: Sql) -> Sql {
        let text = format!("SELECT {} FROM {} WHERE ", self.columns.join(", "), self.from);
        Sql::new(text).then(which).add(&format!(" ORDER BY {}", self.order))
    }
}

impl Layout {
    fn new(head: usize, wanted: &Wanted, sums: &[Want]) -> Layout {
        let fixed_sums = sums.iter().filter(|want| !want.dated).count();
        Layout { fixed: head, dated: head + wanted.fixed.len() + fixed_sums }
    }

    fn fixed(&self, row: &Row, wanted: &Wanted, words: &mut Words) -> Vec<u32> {
        let values = row.0.iter().skip(self.fixed);
        wanted.fixed.iter().zip(values).map(|(want, value)| words.code(value, want.whole)).collect()
    }

    /// The values of one segment; of a register without any, those of always.
    fn held(&self, row: &Row, wanted: &Wanted, sums: &[Want], words: &mut Words) -> Held {
        let mut dated = row.0.iter().skip(self.dated);
        let from = dated.next().and_then(number).unwrap_or(1_01_01);
        let values: Vec<u32> = wanted
            .dated
            .iter()
            .zip(dated.by_ref())
            .map(|(want, value)| words.code(value, want.whole))
            .collect();
        let mut fixed = row.0.iter().skip(self.fixed + wanted.fixed.len());
        let mut held = Held { from, values, sums: [0; 3] };
        for (sum, want) in held.sums.iter_mut().zip(sums) {
            let value = if want.dated { dated.next() } else { fixed.next() };
            *sum = value.and_then(Value::as_int).unwrap_or(0);
        }
        held
    }
}

/// The living records of a source that meet a condition on its table `t`.
pub(crate) fn lives(
    tx: &mut Tx,
    source: &Source,
    which: Sql,
    words: &Mutex<Words>,
) -> Result<Vec<Life>> {
    let (first, until) = source.life();
    let mut head = vec!["t.id".to_owned()];
    head.extend([source.owner(), first, until].map(|column| format!("t.{}", name(column))));
    head.extend(source.links.iter().map(|linked| format!("t.{}", name(linked.field))));
    let layout = Layout::new(head.len(), &source.own, &source.sums);
    let reading = reading(source.register, head, &source.own, &source.sums);
    let rows = tx.all(&reading.sql(which.add(" AND t.voided = 0")))?;
    let mut words = words.lock();
    let mut lives: Vec<Life> = Vec::new();
    for row in &rows {
        let segment = layout.held(row, &source.own, &source.sums, &mut words);
        if let Some(life) = lives.last_mut().filter(|life| life.id == row.int(0)) {
            life.own.hold(segment);
            continue;
        }
        let fixed = layout.fixed(row, &source.own, &mut words);
        lives.push(Life {
            id: row.int(0),
            node: row.int(1),
            first: number(&row.value(2)),
            until: number(&row.value(3)),
            own: Known { fixed, segments: vec![segment] },
            links: (0..source.links.len()).map(|at| row.int(4 + at)).collect(),
        });
    }
    Ok(lives)
}

/// What is known of linked records, by key.
pub(crate) fn linked(
    tx: &mut Tx,
    linked: &Linked,
    ids: &[i64],
    words: &Mutex<Words>,
) -> Result<HashMap<i64, Arc<Known>>> {
    let layout = Layout::new(1, &linked.wanted, &[]);
    let reading = reading(linked.to, vec!["t.id".to_owned()], &linked.wanted, &[]);
    let mut all: HashMap<i64, Known> = HashMap::with_capacity(ids.len());
    for part in ids.chunks(PART) {
        let rows = tx.all(&reading.sql(tx.dialect().among("t.id", part)))?;
        let mut words = words.lock();
        for row in &rows {
            let held = layout.held(row, &linked.wanted, &[], &mut words);
            if let Some(known) = all.get_mut(&row.int(0)) {
                known.hold(held);
            } else {
                let fixed = layout.fixed(row, &linked.wanted, &mut words);
                all.insert(row.int(0), Known { fixed, segments: vec![held] });
            }
        }
    }
    Ok(all.into_iter().map(|(id, known)| (id, Arc::new(known))).collect())
}
