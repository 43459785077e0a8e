//! What holds for single fields whoever writes them: what is given once stays, and a local field is
//! given where it is kept.

use super::Writer;
use crate::codec::Stored;
use crate::error::{Result, StoreError};
use crate::sql::{Sql, name};
use kernel::access::Act;
use kernel::field::FieldDef;
use kernel::register::Register;
use kernel::value::Value;
use kernel::verdict::Refusal;

impl Writer<'_, '_> {
    /// The register with the fields of this moment: who asked may have waited behind the act that added one,
    /// and would write the record without it.
    pub(super) fn newest(&self, register: &'static Register) -> &'static Register {
        self.store.catalog().register(register.name).unwrap_or(register)
    }

    pub(super) fn guard_fields(&self, old: Option<&Stored>, new: &Stored) -> Result<()> {
        let mut refusals = Vec::new();
        for (at, field) in new.register.fields.iter().enumerate() {
            let before = old.and_then(|old| old.values.get(at)).unwrap_or(&Value::Null);
            let after = new.values.get(at).unwrap_or(&Value::Null);
            if before == after {
                continue;
            }
            if field.once && !before.is_null() {
                let text = format!("{}存了以后不能改", field.title);
                refusals.push(Refusal::on(field.name, text));
            }
            if !after.is_null()
                && let Some(text) = self.misplaced(field, new)
            {
                refusals.push(Refusal::on(field.name, text));
            }
        }
        if refusals.is_empty() { Ok(()) } else { Err(refusals.into()) }
    }

    /// The code of a local field is one for ever, voided definitions included: what was stored under it
    /// would be read as something else. One that was not typed is numbered on.
    pub(super) fn settle_code(&mut self, new: &mut Stored, values: &[(&str, Value)]) -> Result<()> {
        let Some(names) = new.register.local_fields else { return Ok(()) };
        let sql = Sql::new(format!(
            "SELECT {} FROM {} WHERE {} = ",
            name(names.code),
            name(new.register.name),
            name(names.of)
        ));
        let rows = self.tx.all(&sql.bind_value(new.fixed(names.of)))?;
        let mut taken: Vec<String> = rows.iter().map(|row| row.text(0)).collect();
        let pending = self.pending.iter().map(|one| &one.new);
        let alike = pending.filter(|one| one.register.name == new.register.name);
        taken.extend(alike.map(|one| one.fixed(names.code).to_string()));
        let code = new.fixed(names.code).to_string();
        if !taken.contains(&code) {
            return Ok(());
        }
        if values.iter().any(|(field, value)| *field == names.code && !value.is_null()) {
            let text = format!("代码“{code}”用过了（作废的也算），请另起一个");
            return Err(StoreError::refuse(names.code, text));
        }
        let mut free = (2..).map(|number| format!("{code}{number}"));
        let free = free.find(|code| !taken.contains(code)).unwrap_or(code);
        if let Some(slot) = new.register.position(names.code).and_then(|at| new.values.get_mut(at))
        {
            *slot = Value::Text(free);
        }
        Ok(())
    }

    /// Whether a field may be given a new value in this record.
    pub(crate) fn takes(&self, field: &FieldDef, record: &Stored) -> bool {
        self.misplaced(field, record).is_none()
    }

    /// Why a local field takes no new value in this record.
    fn misplaced(&self, field: &FieldDef, new: &Stored) -> Option<String> {
        let local = field.local?;
        if local.retired {
            return Some(format!("“{}”已停用，不能再填", field.title));
        }
        let kept = if new.register.placed() {
            self.tree.within(new.node, local.home)
        } else {
            // Nobody's own records take what those who may write them keep.
            self.ctx.nodes(new.register, Act::Write, &self.tree).touch(local.home, &self.tree)
        };
        (!kept).then(|| format!("“{}”是别的工会自设的栏目，这条记录不能填", field.title))
    }
}
