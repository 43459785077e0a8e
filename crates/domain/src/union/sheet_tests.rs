//! Stories of the unions' collection form. All names and numbers are invented.

use crate::tests::*;
use kernel::sheet::{Plan, new_record};
use kernel::value::Value;

const CODE: &str = "81610100MC0000012L";
const OTHER_CODE: &str = "81460100MC0000020N";
const FIRM_CODE: &str = "91440300MA00000152";

/// The county federation 1, a town's federation 2, and the file is loaded for the county.
fn town() -> Town {
    let mut town = Town { home: 1, ..Town::default() };
    town.put("union", 1, &[("name", "云溪县总工会".into()), ("kind", "FED_COUNTY".into())]);
    let values = [
        ("name", "云溪县青石镇总工会".into()),
        ("kind", "TOWN_FED".into()),
        ("parent", Value::Int(1)),
    ];
    town.put("union", 2, &values);
    town
}

const ROW: &[(&str, &str)] = &[
    ("sequence", "1"),
    ("employer_name", "恒达纺织有限公司"),
    ("employer_code", FIRM_CODE),
    ("address", "青石镇工业路3号"),
    ("division", "云溪县"),
    ("nature", "私营企业"),
    ("economy", "私营经济"),
    ("industry", "制造业"),
    ("employees", "120人"),
    ("union_name", "恒达纺织有限公司工会委员会"),
    ("union_code", CODE),
    ("superior", "云溪县青石镇总工会"),
    ("founded_on", "2019/03/01"),
    ("form_kind", "独立基层工会"),
    ("members", "96"),
    ("head", "李娟"),
    ("phone", "13800138000"),
];

fn put_hengda(town: &mut Town) {
    let union = [
        ("name", "恒达纺织有限公司工会委员会".into()),
        ("code", CODE.into()),
        ("kind", "BASE".into()),
        ("parent", Value::Int(2)),
        ("founded_on", "2019-03-01".into()),
        ("head", "李娟".into()),
        ("phone", "13800138000".into()),
        ("members_declared", Value::Int(96)),
        ("declared_on", "2025-12-31".into()),
    ];
    town.put("union", 10, &union);
    let employer = [
        ("name", "恒达纺织有限公司".into()),
        ("code", FIRM_CODE.into()),
        ("address", "青石镇工业路3号".into()),
        ("division", "云溪县".into()),
        ("nature", "09".into()),
        ("economy", "3".into()),
        ("industry", "C".into()),
        ("seat", Value::Int(2)),
        ("state", "NORMAL".into()),
        ("employees", Value::Int(120)),
        ("survey", "ORGANISED".into()),
    ];
    town.put("employer", 20, &employer);
    let pair =
        [("union", Value::Int(10)), ("employer", Value::Int(20)), ("from_on", "2019-03-01".into())];
    town.put("coverage", 30, &pair);
}

#[test]
fn a_row_makes_a_union_its_employer_and_their_coverage() {
    let steps = steps(town().decide("unions", ROW));
    let (register, union) = added(&steps[0]);
    assert_eq!(register, "union");
    assert_eq!(union["kind"], "BASE".into());
    assert_eq!(union["parent"], Value::Int(2));
    assert_eq!(union["members_declared"], Value::Int(96), "declared, not counted");
    assert_eq!(union["declared_on"], "2026-06-15".into());
    let (register, employer) = added(&steps[1]);
    assert_eq!(register, "employer");
    assert_eq!(employer["seat"], Value::Int(2));
    assert_eq!(employer["employees"], Value::Int(120));
    assert_eq!(employer["state"], "NORMAL".into());
    assert_eq!(employer["survey"], "ORGANISED".into());
    assert_eq!(employer["listed_on"], "2019-03-01".into());
    let (register, pair) = added(&steps[2]);
    assert_eq!(register, "coverage");
    assert_eq!((&pair["union"], &pair["employer"]), (&new_record(0), &new_record(1)));
    assert_eq!(pair["from_on"], "2019-03-01".into());
}

#[test]
fn the_same_row_again_changes_nothing_and_blanks_overwrite_nothing() {
    let mut town = town();
    put_hengda(&mut town);
    assert_eq!(town.decide("unions", ROW), Plan::Write(Vec::new()));
    let blank = but(ROW, &[("head", ""), ("phone", ""), ("address", ""), ("form_kind", "")]);
    assert_eq!(town.decide("unions", &blank), Plan::Write(Vec::new()));
}

#[test]
fn only_what_differs_is_written_from_the_day_of_the_sheet() {
    let mut town = town();
    put_hengda(&mut town);
    let steps =
        steps(town.decide("unions", &but(ROW, &[("employees", "135"), ("head", "王建国")])));
    let (register, id, values, from) = edited(&steps[0]);
    assert_eq!((register, id, from.as_str()), ("union", 10, "2026-06-15"));
    assert_eq!(values, [("head", "王建国".into())].into());
    let (register, id, values, _) = edited(&steps[1]);
    assert_eq!((register, id), ("employer", 20));
    assert_eq!(values, [("employees", Value::Int(135))].into());
    assert_eq!(steps.len(), 2, "the pair is covered already");
}

#[test]
fn a_joint_union_stands_on_one_row_for_each_employer() {
    let joint: &[(&str, &str)] = &[
        ("union_name", "青石镇小微企业联合工会委员会"),
        ("union_code", ""),
        ("form_kind", "联合基层工会"),
        ("members", "300"),
    ];
    let row = but(ROW, joint);
    let first = steps(town().decide("unions", &row));
    assert_eq!(added(&first[0]).1["kind"], "JOINT".into());
    let mut town = town();
    put_hengda(&mut town);
    let values = [
        ("name", "青石镇小微企业联合工会委员会".into()),
        ("kind", "JOINT".into()),
        ("parent", Value::Int(2)),
        ("founded_on", "2019-03-01".into()),
        ("head", "李娟".into()),
        ("phone", "13800138000".into()),
        ("members_declared", Value::Int(300)),
    ];
    town.put("union", 11, &values);
    let second = steps(town.decide("unions", &row));
    let (register, pair) = added(&second[0]);
    assert_eq!((register, second.len()), ("coverage", 1), "more members than this employer has");
    assert_eq!((&pair["union"], &pair["employer"]), (&Value::Int(11), &Value::Int(20)));
}

#[test]
fn the_employers_code_in_the_unions_cell_is_moved() {
    for employers in ["", FIRM_CODE] {
        let row = but(ROW, &[("union_code", FIRM_CODE), ("employer_code", employers)]);
        let steps = steps(town().decide("unions", &row));
        assert!(!added(&steps[0]).1.contains_key("code"));
        assert_eq!(added(&steps[1]).1["code"], FIRM_CODE.into());
    }
    let other = but(ROW, &[("union_code", "91350100M000100Y43")]);
    assert_eq!(fault(town().decide("unions", &other)).0, "union_code");
    let swapped = but(ROW, &[("employer_code", OTHER_CODE)]);
    assert_eq!(fault(town().decide("unions", &swapped)).0, "employer_code");
}

#[test]
fn a_look_alike_letter_in_a_code_is_offered_for_repair() {
    let row = but(ROW, &[("union_code", "8161O100MC0000012L")]);
    let Plan::Reject(faults) = town().decide("unions", &row) else { panic!() };
    assert_eq!(faults[0].suggest.as_deref(), Some(CODE));
}

#[test]
fn an_unknown_superior_is_pointed_out_and_a_similar_one_offered() {
    let row = but(ROW, &[("superior", "云溪县青石镇工会联合会")]);
    let Plan::Reject(faults) = town().decide("unions", &row) else { panic!() };
    assert_eq!(faults[0].column, "superior");
    assert_eq!(faults[0].suggest.as_deref(), Some("云溪县青石镇总工会"));
    let (column, _) = fault(town().decide("unions", &but(ROW, &[("superior", "云溪县外总工会")])));
    assert_eq!(column, "superior");
    let steps = steps(town().decide("unions", &but(ROW, &[("superior", "")])));
    assert_eq!(added(&steps[0]).1["parent"], Value::Int(1), "the union the file is loaded for");
}

#[test]
fn membership_4_5_no_more_members_than_employees() {
    let (column, says) = fault(town().decide("unions", &but(ROW, &[("members", "121")])));
    assert_eq!(column, "members");
    assert!(says.contains("120"), "{says}");
    assert!(matches!(town().decide("unions", &but(ROW, &[("members", "120")])), Plan::Write(_)));
}

#[test]
fn federations_are_told_apart_by_name_and_superior() {
    let kind = |name: &'static str, form: &'static str, superior: &'static str| {
        let row = but(
            ROW,
            &[
                ("union_name", name),
                ("form_kind", form),
                ("superior", superior),
                ("employer_name", ""),
            ],
        );
        match town().decide("unions", &row) {
            Plan::Write(steps) => added(&steps[0]).1["kind"].to_string(),
            other => fault(other).0.to_owned(),
        }
    };
    let (county, town) = ("云溪县总工会", "云溪县青石镇总工会");
    assert_eq!(kind("云溪县柳河镇工会联合会", "工会联合会", county), "TOWN_UF");
    assert_eq!(kind("云溪县快递物流行业工会联合会", "工会联合会", county), "TRADE_UF");
    assert_eq!(kind("云溪经开区工会联合会", "工会联合会", county), "PARK_UF");
    assert_eq!(kind("青石镇石桥村工会联合会", "工会联合会", town), "AREA_UF");
    assert_eq!(kind("云溪县柳河镇总工会", "总工会", county), "TOWN_FED");
    assert_eq!(kind("云溪经开区总工会", "总工会", county), "PARK_FED");
    assert_eq!(kind("云溪县教育系统工会", "产业(系统)工会", county), "SYS");
    assert_eq!(kind("青石镇新就业形态劳动者工会委员会", "独立基层工会", town), "NEF");
    assert_eq!(kind("鑫和工会筹备组", "独立基层工会", town), "PREP");
    assert_eq!(kind("恒达工会联合会", "工会联合会", ""), "superior");
    assert_eq!(kind("云溪县柳河镇总工会", "总工会", town), "superior", "not below another town");
}

#[test]
fn a_form_never_coarsens_a_kind_that_is_known() {
    let mut town = town();
    let values = [
        ("name", "青石镇骑手工会委员会".into()),
        ("code", CODE.into()),
        ("kind", "NEF".into()),
        ("parent", Value::Int(2)),
    ];
    town.put("union", 12, &values);
    let row = but(ROW, &[("union_name", "青石镇骑手工会委员会"), ("employer_name", "")]);
    let steps = steps(town.decide("unions", &row));
    assert!(!edited(&steps[0]).2.contains_key("kind"));
}

#[test]
fn an_industry_the_form_has_no_word_for_coarsens_nothing() {
    let mut town = town();
    put_hengda(&mut town);
    assert_eq!(town.decide("unions", &but(ROW, &[("industry", "其它")])), Plan::Write(Vec::new()));
}

#[test]
fn the_same_code_under_another_name_is_doubtful() {
    let mut town = town();
    put_hengda(&mut town);
    let row = but(ROW, &[("union_name", "恒达实业有限公司工会委员会")]);
    let doubt = doubt(town.decide("unions", &row));
    assert_eq!(doubt.like, Some(("union", 10)));
    assert_eq!(doubt.fill, Some(Vec::new()));
    let correct = doubt.correct.unwrap();
    assert_eq!(edited(&correct[0]).2, [("name", "恒达实业有限公司工会委员会".into())].into());
    assert_eq!(doubt.other, None, "a code belongs to one union");
}

#[test]
fn the_same_name_under_another_superior_is_doubtful() {
    let mut town = town();
    put_hengda(&mut town);
    let row = but(ROW, &[("union_code", ""), ("superior", "云溪县总工会")]);
    let doubt = doubt(town.decide("unions", &row));
    assert!(doubt.reason.contains("上级工会"), "{}", doubt.reason);
    assert_eq!(edited(&doubt.correct.unwrap()[0]).2, [("parent", Value::Int(1))].into());
    let other = doubt.other.unwrap();
    let (register, values) = added(&other[0]);
    assert_eq!((register, &values["kind"]), ("union", &Value::from("BASE")));
    assert_eq!(added(&other[1]).1["union"], new_record(0));
}

#[test]
fn a_code_in_use_elsewhere_says_nothing_about_its_union() {
    let mut town = town();
    let values =
        [("name", "鑫和食品工会委员会".into()), ("code", CODE.into()), ("kind", "BASE".into())];
    town.put_elsewhere("union", 99, &values);
    let (column, says) = fault(town.decide("unions", ROW));
    assert_eq!(column, "union_code");
    assert!(!says.contains("鑫和"), "{says}");
}

#[test]
fn rows_of_a_file_disagree_only_in_what_both_say() {
    let things = |cells: &[(&str, &str)]| {
        let row = row("unions", cells);
        (row.sheet.things)(&row)
    };
    let (first, second) = (things(ROW), things(&but(ROW, &[("head", "")])));
    assert!(second.iter().all(|thing| first.contains(thing)));
    let third = things(&but(ROW, &[("head", "王建国")]));
    let differ: Vec<_> = third.iter().filter(|thing| !first.contains(thing)).collect();
    assert_eq!(differ.len(), 1);
    assert!(differ[0].0.contains("工会负责人"), "{differ:?}");
}

#[test]
fn the_form_has_its_sixteen_columns_in_two_groups() {
    let sheet = crate::catalog().sheet("unions").unwrap();
    let count = |group: &str| sheet.columns.iter().filter(|column| column.group == group).count();
    assert_eq!((count("工会组织所在单位信息"), count("工会组织信息"), count("")), (8, 8, 1));
}
