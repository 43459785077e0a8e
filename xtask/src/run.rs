//! One test run: names each step, times it, goes on after a failure, and sums up at the end.

use anyhow::{Result, bail};
use std::time::{Duration, Instant};

/// How long a whole run may take on two cores.
const ALLOWED: Duration = Duration::from_mins(40);

/// What a step that did not fail has to say.
pub enum Outcome {
    Done,
    /// Done, and this is worth a word in the summary.
    Noted(String),
}

struct Line {
    name: &'static str,
    took: Duration,
    result: String,
}

pub struct Run {
    began: Instant,
    lines: Vec<Line>,
    failed: usize,
}

impl Run {
    pub fn begin() -> Self {
        Self { began: Instant::now(), lines: Vec::new(), failed: 0 }
    }

    /// Runs a step and tells whether what builds on it can go on.
    pub fn step(&mut self, name: &'static str, work: impl FnOnce() -> Result<Outcome>) -> bool {
        println!("\n── {name}");
        let began = Instant::now();
        let outcome = work();
        let took = began.elapsed();
        let passed = outcome.is_ok();
        let result = match outcome {
            Ok(Outcome::Done) => "ok".to_owned(),
            Ok(Outcome::Noted(note)) => format!("ok, {note}"),
            Err(error) => format!("FAILED: {error:#}"),
        };
        println!("── {name}: {result} ({:.1} s)", took.as_secs_f64());
        self.failed += usize::from(!passed);
        self.lines.push(Line { name, took, result });
        passed
    }

    /// A step that cannot even be tried is a failed one.
    pub fn cannot(&mut self, name: &'static str, why: &'static str) {
        println!("\n── {name}: NOT RUN: {why}");
        self.failed += 1;
        self.lines.push(Line { name, took: Duration::ZERO, result: format!("NOT RUN: {why}") });
    }

    /// How long the steps took whose name begins so.
    pub fn seconds(&self, prefix: &str) -> f64 {
        let lines = self.lines.iter().filter(|line| line.name.starts_with(prefix));
        lines.map(|line| line.took.as_secs_f64()).sum()
    }

    pub fn end(self, build: &str) -> Result<()> {
        let (building, testing) = (self.seconds("build"), self.seconds("test"));
        println!("\n── summary");
        for Line { name, took, result } in &self.lines {
            let first = result.lines().next().unwrap_or_default();
            println!("{name:<20} {:>8.1} s   {first}", took.as_secs_f64());
        }
        let whole = self.began.elapsed();
        println!(
            "\n{build} {building:.0} s · suites {testing:.0} s · whole run {:.0} s of {} s allowed on two cores",
            whole.as_secs_f64(),
            ALLOWED.as_secs()
        );
        if self.failed > 0 {
            bail!("{} of {} steps failed", self.failed, self.lines.len());
        }
        Ok(())
    }
}
