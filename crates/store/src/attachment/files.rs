//! Where the contents lie: `attachments/ab/<name>` below the data folder, sealed, and the small picture
//! beside it. A file is in its place before its row is committed; until then a mark in `coming` says so, so
//! that what a crash leaves without a row is taken away when the installation is opened again.

use super::seal;
use crate::db::Tx;
use crate::error::{Result, StoreError};
use crate::keys::Keys;
use crate::sql::Sql;
use crate::store::Store;
use std::fs::{File, OpenOptions};
use std::io::{BufReader, Write};
use std::path::{Path, PathBuf};

/// The folder below the data folder.
pub(crate) const FOLDER: &str = "attachments";
const COMING: &str = "coming";
/// Ending of the small picture.
pub(crate) const SMALL: &str = ".small";

/// Whether a file may have this name: what a backup brings is not believed.
pub(crate) fn is_name(name: &str) -> bool {
    let stem = name.strip_suffix(SMALL).unwrap_or(name);
    stem.len() == 32 && stem.chars().all(|c| matches!(c, '0'..='9' | 'a'..='f'))
}

/// Where a content lies.
pub(crate) fn path(dir: &Path, name: &str) -> PathBuf {
    let stem = name.strip_suffix(SMALL).unwrap_or(name);
    // The end of the name is chance; its beginning is the time, the same for years.
    let shelf: String = stem.chars().skip(stem.chars().count().saturating_sub(2)).collect();
    dir.join(FOLDER).join(shelf).join(name)
}

fn unwritable(cause: std::io::Error) -> StoreError {
    StoreError::caused("文件没有存下，可能是磁盘满了或没有写的权限；请告诉管理员", cause)
}

fn folder(path: &Path) -> Result<()> {
    let mut builder = std::fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(path).map_err(unwritable)
}

fn fresh(path: &Path) -> Result<File> {
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path).map_err(unwritable)
}

/// A new name is on the disk only when its folder is.
fn settle(folder: &Path) -> Result<()> {
    if cfg!(unix) {
        File::open(folder).and_then(|folder| folder.sync_all()).map_err(unwritable)?;
    }
    Ok(())
}

/// Contents in their place whose row is not committed yet.
pub(super) struct Coming {
    mark: PathBuf,
    placed: Vec<PathBuf>,
}

impl Coming {
    /// Seals the contents and puts them into their place, waiting until they are on the disk.
    pub fn place(keys: &Keys, dir: &Path, contents: &[(String, &[u8])]) -> Result<Coming> {
        let coming = dir.join(FOLDER).join(COMING);
        folder(&coming)?;
        let name = contents.first().map_or("", |content| content.0.as_str());
        let mut made = Coming { mark: coming.join(name), placed: Vec::new() };
        fresh(&made.mark)?.sync_all().map_err(unwritable)?;
        settle(&coming)?;
        let done = made.put_each(keys, dir, contents);
        if done.is_err() {
            made.take_away();
        }
        done.map(|()| made)
    }

    fn put_each(&mut self, keys: &Keys, dir: &Path, contents: &[(String, &[u8])]) -> Result<()> {
        for (name, clear) in contents {
            let target = path(dir, name);
            let part = self.mark.with_file_name(format!("{name}.part"));
            self.placed.push(part.clone());
            let mut file = fresh(&part)?;
            seal::seal(keys, name, clear, &mut file)?;
            file.flush().and_then(|()| file.sync_all()).map_err(unwritable)?;
            put(&part, &target)?;
            self.placed.push(target);
        }
        Ok(())
    }

    /// The row is committed.
    pub fn stands(self) {
        let _ = std::fs::remove_file(&self.mark);
    }

    /// There is no row, and there will be none.
    pub fn take_away(&self) {
        for path in self.placed.iter().chain([&self.mark]) {
            let _ = std::fs::remove_file(path);
        }
    }
}

/// Moves a finished file into its place.
fn put(part: &Path, target: &Path) -> Result<()> {
    let shelf = target.parent().unwrap_or(Path::new("."));
    folder(shelf)?;
    std::fs::rename(part, target).map_err(unwritable)?;
    settle(shelf)
}

/// Writes a sealed content as a backup holds it.
pub(crate) struct Returning {
    target: PathBuf,
    part: PathBuf,
    file: File,
}

impl Returning {
    /// Begins the file of this name.
    pub fn begin(dir: &Path, name: &str) -> Result<Returning> {
        if !is_name(name) {
            let say = "备份里有一个附件的名字认不出，没有写入任何数据；请换一份备份";
            return Err(StoreError::unavailable(say));
        }
        let target = path(dir, name);
        let shelf = target.parent().unwrap_or(Path::new("."));
        folder(shelf)?;
        let part = shelf.join(format!("{name}.part"));
        let file = fresh(&part)?;
        Ok(Returning { target, part, file })
    }
    /// The next bytes.
    pub fn add(&mut self, bytes: &[u8]) -> Result<()> {
        self.file.write_all(bytes).map_err(unwritable)
    }
    /// The file is whole.
    pub fn finish(self) -> Result<()> {
        self.file.sync_all().map_err(unwritable)?;
        put(&self.part, &self.target)
    }
}

/// The names of all contents that there are rows for.
pub(crate) fn names(tx: &mut Tx) -> Result<Vec<String>> {
    let rows = tx.all(&Sql::new("SELECT public_id, small FROM attachment ORDER BY id"))?;
    let each = rows.iter().flat_map(|row| {
        let small = (row.int(1) != 0).then(|| format!("{}{SMALL}", row.text(0)));
        std::iter::once(row.text(0)).chain(small)
    });
    Ok(each.collect())
}

/// What came of opening a content.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Lost {
    /// The file is not there, or cannot be read.
    Missing,
    /// It is not what was put there.
    Altered,
}

/// Reads a content, piece by piece as far as it is authenticated.
pub(super) fn read(
    keys: &Keys,
    dir: &Path,
    name: &str,
    told: impl FnMut(&[u8]),
) -> std::result::Result<(), Lost> {
    let file = File::open(path(dir, name)).map_err(|_| Lost::Missing)?;
    let mut from = BufReader::with_capacity(1 << 16, file);
    seal::open(keys, name, &mut from, told).map_err(|shut| match shut {
        seal::Shut::Unread => Lost::Missing,
        seal::Shut::Altered => Lost::Altered,
    })
}

impl Store {
    /// Takes away what a crash left without a row. Only for a process that is alone: elsewhere a mark may
    /// be that of an act under way.
    pub(crate) fn sweep_attachments(&self) -> Result<()> {
        let coming = self.dir.join(FOLDER).join(COMING);
        let Ok(found) = std::fs::read_dir(&coming) else { return Ok(()) };
        for entry in found.flatten() {
            let file = entry.file_name();
            let name = file.to_str().filter(|name| is_name(name));
            if let Some(name) = name {
                let sql = Sql::new("SELECT 1 FROM attachment WHERE public_id = ").bind(name);
                if self.db.read(|tx| tx.one(&sql))?.is_none() {
                    for left in [name.to_owned(), format!("{name}{SMALL}")] {
                        let _ = std::fs::remove_file(path(&self.dir, &left));
                    }
                }
            }
            let _ = std::fs::remove_file(entry.path());
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_lead_nowhere_else() {
        let name = "0197a1b2c3d47e5f8a9b0c1d2e3f4a5b";
        assert!(is_name(name) && is_name(&format!("{name}.small")));
        for other in ["../../niangjia.key", "", "ab", ".small", &name[1..], &name.to_uppercase()] {
            assert!(!is_name(other), "{other}");
        }
        let there = path(Path::new("/d"), &format!("{name}.small"));
        assert_eq!(there, Path::new("/d/attachments/5b").join(format!("{name}.small")));
    }
}
