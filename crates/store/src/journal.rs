//! The journal: every act is one entry, each hashed together with the one before, a chain per
//! county and one for the installation. The head is locked, read and appended last in a
//! transaction, so that a waiting writer waits only for the commit.

use crate::clock::show;
use crate::db::{Row, Tx};
use crate::error::{Result, StoreError};
use crate::sql::Sql;
use kernel::value::Value;
use sha2::{Digest, Sha256};

/// A sequence names its chain in the high bits and its position in the low 40.
const CHAIN_SHIFT: u32 = 40;

/// One entry.
#[derive(Clone, Debug, serde::Serialize)]
pub struct Entry {
    /// Chain and position in one number.
    pub seq: i64,
    /// UTC milliseconds.
    pub at: i64,
    /// Who.
    pub user_id: i64,
    /// Name of who, as it was then.
    pub user_name: String,
    /// What: add, edit, void, import, reveal, export, sign-in…
    pub act: String,
    /// Register concerned, empty when none.
    pub register: String,
    /// Record concerned, 0 when none or several.
    pub record: i64,
    /// From where: 页面, 接口, 命令行, 导入.
    pub origin: String,
    /// Why, in the user's words; or what exactly.
    pub reason: String,
    /// The job it belongs to, 0 outside jobs.
    pub job: i64,
    /// Number of row versions made.
    pub items: i64,
}

/// A row version made by an entry.
pub struct Item {
    /// Register.
    pub register: &'static str,
    /// Key.
    pub record: i64,
    /// Version.
    pub version: i64,
    /// Keyed digest of its plaintext.
    pub digest: Vec<u8>,
}

/// A chain's head while it is locked.
pub struct Head {
    chain: i64,
    position: i64,
    /// When the new entry is recorded; never before the one before it.
    pub at: i64,
    hash: Vec<u8>,
}

impl Head {
    /// The sequence of the entry to come.
    pub fn seq(&self) -> i64 {
        self.chain << CHAIN_SHIFT | (self.position + 1)
    }
}

/// The chain a sequence belongs to.
pub fn chain_of(seq: i64) -> i64 {
    seq >> CHAIN_SHIFT
}

/// First and last possible sequence of a chain.
pub fn range_of(chain: i64) -> (i64, i64) {
    (chain << CHAIN_SHIFT, ((chain + 1) << CHAIN_SHIFT) - 1)
}

/// Conditions on `seq` that one of which is met by every entry outside of these sequences.
pub(crate) fn unknown(known: &[(i64, i64)]) -> Vec<Sql> {
    let mut known = known.to_vec();
    known.sort_unstable();
    let mut gaps = Vec::new();
    let mut next = 0;
    for (first, last) in known {
        if first > next {
            gaps.push(Sql::new("seq BETWEEN ").bind(next).add(" AND ").bind(first - 1));
        }
        next = next.max(last.saturating_add(1));
    }
    gaps.push(Sql::new("seq >= ").bind(next));
    gaps
}

/// Begins the chain of a county, or of the installation (0).
pub fn begin_chain(tx: &mut Tx, union_id: i64) -> Result<i64> {
    let row = tx.one(&Sql::new("SELECT COALESCE(MAX(number), -1) + 1 FROM chain"))?;
    let number = row.map_or(0, |row| row.int(0));
    let insert = Sql::new("INSERT INTO chain (number, union_id, seq, at) VALUES (");
    tx.exec(&insert.list_inner([number, union_id, 0, 0]).add(")"))?;
    Ok(number)
}

impl Sql {
    /// Adds `?, ?, …` without brackets.
    pub fn list_inner(mut self, values: impl IntoIterator<Item = i64>) -> Sql {
        for (at, value) in values.into_iter().enumerate() {
            self = if at > 0 { self.add(",") } else { self };
            self = self.bind(value);
        }
        self
    }
}

/// Locks the head of the chain of a county; a county without a chain gets one.
pub fn lock_head(tx: &mut Tx, union_id: i64, now: i64) -> Result<Head> {
    let lock = tx.dialect().for_update();
    let find = Sql::new("SELECT number, seq, at, hash FROM chain WHERE union_id = ").bind(union_id);
    let find = find.add(" ORDER BY number LIMIT 1").add(lock);
    let row = if let Some(row) = tx.one(&find)? {
        row
    } else {
        begin_chain(tx, union_id)?;
        tx.one(&find)?.ok_or_else(|| StoreError::unavailable("日志链没有建起来"))?
    };
    // A clock that jumps back must not reorder what is known: time stands still instead.
    let at = now.max(row.int(2));
    Ok(Head { chain: row.int(0), position: row.int(1), at, hash: row.bytes(3) })
}

/// What an entry's hash is made of.
fn entry_hash(entry: &Entry, prev: &[u8], items_hash: &[u8]) -> Vec<u8> {
    let mut hash = Sha256::new();
    let fields = [
        entry.seq.to_string(),
        entry.at.to_string(),
        entry.user_id.to_string(),
        entry.user_name.clone(),
        entry.act.clone(),
        entry.register.clone(),
        entry.record.to_string(),
        entry.origin.clone(),
        entry.reason.clone(),
        entry.job.to_string(),
        entry.items.to_string(),
    ];
    for field in fields {
        hash.update(field.as_bytes());
        hash.update([0x1f]);
    }
    hash.update(items_hash);
    hash.update(prev);
    hash.finalize().to_vec()
}

/// The hash over the row versions of an entry, in the order of register, record and version.
pub struct ItemsHash(Sha256);

impl Default for ItemsHash {
    fn default() -> ItemsHash {
        ItemsHash(Sha256::new())
    }
}

impl ItemsHash {
    /// Adds one row version.
    pub fn add(&mut self, register: &str, record: i64, version: i64, digest: &[u8]) {
        self.0.update(register.as_bytes());
        self.0.update(record.to_be_bytes());
        self.0.update(version.to_be_bytes());
        self.0.update(digest);
    }
    /// The hash.
    pub fn finish(self) -> Vec<u8> {
        self.0.finalize().to_vec()
    }
}

/// Appends an entry to a locked chain.
pub fn append(tx: &mut Tx, head: &Head, mut entry: Entry, mut items: Vec<Item>) -> Result<i64> {
    entry.seq = head.seq();
    entry.at = head.at;
    entry.items = i64::try_from(items.len()).unwrap_or(i64::MAX);
    items.sort_by(|a, b| (a.register, a.record, a.version).cmp(&(b.register, b.record, b.version)));
    let mut items_hash = ItemsHash::default();
    let mut rows = Vec::with_capacity(items.len());
    for item in items {
        items_hash.add(item.register, item.record, item.version, &item.digest);
        rows.push(vec![
            item.register.into(),
            Value::Int(item.record),
            Value::Int(item.version),
            Value::Int(entry.seq),
            Value::Bytes(item.digest),
        ]);
    }
    let columns = ["register", "record", "version", "seq", "digest"];
    tx.bulk("journal_item", &columns.map(str::to_owned), &rows)?;
    let items_hash = items_hash.finish();
    let hash = entry_hash(&entry, &head.hash, &items_hash);
    insert(tx, head, &entry, items_hash, &hash)?;
    let update = Sql::new("UPDATE chain SET seq = ").bind(head.position + 1).add(", at = ");
    let update = update.bind(head.at).add(", hash = ").bind_bytes(hash).add(" WHERE number = ");
    tx.exec(&update.bind(head.chain))?;
    Ok(entry.seq)
}

impl Sql {
    /// Binds bytes.
    pub fn bind_bytes(mut self, bytes: Vec<u8>) -> Sql {
        self.text.push('?');
        self.params.push(Value::Bytes(bytes));
        self
    }
}

fn insert(tx: &mut Tx, head: &Head, entry: &Entry, items_hash: Vec<u8>, hash: &[u8]) -> Result<()> {
    let columns = [
        "seq",
        "chain",
        "position",
        "at",
        "user_id",
        "user_name",
        "act",
        "register",
        "record",
        "origin",
        "reason",
        "job",
        "items",
        "items_hash",
        "prev",
        "hash",
    ];
    // An empty text is a value here, unlike in records.
    let text = |text: &str| Value::Text(text.to_owned());
    let row = vec![
        Value::Int(entry.seq),
        Value::Int(head.chain),
        Value::Int(head.position + 1),
        Value::Int(entry.at),
        Value::Int(entry.user_id),
        text(&entry.user_name),
        text(&entry.act),
        text(&entry.register),
        Value::Int(entry.record),
        text(&entry.origin),
        text(&entry.reason),
        Value::Int(entry.job),
        Value::Int(entry.items),
        Value::Bytes(items_hash),
        Value::Bytes(head.hash.clone()),
        Value::Bytes(hash.to_vec()),
    ];
    let mut sql = Sql::new(format!("INSERT INTO journal ({}) VALUES ", columns.join(",")));
    sql = sql.list(row);
    tx.exec(&sql)?;
    Ok(())
}

/// Columns of an entry, for [`read`].
pub const COLUMNS: &str = "seq, at, user_id, user_name, act, register, record, origin, reason, \
                           job, items, items_hash, prev, hash, chain, position";

/// Reads an entry from [`COLUMNS`].
pub fn read(row: &Row) -> Entry {
    Entry {
        seq: row.int(0),
        at: row.int(1),
        user_id: row.int(2),
        user_name: row.text(3),
        act: row.text(4),
        register: row.text(5),
        record: row.int(6),
        origin: row.text(7),
        reason: row.text(8),
        job: row.int(9),
        items: row.int(10),
    }
}

/// Whether a row of [`COLUMNS`] follows the hash before it and was not altered.
pub fn intact(row: &Row, prev: &[u8]) -> bool {
    row.bytes(12) == prev && entry_hash(&read(row), prev, &row.bytes(11)) == row.bytes(13)
}

/// Where every chain stood at an instant, as (first, last) sequences; last below first when the
/// chain had not begun. An instant resolves to the last entry recorded up to then.
pub fn known_at(tx: &mut Tx, instant: i64) -> Result<Vec<(i64, i64)>> {
    let sql = Sql::new(
        "SELECT c.number, (SELECT MAX(j.seq) FROM journal j WHERE j.chain = c.number AND j.at <= ",
    )
    .bind(instant)
    .add(") FROM chain c ORDER BY c.number");
    let rows = tx.all(&sql)?;
    Ok(rows
        .iter()
        .map(|row| {
            let first = range_of(row.int(0)).0;
            (first, row.maybe_int(1).unwrap_or(first - 1))
        })
        .collect())
}

/// Characters of a head's fingerprint, as it is printed.
pub const FINGERPRINT: usize = 32;

/// The daily head of every chain, to be printed or sent upward: `链号:序号:指纹`.
pub fn heads(tx: &mut Tx) -> Result<Vec<String>> {
    let rows = tx.all(&Sql::new("SELECT number, seq, hash, at FROM chain ORDER BY number"))?;
    let line = |row: &Row| {
        let hash = crate::keys::hex(&row.bytes(2));
        let short: String = hash.chars().take(FINGERPRINT).collect();
        format!("{}:{}:{short}", row.int(0), row.int(1))
    };
    Ok(rows.iter().filter(|row| row.int(1) > 0).map(line).collect())
}

/// An entry in one line, for the log page and the command line.
pub fn line(entry: &Entry) -> String {
    format!("{} {} {} {}", show(entry.at), entry.user_name, entry.act, entry.reason)
}
