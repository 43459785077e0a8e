//! The collection form knows five kinds of unions, the register twenty-one: which one a row means is
//! read from the form's value, the name and the superior.

use super::register::UnionKind::{self, *};
use kernel::choices::Choices;

/// 基层工会类型, five values of the collection form.
pub const FORM_KINDS: Choices = Choices {
    name: "基层工会类型",
    items: &[
        ("SINGLE", "独立基层工会", &["独立", "单独基层工会", "基层工会", "独立建会"]),
        ("JOINT", "联合基层工会", &["联合工会", "联合", "联合建会"]),
        ("UF", "工会联合会", &["联合会", "行业工会联合会", "区域工会联合会"]),
        ("SYSTEM", "产业(系统)工会", &["产业工会", "系统工会"]),
        ("FED", "总工会", &[]),
    ],
};

const PARKS: [&str; 9] =
    ["开发区", "园区", "经开区", "高新区", "工业园", "工业区", "产业园", "科技园", "物流园"];
const TOWNS: [&str; 4] = ["镇", "乡", "街道", "办事处"];
const AREAS: [&str; 7] = ["村", "社区", "楼宇", "商圈", "市场", "大厦", "商会"];

/// The form's value for a kind: rows never change a kind to another of the same value.
fn value_of(kind: UnionKind) -> &'static [&'static str] {
    match kind {
        Base => &["SINGLE"],
        Joint => &["JOINT"],
        Branch | Group | Flow | NewForms | Preparing => &["SINGLE", "JOINT"],
        TownUnion | ParkUnion | AreaUnion | TradeUnion => &["UF"],
        System | IndustryLocal | IndustryNational => &["SYSTEM"],
        WorkCommittee => &["UF", "FED"],
        National | Province | City | County | TownFederation | ParkFederation => &["FED"],
    }
}

/// Whether the form's value says of a union what is known already.
pub fn agrees(kind: UnionKind, form: &str) -> bool {
    value_of(kind).contains(&form)
}

/// The kind of a new union; what is missing to tell it, otherwise.
pub fn of(form: &str, name: &str, superior: Option<&str>) -> Result<UnionKind, &'static str> {
    let has = |words: &[&str]| words.iter().any(|word| name.contains(word));
    match form {
        "SINGLE" | "JOINT" if has(&["筹备组"]) => Ok(Preparing),
        "SINGLE" | "JOINT" if has(&["新就业形态"]) => Ok(NewForms),
        "SINGLE" if has(&["项目工会", "流动工会", "外出务工"]) => Ok(Flow),
        "SINGLE" => Ok(Base),
        "JOINT" => Ok(Joint),
        "SYSTEM" => Ok(System),
        "UF" => union_federation(name, superior),
        "FED" => federation(name, superior),
        _ => of(by_name(name), name, superior),
    }
}

/// The form's value when the cell is empty.
fn by_name(name: &str) -> &'static str {
    let has = |word: &str| name.contains(word);
    match () {
        () if has("工会联合会") => "UF",
        () if has("总工会") && !has("委员会") => "FED",
        () if has("系统工会") => "SYSTEM",
        () if has("联合工会") => "JOINT",
        () => "SINGLE",
    }
}

fn union_federation(name: &str, superior: Option<&str>) -> Result<UnionKind, &'static str> {
    let has = |words: &[&str]| words.iter().any(|word| name.contains(word));
    let place = name.split("工会联合会").next().unwrap_or_default();
    let town = TOWNS.iter().any(|word| place.ends_with(word));
    let county = superior.is_some_and(|kind| matches!(kind, "FED_COUNTY" | "FED_CITY" | "WORKCOM"));
    match superior {
        _ if has(&["行业"]) => Ok(TradeUnion),
        _ if PARKS.iter().any(|word| place.ends_with(word)) => Ok(ParkUnion),
        _ if town && superior.is_none_or(|_| county) => Ok(TownUnion),
        None if has(&AREAS) => Ok(AreaUnion),
        None => Err("请填上级工会名称，才能判断是哪一类工会联合会"),
        Some(_) if county && has(&PARKS) => Ok(ParkUnion),
        Some(_) if county => Ok(TradeUnion),
        Some("IND_LOCAL" | "IND_NAT" | "FED_PROV") => Ok(TradeUnion),
        Some(_) => Ok(AreaUnion),
    }
}

fn federation(name: &str, superior: Option<&str>) -> Result<UnionKind, &'static str> {
    let place = name.split("总工会").next().unwrap_or_default();
    let ends = |words: &[&str]| words.iter().any(|word| place.ends_with(word));
    match superior {
        _ if ends(&PARKS) => Ok(ParkFederation),
        _ if ends(&TOWNS) => Ok(TownFederation),
        Some("FED_CITY") if ends(&["县", "区", "市", "旗"]) => Ok(County),
        Some("FED_PROV") if ends(&["市", "州", "盟", "地区"]) => Ok(City),
        _ if ends(&["省", "自治区"]) => Ok(Province),
        _ if ends(&["县", "旗"]) => Ok(County),
        _ => Err("从名称看不出是哪一级总工会，请核对工会名称和上级工会"),
    }
}
