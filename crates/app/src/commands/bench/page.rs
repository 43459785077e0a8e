//! Pages: a list rendered from ready data, beside its limit, and whole requests through the router
//! without a network.

use super::clerk::{self, Clerk};
use super::{line, times};
use crate::say;
use anyhow::{Context, Result, ensure};
use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{Request, StatusCode};
use maud::{Markup, html};
use std::hint::black_box;
use std::sync::Arc;
use store::Store;
use store::list::ListAsk;
use tokio::runtime::Runtime;
use tower::ServiceExt;
use web::parts::{
    self, Below, Btn, Bulk, Cell, Chip, Col, Crumb, FindBox, Link, NavItem, PageHead, Pager, Row,
    Shell, TableView, Tone, Toolbar, TreeNode, UserBadge,
};
use web::{App, Config};

/// To render a list of 50 rows and 8 columns, ms.
const RENDER: u64 = 1;
const ROWS: usize = 50;
/// No page is longer.
const MOST: usize = 16 * 1024 * 1024;

/// Renders, then asks for the pages people open most.
pub fn run(store: &Arc<Store>) -> Result<()> {
    rendering()?;
    let clerk = clerk::hire(store, "page", "county", 0)?;
    let mut ask = ListAsk::new(store.register("membership")?);
    ask.descending = true;
    let rows = store.list(&clerk.ctx, &ask, None, 1)?.rows;
    let record = rows.first().context("the county has no members")?;
    let record = format!("/r/membership/{}", record.public_id);
    let router = web::router(App::new(store.clone(), Config::default()));
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    for (path, what) in [
        ("/", "/"),
        ("/desk/figures", "/desk/figures"),
        ("/r/membership", "/r/membership"),
        ("/r/membership?n=50", "/r/membership, 50 rows"),
        ("/r/union", "/r/union"),
        (&record, "a membership"),
        ("/board", "/board"),
        ("/import", "/import"),
    ] {
        let all = times(100, || whole(&runtime, &router, &clerk, path))?;
        line("page", &format!("{what}, whole request, p50"), all.at(50), None);
        line("page", &format!("{what}, whole request, p99"), all.at(99), None);
    }
    Ok(())
}

fn whole(runtime: &Runtime, router: &Router, clerk: &Clerk, path: &str) -> Result<()> {
    let cookie = format!("niangjia={}", clerk.token);
    let request = Request::builder().uri(path).header("host", "localhost").header("cookie", cookie);
    let request = request.body(Body::empty())?;
    runtime.block_on(async {
        let answer = router.clone().oneshot(request).await?;
        ensure!(answer.status() == StatusCode::OK, "{path}: {}", answer.status());
        to_bytes(answer.into_body(), MOST).await?;
        Ok(())
    })
}

/// Everything a page of a list shows, before it is markup.
struct Ready {
    nav: Vec<NavItem>,
    tree: Vec<TreeNode>,
    head: PageHead,
    toolbar: Toolbar,
    table: TableView,
    pager: Pager,
}

fn rendering() -> Result<()> {
    let ready = ready();
    let size = drawn(&ready).0.len();
    let all = times(1_000, || {
        black_box(drawn(black_box(&ready)));
        Ok(())
    })?;
    let what = format!("{ROWS} rows of {} columns in their frame", ready.table.columns.len());
    say::out(format!("page    {what}: {} kB", size / 1_024));
    line("page", "rendering it from ready data, p50", all.at(50), Some(RENDER));
    line("page", "rendering it from ready data, p99", all.at(99), Some(RENDER));
    Ok(())
}

fn drawn(ready: &Ready) -> Markup {
    let inside = html! {
        (parts::toolbar(&ready.toolbar))
        (parts::table(&ready.table))
        (parts::pager("membership", &ready.pager))
    };
    let nothing = Markup::default();
    let list = parts::tab_panel("list", "会籍列表", &nothing, &nothing, &inside);
    let user = UserBadge {
        name: "陈晓岚".into(),
        place: "云溪县总工会 · 县级工会干部".into(),
        account_href: "/account".into(),
        logout_href: "/logout".into(),
        theme_href: "/account/theme".into(),
    };
    parts::shell(&Shell {
        title: "会籍台账",
        nav: &ready.nav,
        current: "r/membership",
        user,
        tree: Some(parts::tree(&ready.tree)),
        scope_name: "云溪县总工会",
        below: Some(Below { on: true, href: "/r/membership?below=0".into() }),
        search_href: "/search",
        csrf: "token",
        main: html! { (parts::page_head(&ready.head)) (list) },
        ..Shell::default()
    })
}

fn ready() -> Ready {
    let item = |text: &str| NavItem {
        key: format!("r/{text}"),
        text: text.into(),
        href: format!("/r/{text}"),
        icon: "users",
        tab: true,
        more: false,
    };
    let branch = |n: usize| TreeNode::new(format!("u{n}"), format!("第{n}镇总工会"), 1, "?at=u");
    let towns: Vec<TreeNode> = (1..=40).map(|n| branch(n).lazy("/tree/u")).collect();
    let link = || Link::swap("/r/membership?sort=person_pinyin", "#list");
    Ready {
        nav: ["工会", "单位", "人员", "会籍", "数据", "导入", "日志"].map(item).into(),
        tree: vec![TreeNode::new("u0", "云溪县总工会", 0, "?at=u0").open(towns)],
        head: PageHead {
            title: "会籍台账".into(),
            crumbs: vec![Crumb::here("云溪县总工会")],
            count: "120,000人".into(),
            acts: html! { (Btn::link("登记会员", "/r/membership/new").icon("plus").pri()) },
            ..PageHead::default()
        },
        toolbar: Toolbar {
            find: Some(FindBox { id: "find".into(), name: "q".into(), ..FindBox::default() }),
            chips: vec![Chip::new("入会日期", "2026年", link()), Chip::new("状态", "正常", link())],
            clear: Some(link()),
            ..Toolbar::default()
        },
        table: table(),
        pager: Pager { shown: "本页50人".into(), next: Some(link()), ..Pager::default() },
    }
}

fn table() -> TableView {
    let sort = |key: &str| Link::swap(format!("/r/membership?sort={key}"), "#list");
    let column = |(key, title): (&str, &str)| Col::new(key, title).sort(sort(key), None);
    let columns = [
        ("name", "姓名"),
        ("number", "会员编号"),
        ("union", "所在工会"),
        ("employer", "工作单位"),
        ("joined_on", "入会日期"),
        ("migrant", "农民工"),
        ("nef", "新就业形态"),
        ("status", "会籍状态"),
    ];
    let link = |text: String| Cell::Link(text, Link::to("/r/union/u1"), Tone::Plain);
    let row = |n: usize| {
        let cells = vec![
            Cell::Name(format!("王秀兰{n}")),
            Cell::Keep(format!("3209990{n:05}")),
            link(format!("恒达纺织第{n}工会委员会")),
            link(format!("云溪恒达纺织第{n}有限公司")),
            Cell::Date("2023-05-08".into()),
            Cell::Text("是".into()),
            Cell::None,
            Cell::Tags(vec![("正常".into(), Tone::Ok)]),
        ];
        Row::new(n.to_string(), format!("王秀兰{n}"), format!("/r/membership/{n}"), cells)
    };
    let acts = vec![Btn::send("改某一项", "act", "set"), Btn::send("作废", "act", "void")];
    TableView {
        id: "membership".into(),
        caption: "会籍，每页50人".into(),
        columns: columns.map(column).into(),
        rows: (0..ROWS).map(row).collect(),
        bulk: Some(Bulk { action: "/r/membership/bulk".into(), acts, ..Bulk::default() }),
        ..TableView::default()
    }
}
