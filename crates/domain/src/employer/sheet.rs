//! 企业摸底表: the ledger of a survey, one employer a row. Employer = code, else name and division.

use super::find::{self, Wanted};
use super::register::*;
use crate::planning::{Found, Values, ask_near, by_name, credit_code, near, plan, write};
use kernel::codes::credit_code::Owner;
use kernel::prelude::{Column, Date, Field, Plan, Sheet, SheetRow, World};
use kernel::sheet::{Ask, CellFault};
use kernel::value::Value;

const SEAT_NAME: Field<String> = Field::text("seat", "归口工会");
const SURVEYED_ON: Field<Date> = Field::day("surveyed_on", "摸底日期");

/// Columns that are fields of the employer, written as they are.
const PLAIN: [&str; 15] = [
    "address",
    "division",
    "grid",
    "industry",
    "nature",
    "economy",
    "size_class",
    "employees",
    "women",
    "migrants",
    "survey",
    "survey_reason",
    "contact",
    "phone",
    "note",
];

/// The sheet.
pub fn employers() -> Sheet {
    Sheet {
        code: "employers",
        title: "企业摸底表",
        register: EMPLOYERS,
        overlay: &["union", EMPLOYERS],
        columns: columns(),
        asks,
        decide,
        things,
        order: None,
        whole: None,
        notes: &[
            "归口工会不填的，归到导入时所选的工会。",
            "职工人数、摸底状态等从摸底日期起算；没有摸底日期的，从导入时所选的日期起算。",
            "空着的格子不会改动台账上已有的内容。",
        ],
    }
}

fn columns() -> Vec<Column> {
    let wide = |mut column: Column| {
        column.width = 28;
        column
    };
    let like = |code, title, def| Column::new(code, title, def);
    vec![
        wide(like("name", "单位名称", NAME.def))
            .or(&["企业名称", "用人单位", "单位全称"])
            .required(),
        wide(like("code", "统一社会信用代码", CODE.def)).or(&["单位统一社会信用代码", "信用代码"]),
        wide(like("address", "单位地址", ADDRESS.def)).or(&["地址", "经营地址"]),
        like("division", "单位所在政区", DIVISION.def).or(&["所在政区", "所属镇街"]),
        like("grid", "网格（片区）", GRID.def).or(&["网格", "片区"]),
        wide(like("seat", "归口工会", SEAT_NAME.def)).or(&["联系工会", "责任工会", "上级工会名称"]),
        like("industry", "所属行业", INDUSTRY.def).or(&["单位所属行业", "行业"]),
        like("nature", "单位性质类别", NATURE.def).or(&["单位性质", "企业性质"]),
        like("economy", "经济类型", ECONOMY.def),
        like("size_class", "规模", SIZE_CLASS.def).or(&["企业规模"]),
        like("state", "经营状态", STATE.def).or(&["经营情况"]),
        like("employees", "职工人数", EMPLOYEES.def).or(&["职工总数", "从业人数", "员工人数"]),
        like("women", "女职工人数", WOMEN.def).or(&["女职工"]),
        like("migrants", "农民工人数", MIGRANTS.def).or(&["农民工"]),
        like("survey", "摸底状态", SURVEY.def).or(&["建会状态", "摸底情况"]),
        like("survey_reason", "暂不具备条件的原因", SURVEY_REASON.def)
            .or(&["不具备条件原因", "未建会原因"]),
        like("contact", "单位联系人", CONTACT.def).or(&["联系人"]),
        like("phone", "联系电话", PHONE.def).or(&["电话", "联系方式"]),
        like("surveyed_on", "摸底日期", SURVEYED_ON.def).or(&["走访日期", "登记日期"]),
        like("note", "备注", NOTE.def),
    ]
}

fn asks(row: &SheetRow) -> Vec<Ask> {
    let code = credit_code("code", &row.text("code"), Owner::Employer).ok().flatten();
    let mut asks = find::asks(&row.text("name"), code.as_deref());
    let seat = row.text("seat");
    if !seat.is_empty() {
        asks.push(by_name("union", &seat));
        asks.extend(ask_near("union", &seat));
    }
    asks
}

fn decide(row: &SheetRow, world: &World) -> Plan {
    let mut faults = row.faults.clone();
    let code = credit_code("code", &row.text("code"), Owner::Employer);
    let seat = seat(row, world);
    faults.extend(parts(row));
    faults.extend(code.clone().err());
    faults.extend(seat.clone().err());
    let (Ok(code), Ok(seat), true) = (code, seat, faults.is_empty()) else {
        return Plan::Reject(faults);
    };
    let wanted = Wanted {
        name: row.text("name"),
        code: code.clone(),
        division: row.text("division"),
        columns: ("name", "code"),
    };
    let found = match find::find(world, &wanted) {
        Ok(found) => found,
        Err(fault) => return Plan::Reject(vec![fault]),
    };
    let from = row.day("surveyed_on").unwrap_or(world.sheet_day);
    let mut values: Values = PLAIN.map(|field| (field, row.value(field))).to_vec();
    values.push(("code", code.into()));
    values.push(("state", row.value("state")));
    if !row.text("seat").is_empty() {
        values.push(("seat", Value::Int(seat)));
    }
    if !matches!(found, Found::Known(_)) {
        values.push(("name", row.value("name")));
    }
    let only_new = only_new(row, seat);
    plan(&[found], |targets| {
        let mut steps = Vec::new();
        for target in targets {
            write(&mut steps, EMPLOYERS, target, (&values, &only_new), from);
        }
        steps
    })
}

/// What a new employer needs beside what the row says.
fn only_new(row: &SheetRow, seat: i64) -> Values {
    let mut values = vec![("listed_on", row.value("surveyed_on"))];
    if row.text("seat").is_empty() {
        values.push(("seat", Value::Int(seat)));
    }
    if row.value("state").is_null() {
        values.push(("state", Operating::Normal.code().into()));
    }
    values
}

/// R-EMP-02 in the row itself: a part is not larger than the whole.
fn parts(row: &SheetRow) -> Vec<CellFault> {
    let Some(all) = row.value("employees").as_int() else { return Vec::new() };
    let more = |column: &&'static str| row.value(column).as_int().is_some_and(|part| part > all);
    let fault = |column| CellFault::new(column, format!("不能多于职工人数{all}人"));
    ["women", "migrants"].into_iter().filter(more).map(fault).collect()
}

/// The union in charge: named, or the one the file was loaded for.
fn seat(row: &SheetRow, world: &World) -> Result<i64, CellFault> {
    let name = row.text("seat");
    if name.is_empty() {
        let missing = || CellFault::new("seat", "请填归口工会，或在导入时选定工会");
        return Some(world.home).filter(|home| *home != 0).ok_or_else(missing);
    }
    match world.ask(&by_name("union", &name)) {
        [only] => Ok(only.record.id),
        [] => Err(CellFault {
            column: "seat",
            expected: "没有这个工会，请核对全称".into(),
            suggest: near(world, "union", &name),
        }),
        many => {
            Err(CellFault::new("seat", format!("有{}个同名工会，请改填上一级工会", many.len())))
        }
    }
}

/// An employer is named by its code, else by name and division; rows that say different things of
/// one of its fields disagree.
fn things(row: &SheetRow) -> Vec<(String, String)> {
    let (name, code) = (row.text("name"), row.text("code"));
    let who = if code.is_empty() { format!("{name}{}", row.text("division")) } else { code };
    let said = row.sheet.columns.iter().map(|column| (column, row.value(column.code)));
    said.filter(|(_, value)| !value.is_null())
        .map(|(column, value)| {
            (format!("单位“{}”的{}", kernel::text::fold(&who), column.title), value.to_string())
        })
        .collect()
}
