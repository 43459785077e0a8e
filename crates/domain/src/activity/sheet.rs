//! 活动登记表: one activity a row, with what was counted, paid, handed out and achieved. Each number is a
//! line of the activity.

use super::parts::{AMOUNT, LINES, QUANTITY};
use super::plan;
use super::register::*;
use crate::planning::{ask_near, by_name};
use crate::term;
use kernel::field::Field;
use kernel::sheet::{Ask, Column, Sheet, SheetRow};
use kernel::text;
use std::hash::{DefaultHasher, Hash, Hasher};

const SEQUENCE: Field<String> = Field::text("sequence", "序号");
const KIND_NAME: Field<String> = Field::text("kind", "活动类型");
const UNION_NAME: Field<String> = Field::text("union", "主办工会");
const COURSE_NAME: Field<String> = Field::text("course", "培训课程");
const CAMPAIGN_NAME: Field<String> = Field::text("campaign", "专项行动");
const AUDIENCE_NAME: Field<String> = Field::text("audience", "活动对象");

/// The lists whose entries cells name.
const TERM_LISTS: [&str; 8] =
    ["ACTIVITY_KIND", "COURSE", "CAMPAIGN", "AUDIENCE", "HEADS", "MONEY", "GOODS", "RESULT"];

/// The sheet.
pub fn activities() -> Sheet {
    let mut columns: Vec<Column> = what().into_iter().chain(numbers()).collect();
    for column in &mut columns {
        column.width = match column.code {
            "sequence" => 6,
            "name" | "union" => 28,
            "site" | "note" => 20,
            _ => 12,
        };
    }
    Sheet {
        code: "activities",
        title: "活动登记表",
        register: ACTIVITIES,
        overlay: &["union", "term"],
        columns,
        asks,
        decide: plan::decide,
        things,
        order: None,
        whole: None,
        notes: &[
            "一次活动填一行；主办工会不填的，归到导入时所选的工会。",
            "同一个人只计入一项人数：农民工填了，就不再计入其他职工。",
            "活动类型、培训课程等按字典里的名称填写，字典由县总工会增减。",
            "空着的格子不会改动台账上已有的内容。",
        ],
    }
}

fn what() -> [Column; 14] {
    [
        Column::new("sequence", "序号", SEQUENCE.def),
        Column::new("name", "活动名称", NAME.def).or(&["名称", "活动主题", "班次名称"]).required(),
        Column::new("kind", "活动类型", KIND_NAME.def).or(&["类型", "类别", "活动类别"]).required(),
        Column::new("union", "主办工会", UNION_NAME.def).or(&["主办单位", "举办单位", "所在工会"]),
        Column::new("held_from", "开始日期", HELD_FROM.def)
            .or(&["活动日期", "日期", "时间", "活动时间", "开班日期", "举办日期"])
            .required(),
        Column::new("held_until", "结束日期", HELD_UNTIL.def).or(&["结业日期", "截止日期"]),
        Column::new("site", "地点", SITE.def).or(&["活动地点", "举办地点"]),
        Column::new("course", "培训课程", COURSE_NAME.def).or(&["课程", "工种", "培训内容"]),
        Column::new("campaign", "专项行动", CAMPAIGN_NAME.def).or(&["所属行动", "行动"]),
        Column::new("audience", "活动对象", AUDIENCE_NAME.def).or(&["对象", "参加对象"]),
        Column::new("level", "举办级别", LEVEL.def).or(&["级别", "层级"]),
        Column::new("mode", "举办方式", MODE.def).or(&["方式", "形式"]),
        Column::new("partners", "联合举办单位", PARTNERS.def).or(&["协办单位", "联办单位"]),
        Column::new("note", "备注", NOTE.def),
    ]
}

fn numbers() -> Vec<Column> {
    const GROUP: &str = "人数、经费、物资和成果";
    let number = |line: &plan::Counted| {
        let like = if line.money { AMOUNT.def } else { QUANTITY.def };
        Column::new(line.column, line.title, like).or(line.synonyms).under(GROUP)
    };
    plan::COUNTED.iter().map(number).collect()
}

fn asks(row: &SheetRow) -> Vec<Ask> {
    let mut asks: Vec<Ask> = TERM_LISTS.iter().map(|list| term::find::ask(list)).collect();
    let activity = by_name(ACTIVITIES, &row.text("name"));
    asks.push(Ask::Linked(LINES, "activity", Box::new(activity.clone())));
    asks.push(activity);
    let union = row.text("union");
    if !union.is_empty() {
        asks.push(by_name("union", &union));
        asks.extend(ask_near("union", &union));
    }
    asks
}

/// An activity stands in a file once: by union, name and first day.
fn things(row: &SheetRow) -> Vec<(String, String)> {
    let (name, union) = (text::fold(&row.text("name")), text::fold(&row.text("union")));
    let day = row.text("held_from");
    let mut said = DefaultHasher::new();
    let columns = row.sheet.columns.iter().zip(&row.values);
    columns.filter(|(column, _)| column.code != "sequence").for_each(|pair| pair.1.hash(&mut said));
    vec![(format!("{day}的活动“{name}”{union}"), format!("{:016x}", said.finish()))]
}
