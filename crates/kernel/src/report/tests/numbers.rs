//! How numbers and comparisons are said.

use super::county::setting;
use crate::report::number::{Decimals, Exact, Unit, chinese, print};
use crate::report::template::*;
use crate::report::{Setting, When, parse, wording};
use jiff::civil::{Date, date};

fn whole(number: i64) -> Exact {
    Exact::whole(number)
}

fn share(above: i128, below: i128) -> Exact {
    Exact::new(above, below).unwrap()
}

fn form(options: &str) -> Form {
    let template = parse(&format!("{{会员数{options}}}")).unwrap();
    let Block::Paragraph { text, .. } = &template.blocks[0] else { panic!() };
    let Piece::Insert(insert) = &text[0] else { panic!() };
    insert.form
}

#[test]
fn people_are_printed_as_the_form_says() {
    let people = Unit { name: "人", decimals: Decimals::UpTo(0) };
    for (number, options, wanted) in [
        (48_216, "", "48,216人"),
        (48_216, "|数", "48,216"),
        (48_216, "|不分节", "48216人"),
        (48_216, "|万", "4.82万人"),
        (40_200, "|万", "4.02万人"),
        (40_000, "|万", "4万人"),
        (40_000, "|万2", "4.00万人"),
        (48_250, "|万1", "4.8万人"),
        (48_500, "|万0", "5万人"),
        (12_345_678, "|万", "1,234.57万人"),
        (123_456_789, "|亿", "1.23亿人"),
        (35, "|万", "35人"),
        (50, "|万", "0.01万人"),
        (-35, "", "-35人"),
        (0, "|万", "0人"),
        (48_216, "|约", "约48,000人"),
        (48_216, "|约|万", "约4.8万人"),
        (48_000, "|约", "48,000人"),
        (48_500, "|约1", "约50,000人"),
        (5_432, "|多1", "5000多人"),
        (5_432, "|多", "5400多人"),
        (5_432, "|余2", "5400余人"),
        (5_000, "|多1", "5000人"),
        (12_345, "|多3", "12300多人"),
        (203_456, "|万|多", "20多万人"),
        (1_823_000, "|万|多", "180多万人"),
        (23_456, "|万|余", "2万余人"),
        (234_567, "|万|多", "23万多人"),
        (900, "|万|多", "900人"),
        (7, "|多", "7人"),
        (1, "|汉字", "一人"),
        (2, "|汉字", "两人"),
        (12, "|汉字|数", "十二"),
        (99, "|汉字", "九十九人"),
        (100, "|汉字", "100人"),
        (-1, "|汉字", "-1人"),
    ] {
        assert_eq!(print(whole(number), people, form(options)), wanted, "{number}{options}");
    }
}

#[test]
fn money_and_shares_are_rounded_half_up_once() {
    let yuan = Unit { name: "元", decimals: Decimals::UpTo(2) };
    for (fen, options, wanted) in [
        (1_026_400_000, "", "10,264,000元"),
        (1_026_400_000, "|万", "1,026.4万元"),
        (1_026_400_000, "|万元", "1,026.4万元"),
        (1_026_400_000, "|万2", "1,026.40万元"),
        (12_345, "", "123.45元"),
        (12_350, "", "123.5元"),
        (2_000_050, "|万|余", "2万余元"),
        (0, "", "0元"),
    ] {
        assert_eq!(print(share(fen, 100), yuan, form(options)), wanted, "{fen}{options}");
    }
    let percent = Unit { name: "%", decimals: Decimals::Fixed(1) };
    for (above, below, options, wanted) in [
        (84_800, 1_000, "", "84.8%"),
        (8_485, 100, "", "84.9%"),
        (84_849, 1_000, "", "84.8%"),
        (91, 1, "", "91.0%"),
        (200, 3, "|小数2", "66.67%"),
        (200, 3, "|小数0", "67%"),
        (-8_485, 100, "", "-84.9%"),
    ] {
        assert_eq!(print(share(above, below), percent, form(options)), wanted, "{above}/{below}");
    }
}

#[test]
fn change_is_worded_by_rule() {
    let amount =
        |n: Exact| print(n, Unit { name: "家", decimals: Decimals::UpTo(0) }, Form::default());
    for (now, base, wanted) in [
        (1032, 1000, "增长3.2%"),
        (985, 1000, "下降1.5%"),
        (1000, 1000, "持平"),
        (0, 0, "持平"),
        (100_001, 100_000, "基本持平"),
        (35, 0, "从无到有，新增35家"),
        (0, 35, "下降100.0%"),
        (5, -3, "由负转正"),
        (-3, 5, "由正转负"),
        (-3, 0, "减少3家"),
        (-8, -3, "减少5家"),
        (-3, -8, "增加5家"),
        (0, -8, "增加8家"),
    ] {
        assert_eq!(wording::change(whole(now), whole(base), 1, &amount), wanted, "{base}→{now}");
    }
    for (now, base, wanted) in
        [(1286, 1251, "净增35家"), (22, 25, "净减3家"), (7, 7, "持平"), (3, -2, "净增5家")]
    {
        assert_eq!(wording::net(whole(now), whole(base), &amount), wanted, "{base}→{now}");
    }
    for (now, base, wanted) in [
        (150, 100, "是上年同期的1.5倍"),
        (200, 100, "是上年同期的2倍"),
        (100, 300, "是上年同期的0.33倍"),
        (35, 0, "从无到有，新增35家"),
        (0, 0, "—"),
        (3, -2, "—"),
    ] {
        let said = wording::times(whole(now), whole(base), "上年同期", 2, &amount);
        assert_eq!(said, wanted, "{base}→{now}");
    }
    for (now, goal, wanted) in
        [(65, 100, "还差35家"), (103, 100, "超额3家"), (100, 100, "刚好完成")]
    {
        assert_eq!(wording::missing(whole(now), whole(goal), &amount), wanted);
    }
}

#[test]
fn points_are_the_difference_of_the_exact_shares() {
    for (now, base, wanted) in [
        ((916, 10), (893, 10), "提高2.3个百分点"),
        ((893, 10), (916, 10), "下降2.3个百分点"),
        ((91, 1), (91, 1), "持平"),
        ((9_104, 100), (9_100, 100), "基本持平"),
        ((9_105, 100), (9_100, 100), "提高0.1个百分点"),
    ] {
        let said = wording::points(share(now.0, now.1), share(base.0, base.1), 1);
        assert_eq!(said, wanted, "{base:?}→{now:?}");
    }
}

#[test]
fn fractions_are_ordered_without_multiplying() {
    let large = share(i128::MAX, i128::MAX - 1);
    let larger = share(i128::MAX - 1, i128::MAX - 2);
    assert!(large < larger);
    assert!(share(-1, 3) < share(-1, 4) && share(-1, 4) < share(0, 9));
    assert!(share(2, 3) > share(3, 5) && share(4, 6) == share(2, 3));
    assert_eq!(Exact::new(1, 0), None);
}

#[test]
fn headings_are_counted_in_chinese() {
    for (number, wanted) in
        [(1, "一"), (10, "十"), (11, "十一"), (20, "二十"), (23, "二十三"), (99, "九十九")]
    {
        assert_eq!(chinese(number), wanted);
    }
}

fn of(first: Date, last: Date, today: Date) -> Setting {
    Setting { first, last, today, ..setting() }
}

#[test]
fn periods_are_called_as_people_call_them() {
    let late = date(2027, 1, 1);
    for ((from, to), wanted) in [
        ((date(2026, 1, 1), date(2026, 6, 30)), "2026年上半年"),
        ((date(2026, 7, 1), date(2026, 12, 31)), "2026年下半年"),
        ((date(2026, 4, 1), date(2026, 6, 30)), "2026年第二季度"),
        ((date(2026, 1, 1), date(2026, 9, 30)), "2026年前三季度"),
        ((date(2026, 6, 1), date(2026, 6, 30)), "2026年6月"),
        ((date(2024, 2, 1), date(2024, 2, 29)), "2024年2月"),
        ((date(2026, 1, 1), date(2026, 5, 31)), "2026年1月至5月"),
        ((date(2026, 1, 1), date(2026, 12, 31)), "2026年"),
        ((date(2026, 1, 1), date(2026, 6, 17)), "2026年1月1日至6月17日"),
        ((date(2026, 6, 17), date(2026, 6, 17)), "2026年6月17日"),
        ((date(2025, 12, 1), date(2026, 2, 3)), "2025年12月1日至2026年2月3日"),
    ] {
        assert_eq!(of(from, to, late).period(), wanted);
    }
}

#[test]
fn moments_are_days_for_stocks_and_stretches_for_flows() {
    let half = setting();
    for (moment, day, stretch) in [
        ("期末", Some(date(2026, 6, 30)), None),
        ("期初", Some(date(2025, 12, 31)), None),
        ("本期", None, Some((date(2026, 1, 1), date(2026, 6, 30)))),
        ("上期", Some(date(2025, 12, 31)), Some((date(2025, 7, 1), date(2025, 12, 31)))),
        ("上年末", Some(date(2025, 12, 31)), None),
        ("上年同期", Some(date(2025, 6, 30)), Some((date(2025, 1, 1), date(2025, 6, 30)))),
        ("本年累计", None, Some((date(2026, 1, 1), date(2026, 6, 30)))),
        ("上年累计", None, Some((date(2025, 1, 1), date(2025, 6, 30)))),
        ("上年", None, Some((date(2025, 1, 1), date(2025, 12, 31)))),
        ("全部", None, Some((date(1800, 1, 1), date(2026, 6, 30)))),
        ("今天", Some(date(2026, 7, 3)), Some((date(2026, 7, 3), date(2026, 7, 3)))),
    ] {
        let at = Moment::ALL.iter().find(|(written, _)| *written == moment).unwrap().1;
        assert_eq!(half.when(At::Moment(at), false), day.map(When::On), "{moment}");
        let stretch = stretch.map(|(first, last)| When::Between(first, last));
        assert_eq!(half.when(At::Moment(at), true), stretch, "{moment}");
    }
}

#[test]
fn a_period_that_is_not_over_is_counted_up_to_today_and_so_is_the_year_before() {
    let running = of(date(2026, 1, 1), date(2026, 6, 30), date(2026, 6, 17));
    assert_eq!(running.when(At::Usual, false), Some(When::On(date(2026, 6, 17))));
    let before = running.base(At::Usual, At::Moment(Moment::YearBefore), true);
    assert_eq!(before, Some(When::Between(date(2025, 1, 1), date(2025, 6, 17))));
    assert_eq!(running.period(), "2026年上半年");
    assert_eq!(running.word(Word::AsOf, &running.union), "截至2026年6月17日");
}

#[test]
fn the_last_of_february_is_compared_with_the_last_of_february() {
    let leap = of(date(2024, 2, 1), date(2024, 2, 29), date(2024, 3, 5));
    let before = leap.base(At::Usual, At::Moment(Moment::YearBefore), true);
    assert_eq!(before, Some(When::Between(date(2023, 2, 1), date(2023, 2, 28))));
    let plain = of(date(2025, 2, 1), date(2025, 2, 28), date(2025, 3, 5));
    let before = plain.base(At::Usual, At::Moment(Moment::YearBefore), true);
    assert_eq!(before, Some(When::Between(date(2024, 2, 1), date(2024, 2, 29))));
}

#[test]
fn a_figure_with_its_own_days_is_compared_with_the_year_before_those() {
    let half = setting();
    let own = At::On(date(2017, 4, 30));
    let before = half.base(own, At::Moment(Moment::YearBefore), false);
    assert_eq!(before, Some(When::On(date(2016, 4, 30))));
    let own = At::Between(date(2016, 4, 1), date(2016, 6, 30));
    let before = half.base(own, At::Moment(Moment::Previous), true);
    assert_eq!(before, Some(When::Between(date(2016, 1, 1), date(2016, 3, 31))));
}
