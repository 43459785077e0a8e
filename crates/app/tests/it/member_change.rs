//! A membership is retained, restored and ended, each with its reason, its day and its papers.

use crate::house::*;
use kernel::value::Value;
use store::attachment::NewAttachment;
use store::writer::Said;
use store::{Ctx, Result};

fn change(house: &House, ctx: &Ctx, member: i64, values: Values) -> i64 {
    let mut all = vec![("membership", Value::Int(member))];
    all.extend(values.iter().cloned());
    house.try_add(ctx, "member_change", &all).unwrap()
}

fn step(house: &House, ctx: &Ctx, id: i64, step: &str) -> Result<String> {
    house.tick();
    let version = house.version("member_change", id);
    let said = Said { step, version, ..Said::default() };
    Ok(house.store.take_step(ctx, house.register("member_change"), id, &said)?.state)
}

#[test]
fn r_mem_07_retained_from_a_day_and_restored_from_another() {
    let house = House::new();
    house.on("2026-03-02");
    let chair = house.user("grassroots", house.mill);
    let member = house.newcomer(1, house.mill, "2020-03-01");
    let retired =
        [("change", text("RETAINED")), ("from_on", on("2026-02-01")), ("cause", text("RETIRED"))];
    let id = change(&house, &chair, member, &retired);
    assert_eq!(house.value("member_change", id, "union"), Value::Int(house.mill));
    assert_eq!(step(&house, &chair, id, "carry_out").unwrap(), "DONE");
    let retained = |at: &str| house.stock("member_retained_count", at);
    assert_eq!((retained("2026-01-31"), retained("2026-02-01")), (0, 1));
    assert_eq!(house.stock("member_count", "2026-02-01"), 1, "a member still");
    let back = [("change", text("RESTORED")), ("from_on", on("2026-03-01"))];
    let id = change(&house, &chair, member, &back);
    step(&house, &chair, id, "carry_out").unwrap();
    assert_eq!((retained("2026-02-28"), retained("2026-03-01")), (1, 0));
}

#[test]
fn r_mem_05_expulsion_needs_its_decision_and_is_filed_above() {
    let house = House::new();
    house.on("2026-03-02");
    let (chair, town) = (house.user("grassroots", house.mill), house.user("township", house.east));
    let member = house.newcomer(1, house.mill, "2020-03-01");
    let crime = [
        ("change", text("EXPELLED")),
        ("from_on", on("2026-02-20")),
        ("cause", text("CRIME")),
        ("decided_on", on("2026-02-20")),
    ];
    let id = change(&house, &chair, member, &crime);
    let (field, says) = refusal(step(&house, &chair, id, "expel"));
    assert_eq!(field, "decision");
    assert!(says.contains("缺“决定”"), "{says}");
    let new = NewAttachment {
        kind: "decision".into(),
        title: "开除会籍的决定".into(),
        media: kernel::attachment::Media::Pdf,
        content: b"%PDF-1.4 one page".to_vec(),
        small: None,
        size: (0, 0),
    };
    house.tick();
    let register = house.register("member_change");
    house.store.attach(&chair, register, &id.to_string(), &new).unwrap();
    assert_eq!(step(&house, &chair, id, "expel").unwrap(), "REPORTED");
    assert_eq!(house.value("membership", member, "exit"), text("EXPELLED"));
    assert_eq!(house.stock("member_count", "2026-02-20"), 0);
    assert!(step(&house, &chair, id, "file").is_err(), "filed above, not below");
    let waits = house.store.bench(&town, 0, 9).unwrap().matters;
    assert_eq!(waits.iter().map(|one| one.id).collect::<Vec<_>>(), vec![id]);
    assert_eq!(step(&house, &town, id, "file").unwrap(), "DONE");
}

#[test]
fn r_mem_08_what_was_ended_or_moves_is_left_alone() {
    let house = House::new();
    house.on("2026-03-02");
    let chair = house.user("grassroots", house.mill);
    let member = house.newcomer(1, house.mill, "2020-03-01");
    let died = [("change", text("DECEASED")), ("from_on", on("2026-03-01"))];
    let id = change(&house, &chair, member, &died);
    step(&house, &chair, id, "carry_out").unwrap();
    assert_eq!(house.value("membership", member, "exit"), text("DECEASED"));
    let again = change(&house, &chair, member, &died);
    let (_, says) = refusal(step(&house, &chair, again, "carry_out"));
    assert!(says.contains("2026年3月1日离会"), "{says}");
}
