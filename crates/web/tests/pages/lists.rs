//! What a list shows, to whom, and takes along.

use crate::town::Town;
use axum::http::StatusCode;

#[test]
fn a_list_shows_the_unit_chosen_and_what_lies_below() {
    let town = Town::new();
    let browser = town.signed_in("county");
    browser.get("/r/membership").says(&["吴小满", "孙明月", "会籍台账"]);
    let east = format!("/r/membership?at={}", town.keys["东镇"]);
    browser.get(&east).says(&["吴小满"]).is_silent_about(&["孙明月"]);
    browser.get(&format!("{east}&below=0")).is_silent_about(&["吴小满"]);
    let count = format!("/r/membership/count?at={}", town.keys["东镇"]);
    browser.part(&count).says(&["1人", "hx-swap-oob"]);
}

#[test]
fn a_list_shows_living_memberships_until_it_is_asked_for_the_others() {
    let mut town = Town::new();
    let (person, union) = (town.keys["孙明月"], town.keys["明远"]);
    let old = [
        ("joined_on", "2018-01-01"),
        ("left_on", "2019-05-01"),
        ("entry", "JOIN"),
        ("exit", "TRANSFER_OUT"),
        ("status", "ACTIVE"),
    ];
    town.add("membership", "旧会籍", &old, &[("person", person), ("union", union)]);
    let browser = town.signed_in("county");
    let now = browser.get("/r/membership");
    now.says(&["在册", "全部", "已离会", "本页2人"])
        .is_silent_about(&["离会日期</th>", "2018-01-01"]);
    browser.part("/r/membership/count").says(&[">2人<"]);
    // How many are in each tab follows the rows.
    browser.part("/r/membership/tabs").says(&[
        "在册 <span class=\"soft\">2<",
        "全部 <span class=\"soft\">3<",
        "已离会 <span class=\"soft\">1<",
    ]);
    let all = browser.get("/r/membership?life=all");
    all.says(&["本页3段", "2018-01-01", "2019-05-01", "已离会</td>"]);
    browser.part("/r/membership/count?life=all").says(&[">3段<"]);
    let ended = browser.get("/r/membership?life=ended");
    ended.says(&["本页1段", "孙明月", "2019-05-01"]).is_silent_about(&["吴小满", "正常</td>"]);
    let file = browser.get("/r/membership/export?format=csv");
    file.says(&["吴小满", "2020-03-01"]).is_silent_about(&["2018-01-01", "已离会"]);
    browser.get("/r/membership/export?format=csv&life=ended").says(&["2018-01-01", "已离会"]);
    browser.get("/r/membership?w=joined_on%3Ato%3A2018-12-31").says(&[
        "只看",
        "在册",
        "已离会的里有1段。",
    ]);
    // On an earlier day the day itself says who is there.
    browser.get("/r/membership?on=2018-06-01&life=ended").says(&["孙明月", "本页1人"]);
    let linked = browser.get(&format!("/r/person/{person}"));
    linked.says(&["life=all", "2段"]);
    browser.get(&format!("/r/membership/{}", town.keys["旧会籍"])).says(&["已离会</span>"]);
    let json = browser.get("/api/v1/registers/membership");
    json.says(&["\"total\":3"]);
    browser.get("/api/v1/registers/membership?life=living").says(&["\"total\":2"]);
}

#[test]
fn a_closed_union_is_not_in_the_list_of_those_there_are() {
    let mut town = Town::new();
    let values = [("name", "旧厂工会"), ("kind", "BASE"), ("closed_on", "2021-01-01")];
    let above = town.keys["东镇"];
    town.add("union", "旧厂", &values, &[("parent", above)]);
    let browser = town.signed_in("county");
    let part = browser.part("/r/union");
    part.says(&["现有", "已撤销", "恒达纺织工会"]).is_silent_about(&["旧厂工会"]);
    browser.part("/r/union?life=ended").says(&["旧厂工会", "2021-01-01"]);
}

#[test]
fn a_person_of_another_town_is_in_no_list_count_search_or_suggestion() {
    let town = Town::new();
    let browser = town.signed_in("east");
    for path in [
        "/r/membership",
        "/r/person",
        "/search?q=sun",
        "/search?q=4420",
        "/search?q=0387",
        "/r/person/export?format=csv",
        "/r/membership/print",
    ] {
        browser.get(path).is_silent_about(&["孙明月"]);
    }
    browser.part("/suggest/person?q=sunmingyue").is_silent_about(&["孙明月"]);
    browser.part("/r/person/count").says(&["1人"]);
    let west = format!("/r/membership?at={}", town.keys["西镇"]);
    assert_eq!(browser.get(&west).status, StatusCode::NOT_FOUND);
}

#[test]
fn whole_numbers_last_four_and_initials_find_a_person() {
    let town = Town::new();
    let browser = town.signed_in("east");
    let paper = crate::town::paper("32011219910815231");
    for words in ["吴小", "wuxiaoman", "wxm", "6621", "13800006621", paper.as_str(), &paper[14..]]
    {
        browser.get(&format!("/search?q={words}")).says(&["吴小满"]);
    }
    browser.get("/search?q=1380000").is_silent_about(&["吴小满"]);
}

#[test]
fn conditions_of_a_form_become_one_address_and_can_be_taken_away() {
    let town = Town::new();
    let browser = town.signed_in("county");
    let seen = browser.get("/r/membership?f=status&op=is&v=ACTIVE&v=RETAINED");
    assert_eq!(seen.status, StatusCode::SEE_OTHER);
    assert!(seen.to().contains("w=status%3Ais%3AACTIVE%2CRETAINED"), "{}", seen.to());
    browser.get(seen.to()).says(&["会籍状态：", "正常", "保留会籍", "吴小满"]);
    let none = browser.get("/r/membership?w=joined_on%3Afrom%3A2026-01-01");
    none.says(&["没有同时符合这1个条件的会籍", "去掉“入会日期：2026-01-01起”后有2人。"]);
    let wrong = browser.get("/r/membership?f=joined_on&op=from&v=去年");
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    wrong.says(&["这个条件没有加上", "入会日期", "吴小满", "孙明月"]);
    let with = "w=status%3Ais%3AACTIVE";
    let wrong = browser.part(&format!("/r/membership?{with}&f=joined_on&op=from&v=去年"));
    assert_eq!(wrong.status, StatusCode::OK);
    wrong.says(&["这个条件没有加上", "会籍状态：", "吴小满"]);
    let all = browser.get("/r/membership/export?format=csv&f=joined_on&op=from&v=去年");
    assert_eq!(all.status, StatusCode::UNPROCESSABLE_ENTITY, "not more than was asked for");
    // What is encrypted is no condition; the address is not an error, it only has no effect.
    browser.get("/r/person?w=phone%3Ais%3A13800006621").says(&["吴小满", "孙明月"]);
}

#[test]
fn a_view_is_kept_by_its_owner_alone_and_can_be_dropped() {
    let town = Town::new();
    let browser = town.signed_in("county");
    let list = "/r/membership/views?w=status%3Ais%3AACTIVE";
    assert_eq!(browser.post(list, &[("title", "在会的")]).status, StatusCode::SEE_OTHER);
    let seen = browser.get("/r/membership");
    seen.says(&["在会的", "已存为视图"]);
    town.signed_in("west").get("/r/membership").is_silent_about(&["在会的"]);
    let current = browser.get("/r/membership?w=status%3Ais%3AACTIVE");
    let id = current.after("/r/membership/views/");
    let id = id.split('/').next().unwrap();
    town.signed_in("west").post(&format!("/r/membership/views/{id}/drop"), &[]);
    browser.get("/r/membership").says(&["在会的"]);
    browser.post(&format!("/r/membership/views/{id}/drop"), &[]);
    browser.get("/account");
    browser.get("/r/membership").is_silent_about(&["在会的"]);
}

#[test]
fn an_export_is_masked_journalled_and_named_in_chinese() {
    let town = Town::new();
    let browser = town.signed_in("county");
    let seen = browser.get("/r/person/export?format=csv&q=wu");
    assert_eq!(seen.status, StatusCode::OK);
    let name = seen.headers["content-disposition"].to_str().unwrap();
    assert!(name.contains("filename*=UTF-8''%E4%BA%91%E6%BA%AA"), "{name}");
    seen.says(&["姓名", "吴小满", "138****6621"]).is_silent_about(&["13800006621", "孙明月"]);
    let book = browser.get("/r/person/export?format=xlsx");
    assert!(book.body.starts_with("PK"));
    let sql = "SELECT COUNT(*) FROM journal WHERE act = '导出'";
    let rows = town.store.db.read(|tx| tx.one(&store::sql::Sql::new(sql))).unwrap().unwrap();
    assert_eq!(rows.int(0), 2);
}

#[test]
fn as_of_a_day_before_somebody_joined_they_are_not_there() {
    let town = Town::new();
    let browser = town.signed_in("county");
    browser.get("/r/membership?on=2020.3.1").says(&["吴小满", "2020年3月1日"]);
    browser.get("/r/membership?on=2020-02-29").is_silent_about(&["吴小满"]);
}

#[test]
fn pages_turn_by_key_there_and_back() {
    let mut town = Town::new();
    for (number, last) in
        "一二三四五六七八九十百千万元丁上下大小中春夏秋冬东南西北天地".chars().enumerate()
    {
        let name: &'static str = Box::leak(format!("周{last}").into_boxed_str());
        let born = format!("320112199001{:02}9{number:02}", 1 + number % 28);
        town.person(name, "恒达", &crate::town::paper(&born), "");
    }
    let browser = town.signed_in("county");
    let first = browser.part("/r/membership?sort=person_pinyin");
    first.says(&["本页25人"]);
    let before = first.body.split("id=\"membership-next\"").next().unwrap();
    let href = before.rsplit("href=\"").next().unwrap().split('"').next().unwrap();
    let second = browser.get(&href.replace("&amp;", "&"));
    second.says(&["本页7人", "上一页"]);
    browser.get("/r/membership?n=50").says(&["本页32人"]);
}
