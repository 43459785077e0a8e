//! Edges of changes of memberships.

use super::register::CHANGES;
use crate::tests::*;
use kernel::value::Value;
use kernel::workflow::{Case, Finding, Found, Make};

fn change(of: &str, others: &[(&'static str, Value)]) -> Vec<(&'static str, Value)> {
    let mut values = vec![
        ("membership", Value::Int(7)),
        ("change", of.into()),
        ("from_on", "2026-06-01".into()),
    ];
    values.extend(others.iter().cloned());
    values
}

fn looked(status: &str, others: &[(&'static str, Value)]) -> Found {
    let mut found = Found::default();
    let mut membership =
        record("membership", &[("status", status.into()), ("joined_on", "2020-03-01".into())]);
    for (field, value) in others {
        membership.set(field, value.clone());
    }
    membership.id = 7;
    found.linked.insert(("membership", 7), membership);
    found
}

fn with<T>(values: &[(&'static str, Value)], found: &Found, look: fn(&Case<'_>) -> T) -> T {
    let record = record(CHANGES, values);
    let facts = facts();
    look(&Case { record: &record, facts: &facts, found })
}

#[test]
fn r_mem_04_withdrawal_is_the_members_own_wish_and_announced_on_a_day() {
    let day = ("decided_on", Value::from("2026-06-01"));
    let own = change("WITHDRAWN", &[("cause", "OWN_WISH".into()), day.clone()]);
    assert!(prepared(CHANGES, &own).1.is_ok());
    let retired = change("WITHDRAWN", &[("cause", "RETIRED".into()), day]);
    refused(CHANGES, &retired, "cause", "R-MEM-04");
    let silent = change("WITHDRAWN", &[("cause", "OWN_WISH".into())]);
    refused(CHANGES, &silent, "decided_on", "R-MEM-04");
}

#[test]
fn r_mem_05_only_the_punished_are_expelled_and_never_by_the_short_way() {
    let day = ("decided_on", Value::from("2026-06-01"));
    let crime = change("EXPELLED", &[("cause", "CRIME".into()), day.clone()]);
    assert!(prepared(CHANGES, &crime).1.is_ok());
    refused(CHANGES, &change("EXPELLED", &[("cause", "OTHER".into()), day]), "cause", "R-MEM-05");
    refused(CHANGES, &change("DECEASED", &[("cause", "CRIME".into())]), "cause", "R-MEM-05");
    let short = with(&crime, &looked("ACTIVE", &[]), super::rules::carry_out).unwrap_err();
    assert!(short[0].reason.contains("备案") && short[0].rule == "R-MEM-05", "{short:?}");
    let made = with(&crime, &looked("ACTIVE", &[]), super::rules::expel).unwrap();
    let [Make::Change { values, .. }] = made.as_slice() else { panic!("{made:?}") };
    assert!(values.contains(&("exit", "EXPELLED".into())), "{values:?}");
    assert!(values.contains(&("reason", "6".into())), "{values:?}");
}

#[test]
fn r_mem_06_who_died_is_a_member_until_that_day() {
    let made = with(&change("DECEASED", &[]), &looked("RETAINED", &[]), super::rules::carry_out);
    let made = made.unwrap();
    let [Make::Change { values, .. }] = made.as_slice() else { panic!("{made:?}") };
    assert!(values.contains(&("left_on", Value::from("2026-06-01").into())), "{values:?}");
    assert!(values.contains(&("exit", "DECEASED".into())), "{values:?}");
}

#[test]
fn r_mem_07_retained_membership_has_a_reason_and_was_in_order_before() {
    let retired = change("RETAINED", &[("cause", "RETIRED".into())]);
    assert!(prepared(CHANGES, &retired).1.is_ok());
    refused(CHANGES, &change("RETAINED", &[]), "cause", "R-MEM-07");
    let look = |status: &str| with(&retired, &looked(status, &[]), super::rules::member);
    assert!(matches!(look("ACTIVE"), Finding::Fine(_)));
    assert!(matches!(look("RETAINED"), Finding::Wrong(_)));
    let back = change("RESTORED", &[]);
    let look = |status: &str| with(&back, &looked(status, &[]), super::rules::member);
    assert!(matches!(look("RETAINED"), Finding::Fine(_)));
    assert!(matches!(look("ACTIVE"), Finding::Wrong(_)));
}

#[test]
fn r_mem_08_nothing_changes_before_the_joining_after_the_leaving_or_tomorrow() {
    let look = |from: &str, others: &[(&'static str, Value)]| {
        let mut values = change("DECEASED", &[]);
        values[2].1 = from.into();
        with(&values, &looked("ACTIVE", others), super::rules::member)
    };
    assert!(matches!(look("2020-03-02", &[]), Finding::Fine(_)));
    assert!(matches!(look("2020-03-01", &[]), Finding::Wrong(_)));
    let gone = [("left_on", Value::from("2025-01-01"))];
    assert!(look("2026-06-01", &gone).says().contains("2025年1月1日"));
    let moving = with(&change("DECEASED", &[]), &looked("TRANSFER_OUT", &[]), super::rules::member);
    assert!(moving.says().contains("正在转会"));
    let mut ahead = change("DECEASED", &[]);
    ahead[2].1 = "2026-06-18".into();
    refused(CHANGES, &ahead, "from_on", "R-MEM-08");
}

#[test]
fn r_mem_09_lapsing_is_decided_by_people_who_say_what_they_did() {
    let day = ("decided_on", Value::from("2026-06-01"));
    let silent = change("AUTO_WITHDRAWN", &[("cause", "NO_DUES".into()), day.clone()]);
    refused(CHANGES, &silent, "note", "R-MEM-09");
    let told = ("note", Value::from("2025年12月起没交会费，周建平谈过两次，本人说不再参加"));
    assert!(prepared(CHANGES, &[silent, vec![told]].concat()).1.is_ok());
}
