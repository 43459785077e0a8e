//! Every indicator there is, with its definition; each leads to its figure.

use super::ask::is_flow;
use super::href;
use crate::fault::Answer;
use crate::params::Params;
use crate::parts::{self, Crumb, PageHead, Panel};
use crate::request::Asker;
use crate::shell::{Page, page};
use kernel::indicator::Indicator;
use maud::{Markup, html};

pub(super) async fn show(asker: Asker) -> Answer {
    let catalog = asker.store().catalog();
    let board = asker.href("/board");
    let ctx = asker.ctx.clone();
    let may = crate::app::run(&asker.app, move |store| store.may_define(&ctx)).await?;
    let main = html! {
        (parts::page_head(&PageHead {
            title: "全部指标".into(),
            crumbs: vec![Crumb::to("数据驾驶舱", board), Crumb::here("全部指标")],
            count: format!("{}个", asker.store().indicators().len()),
            acts: html! { @if may { (parts::Btn::link("定义指标", asker.href("/define")).icon("plus").pri()) } },
            ..PageHead::default()
        }))
        @for register in &catalog.registers { (of(&asker, register.title, register.name)) }
        (of(&asker, "由两个指标算出", ""))
    };
    Ok(page(&asker, Page::new("全部指标", "board", main)))
}

fn of(asker: &Asker, title: &str, register: &str) -> Markup {
    let made = |one: &Indicator| super::ask::parts(one).is_some();
    let mine = asker.store().indicators().into_iter().filter(|one| {
        if register.is_empty() { made(one) } else { one.of == register && !made(one) }
    });
    let mine: Vec<&Indicator> = mine.collect();
    if mine.is_empty() {
        return Markup::default();
    }
    let body = html! {
        div.tbl-x { table.tbl {
            caption.sr { (title) "的指标" }
            thead { tr { th scope="col" { "指标" } th scope="col" { "怎么数的" } th scope="col" { "什么数" } } }
            tbody { @for one in &mine { tr {
                td.name.nowrap { a href=(link(asker, one)) { (one.title) } }
                td { (one.definition) }
                td.nowrap.soft { (kind(asker, one)) }
            } } }
        } }
    };
    parts::panel(&Panel { title: title.to_owned(), body, ..Panel::default() })
}

/// The same day as on the board one comes from.
fn link(asker: &Asker, indicator: &Indicator) -> String {
    let params = Params::default()
        .set("as_of", asker.query.get("as_of"))
        .set("known_at", asker.query.get("known_at"));
    href(&indicator.code, &asker.at_key, &params)
}

fn kind(asker: &Asker, indicator: &Indicator) -> &'static str {
    if is_flow(asker.store(), indicator) { "一段时间里发生的" } else { "某一天的" }
}
