//! One account: what it is, what may be done with it, and by which administrator.

use super::{admitted, grants, once, rights, state};
use crate::app::run;
use crate::fault::{Answer, Fault};
use crate::parts::{self, Btn, Confirm, Crumb, Fact, Field, PageHead, Panel, Toast};
use crate::request::{Asker, Form};
use crate::shell::{Page, page, see};
use crate::show::moment;
use axum::extract::Path;
use maud::{Markup, html};
use store::users::UserRow;
use store::{Store, StoreError};

pub(super) async fn show(asker: Asker, Path(id): Path<i64>) -> Answer {
    admitted(&asker)?;
    let user = load(&asker, id).await?;
    let ctx = asker.ctx.clone();
    let email = run(&asker.app, move |store| {
        if store.may_manage_users(&ctx) { store.email_of(&ctx, id) } else { Ok(String::new()) }
    })
    .await?;
    let beside = acts(&asker, &user, &email);
    let main = html! {
        (parts::page_head(&PageHead {
            title: user.name.clone(),
            crumbs: vec![Crumb::to("账号", "/users"), Crumb::here(user.login.as_str())],
            state: html! { @for (text, tone) in state(&asker, &user) { (parts::tag(&text, tone)) } },
            ..PageHead::default()
        }))
        @if beside.0.is_empty() { (left(&asker, &user)) }
        @else { (parts::cols(&left(&asker, &user), &beside)) }
    };
    Ok(page(&asker, Page { alone: true, ..Page::new(&user.name, "users", main) }))
}

/// The account, as far as the person may see it.
pub(super) async fn load(asker: &Asker, id: i64) -> Result<UserRow, Fault> {
    let ctx = asker.ctx.clone();
    run(&asker.app, move |store| store.user(&ctx, id)).await
}

fn left(asker: &Asker, user: &UserRow) -> Markup {
    let today = asker.store().today();
    let totp = match (user.totp_on, asker.store().totp_needed(user)) {
        (true, _) => "已启用",
        (false, true) => "要用，还没有启用",
        (false, false) => "没有启用",
    };
    let locked = if user.locked_until > asker.store().clock.now() {
        format!("连续输错，锁到{}", moment(user.locked_until, today))
    } else {
        "没有锁定".into()
    };
    let facts = [
        Fact::new("登录名", user.login.as_str()),
        Fact::new("姓名", user.name.as_str()),
        Fact::new("动态口令", totp),
        Fact::new("密码设于", moment(user.changed_at, today)),
        Fact::new("账号建于", moment(user.created_at, today)),
        Fact::new("登录失败", locked),
        Fact::new("权限", html! {
            (rights(asker, user)) "　" a href=(format!("/users/{}/sees", user.id)) { "能看到什么" }
        }).full(),
    ];
    html! {
        (parts::panel(&Panel { title: "账号".into(), body: parts::dl(&facts, false), ..Panel::default() }))
        @if asker.store().may_grant(&asker.ctx) { (grants::form(asker, user)) }
    }
}

fn acts(asker: &Asker, user: &UserRow, email: &str) -> Markup {
    let system = asker.store().may_manage_users(&asker.ctx);
    let own = user.id == asker.ctx.user_id;
    html! {
        @if system { (system_acts(asker, user, own, email)) }
        @if asker.store().may_grant(&asker.ctx) && user.totp_on && !own { (totp_act(asker, user)) }
        @if !system && !asker.store().may_grant(&asker.ctx) {
            (parts::panel(&Panel {
                title: "只能看".into(),
                body: parts::pad(html! { p.soft { "审计管理员只看不改。这个账号做过什么，请到日志里查。" } }),
                foot: html! { a href=(format!("/journal?user={}", user.id)) { "看这个账号的日志" } },
                ..Panel::default()
            }))
        }
    }
}

fn system_acts(asker: &Asker, user: &UserRow, own: bool, email: &str) -> Markup {
    let name = &user.name;
    let reset = Confirm {
        title: format!("重设{name}的密码"),
        text: "原密码立即失效，正登录着的都会退出；新的一次性密码只显示一次。".into(),
        yes: "重设密码".into(),
        no: "先不重设".into(),
    };
    let rename = Field::new("name", "姓名").hint("只改错字；换人要另建账号").max(40);
    let mail = Field::new("email", "提醒邮箱").optional().inputmode("email").max(120);
    let body = html! {
        div.stack {
            (send(asker, user, "reset", &Btn::submit("重设密码").icon("refresh").confirm(reset)))
            @if user.locked_until > asker.store().clock.now() {
                (send(asker, user, "unlock", &Btn::submit("解除锁定")))
            }
            @if user.disabled { (send(asker, user, "enable", &Btn::submit("重新启用").icon("restore"))) }
            @else if !own { (send(asker, user, "disable", &Btn::submit("停用账号").icon("ban"))) }
            form method="post" action=(format!("/users/{}/rename", user.id)) {
                (parts::csrf_field(&asker.csrf))
                (parts::field_text(&rename, name))
                (Btn::submit("改姓名"))
            }
            form method="post" action=(format!("/users/{}/email", user.id)) {
                (parts::csrf_field(&asker.csrf))
                (parts::field_text(&mail, email))
                (Btn::submit("存邮箱"))
            }
        }
    };
    parts::panel(&Panel { title: "管账号".into(), body: parts::pad(body), ..Panel::default() })
}

fn totp_act(asker: &Asker, user: &UserRow) -> Markup {
    let ask = Confirm {
        title: format!("取消{}的动态口令", user.name),
        text: "手机丢了才这样做。取消后要用新手机重新启用，正登录着的都会退出。".into(),
        yes: "取消动态口令".into(),
        no: "先不取消".into(),
    };
    let body = send(asker, user, "totp", &Btn::submit("取消动态口令").confirm(ask));
    parts::panel(&Panel {
        title: "动态口令".into(), body: parts::pad(body), ..Panel::default()
    })
}

fn send(asker: &Asker, user: &UserRow, act: &str, button: &Btn) -> Markup {
    html! {
        form method="post" action=(format!("/users/{}/{act}", user.id)) {
            (parts::csrf_field(&asker.csrf))
            (button)
        }
    }
}

/// What happened: words, or a one-time password.
enum Done {
    Said(String),
    Password(UserRow, String),
}

pub(super) async fn act(
    asker: Asker,
    Path((id, act)): Path<(i64, String)>,
    Form(form): Form,
) -> Answer {
    let (ctx, hashing) = (asker.ctx.clone(), asker.app.config.hashing);
    let what = act.clone();
    let done = run(&asker.app, move |store: &Store| {
        let user = store.user(&ctx, id)?;
        let said = |text: &str| Done::Said(text.replace("{}", &user.name));
        Ok::<Done, StoreError>(match what.as_str() {
            "reset" => Done::Password(user.clone(), store.reset_password(&ctx, id, hashing)?),
            "disable" => store.set_disabled(&ctx, id, true).map(|()| said("{}的账号已停用"))?,
            "enable" => store.set_disabled(&ctx, id, false).map(|()| said("{}的账号已重新启用"))?,
            "unlock" => store.unlock_user(&ctx, id).map(|()| said("{}的账号已解除锁定"))?,
            "totp" => store.reset_totp(&ctx, id).map(|()| said("{}的动态口令已取消"))?,
            "email" => store.set_email(&ctx, id, form.get("email")).map(|()| said("邮箱已存"))?,
            "rename" => store.rename_user(&ctx, id, form.get("name")).map(|()| said("姓名已改"))?,
            _ => return Err(StoreError::NotFound),
        })
    })
    .await?;
    match done {
        Done::Password(user, password) => Ok(once(&asker, id, &user.login, &user.name, &password)),
        Done::Said(text) => {
            let toast = Toast::new(text);
            let undone = if act == "disable" {
                toast.undo(format!("/users/{id}/enable"), asker.csrf.as_str())
            } else {
                toast
            };
            asker.say(undone);
            Ok(see(&format!("/users/{id}")))
        }
    }
}
