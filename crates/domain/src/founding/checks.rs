//! What is looked at before an application goes on: employers, name, roster, committee, election.

use super::parts::{self, BODIES, PEOPLE, UNITS};
use super::preparing;
use super::register::*;
use crate::employer::coverage::COVERAGES;
use crate::joining::register::{self as joining, JOININGS};
use crate::membership::register::MEMBERSHIPS;
use kernel::prelude::*;
use kernel::workflow::{Case, Check, Finding, Parameter};
use std::collections::BTreeSet;

/// With so many members a union committee shall be set up (工会法第十一条).
pub const SINGLE_LEAST: Parameter = Parameter {
    name: "founding_members_least",
    title: "应建立基层工会委员会的会员人数",
    between: (1, 1000),
    default: "25",
    source: "工会法第十一条",
};
/// Unions that a federation joins at least.
pub const JOINED_LEAST: Parameter = Parameter {
    name: "founding_bodies_least",
    title: "工会联合会最少加入的工会数",
    between: (2, 100),
    default: "3",
    source: "惯例，各地自定",
};
/// Women members from whom on a committee of women workers is set up.
pub const WOMEN_COMMITTEE: Parameter = Parameter {
    name: "founding_women_least",
    title: "应建立女职工委员会的女会员人数",
    between: (1, 1000),
    default: "10",
    source: "工会女职工委员会工作条例第十一条",
};

const fn check(
    code: &'static str,
    title: &'static str,
    rule: &'static str,
    look: fn(&Case<'_>) -> Finding,
) -> Check {
    Check { code, title, rule, look }
}

/// Every check, in the order of the page.
pub const ALL: [Check; 6] = [
    check("units", "核对建会单位", "R-EST-04 工会法第十一条", units),
    check("name", "核对工会名称", "R-EST-05", name),
    check("group", "核对筹备组", "R-EST-11", preparing::fit),
    check("roster", "核对会员名册", "R-EST-03 工会法第十一条", roster),
    check("committee", "核对委员会人选", "R-EST-06 工会法第十条", committee),
    check("election", "核对选举结果", "R-EST-07 企业工会主席产生办法第十六条", election),
];

/// Whether it is a federation of unions, which has no members of its own.
pub fn is_federation(record: &Record) -> bool {
    matches!(record.get(FORM), Some(Form::Area | Form::Trade))
}

/// R-EST-04: one employer founds alone, several jointly, none that a union covers already.
fn units(case: &Case<'_>) -> Finding {
    let (units, bodies) = (case.parts(UNITS).len(), case.parts(BODIES).len());
    let least = case.number(&JOINED_LEAST);
    if let Some(parent) = case.linked(case.record, "parent") {
        let kind = parent.value("kind").to_string();
        let form = case.record.value("form").to_string();
        if !crate::union::below(&form, &kind) {
            return Finding::Wrong("这一类工会不能建在所选的上级工会下面，请改上级工会".to_owned());
        }
    }
    if is_federation(case.record) {
        return if i64::try_from(bodies).unwrap_or(0) < least {
            let say = format!("工会联合会至少要有{least}个工会加入，现在登记了{bodies}个");
            Finding::Wrong(say)
        } else {
            Finding::Fine(format!("{bodies}个工会加入"))
        };
    }
    match (case.record.get(FORM), units) {
        (Some(Form::NewForms), 0) => {
            return Finding::Fine("以个人身份加入，不登记单位".to_owned());
        }
        (_, 0) => return Finding::Wrong("还没有登记建会单位".to_owned()),
        (Some(Form::Single), 2..) => {
            return Finding::Wrong(format!("单独建会只能有一家单位，现在登记了{units}家"));
        }
        (Some(Form::Joint), 1) => {
            return Finding::Wrong("联合建会要有两家以上单位，现在只登记了一家".to_owned());
        }
        _ => {}
    }
    let covered = case.parts(COVERAGES).len();
    if covered > 0 {
        return Finding::Wrong(format!("{covered}家单位已有工会覆盖，要先截止原来的覆盖"));
    }
    let waiting = case.parts(UNITS).iter().filter(|unit| unit.get(parts::CONSENTED) != Some(true));
    match (case.record.get(FORM), waiting.count()) {
        (Some(Form::Joint), waiting @ 1..) => {
            Finding::Look(format!("{waiting}家单位还没有签加入联合工会意见"))
        }
        _ => Finding::Fine(format!("{units}家单位，都没有别的工会覆盖")),
    }
}

/// R-EST-05: the name says what kind of union it is, without the ordinal of its committee.
fn name(case: &Case<'_>) -> Finding {
    let name = case.record.get(NAME).unwrap_or_default();
    let needed = match case.record.get(FORM) {
        Some(Form::Joint) => "联合工会委员会",
        Some(Form::Area | Form::Trade) => "工会联合会",
        _ => "工会",
    };
    if !name.contains(needed) {
        return Finding::Wrong(format!("名称里应有“{needed}”，现在是“{name}”"));
    }
    if name.contains('第') && name.contains('届') {
        return Finding::Wrong("名称不写第几届".to_owned());
    }
    Finding::Fine(name)
}

/// R-EST-03: the roster: somebody is on it, nobody twice, nobody who is a member elsewhere, not more than
/// the employers have workers.
fn roster(case: &Case<'_>) -> Finding {
    if is_federation(case.record) {
        return Finding::Fine("工会联合会自己不发展会员".to_owned());
    }
    let all = case.parts(JOININGS);
    let members = all.len();
    if members == 0 {
        return Finding::Wrong("名册里还没有人，先登记入会申请".to_owned());
    }
    let mut seen = BTreeSet::new();
    if let Some(twice) = all.iter().find(|one| !seen.insert(one.value("person").as_int())) {
        let whose = case.linked(twice, "person").map(|person| person.value("name").to_string());
        let whose = whose.unwrap_or_default();
        return Finding::Wrong(format!("名册里{whose}有两份入会申请，请撤回重复的一份"));
    }
    let elsewhere = case.parts(MEMBERSHIPS).len();
    if elsewhere > 0 {
        let say = format!(
            "{members}人里有{elsewhere}人已是本县工会会员，可申请转会；先办转会，或撤回他们的入会申请"
        );
        return Finding::Wrong(say);
    }
    let unsigned = all.iter().filter(|one| one.get(joining::OWN_HAND) != Some(true)).count();
    if unsigned > 0 {
        return Finding::Wrong(format!("{members}人里有{unsigned}人没有本人填写签名的申请书"));
    }
    let workers: i64 = case
        .parts(UNITS)
        .iter()
        .filter_map(|unit| case.linked(unit, "employer")?.value("employees").as_int())
        .sum();
    if workers > 0 && i64::try_from(members).unwrap_or(0) > workers {
        return Finding::Wrong(format!("名册{members}人，比单位职工人数{workers}人还多，请核对"));
    }
    let least = case.number(&SINGLE_LEAST);
    if i64::try_from(members).unwrap_or(0) < least && case.record.get(FORM) == Some(Form::Single) {
        return Finding::Look(format!(
            "会员{members}人，不足{least}人：可以单独建会，也可以联合建会或者选组织员"
        ));
    }
    Finding::Fine(format!("{members}人，没有重复，没有别处的会员"))
}

/// Seats that a committee usually has, by number of members.
pub const SEATS_BY_MEMBERS: [(usize, i64, i64); 7] = [
    (25, 1, 5),
    (201, 3, 7),
    (1_001, 7, 15),
    (5_001, 15, 21),
    (10_001, 21, 29),
    (50_001, 29, 37),
    (usize::MAX, 37, 45),
];

/// R-EST-06: who may not stand, and whether the number of seats is usual.
fn committee(case: &Case<'_>) -> Finding {
    let standing: Vec<&Record> = case
        .parts(PEOPLE)
        .iter()
        .filter(|one| one.get(parts::SERVES_AS).as_deref() == Some("CANDIDATE"))
        .collect();
    let post = |one: &Record| one.get(parts::POST).unwrap_or_default();
    if let Some(who) = standing.iter().find(|one| one.get(parts::RELATIVE) == Some(true)) {
        let name = who.get(parts::NAME).unwrap_or_default();
        return Finding::Wrong(format!("{name}是单位主要负责人的近亲属，不得作为委员会人选"));
    }
    let leads = |one: &&&Record| matches!(post(one).as_str(), "CHAIR" | "VICE_CHAIR");
    let manages = |one: &&&Record| one.get(parts::MANAGER) == Some(true);
    if let Some(who) = standing.iter().filter(leads).find(manages) {
        let name = who.get(parts::NAME).unwrap_or_default();
        return Finding::Wrong(format!(
            "{name}是行政正副职或人力资源负责人，不得作为主席、副主席人选"
        ));
    }
    if standing.is_empty() {
        return Finding::Wrong("还没有登记委员会人选".to_owned());
    }
    if !standing.iter().any(|one| post(one) == "CHAIR" || post(one) == "ORGANISER") {
        return Finding::Wrong("人选里还没有主席".to_owned());
    }
    let members = case.parts(JOININGS).len();
    let band = SEATS_BY_MEMBERS.iter().find(|band| members < band.0);
    let seats = case.record.get(SEATS);
    match (seats, band) {
        (Some(seats), Some((_, low, high)))
            if !is_federation(case.record) && !(*low..=*high).contains(&seats) =>
        {
            Finding::Look(format!("会员{members}人，委员一般设{low}至{high}名，现在是{seats}名"))
        }
        _ => women(case, &standing, members),
    }
}

fn women(case: &Case<'_>, standing: &[&Record], members: usize) -> Finding {
    let women = case
        .parts(JOININGS)
        .iter()
        .filter_map(|one| case.linked(one, "person"))
        .filter(|person| person.value("sex").as_text() == Some("2"))
        .count();
    let has = standing
        .iter()
        .any(|one| matches!(one.get(parts::POST).as_deref(), Some("WOMEN_HEAD" | "WOMEN")));
    let least = case.number(&WOMEN_COMMITTEE);
    if i64::try_from(women).unwrap_or(0) >= least && !has {
        return Finding::Look(format!("女会员{women}人，应建立女职工委员会，人选里还没有"));
    }
    Finding::Fine(format!("{}名人选，会员{members}人", standing.len()))
}

/// Ballots and heads are counted consistently, or they are not taken down.
pub fn votes_add_up(record: &Record) -> Result<(), Vec<Refusal>> {
    let number = |field: Field<i64>| record.get(field).unwrap_or(0);
    let mut refusals = Vec::new();
    let mut most = |field: &Field<i64>, value: i64, limit: i64, says: &str| {
        if value > limit {
            let reason = format!("{}{value}，比{says}{limit}还多", field.def.title);
            refusals.push(Refusal::on(field.def.name, reason).by("R-EST-07"));
        }
    };
    most(&PRESENT, number(PRESENT), number(ENTITLED), "应到会人数");
    most(&ISSUED, number(ISSUED), number(PRESENT), "实到会人数");
    most(&TURNED_IN, number(TURNED_IN), number(ISSUED), "发出选票");
    most(&VALID, number(VALID), number(TURNED_IN), "收回选票");
    if refusals.is_empty() { Ok(()) } else { Err(refusals) }
}

/// R-EST-07: two thirds of those entitled are present, and whoever is elected has the votes of more than
/// half of those entitled.
fn election(case: &Case<'_>) -> Finding {
    let (Some(entitled), Some(present)) = (case.record.get(ENTITLED), case.record.get(PRESENT))
    else {
        return Finding::Wrong("还没有录入选举结果".to_owned());
    };
    if present * 3 < entitled * 2 {
        let needed = (entitled * 2 + 2) / 3;
        return Finding::Wrong(format!(
            "应到{entitled}人，实到{present}人，不足三分之二（至少{needed}人），选举无效"
        ));
    }
    let chosen: Vec<&Record> =
        case.parts(PEOPLE).iter().filter(|one| one.get(parts::ELECTED) == Some(true)).collect();
    if chosen.is_empty() {
        return Finding::Wrong("还没有登记谁当选".to_owned());
    }
    let short = chosen.iter().find(|one| one.get(parts::VOTES).unwrap_or(0) * 2 <= entitled);
    if let Some(who) = short {
        let name = who.get(parts::NAME).unwrap_or_default();
        let votes = who.get(parts::VOTES).unwrap_or(0);
        let needed = entitled / 2 + 1;
        return Finding::Wrong(format!(
            "{name}得{votes}票，没有超过应到会{entitled}人的半数（至少{needed}票），不能当选"
        ));
    }
    Finding::Fine(format!("应到{entitled}人，实到{present}人，{}人当选", chosen.len()))
}
