//! The roster of a union that is being founded, printed from the applications to join it.

use super::register::NAME;
use crate::joining::forms::said;
use crate::joining::register::{self as joining, JOININGS};
use crate::paper::letters;
use crate::person::register as person;
use kernel::dates::chinese;
use kernel::letter::{Fields, Form, Printed};
use kernel::prelude::*;
use kernel::workflow::Case;

/// What is printed from an application to found a union.
pub const FORMS: [Form; 1] =
    [Form { letter: "member_roster", title: "会员花名册", many: false, fill: roster }];

/// 1990-08, for a narrow column.
fn short(day: Date) -> String {
    day.strftime("%Y-%m").to_string()
}

const COLUMNS: [&str; 9] =
    ["姓名", "性别", "民族", "出生年月", "文化程度", "政治面貌", "部门", "入会日期", "备注"];

fn roster(case: &Case<'_>) -> Option<Printed> {
    let all = case.parts(JOININGS);
    let person_of = |one: &Record| case.linked(one, "person").cloned();
    let row = |one: &Record| -> Vec<String> {
        let someone = person_of(one);
        let who = someone.as_ref();
        let applied = one.get(joining::APPLIED_ON).map(|day| format!("{day}申请"));
        vec![
            said(who, &person::NAME),
            said(who, &person::SEX),
            said(who, &person::ETHNICITY),
            who.and_then(|who| who.get(person::BIRTH_ON)).map_or(String::new(), short),
            said(who, &person::EDUCATION),
            said(who, &person::POLITICAL),
            said(who, &person::JOB),
            one.get(joining::DECIDED_ON).map(|day| day.to_string()).unwrap_or_default(),
            applied.unwrap_or_default(),
        ]
    };
    let rows: Vec<Vec<String>> = all.iter().map(row).collect();
    let count = |is: &dyn Fn(&Record) -> bool| {
        all.iter().filter(|one| person_of(one).is_some_and(|who| is(&who))).count().to_string()
    };
    let fields = Fields::new()
        .with("工会名称", case.record.get(NAME).unwrap_or_default())
        .with("会员人数", all.len().to_string())
        .with("女会员人数", count(&|who| said(Some(who), &person::SEX) == "女"))
        .with("农民工会员人数", count(&|who| who.get(person::MIGRANT) == Some(true)))
        .with("填表日期", chinese(case.facts.today))
        .list("会员", &COLUMNS, &rows);
    (!all.is_empty()).then(|| letters::form("member_roster", fields)).flatten()
}
