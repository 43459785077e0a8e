//! The history of a definition: what held from when, who changed it, why.

use crate::app::run;
use crate::fault::{Answer, Fault};
use crate::parts::{self, Btn, Crumb, Field, Line, Link, PageHead, Panel};
use crate::request::Asker;
use crate::shell::{Page, page};
use crate::show::moment;
use axum::extract::Path;
use maud::{Markup, html};
use store::StoreError;
use store::definitions::Version;
use store::report::Uses;

/// Reports named by their titles; earlier ones are only counted.
const SHOWN: usize = 12;

pub(super) async fn show(asker: Asker, Path(code): Path<String>) -> Answer {
    let known = asker.store().definitions();
    let versions: Vec<Version> = known.versions(&code).into_iter().rev().cloned().collect();
    let Some(last) = versions.first().cloned() else { return Err(Fault::not_found()) };
    let (ctx, named) = (asker.ctx.clone(), code.clone());
    let (may, uses) = run(&asker.app, move |store| {
        Ok::<_, StoreError>((store.may_define(&ctx)?, store.uses_of(&ctx, &named)?))
    })
    .await?;
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
        (used_by(&asker, &code, &uses))
        @for version in &versions { (one(&asker, version)) }
        @if may && last.own && !last.retired { (retiring(&asker, &code)) }
    };
    Ok(page(&asker, Page::new(&title, "board", main)))
}

/// 谁在用: whom a change concerns.
fn used_by(asker: &Asker, code: &str, uses: &Uses) -> Markup {
    let line = |title: String, href: String, sub: &str| {
        let link = Some(Link::to(asker.href(&href)));
        parts::list_line(&Line { title, link, sub: sub.to_owned(), ..Line::default() })
    };
    let body = parts::list(html! {
        @for other in &uses.indicators {
            (line(other.title.clone(), format!("/define/{}/versions", other.code), "由它算出来的指标"))
        }
        @for template in &uses.templates {
            (line(template.title.clone(), format!("/template/{}", template.code), "汇报模板"))
        }
        @for report in uses.reports.iter().take(SHOWN) {
            @let stage = format!("{}，{}至{}", report.stage.title(), report.first, report.last);
            (line(report.title.clone(), format!("/report/{}", report.public_id), &stage))
        }
        @if uses.goals > 0 {
            (line(format!("{}项目标任务", uses.goals), format!("/r/target?indicator={code}"), "按它考核"))
        }
        @if uses.none() { li { div.grow.soft { "还没有哪个模板、汇报、目标或别的指标用到它。" } } }
    });
    let more = uses.reports.len().saturating_sub(SHOWN);
    parts::panel(&Panel {
        title: "谁在用".into(),
        right: html! {
            @if more > 0 { span.small.muted { "另有" (more) "份更早的汇报" } }
            @else { span.small.muted { "定了稿的汇报不随口径变" } }
        },
        body,
        ..Panel::default()
    })
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
