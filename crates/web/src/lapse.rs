//! A form sent after its session has ended. What was typed goes, sealed, into the page of the
//! sign-in; once the same person has signed in, it is an unfinished form and stands open again.

use crate::app::{App, run};
use crate::fault::Fault;
use crate::pages::login;
use crate::params::{Params, percent};
use crate::parts::{self, Tone};
use axum::body::{Body, to_bytes};
use axum::extract::Request;
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, Uri, header};
use axum::response::Response;
use maud::html;
use store::{Store, StoreError};

/// No form that a person fills in is longer.
pub const MOST: usize = 64 * 1024;

/// The field in which the sign-in carries what was typed.
pub const FIELD: &str = "left";

/// What it is sealed for.
const PLACE: &str = "left form";

const HOUR: i64 = 3_600_000;
/// Whoever comes back later begins again.
const LONG: i64 = 12 * HOUR;

/// A form on its way when its session had ended.
pub struct Left {
    token: Option<String>,
    /// What was typed, where it is a form that can be opened again.
    form: Option<(String, Params)>,
    /// The page to go back to.
    back: String,
}

/// The place of a form that can be opened again: `r/membership/new`, `r/membership/RB2K/edit`.
fn place(path: &str) -> Option<String> {
    let steps: Vec<&str> = path.trim_matches('/').split('/').collect();
    match steps.as_slice() {
        ["r", _, "new"] | ["r", _, _, "edit"] => Some(steps.join("/")),
        _ => None,
    }
}

/// Holds what a person without a session sends, and hands the request on.
pub async fn hold(app: &App, request: Request) -> (Request, Option<Left>) {
    if request.method() != Method::POST {
        return (request, None);
    }
    let headers = request.headers();
    let token = app.token(headers);
    let kind = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
    let plain = kind.is_some_and(|kind| kind.starts_with("application/x-www-form-urlencoded"));
    let place = place(request.uri().path()).filter(|_| plain && token.is_some());
    let mut left = Left { token, form: None, back: back(headers) };
    let Some(place) = place else { return (request, Some(left)) };
    let unit = Params::parse(request.uri().query().unwrap_or_default()).only(&["at", "below"]);
    let (head, body) = request.into_parts();
    let Ok(bytes) = to_bytes(body, MOST).await else {
        return (Request::from_parts(head, Body::empty()), Some(left));
    };
    let form = Params::parse(&String::from_utf8_lossy(&bytes)).without(&["csrf", "_next"]);
    left.back = unit.set("draft", "1").on(&format!("/{place}"));
    left.form = Some((place, form));
    (Request::from_parts(head, Body::from(bytes)), Some(left))
}

/// The page a form was sent from, if it is one of ours.
fn back(headers: &HeaderMap) -> String {
    let text = |name| headers.get(name).and_then(|value| value.to_str().ok());
    let from = text(header::REFERER).and_then(|from| from.parse::<Uri>().ok());
    let ours =
        |from: &Uri| from.authority().map(axum::http::uri::Authority::as_str) == text(header::HOST);
    let path = from.filter(ours).and_then(|from| from.path_and_query().cloned());
    path.map_or_else(|| "/".to_owned(), |path| path.as_str().to_owned())
}

impl Left {
    /// The sign-in, with what was typed inside.
    pub async fn page(self, app: &App) -> Result<Response, Fault> {
        let (token, form, back) = (self.token, self.form, self.back);
        let inside = back.clone();
        let sealed = run(app, move |store| match (token, form) {
            (Some(token), Some((place, form))) => seal(store, &token, &place, &form, &inside),
            _ => Ok(None),
        })
        .await?;
        let words = match sealed {
            Some(_) => "刚才填的还没有存，登录后回到那张表，填的内容还在。",
            None => "刚才这一步没有做，登录后回到原来那一页再做一次；要传的文件请重新选。",
        };
        let note = html! { b { "登录已过期。" } (words) };
        let given = Params::default()
            .set("next", back)
            .set(FIELD, sealed.map(|sealed| store::keys::hex(&sealed)).unwrap_or_default());
        let note = parts::note(Tone::Warn, &note, None);
        let mut answer = login::door("", "登录", &login::form(&given, "", &note));
        *answer.status_mut() = StatusCode::UNAUTHORIZED;
        Ok(answer)
    }
}

fn seal(
    store: &Store,
    token: &str,
    place: &str,
    form: &Params,
    back: &str,
) -> Result<Option<Vec<u8>>, StoreError> {
    let Some(user) = store.session_owner(token)? else { return Ok(None) };
    let kept = Params::default()
        .add("user", user.to_string())
        .add("at", store.clock.now().to_string())
        .add("place", place)
        .add("back", back)
        .add("form", form.query());
    store.keys.seal(PLACE, &kept.query()).map(Some)
}

/// What became of a form that was carried through the sign-in.
pub enum Carried {
    /// It is an unfinished form of the person now; here it stands.
    Kept(String),
    /// Somebody else typed it, or it was too long ago.
    Dropped,
}

/// Takes up what was carried through the sign-in, for the person of a fresh session.
pub fn take_up(store: &Store, token: &str, carried: &str) -> Result<Carried, StoreError> {
    let clear = store::keys::unhex(carried).and_then(|sealed| store.keys.open(PLACE, &sealed));
    let Some(kept) = clear.map(|clear| Params::parse(&clear)) else { return Ok(Carried::Dropped) };
    let number = |name: &str| kept.get(name).parse::<i64>().unwrap_or(0);
    let user = store.session_owner(token)?;
    if user != Some(number("user")) || store.clock.now() - number("at") > LONG {
        return Ok(Carried::Dropped);
    }
    let (place, form) = (kept.get("place"), Params::parse(kept.get("form")));
    let name = place.split('/').nth(1).unwrap_or_default();
    let register = store.register(name)?;
    let title = crate::pages::form::draft::title(register, place, &form);
    store.save_draft(number("user"), place, &title, &form.query())?;
    Ok(Carried::Kept(kept.get("back").to_owned()))
}

/// The same for a part of a page: the rest of it, and what was typed there, stays as it is.
pub fn part(get: bool) -> Response {
    let words = html! {
        b { "登录已过期，" } "这一步没有做，页面上填的还在。"
        a href="/login" target="_blank" rel="noopener" { "在新窗口登录" }
        "，再回到这里接着做。"
    };
    let note = html! { div role="alert" { (parts::note(Tone::Warn, &words, None)) } };
    let mut answer = crate::shell::with_status(StatusCode::UNAUTHORIZED, &note);
    if !get {
        let heads = answer.headers_mut();
        heads.insert("hx-retarget", HeaderValue::from_static("#toasts"));
        heads.insert("hx-reswap", HeaderValue::from_static("innerHTML"));
    }
    answer
}

/// Where to sign in before a page is shown.
pub fn door_of(uri: &Uri) -> String {
    let next = uri.path_and_query().map_or("/", |path| path.as_str());
    format!("/login?next={}", percent(next))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_forms_of_a_record_can_be_opened_again() {
        assert_eq!(place("/r/membership/new").as_deref(), Some("r/membership/new"));
        assert_eq!(place("/r/union/B2K/edit").as_deref(), Some("r/union/B2K/edit"));
        for path in ["/r/union/B2K/void", "/users/3/lock", "/r/union/bulk/do", "/import"] {
            assert_eq!(place(path), None, "{path}");
        }
    }
}
