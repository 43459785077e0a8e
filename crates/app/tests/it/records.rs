//! One record: saved twice at once, told apart, taken out of the books, seen in full.

use crate::house::*;
use kernel::facts::Saving;
use kernel::indicator::Cond;
use kernel::value::Value;
use store::list::ListAsk;
use store::{Conflict, Ctx, StoreError};

fn conflict(done: store::Result<bool>) -> Conflict {
    match done {
        Err(StoreError::Conflict(conflict)) => *conflict,
        other => panic!("{other:?}"),
    }
}

#[test]
fn the_second_writer_learns_who_changed_what_and_may_merge_both() {
    let house = House::new();
    house.on("2026-03-02");
    let seen = house.version("employer", house.mill_firm);
    let clerk = house.user("township", house.east);
    let values = [("contact", text("李娟")), ("grid", text("一片"))];
    let today = Saving::Correction(day("2026-03-02"));
    house.try_save(&clerk, "employer", house.mill_firm, &values, today).unwrap();

    let mine = [("contact", text("王明")), ("address", text("东湖路 8 号"))];
    let local = Ctx::local();
    let firm = ("employer", house.mill_firm, seen);
    let told = conflict(house.try_save_over(&local, firm, &mine, today));
    assert_eq!(told.who, clerk.user_name);
    assert_eq!(told.version, seen + 1);
    let clash: Vec<_> = told.clashes.iter().map(|c| (&*c.field, &*c.theirs, &*c.mine)).collect();
    assert_eq!(clash, [("contact", "李娟", "王明"), ("address", "", "东湖路 8 号")]);

    // Merged: what only one of them has written is kept, on top of the version now seen.
    let firm = ("employer", house.mill_firm, told.version);
    house.try_save_over(&local, firm, &[("address", text("东湖路 8 号"))], today).unwrap();
    assert_eq!(house.value("employer", house.mill_firm, "contact"), text("李娟"));
    assert_eq!(house.value("employer", house.mill_firm, "grid"), text("一片"));
    assert_eq!(house.value("employer", house.mill_firm, "address"), text("东湖路 8 号"));
}

#[test]
fn a_conflict_shows_no_secret_in_full() {
    let house = House::new();
    let person = house.add_person(1);
    house.correct("person", person, &[("phone", text("13800138001"))]);
    let today = Saving::Correction(house.store.today());
    let mine = [("phone", text("13900139002"))];
    let told = conflict(house.try_save_over(&Ctx::local(), ("person", person, 1), &mine, today));
    let shown = format!("{told:?}");
    assert!(!shown.contains("13800138001") && !shown.contains("13900139002"), "{shown}");
    assert!(told.clashes[0].theirs.starts_with("138") && told.clashes[0].mine.starts_with("139"));
}

#[test]
fn saving_what_already_stands_makes_no_version_and_no_journal_entry() {
    let house = House::new();
    let before = house.store.verify(None).unwrap();
    let same = [("employees", Value::Int(100)), ("state", text("NORMAL"))];
    let saving = Saving::Change(house.store.today());
    assert!(!house.try_save(&Ctx::local(), "employer", house.mill_firm, &same, saving).unwrap());
    let after = house.store.verify(None).unwrap();
    assert_eq!((before.entries, before.versions), (after.entries, after.versions));
}

#[test]
fn memberships_of_one_person_never_overlap_not_even_in_the_past() {
    let house = House::new();
    let person = house.add_person(1);
    let first = house.join(person, house.mill, "2018-03-01");
    house.leave(first, "2020-03-01");
    let try_join = |union, joined| house.try_join(&Ctx::local(), person, union, joined);

    let (field, why) = refusal(try_join(house.shops, "2020-02-29"));
    assert!(field == "joined_on" && why.contains("重叠"), "{field}: {why}");
    let second = try_join(house.shops, "2020-03-01").unwrap();
    // Before the first one, but open at its end: it would cover both.
    refusal(try_join(house.mill, "2010-01-01"));
    let past = [
        ("person", Value::Int(person)),
        ("union", Value::Int(house.mill)),
        ("joined_on", on("2010-01-01")),
        ("entry", text("JOIN")),
        ("status", text("ACTIVE")),
        ("left_on", on("2018-03-02")),
        ("exit", text("WITHDRAWN")),
    ];
    refusal(house.try_add(&Ctx::local(), "membership", &past));
    let mut fits = past.clone();
    fits[5].1 = on("2018-03-01");
    house.try_add(&Ctx::local(), "membership", &fits).unwrap();

    // Nor can an edit bring it about: an earlier joining, a leaving taken back.
    let today = Saving::Correction(house.store.today());
    let earlier = [("joined_on", on("2020-02-01"))];
    refusal(house.try_save(&Ctx::local(), "membership", second, &earlier, today));
    let back = [("left_on", Value::Null), ("exit", Value::Null)];
    refusal(house.try_save(&Ctx::local(), "membership", first, &back, today));
    house.void("membership", second);
    house.try_save(&Ctx::local(), "membership", first, &back, today).unwrap();
}

#[test]
fn two_memberships_of_one_act_may_not_overlap_either() {
    let house = House::new();
    let person = house.add_person(1);
    let membership = house.register("membership");
    let values = |union: i64, joined: &str| {
        [
            ("person", Value::Int(person)),
            ("union", Value::Int(union)),
            ("joined_on", on(joined)),
            ("entry", text("JOIN")),
            ("status", text("ACTIVE")),
        ]
    };
    let doing = store::writer::Doing::new("登记", "");
    let done = house.store.act(&Ctx::local(), doing, |writer| {
        writer.add(membership, &values(house.mill, "2020-01-01"))?;
        writer.add(membership, &values(house.shops, "2021-01-01"))
    });
    assert_eq!(refusal(done).0, "joined_on");
    assert_eq!(house.stock("member_count", "2026-01-05"), 0, "nothing of a refused act stays");
}

#[test]
fn an_identity_number_of_15_digits_is_the_same_person_as_its_18() {
    let house = House::new();
    let long = paper(3);
    let short = format!("{}{}", &long[..6], &long[8..17]);
    assert_eq!(&long[6..8], "19", "only these had a number of 15 digits");
    house.add_person(3);
    let again = [("paper_kind", text("1")), ("paper_no", text(&short)), ("name", text("王秀兰"))];
    let (field, why) = refusal(house.try_add(&Ctx::local(), "person", &again));
    assert!(field == "paper_no" && why.contains("已有"), "{field}: {why}");
    assert!(!why.contains(&long) && !why.contains(&short), "{why}");

    let persons = ListAsk::new(house.register("person"));
    for words in [&*short, &*long, &long[14..]] {
        let ask = ListAsk { search: words.to_owned(), ..persons.clone() };
        assert_eq!(house.counted(&Ctx::local(), &ask), 1, "{words}");
    }
    let part = ListAsk { search: long[..17].to_owned(), ..persons };
    assert_eq!(house.counted(&Ctx::local(), &part), 0, "not by a part of the number");
}

#[test]
fn a_body_is_found_by_any_part_of_its_name_and_signs_are_no_wildcards() {
    let house = House::new();
    let count = |register: &str, words: &str| {
        let ask = ListAsk { search: words.into(), ..ListAsk::new(house.register(register)) };
        house.counted(&Ctx::local(), &ask)
    };
    assert_eq!([count("employer", "恒达"), count("union", "机械厂")], [1, 1]);
    assert_eq!([count("employer", "%%"), count("employer", "__"), count("union", "茶山")], [0; 3]);
}

#[test]
fn a_code_that_is_taken_is_refused_on_its_own_field_until_its_holder_is_void() {
    let house = House::new();
    let code = town::numbers::credit_code("91", "320999", "MA", 12);
    house.correct("employer", house.mill_firm, &[("code", text(&code))]);
    let other = [
        ("name", text("云溪新来食品有限公司")),
        ("seat", Value::Int(house.west)),
        ("state", text("NORMAL")),
        ("code", text(&code)),
    ];
    let (field, why) = refusal(house.try_add(&Ctx::local(), "employer", &other));
    assert_eq!((&*field, &*why), ("code", "已有这个统一社会信用代码的用人单位"));

    let firm = house.add_employer("云溪后来食品有限公司", house.west, 5);
    let today = Saving::Correction(house.store.today());
    let take = [("code", text(&code))];
    let edited = house.try_save(&Ctx::local(), "employer", firm, &take, today);
    assert_eq!(refusal(edited).0, "code", "an edit is told the same");

    let coverage = house.cover(house.shops, firm, "2020-01-01");
    house.void("coverage", coverage);
    house.void("employer", firm);
    let coverages = ListAsk::new(house.register("coverage"));
    for id in house.listed(&Ctx::local(), &coverages).unwrap() {
        house.void("coverage", id);
    }
    house.void("employer", house.mill_firm);
    house.try_add(&Ctx::local(), "employer", &other).unwrap();
}

#[test]
fn what_others_use_cannot_be_voided_and_voiding_needs_a_reason() {
    let house = House::new();
    let membership = house.newcomer(1, house.mill, "2020-01-01");
    let person = house.value("membership", membership, "person").as_int().unwrap();
    let local = Ctx::local();
    let (_, why) = refusal(house.try_void(&local, "person", person));
    assert!(why.contains("1条会籍"), "{why}");
    refusal(house.try_void(&local, "union", house.mill));
    refusal(house.try_void(&local, "employer", house.mill_firm));
    let register = house.register("membership");
    let doing = store::writer::Doing::new("作废", "");
    let silent = house.store.act(&local, doing, |writer| writer.void(register, membership, 1, " "));
    assert_eq!(refusal(silent).0, "reason");

    house.void("membership", membership);
    house.void("person", person);
    let opened = house.open("membership", membership);
    assert!(opened.record.voided && opened.void_reason == "录错了");
    let again = house.try_void(&local, "membership", membership);
    assert!(matches!(again, Err(StoreError::NotFound)), "void once: {again:?}");
    let list = ListAsk::new(register);
    assert!(house.listed(&local, &list).unwrap().is_empty());
    let voided = ListAsk { voided: true, ..list };
    assert_eq!(house.listed(&local, &voided).unwrap(), [membership]);
}

#[test]
fn a_sensitive_field_is_shown_masked_and_seen_in_full_only_for_a_reason_that_is_kept() {
    let house = House::new();
    let membership = house.newcomer(1, house.mill, "2020-01-01");
    let person = house.value("membership", membership, "person").as_int().unwrap();
    let secrets = [("phone", text("13800138001")), ("address", text("东湖路八号三单元"))];
    house.correct("person", person, &secrets);
    let clerk = house.user("township", house.east);
    let register = house.register("person");
    let key = person.to_string();
    let clear = [paper(1), "13800138001".to_owned(), "东湖路八号三单元".to_owned()];

    let columns = ["name", "paper_no", "phone", "address"].map(str::to_owned).to_vec();
    let ask = ListAsk { columns, ..ListAsk::new(register) };
    let shown = [
        format!("{:?}", house.see(&clerk, "person", person).unwrap()),
        format!("{:?}", house.store.list(&clerk, &ask, None, 10).unwrap()),
        format!("{:?}", house.store.history(&clerk, register, &key).unwrap()),
    ];
    for (clear, shown) in clear.iter().flat_map(|c| shown.iter().map(move |s| (c, s))) {
        assert!(!shown.contains(clear), "{clear} in {shown}");
    }
    assert!(shown[0].contains("138****8001"), "{}", shown[0]);

    let silent = house.store.reveal(&clerk, register, &key, "phone", "  ");
    assert_eq!(refusal(silent).0, "reason");
    assert_eq!(house.store.reveals(&clerk, register, &key).unwrap().len(), 0);
    let seen = house.store.reveal(&clerk, register, &key, "phone", "通知体检").unwrap();
    assert_eq!(seen, "13800138001");
    let kept = house.store.reveals(&clerk, register, &key).unwrap();
    assert_eq!(kept.len(), 1);
    assert_eq!((kept[0].user_id, kept[0].record), (clerk.user_id, person));
    assert!(kept[0].reason.contains("通知体检") && !kept[0].reason.contains("13800138001"));
    let name = house.store.reveal(&clerk, register, &key, "name", "核对");
    assert!(matches!(name, Err(StoreError::NotFound)), "what is not secret is not revealed");
}

#[test]
fn an_encrypted_field_is_found_by_its_whole_or_last_four_and_compared_in_no_other_way() {
    let house = House::new();
    let person = house.add_person(1);
    house.correct("person", person, &[("phone", text("13800138001")), ("address", text("某路"))]);
    let count = |cond: Cond| {
        let ask = ListAsk { filters: vec![cond], ..ListAsk::new(house.register("person")) };
        house.store.count(&Ctx::local(), &ask, 10)
    };
    let is = |field: &str, value: &str| Cond::Is(field.into(), vec![text(value)]);
    for (cond, hits) in [
        (is("phone", "13800138001"), 1),
        (is("phone", "8001"), 1),
        (is("phone", "1380013800"), 0),
        (is("phone", "138"), 0),
        (is("paper_no", &paper(1)), 1),
        (Cond::Filled("address".into()), 1),
    ] {
        assert_eq!(count(cond.clone()).unwrap(), store::list::Count::Exact(hits), "{cond:?}");
    }
    for cond in [
        is("address", "某路"),
        Cond::Begins("phone".into(), "138".into()),
        Cond::IsNot("phone".into(), vec![text("13800138001")]),
        Cond::AtLeast("paper_no".into(), text("32")),
        Cond::AtMost("phone".into(), text("139")),
    ] {
        assert!(matches!(count(cond.clone()), Err(StoreError::Refused(_))), "{cond:?}");
    }
    for sort in ["phone", "paper_no", "address"] {
        let ask = ListAsk { sort: sort.into(), ..ListAsk::new(house.register("person")) };
        assert!(house.store.list(&Ctx::local(), &ask, None, 10).is_err(), "sorted by {sort}");
    }
}

#[test]
fn every_refusal_of_a_form_comes_in_one_pass_and_nothing_is_written() {
    let house = House::new();
    let done = house.try_add(&Ctx::local(), "membership", &[("left_on", on("2020-01-01"))]);
    let Err(StoreError::Refused(all)) = done else { panic!("{done:?}") };
    let fields: Vec<&str> = all.iter().map(|refusal| refusal.field.as_str()).collect();
    for field in ["person", "union", "joined_on", "entry", "status", "exit"] {
        assert!(fields.contains(&field), "{field} not in {fields:?}");
    }
    let odd = [("employees", Value::Int(-1)), ("colour", text("红"))];
    let today = Saving::Change(house.store.today());
    let done = house.try_save(&Ctx::local(), "employer", house.mill_firm, &odd, today);
    let Err(StoreError::Refused(all)) = done else { panic!("{done:?}") };
    assert_eq!(all.len(), 2, "{all:?}");
}

#[test]
fn a_life_may_end_on_the_day_it_began_but_not_before() {
    let house = House::new();
    let membership = house.newcomer(1, house.mill, "2020-03-01");
    let today = Saving::Correction(house.store.today());
    let ends = |left: &str| [("left_on", on(left)), ("exit", text("WITHDRAWN"))];
    let done = house.try_save(&Ctx::local(), "membership", membership, &ends("2020-02-29"), today);
    assert_eq!(refusal(done).0, "left_on");
    house.try_save(&Ctx::local(), "membership", membership, &ends("2020-03-01"), today).unwrap();
    assert_eq!(house.stock("member_count", "2020-03-01"), 0);
}

#[test]
fn a_link_to_what_is_not_there_or_void_is_refused_on_its_field() {
    let house = House::new();
    let person = house.add_person(1);
    house.void("person", person);
    for (who, union, field) in [
        (person, house.mill, "person"),
        (424_242, house.mill, "person"),
        (house.add_person(2), 7, "union"),
    ] {
        let done = house.try_join(&Ctx::local(), who, union, "2020-01-01");
        assert_eq!(refusal(done).0, field);
    }
}
