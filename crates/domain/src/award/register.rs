//! What we keep of an honour or a rating.

use super::rules;
use crate::activity::register::LEVELS;
use crate::employer::register::EMPLOYERS;
use crate::person::register::{self as person, PERSONS};
use crate::roles;
use crate::term::register::{self as term, TERMS};
use kernel::access::Act;
use kernel::prelude::*;

choices! {
    /// 评定结果: whoever was looked at and does not meet the standard yet is counted too.
    pub enum Outcome {
        Met = "MET", "达标", ["合格", "通过", "已达标"];
        Unmet = "UNMET", "未达标", ["不合格", "未通过", "待达标"];
    }
}

/// 失效原因.
pub const ENDS: Choices = Choices {
    name: "失效原因",
    items: &[
        ("EXPIRED", "到期", &["期满"]),
        ("REPLACED", "被新的评定取代", &["复评", "重新评定"]),
        ("REVOKED", "撤销", &["取消", "摘牌"]),
    ],
};

/// Name of the register.
pub const AWARDS: &str = "award";
pub const TITLE: Field<Link> =
    Field::link("title", "荣誉或评定", TERMS).required().within("list", &["HONOUR", "STANDARD"]);
/// The union that holds it or to which the person belongs, and the owner of the record.
pub const UNION: Field<Link> = Field::link("union", "工会", "union").required();
pub const PERSON: Field<Link> =
    Field::link("person", "获得人", PERSONS).help("授予个人的填写；授予工会的不填");
pub const EMPLOYER: Field<Link> =
    Field::link("employer", "获得单位", EMPLOYERS).help("授予用人单位的填写");
pub const LEVEL: Field<String> = Field::choice("level", "级别", &LEVELS);
pub const STAR: Field<i64> =
    Field::int("star", "星级").between(1, 5).unit("星").help("星级评定填写，一至五星");
pub const OUTCOME: Field<Outcome> = Field::choice("outcome", "评定结果", &Outcome::LIST)
    .required()
    .help("参加评定、还没有达标的也登记");
pub const AWARDED_ON: Field<Date> = Field::day("awarded_on", "授予（评定）日期").required();
pub const UNTIL_ON: Field<Date> =
    Field::day("until_on", "失效日期").help("从这一天起不再计入；长期有效的不填");
pub const END: Field<String> = Field::choice("end", "失效原因", &ENDS);
pub const BODY: Field<String> = Field::text("body", "授予单位");
pub const DOCUMENT: Field<String> = Field::text("document", "文号");
pub const NOTE: Field<String> = Field::text("note", "备注");

pub const CERTIFICATES: AttachmentKind =
    AttachmentKind::papers("certificate", "证书").help("证书、奖牌的照片或扫描件");
pub const PAPERS: AttachmentKind =
    AttachmentKind::papers("paper", "文件").help("表彰决定、评定文件");

const OVERLAP: &str = "同一对象的同一荣誉或评定还在有效期内；重新评定的，先给原来那条写上失效日期";

/// The register of awards.
pub fn awards() -> Register {
    let mut register = Register::new(AWARDS, "荣誉与评定", "项")
        .about("工会、个人或单位获得的每一项荣誉和每一次评定一条：称号、级别、星级、是否达标、有效到哪天。")
        .found(Place::More("rubber-stamp"))
        .takes_local()
        .section("荣誉或评定", &[&TITLE, &LEVEL, &STAR, &OUTCOME])
        .section("授予谁", &[&UNION, &PERSON, &EMPLOYER])
        .section("期限", &[&AWARDED_ON, &UNTIL_ON, &END])
        .section("依据", &[&BODY, &DOCUMENT, &NOTE])
        .columns(&["title_name", "union", "person_name", "level", "star", "outcome", "awarded_on"])
        .owned(Owner::Union(UNION.def.name))
        .labelled(&TITLE)
        .life(&AWARDED_ON, &UNTIL_ON)
        .standing("有效", "已失效")
        .shows_person(&PERSON, true)
        .no_overlap(&UNION, OVERLAP)
        .overlap_alike(&[&TITLE, &PERSON, &EMPLOYER, &LEVEL])
        .carries(&TITLE, &[&term::NAME, &term::LIST, &term::CODE])
        .carries(&PERSON, &[&person::NAME, &person::PINYIN, &person::INITIALS])
        .sorts(&["awarded_on"])
        .prepare(rules::prepare)
        .complete(&[&LEVEL, &BODY, &DOCUMENT])
        .attachments(&[CERTIFICATES, PAPERS]);
    register.permits = roles::permits(&[Act::Read, Act::Export]);
    register
}
