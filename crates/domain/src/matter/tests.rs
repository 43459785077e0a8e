//! Edges of matters.

use super::register::MATTERS;
use crate::tests::*;
use kernel::value::Value;

fn asked(words: &str, on: &str) -> Vec<(&'static str, Value)> {
    vec![
        ("person", Value::Int(9)),
        ("union", Value::Int(5)),
        ("kind", "WAGES".into()),
        ("words", words.into()),
        ("asked_on", on.into()),
    ]
}

#[test]
fn r_mat_01_a_matter_says_what_it_is_and_is_not_asked_in_another_century() {
    assert!(prepared(MATTERS, &asked("工地两个月没发工资", "2026-06-08")).1.is_ok());
    refused(MATTERS, &asked("  ", "2026-06-08"), "words", "R-MAT-01");
    refused(MATTERS, &asked("工地两个月没发工资", "2062-06-08"), "asked_on", "R-MAT-01");
}
