//! Forms printed from a record: filled from what its reader may see of it and of what stands around it.

use super::Looked;
use crate::codec::mask;
use crate::ctx::Ctx;
use crate::error::{Result, StoreError};
use crate::store::Store;
use kernel::access::Act;
use kernel::letter::Printed;
use kernel::record::Record;
use kernel::register::Register;
use kernel::value::Value;
use kernel::workflow::Case;

impl Store {
    /// A form of a record; nothing where there is nothing to print yet. Secrets are masked, what is hidden from
    /// the reader stays empty.
    pub fn form(
        &self,
        ctx: &Ctx,
        register: &'static Register,
        key: &str,
        letter: &str,
    ) -> Result<Option<Printed>> {
        let form = register.forms.iter().find(|form| form.letter == letter);
        let form = form.ok_or(StoreError::NotFound)?;
        self.db.read(|tx| {
            let stored = self.fetch(tx, ctx, register, key, Act::Read)?;
            let tree = self.tree(tx)?;
            let today = self.today();
            let mut looked = Looked::at(self, tx, &stored, today)?;
            let blank = |record: &mut Record| {
                let hidden = ctx.hidden(record.register, &tree);
                for (field, value) in record.register.fields.iter().zip(&mut record.values) {
                    if hidden.contains(&field.name) {
                        *value = Value::Null;
                    }
                }
            };
            let mut record = stored.on(today);
            for (field, value) in register.fields.iter().zip(&mut record.values) {
                if field.secret {
                    *value = value.as_text().map_or(Value::Null, |clear| mask(field, clear).into());
                }
            }
            blank(&mut record);
            looked.found.parts.iter_mut().flat_map(|part| &mut part.1).for_each(blank);
            looked.found.linked.values_mut().for_each(blank);
            let facts = self.facts();
            Ok((form.fill)(&Case { record: &record, facts: &facts, found: &looked.found }))
        })
    }
}
