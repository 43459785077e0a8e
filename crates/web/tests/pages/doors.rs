//! In and out, and what other sites send.

use crate::town::{Browser, PASSWORD, Town, empty};
use axum::http::StatusCode;
use web::Config;

#[test]
fn signing_in_leads_to_the_page_asked_for_and_signing_out_ends_it() {
    let town = Town::new();
    let mut browser = town.stranger();
    let seen = browser.get("/r/union?at=5");
    assert_eq!(
        (seen.status, seen.to()),
        (StatusCode::SEE_OTHER, "/login?next=%2Fr%2Funion%3Fat%3D5")
    );
    let seen = browser.sign_in("county", PASSWORD);
    assert_eq!((seen.status, seen.to()), (StatusCode::SEE_OTHER, "/r/membership"));
    assert_eq!(browser.get("/").status, StatusCode::OK);
    assert_eq!(browser.post("/logout", &[]).to(), "/login");
    assert_eq!(browser.get("/").status, StatusCode::SEE_OTHER);
}

#[test]
fn a_wrong_password_is_told_without_saying_which_half_was_wrong() {
    let town = Town::new();
    let mut browser = town.stranger();
    for login in ["county", "nobody"] {
        let seen = browser.sign_in(login, "falsch");
        assert_eq!(seen.status, StatusCode::UNPROCESSABLE_ENTITY);
        seen.says(&["登录名或密码不对", &format!("value=\"{login}\"")])
            .is_silent_about(&["falsch"]);
    }
}

#[test]
fn who_is_not_signed_in_gets_401_from_htmx_and_the_api_in_their_own_shape() {
    let town = Town::new();
    let browser = town.stranger();
    let part = browser.part("/r/union");
    assert_eq!(part.status, StatusCode::UNAUTHORIZED);
    part.says(&["登录已过期，", "target=\"_blank\"", "href=\"/login\""]);
    assert!(!part.headers.contains_key("hx-redirect"), "what was typed on the page would be gone");
    let sent = browser.post_part("/draft/membership", &[("person_text", "吴小满")]);
    assert_eq!(
        (sent.status, &sent.headers["hx-retarget"]),
        (StatusCode::UNAUTHORIZED, &"#toasts".parse().unwrap())
    );
    let json = browser.get_with("/r/union", &[("accept", "application/json")]);
    assert_eq!(json.status, StatusCode::UNAUTHORIZED);
    assert_eq!(json.headers["content-type"], "application/problem+json");
    json.says(&["\"status\":401", "urn:niangjia:"]);
}

#[test]
fn a_form_sent_after_the_session_ended_stands_open_again_once_its_owner_has_signed_in() {
    let town = Town::new();
    let mut browser = town.signed_in("county");
    let union = town.keys["恒达"].to_string();
    let form = [("union", union.as_str()), ("number", "S-77"), ("note", "写了一半")];
    town.store.clock.advance(13 * 3_600_000);
    let door = browser.post("/r/membership/new?below=0", &form);
    assert_eq!(door.status, StatusCode::UNAUTHORIZED);
    door.says(&["登录已过期。", "登录后回到那张表，填的内容还在。"]);
    door.is_silent_about(&["写了一半"]);
    let left = door.after("name=\"left\" value=\"");
    // Somebody else at the same desk does not get it.
    let mut other = town.stranger();
    assert_eq!(other.sign_in_with("west", &left).to(), "/");
    other.get("/").is_silent_about(&["接着填", "写了一半"]);
    other.get("/r/membership/new?draft=1").is_silent_about(&["写了一半"]);
    let again = browser.sign_in_with("county", &left);
    assert_eq!(again.to(), "/r/membership/new?below=0&draft=1");
    browser.get(again.to()).says(&["这是上次没有存的内容", "写了一半", "S-77", "恒达纺织工会"]);
}

#[test]
fn a_change_sent_too_late_is_opened_again_with_what_was_touched() {
    let town = Town::new();
    let mut browser = town.signed_in("county");
    let path = format!("/r/membership/{}/edit", town.keys["吴小满会籍"]);
    let page = browser.get(&path);
    let version = page.after("name=\"_version\" value=\"");
    town.store.clock.advance(13 * 3_600_000);
    let form = [("_version", version.as_str()), ("_was.note", ""), ("note", "改了一半")];
    let left = browser.post(&path, &form).after("name=\"left\" value=\"");
    let again = browser.sign_in_with("county", &left);
    assert_eq!(again.to(), format!("{path}?draft=1"));
    browser.get(again.to()).says(&["改了一半"]);
    browser.get("/").says(&["修改会籍"]);
    let mut form = form.to_vec();
    form.extend([("_was.status", "ACTIVE"), ("status", "ACTIVE")]);
    let saved = browser.post(&path, &form);
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.body);
    browser.get("/").is_silent_about(&["修改会籍"]);
}

#[test]
fn an_act_sent_too_late_says_that_it_was_not_done_and_leads_back() {
    let town = Town::new();
    let browser = town.signed_in("county");
    town.store.clock.advance(13 * 3_600_000);
    let path = format!("/r/membership/{}/void", town.keys["吴小满会籍"]);
    let door = browser.post(&path, &[("reason", "登记错了")]);
    door.says(&["刚才这一步没有做"]).is_silent_about(&["name=\"left\""]);
}

#[test]
fn sign_in_never_leads_off_to_another_site() {
    let town = Town::new();
    for next in ["//evil.example", "https://evil.example", "/\\evil.example"] {
        let form = [("login", "county"), ("password", PASSWORD), ("next", next)];
        assert_eq!(town.stranger().send("/login", &form, &[]).to(), "/", "{next}");
    }
}

#[test]
fn what_another_site_sends_is_refused_even_with_the_cookie() {
    let town = Town::new();
    let browser = town.signed_in("county");
    let form = [("theme", "dark")];
    for extra in [
        &[][..],
        &[("origin", "https://evil.example")],
        &[("sec-fetch-site", "cross-site")],
        &[("sec-fetch-site", "same-site")],
    ] {
        assert_eq!(browser.send("/account/theme", &form, extra).status, StatusCode::FORBIDDEN);
    }
    assert_eq!(browser.post("/account/theme", &form).status, StatusCode::SEE_OTHER);
    let wrong = [("csrf", "0000"), ("theme", "dark")];
    let own = [("origin", "https://yunxi.local")];
    assert_eq!(browser.send("/account/theme", &wrong, &own).status, StatusCode::FORBIDDEN);
    browser.get("/").says(&["data-theme=\"dark\""]);
}

#[test]
fn a_form_that_calls_itself_one_with_files_needs_the_token_all_the_same() {
    let town = Town::new();
    let browser = town.signed_in("county");
    let loud = "Multipart/Form-Data; boundary=yunxi";
    for kind in [crate::town::MULTIPART, loud, "multipart/mixed; boundary=yunxi"] {
        let page = browser.send_as(kind, "/account/theme", &[("theme", "dark")], &[]);
        assert_eq!(page.status, StatusCode::FORBIDDEN, "{kind}");
        page.says(&["这一步没有做", "刷新页面后再做一次"]);
        // Nor what takes no words from the form.
        for path in ["/account/sessions/end-others", "/import/1/apply", "/undo/1", "/logout"] {
            let seen = browser.send_as(kind, path, &[], &[]);
            assert_eq!(seen.status, StatusCode::FORBIDDEN, "{path} {kind}");
        }
        let call = browser.send_as(kind, "/api/v1/reveal", &[("a", "1")], &[]);
        assert_eq!(call.status, StatusCode::FORBIDDEN, "{kind}");
    }
    browser.get("/account").is_silent_about(&["data-theme=\"dark\""]);
    assert_eq!(browser.get("/").status, StatusCode::OK, "still signed in");
}

#[test]
fn every_page_forbids_inline_script_and_keeping_copies() {
    let town = Town::new();
    let browser = town.signed_in("county");
    for path in ["/", "/r/membership", "/r/person/new", "/nothing-here", "/account"] {
        let seen = browser.get(path);
        let policy = seen.headers["content-security-policy"].to_str().unwrap();
        assert!(policy.starts_with("default-src 'self'"), "{policy}");
        assert_eq!(seen.headers["cache-control"], "no-store", "{path}");
        assert!(seen.headers["vary"].to_str().unwrap().contains("HX-Request"));
        seen.is_silent_about(&[" style=\"", " onclick=", "<script>"]);
    }
    let css = seen_style(&browser);
    let kept = css.headers["cache-control"].to_str().unwrap();
    assert!(kept.contains("immutable"), "{kept}");
}

fn seen_style(browser: &Browser) -> crate::town::Seen {
    let href = browser.get("/").after("rel=\"stylesheet\" href=\"");
    browser.get(&href)
}

#[test]
fn the_first_run_needs_the_code_of_the_console_and_happens_once() {
    let config = Config { setup_code: Some("7KQ2-M4XD".into()), ..Config::default() };
    let (store, router) = empty(config);
    let mut browser = Browser::new(router);
    assert_eq!(browser.get("/login").to(), "/setup");
    let mut form = vec![
        ("name", "云溪县总工会"),
        ("kind", "FED_COUNTY"),
        ("division", "320999"),
        ("person", "吴凯"),
        ("login", "wukai"),
        ("password", PASSWORD),
        ("again", PASSWORD),
        ("security", "陈晓岚"),
        ("security_login", "anquan"),
        ("auditor", "赵玉梅"),
        ("auditor_login", "shenji"),
        ("worker", "周建平"),
        ("worker_login", "jianping"),
        ("no_key", "1"),
        ("code", "AAAA-BBBB"),
    ];
    let seen = browser.send("/setup", &form, &[]);
    assert_eq!(seen.status, StatusCode::UNPROCESSABLE_ENTITY);
    seen.says(&["开机码不对", "value=\"云溪县总工会\""]).is_silent_about(&[PASSWORD, "7KQ2"]);
    form.pop();
    form.push(("code", "7kq2 m4xd"));
    browser.send("/setup", &form, &[]).says(&["云溪县总工会建好了", "安全管理员", "一次性密码"]);
    assert_eq!(store.users(&store::Ctx::local()).unwrap().len(), 4);
    assert_eq!(browser.get("/setup").to(), "/login");
    assert_eq!(browser.send("/setup", &form, &[]).to(), "/login");
    assert_eq!(browser.sign_in("wukai", PASSWORD).status, StatusCode::SEE_OTHER);
    assert_eq!(browser.get("/login").to(), "/account/totp", "administrators need a second factor");
}
