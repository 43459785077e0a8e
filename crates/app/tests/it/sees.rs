//! Permissions in words: what is said of who sees what is what the one check does.

use crate::founding::Matter;
use crate::hands::employed;
use crate::house::*;
use kernel::access::{Act, Grant};
use kernel::value::Value;
use std::collections::BTreeSet;
use store::flow::NEWEST;
use store::list::ListAsk;
use store::writer::Said;
use store::{Ctx, StoreError};

const ROLES: [&str; 7] =
    ["county", "township", "grassroots", "leader", "sysadmin", "secadmin", "auditor"];
/// Records looked at of each register.
const SAMPLE: usize = 12;

/// People of every role at units of every height, one of them with two rights, one that was stopped.
fn staff(house: &House) -> Vec<Ctx> {
    let mut all = Vec::new();
    for role in ROLES {
        for (at, union) in
            [house.root, house.east, house.west, house.mill, house.shops, 0].into_iter().enumerate()
        {
            let whole = ["sysadmin", "secadmin", "auditor"].contains(&role);
            if whole && union != 0 {
                continue;
            }
            all.push(employed(house, &format!("{role}{at}"), role, union));
        }
    }
    let both = employed(house, "both", "township", house.east);
    let grants = vec![
        Grant { role: "leader".into(), union: house.west },
        Grant { role: "township".into(), union: house.east },
    ];
    let chief = employed(house, "chief", "secadmin", 0);
    house.store.set_grants(&chief, both.user_id, &grants).unwrap();
    all.push(Ctx::user(both.user_id, "both", grants, "页面"));
    all.push(chief);
    let gone = employed(house, "gone", "county", house.root);
    house.store.set_disabled(&Ctx::local(), gone.user_id, true).unwrap();
    all
}

/// The law: for every register, for records of it and for every user, who is said to see it is who can open it,
/// and may do what is said.
#[test]
fn who_is_said_to_see_a_record_is_who_can_open_it() {
    let house = House::small_county();
    let staff = staff(&house);
    let (mut looked, mut seen, mut unseen) = (0, 0, 0);
    for register in &house.store.catalog().registers {
        let all = house.listed(&Ctx::local(), &ListAsk::new(register)).unwrap();
        let step = (all.len() / SAMPLE).max(1);
        for id in all.iter().step_by(step).take(SAMPLE) {
            looked += 1;
            let key = id.to_string();
            let said = house.store.who_sees(&Ctx::local(), register, &key).unwrap();
            for ctx in &staff {
                let opened = house.store.open_record(ctx, register, &key);
                let told = said.iter().find(|one| one.user == ctx.user_id);
                match (opened, told) {
                    (Ok(opened), Some(told)) => {
                        seen += 1;
                        assert_eq!(
                            opened.acts, told.acts,
                            "{} {id} {}",
                            register.name, ctx.user_name
                        );
                        assert!(opened.hidden.len() >= told.hidden.len());
                        assert!(!told.by.is_empty());
                    }
                    (Err(StoreError::NotFound), None) => unseen += 1,
                    (opened, told) => panic!(
                        "{} {id}: {} {:?} {told:?}",
                        register.name,
                        ctx.user_name,
                        opened.map(|_| "sees it")
                    ),
                }
            }
            let known: BTreeSet<i64> = staff.iter().map(|ctx| ctx.user_id).collect();
            assert!(said.iter().all(|one| known.contains(&one.user)), "nobody who is stopped");
        }
    }
    assert!(looked > 100 && seen > 500 && unseen > 500, "{looked} {seen} {unseen}");
}

#[test]
fn who_cannot_open_a_record_is_not_told_who_can() {
    let house = House::new();
    let west = employed(&house, "west", "township", house.west);
    let member = house.newcomer(1, house.mill, "2020-01-01");
    let asked = house.store.who_sees(&west, house.register("membership"), &member.to_string());
    assert!(matches!(asked, Err(StoreError::NotFound)));
}

#[test]
fn a_person_is_seen_where_they_belong_today_and_no_longer_where_they_were() {
    let house = House::new();
    let east = employed(&house, "east", "township", house.east);
    let member = house.newcomer(1, house.mill, "2020-01-01");
    let person = house.value("membership", member, "person").as_int().unwrap().to_string();
    let sees = || {
        let said = house.store.who_sees(&Ctx::local(), house.register("person"), &person).unwrap();
        said.iter().any(|one| one.user == east.user_id)
    };
    assert!(sees());
    house.leave(member, "2026-01-04");
    assert_eq!(sees(), house.store.open_record(&east, house.register("person"), &person).is_ok());
}

/// What is said of a user's reach is what their lists hold.
#[test]
fn what_a_user_is_said_to_see_is_what_their_lists_count() {
    let house = House::small_county();
    for ctx in staff(&house) {
        let said = house.store.what_sees(&ctx, ctx.user_id).unwrap();
        for register in &house.store.catalog().registers {
            let told = said.iter().find(|one| one.register.name == register.name);
            let listed = match house.store.count(&ctx, &ListAsk::new(register), 1_000_000) {
                Ok(store::list::Count::Exact(count)) => Some(count),
                Err(StoreError::Forbidden) => None,
                other => panic!("{other:?}"),
            };
            assert_eq!(told.map(|one| one.count), listed, "{} {}", ctx.user_name, register.name);
        }
        if let Some(one) = said.first() {
            assert!(one.acts.contains(&Act::Read) && !one.by.is_empty());
        }
    }
    let (east, west) = (
        employed(&house, "east", "township", house.east),
        employed(&house, "west", "township", house.west),
    );
    assert!(house.store.what_sees(&east, west.user_id).is_err(), "not of others");
}

/// What a change of rights is said to give and take is the difference of the lists.
#[test]
fn what_a_change_of_rights_gives_and_takes_is_the_difference_of_the_lists() {
    let house = House::small_county();
    let chief = employed(&house, "chief", "secadmin", 0);
    let grant = |role: &str, union| Grant { role: role.into(), union };
    let befores = [vec![], vec![grant("township", house.east)], vec![grant("leader", 0)]];
    let afters = [
        vec![],
        vec![grant("township", house.west)],
        vec![grant("township", house.east), grant("leader", house.west)],
        vec![grant("county", house.root)],
        vec![grant("grassroots", house.mill)],
    ];
    let mut moved = 0;
    for (n, before) in befores.iter().enumerate() {
        let user = employed(&house, &format!("user{n}"), "leader", 0).user_id;
        house.store.set_grants(&chief, user, before).unwrap();
        for after in &afters {
            let said = house.store.shift_of(&chief, user, after).unwrap();
            for register in &house.store.catalog().registers {
                let ids = |grants: &[Grant]| -> BTreeSet<i64> {
                    let ctx = Ctx::user(user, "", grants.to_vec(), "页面");
                    let all = house.listed(&ctx, &ListAsk::new(register)).unwrap_or_default();
                    all.into_iter().collect()
                };
                let (old, new) = (ids(before), ids(after));
                let count = |one: &BTreeSet<i64>, other: &BTreeSet<i64>| {
                    i64::try_from(one.difference(other).count()).unwrap()
                };
                let told = said.iter().find(|one| one.register.name == register.name);
                let told = told.map_or((0, 0), |one| (one.gained, one.lost));
                assert_eq!(
                    told,
                    (count(&new, &old), count(&old, &new)),
                    "{before:?} {after:?} {}",
                    register.name
                );
                moved += told.0 + told.1;
            }
        }
    }
    assert!(moved > 1_000, "{moved}");
    let county = employed(&house, "county", "county", house.root);
    assert!(
        house.store.shift_of(&county, county.user_id, &[]).is_err(),
        "the security administrator's"
    );
}

fn office() -> (House, Ctx, Ctx, Ctx, i64) {
    let house = House::new();
    let lin = employed(&house, "lin", "township", house.east);
    let chen = employed(&house, "chen", "county", house.root);
    let west = employed(&house, "west", "township", house.west);
    let values = [
        ("name", text("云溪华锦针织有限公司工会委员会")),
        ("form", text("BASE")),
        ("parent", Value::Int(house.east)),
    ];
    let id = house.try_add(&lin, "founding", &values).unwrap();
    let firm = house.add_employer("云溪华锦针织有限公司", house.east, 86);
    house.add("founding_unit", &[("founding", Value::Int(id)), ("employer", Value::Int(firm))]);
    house.prepared_by(id, "王建华");
    (house, lin, chen, west, id)
}

#[test]
fn what_was_decided_stands_under_done_the_newest_first_and_page_by_page() {
    let matter = Matter::begun("2026-09-28");
    matter.elected();
    let (house, lin, chen) = (&matter.house, &matter.town, matter.county.clone());
    let west = employed(house, "west", "township", house.west);
    let first = house.store.decided(&chen, NEWEST, 1).unwrap();
    assert_eq!(first.done.len(), 1);
    let second = house.store.decided(&chen, first.next.unwrap(), 1).unwrap();
    let what = |page: &store::flow::DonePage| page.done[0].what.clone();
    let flow = house.register("founding").flow.as_ref().unwrap();
    assert_eq!(what(&first), flow.find_step("agree_election").unwrap().title);
    assert_eq!(what(&second), flow.find_step("agree_prep").unwrap().title);
    assert!(second.next.is_none());
    assert_eq!(first.done[0].matter.title, "云溪华锦针织有限公司工会委员会");
    assert_eq!(house.store.decided(lin, NEWEST, 9).unwrap().done.len(), 3, "one's own only");
    assert!(house.store.decided(&west, NEWEST, 9).unwrap().done.is_empty());
    let moved = Ctx { grants: west.grants.clone(), ..chen };
    assert!(
        house.store.decided(&moved, NEWEST, 9).unwrap().done.is_empty(),
        "only what may be read today"
    );
}

#[test]
fn a_copy_is_told_and_kept_and_goes_to_nobody_who_cannot_see_the_matter() {
    let (house, lin, chen, west, id) = office();
    let register = house.register("founding");
    let choices = house.store.copy_choices(&lin, register, &id.to_string()).unwrap();
    let names: Vec<&str> = choices.iter().map(|one| one.name.as_str()).collect();
    assert_eq!(names, ["chen"], "those who see it, but not oneself");
    let send = |copies: Vec<i64>| {
        house.tick();
        let version = house.version("founding", id);
        let said = Said { step: "request_prep", version, copies, ..Said::default() };
        house.store.take_step(&lin, register, id, &said)
    };
    assert_eq!(refusal(send(vec![chen.user_id, west.user_id])).0, "copy");
    assert_eq!(house.value("founding", id, "state"), text("DRAFT"), "nothing of it was done");
    assert!(house.store.notices(chen.user_id).unwrap().is_empty());
    send(vec![chen.user_id]).unwrap();
    let told = house.store.notices(chen.user_id).unwrap();
    assert!(told[0].title.contains("lin抄送给您：云溪华锦"), "{told:?}");
    let copied = house.store.copied(&chen, NEWEST, 9).unwrap();
    assert_eq!((copied.done[0].matter.id, copied.done[0].what.as_str()), (id, "lin"));
    assert!(house.store.copied(&lin, NEWEST, 9).unwrap().done.is_empty());
}

#[test]
fn the_tree_tells_at_each_unit_what_waits_there_and_below() {
    let (house, lin, chen, _, _) = office();
    let values = [
        ("name", text("云溪县机关工会委员会")),
        ("form", text("BASE")),
        ("parent", Value::Int(house.root)),
    ];
    house.try_add(&chen, "founding", &values).unwrap();
    let at = |ctx: &Ctx, node: i64| {
        let all = house.store.waiting_by_unit(ctx).unwrap();
        all.get(&node).map_or((0, 0), |waiting| (waiting.all, waiting.late))
    };
    assert_eq!((at(&lin, house.east), at(&lin, house.west)), ((1, 0), (0, 0)));
    assert_eq!(at(&chen, house.root), (1, 0), "what the township owes is not the county's");
    assert_eq!(at(&chen, house.east), (0, 0));
    house.on("2026-03-02");
    assert_eq!((at(&lin, house.east), at(&lin, house.root)), ((1, 1), (1, 1)));
    let bench = house.store.bench(&lin, house.east, 9).unwrap().waiting;
    assert_eq!((bench.all, bench.late), at(&lin, house.east), "the same as the bench says");
}
