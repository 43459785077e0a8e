//! What the reply brings into being, all with its date: the union, its committee, whom it covers, its
//! members.

use super::checks::is_federation;
use super::papers::{self, elected};
use super::parts::{self, BODIES, UNITS};
use super::preparing;
use super::register::*;
use super::rules::not_ahead;
use crate::cadre::register::CADRES;
use crate::employer::coverage::COVERAGES;
use crate::joining;
use crate::joining::register::JOININGS;
use crate::union::register::UNIONS;
use kernel::prelude::*;
use kernel::workflow::{Case, Given, Make};

const UNION_MADE: &str = "union";

/// R-EST-08: the date of the reply is the founding day (批复日期即建会日期); the committee's term begins
/// with its election.
pub fn founded(case: &Case<'_>) -> Result<Vec<Make>, Vec<Refusal>> {
    not_ahead(case)?;
    let record = case.record;
    let founded: Value = record.value("reply_on").clone();
    let union = vec![
        ("name", record.value("name").clone().into()),
        ("kind", record.value("form").clone().into()),
        ("parent", record.value("parent").clone().into()),
        ("founded_on", founded.clone().into()),
        ("head", Value::from(chair(case)).into()),
    ];
    let mut makes = vec![Make::add(UNION_MADE, UNIONS, union)];
    makes.extend(case.parts(UNITS).iter().map(|unit| covers(unit, &founded)));
    makes.extend(organised(case));
    if is_federation(record) {
        makes.extend(case.parts(BODIES).iter().map(|body| led(body, record.get(REPLY_ON))));
    }
    makes.extend(elected(case).map(|one| post(record, one)));
    for one in case.parts(JOININGS) {
        makes.extend(joins(one, record));
    }
    makes.extend(preparing::closed(case, record.get(REPLY_ON), "FOUNDED"));
    makes.extend(papers::replied(case, UNION_MADE)?);
    makes.push(Make::Put("union", Given::Made(UNION_MADE)));
    makes.push(Make::Put("reply_paper", Given::Made(papers::REPLIED)));
    Ok(makes)
}

fn chair(case: &Case<'_>) -> Option<String> {
    let mut all = elected(case);
    all.find(|one| one.get(parts::POST).as_deref() == Some("CHAIR"))
        .and_then(|one| one.get(parts::NAME))
}

fn covers(unit: &Record, founded: &Value) -> Make {
    let values = vec![
        ("union", Given::Made(UNION_MADE)),
        ("employer", unit.value("employer").clone().into()),
        ("from_on", founded.clone().into()),
    ];
    Make::add("coverage", COVERAGES, values)
}

/// The employers' ledger says that they have a union now.
fn organised<'a>(case: &'a Case<'_>) -> impl Iterator<Item = Make> + 'a {
    let from = case.record.get(REPLY_ON).unwrap_or(case.facts.today);
    case.parts(UNITS).iter().filter_map(move |unit| {
        let id = unit.value("employer").as_int()?;
        let values = vec![("survey", Value::from("ORGANISED").into())];
        Some(Make::Change { register: crate::employer::register::EMPLOYERS, id, values, from })
    })
}

/// A union that joins a federation is led by it from then on.
fn led(body: &Record, from: Option<Date>) -> Make {
    Make::Change {
        register: UNIONS,
        id: body.get(parts::BODY).map_or(0, |link| link.0),
        values: vec![("parent", Given::Made(UNION_MADE))],
        from: from.unwrap_or(kernel::facts::ALWAYS),
    }
}

fn post(record: &Record, one: &Record) -> Make {
    let from = record.get(ELECTED_ON);
    let years = i32::try_from(record.get(TERM_YEARS).unwrap_or(5)).unwrap_or(5);
    let ends = from.map(|from| kernel::dates::add_months(from, years * 12));
    let values = vec![
        ("name", one.value("name").clone().into()),
        ("union", Given::Made(UNION_MADE)),
        ("post", one.value("post").clone().into()),
        ("way", Value::from("ELECTED").into()),
        ("from_on", Value::from(from).into()),
        ("term_ends_on", Value::from(ends).into()),
    ];
    Make::add("post", CADRES, values)
}

/// A preparatory member becomes a member, and the application is decided with the reply.
fn joins(one: &Record, record: &Record) -> Vec<Make> {
    let decided = record.value("reply_on").clone();
    let handle = joining::MEMBER;
    vec![
        joining::member(one, Given::Made(UNION_MADE), record.get(REPLY_ON)),
        Make::Step {
            register: JOININGS,
            id: one.id,
            step: "admit_with_union",
            values: vec![("decided_on", decided.into()), ("membership", Given::Made(handle))],
        },
    ]
}
