//! How the program speaks: sentences to people on standard error, the cause chain to the log.

use crate::cli::Cli;
use store::StoreError;

/// Sets up the log. Personal data never reaches it: errors carry field names, not values.
pub fn log(cli: &Cli) {
    use tracing_subscriber::EnvFilter;
    let level = if cli.verbose { "info" } else { "warn" };
    let filter = EnvFilter::try_from_env("NIANGJIA_LOG").unwrap_or_else(|_| EnvFilter::new(level));
    tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).init();
}

/// Says what happened, what was kept and what to do.
pub fn error(error: &anyhow::Error) {
    eprintln!("{error}");
    match error.downcast_ref::<StoreError>() {
        Some(StoreError::Refused(refusals)) => {
            for refusal in refusals.iter().filter(|refusal| !refusal.rule.is_empty()) {
                eprintln!("  依据：{}", refusal.rule);
            }
        }
        _ => {
            for cause in error.chain().skip(1) {
                tracing::error!(%cause, "cause");
            }
        }
    }
}

/// 1 for a refusal, 3 when something could not be used.
pub fn exit_code(error: &anyhow::Error) -> u8 {
    match error.downcast_ref::<StoreError>() {
        Some(StoreError::Unavailable { .. } | StoreError::TooSlow) => 3,
        Some(_) => 1,
        None if error.downcast_ref::<Usage>().is_some() => 2,
        None => 3,
    }
}

/// The words of the call are off.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct Usage(pub String);

/// One line to people.
pub fn line(text: impl AsRef<str>) {
    eprintln!("{}", text.as_ref());
}

/// One line of the answer on standard output. A reader that has gone away is no error.
pub fn out(text: impl AsRef<str>) {
    use std::io::Write;
    let _ = writeln!(std::io::stdout().lock(), "{}", text.as_ref());
}

/// One JSON document on standard output.
pub fn json(document: &serde_json::Value) -> anyhow::Result<()> {
    out(serde_json::to_string_pretty(document)?);
    Ok(())
}
