//! People on their own phone: how they come in, what they reach, what they ask for – and what strangers learn.

use crate::house::*;
use kernel::access::Act;
use kernel::facts::Saving;
use kernel::own::Asker;
use kernel::value::Value;
use store::badge::Badge;
use store::figure::FigureAsk;
use store::list::ListAsk;
use store::members::{Entered, From, Member};
use store::users::Hashing;
use store::writer::Said;
use store::{Ctx, Result, StoreError};

const HASHING: Hashing = Hashing { memory_kib: 64, passes: 1 };
const HOME: From<'static> = From { address: "10.0.0.7", agent: "phone" };

/// A member of a union with a number, and the membership.
pub fn member(house: &House, n: i64, union: i64, phone: &str) -> (i64, i64) {
    let membership = house.newcomer(n, union, "2020-01-01");
    let person = house.value("membership", membership, "person").as_int().unwrap();
    house.correct("person", person, &[("phone", text(phone))]);
    house.correct("membership", membership, &[("number", text(&format!("YX{n:06}")))]);
    (person, membership)
}

pub fn by_code(house: &House, phone: &str) -> Member {
    house.store.clock.advance(61_000);
    let coming = house.store.code_for(phone, HOME.address).unwrap();
    let Entered::Ok(token) = house.store.enter_by_code(phone, &coming.code, HOME).unwrap() else {
        panic!("the code was refused")
    };
    house.store.member(&token, HOME.address).unwrap().unwrap()
}

/// The member behind a number, recognised by name and paper.
pub fn known(house: &House, n: i64, phone: &str) -> Member {
    let coming_in = by_code(house, phone);
    if coming_in.person.is_some() {
        return coming_in;
    }
    let tail: String = paper(n).chars().skip(14).collect();
    assert!(house.store.recognise(&coming_in, &person_name(n), &tail).unwrap());
    by_code(house, phone)
}

fn step(house: &House, ctx: &Ctx, register: &str, id: i64, said: &Said) -> Result<String> {
    house.tick();
    let version = house.version(register, id);
    let said = Said { version, ..said.clone() };
    Ok(house.store.take_step(ctx, house.register(register), id, &said)?.state)
}

#[test]
fn a_code_opens_once_within_five_minutes_and_guessing_is_shut_out() {
    let house = House::new();
    member(&house, 1, house.mill, "13800006621");
    let store = &house.store;
    let coming = store.code_for("138 0000 6621", HOME.address).unwrap();
    assert_eq!((coming.phone.as_str(), coming.code.len()), ("13800006621", 6));
    let (_, says) = refusal(store.code_for("13800006621", HOME.address));
    assert!(says.contains("1分钟"), "{says}");
    let wrong = if coming.code == "111111" { "222222" } else { "111111" };
    assert!(matches!(store.enter_by_code("13800006621", wrong, HOME), Ok(Entered::Refused(_))));
    assert!(matches!(store.enter_by_code("13800006621", &coming.code, HOME), Ok(Entered::Ok(_))));
    let again = store.enter_by_code("13800006621", &coming.code, HOME).unwrap();
    assert!(matches!(again, Entered::Refused(_)), "a code opens once");

    store.clock.advance(61_000);
    let late = store.code_for("13800006621", HOME.address).unwrap();
    store.clock.advance(5 * 60_000);
    let late = store.enter_by_code("13800006621", &late.code, HOME).unwrap();
    assert!(matches!(late, Entered::Refused(_)), "older than five minutes");

    for _ in 0..5 {
        store.enter_by_code("13911112222", "000000", HOME).unwrap();
    }
    let shut = store.enter_by_code("13911112222", "000000", HOME).unwrap();
    assert!(
        matches!(shut, Entered::Refused(says) if says.contains("试的次数太多，请30分钟后再试，或到工会办理"))
    );
}

#[test]
fn a_number_alone_knows_nobody_name_and_paper_tell_who_it_is() {
    let house = House::new();
    let (person, _) = member(&house, 1, house.mill, "13800006621");
    let nobody = by_code(&house, "13911112222");
    assert!(nobody.person.is_none() && !nobody.may_be_known);
    let somebody = by_code(&house, "13800006621");
    assert!(somebody.person.is_none() && somebody.may_be_known);
    let all = ListAsk::new(house.register("person"));
    assert_eq!(house.listed(&somebody.ctx, &all).unwrap_or_default(), Vec::<i64>::new());

    let tail: String = paper(1).chars().skip(14).collect();
    assert!(!house.store.recognise(&somebody, &person_name(2), &tail).unwrap());
    assert!(!house.store.recognise(&somebody, &person_name(1), "0000").unwrap());
    assert!(house.store.recognise(&somebody, &person_name(1), &tail).unwrap());
    let known = by_code(&house, "13800006621");
    assert_eq!((known.person, known.name), (Some(person), person_name(1)));
}

#[test]
fn what_the_desk_hands_over_is_replaced_before_anything_is_seen() {
    let house = House::new();
    let (person, _) = member(&house, 1, house.mill, "13800006621");
    let (store, key) = (&house.store, person.to_string());
    let chair = house.user("grassroots", house.mill);
    let other = house.user("grassroots", house.shops);
    let refused = store.hand_out_pin(&other, &key, HASHING);
    assert!(matches!(refused, Err(StoreError::NotFound)), "another union's chair");
    let pin = store.hand_out_pin(&chair, &key, HASHING).unwrap();
    assert_eq!(pin.len(), 8);

    let enter = |number: &str, pin: &str| store.enter_by_pin(number, pin, HOME, HASHING).unwrap();
    assert!(matches!(enter("13800006621", "00000000"), Entered::Refused(_)));
    let Entered::Ok(token) = enter(&paper(1), &pin) else { panic!("the PIN was refused") };
    let first = store.member(&token, HOME.address).unwrap().unwrap();
    assert!(first.must_set_pin && first.ctx.own.is_none(), "a PIN that others saw shows nothing");
    let (_, says) = refusal(store.set_pin(&first, "123456", HASHING));
    assert!(says.contains("连着"), "{says}");
    store.set_pin(&first, "520386", HASHING).unwrap();
    let Entered::Ok(token) = enter("13800006621", "520386") else { panic!("own PIN refused") };
    let own = store.member(&token, HOME.address).unwrap().unwrap();
    assert_eq!(own.ctx.own, Some(person));
    assert!(matches!(enter("13800006621", &pin), Entered::Refused(_)), "the handed one is over");

    let spelled = ["1-38 0000 6621", "+8613800006621", "138-0000-6621", "00861380000 6621"];
    for at in 0..7 {
        enter(spelled[at % spelled.len()], "00000000");
    }
    let Entered::Refused(says) = enter("13800006621", "520386") else { panic!("one door") };
    assert!(says.contains("分钟"), "however the number is spelled: {says}");
    store.clock.advance(3_600_000);

    let pin = store.hand_out_pin(&chair, &key, HASHING).unwrap();
    assert!(store.member(&token, HOME.address).unwrap().is_none(), "phones are signed out");
    store.clock.advance(8 * 86_400_000);
    assert!(matches!(enter("13800006621", &pin), Entered::Refused(_)), "good for a week");

    let pin = store.hand_out_pin(&chair, &key, HASHING).unwrap();
    let Entered::Ok(token) = enter(&paper(1), &pin) else { panic!("the PIN was refused") };
    assert!(store.close_phone(&other, &key).is_err(), "another union's chair");
    assert!(store.close_phone(&chair, &key).unwrap());
    assert!(store.member(&token, HOME.address).unwrap().is_none(), "a lost phone is signed out");
    assert!(matches!(enter(&paper(1), &pin), Entered::Refused(_)));
    let number = by_code(&house, "13800006621");
    let tail: String = paper(1).chars().skip(14).collect();
    assert!(
        !store.recognise(&number, &person_name(1), &tail).unwrap(),
        "shut until the desk opens"
    );
    assert!(store.hand_out_pin(&chair, &key, HASHING).is_ok());
}

#[test]
fn whoever_gets_a_number_that_was_somebody_elses_does_not_come_in_as_them() {
    let house = House::new();
    let (person, _) = member(&house, 1, house.mill, "13800006621");
    assert_eq!(known(&house, 1, "13800006621").person, Some(person));
    house.correct("person", person, &[("phone", text("13911112222"))]);
    let stranger = by_code(&house, "13800006621");
    assert!(stranger.person.is_none() && !stranger.may_be_known, "the number's next owner");
    let unsaid = by_code(&house, "13911112222");
    assert!(unsaid.person.is_none() && unsaid.may_be_known, "what the office typed proves nothing");
    let same = known(&house, 1, "13911112222");
    assert_eq!(same.person, Some(person), "once it was said who it is, the same account");

    // The number's next owner joins too: each number opens its own account.
    let (second, _) = member(&house, 2, house.mill, "13800006621");
    assert_eq!(known(&house, 2, "13800006621").person, Some(second));
    assert_eq!(by_code(&house, "13911112222").person, Some(person));
}

#[test]
fn two_accounts_of_one_person_become_one_when_it_is_known_who_it_is() {
    let house = House::new();
    let (person, membership) = member(&house, 1, house.mill, "13800006621");
    let first = known(&house, 1, "13800006621");
    // A number that nobody had registered signs in first, and is the person's afterwards.
    let stranger = by_code(&house, "13911112222");
    assert!(stranger.person.is_none());
    house.correct("person", person, &[("phone", text("13911112222"))]);
    let before = by_code(&house, "13911112222");
    assert!(before.person.is_none() && before.may_be_known, "not before it was said who it is");
    let again = known(&house, 1, "13911112222");
    assert_eq!((again.person, again.account), (Some(person), first.account));
    assert_eq!(house.store.belongs(&again).unwrap().map(|record| record.id), Some(membership));
}

#[test]
fn only_the_union_where_somebody_belongs_opens_their_phone() {
    let house = House::new();
    let (person, membership) = member(&house, 1, house.mill, "13800006621");
    let chair = house.user("grassroots", house.mill);
    let elsewhere = house.user("grassroots", house.shops);
    // Somebody who applies at another union is shown there, but belongs where they belong.
    let asked = [
        ("person", Value::Int(person)),
        ("union", Value::Int(house.shops)),
        ("applied_on", on("2026-03-02")),
        ("own_hand", true.into()),
    ];
    house.add("joining", &asked);
    let key = person.to_string();
    assert!(house.store.hand_out_pin(&elsewhere, &key, HASHING).is_err());
    assert!(house.store.hand_out_pin(&chair, &key, HASHING).is_ok());
    house.leave(membership, "2026-01-01");
    let (_, says) = refusal(house.store.hand_out_pin(&chair, &key, HASHING));
    assert!(says.contains("没有在册的会籍"), "{says}");
}

#[test]
fn two_numbers_do_not_sign_in_they_only_ask_the_union_and_the_answer_tells_nothing() {
    let house = House::new();
    member(&house, 1, house.mill, "13800006621");
    let chair = house.user("grassroots", house.mill);
    let asked = || house.listed(&chair, &ListAsk::new(house.register("matter"))).unwrap().len();
    house.store.ask_to_open(&paper(1), "YX999999", HOME.address).unwrap();
    house.store.ask_to_open(&paper(2), "YX000001", HOME.address).unwrap();
    assert_eq!(asked(), 0, "nothing for numbers that do not belong together");
    house.store.ask_to_open(&paper(1), "YX000001", HOME.address).unwrap();
    house.store.ask_to_open(&paper(1), "YX000001", HOME.address).unwrap();
    assert_eq!(asked(), 1, "asked twice, told once");
    let wait = (0..9).map(|_| house.store.ask_to_open(&paper(1), "YX1", HOME.address));
    assert!(wait.into_iter().any(|done| done.is_err()), "numbers cannot be tried");
}

#[test]
fn the_law_of_scope_for_people_what_is_not_about_them_is_not_there() {
    let house = House::new();
    let (person, membership) = member(&house, 1, house.mill, "13800006621");
    let (other, others) = member(&house, 2, house.mill, "13800006622");
    let me = known(&house, 1, "13800006621");
    for register in &house.store.catalog().registers {
        let register = house.register(register.name);
        let mine = house.listed(&me.ctx, &ListAsk::new(register));
        let expected = match register.name {
            "person" => vec![person],
            "membership" => vec![membership],
            _ => Vec::new(),
        };
        assert_eq!(mine.unwrap_or_default(), expected, "{}", register.name);
    }
    assert!(matches!(house.see(&me.ctx, "person", other), Err(StoreError::NotFound)));
    assert!(matches!(house.see(&me.ctx, "membership", others), Err(StoreError::NotFound)));
    assert!(matches!(house.see(&me.ctx, "union", house.mill), Err(StoreError::NotFound)));
    let figure = house.store.figure(&me.ctx, "member_count", &FigureAsk::on(day("2026-01-05")));
    assert!(matches!(figure, Err(StoreError::Forbidden)), "{figure:?}");
    let written = house.try_save(
        &me.ctx,
        "membership",
        membership,
        &[("note", text("我"))],
        Saving::Correction(day("2026-01-05")),
    );
    assert!(written.is_err(), "one's own membership is not one's own to change");
    for act in Act::ALL {
        assert!(!me.ctx.may(house.register("membership"), act, house.mill, &tree(&house)));
    }
    // A matter in somebody else's name.
    let values = [
        ("person", Value::Int(other)),
        ("union", Value::Int(house.mill)),
        ("kind", text("WAGES")),
        ("words", text("两个月没发工资")),
        ("asked_on", on("2026-01-05")),
    ];
    assert!(house.try_add(&me.ctx, "matter", &values).is_err());
}

fn tree(house: &House) -> store::tree::Tree {
    let tree = house.store.db.read(|tx| house.store.tree(tx)).unwrap();
    (*tree).clone()
}

#[test]
fn r_mat_02_what_a_member_asks_is_answered_by_their_union_within_its_term() {
    let house = House::new();
    house.on("2026-03-02");
    member(&house, 1, house.mill, "13800006621");
    let me = known(&house, 1, "13800006621");
    let register = house.register("matter");
    let typed = [("kind", text("WAGES")), ("words", text("工地两个月没发工资，一共六个人"))];
    let id = house.store.ask_for(&me, register, &typed).unwrap().id;
    assert_eq!(house.value("matter", id, "union"), Value::Int(house.mill));
    let calendar = &house.store.facts().calendar;
    let due = Value::day(calendar.add_working_days(day("2026-03-02"), 2).day);
    assert_eq!(house.value("matter", id, "due_on"), due, "taken up within two working days");
    let chair = house.user("grassroots", house.mill);
    let own = Said { step: "answer", ..Said::default() };
    assert!(step(&house, &me.ctx, "matter", id, &own).is_err(), "nobody answers themselves");
    step(&house, &chair, "matter", id, &Said { step: "accept", ..Said::default() }).unwrap();
    let answer = Said {
        step: "answer",
        values: vec![("answer", text("已和项目部谈好，周五发放"))],
        ..Said::default()
    };
    step(&house, &chair, "matter", id, &answer).unwrap();
    let seen = house.see(&me.ctx, "matter", id).unwrap();
    assert_eq!(seen.record.value("answer").as_text(), Some("已和项目部谈好，周五发放"));
    let ask = FigureAsk::between(day("2026-03-01"), day("2026-03-31"));
    assert_eq!(house.figure("matter_in_time_count", &ask).amount.value, 1);

    let second = house.store.ask_for(&me, register, &typed).unwrap().id;
    let back = Said { step: "withdraw", reason: "SOLVED", ..Said::default() };
    assert_eq!(step(&house, &me.ctx, "matter", second, &back).unwrap(), "WITHDRAWN");
}

#[test]
fn r_con_02_a_new_number_is_the_persons_once_the_union_has_looked() {
    let house = House::new();
    let (person, _) = member(&house, 1, house.mill, "13800006621");
    let me = known(&house, 1, "13800006621");
    let typed = [("phone", text("13952100386"))];
    let id = house.store.ask_for(&me, house.register("contact"), &typed).unwrap().id;
    assert_eq!(house.value("person", person, "phone").to_string(), "138****6621");
    let chair = house.user("grassroots", house.mill);
    let shown = house.see(&chair, "contact", id).unwrap();
    assert_eq!(shown.record.value("phone").to_string(), "139****0386", "masked for the desk too");
    step(&house, &chair, "contact", id, &Said { step: "take", ..Said::default() }).unwrap();
    let town = house.user("township", house.east);
    let reveal = |field| {
        house.store.reveal(&town, house.register("person"), &person.to_string(), field, "核对")
    };
    assert_eq!(reveal("phone").unwrap(), "13952100386");
}

#[test]
fn a_stranger_asks_to_join_and_is_known_once_the_union_has_looked() {
    let house = House::new();
    let me = by_code(&house, "13911112222");
    let register = house.register("joining");
    let (_, ask) = house.store.asks(Asker::Stranger).next().unwrap();
    let units = house.store.units_to_ask(&ask, "恒达").unwrap();
    assert_eq!(units.iter().map(|unit| unit.id).collect::<Vec<_>>(), [house.mill]);
    assert!(
        house.store.units_to_ask(&ask, "总工会").unwrap().is_empty(),
        "federations admit nobody"
    );
    let typed = [("union", Value::Int(house.mill)), ("channel", text("EMPLOYER"))];
    let number = paper(31);
    let about =
        [("name", text(&person_name(31))), ("paper_no", text(&number)), ("paper_kind", text("1"))];
    let id = house.store.ask_as_stranger(&me, register, &typed, &about, "").unwrap().id;
    let person = house.value("joining", id, "person").as_int().unwrap();
    assert_eq!(house.value("person", person, "phone").to_string(), "139****2222");
    let waiting = by_code(&house, "13911112222");
    assert!(waiting.person.is_none() && waiting.waits.is_some_and(|waits| waits.1 == id));

    let chair = house.user("grassroots", house.mill);
    let decided = vec![("decided_on", on("2026-01-05"))];
    let admit = Said { step: "admit", values: decided, ..Said::default() };
    step(&house, &chair, "joining", id, &admit).unwrap();
    let member = by_code(&house, "13911112222");
    assert_eq!(member.person, Some(person));
    assert!(house.store.belongs(&member).unwrap().is_some());
}

#[test]
fn who_types_somebody_elses_number_learns_nothing_and_the_county_looks() {
    let house = House::new();
    let (person, _) = member(&house, 1, house.mill, "13800006621");
    let me = by_code(&house, "13911112222");
    let register = house.register("joining");
    let typed = [("union", Value::Int(house.shops)), ("channel", text("PLACE"))];
    let ask = |called: &str| {
        let about =
            [("name", text(called)), ("paper_no", text(&paper(1))), ("paper_kind", text("1"))];
        house.store.ask_as_stranger(&me, register, &typed, &about, "").unwrap().id
    };
    let id = ask("钱多多");
    assert_eq!(house.value("joining", id, "union"), Value::Int(house.root), "the county looks");
    assert!(house.value("joining", id, "note").to_string().contains("核对证件"));
    let shops = house.user("grassroots", house.shops);
    assert!(house.see(&shops, "person", person).is_err(), "the union that was named sees nobody");
    let waiting = by_code(&house, "13911112222");
    assert!(waiting.person.is_none());
    let all = ListAsk::new(house.register("person"));
    assert!(house.listed(&waiting.ctx, &all).unwrap_or_default().is_empty());
}

/// A card on its way to the member's hand.
fn card(house: &House, me: &Member) -> i64 {
    let id = house.store.ask_for(me, house.register("card"), &[]).unwrap().id;
    let county = house.user("county", house.root);
    let member = house.value("card", id, "membership").as_int().unwrap();
    let form = house.value("membership", member, "number");
    house.correct("card", id, &[("form_number", form)]);
    let printed = house.store.badge(&Ctx::local(), house.register("card"), id, true).unwrap();
    for (code, field) in [("make", "printed_on"), ("seal", "sealed_on"), ("hand", "handed_on")] {
        let values = vec![(field, on("2026-01-05"))];
        let says = house.store.read_badge(&printed).unwrap();
        assert!(matches!(says, Badge::Early(_)), "not handed over yet");
        step(house, &county, "card", id, &Said { step: code, values, ..Said::default() }).unwrap();
    }
    id
}

#[test]
fn r_crd_04_a_card_is_valid_for_everybody_until_it_is_lost() {
    let house = House::new();
    member(&house, 1, house.mill, "13800006621");
    let me = known(&house, 1, "13800006621");
    let (store, register) = (&house.store, house.register("card"));
    let id = card(&house, &me);
    assert_eq!(house.value("card", id, "closed_on"), Value::Null, "a valid card lives on");
    let code = store.badge(&me.ctx, register, id, false).unwrap();
    let printed = store.badge(&Ctx::local(), register, id, true).unwrap();
    assert!(matches!(store.read_badge(&code).unwrap(), Badge::Valid(_)));
    store.clock.advance(120_000);
    assert!(matches!(store.read_badge(&code).unwrap(), Badge::Old));
    assert!(matches!(store.read_badge(&printed).unwrap(), Badge::Valid(_)));
    let mut forged = printed.clone();
    forged.replace_range(15..16, if &printed[15..16] == "1" { "2" } else { "1" });
    for wrong in [forged.as_str(), "", "zz", "00", &printed[..20]] {
        assert!(
            matches!(store.look_at_badge(wrong, HOME.address).unwrap(), Badge::Forged),
            "{wrong}"
        );
    }

    let lost = Said { step: "lose", ..Said::default() };
    assert_eq!(step(&house, &me.ctx, "card", id, &lost).unwrap(), "LOST");
    assert!(matches!(store.read_badge(&printed).unwrap(), Badge::Ended(_)));
    let chair = house.user("grassroots", house.mill);
    step(&house, &chair, "card", id, &Said { step: "replace", ..Said::default() }).unwrap();
    let cards = house.listed(&me.ctx, &ListAsk::new(register)).unwrap();
    assert_eq!(cards.len(), 2, "the lost one and the one that takes its place");
    assert!(
        matches!(store.read_badge(&printed).unwrap(), Badge::Ended(_)),
        "found again, still void"
    );
    let (_, says) = refusal(store.ask_for(&me, register, &[]));
    assert!(says.contains("已有一张"), "{says}");
}

#[test]
fn r_crd_03_the_card_of_somebody_who_has_left_is_not_valid_any_more() {
    let house = House::new();
    let (_, membership) = member(&house, 1, house.mill, "13800006621");
    let me = known(&house, 1, "13800006621");
    let id = card(&house, &me);
    let printed = house.store.badge(&Ctx::local(), house.register("card"), id, true).unwrap();
    assert!(matches!(house.store.read_badge(&printed).unwrap(), Badge::Valid(_)));
    house.leave(membership, &house.store.today().to_string());
    assert!(matches!(house.store.read_badge(&printed).unwrap(), Badge::Ended(_)));
}

#[test]
fn r_crd_03_a_card_ends_with_its_membership_and_the_next_union_issues_another() {
    let house = House::new();
    let (person, membership) = member(&house, 1, house.mill, "13800006621");
    let me = known(&house, 1, "13800006621");
    let id = card(&house, &me);
    let (mill, shops) =
        (house.user("grassroots", house.mill), house.user("grassroots", house.shops));
    let moves = [
        ("membership", Value::Int(membership)),
        ("to", Value::Int(house.shops)),
        ("cause", text("JOB")),
    ];
    let transfer = house.try_add(&mill, "transfer", &moves).unwrap();
    step(&house, &mill, "transfer", transfer, &Said { step: "agree", ..Said::default() }).unwrap();
    assert_eq!(house.value("card", id, "state"), text("VALID"), "until the other one takes over");
    let today = Value::day(house.store.today());
    let held = Said { step: "accept", values: vec![("held_on", today.clone())], ..Said::default() };
    step(&house, &shops, "transfer", transfer, &held).unwrap();
    assert_eq!(house.value("card", id, "state"), text("CANCELLED"));
    let again = house.store.ask_for(&known(&house, 1, "13800006621"), house.register("card"), &[]);
    let next = again.unwrap().id;
    assert_ne!(next, id);

    // Asked for and not handed over: it ends all the same when the member leaves.
    let after = house.store.belongs(&known(&house, 1, "13800006621")).unwrap().unwrap().id;
    house.on(&house.store.today().tomorrow().unwrap().to_string());
    let leaves = [
        ("membership", Value::Int(after)),
        ("change", text("WITHDRAWN")),
        ("from_on", Value::day(house.store.today())),
        ("decided_on", Value::day(house.store.today())),
        ("cause", text("OWN_WISH")),
    ];
    let change = house.try_add(&shops, "member_change", &leaves).unwrap();
    let done = Said { step: "carry_out", ..Said::default() };
    step(&house, &shops, "member_change", change, &done).unwrap();
    assert_eq!(house.value("card", next, "state"), text("CANCELLED"));
    assert_eq!(house.value("card", next, "person"), Value::Int(person));
}

#[test]
fn r_crd_01_the_number_on_the_form_is_looked_at_before_a_card_is_made() {
    let house = House::new();
    member(&house, 1, house.mill, "13800006621");
    let me = known(&house, 1, "13800006621");
    let id = house.store.ask_for(&me, house.register("card"), &[]).unwrap().id;
    let chair = house.user("grassroots", house.mill);
    house.correct("card", id, &[("form_number", text("YX000010"))]);
    let values = vec![("printed_on", on("2026-01-05"))];
    let make = Said { step: "make", values, ..Said::default() };
    let (_, says) = refusal(step(&house, &chair, "card", id, &make));
    assert!(says.contains("YX000010") && says.contains("不一致"), "{says}");
}

#[test]
fn n18_people_see_who_has_looked_at_their_data() {
    let house = House::new();
    let (person, _) = member(&house, 1, house.mill, "13800006621");
    let me = known(&house, 1, "13800006621");
    let town = house.user("township", house.east);
    let key = person.to_string();
    house.tick();
    house.store.reveal(&town, house.register("person"), &key, "phone", "本人要求核对").unwrap();
    let looks = house.store.looked_at(&me).unwrap();
    let look = looks.first().unwrap();
    assert_eq!(
        (look.entry.act.as_str(), look.entry.reason.as_str()),
        ("看全文", "移动电话：本人要求核对")
    );
    assert!(
        looks.iter().all(|look| look.entry.user_id != me.account),
        "not what they did themselves"
    );
}
