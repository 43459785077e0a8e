//! One file per command or family of commands.

mod declared;
mod figure;
mod init;
mod intake;
mod migration;

use crate::cli::{Cli, Command};
use anyhow::Result;

/// Done.
pub const DONE: u8 = 0;
/// Refused by a rule, or bad rows present.
pub const REFUSED: u8 = 1;

/// Runs the command and gives the exit code.
pub fn run(cli: &Cli) -> Result<u8> {
    match &cli.command {
        Command::Figure(args) => figure::run(&cli.place, args),
        Command::List(args) => declared::list(args),
        Command::Init(args) => init::run(&cli.place, args),
        Command::Demo(args) => init::demo(args),
        Command::Import(args) => intake::import(&cli.place, args),
        Command::Export(args) => intake::export(&cli.place, args),
        Command::Migration(args) => migration::run(args),
        Command::Verify(args) => init::verify(&cli.place, args),
        _ => Err(crate::say::Usage("这个命令还没有".into()).into()),
    }
}
