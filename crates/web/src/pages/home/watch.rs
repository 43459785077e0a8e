//! 要留意: what the registers themselves say is missing, each number leading to its records; and
//! 常办的事, the way to what is done most.

use super::first;
use crate::app::run;
use crate::fault::Answer;
use crate::parts::{self, Line, Link, PageHead, Panel};
use crate::request::Asker;
use crate::shell::{Page, fragment, page};
use kernel::access::Act;
use maud::{Markup, html};
use store::figure::{Figure, FigureAsk, thousands};

/// Comes behind the page.
pub fn slot(asker: &Asker) -> Markup {
    let href = asker.href("/desk/watch");
    html! {
        div id="watch" aria-busy="true" hx-get=(href) hx-trigger="load" hx-swap="outerHTML" {
            a href=(href) { "看要留意的事" }
        }
    }
}

/// `/desk/watch`.
pub async fn show(asker: Asker) -> Answer {
    let (ctx, at) = (asker.ctx.clone(), asker.at);
    let known = &asker.store().catalog().watched;
    let codes: Vec<&str> = known.iter().map(|one| one.0).collect();
    let found = run(&asker.app, move |store| {
        store.figures(&ctx, &codes, &FigureAsk::on(store.today()).at(at))
    })
    .await?;
    let seen = known.iter().zip(found).filter_map(|((_, help), one)| Some((*help, one.ok()?)));
    let lines: Vec<Line> = seen.filter_map(|(help, figure)| line(&asker, &figure, help)).collect();
    let body = html! { div id="watch" { (panel(&lines)) } };
    if asker.htmx {
        return Ok(fragment(&body));
    }
    let head = parts::page_head(&PageHead { title: "要留意".into(), ..PageHead::default() });
    Ok(page(&asker, Page::new("要留意", "home", html! { (head) (body) })))
}

fn panel(lines: &[Line]) -> Markup {
    let body = parts::list(html! {
        @for line in lines { (parts::list_line(line)) }
        @if lines.is_empty() { li { div.grow.soft { "没有。该建会的都建了，资料也都齐。" } } }
    });
    parts::panel(&Panel { title: "要留意".into(), body, ..Panel::default() })
}

fn line(asker: &Asker, figure: &Figure, help: &str) -> Option<Line> {
    let amount = figure.amount;
    let title = match amount.denominator {
        None if amount.value > 0 => {
            let name = figure.indicator.title.trim_end_matches('数');
            format!("{name}{}{}", thousands(amount.value), figure.indicator.unit)
        }
        Some(below) if below > amount.value => {
            format!(
                "{}{}%，差{}人",
                figure.indicator.title,
                amount.text(),
                thousands(below - amount.value)
            )
        }
        _ => return None,
    };
    let to = asker.href(&format!("/figure/{}", figure.indicator.code));
    Some(Line { title, link: Some(Link::to(to)), sub: help.into(), ..Line::default() })
}

/// What is done most, as far as this person may.
pub fn usual(asker: &Asker) -> Markup {
    let mut lines: Vec<(String, String, String)> = Vec::new();
    let sheets = &asker.store().catalog().sheets;
    let written = first(asker, Act::Write).into_iter();
    for register in written.filter(|own| sheets.iter().any(|sheet| sheet.register == own.name)) {
        let to = format!("/r/{}/new", register.name);
        lines.push((format!("登记{}", register.new_title()), to, String::new()));
    }
    lines.reverse();
    if !first(asker, Act::Import).is_empty() {
        let sub = "先看一遍再写入，写错了能整批撤销；空表也在这里下载";
        lines.push(("导入名册".into(), "/import".into(), sub.into()));
    }
    lines.push(("各单位对照".into(), "/board".into(), "哪家快、哪家慢，点数字看名单".into()));
    lines.push((
        "查某一天的数".into(),
        "/figure".into(),
        "年底、上月底，或者当时报上去的数".into(),
    ));
    let body = parts::list(html! {
        @for (title, href, sub) in &lines {
            (parts::list_line(&Line {
                title: title.clone(),
                link: Some(Link::to(asker.href(href))),
                sub: sub.clone(),
                ..Line::default()
            }))
        }
    });
    parts::panel(&Panel { title: "常办的事".into(), body, ..Panel::default() })
}
