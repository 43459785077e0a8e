//! 办事要求: the papers of a step and the reasons of a list, set by the system administrator from a day on.

use crate::town::Town;
use axum::http::StatusCode;

const HERE: &str = "/settings/demands";

#[test]
fn papers_and_reasons_are_set_from_a_day_on_and_what_is_wrong_loses_nothing() {
    let town = Town::staffed();
    let system = town.signed_in("system");
    system.get(HERE).says(&[
        "申报成立",
        "请示、名册",
        "，程序原定",
        "一样都不选，就不用交材料",
        "建会退回原因",
    ]);
    let day = town.store.today().to_string();
    let papers = [
        ("name", "papers.founding.file"),
        ("register", "founding"),
        ("step", "file"),
        ("paper", "request"),
        ("paper", "roster"),
        ("paper", "licence"),
        ("from", &day),
    ];
    assert_eq!(system.post(HERE, &papers).status, StatusCode::SEE_OTHER);
    let said = format!("已改：“申报成立”要交的材料，从{day}起");
    system.get(HERE).says(&["请示、名册、营业执照", &format!("{day}起"), &said]);
    let next = town.store.today().tomorrow().unwrap().to_string();
    let none = [papers[0], papers[1], papers[2], ("from", &next)];
    assert_eq!(system.post(HERE, &none).status, StatusCode::SEE_OTHER);
    system.get(HERE).says(&[&format!("从{next}起改")]);
    let reasons = [
        ("name", "reasons.建会退回原因"),
        ("register", "founding"),
        ("list", "建会退回原因"),
        ("lines", "材料不全\n公章看不清"),
        ("from", "昨天的昨天的昨天"),
    ];
    let wrong = system.post(HERE, &reasons);
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    wrong.says(&["要求没有改", "公章看不清"]);
    let mut right = reasons;
    right[4].1 = &day;
    assert_eq!(system.post(HERE, &right).status, StatusCode::SEE_OTHER);
    system.get(HERE).says(&["材料不全、公章看不清"]);
}

#[test]
fn who_does_not_manage_the_system_has_nothing_to_set() {
    let town = Town::staffed();
    assert_eq!(town.signed_in("county").get(HERE).status, StatusCode::FORBIDDEN);
}
