//! Where a test's installation stands: a folder and a database of its own, gone with the test.

use postgres::{Client, NoTls};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::PathBuf;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, OnceLock};
use store::Options;
use store::clock::Clock;
use store::db::{Db, Dialect, Target, Tuning};

/// Names the server: `postgres://user@host:port/postgres`.
const SERVER: &str = "NIANGJIA_TEST_DATABASE";

/// A folder, and a database on the server when there is one.
pub struct Place {
    pub dir: PathBuf,
    pub target: Target,
    database: Option<String>,
}

fn server() -> Option<String> {
    std::env::var(SERVER).ok().filter(|url| !url.is_empty())
}

/// Whether this run speaks to PostgreSQL.
pub fn on_postgres() -> bool {
    server().is_some()
}

fn own_name(kind: &str) -> String {
    static SERIAL: AtomicU64 = AtomicU64::new(0);
    let serial = SERIAL.fetch_add(1, Ordering::SeqCst);
    format!("nj_{kind}_{}_{serial}", std::process::id())
}

fn admin(url: &str) -> Client {
    Client::connect(url, NoTls).unwrap()
}

/// The same server, another database.
fn database(url: &str, name: &str) -> String {
    let (base, _) = url.rsplit_once('/').unwrap();
    format!("{base}/{name}")
}

/// A database with all migration steps applied, made once for each set of steps and copied for every
/// test: a copy takes a tenth of the time. Its own order of texts is the Chinese one where the server knows
/// it: what leans on the order of the database shows.
fn template(url: &str) -> &'static str {
    static TEMPLATE: OnceLock<String> = OnceLock::new();
    TEMPLATE.get_or_init(|| {
        let mut hash = DefaultHasher::new();
        store::migrate::steps(Dialect::Postgres).hash(&mut hash);
        let name = format!("nj_chinese_{:x}", hash.finish());
        let mut admin = admin(url);
        // Two runs at once make it once.
        admin.batch_execute("SELECT pg_advisory_lock(20260617)").unwrap();
        let found = admin.query("SELECT 1 FROM pg_database WHERE datname = $1", &[&name]).unwrap();
        if found.is_empty() {
            let making = own_name("making");
            let known = "SELECT 1 FROM pg_collation WHERE collname = 'zh-Hans-CN-x-icu' AND \
                         current_setting('server_version_num') >= '150000'";
            let unknown = admin.query(known, &[]).unwrap().is_empty();
            let order = "TEMPLATE template0 LOCALE_PROVIDER icu ICU_LOCALE 'zh-Hans-CN'";
            let order = if unknown { "" } else { order };
            admin.batch_execute(&format!("CREATE DATABASE {making} {order}")).unwrap();
            let target = Target::Postgres(database(url, &making));
            store::migrate::migrate(&Db::open(&target, &tuning(), true).unwrap()).unwrap();
            admin.batch_execute(&format!("ALTER DATABASE {making} RENAME TO {name}")).unwrap();
        }
        name
    })
}

/// Small, and careless of power loss.
pub fn tuning() -> Tuning {
    Tuning {
        writer_cache: 4096,
        reader_cache: 2048,
        readers: 2,
        durable: false,
        ..Tuning::default()
    }
}

impl Place {
    /// A place that holds nothing but, on PostgreSQL, the empty tables.
    pub fn new() -> Place {
        Place::made(true)
    }

    /// A place without tables: to be migrated or restored into.
    pub fn bare() -> Place {
        Place::made(false)
    }

    fn made(tables: bool) -> Place {
        let name = own_name("test");
        let dir = std::env::temp_dir().join(&name);
        std::fs::create_dir_all(&dir).unwrap();
        let Some(url) = server() else {
            return Place { target: Options::sqlite_in(&dir), dir, database: None };
        };
        let from = if tables { template(&url) } else { "template0" };
        let mut admin = admin(&url);
        let version: String = admin.query_one("SHOW server_version_num", &[]).unwrap().get(0);
        // Since 15 a copy goes through the log unless told otherwise; files are faster here.
        let how = if version.as_str() >= "150000" { "STRATEGY file_copy" } else { "" };
        let make = format!("CREATE DATABASE {name} TEMPLATE {from} {how}");
        admin.batch_execute(&make).unwrap();
        Place { dir, target: Target::Postgres(database(&url, &name)), database: Some(name) }
    }

    /// How to open it.
    pub fn options(&self, catalog: &'static kernel::register::Catalog, clock: Clock) -> Options {
        Options {
            dir: self.dir.clone(),
            target: self.target.clone(),
            catalog,
            clock: Arc::new(clock),
            tuning: tuning(),
        }
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.dir);
        if let (Some(url), Some(name)) = (server(), &self.database)
            && let Ok(mut admin) = Client::connect(&url, NoTls)
        {
            let _ = admin.batch_execute(&format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)"));
        }
    }
}
