//! `docs/handbook` is written by the program from its declarations, committed, and read in review.
//! So a change of a rule or of a permission shows as a small difference of text.

use crate::run::Outcome;
use crate::shell;
use anyhow::{Result, bail};
use std::fs;
use std::process::Command;

const FOLDER: &str = "docs/handbook";

pub fn write() -> Result<()> {
    shell::run(through_cargo(FOLDER))
}

pub fn check() -> Result<()> {
    compare(through_cargo)
}

/// The same with the program that the tests were built with, without another build.
pub fn check_built() -> Result<Outcome> {
    let binary = shell::built()?.join("niangjia");
    compare(|folder| {
        let mut command = shell::program(&binary);
        command.args(["handbook", folder]);
        command
    })?;
    Ok(Outcome::Done)
}

/// Writes a second handbook into a temporary folder, so that the tree stays as it is.
fn compare(writer: impl Fn(&str) -> Command) -> Result<()> {
    let fresh = std::env::temp_dir().join(format!("niangjia-handbook-{}", std::process::id()));
    fs::create_dir_all(&fresh)?;
    fs::create_dir_all(shell::root().join(FOLDER))?;
    let mut difference = shell::program("git");
    difference.args(["--no-pager", "diff", "--no-index", "--no-prefix", FOLDER]).arg(&fresh);
    let same =
        shell::run(writer(&fresh.to_string_lossy())).map(|()| shell::run(difference).is_ok());
    fs::remove_dir_all(&fresh)?;
    if !same? {
        bail!(
            "{FOLDER} is out of date: cargo xtask handbook, then read the difference and commit it"
        );
    }
    Ok(())
}

fn through_cargo(folder: &str) -> Command {
    shell::cargo(&["run", "-q", "-p", "niangjia", "--", "handbook", folder])
}
