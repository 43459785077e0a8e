//! What can go wrong in the store. Text for people is separate from the cause for the log.

use kernel::verdict::Refusal;

/// One field that two people changed.
#[derive(Clone, Debug, serde::Serialize)]
pub struct Clash {
    /// Field name.
    pub field: String,
    /// Field title.
    pub title: String,
    /// What stands there now (masked as the reader's role demands).
    pub theirs: String,
    /// What was to be written.
    pub mine: String,
}

/// Somebody else saved the record first.
#[derive(Clone, Debug, serde::Serialize)]
pub struct Conflict {
    /// The version that stands now.
    pub version: i64,
    /// Who made it.
    pub who: String,
    /// When, as UTC milliseconds.
    pub at: i64,
    /// The fields that differ.
    pub clashes: Vec<Clash>,
}

/// Why the store did not do it.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// Rules or constraints say no; every reason at once.
    #[error("{}", .0.iter().map(|refusal| refusal.reason.as_str()).collect::<Vec<_>>().join("；"))]
    Refused(Vec<Refusal>),
    /// Not there, or not for this reader: the two read alike.
    #[error("没有找到这条记录，可能已作废，或不在您的范围内")]
    NotFound,
    /// A second writer on the same row.
    #[error("{}刚改过这条记录，您填的内容还在，请对照后再存", .0.who)]
    Conflict(Box<Conflict>),
    /// The reader may not ask this.
    #[error("无权查看")]
    Forbidden,
    /// The question takes too long.
    #[error("这样查太慢，5秒内没有查完，已停下；换个条件，或缩小单位范围再查")]
    TooSlow,
    /// The database, disk or key cannot be used.
    #[error("{say}")]
    Unavailable {
        /// For people.
        say: String,
        /// For the log.
        #[source]
        cause: Option<Box<dyn std::error::Error + Send + Sync>>,
    },
}

/// The store's result.
pub type Result<T> = std::result::Result<T, StoreError>;

impl StoreError {
    /// A refusal about one field or the whole record.
    pub fn refuse(field: &str, reason: impl Into<String>) -> StoreError {
        StoreError::Refused(vec![Refusal::on(field, reason)])
    }
    /// Something outside cannot be used.
    pub fn unavailable(say: impl Into<String>) -> StoreError {
        StoreError::Unavailable { say: say.into(), cause: None }
    }
    /// The same, with the cause for the log.
    pub fn caused(
        say: impl Into<String>,
        cause: impl std::error::Error + Send + Sync + 'static,
    ) -> StoreError {
        StoreError::Unavailable { say: say.into(), cause: Some(Box::new(cause)) }
    }
}

impl From<Vec<Refusal>> for StoreError {
    fn from(refusals: Vec<Refusal>) -> StoreError {
        StoreError::Refused(refusals)
    }
}
