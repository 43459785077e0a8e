//! A matter in other hands: given to a colleague, offered to another unit, and what people are told.

use crate::house::*;
use kernel::access::Grant;
use kernel::value::Value;
use store::users::{Hashing, NewUser};
use store::writer::Said;
use store::{Ctx, StoreError};

/// Somebody who can sign in.
pub fn employed(house: &House, login: &str, role: &str, union: i64) -> Ctx {
    let grants = [Grant { role: role.into(), union }];
    let user = NewUser { login, name: login, grants: &grants, password: Some("Yunxi-2026-try") };
    let hashing = Hashing { memory_kib: 64, passes: 1 };
    let added = house.store.add_user(&Ctx::local(), &user, hashing).unwrap();
    let grants = grants.to_vec();
    Ctx::user(added.id, login, grants, "页面")
}

fn founding(house: &House, ctx: &Ctx, parent: i64) -> i64 {
    let values = [
        ("name", text("云溪华锦针织有限公司工会委员会")),
        ("form", text("BASE")),
        ("parent", Value::Int(parent)),
    ];
    house.try_add(ctx, "founding", &values).unwrap()
}

struct Office {
    house: House,
    lin: Ctx,
    he: Ctx,
    west: Ctx,
    county: Ctx,
    leader: Ctx,
    id: i64,
}

fn office() -> Office {
    let house = House::new();
    let lin = employed(&house, "lin", "township", house.east);
    let he = employed(&house, "he", "township", house.east);
    let west = employed(&house, "west", "township", house.west);
    let county = employed(&house, "chen", "county", house.root);
    let leader = employed(&house, "zhou", "leader", 0);
    let id = founding(&house, &lin, house.east);
    Office { house, lin, he, west, county, leader, id }
}

impl Office {
    fn waits_for(&self, ctx: &Ctx) -> i64 {
        self.house.store.bench(ctx, 0, 20).unwrap().waiting.all
    }
    fn told(&self, ctx: &Ctx) -> Vec<String> {
        let all = self.house.store.notices(ctx.user_id).unwrap();
        all.into_iter().map(|one| one.title).collect()
    }
    fn at(&self) -> (i64, i64) {
        (self.id, self.house.version("founding", self.id))
    }
}

#[test]
fn what_the_township_owes_waits_for_the_county_only_where_there_is_no_township() {
    let office = office();
    assert_eq!((office.waits_for(&office.lin), office.waits_for(&office.county)), (1, 0));
    let own = founding(&office.house, &office.county, office.house.root);
    assert_eq!(office.waits_for(&office.county), 1, "what hangs below the county itself: {own}");
    assert_eq!(office.waits_for(&office.lin), 1);
}

#[test]
fn a_colleague_to_whom_it_was_given_is_told_and_the_others_need_not_look() {
    let office = office();
    let (house, register) = (&office.house, office.house.register("founding"));
    assert_eq!(office.waits_for(&office.he), 1, "whoever may takes it up");
    let all = house.store.colleagues(&office.lin, register, &office.id.to_string()).unwrap();
    let he = all.iter().find(|one| one.name == "he").unwrap();
    assert!(all.iter().all(|one| one.name != "west"));
    house.store.assign(&office.lin, register, office.at(), Some(he)).unwrap();
    assert_eq!((office.waits_for(&office.lin), office.waits_for(&office.he)), (0, 1));
    let told = office.told(&office.he);
    assert!(told[0].contains("lin转给您办：云溪华锦"), "{told:?}");
    assert_eq!(house.store.unseen_notices(office.he.user_id).unwrap(), 1);
    house.store.notices_seen(office.he.user_id).unwrap();
    assert_eq!(house.store.unseen_notices(office.he.user_id).unwrap(), 0);
    let late = house.store.assign(&office.lin, register, (office.id, 1), None);
    assert!(matches!(late, Err(StoreError::Conflict(_))), "two give it away at once");
    house.store.assign(&office.he, register, office.at(), None).unwrap();
    assert_eq!(office.waits_for(&office.lin), 1);
}

#[test]
fn an_offer_is_theirs_only_once_they_have_taken_it_and_can_be_taken_back_until_then() {
    let office = office();
    let (house, register) = (&office.house, office.house.register("founding"));
    let unit = [("founding", Value::Int(office.id)), ("employer", Value::Int(house.mill_firm))];
    let part = house.add("founding_unit", &unit);
    let offer = |to: i64| house.store.offer(&office.lin, register, office.at(), (to, "属西山乡管"));
    offer(house.west).unwrap();
    assert!(office.told(&office.west)[0].contains("移交给您单位"));
    assert!(
        matches!(house.see(&office.west, "founding", office.id), Err(StoreError::NotFound)),
        "not theirs yet"
    );
    assert_eq!(house.store.offered(&office.he).unwrap().len(), 0);
    offer(0).unwrap();
    assert_eq!(house.store.offered(&office.west).unwrap().len(), 0, "taken back");

    offer(house.west).unwrap();
    let mine = house.store.offered(&office.west).unwrap();
    assert_eq!((mine[0].from, mine[0].to), (house.east, house.west));
    let take =
        |ctx: &Ctx, takes, words| house.store.take_over(ctx, register, office.id, (takes, words));
    assert!(matches!(take(&office.he, true, ""), Err(StoreError::NotFound)));
    assert_eq!(refusal(take(&office.west, false, " ")).0, "words");
    take(&office.west, true, "").unwrap();
    house.see(&office.west, "founding", office.id).unwrap();
    assert_eq!(house.value("founding", office.id, "parent"), Value::Int(house.west));
    assert_eq!(
        house.value("founding_unit", part, "parent"),
        Value::Int(house.west),
        "parts go along"
    );
    assert!(matches!(house.see(&office.lin, "founding", office.id), Err(StoreError::NotFound)));
    assert!(matches!(take(&office.west, true, ""), Err(StoreError::NotFound)), "only once");
}

#[test]
fn who_owes_is_reminded_once_and_those_above_hear_of_it_when_it_is_overdue() {
    let office = office();
    let house = &office.house;
    house.store.remind().unwrap();
    assert!(office.told(&office.lin).is_empty(), "thirty days are left");
    let due = house.value("founding", office.id, "due_on").to_string();
    house.on(&due);
    house.store.remind().unwrap();
    house.store.remind().unwrap();
    assert_eq!(office.told(&office.lin).len(), 1, "told once");
    assert!(office.told(&office.lin)[0].starts_with("快到期"));
    assert!(office.told(&office.leader).is_empty() && office.told(&office.west).is_empty());
    house.on(&day(&due).tomorrow().unwrap().to_string());
    house.store.remind().unwrap();
    assert!(office.told(&office.leader)[0].starts_with("已超期"));
    assert_eq!(office.told(&office.lin).len(), 2);
    assert!(office.told(&office.county).is_empty(), "the township owes it");
}

#[test]
fn who_began_a_matter_hears_that_it_came_back() {
    let office = office();
    let (house, register) = (&office.house, office.house.register("founding"));
    let step = |ctx: &Ctx, said: Said| house.store.take_step(ctx, register, office.id, &said);
    house.add(
        "founding_unit",
        &[
            ("founding", Value::Int(office.id)),
            ("employer", Value::Int(house.add_employer("云溪华锦针织有限公司", house.east, 86))),
        ],
    );
    house.prepared_by(office.id, "王建华");
    step(&office.lin, Said { step: "request_prep", ..Said::default() }).unwrap();
    assert!(office.told(&office.lin).is_empty(), "nobody is told of what they did");
    let back = Said { step: "return_prep", reason: "NAME", ..Said::default() };
    step(&office.county, back).unwrap();
    assert!(office.told(&office.lin)[0].contains("退回重报筹建：云溪华锦"));
}
