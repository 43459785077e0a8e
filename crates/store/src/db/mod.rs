//! The one seam: only this folder and [`dialect`] know that there are two databases.
//!
//! Synchronous on purpose: a business transaction is short, SQLite is in the process, and callers
//! in an async server hop once per request onto the blocking pool.

pub mod dialect;
pub(crate) mod postgres;
mod sqlite;

use crate::error::{Result, StoreError};
use crate::sql::{Sql, name};
use kernel::value::Value;
use std::path::PathBuf;
use std::time::Duration;

pub use dialect::Dialect;

/// Where the rows are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// One file.
    Sqlite(PathBuf),
    /// A `postgres://` address.
    Postgres(String),
}

impl Target {
    /// Reads a database address. An unknown one is refused, never replaced by a new file.
    pub fn from_url(url: &str) -> Result<Target> {
        if url.starts_with("postgres://") || url.starts_with("postgresql://") {
            return Ok(Target::Postgres(url.to_owned()));
        }
        match url.strip_prefix("sqlite://") {
            Some(path) if !path.is_empty() => Ok(Target::Sqlite(PathBuf::from(path))),
            _ => Err(StoreError::unavailable(
                "数据库地址不认识：应以 postgres:// 或 sqlite:// 开头。没有新建任何文件，请改正后再启动",
            )),
        }
    }
}

/// How memory and connections are shared out.
#[derive(Clone, Copy, Debug)]
pub struct Tuning {
    /// SQLite: page cache of the writer in KiB.
    pub writer_cache: i64,
    /// SQLite: page cache of each reader in KiB.
    pub reader_cache: i64,
    /// Readers of SQLite, or connections to PostgreSQL.
    pub readers: usize,
    /// A statement of a read that takes longer is cancelled.
    pub patience: Duration,
    /// SQLite: `false` risks the last commits at power loss for speed; for tests and generators.
    pub durable: bool,
}

impl Default for Tuning {
    fn default() -> Tuning {
        Tuning {
            writer_cache: 16 * 1024,
            reader_cache: 8 * 1024,
            readers: 4,
            patience: Duration::from_secs(5),
            durable: true,
        }
    }
}

/// One row of an answer, read by position.
#[derive(Clone, Debug)]
pub struct Row(pub Vec<Value>);

impl Row {
    /// The value at a position.
    pub fn value(&self, at: usize) -> Value {
        self.0.get(at).cloned().unwrap_or_default()
    }
    /// The number at a position, 0 when empty.
    pub fn int(&self, at: usize) -> i64 {
        self.0.get(at).and_then(Value::as_int).unwrap_or_default()
    }
    /// The number at a position, if there is one.
    pub fn maybe_int(&self, at: usize) -> Option<i64> {
        self.0.get(at).and_then(Value::as_int)
    }
    /// The text at a position, empty when empty.
    pub fn text(&self, at: usize) -> String {
        self.0.get(at).and_then(Value::as_text).unwrap_or_default().to_owned()
    }
    /// The bytes at a position.
    pub fn bytes(&self, at: usize) -> Vec<u8> {
        match self.0.get(at) {
            Some(Value::Bytes(bytes)) => bytes.clone(),
            _ => Vec::new(),
        }
    }
}

/// A database of either kind.
pub enum Db {
    /// Embedded.
    Sqlite(sqlite::SqliteDb),
    /// Served.
    Postgres(postgres::PostgresDb),
}

/// An open transaction.
pub enum Tx<'a> {
    /// Embedded.
    Sqlite(sqlite::SqliteTx<'a>),
    /// Served.
    Postgres(postgres::PostgresTx<'a>),
}

impl Db {
    /// Opens what is there; a missing SQLite file is made only when `create` says so.
    pub fn open(target: &Target, tuning: &Tuning, create: bool) -> Result<Db> {
        Ok(match target {
            Target::Sqlite(path) => Db::Sqlite(sqlite::SqliteDb::open(path, tuning, create)?),
            Target::Postgres(url) => Db::Postgres(postgres::PostgresDb::open(url, tuning)?),
        })
    }

    /// Which of the two.
    pub fn dialect(&self) -> Dialect {
        match self {
            Db::Sqlite(_) => Dialect::Sqlite,
            Db::Postgres(_) => Dialect::Postgres,
        }
    }

    /// Runs a read on one unmoving picture of the data; a statement that takes longer than patience is cancelled.
    pub fn read<T>(&self, work: impl FnMut(&mut Tx) -> Result<T>) -> Result<T> {
        match self {
            Db::Sqlite(db) => db.read(work),
            Db::Postgres(db) => db.read(work),
        }
    }

    /// Runs a write; it is committed when `work` returns, undone when it fails. `work` may be run
    /// again after a serialization failure, so it must be pure apart from the transaction.
    pub fn write<T>(&self, work: impl FnMut(&mut Tx) -> Result<T>) -> Result<T> {
        match self {
            Db::Sqlite(db) => db.write(work),
            Db::Postgres(db) => db.write(work),
        }
    }

    /// Refreshes the planner's statistics: after imports and nightly.
    pub fn analyze(&self) -> Result<()> {
        match self {
            Db::Sqlite(db) => db.analyze(),
            Db::Postgres(db) => db.analyze(),
        }
    }

    /// Copies the SQLite database into a new file while others work.
    pub fn copy_to(&self, path: &std::path::Path) -> Result<()> {
        match self {
            Db::Sqlite(db) => db.copy_to(path),
            Db::Postgres(_) => Err(StoreError::unavailable("PostgreSQL 的备份按表导出，不走这里")),
        }
    }
}

impl Tx<'_> {
    /// Which of the two.
    pub fn dialect(&self) -> Dialect {
        match self {
            Tx::Sqlite(_) => Dialect::Sqlite,
            Tx::Postgres(_) => Dialect::Postgres,
        }
    }
    /// All rows of an answer.
    pub fn all(&mut self, sql: &Sql) -> Result<Vec<Row>> {
        match self {
            Tx::Sqlite(tx) => tx.all(sql),
            Tx::Postgres(tx) => tx.all(sql),
        }
    }
    /// The statement, read by this index of the table that has this alias. PostgreSQL is not told how to read:
    /// its planner weighs such ways by itself.
    pub fn by_index(&self, sql: Sql, alias: &str, index: &str) -> Sql {
        let Tx::Sqlite(_) = self else { return sql };
        let from = sql.text.find(" FROM ").unwrap_or_default();
        let (head, tail) = sql.text.split_at(from);
        let (alias, hint) = (format!(" {alias}"), format!(" {alias} INDEXED BY {}", name(index)));
        Sql { text: format!("{head}{}", tail.replacen(&alias, &hint, 1)), params: sql.params }
    }
    /// All rows of an answer; `None` when that takes longer than told. PostgreSQL is given the time it takes.
    pub fn all_in(&mut self, sql: &Sql, hurry: Duration) -> Result<Option<Vec<Row>>> {
        let Tx::Sqlite(tx) = self else { return self.all(sql).map(Some) };
        match tx.all_in(sql, hurry) {
            Err(StoreError::TooSlow) => Ok(None),
            done => done.map(Some),
        }
    }
    /// The first row of an answer.
    pub fn one(&mut self, sql: &Sql) -> Result<Option<Row>> {
        Ok(self.all(sql)?.into_iter().next())
    }
    /// Counts rows and sums numbers group by group: `dims`, the count, then sums, one row a group. PostgreSQL
    /// gathers groups by hashing; SQLite would sort all rows first, so there the rows stream by and are
    /// summed here.
    pub fn sums(&mut self, dims: &[Sql], numbers: &[Sql], from: &Sql) -> Result<Vec<Row>> {
        if let (Tx::Sqlite(tx), false) = (&mut *self, dims.is_empty()) {
            return tx.sums(dims.len(), &listed(dims, numbers.to_vec()).then(from.clone()));
        }
        let sum = |number: &Sql| {
            Sql::new("CAST(COALESCE(SUM(").then(number.clone()).add("), 0) AS BIGINT)")
        };
        let sums = std::iter::once(Sql::new("COUNT(*)")).chain(numbers.iter().map(sum)).collect();
        let mut sql = listed(dims, sums).then(from.clone());
        if !dims.is_empty() {
            let places: Vec<String> = (1..=dims.len()).map(|at| at.to_string()).collect();
            sql = sql.add(&format!(" GROUP BY {}", places.join(", ")));
        }
        self.all(&sql)
    }
    /// Executes and says how many rows were touched.
    pub fn exec(&mut self, sql: &Sql) -> Result<u64> {
        match self {
            Tx::Sqlite(tx) => tx.exec(sql),
            Tx::Postgres(tx) => tx.exec(sql),
        }
    }
    /// Runs statements without values: DDL.
    pub fn run(&mut self, text: &str) -> Result<()> {
        match self {
            Tx::Sqlite(tx) => tx.run(text),
            Tx::Postgres(tx) => tx.run(text),
        }
    }
    /// Inserts many rows: a reused single-row statement on SQLite, binary COPY on PostgreSQL.
    pub fn bulk(&mut self, table: &str, columns: &[String], rows: &[Vec<Value>]) -> Result<()> {
        if rows.is_empty() {
            return Ok(());
        }
        match self {
            Tx::Sqlite(tx) => tx.bulk(table, columns, rows),
            Tx::Postgres(tx) => tx.bulk(table, columns, rows),
        }
    }
    /// Inserts a few rows in one statement on PostgreSQL, where each statement is a way to the server and
    /// back; many are copied.
    pub fn insert_few(
        &mut self,
        table: &str,
        columns: &[String],
        rows: &[Vec<Value>],
    ) -> Result<()> {
        if matches!(self, Tx::Sqlite(_)) || rows.len() > 20 {
            return self.bulk(table, columns, rows);
        }
        if rows.is_empty() {
            return Ok(());
        }
        let sql = Sql::new(format!("INSERT INTO {table} ({}) VALUES ", columns.join(",")));
        let rows = rows.iter().map(|row| Sql::default().list(row.iter().cloned())).collect();
        self.exec(&sql.then(Sql::join(rows, ",", ""))).map(|_| ())
    }
    /// Adds numbers to the rows that have a key, or inserts the row: key columns, then numbers. No key is
    /// given twice.
    pub fn add_up(
        &mut self,
        table: &str,
        key: &[&str],
        numbers: &[&str],
        rows: &[Vec<Value>],
    ) -> Result<()> {
        let columns: Vec<&str> = key.iter().chain(numbers).copied().collect();
        let set: Vec<String> =
            numbers.iter().map(|one| format!("{one} = {table}.{one} + excluded.{one}")).collect();
        let end = format!(" ON CONFLICT ({}) DO UPDATE SET {}", key.join(","), set.join(", "));
        self.insert_or(table, &columns, rows, &end)
    }
    /// Inserts the rows that are not there yet.
    pub fn add_new(
        &mut self,
        table: &str,
        key: &str,
        columns: &[&str],
        rows: &[Vec<Value>],
    ) -> Result<()> {
        self.insert_or(table, columns, rows, &format!(" ON CONFLICT ({key}) DO NOTHING"))
    }
    fn insert_or(
        &mut self,
        table: &str,
        columns: &[&str],
        rows: &[Vec<Value>],
        end: &str,
    ) -> Result<()> {
        if rows.is_empty() {
            return Ok(());
        }
        match self {
            Tx::Sqlite(tx) => {
                let (list, marks) = (columns.join(","), vec!["?"; columns.len()].join(","));
                tx.each(&format!("INSERT INTO {table} ({list}) VALUES ({marks}){end}"), rows)
            }
            Tx::Postgres(tx) => tx.rows(table, columns, rows, end),
        }
    }
    /// Runs `work` so that its failure undoes only itself.
    pub fn savepoint<T>(&mut self, mut work: impl FnMut(&mut Tx) -> Result<T>) -> Result<T> {
        self.run("SAVEPOINT step")?;
        let done = work(self);
        match &done {
            Ok(_) => self.run("RELEASE SAVEPOINT step")?,
            Err(_) => self.run("ROLLBACK TO SAVEPOINT step; RELEASE SAVEPOINT step")?,
        }
        done
    }
}

/// `SELECT dims, numbers`.
fn listed(dims: &[Sql], numbers: Vec<Sql>) -> Sql {
    let all = dims.iter().cloned().chain(numbers).collect();
    Sql::new("SELECT ").then(Sql::join(all, ", ", "NULL"))
}

/// Turns a broken unique index into words; the index name tells which declaration it was.
fn unique_broken(detail: &str) -> StoreError {
    StoreError::refuse(&format!("unique:{detail}"), "已有一条同样的记录")
}
