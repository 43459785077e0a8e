//! One browser: what a person does in it, what a person sees in it, and what only a test looks at.

use crate::house::House;
use crate::stage::{Kind, eventually};
use anyhow::{Context, Result, bail, ensure};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use fantoccini::actions::{InputSource, KeyAction, KeyActions};
use fantoccini::elements::Element;
use fantoccini::key::Key;
use fantoccini::wd::WebDriverCompatibleCommand;
use fantoccini::{Client, Locator};
use serde_json::{Value, json};
use std::path::PathBuf;
use std::sync::Arc;

/// A browser with one page open.
#[derive(Clone)]
pub struct Tab {
    /// The wire to it.
    pub client: Client,
    house: Arc<House>,
    base: String,
    kind: Kind,
    downloads: PathBuf,
}

/// A command that only chromedriver knows.
#[derive(Debug)]
struct Own {
    path: &'static str,
    body: Value,
}

impl WebDriverCompatibleCommand for Own {
    fn endpoint(
        &self,
        base_url: &url::Url,
        session: Option<&str>,
    ) -> Result<url::Url, url::ParseError> {
        base_url.join(&format!("session/{}/{}", session.unwrap_or_default(), self.path))
    }

    fn method_and_body(&self, _: &url::Url) -> (axum::http::Method, Option<String>) {
        (axum::http::Method::POST, Some(self.body.to_string()))
    }
}

/// The first element with these words that can be pressed: a button, a link, a menu.
const PRESSABLE: &str = "
    const words = arguments[0], within = document.querySelector(arguments[1]) || document;
    const dialog = document.querySelector('dialog[open]');
    const all = [...(dialog || within).querySelectorAll('button,a[href],summary,label,option')];
    const text = (e) => (e.getAttribute('aria-label') || e.innerText || '').replace(/\\s+/g, '');
    const seen = (e) => e.getClientRects().length > 0;
    const want = words.replace(/\\s+/g, '');
    return all.find((e) => seen(e) && text(e) === want) || all.find((e) => seen(e) && text(e).includes(want)) || null;";

impl Tab {
    /// Wraps a connection.
    pub fn new(client: Client, house: &Arc<House>, kind: Kind, downloads: PathBuf) -> Tab {
        Tab { client, house: house.clone(), base: house.base.clone(), kind, downloads }
    }

    /// The same browser for the pages of another installation.
    pub fn elsewhere(self, base: &str) -> Tab {
        Tab { base: base.to_owned(), ..self }
    }

    /// Whether it is the same browser.
    pub fn same(&self, other: &Tab) -> bool {
        self.downloads == other.downloads
    }

    /// Before the first page.
    pub async fn prepare(&self) -> Result<()> {
        if self.kind == Kind::Desk {
            // The window's bars do not count.
            let size =
                json!({"width": 1366, "height": 768, "deviceScaleFactor": 1, "mobile": false});
            self.tools("Emulation.setDeviceMetricsOverride", size).await?;
        }
        Ok(())
    }

    /// How wide the window is.
    pub fn width(&self) -> u16 {
        if self.kind == Kind::Phone { 390 } else { 1366 }
    }

    /// Makes a step of the procedure whose page is open, with what it asks.
    pub async fn take_step(&self, step: &str, values: &[(&str, &str)]) -> Result<()> {
        self.press_in(".page-h", step).await?;
        self.see("#ask[open]").await?;
        for (field, value) in values {
            self.fill(&format!("#ask [name={field}]"), value).await?;
        }
        self.press_in("#ask", step).await?;
        self.says("#history", step).await
    }

    /// Opens an address of the program.
    pub async fn go(&self, path: &str) -> Result<()> {
        let address = format!("{}{path}", self.base);
        self.client.goto(&address).await.with_context(|| format!("{path} does not open"))
    }

    /// Signs in by the form.
    pub async fn sign_in(&self, login: &str) -> Result<()> {
        let password = self.house.sign_ins.get(login);
        let password = password.with_context(|| format!("nobody is called {login}"))?;
        self.go("/login").await?;
        self.fill("[name=login]", login).await?;
        self.fill("[name=password]", password).await?;
        self.click("form button.pri").await?;
        self.at("/").await
    }

    /// Ends the session without leaving the page.
    pub async fn sign_out(&self) -> Result<()> {
        let leave = "
            const csrf = document.querySelector('meta[name=csrf]');
            return csrf && csrf.content
                ? fetch('/logout', { method: 'POST', body: new URLSearchParams({ csrf: csrf.content }) }).then(() => 1)
                : 0;";
        self.script(leave, Vec::new()).await?;
        Ok(())
    }

    /// Who can sign in.
    pub fn logins(&self) -> Vec<&str> {
        self.house.sign_ins.keys().map(String::as_str).collect()
    }

    /// Password of a sample account.
    pub fn password(&self, login: &str) -> &str {
        self.house.sign_ins.get(login).map_or("", String::as_str)
    }

    /// Path and query of the page.
    pub async fn place(&self) -> Result<String> {
        let url = self.client.current_url().await?;
        let query = url.query().map_or_else(String::new, |query| format!("?{query}"));
        Ok(format!("{}{query}", url.path()))
    }

    /// Waits until the page has this path.
    pub async fn at(&self, path: &str) -> Result<()> {
        eventually(&format!("the page {path}"), async || {
            let place = self.place().await?;
            let here = place.split('?').next().unwrap_or_default();
            Ok((here == path).then_some(()))
        })
        .await
    }

    /// Waits until the path begins like this, and gives it with its query.
    pub async fn below(&self, start: &str, but: &str) -> Result<String> {
        eventually(&format!("a page below {start}"), async || {
            let place = self.place().await?;
            Ok((place.starts_with(start) && (but.is_empty() || !place.starts_with(but)))
                .then_some(place))
        })
        .await
    }

    /// The first visible element that a selector finds, as soon as there is one.
    pub async fn see(&self, css: &str) -> Result<Element> {
        eventually(&format!("{css} to be seen"), async || {
            for element in self.client.find_all(Locator::Css(css)).await? {
                if element.is_displayed().await? {
                    return Ok(Some(element));
                }
            }
            Ok(None)
        })
        .await
    }

    /// Whether a selector finds anything now.
    pub async fn has(&self, css: &str) -> Result<bool> {
        Ok(!self.client.find_all(Locator::Css(css)).await?.is_empty())
    }

    /// The words in an element, runs of white space made one blank.
    pub async fn text(&self, css: &str) -> Result<String> {
        let text = self.see(css).await?.text().await?;
        Ok(text.split_whitespace().collect::<Vec<_>>().join(" "))
    }

    /// Waits until an element says something.
    pub async fn says(&self, css: &str, words: &str) -> Result<()> {
        eventually(&format!("{css} to say “{words}”"), async || {
            let text = self.text(css).await?;
            let (text, words) = (tight(&text), tight(words));
            Ok(text.contains(&words).then_some(()))
        })
        .await
    }

    /// Presses what a selector finds.
    pub async fn click(&self, css: &str) -> Result<()> {
        eventually(&format!("{css} to be pressed"), async || {
            self.see(css).await?.click().await?;
            Ok(Some(()))
        })
        .await
    }

    /// Presses the button, link or menu with these words, within the part of the page that a selector
    /// finds.
    pub async fn press_in(&self, within: &str, words: &str) -> Result<()> {
        eventually(&format!("“{words}” to be pressed"), async || {
            let found = self.client.execute(PRESSABLE, vec![json!(words), json!(within)]).await?;
            if found.is_null() {
                return Ok(None);
            }
            self.element(&found)?.click().await?;
            Ok(Some(()))
        })
        .await
    }

    /// Presses the button, link or menu with these words.
    pub async fn press(&self, words: &str) -> Result<()> {
        self.press_in("body", words).await
    }

    fn element(&self, found: &Value) -> Result<Element> {
        let id = found.as_object().and_then(|one| one.values().next()).and_then(Value::as_str);
        let id = id.context("no element")?.to_owned();
        Ok(Element::from_element_id(
            self.client.clone(),
            fantoccini::elements::ElementRef::from(id),
        ))
    }

    /// Writes into a field, in place of what stood there: marks it all, as people do, because emptying it
    /// first would be a change of its own.
    pub async fn fill(&self, css: &str, text: &str) -> Result<()> {
        let field = self.see(css).await?;
        let (control, up) = (char::from(Key::Control), char::from(Key::Null));
        field.send_keys(&format!("{control}a{up}{text}")).await?;
        Ok(())
    }

    /// Chooses a file, without the field being seen: browsers hide them.
    pub async fn choose_file(&self, css: &str, file: &std::path::Path) -> Result<()> {
        let field = self.client.find(Locator::Css(css)).await?;
        field.send_keys(&file.display().to_string()).await?;
        Ok(())
    }

    /// Value of a field.
    pub async fn value(&self, css: &str) -> Result<String> {
        let field = self.client.find(Locator::Css(css)).await?;
        Ok(field.prop("value").await?.unwrap_or_default())
    }

    /// Strikes a key, wherever the focus is.
    pub async fn strike(&self, key: Key) -> Result<()> {
        self.type_in(&char::from(key).to_string()).await
    }

    /// Types, wherever the focus is.
    pub async fn type_in(&self, text: &str) -> Result<()> {
        let mut keys = KeyActions::new("keys".to_owned());
        for letter in text.chars() {
            keys = keys.then(KeyAction::Down { value: letter });
            keys = keys.then(KeyAction::Up { value: letter });
        }
        self.client.perform_actions(keys).await?;
        Ok(())
    }

    /// Runs a script in the page; only tests can, the page's own policy forbids it.
    pub async fn script(&self, script: &str, args: Vec<Value>) -> Result<Value> {
        Ok(self.client.execute(script, args).await?)
    }

    /// What a script gives as text.
    pub async fn ask(&self, script: &str) -> Result<String> {
        let value = self.script(script, Vec::new()).await?;
        Ok(value.as_str().map_or_else(|| value.to_string(), str::to_owned))
    }

    /// A command of the browser's developer tools.
    pub async fn tools(&self, command: &str, params: Value) -> Result<Value> {
        let body = json!({"cmd": command, "params": params});
        Ok(self.client.issue_cmd(Own { path: "goog/cdp/execute", body }).await?)
    }

    /// What the browser complained about since it was last asked.
    pub async fn complaints(&self) -> Result<Vec<String>> {
        let body = json!({"type": "browser"});
        let log = self.client.issue_cmd(Own { path: "se/log", body }).await?;
        let lines = log.as_array().context("no log")?;
        let bad = |line: &&Value| matches!(line["level"].as_str(), Some("SEVERE" | "WARNING"));
        let text = |line: &Value| line["message"].as_str().unwrap_or_default().to_owned();
        Ok(lines.iter().filter(bad).map(text).collect())
    }

    /// Keeps a picture of the page, from its top down to 2,000 pixels.
    pub async fn picture(&self, name: &str) -> Result<()> {
        let size = self
            .script(
                "const r = document.documentElement;
                 return [r.clientWidth, Math.min(2000, Math.max(r.scrollHeight, r.clientHeight))];",
                Vec::new(),
            )
            .await?;
        let clip = json!({"x": 0, "y": 0, "width": size[0], "height": size[1], "scale": 1});
        let shot = json!({"captureBeyondViewport": true, "clip": clip});
        let shot = self.tools("Page.captureScreenshot", shot).await?;
        let data = shot["data"].as_str().context("no picture")?;
        std::fs::write(self.house.screens.join(format!("{name}.png")), STANDARD.decode(data)?)?;
        Ok(())
    }

    /// The newest complete download whose name ends like this; it is taken out of the folder.
    pub async fn download(&self, ending: &str) -> Result<Vec<u8>> {
        eventually(&format!("a download *{ending}"), async || {
            for entry in std::fs::read_dir(&self.downloads)? {
                let path = entry?.path();
                if path.to_string_lossy().ends_with(ending) {
                    let bytes = std::fs::read(&path)?;
                    std::fs::remove_file(&path)?;
                    return Ok(Some(bytes));
                }
            }
            Ok(None)
        })
        .await
    }

    /// The first number in an element's words.
    pub async fn number(&self, css: &str) -> Result<i64> {
        let text = self.text(css).await?;
        first_number(&text).with_context(|| format!("no number in “{text}”"))
    }

    /// Presses the Tab key until the focus is on what a selector finds; every stop on the way must
    /// show that it has the focus.
    pub async fn tab_to(&self, css: &str) -> Result<()> {
        let mut way = Vec::new();
        for _ in 0..90 {
            self.strike(Key::Tab).await?;
            let stop = self.script(STOP, vec![json!(css)]).await?;
            let name = stop["name"].as_str().unwrap_or_default().to_owned();
            ensure!(stop["shown"] == true, "the focus on {name} cannot be seen: {stop}");
            if stop["there"] == true {
                return Ok(());
            }
            way.push(name);
        }
        bail!("Tab never came to {css}; it went {}", way.join(" → "))
    }
}

/// Where the focus is, whether it can be seen, whether it is where it should be.
const STOP: &str = "
    const e = document.activeElement, s = getComputedStyle(e), r = e.getBoundingClientRect();
    const ring = (s) => (s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) > 0) || s.boxShadow !== 'none';
    const within = e.parentElement ? getComputedStyle(e.parentElement) : s;
    const name = e.tagName.toLowerCase() + ' ' + (e.getAttribute('aria-label') || e.innerText || e.name || e.id || '').trim().slice(0, 20);
    if (e === document.body || e === document.documentElement) return { name, shown: true, there: false };
    const inside = r.width > 0 && r.height > 0 && r.bottom > 0 && r.top < innerHeight && r.right > 0 && r.left < innerWidth;
    const x = Math.min(innerWidth - 1, Math.max(0, r.left + Math.min(r.width / 2, 20)));
    const y = Math.min(innerHeight - 1, Math.max(0, r.top + r.height / 2));
    const top = document.elementFromPoint(x, y);
    const clear = top && (e.contains(top) || top.contains(e) || (e.labels && [...e.labels].some((l) => l.contains(top))));
    return { name, ring: ring(s) || ring(within), inside, clear: !!clear,
             shown: (ring(s) || ring(within)) && inside && !!clear, there: e.matches(arguments[0]) };";

/// Without white space: how lines are broken is not what is said.
pub fn tight(text: &str) -> String {
    text.chars().filter(|letter| !letter.is_whitespace()).collect()
}

/// `3,337 人` is 3337.
pub fn first_number(text: &str) -> Option<i64> {
    let start = text.find(|letter: char| letter.is_ascii_digit())?;
    let digits: String = text[start..]
        .chars()
        .take_while(|letter| letter.is_ascii_digit() || *letter == ',')
        .filter(char::is_ascii_digit)
        .collect();
    digits.parse().ok()
}
