//! To whom a row of the sheet says something was given: a union, a person of it, or an employer.

use super::register::*;
use crate::employer::coverage::COVERAGES;
use crate::employer::register::EMPLOYERS;
use crate::membership::register::MEMBERSHIPS;
use crate::person::register::PERSONS;
use crate::planning::{ask_near, by_name, near, text_of};
use jiff::civil::Date;
use kernel::codes::identity::{PaperKind, check_paper_any_age};
use kernel::facts::FOREVER;
use kernel::sheet::{Ask, CellFault, SheetRow, Snapshot, World};
use kernel::text;
use kernel::value::Value;
use std::sync::Arc;

/// Who holds it, and the union that owns the record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Holder {
    /// The union itself, or the one to which person or employer belong.
    pub union: i64,
    /// The person, if it was given to one.
    pub person: Value,
    /// The employer, if it was given to one.
    pub employer: Value,
}

impl Holder {
    /// Whether an award is this holder's; a person takes theirs along to another union.
    pub fn holds(&self, award: &Snapshot) -> bool {
        let value = |field: &str| award.record.value(field);
        let itself = self.person.is_null() && self.employer.is_null();
        award.mine
            && *value("person") == self.person
            && *value("employer") == self.employer
            && (!itself || value("union").as_int() == Some(self.union))
    }
}

type Found<T> = Result<T, CellFault>;

/// What must be looked up: the unions, persons and employers that are named, and how they hang together.
pub fn asks(row: &SheetRow) -> Vec<Ask> {
    let mut asks = Vec::new();
    for register in ["union", EMPLOYERS] {
        let name = row.text(register);
        if !name.is_empty() {
            asks.push(by_name(register, &name));
            asks.extend(ask_near(register, &name));
        }
    }
    if row.text("person").is_empty() {
        asks.push(covering(row));
    } else {
        asks.extend(persons(row));
        asks.push(memberships(row));
    }
    asks
}

/// Questions for what may already be there of the same holder.
pub fn awards(row: &SheetRow) -> Ask {
    let of = |link, ask: Ask| Ask::Linked(AWARDS, link, Box::new(ask));
    match (row.text("person").is_empty(), row.text("employer")) {
        (false, _) => of("person", person(row)),
        (true, employer) if !employer.is_empty() => of("employer", by_name(EMPLOYERS, &employer)),
        _ => of("union", by_name("union", &row.text("union"))),
    }
}

/// The holder that a row names, if it was held on the day it was given.
pub fn find(row: &SheetRow, world: &World) -> Found<Holder> {
    let on = row.day("awarded_on").unwrap_or(world.facts.today);
    let (person, employer) = (row.text("person"), row.text("employer"));
    let named = match row.text("union") {
        none if none.is_empty() => None,
        name => Some(union(&name, world)?),
    };
    if !person.is_empty() {
        return of_person(row, world, named, on);
    }
    if !row.text("paper_no").is_empty() {
        return Err(CellFault::new("person", "有证件号码，还要填获得人的姓名"));
    }
    if employer.is_empty() {
        let missing = "请填工会名称；授予个人的填获得人，授予单位的填获得单位";
        let union = named.ok_or_else(|| CellFault::new("union", missing))?;
        return Ok(Holder { union, person: Value::Null, employer: Value::Null });
    }
    let firm = the_employer(&employer, world)?;
    let union = match named {
        Some(union) => union,
        None => in_charge(row, world, firm, on)?,
    };
    Ok(Holder { union, person: Value::Null, employer: Value::Int(firm.record.id) })
}

/// The number of the paper as it is kept, if there is one that can be right.
fn number(row: &SheetRow) -> Found<Option<String>> {
    let raw = row.text("paper_no");
    if raw.is_empty() {
        return Ok(None);
    }
    let kind = PaperKind::from_code(&row.text("paper_kind")).unwrap_or(PaperKind::Identity);
    let paper = check_paper_any_age(kind, &raw, FOREVER);
    paper.map(|paper| Some(paper.number)).map_err(|e| CellFault::new("paper_no", e.to_string()))
}

/// The question for the person: by paper, else by name.
fn person(row: &SheetRow) -> Ask {
    match number(row) {
        Ok(Some(number)) => Ask::By(PERSONS, "paper_no", number.into()),
        _ => Ask::By(PERSONS, "name", text::name(&row.text("person")).into()),
    }
}

fn persons(row: &SheetRow) -> [Ask; 2] {
    [person(row), awards(row)]
}

fn memberships(row: &SheetRow) -> Ask {
    Ask::Linked(MEMBERSHIPS, "person", Box::new(person(row)))
}

fn covering(row: &SheetRow) -> Ask {
    Ask::Linked(COVERAGES, "employer", Box::new(by_name(EMPLOYERS, &row.text("employer"))))
}

/// The union that is named; of several with one name the one the file was loaded for.
fn union(name: &str, world: &World) -> Found<i64> {
    match world.ask(&by_name("union", name)) {
        [only] if only.mine => Ok(only.record.id),
        [_] => Err(CellFault::new("union", "这个工会不在您的范围内")),
        [] => Err(CellFault {
            column: "union",
            expected: "没有这个工会，请核对全称".into(),
            suggest: near(world, "union", name),
        }),
        many => {
            let here = many.iter().find(|found| found.record.id == world.home);
            let expected = format!("有{}个同名工会，请在导入时选定工会", many.len());
            here.map(|home| home.record.id).ok_or_else(|| CellFault::new("union", expected))
        }
    }
}

/// Whether a membership or coverage holds on a day.
fn holds(found: &Snapshot, (from, until): (&str, &str), on: Date) -> bool {
    let day = |field: &str| found.record.value(field).as_day();
    day(from).is_some_and(|from| from <= on) && day(until).is_none_or(|until| until > on)
}

/// A person by paper, or by name among the members of the union or the employer that is named beside it.
fn of_person(row: &SheetRow, world: &World, named: Option<i64>, on: Date) -> Found<Holder> {
    let people = People { row, world };
    let person = if number(row)?.is_some() {
        people.by_paper()?
    } else {
        let work = match row.text("employer") {
            none if none.is_empty() => None,
            employer => Some(the_employer(&employer, world)?.record.id),
        };
        people.by_place(named, work)?
    };
    // Where the person was when it was given, else where the person came to last.
    let then = |one: &&Arc<Snapshot>| {
        (holds(one, ("joined_on", "left_on"), on), one.record.value("joined_on").as_day())
    };
    let own = people.memberships(person).max_by_key(then);
    let own = own.and_then(|one| one.record.value("union").as_int());
    let missing = || CellFault::new("union", "这个人还没有入会，请填由哪个工会登记");
    let union = named.or(own).ok_or_else(missing)?;
    Ok(Holder { union, person: Value::Int(person.record.id), employer: Value::Null })
}

/// The people whom a row may mean. Those of another part of the county are as if they were not there.
struct People<'a> {
    row: &'a SheetRow,
    world: &'a World,
}

impl<'a> People<'a> {
    /// Memberships of a person that the importing user may know of.
    fn memberships(&self, person: &Snapshot) -> impl Iterator<Item = &'a Arc<Snapshot>> {
        let id = person.record.id;
        let all = self.world.ask(&memberships(self.row)).iter();
        all.filter(move |one| one.mine && one.record.value("person").as_int() == Some(id))
    }

    fn reached(&self) -> impl Iterator<Item = &'a Arc<Snapshot>> {
        let all = self.world.ask(&memberships(self.row));
        let joined =
            |id: i64| all.iter().any(|one| one.record.value("person").as_int() == Some(id));
        let known = |one: &&Arc<Snapshot>| {
            self.memberships(one).next().is_some() || one.mine && !joined(one.record.id)
        };
        self.world.ask(&person(self.row)).iter().filter(known).collect::<Vec<_>>().into_iter()
    }

    fn by_paper(&self) -> Found<&'a Arc<Snapshot>> {
        let found = self.reached().next().ok_or_else(|| unknown("没有这个证件号码的人"))?;
        if text_of(found, "name") == text::name(&self.row.text("person")) {
            return Ok(found);
        }
        Err(CellFault::new("person", "证件号码和姓名对不上，请与证件原件核对"))
    }

    fn by_place(&self, union: Option<i64>, work: Option<i64>) -> Found<&'a Arc<Snapshot>> {
        if union.is_none() && work.is_none() {
            let says = "只有姓名认不准是谁，请填证件号码，或填所在工会";
            return Err(CellFault::new("paper_no", says));
        }
        let of = |one: &Snapshot, link: &str, key: Option<i64>| {
            key.is_none() || one.record.value(link).as_int() == key
        };
        let here = |person: &&Arc<Snapshot>| {
            let mut all = self.memberships(person);
            all.any(|one| of(one, "union", union) && of(one, "employer", work))
        };
        match self.reached().filter(here).collect::<Vec<_>>().as_slice() {
            [only] => Ok(only),
            [] => Err(unknown("这个工会或单位里没有这个人")),
            many => {
                let says = format!("有{}个同名的人，请填证件号码", many.len());
                Err(CellFault::new("paper_no", says))
            }
        }
    }
}

fn unknown(says: &str) -> CellFault {
    CellFault::new("person", format!("您的范围内{says}，请核对；还没有登记的先登记"))
}

fn the_employer<'a>(name: &str, world: &'a World) -> Found<&'a Arc<Snapshot>> {
    let mine = world.ask(&by_name(EMPLOYERS, name)).iter().filter(|found| found.mine);
    match mine.collect::<Vec<_>>().as_slice() {
        [only] => Ok(only),
        [] => Err(CellFault {
            column: "employer",
            expected: "您的范围内没有这家单位，请核对全称".into(),
            suggest: near(world, EMPLOYERS, name),
        }),
        many => {
            let says = format!("有{}家同名单位，请在页面上登记", many.len());
            Err(CellFault::new("employer", says))
        }
    }
}

/// The only union that covered the employer on the day, else the one in charge of it.
fn in_charge(row: &SheetRow, world: &World, firm: &Snapshot, on: Date) -> Found<i64> {
    let covers = |one: &&Arc<Snapshot>| {
        let of = one.record.value("employer").as_int() == Some(firm.record.id);
        of && one.mine && holds(one, ("from_on", "until_on"), on)
    };
    let all: Vec<_> = world.ask(&covering(row)).iter().filter(covers).collect();
    let union = match all.as_slice() {
        [only] => only.record.value("union").as_int(),
        _ => firm.record.value("seat").as_int(),
    };
    union.ok_or_else(|| CellFault::new("union", "请填由哪个工会登记"))
}
