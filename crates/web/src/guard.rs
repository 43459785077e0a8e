//! What every request passes: who it is, whether it comes from our own pages, how a fault is told,
//! and the headers of every answer.

use crate::app::{App, run};
use crate::fault::Fault;
use crate::lapse;
use crate::params::Params;
use crate::parts;
use crate::phone;
use crate::request::{Asker, Unproved, Who, with_files};
use crate::shell::{Page, fragment as fragment_of, page, with_status};
use axum::body::{Body, Bytes, to_bytes};
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, Uri, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Redirect, Response};
use maud::{Markup, html};
use subtle::ConstantTimeEq;
use tower_http::catch_panic::CatchPanicLayer;

/// A form without files is no longer than this.
const FORM: usize = 4 * 1024 * 1024;

const POLICY: &str = "default-src 'self'; img-src 'self' data:; object-src 'none'; \
                      base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

const HEADERS: [(&str, &str); 7] = [
    ("content-security-policy", POLICY),
    ("x-content-type-options", "nosniff"),
    ("x-frame-options", "DENY"),
    ("referrer-policy", "same-origin"),
    ("permissions-policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()"),
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-resource-policy", "same-origin"),
];

/// How the answer to a fault looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Want {
    Page,
    Fragment,
    Json,
}

impl Want {
    fn of(headers: &HeaderMap, path: &str) -> Want {
        let accept = headers.get(header::ACCEPT).and_then(|value| value.to_str().ok());
        let json = accept.is_some_and(|accept| accept.contains("json") && !accept.contains("html"));
        if json || path.starts_with("/api/") {
            Want::Json
        } else if headers.contains_key("hx-request") {
            Want::Fragment
        } else {
            Want::Page
        }
    }
}

/// A handler that stops in the middle answers like any other fault.
pub fn panics() -> CatchPanicLayer<fn(Box<dyn std::any::Any + Send>) -> Response> {
    let told: fn(Box<dyn std::any::Any + Send>) -> Response = |what| {
        let text = what.downcast_ref::<&str>().map(|text| (*text).to_owned());
        let text = text.or_else(|| what.downcast_ref::<String>().cloned());
        Fault::broken(text.unwrap_or_default()).into_response()
    };
    CatchPanicLayer::custom(told)
}

/// The one layer around all pages.
pub async fn guard(State(app): State<App>, request: Request, next: Next) -> Response {
    let uri = request.uri().clone();
    if uri.path().starts_with(crate::assets::PREFIX) {
        return headers(&app, next.run(request).await, false);
    }
    let want = Want::of(request.headers(), uri.path());
    if phone::is_phone(uri.path()) {
        let answer = match admit_phone(&app, request).await {
            Ok(request) => next.run(request).await,
            Err(fault) => fault.into_response(),
        };
        return headers(&app, dress_phone(answer, &uri), true);
    }
    let get = request.method() == Method::GET;
    let (answer, who, left) = match admit(&app, request).await {
        Ok((request, None)) if want == Want::Page => {
            let (request, left) = lapse::hold(&app, request).await;
            (next.run(request).await, None, left)
        }
        Ok((request, who)) => (next.run(request).await, who, None),
        Err(fault) => (fault.into_response(), None, None),
    };
    let answer = match left.filter(|_| signed_out(&answer)) {
        Some(left) => left.page(&app).await.unwrap_or_else(IntoResponse::into_response),
        None => answer,
    };
    headers(&app, dress(&app, answer, who, want, &uri, get), true)
}

/// The answer asks for a sign-in first.
fn signed_out(answer: &Response) -> bool {
    let fault = answer.extensions().get::<Fault>();
    fault.is_some_and(|fault| fault.status == StatusCode::UNAUTHORIZED)
}

/// Finds the session and refuses what other sites send.
async fn admit(app: &App, request: Request) -> Result<(Request, Option<Who>), Fault> {
    let safe = matches!(*request.method(), Method::GET | Method::HEAD | Method::OPTIONS);
    if !safe && !from_here(app, request.headers(), request.uri()) {
        return Err(Fault::foreign());
    }
    let address = app.address(request.headers(), request.extensions());
    let who = match app.token(request.headers()) {
        Some(token) => {
            let live = app.live.clone();
            let tree_shown = safe && !request.uri().path().starts_with(crate::api::ROOT);
            run(app, move |store| {
                let mut who = crate::session::who(store, &token, &address)?;
                if let Some(who) = who.as_mut().filter(|_| tree_shown) {
                    who.waiting = live.places.of(store, &who.session.ctx)?;
                }
                Ok::<_, store::StoreError>(who)
            })
            .await?
        }
        None => None,
    };
    let mut request = match &who {
        Some(who) if !safe => with_token(request, &who.session.csrf).await?,
        _ => request,
    };
    if let Some(who) = &who {
        request.extensions_mut().insert(who.clone());
    }
    Ok((request, who))
}

/// The same for the phone, whose people have sessions of their own.
async fn admit_phone(app: &App, request: Request) -> Result<Request, Fault> {
    let safe = matches!(*request.method(), Method::GET | Method::HEAD | Method::OPTIONS);
    if !safe && !from_here(app, request.headers(), request.uri()) {
        return Err(Fault::foreign());
    }
    let address = app.address(request.headers(), request.extensions());
    let Some(token) = app.phone_token(request.headers()) else { return Ok(request) };
    let copy = token.clone();
    let Some(member) = run(app, move |store| store.member(&copy, &address)).await? else {
        return Ok(request);
    };
    let doors = ["/m/login", "/m/code", "/m/pin", "/m/open"];
    let mut request = if safe || doors.contains(&request.uri().path()) {
        request
    } else {
        with_token(request, &member.csrf).await?
    };
    request.extensions_mut().insert(phone::Mine { member: member.into(), token: token.into() });
    Ok(request)
}

fn dress_phone(answer: Response, uri: &Uri) -> Response {
    let Some(fault) = answer.extensions().get::<Fault>().cloned() else { return answer };
    fault.log(uri.path());
    if fault.status == StatusCode::UNAUTHORIZED {
        return Redirect::to("/m/login").into_response();
    }
    phone::fault_page(&fault)
}

/// Browsers say where a request was begun; who says nothing is judged by the token alone.
fn from_here(app: &App, headers: &HeaderMap, uri: &Uri) -> bool {
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    if text("sec-fetch-site").is_some_and(|site| !matches!(site, "same-origin" | "none")) {
        return false;
    }
    // HTTP/2 has no Host but an authority; a proxy may put its own name there.
    let asked = text("host").or_else(|| uri.authority().map(axum::http::uri::Authority::as_str));
    let proxied = text("x-forwarded-host").filter(|_| app.config.behind_proxy);
    match (text("origin"), proxied.or(asked)) {
        (Some(origin), Some(host)) => origin.split_once("://").is_some_and(|cut| cut.1 == host),
        (Some(_), None) => false,
        (None, _) => true,
    }
}

/// Looks for the session's token in the header or the form. Files carry it in their first part,
/// where who reads them looks for it; until then the request is [`Unproved`].
async fn with_token(mut request: Request, csrf: &str) -> Result<Request, Fault> {
    let same = |given: &str| bool::from(given.as_bytes().ct_eq(csrf.as_bytes()));
    let given = request.headers().get("x-csrf-token").and_then(|value| value.to_str().ok());
    if given.is_some_and(same) {
        return Ok(request);
    }
    if with_files(request.headers()) {
        request.extensions_mut().insert(Unproved);
        return Ok(request);
    }
    let kind = request.headers().get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
    match kind.unwrap_or_default() {
        kind if kind.starts_with("application/x-www-form-urlencoded") => {
            let (head, body) = request.into_parts();
            let bytes: Bytes = to_bytes(body, FORM)
                .await
                .map_err(|_| Fault::unreadable("一次送来的内容太多，请分几次做。"))?;
            let form = Params::parse(&String::from_utf8_lossy(&bytes));
            if !same(form.get("csrf")) {
                return Err(Fault::foreign());
            }
            Ok(Request::from_parts(head, Body::from(bytes)))
        }
        _ => Err(Fault::foreign()),
    }
}

/// Makes of a fault what the request wants to see.
fn dress(
    app: &App,
    answer: Response,
    who: Option<Who>,
    want: Want,
    uri: &Uri,
    get: bool,
) -> Response {
    let Some(fault) = answer.extensions().get::<Fault>().cloned() else { return answer };
    fault.log(uri.path());
    let signed_out = fault.status == StatusCode::UNAUTHORIZED;
    let mut dressed = match want {
        Want::Json => json(&fault),
        Want::Page if signed_out && get => {
            return Redirect::to(&lapse::door_of(uri)).into_response();
        }
        Want::Page => whole(app, who, uri, &fault),
        Want::Fragment if signed_out && who.is_none() => return lapse::part(get),
        Want::Fragment => fragment(&fault),
    };
    if signed_out && want == Want::Fragment {
        dressed.headers_mut().insert("hx-redirect", HeaderValue::from_static("/login"));
    }
    dressed
}

fn json(fault: &Fault) -> Response {
    let kind = [(header::CONTENT_TYPE, "application/problem+json")];
    (fault.status, kind, fault.json().to_string()).into_response()
}

fn quoted(fault: &Fault) -> Markup {
    html! { "编号 " b data-raw { (fault.number) } }
}

fn fragment(fault: &Fault) -> Response {
    let words = html! { b { (fault.title) "：" } (fault.say) " " span.muted { (quoted(fault)) } };
    with_status(fault.status, &parts::note(parts::Tone::Bad, &words, None))
}

fn whole(app: &App, who: Option<Who>, uri: &Uri, fault: &Fault) -> Response {
    let home = parts::Btn::link("回工作台", "/").pri();
    let empty = parts::empty_state(&parts::Empty {
        icon: if fault.status == StatusCode::FORBIDDEN { "lock" } else { "search-off" },
        title: fault.title.to_owned(),
        text: fault.say.clone(),
        acts: vec![home],
        foot: quoted(fault),
    });
    let panel = parts::panel(&parts::Panel { body: empty, ..parts::Panel::default() });
    let head = parts::page_head(&parts::PageHead {
        title: fault.title.to_owned(),
        ..parts::PageHead::default()
    });
    let main = html! { (head) (panel) };
    let asker = who.and_then(|who| Asker::of(app, who, uri, false).ok());
    let mut answer = if let Some(asker) = asker {
        page(&asker, Page { title: fault.title, main, ..Page::default() })
    } else {
        let main = html! { main #main .main.middle tabindex="-1" { (main) } };
        fragment_of(&parts::bare(fault.title, parts::Theme::Light, "", &main))
    };
    *answer.status_mut() = fault.status;
    answer
}

fn headers(app: &App, mut answer: Response, private: bool) -> Response {
    let all = answer.headers_mut();
    for (name, value) in HEADERS {
        all.insert(HeaderName::from_static(name), HeaderValue::from_static(value));
    }
    if app.config.secure {
        let insist = HeaderValue::from_static("max-age=31536000");
        all.insert(header::STRICT_TRANSPORT_SECURITY, insist);
    }
    if private {
        all.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
        all.insert(header::VARY, HeaderValue::from_static("HX-Request, Cookie, Accept"));
    }
    answer
}
