//! A code that shows whether a record is valid and nothing else: anybody may read it, nobody can make one,
//! and one from a screen is over after a minute.

use crate::ctx::Ctx;
use crate::error::{Result, StoreError};
use crate::keys::{hex, unhex};
use crate::sql::{Sql, name};
use crate::store::Store;
use crate::users::throttle;
use kernel::record::Record;
use kernel::register::Register;

/// Seconds for which a code from a screen can be read.
pub const SECONDS: i64 = 60;
/// Clocks differ and people are slow.
const GRACE: i64 = 30;
/// Bytes of the seal.
const SEAL: usize = 10;

/// What a code says.
#[derive(Clone, Copy, Debug)]
pub enum Badge {
    /// The record is valid now.
    Valid(&'static Register),
    /// It is still on its way to whom it is for.
    Early(&'static Register),
    /// It was, and is not any more.
    Ended(&'static Register),
    /// The code is older than a minute.
    Old,
    /// Nobody here has made this code.
    Forged,
}

impl Store {
    /// The code of one's own record, good for a minute; for a printed card, good as long as the record is.
    pub fn badge(
        &self,
        ctx: &Ctx,
        register: &'static Register,
        id: i64,
        printed: bool,
    ) -> Result<String> {
        if register.own.is_none_or(|own| own.valid.is_empty()) {
            return Err(StoreError::NotFound);
        }
        self.open_record(ctx, register, &id.to_string())?;
        let until = if printed { 0 } else { self.clock.now() / 1000 + SECONDS };
        Ok(self.badge_of(register, id, until))
    }

    fn badge_of(&self, register: &Register, id: i64, until: i64) -> String {
        let mut bytes = id.to_be_bytes().to_vec();
        bytes.extend(u32::try_from(until).unwrap_or(0).to_be_bytes());
        let seal = self.keys.blind("badge", &format!("{}:{id}:{until}", register.name));
        bytes.extend(seal.into_iter().take(SEAL));
        hex(&bytes)
    }

    /// Reads a code for anybody; who tries many that nobody has made is refused for a while.
    pub fn look_at_badge(&self, code: &str, address: &str) -> Result<Badge> {
        let badge = self.read_badge(code)?;
        if matches!(badge, Badge::Forged) {
            let now = self.clock.now();
            let shut = self.db.write(|tx| throttle::too_many(tx, "badge", address, now))?;
            if let Some(minutes) = shut {
                let say = format!("这里核验的次数太多，请{minutes}分钟后再试");
                return Err(StoreError::refuse("", say));
            }
        }
        Ok(badge)
    }

    /// Reads a code.
    pub fn read_badge(&self, code: &str) -> Result<Badge> {
        let code = code.trim().to_lowercase();
        let bytes = unhex(&code).unwrap_or_default();
        let Some((id, rest)) = bytes.split_at_checked(8) else { return Ok(Badge::Forged) };
        let Some((until, _)) = rest.split_at_checked(4) else { return Ok(Badge::Forged) };
        let whole = |at: &[u8]| at.iter().fold(0_i64, |sum, byte| (sum << 8) | i64::from(*byte));
        let (id, until) = (whole(id), whole(until));
        let mut shown = self.catalog().registers.iter().filter_map(|register| {
            Some((register, register.own.filter(|own| !own.valid.is_empty())?))
        });
        let ours = |register: &Register| {
            same(self.badge_of(register, id, until).as_bytes(), code.as_bytes())
        };
        let Some((register, own)) = shown.find(|(register, _)| ours(register)) else {
            return Ok(Badge::Forged);
        };
        if until != 0 && self.clock.now() / 1000 > until + GRACE {
            return Ok(Badge::Old);
        }
        let state = register.flow.as_ref().map_or("", |flow| flow.state.name);
        let found = self.db.read(|tx| {
            let text = format!("SELECT voided FROM {} WHERE id = ", name(register.name));
            tx.one(&Sql::new(text).bind(id))
        })?;
        if found.is_none_or(|row| row.int(0) != 0) {
            return Ok(Badge::Ended(register));
        }
        let record = self.open_record(&Ctx::local(), register, &id.to_string())?.record;
        if !self.belongs_still(&record)? {
            return Ok(Badge::Ended(register));
        }
        let state = record.value(state).as_text().unwrap_or_default();
        if own.valid.contains(&state) {
            return Ok(Badge::Valid(register));
        }
        // States are declared in the order in which they come.
        let mut states = register.flow.iter().flat_map(|flow| &flow.states);
        let first = states.find(|one| one.code == state || own.valid.contains(&one.code));
        let early = first.is_some_and(|one| one.code == state);
        Ok(if early { Badge::Early(register) } else { Badge::Ended(register) })
    }
}

impl Store {
    /// Whether the record that says where the person belonged lives on; what names none stands for itself.
    fn belongs_still(&self, record: &Record) -> Result<bool> {
        let belonging = self.belonging()?;
        let link = record.register.fields.iter().find(|field| field.to == belonging.name);
        let Some(id) = link.and_then(|link| record.value(link.name).as_int()) else {
            return Ok(true);
        };
        let until = belonging.life.map_or("", |life| life.1);
        let text =
            format!("SELECT voided, {} FROM {} WHERE id = ", name(until), name(belonging.name));
        let row = self.db.read(|tx| tx.one(&Sql::new(text.clone()).bind(id)))?;
        let lives = |row: &crate::db::Row| {
            row.int(0) == 0 && row.value(1).as_day().is_none_or(|until| until > self.today())
        };
        Ok(row.as_ref().is_some_and(lives))
    }
}

/// Equal, without telling by the time it takes where they differ.
fn same(one: &[u8], other: &[u8]) -> bool {
    one.len() == other.len() && one.iter().zip(other).fold(0_u8, |sum, (a, b)| sum | (a ^ b)) == 0
}
