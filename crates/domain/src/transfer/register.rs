//! What we keep of a transfer.

use super::{file, rules, workflow};
use crate::employer::register::EMPLOYERS;
use crate::membership::register as membership;
use crate::membership::register::MEMBERSHIPS;
use crate::paper::register::PAPERS_OUT;
use crate::partner::register::PARTNERS;
use crate::person::register as person;
use crate::roles;
use crate::union::register::UNIONS;
use kernel::access::Act;
use kernel::field::AnyField;
use kernel::own::{Ask, Asker, Fill, Own, Page};
use kernel::prelude::*;

choices! {
    /// 办理状态 of a transfer.
    pub enum State {
        Asked = "ASKED", "待转出工会同意";
        Agreed = "AGREED", "转出中，待接收";
        Sent = "SENT", "转出中，待回执";
        Done = "DONE", "已转会";
        Refused = "REFUSED", "未同意转出";
        Declined = "DECLINED", "未接收";
        Recalled = "RECALLED", "已撤回";
    }
}

/// Why somebody transfers (工会会员会籍管理办法: membership is where the labour relation is).
pub const CAUSES: Choices = Choices {
    name: "转会原因",
    items: &[
        ("JOB", "劳动（工作）关系变动", &["换单位", "工作调动"]),
        ("HOME", "回户籍地、居住地就业", &["返乡"]),
        ("LENT", "借调、外派六个月以上", &["借调"]),
        ("CLOSED", "原单位关闭或原工会撤销", &["工会撤销", "破产"]),
        ("SITE", "工地完工、项目结束", &["项目结束"]),
        ("OTHER", "其他", &[]),
    ],
};

/// Who asked.
pub const ASKERS: Choices = Choices {
    name: "谁提出",
    items: &[
        ("DESK", "工会代办", &["转出工会"]),
        ("MEMBER", "本人手机申请", &["本人"]),
        ("RECEIVER", "转入工会提出", &[]),
        ("FILE", "外地转会文件", &[]),
    ],
};

/// Name of the register.
pub const TRANSFERS: &str = "transfer";
pub const MEMBERSHIP: Field<Link> = Field::link("membership", "要转的会籍", MEMBERSHIPS)
    .help("写会员姓名查找；外地来的不填，由转会文件带来");
pub const PERSON: Field<Link> = Field::link("person", "会员", "person").computed();
pub const FROM: Field<Link> = Field::link("from", "转出工会", UNIONS).computed();
pub const TO: Field<Link> = Field::link("to", "转入工会", UNIONS)
    .anywhere()
    .help("本县的基层工会；不归您管的写全称；转往外地的不填，写下面一栏");
pub const EMPLOYER: Field<Link> =
    Field::link("employer", "新工作单位", EMPLOYERS).help("以个人身份加入的不填");
pub const TO_NAME: Field<String> = Field::text("to_name", "转往外地的工会")
    .help("全称；本人在手机上写的，由工会核对，在本县的改成选转入工会");
pub const PARTNER: Field<Link> = Field::link("partner", "互认系统", PARTNERS)
    .help("对方也用本系统、已核对过指纹的选上，可以发转会文件；不选就凭介绍信和纸质回执");
pub const FROM_NAME: Field<String> = Field::text("from_name", "外地转出工会").computed();
pub const CAUSE: Field<String> = Field::choice("cause", "转会原因", &CAUSES).required();
pub const ASKED_ON: Field<Date> = Field::day("asked_on", "提出日期").help("空着就是今天");
pub const ASKED_BY: Field<String> = Field::choice("asked_by", "谁提出", &ASKERS);
pub const DUES_UNTIL: Field<String> =
    Field::text("dues_until", "会费交至").help("如：2026年5月；写在介绍信上");
pub const HELD_ON: Field<Date> =
    Field::day("held_on", "转入日期").help("从这一天起是转入工会的会员，不再计在转出工会");
/// The union that has it in hand, and the owner of the record: the sender until it agrees, then the receiver.
pub const DESK: Field<Link> = Field::link("desk", "办理工会", UNIONS).computed();
pub const STATUS_BEFORE: Field<String> =
    Field::choice("status_before", "原会籍状态", &membership::Status::LIST).computed();
pub const LETTER: Field<Link> = Field::link("letter", "介绍信", PAPERS_OUT).computed();
pub const NEW_MEMBERSHIP: Field<Link> =
    Field::link("new_membership", "转入后的会籍", MEMBERSHIPS).computed();
/// What the other installation calls the matter.
pub const FILE_ID: Field<String> = Field::text("file_id", "转会文件编号").computed();
/// Of somebody who comes from another installation.
pub const JOINED_ON: Field<Date> = Field::day("joined_on", "在外地的入会日期").computed();
pub const PAST: Field<String> = Field::new("past", "在外地的会籍", Kind::Long).computed();
pub const CLOSED_ON: Field<Date> = Field::day("closed_on", "办结日").computed();
pub const NOTE: Field<String> = Field::text("note", "备注");
pub const STATE: Field<State> = Field::choice("state", "办理状态", &State::LIST).dated().computed();

pub const RECEIPTS: AttachmentKind =
    AttachmentKind::papers("receipt", "回执").help("接收工会盖章的介绍信回执");
pub const PAPERS: AttachmentKind =
    AttachmentKind::papers("paper", "转会材料").help("本人申请、劳动合同、介绍信");

const OPEN_ALREADY: &str = "此人还有一件没办完的转会，先办完或撤回那一件（R-TRF-04）";

const CARRIED: [&dyn AnyField; 5] =
    [&person::NAME, &person::PINYIN, &person::INITIALS, &person::SEX, &person::MIGRANT];

/// On the phone a member chooses the union, or says in their own words where to.
const MOVE: Ask = Ask {
    title: "换工作了，转会",
    about: "会籍跟着工作走：选新工会；找不到的写上新单位的名称，由现在的工会核对。会龄接着算。",
    icon: "arrows-exchange",
    steps: &[Page { title: "转到哪里", fields: &["to", "to_name", "cause", "note"] }],
    fills: &[
        ("membership", Fill::Belonging),
        ("asked_on", Fill::Today),
        ("asked_by", Fill::Code("MEMBER")),
    ],
    sent: "已经送到您所在的工会。两边工会都同意以后，您就是新工会的会员；办好以前还是原工会的会员。",
    by: Asker::Member,
    signed: "",
    proves: &[],
    answers: crate::union::takes_members,
    opening: &[],
    doubts: "",
    pictures: "",
    invited: None,
};

/// The register of transfers.
pub fn transfers() -> Register {
    let mut register = Register::new(TRANSFERS, "转会", "件")
        .about("一个人从一个工会转到另一个工会一件：两边都同意，从转入那一天起算在转入工会，一天也不重不漏。")
        .found(Place::More("arrows-exchange"))
        .section("谁转会", &[&MEMBERSHIP, &PERSON, &FROM, &FROM_NAME, &JOINED_ON, &PAST])
        .section("转到哪里", &[&TO, &EMPLOYER, &TO_NAME, &PARTNER])
        .section("申请", &[&CAUSE, &ASKED_ON, &ASKED_BY, &DUES_UNTIL, &NOTE])
        .section(
            "接转",
            &[
                &HELD_ON,
                &NEW_MEMBERSHIP,
                &LETTER,
                &DESK,
                &STATUS_BEFORE,
                &FILE_ID,
                &CLOSED_ON,
            ],
        )
        .columns(&["person_name", "from", "to", "cause", "asked_on", "state", "due_on"])
        .owned(Owner::Union(DESK.def.name))
        .seen_by(&[&FROM, &TO])
        .follows(&MEMBERSHIP, &[(&PERSON, &membership::PERSON), (&FROM, &membership::UNION)])
        .labelled(&PERSON)
        .life(&ASKED_ON, &CLOSED_ON)
        .standing("在办", "已办结")
        .ended_said_by(&STATE)
        .shows_person(&PERSON, false)
        .no_overlap(&PERSON, OPEN_ALREADY)
        .unique(&[&FILE_ID], "这个转会文件已经收过，同一件转会不能收两次（R-TRF-07）")
        .carries(&PERSON, &CARRIED)
        .sorts(&["asked_on", "person_pinyin", "person_name"])
        .prepare(rules::prepare)
        .attachments(&[PAPERS, RECEIPTS])
        .exchanged(file::exchange())
        .flow(&STATE, workflow::flow())
        .own(Own::of(&PERSON).asking(MOVE));
    register.permits = roles::permits(&[Act::Read, Act::Write]);
    register.permits.push(may(&roles::MEMBER, &[Act::Read, Act::Write]));
    register
}
