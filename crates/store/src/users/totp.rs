//! The second factor: codes of six digits after RFC 6238, from any authenticator app.

use super::{Ctx, Result, Sql, Store, StoreError, Tx, load, lock, session};
use crate::keys::{Keys, random};
use kernel::value::Value;
use totp_rs::{Builder, Secret, Totp};

const ISSUER: &str = "娘家";

/// What the authenticator app is given, shown once.
#[derive(Clone, Debug)]
pub struct Enrolment {
    /// For the square code.
    pub url: String,
    /// To be typed by hand.
    pub secret: String,
}

fn place(id: i64) -> String {
    format!("app_user.{id}.totp")
}

fn broken() -> StoreError {
    StoreError::unavailable("动态口令的密钥读不出来，没有做任何改动；请安全管理员重置动态口令")
}

fn machine(secret: Secret) -> Result<Totp> {
    Builder::new().with_secret(secret).build().map_err(|_| broken())
}

fn percent(text: &str) -> String {
    let piece = |byte: &u8| match byte {
        b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => {
            char::from(*byte).to_string()
        }
        byte => format!("%{byte:02X}"),
    };
    text.as_bytes().iter().map(piece).collect()
}

fn url(login: &str, secret: &str) -> String {
    let issuer = percent(ISSUER);
    format!("otpauth://totp/{issuer}:{}?secret={secret}&issuer={issuer}", percent(login))
}

/// Takes a code once: its step must come after the last one taken.
pub fn accept(tx: &mut Tx, keys: &Keys, id: i64, code: &str, now: i64) -> Result<bool> {
    let find = Sql::new("SELECT totp, totp_step FROM app_user WHERE id = ").bind(id);
    let ending = tx.dialect().for_update();
    let row = tx.one(&find.add(ending))?.ok_or(StoreError::NotFound)?;
    let clear = keys.open(&place(id), &row.bytes(0)).ok_or_else(broken)?;
    let totp = machine(Secret::try_from_base32(&clear).map_err(|_| broken())?)?;
    let code: String = code.chars().filter(|c| !c.is_whitespace()).collect();
    let seconds = u64::try_from(now / 1000).unwrap_or_default();
    let Some(step) = totp.check(&code, seconds) else { return Ok(false) };
    let step = i64::try_from(step).unwrap_or_default();
    if step <= row.int(1) {
        return Ok(false);
    }
    let sql = Sql::new("UPDATE app_user SET totp_step = ").bind(step);
    tx.exec(&sql.add(" WHERE id = ").bind(id))?;
    Ok(true)
}

fn set(tx: &mut Tx, id: i64, secret: Value, on: bool) -> Result<()> {
    let sql = Sql::new("UPDATE app_user SET totp = ").bind(secret).add(", totp_on = ").bind(on);
    tx.exec(&sql.add(" WHERE id = ").bind(id))?;
    Ok(())
}

impl Store {
    /// Begins to set up one's own second factor; it counts only once a code has been shown right.
    pub fn enrol_totp(&self, ctx: &Ctx) -> Result<Enrolment> {
        let clear = Secret::from(random::<20>()?).to_base32();
        let sealed = self.keys.seal(&place(ctx.user_id), &clear)?;
        let login = self.db.write(|tx| {
            let user = lock(tx, ctx.user_id)?;
            if user.totp_on {
                let say = "动态口令已经启用，没有改；手机换了或丢了，请安全管理员重置后再启用";
                return Err(StoreError::refuse("totp", say));
            }
            set(tx, user.id, Value::Bytes(sealed.clone()), false)?;
            Ok(user.login)
        })?;
        Ok(Enrolment { url: url(&login, &clear), secret: clear })
    }

    /// Ends the set-up with a first code. The session in which it is done now has its second
    /// factor; every other session of the account ends.
    pub fn confirm_totp(&self, ctx: &Ctx, code: &str, token: Option<&str>) -> Result<()> {
        let now = self.clock.now();
        self.db.write(|tx| {
            let user = lock(tx, ctx.user_id)?;
            let find = Sql::new("SELECT totp IS NULL FROM app_user WHERE id = ").bind(user.id);
            if user.totp_on || tx.one(&find)?.is_none_or(|row| row.int(0) != 0) {
                return Err(StoreError::refuse("totp", "请先开始启用动态口令，再填手机上的数字"));
            }
            if !accept(tx, &self.keys, user.id, code, now)? {
                let say = "手机上的六位数字对不上，还没有启用；请核对手机时间后填新的数字";
                return Err(StoreError::refuse("totp", say));
            }
            let sql = Sql::new("UPDATE app_user SET totp_on = 1 WHERE id = ").bind(user.id);
            tx.exec(&sql)?;
            session::end_all(tx, user.id, token)?;
            session::second_factor(tx, token)?;
            self.about_user(tx, ctx, "启用动态口令", user.id, &user.name)
        })
    }

    /// Takes the second factor off an account whose phone is gone, and ends its sessions.
    pub fn reset_totp(&self, ctx: &Ctx, id: i64) -> Result<()> {
        self.grants_rights(ctx)?;
        if id == ctx.user_id {
            return Err(StoreError::refuse(
                "totp",
                "不能重置自己的动态口令，请另一位安全管理员来做",
            ));
        }
        self.db.write(|tx| {
            let user = load(tx, id)?.ok_or(StoreError::NotFound)?;
            set(tx, id, Value::Null, false)?;
            session::end_all(tx, id, None)?;
            self.about_user(tx, ctx, "重置动态口令", id, &user.name)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_those_of_rfc_6238() {
        let totp = machine(Secret::from(*b"12345678901234567890")).unwrap();
        for (seconds, code) in
            [(59, "287082"), (1_111_111_109, "081804"), (20_000_000_000, "353130")]
        {
            assert_eq!(totp.check(code, seconds), Some(seconds / 30), "{seconds}");
        }
        assert!(totp.check("287082", 59 + 60).is_none(), "two steps late");
        assert!(totp.check("28708", 59).is_none() && totp.check("+87082", 59).is_none());
    }

    #[test]
    fn the_address_for_the_square_code_holds_only_safe_letters() {
        let made = url("王秀兰@a&b", "JBSWY3DP");
        assert!(made.starts_with("otpauth://totp/%E5%A8%98%E5%AE%B6:%E7%8E%8B"), "{made}");
        assert!(made.ends_with("%40a%26b?secret=JBSWY3DP&issuer=%E5%A8%98%E5%AE%B6"), "{made}");
    }
}
