//! The first screen: what waits, what was begun, the figures of the chosen unit, what is missing.

mod todo;
mod watch;

use crate::app::{App, run};
use crate::fault::Answer;
use crate::pages::form::draft;
use crate::pages::import::{Case, standing};
use crate::pages::target;
use crate::parts::{self, Btn, Empty, Kpi, Line, Link, Panel};
use crate::request::Asker;
use crate::shell::{Page, page};
use crate::show;
use axum::Router;
use axum::routing::get;
use kernel::access::{Act, Duty};
use kernel::register::Register;
use maud::{Markup, html};
use store::desk::Draft;
use store::figure::{Figure, FigureAsk};
use store::jobs::Job;
use store::list::{Count, ListAsk};
use store::{Ctx, Store, StoreError};

/// `/`.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/", get(home))
        .route("/desk/figures", get(figures))
        .route("/desk/watch", get(watch::show))
        .route("/desk/todo", get(todo::all))
}

/// Figures of the first screen, in this order, as far as they exist and may be read.
const FIGURES: [&str; 5] = [
    "member_count",
    "union_org_count",
    "union_build_rate",
    "member_nef_count",
    "member_migrant_count",
];

struct Waiting {
    /// Messages that were given up, for whom that concerns.
    given_up: i64,
    jobs: Vec<Case>,
    own: bool,
    drafts: Vec<Draft>,
    filled: bool,
}

async fn home(asker: Asker) -> Answer {
    let business = business(&asker);
    let (ctx, user) = (asker.ctx.clone(), asker.ctx.user_id);
    let found = run(&asker.app, move |store| gather(store, &ctx, user)).await?;
    let todo = todo::panel(&asker).await?;
    let offered = crate::pages::flow::offered(&asker).await?;
    let name = asker.session.user.name.clone();
    let head = parts::page_head(&parts::PageHead {
        title: "工作台".into(),
        sub: format!("{name}，今天是{}", today(&asker)),
        acts: quick(&asker),
        ..parts::PageHead::default()
    });
    let main = html! {
        (head)
        div.stack {
        @if business && !found.filled { (begin(&asker)) }
        @if found.given_up > 0 {
            div role="alert" { (parts::note(parts::Tone::Bad, &html! {
                "有" (found.given_up) "条消息试了几次都没有发出去。"
                a href="/settings/channels" { "看原因，再发一次" }
            }, None)) }
        }
        @if !business { (duties(&asker)) }
        @if business && found.filled {
            (parts::cols(&html! { (offered) (todo) (begun(&asker, &found)) }, &aside(&asker)))
            (figures_slot(&asker))
        } @else { (begun(&asker, &found)) }
        }
    };
    Ok(page(&asker, Page::new("工作台", "home", main)))
}

/// At the right: what is to be reached, what is done most.
fn aside(asker: &Asker) -> Markup {
    html! { (target::slot(asker)) (watch::usual(asker)) }
}

/// What was begun and is not done: forms, then imports.
fn begun(asker: &Asker, found: &Waiting) -> Markup {
    let imports_here = business(asker) && (found.filled || !found.jobs.is_empty());
    html! {
        @if !found.drafts.is_empty() { (drafts(asker, &found.drafts)) }
        @if business(asker) && found.filled { (watch::slot(asker)) }
        @if imports_here && !first(asker, Act::Import).is_empty() { (imports(asker, found)) }
    }
}

fn business(asker: &Asker) -> bool {
    let role = |code: &str| asker.store().catalog().role(code);
    let grants = asker.session.user.grants.iter();
    grants.filter_map(|grant| role(&grant.role)).any(|role| role.duty == Duty::Business)
}

fn today(asker: &Asker) -> String {
    let today = asker.store().today();
    format!("{}，{}", kernel::dates::chinese(today), kernel::dates::weekday(today))
}

fn gather(store: &Store, ctx: &Ctx, user: i64) -> Result<Waiting, StoreError> {
    let mut jobs = store.jobs(ctx, "import", 50)?;
    let own = jobs.iter().any(|job| job.user_id == user);
    jobs.retain(|job| !own || job.user_id == user);
    jobs.truncate(5);
    let jobs = jobs.iter().filter_map(|job| Case::of(store, ctx, job.id).ok()).collect();
    let drafts = store.drafts(user)?;
    let mut filled = false;
    // What a new installation begins with is nobody's work yet.
    let typed = |register: &&Register| register.tree().is_none() && register.beginnings.is_empty();
    for register in store.catalog().registers.iter().filter(typed) {
        match store.count(ctx, &ListAsk::new(register), 1) {
            Ok(Count::Exact(0)) | Err(StoreError::Forbidden) => {}
            Ok(_) => {
                filled = true;
                break;
            }
            Err(error) => return Err(error),
        }
    }
    let given_up = if store.may_manage_users(ctx) { store.outgoing_given_up(ctx)? } else { 0 };
    Ok(Waiting { given_up, jobs, own, drafts, filled })
}

fn first(asker: &Asker, act: Act) -> Vec<&'static Register> {
    let all = asker.store().catalog().registers.iter();
    all.filter(|register| asker.ctx.anywhere(register, act, &asker.tree)).collect()
}

fn quick(asker: &Asker) -> Markup {
    let write = first(asker, Act::Write);
    html! {
        @if !write.is_empty() {
            (parts::menu(
                &parts::Menu { label: "登记".into(), icon: Some("plus"), ..parts::Menu::default() },
                html! { @for register in &write {
                    (parts::menu_link("plus", &format!("登记{}", register.title),
                        asker.href(&format!("/r/{}/new", register.name))))
                } },
            ))
        }
        @if !first(asker, Act::Import).is_empty() {
            (Btn::link("导入Excel", asker.href("/import")).icon("file-import").pri())
        }
    }
}

/// Nothing is there yet: what to do first.
fn begin(asker: &Asker) -> Markup {
    let mut acts = Vec::new();
    if !first(asker, Act::Import).is_empty() {
        acts.push(Btn::link("导入Excel", asker.href("/import")).icon("file-import"));
    }
    let write = first(asker, Act::Write);
    if let Some(register) = write.first() {
        let new = asker.href(&format!("/r/{}/new", register.name));
        acts.push(Btn::link(format!("登记{}", register.title), new).quiet());
    }
    let text = if acts.is_empty() {
        "录入的同事把名册导进来以后，这里就有数字。"
    } else {
        "先导入下级工会的表，再导入会员名册。手上的Excel直接用，列名不用改。"
    };
    let body = parts::empty_state(&Empty {
        icon: "users-plus",
        title: format!("{}还没有名册", asker.at_name()),
        text: text.into(),
        acts,
        ..Empty::default()
    });
    parts::panel(&Panel { body, ..Panel::default() })
}

/// Figures come behind the page.
fn figures_slot(asker: &Asker) -> Markup {
    let href = asker.href("/desk/figures");
    html! {
        div id="figures" aria-busy="true" hx-get=(href) hx-trigger="load" hx-swap="outerHTML" {
            a href=(href) { "看" (asker.at_name()) "的数字" }
        }
    }
}

async fn figures(asker: Asker) -> Answer {
    let (ctx, at) = (asker.ctx.clone(), asker.at);
    let known: Vec<&str> = FIGURES
        .into_iter()
        .filter(|code| asker.store().catalog().indicator(code).is_some())
        .collect();
    let found = run(&asker.app, move |store| {
        let ask = FigureAsk::on(store.today()).at(at);
        store.figures(&ctx, &known, &ask)
    })
    .await?;
    let good: Vec<Figure> = found.into_iter().filter_map(Result::ok).collect();
    let items: Vec<Kpi> = good.iter().map(|figure| kpi(&asker, figure)).collect();
    let said = good.first().map(|figure| format!("{}，{}", asker.at_name(), figure.said()));
    let body = html! {
        div id="figures" {
            (parts::kpis(&items))
            @if let Some(said) = said { p.small.muted.gap { (said) "；点数字看名单。" } }
        }
    };
    if asker.htmx {
        return Ok(crate::shell::fragment(&body));
    }
    let head = parts::page_head(&parts::PageHead {
        title: format!("{}的数字", asker.at_name()),
        ..parts::PageHead::default()
    });
    Ok(page(&asker, Page::new("数字", "home", html! { (head) (body) })))
}

fn kpi(asker: &Asker, figure: &Figure) -> Kpi {
    let left_out = figure.left_out();
    let note = match (figure.amount.denominator, left_out) {
        (Some(below), _) => {
            format!("{} / {}", show::number_text(figure.amount.value), show::number_text(below))
        }
        (None, 0) => "含下级".to_owned(),
        (None, out) => format!("未计入{}条", show::number_text(out)),
    };
    Kpi {
        name: figure.indicator.title.clone(),
        value: figure.amount.text(),
        unit: figure.indicator.unit.clone(),
        link: Link::to(asker.href(&format!("/figure/{}", figure.indicator.code))),
        note,
        ..Kpi::default()
    }
}

fn drafts(asker: &Asker, drafts: &[Draft]) -> Markup {
    parts::panel(&Panel {
        title: "没填完的".into(),
        count: u64::try_from(drafts.len()).ok(),
        body: draft::list(asker, drafts),
        ..Panel::default()
    })
}

fn imports(asker: &Asker, found: &Waiting) -> Markup {
    let today = asker.store().today();
    let line = |case: &Case| {
        let (words, tone) = standing(case);
        parts::list_line(&Line {
            lead: parts::tag(words, tone),
            title: case.detail.file_name.clone(),
            link: Some(Link::to(asker.href(&case.path("")))),
            sub: said(case, today, found.own),
            ..Line::default()
        })
    };
    let body = parts::list(html! {
        @for job in &found.jobs { (line(job)) }
        @if found.jobs.is_empty() {
            li { div.grow.soft { "还没有导入过。手上有名册的，直接导入Excel最快，列名不用改。" } }
        }
    });
    let title = if found.own { "我的导入" } else { "最近的导入" };
    let right = html! { a.small href=(asker.href("/import")) { "全部导入" } };
    parts::panel(&Panel { title: title.into(), right, body, ..Panel::default() })
}

/// When, by whom, how far; and until when the file is kept while it waits.
fn said(case: &Case, today: jiff::civil::Date, own: bool) -> String {
    let mut words = vec![show::moment(case.job.created_at, today)];
    if !own {
        words.push(case.job.user_name.clone());
    }
    words.push(progress(&case.job));
    if standing(case).1 == parts::Tone::Warn {
        let until = show::moment(crate::worker::kept_until(&case.job), today);
        words.push(format!("文件留到{until}"));
    }
    words.join(" · ")
}

fn progress(job: &Job) -> String {
    if job.total == 0 {
        return "还没有开始写入".to_owned();
    }
    format!("{} / {}行", show::number_text(job.done), show::number_text(job.total))
}

/// Administrators do no business: their own tasks instead.
fn duties(asker: &Asker) -> Markup {
    let store = asker.store();
    let mut lines: Vec<(&str, &str, &str)> = Vec::new();
    if store.may_manage_users(&asker.ctx) {
        lines.push(("开通和停用账号", "/users", "新账号要等安全管理员授权才能用"));
        lines.push(("设置、节假日和备份", "/settings", "每晚自动备份，保留14份"));
    }
    if store.may_grant(&asker.ctx) {
        lines.push(("给账号授权", "/users", "一个人管一段：选角色，选单位"));
    }
    if store.may_audit(&asker.ctx) {
        lines.push(("看日志", "/journal", "谁在什么时候做了什么，改不掉"));
    }
    let body = parts::list(html! {
        @for (title, href, sub) in &lines {
            (parts::list_line(&Line {
                title: (*title).to_owned(),
                link: Some(Link::to(*href)),
                sub: (*sub).to_owned(),
                ..Line::default()
            }))
        }
        @if lines.is_empty() {
            li { div.grow { "您的账号还没有权限，请本单位的安全管理员授权。" } }
        }
    });
    parts::panel(&Panel { title: "您管的事".into(), body, ..Panel::default() })
}
