//! A unit without a union: whoever works there joins as a preparatory member, is counted towards those whom a
//! committee needs (工会法第十一条), and asks colleagues along by a link that names nobody.

use crate::founding::{Matter, reply};
use crate::house::*;
use crate::members::by_code;
use kernel::value::Value;
use store::figure::FigureAsk;
use store::writer::Said;
use store::{Ctx, StoreError};

fn key(matter: &Matter) -> String {
    matter.house.open("founding", matter.id).record.public_id
}

/// Somebody with this telephone applies along a link.
fn applies(matter: &Matter, n: i64, phone: &str, link: &str) -> store::Result<i64> {
    let house = &matter.house;
    let me = by_code(house, phone);
    let number = paper(n);
    let about =
        [("name", text(&person_name(n))), ("paper_no", text(&number)), ("paper_kind", text("1"))];
    Ok(house.store.ask_as_stranger(&me, house.register("joining"), &[], &about, link)?.id)
}

#[test]
fn r_joi_04_who_comes_by_the_link_is_a_preparatory_member_of_that_founding_and_counts_towards_it() {
    let matter = Matter::begun("2026-09-28");
    let (house, joining) = (&matter.house, matter.house.register("joining"));
    let stands = || house.store.invitation(joining, &key(&matter)).unwrap().unwrap();
    assert_eq!((stands().came, stands().wanted, stands().missing()), (30, 25, 0));
    for id in &matter.people[..10] {
        let said = Said { step: "withdraw", reason: "OWN_WISH", ..Said::default() };
        house.tick();
        house.store.take_step(&matter.town, joining, *id, &said).unwrap();
    }
    assert_eq!((stands().came, stands().missing()), (20, 5));
    let id = applies(&matter, 91, "13911112222", &key(&matter)).unwrap();
    assert_eq!((stands().came, stands().missing()), (21, 4));
    for (field, value) in [
        ("founding", Value::Int(matter.id)),
        ("union", Value::Int(house.east)),
        ("employer", Value::Int(matter.firm)),
        ("state", text("APPLIED")),
    ] {
        assert_eq!(house.value("joining", id, field), value, "{field}");
    }
    let ask = FigureAsk::on(day("2026-09-28"));
    let figure = house.store.figure(&Ctx::local(), "preparatory_member_count", &ask).unwrap();
    assert_eq!(figure.amount.value, 21);
    // The same person twice is one person.
    applies(&matter, 91, "13911112222", &key(&matter)).unwrap();
    assert_eq!(stands().came, 21);
    let waiting = by_code(house, "13911112222");
    assert_eq!(house.store.invited_with(&waiting).unwrap().unwrap().key, key(&matter));
}

#[test]
fn a_link_is_no_number_that_can_be_counted_up_and_is_over_when_nobody_is_taken_in_any_more() {
    let matter = Matter::begun("2026-09-28");
    let (house, joining) = (&matter.house, matter.house.register("joining"));
    let found = |key: &str| house.store.invitation(joining, key).unwrap();
    assert!(found(&key(&matter)).is_some());
    assert!(found(&matter.id.to_string()).is_none(), "not by its key");
    assert!(found("01a202d1dd87733c83f9f8b08deca13c").is_none());
    let names = |part: &str| -> Vec<String> {
        let all = house.store.invitations(joining, part).unwrap();
        all.into_iter().map(|one| one.name).collect()
    };
    assert_eq!(names("华锦"), ["云溪华锦针织有限公司工会委员会"]);
    assert!(names("华").is_empty(), "two characters at least");
    let end = Said { step: "end", reason: "STOPPED", ..Said::default() };
    matter.said(&matter.town, end).unwrap();
    assert!(found(&key(&matter)).is_none());
    assert!(names("华锦").is_empty());
    let (_, says) = refusal(applies(&matter, 92, "13911113333", &key(&matter)));
    assert!(says.contains("不再收入会申请"), "{says}");
}

#[test]
fn a_preparatory_group_is_not_chosen_as_if_it_were_a_union() {
    let matter = Matter::begun("2026-09-28");
    matter.step(&matter.town, "request_prep", &[]).unwrap();
    matter.step(&matter.county, "agree_prep", &[("prep_on", on("2026-09-28"))]).unwrap();
    let house = &matter.house;
    let (_, ask) = house.store.asks(kernel::own::Asker::Stranger).next().unwrap();
    assert!(house.store.units_to_ask(&ask, "华锦").unwrap().is_empty());
    let group = matter.value("prep_union").as_int().unwrap();
    let me = by_code(house, "13911114444");
    let chosen = [("union", Value::Int(group)), ("channel", text("EMPLOYER"))];
    let none: [(&str, Value); 0] = [];
    let joining = house.register("joining");
    let (_, says) = refusal(house.store.ask_as_stranger(&me, joining, &chosen, &none, ""));
    assert!(says.contains("这个工会不收"), "{says}");
    let moves = house.register("transfer").own.unwrap().ask.unwrap();
    assert!(house.store.units_to_ask(&moves, "华锦").unwrap().is_empty());
    let typed = [("union", Value::Int(house.mill)), ("channel", text("EMPLOYER"))];
    let about =
        [("name", text("马向东")), ("paper_no", text(&paper(93))), ("paper_kind", text("1"))];
    let plain = house.store.ask_as_stranger(&me, joining, &typed, &about, "").unwrap().id;
    assert!(house.value("joining", plain, "founding").is_null(), "without a link as before");
    assert!(!matches!(
        house.store.ask_as_stranger(
            &me,
            joining,
            &[("founding", Value::Int(matter.id))],
            &about,
            ""
        ),
        Ok(_) | Err(StoreError::NotFound)
    ));
}

#[test]
fn whoever_types_somebody_elses_number_does_not_become_them_by_being_taken_in_with_others() {
    let matter = Matter::begun("2026-09-28");
    let house = &matter.house;
    // Somebody in the register without a membership: with a wrong name, and with the right one.
    let known = house.add_person(95);
    let me = by_code(house, "13911115555");
    let about =
        [("name", text("李四光")), ("paper_no", text(&paper(95))), ("paper_kind", text("1"))];
    let joining = house.register("joining");
    let id = house.store.ask_as_stranger(&me, joining, &[], &about, &key(&matter)).unwrap().id;
    assert!(house.value("joining", id, "founding").is_null(), "looked at alone, by the county");
    assert_eq!(house.value("joining", id, "union"), Value::Int(house.root));
    applies(&matter, 95, "13911116666", &key(&matter)).unwrap();
    matter.elected();
    matter.accepted();
    matter.step(&matter.chief, "approve", &reply("2026-09-28")).unwrap();
    for phone in ["13911115555", "13911116666"] {
        assert_ne!(by_code(house, phone).person, Some(known), "{phone}");
    }
}

#[test]
fn r_est_03_two_applications_of_one_person_stop_the_roster_by_name() {
    let matter = Matter::begun("2026-09-28");
    applies(&matter, 96, "13911117777", &key(&matter)).unwrap();
    applies(&matter, 96, "13911117777", &key(&matter)).unwrap();
    matter.step(&matter.town, "request_prep", &[]).unwrap();
    let today = Value::day(matter.house.store.today());
    matter.step(&matter.county, "agree_prep", &[("prep_on", today)]).unwrap();
    let (_, says) =
        refusal(matter.step(&matter.town, "request_election", &[("seats", Value::Int(5))]));
    assert!(says.contains(&format!("{}有两份入会申请", person_name(96))), "{says}");
}
