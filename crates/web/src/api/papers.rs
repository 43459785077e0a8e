//! Official papers for other programs: what was written, and the file.

use super::{Caller, fine};
use crate::app::run;
use crate::fault::{Answer, Fault};
use crate::pages::paper::out;
use axum::extract::Path;
use kernel::access::Act;
use kernel::letter::printed;
use serde_json::json;
use store::reader::Opened;

async fn opened(caller: &Caller, name: &str, key: String) -> Result<Opened, Fault> {
    let asker = &caller.0;
    let register = asker.register(name)?;
    let ctx = asker.ctx.clone();
    let found = run(&asker.app, move |store| store.open_record(&ctx, register, &key)).await?;
    if register.papers.is_none() { Err(Fault::not_found()) } else { Ok(found) }
}

/// `GET …/records/{key}/paper`: number, head, foot, the text, and what is still open in it.
pub(super) async fn one(caller: Caller, Path((name, key)): Path<(String, String)>) -> Answer {
    let found = opened(&caller, &name, key).await?;
    if !found.acts.contains(&Act::Export) {
        return Err(Fault::forbidden("您的账号不能导出这个单位的公文。"));
    }
    let paper = printed(&found.record).ok_or_else(Fault::not_found)?;
    fine(&json!({
        "number": paper.number,
        "mark": paper.mark,
        "as_letter": paper.as_letter,
        "signer": paper.signer,
        "letter": paper.letter,
        "void_for": paper.void_for,
        "copies": paper.copies,
        "printed_by": paper.printed_by,
        "printed_on": paper.printed_on,
        "open": paper.open(),
        "document": paper.document,
        "fields": paper.fields,
    }))
}

/// `GET …/records/{key}/paper.docx`.
pub(super) async fn file(caller: Caller, Path((name, key)): Path<(String, String)>) -> Answer {
    let found = opened(&caller, &name, key).await?;
    out::send(&caller.0, found).await
}
