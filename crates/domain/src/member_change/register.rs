//! What we keep of a change of a membership.

use super::{rules, workflow};
use crate::membership::register as membership;
use crate::membership::register::MEMBERSHIPS;
use crate::person::register as person;
use crate::roles;
use crate::union::register::UNIONS;
use kernel::access::Act;
use kernel::field::AnyField;
use kernel::prelude::*;

choices! {
    /// 办什么.
    pub enum Change {
        Withdrawn = "WITHDRAWN", "退会", ["自愿退会"];
        Lapsed = "AUTO_WITHDRAWN", "视为自动退会", ["自动退会"];
        Expelled = "EXPELLED", "开除会籍", ["除名"];
        Deceased = "DECEASED", "死亡", ["去世"];
        Retained = "RETAINED", "保留会籍", ["保留"];
        Restored = "RESTORED", "恢复会籍", ["恢复"];
    }
}
choices! {
    /// 办理状态.
    pub enum State {
        Proposed = "PROPOSED", "待办理";
        Reported = "REPORTED", "已决定，待备案";
        Done = "DONE", "已办结";
        Dropped = "DROPPED", "不办了";
    }
}

/// 会籍变动原因.
pub const CAUSES: Choices = Choices {
    name: "会籍变动原因",
    items: &[
        ("OWN_WISH", "本人要求退会", &["个人要求退会"]),
        ("NO_DUES", "连续六个月不交会费、不参加活动，教育后仍不改正", &[]),
        ("CRIME", "严重违法犯罪并受到刑事处罚", &["因犯罪被开除会籍"]),
        ("RETIRED", "退休（含离休、退职）", &["退休"]),
        ("UNEMPLOYED", "失业", &[]),
        ("LAID_OFF", "下岗待岗", &[]),
        ("BANKRUPT", "所在企业破产、关闭", &["所在企业破产"]),
        ("SICK", "长期病休", &[]),
        ("ARMY", "服兵役", &["参军"]),
        ("WORKS_AGAIN", "重新就业、回到岗位", &["再就业"]),
        ("OTHER", "其他", &[]),
    ],
};

/// Name of the register.
pub const CHANGES: &str = "member_change";
pub const MEMBERSHIP: Field<Link> =
    Field::link("membership", "会籍", MEMBERSHIPS).required().help("写会员姓名查找");
pub const PERSON: Field<Link> = Field::link("person", "会员", "person").computed();
pub const UNION: Field<Link> = Field::link("union", "所在工会", UNIONS).computed();
pub const CHANGE: Field<Change> = Field::choice("change", "办什么", &Change::LIST)
    .required()
    .help("登记错了的不在这里办：日期、单位写错了到会籍里“更正”，整条登错了“作废”");
pub const FROM_ON: Field<Date> =
    Field::day("from_on", "从哪天起").required().help("退会、开除、死亡的，从这一天起不再是会员");
pub const CAUSE: Field<String> = Field::choice("cause", "原因", &CAUSES);
pub const DECIDED_ON: Field<Date> =
    Field::day("decided_on", "基层工会委员会决定日期").help("退会写宣布日期，开除会籍写决定日期");
pub const ASKED_ON: Field<Date> = Field::day("asked_on", "提出日期").help("空着就是今天");
pub const CLOSED_ON: Field<Date> = Field::day("closed_on", "办结日").computed();
pub const NOTE: Field<String> = Field::new("note", "说明", Kind::Long);
pub const STATE: Field<State> = Field::choice("state", "办理状态", &State::LIST).dated().computed();

pub const DECISIONS: AttachmentKind =
    AttachmentKind::papers("decision", "决定").help("基层工会委员会开除会籍的决定，盖章的扫描件");
pub const PAPERS: AttachmentKind =
    AttachmentKind::papers("paper", "证明材料").help("退会申请、退休证、死亡证明等");

const CARRIED: [&dyn AnyField; 5] =
    [&person::NAME, &person::PINYIN, &person::INITIALS, &person::SEX, &person::MIGRANT];

/// The register of changes of memberships.
pub fn changes() -> Register {
    let mut register = Register::new(CHANGES, "会籍变动", "件")
        .about(
            "一段会籍的退会、开除、死亡、保留、恢复各一件：为什么、从哪天起、谁办的、有什么材料。",
        )
        .found(Place::More("arrows-diff"))
        .section("会籍", &[&MEMBERSHIP, &PERSON, &UNION])
        .section("变动", &[&CHANGE, &FROM_ON, &CAUSE, &DECIDED_ON, &ASKED_ON, &CLOSED_ON, &NOTE])
        .columns(&["person_name", "union", "change", "from_on", "cause", "state", "due_on"])
        .owned_with(&UNION, &MEMBERSHIP)
        .follows(&MEMBERSHIP, &[(&PERSON, &membership::PERSON)])
        .labelled(&PERSON)
        .life(&ASKED_ON, &CLOSED_ON)
        .standing("在办", "已办结")
        .ended_said_by(&STATE)
        .shows_person(&PERSON, true)
        .carries(&PERSON, &CARRIED)
        .sorts(&["from_on", "person_pinyin", "person_name"])
        .prepare(rules::prepare)
        .attachments(&[DECISIONS, PAPERS])
        .flow(&STATE, workflow::flow());
    register.permits = roles::permits(&[Act::Read, Act::Write]);
    register
}
