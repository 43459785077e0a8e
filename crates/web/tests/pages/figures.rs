//! Numbers: each leads to exactly its rows, says its day, and is never half of one.

use crate::town::{Town, paper};
use axum::http::StatusCode;
use jiff::civil::date;

#[test]
fn the_board_says_its_day_and_its_numbers_lead_to_their_rows() {
    let town = Town::new();
    let browser = town.signed_in("county");
    let seen = browser.get("/board");
    assert_eq!(seen.status, StatusCode::OK, "{}", seen.body);
    seen.says(&[
        "截至2026年6月17日，录入到现在",
        "会员数",
        "东镇总工会",
        "西镇总工会",
        "各单位对照",
    ]);
    seen.says(&["/figure/member_count?as_of=2026-06-17", "hx-target=\"#sheet-slot\""]);
    // No employer yet: a share without a denominator is no number.
    seen.says(&["—"]).is_silent_about(&["NaN", "无权查看"]);
    let past = browser.get("/board?as_of=2019.12.31");
    past.says(&["截至2019年12月31日", "value=\"2019-12-31\""]);
    let wrong = browser.get("/board?as_of=2026-02-30");
    assert_eq!(wrong.status, StatusCode::BAD_REQUEST);
    wrong.says(&["2月没有30日"]);
}

#[test]
fn a_unit_outside_the_own_part_of_the_tree_is_not_there() {
    let town = Town::new();
    let east = town.signed_in("east");
    east.get("/board").says(&["东镇总工会"]).is_silent_about(&["西镇", "明远"]);
    let west = town.keys["西镇"];
    for path in ["/board", "/figure/member_count", "/figure/member_count/export"] {
        assert_eq!(east.get(&format!("{path}?at={west}")).status, StatusCode::NOT_FOUND, "{path}");
    }
    let own = east.get("/figure/member_count");
    own.says(&["1条记录", "吴小满", "东镇总工会及下级"]).is_silent_about(&["孙明月", "西镇"]);
}

#[test]
fn a_figure_counts_as_many_rows_as_it_shows() {
    let town = Town::new();
    let browser = town.signed_in("county");
    let seen = browser.get("/figure/member_count?by=child");
    seen.says(&["2人", "2条记录", "吴小满", "孙明月", "怎么数的", "口径第1版", "分下级单位"]);
    let href = format!("/r/membership/{}", town.keys["吴小满会籍"]);
    seen.says(&[&href]);
    let short = browser.part("/figure/member_count");
    short.says(&["数字的出处", "2条记录", "data-show"]).is_silent_about(&["<html"]);
    let before = browser.get("/figure/member_count?as_of=2020-02-29");
    before.says(&["0人", "没有计入的记录"]);
    let unknown = browser.get("/figure/member_count?known_at=2026-01-01");
    unknown.says(&["0人", "录入到2026-01-01 23:59:59"]);
    assert_eq!(browser.get("/figure/no_such").status, StatusCode::NOT_FOUND);
}

#[test]
fn a_group_leads_to_its_own_rows() {
    let town = Town::new();
    let browser = town.signed_in("county");
    let east = town.keys["东镇"];
    let seen = browser.get(&format!("/figure/member_count?of=child%3A{east}"));
    seen.says(&["会员数：东镇总工会", "1条记录", "吴小满"]).is_silent_about(&["孙明月</a>"]);
    // The sex is read from the identity number: 523 is odd, 344 even.
    let women = browser.get("/figure/member_count?of=sex%3A2");
    women.says(&["会员数：女", "1条记录", "孙明月"]);
    let none = browser.get("/figure/member_count?of=entry%3ATRANSFER_IN");
    none.says(&["0人", "没有计入的记录"]);
    let unheard = browser.get("/figure/member_count?of=sex%3A9");
    assert_eq!(unheard.status, StatusCode::NOT_FOUND);
}

#[test]
fn what_is_not_counted_is_named_with_its_reason() {
    let town = Town::new();
    let seen = town.signed_in("county").get("/figure/union_org_count");
    seen.says(&["0个", "未计入5条", "建会日期没有填", "恒达纺织工会"]);
}

#[test]
fn what_changed_since_a_day_is_listed() {
    let mut town = Town::new();
    town.store.clock.set(date(2026, 6, 18));
    town.person("罗志军", "恒达", &paper("32011219850612337"), "13900001111");
    let browser = town.signed_in("county");
    let seen = browser.get("/figure/member_count?since=2020-02-01");
    seen.says(&["和2020年2月1日比", "多3人", "新计入", "罗志军"]);
    let late = browser.get("/figure/member_count?since=2026-06-30");
    assert_eq!(late.status, StatusCode::BAD_REQUEST);
    late.says(&["早于截至日"]);
}

#[test]
fn a_share_shows_both_its_parts() {
    let mut town = Town::new();
    let seat = town.keys["东镇"];
    let pairs = [("name", "恒达纺织有限公司"), ("state", "NORMAL"), ("listed_on", "2020-01-01")];
    let employer = town.store.register("employer").unwrap();
    let code = employer.field("state").unwrap().list.unwrap().items[0].0;
    let pairs: Vec<(&'static str, &str)> = pairs
        .iter()
        .map(|(name, text)| (*name, if *name == "state" { code } else { text }))
        .collect();
    town.add("employer", "恒达公司", &pairs, &[("seat", seat), ("employees", 40)]);
    let seen = town.signed_in("county").get("/figure/membership_rate");
    seen.says(&["5.0%", "会员数", "2人", "职工数", "40人", "÷", "/figure/employee_count?"]);
}

#[test]
fn an_export_holds_the_same_rows_masked_and_is_written_down() {
    let town = Town::new();
    let browser = town.signed_in("county");
    let seen = browser.get("/figure/member_count/export?format=csv");
    assert_eq!(seen.status, StatusCode::OK, "{}", seen.body);
    assert_eq!(seen.body.lines().count(), 3, "{}", seen.body);
    seen.says(&["\u{feff}姓名", "吴小满", "孙明月"]);
    let name = seen.headers["content-disposition"].to_str().unwrap();
    assert!(name.contains("filename*=UTF-8''%E4%BC%9A%E5%91%98%E6%95%B0"), "{name}");
    let book = browser.get("/figure/member_count/export?format=xlsx");
    assert!(book.body.starts_with("PK"));
    let table = browser.get("/board/export?format=csv");
    table.says(&["单位", "东镇总工会", "合计：云溪县总工会"]);
    let acts = store::sql::Sql::new("SELECT reason FROM journal WHERE act = '导出' ORDER BY seq");
    let rows = town.store.db.read(|tx| tx.all(&acts)).unwrap();
    assert_eq!(rows.len(), 3);
    assert!(rows[0].text(0).contains("会员数明细（member_count）"), "{}", rows[0].text(0));
}
