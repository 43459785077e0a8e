//! The cookie of a session, where a request comes from, and passwords waiting for their code.

use crate::app::App;
use crate::request::Who;
use axum::extract::ConnectInfo;
use axum::http::{Extensions, HeaderMap, HeaderValue, header};
use parking_lot::Mutex;
use std::collections::HashMap;
use std::net::SocketAddr;
use std::sync::Arc;
use store::Store;
use store::flow::Waiting;
use zeroize::Zeroizing;

/// A password that was right, waiting for the code of the second factor.
pub struct Pending {
    /// Login.
    pub login: String,
    /// Password; wiped when the entry goes.
    pub password: Zeroizing<String>,
    /// Until when it waits, UTC milliseconds.
    pub until: i64,
}

const FIVE_MINUTES: i64 = 300_000;

impl App {
    fn cookie_name(&self) -> &'static str {
        if self.config.secure { "__Host-niangjia" } else { "niangjia" }
    }

    /// The session's token, if the request carries one.
    pub fn token(&self, headers: &HeaderMap) -> Option<String> {
        self.cookie_value(headers, "")
    }

    /// The value of our cookie with this ending.
    pub fn cookie_value(&self, headers: &HeaderMap, ending: &str) -> Option<String> {
        let name = format!("{}{ending}", self.cookie_name());
        let all = headers.get_all(header::COOKIE).iter().filter_map(|value| value.to_str().ok());
        let mut pairs =
            all.flat_map(|line| line.split(';')).filter_map(|p| p.trim().split_once('='));
        pairs.find(|pair| pair.0 == name && !pair.1.is_empty()).map(|pair| pair.1.to_owned())
    }

    /// The cookie that keeps a session; an empty token takes it away.
    pub fn cookie(&self, token: &str) -> Option<HeaderValue> {
        self.cookie_line("", token, if token.is_empty() { "; Max-Age=0" } else { "" })
    }

    /// A cookie of ours with this ending.
    pub fn cookie_line(&self, ending: &str, token: &str, age: &str) -> Option<HeaderValue> {
        let secure = if self.config.secure { "; Secure" } else { "" };
        let name = self.cookie_name();
        let text = format!("{name}{ending}={token}; Path=/; HttpOnly; SameSite=Lax{secure}{age}");
        HeaderValue::from_str(&text).ok()
    }

    /// The machine a request comes from.
    pub fn address(&self, headers: &HeaderMap, extensions: &Extensions) -> String {
        let forwarded = headers.get("x-forwarded-for").and_then(|value| value.to_str().ok());
        let nearest = forwarded.and_then(|list| list.rsplit(',').next()).map(str::trim);
        if let Some(address) = nearest.filter(|_| self.config.behind_proxy) {
            return address.to_owned();
        }
        let peer = extensions.get::<ConnectInfo<SocketAddr>>();
        peer.map(|info| info.0.ip().to_string()).unwrap_or_default()
    }

    /// Keeps a right password for five minutes and gives the name to ask for it by.
    pub fn wait_for_code(&self, login: &str, password: &str) -> Option<String> {
        let key = store::keys::hex(&store::keys::random::<16>().ok()?);
        let now = self.store.clock.now();
        let password = Zeroizing::new(password.to_owned());
        let waiting = Pending { login: login.to_owned(), password, until: now + FIVE_MINUTES };
        let mut all = self.live.waiting.lock();
        all.retain(|_, other| other.until > now);
        all.insert(key.clone(), waiting);
        Some(key)
    }

    /// Takes a waiting password; it must be put back if the code was wrong.
    pub fn waited(&self, key: &str) -> Option<Pending> {
        let now = self.store.clock.now();
        self.live.waiting.lock().remove(key).filter(|waiting| waiting.until > now)
    }

    /// Whether somebody can sign in: the first run is over. Asks the database until it is so.
    pub fn begun(&self, store: &Store) -> store::Result<bool> {
        use std::sync::atomic::Ordering::Relaxed;
        if self.live.begun.load(Relaxed) {
            return Ok(true);
        }
        let begun = !store.users(&store::Ctx::local())?.is_empty();
        self.live.begun.store(begun, Relaxed);
        Ok(begun)
    }
}

/// The session of a token with the tree of today.
pub fn who(store: &Store, token: &str, address: &str) -> store::Result<Option<Who>> {
    let Some(session) = store.session(token, address)? else { return Ok(None) };
    let tree = store.db.read(|tx| {
        store.refresh_definitions_in(tx)?;
        store.tree(tx)
    })?;
    let waiting = Arc::default();
    Ok(Some(Who { session: Arc::new(session), token: token.into(), tree, waiting }))
}

/// Open matters at each unit.
pub type ByUnit = Arc<HashMap<i64, Waiting>>;

/// What waits for whom at each unit, as it was at a mark of the journal.
#[derive(Default)]
pub struct Places(Mutex<HashMap<i64, (Stamp, ByUnit)>>);

/// The last act and the day: a matter is late from a day on.
type Stamp = (i64, jiff::civil::Date);

/// More people than these are not kept in mind.
const REMEMBERED: usize = 2_000;

impl Places {
    /// What waits for this person, reckoned anew after every act.
    pub fn of(&self, store: &Store, ctx: &store::Ctx) -> store::Result<ByUnit> {
        let stamp = (store.journal_mark()?, store.today());
        if let Some((known, found)) = self.0.lock().get(&ctx.user_id)
            && *known == stamp
        {
            return Ok(found.clone());
        }
        let found: ByUnit = Arc::new(store.waiting_by_unit(ctx)?);
        let mut all = self.0.lock();
        if all.len() > REMEMBERED {
            all.clear();
        }
        all.insert(ctx.user_id, (stamp, found.clone()));
        Ok(found)
    }
}
