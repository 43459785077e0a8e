//! The parts of an activity: participants who are named, and lines of what is only counted. A part
//! belongs to the union of its activity.

use super::register::{self as activity, ACTIVITIES};
use super::rules;
use crate::person::register as person;
use crate::roles;
use crate::term::register::{self as term, TERMS};
use kernel::access::Act;
use kernel::prelude::*;

/// 参加身份.
pub const PARTS: Choices = Choices {
    name: "参加身份",
    items: &[
        ("STUDENT", "学员", &["参训"]),
        ("CONTESTANT", "参赛", &["选手"]),
        ("SEEKER", "求职", &["求职者"]),
        ("AIDED", "受助", &["慰问对象", "受慰问"]),
        ("STAFF", "工作人员", &["志愿者", "讲师"]),
        ("OTHER", "其他参加", &["参加"]),
    ],
};

/// Name of the register of participants.
pub const PARTICIPANTS: &str = "activity_person";
/// Name of the register of lines.
pub const LINES: &str = "activity_line";
pub const ACTIVITY: Field<Link> = Field::link("activity", "活动", ACTIVITIES).required();
/// Filled from the activity, and the owner of the record.
pub const UNION: Field<Link> = Field::link("union", "主办工会", "union").required().computed();
pub const PERSON: Field<Link> = Field::link("person", "参加人", "person").required();
pub const PART: Field<String> = Field::choice("part", "参加身份", &PARTS).required();
pub const INTENT: Field<bool> = Field::yes_no("intent", "达成意向");
pub const EMPLOYED: Field<bool> = Field::yes_no("employed", "实现就业");
pub const CERTIFICATE: Field<bool> = Field::yes_no("certificate", "取得证书");
pub const RESULT: Field<String> = Field::text("result", "成绩或名次");
pub const ITEM: Field<Link> = Field::link("item", "项目", TERMS)
    .required()
    .within("list", &["HEADS", "MONEY", "GOODS", "RESULT"])
    .help("人数、经费、物资、成果的项目；同一个人只计入一项人数");
pub const QUANTITY: Field<i64> =
    Field::int("quantity", "数量").between(0, 100_000_000).help("人数、份数、件数");
pub const AMOUNT: Field<i64> =
    Field::new("amount", "金额", Kind::Money).between(0, 100_000_000_000_000).help("经费填写");
pub const MEASURE: Field<String> = Field::text("measure", "计量单位").help("人、份、套等");
pub const NOTE: Field<String> = Field::text("note", "备注");

/// The register of named participants.
pub fn participants() -> Register {
    let mut register = Register::new(PARTICIPANTS, "活动参加人", "人次")
        .about("活动里写得出姓名的参加人，一人一条；只知道人数的记在活动明细里，同一个人不记两处。")
        .section("参加", &[&ACTIVITY, &PERSON, &PART, &UNION])
        .section("结果", &[&INTENT, &EMPLOYED, &CERTIFICATE, &RESULT, &NOTE])
        .columns(&[
            "person_name",
            "activity_name",
            "activity_held_from",
            "union",
            "part",
            "person_migrant",
            "result",
        ])
        .owned_with(&UNION, &ACTIVITY)
        .labelled(&PERSON)
        .shows_person(&PERSON, true)
        .unique(&[&ACTIVITY, &PERSON], "这个人已在这次活动的参加人里")
        .carries(&ACTIVITY, &[&activity::NAME, &activity::HELD_FROM])
        .carries(
            &PERSON,
            &[&person::NAME, &person::PINYIN, &person::INITIALS, &person::SEX, &person::MIGRANT],
        )
        .sorts(&["activity_held_from", "person_pinyin"])
        .complete(&[&RESULT]);
    register.permits = roles::permits(&[Act::Read, Act::Write, Act::Import, Act::Export]);
    register
}

/// The register of lines.
pub fn lines() -> Register {
    let mut register = Register::new(LINES, "活动明细", "条")
        .about("一次活动的人数、经费、物资和成果，一个项目一条；写不出姓名的人按人数记在这里。")
        .section("明细", &[&ACTIVITY, &ITEM, &QUANTITY, &AMOUNT, &MEASURE, &NOTE, &UNION])
        .columns(&[
            "item_name",
            "item_list",
            "quantity",
            "measure",
            "amount",
            "activity_name",
            "activity_held_from",
            "union",
        ])
        .owned_with(&UNION, &ACTIVITY)
        .labelled(&ITEM)
        .carries(&ACTIVITY, &[&activity::NAME, &activity::HELD_FROM])
        .carries(&ITEM, &[&term::NAME, &term::LIST, &term::CODE])
        .sorts(&["activity_held_from"])
        .prepare(rules::prepare_line);
    register.permits = roles::permits(&[Act::Read, Act::Write, Act::Import, Act::Export]);
    register
}
