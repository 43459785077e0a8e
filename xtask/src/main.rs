//! The house chores: `cargo xtask test` and its smaller relatives.
//!
//! Read in this order: `steps` what a test run does · `apt` the tools it needs · `budget` the limits that no
//! lint knows · `suites` which test binaries there are · `postgres` a server for one run · `chrome` the browser ·
//! `handbook` generated pages · `bench` measurements · `shell` starting programs.

mod apt;
mod bench;
mod budget;
mod chrome;
mod handbook;
mod postgres;
mod run;
mod shell;
mod steps;
mod suites;

use anyhow::{Result, bail};
use std::process::ExitCode;

const HELP: &str = "\
cargo xtask VERB

  test               everything that must hold before a change is merged, on SQLite, PostgreSQL and in Chromium
  handbook           write docs/handbook anew from the declarations
  handbook --check   say which pages of docs/handbook are out of date, write nothing
  migration NAME     write the difference between the registers and the last migration as numbered SQL
  bench [NAME]...    measure a release build; all arguments go to `niangjia bench`
  soak               the tests with 5,000 cases for each property and fresh seeds
  deny               licences, banned crates and sources (needs cargo-deny)";

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let args: Vec<&str> = args.iter().map(String::as_str).collect();
    match dispatch(&args) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("xtask: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn dispatch(args: &[&str]) -> Result<()> {
    match args {
        ["test"] => steps::test(),
        ["handbook"] => handbook::write(),
        ["handbook", "--check"] => handbook::check(),
        ["migration", name] => {
            shell::run(shell::cargo(&["run", "-q", "-p", "niangjia", "--", "migration", name]))
        }
        ["bench", rest @ ..] => bench::bench(rest),
        ["soak"] => steps::soak(),
        ["deny"] => steps::deny(),
        [] | ["help" | "--help" | "-h"] => {
            println!("{HELP}");
            Ok(())
        }
        _ => bail!("no such verb: {}\n\n{HELP}", args.join(" ")),
    }
}
