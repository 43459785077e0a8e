//! What a target may not say.

use super::register::*;
use kernel::goal;
use kernel::prelude::*;
use kernel::verdict::verdict;

/// The longest time a target may run; beyond it a day is a slip of the year.
const MOST_MONTHS: i32 = 60;

/// R-TGT-01 to R-TGT-03: days in their order and within reason, a value that is a number.
pub fn prepare(record: &mut Record, _facts: &Facts) -> Verdict {
    let mut refusals = Vec::new();
    if let (Some(begin), Some(due)) = (record.get(BEGIN_ON), record.get(DUE_ON)) {
        if due < begin {
            let reason = format!("完成期限早于开始日期{begin}");
            refusals.push(Refusal::on("due_on", reason).by("R-TGT-01"));
        } else if due > kernel::dates::add_months(begin, MOST_MONTHS) {
            let reason = format!("完成期限{due}离开始日期超过5年，请核对年份");
            refusals.push(Refusal::on("due_on", reason).by("R-TGT-02"));
        }
    }
    if let Some(raw) = record.get(VALUE) {
        if let Some(value) = goal::read(&raw) {
            record.put(VALUE, Some(goal::written(value)));
        } else {
            let reason = format!("目标值“{raw}”不是数字，写成80、92.5这样");
            refusals.push(Refusal::on("value", reason).by("R-TGT-03"));
        }
    }
    verdict(refusals)
}
