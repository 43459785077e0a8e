//! The same on PostgreSQL, beside `\\copy` of the finished rows. What the server uses is counted with what its
//! clients use, so it must run on this machine.

use super::{Used, cpu, line, load, members_of, ratio, roster, structure, used};
use crate::say;
use anyhow::{Context, Result, bail};
use std::fs;
use std::path::Path;
use std::process::Command;
use std::time::Duration;

/// `server` is the address of a server, without a database, of which we may make and drop databases.
pub fn run(place: &Path, members: usize, server: &str) -> Result<()> {
    let (ours, theirs) = (Database::make(server, "ours")?, Database::make(server, "theirs")?);
    let (data, file) = (place.join("data"), place.join("会员.csv"));
    let county = structure(&data, Some(&ours.url), members)?;
    let people = members_of(&county);
    roster(&file, &people)?;
    let rows = u32::try_from(people.len())?;
    drop((county, people));
    let mut alone = Duration::ZERO;
    let loaded = ours.with_server(|| {
        let used = load(&file, &data, Some(&ours.url))?;
        alone = used.cpu;
        Ok(used)
    })?;
    line("import", &format!("{rows} rows of CSV into PostgreSQL, CPU"), loaded.cpu, None);
    line("import", "of it without the server", alone, None);
    line("import", "CPU for each row", loaded.cpu / rows, None);
    say::out(format!("import  peak memory {} MB", loaded.peak / 1024));
    let tables = ours.ask("SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace")?;
    let (mut out, mut again) = (String::new(), String::new());
    for table in tables.lines() {
        let rows = place.join(format!("{table}.csv"));
        out += &format!("\\copy \"{table}\" to '{}' csv\n", rows.display());
        again += &format!("\\copy \"{table}\" from '{}' csv\n", rows.display());
    }
    let script = place.join("out.sql");
    fs::write(&script, out)?;
    used(psql(&ours.url, &script))?;
    let schema = place.join("schema.sql");
    let mut dump = Command::new("pg_dump");
    dump.args(["--schema-only", "--no-owner", "--file"]).arg(&schema).arg(&ours.url);
    used(dump)?;
    used(psql(&theirs.url, &schema))?;
    let script = place.join("again.sql");
    fs::write(&script, again)?;
    let copied = theirs.with_server(|| used(psql(&theirs.url, &script)))?;
    line("import", "the same rows by \\copy, CPU", copied.cpu, None);
    ratio(&loaded, &copied);
    Ok(())
}

fn psql(url: &str, script: &Path) -> Command {
    let mut command = Command::new("psql");
    command.args(["-qX", "-v", "ON_ERROR_STOP=1", "-f"]).arg(script).arg(url);
    command
}

/// A database of our own, dropped at the end.
pub struct Database {
    server: String,
    name: String,
    pub url: String,
}

impl Database {
    /// Makes one, with this word in its name.
    pub fn make(server: &str, name: &str) -> Result<Database> {
        let name = format!("niangjia_bench_{name}_{}", std::process::id());
        let server = server.trim_end_matches('/').to_owned();
        let url = format!("{server}/{name}");
        let made = Database { server, name, url };
        made.server_says(&format!("CREATE DATABASE {}", made.name))?;
        Ok(made)
    }

    fn server_says(&self, sql: &str) -> Result<String> {
        answer(&format!("{}/postgres", self.server), sql)
    }

    fn ask(&self, sql: &str) -> Result<String> {
        answer(&self.url, sql)
    }

    /// Adds what the server used meanwhile. A connection of the server counts with the one that started it
    /// as soon as it is closed.
    fn with_server(&self, work: impl FnOnce() -> Result<Used>) -> Result<Used> {
        let before = self.of_server()?;
        let mut done = work()?;
        done.cpu += self.of_server()?.saturating_sub(before);
        Ok(done)
    }

    /// CPU of the server so far.
    pub fn of_server(&self) -> Result<Duration> {
        // A closed connection is reaped in a moment.
        self.server_says("SELECT pg_sleep(0.5)")?;
        let file = self.server_says(
            "SELECT setting || '/postmaster.pid' FROM pg_settings WHERE name = 'data_directory'",
        )?;
        let text = fs::read_to_string(&file)
            .with_context(|| format!("{file}: the server must run here"))?;
        let id: u32 = text.lines().next().unwrap_or_default().trim().parse()?;
        let (mut all, stat) = (Duration::ZERO, format!("/proc/{id}/stat"));
        all += cpu(&stat, 11)? + cpu(&stat, 13)?;
        // The checkpointer and its like live as long as the server.
        for child in
            fs::read_to_string(format!("/proc/{id}/task/{id}/children"))?.split_whitespace()
        {
            all += cpu(&format!("/proc/{child}/stat"), 11).unwrap_or_default();
        }
        Ok(all)
    }
}

impl Drop for Database {
    fn drop(&mut self) {
        if let Err(error) = self.server_says(&format!("DROP DATABASE {} WITH (FORCE)", self.name)) {
            say::line(format!("{} is left behind: {error}", self.name));
        }
    }
}

fn answer(url: &str, sql: &str) -> Result<String> {
    let done = Command::new("psql")
        .args(["-qXAt", "-v", "ON_ERROR_STOP=1", "-c", sql])
        .arg(url)
        .output()?;
    if !done.status.success() {
        bail!("{sql}: {}", String::from_utf8_lossy(&done.stderr));
    }
    Ok(String::from_utf8(done.stdout)?.trim().to_owned())
}
