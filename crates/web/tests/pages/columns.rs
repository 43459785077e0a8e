//! Columns of one's own: added on a page, there at once wherever the register is typed, listed or loaded.

use crate::town::{Town, paper};
use axum::http::StatusCode;

const HOUSING: [(&str, &str); 6] = [
    ("of_register", "person"),
    ("title", "住房情况"),
    ("kind", "CHOICE"),
    ("options", "自有\n租住\n集体宿舍"),
    ("union_text", "云溪县总工会"),
    ("secret", "0"),
];

#[test]
fn a_column_is_added_and_offered_in_form_list_record_and_sheet() {
    let town = Town::new();
    let clerk = town.signed_in("county");
    clerk.get("/").says(&["自设栏目", "更多"]);
    let done = clerk.post("/r/local_field/new", &HOUSING);
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    clerk.get("/r/person/new").says(&["自设栏目", "住房情况", "集体宿舍"]);
    clerk.get("/r/membership/new").says(&["住房情况"]);
    let number = paper("32011219850612337");
    let form = [
        ("paper_kind", "1"),
        ("paper_no", number.as_str()),
        ("name", "罗志军"),
        ("x_zfqk", "租住"),
    ];
    let made = clerk.post("/r/person/new", &form);
    clerk.get(made.to()).says(&["住房情况", "租住"]);
    let renters = "/r/person?x_zfqk=is~租住&cols=name,x_zfqk";
    clerk.get(renters).says(&["住房情况"]);
    clerk.get("/api/v1/registers").says(&["x_zfqk"]);
    clerk.get("/define").says(&["会员"]);
}

#[test]
fn what_a_column_is_cannot_be_typed_again() {
    let town = Town::new();
    let clerk = town.signed_in("county");
    let made = clerk.post("/r/local_field/new", &HOUSING);
    let place = made.to().split('?').next().unwrap_or_default().to_owned();
    let form = clerk.get(&format!("{place}/edit"));
    form.says(&["住房情况", "停用日期"]);
    form.is_silent_about(&["name=\"kind\"", "name=\"of_register\""]);
    let twice = clerk.post("/r/local_field/new", &HOUSING);
    assert_eq!(twice.status, StatusCode::UNPROCESSABLE_ENTITY);
    twice.says(&["已有", "value=\"住房情况\""]);
}

#[test]
fn what_one_chooses_from_is_asked_for_only_where_one_chooses() {
    let town = Town::new();
    let clerk = town.signed_in("county");
    // Without script it is always there; with it, only where the kind says so.
    let form = clerk.get("/r/local_field/new");
    form.says(&["name=\"options\"", "data-only=\"kind\"", "data-values=\"CHOICE\""]);
    let edit = |typed: &[(&str, &str)]| {
        let made = clerk.post("/r/local_field/new", typed);
        let place = made.to().split('?').next().unwrap_or_default().to_owned();
        clerk.get(&format!("{place}/edit"))
    };
    edit(&HOUSING).says(&["name=\"options\"", "集体宿舍"]);
    let mut plain = HOUSING;
    (plain[1], plain[2], plain[3]) = (("title", "工位号"), ("kind", "TEXT"), ("options", ""));
    edit(&plain).is_silent_about(&["name=\"options\""]);
}

#[test]
fn who_defines_a_figure_does_not_learn_of_columns_of_another_place() {
    let town = Town::new();
    let mut east = HOUSING;
    east[4] = ("union_text", "东镇总工会");
    let clerk = town.signed_in("county");
    let done = clerk.post("/r/local_field/new", &east);
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    clerk.get("/define").says(&["住房情况"]);
    town.user("definer", "county", "西镇");
    let page = town.signed_in("definer").get("/define");
    page.says(&["哪本台账", "民族"]).is_silent_about(&["住房情况"]);
}
