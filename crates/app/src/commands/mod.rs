//! One file per command or family of commands.

mod bench;
mod declared;
mod figure;
mod handbook;
mod indicator;
mod init;
mod intake;
pub mod keep;
mod migration;
mod report;
mod transfer;
mod user;

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
        Command::List(args) => declared::list(&cli.place, args),
        Command::Report(args) => report::run(&cli.place, args),
        Command::Indicator(args) => indicator::run(&cli.place, &args.what),
        Command::Init(args) => init::run(&cli.place, args),
        Command::Demo(args) => init::demo(&cli.place, args),
        Command::Import(args) => intake::import(&cli.place, args),
        Command::Export(args) => intake::export(&cli.place, args),
        Command::Migration(args) => migration::run(args),
        Command::Verify(args) => init::verify(&cli.place, args),
        Command::Serve(args) => crate::serve::run(&cli.place, args),
        Command::Backup(args) => keep::backup(&cli.place, args),
        Command::Restore(args) => keep::restored(&cli.place, args),
        Command::Key(args) => keep::key(&cli.place, &args.what),
        Command::Transfer(args) => transfer::run(&cli.place, &args.what),
        Command::Migrate => keep::migrate(&cli.place),
        Command::Doctor => keep::doctor(&cli.place),
        Command::User(args) => user::run(&cli.place, &args.what),
        Command::Handbook(args) => handbook::run(args),
        Command::Bench(args) => bench::run(args),
    }
}
