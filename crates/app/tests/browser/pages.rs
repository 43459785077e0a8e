//! Every page, by the rules of [`crate::rules`]: at a desk and on a phone, light and dark. The registers
//! are those that the program shows on top, so that the next one is looked at before anybody thinks of
//! it.

use crate::stage::{Kind, Stage, eventually, tell};
use crate::tab::Tab;
use crate::{roster, rules};
use anyhow::{Context, Result, ensure};
use serde_json::json;

#[test]
fn every_page_keeps_the_rules_at_a_desk() {
    tell("pages-desk", async |stage| all(stage, Kind::Desk).await);
}

#[test]
fn every_page_keeps_the_rules_on_a_phone() {
    tell("pages-phone", async |stage| all(stage, Kind::Phone).await);
}

/// One walk, and what was found on it.
struct Look<'a> {
    stage: &'a Stage,
    tab: &'a Tab,
    width: &'static str,
    faults: Vec<String>,
}

async fn all(stage: &Stage, kind: Kind) -> Result<()> {
    let width = if kind == Kind::Phone { "390" } else { "1366" };
    let mut faults = Vec::new();
    for walk in [Walk::Door, Walk::Clerk, Walk::Admin, Walk::Secure, Walk::Audit] {
        let tab = stage.open(kind).await?;
        rules::bring_axe(&tab).await?;
        let mut look = Look { stage, tab: &tab, width, faults: Vec::new() };
        match walk {
            Walk::Door => look.door().await?,
            Walk::Clerk => look.clerk().await?,
            Walk::Admin => look.admin().await?,
            Walk::Secure => look.secure().await?,
            Walk::Audit => look.audit().await?,
        }
        faults.append(&mut look.faults);
        stage.dismiss(&tab).await;
    }
    ensure!(faults.is_empty(), "{} faults:\n  {}", faults.len(), faults.join("\n  "));
    Ok(())
}

/// The first large box with a dark ground.
const DARK: &str = "
    const dark = (e) => {
        const [r, g, b, a = 1] = getComputedStyle(e).backgroundColor.match(/[\\d.]+/g).map(Number), box = e.getBoundingClientRect();
        return a > 0.5 && r + g + b < 380 && box.width > 100 && box.height > 30;
    };
    const found = [...document.querySelectorAll('body, body *')].find(dark);
    return found ? found.tagName.toLowerCase() + '.' + found.className : '';";

/// Who walks through the pages.
#[derive(Clone, Copy)]
enum Walk {
    Door,
    Clerk,
    Admin,
    Secure,
    Audit,
}

impl Look<'_> {
    /// The page as it is shown, light and dark. `refused` is what the browser may complain about.
    async fn page(&mut self, name: &str, refused: &str) -> Result<()> {
        rules::settled(self.tab).await?;
        for theme in ["light", "dark"] {
            let set = "document.documentElement.dataset.theme = arguments[0];";
            self.tab.script(set, vec![json!(theme)]).await?;
            let place = format!("{name}-{}-{theme}", self.width);
            let mut faults = match theme {
                "light" => rules::faults(self.tab, &place).await?,
                _ => rules::colour_faults(self.tab, &place).await?,
            };
            self.faults.append(&mut faults);
            self.tab.picture(&place).await?;
        }
        let complaints = self.tab.complaints().await?;
        for line in complaints.iter().filter(|line| refused.is_empty() || !line.contains(refused)) {
            self.faults.push(format!("{name}: the browser says {line}"));
        }
        Ok(())
    }

    async fn visit(&mut self, name: &str, path: &str) -> Result<()> {
        self.tab.go(path).await?;
        self.page(name, "").await
    }

    /// The first link of the content that begins like this and goes on.
    async fn first(&self, start: &str) -> Result<String> {
        let script = "
            const all = [...document.querySelectorAll('main a[href]')].map((a) => a.getAttribute('href'));
            return all.find((h) => h.startsWith(arguments[0]) && !/(new|export|print|template|import)/.test(h.slice(arguments[0].length).split('?')[0])) || '';";
        let href = self.tab.script(script, vec![json!(start)]).await?;
        let href = href.as_str().filter(|href| !href.is_empty());
        Ok(href.with_context(|| format!("no link below {start}"))?.to_owned())
    }

    async fn door(&mut self) -> Result<()> {
        self.visit("login", "/login").await?;
        self.tab.fill("[name=login]", "chen").await?;
        self.tab.fill("[name=password]", "wrong").await?;
        self.tab.click("form button.pri").await?;
        self.tab.see("[role=alert]").await?;
        self.page("login-refused", "422").await
    }

    async fn clerk(&mut self) -> Result<()> {
        self.tab.sign_in("chen").await?;
        self.visit("home", "/").await?;
        let registers = "return [...new Set([...document.querySelectorAll('header nav a[href], .tabbar a[href]')].map((a) => a.getAttribute('href').split('?')[0]))].filter((h) => /^\\/r\\/[^\\/]+$/.test(h));";
        let registers = self.tab.script(registers, Vec::new()).await?;
        let registers: Vec<String> = serde_json::from_value(registers)?;
        ensure!(registers.len() >= 4, "too few registers on top: {registers:?}");
        for path in &registers {
            self.register(path).await?;
        }
        self.special("/r/employer").await?;
        self.figures().await?;
        self.reports().await?;
        self.import().await?;
        self.visit("search-empty", "/search").await?;
        self.visit("search", "/search?q=zw").await?;
        self.visit("search-nothing", "/search?q=qqqqqq").await?;
        self.visit("account", "/account").await?;
        self.visit("totp", "/account/totp").await?;
        self.visit("password", "/password").await?;
        self.tab.go("/r/employer/999999").await?;
        self.page("not-found", "404").await
    }

    /// List, record and forms of one register.
    async fn register(&mut self, path: &str) -> Result<()> {
        let name = path.trim_start_matches("/r/");
        self.visit(&format!("list-{name}"), path).await?;
        // Nobody has sent a paper yet: what is empty says what to do.
        let empty = self.tab.has(".empty").await?;
        let record = if empty { None } else { Some(self.first(&format!("{path}/")).await?) };
        self.visit(&format!("list-{name}-none"), &format!("{path}?q=qqqqqqqq")).await?;
        self.visit(&format!("form-{name}"), &format!("{path}/new")).await?;
        let Some(record) = record else { return Ok(()) };
        self.visit(&format!("record-{name}"), &record).await?;
        let edit = record.split('?').next().unwrap_or_default();
        self.visit(&format!("edit-{name}"), &format!("{edit}/edit")).await
    }

    /// What stands beside a list and over a record, and a form that was refused.
    async fn special(&mut self, path: &str) -> Result<()> {
        self.tab.go(&format!("{path}/new")).await?;
        self.tab.fill("[name=name]", "某").await?;
        self.tab.fill("[name=employees]", "很多").await?;
        self.tab.press("保存").await?;
        self.tab.see(".errsum").await?;
        self.page("form-refused", "422").await?;
        self.tab.go(path).await?;
        let record = self.first(&format!("{path}/")).await?;
        let record = record.split('?').next().unwrap_or_default().to_owned();
        self.visit("merge", &format!("{record}/merge")).await?;
        self.visit("void", &format!("{record}/void")).await?;
        self.tab.go(path).await?;
        self.tab.press("加条件").await?;
        if !rules::reachable(self.tab, "#cond button").await? {
            self.faults.push(format!("list-condition-{}: the opened menu is cut off", self.width));
        }
        self.page("list-condition", "").await?;
        self.visit("print", "/r/union/print").await?;
        self.paper("print").await
    }

    async fn figures(&mut self) -> Result<()> {
        self.visit("board", "/board").await?;
        let year = self.tab.ask("return new Date().getFullYear() - 1").await?;
        self.visit("board-last-year", &format!("/board?as_of={year}-12-31")).await?;
        self.paper("board").await?;
        let figure = self.first("/figure/").await?;
        self.visit("figure", &figure).await?;
        self.paper("figure").await?;
        self.tab.go("/board").await?;
        self.tab.click(".kpi a, a.kpi").await?;
        self.tab.see("h2, h1").await?;
        self.page("figure-beside", "").await
    }

    /// Definitions, templates, and a report from its beginning to its words.
    async fn reports(&mut self) -> Result<()> {
        self.visit("indicators", "/figure").await?;
        self.visit("define", "/define").await?;
        self.visit("versions", "/define/member_count/versions").await?;
        self.visit("templates", "/template").await?;
        self.visit("template-words", "/template/one_page").await?;
        self.visit("report-new", "/report/new?template=annual").await?;
        // On a phone the bar at the bottom may lie over it, wherever the page was left.
        let middle = "document.querySelector('main form .pri').scrollIntoView({block: 'center'}); return '';";
        self.tab.ask(middle).await?;
        self.tab.press("写出来").await?;
        self.tab.see("article.doc").await?;
        let report = self.tab.place().await?;
        let report = report.split('?').next().unwrap_or_default().to_owned();
        self.page("report", "").await?;
        self.paper("report").await?;
        self.visit("report-words", &format!("{report}/edit")).await?;
        self.visit("report-figure", &format!("{report}/figure/0")).await?;
        self.visit("reports", "/report").await
    }

    /// The steps of an import, up to the one before anything is written.
    async fn import(&mut self) -> Result<()> {
        let rows = roster::ugly(&roster::county());
        let file = self.stage.file("roster.xlsx");
        roster::write(&file, &rows)?;
        self.visit("import", "/import").await?;
        self.tab.press("会员信息采集表").await?;
        self.tab.choose_file("input[type=file]", &file).await?;
        self.tab.press("上传，对列名").await?;
        self.tab.says("main", "列对上了").await?;
        self.page("import-columns", "").await?;
        self.tab.press("这样对，去看每一行").await?;
        self.tab.says("main", "可导入").await?;
        self.page("import-wrong", "").await?;
        for tab in ["疑似重复", "会更改", "可导入"] {
            self.tab.press_in("#imp-tabs", tab).await?;
            rules::settled(self.tab).await?;
            self.page(&format!("import-{tab}"), "").await?;
        }
        self.tab.press("放弃导入").await?;
        self.tab.see("dialog[open]").await?;
        self.page("import-give-up", "").await?;
        self.tab.press("放弃导入").await?;
        self.tab.at("/import").await?;
        self.page("import-list", "").await
    }

    /// On paper there is no frame, and nothing is dark.
    async fn paper(&mut self, name: &str) -> Result<()> {
        self.tab.tools("Emulation.setEmulatedMedia", json!({"media": "print"})).await?;
        let frame = "return ['header.top', '.side', '.tabbar', '.toasts'].filter((s) => { const e = document.querySelector(s); return e && e.getClientRects().length > 0; }).join(' ');";
        let shown = self.tab.ask(frame).await?;
        if !shown.is_empty() {
            self.faults.push(format!("{name}: on paper there is {shown}"));
        }
        let dark = self.tab.ask(DARK).await?;
        if !dark.is_empty() {
            self.faults.push(format!("{name}: on paper {dark} is dark"));
        }
        self.tab.picture(&format!("{name}-{}-print", self.width)).await?;
        self.tab.tools("Emulation.setEmulatedMedia", json!({"media": ""})).await?;
        Ok(())
    }

    async fn admin(&mut self) -> Result<()> {
        self.tab.sign_in("admin").await?;
        self.visit("home-admin", "/").await?;
        self.visit("users", "/users").await?;
        let user = self.first("/users/").await?;
        self.visit("user", &user).await?;
        for name in
            ["roles", "settings", "settings/holidays", "settings/channels", "settings/backups"]
        {
            self.visit(&name.replace('/', "-"), &format!("/{name}")).await?;
        }
        Ok(())
    }

    async fn secure(&mut self) -> Result<()> {
        self.tab.sign_in("secure").await?;
        self.visit("home-secure", "/").await?;
        self.tab.go("/users").await?;
        let script = "return [...document.querySelectorAll('main tbody tr')].find((r) => r.innerText.includes('chen')).querySelector('a').getAttribute('href')";
        let user = self.tab.ask(script).await?;
        self.visit("grants", &user).await
    }

    async fn audit(&mut self) -> Result<()> {
        self.tab.sign_in("audit").await?;
        self.visit("home-audit", "/").await?;
        self.visit("journal", "/journal").await?;
        let entry = self.first("/journal/").await?;
        self.visit("journal-entry", &entry).await?;
        self.tab.go("/journal").await?;
        self.tab.press("核对").await?;
        eventually("the journal's proof", async || Ok((self.tab.has("main").await?).then_some(())))
            .await?;
        self.page("journal-verified", "").await
    }
}

#[test]
fn the_colour_that_somebody_chose_stays() {
    tell("theme", async |stage| {
        let tab = stage.sign_in(Kind::Desk, "zhou").await?;
        let theme = "return document.documentElement.dataset.theme";
        tab.go("/account").await?;
        tab.press("深色").await?;
        tab.press("换成这种").await?;
        eventually("the dark page", async || Ok((tab.ask(theme).await? == "dark").then_some(())))
            .await?;
        tab.go("/board").await?;
        ensure!(tab.ask(theme).await? == "dark", "the next page is light again");
        tab.go("/account").await?;
        tab.press("浅色").await?;
        tab.press("换成这种").await?;
        eventually("the light page", async || Ok((tab.ask(theme).await? == "light").then_some(())))
            .await
    });
}
