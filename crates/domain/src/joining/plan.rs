//! What a row of a roster does: the person and an application in the founding it is loaded into. Who is a member
//! elsewhere, works elsewhere or applies elsewhere is not taken.

use super::register::{JOININGS, State};
use super::sheet::{applied_to, founding_of, units_of};
use crate::employer::register::EMPLOYERS;
use crate::membership::who::{self, MEMBER_ELSEWHERE, Who};
use crate::person::register::PERSONS;
use crate::planning::{Values, add, by_name, edit, plan, text_of, write};
use jiff::civil::Date;
use kernel::codes::identity::Paper;
use kernel::sheet::{Ask, CellFault, Doubt, Plan, SheetRow, Snapshot, World};
use kernel::text;
use kernel::value::Value;
use std::sync::Arc;

/// A row that is right by itself.
struct Said {
    paper: Paper,
    union: Value,
    employer: i64,
    applied: Date,
}

/// Decides a row.
pub fn decide(row: &SheetRow, world: &World) -> Plan {
    let said = match read(row, world) {
        Ok(said) => said,
        Err(faults) => return Plan::Reject(faults),
    };
    let found = match who::find(row, world, &said.paper) {
        Who::Elsewhere(reason) => {
            return Plan::Doubtful(Doubt { reason: reason.to_owned(), ..Doubt::default() });
        }
        Who::Found(found) => found,
    };
    let mut mine = None;
    if let Some(known) = found.record() {
        match applications(row, world, known.record.id) {
            Ok(open) => mine = open,
            Err(fault) => return Plan::Reject(vec![fault]),
        }
    }
    let person = who::values(row, &said.paper);
    let person: Values = person.into_iter().chain([("job", row.value("job"))]).collect();
    let only_new: Values = vec![("channel", "EMPLOYER".into())];
    plan(&[found], |targets| {
        let mut steps = Vec::new();
        for target in targets {
            let none = Values::new();
            let who = write(&mut steps, PERSONS, target, (&person, &none), world.sheet_day);
            let values = application(row, world, &said, who);
            match &mine {
                Some(open) => steps.push(edit(open, &values, world.sheet_day, false)),
                None => steps.push(add(JOININGS, values.iter().chain(&only_new))),
            }
        }
        steps
    })
}

fn application(row: &SheetRow, world: &World, said: &Said, who: Value) -> Values {
    let own = row.value("own_hand");
    vec![
        ("person", who),
        ("union", said.union.clone()),
        ("founding", Value::Int(world.whole)),
        ("employer", Value::Int(said.employer)),
        ("applied_on", Value::day(said.applied)),
        ("own_hand", if own.is_null() { false.into() } else { own }),
        ("note", row.value("note")),
    ]
}

fn read(row: &SheetRow, world: &World) -> Result<Said, Vec<CellFault>> {
    let mut faults = row.faults.clone();
    let unread = |column: &str| row.faults.iter().any(|fault| fault.column == column);
    let name = text::name(&row.text("name"));
    if let Some(problem) = text::name_problem(&name).filter(|_| !unread("name")) {
        faults.push(CellFault::new("name", problem));
    }
    let mut paper = None;
    if !unread("paper_no") && !unread("paper_kind") {
        paper = who::paper(row, world.facts.today).map_err(|fault| faults.push(fault)).ok();
        faults.extend(paper.iter().flat_map(|paper| who::disagreements(row, paper)));
    }
    let applied = row.day("applied_on").unwrap_or(world.sheet_day);
    if applied > world.facts.today {
        faults.push(CellFault::new("applied_on", "申请日期不能晚于今天"));
    }
    let union = union(world).map_err(|fault| faults.push(fault)).ok();
    let employer = employer(row, world).map_err(|fault| faults.push(fault)).ok();
    match (paper, union, employer) {
        (Some(paper), Some(union), Some(employer)) if faults.is_empty() => {
            Ok(Said { paper, union, employer, applied })
        }
        _ => Err(faults),
    }
}

/// The union that receives applications of the founding, while its roster may still change.
fn union(world: &World) -> Result<Value, CellFault> {
    let Some(founding) = world.ask(&founding_of(world.whole)).first() else {
        return Err(CellFault::new("name", "名册要从建会申请的页面导入"));
    };
    let flow = founding.record.register.flow.as_ref();
    let state = text_of(founding, "state");
    if flow.and_then(|flow| flow.meaning(&state)).is_some_and(|state| state.frozen) {
        let title = flow.map_or("", |flow| flow.title(&state));
        return Err(CellFault::new("name", format!("这件建会申请“{title}”，名册不能再改")));
    }
    Ok(founding.record.value("parent").clone())
}

/// The employer: the only one of the founding, or the one that the row names.
fn employer(row: &SheetRow, world: &World) -> Result<i64, CellFault> {
    let fault = |says: &str| CellFault::new("work_unit", says);
    let units = world.ask(&units_of(world.whole));
    let of: Vec<i64> =
        units.iter().filter_map(|unit| unit.record.value("employer").as_int()).collect();
    let name = row.text("work_unit");
    if name.is_empty() {
        return match of.as_slice() {
            [only] => Ok(*only),
            [] => Err(fault("这件建会申请还没有登记单位，先登记单位再导名册")),
            _ => Err(fault("联合建会要写明是哪一家单位的职工")),
        };
    }
    let named = world.ask(&by_name(EMPLOYERS, &name));
    let mine = named.iter().find(|found| of.contains(&found.record.id));
    mine.map(|found| found.record.id)
        .ok_or_else(|| fault("不是这件建会申请里的单位，此人不是本单位职工的不能上这本名册"))
}

/// The person's application in this founding; refused when they are a member or apply elsewhere.
fn applications(
    row: &SheetRow,
    world: &World,
    person: i64,
) -> Result<Option<Arc<Snapshot>>, CellFault> {
    let living = |one: &Arc<Snapshot>| one.record.value("left_on").as_day().is_none();
    if who::memberships(row, world, person).iter().any(living) {
        return Err(CellFault::new("paper_no", format!("此人{MEMBER_ELSEWHERE}")));
    }
    let of = |one: &&Arc<Snapshot>| one.record.value("person").as_int() == Some(person);
    let mut here = world.ask(&applied_to(world.whole)).iter().filter(of);
    let open = |one: &&Arc<Snapshot>| text_of(one, "state") == State::Applied.code();
    if let Some(mine) = here.find(open) {
        return Ok(Some(mine.clone()));
    }
    let asks = who::asks(row).into_iter();
    let mut all = asks.map(|ask| Ask::Linked(JOININGS, "person", Box::new(ask)));
    let elsewhere = all.any(|ask| world.ask(&ask).iter().filter(of).any(|one| open(&one)));
    if elsewhere {
        return Err(CellFault::new("paper_no", "此人另有一件入会申请在办，不能两处申请"));
    }
    Ok(None)
}
