//! Local fields: their definitions are read from the register that holds them, and everything that is
//! declared is told anew with them. See [`kernel::local`].

use crate::codec::{read_row, select_columns};
use crate::error::Result;
use crate::sql::{Sql, name};
use crate::store::Store;
use kernel::local::Defined;

impl Store {
    /// Reads the definitions of local fields: at the start, with each new day, and after an act that touched one. A voided
    /// definition counts as ended: what was typed under it keeps its title.
    pub(crate) fn reload_local(&self) -> Result<()> {
        let Some((register, names)) = self.declared().local_fields() else { return Ok(()) };
        // Two at once: what is read later is told later.
        let _turn = self.telling.lock();
        let today = self.today();
        let sql = Sql::new(format!(
            "SELECT {} FROM {} r ORDER BY r.id",
            select_columns(register, "r"),
            name(register.name)
        ));
        let read = |stored: crate::codec::Stored| {
            let text = |field: &str| stored.fixed(field).as_text().unwrap_or_default().to_owned();
            let day = |field: &str| stored.fixed(field).as_day();
            let waits = day(names.from).is_some_and(|from| from > today);
            let ended = day(names.until).is_some_and(|until| until <= today);
            Defined {
                of: text(names.of),
                title: text(names.title),
                code: text(names.code),
                kind: text(names.kind),
                options: text(names.options),
                unit: text(names.unit),
                help: text(names.help),
                secret: stored.fixed(names.secret).as_int() == Some(1),
                home: stored.fixed(names.home).as_int().unwrap_or(0),
                retired: stored.voided || waits || ended,
            }
        };
        let defined: Vec<Defined> = self.db.read(|tx| {
            let tree = crate::tree::Tree::default();
            let rows = tx.all(&sql)?;
            Ok(rows.iter().map(|row| read(read_row(&self.keys, register, row, &tree))).collect())
        })?;
        if defined.is_empty() && self.catalog().registers.iter().all(|r| r.local().next().is_none())
        {
            return Ok(());
        }
        // What was handed out before lives on as long as somebody works with it: it is never freed, and
        // fields are added a few times a year.
        *self.live.write() = Box::leak(Box::new(self.declared().with_local(&defined)));
        Ok(())
    }
}
