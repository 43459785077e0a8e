//! Serves a data folder with a few accounts for trying the pages: `serve DIR PORT [CODE]`.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;
use store::clock::Clock;
use store::db::Tuning;
use store::users::{Hashing, NewUser};
use store::{Ctx, Options, Store};
use web::{App, Config};

/// Everything a try-out may fail with.
type Failed = Box<dyn std::error::Error>;

fn main() -> Result<(), Failed> {
    let mut words = std::env::args().skip(1);
    let dir = PathBuf::from(words.next().ok_or("serve DIR PORT [CODE]")?);
    let port: u16 = words.next().ok_or("serve DIR PORT [CODE]")?.parse()?;
    let setup_code = words.next();
    let options = Options {
        target: Options::sqlite_in(&dir),
        dir,
        catalog: domain::catalog(),
        clock: Arc::new(Clock::Machine),
        tuning: Tuning { durable: false, ..Tuning::default() },
    };
    let fresh = !options.key_file().exists();
    let store = if fresh {
        Store::create(options, store::keys::Cipher::Aes)?
    } else {
        Store::open(options)?
    };
    let hashing = Hashing { memory_kib: 64, passes: 1 };
    if setup_code.is_none() {
        accounts(&store, hashing)?;
    }
    let config = Config { hashing, setup_code, ..Config::default() };
    let router = web::router(App::new(Arc::new(store), config));
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    runtime.block_on(async move {
        let listener = tokio::net::TcpListener::bind(("127.0.0.1", port)).await?;
        let service = router.into_make_service_with_connect_info::<SocketAddr>();
        axum::serve(listener, service).await?;
        Ok(())
    })
}

fn accounts(store: &Store, hashing: Hashing) -> Result<(), Failed> {
    let ctx = Ctx::local();
    if !store.users(&ctx)?.is_empty() {
        return Ok(());
    }
    let root = store.db.read(|tx| store.tree(tx))?.root();
    for (login, name, role) in
        [("chen", "陈晓岚", "county"), ("lead", "周建平", "leader"), ("root", "吴凯", "sysadmin")]
    {
        let union = if role == "sysadmin" { 0 } else { root };
        let grants = [kernel::access::Grant { role: role.into(), union }];
        let password = Some("Yunxi-2026-try");
        store.add_user(&ctx, &NewUser { login, name, grants: &grants, password }, hashing)?;
    }
    Ok(())
}
