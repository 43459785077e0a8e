//! Judging a record by the rules of its day.

use super::Register;
use crate::facts::Facts;
use crate::record::Record;
use crate::verdict::{Refusal, Verdict, verdict};
use jiff::civil::Date;

impl Register {
    /// Lets the register compute and judge a record, by the rules of its day.
    pub fn judge(&self, record: &mut Record, facts: &Facts) -> Verdict {
        let Some(prepare) = self.prepare else { return Ok(()) };
        prepare(record, facts).or_else(|all| verdict(self.in_force(record, facts.today, all)))
    }
    /// Of refusals, those whose rule is in force on the day of the record.
    pub fn in_force(&self, record: &Record, today: Date, mut all: Vec<Refusal>) -> Vec<Refusal> {
        let day = self.judged_on.and_then(|field| record.value(field).as_day()).unwrap_or(today);
        let rule = |refusal: &Refusal| self.rules.iter().find(|rule| rule.is(refusal.rule));
        all.retain(|refusal| rule(refusal).is_none_or(|rule| rule.holds_on(day)));
        all
    }
}
