//! Taking back: what an act or a job added is voided, what it changed is restored, as new versions
//! under one entry. Records edited since, or used by others, stay and are listed; [`stay`] reckons
//! them beforehand.

mod stay;

pub use stay::Coming;
pub(crate) use stay::OUTSIDE;

use crate::codec::Stored;
use crate::ctx::Ctx;
use crate::error::{Result, StoreError};
use crate::sql::Sql;
use crate::store::Store;
use crate::writer::{Doing, Writer};
use kernel::access::Act;
use std::cell::RefCell;
use std::collections::HashMap;

/// A record that stayed as it is, and why.
#[derive(Clone, Debug, serde::Serialize)]
pub struct Stayed {
    /// Register.
    pub register: String,
    /// Key.
    pub record: i64,
    /// Public name.
    pub public_id: String,
    /// Why, in Chinese.
    pub why: String,
}

/// What undoing did.
#[derive(Clone, Debug, Default, serde::Serialize)]
pub struct Undone {
    /// Records voided.
    pub voided: i64,
    /// Records restored.
    pub restored: i64,
    /// Records that stayed.
    pub stayed: Vec<Stayed>,
}

/// What is taken back.
#[derive(Clone, Copy, Debug)]
pub enum What {
    /// Everything a job wrote.
    Job(i64),
    /// One act.
    Entry(i64),
}

/// A version made by what is taken back: register, key, first and last version.
struct Touched {
    register: String,
    record: i64,
    first: i64,
    last: i64,
}

/// A part that was taken back, told inside its transaction.
pub struct Part<'a> {
    /// What became of its records.
    pub undone: &'a Undone,
    /// Records done with, this part included.
    pub done: usize,
    /// Records in all.
    pub total: usize,
}

/// Keeps how far it has come, in the transaction of the part; it may be told a part again.
pub type Told<'a> = &'a dyn Fn(&mut crate::db::Tx, &Part) -> Result<()>;

/// Records of one transaction, so that clerks wait no longer.
const PART: usize = 500;

impl Undone {
    /// Adds what another part did.
    pub fn add(&mut self, other: Undone) {
        self.voided += other.voided;
        self.restored += other.restored;
        self.stayed.extend(other.stayed);
    }
}

impl Store {
    /// Takes back a job or an act.
    pub fn undo(&self, ctx: &Ctx, what: What, reason: &str) -> Result<Undone> {
        let mut all = Undone::default();
        self.undo_behind(ctx, what, reason, 0, &|_, _| Ok(()), |part| all.add(part))?;
        Ok(all)
    }

    /// Takes back a job or an act behind the records that are done with: what was stopped in the
    /// middle goes on. Each part is told twice: inside its transaction, and once it stands.
    pub fn undo_behind(
        &self,
        ctx: &Ctx,
        what: What,
        reason: &str,
        behind: usize,
        told: Told,
        mut stands: impl FnMut(Undone),
    ) -> Result<()> {
        let touched = self.touched(ctx, what)?;
        let stays = self.stays(ctx, &touched)?;
        let (mut done, total) = (behind.min(touched.len()), touched.len());
        // Later registers link to earlier ones, so what was added last goes first.
        for part in touched.get(done..).unwrap_or_default().chunks(PART) {
            done += part.len();
            let keep =
                |tx: &mut crate::db::Tx, undone: &Undone| told(tx, &Part { undone, done, total });
            stands(self.undo_part(ctx, part, &stays, reason, &keep)?);
        }
        Ok(())
    }

    /// Refuses who may not take this back, before anything is begun; nothing to take back is
    /// not found.
    pub fn may_undo(&self, ctx: &Ctx, what: What) -> Result<()> {
        self.db.read(|tx| self.entries_to_undo(tx, ctx, what).map(|_| ()))
    }

    fn entries_to_undo(
        &self,
        tx: &mut crate::db::Tx,
        ctx: &Ctx,
        what: What,
    ) -> Result<Vec<crate::db::Row>> {
        let sql = match what {
            What::Job(job) => {
                Sql::new("SELECT seq, user_id, act, register FROM journal WHERE job = ").bind(job)
            }
            What::Entry(seq) => {
                Sql::new("SELECT seq, user_id, act, register FROM journal WHERE seq = ").bind(seq)
            }
        };
        let entries = tx.all(&sql)?;
        let own = entries.iter().all(|row| ctx.all || row.int(1) == ctx.user_id);
        if entries.is_empty() {
            return Err(StoreError::NotFound);
        }
        if !own && !may_undo_others(self, tx, ctx)? {
            return Err(StoreError::Forbidden);
        }
        let lasting = |row: &&crate::db::Row| self.is_lasting(&row.text(3), &row.text(2));
        match entries.iter().find(lasting) {
            None => Ok(entries),
            Some(row) => {
                let say = format!("“{}”办了就不能撤销，要改先按流程办", row.text(2));
                Err(StoreError::refuse("", say))
            }
        }
    }

    /// Whether an entry is a step that cannot be taken back.
    pub fn is_lasting(&self, register: &str, act: &str) -> bool {
        let flow = self.catalog().register(register).and_then(|register| register.flow.as_ref());
        let lasts = |step: &kernel::workflow::Step| step.title == act && !step.lasting.is_empty();
        flow.is_some_and(|flow| flow.steps.iter().any(lasts))
    }

    fn touched(&self, ctx: &Ctx, what: What) -> Result<Vec<Touched>> {
        self.db.read(|tx| {
            let entries = self.entries_to_undo(tx, ctx, what)?;
            let mut touched: Vec<Touched> = Vec::new();
            for part in entries.chunks(400) {
                let items = Sql::new(
                    "SELECT register, record, MIN(version), MAX(version) FROM journal_item \
                     WHERE seq IN ",
                )
                .list(part.iter().map(|row| row.int(0)))
                .add(" GROUP BY register, record");
                touched.extend(tx.all(&items)?.iter().map(|row| Touched {
                    register: row.text(0),
                    record: row.int(1),
                    first: row.int(2),
                    last: row.int(3),
                }));
            }
            let order = |register: &str| {
                self.catalog().registers.iter().position(|known| known.name == register)
            };
            touched.sort_by_key(|t| std::cmp::Reverse((order(&t.register), t.record)));
            touched.dedup_by(|later, first| {
                let same = later.register == first.register && later.record == first.record;
                if same {
                    first.first = first.first.min(later.first);
                    first.last = first.last.max(later.last);
                }
                same
            });
            Ok(touched)
        })
    }

    fn undo_part(
        &self,
        ctx: &Ctx,
        part: &[Touched],
        stays: &stay::Stays,
        reason: &str,
        keep: &dyn Fn(&mut crate::db::Tx, &Undone) -> Result<()>,
    ) -> Result<Undone> {
        let doing = Doing { act: "撤销", reason, room: part.len() };
        // What cannot live beside the others as it was before stays; the rest is taken back.
        let stays = |touched: &Touched| {
            let register = self.register(&touched.register).ok()?;
            Some((touched.record, stays.get(&(register.name, touched.record))?.clone()))
        };
        let mut blocked: HashMap<i64, String> = part.iter().filter_map(stays).collect();
        loop {
            let clashing = RefCell::new(HashMap::new());
            let done = self.act(ctx, doing, |writer| {
                let undone = undo_each(self, writer, part, &blocked, reason)?;
                let found = writer.clashes()?;
                let found: HashMap<i64, String> =
                    found.into_iter().map(|(_, message, id)| (id, message.to_owned())).collect();
                let some = !found.is_empty();
                clashing.replace(found);
                if some {
                    return Err(StoreError::NotFound);
                }
                keep(writer.tx, &undone)?;
                Ok(undone)
            });
            let clashing = clashing.take();
            if clashing.keys().all(|id| blocked.contains_key(id)) {
                return done;
            }
            blocked.extend(clashing);
        }
    }
}

fn undo_each(
    store: &Store,
    writer: &mut Writer,
    part: &[Touched],
    blocked: &HashMap<i64, String>,
    reason: &str,
) -> Result<Undone> {
    let mut undone = Undone::default();
    for touched in part {
        let done = match blocked.get(&touched.record) {
            Some(why) => Err(StoreError::refuse("", why.as_str())),
            None => undo_one(store, writer, touched, reason),
        };
        match done {
            Ok(true) => undone.voided += 1,
            Ok(false) => undone.restored += 1,
            Err(error @ StoreError::Unavailable { .. }) => return Err(error),
            Err(why) => undone.stayed.push(Stayed {
                register: touched.register.clone(),
                record: touched.record,
                public_id: String::new(),
                why: why.to_string(),
            }),
        }
    }
    Ok(undone)
}

fn may_undo_others(store: &Store, tx: &mut crate::db::Tx, ctx: &Ctx) -> Result<bool> {
    let tree = store.tree(tx)?;
    let root = tree.root();
    // Registers in which nobody voids, because a number that was given stays in sight, say nothing here.
    let voided = |register: &&kernel::register::Register| {
        register.permits.iter().any(|permit| permit.acts.contains(&Act::Void))
    };
    let mut registers = store.catalog().registers.iter().filter(voided);
    Ok(registers.all(|register| ctx.may(register, Act::Void, root, &tree)))
}

/// Undoes one record; true when it was voided, false when it was restored.
fn undo_one(store: &Store, writer: &mut Writer, touched: &Touched, reason: &str) -> Result<bool> {
    if touched.register == crate::attachment::NAME {
        return writer.undo_attachment(touched.record, (touched.first, touched.last), reason);
    }
    let register = store.register(&touched.register)?;
    if register.numbered.is_some() && touched.first == 1 {
        return Err(StoreError::refuse("", stay::NUMBERED));
    }
    let now: Stored = match writer.load_any(register, touched.record, Act::Write) {
        Ok(now) => now,
        Err(StoreError::NotFound) => {
            return Err(StoreError::refuse("", stay::OUTSIDE));
        }
        Err(error) => return Err(error),
    };
    if now.version != touched.last {
        return Err(StoreError::refuse("", stay::CHANGED));
    }
    if touched.first == 1 && now.voided {
        return Err(StoreError::refuse("", "已经作废"));
    }
    if touched.first == 1 {
        writer.void_for_undo(register, now, reason)?;
        return Ok(true);
    }
    writer.keeps_settled(&now)?;
    let mut before = store.version(writer.tx, register, touched.record, touched.first - 1)?;
    before.public_id.clone_from(&now.public_id);
    before.version = now.version;
    if !before.voided
        && let Some(message) = writer.taken(&before)?
    {
        return Err(StoreError::refuse("", message));
    }
    writer.restore(now, before)?;
    Ok(false)
}

impl Writer<'_, '_> {
    /// Voids what an undone act added, even for roles that may not void otherwise.
    fn void_for_undo(
        &mut self,
        register: &'static kernel::register::Register,
        old: Stored,
        reason: &str,
    ) -> Result<()> {
        Self::keeps_number(&old)?;
        self.nobody_points_to(register, old.id)?;
        let mut new = old.clone();
        new.voided = true;
        new.void_reason = format!("撤销：{reason}");
        self.restore(old, new)
    }
}
