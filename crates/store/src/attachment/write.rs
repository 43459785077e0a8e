//! Adding, taking away and bringing back: each one act with one entry, whose digest covers the content's.

use super::files::{Coming, SMALL};
use super::{Attachment, MOST_BYTES, NAME, NewAttachment, VERSIONED, sees, select};
use crate::ctx::Ctx;
use crate::error::{Result, StoreError};
use crate::journal::Item;
use crate::sql::Sql;
use crate::store::Store;
use crate::undo::OUTSIDE;
use crate::writer::{Doing, Writer};
use kernel::access::Act;
use kernel::register::Register;
use kernel::value::Value;

/// Adding one, as the journal calls it.
pub const ADDING: &str = "加附件";
/// Taking one away, as the journal calls it.
pub const TAKING: &str = "移除附件";

/// An attachment on its way to the database.
pub(crate) struct Pending {
    pub old: Option<Attachment>,
    pub new: Attachment,
    /// The node of its record.
    pub node: i64,
}

impl Store {
    /// Adds a photo or paper to a record. The content is in its place, sealed and on the disk, before the
    /// act is committed.
    pub fn attach(
        &self,
        ctx: &Ctx,
        register: &'static Register,
        key: &str,
        new: &NewAttachment,
    ) -> Result<Attachment> {
        let made = self.prepared(ctx, register, key, new)?;
        let mut contents = vec![(made.public_id.clone(), new.content.as_slice())];
        if let Some(small) = &new.small {
            contents.push((format!("{}{SMALL}", made.public_id), small.as_slice()));
        }
        let coming = Coming::place(&self.keys, &self.dir, &contents)?;
        let reason = format!("{}：{}", made.kind_title(), made.title);
        let doing = Doing { act: ADDING, reason: &reason, room: 1 };
        let done = self.act(ctx, doing, |writer| writer.attach(made.clone()));
        match &done {
            Ok(_) => coming.stands(),
            // Whether the row stands is not known: the next opening looks.
            Err(StoreError::Unavailable { .. }) => {}
            Err(_) => coming.take_away(),
        }
        done
    }

    /// The attachment as it would be, refused before anything is written.
    fn prepared(
        &self,
        ctx: &Ctx,
        register: &'static Register,
        key: &str,
        new: &NewAttachment,
    ) -> Result<Attachment> {
        let (record, hidden) = self.db.read(|tx| {
            let seen = self.fetch(tx, ctx, register, key, Act::Read)?;
            let may = self.fetch(tx, ctx, register, &seen.id.to_string(), Act::Write);
            let stored = may.map_err(|_| StoreError::Forbidden)?.living()?;
            Ok((stored.id, ctx.hidden(register, &*self.tree(tx)?)))
        })?;
        let kind = register.attachment(&new.kind);
        let kind = kind.filter(|kind| !hidden.contains(&kind.code));
        let Some(kind) = kind else {
            let titles: Vec<&str> = register.attachments.iter().map(|kind| kind.title).collect();
            let say = format!("{}没有这类附件，可以是：{}", register.title, titles.join("、"));
            return Err(StoreError::refuse("kind", say));
        };
        if !kind.takes(new.media) {
            let other = register.attachments.iter().find(|other| other.takes(new.media));
            let hint =
                other.map_or(String::new(), |other| format!("；PDF 请放到“{}”", other.title));
            let say = format!("“{}”只收照片（{}）{hint}。没有存", kind.title, kind.formats());
            return Err(StoreError::refuse("kind", say));
        }
        if new.title.trim().is_empty() || new.content.is_empty() || new.content.len() > MOST_BYTES {
            return Err(StoreError::refuse(
                "title",
                "附件要有名称和内容，一个不超过 20 MB。没有存",
            ));
        }
        Ok(Attachment {
            id: 0,
            public_id: uuid::Uuid::now_v7().simple().to_string(),
            version: 1,
            made_seq: 0,
            voided: false,
            void_reason: String::new(),
            register,
            record,
            kind: kind.code.to_owned(),
            title: new.title.trim().to_owned(),
            media: new.media,
            bytes: i64::try_from(new.content.len()).unwrap_or(i64::MAX),
            digest: self.keys.digest(&new.content),
            width: i64::from(new.size.0),
            height: i64::from(new.size.1),
            small: new.small.is_some(),
            added_by: ctx.user_name.clone(),
            added_at: self.clock.now(),
        })
    }

    /// Takes an attachment away, with a reason; the content stays, so that it can be brought back. Gives
    /// the entry by which that is done.
    pub fn detach(&self, ctx: &Ctx, public_id: &str, version: i64, reason: &str) -> Result<i64> {
        if reason.trim().is_empty() {
            return Err(StoreError::refuse("reason", "写一句为什么移除，以后查得到"));
        }
        let found = self.attachment(ctx, public_id, Act::Write)?;
        let doing = Doing { act: TAKING, reason: reason.trim(), room: 1 };
        self.act(ctx, doing, |writer| writer.detach(found.id, version, reason))?;
        self.last_entry(ctx, TAKING, found.register, found.record)
    }
}

impl Writer<'_, '_> {
    /// Adds an attachment to a living record, if there is room for one more of its kind.
    fn attach(&mut self, mut new: Attachment) -> Result<Attachment> {
        let node = self.load(new.register, new.record, Act::Write)?.node;
        let sql = Sql::new("SELECT COUNT(*) FROM attachment WHERE voided = 0 AND register = ")
            .bind(new.register.name)
            .add(" AND record = ")
            .bind(new.record)
            .add(" AND kind = ")
            .bind(new.kind.as_str());
        let there = self.tx.one(&sql)?.map_or(0, |row| row.int(0));
        let kind = new.declared().copied().ok_or(StoreError::NotFound)?;
        if usize::try_from(there).unwrap_or(usize::MAX) >= kind.most {
            let say = format!("“{}”最多放{}个，已经放满；先移除不要的再加", kind.title, kind.most);
            return Err(StoreError::refuse("kind", say));
        }
        new.id = self.store.new_id()?;
        self.put_attachment(None, new.clone(), node);
        Ok(new)
    }

    fn detach(&mut self, id: i64, version: i64, reason: &str) -> Result<()> {
        let (old, node) = self.attachment_to_change(id)?;
        if old.voided {
            return Err(StoreError::NotFound);
        }
        if old.version != version {
            let say = "别人刚动过这个附件，没有移除；请刷新后再看";
            return Err(StoreError::refuse("version", say));
        }
        let mut new = old.clone();
        (new.voided, new.void_reason) = (true, reason.trim().to_owned());
        self.put_attachment(Some(old), new, node);
        Ok(())
    }

    /// Takes back what an entry did to an attachment: true when it is taken away again, false when it is
    /// as it was before.
    pub(crate) fn undo_attachment(
        &mut self,
        id: i64,
        (first, last): (i64, i64),
        reason: &str,
    ) -> Result<bool> {
        let (now, node) = match self.attachment_to_change(id) {
            Err(StoreError::NotFound) => return Err(StoreError::refuse("", OUTSIDE)),
            found => found?,
        };
        if now.version != last {
            return Err(StoreError::refuse("", "附件后来又动过，保持现状"));
        }
        let mut new = now.clone();
        if first == 1 {
            if now.voided {
                return Err(StoreError::refuse("", "已经移除"));
            }
            (new.voided, new.void_reason) = (true, format!("撤销：{reason}"));
        } else {
            let before = self.attachment_version(id, first - 1)?;
            new.voided = before.voided;
            new.void_reason = before.void_reason;
            new.record = before.record;
        }
        self.put_attachment(Some(now), new, node);
        Ok(first == 1)
    }

    /// Gives the attachments of one record to another, which the actor is changing too.
    pub(crate) fn move_attachments(
        &mut self,
        register: &'static Register,
        from: i64,
        to: i64,
    ) -> Result<()> {
        if register.attachments.is_empty() {
            return Ok(());
        }
        let node = self.load(register, to, Act::Write)?.node;
        let sql = select().add(" WHERE register = ").bind(register.name).add(" AND record = ");
        for row in self.tx.all(&sql.bind(from).add(" ORDER BY id"))? {
            let Some(old) = self.store.read_attachment(&row) else { continue };
            let new = Attachment { record: to, ..old.clone() };
            self.put_attachment(Some(old), new, node);
        }
        Ok(())
    }

    /// An attachment, there or taken away, of a record that the actor may change; and the record's node.
    fn attachment_to_change(&mut self, id: i64) -> Result<(Attachment, i64)> {
        let sql = select().add(" WHERE id = ").bind(id).add(self.tx.dialect().for_update());
        let found = self.tx.one(&sql)?.and_then(|row| self.store.read_attachment(&row));
        let found =
            found.filter(|one| sees(self.ctx, &self.tree, one)).ok_or(StoreError::NotFound)?;
        let node = self.load_any(found.register, found.record, Act::Write)?.node;
        Ok((found, node))
    }

    fn attachment_version(&mut self, id: i64, version: i64) -> Result<Attachment> {
        let sql = Sql::new(format!("SELECT {VERSIONED} FROM attachment_history WHERE id = "));
        let row = self.tx.one(&sql.bind(id).add(" AND version = ").bind(version))?;
        row.and_then(|row| self.store.read_attachment(&row)).ok_or(StoreError::NotFound)
    }

    fn put_attachment(&mut self, old: Option<Attachment>, mut new: Attachment, node: i64) {
        if self.pending.is_empty() && self.attachments.is_empty() {
            self.about = (new.register.name.to_owned(), new.record);
        }
        new.version = old.as_ref().map_or(1, |old| old.version + 1);
        self.attachments.push(Pending { old, new, node });
    }

    /// Writes the act's attachments with its sequence and tells the versions it made.
    pub(crate) fn write_attachments(&mut self, seq: i64) -> Result<Vec<Item>> {
        let (mut before, mut fresh, mut items) = (Vec::new(), Vec::new(), Vec::new());
        for Pending { old, new, .. } in std::mem::take(&mut self.attachments) {
            let digest = self.store.keys.digest(&new.plaintext());
            items.push(Item { register: NAME, record: new.id, version: new.version, digest });
            let new = Attachment { made_seq: seq, ..new };
            match old {
                None => fresh.push([versioned(&new), standing(&new)].concat()),
                Some(old) => {
                    before.push([versioned(&old), vec![Value::Int(seq)]].concat());
                    self.supersede_attachment(&new)?;
                }
            }
        }
        let columns = |more: &str| -> Vec<String> {
            VERSIONED.split(", ").chain(more.split(", ")).map(str::to_owned).collect()
        };
        self.tx.bulk("attachment_history", &columns("ended_seq"), &before)?;
        self.tx.bulk(NAME, &columns(super::STANDING), &fresh)?;
        Ok(items)
    }

    fn supersede_attachment(&mut self, new: &Attachment) -> Result<()> {
        let sql = Sql::new("UPDATE attachment SET version = ")
            .bind(new.version)
            .add(", made_seq = ")
            .bind(new.made_seq)
            .add(", voided = ")
            .bind(i64::from(new.voided))
            .add(", void_reason = ")
            .bind_value(Value::Text(new.void_reason.clone()))
            .add(", record = ")
            .bind(new.record)
            .add(" WHERE id = ")
            .bind(new.id)
            .add(" AND version = ")
            .bind(new.version - 1);
        if self.tx.exec(&sql)? != 1 {
            return Err(StoreError::refuse("version", "别人刚动过这个附件，请刷新后再看"));
        }
        Ok(())
    }
}

/// Values of [`VERSIONED`].
fn versioned(one: &Attachment) -> Vec<Value> {
    let text = |text: &str| Value::Text(text.to_owned());
    vec![
        Value::Int(one.id),
        Value::Int(one.version),
        Value::Int(one.made_seq),
        Value::from(one.voided),
        text(&one.void_reason),
        text(one.register.name),
        Value::Int(one.record),
        text(&one.kind),
        text(&one.title),
        text(one.media.code()),
        Value::Int(one.bytes),
        Value::Bytes(one.digest.clone()),
        Value::Int(one.width),
        Value::Int(one.height),
    ]
}

/// Values of [`super::STANDING`].
fn standing(one: &Attachment) -> Vec<Value> {
    vec![
        Value::Text(one.public_id.clone()),
        Value::from(one.small),
        Value::Text(one.added_by.clone()),
        Value::Int(one.added_at),
    ]
}
