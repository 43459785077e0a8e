//! Edges of transfers.

use super::register::TRANSFERS;
use super::rules;
use crate::tests::*;
use kernel::exchange::Content;
use kernel::value::Value;
use kernel::verdict::Refusal;
use kernel::workflow::{Case, Finding, Found, Make};

fn asked(others: &[(&'static str, Value)]) -> Vec<(&'static str, Value)> {
    let mut values = vec![
        ("membership", Value::Int(7)),
        ("person", Value::Int(9)),
        ("from", Value::Int(10)),
        ("to", Value::Int(11)),
        ("cause", "JOB".into()),
        ("asked_on", "2026-06-01".into()),
    ];
    values.retain(|(field, _)| others.iter().all(|(other, _)| other != field));
    values.extend(others.iter().cloned());
    values
}

fn around() -> Found {
    let mut found = Found::default();
    let mut put = |register: &'static str, id: i64, values: &[(&'static str, Value)]| {
        let mut record = record(register, values);
        record.id = id;
        found.linked.insert((register, id), record);
    };
    put("person", 9, &[("name", "李秀芳".into()), ("sex", "2".into())]);
    put("union", 10, &[("name", "恒达机械厂工会委员会".into()), ("kind", "BASE".into())]);
    put("union", 11, &[("name", "西街商铺联合工会委员会".into()), ("kind", "JOINT".into())]);
    let membership = [
        ("person", Value::Int(9)),
        ("union", Value::Int(10)),
        ("status", "ACTIVE".into()),
        ("joined_on", "2020-03-01".into()),
    ];
    put("membership", 7, &membership);
    found
}

fn with<T>(values: &[(&'static str, Value)], found: &Found, step: fn(&Case<'_>) -> T) -> T {
    let record = record(TRANSFERS, values);
    let facts = facts();
    step(&Case { record: &record, facts: &facts, found })
}

fn said(made: Result<Vec<Make>, Vec<Refusal>>, rule: &str) -> String {
    let refusals = made.unwrap_err();
    assert!(refusals.iter().all(|one| one.rule.starts_with(rule)), "{refusals:?}");
    refusals.iter().map(|one| one.reason.clone()).collect::<Vec<_>>().join("；")
}

#[test]
fn r_trf_01_only_a_membership_that_goes_on_is_transferred() {
    let look = |field: &'static str, value: Value| {
        let mut found = around();
        found.linked.get_mut(&("membership", 7)).unwrap().set(field, value);
        with(&asked(&[]), &found, rules::member)
    };
    assert!(matches!(look("status", "RETAINED".into()), Finding::Fine(_)));
    for (field, value) in [
        ("left_on", Value::from("2026-05-01")),
        ("union", Value::Int(12)),
        ("status", "SUSPENDED".into()),
    ] {
        assert!(matches!(look(field, value), Finding::Wrong(_)), "{field}");
    }
    let mut none = asked(&[]);
    none.retain(|(field, _)| *field != "membership");
    refused(TRANSFERS, &none, "membership", "R-TRF-01");
}

#[test]
fn r_trf_01_with_the_senders_consent_the_membership_is_under_way_and_the_receiver_has_the_matter() {
    let made = with(&asked(&[]), &around(), rules::agree).unwrap();
    let under_way = made.iter().any(|make| {
        matches!(make, Make::Change { register: "membership", id: 7, values, .. }
            if values.contains(&("status", "TRANSFER_OUT".into())))
    });
    assert!(under_way, "{made:?}");
    assert!(made.contains(&Make::Put("desk", Value::Int(11).into())), "{made:?}");
    let letter = made.iter().find_map(|make| match make {
        Make::Add { register: "paper_out", values, .. } => Some(format!("{values:?}")),
        _ => None,
    });
    let letter = letter.unwrap();
    for words in ["transfer_letter", "李秀芳", "2020年3月1日", "西街商铺联合工会委员会"]
    {
        assert!(letter.contains(words), "{words}: {letter}");
    }
}

#[test]
fn r_trf_02_a_dissolved_union_and_one_without_members_of_its_own_cannot_receive() {
    let look = |field: &'static str, value: &str| {
        let mut found = around();
        found.linked.get_mut(&("union", 11)).unwrap().set(field, value.into());
        with(&asked(&[]), &found, rules::receiver)
    };
    assert!(matches!(look("closed_on", "2026-06-18"), Finding::Fine(_)), "only from tomorrow on");
    let dissolved = look("closed_on", "2026-06-17");
    assert!(matches!(&dissolved, Finding::Wrong(says) if says.contains("撤销")), "{dissolved:?}");
    assert!(matches!(look("kind", "TOWN_FED"), Finding::Wrong(_)));
    refused(TRANSFERS, &asked(&[("to", Value::Int(10))]), "to", "R-TRF-02");
    let both = asked(&[("to_name", "清河县总工会".into())]);
    refused(TRANSFERS, &both, "to_name", "R-TRF-02");
    let nowhere = asked(&[("to", Value::Null)]);
    refused(TRANSFERS, &nowhere, "to", "R-TRF-02");
}

#[test]
fn r_trf_03_the_receivers_day_is_after_the_joining_and_not_tomorrow() {
    let held = |day: &str| {
        let values = asked(&[("held_on", day.into()), ("desk", Value::Int(11))]);
        with(&values, &around(), rules::accept)
    };
    assert!(held("2020-03-02").is_ok());
    assert!(held("2026-06-17").is_ok());
    assert!(said(held("2020-03-01"), "R-TRF-03").contains("2020年3月1日"));
    assert!(said(held("2026-06-18"), "R-TRF-03").contains("不能晚于今天"));
}

#[test]
fn r_trf_03_on_the_receivers_day_one_membership_ends_and_the_other_begins() {
    let values = asked(&[("held_on", "2026-06-10".into()), ("desk", Value::Int(11))]);
    let made = with(&values, &around(), rules::accept).unwrap();
    let day = Value::from("2026-06-10");
    let ends = made.iter().any(|make| {
        matches!(make, Make::Change { id: 7, values, .. }
            if values.contains(&("left_on", day.clone().into())))
    });
    let begins = made.iter().any(|make| {
        matches!(make, Make::Add { register: "membership", values, .. }
            if values.contains(&("joined_on", day.clone().into()))
                && values.contains(&("union", Value::Int(11).into())))
    });
    assert!(ends && begins, "{made:?}");
}

#[test]
fn r_trf_05_with_a_partner_only_the_file_answers() {
    let outside = [("to", Value::Null), ("to_name", "清河县总工会".into())];
    let paper = asked(&[&outside[..], &[("held_on", "2026-06-10".into())]].concat());
    assert!(with(&paper, &around(), rules::received_on_paper).is_ok());
    let file = [&paper[..], &[("partner", Value::Int(3))]].concat();
    assert!(
        said(with(&file, &around(), rules::received_on_paper), "R-TRF-05").contains("电子回执")
    );
    assert!(said(with(&asked(&[]), &around(), rules::send), "R-TRF-05").contains("本县"));
    refused(TRANSFERS, &asked(&[("partner", Value::Int(3))]), "partner", "R-TRF-05");
}

#[test]
fn what_came_to_nothing_leaves_the_membership_as_it_was() {
    let mut found = around();
    found.linked.get_mut(&("membership", 7)).unwrap().set("status", "TRANSFER_OUT".into());
    let retained = asked(&[("status_before", "RETAINED".into()), ("desk", Value::Int(11))]);
    let made = with(&retained, &found, rules::back).unwrap();
    assert!(made.contains(&Make::Put("desk", Value::Int(10).into())));
    let again = made.iter().any(|make| {
        matches!(make, Make::Change { values, .. }
            if values.contains(&("status", "RETAINED".into())))
    });
    assert!(again, "{made:?}");
    let made = with(&retained, &around(), rules::back).unwrap();
    assert_eq!(made.len(), 1, "who is no longer under way is left alone: {made:?}");
}

#[test]
fn r_trf_07_a_file_says_who_since_when_and_why_or_is_not_taken() {
    let exchange = crate::catalog().register(TRANSFERS).unwrap().exchange.unwrap();
    let mut found = around();
    found.linked.get_mut(&("person", 9)).unwrap().set("paper_no", "110105194912310021".into());
    found.linked.get_mut(&("person", 9)).unwrap().set("paper_kind", "1".into());
    let values = asked(&[("to", Value::Null), ("to_name", "清河县总工会".into())]);
    let content = with(&values, &found, exchange.pack).unwrap();
    let arrival = (exchange.take)(&content, &facts()).unwrap();
    assert!(arrival.whom.contains(&("name", "李秀芳".into())));
    assert!(arrival.values.contains(&("joined_on", "2020-03-01".into())));
    assert!(arrival.values.contains(&("from_name", "恒达机械厂工会委员会".into())));
    for without in ["name", "paper_no", "joined_on", "from_name", "cause"] {
        let mut short = content.clone();
        short.0.retain(|pair| pair.0 != without);
        assert!((exchange.take)(&short, &facts()).is_err(), "{without}");
    }
    let vague = Content::default().with("result", "ACCEPTED");
    assert!((exchange.settle)(&vague, &facts()).is_err(), "no day");
}
