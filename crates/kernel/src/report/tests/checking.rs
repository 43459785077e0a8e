//! What is said of names, days and wordings that cannot be, and how names are respelled.

use super::county::glossary;
use super::reading::HALF_YEAR;
use crate::report::{Glossary, Info, Spelling, check, parse, rename};

fn told(text: &str) -> String {
    let faults = check(&parse(text).unwrap(), &glossary());
    faults.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
}

#[test]
fn a_good_template_has_nothing_wrong() {
    assert_eq!(told(HALF_YEAR), "");
    assert_eq!(told("{会员数@2016年}{新发展会员数@2016-03-01}{会员数|比=目标|净增}"), "");
}

#[test]
fn each_fault_names_its_place_and_the_way_out() {
    for (text, wanted) in [
        ("全县{会员人数}人", "第1行第4个字：没有叫“会员人数”的指标，是不是：会员数"),
        ("{风马牛}", "没有叫“风马牛”的指标，请在指标表里查"),
        ("{提示函份数}", "有几个指标都叫“提示函份数”，请写代码：letter_count、old_letter_count"),
        ("{会员数[性别=女]}", "第1行第6个字：“会员数”不能按“性别”分，可以按：是否农民工、工会类型"),
        ("{建会率[性别=女]}", "“建会率”不能再分"),
        ("{会员数[工会类型=联合工会]}", "“工会类型”里没有“联合工会”，可以写：联合基层工会"),
        ("{新发展会员数@期初}", "是一段时间里发生的数，没有“期初”"),
        ("{会员数@本年累计}", "是某一天的数，没有“本年累计”"),
        ("{新发展会员数|比=上年末|增减}", "没有“上年末”"),
        ("{会员数|比=上年同期|百分点}", "不是百分数，不能说百分点"),
        ("{会员数|净增}", "还要写和什么比，如{会员数|比=期初|净增}"),
        ("{建会率|净增}", "还要写和什么比"),
        ("{建会率|比=上年末|增减}", "百分数的变化请写“百分点”"),
        ("{建会率|万}", "百分数不能写成万、亿"),
        ("{会员数|占比=建会率}", "占比要用两个数来算"),
        ("{建会率|名单}", "是算出来的数，没有名单"),
        ("{会员数[是否农民工=是]|目标}", "目标是对整个指标定的"),
        ("{会员数；建会率|图=下级}", "要用同一个单位，这里有人、%"),
        ("{会员数|表=性别}", "不能按“性别”分"),
        ("{如果 会员数 > 5家}有{完}", "这里比的是“人”，不是“家”"),
        ("{如果 发放帮扶资金 > 5万人}有{完}", "这里比的是“元”，不是“人”"),
        ("{每个下级|按工会会员升序}{单位}{完}", "没有叫“工会会员”的指标"),
    ] {
        let said = told(text);
        assert!(said.contains(wanted), "{text}: {said}");
    }
}

#[test]
fn names_become_codes_and_titles_again_and_nothing_else_moves() {
    let kept = rename(HALF_YEAR, &glossary(), Spelling::Code);
    assert!(kept.contains("{member_count[migrant=1]|占比=member_count}"), "{kept}");
    assert!(kept.contains("// 开头一段每次一样\n　　今年以来"), "{kept}");
    assert!(kept.contains("{member_count；union_build_rate|表=下级|标题=各乡镇会员和建会情况}"));
    assert_eq!(rename(&kept, &glossary(), Spelling::Title), HALF_YEAR);
}

#[test]
fn an_ambiguous_title_stays_a_code() {
    let text = "{letter_count}{会员数［工会类型＝基层工会(独立)］}";
    let shown = rename(text, &glossary(), Spelling::Title);
    assert_eq!(shown, "{letter_count}{会员数［工会类型＝基层工会（独立）］}");
}

#[test]
fn a_title_that_would_be_read_as_a_number_stays_a_code() {
    let info = |code: &str, title: &str| Info {
        code: code.into(),
        title: title.into(),
        ..Info::default()
    };
    let known = Glossary::new(vec![
        info("big", "25人以上企业数"),
        info("best", "5A级工会"),
        info("own", "本单位的会员"),
        info("temporary", "（临时）会员数"),
    ]);
    for (code, wanted) in
        [("big", "25人以上企业数"), ("best", "best"), ("own", "own"), ("temporary", "temporary")]
    {
        let text = format!("{{如果 big > {code}}}多{{完}}");
        let shown = rename(&text, &known, Spelling::Title);
        assert_eq!(shown, format!("{{如果 25人以上企业数 > {wanted}}}多{{完}}"));
        assert_eq!(rename(&shown, &known, Spelling::Code), text);
    }
}

#[test]
fn a_text_that_cannot_be_read_is_left_alone() {
    let text = "{会员数";
    assert_eq!(rename(text, &glossary(), Spelling::Code), text);
}
