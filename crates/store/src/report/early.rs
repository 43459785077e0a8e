//! Days before a register holds anything: a 0 of such a day is told as what it is.

use crate::error::Result;
use crate::figure::When;
use crate::sql::{Sql, name};
use crate::store::Store;
use jiff::civil::Date;
use kernel::indicator::Time;
use kernel::report::document::{Document, Remark, Role};
use kernel::report::{State, document::Placed};
use std::collections::BTreeMap;

use super::answer::days;

impl Store {
    /// Adds what the reader should know of numbers that are 0 because nothing was kept yet.
    pub(super) fn say_early(&self, document: &mut Document) -> Result<()> {
        let mut known: BTreeMap<(String, String), Option<Date>> = BTreeMap::new();
        let mut said = Vec::new();
        for placed in &document.figures {
            let Some((last, register, on)) = self.asked_early(placed) else { continue };
            let key = (register.to_owned(), on.clone());
            let first = match known.get(&key) {
                Some(first) => *first,
                None => *known.entry(key).or_insert(self.earliest(register, &on)?),
            };
            let Some(first) = first.filter(|first| last < *first) else { continue };
            let title = self.catalog().register(register).map_or(register, |one| one.title);
            let (day, first) = (kernel::dates::chinese(last), kernel::dates::chinese(first));
            said.push(Remark {
                line: placed.line,
                column: placed.column,
                says: format!(
                    "“{}”问的是{day}，{title}台账最早的一条从{first}起，那时还没有记录。",
                    placed.title
                ),
            });
        }
        document.remarks.extend(said);
        document.remarks.sort();
        document.remarks.dedup();
        Ok(())
    }

    /// The last day asked about, the register and its day field, of a number without rows.
    fn asked_early(&self, placed: &Placed) -> Option<(Date, &'static str, String)> {
        let source = placed.sources.iter().find(|source| source.role == Role::Value)?;
        if source.state != State::Ok || source.rows != 0 {
            return None;
        }
        let when: When = days(source.question.when);
        let indicator = self.indicator_on(&source.question.figure, when.last()).ok()?;
        let leaf = match indicator.parts() {
            Some([first, _]) => self.indicator_on(first, when.last()).ok()?,
            None => indicator,
        };
        let register = self.catalog().register(&leaf.of)?;
        let on = match &leaf.time {
            Time::Flow(path) if !path.contains('.') => path.clone(),
            Time::Flow(_) => return None,
            Time::Stock => register.life?.0.to_owned(),
        };
        Some((when.last(), register.name, on))
    }

    fn earliest(&self, register: &str, on: &str) -> Result<Option<Date>> {
        let sql = format!("SELECT MIN({}) FROM {} WHERE voided = 0", name(on), name(register));
        let row = self.db.read(|tx| tx.one(&Sql::new(sql.as_str())))?;
        Ok(row.and_then(|row| row.value(0).as_day()))
    }
}
