//! Unions of drivers, couriers and people away from home, preparatory groups, and branches.

use super::{billet, cover};
use crate::build::Builder;
use crate::employers::brand;
use crate::rng::{Of, Rng};
use crate::tables::TOWNSHIPS;
use crate::{COUNTY, days};

const CITIES: [&str; 6] = ["上海", "苏州", "南京", "杭州", "无锡", "宁波"];

pub fn found(builder: &mut Builder) {
    for at in 0..builder.plan.nefs {
        found_nef(builder, at);
    }
    for at in 0..builder.plan.flows {
        found_flow(builder, at);
    }
    prepare(builder);
}

/// Every other one belongs to a trade, the rest take in whoever works in a town.
fn found_nef(builder: &mut Builder, at: usize) {
    let mut rng = builder.rng(Of::Coverage, 5_000_000 + at);
    let trades: Vec<_> =
        builder.trades.iter().filter_map(|(key, nef)| Some((*key, (*nef)?))).collect();
    let town = at / 2;
    let of_town = TOWNSHIPS.get(town).filter(|_| at.is_multiple_of(2) && town < builder.plan.towns);
    let (name, parent, nef) = if let Some(township) = of_town {
        let name = format!("{COUNTY}{}新就业形态劳动者工会委员会", township.name);
        (name, builder.town_key(town), rng.pick(&["快递员", "网约送餐员", "货车司机"]))
    } else {
        let (parent, nef) = trades.get(at / 2 % trades.len().max(1)).copied().unwrap_or_default();
        let name = format!("{COUNTY}{}{}站点{}工会委员会", brand(&mut rng), word(nef), at + 1);
        (name, parent, nef)
    };
    let parent_since = builder.unions.get(parent).map_or(builder.first, |union| union.founded_on);
    let founded = builder.founding(&mut rng).max(days::plus(parent_since, 30));
    let union = builder.union("NEF", name, Some(parent), founded);
    let mut places = billet(None, union, None, founded);
    places.nef = Some(nef);
    places.women = match nef {
        "家政服务员" | "护工护理员" => 86,
        "房产中介员" | "商场信息员" => 55,
        _ => 9,
    };
    builder.billets.push(places);
}

fn word(nef: &str) -> &'static str {
    match nef {
        "快递员" => "快递",
        "家政服务员" => "家政",
        "货车司机" => "货运",
        "网约送餐员" => "配送",
        "护工护理员" => "护理",
        "保安员" => "保安",
        "房产中介员" => "房产中介",
        "网约车司机" => "出行",
        _ => "商场",
    }
}

/// Building sites of a firm, and the county's people in a city.
fn found_flow(builder: &mut Builder, at: usize) {
    let mut rng = builder.rng(Of::Coverage, 6_000_000 + at);
    let founded = builder.founding(&mut rng);
    let free = builder
        .drafts
        .iter()
        .position(|draft| draft.section == "E" && draft.union.is_none() && draft.people > 8);
    if let Some(employer) = free.filter(|_| at.is_multiple_of(2)) {
        let Some(draft) = builder.drafts.get(employer) else { return };
        let site = rng.pick(&["安置房", "高铁新城", "污水处理厂", "产业园", "人民医院新院区"]);
        let name = format!("{}{site}项目工会", draft.name);
        let parent = builder.town_key(draft.town);
        let union = builder.union("FLOW", name, Some(parent), founded);
        cover(builder, union, employer, founded);
    } else {
        let city = CITIES.get(at % CITIES.len()).copied().unwrap_or_default();
        let round = at / CITIES.len() + 1;
        let name = format!("{COUNTY}驻{city}外出务工人员第{round}工会");
        let union = builder.union("FLOW", name, Some(0), founded);
        builder.billets.push(billet(None, union, None, founded));
    }
}

/// Preparatory groups at large employers that have no union yet.
fn prepare(builder: &mut Builder) {
    let free: Vec<_> = builder
        .drafts
        .iter()
        .enumerate()
        .filter(|(_, draft)| draft.big && draft.union.is_none())
        .map(|(key, draft)| (key, draft.name.clone(), draft.in_park, draft.town))
        .take(builder.plan.preps)
        .collect();
    for (employer, name, in_park, town) in free {
        let mut rng = builder.rng(Of::Coverage, 7_000_000 + employer);
        let parent = if in_park { builder.park } else { builder.town_key(town) };
        let day = days::plus(builder.last, -rng.between(5, 80));
        builder.union("PREP", format!("{name}工会筹备组"), Some(parent), day);
        if let Some(draft) = builder.drafts.get_mut(employer) {
            draft.preparing = Some(day);
        }
    }
}

/// Branches of the largest single unions; they own no members of their own.
pub fn branch(builder: &mut Builder) {
    let mut large: Vec<_> = builder
        .billets
        .iter()
        .filter(|billet| billet.is_open() && billet.employer.is_some())
        .filter_map(|billet| {
            let union = builder.unions.get(billet.union).filter(|union| union.kind == "BASE")?;
            Some((billet.slots, union.key, union.name.clone(), union.founded_on))
        })
        .collect();
    large.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)));
    let wanted = builder.plan.branches;
    let rounds = wanted.div_ceil(large.len().max(1)).max(2);
    let mut made = 0;
    for (_, parent, name, founded) in large {
        let short = name.trim_end_matches("工会委员会");
        for part in 1..=rounds.min(wanted - made) {
            let mut rng = builder.rng(Of::Coverage, 8_000_000 + parent * 50 + part);
            let day = branch_day(builder, &mut rng, founded);
            builder.union("BRANCH", format!("{short}第{part}分工会"), Some(parent), day);
            made += 1;
        }
    }
}

fn branch_day(builder: &Builder, rng: &mut Rng, founded: jiff::civil::Date) -> jiff::civil::Date {
    days::within(rng, founded, days::plus(founded, 600).min(builder.last))
}
