//! A record begun for one of another register, as its list offers it: a card for a member.

use super::Writer;
use crate::ctx::Ctx;
use crate::error::{Result, StoreError};
use crate::flow::Looked;
use crate::store::Store;
use crate::writer::Doing;
use kernel::access::Act;
use kernel::own::Fill;
use kernel::register::Register;
use kernel::value::Value;
use kernel::workflow::{Case, failed};

/// Records of one begun thing: the thing itself and what comes with it.
const ROOM: usize = 10;

impl Store {
    /// Begins a record for a chosen one, in an act of its own.
    pub fn begin_for(&self, ctx: &Ctx, register: &'static Register, chosen: i64) -> Result<i64> {
        let begun = register.begun.ok_or(StoreError::NotFound)?;
        let doing = Doing { act: begun.title, reason: "", room: ROOM };
        self.act(ctx, doing, |writer| writer.begin_for(register, chosen))
    }
}

impl Writer<'_, '_> {
    /// Begins a record for a chosen one. Checks that stand at the first gate are made now, so that nothing
    /// is begun that would stop there.
    pub fn begin_for(&mut self, register: &'static Register, chosen: i64) -> Result<i64> {
        let begun = register.begun.ok_or(StoreError::NotFound)?;
        let of = register.field(begun.link).map_or("", |link| link.to);
        let of = self.store.register(of)?;
        let source = self.load(of, chosen, Act::Read)?;
        let today = self.facts.today;
        let held = source.held(today);
        let value = |fill: Fill| match fill {
            Fill::Belonging => Value::Int(chosen),
            Fill::Of(field) => held.value(field).clone(),
            Fill::Today => Value::day(today),
            Fill::Yes => true.into(),
            Fill::Code(code) => code.into(),
            Fill::Person | Fill::Phone => Value::Null,
        };
        let values: Vec<(&str, Value)> =
            begun.fills.iter().map(|(field, fill)| (*field, value(*fill))).collect();
        let id = self.add(register, &values)?;
        self.first_gate(register, id, begun.checks)?;
        Ok(id)
    }

    fn first_gate(&mut self, register: &'static Register, id: i64, checks: &[&str]) -> Result<()> {
        let at = self.by_key.get(&(register.name, id)).copied();
        let new = at.and_then(|at| self.pending.get(at)).map(|pending| pending.new.clone());
        let (Some(new), Some(flow)) = (new, &register.flow) else { return Ok(()) };
        let looked = Looked::at(self.store, self.tx, &new, self.facts.today)?;
        let (record, facts) = (new.on(self.facts.today), self.facts.clone());
        let case = Case { record: &record, facts: &facts, found: &looked.found };
        let refusals = failed(flow, checks, &case);
        if refusals.is_empty() { Ok(()) } else { Err(refusals.into()) }
    }
}
