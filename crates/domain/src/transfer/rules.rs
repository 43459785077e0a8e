//! What we decide of a transfer: whose consent is needed, who can receive, and from which day on.

use super::register::*;
use crate::lists;
use crate::membership::register::{Entry, Exit, MEMBERSHIPS, Status};
use crate::paper::letters;
use crate::paper::register::PAPERS_OUT;
use crate::planning::year_ahead;
use kernel::dates::chinese;
use kernel::letter::Fields;
use kernel::prelude::*;
use kernel::verdict::verdict;
use kernel::workflow::{Case, Finding, Given, Make, nothing_follows};

/// Says what is wrong with a transfer, whatever its state.
pub fn prepare(record: &mut Record, facts: &Facts) -> Verdict {
    let mut refusals = Vec::new();
    if record.get(ASKED_ON).is_none() {
        record.put(ASKED_ON, Some(facts.today));
    }
    if record.get(DESK).is_none() {
        record.put(DESK, record.get(FROM).or(record.get(TO)));
    }
    let arrived = record.get(FILE_ID).is_some();
    if record.get(MEMBERSHIP).is_none() && !arrived {
        refusals.push(Refusal::on("membership", "选一段要转的会籍").by("R-TRF-01"));
    }
    match (record.get(TO), record.get(TO_NAME)) {
        (None, None) => {
            let say = "选转入工会；转往外地的，写外地工会的名称";
            refusals.push(Refusal::on("to", say).by("R-TRF-02"));
        }
        (Some(_), Some(_)) => {
            let say = "选了本县的转入工会，就不写外地工会";
            refusals.push(Refusal::on("to_name", say).by("R-TRF-02"));
        }
        (Some(_), None) if record.get(PARTNER).is_some() && !arrived => {
            let say = "互认系统只用于转往外地，本县内转会不选";
            refusals.push(Refusal::on("partner", say).by("R-TRF-05"));
        }
        _ => {}
    }
    if record.get(TO).is_some() && record.get(TO) == record.get(FROM) {
        let say = "转出和转入是同一个工会；只换工作单位的，在会籍里改";
        refusals.push(Refusal::on("to", say).by("R-TRF-02"));
    }
    if record.get(ASKED_ON).is_some_and(|asked| asked > year_ahead(facts.today)) {
        refusals.push(Refusal::on("asked_on", "提出日期不对，请核对年份").by("R-TRF-01"));
    }
    verdict(refusals)
}

/// R-TRF-01: the membership is the sender's, and goes on.
pub fn member(case: &Case<'_>) -> Finding {
    let Some(membership) = case.linked(case.record, "membership") else {
        return Finding::Wrong("没有找到要转的会籍，可能已作废".to_owned());
    };
    let day = |field: &str| membership.value(field).as_day();
    if let Some(left) = day("left_on") {
        return Finding::Wrong(format!("这段会籍已于{}离会，不用再转", chinese(left)));
    }
    if membership.value("union") != case.record.value("from") {
        let say = "这段会籍已不在转出工会，请撤回这件，从现在的工会重新提出";
        return Finding::Wrong(say.to_owned());
    }
    let status = membership.value("status").to_string();
    if status == Status::Suspended.code() {
        return Finding::Wrong("会籍冻结着，先恢复正常再转会".to_owned());
    }
    let joined = day("joined_on").map(chinese).unwrap_or_default();
    Finding::Fine(format!("{joined}入会，会籍{}", Status::LIST.title(&status)))
}

/// R-TRF-02: who receives has members of its own and has not been dissolved.
pub fn receiver(case: &Case<'_>) -> Finding {
    // Once the sender has agreed, whoever has it in hand receives: it may have been handed over.
    let link = if case.record.get(STATE) == Some(State::Agreed) { "desk" } else { "to" };
    let Some(union) = case.linked(case.record, link) else {
        return match case.record.get(TO_NAME) {
            Some(name) => Finding::Fine(format!("转往外地：{name}")),
            None => Finding::Wrong("转入工会没有找到，可能已作废，请改选".to_owned()),
        };
    };
    let name = union.value("name").to_string();
    if let Some(closed) = union.value("closed_on").as_day()
        && closed <= case.facts.today
    {
        return Finding::Wrong(format!(
            "{name}已于{}撤销，不能接收会员；请撤回，改选接收它会员的工会",
            chinese(closed)
        ));
    }
    if !crate::union::takes_members(&union.value("kind").to_string()) {
        return Finding::Wrong(format!("{name}不直接管理会员，请选它下面的基层工会"));
    }
    Finding::Fine(format!("{name}可以接收"))
}

const LETTER_MADE: &str = "letter";

/// R-TRF-01: the sender agrees. The membership is 转出中 from today and still counted here; the letter of
/// introduction is written, and the receiver has the matter in hand.
pub fn agree(case: &Case<'_>) -> Result<Vec<Make>, Vec<Refusal>> {
    let Some(to) = case.linked(case.record, "to") else {
        let say = "转往外地的，请用“同意转往外地”";
        return Err(vec![Refusal::on("to", say).by("R-TRF-01")]);
    };
    let mut makes = leaving(case, &to.value("name").to_string());
    makes.push(Make::Put("desk", case.record.value("to").clone().into()));
    Ok(makes)
}

/// R-TRF-05: the same towards another place; the matter stays here until the receipt has come.
pub fn send(case: &Case<'_>) -> Result<Vec<Make>, Vec<Refusal>> {
    if let (None, Some(name)) = (case.record.get(TO), case.record.get(TO_NAME)) {
        return Ok(leaving(case, &name));
    }
    let say = "转入工会在本县的，请用“同意转出”";
    Err(vec![Refusal::on("to", say).by("R-TRF-05")])
}

fn leaving(case: &Case<'_>, receiver: &str) -> Vec<Make> {
    let mut makes = vec![letter(case, receiver), Make::Put("letter", Given::Made(LETTER_MADE))];
    if let Some(membership) = case.linked(case.record, "membership") {
        makes.push(Make::Put("status_before", membership.value("status").clone().into()));
        makes.push(Make::Change {
            register: MEMBERSHIPS,
            id: membership.id,
            values: vec![("status", Status::TransferOut.code().into())],
            from: case.facts.today,
        });
    }
    makes
}

/// 工会会员关系介绍信, with a number if the union numbers its letters.
fn letter(case: &Case<'_>, receiver: &str) -> Make {
    let record = case.record;
    let said = |link: &str, field: &str| {
        let of = case.linked(record, link).map(|of| of.value(field).clone());
        of.unwrap_or_default()
    };
    let day = |link: &str, field: &str| said(link, field).as_day().map(chinese).unwrap_or_default();
    let why = record.get(CAUSE).unwrap_or_default();
    let days = case.number(&super::workflow::RECEIVING.parameter);
    let fields = Fields::new()
        .with("转入工会", receiver)
        .with("姓名", said("person", "name").to_string())
        .with("性别", lists::SEX.title(&said("person", "sex").to_string()))
        .with("出生年月", day("person", "birth_on"))
        .with("入会日期", day("membership", "joined_on"))
        .with("转会原因", CAUSES.title(&why))
        .with("转出工会", said("from", "name").to_string())
        .with("会费交至", record.get(DUES_UNTIL).unwrap_or_default())
        .with("有效天数", days.to_string());
    let values = vec![
        ("organ", record.value("from").clone().into()),
        ("kind", "LETTER".into()),
        ("main_to", receiver.into()),
        ("state", "RESERVED".into()),
        ("signed_on", Value::day(case.facts.today).into()),
        ("about_register", TRANSFERS.into()),
        ("about_key", record.public_id.as_str().into()),
        ("text", letters::draft("transfer_letter", fields).into()),
    ];
    Make::add(LETTER_MADE, PAPERS_OUT, values)
}

/// R-TRF-03: the day from which the receiver counts; the sender counts until it.
fn held(case: &Case<'_>, joined: Option<Date>) -> Result<Date, Vec<Refusal>> {
    let refuse = |say: String| Err(vec![Refusal::on("held_on", say).by("R-TRF-03")]);
    let Some(held) = case.record.get(HELD_ON) else {
        return refuse("转入日期没有填".to_owned());
    };
    if held > case.facts.today {
        return refuse("转入日期不能晚于今天".to_owned());
    }
    if let Some(joined) = joined.filter(|joined| held <= *joined) {
        return refuse(format!("转入日期要晚于在转出工会的入会日期{}", chinese(joined)));
    }
    Ok(held)
}

/// The membership that ends, and the day on which it began.
fn ending<'a>(case: &'a Case<'_>) -> Result<&'a Record, Vec<Refusal>> {
    let refuse = |say: String| Err(vec![Refusal::on("membership", say).by("R-TRF-01")]);
    let Some(membership) = case.linked(case.record, "membership") else {
        return refuse("没有找到要转的会籍，可能已作废".to_owned());
    };
    match membership.value("left_on").as_day() {
        Some(left) => refuse(format!("这段会籍已于{}离会，不能再转", chinese(left))),
        None => Ok(membership),
    }
}

fn ends(membership: &Record, held: Date) -> Make {
    Make::Change {
        register: MEMBERSHIPS,
        id: membership.id,
        values: vec![
            ("left_on", Value::day(held).into()),
            ("exit", Exit::TransferOut.code().into()),
        ],
        from: held,
    }
}

const MEMBER_MADE: &str = "member";

/// R-TRF-03: in one act the old membership ends and the new one begins on the same day.
pub fn accept(case: &Case<'_>) -> Result<Vec<Make>, Vec<Refusal>> {
    let record = case.record;
    let arrived = record.get(FILE_ID).is_some();
    let mut makes = Vec::new();
    let day = if arrived {
        nobody_here(case)?;
        held(case, record.get(JOINED_ON))?
    } else {
        let membership = ending(case)?;
        let day = held(case, membership.value("joined_on").as_day())?;
        makes.push(ends(membership, day));
        makes.extend(crate::card::lapses(case));
        day
    };
    let values = vec![
        ("person", record.value("person").clone().into()),
        ("union", record.value("desk").clone().into()),
        ("employer", record.value("employer").clone().into()),
        ("joined_on", Value::day(day).into()),
        ("entry", Entry::TransferIn.code().into()),
        ("status", Status::Active.code().into()),
    ];
    makes.push(Make::add(MEMBER_MADE, MEMBERSHIPS, values));
    makes.push(Make::Put("new_membership", Given::Made(MEMBER_MADE)));
    makes.push(Make::Put("to", record.value("desk").clone().into()));
    Ok(makes)
}

/// Who arrives from elsewhere is not a member here already.
fn nobody_here(case: &Case<'_>) -> Result<(), Vec<Refusal>> {
    if case.parts(MEMBERSHIPS).is_empty() {
        return Ok(());
    }
    let say = "此人已是本县工会会员，一个人同时只有一段会籍；请和外地工会核对";
    Err(vec![Refusal::on("person", say).by("R-TRF-01")])
}

/// R-TRF-07: a file has brought it.
pub fn arrived(case: &Case<'_>) -> Result<Vec<Make>, Vec<Refusal>> {
    nobody_here(case)?;
    Ok(vec![Make::Put("desk", case.record.value("to").clone().into())])
}

/// R-TRF-05: the receipt says from which day the other one counts.
pub fn received(case: &Case<'_>) -> Result<Vec<Make>, Vec<Refusal>> {
    let membership = ending(case)?;
    let day = held(case, membership.value("joined_on").as_day())?;
    Ok([ends(membership, day)].into_iter().chain(crate::card::lapses(case)).collect())
}

/// R-TRF-05: the same by a receipt on paper, where there is no file.
pub fn received_on_paper(case: &Case<'_>) -> Result<Vec<Make>, Vec<Refusal>> {
    if case.record.get(PARTNER).is_some() {
        let say = "这件转会是发文件的，请上传对方的电子回执；对方办不了的，请对方办“不接收”、发回回执，再不选互认系统重办";
        return Err(vec![Refusal::on("partner", say).by("R-TRF-05")]);
    }
    received(case)
}

/// R-TRF-05: what went out as a file may be taken in over there at any moment: the other side says that it does
/// not, or is not trusted any more.
pub fn recalled(case: &Case<'_>) -> Result<Vec<Make>, Vec<Refusal>> {
    let partner = case.linked(case.record, "partner");
    let ended = |partner: &&Record| {
        partner.value("ended_on").as_day().is_some_and(|day| day <= case.facts.today)
    };
    if case.record.get(STATE) == Some(State::Sent) && partner.is_some_and(|one| !ended(&one)) {
        let say = "转会文件可能已经交给对方，收回会让两边都计这名会员；请对方办“不接收”并发回回执";
        return Err(vec![Refusal::on("partner", say).by("R-TRF-05")]);
    }
    back(case)
}

/// It has come to nothing: the membership stands as before, and the sender has the matter again.
pub fn back(case: &Case<'_>) -> Result<Vec<Make>, Vec<Refusal>> {
    let record = case.record;
    let Some(membership) = case.linked(record, "membership") else {
        return nothing_follows(Ok(()));
    };
    let mut makes = vec![Make::Put("desk", record.value("from").clone().into())];
    let going = membership.value("status").as_text() == Some(Status::TransferOut.code());
    if going && membership.value("left_on").is_null() {
        let before = record.get(STATUS_BEFORE).unwrap_or_else(|| Status::Active.code().into());
        makes.push(Make::Change {
            register: MEMBERSHIPS,
            id: membership.id,
            values: vec![("status", before.into())],
            from: case.facts.today,
        });
    }
    Ok(makes)
}
