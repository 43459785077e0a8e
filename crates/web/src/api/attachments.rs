//! Photos and papers of a record: listed, sent, fetched, taken away.

use super::{Caller, bearer, fine, json as answer};
use crate::app::run;
use crate::fault::{Answer, Fault};
use crate::pages::attachment::content_file;
use crate::pages::attachment::take::{Form, keep_at};
use axum::extract::{Multipart, Path};
use axum::http::{HeaderMap, StatusCode};
use axum::response::IntoResponse;
use kernel::access::Act;
use kernel::verdict::Refusal;
use serde_json::{Value, json};
use store::attachment::Attachment;
use subtle::ConstantTimeEq;

fn document(one: &Attachment) -> Value {
    json!({
        "public_id": one.public_id,
        "version": one.version,
        "kind": one.kind,
        "title": one.title,
        "media_type": one.media.code(),
        "bytes": one.bytes,
        "width": one.width,
        "height": one.height,
        "added_by": one.added_by,
        "added_at": one.added_at,
        "content": format!("{}/attachments/{}", super::ROOT, one.public_id),
    })
}

/// `GET …/records/{key}/attachments`.
pub(super) async fn list(
    Caller(asker): Caller,
    Path((name, key)): Path<(String, String)>,
) -> Answer {
    let register = asker.register(&name)?;
    let ctx = asker.ctx.clone();
    let all = run(&asker.app, move |store| {
        // A register without attachments has none, but only of a record that is there.
        store.open_record(&ctx, register, &key)?;
        store.attachments(&ctx, register, &key)
    })
    .await?;
    fine(&all.iter().map(document).collect())
}

/// `POST …/records/{key}/attachments`, `multipart/form-data`: `kind`, where wanted `title`, then `file`s. Each
/// file is an act of its own.
pub(super) async fn add(
    headers: HeaderMap,
    Caller(asker): Caller,
    Path((name, key)): Path<(String, String)>,
    mut files: Multipart,
) -> Answer {
    // A browser's cookie comes along by itself; only our own pages know the token.
    let given = headers.get("x-csrf-token").and_then(|value| value.to_str().ok());
    let own = given.is_some_and(|given| bool::from(given.as_bytes().ct_eq(asker.csrf.as_bytes())));
    if bearer(&headers).is_none() && !own {
        return Err(Fault::foreign());
    }
    let register = asker.register(&name)?;
    let ctx = asker.ctx.clone();
    let opened = run(&asker.app, move |store| store.open_record(&ctx, register, &key)).await?;
    if !opened.acts.contains(&Act::Write) {
        return Err(Fault::forbidden("您在这个单位没有“登记修改”的权限，这一步没有做。"));
    }
    let (mut form, mut added, mut refused) = (Form::default(), Vec::new(), Vec::new());
    let broken = |say: String| Fault::refused(vec![Refusal::on("file", say)]);
    while let Some(sent) = form.next(&mut files).await.map_err(broken)? {
        let name = sent.name.clone();
        let place = (register, opened.record.id);
        match keep_at(&asker.app, &asker.ctx, place, &form.kind, sent).await {
            Ok(one) => added.push(document(&one)),
            Err(fault) if fault.refusals.is_empty() => return Err(fault),
            Err(fault) => refused.push(json!({"name": name, "reason": fault.say})),
        }
    }
    if added.is_empty() && refused.is_empty() {
        return Err(broken("没有收到文件".into()));
    }
    let status =
        if added.is_empty() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::CREATED };
    Ok(answer(status, &json!({"added": added, "refused": refused})))
}

/// `GET /attachments/{key}`: the content.
pub(super) async fn content(Caller(asker): Caller, Path(key): Path<String>) -> Answer {
    let ctx = asker.ctx.clone();
    let (one, bytes) =
        run(&asker.app, move |store| store.attachment_content(&ctx, &key, false)).await?;
    Ok(content_file(&one, bytes, true))
}

/// `DELETE /attachments/{key}?version=…&reason=…`.
pub(super) async fn remove(Caller(asker): Caller, Path(key): Path<String>) -> Answer {
    let version = asker.query.get("version").parse::<i64>().map_err(|_| {
        let why = "要带上看到的版本号version，免得盖掉别人刚改的";
        Fault::refused(vec![Refusal::on("version", why)])
    })?;
    let (ctx, reason) = (asker.ctx.clone(), asker.query.get("reason").to_owned());
    run(&asker.app, move |store| store.detach(&ctx, &key, version, &reason)).await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}
