//! The phone of people who see what is about themselves: home, card, what they ask for, who has looked.
//!
//! Read in this order: this file, who asks and the frame · [`door`] the ways in · [`home`] · [`card`] ·
//! [`ask`] a form in short steps · [`pictures`] sent with it · [`invite`] colleagues asked along · [`matter`] what
//! became of it · [`mine`] one's own data.

mod ask;
mod card;
mod door;
mod home;
pub mod invite;
mod matter;
mod mine;
mod pictures;

use crate::app::App;
use crate::assets;
use crate::fault::Fault;
use crate::parts::{self, icon};
use crate::request::proved;
use axum::Router;
use axum::extract::{DefaultBodyLimit, FromRef, FromRequestParts, OptionalFromRequestParts};
use axum::http::request::Parts;
use axum::http::uri::{Authority, Uri};
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::Response;
use axum::routing::{get, post};
use maud::{DOCTYPE, Markup, html};
use std::sync::Arc;
use store::members::Member;

/// Where these pages live.
pub const HOME: &str = "/m";

/// All pages of the phone.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/m", get(home::show))
        .route("/m/login", get(door::show).post(door::send_code))
        .route("/m/code", post(door::enter_by_code))
        .route("/m/pin", get(door::by_pin).post(door::enter_by_pin))
        .route("/m/open", get(door::open).post(door::ask_to_open))
        .route("/m/who", get(door::who).post(door::recognise))
        .route("/m/newpin", get(door::new_pin).post(door::set_pin))
        .route("/m/logout", post(door::leave))
        .route("/m/card", get(card::show))
        .route("/m/card/code", get(card::code))
        .route("/m/new/{register}", get(ask::show).post(ask::send).layer(long_form()))
        .route("/m/j/{register}/{key}", get(invite::follow))
        .route("/m/units/{register}", get(ask::units))
        .route("/m/matters", get(matter::all))
        .route("/m/r/{register}/{key}", get(matter::show))
        .route("/m/r/{register}/{key}/pictures", post(pictures::more).layer(long_form()))
        .route("/m/r/{register}/{key}/{step}", post(matter::step))
        .route("/m/mine", get(mine::show))
        .route("/m/looks", get(mine::looks))
        .route("/m/large", post(mine::large))
        .route("/m/manifest.webmanifest", get(manifest))
        .route("/m/worker.js", get(worker))
        .route("/m/offline", get(offline))
        .route("/v/{code}", get(card::check))
}

/// Forms with pictures are longer than others.
fn long_form() -> DefaultBodyLimit {
    DefaultBodyLimit::max(pictures::CUT)
}

/// Whether a path is one of the phone's.
pub fn is_phone(path: &str) -> bool {
    path == HOME || path.starts_with("/m/")
}

/// A request's person and session.
#[derive(Clone)]
pub struct Mine {
    /// Who.
    pub member: Arc<Member>,
    /// The token of the session.
    pub token: Arc<str>,
}

/// Somebody who has signed in on the phone.
pub struct Me {
    /// The application.
    pub app: App,
    /// Who.
    pub member: Arc<Member>,
    /// The token of the session.
    pub token: Arc<str>,
    /// The address by which this server was reached, for codes that others read.
    pub base: String,
}

impl<S> FromRequestParts<S> for Me
where
    App: FromRef<S>,
    S: Send + Sync,
{
    type Rejection = Fault;
    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Me, Fault> {
        proved(parts)?;
        let mine = parts.extensions.get::<Mine>().cloned().ok_or_else(Fault::sign_in)?;
        let app = App::from_ref(state);
        let base = app.base(&parts.headers, &parts.uri);
        Ok(Me { app, member: mine.member, token: mine.token, base })
    }
}

impl<S> OptionalFromRequestParts<S> for Me
where
    App: FromRef<S>,
    S: Send + Sync,
{
    type Rejection = Fault;
    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Option<Me>, Fault> {
        Ok(<Me as FromRequestParts<S>>::from_request_parts(parts, state).await.ok())
    }
}

impl Me {
    /// Words for the next page.
    fn say(&self, words: &str) {
        let mut all = self.app.live.toasts.lock();
        if all.len() > 10_000 {
            all.clear();
        }
        all.insert(self.token.to_string(), parts::Toast::new(words));
    }
}

impl App {
    /// How this server was reached, for addresses that others read.
    pub fn base(&self, headers: &HeaderMap, uri: &Uri) -> String {
        let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
        let asked = text("host").or_else(|| uri.authority().map(Authority::as_str));
        let proxied = text("x-forwarded-host").filter(|_| self.config.behind_proxy);
        let scheme = if self.config.secure { "https" } else { "http" };
        format!("{scheme}://{}", proxied.or(asked).unwrap_or("localhost"))
    }
    /// The token of a phone, if the request carries one.
    pub fn phone_token(&self, headers: &HeaderMap) -> Option<String> {
        self.cookie_value(headers, "-m")
    }

    /// The cookie that keeps a phone signed in for a month; an empty token takes it away.
    fn phone_cookie(&self, token: &str) -> Option<HeaderValue> {
        let age = if token.is_empty() { 0 } else { 30 * 86_400 };
        self.cookie_line("-m", token, &format!("; Max-Age={age}"))
    }
}

fn with_cookie(app: &App, mut answer: Response, token: &str) -> Response {
    if let Some(cookie) = app.phone_cookie(token) {
        answer.headers_mut().append(header::SET_COOKIE, cookie);
    }
    answer
}

/// A page in the phone's frame.
#[derive(Default)]
struct Frame<'a> {
    title: &'a str,
    /// Key of the entry below: `home`, `card`, `help`, `mine`; empty for none.
    tab: &'a str,
    /// Where the arrow leads back to; none when empty.
    back: &'a str,
    /// Beside the title.
    right: Markup,
    body: Markup,
}

const TABS: [(&str, &str, &str, &str); 4] = [
    ("home", "/m", "home", "首页"),
    ("card", "/m/card", "id-badge-2", "会员证"),
    ("matters", "/m/matters", "list", "我的办理"),
    ("mine", "/m/mine", "user", "我的"),
];

fn frame(me: Option<&Me>, page: &Frame<'_>) -> Response {
    let member = me.map(|me| &me.member);
    let said = me.and_then(|me| me.app.live.toasts.lock().remove(me.token.as_ref()));
    let large = member.is_some_and(|member| member.large);
    let csrf = member.map_or("", |member| member.csrf.as_str());
    let markup = html! {
        (DOCTYPE)
        html.large[large] lang="zh-CN" data-theme="light" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width,initial-scale=1,viewport-fit=cover";
                meta name="theme-color" content="#c3272b";
                meta name="csrf" content=(csrf);
                title { @if page.title == "娘家" { "娘家 · 工会会员" } @else { (page.title) " · 娘家" } }
                link rel="icon" type="image/svg+xml" href=(assets::url("favicon.svg"));
                link rel="manifest" href="/m/manifest.webmanifest";
                link rel="stylesheet" href=(assets::url("niangjia.css"));
                link rel="stylesheet" href=(assets::url("phone.css"));
                script src=(assets::url("phone.js")) defer {}
            }
            body {
                a.skip href="#main" { "跳到正文" }
                div.m {
                    header.m-top {
                        @if !page.back.is_empty() {
                            a.btn.sm.ico href=(page.back) aria-label="返回" { (icon("chevron-left")) }
                        } @else { (parts::logo()) }
                        h1 { (page.title) }
                        (page.right)
                    }
                    main.m-pad #main tabindex="-1" {
                        p #offline-note .note.warn hidden role="status" { (icon("plug-connected-x")) span { "现在没有网络。填的内容留在这部手机上，连上以后再交。" } }
                        @if let Some(said) = said { div.note.ok role="status" data-said { (icon("circle-check")) span { (said.text) } } }
                        (page.body)
                    }
                    @if !page.tab.is_empty() {
                        nav.tabbar aria-label="主导航" { @for (key, href, picture, words) in TABS {
                            a href=(href) aria-current=[(key == page.tab).then_some("page")] { (icon(picture)) (words) }
                        } }
                    }
                }
            }
        }
    };
    crate::shell::fragment(&markup)
}

/// A line that leads somewhere.
fn line(picture: &str, href: &str, title: &str, sub: &str) -> Markup {
    html! {
        li { (parts::icon_in(picture, "muted")) div.grow { a.t href=(href) { (title) }
            @if !sub.is_empty() { span.sub { (sub) } } } (parts::icon_in("chevron-right", "muted")) }
    }
}

/// What is wrong, above a form.
fn wrong(words: &str) -> Markup {
    html! { @if !words.is_empty() {
        div.note.bad role="alert" { (icon("alert-circle")) span { (words) } }
    } }
}

/// What the guard shows in place of a page that could not be made.
pub fn fault_page(fault: &Fault) -> Response {
    let body = html! {
        section.panel { div.pad.stack { h2 { (fault.title) } p { (fault.say) }
            p.small.muted { "编号 " b data-raw { (fault.number) } }
            a.btn.pri.wide href=(HOME) { "回首页" } } }
    };
    let mut answer = frame(None, &Frame { title: fault.title, body, ..Frame::default() });
    *answer.status_mut() = fault.status;
    answer
}

async fn manifest() -> Response {
    let icon = serde_json::json!({
        "src": assets::url("favicon.svg"), "sizes": "any", "type": "image/svg+xml", "purpose": "any maskable",
    });
    let told = serde_json::json!({
        "name": "娘家 · 工会会员", "short_name": "娘家", "lang": "zh-CN", "start_url": HOME,
        "scope": "/m", "display": "standalone", "background_color": "#f6f4f0",
        "theme_color": "#c3272b", "icons": [icon],
    });
    typed("application/manifest+json", told.to_string())
}

/// What keeps the pages at hand without a network. It must be served from where it works.
async fn worker() -> Response {
    let files = ["niangjia.css", "phone.css", "phone.js", "icons.svg", "favicon.svg"];
    let files: Vec<String> = files.iter().map(|file| assets::url(file)).collect();
    let head = format!(
        "const VERSION = {};\nconst FILES = {};\n",
        serde_json::json!(assets::hash()),
        serde_json::json!(files)
    );
    let text = head + include_str!("../assets/phone-worker.js");
    let mut answer = typed("text/javascript; charset=utf-8", text);
    let whole = HeaderValue::from_static(HOME);
    answer.headers_mut().insert("service-worker-allowed", whole);
    answer
}

fn typed(kind: &'static str, text: String) -> Response {
    let mut answer = Response::new(text.into());
    answer.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    answer
}

async fn offline() -> Response {
    let body = html! {
        section.panel data-offline { div.pad.stack {
            h2 { "没有网络" }
            p { "这一页要联网才能看。没交的申请留在这部手机上，连上以后打开原来那一页接着填。" }
            a.btn.pri.wide href=(HOME) { "再试一次" }
        } }
    };
    frame(None, &Frame { title: "没有网络", body, ..Frame::default() })
}
