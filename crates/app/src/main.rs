//! 娘家 on the command line. Exit codes: 0 done, 1 refused by a rule or bad rows present, 2 wrong
//! usage, 3 could not run. `--json` prints one document on standard output; everything else that is
//! said goes to standard error.

mod cli;
mod commands;
mod open;
mod say;
mod serve;
mod usage;

use clap::FromArgMatches;
use std::process::ExitCode;

/// A fifth less time to load a roster than with the system's.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    let given =
        cli::command().try_get_matches().and_then(|matches| cli::Cli::from_arg_matches(&matches));
    let cli = match given {
        Ok(cli) => cli,
        Err(error) => {
            let Some(told) = usage::told(&error) else { error.exit() };
            say::line(told);
            return ExitCode::from(2);
        }
    };
    say::log(&cli);
    match commands::run(&cli) {
        Ok(code) => ExitCode::from(code),
        Err(error) => {
            say::error(&error);
            ExitCode::from(say::exit_code(&error))
        }
    }
}
