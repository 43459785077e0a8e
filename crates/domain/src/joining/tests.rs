//! Edges of applications to join.

use super::register::JOININGS;
use crate::tests::*;
use kernel::record::Record;
use kernel::value::Value;
use kernel::verdict::Refusal;
use kernel::workflow::{Case, Found, Make};

fn applied(others: &[(&'static str, Value)]) -> Vec<(&'static str, Value)> {
    let mut values = vec![
        ("person", Value::Int(9)),
        ("union", Value::Int(5)),
        ("applied_on", "2026-06-08".into()),
        ("own_hand", true.into()),
    ];
    values.extend(others.iter().cloned());
    values
}

fn with<T>(values: &[(&'static str, Value)], found: &Found, step: fn(&Case<'_>) -> T) -> T {
    let record: Record = record(JOININGS, values);
    let facts = facts();
    step(&Case { record: &record, facts: &facts, found })
}

fn base() -> Found {
    let mut found = Found::default();
    let mut union = record("union", &[("kind", "BASE".into())]);
    union.id = 5;
    found.linked.insert(("union", 5), union);
    found
}

fn said(made: Result<Vec<Make>, Vec<Refusal>>) -> String {
    made.unwrap_err().iter().map(|one| one.reason.clone()).collect::<Vec<_>>().join("；")
}

#[test]
fn r_joi_01_an_application_is_decided_after_it_was_made() {
    assert!(prepared(JOININGS, &applied(&[("decided_on", "2026-06-08".into())])).1.is_ok());
    let before = applied(&[("decided_on", "2026-06-07".into())]);
    refused(JOININGS, &before, "decided_on", "R-JOI-01");
    let ahead = applied(&[("applied_on", "2062-06-08".into())]);
    refused(JOININGS, &ahead, "applied_on", "R-JOI-01");
}

#[test]
fn r_joi_02_who_applied_in_their_own_hand_and_is_a_member_nowhere_becomes_one_on_that_day() {
    let decided = ("decided_on", Value::from("2026-06-17"));
    let made =
        with(&applied(std::slice::from_ref(&decided)), &base(), super::rules::admit).unwrap();
    let Some(Make::Add { register, values, .. }) = made.first() else { panic!("{made:?}") };
    assert_eq!(*register, "membership");
    assert!(values.contains(&("joined_on", Value::from("2026-06-17").into())));

    let typed = applied(&[decided.clone(), ("own_hand", false.into())]);
    assert!(said(with(&typed, &base(), super::rules::admit)).contains("本人填写签名"));

    let mut elsewhere = base();
    elsewhere.parts.push(("membership", vec![record("membership", &[])]));
    let refused =
        said(with(&applied(std::slice::from_ref(&decided)), &elsewhere, super::rules::admit));
    assert!(refused.contains("已是本县工会会员，可申请转会"));

    let mut federation = base();
    let union = federation.linked.get_mut(&("union", 5)).unwrap();
    union.set("kind", "TOWN_FED".into());
    assert!(
        said(with(&applied(&[decided]), &federation, super::rules::admit)).contains("受理工会")
    );

    let of_founding = applied(&[("decided_on", "2026-06-17".into()), ("founding", Value::Int(3))]);
    assert!(said(with(&of_founding, &base(), super::rules::admit)).contains("随建会一起办"));
}

#[test]
fn r_joi_03_the_number_on_the_form_is_the_number_in_the_roster() {
    let numbers =
        |form: &str| applied(&[("number", "YX20260017".into()), ("form_number", form.into())]);
    assert!(with(&numbers("YX20260017"), &base(), super::rules::file).is_ok());
    let refused = said(with(&numbers("YX20260071"), &base(), super::rules::file));
    assert!(refused.contains("YX20260071") && refused.contains("不一致"), "{refused}");
}
