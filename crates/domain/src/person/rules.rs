//! What an identity paper says of its holder, and what a person's record may not say.

use super::register::*;
use kernel::codes::identity::{Paper, PaperKind, check_paper};
use kernel::codes::{phone, resident};
use kernel::prelude::*;
use kernel::verdict::verdict;
use kernel::{dates, pinyin, text};

/// Under this age nobody may work, and so nobody is a member (劳动法第十五条).
const WORKING_AGE: i16 = 16;

/// Brings a person's record to its kept form and says what is wrong with it.
pub fn prepare(record: &mut Record, facts: &Facts) -> Verdict {
    let mut refusals = Vec::new();
    names(record, &mut refusals);
    if let Some(paper) = paper(record, facts, &mut refusals) {
        agree(record, &paper, &mut refusals);
    }
    age(record, facts, &mut refusals);
    contact(record, &mut refusals);
    if record.get(CHECK_STATE).is_none() {
        record.put(CHECK_STATE, Some("NONE".to_owned()));
    }
    verdict(refusals)
}

/// R-PER-01: a name as it stands on the paper, with one kind of dot.
fn names(record: &mut Record, refusals: &mut Vec<Refusal>) {
    let name = text::name(&record.get(NAME).unwrap_or_default());
    let sound = pinyin::of_person(&name);
    record.put(PINYIN, Some(sound.full));
    record.put(INITIALS, Some(sound.initials));
    if let Some(problem) = text::name_problem(&name) {
        refusals.push(Refusal::on("name", problem).by("R-PER-01"));
    }
    record.put(NAME, Some(name));
}

/// R-PER-02: the number is one that its paper can have (GB 11643-1999).
fn paper(record: &mut Record, facts: &Facts, refusals: &mut Vec<Refusal>) -> Option<Paper> {
    let kind = PaperKind::from_code(&record.get(PAPER_KIND)?)?;
    let number = record.get(PAPER_NO)?;
    match check_paper(kind, &number, facts.today) {
        Ok(paper) => {
            record.put(PAPER_NO, Some(paper.number.clone()));
            Some(paper)
        }
        Err(error) => {
            let rule = "R-PER-02 GB 11643-1999、劳动法第十五条";
            refusals.push(Refusal::on("paper_no", error.to_string()).by(rule));
            None
        }
    }
}

/// R-PER-03: sex and day of birth are those of the number.
fn agree(record: &mut Record, paper: &Paper, refusals: &mut Vec<Refusal>) {
    let rule = "R-PER-03 GB 11643-1999";
    if let Some(sex) = paper.sex {
        if record.get(SEX).is_some_and(|typed| typed != sex.code()) {
            let reason = format!("性别和证件号码对不上，号码显示为{}，请与证件核对", sex.title());
            refusals.push(Refusal::on("sex", reason).by(rule));
        }
        record.put(SEX, Some(sex.code().to_owned()));
    }
    if let Some(birth) = paper.birth {
        if record.get(BIRTH_ON).is_some_and(|typed| typed != birth) {
            let day = dates::chinese(birth);
            let reason = format!("出生日期和证件号码对不上，号码显示为{day}，请与证件核对");
            refusals.push(Refusal::on("birth_on", reason).by(rule));
        }
        record.put(BIRTH_ON, Some(birth));
    }
}

/// R-PER-04: of a paper that does not tell the age, the typed day of birth does.
fn age(record: &Record, facts: &Facts, refusals: &mut Vec<Refusal>) {
    let Some(birth) = record.get(BIRTH_ON) else { return };
    if resident::age(birth, facts.today) < WORKING_AGE {
        let reason = "未满16周岁，不能登记为会员或职工（劳动法第十五条），请核对出生日期";
        refusals.push(Refusal::on("birth_on", reason).by("R-PER-04 劳动法第十五条"));
    }
}

/// R-PER-05: the telephone number can be dialled.
fn contact(record: &mut Record, refusals: &mut Vec<Refusal>) {
    record.put(HAS_PHONE, Some(record.get(PHONE).is_some()));
    let Some(typed) = record.get(PHONE) else { return };
    match phone::normalise(&typed) {
        Ok(number) => record.put(PHONE, Some(number)),
        Err(error) => refusals.push(Refusal::on("phone", error.to_string()).by("R-PER-05")),
    }
}
