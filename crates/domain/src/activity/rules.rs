//! What an activity and its lines may not say.

use super::parts::{AMOUNT, QUANTITY};
use super::register::*;
use crate::planning::year_ahead;
use kernel::prelude::*;
use kernel::verdict::verdict;
use kernel::{pinyin, text};

/// Brings an activity to its kept form and says what is wrong with it.
pub fn prepare(record: &mut Record, facts: &Facts) -> Verdict {
    let name = text::tidy(&record.get(NAME).unwrap_or_default());
    let sound = pinyin::of_org(&name);
    record.put(NAME_KEY, Some(text::fold(&name)));
    record.put(PINYIN, Some(sound.full));
    record.put(INITIALS, Some(sound.initials));
    record.put(NAME, Some(name));
    verdict(days(record, facts))
}

/// R-ACT-01: an activity ends no earlier than it begins, and begins within a year.
fn days(record: &Record, facts: &Facts) -> Vec<Refusal> {
    let mut refusals = Vec::new();
    let Some(from) = record.get(HELD_FROM) else { return refusals };
    if from > year_ahead(facts.today) {
        let reason = format!("开始日期{from}不对，请核对年份");
        refusals.push(Refusal::on("held_from", reason).by("R-ACT-01"));
    }
    if record.get(HELD_UNTIL).is_some_and(|until| until < from) {
        let reason = format!("结束日期不能早于开始日期{from}");
        refusals.push(Refusal::on("held_until", reason).by("R-ACT-01"));
    }
    refusals
}

/// R-ACT-02: a line says how many or how much.
pub fn prepare_line(record: &mut Record, _: &Facts) -> Verdict {
    if record.get(QUANTITY).is_some() || record.get(AMOUNT).is_some() {
        return Ok(());
    }
    let reason = "数量和金额至少填一个：人数、物资和成果填数量，经费填金额";
    verdict(vec![Refusal::on("quantity", reason).by("R-ACT-02")])
}
