//! Stories of the members' collection form. All names and numbers are invented.

use super::tests::membership;
use crate::tests::*;
use kernel::sheet::{Plan, new_record};
use kernel::value::Value;

const PAPER: &str = "61010219850715012X";
const OTHER_PAPER: &str = "110101199001010023";

/// A town's federation 2, 恒达's union 10 covering employer 20, a joint union 11 covering employers 21
/// and 22, and employer 22 covered by a trade's union 13 besides.
fn town() -> Town {
    let mut town = Town { home: 2, ..Town::default() };
    let union = |name: &str, kind: &str| vec![("name", Value::from(name)), ("kind", kind.into())];
    town.put("union", 2, &union("云溪县青石镇总工会", "TOWN_FED"));
    town.put("union", 10, &union("恒达纺织有限公司工会委员会", "BASE"));
    town.put("union", 11, &union("青石镇小微企业联合工会委员会", "JOINT"));
    town.put("union", 13, &union("云溪县快递物流站点工会委员会", "NEF"));
    for (id, name) in [
        (20, "恒达纺织有限公司"),
        (21, "明远汽配有限公司"),
        (22, "鑫和食品有限公司"),
        (23, "无会商贸有限公司"),
    ] {
        town.put("employer", id, &[("name", name.into()), ("state", "NORMAL".into())]);
    }
    for (id, union, employer) in [(30, 10, 20), (31, 11, 21), (32, 11, 22), (33, 13, 22)] {
        let pair = [
            ("union", Value::Int(union)),
            ("employer", Value::Int(employer)),
            ("from_on", "2018-05-01".into()),
        ];
        town.put("coverage", id, &pair);
    }
    town
}

fn wang() -> Vec<(&'static str, Value)> {
    vec![
        ("paper_kind", "1".into()),
        ("paper_no", PAPER.into()),
        ("name", "王秀兰".into()),
        ("phone", "13800138000".into()),
        ("ethnicity", "01".into()),
        ("education", "31".into()),
        ("employment", "1".into()),
        ("migrant", Value::Int(0)),
    ]
}

/// With 王秀兰, person 40, a member of 恒达's union since 2020.
fn town_of_wang(others: &[(&'static str, Value)]) -> Town {
    let mut town = town();
    town.put("person", 40, &wang());
    let mut values = membership(&[("employer", Value::Int(20)), ("reason", "1".into())]);
    values.retain(|(field, _)| others.iter().all(|(other, _)| other != field));
    values.extend(others.iter().cloned());
    town.put("membership", 50, &values);
    town
}

const ROW: &[(&str, &str)] = &[
    ("sequence", "1"),
    ("name", "王秀兰"),
    ("sex", "女"),
    ("birth_on", "1985/07/15"),
    ("ethnicity", "汉族"),
    ("employment", "在岗"),
    ("paper_kind", "居民身份证"),
    ("paper_no", PAPER),
    ("education", "大专"),
    ("phone", "13800138000"),
    ("change", "入会"),
    ("changed_on", "2020/03/01"),
    ("reason", "劳动（工作）关系发生变化"),
    ("work_unit", "恒达纺织有限公司"),
    ("migrant", "否"),
];

#[test]
fn joining_makes_a_person_and_a_membership() {
    let steps = steps(town().decide("members", ROW));
    let (register, person) = added(&steps[0]);
    assert_eq!(register, "person");
    assert_eq!(person["paper_no"], PAPER.into());
    assert_eq!(person["migrant"], Value::Int(0));
    let (register, membership) = added(&steps[1]);
    assert_eq!((register, steps.len()), ("membership", 2));
    assert_eq!(membership["person"], new_record(0));
    assert_eq!((&membership["union"], &membership["employer"]), (&Value::Int(10), &Value::Int(20)));
    assert_eq!(membership["joined_on"], "2020-03-01".into());
    assert_eq!((&membership["entry"], &membership["status"]), (&"JOIN".into(), &"ACTIVE".into()));
    let transfer = crate::tests::steps(town().decide("members", &but(ROW, &[("change", "转入")])));
    assert_eq!(added(&transfer[1]).1["entry"], "TRANSFER_IN".into());
}

#[test]
fn the_same_row_again_changes_nothing_and_blanks_overwrite_nothing() {
    let town = town_of_wang(&[]);
    assert_eq!(town.decide("members", ROW), Plan::Write(Vec::new()));
    let blank = but(ROW, &[("phone", ""), ("education", ""), ("migrant", ""), ("sex", "")]);
    assert_eq!(town.decide("members", &blank), Plan::Write(Vec::new()));
}

#[test]
fn marks_of_a_known_person_change_from_the_day_of_the_sheet() {
    let row = but(ROW, &[("migrant", "是"), ("employment", "病休"), ("phone", "19912345678")]);
    let steps = steps(town_of_wang(&[]).decide("members", &row));
    let (register, id, values, from) = edited(&steps[0]);
    assert_eq!((register, id, from.as_str()), ("person", 40, "2026-06-15"));
    let expected =
        [("phone", "19912345678".into()), ("employment", "7".into()), ("migrant", Value::Int(1))];
    assert_eq!(values, expected.into());
}

#[test]
fn codes_1_cells_that_contradict_the_number_are_shown_to_a_person() {
    let (column, says) = fault(town().decide("members", &but(ROW, &[("sex", "男")])));
    assert_eq!((column, says.contains("号码显示为女")), ("sex", true), "{says}");
    let (column, says) = fault(town().decide("members", &but(ROW, &[("birth_on", "1985/08/15")])));
    assert_eq!((column, says.contains("1985年7月15日")), ("birth_on", true), "{says}");
    let row = but(ROW, &[("sex", ""), ("birth_on", "")]);
    let steps = steps(town().decide("members", &row));
    let (_, person) = added(&steps[0]);
    assert_eq!((&person["sex"], &person["birth_on"]), (&"2".into(), &"1985-07-15".into()));
}

#[test]
fn a_known_member_with_another_joining_day_is_doubtful() {
    let doubt =
        doubt(town_of_wang(&[]).decide("members", &but(ROW, &[("changed_on", "2021/03/01")])));
    assert!(doubt.reason.contains("2020年3月1日"), "{}", doubt.reason);
    assert_eq!(
        (doubt.like, doubt.fill, doubt.other),
        (Some(("membership", 50)), Some(vec![]), None)
    );
    let correct = doubt.correct.unwrap();
    assert_eq!(edited(&correct[0]).2, [("joined_on", "2021-03-01".into())].into());
}

#[test]
fn a_member_of_another_union_may_be_transferred() {
    let town = town_of_wang(&[("union", Value::Int(11)), ("employer", Value::Int(21))]);
    let doubt = doubt(town.decide("members", &but(ROW, &[("changed_on", "2026/06/01")])));
    assert_eq!(doubt.reason, "已是本县工会会员，可申请转会");
    assert_eq!((doubt.like, doubt.other), (Some(("membership", 50)), None));
    let correct = doubt.correct.unwrap();
    let (_, id, closed, _) = edited(&correct[0]);
    assert_eq!(id, 50);
    let expected = [("left_on", "2026-06-01".into()), ("exit", "TRANSFER_OUT".into())];
    assert_eq!(closed, expected.into());
    let (_, opened) = added(&correct[1]);
    assert_eq!((&opened["union"], &opened["entry"]), (&Value::Int(10), &"TRANSFER_IN".into()));
    assert_eq!(opened["person"], Value::Int(40));
}

#[test]
fn nobody_is_transferred_before_they_joined() {
    let town = town_of_wang(&[("union", Value::Int(11)), ("employer", Value::Int(21))]);
    assert_eq!(doubt(town.decide("members", ROW)).correct, None, "the same day");
}

#[test]
fn decision_8_of_a_member_elsewhere_only_the_fact_is_told() {
    let mut town = town();
    town.put("person", 40, &wang());
    town.put_elsewhere("membership", 50, &membership(&[("union", Value::Int(88))]));
    for change in ["入会", "转入", "保留", "转出"] {
        let doubt = doubt(town.decide("members", &but(ROW, &[("change", change)])));
        assert_eq!(doubt.reason, "已是本县工会会员，可申请转会", "{change}");
        assert_eq!((doubt.like, doubt.fill, doubt.correct, doubt.other), (None, None, None, None));
    }
    let other = doubt(town.decide("members", &but(ROW, &[("name", "李娜")])));
    assert!(!other.reason.contains("王秀兰") && other.like.is_none(), "{}", other.reason);
    let twin = but(ROW, &[("paper_no", OTHER_PAPER), ("birth_on", "")]);
    assert_eq!(steps(town.decide("members", &twin)).len(), 2, "a telephone tells nothing");
}

#[test]
fn the_same_number_under_another_name_is_doubtful() {
    let doubt = doubt(town_of_wang(&[]).decide("members", &but(ROW, &[("name", "王秀蓝")])));
    assert!(doubt.reason.contains("王秀兰"), "{}", doubt.reason);
    assert_eq!((doubt.like, doubt.fill), (Some(("person", 40)), Some(vec![])));
    let correct = doubt.correct.unwrap();
    assert_eq!(edited(&correct[0]).2, [("name", "王秀蓝".into())].into());
    assert_eq!(doubt.other, None, "a number belongs to one person");
}

#[test]
fn the_same_name_and_telephone_under_another_number_is_doubtful() {
    let row = but(ROW, &[("paper_no", OTHER_PAPER), ("birth_on", "1990-01-01")]);
    let doubt = doubt(town_of_wang(&[]).decide("members", &row));
    assert_eq!((doubt.like, doubt.fill), (Some(("person", 40)), Some(vec![])));
    let (_, _, values, _) = edited(&doubt.correct.unwrap()[0]);
    let expected = [("paper_no", OTHER_PAPER.into()), ("birth_on", "1990-01-01".into())];
    assert_eq!(values, expected.into(), "what the number tells goes with it");
    let other = doubt.other.unwrap();
    assert_eq!((added(&other[0]).0, added(&other[1]).0), ("person", "membership"));
    assert_eq!(added(&other[1]).1["person"], new_record(0));
}

#[test]
fn retaining_dates_a_status_and_leaving_closes() {
    let town = town_of_wang(&[]);
    let row =
        |change| but(ROW, &[("change", change), ("changed_on", "2026/05/31"), ("reason", "")]);
    let retained = steps(town.decide("members", &row("保留")));
    let (_, id, values, from) = edited(&retained[0]);
    assert_eq!(
        (id, from.as_str(), values),
        (50, "2026-05-31", [("status", "RETAINED".into())].into())
    );
    for (change, exit) in [("转出", "TRANSFER_OUT"), ("除名", "EXPELLED"), ("退会", "WITHDRAWN")]
    {
        let left = steps(town.decide("members", &row(change)));
        let expected = [("left_on", "2026-05-31".into()), ("exit", exit.into())];
        assert_eq!(edited(&left[0]).2, expected.into(), "{change}");
    }
    let gone = town_of_wang(&[("left_on", "2026-05-31".into()), ("exit", "WITHDRAWN".into())]);
    assert_eq!(gone.decide("members", &row("退会")), Plan::Write(Vec::new()), "twice is once");
    let kept = town_of_wang(&[("status", "RETAINED".into())]);
    assert_eq!(kept.decide("members", &row("保留")), Plan::Write(Vec::new()), "twice is once");
}

#[test]
fn without_an_open_membership_the_joining_day_is_asked_for() {
    let row = but(ROW, &[("change", "转出"), ("changed_on", "2026/05/31")]);
    for town in
        [town(), town_of_wang(&[("left_on", "2022-01-01".into()), ("exit", "WITHDRAWN".into())])]
    {
        let (column, says) = fault(town.decide("members", &row));
        assert_eq!(column, "change");
        assert!(says.contains("转出") && says.contains("入会日期"), "{says}");
    }
    let early = but(ROW, &[("change", "转出"), ("changed_on", "2020/02/29")]);
    let (column, says) = fault(town_of_wang(&[]).decide("members", &early));
    assert_eq!(column, "changed_on");
    assert!(says.contains("2020年3月1日"), "{says}");
}

#[test]
fn leaving_a_union_one_is_no_member_of_is_doubtful() {
    let row = but(ROW, &[("change", "转出"), ("work_unit", "明远汽配有限公司")]);
    let doubt = doubt(town_of_wang(&[]).decide("members", &row));
    assert!(doubt.reason.contains("明远汽配有限公司"), "{}", doubt.reason);
    assert!(doubt.correct.is_some());
}

#[test]
fn decision_4_memberships_never_overlap_past_ones_included() {
    let past = [("left_on", "2022-01-01".into()), ("exit", "WITHDRAWN".into())];
    let join = |day| town_of_wang(&past).decide("members", &but(ROW, &[("changed_on", day)]));
    assert_eq!(steps(join("2022/01/01")).len(), 1, "who left on a day may join on it");
    let (column, says) = fault(join("2021/12/31"));
    assert_eq!(column, "changed_on");
    assert!(says.contains("2022年1月1日"), "{says}");
    assert_eq!(join("2020/03/01"), Plan::Write(Vec::new()), "the past one itself");
}

#[test]
fn the_unit_leads_to_the_union_that_covers_it() {
    let place = |unit: &str| {
        let steps = steps(town().decide("members", &but(ROW, &[("work_unit", unit)])));
        let (_, values) = added(&steps[1]);
        (values["union"].clone(), values.get("employer").cloned())
    };
    let key = Value::Int;
    assert_eq!(place("明远汽配有限公司"), (key(11), Some(key(21))));
    assert_eq!(place("恒达纺织有限公司工会委员会"), (key(10), Some(key(20))), "its only employer");
    assert_eq!(place("青石镇小微企业联合工会委员会"), (key(11), None));
}

#[test]
fn a_unit_that_leads_nowhere_is_pointed_out() {
    let unit = |unit: &str| town().decide("members", &but(ROW, &[("work_unit", unit)]));
    let (column, says) = fault(unit("无会商贸有限公司"));
    assert_eq!(column, "work_unit");
    assert!(says.starts_with("这个单位还没有工会覆盖"), "{says}");
    let (_, says) = fault(unit("宇宙无名实业总公司第九分厂"));
    assert!(says.starts_with("台账上没有这个单位"), "{says}");
    let (_, says) = fault(unit("云溪县青石镇总工会"));
    assert!(says.contains("不直接管理会员"), "{says}");
    let Plan::Reject(faults) = unit("明远汽配") else { panic!() };
    assert_eq!(faults[0].suggest.as_deref(), Some("明远汽配有限公司"));
}

#[test]
fn two_covering_unions_are_never_a_guess() {
    let row = but(ROW, &[("work_unit", "鑫和食品有限公司")]);
    let doubt = doubt(town().decide("members", &row));
    assert!(doubt.reason.contains("2个工会"), "{}", doubt.reason);
    assert_eq!((doubt.like, doubt.correct, doubt.other), (Some(("employer", 22)), None, None));
}

#[test]
fn who_joined_before_the_coverage_began_is_a_founding_member() {
    let steps = steps(town().decide("members", &but(ROW, &[("changed_on", "2018/04/01")])));
    assert_eq!(added(&steps[1]).1["union"], Value::Int(10));
}

#[test]
fn a_cell_that_cannot_be_read_rejects_the_row() {
    for (column, text) in [
        ("paper_no", "61010219850715012"),
        ("paper_no", "6.10102E+17"),
        ("changed_on", "2026/13/05"),
        ("phone", "1380013800"),
        ("name", ""),
        ("change", "入伙"),
        ("work_unit", ""),
        ("reason", "因犯罪被开除会籍"),
        ("changed_on", "2062/03/01"),
    ] {
        let (found, says) = fault(town().decide("members", &but(ROW, &[(column, text)])));
        assert_eq!(found, column, "{says}");
        assert!(!says.contains("610102"), "{says}");
    }
    let head = "11010120110101001";
    let number = format!("{head}{}", kernel::codes::resident::check_char(head).unwrap());
    let young = but(ROW, &[("paper_no", number.as_str()), ("birth_on", ""), ("sex", "")]);
    let (column, says) = fault(town().decide("members", &young));
    assert_eq!(column, "paper_no");
    assert!(says.contains("劳动法第十五条"), "{says}");
}

#[test]
fn two_rows_about_one_person_agree_in_everything_or_disagree() {
    let things = |cells: &[(&str, &str)]| {
        let row = row("members", cells);
        (row.sheet.things)(&row)
    };
    let first = things(ROW);
    assert_eq!(first.len(), 1);
    assert!(!format!("{first:?}").contains("610102"), "no number in a key");
    let short = but(ROW, &[("sequence", "9"), ("paper_no", " 610102 19850715 012x")]);
    assert_eq!(things(&short), first);
    let other = things(&but(ROW, &[("name", "李娜")]));
    assert_eq!(other[0].0, first[0].0);
    assert_ne!(other[0].1, first[0].1);
}

#[test]
fn the_form_has_its_twenty_columns_in_order() {
    let sheet = crate::catalog().sheet("members").unwrap();
    let titles: Vec<&str> = sheet.printed().map(|column| column.title).collect();
    let printed = "序号 姓名 性别 出生日期 民族 就业状况 有效证件类别 证件号码 学历 技术等级 移动电话 \
        户籍类型 户籍所在地 会籍变化类型 会籍变化日期 会籍变化原因 政治面貌 工作单位 籍贯 是否农民工会员";
    assert_eq!(titles, printed.split_whitespace().collect::<Vec<_>>());
}

/// What the row says about union and employer.
fn whose(union: &str, work_unit: &str) -> Plan {
    let cells = [("union", union), ("work_unit", work_unit)];
    town().decide("members", &but(ROW, &cells))
}

#[test]
fn the_named_union_prevails_and_the_work_unit_says_where() {
    let joined = |plan: Plan| {
        let (_, values) = added(&steps(plan)[1]);
        (values["union"].clone(), values.get("employer").cloned().unwrap_or_default())
    };
    let (joint, trade) = ("青石镇小微企业联合工会委员会", "云溪县快递物流站点工会委员会");
    // 鑫和 is covered by two unions: without the column a person must choose.
    let doubt = doubt(whose("", "鑫和食品有限公司"));
    assert!(doubt.reason.contains("有2个工会覆盖"), "{}", doubt.reason);
    assert_eq!(joined(whose(joint, "鑫和食品有限公司")), (Value::Int(11), Value::Int(22)));
    assert_eq!(joined(whose(trade, "鑫和食品有限公司")), (Value::Int(13), Value::Int(22)));
    // Either column alone is enough, and an employer's name in the union's column leads to its union.
    let hengda = "恒达纺织有限公司";
    assert_eq!(joined(whose("恒达纺织有限公司工会委员会", "")), (Value::Int(10), Value::Int(20)));
    assert_eq!(joined(whose(hengda, "")), (Value::Int(10), Value::Int(20)));
    assert_eq!(joined(whose(joint, "")), (Value::Int(11), Value::Null), "it covers two employers");
    // Who writes the federation above has said no more than where the union stands.
    let above = "云溪县青石镇总工会";
    assert_eq!(joined(whose(above, hengda)), (Value::Int(10), Value::Int(20)));
}

#[test]
fn a_union_that_is_unknown_or_does_not_cover_the_work_unit_is_a_fault_of_its_cell() {
    let wrong = |union: &str, unit: &str| fault(whose(union, unit));
    let (column, says) = wrong("青石镇小微企业联合工会委员会", "恒达纺织有限公司");
    assert_eq!(column, "union");
    assert!(says.contains("没有覆盖“恒达纺织有限公司”"), "{says}");
    let (column, says) = wrong("没有登记过的工会", "恒达纺织有限公司");
    assert_eq!((column, says.contains("台账上没有这个工会")), ("union", true), "{says}");
    let (column, says) = wrong("恒达纺织有限公司工会委员会", "没有登记过的厂");
    assert_eq!((column, says.contains("台账上没有这个单位")), ("work_unit", true), "{says}");
    let (column, says) = wrong("云溪县青石镇总工会", "");
    assert_eq!((column, says.contains("不直接管理会员")), ("union", true), "{says}");
    let (column, says) = wrong("", "");
    assert_eq!((column, says.as_str()), ("work_unit", "工作单位没有填"));
}
