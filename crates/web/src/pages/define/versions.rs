//! The history of a definition: what held from when, who changed it, why.

use crate::app::run;
use crate::fault::{Answer, Fault};
use crate::parts::{self, Btn, Crumb, Field, PageHead, Panel};
use crate::request::Asker;
use crate::shell::{Page, page};
use crate::show::moment;
use axum::extract::Path;
use maud::{Markup, html};
use store::definitions::Version;

pub(super) async fn show(asker: Asker, Path(code): Path<String>) -> Answer {
    let known = asker.store().definitions();
    let versions: Vec<Version> = known.versions(&code).into_iter().rev().cloned().collect();
    let Some(last) = versions.first().cloned() else { return Err(Fault::not_found()) };
    let ctx = asker.ctx.clone();
    let may = run(&asker.app, move |store| store.may_define(&ctx)).await?;
    let title = format!("{}的口径", last.indicator.title);
    let to = |path: &str| asker.href(&format!("/define/{code}{path}"));
    let main = html! {
        (parts::page_head(&PageHead {
            title: title.clone(),
            crumbs: vec![
                Crumb::to(last.indicator.title.as_str(), asker.href(&format!("/figure/{code}"))),
                Crumb::here("历次口径"),
            ],
            count: format!("{}版", versions.len()),
            acts: html! {
                (Btn::link("导出文字", to("/text")).icon("download"))
                @if may && last.own && !last.retired { (Btn::link("改口径", to("")).icon("pencil")) }
                @if may && !last.own { (Btn::link("照着另定一个", asker.href("/define") + &format!("{}from={code}", if asker.at_key.is_empty() { "?" } else { "&" })).icon("plus")) }
            },
            ..PageHead::default()
        }))
        @for version in &versions { (one(&asker, version)) }
        @if may && last.own && !last.retired { (retiring(&asker, &code)) }
    };
    Ok(page(&asker, Page::new(&title, "board", main)))
}

fn one(asker: &Asker, version: &Version) -> Markup {
    let store = asker.store();
    let text = store.with_known(|known| kernel::define::write(version.indicator, None, known));
    let from = if version.from > kernel::facts::ALWAYS {
        format!("{}起", kernel::dates::chinese(version.from))
    } else {
        "一直如此".to_owned()
    };
    let who = if version.own {
        format!("{}，{}", version.by, moment(version.at, store.today()))
    } else {
        "程序自带".to_owned()
    };
    parts::panel(&Panel {
        title: format!("第{}版，{from}", version.indicator.version),
        right: html! { span.small.muted { (who) } },
        body: html! { div.pad {
            @if version.retired { p { b { "已停用。" } (version.reason) } }
            @else if !version.reason.is_empty() { p { b { "为什么改：" } (version.reason) } }
            p.soft { (version.indicator.definition) }
            details { summary { "写成文字" } pre.small { (text) } }
        } },
        ..Panel::default()
    })
}

fn retiring(asker: &Asker, code: &str) -> Markup {
    let body = html! {
        form.pad method="post" action=(asker.href(&format!("/define/{code}/retire"))) {
            (parts::csrf_field(&asker.csrf))
            (parts::field_text(&Field::new("reason", "为什么停用").optional(), ""))
            p { (Btn::submit("停用这个指标").danger()) }
        }
    };
    parts::panel(&Panel {
        title: "不再用了".into(),
        right: html! { span.small.muted { "以前汇报里的数和口径都还在" } },
        body,
        ..Panel::default()
    })
}
