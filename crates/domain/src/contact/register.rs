//! What we keep of a change of number or address that a member has told.

use super::{rules, workflow};
use crate::person::register as person;
use crate::roles;
use kernel::access::Act;
use kernel::field::AnyField;
use kernel::own::{Ask, Asker, Fill, Page};
use kernel::prelude::*;

choices! {
    /// 办理状态 of a change.
    pub enum State {
        Told = "TOLD", "待核对";
        Taken = "TAKEN", "已更新";
        Refused = "REFUSED", "未采用";
        Withdrawn = "WITHDRAWN", "本人撤回";
    }
}

/// Name of the register.
pub const CONTACTS: &str = "contact";
pub const PERSON: Field<Link> = Field::link("person", "会员", "person").required();
/// The union that looks at it, and the owner of the record.
pub const UNION: Field<Link> = Field::link("union", "所在工会", "union").required();
pub const PHONE: Field<String> =
    Field::new("phone", "新手机号", Kind::Phone).help("没有换号就不填");
pub const ADDRESS: Field<String> = Field::text("address", "新住址").secret().help("没有搬家就不填");
pub const TOLD_ON: Field<Date> = Field::day("told_on", "提出日期").required();
pub const CLOSED_ON: Field<Date> = Field::day("closed_on", "办结日").computed();
pub const STATE: Field<State> = Field::choice("state", "办理状态", &State::LIST).dated().computed();

const CARRIED: [&dyn AnyField; 3] = [&person::NAME, &person::PINYIN, &person::INITIALS];

const CHANGE: Ask = Ask {
    title: "换了手机号或住址",
    about: "工会核对以后，台账就照新的改；核对以前还按原来的联系您。",
    icon: "phone",
    steps: &[Page { title: "新的联系方式", fields: &["phone", "address"] }],
    fills: &[("person", Fill::Person), ("union", Fill::Of("union")), ("told_on", Fill::Today)],
    sent: "已经送到您所在的工会，核对以后就改过来。",
    by: Asker::Member,
    signed: "",
    proves: &[],
    answers: |_| true,
    opening: &[],
    doubts: "",
    pictures: "",
    invited: None,
};

/// The register of changes.
pub fn contacts() -> Register {
    let mut register = Register::new(CONTACTS, "联系方式变更", "件")
        .about("会员在手机上提出的一次手机号、住址变更；工会核对同意以后，人员台账随之更新。")
        .found(Place::More("phone"))
        .section("变更", &[&PERSON, &UNION, &PHONE, &ADDRESS, &TOLD_ON, &CLOSED_ON])
        .columns(&["person_name", "union", "told_on", "state", "due_on"])
        .owned(Owner::Union(UNION.def.name))
        .labelled(&PERSON)
        .life(&TOLD_ON, &CLOSED_ON)
        .standing("在办", "已办结")
        .ended_said_by(&STATE)
        .shows_person(&PERSON, false)
        .carries(&PERSON, &CARRIED)
        .sorts(&["told_on", "person_pinyin", "person_name"])
        .prepare(rules::prepare)
        .flow(&STATE, workflow::flow())
        .own(Own::of(&PERSON).asking(CHANGE));
    register.permits = roles::permits(&[Act::Read, Act::Write]);
    register.permits.push(may(&roles::MEMBER, &[Act::Read, Act::Write]));
    register
}
