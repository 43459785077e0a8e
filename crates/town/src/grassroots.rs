//! The grassroots unions, whom they cover, and their billets.

mod joint;
mod single;
mod special;

use jiff::civil::Date;

use crate::billet::Billet;
use crate::build::Builder;
use crate::drafts::Draft;
use crate::numbers::credit_code;
use crate::rng::{Of, Rng};
use crate::seeds::{CoverageSeed, Earlier};
use crate::{DIVISION, days};

pub use special::branch;

pub fn found(builder: &mut Builder) {
    let others = builder.plan.nefs + builder.plan.flows + builder.plan.joints;
    let later = builder.plan.preps + builder.plan.branches;
    let left = builder.size.unions.saturating_sub(builder.unions.len() + others + later);
    builder.plan.bases = left.max(1);
    single::found(builder);
    joint::found(builder);
    special::found(builder);
    close_some(builder);
    joint::upgrade_some(builder);
    rename_and_move(builder);
    legal_persons(builder);
}

/// A billet without places; they are given out when all billets are known.
fn billet(draft: Option<&Draft>, union: usize, employer: Option<usize>, from: Date) -> Billet {
    Billet {
        union,
        employer,
        from,
        end: None,
        slots: 0,
        founding: 0,
        groups: Vec::new(),
        sort: draft.map(|draft| draft.sort).unwrap_or_default(),
        women: draft.map_or(30, |draft| draft.women),
        migrants: draft.map_or(76, |draft| draft.migrants),
        nef: draft.and_then(|draft| draft.nef),
        construction: draft.is_some_and(|draft| draft.section == "E"),
    }
}

/// The union covers the employer from a day on, and has places for its people.
fn cover(builder: &mut Builder, union: usize, employer: usize, from: Date) {
    let billet = billet(builder.drafts.get(employer), union, Some(employer), from);
    builder.billets.push(billet);
    builder.coverages.push(CoverageSeed { union, employer, from, until: None });
    if let Some(draft) = builder.drafts.get_mut(employer) {
        draft.union = Some(union);
        draft.first_cover = Some(draft.first_cover.map_or(from, |first| first.min(from)));
        draft.founded_on = draft.founded_on.min(days::plus(from, -100));
    }
}

/// Coverage and billet end together.
fn uncover(builder: &mut Builder, union: usize, employer: Option<usize>, end: Date) {
    for billet in &mut builder.billets {
        if billet.union == union && (employer.is_none() || billet.employer == employer) {
            billet.end = Some(billet.end.map_or(end, |before| before.min(end)));
        }
    }
    for coverage in &mut builder.coverages {
        if coverage.union == union && employer.is_none_or(|key| coverage.employer == key) {
            coverage.until = Some(coverage.until.map_or(end, |before| before.min(end)));
        }
    }
}

fn is_grassroots(kind: &str) -> bool {
    matches!(kind, "BASE" | "JOINT" | "NEF" | "FLOW")
}

/// One in 25 of those that are old enough is gone again.
fn close_some(builder: &mut Builder) {
    let old = days::plus(builder.last, -800);
    let mut keys: Vec<_> = builder
        .unions
        .iter()
        .filter(|union| is_grassroots(union.kind) && union.founded_on < old)
        .map(|union| (union.key, union.founded_on))
        .collect();
    let all = builder.unions.iter().filter(|union| is_grassroots(union.kind)).count();
    let mut rng = builder.rng(Of::Coverage, 1);
    rng.shuffle(&mut keys);
    for (key, founded) in keys.into_iter().take((all / 25).max(1)) {
        let end = days::within(&mut rng, days::plus(founded, 400), days::plus(builder.last, -90));
        close(builder, &mut rng, key, end);
    }
}

fn close(builder: &mut Builder, rng: &mut Rng, key: usize, end: Date) {
    let Some(union) = builder.unions.get_mut(key) else { return };
    union.closed_on = Some(end);
    let single = union.kind == "BASE";
    // Coverages begun after the end never were.
    builder.coverages.retain(|coverage| coverage.union != key || coverage.from < end);
    builder.billets.retain(|billet| billet.union != key || billet.from < end);
    uncover(builder, key, None, end);
    let fate = rng.pick(&["注销", "注销", "注销", "停业", "迁出"]);
    for draft in builder.drafts.iter_mut().filter(|draft| draft.union == Some(key)) {
        if single {
            draft.fate = Some((end, fate));
        }
        draft.first_cover = draft.first_cover.filter(|from| *from < end);
    }
}

/// A few were renamed with their employers, and a few moved from one town's union to another body.
fn rename_and_move(builder: &mut Builder) {
    let towns = builder.towns.clone();
    let mut rng = builder.rng(Of::Coverage, 2);
    let last = builder.last;
    for union in builder.unions.iter_mut().filter(|union| union.kind == "BASE") {
        let end = union.closed_on.unwrap_or(last);
        if union.name.contains("有限公司") && rng.permille(25) {
            let until = days::within(&mut rng, days::plus(union.founded_on, 90), end);
            let brand = crate::employers::brand(&mut rng);
            let value = format!("云溪县{brand}实业有限公司工会委员会");
            if until < end {
                union.earlier_names.push(Earlier { value, from: union.founded_on, until });
            }
        }
        let Some(parent) = union.parent.filter(|parent| *parent != 0) else { continue };
        if union.name.contains("公司") && rng.permille(20) {
            let until = days::within(&mut rng, days::plus(union.founded_on, 120), end);
            let value = rng.pick(&towns);
            if until < end && value != parent {
                union.earlier_parents.push(Earlier { value, from: union.founded_on, until });
            }
        }
    }
}

/// Six in ten of the grassroots unions are legal persons.
fn legal_persons(builder: &mut Builder) {
    let mut rng = builder.rng(Of::Coverage, 3);
    for union in builder.unions.iter_mut().filter(|union| is_grassroots(union.kind)) {
        if rng.percent(if matches!(union.kind, "BASE" | "JOINT") { 62 } else { 20 }) {
            union.credit_code = Some(credit_code("81", DIVISION, "MC", union.key));
        }
    }
}
