//! Photos and papers of records (附件). An attachment has versions and entries like a record, its content is
//! a sealed file, and every road to it passes the check of the record it belongs to.
//!
//! Read in this order: this file, what there is and who may see it · [`write`] adding and taking away as
//! acts · [`files`] where contents lie · [`seal`] how they are sealed.

pub(crate) mod files;
mod seal;
mod write;

pub(crate) use write::Pending;
pub use write::{ADDING, TAKING};

use crate::codec::Stored;
use crate::ctx::Ctx;
use crate::db::{Row, Tx};
use crate::error::{Result, StoreError};
use crate::history::{self, Difference};
use crate::journal;
use crate::sql::Sql;
use crate::store::Store;
use crate::tree::Tree;
use files::Lost;
use kernel::access::Act;
use kernel::attachment::{AttachmentKind, Media};
use kernel::register::Register;
use std::collections::HashSet;

/// Its name in the journal, where records have that of their register.
pub(crate) const NAME: &str = "attachment";

/// Most bytes of one content.
pub const MOST_BYTES: usize = 20 << 20;

/// A photo or paper of a record.
#[derive(Clone, Debug)]
pub struct Attachment {
    /// Key.
    pub id: i64,
    /// Name in addresses.
    pub public_id: String,
    /// Version.
    pub version: i64,
    /// The entry that made the version.
    pub(crate) made_seq: i64,
    /// Taken away.
    pub voided: bool,
    /// Why.
    pub void_reason: String,
    /// The register of the record it belongs to.
    pub register: &'static Register,
    /// Key of the record.
    pub record: i64,
    /// Code of its kind.
    pub kind: String,
    /// What it is called.
    pub title: String,
    /// What it is by its content.
    pub media: Media,
    /// Bytes of the content.
    pub bytes: i64,
    /// Keyed digest of the content in clear.
    pub digest: Vec<u8>,
    /// Pixels; 0 for a paper.
    pub width: i64,
    /// Pixels; 0 for a paper.
    pub height: i64,
    /// There is a small picture of it.
    pub small: bool,
    /// Who added it.
    pub added_by: String,
    /// When, UTC milliseconds.
    pub added_at: i64,
}

/// A content that was looked through, on its way to a record.
#[derive(Clone, Debug)]
pub struct NewAttachment {
    /// Code of its kind.
    pub kind: String,
    /// What it is called; never empty.
    pub title: String,
    /// What it is by its content.
    pub media: Media,
    /// The content.
    pub content: Vec<u8>,
    /// A small picture of it, if it is one.
    pub small: Option<Vec<u8>>,
    /// Pixels across and down; 0 for a paper.
    pub size: (u32, u32),
}

impl Attachment {
    /// The declared kind; a kind that is declared no more has none.
    pub fn declared(&self) -> Option<&'static AttachmentKind> {
        self.register.attachment(&self.kind)
    }
    /// What its kind is called.
    pub fn kind_title(&self) -> &str {
        self.declared().map_or("附件", |kind| kind.title)
    }
    /// `开班合影.jpg`.
    pub fn file_name(&self) -> String {
        format!("{}.{}", self.title, self.media.ending())
    }
    /// What the digest in the journal is made of; the content is in it by its own digest.
    pub(crate) fn plaintext(&self) -> Vec<u8> {
        let parts = [
            NAME.to_owned(),
            self.id.to_string(),
            self.version.to_string(),
            if self.voided { format!("-{}", self.void_reason) } else { String::new() },
            self.register.name.to_owned(),
            self.record.to_string(),
            self.kind.clone(),
            self.title.clone(),
            self.media.code().to_owned(),
            self.bytes.to_string(),
            crate::keys::hex(&self.digest),
            format!("{}x{}", self.width, self.height),
        ];
        parts.join("\u{1f}").into_bytes()
    }
}

/// Columns of every version, in the order of [`Store::read_attachment`].
pub(crate) const VERSIONED: &str = "id, version, made_seq, voided, void_reason, register, record, kind, title, \
                                    media, bytes, digest, width, height";
const STANDING: &str = "public_id, small, added_by, added_at";

/// `SELECT … FROM attachment a`.
pub(crate) fn select() -> Sql {
    Sql::new(format!("SELECT {VERSIONED}, {STANDING} FROM attachment a"))
}

impl Store {
    /// Reads [`VERSIONED`], and what stands behind it in [`select`]; `None` when the program knows its
    /// register or content no more.
    pub(crate) fn read_attachment(&self, row: &Row) -> Option<Attachment> {
        Some(Attachment {
            id: row.int(0),
            version: row.int(1),
            made_seq: row.int(2),
            voided: row.int(3) != 0,
            void_reason: row.text(4),
            register: self.catalog().register(&row.text(5))?,
            record: row.int(6),
            kind: row.text(7),
            title: row.text(8),
            media: Media::from_code(&row.text(9))?,
            bytes: row.int(10),
            digest: row.bytes(11),
            width: row.int(12),
            height: row.int(13),
            public_id: row.text(14),
            small: row.int(15) != 0,
            added_by: row.text(16),
            added_at: row.int(17),
        })
    }

    /// The attachments of a record that this reader sees, by kind and in the order of their adding.
    pub fn attachments(
        &self,
        ctx: &Ctx,
        register: &'static Register,
        key: &str,
    ) -> Result<Vec<Attachment>> {
        if register.attachments.is_empty() {
            return Ok(Vec::new());
        }
        self.db.read(|tx| {
            let stored = self.fetch(tx, ctx, register, key, Act::Read)?;
            let mut all = self.attachments_in(tx, &stored, false)?;
            let tree = self.tree(tx)?;
            all.retain(|one| sees(ctx, &tree, one));
            let place = |one: &Attachment| {
                register.attachments.iter().position(|kind| kind.code == one.kind)
            };
            all.sort_by_key(|one| (place(one).unwrap_or(usize::MAX), one.id));
            Ok(all)
        })
    }

    fn attachments_in(&self, tx: &mut Tx, of: &Stored, gone: bool) -> Result<Vec<Attachment>> {
        let sql = select().add(" WHERE register = ").bind(of.register.name);
        let sql = sql.add(" AND record = ").bind(of.id);
        let sql = if gone { sql } else { sql.add(" AND voided = 0") };
        let rows = tx.all(&sql.add(" ORDER BY id"))?;
        Ok(rows.iter().filter_map(|row| self.read_attachment(row)).collect())
    }

    /// One attachment whose record this reader may do `act` on; taken away, or out of reach, it is not
    /// there.
    pub fn attachment(&self, ctx: &Ctx, public_id: &str, act: Act) -> Result<Attachment> {
        self.db.read(|tx| {
            let found = tx.one(&select().add(" WHERE public_id = ").bind(public_id))?;
            let found = found.and_then(|row| self.read_attachment(&row));
            let tree = self.tree(tx)?;
            let found = found.filter(|one| !one.voided && sees(ctx, &tree, one));
            let found = found.ok_or(StoreError::NotFound)?;
            self.fetch(tx, ctx, found.register, &found.record.to_string(), Act::Read)?;
            let may = self.fetch(tx, ctx, found.register, &found.record.to_string(), act);
            may.map_err(|_| StoreError::Forbidden)?;
            Ok(found)
        })
    }

    /// The content of an attachment, or its small picture; whoever may read its record may.
    pub fn attachment_content(
        &self,
        ctx: &Ctx,
        public_id: &str,
        small: bool,
    ) -> Result<(Attachment, Vec<u8>)> {
        let found = self.attachment(ctx, public_id, Act::Read)?;
        if small && !found.small {
            return Err(StoreError::NotFound);
        }
        let name = if small {
            format!("{}{}", found.public_id, files::SMALL)
        } else {
            found.public_id.clone()
        };
        let mut clear = Vec::new();
        let read = files::read(&self.keys, &self.dir, &name, |piece| clear.extend(piece));
        match read {
            Ok(()) => Ok((found, clear)),
            Err(Lost::Missing) => {
                tracing::error!(attachment = name, "content missing");
                let say = "这个附件的文件不在服务器上了，请告诉管理员用备份找回";
                Err(StoreError::unavailable(say))
            }
            Err(Lost::Altered) => {
                tracing::error!(attachment = name, "content altered");
                let say = "这个附件的文件被改过或损坏，没有打开；请告诉管理员用备份找回";
                Err(StoreError::unavailable(say))
            }
        }
    }

    /// What happened to the attachments of a record, as far as this reader sees them.
    pub(crate) fn attachment_changes(
        &self,
        tx: &mut Tx,
        ctx: &Ctx,
        of: &Stored,
    ) -> Result<Vec<history::Change>> {
        if of.register.attachments.is_empty() {
            return Ok(Vec::new());
        }
        let mut known = self.attachments_in(tx, of, true)?;
        let tree = self.tree(tx)?;
        known.retain(|one| sees(ctx, &tree, one));
        let ids = || known.iter().map(|one| one.id);
        let mut away: HashSet<(i64, i64)> = HashSet::new();
        for table in [NAME, "attachment_history"] {
            let sql =
                Sql::new(format!("SELECT id, version FROM {table} WHERE voided <> 0 AND id IN "));
            away.extend(tx.all(&sql.list(ids()))?.iter().map(|row| (row.int(0), row.int(1))));
        }
        let columns: Vec<String> =
            journal::COLUMNS.split(',').map(|column| format!("j.{}", column.trim())).collect();
        let sql = Sql::new(format!(
            "SELECT {}, i.record, i.version FROM journal_item i JOIN journal j ON j.seq = i.seq \
             WHERE i.register = '{NAME}' AND i.record IN ",
            columns.join(", ")
        ));
        let mut all: Vec<history::Change> = Vec::new();
        for row in tx.all(&sql.list(ids()).add(" ORDER BY i.seq, i.record"))? {
            let (entry, key) = (journal::read(&row), (row.int(16), row.int(17)));
            if all.last().is_none_or(|change| change.entry.seq != entry.seq) {
                let differences = Vec::new();
                all.push(history::Change { version: 0, entry, differences, voided: false });
            }
            let one = known.iter().find(|one| one.id == key.0);
            if let (Some(change), Some(one)) = (all.last_mut(), one) {
                change.differences.push(told(one, !away.contains(&key)));
            }
        }
        Ok(all)
    }
}

/// A content as it should be: its name, the digest in clear when it is told, and what to call it.
pub(crate) struct Expected {
    pub name: String,
    pub digest: Option<Vec<u8>>,
    pub of: Attachment,
}

impl Expected {
    /// What is wrong with the file, if anything is.
    pub fn wrong(&self, store: &Store) -> Option<&'static str> {
        let mut digest = store.keys.digesting();
        let read = files::read(&store.keys, &store.dir, &self.name, |piece| digest.add(piece));
        match read {
            Err(Lost::Missing) => Some("文件不见了"),
            Err(Lost::Altered) => Some("文件被改过或损坏"),
            Ok(()) => {
                let known = self.digest.as_ref();
                known.is_some_and(|known| *known != digest.finish()).then_some("文件被换过")
            }
        }
    }
}

/// Every content there should be, those taken away too: they can be brought back.
pub(crate) fn expected(store: &Store, tx: &mut Tx) -> Result<Vec<Expected>> {
    let rows = tx.all(&select().add(" ORDER BY id"))?;
    let mut all = Vec::with_capacity(rows.len() * 2);
    for of in rows.iter().filter_map(|row| store.read_attachment(row)) {
        if of.small {
            let name = format!("{}{}", of.public_id, files::SMALL);
            all.push(Expected { name, digest: None, of: of.clone() });
        }
        all.push(Expected { name: of.public_id.clone(), digest: Some(of.digest.clone()), of });
    }
    Ok(all)
}

/// A difference of the record: the attachment is there, or it is not.
fn told(one: &Attachment, there: bool) -> Difference {
    let title = one.title.clone();
    let (before, after) = if there { (String::new(), title) } else { (title, String::new()) };
    Difference {
        field: one.declared().map_or("", |kind| kind.code),
        title: one.kind_title().to_owned(),
        before,
        after,
        from: String::new(),
    }
}

/// Whether the role of a reader is shown attachments of this kind.
fn sees(ctx: &Ctx, tree: &Tree, one: &Attachment) -> bool {
    !ctx.hidden(one.register, tree).contains(&one.kind.as_str())
}
