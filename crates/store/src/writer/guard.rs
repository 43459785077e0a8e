//! What may not happen, checked inside the transaction: rights, links, overlaps, broken trees.

use super::Writer;
use crate::codec::Stored;
use crate::ctx::Nodes;
use crate::error::{Result, StoreError};
use crate::scope::Scope;
use crate::sql::{Sql, name};
use kernel::access::Act;
use kernel::field::Kind;
use kernel::register::{Owner, Register, Tree as Declared};
use kernel::value::Value;
use std::collections::{BTreeSet, HashMap, HashSet};

impl Writer<'_, '_> {
    /// Whether the actor may do this to a record of that node.
    pub(super) fn may_own(&self, stored: &Stored, act: Act) -> Result<()> {
        let register = stored.register;
        let nodes = self.ctx.nodes(register, act, &self.tree);
        let place = match register.owner {
            // A new node belongs where it is hung.
            Owner::Tree(tree) => {
                stored.on(self.facts.today).value(tree.parent).as_int().unwrap_or(0)
            }
            Owner::Union(_) => stored.node,
            Owner::Shown => {
                let anywhere = nodes != Nodes::Some(Vec::new());
                return if anywhere { Ok(()) } else { Err(StoreError::Forbidden) };
            }
        };
        match nodes {
            Nodes::All if place != 0 || matches!(register.owner, Owner::Tree(_)) => Ok(()),
            Nodes::Some(nodes) if nodes.iter().any(|up| self.tree.within(place, *up)) => Ok(()),
            Nodes::Some(nodes) if nodes.is_empty() => Err(StoreError::Forbidden),
            _ => {
                let field = register.owner_field().unwrap_or_default();
                Err(StoreError::refuse(field, "这个单位不在您的范围内，或没有这个单位"))
            }
        }
    }

    /// Every new link must lead to a living record that the actor may see: a link to a person
    /// would otherwise show the person.
    pub(super) fn links_exist(&mut self, stored: &Stored, old: Option<&Stored>) -> Result<()> {
        let (now, before) =
            (stored.on(self.facts.today), old.map(|stored| stored.on(self.facts.today)));
        for field in stored.register.fields.iter().filter(|field| field.kind == Kind::Link) {
            let Some(id) = now.value(field.name).as_int() else { continue };
            let same =
                before.as_ref().is_some_and(|b| b.value(field.name) == now.value(field.name));
            let known = self.seen_links.contains(&(field.to, id));
            if same || known || self.by_key.contains_key(&(field.to, id)) {
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
            let sql = Sql::new(format!("SELECT 1 FROM {} r WHERE r.id = ", name(linked.name)))
                .bind(id)
                .add(" AND r.voided = 0 AND ")
                .then(seen);
            if self.tx.one(&sql)?.is_none() {
                let text = format!("没有找到这个{}，可能已作废，或不在您的范围内", field.title);
                return Err(StoreError::refuse(field.name, text));
            }
            self.seen_links.insert((field.to, id));
        }
        Ok(())
    }

    /// A record that others point to cannot be taken back.
    pub(crate) fn nobody_points_to(&mut self, register: &Register, id: i64) -> Result<()> {
        for other in &self.store.catalog.registers {
            for field in
                other.fields.iter().filter(|f| f.kind == Kind::Link && f.to == register.name)
            {
                let sql = Sql::new(format!(
                    "SELECT id FROM {} WHERE voided = 0 AND {} = ",
                    name(other.name),
                    name(field.name)
                ))
                .bind(id);
                let rows = self.tx.all(&sql)?;
                let living = |row: &&crate::db::Row| {
                    let at = self.by_key.get(&(other.name, row.int(0)));
                    at.and_then(|at| self.pending.get(*at)).is_none_or(|p| !p.new.voided)
                };
                let count = rows.iter().filter(living).count();
                if count > 0 {
                    let text = format!(
                        "还有{count}条{}用着这条{}，先处理那些再作废",
                        other.title, register.title
                    );
                    return Err(StoreError::refuse("", text));
                }
            }
        }
        Ok(())
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
        Ok(())
    }

    /// Lives of records with the same link never overlap, past ones included. Linked rows are
    /// locked first, so that two clerks cannot both find the place free.
    pub(super) fn no_overlaps(&mut self) -> Result<()> {
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
        for (register, ids) in links {
            self.check_overlaps(self.store.register(register)?, &ids, &fresh)?;
        }
        Ok(())
    }

    fn check_overlaps(
        &mut self,
        register: &'static Register,
        ids: &BTreeSet<i64>,
        fresh: &HashSet<(&str, i64)>,
    ) -> Result<()> {
        let (Some((link, message)), Some((from, until))) = (register.no_overlap, register.life)
        else {
            return Ok(());
        };
        let to = register.field(link).map_or("", |field| field.to);
        let mut lives: HashMap<i64, Vec<(i64, String, String)>> = HashMap::new();
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
            let text = format!(
                "SELECT id, {}, {}, {} FROM {} WHERE voided = 0 AND {} IN ",
                name(link),
                name(from),
                name(until),
                name(register.name),
                name(link)
            );
            for row in self.tx.all(&Sql::new(text).list(part.iter().copied()))? {
                if !self.by_key.contains_key(&(register.name, row.int(0))) {
                    let life = life_of(&row.value(2), &row.value(3));
                    lives.entry(row.int(1)).or_default().push((row.int(0), life.0, life.1));
                }
            }
        }
        for pending in self.pending.iter().filter(|pending| !pending.new.voided) {
            if pending.new.register.name == register.name
                && let Some(id) = pending.new.fixed(link).as_int()
            {
                let life = life_of(&pending.new.fixed(from), &pending.new.fixed(until));
                lives.entry(id).or_default().push((pending.new.id, life.0, life.1));
            }
        }
        for periods in lives.values_mut() {
            periods.sort_by(|a, b| (&a.1, &a.2).cmp(&(&b.1, &b.2)));
            let clash = periods.windows(2).any(|pair| matches!(pair, [a, b] if b.1 < a.2));
            if clash {
                return Err(StoreError::refuse(from, message));
            }
        }
        Ok(())
    }
}

/// A life as comparable days; unknown ends are always and for ever.
fn life_of(from: &Value, until: &Value) -> (String, String) {
    let from = from.as_text().unwrap_or("0001-01-01").to_owned();
    (from, until.as_text().unwrap_or("9999-12-31").to_owned())
}
