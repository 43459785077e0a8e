//! The address by which an account's owner is told outside the program. It is sealed like what registers keep
//! secret, and known to its owner, the system administrator and the worker that sends.

use super::{Ctx, Result, Sql, Store, StoreError, lock};
use crate::outbox::channel::check_address;
use kernel::value::Value;

fn place(id: i64) -> String {
    format!("app_user.{id}.email")
}

impl Store {
    /// The address of an account; empty when none was given.
    pub fn email_of(&self, ctx: &Ctx, id: i64) -> Result<String> {
        if id != ctx.user_id && !self.may_manage_users(ctx) {
            return Err(StoreError::NotFound);
        }
        self.address_of(id)
    }

    /// The same for the worker that sends; nothing for an account that is stopped.
    pub fn address_of(&self, id: i64) -> Result<String> {
        let sql = Sql::new("SELECT email FROM app_user WHERE disabled = 0 AND id = ").bind(id);
        let Some(row) = self.db.read(|tx| tx.one(&sql))? else { return Ok(String::new()) };
        Ok(self.keys.open(&place(id), &row.bytes(0)).unwrap_or_default())
    }

    /// Sets one's own address, or that of an account one manages; an empty one tells nothing more.
    pub fn set_email(&self, ctx: &Ctx, id: i64, address: &str) -> Result<()> {
        if id != ctx.user_id {
            self.manages_users(ctx)?;
        }
        let address = address.trim();
        let sealed = if address.is_empty() {
            Value::Null
        } else {
            check_address(address)?;
            Value::Bytes(self.keys.seal(&place(id), address)?)
        };
        self.db.write(|tx| {
            let user = lock(tx, id)?;
            let sql = match &sealed {
                Value::Null => Sql::new("UPDATE app_user SET email = NULL"),
                value => Sql::new("UPDATE app_user SET email = ").bind(value.clone()),
            };
            tx.exec(&sql.add(" WHERE id = ").bind(id))?;
            let act = if sealed.is_null() { "去掉提醒邮箱" } else { "填提醒邮箱" };
            self.about_user(tx, ctx, act, id, &user.name)
        })
    }
}
