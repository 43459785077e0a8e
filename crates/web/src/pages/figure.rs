//! 数字的出处: what a figure is, how it is counted, from which rows, and what changed it. The whole
//! page, and the same in short as a side sheet.
//!
//! Read in this order: [`ask`] what the address says · [`gather`] what the store answers · this
//! file, the page · [`body`] how it is counted · [`rows`] from what · [`export`].

pub mod ask;
pub mod body;
pub mod export;
pub mod gather;
mod index;
pub mod rows;

use crate::app::{App, run};
use crate::fault::{Answer, Fault};
use crate::params::Params;
use crate::parts::{self, Btn, Crumb, Field, Link, PageHead, Press};
use crate::request::{Asker, homes};
use crate::shell::{Page, fragment, page};
use ask::{Question, is_flow, last_month_end, last_year_end, year_start};
use axum::Router;
use axum::extract::Path;
use axum::routing::get;
use gather::Found;
use jiff::civil::Date;
use kernel::indicator::Indicator;
use kernel::value::Value;
use maud::{Markup, html};
use store::StoreError;
use store::list::Cursor;

/// `/figure`, `/figure/{code}` and `/figure/{code}/export`.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/figure", get(index::show))
        .route("/figure/{code}", get(show))
        .route("/figure/{code}/export", get(export::export))
}

/// A figure's own page under the same question; every printed number leads here.
pub fn href(code: &str, at_key: &str, params: &Params) -> String {
    params.clone().set("at", at_key).on(&format!("/figure/{code}"))
}

/// The same, opened beside the page.
pub fn beside(href: String) -> Link {
    Link::load(href, "#sheet-slot")
}

/// One figure as its address asks for it.
pub struct View {
    /// Who asks.
    pub asker: Asker,
    /// The definition.
    pub indicator: &'static Indicator,
    /// The question.
    pub question: Question,
    /// It speaks of a period.
    pub flow: bool,
}

impl View {
    /// Reads the address.
    pub fn read(asker: Asker, code: &str) -> Result<View, Fault> {
        if asker.at == 0 && !homes(&asker.ctx, asker.store().catalog(), &asker.tree).is_empty() {
            let say = "先选一个单位再看：数字一次只给一个单位算，不拼成半个数。";
            return Err(Fault::unreadable(say));
        }
        let today = asker.store().today();
        let question = Question::read(&asker.query, asker.at, today).map_err(unread)?;
        let indicator = asker.store().indicator_on(code, question.last);
        let indicator = indicator.map_err(|_| Fault::not_found())?;
        let flow = is_flow(asker.store(), indicator);
        Ok(View { asker, indicator, question, flow })
    }
    /// This question with one thing changed.
    pub fn params(&self) -> Params {
        let mut params = self.question.params(self.flow);
        for (dim, code) in &self.question.group {
            params = params.add("of", format!("{dim}:{code}"));
        }
        for by in &self.question.by {
            params = params.add("by", by.as_str());
        }
        params.set("since", self.asker.query.get("since"))
    }
    /// An address of this figure.
    pub fn href(&self, params: &Params) -> String {
        href(&self.indicator.code, &self.asker.at_key, params)
    }
    fn cursor(&self) -> Option<Cursor> {
        let id = self.asker.query.get("after").parse().ok()?;
        Some(Cursor { value: Value::Int(id), id, back: false })
    }
}

/// What was typed into an address box and is no day is no fault of the program.
pub fn unread(error: StoreError) -> Fault {
    match error {
        StoreError::Refused(_) => Fault::unreadable(format!("{error}。")),
        other => other.into(),
    }
}

async fn show(asker: Asker, Path(code): Path<String>) -> Answer {
    let view = View::read(asker, &code)?;
    let short = view.asker.htmx;
    let since = since(&view)?;
    let (ctx, question, cursor) = (view.asker.ctx.clone(), view.question.clone(), view.cursor());
    let found = run(&view.asker.app, move |store| -> Result<Found, Fault> {
        let question = question.settled(store, &ctx)?;
        let found = if short {
            gather::brief(store, &ctx, &code, &question, None, 8)
        } else {
            gather::all(store, &ctx, &code, &question, cursor.as_ref(), since)
        };
        found.map_err(unread)
    })
    .await?;
    if short {
        return Ok(fragment(&body::sheet(&view, &found)));
    }
    let title = body::title(&view, &found);
    let base = view.href(&view.params().set("at", ""));
    let main = html! {
        (head(&view, &found, &title))
        (tools(&view, &found))
        (both(&view, &found))
        div.gap { (rows::panel(&view, &found)) }
    };
    Ok(page(&view.asker, Page { base, ..Page::new(&title, "board", main) }))
}

fn since(view: &View) -> Result<Option<Date>, Fault> {
    let text = view.asker.query.get("since");
    if text.is_empty() {
        return Ok(None);
    }
    let read = kernel::dates::parse_day(text);
    read.map(|day| Some(day.date)).map_err(|error| Fault::unreadable(format!("{error}。")))
}

fn head(view: &View, found: &Found, title: &str) -> Markup {
    let export = |format: &str| {
        let params = view.params().without(&["by", "since"]).set("format", format);
        params
            .set("at", view.asker.at_key.as_str())
            .on(&format!("/figure/{}/export", view.indicator.code))
    };
    let menu =
        parts::Menu {
            label: "导出明细".into(), icon: Some("download"), ..parts::Menu::default()
        };
    let items = html! {
        (parts::menu_link("file-spreadsheet", "Excel（.xlsx）", export("xlsx")))
        (parts::menu_link("file-text", "文本（.csv）", export("csv")))
    };
    let acts = html! {
        (crate::pages::define::acts(&view.asker, &view.indicator.code))
        (Btn::new("打印", Press::Print).icon("printer"))
        @if found.rows_total > 0 { (parts::menu(&menu, items)) }
    };
    let board = view.question.params(false).set("at", view.asker.at_key.as_str()).on("/board");
    parts::page_head(&PageHead {
        title: title.to_owned(),
        crumbs: vec![Crumb::to("数据驾驶舱", board), Crumb::here(found.figure.union_name.as_str())],
        count: found.figure.said(),
        acts,
        ..PageHead::default()
    })
}

/// Days, knowledge, breakdown, comparison: one form that gets.
fn tools(view: &View, found: &Found) -> Markup {
    let question = &view.question;
    let by = question.by.first().map_or("", String::as_str);
    let dims: Vec<parts::Opt> =
        found.dims.iter().map(|(name, title)| parts::Opt::new(name, title)).collect();
    let keep: Vec<(String, String)> =
        view.params().set("at", view.asker.at_key.as_str()).only(&["at", "of", "tree"]).0;
    let first = question.first.unwrap_or_else(|| year_start(question.last)).to_string();
    html! {
        section.panel.no-print aria-label="看哪一天、怎么分" { form.filters action=(format!("/figure/{}", view.indicator.code)) {
            (parts::keep_fields(&keep))
            @if view.flow {
                (day_box("from", "从", &first))
                (day_box("to", "到", &question.last.to_string()))
            } @else {
                (day_box("as_of", "截至", &question.last.to_string()))
            }
            (known_box(&question.known_text))
            @if !dims.is_empty() && question.group.is_empty() {
                span.q {
                    label.nowrap for="f-by" { "分开看" }
                    select.sel.sm.w-s id="f-by" name="by" {
                        option value="" { "不分" }
                        (parts::options(&dims, by))
                    }
                }
            }
            @if !view.flow && question.group.is_empty() {
                (day_box("since", "和哪天比", view.asker.query.get("since")))
            }
            button.btn.sm { "查看" }
            span.row.push.small { (quick(view)) }
        } }
    }
}

/// A small box for a day.
pub fn day_box(name: &str, label: &str, value: &str) -> Markup {
    let field = Field::new(name, label);
    html! {
        span.q {
            label.nowrap for=(field.id) { (label) }
            input.inp.sm.w-s id=(field.id) type="text" name=(name) value=(value) data-date
                inputmode="numeric" placeholder="2026-06-30" maxlength="12" size="11"
                autocomplete="off";
        }
    }
}

/// A small box for the moment of knowledge.
pub fn known_box(value: &str) -> Markup {
    html! {
        span.q {
            label.nowrap for="f-known_at" { "录入到" }
            input.inp.sm.w-s id="f-known_at" type="text" name="known_at" value=(value)
                placeholder="现在" maxlength="19" size="11" autocomplete="off"
                title="只数到这一天（或这一刻，如2026-01-15 12:00）为止录入的资料；不填就数到现在";
        }
    }
}

fn quick(view: &View) -> Markup {
    let today = view.asker.store().today();
    let link = |question: Question| {
        let by = view.question.by.first().map_or("", String::as_str);
        view.href(&question.params(view.flow).set("by", by))
    };
    let at = |last: Date, first: Option<Date>| Question { last, first, ..view.question.clone() };
    let items: Vec<(&str, String)> = if view.flow {
        let month = last_month_end(today);
        let year = last_year_end(today);
        vec![
            ("今年", link(at(today, None))),
            ("上月", link(at(month, Some(month.first_of_month())))),
            ("去年", link(at(year, None))),
        ]
    } else {
        vec![
            ("今天", link(at(today, None))),
            ("上月底", link(at(last_month_end(today), None))),
            ("去年底", link(at(last_year_end(today), None))),
            (
                "和去年底比",
                view.href(
                    &view.params().set("since", last_year_end(view.question.last).to_string()),
                ),
            ),
        ]
    };
    html! { @for (text, href) in items { a.nowrap href=(href) { (text) } } }
}

/// How it is counted and the year; what was asked for besides stands at the right. With nothing to
/// stand there, the two share the width.
fn both(view: &View, found: &Found) -> Markup {
    let aside = html! {
        (rows::groups(view, found))
        (rows::since(view, found))
        (rows::left_out(found, &view.asker))
    };
    let (how, year) = (body::definition(view, found), body::trend(view, found));
    html! {
        @if aside.0.is_empty() {
            div.gap.halves[!year.0.is_empty()] { (how) (year) }
        } @else {
            div.gap { (parts::cols(&html! { (how) (year) }, &aside)) }
        }
    }
}
