//! The turn of the day: what was to begin today stands in the current row today, however many days
//! nobody looked.

use crate::house::*;
use kernel::facts::Saving;
use kernel::indicator::is;
use kernel::value::Value;
use store::Ctx;
use store::list::ListAsk;

#[test]
fn a_value_planned_for_a_later_day_becomes_the_current_one_on_that_day() {
    let house = House::new();
    house.on("2026-03-30");
    house.change("employer", house.mill_firm, "2026-04-01", &[("employees", Value::Int(120))]);
    house.change("employer", house.mill_firm, "2026-04-03", &[("employees", Value::Int(130))]);
    let now = || house.value("employer", house.mill_firm, "employees").as_int().unwrap();
    let row = || {
        let sql = store::sql::Sql::new("SELECT employees FROM employer WHERE id = ")
            .bind(house.mill_firm);
        house.rows(&sql)[0].int(0)
    };
    assert_eq!((now(), row()), (100, 100));
    house.on("2026-03-31");
    assert_eq!((now(), row()), (100, 100));
    house.on("2026-04-01");
    assert_eq!((now(), row()), (120, 120));
    // The server was off for a week.
    house.on("2026-04-10");
    assert_eq!((now(), row()), (130, 130));
    assert_eq!(house.store.turn_day().unwrap(), 0, "a second turn changes nothing");
    assert_eq!(house.stock("employee_count", "2026-03-31"), 100);
    assert!(house.store.verify(None).unwrap().ok);
}

#[test]
fn lists_of_memberships_follow_the_marks_of_the_person_on_the_day_they_begin() {
    let house = House::new();
    let membership = house.newcomer(1, house.mill, "2020-01-01");
    let person = house.value("membership", membership, "person").as_int().unwrap();
    house.change("person", person, "2026-02-01", &[("migrant", Value::Int(1))]);
    let migrants = || {
        let filters = vec![kernel::indicator::yes("person.migrant")];
        let ask = ListAsk { filters, ..ListAsk::new(house.register("membership")) };
        house.counted(&Ctx::local(), &ask)
    };
    assert_eq!(migrants(), 0);
    house.on("2026-02-01");
    assert_eq!(migrants(), 1);
    house.change("person", person, "2026-02-20", &[("migrant", Value::Int(0))]);
    house.on("2026-02-19");
    assert_eq!(migrants(), 1);
    house.on("2026-02-21");
    assert_eq!(migrants(), 0);
    assert_eq!(house.stock("member_migrant_count", "2026-02-19"), 1);
    assert!(house.store.verify(None).unwrap().ok);
}

#[test]
fn what_is_written_between_midnight_and_the_turn_is_right_after_it() {
    let house = House::new();
    house.on("2026-03-31");
    house.change("employer", house.mill_firm, "2026-04-01", &[("employees", Value::Int(120))]);
    house.store.clock.set(day("2026-04-01"));
    house.correct("employer", house.mill_firm, &[("contact", text("李娟"))]);
    assert_eq!(house.value("employer", house.mill_firm, "employees"), Value::Int(120));
    house.store.turn_day().unwrap();
    assert_eq!(house.stock("employee_count", "2026-04-01"), 120);
    assert_eq!(house.stock("employee_count", "2026-03-31"), 100);
    assert!(house.store.verify(None).unwrap().ok);
}

#[test]
fn a_list_of_a_past_day_shows_the_values_of_that_day() {
    let house = House::new();
    house.on("2026-05-01");
    house.change("employer", house.mill_firm, "2026-03-01", &[("state", text("STOPPED"))]);
    let ask = |as_of: Option<&str>, state: &str| ListAsk {
        as_of: as_of.map(day),
        filters: vec![is("state", &[state])],
        ..ListAsk::new(house.register("employer"))
    };
    let count = |as_of, state| house.counted(&Ctx::local(), &ask(as_of, state));
    assert_eq!([count(None, "NORMAL"), count(None, "STOPPED")], [0, 1]);
    assert_eq!([count(Some("2026-02-28"), "NORMAL"), count(Some("2026-03-01"), "NORMAL")], [1, 0]);
    let before_it_was_listed =
        ListAsk { as_of: Some(day("2009-12-31")), ..ListAsk::new(house.register("employer")) };
    assert_eq!(house.counted(&Ctx::local(), &before_it_was_listed), 0);
}

#[test]
fn a_union_renamed_for_a_later_day_is_found_by_the_name_of_the_day() {
    let house = House::new();
    let values = [("name", text("恒达重工工会委员会"))];
    house
        .try_save(&Ctx::local(), "union", house.mill, &values, Saving::Change(day("2026-02-01")))
        .unwrap();
    let find = |name: &str| house.store.find_node(&Ctx::local(), name).unwrap();
    assert_eq!(find("恒达机械厂工会委员会"), Some(house.mill));
    house.on("2026-02-01");
    assert_eq!(find("恒达重工工会委员会"), Some(house.mill));
    assert_eq!(find("恒达机械厂工会委员会"), None);
    let search = |words: &str| {
        let ask = ListAsk { search: words.into(), ..ListAsk::new(house.register("union")) };
        house.counted(&Ctx::local(), &ask)
    };
    assert_eq!([search("恒达重工"), search("恒达机械"), search("hengdazhonggong")], [1, 0, 1]);
}
