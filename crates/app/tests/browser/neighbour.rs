//! An installation of its own, with its own keys and its own day: two of them send each other files.

use crate::house::{House, free_port, until_open};
use crate::stage::{Kind, Stage};
use crate::tab::Tab;
use anyhow::{Context, Result, ensure};
use std::fs::File;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};

/// What the program takes for the time.
#[derive(Clone, Copy, Debug)]
pub enum When {
    /// The machine's.
    Now,
    /// So many days later.
    DaysAfter(u8),
    /// From this moment on, `2026-09-30 15:00:00` in China.
    At(&'static str),
}

impl When {
    /// The program, with this time.
    fn program(self) -> Result<Command> {
        let mut command = Command::new(env!("CARGO_BIN_EXE_niangjia"));
        let told = match self {
            When::Now => return Ok(command),
            When::DaysAfter(days) => format!("+{days}d"),
            When::At(moment) => format!("@{moment}"),
        };
        command.env("LD_PRELOAD", faketime()?).env("FAKETIME", told).env("TZ", "Asia/Shanghai");
        // What waits for a moment waits for the machine's.
        command.env("FAKETIME_DONT_FAKE_MONOTONIC", "1");
        Ok(command)
    }
}

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
    /// Builds a sample county on that day, with the same sign-ins as the house; nobody is at the door yet.
    pub fn found(house: &House, name: &str, when: When) -> Result<Neighbour> {
        let folder = house.folder.join(name);
        let built = when
            .program()?
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

    /// Opens the door at that time. What was open before is closed.
    pub fn open(&mut self, when: When) -> Result<()> {
        self.close();
        let program = when
            .program()?
            .args(["serve", "--sms-command", "console", "--listen"])
            .arg(format!("127.0.0.1:{}", self.port))
            .arg("--data")
            .arg(&self.folder)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(File::create(&self.log)?)
            .spawn()
            .context("the program does not start")?;
        self.program = Some(program);
        until_open(self.port)
    }

    /// Somebody at a desk there.
    pub async fn desk(&self, stage: &Stage, login: &str) -> Result<Tab> {
        let desk = stage.open(Kind::Desk).await?.elsewhere(&self.base);
        desk.sign_in(login).await?;
        Ok(desk)
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
