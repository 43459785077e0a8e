//! The papers of a founding: its steps write them, with their numbers, and each arrives in the same act where
//! it is sent. Who replies is the nearest federation of a county or above; the union above the new one asks it.

use super::parts::{self, PEOPLE, UNITS};
use super::register::*;
use super::rules::not_ahead;
use super::workflow::MENDING;
use crate::employer::register as employer;
use crate::joining::register::{self as joining, JOININGS};
use crate::paper::letters;
use crate::paper::register::{self as paper, OutState, PAPERS_IN, PAPERS_OUT};
use kernel::dates::chinese;
use kernel::letter::Fields;
use kernel::prelude::*;
use kernel::workflow::{Above, Case, Given, Make};

/// Federations that reply under a number of their own; below them the nearest one replies.
const REPLYING: [&str; 3] = ["FED_COUNTY", "FED_CITY", "FED_PROV"];

/// Handles of papers that come into being.
const REPORT: &str = "report";
const NOTICE: &str = "notice";
/// The reply, under which the application keeps it.
pub const REPLIED: &str = "paper";

/// Between whom papers go.
pub(super) struct Desks<'a> {
    /// Who replies.
    pub organ: &'a Above,
    /// The union above the new one.
    pub parent: &'a Above,
}

impl<'a> Desks<'a> {
    pub fn of(case: &'a Case<'_>) -> Result<Desks<'a>, Vec<Refusal>> {
        let mut above = case.found.above.iter();
        let organ = above.find(|one| REPLYING.contains(&one.kind.as_str()));
        let (Some(organ), Some(parent)) = (organ, case.found.above.first()) else {
            let say = "上级工会往上没有县级以上总工会，不知道由谁批复";
            return Err(vec![Refusal::on("parent", say).by("R-EST-08")]);
        };
        Ok(Desks { organ, parent })
    }
    /// Whether the union above replies itself: then the preparatory group asks, which keeps no books.
    pub fn one(&self) -> bool {
        self.organ.id == self.parent.id
    }
}

pub(super) fn name(case: &Case<'_>) -> String {
    case.record.get(NAME).unwrap_or_default()
}

pub(super) type Values = Vec<(&'static str, Given)>;

/// What the preparatory group of a union is called: the committee is what it prepares.
pub(super) fn group(union: &str) -> String {
    format!("{}筹备组", union.strip_suffix("委员会").unwrap_or(union))
}

/// What every paper says of the application for which it was made.
pub(super) fn about(case: &Case<'_>) -> [(&'static str, Given); 2] {
    [
        ("about_register", Value::from(FOUNDINGS).into()),
        ("about_key", Value::from(case.record.public_id.as_str()).into()),
    ]
}

/// A paper of an organ; its number is taken with it.
pub(super) fn out(case: &Case<'_>, organ: &Above, letter: &str, fields: Fields) -> Values {
    let kind = letters::find(letter).map_or("", |letter| letter.kind);
    let mut values: Values = vec![
        ("organ", Value::Int(organ.id).into()),
        ("kind", Value::from(kind).into()),
        ("state", Value::from(OutState::Reserved.code()).into()),
        ("text", Value::from(letters::draft(letter, fields)).into()),
    ];
    values.extend(about(case));
    values
}

/// A paper that was made in this act, as it arrives.
pub(super) fn arrives(case: &Case<'_>, at: Given, from: &str, handle: &'static str) -> Make {
    let told = |field: &kernel::field::FieldDef| Given::Told(handle, field.name);
    let mut values: Values = vec![
        ("organ", at),
        ("sender", Value::from(from).into()),
        ("kind", told(&paper::KIND.def)),
        ("title", told(&paper::TITLE.def)),
        ("number", told(&paper::WRITTEN.def)),
        ("dated_on", told(&paper::SIGNED_ON.def)),
        ("text", told(&paper::TEXT.def)),
    ];
    values.extend(received(case));
    Make::add("came", PAPERS_IN, values)
}

fn received(case: &Case<'_>) -> Values {
    let mut values: Values = vec![
        ("received_on", Value::day(case.facts.today).into()),
        ("state", Value::from("WAITING").into()),
    ];
    values.extend(about(case));
    values
}

/// A paper that somebody without books has brought: it arrives, and its text is kept where it arrived.
fn brought(
    case: &Case<'_>,
    at: &Above,
    letter: &str,
    fields: Fields,
    (number, day): (Value, Value),
) -> Make {
    let from = group(&name(case));
    let fields = fields.with("发文机关", from.as_str()).with("主送", at.name.as_str());
    let kind = letters::find(letter).map_or("", |letter| letter.kind);
    let (title, text) = letters::written(letter, fields);
    let mut values: Values = vec![
        ("organ", Value::Int(at.id).into()),
        ("sender", Value::from(from).into()),
        ("kind", Value::from(kind).into()),
        ("title", Value::from(title).into()),
        ("number", number.into()),
        ("dated_on", day.into()),
        ("text", Value::from(text).into()),
    ];
    values.extend(received(case));
    Make::add("came", PAPERS_IN, values)
}

/// Codes of the letters.
const FILED: &str = "founding_filing";
const REPORTED: &str = "election_report";

/// A request by which a step asks for something: its letter, where the application keeps number, day and paper.
pub(super) struct Asked {
    pub letter: &'static str,
    pub handle: &'static str,
    pub number: Field<String>,
    pub on: Field<Date>,
    pub paper: Field<Link>,
}

/// The request for the union itself.
pub(super) const FILING: Asked = Asked {
    letter: FILED,
    handle: "request",
    number: REQUEST_NO,
    on: REQUEST_ON,
    paper: REQUEST_PAPER,
};

/// R-EST-03: filing writes the request, under the next number of whoever asks, and it arrives at whoever
/// replies.
pub fn filed(case: &Case<'_>) -> Result<Vec<Make>, Vec<Refusal>> {
    let mut makes = not_ahead(case)?;
    let desks = Desks::of(case)?;
    if case.record.get(REPORT_PAPER).is_none() {
        makes.extend(reported_between(case, &desks));
    }
    let fields = request(case, &desks);
    makes.extend(asks(case, &desks, &FILING, fields));
    Ok(makes)
}

/// Writes a request. One that stands already is written anew, or left alone once it is issued.
pub(super) fn asks(case: &Case<'_>, desks: &Desks<'_>, asked: &Asked, fields: Fields) -> Vec<Make> {
    let record = case.record;
    let day = Value::day(record.get(asked.on).unwrap_or(case.facts.today));
    let mut makes = vec![Make::Put(asked.on.def.name, day.clone().into())];
    let typed = record.get(asked.number).filter(|number| !number.trim().is_empty());
    if desks.one() {
        let number = Value::from(typed.filter(|number| number.trim() != NONE));
        makes.push(brought(case, desks.organ, asked.letter, fields, (number, day)));
        return makes;
    }
    let signed = ("signed_on", day.into());
    match case.linked(record, asked.paper.def.name) {
        Some(before) if before.get(paper::STATE) == Some(OutState::Issued) => return makes,
        Some(before) if before.get(paper::STATE) == Some(OutState::Reserved) => {
            let text = Value::from(letters::draft(asked.letter, fields));
            let (values, from) = (vec![signed, ("text", text.into())], case.facts.today);
            makes.push(Make::Change { register: PAPERS_OUT, id: before.id, values, from });
            return makes;
        }
        voided => {
            // The number of a void request is not that of the next one.
            let old = voided.and_then(|before| before.get(paper::WRITTEN));
            let number = typed.filter(|number| Some(number) != old.as_ref());
            let mut values = out(case, desks.parent, asked.letter, fields);
            values.push(signed);
            values.push(("main_to", Value::from(desks.organ.name.as_str()).into()));
            // A request numbered by hand takes none of the program's numbers.
            if let Some(number) = number {
                let number = Some(number).filter(|number| number.trim() != NONE);
                values.push(("without", true.into()));
                values.push(("written", Value::from(number).into()));
            }
            makes.push(Make::add(asked.handle, PAPERS_OUT, values));
        }
    }
    let at = Value::Int(desks.organ.id).into();
    makes.push(arrives(case, at, &desks.parent.name, asked.handle));
    let number = Given::Told(asked.handle, paper::WRITTEN.def.name);
    makes.push(Make::Put(asked.number.def.name, number));
    makes.push(Make::Put(asked.paper.def.name, Given::Made(asked.handle)));
    makes
}

/// What is typed for a request that has no number.
const NONE: &str = "无";

/// What the request says.
fn request(case: &Case<'_>, desks: &Desks<'_>) -> Fields {
    let record = case.record;
    let day = |field: Field<Date>| record.get(field).map(chinese).unwrap_or_default();
    let number = |field: Field<i64>| record.get(field).map(|n| n.to_string()).unwrap_or_default();
    let joined = case.parts(JOININGS).iter().filter_map(|one| one.get(joining::APPLIED_ON)).max();
    let fields = units(case, committee(case))
        .with("工会名称", name(case))
        .with("上级工会", desks.parent.name.as_str())
        .with("入会截止日期", joined.map(chinese).unwrap_or_default())
        .with("选举日期", day(ELECTED_ON))
        .with("应到人数", number(ENTITLED))
        .with("实到人数", number(PRESENT))
        .with("任期年数", record.get(TERM_YEARS).unwrap_or(5).to_string())
        .with("成文日期", day(REQUEST_ON));
    let members = case.parts(JOININGS).len();
    if members == 0 { fields } else { fields.with("会员人数", members.to_string()) }
}

/// Names and workers of the employers, as far as they are known.
pub(super) fn units(case: &Case<'_>, fields: Fields) -> Fields {
    let all: Vec<&Record> =
        case.parts(UNITS).iter().filter_map(|unit| case.linked(unit, "employer")).collect();
    let names: Vec<String> = all.iter().filter_map(|one| one.get(employer::NAME)).collect();
    let sum = |field: Field<i64>| {
        let each: Option<Vec<i64>> = all.iter().map(|one| one.get(field)).collect();
        each.filter(|each| !each.is_empty()).map(|each| each.iter().sum::<i64>().to_string())
    };
    fields
        .with("单位名称", names.join("、"))
        .with("职工人数", sum(employer::EMPLOYEES).unwrap_or_default())
        .with("女职工人数", sum(employer::WOMEN).unwrap_or_default())
        .with("农民工人数", sum(employer::MIGRANTS).unwrap_or_default())
}

/// What is known of the employers; where there is none, the union above speaks for those who work alone.
pub(super) fn about_units(case: &Case<'_>, desks: &Desks<'_>) -> Fields {
    let fields = units(case, Fields::new());
    let alone = case.parts(UNITS).is_empty();
    if alone { fields.with("单位名称", desks.parent.name.as_str()) } else { fields }
}

/// The result of the election is reported as soon as it is known who was elected.
pub fn reported(case: &Case<'_>) -> Result<Vec<Make>, Vec<Refusal>> {
    let mut makes = super::rules::elected(case)?;
    if elected(case).next().is_some() && case.record.get(REPORT_PAPER).is_none() {
        makes.extend(reported_between(case, &Desks::of(case)?));
    }
    Ok(makes)
}

fn reported_between(case: &Case<'_>, desks: &Desks<'_>) -> Vec<Make> {
    let fields = result(case);
    if desks.one() {
        let day = Value::from(case.record.get(ELECTED_ON));
        return vec![brought(case, desks.organ, REPORTED, fields, (Value::Null, day))];
    }
    let mut values = out(case, desks.parent, REPORTED, fields);
    values.push(("main_to", Value::from(desks.organ.name.as_str()).into()));
    values.push(("signed_on", Value::day(case.facts.today).into()));
    vec![
        Make::add(REPORT, PAPERS_OUT, values),
        arrives(case, Value::Int(desks.organ.id).into(), &desks.parent.name, REPORT),
        Make::Put("report_paper", Given::Made(REPORT)),
    ]
}

/// What the report on the election says.
fn result(case: &Case<'_>) -> Fields {
    let record = case.record;
    let number = |field: Field<i64>| record.get(field).map(|n| n.to_string()).unwrap_or_default();
    let day = record.get(ELECTED_ON).map(chinese).unwrap_or_default();
    let void = record.get(TURNED_IN).zip(record.get(VALID)).map(|(all, valid)| all - valid);
    let votes = case.parts(PEOPLE).iter().filter(|one| {
        one.get(parts::SERVES_AS).as_deref() == Some("CANDIDATE") && one.get(parts::VOTES).is_some()
    });
    let row = |one: &Record| {
        let post = one.get(parts::POST).unwrap_or_default();
        let result = if one.get(parts::ELECTED) == Some(true) { "当选" } else { "未当选" };
        vec![
            one.get(parts::NAME).unwrap_or_default(),
            crate::cadre::register::POSTS.title(&post).to_owned(),
            one.get(parts::VOTES).unwrap_or(0).to_string(),
            result.to_owned(),
        ]
    };
    committee(case)
        .with("工会名称", name(case))
        .with("届次", "第一届")
        .with("大会日期", day.as_str())
        .with("大会名称", "第一次会员（代表）大会")
        .with("会议人员", "会员（代表）")
        .with("应到人数", number(ENTITLED))
        .with("实到人数", number(PRESENT))
        .with("发出选票", number(ISSUED))
        .with("收回选票", number(TURNED_IN))
        .with("有效票", number(VALID))
        .with("无效票", void.map(|void| void.to_string()).unwrap_or_default())
        .with("成文日期", day)
        .list("得票", &["姓名", "职务", "赞成票", "结果"], &votes.map(row).collect::<Vec<_>>())
}

/// R-EST-01: sending back says in writing what is missing, and until when.
pub fn returned(case: &Case<'_>) -> Result<Vec<Make>, Vec<Refusal>> {
    let (desks, record) = (Desks::of(case)?, case.record);
    let name = name(case);
    let today = case.facts.today;
    let days = case.number(&MENDING.parameter);
    let until = MENDING.last_day(&case.facts.calendar, today, days).day;
    let fields = Fields::new()
        .with("工会名称", name.as_str())
        .with("来文标题", format!("关于成立{name}的请示"))
        .with("来文字号", cited(record, REQUEST_NO).unwrap_or_default())
        .with("补正内容", record.get(kernel::workflow::RETURNED_FOR).unwrap_or_default())
        .with("补正期限", chinese(until));
    let mut values = out(case, desks.organ, "mend_notice", fields);
    values.push(("main_to", Value::from(applicant(&desks, &name)).into()));
    values.push(("signed_on", Value::day(today).into()));
    let mut makes = vec![Make::add(NOTICE, PAPERS_OUT, values)];
    if !desks.one() {
        let at = Value::Int(desks.parent.id).into();
        makes.push(arrives(case, at, &desks.organ.name, NOTICE));
    }
    Ok(makes)
}

/// The number of the request, for papers that answer it.
pub(super) fn cited(record: &Record, number: Field<String>) -> Option<String> {
    record.get(number).filter(|number| number.trim() != NONE)
}

pub(super) fn applicant(desks: &Desks<'_>, name: &str) -> String {
    if desks.one() { group(name) } else { desks.parent.name.clone() }
}

/// The reply as an official paper: it takes its number with the reply, cites the request it answers, and
/// arrives at the union above and at the new one.
pub fn replied(case: &Case<'_>, union: &'static str) -> Result<Vec<Make>, Vec<Refusal>> {
    let (desks, record) = (Desks::of(case)?, case.record);
    let name = name(case);
    let fields = committee(case)
        .with("工会名称", name.as_str())
        .with("上级工会", desks.parent.name.as_str())
        .with("任期年数", record.get(TERM_YEARS).unwrap_or(5).to_string())
        .with("任期起日", record.get(ELECTED_ON).map(chinese).unwrap_or_default());
    let mut values = out(case, desks.organ, "founding_reply", fields);
    values.extend([
        ("main_to", Value::from(applicant(&desks, &name)).into()),
        ("signed_on", record.value("reply_on").clone().into()),
        ("answers_title", Value::from(format!("关于成立{name}的请示")).into()),
        ("answers_number", Value::from(cited(record, REQUEST_NO)).into()),
        ("answers_on", record.value("request_on").clone().into()),
    ]);
    let mut makes = vec![Make::add(REPLIED, PAPERS_OUT, values)];
    if !desks.one() {
        let at = Value::Int(desks.parent.id).into();
        makes.push(arrives(case, at, &desks.organ.name, REPLIED));
    }
    makes.push(arrives(case, Given::Made(union), &desks.organ.name, REPLIED));
    Ok(makes)
}

/// The committee as it was elected, by name.
fn committee(case: &Case<'_>) -> Fields {
    let of = |posts: &[&str]| -> Vec<String> {
        let mine =
            |one: &&Record| one.get(parts::POST).is_some_and(|post| posts.contains(&post.as_str()));
        elected(case).filter(mine).filter_map(|one| one.get(parts::NAME)).collect()
    };
    let rows = |posts: &[&str]| of(posts).into_iter().map(|name| vec![name]).collect::<Vec<_>>();
    let one = |posts: &[&str]| of(posts).join("、");
    Fields::new()
        .with("主席", one(&["CHAIR"]))
        .with("副主席", one(&["VICE_CHAIR"]))
        .with("经审主任", one(&["AUDIT_HEAD"]))
        .with("女职工主任", one(&["WOMEN_HEAD"]))
        .list("委员", &["姓名"], &rows(&["CHAIR", "VICE_CHAIR", "STANDING", "COMMITTEE"]))
        .list("经审委员", &["姓名"], &rows(&["AUDIT_HEAD", "AUDIT"]))
        .list("女职工委员", &["姓名"], &rows(&["WOMEN_HEAD", "WOMEN"]))
}

/// Who was elected.
pub fn elected<'a>(case: &'a Case<'_>) -> impl Iterator<Item = &'a Record> {
    case.parts(PEOPLE).iter().filter(|one| one.get(parts::ELECTED) == Some(true))
}
