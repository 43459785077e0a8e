//! Edges of targets.

use super::register::VALUE;
use crate::tests::*;
use kernel::value::Value;

fn build_rate(others: &[(&'static str, Value)]) -> Vec<(&'static str, Value)> {
    let mut values = vec![
        ("name", "建会率达到92%".into()),
        ("indicator", "union_build_rate".into()),
        ("value", "92%".into()),
        ("begin_on", "2026-01-01".into()),
        ("due_on", "2026-12-31".into()),
        ("union", Value::Int(2)),
    ];
    values.extend(others.iter().cloned());
    values
}

#[test]
fn r_tgt_01_and_02_a_target_ends_after_it_begins_and_within_five_years() {
    assert!(prepared("target", &build_rate(&[])).1.is_ok());
    let due = |day: &str| build_rate(&[("due_on", day.into())]);
    assert!(prepared("target", &due("2026-01-01")).1.is_ok(), "a target of one day");
    refused("target", &due("2025-12-31"), "due_on", "R-TGT-01");
    assert!(prepared("target", &due("2031-01-01")).1.is_ok());
    refused("target", &due("2031-01-02"), "due_on", "R-TGT-02");
}

#[test]
fn r_tgt_03_a_value_is_a_number_and_kept_in_one_form() {
    let value = |raw: &str| {
        let (record, verdict) = prepared("target", &build_rate(&[("value", raw.into())]));
        verdict.map(|()| record.get(VALUE).unwrap())
    };
    assert_eq!(value("92.50%"), Ok("92.5".into()));
    assert_eq!(value("1,200"), Ok("1200".into()));
    assert_eq!(value("2.7万元"), Ok("27000".into()));
    let in_words = build_rate(&[("value", "九成".into())]);
    assert!(refused("target", &in_words, "value", "R-TGT-03").contains("九成"));
}

#[test]
fn what_is_still_to_be_done_for_a_share_are_rows_of_another_figure() {
    let catalog = crate::catalog();
    assert_eq!(catalog.gap("union_build_rate"), Some("missed_unit_count"));
    assert_eq!(catalog.gap("compliance_rate"), Some("compliance_pending_count"));
    assert_eq!(catalog.gap("star_rate"), Some("star_low_union_count"));
    assert_eq!(catalog.gap("member_count"), None);
}
