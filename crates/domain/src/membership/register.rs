//! What we keep of a membership.

use super::rules;
use crate::person::register as person;
use crate::{lists, roles};
use kernel::access::Act;
use kernel::field::AnyField;
use kernel::kept::{Edge, Kept};
use kernel::prelude::*;
use kernel::register::Together;

choices! {
    /// 入会方式.
    pub enum Entry {
        Join = "JOIN", "入会", ["新入会", "发展入会"];
        TransferIn = "TRANSFER_IN", "转入", ["转会转入"];
    }
}
choices! {
    /// 离会方式.
    pub enum Exit {
        TransferOut = "TRANSFER_OUT", "转出", ["转会转出"];
        Withdrawn = "WITHDRAWN", "退会", ["自愿退会"];
        Expelled = "EXPELLED", "除名", ["开除会籍", "开除"];
        Deceased = "DECEASED", "死亡", ["去世"];
        AutoWithdrawn = "AUTO_WITHDRAWN", "自动退会", ["视为自动退会"];
        Merged = "MERGED", "合并", ["重复合并"];
    }
}
choices! {
    /// 会籍状态: all four are members; only 正常 may vote (工会会员会籍管理办法).
    pub enum Status {
        Active = "ACTIVE", "正常", ["在籍", "在会"];
        TransferOut = "TRANSFER_OUT", "转出中";
        Retained = "RETAINED", "保留会籍", ["保留"];
        Suspended = "SUSPENDED", "冻结";
    }
}

/// Name of the register.
pub const MEMBERSHIPS: &str = "membership";
pub const PERSON: Field<Link> = Field::link("person", "会员", "person").required();
/// The union the person belongs to, and the owner of the record.
pub const UNION: Field<Link> = Field::link("union", "所在工会", "union").required();
pub const EMPLOYER: Field<Link> =
    Field::link("employer", "工作单位", "employer").help("以个人身份加入的不填");
pub const NUMBER: Field<String> = Field::text("number", "会员编号");
pub const GROUP: Field<String> = Field::text("group", "工会小组（分会）");
pub const JOINED_ON: Field<Date> =
    Field::day("joined_on", "入会日期").required().help("基层工会委员会批准的日期");
pub const ENTRY: Field<Entry> = Field::choice("entry", "入会方式", &Entry::LIST).required();
pub const STATUS: Field<Status> =
    Field::choice("status", "会籍状态", &Status::LIST).required().dated();
pub const LEFT_ON: Field<Date> = Field::day("left_on", "离会日期").help("从这一天起不再是会员");
pub const EXIT: Field<Exit> = Field::choice("exit", "离会方式", &Exit::LIST);
pub const REASON: Field<String> = Field::choice("reason", "会籍变化原因", &lists::CHANGE_REASON);
pub const NOTE: Field<String> = Field::text("note", "备注");

const OVERLAP: &str =
    "这段会籍与此人已有的会籍重叠；一个人同时只有一段会籍，请先办原会籍的转出，或核对日期";

/// What lists of members show, sort and filter by and what figures of members ask; never a secret.
const CARRIED: [&dyn AnyField; 13] = [
    &person::NAME,
    &person::PINYIN,
    &person::INITIALS,
    &person::SEX,
    &person::BIRTH_ON,
    &person::MIGRANT,
    &person::NEF,
    &person::EMPLOYMENT,
    &person::EMPLOY_FORM,
    &person::ETHNICITY,
    &person::EDUCATION,
    &person::CHECK_STATE,
    &person::HAS_PHONE,
];

/// Who joins is registered with the membership, once for a life.
const TOGETHER: Together = Together {
    link: PERSON.def.name,
    new: "会员",
    title: "是谁",
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
    elsewhere: super::ELSEWHERE,
};

/// The register of memberships.
pub fn memberships() -> Register {
    let mut register = Register::new(MEMBERSHIPS, "会籍", "人")
        .all_counted_in("段")
        .about("一个人在一个工会的一段会籍：哪天入会、怎样入会、现在怎样、哪天离会。")
        .found(Place::Phone("id-badge-2"))
        .takes_local()
        .section("会员", &[&PERSON, &UNION, &EMPLOYER, &NUMBER, &GROUP])
        .section("入会", &[&JOINED_ON, &ENTRY])
        .section("变化", &[&STATUS, &REASON, &LEFT_ON, &EXIT, &NOTE])
        .columns(&[
            "person_name",
            "number",
            "union",
            "employer",
            "joined_on",
            "person_migrant",
            "person_nef",
            "status",
        ])
        .owned(Owner::Union(UNION.def.name))
        .labelled(&PERSON)
        .life(&JOINED_ON, &LEFT_ON)
        .standing("在册", "已离会")
        .ended_said_by(&STATUS)
        .together(TOGETHER)
        .shows_person(&PERSON, true)
        .no_overlap(&PERSON, OVERLAP)
        .carries(&PERSON, &CARRIED)
        .sorts(&[
            "joined_on",
            "person_pinyin",
            "person_name",
            "person_initials",
            "number",
            "status",
        ])
        .kept(kept())
        .prepare(rules::prepare)
        .complete(&[&EMPLOYER, &NUMBER, &GROUP]);
    register = register.own(Own::of(&PERSON).belonging(&NUMBER));
    register.permits = roles::permits(&[Act::Read, Act::Write, Act::Import, Act::Export]);
    register.permits.push(may(&roles::MEMBER, &[Act::Read]));
    register
}

/// Figures of members are asked every day and of any day. What most of them ask for is told apart in small
/// families; larger ones have every breakdown but ages.
fn kept() -> Vec<Kept> {
    const WORK: [&str; 6] = [
        "person.sex",
        "person.migrant",
        "person.nef",
        "person.employ_form",
        "person.employment",
        "union.kind",
    ];
    let with = |own: &[&'static str]| [own, &WORK].concat();
    vec![
        Kept::new("members", Edge::Life).by(&[
            "status",
            "person.sex",
            "person.migrant",
            "person.nef",
        ]),
        Kept::new("breakdown", Edge::Life).by(&with(&["status", "entry"])).of_counties(),
        Kept::new("quality", Edge::Life).by(&["person.check_state", "person.has_phone"]).filled(&[
            "person.birth_on",
            "person.ethnicity",
            "person.education",
            "person.employment",
            "employer",
        ]),
        Kept::new("joined", Edge::First).by(&["entry"]),
        Kept::new("left", Edge::Last).by(&["exit"]),
        Kept::new("came", Edge::First).by(&with(&["entry"])).of_counties(),
        Kept::new("went", Edge::Last).by(&with(&["exit", "reason"])).of_counties(),
    ]
}
