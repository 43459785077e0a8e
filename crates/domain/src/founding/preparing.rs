//! The preparatory group and the congress that it prepares: each is asked for and answered in writing. Agreed
//! to, the group is a body of its own in the tree, with its people, until the union is founded or the matter
//! ends; no figure counts it as a union.

use super::papers::{self, Asked, Desks, about_units, group, name};
use super::parts::{self, PEOPLE};
use super::register::*;
use super::rules::not_ahead;
use super::workflow::{RECRUIT, SURVEY};
use crate::cadre::register::CADRES;
use crate::joining::register::{self as joining, JOININGS};
use crate::lists;
use crate::paper::register::{self as paper, PAPERS_OUT};
use crate::union::register::UNIONS;
use kernel::dates::chinese;
use kernel::letter::Fields;
use kernel::prelude::*;
use kernel::workflow::{Case, Clock, Finding, Given, Make};

/// How many people a preparatory group usually has.
const USUAL: std::ops::RangeInclusive<usize> = 3..=7;

/// Handles of what comes into being.
const GROUP: &str = "group";
const REPLIED: &str = "prep_reply";
const NOTICE: &str = "return_notice";

const PREP: Asked = Asked {
    letter: "prep_request",
    handle: "prep_request",
    number: PREP_NO,
    on: PREP_ASKED_ON,
    paper: PREP_PAPER,
};
const CONGRESS: Asked = Asked {
    letter: "congress_request",
    handle: "congress_request",
    number: CONGRESS_NO,
    on: CONGRESS_ASKED_ON,
    paper: CONGRESS_PAPER,
};

/// People of the group, its head first.
fn people<'a>(case: &'a Case<'_>) -> Vec<&'a Record> {
    let of = |code: &'static str| {
        let is = move |one: &&Record| one.get(parts::SERVES_AS).as_deref() == Some(code);
        case.parts(PEOPLE).iter().filter(is)
    };
    of("PREP_HEAD").chain(of("PREP")).collect()
}

fn named(one: &Record) -> String {
    one.get(parts::NAME).unwrap_or_default()
}

/// R-EST-11: a group has one head and usually three to seven people; who manages the staff does not lead it.
pub fn fit(case: &Case<'_>) -> Finding {
    let all = people(case);
    let heads: Vec<&&Record> = all
        .iter()
        .filter(|one| one.get(parts::SERVES_AS).as_deref() == Some("PREP_HEAD"))
        .collect();
    match heads.as_slice() {
        [] => Finding::Wrong("还没有登记筹备组组长，在“筹备组和委员人选”里添加".to_owned()),
        [head] if head.get(parts::MANAGER) == Some(true) => Finding::Look(format!(
            "{}是行政正副职或人力资源负责人，一般不担任筹备组组长",
            named(head)
        )),
        [_] if !USUAL.contains(&all.len()) => {
            Finding::Look(format!("筹备组一般3至7人，现在是{}人", all.len()))
        }
        [head] => Finding::Fine(format!("{}任组长，共{}人", named(head), all.len())),
        several => Finding::Wrong(format!("筹备组组长只有一人，现在登记了{}人", several.len())),
    }
}

/// The request for the group.
pub fn asked(case: &Case<'_>) -> Result<Vec<Make>, Vec<Refusal>> {
    not_ahead(case)?;
    let desks = Desks::of(case)?;
    let all = people(case);
    let row = |one: &&Record| {
        let text = |field: Field<String>| one.get(field).unwrap_or_default();
        vec![
            named(one),
            lists::SEX.title(&text(parts::SEX)).to_owned(),
            text(parts::WORK),
            parts::SERVES.title(&text(parts::SERVES_AS)).trim_start_matches("筹备组").to_owned(),
        ]
    };
    let rows: Vec<Vec<String>> = all.iter().map(row).collect();
    let fields = about_units(case, &desks)
        .with("筹备组名称", group(&name(case)))
        .with("筹备组组长", all.first().map(|one| named(one)).unwrap_or_default())
        .with("成文日期", asked_day(case, &PREP))
        .list("筹备组成员", &["姓名", "性别", "单位职务", "筹备组职务"], &rows);
    Ok(papers::asks(case, &desks, &PREP, fields))
}

fn asked_day(case: &Case<'_>, asked: &Asked) -> String {
    chinese(case.record.get(asked.on).unwrap_or(case.facts.today))
}

/// R-EST-11: with the reply the group is there from its date, with its people, and the reply arrives with it.
pub fn agreed(case: &Case<'_>) -> Result<Vec<Make>, Vec<Refusal>> {
    not_ahead(case)?;
    let (desks, record) = (Desks::of(case)?, case.record);
    let from = record.get(PREP_ON).unwrap_or(case.facts.today);
    let all = people(case);
    let head = all.first().map(|one| named(one));
    let body = vec![
        ("name", Value::from(group(&name(case))).into()),
        ("kind", Value::from("PREP").into()),
        ("parent", record.value("parent").clone().into()),
        ("founded_on", Value::day(from).into()),
        ("head", Value::from(head.as_deref()).into()),
    ];
    let mut makes = vec![Make::add(GROUP, UNIONS, body)];
    makes.extend(all.iter().map(|one| post(one, from)));
    let until = RECRUIT.last_day(&case.facts.calendar, from, case.number(&RECRUIT.parameter)).day;
    let rows: Vec<Vec<String>> = all.iter().map(|one| vec![named(one)]).collect();
    let fields = Fields::new()
        .with("筹备组名称", group(&name(case)))
        .with("筹备组组长", head.unwrap_or_default())
        .with("筹备期限", chinese(until))
        .list("筹备组成员", &["姓名"], &rows);
    makes.extend(answered(case, &desks, &PREP, ("prep_reply", from, fields)));
    makes.push(Make::Put("prep_union", Given::Made(GROUP)));
    makes.push(Make::Put("prep_reply_paper", Given::Made(REPLIED)));
    Ok(makes)
}

fn post(one: &Record, from: Date) -> Make {
    let values = vec![
        ("name", one.value("name").clone().into()),
        ("union", Given::Made(GROUP)),
        ("post", one.value("serves").clone().into()),
        ("way", Value::from("APPOINTED").into()),
        ("from_on", Value::day(from).into()),
    ];
    Make::add("post", CADRES, values)
}

/// The request for the congress, with seats and candidates.
pub fn congress_asked(case: &Case<'_>) -> Result<Vec<Make>, Vec<Refusal>> {
    not_ahead(case)?;
    let (desks, record) = (Desks::of(case)?, case.record);
    let joined = case.parts(JOININGS).iter().filter_map(|one| one.get(joining::APPLIED_ON)).max();
    let fields = standing(case, about_units(case, &desks))
        .with("入会截止日期", joined.map(chinese).unwrap_or_default())
        .with("大会日期", record.get(CONGRESS_ON).map(chinese).unwrap_or_default())
        .with("成文日期", asked_day(case, &CONGRESS));
    let members = case.parts(JOININGS).len();
    let fields =
        if members == 0 { fields } else { fields.with("会员人数", members.to_string()) };
    Ok(papers::asks(case, &desks, &CONGRESS, fields))
}

/// R-EST-12: the congress and its candidates are agreed to in writing before the election.
pub fn congress_agreed(case: &Case<'_>) -> Result<Vec<Make>, Vec<Refusal>> {
    not_ahead(case)?;
    let desks = Desks::of(case)?;
    let on = case.record.get(CONGRESS_REPLY_ON).unwrap_or(case.facts.today);
    let fields = standing(case, Fields::new());
    let mut makes = answered(case, &desks, &CONGRESS, ("congress_reply", on, fields));
    makes.push(Make::Put("congress_reply_on", Value::day(on).into()));
    makes.push(Make::Put("congress_reply_paper", Given::Made(REPLIED)));
    Ok(makes)
}

/// Who stands, and for how many seats.
fn standing(case: &Case<'_>, fields: Fields) -> Fields {
    let of = |posts: &[&str]| -> Vec<Vec<String>> {
        let mine = |one: &&Record| {
            one.get(parts::SERVES_AS).as_deref() == Some("CANDIDATE")
                && one.get(parts::POST).is_some_and(|post| posts.contains(&post.as_str()))
        };
        case.parts(PEOPLE).iter().filter(mine).map(|one| vec![named(one)]).collect()
    };
    let seats = case.record.get(SEATS).map(|seats| seats.to_string()).unwrap_or_default();
    fields
        .with("工会名称", name(case))
        .with("委员名额", seats)
        .with("主席候选人", of(&["CHAIR"]).concat().join("、"))
        .list(
            "委员候选人",
            &["姓名"],
            &of(&["CHAIR", "VICE_CHAIR", "STANDING", "COMMITTEE", "ORGANISER"]),
        )
        .list("经审委员候选人", &["姓名"], &of(&["AUDIT_HEAD", "AUDIT"]))
        .list("女职工委员候选人", &["姓名"], &of(&["WOMEN_HEAD", "WOMEN"]))
}

/// A request as papers that answer it cite it: title and number.
fn cited(case: &Case<'_>, asked: &Asked) -> (String, Option<String>) {
    let written = case.linked(case.record, asked.paper.def.name);
    let title = written.and_then(|paper| paper.get(paper::TITLE)).unwrap_or_else(|| {
        let name = name(case);
        match asked.letter {
            "prep_request" => format!("关于成立{}的请示", group(&name)),
            letter if letter == papers::FILING.letter => format!("关于成立{name}的请示"),
            _ => format!("关于召开{name}第一次会员（代表）大会的请示"),
        }
    });
    (title, papers::cited(case.record, asked.number))
}

/// A reply: it takes its number, cites what it answers, and arrives at the union above and at the group.
fn answered(
    case: &Case<'_>,
    desks: &Desks<'_>,
    asked: &Asked,
    (letter, on, fields): (&str, Date, Fields),
) -> Vec<Make> {
    let (title, number) = cited(case, asked);
    let mut values = papers::out(case, desks.organ, letter, fields);
    values.extend([
        ("main_to", Value::from(papers::applicant(desks, &name(case))).into()),
        ("signed_on", Value::day(on).into()),
        ("answers_title", Value::from(title).into()),
        ("answers_number", Value::from(number).into()),
        ("answers_on", case.record.value(asked.on.def.name).clone().into()),
    ]);
    let mut makes = vec![Make::add(REPLIED, PAPERS_OUT, values)];
    makes.extend(sent(case, desks, asked, REPLIED));
    makes
}

/// Where a paper arrives: at the union above, unless that has written it, and at the group.
fn sent(case: &Case<'_>, desks: &Desks<'_>, asked: &Asked, handle: &'static str) -> Vec<Make> {
    let above = (!desks.one()).then(|| Given::from(Value::Int(desks.parent.id)));
    let group = match case.record.get(PREP_UNION) {
        Some(group) => Some(Value::Int(group.0).into()),
        None if asked.letter == PREP.letter && handle == REPLIED => Some(Given::Made(GROUP)),
        None => None,
    };
    let from = &desks.organ.name;
    above.into_iter().chain(group).map(|at| papers::arrives(case, at, from, handle)).collect()
}

/// The request for the group goes back.
pub fn declined(case: &Case<'_>) -> Result<Vec<Make>, Vec<Refusal>> {
    sent_back(case, &PREP, &SURVEY)
}

/// The request for the congress goes back.
pub fn congress_declined(case: &Case<'_>) -> Result<Vec<Make>, Vec<Refusal>> {
    sent_back(case, &CONGRESS, &RECRUIT)
}

/// The request for the union is not taken up.
pub fn filing_declined(case: &Case<'_>) -> Result<Vec<Make>, Vec<Refusal>> {
    sent_back(case, &papers::FILING, &RECRUIT)
}

/// A notice says why, and until when to ask again.
fn sent_back(case: &Case<'_>, asked: &Asked, term: &Clock) -> Result<Vec<Make>, Vec<Refusal>> {
    let (desks, today) = (Desks::of(case)?, case.facts.today);
    let until = term.last_day(&case.facts.calendar, today, case.number(&term.parameter)).day;
    let (title, number) = cited(case, asked);
    let fields = Fields::new()
        .with("来文标题", title)
        .with("来文字号", number.unwrap_or_default())
        .with("退回原因", case.record.get(kernel::workflow::RETURNED_FOR).unwrap_or_default())
        .with("重报期限", chinese(until));
    let mut values = papers::out(case, desks.organ, "return_notice", fields);
    values.push(("main_to", Value::from(papers::applicant(&desks, &name(case))).into()));
    values.push(("signed_on", Value::day(today).into()));
    let mut makes = vec![Make::add(NOTICE, PAPERS_OUT, values)];
    makes.extend(sent(case, &desks, asked, NOTICE));
    Ok(makes)
}

/// The group ends, and with it the posts in it.
pub fn closed(case: &Case<'_>, on: Option<Date>, reason: &str) -> Vec<Make> {
    let Some(group) = case.record.get(PREP_UNION) else { return Vec::new() };
    let from = on.unwrap_or(case.facts.today);
    let left = |one: &Record| Make::Change {
        register: CADRES,
        id: one.id,
        values: vec![("until_on", Value::day(from).into())],
        from,
    };
    let mut makes: Vec<Make> = case.parts(CADRES).iter().map(left).collect();
    let values =
        vec![("closed_on", Value::day(from).into()), ("close_reason", Value::from(reason).into())];
    makes.push(Make::Change { register: UNIONS, id: group.0, values, from });
    makes
}

/// The matter ends without a union.
pub fn given_up(case: &Case<'_>) -> Result<Vec<Make>, Vec<Refusal>> {
    let mut makes = not_ahead(case)?;
    makes.extend(closed(case, None, "UNPREPARED"));
    Ok(makes)
}
