//! What may hang below what, who owns members, and what a union's record may not say.

use super::register::*;
use kernel::codes::credit_code::{self, check_credit_code};
use kernel::codes::phone;
use kernel::prelude::*;
use kernel::register::Level;
use kernel::verdict::verdict;
use kernel::{pinyin, text};

/// The fixed level of the territorial federations; everything else is counted by depth.
pub fn level(kind: &str) -> Option<Level> {
    match kind {
        "FED_PROV" => Some(Level::Province),
        "FED_CITY" => Some(Level::City),
        "FED_COUNTY" => Some(Level::County),
        _ => None,
    }
}

/// Whether a body of this kind has members of its own. A federation shows the sum of those below it
/// (工会法第十一条); a system union may also have members in its own offices; a preparatory group
/// keeps them until the founding.
pub fn owns_members(kind: &str) -> bool {
    matches!(kind, "BASE" | "JOINT" | "FLOW" | "NEF" | "SYS" | "PREP")
}

/// Whether people are taken in here: a preparatory group gathers them, and has no members of its own.
pub fn takes_members(kind: &str) -> bool {
    kind != "PREP" && owns_members(kind)
}

const FEDERATIONS: [&str; 3] = ["FED_PROV", "FED_CITY", "FED_COUNTY"];
const INDUSTRIES: [&str; 2] = ["IND_NAT", "IND_LOCAL"];
const TOWNS: [&str; 4] = ["TOWN_FED", "TOWN_UF", "PARK_FED", "PARK_UF"];

/// Whether a body of this kind may hang directly below one of that kind.
pub fn below(kind: &str, parent: &str) -> bool {
    let federation = FEDERATIONS.contains(&parent);
    let industry = INDUSTRIES.contains(&parent);
    let town = TOWNS.contains(&parent);
    let county = matches!(parent, "FED_CITY" | "FED_COUNTY" | "WORKCOM");
    match kind {
        "FED_PROV" | "IND_NAT" => parent == "ACFTU",
        "FED_CITY" => parent == "FED_PROV",
        // Some counties stand directly below the province.
        "FED_COUNTY" => matches!(parent, "FED_CITY" | "FED_PROV"),
        "IND_LOCAL" => federation || industry,
        "SYS" => federation || industry || parent == "WORKCOM",
        "WORKCOM" => federation,
        "TOWN_FED" | "TOWN_UF" => county || parent == "PARK_FED",
        "PARK_FED" => county || parent == "FED_PROV",
        "PARK_UF" => county || matches!(parent, "TOWN_FED" | "TOWN_UF" | "PARK_FED"),
        "AREA_UF" => town || parent == "WORKCOM",
        "TRADE_UF" => federation || industry || town || parent == "WORKCOM",
        "BASE" | "JOINT" | "FLOW" | "NEF" | "PREP" => upper(parent),
        "BRANCH" => matches!(parent, "BASE" | "JOINT" | "FLOW" | "NEF"),
        "GROUP" => matches!(parent, "BASE" | "JOINT" | "FLOW" | "NEF" | "BRANCH"),
        _ => false,
    }
}

/// A body that leads grassroots unions.
fn upper(kind: &str) -> bool {
    let groups = TOWNS.contains(&kind) || INDUSTRIES.contains(&kind);
    let others = matches!(kind, "ACFTU" | "SYS" | "WORKCOM" | "AREA_UF" | "TRADE_UF");
    groups || others || FEDERATIONS.contains(&kind)
}

/// Brings a union's record to its kept form and says what is wrong with it.
pub fn prepare(record: &mut Record, facts: &Facts) -> Verdict {
    let mut refusals = Vec::new();
    names(record, &mut refusals);
    code(record, &mut refusals);
    contact(record, &mut refusals);
    days(record, facts, &mut refusals);
    verdict(refusals)
}

/// R-UNI-01: the name is the union's full name, without the ordinal of its committee.
fn names(record: &mut Record, refusals: &mut Vec<Refusal>) {
    let name = text::tidy(&record.get(NAME).unwrap_or_default());
    let sound = pinyin::of_org(&name);
    record.put(NAME_KEY, Some(text::fold(&name)));
    record.put(PINYIN, Some(sound.full));
    record.put(INITIALS, Some(sound.initials));
    if name.is_empty() {
        return;
    }
    let part = matches!(record.get(KIND), Some(UnionKind::Branch | UnionKind::Group));
    if !name.contains("工会") && !part {
        let reason = format!("工会名称里应有“工会”，如“{name}工会委员会”");
        refusals.push(Refusal::on("name", reason).by("R-UNI-01"));
    }
    if ordinal(&name) {
        let reason = "工会名称不写届次，“第几届委员会”请从名称里去掉";
        refusals.push(Refusal::on("name", reason).by("R-UNI-01"));
    }
}

fn ordinal(name: &str) -> bool {
    name.split_once('第').and_then(|(_, rest)| rest.split_once('届')).is_some_and(|(between, _)| {
        !between.is_empty()
            && between.chars().all(|c| "〇一二三四五六七八九十百0123456789".contains(c))
    })
}

/// R-UNI-02: the code is the union's own (GB 32100); federations of county level and above hold
/// codes of mass organisations or organs.
fn code(record: &mut Record, refusals: &mut Vec<Refusal>) {
    let Some(typed) = record.get(CODE) else { return };
    let refuse = |reason: String| Refusal::on("code", reason).by("R-UNI-02 GB 32100-2015");
    match check_credit_code(&typed) {
        Err(error) => refusals.push(refuse(error.to_string())),
        Ok(good) => {
            if let Some(hint) = credit_code::misplaced(&good.code, credit_code::Owner::Union) {
                refusals.push(refuse(hint.to_owned()));
            }
            record.put(CODE, Some(good.code));
        }
    }
}

/// R-UNI-03: the telephone number can be dialled.
fn contact(record: &mut Record, refusals: &mut Vec<Refusal>) {
    let Some(typed) = record.get(PHONE) else { return };
    match phone::normalise(&typed) {
        Ok(number) => record.put(PHONE, Some(number)),
        Err(error) => refusals.push(Refusal::on("phone", error.to_string()).by("R-UNI-03")),
    }
}

/// R-UNI-04: a day that cannot be meant: before there were unions, or more than a year ahead.
fn days(record: &mut Record, facts: &Facts, refusals: &mut Vec<Refusal>) {
    if record.get(MEMBERS_DECLARED).is_some() && record.get(DECLARED_ON).is_none() {
        record.put(DECLARED_ON, Some(facts.today));
    }
    let Some(founded) = record.get(FOUNDED_ON) else { return };
    if founded.year() < 1921 || founded > crate::planning::year_ahead(facts.today) {
        let reason = format!("建会日期{founded}不对，请按批复核对年份");
        refusals.push(Refusal::on("founded_on", reason).by("R-UNI-04"));
    }
}
