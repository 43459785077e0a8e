//! Wholes and their parts: a part belongs to the union of its whole, goes along when the whole is moved,
//! and a narrowed link leads only to the rows meant for it.

use super::Writer;
use crate::codec::Stored;
use crate::error::{Result, StoreError};
use crate::scope::Scope;
use crate::sql::{Sql, name};
use kernel::access::Act;
use kernel::field::FieldDef;
use kernel::register::Register;
use kernel::value::Value;

impl Writer<'_, '_> {
    /// Fills what follows from the records of links that were named. What is out of reach is refused by the
    /// check of the link.
    pub(super) fn settle_follows(&mut self, stored: &mut Stored) -> Result<()> {
        let register = stored.register;
        for follows in &register.follows {
            let Some(id) = stored.fixed(follows.link).as_int() else { continue };
            let to = self.store.register(register.field(follows.link).map_or("", |f| f.to))?;
            let Ok(linked) = self.load(to, id, Act::Read) else { continue };
            let held = linked.held(self.facts.today);
            for (own, other) in &follows.fields {
                super::step::put(stored, own, held.value(other).clone());
            }
        }
        Ok(())
    }

    /// Fills the owner of a part from its whole. Who names another one is told whose it is.
    pub(super) fn settle_owner(
        &mut self,
        stored: &mut Stored,
        values: &[(&str, Value)],
    ) -> Result<()> {
        let register = stored.register;
        let (Some(link), Some(owner)) = (register.owned_with, register.owner_field()) else {
            return Ok(());
        };
        let Some(whole) = stored.fixed(link).as_int() else { return Ok(()) };
        let to = self.store.register(register.field(link).map_or("", |field| field.to))?;
        let right = self.owner_of(to, whole)?;
        let said = values.iter().rfind(|(field, _)| *field == owner).map(|(_, value)| value);
        if said.is_some_and(|said| !said.is_null() && *said != right) {
            let title = right.as_int().map_or("", |node| self.tree.title(node));
            let text = format!("这条{}归“{title}”，{}要和它一致", to.title, register.title);
            return Err(StoreError::refuse(owner, text));
        }
        if let Some(slot) = register.position(owner).and_then(|at| stored.values.get_mut(at)) {
            *slot = right;
        }
        Ok(())
    }

    /// The owner of a record as this act has left it; nothing for one out of reach, which the check of
    /// the link refuses.
    fn owner_of(&mut self, register: &'static Register, id: i64) -> Result<Value> {
        let Some(owner) = register.owner_field() else { return Ok(Value::Null) };
        if let Some(pending) = self.by_key.get(&(register.name, id)) {
            let found = self.pending.get(*pending).map(|pending| pending.new.fixed(owner));
            return Ok(found.unwrap_or_default());
        }
        let scope = Scope { ctx: self.ctx, tree: &self.tree, today: self.facts.today };
        let text = format!("SELECT r.{} FROM {} r WHERE r.id = ", name(owner), name(register.name));
        let sql = Sql::new(text).bind(id).add(" AND ");
        let sql = sql.then(scope.condition(register, Act::Read, 0, "r"));
        Ok(self.tx.one(&sql)?.map(|row| row.value(0)).unwrap_or_default())
    }

    /// Parts go where their whole has gone, in the same act.
    pub(super) fn bring_parts(&mut self, whole: &Stored) -> Result<()> {
        // The act is about the whole, whatever goes along.
        let about = self.about.clone();
        for other in &self.store.catalog().registers {
            let link = other.owned_with.and_then(|link| other.field(link));
            let (Some(link), Some(owner)) = (link, other.owner_field()) else { continue };
            if link.to != whole.register.name {
                continue;
            }
            for id in self.parts_of(other, link, whole.id)? {
                let old = self.load(other, id, Act::Write)?;
                let mut new = old.clone();
                if let Some(slot) = other.position(owner).and_then(|at| new.values.get_mut(at)) {
                    *slot = Value::Int(whole.node);
                }
                new.node = self.node_for(&new);
                self.may_own(&new, Act::Write)?;
                self.bump(&mut new);
                self.push(Some(old), new);
            }
        }
        self.about = about;
        Ok(())
    }

    /// Living parts, those of this act among them.
    fn parts_of(&mut self, other: &Register, link: &FieldDef, whole: i64) -> Result<Vec<i64>> {
        let (table, column) = (name(other.name), name(link.name));
        let text = format!("SELECT id FROM {table} WHERE voided = 0 AND {column} = ");
        let rows = self.tx.all(&Sql::new(text).bind(whole))?;
        let kept = |id: &i64| !self.by_key.contains_key(&(other.name, *id));
        let mut all: Vec<i64> = rows.iter().map(|row| row.int(0)).filter(kept).collect();
        let mine = self.pending.iter().map(|pending| &pending.new).filter(|new| {
            let of = new.register.name == other.name && !new.voided;
            of && new.fixed(link.name) == Value::Int(whole)
        });
        all.extend(mine.map(|new| new.id));
        Ok(all)
    }

    /// Whether a narrowed link leads to a row that is meant for it.
    pub(super) fn fits(&mut self, field: &FieldDef, id: i64) -> Result<()> {
        let Some((by, values)) = field.within else { return Ok(()) };
        let to = self.store.register(field.to)?;
        let pending = self.by_key.get(&(to.name, id)).and_then(|at| self.pending.get(*at));
        let value = match (pending, self.seen_within.get(&(to.name, by, id))) {
            (Some(pending), _) => pending.new.fixed(by),
            (None, Some(known)) => known.clone(),
            (None, None) => {
                let text = format!("SELECT {} FROM {} WHERE id = ", name(by), name(to.name));
                let row = self.tx.one(&Sql::new(text).bind(id))?;
                let value = row.map(|row| row.value(0)).unwrap_or_default();
                self.seen_within.insert((to.name, by, id), value.clone());
                value
            }
        };
        if value.as_text().is_some_and(|value| values.contains(&value)) {
            return Ok(());
        }
        let list = to.field(by).and_then(|by| by.list);
        let titles: Vec<&str> =
            values.iter().map(|value| list.map_or(*value, |list| list.title(value))).collect();
        let text = format!("{}应从“{}”里选", field.title, titles.join("”“"));
        Err(StoreError::refuse(field.name, text))
    }
}
