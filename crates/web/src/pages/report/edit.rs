//! The words of a report or a template: text at the left, what it says at the right, and a search for
//! figures in the user's own words.

use super::paper::{self, Look};
use super::{href, opened};
use crate::app::run;
use crate::fault::{Answer, Fault};
use crate::parts::{self, Btn, Crumb, Field, PageHead, Panel, Toast};
use crate::request::{Asker, Form};
use crate::shell::{Page, fragment, page, see};
use axum::extract::Path;
use jiff::civil::Date;
use kernel::indicator::Indicator;
use maud::{Markup, html};
use store::report::{Asked, Report, Stage, Written};

/// Figures offered at once.
const OFFERED: usize = 12;

/// What is edited.
pub(super) struct Sheet<'a> {
    /// Where it is kept.
    pub action: String,
    /// Where one goes without keeping.
    pub back: String,
    /// What it is called.
    pub title: &'a str,
    /// The text as people see it.
    pub text: &'a str,
    /// Fields that only a template has, or hidden ones.
    pub more: Markup,
    /// Whose figures the preview shows, and of when.
    pub union: i64,
    pub first: Date,
    pub last: Date,
    /// Why it was not kept.
    pub wrong: Vec<String>,
    /// The button.
    pub keep: &'static str,
    /// A button that keeps it beside what stands.
    pub beside: Option<&'static str>,
}

pub(super) async fn show(asker: Asker, Path(key): Path<String>) -> Answer {
    let (report, written) = opened(&asker, &key).await?;
    if report.stage != Stage::Draft {
        return Err(Fault::unreadable("只有草稿能改文字。已核对的先退回草稿；已定稿的不再改动。"));
    }
    let text = asker.store().template_shown(&report.text);
    let title = report.title.clone();
    Ok(whole(&asker, &report, (&title, &text), &written, Vec::new()))
}

fn whole(
    asker: &Asker,
    report: &Report,
    (title, text): (&str, &str),
    written: &Written,
    wrong: Vec<String>,
) -> axum::response::Response {
    let more = html! { input type="hidden" name="version" value=(report.version); };
    let sheet = Sheet {
        action: format!("{}/edit", href(report)),
        back: href(report),
        title,
        text,
        more,
        union: report.union,
        first: report.first,
        last: report.last,
        wrong,
        keep: "存好，看全文",
        beside: None,
    };
    let main = html! {
        (parts::page_head(&PageHead {
            title: "改文字".into(),
            crumbs: vec![
                Crumb::to("汇报", asker.href("/report")),
                Crumb::to(report.title.as_str(), href(report)),
                Crumb::here("改文字"),
            ],
            sub: "花括号里是数字，由程序填；其余都是您的话。只改这一份，不动模板。".into(),
            ..PageHead::default()
        }))
        (desk(asker, &sheet, written))
    };
    page(asker, Page { alone: true, ..Page::new("改文字", "report", main) })
}

/// Text, figures to put in, and what it says.
pub(super) fn desk(asker: &Asker, sheet: &Sheet, written: &Written) -> Markup {
    let form = html! {
        form #f-words method="post" action=(sheet.action) {
            (parts::csrf_field(&asker.csrf))
            (sheet.more)
            input type="hidden" name="union" value=(sheet.union);
            input type="hidden" name="first" value=(sheet.first.to_string());
            input type="hidden" name="last" value=(sheet.last.to_string());
            (parts::panel(&Panel {
                title: "文字".into(),
                right: html! { a.small href="#how" { "写法" } },
                body: html! { div.pad.stack {
                    @for one in &sheet.wrong { (parts::note(parts::Tone::Bad, &html! { (one) }, None)) }
                    (parts::field_text(&Field::new("title", "名称").max(60), sheet.title))
                    (picker())
                    div.field {
                        label for="f-text" { "正文" }
                        textarea.area.words id="f-text" name="text" rows="26" spellcheck="false"
                            hx-post="/report/preview" hx-trigger="input delay:700ms" hx-target="#preview"
                            hx-include="#f-words" { "\n" (sheet.text) }
                    }
                } },
                foot: html! {
                    (Btn::submit(sheet.keep).pri())
                    @if let Some(words) = sheet.beside { (Btn::send(words, "act", "beside")) }
                    (Btn::link("不改了", sheet.back.as_str()).quiet())
                },
                ..Panel::default()
            }))
        }
    };
    let seen = html! { div #preview { (said(written)) } (how()) };
    html! { div.halves { (form) div { (seen) } } }
}

/// A search for figures; pressing one puts it where the text is being written.
fn picker() -> Markup {
    html! {
        div.field {
            label for="f-find" { "放进一个数" }
            input.inp #f-find type="search" name="q" placeholder="想要什么数：农民工会员、建会率、今年新建…"
                autocomplete="off" hx-get="/report/figures" hx-trigger="input delay:250ms, focus once"
                hx-target="#found";
            div #found aria-live="polite" {}
        }
    }
}

/// What the text says.
fn said(written: &Written) -> Markup {
    html! {
        (paper::faults(&written.faults))
        (paper::remarks(&written.document))
        @if !written.document.parts.is_empty() || !written.document.title.is_empty() {
            (paper::paper(&written.document, &Look::default()))
        }
    }
}

pub(super) async fn preview(asker: Asker, Form(form): Form) -> Answer {
    let written = written(&asker, &form).await?;
    Ok(fragment(&said(&written)))
}

/// The text of a form, written for the occasion it names.
pub(super) async fn written(asker: &Asker, form: &crate::params::Params) -> Result<Written, Fault> {
    let today = asker.store().today();
    let day = |name: &str| form.get(name).parse::<Date>().unwrap_or(today);
    let (first, last) = (day("first"), day("last"));
    let union = form.get("union").parse::<i64>().unwrap_or(asker.at);
    let (ctx, text) = (asker.ctx.clone(), form.get("text").to_owned());
    run(&asker.app, move |store| {
        let setting = store.setting(union, first, last)?;
        store.write_text(&ctx, &text, &setting, &Asked::default())
    })
    .await
}

pub(super) async fn save(asker: Asker, Path(key): Path<String>, Form(form): Form) -> Answer {
    let (report, _) = opened(&asker, &key).await?;
    let version = form.get("version").parse().unwrap_or(0);
    let seen = Report { version, ..report.clone() };
    let (title, text) = (form.get("title").to_owned(), form.get("text").to_owned());
    let (ctx, given) = (asker.ctx.clone(), (title.clone(), text.clone()));
    let done = run(&asker.app, move |store| store.rewrite_report(&ctx, &seen, &given.0, &given.1));
    match done.await {
        Ok(faults) if faults.is_empty() => {
            asker.say(Toast::new("文字已存"));
            Ok(see(&href(&report)))
        }
        Ok(faults) => {
            let say = format!("文字已存，但有{}处写得不对，要改好才能核对、定稿", faults.len());
            asker.say(Toast::new(say));
            Ok(see(&format!("{}/edit", href(&report))))
        }
        Err(fault) if !fault.refusals.is_empty() => {
            let wrong = fault.refusals.iter().map(|one| format!("{}。", one.reason)).collect();
            let written = written(&asker, &form).await?;
            Ok(whole(&asker, &report, (&title, &text), &written, wrong))
        }
        Err(fault) => Err(fault),
    }
}

/// Figures that fit the user's words: all of the words, in title or definition.
pub(super) async fn figures(asker: Asker) -> Answer {
    let store = asker.store();
    let words: Vec<String> =
        asker.query.get("q").split_whitespace().map(kernel::text::fold).collect();
    let all = store.indicators();
    let mut found: Vec<(usize, &Indicator)> =
        all.into_iter().filter_map(|one| Some((fit(one, &words)?, one))).collect();
    found.sort_by_key(|(rank, _)| *rank);
    let more = found.len().saturating_sub(OFFERED);
    let body = html! {
        @if found.is_empty() {
            p.hint { "没有对得上的指标，换个说法试试；真没有的，可以"
                a href=(asker.href("/define")) { "自己定义一个" } "。" }
        }
        ul.list.flat { @for (_, one) in found.iter().take(OFFERED) { li {
            button.link type="button" data-insert=(format!("{{{}}}", one.title)) data-into="f-text" { (one.title) }
            span.grow.small.muted { " " (one.definition) }
        } } }
        @if more > 0 { p.hint { "还有" (more) "个，多写几个字找得更准。" } }
    };
    Ok(fragment(&body))
}

/// How well an indicator fits the words, best first; every character of a word may also stand apart.
fn fit(one: &Indicator, words: &[String]) -> Option<usize> {
    let (title, says) = (kernel::text::fold(&one.title), kernel::text::fold(&one.definition));
    let mut rank = title.chars().count();
    for word in words {
        if title.contains(word.as_str()) {
            continue;
        }
        if says.contains(word.as_str()) {
            rank += 100;
            continue;
        }
        let scattered = word.chars().all(|c| title.contains(c) || says.contains(c));
        if !scattered {
            return None;
        }
        let apart = word.chars().filter(|c| !title.contains(*c)).count();
        rank += 200 + apart * 20;
    }
    Some(rank)
}

/// The usual ways to write, with examples to press.
fn how() -> Markup {
    let ways = [
        ("{会员数}", "数字带单位，点开就是记录"),
        ("{会员数|万}", "4.02万人"),
        ("{会员数|比=上年同期|增减}", "增长3.2%、下降1.5%、持平"),
        ("{会员数|比=上年末|净增}", "净增35人"),
        ("{建会率|比=上年末|百分点}", "提高2.3个百分点"),
        ("{农民工会员数|占比=会员数}", "占百分之几"),
        ("{会员数[性别=女]}", "只要其中一部分"),
        ("{会员数@上年末}", "另一天的数"),
        ("{新发展会员数@本年累计}", "今年以来"),
        ("{应建未建单位数|前3}", "最多的三个下级"),
        ("{应建未建单位数|名单=10}", "列出名字"),
        ("{会员数；建会率|表=下级}", "各下级的表（单独一行）"),
        ("{建会率|图=下级}", "各下级的图（单独一行）"),
        ("{如果 应建未建单位数 > 0}…{否则}…{完}", "看情况写"),
        ("{每个下级}…{完}", "每个下级写一段"),
        ("{单位}{期间}{截至}{今天}", "单位和日子"),
        ("## 一级标题", "编上“一、”；三个#是“（一）”"),
        ("{待补充：要写什么}", "留给人填的地方"),
    ];
    parts::panel(&Panel {
        id: "how".into(),
        title: "写法".into(),
        body: html! { div.tbl-x { table.tbl.tight {
            caption.sr { "写法" }
            tbody { @for (write, says) in ways { tr {
                td { button.link type="button" data-insert=(write) data-into="f-text" { (write) } }
                td.soft { (says) }
            } } }
        } } },
        ..Panel::default()
    })
}
