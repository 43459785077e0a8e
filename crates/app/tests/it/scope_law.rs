//! The law of scope: for any tree, any user, any register and any road, what is outside is not there.

use crate::house::*;
use crate::laws::config;
use kernel::access::Act;
use kernel::facts::Saving;
use kernel::register::Owner;
use kernel::value::Value;
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use store::figure::FigureAsk;
use store::list::ListAsk;
use store::{Ctx, StoreError};

const ROLES: [&str; 7] =
    ["county", "township", "grassroots", "leader", "sysadmin", "secadmin", "auditor"];

#[derive(Clone, Debug)]
struct Plan {
    /// Kind and, among those that may, parent.
    unions: Vec<(usize, usize)>,
    /// Union of each member.
    members: Vec<usize>,
    /// Seat of each employer and the union that covers it.
    employers: Vec<(usize, usize)>,
    /// Role and place of the user's rights.
    rights: Vec<(usize, usize)>,
}

fn plan() -> impl Strategy<Value = Plan> {
    let at = 0..40_usize;
    let pairs = |size| prop::collection::vec((0..40_usize, 0..40_usize), size);
    (pairs(2..9), prop::collection::vec(at, 2..9), pairs(1..5), pairs(1..3)).prop_map(
        |(unions, members, employers, rights)| Plan { unions, members, employers, rights },
    )
}

/// What there is, known without asking the store who may see it.
struct World {
    house: House,
    above: BTreeMap<i64, i64>,
    /// Register, key, the nodes through which it is seen, name.
    records: Vec<(&'static str, i64, Vec<i64>, String)>,
    ctx: Ctx,
}

impl World {
    fn build(plan: &Plan) -> World {
        const KINDS: [&str; 6] = ["TOWN_UF", "PARK_UF", "AREA_UF", "TRADE_UF", "BASE", "JOINT"];
        let house = House::new();
        let mut above = BTreeMap::from([
            (house.root, 0),
            (house.east, house.root),
            (house.west, house.root),
            (house.mill, house.east),
            (house.shops, house.west),
        ]);
        let mut kinds = BTreeMap::from([
            (house.root, "FED_COUNTY"),
            (house.east, "TOWN_FED"),
            (house.west, "TOWN_UF"),
            (house.mill, "BASE"),
            (house.shops, "JOINT"),
        ]);
        let below = house.register("union").tree().unwrap().below;
        for (n, (kind, parent)) in plan.unions.iter().enumerate() {
            let kind = KINDS[kind % KINDS.len()];
            let fit: Vec<i64> = kinds.iter().filter(|k| below(kind, k.1)).map(|k| *k.0).collect();
            let parent = fit[parent % fit.len()];
            let id = house.add_union(&format!("第{n}号{kind}工会"), kind, parent, "2018-01-01");
            above.insert(id, parent);
            kinds.insert(id, kind);
        }
        let nodes: Vec<i64> = above.keys().copied().collect();
        let homes: Vec<i64> =
            kinds.iter().filter(|k| ["BASE", "JOINT"].contains(k.1)).map(|k| *k.0).collect();
        let mut records = Vec::new();
        for (n, home) in plan.members.iter().enumerate() {
            let (n, home) = (i64::try_from(n).unwrap(), homes[home % homes.len()]);
            let person = house.add_person(n);
            house.correct("person", person, &[("phone", Value::from(format!("138001380{n:02}")))]);
            let membership = house.join(person, home, "2020-01-01");
            records.push(("person", person, vec![home], person_name(n)));
            records.push(("membership", membership, vec![home], person_name(n)));
        }
        for (n, (seat, home)) in plan.employers.iter().enumerate() {
            let (seat, home) = (nodes[seat % nodes.len()], homes[home % homes.len()]);
            let name = format!("云溪第{n}食品有限公司");
            let firm = house.add_employer(&name, seat, 30);
            records.push((
                "coverage",
                house.cover(home, firm, "2020-01-01"),
                vec![home],
                name.clone(),
            ));
            records.push(("employer", firm, vec![seat], name));
        }
        let firm = "云溪恒达机械有限公司".to_owned();
        let cover = house.listed(
            &Ctx::local(),
            &ListAsk { at: house.mill, ..ListAsk::new(house.register("coverage")) },
        );
        if let [first, ..] = cover.unwrap()[..] {
            records.push(("coverage", first, vec![house.mill], firm.clone()));
        }
        records.push(("employer", house.mill_firm, vec![house.east], firm));
        store_activities(&house, &nodes, &mut records);
        for node in &nodes {
            let name = house.value("union", *node, "name").to_string();
            records.push(("union", *node, vec![*node], name));
        }
        let right = |(role, at): &(usize, usize)| (ROLES[role % 7], nodes[at % nodes.len()]);
        let rights: Vec<(&str, i64)> = plan.rights.iter().map(right).collect();
        let ctx = house.user_of(&rights);
        World { house, above, records, ctx }
    }

    /// Whether a record belongs to everybody: whoever may read its register anywhere reads it.
    fn common(&self, register: &str) -> bool {
        matches!(self.house.register(register).owner, Owner::Common)
    }

    fn within(&self, node: i64, top: i64) -> bool {
        let mut at = node;
        while at != 0 {
            if at == top {
                return true;
            }
            at = self.above[&at];
        }
        false
    }

    /// Whether the user may do this at a node: one of their rights says so.
    fn may(&self, register: &str, act: Act, node: i64) -> bool {
        let register = self.house.register(register);
        let reaches = |grant: &kernel::access::Grant| {
            register.permits(&grant.role, act) && self.within(node, grant.union)
        };
        self.ctx.grants.iter().any(reaches)
    }

    fn anywhere(&self, register: &str, act: Act) -> bool {
        let register = self.house.register(register);
        self.ctx.grants.iter().any(|grant| register.permits(&grant.role, act))
    }

    fn seen(&self, register: &str, act: Act, inside: i64) -> BTreeSet<i64> {
        if self.common(register) {
            let whole = matches!(act, Act::Write | Act::Void);
            let may = if whole {
                self.may(register, act, self.house.root)
            } else {
                self.anywhere(register, act)
            };
            let all = self.records.iter().filter(|record| record.0 == register && may);
            return all.map(|record| record.1).collect();
        }
        let seen = |(kind, _, nodes, _): &&(&str, i64, Vec<i64>, String)| {
            *kind == register
                && nodes
                    .iter()
                    .any(|node| self.may(register, act, *node) && self.within(*node, inside))
        };
        self.records.iter().filter(seen).map(|record| record.1).collect()
    }

    fn check_lists(&self) {
        let all: BTreeSet<&str> = self.records.iter().map(|record| record.0).collect();
        for register in all {
            let ask = ListAsk::new(self.house.register(register));
            if !self.anywhere(register, Act::Read) {
                assert!(matches!(self.house.listed(&self.ctx, &ask), Err(StoreError::Forbidden)));
                assert!(matches!(
                    self.house.store.count(&self.ctx, &ask, 9),
                    Err(StoreError::Forbidden)
                ));
                continue;
            }
            for at in self.above.keys().copied().chain([0]) {
                let ask = ListAsk { at, ..ask.clone() };
                let inside = if at == 0 { self.house.root } else { at };
                let expected = self.seen(register, Act::Read, inside);
                let listed = self.house.listed(&self.ctx, &ask).unwrap();
                assert_eq!(
                    listed,
                    expected.iter().copied().collect::<Vec<_>>(),
                    "{register} at {at}"
                );
                assert_eq!(
                    self.house.counted(&self.ctx, &ask),
                    i64::try_from(expected.len()).unwrap()
                );
            }
            self.check_narrowed(register, &ask);
        }
    }

    /// Search, key and name lead nowhere that the list does not.
    fn check_narrowed(&self, register: &str, ask: &ListAsk) {
        let seen = self.seen(register, Act::Read, self.house.root);
        let every: Vec<i64> = self.records.iter().map(|record| record.1).collect();
        let by_key = ListAsk { ids: Some(every), ..ask.clone() };
        assert_eq!(self.house.listed(&self.ctx, &by_key).unwrap().len(), seen.len(), "{register}");
        for (_, id, _, name) in self.records.iter().filter(|record| record.0 == register) {
            let search = ListAsk { search: name.clone(), ..ask.clone() };
            let found = self.house.listed(&self.ctx, &search).unwrap();
            assert!(found.iter().all(|found| seen.contains(found)), "{register} {name}");
            assert_eq!(found.contains(id), seen.contains(id), "{register} {name}");
        }
    }

    fn check_records(&self) {
        let (house, ctx) = (&self.house, &self.ctx);
        let nowhere = house.see(ctx, "person", 4_711).unwrap_err().to_string();
        for (name, id, _, _) in &self.records {
            let register = house.register(name);
            let seen = self.seen(name, Act::Read, house.root).contains(id);
            let public = house.open(name, *id).record.public_id;
            for key in [id.to_string(), public] {
                let roads = [
                    house.store.open_record(ctx, register, &key).map(|_| ()),
                    house.store.history(ctx, register, &key).map(|_| ()),
                    house.store.reveals(ctx, register, &key).map(|_| ()),
                ];
                for done in roads {
                    match done {
                        Ok(()) => assert!(seen, "{name} {id} was shown"),
                        Err(error) => {
                            assert!(!seen, "{name} {id}: {error}");
                            assert_eq!(error.to_string(), nowhere, "reads like nothing there");
                        }
                    }
                }
            }
            if *name == "person" {
                let may = self.seen(name, Act::Reveal, house.root).contains(id);
                let done = house.store.reveal(ctx, register, &id.to_string(), "phone", "核对");
                assert_eq!(done.is_ok(), may, "{done:?}");
                assert!(may || matches!(done, Err(StoreError::NotFound)));
            }
            if seen {
                self.check_linked(name, *id);
            }
            if let Owner::Tree(_) = register.owner {
                let found = house.store.find_node(ctx, &id.to_string()).unwrap();
                assert_eq!(found.is_some(), seen);
            }
        }
    }

    /// Records that point here are counted as far as they are seen.
    fn check_linked(&self, name: &str, id: i64) {
        for linked in self.house.store.linked(&self.ctx, self.house.register(name), id).unwrap() {
            let other = linked.register.name;
            let points = |record: &i64| {
                let value = self.house.value(other, *record, linked.link);
                value == Value::Int(id)
            };
            let seen = self.seen(other, Act::Read, self.house.root);
            let expected = seen.iter().filter(|record| points(record)).count();
            assert_eq!(linked.count, i64::try_from(expected).unwrap(), "{other} of {name} {id}");
        }
    }

    fn check_figures(&self) {
        let (store, ctx) = (&self.house.store, &self.ctx);
        for at in self.above.keys().copied() {
            for (code, register) in [
                ("member_count", "membership"),
                ("enterprise_count", "employer"),
                ("union_org_count", "union"),
            ] {
                let ask = FigureAsk::on(day("2026-01-05")).at(at);
                let may = self.may(register, Act::Read, at);
                let figure = store.figure(ctx, code, &ask);
                let rows = store.each_figure_row(ctx, code, &ask, |_| Ok(()));
                let changes = store.figure_changes(ctx, code, &ask, day("2000-01-01"));
                let left_out = store.left_out(ctx, code, &ask, 5);
                if !may {
                    assert!(matches!(figure, Err(StoreError::Forbidden)), "{code} at {at}");
                    assert!(matches!(rows, Err(StoreError::Forbidden)), "{code} at {at}");
                    assert!(matches!(changes, Err(StoreError::Forbidden)), "{code} at {at}");
                    assert!(matches!(left_out, Err(StoreError::Forbidden)), "{code} at {at}");
                    continue;
                }
                let expected = self.seen(register, Act::Read, at).len();
                assert_eq!(
                    figure.unwrap().amount.value,
                    i64::try_from(expected).unwrap(),
                    "{code} at {at}"
                );
                assert_eq!(rows.unwrap(), i64::try_from(expected).unwrap());
            }
            let rate =
                store.figure(ctx, "membership_rate", &FigureAsk::on(day("2026-01-05")).at(at));
            let both = self.may("membership", Act::Read, at) && self.may("employer", Act::Read, at);
            assert_eq!(rate.is_ok(), both);
        }
    }

    /// Writing: within the right it succeeds, outside it leaves no trace.
    fn check_writing(&self) {
        let (house, ctx) = (&self.house, &self.ctx);
        let today = Saving::Correction(house.store.today());
        for (name, id, _, _) in &self.records {
            let field = match *name {
                "person" => "job",
                "activity_person" => "result",
                _ => "note",
            };
            let may = self.seen(name, Act::Write, house.root).contains(id);
            let before = house.version(name, *id);
            let done = house.try_save(ctx, name, *id, &[(field, text("改过"))], today);
            assert_eq!(done.is_ok(), may, "{name} {id}: {done:?}");
            assert!(may || matches!(done, Err(StoreError::NotFound)));
            assert_eq!(house.version(name, *id), before + i64::from(may));
        }
        for at in self.above.keys().copied() {
            let values =
                [("name", text("某某公司")), ("seat", Value::Int(at)), ("state", text("NORMAL"))];
            let done = house.try_add(ctx, "employer", &values);
            assert_eq!(done.is_ok(), self.may("employer", Act::Write, at), "{done:?}");
            if let Ok(id) = done {
                house.void("employer", id);
            }
        }
        for (name, id, _, _) in
            self.records.iter().filter(|r| ["coverage", "membership"].contains(&r.0))
        {
            let may = self.seen(name, Act::Void, house.root).contains(id);
            let done = house.try_void(ctx, name, *id);
            assert_eq!(done.is_ok(), may, "{name} {id}: {done:?}");
            assert_eq!(house.open(name, *id).record.voided, may);
        }
    }
}

/// Lists for everybody, and in each of some unions an activity with a line and a participant, and an award.
fn store_activities(
    house: &House,
    nodes: &[i64],
    records: &mut Vec<(&'static str, i64, Vec<i64>, String)>,
) {
    let entry =
        |list: &str, name: &str| house.add("term", &[("list", text(list)), ("name", text(name))]);
    let kind = entry("ACTIVITY_KIND", "培训");
    let item = entry("HEADS", "农民工");
    let honour = entry("HONOUR", "模范职工之家");
    for (id, name) in [(kind, "培训"), (item, "农民工"), (honour, "模范职工之家")] {
        records.push(("term", id, Vec::new(), name.to_owned()));
    }
    let members: Vec<(i64, Vec<i64>)> = records
        .iter()
        .filter(|record| record.0 == "person")
        .map(|record| (record.1, record.2.clone()))
        .collect();
    for (n, union) in nodes.iter().copied().enumerate().step_by(2).take(3) {
        let name = format!("第{n}期电工培训班");
        let held = [
            ("name", text(&name)),
            ("kind", Value::Int(kind)),
            ("union", Value::Int(union)),
            ("held_from", on("2025-05-20")),
        ];
        let activity = house.add("activity", &held);
        let of = ("activity", Value::Int(activity));
        let heads = [of.clone(), ("item", Value::Int(item)), ("quantity", Value::Int(7))];
        let line = house.add("activity_line", &heads);
        records.push(("activity", activity, vec![union], name.clone()));
        records.push(("activity_line", line, vec![union], name));
        if let Some((person, _)) = members.get(n % (members.len() + 1)) {
            let named = [of, ("person", Value::Int(*person)), ("part", text("STUDENT"))];
            let part = house.add("activity_person", &named);
            let shown = records.iter_mut().find(|r| r.0 == "person" && r.1 == *person).unwrap();
            shown.2.push(union);
            let name = shown.3.clone();
            records.push(("activity_person", part, vec![union], name));
        }
        let award = [
            ("title", Value::Int(honour)),
            ("union", Value::Int(union)),
            ("outcome", text("MET")),
            ("awarded_on", on("2025-03-01")),
        ];
        records.push(("award", house.add("award", &award), vec![union], "模范职工之家".into()));
    }
}

proptest! {
    #![proptest_config(config(32))]
    #[test]
    fn what_is_outside_is_not_there_by_any_road(plan in plan()) {
        let world = World::build(&plan);
        world.check_lists();
        world.check_records();
        world.check_figures();
        world.check_writing();
    }
}
