//! Restoring into an empty place: the file is checked whole, then all rows are written in one
//! transaction or none.

use super::format::{Header, Piece, Reader, Sheet, verify};
use super::key_check;
use crate::attachment::files::{FOLDER, Returning};
use crate::clock::show;
use crate::ctx::Ctx;
use crate::db::{Db, Target, Tx};
use crate::error::{Result, StoreError};
use crate::journal;
use crate::keys::{Cipher, Keys};
use crate::migrate::{applied, migrate, standing, steps};
use crate::note::{Note, leave};
use crate::sql::{Sql, name};
use crate::store::Options;
use kernel::value::Value;
use std::path::{Path, PathBuf};

/// Whether the key file of the folder fits the backup.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
pub enum KeyState {
    /// It does.
    Fits,
    /// There is none.
    Missing,
    /// It is of another installation, or damaged.
    Other,
}

/// What was restored.
#[derive(Clone, Debug, serde::Serialize)]
pub struct RestoreInfo {
    /// Rows written.
    pub rows: u64,
    /// Contents of attachments written.
    pub files: u64,
    /// When the backup was made.
    pub made_at: i64,
    /// Head of every journal chain, the same as in the backup.
    pub heads: Vec<String>,
    /// The key file beside the data.
    pub key: KeyState,
    /// What cannot be read without the right key: 个人：证件号码（1200 项）.
    pub unreadable: Vec<String>,
}

impl RestoreInfo {
    /// Whether encrypted fields stay closed.
    pub fn key_missing(&self) -> bool {
        self.key != KeyState::Fits
    }
}

const BATCH: usize = 500;

/// Restores a backup into a place that holds no data yet. The key file, if it is there already,
/// is only read.
pub fn restore(file: &Path, options: &Options) -> Result<RestoreInfo> {
    verify(file)?;
    let header = Reader::open(file)?.header;
    let made = match &options.target {
        Target::Sqlite(path) => Some(empty_file(path)?),
        Target::Postgres(_) => None,
    };
    let say = format!("建不了数据文件夹 {}", options.dir.display());
    std::fs::create_dir_all(&options.dir).map_err(|cause| StoreError::caused(say, cause))?;
    let attached = options.dir.join(FOLDER);
    if std::fs::read_dir(&attached).is_ok_and(|mut inside| inside.next().is_some()) {
        return Err(occupied(&attached.display().to_string()));
    }
    let done = fill(file, &header, options);
    if done.is_err() {
        let _ = std::fs::remove_dir_all(&attached);
    }
    if let (Err(_), Some(path)) = (&done, made) {
        // It did not exist before, and what is in it was not committed.
        for ending in ["", "-wal", "-shm"] {
            let mut name = path.clone().into_os_string();
            name.push(ending);
            let _ = std::fs::remove_file(PathBuf::from(name));
        }
    }
    done
}

fn occupied(at: &str) -> StoreError {
    let say = format!("{at}里已经有数据，没有动它；恢复只写入空的地方，请另选一个");
    StoreError::refuse("target", say)
}

fn empty_file(path: &Path) -> Result<PathBuf> {
    if path.exists() {
        return Err(occupied(&path.display().to_string()));
    }
    if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
        let say = format!("建不了文件夹 {}", folder.display());
        std::fs::create_dir_all(folder).map_err(|cause| StoreError::caused(say, cause))?;
    }
    Ok(path.to_owned())
}

fn fill(file: &Path, header: &Header, options: &Options) -> Result<RestoreInfo> {
    let db = Db::open(&options.target, &options.tuning, true)?;
    let key = key_state(header, options);
    let now = options.clock.now();
    let info = db.write(|tx| {
        build(tx, header)?;
        let (rows, files) = pour_in(tx, file, &options.dir)?;
        let heads = journal::heads(tx)?;
        if (rows, files) != (header.rows, header.files) || heads != header.heads {
            let say =
                "恢复后的行数或日志指纹与备份不符，已全部撤回；请换一份备份，并保留这一份备查";
            return Err(StoreError::unavailable(say));
        }
        let unreadable = if key == KeyState::Fits { Vec::new() } else { sealed(tx, options)? };
        let reason =
            format!("从 {} 的备份恢复，{rows} 行，{files} 个附件文件", show(header.made_at));
        let note = Note { act: "恢复", register: "", record: 0, reason: &reason };
        leave(tx, now, &Ctx::local(), 0, note)?;
        crate::tally::forget(tx)?;
        Ok(RestoreInfo { rows, files, made_at: header.made_at, heads, key, unreadable })
    })?;
    // An older backup is brought up by the same steps as an older installation.
    migrate(&db)?;
    Ok(info)
}

/// Makes the tables as they were when the backup was made.
fn build(tx: &mut Tx, header: &Header) -> Result<()> {
    if !standing(tx)?.tables.is_empty() || !applied(tx)?.is_empty() {
        return Err(occupied("目标数据库"));
    }
    let known = steps(tx.dialect());
    for wanted in &header.steps {
        let Some((step, text)) = known.iter().find(|step| step.0 == wanted) else {
            let say =
                "这份备份是更新的版本写的，本程序不认识。没有写入任何数据；请换用新版程序恢复";
            return Err(StoreError::unavailable(say));
        };
        tx.run(text)?;
        tx.exec(&Sql::new("INSERT INTO migration VALUES (").bind(*step).add(")"))?;
    }
    let made = standing(tx)?;
    let missing = header.tables.iter().find(|sheet| {
        let table = made.tables.iter().find(|table| table.name == sheet.name);
        let has =
            |column: &String| table.is_some_and(|t| t.columns.iter().any(|c| &c.name == column));
        !sheet.columns.iter().all(has)
    });
    match missing {
        None => Ok(()),
        Some(sheet) => Err(StoreError::unavailable(format!(
            "备份里的表 {} 本程序不认识。没有写入任何数据；请用写这份备份的程序版本恢复",
            sheet.name
        ))),
    }
}

/// Writes rows, and contents into the data folder; tells how many of each.
fn pour_in(tx: &mut Tx, file: &Path, dir: &Path) -> Result<(u64, u64)> {
    let mut reader = Reader::open(file)?;
    let sheets = reader.header.tables.clone();
    let mut sheet: Option<&Sheet> = None;
    let mut rows: Vec<Vec<Value>> = Vec::with_capacity(BATCH);
    let (mut count, mut files, mut content) = (0, 0, None);
    while let Some(piece) = reader.piece()? {
        match piece {
            Piece::Row(row) => {
                rows.push(row);
                count += 1;
                if rows.len() == BATCH {
                    put(tx, sheet, &mut rows)?;
                }
            }
            Piece::Table(next) => {
                put(tx, sheet, &mut rows)?;
                sheet = sheets.iter().find(|sheet| sheet.name == next);
            }
            Piece::File(next) => {
                content.replace(Returning::begin(dir, &next)?).map_or(Ok(()), Returning::finish)?;
                files += 1;
            }
            Piece::Bytes(bytes) => content.as_mut().map_or(Ok(()), |one| one.add(&bytes))?,
        }
    }
    put(tx, sheet, &mut rows)?;
    content.map_or(Ok(()), Returning::finish)?;
    Ok((count, files))
}

fn put(tx: &mut Tx, sheet: Option<&Sheet>, rows: &mut Vec<Vec<Value>>) -> Result<()> {
    if rows.is_empty() {
        return Ok(());
    }
    let fits = |sheet: &&Sheet| rows.iter().all(|row| row.len() == sheet.columns.len());
    let Some(sheet) = sheet.filter(fits) else {
        let say = "备份里有几行对不上表，没有写入任何数据；请换一份备份";
        return Err(StoreError::unavailable(say));
    };
    let columns: Vec<String> = sheet.columns.iter().map(|column| name(column)).collect();
    tx.bulk(&name(&sheet.name), &columns, rows)?;
    rows.clear();
    Ok(())
}

fn key_state(header: &Header, options: &Options) -> KeyState {
    let file = options.key_file();
    if !file.exists() {
        return KeyState::Missing;
    }
    // The cipher chosen for new values changes nothing about the check.
    match Keys::load(&file, Cipher::Aes) {
        Ok(keys) if key_check(&keys) == header.key_check => KeyState::Fits,
        _ => KeyState::Other,
    }
}

/// Every encrypted field that holds something.
fn sealed(tx: &mut Tx, options: &Options) -> Result<Vec<String>> {
    let standing = standing(tx)?;
    let mut found = Vec::new();
    for register in &options.catalog.registers {
        let Some(table) = standing.tables.iter().find(|table| table.name == register.name) else {
            continue;
        };
        let there = |field: &str| table.columns.iter().any(|column| column.name == field);
        for field in register.fields.iter().filter(|field| field.secret && !field.dated) {
            if !there(field.name) {
                continue;
            }
            let sql = format!("SELECT COUNT({}) FROM {}", name(field.name), name(register.name));
            let count = tx.one(&Sql::new(sql))?.map_or(0, |row| row.int(0));
            if count > 0 {
                found.push(format!("{}：{}（{count} 项）", register.title, field.title));
            }
        }
    }
    let codes = tx.one(&Sql::new("SELECT COUNT(totp) FROM app_user"))?.map_or(0, |r| r.int(0));
    let files = crate::attachment::files::names(tx)?.len();
    if files > 0 {
        found.push(format!("附件（{files} 个文件）"));
    }
    if codes > 0 {
        found.push(format!("账号：动态口令（{codes} 项）"));
    }
    Ok(found)
}
