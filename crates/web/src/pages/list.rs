//! The list of a register: views, search, conditions, columns, days, pages.
//!
//! Read in this order: [`ask`] the address · [`filter`] its conditions · this file, the page ·
//! [`tools`] what stands above the table · [`views`] what people keep.

pub mod ask;
pub mod filter;
mod tools;
pub mod views;

use crate::app::{App, run};
use crate::fault::{Answer, Fault};
use crate::parts::{self, Btn, Bulk, Col, Empty, Link, Pager, PerPage, Row, TableView};
use crate::request::Asker;
use crate::shell::{Page, fragment, page, see};
use crate::show::{self, Titles};
use ask::{Listing, SIZES};
use axum::Router;
use axum::extract::Path;
use axum::http::{HeaderValue, StatusCode};
use axum::routing::{get, post};
use filter::Filter;
use kernel::access::Act;
use kernel::field::Kind;
use kernel::register::Register;
use kernel::value::Value;
use maud::{Markup, html};
use store::desk::View;
use store::list::{Count, Life, ListAsk, ListRow, Page as Rows};
use store::{Store, StoreError};

/// No list is counted further.
pub const MOST: i64 = 1_000_000;
const TARGET: &str = "#list";

/// `/r/{register}` and what belongs to the list.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/r/{register}", get(list))
        .route("/r/{register}/count", get(count))
        .route("/r/{register}/tabs", get(views::counted))
        .route("/r/{register}/cond", get(tools::cond))
        .route("/r/{register}/views", post(views::save))
        .route("/r/{register}/views/{id}/drop", post(views::forget))
}

/// What the database gives for one page.
struct Found {
    rows: Rows,
    views: Vec<View>,
    chips: Titles,
    count: Option<Count>,
    advice: Option<(usize, i64)>,
    /// Where nothing was found: how many there are once those whose life has ended count too.
    ended_too: i64,
}

async fn list(asker: Asker, Path(name): Path<String>) -> Answer {
    let register = asker.register(&name)?;
    let listing = Listing::understood(&asker, register, &asker.query)?;
    if ask::is_loose(&asker.query) && listing.wrong.is_none() {
        return Ok(see(&listing.href()));
    }
    let (ctx, copy) = (asker.ctx.clone(), listing.clone());
    let counted = asker.query.get("count") == "1";
    let found = run(&asker.app, move |store| find(store, &ctx, &copy, counted)).await?;
    let body = body(&asker, &listing, &found);
    if asker.htmx {
        let said = format!("本页{}{}", found.rows.rows.len(), listing.unit());
        let mut answer = fragment(
            &html! { (body) (parts::announce(listing.wrong.as_ref().unwrap_or(&said))) (counter(&listing, None, true)) },
        );
        let here = listing.cursor.as_ref().map_or_else(|| listing.href(), |at| listing.turned(at));
        if let Ok(value) = HeaderValue::from_str(&here) {
            answer.headers_mut().insert("hx-push-url", value);
        }
        return Ok(answer);
    }
    let main = html! { (head(&asker, &listing, found.count)) (body) };
    let base = listing.query.clone().without(&["at", "below"]).on(&listing.path());
    let title = format!("{}台账", register.title);
    let nav = format!("r/{name}");
    let mut answer = page(&asker, Page { title: &title, nav: &nav, main, base, ..Page::default() });
    if listing.wrong.is_some() {
        *answer.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
    }
    Ok(answer)
}

fn find(
    store: &Store,
    ctx: &store::Ctx,
    listing: &Listing,
    counted: bool,
) -> Result<Found, StoreError> {
    let limit = usize::try_from(listing.size).unwrap_or(25);
    let rows = store.list(ctx, &listing.ask, listing.cursor.as_ref(), limit)?;
    let views = store.views(ctx.user_id, listing.register.name)?;
    let chips = link_titles(store, &listing.filters)?;
    let count = if counted { Some(store.count(ctx, &listing.ask, MOST)?) } else { None };
    let mut advice = None;
    if rows.rows.is_empty() && !listing.filters.is_empty() {
        advice = widest(store, ctx, listing)?;
    }
    let mut ended_too = 0;
    if rows.rows.is_empty() && listing.ask.life == Life::Living {
        let ask = ListAsk { life: Life::Any, ..listing.ask.clone() };
        let (Count::Exact(found) | Count::More(found)) = store.count(ctx, &ask, 9_999)?;
        ended_too = found;
    }
    Ok(Found { rows, views, chips, count, advice, ended_too })
}

/// Names of the records that conditions name.
pub fn link_titles(store: &Store, filters: &[Filter]) -> Result<Titles, StoreError> {
    let mut titles = Titles::new();
    for filter in filters.iter().filter(|filter| filter.column.field.kind == Kind::Link) {
        let ids: Vec<i64> = filter.values.iter().filter_map(Value::as_int).collect();
        let to = filter.column.field.to;
        titles.extend(store.db.read(|tx| store.titles(tx, to, &ids))?);
    }
    Ok(titles)
}

/// Which condition, taken away, gives most: it is named where nothing was found.
fn widest(
    store: &Store,
    ctx: &store::Ctx,
    listing: &Listing,
) -> Result<Option<(usize, i64)>, StoreError> {
    let mut best = None;
    for at in 0..listing.filters.len().min(5) {
        let mut ask = listing.ask.clone();
        ask.filters.remove(at);
        let found = match store.count(ctx, &ask, 9_999)? {
            Count::Exact(number) | Count::More(number) => number,
        };
        if found > best.map_or(0, |(_, most)| most) {
            best = Some((at, found));
        }
    }
    Ok(best)
}

/// Whether a file may be loaded here, and there is a sheet for it.
fn may_load(asker: &Asker, register: &Register) -> bool {
    asker.may(register, Act::Import) && asker.store().catalog().has_sheet(register.name)
}

fn head(asker: &Asker, listing: &Listing, count: Option<Count>) -> Markup {
    let register = listing.register;
    let path = listing.path();
    let href = |end: &str| listing.query.on(&format!("{path}{end}"));
    let acts = html! {
        @if may_load(asker, register) {
            (Btn::link("导入Excel", asker.href("/import")).icon("file-import"))
        }
        @if asker.may(register, Act::Export) { (tools::export_menu(&href)) }
        (crate::pages::exchange::button(asker, register))
        @if asker.may(register, Act::Write) {
            (Btn::link(format!("登记{}", register.new_title()), asker.href(&format!("{path}/new")))
                .icon("plus").pri())
        }
    };
    parts::page_head(&parts::PageHead {
        title: format!("{}台账", register.title),
        crumbs: crumbs(asker, &path),
        state: counter(listing, count, false),
        acts,
        ..parts::PageHead::default()
    })
}

/// The way from the root to the chosen unit.
pub fn crumbs(asker: &Asker, path: &str) -> Vec<parts::Crumb> {
    let mut way: Vec<i64> = asker.tree.path(asker.at);
    way.reverse();
    let last = way.len().saturating_sub(1);
    let step = |(at, id): (usize, &i64)| {
        let name = asker.tree.title(*id);
        let key = asker.tree.node(*id).map_or("", |node| node.public_id.as_str());
        let href = asker.keep().set("at", key).on(path);
        if at == last { parts::Crumb::here(name) } else { parts::Crumb::to(name, href) }
    };
    way.iter().enumerate().map(step).collect()
}

/// The number beside the title: loaded behind the rows, so that it never delays them.
fn counter(listing: &Listing, count: Option<Count>, swapped: bool) -> Markup {
    let path = listing.path();
    let href = listing.query.on(&format!("{path}/count"));
    let plain = listing.query.clone().set("count", "1").on(&path);
    html! {
        span.muted id="count" hx-swap-oob=[swapped.then_some("true")]
            hx-get=[count.is_none().then_some(&href)] hx-trigger=[count.is_none().then_some("load")]
            hx-swap=[count.is_none().then_some("outerHTML")] {
            @match count {
                None => { a href=(plain) { "数一数" } }
                Some(count) => { (count_words(count, listing.unit())) }
            }
        }
    }
}

/// `8,426人`; what is not counted to its end says so.
pub fn count_words(count: Count, unit: &str) -> String {
    match count {
        Count::Exact(number) => format!("{}{unit}", show::number_text(number)),
        Count::More(number) => format!("超过{}{unit}", show::number_text(number)),
    }
}

async fn count(asker: Asker, Path(name): Path<String>) -> Answer {
    let register = asker.register(&name)?;
    let listing = Listing::read(&asker, register)?;
    if !asker.htmx {
        return Ok(see(&listing.query.clone().set("count", "1").on(&listing.path())));
    }
    let (ctx, ask) = (asker.ctx.clone(), listing.ask.clone());
    let count = run(&asker.app, move |store| store.count(&ctx, &ask, MOST)).await?;
    let (Count::Exact(total) | Count::More(total)) = count;
    let bulk = bulk(&asker, &listing, total);
    let answer = html! {
        (counter(&listing, Some(count), false))
        @if let Some(bulk) = &bulk {
            div hx-swap-oob=(format!("outerHTML:#{}-bulk", listing.register.name)) {
                (parts::bulk_bar(listing.register.name, bulk))
            }
        }
    };
    Ok(fragment(&answer))
}

fn body(asker: &Asker, listing: &Listing, found: &Found) -> Markup {
    let (tabs, right) = views::bar(asker, listing, &found.views);
    let inside = html! {
        (tools::toolbar(asker, listing, &found.chips))
        (tools::notes(listing))
        (parts::table(&table(asker, listing, found)))
        (plain_bulk(asker, listing))
        @if !found.rows.rows.is_empty() { (foot(listing, found)) }
    };
    parts::tab_panel("list", &format!("{}列表", listing.register.title), &tabs, &right, &inside)
}

fn table(asker: &Asker, listing: &Listing, found: &Found) -> TableView {
    let keep = asker.keep();
    let rows = found.rows.rows.iter().map(|row| table_row(listing, found, row, &keep)).collect();
    TableView {
        id: listing.register.name.to_owned(),
        caption: format!("{}，每页{}{}", listing.register.title, listing.size, listing.unit()),
        columns: phone(listing, found),
        rows,
        bulk: bulk(asker, listing, 0).filter(|_| listing.ask.as_of.is_none()),
        empty: empty(asker, listing, found),
        tight: false,
    }
}

fn column(listing: &Listing, head: &store::list::Head) -> Col {
    let mut col = Col::new(head.name.as_str(), head.field.title);
    if matches!(head.field.kind, Kind::Int | Kind::Money) {
        col = col.num();
    }
    if let Some(by) = listing.sorts_by(&head.name) {
        let now = listing.ask.sorted_by() == by;
        let link = Link::swap(listing.sorted(by), TARGET);
        col = col.sort(link, now.then_some(listing.ask.descending));
    }
    col
}

/// On a card there is room for a few columns, and always for those that are asked about; 是 and 否 say nothing
/// without their heads, which the cards carry for what is asked about.
fn phone(listing: &Listing, found: &Found) -> Vec<Col> {
    let last = found.rows.heads.len().saturating_sub(1);
    let asked = |name: &str| listing.filters.iter().any(|filter| filter.column.name == name);
    let dress = |(at, head): (usize, &store::list::Head)| {
        let col = column(listing, head);
        match head.field.kind {
            _ if at > 0 && asked(&head.name) => col.said_m(),
            Kind::Choice if at == last => col.end(),
            Kind::YesNo | Kind::Int | Kind::Money => col.hide_m(),
            _ if at > 4 => col.hide_m(),
            _ => col,
        }
    };
    found.rows.heads.iter().enumerate().map(dress).collect()
}

fn table_row(listing: &Listing, found: &Found, row: &ListRow, keep: &crate::Params) -> Row {
    let register = listing.register;
    let mut cells = Vec::new();
    let mut name = String::new();
    for (at, (head, value)) in found.rows.heads.iter().zip(&row.cells).enumerate() {
        let over = show::over(register, head, row).map(|words| parts::Cell::Soft(words.into()));
        let cell = || show::cell(&head.field, value, &found.rows.titles, keep);
        if at == 0 {
            let words = show::text(&head.field, value, &found.rows.titles);
            name = if words.is_empty() { "（没有名称）".to_owned() } else { words };
            cells.push(parts::Cell::Name(name.clone()));
        } else {
            cells.push(over.unwrap_or_else(cell));
        }
    }
    let href = keep.on(&format!("/r/{}/{}", register.name, row.public_id));
    Row::new(row.id.to_string(), name, href, cells)
}

/// Whether this person's roles make any step of the register's procedure.
fn decides(asker: &Asker, register: &Register) -> bool {
    let mine = |role: &str| asker.ctx.grants.iter().any(|grant| grant.role == role);
    register.flow.as_ref().is_some_and(|flow| {
        flow.steps.iter().any(|step| step.by.iter().any(|role| mine(role.code)))
    })
}

/// What can be done to selected rows; no bar where nothing can.
fn bulk(asker: &Asker, listing: &Listing, total: i64) -> Option<Bulk> {
    let register = listing.register;
    let mut acts = Vec::new();
    if decides(asker, register) && !listing.ask.voided {
        acts.push(Btn::send("一起办理", "act", "step").icon("rubber-stamp"));
    }
    if asker.may(register, Act::Write) && !listing.ask.voided {
        acts.push(Btn::send("改某一项", "act", "set").icon("pencil"));
        if register.owner_field().is_some() {
            acts.push(Btn::send("归到工会", "act", "move").icon("arrows-exchange"));
        }
    }
    if asker.may(register, Act::Export) {
        acts.push(Btn::send("导出所选", "act", "export").icon("file-export"));
    }
    for (other, begun) in crate::pages::bulk::begin::offered(asker, register) {
        if !listing.ask.voided {
            let act = format!("begin-{}", other.name);
            acts.push(Btn::send(begun.title, "act", &act).icon("id-badge-2"));
        }
    }
    if let Some(face) = register.own.and_then(|own| own.face) {
        acts.push(Btn::send(format!("打印{}", face.title), "act", "face").icon("printer"));
    }
    for form in register.forms.iter().filter(|form| form.many) {
        let act = format!("form-{}", form.letter);
        acts.push(Btn::send(format!("打印{}", form.title), "act", &act).icon("printer"));
    }
    if asker.may(register, Act::Void) && !listing.ask.voided {
        acts.push(Btn::send("作废", "act", "void").icon("ban"));
    }
    (!acts.is_empty()).then(|| Bulk {
        action: listing.query.on(&format!("{}/bulk", listing.path())),
        csrf: asker.csrf.clone(),
        total: u64::try_from(total).unwrap_or(0),
        unit: listing.unit().to_owned(),
        keep: Vec::new(),
        acts,
    })
}

/// Without script the bar never opens: the same buttons, for the boxes that are ticked.
fn plain_bulk(asker: &Asker, listing: &Listing) -> Markup {
    let Some(bulk) = bulk(asker, listing, 0).filter(|_| listing.ask.as_of.is_none()) else {
        return Markup::default();
    };
    let form = format!("{}-bulk", listing.register.name);
    html! {
        noscript { div.pad.row { span { "勾选的记录：" } @for act in bulk.acts { (act.sm().form(&form)) } } }
    }
}

fn foot(listing: &Listing, found: &Found) -> Markup {
    let link = |cursor: &store::list::Cursor| Link::swap(listing.turned(cursor), TARGET);
    let sizes = PerPage {
        link: Link::swap(listing.path(), TARGET),
        name: "n".into(),
        keep: listing.query.clone().without(&["n"]).0,
        sizes: SIZES.to_vec(),
        size: listing.size,
    };
    parts::pager(
        listing.register.name,
        &Pager {
            shown: format!("本页{}{}", found.rows.rows.len(), listing.unit()),
            range: range(listing, &found.rows),
            prev: found.rows.back.as_ref().map(link),
            next: found.rows.next.as_ref().map(link),
            per_page: Some(sizes),
        },
    )
}

/// From which to which value this page reaches: 入会日期 2026-06-16 至 2026-05-21.
fn range(listing: &Listing, rows: &Rows) -> String {
    let by = listing.ask.sorted_by();
    let (Some(first), Some(last)) = (rows.rows.first(), rows.rows.last()) else {
        return String::new();
    };
    let Some(field) = listing.field(&by).filter(|field| !field.computed) else {
        return String::new();
    };
    let words = |value: &Value| {
        let words = show::text(&field, value, &rows.titles);
        if words.is_empty() { "没填".to_owned() } else { words }
    };
    format!("{} {} 至 {}", field.title, words(&first.key), words(&last.key))
}

fn empty(asker: &Asker, listing: &Listing, found: &Found) -> Empty {
    let register = listing.register;
    let (title, unit) = (register.title, asker.at_name());
    let all = || Link::swap(listing.of_any_life().on(&listing.path()), TARGET);
    if listing.is_plain() && found.ended_too > 0 {
        let living = register.standing.map_or("", |standing| standing.living);
        let count = show::number_text(found.ended_too);
        return Empty {
            icon: "search-off",
            title: format!("{unit}没有{living}的{title}"),
            text: format!("以前的有{count}{}。", register.unit_of_all),
            acts: vec![Btn::link("看全部", all())],
            ..Empty::default()
        };
    }
    if listing.is_plain() {
        let mut acts = Vec::new();
        let loads = may_load(asker, register);
        if loads {
            acts.push(Btn::link("导入Excel", asker.href("/import")).icon("file-import"));
        }
        if asker.may(register, Act::Write) {
            let new = asker.href(&format!("/r/{}/new", register.name));
            let words = format!("登记{}", register.new_title());
            acts.push(Btn::link(words, new).icon("plus").quiet());
        }
        let text = if loads {
            "手上有名册的，直接导入Excel最快，列名不用改。"
        } else {
            register.about
        };
        let (title, text) = (format!("{unit}还没有登记{title}"), text.to_owned());
        return Empty { icon: "users-plus", title, text, acts, ..Empty::default() };
    }
    let clear = Btn::link("清空条件", Link::swap(asker.href(&listing.path()), TARGET)).quiet();
    let mut acts = vec![clear];
    let mut text =
        "少写几个字，或换个写法再找；证件号码、手机号要写全，或只写最后四位。".to_owned();
    if let Some((filter, count)) =
        found.advice.and_then(|(at, count)| Some((listing.filters.get(at)?, count)))
    {
        let words = filter.words(&found.chips).join("、");
        let name = format!("“{}：{words}”", filter.column.field.title);
        let href = listing.without(filter).on(&listing.path());
        text = format!("去掉{name}后有{}{}。", show::number_text(count), listing.unit());
        acts.insert(0, Btn::link(format!("去掉{name}"), Link::swap(href, TARGET)));
    }
    if let (Some(standing), true) = (register.standing, found.ended_too > 0) {
        let count = show::number_text(found.ended_too);
        text = format!("{}的里有{count}{}。", standing.ended, register.unit_of_all);
        acts.insert(0, Btn::link("看全部", all()));
    }
    let title = match listing.filters.len() {
        0 if listing.ask.search.trim().is_empty() => match register.standing {
            Some(standing) => format!("没有{}的{title}", standing.ended),
            None => format!("没有{title}"),
        },
        0 => format!("没有找到“{}”", listing.ask.search.trim()),
        many => format!("没有同时符合这{many}个条件的{title}"),
    };
    Empty { icon: "search-off", title, text, acts, ..Empty::default() }
}

/// A register by name with its listing, for pages that work on what a list shows.
pub fn listing_of(asker: &Asker, name: &str) -> Result<Listing, Fault> {
    Listing::read(asker, asker.register(name)?)
}
