//! Embedded SQLite: one writer behind a fair lock, a pool of readers.

use super::{Row, Tuning, Tx, unique_broken};
use crate::error::{Result, StoreError};
use crate::sql::Sql;
use kernel::value::Value;
use parking_lot::{Condvar, Mutex, MutexGuard};
use rusqlite::types::{ToSqlOutput, ValueRef};
use rusqlite::{Connection, ErrorCode, OpenFlags, ToSql};
use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

/// The database file with its connections.
pub struct SqliteDb {
    writer: Mutex<Connection>,
    readers: Mutex<Vec<Reader>>,
    free: Condvar,
    patience: Duration,
    path: PathBuf,
    reader_cache: i64,
    /// Grows when statistics are new: a connection reads them only when it is opened.
    statistics: AtomicU64,
}

/// A connection that only reads, and which statistics it knows.
struct Reader {
    connection: Connection,
    statistics: u64,
}

/// Statements kept ready by a connection: the pages of a working day. Each takes some 20 KiB.
const STATEMENTS: usize = 96;

/// A transaction on one connection.
pub struct SqliteTx<'a> {
    connection: &'a Connection,
    patience: Option<Patience>,
}

/// How long one statement of a read may take. A read of many statements, such as an export of a
/// whole county, may take longer: the other database counts in the same way.
struct Patience {
    begun: Instant,
    each: Duration,
    until: Arc<AtomicU64>,
}

impl Patience {
    fn new(each: Duration) -> Patience {
        let patience = Patience { begun: Instant::now(), each, until: Arc::default() };
        patience.renew();
        patience
    }
    fn renew(&self) {
        self.lasts(self.each);
    }
    fn lasts(&self, time: Duration) {
        self.until.store(millis(self.begun.elapsed() + time), Ordering::Relaxed);
    }
    /// Asked by the database every so often; `true` cancels.
    fn over(&self) -> impl FnMut() -> bool + Send + 'static {
        let (begun, until) = (self.begun, self.until.clone());
        move || millis(begun.elapsed()) > until.load(Ordering::Relaxed)
    }
}

fn millis(time: Duration) -> u64 {
    u64::try_from(time.as_millis()).unwrap_or(u64::MAX)
}

impl SqliteDb {
    pub fn open(path: &Path, tuning: &Tuning, create: bool) -> Result<SqliteDb> {
        let mut flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        if create {
            flags |= OpenFlags::SQLITE_OPEN_CREATE;
        }
        let say = || format!("打不开数据库文件 {}", path.display());
        let writer = Connection::open_with_flags(path, flags)
            .map_err(|cause| StoreError::caused(say(), cause))?;
        let synchronous = if tuning.durable { "FULL" } else { "OFF" };
        let pragmas = format!(
            "PRAGMA page_size=8192; PRAGMA journal_mode=WAL; PRAGMA synchronous={synchronous}; \
             PRAGMA busy_timeout=5000; PRAGMA foreign_keys=ON; PRAGMA temp_store=MEMORY; \
             PRAGMA cache_size=-{}; PRAGMA wal_autocheckpoint=4000;",
            tuning.writer_cache
        );
        writer.execute_batch(&pragmas).map_err(fault)?;
        writer.set_prepared_statement_cache_capacity(STATEMENTS);
        let mut readers = Vec::new();
        for _ in 0..tuning.readers.max(1) {
            let connection = reader(path, tuning.reader_cache)?;
            readers.push(Reader { connection, statistics: 0 });
        }
        Ok(SqliteDb {
            writer: Mutex::new(writer),
            readers: Mutex::new(readers),
            free: Condvar::new(),
            patience: tuning.patience,
            path: path.to_owned(),
            reader_cache: tuning.reader_cache,
            statistics: AtomicU64::new(0),
        })
    }

    /// Lets the planner know how many rows there are by now.
    pub fn analyze(&self) -> Result<()> {
        // A sample is enough, and does not keep writers waiting. The planner takes the index of the
        // figures to be as wide as the table unless it is told the size of an entry.
        self.write(|tx| {
            tx.run(
                "PRAGMA analysis_limit=2000; ANALYZE; \
                 UPDATE sqlite_stat1 SET stat = stat || ' sz=160' WHERE idx LIKE '%figures%'; \
                 ANALYZE sqlite_schema",
            )
        })?;
        self.statistics.fetch_add(1, Ordering::Relaxed);
        Ok(())
    }

    fn take_reader(&self) -> Option<Reader> {
        let mut readers = self.readers.lock();
        while readers.is_empty() {
            self.free.wait(&mut readers);
        }
        readers.pop()
    }

    pub fn read<T>(&self, mut work: impl FnMut(&mut Tx) -> Result<T>) -> Result<T> {
        let Some(mut taken) = self.take_reader() else {
            return Err(StoreError::unavailable("没有空闲的读连接"));
        };
        let statistics = self.statistics.load(Ordering::Relaxed);
        if taken.statistics != statistics
            && let Ok(connection) = reader(&self.path, self.reader_cache)
        {
            taken = Reader { connection, statistics };
        }
        let connection = &taken.connection;
        let patience = Patience::new(self.patience);
        let set = connection.progress_handler(20_000, Some(patience.over()));
        let begun = set.and_then(|()| connection.execute_batch("BEGIN"));
        let tx = SqliteTx { connection, patience: Some(patience) };
        let done = begun.map_err(fault).and_then(|()| work(&mut Tx::Sqlite(tx)));
        // A read leaves nothing behind, whatever happened in it.
        let _ = connection.progress_handler(0, None::<fn() -> bool>);
        let _ = connection.execute_batch("ROLLBACK");
        self.readers.lock().push(taken);
        self.free.notify_one();
        done
    }

    pub fn write<T>(&self, mut work: impl FnMut(&mut Tx) -> Result<T>) -> Result<T> {
        let connection = self.writer.lock();
        connection.execute_batch("BEGIN IMMEDIATE").map_err(fault)?;
        let tx = SqliteTx { connection: &connection, patience: None };
        let done = work(&mut Tx::Sqlite(tx)).and_then(|value| {
            connection.execute_batch("COMMIT").map_err(fault)?;
            Ok(value)
        });
        if done.is_err() {
            let _ = connection.execute_batch("ROLLBACK");
        }
        // The next one in the queue gets its turn: a clerk between two chunks of an import.
        MutexGuard::unlock_fair(connection);
        done
    }

    pub fn copy_to(&self, path: &Path) -> Result<()> {
        let source = Connection::open(&self.path).map_err(fault)?;
        let target = path.to_string_lossy().into_owned();
        source.execute("VACUUM INTO ?1", [target]).map_err(fault)?;
        Ok(())
    }
}

fn reader(path: &Path, cache: i64) -> Result<Connection> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(path, flags).map_err(fault)?;
    let pragmas = format!(
        "PRAGMA busy_timeout=5000; PRAGMA query_only=ON; PRAGMA temp_store=MEMORY; \
         PRAGMA cache_size=-{cache};"
    );
    connection.execute_batch(&pragmas).map_err(fault)?;
    connection.set_prepared_statement_cache_capacity(STATEMENTS);
    Ok(connection)
}

struct Bound<'a>(&'a Value);

impl ToSql for Bound<'_> {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::Borrowed(match self.0 {
            Value::Null => ValueRef::Null,
            Value::Int(number) => ValueRef::Integer(*number),
            Value::Text(text) => ValueRef::Text(text.as_bytes()),
            Value::Bytes(bytes) => ValueRef::Blob(bytes),
        }))
    }
}

fn value(from: ValueRef) -> Value {
    match from {
        ValueRef::Null | ValueRef::Real(_) => Value::Null,
        ValueRef::Integer(number) => Value::Int(number),
        ValueRef::Text(text) => Value::Text(String::from_utf8_lossy(text).into_owned()),
        ValueRef::Blob(bytes) => Value::Bytes(bytes.to_vec()),
    }
}

/// A value as bytes that only the same value has.
fn write_key(key: &mut Vec<u8>, from: ValueRef) {
    let mut bytes = |tag: u8, bytes: &[u8]| {
        key.push(tag);
        key.extend_from_slice(&bytes.len().to_le_bytes());
        key.extend_from_slice(bytes);
    };
    match from {
        ValueRef::Null | ValueRef::Real(_) => bytes(0, &[]),
        ValueRef::Integer(number) => bytes(1, &number.to_le_bytes()),
        ValueRef::Text(text) => bytes(2, text),
        ValueRef::Blob(blob) => bytes(3, blob),
    }
}

/// How many rows a group has, and its sums.
type Sums = (i64, Vec<i64>);

impl SqliteTx<'_> {
    pub fn all(&mut self, sql: &Sql) -> Result<Vec<Row>> {
        if let Some(patience) = &self.patience {
            patience.renew();
        }
        self.rows(sql)
    }

    /// The same, with less patience; a write waits as long as it takes.
    pub fn all_in(&mut self, sql: &Sql, time: Duration) -> Result<Vec<Row>> {
        if let Some(patience) = &self.patience {
            patience.lasts(time);
        }
        self.rows(sql)
    }

    fn rows(&self, sql: &Sql) -> Result<Vec<Row>> {
        let mut statement = self.connection.prepare_cached(&sql.text).map_err(fault)?;
        let width = statement.column_count();
        let params = rusqlite::params_from_iter(sql.params.iter().map(Bound));
        let mut rows = statement.query(params).map_err(fault)?;
        let mut all = Vec::new();
        while let Some(row) = rows.next().map_err(fault)? {
            let mut values = Vec::with_capacity(width);
            for at in 0..width {
                values.push(value(row.get_ref(at).map_err(fault)?));
            }
            all.push(Row(values));
        }
        Ok(all)
    }

    /// Counts the rows of each group, which the first `width` columns name, and sums the other columns.
    pub fn sums(&mut self, width: usize, sql: &Sql) -> Result<Vec<Row>> {
        if let Some(patience) = &self.patience {
            patience.renew();
        }
        let mut statement = self.connection.prepare_cached(&sql.text).map_err(fault)?;
        let columns = statement.column_count();
        let params = rusqlite::params_from_iter(sql.params.iter().map(Bound));
        let mut rows = statement.query(params).map_err(fault)?;
        let mut groups: HashMap<Vec<u8>, (Vec<Value>, Sums)> = HashMap::new();
        let mut key = Vec::new();
        while let Some(row) = rows.next().map_err(fault)? {
            key.clear();
            for at in 0..width {
                write_key(&mut key, row.get_ref(at).map_err(fault)?);
            }
            let add = |sums: &mut Sums| -> rusqlite::Result<()> {
                sums.0 += 1;
                for (sum, at) in sums.1.iter_mut().zip(width..) {
                    if let ValueRef::Integer(number) = row.get_ref(at)? {
                        *sum += number;
                    }
                }
                Ok(())
            };
            if let Some((_, sums)) = groups.get_mut(&key) {
                add(sums).map_err(fault)?;
                continue;
            }
            let of: rusqlite::Result<Vec<Value>> =
                (0..width).map(|at| Ok(value(row.get_ref(at)?))).collect();
            let mut sums = (0, vec![0; columns - width]);
            add(&mut sums).map_err(fault)?;
            groups.insert(key.clone(), (of.map_err(fault)?, sums));
        }
        let whole = |(mut of, (count, sums)): (Vec<Value>, Sums)| {
            of.push(Value::Int(count));
            of.extend(sums.into_iter().map(Value::Int));
            Row(of)
        };
        Ok(groups.into_values().map(whole).collect())
    }

    pub fn exec(&mut self, sql: &Sql) -> Result<u64> {
        let mut statement = self.connection.prepare_cached(&sql.text).map_err(fault)?;
        let params = rusqlite::params_from_iter(sql.params.iter().map(Bound));
        let touched = statement.execute(params).map_err(fault)?;
        Ok(u64::try_from(touched).unwrap_or_default())
    }

    pub fn run(&mut self, text: &str) -> Result<()> {
        self.connection.execute_batch(text).map_err(fault)
    }

    pub fn bulk(&mut self, table: &str, columns: &[String], rows: &[Vec<Value>]) -> Result<()> {
        let marks = vec!["?"; columns.len()].join(",");
        self.each(&format!("INSERT INTO {table} ({}) VALUES ({marks})", columns.join(",")), rows)
    }

    /// Runs one statement for each row.
    pub fn each(&mut self, text: &str, rows: &[Vec<Value>]) -> Result<()> {
        let mut statement = self.connection.prepare_cached(text).map_err(fault)?;
        for row in rows {
            statement.execute(rusqlite::params_from_iter(row.iter().map(Bound))).map_err(fault)?;
        }
        Ok(())
    }
}

fn fault(cause: rusqlite::Error) -> StoreError {
    let code = cause.sqlite_error_code();
    let text = cause.to_string();
    if text.contains("UNIQUE constraint failed") || text.contains("PRIMARY KEY") {
        return unique_broken(&text);
    }
    match code {
        Some(ErrorCode::OperationInterrupted) => StoreError::TooSlow,
        Some(ErrorCode::DiskFull) => {
            StoreError::caused("磁盘满了，这一步没有写入；腾出空间后再做一次", cause)
        }
        Some(ErrorCode::ReadOnly | ErrorCode::CannotOpen | ErrorCode::PermissionDenied) => {
            StoreError::caused("数据文件夹不可写，这一步没有写入；请管理员检查权限", cause)
        }
        Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => {
            StoreError::caused("数据库正忙，这一步没有写入；稍后再做一次", cause)
        }
        _ => StoreError::caused("数据库出错，这一步没有写入；请把编号告诉管理员", cause),
    }
}
