//! Where a test's installation stands: a folder and a database of its own, gone with the test.

use postgres::{Client, NoTls};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::PathBuf;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, OnceLock};
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
    /// Copied from the template, to which it may go back.
    copied: bool,
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
fn template(url: &str) -> &'static Template {
    static TEMPLATE: OnceLock<Template> = OnceLock::new();
    TEMPLATE.get_or_init(|| {
        sweep(url);
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
        let mut inside = Client::connect(&database(url, &name), NoTls).unwrap();
        let shape = inside.query_one(SHAPE, &[]).unwrap().get(0);
        let filled = filled(&mut inside).unwrap();
        Template { name, shape, filled, idle: Mutex::new(Vec::new()) }
    })
}

/// What databases are copied from, and copies that a test has left as empty as they were: making one takes
/// half a second, emptying one a tenth of that.
struct Template {
    name: String,
    shape: String,
    filled: Vec<String>,
    idle: Mutex<Vec<String>>,
}

/// Tables, columns, indexes and triggers in one text.
const SHAPE: &str = "SELECT md5(string_agg(line, ';' ORDER BY line)) FROM \
    (SELECT concat(c.relname, '.', a.attname, ' ', a.atttypid, a.attnotnull) AS line \
     FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid \
     WHERE c.relnamespace = 'public'::regnamespace AND NOT a.attisdropped \
     UNION ALL SELECT concat(t.tgname, ' ', t.tgenabled) FROM pg_trigger t WHERE NOT t.tgisinternal) AS all_lines";

/// Tables that hold a row.
fn filled(client: &mut Client) -> Result<Vec<String>, postgres::Error> {
    let tables = "SELECT string_agg(format('SELECT %L WHERE EXISTS (SELECT 1 FROM %I)', relname, relname), \
                  ' UNION ALL ' ORDER BY relname) FROM pg_class \
                  WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'";
    let ask: String = client.query_one(tables, &[])?.get(0);
    Ok(client.query(&ask, &[])?.iter().map(|row| row.get(0)).collect())
}

impl Template {
    /// Empties a database that a test has left, unless somebody is still in it, its tables were altered or it
    /// has grown; nor one about which the server has kept statistics: they are those of another county.
    fn take_back(&self, url: &str, name: &str) -> Result<bool, postgres::Error> {
        const GROWN: &str = "SELECT pg_database_size(current_database()) > 24000000 OR EXISTS \
            (SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()) \
            OR EXISTS (SELECT 1 FROM pg_statistic s JOIN pg_class c ON c.oid = s.starelid \
            WHERE c.relnamespace = 'public'::regnamespace)";
        let mut client = Client::connect(&database(url, name), NoTls)?;
        let shape: String = client.query_one(SHAPE, &[])?.get(0);
        if client.query_one(GROWN, &[])?.get(0) || shape != self.shape {
            return Ok(false);
        }
        let mut filled = filled(&mut client)?;
        filled.retain(|table| !self.filled.contains(table));
        let empty: Vec<String> =
            filled.iter().map(|table| format!("DELETE FROM \"{table}\"")).collect();
        client.batch_execute(&format!(
            "SET session_replication_role = replica; {}",
            empty.join("; ")
        ))?;
        Ok(true)
    }
}

/// Databases of runs that were killed are nobody's any more.
fn sweep(url: &str) {
    if !std::path::Path::new("/proc/self").exists() {
        return;
    }
    let mut admin = admin(url);
    let all = "SELECT datname FROM pg_database WHERE datname LIKE 'nj\\_test\\_%' OR datname LIKE 'nj\\_making\\_%'";
    for row in admin.query(all, &[]).unwrap() {
        let name: String = row.get(0);
        let run = name.split('_').nth(2).unwrap_or_default();
        if !std::path::Path::new("/proc").join(run).exists() {
            // Another run may be sweeping too.
            let _ = admin.batch_execute(&format!("DROP DATABASE IF EXISTS {name}"));
        }
    }
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
            return Place { target: Options::sqlite_in(&dir), dir, database: None, copied: false };
        };
        let template = template(&url);
        let idle = || template.idle.lock().unwrap().pop();
        if let Some(name) = tables.then(idle).flatten() {
            let target = Target::Postgres(database(&url, &name));
            return Place { dir, target, database: Some(name), copied: tables };
        }
        let from = if tables { template.name.as_str() } else { "template0" };
        let mut admin = admin(&url);
        let version: String = admin.query_one("SHOW server_version_num", &[]).unwrap().get(0);
        // Since 15 a copy goes through the log unless told otherwise; files are faster here.
        let how = if version.as_str() >= "150000" { "STRATEGY file_copy" } else { "" };
        let make = format!("CREATE DATABASE {name} TEMPLATE {from} {how}");
        admin.batch_execute(&make).unwrap();
        Place {
            dir,
            target: Target::Postgres(database(&url, &name)),
            database: Some(name),
            copied: tables,
        }
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
        let (Some(url), Some(name)) = (server(), &self.database) else { return };
        let template = template(&url);
        let fit = self.copied && !std::thread::panicking();
        if fit && template.take_back(&url, name).unwrap_or(false) {
            template.idle.lock().unwrap().push(name.clone());
        } else if let Ok(mut admin) = Client::connect(&url, NoTls) {
            let _ = admin.batch_execute(&format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)"));
        }
    }
}
