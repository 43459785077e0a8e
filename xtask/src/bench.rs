//! Measurements, always of a release build: a figure from a debug build misleads.

use crate::shell;
use anyhow::Result;

pub fn bench(args: &[&str]) -> Result<()> {
    let mut command = shell::cargo(&["run", "--release", "-q", "-p", "niangjia", "--", "bench"]);
    command.args(args);
    shell::run(command)
}
