//! What is read from a template, and what is said of one that is wrong.

use crate::report::template::*;
use crate::report::{Fault, parse};
use proptest::prelude::*;

/// A half-year report as a county writes it.
pub const HALF_YEAR: &str = "\
# {单位}
# 关于{期间}工作情况的汇报
> {上级}：
// 开头一段每次一样
　　今年以来，{单位}扎实做好各项工作。现将有关情况汇报如下。
## 主要工作情况
### 组织建设稳步推进。|全县现有基层工会{基层工会数}，比年初{基层工会数|比=期初|净增}，建会率{建会率}，比上年底{建会率|比=上年末|百分点}。
### 会员发展持续扩面。|全县会员{会员数|万}，其中农民工会员{会员数[是否农民工=是]}，占{会员数[是否农民工=是]|占比=会员数}。{如果 新发展会员数 > 0}今年新发展会员{新发展会员数}。{否则}今年没有新发展会员。{完}
{如果 建会率 < 本单位的建会率@上年末 且 非 (会员数 ≥ 5万人 或 建会率 > 90%)}
#### 建会进度放缓
{完}
{会员数；建会率|表=下级|标题=各乡镇会员和建会情况}
{每个下级|有数的|按会员数降序|前3}
### {单位}|会员{会员数}。
{完}
## 存在的主要问题
一是发展不平衡，{每个下级|用、隔开|当 建会率 < 本单位的建会率}{单位}{建会率}{完}低于全县平均。
{【待补充】存在问题的原因}
~ {单位}
~ {今天}
";

fn faults(text: &str) -> Vec<Fault> {
    parse(text).expect_err("has faults")
}

fn says(text: &str) -> String {
    faults(text).iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
}

fn insert(text: &str) -> Insert {
    let read = parse(text).unwrap();
    match &read.blocks[..] {
        [Block::Paragraph { text, .. }] => match &text[..] {
            [Piece::Insert(insert)] => insert.as_ref().clone(),
            other => panic!("{other:?}"),
        },
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_half_year_report_reads_and_prints_back_the_same() {
    let read = parse(HALF_YEAR).unwrap();
    assert_eq!(read.blocks.len(), 15);
    let printed = read.to_string();
    assert_eq!(parse(&printed).unwrap(), read, "{printed}");
}

#[test]
fn a_line_says_by_its_first_sign_what_it_is() {
    let read = parse("# 大标题\n##一级\n＃＃＃ 二级|接着写\n　　正文\n> 主送：\n~ 署名\n\n// 备注")
        .unwrap();
    let kinds: Vec<String> = read
        .blocks
        .iter()
        .map(|block| match block {
            Block::Title(_) => "大".to_owned(),
            Block::Heading { level, text, .. } => format!("{level}{}", text.len()),
            Block::Paragraph { stand, .. } => format!("{stand:?}"),
            other => panic!("{other:?}"),
        })
        .collect();
    assert_eq!(kinds, ["大", "10", "21", "Indented", "Flush", "Right"]);
}

#[test]
fn what_a_chinese_keyboard_types_is_read_alike() {
    let half = insert(
        "{会员数[是否农民工=是;性别=女]@2016-01-01..2016-12-31|占比=职工数|比=上年同期|百分点|小数1}",
    );
    let full = insert(
        "｛会员数【是否农民工＝是；性别＝女】＠2016年1月1日至2016年12月31日｜占比＝职工数｜比＝上年同期｜百分点｜小数１｝",
    );
    assert_eq!(half, full);
    assert_eq!(half.measure.figure.filter.len(), 2);
    assert_eq!(half.form.decimals, Some(1));
}

#[test]
fn a_day_a_month_and_a_year_may_stand_behind_the_at() {
    for (typed, means) in [
        ("@2017-04-30", "@2017-04-30"),
        ("@2017年4月30日", "@2017-04-30"),
        ("@2017年4月", "@2017-04-01..2017-04-30"),
        ("@2016年", "@2016-01-01..2016-12-31"),
        ("@2016-01-01~2016-03-31", "@2016-01-01..2016-03-31"),
        ("@上年末", "@上年末"),
    ] {
        assert_eq!(
            insert(&format!("{{会员数{typed}}}")).measure.to_string(),
            format!("会员数{means}")
        );
    }
}

#[test]
fn numbers_in_conditions_carry_scale_and_unit_and_names_may_begin_with_digits() {
    let read = parse("{如果 会费收入 > 1.05万元 且 25人以上企业建会率 < 25人以上企业覆盖率 或 会员数≥5,000人}多{完}").unwrap();
    let Block::Paragraph { text, .. } = &read.blocks[0] else { panic!() };
    let Piece::Choice(choice) = &text[0] else { panic!() };
    let Cond::Any(parts) = &choice.branches[0].0 else { panic!() };
    let Cond::All(both) = &parts[0] else { panic!() };
    let Cond::Compare(_, _, Operand::Number(money)) = &both[0] else { panic!() };
    assert_eq!((money.digits, money.decimals, money.scale), (105, 2, Scale::Wan));
    assert_eq!(money.unit, "元");
    let Cond::Compare(left, _, Operand::Measure(right)) = &both[1] else { panic!() };
    assert_eq!(left.figure.name.text, "25人以上企业建会率");
    assert_eq!(right.figure.name.text, "25人以上企业覆盖率");
    let Cond::Compare(_, Order::AtLeast, Operand::Number(people)) = &parts[1] else { panic!() };
    assert_eq!((people.digits, people.unit.as_str()), (5000, "人"));
}

#[test]
fn words_compare_as_signs_do() {
    let signs = parse("{如果 会员数 ≥ 100}多{完}").unwrap();
    assert_eq!(parse("{如果 会员数 不少于 100}多{完}").unwrap(), signs);
    assert_eq!(parse("{如果会员数>=100}多{完}").unwrap(), signs);
    assert_eq!(parse("{如果（会员数≥100）}多{完}").unwrap(), signs);
}

#[test]
fn open_places_keep_what_is_wanted_there() {
    for typed in ["{【待补充】亮点}", "{【待补充：亮点】}", "{待补充 亮点}"] {
        let read = parse(typed).unwrap();
        let Block::Paragraph { text, .. } = &read.blocks[0] else { panic!() };
        assert_eq!(text[..], [Piece::Open("亮点".into())], "{typed}");
    }
}

#[test]
fn doubled_braces_are_braces() {
    let read = parse("写作{{会员数}}的地方会换成数").unwrap();
    let Block::Paragraph { text, .. } = &read.blocks[0] else { panic!() };
    assert_eq!(text[..], [Piece::Text("写作{会员数}的地方会换成数".into())]);
}

#[test]
fn every_fault_is_told_at_once_with_its_place() {
    let text = "会员{会员数\n{会员数|什么}、{会员数@去年}\n{完}";
    let places: Vec<(usize, usize)> = faults(text).iter().map(|f| (f.line, f.column)).collect();
    assert_eq!(places, [(1, 3), (2, 6), (2, 15), (3, 1)]);
}

#[test]
fn a_fault_says_what_to_write_instead() {
    for (text, wanted) in [
        ("会员{会员数", "第1行第3个字：“{”没有配上“}”"),
        ("会员}", "第1行第3个字：多了一个“}”"),
        ("{}", "花括号里是空的"),
        ("{会员数|比=期初}", "还要写怎么说：增减、净增、百分点、差或倍"),
        ("{会员数|增减}", "还要写和什么比，如{会员数|比=上年同期|增减}"),
        ("{会员数|名单|目标}", "一处只能说一样"),
        ("{会员数|比=去年|净增}", "时间“去年”看不懂，可以写：期末、期初"),
        ("{会员数@2016-12-31..2016-01-01}", "起日晚于止日"),
        ("{会员数@2016-02-30}", "时间“2016-02-30”看不懂"),
        ("{会员数[农民工]}", "方括号里写“分类=值”"),
        ("{会员数[是否农民工=是}", "方括号“[”没有配上“]”"),
        ("{会员数；建会率}", "只能做表或图"),
        ("见{会员数|表=下级}", "表和图要单独占一行"),
        ("{会员数|表=下级|名单}", "不能写比较、占比或名单"),
        ("{如果 会员数}有{完}", "如 会员数 > 0"),
        ("{如果 会员数 > 0}有", "没有写{完}"),
        ("{如果 会员数 > 0}\n有", "请把{如果…}、{否则}、{完}各占一行"),
        ("{如果 会员数 > 0 会员数 < 9}有{完}", "写“且”或“或”"),
        ("{如果 会员数|万 > 5}有{完}", "条件里不用写“万”"),
        ("{如果 会员数|名单 > 5}有{完}", "条件里只能比数"),
        ("{否则}\n{完}", "前面没有{如果…}"),
        ("{每个下级}{每个下级}x{完}{完}", "里面不能再写{每个下级}"),
        ("{每个下级}\n{每个下级}x{完}\n{完}", "里面不能再写{每个下级}"),
        ("{每个下级|最多的}x{完}", "可以写：有数的、前3"),
        ("###### 太深", "最多五个“#”"),
        ("## ", "后面要写标题的文字"),
        ("**重点", "“**”要成对"),
        ("{会员数|标题=表}", "只用在表和图上"),
        ("{会员数|不带数}", "只和“前3”“后3”一起写"),
    ] {
        let told = says(text);
        assert!(told.contains(wanted), "{text}: {told}");
    }
}

#[test]
fn a_broken_condition_is_one_fault_and_not_three() {
    assert_eq!(faults("{如果 会员数}有{否则}无{完}").len(), 1);
    assert_eq!(faults("{如果 会员数}\n有\n{否则}\n无\n{完}").len(), 1);
}

#[test]
fn blanks_before_the_bar_of_a_heading_do_not_count() {
    assert_eq!(parse("# 如果 |").unwrap(), parse("# 如果").unwrap());
    assert_eq!(parse("### 组织建设 | 全县").unwrap(), parse("### 组织建设|全县").unwrap());
}

#[test]
fn depth_has_an_end() {
    let lines = "{如果 会员数 > 0}\n".repeat(5000) + &"{完}\n".repeat(5000);
    assert!(says(&lines).contains("最多套8层"));
    assert!(says(&"{如果 会员数 > 0}".repeat(5000)).contains("最多套8层"));
    assert!(says(&format!("{{如果 {}会员数}}", "(".repeat(9000))).contains("太深"));
    assert!(says(&format!("{{如果 {}会员数}}", "非 ".repeat(9000))).contains("太深"));
}

/// Scraps that templates are made of, so that chance often makes something nearly right.
const SCRAPS: &str = "{¦}¦{{¦｛¦｝¦|¦｜¦[¦]¦【¦】¦@¦=¦；¦\n¦\n¦# ¦## ¦### ¦> ¦~ ¦//¦**¦会员数¦建会率¦\
是否农民工¦是¦上年末¦期初¦比=¦占比=¦增减¦净增¦百分点¦倍¦万2¦小数1¦约¦多3¦数¦名单¦名单=3¦前3¦后2¦不带数¦表=¦\
图=¦下级¦月¦标题=¦如果 ¦否则如果 ¦{否则}¦{完}¦{完}\n¦每个下级¦|有数的¦|按会员数降序¦|用；隔开¦|当 ¦ > ¦≥¦\
0¦5万元¦65.5%¦ 且 ¦ 或 ¦非 ¦(¦)¦（¦2017-04-30¦2016年¦..¦待补充¦单位¦本单位的¦期间¦{单位}¦\
{会员数}¦{如果 会员数 > 0}¦，全县¦。¦ ";

pub fn scraps() -> impl Strategy<Value = String> {
    let scrap = prop::sample::select(SCRAPS.split('¦').collect::<Vec<_>>());
    prop::collection::vec(scrap, 0..40).prop_map(|scraps| scraps.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, rng_seed: prop::test_runner::RngSeed::Fixed(7), ..ProptestConfig::default() })]

    #[test]
    fn no_text_is_too_odd_to_read(text in any::<String>()) {
        let _ = parse(&text);
    }

    #[test]
    fn what_was_read_is_read_the_same_when_printed(text in scraps()) {
        if let Ok(read) = parse(&text) {
            let printed = read.to_string();
            prop_assert_eq!(parse(&printed), Ok(read), "{}", printed);
        }
    }

    #[test]
    fn faults_stand_inside_the_text(text in scraps()) {
        if let Err(faults) = parse(&text) {
            for fault in faults {
                let line = text.split('\n').nth(fault.line - 1);
                let long = line.map(|line| line.chars().count());
                prop_assert!(long.is_some_and(|long| fault.column <= long + 1), "{}", fault);
            }
        }
    }
}
