//! 谁在什么时候改了什么: the versions of a record, told as differences.

use crate::codec::{Stored, decode, mask, stored};
use crate::ctx::Ctx;
use crate::db::{Row, Tx};
use crate::error::{Result, StoreError};
use crate::journal::{self, Entry};
use crate::sql::{Sql, name};
use crate::store::Store;
use kernel::access::Act;
use kernel::facts::{ALWAYS, FOREVER, Segment, Timeline};
use kernel::field::FieldDef;
use kernel::register::Register;
use kernel::value::Value;
use std::collections::HashMap;

/// One field that an act changed.
#[derive(Clone, Debug, serde::Serialize)]
pub struct Difference {
    /// Name of the field, or code of the kind of attachment.
    pub field: &'static str,
    /// Title of the field.
    pub title: String,
    /// Value before, masked as today's role demands.
    pub before: String,
    /// Value after.
    pub after: String,
    /// From which day, for a dated field; empty when always.
    pub from: String,
}

/// What one act did to the record.
#[derive(Clone, Debug, serde::Serialize)]
pub struct Change {
    /// The version it made; 0 when it only added or took away attachments.
    pub version: i64,
    /// Who, when, from where, why.
    pub entry: Entry,
    /// What it changed; empty for the first version.
    pub differences: Vec<Difference>,
    /// Whether it made the record 作废.
    pub voided: bool,
}

impl Store {
    /// The history of a record, newest first.
    pub fn history(
        &self,
        ctx: &Ctx,
        register: &'static Register,
        key: &str,
    ) -> Result<Vec<Change>> {
        self.db.read(|tx| {
            let now = self.fetch(tx, ctx, register, key, Act::Read)?;
            let hidden = self.hidden(ctx, register);
            let entries = entries_of(tx, register, now.id)?;
            let mut versions = Vec::new();
            for version in 1..=now.version {
                versions.push(self.version(tx, register, now.id, version)?);
            }
            let mut changes = Vec::new();
            for (at, stored) in versions.iter().enumerate() {
                let Some(entry) = entries.get(&stored.version) else { continue };
                let before = at.checked_sub(1).and_then(|at| versions.get(at));
                changes.push(Change {
                    version: stored.version,
                    entry: entry.clone(),
                    differences: before
                        .map_or_else(Vec::new, |old| differences(self, old, stored, &hidden)),
                    voided: stored.voided,
                });
            }
            let attached = self.attachment_changes(tx, ctx, &now)?;
            if !attached.is_empty() {
                changes.extend(attached);
                changes.sort_by_key(|change| (change.entry.at, change.entry.seq));
                changes.dedup_by(|later, first| {
                    let same = later.entry.seq == first.entry.seq;
                    if same {
                        first.version = first.version.max(later.version);
                        first.voided |= later.voided;
                        first.differences.append(&mut later.differences);
                    }
                    same
                });
            }
            changes.reverse();
            Ok(changes)
        })
    }

    /// A record as one of its versions left it, secrets in clear.
    pub(crate) fn version(
        &self,
        tx: &mut Tx,
        register: &'static Register,
        id: i64,
        version: i64,
    ) -> Result<Stored> {
        let fixed: Vec<(usize, &FieldDef)> =
            register.fields.iter().enumerate().filter(|(_, field)| !field.dated).collect();
        let columns: String =
            fixed.iter().map(|(_, field)| format!(", {}", stored("r", field))).collect();
        let columns = format!("r.id, r.version, r.made_seq, r.voided, r.void_reason{columns}");
        let history = format!("{}_history", register.name);
        for table in [register.name, history.as_str()] {
            let sql = Sql::new(format!("SELECT {columns} FROM {} r WHERE r.id = ", name(table)));
            let sql = sql.bind(id).add(" AND r.version = ").bind(version);
            let Some(row) = tx.one(&sql)? else { continue };
            let mut stored = Stored::new(register, id, String::new());
            self.read_version(&fixed, &row, &mut stored);
            stored.timeline = timeline_at(tx, register, id, version)?;
            return Ok(stored);
        }
        Err(StoreError::NotFound)
    }

    pub(crate) fn read_version(
        &self,
        fixed: &[(usize, &FieldDef)],
        row: &Row,
        stored: &mut Stored,
    ) {
        stored.version = row.int(1);
        stored.made_seq = row.int(2);
        stored.voided = row.int(3) != 0;
        stored.void_reason = row.text(4);
        for (column, (at, field)) in fixed.iter().enumerate() {
            let raw = row.value(5 + column);
            let value = decode(&self.keys, stored.register, stored.id, field, raw);
            if let Some(slot) = stored.values.get_mut(*at) {
                *slot = value;
            }
        }
    }
}

/// The segments as one version left them.
pub(crate) fn timeline_at(
    tx: &mut Tx,
    register: &'static Register,
    id: i64,
    version: i64,
) -> Result<Timeline> {
    if register.dated().next().is_none() {
        return Ok(Timeline::always(Vec::new()));
    }
    let columns = format!("from_day, until_day{}", crate::codec::dated_columns(register));
    let table = format!("{}_span", register.name);
    let now = Sql::new(format!("SELECT {columns} FROM {} WHERE id = ", name(&table)));
    let now = now.bind(id).add(" AND made_version <= ").bind(version);
    let old = Sql::new(format!(
        "SELECT {columns} FROM {} WHERE id = ",
        name(&format!("{table}_history"))
    ));
    let old = old.bind(id).add(" AND made_version <= ").bind(version);
    let old = old.add(" AND ended_version > ").bind(version);
    let mut segments: Vec<Segment> = Vec::new();
    for sql in [now, old] {
        segments.extend(tx.all(&sql)?.iter().map(|row| crate::codec::segment(row, 0)));
    }
    segments.sort_by_key(|segment| segment.from);
    Ok(Timeline { segments })
}

pub(crate) fn entries_of(tx: &mut Tx, register: &Register, id: i64) -> Result<HashMap<i64, Entry>> {
    let columns: Vec<String> =
        journal::COLUMNS.split(',').map(|column| format!("j.{}", column.trim())).collect();
    let sql = Sql::new(format!(
        "SELECT {}, i.version FROM journal_item i JOIN journal j ON j.seq = i.seq \
         WHERE i.register = ",
        columns.join(", ")
    ))
    .bind(register.name)
    .add(" AND i.record = ")
    .bind(id);
    Ok(tx.all(&sql)?.iter().map(|row| (row.int(16), journal::read(row))).collect())
}

/// A value for people, without the help of the page: codes as titles, secrets masked.
pub fn plain(field: &FieldDef, value: &Value) -> String {
    match (field.list, value) {
        (_, Value::Null) => String::new(),
        (Some(list), Value::Text(code)) => list.title(code).to_owned(),
        (_, Value::Text(clear)) if field.secret => mask(field, clear),
        (_, Value::Int(yes)) if field.kind == kernel::field::Kind::YesNo => {
            if *yes == 0 { "否" } else { "是" }.to_owned()
        }
        (_, Value::Int(fen)) if field.kind == kernel::field::Kind::Money => {
            kernel::codes::money::Fen(*fen).to_string()
        }
        (_, value) => value.to_string(),
    }
}

fn differences(store: &Store, old: &Stored, new: &Stored, hidden: &[&str]) -> Vec<Difference> {
    let mut all = Vec::new();
    let register = new.register;
    let shown = |field: &&FieldDef| !hidden.contains(&field.name) && !field.computed;
    for field in register.fields.iter().filter(|field| !field.dated).filter(shown) {
        let (before, after) = (old.fixed(field.name), new.fixed(field.name));
        if before != after {
            let from = String::new();
            let (before, after) = (plain(field, &before), plain(field, &after));
            all.push(told(field, before, after, from));
        }
    }
    for field in register.dated().filter(shown) {
        let at = register.dated_position(field.name).unwrap_or(usize::MAX);
        let (before, after) = (runs(&old.timeline, at), runs(&new.timeline, at));
        for (from, until, value) in after.iter().filter(|run| !before.contains(run)) {
            let day = if *from == ALWAYS { store.today() } else { *from };
            let was = old.timeline.value(at, day);
            if was == *value && *until == FOREVER {
                continue;
            }
            let from = if *from == ALWAYS { String::new() } else { from.to_string() };
            let (before, after) = (plain(field, &was), plain(field, value));
            if before != after {
                all.push(told(field, before, after, from));
            }
        }
    }
    all
}

fn told(field: &FieldDef, before: String, after: String, from: String) -> Difference {
    Difference { field: field.name, title: field.title.to_owned(), before, after, from }
}

type Run = (jiff::civil::Date, jiff::civil::Date, Value);

/// The intervals of one dated field.
pub fn runs(line: &Timeline, at: usize) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    for segment in &line.segments {
        let value = segment.values.get(at).cloned().unwrap_or_default();
        match runs.last_mut() {
            Some(last) if last.2 == value && last.1 == segment.from => last.1 = segment.until,
            _ => runs.push((segment.from, segment.until, value)),
        }
    }
    runs
}
