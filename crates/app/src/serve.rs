//! The server: address and transport, the first-run code, the night's work, an orderly end.

mod tls;

use crate::cli::{Place, Serve};
use crate::{open, say};
use anyhow::{Context, Result};
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;
use store::{Options, Store};
use web::{App, Config};

const HOUR: Duration = Duration::from_hours(1);

/// `serve`
pub fn run(place: &Place, args: &Serve) -> Result<u8> {
    let options = open::options(place)?;
    let store = open_or_begin(options)?;
    serve(Arc::new(store), args)?;
    Ok(crate::commands::DONE)
}

/// Opens what is there; an empty place begins a new installation that the first-run page completes.
fn open_or_begin(options: Options) -> Result<Store> {
    let fresh = !options.key_file().exists()
        && matches!(&options.target, store::db::Target::Sqlite(path) if !path.exists());
    if fresh {
        say::line(format!(
            "{} 里还没有数据，先建一个空的，请在网页上完成首次设置",
            options.dir.display()
        ));
        return Ok(Store::create(options, store::keys::Cipher::Aes)?);
    }
    Ok(Store::open(options)?)
}

/// Serves until told to stop.
pub fn serve(store: Arc<Store>, args: &Serve) -> Result<()> {
    let address: SocketAddr = args
        .listen
        .parse()
        .with_context(|| format!("“{}”不是地址，应像 127.0.0.1:8686", args.listen))?;
    let plain = address.ip().is_loopback() || args.behind_proxy;
    let setup_code = first_run_code(&store)?;
    let scheme = if plain { "http" } else { "https" };
    if let Some(code) = &setup_code {
        say::line(format!("首次设置：打开 {scheme}://{address}/setup ，一次性设置码 {code}"));
    }
    let config = Config {
        setup_code,
        secure: !plain || args.behind_proxy,
        behind_proxy: args.behind_proxy,
        scan: args.scan_command.clone(),
        sms: args.sms_command.clone(),
        ..Config::default()
    };
    let app = App::new(store.clone(), config);
    let router = web::router(app);
    let _worker = web::worker::spawn(store.clone());
    let _outbox = web::outgoing::spawn(store.clone());
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    let done = runtime.block_on(async move {
        tokio::spawn(hours(store.clone()));
        tokio::spawn(nights(store.clone()));
        let service = router.into_make_service_with_connect_info::<SocketAddr>();
        let handle = axum_server::Handle::new();
        tokio::spawn(stop_on_signal(handle.clone()));
        say::line(format!("已在 {scheme}://{address} 开门"));
        if plain {
            axum_server::bind(address).handle(handle).serve(service).await
        } else {
            let files = tls::files(&store.dir, args, address)
                .map_err(|error| std::io::Error::other(error.to_string()))?;
            let config =
                axum_server::tls_rustls::RustlsConfig::from_pem_file(files.cert, files.key).await?;
            axum_server::bind_rustls(address, config).handle(handle).serve(service).await
        }
    });
    done.with_context(|| format!("{address} 开不了门：可能有另一个程序占着这个端口"))
}

/// A code for the first-run page, while nobody can sign in yet.
fn first_run_code(store: &Store) -> Result<Option<String>> {
    if !store.users(&store::Ctx::local())?.is_empty() {
        return Ok(None);
    }
    let bytes = store::keys::random::<5>()?;
    Ok(Some(store::keys::hex(&bytes).to_uppercase()))
}

/// Every hour: the turn of the day, sessions and files past their time.
async fn hours(store: Arc<Store>) {
    let mut hours = tokio::time::interval(HOUR);
    loop {
        hours.tick().await;
        aside(&store, |store| {
            report("turn of the day", store.turn_day().map(|_| ()));
            report("reminders", store.remind().map(|_| ()));
            report("sessions", store.sweep_sessions());
            report("phones", store.sweep_members());
            report("old uploads", web::worker::sweep(store));
            report("old messages", store.sweep_outgoing().map(|_| ()));
        })
        .await;
    }
}

/// A backup a night, what the planner knows of the tables, and one county's tally beside its rows. Not right after the start, when people wait
/// for their first page; a machine that is switched off at night makes up for it in the morning.
async fn nights(store: Arc<Store>) {
    let first = tokio::time::Instant::now() + Duration::from_mins(10);
    let mut hours = tokio::time::interval_at(first, HOUR);
    loop {
        hours.tick().await;
        aside(&store, |store| {
            let made = store.nightly_backup();
            if let Ok(Some(_)) = &made {
                report("statistics", store.db.analyze());
                report("tally", store.compare_tally().map(|_| ()));
            }
            report("backup", made.map(|_| ()));
        })
        .await;
    }
}

async fn aside(store: &Arc<Store>, work: impl FnOnce(&Store) + Send + 'static) {
    let store = store.clone();
    if let Err(error) = tokio::task::spawn_blocking(move || work(&store)).await {
        tracing::error!(%error, "hourly work");
    }
}

fn report(what: &str, done: store::Result<()>) {
    if let Err(error) = done {
        tracing::error!(%error, what, "hourly work");
    }
}

async fn stop_on_signal(handle: axum_server::Handle<SocketAddr>) {
    let interrupt = tokio::signal::ctrl_c();
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        match signal(SignalKind::terminate()) {
            Ok(mut terminate) => {
                tokio::select! {
                    _ = interrupt => {}
                    _ = terminate.recv() => {}
                }
            }
            Err(_) => {
                let _ = interrupt.await;
            }
        }
    }
    #[cfg(not(unix))]
    let _ = interrupt.await;
    say::line("正在关门，等手上的请求办完……");
    handle.graceful_shutdown(Some(Duration::from_secs(10)));
}
