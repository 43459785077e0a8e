//! The number of an account: it follows the person's, and two accounts of one person become one.

use super::{Account, account_by, set};
use crate::codec::Stored;
use crate::db::Tx;
use crate::error::Result;
use crate::keys::hex;
use crate::sql::Sql;
use crate::store::Store;
use crate::users::plain;
use crate::writer::Pending;
use kernel::field::Kind;
use kernel::value::Value;

/// The person's number as it is kept; empty without one.
pub(super) fn number_of(person: &Stored) -> String {
    let field = person.register.fields.iter().find(|field| field.kind == Kind::Phone);
    let number = person.fixed(field.map_or("", |field| field.name));
    number.as_text().unwrap_or_default().to_owned()
}

impl Store {
    /// Whoever has got a number that was another person's before must not come in as that person. The new number
    /// opens the account once somebody has come in with it and said who they are: in the office much is typed,
    /// one number for a whole workshop too.
    pub(crate) fn numbers_follow(&self, tx: &mut Tx, pending: &[Pending]) -> Result<()> {
        let Ok(people) = self.people() else { return Ok(()) };
        for pending in pending.iter().filter(|one| one.new.register.name == people.name) {
            let Some(old) = &pending.old else { continue };
            let number = if pending.new.voided { String::new() } else { number_of(&pending.new) };
            if number == number_of(old) && pending.new.voided == old.voided {
                continue;
            }
            if let Some(account) = account_by(tx, "person_id", Value::Int(pending.new.id))? {
                self.give_number(tx, &account, "")?;
            }
        }
        Ok(())
    }

    /// Gives an account the number that opens it, unless it opens another one already.
    pub(super) fn give_number(&self, tx: &mut Tx, account: &Account, clear: &str) -> Result<()> {
        let (mut key, mut clear) = (String::new(), clear);
        if !clear.is_empty() {
            key = hex(&self.index_of(Kind::Phone, clear)?);
        }
        let other = account_by(tx, "phone_index", plain(&key))?;
        if key.is_empty() || other.is_some_and(|other| other.id != account.id) {
            (key, clear) = (String::new(), "");
        }
        let sealed = self.keys.seal(&super::code::place(account.id), clear)?;
        set(tx, account.id, "phone_index", plain(&key))?;
        set(tx, account.id, "phone", Value::Bytes(sealed))
    }

    /// It is known now who is behind an account. If the person has one already, this one becomes part of it:
    /// its number, which has just been proved, opens the other, and its phones stay signed in. `false` where the
    /// person's account was shut.
    pub(super) fn is_known(&self, tx: &mut Tx, account: i64, person: i64) -> Result<bool> {
        let Some(first) = account_by(tx, "person_id", Value::Int(person))? else {
            set(tx, account, "person_id", Value::Int(person))?;
            return Ok(true);
        };
        if first.disabled {
            return Ok(false);
        }
        if first.id == account {
            return Ok(true);
        }
        let number = self.phone_of(tx, account)?.unwrap_or_default();
        let moved = Sql::new("UPDATE member_session SET account_id = ").bind(first.id);
        tx.exec(&moved.add(" WHERE account_id = ").bind(account))?;
        tx.exec(&Sql::new("DELETE FROM member_account WHERE id = ").bind(account))?;
        if !number.is_empty() {
            self.give_number(tx, &first, &number)?;
        }
        if first.pin_until != 0 {
            // What was proved now is more than a PIN that lies about.
            set(tx, first.id, "pin", plain(""))?;
            set(tx, first.id, "pin_until", Value::Int(0))?;
        }
        Ok(true)
    }
}
