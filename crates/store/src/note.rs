//! Journal entries that make no row versions: sign-in, rights, settings, backups, what was shown.

use crate::ctx::Ctx;
use crate::db::Tx;
use crate::error::Result;
use crate::journal::{self, Entry};
use crate::store::Store;

/// What happened.
#[derive(Clone, Copy, Debug, Default)]
pub struct Note<'a> {
    /// What: 登录, 授权, 备份…
    pub act: &'a str,
    /// Register or table concerned, empty when none.
    pub register: &'a str,
    /// Record concerned, 0 when none.
    pub record: i64,
    /// Why, or what exactly. Never a secret value.
    pub reason: &'a str,
}

impl Store {
    /// Leaves an entry in the installation's chain.
    pub fn note(
        &self,
        ctx: &Ctx,
        act: &str,
        register: &str,
        record: i64,
        reason: &str,
    ) -> Result<()> {
        self.note_at(ctx, 0, Note { act, register, record, reason })
    }

    /// Leaves an entry in the chain of a county.
    pub fn note_at(&self, ctx: &Ctx, county: i64, note: Note) -> Result<()> {
        self.db.write(|tx| leave(tx, self.clock.now(), ctx, county, note))
    }
}

/// Leaves an entry as the last step of an open transaction; `county` 0 is the installation.
pub fn leave(tx: &mut Tx, now: i64, ctx: &Ctx, county: i64, note: Note) -> Result<()> {
    let head = journal::lock_head(tx, county, now)?;
    let entry = Entry {
        seq: 0,
        at: 0,
        user_id: ctx.user_id,
        user_name: ctx.user_name.clone(),
        act: note.act.to_owned(),
        register: note.register.to_owned(),
        record: note.record,
        origin: ctx.origin.to_owned(),
        reason: note.reason.to_owned(),
        job: ctx.job,
        items: 0,
    };
    journal::append(tx, &head, entry, Vec::new())?;
    Ok(())
}
