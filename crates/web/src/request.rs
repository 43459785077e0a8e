//! Who asks, for which unit; what a form brings.

use crate::app::App;
use crate::fault::Fault;
use crate::params::Params;
use crate::parts::{Theme, Toast};
use crate::session::ByUnit;
use axum::body::to_bytes;
use axum::extract::multipart::Field;
use axum::extract::{FromRef, FromRequest, FromRequestParts, Multipart, Request};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, Uri, header};
use kernel::access::Act;
use kernel::register::{Catalog, Owner, Register};
use std::sync::Arc;
use store::tree::Tree;
use store::users::Session;
use store::{Ctx, Store};
use subtle::ConstantTimeEq;

/// The session of a request, found by the guard.
#[derive(Clone)]
pub struct Who {
    /// Person, rights, token of forms.
    pub session: Arc<Session>,
    /// The token of the cookie.
    pub token: Arc<str>,
    /// The tree of today.
    pub tree: Arc<Tree>,
    /// What waits at each unit, for pages with the tree.
    pub waiting: ByUnit,
}

/// A signed-in person asking for something; without one a page leads to the sign-in.
#[derive(Clone)]
pub struct Asker {
    /// The application.
    pub app: App,
    /// With whose rights.
    pub ctx: Ctx,
    /// The session.
    pub session: Arc<Session>,
    /// The token of the cookie.
    pub token: Arc<str>,
    /// What every posting form carries.
    pub csrf: String,
    /// Colours.
    pub theme: Theme,
    /// The tree of today.
    pub tree: Arc<Tree>,
    /// What waits at each unit and below it.
    pub waiting: ByUnit,
    /// The unit chosen; 0 is everything the person may see.
    pub at: i64,
    /// The same for addresses; empty for everything.
    pub at_key: String,
    /// What lies below the unit counts too (含下级).
    pub inside: bool,
    /// Path of the address.
    pub path: String,
    /// What the address carries.
    pub query: Params,
    /// htmx asks: a fragment is enough.
    pub htmx: bool,
}

impl Asker {
    /// The asker of an address. Refuses one who must change the password or set up the second
    /// factor first, and a unit outside the person's part of the tree.
    pub fn of(app: &App, who: Who, uri: &Uri, htmx: bool) -> Result<Asker, Fault> {
        if who.session.must_change || who.session.must_enrol {
            return Err(Fault::sign_in());
        }
        let ctx = who.session.ctx.clone();
        let query = Params::parse(uri.query().unwrap_or_default());
        let homes = homes(&ctx, app.store.catalog(), &who.tree);
        let at = chosen(query.get("at"), &homes, &who.tree)?;
        Ok(Asker {
            app: app.clone(),
            csrf: who.session.csrf.clone(),
            theme: theme(&who.session.user.theme),
            at_key: who.tree.node(at).map(|node| node.public_id.clone()).unwrap_or_default(),
            inside: query.get("below") != "0",
            path: uri.path().to_owned(),
            session: who.session,
            token: who.token,
            tree: who.tree,
            waiting: who.waiting,
            ctx,
            at,
            query,
            htmx,
        })
    }

    /// The store, for what does not block; everything else goes through [`crate::run`].
    pub fn store(&self) -> &Store {
        &self.app.store
    }
    /// A register the person may read, by name.
    pub fn register(&self, name: &str) -> Result<&'static Register, Fault> {
        let register = self.store().catalog().register(name).ok_or_else(Fault::not_found)?;
        if self.ctx.anywhere(register, Act::Read, &self.tree) {
            Ok(register)
        } else {
            Err(Fault::forbidden(format!(
                "您的账号看不到{}。需要看的话，请本单位的安全管理员开通。",
                register.title
            )))
        }
    }
    /// Whether the person may do this with records of the chosen unit.
    pub fn may(&self, register: &Register, act: Act) -> bool {
        if self.at == 0 {
            self.ctx.anywhere(register, act, &self.tree)
        } else {
            self.ctx.may(register, act, self.at, &self.tree)
        }
    }
    /// Name of the chosen unit.
    pub fn at_name(&self) -> &str {
        let root = if self.at == 0 { self.tree.root() } else { self.at };
        self.tree.title(root)
    }
    /// An address with the chosen unit.
    pub fn href(&self, path: &str) -> String {
        self.keep().on(path)
    }
    /// What every address keeps: unit and 含下级.
    pub fn keep(&self) -> Params {
        let below = if self.inside { "" } else { "0" };
        Params::default().set("at", self.at_key.as_str()).set("below", below)
    }
    /// Says something on the next whole page of this session.
    pub fn say(&self, toast: Toast) {
        let mut all = self.app.live.toasts.lock();
        if all.len() > 10_000 {
            all.clear();
        }
        all.insert(self.token.to_string(), toast);
    }
    /// What is to be said, once.
    pub fn said(&self) -> Option<Toast> {
        self.app.live.toasts.lock().remove(self.token.as_ref())
    }
}

/// The colours a person has chosen.
pub fn theme(code: &str) -> Theme {
    match code {
        "dark" => Theme::Dark,
        "system" => Theme::System,
        _ => Theme::Light,
    }
}

/// The outermost nodes where the person may read anything.
pub fn homes(ctx: &Ctx, catalog: &Catalog, tree: &Tree) -> Vec<i64> {
    let mut found: Vec<i64> = Vec::new();
    // What belongs to everybody says nothing of where one works.
    let own = catalog.registers.iter().filter(|register| !matches!(register.owner, Owner::Common));
    for register in own {
        match ctx.nodes(register, Act::Read, tree) {
            store::Nodes::All => return vec![tree.root()],
            store::Nodes::Some(nodes) => found.extend(nodes),
            store::Nodes::Own(_) => {}
        }
    }
    let outer = |node: &&i64| !found.iter().any(|up| up != *node && tree.within(**node, *up));
    let mut homes: Vec<i64> = found.iter().filter(outer).copied().collect();
    homes.sort_unstable();
    homes.dedup();
    homes
}

fn chosen(key: &str, homes: &[i64], tree: &Tree) -> Result<i64, Fault> {
    if key.is_empty() {
        return Ok(match homes {
            [only] => *only,
            _ => 0,
        });
    }
    let by_key = key.parse::<i64>().ok().filter(|id| tree.node(*id).is_some());
    let by_name = || tree.nodes().find(|node| node.public_id == key).map(|node| node.id);
    let found = by_key.or_else(by_name);
    found.filter(|id| homes.iter().any(|home| tree.within(*id, *home))).ok_or_else(Fault::not_found)
}

fn who_of(parts: &Parts) -> Result<Who, Fault> {
    parts.extensions.get::<Who>().cloned().ok_or_else(Fault::sign_in)
}

/// The token of a request was not looked at yet: it comes with files, and its first part carries it. Nobody is
/// let in with such a request but by who reads that part: [`Upload`], and on the phone `Brought`.
#[derive(Clone, Copy)]
pub struct Unproved;

/// Refuses a request whose token nobody has looked at.
pub fn proved(parts: &Parts) -> Result<(), Fault> {
    match parts.extensions.get::<Unproved>() {
        Some(Unproved) => Err(Fault::foreign()),
        None => Ok(()),
    }
}

impl<S> FromRequestParts<S> for Asker
where
    App: FromRef<S>,
    S: Send + Sync,
{
    type Rejection = Fault;
    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Asker, Fault> {
        proved(parts)?;
        let htmx = parts.headers.contains_key("hx-request");
        Asker::of(&App::from_ref(state), who_of(parts)?, &parts.uri, htmx)
    }
}

/// A signed-in person who may still have to change the password or set up the second factor.
pub struct Half {
    /// The application.
    pub app: App,
    /// The session.
    pub who: Who,
}

impl<S> FromRequestParts<S> for Half
where
    App: FromRef<S>,
    S: Send + Sync,
{
    type Rejection = Fault;
    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Half, Fault> {
        proved(parts)?;
        Ok(Half { app: App::from_ref(state), who: who_of(parts)? })
    }
}

/// The body is of the kind that carries files; its token is in its first part.
pub fn with_files(headers: &HeaderMap) -> bool {
    let kind = headers.get(header::CONTENT_TYPE).map(HeaderValue::as_bytes).unwrap_or_default();
    kind.get(..10).is_some_and(|kind| kind.eq_ignore_ascii_case(b"multipart/"))
}

/// What a form without files brings; its token was checked by the guard.
pub struct Form(pub Params);

impl<S: Send + Sync> FromRequest<S> for Form {
    type Rejection = Fault;
    async fn from_request(request: Request, _: &S) -> Result<Form, Fault> {
        if with_files(request.headers()) {
            return Err(Fault::foreign());
        }
        let bytes = to_bytes(request.into_body(), 4 * 1024 * 1024).await;
        let bytes = bytes.map_err(|_| Fault::unreadable("一次送来的内容太多，请分几次做。"))?;
        Ok(Form(Params::parse(&String::from_utf8_lossy(&bytes))))
    }
}

/// The text of a part of a form with files; what is longer than people type is not taken in.
pub async fn short_text(mut part: Field<'_>) -> Option<String> {
    let mut bytes = Vec::new();
    while let Some(more) = part.chunk().await.ok()? {
        if bytes.len() + more.len() > 64 * 1024 {
            return None;
        }
        bytes.extend_from_slice(&more);
    }
    String::from_utf8(bytes).ok()
}

/// Refuses a form with files whose first part is not the token of the session.
pub async fn token_first(files: &mut Multipart, csrf: &str) -> Result<(), Fault> {
    let token = match files.next_field().await.ok().flatten() {
        Some(part) if part.name() == Some("csrf") => short_text(part).await,
        _ => None,
    };
    if token.is_some_and(|token| same_token(&token, csrf)) {
        return Ok(());
    }
    Err(Fault::foreign())
}

fn same_token(given: &str, csrf: &str) -> bool {
    bool::from(given.as_bytes().ct_eq(csrf.as_bytes()))
}

/// A form with files, behind its token: the first part, or the header.
pub struct Upload {
    /// Who sends it.
    pub asker: Asker,
    /// What follows the token.
    pub files: Multipart,
}

impl<S> FromRequest<S> for Upload
where
    App: FromRef<S>,
    S: Send + Sync,
{
    type Rejection = Fault;
    async fn from_request(request: Request, state: &S) -> Result<Upload, Fault> {
        let (mut parts, body) = request.into_parts();
        parts.extensions.remove::<Unproved>();
        let asker = Asker::from_request_parts(&mut parts, state).await?;
        let header = parts.headers.get("x-csrf-token").and_then(|value| value.to_str().ok());
        let known = header.is_some_and(|given| same_token(given, &asker.csrf));
        let request = Request::from_parts(parts, body);
        let read = Multipart::from_request(request, state).await;
        let mut files = read.map_err(|_| Fault::unreadable("没有收到文件，请重新选一次。"))?;
        if !known {
            token_first(&mut files, &asker.csrf).await?;
        }
        Ok(Upload { asker, files })
    }
}
