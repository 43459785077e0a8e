//! 已办 and 抄送: what a person has decided, what was given to their knowledge. Both are told only as far as the
//! person may read the matter today.

use super::Telling;
use super::bench::{Matter, asked};
use crate::ctx::Ctx;
use crate::db::{Row, Tx};
use crate::error::{Result, StoreError};
use crate::list::ListAsk;
use crate::sql::Sql;
use crate::store::Store;
use crate::users::plain;
use crate::writer::Writer;
use kernel::access::Act;
use kernel::register::Register;
use kernel::value::Value;
use std::collections::HashMap;

/// A matter in which something was done.
#[derive(Clone, Debug)]
pub struct Done {
    /// The matter as it stands now.
    pub matter: Matter,
    /// When, UTC milliseconds.
    pub at: i64,
    /// The step, or who gave it to one's knowledge.
    pub what: String,
}

/// A page of them, the newest first.
#[derive(Clone, Debug, Default)]
pub struct DonePage {
    /// The matters.
    pub done: Vec<Done>,
    /// Where the next page begins: moment and number of the last one looked at.
    pub next: Option<(i64, i64)>,
}

/// Where a page begins that begins with the newest.
pub const NEWEST: (i64, i64) = (i64::MAX, i64::MAX);

/// At, number, what, register, record.
type Found = (i64, i64, String, String, i64);

fn read(row: &Row) -> Found {
    (row.int(0), row.int(1), row.text(2), row.text(3), row.int(4))
}

impl Store {
    /// What this person has decided, from a place on.
    pub fn decided(&self, ctx: &Ctx, from: (i64, i64), limit: usize) -> Result<DonePage> {
        let flows = || self.catalog().flows();
        let steps = flows().flat_map(|(_, flow)| flow.steps.iter().map(|step| plain(step.title)));
        let most = i64::try_from(limit).unwrap_or(0) + 1;
        let sql = Sql::new("SELECT at, seq, act, register, record FROM journal WHERE user_id = ")
            .bind(ctx.user_id)
            .add(" AND register IN ")
            .list(flows().map(|(register, _)| plain(register.name)))
            .add(" AND act IN ")
            .list(steps.collect::<Vec<Value>>());
        let sql = from_place(sql, from, "seq").add(" ORDER BY at DESC, seq DESC LIMIT ").bind(most);
        self.db.read(|tx| {
            let found: Vec<Found> = tx.all(&sql)?.iter().map(read).collect();
            self.done_page(tx, ctx, found, limit)
        })
    }

    /// What was given to this person's knowledge, from a place on.
    pub fn copied(&self, ctx: &Ctx, from: (i64, i64), limit: usize) -> Result<DonePage> {
        let most = i64::try_from(limit).unwrap_or(0) + 1;
        let sql = "SELECT at, record, by_name, register, record FROM copied WHERE user_id = ";
        let sql = from_place(Sql::new(sql).bind(ctx.user_id), from, "record");
        let sql = sql.add(" ORDER BY at DESC, record DESC LIMIT ").bind(most);
        self.db.read(|tx| {
            let found: Vec<Found> = tx.all(&sql)?.iter().map(read).collect();
            self.done_page(tx, ctx, found, limit)
        })
    }

    fn done_page(
        &self,
        tx: &mut Tx,
        ctx: &Ctx,
        mut found: Vec<Found>,
        limit: usize,
    ) -> Result<DonePage> {
        let more = found.len() > limit;
        found.truncate(limit);
        let next = found.last().filter(|_| more).map(|last| (last.0, last.1));
        let mut matters: HashMap<(&str, i64), Matter> = HashMap::new();
        for (register, flow) in self.catalog().flows() {
            let mine = found.iter().filter(|one| one.3 == register.name).map(|one| one.4);
            let mut ids: Vec<i64> = mine.collect();
            ids.sort_unstable();
            ids.dedup();
            if ids.is_empty() {
                continue;
            }
            let most = ids.len();
            let ask = ListAsk { ids: Some(ids), ..asked(register, flow, 0, Vec::new()) };
            let query = match self.query(tx, ctx, &ask) {
                Err(StoreError::Forbidden) => continue,
                query => query?,
            };
            let page = self.page(tx, &ask, &query, None, most)?;
            let all = self.matters(register, flow, &page);
            matters.extend(all.into_iter().map(|one| ((register.name, one.id), one)));
        }
        let done = found.into_iter().filter_map(|(at, _, what, register, id)| {
            let matter = matters.get(&(register.as_str(), id))?.clone();
            Some(Done { matter, at, what })
        });
        Ok(DonePage { done: done.collect(), next })
    }

    /// To whom a matter may be given for their knowledge: everybody who sees it but the asker.
    pub fn copy_choices(
        &self,
        ctx: &Ctx,
        register: &'static Register,
        key: &str,
    ) -> Result<Vec<crate::sees::Viewer>> {
        let mut all = self.who_sees(ctx, register, key)?;
        all.retain(|one| one.user != ctx.user_id);
        Ok(all)
    }
}

/// Rows behind a place in the order of the page.
fn from_place(sql: Sql, (at, number): (i64, i64), second: &str) -> Sql {
    sql.add(" AND (at < ")
        .bind(at)
        .add(" OR (at = ")
        .bind(at)
        .add(&format!(" AND {second} < "))
        .bind(number)
        .add("))")
}

impl Writer<'_, '_> {
    /// Gives a matter to the knowledge of people who may see it, with the act under way.
    pub(super) fn copy(
        &mut self,
        register: &'static Register,
        id: i64,
        users: &[i64],
    ) -> Result<()> {
        if users.is_empty() {
            return Ok(());
        }
        let stored = self.load(register, id, Act::Read)?;
        let viewers = self.store.viewers(self.tx, &stored)?;
        if users.iter().any(|user| viewers.iter().all(|viewer| viewer.user != *user)) {
            let say = "抄送的人里有人看不到这件事，请重新勾选";
            return Err(StoreError::refuse("copy", say));
        }
        let now = self.store.clock.now();
        for user in users {
            let row = [
                Value::Int(*user),
                plain(register.name),
                Value::Int(id),
                Value::Int(now),
                plain(&self.ctx.user_name),
            ];
            let columns = "user_id, register, record, at, by_name";
            let sql = Sql::new(format!("INSERT INTO copied ({columns}) VALUES ")).list(row);
            let again = " ON CONFLICT (user_id, register, record) \
                         DO UPDATE SET at = excluded.at, by_name = excluded.by_name";
            self.tx.exec(&sql.add(again))?;
        }
        let title = self.store.title_in(self.tx, register, id)?;
        self.told.push(Telling {
            users: users.to_vec(),
            kind: "copied".into(),
            word: "抄送给您".into(),
            about: (register, id),
            words: format!("{}抄送给您：{title}", self.ctx.user_name),
        });
        Ok(())
    }
}
