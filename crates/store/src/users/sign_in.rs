//! Signing in: password, then the second factor; the same answer for an unknown login and a wrong
//! password, and the same work.

use super::password::{Hashing, verify};
use super::throttle::{self, Gate, MOST};
use super::{Ctx, Result, Sql, Store, Tx, UserRow, load, plain, session, tidy, totp};
use crate::note::{Note, leave};

/// What was typed, and from where.
#[derive(Clone, Copy, Debug)]
pub struct Attempt<'a> {
    /// Login.
    pub login: &'a str,
    /// Password.
    pub password: &'a str,
    /// Six digits, when they were asked for.
    pub totp: Option<&'a str>,
    /// Address of the machine.
    pub address: &'a str,
    /// Its browser.
    pub agent: &'a str,
}

/// The answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SignIn {
    /// The token for the cookie; nobody else ever sees it again.
    Ok {
        /// 256 random bits in hexadecimal.
        token: String,
        /// A new password comes before anything else.
        must_change: bool,
    },
    /// The password was right; the code is missing.
    NeedTotp,
    /// No.
    Refused {
        /// For the person.
        say: String,
        /// Whether waiting is all that helps.
        locked: bool,
    },
}

struct Known {
    user: UserRow,
    password: String,
}

fn find(tx: &mut Tx, login: &str) -> Result<Option<Known>> {
    let sql = Sql::new("SELECT id, password FROM app_user WHERE login = ").bind(plain(login));
    let Some(row) = tx.one(&sql)? else { return Ok(None) };
    Ok(load(tx, row.int(0))?.map(|user| Known { user, password: row.text(1) }))
}

/// Why it failed: for the person, and for the journal.
struct Why {
    say: &'static str,
    log: &'static str,
    /// Trying again may help.
    again: bool,
}

const fn why(say: &'static str, log: &'static str, again: bool) -> Why {
    Why { say, log, again }
}

const UNKNOWN: Why = why("登录名或密码不对", "登录名不存在", true);
const PASSWORD: Why = why("登录名或密码不对", "密码不对", true);
const DISABLED: Why = why("这个账号已停用，请联系系统管理员", "账号已停用", false);
const OVER: Why =
    why("一次性密码7天没有用，已经失效，请系统管理员重设一个", "一次性密码已失效", false);
const CODE: Why =
    why("动态口令不对或已用过，请等手机上出现下一个再填", "动态口令不对或已用过", true);

impl Store {
    /// Signs in, or says why not. Every attempt leaves an entry, but those while locked.
    pub fn sign_in(&self, attempt: &Attempt, hashing: Hashing) -> Result<SignIn> {
        let login = tidy(attempt.login);
        let count = match self.knock(&login, attempt.address)? {
            Gate::Open(count) => count,
            Gate::Shut(minutes) => {
                return Ok(SignIn::Refused { say: throttle::wait(minutes), locked: true });
            }
        };
        let Some(known) = self.db.read(|tx| find(tx, &login))? else {
            // As long as a real look would take.
            hashing.hash(attempt.password)?;
            return self.fail(None, attempt, count, &UNKNOWN);
        };
        let user = &known.user;
        if !verify(attempt.password, &known.password) {
            return self.fail(Some(user), attempt, count, &PASSWORD);
        }
        if user.disabled {
            return self.fail(Some(user), attempt, count, &DISABLED);
        }
        if user.one_time_over(self.clock.now()) {
            return self.fail(Some(user), attempt, count, &OVER);
        }
        if user.totp_on && attempt.totp.is_none_or(|code| code.trim().is_empty()) {
            self.db.write(|tx| throttle::forgive(tx, &login))?;
            return Ok(SignIn::NeedTotp);
        }
        match self.enter(user, attempt)? {
            Some(done) => Ok(done),
            None => self.fail(Some(user), attempt, count, &CODE),
        }
    }

    /// Checks the code and opens the session in one transaction, so that a code works once.
    fn enter(&self, user: &UserRow, attempt: &Attempt) -> Result<Option<SignIn>> {
        let (now, today) = (self.clock.now(), self.today());
        let secrets = session::Secrets::new()?;
        let ctx = Ctx::user(user.id, &user.name, Vec::new(), "页面");
        let must_change = self.db.read(|tx| session::must_change(tx, user, now, today))?;
        let entered = self.db.write(|tx| {
            let code = attempt.totp.unwrap_or_default();
            if user.totp_on && !totp::accept(tx, &self.keys, user.id, code, now)? {
                return Ok(false);
            }
            throttle::clear(tx, &user.login)?;
            session::begin(tx, user, attempt, &secrets, now, today)?;
            let reason = format!("来自 {}", attempt.address);
            let note =
                Note { act: "登录", register: "app_user", record: user.id, reason: &reason };
            leave(tx, now, &ctx, 0, note)?;
            Ok(true)
        })?;
        Ok(entered.then(|| SignIn::Ok { token: secrets.token.clone(), must_change }))
    }

    fn fail(
        &self,
        user: Option<&UserRow>,
        attempt: &Attempt,
        count: usize,
        why: &Why,
    ) -> Result<SignIn> {
        let now = self.clock.now();
        let (id, name) = user.map_or((0, "未登录"), |user| (user.id, user.name.as_str()));
        let ctx = Ctx::user(id, name, Vec::new(), "页面");
        let locked = count >= MOST;
        let ending = if locked { "，锁定 30 分钟" } else { "" };
        let reason = format!("{}，第 {count} 次{ending}，来自 {}", why.log, attempt.address);
        self.db.write(|tx| {
            throttle::from_address(tx, attempt.address, now)?;
            let note =
                Note { act: "登录失败", register: "app_user", record: id, reason: &reason };
            leave(tx, now, &ctx, 0, note)
        })?;
        let say = match (locked, why.again) {
            (true, _) => format!("连续 {MOST} 次不对，锁定 30 分钟；到时再试，或请系统管理员解锁"),
            (false, false) => why.say.to_owned(),
            (false, true) => format!("{}；再错 {} 次会锁定 30 分钟", why.say, MOST - count),
        };
        Ok(SignIn::Refused { say, locked })
    }
}
