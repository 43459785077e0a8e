//! A target on its pages: set, shown with its pace, handed down with its sum.

use crate::town::Town;
use axum::http::StatusCode;

#[test]
fn a_target_is_set_shown_and_handed_down() {
    let town = Town::new();
    let browser = town.signed_in("county");
    let county = town.keys["县"].to_string();
    browser.get("/target").says(&["云溪县总工会还没有目标", "定第一个目标"]);
    let blank = browser.get(&format!("/r/target/new?union={county}"));
    blank.says(&["value=\"union_build_rate\"", "建会率（%）", "是否越少越好"]);
    let form = [
        ("name", "发展会员200人"),
        ("indicator", "member_new_count"),
        ("value", "200"),
        ("begin_on", "2026-01-01"),
        ("due_on", "2026-12-31"),
        ("union_text", "云溪县总工会"),
        ("responsible", "周建平"),
    ];
    let done = browser.post("/r/target/new", &form);
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    let list = browser.get("/target");
    // 168 of 365 days are over on 17 June.
    list.says(&["发展会员200人", "慢92人", "今天应到92人", "2026年12月31日到期", "责任人周建平"]);
    list.says(&["/figure/member_new_count?from=2026-01-01&amp;to=2026-06-17"]);
    browser.part("/desk/goals").says(&["目标", "发展会员200人", "全部目标"]);
    browser.get("/").says(&["hx-get=\"/desk/goals"]);
    let key = list.after("href=\"/target/").split('?').next().unwrap().to_owned();
    let path = format!("/target/{key}");
    browser.get(&path).says(&["没有分解到下级", "缺口在哪里", "东镇总工会", "今天应到"]);
    let (east, west) = (town.keys["东镇"], town.keys["西镇"]);
    let (for_east, for_west) = (format!("v.{east}"), format!("v.{west}"));
    browser.get(&format!("{path}/down")).says(&["东镇总工会", "西镇总工会", &for_east]);
    let typed = [(for_east.as_str(), "120"), (for_west.as_str(), "70")];
    let sum = browser.post_part(&format!("{path}/sum"), &typed);
    sum.says(&["2项合计190人，比本级目标少10人"]);
    let wrong = [(for_east.as_str(), "一百二"), (for_west.as_str(), "70")];
    let refused = browser.post(&format!("{path}/down"), &wrong);
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    refused.says(&["东镇总工会的目标“一百二”不是数字", "value=\"70\""]);
    let half = [(for_east.as_str(), "1.5"), (for_west.as_str(), "70")];
    let refused = browser.post(&format!("{path}/down"), &half);
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    refused.says(&["人只能写整数", "aria-invalid=\"true\"", &format!("{for_east}-e")]);
    let done = browser.post(&format!("{path}/down"), &typed);
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    browser.get(&path).says(&["2项合计190人", "已保存，写了2项", "东镇总工会"]);
    let own = town.signed_in("east");
    own.get("/target").says(&["东镇总工会：发展会员200人", "120人"]).is_silent_about(&["西镇"]);
    assert_eq!(own.get(&path).status, StatusCode::NOT_FOUND, "the whole belongs to the county");
    let leader = town.signed_in("leader");
    leader.get(&path).is_silent_about(&["分解到下级</a>"]);
    assert_eq!(leader.get(&format!("{path}/down")).status, StatusCode::FORBIDDEN);
}
