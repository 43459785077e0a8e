//! The tree of unions: what may hang below what, what a move takes along, what is counted as what.

use crate::house::*;
use domain::union::register::UnionKind;
use kernel::facts::Saving;
use kernel::value::Value;
use store::figure::{FigureAsk, TreeOf};
use store::sql::Sql;
use store::{Ctx, StoreError};

const LEVELS: &str = "province_id, city_id, county_id, town_id, area_id, union_id";

impl House {
    fn try_move(&self, ctx: &Ctx, union: i64, above: i64, from: &str) -> store::Result<bool> {
        let values = [("parent", Value::Int(above))];
        self.try_save(ctx, "union", union, &values, Saving::Change(day(from)))
    }

    fn levels(&self, register: &str, id: i64) -> Vec<i64> {
        let sql = Sql::new(format!("SELECT {LEVELS} FROM \"{register}\" WHERE id = ")).bind(id);
        (0..6).map(|at| self.rows(&sql)[0].int(at)).collect()
    }
}

#[test]
fn the_root_is_one_and_everything_else_hangs_below_something() {
    let house = House::new();
    let local = Ctx::local();
    let (field, why) =
        refusal(house.try_add_union(&local, "别县总工会", "FED_COUNTY", 0, "1990-01-01"));
    assert!(field == "parent" && why.contains("上级工会"), "{field}: {why}");
    let gone = house.try_save(
        &local,
        "union",
        house.mill,
        &[("parent", Value::Null)],
        Saving::Correction(house.store.today()),
    );
    assert_eq!(refusal(gone).0, "parent");
}

#[test]
fn each_kind_hangs_only_below_those_that_the_statutes_allow() {
    let house = House::new();
    let kinds: Vec<&str> = UnionKind::LIST.items.iter().map(|item| item.0).collect();
    for above in ["FED_COUNTY", "TOWN_FED", "TOWN_UF", "BASE", "JOINT"] {
        let parent = match above {
            "FED_COUNTY" => house.root,
            "TOWN_FED" => house.east,
            "TOWN_UF" => house.west,
            "BASE" => house.mill,
            _ => house.shops,
        };
        for kind in &kinds {
            let name = format!("{above}下{kind}工会");
            let done = house.try_add_union(&Ctx::local(), &name, kind, parent, "2020-01-01");
            let allowed = house.register("union").tree().unwrap().below;
            assert_eq!(done.is_ok(), allowed(kind, above), "{kind} below {above}: {done:?}");
        }
    }
    let base_below_base =
        house.try_add_union(&Ctx::local(), "厂中厂工会", "BASE", house.mill, "2020-01-01");
    assert_eq!(refusal(base_below_base).0, "parent");
}

#[test]
fn a_kind_may_not_change_to_one_that_its_children_cannot_hang_below() {
    let house = House::new();
    let to = |union: i64, kind: &str| {
        let today = Saving::Change(house.store.today());
        house.try_save(&Ctx::local(), "union", union, &[("kind", text(kind))], today)
    };
    let (field, why) = refusal(
        to(house.east, "SYS")
            .and_then(|_| to(house.east, "IND_LOCAL"))
            .and_then(|_| to(house.mill, "BRANCH")),
    );
    assert!(field == "parent" || field == "kind", "{field}: {why}");
    let line = house.add_union("一车间分工会", "BRANCH", house.mill, "2020-01-01");
    let (field, why) = refusal(to(house.mill, "SYS"));
    assert!(field == "kind" && why.contains("一车间"), "{field}: {why}");
    house.void("union", line);
    to(house.mill, "SYS").unwrap();
}

#[test]
fn nobody_hangs_below_itself_today_or_on_a_later_day() {
    let house = House::new();
    let local = Ctx::local();
    let area = house.add_union("湖滨社区工会联合会", "AREA_UF", house.east, "2018-01-01");
    let park = house.add_union("东湖园区工会联合会", "PARK_UF", house.east, "2018-01-01");
    house.on("2026-03-01");
    for below in [house.east, area, house.mill] {
        let (field, _) = refusal(house.try_move(&local, house.east, below, "2026-03-01"));
        assert_eq!(field, "parent");
    }
    // A move planned for a later day is held to the same.
    let (field, why) = refusal(house.try_move(&local, house.east, park, "2026-06-01"));
    assert_eq!(field, "parent", "{why}");
    let nowhere = house.try_move(&local, house.mill, 4_711, "2026-06-01");
    assert_eq!(refusal(nowhere).0, "parent");
    let wrong_kind = house.try_move(&local, park, house.mill, "2026-06-01");
    assert_eq!(refusal(wrong_kind).0, "parent");
}

#[test]
fn two_planned_moves_cannot_meet_in_a_circle() {
    let house = House::new();
    let local = Ctx::local();
    let park = house.add_union("云溪经开区总工会", "PARK_FED", house.root, "2010-01-01");
    let town = house.add_union("北桥镇工会联合会", "TOWN_UF", house.root, "2010-01-01");
    let inner = house.add_union("北桥产业园工会联合会", "PARK_UF", town, "2012-01-01");
    house.on("2026-03-01");
    house.try_move(&local, town, park, "2026-05-01").unwrap();
    house.try_move(&local, inner, park, "2026-06-01").unwrap();
    // On 1 July the park would hang below what hangs below it since May.
    let kinds = [("kind", text("PARK_UF")), ("parent", Value::Int(town))];
    let saving = Saving::Change(day("2026-07-01"));
    let (field, _) = refusal(house.try_save(&local, "union", park, &kinds, saving));
    assert_eq!(field, "parent");
    house.on("2026-07-02");
    assert_eq!(house.levels("union", inner), [0, 0, house.root, park, inner, inner]);
}

#[test]
fn level_columns_are_those_of_the_place_whatever_kind_stands_there() {
    let house = House::new();
    let area = house.add_union("湖滨社区工会联合会", "AREA_UF", house.east, "2018-01-01");
    let base = house.add_union("湖滨物业工会委员会", "BASE", area, "2018-06-01");
    let branch = house.add_union("保安分工会", "BRANCH", base, "2019-06-01");
    let trade = house.add_union("云溪餐饮行业工会联合会", "TRADE_UF", house.root, "2018-01-01");
    let direct = house.add_union("云溪县医院工会委员会", "BASE", house.root, "1995-01-01");
    let at = |town: i64, area: i64, own: i64| vec![0, 0, house.root, town, area, own];
    assert_eq!(house.levels("union", house.root), at(0, 0, house.root));
    assert_eq!(house.levels("union", house.east), at(house.east, 0, house.east));
    assert_eq!(house.levels("union", area), at(house.east, area, area));
    assert_eq!(house.levels("union", base), at(house.east, area, base));
    assert_eq!(house.levels("union", branch), at(house.east, area, branch));
    assert_eq!(house.levels("union", trade), at(trade, 0, trade));
    assert_eq!(house.levels("union", direct), at(direct, 0, direct));
    let member = house.newcomer(1, base, "2020-01-01");
    assert_eq!(house.levels("membership", member), at(house.east, area, base));
}

#[test]
fn a_move_takes_members_and_employers_along_and_scope_follows_today() {
    let house = House::new();
    let area = house.add_union("湖滨社区工会联合会", "AREA_UF", house.east, "2018-01-01");
    let base = house.add_union("湖滨物业工会委员会", "BASE", area, "2018-06-01");
    let firm = house.add_employer("湖滨物业有限公司", area, 30);
    let member = house.newcomer(1, base, "2020-01-01");
    house.newcomer(2, house.mill, "2020-01-01");
    let west = house.user("township", house.west);
    let east = house.user("township", house.east);
    house.on("2026-04-01");
    house.try_move(&Ctx::local(), area, house.west, "2026-04-01").unwrap();

    for (register, id, own) in
        [("membership", member, base), ("employer", firm, area), ("union", base, base)]
    {
        assert_eq!(house.levels(register, id), [0, 0, house.root, house.west, area, own]);
        assert!(house.see(&west, register, id).is_ok(), "{register}");
        assert!(matches!(house.see(&east, register, id), Err(StoreError::NotFound)), "{register}");
    }
    let ask = FigureAsk::on(day("2026-04-01")).by(&["child"]);
    let key = |id: i64| id.to_string();
    assert_eq!(house.groups("member_count", &ask), [(key(house.east), 1), (key(house.west), 1)]);

    // Asked for the last day of March: today's tree unless that day's is wanted.
    let march = |union: i64, tree: TreeOf| {
        let ask = FigureAsk { tree, ..FigureAsk::on(day("2026-03-31")).at(union) };
        house.figure("member_count", &ask).amount.value
    };
    assert_eq!([march(house.east, TreeOf::Today), march(house.west, TreeOf::Today)], [1, 1]);
    assert_eq!([march(house.east, TreeOf::ThatDay), march(house.west, TreeOf::ThatDay)], [2, 0]);
    let rows = |union: i64| {
        let ask = FigureAsk { tree: TreeOf::ThatDay, ..FigureAsk::on(day("2026-03-31")).at(union) };
        house.store.each_figure_row(&Ctx::local(), "member_count", &ask, |_| Ok(())).unwrap()
    };
    assert_eq!([rows(house.east), rows(house.west)], [2, 0]);
}

#[test]
fn a_move_planned_for_a_later_day_is_made_by_the_turn_of_that_day() {
    let house = House::new();
    let member = house.newcomer(1, house.mill, "2020-01-01");
    house.on("2026-03-30");
    house.try_move(&Ctx::local(), house.mill, house.west, "2026-04-01").unwrap();
    let town = || house.levels("membership", member)[3];
    assert_eq!(town(), house.east);
    house.on("2026-03-31");
    assert_eq!(town(), house.east);
    house.on("2026-04-01");
    assert_eq!(town(), house.west);
    assert!(house.see(&house.user("township", house.west), "membership", member).is_ok());
}

#[test]
fn a_union_is_moved_only_between_places_of_ones_own() {
    let house = House::new();
    let area = house.add_union("湖滨社区工会联合会", "AREA_UF", house.east, "2018-01-01");
    let clerk = house.user("township", house.east);
    let today = house.store.today().to_string();
    house.try_move(&clerk, house.mill, area, &today).unwrap();
    let (field, why) = refusal(house.try_move(&clerk, house.mill, house.west, &today));
    assert!(field == "parent" && why.contains("范围"), "{field}: {why}");
    let later = house.try_move(&clerk, house.mill, house.west, "2026-12-01");
    assert_eq!(refusal(later).0, "parent", "nor from a later day on");
    let county = house.user("county", house.root);
    house.try_move(&county, house.mill, house.west, &today).unwrap();
    let theirs = house.try_move(&clerk, house.mill, area, &today);
    assert!(matches!(theirs, Err(StoreError::NotFound)), "no longer theirs: {theirs:?}");
}

#[test]
fn a_closed_union_counts_until_the_day_before_and_its_history_stays() {
    let house = House::new();
    let count = |at: &str| house.stock("union_base_count", at);
    let closed = [("closed_on", on("2026-02-01")), ("close_reason", text("ENDED"))];
    house.on("2026-02-10");
    house.correct("union", house.shops, &closed);
    assert_eq!([count("2026-01-31"), count("2026-02-01")], [2, 1]);
    let flow = |from: &str, to: &str| {
        let ask = FigureAsk::between(day(from), day(to));
        let all = ["union_org_closed_count", "union_org_net_count"];
        all.map(|code| house.figure(code, &ask).amount.value)
    };
    assert_eq!(flow("2026-02-01", "2026-02-28"), [1, -1]);
    assert_eq!(flow("2026-01-01", "2026-01-31"), [0, 0]);
    assert!(house.open("union", house.shops).record.value("closed_on").as_day().is_some());
}

#[test]
fn every_kind_is_counted_in_exactly_the_figures_that_speak_of_it() {
    // decision: codes of `--by org_type`
    const MAP: [(&str, &str); 15] = [
        ("FED_COUNTY", "federation"),
        ("IND_LOCAL", "industry"),
        ("SYS", "system"),
        ("WORKCOM", "work_committee"),
        ("TOWN_FED", "township_federation"),
        ("TOWN_UF", "township_federation"),
        ("PARK_FED", "park_federation"),
        ("PARK_UF", "park_federation"),
        ("AREA_UF", "area_federation"),
        ("TRADE_UF", "industry_joint"),
        ("BASE", "independent"),
        ("JOINT", "joint"),
        ("FLOW", "flow"),
        ("NEF", "new_forms"),
        ("PREP", ""),
    ];
    let house = House::new();
    let today = "2026-01-05";
    let ask = FigureAsk::on(day(today)).by(&["org_type"]);
    for (kind, org_type) in MAP {
        let below = house.register("union").tree().unwrap().below;
        let above = if below(kind, "FED_COUNTY") { house.root } else { house.east };
        if kind == "FED_COUNTY" {
            continue;
        }
        let before = house.groups("union_org_count", &ask);
        let figures = || {
            ["union_org_count", "union_base_count", "union_preparing_count"]
                .map(|code| house.stock(code, today))
        };
        let was = figures();
        let union = house.add_union(&format!("试{kind}工会"), kind, above, "2020-01-01");
        let is = figures();
        let base = i64::from(["BASE", "JOINT", "FLOW", "NEF"].contains(&kind));
        let org = i64::from(kind != "PREP");
        assert_eq!(
            [is[0] - was[0], is[1] - was[1], is[2] - was[2]],
            [org, base, 1 - org],
            "{kind}"
        );
        let after = house.groups("union_org_count", &ask);
        let grown: Vec<&str> = after
            .iter()
            .filter(|(code, count)| {
                before.iter().find(|b| b.0 == *code).map_or(0, |b| b.1) != *count
            })
            .map(|group| group.0.as_str())
            .collect();
        let expected: &[&str] = if org_type.is_empty() { &[] } else { &[org_type] };
        assert_eq!(grown, expected, "{kind}");
        house.void("union", union);
    }
    for (kind, above) in [("BRANCH", house.mill), ("GROUP", house.mill)] {
        let was = house.stock("union_org_count", today);
        house.add_union(&format!("{kind}工会"), kind, above, "2020-01-01");
        assert_eq!(house.stock("union_org_count", today), was, "{kind} is no organisation");
    }
}

#[test]
fn a_joint_union_is_one_of_a_trade_only_when_its_trade_is_filled_in() {
    let house = House::new();
    let count = || house.stock("union_industry_joint_count", "2026-01-05");
    assert_eq!(count(), 0);
    house.correct("union", house.shops, &[("trade", text("H"))]);
    assert_eq!(count(), 1);
    house.correct("union", house.mill, &[("trade", text("C"))]);
    assert_eq!(count(), 1, "an independent union is not one");
    house.add_union("云溪餐饮行业工会联合会", "TRADE_UF", house.root, "2018-01-01");
    assert_eq!(count(), 2);
}

#[test]
fn the_kind_that_counts_is_that_of_the_asked_day() {
    let house = House::new();
    house.on("2026-03-10");
    let prep = house.add_union("新厂工会筹备组", "PREP", house.east, "2026-01-10");
    house.change(
        "union",
        prep,
        "2026-03-01",
        &[("kind", text("BASE")), ("name", text("新厂工会委员会"))],
    );
    let at = |code: &str, day: &str| house.stock(code, day);
    assert_eq!(
        [at("union_preparing_count", "2026-02-28"), at("union_base_count", "2026-02-28")],
        [1, 2]
    );
    assert_eq!(
        [at("union_preparing_count", "2026-03-01"), at("union_base_count", "2026-03-01")],
        [0, 3]
    );
}
