//! Writing an act: chain head first, then all rows with its sequence, then the journal entry.

use super::{Doing, Pending, Writer};
use crate::codec::{
    Stored, columns_of, dated_columns, encode, encode_local, fixed_columns, level_values,
};
use crate::error::{Result, StoreError};
use crate::journal::{self, Entry, Head, Item};
use crate::schema::{LEVELS, LOCAL, NOW, carried_now, dated, leveled};
use crate::sql::{Sql, name};
use crate::tally::{Acting, Added};
use crate::tree::Tree;
use kernel::facts::{FOREVER, Segment};
use kernel::register::Register;
use kernel::value::Value;
use std::collections::HashMap;

/// Carried values of linked records: (register, key) → values in the order of the fields asked.
type Carried = HashMap<(&'static str, i64), HashMap<&'static str, Value>>;

impl Writer<'_, '_> {
    /// Gives what the act adds to the tally.
    pub(super) fn finish(&mut self, doing: Doing) -> Result<Added> {
        if self.pending.is_empty() && self.attachments.is_empty() {
            return Ok(Added::default());
        }
        self.no_overlaps()?;
        let carried = self.carried_values()?;
        let head = journal::lock_head(self.tx, self.county(), self.store.clock.now())?;
        let pending = std::mem::take(&mut self.pending);
        let (before, after) = (&self.tree_before, &self.tree);
        let acting = Acting { seq: head.seq(), pending: &pending, before, after };
        let added = self.store.tally_touch(self.tx, &acting)?;
        for register in &self.store.catalog().registers {
            let mine: Vec<&Pending> =
                pending.iter().filter(|p| p.new.register.name == register.name).collect();
            if !mine.is_empty() {
                self.write_register(register, &mine, &head, &carried)?;
            }
        }
        for edited in pending.iter().filter(|pending| pending.old.is_some()) {
            self.carry_on(edited)?;
        }
        if self.tree_changed {
            self.relevel_rows()?;
        }
        let mut items: Vec<Item> = pending
            .iter()
            .map(|pending| Item {
                register: pending.new.register.name,
                record: pending.new.id,
                version: pending.new.version,
                digest: self.store.keys.digest(&pending.new.plaintext()),
            })
            .collect();
        items.extend(self.write_attachments(head.seq())?);
        let entry = self.entry(doing);
        journal::append(self.tx, &head, entry, items)?;
        self.store.numbers_follow(self.tx, &pending)?;
        self.store.announce(self.tx, &pending)?;
        let told = std::mem::take(&mut self.told);
        self.store.tell(self.tx, &told)?;
        Ok(added)
    }

    fn entry(&self, doing: Doing) -> Entry {
        Entry {
            seq: 0,
            at: 0,
            user_id: self.ctx.user_id,
            user_name: self.ctx.user_name.clone(),
            act: doing.act.to_owned(),
            register: self.about.0.clone(),
            record: self.about.1,
            origin: self.ctx.origin.to_owned(),
            reason: doing.reason.to_owned(),
            job: self.ctx.job,
            items: 0,
        }
    }

    /// The county whose chain the act belongs to; 0 for the installation's own chain.
    fn county(&self) -> i64 {
        let county = |node: i64| self.tree.levels(node).get(2).copied().unwrap_or(0);
        let attached = self.attachments.iter().map(|pending| pending.node);
        let nodes = self.pending.iter().map(|pending| pending.new.node).chain(attached);
        let own = nodes.map(county).find(|county| *county != 0);
        own.unwrap_or_else(|| county(self.tree.root()))
    }

    fn write_register(
        &mut self,
        register: &'static Register,
        mine: &[&Pending],
        head: &Head,
        carried: &Carried,
    ) -> Result<()> {
        let mut fresh = Vec::new();
        for pending in mine {
            let values = self.row_values(&pending.new, head, carried)?;
            match &pending.old {
                None => fresh.push(values),
                Some(old) => self.supersede(old, &pending.new, values, head)?,
            }
        }
        let written = self.tx.bulk(&name(register.name), &row_columns(register), &fresh);
        written.map_err(|error| explain_unique(register, error))?;
        self.write_spans(register, mine, head)?;
        self.write_scope(register, mine)
    }

    /// Values of [`row_columns`].
    fn row_values(&self, new: &Stored, head: &Head, carried: &Carried) -> Result<Vec<Value>> {
        let register = new.register;
        let mut row = vec![
            Value::Int(new.id),
            Value::Text(new.public_id.clone()),
            Value::Int(new.version),
            Value::Int(head.seq()),
            Value::Int(head.at),
            Value::from(new.voided),
            Value::text(&new.void_reason),
        ];
        let today = new.held(self.facts.today);
        for (field, value) in today.each().filter(|(field, _)| field.local.is_none()) {
            encode(&self.store.keys, register, new.id, field, value, &mut row)?;
        }
        if register.takes_local {
            row.push(encode_local(&self.store.keys, register, new.id, today.each())?);
        }
        if leveled(register) {
            row.extend(level_values(self.tree.levels(new.node)));
        }
        if dated(register) {
            row.extend(self.now_of(new));
        }
        let linked: Vec<_> = register
            .carries
            .iter()
            .map(|carry| {
                let to = register.field(carry.link).map_or("", |field| field.to);
                let id = today.value(carry.link).as_int().unwrap_or(0);
                (carry, carried.get(&(to, id)))
            })
            .collect();
        let of = |values: Option<&HashMap<&'static str, Value>>, field: &str| {
            values.and_then(|values| values.get(field)).cloned().unwrap_or_default()
        };
        for (carry, values) in &linked {
            row.extend(carry.fields.iter().map(|field| of(*values, field.name)));
        }
        for (carry, values) in &linked {
            if carry.fields.iter().any(|field| field.dated) {
                row.extend(NOW.map(|edge| of(*values, edge)));
            }
        }
        Ok(row)
    }

    /// The days between which today's dated values hold.
    fn now_of(&self, stored: &Stored) -> [Value; 2] {
        let segment = stored.timeline.on(self.facts.today);
        segment.map_or([Value::Null, Value::Null], |s| [Value::day(s.from), Value::day(s.until)])
    }

    /// Moves the version that stood there into history and puts the new one in its place.
    fn supersede(
        &mut self,
        old: &Stored,
        new: &Stored,
        values: Vec<Value>,
        head: &Head,
    ) -> Result<()> {
        let register = new.register;
        let fixed = fixed_columns(register);
        let kept = format!("id, version, made_seq, made_at, voided, void_reason{fixed}");
        let copy = Sql::new(format!(
            "INSERT INTO {} ({kept}, ended_seq, ended_at) SELECT {kept}, CAST(",
            name(&format!("{}_history", register.name))
        ))
        .bind(head.seq())
        .add(" AS BIGINT), CAST(")
        .bind(head.at)
        .add(&format!(" AS BIGINT) FROM {} WHERE id = ", name(register.name)))
        .bind(old.id)
        .add(" AND version = ")
        .bind(old.version);
        if self.tx.exec(&copy)? != 1 {
            return Err(StoreError::unavailable(
                "同一条记录正被别人保存，这一步没有写入，请再存一次",
            ));
        }
        let mut set = Sql::new(format!("UPDATE {} SET ", name(register.name)));
        let columns = row_columns(register);
        for (at, (column, value)) in columns.iter().zip(values).enumerate().skip(2) {
            let before = if at > 2 { ", " } else { "" };
            set = set.add(&format!("{before}{column} = "));
            // An empty value must reach a column of any type.
            set = match value {
                Value::Null => set.add("NULL"),
                value => set.bind(value),
            };
        }
        let set = set.add(" WHERE id = ").bind(old.id);
        self.tx.exec(&set).map_err(|error| explain_unique(register, error))?;
        Ok(())
    }

    fn write_spans(
        &mut self,
        register: &'static Register,
        mine: &[&Pending],
        head: &Head,
    ) -> Result<()> {
        if register.dated().next().is_none() {
            return Ok(());
        }
        let table = name(&format!("{}_span", register.name));
        let mut rows = Vec::new();
        for pending in mine {
            let before = pending.old.as_ref().map_or(&[][..], |old| &old.timeline.segments);
            let after = &pending.new.timeline.segments;
            for gone in before.iter().filter(|segment| !after.contains(segment)) {
                self.end_span(register, &pending.new, gone, head)?;
            }
            for made in after.iter().filter(|segment| !before.contains(segment)) {
                let mut row = vec![
                    Value::Int(pending.new.id),
                    Value::day(made.from),
                    Value::day(made.until),
                    Value::Int(pending.new.version),
                    Value::Int(head.seq()),
                ];
                row.extend(made.values.iter().cloned());
                rows.push(row);
            }
        }
        let mut columns: Vec<String> =
            ["id", "from_day", "until_day", "made_version", "made_seq"].map(str::to_owned).into();
        columns.extend(register.dated().map(|field| name(field.name)));
        self.tx.bulk(&table, &columns, &rows)
    }

    fn end_span(
        &mut self,
        register: &'static Register,
        new: &Stored,
        gone: &Segment,
        head: &Head,
    ) -> Result<()> {
        let table = format!("{}_span", register.name);
        let kept =
            format!("id, from_day, until_day, made_version, made_seq{}", dated_columns(register));
        let here = |sql: Sql| {
            sql.add(&format!("{} WHERE id = ", name(&table)))
                .bind(new.id)
                .add(" AND from_day = ")
                .bind(gone.from)
        };
        let copy = Sql::new(format!(
            "INSERT INTO {} ({kept}, ended_version, ended_seq) SELECT {kept}, CAST(",
            name(&format!("{table}_history"))
        ))
        .bind(new.version)
        .add(" AS BIGINT), CAST(")
        .bind(head.seq())
        .add(" AS BIGINT) FROM ");
        self.tx.exec(&here(copy))?;
        self.tx.exec(&here(Sql::new("DELETE FROM ")))?;
        Ok(())
    }

    /// Who may see ownerless records through these ones.
    fn write_scope(&mut self, register: &'static Register, mine: &[&Pending]) -> Result<()> {
        if register.shows.is_empty() {
            return Ok(());
        }
        let edited: Vec<i64> = mine.iter().filter(|p| p.old.is_some()).map(|p| p.new.id).collect();
        for part in edited.chunks(500) {
            let sql = Sql::new("DELETE FROM person_scope WHERE source = ").bind(register.name);
            self.tx.exec(&sql.add(" AND source_id IN ").list(part.iter().copied()))?;
        }
        let mut rows = Vec::new();
        for pending in mine.iter().filter(|pending| !pending.new.voided) {
            let until = register.life.map(|life| pending.new.fixed(life.1)).unwrap_or_default();
            for (link, even_ended) in &register.shows {
                let Some(person) = pending.new.fixed(link).as_int() else { continue };
                let last =
                    if *even_ended || until.is_null() { FOREVER.into() } else { until.clone() };
                rows.push(vec![
                    register.name.into(),
                    Value::Int(pending.new.id),
                    Value::Int(person),
                    Value::Int(pending.new.node),
                    last,
                ]);
            }
        }
        let columns = ["source", "source_id", "person_id", "union_id", "until_day"];
        self.tx.bulk("person_scope", &columns.map(str::to_owned), &rows)
    }

    /// Looks up what the written records carry of the records they link to.
    fn carried_values(&mut self) -> Result<Carried> {
        let mut carried = Carried::new();
        let mut wanted: HashMap<&'static str, Vec<i64>> = HashMap::new();
        for pending in &self.pending {
            let register = pending.new.register;
            for carry in &register.carries {
                let to = register.field(carry.link).map_or("", |field| field.to);
                let Some(id) = pending.new.fixed(carry.link).as_int() else { continue };
                let own = self.by_key.get(&(to, id)).and_then(|at| self.pending.get(*at));
                match own {
                    Some(own) => {
                        let today = own.new.held(self.facts.today);
                        let values =
                            carry.fields.iter().map(|f| (f.name, today.value(f.name).clone()));
                        let now = NOW.into_iter().zip(self.now_of(&own.new));
                        carried.entry((to, id)).or_default().extend(values.chain(now));
                    }
                    None => wanted.entry(register.name).or_default().push(id),
                }
            }
        }
        for (register, ids) in wanted {
            let register = self.store.register(register)?;
            for carry in &register.carries {
                self.fetch_carried(register, carry, &ids, &mut carried)?;
            }
        }
        Ok(carried)
    }

    fn fetch_carried(
        &mut self,
        register: &'static Register,
        carry: &kernel::register::Carry,
        ids: &[i64],
        carried: &mut Carried,
    ) -> Result<()> {
        let to = register.field(carry.link).map_or("", |field| field.to);
        let mut names: Vec<&'static str> = carry.fields.iter().map(|field| field.name).collect();
        if self.store.register(to).is_ok_and(dated) {
            names.extend(NOW);
        }
        let columns: String = names.iter().map(|field| format!(", {}", name(field))).collect();
        for part in ids.chunks(500) {
            let sql = Sql::new(format!("SELECT id{columns} FROM {} WHERE id IN ", name(to)));
            for row in self.tx.all(&sql.list(part.iter().copied()))? {
                let values = carried.entry((to, row.int(0))).or_default();
                for (at, field) in names.iter().enumerate() {
                    values.insert(field, row.value(at + 1));
                }
            }
        }
        Ok(())
    }

    /// Tells the records that carry fields of an edited one.
    fn carry_on(&mut self, edited: &Pending) -> Result<()> {
        let Some(old) = &edited.old else { return Ok(()) };
        let register = edited.new.register;
        let (before, after) = (old.held(self.facts.today), edited.new.held(self.facts.today));
        let now = (self.now_of(old), self.now_of(&edited.new));
        for other in &self.store.catalog().registers {
            for carry in &other.carries {
                if other.field(carry.link).is_none_or(|field| field.to != register.name) {
                    continue;
                }
                let mut set: Vec<Sql> = Vec::new();
                let mut put = |field: &str, value: &Value| {
                    let column = name(&format!("{}_{field}", carry.link));
                    let sql = Sql::new(format!("{column} = "));
                    set.push(if value.is_null() {
                        sql.add("NULL")
                    } else {
                        sql.bind_value(value.clone())
                    });
                };
                for field in &carry.fields {
                    let value = after.value(field.name);
                    if before.value(field.name) != value {
                        put(field.name, value);
                    }
                }
                if carry.fields.iter().any(|field| field.dated) && now.0 != now.1 {
                    NOW.iter().zip(&now.1).for_each(|(edge, value)| put(edge, value));
                }
                if !set.is_empty() {
                    let sql = Sql::new(format!("UPDATE {} SET ", name(other.name)));
                    let sql = sql.then(Sql::join(set, ", ", ""));
                    let sql = sql.add(&format!(" WHERE {} = ", name(carry.link)));
                    self.tx.exec(&sql.bind(edited.new.id))?;
                }
            }
        }
        Ok(())
    }

    /// After a change of the tree: a new stamp, and new level columns wherever a node has moved.
    fn relevel_rows(&mut self) -> Result<()> {
        bump_tree(self.tx)?;
        let (before, after) = (self.tree_before.clone(), self.tree.clone());
        relevel(self.tx, self.store, &before, &after)
    }
}

/// Tells everybody that the tree has changed.
pub fn bump_tree(tx: &mut crate::db::Tx) -> Result<()> {
    let sql = Sql::new("SELECT value FROM meta WHERE name = 'tree'").add(tx.dialect().for_update());
    let stamp = tx.one(&sql)?.and_then(|row| row.text(0).parse::<i64>().ok());
    crate::store::set_meta(tx, "tree", &(stamp.unwrap_or(0) + 1).to_string())
}

/// Rewrites the level columns of the records of nodes that stand elsewhere now.
pub fn relevel(
    tx: &mut crate::db::Tx,
    store: &crate::store::Store,
    before: &Tree,
    after: &Tree,
) -> Result<()> {
    let moved: Vec<i64> = after
        .nodes()
        .filter(|node| before.node(node.id).is_some_and(|old| old.levels != node.levels))
        .map(|node| node.id)
        .collect();
    for register in store.catalog().registers.iter().filter(|register| leveled(register)) {
        let owner = register.owner_field().unwrap_or("id");
        for id in &moved {
            let mut sql = Sql::new(format!("UPDATE {} SET ", name(register.name)));
            for (at, (level, value)) in
                LEVELS.iter().zip(level_values(after.levels(*id))).enumerate()
            {
                sql = sql.add(if at > 0 { ", " } else { "" }).add(level).add(" = ");
                sql = if value.is_null() { sql.add("NULL") } else { sql.bind(value) };
            }
            tx.exec(&sql.add(&format!(" WHERE {} = ", name(owner))).bind(*id))?;
        }
    }
    Ok(())
}

/// The columns of a current row, in the order of writing.
pub(super) fn row_columns(register: &Register) -> Vec<String> {
    let mut columns: Vec<String> =
        ["id", "public_id", "version", "made_seq", "made_at", "voided", "void_reason"]
            .map(str::to_owned)
            .into();
    for field in register.declared() {
        columns.extend(columns_of(field));
    }
    columns.extend(register.takes_local.then(|| LOCAL.to_owned()));
    if leveled(register) {
        columns.extend(LEVELS.iter().map(|level| (*level).to_owned()));
    }
    if dated(register) {
        columns.extend(NOW.map(name));
    }
    columns.extend(register.carried().map(|(_, _, column)| name(&column)));
    columns.extend(carried_now(register).iter().map(|column| name(column)));
    columns
}

/// A broken unique index becomes the declared sentence on its field, for every module at once.
fn explain_unique(register: &Register, error: StoreError) -> StoreError {
    let StoreError::Refused(refusals) = &error else { return error };
    let Some(detail) = refusals.first().and_then(|r| r.field.strip_prefix("unique:")) else {
        return error;
    };
    if register.numbered.is_some_and(|numbering| {
        let column = format!("{}.{}", register.name, numbering.number);
        detail.contains(&format!("{}_numbered", register.name)) || detail.contains(&column)
    }) {
        return StoreError::refuse("", "这个号刚被别人取走，没有存；请再存一次");
    }
    for unique in &register.unique {
        let label = format!("{}_one_{}", register.name, unique.fields.join("_"));
        let columns = unique.fields.iter().all(|field| detail.contains(&format!(".{field}")));
        if detail.contains(&label) || columns {
            let field = unique.fields.last().copied().unwrap_or_default();
            return StoreError::refuse(field, unique.message);
        }
    }
    error
}
