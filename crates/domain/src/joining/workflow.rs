//! What may happen to an application, who may do it, and how long a worker may be left waiting.

use super::register::State::*;
use super::register::*;
use super::rules;
use crate::membership::register::MEMBERSHIPS;
use crate::roles::{COUNTY, GRASSROOTS, LEADER, MEMBER, TOWNSHIP};
use kernel::prelude::*;
use kernel::workflow::{Clock, Days, Ended, Parameter, Part, State as Waits, Workflow, step};

/// How long an applicant waits for the committee's answer.
pub static ANSWER: Clock = Clock {
    code: "joining_answer",
    title: "入会审批时限",
    days: Days::Working,
    parameter: Parameter {
        name: "joining_answer_days",
        title: "入会审批时限（工作日）",
        between: (1, 90),
        default: "15",
        source: "本系统原定，各地自定",
    },
    rule: "R-JOI-02",
};

/// How long the form may lie before it is filed.
pub static FILING: Clock = Clock {
    code: "joining_filing",
    title: "建档时限",
    days: Days::Working,
    parameter: Parameter {
        name: "joining_filing_days",
        title: "入会后建档时限（工作日）",
        between: (1, 90),
        default: "10",
        source: "本系统原定，各地自定",
    },
    rule: "R-JOI-03",
};

/// Why an application is not agreed to.
pub const REASONS: Choices = Choices {
    name: "不同意入会的原因",
    items: &[
        ("NOT_OWN", "申请书不是本人填写签名", &[]),
        ("NOT_WORKER", "不以工资收入为主要生活来源", &[]),
        ("ELSEWHERE", "已是其他工会的会员", &[]),
        ("WRONG_UNION", "应由别的工会受理", &[]),
        ("OTHER", "其他", &[]),
    ],
};

const STAFF: &[&Role] = &[&GRASSROOTS, &TOWNSHIP, &COUNTY];
const ANYBODY: &[&Role] = &[&MEMBER, &GRASSROOTS, &TOWNSHIP, &COUNTY];

/// The procedure.
pub fn flow() -> Workflow {
    let [applied, admitted, filed] = [Applied.code(), Admitted.code(), Filed.code()];
    Workflow::new(&STATE, &ANSWER)
        .stage("申请", &[applied])
        .stage("建档", &[admitted])
        .stage("在会", &[filed])
        .state(Waits::owed(applied, STAFF, "审批入会申请", &ANSWER))
        .state(Waits::owed(admitted, STAFF, "核对登记表编号，建档", &FILING).frozen())
        .state(Waits::ended(filed, Ended::Well))
        .state(Waits::ended(Rejected.code(), Ended::Without))
        .state(Waits::ended(Withdrawn.code(), Ended::Without))
        .part(Part {
            register: MEMBERSHIPS,
            link: "person",
            through: Some((JOININGS, PERSON.def.name)),
            links: &[],
            ended: false,
        })
        .looks_at(&["union", "person", "founding", "employer"])
        .escalates_to(&[&LEADER])
        .waits_with(&FOUNDING)
        .step(
            step("admit", "同意入会", &[applied], admitted)
                .by(STAFF)
                .asks(&[&DECIDED_ON])
                .then(rules::admit)
                .rule("R-JOI-02"),
        )
        .step(
            step("admit_with_union", "随建会入会", &[applied], admitted)
                .asks(&[&DECIDED_ON, &MEMBERSHIP]),
        )
        .step(
            step("file", "建档", &[admitted], filed)
                .by(STAFF)
                .asks(&[&NUMBER, &FORM_NUMBER])
                .then(rules::file)
                .rule("R-JOI-03"),
        )
        .step(step("reject", "不同意", &[applied], Rejected.code()).by(STAFF).off(&REASONS))
        .step(
            step("withdraw", "本人撤回", &[applied], Withdrawn.code())
                .by(ANYBODY)
                .off(&WITHDRAWALS),
        )
}

/// Why somebody takes an application back.
pub const WITHDRAWALS: Choices = Choices {
    name: "撤回入会申请的原因",
    items: &[
        ("OWN_WISH", "本人不想入会了", &[]),
        ("LEFT", "已离开单位", &[]),
        ("TWICE", "重复申请", &[]),
        ("OTHER", "其他", &[]),
    ],
};
