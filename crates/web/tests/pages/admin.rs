//! The three administrators: accounts, rights, the journal, settings; each its own and no more.

use crate::town::{Browser, Town};
use axum::http::StatusCode;
use store::Ctx;

fn id_of(town: &Town, login: &str) -> i64 {
    let users = town.store.users(&Ctx::local()).unwrap();
    users.iter().find(|user| user.login == login).unwrap().id
}

#[test]
fn a_new_account_shows_its_password_once_and_may_do_nothing_yet() {
    let town = Town::staffed();
    let system = town.signed_in("system");
    system.get("/users").says(&["账号", "county同事", "县级工会干部（云溪县总工会）", "新建账号"]);
    let form = [("login", "LiJuan"), ("name", "李娟")];
    let made = system.post("/users", &form);
    assert_eq!(made.status, StatusCode::OK, "{}", made.body);
    made.says(&["李娟的一次性密码", "只显示这一次", "lijuan"]);
    let password = made.after("id=\"one-time\"><b>");
    let password = password.split('<').next().unwrap();
    assert_eq!(password.chars().count(), 12);
    let again = system.post("/users", &form);
    assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
    again.says(&["已有人用", "value=\"李娟\"", "data-show"]);
    system
        .get(&format!("/users/{}", id_of(&town, "lijuan")))
        .says(&["还没有权限，登录后什么也看不到", "待改密码", "没有权限"])
        .is_silent_about(&[password]);
    let mut fresh = town.stranger();
    assert_eq!(fresh.sign_in("lijuan", password).to(), "/password");
}

#[test]
fn a_one_time_password_that_nobody_used_opens_nothing_after_seven_days() {
    let town = Town::staffed();
    let system = town.signed_in("system");
    let made = system.post("/users", &[("login", "lijuan"), ("name", "李娟")]);
    let password = made.after("id=\"one-time\"><b>").split('<').next().unwrap().to_owned();
    town.store.clock.advance(7 * 86_400_000 - 1);
    assert_eq!(town.stranger().sign_in("lijuan", &password).to(), "/password");
    town.store.clock.advance(1);
    let late = town.stranger().sign_in("lijuan", &password);
    late.says(&["一次性密码7天没有用，已经失效", "系统管理员重设"]);
    town.signed_in("system").get("/users").says(&["一次性密码已失效"]);
}

#[test]
fn each_administrator_has_only_their_own_pages() {
    let town = Town::staffed();
    let get = |login: &str, path: &str| town.signed_in(login).get(path).status;
    let (fine, no) = (StatusCode::OK, StatusCode::FORBIDDEN);
    for (login, users, journal, settings) in [
        ("system", fine, no, fine),
        ("secure", fine, no, no),
        ("audit", fine, fine, no),
        ("county", no, no, no),
    ] {
        assert_eq!(get(login, "/users"), users, "{login}");
        assert_eq!(get(login, "/journal"), journal, "{login}");
        assert_eq!(get(login, "/settings"), settings, "{login}");
        assert_eq!(get(login, "/settings/backups"), settings, "{login}");
        assert_eq!(get(login, "/roles"), fine, "{login}");
    }
    let county = id_of(&town, "county");
    for act in ["reset", "disable", "totp", "grants/save"] {
        let seen = town.signed_in("audit").post(&format!("/users/{county}/{act}"), &[]);
        assert!(
            !seen.status.is_success() && !seen.status.is_redirection(),
            "{act}: {}",
            seen.status
        );
    }
    town.signed_in("audit").get("/board").says(&["还没有可以看的单位"]);
    town.signed_in("audit").get("/figure/member_count").is_silent_about(&["吴小满"]);
}

#[test]
fn stopping_an_account_can_be_taken_back() {
    let town = Town::staffed();
    let system = town.signed_in("system");
    let path = format!("/users/{}", id_of(&town, "east"));
    let east = town.signed_in("east");
    assert_eq!(system.post(&format!("{path}/disable"), &[]).to(), path);
    system.get(&path).says(&["已停用", "撤销", "重新启用"]);
    assert_eq!(east.get("/board").status, StatusCode::SEE_OTHER, "signed out at once");
    assert_eq!(system.post(&format!("{path}/enable"), &[]).to(), path);
    town.signed_in("east");
    let reset = system.post(&format!("{path}/reset"), &[]);
    reset.says(&["一次性密码"]);
}

#[test]
fn rights_are_seen_before_they_are_given_and_duties_stay_apart() {
    let town = Town::staffed();
    let secure = town.signed_in("secure");
    let west = id_of(&town, "west");
    let path = format!("/users/{west}");
    secure.get(&path).says(&["改权限", "乡镇街道（片区）工会干部（西镇总工会）"]);
    secure.part("/users/units?q=%E4%B8%9C&field=f-unit").says(&["镇总工会", "data-value=\""]);
    let kept = secure.get(&path).after("name=\"grant\" value=\"");
    let add = [("grant", kept.as_str()), ("role", "leader"), ("unit_text", "东镇总工会")];
    let seen = secure.post(&format!("{path}/grants"), &add);
    seen.says(&["不变", "新给", "领导（只读）（东镇总工会）", "会籍：查看、导出", "就改成这样"]);
    let given = [("grant", kept.as_str()), ("role", "leader"), ("unit_text", "东镇总工会")];
    assert_eq!(secure.post(&format!("{path}/grants/save"), &given).to(), path);
    secure.get(&path).says(&["领导（只读）（东镇总工会）", "权限已改"]);
    town.signed_in("west").get("/board").says(&["先选一个单位"]);
    let both = [("grant", kept.as_str()), ("role", "auditor")];
    let seen = secure.post(&format!("{path}/grants"), &both);
    seen.says(&["三员分设"]).is_silent_about(&["就改成这样"]);
    let seen = secure.post(&format!("{path}/grants/save"), &both);
    assert_eq!(seen.status, StatusCode::UNPROCESSABLE_ENTITY);
    let own = id_of(&town, "secure");
    let seen = secure.post(&format!("/users/{own}/grants/save"), &[]);
    assert_eq!(seen.status, StatusCode::UNPROCESSABLE_ENTITY, "not one's own");
}

#[test]
fn the_auditor_finds_an_act_and_proves_the_journal() {
    let town = Town::staffed();
    town.signed_in("county").get("/figure/member_count/export?format=csv");
    let audit = town.signed_in("audit");
    let seen = audit.get("/journal?act=%E5%AF%BC%E5%87%BA");
    seen.says(&["county同事", "会员数明细"]).is_silent_about(&["新建账号</td>"]);
    let one = audit.get("/journal").after("class=\"name\" data-col=\"\"><a href=\"");
    audit.get(&one).says(&["链和序号", "指纹"]);
    audit.get("/journal?record=1&user=nobody").says(&["没有这样的日志"]);
    let sheet = audit.get("/journal/export?format=csv&register=app_user");
    sheet.says(&["新建账号", "账号"]).is_silent_about(&[",登记,"]);
    let proved = |head: &str| {
        let asked = audit.post("/journal/verify", &[("head", head)]);
        let place = asked.to().to_owned();
        audit.get(&place).says(&["正在核对", "排队等待", "可以离开本页"]);
        // Whoever asks meanwhile is shown the same one.
        assert_eq!(audit.post("/journal/verify", &[("head", "")]).to(), place);
        assert!(web::worker::step(&town.store).unwrap());
        let end = audit.part(&format!("{place}/progress"));
        assert_eq!(end.headers["hx-refresh"], "true");
        assert_eq!(town.signed_in("county").get(&place).status, StatusCode::FORBIDDEN);
        audit.get(&place)
    };
    proved("").says(&["没有发现改动", "日志头"]);
    let head = town.store.verify(None).unwrap().heads.pop().unwrap();
    proved(&head).says(&["留存的日志头还在链上"]);
    let forged = format!("{}ffffffff", head.rsplit_once(':').unwrap().0.to_owned() + ":");
    proved(&forged).says(&["处不符", "已不在链上"]);
}

fn refused(seen: &crate::town::Seen) {
    assert_eq!(seen.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", seen.body);
}

#[test]
fn settings_hold_from_a_day_and_holidays_are_refused_by_line() {
    let town = Town::staffed();
    let system = town.signed_in("system");
    system.get("/settings").says(&["应建会单位的职工人数下限", "25", "原定"]);
    let set = |value: &str, from: &str| {
        system
            .post("/settings", &[("name", "eligible_employees"), ("value", value), ("from", from)])
    };
    assert_eq!(set("30", "2026-07-01").to(), "/settings");
    system.get("/settings").says(&["2026-07-01起改为30"]);
    refused(&set("0", "2026-07-01"));
    refused(&set("30", "2026-01-01"));
    let wrong = system
        .post("/settings/holidays", &[("table", "2027-01-01\toff\t元旦\n2027-13-01\toff\t元旦")]);
    refused(&wrong);
    wrong.says(&["第2行", "2027-13-01"]);
    let fine = [("table", "2027-01-01\toff\t元旦\n2027-10-01\toff\t国庆节")];
    assert_eq!(system.post("/settings/holidays", &fine).to(), "/settings/holidays");
    system.get("/settings/holidays?year=2027").says(&["2027年，放假2天", "国庆节"]);
}

#[test]
fn a_backup_is_made_at_once_and_listed() {
    let town = Town::staffed();
    let system: Browser = town.signed_in("system");
    system.get("/settings/backups").says(&["还没有任何备份"]);
    assert_eq!(system.post("/settings/backups", &[]).to(), "/settings/backups");
    let waits = system.get("/settings/backups");
    waits.says(&["排队等待", "hx-get=\"/settings/backups/progress\""]);
    waits.is_silent_about(&["马上备份</button>"]);
    // The program is begun anew in the middle: it is made all the same.
    town.store.next_job().unwrap().unwrap();
    town.store.reclaim_jobs().unwrap();
    assert!(web::worker::step(&town.store).unwrap());
    assert_eq!(system.part("/settings/backups/progress").headers["hx-refresh"], "true");
    system.get("/settings/backups").says(&["最近一次备份：今天", "手工-", "马上备份"]);
}
