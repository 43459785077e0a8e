//! Failed sign-ins are counted per login, whether such an account exists or not, and per address.
//! An attempt is counted before its password is looked at, so that many at once gain nothing.

use super::{Result, Row, Sql, Store, Tx, plain, tidy};
use crate::keys::hex;
use kernel::value::Value;
use sha2::{Digest, Sha256};

const MINUTE: i64 = 60_000;
/// Failures count together for this long.
const WINDOW: i64 = 15 * MINUTE;
/// Failures of one login until it is locked.
pub const MOST: usize = 5;
/// How long it stays locked.
const LOCKED: i64 = 30 * MINUTE;
/// Failures from one address until it is refused: many people may share it.
const MOST_ADDRESS: usize = 50;

/// The answer at the door.
pub enum Gate {
    /// This many attempts so far, this one included.
    Open(usize),
    /// Wait this many minutes.
    Shut(i64),
}

/// What to tell somebody of the office who must wait.
pub fn wait(minutes: i64) -> String {
    format!("连续多次不对，已暂时锁定；请{minutes}分钟后再试，或请系统管理员解锁")
}

/// What to tell a member on the phone: nobody there knows an administrator, and what was counted need not have been
/// wrong.
pub fn wait_on_phone(minutes: i64) -> String {
    format!("试的次数太多，请{minutes}分钟后再试，或到工会办理")
}

struct Count {
    times: Vec<i64>,
    locked_until: i64,
}

/// Only a digest is kept: people type their password into the wrong field.
fn digest(kind: &str, text: &str) -> String {
    hex(&Sha256::digest(format!("{kind}:{text}").as_bytes()))
}

fn by_login(login: &str) -> String {
    digest("login", &tidy(login))
}

fn read(row: Option<&Row>, now: i64) -> Count {
    let Some(row) = row else { return Count { times: Vec::new(), locked_until: 0 } };
    let times = row.text(0);
    let times = times.split(' ').filter_map(|time| time.parse().ok());
    Count { times: times.filter(|at: &i64| now - at < WINDOW).collect(), locked_until: row.int(1) }
}

/// The count of a name, locked against other writers.
fn take(tx: &mut Tx, name: &str, now: i64) -> Result<Count> {
    let row = vec![plain(name), plain(""), Value::Int(0)];
    let insert = Sql::new("INSERT INTO sign_in_failure (name, times, locked_until) VALUES ");
    tx.exec(&insert.list(row).add(" ON CONFLICT (name) DO NOTHING"))?;
    let find = Sql::new("SELECT times, locked_until FROM sign_in_failure WHERE name = ");
    let ending = tx.dialect().for_update();
    let row = tx.one(&find.bind(plain(name)).add(ending))?;
    Ok(read(row.as_ref(), now))
}

fn put(tx: &mut Tx, name: &str, count: &Count) -> Result<()> {
    let times: Vec<String> = count.times.iter().map(ToString::to_string).collect();
    let sql = Sql::new("UPDATE sign_in_failure SET times = ").bind(plain(&times.join(" ")));
    let sql = sql.add(", locked_until = ").bind(count.locked_until);
    tx.exec(&sql.add(" WHERE name = ").bind(plain(name)))?;
    Ok(())
}

fn minutes(until: i64, now: i64) -> i64 {
    ((until - now + MINUTE - 1) / MINUTE).max(1)
}

fn knock(tx: &mut Tx, login: &str, address: &str, now: i64) -> Result<Gate> {
    if !address.is_empty() {
        let count = take(tx, &digest("address", address), now)?;
        if count.locked_until > now {
            return Ok(Gate::Shut(minutes(count.locked_until, now)));
        }
    }
    let name = by_login(login);
    let mut count = take(tx, &name, now)?;
    if count.locked_until > now {
        return Ok(Gate::Shut(minutes(count.locked_until, now)));
    }
    count.times.push(now);
    if count.times.len() >= MOST {
        count.locked_until = now + LOCKED;
    }
    put(tx, &name, &count)?;
    Ok(Gate::Open(count.times.len()))
}

/// Takes the last attempt back: it was no failure, but no success yet.
pub fn forgive(tx: &mut Tx, login: &str) -> Result<()> {
    let name = by_login(login);
    let mut count = take(tx, &name, 0)?;
    count.times.pop();
    if count.times.len() < MOST {
        count.locked_until = 0;
    }
    put(tx, &name, &count)
}

/// Forgets the failures of a login.
pub fn clear(tx: &mut Tx, login: &str) -> Result<()> {
    let sql = Sql::new("DELETE FROM sign_in_failure WHERE name = ");
    tx.exec(&sql.bind(plain(&by_login(login))))?;
    Ok(())
}

/// Counts a failure from an address.
pub fn from_address(tx: &mut Tx, address: &str, now: i64) -> Result<()> {
    if address.is_empty() {
        return Ok(());
    }
    let name = digest("address", address);
    let mut count = take(tx, &name, now)?;
    count.times.push(now);
    if count.times.len() >= MOST_ADDRESS {
        count.locked_until = now + WINDOW;
    }
    put(tx, &name, &count)
}

/// Counts something that costs, from an address; says for how many minutes it is too much.
pub fn too_many(tx: &mut Tx, what: &str, address: &str, now: i64) -> Result<Option<i64>> {
    let name = digest(what, address);
    let mut count = take(tx, &name, now)?;
    if count.locked_until > now {
        return Ok(Some(minutes(count.locked_until, now)));
    }
    count.times.push(now);
    if count.times.len() >= MOST_ADDRESS {
        count.locked_until = now + WINDOW;
    }
    put(tx, &name, &count)?;
    Ok(None)
}

/// Who is locked now, as (digest, until).
pub fn locked(tx: &mut Tx, now: i64) -> Result<Vec<(String, i64)>> {
    let sql = Sql::new("SELECT name, locked_until FROM sign_in_failure WHERE locked_until > ");
    let rows = tx.all(&sql.bind(now))?;
    Ok(rows.iter().map(|row| (row.text(0), row.int(1))).collect())
}

/// Until when a login is locked, 0 when it is not.
pub fn until(locked: &[(String, i64)], login: &str) -> i64 {
    let name = by_login(login);
    locked.iter().find(|entry| entry.0 == name).map_or(0, |entry| entry.1)
}

/// Forgets what no longer counts.
pub fn sweep(tx: &mut Tx, now: i64) -> Result<()> {
    let rows = tx.all(&Sql::new("SELECT times, locked_until, name FROM sign_in_failure"))?;
    for row in rows {
        let count = read(Some(&row), now);
        if count.times.is_empty() && count.locked_until <= now {
            let sql = Sql::new("DELETE FROM sign_in_failure WHERE name = ");
            tx.exec(&sql.bind(row.value(2)))?;
        }
    }
    Ok(())
}

impl Store {
    /// Counts an attempt and says whether it may go on.
    pub(crate) fn knock(&self, login: &str, address: &str) -> Result<Gate> {
        let now = self.clock.now();
        self.db.write(|tx| knock(tx, login, address, now))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn failures_older_than_fifteen_minutes_do_not_count() {
        let row = Row(vec![plain("0 60000 nonsense 900000"), Value::Int(7)]);
        assert_eq!(read(Some(&row), 899_999).times, [0, 60_000, 900_000]);
        assert_eq!(read(Some(&row), 900_000).times, [60_000, 900_000]);
        assert_eq!(read(Some(&row), 0).locked_until, 7);
    }

    #[test]
    fn minutes_left_are_rounded_up() {
        assert_eq!((minutes(30 * MINUTE, 0), minutes(30 * MINUTE, 1)), (30, 30));
        assert_eq!((minutes(MINUTE + 1, 0), minutes(1, 0)), (2, 1));
    }

    #[test]
    fn a_login_is_counted_as_one_however_it_is_typed_and_never_kept_in_clear() {
        assert_eq!(by_login(" LiJuan"), by_login("lijuan"));
        assert_ne!(digest("login", "a"), digest("address", "a"));
        assert!(!by_login("lijuan").contains("lijuan"));
    }
}
