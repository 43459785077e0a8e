//! A federation's own forms of letters: the one that stands nearest above whoever sends a letter.

use crate::attachment::Attachment;
use crate::ctx::Ctx;
use crate::error::Result;
use crate::sql::{Sql, name};
use crate::store::Store;

impl Store {
    /// The form of a letter that a node uses: its own, or that of the nearest node above it. It is no secret:
    /// who may print a letter need not see whose form it is.
    pub fn own_letter(&self, letter: &str, node: i64) -> Result<Option<Vec<u8>>> {
        let found = self.catalog().registers.iter().find_map(|one| Some((one, one.own_letters?)));
        let Some((register, own)) = found else { return Ok(None) };
        let path = self.db.read(|tx| self.tree(tx))?.path(node);
        let sql = Sql::new(format!(
            "SELECT id, {} FROM {} WHERE voided = 0 AND {} = ",
            name(own.node),
            name(register.name),
            name(own.letter)
        ));
        let sql = sql.bind(letter).add(&format!(" AND {} IN ", name(own.node)));
        let sql = sql.list(path.iter().copied());
        let mut rows: Vec<(i64, i64)> =
            self.db.read(|tx| tx.all(&sql))?.iter().map(|row| (row.int(0), row.int(1))).collect();
        rows.sort_by_key(|(_, node)| path.iter().position(|step| step == node));
        let inside = Ctx::local();
        for (id, _) in rows {
            let all = self.attachments(&inside, register, &id.to_string())?;
            let form = |one: &&Attachment| one.kind == own.attachment && !one.voided;
            if let Some(form) = all.iter().find(form) {
                return Ok(Some(self.attachment_content(&inside, &form.public_id, false)?.1));
            }
        }
        Ok(None)
    }
}
