//! What we keep of an application to join.

use super::{rules, workflow};
use crate::employer::register::EMPLOYERS;
use crate::person::register as person;
use crate::roles;
use kernel::access::Act;
use kernel::field::AnyField;
use kernel::own::{Ask, Asker, Fill, Invited, Page};
use kernel::prelude::*;
use kernel::register::Together;

choices! {
    /// 办理状态 of an application.
    pub enum State {
        Applied = "APPLIED", "待审批";
        Admitted = "ADMITTED", "已入会待建档";
        Filed = "FILED", "已建档";
        Rejected = "REJECTED", "未同意";
        Withdrawn = "WITHDRAWN", "本人撤回";
    }
}

/// 入会渠道: which union receives the application follows from it.
pub const CHANNELS: Choices = Choices {
    name: "入会渠道",
    items: &[
        ("EMPLOYER", "在本县单位务工，由所在单位工会接收", &["所在单位工会"]),
        ("HOME", "外出务工，由户籍地村（社区）工会接收", &["户籍地工会", "村工会"]),
        ("PLACE", "零散务工，由务工地村（社区）、行业工会接收", &["务工地工会", "社区工会"]),
    ],
};

/// Name of the register.
pub const JOININGS: &str = "joining";
pub const PERSON: Field<Link> = Field::link("person", "申请人", "person").required();
/// The union that answers, and the owner of the record.
pub const UNION: Field<Link> = Field::link("union", "受理工会", "union").required();
/// The founding whose roster it belongs to.
pub const FOUNDING: Field<Link> =
    Field::link("founding", "建会申请", "founding").help("单位还没有工会的，随建会一起办");
pub const EMPLOYER: Field<Link> =
    Field::link("employer", "工作单位", EMPLOYERS).help("以个人身份加入的不填");
pub const APPLIED_ON: Field<Date> = Field::day("applied_on", "申请日期").required();
pub const OWN_HAND: Field<bool> =
    Field::yes_no("own_hand", "本人填写签名").required().help("入会要有本人亲自填写、签名的申请书");
pub const STATEMENT: Field<String> = Field::new("statement", "本人申请", Kind::Long)
    .help("本人自愿加入工会的话")
    .initial("我自愿加入中国工会，遵守中国工会章程，执行工会决议，积极参加工会活动。");
pub const CHANNEL: Field<String> = Field::choice("channel", "入会渠道", &CHANNELS);
pub const DECIDED_ON: Field<Date> =
    Field::day("decided_on", "批准日期").help("基层工会委员会批准的日期，就是入会日期");
pub const NUMBER: Field<String> = Field::text("number", "会员编号").help("台账上的编号");
pub const FORM_NUMBER: Field<String> =
    Field::text("form_number", "登记表编号").help("照纸质登记表上写的填，要和会员编号一致");
pub const MEMBERSHIP: Field<Link> = Field::link("membership", "会籍", "membership").computed();
pub const CLOSED_ON: Field<Date> = Field::day("closed_on", "办结日").computed();
pub const NOTE: Field<String> = Field::text("note", "备注");
pub const STATE: Field<State> = Field::choice("state", "办理状态", &State::LIST).dated().computed();

pub const FORMS: AttachmentKind =
    AttachmentKind::papers("form", "入会申请书").help("本人亲笔填写的申请书、登记表的照片或扫描件");

const CARRIED: [&dyn AnyField; 6] = [
    &person::NAME,
    &person::PINYIN,
    &person::INITIALS,
    &person::SEX,
    &person::MIGRANT,
    &person::HAS_PHONE,
];

/// Who applies is registered with the application, once for a life.
const TOGETHER: Together = Together {
    link: PERSON.def.name,
    new: "入会申请",
    title: "谁申请",
    by: person::PAPER_NO.def.name,
    kind: Some(person::PAPER_KIND.def.name),
    fields: &[
        "paper_no",
        "paper_kind",
        "name",
        "phone",
        "sex",
        "birth_on",
        "education",
        "employ_form",
        "migrant",
        "nef",
        "job",
    ],
    elsewhere: crate::membership::ELSEWHERE,
};

/// Whoever works where there is no union yet comes to its founding as a preparatory member (预备会员), and asks
/// colleagues along until there are as many as a union committee needs (工会法第十一条).
const INVITED: Invited = Invited {
    link: "founding",
    states: &["DRAFT", "PREP_REQUESTED", "RECRUITING"],
    fills: &[("union", "parent")],
    only: Some(("employer", "founding_unit", "founding", "employer")),
    instead_of: &["union", "channel"],
    wanted: &crate::founding::SINGLE_LEAST,
    title: "正在筹建",
    enough: "人数够了，可以建立基层工会委员会",
};

const JOIN: Ask = Ask {
    title: "加入工会",
    about: "四步，三分钟填完。手机号已经有了，不用再填；填到一半断网也不会丢。",
    icon: "users-plus",
    steps: &[
        Page {
            title: "您是谁", fields: &["person.name", "person.paper_no", "person.paper_kind"]
        },
        Page {
            title: "在哪里上班",
            fields: &["union", "channel", "person.job", "person.nef", "person.employ_form"],
        },
        Page { title: "基本情况", fields: &["person.education", "person.migrant", "note"] },
        Page { title: "本人签名", fields: &["statement"] },
    ],
    fills: &[
        ("person", Fill::Person),
        ("applied_on", Fill::Today),
        ("own_hand", Fill::Yes),
        ("person.phone", Fill::Phone),
    ],
    sent: "申请已经送到工会。工会同意以后，您就是会员，在这里看得到会员证。",
    by: Asker::Stranger,
    signed: "form",
    proves: &["ADMITTED", "FILED"],
    answers: crate::union::takes_members,
    opening: &[],
    doubts: "note",
    pictures: "",
    invited: Some(INVITED),
};

/// The register of applications to join.
pub fn joinings() -> Register {
    let mut register = Register::new(JOININGS, "入会申请", "件")
        .about("一个人申请加入工会一件：谁申请、由哪个工会审批、编号对没对上、哪天入会。")
        .found(Place::More("users-plus"))
        .section("申请", &[&PERSON, &UNION, &FOUNDING, &EMPLOYER, &CHANNEL])
        .section("本人意愿", &[&APPLIED_ON, &OWN_HAND, &STATEMENT, &NOTE])
        .section("审批建档", &[&DECIDED_ON, &NUMBER, &FORM_NUMBER, &MEMBERSHIP, &CLOSED_ON])
        .columns(&["person_name", "union", "employer", "applied_on", "state", "due_on"])
        .owned(Owner::Union(UNION.def.name))
        .labelled(&PERSON)
        .life(&APPLIED_ON, &CLOSED_ON)
        .standing("在办", "已办结")
        .ended_said_by(&STATE)
        .together(TOGETHER)
        .shows_person(&PERSON, false)
        .carries(&PERSON, &CARRIED)
        .sorts(&["applied_on", "person_pinyin", "person_name"])
        .prepare(rules::prepare)
        .complete(&[&EMPLOYER, &CHANNEL])
        .attachments(&[FORMS])
        .forms(&super::forms::FORMS_PRINTED)
        .flow(&STATE, workflow::flow());
    register = register.own(Own::of(&PERSON).asking(JOIN));
    register.permits = roles::permits(&[Act::Read, Act::Write]);
    register.permits.push(may(&roles::MEMBER, &[Act::Read, Act::Write]));
    register
}
