//! Journal entries of acts that change no record: exports, reveals, sign-ins.

use crate::ctx::Ctx;
use crate::error::Result;
use crate::journal::{self, Entry};
use crate::store::Store;

impl Store {
    /// Writes an entry without row versions on the installation's own chain.
    pub fn note(
        &self,
        ctx: &Ctx,
        act: &str,
        register: &str,
        record: i64,
        reason: &str,
    ) -> Result<()> {
        self.db.write(|tx| {
            let head = journal::lock_head(tx, 0, self.clock.now())?;
            let entry = Entry {
                seq: 0,
                at: 0,
                user_id: ctx.user_id,
                user_name: ctx.user_name.clone(),
                act: act.to_owned(),
                register: register.to_owned(),
                record,
                origin: ctx.origin.to_owned(),
                reason: reason.to_owned(),
                job: ctx.job,
                items: 0,
            };
            journal::append(tx, &head, entry, Vec::new())?;
            Ok(())
        })
    }
}
