//! What may happen to a transfer, who may do it, and how long anybody may be left waiting.

use super::register::State::*;
use super::register::*;
use super::rules;
use crate::membership::register::MEMBERSHIPS;
use crate::roles::{COUNTY, GRASSROOTS, LEADER, TOWNSHIP};
use kernel::prelude::*;
use kernel::workflow::{
    Check, Clock, Days, Ended, Parameter, Part, State as Waits, Step, Workflow, step,
};

/// How long the sending union may take to answer.
pub static CONSENT: Clock = Clock {
    code: "transfer_consent",
    title: "转出答复时限",
    days: Days::Working,
    parameter: Parameter {
        name: "transfer_consent_days",
        title: "转出工会答复时限（工作日）",
        between: (1, 90),
        default: "10",
        source: "本系统原定，各地自定",
    },
    rule: "R-TRF-01",
};

/// Three months without the receiver: then the township is told.
pub static RECEIVING: Clock = Clock {
    code: "transfer_receiving",
    title: "接收时限",
    days: Days::Calendar,
    parameter: Parameter {
        name: "transfer_receiving_days",
        title: "转入工会接收时限（自然日）",
        between: (1, 180),
        default: "90",
        source: "三个月，惯例，各地自定",
    },
    rule: "R-TRF-03",
};

/// Why a union does not let go.
pub const REFUSALS: Choices = Choices {
    name: "不同意转出的原因",
    items: &[
        ("WORKS_HERE", "劳动关系还在本单位", &[]),
        ("NOT_ASKED", "本人没有提出转会", &[]),
        ("WRONG_PERSON", "不是本会会员", &[]),
        ("OTHER", "其他", &[]),
    ],
};
/// Why a union does not receive.
pub const DECLINES: Choices = Choices {
    name: "不接收的原因",
    items: &[
        ("NOT_HERE", "不在本单位（本区域）工作", &[]),
        ("WRONG_UNION", "应由别的工会接收", &[]),
        ("PAPERS", "信息和证件对不上", &[]),
        ("OTHER", "其他", &[]),
    ],
};
/// Why it is taken back.
pub const RECALLS: Choices = Choices {
    name: "撤回转会的原因",
    items: &[
        ("STAYS", "本人不转了", &[]),
        ("WRONG_UNION", "转入工会选错了", &[]),
        ("TWICE", "重复提出", &[]),
        ("OTHER", "其他", &[]),
    ],
};

const STAFF: &[&Role] = &[&GRASSROOTS, &TOWNSHIP, &COUNTY];

/// The procedure.
pub fn flow() -> Workflow {
    let [asked, agreed, sent] = [Asked.code(), Agreed.code(), Sent.code()];
    let flow = Workflow::new(&STATE, &CONSENT)
        .stage("提出", &[asked])
        .stage("接收", &[agreed, sent])
        .state(Waits::owed(asked, STAFF, "答复转出", &CONSENT))
        .state(Waits::owed(agreed, STAFF, "接收会员", &RECEIVING).frozen())
        .state(Waits::owed(sent, STAFF, "等对方的回执，到期催办", &RECEIVING).frozen())
        .state(Waits::ended(Done.code(), Ended::Well))
        .state(Waits::ended(Refused.code(), Ended::Without))
        .state(Waits::ended(Declined.code(), Ended::Without))
        .state(Waits::ended(Recalled.code(), Ended::Without))
        .looks_at(&["person", "membership", "from", "to", "desk", "partner"])
        .escalates_to(&[&TOWNSHIP, &LEADER])
        .part(Part {
            register: MEMBERSHIPS,
            link: "person",
            through: Some((TRANSFERS, PERSON.def.name)),
            links: &[],
            ended: false,
        })
        .part(crate::card::of_membership((TRANSFERS, MEMBERSHIP.def.name)))
        .check(Check {
            code: "member",
            title: "核对会籍",
            rule: "R-TRF-01 工会会员会籍管理办法",
            look: rules::member,
        })
        .check(Check {
            code: "receiver",
            title: "核对转入工会",
            rule: "R-TRF-02 工会法第十三条",
            look: rules::receiver,
        });
    outside(inside(flow))
}

/// Between two unions of this installation.
fn inside(flow: Workflow) -> Workflow {
    let [asked, agreed, sent] = [Asked.code(), Agreed.code(), Sent.code()];
    flow.step(
        step("agree", "同意转出", &[asked], agreed)
            .by(STAFF)
            .checks(&["member", "receiver"])
            .then(rules::agree)
            .rule("R-TRF-01"),
    )
    .step(
        step("accept", "接收会员", &[agreed], Done.code())
            .by(STAFF)
            .asks(&[&HELD_ON])
            .checks(&["receiver"])
            .then(rules::accept)
            .agreed()
            .lasting("从转入日期起计在转入工会，原会籍同一天终止，不能撤回；转错了的再办一次转会。")
            .rule("R-TRF-03"),
    )
    .step(off("refuse", "不同意转出", &[asked], Refused, &REFUSALS))
    .step(off("decline", "不接收", &[agreed], Declined, &DECLINES).then(rules::back).agreed())
    .step(
        off("recall", "撤回转会", &[asked, agreed, sent], Recalled, &RECALLS)
            .at(&FROM)
            .then(rules::recalled),
    )
    .step(off("withdraw", "撤回转入申请", &[asked], Recalled, &RECALLS).at(&TO))
}

/// To another installation, or to somebody who has none, and from there.
fn outside(flow: Workflow) -> Workflow {
    let [asked, agreed, sent] = [Asked.code(), Agreed.code(), Sent.code()];
    flow.step(
        step("send", "同意转往外地", &[asked], sent)
            .by(STAFF)
            .checks(&["member", "receiver"])
            .then(rules::send)
            .rule("R-TRF-05"),
    )
    .step(
        step("paper_receipt", "登记纸质回执", &[sent], Done.code())
            .by(STAFF)
            .asks(&[&HELD_ON])
            .papers(&["receipt"])
            .then(rules::received_on_paper)
            .lasting("从回执写明的转入日期起不再计在本工会，不能撤回。")
            .rule("R-TRF-05"),
    )
    .step(
        step("receipt", "收到电子回执", &[sent], Done.code())
            .asks(&[&HELD_ON])
            .then(rules::received)
            .lasting("对方已接收。")
            .rule("R-TRF-05"),
    )
    .step(step("not_received", "对方不接收", &[sent], Declined.code()).then(rules::back))
    .step(
        step("arrive", "收到转会文件", &[asked], agreed)
            .checks(&["receiver"])
            .then(rules::arrived)
            .rule("R-TRF-07"),
    )
}

fn off(
    code: &'static str,
    title: &'static str,
    from: &[&'static str],
    to: State,
    reasons: &'static Choices,
) -> Step {
    step(code, title, from, to.code()).by(STAFF).off(reasons)
}
