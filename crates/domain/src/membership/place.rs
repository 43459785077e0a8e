//! Which union a row means: 工作单位 names an employer and so the union that covers it, or the union
//! itself. Two covering unions are doubtful, never a guess.

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

const COLUMN: &str = "work_unit";

fn fault(expected: &str, suggest: Option<String>) -> Unclear {
    Unclear::Fault(CellFault { column: COLUMN, expected: expected.to_owned(), suggest })
}

/// The union of the named unit on a day.
pub fn place(row: &SheetRow, world: &World, on: Date) -> Result<Place, Unclear> {
    let name = row.text(COLUMN);
    let unions: Vec<&Arc<Snapshot>> =
        world.ask(&by_name("union", &name)).iter().filter(|found| open(found, on)).collect();
    match unions.as_slice() {
        [] => of_employer(world, &name, on),
        [only] => of_union(world, &name, only, on),
        many => Err(fault(&format!("有{}个同名的工会，请改填工作单位的全称", many.len()), None)),
    }
}

fn open(union: &Snapshot, on: Date) -> bool {
    union.record.value("closed_on").as_day().is_none_or(|day| day > on)
}

fn of_union(world: &World, name: &str, union: &Snapshot, on: Date) -> Result<Place, Unclear> {
    if !owns_members(&text_of(union, "kind")) {
        let expected = "这个工会不直接管理会员，请填所在的基层工会或工作单位";
        return Err(fault(expected, None));
    }
    let covered = coverages(world, "union", "union", name, on);
    let employer = match covered.as_slice() {
        [only] => only.record.value("employer").as_int(),
        _ => None,
    };
    Ok(Place { union: union.record.id, employer })
}

fn of_employer(world: &World, name: &str, on: Date) -> Result<Place, Unclear> {
    let employers = world.ask(&by_name(EMPLOYERS, name));
    let Some(employer) = employers.first() else {
        let expected = "台账上没有这个单位，请核对全称，或先登记这个单位和它的工会";
        let suggest = near(world, EMPLOYERS, name).or_else(|| near(world, "union", name));
        return Err(fault(expected, suggest));
    };
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
            Err(fault(expected, near(world, "union", name)))
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
