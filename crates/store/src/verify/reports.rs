//! Finished reports are as they were finished: their content gives the fingerprint that the journal
//! keeps of it.

use super::{Fault, Verified};
use crate::db::Tx;
use crate::error::Result;
use crate::keys::hex;
use crate::report::keep::FINISHING;
use crate::sql::Sql;
use sha2::{Digest, Sha256};

/// Compares every finished report with its entry.
pub(super) fn check(tx: &mut Tx, done: &mut Verified) -> Result<()> {
    let sql = Sql::new("SELECT record, reason FROM journal WHERE register = 'report' AND act = ")
        .bind(FINISHING)
        .add(" ORDER BY record");
    for entry in tx.all(&sql)? {
        let (id, said) = (entry.int(0), entry.text(1));
        let sql = Sql::new("SELECT title, body, state FROM report WHERE id = ").bind(id);
        let Some(row) = tx.one(&sql)? else {
            fault(done, id, "一份定稿的汇报不见了，用备份找回".to_owned());
            continue;
        };
        let print = hex(&Sha256::digest(row.bytes(1)));
        if row.text(2) != "finished" || !said.ends_with(&print) {
            fault(done, id, format!("汇报“{}”和定稿时不一样，用备份找回", row.text(0)));
        }
    }
    Ok(())
}

fn fault(done: &mut Verified, record: i64, say: String) {
    let register = "report".to_owned();
    done.faults.push(Fault { kind: "report", register, record, version: 0, say });
}
