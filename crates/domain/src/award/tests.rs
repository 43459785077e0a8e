//! Edges of honours and ratings, and what rows of their sheet become.

use crate::tests::*;
use kernel::sheet::Plan;
use kernel::value::Value;

fn star(others: &[(&'static str, Value)]) -> Vec<(&'static str, Value)> {
    let mut values = vec![
        ("title", Value::Int(1)),
        ("union", Value::Int(2)),
        ("outcome", "MET".into()),
        ("awarded_on", "2025-12-20".into()),
    ];
    values.extend(others.iter().cloned());
    values
}

#[test]
fn r_awd_01_and_02_a_day_that_can_be_right_and_an_end_with_its_day() {
    assert!(prepared("award", &star(&[])).1.is_ok());
    refused("award", &star(&[("awarded_on", "2027-06-18".into())]), "awarded_on", "R-AWD-01");
    refused("award", &star(&[("end", "REVOKED".into())]), "until_on", "R-AWD-02");
    let ended = star(&[("end", "REVOKED".into()), ("until_on", "2026-03-01".into())]);
    assert!(prepared("award", &ended).1.is_ok());
}

#[test]
fn r_awd_03_who_does_not_meet_the_standard_has_no_star() {
    assert!(prepared("award", &star(&[("star", Value::Int(3))])).1.is_ok());
    let unmet = star(&[("star", Value::Int(3)), ("outcome", "UNMET".into())]);
    refused("award", &unmet, "star", "R-AWD-03");
}

const ROW: &[(&str, &str)] = &[
    ("union", "恒达纺织有限公司工会委员会"),
    ("title", "星级工会"),
    ("level", "县级"),
    ("star", "3"),
    ("awarded_on", "2026-05-01"),
    ("body", "云溪县总工会"),
];
const STAR: i64 = 900;

fn town() -> Town {
    let mut town = Town::default();
    let values = [("name", "恒达纺织有限公司工会委员会".into()), ("kind", "BASE".into())];
    town.put("union", 2, &values);
    let term = |list: &str, code: &str, name: &str| {
        [("list", list.into()), ("code", code.into()), ("name", Value::from(name))]
    };
    town.put("term", STAR, &term("STANDARD", "star", "星级工会"));
    town.put("term", 901, &term("HONOUR", "model_home", "模范职工之家"));
    town
}

#[test]
fn a_row_makes_an_award_that_is_met_unless_it_says_otherwise() {
    let made = steps(town().decide("awards", ROW));
    let (register, values) = added(&made[0]);
    assert_eq!((register, made.len()), ("award", 1));
    assert_eq!(values["title"], Value::Int(STAR));
    assert_eq!((&values["outcome"], &values["star"]), (&"MET".into(), &Value::Int(3)));
    let unmet = but(ROW, &[("outcome", "未达标"), ("star", "")]);
    assert_eq!(added(&steps(town().decide("awards", &unmet))[0]).1["outcome"], "UNMET".into());
    let both = but(ROW, &[("outcome", "未达标")]);
    assert_eq!(fault(town().decide("awards", &both)).0, "star");
    assert_eq!(fault(town().decide("awards", &but(ROW, &[("title", "文明单位")]))).0, "title");
}

#[test]
fn a_later_rating_ends_the_one_before_and_the_same_again_changes_nothing() {
    let mut town = town();
    let known = |awarded: &str, stars: i64| {
        vec![
            ("title", Value::Int(STAR)),
            ("union", Value::Int(2)),
            ("level", "COUNTY".into()),
            ("star", Value::Int(stars)),
            ("outcome", "MET".into()),
            ("awarded_on", awarded.into()),
            ("body", "云溪县总工会".into()),
        ]
    };
    town.put("award", 50, &known("2024-05-01", 2));
    let made = steps(town.decide("awards", ROW));
    let (_, id, ended, _) = edited(&made[0]);
    assert_eq!(id, 50);
    assert_eq!(ended, [("until_on", "2026-05-01".into()), ("end", "REPLACED".into())].into());
    assert_eq!(added(&made[1]).1["star"], Value::Int(3));
    town.put("award", 51, &known("2026-05-01", 3));
    assert_eq!(town.decide("awards", ROW), Plan::Write(Vec::new()));
    let higher = steps(town.decide("awards", &but(ROW, &[("star", "4")])));
    assert_eq!(edited(&higher[0]).2, [("star", Value::Int(4))].into());
}
