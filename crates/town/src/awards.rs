//! What unions of the county were given: stars at the end of a year, the mark of a standard, titles.

use jiff::civil::{Date, date};

use crate::County;
use crate::rng::{Of, Rng};
use crate::seeds::{AwardSeed, UnionSeed};

const STARS: [(i64, usize); 5] = [(1, 14), (2, 21), (3, 40), (4, 18), (5, 7)];
/// Of a hundred unions, those with the title at each level.
const HOMES: [(&str, usize); 3] = [("COUNTY", 24), ("CITY", 4), ("PROVINCE", 2)];

impl County {
    /// Honours and ratings of the unions that are there on the last day.
    pub fn awards(&self) -> Vec<AwardSeed> {
        let kinds = ["BASE", "JOINT", "NEF", "FLOW"];
        let rated = date(self.last.year() - 1, 12, 20);
        let mut all = Vec::new();
        let unions = self.unions.iter().filter(|union| kinds.contains(&union.kind));
        for union in unions.filter(|union| union.closed_on.is_none() && union.founded_on < rated) {
            let mut rng = Rng::new(self.seed, Of::Award, union.key);
            stars(&mut rng, union, rated, &mut all);
            standard(&mut rng, union, rated, &mut all);
            homes(&mut rng, union, rated, &mut all);
        }
        all
    }
}

fn given(union: &UnionSeed, title: (&'static str, &'static str), on: Date) -> AwardSeed {
    AwardSeed {
        union: union.key,
        title,
        level: "COUNTY",
        star: None,
        met: true,
        awarded_on: on,
        replaced_on: None,
    }
}

fn stars(rng: &mut Rng, union: &UnionSeed, rated: Date, all: &mut Vec<AwardSeed>) {
    if !rng.percent(88) {
        return;
    }
    let star = rng.weighted(&STARS);
    let before = date(rated.year() - 2, 12, 20);
    let title = ("STANDARD", "star");
    if rng.percent(30) && union.founded_on < before {
        let earlier = AwardSeed {
            star: Some((star - 1).max(1)),
            replaced_on: Some(rated),
            ..given(union, title, before)
        };
        all.push(earlier);
    }
    all.push(AwardSeed { star: Some(star), ..given(union, title, rated) });
}

fn standard(rng: &mut Rng, union: &UnionSeed, rated: Date, all: &mut Vec<AwardSeed>) {
    let met = rng.percent(93);
    all.push(AwardSeed { met, ..given(union, ("STANDARD", "six_haves"), rated) });
}

fn homes(rng: &mut Rng, union: &UnionSeed, rated: Date, all: &mut Vec<AwardSeed>) {
    for (level, chance) in HOMES {
        let years = i64::from(rated.year() - union.founded_on.year());
        if years < 1 || !rng.percent(chance) {
            continue;
        }
        let after = i16::try_from(rng.between(1, years)).unwrap_or(1);
        let on = date(union.founded_on.year() + after, 5, 1).min(rated);
        all.push(AwardSeed { level, ..given(union, ("HONOUR", "model_home"), on) });
    }
}
