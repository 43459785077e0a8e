//! In and out: password, second factor, a new password.

use crate::app::{App, run};
use crate::fault::{Answer, Fault};
use crate::lapse::{self, Carried, FIELD};
use crate::params::Params;
use crate::parts::{self, Btn, Field, Theme, Toast, Tone};
use crate::request::{Form, Half, Who, theme};
use crate::shell::{fragment, see, with_status};
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::Response;
use axum::routing::{get, post};
use axum::{Extension, Router};
use kernel::verdict::Refusal;
use maud::{Markup, html};
use store::StoreError;
use store::users::{Attempt, Change, SignIn};

/// `/login`, `/login/code`, `/logout`, `/password`.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/login", get(show).post(enter))
        .route("/login/code", post(code))
        .route("/logout", post(leave))
        .route("/password", get(password).post(new_password))
}

/// Where to go after signing in: a place of ours.
pub(super) fn inward(next: &str) -> &str {
    let ours = next.starts_with('/') && !next.starts_with("//") && !next.contains('\\');
    if ours && !next.starts_with("/login") { next } else { "/" }
}

async fn show(State(app): State<App>, who: Option<Extension<Who>>, request: Request) -> Answer {
    let query = Params::parse(request.uri().query().unwrap_or_default());
    if let Some(Extension(who)) = who {
        return Ok(see(first_step(&who, inward(query.get("next")))));
    }
    let copy = app.clone();
    let (begun, name) = run(&app, move |store| {
        let tree = store.db.read(|tx| store.tree(tx))?;
        Ok::<_, StoreError>((copy.begun(store)?, tree.title(tree.root()).to_owned()))
    })
    .await?;
    if !begun {
        return Ok(see("/setup"));
    }
    Ok(door(&name, "登录", &form(&query, "", &Markup::default())))
}

fn first_step<'a>(who: &Who, next: &'a str) -> &'a str {
    match (who.session.must_change, who.session.must_enrol) {
        (true, _) => "/password",
        (_, true) => "/account/totp",
        _ => next,
    }
}

/// The sign-in's frame.
pub(crate) fn door(unit: &str, title: &str, form: &Markup) -> Response {
    let about = format!("{unit}工作平台。工会组织、会员和用人单位的台账、名册和统计，在一处办完。");
    let foot = "开源软件 · 数据存放在本单位服务器";
    let main = parts::door(["有事找工会，", "工会在身边。"], &about, foot, form);
    fragment(&parts::bare(title, Theme::Light, "", &main))
}

/// The sign-in itself, with what it carries: where to go, a form that came too late.
pub(crate) fn form(query: &Params, login: &str, note: &Markup) -> Markup {
    let account = Field::new("login", "登录名").autocomplete("username").max(40);
    let password = Field::new("password", "密码").autocomplete("current-password");
    html! {
        form method="post" action="/login" {
            h1 { "登录" }
            @if !note.0.is_empty() { div role="alert" { (note) } }
            (carry(query))
            (parts::field_text(&account, login))
            (parts::field_password(&password))
            (Btn::submit("登录").pri().busy("正在登录…"))
            hr;
            p.small.muted { "没有账号，或忘了密码？请本单位的系统管理员开通或重设。" }
        }
    }
}

/// Hidden fields that every step of the sign-in hands on.
fn carry(given: &Params) -> Markup {
    html! {
        input type="hidden" name="next" value=(inward(given.get("next")));
        @if given.has(FIELD) { input type="hidden" name=(FIELD) value=(given.get(FIELD)); }
    }
}

fn bad(words: &str) -> Markup {
    parts::note(Tone::Bad, &html! { (words) }, None)
}

struct From {
    address: String,
    agent: String,
}

fn from(app: &App, request: &Request) -> From {
    let agent = request.headers().get(header::USER_AGENT).and_then(|value| value.to_str().ok());
    From {
        address: app.address(request.headers(), request.extensions()),
        agent: agent.unwrap_or_default().to_owned(),
    }
}

async fn enter(State(app): State<App>, request: Request) -> Answer {
    let from = from(&app, &request);
    let Form(form) = read(request).await?;
    attempt(&app, from, form, None).await
}

async fn read(request: Request) -> Result<Form, Fault> {
    <Form as axum::extract::FromRequest<()>>::from_request(request, &()).await
}

async fn code(State(app): State<App>, request: Request) -> Answer {
    let from = from(&app, &request);
    let Form(given) = read(request).await?;
    let Some(waiting) = app.waited(given.get("step")) else {
        let wrong = "等得太久了，请重新输入登录名和密码";
        return Ok(refuse("", &form(&given, "", &bad(wrong))));
    };
    let form = Params::default()
        .add("login", waiting.login.as_str())
        .add("password", waiting.password.as_str())
        .add("next", given.get("next"))
        .set(FIELD, given.get(FIELD));
    let code = given.get("code").to_owned();
    attempt(&app, from, form, Some(code)).await
}

async fn attempt(app: &App, from: From, given: Params, code: Option<String>) -> Answer {
    let (typed, hashing, asked) = (given.clone(), app.config.hashing, code.clone());
    let done = run(app, move |store| {
        let attempt = Attempt {
            login: typed.get("login"),
            password: typed.get("password"),
            totp: asked.as_deref(),
            address: &from.address,
            agent: &from.agent,
        };
        store.sign_in(&attempt, hashing)
    })
    .await?;
    match done {
        SignIn::Ok { token, must_change } => {
            let next = arrive(app, &given, &token).await?;
            let next = if must_change { "/password" } else { next.as_str() };
            Ok(with_cookie(app, see(next), &token))
        }
        SignIn::NeedTotp => Ok(ask_code(app, &given, "")),
        SignIn::Refused { say, locked: false } if code.is_some() => Ok(ask_code(app, &given, &say)),
        SignIn::Refused { say, .. } => {
            Ok(refuse("", &form(&given, given.get("login"), &bad(&format!("{say}。")))))
        }
    }
}

/// Where the person goes now; a form that came too late is opened again for whoever typed it.
async fn arrive(app: &App, given: &Params, token: &str) -> Result<String, Fault> {
    let next = inward(given.get("next")).to_owned();
    if !given.has(FIELD) {
        return Ok(next);
    }
    let (token_copy, carried) = (token.to_owned(), given.get(FIELD).to_owned());
    match run(app, move |store| lapse::take_up(store, &token_copy, &carried)).await? {
        Carried::Kept(back) => Ok(inward(&back).to_owned()),
        Carried::Dropped => {
            let said = "刚才没存的内容是另一个账号填的，或放了太久，没有带过来";
            app.live.toasts.lock().insert(token.to_owned(), Toast::new(said));
            Ok("/".to_owned())
        }
    }
}

fn refuse(unit: &str, form: &Markup) -> Response {
    let mut answer = door(unit, "登录", form);
    *answer.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
    answer
}

fn ask_code(app: &App, given: &Params, wrong: &str) -> Response {
    let key = app.wait_for_code(given.get("login"), given.get("password")).unwrap_or_default();
    let field = Field::new("code", "手机上的六位数字")
        .inputmode("numeric")
        .autocomplete("one-time-code")
        .max(7)
        .error((!wrong.is_empty()).then_some(wrong));
    door(
        "",
        "动态口令",
        &html! {
            form method="post" action="/login/code" {
                h1 { "再输一次动态口令" }
                p.muted { "打开手机上的口令应用，填“娘家”下面的六位数字。" }
                input type="hidden" name="step" value=(key);
                (carry(given))
                (parts::field_text(&field, ""))
                (Btn::submit("登录").pri().busy("正在登录…"))
                div.row { a href="/login" { "换一个账号" } }
            }
        },
    )
}

/// Sets the cookie of a session; an empty token takes it away.
pub(super) fn with_cookie(app: &App, mut answer: Response, token: &str) -> Response {
    if let Some(cookie) = app.cookie(token) {
        answer.headers_mut().append(header::SET_COOKIE, cookie);
    }
    answer
}

async fn leave(State(app): State<App>, headers: HeaderMap, _: Form) -> Answer {
    if let Some(token) = app.token(&headers) {
        run(&app, move |store| store.sign_out(&token)).await?;
    }
    let mut answer = with_cookie(&app, see("/login"), "");
    let clear = HeaderValue::from_static("\"cache\"");
    answer.headers_mut().insert("clear-site-data", clear);
    Ok(answer)
}

async fn password(half: Half) -> Answer {
    Ok(fragment(&password_page(&half, &[])))
}

fn password_page(half: &Half, refusals: &[Refusal]) -> Markup {
    let session = &half.who.session;
    let wrong = |name: &str| {
        let found = refusals.iter().filter(|refusal| refusal.field == name);
        let words: Vec<&str> = found.map(|refusal| refusal.reason.as_str()).collect();
        (!words.is_empty()).then(|| words.join("；"))
    };
    let current = Field::new("current", "现在的密码").autocomplete("current-password");
    let fresh = Field::new("password", "新密码").autocomplete("new-password");
    let again = Field::new("again", "新密码再输一次").autocomplete("new-password");
    let hint = "至少10位，大写字母、小写字母、数字、符号里有三样；不含姓名和登录名";
    let form = html! {
        form method="post" action="/password" {
            h1 { "换密码" }
            @if session.must_change {
                p.muted { "第一次登录，或密码到期了，先换一个只有您知道的密码。" }
            }
            (parts::csrf_field(&session.csrf))
            input type="hidden" name="username" value=(session.user.login) autocomplete="username";
            (parts::field_password(&current.error(wrong("current"))))
            (parts::field_password(&fresh.hint(hint).error(wrong("password"))))
            (parts::field_password(&again.error(wrong("again"))))
            (Btn::submit("换成新密码").pri().busy("正在更换…"))
            @if !session.must_change { div.row { a href="/account" { "先不换" } } }
        }
    };
    let about = "密码只存指纹，谁也看不到原文。换过以后，别处登录着的都会退出。";
    let main = parts::door(["密码是您的，", "别告诉别人。"], about, "", &form);
    parts::bare("换密码", theme(&session.user.theme), &session.csrf, &main)
}

async fn new_password(half: Half, Form(form): Form) -> Answer {
    if form.get("password") != form.get("again") {
        let refusal = Refusal::on("again", "两次输入的新密码不一样");
        return Ok(again(&half, &[refusal]));
    }
    let (who, hashing) = (half.who.clone(), half.app.config.hashing);
    let done = run(&half.app, move |store| {
        let change = Change {
            user: who.session.user.id,
            current: Some(form.get("current")),
            fresh: form.get("password"),
            keep: Some(&who.token),
        };
        store.set_password(&who.session.ctx, &change, hashing)
    })
    .await;
    match done {
        Ok(()) => Ok(see("/login")),
        Err(fault) if !fault.refusals.is_empty() => Ok(again(&half, &fault.refusals)),
        Err(fault) => Err(fault),
    }
}

fn again(half: &Half, refusals: &[Refusal]) -> Response {
    with_status(StatusCode::UNPROCESSABLE_ENTITY, &password_page(half, refusals))
}
