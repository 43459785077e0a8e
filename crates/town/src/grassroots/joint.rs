//! Unions of several small employers.

use super::{billet, cover, uncover};
use crate::build::Builder;
use crate::days;
use crate::drafts::Sort;
use crate::rng::{Of, Rng};
use crate::tables::TOWNSHIPS;

pub fn found(builder: &mut Builder) {
    let free: Vec<_> = builder
        .drafts
        .iter()
        .enumerate()
        .filter(|(_, draft)| draft.union.is_none() && !draft.big && draft.sort == Sort::Firm)
        .map(|(key, _)| key)
        .collect();
    let places = builder.plan.towns + 1;
    for place in 0..places {
        let mut here = free.clone();
        here.retain(|key| {
            builder.drafts.get(*key).is_some_and(|draft| place_of(builder, draft) == place)
        });
        // A little more than half of them are covered.
        here.truncate(here.len() * 56 / 100);
        let unions =
            builder.plan.joints / places + usize::from(place < builder.plan.joints % places);
        for at in 0..unions {
            let size = here.len() / (unions - at).max(1);
            let rest = here.split_off(size);
            found_one(builder, place, at, &here);
            here = rest;
        }
    }
}

/// Towns by their position, the park after them.
fn place_of(builder: &Builder, draft: &crate::drafts::Draft) -> usize {
    if draft.in_park { builder.plan.towns } else { draft.town }
}

fn found_one(builder: &mut Builder, place: usize, at: usize, employers: &[usize]) {
    let mut rng = builder.rng(Of::Coverage, 4_000_000 + builder.unions.len());
    let (name, parent) = match TOWNSHIPS.get(place).filter(|_| place < builder.plan.towns) {
        Some(town) => {
            let part = town.villages.get(at).copied();
            let part = part.map_or_else(|| format!("第{}片区", at + 1), Into::into);
            (format!("{}{part}联合工会委员会", town.name), builder.town_key(place))
        }
        None => (format!("云溪经开区标准厂房{}区联合工会委员会", at + 1), builder.park),
    };
    // The first of a town is old, so that it can take in those who have no other union.
    let founded = if at == 0 { builder.first } else { builder.founding(&mut rng) };
    let founded = if at == 0 { days::plus(founded, rng.between(9, 80)) } else { founded };
    let union = builder.union("JOINT", name, Some(parent), founded);
    if at == 0 || rng.percent(20) {
        builder.billets.push(billet(None, union, None, founded));
    }
    for employer in employers {
        let joined = joining(builder, &mut rng, founded);
        cover(builder, union, *employer, joined);
        if rng.percent(2) {
            deregister(builder, &mut rng, union, *employer, joined);
        }
    }
}

/// Half of a joint union's employers are there from the beginning.
fn joining(builder: &Builder, rng: &mut Rng, founded: jiff::civil::Date) -> jiff::civil::Date {
    let latest = days::plus(builder.last, -30).max(founded);
    if rng.percent(50) { founded } else { days::within(rng, founded, latest) }
}

fn deregister(
    builder: &mut Builder,
    rng: &mut Rng,
    union: usize,
    employer: usize,
    joined: jiff::civil::Date,
) {
    let low = days::plus(joined, 200);
    let high = days::plus(builder.last, -20);
    if low >= high {
        return;
    }
    let end = days::within(rng, low, high);
    uncover(builder, union, Some(employer), end);
    if let Some(draft) = builder.drafts.get_mut(employer) {
        draft.fate = Some((end, "注销"));
    }
}

/// A few single unions grew out of a joint one: their employer was covered by it before.
pub fn upgrade_some(builder: &mut Builder) {
    let mut rng = builder.rng(Of::Coverage, 5);
    let grown: Vec<_> = builder
        .billets
        .iter()
        .filter(|billet| billet.sort == Sort::Firm && billet.is_open())
        .filter(|billet| builder.unions.get(billet.union).is_some_and(|u| u.kind == "BASE"))
        .filter_map(|billet| Some((billet.employer?, billet.from)))
        .collect();
    let wanted = (grown.len() / 30).max(1);
    let mut done = 0;
    for (employer, from) in grown {
        if done < wanted && rng.percent(12) && upgrade(builder, &mut rng, employer, from) {
            done += 1;
        }
    }
}

fn upgrade(builder: &mut Builder, rng: &mut Rng, employer: usize, from: jiff::civil::Date) -> bool {
    let Some(draft) = builder.drafts.get(employer) else { return false };
    let parent = if draft.in_park { builder.park } else { builder.town_key(draft.town) };
    let early = days::plus(from, -400);
    let fits = |union: &&crate::UnionSeed| {
        union.kind == "JOINT"
            && union.parent == Some(parent)
            && union.founded_on < early
            && union.closed_on.is_none()
    };
    let Some(joint) = builder.unions.iter().find(fits) else { return false };
    let (joint, since) = (joint.key, days::within(rng, joint.founded_on, early));
    let present = draft.union;
    cover(builder, joint, employer, since);
    uncover(builder, joint, Some(employer), from);
    let origin = builder.billets.len() - 1;
    let count = 3 + rng.below(6);
    if let Some(draft) = builder.drafts.get_mut(employer) {
        draft.union = present;
    }
    let own = builder.billets.iter_mut().find(|billet| {
        billet.employer == Some(employer) && billet.from == from && billet.is_open()
    });
    if let Some(own) = own {
        own.groups.push(crate::billet::Group { origin, count, year: from.year() });
    }
    true
}
