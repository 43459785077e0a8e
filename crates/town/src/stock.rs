//! How many members each union has for each employer, and where they came from.

use crate::billet::{Billet, Group};
use crate::build::Builder;
use crate::rng::{Of, Rng};

/// Of a hundred members in office, those who joined as individuals.
const INDIVIDUALS: usize = 6;
/// Of a hundred places, those whose first holder came from another union of the county.
const TRANSFERS: usize = 12;

pub fn fill(builder: &mut Builder) {
    let wanted = wanted(builder);
    for (billet, slots) in builder.billets.iter_mut().zip(wanted) {
        billet.slots = slots;
        if let Some(group) = billet.groups.first_mut() {
            group.count = group.count.min(slots);
        }
    }
    transfer(builder);
    for (at, billet) in builder.billets.iter_mut().enumerate() {
        let mut rng = Rng::new(builder.seed, Of::Billet, at);
        let share = match billet.employer {
            None => 15,
            Some(_) if billet.slots < 6 => 100,
            Some(_) => 50 + rng.below(36),
        };
        let own = billet.slots.saturating_sub(billet.coming());
        billet.founding = (billet.slots * share / 100).max(1).min(own);
    }
}

/// Places for each billet: those open on the last day add up to the county's members.
fn wanted(builder: &Builder) -> Vec<usize> {
    let drafted: Vec<_> = builder.billets.iter().map(|billet| drafted(builder, billet)).collect();
    let open = |individual: bool| {
        move |(billet, _): &(&Billet, &(usize, usize))| {
            billet.is_open() && billet.employer.is_none() == individual
        }
    };
    let pairs = || builder.billets.iter().zip(&drafted);
    let loners: Vec<_> = pairs().filter(open(true)).map(|(billet, _)| crowd(billet)).collect();
    let share = if loners.is_empty() { 0 } else { INDIVIDUALS };
    let individuals = builder.size.members * share / 100;
    let mut singly = distribute(individuals, &loners).into_iter();
    let employed: Vec<_> = pairs().filter(open(false)).map(|(_, sizes)| *sizes).collect();
    let mut by_employer = grown(builder.size.members - individuals, &employed).into_iter();
    pairs()
        .map(|(billet, (_, raw))| match (billet.is_open(), billet.employer) {
            // What was closed had its members too; one left behind for a better one had others.
            (false, _) if moved_on(builder, billet) => 0,
            (false, _) => (*raw).min(90),
            (true, None) => singly.next().unwrap_or(0),
            (true, Some(_)) => by_employer.next().unwrap_or(0),
        })
        .collect()
}

/// Most who join as individuals ride, drive or care for a living.
fn crowd(billet: &Billet) -> usize {
    if billet.nef.is_some() { 4 } else { 1 }
}

/// The employer left this billet for a union of its own.
fn moved_on(builder: &Builder, billet: &Billet) -> bool {
    let union = billet.employer.and_then(|key| builder.drafts.get(key)).and_then(|d| d.union);
    billet.employer.is_some() && union != Some(billet.union)
}

/// The least number of members and the number drawn.
fn drafted(builder: &Builder, billet: &Billet) -> (usize, usize) {
    let Some(draft) = billet.employer.and_then(|key| builder.drafts.get(key)) else {
        return (0, 40);
    };
    let raw = (draft.people * draft.ratio / 100).max(1);
    let least = if draft.big { (25 * draft.ratio).div_ceil(100) } else { raw };
    (least, raw.max(least))
}

/// The least for everybody and the rest as drawn; when there are fewer than the least, as drawn.
fn grown(total: usize, sizes: &[(usize, usize)]) -> Vec<usize> {
    let raw: Vec<_> = sizes.iter().map(|(_, raw)| *raw).collect();
    let least: usize = sizes.iter().map(|(least, _)| least).sum();
    if total < least {
        return distribute(total, &raw);
    }
    let above: Vec<_> = sizes.iter().map(|(least, raw)| raw - least).collect();
    let weights = if above.iter().all(|weight| *weight == 0) { &raw } else { &above };
    let more = distribute(total - least, weights);
    sizes.iter().zip(more).map(|((least, _), more)| least + more).collect()
}

/// A total in whole parts by weight.
fn distribute(total: usize, weights: &[usize]) -> Vec<usize> {
    let sum: usize = weights.iter().sum();
    let mut parts: Vec<_> = weights.iter().map(|weight| total * weight / sum.max(1)).collect();
    let mut left = total.saturating_sub(parts.iter().sum());
    for (part, _) in parts.iter_mut().zip(weights).filter(|(_, weight)| **weight > 0) {
        if left == 0 {
            break;
        }
        *part += 1;
        left -= 1;
    }
    parts
}

/// Groups of people who came from other unions.
fn transfer(builder: &mut Builder) {
    let mut ends = Vec::with_capacity(builder.billets.len());
    let mut sum = 0;
    for billet in &builder.billets {
        sum += billet.slots;
        ends.push(sum);
    }
    for at in 0..builder.billets.len() {
        let mut rng = builder.rng(Of::Billet, 1_000_000 + at);
        let groups = groups_for(builder, &mut rng, at, &ends);
        if let Some(billet) = builder.billets.get_mut(at) {
            billet.groups.extend(groups);
        }
    }
}

fn groups_for(builder: &Builder, rng: &mut Rng, at: usize, ends: &[usize]) -> Vec<Group> {
    let Some(billet) = builder.billets.get(at).filter(|billet| billet.is_open()) else {
        return Vec::new();
    };
    let expected = billet.slots * TRANSFERS;
    let mut left = expected / 100 + usize::from(rng.percent(expected % 100));
    left = left.min(billet.slots.saturating_sub(billet.coming() + 1));
    let mut groups = Vec::new();
    for _ in 0..24 {
        if left == 0 {
            break;
        }
        let most = left.min(12 + left / 6);
        let count = 1 + rng.below(most);
        if let Some(group) = group_from(builder, rng, billet, count, ends) {
            left -= count;
            groups.push(group);
        }
    }
    groups
}

/// A group from a union large enough to lose it, in a year in which both unions were there.
fn group_from(
    builder: &Builder,
    rng: &mut Rng,
    billet: &Billet,
    count: usize,
    ends: &[usize],
) -> Option<Group> {
    let place = rng.below(ends.last().copied().unwrap_or(0));
    let origin = ends.partition_point(|end| *end <= place);
    let from = builder.billets.get(origin)?;
    if from.union == billet.union || from.slots < count * 2 {
        return None;
    }
    let first = i64::from(billet.from.year().max(from.from.year()));
    let year = rng.between(first, i64::from(builder.last.year()));
    let year = i16::try_from(year).unwrap_or(0);
    billet.window(from, year, builder.last)?;
    Some(Group { origin, count, year })
}
