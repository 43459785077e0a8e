//! Forms that are printed from an application: what the worker signs, and what is kept of a member on paper.
//! The roster of a founding is made of the same people.

use super::register::*;
use crate::employer::register as employer;
use crate::paper::letters;
use crate::person::register as person;
use kernel::dates::chinese;
use kernel::field::AnyField;
use kernel::letter::{Fields, Form, Printed};
use kernel::prelude::*;
use kernel::workflow::Case;

/// What is printed from an application.
pub const FORMS_PRINTED: [Form; 2] = [
    Form { letter: "join_application", title: "入会申请书", many: true, fill: application },
    Form {
        letter: "member_registration", title: "会员登记表", many: true, fill: registration
    },
];

/// A value as it is printed: choices by name, days in words, yes and no.
pub fn said(record: Option<&Record>, field: &dyn AnyField) -> String {
    let (Some(record), field) = (record, field.def()) else { return String::new() };
    let value = record.value(field.name);
    match (field.kind, value.as_text()) {
        (Kind::YesNo, _) => match value.as_int() {
            Some(1) => "是".into(),
            Some(_) => "否".into(),
            None => String::new(),
        },
        (Kind::Choice, Some(code)) => field.list.map_or(code, |list| list.title(code)).into(),
        (Kind::Day, _) => value.as_day().map(chinese).unwrap_or_default(),
        (_, text) => text.unwrap_or_default().into(),
    }
}

/// 1990年8月.
fn month(record: Option<&Record>, field: Field<Date>) -> String {
    let day = record.and_then(|record| record.get(field));
    day.map(|day| format!("{}年{}月", day.year(), day.month())).unwrap_or_default()
}

/// The union that somebody joins: the one that is being founded, or the one that answers.
fn union(case: &Case<'_>) -> String {
    let founding = case.linked(case.record, FOUNDING.def.name);
    let founding = founding.and_then(|one| one.get(crate::founding::register::NAME));
    founding.unwrap_or_else(|| {
        said(case.linked(case.record, UNION.def.name), &crate::union::register::NAME)
    })
}

fn who(case: &Case<'_>) -> Fields {
    let someone = case.linked(case.record, PERSON.def.name);
    let work = case.linked(case.record, EMPLOYER.def.name);
    Fields::new()
        .with("工会名称", union(case))
        .with("姓名", said(someone, &person::NAME))
        .with("性别", said(someone, &person::SEX))
        .with("出生年月", month(someone, person::BIRTH_ON))
        .with("联系电话", said(someone, &person::PHONE))
        .with("工作单位", said(work, &employer::NAME))
        .with("部门", said(someone, &person::JOB))
}

fn application(case: &Case<'_>) -> Option<Printed> {
    let fields = who(case).with("申请日期", said(Some(case.record), &APPLIED_ON));
    letters::form("join_application", fields)
}

fn registration(case: &Case<'_>) -> Option<Printed> {
    let someone = case.linked(case.record, PERSON.def.name);
    let fields = who(case)
        .with("民族", said(someone, &person::ETHNICITY))
        .with("籍贯", said(someone, &person::NATIVE_PLACE))
        .with("政治面貌", said(someone, &person::POLITICAL))
        .with("文化程度", said(someone, &person::EDUCATION))
        .with("技术等级", said(someone, &person::SKILL))
        .with("户籍类型", said(someone, &person::HOUSEHOLD))
        .with("证件号码", said(someone, &person::PAPER_NO))
        .with("是否农民工", said(someone, &person::MIGRANT))
        .with("家庭住址", said(someone, &person::ADDRESS))
        .with("入会日期", said(Some(case.record), &DECIDED_ON))
        .with("会员证号", said(Some(case.record), &NUMBER));
    letters::form("member_registration", fields)
}
