//! Moves of nodes that begin on a later day are held to the same rules as those of today: no circle,
//! a parent that exists, kinds that fit, a place that is the actor's own.

use super::Writer;
use crate::codec::Stored;
use crate::ctx::Nodes;
use crate::error::{Result, StoreError};
use crate::sql::{Sql, name};
use jiff::civil::Date;
use kernel::access::Act;
use kernel::facts::Segment;
use kernel::register::Tree as Declared;
use std::collections::{BTreeSet, HashMap};

/// Parent and kind of every node on one day.
type Places = HashMap<i64, (i64, String)>;

/// A node's place for some days to come.
struct Plan {
    id: i64,
    from: Date,
    until: Date,
    parent: i64,
    kind: String,
}

impl Writer<'_, '_> {
    /// Where a node is hung by this edit must be the actor's own, on whatever day it begins.
    pub(super) fn may_hang(&self, old: &Stored, new: &Stored) -> Result<()> {
        let Some(declared) = new.register.tree() else { return Ok(()) };
        let Nodes::Some(nodes) = self.ctx.nodes(new.register, Act::Write, &self.tree) else {
            return Ok(());
        };
        let Some(at) = new.register.dated_position(declared.parent) else { return Ok(()) };
        let own = |place: i64| nodes.iter().any(|up| self.tree.within(place, *up));
        for segment in &new.timeline.segments {
            let same = |before: &Segment| {
                let apart = before.until <= segment.from || segment.until <= before.from;
                apart || before.values.get(at) == segment.values.get(at)
            };
            let place = segment.values.get(at).and_then(kernel::value::Value::as_int);
            if !old.timeline.segments.iter().all(same) && !place.is_some_and(own) {
                let text = "这个单位不在您的范围内，或没有这个单位";
                return Err(StoreError::refuse(declared.parent, text));
            }
        }
        Ok(())
    }

    /// Looks at every later day on which some node is to stand elsewhere.
    pub(super) fn guard_plans(&mut self, stored: &Stored, declared: Declared) -> Result<()> {
        let mine = self.plans_of(stored, declared);
        let known = self.tree.node(stored.id).is_some();
        if mine.is_empty() && !known {
            return Ok(());
        }
        let mut plans = self.plans(declared)?;
        plans.retain(|plan| plan.id != stored.id);
        plans.extend(mine);
        let days: BTreeSet<Date> = plans
            .iter()
            .flat_map(|p| [p.from, p.until])
            .filter(|d| *d > self.facts.today)
            .collect();
        let today = stored.on(self.facts.today);
        let place = (
            today.value(declared.parent).as_int().unwrap_or(0),
            today.value(declared.kind).as_text().unwrap_or_default().to_owned(),
        );
        for day in days {
            let mut places: Places =
                self.tree.nodes().map(|n| (n.id, (n.parent, n.kind.clone()))).collect();
            places.insert(stored.id, place.clone());
            for plan in plans.iter().filter(|plan| plan.from <= day && day < plan.until) {
                places.insert(plan.id, (plan.parent, plan.kind.clone()));
            }
            self.guard_day(stored.id, declared, day, &places)?;
        }
        Ok(())
    }

    fn guard_day(&self, id: i64, declared: Declared, day: Date, places: &Places) -> Result<()> {
        let refuse = |text: String| Err(StoreError::refuse(declared.parent, text));
        let Some((parent, kind)) = places.get(&id) else { return Ok(()) };
        if *parent == 0 {
            let root = self.tree.root() == id;
            return if root {
                Ok(())
            } else {
                refuse(format!("{day}起没有上级工会，要指明"))
            };
        }
        let Some((_, above)) = places.get(parent) else {
            return refuse(format!("没有{day}起的那个上级工会，可能已撤销"));
        };
        if !(declared.below)(kind, above) {
            let title = self.tree.title(*parent);
            return refuse(format!("{day}起这一类工会不能挂在{title}下面"));
        }
        for (child, (_, lower)) in places.iter().filter(|(_, place)| place.0 == id) {
            let ended = self.tree.node(*child).is_some_and(|node| node.ended);
            if !ended && !(declared.below)(lower, kind) {
                let title = self.tree.title(*child);
                return refuse(format!("{day}起下面的{title}不能挂在这一类工会下"));
            }
        }
        let (mut at, mut steps) = (*parent, 0);
        while let Some((next, _)) = places.get(&at) {
            steps += 1;
            if at == id || steps > places.len() {
                return refuse(format!("{day}起上级工会会是它自己的下级，已登记的变动要先改"));
            }
            at = *next;
        }
        Ok(())
    }

    /// Later places of all nodes, those of this act instead of those in the table.
    fn plans(&mut self, declared: Declared) -> Result<Vec<Plan>> {
        let Some(register) = self.store.catalog().tree() else { return Ok(Vec::new()) };
        let sql = Sql::new(format!(
            "SELECT s.id, s.from_day, s.until_day, s.{}, s.{} FROM {} s JOIN {} r ON r.id = s.id \
             WHERE r.voided = 0 AND s.from_day > ",
            name(declared.parent),
            name(declared.kind),
            name(&format!("{}_span", register.name)),
            name(register.name)
        ));
        let rows = self.tx.all(&sql.bind(self.facts.today))?;
        let mut plans: Vec<Plan> = rows
            .iter()
            .filter(|row| !self.by_key.contains_key(&(register.name, row.int(0))))
            .filter_map(|row| {
                let (from, until) = (row.value(1).as_day()?, row.value(2).as_day()?);
                Some(Plan { id: row.int(0), from, until, parent: row.int(3), kind: row.text(4) })
            })
            .collect();
        for pending in self.pending.iter().filter(|p| p.new.register.name == register.name) {
            if !pending.new.voided {
                plans.extend(self.plans_of(&pending.new, declared));
            }
        }
        Ok(plans)
    }

    fn plans_of(&self, stored: &Stored, declared: Declared) -> Vec<Plan> {
        let place = |field| stored.register.dated_position(field).unwrap_or(usize::MAX);
        let (parent, kind) = (place(declared.parent), place(declared.kind));
        let later = stored.timeline.segments.iter().filter(|s| s.from > self.facts.today);
        later
            .map(|segment| Plan {
                id: stored.id,
                from: segment.from,
                until: segment.until,
                parent: segment
                    .values
                    .get(parent)
                    .and_then(kernel::value::Value::as_int)
                    .unwrap_or(0),
                kind: segment.values.get(kind).map(ToString::to_string).unwrap_or_default(),
            })
            .collect()
    }
}
