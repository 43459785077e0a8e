//! 日志: every act, newest first, for the audit administrator; what one act touched; the proof that
//! nothing was altered.
//!
//! Read in this order: [`ask`] what is asked for · this file, the list · [`entry`] one act ·
//! [`verify`] the proof.

pub mod ask;
pub mod entry;
pub mod verify;

use super::figure::day_box;
use super::figure::export::{Sheet, written};
use crate::app::{App, run};
use crate::fault::{Answer, Fault};
use crate::params::Params;
use crate::parts::{
    self, Btn, Cell, Col, Empty, Link, Menu, Opt, PageHead, Pager, Panel, Press, Row, TableView,
};
use crate::request::Asker;
use crate::shell::{Page, page};
use axum::Router;
use axum::response::Response;
use axum::routing::{get, post};
use kernel::register::Catalog;
use maud::{Markup, html};
use office::{CellOut, ColumnKind, ColumnOut};
use store::entries::{Filter, Listed, Mark};
use store::journal::Entry;
use store::{Store, StoreError};

/// `/journal`, one entry, the export, the proof.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/journal", get(list))
        .route("/journal/export", get(export))
        .route("/journal/verify", post(verify::ask))
        .route("/journal/verify/{job}", get(verify::show))
        .route("/journal/verify/{job}/progress", get(verify::progress))
        .route("/journal/{seq}", get(entry::show))
}

const ROWS: usize = 50;

/// The name of what an entry is about.
pub fn register_title(catalog: &'static Catalog, name: &str) -> &'static str {
    if let Some(register) = catalog.register(name) {
        return register.title;
    }
    match name {
        "app_user" => "账号",
        "setting" => "设置",
        "holiday" => "节假日",
        _ => "",
    }
}

pub(super) fn filter(asker: &Asker) -> Result<Filter, Fault> {
    ask::read(&asker.query).map_err(super::figure::unread)
}

async fn list(asker: Asker) -> Answer {
    let filter = filter(&asker)?;
    let mark = Mark::read(asker.query.get("before"));
    let (ctx, wanted) = (asker.ctx.clone(), filter.clone());
    let (listed, acts) = run(&asker.app, move |store| {
        let listed = store.entries(&ctx, &wanted, mark, ROWS)?;
        Ok::<_, StoreError>((listed, store.acts_done(&ctx)?))
    })
    .await?;
    let main = html! {
        (head(&asker, &filter))
        (parts::panel(&Panel { id: "list".into(), body: html! {
            (tools(&asker, &filter, &acts))
            (table(&asker, &listed))
            (foot(&asker, &filter, &listed))
        }, ..Panel::default() }))
    };
    Ok(page(&asker, Page { alone: true, ..Page::new("日志", "journal", main) }))
}

fn head(asker: &Asker, filter: &Filter) -> Markup {
    let export = |format: &str| ask::params(filter).set("format", format).on("/journal/export");
    let menu = Menu { label: "导出".into(), icon: Some("download"), ..Menu::default() };
    let acts = html! {
        (Btn::new("打印", Press::Print).icon("printer"))
        (parts::menu(&menu, html! {
            (parts::menu_link("file-spreadsheet", "Excel（.xlsx）", export("xlsx")))
            (parts::menu_link("file-text", "文本（.csv）", export("csv")))
        }))
        (verify::dialog_button())
        (verify::dialog(&asker.csrf))
    };
    parts::page_head(&PageHead {
        title: "日志".into(),
        count: "只增不改，一条扣一条".into(),
        acts,
        ..PageHead::default()
    })
}

fn tools(asker: &Asker, filter: &Filter, acts: &[String]) -> Markup {
    let day = |day: Option<jiff::civil::Date>| day.map(|day| day.to_string()).unwrap_or_default();
    let acts: Vec<Opt> = acts.iter().map(|act| Opt::new(act, act)).collect();
    let mut registers: Vec<Opt> = Vec::new();
    let catalog = asker.store().catalog();
    registers
        .extend(catalog.registers.iter().map(|register| Opt::new(register.name, register.title)));
    for name in ["app_user", "setting", "holiday"] {
        registers.push(Opt::new(name, register_title(catalog, name)));
    }
    let record = if filter.record == 0 { String::new() } else { filter.record.to_string() };
    html! {
        form.filters.no-print action="/journal" {
            (day_box("from", "从", &day(filter.from)))
            (day_box("to", "到", &day(filter.to)))
            span.q {
                label.nowrap for="f-user" { "谁" }
                input.inp.sm.w-s id="f-user" name="user" value=(filter.user) size="8"
                    autocomplete="off" placeholder="姓名";
            }
            span.q {
                label.nowrap for="f-act" { "做了什么" }
                select.sel.sm.w-s id="f-act" name="act" {
                    option value="" { "全部" } (parts::options(&acts, &filter.act))
                }
            }
            span.q {
                label.nowrap for="f-register" { "哪本台账" }
                select.sel.sm.w-s id="f-register" name="register" {
                    option value="" { "全部" } (parts::options(&registers, &filter.register))
                }
            }
            span.q {
                label.nowrap for="f-record" { "记录号" }
                input.inp.sm.w-s id="f-record" name="record" size="8" autocomplete="off"
                    inputmode="numeric" value=(record);
            }
            button.btn.sm { "查找" }
            @if !filter.is_empty() { a.small href="/journal" { "清空" } }
        }
    }
}

fn table(asker: &Asker, listed: &Listed) -> Markup {
    let row = |entry: &Entry| {
        let cells = vec![
            Cell::Name(store::clock::show(entry.at)),
            Cell::Text(entry.user_name.clone()),
            Cell::Text(entry.act.clone()),
            Cell::Keep(about(asker.store().catalog(), entry)),
            Cell::Cut(entry.reason.clone()),
            Cell::Soft(entry.origin.clone()),
            if entry.items == 0 { Cell::None } else { Cell::Num(entry.items.to_string()) },
        ];
        let href = format!("/journal/{}", entry.seq);
        Row::new(entry.seq.to_string(), format!("{}{}", entry.user_name, entry.act), href, cells)
    };
    parts::table(&TableView {
        id: "journal".into(),
        caption: "日志，新的在前".into(),
        columns: vec![
            Col::new("", "时间"),
            Col::new("", "谁"),
            Col::new("", "做了什么").end(),
            Col::new("", "哪条记录"),
            Col::new("", "说明"),
            Col::new("", "从哪里").hide_m(),
            Col::new("", "动了几条").num().hide_m(),
        ],
        rows: listed.entries.iter().map(row).collect(),
        empty: Empty {
            title: "没有这样的日志".into(),
            text: "放宽日期，或去掉一个条件试试。".into(),
            acts: vec![Btn::link("看全部", "/journal")],
            ..Empty::default()
        },
        tight: true,
        ..TableView::default()
    })
}

/// 会籍 28441273435116.
fn about(catalog: &'static Catalog, entry: &Entry) -> String {
    let title = register_title(catalog, &entry.register);
    if entry.record == 0 { title.to_owned() } else { format!("{title} {}", entry.record) }
}

fn foot(asker: &Asker, filter: &Filter, listed: &Listed) -> Markup {
    let mark = asker.query.get("before");
    let next = listed
        .next
        .map(|next| Link::to(ask::params(filter).set("before", next.text()).on("/journal")));
    let prev = (!mark.is_empty()).then(|| Link::to(ask::params(filter).on("/journal")));
    let edge =
        |entry: Option<&Entry>| entry.map(|entry| store::clock::show(entry.at)).unwrap_or_default();
    let (first, last) = (edge(listed.entries.first()), edge(listed.entries.last()));
    parts::pager(
        "journal",
        &Pager {
            shown: format!("本页{}条", listed.entries.len()),
            range: if first.is_empty() { first } else { format!("{first} 至 {last}") },
            prev,
            next,
            ..Pager::default()
        },
    )
}

async fn export(asker: Asker) -> Answer {
    let filter = filter(&asker)?;
    let csv = asker.query.get("format") == "csv";
    let app = asker.app.clone();
    run(&app, move |store| make(store, &asker, &filter, csv)).await
}

fn make(store: &Store, asker: &Asker, filter: &Filter, csv: bool) -> Result<Response, Fault> {
    store.may_read_journal(&asker.ctx)?;
    let today = store.today();
    let said = ask::said(filter, store.catalog());
    store.note(&asker.ctx, "导出", "", 0, &format!("日志：{said}"))?;
    let heads =
        ["时间", "谁", "做了什么", "台账", "记录号", "说明", "从哪里", "动了几条", "链和序号"];
    let sheet = Sheet {
        name: format!("日志_{today}"),
        heading: vec!["日志".into(), said],
        columns: heads.iter().map(|title| ColumnOut::new(*title, ColumnKind::Text)).collect(),
    };
    written(&sheet, csv, |give| {
        store.each_entry(&asker.ctx, filter, |entry| {
            let text = |text: &str| CellOut::text(text);
            give(vec![
                CellOut::Text(store::clock::show(entry.at)),
                text(&entry.user_name),
                text(&entry.act),
                text(register_title(store.catalog(), &entry.register)),
                if entry.record == 0 {
                    CellOut::Empty
                } else {
                    CellOut::Text(entry.record.to_string())
                },
                text(&entry.reason),
                text(&entry.origin),
                CellOut::Int(entry.items),
                CellOut::Text(place(entry.seq)),
            ])
        })
    })
}

/// `1:205`: chain and position.
pub(super) fn place(seq: i64) -> String {
    let chain = store::journal::chain_of(seq);
    format!("{chain}:{}", seq - store::journal::range_of(chain).0)
}

/// The list narrowed to what one person did.
pub fn of_user(name: &str) -> String {
    Params::default().set("user", name).on("/journal")
}
