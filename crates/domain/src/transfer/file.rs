//! What a transfer says to another installation, what it comes to there, and what the receipt answers.

use super::register::*;
use crate::membership::register::{Entry, Exit, MEMBERSHIPS};
use crate::person::register::{PAPER_KIND, PAPER_NO};
use kernel::exchange::{Arrival, Content, Exchange, Settled};
use kernel::prelude::*;
use kernel::workflow::{Case, Parameter};

/// For how many days a file is taken.
pub const DAYS: Parameter = Parameter {
    name: "transfer_file_days",
    title: "转会文件有效天数（自然日）",
    between: (1, 365),
    default: "90",
    source: "和接收时限一致，各地自定",
};

/// What is said of the person: no more than a register sheet asks (个人信息保护法第六条).
const TOLD: [&str; 12] = [
    "name",
    "paper_kind",
    "paper_no",
    "sex",
    "birth_on",
    "ethnicity",
    "education",
    "political",
    "skill",
    "phone",
    "household",
    "native_place",
];

/// How transfers leave and arrive.
pub fn exchange() -> Exchange {
    Exchange {
        kind: "transfer",
        title: "转会文件",
        partner: PARTNER.def.name,
        id: FILE_ID.def.name,
        whom: PERSON.def.name,
        paper: (PAPER_NO.def.name, PAPER_KIND.def.name),
        to: TO.def.name,
        past: (MEMBERSHIPS, "person"),
        came: &["from_name", "joined_on", "past"],
        days: DAYS,
        sends_in: &["SENT"],
        answers_in: &["DONE", "DECLINED"],
        arrives: "arrive",
        pack,
        take,
        answer,
        settle,
    }
}

fn pack(case: &Case<'_>) -> Result<Content, Vec<Refusal>> {
    let record = case.record;
    let (Some(person), Some(membership)) =
        (case.linked(record, "person"), case.linked(record, "membership"))
    else {
        return Err(vec![
            Refusal::on("membership", "没有找到要转的会籍，可能已作废").by("R-TRF-07"),
        ]);
    };
    let from = case.linked(record, "from").map(|from| from.value("name").to_string());
    let mut content = Content::default();
    for field in TOLD {
        content = content.with(field, person.value(field).to_string());
    }
    let migrant = person.value("migrant").as_int() == Some(1);
    Ok(content
        .with("migrant", if migrant { "1" } else { "" })
        .with("joined_on", membership.value("joined_on").to_string())
        .with("past", past(case))
        .with("from_name", from.unwrap_or_default())
        .with("to_name", record.get(TO_NAME).unwrap_or_default())
        .with("cause", record.value("cause").to_string())
        .with("dues_until", record.get(DUES_UNTIL).unwrap_or_default())
        .with("asked_on", record.value("asked_on").to_string()))
}

/// Every membership here in a line: when, how it began and ended.
fn past(case: &Case<'_>) -> String {
    let line = |one: &Record| {
        let entry = Entry::LIST.title(&one.value("entry").to_string()).to_owned();
        let end = match one.value("left_on").as_day() {
            Some(left) => format!("{left}{}", Exit::LIST.title(&one.value("exit").to_string())),
            None => "转出中".to_owned(),
        };
        format!("{}{entry}，{end}", one.value("joined_on"))
    };
    case.parts(MEMBERSHIPS).iter().map(line).collect::<Vec<_>>().join("\n")
}

fn take(content: &Content, facts: &Facts) -> Result<Arrival, Vec<Refusal>> {
    let missing = |name: &str| content.get(name).is_none();
    let needed =
        [PAPER_KIND.def.name, PAPER_NO.def.name, "name", "joined_on", "from_name", "cause"];
    let joined: Option<Date> = content.get("joined_on").and_then(|day| day.parse().ok());
    let cause = content.get("cause").is_some_and(|code| CAUSES.items.iter().any(|c| c.0 == code));
    if needed.into_iter().any(missing) || !cause || joined.is_none_or(|day| day > facts.today) {
        let say = "转会文件里缺少姓名、证件号码、入会日期、转出工会或转会原因，请对方重新生成";
        return Err(vec![Refusal::on("file", say).by("R-TRF-07")]);
    }
    let mut whom: Vec<(&'static str, Value)> = Vec::new();
    for field in TOLD {
        whom.extend(content.get(field).map(|text| (field, Value::from(text))));
    }
    if content.get("migrant") == Some("1") {
        whom.push(("migrant", true.into()));
    }
    let text = |name: &str| Value::from(content.get(name));
    let values = vec![
        (FROM_NAME.def.name, text("from_name")),
        (JOINED_ON.def.name, text("joined_on")),
        (PAST.def.name, text("past")),
        (CAUSE.def.name, text("cause")),
        (DUES_UNTIL.def.name, text("dues_until")),
        (ASKED_BY.def.name, "FILE".into()),
    ];
    Ok(Arrival { whom, values })
}

fn answer(record: &Record) -> Content {
    let done = record.get(STATE) == Some(State::Done);
    let held = record.get(HELD_ON).filter(|_| done).map(|day| day.to_string());
    Content::default()
        .with("result", if done { "ACCEPTED" } else { "DECLINED" })
        .with("held_on", held.unwrap_or_default())
}

fn settle(content: &Content, _facts: &Facts) -> Result<Settled, Vec<Refusal>> {
    let held: Option<Date> = content.get("held_on").and_then(|day| day.parse().ok());
    match (content.get("result"), held) {
        (Some("ACCEPTED"), Some(day)) => Ok(("receipt", vec![("held_on", Value::day(day))])),
        (Some("DECLINED"), _) => Ok(("not_received", Vec::new())),
        _ => {
            let say = "回执里没有写明接收还是不接收、从哪天起，请对方重新生成";
            Err(vec![Refusal::on("file", say).by("R-TRF-07")])
        }
    }
}
