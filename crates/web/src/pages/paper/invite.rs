//! A sheet to hang up where people are asked along: what they can join, how many have come, the code to read.

use crate::app::run;
use crate::fault::{Answer, Fault};
use crate::pages::record::{name_of, opened_for, path_of};
use crate::parts::{self, Btn, Crumb, PageHead, Press};
use crate::phone::invite::{count, link};
use crate::request::Asker;
use crate::shell::{Page, page};
use axum::extract::Path;
use axum::http::{HeaderMap, Uri};
use kernel::access::Act;
use maud::html;
use store::StoreError;

/// What the page is called.
pub const TITLE: &str = "邀请职工入会的二维码";

/// `GET /r/{register}/{id}/invite`.
pub async fn page_of(
    asker: Asker,
    headers: HeaderMap,
    uri: Uri,
    Path((name, key)): Path<(String, String)>,
) -> Answer {
    let opened = opened_for(&asker, &name, &key, Act::Read).await?;
    let (register, record) = (opened.record.register, opened.record.public_id.clone());
    let (site, invitation) = run(&asker.app, move |store| {
        let site = store.setting_on("site", store.today())?;
        let by = store.invites(register).ok_or(StoreError::NotFound)?;
        Ok::<_, StoreError>((site, store.invitation(by, &record)?))
    })
    .await?;
    let invitation = invitation
        .ok_or_else(|| Fault::unreadable("这一件现在不再收入会申请，没有可以张贴的二维码。"))?;
    let base = if site.is_empty() { asker.app.base(&headers, &uri) } else { site };
    let link = link(base.trim_end_matches('/'), &invitation);
    let head = PageHead {
        title: TITLE.into(),
        crumbs: vec![
            Crumb::to(register.title, asker.href(&format!("/r/{name}"))),
            Crumb::to(name_of(&opened), asker.href(&path_of(&opened))),
        ],
        acts: html! { (Btn::new("打印", Press::Print).icon("printer").pri()) },
        ..PageHead::default()
    };
    let main = html! {
        div.no-print { (parts::page_head(&head)) p.soft { (count(&invitation)) } }
        section.panel { div.pad.stack.center {
            h2 { (invitation.name) }
            p { (invitation.by.title) "，欢迎加入。用手机扫码，本人填写、签名，三分钟填完。" }
            (parts::square(&link, TITLE))
            p data-raw { (link) }
            p.soft { "由" (invitation.above) "受理。网址里没有任何人的资料。" }
        } }
    };
    let nav = format!("r/{name}");
    Ok(page(&asker, Page::new(TITLE, &nav, main)))
}
