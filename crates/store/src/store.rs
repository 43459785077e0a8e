//! The open installation: database, keys, clock, and the tree kept in memory.

use crate::clock::Clock;
use crate::db::{Db, Target, Tuning, Tx};
use crate::definitions::Definitions;
use crate::error::{Result, StoreError};
use crate::hold::Hold;
use crate::keys::{Cipher, Keys, random};
use crate::sql::Sql;
use crate::tally::Tally;
use crate::tree::Tree;
use jiff::civil::Date;
use kernel::calendar::Calendar;
use kernel::facts::Facts;
use kernel::register::{Catalog, Register};
use parking_lot::{Mutex, RwLock};
use std::path::PathBuf;
use std::sync::Arc;

/// What an installation is opened with.
pub struct Options {
    /// Folder of key, attachments, backups; always there.
    pub dir: PathBuf,
    /// Where the rows are.
    pub target: Target,
    /// Everything declared.
    pub catalog: &'static Catalog,
    /// Time.
    pub clock: Arc<Clock>,
    /// Memory and connections.
    pub tuning: Tuning,
}

/// An open installation.
pub struct Store {
    /// The database.
    pub db: Db,
    /// The keys.
    pub keys: Keys,
    /// Everything declared in code, and with local fields.
    declared: &'static Catalog,
    pub(crate) live: RwLock<&'static Catalog>,
    pub(crate) telling: Mutex<()>,
    /// Time.
    pub clock: Arc<Clock>,
    /// The data folder.
    pub dir: PathBuf,
    /// Held as long as the installation is open; the system lets go of it when the process dies.
    _hold: Option<Hold>,
    tree: RwLock<Arc<Tree>>,
    calendar: RwLock<Arc<Calendar>>,
    pub(crate) defined: RwLock<Arc<Definitions>>,
    ids: Mutex<Ids>,
    /// Held while keys are fetched: never by somebody who writes, who may wait for keys alone.
    fetching: Mutex<()>,
    pub(crate) tally: Tally,
}

#[derive(Default)]
struct Ids {
    next: i64,
    end: i64,
}

const ID_BLOCK: i64 = 1_000;

impl Options {
    /// The key file.
    pub fn key_file(&self) -> PathBuf {
        self.dir.join("niangjia.key")
    }
    /// The SQLite file of a data folder.
    pub fn sqlite_in(dir: &std::path::Path) -> Target {
        Target::Sqlite(dir.join("niangjia.db"))
    }
}

impl Store {
    /// Makes a new, empty installation: tables, key file, node number, the first journal chain.
    pub fn create(options: Options, cipher: Cipher) -> Result<Store> {
        let say = format!("建不了数据文件夹 {}", options.dir.display());
        std::fs::create_dir_all(&options.dir).map_err(|cause| StoreError::caused(say, cause))?;
        let hold = Hold::take(&options.dir)?;
        let keys = Keys::create(&options.key_file(), cipher)?;
        let db = Db::open(&options.target, &options.tuning, true)?;
        crate::migrate::migrate(&db)?;
        let [high, low] = random::<2>()?;
        // 15 bits, never 0, so that every installation numbers its records apart from the others.
        let node = (i64::from(high & 0x7f) << 8 | i64::from(low)).max(1);
        db.write(|tx| {
            let put = |name: &str, value: String| {
                Sql::new("INSERT INTO meta (name, value) VALUES (")
                    .bind(name)
                    .add(",")
                    .bind(value)
                    .add(")")
            };
            tx.exec(&put("node", node.to_string()))?;
            tx.exec(&put("tree", "1".into()))?;
            tx.exec(&put("cipher", cipher.code().into()))?;
            tx.exec(&Sql::new("INSERT INTO counter (name, next) VALUES ('id', 1)"))?;
            crate::journal::begin_chain(tx, 0)?;
            Ok(())
        })?;
        let hold = hold.with(&db)?;
        let store = Store::assemble(options, db, keys, Some(hold))?;
        store.tally_begins()?;
        Ok(store)
    }

    /// Opens an installation for this process alone, applying new migration steps.
    pub fn open(options: Options) -> Result<Store> {
        let db = Db::open(&options.target, &options.tuning, false)?;
        let hold = Hold::take(&options.dir)?.with(&db)?;
        Store::ready(options, db, Some(hold))
    }

    /// Opens an installation for a short look or a small act, such as a backup or a figure, even
    /// while another process serves it.
    pub fn open_beside(options: Options) -> Result<Store> {
        let db = Db::open(&options.target, &options.tuning, false)?;
        Store::ready(options, db, None)
    }

    fn ready(options: Options, db: Db, hold: Option<Hold>) -> Result<Store> {
        crate::migrate::migrate(&db)?;
        let cipher = db.read(|tx| meta(tx, "cipher"))?;
        let cipher = cipher.as_deref().and_then(Cipher::from_code).unwrap_or(Cipher::Aes);
        let keys = Keys::load(&options.key_file(), cipher)?;
        let alone = hold.is_some();
        let store = Store::assemble(options, db, keys, hold)?;
        store.tally_opened()?;
        if alone {
            store.sweep_attachments()?;
            store.tally_counted()?;
        }
        Ok(store)
    }

    fn assemble(options: Options, db: Db, keys: Keys, hold: Option<Hold>) -> Result<Store> {
        let store = Store {
            db,
            keys,
            declared: options.catalog,
            live: RwLock::new(options.catalog),
            telling: Mutex::new(()),
            clock: options.clock,
            dir: options.dir,
            _hold: hold,
            tree: RwLock::new(Arc::new(Tree::default())),
            calendar: RwLock::new(Arc::new(Calendar::builtin())),
            defined: RwLock::new(Arc::default()),
            ids: Mutex::new(Ids::default()),
            fetching: Mutex::new(()),
            tally: Tally::new(options.catalog),
        };
        store.reload_calendar()?;
        store.reload_local()?;
        store.keep_declared()?;
        store.keep_declared_templates()?;

        store.turn_day()?;
        Ok(store)
    }

    /// Everything declared, the local fields of today included. What is done at once asks for it once:
    /// a field may be added at any moment.
    pub fn catalog(&self) -> &'static Catalog {
        *self.live.read()
    }

    /// Everything declared in code: what every installation has, and anybody may know.
    pub fn declared(&self) -> &'static Catalog {
        self.declared
    }

    /// Fields of a register that this person never sees.
    pub fn hidden(&self, ctx: &crate::Ctx, register: &Register) -> Vec<&'static str> {
        ctx.hidden(register, &self.tree.read())
    }

    /// Today in Shanghai.
    pub fn today(&self) -> Date {
        self.clock.today()
    }

    /// What rules may ask.
    pub fn facts(&self) -> Facts {
        Facts { today: self.today(), calendar: self.calendar.read().clone() }
    }

    /// Reads the holidays that administrators have added.
    pub fn reload_calendar(&self) -> Result<()> {
        let mut calendar = Calendar::builtin();
        let rows = self
            .db
            .read(|tx| tx.all(&Sql::new("SELECT day, kind, name FROM holiday ORDER BY day")))?;
        if !rows.is_empty() {
            let mut table = String::from("date\tkind\tname\n");
            for row in rows {
                table.push_str(&format!("{}\t{}\t{}\n", row.text(0), row.text(1), row.text(2)));
            }
            let added = Calendar::parse_tsv(&table)
                .map_err(|error| StoreError::unavailable(error.to_string()))?;
            calendar.extend(&added);
        }
        *self.calendar.write() = Arc::new(calendar);
        Ok(())
    }

    /// The tree as it stands today, read again when somebody has changed it.
    pub fn tree(&self, tx: &mut Tx) -> Result<Arc<Tree>> {
        let stamp = meta(tx, "tree")?.and_then(|text| text.parse().ok()).unwrap_or(0);
        let known = self.tree.read().clone();
        if known.stamp == stamp {
            return Ok(known);
        }
        let today = self.today().to_string();
        let fresh = Arc::new(Tree::load(tx, self.catalog(), &today, stamp)?);
        *self.tree.write() = fresh.clone();
        Ok(fresh)
    }

    /// A declared register.
    pub fn register(&self, name: &str) -> Result<&'static Register> {
        self.catalog().register(name).ok_or_else(|| {
            let known: Vec<&str> = self.catalog().registers.iter().map(|r| r.name).collect();
            StoreError::refuse("register", format!("没有台账“{name}”，现有：{}", known.join("、")))
        })
    }

    /// Makes sure that `count` keys can be taken inside a transaction.
    pub fn reserve(&self, count: usize) -> Result<()> {
        let wanted = i64::try_from(count).unwrap_or(ID_BLOCK);
        let enough = || {
            let ids = self.ids.lock();
            ids.end - ids.next >= wanted
        };
        if enough() {
            return Ok(());
        }
        let _turn = self.fetching.lock();
        if enough() {
            return Ok(());
        }
        let block = wanted.max(ID_BLOCK);
        let (node, first) = self.db.write(|tx| {
            let node = meta(tx, "node")?.and_then(|text| text.parse::<i64>().ok()).unwrap_or(1);
            let take = Sql::new("UPDATE counter SET next = next + ").bind(block);
            let row = tx.one(&take.add(" WHERE name = 'id' RETURNING next"))?;
            Ok((node, row.map_or(1, |row| row.int(0)) - block))
        })?;
        // The keys are let go of meanwhile: whoever writes takes some, and this waits for whoever writes.
        *self.ids.lock() = Ids { next: node << 32 | first, end: (node << 32 | first) + block };
        Ok(())
    }

    /// A new key. Keys of an undone transaction are lost, never given twice.
    pub fn new_id(&self) -> Result<i64> {
        let mut ids = self.ids.lock();
        if ids.next >= ids.end {
            return Err(StoreError::unavailable("一次写入的记录太多，请分几次做"));
        }
        ids.next += 1;
        Ok(ids.next - 1)
    }

    /// Writes the rows with which a new installation begins, those of editable lists above all.
    /// A register that has rows already is left alone.
    pub fn begin(&self, ctx: &crate::Ctx) -> Result<()> {
        let rows = self.catalog().registers.iter().map(|register| register.beginnings.len()).sum();
        let doing =
            crate::writer::Doing { act: "建立", reason: "最初的字典项", room: rows };
        self.act(ctx, doing, |writer| {
            for register in &self.catalog().registers {
                let table = crate::sql::name(register.name);
                let any = Sql::new(format!("SELECT 1 FROM {table} LIMIT 1"));
                if register.beginnings.is_empty() || writer.tx.one(&any)?.is_some() {
                    continue;
                }
                for values in &register.beginnings {
                    writer.add(register, values)?;
                }
            }
            Ok(())
        })
    }

    /// Fills an installation that holds no records yet without keeping the indexes of lists and
    /// figures up to date row by row: they are built at the end, in a third of the time.
    pub fn fill<T>(&self, work: impl FnOnce() -> Result<T>) -> Result<T> {
        let wanted = crate::schema::desired(self.catalog());
        let held = |index: &&crate::schema::Index| {
            !index.unique && self.catalog().register(&index.table).is_some()
        };
        let held: Vec<_> = wanted.indexes.iter().filter(held).collect();
        self.db.write(|tx| {
            for register in &self.catalog().registers {
                let sql =
                    Sql::new(format!("SELECT 1 FROM {} LIMIT 1", crate::sql::name(register.name)));
                if tx.one(&sql)?.is_some() {
                    return Err(StoreError::unavailable("已经有数据，不能这样灌入"));
                }
            }
            for index in &held {
                tx.run(&format!("DROP INDEX IF EXISTS {}", crate::sql::name(&index.name)))?;
            }
            Ok(())
        })?;
        self.tally_fills();
        let done = work();
        self.tally_filled(done.is_ok())?;
        let done = done?;
        self.db.write(|tx| {
            for index in &held {
                tx.run(&index.create())?;
            }
            Ok(())
        })?;
        self.db.analyze()?;
        Ok(done)
    }

    /// A key when no transaction is open.
    pub fn fresh_id(&self) -> Result<i64> {
        self.reserve(1)?;
        self.new_id()
    }
}

/// A value of the installation itself.
pub fn meta(tx: &mut Tx, name: &str) -> Result<Option<String>> {
    let row = tx.one(&Sql::new("SELECT value FROM meta WHERE name = ").bind(name))?;
    Ok(row.map(|row| row.text(0)))
}

/// Sets a value of the installation itself.
pub fn set_meta(tx: &mut Tx, name: &str, value: &str) -> Result<()> {
    let put = Sql::new("INSERT INTO meta (name, value) VALUES (").bind(name).add(",").bind(value);
    tx.exec(&put.add(") ON CONFLICT (name) DO UPDATE SET value = excluded.value"))?;
    Ok(())
}
