//! Lists that belong to everybody, and links that lead into one of them.

use crate::house::*;
use kernel::access::Act;
use kernel::indicator::is;
use kernel::value::Value;
use store::list::ListAsk;
use store::{Ctx, StoreError};

/// The key of an entry of a list.
pub fn term(house: &House, list: &str, code: &str) -> Value {
    let ask = ListAsk {
        filters: vec![is("list", &[list]), is("code", &[code])],
        ..ListAsk::new(house.register("term"))
    };
    let found = house.listed(&Ctx::local(), &ask).unwrap();
    let [only] = found[..] else { panic!("{list} {code}: {found:?}") };
    Value::Int(only)
}

/// A house with the lists of a new installation.
pub fn furnished() -> House {
    let house = House::new();
    house.store.begin(&Ctx::local()).unwrap();
    house
}

#[test]
fn a_new_installation_begins_with_its_lists_once() {
    let house = furnished();
    let ask = ListAsk::new(house.register("term"));
    let first = house.counted(&Ctx::local(), &ask);
    assert!(first > 50, "{first}");
    house.store.begin(&Ctx::local()).unwrap();
    assert_eq!(house.counted(&Ctx::local(), &ask), first, "asked again, nothing is added");
    assert!(house.store.verify(None).unwrap().ok);
}

#[test]
fn everybody_reads_the_lists_and_only_the_county_edits_them() {
    let house = furnished();
    let id = term(&house, "COURSE", "skills").as_int().unwrap();
    let ask = ListAsk::new(house.register("term"));
    let all = house.counted(&Ctx::local(), &ask);
    let readers = [
        house.user("county", house.root),
        house.user("township", house.west),
        house.user("grassroots", house.mill),
        house.user("leader", 0),
    ];
    for reader in &readers {
        assert_eq!(house.counted(reader, &ask), all, "{reader:?}");
        let seen = house.see(reader, "term", id).unwrap();
        let writes = seen.acts.contains(&Act::Write);
        assert_eq!(writes, reader.grants[0].role == "county", "{reader:?}");
        for at in [house.east, house.shops] {
            let there = ListAsk { at, only_here: true, ..ask.clone() };
            assert_eq!(house.counted(reader, &there), all, "from wherever one looks");
        }
    }
    let [county, town, ..] = &readers;
    let course = [("list", text("COURSE")), ("name", text("叉车操作"))];
    assert!(matches!(house.try_add(town, "term", &course), Err(StoreError::Forbidden)));
    let below = house.user("county", house.east);
    assert!(matches!(house.try_add(&below, "term", &course), Err(StoreError::Forbidden)));
    let made = house.try_add(county, "term", &course).unwrap();
    assert_eq!(house.value("term", made, "code"), text("cccz"));
    let twice =
        house.try_add(county, "term", &[("list", text("COURSE")), ("name", text("叉车 操作"))]);
    assert!(refusal(twice).1.contains("已有这个"), "the same name, spaced otherwise");
    let admin = house.user("sysadmin", 0);
    assert!(matches!(house.store.count(&admin, &ask, 9), Err(StoreError::Forbidden)));
    assert!(matches!(house.see(&admin, "term", id), Err(StoreError::NotFound)));
}

#[test]
fn a_narrowed_link_leads_only_into_its_own_list() {
    let house = furnished();
    let class = |kind: Value| {
        [
            ("name", text("电工培训班")),
            ("kind", kind),
            ("union", Value::Int(house.east)),
            ("held_from", on("2025-05-20")),
        ]
    };
    let town = house.user("township", house.east);
    let wrong = house.try_add(&town, "activity", &class(term(&house, "COURSE", "skills")));
    let (field, says) = refusal(wrong);
    assert_eq!(field, "kind");
    assert!(says.contains("活动类型"), "{says}");
    let id = house
        .try_add(&town, "activity", &class(term(&house, "ACTIVITY_KIND", "training")))
        .unwrap();
    let course = term(&house, "ACTIVITY_KIND", "visit");
    let today = kernel::facts::Saving::Correction(house.store.today());
    let moved = house.try_save(&town, "activity", id, &[("course", course)], today);
    assert_eq!(refusal(moved).0, "course");
}

#[test]
fn an_entry_that_is_used_stays() {
    let house = furnished();
    let kind = term(&house, "ACTIVITY_KIND", "training");
    let class = [
        ("name", text("电工培训班")),
        ("kind", kind.clone()),
        ("union", Value::Int(house.east)),
        ("held_from", on("2025-05-20")),
    ];
    house.add("activity", &class);
    let id = kind.as_int().unwrap();
    let (_, says) = refusal(house.try_void(&Ctx::local(), "term", id));
    assert!(says.contains("1条活动"), "{says}");
    house.correct("term", id, &[("until_on", on("2026-01-01"))]);
    house.void("term", term(&house, "ACTIVITY_KIND", "show").as_int().unwrap());
}
