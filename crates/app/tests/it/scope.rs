//! Who may not see a record does not learn of it: stories. The law over random trees is in `scope_law`.

use crate::house::*;
use kernel::facts::Saving;
use kernel::indicator::{Cond, filled, is, yes};
use kernel::register::Catalog;
use kernel::value::Value;
use std::sync::OnceLock;
use store::figure::FigureAsk;
use store::list::ListAsk;
use store::{Ctx, StoreError};

/// The same declarations, but a town's cadre never sees some fields.
fn with_hidden() -> &'static Catalog {
    static CATALOG: OnceLock<Catalog> = OnceLock::new();
    CATALOG.get_or_init(|| {
        let mut modules = domain::modules();
        for register in modules.iter_mut().flat_map(|module| &mut module.registers) {
            let hidden: &[&'static str] = match register.name {
                "person" => &["phone", "birth_on", "migrant", "pinyin"],
                "membership" => &["number"],
                "employer" => &["employees"],
                _ => &[],
            };
            for permit in register.permits.iter_mut().filter(|permit| permit.role == "township") {
                permit.hidden.extend(hidden);
            }
        }
        Catalog::new(modules, &domain::roles::ALL)
    })
}

fn forbidden<T: std::fmt::Debug>(done: &store::Result<T>, what: &str) {
    assert!(matches!(done, Err(StoreError::Forbidden)), "{what}: {done:?}");
}

fn absent<T: std::fmt::Debug>(done: &store::Result<T>, what: &str) {
    assert!(matches!(done, Err(StoreError::NotFound)), "{what}: {done:?}");
}

/// A member of the mill with everything filled in.
fn member(house: &House) -> (i64, i64) {
    let membership = house.newcomer(1, house.mill, "2020-01-01");
    let person = house.value("membership", membership, "person").as_int().unwrap();
    house.correct("person", person, &[("phone", text("13800138001")), ("migrant", Value::Int(1))]);
    house.correct("membership", membership, &[("number", text("20200001"))]);
    (person, membership)
}

#[test]
fn a_hidden_field_is_in_no_record_list_or_history() {
    let house = House::of(with_hidden());
    let (person, membership) = member(&house);
    let clerk = house.user("township", house.east);
    let born = house.value("person", person, "birth_on").to_string();
    let opened = house.see(&clerk, "person", person).unwrap();
    assert!(opened.hidden.contains(&"phone"));
    for field in ["phone", "birth_on", "migrant"] {
        assert!(opened.record.value(field).is_null(), "{field}");
    }
    let at = house.register("person").dated_position("migrant").unwrap();
    let dated = opened.timeline.segments.iter().all(|segment| segment.values[at].is_null());
    assert!(dated, "nor in what it was on other days: {:?}", opened.timeline);

    let columns = ["name", "phone", "birth_on", "migrant", "sex"].map(str::to_owned).to_vec();
    let ask = ListAsk { columns, ..ListAsk::new(house.register("person")) };
    let page = house.store.list(&clerk, &ask, None, 10).unwrap();
    let heads: Vec<&str> = page.heads.iter().map(|head| head.name.as_str()).collect();
    assert_eq!(heads, ["name", "sex"]);
    let page =
        house.store.list(&clerk, &ListAsk::new(house.register("membership")), None, 10).unwrap();
    let shown = format!("{page:?}");
    assert!(!shown.contains("20200001") && !shown.contains("person_migrant"), "{shown}");
    let ask = FigureAsk::on(day("2026-01-05")).at(house.east);
    let rows =
        format!("{:?}", house.store.figure_rows(&clerk, "member_count", &ask, None, 10).unwrap());
    assert!(!rows.contains("20200001") && !rows.contains(&born), "{rows}");

    for (register, id) in [("person", person), ("membership", membership)] {
        let told = house.store.history(&clerk, house.register(register), &id.to_string()).unwrap();
        assert!(told.iter().all(|change| change.differences.is_empty()), "{register}: {told:?}");
    }
    let seen =
        house.store.reveal(&clerk, house.register("person"), &person.to_string(), "phone", "通知");
    forbidden(&seen, "reveal");
    let stale = house.try_save_over(
        &clerk,
        ("person", person, 1),
        &[("phone", text("13900139002")), ("job", text("钳工"))],
        Saving::Correction(house.store.today()),
    );
    let Err(StoreError::Conflict(conflict)) = stale else { panic!("{stale:?}") };
    assert!(conflict.clashes.iter().all(|clash| clash.field != "phone"), "{conflict:?}");
}

#[test]
fn a_hidden_field_cannot_be_asked_about_by_any_name() {
    let house = House::of(with_hidden());
    member(&house);
    let clerk = house.user("township", house.east);
    let list = |register: &str, cond: Cond| {
        let ask = ListAsk { filters: vec![cond], ..ListAsk::new(house.register(register)) };
        house.store.count(&clerk, &ask, 10)
    };
    let has = |when: Cond| Cond::Has {
        register: "membership".into(),
        link: "person".into(),
        when: vec![when],
    };
    for (register, cond) in [
        ("person", yes("migrant")),
        ("person", is("phone", &["8001"])),
        ("person", filled("phone")),
        ("person", Cond::Empty("birth_on".into())),
        ("person", Cond::Not(Box::new(yes("migrant")))),
        ("person", Cond::Any(vec![is("sex", &["1"]), yes("migrant")])),
        ("person", has(is("number", &["20200001"]))),
        ("membership", yes("person.migrant")),
        ("membership", yes("person_migrant")),
        ("membership", Cond::AtLeast("person.birth_on".into(), on("1980-01-01"))),
        ("membership", is("number", &["20200001"])),
        ("employer", Cond::AtLeast("employees".into(), Value::Int(25))),
        ("coverage", Cond::AtLeast("employer.employees".into(), Value::Int(25))),
    ] {
        forbidden(&list(register, cond.clone()), &format!("{register} {cond:?}"));
    }
    for (register, sort) in [
        ("membership", "person_pinyin"),
        ("membership", "number"),
        ("person", "birth_on"),
        ("employer", "employees"),
    ] {
        let ask = ListAsk { sort: sort.into(), ..ListAsk::new(house.register(register)) };
        assert!(house.store.list(&clerk, &ask, None, 10).is_err(), "{register} by {sort}");
    }
    for (register, words) in [
        ("person", "8001"),
        ("person", "13800138001"),
        ("membership", "20200001"),
        ("membership", "8001"),
        ("membership", "li"),
    ] {
        let ask = ListAsk { search: words.into(), ..ListAsk::new(house.register(register)) };
        assert_eq!(house.counted(&clerk, &ask), 0, "{register} {words}");
        assert!(
            house.counted(&Ctx::local(), &ask) >= i64::from(words != "li"),
            "{register} {words}"
        );
    }
    let ask = FigureAsk::on(day("2026-01-05")).at(house.east);
    let figure = |code: &str, ask: &FigureAsk| house.store.figure(&clerk, code, ask);
    for code in ["member_migrant_count", "employee_count", "eligible_unit_count", "membership_rate"]
    {
        forbidden(&figure(code, &ask), code);
    }
    for code in ["member_migrant_count", "employee_count", "eligible_unit_count"] {
        forbidden(&house.store.figure_rows(&clerk, code, &ask, None, 10), code);
        forbidden(&house.store.left_out(&clerk, code, &ask, 10), code);
        forbidden(&house.store.figure_changes(&clerk, code, &ask, day("2020-01-01")), code);
    }
    for dim in ["migrant", "age"] {
        forbidden(&figure("member_count", &ask.clone().by(&[dim])), dim);
        let group = [(dim.to_owned(), "1".to_owned())];
        forbidden(&house.store.group_rows(&clerk, "member_count", &ask, &group, None, 10), dim);
    }
    assert_eq!(figure("member_count", &ask.by(&["sex", "child"])).unwrap().amount.value, 1);
}

#[test]
fn a_list_does_not_look_through_a_link_at_what_the_reader_could_not_open() {
    let house = House::new();
    let (_, membership) = member(&house);
    house.correct("membership", membership, &[("employer", Value::Int(house.mill_firm))]);
    house.correct("employer", house.mill_firm, &[("contact", text("李娟"))]);
    let own = house.user("grassroots", house.mill);
    absent(&house.see(&own, "employer", house.mill_firm), "the employer belongs to the town");
    let list = ListAsk::new(house.register("membership"));
    let filtered = ListAsk { filters: vec![is("employer.contact", &["李娟"])], ..list.clone() };
    forbidden(&house.store.count(&own, &filtered, 10), "condition");
    let columns = vec!["person_name".to_owned(), "employer.contact".to_owned()];
    forbidden(&house.store.list(&own, &ListAsk { columns, ..list.clone() }, None, 10), "column");
    let sorted = ListAsk { sort: "employer.employees".into(), ..list.clone() };
    forbidden(&house.store.list(&own, &sorted, None, 10), "sort");
    let page = house.store.list(&own, &list, None, 10).unwrap();
    assert_eq!(page.rows.len(), 1, "its own members are there all the same");
    let county = house.user("county", house.root);
    assert_eq!(house.counted(&county, &filtered), 1);
}

#[test]
fn the_three_administrators_see_no_record_and_count_none() {
    let house = House::new();
    let (person, membership) = member(&house);
    for role in ["sysadmin", "secadmin", "auditor"] {
        for union in [0, house.root] {
            let admin = house.user(role, union);
            for (register, id) in [
                ("person", person),
                ("membership", membership),
                ("union", house.mill),
                ("employer", house.mill_firm),
            ] {
                let ask = ListAsk::new(house.register(register));
                forbidden(&house.listed(&admin, &ask), role);
                forbidden(&house.store.count(&admin, &ask, 10), role);
                absent(&house.see(&admin, register, id), role);
                absent(
                    &house.store.history(&admin, house.register(register), &id.to_string()),
                    role,
                );
                absent(
                    &house.try_save(
                        &admin,
                        register,
                        id,
                        &[],
                        Saving::Correction(house.store.today()),
                    ),
                    role,
                );
                absent(&house.try_void(&admin, register, id), role);
            }
            let phone = house.store.reveal(
                &admin,
                house.register("person"),
                &person.to_string(),
                "phone",
                "查",
            );
            absent(&phone, role);
            let ask = FigureAsk::on(day("2026-01-05"));
            for indicator in &domain::catalog().indicators {
                forbidden(&house.store.figure(&admin, &indicator.code, &ask), &indicator.code);
                forbidden(
                    &house.store.figure_rows(&admin, &indicator.code, &ask, None, 5),
                    &indicator.code,
                );
                forbidden(&house.store.left_out(&admin, &indicator.code, &ask, 5), &indicator.code);
            }
            assert!(
                house.store.linked(&admin, house.register("person"), person).unwrap().is_empty()
            );
            assert_eq!(house.store.find_node(&admin, "云溪县总工会").unwrap(), None);
            let added = house.try_add_union(&admin, "新工会", "BASE", house.east, "2020-01-01");
            forbidden(&added.map(|_| ()), role);
        }
    }
}

#[test]
fn a_person_is_seen_through_a_membership_and_through_nothing_else() {
    let house = House::new();
    let person = house.add_person(1);
    let (east, west) = (house.user("township", house.east), house.user("township", house.west));
    absent(&house.see(&east, "person", person), "before joining");
    let membership = house.join(person, house.mill, "2020-01-01");
    assert!(house.see(&east, "person", person).is_ok());
    absent(&house.see(&west, "person", person), "the other town");
    house.leave(membership, "2021-01-01");
    let second = house.join(person, house.shops, "2021-01-01");
    assert!(house.see(&east, "person", person).is_ok(), "an ended membership still shows");
    let of = |ctx: &Ctx| {
        let linked = house.store.linked(ctx, house.register("person"), person).unwrap();
        linked.iter().find(|l| l.register.name == "membership").unwrap().count
    };
    assert_eq!([of(&east), of(&west), of(&Ctx::local())], [1, 1, 2], "each counts their own");
    house.void("membership", membership);
    absent(&house.see(&east, "person", person), "what never was shows nothing");
    house.void("membership", second);
    absent(&house.see(&west, "person", person), "nor here");
}

/// Decision 8, the one exception: the complete number of somebody elsewhere is refused as taken, and
/// nothing more is told.
#[test]
fn who_types_a_complete_number_is_told_that_it_is_taken_and_nothing_else() {
    let house = House::new();
    let (person, _) = member(&house);
    let west = house.user("township", house.west);
    let values = [("paper_kind", text("1")), ("paper_no", text(&paper(1))), ("name", text("某某"))];
    let (field, why) = refusal(house.try_add(&west, "person", &values));
    assert_eq!((&*field, &*why), ("paper_no", "已有这个证件号码的人员"));
    let (field, why) = refusal(house.try_join(&west, person, house.shops, "2025-01-01"));
    assert_eq!(field, "person");
    let (_, nobody) = refusal(house.try_join(&west, 4_711, house.shops, "2025-01-01"));
    assert_eq!(why, nobody, "somebody elsewhere and nobody read alike");
}

#[test]
fn a_record_cannot_be_put_where_one_may_not_write() {
    let house = House::new();
    let (_, membership) = member(&house);
    let east = house.user("township", house.east);
    let today = Saving::Correction(house.store.today());
    let away = house.try_save(
        &east,
        "membership",
        membership,
        &[("union", Value::Int(house.shops))],
        today,
    );
    assert_eq!(refusal(away).0, "union");
    let firm = house.try_save(
        &east,
        "employer",
        house.mill_firm,
        &[("seat", Value::Int(house.west))],
        today,
    );
    assert_eq!(refusal(firm).0, "seat");
    let union = house.try_add_union(&east, "西山新工会委员会", "BASE", house.west, "2020-01-01");
    assert_eq!(refusal(union).0, "parent");
    let leader = house.user("leader", house.root);
    assert!(house.see(&leader, "membership", membership).is_ok());
    absent(
        &house.try_save(&leader, "membership", membership, &[("note", text("改"))], today),
        "reads only",
    );
}

/// A link may name what one's own records name already, though its own record is out of reach; never what
/// they do not, and never a person.
#[test]
fn what_ones_own_records_name_may_be_named_again_and_nothing_else() {
    let house = House::new();
    let chair = house.user("grassroots", house.mill);
    let strange = house.add_employer("西山茶业有限公司", house.west, 60);
    let (_, membership) = member(&house);
    absent(&house.see(&chair, "employer", house.mill_firm), "kept by the township");
    let today = Saving::Correction(house.store.today());
    let works_at = |firm: i64| {
        house.try_save(&chair, "membership", membership, &[("employer", Value::Int(firm))], today)
    };
    assert!(works_at(house.mill_firm).unwrap(), "the firm that the union covers");
    assert_eq!(refusal(works_at(strange)).0, "employer");
    let stranger = house.add_person(9);
    assert_eq!(refusal(house.try_join(&chair, stranger, house.mill, "2025-01-01")).0, "person");
}

#[test]
fn a_right_at_a_union_that_is_gone_is_a_right_nowhere() {
    let house = House::new();
    let area = house.add_union("湖滨社区工会联合会", "AREA_UF", house.east, "2018-01-01");
    let clerk = house.user("township", area);
    house.void("union", area);
    let list = ListAsk::new(house.register("membership"));
    house.newcomer(1, house.mill, "2020-01-01");
    assert_eq!(house.listed(&clerk, &list).unwrap(), Vec::<i64>::new());
    let ask = FigureAsk::on(day("2026-01-05"));
    forbidden(&house.store.figure(&clerk, "member_count", &ask), "the county");
    absent(&house.store.figure(&clerk, "member_count", &ask.at(area)), "the void union");
}

#[test]
fn rights_in_two_places_add_up_and_do_not_reach_between() {
    let house = House::new();
    let north = house.add_union("北桥镇工会联合会", "TOWN_UF", house.root, "2010-01-01");
    let bridge = house.add_union("北桥工会委员会", "BASE", north, "2012-01-01");
    let ids = [(1, house.mill), (2, house.shops), (3, bridge)]
        .map(|(n, union)| house.newcomer(n, union, "2020-01-01"));
    let both =
        house.user_of(&[("township", house.east), ("leader", north), ("township", house.mill)]);
    let list = ListAsk::new(house.register("membership"));
    assert_eq!(house.listed(&both, &list).unwrap(), [ids[0], ids[2]]);
    let today = Saving::Correction(house.store.today());
    let note = [("note", text("好"))];
    assert!(house.try_save(&both, "membership", ids[0], &note, today).unwrap());
    absent(&house.try_save(&both, "membership", ids[2], &note, today), "there only as a leader");
    let ask = FigureAsk::on(day("2026-01-05"));
    forbidden(&house.store.figure(&both, "member_count", &ask), "two towns are not the county");
    for at in [house.east, north, house.mill] {
        let figure = house.store.figure(&both, "member_count", &ask.clone().at(at)).unwrap();
        assert_eq!(figure.amount.value, 1);
    }
}
