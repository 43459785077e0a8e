//! What earlier rows of the same file have added or changed, so that later rows see it: a joint
//! union stands on one row per employer.

use kernel::field::Kind;
use kernel::record::Record;
use kernel::register::{Catalog, Register};
use kernel::sheet::{Ask, Snapshot, Step, World};
use kernel::value::Value;
use std::collections::HashMap;
use std::sync::Arc;

/// Records by register and key, with what they are found by.
#[derive(Default)]
pub struct Overlay {
    records: HashMap<(&'static str, i64), Arc<Snapshot>>,
    found_by: HashMap<(&'static str, &'static str, Value), Vec<i64>>,
    next: i64,
}

impl Overlay {
    /// Puts a record as it stands now.
    pub fn put(&mut self, snapshot: Snapshot) {
        let register = snapshot.record.register;
        let id = snapshot.record.id;
        for (field, value) in register.fields.iter().zip(&snapshot.record.values) {
            if !value.is_null() {
                let ids =
                    self.found_by.entry((register.name, field.name, value.clone())).or_default();
                if !ids.contains(&id) {
                    ids.push(id);
                }
            }
        }
        self.records.insert((register.name, id), Arc::new(snapshot));
    }

    /// Adds to the answers of the database what the file itself has said before, and replaces
    /// what it has changed.
    pub fn complete(&self, world: &mut World, asks: &[Ask]) {
        if self.records.is_empty() {
            return;
        }
        for ask in asks {
            self.renew(world, ask);
        }
        for ask in asks {
            self.answer(world, ask);
        }
    }

    /// Replaces what the database answered by what the file has made of it.
    fn renew(&self, world: &mut World, ask: &Ask) {
        for found in world.answers.get_mut(ask).into_iter().flatten() {
            let key = (found.record.register.name, found.record.id);
            if let Some(newer) = self.records.get(&key) {
                *found = newer.clone();
            }
        }
        if let Ask::Linked(_, _, inner) = ask {
            self.renew(world, inner);
        }
    }

    fn answer(&self, world: &mut World, ask: &Ask) {
        let ids: Vec<(&'static str, i64)> = match ask {
            Ask::By(register, field, value) => self.by(register, field, value),
            Ask::Linked(register, link, inner) => {
                self.answer(world, inner);
                let linked: Vec<i64> = world.ask(inner).iter().map(|f| f.record.id).collect();
                linked.into_iter().flat_map(|id| self.by(register, link, &Value::Int(id))).collect()
            }
        };
        for key in ids {
            let Some(snapshot) = self.records.get(&key) else { continue };
            let answers = world.answers.entry(ask.clone()).or_default();
            if answers.iter().all(|known| known.record.id != snapshot.record.id) {
                answers.push(snapshot.clone());
            }
        }
    }

    fn by(
        &self,
        register: &'static str,
        field: &'static str,
        value: &Value,
    ) -> Vec<(&'static str, i64)> {
        let found = self.found_by.get(&(register, field, value.clone()));
        // The value may have been changed since by a later row.
        let still = |id: &&i64| {
            self.records.get(&(register, **id)).is_some_and(|s| s.record.value(field) == value)
        };
        found.into_iter().flatten().filter(still).map(|id| (register, *id)).collect()
    }

    /// Pretends that the steps of a row were written, for the rows after it. Only registers of
    /// few records are kept.
    pub fn pretend(
        &mut self,
        catalog: &'static Catalog,
        small: &[&str],
        steps: &[Step],
        world: &World,
    ) {
        let mut made: Vec<i64> = Vec::new();
        for step in steps {
            let (Step::Add { register, values } | Step::Edit { register, values, .. }) = step;
            self.next -= 1;
            let id = if let Step::Edit { id, .. } = step { *id } else { self.next - 1_000_000 };
            made.push(id);
            let Some(register) = catalog.register(register) else { continue };
            if !small.contains(&register.name) {
                continue;
            }
            let mut snapshot = self.base(register, id, step, world);
            for (field, value) in values {
                snapshot.record.set(field, resolve(register, field, value, &made));
            }
            // Computed fields are what later rows are found by; refusals show when writing.
            let _ = register.judge(&mut snapshot.record, &world.facts);
            self.put(snapshot);
        }
    }

    fn base(&self, register: &'static Register, id: i64, step: &Step, world: &World) -> Snapshot {
        let known = self.records.get(&(register.name, id)).map(|known| known.as_ref().clone());
        let answered = || {
            let all = world.answers.values().flatten();
            let mut hits = all.filter(|s| s.record.register.name == register.name);
            hits.find(|snapshot| snapshot.record.id == id).map(|known| known.as_ref().clone())
        };
        known.or_else(answered).unwrap_or_else(|| {
            let mut record = Record::new(register);
            record.id = id;
            record.version = if let Step::Edit { version, .. } = step { *version } else { 1 };
            let dated = register.dated().count();
            let timeline = kernel::facts::Timeline::always(vec![Value::Null; dated]);
            Snapshot { record, timeline, mine: true }
        })
    }
}

/// A placeholder for a record of an earlier step becomes its key; below nothing, a number is a number.
pub fn resolve(register: &Register, field: &str, value: &Value, made: &[i64]) -> Value {
    let link = register.field(field).is_some_and(|field| field.kind == Kind::Link);
    match value {
        Value::Int(mark) if link && *mark < 0 => usize::try_from(-1 - *mark)
            .ok()
            .and_then(|at| made.get(at))
            .map_or_else(|| value.clone(), |id| Value::Int(*id)),
        value => value.clone(),
    }
}
