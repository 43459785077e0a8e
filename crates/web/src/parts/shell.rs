//! The frame of every page: left is where, top is what.

use maud::{DOCTYPE, Markup, html};

use super::{
    Dress, Link, Toast, a, csrf_field, icon, keep_fields, logo, menu_line, menu_link, toast,
};
use crate::assets;

/// The person's choice of colours.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Theme {
    /// Light, the default and the one for print.
    #[default]
    Light,
    /// Dark.
    Dark,
    /// Whatever the system says.
    System,
}

impl Theme {
    fn attr(self) -> &'static str {
        if self == Self::Dark { "dark" } else { "light" }
    }
}

/// One of the eight words on top.
#[derive(Clone, Debug, Default)]
pub struct NavItem {
    /// Compared with [`Shell::current`].
    pub key: String,
    /// `会员`.
    pub text: String,
    /// Where it leads.
    pub href: String,
    /// Icon on the phone.
    pub icon: &'static str,
    /// Has a place at the bottom of the phone; the others are under 更多.
    pub tab: bool,
    /// Under 更多 on the wide screen too.
    pub more: bool,
}

/// Who is logged in.
#[derive(Clone, Debug, Default)]
pub struct UserBadge {
    /// `陈晓岚`.
    pub name: String,
    /// `云溪县总工会 · 基层工作部`.
    pub place: String,
    /// Own account.
    pub account_href: String,
    /// Posts to log out.
    pub logout_href: String,
    /// Posts `theme=light|dark`; no entry when empty.
    pub theme_href: String,
}

/// The switch 含下级 above the tree.
#[derive(Clone, Debug, Default)]
pub struct Below {
    /// Units below are included now.
    pub on: bool,
    /// The same page with the switch turned.
    pub href: String,
}

/// Everything around the content of a page.
#[derive(Clone, Debug, Default)]
pub struct Shell<'a> {
    /// Title of the page, without the product's name.
    pub title: &'a str,
    /// Entries on top.
    pub nav: &'a [NavItem],
    /// Key of the entry we are in.
    pub current: &'a str,
    /// Who is logged in.
    pub user: UserBadge,
    /// The unit tree; without it there is no left column.
    pub tree: Option<Markup>,
    /// A left column that is not the tree: contents of a paper.
    pub side: Option<Markup>,
    /// The unit chosen in the tree.
    pub scope_name: &'a str,
    /// The switch 含下级.
    pub below: Option<Below>,
    /// Address of the search; none when empty.
    pub search_href: &'a str,
    /// What was searched for.
    pub query: &'a str,
    /// Hidden fields of the search (the unit).
    pub keep: &'a [(String, String)],
    /// Messages page; no bell when empty.
    pub alerts_href: &'a str,
    /// Messages not read yet.
    pub unread: u64,
    /// Settings; none when empty.
    pub settings_href: &'a str,
    /// Colours.
    pub theme: Theme,
    /// Said once, at the bottom.
    pub toast: Option<Toast>,
    /// Token of posting forms and requests.
    pub csrf: &'a str,
    /// Key of the person, so that a sign-in in another window reaches this page; 0 is nobody.
    pub who: i64,
    /// Narrow content (forms).
    pub narrow: bool,
    /// The content; starts with `page_head`.
    pub main: Markup,
    /// Dialogs and sheets of this page.
    pub extra: Markup,
}

/// A whole page inside the frame.
pub fn shell(s: &Shell) -> Markup {
    html! {
        (DOCTYPE)
        html lang="zh-CN" data-theme=(s.theme.attr()) {
            (page_meta(s.title, s.theme, s.csrf, s.who))
            body {
                a.skip href="#main" { "跳到正文" }
                div.app.no-side[s.tree.is_none() && s.side.is_none()] {
                    (top_bar(s))
                    @if let Some(tree) = &s.tree { (side(s, tree)) }
                    @if let Some(own) = &s.side { aside.side.hide-m aria-label="目录" { (own) } }
                    main #main .main.narrow[s.narrow] tabindex="-1" { (s.main) }
                }
                (tab_bar(s))
                (s.extra)
                (frame_end(s.toast.as_ref()))
            }
        }
    }
}

/// A page without the frame: log-in, set-up, print. `main` brings its own landmarks.
pub fn bare(title: &str, theme: Theme, csrf: &str, main: &Markup) -> Markup {
    html! {
        (DOCTYPE)
        html lang="zh-CN" data-theme=(theme.attr()) {
            (page_meta(title, theme, csrf, 0))
            body {
                a.skip href="#main" { "跳到正文" }
                (main)
                (frame_end(None))
            }
        }
    }
}

fn page_meta(title: &str, theme: Theme, csrf: &str, who: i64) -> Markup {
    html! {
        head {
            meta charset="utf-8";
            meta name="viewport" content="width=device-width,initial-scale=1,viewport-fit=cover";
            meta name="csrf" content=(csrf) data-who=[(who != 0).then_some(who)];
            meta name="htmx-config"
                content=r#"{"noSwap":[204,304,"5xx"],"includeIndicatorCSS":false}"#;
            title { @if title.is_empty() { "娘家" } @else { (title) " · 娘家" } }
            link rel="icon" type="image/svg+xml" href=(assets::url("favicon.svg"));
            link rel="stylesheet" href=(assets::url("niangjia.css"));
            @if theme == Theme::System { script src=(assets::url("theme.js")) {} }
            script src=(assets::url("htmx.min.js")) defer {}
            script src=(assets::url("app.js")) defer {}
        }
    }
}

/// What script fills: the voice, toasts, the sheet, dialogs, the failure note.
fn frame_end(said: Option<&Toast>) -> Markup {
    html! {
        div.no-print {
            div #live .sr role="status" aria-live="polite" {}
            div #sheet-slot {}
            div #dialog-slot {}
            div #toasts .toasts role="status" aria-label="刚做的事" {
                @if let Some(t) = said { (toast(t)) }
            }
        }
        template #t-fail {
            div.note.bad role="alert" {
                (icon("alert-circle"))
                div { "没能取到，服务器没有回应。填的内容还在，稍后再试一次。" }
                button.btn.sm type="button" data-close { "知道了" }
            }
        }
        template #t-confirm {
            dialog.dlg aria-labelledby="cf-h" {
                h2 #cf-h tabindex="-1" {}
                p.soft {}
                div.acts {
                    button.btn type="button" data-close {}
                    button.btn.pri type="button" {}
                }
            }
        }
    }
}

fn top_bar(s: &Shell) -> Markup {
    let home = s.nav.first().map_or("/", |item| item.href.as_str());
    html! {
        header.top {
            a.brand href=(Link::to(home).safe()) aria-label="娘家，回工作台" {
                (logo()) span { "娘家" }
            }
            @if s.tree.is_some() {
                button.scope-m type="button" data-side aria-expanded="false" aria-controls="side"
                    aria-label=(format!("换单位，现在是{}", s.scope_name)) {
                    span { (s.scope_name) } (icon("chevron-down"))
                }
            }
            nav.nav aria-label="主导航" {
                @for item in s.nav.iter().filter(|item| !item.more) {
                    (a(&item.href.as_str().into(), nav_dress(item, s.current), &item.text))
                }
                (more(s))
            }
            div.top-end {
                @if !s.search_href.is_empty() { (find(s)) }
                @if !s.alerts_href.is_empty() { (bell(s)) }
                @if !s.settings_href.is_empty() {
                    a.btn.quiet.ico.hide-m href=(Link::to(s.settings_href).safe())
                        aria-label="设置" { (icon("settings")) }
                }
                (me(s))
            }
        }
    }
}

/// What is not in sight on top.
fn more(s: &Shell) -> Markup {
    let rest: Vec<&NavItem> = s.nav.iter().filter(|item| item.more).collect();
    let inside = rest.iter().any(|item| item.key == s.current);
    html! {
        @if !rest.is_empty() {
            details.menu {
                summary.on[inside] { "更多" (icon("chevron-down")) }
                div {
                    @for item in rest { (menu_link(item.icon, &item.text, item.href.as_str())) }
                }
            }
        }
    }
}

fn nav_dress<'a>(item: &NavItem, current: &str) -> Dress<'a> {
    Dress { current: (item.key == current).then_some("page"), ..Dress::default() }
}

fn find(s: &Shell) -> Markup {
    html! {
        form.find role="search" aria-label="全部资料" action=(s.search_href) {
            (keep_fields(s.keep))
            label.sr for="q" { "搜人、单位或编号" }
            (icon("search"))
            input #q type="search" name="q" value=(s.query) placeholder="搜人、单位、编号"
                autocomplete="off";
            kbd aria-hidden="true" { "/" }
        }
    }
}

fn bell(s: &Shell) -> Markup {
    let label = match s.unread {
        0 => "消息".to_owned(),
        n => format!("消息，{n}条未读"),
    };
    html! {
        a.btn.quiet.ico href=(Link::to(s.alerts_href).safe()) aria-label=(label) {
            (icon("bell"))
            @if s.unread > 0 { span.dot {} }
        }
    }
}

fn me(s: &Shell) -> Markup {
    let user = &s.user;
    let face: String = user.name.chars().take(1).collect();
    html! {
        details.menu {
            summary.me {
                span.sr { "我的菜单：" }
                span.face aria-hidden="true" { (face) } b { (user.name) } (icon("chevron-down"))
            }
            div {
                p.item.muted.small { (user.place) }
                (menu_line())
                @if !user.theme_href.is_empty() { (theme_switch(s)) }
                (menu_link("user", "我的账号", user.account_href.as_str()))
                form method="post" action=(user.logout_href) data-leave {
                    (csrf_field(s.csrf))
                    button.item { (icon("logout")) "退出" }
                }
            }
        }
    }
}

fn theme_switch(s: &Shell) -> Markup {
    let (next, words) =
        if s.theme == Theme::Dark { ("light", "换成浅色") } else { ("dark", "换成深色") };
    html! {
        form method="post" action=(s.user.theme_href) data-theme-form {
            (csrf_field(s.csrf))
            button.item name="theme" value=(next) { (icon("moon")) span { (words) } }
        }
    }
}

fn side(s: &Shell, tree: &Markup) -> Markup {
    html! {
        aside #side .side aria-label="单位范围" {
            div.side-h {
                span { "看哪个单位" }
                @if let Some(below) = &s.below {
                    label.pick {
                        input type="checkbox" checked[below.on] data-go=(below.href);
                        "含下级"
                    }
                }
            }
            (tree)
        }
    }
}

fn tab_bar(s: &Shell) -> Markup {
    let rest: Vec<&NavItem> = s.nav.iter().filter(|item| !item.tab).collect();
    let inside = rest.iter().any(|item| item.key == s.current);
    html! {
        nav.tabbar aria-label="手机导航" {
            @for item in s.nav.iter().filter(|item| item.tab) {
                (a(&item.href.as_str().into(), nav_dress(item, s.current),
                    html! { (icon(item.icon)) (item.text) }))
            }
            details.menu {
                summary.on[inside] { (icon("dots")) "更多" }
                div {
                    @for item in rest {
                        (menu_link(item.icon, &item.text, item.href.as_str()))
                    }
                    @if !s.settings_href.is_empty() {
                        (menu_link("settings", "设置", s.settings_href))
                    }
                }
            }
        }
    }
}

/// The log-in door: the roof and a sentence at the left, the form at the right.
pub fn door(lead: [&str; 2], about: &str, foot: &str, form: &Markup) -> Markup {
    html! {
        div.door {
            header.door-a {
                span.brand { (logo()) span { "娘家" } }
                div {
                    p.big { (lead[0]) br; (lead[1]) }
                    p.soft.hide-m { (about) }
                    (roof())
                }
                p.small.muted.hide-m { (foot) }
            }
            main #main .door-b tabindex="-1" { (form) }
        }
    }
}

/// The set-up page: a plain top bar, the content in the middle.
pub fn setup_page(what: &str, remark: &str, main: &Markup) -> Markup {
    html! {
        header.top {
            span.brand { (logo()) span { "娘家" } }
            span.muted { (what) }
            span.top-end.muted.small { (remark) }
        }
        main #main .main.middle tabindex="-1" { (main) }
    }
}

fn roof() -> Markup {
    let people = [(128, 124, 11), (204, 116, 12), (356, 116, 12), (432, 124, 11)];
    html! {
        svg.roof.hide-m viewBox="0 0 560 190" aria-hidden="true" {
            path.ink d="M14 104C96 96 170 66 280 16c110 50 184 80 266 88" {}
            path.line d="M64 112v62M496 112v62M4 176h552" {}
            @for (x, y, r) in people {
                circle.edge cx=(x) cy=(y) r=(r) {}
                path.edge d=(format!("M{} 174c1-20 10-30 23-30s22 10 23 30", x - 23)) {}
            }
            circle.fill-seal cx="280" cy="106" r="14" {}
            path.seal d="M252 174c1-24 12-38 28-38s27 14 28 38" {}
        }
    }
}
