//! What waits for this person, the soonest due first; what they have begun, decided, been told of.

use crate::app::run;
use crate::fault::Answer;
use crate::pages::flow::time;
use crate::parts::{self, Line, Link, PageHead, Tone};
use crate::request::Asker;
use crate::shell::{Page, page};
use jiff::civil::Date;
use maud::{Markup, html};
use store::flow::{Bench, Done, DonePage, Matter, NEWEST};

/// Matters on the first screen.
const FIRST: usize = 12;
/// Matters on the page of all of them.
const ALL: usize = 500;

/// Whether this person's roles can owe anything.
pub fn concerned(asker: &Asker) -> bool {
    let owes = |role: &str| {
        asker.store().catalog().flows().any(|(_, flow)| flow.owed_by(role).next().is_some())
    };
    asker.ctx.grants.iter().any(|grant| owes(&grant.role))
}

/// What of it is shown.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Tab {
    Waiting,
    Begun,
    Decided,
    Copied,
}

impl Tab {
    const ALL: [(Tab, &'static str, &'static str); 4] = [
        (Tab::Waiting, "", "待我办理"),
        (Tab::Begun, "begun", "我发起的"),
        (Tab::Decided, "done", "已办"),
        (Tab::Copied, "copied", "抄送我"),
    ];

    fn of(code: &str) -> Tab {
        Tab::ALL.iter().find(|known| known.1 == code).map_or(Tab::Waiting, |known| known.0)
    }
}

/// The panel of the first screen.
pub async fn panel(asker: &Asker) -> Result<Markup, crate::Fault> {
    if !concerned(asker) {
        return Ok(Markup::default());
    }
    let tab = Tab::of(asker.query.get("todo"));
    let (ctx, at, from) = (asker.ctx.clone(), asker.at, from(asker));
    let (bench, mine, done) = run(&asker.app, move |store| {
        let done = match tab {
            Tab::Decided => store.decided(&ctx, from, FIRST)?,
            Tab::Copied => store.copied(&ctx, from, FIRST)?,
            _ => DonePage::default(),
        };
        Ok::<_, store::StoreError>((store.bench(&ctx, at, FIRST)?, store.begun(&ctx, FIRST)?, done))
    })
    .await?;
    let today = asker.store().today();
    let number = |of: Tab| match of {
        Tab::Waiting => parts::count(whole(bench.waiting.all), bench.waiting.late > 0),
        Tab::Begun => parts::count(whole(whole_of(mine.len())), false),
        _ => Markup::default(),
    };
    let tabs = html! {
        nav.tabs aria-label="待办" { @for (one, code, title) in Tab::ALL {
            a href=(asker.keep().set("todo", code).on("/")) aria-current=[(one == tab).then_some("page")] {
                (title) " " (number(one))
            }
        } }
    };
    let body = match tab {
        Tab::Waiting => {
            html! { (groups(asker, &bench, today)) @if bench.waiting.all > whole_of(bench.matters.len()) {
                footer { a href=(asker.href("/desk/todo")) { "看全部" (bench.waiting.all) "件" } }
            } }
        }
        Tab::Begun => parts::list(html! {
            @for one in &mine { (parts::list_line(&line(asker, one, today))) }
            @if mine.is_empty() { li { div.grow.soft { "还没有发起过。登记建会申请、入会申请以后，在这里看办到哪一步。" } } }
        }),
        Tab::Decided => {
            over(asker, "done", &done, "还没有办过。您批过、退过的事，新的在前，都列在这里。")
        }
        Tab::Copied => {
            over(asker, "copied", &done, "还没有抄送给您的。别人办理时勾了抄送您，就列在这里。")
        }
    };
    let right = match tab {
        Tab::Waiting | Tab::Begun => html! { span.small.muted { "按到期先后" } },
        _ => html! { span.small.muted { "新的在前" } },
    };
    Ok(parts::tab_panel("todo", "待办", &tabs, &right, &body))
}

/// Where a page of what is over begins: `moment.number`.
fn from(asker: &Asker) -> (i64, i64) {
    let place = asker.query.get("from").split_once('.');
    let number = |text: &str| text.parse::<i64>().ok();
    place.and_then(|(at, seq)| Some((number(at)?, number(seq)?))).unwrap_or(NEWEST)
}

/// What was decided, or given to one's knowledge.
fn over(asker: &Asker, code: &str, page: &DonePage, none: &str) -> Markup {
    let today = asker.store().today();
    let row = |one: &Done| {
        let matter = &one.matter;
        let href = asker.href(&format!("/r/{}/{}", matter.register.name, matter.public_id));
        let what = if code == "done" { one.what.clone() } else { format!("{}抄送", one.what) };
        Line {
            lead: parts::tag(matter.register.title, Tone::Act),
            title: matter.title.clone(),
            link: Some(Link::to(href)),
            sub: format!("{what} · {}", asker.tree.title(matter.union)),
            tail: html! {
                (parts::tag(&matter.state, Tone::Plain))
                " " span.small.muted { (crate::show::moment(one.at, today)) }
            },
        }
    };
    html! {
        (parts::list(html! {
            @for one in &page.done { (parts::list_line(&row(one))) }
            @if page.done.is_empty() { li { div.grow.soft { (none) } } }
        }))
        @if let Some((at, seq)) = page.next {
            footer { a href=(asker.keep().set("todo", code).set("from", format!("{at}.{seq}")).on("/")) { "再往前" } }
        }
    }
}

fn whole(number: i64) -> u64 {
    u64::try_from(number).unwrap_or(0)
}

fn whole_of(number: usize) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

/// 已超期, 今天到期, 以后.
fn groups(asker: &Asker, bench: &Bench, today: Date) -> Markup {
    let late = |one: &&Matter| one.term.is_some_and(|term| term.0 < today);
    let now = |one: &&Matter| one.term.is_some_and(|term| term.0 == today);
    let later = |one: &&Matter| one.term.is_none_or(|term| term.0 > today);
    let waiting = bench.waiting;
    let rest = waiting.all - waiting.late - waiting.today;
    let group = |title: &str, number: i64, tone: Tone, all: Vec<&Matter>| {
        html! { @if number > 0 {
            (parts::list_group(title, whole(number), tone))
            @for one in all { (parts::list_line(&line(asker, one, today))) }
        } }
    };
    let matters = &bench.matters;
    parts::list(html! {
        (group("已超期", waiting.late, Tone::Bad, matters.iter().filter(late).collect()))
        (group("今天到期", waiting.today, Tone::Warn, matters.iter().filter(now).collect()))
        (group("以后", rest, Tone::Plain, matters.iter().filter(later).collect()))
        @if matters.is_empty() {
            li { div.grow.soft { "没有等您办的事。别人报上来的、要您审的，会按到期先后排在这里。" } }
        }
    })
}

fn line(asker: &Asker, one: &Matter, today: Date) -> Line {
    let title = if one.owed.is_empty() {
        one.title.clone()
    } else {
        format!("{}：{}", one.title, one.owed)
    };
    let href = asker.href(&format!("/r/{}/{}", one.register.name, one.public_id));
    let held = if one.held { " · 另一时限暂停" } else { "" };
    Line {
        lead: parts::tag(one.register.title, Tone::Act),
        title,
        link: Some(Link::to(href)),
        sub: format!("{} · {}{held}", asker.tree.title(one.union), one.state),
        tail: html! { @if let Some((due, clock, days, left)) = one.term {
            (parts::clock(&time::small(clock, (due, days, left), today)))
        } },
    }
}

/// `/desk/todo`: everything that waits.
pub async fn all(asker: Asker) -> Answer {
    let (ctx, at) = (asker.ctx.clone(), asker.at);
    let bench = run(&asker.app, move |store| store.bench(&ctx, at, ALL)).await?;
    let today = asker.store().today();
    let shown = whole_of(bench.matters.len());
    let sub = if shown < bench.waiting.all {
        format!("共{}件，先列出到期最早的{shown}件", bench.waiting.all)
    } else {
        format!("共{}件", bench.waiting.all)
    };
    let head =
        parts::page_head(&PageHead { title: "待我办理".into(), sub, ..PageHead::default() });
    let body = html! { section.panel { (groups(&asker, &bench, today)) } };
    Ok(page(&asker, Page::new("待我办理", "home", html! { (head) (body) })))
}
