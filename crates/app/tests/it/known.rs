//! Two times: when it was true, and when it was known.

use crate::house::*;
use kernel::value::Value;
use store::Ctx;
use store::figure::FigureAsk;
use store::undo::What;

#[test]
fn a_late_entry_explains_why_the_year_end_figure_is_another_now() {
    let house = House::new();
    house.on("2026-01-10");
    house.newcomer(1, house.mill, "2025-06-01");
    let known = FigureAsk::on(day("2025-12-31")).known_on(day("2026-01-15"));
    house.on("2026-01-15");
    assert_eq!(house.figure("member_count", &known).amount.value, 1);

    house.on("2026-02-03");
    let late = house.newcomer(2, house.mill, "2025-11-20");
    assert_eq!(house.stock("member_count", "2025-12-31"), 2);
    assert_eq!(house.figure("member_count", &known).amount.value, 1, "as asked on 15 January");
    assert!(house.figure("member_count", &known).said().contains("2026-01-15 23:59:59"));

    let (now, then) =
        (house.rows_of("2025-12-31", None), house.rows_of("2025-12-31", Some("2026-01-15")));
    let new: Vec<&i64> = now.iter().filter(|id| !then.contains(id)).collect();
    assert_eq!(new, [&late], "the row that makes the difference");
}

impl House {
    fn rows_of(&self, at: &str, known: Option<&str>) -> Vec<i64> {
        let ask = FigureAsk::on(day(at));
        let ask = known.map_or(ask.clone(), |known| ask.known_on(day(known)));
        let mut ids = Vec::new();
        let work = |page: &store::list::Page| {
            ids.extend(page.rows.iter().map(|row| row.id));
            Ok(())
        };
        self.store.each_figure_row(&Ctx::local(), "member_count", &ask, work).unwrap();
        ids
    }

    fn employees(&self, at: &str) -> i64 {
        self.stock("employee_count", at)
    }
}

#[test]
fn a_change_counts_from_its_day_and_what_was_before_stays_true() {
    let house = House::new();
    house.on("2026-04-01");
    let before = house.now();
    house.change("employer", house.mill_firm, "2026-03-01", &[("employees", Value::Int(120))]);
    assert_eq!(house.employees("2026-02-28"), 100);
    assert_eq!(house.employees("2026-03-01"), 120);
    assert_eq!(house.stock_known("employee_count", "2026-03-01", before), 100);
    // A second change before the first lasts until the first.
    house.change("employer", house.mill_firm, "2026-01-01", &[("employees", Value::Int(110))]);
    let days = ["2025-12-31", "2026-01-01", "2026-02-28", "2026-03-01"];
    assert_eq!(days.map(|at| house.employees(at)), [100, 110, 110, 120]);
}

#[test]
fn a_correction_says_that_the_old_value_was_never_right() {
    let house = House::new();
    house.on("2026-04-01");
    house.change("employer", house.mill_firm, "2026-03-01", &[("employees", Value::Int(1_200))]);
    let wrong = house.now();
    house.tick();
    house.correct("employer", house.mill_firm, &[("employees", Value::Int(120))]);
    assert_eq!(house.employees("2026-02-28"), 100, "the time before is not touched");
    assert_eq!(house.employees("2026-03-01"), 120, "corrected for as long as it held");
    assert_eq!(house.stock_known("employee_count", "2026-03-31", wrong), 1_200, "was believed");
}

#[test]
fn a_void_record_never_was_but_is_remembered_as_having_been_believed() {
    let house = House::new();
    let membership = house.newcomer(1, house.mill, "2020-01-01");
    let believed = house.now();
    house.tick();
    house.void("membership", membership);
    for at in ["2020-01-01", "2025-12-31", "2026-01-05"] {
        assert_eq!(house.stock("member_count", at), 0);
        assert_eq!(house.stock_known("member_count", at, believed), 1);
    }
    let in_year = FigureAsk::between(day("2020-01-01"), day("2020-12-31"));
    assert_eq!(house.figure("member_new_count", &in_year).amount.value, 0);
    assert_eq!(house.figure("member_new_count", &in_year.known(believed)).amount.value, 1);
}

#[test]
fn nothing_was_known_before_the_first_entry() {
    let house = House::new();
    house.newcomer(1, house.mill, "2020-01-01");
    let before = day("2025-12-31");
    let ask = FigureAsk::on(day("2025-12-31")).known_on(before);
    assert_eq!(house.figure("member_count", &ask).amount.value, 0);
    assert_eq!(house.figure("union_org_count", &ask.clone().by(&["child"])).groups.len(), 0);
    assert_eq!(house.figure("enterprise_count", &ask).amount.value, 0);
}

#[test]
fn a_clock_that_jumps_back_never_reorders_what_was_known() {
    let house = House::new();
    house.on("2026-05-10");
    house.newcomer(1, house.mill, "2025-01-01");
    let first = house.now();
    house.store.clock.set(day("2026-05-01"));
    house.newcomer(2, house.mill, "2025-01-01");
    house.store.clock.set(day("2026-05-11"));
    house.newcomer(3, house.mill, "2025-01-01");
    let known = |at: i64| house.stock_known("member_count", "2025-12-31", at);
    // What was written with the wrong clock is recorded no earlier than what stood before it.
    let wrong = store::clock::end_of(day("2026-05-05"));
    assert_eq!(known(wrong), 0, "before the first");
    assert_eq!(known(first), 2, "the clock stood still");
    assert_eq!(known(house.now()), 3);
    let sql = "SELECT at FROM journal WHERE chain = 1 ORDER BY position";
    let at: Vec<i64> =
        house.rows(&store::sql::Sql::new(sql)).iter().map(|row| row.int(0)).collect();
    assert!(at.is_sorted(), "{at:?}");
    assert!(house.store.verify(None).unwrap().ok);
}

#[test]
fn taking_back_is_itself_remembered() {
    let house = House::new();
    let ctx = Ctx { job: 77, ..Ctx::local() };
    let person = house.add_person(1);
    let before = house.now();
    house.try_join(&ctx, person, house.mill, "2025-01-01").unwrap();
    let joined = house.now();
    house.tick();
    let done = house.store.undo(&Ctx::local(), What::Job(77), "导错了文件").unwrap();
    assert_eq!((done.voided, done.restored, done.stayed.len()), (1, 0, 0));
    let known = |at| house.stock_known("member_count", "2025-12-31", at);
    assert_eq!([known(before), known(joined), known(house.now())], [0, 1, 0]);
}

#[test]
fn a_mark_of_the_person_counts_on_the_asked_day_as_it_was_known() {
    let house = House::new();
    let membership = house.newcomer(1, house.mill, "2025-01-01");
    let person = house.value("membership", membership, "person").as_int().unwrap();
    house.change("person", person, "2025-07-01", &[("migrant", Value::Int(1))]);
    let known = house.now();
    house.tick();
    house.correct("person", person, &[("migrant", Value::Int(0))]);
    let at = |day: &str, known: i64| house.stock_known("member_migrant_count", day, known);
    assert_eq!([at("2025-06-30", known), at("2025-07-01", known)], [0, 1]);
    assert_eq!(at("2025-07-01", house.now()), 0);
    // A flow reads the mark on the day of the event.
    house.change("person", person, "2024-06-01", &[("migrant", Value::Int(1))]);
    let joined = FigureAsk::between(day("2025-01-01"), day("2025-01-31")).by(&["migrant"]);
    assert_eq!(house.groups("member_new_count", &joined), [("1".to_owned(), 1)]);
    let before = joined.known(known);
    assert_eq!(house.groups("member_new_count", &before), [(String::new(), 1)]);
}
