//! Between a record in memory and its rows: sealing, blind indexes, segments, plaintext for digests.

use crate::db::dialect::{Dialect, Type};
use crate::db::{Row, Tx};
use crate::error::Result;
use crate::keys::{Keys, hex, unhex};
use crate::schema::{LOCAL, blind};
use crate::sql::{Sql, name};
use crate::tree::{Levels, Tree};
use jiff::civil::Date;
use kernel::facts::{FOREVER, Segment, Timeline};
use kernel::field::{FieldDef, Kind};
use kernel::record::Record;
use kernel::register::Register;
use kernel::value::Value;
use std::collections::HashMap;

/// A record with everything that is known of it, secrets in clear.
#[derive(Clone, Debug)]
pub struct Stored {
    pub register: &'static Register,
    pub id: i64,
    pub public_id: String,
    pub version: i64,
    pub made_seq: i64,
    pub voided: bool,
    pub void_reason: String,
    /// One value per field; those of dated fields stand in the timeline.
    pub values: Vec<Value>,
    pub timeline: Timeline,
    /// The node that owns it, 0 when nobody does.
    pub node: i64,
}

/// The values that a record has on a day.
pub struct Held<'a> {
    stored: &'a Stored,
    segment: Option<&'a Segment>,
}

impl<'a> Held<'a> {
    /// Every field with its value.
    pub fn each(&self) -> impl Iterator<Item = (&'static FieldDef, &'a Value)> {
        let mut dated = self.segment.map_or(&[][..], |segment| &segment.values).iter();
        self.stored.register.fields.iter().zip(&self.stored.values).map(move |(field, fixed)| {
            let value = if field.dated { dated.next().unwrap_or(&Value::Null) } else { fixed };
            (field, value)
        })
    }
    /// The value of a field by name; empty when the register has no such field.
    pub fn value(&self, name: &str) -> &'a Value {
        let register = self.stored.register;
        let found = match register.field(name) {
            Some(field) if field.dated => {
                let at = register.dated_position(name);
                self.segment.zip(at).and_then(|(segment, at)| segment.values.get(at))
            }
            _ => register.position(name).and_then(|at| self.stored.values.get(at)),
        };
        found.unwrap_or(&Value::Null)
    }
}

impl Stored {
    /// A record that is not stored yet.
    pub fn new(register: &'static Register, id: i64, public_id: String) -> Stored {
        Stored {
            register,
            id,
            public_id,
            version: 0,
            made_seq: 0,
            voided: false,
            void_reason: String::new(),
            values: vec![Value::Null; register.fields.len()],
            timeline: Timeline::always(vec![Value::Null; register.dated().count()]),
            node: 0,
        }
    }

    /// The record as it stands on a day.
    pub fn on(&self, day: Date) -> Record {
        let mut record = Record::new(self.register);
        record.id = self.id;
        record.public_id.clone_from(&self.public_id);
        record.version = self.version;
        record.voided = self.voided;
        record.values.clone_from(&self.values);
        let segment = self.timeline.on(day);
        let mut dated = 0;
        for (at, field) in self.register.fields.iter().enumerate() {
            if field.dated {
                let value = segment.and_then(|s| s.values.get(dated)).cloned();
                if let Some(slot) = record.values.get_mut(at) {
                    *slot = value.unwrap_or_default();
                }
                dated += 1;
            }
        }
        record
    }

    /// The values of a day, read in place.
    pub fn held(&self, day: Date) -> Held<'_> {
        Held { stored: self, segment: self.timeline.on(day) }
    }

    /// The record unless it is 作废.
    pub fn living(self) -> Result<Stored> {
        if self.voided { Err(crate::StoreError::NotFound) } else { Ok(self) }
    }

    /// A fixed value by name.
    pub fn fixed(&self, field: &str) -> Value {
        let at = self.register.position(field);
        at.and_then(|at| self.values.get(at)).cloned().unwrap_or_default()
    }

    /// What the digest in the journal is made of: names and values in clear, segments in order.
    /// Empty values are left out, so that a field added later does not change old digests.
    pub fn plaintext(&self) -> Vec<u8> {
        let mut out = Vec::with_capacity(256);
        let mut put = |text: &str| {
            out.extend_from_slice(text.as_bytes());
            out.push(0x1f);
        };
        put(self.register.name);
        put(&self.id.to_string());
        put(&self.version.to_string());
        put(if self.voided { &self.void_reason } else { "" });
        for (field, value) in self.register.fields.iter().zip(&self.values) {
            if !field.dated && !value.is_null() {
                put(field.name);
                put(&value.to_string());
            }
        }
        for segment in &self.timeline.segments {
            put(&segment.from.to_string());
            put(&segment.until.to_string());
            for (field, value) in self.register.dated().zip(&segment.values) {
                if !value.is_null() {
                    put(field.name);
                    put(&value.to_string());
                }
            }
        }
        out
    }
}

/// The place that binds a ciphertext: register, record and field.
pub fn place(register: &Register, id: i64, field: &FieldDef) -> String {
    format!("{}.{id}.{}", register.name, field.name)
}

/// What an encrypted field is found by, once typed in full.
pub fn blind_whole(keys: &Keys, field: &FieldDef, clear: &str) -> Value {
    Value::Bytes(keys.blind(field.name, clear))
}

/// What an encrypted field is found by from its last four characters.
pub fn blind_tail(keys: &Keys, field: &FieldDef, clear: &str) -> Value {
    let tail: String = {
        let letters: Vec<char> = clear.chars().collect();
        letters.iter().skip(letters.len().saturating_sub(4)).collect()
    };
    Value::Bytes(keys.blind(&format!("{}/4", field.name), &tail))
}

/// The columns and values under which a fixed field is stored.
pub fn encode(
    keys: &Keys,
    register: &Register,
    id: i64,
    field: &FieldDef,
    value: &Value,
    out: &mut Vec<Value>,
) -> Result<()> {
    if !field.secret {
        out.push(value.clone());
        return Ok(());
    }
    match value.as_text() {
        None => out.push(Value::Null),
        Some(clear) => out.push(Value::Bytes(keys.seal(&place(register, id, field), clear)?)),
    }
    if blind(field) {
        let clear = value.as_text();
        out.push(clear.map_or(Value::Null, |clear| blind_whole(keys, field, clear)));
        out.push(clear.map_or(Value::Null, |clear| blind_tail(keys, field, clear)));
    }
    Ok(())
}

/// Names of the columns of a fixed field.
pub fn columns_of(field: &FieldDef) -> Vec<String> {
    let mut columns = vec![name(field.name)];
    if blind(field) {
        columns.push(name(&format!("{}_idx", field.name)));
        columns.push(name(&format!("{}_tail", field.name)));
    }
    columns
}

/// Reads a stored field in clear.
pub fn decode(keys: &Keys, register: &Register, id: i64, field: &FieldDef, raw: Value) -> Value {
    match raw {
        Value::Bytes(sealed) if field.secret => {
            keys.open(&place(register, id, field), &sealed).map_or(Value::Null, Value::Text)
        }
        Value::Text(sealed) if field.secret && field.local.is_some() => {
            let sealed = unhex(&sealed).unwrap_or_default();
            keys.open(&place(register, id, field), &sealed).map_or(Value::Null, Value::Text)
        }
        raw => raw,
    }
}

/// `id, public_id, version, made_seq, voided, void_reason, fields…` of the current table.
pub fn select_columns(register: &Register, alias: &str) -> String {
    let mut text = format!(
        "{alias}.id, {alias}.public_id, {alias}.version, {alias}.made_seq, {alias}.voided, \
         {alias}.void_reason"
    );
    for field in &register.fields {
        text.push_str(&format!(", {}", stored(alias, field)));
    }
    text
}

/// The expression of a field in a row of its own table or history, to be compared and sorted by.
pub fn column(dialect: Dialect, alias: &str, field: &FieldDef) -> String {
    let stored = stored(alias, field);
    match crate::schema::column_type(field) {
        // Columns say so themselves; what is taken out of one has the order of the whole database.
        Type::Text if field.local.is_some() => dialect.bytewise(&stored),
        _ => stored,
    }
}

/// What is stored of a field: its column, or its part of the column that local fields share.
pub fn stored(alias: &str, field: &FieldDef) -> String {
    if field.local.is_none() {
        return format!("{alias}.{}", name(field.name));
    }
    let value = format!("{alias}.{LOCAL} ->> '{}'", field.name);
    match crate::schema::column_type(field) {
        Type::Int => format!("CAST({value} AS BIGINT)"),
        _ => format!("({value})"),
    }
}

/// The values of all local fields as one value to store; empty when none is given.
pub fn encode_local<'a>(
    keys: &Keys,
    register: &Register,
    id: i64,
    fields: impl Iterator<Item = (&'static FieldDef, &'a Value)>,
) -> Result<Value> {
    let mut all = serde_json::Map::new();
    for (field, value) in fields.filter(|(field, _)| field.local.is_some()) {
        let kept = match value {
            Value::Null | Value::Bytes(_) => continue,
            Value::Int(number) => serde_json::Value::from(*number),
            Value::Text(clear) if field.secret => {
                hex(&keys.seal(&place(register, id, field), clear)?).into()
            }
            Value::Text(text) => text.as_str().into(),
        };
        all.insert(field.name.to_owned(), kept);
    }
    let any = !all.is_empty();
    Ok(if any { Value::Text(serde_json::Value::Object(all).to_string()) } else { Value::Null })
}

/// Number of columns before the fields in [`select_columns`].
pub const HEAD: usize = 6;

/// Reads a row of [`select_columns`], without the timeline.
pub fn read_row(keys: &Keys, register: &'static Register, row: &Row, tree: &Tree) -> Stored {
    let id = row.int(0);
    let mut stored = Stored::new(register, id, row.text(1));
    stored.version = row.int(2);
    stored.made_seq = row.int(3);
    stored.voided = row.int(4) != 0;
    stored.void_reason = row.text(5);
    for (at, field) in register.fields.iter().enumerate() {
        let value = decode(keys, register, id, field, row.value(HEAD + at));
        if let Some(slot) = stored.values.get_mut(at) {
            *slot = value;
        }
    }
    stored.node = node_of(&stored, tree);
    stored
}

/// The node a record belongs to.
pub fn node_of(stored: &Stored, tree: &Tree) -> i64 {
    match stored.register.owner {
        kernel::register::Owner::Tree(_) => stored.id,
        kernel::register::Owner::Union(field) => {
            let node = stored.fixed(field).as_int().unwrap_or(0);
            if tree.node(node).is_some() { node } else { 0 }
        }
        kernel::register::Owner::Shown | kernel::register::Owner::Common => 0,
    }
}

/// Reads the timelines of records.
pub fn timelines(
    tx: &mut Tx,
    register: &'static Register,
    ids: &[i64],
) -> Result<HashMap<i64, Timeline>> {
    let mut all: HashMap<i64, Timeline> = HashMap::new();
    if register.dated().next().is_none() {
        return Ok(all);
    }
    for part in ids.chunks(500) {
        let text = format!(
            "SELECT id, from_day, until_day{} FROM {} WHERE id IN ",
            dated_columns(register),
            name(&format!("{}_span", register.name))
        );
        let sql = Sql::new(text).list(part.iter().copied()).add(" ORDER BY id, from_day");
        for row in tx.all(&sql)? {
            all.entry(row.int(0)).or_default().segments.push(segment(&row, 1));
        }
    }
    Ok(all)
}

/// `, "field", "field"` of the dated fields.
pub fn dated_columns(register: &Register) -> String {
    register.dated().map(|field| format!(", {}", name(field.name))).collect()
}

/// `, "field", "field"` of the columns that history keeps of a version.
pub fn fixed_columns(register: &Register) -> String {
    let fixed = register.declared().filter(|field| !field.dated);
    let columns = fixed.map(|field| name(field.name));
    let columns = columns.chain(register.takes_local.then(|| LOCAL.to_owned()));
    columns.map(|column| format!(", {column}")).collect()
}

/// A segment from `from_day, until_day, values…` at a position of a row.
pub fn segment(row: &Row, at: usize) -> Segment {
    Segment {
        from: row.value(at).as_day().unwrap_or(kernel::facts::ALWAYS),
        until: row.value(at + 1).as_day().unwrap_or(FOREVER),
        values: row.0.iter().skip(at + 2).cloned().collect(),
    }
}

/// The level columns of a node.
pub fn level_values(levels: Levels) -> impl Iterator<Item = Value> {
    levels.into_iter().map(|id| if id == 0 { Value::Null } else { Value::Int(id) })
}

/// How a secret looks to those who may not see it whole.
pub fn mask(field: &FieldDef, clear: &str) -> String {
    match field.kind {
        Kind::Paper => kernel::codes::mask::paper(clear),
        Kind::Phone => kernel::codes::mask::phone(clear),
        _ => {
            let head: String = clear.chars().take(3).collect();
            format!("{head}****")
        }
    }
}
