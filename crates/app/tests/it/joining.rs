//! A worker joins: asks in their own hand, is admitted by their union, and the form is filed under the number
//! of the roster.

use crate::house::*;
use kernel::value::Value;
use store::figure::FigureAsk;
use store::writer::Said;
use store::{Ctx, Result};

fn applies(house: &House, n: i64, union: i64) -> i64 {
    let person = house.add_person(n);
    let values = [
        ("person", Value::Int(person)),
        ("union", Value::Int(union)),
        ("applied_on", Value::day(house.store.today())),
        ("own_hand", true.into()),
        ("channel", text("EMPLOYER")),
    ];
    house.add("joining", &values)
}

fn step(house: &House, ctx: &Ctx, id: i64, code: &str, values: Values) -> Result<String> {
    house.tick();
    let version = house.version("joining", id);
    let said = Said { step: code, version, values: values.to_vec(), ..Said::default() };
    Ok(house.store.take_step(ctx, house.register("joining"), id, &said)?.state)
}

#[test]
fn r_joi_02_the_day_of_the_committees_approval_is_the_day_of_joining() {
    let house = House::new();
    house.on("2026-03-02");
    let chair = house.user("grassroots", house.mill);
    let id = applies(&house, 1, house.mill);
    let due = house.value("joining", id, "due_on");
    let calendar = &house.store.facts().calendar;
    assert_eq!(due, Value::day(calendar.add_working_days(day("2026-03-02"), 15).day));
    house.on("2026-03-09");
    step(&house, &chair, id, "admit", &[("decided_on", on("2026-03-06"))]).unwrap();
    let member = house.value("joining", id, "membership").as_int().unwrap();
    assert_eq!(house.value("membership", member, "joined_on"), on("2026-03-06"));
    let count =
        |on_day: &str| house.figure("member_count", &FigureAsk::on(day(on_day))).amount.value;
    assert_eq!((count("2026-03-05"), count("2026-03-06")), (0, 1));
    assert_eq!(house.value("joining", id, "in_time"), Value::Int(1));
}

#[test]
fn r_joi_03_a_number_that_differs_from_the_form_stops_the_filing() {
    let house = House::new();
    let chair = house.user("grassroots", house.mill);
    let id = applies(&house, 1, house.mill);
    step(&house, &chair, id, "admit", &[("decided_on", on("2026-01-05"))]).unwrap();
    let numbers = |form: &str| [("number", text("YX20260017")), ("form_number", text(form))];
    let (field, says) = refusal(step(&house, &chair, id, "file", &numbers("YX20260071")));
    assert_eq!(field, "form_number");
    assert!(says.contains("不一致"), "{says}");
    step(&house, &chair, id, "file", &numbers("YX20260017")).unwrap();
    let member = house.value("joining", id, "membership").as_int().unwrap();
    assert_eq!(house.value("membership", member, "number"), text("YX20260017"));
    assert_eq!(house.value("joining", id, "closed_on"), on("2026-01-05"));
}

#[test]
fn decision_8_who_is_a_member_elsewhere_is_offered_a_transfer_and_nothing_is_told_of_it() {
    let house = House::new();
    let member = house.newcomer(7, house.shops, "2020-01-01");
    let person = house.value("membership", member, "person");
    let values = [
        ("person", person),
        ("union", Value::Int(house.mill)),
        ("applied_on", on("2026-01-05")),
        ("own_hand", true.into()),
    ];
    let id = house.add("joining", &values);
    let chair = house.user("grassroots", house.mill);
    let (_, says) = refusal(step(&house, &chair, id, "admit", &[("decided_on", on("2026-01-05"))]));
    assert!(says.contains("已是本县工会会员，可申请转会"), "{says}");
    assert!(!says.contains("西街"), "{says}");
    let register = house.register("joining");
    let said = Said { step: "reject", reason: "OTHER", ..Said::default() };
    let (field, _) = refusal(house.store.take_step(&chair, register, id, &said));
    assert_eq!(field, "words", "“其他” asks for words");
    let said = Said { step: "reject", reason: "ELSEWHERE", ..Said::default() };
    assert_eq!(house.store.take_step(&chair, register, id, &said).unwrap().state, "REJECTED");
}
