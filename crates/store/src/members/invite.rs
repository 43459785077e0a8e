//! What people are asked along to: who has the link opens the form with it chosen. The link is a public name
//! and says nothing of anybody.

use super::Member;
use crate::ctx::Ctx;
use crate::error::{Result, StoreError};
use crate::list::{Life, ListAsk};
use crate::sql::{Sql, name};
use crate::store::Store;
use kernel::own::{Asker, Invited};
use kernel::record::Record;
use kernel::register::Register;
use kernel::value::Value;

/// Most that are found by a part of their name.
const MOST: usize = 5;
/// Most that are looked through.
const PAGE: usize = 500;

/// Something that takes in whoever comes.
#[derive(Clone, Debug)]
pub struct Invitation {
    /// The register of what people ask for.
    pub register: &'static Register,
    /// How they are asked along.
    pub by: Invited,
    /// The record's key.
    pub id: i64,
    /// Its public name, for the link.
    pub key: String,
    /// What it is called.
    pub name: String,
    /// The node that keeps it.
    pub above: String,
    /// How many people have come.
    pub came: i64,
    /// How many are wanted.
    pub wanted: i64,
}

impl Invitation {
    /// How many are still wanted.
    pub fn missing(&self) -> i64 {
        (self.wanted - self.came).max(0)
    }
}

/// What somebody may ask for along with others.
fn along(register: &'static Register) -> Option<Invited> {
    register.own?.ask.filter(|ask| ask.by == Asker::Stranger)?.invited
}

impl Store {
    /// Registers whose asking people are brought along to records of this one.
    pub fn invites(&self, of: &Register) -> Option<&'static Register> {
        let mut all = self.catalog().registers.iter();
        all.find(|register| {
            let link = along(register).and_then(|by| register.field(by.link));
            link.is_some_and(|link| link.to == of.name)
        })
    }

    /// What a link leads to, as long as it takes people in; whoever has the link may ask.
    pub fn invitation(&self, register: &'static Register, key: &str) -> Result<Option<Invitation>> {
        // Keys can be counted up, public names cannot.
        let Some(by) = along(register).filter(|_| key.parse::<i64>().is_err()) else {
            return Ok(None);
        };
        match self.open_record(&Ctx::local(), self.invited_to(register, by)?, key) {
            Ok(opened) => self.as_invitation(register, by, &opened.record),
            Err(StoreError::NotFound) => Ok(None),
            Err(error) => Err(error),
        }
    }

    fn invited_to(&self, register: &Register, by: Invited) -> Result<&'static Register> {
        self.register(register.field(by.link).map_or("", |link| link.to))
    }

    fn as_invitation(
        &self,
        register: &'static Register,
        by: Invited,
        record: &Record,
    ) -> Result<Option<Invitation>> {
        let state = record.register.flow.as_ref().map_or("", |flow| flow.state.name);
        let open = record.value(state).as_text().is_some_and(|state| by.states.contains(&state));
        if !open || record.voided {
            return Ok(None);
        }
        let person = name(register.own.map_or("", |own| own.link));
        let until = name(register.life.map_or("", |life| life.1));
        let count = format!(
            "SELECT COUNT(DISTINCT {person}) FROM {} WHERE voided = 0 AND {until} IS NULL AND {} = ",
            name(register.name),
            name(by.link)
        );
        let (came, wanted, above) = self.db.read(|tx| {
            let came = tx.one(&Sql::new(&count).bind(record.id))?.map_or(0, |row| row.int(0));
            let numbers = self.parameters_on(tx, self.today())?;
            let owner = record.register.owner_field().unwrap_or_default();
            let tree = self.tree(tx)?;
            let above = tree.title(record.value(owner).as_int().unwrap_or(0)).to_owned();
            Ok((came, numbers.get(by.wanted.name).copied(), above))
        })?;
        let wanted = wanted.or_else(|| by.wanted.default.parse().ok()).unwrap_or_default();
        Ok(Some(Invitation {
            register,
            by,
            id: record.id,
            key: record.public_id.clone(),
            name: record.value(record.register.label).to_string(),
            above,
            came,
            wanted,
        }))
    }

    /// What the record that a stranger waits for was asked along to.
    pub fn invited_with(&self, member: &Member) -> Result<Option<Invitation>> {
        let Some((register, id)) = member.waits else { return Ok(None) };
        let Some(by) = along(register) else { return Ok(None) };
        let waits = self.open_record(&Ctx::local(), register, &id.to_string())?.record;
        let Some(to) = waits.value(by.link).as_int() else { return Ok(None) };
        let to =
            self.open_record(&Ctx::local(), self.invited_to(register, by)?, &to.to_string())?;
        self.as_invitation(register, by, &to.record)
    }

    /// What takes people in, by a part of its name.
    pub fn invitations(&self, register: &'static Register, part: &str) -> Result<Vec<Invitation>> {
        let part = part.trim();
        let Some(by) = along(register).filter(|_| part.chars().count() >= 2) else {
            return Ok(Vec::new());
        };
        let to = self.invited_to(register, by)?;
        let columns = vec![to.label.to_owned()];
        let ask = ListAsk { columns, life: Life::Living, ..ListAsk::new(to) };
        let mut found = Vec::new();
        for row in self.list(&Ctx::local(), &ask, None, PAGE)?.rows {
            let called = row.cells.first().and_then(|cell| cell.as_text()).unwrap_or_default();
            if called.contains(part) && found.len() < MOST {
                found.extend(self.invitation(register, &row.public_id)?);
            }
        }
        Ok(found)
    }

    /// What follows for a record from what its person was asked along to.
    pub(super) fn along_with(&self, invitation: &Invitation) -> Result<Vec<(&'static str, Value)>> {
        let by = invitation.by;
        let to = self.invited_to(invitation.register, by)?;
        let record = self.open_record(&Ctx::local(), to, &invitation.id.to_string())?.record;
        let mut values = vec![(by.link, Value::Int(record.id))];
        values.extend(by.fills.iter().map(|(own, there)| (*own, record.value(there).clone())));
        if let Some((own, parts, link, field)) = by.only {
            let text = format!(
                "SELECT {} FROM {} WHERE voided = 0 AND {} = ",
                name(field),
                name(parts),
                name(link)
            );
            let sql = Sql::new(text).bind(record.id).add(" ORDER BY id LIMIT 2");
            let found = self.db.read(|tx| tx.all(&sql))?;
            if let [only] = found.as_slice() {
                values.push((own, only.value(0)));
            }
        }
        Ok(values)
    }
}
