//! What may happen to a change, and who may do it. Expulsion is decided below and reported upward.

use super::register::State::*;
use super::register::*;
use super::rules;
use crate::roles::{COUNTY, GRASSROOTS, LEADER, TOWNSHIP};
use kernel::prelude::*;
use kernel::workflow::{Check, Clock, Days, Ended, Parameter, State as Waits, Workflow, step};

/// How long a change may lie.
pub static CARRYING: Clock = Clock {
    code: "member_change",
    title: "会籍变动办理时限",
    days: Days::Working,
    parameter: Parameter {
        name: "member_change_days",
        title: "会籍变动办理时限（工作日）",
        between: (1, 90),
        default: "10",
        source: "本系统原定，各地自定",
    },
    rule: "R-MEM-04",
};

/// How long the upper union may take to file an expulsion.
pub static FILING: Clock = Clock {
    code: "expulsion_filing",
    title: "开除会籍备案时限",
    days: Days::Working,
    parameter: Parameter {
        name: "expulsion_filing_days",
        title: "开除会籍备案时限（工作日）",
        between: (1, 90),
        default: "10",
        source: "本系统原定，各地自定",
    },
    rule: "R-MEM-05",
};

/// Why a change is not carried out.
pub const DROPS: Choices = Choices {
    name: "会籍变动不办的原因",
    items: &[
        ("OWN_WISH", "本人改变主意", &[]),
        ("NOT_TRUE", "情况不属实", &[]),
        ("TWICE", "重复登记", &[]),
        ("OTHER", "其他", &[]),
    ],
};

const STAFF: &[&Role] = &[&GRASSROOTS, &TOWNSHIP, &COUNTY];
const ABOVE: &[&Role] = &[&TOWNSHIP, &COUNTY];

/// The procedure.
pub fn flow() -> Workflow {
    let [proposed, reported] = [Proposed.code(), Reported.code()];
    Workflow::new(&STATE, &CARRYING)
        .stage("提出", &[proposed])
        .stage("备案", &[reported])
        .state(Waits::owed(proposed, STAFF, "办理会籍变动", &CARRYING))
        .state(Waits::owed(reported, ABOVE, "开除会籍备案", &FILING).frozen())
        .state(Waits::ended(Done.code(), Ended::Well))
        .state(Waits::ended(Dropped.code(), Ended::Without))
        .part(crate::card::of_membership((CHANGES, MEMBERSHIP.def.name)))
        .looks_at(&["membership"])
        .escalates_to(&[&LEADER])
        .check(Check {
            code: "member", title: "核对会籍", rule: "R-MEM-08", look: rules::member
        })
        .step(
            step("carry_out", "办理", &[proposed], Done.code())
                .by(STAFF)
                .checks(&["member"])
                .then(rules::carry_out)
                .rule("R-MEM-04"),
        )
        .step(
            step("expel", "决定开除会籍", &[proposed], reported)
                .by(STAFF)
                .papers(&["decision"])
                .checks(&["member"])
                .then(rules::expel)
                .rule("R-MEM-05"),
        )
        .step(step("file", "备案", &[reported], Done.code()).by(ABOVE).rule("R-MEM-05"))
        .step(step("drop", "不办了", &[proposed], Dropped.code()).by(STAFF).off(&DROPS))
}
