//! PostgreSQL: a small pool of connections, prepared statements kept per connection.

use super::{Row, Tuning, Tx, unique_broken};
use crate::error::{Result, StoreError};
use crate::sql::Sql;
use kernel::value::Value;
use parking_lot::{Condvar, Mutex};
use postgres::binary_copy::BinaryCopyInWriter;
use postgres::error::SqlState;
use postgres::types::{FromSql, IsNull, ToSql, Type, to_sql_checked};
use postgres::{Client, Config, IsolationLevel, NoTls, Statement, Transaction};
use std::collections::HashMap;
use std::time::{Duration, Instant};

type Bytes = postgres::types::private::BytesMut;
type BoxError = Box<dyn std::error::Error + Sync + Send>;

struct Connection {
    client: Client,
    statements: HashMap<String, Statement>,
}

/// A pool of connections to one address.
pub struct PostgresDb {
    url: String,
    idle: Mutex<Pool>,
    free: Condvar,
    most: usize,
    patience: Duration,
}

struct Pool {
    idle: Vec<Connection>,
    open: usize,
}

/// A transaction on one connection.
pub struct PostgresTx<'a> {
    transaction: Transaction<'a>,
    statements: &'a mut HashMap<String, Statement>,
}

/// A database in the hands of one serving process, as long as this connection stands.
pub struct PostgresHold {
    _connection: Mutex<Client>,
}

/// The advisory lock of the serving process.
const SERVING: i64 = 20_260_617;
/// What our statements need, where the address does not say otherwise in its `options`. They run for
/// milliseconds: compiling one to machine code, which PostgreSQL does by itself when it reckons with many
/// rows, takes longer than it ever saves. A county fits into memory, where a row found by its key costs little
/// more than the next one, groups and joins of its members are not to be put on disk, and helpers take longer
/// to be started than it takes to read it: they are for those who keep a million.
const SETTINGS: [(&str, &str); 4] = [
    ("jit", "off"),
    ("random_page_cost", "1.1"),
    ("work_mem", "'32MB'"),
    ("parallel_setup_cost", "10000"),
];
/// Keys written as one value are many from this length on: about sixty.
const MANY_KEYS: usize = 1_000;
/// A server that has just stopped is let go of within this time.
const LET_GO: Duration = Duration::from_secs(2);

impl PostgresDb {
    /// Takes the database for this process; `None` when another one has it.
    pub fn hold(&self) -> Result<Option<PostgresHold>> {
        let mut connection = self.connect()?;
        let begun = Instant::now();
        loop {
            let taken = connection.client.query_one("SELECT pg_try_advisory_lock($1)", &[&SERVING]);
            if taken.map_err(fault)?.get(0) {
                return Ok(Some(PostgresHold { _connection: Mutex::new(connection.client) }));
            }
            if begun.elapsed() > LET_GO {
                return Ok(None);
            }
            // Waits in the database, where waiting is not the business of the injected clock.
            connection.client.batch_execute("SELECT pg_sleep(0.05)").map_err(fault)?;
        }
    }

    pub fn open(url: &str, tuning: &Tuning) -> Result<PostgresDb> {
        let db = PostgresDb {
            url: url.to_owned(),
            idle: Mutex::new(Pool { idle: Vec::new(), open: 0 }),
            free: Condvar::new(),
            most: tuning.readers.max(1) * 2,
            patience: tuning.patience,
        };
        let first = db.connect()?;
        let mut pool = db.idle.lock();
        pool.idle.push(first);
        pool.open = 1;
        drop(pool);
        Ok(db)
    }

    fn connect(&self) -> Result<Connection> {
        let config = self.url.parse::<Config>().map_err(unreached)?;
        let mut client = config.connect(NoTls).map_err(unreached)?;
        let told = config.get_options().unwrap_or_default();
        let ours = SETTINGS.iter().filter(|(setting, _)| !told.contains(setting));
        let set: Vec<String> = ours.map(|(name, value)| format!("SET {name} = {value}")).collect();
        client.batch_execute(&set.join("; ")).map_err(fault)?;
        Ok(Connection { client, statements: HashMap::new() })
    }

    /// Refreshes the planner's statistics, and the map of rows that everybody sees: without it every answer
    /// from an index looks into the table as well. Not in a transaction, which the server refuses.
    pub fn analyze(&self) -> Result<()> {
        let mut connection = self.take()?;
        let done = connection.client.batch_execute("VACUUM (ANALYZE)").map_err(fault);
        self.give_back(connection);
        done
    }

    fn take(&self) -> Result<Connection> {
        let mut pool = self.idle.lock();
        loop {
            if let Some(connection) = pool.idle.pop() {
                if !connection.client.is_closed() {
                    return Ok(connection);
                }
                pool.open -= 1;
                continue;
            }
            if pool.open < self.most {
                pool.open += 1;
                drop(pool);
                return self.connect().inspect_err(|_| self.lost());
            }
            self.free.wait(&mut pool);
        }
    }

    fn lost(&self) {
        self.idle.lock().open -= 1;
        self.free.notify_one();
    }

    fn give_back(&self, connection: Connection) {
        if connection.client.is_closed() {
            return self.lost();
        }
        self.idle.lock().idle.push(connection);
        self.free.notify_one();
    }

    pub fn read<T>(&self, mut work: impl FnMut(&mut Tx) -> Result<T>) -> Result<T> {
        let mut connection = self.take()?;
        let done = read_once(&mut connection, self.patience, &mut work);
        self.give_back(connection);
        done
    }

    pub fn write<T>(&self, mut work: impl FnMut(&mut Tx) -> Result<T>) -> Result<T> {
        let mut tries = 0;
        loop {
            let mut connection = self.take()?;
            let done = write_once(&mut connection, &mut work);
            self.give_back(connection);
            tries += 1;
            match done {
                Err(error) if tries < 5 && again(&error) => {}
                done => return done,
            }
        }
    }
}

fn read_once<T>(
    connection: &mut Connection,
    patience: Duration,
    work: &mut impl FnMut(&mut Tx) -> Result<T>,
) -> Result<T> {
    let transaction = connection
        .client
        .build_transaction()
        .isolation_level(IsolationLevel::RepeatableRead)
        .read_only(true)
        .start()
        .map_err(fault)?;
    let mut tx = PostgresTx { transaction, statements: &mut connection.statements };
    tx.run(&format!("SET LOCAL statement_timeout = {}", patience.as_millis()))?;
    work(&mut Tx::Postgres(tx))
}

fn write_once<T>(
    connection: &mut Connection,
    work: &mut impl FnMut(&mut Tx) -> Result<T>,
) -> Result<T> {
    let transaction = connection.client.transaction().map_err(fault)?;
    let tx = PostgresTx { transaction, statements: &mut connection.statements };
    let mut tx = Tx::Postgres(tx);
    let value = work(&mut tx)?;
    if let Tx::Postgres(tx) = tx {
        tx.transaction.commit().map_err(fault)?;
    }
    Ok(value)
}

/// Deadlocks and serialization failures are tried again.
fn again(error: &StoreError) -> bool {
    let StoreError::Unavailable { cause: Some(cause), .. } = error else { return false };
    let code = cause.downcast_ref::<postgres::Error>().and_then(postgres::Error::code);
    code == Some(&SqlState::T_R_DEADLOCK_DETECTED)
        || code == Some(&SqlState::T_R_SERIALIZATION_FAILURE)
}

#[derive(Debug)]
struct Bound<'a>(&'a Value);

impl ToSql for Bound<'_> {
    fn to_sql(&self, ty: &Type, out: &mut Bytes) -> std::result::Result<IsNull, BoxError> {
        match self.0 {
            Value::Null => Ok(IsNull::Yes),
            Value::Int(number) if *ty == Type::INT4 => i32::try_from(*number)?.to_sql(ty, out),
            Value::Int(number) if *ty == Type::INT8 => number.to_sql(ty, out),
            Value::Int(number) => number.to_string().to_sql(ty, out),
            Value::Text(text) if *ty == Type::INT8_ARRAY => keys_of(text)?.to_sql(ty, out),
            Value::Text(text) => text.to_sql(ty, out),
            Value::Bytes(bytes) => bytes.to_sql(ty, out),
        }
    }
    fn accepts(_: &Type) -> bool {
        true
    }
    to_sql_checked!();
}

/// Keys written as `{1,2}`, as the dialect hands many over as one value.
fn keys_of(text: &str) -> std::result::Result<Vec<i64>, BoxError> {
    let inner = text.trim_start_matches('{').trim_end_matches('}');
    let keys = inner.split(',').filter(|key| !key.is_empty());
    Ok(keys.map(str::parse::<i64>).collect::<std::result::Result<_, _>>()?)
}

/// One column of many rows as one value.
#[derive(Debug)]
struct Column<'a>(Vec<&'a Value>);

impl Column<'_> {
    /// The type of the array, told from what is in it: a table's column holds values of one kind.
    fn kind(&self) -> &'static str {
        match self.0.iter().find(|value| !value.is_null()) {
            Some(Value::Text(_)) => "TEXT[]",
            Some(Value::Bytes(_)) => "BYTEA[]",
            _ => "BIGINT[]",
        }
    }
}

impl ToSql for Column<'_> {
    fn to_sql(&self, ty: &Type, out: &mut Bytes) -> std::result::Result<IsNull, BoxError> {
        self.0.iter().map(|value| Bound(value)).collect::<Vec<Bound>>().to_sql(ty, out)
    }
    fn accepts(_: &Type) -> bool {
        true
    }
    to_sql_checked!();
}

/// JSON as the text that was written.
struct JsonText(String);

impl<'a> FromSql<'a> for JsonText {
    fn from_sql(_: &Type, raw: &'a [u8]) -> std::result::Result<JsonText, BoxError> {
        Ok(JsonText(std::str::from_utf8(raw)?.to_owned()))
    }
    fn accepts(ty: &Type) -> bool {
        *ty == Type::JSON
    }
}

fn value(row: &postgres::Row, at: usize) -> Result<Value> {
    let kind = row.columns().get(at).map_or(Type::TEXT, |column| column.type_().clone());
    let read = match kind {
        Type::INT8 => row.try_get::<_, Option<i64>>(at).map(|v| v.map(Value::Int)),
        Type::INT4 => {
            row.try_get::<_, Option<i32>>(at).map(|v| v.map(|n| Value::Int(i64::from(n))))
        }
        Type::BOOL => {
            row.try_get::<_, Option<bool>>(at).map(|v| v.map(|n| Value::Int(i64::from(n))))
        }
        Type::JSON => {
            row.try_get::<_, Option<JsonText>>(at).map(|v| v.map(|json| Value::Text(json.0)))
        }
        Type::BYTEA => row.try_get::<_, Option<Vec<u8>>>(at).map(|v| v.map(Value::Bytes)),
        _ => row.try_get::<_, Option<String>>(at).map(|v| v.map(Value::Text)),
    };
    Ok(read.map_err(fault)?.unwrap_or_default())
}

/// `?` becomes `$1`, `$2`, … ; statements hold no question mark but for values.
fn numbered(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 16);
    for (count, piece) in text.split('?').enumerate() {
        if count > 0 {
            out.push('$');
            out.push_str(&count.to_string());
        }
        out.push_str(piece);
    }
    out
}

impl PostgresTx<'_> {
    /// The statement with its values at hand. One with many keys is made for these keys alone: kept, the
    /// server would after a few times settle for a plan for any, and hold every row against every key.
    fn ready(&mut self, sql: &Sql) -> Result<Statement> {
        let many = |value: &Value| matches!(value, Value::Text(text) if text.len() > MANY_KEYS && text.starts_with('{'));
        if sql.params.iter().any(many) {
            return self.transaction.prepare(&numbered(&sql.text)).map_err(fault);
        }
        self.statement(&sql.text)
    }

    fn statement(&mut self, text: &str) -> Result<Statement> {
        if let Some(statement) = self.statements.get(text) {
            return Ok(statement.clone());
        }
        let made = self.transaction.prepare(&numbered(text)).map_err(fault)?;
        if self.statements.len() > 500 {
            self.statements.clear();
        }
        self.statements.insert(text.to_owned(), made.clone());
        Ok(made)
    }

    pub fn all(&mut self, sql: &Sql) -> Result<Vec<Row>> {
        let statement = self.ready(sql)?;
        let bound: Vec<Bound> = sql.params.iter().map(Bound).collect();
        let params: Vec<&(dyn ToSql + Sync)> =
            bound.iter().map(|value| -> &(dyn ToSql + Sync) { value }).collect();
        let rows = self.transaction.query(&statement, &params).map_err(fault)?;
        let read = |row: &postgres::Row| -> Result<Vec<Value>> {
            (0..row.len()).map(|at| value(row, at)).collect()
        };
        rows.iter().map(|row| Ok(Row(read(row)?))).collect()
    }

    pub fn exec(&mut self, sql: &Sql) -> Result<u64> {
        let statement = self.ready(sql)?;
        let bound: Vec<Bound> = sql.params.iter().map(Bound).collect();
        let params: Vec<&(dyn ToSql + Sync)> =
            bound.iter().map(|value| -> &(dyn ToSql + Sync) { value }).collect();
        self.transaction.execute(&statement, &params).map_err(fault)
    }

    /// Inserts rows, each column as one value: one way to the server and one statement, however many rows
    /// there are. `end` says what becomes of those that are there already.
    pub fn rows(
        &mut self,
        table: &str,
        columns: &[&str],
        rows: &[Vec<Value>],
        end: &str,
    ) -> Result<()> {
        let column = |at| Column(rows.iter().filter_map(|row| row.get(at)).collect());
        let all: Vec<Column> = (0..columns.len()).map(column).collect();
        let marks: Vec<String> =
            all.iter().map(|column| format!("CAST(? AS {})", column.kind())).collect();
        let (list, marks) = (columns.join(","), marks.join(","));
        let text = format!("INSERT INTO {table} ({list}) SELECT * FROM UNNEST({marks}){end}");
        let statement = self.statement(&text)?;
        let params: Vec<&(dyn ToSql + Sync)> =
            all.iter().map(|column| -> &(dyn ToSql + Sync) { column }).collect();
        self.transaction.execute(&statement, &params).map_err(fault)?;
        Ok(())
    }

    pub fn run(&mut self, text: &str) -> Result<()> {
        self.transaction.batch_execute(text).map_err(fault)
    }

    pub fn bulk(&mut self, table: &str, columns: &[String], rows: &[Vec<Value>]) -> Result<()> {
        let list = columns.join(",");
        // The server says which types the columns have; COPY in binary must match them.
        let probe = self.statement(&format!("SELECT {list} FROM {table} LIMIT 0"))?;
        let types: Vec<Type> = probe.columns().iter().map(|c| c.type_().clone()).collect();
        let text = format!("COPY {table} ({list}) FROM STDIN BINARY");
        let sink = self.transaction.copy_in(&text).map_err(fault)?;
        let mut writer = BinaryCopyInWriter::new(sink, &types);
        for row in rows {
            let bound: Vec<Bound> = row.iter().map(Bound).collect();
            let params: Vec<&(dyn ToSql + Sync)> =
                bound.iter().map(|value| -> &(dyn ToSql + Sync) { value }).collect();
            writer.write(&params).map_err(fault)?;
        }
        writer.finish().map_err(fault)?;
        Ok(())
    }
}

fn unreached(cause: postgres::Error) -> StoreError {
    StoreError::caused("连不上PostgreSQL，没有做任何改动；请检查地址和数据库是否开着", cause)
}

fn fault(cause: postgres::Error) -> StoreError {
    let code = cause.code().cloned();
    if code == Some(SqlState::UNIQUE_VIOLATION) {
        let name = cause.as_db_error().and_then(|error| error.constraint()).unwrap_or_default();
        return unique_broken(name);
    }
    if code == Some(SqlState::QUERY_CANCELED) {
        return StoreError::TooSlow;
    }
    if code == Some(SqlState::DISK_FULL) {
        return StoreError::caused("数据库磁盘满了，这一步没有写入；腾出空间后再做一次", cause);
    }
    if cause.is_closed() || code.is_none() {
        return StoreError::caused("数据库断开了，这一步没有写入；恢复后再做一次", cause);
    }
    StoreError::caused("数据库出错，这一步没有写入；请把编号告诉管理员", cause)
}
