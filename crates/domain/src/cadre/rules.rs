//! What a post may not say.

use super::register::*;
use crate::planning::year_ahead;
use kernel::codes::phone;
use kernel::prelude::*;
use kernel::verdict::verdict;

/// R-CAD-01 to R-CAD-03: a term ends after it begins and within five years, a post begins within reason.
pub fn prepare(record: &mut Record, facts: &Facts) -> Verdict {
    let mut refusals = Vec::new();
    if let Some(from) = record.get(FROM_ON) {
        if from > year_ahead(facts.today) {
            let reason = format!("任职日期{from}不对，请核对年份");
            refusals.push(Refusal::on("from_on", reason).by("R-CAD-01"));
        }
        let latest = kernel::dates::add_months(from, 60);
        if record.get(TERM_ENDS_ON).is_some_and(|ends| ends <= from || ends > latest) {
            let reason = format!("任期3年或5年，届满日期应在{from}以后、{latest}以前");
            refusals.push(Refusal::on("term_ends_on", reason).by("R-CAD-02 工会法第十六条"));
        }
    }
    if let Some(typed) = record.get(PHONE) {
        match phone::normalise(&typed) {
            Ok(number) => record.put(PHONE, Some(number)),
            Err(error) => refusals.push(Refusal::on("phone", error.to_string()).by("R-CAD-03")),
        }
    }
    verdict(refusals)
}
