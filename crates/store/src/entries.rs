//! Entries of the journal by condition, page by page. Only the audit administrator reads them all.

use crate::clock::end_of;
use crate::ctx::Ctx;
use crate::db::Tx;
use crate::error::{Result, StoreError};
use crate::journal::{COLUMNS, Entry, read};
use crate::sql::Sql;
use crate::store::Store;
use jiff::civil::Date;

/// What is looked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// From the beginning of this day.
    pub from: Option<Date>,
    /// To the end of this day.
    pub to: Option<Date>,
    /// Name of who, or the key of the account.
    pub user: String,
    /// What was done.
    pub act: String,
    /// The register.
    pub register: String,
    /// The record; 0 is any.
    pub record: i64,
}

/// Where a page begins: before this entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mark {
    at: i64,
    seq: i64,
}

impl Mark {
    /// Reads `at.seq`.
    pub fn read(text: &str) -> Option<Mark> {
        let (at, seq) = text.split_once('.')?;
        Some(Mark { at: at.parse().ok()?, seq: seq.parse().ok()? })
    }
    /// As it stands in an address.
    pub fn text(self) -> String {
        format!("{}.{}", self.at, self.seq)
    }
}

/// A page.
pub struct Listed {
    /// Newest first.
    pub entries: Vec<Entry>,
    /// Where the next page begins.
    pub next: Option<Mark>,
}

impl Filter {
    /// Nothing narrows it.
    pub fn is_empty(&self) -> bool {
        *self == Filter::default()
    }

    fn sql(&self, before: Option<Mark>) -> Sql {
        let mut sql = Sql::new(format!("SELECT {COLUMNS} FROM journal WHERE 1=1"));
        if let Some(day) = self.from {
            let start = day.yesterday().map_or(i64::MIN, end_of);
            sql = sql.add(" AND at > ").bind(start);
        }
        if let Some(day) = self.to {
            sql = sql.add(" AND at <= ").bind(end_of(day));
        }
        if !self.user.is_empty() {
            sql = match self.user.parse::<i64>() {
                Ok(key) => sql.add(" AND user_id = ").bind(key),
                Err(_) => sql.add(" AND user_name = ").bind(self.user.as_str()),
            };
        }
        for (column, wanted) in [("act", &self.act), ("register", &self.register)] {
            if !wanted.is_empty() {
                sql = sql.add(&format!(" AND {column} = ")).bind(wanted.as_str());
            }
        }
        if self.record != 0 {
            sql = sql.add(" AND record = ").bind(self.record);
        }
        if let Some(mark) = before {
            sql = sql.add(" AND (at, seq) < (").bind(mark.at).add(",").bind(mark.seq).add(")");
        }
        sql.add(" ORDER BY at DESC, seq DESC LIMIT ")
    }
}

fn part(tx: &mut Tx, filter: &Filter, before: Option<Mark>, limit: usize) -> Result<Listed> {
    let most = i64::try_from(limit + 1).unwrap_or(i64::MAX);
    let rows = tx.all(&filter.sql(before).bind(most))?;
    let mut entries: Vec<Entry> = rows.iter().map(read).collect();
    let more = entries.len() > limit;
    entries.truncate(limit);
    let mark = |entry: &Entry| Mark { at: entry.at, seq: entry.seq };
    let next = entries.last().filter(|_| more).map(mark);
    Ok(Listed { entries, next })
}

/// A row version that an entry made: register, record, version.
pub type Made = (String, i64, i64);

/// One entry with its fingerprints and the first row versions it made.
pub struct Whole {
    /// The entry.
    pub entry: Entry,
    /// Fingerprint of the one before.
    pub prev: String,
    /// Its own.
    pub hash: String,
    /// Row versions.
    pub made: Vec<Made>,
}

impl Store {
    /// Refuses everybody but the audit administrator.
    pub fn may_read_journal(&self, ctx: &Ctx) -> Result<()> {
        if self.may_audit(ctx) { Ok(()) } else { Err(StoreError::Forbidden) }
    }

    /// One page.
    pub fn entries(
        &self,
        ctx: &Ctx,
        filter: &Filter,
        before: Option<Mark>,
        limit: usize,
    ) -> Result<Listed> {
        self.may_read_journal(ctx)?;
        self.db.read(|tx| part(tx, filter, before, limit))
    }

    /// Every entry, newest first, in one unmoving picture of the journal.
    pub fn each_entry(
        &self,
        ctx: &Ctx,
        filter: &Filter,
        mut work: impl FnMut(&Entry) -> Result<()>,
    ) -> Result<i64> {
        self.may_read_journal(ctx)?;
        self.db.read(|tx| {
            let (mut before, mut count) = (None, 0);
            loop {
                let listed = part(tx, filter, before, 1_000)?;
                listed.entries.iter().try_for_each(&mut work)?;
                count += i64::try_from(listed.entries.len()).unwrap_or(0);
                before = listed.next;
                if before.is_none() {
                    return Ok(count);
                }
            }
        })
    }

    /// What has been done in the last ninety days, by name.
    pub fn acts_done(&self, ctx: &Ctx) -> Result<Vec<String>> {
        self.may_read_journal(ctx)?;
        let since = self.clock.now() - 90 * 86_400_000;
        let sql = Sql::new("SELECT DISTINCT act FROM journal WHERE at > ").bind(since);
        let rows = self.db.read(|tx| tx.all(&sql.clone().add(" ORDER BY act")))?;
        Ok(rows.iter().map(|row| row.text(0)).collect())
    }

    /// Opens an entry.
    pub fn entry(&self, ctx: &Ctx, seq: i64, most: i64) -> Result<Whole> {
        self.may_read_journal(ctx)?;
        self.db.read(|tx| {
            let sql = Sql::new(format!("SELECT {COLUMNS} FROM journal WHERE seq = ")).bind(seq);
            let row = tx.one(&sql)?.ok_or(StoreError::NotFound)?;
            let items = Sql::new("SELECT register, record, version FROM journal_item WHERE seq = ");
            let items =
                items.bind(seq).add(" ORDER BY register, record, version LIMIT ").bind(most);
            let made = tx.all(&items)?;
            Ok(Whole {
                entry: read(&row),
                prev: crate::keys::hex(&row.bytes(12)),
                hash: crate::keys::hex(&row.bytes(13)),
                made: made.iter().map(|item| (item.text(0), item.int(1), item.int(2))).collect(),
            })
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mark_reads_what_it_wrote() {
        let mark = Mark { at: 17, seq: 1 << 40 };
        assert_eq!(Mark::read(&mark.text()), Some(mark));
        assert_eq!(Mark::read("17"), None);
    }
}
