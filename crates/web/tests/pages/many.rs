//! Many records at once.

use crate::town::Town;
use axum::http::StatusCode;

#[test]
fn what_is_changed_together_is_taken_back_together() {
    let town = Town::new();
    let browser = town.signed_in("county");
    let question = browser.post("/r/membership/bulk", &[("act", "set"), ("all", "1")]);
    question.says(&["改选中的2人", "改哪一项", "吴小满", "孙明月"]);
    let form = [("act", "set"), ("all", "1"), ("field", "status")];
    browser.post("/r/membership/bulk", &form).says(&["保留会籍", "从哪天起是这样", "改这2人"]);
    let form = [
        ("act", "set"),
        ("all", "1"),
        ("field", "status"),
        ("status", "RETAINED"),
        ("_from", "2026-06-01"),
    ];
    let done = browser.post("/r/membership/bulk/do", &form);
    done.says(&["改了2人", "撤销"]);
    let retained = "/r/membership?w=status%3Ais%3ARETAINED";
    browser.get(retained).says(&["吴小满", "孙明月"]);
    let undo = format!("/undo/{}", done.after("action=\"/undo/"));
    assert_eq!(browser.post(&undo, &[]).status, StatusCode::SEE_OTHER);
    browser.get(retained).is_silent_about(&["吴小满", "孙明月"]);
}

#[test]
fn what_rules_refuse_is_listed_with_its_reason_and_the_rest_is_done() {
    let mut town = Town::new();
    town.add(
        "person",
        "无会籍",
        &[("paper_kind", "9"), ("paper_no", "Z99887766"), ("name", "没有会籍的人")],
        &[],
    );
    let browser = town.signed_in("county");
    let (used, free) = (town.keys["吴小满"].to_string(), town.keys["无会籍"].to_string());
    let form = [("act", "void"), ("id", used.as_str()), ("id", free.as_str()), ("reason", "录错")];
    let seen = browser.post("/r/person/bulk/do", &form);
    seen.says(&["作废了1人", "1人没有作废", "还有1条会籍用着这条人员"]);
    let again =
        browser.post("/r/person/bulk/do", &[("act", "void"), ("id", &used), ("reason", " ")]);
    assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
}

#[test]
fn ticking_a_record_of_another_town_changes_nothing_there() {
    let town = Town::new();
    let browser = town.signed_in("east");
    let other = town.keys["孙明月会籍"].to_string();
    let form = [
        ("act", "set"),
        ("id", other.as_str()),
        ("field", "status"),
        ("status", "SUSPENDED"),
        ("_from", "2026-06-01"),
    ];
    browser.post("/r/membership/bulk/do", &form).says(&["改了0人"]).is_silent_about(&["孙明月"]);
    let none = "/r/membership?w=status%3Ais%3ASUSPENDED";
    town.signed_in("county").get(none).is_silent_about(&["孙明月"]);
}

#[test]
fn the_selection_can_be_taken_along() {
    let town = Town::new();
    let browser = town.signed_in("county");
    let one = town.keys["吴小满会籍"].to_string();
    let seen = browser.post("/r/membership/bulk", &[("act", "export"), ("id", one.as_str())]);
    assert!(seen.body.starts_with("PK"), "{}", seen.status);
}
