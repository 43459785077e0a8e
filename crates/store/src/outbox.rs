//! What leaves the house: a message is written in the transaction of what it tells of, and carried afterwards, at
//! least once, by whoever asks for the next one. A message names a register, a state, a last day and a way to the
//! record; never a person, a number or what a record says.
//!
//! Read in this order: this file, the queue · [`message`] what is said and when · [`channel`] the ways out.

pub mod channel;
pub mod message;

pub use channel::{Channel, Event, MailTo, Target};
pub use message::Message;

use crate::ctx::Ctx;
use crate::db::{Row, Tx};
use crate::error::{Result, StoreError};
use crate::note::{Note, leave};
use crate::sql::Sql;
use crate::store::Store;
use crate::users::plain;
use kernel::value::Value;

const MINUTE: i64 = 60_000;
const DAY: i64 = 1_440 * MINUTE;
/// Waits after each failed attempt; after the last one the message is given up.
const WAITS: [i64; 7] = [1, 5, 15, 60, 180, 360, 720];
/// Whoever has taken a message and says nothing for so long has died.
const LEASE: i64 = 2 * MINUTE;
/// A way that failed is left alone for a moment, so that others get their turn.
const REST: i64 = MINUTE;
/// A group's robot takes twenty messages a minute.
const BREATH: i64 = 3_100;
/// What was sent is kept so long.
const KEPT: i64 = 30 * DAY;

/// What has become of a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// It is tried, or tried again.
    Waiting,
    /// The other side took it.
    Sent,
    /// It was tried often enough.
    GivenUp,
    /// Its way was closed before.
    Dropped,
}

impl Fate {
    const ALL: [Fate; 4] = [Fate::Waiting, Fate::Sent, Fate::GivenUp, Fate::Dropped];

    /// Stored code.
    pub const fn code(self) -> &'static str {
        match self {
            Fate::Waiting => "waiting",
            Fate::Sent => "sent",
            Fate::GivenUp => "given_up",
            Fate::Dropped => "dropped",
        }
    }
    /// For people.
    pub const fn title(self) -> &'static str {
        match self {
            Fate::Waiting => "等着发",
            Fate::Sent => "已发出",
            Fate::GivenUp => "放弃了",
            Fate::Dropped => "渠道已停，没有发",
        }
    }
    fn from_code(code: &str) -> Fate {
        Fate::ALL.into_iter().find(|fate| fate.code() == code).unwrap_or(Fate::Dropped)
    }
}

/// A message on its way.
#[derive(Clone, Debug)]
pub struct Outgoing {
    /// The same for every attempt.
    pub message: String,
    /// By which way.
    pub channel: i64,
    /// To whom; 0 where the way itself is the receiver.
    pub user: i64,
    /// When it was written, UTC milliseconds.
    pub at: i64,
    /// When it is tried next.
    pub next_at: i64,
    /// Attempts begun.
    pub tries: i64,
    /// What has become of it.
    pub fate: Fate,
    /// When that was.
    pub done_at: i64,
    /// Why the last attempt failed, for the administrator.
    pub said: String,
    /// What it says.
    pub body: Message,
}

const COLUMNS: &str = "o.message, o.channel, o.user_id, o.at, o.next_at, o.tries, o.state, o.done_at, \
                       o.said, o.body";

fn read(row: &Row) -> Outgoing {
    Outgoing {
        message: row.text(0),
        channel: row.int(1),
        user: row.int(2),
        at: row.int(3),
        next_at: row.int(4),
        tries: row.int(5),
        fate: Fate::from_code(&row.text(6)),
        done_at: row.int(7),
        said: row.text(8),
        body: serde_json::from_str(&row.text(9)).unwrap_or_default(),
    }
}

/// Writes messages into the open transaction: way, receiver and what is said.
pub(crate) fn put(tx: &mut Tx, now: i64, messages: &[(i64, i64, Message)]) -> Result<()> {
    let columns = [
        "message", "channel", "user_id", "at", "next_at", "tries", "state", "done_at", "said",
        "body",
    ];
    let row = |(channel, user, body): &(i64, i64, Message)| {
        vec![
            Value::Text(uuid::Uuid::now_v7().simple().to_string()),
            Value::Int(*channel),
            Value::Int(*user),
            Value::Int(now),
            Value::Int(now),
            Value::Int(0),
            plain(Fate::Waiting.code()),
            Value::Int(0),
            plain(""),
            plain(&serde_json::to_string(body).unwrap_or_default()),
        ]
    };
    let rows: Vec<Vec<Value>> = messages.iter().map(row).collect();
    tx.insert_few("outbox", &columns.map(str::to_owned), &rows)
}

impl Store {
    /// Takes the next message that is due; whoever takes it says what came of it, or it is taken again.
    pub fn take_outgoing(&self) -> Result<Option<Outgoing>> {
        let now = self.clock.now();
        let due = Sql::new(format!(
            "SELECT {COLUMNS} FROM outbox o JOIN channel c ON c.id = o.channel \
             WHERE o.state = 'waiting' AND o.next_at <= "
        ));
        let due = due.bind(now).add(" AND c.disabled = 0 AND c.rest_until <= ").bind(now);
        let due = due.add(" ORDER BY o.next_at, o.message LIMIT 1");
        // Most often there is nothing, and nobody who writes is kept waiting for that.
        let Some(row) = self.db.read(|tx| tx.one(&due))? else { return Ok(None) };
        let found = read(&row);
        let taken = self.db.write(|tx| {
            let sql = Sql::new("UPDATE outbox SET tries = tries + 1, next_at = ").bind(now + LEASE);
            let sql =
                sql.add(" WHERE state = 'waiting' AND message = ").bind(plain(&found.message));
            tx.exec(&sql.add(" AND next_at = ").bind(found.next_at))
        })?;
        // Another process was quicker: there may be another message.
        if taken == 0 {
            return Ok(None);
        }
        Ok(Some(Outgoing { tries: found.tries + 1, ..found }))
    }

    /// The other side took a message.
    pub fn outgoing_sent(&self, one: &Outgoing) -> Result<()> {
        let now = self.clock.now();
        self.db.write(|tx| {
            settle(tx, &one.message, Fate::Sent, now, "")?;
            rest(tx, one.channel, now + BREATH, "wecom")
        })
    }

    /// An attempt failed: it is tried again later, or given up.
    pub fn outgoing_failed(&self, one: &Outgoing, say: &str, lasting: bool) -> Result<()> {
        let now = self.clock.now();
        let tried = usize::try_from(one.tries).unwrap_or(usize::MAX);
        let wait = WAITS.get(tried.saturating_sub(1)).filter(|_| !lasting);
        self.db.write(|tx| match wait {
            None => settle(tx, &one.message, Fate::GivenUp, now, say),
            Some(wait) => {
                let sql = Sql::new("UPDATE outbox SET next_at = ").bind(now + wait * MINUTE);
                let sql = sql.add(", said = ").bind(plain(say)).add(" WHERE state = 'waiting'");
                tx.exec(&sql.add(" AND message = ").bind(plain(&one.message)))?;
                rest(tx, one.channel, now + REST, "")
            }
        })
    }

    /// The newest messages and what became of them, for the administrator.
    pub fn outgoing(&self, ctx: &Ctx, limit: i64) -> Result<Vec<Outgoing>> {
        self.manages_users(ctx)?;
        let sql =
            format!("SELECT {COLUMNS} FROM outbox o ORDER BY o.at DESC, o.message DESC LIMIT ");
        let rows = self.db.read(|tx| tx.all(&Sql::new(sql.clone()).bind(limit)))?;
        Ok(rows.iter().map(read).collect())
    }

    /// How many messages were given up and not tried again.
    pub fn outgoing_given_up(&self, ctx: &Ctx) -> Result<i64> {
        self.manages_users(ctx)?;
        let sql = Sql::new("SELECT COUNT(*) FROM outbox WHERE state = 'given_up'");
        Ok(self.db.read(|tx| tx.one(&sql))?.map_or(0, |row| row.int(0)))
    }

    /// Tries a message that was given up anew, with all its attempts before it.
    pub fn send_again(&self, ctx: &Ctx, message: &str) -> Result<()> {
        self.manages_users(ctx)?;
        let now = self.clock.now();
        self.db.write(|tx| {
            let sql =
                Sql::new("UPDATE outbox SET state = 'waiting', tries = 0, done_at = 0, next_at = ");
            let sql = sql.bind(now).add(" WHERE state IN ('given_up', 'dropped') AND message = ");
            if tx.exec(&sql.bind(plain(message)))? == 0 {
                return Err(StoreError::NotFound);
            }
            let note = Note { act: "再发消息", register: "outbox", record: 0, reason: message };
            leave(tx, now, ctx, 0, note)
        })
    }

    /// Forgets what has long been settled. Gives how many messages that were.
    pub fn sweep_outgoing(&self) -> Result<u64> {
        let long_ago = self.clock.now() - KEPT;
        self.db.write(|tx| {
            let sql = Sql::new("DELETE FROM outbox WHERE state <> 'waiting' AND at < ");
            tx.exec(&sql.bind(long_ago))
        })
    }
}

fn settle(tx: &mut Tx, message: &str, fate: Fate, now: i64, say: &str) -> Result<()> {
    let sql = Sql::new("UPDATE outbox SET state = ").bind(plain(fate.code())).add(", done_at = ");
    let sql = sql.bind(now).add(", said = ").bind(plain(say));
    tx.exec(&sql.add(" WHERE message = ").bind(plain(message)))?;
    Ok(())
}

/// Leaves a way alone until then; `kind` empty means whatever kind it is.
fn rest(tx: &mut Tx, channel: i64, until: i64, kind: &str) -> Result<()> {
    let sql = Sql::new("UPDATE channel SET rest_until = ").bind(until).add(" WHERE id = ");
    let sql = sql.bind(channel);
    let sql = if kind.is_empty() { sql } else { sql.add(" AND kind = ").bind(plain(kind)) };
    tx.exec(&sql)?;
    Ok(())
}
