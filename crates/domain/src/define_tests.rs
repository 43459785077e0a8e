//! Definitions as text, read against everything that is declared here.

use kernel::define::{Draft, Fault, Known, read, write};
use kernel::indicator::{Cond, Indicator, Measure, Time};
use kernel::value::Value;

const SETTINGS: [(&str, &str); 1] = [("eligible_employees", "应建会单位的职工人数下限（人）")];

fn find(said: &str) -> Option<&'static Indicator> {
    let all = &crate::catalog().indicators;
    all.iter().find(|one| one.code == said || one.title == said)
}

fn known() -> Known<'static> {
    Known { catalog: crate::catalog(), find: &find, settings: &SETTINGS }
}

fn made(text: &str) -> Draft {
    read(text, &known()).unwrap_or_else(|faults| panic!("{faults:?}"))
}

fn faults(text: &str) -> Vec<Fault> {
    read(text, &known()).err().unwrap_or_default()
}

const YOUNG: &str = "\
// 青年农民工会员，团县委要的数
编码：young_migrant_count
名称：青年农民工会员数
单位：人
台账：会籍
数法：条数
时间：时点
条件：会员.农民工 = 是
条件：会员.出生日期 ≥ 1991-01-01
条件：会籍状态 属于 正常、保留会籍
缺了不计：会员.出生日期
分组：sex 性别 = 会员.性别
从：2026-07-01
口径：截至当日在册、当日标记为农民工、1991年以后出生的会员人数。
";

#[test]
fn a_clerk_writes_a_definition() {
    let draft = made(YOUNG);
    assert_eq!(draft.from, Some("2026-07-01".parse().unwrap()));
    let young = draft.indicator;
    assert_eq!((young.code.as_str(), young.unit.as_str()), ("young_migrant_count", "人"));
    assert_eq!((young.of.as_str(), &young.time), ("membership", &Time::Stock));
    let born = Cond::AtLeast("person.birth_on".into(), Value::from("1991-01-01"));
    assert_eq!(young.when.get(1), Some(&born));
    assert_eq!(young.needs, ["person.birth_on"]);
    assert_eq!(young.dims.first().unwrap().name, "sex");
}

#[test]
fn every_declared_definition_reads_back_as_it_was_written() {
    for indicator in &crate::catalog().indicators {
        let text = write(indicator, None, &known());
        let again = made(&text).indicator;
        assert_eq!(&Indicator { version: indicator.version, ..again }, indicator, "{text}");
    }
}

#[test]
fn a_share_is_two_indicators_and_says_so_in_its_unit() {
    let text = "编码：migrant_share\n名称：农民工会员占比\n单位：%\n\
                数法：农民工会员数 ÷ 会员数\n小数：2\n口径：农民工会员数除以会员数。\n";
    let share = made(text).indicator;
    let parts = Measure::Ratio {
        numerator: "member_migrant_count".into(),
        denominator: "member_count".into(),
        scale: 100,
    };
    assert_eq!((share.measure, share.decimals), (parts, 2));
}

#[test]
fn what_is_wrong_is_told_with_line_and_column() {
    let with = |from: &str, to: &str| {
        let text = YOUNG.replace(from, to);
        assert_ne!(text, YOUNG, "{from}");
        faults(&text)
    };
    let said =
        |faults: Vec<Fault>| faults.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n");
    let found = said(with("会员.农民工 = 是", "会员.农名工 = 是"));
    assert_eq!(found, "第8行第4字：人员里没有“农名工”这一项；是不是“农民工”？");
    let found = said(with("属于 正常、保留会籍", "属于 正常、保留"));
    assert!(found.is_empty(), "a synonym of the list is understood: {found}");
    let found = said(with("正常、保留会籍", "正长"));
    assert!(found.starts_with("第10行第12字：“会籍状态”里没有“正长”"), "{found}");
    let found = said(with("台账：会籍", "台账：会计"));
    assert!(found.contains("没有台账“会计”"), "{found}");
    let found = said(with("≥ 1991-01-01", "> 1991-01-01"));
    assert!(found.contains("≥（不少于）"), "{found}");
    let found = said(with("数法：条数", "数法：合计 会籍状态"));
    assert!(found.contains("“会籍状态”不是数，不能合计"), "{found}");
    let found = said(with("时间：时点", "时间：时期 会籍状态"));
    assert!(found.contains("不是固定的日期"), "{found}");
    let found = said(with("会员.农民工 = 是", "会员.证件号码 = 110105194912310021"));
    assert!(found.contains("加密保存"), "{found}");
    assert!(!found.contains("110105"), "what was typed of a secret is not repeated");
    let found = said(with("口径：截至", "口经：截至"));
    assert!(found.contains("没有“口经”这一行；是不是“口径”？"), "{found}");
}

#[test]
fn circles_and_ratios_of_ratios_are_refused() {
    let text = |how: &str| {
        format!("编码：odd_share\n名称：怪比率\n单位：%\n数法：{how}\n口径：两个指标相除得出。\n")
    };
    let all = |how: &str| faults(&text(how)).iter().map(ToString::to_string).collect::<String>();
    assert!(all("职工入会率 ÷ 会员数").contains("以免绕圈"), "{}", all("职工入会率 ÷ 会员数"));
    assert!(all("会员数 ÷ 会员数").contains("总是一样的"));
    assert!(all("会员数 − 新发展会员数").contains("算不到一起"));
    assert!(all("会员总数 ÷ 会员数").contains("没有指标“会员总数”"));
}

#[test]
fn groups_by_the_federation_above_are_read_by_kinds_of_unions() {
    let with = |line: &str| YOUNG.replace("分组：sex 性别 = 会员.性别", line);
    let draft = made(&with("分组：where 所在 = 上级 PARK_FED=park=园区、SYS=system=系统"));
    let kernel::indicator::DimKind::Under(kinds) = &draft.indicator.dims[0].kind else { panic!() };
    assert_eq!(kinds[1], ("SYS".to_owned(), "system".to_owned(), "系统".to_owned()));
    let wrong = faults(&with("分组：where 所在 = 上级 园区=park"));
    assert!(wrong[0].say.contains("工会类型代码=编码=名称"), "{wrong:?}");
    let wrong = faults(&with("分组：where 所在 = 上级 PARK=park=园区"));
    assert!(wrong[0].say.contains("“工会类型”里没有“PARK”这个代码"), "{wrong:?}");
}
