//! The import beside the clerks, step by step as its pages lead: file, columns, a look at every row, writing.

use super::browser::Browser;
use super::desk::Log;
use super::pause;
use crate::commands::bench::clerk::Clerk;
use anyhow::{Context, Result, bail};
use std::net::SocketAddr;
use std::path::Path;
use std::time::Duration;
use web::Params;

/// How often the page asks for its progress.
const EVERY: Duration = Duration::from_secs(1);
/// Asked so often, it is given up.
const MOST: usize = 600;

/// Brings the file in; says what came of it.
pub fn run(address: SocketAddr, clerk: &Clerk, file: &Path, log: &mut Log) -> Result<String> {
    let mut browser = Browser::new(address, clerk);
    let bytes = std::fs::read(file)?;
    let form = Params::default().add("sheet", "members").add("day", "");
    let sent =
        log.take("import: file", 303, || browser.upload("/import", form, "会员.csv", &bytes));
    let sent = sent.context("the file was not taken")?;
    let path = sent.to.split('?').next().unwrap_or_default().to_owned();
    for step in ["columns", "apply"] {
        log.take("import: page", 200, || browser.get(&path));
        let step = format!("{path}/{step}");
        let asked = log.take("import: step", 303, || browser.post(&step, Params::default()));
        asked.context("a step was refused")?;
        finished(&mut browser, &path, log)?;
    }
    let end = log.take("import: page", 200, || browser.get(&path)).context("no result")?;
    let words = end.body.split_once("写完了：</b>").context("it was not written to its end")?.1;
    Ok(words.split('。').next().unwrap_or_default().to_owned())
}

fn finished(browser: &mut Browser, path: &str, log: &mut Log) -> Result<()> {
    let path = format!("{path}/progress");
    for _ in 0..MOST {
        pause(EVERY);
        let asked = log.take("import: progress", 200, || browser.part(&path));
        if asked.context("no progress")?.refresh {
            return Ok(());
        }
    }
    bail!("it does not come to its end")
}
