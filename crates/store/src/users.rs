//! Accounts, their rights, passwords, second factor and sessions.
//!
//! Read in this order: this file, accounts · [`duty`] who may do what with them · [`password`] ·
//! [`throttle`] and [`sign_in`] · [`totp`] · [`session`] · [`email`].

pub mod duty;
pub mod email;
pub mod password;
pub mod session;
pub mod sign_in;
pub(crate) mod throttle;
pub mod totp;

use crate::ctx::Ctx;
use crate::db::{Row, Tx};
use crate::error::{Result, StoreError};
use crate::note::{Note, leave};
use crate::sql::Sql;
use crate::store::Store;
use kernel::access::Grant;
use kernel::value::Value;

pub use password::{Change, Hashing};
pub use session::{Open, Session};
pub use sign_in::{Attempt, SignIn};
pub use totp::Enrolment;

/// An account as it is shown.
#[derive(Clone, Debug)]
pub struct UserRow {
    /// Key.
    pub id: i64,
    /// What is typed to sign in; never used again for another person.
    pub login: String,
    /// The person's name.
    pub name: String,
    /// Must choose a new password before anything else.
    pub must_change: bool,
    /// When the password was set.
    pub changed_at: i64,
    /// Signs in with a code besides the password.
    pub totp_on: bool,
    /// May not sign in.
    pub disabled: bool,
    /// Until when sign-in is refused after failures; 0 when it is not. Known to [`Store::user`]
    /// and [`Store::users`] only.
    pub locked_until: i64,
    /// Rights.
    pub grants: Vec<Grant>,
    /// When it was made.
    pub created_at: i64,
    /// Look of the pages.
    pub theme: String,
}

/// A one-time password that nobody used is good for so long.
const ONE_TIME: i64 = 7 * 86_400_000;

impl UserRow {
    /// The password that somebody else has seen was not replaced in time and opens nothing more.
    pub fn one_time_over(&self, now: i64) -> bool {
        self.must_change && now - self.changed_at >= ONE_TIME
    }
}

/// An account to be made.
#[derive(Clone, Copy, Debug)]
pub struct NewUser<'a> {
    /// What is typed to sign in.
    pub login: &'a str,
    /// The person's name.
    pub name: &'a str,
    /// Rights; only the local administrator gives them here, else the security administrator
    /// grants them afterwards.
    pub grants: &'a [Grant],
    /// None: a one-time password is made.
    pub password: Option<&'a str>,
}

/// A new account.
#[derive(Clone, Debug)]
pub struct Added {
    /// Key.
    pub id: i64,
    /// The one-time password, to be shown once.
    pub one_time: Option<String>,
}

/// Text for a column that is never empty in the sense of unknown.
pub(crate) fn plain(text: &str) -> Value {
    Value::Text(text.to_owned())
}

/// A login as it is stored: no blanks around it, Latin letters small.
pub(crate) fn tidy(login: &str) -> String {
    login.trim().to_lowercase()
}

const COLUMNS: &str = "SELECT u.id, u.login, u.name, u.must_change, u.changed_at, u.totp_on, \
                       u.disabled, u.created_at, u.theme FROM app_user u";

fn read_user(row: &Row) -> UserRow {
    UserRow {
        id: row.int(0),
        login: row.text(1),
        name: row.text(2),
        must_change: row.int(3) != 0,
        changed_at: row.int(4),
        totp_on: row.int(5) != 0,
        disabled: row.int(6) != 0,
        locked_until: 0,
        grants: Vec::new(),
        created_at: row.int(7),
        theme: row.text(8),
    }
}

pub(crate) fn load(tx: &mut Tx, id: i64) -> Result<Option<UserRow>> {
    let row = tx.one(&Sql::new(COLUMNS).add(" WHERE u.id = ").bind(id))?;
    let Some(mut user) = row.as_ref().map(read_user) else { return Ok(None) };
    let sql = "SELECT role, union_id FROM user_grant WHERE user_id = ";
    let rows = tx.all(&Sql::new(sql).bind(id).add(" ORDER BY role, union_id"))?;
    user.grants = rows.iter().map(|r| Grant { role: r.text(0), union: r.int(1) }).collect();
    Ok(Some(user))
}

/// The account for a change in the same transaction: two changes to it follow one another.
pub(crate) fn lock(tx: &mut Tx, id: i64) -> Result<UserRow> {
    let find = Sql::new("SELECT id FROM app_user WHERE id = ").bind(id);
    let ending = tx.dialect().for_update();
    tx.one(&find.add(ending))?;
    load(tx, id)?.ok_or(StoreError::NotFound)
}

fn check_login(login: &str) -> Result<()> {
    let count = login.chars().count();
    let fits = |c: char| c.is_alphanumeric() || "._-@".contains(c);
    if !(2..=40).contains(&count) || !login.chars().all(fits) {
        return Err(StoreError::refuse("login", "登录名应为 2 到 40 个字母、数字、汉字或 . _ - @"));
    }
    Ok(())
}

fn check_name(name: &str) -> Result<()> {
    if name.is_empty() || name.chars().count() > 40 {
        return Err(StoreError::refuse(
            "name",
            "请填使用人的姓名，不超过 40 个字；账号不可多人合用",
        ));
    }
    Ok(())
}

pub(crate) fn insert_grants(tx: &mut Tx, id: i64, grants: &[Grant]) -> Result<()> {
    let row = |grant: &Grant| vec![Value::Int(id), plain(&grant.role), Value::Int(grant.union)];
    let rows: Vec<Vec<Value>> = grants.iter().map(row).collect();
    tx.bulk("user_grant", &["user_id", "role", "union_id"].map(str::to_owned), &rows)
}

impl Store {
    /// All accounts, for the three administrators.
    pub fn users(&self, ctx: &Ctx) -> Result<Vec<UserRow>> {
        if !(self.may_manage_users(ctx) || self.may_grant(ctx) || self.may_audit(ctx)) {
            return Err(StoreError::Forbidden);
        }
        let now = self.clock.now();
        self.db.read(|tx| {
            let rows = tx.all(&Sql::new(COLUMNS).add(" ORDER BY u.login"))?;
            let mut users: Vec<UserRow> = rows.iter().map(read_user).collect();
            let rights = "SELECT user_id, role, union_id FROM user_grant ORDER BY role, union_id";
            let rights = tx.all(&Sql::new(rights))?;
            let locks = throttle::locked(tx, now)?;
            for user in &mut users {
                let mine = rights.iter().filter(|row| row.int(0) == user.id);
                user.grants = mine.map(|r| Grant { role: r.text(1), union: r.int(2) }).collect();
                user.locked_until = throttle::until(&locks, &user.login);
            }
            Ok(users)
        })
    }

    /// One account, for its owner and the administrators.
    pub fn user(&self, ctx: &Ctx, id: i64) -> Result<UserRow> {
        let own = id == ctx.user_id;
        if !(own || self.may_manage_users(ctx) || self.may_grant(ctx) || self.may_audit(ctx)) {
            return Err(StoreError::NotFound);
        }
        let now = self.clock.now();
        self.db.read(|tx| {
            let mut user = load(tx, id)?.ok_or(StoreError::NotFound)?;
            user.locked_until = throttle::until(&throttle::locked(tx, now)?, &user.login);
            Ok(user)
        })
    }

    /// Makes an account. It can do nothing until the security administrator grants a role.
    pub fn add_user(&self, ctx: &Ctx, new: &NewUser, hashing: Hashing) -> Result<Added> {
        self.manages_users(ctx)?;
        if !new.grants.is_empty() && !ctx.all {
            let say = "权限由安全管理员授予。账号没有建；请先不带权限建账号，再请安全管理员授权";
            return Err(StoreError::refuse("grants", say));
        }
        let (login, name) = (tidy(new.login), new.name.trim());
        check_login(&login)?;
        check_name(name)?;
        let one_time = match new.password {
            Some(given) => {
                password::check(given, &login, name)?;
                None
            }
            None => Some(password::one_time()?),
        };
        let clear = new.password.or(one_time.as_deref()).unwrap_or_default();
        // A password that somebody else has typed or seen is replaced at the first sign-in.
        let must_change = one_time.is_some() || !ctx.all;
        let hash = hashing.hash(clear)?;
        let id = self.fresh_id()?;
        self.db.write(|tx| {
            self.check_grants(tx, new.grants)?;
            self.insert_user(tx, id, &login, name, &hash, must_change)?;
            insert_grants(tx, id, new.grants)?;
            let reason = format!("{name}（{login}）{}", self.grants_in_words(tx, new.grants)?);
            self.about_user(tx, ctx, "新建账号", id, &reason)
        })?;
        Ok(Added { id, one_time })
    }

    fn insert_user(
        &self,
        tx: &mut Tx,
        id: i64,
        login: &str,
        name: &str,
        hash: &str,
        must_change: bool,
    ) -> Result<()> {
        let known = Sql::new("SELECT 1 FROM app_user WHERE login = ").bind(plain(login));
        if tx.one(&known)?.is_some() {
            let say = format!("登录名“{login}”已有人用，停用的账号也不再给别人；请换一个");
            return Err(StoreError::refuse("login", say));
        }
        let now = self.clock.now();
        let columns = "id, login, name, password, must_change, changed_at, created_at";
        let sql = Sql::new(format!("INSERT INTO app_user ({columns}) VALUES "));
        let row = vec![Value::Int(id), plain(login), plain(name), plain(hash)];
        let stamps = [Value::from(must_change), Value::Int(now), Value::Int(now)];
        tx.exec(&sql.list(row.into_iter().chain(stamps)))?;
        Ok(())
    }

    /// Corrects the name of an account's owner. Another person gets another account.
    pub fn rename_user(&self, ctx: &Ctx, id: i64, name: &str) -> Result<()> {
        self.manages_users(ctx)?;
        let name = name.trim();
        check_name(name)?;
        self.db.write(|tx| {
            let user = lock(tx, id)?;
            let sql = Sql::new("UPDATE app_user SET name = ").bind(plain(name));
            tx.exec(&sql.add(" WHERE id = ").bind(id))?;
            let reason = format!("{}改为{name}", user.name);
            self.about_user(tx, ctx, "改账号姓名", id, &reason)
        })
    }

    /// Stops an account and ends its sessions, or lets it in again.
    pub fn set_disabled(&self, ctx: &Ctx, id: i64, disabled: bool) -> Result<()> {
        self.manages_users(ctx)?;
        if id == ctx.user_id {
            return Err(StoreError::refuse("", "不能停用自己的账号，请另一位系统管理员来做"));
        }
        self.db.write(|tx| {
            let user = lock(tx, id)?;
            let sql = Sql::new("UPDATE app_user SET disabled = ").bind(disabled);
            tx.exec(&sql.add(" WHERE id = ").bind(id))?;
            if disabled {
                session::end_all(tx, id, None)?;
            }
            let act = if disabled { "停用账号" } else { "启用账号" };
            self.about_user(tx, ctx, act, id, &user.name)
        })
    }

    /// Lets a locked account sign in at once.
    pub fn unlock_user(&self, ctx: &Ctx, id: i64) -> Result<()> {
        self.manages_users(ctx)?;
        self.db.write(|tx| {
            let user = lock(tx, id)?;
            throttle::clear(tx, &user.login)?;
            self.about_user(tx, ctx, "解锁账号", id, &user.name)
        })
    }

    /// Sets the look of the pages for oneself.
    pub fn set_theme(&self, ctx: &Ctx, theme: &str) -> Result<()> {
        if theme.len() > 20 || !theme.chars().all(|c| c.is_ascii_alphanumeric() || c == '-') {
            return Err(StoreError::refuse("theme", "没有这种外观，请从列出的几种里选"));
        }
        self.db.write(|tx| {
            let sql = Sql::new("UPDATE app_user SET theme = ").bind(plain(theme));
            tx.exec(&sql.add(" WHERE id = ").bind(ctx.user_id))?;
            Ok(())
        })
    }

    /// The rights of a user for work that goes on without a request: a job. Key 0 is the program.
    pub fn ctx_of(&self, id: i64, origin: &'static str, job: i64) -> Result<Ctx> {
        if id == 0 {
            return Ok(Ctx { job, ..Ctx::local() });
        }
        let user = self.db.read(|tx| load(tx, id))?.ok_or(StoreError::NotFound)?;
        if user.disabled {
            let say = format!("{}的账号已停用，这项任务停在这里；请重新交给别人做", user.name);
            return Err(StoreError::refuse("", say));
        }
        Ok(Ctx { job, ..Ctx::user(user.id, &user.name, user.grants, origin) })
    }

    pub(crate) fn about_user(
        &self,
        tx: &mut Tx,
        ctx: &Ctx,
        act: &str,
        record: i64,
        reason: &str,
    ) -> Result<()> {
        let note = Note { act, register: "app_user", record, reason };
        leave(tx, self.clock.now(), ctx, 0, note)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_login_is_the_same_in_any_case_and_with_blanks_around() {
        assert_eq!(tidy("  LiJuan "), "lijuan");
        assert!(check_login("lijuan").is_ok() && check_login("王秀兰").is_ok());
        for wrong in ["", "a", "li juan", "<b>", &"x".repeat(41)] {
            assert!(check_login(wrong).is_err(), "{wrong}");
        }
    }
}
