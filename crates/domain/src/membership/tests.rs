//! Stories and edges of memberships. All names and numbers are invented.

use crate::tests::*;
use kernel::indicator::{Measure, Time};
use kernel::value::Value;

pub fn membership(others: &[(&'static str, Value)]) -> Vec<(&'static str, Value)> {
    let mut values = vec![
        ("person", Value::Int(40)),
        ("union", Value::Int(10)),
        ("joined_on", "2020-03-01".into()),
        ("entry", "JOIN".into()),
        ("status", "ACTIVE".into()),
    ];
    values.retain(|(field, _)| others.iter().all(|(other, _)| other != field));
    values.extend(others.iter().cloned());
    values
}

#[test]
fn r_mem_01_a_slip_of_the_year() {
    assert!(prepared("membership", &membership(&[("joined_on", "2027-06-17".into())])).1.is_ok());
    let late = membership(&[("joined_on", "2027-06-18".into())]);
    refused("membership", &late, "joined_on", "R-MEM-01");
}

#[test]
fn r_mem_02_who_has_left_left_on_a_day_and_in_a_way() {
    let day = membership(&[("left_on", "2025-01-01".into())]);
    refused("membership", &day, "exit", "R-MEM-02");
    let way = membership(&[("exit", "DECEASED".into())]);
    let said = refused("membership", &way, "left_on", "R-MEM-02");
    assert!(said.contains("死亡"), "{said}");
    let both = membership(&[("left_on", "2025-01-01".into()), ("exit", "WITHDRAWN".into())]);
    assert!(prepared("membership", &both).1.is_ok());
}

#[test]
fn r_mem_03_only_the_expelled_were_expelled_for_a_crime() {
    refused("membership", &membership(&[("reason", "6".into())]), "reason", "R-MEM-03");
    let expelled = membership(&[
        ("reason", "6".into()),
        ("left_on", "2025-01-01".into()),
        ("exit", "EXPELLED".into()),
    ]);
    assert!(prepared("membership", &expelled).1.is_ok());
}

#[test]
fn decision_3_members_after_are_members_before_plus_in_minus_out() {
    let catalog = crate::catalog();
    let register = catalog.register("membership").unwrap();
    let (from, until) = register.life.unwrap();
    let (count, joined, left) = (
        catalog.indicator("member_count").unwrap(),
        catalog.indicator("member_in_count").unwrap(),
        catalog.indicator("member_left_count").unwrap(),
    );
    assert_eq!(joined.time, Time::Flow(from.to_owned()));
    assert_eq!(left.time, Time::Flow(until.to_owned()));
    let whole = [count, joined, left].iter().all(|part| part.when.is_empty());
    assert!(whole, "every row, whatever its status");
    let net = catalog.indicator("member_net_count").unwrap();
    let parts = ("member_in_count".to_owned(), "member_left_count".to_owned());
    assert_eq!(net.measure, Measure::Minus { first: parts.0, second: parts.1 });
}

#[test]
fn two_ways_of_entry_make_up_all_entries() {
    let items = super::register::Entry::LIST.items.len();
    let parts = ["member_new_count", "member_transfer_in_count"];
    assert_eq!(items, parts.len(), "a new way of entry needs its own figure");
}

#[test]
fn every_figure_of_members_is_kept_and_broken_down_by_all_but_ages() {
    let catalog = crate::catalog();
    let register = catalog.register("membership").unwrap();
    let kept = |indicator: &kernel::indicator::Indicator, dim: &str| {
        let by = if dim.is_empty() { vec![] } else { vec![dim.to_owned()] };
        kernel::kept::family(register, indicator, &by).map(|family| family.name)
    };
    // What is known of people is counted whole and by child union: its breakdowns read rows.
    let quality = ["member_complete_count", "member_real_name_count"];
    let plain = |measure: &Measure| matches!(measure, Measure::Count);
    let mine = catalog.indicators.iter().filter(|one| one.of == "membership");
    for indicator in mine.filter(|one| plain(&one.measure)) {
        assert!(kept(indicator, "").is_some() && kept(indicator, "child").is_some());
        assert_eq!(kept(indicator, "month").is_some(), indicator.time != Time::Stock);
        for dim in &indicator.dims {
            let place = dim.name == "domain";
            let wanted = place || dim.name != "age" && !quality.contains(&indicator.code.as_str());
            assert_eq!(
                kept(indicator, &dim.name).is_some(),
                wanted,
                "{} {}",
                indicator.code,
                dim.name
            );
        }
    }
    let count = catalog.indicator("member_count").unwrap();
    assert_eq!((kept(count, ""), kept(count, "union_kind")), (Some("members"), Some("breakdown")));
}
