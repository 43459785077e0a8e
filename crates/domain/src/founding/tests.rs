//! Edges of founding a union: who founds it, its roster, its committee, its election, its reply.

use super::checks;
use super::parts::{BODIES, PEOPLE, UNITS};
use super::register::FOUNDINGS;
use super::{papers, reply, rules};
use crate::tests::*;
use kernel::record::Record;
use kernel::value::Value;
use kernel::workflow::{Above, Case, Finding, Found, Given, Make};

fn huajin(others: &[(&'static str, Value)]) -> Record {
    let mut values = vec![
        ("name", "云溪华锦针织有限公司工会委员会".into()),
        ("form", "BASE".into()),
        ("parent", Value::Int(3)),
    ];
    values.extend(others.iter().cloned());
    record(FOUNDINGS, &values)
}

fn unit(id: i64, consented: bool) -> Record {
    record(UNITS, &[("employer", Value::Int(id)), ("consented", consented.into())])
}

fn stands(name: &str, post: &str, others: &[(&'static str, Value)]) -> Record {
    let mut values =
        vec![("name", name.into()), ("serves", "CANDIDATE".into()), ("post", post.into())];
    values.extend(others.iter().cloned());
    record(PEOPLE, &values)
}

fn applicant(id: i64) -> Record {
    let mut one = record(
        "joining",
        &[("person", Value::Int(100 + id)), ("own_hand", true.into()), ("employer", Value::Int(7))],
    );
    one.id = id;
    one
}

fn roster(members: i64) -> Found {
    let mut found = Found::default();
    let mut park = record("union", &[("kind", "PARK_FED".into())]);
    park.id = 3;
    found.linked.insert(("union", 3), park);
    let above = |id, kind: &str, name: &str| Above { id, kind: kind.into(), name: name.into() };
    found.above =
        vec![above(3, "PARK_FED", "云溪经开区总工会"), above(1, "FED_COUNTY", "云溪县总工会")];
    let mut employer = record("employer", &[("employees", Value::Int(86))]);
    employer.id = 7;
    found.linked.insert(("employer", 7), employer);
    found.parts = vec![
        (UNITS, vec![unit(7, false)]),
        (PEOPLE, vec![stands("李秀芳", "CHAIR", &[])]),
        ("joining", (1..=members).map(applicant).collect()),
    ];
    found
}

fn put(found: &mut Found, register: &'static str, records: Vec<Record>) {
    found.parts.retain(|part| part.0 != register);
    found.parts.push((register, records));
}

fn looked(code: &str, record: &Record, found: &Found) -> Finding {
    let facts = facts();
    let check = checks::ALL.iter().find(|check| check.code == code).unwrap();
    (check.look)(&Case { record, facts: &facts, found })
}

fn wrong(code: &str, record: &Record, found: &Found) -> String {
    match looked(code, record, found) {
        Finding::Wrong(says) => says,
        other => panic!("{other:?}"),
    }
}

#[test]
fn r_est_04_one_employer_founds_alone_several_jointly_none_that_is_covered() {
    let mut found = roster(30);
    assert_eq!(
        looked("units", &huajin(&[]), &found),
        Finding::Fine("1家单位，都没有别的工会覆盖".into())
    );
    let joint = huajin(&[("form", "JOINT".into())]);
    assert!(wrong("units", &joint, &found).contains("两家以上"));
    put(&mut found, UNITS, vec![unit(7, true), unit(8, false)]);
    assert!(wrong("units", &huajin(&[]), &found).contains("只能有一家"));
    assert_eq!(
        looked("units", &joint, &found),
        Finding::Look("1家单位还没有签加入联合工会意见".into())
    );
    put(&mut found, "coverage", vec![record("coverage", &[])]);
    assert!(wrong("units", &joint, &found).contains("1家单位已有工会覆盖"));
}

#[test]
fn r_est_04_a_federation_is_joined_by_at_least_three_unions() {
    let trade = huajin(&[("form", "TRADE_UF".into()), ("name", "云溪县快递行业工会联合会".into())]);
    let mut found = roster(0);
    let body = |id| record(BODIES, &[("body", Value::Int(id))]);
    put(&mut found, BODIES, vec![body(11), body(12)]);
    assert!(wrong("units", &trade, &found).contains("至少要有3个"));
    found.numbers.insert("founding_bodies_least", 2);
    assert!(matches!(looked("units", &trade, &found), Finding::Fine(_)), "the county decides");
    assert!(matches!(looked("roster", &trade, &found), Finding::Fine(_)));
}

#[test]
fn r_est_05_a_name_says_what_kind_of_union_it_is_and_no_ordinal() {
    let found = roster(30);
    let joint = huajin(&[("form", "JOINT".into())]);
    assert!(wrong("name", &joint, &found).contains("联合工会委员会"));
    let numbered = huajin(&[("name", "华锦针织工会第一届委员会".into())]);
    assert!(wrong("name", &numbered, &found).contains("第几届"));
}

#[test]
fn r_est_03_a_roster_has_people_nobody_elsewhere_and_not_more_than_workers() {
    let founding = huajin(&[]);
    assert!(wrong("roster", &founding, &roster(0)).contains("还没有人"));
    assert!(matches!(looked("roster", &founding, &roster(25)), Finding::Fine(_)));
    match looked("roster", &founding, &roster(24)) {
        Finding::Look(says) => assert!(says.contains("不足25人"), "{says}"),
        other => panic!("{other:?}"),
    }
    assert!(wrong("roster", &founding, &roster(87)).contains("比单位职工人数86人还多"));
    let mut found = roster(30);
    put(&mut found, "membership", vec![record("membership", &[]), record("membership", &[])]);
    let says = wrong("roster", &founding, &found);
    assert!(says.contains("30人里有2人已是本县工会会员，可申请转会"), "{says}");
}

#[test]
fn r_est_06_relatives_do_not_stand_and_managers_do_not_lead() {
    let founding = huajin(&[("seats", Value::Int(5))]);
    let mut found = roster(30);
    let relative = stands("周小宝", "COMMITTEE", &[("relative", true.into())]);
    put(&mut found, PEOPLE, vec![stands("李秀芳", "CHAIR", &[]), relative]);
    assert!(wrong("committee", &founding, &found).contains("周小宝"));
    let manager = |post: &str| stands("王总", post, &[("manager", true.into())]);
    put(&mut found, PEOPLE, vec![manager("CHAIR")]);
    assert!(wrong("committee", &founding, &found).contains("王总"));
    put(&mut found, PEOPLE, vec![stands("李秀芳", "CHAIR", &[]), manager("COMMITTEE")]);
    assert!(matches!(looked("committee", &founding, &found), Finding::Fine(_)));
    let crowded = huajin(&[("seats", Value::Int(15))]);
    assert!(matches!(looked("committee", &crowded, &found), Finding::Look(_)), "3至7 are usual");
    let nameless = [("serves", "CANDIDATE".into()), ("name", "李秀芳".into())];
    refused(PEOPLE, &nameless, "post", "R-EST-06");
}

fn counted(entitled: i64, present: i64, votes: i64) -> Finding {
    let founding = huajin(&[("entitled", Value::Int(entitled)), ("present", Value::Int(present))]);
    let mut found = roster(30);
    let elected = [("elected", true.into()), ("votes", Value::Int(votes))];
    put(&mut found, PEOPLE, vec![stands("李秀芳", "CHAIR", &elected)]);
    looked("election", &founding, &found)
}

#[test]
fn r_est_07_two_thirds_are_present_and_more_than_half_of_all_elect() {
    assert!(matches!(counted(61, 41, 31), Finding::Fine(_)));
    for (entitled, present, votes, says) in
        [(61, 40, 31, "至少41人"), (100, 70, 50, "至少51票"), (61, 41, 30, "至少31票")]
    {
        match counted(entitled, present, votes) {
            Finding::Wrong(found) => assert!(found.contains(says), "{found}"),
            other => panic!("{other:?}"),
        }
    }
    let more = huajin(&[
        ("entitled", Value::Int(86)),
        ("present", Value::Int(80)),
        ("issued", Value::Int(80)),
        ("turned_in", Value::Int(81)),
        ("valid", Value::Int(78)),
    ]);
    let refusals = checks::votes_add_up(&more).unwrap_err();
    assert_eq!(refusals.first().unwrap().field, "turned_in");
}

#[test]
fn r_est_09_and_10_terms_are_three_or_five_years_and_days_follow_one_another() {
    let values = |others: &[(&'static str, Value)]| {
        let mut all = vec![("name", Value::from("华锦工会")), ("form", "BASE".into())];
        all.extend(others.iter().cloned());
        all
    };
    refused(FOUNDINGS, &values(&[("term_years", Value::Int(4))]), "term_years", "R-EST-09");
    let days = values(&[("request_on", "2026-06-12".into()), ("reply_on", "2026-06-11".into())]);
    let said = refused(FOUNDINGS, &days, "reply_on", "R-EST-10");
    assert!(said.contains("批复日期不能早于请示日期"), "{said}");
}

#[test]
fn r_est_08_the_reply_brings_union_coverage_committee_and_members_into_being_on_its_day() {
    let founding = huajin(&[
        ("reply_on", "2026-06-16".into()),
        ("elected_on", "2026-06-10".into()),
        ("term_years", Value::Int(5)),
    ]);
    let mut found = roster(3);
    let elected = [("elected", true.into()), ("votes", Value::Int(3))];
    put(
        &mut found,
        PEOPLE,
        vec![stands("李秀芳", "CHAIR", &elected), stands("周建平", "COMMITTEE", &[])],
    );
    let facts = facts();
    let made = reply::founded(&Case { record: &founding, facts: &facts, found: &found }).unwrap();
    let of = |name: &str| {
        made.iter()
            .filter_map(|make| match make {
                Make::Add { register, values, .. } if *register == name => Some(values.clone()),
                _ => None,
            })
            .collect::<Vec<_>>()
    };
    let [union] = of("union").try_into().unwrap();
    assert!(union.contains(&("founded_on", Value::from("2026-06-16").into())));
    assert!(union.contains(&("head", Value::from("李秀芳").into())));
    assert_eq!(of("coverage").len(), 1);
    let [chair] = of("cadre").try_into().unwrap();
    assert!(chair.contains(&("term_ends_on", Value::from("2031-06-10").into())), "{chair:?}");
    let members = of("membership");
    assert_eq!(members.len(), 3);
    assert!(members.iter().all(|one| one.contains(&("union", Given::Made("union")))));

    let [paper] = of("paper_out").try_into().unwrap();
    assert!(paper.contains(&("organ", Value::Int(1).into())), "the county replies: {paper:?}");
    assert!(paper.contains(&("main_to", Value::from("云溪经开区总工会").into())));

    let ahead = huajin(&[("reply_on", "2026-06-18".into())]);
    let refused = reply::founded(&Case { record: &ahead, facts: &facts, found: &found });
    assert!(refused.unwrap_err().first().unwrap().reason.contains("不能晚于今天"));
}

#[test]
fn r_est_02_the_short_way_is_for_those_who_chose_it() {
    let (facts, found) = (facts(), roster(8));
    let by = |record: &Record| rules::only_simple(&Case { record, facts: &facts, found: &found });
    assert!(by(&huajin(&[])).unwrap_err().first().unwrap().reason.contains("简易程序"));
    assert!(by(&huajin(&[("simple", true.into())])).is_ok());
}

#[test]
fn where_the_county_itself_stands_above_the_preparatory_group_asks_and_the_county_keeps_it() {
    let founding = huajin(&[
        ("elected_on", "2026-06-10".into()),
        ("request_on", "2026-06-11".into()),
        ("request_no", "无".into()),
    ]);
    let mut found = roster(3);
    found.above.remove(0);
    let elected = [("elected", true.into()), ("votes", Value::Int(3))];
    put(&mut found, PEOPLE, vec![stands("李秀芳", "CHAIR", &elected)]);
    let facts = facts();
    let case = Case { record: &founding, facts: &facts, found: &found };
    let made = papers::filed(&case).unwrap();
    let arrived: Vec<_> = made
        .iter()
        .filter(|make| !matches!(make, Make::Put(..)))
        .map(|make| match make {
            Make::Add { register: "paper_in", values, .. } => values.clone(),
            other => panic!("{other:?}"),
        })
        .collect();
    let [report, request] = arrived.try_into().unwrap();
    for paper in [&report, &request] {
        assert!(paper.contains(&("organ", Value::Int(1).into())), "{paper:?}");
        let sender = Value::from("云溪华锦针织有限公司工会筹备组");
        assert!(paper.contains(&("sender", sender.into())), "{paper:?}");
        assert!(paper.contains(&("number", Value::Null.into())), "{paper:?}");
    }
    let title = Value::from("关于成立云溪华锦针织有限公司工会委员会的请示");
    assert!(request.contains(&("title", title.into())), "{request:?}");
    assert!(request.contains(&("dated_on", Value::from("2026-06-11").into())));

    found.above.clear();
    let nobody = papers::filed(&Case { record: &founding, facts: &facts, found: &found });
    assert!(nobody.unwrap_err().first().unwrap().reason.contains("不知道由谁批复"));
}
