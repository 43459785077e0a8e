//! Turns the sample county of `town` into records, through the same acts as everybody's work: this file
//! its bodies and people, [`held`] what they did and were given, [`targets`] what they have to reach,
//! [`defined`] what a federation adds to lists and indicators, [`foundings`] unions that are being founded and
//! [`transfers`] members on their way.

pub mod defined;
pub mod foundings;
mod held;
pub mod papers;
pub mod phone;
pub mod targets;
pub mod transfers;

use anyhow::{Context, Result};
use jiff::civil::Date;
use kernel::codes::lists;
use kernel::register::Register;
use kernel::value::Value;
use std::collections::HashMap;
use store::writer::{Doing, Writer};
use store::{Ctx, Store};
use town::proof::Books;
use town::{County, CoverageSeed, EmployerSeed, MembershipSeed, PersonSeed, UnionSeed};

/// Keys of what was written.
#[derive(Default)]
pub struct Seeded {
    /// Union keys by position.
    pub unions: Vec<i64>,
    /// Employer keys by position.
    pub employers: Vec<i64>,
    /// People written.
    pub people: usize,
    /// Some of them, for the lists of participants, with the union of their first membership.
    pub known: Vec<(i64, usize)>,
}

type Values = Vec<(&'static str, Value)>;
type Past = Vec<(&'static str, Date, Value)>;

/// Writes a county. `say` hears about progress.
pub fn county(store: &Store, county: &County, say: &dyn Fn(usize)) -> Result<Seeded> {
    let ctx = Ctx { origin: "样例", ..Ctx::local() };
    let mut seeded = Seeded::default();
    structure(store, &ctx, county, &mut seeded)?;
    people(store, &ctx, county.people(), &mut seeded, say)?;
    held::activities(store, &ctx, (&county.unions, &county.activities()), &seeded)?;
    held::awards(store, &ctx, (&county.unions, &county.awards()), &seeded)?;
    Ok(seeded)
}

/// Writes the books behind a report, with all people on its rolls or the few of special groups alone.
pub fn books(store: &Store, books: &Books, with_people: bool) -> Result<Seeded> {
    let ctx = Ctx { origin: "样例", ..Ctx::local() };
    let mut seeded = Seeded::default();
    bodies(store, &ctx, (&books.unions, &books.employers, &books.coverages), &mut seeded)?;
    if with_people {
        people(store, &ctx, books.people(), &mut seeded, &|_| {})?;
    } else {
        people(store, &ctx, books.people_in_groups(), &mut seeded, &|_| {})?;
    }
    defined::terms(store, &ctx, books.terms)?;
    defined::columns(store, &ctx, books.columns)?;
    defined::cells(store, &ctx, &books.cells, &seeded)?;
    defined::indicators(store, &ctx, books.definitions)?;
    held::activities(store, &ctx, (&books.unions, &books.activities), &seeded)?;
    held::awards(store, &ctx, (&books.unions, &books.awards), &seeded)?;
    targets::of_books(store, &ctx, &books.targets, &seeded)?;
    Ok(seeded)
}

fn people(
    store: &Store,
    ctx: &Ctx,
    people: impl Iterator<Item = PersonSeed>,
    seeded: &mut Seeded,
    say: &dyn Fn(usize),
) -> Result<()> {
    let (person, membership) = (store.register("person")?, store.register("membership")?);
    let mut people = people.peekable();
    while people.peek().is_some() {
        let part: Vec<PersonSeed> = people.by_ref().take(4_000).collect();
        let doing = Doing { act: "样例", reason: "样例县", room: part.len() * 4 };
        let known = store.act(ctx, doing, |writer| {
            let mut known = Vec::new();
            for seed in &part {
                let id = person_of(writer, person, membership, seed, seeded)?;
                known.extend(seed.memberships.first().map(|first| (id, first.union)));
            }
            Ok(known)
        })?;
        seeded.people += part.len();
        seeded.known.extend(known.into_iter().take(SOME));
        say(seeded.people);
    }
    Ok(())
}

/// Of each part of the people, so many may stand in a list of participants.
const SOME: usize = 200;

/// Writes the unions, employers and coverages of a county, and no people.
pub fn structure(store: &Store, ctx: &Ctx, county: &County, seeded: &mut Seeded) -> Result<()> {
    bodies(store, ctx, (&county.unions, &county.employers, &county.coverages), seeded)
}

fn bodies(
    store: &Store,
    ctx: &Ctx,
    (unions, employers, coverages): (&[UnionSeed], &[EmployerSeed], &[CoverageSeed]),
    seeded: &mut Seeded,
) -> Result<()> {
    store.begin(ctx)?;
    let (union, employer) = (store.register("union")?, store.register("employer")?);
    let coverage = store.register("coverage")?;
    let room = unions.len() + employers.len() + coverages.len();
    let doing = Doing { act: "样例", reason: "样例县的组织", room: room + 10 };
    let made = store.act(ctx, doing, |writer| {
        let mut made = Seeded::default();
        for seed in unions {
            let (values, past) = union_of(seed, &made.unions);
            made.unions.push(writer.add_with_past(union, &values, &past)?);
        }
        for seed in employers {
            let (values, past) = employer_of(seed, &made.unions);
            made.employers.push(writer.add_with_past(employer, &values, &past)?);
        }
        for seed in coverages {
            let values = vec![
                ("union", key(&made.unions, seed.union)),
                ("employer", key(&made.employers, seed.employer)),
                ("from_on", Value::day(seed.from)),
                ("until_on", seed.until.into()),
            ];
            writer.add(coverage, &values)?;
        }
        Ok(made)
    })?;
    *seeded = made;
    Ok(())
}

fn key(keys: &[i64], at: usize) -> Value {
    keys.get(at).copied().map_or(Value::Null, Value::Int)
}

/// A code by its title; the sample speaks the words of the forms.
fn code(list: &'static [kernel::choices::Choice], title: &str) -> Value {
    lists::find(list, title).map_or(Value::Null, Value::from)
}

fn listed(register: &Register, field: &str, title: &str) -> Value {
    let list = register.field(field).and_then(|field| field.list);
    list.and_then(|list| list.find(title)).map_or(Value::Null, Value::from)
}

fn union_of(seed: &UnionSeed, made: &[i64]) -> (Values, Past) {
    let parent = |at: Option<usize>| at.map_or(Value::Null, |at| key(made, at));
    let first_name = seed.earlier_names.first().map_or(&seed.name, |earlier| &earlier.value);
    let first_kind = seed.earlier_kinds.first().map_or(seed.kind, |earlier| earlier.value);
    let first_parent =
        seed.earlier_parents.first().map_or_else(|| parent(seed.parent), |e| key(made, e.value));
    let values = vec![
        ("name", Value::text(first_name)),
        ("kind", Value::from(first_kind)),
        ("parent", first_parent),
        ("code", seed.credit_code.clone().into()),
        ("founded_on", Value::day(seed.founded_on)),
        ("closed_on", seed.closed_on.into()),
        ("close_reason", Value::Null),
        ("head", Value::text(&seed.head)),
        ("phone", Value::text(&seed.phone)),
    ];
    let mut past = Past::new();
    let next = |at: usize, list: &[town::Earlier<&'static str>]| {
        list.get(at + 1).map_or(seed.kind, |later| later.value)
    };
    for (at, earlier) in seed.earlier_kinds.iter().enumerate() {
        past.push(("kind", earlier.until, next(at, &seed.earlier_kinds).into()));
    }
    for (at, earlier) in seed.earlier_names.iter().enumerate() {
        let later = seed.earlier_names.get(at + 1).map_or(&seed.name, |later| &later.value);
        past.push(("name", earlier.until, Value::text(later)));
    }
    for (at, earlier) in seed.earlier_parents.iter().enumerate() {
        let later = seed.earlier_parents.get(at + 1).map(|later| later.value).or(seed.parent);
        past.push(("parent", earlier.until, parent(later)));
    }
    past.sort_by_key(|change| change.1);
    (values, past)
}

fn history<T: Clone>(
    field: &'static str,
    line: &[(Date, T)],
    value: impl Fn(&T) -> Value,
    values: &mut Values,
    past: &mut Past,
) {
    if let Some((_, first)) = line.first() {
        values.push((field, value(first)));
    }
    past.extend(line.iter().skip(1).map(|(day, later)| (field, *day, value(later))));
}

fn employer_of(seed: &EmployerSeed, unions: &[i64]) -> (Values, Past) {
    let register = domain::catalog().register("employer");
    let titled = |field: &'static str, title: &str| {
        register.map_or(Value::Null, |register| listed(register, field, title))
    };
    let mut values: Values = vec![
        ("name", Value::text(&seed.name)),
        ("code", Value::text(&seed.credit_code)),
        ("address", Value::text(&seed.address)),
        ("division", Value::from(seed.township)),
        ("grid", Value::text(&seed.grid)),
        ("seat", key(unions, seed.seat)),
        ("industry", titled("industry", seed.industry)),
        ("nature", titled("nature", seed.nature)),
        ("economy", titled("economy", seed.economy)),
        ("size_class", titled("size_class", seed.size_class)),
        ("women", Value::Int(seed.women)),
        ("migrants", Value::Int(seed.migrants)),
        ("contact", Value::text(&seed.contact)),
        ("phone", Value::text(&seed.contact_phone)),
        ("listed_on", Value::day(seed.founded_on)),
    ];
    let mut past = Past::new();
    history("employees", &seed.employees, |n| Value::Int(*n), &mut values, &mut past);
    history("state", &seed.operating, |t| titled("state", t), &mut values, &mut past);
    history("survey", &seed.survey, |t| titled("survey", t), &mut values, &mut past);
    past.sort_by_key(|change| change.1);
    (values, past)
}

fn person_of(
    writer: &mut Writer,
    person: &'static Register,
    membership: &'static Register,
    seed: &PersonSeed,
    seeded: &Seeded,
) -> store::Result<i64> {
    let mut values: Values = vec![
        ("paper_kind", Value::from("1")),
        ("paper_no", Value::text(&seed.paper_no)),
        ("name", Value::text(&seed.name)),
        ("phone", Value::text(&seed.phone)),
        ("ethnicity", code(lists::ETHNICITY, &seed.ethnicity)),
        ("education", code(lists::EDUCATION, seed.education)),
        ("political", code(lists::POLITICAL, seed.political)),
        ("household", code(lists::HOUSEHOLD, seed.household)),
        ("household_place", Value::text(&seed.household_place)),
        ("native_place", Value::text(&seed.native_place)),
        ("skill", code(lists::SKILL, seed.skill)),
        ("employment", code(lists::EMPLOYMENT_STATE, "在岗")),
    ];
    let mut past = Past::new();
    history("migrant", &seed.migrant, |yes| Value::from(*yes), &mut values, &mut past);
    let form = |title: &&str| code(lists::EMPLOY_FORM, title);
    history("employ_form", &seed.employ_form, form, &mut values, &mut past);
    if let Some((from, title)) = seed.nef {
        past.push(("nef", from, code(lists::NEF_TYPE, title)));
    }
    past.sort_by_key(|change| change.1);
    let id = writer.add_with_past(person, &values, &past)?;
    for period in &seed.memberships {
        membership_of(writer, membership, id, period, seeded)?;
    }
    Ok(id)
}

fn membership_of(
    writer: &mut Writer,
    membership: &'static Register,
    person: i64,
    seed: &MembershipSeed,
    seeded: &Seeded,
) -> store::Result<()> {
    let titled = |field: &'static str, title: &str| listed(membership, field, title);
    let mut values: Values = vec![
        ("person", Value::Int(person)),
        ("union", key(&seeded.unions, seed.union)),
        ("employer", seed.employer.map_or(Value::Null, |at| key(&seeded.employers, at))),
        ("number", Value::text(&seed.number)),
        ("joined_on", Value::day(seed.joined_on)),
        ("entry", titled("entry", seed.entry)),
        ("left_on", seed.left_on.into()),
        ("exit", seed.exit.map_or(Value::Null, |title| titled("exit", title))),
    ];
    let mut past = Past::new();
    history("status", &seed.statuses, |title| titled("status", title), &mut values, &mut past);
    writer.add_with_past(membership, &values, &past)?;
    Ok(())
}

/// The sign-ins of the sample county: login, name, role, name of the union ("" is the county).
pub const SIGN_INS: [(&str, &str, &str, &str); 7] = [
    ("chen", "陈晓岚", "county", ""),
    ("zhou", "周建国", "leader", ""),
    ("lin", "林秀芬", "township", "云溪经开区总工会"),
    ("hengda", "吴小满", "grassroots", ""),
    ("admin", "系统管理员", "sysadmin", ""),
    ("secure", "安全管理员", "secadmin", ""),
    ("audit", "审计管理员", "auditor", ""),
];

/// The first grassroots union of the county, for the grassroots sign-in.
pub fn a_grassroots_union(county: &County, seeded: &Seeded) -> Result<i64> {
    let mut sizes: HashMap<usize, usize> = HashMap::new();
    for union in county.unions.iter().filter(|u| u.kind == "BASE" && u.closed_on.is_none()) {
        sizes.insert(union.key, county.stock_of(union.key));
    }
    let best =
        sizes.iter().filter(|(_, size)| **size < 200).max_by_key(|(at, size)| (**size, **at));
    best.and_then(|(at, _)| seeded.unions.get(*at).copied()).context("样例县里没有基层工会")
}
