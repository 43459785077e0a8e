//! What an honour or a rating may not say.

use super::register::*;
use crate::planning::year_ahead;
use kernel::prelude::*;
use kernel::verdict::verdict;

/// R-AWD-01 and R-AWD-02: a day that can be right, and an end that has a reason.
pub fn prepare(record: &mut Record, facts: &Facts) -> Verdict {
    let mut refusals = Vec::new();
    if let Some(on) = record.get(AWARDED_ON).filter(|on| *on > year_ahead(facts.today)) {
        let reason = format!("授予日期{on}不对，请核对年份");
        refusals.push(Refusal::on("awarded_on", reason).by("R-AWD-01"));
    }
    if record.get(UNTIL_ON).is_none() && record.get(END).is_some() {
        let reason = "写了失效原因，也要写失效日期";
        refusals.push(Refusal::on("until_on", reason).by("R-AWD-02"));
    }
    if record.get(OUTCOME) == Some(Outcome::Unmet) && record.get(STAR).is_some() {
        let reason = "没有达标的评定不写星级";
        refusals.push(Refusal::on("star", reason).by("R-AWD-03"));
    }
    verdict(refusals)
}
