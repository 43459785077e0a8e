//! The papers that the steps of a founding write: each has its number from its own series, arrives in the
//! same act where it is sent, and nobody types one twice.

use crate::founding::{Matter, reply};
use crate::house::*;
use kernel::letter::{Kept, printed};
use kernel::value::Value;
use store::writer::Said;
use store::{Ctx, StoreError};

/// Keys of the papers about the matter.
fn papers(matter: &Matter, register: &str) -> Vec<i64> {
    let key = matter.house.open("founding", matter.id).record.public_id;
    let ask = store::list::ListAsk::new(matter.house.register(register));
    let mut all = matter.house.listed(&Ctx::local(), &ask).unwrap();
    all.retain(|id| matter.house.value(register, *id, "about_key") == text(&key));
    all
}

/// The papers about the matter of one kind.
pub fn of_kind(matter: &Matter, register: &str, kind: &str) -> Vec<i64> {
    let mut all = papers(matter, register);
    all.retain(|id| matter.house.value(register, *id, "kind") == text(kind));
    all
}

pub fn series(matter: &Matter, organ: i64, kind: &str, word: &str) {
    let values = [
        ("organ", Value::Int(organ)),
        ("kind", text(kind)),
        ("word", text(word)),
        ("year", Value::Int(2026)),
        ("begin", Value::Int(8)),
    ];
    matter.house.add("paper_series", &values);
}

/// The same without what was written before the election.
fn of_filing(matter: &Matter, register: &str, kind: &str) -> Vec<i64> {
    let mut all = of_kind(matter, register, kind);
    let title = |id: i64| matter.house.value(register, id, "title").to_string();
    all.retain(|id| !["筹备组", "大会的"].iter().any(|word| title(*id).contains(word)));
    all
}

/// The lines of a paper's text.
pub fn said(matter: &Matter, register: &str, id: i64) -> String {
    let record = matter.house.open(register, id).record;
    let paper = printed(&record).unwrap();
    let open = paper.open();
    assert!(open.iter().all(|place| place.contains("联系人")), "left open: {open:?}");
    let kept = Kept::read(record.value("text").as_text().unwrap()).unwrap();
    serde_json::to_string(&kept.document).unwrap()
}

fn file(matter: &Matter, number: Option<&str>) -> store::Result<store::writer::Taken> {
    matter.house.tick();
    let mut values = vec![("request_on", Value::day(matter.house.store.today()))];
    values.extend(number.map(|number| ("request_no", text(number))));
    let version = matter.house.version("founding", matter.id);
    let said = Said { step: "file", version, values, ..Said::default() };
    matter.house.store.take_step(&matter.town, matter.house.register("founding"), matter.id, &said)
}

#[test]
fn filing_writes_the_request_under_the_next_number_and_it_arrives_at_the_county() {
    let matter = Matter::begun("2026-09-28");
    series(&matter, matter.house.east, "REQUEST", "东工请");
    matter.elected();
    matter.paper("request");
    matter.paper("roster");
    let taken = file(&matter, None).unwrap();
    assert!(taken.said.is_empty(), "{:?}", taken.said);
    let [out] = of_filing(&matter, "paper_out", "REQUEST").try_into().unwrap();
    let house = &matter.house;
    assert_eq!(house.value("paper_out", out, "written"), text("东工请〔2026〕10号"));
    assert_eq!(house.value("paper_out", out, "organ"), Value::Int(house.east));
    assert_eq!(house.value("paper_out", out, "main_to"), text("云溪县总工会"));
    assert_eq!(matter.value("request_no"), text("东工请〔2026〕10号"));
    assert_eq!(matter.value("request_paper"), Value::Int(out));
    let words = said(&matter, "paper_out", out);
    for told in
        ["云溪华锦针织有限公司现有职工86人", "已有30名职工", "应到30人，实到29人", "李秀芳当选主席"]
    {
        assert!(words.contains(told), "no {told} in {words}");
    }
    let [came] = of_filing(&matter, "paper_in", "REQUEST").try_into().unwrap();
    for (field, value) in [
        ("organ", Value::Int(house.root)),
        ("sender", text("东湖镇总工会")),
        ("number", text("东工请〔2026〕10号")),
        ("title", text("关于成立云溪华锦针织有限公司工会委员会的请示")),
        ("dated_on", on("2026-09-28")),
        ("received_on", on("2026-09-28")),
        ("state", text("WAITING")),
    ] {
        assert_eq!(house.value("paper_in", came, field), value, "{field}");
    }
    assert_eq!(said(&matter, "paper_in", came), words, "word for word what was sent");
    assert!(house.see(&matter.county, "paper_in", came).is_ok());
    let stranger = house.user("township", house.west);
    assert!(matches!(house.see(&stranger, "paper_out", out), Err(StoreError::NotFound)));
    assert!(matches!(house.see(&matter.town, "paper_in", came), Err(StoreError::NotFound)));
}

#[test]
fn a_request_without_a_series_has_no_number_and_this_is_said() {
    let matter = Matter::begun("2026-09-28");
    matter.elected();
    matter.paper("request");
    matter.paper("roster");
    let taken = file(&matter, None).unwrap();
    assert_eq!(taken.said, ["东湖镇总工会没有登记请示用的发文字号，这份请示没有编号"]);
    let [out] = of_filing(&matter, "paper_out", "REQUEST").try_into().unwrap();
    assert!(matter.house.value("paper_out", out, "written").is_null());
    assert!(matter.value("request_no").is_null());
    let [came] = of_filing(&matter, "paper_in", "REQUEST").try_into().unwrap();
    assert!(matter.house.value("paper_in", came, "number").is_null());
    // The reply cites it by its title alone.
    matter.step(&matter.county, "accept", &[]).unwrap();
    matter.step(&matter.chief, "approve", &reply("2026-09-28")).unwrap();
    let out = matter.value("reply_paper").as_int().unwrap();
    assert!(said(&matter, "paper_out", out).contains("的请示》收悉"));
}

#[test]
fn a_number_given_by_hand_is_kept_and_takes_none_of_the_series() {
    let matter = Matter::begun("2026-09-28");
    series(&matter, matter.house.east, "REQUEST", "东工请");
    matter.elected();
    matter.paper("request");
    matter.paper("roster");
    let taken = file(&matter, Some("东总工〔2026〕3号")).unwrap();
    assert!(taken.said.is_empty(), "{:?}", taken.said);
    let [out] = of_filing(&matter, "paper_out", "REQUEST").try_into().unwrap();
    assert_eq!(matter.house.value("paper_out", out, "written"), text("东总工〔2026〕3号"));
    assert!(matter.house.value("paper_out", out, "number").is_null());
    assert_eq!(matter.value("request_no"), text("东总工〔2026〕3号"));
}

#[test]
fn filed_again_it_is_the_same_request_until_its_number_is_voided() {
    let matter = Matter::begun("2026-09-28");
    series(&matter, matter.house.east, "REQUEST", "东工请");
    matter.elected();
    matter.paper("request");
    matter.paper("roster");
    file(&matter, None).unwrap();
    let decline = || {
        let said = Said { step: "decline", reason: "ROSTER", ..Said::default() };
        matter.said(&matter.county, said).unwrap()
    };
    assert_eq!(decline(), "ELECTED");
    matter.house.on("2026-09-29");
    file(&matter, Some("东工请〔2026〕10号")).unwrap();
    let [out] = of_filing(&matter, "paper_out", "REQUEST").try_into().unwrap();
    assert_eq!(matter.house.value("paper_out", out, "signed_on"), on("2026-09-29"));
    assert!(said(&matter, "paper_out", out).contains("2026年9月29日"), "written anew");
    assert_eq!(of_filing(&matter, "paper_out", "REPORT").len(), 1, "the election is reported once");

    decline();
    let void = [("state", text("VOIDED")), ("void_for", text("单位名称写错"))];
    matter.house.change("paper_out", out, "2026-09-29", &void);
    file(&matter, Some("东工请〔2026〕10号")).unwrap();
    let [kept, next] = of_filing(&matter, "paper_out", "REQUEST").try_into().unwrap();
    assert_eq!(kept, out, "the void one stays in sight");
    assert_eq!(matter.house.value("paper_out", kept, "state"), text("VOIDED"));
    assert_eq!(matter.house.value("paper_out", next, "written"), text("东工请〔2026〕11号"));
    assert_eq!(matter.value("request_no"), text("东工请〔2026〕11号"));
}

#[test]
fn the_result_of_the_election_is_reported_with_every_vote() {
    let matter = Matter::begun("2026-09-28");
    series(&matter, matter.house.east, "ANY", "东工发");
    matter.elected();
    let [out] = of_filing(&matter, "paper_out", "REPORT").try_into().unwrap();
    assert_eq!(matter.value("report_paper"), Value::Int(out));
    assert_eq!(matter.house.value("paper_out", out, "written"), text("东工发〔2026〕10号"));
    let words = said(&matter, "paper_out", out);
    for told in [
        "第一届委员会选举结果的报告",
        "应到会员（代表）30人，实到29人",
        "李秀芳",
        "29",
        "无效票0张",
    ] {
        assert!(words.contains(told), "no {told} in {words}");
    }
    let [came] = of_filing(&matter, "paper_in", "REPORT").try_into().unwrap();
    assert_eq!(matter.house.value("paper_in", came, "number"), text("东工发〔2026〕10号"));
}

#[test]
fn who_sends_it_back_says_in_writing_what_is_missing_and_until_when() {
    let matter = Matter::begun("2026-09-28");
    matter.elected();
    matter.accepted();
    let back =
        Said { step: "return", reason: "PAPERS", words: "缺营业执照", ..Said::default() };
    matter.said(&matter.county, back).unwrap();
    let [out] = of_filing(&matter, "paper_out", "NOTICE").try_into().unwrap();
    let house = &matter.house;
    assert_eq!(house.value("paper_out", out, "organ"), Value::Int(house.root));
    let words = said(&matter, "paper_out", out);
    let due = matter.value("due_on").as_day().unwrap();
    for told in [
        "东总工〔2026〕8号",
        "材料不全：缺营业执照。",
        &kernel::dates::chinese(due),
        "不计入批复时限",
    ] {
        assert!(words.contains(told), "no {told} in {words}");
    }
    let [came] = of_filing(&matter, "paper_in", "NOTICE").try_into().unwrap();
    assert_eq!(house.value("paper_in", came, "organ"), Value::Int(house.east));
    assert!(house.see(&matter.town, "paper_in", came).is_ok());
}

#[test]
fn the_reply_arrives_at_the_union_above_and_at_the_new_one() {
    let matter = Matter::begun("2026-09-28");
    matter.elected();
    matter.accepted();
    matter.step(&matter.chief, "approve", &reply("2026-09-28")).unwrap();
    let union = matter.value("union").as_int().unwrap();
    let came = of_filing(&matter, "paper_in", "REPLY");
    let at: Vec<Value> =
        came.iter().map(|id| matter.house.value("paper_in", *id, "organ")).collect();
    assert_eq!(at, [Value::Int(matter.house.east), Value::Int(union)]);
    for id in came {
        assert_eq!(matter.house.value("paper_in", id, "number"), text("云溪工复〔2026〕49号"));
        assert_eq!(matter.house.value("paper_in", id, "sender"), text("云溪县总工会"));
    }
    assert!(matter.house.store.verify(None).unwrap().ok);
}

#[test]
fn a_step_that_fails_writes_no_paper_and_takes_no_number() {
    let matter = Matter::begun("2026-09-28");
    series(&matter, matter.house.east, "REQUEST", "东工请");
    matter.elected();
    matter.paper("request");
    assert!(file(&matter, None).is_err(), "no roster yet");
    assert!(of_filing(&matter, "paper_out", "REQUEST").is_empty());
    assert!(of_filing(&matter, "paper_in", "REQUEST").is_empty());
    matter.paper("roster");
    file(&matter, None).unwrap();
    assert_eq!(matter.value("request_no"), text("东工请〔2026〕10号"), "no gap");
}
