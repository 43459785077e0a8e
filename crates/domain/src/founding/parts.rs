//! What belongs to an application: the employers that found the union, the unions that found a federation,
//! the people who prepare it and who stand for its committee.

use super::register::FOUNDINGS;
use super::rules;
use crate::cadre::register::POSTS;
use crate::employer::register as employer;
use crate::employer::register::EMPLOYERS;
use crate::{lists, roles};
use kernel::access::Act;
use kernel::prelude::*;

/// Employers of an application.
pub const UNITS: &str = "founding_unit";
/// Unions of an application for a federation.
pub const BODIES: &str = "founding_body";
/// People of an application.
pub const PEOPLE: &str = "founding_person";

/// The whole to which each of them belongs, and its owner.
pub const FOUNDING: Field<Link> = Field::link("founding", "建会申请", FOUNDINGS).required();
pub const PARENT: Field<Link> = Field::link("parent", "上级工会", "union").computed();

pub const EMPLOYER: Field<Link> = Field::link("employer", "用人单位", EMPLOYERS).required();
pub const CONSENTED: Field<bool> =
    Field::yes_no("consented", "已签加入联合工会意见").help("联合建会的填写");

pub const BODY: Field<Link> = Field::link("body", "加入的工会", "union").required();

/// What somebody does in the application.
pub const SERVES: Choices = Choices {
    name: "身份",
    items: &[
        ("PREP_HEAD", "筹备组组长", &[]),
        ("PREP", "筹备组成员", &[]),
        ("CANDIDATE", "委员会人选", &["候选人"]),
    ],
};
pub const NAME: Field<String> = Field::text("name", "姓名").required();
pub const SEX: Field<String> = Field::choice("sex", "性别", &lists::SEX);
pub const WORK: Field<String> =
    Field::text("work", "单位职务").help("在本单位做什么，写进请示的建议名单");
pub const SERVES_AS: Field<String> = Field::choice("serves", "身份", &SERVES).required();
pub const POST: Field<String> =
    Field::choice("post", "人选职务", &POSTS).help("委员会人选填写：主席、委员、经审委员……");
pub const VOTES: Field<i64> = Field::int("votes", "得票").between(0, 1_000_000).unit("票");
pub const ELECTED: Field<bool> = Field::yes_no("elected", "是否当选");
pub const RELATIVE: Field<bool> = Field::yes_no("relative", "是单位主要负责人的近亲属")
    .help("近亲属不得作为本单位基层工会委员会成员的人选（工会法第十条）");
pub const MANAGER: Field<bool> = Field::yes_no("manager", "是行政正副职或人力资源负责人")
    .help("不得作为企业工会主席、副主席候选人");
pub const NOTE: Field<String> = Field::text("note", "备注");

fn part(register: Register) -> Register {
    let mut register = register.owned_with(&PARENT, &FOUNDING);
    register.permits = roles::permits(&[Act::Read]);
    register
}

/// Employers that found the union.
pub fn units() -> Register {
    part(
        Register::new(UNITS, "建会单位", "家")
            .about("一件建会申请里的每家用人单位一条；单独建会一家，联合建会两家以上。")
            .section("单位", &[&FOUNDING, &EMPLOYER, &CONSENTED, &NOTE, &PARENT])
            .columns(&["employer_name", "founding", "consented"])
            .labelled(&EMPLOYER)
            .carries(&EMPLOYER, &[&employer::NAME, &employer::PINYIN])
            .unique(&[&FOUNDING, &EMPLOYER], "这家单位已经在这件申请里")
            .sorts(&["employer_name", "employer_pinyin"])
            .complete(&[&EMPLOYER]),
    )
}

/// Unions that found a federation.
pub fn bodies() -> Register {
    part(
        Register::new(BODIES, "加入联合会的工会", "个")
            .about("建工会联合会时，每个加入的基层工会一条；批复以后改由联合会领导。")
            .section("工会", &[&FOUNDING, &BODY, &NOTE, &PARENT])
            .columns(&["body", "founding"])
            .labelled(&BODY)
            .unique(&[&FOUNDING, &BODY], "这个工会已经在这件申请里")
            .sorts(&["body"])
            .complete(&[&BODY]),
    )
}

/// People of an application.
pub fn people() -> Register {
    part(
        Register::new(PEOPLE, "筹备组和委员人选", "人")
            .about("筹备组成员、委员会人选和选举得票，每人一条；筹备组成员批复筹建以后、当选的批复成立以后进工会干部台账。")
            .section("人选", &[&FOUNDING, &NAME, &SEX, &WORK, &SERVES_AS, &POST, &RELATIVE, &MANAGER])
            .section("选举", &[&VOTES, &ELECTED, &NOTE, &PARENT])
            .columns(&["name", "serves", "post", "votes", "elected", "founding"])
            .labelled(&NAME)
            .sorts(&["name", "serves"])
            .prepare(rules::prepare_person)
            .complete(&[&SERVES_AS]),
    )
}
