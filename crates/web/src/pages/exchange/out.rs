//! Files that leave: a matter's, its receipt, and the installation's own card.

use crate::app::run;
use crate::fault::{Answer, Fault};
use crate::request::Asker;
use axum::extract::Path;
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use store::exchange::Sent;

/// `GET /r/{register}/{id}/parcel`.
pub async fn parcel(asker: Asker, Path((name, key)): Path<(String, String)>) -> Answer {
    let register = asker.register(&name)?;
    let ctx = asker.ctx.clone();
    download(run(&asker.app, move |store| store.parcel_of(&ctx, register, &key)).await?)
}

/// `GET /r/{register}/{id}/receipt`.
pub async fn receipt(asker: Asker, Path((name, key)): Path<(String, String)>) -> Answer {
    let register = asker.register(&name)?;
    let ctx = asker.ctx.clone();
    download(run(&asker.app, move |store| store.receipt_of(&ctx, register, &key)).await?)
}

/// `GET /r/{register}/{id}/voucher`: a superior vouches for an installation that it has called.
pub async fn voucher(asker: Asker, Path((name, key)): Path<(String, String)>) -> Answer {
    let register = asker.register(&name)?;
    let ctx = asker.ctx.clone();
    download(run(&asker.app, move |store| store.vouch_for(&ctx, register, &key)).await?)
}

/// `GET /parcels/card`: public, so that whoever is signed in may hand it out.
pub async fn card(asker: Asker) -> Answer {
    let card = run(&asker.app, store::Store::own_card).await?;
    download(Sent { name: format!("密钥卡-{}.txt", card.name), text: card.to_text() })
}

fn download(sent: Sent) -> Answer {
    let name = crate::params::percent(&sent.name);
    let given = HeaderValue::from_str(&format!("attachment; filename*=UTF-8''{name}"));
    let given = given.map_err(|error| Fault::broken(error.to_string()))?;
    let plain = HeaderValue::from_static("application/octet-stream");
    let heads = [(header::CONTENT_TYPE, plain), (header::CONTENT_DISPOSITION, given)];
    let answer: Response = (heads, sent.text).into_response();
    Ok(answer)
}
