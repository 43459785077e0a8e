//! What is written from a template and answers.

use super::county::{answer, glossary, plain, said, setting, written};
use super::reading::HALF_YEAR;
use crate::report::document::{Part, Role};
use crate::report::*;

#[test]
fn a_half_year_report_is_written_from_its_figures() {
    assert_eq!(
        said(HALF_YEAR),
        "\
云溪县总工会
关于2026年上半年工作情况的汇报
市总工会：
今年以来，云溪县总工会扎实做好各项工作。现将有关情况汇报如下。
一、主要工作情况
（一）组织建设稳步推进。全县现有基层工会1,286家，比年初净增35家，建会率91.6%，比上年底提高2.3个百分点。
（二）会员发展持续扩面。全县会员4.82万人，其中农民工会员38,572人，占80.0%。今年新发展会员2,914人。
《各乡镇会员和建会情况》单位|会员数（人）|建会率（%）
白塔镇|1,286|83.6
双溪乡|0|86.0
兴隆镇|2,914|—
合计|48,216|91.6
（三）兴隆镇会员2,914人。
（四）白塔镇会员1,286人。
二、存在的主要问题
一是发展不平衡，白塔镇83.6%、双溪乡86.0%低于全县平均。
【待补充：存在问题的原因】
云溪县总工会
2026年7月3日"
    );
}

#[test]
fn each_way_of_saying_a_figure() {
    for (typed, wanted) in [
        ("{会员数|比=上年同期|增减}", "增长2.6%"),
        ("{会员数|比=上年同期|增减|小数2}", "增长2.59%"),
        ("{会员数|比=上年同期|差}", "1,216人"),
        ("{会员数|比=上年同期|倍}", "是上年同期的1.03倍"),
        ("{会员数|比=2024-12-31|净增|万}", "净增0.12万人"),
        ("{会员数@上年末}", "47,000人"),
        ("{会员数[是否农民工=是]|占比=会员数|比=上年同期|百分点}", "基本持平"),
        ("{新发展会员数|比=上年同期|增减}", "增长4.1%"),
        ("{发放帮扶资金|万}", "1,026.4万元"),
        ("{发放帮扶资金|比=上年同期|增减}", "从无到有，新增10,264,000元"),
        ("{发放帮扶资金|比=上年同期|增减|万}", "从无到有，新增1,026.4万元"),
        ("{基层工会数|目标}", "1,300家"),
        ("{基层工会数|完成率}", "98.9%"),
        ("{基层工会数|应完成}", "1,275家"),
        ("{基层工会数|差额}", "还差14家"),
        ("{基层工会数|缺口名单}", "白塔镇、双溪乡"),
        ("{基层工会数|比=目标|净增}", "净减14家"),
        ("{会员数|目标}", "—"),
        ("{基层工会数|名单=2}", "迅达货运工会、兴隆五金工会等1,286家"),
        ("{会员数[是否农民工=是]|名单=2}", "迅达货运工会、兴隆五金工会等38,572人"),
        ("{会员净增数|净增}", "净增114人"),
        ("{会员净增数@上年同期|净增}", "净减20人"),
        ("{会员数|前3}", "兴隆镇2,914人、白塔镇1,286人"),
        ("{会员数|前2}", "兴隆镇2,914人、白塔镇1,286人"),
        ("{会员数|后2|不带数}", "双溪乡、白塔镇"),
        ("{建会率|前3}", "双溪乡86.0%、白塔镇83.6%"),
        ("{职工投诉件数}", "无权查看"),
        ("{没有这个数}", "【没有取到数】"),
        ("{会员数@本年累计}", "【没有取到数】"),
        ("**重点**和一般", "重点和一般"),
    ] {
        assert_eq!(said(typed), wanted, "{typed}");
    }
}

#[test]
fn a_condition_that_cannot_be_judged_does_not_hold_and_says_so() {
    for (typed, wanted) in [
        ("{如果 职工投诉件数 > 0}有{否则}无{完}", "无"),
        ("{如果 非 职工投诉件数 > 0}有{否则}无{完}", "无"),
        ("{如果 会员数|目标 > 0}有{否则}无{完}", "无"),
    ] {
        let document = written(typed);
        assert_eq!(plain(&document), wanted, "{typed}");
        let remark = &document.remarks[0];
        assert!(remark.says.contains("按不成立处理"), "{}", remark.says);
    }
    // Where the other part decides, nothing was guessed and nothing is said.
    let document = written("{如果 职工投诉件数 > 0 或 会员数 > 0}有{否则}无{完}");
    assert_eq!((plain(&document).as_str(), document.remarks.len()), ("有", 0));
}

#[test]
fn conditions_compare_in_the_units_people_write() {
    for (cond, wanted) in [
        ("会员数 > 4.8万", "有"),
        ("会员数 > 4.83万人", "无"),
        ("发放帮扶资金 = 1026.4万元", "有"),
        ("建会率 ≥ 91.6%", "有"),
        ("建会率 > 91.6", "无"),
        ("基层工会数|比=期初|净增 = 35", "有"),
        ("会员数|比=上年同期|增减 > 2.5%", "有"),
        ("建会率|比=上年末|百分点 = 2.3", "有"),
        ("基层工会数|完成率 < 99%", "有"),
        ("基层工会数|差额 > 0", "有"),
        ("会员数 > 基层工会数 且 (基层工会数 = 0 或 新发展会员数 ≠ 0)", "有"),
    ] {
        let template = format!("{{如果 {cond}}}有{{否则}}无{{完}}");
        assert_eq!(said(&template), wanted, "{cond}");
    }
}

#[test]
fn children_are_chosen_ordered_and_set_apart() {
    for (typed, wanted) in [
        ("{每个下级}{单位}{完}", "白塔镇、双溪乡、兴隆镇"),
        ("{每个下级|有数的}{单位}{会员数}{完}", "白塔镇1,286人、兴隆镇2,914人"),
        ("{每个下级|按会员数升序|前2|用；隔开}{单位}{完}", "双溪乡；白塔镇"),
        ("{每个下级|按建会率降序}{单位}{完}", "双溪乡、白塔镇、兴隆镇"),
        ("{每个下级|当 会员数[是否农民工=是] > 650}{单位}{完}", "兴隆镇"),
        ("{每个下级}{如果 会员数 = 0}{单位}{完}{完}还没有会员。", "双溪乡还没有会员。"),
        ("{每个下级}{本单位}{完}", "云溪县总工会、云溪县总工会、云溪县总工会"),
        ("{每个下级|前1}占{会员数|占比=本单位的会员数}{完}", "占2.7%"),
    ] {
        assert_eq!(said(typed), wanted, "{typed}");
    }
}

#[test]
fn headings_are_numbered_by_what_is_really_written() {
    let text = "## 甲\n### 子\n{如果 会员数 = 0}\n### 不写\n{完}\n### 丑\n#### 细\n##### 目\n## 乙\n### 寅";
    assert_eq!(said(text), "一、甲\n（一）子\n（二）丑\n1.细\n（1）目\n二、乙\n（一）寅");
}

#[test]
fn tables_and_charts_by_dimension_and_month() {
    assert_eq!(
        said("{会员数；基层工会数|表=工会类型}"),
        "《按工会类型分的会员数、基层工会数》工会类型|会员数（人）|基层工会数（家）\n\
         基层工会（独立）|1,000|1,000\n联合基层工会|286|286\n合计|48,216|1,286"
    );
    assert_eq!(
        said("{新发展会员数|图=月}"),
        "《各月新发展会员数》新发展会员数 1月1,514=Some(15140000) \
         2月1,400=Some(14000000) 3月0=Some(0) 4月0=Some(0) 5月0=Some(0) 6月0=Some(0)"
    );
    let trend = said("{会员数|图=按月|万}");
    assert!(trend.contains("1月4.7=Some(47000) 2月4.7=Some(47000)"), "{trend}");
    assert!(trend.contains("6月4.82=Some(48216)"), "{trend}");
    let towns = said("{建会率|图=下级}");
    assert!(towns.contains("双溪乡86.0=Some(860000) 兴隆镇—=None"), "{towns}");
}

#[test]
fn every_printed_figure_says_where_it_is_from() {
    let document = written("全县会员{会员数[是否农民工=是]|占比=会员数|比=上年同期|百分点}。");
    let Part::Paragraph { text, .. } = &document.parts[0] else { panic!() };
    assert_eq!(text[1].figure, Some(0));
    let placed = &document.figures[0];
    assert_eq!((placed.code.as_str(), placed.union, placed.column), ("member_count", 1, 6));
    assert_eq!(placed.variant, "占会员数的比重，比上年同期百分点");
    let roles: Vec<Role> = placed.sources.iter().map(|source| source.role).collect();
    assert_eq!(roles, [Role::Value, Role::Whole, Role::Base, Role::BaseWhole]);
    let value = &placed.sources[0];
    assert_eq!((value.value, value.rows), (38_572, 38_572));
    assert_eq!(value.group, [("migrant".to_owned(), "1".to_owned())]);
    assert_eq!(value.excluded, [("没有出生日期".to_owned(), 4)]);
    assert_eq!(placed.sources[1].value, 48_216);
}

#[test]
fn what_is_not_there_is_remarked_with_its_place() {
    let document = written("会员\n{职工投诉件数}");
    let remark = &document.remarks[0];
    assert_eq!((remark.line, remark.column), (2, 2));
    assert_eq!(remark.says, "云溪县总工会的“职工投诉件数”无权查看，没有写出数字。");
    assert_eq!(document.figures[0].state, State::Forbidden);
}

#[test]
fn a_question_is_asked_once_and_children_in_one_go() {
    let template = parse(
        "{会员数}和{member_count}\n{会员数|表=下级}\n\
         {每个下级}{单位}{会员数}{会员数@上年末}{完}\n{基层工会数}{基层工会数|完成率}",
    )
    .unwrap();
    let asked = questions(&template, &setting(), &glossary());
    let short: Vec<String> =
        asked.iter().map(|q| format!("{} {:?} {} {}", q.figure, q.by, q.union, q.goal)).collect();
    assert_eq!(
        short,
        [
            "member_count [\"child\"] 1 false",
            "member_count [\"child\"] 1 false",
            "union_count [] 1 true",
        ]
    );
    assert_ne!(asked[0].when, asked[1].when);
}

#[test]
fn a_document_and_its_answers_survive_being_kept() {
    let document = written(HALF_YEAR);
    let kept = serde_json::to_string(&document).unwrap();
    assert_eq!(serde_json::from_str::<Document>(&kept).unwrap(), document);
    let template = parse(HALF_YEAR).unwrap();
    let asked = questions(&template, &setting(), &glossary());
    let answers: Answers = asked.iter().map(|q| (q.clone(), answer(q))).collect();
    let kept = serde_json::to_string(&answers).unwrap();
    let back = serde_json::from_str::<Answers>(&kept).unwrap();
    assert_eq!(write(&template, &setting(), &glossary(), &back), document);
}
