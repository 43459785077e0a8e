//! One box for everything: name, pinyin, initials, a whole number or its last four digits.

use crate::app::{App, run};
use crate::fault::Answer;
use crate::pages::list::ask::life_code;
use crate::params::Params;
use crate::parts::{self, Cell, Col, Empty, Panel, Row, TableView};
use crate::request::Asker;
use crate::shell::{Page, page};
use crate::show;
use axum::Router;
use axum::routing::get;
use kernel::access::Act;
use kernel::register::Register;
use maud::{Markup, html};
use store::StoreError;
use store::list::{Life, ListAsk, Page as Rows};

/// Rows shown per register.
const EACH: usize = 8;

/// `/search?q=`.
pub fn routes() -> Router<App> {
    Router::new().route("/search", get(search))
}

async fn search(asker: Asker) -> Answer {
    let typed = asker.query.get("q").trim().to_owned();
    let title = if typed.is_empty() { "查找".to_owned() } else { format!("查找“{typed}”") };
    let head = parts::page_head(&parts::PageHead { title: title.clone(), ..Default::default() });
    let body = if typed.is_empty() { hint() } else { found(&asker, &typed).await? };
    let page_of = Page {
        title: &title,
        main: html! { (head) (body) },
        base: Params::default().set("q", typed).set("life", life_code(Life::Any)).on("/search"),
        ..Page::default()
    };
    Ok(page(&asker, page_of))
}

fn hint() -> Markup {
    let text = "写姓名、单位名、拼音或首字母；证件号码、手机号写全，或只写最后四位。";
    let empty = Empty {
        icon: "search",
        title: "找人、单位、编号".into(),
        text: text.into(),
        ..Empty::default()
    };
    parts::panel(&Panel { body: parts::empty_state(&empty), ..Panel::default() })
}

async fn found(asker: &Asker, typed: &str) -> Result<Markup, crate::Fault> {
    let registers: Vec<&'static Register> = asker
        .store()
        .catalog()
        .registers
        .iter()
        .filter(|register| asker.ctx.anywhere(register, Act::Read, &asker.tree))
        .collect();
    let (ctx, at, words) = (asker.ctx.clone(), asker.at, typed.to_owned());
    let pages = run(&asker.app, move |store| {
        let mut pages = Vec::new();
        for register in registers {
            let ask = ListAsk { at, search: words.clone(), ..ListAsk::new(register) };
            match store.list(&ctx, &ask, None, EACH + 1) {
                Ok(rows) => pages.push((register, rows)),
                Err(StoreError::Forbidden) => {}
                Err(error) => return Err(error),
            }
        }
        Ok(pages)
    })
    .await?;
    let some: Vec<_> = pages.iter().filter(|(_, rows)| !rows.rows.is_empty()).collect();
    Ok(html! {
        @for (register, rows) in &some { (group(asker, register, rows, typed)) }
        @if some.is_empty() {
            (parts::panel(&Panel { body: parts::empty_state(&nothing(asker, typed)), ..Panel::default() }))
        }
    })
}

fn nothing(asker: &Asker, typed: &str) -> Empty {
    Empty {
        icon: "search-off",
        title: format!("{}里没有找到“{typed}”", asker.at_name()),
        text: "少写几个字，或换成拼音首字母再找；证件号码、手机号要写全，或只写最后四位。".into(),
        ..Empty::default()
    }
}

fn group(asker: &Asker, register: &Register, rows: &Rows, typed: &str) -> Markup {
    let keep = asker.keep();
    let more = rows.rows.len() > EACH;
    let all = asker.keep().set("q", typed).on(&format!("/r/{}", register.name));
    let table = TableView {
        id: format!("s-{}", register.name),
        caption: format!("{}里找到的", register.title),
        columns: rows
            .heads
            .iter()
            .map(|head| Col::new(head.name.as_str(), head.field.title))
            .collect(),
        rows: rows
            .rows
            .iter()
            .take(EACH)
            .map(|row| {
                let mut name = String::new();
                let cells =
                    rows.heads.iter().zip(&row.cells).enumerate().map(|(at, (head, value))| {
                        if at > 0 {
                            return show::cell(&head.field, value, &rows.titles, &keep);
                        }
                        name = show::text(&head.field, value, &rows.titles);
                        Cell::Name(name.clone())
                    });
                let cells: Vec<Cell> = cells.collect();
                let href = keep.on(&format!("/r/{}/{}", register.name, row.public_id));
                Row::new(row.public_id.as_str(), name, href, cells)
            })
            .collect(),
        ..TableView::default()
    };
    parts::panel(&Panel {
        title: register.title.into(),
        count: u64::try_from(rows.rows.len().min(EACH)).ok(),
        right: html! { @if more { a href=(all) { "看全部" } } },
        body: parts::table(&table),
        ..Panel::default()
    })
}
