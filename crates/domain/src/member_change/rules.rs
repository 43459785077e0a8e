//! What we decide of a change: which membership may change how, and from which day on.

use super::register::*;
use crate::membership::register::{MEMBERSHIPS, Status};
use kernel::dates::chinese;
use kernel::prelude::*;
use kernel::verdict::verdict;
use kernel::workflow::{Case, Finding, Given, Make};

/// Says what is wrong with a change, whatever its state.
pub fn prepare(record: &mut Record, facts: &Facts) -> Verdict {
    let mut refusals = Vec::new();
    if record.get(ASKED_ON).is_none() {
        record.put(ASKED_ON, Some(facts.today));
    }
    if record.get(FROM_ON).is_some_and(|from| from > facts.today) {
        let say = "还没到这一天；到了再办，免得当月的数不对";
        refusals.push(Refusal::on("from_on", say).by("R-MEM-08"));
    }
    let cause = record.get(CAUSE).unwrap_or_default();
    let mut needs = |wrong: bool, field: &str, say: &str, rule: &'static str| {
        if wrong {
            refusals.push(Refusal::on(field, say).by(rule));
        }
    };
    let noted = record.get(NOTE).is_some();
    match record.get(CHANGE) {
        Some(Change::Withdrawn) => {
            let say = "退会由本人提出，原因选“本人要求退会”或“其他”";
            needs(!["OWN_WISH", "OTHER"].contains(&cause.as_str()), "cause", say, "R-MEM-04");
            let say = "写明基层工会委员会宣布退会的日期";
            needs(record.get(DECIDED_ON).is_none(), "decided_on", say, "R-MEM-04");
        }
        Some(Change::Lapsed) => {
            let say = "在说明里写清楚哪几个月没交会费、谁教育过、本人怎么说";
            needs(!noted, "note", say, "R-MEM-09");
            let say = "写明基层工会委员会决定的日期";
            needs(record.get(DECIDED_ON).is_none(), "decided_on", say, "R-MEM-09");
        }
        Some(Change::Expelled) => {
            let say = "开除会籍只用于严重违法犯罪并受到刑事处罚的会员";
            needs(cause != "CRIME", "cause", say, "R-MEM-05");
            let say = "写明基层工会委员会决定的日期";
            needs(record.get(DECIDED_ON).is_none(), "decided_on", say, "R-MEM-05");
        }
        Some(Change::Retained) => {
            const FITS: [&str; 7] =
                ["RETIRED", "UNEMPLOYED", "LAID_OFF", "BANKRUPT", "SICK", "ARMY", "OTHER"];
            let say = "保留会籍要写明原因：退休、失业、待岗、破产、病休、服兵役或其他";
            needs(!FITS.contains(&cause.as_str()), "cause", say, "R-MEM-07");
        }
        _ => {}
    }
    if cause == "CRIME" && record.get(CHANGE).is_some_and(|change| change != Change::Expelled) {
        let say = "“严重违法犯罪并受到刑事处罚”只用于开除会籍";
        refusals.push(Refusal::on("cause", say).by("R-MEM-05"));
    }
    refusals.dedup_by(|one, other| one.field == other.field);
    verdict(refusals)
}

/// R-MEM-08: the membership goes on, the change fits its status and its days.
pub fn member(case: &Case<'_>) -> Finding {
    let Some(membership) = case.linked(case.record, "membership") else {
        return Finding::Wrong("没有找到这段会籍，可能已作废".to_owned());
    };
    let day = |field: &str| membership.value(field).as_day();
    if let Some(left) = day("left_on") {
        return Finding::Wrong(format!("这段会籍已于{}离会，不能再办", chinese(left)));
    }
    let status = membership.value("status").to_string();
    let title = Status::LIST.title(&status);
    if status == Status::TransferOut.code() {
        return Finding::Wrong("此人正在转会，先办完或撤回转会".to_owned());
    }
    let change = case.record.get(CHANGE);
    match change {
        Some(Change::Retained) if status != Status::Active.code() => {
            return Finding::Wrong(format!("会籍现在是{title}，只有正常的会籍可以保留"));
        }
        Some(Change::Restored) if status == Status::Active.code() => {
            return Finding::Wrong("会籍本来就是正常的，不用恢复".to_owned());
        }
        _ => {}
    }
    if let (Some(from), Some(joined)) = (case.record.get(FROM_ON), day("joined_on"))
        && from <= joined
    {
        return Finding::Wrong(format!("日期要晚于入会日期{}", chinese(joined)));
    }
    Finding::Fine(format!("{}入会，会籍{title}", day("joined_on").map(chinese).unwrap_or_default()))
}

/// The reason as the collection form knows it.
fn form_reason(cause: &str) -> Option<&'static str> {
    match cause {
        "LAID_OFF" => Some("2"),
        "UNEMPLOYED" => Some("3"),
        "BANKRUPT" => Some("4"),
        "OWN_WISH" => Some("5"),
        "CRIME" => Some("6"),
        _ => None,
    }
}

/// R-MEM-04, R-MEM-06, R-MEM-07, R-MEM-08: done at once; only expulsion goes upward.
pub fn carry_out(case: &Case<'_>) -> Result<Vec<Make>, Vec<Refusal>> {
    if case.record.get(CHANGE) == Some(Change::Expelled) {
        let say = "开除会籍要传决定、报上一级工会备案，请用“决定开除会籍”";
        return Err(vec![Refusal::on("change", say).by("R-MEM-05")]);
    }
    changed(case)
}

/// R-MEM-05: decided by the base committee; the upper union files it.
pub fn expel(case: &Case<'_>) -> Result<Vec<Make>, Vec<Refusal>> {
    if case.record.get(CHANGE) != Some(Change::Expelled) {
        let say = "这件不是开除会籍，请用“办理”";
        return Err(vec![Refusal::on("change", say).by("R-MEM-05")]);
    }
    changed(case)
}

fn changed(case: &Case<'_>) -> Result<Vec<Make>, Vec<Refusal>> {
    let record = case.record;
    let (Some(membership), Some(from), Some(change)) =
        (case.linked(record, "membership"), record.get(FROM_ON), record.get(CHANGE))
    else {
        return Err(vec![Refusal::on("membership", "没有找到这段会籍").by("R-MEM-08")]);
    };
    let mut values: Vec<(&'static str, Given)> = match change {
        Change::Retained => vec![("status", Status::Retained.code().into())],
        Change::Restored => vec![("status", Status::Active.code().into())],
        Change::Withdrawn | Change::Lapsed | Change::Expelled | Change::Deceased => {
            vec![("left_on", Value::day(from).into()), ("exit", change.code().into())]
        }
    };
    let reason = record.get(CAUSE).and_then(|cause| form_reason(&cause));
    values.extend(reason.map(|reason| ("reason", reason.into())));
    let ends = values.iter().any(|value| value.0 == "left_on");
    let change = Make::Change { register: MEMBERSHIPS, id: membership.id, values, from };
    Ok([change].into_iter().chain(crate::card::lapses(case).filter(|_| ends)).collect())
}
