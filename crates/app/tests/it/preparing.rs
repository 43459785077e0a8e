//! Before a union is founded: its preparatory group is a body of its own and no union, and the two requests
//! of the preparation are papers with their numbers that arrive where they are answered.

use crate::founding::{Matter, reply};
use crate::founding_papers::{of_kind, said, series};
use crate::house::*;
use kernel::value::Value;
use store::Ctx;
use store::figure::FigureAsk;
use store::list::ListAsk;
use store::writer::Said;

fn group(matter: &Matter) -> i64 {
    matter.value("prep_union").as_int().unwrap()
}

fn figure(matter: &Matter, code: &str, on_day: &str) -> i64 {
    let ask = FigureAsk::on(day(on_day));
    matter.house.store.figure(&Ctx::local(), code, &ask).unwrap().amount.value
}

fn asked(matter: &Matter) {
    matter.step(&matter.town, "request_prep", &[]).unwrap();
}

fn agreed(matter: &Matter, on_day: &str) {
    matter.step(&matter.county, "agree_prep", &[("prep_on", on(on_day))]).unwrap();
}

/// Posts in a body, as name, post and last day.
fn posts(matter: &Matter, body: i64) -> Vec<(String, String, Value)> {
    let mut ask = store::list::ListAsk::new(matter.house.register("cadre"));
    ask.life = store::list::Life::Any;
    let mut all = matter.house.listed(&Ctx::local(), &ask).unwrap();
    all.retain(|id| matter.house.value("cadre", *id, "union") == Value::Int(body));
    let one = |id: i64, field: &str| matter.house.value("cadre", id, field);
    let mut all: Vec<_> = all
        .into_iter()
        .map(|id| (one(id, "name").to_string(), one(id, "post").to_string(), one(id, "until_on")))
        .collect();
    all.sort();
    all
}

/// R-EST-11: agreed to, the group is there from the day of the reply, with its people, and no figure of unions,
/// members or cadres knows it.
#[test]
fn r_est_11_the_group_is_a_body_from_the_reply_on_and_counts_as_no_union() {
    let matter = Matter::begun("2026-09-28");
    let (unions, cadres) = (
        figure(&matter, "union_org_count", "2026-09-28"),
        figure(&matter, "cadre_post_count", "2026-09-28"),
    );
    asked(&matter);
    assert!(matter.value("prep_union").is_null(), "asked for, not yet there");
    matter.house.on("2026-09-30");
    agreed(&matter, "2026-09-29");
    let body = group(&matter);
    let union = |field: &str| matter.house.value("union", body, field);
    assert_eq!(union("name"), text("云溪华锦针织有限公司工会筹备组"));
    assert_eq!(union("kind"), text("PREP"));
    assert_eq!(union("parent"), Value::Int(matter.house.east));
    assert_eq!(union("founded_on"), on("2026-09-29"));
    assert_eq!(union("head"), text("李秀芳"));
    let who = |name: &str, post: &str| (name.to_owned(), post.to_owned(), Value::Null);
    assert_eq!(
        posts(&matter, body),
        [who("周志强", "PREP"), who("李秀芳", "PREP_HEAD"), who("陈海春", "PREP")]
    );
    assert_eq!(figure(&matter, "union_preparing_count", "2026-09-28"), 0);
    assert_eq!(figure(&matter, "union_preparing_count", "2026-09-29"), 1);
    assert_eq!(figure(&matter, "union_org_count", "2026-09-30"), unions);
    assert_eq!(figure(&matter, "cadre_post_count", "2026-09-30"), cadres);
    assert!(matter.house.store.verify(None).unwrap().ok);
}

#[test]
fn the_group_ends_on_the_day_the_union_is_founded() {
    let matter = Matter::begun("2026-09-28");
    matter.elected();
    let body = group(&matter);
    matter.accepted();
    matter.house.on("2026-10-09");
    matter.step(&matter.chief, "approve", &reply("2026-10-09")).unwrap();
    assert_eq!(matter.house.value("union", body, "closed_on"), on("2026-10-09"));
    assert_eq!(matter.house.value("union", body, "close_reason"), text("FOUNDED"));
    assert!(posts(&matter, body).iter().all(|post| post.2 == on("2026-10-09")));
    assert_eq!(figure(&matter, "union_preparing_count", "2026-10-08"), 1);
    assert_eq!(figure(&matter, "union_preparing_count", "2026-10-09"), 0);
    assert_eq!(figure(&matter, "cadre_post_count", "2026-10-09"), 2, "chair and committee");
}

#[test]
fn the_group_ends_with_a_matter_that_is_given_up() {
    let matter = Matter::begun("2026-09-28");
    asked(&matter);
    agreed(&matter, "2026-09-28");
    let end = Said { step: "end", reason: "STOPPED", ..Said::default() };
    matter.said(&matter.town, end).unwrap();
    let body = group(&matter);
    assert_eq!(matter.house.value("union", body, "closed_on"), on("2026-09-28"));
    assert_eq!(matter.house.value("union", body, "close_reason"), text("UNPREPARED"));
    assert_eq!(figure(&matter, "union_preparing_count", "2026-09-28"), 0);
}

#[test]
fn r_est_11_nobody_asks_for_a_group_without_a_head_and_no_reply_is_older_than_the_request() {
    let matter = Matter::begun("2026-09-28");
    let head = {
        let ask = store::list::ListAsk::new(matter.house.register("founding_person"));
        let mut all = matter.house.listed(&Ctx::local(), &ask).unwrap();
        all.retain(|id| matter.house.value("founding_person", *id, "serves") == text("PREP_HEAD"));
        all[0]
    };
    matter.house.correct("founding_person", head, &[("serves", text("PREP"))]);
    let (field, says) = refusal(matter.step(&matter.town, "request_prep", &[]));
    assert_eq!(field, "group");
    assert!(says.contains("还没有登记筹备组组长"), "{says}");
    matter.house.correct("founding_person", head, &[("serves", text("PREP_HEAD"))]);
    asked(&matter);
    let early = matter.step(&matter.county, "agree_prep", &[("prep_on", on("2026-09-27"))]);
    let (field, says) = refusal(early);
    assert_eq!(field, "prep_on");
    assert!(says.contains("筹备组批复日期不能早于筹建请示日期2026-09-28"), "{says}");
}

#[test]
fn the_request_for_the_group_takes_its_number_and_the_reply_arrives_above_and_at_the_group() {
    let matter = Matter::begun("2026-09-28");
    series(&matter, matter.house.east, "REQUEST", "东工请");
    asked(&matter);
    let house = &matter.house;
    let [out] = of_kind(&matter, "paper_out", "REQUEST").try_into().unwrap();
    assert_eq!(house.value("paper_out", out, "written"), text("东工请〔2026〕8号"));
    assert_eq!(matter.value("prep_no"), text("东工请〔2026〕8号"));
    assert_eq!(matter.value("prep_paper"), Value::Int(out));
    assert_eq!(matter.value("prep_asked_on"), on("2026-09-28"));
    let words = said(&matter, "paper_out", out);
    for told in
        ["关于成立云溪华锦针织有限公司工会筹备组的请示", "现有职工86人", "李秀芳任组长", "车间班长"]
    {
        assert!(words.contains(told), "no {told} in {words}");
    }
    let [came] = of_kind(&matter, "paper_in", "REQUEST").try_into().unwrap();
    assert_eq!(house.value("paper_in", came, "organ"), Value::Int(house.root));
    assert_eq!(house.value("paper_in", came, "number"), text("东工请〔2026〕8号"));

    agreed(&matter, "2026-09-28");
    let out = matter.value("prep_reply_paper").as_int().unwrap();
    assert_eq!(house.value("paper_out", out, "written"), text("云溪工复〔2026〕47号"));
    let words = said(&matter, "paper_out", out);
    for told in ["东工请〔2026〕8号", "李秀芳、陈海春、周志强", "李秀芳任组长", "2026年11月27日前"]
    {
        assert!(words.contains(told), "no {told} in {words}");
    }
    let at: Vec<Value> = of_kind(&matter, "paper_in", "REPLY")
        .into_iter()
        .map(|id| house.value("paper_in", id, "organ"))
        .collect();
    assert_eq!(at, [Value::Int(house.east), Value::Int(group(&matter))]);
}

/// R-EST-12: what is asked for the congress is answered with seats and candidates before the election.
#[test]
fn r_est_12_the_congress_is_asked_for_with_its_candidates_and_agreed_to_in_writing() {
    let matter = Matter::begun("2026-09-28");
    series(&matter, matter.house.east, "REQUEST", "东工请");
    asked(&matter);
    agreed(&matter, "2026-09-28");
    matter.house.on("2026-09-29");
    let ask = [("seats", Value::Int(5)), ("congress_on", on("2026-10-12"))];
    matter.step(&matter.town, "request_election", &ask).unwrap();
    let house = &matter.house;
    assert_eq!(matter.value("congress_no"), text("东工请〔2026〕9号"));
    let out = matter.value("congress_paper").as_int().unwrap();
    let words = said(&matter, "paper_out", out);
    for told in [
        "第一次会员（代表）大会的请示",
        "已有30名职工",
        "委员5名，候选人为李秀芳、陈海春，其中主席候选人为李秀芳",
        "大会拟于2026年10月12日召开",
    ] {
        assert!(words.contains(told), "no {told} in {words}");
    }
    matter.house.on("2026-09-30");
    matter.step(&matter.county, "agree_election", &[]).unwrap();
    assert_eq!(matter.value("congress_reply_on"), on("2026-09-30"));
    let out = matter.value("congress_reply_paper").as_int().unwrap();
    assert_eq!(house.value("paper_out", out, "written"), text("云溪工复〔2026〕48号"));
    let words = said(&matter, "paper_out", out);
    for told in ["（东工请〔2026〕9号）收悉", "三分之二", "此复。"] {
        assert!(words.contains(told), "no {told} in {words}");
    }
    assert_eq!(
        of_kind(&matter, "paper_in", "REPLY").len(),
        4,
        "two replies, each above and at the group"
    );
}

#[test]
fn a_filing_that_is_not_taken_up_is_told_in_a_notice_with_the_reason() {
    let matter = Matter::begun("2026-09-07");
    matter.elected();
    matter.paper("request");
    matter.paper("roster");
    matter.filed().unwrap();
    let declined =
        Said { step: "decline", reason: "PAPERS", words: "缺负责人签字", ..Said::default() };
    assert_eq!(matter.said(&matter.county, declined).unwrap(), "ELECTED");
    let (store, register) = (&matter.house.store, matter.house.register("paper_out"));
    let mut ask = ListAsk::new(register);
    ask.columns = vec!["title".to_owned()];
    let rows = store.list(&Ctx::local(), &ask, None, 100).unwrap().rows;
    let titles: Vec<String> = rows.iter().map(|row| row.cells[0].to_string()).collect();
    let wanted = "关于退回《关于成立云溪华锦针织有限公司工会委员会的请示》的通知";
    assert!(titles.iter().any(|title| title == wanted), "{titles:?}");
}

#[test]
fn what_is_sent_back_is_a_notice_with_the_reason_and_asked_again_keeps_its_number() {
    let matter = Matter::begun("2026-09-28");
    series(&matter, matter.house.east, "REQUEST", "东工请");
    asked(&matter);
    let back =
        Said { step: "return_prep", reason: "NAME", words: "应写全称", ..Said::default() };
    matter.said(&matter.county, back).unwrap();
    let [out] = of_kind(&matter, "paper_out", "NOTICE").try_into().unwrap();
    let words = said(&matter, "paper_out", out);
    for told in [
        "关于退回《关于成立云溪华锦针织有限公司工会筹备组的请示》的通知",
        "东工请〔2026〕8号",
        "名称不规范：应写全称。",
        "2026年10月28日前",
    ] {
        assert!(words.contains(told), "no {told} in {words}");
    }
    let [came] = of_kind(&matter, "paper_in", "NOTICE").try_into().unwrap();
    assert_eq!(matter.house.value("paper_in", came, "organ"), Value::Int(matter.house.east));
    matter.house.on("2026-09-29");
    matter.step(&matter.town, "request_prep", &[("prep_asked_on", on("2026-09-29"))]).unwrap();
    let [again] = of_kind(&matter, "paper_out", "REQUEST").try_into().unwrap();
    assert_eq!(matter.house.value("paper_out", again, "signed_on"), on("2026-09-29"));
    agreed(&matter, "2026-09-29");
    matter.step(&matter.town, "request_election", &[("seats", Value::Int(5))]).unwrap();
    let back = Said { step: "return_election", reason: "CANDIDATE", ..Said::default() };
    matter.said(&matter.county, back).unwrap();
    let notices = of_kind(&matter, "paper_in", "NOTICE");
    let at: Vec<Value> =
        notices.into_iter().map(|id| matter.house.value("paper_in", id, "organ")).collect();
    let east = Value::Int(matter.house.east);
    assert_eq!(at, [east.clone(), east, Value::Int(group(&matter))]);
}
