//! The hook for a virus scanner: a command that is given the path of every file before it is kept. It ends
//! with 0 when the file is clean and with 1 when it is not; anything else means that it was not looked at,
//! and then nothing is kept either.

use crate::app::App;
use crate::fault::Fault;
use kernel::verdict::Refusal;
use std::path::PathBuf;
use std::process::Stdio;
use std::time::Duration;

/// How long a scanner may take.
const PATIENCE: Duration = Duration::from_secs(30);

/// The file while it is looked at; gone afterwards, and with the old uploads should we die meanwhile.
struct Laid(PathBuf);

impl Drop for Laid {
    fn drop(&mut self) {
        if let Err(error) = std::fs::remove_file(&self.0) {
            tracing::warn!(%error, "file of the scanner");
        }
    }
}

fn refuse(say: &str) -> Fault {
    Fault::refused(vec![Refusal::on("file", say)])
}

/// Asks the scanner, if there is one.
pub async fn scan(app: &App, bytes: &[u8]) -> Result<(), Fault> {
    let Some(command) = app.config.scan.as_deref().filter(|text| !text.trim().is_empty()) else {
        return Ok(());
    };
    let (dir, copy) = (app.store.dir.join("imports"), bytes.to_vec());
    let laid = tokio::task::spawn_blocking(move || lay(&dir, &copy)).await;
    let laid = laid.map_err(|error| Fault::broken(error.to_string()))?;
    let laid = laid.map_err(|error| Fault::broken(error.to_string()))?;
    let mut words = command.split_whitespace();
    let asked = tokio::process::Command::new(words.next().unwrap_or_default())
        .args(words)
        .arg(&laid.0)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .kill_on_drop(true)
        .status();
    let status = tokio::time::timeout(PATIENCE, asked).await;
    match status {
        Ok(Ok(status)) if status.success() => Ok(()),
        Ok(Ok(status)) if status.code() == Some(1) => {
            tracing::warn!("the scanner found something in an upload");
            Err(refuse(
                "这个文件里查出了病毒，没有存；请用杀毒软件检查这台电脑，再换一个干净的文件",
            ))
        }
        other => {
            tracing::error!(?other, "the scanner did not look at an upload");
            Err(refuse("病毒检查没有做成，没有存；请过一会儿再传，还不行就告诉管理员"))
        }
    }
}

fn lay(dir: &std::path::Path, bytes: &[u8]) -> std::io::Result<Laid> {
    std::fs::create_dir_all(dir)?;
    let mut name = [0_u8; 8];
    let _ = getrandom::fill(&mut name);
    let path = dir.join(format!("scan-{}.part", store::keys::hex(&name)));
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(&path)?;
    let laid = Laid(path);
    std::io::Write::write_all(&mut file, bytes)?;
    Ok(laid)
}
