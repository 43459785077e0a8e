//! Adding and changing: what is wrong is said at its field, what is right is kept.

use crate::town::{Town, paper};
use axum::http::StatusCode;

#[test]
fn a_person_is_added_with_days_and_numbers_in_any_writing() {
    let town = Town::new();
    let browser = town.signed_in("county");
    browser.get("/r/person/new").says(&["登记人员", "可不填", "证件号码"]);
    let number = paper("32011219850612337");
    let mut form = vec![
        ("paper_kind", "1"),
        ("paper_no", "3201121985061233"),
        ("name", "罗志军"),
        ("birth_on", "1985年6月12日"),
    ];
    let wrong = browser.post("/r/person/new", &form);
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    wrong.says(&[
        "有1处要改",
        "href=\"#f-paper_no\"",
        "value=\"罗志军\"",
        "value=\"1985年6月12日\"",
    ]);
    form[1].1 = &number;
    let done = browser.post("/r/person/new", &form);
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    browser.get(done.to()).says(&["罗志军", "1985年6月12日", "已登记人员", "撤销", "登记"]);
}

#[test]
fn a_link_is_given_by_name_and_an_unknown_name_is_said() {
    let town = Town::new();
    let browser = town.signed_in("county");
    let mut form = vec![
        ("person_text", "没有这人"),
        ("union_text", "明远汽配工会"),
        ("joined_on", "20240501"),
        ("entry", "JOIN"),
        ("status", "ACTIVE"),
    ];
    let wrong = browser.post("/r/membership/new", &form);
    wrong.says(&["没有找到叫“没有这人”的会员", "value=\"明远汽配工会\""]);
    // The same person cannot belong twice at once: the rule speaks at its field.
    form[0].1 = "孙明月";
    let wrong = browser.post("/r/membership/new", &form);
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    wrong.says(&["一个人同时只有一段会籍", "value=\"孙明月\""]);
    browser
        .part("/suggest/union?q=%E6%98%8E%E8%BF%9C&field=f-union")
        .says(&["汽配工会", "data-value=\""]);
}

#[test]
fn who_joins_is_registered_with_the_membership_in_one_act() {
    let town = Town::new();
    let browser = town.signed_in("east");
    browser.get("/r/membership").says(&["登记会员"]);
    let blank = browser.get("/r/membership/new");
    blank.says(&[
        "登记会员",
        "是谁",
        "name=\"person_paper_no\"",
        "name=\"joined_on\"",
        "看看台账里有没有",
    ]);
    blank.is_silent_about(&["name=\"person_text\""]);
    let number = paper("32011219900301468");
    let mut form = vec![
        ("person_paper_kind", "1"),
        ("person_paper_no", "3201121990030146"),
        ("person_name", "沈巧云"),
        ("person_phone", "15800009914"),
        ("union_text", "恒达纺织工会"),
        ("joined_on", "2026.6.12"),
        ("entry", ""),
        ("status", "ACTIVE"),
    ];
    // What is wrong with either is said at once, each at its field; nothing is kept.
    let wrong = browser.post("/r/membership/new", &form);
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    wrong.says(&[
        "有2处要改",
        "href=\"#f-person_paper_no\"",
        "href=\"#f-entry\"",
        "value=\"沈巧云\"",
        "value=\"2026.6.12\"",
    ]);
    form[1].1 = &number;
    browser.post("/r/membership/new", &form);
    browser.get("/r/person").is_silent_about(&["沈巧云"]);
    form[6].1 = "JOIN";
    let before = entries(&town);
    let done = browser.post("/r/membership/new", &form);
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    assert_eq!(entries(&town), before + 1, "one act, one entry");
    let page = browser.get(done.to());
    page.says(&["沈巧云", "恒达纺织工会", "已登记会员", "撤销"]);
    browser.get("/r/person").says(&["沈巧云", "158****9914"]);
    let undo = format!("/undo/{}", page.after("action=\"/undo/"));
    browser.post(&undo, &[]);
    browser.get("/r/person").is_silent_about(&["沈巧云"]);
}

fn entries(town: &Town) -> i64 {
    let sql = store::sql::Sql::new("SELECT COUNT(*) FROM journal");
    town.store.db.read(|tx| tx.one(&sql)).unwrap().unwrap().int(0)
}

#[test]
fn who_is_known_stands_locked_and_is_not_added_twice() {
    let town = Town::new();
    let browser = town.signed_in("east");
    let number = paper("32011219910815231");
    let typed = [("person_paper_kind", "1"), ("person_paper_no", number.as_str())];
    let seen = browser.post_part("/r/membership/new/whom", &typed);
    seen.says(&["台账里已有", "吴小满", "138****6621", "name=\"person\"", "换一个人"]);
    seen.is_silent_about(&[&number, "name=\"person_name\""]);
    let nobody = [("person_paper_no", "32011219900301468X")];
    let none = browser.post_part("/r/membership/new/whom", &nobody);
    assert_eq!(none.status, StatusCode::NO_CONTENT);
    // Without script the button does the same, and what else was typed is kept.
    let mut form = typed.to_vec();
    form.extend([("person_name", "吴小满"), ("note", "转自外县"), ("_whom", "look")]);
    browser.post("/r/membership/new", &form).says(&["台账里已有", "value=\"转自外县\""]);
    // Who saves at once is shown who it is first.
    form.retain(|pair| pair.0 != "_whom");
    let asked = browser.post("/r/membership/new", &form);
    assert_eq!(asked.status, StatusCode::UNPROCESSABLE_ENTITY);
    asked.says(&["台账里已有吴小满，请核对下面的资料", "id=\"f-person\""]);
    let id = town.keys["吴小满"].to_string();
    let union = [("union_text", "恒达纺织工会"), ("joined_on", "2026-06-01"), ("entry", "JOIN")];
    let mut known = vec![("person", id.as_str()), ("person_text", "吴小满"), ("status", "ACTIVE")];
    known.extend(union);
    browser.post("/r/membership/new", &known).says(&["一个人同时只有一段会籍", "换一个人"]);
    known.push(("_whom", "other"));
    browser
        .post("/r/membership/new", &known)
        .says(&["name=\"person_paper_no\"", "value=\"2026-06-01\""]);
}

#[test]
fn of_somebody_out_of_reach_nothing_is_told_but_what_to_do() {
    let town = Town::new();
    let browser = town.signed_in("east");
    let number = paper("32011219881203442");
    let mut form = vec![
        ("person_paper_no", number.as_str()),
        ("person_paper_kind", "1"),
        ("person_name", "孙明月"),
        ("union_text", "恒达纺织工会"),
        ("joined_on", "2026-06-01"),
        ("entry", "JOIN"),
        ("status", "ACTIVE"),
    ];
    let none = browser.post_part("/r/membership/new/whom", &form[..1]);
    assert_eq!(none.status, StatusCode::NO_CONTENT);
    let told = browser.post("/r/membership/new", &form);
    told.says(&["已是本县工会会员，可申请转会", "href=\"#f-person_paper_no\""]);
    told.is_silent_about(&["明远", "159****"]);
    form[2].1 = "周不知";
    browser.post("/r/membership/new", &form).says(&["证件号码和姓名与已登记的对不上"]);
}

#[test]
fn a_dated_field_asks_whether_it_changed_or_was_wrong() {
    let town = Town::new();
    let browser = town.signed_in("county");
    let path = format!("/r/membership/{}", town.keys["吴小满会籍"]);
    let union = town.keys["恒达"].to_string();
    let person = town.keys["吴小满"].to_string();
    let base = vec![
        ("_version", "1"),
        ("person", person.as_str()),
        ("person_text", "吴小满"),
        ("_was.person", person.as_str()),
        ("union", union.as_str()),
        ("union_text", "恒达纺织工会"),
        ("_was.union", union.as_str()),
        ("joined_on", "2020-03-01"),
        ("_was.joined_on", "2020-03-01"),
        ("entry", "JOIN"),
        ("_was.entry", "JOIN"),
        ("status", "RETAINED"),
        ("_was.status", "ACTIVE"),
    ];
    let asked = browser.post(&format!("{path}/edit"), &base);
    assert_eq!(asked.status, StatusCode::UNPROCESSABLE_ENTITY);
    asked.says(&["“会籍状态”改了", "情况变了，从某天起是这样"]);
    let mut form = base;
    form.extend([("_saving", "change"), ("_from", "2026.3.1")]);
    assert_eq!(browser.post(&format!("{path}/edit"), &form).status, StatusCode::SEE_OTHER);
    browser.get(&path).says(&["保留会籍", "自2026年3月1日", "另有1段", "至2026年2月28日", "正常"]);
}

#[test]
fn a_second_writer_sees_both_sides_and_loses_nothing() {
    let town = Town::new();
    let (first, second) = (town.signed_in("county"), town.signed_in("east"));
    let path = format!("/r/person/{}/edit", town.keys["吴小满"]);
    second.get(&path).says(&["name=\"_version\" value=\"1\"", "_was.name"]);
    let base =
        [("_version", "1"), ("paper_kind", "1"), ("_was.paper_kind", "1"), ("_was.name", "吴小满")];
    let mut mine = base.to_vec();
    mine.extend([("name", "吴小满"), ("job", "挡车工"), ("native_place", "江苏")]);
    assert_eq!(first.post(&path, &mine).status, StatusCode::SEE_OTHER);
    let mut theirs = base.to_vec();
    theirs.extend([("name", "吴晓满"), ("job", "质检员"), ("native_place", "")]);
    let clash = second.post(&path, &theirs);
    assert_eq!(clash.status, StatusCode::CONFLICT);
    clash.says(&["county同事", "两边都改了", "挡车工", "质检员", "合并后保存", "value=\"吴晓满\""]);
    clash.says(&["name=\"_version\" value=\"2\"", "name=\"native_place\" value=\"江苏\""]);
    let merged = [
        ("_version", "2"),
        ("paper_kind", "1"),
        ("_was.paper_kind", "1"),
        ("name", "吴晓满"),
        ("_was.name", "吴小满"),
        ("job", "质检员"),
        ("_was.job", "挡车工"),
        ("native_place", "江苏"),
        ("_was.native_place", "江苏"),
    ];
    let done = second.post(&path, &merged);
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    second.get(done.to()).says(&["吴晓满", "质检员", "江苏", "历史"]);
}

#[test]
fn an_unfinished_form_waits_on_the_home_page_sealed() {
    let town = Town::new();
    let browser = town.signed_in("county");
    let form = [("name", "韩雪"), ("phone", "17700001290")];
    browser.post("/draft/person", &form).says(&["草稿9:00已存"]);
    browser.get("/").says(&["没填完的", "登记人员：韩雪"]);
    browser.get("/r/person/new?draft=1").says(&["value=\"韩雪\"", "value=\"17700001290\""]);
    town.signed_in("west").get("/").is_silent_about(&["韩雪"]);
    let sql = store::sql::Sql::new("SELECT data FROM draft");
    let row = town.store.db.read(|tx| tx.one(&sql)).unwrap().unwrap();
    assert!(!String::from_utf8_lossy(&row.bytes(0)).contains("17700001290"));
    browser.post("/draft/person/drop", &[]);
    browser.get("/account");
    browser.get("/").is_silent_about(&["韩雪"]);
}
