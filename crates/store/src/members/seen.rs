//! Who has looked at a person's data, for the person: what the journal says of records about them.

use super::Member;
use crate::error::Result;
use crate::journal::{self, Entry};
use crate::sql::{Sql, name};
use crate::store::Store;
use kernel::register::Register;

/// Something that others did with one's data.
#[derive(Clone, Debug)]
pub struct Look {
    /// When, by whom, what, why.
    pub entry: Entry,
    /// The register concerned.
    pub register: &'static Register,
    /// The unit where that person works.
    pub unit: String,
}

/// Most entries that are told.
const MOST: usize = 100;

impl Store {
    /// What others did with records about this person, the last first: looked at in full, changed, decided.
    pub fn looked_at(&self, member: &Member) -> Result<Vec<Look>> {
        let Some(person) = member.person else { return Ok(Vec::new()) };
        self.db.read(|tx| {
            let tree = self.tree(tx)?;
            let mut looks: Vec<Look> = Vec::new();
            for register in &self.catalog().registers {
                let Some(own) = register.own else { continue };
                let link = if own.link.is_empty() { "id" } else { own.link };
                let mine =
                    format!("(SELECT id FROM {} WHERE {} = ", name(register.name), name(link));
                let sql =
                    Sql::new(format!("SELECT {} FROM journal WHERE register = ", journal::COLUMNS))
                        .bind(register.name)
                        .add(&format!(" AND record IN {mine}"))
                        .bind(person)
                        .add(") AND user_id <> ")
                        .bind(member.account)
                        .add(&format!(" ORDER BY seq DESC LIMIT {MOST}"));
                for row in tx.all(&sql)? {
                    looks.push(Look { entry: journal::read(&row), register, unit: String::new() });
                }
            }
            looks.sort_by_key(|look| std::cmp::Reverse((look.entry.at, look.entry.seq)));
            looks.truncate(MOST);
            for look in &mut looks {
                let user = crate::users::load(tx, look.entry.user_id)?;
                let at = user.and_then(|user| user.grants.first().map(|grant| grant.union));
                look.unit = at.map_or(String::new(), |at| {
                    tree.title(if at == 0 { tree.root() } else { at }).to_owned()
                });
            }
            Ok(looks)
        })
    }
}
