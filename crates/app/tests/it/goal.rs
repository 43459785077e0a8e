//! Goals: how far, what today asks for, what was handed down, whom to work on, what a report says of them.

use crate::house::*;
use kernel::report::document::Part;
use kernel::value::Value;
use store::goal::{Gap, Goal, Opened, Share, Standing};
use store::report::{NewReport, Wanted};
use store::{Ctx, StoreError};

/// A goal of the year 2026.
fn goal(house: &House, union: i64, (name, code, value): (&str, &str, &str), more: Values) -> i64 {
    let mut values = vec![
        ("name", text(name)),
        ("indicator", text(code)),
        ("value", text(value)),
        ("begin_on", on("2026-01-01")),
        ("due_on", on("2026-12-31")),
        ("union", Value::Int(union)),
    ];
    values.extend(more.iter().cloned());
    house.add("target", &values)
}

fn see(house: &House, id: i64) -> Opened {
    house.store.goal(&Ctx::local(), &id.to_string()).unwrap()
}

const NEW: (&str, &str, &str) = ("发展会员", "member_new_count", "100");
const RATE: (&str, &str, &str) = ("建会率达到九成", "建会率", "90%");

#[test]
fn what_happens_in_a_period_is_held_against_equal_steps_to_its_last_day() {
    let house = House::new();
    let id = goal(&house, house.root, NEW, &[("responsible", text("周建平"))]);
    (1..=3).for_each(|n| {
        house.newcomer(n, house.mill, "2026-01-03");
    });
    house.newcomer(4, house.mill, "2025-12-31");
    let progress = see(&house, id).progress;
    // 5 of 365 days are over: 1.4 of 100 would do.
    assert_eq!((progress.now, progress.due), (Some(300), Some(100)));
    assert_eq!((progress.standing(), progress.said().as_str()), (Standing::Ahead(200), "快2人"));
    house.on("2026-07-02");
    let progress = see(&house, id).progress;
    assert_eq!((progress.due, progress.said().as_str()), (Some(5_000), "慢47人"));
    assert_eq!((progress.done(), progress.pace()), (Some(30), Some(500)));
    assert_eq!(progress.goal.people, [("责任人", "周建平".to_owned())]);
    house.on("2026-12-31");
    assert_eq!(see(&house, id).progress.standing(), Standing::Behind(9_700), "the last day counts");
    house.on("2027-01-01");
    house.newcomer(5, house.mill, "2027-01-01");
    let late = see(&house, id).progress;
    assert_eq!((late.now, late.said().as_str()), (Some(300), "没有完成，差97人"));
}

#[test]
fn a_share_begins_where_it_stood_and_names_the_employers_to_work_on() {
    let house = House::new();
    let firm = house.add_employer("云溪明远汽配有限公司", house.west, 60);
    house.add_employer("小微企业", house.west, 8);
    let id = goal(&house, house.root, RATE, &[]);
    assert_eq!(house.value("target", id, "indicator"), text("union_build_rate"));
    assert_eq!(house.value("target", id, "measured"), text("建会率（%）"));
    assert_eq!(house.value("target", id, "value"), text("90"));
    house.on("2026-07-02");
    let opened = see(&house, id);
    let progress = &opened.progress;
    // From 50 % to 90 %, 183 of 365 days over.
    assert_eq!(
        (progress.start, progress.now, progress.due),
        (Some(5_000), Some(5_000), Some(7_005))
    );
    assert_eq!(progress.said(), "慢20.05个百分点");
    let Gap::Rows { indicator, count, .. } = opened.gap else { panic!("{:?}", opened.gap) };
    assert_eq!((indicator.code.as_str(), count), ("missed_unit_count", Some(1)));
    house.cover(house.shops, firm, "2026-07-01");
    let opened = see(&house, id);
    assert_eq!(opened.progress.standing(), Standing::Reached);
    assert!(matches!(opened.gap, Gap::Rows { count: Some(0), .. }));
}

#[test]
fn what_is_to_go_down_comes_from_where_it_was() {
    let house = House::new();
    let firms: Vec<i64> =
        (0..4).map(|n| house.add_employer(&format!("云溪第{n}机械厂"), house.east, 60)).collect();
    let down = ("应建未建清零", "missed_unit_count", "0");
    let id = goal(&house, house.east, down, &[("at_most", Value::Int(1))]);
    house.on("2026-07-02");
    let progress = see(&house, id).progress;
    assert_eq!((progress.start, progress.now, progress.due), (Some(400), Some(400), Some(200)));
    assert_eq!(progress.said(), "比进度多2家");
    firms.iter().take(3).for_each(|firm| {
        house.cover(house.mill, *firm, "2026-07-01");
    });
    let progress = see(&house, id).progress;
    assert_eq!((progress.said().as_str(), progress.done()), ("比进度少1家", Some(750)));
    house.cover(house.mill, firms[3], "2026-07-01");
    assert_eq!(see(&house, id).progress.standing(), Standing::Reached);
}

fn share(union: i64, hundreds: i64, person: &str) -> Share {
    Share { union, part: None, value: hundreds * 100, person: person.into() }
}

#[test]
fn a_goal_is_handed_down_and_what_its_parts_make_up_is_said() {
    let house = House::new();
    let ctx = house.user("county", house.root);
    let id = goal(&house, house.root, NEW, &[]);
    let key = id.to_string();
    assert_eq!(see(&house, id).sum(), None);
    let shares = [share(house.east, 60, "李娟"), share(house.west, 36, "")];
    assert_eq!(house.store.hand_down(&ctx, &key, &shares).unwrap(), 2);
    let opened = see(&house, id);
    let sum = opened.sum().unwrap();
    assert_eq!((sum.good, sum.said.as_str()), (false, "2项合计96人，比本级目标少4人"));
    let part = |union: i64| -> Goal {
        let mine = opened.parts.iter().find(|part| part.goal.union == union);
        mine.unwrap().goal.clone()
    };
    let east = part(house.east);
    assert_eq!(east.people, [("责任人", "李娟".to_owned())]);
    assert_eq!((east.indicator.code.as_str(), east.part_of), ("member_new_count", Some(id)));
    let twice = house.store.hand_down(&ctx, &key, &[share(house.west, 40, "")]);
    assert!(refusal(twice).1.contains("刚有人给这个单位分解了36人"));
    let west = part(house.west);
    let more = Share { part: Some((west.id, west.version)), ..share(house.west, 40, "") };
    assert_eq!(house.store.hand_down(&ctx, &key, std::slice::from_ref(&more)).unwrap(), 1);
    assert!(see(&house, id).sum().unwrap().good);
    let stale = house.store.hand_down(&ctx, &key, &[Share { value: 3_000, ..more }]);
    assert!(matches!(stale, Err(StoreError::Conflict(_))), "{stale:?}");
    // Nobody has joined: after half the year both are behind, and they are the gap.
    house.on("2026-07-02");
    let Gap::Parts(behind) = see(&house, id).gap else { panic!() };
    assert_eq!(behind.len(), 2);
}

#[test]
fn shares_are_not_added_up() {
    let house = House::new();
    let id = goal(&house, house.root, RATE, &[]);
    let whole = see(&house, id).progress.goal;
    assert!(whole.sum(&[9_000, 9_500]).unwrap().good);
    let low = whole.sum(&[9_500, 8_900]).unwrap();
    assert!(!low.good && low.said.contains("有1项低于本级目标90%"), "{low:?}");
}

#[test]
fn a_goal_names_an_indicator_that_exists_and_a_whole_of_the_same_and_no_circle() {
    let house = House::new();
    let values = |code: &str, whole: Value| {
        vec![
            ("name", text("发展会员")),
            ("indicator", text(code)),
            ("value", text("10")),
            ("begin_on", on("2026-01-01")),
            ("due_on", on("2026-12-31")),
            ("union", Value::Int(house.east)),
            ("part_of", whole),
        ]
    };
    let local = Ctx::local();
    let (field, said) = refusal(house.try_add(&local, "target", &values("发展数", Value::Null)));
    assert_eq!(field, "indicator");
    assert!(said.contains("没有指标“发展数”"));
    let whole = goal(&house, house.root, RATE, &[]);
    let other = house.try_add(&local, "target", &values("member_new_count", Value::Int(whole)));
    assert_eq!(refusal(other).0, "part_of");
    let whole = goal(&house, house.root, NEW, &[]);
    let part = house.add("target", &values("新发展会员数", Value::Int(whole)));
    let circle = [("part_of", Value::Int(part))];
    let saving = kernel::facts::Saving::Correction(house.store.today());
    assert_eq!(refusal(house.try_save(&local, "target", whole, &circle, saving)).0, "part_of");
    let itself = [("part_of", Value::Int(whole))];
    assert_eq!(refusal(house.try_save(&local, "target", whole, &itself, saving)).0, "part_of");
}

#[test]
fn goals_are_seen_where_their_register_may_be_read() {
    let house = House::new();
    let (east, west) = (goal(&house, house.east, NEW, &[]), goal(&house, house.west, NEW, &[]));
    let town = house.user("township", house.east);
    let seen = |ctx: &Ctx, union: i64| -> Vec<i64> {
        house.store.goals(ctx, union).unwrap().iter().map(|one| one.goal.id).collect()
    };
    assert_eq!((seen(&town, house.east), seen(&town, house.west)), (vec![east], vec![]));
    assert!(matches!(house.store.goal(&town, &west.to_string()), Err(StoreError::NotFound)));
    let leader = house.user("leader", house.root);
    assert_eq!(seen(&leader, house.west), [west]);
    let handed = house.store.hand_down(&leader, &west.to_string(), &[share(house.shops, 3, "")]);
    assert!(matches!(handed, Err(StoreError::Forbidden)), "{handed:?}");
    assert_eq!(seen(&house.user("sysadmin", 0), house.root), Vec::<i64>::new());
}

#[test]
fn without_parts_the_units_below_with_least_come_first() {
    let house = House::new();
    let id = goal(&house, house.root, NEW, &[]);
    house.newcomer(1, house.mill, "2026-01-03");
    let Gap::Units(units) = see(&house, id).gap else { panic!() };
    let named: Vec<(i64, i64)> = units.iter().map(|unit| (unit.union, unit.now)).collect();
    assert_eq!(named, [(house.west, 0), (house.east, 100)]);
}

#[test]
fn a_report_says_target_pace_and_whom_to_work_on() {
    let house = House::new();
    house.add_employer("云溪明远汽配有限公司", house.west, 60);
    goal(&house, house.root, NEW, &[]);
    goal(&house, house.root, RATE, &[]);
    (1..=3).for_each(|n| {
        house.newcomer(n, house.mill, "2026-01-03");
    });
    house.on("2026-07-02");
    let brief = "# 简报\n发展会员目标{新发展会员数|目标}，完成{新发展会员数|完成率}，应完成\
                 {新发展会员数|应完成}，{新发展会员数|差额}。建会率目标{建会率|目标}，应到\
                 {建会率|应完成}，缺口：{建会率|缺口名单}。会员数目标{会员数|目标}。\n";
    let ctx = house.user("county", house.root);
    let wanted = Wanted { title: "目标", period: "half", text: brief, ..Wanted::default() };
    let template = house.store.keep_template(&ctx, &wanted).unwrap().code;
    let said = |first: &str| {
        let (first, last) = (day(first), day("2026-07-02"));
        let new = NewReport { template: &template, union: house.root, first, last, title: "" };
        let report = house.store.begin_report(&ctx, &new).unwrap();
        let written = house.store.write_report(&ctx, &report).unwrap();
        assert_eq!(written.faults, []);
        let words = |part: &Part| match part {
            Part::Paragraph { text, .. } => text.iter().map(|run| run.text.as_str()).collect(),
            _ => String::new(),
        };
        written.document.parts.iter().map(words).collect::<String>()
    };
    let half = said("2026-01-01");
    for words in [
        "发展会员目标100人，完成3",
        "应完成50人，",
        "97人",
        "建会率目标90",
        "应到70",
        "缺口：云溪明远汽配有限公司。",
        "会员数目标—。",
    ] {
        assert!(half.contains(words), "no “{words}” in {half}");
    }
    let quarter = said("2026-04-01");
    assert!(quarter.contains("应完成—"), "a part of the time counts something else: {quarter}");
}

#[test]
fn the_sample_county_has_targets_and_what_it_hands_down_makes_up_the_whole() {
    let house = House::small_county();
    niangjia::seed::targets::set(&house.store).unwrap();
    let all = house.store.goals(&Ctx::local(), house.root).unwrap();
    assert_eq!(all.len(), 6);
    for one in &all {
        assert!(one.now.is_some() && one.due.is_some(), "{one:?}");
    }
    let members = all.iter().find(|one| one.goal.indicator.code == "member_count").unwrap();
    let opened = see(&house, members.goal.id);
    assert!(opened.parts.len() > 1);
    assert!(opened.sum().unwrap().good, "{:?}", opened.sum());
    assert!(house.store.verify(None).unwrap().faults.is_empty());
}
