//! One page with every part on invented data: for the eye, for tests, for new hands.

mod figures;
mod forms;
mod lists;

use maud::{Markup, html};

use super::*;

/// Every part inside the frame.
pub fn gallery(theme: Theme) -> Markup {
    let nav = nav();
    let page = Shell {
        title: "会员台账",
        nav: &nav,
        current: "members",
        user: user(),
        tree: Some(tree(&units())),
        scope_name: "云溪经开区总工会",
        below: Some(Below { on: true, href: "?below=0".into() }),
        search_href: "/search",
        alerts_href: "/alerts",
        unread: 3,
        settings_href: "/settings",
        theme,
        toast: Some(Toast::new("已把3名会员转到明远汽配工会").undo("/undo/7", "token")),
        csrf: "token",
        main: html! { (lists::head()) (lists::register()) (rest()) },
        extra: overlays(),
        ..Shell::default()
    };
    shell(&page)
}

/// The log-in door.
pub fn gallery_door(theme: Theme) -> Markup {
    let form = html! {
        form method="post" action="/login" {
            h1 { "登录" }
            (field_text(&Field::new("account", "手机号或账号").autocomplete("username"), ""))
            (field_password(&Field::new("password", "密码").autocomplete("current-password")))
            (check("stay", "这台电脑只有我用，7天内免登录", false))
            (Btn::submit("登录").pri().busy("正在登录…"))
            div.row { a href="/login/code" { "用短信验证码登录" } a.push href="/login/lost" { "忘了密码" } }
            hr;
            p.small.muted { "没有账号？由本单位工会管理员开通。" }
        }
    };
    let about = "云溪县总工会工作平台。工会组织、会员和用人单位的台账、名册和统计，在一处办完。";
    let main =
        door(["有事找工会，", "工会在身边。"], about, "开源软件 · 数据存放在本单位服务器", &form);
    bare("登录", theme, "token", &main)
}

/// First set-up.
pub fn gallery_setup(theme: Theme) -> Markup {
    let ways = [
        Opt::new("file", "导入现成的表").second("年报、花名册都行，列名不用改"),
        Opt::new("form", "从模板开始").second("县—乡镇街道—村社区，加行业工会"),
        Opt::new("hand", "自己一个个加").second("单位少的时候合适"),
    ];
    let names = ["管理员", "本级工会", "下级单位", "标准和日历", "请同事进来"];
    let list: Vec<Step> = names.iter().map(|name| Step::new(*name, "")).collect();
    let main = html! {
        (steps(&list, 2))
        section.panel.gap {
            div.pad.stack {
                h1 { "把下级工会放进来" }
                p.soft { "机构树是整个系统的骨架：谁看得到什么、数字怎么汇总，都按它来。" }
                (field_cards(&Field::new("way", "怎么放"), &ways, "file"))
            }
            (foot_bar("", &[Btn::link("先跳过", "/").quiet(), Btn::submit("建好机构树，下一步").pri()]))
        }
    };
    let page = setup_page("首次设置", "随时可以关掉，下次接着来", &main);
    bare("首次设置", theme, "token", &page)
}

/// A roster ready to print.
pub fn gallery_roster() -> Markup {
    let names = ["姓名", "性别", "会员证号", "工种", "手机", "入会日期", "备注"];
    let columns = names.iter().map(|t| RosterCol { title: (*t).to_owned(), num: false }).collect();
    let rows = (0..60).map(|i| {
        let row = ["吴小满", "女", "018842", "挡车工", "138****6621", "2026-06-16", ""];
        let mut row: Vec<String> = row.iter().map(|s| (*s).to_owned()).collect();
        row.insert(2, format!("0188{i:02}"));
        row.remove(3);
        row
    });
    let roster = Roster {
        title: "恒达纺织工会会员花名册".into(),
        unit: "云溪县恒达纺织工会".into(),
        date: "2026年6月17日".into(),
        columns,
        rows: rows.collect(),
        total: "共60人".into(),
        back: "/members".into(),
        ..Roster::default()
    };
    roster_page(&roster, Theme::Light, "token")
}

fn nav() -> Vec<NavItem> {
    let items = [
        ("desk", "工作台", "home", true),
        ("units", "组织", "building-community", true),
        ("members", "会员", "users", true),
        ("help", "帮扶", "heart-handshake", false),
        ("cases", "维权", "scale", true),
        ("tasks", "任务", "list", false),
        ("data", "数据", "table", false),
        ("reports", "汇报", "file-text", false),
    ];
    let item = |(key, text, icon, tab): (&str, &str, &'static str, bool)| NavItem {
        key: key.to_owned(),
        text: text.to_owned(),
        href: format!("/{key}"),
        icon,
        tab,
        more: false,
    };
    items.into_iter().map(item).collect()
}

fn user() -> UserBadge {
    UserBadge {
        name: "陈晓岚".into(),
        place: "云溪县总工会 · 基层工作部".into(),
        account_href: "/me".into(),
        logout_href: "/logout".into(),
        theme_href: "/me/theme".into(),
    }
}

fn units() -> Vec<TreeNode> {
    let leaf =
        |id: &str, name: &str, n| TreeNode::new(id, name, 2, format!("?u={id}")).count(n, false);
    let zone = TreeNode::new("u3", "云溪经开区总工会", 1, "?u=u3")
        .count(5, true)
        .current(true)
        .open(vec![
            leaf("u31", "恒达纺织工会", 1),
            leaf("u32", "明远汽配工会", 0),
            leaf("u33", "鑫和食品工会", 2),
            leaf("u34", "园区小微企业联合工会", 1),
            TreeNode::more("u3", 162, 2, "/tree/u3?after=u34"),
        ]);
    let street = |id: &str, name: &str, n, late| {
        TreeNode::new(id, name, 1, format!("?u={id}")).count(n, late).lazy(format!("/tree/{id}"))
    };
    let county = TreeNode::new("u0", "云溪县总工会", 0, "?u=u0").count(12, false).open(vec![
        street("u1", "城关街道总工会", 2, false),
        street("u2", "东湖街道总工会", 0, false),
        zone,
        street("u4", "青石镇总工会", 1, false),
        street("u5", "白塔镇总工会", 3, true),
        street("u6", "快递物流行业工会联合会", 0, false),
    ]);
    vec![county]
}

fn rest() -> Markup {
    html! {
        div.gap { (figures::board()) }
        div.gap {
            (cols(
                &html! { (lists::todo()) (lists::import_steps()) (lists::states()) (attached()) },
                &html! { (lists::goals()) (lists::record()) (notes()) },
            ))
        }
        div.gap { (forms::member_form()) }
    }
}

fn attached() -> Markup {
    let acts = || vec![("下载".to_owned(), Link::to("#")), ("移除".to_owned(), Link::to("#"))];
    let shot = |title: &str, small: Option<&str>| Shot {
        title: title.to_owned(),
        about: "李娟 6月12日16:08 · 312 KB".into(),
        view: Link::to("#"),
        small: small.map(str::to_owned),
        acts: acts(),
    };
    let picture = crate::assets::url("favicon.svg");
    panel(&Panel {
        title: "附件".into(),
        count: Some(3),
        body: html! { div.pad.stack {
            (shots("照片", &[shot("开班合影", Some(&picture)), shot("讲课现场", Some(&picture))]))
            (shots("材料", &[shot("培训方案", None)]))
            (shot_form(&ShotForm { action: "#".into(), csrf: "token".into(), ..ShotForm::default() }))
        } },
        ..Panel::default()
    })
}

fn notes() -> Markup {
    let only = Some(Btn::link("只看这4件", "#"));
    let fix = Btn::submit("7行都补成2026年");
    panel(&Panel {
        title: "提示".into(),
        body: pad(html! {
            div.stack {
                (note_icon(Tone::Act, "wand", &html! {
                    "有7行入会日期没有年份。" b { "看表里其他行，应是2026年。" }
                }, Some(fix)))
                (note(Tone::Warn, &html! { b { "4件一周内到期" } "，其中1件关系仲裁时效" }, only))
                (note(Tone::Bad, &html! { b { "1件已过调解期限" } "：丰源建材，可改走仲裁" }, None))
                (note(Tone::Ok, &html! { "新增433人，给18人补了空栏。" a href="#" { "下载其余35行" } }, None))
                (note_icon(Tone::Plain, "shield-lock", &html! { "身份证号加密存放。" }, None))
            }
        }),
        ..Panel::default()
    })
}

fn overlays() -> Markup {
    let body = html! {
        section {
            h3 { "怎么数的" }
            p.soft { "状态为“正常”的基层工会委员会、联合基层工会，不含工会小组和筹备中的。" }
        }
        section { h3 { "1,286条记录" } p { a href="#" { "看全部" } } }
    };
    html! {
        (sheet(&Sheet {
            id: "fig".into(),
            over: "数字的出处".into(),
            title: "基层工会总数 1,286家".into(),
            body,
            foot: html! { (Btn::link("导出明细", "#").icon("download")) },
            show: false,
        }))
        (dialog(&Dialog {
            id: "ask".into(),
            title: "给华锦针织出具批复".into(),
            body: html! { p.soft { "出具后对方立即收到，文号不能收回。" } },
            action: "/founding/117/approve".into(),
            csrf: "token".into(),
            no: "先不出具".into(),
            acts: vec![Btn::submit("出具批复").pri().busy("正在出具…")],
            show: false,
        }))
        (reveal_dialog("why", "查看何春燕的银行账户", &lists::secret(), &[
            "发放帮扶款".into(), "半年复核".into(), "本人要求核对".into(), "其他，写明".into(),
        ]))
    }
}

#[cfg(test)]
mod tests {
    use std::collections::{HashMap, HashSet};

    use super::*;

    /// Every start tag as its name and attributes.
    fn tags(page: &str) -> Vec<(String, HashMap<String, String>)> {
        let mut out = Vec::new();
        for piece in page.split('<').skip(1) {
            if !piece.starts_with(|c: char| c.is_ascii_alphabetic()) {
                continue;
            }
            let inside = piece.split_once('>').map_or(piece, |(inside, _)| inside);
            let (name, mut rest) = inside.split_once(' ').unwrap_or((inside, ""));
            let mut found = HashMap::new();
            while !rest.trim().is_empty() {
                rest = rest.trim_start();
                let end = rest.find([' ', '=']).unwrap_or(rest.len());
                let key = rest[..end].to_owned();
                rest = &rest[end..];
                let mut value = String::new();
                if let Some(quoted) = rest.strip_prefix("=\"") {
                    let (inner, after) = quoted.split_once('"').unwrap();
                    value = inner.to_owned();
                    rest = after;
                }
                found.insert(key, value);
            }
            out.push((name.to_owned(), found));
        }
        out
    }

    fn pages() -> Vec<String> {
        let themes = [Theme::Light, Theme::Dark, Theme::System];
        let mut all: Vec<String> = themes.iter().map(|t| gallery(*t).into_string()).collect();
        all.push(gallery_door(Theme::Light).into_string());
        all.push(gallery_setup(Theme::Light).into_string());
        all.push(gallery_roster().into_string());
        all
    }

    #[test]
    fn one_h1_and_unique_ids() {
        for page in pages() {
            let tags = tags(&page);
            assert_eq!(tags.iter().filter(|(name, _)| name == "h1").count(), 1);
            let mut seen = HashSet::new();
            for id in tags.iter().filter_map(|(_, attrs)| attrs.get("id")) {
                assert!(!id.is_empty() && seen.insert(id.clone()), "id {id}");
            }
        }
    }

    #[test]
    fn no_inline_script_or_style() {
        for page in pages() {
            for (name, attrs) in tags(&page) {
                assert!(name != "style" && (name != "script" || attrs.contains_key("src")));
                let inline = attrs.keys().find(|key| *key == "style" || key.starts_with("on"));
                assert!(inline.is_none(), "{name} {inline:?}");
                let script = attrs.values().any(|value| value.starts_with("javascript:"));
                assert!(!script, "{name}");
            }
        }
    }

    #[test]
    fn every_control_has_a_label() {
        for page in pages() {
            let all = tags(&page);
            let labelled: HashSet<&String> = all
                .iter()
                .filter(|(name, _)| name == "label")
                .filter_map(|(_, attrs)| attrs.get("for"))
                .collect();
            for (i, (name, attrs)) in all.iter().enumerate() {
                let hidden = attrs.get("type").is_some_and(|kind| kind == "hidden");
                if hidden || !["input", "select", "textarea"].contains(&name.as_str()) {
                    continue;
                }
                let before = i.checked_sub(1).map(|at| all[at].0.as_str());
                let wrapped = before == Some("label");
                let by_id = attrs.get("id").is_some_and(|id| labelled.contains(id));
                assert!(wrapped || by_id || attrs.contains_key("aria-label"), "{attrs:?}");
            }
        }
    }

    #[test]
    fn script_addresses_are_not_linked() {
        let page = html! { (Btn::link("看", "javascript:alert(1)")) }.into_string();
        assert!(page.contains("href=\"#\""), "{page}");
    }

    #[test]
    fn every_icon_is_in_the_sprite() {
        let sprite = include_str!("../../assets/icons.svg");
        for page in pages() {
            for (_, rest) in
                page.match_indices("icons.svg#").map(|(at, s)| page.split_at(at + s.len()))
            {
                let name = rest.split('"').next().unwrap();
                assert!(sprite.contains(&format!("id=\"{name}\"")), "{name}");
            }
        }
    }
}
