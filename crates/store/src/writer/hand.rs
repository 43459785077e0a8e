//! A matter in other hands: given to a colleague, offered to another unit, taken by it.

use super::Writer;
use super::step::put;
use crate::codec::Stored;
use crate::error::{Result, StoreError};
use crate::flow::may_step;
use kernel::access::Act;
use kernel::register::Register;
use kernel::value::Value;
use kernel::workflow::{HANDLED_BY, HANDLER, OFFERED_TO, Workflow};

impl Writer<'_, '_> {
    /// The record as it was seen, if this person may make a step on it as it stands.
    fn in_hand(
        &mut self,
        register: &'static Register,
        id: i64,
        version: i64,
    ) -> Result<(Stored, &'static Workflow)> {
        let old = self.load(register, id, Act::Read)?;
        let flow = old.register.flow.as_ref().ok_or(StoreError::NotFound)?;
        if old.version != version {
            return Err(self.conflict(&old, &[]));
        }
        let state = old.held(self.facts.today).value(flow.state.name).to_string();
        if flow.meaning(&state).is_none_or(|state| state.ended.is_some()) {
            return Err(StoreError::refuse("", "这件事已经办结，不用再转"));
        }
        let mut from_here = flow.steps.iter().filter(|step| step.from.contains(&state.as_str()));
        if !from_here
            .any(|step| step.at.is_none() && may_step(self.ctx, &self.tree, step, old.node))
        {
            return Err(StoreError::refuse("", "这件事现在不归您办，不能转给别人"));
        }
        Ok((old, flow))
    }

    /// Gives a matter to a colleague, or back to whoever takes it up.
    pub(crate) fn assign(
        &mut self,
        register: &'static Register,
        id: i64,
        version: i64,
        to: Option<(i64, &str)>,
    ) -> Result<()> {
        let (old, _) = self.in_hand(register, id, version)?;
        let mut new = old.clone();
        put(&mut new, HANDLER.def.name, Value::from(to.map(|to| to.0)));
        put(&mut new, HANDLED_BY.def.name, Value::from(to.map(|to| to.1.to_owned())));
        self.bump(&mut new);
        self.push(Some(old), new);
        Ok(())
    }

    /// Offers a matter to another unit; 0 takes the offer back.
    pub(crate) fn offer(
        &mut self,
        register: &'static Register,
        id: i64,
        version: i64,
        to: i64,
    ) -> Result<()> {
        let (old, _) = self.in_hand(register, id, version)?;
        let offered = old.fixed(OFFERED_TO.def.name).as_int();
        if to == 0 && offered.is_none() {
            return Err(StoreError::refuse("to", "这件事没有移交给别的单位"));
        }
        if to != 0 && (to == old.node || self.tree.node(to).is_none_or(|node| node.ended)) {
            return Err(StoreError::refuse("to", "选一个别的、没有撤销的单位"));
        }
        let mut new = old.clone();
        let value = if to == 0 { Value::Null } else { Value::Int(to) };
        put(&mut new, OFFERED_TO.def.name, value);
        self.bump(&mut new);
        self.push(Some(old), new);
        Ok(())
    }

    /// Takes what was offered, or sends it back to who offered it. Whether it was offered to this person's
    /// unit was seen before; here it is seen once more, under the lock.
    pub(crate) fn take_over(
        &mut self,
        register: &'static Register,
        id: i64,
        to: i64,
        takes: bool,
    ) -> Result<()> {
        let old = self.load(register, id, Act::Read)?;
        if old.fixed(OFFERED_TO.def.name) != Value::Int(to) {
            return Err(StoreError::refuse("", "这件事已经不在移交中，可能被撤回了"));
        }
        let mut new = old.clone();
        put(&mut new, OFFERED_TO.def.name, Value::Null);
        if takes {
            let owner = register.owner_field().ok_or(StoreError::NotFound)?;
            put(&mut new, owner, Value::Int(to));
            put(&mut new, HANDLER.def.name, Value::Null);
            put(&mut new, HANDLED_BY.def.name, Value::Null);
            new.node = self.node_for(&new);
        }
        self.bump(&mut new);
        let whole = new.clone();
        self.push(Some(old), new);
        if takes {
            self.bring_parts(&whole)?;
        }
        Ok(())
    }
}
