//! People who see and ask for what concerns themselves, on their own phone: accounts of theirs, sessions,
//! what they ask for, who has looked at their data. What they reach is one condition, [`crate::Nodes::Own`].
//!
//! Read in this order: this file, accounts and sessions · [`code`] and [`pin`] the two ways in · [`number`] the
//! number that opens an account · [`ask`] what they ask for · [`invite`] whom they bring along · [`seen`] who has
//! looked.

mod ask;
mod code;
mod invite;
mod number;
mod pin;
mod seen;

pub use ask::{Asked, Unit};
pub use code::Coming;
pub use invite::Invitation;
pub use seen::Look;

use crate::ctx::Ctx;
use crate::db::{Row, Tx};
use crate::error::{Result, StoreError};
use crate::keys::{hex, unhex};
use crate::sql::{Sql, name};
use crate::store::Store;
use crate::users::plain;
use crate::users::session::{Secrets, digest};
use kernel::field::Kind;
use kernel::register::Register;
use kernel::value::Value;

const MINUTE: i64 = 60_000;
const DAY: i64 = 86_400_000;
/// A phone stays signed in for so long after its last use.
const IDLE: i64 = 30 * DAY;
/// And at most so long.
const AGE: i64 = 180 * DAY;
/// Phones of one person at the same time.
const MOST_PHONES: usize = 5;

/// Where somebody comes from.
#[derive(Clone, Copy, Debug, Default)]
pub struct From<'a> {
    /// Address of the machine.
    pub address: &'a str,
    /// Its browser.
    pub agent: &'a str,
}

/// Whether somebody was let in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Entered {
    /// The token for the cookie; nobody else ever sees it again.
    Ok(String),
    /// No, and why, for the person.
    Refused(String),
}

/// A request's person.
#[derive(Clone, Debug)]
pub struct Member {
    /// Key of the account.
    pub account: i64,
    /// The person, once it is known who it is.
    pub person: Option<i64>,
    /// The person's name; empty of a stranger.
    pub name: String,
    /// What they reach: what is about themselves, and of a stranger nothing.
    pub ctx: Ctx,
    /// What every form of this session carries.
    pub csrf: String,
    /// Signed in with what the desk handed over: a PIN of their own comes first.
    pub must_set_pin: bool,
    /// Large letters.
    pub large: bool,
    /// What a stranger has asked for and waits for: register and key.
    pub waits: Option<(&'static Register, i64)>,
    /// Somebody in the register has this number: they can say that they are this person.
    pub may_be_known: bool,
}

/// An account as it is kept.
#[derive(Clone, Debug)]
pub(crate) struct Account {
    id: i64,
    person: i64,
    /// Blind index of the number, in hexadecimal; empty without one.
    phone: String,
    pin: String,
    /// Until when a PIN that was handed over is good; 0 of one's own.
    pin_until: i64,
    disabled: bool,
    large: bool,
    waits: (String, i64),
}

const COLUMNS: &str =
    "id, person_id, phone_index, pin, pin_until, disabled, large, waits_in, waits_for";

fn read(row: &Row) -> Account {
    Account {
        id: row.int(0),
        person: row.int(1),
        phone: row.text(2),
        pin: row.text(3),
        pin_until: row.int(4),
        disabled: row.int(5) != 0,
        large: row.int(6) != 0,
        waits: (row.text(7), row.int(8)),
    }
}

fn account_by(tx: &mut Tx, column: &str, value: Value) -> Result<Option<Account>> {
    let sql = Sql::new(format!("SELECT {COLUMNS} FROM member_account WHERE {column} = "));
    Ok(tx.one(&sql.bind_value(value).add(" ORDER BY id LIMIT 1"))?.as_ref().map(read))
}

fn set(tx: &mut Tx, id: i64, column: &str, value: Value) -> Result<()> {
    let sql = Sql::new(format!("UPDATE member_account SET {column} = ")).bind_value(value);
    tx.exec(&sql.add(" WHERE id = ").bind(id))?;
    Ok(())
}

/// Opens a session; of too many phones, the one not used for longest is signed out.
fn begin(tx: &mut Tx, account: i64, from: From<'_>, secrets: &Secrets, now: i64) -> Result<()> {
    let find = Sql::new("SELECT token FROM member_session WHERE account_id = ").bind(account);
    let standing = tx.all(&find.add(" ORDER BY seen_at DESC, token"))?;
    for extra in standing.iter().skip(MOST_PHONES - 1) {
        tx.exec(&Sql::new("DELETE FROM member_session WHERE token = ").bind(extra.value(0)))?;
    }
    let columns = "token, account_id, csrf, created_at, seen_at, address, agent";
    let agent: String = from.agent.chars().take(200).collect();
    let row = vec![
        plain(&digest(&secrets.token)),
        Value::Int(account),
        plain(&secrets.csrf),
        Value::Int(now),
        Value::Int(now),
        plain(from.address),
        plain(&agent),
    ];
    tx.exec(&Sql::new(format!("INSERT INTO member_session ({columns}) VALUES ")).list(row))?;
    Ok(())
}

impl Store {
    /// The register of persons: its records are people themselves.
    pub(crate) fn people(&self) -> Result<&'static Register> {
        let own =
            |register: &&'static Register| register.own.is_some_and(|own| own.link.is_empty());
        self.catalog().registers.iter().find(own).ok_or(StoreError::NotFound)
    }

    /// The register whose living record says where somebody belongs.
    pub fn belonging(&self) -> Result<&'static Register> {
        let belongs = |register: &&'static Register| register.own.is_some_and(|own| own.belongs());
        self.catalog().registers.iter().find(belongs).ok_or(StoreError::NotFound)
    }

    /// Living persons of a value of their phone or paper, which are found by blind indexes.
    fn people_by(&self, tx: &mut Tx, kind: Kind, index: &[u8]) -> Result<Vec<i64>> {
        let people = self.people()?;
        let field = people.fields.iter().find(|field| field.kind == kind);
        let column = name(&format!("{}_idx", field.map_or("", |field| field.name)));
        let text = format!("SELECT id FROM {} WHERE voided = 0 AND {column} = ", name(people.name));
        let rows =
            tx.all(&Sql::new(text).bind_bytes(index.to_vec()).add(" ORDER BY id LIMIT 3"))?;
        Ok(rows.iter().map(|row| row.int(0)).collect())
    }

    /// The blind index of a value of that field of a person.
    fn index_of(&self, kind: Kind, clear: &str) -> Result<Vec<u8>> {
        let field = self.people()?.fields.iter().find(|field| field.kind == kind);
        Ok(self.keys.blind(field.ok_or(StoreError::NotFound)?.name, clear))
    }

    /// The name under which attempts and codes of a number are counted.
    fn door(&self, what: &str, number: &str) -> String {
        hex(&self.keys.blind(&format!("door/{what}"), number))
    }

    /// The person of a token, if the session still holds. Its last use is noted once an hour.
    pub fn member(&self, token: &str, address: &str) -> Result<Option<Member>> {
        let (key, now) = (digest(token), self.clock.now());
        let found = self.session_of(&key, now)?;
        let Some((mut member, seen)) = found else { return Ok(None) };
        if now - seen >= 60 * MINUTE {
            let touch = Sql::new("UPDATE member_session SET seen_at = ").bind(now);
            let touch = touch.add(", address = ").bind(plain(address)).add(" WHERE token = ");
            let touch = touch.bind(plain(&key));
            if let Err(error) = self.db.write(|tx| tx.exec(&touch)) {
                tracing::warn!(%error, "session of a member not touched");
            }
        }
        if member.person.is_none() && self.proved(&mut member)? {
            return Ok(self.session_of(&key, now)?.map(|(member, _)| member));
        }
        Ok(Some(member))
    }

    /// The person of a session that holds, and when it was used last.
    fn session_of(&self, key: &str, now: i64) -> Result<Option<(Member, i64)>> {
        self.db.read(|tx| {
            let sql =
                "SELECT account_id, csrf, created_at, seen_at FROM member_session WHERE token = ";
            let Some(row) = tx.one(&Sql::new(sql).bind(plain(key)))? else { return Ok(None) };
            let (created, seen) = (row.int(2), row.int(3));
            if now - seen >= IDLE || now - created >= AGE {
                return Ok(None);
            }
            let account = account_by(tx, "id", Value::Int(row.int(0)))?;
            let Some(account) = account.filter(|one| !one.disabled) else { return Ok(None) };
            Ok(Some((self.as_member(tx, &account, row.text(1))?, seen)))
        })
    }

    fn as_member(&self, tx: &mut Tx, account: &Account, csrf: String) -> Result<Member> {
        let people = self.people()?;
        let mut person = (account.person != 0).then_some(account.person);
        let mut called = String::new();
        if let Some(id) = person {
            // Who was merged into another one is that one.
            person = stands_as(tx, people, id)?;
            let titles = self.titles(tx, people.name, person.as_slice())?;
            called = titles.into_values().next().unwrap_or_default();
        }
        let may_be_known = person.is_none()
            && !account.phone.is_empty()
            && unhex(&account.phone).is_some_and(|index| {
                self.people_by(tx, Kind::Phone, &index).is_ok_and(|found| !found.is_empty())
            });
        // Whoever saw the PIN that was handed over could be anybody until it is replaced.
        let ctx = match person.filter(|_| account.pin_until == 0) {
            Some(person) => Ctx::own(account.id, &called, person),
            None => Ctx::user(account.id, STRANGER, Vec::new(), "手机"),
        };
        let waits = self.catalog().register(&account.waits.0);
        Ok(Member {
            account: account.id,
            person,
            name: called,
            ctx,
            csrf,
            must_set_pin: account.pin_until != 0,
            large: account.large,
            waits: waits.map(|register| (register, account.waits.1)),
            may_be_known,
        })
    }

    /// Signs a phone out.
    pub fn member_leaves(&self, token: &str) -> Result<()> {
        let sql = Sql::new("DELETE FROM member_session WHERE token = ").bind(plain(&digest(token)));
        self.db.write(|tx| tx.exec(&sql).map(|_| ()))
    }

    /// Large letters for oneself.
    pub fn set_large(&self, member: &Member, large: bool) -> Result<()> {
        self.db.write(|tx| set(tx, member.account, "large", Value::Int(i64::from(large))))
    }

    /// Forgets what is over: sessions and codes. Hourly.
    pub fn sweep_members(&self) -> Result<()> {
        let now = self.clock.now();
        self.db.write(|tx| {
            let sql = Sql::new("DELETE FROM member_session WHERE seen_at <= ").bind(now - IDLE);
            tx.exec(&sql.add(" OR created_at <= ").bind(now - AGE))?;
            tx.exec(&Sql::new("DELETE FROM member_code WHERE until <= ").bind(now - DAY))?;
            Ok(())
        })
    }
}

/// What the journal calls somebody who is not known yet.
const STRANGER: &str = "手机用户";

/// The living person of a key, through a merge.
fn stands_as(tx: &mut Tx, people: &Register, id: i64) -> Result<Option<i64>> {
    let itself = people.fields.iter().find(|field| field.to == people.name && !field.dated);
    let merged = itself.map_or("NULL".to_owned(), |field| name(field.name));
    let text = format!("SELECT voided, {merged} FROM {} WHERE id = ", name(people.name));
    let Some(row) = tx.one(&Sql::new(text).bind(id))? else { return Ok(None) };
    match row.maybe_int(1) {
        Some(other) => Ok(Some(other)),
        None => Ok((row.int(0) == 0).then_some(id)),
    }
}
