//! What a membership's record may not say. That a person's memberships do not overlap is declared in
//! the register; that the union has members of its own is seen where the union is at hand.

use super::register::*;
use crate::planning::year_ahead;
use kernel::prelude::*;
use kernel::verdict::verdict;

/// 因犯罪被开除会籍, of the list of reasons.
const CRIME: &str = "6";

/// Says what is wrong with a membership.
pub fn prepare(record: &mut Record, facts: &Facts) -> Verdict {
    let mut refusals = Vec::new();
    joined(record, facts, &mut refusals);
    left(record, &mut refusals);
    reason(record, &mut refusals);
    verdict(refusals)
}

/// R-MEM-01: a membership begins on the day the committee approved it, not years ahead.
fn joined(record: &Record, facts: &Facts, refusals: &mut Vec<Refusal>) {
    let Some(joined) = record.get(JOINED_ON) else { return };
    if joined > year_ahead(facts.today) {
        let reason = format!("入会日期{joined}不对，请核对年份");
        refusals.push(Refusal::on("joined_on", reason).by("R-MEM-01"));
    }
}

/// R-MEM-02: who has left left on a day and in a way.
fn left(record: &Record, refusals: &mut Vec<Refusal>) {
    let refuse = |field: &str, reason: &str| Refusal::on(field, reason).by("R-MEM-02");
    match (record.get(LEFT_ON), record.get(EXIT)) {
        (Some(_), None) => refusals.push(refuse("exit", "填了离会日期，请选离会方式")),
        (None, Some(exit)) => {
            let reason = format!("离会方式是{}，请填离会日期", exit.title());
            refusals.push(refuse("left_on", &reason));
        }
        _ => {}
    }
}

/// R-MEM-03: only who was expelled was expelled for a crime (中国工会章程).
fn reason(record: &Record, refusals: &mut Vec<Refusal>) {
    let crime = record.get(REASON).as_deref() == Some(CRIME);
    if crime && record.get(EXIT) != Some(Exit::Expelled) {
        let reason = "“因犯罪被开除会籍”只用于除名，请核对离会方式";
        refusals.push(Refusal::on("reason", reason).by("R-MEM-03"));
    }
}
