//! What we keep of a member's card.

use super::{rules, workflow};
use crate::membership::register::{self as membership, MEMBERSHIPS};
use crate::person::register as person;
use crate::roles;
use kernel::access::Act;
use kernel::field::AnyField;
use kernel::own::{Ask, Asker, Face, Fill, Page};
use kernel::prelude::*;
use kernel::register::Begun;

choices! {
    /// 办证状态 of a card.
    pub enum State {
        Asked = "ASKED", "待制证";
        Made = "MADE", "待盖钢印";
        Sealed = "SEALED", "待发证";
        Valid = "VALID", "已发证";
        Lost = "LOST", "已挂失";
        Replaced = "REPLACED", "已补换";
        Cancelled = "CANCELLED", "已注销";
    }
}

/// Name of the register.
pub const CARDS: &str = "card";
pub const MEMBERSHIP: Field<Link> =
    Field::link("membership", "会籍", MEMBERSHIPS).required().help("给哪段会籍办证");
pub const PERSON: Field<Link> = Field::link("person", "会员", "person").required();
/// The union that hands it over, and the owner of the record.
pub const UNION: Field<Link> = Field::link("union", "所在工会", "union").required();
pub const ASKED_ON: Field<Date> = Field::day("asked_on", "申领日期").required();
pub const FORM_NUMBER: Field<String> =
    Field::text("form_number", "登记表编号").help("照纸质登记表上写的填，要和台账上的会员编号一致");
pub const PRINTED_ON: Field<Date> = Field::day("printed_on", "制证日期");
pub const SEALED_ON: Field<Date> = Field::day("sealed_on", "盖钢印日期");
pub const HANDED_ON: Field<Date> = Field::day("handed_on", "发证日期");
pub const CLOSED_ON: Field<Date> = Field::day("closed_on", "失效日期").computed();
pub const STATE: Field<State> = Field::choice("state", "办证状态", &State::LIST).dated().computed();

pub const RECEIPT: AttachmentKind =
    AttachmentKind::papers("receipt", "领证签收单").help("本人签字的签收单照片或扫描件");

const CARRIED: [&dyn AnyField; 3] = [&person::NAME, &person::PINYIN, &person::INITIALS];

const APPLY: Ask = Ask {
    title: "申领会员证",
    about: "工会核对登记表编号以后制证，由县总工会盖钢印，再发到您手里；手机上的会员证同时生效。",
    icon: "id-badge-2",
    steps: &[Page { title: "申领会员证", fields: &[] }],
    fills: &[
        ("membership", Fill::Belonging),
        ("person", Fill::Person),
        ("union", Fill::Of("union")),
        ("asked_on", Fill::Today),
    ],
    sent: "申领已经送到您所在的工会，办好以后在“会员证”里出示。",
    by: Asker::Member,
    signed: "",
    proves: &[],
    answers: |_| true,
    opening: &[],
    doubts: "",
    pictures: "",
    invited: None,
};

/// R-CRD-05: for many members at once, each exactly as if asked for alone; who has a card or does not pass the
/// first gate stays behind.
const FOR_MEMBERS: Begun = Begun {
    link: "membership",
    title: "申领会员证",
    about: "给选中的会员各申领一张会员证。已有会员证、登记表编号和会员编号不一致、不是在册会员的不办，\
            办完列出每个人的原因。入会申请里没有登记表编号的，先到会员证台账单独登记一张，照登记表填上编号。",
    fills: &[
        ("membership", Fill::Belonging),
        ("person", Fill::Of("person")),
        ("union", Fill::Of("union")),
        ("asked_on", Fill::Today),
    ],
    checks: &["number", "member"],
};

const ON_PAPER: Face = Face {
    title: "工会会员证",
    name: "person_name",
    lines: &["union", "membership_number"],
    states: &["MADE", "SEALED", "VALID"],
    otherwise: "核对编号、制证以后才印",
};

/// The register of cards.
pub fn cards() -> Register {
    let mut register = Register::new(CARDS, "会员证", "张")
        .about("一张会员证：哪天申领、制证、盖钢印、发到本人手里，有没有挂失补换。")
        .found(Place::More("qrcode"))
        .section("会员", &[&MEMBERSHIP, &PERSON, &UNION])
        .section(
            "办证",
            &[&ASKED_ON, &FORM_NUMBER, &PRINTED_ON, &SEALED_ON, &HANDED_ON, &CLOSED_ON],
        )
        .columns(&["person_name", "membership_number", "union", "asked_on", "state", "due_on"])
        .owned_with(&UNION, &MEMBERSHIP)
        .labelled(&PERSON)
        .life(&ASKED_ON, &CLOSED_ON)
        .standing("有效和在办", "已失效")
        .ended_said_by(&STATE)
        .shows_person(&PERSON, false)
        .carries(&PERSON, &CARRIED)
        .carries(&MEMBERSHIP, &[&membership::NUMBER])
        .sorts(&["asked_on", "person_pinyin", "person_name"])
        .no_overlap(&PERSON, "此人已有一张有效或正在办的会员证；丢了的先挂失，再补换")
        .prepare(rules::prepare)
        .attachments(&[RECEIPT])
        .flow(&STATE, workflow::flow())
        .begun(FOR_MEMBERS)
        .own(Own::of(&PERSON).asking(APPLY).shown_while(&["VALID"]).printed(ON_PAPER));
    register.permits = roles::permits(&[Act::Read, Act::Write]);
    register.permits.push(may(&roles::MEMBER, &[Act::Read, Act::Write]));
    register
}
