//! The paper as a file: in the program's layout, or in the form that the federation has sent in.

use super::may_take;
use crate::app::run;
use crate::fault::{Answer, Fault};
use crate::pages::record::{name_of, opened_for};
use crate::request::Asker;
use axum::extract::Path;
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use kernel::access::Act;
use kernel::attachment::Media;
use kernel::letter::{Printed, printed};
use store::Store;
use store::reader::Opened;

/// `GET /r/{register}/{id}/paper.docx`.
pub async fn file(asker: Asker, Path((name, key)): Path<(String, String)>) -> Answer {
    let opened = opened_for(&asker, &name, &key, Act::Read).await?;
    send(&asker, opened).await
}

/// The file, once the journal has taken it down.
pub async fn send(asker: &Asker, opened: Opened) -> Answer {
    let paper = printed(&opened.record).ok_or_else(Fault::not_found)?;
    if !may_take(&opened, &paper) {
        let say = match &paper.void_for {
            Some(_) => "这个字号已经作废，公文不能再下载；可以打开看，查得到原因。",
            None => "您的账号不能导出这个单位的公文。需要的话，请本单位的安全管理员开通。",
        };
        return Err(Fault::forbidden(say));
    }
    let title = name_of(&opened);
    let ctx = asker.ctx.clone();
    run(&asker.app, move |store| -> Result<Response, Fault> {
        let bytes = made(store, &opened, &paper)?;
        let (register, id) = (opened.record.register.name, opened.record.id);
        store.note(&ctx, "下载公文", register, id, &title)?;
        let name = crate::params::percent(&format!("{title}.docx"));
        let given = HeaderValue::from_str(&format!("attachment; filename*=UTF-8''{name}"));
        let given = given.map_err(|error| Fault::broken(error.to_string()))?;
        let heads = [
            (header::CONTENT_TYPE, HeaderValue::from_static(Media::Docx.code())),
            (header::CONTENT_DISPOSITION, given),
        ];
        Ok((heads, bytes).into_response())
    })
    .await
}

/// In the form of whoever sends it, or of the nearest federation above; in the program's layout otherwise.
fn made(store: &Store, opened: &Opened, paper: &Printed) -> Result<Vec<u8>, Fault> {
    if let Some(form) = store.own_letter(&paper.letter, opened.node)? {
        let filled = office::letter::own::fill(&form, paper);
        return filled.map_err(|refused| Fault::unreadable(refused.to_string()));
    }
    office::letter::docx(paper).map_err(|error| Fault::broken(error.to_string()))
}
