//! What a test run does, in order. The cheap steps come first; a failed step stops only those that need it.

use crate::run::{Outcome, Run};
use crate::{apt, budget, chrome, handbook, postgres, shell, suites};
use anyhow::{Result, bail};
use std::process::Command;

/// Few cases and one seed, so that every run asks the same questions; `soak` asks many more.
const PROPERTIES: [(&str, &str); 2] = [("PROPTEST_CASES", "64"), ("PROPTEST_RNG_SEED", "20250928")];

pub fn test() -> Result<()> {
    let build = if is_cold()? { "cold build" } else { "warm build" };
    let mut run = Run::begin();
    run.step("tools", apt::provide);
    run.step("format", || done(shell::cargo(&["fmt", "--all", "--check"])));
    run.step("budget", budget::check);
    run.step("build: lint", || {
        done(shell::cargo(&["clippy", "--workspace", "--all-targets", "--", "-D", "warnings"]))
    });
    if run.step("build: tests", || done(shell::cargo(&["test", "--workspace", "--no-run"]))) {
        run.step("test: SQLite", || done(suite()));
        run.step("test: PostgreSQL", on_postgres);
        run.step("test: documents", || done(properties(&["test", "--workspace", "--doc"])));
        run.step("test: browser", chrome::test);
        run.step("handbook", handbook::check_built);
    } else {
        for name in
            ["test: SQLite", "test: PostgreSQL", "test: documents", "test: browser", "handbook"]
        {
            run.cannot(name, "the build failed");
        }
    }
    run.end(build)
}

/// Many more cases than a test run has time for, and other ones each time.
pub fn soak() -> Result<()> {
    let mut suite = suite();
    suite.env("PROPTEST_CASES", "5000").env_remove("PROPTEST_RNG_SEED");
    shell::run(suite)
}

pub fn deny() -> Result<()> {
    if !shell::succeeds(shell::cargo(&["deny", "--version"])) {
        bail!("cargo-deny is not installed: cargo install --locked cargo-deny");
    }
    shell::run(shell::cargo(&["deny", "check", "licenses", "bans", "sources"]))
}

/// Unit tests, and each test binary but the browser's.
fn suite() -> Command {
    let mut suite = properties(&["test", "--workspace", "--no-fail-fast", "--lib", "--bins"]);
    for name in suites::without_browser() {
        suite.args(["--test", &name]);
    }
    suite
}

/// The integration suite again, told by one variable that there is another database.
fn on_postgres() -> Result<Outcome> {
    if !suites::exists(suites::INTEGRATION) {
        bail!("no integration tests in this tree");
    }
    let server = postgres::Server::start()?;
    println!("PostgreSQL {} at {}", server.version()?, server.url());
    let mut suite = properties(&["test", "--workspace", "--test", suites::INTEGRATION]);
    suite.env("NIANGJIA_TEST_DATABASE", server.url());
    done(suite)
}

fn properties(args: &[&str]) -> Command {
    let mut command = shell::cargo(args);
    command.envs(PROPERTIES);
    command
}

fn done(command: Command) -> Result<Outcome> {
    shell::run(command)?;
    Ok(Outcome::Done)
}

/// Whether the program was never built into this target folder.
fn is_cold() -> Result<bool> {
    let built = shell::built()?.join(".fingerprint");
    let mut entries = std::fs::read_dir(built)?.filter_map(Result::ok);
    Ok(!entries.any(|entry| entry.file_name().to_string_lossy().starts_with("niangjia-")))
}
