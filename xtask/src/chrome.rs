//! The browser tests. They start chromedriver and the program themselves; here we say where the browser is.

use crate::run::Outcome;
use crate::{shell, suites};
use anyhow::{Context, Result, bail};
use std::path::PathBuf;

pub fn browser() -> Option<PathBuf> {
    given("CHROMIUM").or_else(|| first_of(&["chromium", "chromium-browser", "google-chrome"]))
}

pub fn driver() -> Option<PathBuf> {
    given("NIANGJIA_CHROMEDRIVER").or_else(|| first_of(&["chromedriver"]))
}

pub fn test() -> Result<Outcome> {
    if !suites::exists(suites::BROWSER) {
        bail!("no browser tests in this tree");
    }
    let browser =
        browser().context("Chromium is missing: name it in CHROMIUM, or install chromium")?;
    let driver = driver().context(
        "chromedriver is missing: name it in NIANGJIA_CHROMEDRIVER, or install chromium-driver",
    )?;
    let mut test = shell::cargo(&["test", "--workspace", "--test", suites::BROWSER]);
    test.env("CHROMIUM", browser).env("NIANGJIA_CHROMEDRIVER", driver);
    shell::run(test)?;
    Ok(Outcome::Done)
}

fn given(variable: &str) -> Option<PathBuf> {
    std::env::var_os(variable).map(PathBuf::from).filter(|file| file.is_file())
}

fn first_of(names: &[&str]) -> Option<PathBuf> {
    names.iter().find_map(|name| shell::find_on_path(name))
}
