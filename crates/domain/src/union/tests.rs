//! Stories and edges of unions.

use super::register::UnionKind;
use super::{below, level, owns_members};
use crate::tests::*;
use kernel::field::Datum;
use kernel::register::Level;
use kernel::value::Value;

const CODE: &str = "81610100MC0000012L";
const FIRM_CODE: &str = "91440300MA00000152";

fn base() -> Vec<(&'static str, Value)> {
    vec![("name", "恒达纺织有限公司工会委员会".into()), ("kind", "BASE".into())]
}

fn with(field: &'static str, value: impl Into<Value>) -> Vec<(&'static str, Value)> {
    let mut values = base();
    values.retain(|(name, _)| *name != field);
    values.push((field, value.into()));
    values
}

#[test]
fn organisation_1_what_may_hang_below_what() {
    for (kind, parent) in [
        ("FED_CITY", "FED_PROV"),
        ("FED_COUNTY", "FED_CITY"),
        ("FED_COUNTY", "FED_PROV"),
        ("TOWN_FED", "FED_COUNTY"),
        ("PARK_FED", "FED_COUNTY"),
        ("SYS", "FED_COUNTY"),
        ("TRADE_UF", "FED_COUNTY"),
        ("AREA_UF", "TOWN_UF"),
        ("JOINT", "AREA_UF"),
        ("BASE", "SYS"),
        ("NEF", "TRADE_UF"),
        ("FLOW", "FED_COUNTY"),
        ("PREP", "TOWN_FED"),
        ("BRANCH", "BASE"),
        ("GROUP", "BRANCH"),
    ] {
        assert!(below(kind, parent), "{kind} below {parent}");
    }
    for (kind, parent) in [
        ("FED_COUNTY", "TOWN_FED"),
        ("TOWN_FED", "TOWN_FED"),
        ("BASE", "BASE"),
        ("BASE", "PREP"),
        ("GROUP", "TOWN_FED"),
        ("BRANCH", "TRADE_UF"),
        ("AREA_UF", "BASE"),
        ("ACFTU", "FED_PROV"),
    ] {
        assert!(!below(kind, parent), "{kind} below {parent}");
    }
}

#[test]
fn organisation_1_no_two_kinds_may_hang_below_each_other() {
    let codes = UnionKind::LIST.items.iter().map(|item| item.0);
    for kind in codes.clone() {
        for parent in codes.clone().filter(|parent| *parent != "IND_LOCAL" || kind != "IND_LOCAL") {
            assert!(!(below(kind, parent) && below(parent, kind)), "{kind} {parent}");
        }
    }
}

#[test]
fn organisation_1_who_has_members_and_who_has_a_level() {
    for item in UnionKind::LIST.items {
        let owner = ["BASE", "JOINT", "FLOW", "NEF", "SYS", "PREP"].contains(&item.0);
        assert_eq!(owns_members(item.0), owner, "{}", item.0);
        assert!(UnionKind::from_value(&item.0.into()).is_some());
    }
    assert_eq!(level("FED_COUNTY"), Some(Level::County));
    assert_eq!(level("FED_CITY"), Some(Level::City));
    assert_eq!(level("TOWN_FED"), None);
}

#[test]
fn a_union_is_found_by_name_and_by_pinyin() {
    let (record, verdict) = prepared("union", &with("name", "恒达（集团）工会委员会"));
    assert_eq!(verdict, Ok(()));
    assert_eq!(record.value("name_key"), &"恒达集团工会委员会".into());
    assert_eq!(record.value("pinyin"), &"hengdajituangonghuiweiyuanhui".into());
    assert_eq!(record.value("initials"), &"hdjtghwyh".into());
}

#[test]
fn r_uni_01_the_employers_name_is_not_the_unions() {
    let said = refused("union", &with("name", "恒达纺织有限公司"), "name", "R-UNI-01");
    assert!(said.contains("恒达纺织有限公司工会委员会"), "{said}");
    refused("union", &with("name", "恒达公司工会第三届委员会"), "name", "R-UNI-01");
    assert!(prepared("union", &with("name", "第二棉纺厂工会委员会")).1.is_ok());
    let group = [("name", "挡车一组".into()), ("kind", "GROUP".into())];
    assert!(prepared("union", &group).1.is_ok());
}

#[test]
fn r_uni_02_the_code_is_the_unions_own() {
    for good in [CODE, "89330100MC0000039P", "11610000016000005Y"] {
        assert!(prepared("union", &with("code", good)).1.is_ok(), "{good}");
    }
    let said = refused("union", &with("code", FIRM_CODE), "code", "R-UNI-02");
    assert!(said.contains("企业"), "{said}");
    let said = refused("union", &with("code", "81610100MC0000012M"), "code", "R-UNI-02");
    assert!(said.contains("末位应为L"), "{said}");
    let (record, _) = prepared("union", &with("code", " 81610100mc0000012l "));
    assert_eq!(record.value("code"), &CODE.into());
}

#[test]
fn r_uni_03_and_04_telephone_and_days() {
    let (record, _) = prepared("union", &with("phone", "(0898)6654321"));
    assert_eq!(record.value("phone"), &"0898-6654321".into());
    refused("union", &with("phone", "1380013800"), "phone", "R-UNI-03");
    assert!(prepared("union", &with("founded_on", "2027-06-17")).1.is_ok());
    refused("union", &with("founded_on", "2027-06-18"), "founded_on", "R-UNI-04");
    refused("union", &with("founded_on", "1920-12-31"), "founded_on", "R-UNI-04");
}

#[test]
fn what_a_form_declares_carries_its_day() {
    let (record, _) = prepared("union", &with("members_declared", 120));
    assert_eq!(record.value("declared_on"), &"2026-06-17".into());
}

#[test]
fn decision_14_reports_ask_by_their_own_codes() {
    let count = crate::catalog().indicator("union_org_count").unwrap();
    let dim = count.dims.iter().find(|dim| dim.name == "org_type").unwrap();
    let kernel::indicator::DimKind::Map(path, rows) = &dim.kind else { panic!() };
    let code = |kind: &str| rows.iter().find(|row| row.0 == kind).map(|row| row.1.as_str());
    assert_eq!(path, "kind");
    assert_eq!(code("TOWN_FED"), Some("township_federation"));
    assert_eq!(code("TOWN_UF"), Some("township_federation"));
    assert_eq!(code("BASE"), Some("independent"));
    assert_eq!(code("SYS"), Some("system"));
    assert_eq!(code("TRADE_UF"), Some("industry_joint"));
    for left_out in ["BRANCH", "GROUP", "PREP"] {
        assert_eq!(code(left_out), None);
    }
    assert_eq!(rows.len() + 3, UnionKind::LIST.items.len());
}
