//! One process at a time: two that load files into one folder would not know of each other's jobs.

use crate::db::Db;
use crate::db::postgres::PostgresHold;
use crate::error::{Result, StoreError};
use std::fs::{File, OpenOptions, TryLockError};
use std::path::Path;

const NAME: &str = "niangjia.lock";

/// A data folder and its database in the hands of this process.
#[expect(dead_code, reason = "held, not read: both are let go of when dropped")]
pub struct Hold {
    file: File,
    database: Option<PostgresHold>,
}

impl Hold {
    /// Takes the folder, or says who may have it.
    pub fn take(dir: &Path) -> Result<Hold> {
        let shown = dir.display();
        let not_writable = format!("数据文件夹 {shown} 不可写，没有做任何改动；请管理员检查权限");
        let file = OpenOptions::new()
            .create(true)
            .truncate(false)
            .write(true)
            .open(dir.join(NAME))
            .map_err(|cause| StoreError::caused(not_writable, cause))?;
        match file.try_lock() {
            Ok(()) => Ok(Hold { file, database: None }),
            Err(TryLockError::WouldBlock) => Err(StoreError::unavailable(format!(
                "数据文件夹 {shown} 正由另一个娘家程序使用，没有做任何改动；\
                 请先停下那个程序，或在它的网页上操作"
            ))),
            Err(TryLockError::Error(cause)) => {
                let say = format!("数据文件夹 {shown} 锁不住，没有做任何改动；请换到本机磁盘上");
                Err(StoreError::caused(say, cause))
            }
        }
    }

    /// Takes the database too: on a server it may be reached from another folder.
    pub fn with(mut self, db: &Db) -> Result<Hold> {
        let Db::Postgres(served) = db else { return Ok(self) };
        self.database = Some(served.hold()?.ok_or_else(|| {
            StoreError::unavailable(
                "这个 PostgreSQL 数据库正由另一个娘家程序使用，没有做任何改动；\
                 请先停下那个程序，或在它的网页上操作",
            )
        })?);
        Ok(self)
    }
}
