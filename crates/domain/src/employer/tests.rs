//! Stories and edges of employers and coverage.

use crate::tests::*;
use kernel::indicator::{Cond, Measure};
use kernel::sheet::Plan;
use kernel::value::Value;

const CODE: &str = "91440300MA00000152";

fn firm(others: &[(&'static str, Value)]) -> Vec<(&'static str, Value)> {
    let mut values = vec![("name", "恒达纺织有限公司".into()), ("state", "NORMAL".into())];
    values.extend(others.iter().cloned());
    values
}

#[test]
fn an_employer_is_listed_from_today_unless_said_otherwise() {
    let (record, verdict) = prepared("employer", &firm(&[]));
    assert_eq!(verdict, Ok(()));
    assert_eq!(record.value("listed_on"), &"2026-06-17".into());
    assert_eq!(record.value("initials"), &"hdfzyxgs".into());
    let (record, _) = prepared("employer", &firm(&[("listed_on", "2020-01-01".into())]));
    assert_eq!(record.value("listed_on"), &"2020-01-01".into());
}

#[test]
fn r_emp_01_the_unions_code_is_not_the_employers() {
    for good in [CODE, "52310000MJ0000018A", "12420100441600001F"] {
        assert!(prepared("employer", &firm(&[("code", good.into())])).1.is_ok(), "{good}");
    }
    let wrong = firm(&[("code", "81610100MC0000012L".into())]);
    let said = refused("employer", &wrong, "code", "R-EMP-01");
    assert!(said.contains("工会统一社会信用代码"), "{said}");
}

#[test]
fn r_emp_02_a_part_is_not_larger_than_the_whole() {
    let heads = |women: i64| firm(&[("employees", Value::Int(30)), ("women", Value::Int(women))]);
    assert!(prepared("employer", &heads(30)).1.is_ok());
    let said = refused("employer", &heads(31), "women", "R-EMP-02");
    assert!(said.contains("30人"), "{said}");
    assert!(prepared("employer", &firm(&[("women", Value::Int(31))])).1.is_ok(), "not known");
}

#[test]
fn r_emp_03_and_r_cov_01_telephone_and_day() {
    refused("employer", &firm(&[("phone", "12345678901".into())]), "phone", "R-EMP-03");
    let pair = |from: &str| {
        vec![("union", Value::Int(1)), ("employer", Value::Int(2)), ("from_on", from.into())]
    };
    assert!(prepared("coverage", &pair("2027-06-17")).1.is_ok());
    refused("coverage", &pair("2027-06-18"), "from_on", "R-COV-01");
}

fn town() -> Town {
    let mut town = Town { home: 2, ..Town::default() };
    let values = [("name", "云溪县青石镇总工会".into()), ("kind", "TOWN_FED".into())];
    town.put("union", 2, &values);
    town.put("union", 3, &[("name", "云溪县柳河镇总工会".into()), ("kind", "TOWN_FED".into())]);
    town
}

const ROW: &[(&str, &str)] = &[
    ("name", "恒达纺织有限公司"),
    ("code", CODE),
    ("division", "云溪县"),
    ("industry", "制造业"),
    ("size_class", "小型"),
    ("employees", "120"),
    ("women", "70"),
    ("survey", "具备条件"),
    ("surveyed_on", "2026.5.20"),
];

#[test]
fn a_survey_row_makes_an_employer() {
    let steps = steps(town().decide("employers", ROW));
    let (register, values) = added(&steps[0]);
    assert_eq!((register, steps.len()), ("employer", 1));
    assert_eq!(values["seat"], Value::Int(2), "the union the file is loaded for");
    assert_eq!(values["state"], "NORMAL".into());
    assert_eq!(values["survey"], "READY".into());
    assert_eq!(values["listed_on"], "2026-05-20".into());
    assert!(!values.contains_key("migrants"), "a blank is not written");
}

#[test]
fn a_second_survey_changes_from_its_own_day() {
    let mut town = town();
    let known = firm(&[
        ("code", CODE.into()),
        ("division", "云溪县".into()),
        ("seat", Value::Int(2)),
        ("industry", "C".into()),
        ("size_class", "SMALL".into()),
        ("employees", Value::Int(100)),
        ("women", Value::Int(70)),
        ("survey", "SURVEYED".into()),
    ]);
    town.put("employer", 20, &known);
    let steps = steps(town.decide("employers", ROW));
    let (_, id, values, from) = edited(&steps[0]);
    assert_eq!((id, from.as_str(), steps.len()), (20, "2026-05-20", 1));
    let expected = [("employees", Value::Int(120)), ("survey", "READY".into())];
    assert_eq!(values, expected.into());
    let same = but(ROW, &[("employees", "100"), ("survey", "已摸底"), ("code", "")]);
    assert_eq!(town.decide("employers", &same), Plan::Write(Vec::new()), "by name and division");
    let moved = but(&same, &[("seat", "云溪县柳河镇总工会")]);
    let steps = crate::tests::steps(town.decide("employers", &moved));
    assert_eq!(edited(&steps[0]).2, [("seat", Value::Int(3))].into());
}

#[test]
fn employer_is_code_else_name_and_division_and_never_a_guess() {
    let mut town = town();
    let other =
        |code: &str, division: &str| firm(&[("code", code.into()), ("division", division.into())]);
    town.put("employer", 20, &other("91350100M000100Y43", "云溪县"));
    let found = doubt(town.decide("employers", ROW));
    assert_eq!(found.like, Some(("employer", 20)));
    assert!(found.other.is_some() && found.fill.is_some());
    let elsewhere = but(ROW, &[("division", "柳河镇")]);
    assert_eq!(steps(town.decide("employers", &elsewhere)).len(), 1, "another division");
    town.put("employer", 21, &other("", "云溪县"));
    town.put("employer", 22, &other("", "云溪县"));
    let (column, says) = fault(town.decide("employers", &but(ROW, &[("code", "")])));
    assert_eq!(column, "name");
    assert!(says.contains("3家"), "{says}");
}

#[test]
fn the_same_code_under_another_name_is_doubtful() {
    let mut town = town();
    town.put("employer", 20, &firm(&[("code", CODE.into()), ("employees", Value::Int(90))]));
    let doubt = doubt(town.decide("employers", &but(ROW, &[("name", "恒达服饰有限公司")])));
    assert_eq!(doubt.other, None);
    let (_, _, values, _) = edited(&doubt.correct.unwrap()[0]);
    assert_eq!(values["name"], "恒达服饰有限公司".into());
    let (_, _, values, _) = edited(&doubt.fill.unwrap()[0]);
    assert!(!values.contains_key("name") && !values.contains_key("employees"));
    assert_eq!(values["industry"], "C".into());
}

#[test]
fn faults_of_a_survey_row_are_named_by_cell() {
    let town = town();
    assert_eq!(fault(town.decide("employers", &but(ROW, &[("women", "121")]))).0, "women");
    let (column, _) = fault(town.decide("employers", &but(ROW, &[("seat", "白塔镇总工会")])));
    assert_eq!(column, "seat");
    assert_eq!(fault(town.decide("employers", &but(ROW, &[("name", "")]))).0, "name");
    let homeless = Town::default();
    assert_eq!(fault(homeless.decide("employers", ROW)).0, "seat");
}

#[test]
fn union_law_11_due_is_operating_with_25_employees() {
    let due = crate::catalog().indicator("eligible_unit_count").unwrap();
    assert!(
        due.when.contains(&Cond::AtLeastSetting("employees".into(), "eligible_employees".into()))
    );
    assert!(due.when.contains(&Cond::Is("state".into(), vec!["NORMAL".into()])));
    assert_eq!(due.needs, ["employees"]);
    let rate = crate::catalog().indicator("union_build_rate").unwrap();
    let Measure::Ratio { numerator, denominator, .. } = &rate.measure else { panic!() };
    let parts = (numerator.as_str(), denominator.as_str());
    assert_eq!(parts, ("eligible_covered_count", "eligible_unit_count"));
}

#[test]
fn covered_and_missed_make_up_what_is_due() {
    let when = |code: &str| crate::catalog().indicator(code).unwrap().when.clone();
    let (due, covered, missed) =
        (when("eligible_unit_count"), when("eligible_covered_count"), when("missed_unit_count"));
    assert_eq!(covered[..due.len()], due[..]);
    assert_eq!(missed[..due.len()], due[..]);
    let has = covered.last().unwrap().clone();
    assert_eq!(missed.last(), Some(&Cond::Not(Box::new(has))));
}
