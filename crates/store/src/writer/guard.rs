//! What may not happen, checked inside the transaction: rights, links, overlaps, broken trees.

use super::Writer;
use crate::codec::Stored;
use crate::ctx::Nodes;
use crate::error::{Result, StoreError};
use crate::scope::Scope;
use crate::sql::{Sql, name};
use jiff::civil::Date;
use kernel::access::Act;
use kernel::field::{FieldDef, Kind};
use kernel::register::{Owner, Register, Tree as Declared};
use kernel::value::Value;
use std::collections::{BTreeSet, HashMap, HashSet};

/// Key, first day, and first day no longer, of a record.
type Lived = (i64, String, String);

impl Writer<'_, '_> {
    /// Whether the actor may do this to a record of that node.
    pub(super) fn may_own(&self, stored: &Stored, act: Act) -> Result<()> {
        if self.following {
            return Ok(());
        }
        let register = stored.register;
        let nodes = self.ctx.nodes(register, act, &self.tree);
        let place = match register.owner {
            // A new node belongs where it is hung.
            Owner::Tree(tree) => {
                stored.held(self.facts.today).value(tree.parent).as_int().unwrap_or(0)
            }
            Owner::Union(_) => stored.node,
            Owner::Shown | Owner::Common => {
                return if nodes.is_nowhere() { Err(StoreError::Forbidden) } else { Ok(()) };
            }
        };
        match nodes {
            Nodes::All if place != 0 || matches!(register.owner, Owner::Tree(_)) => Ok(()),
            Nodes::Some(nodes) if nodes.iter().any(|up| self.tree.within(place, *up)) => Ok(()),
            Nodes::Some(nodes) if nodes.is_empty() => Err(StoreError::Forbidden),
            Nodes::Own(person) => self.about_self(stored, person),
            _ => {
                let parent = register.tree().map_or("", |tree| tree.parent);
                let field = register.owner_field().unwrap_or(parent);
                Err(StoreError::refuse(field, "这个单位不在您的范围内，或没有这个单位"))
            }
        }
    }

    /// Who acts for themselves writes what is about themselves, and somebody must own it.
    fn about_self(&self, stored: &Stored, person: i64) -> Result<()> {
        let link = stored.register.own.map_or("", |own| own.link);
        let mine = stored.fixed(link).as_int() == Some(person);
        let owned = self.tree.node(stored.node).is_some_and(|node| !node.ended);
        if mine && owned { Ok(()) } else { Err(StoreError::Forbidden) }
    }

    /// Every new link must lead to a living record that the actor may see: a link to a person
    /// would otherwise show the person.
    pub(super) fn links_exist(&mut self, stored: &Stored, old: Option<&Stored>) -> Result<()> {
        let (now, before) =
            (stored.held(self.facts.today), old.map(|stored| stored.held(self.facts.today)));
        for field in stored.register.fields.iter().filter(|field| field.kind == Kind::Link) {
            let Some(id) = now.value(field.name).as_int() else { continue };
            let same =
                before.as_ref().is_some_and(|b| b.value(field.name) == now.value(field.name));
            if same {
                continue;
            }
            self.fits(field, id)?;
            let known = self.seen_links.contains(&(field.to, id));
            if known || self.by_key.contains_key(&(field.to, id)) {
                continue;
            }
            let linked = self.store.register(field.to)?;
            if linked.tree().is_some() && self.tree.node(id).is_some() && self.ctx.all {
                continue;
            }
            let scope = Scope { ctx: self.ctx, tree: &self.tree, today: self.facts.today };
            // A node may be named by whoever works below it: its parent, its superior.
            let seen = if linked.tree().is_some() {
                Sql::new("1=1")
            } else {
                scope.condition(linked, Act::Read, 0, "r")
            };
            let table = name(linked.name);
            let sql = Sql::new("SELECT CASE WHEN ")
                .then(seen)
                .add(&format!(" THEN 1 ELSE 0 END FROM {table} r WHERE r.voided = 0 AND r.id = "))
                .bind(id)
                // It must not be voided or renamed before this act is committed.
                .add(self.tx.dialect().for_share());
            let may_name = match self.tx.one(&sql)? {
                None => false,
                Some(row) => row.int(0) == 1 || self.named_already(linked, id)?,
            };
            if !may_name {
                let text = format!("没有找到这个{}，可能已作废，或不在您的范围内", field.title);
                return Err(StoreError::refuse(field.name, text));
            }
            self.seen_links.insert((field.to, id));
        }
        Ok(())
    }

    /// Whether a record in the actor's reach names this one already: a grassroots union its employer,
    /// whose own record belongs to the township. Persons are never made visible this way.
    fn named_already(&mut self, linked: &'static Register, id: i64) -> Result<bool> {
        if matches!(linked.owner, Owner::Shown) {
            return Ok(false);
        }
        for other in &self.store.catalog().registers {
            let links = other.fields.iter().filter(|f| f.kind == Kind::Link && f.to == linked.name);
            for field in links {
                let scope = Scope { ctx: self.ctx, tree: &self.tree, today: self.facts.today };
                let text = format!(
                    "SELECT 1 FROM {} r WHERE r.voided = 0 AND r.{} = ",
                    name(other.name),
                    name(field.name)
                );
                let sql = Sql::new(text).bind(id).add(" AND ");
                let sql = sql.then(scope.condition(other, Act::Read, 0, "r")).add(" LIMIT 1");
                if self.tx.one(&sql)?.is_some() {
                    return Ok(true);
                }
            }
        }
        Ok(false)
    }

    /// A record that others point to cannot be taken back.
    pub(crate) fn nobody_points_to(&mut self, register: &Register, id: i64) -> Result<()> {
        for other in &self.store.catalog().registers {
            for field in
                other.fields.iter().filter(|f| f.kind == Kind::Link && f.to == register.name)
            {
                let rows = self.tx.all(&pointing(other, field, id, self.facts.today))?;
                let mut keys: BTreeSet<i64> = rows.iter().map(|row| row.int(0)).collect();
                // What this act has made of them so far counts, not what stands in the table.
                for pending in self.pending.iter().filter(|p| p.new.register.name == other.name) {
                    if !pending.new.voided && points(&pending.new, field, id, self.facts.today) {
                        keys.insert(pending.new.id);
                    } else {
                        keys.remove(&pending.new.id);
                    }
                }
                if !keys.is_empty() {
                    return Err(StoreError::refuse("", in_use(keys.len(), other, register)));
                }
            }
        }
        Ok(())
    }

    /// Whether the tree is still the one this act was checked against. Nobody changes it from here
    /// until the act is committed.
    pub(super) fn tree_stands(&mut self) -> Result<bool> {
        let lock = if self.tree_changed {
            self.tx.dialect().for_update()
        } else {
            self.tx.dialect().for_share()
        };
        let sql = Sql::new("SELECT value FROM meta WHERE name = 'tree'").add(lock);
        let stamp = self.tx.one(&sql)?.and_then(|row| row.text(0).parse::<i64>().ok());
        Ok(stamp.unwrap_or(0) == self.tree_before.stamp)
    }

    /// The tree stays a tree: one root, no cycles, permitted kinds below one another.
    pub(super) fn guard_tree(
        &self,
        stored: &Stored,
        declared: Declared,
        parent: i64,
        kind: &str,
    ) -> Result<()> {
        let refuse = |text: &str| Err(StoreError::refuse(declared.parent, text));
        if parent == 0 {
            let root = self.tree.root();
            let first = root == 0 || root == stored.id;
            return if first { Ok(()) } else { refuse("要指明上级工会") };
        }
        let Some(above) = self.tree.node(parent) else {
            return refuse("没有这个上级工会，可能已撤销");
        };
        if self.tree.within(parent, stored.id) {
            return refuse("上级工会不能是它自己或它的下级");
        }
        if !(declared.below)(kind, &above.kind) {
            let text = format!("这一类工会不能挂在{}下面", above.name);
            return Err(StoreError::refuse(declared.parent, text));
        }
        let changed = self.tree.node(stored.id).is_some_and(|node| node.kind != kind);
        let unfit =
            |child: &&crate::tree::Node| !child.ended && !(declared.below)(&child.kind, kind);
        let mut children =
            self.tree.children_of(stored.id).iter().filter_map(|id| self.tree.node(*id));
        match children.find(unfit).filter(|_| changed) {
            None => Ok(()),
            Some(child) => {
                let text = format!("下面的{}不能挂在这一类工会下，请先改挂到别处", child.name);
                Err(StoreError::refuse(declared.kind, text))
            }
        }
    }

    /// Lives of records with the same link never overlap, past ones included. Linked rows are
    /// locked first, so that two clerks cannot both find the place free.
    pub(super) fn no_overlaps(&mut self) -> Result<()> {
        match self.clashes()?.first() {
            None => Ok(()),
            Some((from, message, _)) => Err(StoreError::refuse(from, *message)),
        }
    }

    /// Records of this act whose lives overlap with others: field, message, key.
    pub(crate) fn clashes(&mut self) -> Result<Vec<(&'static str, &'static str, i64)>> {
        let mut links: HashMap<&'static str, BTreeSet<i64>> = HashMap::new();
        let fresh: HashSet<(&str, i64)> = self
            .pending
            .iter()
            .filter(|pending| pending.old.is_none())
            .map(|pending| (pending.new.register.name, pending.new.id))
            .collect();
        for pending in &self.pending {
            let register = pending.new.register;
            if let Some((link, _)) = register.no_overlap
                && let Some(id) = pending.new.fixed(link).as_int()
            {
                links.entry(register.name).or_default().insert(id);
            }
        }
        let mut found = Vec::new();
        for (register, ids) in links {
            let register = self.store.register(register)?;
            if let (Some((_, message)), Some((from, _))) = (register.no_overlap, register.life) {
                let keys = self.check_overlaps(register, &ids, &fresh)?;
                found.extend(keys.into_iter().map(|id| (from, message, id)));
            }
        }
        Ok(found)
    }

    fn check_overlaps(
        &mut self,
        register: &'static Register,
        ids: &BTreeSet<i64>,
        fresh: &HashSet<(&str, i64)>,
    ) -> Result<Vec<i64>> {
        let (Some((link, _)), Some((from, until))) = (register.no_overlap, register.life) else {
            return Ok(Vec::new());
        };
        let to = register.field(link).map_or("", |field| field.to);
        let mut lives: HashMap<(i64, Vec<Value>), Vec<Lived>> = HashMap::new();
        let alike = &register.overlap_alike;
        // A linked record made by this very act has no earlier ones.
        let known: Vec<i64> =
            ids.iter().copied().filter(|id| !fresh.contains(&(to, *id))).collect();
        for part in known.chunks(500) {
            let lock = self.tx.dialect().for_update();
            if !lock.is_empty() {
                let sql = Sql::new(format!("SELECT id FROM {} WHERE id IN ", name(to)));
                let sql = sql.list(part.iter().copied()).add(" ORDER BY id").add(lock);
                self.tx.all(&sql)?;
            }
            let more: String = alike.iter().map(|field| format!(", {}", name(field))).collect();
            let text = format!(
                "SELECT id, {}, {}, {}{more} FROM {} WHERE voided = 0 AND {} IN ",
                name(link),
                name(from),
                name(until),
                name(register.name),
                name(link)
            );
            for row in self.tx.all(&Sql::new(text).list(part.iter().copied()))? {
                if !self.by_key.contains_key(&(register.name, row.int(0))) {
                    let life = life_of(&row.value(2), &row.value(3));
                    let same = (0..alike.len()).map(|at| row.value(4 + at)).collect();
                    let key = (row.int(1), same);
                    lives.entry(key).or_default().push((row.int(0), life.0, life.1));
                }
            }
        }
        for pending in self.pending.iter().filter(|pending| !pending.new.voided) {
            if pending.new.register.name == register.name
                && let Some(id) = pending.new.fixed(link).as_int()
            {
                let life = life_of(&pending.new.fixed(from), &pending.new.fixed(until));
                let same = alike.iter().map(|field| pending.new.fixed(field)).collect();
                lives.entry((id, same)).or_default().push((pending.new.id, life.0, life.1));
            }
        }
        let mut found = Vec::new();
        for periods in lives.values_mut() {
            periods.sort_by(|a, b| (&a.1, &a.2).cmp(&(&b.1, &b.2)));
            for pair in periods.windows(2) {
                if let [a, b] = pair
                    && b.1 < a.2
                {
                    let mine = |id: &i64| self.by_key.contains_key(&(register.name, *id));
                    found.extend([a.0, b.0].into_iter().filter(mine));
                }
            }
        }
        Ok(found)
    }

    /// The message of a uniqueness that a record brought back would break.
    pub(crate) fn taken(&mut self, stored: &Stored) -> Result<Option<&'static str>> {
        let register = stored.register;
        for unique in &register.unique {
            let table = name(register.name);
            let mut sql = Sql::new(format!("SELECT id FROM {table} WHERE voided = 0 AND id <> "));
            sql = sql.bind(stored.id);
            let mut whole = true;
            for field in &unique.fields {
                let value = stored.fixed(field);
                whole &= !value.is_null();
                let Some(def) = register.field(field) else { continue };
                sql = match value.as_text().filter(|_| crate::schema::blind(def)) {
                    None => sql.add(&format!(" AND {} = ", name(field))).bind_value(value),
                    Some(clear) => {
                        let index = crate::codec::blind_whole(&self.store.keys, def, clear);
                        sql.add(&format!(" AND {} = ", name(&format!("{field}_idx"))))
                            .bind_value(index)
                    }
                };
            }
            // One that this act takes out of the books gives its values free.
            let stays = |row: &crate::db::Row| {
                let at = self.by_key.get(&(register.name, row.int(0)));
                at.and_then(|at| self.pending.get(*at)).is_none_or(|p| !p.new.voided)
            };
            if whole && self.tx.all(&sql)?.iter().any(stays) {
                return Ok(Some(unique.message));
            }
        }
        Ok(None)
    }
}

/// Why a record that others point to stays.
pub(crate) fn in_use(count: usize, other: &Register, register: &Register) -> String {
    format!("还有{count}条{}用着这条{}，先处理那些再作废", other.title, register.title)
}

/// Living records of `other` that point to a record, today or on a later day.
fn pointing(other: &Register, field: &FieldDef, id: i64, today: Date) -> Sql {
    let (table, column) = (name(other.name), name(field.name));
    if !field.dated {
        let text = format!("SELECT id FROM {table} WHERE voided = 0 AND {column} = ");
        return Sql::new(text).bind(id);
    }
    let span = name(&format!("{}_span", other.name));
    let text = format!(
        "SELECT DISTINCT r.id FROM {table} r JOIN {span} s ON s.id = r.id WHERE r.voided = 0 \
         AND s.{column} = "
    );
    Sql::new(text).bind(id).add(" AND s.until_day > ").bind(today)
}

/// The same of a record that is being written.
fn points(stored: &Stored, field: &FieldDef, id: i64, today: Date) -> bool {
    let to = Value::Int(id);
    match stored.register.dated_position(field.name) {
        None => stored.fixed(field.name) == to,
        Some(at) => {
            let mut later = stored.timeline.segments.iter().filter(|s| s.until > today);
            later.any(|segment| segment.values.get(at) == Some(&to))
        }
    }
}

/// A life as comparable days; unknown ends are always and for ever.
fn life_of(from: &Value, until: &Value) -> (String, String) {
    let from = from.as_text().unwrap_or("0001-01-01").to_owned();
    (from, until.as_text().unwrap_or("9999-12-31").to_owned())
}
