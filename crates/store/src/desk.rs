//! What a person keeps for themselves: saved views of a list, unfinished forms. Drafts hold what
//! will be encrypted in the record, so they are sealed as a whole.

use crate::db::Row;
use crate::error::{Result, StoreError};
use crate::sql::Sql;
use crate::store::Store;
use kernel::value::Value;

/// A saved view.
#[derive(Clone, Debug)]
pub struct View {
    /// Key.
    pub id: i64,
    /// Its name.
    pub title: String,
    /// The conditions, as in the address.
    pub query: String,
}

/// An unfinished form.
#[derive(Clone, Debug)]
pub struct Draft {
    /// The form: `r/membership/new`.
    pub place: String,
    /// What it is about.
    pub title: String,
    /// Last touched.
    pub at: i64,
}

fn place_of(user: i64) -> String {
    format!("draft.{user}")
}

impl Store {
    /// The saved views of a person in a register, oldest first.
    pub fn views(&self, user: i64, register: &str) -> Result<Vec<View>> {
        let sql = Sql::new("SELECT id, title, query FROM saved_view WHERE user_id = ").bind(user);
        let sql = sql.add(" AND register = ").bind(register).add(" ORDER BY id");
        let rows = self.db.read(|tx| tx.all(&sql))?;
        let view = |row: &Row| View { id: row.int(0), title: row.text(1), query: row.text(2) };
        Ok(rows.iter().map(view).collect())
    }

    /// Saves a view under a name; the same name again replaces it.
    pub fn save_view(&self, user: i64, register: &str, title: &str, query: &str) -> Result<()> {
        let title = title.trim();
        if title.is_empty() || title.chars().count() > 20 {
            return Err(StoreError::refuse("title", "给视图起个名字，不超过20个字"));
        }
        let id = self.fresh_id()?;
        self.db.write(|tx| {
            let old = Sql::new("DELETE FROM saved_view WHERE user_id = ").bind(user);
            let old = old.add(" AND register = ").bind(register).add(" AND title = ").bind(title);
            tx.exec(&old)?;
            let columns = "INSERT INTO saved_view (id, user_id, register, title, query) VALUES ";
            let query = Value::Text(query.to_owned());
            let row = [Value::Int(id), Value::Int(user), register.into(), title.into(), query];
            tx.exec(&Sql::new(columns).list(row))?;
            Ok(())
        })
    }

    /// Forgets a view.
    pub fn drop_view(&self, user: i64, id: i64) -> Result<()> {
        let sql = Sql::new("DELETE FROM saved_view WHERE user_id = ").bind(user);
        let sql = sql.add(" AND id = ").bind(id);
        self.db.write(|tx| tx.exec(&sql).map(|_| ()))
    }

    /// Saves an unfinished form.
    pub fn save_draft(&self, user: i64, place: &str, title: &str, form: &str) -> Result<()> {
        let sealed = self.keys.seal(&place_of(user), form)?;
        let now = self.clock.now();
        let columns = "INSERT INTO draft (user_id, place, title, at, data) VALUES ";
        self.db.write(|tx| {
            let title = Value::Text(title.to_owned());
            let data = Value::Bytes(sealed.clone());
            let row = [Value::Int(user), place.into(), title, Value::Int(now), data];
            let clash = " ON CONFLICT (user_id, place) DO UPDATE SET title = excluded.title, \
                         at = excluded.at, data = excluded.data";
            tx.exec(&Sql::new(columns).list(row).add(clash))?;
            Ok(())
        })
    }

    /// The unfinished forms of a person, newest first.
    pub fn drafts(&self, user: i64) -> Result<Vec<Draft>> {
        let sql = Sql::new("SELECT place, title, at FROM draft WHERE user_id = ").bind(user);
        let rows = self.db.read(|tx| tx.all(&sql.clone().add(" ORDER BY at DESC LIMIT 20")))?;
        let draft = |row: &Row| Draft { place: row.text(0), title: row.text(1), at: row.int(2) };
        Ok(rows.iter().map(draft).collect())
    }

    /// What an unfinished form held.
    pub fn draft(&self, user: i64, place: &str) -> Result<Option<String>> {
        let sql = Sql::new("SELECT data FROM draft WHERE user_id = ").bind(user);
        let sql = sql.add(" AND place = ").bind(place);
        let row = self.db.read(|tx| tx.one(&sql))?;
        Ok(row.and_then(|row| self.keys.open(&place_of(user), &row.bytes(0))))
    }

    /// Forgets an unfinished form.
    pub fn drop_draft(&self, user: i64, place: &str) -> Result<()> {
        let sql = Sql::new("DELETE FROM draft WHERE user_id = ").bind(user);
        let sql = sql.add(" AND place = ").bind(place);
        self.db.write(|tx| tx.exec(&sql).map(|_| ()))
    }
}
