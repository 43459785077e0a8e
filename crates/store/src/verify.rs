//! Proof that nothing was altered: every chain is walked, every row version is hashed again.

mod attachments;
mod derived;
mod reports;

use crate::codec::{Stored, segment, stored};
use crate::db::{Row, Tx};
use crate::error::Result;
use crate::journal::{self, ItemsHash};
use crate::keys::hex;
use crate::sql::{Sql, name};
use crate::store::Store;
use kernel::facts::Timeline;
use kernel::field::FieldDef;
use kernel::register::Register;
use kernel::value::Value;
use std::collections::HashMap;

/// One thing that is not as the journal says.
#[derive(Clone, Debug, serde::Serialize)]
pub struct Fault {
    /// `altered`, `missing`, `added`, `chain`, `head`, `tally`, `report`, `file`.
    pub kind: &'static str,
    /// Register, or `journal`.
    pub register: String,
    /// Key of the record, or the entry's sequence.
    pub record: i64,
    /// Version of the record.
    pub version: i64,
    /// What it means.
    pub say: String,
}

/// The result of verifying.
#[derive(Clone, Debug, Default, serde::Serialize)]
pub struct Verified {
    /// Nothing found.
    pub ok: bool,
    /// Entries walked.
    pub entries: i64,
    /// Row versions hashed.
    pub versions: i64,
    /// Contents of attachments opened.
    pub files: i64,
    /// The heads, to be printed and kept elsewhere.
    pub heads: Vec<String>,
    /// What was found.
    pub faults: Vec<Fault>,
}

const PART: i64 = 2_000;

impl Store {
    /// Checks everything, and that a head kept elsewhere is still part of its chain.
    pub fn verify(&self, head: Option<&str>) -> Result<Verified> {
        self.verify_telling(head, &|_, _| {})
    }

    /// The same, telling how many entries and versions it has gone through, and of how many.
    pub fn verify_telling(&self, head: Option<&str>, far: &dyn Fn(i64, i64)) -> Result<Verified> {
        let mut done = Verified::default();
        self.turn_day()?;
        let today = self.today();
        let (mut contents, mut total) = (Vec::new(), 0);
        self.db.write(|tx| {
            if tx.dialect() == crate::db::Dialect::Postgres {
                // Others go on writing: one unmoving picture, or what they add looks altered.
                tx.run("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")?;
            }
            // A clock that stands behind the last turn cannot say what today's values are.
            let turned = crate::store::meta(tx, "turned")?.unwrap_or_default();
            let turned = turned == today.to_string();
            done = Verified { heads: journal::heads(tx)?, ..Verified::default() };
            contents = crate::attachment::expected(self, tx)?;
            total = self.to_walk(tx)? + i64::try_from(contents.len()).unwrap_or(0);
            let far = |done: &Verified| far(done.entries + done.versions, total);
            walk_chains(tx, &mut done, &far)?;
            for register in &self.catalog().registers {
                self.verify_register(tx, register, &mut done, &far)?;
                if turned {
                    self.verify_derived(tx, register, today, &mut done)?;
                }
            }
            reports::check(tx, &mut done)?;
            attachments::check(self, tx, &mut done)?;
            if let Some(head) = head {
                check_head(tx, head, &mut done)?;
            }
            // Altered rows are counted otherwise than they were: that is told already.
            if done.faults.is_empty() && turned {
                self.verify_tally(tx, &mut done)?;
            }
            Ok(())
        })?;
        let walked = done.entries + done.versions;
        attachments::open_each(self, &contents, &mut done, &|files| far(walked + files, total));
        done.ok = done.faults.is_empty();
        Ok(done)
    }

    /// The sums kept beside the rows are those of the rows.
    fn verify_tally(&self, tx: &mut Tx, done: &mut Verified) -> Result<()> {
        let tree = self.tree(tx)?;
        for found in self.tally_differences(tx, &tree, None)? {
            done.faults.push(Fault {
                kind: "tally",
                register: found.register.to_owned(),
                record: 0,
                version: 0,
                say: found.say,
            });
        }
        Ok(())
    }

    /// Entries and versions in all.
    fn to_walk(&self, tx: &mut Tx) -> Result<i64> {
        let registers = self.catalog().registers.iter();
        let tables =
            registers.flat_map(|one| [one.name.to_owned(), format!("{}_history", one.name)]);
        let mut total = 0;
        let own = ["journal", crate::attachment::NAME, "attachment_history"].map(str::to_owned);
        for table in tables.chain(own) {
            let sql = Sql::new(format!("SELECT COUNT(*) FROM {}", name(&table)));
            total += tx.one(&sql)?.map_or(0, |row| row.int(0));
        }
        Ok(total)
    }

    fn verify_register(
        &self,
        tx: &mut Tx,
        register: &'static Register,
        done: &mut Verified,
        far: &dyn Fn(&Verified),
    ) -> Result<()> {
        let mut from = i64::MIN;
        loop {
            far(done);
            let until = next_bound(tx, register, from)?;
            let Some(until) = until else { break };
            let digests = digests_between(tx, register, from, until)?;
            let mut seen = 0;
            for stored in self.versions_between(tx, register, from, until)? {
                seen += 1;
                let digest = self.keys.digest(&stored.plaintext());
                let fault = match digests.get(&(stored.id, stored.version)) {
                    None => Some(("added", "日志里没有这一版，是绕过程序加进来的")),
                    Some(known) if *known != digest => {
                        Some(("altered", "内容与日志不符，被绕过程序改过"))
                    }
                    Some(_) => None,
                };
                if let Some((kind, say)) = fault {
                    done.faults.push(fault_of(kind, register, stored.id, stored.version, say));
                }
                done.versions += 1;
            }
            if seen < digests.len() {
                self.name_missing(tx, register, from, until, &digests, done)?;
            }
            from = until;
        }
        Ok(())
    }

    fn name_missing(
        &self,
        tx: &mut Tx,
        register: &'static Register,
        from: i64,
        until: i64,
        digests: &HashMap<(i64, i64), Vec<u8>>,
        done: &mut Verified,
    ) -> Result<()> {
        let present: Vec<(i64, i64)> = self
            .versions_between(tx, register, from, until)?
            .iter()
            .map(|stored| (stored.id, stored.version))
            .collect();
        let mut gone: Vec<&(i64, i64)> =
            digests.keys().filter(|key| !present.contains(key)).collect();
        gone.sort_unstable();
        for (id, version) in gone {
            let say = "日志里有这一版，库里没有了，是绕过程序删掉的";
            done.faults.push(fault_of("missing", register, *id, *version, say));
        }
        Ok(())
    }

    /// All versions of the records in a range of keys.
    fn versions_between(
        &self,
        tx: &mut Tx,
        register: &'static Register,
        from: i64,
        until: i64,
    ) -> Result<Vec<Stored>> {
        let fixed: Vec<(usize, &FieldDef)> =
            register.fields.iter().enumerate().filter(|(_, field)| !field.dated).collect();
        let columns: String =
            fixed.iter().map(|(_, field)| format!(", {}", stored("r", field))).collect();
        let columns = format!("r.id, r.version, r.made_seq, r.voided, r.void_reason{columns}");
        let spans = spans_between(tx, register, from, until)?;
        let mut all = Vec::new();
        for table in [register.name.to_owned(), format!("{}_history", register.name)] {
            let sql = Sql::new(format!("SELECT {columns} FROM {} r WHERE r.id > ", name(&table)));
            for row in tx.all(&sql.bind(from).add(" AND r.id <= ").bind(until))? {
                let mut stored = Stored::new(register, row.int(0), String::new());
                self.read_version(&fixed, &row, &mut stored);
                stored.timeline = at_version(register, spans.get(&stored.id), stored.version);
                all.push(stored);
            }
        }
        Ok(all)
    }
}

fn fault_of(
    kind: &'static str,
    register: &Register,
    record: i64,
    version: i64,
    say: &str,
) -> Fault {
    let say = format!("{}第{record}号第{version}版：{say}", register.title);
    Fault { kind, register: register.name.to_owned(), record, version, say }
}

/// The end of the next part of keys, over rows and journal alike.
fn next_bound(tx: &mut Tx, register: &Register, from: i64) -> Result<Option<i64>> {
    let sql = Sql::new(format!(
        "SELECT MAX(id) FROM (SELECT id FROM {} WHERE id > ",
        name(register.name)
    ))
    .bind(from)
    .add(" ORDER BY id LIMIT ")
    .bind(PART)
    .add(") part");
    let rows = tx.one(&sql)?.and_then(|row| row.maybe_int(0));
    let sql = Sql::new("SELECT MAX(record) FROM journal_item WHERE register = ")
        .bind(register.name)
        .add(" AND record > ")
        .bind(from);
    let items = tx.one(&sql)?.and_then(|row| row.maybe_int(0));
    Ok(match (rows, items) {
        (Some(rows), _) => Some(rows),
        (None, items) => items,
    })
}

fn digests_between(
    tx: &mut Tx,
    register: &Register,
    from: i64,
    until: i64,
) -> Result<HashMap<(i64, i64), Vec<u8>>> {
    let sql = Sql::new("SELECT record, version, digest FROM journal_item WHERE register = ")
        .bind(register.name)
        .add(" AND record > ")
        .bind(from)
        .add(" AND record <= ")
        .bind(until);
    let rows = tx.all(&sql)?;
    Ok(rows.iter().map(|row| ((row.int(0), row.int(1)), row.bytes(2))).collect())
}

/// Segments with the versions between which they held.
type Spans = HashMap<i64, Vec<(i64, i64, kernel::facts::Segment)>>;

fn spans_between(tx: &mut Tx, register: &'static Register, from: i64, until: i64) -> Result<Spans> {
    let mut spans = Spans::new();
    if register.dated().next().is_none() {
        return Ok(spans);
    }
    let dated = crate::codec::dated_columns(register);
    let table = format!("{}_span", register.name);
    for (table, ended) in [
        (table.clone(), i64::MAX.to_string()),
        (format!("{table}_history"), "ended_version".into()),
    ] {
        let sql = Sql::new(format!(
            "SELECT id, made_version, {ended}, from_day, until_day{dated} FROM {} WHERE id > ",
            name(&table)
        ));
        for row in tx.all(&sql.bind(from).add(" AND id <= ").bind(until))? {
            let held = (row.int(1), row.int(2), segment(&row, 3));
            spans.entry(row.int(0)).or_default().push(held);
        }
    }
    Ok(spans)
}

fn at_version(
    register: &Register,
    spans: Option<&Vec<(i64, i64, kernel::facts::Segment)>>,
    version: i64,
) -> Timeline {
    if register.dated().next().is_none() {
        return Timeline::always(Vec::<Value>::new());
    }
    let mut segments: Vec<kernel::facts::Segment> = spans
        .into_iter()
        .flatten()
        .filter(|(made, ended, _)| *made <= version && version < *ended)
        .map(|(_, _, segment)| segment.clone())
        .collect();
    segments.sort_by_key(|segment| segment.from);
    Timeline { segments }
}

/// Follows every chain from its first entry and hashes its items again.
fn walk_chains(tx: &mut Tx, done: &mut Verified, far: &dyn Fn(&Verified)) -> Result<()> {
    let chains = tx.all(&Sql::new("SELECT number, seq, hash FROM chain ORDER BY number"))?;
    for chain in &chains {
        let (number, last) = (chain.int(0), chain.int(1));
        let (mut prev, mut position) = (Vec::new(), 0);
        loop {
            let sql = Sql::new(format!("SELECT {} FROM journal WHERE chain = ", journal::COLUMNS))
                .bind(number)
                .add(" AND position > ")
                .bind(position)
                .add(" ORDER BY position LIMIT ")
                .bind(PART);
            let rows = tx.all(&sql)?;
            far(done);
            for row in &rows {
                check_entry(tx, row, &prev, position, done)?;
                prev = row.bytes(13);
                position = row.int(15);
                done.entries += 1;
            }
            if rows.is_empty() {
                break;
            }
        }
        if position != last || (last > 0 && prev != chain.bytes(2)) {
            let say = format!("第{number}条日志链的末尾与记录不符，有日志被删去");
            done.faults.push(Fault {
                kind: "chain",
                register: "journal".into(),
                record: position,
                version: 0,
                say,
            });
        }
    }
    Ok(())
}

fn check_entry(
    tx: &mut Tx,
    row: &Row,
    prev: &[u8],
    position: i64,
    done: &mut Verified,
) -> Result<()> {
    let entry = journal::read(row);
    let mut fault = |say: &str| {
        done.faults.push(Fault {
            kind: "chain",
            register: "journal".into(),
            record: entry.seq,
            version: 0,
            say: format!("日志第{}条：{say}", row.int(15)),
        });
    };
    if row.int(15) != position + 1 {
        fault("前面缺了日志");
    }
    if !journal::intact(row, prev) {
        fault("内容与指纹不符，被改过");
    }
    let sql = Sql::new("SELECT register, record, version, digest FROM journal_item WHERE seq = ")
        .bind(entry.seq)
        .add(" ORDER BY register, record, version");
    let mut hash = ItemsHash::default();
    for item in tx.all(&sql)? {
        hash.add(&item.text(0), item.int(1), item.int(2), &item.bytes(3));
    }
    if hash.finish() != row.bytes(11) {
        fault("所列的记录版本与指纹不符，被改过");
    }
    Ok(())
}

/// A head kept elsewhere, `链号:序号:指纹`, must still be in its chain.
fn check_head(tx: &mut Tx, head: &str, done: &mut Verified) -> Result<()> {
    let parts: Vec<&str> = head.split(':').collect();
    let number = |at: usize| parts.get(at).and_then(|part| part.parse::<i64>().ok());
    // Half a fingerprint would be that of many heads.
    let print =
        parts.get(2).filter(|print| print.len() >= journal::FINGERPRINT && parts.len() == 3);
    let found = match (number(0), number(1)) {
        (Some(chain), Some(position)) => {
            let sql = Sql::new("SELECT hash FROM journal WHERE chain = ").bind(chain);
            tx.one(&sql.add(" AND position = ").bind(position))?
        }
        _ => None,
    };
    let holds =
        |row: crate::db::Row| print.is_some_and(|print| hex(&row.bytes(0)).starts_with(*print));
    if !found.is_some_and(holds) {
        done.faults.push(Fault {
            kind: "head",
            register: "journal".into(),
            record: 0,
            version: 0,
            say: format!("留存的日志头{head}已不在链上，此后的日志被改写过"),
        });
    }
    Ok(())
}
