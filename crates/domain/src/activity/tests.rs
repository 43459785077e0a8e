//! Edges of activities and their lines, and what their figures are made of.

use crate::tests::*;
use kernel::indicator::{Measure, Time};
use kernel::register::Owner;
use kernel::value::Value;

fn class(others: &[(&'static str, Value)]) -> Vec<(&'static str, Value)> {
    let mut values = vec![
        ("name", "农民工电工培训班（第一期）".into()),
        ("kind", Value::Int(1)),
        ("union", Value::Int(2)),
        ("held_from", "2026-05-20".into()),
    ];
    values.extend(others.iter().cloned());
    values
}

#[test]
fn r_act_01_an_activity_ends_no_earlier_than_it_begins() {
    let until = |day: &str| class(&[("held_until", day.into())]);
    assert!(prepared("activity", &until("2026-05-20")).1.is_ok(), "one day");
    let said = refused("activity", &until("2026-05-19"), "held_until", "R-ACT-01");
    assert!(said.contains("2026-05-20"), "{said}");
    let from = |day: &str| class(&[("held_from", day.into())]);
    assert!(prepared("activity", &from("2027-06-17")).1.is_ok());
    refused("activity", &from("2027-06-18"), "held_from", "R-ACT-01");
}

#[test]
fn r_act_02_a_line_says_how_many_or_how_much() {
    let line = |others: &[(&'static str, Value)]| {
        let mut values = vec![("activity", Value::Int(1)), ("item", Value::Int(2))];
        values.extend(others.iter().cloned());
        values
    };
    assert!(prepared("activity_line", &line(&[("quantity", Value::Int(0))])).1.is_ok());
    assert!(prepared("activity_line", &line(&[("amount", Value::Int(27_000_000))])).1.is_ok());
    let said = refused("activity_line", &line(&[]), "quantity", "R-ACT-02");
    assert!(said.contains("金额"), "{said}");
}

#[test]
fn parts_belong_to_the_union_of_their_activity() {
    for name in ["activity_person", "activity_line"] {
        let register = crate::catalog().register(name).unwrap();
        assert_eq!(register.owned_with, Some("activity"), "{name}");
        assert!(matches!(register.owner, Owner::Union("union")), "{name}");
        assert!(register.field("union").unwrap().computed, "nobody types it");
    }
}

#[test]
fn people_are_those_named_and_those_only_counted() {
    let find = |code: &str| crate::catalog().indicator(code).unwrap();
    let Measure::Plus { first, second } = &find("training_person_count").measure else { panic!() };
    assert_eq!(
        (first.as_str(), second.as_str()),
        ("training_person_unnamed_count", "training_person_named_count")
    );
    for part in [first, second] {
        let part = find(part);
        assert_eq!(part.time, Time::Flow("activity.held_from".into()), "{}", part.code);
        for dim in ["migrant", "course", "level", "mode", "audience"] {
            assert!(part.dims.iter().any(|known| known.name == dim), "{} {dim}", part.code);
        }
    }
}

#[test]
fn every_code_that_figures_ask_for_stands_in_a_list_from_the_beginning() {
    use kernel::indicator::Cond;
    let terms = &crate::catalog().register("term").unwrap().beginnings;
    let codes: Vec<&str> = terms.iter().filter_map(|row| row[1].1.as_text()).collect();
    for indicator in &crate::catalog().indicators {
        for cond in &indicator.when {
            let Cond::Is(path, values) = cond else { continue };
            if path.rsplit_once('.').is_some_and(|(_, last)| last == "code") {
                for value in values {
                    assert!(
                        codes.contains(&value.as_text().unwrap()),
                        "{} {value}",
                        indicator.code
                    );
                }
            }
        }
    }
}
