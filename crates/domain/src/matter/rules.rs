//! What we decide of a matter.

use super::register::*;
use crate::planning::year_ahead;
use kernel::prelude::*;
use kernel::verdict::verdict;

/// R-MAT-01: what somebody asks for says what it is.
pub fn prepare(record: &mut Record, facts: &Facts) -> Verdict {
    let mut refusals = Vec::new();
    if record.get(WORDS).is_none_or(|words| words.trim().is_empty()) {
        let say = "请写几句说说情况，工会才好办";
        refusals.push(Refusal::on("words", say).by("R-MAT-01"));
    }
    if record.get(ASKED_ON).is_some_and(|asked| asked > year_ahead(facts.today)) {
        refusals.push(Refusal::on("asked_on", "提出日期不对，请核对年份").by("R-MAT-01"));
    }
    verdict(refusals)
}
