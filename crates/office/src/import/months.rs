//! Days that a file gives only to the month: they are taken as the first of it, and this is told.

use super::plan::Decided;
use kernel::sheet::{Plan, Sheet, Step};
use kernel::value::Value;
use serde::{Deserialize, Serialize};

/// Rows named of each column.
const NAMED: usize = 3;

/// A column in which days were given only to the month.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Months {
    /// Code of the column.
    pub column: String,
    /// Its printed title.
    pub title: String,
    /// In how many rows.
    pub count: i64,
    /// The first of them, by their place in the file.
    pub named: Vec<i64>,
    /// What the first of them says; empty where that is a secret.
    pub text: String,
    /// The day it is taken as; empty likewise.
    pub day: String,
}

impl Months {
    /// 会籍变化日期有12行只写到月，按那个月1日记（如第5行的“2024.3”记成2024-03-01）
    pub fn say(&self) -> String {
        let row = self.named.first().map_or(0, |number| super::row_in_sheet(*number));
        let like = if self.text.is_empty() {
            format!("如第{row}行")
        } else {
            format!("如第{row}行的“{}”记成{}", self.text, self.day)
        };
        format!("{}有{}行只写到月，按那个月1日记（{like}）", self.title, self.count)
    }
}

/// Counts a row; one that is wrong, or writes no such day, records none.
pub(super) fn count(all: &mut Vec<Months>, sheet: &Sheet, decided: &Decided) {
    for code in &decided.months {
        let Some(at) = sheet.position(code) else { continue };
        let Some(column) = sheet.columns.get(at) else { continue };
        let text = decided.row.texts.get(at).map_or("", String::as_str);
        let Some(day) = kernel::dates::of_month(text) else { continue };
        if !writes(&decided.plan, &Value::day(day)) {
            continue;
        }
        let place = all.iter().position(|known| known.column == *code).unwrap_or_else(|| {
            let (text, day) = if column.field.secret {
                Default::default()
            } else {
                (text.trim().to_owned(), day.to_string())
            };
            let (column, title) = (column.code.to_owned(), column.title.to_owned());
            all.push(Months { column, title, count: 0, named: Vec::new(), text, day });
            all.len() - 1
        });
        if let Some(months) = all.get_mut(place) {
            months.count += 1;
            if months.named.len() < NAMED {
                months.named.push(decided.row.number);
            }
        }
    }
}

/// Whether a plan would write a value anywhere, whichever answer is given.
fn writes(plan: &Plan, wanted: &Value) -> bool {
    let holds = |steps: &Vec<Step>| {
        steps.iter().any(|step| {
            let (Step::Add { values, .. } | Step::Edit { values, .. }) = step;
            values.iter().any(|(_, value)| value == wanted)
        })
    };
    match plan {
        Plan::Write(steps) => holds(steps),
        Plan::Doubtful(doubt) => {
            [&doubt.fill, &doubt.correct, &doubt.other].into_iter().flatten().any(holds)
        }
        Plan::Reject(_) => false,
    }
}
