//! What people are told inside the program: a matter was given to them, came back, was decided, is nearly
//! due, is overdue. Names of persons whom a matter is about never stand in what leaves the house; these stay
//! inside.

use super::hand::Rights;
use crate::db::Tx;
use crate::error::Result;
use crate::sql::{Sql, name};
use crate::store::Store;
use crate::tree::Tree;
use crate::writer::Writer;
use jiff::civil::Date;
use kernel::register::Register;
use kernel::value::Value;
use kernel::workflow::{DUE_ON, HANDLER, OFFERED_TO, STARTER, Step, Way, Workflow};

/// Something somebody is told.
#[derive(Clone, Debug)]
pub struct Notice {
    /// What it is about: the same thing is told once.
    pub about: String,
    /// When, UTC milliseconds.
    pub at: i64,
    /// When it was seen; 0 while it was not.
    pub seen_at: i64,
    /// In words.
    pub title: String,
    /// Where the matter is.
    pub register: String,
    /// Its key.
    pub record: i64,
}

/// Something to be told, with the act it tells of.
#[derive(Clone, Debug)]
pub(crate) struct Telling {
    /// To whom.
    pub users: Vec<i64>,
    /// What kind of thing it is; with a dot it is told once.
    pub kind: String,
    /// The same in a word that names nobody, for what leaves the house.
    pub word: String,
    /// The matter.
    pub about: (&'static Register, i64),
    /// In words, inside the house.
    pub words: String,
}

/// The house itself, where it is noted of what it was told.
const NOBODY: i64 = 0;
/// Notices kept for a person, the newest.
const KEPT: i64 = 200;

impl Store {
    /// What a person was told, the newest first.
    pub fn notices(&self, user: i64) -> Result<Vec<Notice>> {
        let sql = Sql::new(
            "SELECT about, at, seen_at, title, register, record FROM notice WHERE user_id = ",
        );
        let sql = sql.bind(user).add(" ORDER BY at DESC, about LIMIT ").bind(KEPT);
        let rows = self.db.read(|tx| tx.all(&sql))?;
        let read = |row: &crate::db::Row| Notice {
            about: row.text(0),
            at: row.int(1),
            seen_at: row.int(2),
            title: row.text(3),
            register: row.text(4),
            record: row.int(5),
        };
        Ok(rows.iter().map(read).collect())
    }

    /// How many a person has not seen.
    pub fn unseen_notices(&self, user: i64) -> Result<i64> {
        let sql = Sql::new("SELECT COUNT(*) FROM notice WHERE seen_at = 0 AND user_id = ");
        let sql = sql.bind(user);
        let row = self.db.read(|tx| tx.one(&sql))?;
        Ok(row.map_or(0, |row| row.int(0)))
    }

    /// A person has seen all of theirs.
    pub fn notices_seen(&self, user: i64) -> Result<()> {
        let now = self.clock.now();
        self.db.write(|tx| {
            let sql = Sql::new("UPDATE notice SET seen_at = ").bind(now);
            tx.exec(&sql.add(" WHERE seen_at = 0 AND user_id = ").bind(user))?;
            Ok(())
        })
    }

    /// Tells people something about a matter, inside and outside; who was told of the same thing is told anew
    /// only of a kind that says another thing.
    pub(crate) fn tell(&self, tx: &mut Tx, told: &[Telling]) -> Result<()> {
        let now = self.clock.now();
        for one in told {
            for user in &one.users {
                write(tx, *user, now, one)?;
            }
        }
        Ok(())
    }

    /// Tells who owes an answer that it is due within the working days of the setting, and those above
    /// that it is overdue; each once for each last day. Gives how many were told.
    pub fn remind(&self) -> Result<usize> {
        let days = u32::try_from(self.setting_number("remind_days")?).unwrap_or(0);
        let facts = self.facts();
        let soon = facts.calendar.add_working_days(facts.today, days).day;
        let now = self.clock.now();
        self.db.write(|tx| {
            let tree = self.tree(tx)?;
            let rights = Rights::all(tx, &tree)?;
            let mut told = 0;
            for (register, flow) in self.catalog().flows() {
                // The house itself is told of the same thing once, too: how many there are leaves it.
                let (mut soon_ones, mut late_ones) = (0, 0);
                for due in due_until(tx, register, flow, soon)? {
                    let late = due.on < facts.today;
                    let title = self.title_in(tx, register, due.id)?;
                    let (kind, word) =
                        if late { ("late", "已超期") } else { ("soon", "快到期") };
                    let telling = Telling {
                        users: due.users(flow, &tree, &rights, late),
                        kind: format!("{kind}.{}", due.on),
                        word: word.to_owned(),
                        about: (register, due.id),
                        words: format!("{word}，{}到期：{title}", due.on),
                    };
                    for user in &telling.users {
                        told += usize::from(write(tx, *user, now, &telling)?);
                    }
                    let fresh = usize::from(write(tx, NOBODY, now, &telling)?);
                    if late { late_ones += fresh } else { soon_ones += fresh }
                }
                self.announce_due(tx, register, (true, late_ones))?;
                self.announce_due(tx, register, (false, soon_ones))?;
            }
            Ok(told)
        })
    }
}

impl Writer<'_, '_> {
    /// Whoever began a matter hears that it came back or was decided by somebody else.
    pub(crate) fn tell_of_step(
        &mut self,
        register: &'static Register,
        id: i64,
        step: &Step,
    ) -> Result<()> {
        let flow = register.flow.as_ref();
        let ends = flow.and_then(|flow| flow.meaning(step.to)).is_some_and(|s| s.ended.is_some());
        if step.way == Way::On && step.lasting.is_empty() && !ends {
            return Ok(());
        }
        let column = name(STARTER.def.name);
        let sql = Sql::new(format!("SELECT {column} FROM {} WHERE id = ", name(register.name)));
        let starter = self.tx.one(&sql.bind(id))?.map_or(0, |row| row.int(0));
        if starter == 0 || starter == self.ctx.user_id {
            return Ok(());
        }
        let title = self.store.title_in(self.tx, register, id)?;
        self.told.push(Telling {
            users: vec![starter],
            kind: step.code.to_owned(),
            word: step.title.to_owned(),
            about: (register, id),
            words: format!("{}：{title}（{}）", step.title, self.ctx.user_name),
        });
        Ok(())
    }
}

fn due_until(
    tx: &mut Tx,
    register: &'static Register,
    flow: &Workflow,
    last: Date,
) -> Result<Vec<Due>> {
    let owed: Vec<Value> =
        flow.states.iter().filter(|s| s.ended.is_none()).map(|s| s.code.into()).collect();
    let owner = register.owner_field().unwrap_or("id");
    let [due, handler] = [DUE_ON.def.name, HANDLER.def.name].map(name);
    let mut sql = Sql::new(format!(
        "SELECT id, {}, {}, {due}, {handler}, {} FROM {} WHERE voided = 0 AND {due} <= ",
        name(owner),
        name(flow.state.name),
        name(OFFERED_TO.def.name),
        name(register.name)
    ));
    sql = sql.bind(last).add(&format!(" AND {} IN ", name(flow.state.name))).list(owed);
    if let Some(link) = flow.waits_with {
        sql = sql.add(&format!(" AND {} IS NULL", name(link)));
    }
    let rows = tx.all(&sql.add(" ORDER BY id"))?;
    let read = |row: &crate::db::Row| {
        let on = row.value(3).as_day()?;
        let handler = row.value(4).as_int();
        Some(Due { id: row.int(0), node: row.int(1), state: row.text(2), on, handler })
    };
    Ok(rows.iter().filter_map(read).collect())
}

/// A matter that is nearly due or overdue.
struct Due {
    id: i64,
    node: i64,
    state: String,
    on: Date,
    handler: Option<i64>,
}

impl Due {
    /// Who is told: whoever has it in hand or may take it up; once it is overdue, those above too.
    fn users(&self, flow: &Workflow, tree: &Tree, rights: &Rights, late: bool) -> Vec<i64> {
        let owed_by = flow.meaning(&self.state).map_or(&[][..], |state| state.owed_by);
        let mut users: Vec<i64> = match self.handler {
            Some(handler) => vec![handler],
            None => rights.nearest(owed_by, tree, self.node).iter().map(|one| one.id).collect(),
        };
        if late {
            let above = rights.holding(flow.escalates_to, tree, self.node);
            users.extend(above.iter().map(|one| one.id));
        }
        users.sort_unstable();
        users.dedup();
        users
    }
}

/// Writes a notice, and the e-mail beside it; says whether it is a new one.
fn write(tx: &mut Tx, user: i64, now: i64, telling: &Telling) -> Result<bool> {
    let (register, id) = telling.about;
    let about = format!("{}/{id}/{}", register.name, telling.kind);
    let told = Sql::new("SELECT 1 FROM notice WHERE user_id = ").bind(user);
    let known = tx.one(&told.add(" AND about = ").bind(about.as_str()))?.is_some();
    // What can happen again (given back, returned twice) is told again; a last day is told once.
    let once = telling.kind.contains('.');
    if known && once {
        return Ok(false);
    }
    if known {
        let gone = Sql::new("DELETE FROM notice WHERE user_id = ").bind(user);
        tx.exec(&gone.add(" AND about = ").bind(about.as_str()))?;
    }
    let row = vec![
        Value::Int(user),
        about.into(),
        Value::Int(now),
        Value::Int(0),
        telling.words.as_str().into(),
        register.name.into(),
        Value::Int(id),
    ];
    let columns = ["user_id", "about", "at", "seen_at", "title", "register", "record"];
    tx.insert_few("notice", &columns.map(str::to_owned), &[row])?;
    crate::outbox::message::mail(tx, now, user, telling.about, &telling.word)?;
    Ok(true)
}
