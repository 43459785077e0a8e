//! One act of the journal: who, when, what, why, and which row versions it made.

use super::{about, of_user, place, register_title};
use crate::app::run;
use crate::fault::Answer;
use crate::parts::{self, Crumb, Empty, Fact, PageHead, Panel};
use crate::request::Asker;
use crate::shell::{Page, page};
use axum::extract::Path;
use maud::{Markup, html};
use store::entries::{Made, Whole};

/// Row versions listed; a large import makes thousands.
const LISTED: i64 = 200;

pub(super) async fn show(asker: Asker, Path(seq): Path<i64>) -> Answer {
    let ctx = asker.ctx.clone();
    let whole = run(&asker.app, move |store| store.entry(&ctx, seq, LISTED)).await?;
    let entry = &whole.entry;
    let main = html! {
        (parts::page_head(&PageHead {
            title: format!("{}：{}", entry.user_name, entry.act),
            crumbs: vec![Crumb::to("日志", "/journal"), Crumb::here(place(entry.seq))],
            count: store::clock::show(entry.at),
            ..PageHead::default()
        }))
        (facts(&asker, &whole))
        (items(&asker, &whole))
    };
    Ok(page(&asker, Page { alone: true, ..Page::new("日志", "journal", main) }))
}

fn facts(asker: &Asker, whole: &Whole) -> Markup {
    let entry = &whole.entry;
    let facts = [
        Fact::new("时间", store::clock::show(entry.at)),
        Fact::new("谁", html! { a href=(of_user(&entry.user_name)) { (entry.user_name) } }),
        Fact::new("做了什么", entry.act.as_str()),
        Fact::new("从哪里", entry.origin.as_str()),
        Fact::new("哪条记录", dash(&about(asker.store().catalog(), entry))),
        Fact::new("属于哪项任务", dash(&job(entry.job))),
        Fact::new("说明", dash(&entry.reason)).full(),
        Fact::new("链和序号", place(entry.seq)),
        Fact::new("动了几条", entry.items.to_string()),
        Fact::new("指纹", html! { span.small { (whole.hash) } }).full(),
        Fact::new("前一条的指纹", html! { span.small { (dash(&whole.prev)) } }).full(),
    ];
    parts::panel(&Panel {
        title: "这一条".into(),
        body: parts::dl(&facts, false),
        ..Panel::default()
    })
}

fn job(job: i64) -> String {
    if job == 0 { String::new() } else { format!("任务{job}") }
}

fn dash(text: &str) -> &str {
    if text.is_empty() { "—" } else { text }
}

fn items(asker: &Asker, whole: &Whole) -> Markup {
    if whole.made.is_empty() {
        let empty = Empty {
            icon: "info-circle",
            title: "没有动记录".into(),
            text: "登录、授权、导出、看全文这些事只留日志，不改台账。".into(),
            ..Empty::default()
        };
        return parts::panel(&Panel { body: parts::empty_state(&empty), ..Panel::default() });
    }
    let catalog = asker.store().catalog();
    let row = |(register, record, version): &Made| {
        html! { tr {
            td { (register_title(catalog, register)) }
            td.num { (record) }
            td.num { (version) }
        } }
    };
    let listed = whole.made.len();
    let body = html! {
        div.tbl-x { table.tbl.tight {
            caption.sr { "动了哪些记录" }
            thead { tr { th scope="col" { "台账" } th.num scope="col" { "记录号" } th.num scope="col" { "第几版" } } }
            tbody { @for made in &whole.made { (row(made)) } }
        } }
    };
    parts::panel(&Panel {
        title: "动了哪些记录".into(),
        count: u64::try_from(whole.entry.items).ok(),
        right: html! {
            @if whole.entry.items > LISTED { span.small.muted { "列出前" (listed) "条" } }
        },
        body,
        ..Panel::default()
    })
}
