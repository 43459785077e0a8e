//! 消息: what a person was told inside the program.

use crate::app::{App, run};
use crate::fault::Answer;
use crate::parts::{self, Line, Link, PageHead, Tone};
use crate::request::Asker;
use crate::shell::{Page, page};
use crate::show;
use axum::Router;
use axum::routing::get;
use maud::html;
use store::flow::Notice;

/// `/notices`.
pub fn routes() -> Router<App> {
    Router::new().route("/notices", get(all))
}

async fn all(asker: Asker) -> Answer {
    let user = asker.ctx.user_id;
    let all = run(&asker.app, move |store| {
        let all = store.notices(user)?;
        store.notices_seen(user)?;
        Ok::<_, store::StoreError>(all)
    })
    .await?;
    let today = asker.store().today();
    let line = |one: &Notice| {
        let lead =
            if one.seen_at == 0 { parts::tag("新", Tone::Bad) } else { maud::Markup::default() };
        parts::list_line(&Line {
            lead,
            title: one.title.clone(),
            link: Some(Link::to(asker.href(&format!("/r/{}/{}", one.register, one.record)))),
            sub: show::moment(one.at, today),
            ..Line::default()
        })
    };
    let head = parts::page_head(&PageHead { title: "消息".into(), ..PageHead::default() });
    let main = html! {
        (head)
        section.panel { (parts::list(html! {
            @for one in &all { (line(one)) }
            @if all.is_empty() {
                li { div.grow.soft { "还没有消息。转给您办的、退回您的、快到期的，会在这里告诉您。" } }
            }
        })) }
    };
    Ok(page(&asker, Page { title: "消息", main, narrow: true, ..Page::default() }))
}
