//! The other forms of a union: several employers together, and a federation of unions (工会法第十一条).

use crate::founding::{Matter, reply};
use crate::house::*;
use kernel::value::Value;
use store::Ctx;
use store::list::ListAsk;

fn called(matter: &Matter, name: &str, form: &str) {
    matter.house.correct("founding", matter.id, &[("name", text(name)), ("form", text(form))]);
}

fn founded(matter: &Matter) -> i64 {
    matter.elected();
    matter.accepted();
    let day = matter.house.store.today().to_string();
    assert_eq!(matter.step(&matter.chief, "approve", &reply(&day)).unwrap(), "ESTABLISHED");
    matter.value("union").as_int().unwrap()
}

#[test]
fn r_est_04_a_joint_union_covers_every_employer_that_founded_it() {
    let matter = Matter::begun("2026-09-07");
    let house = &matter.house;
    called(&matter, "云溪东街纺织联合工会委员会", "JOINT");
    let (field, says) = refusal(matter.step(&matter.town, "request_prep", &[]));
    assert_eq!(field, "units");
    assert!(says.contains("两家以上"), "{says}");
    let second = house.add_employer("云溪东街印染有限公司", house.east, 22);
    let unit = [
        ("founding", Value::Int(matter.id)),
        ("employer", Value::Int(second)),
        ("consented", true.into()),
    ];
    house.try_add(&matter.town, "founding_unit", &unit).unwrap();
    let union = founded(&matter);
    assert_eq!(house.value("union", union, "kind"), text("JOINT"));
    let covered = ListAsk {
        at: union,
        columns: vec!["employer".to_owned()],
        ..ListAsk::new(house.register("coverage"))
    };
    let rows = house.store.list(&Ctx::local(), &covered, None, 10).unwrap().rows;
    let mut firms: Vec<i64> = rows.iter().filter_map(|row| row.cells[0].as_int()).collect();
    firms.sort_unstable();
    let mut both = vec![matter.firm, second];
    both.sort_unstable();
    assert_eq!(firms, both);
    let members = ListAsk { at: union, ..ListAsk::new(house.register("membership")) };
    assert_eq!(house.counted(&Ctx::local(), &members), 30);
}

#[test]
fn r_est_04_unions_that_join_a_federation_are_led_by_it_from_the_day_of_the_reply() {
    let matter = Matter::begun("2026-09-07");
    let house = &matter.house;
    called(&matter, "云溪东片工会联合会", "AREA_UF");
    for joining in &matter.people {
        house.void("joining", *joining);
    }
    let units =
        house.listed(&Ctx::local(), &ListAsk::new(house.register("founding_unit"))).unwrap();
    for unit in units {
        house.void("founding_unit", unit);
    }
    let bodies: Vec<i64> = ["针织", "印染", "服装"]
        .iter()
        .map(|trade| {
            let name = format!("云溪东片{trade}厂工会委员会");
            house.add_union(&name, "BASE", house.east, "2019-01-01")
        })
        .collect();
    for (at, body) in bodies.iter().enumerate() {
        if at == 2 {
            let (_, says) = refusal(matter.step(&matter.town, "request_prep", &[]));
            assert!(says.contains("至少要有3个工会"), "{says}");
        }
        let joins = [("founding", Value::Int(matter.id)), ("body", Value::Int(*body))];
        house.try_add(&matter.town, "founding_body", &joins).unwrap();
    }
    let union = founded(&matter);
    for body in &bodies {
        assert_eq!(house.value("union", *body, "parent"), Value::Int(union));
    }
    let tree = house.store.db.read(|tx| house.store.tree(tx)).unwrap();
    assert!(bodies.iter().all(|body| tree.within(*body, union)));
}
