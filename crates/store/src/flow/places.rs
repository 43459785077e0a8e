//! Where what waits lies: how many open matters there are at each unit and below it, for the tree of units.

use super::bench::{Waiting, owed_asks};
use super::hand::Rights;
use crate::ctx::Ctx;
use crate::error::{Result, StoreError};
use crate::sql::{Sql, name};
use crate::store::Store;
use kernel::workflow::DUE_ON;
use std::collections::HashMap;

impl Store {
    /// Grows with every act: what was reckoned at the same mark holds still.
    pub fn journal_mark(&self) -> Result<i64> {
        let sql = Sql::new("SELECT CAST(SUM(seq % 1099511627776) AS BIGINT) FROM chain");
        Ok(self.db.read(|tx| tx.one(&sql))?.map_or(0, |row| row.int(0)))
    }

    /// What waits for this person at each unit, everything below it included; units where nothing waits are not
    /// there.
    pub fn waiting_by_unit(&self, ctx: &Ctx) -> Result<HashMap<i64, Waiting>> {
        self.db.read(|tx| {
            let (tree, today) = (self.tree(tx)?, self.today());
            let rights = Rights::all(tx, &tree)?;
            let due = DUE_ON.def.name;
            let mut all: HashMap<i64, Waiting> = HashMap::new();
            for (register, flow) in self.catalog().flows() {
                let Some(owner) = register.owner_field() else { continue };
                for ask in owed_asks(&tree, &rights, ctx, (register, flow), 0) {
                    let query = match self.query(tx, ctx, &ask) {
                        Err(StoreError::Forbidden) => continue,
                        query => query?,
                    };
                    let owner = name(owner);
                    let sql =
                        Sql::new(format!("SELECT r.{owner}, COUNT(*), SUM(CASE WHEN r.{due} < "))
                            .bind(today)
                            .add(&format!(" THEN 1 ELSE 0 END), SUM(CASE WHEN r.{due} = "))
                            .bind(today)
                            .add(" THEN 1 ELSE 0 END)")
                            .then(query.from)
                            .add(" WHERE ")
                            .then(query.filter)
                            .add(&format!(" GROUP BY r.{owner}"));
                    for row in tx.all(&sql)? {
                        let here = Waiting { all: row.int(1), late: row.int(2), today: row.int(3) };
                        for node in tree.path(row.int(0)) {
                            all.entry(node).or_default().add(here);
                        }
                    }
                }
            }
            Ok(all)
        })
    }
}
