//! What rows of the 活动登记表 become.

use crate::tests::*;
use kernel::sheet::{Plan, new_record};
use kernel::value::Value;

const ROW: &[(&str, &str)] = &[
    ("name", "农民工电工培训班（第一期）"),
    ("kind", "培训"),
    ("held_from", "2026.5.20"),
    ("held_until", "2026/5/24"),
    ("course", "职业技能"),
    ("audience", "农民工"),
    ("level", "县"),
    ("migrants", "70人"),
    ("workers", "12"),
    ("own", "2.7万元"),
    ("employed", "31"),
];

/// Keys of terms count from 100 in the order of the lists' beginnings.
fn town() -> Town {
    let mut town = Town { home: 2, ..Town::default() };
    let values = [("name", "云溪县青石镇总工会".into()), ("kind", "TOWN_FED".into())];
    town.put("union", 2, &values);
    let terms = &crate::catalog().register("term").unwrap().beginnings;
    for (id, row) in (100..).zip(terms) {
        town.put("term", id, row);
    }
    town
}

fn term(list: &str, code: &str) -> Value {
    let terms = &crate::catalog().register("term").unwrap().beginnings;
    let is = |row: &Vec<(&str, Value)>| row[0].1 == list.into() && row[1].1 == code.into();
    Value::Int(100 + i64::try_from(terms.iter().position(is).unwrap()).unwrap())
}

#[test]
fn a_row_makes_an_activity_and_a_line_for_each_number() {
    let steps = steps(town().decide("activities", ROW));
    let (register, values) = added(&steps[0]);
    assert_eq!((register, steps.len()), ("activity", 5));
    assert_eq!(values["kind"], term("ACTIVITY_KIND", "training"));
    assert_eq!(values["course"], term("COURSE", "skills"));
    assert_eq!(values["union"], Value::Int(2), "the union the file is loaded for");
    assert_eq!(values["held_until"], "2026-05-24".into());
    assert_eq!(values["level"], "COUNTY".into());
    assert!(!values.contains_key("site"), "a blank is not written");
    let (register, migrants) = added(&steps[1]);
    assert_eq!(register, "activity_line");
    assert_eq!(migrants["activity"], new_record(0));
    assert_eq!(migrants["item"], term("HEADS", "migrant"));
    assert_eq!(migrants["quantity"], Value::Int(70));
    let (_, money) = added(&steps[3]);
    assert_eq!(money["amount"], Value::Int(2_700_000), "in 分");
    assert!(!money.contains_key("quantity") && !money.contains_key("measure"));
}

#[test]
fn the_same_row_again_changes_nothing_and_another_number_puts_one_line_right() {
    let mut town = town();
    let known = [
        ("name", "农民工电工培训班(第一期)".into()),
        ("kind", term("ACTIVITY_KIND", "training")),
        ("union", Value::Int(2)),
        ("held_from", "2026-05-20".into()),
        ("held_until", "2026-05-24".into()),
        ("course", term("COURSE", "skills")),
        ("audience", term("AUDIENCE", "migrant")),
        ("level", "COUNTY".into()),
    ];
    town.put("activity", 50, &known);
    let lines = [("HEADS", "migrant", 70), ("HEADS", "worker", 12), ("RESULT", "employed", 31)];
    for (id, (list, code, quantity)) in (60..).zip(lines) {
        let line = [
            ("activity", Value::Int(50)),
            ("item", term(list, code)),
            ("quantity", Value::Int(quantity)),
        ];
        town.put("activity_line", id, &line);
    }
    let money = [
        ("activity", Value::Int(50)),
        ("item", term("MONEY", "own")),
        ("amount", Value::Int(2_700_000)),
    ];
    town.put("activity_line", 70, &money);
    assert_eq!(town.decide("activities", ROW), Plan::Write(Vec::new()));
    let steps = steps(town.decide("activities", &but(ROW, &[("migrants", "75"), ("gifts", "40")])));
    let (register, id, values, _) = edited(&steps[0]);
    assert_eq!(
        (register, id, values),
        ("activity_line", 60, [("quantity", Value::Int(75))].into())
    );
    let (_, gifts) = added(&steps[1]);
    assert_eq!(gifts["activity"], Value::Int(50));
    assert_eq!(steps.len(), 2);
    let later = but(ROW, &[("held_from", "2026-05-21")]);
    assert_eq!(added(&crate::tests::steps(town.decide("activities", &later))[0]).0, "activity");
}

#[test]
fn faults_are_named_by_cell() {
    let town = town();
    let (column, says) = fault(town.decide("activities", &but(ROW, &[("kind", "培训班")])));
    assert_eq!(column, "kind");
    assert!(says.contains("招聘会") && says.contains("字典"), "{says}");
    assert_eq!(
        fault(town.decide("activities", &but(ROW, &[("union", "白塔镇总工会")]))).0,
        "union"
    );
    let early = but(ROW, &[("held_until", "2026-05-19")]);
    assert_eq!(fault(town.decide("activities", &early)).0, "held_until");
    assert_eq!(fault(Town { home: 0, ..town }.decide("activities", ROW)).0, "union");
}
