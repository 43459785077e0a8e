//! Edges of posts.

use super::register::PHONE;
use crate::tests::*;
use kernel::value::Value;

fn chair(others: &[(&'static str, Value)]) -> Vec<(&'static str, Value)> {
    let mut values = vec![
        ("name", "李秀芳".into()),
        ("union", Value::Int(5)),
        ("post", "CHAIR".into()),
        ("from_on", "2026-06-12".into()),
    ];
    values.extend(others.iter().cloned());
    values
}

#[test]
fn r_cad_01_and_02_a_post_begins_within_reason_and_its_term_is_at_most_five_years() {
    assert!(prepared("cadre", &chair(&[("term_ends_on", "2031-06-12".into())])).1.is_ok());
    refused("cadre", &chair(&[("from_on", "2062-06-12".into())]), "from_on", "R-CAD-01");
    for wrong in ["2026-06-12", "2031-06-13"] {
        let term = chair(&[("term_ends_on", wrong.into())]);
        refused("cadre", &term, "term_ends_on", "R-CAD-02");
    }
}

/// 工会法 says three or five years since its amendment of 27 October 2001: an older term is judged by its day.
#[test]
fn r_cad_02_a_term_that_began_before_the_law_said_how_long_is_not_judged_by_it() {
    let six_years = |from: &str, until: &str| {
        chair(&[("from_on", from.into()), ("term_ends_on", until.into())])
    };
    assert!(prepared("cadre", &six_years("1996-03-01", "2002-03-01")).1.is_ok());
    assert!(prepared("cadre", &six_years("2001-10-26", "2007-10-26")).1.is_ok());
    refused("cadre", &six_years("2001-10-27", "2007-10-27"), "term_ends_on", "R-CAD-02");
}

#[test]
fn r_cad_03_the_telephone_number_can_be_dialled() {
    let (record, verdict) = prepared("cadre", &chair(&[("phone", "138 0013 8000".into())]));
    assert!(verdict.is_ok());
    assert_eq!(record.get(PHONE).unwrap(), "13800138000");
    refused("cadre", &chair(&[("phone", "1380013".into())]), "phone", "R-CAD-03");
}
