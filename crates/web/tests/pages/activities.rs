//! Activities on their pages: entries of lists by name, lines from the activity they belong to.

use crate::town::Town;
use axum::http::StatusCode;
use store::Ctx;

fn town() -> Town {
    let town = Town::new();
    town.store.begin(&Ctx::local()).unwrap();
    town
}

#[test]
fn an_activity_is_registered_by_names_and_its_lines_from_its_page() {
    let town = town();
    let browser = town.signed_in("east");
    let form = |kind: &'static str| {
        [
            ("name", "农民工电工培训班"),
            ("kind_text", kind),
            ("union_text", "东镇总工会"),
            ("held_from", "2026-05-20"),
            ("level", "COUNTY"),
        ]
    };
    let wrong = browser.post("/r/activity/new", &form("职业技能"));
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    wrong.says(&["没有找到叫“职业技能”的活动类型"]);
    let done = browser.post("/r/activity/new", &form("培训"));
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    let page = browser.get(done.to());
    page.says(&["农民工电工培训班", "活动明细", "活动参加人", "培训"]);
    let id = page.after("&amp;activity=");
    let blank = browser.get(&format!("/r/activity_line/new?activity={id}"));
    blank.says(&["value=\"农民工电工培训班\"", "name=\"quantity\""]);
    blank.is_silent_about(&["name=\"union_text\""]);
    let line = [
        ("activity", id.as_str()),
        ("activity_text", "农民工电工培训班"),
        ("item_text", "本级经费"),
        ("amount", "2.7万"),
    ];
    let done = browser.post("/r/activity_line/new", &line);
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    browser.get("/r/activity_line").says(&["本级经费", "27,000.00", "农民工电工培训班"]);
    let figure = browser.get("/figure/training_spend_amount?from=2026-01-01&to=2026-12-31");
    figure.says(&["27,000.00元"]);
    let west = town.signed_in("west");
    west.get("/r/activity_line").is_silent_about(&["本级经费"]);
    assert_eq!(west.get(done.to()).status, StatusCode::NOT_FOUND);
}

#[test]
fn a_narrowed_link_offers_only_its_own_list() {
    let town = town();
    let browser = town.signed_in("east");
    browser.get("/r/activity/new").says(&["of=activity.kind", "of=activity.course"]);
    let offered = |of: &str| browser.part(&format!("/suggest/term?q=px&field=f-kind&of={of}"));
    offered("activity.kind").says(&["培训", "data-value=\""]);
    offered("activity.course").is_silent_about(&["data-value=\""]);
    let honours = browser.part("/suggest/term?q=mf&field=f&of=award.title");
    honours.says(&["模范职工之家"]);
}

#[test]
fn the_lists_are_edited_by_the_county_alone() {
    let town = town();
    let county = town.signed_in("county");
    let form = [("list", "COURSE"), ("name", "叉车操作")];
    assert_eq!(county.post("/r/term/new", &form).status, StatusCode::SEE_OTHER);
    let east = town.signed_in("east");
    east.get("/r/term?q=cccz").says(&["叉车操作"]).is_silent_about(&["登记字典项"]);
    let refused = east.post("/r/term/new", &[("list", "COURSE"), ("name", "电工操作")]);
    assert_eq!(refused.status, StatusCode::FORBIDDEN, "{}", refused.body);
}

#[test]
fn what_an_installation_begins_with_is_nobodys_work_and_parts_stand_with_their_whole() {
    let town = town();
    let page = town.signed_in("east").get("/r/activity");
    page.says(&["href=\"/r/activity?", "href=\"/r/award?", "href=\"/r/term?"]);
    page.is_silent_about(&["href=\"/r/activity_line?", "href=\"/r/activity_person?"]);
}
