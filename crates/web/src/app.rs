//! What every request finds: the store, how the server is reached, what is kept between requests.

use crate::fault::Fault;
use crate::parts::Toast;
use crate::{guard, pages};
use axum::Router;
use parking_lot::Mutex;
use std::collections::HashMap;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use store::Store;
use store::users::Hashing;

/// How the server is reached and what it was started with.
#[derive(Clone, Debug, Default)]
pub struct Config {
    /// The cost of passwords; less only in tests.
    pub hashing: Hashing,
    /// The one-time code of the first run, printed on the console; without it there is no set-up.
    pub setup_code: Option<String>,
    /// Pages travel over TLS: cookies are marked so, and browsers are told to insist.
    pub secure: bool,
    /// Most bytes of one file that is sent; the standard when 0.
    pub upload_most: u64,
    /// Addresses are read from `X-Forwarded-For`.
    pub behind_proxy: bool,
    /// The command of a virus scanner; none looks at files without it.
    pub scan: Option<String>,
    /// The gateway for short messages: `console`, or a command; without it there are only PINs.
    pub sms: Option<String>,
}

/// What every request finds.
#[derive(Clone)]
pub struct App {
    /// The open installation.
    pub store: Arc<Store>,
    /// How the server is reached.
    pub config: Arc<Config>,
    pub(crate) live: Arc<Live>,
}

/// What is kept between requests; lost at a restart without harm.
#[derive(Default)]
pub(crate) struct Live {
    /// Words for the next page of a session.
    pub toasts: Mutex<HashMap<String, Toast>>,
    /// Passwords that were right, waiting for their code.
    pub waiting: Mutex<HashMap<String, crate::session::Pending>>,
    /// What waits for whom at each unit.
    pub places: crate::session::Places,
    /// There are accounts: the first run is over.
    pub begun: AtomicBool,
}

impl App {
    /// An application over an open store.
    pub fn new(store: Arc<Store>, config: Config) -> App {
        App { store, config: Arc::new(config), live: Arc::default() }
    }
}

/// All pages behind the guard.
pub fn router(app: App) -> Router {
    let inner = pages::routes().layer(guard::panics());
    inner.layer(axum::middleware::from_fn_with_state(app.clone(), guard::guard)).with_state(app)
}

/// Runs work on the store on the threads that may block.
pub async fn run<T, E, W>(app: &App, work: W) -> Result<T, Fault>
where
    T: Send + 'static,
    E: Into<Fault>,
    W: FnOnce(&Store) -> Result<T, E> + Send + 'static,
{
    let store = app.store.clone();
    let done = tokio::task::spawn_blocking(move || work(&store).map_err(Into::into)).await;
    done.unwrap_or_else(|error| Err(Fault::broken(error.to_string())))
}
