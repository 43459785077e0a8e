//! Starting programs: always from the root of the repository, always aloud when they fail.

use anyhow::{Context, Result, bail};
use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// What a clerk's or developer's shell may have set for the program, and no test may see.
const OF_THE_PROGRAM: [&str; 4] =
    ["NIANGJIA_DATA", "NIANGJIA_DATABASE_URL", "NIANGJIA_PASSWORD", "NIANGJIA_TEST_DATABASE"];

/// The root of the repository: the folder above this crate.
pub fn root() -> PathBuf {
    let here = std::env::var_os("CARGO_MANIFEST_DIR")
        .map_or_else(|| PathBuf::from("xtask"), PathBuf::from);
    here.parent().map_or_else(|| PathBuf::from("."), Path::to_path_buf)
}

/// The folder in which cargo put this very program, and puts `niangjia` beside it.
pub fn built() -> Result<PathBuf> {
    let own = std::env::current_exe()?;
    Ok(own.parent().context("xtask runs from no folder")?.to_path_buf())
}

pub fn program(name: impl AsRef<OsStr>) -> Command {
    let mut command = Command::new(name);
    command.current_dir(root());
    command
}

pub fn cargo(args: &[&str]) -> Command {
    let mut command = program(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.args(args);
    for name in OF_THE_PROGRAM {
        command.env_remove(name);
    }
    command
}

/// Runs a program with its output on ours.
pub fn run(mut command: Command) -> Result<()> {
    let shown = show(&command);
    println!("$ {shown}");
    let status = command.status().with_context(|| format!("could not start {shown}"))?;
    if !status.success() {
        bail!("{shown}: {status}");
    }
    Ok(())
}

/// What a program prints; its complaints when it fails.
pub fn output(mut command: Command) -> Result<String> {
    let shown = show(&command);
    let output = command.output().with_context(|| format!("could not start {shown}"))?;
    if !output.status.success() {
        let complaint = String::from_utf8_lossy(&output.stderr);
        bail!("{shown}: {}: {}", output.status, complaint.trim());
    }
    Ok(String::from_utf8(output.stdout)?)
}

/// Whether a program can be started and ends well, without a word from it.
pub fn succeeds(mut command: Command) -> bool {
    command.stdout(Stdio::null()).stderr(Stdio::null()).stdin(Stdio::null());
    command.status().is_ok_and(|status| status.success())
}

pub fn find_on_path(name: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path).map(|folder| folder.join(name)).find(|file| file.is_file())
}

pub fn is_root() -> bool {
    let mut id = program("id");
    id.arg("-u");
    output(id).is_ok_and(|uid| uid.trim() == "0")
}

fn show(command: &Command) -> String {
    let program = Path::new(command.get_program());
    let name = program.file_name().unwrap_or(program.as_os_str());
    let words = std::iter::once(name).chain(command.get_args());
    words.map(OsStr::to_string_lossy).collect::<Vec<_>>().join(" ")
}
