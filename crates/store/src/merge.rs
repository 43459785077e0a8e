//! Two records of one thing become one: links are re-pointed as new versions under one act, the
//! second record is voided. Un-merge reverses only links untouched since and lists the rest.

use crate::ctx::Ctx;
use crate::error::{Result, StoreError};
use crate::sql::{Sql, name};
use crate::store::Store;
use crate::undo::{Undone, What};
use crate::writer::Doing;
use kernel::access::Act;
use kernel::facts::Saving;
use kernel::field::Kind;
use kernel::register::Register;
use kernel::value::Value;

impl Store {
    /// Merges `gone` into `kept`. Overlapping lives must be settled first: they refuse it.
    /// Gives the journal sequence, by which it can be undone.
    pub fn merge(
        &self,
        ctx: &Ctx,
        register: &'static Register,
        kept: i64,
        gone: i64,
        reason: &str,
    ) -> Result<i64> {
        if kept == gone {
            return Err(StoreError::refuse("", "这是同一条记录，不用合并"));
        }
        self.act(ctx, Doing::new("合并", reason), |writer| {
            let keep = writer.load(register, kept, Act::Merge)?;
            let lose = writer.load(register, gone, Act::Merge)?;
            // Empty fields of the kept record are filled from the other one, never overwritten.
            let fill: Vec<(&str, Value)> = register
                .fields
                .iter()
                .filter(|field| !field.dated && !field.computed)
                .filter(|field| writer.takes(field, &keep))
                .filter(|field| keep.fixed(field.name).is_null())
                .map(|field| (field.name, lose.fixed(field.name)))
                .filter(|(_, value)| !value.is_null())
                .collect();
            let today = writer.facts.today;
            for other in &self.catalog().registers {
                let links = other.fields.iter();
                for field in links.filter(|f| f.kind == Kind::Link && f.to == register.name) {
                    let sql = Sql::new(format!(
                        "SELECT id, version FROM {} WHERE voided = 0 AND {} = ",
                        name(other.name),
                        name(field.name)
                    ));
                    for row in writer.tx.all(&sql.bind(gone))? {
                        let link = [(field.name, Value::Int(kept))];
                        let saving = Saving::Correction(today);
                        writer.edit(other, row.int(0), row.int(1), &link, saving)?;
                    }
                }
            }
            writer.move_attachments(register, gone, kept)?;
            let text = format!("并入第{kept}号：{reason}");
            writer.void(register, gone, lose.version, &text)?;
            writer.edit(register, kept, keep.version, &fill, Saving::Correction(today))?;
            writer.about = (register.name.to_owned(), kept);
            Ok(())
        })?;
        self.last_entry(ctx, "合并", register, kept)
    }

    /// Takes a merge back: the voided record lives again and untouched links point to it again.
    pub fn unmerge(&self, ctx: &Ctx, entry: i64, reason: &str) -> Result<Undone> {
        self.undo(ctx, What::Entry(entry), reason)
    }

    /// The newest entry of an act about a record, by this user.
    pub fn last_entry(
        &self,
        ctx: &Ctx,
        act: &str,
        register: &Register,
        record: i64,
    ) -> Result<i64> {
        let sql = Sql::new("SELECT MAX(seq) FROM journal WHERE act = ")
            .bind(act)
            .add(" AND user_id = ")
            .bind(ctx.user_id)
            .add(" AND register = ")
            .bind(register.name)
            .add(" AND record = ")
            .bind(record);
        let row = self.db.read(|tx| tx.one(&sql))?;
        row.and_then(|row| row.maybe_int(0)).ok_or(StoreError::NotFound)
    }
}
