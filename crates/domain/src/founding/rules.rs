//! What an application may not say, and what single steps refuse.

use super::parts;
use super::register::*;
use crate::cadre::register::PREPARING;
use crate::planning::year_ahead;
use kernel::codes::phone;
use kernel::prelude::*;
use kernel::text;
use kernel::verdict::verdict;
use kernel::workflow::{Case, Make, nothing_follows};

/// Says what is wrong with an application, whatever its state.
pub fn prepare(record: &mut Record, facts: &Facts) -> Verdict {
    let mut refusals = Vec::new();
    record
        .put(NAME, record.get(NAME).map(|name| text::tidy(&name)).filter(|name| !name.is_empty()));
    if record.get(OPENED_ON).is_none() {
        record.put(OPENED_ON, Some(facts.today));
    }
    if let Some(typed) = record.get(PHONE) {
        match phone::normalise(&typed) {
            Ok(number) => record.put(PHONE, Some(number)),
            Err(error) => refusals.push(Refusal::on("phone", error.to_string()).by("R-EST-02")),
        }
    }
    if record.get(OPENED_ON).is_some_and(|opened| opened > year_ahead(facts.today)) {
        refusals.push(Refusal::on("opened_on", "开始日期不对，请核对年份").by("R-EST-02"));
    }
    if record.get(TERM_YEARS) == Some(4) {
        let say = "基层工会委员会每届任期三年或者五年";
        refusals.push(Refusal::on("term_years", say).by("R-EST-09 工会法第十六条"));
    }
    days(record, &mut refusals);
    verdict(refusals)
}

/// R-EST-10: each day follows from the one before: preparatory group, congress, election, request, reply,
/// unveiling.
fn days(record: &Record, refusals: &mut Vec<Refusal>) {
    let line = [
        ("prep_asked_on", "筹建请示日期", record.get(PREP_ASKED_ON)),
        ("prep_on", "筹备组批复日期", record.get(PREP_ON)),
        ("congress_asked_on", "选举请示日期", record.get(CONGRESS_ASKED_ON)),
        ("congress_reply_on", "选举批复日期", record.get(CONGRESS_REPLY_ON)),
        ("elected_on", "选举日期", record.get(ELECTED_ON)),
        ("request_on", "请示日期", record.get(REQUEST_ON)),
        ("reply_on", "批复日期", record.get(REPLY_ON)),
        ("unveiled_on", "揭牌日期", record.get(UNVEILED_ON)),
    ];
    let mut before: Option<(&str, Date)> = None;
    for (field, title, day) in line {
        let Some(day) = day else { continue };
        if let Some((earlier, known)) = before
            && day < known
        {
            let reason = format!("{title}不能早于{earlier}{known}");
            refusals.push(Refusal::on(field, reason).by("R-EST-10"));
        }
        before = Some((title, day));
    }
}

/// A candidate has a post, and only who stands can be elected.
pub fn prepare_person(record: &mut Record, _facts: &Facts) -> Verdict {
    let candidate = record.get(parts::SERVES_AS).as_deref() == Some("CANDIDATE");
    let mut refusals = Vec::new();
    if candidate && record.get(parts::POST).is_none() {
        refusals.push(Refusal::on("post", "委员会人选要写明职务").by("R-EST-06"));
    }
    if record.get(parts::POST).is_some_and(|post| PREPARING.contains(&post.as_str())) {
        let say = "筹备组成员在“身份”里选，人选职务写选举以后担任的职务";
        refusals.push(Refusal::on("post", say).by("R-EST-11"));
    }
    if !candidate && record.get(parts::ELECTED) == Some(true) {
        refusals
            .push(Refusal::on("elected", "筹备组成员不写当选，另登记为委员会人选").by("R-EST-06"));
    }
    verdict(refusals)
}

/// The short way is for those who have chosen it.
pub fn only_simple(case: &Case<'_>) -> Result<Vec<Make>, Vec<Refusal>> {
    if case.record.get(SIMPLE) == Some(true) {
        return Ok(Vec::new());
    }
    let say = "这件申请没有选“简易程序”，先申请筹建；不足25人的可以改成简易程序";
    Err(vec![Refusal::on("simple", say).by("R-EST-02")])
}

/// What has not happened yet is not written down.
pub fn not_ahead(case: &Case<'_>) -> Result<Vec<Make>, Vec<Refusal>> {
    let said = [
        PREP_ASKED_ON,
        PREP_ON,
        CONGRESS_ASKED_ON,
        CONGRESS_REPLY_ON,
        ELECTED_ON,
        REQUEST_ON,
        REPLY_ON,
        UNVEILED_ON,
    ];
    let ahead =
        |field: &&Field<Date>| case.record.get(**field).is_some_and(|day| day > case.facts.today);
    let refuse = |field: &Field<Date>| {
        let reason = format!("{}不能晚于今天", field.def.title);
        Refusal::on(field.def.name, reason).by("R-EST-10")
    };
    nothing_follows(verdict(said.iter().filter(ahead).map(refuse).collect()))
}

/// R-EST-07: the result of an election is typed in as it was counted; the check judges it.
pub fn elected(case: &Case<'_>) -> Result<Vec<Make>, Vec<Refusal>> {
    let record = case.record;
    if record.get(STATE) == Some(State::Recruiting) {
        only_simple(case)?;
    }
    super::checks::votes_add_up(record)?;
    not_ahead(case)
}
