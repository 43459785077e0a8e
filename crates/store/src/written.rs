//! What a job wrote: which records of which register, from the journal alone.

use crate::error::Result;
use crate::sql::{Sql, name};
use crate::store::Store;
use kernel::register::Register;

/// What a job did in one register.
pub struct Written {
    /// The register.
    pub register: &'static Register,
    /// Records it added.
    pub added: i64,
    /// Records that were there before.
    pub changed: i64,
}

/// Records of one register that a job wrote, with the first version it made of each.
fn of_job(job: i64, register: &str) -> Sql {
    Sql::new("SELECT record, MIN(version) AS lo FROM journal_item WHERE register = ")
        .bind(register)
        .add(" AND seq IN (SELECT seq FROM journal WHERE job = ")
        .bind(job)
        .add(")")
}

impl Store {
    /// What a job wrote, register by register; those it left alone are not named.
    pub fn written_by(&self, job: i64) -> Result<Vec<Written>> {
        self.db.read(|tx| {
            let mut all = Vec::new();
            for register in &self.catalog().registers {
                let head = "SELECT COUNT(*), SUM(CASE WHEN t.lo = 1 THEN 1 ELSE 0 END) FROM (";
                let sql = Sql::new(head)
                    .then(of_job(job, register.name))
                    .add(" GROUP BY record) t JOIN ")
                    .add(&name(register.name))
                    .add(" r ON r.id = t.record");
                let Some(row) = tx.one(&sql)? else { continue };
                let (count, added) = (row.int(0), row.int(1));
                if count > 0 {
                    all.push(Written { register, added, changed: count - added });
                }
            }
            Ok(all)
        })
    }

    /// Keys of the records of a register that a job wrote, behind a key. Who asks must still look
    /// at them through the scope.
    pub fn keys_written_by(
        &self,
        job: i64,
        register: &Register,
        after: i64,
        most: usize,
    ) -> Result<Vec<i64>> {
        let sql = of_job(job, register.name)
            .add(" AND record > ")
            .bind(after)
            .add(" GROUP BY record ORDER BY record LIMIT ")
            .bind(i64::try_from(most).unwrap_or(i64::MAX));
        Ok(self.db.read(|tx| tx.all(&sql))?.iter().map(|row| row.int(0)).collect())
    }
}
