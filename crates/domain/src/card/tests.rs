//! Edges of cards.

use super::register::CARDS;
use crate::tests::*;
use kernel::record::Record;
use kernel::value::Value;
use kernel::workflow::{Case, Finding, Found};

fn asked(others: &[(&'static str, Value)]) -> Vec<(&'static str, Value)> {
    let mut values = vec![
        ("membership", Value::Int(7)),
        ("person", Value::Int(9)),
        ("union", Value::Int(5)),
        ("asked_on", "2026-06-08".into()),
    ];
    values.extend(others.iter().cloned());
    values
}

fn found(values: &[(&'static str, Value)], form: Option<&str>) -> Found {
    let mut found = Found::default();
    let mut member = record("membership", values);
    member.id = 7;
    found.linked.insert(("membership", 7), member);
    if let Some(form) = form {
        found.parts.push(("joining", vec![record("joining", &[("form_number", form.into())])]));
    }
    found
}

fn looked(
    card: &[(&'static str, Value)],
    found: &Found,
    look: fn(&Case<'_>) -> Finding,
) -> Finding {
    let record: Record = record(CARDS, card);
    let facts = facts();
    look(&Case { record: &record, facts: &facts, found })
}

#[test]
fn r_crd_01_no_card_before_the_number_on_the_form_is_the_number_in_the_roster() {
    let numbered = [("number", Value::from("YX20260017"))];
    let look = super::rules::number;
    let wrong = |finding: Finding| matches!(finding, Finding::Wrong(_));
    assert!(wrong(looked(&asked(&[]), &found(&[], None), look)), "no number in the roster");
    assert!(wrong(looked(&asked(&[]), &found(&numbered, None), look)), "no number of a form");
    let other = found(&numbered, Some("YX20260071"));
    let told = looked(&asked(&[]), &other, look);
    assert!(told.says().contains("YX20260071") && wrong(told), "they differ");
    let same = found(&numbered, Some("YX20260017"));
    assert!(matches!(looked(&asked(&[]), &same, look), Finding::Fine(_)));
    let typed = asked(&[("form_number", "YX20260017".into())]);
    assert!(matches!(looked(&typed, &found(&numbered, None), look), Finding::Fine(_)));
}

#[test]
fn r_crd_02_a_card_is_made_sealed_and_handed_over_in_this_order() {
    let day = |field: &'static str, day: &str| (field, Value::from(day));
    let fine = [
        day("printed_on", "2026-06-09"),
        day("sealed_on", "2026-06-10"),
        day("handed_on", "2026-06-10"),
    ];
    assert!(prepared(CARDS, &asked(&fine)).1.is_ok());
    refused(CARDS, &asked(&[day("printed_on", "2026-06-07")]), "printed_on", "R-CRD-02");
    let early = [day("printed_on", "2026-06-09"), day("handed_on", "2026-06-08")];
    refused(CARDS, &asked(&early), "handed_on", "R-CRD-02");
    refused(CARDS, &asked(&[day("printed_on", "2062-06-09")]), "printed_on", "R-CRD-02");
}

#[test]
fn r_crd_03_a_card_is_for_who_is_a_member_now() {
    let look = super::rules::member;
    let active = [("status", Value::from("ACTIVE"))];
    assert!(matches!(looked(&asked(&[]), &found(&active, None), look), Finding::Fine(_)));
    let left = [("status", Value::from("ACTIVE")), ("left_on", Value::from("2026-06-01"))];
    assert!(looked(&asked(&[]), &found(&left, None), look).says().contains("已离会"));
    let frozen = [("status", Value::from("SUSPENDED"))];
    assert!(looked(&asked(&[]), &found(&frozen, None), look).says().contains("冻结"));
}
