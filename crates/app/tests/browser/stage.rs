//! One test: its browsers, what is waited for, and what is kept when it fails.

use crate::house::{self, House};
use crate::tab::Tab;
use anyhow::{Context, Result, anyhow};
use fantoccini::ClientBuilder;
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Map, Value, json};
use std::cell::{Cell, RefCell};
use std::path::PathBuf;
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::time::{Duration, Instant};
use tokio::sync::MutexGuard;

/// Stories told at the same time: an account may be signed in at three places, and a browser is heavy.
static FREE: (Mutex<u8>, Condvar) = (Mutex::new(2), Condvar::new());

/// Held by who makes members of the county, and by who counts them before and after.
static MEMBERS: tokio::sync::Mutex<()> = tokio::sync::Mutex::const_new(());

/// A place among the stories that are told now.
struct Seat;

impl Seat {
    fn take() -> Seat {
        let free = FREE.0.lock().unwrap_or_else(PoisonError::into_inner);
        let free = FREE.1.wait_while(free, |free| *free == 0);
        *free.unwrap_or_else(PoisonError::into_inner) -= 1;
        Seat
    }
}

impl Drop for Seat {
    fn drop(&mut self) {
        *FREE.0.lock().unwrap_or_else(PoisonError::into_inner) += 1;
        FREE.1.notify_one();
    }
}

/// Browsers of one test.
pub struct Stage {
    /// What runs.
    pub house: Arc<House>,
    name: &'static str,
    tabs: RefCell<Vec<Tab>>,
    opened: Cell<usize>,
}

/// How a browser is opened.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Kind {
    /// A desk of 1366×768.
    #[default]
    Desk,
    /// A phone of 390×844.
    Phone,
    /// A desk with script switched off.
    Scriptless,
}

/// Tells a story; when it fails, what its browsers show is kept in `target/screens`.
pub fn tell(name: &'static str, story: impl AsyncFnOnce(&Stage) -> Result<()>) {
    let told = (|| {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
        let _seat = Seat::take();
        let begun = Instant::now();
        let house = house::enter()?;
        let stage = Stage { house, name, tabs: RefCell::default(), opened: Cell::default() };
        let told = runtime.block_on(async {
            let told = story(&stage).await;
            let told = match told {
                Ok(()) => Ok(()),
                Err(error) => Err(error.context(stage.remains().await)),
            };
            stage.close().await;
            told
        });
        println!("{name}: {:.1} s", begun.elapsed().as_secs_f64());
        told
    })();
    if let Err(error) = told {
        let chain: Vec<String> = error.chain().map(ToString::to_string).collect();
        panic!("{}", chain.join("\n"));
    }
}

/// Looks again and again until there is something, for at most fifteen seconds. `what` completes the
/// sentence "waited in vain for".
pub async fn eventually<T>(
    what: &str,
    mut look: impl AsyncFnMut() -> Result<Option<T>>,
) -> Result<T> {
    let begun = Instant::now();
    loop {
        let seen = look().await;
        match seen {
            Ok(Some(found)) => return Ok(found),
            Ok(None) | Err(_) if begun.elapsed() < Duration::from_secs(15) => {
                tokio::time::sleep(Duration::from_millis(80)).await;
            }
            Ok(None) => return Err(anyhow!("waited in vain for {what}")),
            Err(error) => return Err(error.context(format!("waited in vain for {what}"))),
        }
    }
}

impl Stage {
    /// A new browser, signed in as nobody.
    pub async fn open(&self, kind: Kind) -> Result<Tab> {
        let number = self.opened.get();
        self.opened.set(number + 1);
        let folder = self.house.folder.join(format!("{}-{number}", self.name));
        let downloads = folder.join("downloads");
        std::fs::create_dir_all(&downloads)?;
        let mut builder = ClientBuilder::new(HttpConnector::new());
        builder.capabilities(self.capabilities(kind, &folder.join("profile"), &downloads));
        let driver = format!("http://127.0.0.1:{}", self.house.driver_port);
        let client = builder.connect(&driver).await.context("the browser does not start")?;
        let tab = Tab::new(client, &self.house, kind, downloads);
        tab.prepare().await?;
        self.tabs.borrow_mut().push(tab.clone());
        Ok(tab)
    }

    /// Waits until no other story makes or counts members.
    pub async fn alone_with_members(&self) -> MutexGuard<'static, ()> {
        MEMBERS.lock().await
    }

    /// A new browser in which somebody is signed in.
    pub async fn sign_in(&self, kind: Kind, login: &str) -> Result<Tab> {
        let tab = self.open(kind).await?;
        tab.sign_in(login).await?;
        Ok(tab)
    }

    fn capabilities(
        &self,
        kind: Kind,
        profile: &std::path::Path,
        downloads: &std::path::Path,
    ) -> Map<String, Value> {
        let mut args = vec![
            "--headless=new".to_owned(),
            "--no-sandbox".into(),
            "--disable-gpu".into(),
            "--disable-quic".into(),
            "--disable-dev-shm-usage".into(),
            "--no-first-run".into(),
            "--no-proxy-server".into(),
            "--disable-background-networking".into(),
            "--disable-component-update".into(),
            "--disable-sync".into(),
            // What moves is in the middle of moving when it is measured.
            "--force-prefers-reduced-motion".into(),
            "--lang=zh-CN".into(),
            format!("--user-data-dir={}", profile.display()),
        ];
        if kind != Kind::Phone {
            args.push("--window-size=1366,768".into());
        }
        let script = if kind == Kind::Scriptless { 2 } else { 1 };
        let mut chrome = json!({
            "binary": self.house.chromium,
            "args": args,
            "prefs": {
                "download.default_directory": downloads,
                "download.prompt_for_download": false,
                "profile.managed_default_content_settings.javascript": script,
                // A file is data, and so is a password that everybody knows.
                "credentials_enable_service": false,
                "profile.password_manager_leak_detection": false,
            },
        });
        if let (Kind::Phone, Some(chrome)) = (kind, chrome.as_object_mut()) {
            let metrics = json!({"width": 390, "height": 844, "pixelRatio": 2.0, "touch": true});
            chrome.insert("mobileEmulation".into(), json!({"deviceMetrics": metrics}));
        }
        let mut all = Map::new();
        all.insert("browserName".into(), "chrome".into());
        all.insert("goog:chromeOptions".into(), chrome);
        all.insert("goog:loggingPrefs".into(), json!({"browser": "ALL"}));
        all
    }

    /// What every browser shows, in words and as a picture.
    async fn remains(&self) -> String {
        let tabs = self.tabs.borrow().clone();
        let mut all = format!("{} failed", self.name);
        for (number, tab) in tabs.iter().enumerate() {
            let picture = format!("failed-{}-{number}", self.name);
            let place = tab.place().await.unwrap_or_default();
            let words = tab.text("main").await.unwrap_or_default();
            let words: String = words.chars().take(600).collect();
            let _ = tab.picture(&picture).await;
            all.push_str(&format!("\n— browser {number} at {place}, {picture}.png:\n{words}\n"));
        }
        all
    }

    async fn close(&self) {
        let tabs: Vec<Tab> = self.tabs.borrow_mut().drain(..).collect();
        for tab in tabs {
            let _ = tab.sign_out().await;
            let _ = tab.client.close().await;
        }
    }

    /// Closes one browser before the story is over.
    pub async fn dismiss(&self, tab: &Tab) {
        let _ = tab.sign_out().await;
        let _ = tab.client.clone().close().await;
        self.tabs.borrow_mut().retain(|other| !other.same(tab));
    }

    /// A file of this test.
    pub fn file(&self, name: &str) -> PathBuf {
        self.house.folder.join(format!("{}-{name}", self.name))
    }
}
