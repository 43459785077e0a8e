//! Writes the difference between the registers and the steps there are, per database.

use crate::cli::Migration;
use crate::say;
use anyhow::{Context, Result};
use std::path::Path;
use store::db::{Db, Dialect, Target, Tuning};
use store::schema::{Schema, desired};

/// `migration NAME`
pub fn run(args: &Migration) -> Result<u8> {
    let want = desired(domain::catalog());
    // Both trees have the same steps; the SQLite one is replayed to see what stands.
    let have = replayed()?;
    let number = store::migrate::steps(Dialect::Sqlite).len() + 1;
    let mut written = 0;
    for dialect in [Dialect::Sqlite, Dialect::Postgres] {
        let text = store::migrate::difference(&have, &want, dialect);
        if text.trim().is_empty() {
            continue;
        }
        let file =
            args.folder.join(dialect.folder()).join(format!("{number:04}_{}.sql", args.name));
        write(&file, &text)?;
        say::line(format!("已写 {}，请审阅后提交", file.display()));
        written += 1;
    }
    if written == 0 {
        say::line("台账与现有步骤一致，没有要写的");
    }
    Ok(super::DONE)
}

fn write(file: &Path, text: &str) -> Result<()> {
    std::fs::write(file, text).with_context(|| format!("写不了 {}", file.display()))
}

/// The schema that all steps together make.
fn replayed() -> Result<Schema> {
    let folder = std::env::temp_dir().join(format!("niangjia-replay-{}", std::process::id()));
    std::fs::create_dir_all(&folder)?;
    let target = Target::Sqlite(folder.join("replay.db"));
    let db = Db::open(&target, &Tuning::default(), true)?;
    store::migrate::migrate(&db)?;
    let schema = db.read(store::migrate::standing)?;
    drop(db);
    std::fs::remove_dir_all(&folder)?;
    Ok(schema)
}
