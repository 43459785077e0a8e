//! 建会会员名册: whoever applies to join a union that is being founded, one a row; loaded into the founding.

use super::register::*;
use crate::employer::register::EMPLOYERS;
use crate::founding::parts::UNITS;
use crate::founding::register::FOUNDINGS;
use crate::membership::register::MEMBERSHIPS;
use crate::membership::who;
use crate::person::register as person;
use crate::planning::by_name;
use kernel::field::Field;
use kernel::sheet::{Ask, Column, Sheet, SheetRow, Whole};
use std::hash::{DefaultHasher, Hash, Hasher};

const SEQUENCE: Field<String> = Field::text("sequence", "序号");
const WORK_UNIT: Field<String> = Field::text("work_unit", "工作单位");

/// The sheet.
pub fn roster() -> Sheet {
    let mut columns = columns();
    for column in &mut columns {
        column.width = match column.code {
            "sequence" | "sex" => 6,
            "paper_no" | "work_unit" => 24,
            _ => 12,
        };
    }
    Sheet {
        code: "roster",
        title: "建会会员名册",
        register: JOININGS,
        overlay: &[EMPLOYERS],
        columns,
        asks,
        decide: super::plan::decide,
        things,
        order: None,
        whole: Some(Whole { register: FOUNDINGS, asks: around }),
        notes: &[
            "从建会申请的页面导入，名册上的人随这件申请一起入会。",
            "“本人签名”填“是”的，才算本人亲自填写、签名的申请书；没有的申报时通不过。",
            "联合建会的要写工作单位；单独建会的可以不写。",
            "空着的格子不会改动台账上已有的内容。",
        ],
    }
}

fn columns() -> Vec<Column> {
    vec![
        Column::new("sequence", "序号", SEQUENCE.def),
        Column::new("name", "姓名", person::NAME.def).required(),
        Column::new("sex", "性别", person::SEX.def),
        Column::new("birth_on", "出生日期", person::BIRTH_ON.def).or(&["出生年月", "出生年月日"]),
        Column::new("ethnicity", "民族", person::ETHNICITY.def),
        Column::new("education", "文化程度", person::EDUCATION.def).or(&["学历"]),
        Column::new("political", "政治面貌", person::POLITICAL.def),
        Column::new("paper_kind", "证件类别", person::PAPER_KIND.def)
            .or(&["有效证件类别", "证件类型"]),
        Column::new("paper_no", "证件号码", person::PAPER_NO.def)
            .or(&["身份证号码", "身份证号", "身份证", "居民身份证号码"])
            .required(),
        Column::new("phone", "移动电话", person::PHONE.def).or(&[
            "手机",
            "手机号码",
            "联系电话",
            "电话",
        ]),
        Column::new("job", "部门（岗位）", person::JOB.def).or(&[
            "部门",
            "岗位",
            "工种",
            "职业（工种）",
        ]),
        Column::new("migrant", "是否农民工", person::MIGRANT.def).or(&["农民工"]),
        Column::new("work_unit", "工作单位", WORK_UNIT.def)
            .or(&["单位", "单位名称", "所在单位"])
            .naming(&[EMPLOYERS]),
        Column::new("applied_on", "申请日期", APPLIED_ON.def).or(&["申请入会日期", "入会日期"]),
        Column::new("own_hand", "本人签名", OWN_HAND.def).or(&[
            "是否本人签名",
            "签名",
            "本人填写签名",
        ]),
        Column::new("note", "备注", NOTE.def),
    ]
}

/// The founding with its employers and those who have applied.
pub fn around(founding: i64) -> Vec<Ask> {
    let whole = founding_of(founding);
    vec![units_of(founding), applied_to(founding), whole]
}

/// The founding itself.
pub fn founding_of(founding: i64) -> Ask {
    Ask::By(FOUNDINGS, "id", founding.into())
}

/// Its employers.
pub fn units_of(founding: i64) -> Ask {
    Ask::Linked(UNITS, "founding", Box::new(founding_of(founding)))
}

/// Applications in it.
pub fn applied_to(founding: i64) -> Ask {
    Ask::Linked(JOININGS, "founding", Box::new(founding_of(founding)))
}

fn asks(row: &SheetRow) -> Vec<Ask> {
    let mut asks = Vec::new();
    for ask in who::asks(row) {
        asks.push(Ask::Linked(MEMBERSHIPS, "person", Box::new(ask.clone())));
        asks.push(Ask::Linked(JOININGS, "person", Box::new(ask.clone())));
        asks.push(ask);
    }
    let work = row.text("work_unit");
    if !work.is_empty() {
        asks.push(by_name(EMPLOYERS, &work));
    }
    asks
}

/// A person stands on a roster once.
fn things(row: &SheetRow) -> Vec<(String, String)> {
    let Some(number) = who::number(row) else { return Vec::new() };
    let mut said = DefaultHasher::new();
    for (column, value) in row.sheet.columns.iter().zip(&row.values) {
        if !matches!(column.code, "sequence" | "paper_no" | "paper_kind") {
            value.hash(&mut said);
        }
    }
    let mut key = DefaultHasher::new();
    number.hash(&mut key);
    vec![(format!("person:{:016x}", key.finish()), format!("{:016x}", said.finish()))]
}
