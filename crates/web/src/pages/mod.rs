//! One file per page. Each has its own `routes()`; this file only joins them.

pub mod account;
pub mod attachment;
pub mod board;
pub mod bulk;
pub mod define;
pub mod exchange;
pub mod export;
pub mod figure;
pub mod flow;
pub mod form;
pub mod home;
pub mod import;
pub mod journal;
pub mod list;
pub mod login;
pub mod notices;
pub mod paper;
pub mod record;
pub mod report;
pub mod search;
pub mod settings;
pub mod setup;
pub mod target;
pub mod tree;
pub mod users;

use crate::app::App;
use crate::assets;
use axum::Router;
use axum::extract::Path;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;
use tower_http::compression::CompressionLayer;

/// All pages.
pub fn routes() -> Router<App> {
    Router::new()
        .merge(account::routes())
        .merge(attachment::routes())
        .merge(board::routes())
        .merge(bulk::routes())
        .merge(define::routes())
        .merge(exchange::routes())
        .merge(export::routes())
        .merge(figure::routes())
        .merge(flow::routes())
        .merge(form::routes())
        .merge(home::routes())
        .merge(import::routes())
        .merge(journal::routes())
        .merge(list::routes())
        .merge(login::routes())
        .merge(notices::routes())
        .merge(paper::routes())
        .merge(record::routes())
        .merge(report::routes())
        .merge(search::routes())
        .merge(settings::routes())
        .merge(setup::routes())
        .merge(target::routes())
        .merge(tree::routes())
        .merge(users::routes())
        .merge(crate::api::routes())
        .merge(crate::phone::routes())
        .merge(files())
        .fallback(|| async { crate::Fault::not_found() })
        .method_not_allowed_fallback(|| async { crate::Fault::not_found() })
}

fn files() -> Router<App> {
    Router::new()
        .route("/static/{hash}/{name}", get(file))
        .route("/favicon.ico", get(|| async { Redirect::temporary(&assets::url("favicon.svg")) }))
        .layer(CompressionLayer::new())
}

async fn file(Path((hash, name)): Path<(String, String)>) -> Response {
    let Some((kind, bytes, current)) = assets::serve(&name) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let keep = if hash == current { "public, max-age=31536000, immutable" } else { "no-cache" };
    ([(header::CONTENT_TYPE, kind), (header::CACHE_CONTROL, keep)], bytes).into_response()
}
