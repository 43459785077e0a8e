//! The one-time code that goes to a phone. Nobody learns here whether a number is in a register.

use super::{DAY, Entered, From, MINUTE, account_by, begin, set};
use crate::error::{Result, StoreError};
use crate::keys::{hex, random};
use crate::note::{Note, leave};
use crate::sql::Sql;
use crate::store::Store;
use crate::users::plain;
use crate::users::session::Secrets;
use crate::users::throttle::{self, Gate};
use kernel::codes::phone;
use kernel::field::Kind;
use kernel::value::Value;

/// A code is good for so long.
const GOOD: i64 = 5 * MINUTE;
/// The next one is not sent earlier.
const APART: i64 = MINUTE;
/// Codes to one number in a day.
const MOST_A_DAY: i64 = 10;
/// Attempts with one code.
const MOST_TRIES: i64 = 5;

/// A code on its way, to be handed to the gateway and to nobody else.
#[derive(Debug)]
pub struct Coming {
    /// The number, normalised.
    pub phone: String,
    /// Six digits.
    pub code: String,
}

const WRONG: &str = "验证码不对，或已过5分钟；请看最近一条短信，或重新发一条";

impl Store {
    /// Makes a code for a number; the last one is void.
    pub fn code_for(&self, typed: &str, address: &str) -> Result<Coming> {
        let phone = phone::normalise(typed)
            .map_err(|error| StoreError::refuse("phone", error.to_string()))?;
        let code = six_digits()?;
        let key = hex(&self.index_of(Kind::Phone, &phone)?);
        let (now, sealed) = (self.clock.now(), self.door("code", &format!("{key}:{code}")));
        self.db.write(|tx| {
            if let Some(minutes) = throttle::too_many(tx, "codes", address, now)? {
                let say = format!("这里要验证码的次数太多，请{minutes}分钟后再试");
                return Err(StoreError::refuse("phone", say));
            }
            let find = "SELECT sent_at, day_from, sent FROM member_code WHERE phone = ";
            let before =
                tx.one(&Sql::new(find).bind(plain(&key)).add(tx.dialect().for_update()))?;
            let (mut from, mut sent) = (now, 0);
            if let Some(row) = before {
                if now - row.int(0) < APART {
                    let say = "刚刚发过一条，请过1分钟再要";
                    return Err(StoreError::refuse("phone", say));
                }
                if now - row.int(1) < DAY {
                    (from, sent) = (row.int(1), row.int(2));
                }
            }
            if sent >= MOST_A_DAY {
                let say = "这个号码今天要的验证码太多了，请明天再试，或到工会开通";
                return Err(StoreError::refuse("phone", say));
            }
            tx.exec(&Sql::new("DELETE FROM member_code WHERE phone = ").bind(plain(&key)))?;
            let columns = "phone, code, until, tries, sent_at, day_from, sent";
            let numbers = [now + GOOD, 0, now, from, sent + 1].map(Value::Int);
            let row = [plain(&key), plain(&sealed)].into_iter().chain(numbers);
            tx.exec(&Sql::new(format!("INSERT INTO member_code ({columns}) VALUES ")).list(row))?;
            Ok(())
        })?;
        Ok(Coming { phone, code })
    }

    /// Signs in with a code. A number that nobody has used yet gets an account that knows nobody.
    pub fn enter_by_code(&self, typed: &str, code: &str, from: From<'_>) -> Result<Entered> {
        let Ok(phone) = phone::normalise(typed) else { return Ok(Entered::Refused(WRONG.into())) };
        let key = hex(&self.index_of(Kind::Phone, &phone)?);
        let given = self.door("code", &format!("{key}:{}", code.trim()));
        if let Gate::Shut(minutes) = self.knock(&format!("member {key}"), from.address)? {
            return Ok(Entered::Refused(throttle::wait_on_phone(minutes)));
        }
        let (now, id, secrets) = (self.clock.now(), self.fresh_id()?, Secrets::new()?);
        let sealed = self.keys.seal(&place(id), &phone)?;
        let right = self.db.write(|tx| {
            let find = "SELECT code, until, tries FROM member_code WHERE phone = ";
            let row = tx.one(&Sql::new(find).bind(plain(&key)).add(tx.dialect().for_update()))?;
            let open = row.filter(|row| row.int(1) > now && row.int(2) < MOST_TRIES);
            let Some(row) = open else { return Ok(false) };
            if row.text(0) != given {
                let more = "UPDATE member_code SET tries = tries + 1 WHERE phone = ";
                tx.exec(&Sql::new(more).bind(plain(&key)))?;
                return Ok(false);
            }
            // A code opens once.
            let over = "UPDATE member_code SET until = 0 WHERE phone = ";
            tx.exec(&Sql::new(over).bind(plain(&key)))?;
            throttle::clear(tx, &format!("member {key}"))?;
            let account = match account_by(tx, "phone_index", plain(&key))? {
                Some(known) if known.disabled => return Ok(false),
                Some(known) => {
                    if known.pin_until != 0 {
                        // The number proves more than a PIN that lies about.
                        set(tx, known.id, "pin", plain(""))?;
                        set(tx, known.id, "pin_until", Value::Int(0))?;
                    }
                    known.id
                }
                None => {
                    super::pin::insert(tx, id, 0, &key, &sealed, now)?;
                    id
                }
            };
            begin(tx, account, from, &secrets, now)?;
            let reason = format!("验证码，来自 {}", from.address);
            let ctx = crate::Ctx::user(account, super::STRANGER, Vec::new(), "手机");
            leave(
                tx,
                now,
                &ctx,
                0,
                Note { act: "手机登录", register: "member", record: account, reason: &reason },
            )?;
            Ok(true)
        })?;
        if right {
            Ok(Entered::Ok(secrets.token.clone()))
        } else {
            Ok(Entered::Refused(WRONG.into()))
        }
    }
}

/// Where an account's number is sealed to.
pub(super) fn place(account: i64) -> String {
    format!("member_account/{account}/phone")
}

fn six_digits() -> Result<String> {
    // What lies beyond the last whole million is drawn again, so that no code is likelier.
    loop {
        let drawn = u32::from_le_bytes(random::<4>()?);
        if drawn < 4_294_000_000 {
            return Ok(format!("{:06}", drawn % 1_000_000));
        }
    }
}
