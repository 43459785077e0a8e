//! What may happen to a matter, who may do it, and how long a worker may be left without an answer.

use super::register::State::*;
use super::register::*;
use crate::roles::{COUNTY, GRASSROOTS, LEADER, MEMBER, TOWNSHIP};
use kernel::prelude::*;
use kernel::workflow::{Clock, Days, Ended, Parameter, State as Waits, Workflow, step};

/// How long until somebody says that it has been taken up.
pub static RECEIPT: Clock = Clock {
    code: "matter_receipt",
    title: "诉求受理时限",
    days: Days::Working,
    parameter: Parameter {
        name: "matter_receipt_days",
        title: "职工诉求受理时限（工作日）",
        between: (1, 30),
        default: "2",
        source: "本系统原定，各地自定",
    },
    rule: "R-MAT-02",
};

/// How long until the answer.
pub static ANSWERING: Clock = Clock {
    code: "matter_answer",
    title: "诉求答复时限",
    days: Days::Working,
    parameter: Parameter {
        name: "matter_answer_days",
        title: "职工诉求答复时限（工作日）",
        between: (1, 90),
        default: "10",
        source: "本系统原定，各地自定",
    },
    rule: "R-MAT-02",
};

/// Why the union does not take it up.
pub const REASONS: Choices = Choices {
    name: "不予受理的原因",
    items: &[
        ("NOT_OURS", "不属于工会职责，已告知找哪个部门", &[]),
        ("COURT", "已由法院、仲裁机构受理", &[]),
        ("TWICE", "同一件事已经在办", &[]),
        ("UNCLEAR", "说不清是什么事，联系不上本人", &[]),
        ("OTHER", "其他", &[]),
    ],
};

/// Why somebody takes it back.
pub const WITHDRAWALS: Choices = Choices {
    name: "撤回诉求的原因",
    items: &[("SOLVED", "已经解决了", &[]), ("OWN_WISH", "不想提了", &[]), ("OTHER", "其他", &[])],
};

const STAFF: &[&Role] = &[&GRASSROOTS, &TOWNSHIP, &COUNTY];
const ANYBODY: &[&Role] = &[&MEMBER, &GRASSROOTS, &TOWNSHIP, &COUNTY];

/// The procedure.
pub fn flow() -> Workflow {
    let [received, working] = [Received.code(), Working.code()];
    Workflow::new(&STATE, &ANSWERING)
        .stage("提出", &[received])
        .stage("办理", &[working])
        .stage("答复", &[Answered.code()])
        .state(Waits::owed(received, STAFF, "受理职工诉求", &RECEIPT))
        .state(Waits::owed(working, STAFF, "答复职工", &ANSWERING))
        .state(Waits::ended(Answered.code(), Ended::Well))
        .state(Waits::ended(Withdrawn.code(), Ended::Without))
        .state(Waits::ended(Refused.code(), Ended::Without))
        .escalates_to(&[&LEADER, &COUNTY])
        .step(step("accept", "受理", &[received], working).by(STAFF).rule("R-MAT-02"))
        .step(
            step("answer", "答复", &[working], Answered.code())
                .by(STAFF)
                .asks(&[&ANSWER])
                .rule("R-MAT-02"),
        )
        .step(step("refuse", "不予受理", &[received], Refused.code()).by(STAFF).off(&REASONS))
        .step(
            step("withdraw", "撤回", &[received, working], Withdrawn.code())
                .by(ANYBODY)
                .off(&WITHDRAWALS),
        )
}
