//! Histories of the employers, when their members are known.

use jiff::civil::Date;

use crate::build::Builder;
use crate::drafts::{Draft, Sort};
use crate::numbers::credit_code;
use crate::rng::{Of, Rng, signed};
use crate::seeds::{EmployerSeed, History};
use crate::tables::TOWNSHIPS;
use crate::{COUNTY, DIVISION, days, names};

const STREETS: [&str; 10] = [
    "人民路",
    "建设路",
    "青年路",
    "振兴大道",
    "创业路",
    "工业大道",
    "湖滨路",
    "解放街",
    "新华路",
    "兴业路",
];

pub fn write(builder: &mut Builder) {
    let needed = needed_by_year(builder);
    let drafts = std::mem::take(&mut builder.drafts);
    for (key, (draft, needed)) in drafts.iter().zip(&needed).enumerate() {
        let seed = seed_of(builder, key, draft, needed);
        builder.employers.push(seed);
    }
    builder.drafts = drafts;
}

/// For each employer and year, the places that its members hold: never fewer than there are members
/// on any day of the year.
fn needed_by_year(builder: &Builder) -> Vec<Vec<usize>> {
    let first = builder.first.year();
    let years: Vec<i16> = (first..=builder.last.year()).collect();
    let mut needed = vec![vec![0; years.len()]; builder.drafts.len()];
    for billet in &builder.billets {
        let Some(row) = billet.employer.and_then(|key| needed.get_mut(key)) else { continue };
        for (cell, year) in row.iter_mut().zip(&years) {
            *cell += billet.opened_by(*year, builder.last);
        }
    }
    for group in builder.billets.iter().flat_map(|billet| &billet.groups) {
        let Some(origin) = builder.billets.get(group.origin) else { continue };
        let Some(row) = origin.employer.and_then(|key| needed.get_mut(key)) else { continue };
        for (cell, year) in row.iter_mut().zip(&years) {
            if *year >= origin.from.year() && *year <= group.year {
                *cell += group.count;
            }
        }
    }
    needed
}

fn seed_of(builder: &Builder, key: usize, draft: &Draft, needed: &[usize]) -> EmployerSeed {
    let mut rng = builder.rng(Of::Employer, 1_000_000 + key);
    let town = TOWNSHIPS.get(draft.town);
    let township = town.map_or("", |town| town.name);
    let employees = employees(builder, &mut rng, draft, needed);
    let ended = draft.fate.is_some_and(|(_, state)| state != "停业");
    let now = if ended { 0 } else { employees.last().map_or(0, |(_, count)| *count) };
    let share = |percent: usize| now * signed(percent) / 100;
    let (class, lead) = code_class(draft.nature);
    let place = if draft.in_park { "经开区" } else { township };
    let woman = rng.percent(40);
    EmployerSeed {
        key,
        name: draft.name.clone(),
        credit_code: credit_code(class, DIVISION, lead, key),
        founded_on: draft.founded_on,
        address: format!("{COUNTY}{place}{}{}号", rng.pick(&STREETS), 1 + rng.below(298)),
        division: DIVISION,
        township_code: town.map_or("", |town| town.code),
        township,
        grid: format!("{place}第{}网格", 1 + rng.below(8)),
        industry: draft.section,
        nature: draft.nature,
        economy: economy(draft.nature),
        size_class: size_class(now),
        seat: seat(builder, draft),
        women: share(draft.women),
        migrants: share(draft.migrants),
        operating: operating(builder, &mut rng, draft),
        survey: survey(builder, &mut rng, draft, now),
        contact: names::person(&mut rng, woman, ""),
        contact_phone: names::contact_mobile(50_000_000 + key),
        employees,
    }
}

fn code_class(nature: &str) -> (&'static str, &'static str) {
    match nature {
        "机关" => ("11", "MB"),
        "财政拨款的事业单位" | "其他事业单位" => ("12", "MB"),
        "民办非企业单位" => ("52", "MJ"),
        "个体经济组织" => ("92", "MA"),
        _ => ("91", "MA"),
    }
}

fn economy(nature: &str) -> &'static str {
    match nature {
        "机关"
        | "财政拨款的事业单位"
        | "其他事业单位"
        | "国有独资公司"
        | "国有控股公司"
        | "国有企业" => "国有经济",
        "集体企业" => "集体经济",
        "个体经济组织" => "个体经济",
        "外商投资企业" => "外商投资",
        "港澳台商投资企业" => "港澳台投资",
        "其他有限责任公司" | "其他股份有限公司" | "股份合作企业" => "股份制",
        "私营企业" => "私营经济",
        _ => "其他经济类",
    }
}

fn size_class(employees: i64) -> &'static str {
    match employees {
        1000.. => "大型",
        300.. => "中型",
        20.. => "小型",
        _ => "微型",
    }
}

/// The body below the county federation under which its union stands; without one, the town or park.
fn seat(builder: &Builder, draft: &Draft) -> usize {
    let place = if draft.in_park { builder.park } else { builder.town_key(draft.town) };
    let system = |at: usize| builder.systems.get(at).copied().unwrap_or(place);
    match draft.sort {
        Sort::Organ => return place,
        Sort::School => return system(0),
        Sort::Hospital => return system(1),
        Sort::State => return system(2),
        Sort::Firm => {}
    }
    let mut seat = place;
    let mut at = draft.union;
    while let Some(union) = at.and_then(|key| builder.unions.get(key)) {
        if union.parent.is_some() {
            seat = union.key;
        }
        at = union.parent;
    }
    seat
}

/// Employees from the founding, or the beginning of the history, to the last day.
fn employees(builder: &Builder, rng: &mut Rng, draft: &Draft, needed: &[usize]) -> History<i64> {
    let mut history: History<i64> = Vec::new();
    let begin = draft.founded_on.max(builder.first);
    let mut other = draft.people * (70 + rng.below(25)) / 100;
    for (year, places) in (builder.first.year()..).zip(needed) {
        let day = days::first_of(year).max(begin);
        if day.year() != year || draft.fate.is_some_and(|(end, _)| end <= day) {
            continue;
        }
        other = (other * (96 + rng.below(13)) / 100).clamp(1, draft.people.max(1));
        let bound = if draft.big { other.max(25) } else { other.min(24) };
        let count = match (*places, draft.union) {
            (0, None) => bound,
            (0, Some(_)) => other,
            (places, _) => (places * 100).div_ceil(draft.ratio),
        };
        let count = signed(count);
        if history.last().is_none_or(|(_, before)| *before != count) {
            history.push((day, count));
        }
    }
    if let Some((day, "注销" | "迁出")) = draft.fate {
        history.push((day, 0));
    }
    history
}

fn operating(builder: &Builder, rng: &mut Rng, draft: &Draft) -> History<&'static str> {
    let mut history = vec![(draft.founded_on, "正常")];
    if let Some((day, state)) = draft.fate {
        history.push((day, state));
    } else if rng.percent(2) {
        let low = draft.founded_on.max(builder.first);
        let stopped = days::within(rng, days::plus(low, 60), days::plus(builder.last, -300));
        if stopped > low {
            history.push((stopped, "停业"));
            history.push((days::plus(stopped, rng.between(60, 240)), "正常"));
        }
    }
    history
}

fn survey(builder: &Builder, rng: &mut Rng, draft: &Draft, now: i64) -> History<&'static str> {
    let begin = draft.founded_on.max(builder.first);
    let mut history = vec![(begin, "未摸底")];
    if let Some(covered) = draft.first_cover {
        let before =
            [(120, "已摸底"), (90, "具备条件"), (60, "已动员"), (40, "筹备中"), (0, "已建会")];
        let steps = before.map(|(back, state)| (days::plus(covered, -back), state));
        history.extend(steps.into_iter().filter(|(day, _)| *day > begin || *day == covered));
        if covered <= begin {
            history.remove(0);
        }
        return history;
    }
    let surveyed =
        days::within(rng, begin, days::plus(builder.last, -30)).max(days::plus(begin, 1));
    if (draft.preparing.is_none() && rng.percent(12)) || surveyed > builder.last {
        return history;
    }
    history.push((surveyed, "已摸底"));
    if now < 25 {
        history.push((days::plus(surveyed, 10), "暂不具备条件"));
        return cut(history, builder.last);
    }
    history.push((days::plus(surveyed, 10), "具备条件"));
    let later = days::plus(surveyed, 25);
    match draft.preparing {
        Some(day) => history.push((day.max(later), "筹备中")),
        None if rng.percent(40) => history.push((later, "已动员")),
        None if rng.percent(12) => history.push((later, "拒绝建会")),
        None => {}
    }
    cut(history, builder.last)
}

fn cut(history: History<&'static str>, last: Date) -> History<&'static str> {
    history.into_iter().filter(|(day, _)| *day <= last).collect()
}
