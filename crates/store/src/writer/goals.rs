//! Goals name an indicator that exists, and parts are of the same indicator as the whole.

use super::Writer;
use crate::codec::Stored;
use crate::error::{Result, StoreError};
use crate::goal::counts_whole;
use crate::sql::{Sql, name};
use kernel::goal::Goals;
use kernel::value::Value;

/// Goals below one another, at most; more is a circle or nearly one.
const DEEPEST: usize = 12;

impl Writer<'_, '_> {
    /// Writes the code and the name of the indicator that was meant, by code or title, and looks whether
    /// the goal fits the one of which it is a part.
    pub(super) fn settle_goal(&mut self, new: &mut Stored) -> Result<()> {
        let Some(goals) = new.register.goals else { return Ok(()) };
        let said = new.fixed(goals.indicator);
        let Some(said) = said.as_text().map(str::trim) else { return Ok(()) };
        self.store.refresh_definitions_in(self.tx)?;
        let known = self.store.definitions();
        let Some(found) = known.find(said, self.facts.today) else {
            let text = format!("没有指标“{said}”，请从现有的指标里选");
            return Err(StoreError::refuse(goals.indicator, text));
        };
        let indicator = found.indicator;
        let value = new.fixed(goals.value);
        let value = value.as_text().and_then(kernel::goal::read);
        if counts_whole(indicator) && value.is_some_and(|hundredths| hundredths % 100 != 0) {
            let text = format!("{}按{}数，目标值要写整数", indicator.title, indicator.unit);
            return Err(StoreError::refuse(goals.value, text));
        }
        put(new, goals.indicator, Value::text(&indicator.code));
        put(new, goals.measured, format!("{}（{}）", indicator.title, indicator.unit).into());
        self.part_fits(new, goals)
    }

    fn part_fits(&mut self, new: &Stored, goals: Goals) -> Result<()> {
        let mut above = new.fixed(goals.part_of).as_int();
        for step in 0..DEEPEST {
            let Some(id) = above else { return Ok(()) };
            if id == new.id {
                break;
            }
            let Some((indicator, next)) = self.goal_above(new, goals, id)? else {
                return Ok(());
            };
            if step == 0 && indicator != new.fixed(goals.indicator) {
                let text = "和上级目标的指标不同，分解下来的目标要用同一个指标";
                return Err(StoreError::refuse(goals.part_of, text));
            }
            above = next;
        }
        Err(StoreError::refuse(goals.part_of, "不能分解自它自己，也不能分解自由它分解来的目标"))
    }

    /// Indicator and whole of a goal, as this act has left it so far.
    fn goal_above(
        &mut self,
        new: &Stored,
        goals: Goals,
        id: i64,
    ) -> Result<Option<(Value, Option<i64>)>> {
        let at = self.by_key.get(&(new.register.name, id));
        if let Some(pending) = at.and_then(|at| self.pending.get(*at)) {
            let whole = pending.new.fixed(goals.part_of).as_int();
            return Ok(Some((pending.new.fixed(goals.indicator), whole)));
        }
        let text = format!(
            "SELECT {}, {} FROM {} WHERE id = ",
            name(goals.indicator),
            name(goals.part_of),
            name(new.register.name)
        );
        let row = self.tx.one(&Sql::new(text).bind(id))?;
        Ok(row.map(|row| (row.value(0), row.value(1).as_int())))
    }
}

fn put(stored: &mut Stored, field: &str, value: Value) {
    let at = stored.register.position(field);
    if let Some(slot) = at.and_then(|at| stored.values.get_mut(at)) {
        *slot = value;
    }
}
