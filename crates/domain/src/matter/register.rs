//! What we keep of something that a member asks of the union.

use super::{rules, workflow};
use crate::person::register as person;
use crate::roles;
use kernel::access::Act;
use kernel::field::AnyField;
use kernel::own::{Ask, Asker, Fill, Page};
use kernel::prelude::*;

choices! {
    /// 办理状态 of a matter.
    pub enum State {
        Received = "RECEIVED", "待受理";
        Working = "WORKING", "办理中";
        Answered = "ANSWERED", "已答复";
        Withdrawn = "WITHDRAWN", "本人撤回";
        Refused = "REFUSED", "不予受理";
    }
}

/// 诉求类别.
pub const KINDS: Choices = Choices {
    name: "诉求类别",
    items: &[
        ("HARDSHIP", "生活困难", &["困难帮扶", "救助"]),
        ("WAGES", "工资拖欠", &["讨薪", "欠薪"]),
        ("DISPUTE", "劳动争议", &["劳动合同", "工伤", "解除劳动关系"]),
        ("SAFETY", "安全和劳动保护", &["劳动保护", "高温津贴"]),
        ("ADVICE", "意见建议", &["合理化建议"]),
        ("SERVICE", "服务和活动", &["培训", "疗休养", "互助保障"]),
        ("PHONE", "开通手机服务", &[]),
        ("OTHER", "其他", &[]),
    ],
};

/// Name of the register.
pub const MATTERS: &str = "matter";
pub const PERSON: Field<Link> = Field::link("person", "提出人", "person").required();
/// The union that answers, and the owner of the record.
pub const UNION: Field<Link> = Field::link("union", "承办工会", "union").required();
pub const KIND: Field<String> = Field::choice("kind", "诉求类别", &KINDS).required();
pub const WORDS: Field<String> =
    Field::new("words", "说说情况", Kind::Long).required().help("什么时候、在哪里、想请工会帮什么");
pub const ASKED_ON: Field<Date> = Field::day("asked_on", "提出日期").required();
pub const ANSWER: Field<String> =
    Field::new("answer", "答复", Kind::Long).help("写给本人看的话，本人在手机上看得到");
pub const CLOSED_ON: Field<Date> = Field::day("closed_on", "办结日").computed();
pub const STATE: Field<State> = Field::choice("state", "办理状态", &State::LIST).dated().computed();

const CARRIED: [&dyn AnyField; 3] = [&person::NAME, &person::PINYIN, &person::INITIALS];

/// The register of matters.
pub fn matters() -> Register {
    let mut register = Register::new(MATTERS, "职工诉求", "件")
        .about("会员向工会提出的一件事：谁提的、什么事、由哪个工会答复、怎么答复的。")
        .found(Place::More("lifebuoy"))
        .section("诉求", &[&PERSON, &UNION, &KIND, &WORDS, &ASKED_ON])
        .section("答复", &[&ANSWER, &CLOSED_ON])
        .columns(&["person_name", "kind", "union", "asked_on", "state", "due_on"])
        .owned(Owner::Union(UNION.def.name))
        .labelled(&PERSON)
        .life(&ASKED_ON, &CLOSED_ON)
        .standing("在办", "已办结")
        .ended_said_by(&STATE)
        .shows_person(&PERSON, false)
        .carries(&PERSON, &CARRIED)
        .sorts(&["asked_on", "person_pinyin", "person_name"])
        .prepare(rules::prepare)
        .attachments(&[PHOTOS, PAPERS])
        .flow(&STATE, workflow::flow())
        .own(Own::of(&PERSON).asking(HELP));
    register.permits = roles::permits(&[Act::Read, Act::Write]);
    register.permits.push(may(&roles::MEMBER, &[Act::Read, Act::Write]));
    register
}

pub const PHOTOS: AttachmentKind = AttachmentKind::photos("photo", "现场照片")
    .help("工资条、欠条、受伤的地方、现场，看得清的就行");
pub const PAPERS: AttachmentKind =
    AttachmentKind::papers("paper", "有关材料").help("照片或扫描件，看得清的就行");

const HELP: Ask = Ask {
    title: "我要求助",
    about: "遇到困难、工资、劳动争议，或有话要说，都可以写在这里。您所在的工会会在期限内答复。",
    icon: "lifebuoy",
    steps: &[Page { title: "什么事", fields: &["kind", "words"] }],
    fills: &[("person", Fill::Person), ("union", Fill::Of("union")), ("asked_on", Fill::Today)],
    sent: "已经送到您所在的工会，办到哪一步，在“我的办理”里看。",
    by: Asker::Member,
    signed: "",
    proves: &[],
    answers: |_| true,
    opening: &[("kind", "PHONE"), ("words", "请求开通手机服务，请核对证件后把开通密码交给本人。")],
    doubts: "",
    pictures: "photo",
    invited: None,
};
