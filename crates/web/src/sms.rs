//! The gateway for short messages: the console, for trying it out, or a command of the house that is given
//! number and words as JSON on its input – never as arguments, which every process can read.

use crate::app::App;
use crate::fault::Fault;
use kernel::verdict::Refusal;
use std::process::Stdio;
use std::time::Duration;
use tokio::io::AsyncWriteExt;

/// The gateway that prints instead of sending.
pub const CONSOLE: &str = "console";

/// How long a gateway may take.
const PATIENCE: Duration = Duration::from_secs(10);

/// Whether messages can be sent.
pub fn there_is_one(app: &App) -> bool {
    app.config.sms.as_deref().is_some_and(|command| !command.trim().is_empty())
}

/// Sends words to a number.
pub async fn send(app: &App, phone: &str, words: &str) -> Result<(), Fault> {
    let command = app.config.sms.clone().unwrap_or_default();
    if command.trim() == CONSOLE {
        use std::io::Write;
        // Not the log, which is kept.
        let _ = writeln!(std::io::stderr().lock(), "短信 → {phone}：{words}");
        return Ok(());
    }
    let told = serde_json::json!({"phone": phone, "text": words}).to_string();
    match tokio::time::timeout(PATIENCE, hand_over(&command, told)).await {
        Ok(Ok(true)) => Ok(()),
        other => {
            tracing::error!(failed = ?other.map(|done| done.map_err(|e| e.to_string())), "short message");
            let say = "短信没有发出去，请过一会儿再试；急用请到工会办理";
            Err(Fault::refused(vec![Refusal::on("phone", say)]))
        }
    }
}

async fn hand_over(command: &str, told: String) -> std::io::Result<bool> {
    let mut words = command.split_whitespace();
    let mut gateway = tokio::process::Command::new(words.next().unwrap_or_default())
        .args(words)
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .kill_on_drop(true)
        .spawn()?;
    if let Some(mut input) = gateway.stdin.take() {
        input.write_all(told.as_bytes()).await?;
        input.write_all(b"\n").await?;
    }
    Ok(gateway.wait().await?.success())
}
