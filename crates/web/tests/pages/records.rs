//! One record: who may see it, in full, and what is done with it.

use crate::town::Town;
use axum::http::StatusCode;

#[test]
fn a_record_of_another_town_is_not_there_by_any_road() {
    let town = Town::new();
    let browser = town.signed_in("east");
    let (person, member) = (town.keys["孙明月"], town.keys["孙明月会籍"]);
    for path in [
        format!("/r/person/{person}"),
        format!("/r/person/{person}/edit"),
        format!("/r/person/{person}/void"),
        format!("/r/person/{person}/reveal/phone"),
        format!("/r/membership/{member}"),
        format!("/r/person/{}/merge?with={person}", town.keys["吴小满"]),
    ] {
        let seen = browser.get(&path);
        let refused = [StatusCode::NOT_FOUND, StatusCode::FORBIDDEN].contains(&seen.status);
        assert!(refused, "{path}: {}", seen.status);
        seen.is_silent_about(&["孙明月", "15900000387"]);
    }
    assert_eq!(browser.get(&format!("/r/person/{person}")).status, StatusCode::NOT_FOUND);
    let reveal = format!("/r/person/{person}/reveal/phone");
    assert_eq!(browser.post(&reveal, &[("why", "核对信息")]).status, StatusCode::NOT_FOUND);
    let void = format!("/r/membership/{member}/void");
    assert_eq!(
        browser.post(&void, &[("reason", "错"), ("version", "1")]).status,
        StatusCode::NOT_FOUND
    );
}

#[test]
fn a_number_is_masked_until_a_reason_is_given_and_then_it_is_listed() {
    let town = Town::new();
    let browser = town.signed_in("east");
    let path = format!("/r/person/{}", town.keys["吴小满"]);
    browser
        .get(&path)
        .says(&["138****6621", "查看全文"])
        .is_silent_about(&["13800006621", "谁看过全文"]);
    let reveal = format!("{path}/reveal/phone");
    let other = browser.post(&reveal, &[("why", "其他，写在下面")]);
    assert_eq!(other.status, StatusCode::UNPROCESSABLE_ENTITY);
    other.is_silent_about(&["13800006621"]);
    let seen = browser.post(&reveal, &[("why", "核对信息"), ("why_text", "电话打不通")]);
    seen.says(&["13800006621", "60秒后遮上"]);
    assert!(seen.headers["refresh"].to_str().unwrap().starts_with("60;"));
    browser.get(&path).says(&["谁看过全文", "看了移动电话", "核对信息，电话打不通"]);
}

#[test]
fn void_asks_why_takes_the_record_off_the_list_and_can_be_taken_back() {
    let town = Town::new();
    let browser = town.signed_in("county");
    let path = format!("/r/membership/{}", town.keys["吴小满会籍"]);
    browser.get(&path).says(&["作废", "修改", "2020年3月1日"]);
    let seen = browser.post(&format!("{path}/void"), &[("version", "1"), ("reason", " ")]);
    assert_eq!(seen.status, StatusCode::UNPROCESSABLE_ENTITY);
    seen.says(&["写一句为什么作废"]);
    let seen = browser.post(&format!("{path}/void"), &[("version", "1"), ("reason", "录重了")]);
    assert_eq!(seen.status, StatusCode::SEE_OTHER);
    let list = browser.get("/r/membership");
    list.says(&["已作废“吴小满”"]);
    let undo = format!("/undo/{}", list.after("action=\"/undo/"));
    browser.get("/r/membership").is_silent_about(&["吴小满"]);
    browser.get("/r/membership?voided=1").says(&["吴小满"]);
    browser.get(&path).says(&["这条记录已作废", "录重了"]);
    assert_eq!(browser.post(&undo, &[]).status, StatusCode::SEE_OTHER);
    browser.get("/r/membership").says(&["吴小满", "已撤销"]);
}

#[test]
fn the_history_names_what_a_link_led_to_and_leads_to() {
    let town = Town::new();
    let browser = town.signed_in("county");
    let path = format!("/r/union/{}", town.keys["恒达"]);
    let (from, to) = (town.keys["东镇"].to_string(), town.keys["西镇"].to_string());
    let edit = [
        ("_version", "1"),
        ("_was.parent", from.as_str()),
        ("parent", to.as_str()),
        ("parent_text", "西镇总工会"),
        ("_was.name", "恒达纺织工会"),
        ("name", "恒达纺织工会"),
        ("_was.kind", "BASE"),
        ("kind", "BASE"),
        ("_saving", "change"),
        ("_from", "2026-06-01"),
    ];
    let done = browser.post(&format!("{path}/edit"), &edit);
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    let seen = browser.get(&path);
    let history = seen.body.split("id=\"history\"").nth(1).unwrap();
    for words in ["上级工会：", "东镇总工会", "西镇总工会", "（从2026年6月1日起）"]
    {
        assert!(history.contains(words), "no {words} in {history}");
    }
    assert!(!history.contains(&format!(">{from}<")), "{history}");
    assert!(!history.contains(&format!("→ {to}")), "{history}");
}

#[test]
fn who_only_reads_sees_no_buttons_and_cannot_send_what_they_would_send() {
    let town = Town::new();
    let browser = town.signed_in("leader");
    let path = format!("/r/person/{}", town.keys["吴小满"]);
    browser.get(&path).says(&["138****6621"]).is_silent_about(&["修改", "作废", "查看全文"]);
    browser.get("/r/person").is_silent_about(&["登记人员", "导入Excel"]);
    for (path, form) in [
        (format!("{path}/edit"), vec![("name", "吴大满"), ("_version", "1")]),
        (format!("{path}/void"), vec![("reason", "错"), ("version", "1")]),
        (format!("{path}/reveal/phone"), vec![("why", "核对信息")]),
        ("/r/person/new".to_owned(), vec![("name", "某人")]),
    ] {
        let seen = browser.post(&path, &form);
        assert_eq!(seen.status, StatusCode::FORBIDDEN, "{path}");
    }
}

#[test]
fn two_records_of_one_person_become_one_and_two_again() {
    let mut town = Town::new();
    town.add(
        "person",
        "重复",
        &[
            ("paper_kind", "9"),
            ("paper_no", "X12345678"),
            ("name", "吴小满"),
            ("address", "城关街道1号"),
        ],
        &[],
    );
    let browser = town.signed_in("county");
    let (kept, gone) = (town.keys["吴小满"], town.keys["重复"]);
    let path = format!("/r/person/{kept}/merge");
    browser.get(&path).says(&["是哪一条重复了", "比一比"]);
    browser.get(&format!("{path}?with={gone}")).says(&["留下的：吴小满", "并进来的：吴小满"]);
    let form = [("gone", gone.to_string()), ("reason", "同一个人录了两次".to_owned())];
    let form: Vec<(&str, &str)> =
        form.iter().map(|(name, value)| (*name, value.as_str())).collect();
    assert_eq!(browser.post(&path, &form).status, StatusCode::SEE_OTHER);
    let seen = browser.get(&format!("/r/person/{kept}"));
    seen.says(&["已合并，留下“吴小满”"]);
    let undo = format!("/undo/{}", seen.after("action=\"/undo/"));
    browser.get(&format!("/r/person/{gone}")).says(&["这条记录已作废"]);
    browser.post(&undo, &[]);
    browser.get(&format!("/r/person/{gone}")).is_silent_about(&["这条记录已作废"]);
}
