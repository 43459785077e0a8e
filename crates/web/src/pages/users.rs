//! 账号: the system administrator makes them, resets passwords, stops them; the security
//! administrator gives rights. The audit administrator only looks.
//!
//! Read in this order: this file, the list and a new account · [`one`] one account · [`grants`] its
//! rights · [`sees`] what they amount to · [`roles`] what each role may do.

pub mod grants;
pub mod one;
pub mod roles;
mod sees;

use crate::app::{App, run};
use crate::fault::{Answer, Fault};
use crate::parts::{
    self, Btn, Cell, Col, Dialog, Empty, Field, FindBox, Link, PageHead, Panel, Press, Row,
    TableView, Tone, Toolbar,
};
use crate::request::{Asker, Form};
use crate::shell::{Page, page};
use axum::Router;
use axum::http::StatusCode;
use axum::response::Response;
use axum::routing::{get, post};
use kernel::verdict::Refusal;
use maud::{Markup, html};
use store::users::{NewUser, UserRow};

/// `/users`, `/users/{id}` and below, `/roles`.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/users", get(list).post(add))
        .route("/users/units", get(grants::units))
        .route("/users/{id}", get(one::show))
        .route("/users/{id}/grants", post(grants::preview))
        .route("/users/{id}/grants/save", post(grants::save))
        .route("/users/{id}/sees", get(sees::show))
        .route("/users/{id}/{act}", post(one::act))
        .route("/roles", get(roles::show))
}

/// Words for the three duties that may be here.
pub(super) fn admitted(asker: &Asker) -> Result<(), Fault> {
    let (store, ctx) = (asker.store(), &asker.ctx);
    if store.may_manage_users(ctx) || store.may_grant(ctx) || store.may_audit(ctx) {
        return Ok(());
    }
    Err(Fault::forbidden("账号由系统管理员和安全管理员管。要开账号或改权限，请找他们。"))
}

async fn list(asker: Asker) -> Answer {
    admitted(&asker)?;
    index(&asker, &NewForm::default()).await
}

/// What was typed for a new account, and what is wrong with it.
#[derive(Default)]
struct NewForm {
    login: String,
    name: String,
    refusals: Vec<Refusal>,
}

async fn index(asker: &Asker, form: &NewForm) -> Answer {
    let ctx = asker.ctx.clone();
    let users = run(&asker.app, move |store| store.users(&ctx)).await?;
    let words = asker.query.get("q").trim().to_lowercase();
    let fits = |user: &&UserRow| {
        words.is_empty() || user.login.contains(&words) || user.name.to_lowercase().contains(&words)
    };
    let shown: Vec<&UserRow> = users.iter().filter(fits).collect();
    let main = html! {
        (head(asker, users.len()))
        (parts::panel(&Panel { id: "list".into(), body: html! {
            (toolbar(&words)) (table(asker, &shown))
        }, ..Panel::default() }))
    };
    let extra = if asker.store().may_manage_users(&asker.ctx) {
        new_dialog(asker, form)
    } else {
        Markup::default()
    };
    let mut answer = page(asker, Page { extra, alone: true, ..Page::new("账号", "users", main) });
    if !form.refusals.is_empty() {
        *answer.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
    }
    Ok(answer)
}

fn head(asker: &Asker, count: usize) -> Markup {
    let acts = html! {
        (Btn::link("看权限表", "/roles").icon("table"))
        @if asker.store().may_manage_users(&asker.ctx) {
            (Btn::opens("新建账号", "new-user").pri().icon("user-plus"))
        }
    };
    parts::page_head(&PageHead {
        title: "账号".into(),
        count: format!("{count}个"),
        acts,
        ..PageHead::default()
    })
}

fn toolbar(words: &str) -> Markup {
    let find = FindBox {
        id: "find".into(),
        name: "q".into(),
        value: words.to_owned(),
        placeholder: "姓名、登录名".into(),
        link: Link::to("/users"),
        keep: Vec::new(),
    };
    parts::toolbar(&Toolbar { find: Some(find), ..Toolbar::default() })
}

fn table(asker: &Asker, users: &[&UserRow]) -> Markup {
    let today = asker.store().today();
    let row = |user: &&UserRow| {
        let href = format!("/users/{}", user.id);
        let cells = vec![
            Cell::Name(user.name.clone()),
            Cell::Keep(user.login.clone()),
            Cell::Cut(rights(asker, user)),
            Cell::Tags(state(asker, user)),
            Cell::Soft(crate::show::moment(user.changed_at, today)),
        ];
        Row::new(user.id.to_string(), user.name.as_str(), href, cells)
    };
    parts::table(&TableView {
        id: "users".into(),
        caption: "账号，按登录名排".into(),
        columns: vec![
            Col::new("", "姓名"),
            Col::new("", "登录名"),
            Col::new("", "权限"),
            Col::new("", "状态").end(),
            Col::new("", "密码设于").hide_m(),
        ],
        rows: users.iter().map(row).collect(),
        empty: Empty {
            title: "没有这样的账号".into(),
            text: "换姓名或登录名的前几个字试试。".into(),
            ..Empty::default()
        },
        ..TableView::default()
    })
}

const NONE: &str = "还没有权限，登录后什么也看不到";

/// 县级工会干部（云溪县总工会）, for people.
pub(super) fn rights(asker: &Asker, user: &UserRow) -> String {
    let words: Vec<String> =
        user.grants.iter().map(|grant| grants::words(asker, &grant.role, grant.union)).collect();
    if words.is_empty() { NONE.into() } else { words.join("、") }
}

/// What stands in the way of signing in, or that nothing does.
pub(super) fn state(asker: &Asker, user: &UserRow) -> Vec<(String, Tone)> {
    let mut tags = Vec::new();
    if user.disabled {
        tags.push(("已停用".to_owned(), Tone::Bad));
    }
    if user.locked_until > asker.store().clock.now() {
        tags.push(("已锁定".to_owned(), Tone::Warn));
    }
    if user.one_time_over(asker.store().clock.now()) {
        tags.push(("一次性密码已失效".to_owned(), Tone::Bad));
    } else if user.must_change {
        tags.push(("待改密码".to_owned(), Tone::Warn));
    }
    if user.grants.is_empty() && !user.disabled {
        tags.push(("没有权限".to_owned(), Tone::Warn));
    }
    if asker.store().totp_needed(user) && !user.totp_on {
        tags.push(("未启用动态口令".to_owned(), Tone::Warn));
    }
    if tags.is_empty() {
        tags.push(("正常".to_owned(), Tone::Ok));
    }
    tags
}

fn new_dialog(asker: &Asker, form: &NewForm) -> Markup {
    let wrong = |name: &str| {
        let found: Vec<&str> = form
            .refusals
            .iter()
            .filter(|refusal| refusal.field == name)
            .map(|refusal| refusal.reason.as_str())
            .collect();
        (!found.is_empty()).then(|| found.join("；"))
    };
    let login = Field::new("login", "登录名").hint("字母、数字或汉字，停用后也不给别人").max(40);
    let name = Field::new("name", "使用人姓名").hint("一人一号，不能合用").max(40);
    let body = html! {
        @if let Some(other) = wrong("") { p.red role="alert" { (other) } }
        (parts::field_text(&login.error(wrong("login")), &form.login))
        (parts::field_text(&name.error(wrong("name")), &form.name))
        p.small.muted { "建好后显示一次性密码，只显示一次；权限由安全管理员另给。" }
    };
    parts::dialog(&Dialog {
        id: "new-user".into(),
        title: "新建账号".into(),
        body,
        action: "/users".into(),
        csrf: asker.csrf.clone(),
        no: "先不建".into(),
        acts: vec![Btn::submit("新建账号").pri().busy("正在新建…")],
        show: !form.refusals.is_empty(),
    })
}

async fn add(asker: Asker, Form(form): Form) -> Answer {
    let (login, name) = (form.get("login").to_owned(), form.get("name").to_owned());
    let typed = NewForm { login: login.clone(), name: name.clone(), refusals: Vec::new() };
    let (ctx, hashing) = (asker.ctx.clone(), asker.app.config.hashing);
    let made = run(&asker.app, move |store| {
        let new = NewUser { login: &login, name: &name, grants: &[], password: None };
        store.add_user(&ctx, &new, hashing)
    })
    .await;
    match made {
        Ok(added) => {
            let password = added.one_time.unwrap_or_default();
            Ok(once(&asker, added.id, &typed.login, &typed.name, &password))
        }
        Err(fault) if !fault.refusals.is_empty() && asker.store().may_manage_users(&asker.ctx) => {
            index(&asker, &NewForm { refusals: fault.refusals, ..typed }).await
        }
        Err(fault) => Err(fault),
    }
}

/// The page with the one-time password: shown as the answer itself, never kept, never again.
pub(super) fn once(asker: &Asker, id: i64, login: &str, name: &str, password: &str) -> Response {
    let main = html! {
        (parts::page_head(&PageHead { title: "一次性密码".into(), ..PageHead::default() }))
        (parts::panel(&Panel {
            title: format!("{name}的一次性密码"),
            body: parts::pad(html! {
                p { "登录名 " b { (login.trim().to_lowercase()) } }
                p.t5.nowrap #one-time { b { (password) } }
                p.soft { "只显示这一次，离开这一页就看不到了。请当面交给本人；7天内要登录一次，换成自己的密码，过期就失效。" }
                p.soft { "没有权限的账号登录后什么也看不到，请安全管理员授权。" }
            }),
            foot: html! {
                (Btn::new("打印", Press::Print).icon("printer"))
                (Btn::link("看这个账号", format!("/users/{id}")).quiet())
                (Btn::link("回账号列表", "/users").quiet())
            },
            ..Panel::default()
        }))
    };
    page(asker, Page { alone: true, narrow: true, ..Page::new("一次性密码", "users", main) })
}
