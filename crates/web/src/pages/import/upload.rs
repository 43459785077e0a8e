//! Taking an upload in: piece by piece into a file that only the program's owner reads.

use crate::params::Params;
use crate::request::short_text;
use axum::body::Bytes;
use axum::extract::Multipart;
use axum::extract::multipart::{Field, MultipartError};
use axum::http::StatusCode;
use std::fs::{File, OpenOptions};
use std::io::Write;
use std::path::{Path, PathBuf};
use store::Store;
use tokio::sync::mpsc;

/// Most bytes of a file.
pub const MOST: u64 = 500 << 20;
/// A larger file is read to its end and thrown away, so that the browser shows the page that says
/// so and not a broken connection; what is larger still is cut off.
pub const CUT: usize = 4 << 30;

/// A file that has come in.
pub struct Held {
    /// Where it lies.
    pub path: PathBuf,
    /// Its own name.
    pub name: String,
}

impl Held {
    /// The name by which a form may come back to it.
    pub fn token(&self) -> String {
        self.path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
    }
    /// A file of this person that came in before.
    pub fn again(store: &Store, user: i64, token: &str, name: &str) -> Option<Held> {
        let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '.');
        let own = token.starts_with(&format!("upload-{user}-")) && token.chars().all(plain);
        let path = store.dir.join("imports").join(token);
        let held = own && !token.contains("..") && path.is_file();
        held.then(|| Held { path, name: tidy(name) })
    }
    /// Removes it.
    pub fn drop_file(&self) {
        if let Err(error) = std::fs::remove_file(&self.path) {
            tracing::warn!(%error, "upload");
        }
    }
}

/// What a form brought.
#[derive(Default)]
pub struct Sent {
    /// Its fields.
    pub fields: Params,
    /// Its file.
    pub held: Option<Held>,
    /// Why the file did not come in.
    pub wrong: Option<String>,
}

/// Reads the parts of a form. A file that did not come in whole is not kept.
pub async fn receive(folder: PathBuf, user: i64, most: u64, mut files: Multipart) -> Sent {
    let mut sent = Sent::default();
    loop {
        let field = match files.next_field().await {
            Ok(Some(field)) => field,
            Ok(None) => return sent,
            Err(error) => {
                sent.wrong = Some(words(&error));
                return sent;
            }
        };
        let name = field.name().unwrap_or_default().to_owned();
        if field.file_name().is_none() {
            if let Some(text) = short_text(field).await {
                sent.fields = sent.fields.add(&name, text);
            }
            continue;
        }
        let given = tidy(field.file_name().unwrap_or_default());
        if given.is_empty() {
            continue;
        }
        match keep(&folder, user, most, &given, field).await {
            Ok(held) => sent.held = Some(held),
            Err(say) => {
                sent.wrong = Some(say);
                return sent;
            }
        }
    }
}

async fn keep(
    folder: &Path,
    user: i64,
    most: u64,
    name: &str,
    mut field: Field<'_>,
) -> Result<Held, String> {
    let path = folder.join(fresh_name(user, name));
    let (to, from) = mpsc::channel::<Bytes>(8);
    let target = path.clone();
    let writing = tokio::task::spawn_blocking(move || write(&target, from));
    let (mut wrong, mut size) = (None, 0_u64);
    loop {
        match field.chunk().await {
            Ok(Some(bytes)) => {
                size = size.saturating_add(u64::try_from(bytes.len()).unwrap_or(u64::MAX));
                if size > most {
                    wrong = Some(too_large(most));
                } else if to.send(bytes).await.is_err() {
                    break;
                }
            }
            Ok(None) => break,
            Err(error) => {
                wrong = Some(words(&error));
                break;
            }
        }
    }
    drop(to);
    let written = writing.await.map_err(|error| std::io::Error::other(error.to_string()));
    if let Err(error) = written.and_then(|done| done) {
        wrong = Some(format!("文件没有存下：{error}。没有写入任何内容，请稍后再传一次"));
    }
    let held = Held { path, name: name.to_owned() };
    match wrong {
        None => Ok(held),
        Some(say) => {
            let _ = std::fs::remove_file(&held.path);
            Err(say)
        }
    }
}

fn write(path: &Path, mut from: mpsc::Receiver<Bytes>) -> std::io::Result<()> {
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder)?;
    }
    let mut file = private(path)?;
    while let Some(bytes) = from.blocking_recv() {
        file.write_all(&bytes)?;
    }
    file.flush()
}

fn private(path: &Path) -> std::io::Result<File> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}

fn fresh_name(user: i64, name: &str) -> String {
    let mut bytes = [0_u8; 8];
    let _ = getrandom::fill(&mut bytes);
    let ending: String = name
        .rsplit_once('.')
        .map(|(_, ending)| ending.chars().filter(char::is_ascii_alphanumeric).take(5).collect())
        .unwrap_or_default();
    let ending = if ending.is_empty() { "dat".to_owned() } else { ending.to_lowercase() };
    format!("upload-{user}-{}.{ending}", store::keys::hex(&bytes))
}

/// The name of a file without the folders that old browsers send along.
fn tidy(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    last.chars().filter(|c| !c.is_control()).take(120).collect::<String>().trim().to_owned()
}

/// What to say of a file that is too large, on the page and in the browser before it is sent.
pub fn too_large(most: u64) -> String {
    let most = (most >> 20).max(1);
    format!(
        "文件超过{most} MB。没有写入任何内容。请删去图片和多余的工作表，或按单位拆成几个文件分别上传"
    )
}

fn words(error: &MultipartError) -> String {
    if error.status() == StatusCode::PAYLOAD_TOO_LARGE {
        too_large(MOST)
    } else {
        "文件没有传完，中间断了。没有写入任何内容，请再选一次".into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_uploads_lead_nowhere_else() {
        assert_eq!(tidy("C:\\我的文档\\会员名册.xlsx"), "会员名册.xlsx");
        assert_eq!(tidy("../../etc/passwd"), "passwd");
        let name = fresh_name(7, "名册.XL/../sx");
        assert!(name.starts_with("upload-7-") && !name.contains('/'), "{name}");
        assert_eq!(fresh_name(7, "名册").rsplit_once('.').unwrap().1, "dat");
    }
}
