//! What a message says. It is made of what is declared – the register, the state, the word of the notice – and
//! of a day and a way to the record: nothing that a record says of a person can come in.

use super::{channel, put};
use crate::codec::Stored;
use crate::db::Tx;
use crate::error::Result;
use crate::sql::{Sql, name};
use crate::store::Store;
use crate::writer::Pending;
use jiff::civil::Date;
use kernel::register::Register;
use kernel::workflow::{DUE_ON, Workflow};
use serde::{Deserialize, Serialize};

/// What ways can listen for besides states: matters that are nearly due, and those that are overdue.
pub(super) const SOON: &str = "@soon";
pub(super) const LATE: &str = "@late";

/// A message, without the names of anybody.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Message {
    /// `state`: a matter has come into a state; `notice`: somebody is told; `due`: so many matters are nearly due
    /// or overdue; `test`.
    pub event: String,
    /// Name of the register.
    pub register: String,
    /// 建会申请.
    pub register_title: String,
    /// Code of the state.
    pub state: String,
    /// 待审查.
    pub state_title: String,
    /// What the receiver is told: 转给您办.
    pub word: String,
    /// The last day, if a term runs.
    pub due_on: Option<String>,
    /// The way to the record, behind the installation's own address.
    pub path: String,
}

impl Message {
    /// A word to see whether a way works.
    pub(super) fn trial() -> Message {
        Message { event: "test".into(), word: "试发".into(), ..Message::default() }
    }

    /// 建会申请：转给您办.
    pub fn subject(&self) -> String {
        match self.event.as_str() {
            "test" => "娘家：试发消息".into(),
            "notice" | "due" => format!("娘家：{}，{}", self.register_title, self.word),
            _ => format!("娘家：{}，{}", self.register_title, self.state_title),
        }
    }

    /// A few lines for people; `site` is the installation's own address.
    pub fn text(&self, site: &str) -> String {
        if self.event == "test" {
            return "这是一条试发的消息：收到就说明这个渠道是通的。".into();
        }
        let mut first = self.subject();
        if self.event == "notice" && !self.state_title.is_empty() {
            first.push_str(&format!("（现在是“{}”）", self.state_title));
        }
        if let Some(due) = &self.due_on {
            first.push_str(&format!("，{due}到期"));
        }
        let way = if site.is_empty() {
            "请登录娘家查看。".to_owned()
        } else {
            format!("登录后查看：{site}{}", self.path)
        };
        format!("{first}。\n{way}")
    }

    /// For programs: with the message's own id, when it was written, and the whole link.
    pub fn json(&self, id: &str, at: &str, site: &str) -> String {
        let link =
            if self.path.is_empty() { String::new() } else { format!("{site}{}", self.path) };
        serde_json::json!({
            "id": id,
            "event": self.event,
            "at": at,
            "register": self.register,
            "register_title": self.register_title,
            "state": self.state,
            "state_title": self.state_title,
            "word": self.word,
            "due_on": self.due_on,
            "link": link,
        })
        .to_string()
    }

    fn about(
        (register, flow): (&Register, &Workflow),
        (public_id, state, due): (&str, &str, Option<Date>),
    ) -> Message {
        let runs = flow.meaning(state).is_some_and(|state| state.clock.is_some());
        Message {
            register: register.name.to_owned(),
            register_title: register.title.to_owned(),
            state: state.to_owned(),
            state_title: flow.title(state).to_owned(),
            due_on: due.filter(|_| runs).map(|due| due.to_string()),
            path: format!("/r/{}/{public_id}", register.name),
            ..Message::default()
        }
    }
}

impl Store {
    /// Tells the ways that listen which matters have come into which states, in the act's own transaction.
    pub(crate) fn announce(&self, tx: &mut Tx, pending: &[Pending]) -> Result<()> {
        let moved: Vec<(&Pending, &Workflow, String)> =
            pending.iter().filter_map(|one| self.comes_into(one)).collect();
        if moved.is_empty() {
            return Ok(());
        }
        let ways = channel::listening(tx)?;
        let mut messages = Vec::new();
        for (one, flow, state) in moved {
            let register = one.new.register;
            let code = format!("{}:{state}", register.name);
            for way in ways.iter().filter(|way| way.events.contains(&code)) {
                let due = self.held(&one.new, DUE_ON.def.name).as_day();
                let about = (one.new.public_id.as_str(), state.as_str(), due);
                let message = Message::about((register, flow), about);
                messages.push((way.id, 0, Message { event: "state".into(), ..message }));
            }
        }
        put(tx, self.clock.now(), &messages)
    }

    /// Tells the ways that listen how many matters of a register are nearly due or overdue since they were told
    /// last: one message for all of them, so that a group is not flooded after a holiday.
    pub(crate) fn announce_due(
        &self,
        tx: &mut Tx,
        register: &Register,
        (late, how_many): (bool, usize),
    ) -> Result<()> {
        if how_many == 0 {
            return Ok(());
        }
        let (code, word) = if late { (LATE, "已超期") } else { (SOON, "快到期") };
        let code = format!("{}:{code}", register.name);
        let message = Message {
            event: "due".into(),
            register: register.name.to_owned(),
            register_title: register.title.to_owned(),
            word: format!("新有{how_many}{}{word}", register.unit),
            path: format!("/r/{}", register.name),
            ..Message::default()
        };
        let ways = channel::listening(tx)?;
        let told = ways.iter().filter(|way| way.events.contains(&code));
        let messages: Vec<(i64, i64, Message)> =
            told.map(|way| (way.id, 0, message.clone())).collect();
        put(tx, self.clock.now(), &messages)
    }

    /// The state into which a record comes, unless it was there before or is taken out.
    fn comes_into<'a>(&self, one: &'a Pending) -> Option<(&'a Pending, &'static Workflow, String)> {
        let flow = one.new.register.flow.as_ref().filter(|_| !one.new.voided)?;
        let state = self.held(&one.new, flow.state.name).to_string();
        let before = one.old.as_ref().map(|old| self.held(old, flow.state.name).to_string());
        (before.as_deref() != Some(state.as_str())).then_some((one, flow, state))
    }

    fn held(&self, stored: &Stored, field: &str) -> kernel::value::Value {
        stored.held(self.today()).value(field).clone()
    }
}

/// Tells a user by e-mail what they are told inside, if there is a way and they have given an address.
pub(crate) fn mail(
    tx: &mut Tx,
    now: i64,
    user: i64,
    (register, id): (&'static Register, i64),
    word: &str,
) -> Result<()> {
    let way = Sql::new(
        "SELECT c.id FROM channel c, app_user u WHERE c.kind = 'smtp' AND c.disabled = 0 \
         AND u.email IS NOT NULL AND u.disabled = 0 AND u.id = ",
    );
    let Some(way) = tx.one(&way.bind(user).add(" ORDER BY c.id LIMIT 1"))? else { return Ok(()) };
    let Some(flow) = &register.flow else { return Ok(()) };
    let sql = Sql::new(format!(
        "SELECT public_id, {}, {} FROM {} WHERE id = ",
        name(flow.state.name),
        name(DUE_ON.def.name),
        name(register.name)
    ));
    let Some(row) = tx.one(&sql.bind(id))? else { return Ok(()) };
    let (public_id, state) = (row.text(0), row.text(1));
    let message = Message::about((register, flow), (&public_id, &state, row.value(2).as_day()));
    let message = Message { event: "notice".into(), word: word.to_owned(), ..message };
    put(tx, now, &[(way.int(0), user, message)])
}
