//! 消息渠道: opened, tried and closed by the system administrator; what must stay secret is shown once or never.

use crate::town::Town;
use axum::http::StatusCode;
use store::Ctx;

const HERE: &str = "/settings/channels";

#[test]
fn a_webhook_shows_its_key_once_and_never_its_path() {
    let town = Town::staffed();
    let system = town.signed_in("system");
    system.get(HERE).says(&["还没有消息渠道", "消息里没有人名和号码"]);
    let form = [
        ("kind", "webhook"),
        ("title", "市总平台"),
        ("url", "https://shi.example/in?token=geheim"),
        ("event", "founding:DRAFT"),
        ("event", "joining:ADMITTED"),
    ];
    let made = system.post(HERE, &form);
    assert_eq!(made.status, StatusCode::OK, "{}", made.body);
    made.says(&["只显示这一次", "X-Niangjia-Signature", "时间戳差5分钟以上的不收"]);
    let key = made.after("id=\"hook-secret\"><b>").split('<').next().unwrap().to_owned();
    assert_eq!(key.len(), 64);
    system
        .get(HERE)
        .says(&["市总平台", "shi.example", "告诉2种办理状态"])
        .is_silent_about(&[&key, "geheim"]);
}

#[test]
fn what_is_wrong_with_a_channel_is_said_where_it_was_typed() {
    let town = Town::staffed();
    let system = town.signed_in("system");
    for (form, words) in [
        (vec![("kind", "webhook"), ("title", "甲"), ("url", "http://shi.example/in")], "https://"),
        (
            vec![("kind", "wecom"), ("title", "乙"), ("url", "https://shi.example/in")],
            "qyapi.weixin",
        ),
        (vec![("kind", "webhook"), ("title", ""), ("url", "https://shi.example")], "起个名"),
        (vec![("kind", "smtp"), ("title", "丙"), ("host", "smtp 云溪")], "写域名"),
        (
            vec![
                ("kind", "smtp"),
                ("title", "丙"),
                ("host", "10.0.0.2"),
                ("port", "25"),
                ("sealing", "clear"),
            ],
            "不加密只能用于内网",
        ),
    ] {
        let seen = system.post(HERE, &form);
        assert_eq!(seen.status, StatusCode::UNPROCESSABLE_ENTITY, "{form:?}");
        seen.says(&[words]);
    }
    system.get(HERE).says(&["还没有消息渠道"]);
}

#[test]
fn a_trial_that_cannot_go_out_is_shown_with_its_reason_and_can_be_sent_again() {
    let town = Town::staffed();
    let system = town.signed_in("system");
    let form = [("kind", "webhook"), ("title", "本机"), ("url", "https://127.0.0.1:9/in")];
    assert_eq!(system.post(HERE, &form).status, StatusCode::OK);
    let id = town.store.channels(&Ctx::local()).unwrap()[0].id;
    assert_eq!(system.post(&format!("{HERE}/{id}/test"), &[]).to(), HERE);
    system.get(HERE).says(&["试发消息", "等着发"]);
    assert!(web::outgoing::step(&town.store).unwrap());
    let seen = system.get(HERE);
    seen.says(&[
        "放弃了",
        "对方是本机或内网地址，没有发",
        "有1条消息试了几次都没有发出去",
        "再发一次",
    ]);
    let again = seen.after("action=\"/settings/outbox/");
    assert_eq!(system.post(&format!("/settings/outbox/{again}"), &[]).to(), HERE);
    system.get(HERE).says(&["等着发"]);
    assert_eq!(system.post(&format!("{HERE}/{id}/off"), &[]).to(), HERE);
    system.get(HERE).says(&["已停用", "渠道已停，没有发"]);
}

#[test]
fn an_e_mail_channel_is_tried_with_the_administrators_own_address() {
    let town = Town::staffed();
    let system = town.signed_in("system");
    let form = [
        ("kind", "smtp"),
        ("title", "县总邮箱"),
        ("host", "smtp.yunxi.example"),
        ("port", "465"),
        ("sealing", "tls"),
        ("from", "gonghui@yunxi.example"),
        ("login", "gonghui"),
        ("password", "SehrGeheim8"),
    ];
    assert_eq!(system.post(HERE, &form).to(), HERE);
    let id = town.store.channels(&Ctx::local()).unwrap()[0].id;
    let test = format!("{HERE}/{id}/test");
    system.post(&test, &[]).says(&["您还没有填邮箱"]);
    assert_eq!(system.post("/account/email", &[("email", "wu@yunxi.example")]).to(), "/account");
    system.get("/account").says(&["value=\"wu@yunxi.example\""]);
    assert_eq!(system.post(&test, &[]).to(), HERE);
    system.get(HERE).says(&["smtp.yunxi.example:465"]).is_silent_about(&["SehrGeheim8"]);
    let county = town.signed_in("county");
    for path in [HERE, "/settings"] {
        assert_eq!(county.get(path).status, StatusCode::FORBIDDEN);
    }
    assert_eq!(county.post(&test, &[]).status, StatusCode::FORBIDDEN);
}
