//! What we keep of a person, and no more than a union needs (个人信息保护法第六条).

use super::rules;
use crate::{lists, roles};
use kernel::access::Act;
use kernel::prelude::*;

/// 证件类别, the kinds of `kernel::codes::identity::PaperKind`.
pub const PAPER_KINDS: Choices = Choices {
    name: "证件类别",
    items: &[
        (
            "1",
            "居民身份证",
            &["身份证", "居民身份证号", "身份证号", "身份证号码", "二代证", "户口簿"],
        ),
        ("2", "港澳居民居住证", &["港澳居住证", "香港居民居住证", "澳门居民居住证"]),
        ("3", "台湾居民居住证", &["台湾居住证"]),
        ("4", "港澳居民来往内地通行证", &["回乡证", "港澳通行证", "港澳居民通行证"]),
        ("5", "台湾居民来往大陆通行证", &["台胞证", "台湾通行证", "台湾居民通行证"]),
        ("6", "外国人永久居留身份证", &["外国人永久居留证", "永居证", "五星卡"]),
        ("7", "护照", &["中国护照", "外国护照", "普通护照"]),
        ("8", "军官证/警官证", &["军官证", "警官证", "士兵证", "军人证"]),
        ("9", "其他", &["其它", "其他证件", "其它证件"]),
    ],
};

/// 实名核验; the check itself is done by the national platform only.
pub const CHECK_STATES: Choices = Choices {
    name: "实名核验",
    items: &[
        ("NONE", "未核验", &[]),
        ("PASSED", "比对通过", &["公安比对通过", "一致", "通过"]),
        ("FAILED", "不一致", &["公安比对不一致", "未通过"]),
    ],
};

/// Name of the register.
pub const PERSONS: &str = "person";
pub const PAPER_KIND: Field<String> =
    Field::choice("paper_kind", "证件类别", &PAPER_KINDS).required();
pub const PAPER_NO: Field<String> = Field::new("paper_no", "证件号码", Kind::Paper).required();
pub const NAME: Field<String> = Field::text("name", "姓名").required();
pub const PINYIN: Field<String> = Field::text("pinyin", "姓名拼音").computed();
pub const INITIALS: Field<String> = Field::text("initials", "拼音首字母").computed();
pub const SEX: Field<String> =
    Field::choice("sex", "性别", &lists::SEX).help("有身份证号的不用填，从号码读出");
pub const BIRTH_ON: Field<Date> =
    Field::day("birth_on", "出生日期").help("有身份证号的不用填，从号码读出");
pub const ETHNICITY: Field<String> = Field::choice("ethnicity", "民族", &lists::ETHNICITY);
pub const EDUCATION: Field<String> = Field::choice("education", "学历", &lists::EDUCATION);
pub const POLITICAL: Field<String> = Field::choice("political", "政治面貌", &lists::POLITICAL);
pub const SKILL: Field<String> = Field::choice("skill", "技术等级", &lists::SKILL);
pub const HOUSEHOLD: Field<String> = Field::choice("household", "户籍类型", &lists::HOUSEHOLD);
pub const HOUSEHOLD_PLACE: Field<String> = Field::text("household_place", "户籍所在地");
pub const NATIVE_PLACE: Field<String> = Field::text("native_place", "籍贯");
pub const PHONE: Field<String> = Field::new("phone", "移动电话", Kind::Phone);
/// Asked without opening the encrypted number.
pub const HAS_PHONE: Field<bool> = Field::yes_no("has_phone", "有移动电话").computed();
pub const ADDRESS: Field<String> = Field::text("address", "现居住地址").secret();
pub const EMPLOYMENT: Field<String> =
    Field::choice("employment", "就业状况", &lists::EMPLOYMENT).dated();
/// 农民工: registered in the countryside, working for an employer (保障农民工工资支付条例第二条).
pub const MIGRANT: Field<bool> = Field::yes_no("migrant", "农民工").dated();
/// Counted once only, whoever employs them (总工发〔2009〕21号).
pub const DISPATCH: Field<bool> = Field::yes_no("dispatch", "劳务派遣").dated();
pub const NEF: Field<String> = Field::choice("nef", "新就业形态类别", &lists::NEF).dated();
pub const EMPLOY_FORM: Field<String> =
    Field::choice("employ_form", "用工形式", &lists::EMPLOY_FORM).dated();
pub const JOB: Field<String> = Field::text("job", "职业（工种）");
pub const CHECK_STATE: Field<String> = Field::choice("check_state", "实名核验", &CHECK_STATES);
pub const MERGED_INTO: Field<Link> = Field::link("merged_into", "已并入", PERSONS).computed();

/// The register of persons.
pub fn persons() -> Register {
    let mut register = Register::new(PERSONS, "人员", "人")
        .about("一个人只有一条，按证件号码认人；会员、学员、困难职工都指向这一条。")
        .found(Place::More("users"))
        .takes_local()
        .section("是谁", &[&PAPER_KIND, &PAPER_NO, &NAME, &SEX, &BIRTH_ON, &PINYIN, &INITIALS])
        .section("联系", &[&PHONE, &HAS_PHONE, &ADDRESS])
        .section("情况", &[&ETHNICITY, &EDUCATION, &POLITICAL, &SKILL])
        .section("户籍", &[&HOUSEHOLD, &HOUSEHOLD_PLACE, &NATIVE_PLACE])
        .section("就业", &[&EMPLOYMENT, &EMPLOY_FORM, &MIGRANT, &DISPATCH, &NEF, &JOB])
        .section("核验", &[&CHECK_STATE, &MERGED_INTO])
        .columns(&["name", "sex", "birth_on", "phone", "paper_no", "migrant", "nef", "employment"])
        .owned(Owner::Shown)
        .labelled(&NAME)
        .unique(&[&PAPER_KIND, &PAPER_NO], "已有这个证件号码的人员")
        .sorts(&["pinyin", "name", "initials"])
        .prepare(rules::prepare)
        .complete(&[&SEX, &BIRTH_ON, &PHONE, &ETHNICITY, &EDUCATION, &EMPLOYMENT, &HOUSEHOLD]);
    register = register.own(Own::SELF);
    register.permits = roles::permits(&[Act::Read, Act::Write, Act::Import, Act::Export]);
    register.permits.push(may(&roles::MEMBER, &[Act::Read]));
    register
}
