//! Who the employers are.

use std::collections::HashSet;

use super::naming;
use crate::build::Builder;
use crate::days;
use crate::drafts::{Draft, Sort};
use crate::rng::{Of, Rng};
use crate::tables::TRADES;

const NATURES: [(&str, usize); 9] = [
    ("私营企业", 60),
    ("其他有限责任公司", 19),
    ("个体经济组织", 5),
    ("其他股份有限公司", 4),
    ("外商投资企业", 3),
    ("港澳台商投资企业", 3),
    ("集体企业", 2),
    ("股份合作企业", 2),
    ("民办非企业单位", 2),
];

/// What private institutions call themselves, and their section.
const CARE: [(&[&str], &str); 3] =
    [(&["职业培训学校"], "P"), (&["养老服务中心"], "Q"), (&["幼儿园"], "P")];

/// Employees of those with 25 or more, as bands.
const BANDS: [((i64, i64), usize); 5] =
    [((25, 49), 40), ((50, 99), 26), ((100, 299), 22), ((300, 999), 9), ((1000, 3200), 3)];

pub fn draft(builder: &mut Builder) {
    let mut taken = HashSet::new();
    public(builder, &mut taken);
    let total = builder.size.employers;
    let mut bigs = builder.drafts.iter().filter(|draft| draft.big).count();
    while builder.drafts.len() < total {
        let mut rng = builder.rng(Of::Employer, builder.drafts.len());
        let big = bigs < total / 4;
        bigs += usize::from(big);
        let draft = firm(builder, &mut rng, &mut taken, big);
        builder.drafts.push(draft);
    }
}

/// Bureaus, schools, hospitals and state groups.
fn public(builder: &mut Builder, taken: &mut HashSet<String>) {
    let total = builder.size.employers;
    let towns = builder.plan.towns;
    let here = |names: Vec<String>| names.into_iter().map(|name| (name, 0)).collect::<Vec<_>>();
    let lists = [
        (Sort::Organ, here(naming::county_offices("organ")), total / 90),
        (Sort::School, naming::schools(towns), total / 45),
        (Sort::Hospital, naming::hospitals(towns), total / 100),
        (Sort::State, here(naming::county_offices("state")), total / 190),
    ];
    for (sort, names, count) in lists {
        for (rank, (name, town)) in names.into_iter().take(count.max(1)).enumerate() {
            taken.insert(name.clone());
            let mut rng = builder.rng(Of::Employer, builder.drafts.len());
            let mut draft = office(builder, &mut rng, sort, name, town);
            let (low, high) = staff(sort, rank);
            draft.people = usize::try_from(rng.between(low, high)).unwrap_or(0);
            draft.big = draft.people >= 25;
            builder.drafts.push(draft);
        }
    }
}

/// How many work at a bureau, school, hospital or state group: the lists begin with the largest.
fn staff(sort: Sort, rank: usize) -> (i64, i64) {
    match (sort, rank) {
        (Sort::Organ, _) => (8, 70),
        (Sort::School, 0..7) => (90, 300),
        (Sort::School, 7..49) => (28, 120),
        (Sort::School, _) => (8, 40),
        (Sort::Hospital, 0) => (500, 800),
        (Sort::Hospital, 1..3) => (180, 400),
        (Sort::Hospital, _) => (26, 90),
        (_, 0..4) => (100, 400),
        _ => (18, 110),
    }
}

fn blank(builder: &Builder, rng: &mut Rng, sort: Sort, name: String, big: bool) -> Draft {
    let band = rng.weighted(&BANDS);
    let people = if big { rng.between(band.0, band.1) } else { rng.between(3, 24) };
    let youngest = days::plus(builder.last, -900);
    let oldest = days::plus_years(builder.first, -14);
    Draft {
        sort,
        name,
        town: 0,
        in_park: false,
        section: "",
        nature: "",
        nef: None,
        people: usize::try_from(people).unwrap_or(0),
        big,
        ratio: 70 + rng.below(21),
        women: 0,
        migrants: 0,
        founded_on: days::within(rng, oldest, youngest.max(builder.first)),
        fate: None,
        first_cover: None,
        union: None,
        preparing: None,
    }
}

fn office(builder: &Builder, rng: &mut Rng, sort: Sort, name: String, town: usize) -> Draft {
    let mut draft = blank(builder, rng, sort, name, false);
    draft.town = town;
    draft.founded_on = days::plus_years(draft.founded_on, -8);
    (draft.section, draft.nature, draft.women, draft.migrants) = match sort {
        Sort::Organ => ("S", "机关", 38, 2),
        Sort::School => ("P", "财政拨款的事业单位", 68, 2),
        Sort::Hospital => ("Q", rng.pick(&["财政拨款的事业单位", "其他事业单位"]), 72, 4),
        _ => ("N", rng.pick(&["国有独资公司", "国有控股公司", "国有企业"]), 34, 25),
    };
    draft
}

fn firm(builder: &Builder, rng: &mut Rng, taken: &mut HashSet<String>, big: bool) -> Draft {
    let mut draft = blank(builder, rng, Sort::Firm, String::new(), big);
    let weights: Vec<_> = TRADES.iter().enumerate().map(|(at, trade)| (at, trade.weight)).collect();
    let Some(trade) = TRADES.get(rng.weighted(&weights)) else { return draft };
    let mut nature = rng.weighted(&NATURES);
    let not_made = matches!(nature, "集体企业" | "股份合作企业") && trade.section != "C";
    if not_made || (big && nature == "个体经济组织") {
        nature = "私营企业";
    }
    (draft.section, draft.nature, draft.nef) = (trade.section, nature, trade.nef);
    (draft.women, draft.migrants) = (varied(rng, trade.women), varied(rng, trade.migrants));
    let mut words: &[&str] = &trade.words;
    if nature == "民办非企业单位" {
        words = rng.pick(&CARE.map(|(word, _)| word));
        draft.section = CARE.iter().find(|(known, _)| *known == words).map_or("P", |care| care.1);
        (draft.nef, draft.women, draft.migrants) = (None, varied(rng, 78), varied(rng, 30));
    }
    draft.name = naming::firm(rng, taken, words, nature);
    draft.in_park = rng.percent(if trade.section == "C" { 38 } else { 8 });
    // The two streets at the centre have twice as many as the others.
    let towns = builder.plan.towns;
    draft.town = rng.below(towns + 2) % towns;
    draft
}

fn varied(rng: &mut Rng, percent: usize) -> usize {
    (percent + rng.below(13)).saturating_sub(6).clamp(2, 95)
}
