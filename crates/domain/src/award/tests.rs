//! Edges of honours and ratings, and what rows of their sheet become.

use crate::tests::*;
use kernel::sheet::Plan;
use kernel::value::Value;

fn star(others: &[(&'static str, Value)]) -> Vec<(&'static str, Value)> {
    let mut values = vec![
        ("title", Value::Int(1)),
        ("union", Value::Int(2)),
        ("outcome", "MET".into()),
        ("awarded_on", "2025-12-20".into()),
    ];
    values.extend(others.iter().cloned());
    values
}

#[test]
fn r_awd_01_and_02_a_day_that_can_be_right_and_an_end_with_its_day() {
    assert!(prepared("award", &star(&[])).1.is_ok());
    refused("award", &star(&[("awarded_on", "2027-06-18".into())]), "awarded_on", "R-AWD-01");
    refused("award", &star(&[("end", "REVOKED".into())]), "until_on", "R-AWD-02");
    let ended = star(&[("end", "REVOKED".into()), ("until_on", "2026-03-01".into())]);
    assert!(prepared("award", &ended).1.is_ok());
}

#[test]
fn r_awd_03_who_does_not_meet_the_standard_has_no_star() {
    assert!(prepared("award", &star(&[("star", Value::Int(3))])).1.is_ok());
    let unmet = star(&[("star", Value::Int(3)), ("outcome", "UNMET".into())]);
    refused("award", &unmet, "star", "R-AWD-03");
}

const ROW: &[(&str, &str)] = &[
    ("union", "恒达纺织有限公司工会委员会"),
    ("title", "星级工会"),
    ("level", "县级"),
    ("star", "3"),
    ("awarded_on", "2026-05-01"),
    ("body", "云溪县总工会"),
];
const STAR: i64 = 900;

fn town() -> Town {
    let mut town = Town::default();
    let values = [("name", "恒达纺织有限公司工会委员会".into()), ("kind", "BASE".into())];
    town.put("union", 2, &values);
    let term = |list: &str, code: &str, name: &str| {
        [("list", list.into()), ("code", code.into()), ("name", Value::from(name))]
    };
    town.put("term", STAR, &term("STANDARD", "star", "星级工会"));
    town.put("term", 901, &term("HONOUR", "model_home", "模范职工之家"));
    town
}

#[test]
fn a_row_makes_an_award_that_is_met_unless_it_says_otherwise() {
    let made = steps(town().decide("awards", ROW));
    let (register, values) = added(&made[0]);
    assert_eq!((register, made.len()), ("award", 1));
    assert_eq!(values["title"], Value::Int(STAR));
    assert_eq!((&values["outcome"], &values["star"]), (&"MET".into(), &Value::Int(3)));
    let unmet = but(ROW, &[("outcome", "未达标"), ("star", "")]);
    assert_eq!(added(&steps(town().decide("awards", &unmet))[0]).1["outcome"], "UNMET".into());
    let both = but(ROW, &[("outcome", "未达标")]);
    assert_eq!(fault(town().decide("awards", &both)).0, "star");
    assert_eq!(fault(town().decide("awards", &but(ROW, &[("title", "文明单位")]))).0, "title");
}

#[test]
fn a_later_rating_ends_the_one_before_and_the_same_again_changes_nothing() {
    let mut town = town();
    let known = |awarded: &str, stars: i64| {
        vec![
            ("title", Value::Int(STAR)),
            ("union", Value::Int(2)),
            ("level", "COUNTY".into()),
            ("star", Value::Int(stars)),
            ("outcome", "MET".into()),
            ("awarded_on", awarded.into()),
            ("body", "云溪县总工会".into()),
        ]
    };
    town.put("award", 50, &known("2024-05-01", 2));
    let made = steps(town.decide("awards", ROW));
    let (_, id, ended, _) = edited(&made[0]);
    assert_eq!(id, 50);
    assert_eq!(ended, [("until_on", "2026-05-01".into()), ("end", "REPLACED".into())].into());
    assert_eq!(added(&made[1]).1["star"], Value::Int(3));
    town.put("award", 51, &known("2026-05-01", 3));
    assert_eq!(town.decide("awards", ROW), Plan::Write(Vec::new()));
    let higher = steps(town.decide("awards", &but(ROW, &[("star", "4")])));
    assert_eq!(edited(&higher[0]).2, [("star", Value::Int(4))].into());
}

const WANG: &[(&str, &str)] = &[
    ("person", "王秀兰"),
    ("title", "五一劳动奖状（奖章）"),
    ("level", "市级"),
    ("awarded_on", "2026-05-01"),
];

/// Two people of one name in two unions, a third out of reach, and the firm where the first works.
fn town_of_people() -> Town {
    let mut town = town();
    let union = |name: &str| [("name", name.into()), ("kind", "BASE".into())];
    town.put("union", 3, &union("西街商铺联合工会委员会"));
    let term = [("list", "HONOUR".into()), ("code", "labour_award".into())];
    town.put("term", 902, &[&term[..], &[("name", "五一劳动奖状（奖章）".into())]].concat());
    let firm = [("name", "恒达纺织有限公司".into()), ("seat", Value::Int(1))];
    town.put("employer", 70, &firm);
    let covered = [("union", 2), ("employer", 70)].map(|(link, key)| (link, Value::Int(key)));
    town.put("coverage", 71, &[&covered[..], &[("from_on", "2020-01-01".into())]].concat());
    for (id, union, paper, mine) in [
        (30, 2, "32010219850307284X", true),
        (31, 3, "320102199001011232", true),
        (32, 9, "320102197705053626", false),
    ] {
        let person = [("name", "王秀兰".into()), ("paper_no", paper.into())];
        town.put("person", id, &[&person[..], &[("paper_kind", "1".into())]].concat());
        let values = [
            ("person", Value::Int(id)),
            ("union", Value::Int(union)),
            ("employer", if id == 30 { Value::Int(70) } else { Value::Null }),
            ("joined_on", "2021-03-01".into()),
        ];
        if mine {
            town.put("membership", id + 10, &values);
        } else {
            town.put_elsewhere("membership", id + 10, &values);
        }
    }
    town
}

fn holder(town: &Town, cells: &[(&str, &str)]) -> [Value; 3] {
    let made = steps(town.decide("awards", &but(WANG, cells)));
    let values = added(&made[0]).1;
    ["union", "person", "employer"].map(|field| values.get(field).cloned().unwrap_or_default())
}

#[test]
fn an_honour_of_a_person_is_found_by_paper_or_by_the_place_of_work_and_owned_by_the_persons_union()
{
    let town = town_of_people();
    let of = |union: i64, person: i64| [Value::Int(union), Value::Int(person), Value::Null];
    assert_eq!(holder(&town, &[("paper_no", "32010219850307284X")]), of(2, 30));
    assert_eq!(holder(&town, &[("union", "西街商铺联合工会委员会")]), of(3, 31));
    assert_eq!(holder(&town, &[("employer", "恒达纺织有限公司")]), of(2, 30));
    let given_by = [("paper_no", "32010219850307284X"), ("union", "西街商铺联合工会委员会")];
    assert_eq!(holder(&town, &given_by), of(3, 30), "the union that is named registers it");
}

#[test]
fn who_cannot_be_told_for_certain_is_asked_for_and_nobody_of_elsewhere_is_told_of() {
    let town = town_of_people();
    let wrong = |cells: &[(&str, &str)]| fault(town.decide("awards", &but(WANG, cells)));
    assert_eq!(wrong(&[]).0, "paper_no", "a name alone is nobody");
    assert_eq!(wrong(&[("paper_no", "320102198503072841")]).0, "paper_no", "the check digit");
    let elsewhere = wrong(&[("paper_no", "320102197705053626")]);
    assert_eq!(elsewhere, wrong(&[("paper_no", "320102196001010017")]), "as if not there");
    assert!(!elsewhere.1.contains("3201"), "no number in a message: {elsewhere:?}");
    let other = wrong(&[("paper_no", "32010219850307284X"), ("person", "李桂芳")]);
    assert_eq!(other, ("person", "证件号码和姓名对不上，请与证件原件核对".into()));
    let absent = wrong(&[("union", "恒达纺织有限公司工会委员会"), ("person", "李桂芳")]);
    assert!(absent.1.contains("没有这个人"), "{absent:?}");
    assert_eq!(wrong(&[("person", ""), ("paper_no", "32010219850307284X")]).0, "person");
    assert_eq!(wrong(&[("person", "")]).0, "union");
}

#[test]
fn two_of_one_name_in_one_union_are_a_question() {
    let mut town = town_of_people();
    let person = [("name", "王秀兰".into()), ("paper_kind", "1".into())];
    town.put("person", 33, &person);
    let values = [("person", Value::Int(33)), ("union", Value::Int(3))];
    town.put("membership", 43, &[&values[..], &[("joined_on", "2022-01-01".into())]].concat());
    let cells = but(WANG, &[("union", "西街商铺联合工会委员会")]);
    let (column, says) = fault(town.decide("awards", &cells));
    assert_eq!((column, says.as_str()), ("paper_no", "有2个同名的人，请填证件号码"));
}

#[test]
fn an_honour_of_an_employer_is_owned_by_the_union_that_covered_it_then() {
    let town = town_of_people();
    let firm = [("person", ""), ("employer", "恒达纺织有限公司")];
    let of = |union: i64| [Value::Int(union), Value::Null, Value::Int(70)];
    assert_eq!(holder(&town, &firm), of(2));
    let before = but(&firm, &[("awarded_on", "2019-05-01")]);
    assert_eq!(holder(&town, &before), of(1), "before it was covered: who is in charge of it");
    let (column, _) = fault(town.decide("awards", &but(WANG, &[firm[0], ("employer", "恒大")])));
    assert_eq!(column, "employer");
}

#[test]
fn a_persons_honour_is_taken_once_though_the_person_has_moved() {
    let mut town = town_of_people();
    let known = [
        ("title", Value::Int(902)),
        ("union", Value::Int(3)),
        ("person", Value::Int(30)),
        ("level", "CITY".into()),
        ("outcome", "MET".into()),
        ("awarded_on", "2026-05-01".into()),
    ];
    town.put("award", 60, &known);
    let cells = but(WANG, &[("paper_no", "32010219850307284X")]);
    assert_eq!(town.decide("awards", &cells), Plan::Write(Vec::new()));
}
