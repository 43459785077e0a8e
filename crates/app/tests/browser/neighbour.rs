//! An installation of its own, with its own keys and its own day: two of them send each other files.

use crate::house::{House, free_port, until_open};
use anyhow::{Context, Result, ensure};
use std::fs::File;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};

/// A sample county that nobody else uses.
pub struct Neighbour {
    program: Option<Child>,
    port: u16,
    folder: PathBuf,
    /// What the program says, short messages among it.
    pub log: PathBuf,
    /// Where its pages are.
    pub base: String,
}

impl Neighbour {
    /// Builds a sample county, with the same sign-ins as the house; nobody is at the door yet.
    pub fn found(house: &House, name: &str) -> Result<Neighbour> {
        let folder = house.folder.join(name);
        let built = Command::new(env!("CARGO_BIN_EXE_niangjia"))
            .args(["demo", "--size", "small", "--no-serve", "--keep"])
            .arg(&folder)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .status()?;
        ensure!(built.success(), "the county {name} was not built");
        let port = free_port()?;
        Ok(Neighbour {
            program: None,
            port,
            log: house.screens.join(format!("{name}.log")),
            base: format!("http://127.0.0.1:{port}"),
            folder,
        })
    }

    /// Opens the door, so many days after today. What was open before is closed.
    pub fn open(&mut self, days_after: u8) -> Result<()> {
        self.close();
        let mut command = Command::new(env!("CARGO_BIN_EXE_niangjia"));
        command
            .args(["serve", "--sms-command", "console", "--listen"])
            .arg(format!("127.0.0.1:{}", self.port))
            .arg("--data")
            .arg(&self.folder)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(File::create(&self.log)?);
        if days_after > 0 {
            command.env("LD_PRELOAD", faketime()?).env("FAKETIME", format!("+{days_after}d"));
            // What waits for a moment waits for the machine's.
            command.env("FAKETIME_DONT_FAKE_MONOTONIC", "1");
        }
        self.program = Some(command.spawn().context("the program does not start")?);
        until_open(self.port)
    }

    fn close(&mut self) {
        if let Some(mut program) = self.program.take() {
            let _ = program.kill();
            let _ = program.wait();
        }
    }
}

/// The library that tells a program another day; Debian keeps it under the name of the machine's kind.
fn faketime() -> Result<PathBuf> {
    let kinds = std::fs::read_dir("/usr/lib")?.filter_map(|entry| Some(entry.ok()?.path()));
    let mut all = kinds.map(|kind| kind.join("faketime/libfaketime.so.1"));
    all.find(|library| library.is_file()).context("libfaketime is missing: install faketime")
}

impl Drop for Neighbour {
    fn drop(&mut self) {
        self.close();
    }
}
