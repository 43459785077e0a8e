//! What may happen to a change, who may do it, and how long it may lie.

use super::register::State::*;
use super::register::*;
use super::rules;
use crate::roles::{COUNTY, GRASSROOTS, LEADER, MEMBER, TOWNSHIP};
use kernel::prelude::*;
use kernel::workflow::{Clock, Days, Ended, Parameter, State as Waits, Workflow, step};

/// How long a change may lie.
pub static LOOK: Clock = Clock {
    code: "contact_look",
    title: "核对联系方式时限",
    days: Days::Working,
    parameter: Parameter {
        name: "contact_days",
        title: "核对会员联系方式变更的时限（工作日）",
        between: (1, 30),
        default: "5",
        source: "本系统原定，各地自定",
    },
    rule: "R-CON-02",
};

/// Why it is not taken over.
pub const REASONS: Choices = Choices {
    name: "不采用联系方式变更的原因",
    items: &[
        ("NOT_REACHED", "按新号码联系不上", &[]),
        ("NOT_OWN", "不是本人提出的", &[]),
        ("WRONG", "写错了，请本人重提", &[]),
        ("OTHER", "其他", &[]),
    ],
};

/// Why somebody takes it back.
pub const WITHDRAWALS: Choices = Choices {
    name: "撤回联系方式变更的原因",
    items: &[("WRONG", "写错了", &[]), ("OTHER", "其他", &[])],
};

const STAFF: &[&Role] = &[&GRASSROOTS, &TOWNSHIP, &COUNTY];
const OWN: &[&Role] = &[&MEMBER, &GRASSROOTS, &TOWNSHIP, &COUNTY];

/// The procedure.
pub fn flow() -> Workflow {
    let told = Told.code();
    Workflow::new(&STATE, &LOOK)
        .stage("提出", &[told])
        .stage("更新", &[Taken.code()])
        .state(Waits::owed(told, STAFF, "核对会员的新联系方式", &LOOK))
        .state(Waits::ended(Taken.code(), Ended::Well))
        .state(Waits::ended(Refused.code(), Ended::Without))
        .state(Waits::ended(Withdrawn.code(), Ended::Without))
        .looks_at(&["person"])
        .escalates_to(&[&LEADER])
        .step(
            step("take", "核对无误，更新台账", &[told], Taken.code())
                .by(STAFF)
                .then(rules::take)
                .rule("R-CON-02"),
        )
        .step(step("refuse", "不采用", &[told], Refused.code()).by(STAFF).off(&REASONS))
        .step(step("withdraw", "撤回", &[told], Withdrawn.code()).by(OWN).off(&WITHDRAWALS))
}
