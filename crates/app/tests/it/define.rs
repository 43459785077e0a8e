//! Figures that users define: kept with versions and days in force, evaluated as they were kept,
//! refused with the reason when they make no sense.

use crate::house::*;
use kernel::define::{Draft, read};
use store::figure::FigureAsk;
use store::{Ctx, Store, StoreError};

const MALE: &str = "\
编码：male_member_count
名称：男会员数
单位：人
台账：会籍
数法：条数
时间：时点
条件：会员.性别 = 男
分组：status 会籍状态 = 会籍状态
口径：截至当日在册的男会员人数。
";

fn draft(store: &Store, text: &str) -> Draft {
    store.with_known(|known| read(text, known)).unwrap_or_else(|faults| panic!("{faults:?}"))
}

fn county(house: &House) -> Ctx {
    house.user("county", house.root)
}

#[test]
fn a_defined_figure_is_counted_like_a_declared_one() {
    let house = House::new();
    let ctx = county(&house);
    (1..=9).for_each(|n| {
        house.newcomer(n, house.mill, "2021-03-01");
    });
    let made = draft(&house.store, MALE);
    let trial = house.store.figures_of(&ctx, &[&made.indicator], &FigureAsk::on(day("2026-01-05")));
    let trial = trial.unwrap().pop().unwrap().unwrap();
    let kept = house.store.define(&ctx, &made, "").unwrap();
    assert_eq!(kept.version, 1);
    let figure = house.figure("male_member_count", &FigureAsk::on(day("2026-01-05")));
    assert_eq!(figure.amount, trial.amount, "as the preview said");
    let all = house.figure("member_count", &FigureAsk::on(day("2026-01-05"))).amount.value;
    let women = house.figure("member_female_count", &FigureAsk::on(day("2026-01-05"))).amount.value;
    assert_eq!(figure.amount.value, all - women);
    crate::figures::agree(&house, "male_member_count", &FigureAsk::on(day("2026-01-05")));
}

#[test]
fn a_new_version_begins_on_its_day_and_the_old_one_answers_for_the_days_before() {
    let house = House::new();
    let ctx = county(&house);
    (1..=9).for_each(|n| {
        house.newcomer(n, house.mill, "2021-03-01");
    });
    let store = &house.store;
    store.define(&ctx, &draft(store, MALE), "").unwrap();
    let women = MALE.replace("= 男", "= 女").replace("口径：", "从：2026-01-05\n口径：");
    let (field, why) = refusal(store.define(&ctx, &draft(store, &women), ""));
    assert_eq!((field.as_str(), why.contains("为什么改")), ("reason", true));
    let second = store.define(&ctx, &draft(store, &women), "统计口径改为女会员").unwrap();
    assert_eq!(second.version, 2);
    let ask = |day: &str| FigureAsk::on(self::day(day));
    let (old, new) = (
        house.figure("male_member_count", &ask("2026-01-04")),
        house.figure("male_member_count", &ask("2026-01-05")),
    );
    assert_eq!((old.indicator.version, new.indicator.version), (1, 2));
    assert_eq!(new.amount, house.figure("member_female_count", &ask("2026-01-05")).amount);
    let again = store.define(&ctx, &draft(store, &women), "").unwrap();
    assert_eq!(again.version, 2, "the same text once more changes nothing");
}

#[test]
fn what_is_declared_or_named_already_is_refused() {
    let house = House::new();
    let (store, ctx) = (&house.store, county(&house));
    let own = MALE.replace("male_member_count", "member_count");
    assert!(refusal(store.define(&ctx, &draft(store, &own), "")).1.contains("程序自带"));
    let title = MALE.replace("男会员数", "会员数");
    assert!(refusal(store.define(&ctx, &draft(store, &title), "")).1.contains("请换一个名称"));
}

#[test]
fn only_who_may_define_defines() {
    let house = House::new();
    let made = draft(&house.store, MALE);
    for (role, at) in [("township", house.east), ("grassroots", house.mill), ("leader", house.root)]
    {
        let ctx = house.user(role, at);
        let done = house.store.define(&ctx, &made, "");
        assert!(matches!(done, Err(StoreError::Forbidden)), "{role}");
    }
    house.store.define(&county(&house), &made, "").unwrap();
    let town = house.user("township", house.east);
    let at_home = FigureAsk::on(day("2026-01-05")).at(house.east);
    assert!(house.store.figure(&town, "male_member_count", &at_home).is_ok());
    let above = FigureAsk::on(day("2026-01-05"));
    let above = house.store.figure(&town, "male_member_count", &above);
    assert!(
        matches!(above, Err(StoreError::Forbidden)),
        "its rows obey the rights of their register"
    );
}

#[test]
fn a_retired_figure_is_no_longer_offered_and_still_answers_for_the_past() {
    let house = House::new();
    let (store, ctx) = (&house.store, county(&house));
    store.define(&ctx, &draft(store, MALE), "").unwrap();
    store.retire(&ctx, "male_member_count", "不再统计").unwrap();
    assert!(store.indicators().iter().all(|one| one.code != "male_member_count"));
    assert!(store.figure(&ctx, "male_member_count", &FigureAsk::on(day("2025-12-31"))).is_ok());
    assert!(store.retire(&ctx, "member_count", "").is_err(), "what is declared stays");
}
