//! 荣誉与评定表: one honour or rating of a union, a person or an employer a row. A later rating of the same
//! kind ends the one before.

use super::holder;
use super::register::*;
use crate::person::register as person;
use crate::planning::{Values, add, edit, value_on};
use crate::term;
use kernel::field::Field;
use kernel::sheet::{Ask, CellFault, Column, Plan, Sheet, SheetRow, Snapshot, World};
use kernel::text;
use kernel::value::Value;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::Arc;

const SEQUENCE: Field<String> = Field::text("sequence", "序号");
const UNION_NAME: Field<String> = Field::text("union", "工会名称");
const EMPLOYER_NAME: Field<String> = Field::text("employer", "获得单位");
const TITLE_NAME: Field<String> = Field::text("title", "荣誉或评定名称");

/// The lists whose entries may be given.
const TITLES: [&str; 2] = ["HONOUR", "STANDARD"];
/// Columns that are fields of the award, written as they are.
const PLAIN: [&str; 7] = ["star", "outcome", "until_on", "end", "body", "document", "note"];

/// The sheet.
pub fn awards() -> Sheet {
    let mut columns = columns();
    for column in &mut columns {
        column.width = match column.code {
            "sequence" | "star" => 6,
            "union" | "employer" => 28,
            "paper_no" | "title" | "body" | "document" | "note" => 20,
            _ => 12,
        };
    }
    Sheet {
        code: "awards",
        title: "荣誉与评定表",
        register: AWARDS,
        overlay: &["union", "term"],
        columns,
        asks,
        decide,
        things,
        order: None,
        whole: None,
        notes: &[
            "一项荣誉或一次评定填一行。授予工会的填工会名称；授予个人的填获得人和证件号码；授予用人单位的填获得单位。",
            "没有证件号码的，填获得人和所在工会（或工作单位），那里没有同名的人才能登记。",
            "评定结果不填的，按达标登记；还没有达标的填“未达标”。",
            "同一工会同一项评定有了新的结果，旧的从新的评定日期起不再计入。",
        ],
    }
}

fn columns() -> Vec<Column> {
    vec![
        Column::new("sequence", "序号", SEQUENCE.def),
        Column::new("union", "工会名称", UNION_NAME.def)
            .or(&["工会", "工会全称", "获得工会", "单位名称"])
            .naming(&["union"]),
        Column::new("person", "获得人", person::NAME.def).or(&[
            "姓名",
            "获得者",
            "获奖人",
            "获奖者",
            "个人姓名",
            "受表彰人",
            "先进个人",
        ]),
        Column::new("paper_kind", "证件类别", person::PAPER_KIND.def).or(&["证件类型", "证件种类"]),
        Column::new("paper_no", "证件号码", person::PAPER_NO.def).or(&[
            "身份证号码",
            "身份证号",
            "身份证",
            "公民身份号码",
        ]),
        Column::new("employer", "获得单位", EMPLOYER_NAME.def)
            .or(&["获奖单位", "先进单位", "受表彰单位", "工作单位", "所在单位", "单位"])
            .naming(&["employer"]),
        Column::new("title", "荣誉或评定名称", TITLE_NAME.def)
            .or(&["荣誉名称", "称号", "荣誉称号", "评定项目", "名称"])
            .required(),
        Column::new("level", "级别", LEVEL.def).or(&["荣誉级别", "授予级别"]),
        Column::new("star", "星级", STAR.def).or(&["评定星级"]),
        Column::new("outcome", "评定结果", OUTCOME.def).or(&["结果", "是否达标"]),
        Column::new("awarded_on", "授予日期", AWARDED_ON.def)
            .or(&["评定日期", "授予时间", "获得时间", "命名日期", "日期"])
            .required(),
        Column::new("until_on", "失效日期", UNTIL_ON.def).or(&["有效期至", "截止日期"]),
        Column::new("end", "失效原因", END.def),
        Column::new("body", "授予单位", BODY.def).or(&["命名单位", "评定单位", "颁发单位"]),
        Column::new("document", "文号", DOCUMENT.def).or(&["文件号", "批准文号"]),
        Column::new("note", "备注", NOTE.def),
    ]
}

fn asks(row: &SheetRow) -> Vec<Ask> {
    let mut asks = holder::asks(row);
    asks.push(holder::awards(row));
    asks.extend(TITLES.iter().map(|list| term::find::ask(list)));
    asks
}

fn decide(row: &SheetRow, world: &World) -> Plan {
    let mut faults = row.faults.clone();
    let title = term::find::find(world, &TITLES, "title", &row.text("title"));
    let holder = holder::find(row, world);
    faults.extend(title.clone().err());
    faults.extend(holder.clone().err());
    let unmet = row.text("outcome") == Outcome::Unmet.code();
    if unmet && !row.value("star").is_null() {
        faults.push(CellFault::new("star", "没有达标的评定不写星级"));
    }
    let (Ok(title), Ok(holder), true) = (title, holder, faults.is_empty()) else {
        return Plan::Reject(faults);
    };
    let level = row.value("level");
    let alike = |found: &&Arc<Snapshot>| {
        let record = &found.record;
        *record.value("title") == title && holder.holds(found) && *record.value("level") == level
    };
    let mut values: Values = PLAIN.map(|field| (field, row.value(field))).to_vec();
    let (from, awarded) = (world.sheet_day, row.value("awarded_on"));
    let known: Vec<&Arc<Snapshot>> = world.ask(&holder::awards(row)).iter().filter(alike).collect();
    if let Some(same) = known.iter().find(|found| *found.record.value("awarded_on") == awarded) {
        return Plan::Write(vec![edit(same, &values, from, false)]);
    }
    let mut steps = Vec::new();
    let holds = |found: &&&Arc<Snapshot>| {
        value_on(found, "until_on", from).is_null() && *found.record.value("awarded_on") < awarded
    };
    for before in known.iter().filter(holds) {
        let ended = vec![("until_on", awarded.clone()), ("end", "REPLACED".into())];
        steps.push(edit(before, &ended, from, false));
    }
    if row.value("outcome").is_null() {
        values.push(("outcome", Outcome::Met.code().into()));
    }
    let own = [
        ("title", title),
        ("union", Value::Int(holder.union)),
        ("person", holder.person),
        ("employer", holder.employer),
        ("level", level),
        ("awarded_on", awarded),
    ];
    steps.push(add(AWARDS, own.iter().chain(&values)));
    Plan::Write(steps)
}

/// One rating of one holder on one day stands in a file once. The number of a paper is hashed: what a row
/// says is compared, never shown.
fn things(row: &SheetRow) -> Vec<(String, String)> {
    let part = |column: &str| text::fold(&row.text(column));
    let mut paper = DefaultHasher::new();
    row.text("paper_no").hash(&mut paper);
    let paper = paper.finish();
    let who = format!("{}{}{paper:016x}{}", part("union"), part("person"), part("employer"));
    let what = format!("{who}的“{}”{}", part("title"), part("level"));
    let said: Vec<String> = PLAIN.iter().map(|column| row.value(column).to_string()).collect();
    vec![(format!("{what}{}", row.text("awarded_on")), said.join("|"))]
}
