//! The law of one function: a number, its rows, its groups, its changes and what was known of it
//! agree, for every indicator there is.

use crate::house::*;
use kernel::indicator::{Cond, Indicator, Measure, begins, filled, is, is_not, yes};
use kernel::value::Value;
use std::collections::HashSet;
use std::sync::{Arc, Mutex, PoisonError, Weak};
use store::figure::{Figure, FigureAsk, TreeOf, When};
use store::list::Page;
use store::{Ctx, StoreError};

/// The smallest day: nothing lives before it.
const BEFORE_ALL: &str = "1900-01-01";

/// Compares everything that can be said about one figure.
pub fn agree(house: &House, code: &str, ask: &FigureAsk) {
    let (store, ctx) = (&house.store, Ctx::local());
    let indicator = store.indicator(code).unwrap();
    let asked = |dims: &[&str]| ask.clone().by(dims);
    let figure = house.figure(code, ask);
    assert_eq!(house.figure(code, ask).amount, figure.amount, "{code} asked twice");
    let known = house.figure(code, &ask.clone().known(ask.known_at.unwrap_or(house.now())));
    assert_eq!(known.amount, figure.amount, "{code}: now, and as known now");
    assert_eq!(known.excluded, figure.excluded, "{code}");
    match &indicator.measure {
        Measure::Ratio { numerator, denominator, .. } => {
            let (above, below) = (house.figure(numerator, ask), house.figure(denominator, ask));
            assert_eq!(figure.amount.value, above.amount.value, "{code}");
            assert_eq!(figure.amount.denominator, Some(below.amount.value), "{code}");
            return;
        }
        Measure::Minus { first, second } => {
            let parts = [first, second].map(|part| house.figure(part, ask).amount.value);
            assert_eq!(figure.amount.value, parts[0] - parts[1], "{code}");
            return;
        }
        Measure::Plus { first, second } => {
            let parts = [first, second].map(|part| house.figure(part, ask).amount.value);
            assert_eq!(figure.amount.value, parts[0] + parts[1], "{code}");
            return;
        }
        _ => {}
    }
    let (mut ids, mut pages) = (HashSet::new(), 0);
    let mut work = |page: &Page| {
        pages += page.rows.len();
        ids.extend(page.rows.iter().map(|row| row.id));
        Ok(())
    };
    let each = store.each_figure_row(&ctx, code, ask, &mut work).unwrap();
    assert_eq!(each, figure.amount.rows, "{code}: rows");
    assert_eq!(
        (pages, ids.len()),
        (usize::try_from(each).unwrap(), pages),
        "{code}: each row once"
    );
    if let When::On(_) = ask.when
        && !matches!(indicator.measure, Measure::Distinct(_))
    {
        let changes = store.figure_changes(&ctx, code, ask, day(BEFORE_ALL)).unwrap();
        let sum: i64 = changes.came.iter().map(|row| row.1).sum();
        assert_eq!(sum, figure.amount.value, "{code}: sum of its rows");
    }
    let month = matches!(ask.when, When::Between(..)).then_some("month");
    let dims = indicator.dims.iter().map(|dim| dim.name.as_str()).chain(["child"]).chain(month);
    for dim in dims {
        let broken = house.figure(code, &asked(&[dim]));
        assert_eq!(broken.amount, figure.amount, "{code} by {dim}: the whole");
        assert_eq!(broken.excluded, figure.excluded, "{code} by {dim}");
        let groups = house.groups(code, &asked(&[dim]));
        let known = asked(&[dim]).known(house.now());
        assert!(ask.known_at.is_some() || house.groups(code, &known) == groups, "{code} by {dim}");
        if !matches!(indicator.measure, Measure::Distinct(_)) {
            let sum: i64 = groups.iter().map(|group| group.1).sum();
            assert_eq!(sum, figure.amount.value, "{code} by {dim}: sum of groups");
        }
        for group in &broken.groups {
            let of = [(dim.to_owned(), group.of[0].0.clone())];
            let rows = store.each_group_row(&ctx, code, ask, &of, |_| Ok(())).unwrap();
            assert_eq!(rows, group.amount.rows, "{code} by {dim}: rows of {of:?}");
        }
    }
}

/// A county to look at only: tests that look at the same time share it.
fn county() -> Arc<House> {
    static SHARED: Mutex<Weak<House>> = Mutex::new(Weak::new());
    let mut shared = SHARED.lock().unwrap_or_else(PoisonError::into_inner);
    shared.upgrade().unwrap_or_else(|| {
        let made = Arc::new(House::small_county());
        *shared = Arc::downgrade(&made);
        made
    })
}

/// Every indicator with a question of its own sort.
fn all(house: &House) -> Vec<(String, bool)> {
    let catalog = house.store.catalog();
    let flow = |code: &str| {
        let find = |part: &str| catalog.indicator(part);
        catalog.indicator(code).unwrap().is_flow(&find)
    };
    catalog.indicators.iter().map(|i| (i.code.clone(), flow(&i.code))).collect()
}

#[test]
fn every_indicator_agrees_with_its_rows_its_groups_and_what_was_known() {
    let house = county();
    for (code, flow) in all(&house) {
        let asks = if flow {
            vec![FigureAsk::between(day("2024-01-01"), day("2024-12-31"))]
        } else {
            vec![FigureAsk::on(day("2026-10-31")), FigureAsk::on(day("2022-06-30")).at(house.east)]
        };
        for ask in asks {
            agree(&house, &code, &ask);
        }
    }
}

#[test]
fn the_county_is_the_sum_of_its_towns_and_each_town_of_its_unions() {
    let house = county();
    let tree = house.store.db.read(|tx| house.store.tree(tx)).unwrap();
    let ask = FigureAsk::on(day("2026-10-31"));
    for at in tree.nodes().filter(|node| !tree.children_of(node.id).is_empty()) {
        let whole = house.figure("member_count", &ask.clone().at(at.id)).amount.value;
        let below = tree.children_of(at.id).iter();
        let sum: i64 = below
            .map(|child| house.figure("member_count", &ask.clone().at(*child)).amount.value)
            .sum();
        let list = store::list::ListAsk {
            at: at.id,
            only_here: true,
            as_of: Some(day("2026-10-31")),
            ..store::list::ListAsk::new(house.register("membership"))
        };
        let own = house.counted(&Ctx::local(), &list);
        assert_eq!(whole, sum + own, "{}", at.name);
    }
}

#[test]
fn members_at_the_end_are_those_at_the_beginning_and_who_came_less_who_went() {
    let house = county();
    let count = |text: &str| house.stock("member_count", text);
    for (before, first, last) in [
        ("2017-12-31", "2018-01-01", "2018-12-31"),
        ("2023-06-29", "2023-06-30", "2023-06-30"),
        ("2016-12-31", "2017-01-01", "2026-10-31"),
    ] {
        let ask = FigureAsk::between(day(first), day(last));
        let flow = |code: &str| house.figure(code, &ask).amount.value;
        let (came, went) = (flow("member_in_count"), flow("member_left_count"));
        assert_eq!(count(last), count(before) + came - went);
        assert_eq!(flow("member_net_count"), came - went);
        assert_eq!(came, flow("member_new_count") + flow("member_transfer_in_count"));
    }
}

/// Conditions of every kind that one reading of the rows must answer for many indicators.
fn of_every_kind(house: &House) -> Vec<Indicator> {
    let mut all = house.store.catalog().indicators.clone();
    let conds = [
        is("person.sex", &["2"]),
        is_not("status", &["NORMAL", "FROZEN"]),
        Cond::Not(Box::new(filled("person.nef"))),
        Cond::Any(vec![filled("employer"), Cond::Empty("person.education".into())]),
        Cond::Any(vec![yes("person.migrant"), begins("person.pinyin", "wang")]),
        Cond::AtLeast("joined_on".into(), Value::from("2015-01-01")),
        Cond::AtMost("person.birth_on".into(), Value::from("1985-06-30")),
        is("union.kind", &["BASE", "JOINT"]),
    ];
    let counted = house.store.catalog().indicators.iter().filter(|one| one.of == "membership");
    for (indicator, cond) in counted.flat_map(|one| conds.iter().map(move |cond| (one, cond))) {
        let mut narrow = indicator.clone().when(cond.clone()).needs("person.education");
        narrow.code = format!("{}_{}", indicator.code, all.len());
        all.push(narrow);
    }
    all
}

#[test]
fn several_figures_asked_at_once_are_the_same_as_asked_alone() {
    let house = county();
    let all = of_every_kind(&house);
    let all: Vec<&Indicator> = all.iter().collect();
    let (past, last) = (day("2016-12-31"), day("2025-12-31"));
    let that_day = FigureAsk { tree: TreeOf::ThatDay, ..FigureAsk::on(last) };
    for ask in [
        FigureAsk::on(last),
        FigureAsk::on(last).by(&["child"]),
        FigureAsk::on(past).by(&["child", "sex"]),
        FigureAsk::between(past, last),
        FigureAsk::between(past, last).by(&["month"]),
        FigureAsk::on(last).known_on(day("2026-01-31")),
        that_day,
    ] {
        let together = house.store.figures_of(&Ctx::local(), &all, &ask).unwrap();
        let mut answered = 0;
        for (indicator, together) in all.iter().zip(together) {
            let alone =
                house.store.figures_of(&Ctx::local(), &[indicator], &ask).unwrap().remove(0);
            let said = |figure: Result<Figure, StoreError>| {
                figure
                    .map_err(|error| error.to_string())
                    .map(|figure| (figure.amount, format!("{:?}", figure.groups), figure.excluded))
            };
            answered += i32::from(alone.is_ok());
            assert_eq!(said(together), said(alone), "{} {ask:?}", indicator.code);
        }
        assert!(answered > 10, "{ask:?} was answered {answered} times");
    }
}

#[test]
fn what_cannot_be_counted_is_named_and_does_not_vanish() {
    let house = House::new();
    let values = [
        ("name", text("无人数有限公司")),
        ("seat", Value::Int(house.east)),
        ("state", text("NORMAL")),
    ];
    let firm = house.add("employer", &values);
    let ask = FigureAsk::on(day("2026-01-05"));
    let figure = house.figure("employee_count", &ask);
    assert_eq!((figure.amount.value, figure.amount.rows), (100, 1));
    assert_eq!(figure.excluded, [("职工人数没有填".to_owned(), 1)]);
    assert_eq!(figure.left_out(), 1);
    let named = house.store.left_out(&Ctx::local(), "employee_count", &ask, 10).unwrap();
    assert_eq!(named.len(), 1);
    assert_eq!(named[0].0, house.open("employer", firm).record.public_id);
    assert_eq!(named[0].1, "无人数有限公司");
    assert_eq!(house.stock("enterprise_count", "2026-01-05"), 2);
}

#[test]
fn a_union_without_its_founding_day_is_counted_on_no_day_but_named() {
    let house = House::new();
    let values = [
        ("name", text("无日期工会委员会")),
        ("kind", text("BASE")),
        ("parent", Value::Int(house.east)),
    ];
    house.add("union", &values);
    let figure = house.figure("union_org_count", &FigureAsk::on(day("2026-01-05")));
    assert_eq!((figure.amount.value, figure.left_out()), (5, 1));
    assert_eq!(figure.excluded[0].0, "建会日期没有填");
}

#[test]
fn an_employer_covered_twice_is_one_covered_unit() {
    let house = House::new();
    house.cover(house.shops, house.mill_firm, "2018-01-01");
    let ask = FigureAsk::on(day("2026-01-05"));
    let by_child = house.groups("union_covered_unit_count", &ask.clone().by(&["child"]));
    assert_eq!(by_child.iter().map(|group| group.1).sum::<i64>(), 2, "once in each town");
    assert_eq!(house.stock("union_covered_unit_count", "2026-01-05"), 1);
    let rate = house.figure("union_build_rate", &ask);
    assert_eq!((rate.amount.value, rate.amount.denominator), (1, Some(1)));
    assert_eq!(rate.amount.json(), serde_json::json!("100.0000"));
}

#[test]
fn a_share_of_nothing_is_undefined_and_not_nought() {
    let house = House::new();
    let ask = FigureAsk::on(day("2026-01-05")).at(house.west);
    let rate = house.figure("union_build_rate", &ask);
    assert_eq!((rate.amount.json(), rate.amount.text()), (serde_json::Value::Null, "—".into()));
}

#[test]
fn what_cannot_be_asked_is_refused_in_words() {
    let house = House::new();
    let local = Ctx::local();
    let ask = FigureAsk::on(day("2026-01-05"));
    let figure = |code: &str, ask: &FigureAsk| house.store.figure(&local, code, ask);
    assert_eq!(refusal(figure("no_such_count", &ask)).0, "code");
    assert_eq!(refusal(figure("member_count", &ask.clone().by(&["colour"]))).0, "by");
    assert_eq!(refusal(figure("member_count", &ask.clone().by(&["month"]))).0, "by");
    let backwards = FigureAsk::between(day("2026-01-05"), day("2026-01-04"));
    assert_eq!(refusal(figure("member_new_count", &backwards)).0, "from");
    let nowhere = figure("member_count", &ask.at(4_711));
    assert!(matches!(nowhere, Err(StoreError::NotFound)), "{nowhere:?}");
}

#[test]
fn an_age_turns_on_the_birthday() {
    let house = House::new();
    let membership = house.newcomer(1, house.mill, "2020-01-01");
    let person = house.value("membership", membership, "person").as_int().unwrap();
    let born = house.value("person", person, "birth_on").as_day().unwrap();
    let birthday = born.checked_add(jiff::Span::new().years(55)).unwrap();
    let band =
        |at: jiff::civil::Date| house.groups("member_count", &FigureAsk::on(at).by(&["age"]));
    assert_eq!(band(birthday.yesterday().unwrap()), [("45—54岁".to_owned(), 1)]);
    assert_eq!(band(birthday), [("55岁及以上".to_owned(), 1)]);
}

#[test]
fn a_union_stands_in_the_domain_of_the_nearest_federation_of_a_park_a_town_or_a_trade() {
    let house = House::new();
    let founded = "2020-03-01";
    let union = |name: &str, kind: &str, above: i64| house.add_union(name, kind, above, founded);
    let park = union("东湖工业园区工会联合会", "PARK_UF", house.east);
    let plant = union("东湖印染厂工会委员会", "BASE", park);
    let trade = union("东湖园区物流行业工会联合会", "TRADE_UF", park);
    let fleet = union("东湖顺通车队工会委员会", "BASE", trade);
    let zone = union("云溪经济开发区总工会", "PARK_FED", house.root);
    let depot = union("云溪开发区冷库工会委员会", "BASE", zone);
    (1..=3).for_each(|n| {
        house.newcomer(n, fleet, "2021-03-01");
    });
    for (n, at) in [(4, plant), (5, depot), (6, house.shops), (7, house.mill)] {
        house.newcomer(n, at, "2021-03-01");
    }
    let asked = FigureAsk::on(day("2026-01-05")).by(&["domain"]);
    let counted = |code: &str| house.groups(code, &asked);
    let of = |parts: &[(&str, i64)]| {
        parts.iter().map(|part| (part.0.to_owned(), part.1)).collect::<Vec<_>>()
    };
    let bodies = of(&[("", 1), ("park", 4), ("township", 4), ("trade", 2)]);
    assert_eq!(counted("union_org_count"), bodies, "the county itself is in none");
    let members = of(&[("park", 2), ("township", 2), ("trade", 3)]);
    assert_eq!(
        counted("member_count"),
        members,
        "the trade's federation is nearer than the park's"
    );
    agree(&house, "member_count", &FigureAsk::on(day("2026-01-05")));
    agree(&house, "union_org_count", &FigureAsk::on(day("2026-01-05")));
}
