//! Which union a row means: 所在工会 names it, where the file has that column; else 工作单位 names an
//! employer and so the union that covers it, or the union itself. Two covering unions are doubtful, never a
//! guess.

use crate::employer::coverage::COVERAGES;
use crate::employer::register::EMPLOYERS;
use crate::planning::{by_name, near, text_of};
use crate::union::owns_members;
use jiff::civil::Date;
use kernel::sheet::{Ask, CellFault, SheetRow, Snapshot, World};
use std::sync::Arc;

/// Where a membership is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// Key of the union.
    pub union: i64,
    /// Key of the employer; none for who joined as an individual.
    pub employer: Option<i64>,
}

/// Why the row does not tell.
pub enum Unclear {
    /// The cell is wrong.
    Fault(CellFault),
    /// More than one union, with the record that leads to them.
    Doubt(String, (&'static str, i64)),
}

const UNIT: &str = "work_unit";
const UNION: &str = "union";

fn fault(column: &'static str, expected: impl Into<String>, suggest: Option<String>) -> Unclear {
    Unclear::Fault(CellFault { column, expected: expected.into(), suggest })
}

/// The union of the named unit on a day.
pub fn place(row: &SheetRow, world: &World, on: Date) -> Result<Place, Unclear> {
    let (unit, union) = (row.text(UNIT), row.text(UNION));
    let unions = open_unions(world, &union, on);
    // A federation above owns no members: it says where the union stands, not which one it is.
    let above = !unions.is_empty() && unions.iter().all(|one| !owns_members(&text_of(one, "kind")));
    if union.is_empty() || above && !unit.is_empty() {
        return named(world, (UNIT, &unit), on);
    }
    if unit.is_empty() || unit == union {
        return named(world, (UNION, &union), on);
    }
    let covering = covering(world, &unit, on);
    let meant: Vec<_> = match unions.as_slice() {
        [_] => unions,
        all => all.iter().filter(|one| covering.contains(&one.record.id)).cloned().collect(),
    };
    let place = match meant.as_slice() {
        [only] => of_union(world, (UNION, &union), only, on)?,
        _ => named(world, (UNION, &union), on)?,
    };
    at_work(world, (&union, &unit), place, on)
}

/// The place with the employer that the row names beside its union.
fn at_work(
    world: &World,
    (union, unit): (&str, &str),
    place: Place,
    on: Date,
) -> Result<Place, Unclear> {
    let Some(employer) = world.ask(&by_name(EMPLOYERS, unit)).first() else {
        let same = open_unions(world, unit, on).iter().any(|one| one.record.id == place.union);
        return if same { Ok(place) } else { Err(unknown(world, UNIT, unit)) };
    };
    if covering(world, unit, on).contains(&place.union) {
        return Ok(Place { employer: Some(employer.record.id), ..place });
    }
    let expected = format!("“{union}”没有覆盖“{unit}”，请核对是哪个工会，或先登记它覆盖这个单位");
    Err(fault(UNION, expected, None))
}

/// The union that a column names, itself or by an employer.
fn named(world: &World, from: (&'static str, &str), on: Date) -> Result<Place, Unclear> {
    let unions = open_unions(world, from.1, on);
    match unions.as_slice() {
        [] => of_employer(world, from, on),
        [only] => of_union(world, from, only, on),
        many => {
            let expected = format!("有{}个同名的工会，请填工作单位的全称", many.len());
            Err(fault(from.0, expected, None))
        }
    }
}

fn open_unions(world: &World, name: &str, on: Date) -> Vec<Arc<Snapshot>> {
    if name.is_empty() {
        return Vec::new();
    }
    let open = |union: &&Arc<Snapshot>| {
        union.record.value("closed_on").as_day().is_none_or(|day| day > on)
    };
    world.ask(&by_name("union", name)).iter().filter(open).cloned().collect()
}

/// The unions that cover an employer on the day.
fn covering(world: &World, unit: &str, on: Date) -> Vec<i64> {
    let pairs = coverages(world, EMPLOYERS, "employer", unit, on);
    pairs.iter().filter_map(|pair| pair.record.value("union").as_int()).collect()
}

fn unknown(world: &World, column: &'static str, name: &str) -> Unclear {
    let (of, expected) = if column == UNION {
        (["union", EMPLOYERS], "台账上没有这个工会，请核对全称，或先登记这个工会")
    } else {
        ([EMPLOYERS, "union"], "台账上没有这个单位，请核对全称，或先登记这个单位和它的工会")
    };
    let suggest = of.into_iter().find_map(|register| near(world, register, name));
    fault(column, expected, suggest)
}

fn of_union(
    world: &World,
    (column, name): (&'static str, &str),
    union: &Snapshot,
    on: Date,
) -> Result<Place, Unclear> {
    if !owns_members(&text_of(union, "kind")) {
        let expected = "这个工会不直接管理会员，请填所在的基层工会或工作单位";
        return Err(fault(column, expected, None));
    }
    let covered = coverages(world, "union", "union", name, on);
    let own: Vec<_> = covered
        .iter()
        .filter(|pair| pair.record.value("union").as_int() == Some(union.record.id))
        .collect();
    let employer = match own.as_slice() {
        [only] => only.record.value("employer").as_int(),
        _ => None,
    };
    Ok(Place { union: union.record.id, employer })
}

fn of_employer(
    world: &World,
    (column, name): (&'static str, &str),
    on: Date,
) -> Result<Place, Unclear> {
    let employers = world.ask(&by_name(EMPLOYERS, name));
    let Some(employer) = employers.first() else { return Err(unknown(world, column, name)) };
    let covering = coverages(world, EMPLOYERS, "employer", name, on);
    let mut unions: Vec<i64> =
        covering.iter().filter_map(|pair| pair.record.value("union").as_int()).collect();
    unions.sort_unstable();
    unions.dedup();
    match (unions.as_slice(), covering.as_slice()) {
        ([union], [pair, ..]) => {
            Ok(Place { union: *union, employer: pair.record.value("employer").as_int() })
        }
        ([], _) => {
            let expected = "这个单位还没有工会覆盖，请先登记它的工会，或登记由哪个联合工会覆盖";
            Err(fault(column, expected, near(world, "union", name)))
        }
        (many, _) => {
            let count = many.len();
            let reason = format!("“{name}”有{count}个工会覆盖，请把工作单位改填为所在工会的名称");
            Err(Unclear::Doubt(reason, (EMPLOYERS, employer.record.id)))
        }
    }
}

/// The coverages that hold on the day; of founding members, who joined before their employer was
/// covered, those that began later.
fn coverages(
    world: &World,
    register: &'static str,
    link: &'static str,
    name: &str,
    on: Date,
) -> Vec<Arc<Snapshot>> {
    let ask = Ask::Linked(COVERAGES, link, Box::new(by_name(register, name)));
    let living = |pair: &&Arc<Snapshot>| {
        pair.record.value("until_on").as_day().is_none_or(|until| until > on)
    };
    let begun =
        |pair: &Arc<Snapshot>| pair.record.value("from_on").as_day().is_none_or(|from| from <= on);
    let all: Vec<Arc<Snapshot>> = world.ask(&ask).iter().filter(living).cloned().collect();
    let now: Vec<Arc<Snapshot>> = all.iter().filter(|pair| begun(pair)).cloned().collect();
    if now.is_empty() { all } else { now }
}
