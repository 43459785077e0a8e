//! Cards for many members at once: each exactly as if asked for alone; who stays behind hears why.

use crate::house::*;
use crate::members::{known, member};
use kernel::value::Value;
use store::list::ListAsk;
use store::{Ctx, StoreError};

/// A member whose paper form was filed under this number.
fn filed(house: &House, n: i64, form: &str) -> i64 {
    let (person, membership) = member(house, n, house.mill, &format!("1380000{n:04}"));
    let values = [
        ("person", Value::Int(person)),
        ("union", Value::Int(house.mill)),
        ("applied_on", on("2019-12-20")),
        ("own_hand", true.into()),
        ("form_number", text(form)),
        ("membership", Value::Int(membership)),
    ];
    house.add("joining", &values);
    membership
}

fn cards(house: &House) -> usize {
    house.listed(&Ctx::local(), &ListAsk::new(house.register("card"))).unwrap().len()
}

/// R-CRD-05: the gate of R-CRD-01 and R-CRD-03 is passed before a card is asked for, not after.
#[test]
fn r_crd_05_cards_for_many_are_those_that_each_could_have_asked_for_alone() {
    let house = House::new();
    let fine = filed(&house, 1, "YX000001");
    let other = filed(&house, 2, "YX000020");
    let has = filed(&house, 3, "YX000003");
    let (_, bare) = member(&house, 4, house.mill, "13800000004");
    let left = filed(&house, 5, "YX000005");
    house.leave(left, "2025-12-31");
    let me = known(&house, 3, "13800000003");
    house.store.ask_for(&me, house.register("card"), &[]).unwrap();
    let chair = house.user("grassroots", house.mill);
    let card = house.register("card");
    let begin = |membership: i64| {
        house.tick();
        house.store.begin_for(&chair, card, membership)
    };
    let made = begin(fine).unwrap();
    assert_eq!(house.value("card", made, "state"), text("ASKED"));
    assert_eq!(house.value("card", made, "union"), Value::Int(house.mill));
    assert_eq!(house.value("card", made, "asked_on"), on("2026-01-05"));
    for (who, why) in [
        (fine, "已有一张有效或正在办的会员证"),
        (has, "已有一张有效或正在办的会员证"),
        (other, "登记表编号“YX000020”和台账上的会员编号“YX000002”不一致"),
        (bare, "照登记表填上编号"),
        (left, "已离会"),
    ] {
        let (_, says) = refusal(begin(who));
        assert!(says.contains(why), "{why}: {says}");
    }
    assert_eq!(cards(&house), 2, "who stays behind leaves nothing");
    assert!(house.store.verify(None).unwrap().ok);
}

#[test]
fn nobody_asks_for_cards_of_another_union() {
    let house = House::new();
    let fine = filed(&house, 1, "YX000001");
    let (card, stranger) = (house.register("card"), house.user("grassroots", house.shops));
    assert!(matches!(house.store.begin_for(&stranger, card, fine), Err(StoreError::NotFound)));
    let leader = house.user("leader", house.root);
    assert!(house.store.begin_for(&leader, card, fine).is_err(), "who only reads asks for nothing");
    assert_eq!(cards(&house), 0);
}
