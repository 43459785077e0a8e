//! What an employer's record and a coverage may not say.

use super::coverage::FROM_ON;
use super::register::*;
use crate::planning::year_ahead;
use kernel::codes::credit_code::{self, check_credit_code};
use kernel::codes::phone;
use kernel::prelude::*;
use kernel::verdict::verdict;
use kernel::{pinyin, text};

/// Brings an employer's record to its kept form and says what is wrong with it.
pub fn prepare(record: &mut Record, facts: &Facts) -> Verdict {
    let mut refusals = Vec::new();
    let name = text::tidy(&record.get(NAME).unwrap_or_default());
    let sound = pinyin::of_org(&name);
    record.put(NAME_KEY, Some(text::fold(&name)));
    record.put(PINYIN, Some(sound.full));
    record.put(INITIALS, Some(sound.initials));
    record.put(NAME, Some(name));
    if record.get(LISTED_ON).is_none() {
        record.put(LISTED_ON, Some(facts.today));
    }
    code(record, &mut refusals);
    counts(record, &mut refusals);
    contact(record, &mut refusals);
    verdict(refusals)
}

/// R-EMP-01: the code is the employer's own, not its union's (GB 32100).
fn code(record: &mut Record, refusals: &mut Vec<Refusal>) {
    let Some(typed) = record.get(CODE) else { return };
    let refuse = |reason: String| Refusal::on("code", reason).by("R-EMP-01 GB 32100-2015");
    match check_credit_code(&typed) {
        Err(error) => refusals.push(refuse(error.to_string())),
        Ok(good) => {
            if let Some(hint) = credit_code::misplaced(&good.code, credit_code::Owner::Employer) {
                refusals.push(refuse(hint.to_owned()));
            }
            record.put(CODE, Some(good.code));
        }
    }
}

/// R-EMP-02: a part is not larger than the whole.
fn counts(record: &Record, refusals: &mut Vec<Refusal>) {
    let Some(all) = record.get(EMPLOYEES) else { return };
    for (field, who) in [(WOMEN, "女职工"), (MIGRANTS, "农民工")] {
        if record.get(field).is_some_and(|part| part > all) {
            let reason = format!("{who}人数不能多于职工人数{all}人，请核对");
            refusals.push(Refusal::on(field.def.name, reason).by("R-EMP-02"));
        }
    }
}

/// R-EMP-03: the telephone number can be dialled.
fn contact(record: &mut Record, refusals: &mut Vec<Refusal>) {
    let Some(typed) = record.get(PHONE) else { return };
    match phone::normalise(&typed) {
        Ok(number) => record.put(PHONE, Some(number)),
        Err(error) => refusals.push(Refusal::on("phone", error.to_string()).by("R-EMP-03")),
    }
}

/// R-COV-01: coverage does not begin more than a year ahead.
pub fn prepare_coverage(record: &mut Record, facts: &Facts) -> Verdict {
    match record.get(FROM_ON) {
        Some(from) if from > year_ahead(facts.today) => {
            let reason = format!("覆盖起始日期{from}不对，请核对年份");
            verdict(vec![Refusal::on("from_on", reason).by("R-COV-01")])
        }
        _ => Ok(()),
    }
}
