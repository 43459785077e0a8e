//! The PIN: handed over at the desk, replaced by one's own, asked for by whoever has no other way in.

use super::{Account, DAY, Entered, From, Member, account_by, begin, set};
use crate::ctx::Ctx;
use crate::db::Tx;
use crate::error::{Result, StoreError};
use crate::keys::{hex, random};
use crate::note::{Note, leave};
use crate::sql::{Sql, name};
use crate::store::Store;
use crate::users::password::verify;
use crate::users::session::Secrets;
use crate::users::throttle::{self, Gate};
use crate::users::{Hashing, plain};
use kernel::access::Act;
use kernel::codes::{phone, resident};
use kernel::field::Kind;
use kernel::value::Value;

/// A PIN that was handed over is good for so long.
const HANDED: i64 = 7 * DAY;
/// The answer to every attempt that fails, whatever failed.
const WRONG: &str = "号码或密码不对；忘了密码，请到工会重新开通";

/// Makes an account.
pub(super) fn insert(
    tx: &mut Tx,
    id: i64,
    person: i64,
    phone: &str,
    sealed: &[u8],
    now: i64,
) -> Result<()> {
    let columns = "id, person_id, phone_index, phone, pin, pin_until, disabled, large, waits_in, \
                   waits_for, created_at";
    let row = vec![
        Value::Int(id),
        Value::Int(person),
        plain(phone),
        Value::Bytes(sealed.to_vec()),
        plain(""),
        Value::Int(0),
        Value::Int(0),
        Value::Int(0),
        plain(""),
        Value::Int(0),
        Value::Int(now),
    ];
    tx.exec(&Sql::new(format!("INSERT INTO member_account ({columns}) VALUES ")).list(row))?;
    Ok(())
}

impl Store {
    /// Opens the phone for a person at the desk: eight digits to be handed over, good for a week, once.
    /// Whoever may write the record that says where the person belongs may do so, and nobody else who reads of
    /// the person.
    pub fn hand_out_pin(&self, ctx: &Ctx, person: &str, hashing: Hashing) -> Result<String> {
        let people = self.people()?;
        let drawn = u64::from_le_bytes(random::<8>()?) % 100_000_000;
        let pin = format!("{drawn:08}");
        let (hash, now, fresh) = (hashing.hash(&pin)?, self.clock.now(), self.fresh_id()?);
        self.db.write(|tx| {
            let stored = self.fetch(tx, ctx, people, person, Act::Write)?;
            let Some(belonging) = self.belonging_of(tx, stored.id)? else {
                let say = "这个人现在没有在册的会籍，不能开通；请先办入会，或恢复会籍";
                return Err(StoreError::refuse("", say));
            };
            self.fetch(tx, ctx, self.belonging()?, &belonging.to_string(), Act::Write)?;
            let known = account_by(tx, "person_id", Value::Int(stored.id))?;
            if known.is_none() {
                insert(tx, fresh, stored.id, "", &[], now)?;
            }
            let id = known.map_or(fresh, |account| account.id);
            set(tx, id, "pin", plain(&hash))?;
            set(tx, id, "pin_until", Value::Int(now + HANDED))?;
            set(tx, id, "disabled", Value::Int(0))?;
            tx.exec(&Sql::new("DELETE FROM member_session WHERE account_id = ").bind(id))?;
            let note =
                Note {
                    act: "开通手机服务", register: people.name, record: stored.id, reason: ""
                };
            leave(tx, now, ctx, 0, note)
        })?;
        Ok(pin)
    }

    /// Shuts the phone of a person: a lost one, or one that is somebody else's now. It is signed out, and opens
    /// again only at the desk. `false` where nothing was open.
    pub fn close_phone(&self, ctx: &Ctx, person: &str) -> Result<bool> {
        let (people, now) = (self.people()?, self.clock.now());
        self.db.write(|tx| {
            let stored = self.fetch(tx, ctx, people, person, Act::Write)?;
            let Some(account) = account_by(tx, "person_id", Value::Int(stored.id))? else {
                return Ok(false);
            };
            set(tx, account.id, "disabled", Value::Int(1))?;
            set(tx, account.id, "pin", plain(""))?;
            let sql = Sql::new("DELETE FROM member_session WHERE account_id = ").bind(account.id);
            tx.exec(&sql)?;
            let note =
                Note {
                    act: "关掉手机服务", register: people.name, record: stored.id, reason: ""
                };
            leave(tx, now, ctx, 0, note)?;
            Ok(!account.disabled)
        })
    }

    /// Signs in with a number – of the phone or of the identity paper – and the PIN.
    pub fn enter_by_pin(
        &self,
        typed: &str,
        pin: &str,
        from: From<'_>,
        hashing: Hashing,
    ) -> Result<Entered> {
        let refused = || Ok(Entered::Refused(WRONG.to_owned()));
        let number = kernel::text::squeeze(&kernel::text::normalise(typed)).to_uppercase();
        // However it is spelled, it is the same door.
        let number =
            phone::normalise(&number).ok().or_else(|| resident::upgrade(&number)).unwrap_or(number);
        let door = self.door("pin", &number);
        if let Gate::Shut(minutes) = self.knock(&door, from.address)? {
            return Ok(Entered::Refused(throttle::wait_on_phone(minutes)));
        }
        let now = self.clock.now();
        let account = self.db.read(|tx| self.account_of(tx, &number))?;
        let Some(account) = account.filter(|one| !one.pin.is_empty() && !one.disabled) else {
            // As long as a real look would take.
            hashing.hash(pin)?;
            self.db.write(|tx| throttle::from_address(tx, from.address, now))?;
            return refused();
        };
        let over = account.pin_until != 0 && account.pin_until <= now;
        if !verify(pin.trim(), &account.pin) || over {
            self.db.write(|tx| throttle::from_address(tx, from.address, now))?;
            return refused();
        }
        let secrets = Secrets::new()?;
        self.db.write(|tx| {
            throttle::clear(tx, &door)?;
            begin(tx, account.id, from, &secrets, now)?;
            let reason = format!("密码，来自 {}", from.address);
            let ctx = Ctx::user(account.id, super::STRANGER, Vec::new(), "手机");
            let note =
                Note {
                    act: "手机登录", register: "member", record: account.id, reason: &reason
                };
            leave(tx, now, &ctx, 0, note)
        })?;
        Ok(Entered::Ok(secrets.token.clone()))
    }

    fn account_of(&self, tx: &mut Tx, number: &str) -> Result<Option<Account>> {
        if let Ok(phone) = phone::normalise(number) {
            let key = hex(&self.index_of(Kind::Phone, &phone)?);
            if let Some(found) = account_by(tx, "phone_index", plain(&key))? {
                return Ok(Some(found));
            }
            let index = self.index_of(Kind::Phone, &phone)?;
            if let [only] = self.people_by(tx, Kind::Phone, &index)?.as_slice() {
                return account_by(tx, "person_id", Value::Int(*only));
            }
        }
        let number = resident::upgrade(number).unwrap_or_else(|| number.to_owned());
        let index = self.index_of(Kind::Paper, &number)?;
        match self.people_by(tx, Kind::Paper, &index)?.as_slice() {
            [only] => account_by(tx, "person_id", Value::Int(*only)),
            _ => Ok(None),
        }
    }

    /// Replaces the PIN by one's own: six to twelve digits that are not all too easy.
    pub fn set_pin(&self, member: &Member, pin: &str, hashing: Hashing) -> Result<()> {
        let digits = pin.chars().all(|c| c.is_ascii_digit());
        if !digits || !(6..=12).contains(&pin.len()) || too_easy(pin) {
            let say = "请用6到12位数字，不要全一样，也不要123456这样连着的";
            return Err(StoreError::refuse("pin", say));
        }
        let (hash, now) = (hashing.hash(pin)?, self.clock.now());
        self.db.write(|tx| {
            set(tx, member.account, "pin", plain(&hash))?;
            set(tx, member.account, "pin_until", Value::Int(0))?;
            let note =
                Note {
                    act: "手机密码", register: "member", record: member.account, reason: ""
                };
            leave(tx, now, &member.ctx, 0, note)
        })
    }

    /// Somebody has only the numbers of identity paper and card: the union is told, and the answer is
    /// the same whether they are right or not.
    pub fn ask_to_open(&self, paper: &str, card: &str, address: &str) -> Result<()> {
        let paper = kernel::text::squeeze(&kernel::text::normalise(paper)).to_uppercase();
        let paper = resident::upgrade(&paper).unwrap_or(paper);
        let now = self.clock.now();
        let door = self.door("open", &paper);
        if let Gate::Shut(minutes) = self.knock(&door, address)? {
            return Err(StoreError::refuse("paper", throttle::wait_on_phone(minutes)));
        }
        let belonging = self.belonging()?;
        let index = self.index_of(Kind::Paper, &paper)?;
        let own = belonging.own.ok_or(StoreError::NotFound)?;
        let until = belonging.life.map_or("", |life| life.1);
        let found = self.db.write(|tx| {
            throttle::from_address(tx, address, now)?;
            let holders = self.people_by(tx, Kind::Paper, &index)?;
            let text = format!(
                "SELECT {} FROM {} WHERE voided = 0 AND {} IS NULL AND {} = ",
                name(own.link),
                name(belonging.name),
                name(until),
                name(own.number)
            );
            let sql = Sql::new(text).bind(card.trim()).add(&format!(" AND {} IN ", name(own.link)));
            if holders.is_empty() {
                return Ok(None);
            }
            Ok(tx.one(&sql.list(holders))?.map(|row| row.int(0)))
        })?;
        let Some(person) = found else { return Ok(()) };
        self.told_to_open(person)
    }
}

/// All alike, or one behind the other.
fn too_easy(pin: &str) -> bool {
    let digits: Vec<i32> = pin.chars().filter_map(|c| c.to_digit(10)?.try_into().ok()).collect();
    let steps: Vec<i32> =
        digits.windows(2).filter_map(|pair| Some(pair.get(1)? - pair.first()?)).collect();
    [-1, 0, 1].iter().any(|step| steps.iter().all(|one| one == step))
}

#[cfg(test)]
mod tests {
    use super::too_easy;

    #[test]
    fn a_pin_that_everybody_tries_first_is_too_easy() {
        for easy in ["000000", "123456", "654321", "99999999"] {
            assert!(too_easy(easy), "{easy}");
        }
        for fine in ["135790", "112233", "520386"] {
            assert!(!too_easy(fine), "{fine}");
        }
    }
}
