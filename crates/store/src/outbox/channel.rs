//! Ways out: a mail server, a webhook, a group's robot. What must stay secret is sealed; it is opened for the
//! worker alone and shown to nobody.

use super::{Fate, put};
use crate::ctx::Ctx;
use crate::db::{Row, Tx};
use crate::error::{Result, StoreError};
use crate::keys::{hex, random};
use crate::note::{Note, leave};
use crate::outbox::Message;
use crate::outbox::message::{LATE, SOON};
use crate::sql::Sql;
use crate::store::Store;
use crate::users::plain;
use kernel::value::Value;
use serde::{Deserialize, Serialize};

/// A server for mail and who sends by it.
#[derive(Clone, Default, Serialize, Deserialize)]
pub struct MailTo {
    /// Its name.
    pub host: String,
    /// Its port.
    pub port: u16,
    /// `tls`, `starttls`, or `clear` inside the house.
    pub sealing: String,
    /// Who signs in; nobody when empty.
    pub login: String,
    /// With which password.
    pub password: String,
    /// The sender's address.
    pub from: String,
}

/// Where a way leads, with its secrets. It has no `Debug`: nothing of it belongs in a log.
#[derive(Clone, Serialize, Deserialize)]
pub enum Target {
    /// E-mail to users who have given an address.
    Mail(MailTo),
    /// A signed POST.
    Hook {
        /// Where to.
        url: String,
        /// Key of the signature.
        secret: String,
    },
    /// The robot of a 企业微信 group; the address is its key.
    Robot {
        /// Where to.
        url: String,
    },
}

/// What may be told by a way that is not one person's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    /// `founding:REVIEW`.
    pub code: String,
    /// 建会申请.
    pub register: &'static str,
    /// 待审查.
    pub state: &'static str,
}

/// A way out as it is shown.
#[derive(Clone, Debug)]
pub struct Channel {
    /// Key.
    pub id: i64,
    /// `smtp`, `webhook` or `wecom`.
    pub kind: String,
    /// What the administrator calls it.
    pub title: String,
    /// As much of where it leads as may be seen.
    pub shown: String,
    /// Codes of the events it tells.
    pub events: Vec<String>,
    /// Nothing goes out by it.
    pub disabled: bool,
    /// By whom it was made.
    pub made_by: String,
    /// When.
    pub made_at: i64,
}

/// E-mail.
pub const MAIL: &str = "smtp";
/// A program that listens.
pub const HOOK: &str = "webhook";
/// A group.
pub const ROBOT: &str = "wecom";
/// Where robots live.
const ROBOTS: &str = "https://qyapi.weixin.qq.com/";

impl Target {
    /// Its stored kind.
    pub const fn kind(&self) -> &'static str {
        match self {
            Target::Mail(_) => MAIL,
            Target::Hook { .. } => HOOK,
            Target::Robot { .. } => ROBOT,
        }
    }

    /// As much of it as may be seen: a host, never a path or a key.
    fn shown(&self) -> String {
        match self {
            Target::Mail(to) => format!("{}:{}，{}", to.host, to.port, to.from),
            Target::Hook { url, .. } | Target::Robot { url } => host(url).to_owned(),
        }
    }

    /// A webhook with a fresh key.
    pub fn hook(url: &str) -> Result<Target> {
        Ok(Target::Hook { url: url.trim().to_owned(), secret: hex(&random::<32>()?) })
    }

    fn check(&self, inside: bool) -> Result<()> {
        match self {
            Target::Mail(to) => check_mail(to, inside),
            Target::Hook { url, .. } => check_url(url, inside),
            Target::Robot { url } if inside || url.starts_with(ROBOTS) => check_url(url, inside),
            Target::Robot { .. } => {
                Err(StoreError::refuse("url", format!("群机器人的地址应以 {ROBOTS} 开头")))
            }
        }
    }
}

fn host(url: &str) -> &str {
    let rest = url.split_once("://").map_or(url, |cut| cut.1);
    let name = rest.split(['/', '?', '#']).next().unwrap_or_default();
    name.rsplit('@').next().unwrap_or(name)
}

fn check_url(url: &str, inside: bool) -> Result<()> {
    let sealed = url.starts_with("https://") || (inside && url.starts_with("http://"));
    let clean = url.len() <= 500 && url.chars().all(|c| c.is_ascii_graphic());
    if sealed && clean && !host(url).is_empty() {
        return Ok(());
    }
    Err(StoreError::refuse("url", "地址应以 https:// 开头，不含空格和汉字"))
}

fn check_mail(to: &MailTo, inside: bool) -> Result<()> {
    let named = |c: char| c.is_ascii_alphanumeric() || ".-:[]".contains(c);
    if to.host.is_empty() || to.host.len() > 200 || !to.host.chars().all(named) {
        return Err(StoreError::refuse("host", "邮件服务器写域名，如 smtp.yunxi.example"));
    }
    if to.port == 0 {
        return Err(StoreError::refuse("port", "端口应为 1 到 65535 的整数，常用 465"));
    }
    match to.sealing.as_str() {
        "tls" | "starttls" => {}
        "clear" if inside => {}
        _ => {
            let say = "加密方式选TLS或STARTTLS；不加密只能用于内网，要先打开“允许向内网地址发消息”";
            return Err(StoreError::refuse("sealing", say));
        }
    }
    check_address(&to.from)
        .map_err(|_| StoreError::refuse("from", "发件地址应像 gonghui@yunxi.example"))
}

/// Whether a text can be an e-mail address.
pub fn check_address(text: &str) -> Result<()> {
    let fits = |c: char| c.is_ascii_alphanumeric() || "._+-".contains(c);
    let good = text.split_once('@').is_some_and(|(name, domain)| {
        let named = !name.is_empty() && name.chars().all(fits);
        named && domain.contains('.') && !domain.starts_with('.') && domain.chars().all(fits)
    });
    if good && text.len() <= 120 {
        return Ok(());
    }
    Err(StoreError::refuse("email", "邮箱地址应像 lijuan@yunxi.example"))
}

const COLUMNS: &str =
    "SELECT id, kind, title, shown, events, disabled, made_by, made_at FROM channel";

fn read(row: &Row) -> Channel {
    Channel {
        id: row.int(0),
        kind: row.text(1),
        title: row.text(2),
        shown: row.text(3),
        events: serde_json::from_str(&row.text(4)).unwrap_or_default(),
        disabled: row.int(5) != 0,
        made_by: row.text(6),
        made_at: row.int(7),
    }
}

fn place(id: i64) -> String {
    format!("channel.{id}")
}

/// Ways that tell of changes, with the events they tell.
pub(super) fn listening(tx: &mut Tx) -> Result<Vec<Channel>> {
    let sql = Sql::new(COLUMNS).add(" WHERE disabled = 0 AND kind <> 'smtp' ORDER BY id");
    Ok(tx.all(&sql)?.iter().map(read).collect())
}

impl Store {
    /// Everything that can be told: states of matters, and that they are nearly due or overdue.
    pub fn events(&self) -> Vec<Event> {
        let flows = self.catalog().flows();
        let states = flows.flat_map(|(register, flow)| {
            let event = |code: &str, state| Event {
                code: format!("{}:{code}", register.name),
                register: register.title,
                state,
            };
            let due = [event(SOON, "快到期的件数"), event(LATE, "超期的件数")];
            let states =
                flow.states.iter().map(move |state| event(state.code, flow.title(state.code)));
            due.into_iter().chain(states)
        });
        states.collect()
    }

    fn check_events(&self, kind: &str, events: &[String]) -> Result<()> {
        let known = self.events();
        if kind == MAIL || events.iter().all(|code| known.iter().any(|one| one.code == *code)) {
            return Ok(());
        }
        Err(StoreError::refuse("events", "有没有见过的状态，请重新勾选"))
    }

    /// All ways out, without their secrets.
    pub fn channels(&self, ctx: &Ctx) -> Result<Vec<Channel>> {
        self.manages_users(ctx)?;
        let sql = Sql::new(COLUMNS).add(" ORDER BY disabled, id");
        Ok(self.db.read(|tx| tx.all(&sql))?.iter().map(read).collect())
    }

    /// Opens a way out.
    pub fn add_channel(
        &self,
        ctx: &Ctx,
        title: &str,
        target: &Target,
        events: &[String],
    ) -> Result<i64> {
        self.manages_users(ctx)?;
        let title = title.trim();
        if title.is_empty() || title.chars().count() > 40 {
            return Err(StoreError::refuse("title", "给渠道起个名，不超过 40 个字"));
        }
        target.check(self.outbox_inside()?)?;
        self.check_events(target.kind(), events)?;
        let id = self.fresh_id()?;
        let clear = serde_json::to_string(target)
            .map_err(|cause| StoreError::caused("渠道写不成，没有加", cause))?;
        let sealed = self.keys.seal(&place(id), &clear)?;
        let now = self.clock.now();
        let columns =
            "id, kind, title, shown, sealed, events, disabled, rest_until, made_by, made_at";
        self.db.write(|tx| {
            let row = [
                Value::Int(id),
                plain(target.kind()),
                plain(title),
                plain(&target.shown()),
                Value::Bytes(sealed.clone()),
                plain(&serde_json::to_string(events).unwrap_or_default()),
                Value::Int(0),
                Value::Int(0),
                plain(&ctx.user_name),
                Value::Int(now),
            ];
            tx.exec(&Sql::new(format!("INSERT INTO channel ({columns}) VALUES ")).list(row))?;
            self.about_channel(tx, ctx, "加消息渠道", id, &format!("{title}（{}）", target.shown()))
        })?;
        Ok(id)
    }

    /// Closes a way or opens it again; what waits for a closed one is not sent.
    pub fn set_channel_disabled(&self, ctx: &Ctx, id: i64, disabled: bool) -> Result<()> {
        self.manages_users(ctx)?;
        let now = self.clock.now();
        self.db.write(|tx| {
            let title = title(tx, id)?;
            let sql = Sql::new("UPDATE channel SET rest_until = 0, disabled = ").bind(disabled);
            tx.exec(&sql.add(" WHERE id = ").bind(id))?;
            if disabled {
                let sql = Sql::new("UPDATE outbox SET state = ").bind(plain(Fate::Dropped.code()));
                let sql = sql.add(", done_at = ").bind(now).add(" WHERE state = 'waiting'");
                tx.exec(&sql.add(" AND channel = ").bind(id))?;
            }
            let act = if disabled { "停用消息渠道" } else { "启用消息渠道" };
            self.about_channel(tx, ctx, act, id, &title)
        })
    }

    /// Says anew what a way tells.
    pub fn set_channel_events(&self, ctx: &Ctx, id: i64, events: &[String]) -> Result<()> {
        self.manages_users(ctx)?;
        self.check_events("", events)?;
        self.db.write(|tx| {
            let title = title(tx, id)?;
            let list = plain(&serde_json::to_string(events).unwrap_or_default());
            let sql = Sql::new("UPDATE channel SET events = ").bind(list).add(" WHERE id = ");
            tx.exec(&sql.bind(id))?;
            let reason = format!("{title}：{}种状态", events.len());
            self.about_channel(tx, ctx, "改消息渠道", id, &reason)
        })
    }

    /// Sends a word by a way to see whether it works: to this user, where it is e-mail.
    pub fn test_channel(&self, ctx: &Ctx, id: i64) -> Result<()> {
        self.manages_users(ctx)?;
        let now = self.clock.now();
        self.db.write(|tx| {
            let sql = Sql::new("SELECT kind, title FROM channel WHERE disabled = 0 AND id = ");
            let row = tx.one(&sql.bind(id))?.ok_or(StoreError::NotFound)?;
            let user = if row.text(0) == MAIL { ctx.user_id } else { 0 };
            if user != 0 && !has_address(tx, user)? {
                let say = "您还没有填邮箱，试发没有地方去；请先到“我的账号”填上";
                return Err(StoreError::refuse("", say));
            }
            put(tx, now, &[(id, user, Message::trial())])?;
            self.about_channel(tx, ctx, "试发消息", id, &row.text(1))
        })
    }

    /// Where a way leads, for the worker.
    pub fn channel_target(&self, id: i64) -> Result<Target> {
        let sql = Sql::new("SELECT sealed FROM channel WHERE id = ").bind(id);
        let row = self.db.read(|tx| tx.one(&sql))?.ok_or(StoreError::NotFound)?;
        let clear = self.keys.open(&place(id), &row.bytes(0));
        let target = clear.and_then(|clear| serde_json::from_str(&clear).ok());
        target.ok_or_else(|| {
            StoreError::unavailable("渠道的密码打不开：密钥文件换过。请停用这个渠道，重新加一个")
        })
    }

    /// Messages may go to addresses inside the house.
    pub fn outbox_inside(&self) -> Result<bool> {
        Ok(self.setting_on("outbox_inside", self.today())? == "1")
    }

    fn about_channel(
        &self,
        tx: &mut Tx,
        ctx: &Ctx,
        act: &str,
        id: i64,
        reason: &str,
    ) -> Result<()> {
        let note = Note { act, register: "channel", record: id, reason };
        leave(tx, self.clock.now(), ctx, 0, note)
    }
}

fn title(tx: &mut Tx, id: i64) -> Result<String> {
    let sql = Sql::new("SELECT title FROM channel WHERE id = ").bind(id);
    tx.one(&sql)?.map(|row| row.text(0)).ok_or(StoreError::NotFound)
}

fn has_address(tx: &mut Tx, user: i64) -> Result<bool> {
    let sql = Sql::new("SELECT 1 FROM app_user WHERE email IS NOT NULL AND id = ").bind(user);
    Ok(tx.one(&sql)?.is_some())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_an_address_only_the_host_is_shown() {
        let key = "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=693a91f6";
        assert_eq!(Target::Robot { url: key.into() }.shown(), "qyapi.weixin.qq.com");
        assert_eq!(host("https://user:pass@yunxi.example:8443/in"), "yunxi.example:8443");
    }

    #[test]
    fn addresses_of_the_house_and_open_ones_are_asked_for_by_a_setting() {
        let hook = |url: &str| Target::Hook { url: url.into(), secret: String::new() };
        assert!(hook("https://yunxi.example/in").check(false).is_ok());
        assert!(hook("http://yunxi.example/in").check(false).is_err());
        assert!(hook("http://10.0.0.8/in").check(true).is_ok());
        for wrong in ["", "https://", "ftp://yunxi.example", "https://云溪/in", "https://a b"] {
            assert!(hook(wrong).check(true).is_err(), "{wrong}");
        }
        assert!(Target::Robot { url: "https://yunxi.example/".into() }.check(false).is_err());
    }

    #[test]
    fn an_e_mail_address_has_two_sides() {
        assert!(check_address("li.juan+gh@mail.yunxi.example").is_ok());
        for wrong in ["", "lijuan", "@yunxi.example", "a@b", "a@.b.c", "a b@c.d", "a@b@c.d"] {
            assert!(check_address(wrong).is_err(), "{wrong}");
        }
    }
}
