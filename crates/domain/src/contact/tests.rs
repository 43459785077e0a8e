//! Edges of changes of number and address.

use super::register::CONTACTS;
use crate::tests::*;
use kernel::value::Value;

fn told(values: &[(&'static str, Value)]) -> Vec<(&'static str, Value)> {
    let mut all =
        vec![("person", Value::Int(9)), ("union", Value::Int(5)), ("told_on", "2026-06-08".into())];
    all.extend(values.iter().cloned());
    all
}

#[test]
fn r_con_01_a_change_says_what_is_new_and_a_number_can_be_dialled() {
    assert!(prepared(CONTACTS, &told(&[("phone", "139 5210 0386".into())])).1.is_ok());
    assert!(prepared(CONTACTS, &told(&[("address", "云溪县新址路9号".into())])).1.is_ok());
    refused(CONTACTS, &told(&[]), "phone", "R-CON-01");
    refused(CONTACTS, &told(&[("phone", "1395210".into())]), "phone", "R-CON-01");
}
