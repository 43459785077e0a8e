//! The same records and figures for other programs, under `/api/v1`. Everything goes through the
//! store with the rights of the person whose token is sent, so nothing can be seen here that
//! cannot be seen on a page.
//!
//! Read in this order: this file, who calls and what is answered · [`sign_in`] · [`registers`]
//! lists · [`records`] one record · [`attachments`] its photos and papers · [`flow`] its steps · [`figures`] · [`reports`] · [`papers`] · [`others`] the rest · [`openapi`] the description,
//! built from the declarations · [`figure_json`] the shape of a figure, shared with the command line.

pub mod attachments;
mod events;
pub mod figure_json;
pub mod figures;
pub mod flow;
pub mod openapi;
pub mod others;
mod papers;
pub mod records;
pub mod registers;
pub mod reports;
pub mod sign_in;
pub mod values;

use crate::app::{App, run};
use crate::fault::{Answer, Fault};
use crate::request::{Asker, Who, with_files};
use axum::Router;
use axum::body::to_bytes;
use axum::extract::{DefaultBodyLimit, FromRef, FromRequest, FromRequestParts, Request};
use axum::http::request::Parts;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use serde_json::{Map, Value};
use store::{Store, StoreError};

/// Where the API lives.
pub const ROOT: &str = "/api/v1";

/// Everything under [`ROOT`].
pub fn routes() -> Router<App> {
    let inner = Router::new()
        .route("/openapi.json", get(openapi::document))
        .route("/sign-in", post(sign_in::enter).delete(sign_in::leave))
        .route("/registers", get(registers::all))
        .route("/registers/{register}", get(registers::list))
        .route("/registers/{register}/records", get(registers::list).post(records::add))
        .route(
            "/registers/{register}/records/{key}",
            get(records::show).patch(records::edit).delete(records::void),
        )
        .route("/registers/{register}/records/{key}/history", get(records::history))
        .route("/registers/{register}/records/{key}/paper", get(papers::one))
        .route("/registers/{register}/records/{key}/paper.docx", get(papers::file))
        .route(
            "/registers/{register}/records/{key}/attachments",
            get(attachments::list)
                .post(attachments::add)
                .layer(DefaultBodyLimit::max(crate::pages::attachment::take::CUT)),
        )
        .route("/registers/{register}/records/{key}/flow", get(flow::show).post(flow::make))
        .route("/registers/{register}/flow", post(flow::make_many))
        .route("/bench", get(flow::bench))
        .route("/attachments/{key}", get(attachments::content).delete(attachments::remove))
        .route("/reveal", post(records::reveal))
        .route("/figures", get(figures::all))
        .route("/figures/{code}/rows", get(figures::rows))
        .route("/reports", get(reports::all))
        .route("/reports/{key}", get(reports::one))
        .route("/indicators", get(others::indicators))
        .route("/sheets", get(others::sheets))
        .route("/journal", get(others::journal));
    Router::new().route(ROOT, get(others::page)).nest(ROOT, inner)
}

/// A person, or a program with a person's token: cookie or `Authorization: Bearer`.
pub struct Caller(pub Asker);

/// The token of the header.
pub(crate) fn bearer(headers: &HeaderMap) -> Option<&str> {
    let value = headers.get(header::AUTHORIZATION)?.to_str().ok()?;
    let (kind, token) = value.split_once(' ')?;
    (kind.eq_ignore_ascii_case("bearer") && !token.trim().is_empty()).then(|| token.trim())
}

impl<S> FromRequestParts<S> for Caller
where
    App: FromRef<S>,
    S: Send + Sync,
{
    type Rejection = Fault;
    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Caller, Fault> {
        let app = App::from_ref(state);
        let who = match (parts.extensions.get::<Who>(), bearer(&parts.headers)) {
            (Some(who), _) => Some(who.clone()),
            (None, Some(token)) => {
                let (token, address) =
                    (token.to_owned(), app.address(&parts.headers, &parts.extensions));
                run(&app, move |store| crate::session::who(store, &token, &address)).await?
            }
            (None, None) => None,
        };
        let mut asker = Asker::of(&app, who.ok_or_else(Fault::sign_in)?, &parts.uri, false)?;
        asker.ctx.origin = "接口";
        in_union(&mut asker).await?;
        Ok(Caller(asker))
    }
}

/// `union=` names a unit by key, public name, code or full name.
async fn in_union(asker: &mut Asker) -> Result<(), Fault> {
    let wanted = asker.query.get("union").to_owned();
    if wanted.is_empty() {
        return Ok(());
    }
    let ctx = asker.ctx.clone();
    let found = run(&asker.app, move |store| store.find_node(&ctx, &wanted)).await?;
    asker.at = found.ok_or_else(Fault::not_found)?;
    let node = asker.tree.node(asker.at);
    asker.at_key = node.map(|node| node.public_id.clone()).unwrap_or_default();
    Ok(())
}

/// A request's JSON object.
pub struct Body(pub Map<String, Value>);

/// No request is longer than this.
const LONGEST: usize = 4 * 1024 * 1024;

impl<S: Send + Sync> FromRequest<S> for Body {
    type Rejection = Fault;
    async fn from_request(request: Request, _: &S) -> Result<Body, Fault> {
        if with_files(request.headers()) {
            return Err(Fault::foreign());
        }
        let bytes = to_bytes(request.into_body(), LONGEST).await;
        let bytes = bytes.map_err(|_| Fault::unreadable("一次送来的内容太多，请分几次送。"))?;
        match serde_json::from_slice(&bytes) {
            Ok(Value::Object(map)) => Ok(Body(map)),
            Ok(_) => Err(Fault::unreadable("请求体应是一个JSON对象。")),
            Err(error) => Err(Fault::unreadable(format!("请求体不是JSON：{error}。"))),
        }
    }
}

impl Body {
    /// A text, empty when it is not there.
    pub fn text(&self, name: &str) -> &str {
        self.0.get(name).and_then(Value::as_str).unwrap_or_default()
    }
}

/// An answer.
pub fn json(status: StatusCode, value: &Value) -> Response {
    (status, [(header::CONTENT_TYPE, "application/json")], value.to_string()).into_response()
}

/// 200.
pub fn fine(value: &Value) -> Answer {
    Ok(json(StatusCode::OK, value))
}

/// Writes on the threads that may block; a second writer's conflict is told field by field.
pub async fn writing<T, W>(app: &App, work: W) -> Result<Result<T, Response>, Fault>
where
    T: Send + 'static,
    W: FnOnce(&Store) -> store::Result<T> + Send + 'static,
{
    let done = run(app, move |store| Ok::<_, Fault>(work(store))).await?;
    match done {
        Ok(made) => Ok(Ok(made)),
        Err(StoreError::Conflict(conflict)) => {
            let error = StoreError::Conflict(conflict.clone());
            let mut told = Fault::from(error).json();
            if let Some(map) = told.as_object_mut() {
                let conflict = serde_json::to_value(&conflict).unwrap_or_default();
                map.insert("conflict".into(), conflict);
            }
            let kind = [(header::CONTENT_TYPE, "application/problem+json")];
            Ok(Err((StatusCode::CONFLICT, kind, told.to_string()).into_response()))
        }
        Err(error) => Err(error.into()),
    }
}
