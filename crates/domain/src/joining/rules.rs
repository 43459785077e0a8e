//! What we decide of an application: who may be admitted, and when the form is filed.

use super::register::*;
use crate::membership::register::{Entry, MEMBERSHIPS, Status};
use crate::planning::year_ahead;
use kernel::prelude::*;
use kernel::verdict::verdict;
use kernel::workflow::{Case, Given, Make};

/// Says what is wrong with an application.
pub fn prepare(record: &mut Record, facts: &Facts) -> Verdict {
    let mut refusals = Vec::new();
    if let Some(applied) = record.get(APPLIED_ON) {
        if applied > year_ahead(facts.today) {
            let reason = format!("申请日期{applied}不对，请核对年份");
            refusals.push(Refusal::on("applied_on", reason).by("R-JOI-01"));
        }
        if record.get(DECIDED_ON).is_some_and(|decided| decided < applied) {
            let reason = format!("批准日期不能早于申请日期{applied}");
            refusals.push(Refusal::on("decided_on", reason).by("R-JOI-01"));
        }
    }
    verdict(refusals)
}

/// R-JOI-02: who applied in their own hand and is a member nowhere becomes one on the day of the
/// committee's approval (工会会员会籍管理办法).
pub fn admit(case: &Case<'_>) -> Result<Vec<Make>, Vec<Refusal>> {
    let mut refusals = Vec::new();
    let refuse = |field: &str, reason: &str| Refusal::on(field, reason).by("R-JOI-02");
    if case.record.get(OWN_HAND) != Some(true) {
        refusals.push(refuse("own_hand", "没有本人填写签名的申请书，不能同意入会"));
    }
    if case.record.get(FOUNDING).is_some() {
        let say = "这件申请随建会一起办，上级工会批复成立时一并入会";
        refusals.push(refuse("founding", say));
    }
    if !case.parts(MEMBERSHIPS).is_empty() {
        refusals.push(refuse("person", "此人已是本县工会会员，可申请转会，不用再入会"));
    }
    let kind = case.linked(case.record, "union").map(|union| union.value("kind").to_string());
    if kind.is_some_and(|kind| !crate::union::owns_members(&kind)) {
        let say = "受理工会自己不发展会员，请改由基层工会受理";
        refusals.push(refuse("union", say));
    }
    if case.record.get(DECIDED_ON).is_some_and(|decided| decided > case.facts.today) {
        refusals.push(refuse("decided_on", "批准日期不能晚于今天"));
    }
    if !refusals.is_empty() {
        return Err(refusals);
    }
    let union = case.record.value("union").clone();
    Ok(vec![
        member(case.record, Given::Value(union), case.record.get(DECIDED_ON)),
        Make::Put("membership", Given::Made(MEMBER)),
    ])
}

/// The handle of a membership that comes into being.
pub const MEMBER: &str = "member";

/// The membership that an application becomes.
pub fn member(of: &Record, union: Given, joined: Option<Date>) -> Make {
    let values = vec![
        ("person", of.value("person").clone().into()),
        ("union", union),
        ("employer", of.value("employer").clone().into()),
        ("number", of.value("number").clone().into()),
        ("joined_on", Value::from(joined).into()),
        ("entry", Entry::Join.code().into()),
        ("status", Status::Active.code().into()),
    ];
    Make::add(MEMBER, MEMBERSHIPS, values)
}

/// R-JOI-03: 档案关 – the number on the paper form is the number in the roster, or the form is not filed.
pub fn file(case: &Case<'_>) -> Result<Vec<Make>, Vec<Refusal>> {
    let (number, form) = (case.record.get(NUMBER), case.record.get(FORM_NUMBER));
    if number != form {
        let reason = format!(
            "登记表编号“{}”和会员编号“{}”不一致，核对改好再建档",
            form.unwrap_or_default(),
            number.unwrap_or_default()
        );
        return Err(vec![Refusal::on("form_number", reason).by("R-JOI-03")]);
    }
    let membership = case.record.get(MEMBERSHIP).map_or(0, |link| link.0);
    let values = vec![("number", Value::from(number).into())];
    let from = case.facts.today;
    Ok(vec![Make::Change { register: MEMBERSHIPS, id: membership, values, from }])
}
