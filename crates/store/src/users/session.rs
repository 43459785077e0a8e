//! Sessions: a random token in a cookie, of which only the digest is kept; ended by idleness, by
//! age, by a new password, by their owner.

use super::sign_in::Attempt;
use super::{Ctx, Result, Sql, Store, StoreError, Tx, UserRow, load, plain, throttle};
use crate::db::Row;
use crate::keys::{hex, random};
use crate::note::{Note, leave};
use crate::settings;
use jiff::civil::Date;
use kernel::value::Value;
use sha2::{Digest, Sha256};

const MINUTE: i64 = 60_000;
const HOUR: i64 = 60 * MINUTE;
const DAY: i64 = 24 * HOUR;

/// A request's session.
#[derive(Clone, Debug)]
pub struct Session {
    /// Whose.
    pub user: UserRow,
    /// With whose rights; none at all until `must_change` and `must_enrol` are done with.
    pub ctx: Ctx,
    /// What every form of this session carries.
    pub csrf: String,
    /// Signed in with a code too.
    pub second_factor: bool,
    /// A new password comes before anything else.
    pub must_change: bool,
    /// The second factor must be set up before anything else.
    pub must_enrol: bool,
    /// Notices that were not seen yet.
    pub unread: i64,
}

/// A session as its owner sees it.
#[derive(Clone, Debug)]
pub struct Open {
    /// Names it for [`Store::kick`]; not the token.
    pub key: String,
    /// Since when.
    pub created_at: i64,
    /// Last used.
    pub seen_at: i64,
    /// Last address.
    pub address: String,
    /// Browser.
    pub agent: String,
}

/// The random texts of a new session.
pub(crate) struct Secrets {
    pub token: String,
    pub csrf: String,
}

impl Secrets {
    pub fn new() -> Result<Secrets> {
        Ok(Secrets { token: hex(&random::<32>()?), csrf: hex(&random::<32>()?) })
    }
}

pub(crate) fn digest(token: &str) -> String {
    hex(&Sha256::digest(token.as_bytes()))
}

const KEY: usize = 16;

fn short(digest: &str) -> String {
    digest.chars().take(KEY).collect()
}

/// Whether a password is due for a change.
pub(crate) fn must_change(tx: &mut Tx, user: &UserRow, now: i64, today: Date) -> Result<bool> {
    let [days] = settings::numbers(tx, today, ["password_days"])?;
    Ok(user.must_change || is_old(user, days, now))
}

fn is_old(user: &UserRow, days: i64, now: i64) -> bool {
    days > 0 && now - user.changed_at >= days * DAY
}

/// Opens a session; of too many, those not used for longest end.
pub(crate) fn begin(
    tx: &mut Tx,
    user: &UserRow,
    attempt: &Attempt,
    secrets: &Secrets,
    now: i64,
    today: Date,
) -> Result<()> {
    let columns = "token, user_id, csrf, created_at, seen_at, address, agent, second_factor";
    let agent: String = attempt.agent.chars().take(200).collect();
    let address: String = attempt.address.chars().take(64).collect();
    let row = vec![
        plain(&digest(&secrets.token)),
        Value::Int(user.id),
        plain(&secrets.csrf),
        Value::Int(now),
        Value::Int(now),
        plain(&address),
        plain(&agent),
        Value::from(user.totp_on),
    ];
    let [most] = settings::numbers(tx, today, ["session_most"])?;
    let find = Sql::new("SELECT token FROM session WHERE user_id = ").bind(user.id);
    let standing = tx.all(&find.add(" ORDER BY seen_at DESC, token"))?;
    let room = usize::try_from(most - 1).unwrap_or_default();
    for extra in standing.iter().skip(room) {
        tx.exec(&Sql::new("DELETE FROM session WHERE token = ").bind(extra.value(0)))?;
    }
    tx.exec(&Sql::new(format!("INSERT INTO session ({columns}) VALUES ")).list(row))?;
    Ok(())
}

/// Ends all sessions of an account but one.
pub(crate) fn end_all(tx: &mut Tx, user: i64, keep: Option<&str>) -> Result<()> {
    let keep = keep.map(digest).unwrap_or_default();
    let sql = Sql::new("DELETE FROM session WHERE user_id = ").bind(user);
    tx.exec(&sql.add(" AND token <> ").bind(plain(&keep)))?;
    Ok(())
}

/// Marks a session as signed in with a code too.
pub(crate) fn second_factor(tx: &mut Tx, token: Option<&str>) -> Result<()> {
    let token = token.map(digest).unwrap_or_default();
    let sql = Sql::new("UPDATE session SET second_factor = 1 WHERE token = ").bind(plain(&token));
    tx.exec(&sql)?;
    Ok(())
}

struct Limits {
    idle: i64,
    admin_idle: i64,
    age: i64,
    password_days: i64,
    admin_totp: bool,
}

fn limits(tx: &mut Tx, today: Date) -> Result<Limits> {
    let names = [
        "session_idle_minutes",
        "admin_idle_minutes",
        "session_hours",
        "password_days",
        "admin_totp",
    ];
    let [idle, admin_idle, hours, password_days, admin_totp] = settings::numbers(tx, today, names)?;
    Ok(Limits {
        idle: idle * MINUTE,
        admin_idle: admin_idle * MINUTE,
        age: hours * HOUR,
        password_days,
        admin_totp: admin_totp != 0,
    })
}

impl Limits {
    fn over(&self, admin: bool, created_at: i64, seen_at: i64, now: i64) -> bool {
        let idle = if admin { self.admin_idle.min(self.idle) } else { self.idle };
        now - seen_at >= idle || now - created_at >= self.age
    }
}

const FIND: &str = "SELECT user_id, csrf, created_at, seen_at, second_factor, (SELECT COUNT(*) FROM notice n \
     WHERE n.user_id = session.user_id AND n.seen_at = 0) FROM session WHERE token = ";

impl Store {
    /// The session of a token, if it still holds. Its last use is noted once a minute.
    pub fn session(&self, token: &str, address: &str) -> Result<Option<Session>> {
        let (name, now, today) = (digest(token), self.clock.now(), self.today());
        let found = self.db.read(|tx| {
            let Some(row) = tx.one(&Sql::new(FIND).bind(plain(&name)))? else { return Ok(None) };
            let Some(user) = load(tx, row.int(0))? else { return Ok(None) };
            Ok(Some((row, user, limits(tx, today)?)))
        })?;
        let Some((row, user, limits)) = found else { return Ok(None) };
        let seen_at = row.int(3);
        let Some(session) = self.judge(&row, user, &limits, now) else { return Ok(None) };
        if now - seen_at >= MINUTE {
            let touch = Sql::new("UPDATE session SET seen_at = ").bind(now).add(", address = ");
            let touch = touch.bind(plain(address)).add(" WHERE token = ").bind(plain(&name));
            let touch = touch.add(" AND seen_at < ").bind(now);
            // A full disk must not keep anybody from reading.
            if let Err(error) = self.db.write(|tx| tx.exec(&touch)) {
                tracing::warn!(%error, "session not touched");
            }
        }
        Ok(Some(session))
    }

    fn judge(&self, row: &Row, user: UserRow, limits: &Limits, now: i64) -> Option<Session> {
        let admin = self.totp_needed(&user);
        let second_factor = row.int(4) != 0;
        let over = limits.over(admin, row.int(2), row.int(3), now);
        if over || user.disabled || (user.totp_on && !second_factor) {
            return None;
        }
        let must_change = user.must_change || is_old(&user, limits.password_days, now);
        let must_enrol = admin && limits.admin_totp && !user.totp_on;
        let ready = !must_change && !must_enrol;
        let grants = if ready { user.grants.clone() } else { Vec::new() };
        Some(Session {
            ctx: Ctx::user(user.id, &user.name, grants, "页面"),
            csrf: row.text(1),
            second_factor,
            must_change,
            must_enrol,
            unread: row.value(5).as_int().unwrap_or(0),
            user,
        })
    }

    /// Whose session a token is or was, as long as it is remembered.
    pub fn session_owner(&self, token: &str) -> Result<Option<i64>> {
        let name = digest(token);
        let row = self.db.read(|tx| tx.one(&Sql::new(FIND).bind(plain(&name))))?;
        Ok(row.map(|row| row.int(0)))
    }

    /// Signs out.
    pub fn sign_out(&self, token: &str) -> Result<()> {
        let (name, now) = (digest(token), self.clock.now());
        self.db.write(|tx| {
            let Some(row) = tx.one(&Sql::new(FIND).bind(plain(&name)))? else { return Ok(()) };
            tx.exec(&Sql::new("DELETE FROM session WHERE token = ").bind(plain(&name)))?;
            let Some(user) = load(tx, row.int(0))? else { return Ok(()) };
            let ctx = Ctx::user(user.id, &user.name, Vec::new(), "页面");
            let note = Note { act: "退出", register: "app_user", record: user.id, reason: "" };
            leave(tx, now, &ctx, 0, note)
        })
    }

    /// One's own sessions, the one used last first.
    pub fn sessions(&self, ctx: &Ctx) -> Result<Vec<Open>> {
        let (now, today) = (self.clock.now(), self.today());
        self.db.read(|tx| {
            let limits = limits(tx, today)?;
            let admin = load(tx, ctx.user_id)?.is_some_and(|user| self.totp_needed(&user));
            let sql = "SELECT token, created_at, seen_at, address, agent FROM session \
                       WHERE user_id = ";
            let sql = Sql::new(sql).bind(ctx.user_id).add(" ORDER BY seen_at DESC, token");
            let rows = tx.all(&sql)?;
            let alive = rows.iter().filter(|r| !limits.over(admin, r.int(1), r.int(2), now));
            let open = |row: &Row| Open {
                key: short(&row.text(0)),
                created_at: row.int(1),
                seen_at: row.int(2),
                address: row.text(3),
                agent: row.text(4),
            };
            Ok(alive.map(open).collect())
        })
    }

    /// The key under which [`Store::sessions`] lists the session of a token.
    pub fn session_key(token: &str) -> String {
        short(&digest(token))
    }

    /// Ends one of one's own sessions.
    pub fn kick(&self, ctx: &Ctx, key: &str) -> Result<()> {
        self.db.write(|tx| {
            let find = Sql::new("SELECT token FROM session WHERE user_id = ").bind(ctx.user_id);
            let rows = tx.all(&find)?;
            let found = rows.iter().find(|row| short(&row.text(0)) == key);
            let token = found.ok_or(StoreError::NotFound)?.value(0);
            tx.exec(&Sql::new("DELETE FROM session WHERE token = ").bind(token))?;
            self.about_user(tx, ctx, "退出其他设备", ctx.user_id, "")
        })
    }

    /// Ends all of one's own sessions but the one of this token.
    pub fn kick_others(&self, ctx: &Ctx, token: &str) -> Result<()> {
        self.db.write(|tx| {
            end_all(tx, ctx.user_id, Some(token))?;
            self.about_user(tx, ctx, "退出其他设备", ctx.user_id, "全部")
        })
    }

    /// Forgets sessions that have been over for a day and failures that no longer count: hourly and at the start.
    pub fn sweep_sessions(&self) -> Result<()> {
        let (now, today) = (self.clock.now(), self.today());
        self.db.write(|tx| {
            let limits = limits(tx, today)?;
            let sql =
                Sql::new("DELETE FROM session WHERE seen_at <= ").bind(now - limits.idle - DAY);
            // A form sent after its session has ended still finds whose it was.
            tx.exec(&sql.add(" OR created_at <= ").bind(now - limits.age - DAY))?;
            throttle::sweep(tx, now)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn idle_and_old_sessions_are_over_administrators_sooner() {
        let limits = Limits {
            idle: 30 * MINUTE,
            admin_idle: 15 * MINUTE,
            age: 12 * HOUR,
            password_days: 90,
            admin_totp: true,
        };
        assert!(
            !limits.over(false, 0, 0, 30 * MINUTE - 1) && limits.over(false, 0, 0, 30 * MINUTE)
        );
        assert!(!limits.over(true, 0, 0, 15 * MINUTE - 1) && limits.over(true, 0, 0, 15 * MINUTE));
        assert!(!limits.over(false, 0, 12 * HOUR - 2, 12 * HOUR - 1));
        assert!(limits.over(false, 0, 12 * HOUR - 1, 12 * HOUR));
    }

    #[test]
    fn a_token_has_256_bits_and_is_not_its_stored_name() {
        let secrets = Secrets::new().unwrap();
        assert_eq!(secrets.token.len(), 64);
        assert_ne!(secrets.token, secrets.csrf);
        assert_ne!(digest(&secrets.token), secrets.token);
        assert_eq!(Store::session_key(&secrets.token).len(), KEY);
    }
}
