//! What holds for single fields whoever writes them: what is given once stays, and a local field is
//! given where it is kept.

use super::Writer;
use crate::codec::Stored;
use crate::error::Result;
use kernel::access::Act;
use kernel::field::FieldDef;
use kernel::value::Value;
use kernel::verdict::Refusal;

impl Writer<'_, '_> {
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
