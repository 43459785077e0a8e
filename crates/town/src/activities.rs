//! What the federations of the county held in its last years: classes, fairs, visits, campaign days. Of
//! most people only the number is known; of the classes of some towns who was there.

use jiff::ToSpan;
use jiff::civil::{Date, date};

use crate::rng::{Of, Rng, signed};
use crate::seeds::{ActivitySeed, LineSeed, UnionSeed};
use crate::{County, days};

/// How many years before the last day activities are kept for.
const YEARS: i16 = 4;

const COURSES: [(&str, &str); 6] = [
    ("skills", "电工操作"),
    ("skills", "缝纫工"),
    ("entrepreneurship", "创业"),
    ("domestic_service", "家政服务"),
    ("safety", "安全生产"),
    ("law", "劳动法律法规"),
];

/// Kinds in the order in which a small federation takes them up.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
enum Sort {
    #[default]
    Class,
    Visit,
    Fair,
    Publicity,
    Cool,
    Contest,
    Cadres,
}

const SORTS: [Sort; 7] = [
    Sort::Class,
    Sort::Visit,
    Sort::Fair,
    Sort::Publicity,
    Sort::Cool,
    Sort::Contest,
    Sort::Cadres,
];

impl County {
    /// What unions held, in the order of the unions and of days.
    pub fn activities(&self) -> Vec<ActivitySeed> {
        let each = if self.unions.len() < 200 { 3 } else { 6 };
        let kinds = ["FED_COUNTY", "TOWN_FED", "TOWN_UF", "PARK_FED"];
        let mut all = Vec::new();
        for union in self.unions.iter().filter(|union| kinds.contains(&union.kind)) {
            for year in self.last.year() - YEARS + 1..=self.last.year() {
                let many = if union.kind == "FED_COUNTY" { SORTS.len() } else { each };
                for (place, sort) in SORTS.iter().take(many).enumerate() {
                    let stream =
                        union.key * 1_000 + usize::try_from(year).unwrap_or(0) * 10 + place;
                    let mut rng = Rng::new(self.seed, Of::Activity, stream);
                    let seed = held(&mut rng, union, year, *sort);
                    let open = seed.held_from >= union.founded_on && seed.held_from <= self.last;
                    if open && union.closed_on.is_none() {
                        all.push(seed);
                    }
                }
            }
        }
        all
    }
}

fn held(rng: &mut Rng, union: &UnionSeed, year: i16, sort: Sort) -> ActivitySeed {
    let place = union.name.trim_end_matches("工会联合会").trim_end_matches("总工会");
    let county = union.kind == "FED_COUNTY";
    let mut seed = ActivitySeed {
        union: union.key,
        kind: "training",
        name: String::new(),
        held_from: day(rng, year, 3, 11),
        held_until: None,
        course: None,
        campaign: None,
        audience: "worker",
        level: if county { "COUNTY" } else { "TOWN" },
        mode: None,
        lines: Vec::new(),
        named: 0,
    };
    let scale = if county { 3 } else { 1 };
    match sort {
        Sort::Class => class(rng, &mut seed, (place, scale)),
        Sort::Fair => fair(rng, &mut seed, (place, scale), year),
        Sort::Visit => visit(rng, &mut seed, (place, scale), year),
        Sort::Cool => cool(rng, &mut seed, (place, scale), year),
        Sort::Publicity => publicity(rng, &mut seed, (place, scale), year),
        Sort::Contest => contest(rng, &mut seed, (place, scale), year),
        Sort::Cadres => cadres(rng, &mut seed, (place, scale), year),
    }
    seed
}

fn day(rng: &mut Rng, year: i16, first: i8, last: i8) -> Date {
    let month = i8::try_from(rng.between(i64::from(first), i64::from(last))).unwrap_or(first);
    days::plus(date(year, month.max(1), 1), rng.between(0, 27))
}

fn line(seed: &mut ActivitySeed, list: &'static str, code: &'static str, number: usize) {
    seed.lines.push(LineSeed { list, code, number: signed(number) });
}

fn class(rng: &mut Rng, seed: &mut ActivitySeed, (place, scale): (&str, usize)) {
    let (code, course) = rng.pick(&COURSES);
    let (migrants, others) = (rng.between(20, 60), rng.between(5, 30));
    seed.name = format!("{place}{course}培训班（{}）", seed.held_from.strftime("%Y年%m月"));
    seed.held_until = seed.held_from.checked_add(rng.between(1, 6).days()).ok();
    seed.course = Some(code);
    seed.audience = "migrant";
    seed.named = rng.below(6);
    let count = |number: i64| usize::try_from(number).unwrap_or(0) * scale;
    line(seed, "HEADS", "migrant", count(migrants));
    line(seed, "HEADS", "worker", count(others));
    line(seed, "MONEY", "own", count(migrants + others) * 100 * rng.below(400));
    line(seed, "RESULT", "employed", count(migrants / 3));
}

fn fair(rng: &mut Rng, seed: &mut ActivitySeed, (place, scale): (&str, usize), year: i16) {
    seed.kind = "job_fair";
    seed.name = format!("{year}年{place}“春风行动”招聘会");
    seed.held_from = day(rng, year, 2, 3);
    seed.campaign = Some("spring_breeze");
    seed.audience = "seeker";
    let employers = (8 + rng.below(25)) * scale;
    let seekers = employers * (10 + rng.below(30));
    line(seed, "HEADS", "employer", employers);
    line(seed, "HEADS", "post", employers * (6 + rng.below(20)));
    line(seed, "HEADS", "migrant_seeker", seekers * 2 / 5);
    line(seed, "HEADS", "seeker", seekers * 3 / 5);
    line(seed, "RESULT", "intent", seekers / 3);
    line(seed, "MONEY", "government", employers * 100 * 150);
}

fn visit(rng: &mut Rng, seed: &mut ActivitySeed, (place, scale): (&str, usize), year: i16) {
    seed.kind = "visit";
    seed.name = format!("{year}年元旦春节{place}送温暖走访慰问");
    seed.held_from = day(rng, year, 1, 1);
    seed.campaign = Some("warmth");
    seed.audience = "hardship";
    let households = (6 + rng.below(24)) * scale;
    line(seed, "HEADS", "household", households);
    line(seed, "MONEY", "superior", households * 100 * 500);
    line(seed, "MONEY", "own", households * 100 * 300);
    line(seed, "GOODS", "gift", households);
}

fn cool(rng: &mut Rng, seed: &mut ActivitySeed, (place, scale): (&str, usize), year: i16) {
    seed.kind = "visit";
    seed.name = format!("{year}年{place}送清凉");
    seed.held_from = day(rng, year, 7, 8);
    seed.campaign = Some("cool");
    let sites = (3 + rng.below(12)) * scale;
    let people = sites * (20 + rng.below(60));
    line(seed, "HEADS", "site", sites);
    line(seed, "HEADS", "migrant", people * 3 / 5);
    line(seed, "HEADS", "worker", people * 2 / 5);
    line(seed, "GOODS", "cool_goods", people);
    line(seed, "MONEY", "own", people * 100 * 30);
}

fn publicity(rng: &mut Rng, seed: &mut ActivitySeed, (place, scale): (&str, usize), year: i16) {
    seed.kind = "publicity";
    seed.name = format!("{year}年{place}普法宣传进企业");
    seed.audience = "public";
    let people = (100 + rng.below(400)) * scale;
    line(seed, "HEADS", "audience", people);
    line(seed, "GOODS", "leaflet", people * 2);
    line(seed, "GOODS", "law_booklet", people / 2);
}

fn contest(rng: &mut Rng, seed: &mut ActivitySeed, (place, scale): (&str, usize), year: i16) {
    seed.kind = "contest";
    seed.name = format!("{year}年{place}职工技能竞赛");
    seed.held_from = day(rng, year, 5, 9);
    seed.course = Some("skills");
    let people = (30 + rng.below(90)) * scale;
    line(seed, "HEADS", "worker", people / 2);
    line(seed, "HEADS", "migrant", people / 2);
    line(seed, "RESULT", "certificate", people / 6);
    line(seed, "MONEY", "own", people * 100 * 60);
}

fn cadres(rng: &mut Rng, seed: &mut ActivitySeed, (place, scale): (&str, usize), year: i16) {
    seed.name = format!("{year}年{place}工会干部培训班");
    seed.held_until = seed.held_from.checked_add(2.days()).ok();
    seed.course = Some("union_work");
    seed.audience = "cadre";
    line(seed, "HEADS", "cadre", (15 + rng.below(25)) * scale);
    line(seed, "MONEY", "own", 100 * 4_000 * scale);
}
