//! 会员信息采集表 (附件四): twenty columns, one row per person and change of membership.

use super::register::{MEMBERSHIPS, REASON};
use super::{change, who};
use crate::employer::coverage::COVERAGES;
use crate::employer::register::EMPLOYERS;
use crate::person::register as person;
use crate::planning::{ask_near, by_name};
use kernel::choices::Choices;
use kernel::codes::lists;
use kernel::field::Field;
use kernel::sheet::{Ask, Column, Sheet, SheetRow};
use std::hash::{DefaultHasher, Hash, Hasher};

/// 会籍变化类型, six values of the collection form.
pub const CHANGES: Choices = Choices { name: "会籍变化类型", items: lists::CHANGE_KIND };

const SEQUENCE: Field<String> = Field::text("sequence", "序号");
const CHANGE: Field<String> = Field::choice("change", "会籍变化类型", &CHANGES);
const CHANGED_ON: Field<jiff::civil::Date> = Field::day("changed_on", "会籍变化日期");
const WORK_UNIT: Field<String> = Field::text("work_unit", "工作单位");
const UNION_NAME: Field<String> = Field::text("union", "所在工会");

/// The sheet.
pub fn members() -> Sheet {
    let mut columns: Vec<Column> = who().into_iter().chain(about()).collect();
    for column in &mut columns {
        column.width = match column.code {
            "sequence" | "sex" => 6,
            "paper_no" | "household_place" | "work_unit" | "union" => 24,
            _ => 13,
        };
    }
    Sheet {
        code: "members",
        title: "会员信息采集表",
        register: MEMBERSHIPS,
        overlay: &["union", EMPLOYERS, COVERAGES],
        columns,
        asks,
        decide: change::decide,
        things,
        order: None,
        whole: None,
        notes: &[
            "工作单位填登记注册的全称；以个人身份加入的，填工会名称。表上另有“所在工会”一列的，也认。",
            "证件号码和移动电话两列请设为“文本”格式。",
            "保留、转出、除名、退会只对已在册的会员办理；不在册的请先补一行入会，写明入会日期。",
            "空着的格子不会改动台账上已有的内容。",
        ],
    }
}

fn who() -> [Column; 12] {
    [
        Column::new("sequence", "序号", SEQUENCE.def),
        Column::new("name", "姓名", person::NAME.def).required(),
        Column::new("sex", "性别", person::SEX.def),
        Column::new("birth_on", "出生日期", person::BIRTH_ON.def).or(&[
            "出生日期（格式：yyyy/MM/dd）",
            "出生年月日",
            "出生年月",
            "生日",
        ]),
        Column::new("ethnicity", "民族", person::ETHNICITY.def),
        Column::new("employment", "就业状况", person::EMPLOYMENT.def),
        Column::new("paper_kind", "有效证件类别", person::PAPER_KIND.def).or(&[
            "证件类别",
            "证件类型",
            "证件种类",
        ]),
        Column::new("paper_no", "证件号码", person::PAPER_NO.def)
            .or(&["身份证号码", "身份证号", "身份证", "居民身份证号码", "公民身份号码"])
            .required(),
        Column::new("education", "学历", person::EDUCATION.def).or(&["文化程度"]),
        Column::new("skill", "技术等级", person::SKILL.def).or(&["技能等级", "职业技能等级"]),
        Column::new("phone", "移动电话", person::PHONE.def).or(&[
            "手机",
            "手机号",
            "手机号码",
            "联系电话",
            "电话",
        ]),
        Column::new("household", "户籍类型", person::HOUSEHOLD.def).or(&["户口类型", "户口性质"]),
    ]
}

fn about() -> [Column; 9] {
    [
        Column::new("household_place", "户籍所在地", person::HOUSEHOLD_PLACE.def)
            .or(&["户口所在地", "户籍地"]),
        Column::new("change", "会籍变化类型", CHANGE.def).or(&["变化类型"]).required(),
        Column::new("changed_on", "会籍变化日期", CHANGED_ON.def)
            .or(&["会籍变化日期（格式：yyyy/MM/dd）", "入会日期", "入会时间", "变化日期"])
            .required(),
        Column::new("reason", "会籍变化原因", REASON.def).or(&["变化原因"]),
        Column::new("political", "政治面貌", person::POLITICAL.def),
        Column::new("work_unit", "工作单位", WORK_UNIT.def)
            .or(&["单位", "单位名称", "所在单位"])
            .naming(&[EMPLOYERS, "union"])
            .required_or("union"),
        Column::new("native_place", "籍贯", person::NATIVE_PLACE.def),
        Column::new("migrant", "是否农民工会员", person::MIGRANT.def).or(&[
            "是否农民工会员\n填写“是”或“否”",
            "是否农民工",
            "农民工",
        ]),
        // Not on the form, but in most rosters that unions keep: it says which union, the other one where.
        Column::new("union", "所在工会", UNION_NAME.def)
            .or(&["工会名称", "工会组织", "工会", "基层工会", "所属工会", "所在基层工会"])
            .naming(&["union", EMPLOYERS])
            .aside(),
    ]
}

fn asks(row: &SheetRow) -> Vec<Ask> {
    let mut asks = Vec::new();
    for ask in who::asks(row) {
        asks.push(Ask::Linked(MEMBERSHIPS, "person", Box::new(ask.clone())));
        asks.push(ask);
    }
    let mut named = vec![row.text("work_unit"), row.text("union")];
    named.dedup();
    for name in named.iter().filter(|name| !name.is_empty()) {
        for (register, link) in [(EMPLOYERS, "employer"), ("union", "union")] {
            let ask = by_name(register, name);
            asks.push(Ask::Linked(COVERAGES, link, Box::new(ask.clone())));
            asks.push(ask);
            asks.extend(ask_near(register, name));
        }
    }
    asks
}

/// One person stands in a file once: two rows that differ in anything disagree. Neither key nor
/// fingerprint holds what the row says, so that a number never stands in a message.
fn things(row: &SheetRow) -> Vec<(String, String)> {
    let Some(number) = who::number(row) else { return Vec::new() };
    let mut said = DefaultHasher::new();
    for (column, value) in row.sheet.columns.iter().zip(&row.values) {
        match column.code {
            "sequence" | "paper_no" | "paper_kind" => {}
            _ => value.hash(&mut said),
        }
    }
    let mut key = DefaultHasher::new();
    number.hash(&mut key);
    vec![(format!("person:{:016x}", key.finish()), format!("{:016x}", said.finish()))]
}
