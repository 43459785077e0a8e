//! What the reply brings into being, all with its date: the union, its committee, whom it covers, its
//! members.

use super::checks::is_federation;
use super::parts::{self, BODIES, PEOPLE, UNITS};
use super::register::*;
use super::rules::not_ahead;
use crate::cadre::register::CADRES;
use crate::employer::coverage::COVERAGES;
use crate::joining;
use crate::joining::register::JOININGS;
use crate::paper::letters;
use crate::paper::register::PAPERS_OUT;
use crate::union::register::UNIONS;
use kernel::letter::Fields;
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
    makes.push(paper(case)?);
    makes.push(Make::Put("union", Given::Made(UNION_MADE)));
    makes.push(Make::Put("reply_paper", Given::Made(PAPER_MADE)));
    Ok(makes)
}

const PAPER_MADE: &str = "paper";

/// Federations that reply under a number of their own; below them the nearest one replies.
const REPLYING: [&str; 3] = ["FED_COUNTY", "FED_CITY", "FED_PROV"];

/// The reply as an official paper: it takes its number with the reply, and cites the request it answers.
fn paper(case: &Case<'_>) -> Result<Make, Vec<Refusal>> {
    let record = case.record;
    let mut above = case.found.above.iter();
    let organ = above.find(|one| REPLYING.contains(&one.kind.as_str()));
    let parent = case.found.above.first();
    let (Some(organ), Some(parent)) = (organ, parent) else {
        let say = "上级工会往上没有县级以上总工会，不知道由谁批复";
        return Err(vec![Refusal::on("parent", say).by("R-EST-08")]);
    };
    let name = record.get(NAME).unwrap_or_default();
    let number = record.get(REQUEST_NO).filter(|number| number.trim() != "无");
    let to = if parent.id == organ.id { format!("{name}筹备组") } else { parent.name.clone() };
    let values = vec![
        ("organ", Value::Int(organ.id).into()),
        ("kind", Value::from("REPLY").into()),
        ("main_to", Value::from(to).into()),
        ("state", Value::from("RESERVED").into()),
        ("signed_on", record.value("reply_on").clone().into()),
        ("answers_title", Value::from(format!("关于成立{name}的请示")).into()),
        ("answers_number", Value::from(number).into()),
        ("answers_on", record.value("request_on").clone().into()),
        ("about_register", Value::from(FOUNDINGS).into()),
        ("about_key", Value::from(record.public_id.as_str()).into()),
        (
            "text",
            Value::from(letters::draft("founding_reply", told(case, &name, &parent.name))).into(),
        ),
    ];
    Ok(Make::add(PAPER_MADE, PAPERS_OUT, values))
}

/// What the reply says of the union and its committee.
fn told(case: &Case<'_>, name: &str, parent: &str) -> Fields {
    let of = |posts: &[&str]| -> Vec<String> {
        let mine =
            |one: &&Record| one.get(parts::POST).is_some_and(|post| posts.contains(&post.as_str()));
        elected(case).filter(mine).filter_map(|one| one.get(parts::NAME)).collect()
    };
    let rows = |posts: &[&str]| of(posts).into_iter().map(|name| vec![name]).collect::<Vec<_>>();
    let one = |posts: &[&str]| of(posts).join("、");
    let begins = case.record.get(ELECTED_ON).map(kernel::dates::chinese).unwrap_or_default();
    let years = case.record.get(TERM_YEARS).unwrap_or(5).to_string();
    Fields::new()
        .with("工会名称", name)
        .with("上级工会", parent)
        .with("主席", one(&["CHAIR"]))
        .with("副主席", one(&["VICE_CHAIR"]))
        .with("经审主任", one(&["AUDIT_HEAD"]))
        .with("女职工主任", one(&["WOMEN_HEAD"]))
        .with("任期年数", years)
        .with("任期起日", begins)
        .list("委员", &["姓名"], &rows(&["CHAIR", "VICE_CHAIR", "STANDING", "COMMITTEE"]))
        .list("经审委员", &["姓名"], &rows(&["AUDIT_HEAD", "AUDIT"]))
        .list("女职工委员", &["姓名"], &rows(&["WOMEN_HEAD", "WOMEN"]))
}

fn elected<'a>(case: &'a Case<'_>) -> impl Iterator<Item = &'a Record> {
    case.parts(PEOPLE).iter().filter(|one| one.get(parts::ELECTED) == Some(true))
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
