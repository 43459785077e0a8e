//! What an import keeps between preview and writing: rows that need a person, sealed because they
//! hold identity numbers; and the mapping of column titles, remembered per sheet.

use crate::db::{Row, Tx};
use crate::error::Result;
use crate::sql::Sql;
use crate::store::Store;
use kernel::value::Value;
use std::collections::BTreeMap;

/// A kept row.
#[derive(Clone, Debug)]
pub struct Kept {
    /// Its place in the file: sheets one after another.
    pub number: i64,
    /// `changed`, `doubtful`, `rejected`; `written` once it has been.
    pub class: String,
    /// The answer to a doubtful one: `fill`, `correct`, `other`, `skip`; empty before.
    pub answer: String,
    /// What the import keeps of it, in clear.
    pub data: String,
}

fn place(job: i64, number: i64) -> String {
    format!("import.{job}.{number}")
}

impl Store {
    /// Keeps rows of a job.
    pub fn keep_rows(&self, tx: &mut Tx, job: i64, rows: &[Kept]) -> Result<()> {
        let mut sealed = Vec::with_capacity(rows.len());
        for row in rows {
            sealed.push(vec![
                Value::Int(job),
                Value::Int(row.number),
                Value::Text(row.class.clone()),
                Value::Text(row.answer.clone()),
                Value::Bytes(self.keys.seal(&place(job, row.number), &row.data)?),
            ]);
        }
        let columns = ["job_id", "number", "class", "answer", "data"].map(str::to_owned);
        tx.bulk("import_row", &columns, &sealed)
    }

    /// Rows of a job of these classes, in the order of the file.
    pub fn kept_rows(
        &self,
        job: i64,
        classes: &[&str],
        after: i64,
        most: usize,
    ) -> Result<Vec<Kept>> {
        let sql = Sql::new("SELECT number, class, answer, data FROM import_row WHERE job_id = ")
            .bind(job)
            .add(" AND number > ")
            .bind(after)
            .add(" AND class IN ")
            .list(classes.iter().copied())
            .add(" ORDER BY number LIMIT ")
            .bind(i64::try_from(most).unwrap_or(i64::MAX));
        let rows = self.db.read(|tx| tx.all(&sql))?;
        Ok(rows.iter().map(|row| self.kept(job, row)).collect())
    }

    /// One kept row.
    pub fn kept_row(&self, job: i64, number: i64) -> Result<Option<Kept>> {
        let sql = Sql::new("SELECT number, class, answer, data FROM import_row WHERE job_id = ")
            .bind(job)
            .add(" AND number = ")
            .bind(number);
        Ok(self.db.read(|tx| tx.one(&sql))?.map(|row| self.kept(job, &row)))
    }

    fn kept(&self, job: i64, row: &Row) -> Kept {
        let number = row.int(0);
        let data = self.keys.open(&place(job, number), &row.bytes(3)).unwrap_or_default();
        Kept { number, class: row.text(1), answer: row.text(2), data }
    }

    /// Changes a kept row.
    pub fn rekeep(&self, tx: &mut Tx, job: i64, row: &Kept) -> Result<()> {
        let drop = Sql::new("DELETE FROM import_row WHERE job_id = ").bind(job);
        tx.exec(&drop.add(" AND number = ").bind(row.number))?;
        self.keep_rows(tx, job, std::slice::from_ref(row))
    }

    /// Gives a kept row another class and leaves it otherwise as it is.
    pub fn set_kept_class(&self, tx: &mut Tx, job: i64, number: i64, class: &str) -> Result<()> {
        let sql = Sql::new("UPDATE import_row SET class = ").bind(class);
        let sql = sql.add(" WHERE job_id = ").bind(job).add(" AND number = ").bind(number);
        tx.exec(&sql).map(|_| ())
    }

    /// How many rows of a job are kept, by class and answer.
    pub fn kept_counts(&self, job: i64) -> Result<Vec<(String, String, i64)>> {
        let sql = Sql::new("SELECT class, answer, COUNT(*) FROM import_row WHERE job_id = ")
            .bind(job)
            .add(" GROUP BY class, answer");
        let rows = self.db.read(|tx| tx.all(&sql))?;
        Ok(rows.iter().map(|row| (row.text(0), row.text(1), row.int(2))).collect())
    }

    /// Forgets the kept rows of a job.
    pub fn forget_rows(&self, job: i64) -> Result<()> {
        let sql = Sql::new("DELETE FROM import_row WHERE job_id = ").bind(job);
        self.db.write(|tx| tx.exec(&sql).map(|_| ()))
    }

    /// Forgets some kept rows of a job.
    pub fn forget_some(&self, tx: &mut Tx, job: i64, numbers: &[i64]) -> Result<()> {
        if numbers.is_empty() {
            return Ok(());
        }
        let sql = Sql::new("DELETE FROM import_row WHERE job_id = ").bind(job);
        tx.exec(&sql.add(" AND number IN ").list(numbers.iter().copied())).map(|_| ())
    }

    /// How column titles of a sheet were read before: folded title → column code.
    pub fn mapping(&self, sheet: &str) -> Result<BTreeMap<String, String>> {
        let sql = Sql::new("SELECT title, code FROM mapping WHERE sheet = ").bind(sheet);
        let rows = self.db.read(|tx| tx.all(&sql))?;
        Ok(rows.iter().map(|row| (row.text(0), row.text(1))).collect())
    }

    /// Remembers how column titles were read.
    pub fn remember(&self, sheet: &str, titles: &BTreeMap<String, String>) -> Result<()> {
        self.db.write(|tx| {
            for (title, code) in titles {
                let put = Sql::new("INSERT INTO mapping (sheet, title, code) VALUES (")
                    .bind(sheet)
                    .add(",")
                    .bind(title.as_str())
                    .add(",")
                    .bind(code.as_str());
                let put =
                    put.add(") ON CONFLICT (sheet, title) DO UPDATE SET code = excluded.code");
                tx.exec(&put)?;
            }
            Ok(())
        })
    }
}
