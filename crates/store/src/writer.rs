//! One act: everything a person does at once. Records are checked as they are added to the act and
//! written together at its end, under one journal entry.

mod begin;
mod fields;
mod flush;
mod goals;
mod guard;
mod hand;
mod numbers;
mod plans;
mod step;
mod whole;

pub use step::{Said, Taken};

pub use flush::{bump_tree, relevel};
pub(crate) use guard::in_use;

use crate::codec::{HEAD, Stored, node_of, read_row, select_columns, timelines};
use crate::ctx::Ctx;
use crate::db::Tx;
use crate::error::{Clash, Conflict, Result, StoreError};
use crate::flow::Telling;
use crate::scope::Scope;
use crate::sql::{Sql, name};
use crate::store::Store;
use crate::tally::Added;
use crate::tree::{Node, Tree};
use jiff::civil::Date;
use kernel::access::Act;
use kernel::facts::{ALWAYS, FOREVER, Facts, Saving, Timeline};
use kernel::register::{Owner, Register};
use kernel::sheet::Snapshot;
use kernel::value::Value;
use kernel::verdict::Refusal;
use std::cell::Cell;
use std::collections::{HashMap, HashSet};
use std::sync::Arc;

/// What is being done, for the journal.
#[derive(Clone, Copy, Debug)]
pub struct Doing<'a> {
    /// add, edit, void, import, merge…
    pub act: &'a str,
    /// Why, in the user's words, or what exactly.
    pub reason: &'a str,
    /// How many new records at most.
    pub room: usize,
}

impl<'a> Doing<'a> {
    /// A small act.
    pub fn new(act: &'a str, reason: &'a str) -> Doing<'a> {
        Doing { act, reason, room: 500 }
    }
}

/// A record on its way to the database.
pub(crate) struct Pending {
    pub old: Option<Stored>,
    pub new: Stored,
}

/// An act under way.
pub struct Writer<'a, 't> {
    pub(crate) store: &'a Store,
    /// The open transaction.
    pub tx: &'a mut Tx<'t>,
    /// Who acts.
    pub ctx: &'a Ctx,
    /// The same person with every right, for what another unit has agreed to.
    lent: &'a Ctx,
    /// The tree, with nodes added by this act.
    pub tree: Arc<Tree>,
    /// Today and the calendar.
    pub facts: Facts,
    pub(crate) pending: Vec<Pending>,
    by_key: HashMap<(&'static str, i64), usize>,
    pub(crate) attachments: Vec<crate::attachment::Pending>,
    /// What is added now follows from a step that the actor may make: a paper that arrives at another desk.
    following: bool,
    pub(crate) tree_changed: bool,
    tree_before: Arc<Tree>,
    /// Links already found to lead somewhere.
    seen_links: HashSet<(&'static str, i64)>,
    /// What narrowed links lead to, already looked up: register, field and key.
    seen_within: HashMap<(&'static str, &'static str, i64), Value>,
    /// The record the journal names, when the act is about one.
    pub about: (String, i64),
    /// What people are told once the act is written.
    pub(crate) told: Vec<Telling>,
}

impl Store {
    /// Does one act and writes its journal entry; nothing of it stays when it fails.
    pub fn act<T>(
        &self,
        ctx: &Ctx,
        doing: Doing,
        mut work: impl FnMut(&mut Writer) -> Result<T>,
    ) -> Result<T> {
        let mut tries = 0;
        loop {
            self.reserve(doing.room)?;
            let moved = Cell::new(false);
            let done = self.db.write(|tx| self.act_once(tx, ctx, doing, &mut work, &moved));
            tries += 1;
            if !moved.get() || tries == 5 {
                let (made, added, fields) = done?;
                self.tally_stands(added);
                if fields && let Err(error) = self.reload_local() {
                    // The act stands; what it says of fields is read with the next one, or the next day.
                    tracing::error!(%error, "local fields were not read anew");
                }
                return Ok(made);
            }
        }
    }

    /// `moved` says that somebody else has changed the tree meanwhile: what was checked against
    /// the old one must be checked again. The last of what it gives says whether local fields were touched.
    fn act_once<T>(
        &self,
        tx: &mut Tx,
        ctx: &Ctx,
        doing: Doing,
        work: &mut impl FnMut(&mut Writer) -> Result<T>,
        moved: &Cell<bool>,
    ) -> Result<(T, Added, bool)> {
        moved.set(false);
        let tree = self.tree(tx)?;
        let lent = Ctx { all: true, ..ctx.clone() };
        let mut writer = Writer {
            store: self,
            tx,
            ctx,
            lent: &lent,
            tree_before: tree.clone(),
            seen_links: HashSet::new(),
            seen_within: HashMap::new(),
            tree,
            facts: self.facts(),
            pending: Vec::new(),
            by_key: HashMap::new(),
            attachments: Vec::new(),
            following: false,
            tree_changed: false,
            about: (String::new(), 0),
            told: Vec::new(),
        };
        let made = work(&mut writer)?;
        let some = !writer.pending.is_empty() || !writer.attachments.is_empty();
        if some && !writer.tree_stands()? {
            moved.set(true);
            return Err(StoreError::unavailable(
                "工会的上下级刚有变动，这一步没有写入，请再存一次",
            ));
        }
        let fields = writer.pending.iter().any(|one| one.new.register.local_fields.is_some());
        let added = writer.finish(doing)?;
        Ok((made, added, fields))
    }
}

impl Writer<'_, '_> {
    /// Adds a record and gives its key.
    pub fn add(&mut self, register: &'static Register, values: &[(&str, Value)]) -> Result<i64> {
        self.add_with_past(register, values, &[])
    }

    /// Adds a record whose dated fields have changed before: `past` gives field, day and the value
    /// from that day on, in the order of days.
    pub fn add_with_past(
        &mut self,
        register: &'static Register,
        values: &[(&str, Value)],
        past: &[(&str, Date, Value)],
    ) -> Result<i64> {
        let register = self.newest(register);
        let id = self.store.new_id()?;
        let mut stored = Stored::new(register, id, uuid::Uuid::now_v7().simple().to_string());
        Self::fill(&mut stored, values, Saving::Correction(self.facts.today))?;
        for (field, from, value) in past {
            if let Some(at) = register.dated_position(field) {
                stored.timeline.save(at, value, Saving::Change(*from));
            }
        }
        self.settle_follows(&mut stored)?;
        self.settle_owner(&mut stored, values)?;
        self.settle_goal(&mut stored)?;
        self.settle_number(&mut stored)?;
        self.settle_flow(&mut stored)?;
        self.check(&mut stored)?;
        self.settle_code(&mut stored, values)?;
        stored.node = self.node_for(&stored);
        self.may_own(&stored, Act::Write)?;
        self.guard_fields(None, &stored)?;
        self.links_exist(&stored, None)?;
        stored.version = 1;
        self.plant(&stored)?;
        self.push(None, stored);
        Ok(id)
    }

    /// Changes a record. `version` is the one that was seen; a dated field is saved as told.
    /// Says whether anything differed.
    pub fn edit(
        &mut self,
        register: &'static Register,
        id: i64,
        version: i64,
        values: &[(&str, Value)],
        saving: Saving,
    ) -> Result<bool> {
        let old = self.load(register, id, Act::Write)?;
        if old.version != version {
            return Err(self.conflict(&old, values));
        }
        let mut new = old.clone();
        Self::fill(&mut new, values, saving)?;
        self.settle_follows(&mut new)?;
        self.settle_owner(&mut new, values)?;
        self.settle_goal(&mut new)?;
        self.settle_number(&mut new)?;
        self.check(&mut new)?;
        self.keep_settled(&old, &mut new);
        self.guard_fields(Some(&old), &new)?;
        self.guard_settled(&old, &new)?;
        self.guard_flow(&old)?;
        if new.values == old.values && new.timeline == old.timeline {
            return Ok(false);
        }
        new.node = self.node_for(&new);
        if new.node != old.node {
            self.may_own(&new, Act::Write)?;
        }
        self.may_hang(&old, &new)?;
        self.links_exist(&new, Some(&old))?;
        self.bump(&mut new);
        self.plant(&new)?;
        let moved = (new.node != old.node).then(|| new.clone());
        self.push(Some(old), new);
        if let Some(whole) = moved {
            self.bring_parts(&whole)?;
        }
        Ok(true)
    }

    /// 作废: the record was never true. Refused while living records point to it.
    pub fn void(
        &mut self,
        register: &'static Register,
        id: i64,
        version: i64,
        reason: &str,
    ) -> Result<()> {
        if reason.trim().is_empty() {
            return Err(StoreError::refuse("reason", "作废要写明原因"));
        }
        let old = self.load(register, id, Act::Void)?;
        if old.version != version {
            return Err(self.conflict(&old, &[]));
        }
        Self::keeps_number(&old)?;
        self.nobody_points_to(register, id)?;
        let mut new = old.clone();
        new.voided = true;
        reason.trim().clone_into(&mut new.void_reason);
        self.bump(&mut new);
        if register.tree().is_some() {
            self.tree_changed = true;
        }
        self.push(Some(old), new);
        Ok(())
    }

    /// A record as this act has left it so far, for rows of a file that speak of it again.
    pub fn snapshot(&self, register: &'static Register, id: i64) -> Option<Snapshot> {
        let at = self.by_key.get(&(register.name, id))?;
        let stored = &self.pending.get(*at)?.new;
        Some(Snapshot {
            record: stored.on(self.facts.today),
            timeline: stored.timeline.clone(),
            mine: true,
        })
    }

    /// Puts a record back to given fixed values and segments: used by undo and un-merge.
    pub(crate) fn restore(&mut self, old: Stored, mut new: Stored) -> Result<()> {
        new.node = self.node_for(&new);
        self.bump(&mut new);
        if new.voided {
            self.tree_changed |= new.register.tree().is_some();
        } else {
            self.plant(&new)?;
        }
        let moved = (!new.voided && new.node != old.node).then(|| new.clone());
        self.push(Some(old), new);
        if let Some(whole) = moved {
            self.bring_parts(&whole)?;
        }
        Ok(())
    }

    /// A living record the actor may do `act` on, as this act has left it so far.
    pub(crate) fn load(
        &mut self,
        register: &'static Register,
        id: i64,
        act: Act,
    ) -> Result<Stored> {
        self.load_any(register, id, act)?.living()
    }

    /// The same, 作废 records too: what was voided by mistake can be brought back.
    pub(crate) fn load_any(
        &mut self,
        register: &'static Register,
        id: i64,
        act: Act,
    ) -> Result<Stored> {
        if let Some(pending) = self.by_key.get(&(register.name, id)) {
            let found = self.pending.get(*pending).map(|pending| pending.new.clone());
            return found.ok_or(StoreError::NotFound);
        }
        let register = self.newest(register);
        let scope = Scope { ctx: self.ctx, tree: &self.tree, today: self.facts.today };
        let sql = Sql::new(format!(
            "SELECT {} FROM {} r WHERE r.id = ",
            select_columns(register, "r"),
            name(register.name)
        ))
        .bind(id)
        .add(" AND ")
        .then(scope.condition(register, act, 0, "r"))
        .add(self.tx.dialect().for_update());
        let row = self.tx.one(&sql)?.ok_or(StoreError::NotFound)?;
        debug_assert!(row.0.len() == HEAD + register.fields.len());
        let mut stored = read_row(&self.store.keys, register, &row, &self.tree);
        stored.timeline = if register.dated().next().is_none() {
            // As a new record has it: the proof hashes every version alike.
            Timeline::always(Vec::new())
        } else {
            timelines(self.tx, register, &[id])?.remove(&id).unwrap_or_default()
        };
        Ok(stored)
    }

    /// Computes a record's computed fields anew: what they follow from may have begun today. One
    /// that today's rules refuse is left as it is.
    pub(crate) fn recompute(&mut self, register: &'static Register, id: i64) -> Result<bool> {
        let Ok(old) = self.load(register, id, Act::Write) else { return Ok(false) };
        let mut new = old.clone();
        if self.check(&mut new).is_err() {
            return Ok(false);
        }
        self.keep_settled(&old, &mut new);
        if new.values == old.values {
            return Ok(false);
        }
        self.bump(&mut new);
        self.plant(&new)?;
        self.push(Some(old), new);
        Ok(true)
    }

    /// Puts values into fixed fields and saves dated ones.
    fn fill(stored: &mut Stored, values: &[(&str, Value)], saving: Saving) -> Result<()> {
        let mut refusals = Vec::new();
        for (field, value) in values {
            let Some(def) = stored.register.field(field) else {
                refusals.push(Refusal::on(field, format!("没有“{field}”这一项")));
                continue;
            };
            if let Some(at) = stored.register.dated_position(field) {
                if stored.version == 0 {
                    stored.timeline.put(at, value, ALWAYS, FOREVER);
                } else if stored.timeline.value(at, day_of_saving(saving)) != *value {
                    stored.timeline.save(at, value, saving);
                }
            } else if let Some(slot) =
                stored.register.position(field).and_then(|at| stored.values.get_mut(at))
            {
                slot.clone_from(value);
            }
            if let (Some((low, high)), Some(number)) = (def.between, value.as_int())
                && (number < low || number > high)
            {
                let text = format!("{}应在{low}到{high}之间", def.title);
                refusals.push(Refusal::on(field, text));
            }
        }
        if refusals.is_empty() { Ok(()) } else { Err(refusals.into()) }
    }

    /// Lets the register compute and judge the whole record as of today.
    fn check(&self, stored: &mut Stored) -> Result<()> {
        let register = stored.register;
        let mut record = stored.on(self.facts.today);
        let mut refusals = Vec::new();
        if let Err(found) = register.judge(&mut record, &self.facts) {
            refusals.extend(found);
        }
        for (at, field) in register.fields.iter().enumerate() {
            let value = record.values.get(at).cloned().unwrap_or_default();
            let said = refusals.iter().any(|refusal| refusal.field == field.name);
            if field.required && value.is_null() && !said {
                refusals.push(Refusal::on(field.name, format!("{}没有填", field.title)));
            }
            if let Some(slot) = stored.values.get_mut(at)
                && !field.dated
            {
                *slot = value;
            }
        }
        if let Some((from, until)) = register.life
            && let (Some(first), Some(last)) = (
                stored.fixed(from).as_text().map(str::to_owned),
                stored.fixed(until).as_text().map(str::to_owned),
            )
            && last < first
        {
            let title = register.field(until).map_or("截止日期", |field| field.title);
            refusals.push(Refusal::on(until, format!("{title}不能早于{first}")));
        }
        // Computed dated fields keep their intervals; a changed one is corrected for its interval.
        for field in register.dated().filter(|field| field.computed) {
            let at = register.dated_position(field.name).unwrap_or(usize::MAX);
            let value = record.value(field.name).clone();
            if stored.timeline.value(at, self.facts.today) != value {
                stored.timeline.save(at, &value, Saving::Correction(self.facts.today));
            }
        }
        if refusals.is_empty() { Ok(()) } else { Err(refusals.into()) }
    }

    fn node_for(&self, stored: &Stored) -> i64 {
        match stored.register.owner {
            Owner::Tree(_) => stored.id,
            _ => node_of(stored, &self.tree),
        }
    }

    fn bump(&self, new: &mut Stored) {
        let pending = self.by_key.contains_key(&(new.register.name, new.id));
        if !pending {
            new.version += 1;
        }
    }

    fn push(&mut self, old: Option<Stored>, new: Stored) {
        let key = (new.register.name, new.id);
        if let Some(at) = self.by_key.get(&key) {
            if let Some(pending) = self.pending.get_mut(*at) {
                pending.new = new;
            }
            return;
        }
        self.about = if self.pending.is_empty() {
            (new.register.name.to_owned(), new.id)
        } else {
            (self.about.0.clone(), 0)
        };
        self.by_key.insert(key, self.pending.len());
        self.pending.push(Pending { old, new });
    }

    /// Lets the act's own tree know a node that it adds or moves.
    fn plant(&mut self, stored: &Stored) -> Result<()> {
        let Some(declared) = stored.register.tree() else { return Ok(()) };
        let today = stored.on(self.facts.today);
        let parent = today.value(declared.parent).as_int().unwrap_or(0);
        let kind = today.value(declared.kind).as_text().unwrap_or_default().to_owned();
        self.guard_tree(stored, declared, parent, &kind)?;
        self.guard_plans(stored, declared)?;
        let known = self.tree.node(stored.id);
        let moved = known.is_none_or(|node| node.parent != parent || node.kind != kind);
        let label = today.value(stored.register.label).as_text().unwrap_or_default().to_owned();
        let tree = Arc::make_mut(&mut self.tree);
        let node = Node {
            id: stored.id,
            public_id: stored.public_id.clone(),
            parent,
            kind,
            name: label,
            levels: tree.levels(stored.id),
            ended: false,
        };
        if let Some(node) = tree.grow(node, declared.level) {
            tree.put(node);
            if moved {
                tree.relevel(declared.level);
            }
        }
        self.tree_changed = true;
        Ok(())
    }

    fn conflict(&mut self, now: &Stored, values: &[(&str, Value)]) -> StoreError {
        let who = Sql::new(
            "SELECT j.user_name, j.at FROM journal_item i JOIN journal j ON j.seq = i.seq \
             WHERE i.register = ",
        )
        .bind(now.register.name)
        .add(" AND i.record = ")
        .bind(now.id)
        .add(" AND i.version = ")
        .bind(now.version);
        let row = self.tx.one(&who).ok().flatten();
        let record = now.on(self.facts.today);
        let hidden = self.ctx.hidden(now.register, &self.tree);
        let mut clashes = Vec::new();
        for (field, mine) in values {
            let Some(def) = now.register.field(field) else { continue };
            let theirs = record.value(field);
            if theirs == mine || hidden.contains(field) {
                continue;
            }
            let show = |value: &Value| match value.as_text() {
                Some(clear) if def.secret => crate::codec::mask(def, clear),
                _ => value.to_string(),
            };
            clashes.push(Clash {
                field: (*field).to_owned(),
                title: def.title.to_owned(),
                theirs: show(theirs),
                mine: show(mine),
            });
        }
        StoreError::Conflict(Box::new(Conflict {
            version: now.version,
            who: row.as_ref().map(|row| row.text(0)).unwrap_or_default(),
            at: row.map_or(0, |row| row.int(1)),
            clashes,
        }))
    }
}

fn day_of_saving(saving: Saving) -> Date {
    match saving {
        Saving::Change(day) | Saving::Correction(day) => day,
    }
}
