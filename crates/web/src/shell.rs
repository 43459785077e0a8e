//! The frame around a page: what is on top, the tree of units at the left.

use crate::params::Params;
use crate::parts::{self, Below, NavItem, Shell, TreeNode, UserBadge};
use crate::request::{Asker, homes};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use kernel::access::Act;
use kernel::register::{Place, Register};
use maud::Markup;

/// Units shown below one before 显示其余.
const BRANCH: usize = 60;

/// A page to be framed.
#[derive(Default)]
pub struct Page<'a> {
    /// Title, without the product's name.
    pub title: &'a str,
    /// Key of the entry on top: `home`, `r/<register>`, `board`, `import`, `journal`, `users`.
    pub nav: &'a str,
    /// The content, beginning with its head.
    pub main: Markup,
    /// Dialogs of the page.
    pub extra: Markup,
    /// Narrow content: forms.
    pub narrow: bool,
    /// Where choosing a unit leads, without `at`; the page itself when empty.
    pub base: String,
    /// Without the tree.
    pub alone: bool,
    /// What stands at the left instead of the tree.
    pub side: Option<Markup>,
}

impl<'a> Page<'a> {
    /// A plain page.
    pub fn new(title: &'a str, nav: &'a str, main: Markup) -> Page<'a> {
        Page { title, nav, main, ..Page::default() }
    }
}

/// A fragment, or any markup that is no whole page.
pub fn fragment(markup: &Markup) -> Response {
    axum::response::Html(markup.0.clone()).into_response()
}

/// Markup with a status other than 200.
pub fn with_status(status: StatusCode, markup: &Markup) -> Response {
    (status, fragment(markup)).into_response()
}

/// For a bar that asks how far a job is: it has ended, the page is read anew.
pub fn refresh() -> Response {
    let mut answer = fragment(&maud::html! { div #job .job { b role="status" { "做完了" } } });
    answer.headers_mut().insert("hx-refresh", HeaderValue::from_static("true"));
    answer
}

/// Leads to another page after something was done.
pub fn see(href: &str) -> Response {
    Redirect::to(href).into_response()
}

/// A whole page in its frame.
pub fn page(asker: &Asker, page: Page) -> Response {
    let nav = nav(asker);
    let keep = asker.keep().0;
    let base = if page.base.is_empty() { base_of(asker) } else { page.base.clone() };
    let tree = (!page.alone && page.side.is_none()).then(|| parts::tree(&roots(asker, &base)));
    let business = nav.len() > 1;
    let shell = Shell {
        title: page.title,
        nav: &nav,
        current: page.nav,
        user: badge(asker),
        tree: tree.filter(|_| asker.tree.root() != 0 && business),
        scope_name: asker.at_name(),
        below: Some(Below { on: asker.inside, href: turned(asker, &base) }),
        search_href: if business { "/search" } else { "" },
        query: if asker.path == "/search" { asker.query.get("q") } else { "" },
        keep: &keep,
        alerts_href: if business { "/notices" } else { "" },
        unread: u64::try_from(asker.session.unread).unwrap_or(0),
        settings_href: if asker.store().may_manage_users(&asker.ctx) { "/settings" } else { "" },
        theme: asker.theme,
        toast: asker.said(),
        csrf: &asker.csrf,
        who: asker.ctx.user_id,
        narrow: page.narrow,
        side: page.side,
        main: page.main,
        extra: page.extra,
    };
    axum::response::Html(parts::shell(&shell).0).into_response()
}

/// A list keeps its conditions when another unit is chosen; a record leads to its list.
fn base_of(asker: &Asker) -> String {
    let mut steps = asker.path.trim_matches('/').split('/');
    match (steps.next(), steps.next(), steps.next()) {
        (Some("r"), Some(register), Some(_)) => format!("/r/{register}"),
        _ => asker.path.clone(),
    }
}

fn turned(asker: &Asker, base: &str) -> String {
    let (path, query) = base.split_once('?').unwrap_or((base, ""));
    let below = if asker.inside { "0" } else { "" };
    Params::parse(query).set("at", asker.at_key.as_str()).set("below", below).on(path)
}

fn badge(asker: &Asker) -> UserBadge {
    let user = &asker.session.user;
    let role = |code: &str| asker.store().catalog().role(code).map_or("", |role| role.title);
    let place = user.grants.first().map_or(String::new(), |grant| {
        let at = if grant.union == 0 { asker.tree.root() } else { grant.union };
        format!("{} · {}", asker.tree.title(at), role(&grant.role))
    });
    UserBadge {
        name: user.name.clone(),
        place,
        account_href: "/account".into(),
        logout_href: "/logout".into(),
        theme_href: "/account/theme".into(),
    }
}

/// The words on top: what this person may do.
pub fn nav(asker: &Asker) -> Vec<NavItem> {
    let item = |key: &str, text: &str, icon: &'static str, place: Place| NavItem {
        key: key.to_owned(),
        text: text.to_owned(),
        href: asker.href(&if key == "home" { "/".to_owned() } else { format!("/{key}") }),
        icon,
        tab: matches!(place, Place::Phone(_)),
        more: matches!(place, Place::More(_)),
    };
    let phone = Place::Phone("");
    let (store, mut items) = (asker.store(), vec![item("home", "工作台", "home", phone)]);
    let registers = store.catalog().registers.iter();
    let mut readable: Vec<_> =
        registers.filter(|one| asker.ctx.anywhere(one, Act::Read, &asker.tree)).collect();
    let import = readable.iter().any(|one| asker.ctx.anywhere(one, Act::Import, &asker.tree));
    readable.sort_by_key(|register| matches!(register.place, Place::More(_)));
    let first_more = readable.iter().position(|one| matches!(one.place, Place::More(_)));
    let (top, more) = readable.split_at(first_more.unwrap_or(readable.len()));
    let entry = |register: &&Register| {
        let (Place::More(icon) | Place::Top(icon) | Place::Phone(icon)) = register.place else {
            return None;
        };
        // How far goals are says more than their list, which is one step further.
        let key = match register.goals {
            Some(_) => "target".to_owned(),
            None => format!("r/{}", register.name),
        };
        Some(item(&key, register.title, icon, register.place))
    };
    items.extend(top.iter().filter_map(entry));
    if items.len() > 1 {
        items.push(item("board", "数据", "table", phone));
        items.push(item("report", "汇报", "file-text", Place::Inside));
    }
    if import {
        items.push(item("import", "导入", "file-import", Place::Inside));
    }
    if store.may_audit(&asker.ctx) {
        items.push(item("journal", "日志", "history", phone));
    }
    if store.may_manage_users(&asker.ctx) || store.may_grant(&asker.ctx) {
        items.push(item("users", "账号", "users", phone));
    }
    items.extend(more.iter().filter_map(entry));
    items
}

/// The tree as one person sees it: open along the path to the chosen unit.
pub fn roots(asker: &Asker, base: &str) -> Vec<TreeNode> {
    let path = asker.tree.path(asker.at);
    let homes = homes(&asker.ctx, asker.store().catalog(), &asker.tree);
    let open = if path.is_empty() { homes.clone() } else { path };
    homes.iter().map(|id| node(asker, *id, 0, base, &open)).collect()
}

fn node(asker: &Asker, id: i64, depth: u8, base: &str, open: &[i64]) -> TreeNode {
    let tree = &asker.tree;
    let (key, name) = tree
        .node(id)
        .map_or((String::new(), String::new()), |node| (node.public_id.clone(), node.name.clone()));
    let (way, query) = base.split_once('?').unwrap_or((base, ""));
    let href = Params::parse(query).set("at", key.as_str()).set("below", below(asker)).on(way);
    let waits = asker.waiting.get(&id).copied().unwrap_or_default();
    let made = TreeNode::new(id.to_string(), name, depth, href)
        .count(u64::try_from(waits.all).unwrap_or(0), waits.late > 0)
        .current(id == asker.at);
    let living = |child: &&i64| tree.node(**child).is_some_and(|node| !node.ended);
    if !tree.children_of(id).iter().any(|child| living(&child)) {
        return made;
    }
    if open.contains(&id) {
        return made.open(branch(asker, id, depth, base, open, 0));
    }
    made.lazy(branch_href(asker, &key, depth, base, 0))
}

fn below(asker: &Asker) -> &'static str {
    if asker.inside { "" } else { "0" }
}

fn branch_href(asker: &Asker, key: &str, depth: u8, base: &str, from: usize) -> String {
    asker
        .keep()
        .add("to", base)
        .add("depth", depth.to_string())
        .add("from", from.to_string())
        .on(&format!("/tree/{key}"))
}

/// The units below one, from a place on.
pub fn branch(
    asker: &Asker,
    id: i64,
    depth: u8,
    base: &str,
    open: &[i64],
    from: usize,
) -> Vec<TreeNode> {
    let tree = &asker.tree;
    let living = |child: &&i64| tree.node(**child).is_some_and(|node| !node.ended);
    let all: Vec<i64> = tree.children_of(id).iter().filter(living).copied().collect();
    // The way to the chosen unit is shown wherever it stands among its neighbours.
    let reach = all.iter().position(|child| open.contains(child)).map_or(0, |at| at + 1);
    let until = (from + BRANCH).max(reach).min(all.len());
    let part = all.get(from..until).unwrap_or_default();
    let deeper = depth.saturating_add(1);
    let mut nodes: Vec<TreeNode> =
        part.iter().map(|child| node(asker, *child, deeper, base, open)).collect();
    let rest = all.len() - until;
    if rest > 0 {
        let key = tree.node(id).map_or("", |node| node.public_id.as_str());
        let href = branch_href(asker, key, depth, base, until);
        let rest = u64::try_from(rest).unwrap_or(0);
        nodes.push(TreeNode::more(&format!("{id}-{until}"), rest, deeper, href));
    }
    nodes
}
