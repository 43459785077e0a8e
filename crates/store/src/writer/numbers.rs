//! Numbers of numbered records, and records that are settled. The next number is taken under a lock on its
//! series, in the transaction that writes the record: what fails leaves no gap, and no two get the same.

use super::Writer;
use crate::codec::Stored;
use crate::error::{Result, StoreError};
use crate::sql::{Sql, name};
use jiff::civil::Date;
use kernel::numbered::{Numbering, Settled, in_order, written};
use kernel::register::Register;
use kernel::value::Value;
use kernel::verdict::Refusal;

/// The series that a record's number is taken from.
struct Found {
    word: String,
    /// The first number of this year.
    begin: i64,
}

impl Writer<'_, '_> {
    /// Gives a numbered record its number, unless it has one, wants none, or there is no series for it.
    pub(super) fn settle_number(&mut self, new: &mut Stored) -> Result<()> {
        let Some(numbering) = &new.register.numbered else { return Ok(()) };
        let today = new.held(self.facts.today);
        let Some(organ) = today.value(numbering.organ).as_int() else { return Ok(()) };
        let numbered = !today.value(numbering.number).is_null();
        let without = today.value(numbering.without).as_int() == Some(1);
        let kind = today.value(numbering.kind).as_text().unwrap_or_default().to_owned();
        let day: Option<Date> = today.value(numbering.day).as_day();
        if numbered {
            return Ok(());
        }
        put(new, numbering.organ_name, Value::from(self.tree.title(organ)));
        if without || self.is_settled(new) {
            return Ok(());
        }
        let year = i64::from(day.unwrap_or(self.facts.today).year());
        let Some(series) = self.series(numbering, organ, &kind, year)? else { return Ok(()) };
        let number = self.next_number(new.register, numbering, (organ, year), &series)?;
        put(new, numbering.word, Value::text(&series.word));
        put(new, numbering.year, Value::Int(year));
        put(new, numbering.number, Value::Int(number));
        put(new, numbering.written, written(&series.word, year, number).into());
        put(new, numbering.order, in_order(&series.word, year, number).into());
        Ok(())
    }

    /// The series in force in a year for a kind, or the one for all kinds that have none of their own. All
    /// series of its word stay locked until the act is committed.
    fn series(
        &mut self,
        numbering: &Numbering,
        organ: i64,
        kind: &str,
        year: i64,
    ) -> Result<Option<Found>> {
        let of = numbering.series;
        let (table, word, begin) = (name(of.register), name(of.word), name(of.begin));
        let sql = Sql::new(format!(
            "SELECT {word} FROM {table} WHERE voided = 0 AND {} = ",
            name(of.organ)
        ))
        .bind(organ)
        .add(&format!(" AND {} IN ", name(of.kind)))
        .list([Value::text(kind), Value::text(of.any)])
        .add(&format!(" AND {} <= ", name(of.year)))
        .bind(year)
        .add(&format!(" ORDER BY CASE WHEN {} = ", name(of.kind)))
        .bind(of.any)
        .add(&format!(" THEN 1 ELSE 0 END, {} DESC LIMIT 1", name(of.year)));
        let Some(found) = self.tx.one(&sql)?.map(|row| row.text(0)) else { return Ok(None) };
        let sql = Sql::new(format!(
            "SELECT {}, {begin} FROM {table} WHERE voided = 0 AND {} = ",
            name(of.year),
            name(of.organ)
        ))
        .bind(organ)
        .add(&format!(" AND {word} = "))
        .bind(found.as_str())
        .add(" ORDER BY id")
        .add(self.tx.dialect().for_update());
        let rows = self.tx.all(&sql)?;
        let mine = rows.iter().filter(|row| row.int(0) == year).map(|row| row.int(1));
        Ok(Some(Found { word: found, begin: mine.max().unwrap_or(1) }))
    }

    /// One more than the largest that was ever given, those of voided records and of this act included.
    fn next_number(
        &mut self,
        register: &Register,
        numbering: &Numbering,
        (organ, year): (i64, i64),
        series: &Found,
    ) -> Result<i64> {
        let sql = Sql::new(format!(
            "SELECT MAX({}) FROM {} WHERE {} = ",
            name(numbering.number),
            name(register.name),
            name(numbering.organ)
        ))
        .bind(organ)
        .add(&format!(" AND {} = ", name(numbering.word)))
        .bind(series.word.as_str())
        .add(&format!(" AND {} = ", name(numbering.year)))
        .bind(year);
        let stored = self.tx.one(&sql)?.and_then(|row| row.value(0).as_int()).unwrap_or(0);
        let same = |new: &&Stored| {
            new.register.name == register.name
                && new.fixed(numbering.organ) == Value::Int(organ)
                && new.fixed(numbering.word) == Value::text(&series.word)
                && new.fixed(numbering.year) == Value::Int(year)
        };
        let pending = self.pending.iter().map(|pending| &pending.new).filter(same);
        let pending = pending.filter_map(|new| new.fixed(numbering.number).as_int()).max();
        Ok(stored.max(pending.unwrap_or(0)).max(series.begin - 1) + 1)
    }

    /// Whether nothing about a record changes any more but its state.
    fn is_settled(&self, stored: &Stored) -> bool {
        let Some(settled) = stored.register.settled else { return false };
        stored.version > 0 && settled.holds(self.state_of(stored, settled).as_text())
    }

    fn state_of(&self, stored: &Stored, settled: Settled) -> Value {
        stored.held(self.facts.today).value(settled.state).clone()
    }

    /// What the program would compute anew of a settled record stays as it was.
    pub(super) fn keep_settled(&self, old: &Stored, new: &mut Stored) {
        if !self.is_settled(old) {
            return;
        }
        for (at, field) in new.register.fields.iter().enumerate() {
            if field.computed
                && !field.dated
                && let (Some(was), Some(slot)) = (old.values.get(at), new.values.get_mut(at))
            {
                slot.clone_from(was);
            }
        }
    }

    /// A settled record takes no other values, and its state never goes back.
    pub(super) fn guard_settled(&self, old: &Stored, new: &Stored) -> Result<()> {
        let Some(settled) = new.register.settled else { return Ok(()) };
        let (before, after) = (self.state_of(old, settled), self.state_of(new, settled));
        let mut refusals = Vec::new();
        if settled.rank(after.as_text()) < settled.rank(before.as_text()) {
            let field = new.register.field(settled.state);
            let title = |value: &Value| {
                let code = value.as_text().unwrap_or_default().to_owned();
                let list = field.and_then(|field| field.list);
                list.map_or(code.clone(), |list| list.title(&code).to_owned())
            };
            let text = format!("已经“{}”，不能再改回“{}”", title(&before), title(&after));
            refusals.push(Refusal::on(settled.state, text).by(settled.rule));
        }
        if self.is_settled(old) {
            for (at, field) in new.register.fields.iter().enumerate() {
                let other = field.name != settled.state && !settled.except.contains(&field.name);
                if other && old.values.get(at) != new.values.get(at) && !field.dated {
                    let text = format!("“{}”没有改：{}", field.title, settled.says);
                    refusals.push(Refusal::on(field.name, text).by(settled.rule));
                }
            }
        }
        if refusals.is_empty() { Ok(()) } else { Err(refusals.into()) }
    }

    /// What was done to a settled record is not taken back.
    pub(crate) fn keeps_settled(&self, now: &Stored) -> Result<()> {
        match now.register.settled {
            Some(settled) if self.is_settled(now) => {
                Err(StoreError::refuse(settled.state, settled.says))
            }
            _ => Ok(()),
        }
    }

    /// A record that has a number is never voided itself: the number would be gone from sight.
    pub(crate) fn keeps_number(stored: &Stored) -> Result<()> {
        let Some(numbering) = stored.register.numbered else { return Ok(()) };
        let written = stored.fixed(numbering.written);
        let Some(written) = written.as_text() else { return Ok(()) };
        let state = stored.register.settled.map_or("", |settled| settled.state);
        let text = format!("{written}已经编出，记录留着；不用的，把字号作废并写明原因");
        Err(StoreError::refuse(state, text))
    }
}

fn put(stored: &mut Stored, field: &str, value: Value) {
    let at = stored.register.position(field);
    if let Some(slot) = at.and_then(|at| stored.values.get_mut(at)) {
        *slot = value;
    }
}
