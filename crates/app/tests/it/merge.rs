//! Two records of one person become one, and two again.

use crate::house::*;
use kernel::value::Value;
use store::{Ctx, StoreError};

/// One person twice: under the identity card in the mill, under a passport in the shops.
fn twice(house: &House) -> (i64, i64, i64, i64) {
    let kept = house.add_person(1);
    let values = [
        ("paper_kind", text("7")),
        ("paper_no", text("E12345678")),
        ("name", text("王秀秀")),
        ("phone", text("13800138001")),
    ];
    let gone = house.add("person", &values);
    let first = house.join(kept, house.mill, "2020-01-01");
    house.leave(first, "2022-01-01");
    let second = house.join(gone, house.shops, "2022-01-01");
    (kept, gone, first, second)
}

fn merge(house: &House, kept: i64, gone: i64) -> store::Result<i64> {
    house.tick();
    house.store.merge(&Ctx::local(), house.register("person"), kept, gone, "同一个人")
}

#[test]
fn merging_repoints_the_links_and_voids_the_second() {
    let house = House::new();
    let (kept, gone, first, second) = twice(&house);
    let before = house.now();
    merge(&house, kept, gone).unwrap();
    for membership in [first, second] {
        assert_eq!(house.value("membership", membership, "person"), Value::Int(kept));
    }
    assert!(house.open("person", gone).record.voided);
    let linked = house.store.linked(&Ctx::local(), house.register("person"), kept).unwrap();
    let held = linked.iter().find(|l| l.register.name == "membership" && l.link == "person");
    assert_eq!(held.unwrap().count, 2);
    assert_eq!(
        house.value("person", kept, "phone"),
        text("138****8001"),
        "empty fields are filled"
    );
    assert_eq!(house.stock("member_count", "2026-01-05"), 1);
    assert_eq!(house.stock_known("member_count", "2026-01-05", before), 1);
    assert!(house.store.verify(None).unwrap().ok);
}

#[test]
fn overlapping_memberships_are_settled_before_merging() {
    let house = House::new();
    let (one, other) = (house.add_person(1), house.add_person(2));
    house.join(one, house.mill, "2020-01-01");
    let second = house.join(other, house.shops, "2021-01-01");
    let (field, why) = refusal(merge(&house, one, other));
    assert!(field == "joined_on" && why.contains("重叠"), "{field}: {why}");
    assert!(!house.open("person", other).record.voided, "nothing of it stays");
    house.void("membership", second);
    merge(&house, one, other).unwrap();
    refusal(house.store.merge(&Ctx::local(), house.register("person"), one, one, "自己"));
}

#[test]
fn a_merge_is_taken_back_but_for_links_touched_since() {
    let house = House::new();
    let (kept, gone, first, second) = twice(&house);
    let entry = merge(&house, kept, gone).unwrap();
    let undone = house.store.unmerge(&Ctx::local(), entry, "不是同一个人").unwrap();
    assert!(undone.stayed.is_empty(), "{undone:?}");
    assert_eq!(house.value("membership", first, "person"), Value::Int(kept));
    assert_eq!(house.value("membership", second, "person"), Value::Int(gone));
    assert!(!house.open("person", gone).record.voided);
    assert_eq!(house.value("person", kept, "phone"), Value::Null);

    let entry = merge(&house, kept, gone).unwrap();
    house.correct("membership", second, &[("number", text("2022007"))]);
    let undone = house.store.unmerge(&Ctx::local(), entry, "还是不对").unwrap();
    let stayed: Vec<_> = undone.stayed.iter().map(|s| (&*s.register, s.record)).collect();
    assert_eq!(stayed, [("membership", second)]);
    assert_eq!(house.value("membership", second, "person"), Value::Int(kept));
    assert!(!house.open("person", gone).record.voided);
    assert!(house.store.verify(None).unwrap().ok);
}

#[test]
fn only_who_may_merge_merges_and_only_what_they_may_write() {
    let house = House::new();
    let (kept, gone, _, _) = twice(&house);
    let persons = house.register("person");
    for role in ["township", "grassroots", "leader", "sysadmin"] {
        let ctx = house.user(role, house.root);
        let done = house.store.merge(&ctx, persons, kept, gone, "同一个人");
        assert!(
            matches!(done, Err(StoreError::NotFound | StoreError::Forbidden)),
            "{role}: {done:?}"
        );
    }
    let county = house.user("county", house.root);
    house.store.merge(&county, persons, kept, gone, "同一个人").unwrap();
}

#[test]
fn employers_merge_with_their_coverages() {
    let house = House::new();
    let code = town::numbers::credit_code("91", "320999", "MA", 12);
    let other = house.add_employer("恒达机械公司", house.east, 90);
    house.correct("employer", other, &[("code", text(&code))]);
    let coverage = house.cover(house.shops, other, "2019-01-01");
    house.tick();
    let employers = house.register("employer");
    house.store.merge(&Ctx::local(), employers, house.mill_firm, other, "同一家").unwrap();
    assert_eq!(house.value("coverage", coverage, "employer"), Value::Int(house.mill_firm));
    assert_eq!(
        house.value("employer", house.mill_firm, "code"),
        text(&code),
        "filled from the other"
    );
    assert_eq!(house.stock("union_covered_unit_count", "2026-01-05"), 1);
    assert_eq!(house.stock("employee_count", "2026-01-05"), 100);
}
