//! 汇报: reports whose every figure opens its rows.
//!
//! Read in this order: [`index`] which there are · [`begin`] a new one · [`show`] one report ·
//! [`paper`] its text as markup · [`source`] where a figure comes from · [`edit`] its words ·
//! [`moved`] what has changed since it was finished · [`out`] files · [`template`] templates.

mod alone;
mod begin;
mod edit;
mod index;
mod moved;
mod out;
mod paper;
mod show;
mod source;
mod stage;
mod template;

use crate::app::{App, run};
use crate::fault::Fault;
use crate::request::Asker;
use axum::Router;
use axum::routing::{get, post};
use store::report::{Report, Written};

pub use alone::html;
pub use out::{data, summary};

/// `/report` and `/template`, with what belongs to them.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/report", get(index::show).post(begin::begin))
        .route("/report/new", get(begin::show))
        .route("/report/preview", post(edit::preview))
        .route("/report/figures", get(edit::figures))
        .route("/report/{key}", get(show::show))
        .route("/report/{key}/edit", get(edit::show).post(edit::save))
        .route("/report/{key}/stage", post(stage::turn))
        .route("/report/{key}/figure/{place}", get(source::show))
        .route("/report/{key}/figure/{place}/year", get(source::year))
        .route("/report/{key}/moved", get(moved::show))
        .route("/report/{key}/export", get(out::export))
        .route("/template", get(template::index))
        .route("/template/new", get(template::new).post(template::save))
        .route("/template/{code}", get(template::show).post(template::save))
        .route("/template/{code}/retire", post(template::retire))
        .route("/template/{code}/restore", post(template::restore))
}

/// A report with what it says.
async fn opened(asker: &Asker, key: &str) -> Result<(Report, Written), Fault> {
    let (ctx, key) = (asker.ctx.clone(), key.to_owned());
    run(&asker.app, move |store| {
        let report = store.report(&ctx, &key)?;
        let written = store.write_report(&ctx, &report)?;
        Ok::<_, store::StoreError>((report, written))
    })
    .await
}

/// The address of a report.
fn href(report: &Report) -> String {
    format!("/report/{}", report.public_id)
}
