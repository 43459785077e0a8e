//! Attachments are as the journal says: every version gives its digest, every content is where it was put
//! and gives the digest of its version.

use super::{Fault, Verified};
use crate::attachment::{Attachment, Expected, NAME, VERSIONED};
use crate::db::Tx;
use crate::error::Result;
use crate::sql::Sql;
use crate::store::Store;
use std::collections::HashMap;

/// Compares every version with its entry.
pub(super) fn check(store: &Store, tx: &mut Tx, done: &mut Verified) -> Result<()> {
    let sql =
        Sql::new("SELECT record, version, digest FROM journal_item WHERE register = ").bind(NAME);
    let rows = tx.all(&sql)?;
    let mut known: HashMap<(i64, i64), Vec<u8>> =
        rows.iter().map(|row| ((row.int(0), row.int(1)), row.bytes(2))).collect();
    for table in [NAME, "attachment_history"] {
        for row in tx.all(&Sql::new(format!("SELECT {VERSIONED} FROM {table} ORDER BY id")))? {
            done.versions += 1;
            let key = (row.int(0), row.int(1));
            let one = store.read_attachment(&row);
            let wrong = match known.remove(&key) {
                None => Some(("added", "日志里没有这一版，是绕过程序加进来的")),
                Some(digest) => one
                    .as_ref()
                    .is_none_or(|one| store.keys.digest(&one.plaintext()) != digest)
                    .then_some(("altered", "内容与日志不符，被绕过程序改过")),
            };
            if let Some((kind, say)) = wrong {
                fault(done, kind, key, one.as_ref(), say);
            }
        }
    }
    let mut gone: Vec<(i64, i64)> = known.into_keys().collect();
    gone.sort_unstable();
    for key in gone {
        fault(done, "missing", key, None, "日志里有这一版，库里没有了，是绕过程序删掉的");
    }
    Ok(())
}

/// Opens every content. Contents never change, so that others may go on writing meanwhile.
pub(super) fn open_each(store: &Store, all: &[Expected], done: &mut Verified, far: &dyn Fn(i64)) {
    for one in all {
        if let Some(say) = one.wrong(store) {
            fault(done, "file", (one.of.id, one.of.version), Some(&one.of), say);
        }
        done.files += 1;
        far(done.files);
    }
}

fn fault(
    done: &mut Verified,
    kind: &'static str,
    (record, version): (i64, i64),
    one: Option<&Attachment>,
    say: &str,
) {
    let title = one.map_or_else(String::new, |one| {
        format!("“{}”（{}第{}号的{}）", one.title, one.register.title, one.record, one.kind_title())
    });
    let say = format!("附件{title}第{record}号第{version}版：{say}");
    done.faults.push(Fault { kind, register: NAME.to_owned(), record, version, say });
}
