//! Unions of one employer.

use jiff::civil::Date;

use super::cover;
use crate::build::Builder;
use crate::drafts::{Draft, Sort};
use crate::rng::{Of, Rng};

pub fn found(builder: &mut Builder) {
    for employer in chosen(builder) {
        let Some(draft) = builder.drafts.get(employer) else { continue };
        let mut rng = builder.rng(Of::Coverage, 1000 + employer);
        let founded = builder.founding(&mut rng);
        let name = format!("{}工会委员会", draft.name);
        let parent = parent(builder, &mut rng, draft, founded);
        let union = builder.union("BASE", name, Some(parent), founded);
        cover(builder, union, employer, founded);
    }
}

/// Bureaus, schools and the like first, then large firms but for one in eight, then smaller ones.
fn chosen(builder: &Builder) -> Vec<usize> {
    let mut rng = builder.rng(Of::Coverage, 0);
    let keys = |wanted: &dyn Fn(&Draft) -> bool| -> Vec<usize> {
        let drafts = builder.drafts.iter().enumerate();
        drafts.filter(|(_, draft)| wanted(draft)).map(|(key, _)| key).collect()
    };
    let public = keys(&|draft| draft.sort != Sort::Firm);
    let mut large = keys(&|draft| draft.sort == Sort::Firm && draft.big);
    large.retain(|_| rng.below(8) > 0);
    let mut rest = keys(&|draft| draft.sort == Sort::Firm && !draft.big && draft.people >= 10);
    rng.shuffle(&mut rest);
    let mut all: Vec<_> = public.into_iter().chain(large).collect();
    all.extend(rest);
    all.truncate(builder.plan.bases);
    all
}

fn parent(builder: &Builder, rng: &mut Rng, draft: &Draft, founded: Date) -> usize {
    let town = builder.town_key(draft.town);
    let system = |at: usize| builder.systems.get(at).copied().unwrap_or(town);
    match draft.sort {
        Sort::Organ => return 0,
        Sort::School => return system(0),
        Sort::Hospital => return system(1),
        Sort::State => return system(2),
        Sort::Firm => {}
    }
    if draft.nef.is_some() && rng.percent(45) {
        let fits = |trade: &&(usize, Option<&str>)| trade.1 == draft.nef;
        let found = builder.trades.iter().find(fits).map(|(key, _)| *key);
        let exists =
            |key: &usize| builder.unions.get(*key).is_some_and(|union| union.founded_on < founded);
        if let Some(key) = found.filter(exists) {
            return key;
        }
    }
    if draft.in_park {
        return builder.park;
    }
    let areas: Vec<_> = builder.areas.iter().filter(|(_, at)| *at == draft.town).collect();
    if !areas.is_empty() && rng.percent(18) {
        return areas.get(rng.below(areas.len())).map_or(town, |(key, _)| *key);
    }
    town
}
