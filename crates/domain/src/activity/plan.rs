//! What a row of the 活动登记表 means: an activity and its lines, new or put right.

use super::parts::LINES;
use super::register::ACTIVITIES;
use crate::planning::{Found, Target, Values, by_name, near, plan, text_of, write};
use crate::term::find::find;
use kernel::sheet::{Ask, CellFault, Plan, SheetRow, Snapshot, Step, World};
use kernel::text;
use kernel::value::Value;
use std::sync::Arc;

/// A column that holds a number of its own line.
pub struct Counted {
    /// Code of the column.
    pub column: &'static str,
    /// Printed title.
    pub title: &'static str,
    /// Other titles.
    pub synonyms: &'static [&'static str],
    /// The list and the code of the item.
    pub item: (&'static str, &'static str),
    /// An amount of money, not a number of things.
    pub money: bool,
    /// 人, 份, 家; nothing for money.
    pub measure: &'static str,
}

const fn counted(
    column: &'static str,
    title: &'static str,
    synonyms: &'static [&'static str],
    item: (&'static str, &'static str),
    measure: &'static str,
) -> Counted {
    Counted { column, title, synonyms, item, money: measure.is_empty(), measure }
}

/// The columns of numbers, each a line.
pub const COUNTED: [Counted; 18] = [
    counted("migrants", "农民工人数", &["农民工", "其中农民工"], ("HEADS", "migrant"), "人"),
    counted("workers", "其他职工人数", &["其他职工", "职工人数"], ("HEADS", "worker"), "人"),
    counted("cadres", "工会干部人数", &["工会干部"], ("HEADS", "cadre"), "人"),
    counted(
        "seekers",
        "求职者人数（非农民工）",
        &["求职者人数", "求职者"],
        ("HEADS", "seeker"),
        "人",
    ),
    counted(
        "migrant_seekers",
        "求职者人数（农民工）",
        &["农民工求职者", "求职农民工"],
        ("HEADS", "migrant_seeker"),
        "人",
    ),
    counted(
        "audience_count",
        "观众和群众人数",
        &["观众", "观众人数", "群众"],
        ("HEADS", "audience"),
        "人",
    ),
    counted("households", "慰问户数", &["户数"], ("HEADS", "household"), "户"),
    counted(
        "employers",
        "用人单位数",
        &["参会单位", "用工单位", "用人单位"],
        ("HEADS", "employer"),
        "家",
    ),
    counted("posts", "岗位数", &["提供岗位", "就业岗位"], ("HEADS", "post"), "个"),
    counted("superior", "上级拨款（元）", &["上级拨款", "上级资金"], ("MONEY", "superior"), ""),
    counted("own", "本级经费（元）", &["本级经费", "经费", "工会经费"], ("MONEY", "own"), ""),
    counted("government", "行政补助（元）", &["行政补助", "财政补助"], ("MONEY", "government"), ""),
    counted("donation", "社会捐助（元）", &["社会捐助", "捐款"], ("MONEY", "donation"), ""),
    counted(
        "booklets",
        "发放宣传册",
        &["宣传册", "宣传资料", "发放资料"],
        ("GOODS", "booklet"),
        "份",
    ),
    counted("gifts", "发放慰问品", &["慰问品", "慰问品（份）"], ("GOODS", "gift"), "份"),
    counted("intents", "达成意向人数", &["签约意向", "达成意向"], ("RESULT", "intent"), "人"),
    counted("employed", "实现就业人数", &["实现就业", "就业人数"], ("RESULT", "employed"), "人"),
    counted(
        "certificates",
        "取得证书人数",
        &["取得证书", "发证人数"],
        ("RESULT", "certificate"),
        "人",
    ),
];

/// Columns that are fields of the activity, written as they are.
const PLAIN: [&str; 5] = ["held_until", "site", "level", "mode", "partners"];

/// What the row means.
pub fn decide(row: &SheetRow, world: &World) -> Plan {
    let mut faults = row.faults.clone();
    let mut term = |field: &'static str, list: &str| {
        find(world, &[list], field, &row.text(field)).unwrap_or_else(|fault| {
            faults.push(fault);
            Value::Null
        })
    };
    let mut values: Values = vec![
        ("kind", term("kind", "ACTIVITY_KIND")),
        ("course", term("course", "COURSE")),
        ("campaign", term("campaign", "CAMPAIGN")),
        ("audience", term("audience", "AUDIENCE")),
    ];
    let union = union(row, world);
    faults.extend(union.clone().err());
    faults.extend(days(row));
    let (Ok(union), true) = (union, faults.is_empty()) else { return Plan::Reject(faults) };
    values.extend(PLAIN.map(|field| (field, row.value(field))));
    values.push(("note", row.value("note")));
    let only_new = vec![
        ("name", row.value("name")),
        ("union", Value::Int(union)),
        ("held_from", row.value("held_from")),
    ];
    let found = match known(row, world, union) {
        Ok(found) => found,
        Err(fault) => return Plan::Reject(vec![fault]),
    };
    let lines = said(row, world);
    plan(&[found], |targets| {
        let mut steps = Vec::new();
        for target in targets {
            let from = world.sheet_day;
            let activity = write(&mut steps, ACTIVITIES, target, (&values, &only_new), from);
            put_lines(&mut steps, row, world, (target, &activity), &lines);
        }
        steps
    })
}

/// R-ACT-01 in the row itself.
fn days(row: &SheetRow) -> Option<CellFault> {
    let (from, until) = (row.day("held_from")?, row.day("held_until")?);
    (until < from).then(|| CellFault::new("held_until", format!("不能早于开始日期{from}")))
}

/// The union that holds it: named, or the one the file was loaded for.
fn union(row: &SheetRow, world: &World) -> Result<i64, CellFault> {
    let name = row.text("union");
    if name.is_empty() {
        let missing = || CellFault::new("union", "请填主办工会，或在导入时选定工会");
        return Some(world.home).filter(|home| *home != 0).ok_or_else(missing);
    }
    match world.ask(&by_name("union", &name)) {
        [only] => Ok(only.record.id),
        [] => Err(CellFault {
            column: "union",
            expected: "没有这个工会，请核对全称".into(),
            suggest: near(world, "union", &name),
        }),
        many => {
            let expected = format!("有{}个同名工会，请在导入时选定工会", many.len());
            Err(CellFault::new("union", expected))
        }
    }
}

/// The same activity: of one union, one name and one first day.
fn known(row: &SheetRow, world: &World, union: i64) -> Result<Found, CellFault> {
    let day = row.value("held_from");
    let same = |found: &&Arc<Snapshot>| {
        let of = found.record.value("union").as_int() == Some(union);
        of && text_of(found, "name_key") == text::fold(&row.text("name"))
            && *found.record.value("held_from") == day
    };
    match world.ask(&by_name(ACTIVITIES, &row.text("name"))).iter().find(same) {
        None => Ok(Found::New),
        Some(found) if found.mine => Ok(Found::Known(found.clone())),
        Some(_) => Err(CellFault::new("union", "这次活动不在您的范围内，请主办工会自己登记")),
    }
}

/// Item, number and column of each line the row speaks of.
fn said(row: &SheetRow, world: &World) -> Vec<(Value, Value, &'static Counted)> {
    let item = |line: &Counted| find(world, &[line.item.0], line.column, line.item.1).ok();
    let line = |line: &'static Counted| {
        let number = Some(row.value(line.column)).filter(|number| !number.is_null())?;
        Some((item(line).filter(|item| !item.is_null())?, number, line))
    };
    COUNTED.iter().filter_map(line).collect()
}

/// A line for each number; one that is there already is put right where it differs.
fn put_lines(
    steps: &mut Vec<Step>,
    row: &SheetRow,
    world: &World,
    (target, activity): (&Target, &Value),
    lines: &[(Value, Value, &'static Counted)],
) {
    let named = Ask::Linked(LINES, "activity", Box::new(by_name(ACTIVITIES, &row.text("name"))));
    for (item, number, counted) in lines {
        let field = if counted.money { "amount" } else { "quantity" };
        let same = |line: &&Arc<Snapshot>| {
            line.record.value("activity") == activity && line.record.value("item") == item
        };
        let known = world.ask(&named).iter().find(same);
        let line = match (target, known) {
            (Target::New, _) | (_, None) => Target::New,
            (Target::Fill(_), Some(line)) => Target::Fill(line.clone()),
            (Target::Correct(_), Some(line)) => Target::Correct(line.clone()),
        };
        let values = vec![(field, number.clone())];
        let only_new = vec![
            ("activity", activity.clone()),
            ("item", item.clone()),
            ("measure", counted.measure.into()),
        ];
        write(steps, LINES, &line, (&values, &only_new), world.sheet_day);
    }
}
