//! What we decide of a card: the number on the form, the order of days, who gets another one.

use super::register::*;
use crate::joining::register as joining;
use crate::membership::register::{self as membership, Status};
use crate::planning::year_ahead;
use kernel::prelude::*;
use kernel::verdict::verdict;
use kernel::workflow::{Case, Finding, Given, Make, Part};

/// R-CRD-02: asked for, made, sealed and handed over in this order.
pub fn prepare(record: &mut Record, facts: &Facts) -> Verdict {
    let mut refusals = Vec::new();
    let days = [ASKED_ON, PRINTED_ON, SEALED_ON, HANDED_ON];
    let given: Vec<(&FieldDef, Date)> =
        days.iter().filter_map(|field| record.get(*field).map(|day| (&field.def, day))).collect();
    for pair in given.windows(2) {
        if let [(before, first), (after, second)] = pair
            && second < first
        {
            let reason = format!("{}不能早于{}{first}", after.title, before.title);
            refusals.push(Refusal::on(after.name, reason).by("R-CRD-02"));
        }
    }
    if let Some((last, day)) = given.last()
        && *day > year_ahead(facts.today)
    {
        let reason = format!("{}{day}不对，请核对年份", last.title);
        refusals.push(Refusal::on(last.name, reason).by("R-CRD-02"));
    }
    verdict(refusals)
}

/// R-CRD-01: 发证关 – no card before the number on the paper form is the number in the roster.
pub fn number(case: &Case<'_>) -> Finding {
    let member = case.linked(case.record, MEMBERSHIP.def.name);
    let Some(roster) = member.and_then(|member| member.get(membership::NUMBER)) else {
        return Finding::Wrong("台账上还没有会员编号，先在会籍里填上".into());
    };
    let filed = case.parts(joining::JOININGS).iter().find_map(|of| of.get(joining::FORM_NUMBER));
    let Some(form) = case.record.get(FORM_NUMBER).or(filed) else {
        let say = format!("照登记表填上编号，才能和台账上的会员编号{roster}核对");
        return Finding::Wrong(say);
    };
    if form == roster {
        Finding::Fine(format!("登记表编号和台账上的会员编号都是{roster}"))
    } else {
        let say = format!("登记表编号“{form}”和台账上的会员编号“{roster}”不一致，改好再制证");
        Finding::Wrong(say)
    }
}

/// R-CRD-03: a card is for who is a member now.
pub fn member(case: &Case<'_>) -> Finding {
    let Some(member) = case.linked(case.record, MEMBERSHIP.def.name) else {
        return Finding::Wrong("没有找到这段会籍".into());
    };
    if member.get(membership::LEFT_ON).is_some_and(|left| left <= case.facts.today) {
        return Finding::Wrong("此人已离会，不能办证".into());
    }
    match member.get(membership::STATUS) {
        Some(Status::Suspended) => Finding::Wrong("会籍已冻结，不能办证".into()),
        Some(Status::TransferOut) => Finding::Look("会籍正在转出，由转入的工会办证更合适".into()),
        _ => Finding::Fine("在册会员".into()),
    }
}

/// Another card takes the place of the lost one, from the beginning.
pub fn replace(case: &Case<'_>) -> Result<Vec<Make>, Vec<Refusal>> {
    if let Finding::Wrong(reason) = member(case) {
        let say = format!("{reason}；不用补换，注销就行");
        return Err(vec![Refusal::on("membership", say).by("R-CRD-03")]);
    }
    let kept = |field: &'static str| (field, Given::from(case.record.value(field).clone()));
    let values = vec![
        kept(MEMBERSHIP.def.name),
        kept(PERSON.def.name),
        kept(UNION.def.name),
        kept(FORM_NUMBER.def.name),
        (ASKED_ON.def.name, Value::day(case.facts.today).into()),
    ];
    Ok(vec![Make::add("card", CARDS, values)])
}

/// Cards of a membership, for procedures that may end it; `through` is the register of the procedure and its link.
pub const fn of_membership(through: (&'static str, &'static str)) -> Part {
    Part { register: CARDS, link: "membership", through: Some(through), links: &[], ended: false }
}

/// R-CRD-03: with the membership its card ends, whether it was handed over or not.
pub fn lapses(case: &Case<'_>) -> impl Iterator<Item = Make> {
    case.parts(CARDS).iter().map(|card| Make::Step {
        register: CARDS,
        id: card.id,
        step: "lapse",
        values: Vec::new(),
    })
}
