//! 数据驾驶舱: where a unit stands, how it came there, and how the units below it compare. Units
//! drill down, numbers open their rows.

pub mod compare;
pub mod gather;

use super::figure::ask::{Question, last_month_end, last_year_end};
use super::figure::body::{change, difference, float, month, words};
use super::figure::{beside, day_box, href, known_box, unread};
use crate::app::{App, run};
use crate::fault::{Answer, Fault};
use crate::params::Params;
use crate::parts::{
    self, BarItem, Btn, Crumb, Empty, Kpi, LineChart, Link, PageHead, Panel, Press, Series,
};
use crate::request::{Asker, homes};
use crate::shell::{Page, page};
use axum::Router;
use axum::routing::get;
use gather::{Board, Key, LINES, MISSED, Spread};
use maud::{Markup, html};

/// `/board` and `/board/export`.
pub fn routes() -> Router<App> {
    Router::new().route("/board", get(show)).route("/board/export", get(compare::export))
}

/// The board as its address asks for it.
pub struct View {
    /// Who asks.
    pub asker: Asker,
    /// The day, as known when.
    pub question: Question,
}

impl View {
    /// Reads the address.
    pub fn read(asker: Asker) -> Result<View, Fault> {
        let today = asker.store().today();
        let question = Question::read(&asker.query, asker.at, today).map_err(unread)?;
        Ok(View { asker, question })
    }
    /// The address's own values.
    pub fn params(&self) -> Params {
        self.question.params(false).set("at", self.asker.at_key.as_str())
    }
}

/// A number that opens its rows beside the page.
pub fn number_link(code: &str, at_key: &str, params: &Params) -> Link {
    beside(href(code, at_key, params))
}

async fn show(asker: Asker) -> Answer {
    let view = View::read(asker)?;
    if view.asker.at == 0 {
        return Ok(choose(&view.asker));
    }
    let (ctx, question) = (view.asker.ctx.clone(), view.question.clone());
    let board = run(&view.asker.app, move |store| -> Result<Board, Fault> {
        gather::all(store, &ctx, &question).map_err(unread)
    })
    .await?;
    let base = view.question.params(false).on("/board");
    let main = html! {
        (head(&view, &board))
        (tools(&view))
        div.gap { (parts::kpis(&cards(&view, &board))) }
        div.gap { (compare::panel(&view, &board.columns)) }
        div.halves.gap {
            (trend(&view, &board))
            @for one in board.spreads.iter().take(1) { (spread(&view, one)) }
        }
        @if board.spreads.len() > 1 {
            div.halves.gap { @for one in board.spreads.iter().skip(1) { (spread(&view, one)) } }
        }
    };
    Ok(page(&view.asker, Page { base, ..Page::new("数据驾驶舱", "board", main) }))
}

/// A figure is asked for one unit: who has several chooses first.
fn choose(asker: &Asker) -> axum::response::Response {
    let homes = homes(&asker.ctx, asker.store().catalog(), &asker.tree);
    let link = |id: &i64| {
        let node = asker.tree.node(*id)?;
        let to = Params::default().set("at", node.public_id.as_str()).on("/board");
        Some(Btn::link(node.name.as_str(), to))
    };
    let empty = if homes.is_empty() {
        Empty {
            icon: "lock",
            title: "还没有可以看的单位".into(),
            text: "您的账号还没有业务权限。需要看数据的话，请本单位的安全管理员开通。".into(),
            ..Empty::default()
        }
    } else {
        Empty {
            icon: "building-community",
            title: "先选一个单位".into(),
            text: "您管着几个单位，数字一次只给一个单位算，不拼成半个数。".into(),
            acts: homes.iter().filter_map(link).collect(),
            ..Empty::default()
        }
    };
    let main = html! {
        (parts::page_head(&PageHead { title: "数据驾驶舱".into(), ..PageHead::default() }))
        (parts::panel(&Panel { body: parts::empty_state(&empty), ..Panel::default() }))
    };
    page(asker, Page::new("数据驾驶舱", "board", main))
}

fn head(view: &View, board: &Board) -> Markup {
    let asker = &view.asker;
    let mut path = asker.tree.path(asker.at);
    path.reverse();
    let homes = homes(&asker.ctx, asker.store().catalog(), &asker.tree);
    let seen = |id: &&i64| homes.iter().any(|home| asker.tree.within(**id, *home));
    let crumb = |id: &i64| {
        let node = asker.tree.node(*id)?;
        Some(if *id == asker.at {
            Crumb::here(node.name.as_str())
        } else {
            let to = view.params().set("at", node.public_id.as_str()).on("/board");
            Crumb::to(node.name.as_str(), to)
        })
    };
    let said = board.keys.iter().find_map(|key| Some(key.now.as_ref()?.said()));
    parts::page_head(&PageHead {
        title: "数据驾驶舱".into(),
        crumbs: path.iter().filter(seen).filter_map(crumb).collect(),
        count: said.unwrap_or_default(),
        acts: html! {
            (Btn::link("全部指标", view.params().on("/figure")).icon("list"))
            (Btn::new("打印", Press::Print).icon("printer"))
        },
        ..PageHead::default()
    })
}

fn tools(view: &View) -> Markup {
    let today = view.asker.store().today();
    let quick =
        [("今天", today), ("上月底", last_month_end(today)), ("去年底", last_year_end(today))];
    let keep = view.params().only(&["at", "tree"]).0;
    html! {
        section.panel.no-print aria-label="看哪一天" {
            form.filters action="/board" {
                (parts::keep_fields(&keep))
                (day_box("as_of", "截至", &view.question.last.to_string()))
                (known_box(&view.question.known_text))
                button.btn.sm { "查看" }
                span.row.push.small {
                    @for (text, day) in quick {
                        a.nowrap href=(view.params().set("as_of", day.to_string()).on("/board"))
                            aria-current=[(day == view.question.last).then_some("true")] { (text) }
                    }
                    @if !view.asker.inside { span.muted { "这里的数字都含下级" } }
                }
            }
        }
    }
}

fn cards(view: &View, board: &Board) -> Vec<Kpi> {
    board.keys.iter().map(|key| card(view, key)).collect()
}

fn card(view: &View, key: &Key) -> Kpi {
    let name = key.indicator.title.clone();
    let Some(now) = &key.now else {
        return Kpi { name, value: "—".into(), note: "无权查看".into(), ..Kpi::default() };
    };
    let params = view.question.params(false);
    let text = now.amount.text();
    let moved = key.before.and_then(|before| change(before, now.amount));
    let parts = now.amount.denominator.map_or_else(String::new, |below| {
        let above = store::figure::thousands(now.amount.value);
        format!(" · {above} / {}", store::figure::thousands(below))
    });
    let out = match now.left_out() {
        0 => String::new(),
        n => format!(" · 未计入{n}条"),
    };
    let still = if moved.is_none() { "与年初持平" } else { "比年初" };
    Kpi {
        name,
        unit: if text == "—" { String::new() } else { key.indicator.unit.clone() },
        value: text,
        link: number_link(&key.indicator.code, &view.asker.at_key, &params),
        good: moved.as_ref().is_some_and(|(up, _)| *up),
        change: moved,
        note: format!("{still}{parts}{out}"),
        points: key.line.iter().filter_map(|amount| amount.and_then(|one| float(one, 1))).collect(),
    }
}

fn trend(view: &View, board: &Board) -> Markup {
    let line = |code: &&str| {
        let key = board.keys.iter().find(|key| key.indicator.code == **code)?;
        key.now.as_ref()?;
        let values = key.line.iter().map(|amount| amount.and_then(|one| float(one, 1))).collect();
        Some(Series { name: key.indicator.title.clone(), values })
    };
    let series: Vec<Series> = LINES.iter().filter_map(line).collect();
    if series.is_empty() {
        let body = html! { div.pad { p.soft { "无权查看这个单位的建会率和入会率。" } } };
        return parts::panel(&Panel { title: "近12个月".into(), body, ..Panel::default() });
    }
    let names: Vec<&str> = series.iter().map(|one| one.name.as_str()).collect();
    let chart = LineChart {
        id: "rates".into(),
        title: format!("{}，近12个月", names.join("和")),
        labels: board.days.iter().map(|day| month(*day)).collect(),
        say: remark(view, board),
        unit: "%".into(),
        target: None,
        series,
    };
    parts::panel(&Panel {
        id: "trend".into(),
        title: chart.title.clone(),
        body: parts::pad(parts::line_chart(&chart)),
        ..Panel::default()
    })
}

/// What to see and do: how the share moved, how many are missing, and where most of them are.
fn remark(view: &View, board: &Board) -> Markup {
    let rate = board.keys.iter().find(|key| key.indicator.code == "union_build_rate");
    let moved = rate.and_then(|key| {
        let told = difference(key.before?, key.now.as_ref()?.amount, "%");
        Some(format!("{}比年初{told}。", key.indicator.title))
    });
    let params = view.question.params(false);
    let most = board.missed.as_ref().and_then(|figure| {
        let most = figure.groups.iter().max_by_key(|group| group.amount.value)?;
        let id = most.of.first()?.0.parse::<i64>().ok()?;
        let node = view.asker.tree.node(id).filter(|_| figure.groups.len() > 1)?;
        Some((node.public_id.clone(), node.name.clone(), most.amount))
    });
    html! {
        (moved.unwrap_or_default())
        @if let Some(missed) = board.missed.as_ref().filter(|figure| figure.amount.value > 0) {
            @let to = number_link(MISSED, &view.asker.at_key, &params);
            "应建未建还有" (parts::a(&to, parts::Dress::default(), words(missed.amount, &missed.indicator.unit)))
            @if let Some((key, name, amount)) = most {
                @let to = number_link(MISSED, &key, &params);
                "，" (name) "最多，" (parts::a(&to, parts::Dress::default(), words(amount, &missed.indicator.unit)))
            }
            "。"
        }
    }
}

/// Bars shown of a distribution; the rest is on the figure's own page.
const SHOWN: usize = 6;

fn spread(view: &View, spread: &Spread) -> Markup {
    let figure = &spread.figure;
    parts::panel(&Panel {
        id: format!("by-{}", spread.dim),
        title: format!("{}，分{}", figure.indicator.title, spread.title),
        right: html! {
            span.muted.small { (words(figure.amount, &figure.indicator.unit)) " · 点一条看名单" }
        },
        body: parts::pad(bars(view, spread)),
        ..Panel::default()
    })
}

fn bars(view: &View, spread: &Spread) -> Markup {
    let code = &spread.figure.indicator.code;
    let unit = &spread.figure.indicator.unit;
    let item = |group: &store::figure::Group| {
        let (of, label) = group.of.first().cloned().unwrap_or_default();
        let params = view.question.params(false).add("of", format!("{}:{of}", spread.dim));
        let n = u64::try_from(group.amount.value).unwrap_or(0);
        BarItem { label, n, link: number_link(code, &view.asker.at_key, &params) }
    };
    let mut items: Vec<BarItem> = spread.groups.iter().take(SHOWN).map(item).collect();
    let rest = spread.groups.get(SHOWN..).unwrap_or_default();
    if !rest.is_empty() {
        let all = view.question.params(false).set("by", spread.dim.as_str());
        let n = rest.iter().map(|group| group.amount.value).sum::<i64>();
        items.push(BarItem {
            label: format!("其余{}类", rest.len()),
            n: u64::try_from(n).unwrap_or(0),
            link: Link::to(href(code, &view.asker.at_key, &all)),
        });
    }
    parts::bar_list(&spread.figure.indicator.title, unit, &items)
}
