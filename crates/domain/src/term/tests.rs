//! Edges of the entries of lists.

use super::register::{LISTS, terms};
use crate::tests::*;
use kernel::value::Value;
use std::collections::HashSet;

fn term(name: &str, code: &str) -> Vec<(&'static str, Value)> {
    vec![("list", "COURSE".into()), ("name", name.into()), ("code", code.into())]
}

#[test]
fn an_entry_without_a_code_gets_the_initials_of_its_name() {
    let (record, verdict) = prepared("term", &term("电工操作", ""));
    assert_eq!(verdict, Ok(()));
    assert_eq!(record.value("code"), &"dgcz".into());
    assert_eq!(record.value("name_key"), &"电工操作".into());
}

#[test]
fn r_trm_01_a_code_is_of_small_letters_digits_and_underscores() {
    assert!(prepared("term", &term("电工操作", "electrician_2")).1.is_ok());
    assert_eq!(prepared("term", &term("电工", "Skills")).0.value("code"), &"skills".into());
    let said = refused("term", &term("电工操作", "电工"), "code", "R-TRM-01");
    assert!(said.contains("小写字母"), "{said}");
}

#[test]
fn every_list_begins_with_entries_of_its_own() {
    let rows = terms().beginnings;
    let of = |list: &str| rows.iter().filter(|row| row[0].1 == list.into()).count();
    for (list, title, _) in LISTS.items {
        assert!(of(list) >= 3, "{title}");
    }
    let keys: HashSet<(&Value, &Value)> = rows.iter().map(|row| (&row[0].1, &row[1].1)).collect();
    assert_eq!(keys.len(), rows.len(), "a code stands once in a list");
    for row in &rows {
        assert!(prepared("term", row).1.is_ok(), "{row:?}");
    }
}
