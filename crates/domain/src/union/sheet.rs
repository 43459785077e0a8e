//! 工会组织信息采集表 (附件一): sixteen columns in two groups, one row per union and employer; a joint
//! union stands on one row for each employer it covers.

use super::kinds::FORM_KINDS;
use super::plan;
use super::register::{self as union, UNIONS};
use crate::employer::coverage::COVERAGES;
use crate::employer::find;
use crate::employer::register::{self as employer, EMPLOYERS};
use crate::planning::{ask_near, by_code, by_name};
use kernel::field::Field;
use kernel::sheet::{Ask, Column, Sheet, SheetRow};

const SEQUENCE: Field<String> = Field::text("sequence", "序号");
const SUPERIOR: Field<String> = Field::text("superior", "上级工会名称");
const FORM_KIND: Field<String> = Field::choice("form_kind", "基层工会类型", &FORM_KINDS);

const OF_EMPLOYER: &str = "工会组织所在单位信息";
const OF_UNION: &str = "工会组织信息";

/// The sheet.
pub fn unions() -> Sheet {
    Sheet {
        code: "unions",
        title: "工会组织信息采集表",
        register: UNIONS,
        overlay: &[UNIONS, EMPLOYERS, COVERAGES],
        columns: columns(),
        asks,
        decide: plan::decide,
        things,
        order: Some(order),
        whole: None,
        notes: &[
            "联合基层工会覆盖几家单位就填几行，每行一家单位，工会信息各行相同。",
            "没有取得法人资格的工会，工会统一社会信用代码不填。",
            "会员人数只用来与会员台账核对，不计入统计。",
            "空着的格子不会改动台账上已有的内容。",
        ],
    }
}

fn columns() -> Vec<Column> {
    let mut columns = vec![Column::new("sequence", "序号", SEQUENCE.def)];
    columns.extend(of_employer().map(|column| column.under(OF_EMPLOYER)));
    columns.extend(of_union().map(|column| column.under(OF_UNION)));
    for column in &mut columns {
        column.width = match column.code {
            "sequence" => 6,
            "employer_name" | "employer_code" | "address" | "union_name" | "union_code" => 28,
            "superior" => 24,
            _ => 14,
        };
    }
    columns
}

fn of_employer() -> [Column; 8] {
    [
        Column::new("employer_name", "单位名称", employer::NAME.def).or(&[
            "单位全称",
            "企业名称",
            "所在单位名称",
        ]),
        Column::new("employer_code", "单位统一社会信用代码", employer::CODE.def)
            .or(&["单位法人和其他组织统一社会信用代码", "单位信用代码"]),
        Column::new("address", "单位地址", employer::ADDRESS.def),
        Column::new("division", "单位所在政区", employer::DIVISION.def).or(&["所在政区"]),
        Column::new("nature", "单位性质类别", employer::NATURE.def).or(&["单位性质"]),
        Column::new("economy", "经济类型", employer::ECONOMY.def),
        Column::new("industry", "单位所属行业", employer::INDUSTRY.def).or(&["所属行业", "行业"]),
        Column::new("employees", "职工人数", employer::EMPLOYEES.def).or(&["职工总数", "员工人数"]),
    ]
}

fn of_union() -> [Column; 8] {
    [
        Column::new("union_name", "工会名称", union::NAME.def).or(&["工会全称"]).required(),
        Column::new("union_code", "工会统一社会信用代码", union::CODE.def).or(&[
            "工会法人和其他组织统一社会信用代码",
            "工会信用代码",
            "工会法人代码",
        ]),
        Column::new("superior", "上级工会名称", SUPERIOR.def).or(&["上级工会", "上一级工会"]),
        Column::new("founded_on", "建会日期", union::FOUNDED_ON.def).or(&[
            "建会日期（格式：yyyy/MM/dd）",
            "成立日期",
            "建会时间",
            "成立时间",
        ]),
        Column::new("form_kind", "基层工会类型", FORM_KIND.def).or(&["工会类型", "建会形式"]),
        Column::new("members", "会员人数", union::MEMBERS_DECLARED.def).or(&["会员数", "会员总数"]),
        Column::new("head", "工会负责人", union::HEAD.def).or(&[
            "工会主席",
            "负责人",
            "法定代表人",
        ]),
        Column::new("phone", "联系电话", union::PHONE.def).or(&["电话", "联系方式", "负责人电话"]),
    ]
}

fn asks(row: &SheetRow) -> Vec<Ask> {
    let mut asks = Vec::new();
    let codes = plan::codes(row);
    let (own, employers) =
        codes.as_ref().map_or((None, None), |(u, e)| (u.as_deref(), e.as_deref()));
    asks.extend(own.map(|code| by_code(UNIONS, code)));
    asks.push(by_name(UNIONS, &row.text("union_name")));
    let superior = row.text("superior");
    if !superior.is_empty() {
        asks.push(by_name(UNIONS, &superior));
        asks.extend(ask_near(UNIONS, &superior));
    }
    let name = row.text("employer_name");
    if !name.is_empty() {
        for ask in find::asks(&name, employers) {
            asks.push(Ask::Linked(COVERAGES, "employer", Box::new(ask.clone())));
            asks.push(ask);
        }
    }
    asks
}

/// A superior may stand below its unions in the same file.
fn order(row: &SheetRow) -> (String, String) {
    let name = |column| kernel::text::fold(&row.text(column));
    (name("union_name"), name("superior"))
}

/// A union is named by its code, else by name and superior; rows that say different things of one
/// field of a union or an employer disagree. An empty cell says nothing.
fn things(row: &SheetRow) -> Vec<(String, String)> {
    let named = |code: &str, name: &str, place: &str| {
        let code = row.text(code);
        let plain = format!("{}{}", row.text(name), row.text(place));
        kernel::text::fold(if code.is_empty() { &plain } else { &code })
    };
    let union = named("union_code", "union_name", "superior");
    let employer = named("employer_code", "employer_name", "division");
    let mut things = Vec::new();
    for (column, value) in row.sheet.columns.iter().zip(&row.values) {
        let (what, who) = match column.group {
            OF_UNION => ("工会", &union),
            OF_EMPLOYER if !row.text("employer_name").is_empty() => ("单位", &employer),
            _ => continue,
        };
        if !value.is_null() {
            things.push((format!("{what}“{who}”的{}", column.title), value.to_string()));
        }
    }
    things
}
