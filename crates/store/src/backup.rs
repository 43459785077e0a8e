//! Backups: one file with every row and every attachment, the same for both databases, so that a county can move from
//! one to the other. Never holds the key. Made while others work.
//!
//! Read in this order: [`format`] the file · this file, making one · [`restore`] · [`key`].

pub mod format;
pub mod key;
pub mod restore;

use crate::clock::{day_of, show};
use crate::ctx::Ctx;
use crate::db::{Db, Dialect, Target, Tuning, Tx};
use crate::error::{Result, StoreError};
use crate::journal;
use crate::keys::{Keys, hex, random};
use crate::migrate::standing;
use crate::schema::Table;
use crate::sql::{Sql, name};
use crate::store::Store;
use format::{File, Header, Sheet};
use std::path::{Path, PathBuf};
use std::time::Duration;

pub use key::{export_key, import_key};
pub use restore::{KeyState, RestoreInfo, restore};

/// A finished backup.
#[derive(Clone, Debug, serde::Serialize)]
pub struct BackupInfo {
    /// Where it is.
    pub path: PathBuf,
    /// When it was begun, as UTC milliseconds: what was committed by then is in it.
    pub made_at: i64,
    /// Size of the file.
    pub bytes: u64,
    /// Rows in all.
    pub rows: u64,
    /// Contents of attachments.
    pub files: u64,
    /// Contents that should have been there and were not; they are not in it.
    pub lost: u64,
    /// Head of every journal chain, to be compared with what was printed or sent upward.
    pub heads: Vec<String>,
    /// Fingerprint at the end of the file.
    pub sha256: String,
}

/// What belongs to the running program and not to the data: nobody is signed in after a restore, and the
/// tally is counted anew from the rows.
const PASSING: [&str; 6] =
    ["session", "sign_in_failure", "tally_combo", "tally_inbox", "tally_event", "tally_cell"];

/// Rows read at once: attachments of an import can be large.
const PAGE: usize = 500;

/// Made from the keys alone; tells whether a key file fits a backup, and nothing else.
pub(crate) fn key_check(keys: &Keys) -> String {
    hex(&keys.blind("key check", "niangjia"))
}

/// A folder for its owner only, gone when dropped.
struct Scratch(PathBuf);

impl Scratch {
    fn beside(path: &Path) -> Result<Scratch> {
        let folder = path.parent().unwrap_or(Path::new(".")).to_owned();
        let made = folder.join(format!(".niangjia-{}", hex(&random::<8>()?)));
        let mut builder = std::fs::DirBuilder::new();
        builder.recursive(true);
        #[cfg(unix)]
        std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
        builder.create(&made).map_err(|cause| format::unwritable(&made, cause))?;
        Ok(Scratch(made))
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

fn head(
    tx: &mut Tx,
    made_at: i64,
    key_check: &str,
    source: Dialect,
) -> Result<(Header, Vec<Table>)> {
    let steps = steps_done(tx)?;
    let heads = journal::heads(tx)?;
    let mut tables = standing(tx)?.tables;
    tables.retain(|table| !PASSING.contains(&table.name.as_str()));
    let mut sheets = Vec::with_capacity(tables.len());
    for table in &tables {
        let count = tx.one(&Sql::new(format!("SELECT COUNT(*) FROM {}", name(&table.name))))?;
        let rows = u64::try_from(count.map_or(0, |row| row.int(0))).unwrap_or_default();
        let columns = table.columns.iter().map(|column| column.name.clone()).collect();
        sheets.push(Sheet { name: table.name.clone(), columns, rows });
    }
    let header = Header {
        format: format::NAME.to_owned(),
        version: format::VERSION,
        program: env!("CARGO_PKG_VERSION").to_owned(),
        made_at,
        dialect: source.folder().to_owned(),
        heads,
        steps,
        key_check: key_check.to_owned(),
        rows: sheets.iter().map(|sheet| sheet.rows).sum(),
        files: 0,
        lost: 0,
        tables: sheets,
    };
    Ok((header, tables))
}

/// Steps already applied, read where nothing may be written.
fn steps_done(tx: &mut Tx) -> Result<Vec<String>> {
    let rows = tx.all(&Sql::new("SELECT name FROM migration ORDER BY name"))?;
    Ok(rows.iter().map(|row| row.text(0)).collect())
}

fn quoted(columns: &[String]) -> String {
    columns.iter().map(|column| name(column)).collect::<Vec<_>>().join(", ")
}

/// Writes the rows of a table in the order of its key, page by page, and tells of each page.
fn pour(tx: &mut Tx, table: &Table, file: &mut File, told: &mut dyn FnMut(usize)) -> Result<()> {
    let columns: Vec<String> = table.columns.iter().map(|column| column.name.clone()).collect();
    let place = |part: &String| columns.iter().position(|column| column == part);
    let key: Vec<usize> = table.key.iter().filter_map(place).collect();
    let order = quoted(&table.key);
    let begin = format!("SELECT {} FROM {}", quoted(&columns), name(&table.name));
    file.begin_table(&table.name)?;
    let mut last: Option<Vec<kernel::value::Value>> = None;
    loop {
        let mut sql = Sql::new(begin.clone());
        if let Some(last) = last.take() {
            sql = sql.add(&format!(" WHERE ({order}) > ")).list(last);
        }
        let rows = tx.all(&sql.add(&format!(" ORDER BY {order} LIMIT {PAGE}")))?;
        for row in &rows {
            file.row(&row.0)?;
        }
        told(rows.len());
        match rows.last() {
            Some(row) if rows.len() == PAGE => {
                last = Some(key.iter().map(|at| row.value(*at)).collect());
            }
            _ => return Ok(()),
        }
    }
}

/// Told how many rows are written, and of how many.
type Far<'a> = &'a dyn Fn(i64, i64);

/// A backup whose rows are written.
struct Dumped {
    file: File,
    header: Header,
    contents: Vec<PathBuf>,
}

/// Writes the rows, and says which contents belong to them.
fn dump(
    tx: &mut Tx,
    path: &Path,
    made_at: i64,
    check: &str,
    source: Dialect,
    (dir, far): (&Path, Far),
) -> Result<Dumped> {
    if tx.dialect() == Dialect::Postgres {
        // A large table takes longer than a page may.
        tx.run("SET LOCAL statement_timeout = 0")?;
    }
    let (mut header, tables) = head(tx, made_at, check, source)?;
    let names = crate::attachment::files::names(tx)?;
    let path_of = |name: &String| crate::attachment::files::path(dir, name);
    let contents: Vec<PathBuf> = names.iter().map(path_of).filter(|path| path.is_file()).collect();
    header.files = u64::try_from(contents.len()).unwrap_or_default();
    header.lost = u64::try_from(names.len() - contents.len()).unwrap_or_default();
    let mut file = File::create(path, &header)?;
    let (mut poured, total) = (0, i64::try_from(header.rows + header.files).unwrap_or(i64::MAX));
    for table in &tables {
        pour(tx, table, &mut file, &mut |rows| {
            poured += i64::try_from(rows).unwrap_or(0);
            far(poured, total);
        })?;
    }
    Ok(Dumped { file, header, contents })
}

impl Dumped {
    /// Writes the contents behind the rows. They lie there before their row does and never change, so
    /// that no picture of the data is needed for it.
    fn finish(mut self, path: &Path, made_at: i64, far: Far) -> Result<BackupInfo> {
        let number = |count: u64| i64::try_from(count).unwrap_or(i64::MAX);
        let total = number(self.header.rows + self.header.files);
        for (at, content) in self.contents.iter().enumerate() {
            let name = content.file_name().and_then(|name| name.to_str()).unwrap_or_default();
            let from = std::fs::File::open(content).map_err(|cause| {
                StoreError::caused(format!("附件 {name} 读不到，备份没有做成"), cause)
            })?;
            self.file.content(name, from)?;
            far(number(self.header.rows) + i64::try_from(at + 1).unwrap_or(0), total);
        }
        let (bytes, sha256) = self.file.finish()?;
        Ok(BackupInfo {
            path: path.to_owned(),
            made_at,
            bytes,
            rows: self.header.rows,
            files: self.header.files,
            lost: self.header.lost,
            heads: self.header.heads,
            sha256,
        })
    }
}

impl Store {
    /// Writes everything but the key into a new file. Others go on working meanwhile.
    pub fn backup(&self, ctx: &Ctx, path: &Path) -> Result<BackupInfo> {
        self.backup_telling(ctx, path, &|_, _| {})
    }

    /// The same, telling how many rows are written, and of how many.
    pub fn backup_telling(&self, ctx: &Ctx, path: &Path, far: Far) -> Result<BackupInfo> {
        self.manages_users(ctx)?;
        if path.exists() {
            let say = format!("{} 已经存在，没有改动；请换一个文件名", path.display());
            return Err(StoreError::refuse("path", say));
        }
        let scratch = Scratch::beside(path)?;
        let part = scratch.0.join("backup");
        let made_at = self.clock.now();
        let mut info = self.copy_out(&scratch.0, &part, made_at, far)?;
        std::fs::rename(&part, path).map_err(|cause| format::unwritable(path, cause))?;
        path.clone_into(&mut info.path);
        let file = path.file_name().map(|file| file.to_string_lossy().into_owned());
        let short: String = info.sha256.chars().take(16).collect();
        if info.lost > 0 {
            tracing::error!(lost = info.lost, "contents of attachments are missing");
        }
        let file = file.unwrap_or_default();
        let reason = format!("{file}，{} 行，{} 个附件文件，指纹 {short}", info.rows, info.files);
        self.note(ctx, "备份", "", 0, &reason)?;
        Ok(info)
    }

    fn copy_out(&self, scratch: &Path, part: &Path, made_at: i64, far: Far) -> Result<BackupInfo> {
        let check = key_check(&self.keys);
        if self.db.dialect() == Dialect::Postgres {
            let dumped = self
                .db
                .read(|tx| dump(tx, part, made_at, &check, Dialect::Postgres, (&self.dir, far)))?;
            return dumped.finish(part, made_at, far);
        }
        // A copy is read at leisure; on the database itself a read ends when patience does.
        let copy = scratch.join("copy.db");
        self.db.copy_to(&copy)?;
        let patience = Duration::from_hours(24);
        let tuning = Tuning { readers: 1, writer_cache: 1024, patience, ..Tuning::default() };
        let db = Db::open(&Target::Sqlite(copy), &tuning, false)?;
        let dumped =
            db.read(|tx| dump(tx, part, made_at, &check, Dialect::Sqlite, (&self.dir, far)))?;
        dumped.finish(part, made_at, far)
    }

    /// The folder of the nightly backups.
    pub fn backup_folder(&self) -> PathBuf {
        self.dir.join("backups")
    }

    /// Makes the backup of the day unless there is one, and keeps as many as the setting says.
    pub fn nightly_backup(&self) -> Result<Option<BackupInfo>> {
        let (folder, now) = (self.backup_folder(), self.clock.now());
        std::fs::create_dir_all(&folder).map_err(|cause| format::unwritable(&folder, cause))?;
        clear_scratch(&folder);
        if self.last_backup()?.is_some_and(|last| day_of(last.made_at) == day_of(now)) {
            return Ok(None);
        }
        let ctx = Ctx { user_name: "本程序".to_owned(), origin: "自动", ..Ctx::local() };
        let info = self.backup(&ctx, &folder.join(file_name(now)))?;
        let keep = usize::try_from(self.setting_number("backup_keep")?).unwrap_or(14);
        for old in nightly_files(&folder).into_iter().rev().skip(keep) {
            if let Err(error) = std::fs::remove_file(&old) {
                tracing::warn!(%error, file = %old.display(), "old backup not removed");
            }
        }
        Ok(Some(info))
    }

    /// The newest nightly backup, as its header says; whether it is whole is asked of
    /// [`format::verify`].
    pub fn last_backup(&self) -> Result<Option<BackupInfo>> {
        for path in nightly_files(&self.backup_folder()).into_iter().rev() {
            match format::look(&path) {
                Ok(info) => return Ok(Some(info)),
                Err(error) => tracing::warn!(%error, file = %path.display(), "unreadable backup"),
            }
        }
        Ok(None)
    }
}

/// `niangjia-20260617-020000.backup`: names sort as the times do.
fn file_name(at: i64) -> String {
    let digits: String = show(at).chars().filter(char::is_ascii_digit).collect();
    let (day, time) = digits.split_at_checked(8).unwrap_or((digits.as_str(), ""));
    format!("niangjia-{day}-{time}.backup")
}

fn is_nightly(file: &str) -> bool {
    let middle = file.strip_prefix("niangjia-").and_then(|rest| rest.strip_suffix(".backup"));
    middle.is_some_and(|m| m.len() == 15 && m.chars().all(|c| c.is_ascii_digit() || c == '-'))
}

fn entries(folder: &Path, wanted: impl Fn(&str) -> bool) -> Vec<PathBuf> {
    let found = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let fits = |entry: &std::fs::DirEntry| entry.file_name().to_str().is_some_and(&wanted);
    let mut paths: Vec<PathBuf> = found.filter(fits).map(|entry| entry.path()).collect();
    paths.sort();
    paths
}

/// The nightly backups, the oldest first. Other files of the folder are nobody's business.
fn nightly_files(folder: &Path) -> Vec<PathBuf> {
    entries(folder, is_nightly)
}

/// What a backup left behind when the machine went down.
fn clear_scratch(folder: &Path) {
    for left in entries(folder, |file| file.starts_with(".niangjia-")) {
        let _ = std::fs::remove_dir_all(left);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_nightly_backups_sort_as_their_times() {
        let (early, late) = (file_name(1_781_600_000_000), file_name(1_781_700_000_000));
        assert!(early < late && is_nightly(&early) && is_nightly(&late), "{early}");
        for other in ["niangjia-before-update.backup", "niangjia-20260617-020000.backup.part", "x"]
        {
            assert!(!is_nightly(other), "{other}");
        }
    }
}
