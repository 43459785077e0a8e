//! Loading a roster by the program's own command, beside `sqlite3 .import` of the finished rows into the same
//! tables and indexes. Both run as processes of their own, so that their CPU and memory are theirs alone.

pub mod copy;

use super::{line, pause};
use crate::{open, say};
use anyhow::{Context, Result, bail};
use niangjia::seed::{self, Seeded};
use office::write::{BookOut, CellOut, ColumnKind, ColumnOut, SheetOut, write_xlsx};
use std::fmt::Write as _;
use std::fs;
use std::io::{BufWriter, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;
use store::keys::Cipher;
use store::list::ListAsk;
use store::{Ctx, Store};
use town::PersonSeed;
use town::roster::Row;

/// CPU for each row against that of `.import`.
const RATIO: f64 = 3.0;
/// Resident memory while loading, MB.
const MEMORY: u64 = 300;

/// What a finished process has used.
struct Used {
    cpu: Duration,
    /// The most memory it had, kB.
    peak: u64,
}

/// Loads a county of `members` from CSV, and puts the ratio beside its limit.
pub fn run(folder: &Path, members: usize, server: Option<&str>) -> Result<()> {
    let place = folder.join("import");
    fs::create_dir_all(&place)?;
    if let Some(server) = server {
        return copy::run(&place, members, server);
    }
    let data = place.join("data");
    let file = place.join("会员.csv");
    let county = structure(&data, None, members)?;
    let people = members_of(&county);
    roster(&file, &people)?;
    let rows = u32::try_from(people.len())?;
    drop(people);
    let ours = load(&file, &data, None)?;
    line("import", &format!("{rows} rows of CSV, CPU"), ours.cpu, None);
    line("import", "CPU for each row", ours.cpu / rows, None);
    say::out(format!("import  peak memory {} MB  limit {MEMORY} MB", ours.peak / 1024));
    let Some(theirs) = reference(&place, &data.join("niangjia.db"))? else {
        say::out("import  sqlite3 is not installed: no ratio");
        return Ok(());
    };
    line("import", "the same rows by sqlite3 .import, CPU", theirs.cpu, None);
    ratio(&ours, &theirs);
    Ok(())
}

fn ratio(ours: &Used, theirs: &Used) {
    let ratio = ours.cpu.as_secs_f64() / theirs.cpu.as_secs_f64().max(0.01);
    say::out(format!("import  ratio {ratio:.2}  limit {RATIO}"));
}

/// Loads the same rows from a workbook and from CSV, each into a county of its own.
pub fn workbook(folder: &Path, members: usize) -> Result<()> {
    let place = folder.join("workbook");
    fs::create_dir_all(&place)?;
    let (csv, xlsx) = (place.join("会员.csv"), place.join("会员.xlsx"));
    let mut used = Vec::new();
    for file in [&csv, &xlsx] {
        let data = place.join(file.extension().unwrap_or_default());
        let county = structure(&data, None, members)?;
        let people = members_of(&county);
        let rows = people.len();
        if file == &csv {
            roster(file, &people)?;
        } else {
            book(file, people)?;
        }
        let what = file.extension().unwrap_or_default().to_string_lossy().into_owned();
        let one = load(file, &data, None)?;
        line("xlsx", &format!("{rows} rows of {what}, CPU"), one.cpu, None);
        say::out(format!("xlsx    peak memory {} MB  limit {MEMORY} MB", one.peak / 1024));
        used.push(one.cpu.as_secs_f64());
    }
    if let [csv, xlsx] = used.as_slice() {
        say::out(format!(
            "xlsx    {xlsx:.1} s  limit {:.1} s (twice the CSV, and one)",
            csv * 2.0 + 1.0
        ));
    }
    Ok(())
}

/// Writes rows of the members' form as a workbook.
fn book(file: &Path, rows: Vec<Row>) -> Result<()> {
    let columns = town::roster::MEMBER_TITLES.iter();
    let columns = columns.map(|title| ColumnOut::new(*title, ColumnKind::Text)).collect();
    let rows = rows.into_iter().map(|row| Ok(row.cells.into_iter().map(CellOut::text).collect()));
    write_xlsx(file, BookOut::one(SheetOut::new("会员", columns, Box::new(rows))))?;
    Ok(())
}

/// Loads a file by the program's own command.
fn load(file: &Path, data: &Path, url: Option<&str>) -> Result<Used> {
    let mut command = Command::new(std::env::current_exe()?);
    command.args(["import", "members"]).arg(file).arg("--data").arg(data).arg("--json");
    if let Some(url) = url {
        command.args(["--database-url", url]);
    }
    let done = used(command)?;
    // A file that is refused as a whole ends like one with a few bad rows.
    let place = crate::cli::Place { data: data.to_owned(), database_url: url.map(str::to_owned) };
    let store = Store::open(open::options(&place)?)?;
    let all = ListAsk::new(store.register("membership")?);
    if store.list(&Ctx::local(), &all, None, 1)?.rows.is_empty() {
        bail!("{} was not loaded", file.display());
    }
    Ok(done)
}

/// A county of unions and employers, without people.
pub fn structure(data: &Path, url: Option<&str>, members: usize) -> Result<town::County> {
    let url = url.map(str::to_owned);
    let place = crate::cli::Place { data: data.to_owned(), database_url: url };
    let store = Store::create(open::options(&place)?, Cipher::Aes)?;
    let county = town::County::until(1, town::Size::members(members), store.today());
    seed::structure(&store, &Ctx::local(), &county, &mut Seeded::default())?;
    Ok(county)
}

/// The rows of everybody who is a member today.
pub fn members_of(county: &town::County) -> Vec<Row> {
    let today = |person: &PersonSeed| {
        let last = person.memberships.last();
        last.is_some_and(|last| last.left_on.is_none() && last.statuses.len() == 1)
    };
    town::roster::from_people(county, county.people().filter(today), None)
}

/// Writes rows of the members' form as CSV.
pub fn roster(file: &Path, rows: &[Row]) -> Result<()> {
    let mut out = BufWriter::new(fs::File::create(file)?);
    let cell = |text: &str| {
        if text.contains([',', '"', '\n']) {
            format!("\"{}\"", text.replace('"', "\"\""))
        } else {
            text.to_owned()
        }
    };
    let line = |cells: Vec<String>| cells.join(",");
    writeln!(out, "{}", line(town::roster::MEMBER_TITLES.iter().map(|t| cell(t)).collect()))?;
    for row in rows {
        writeln!(out, "{}", line(row.cells.iter().map(|text| cell(text)).collect()))?;
    }
    Ok(out.flush()?)
}

/// Imports the finished rows of all tables with the tool that comes with SQLite.
fn reference(place: &Path, done: &Path) -> Result<Option<Used>> {
    let shell = |database: &Path, script: &str| -> Result<Command> {
        let path = place.join("script.sql");
        fs::write(&path, script)?;
        let mut command = Command::new("sqlite3");
        command.arg("-batch").arg(database).stdin(fs::File::open(path)?);
        Ok(command)
    };
    let Ok(tables) = shell(
        done,
        "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%';",
    )?
    .output() else {
        return Ok(None);
    };
    let tables = String::from_utf8(tables.stdout)?;
    let schema = shell(done, ".schema --nosys\n")?.output()?.stdout;
    let mut out = String::from(".mode csv\n");
    let mut again =
        String::from("PRAGMA journal_mode=WAL;\nPRAGMA cache_size=-16384;\n.mode csv\n");
    for table in tables.lines() {
        let file: PathBuf = place.join(format!("{table}.csv"));
        let columns = shell(done, &format!("SELECT group_concat(CASE WHEN type = 'BLOB' THEN 'hex(\"' || name || '\")' ELSE '\"' || name || '\"' END) FROM pragma_table_info('{table}');"))?.output()?;
        let columns = String::from_utf8(columns.stdout)?;
        writeln!(out, ".output {}\nSELECT {} FROM \"{table}\";", file.display(), columns.trim())?;
        writeln!(again, ".import {} {table}", file.display())?;
    }
    used(shell(done, &out)?)?;
    let fresh = place.join("reference.db");
    used(shell(&fresh, &format!("PRAGMA page_size=8192;\n{}", String::from_utf8(schema)?))?)?;
    Ok(Some(used(shell(&fresh, &again)?)?))
}

/// Runs a process to its end and says what it used.
fn used(mut command: Command) -> Result<Used> {
    let before = of_children()?;
    let mut child = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn()?;
    let id = child.id();
    let mut peak = 0;
    let ended = loop {
        if let Some(ended) = child.try_wait()? {
            break ended;
        }
        peak = peak.max(peak_of(id));
        pause(Duration::from_millis(20));
    };
    if !ended.success() && ended.code() != Some(1) {
        bail!("{command:?}: {ended}");
    }
    Ok(Used { cpu: of_children()?.saturating_sub(before), peak })
}

/// The most memory a running process has had, kB.
pub fn peak_of(id: u32) -> u64 {
    let text = fs::read_to_string(format!("/proc/{id}/status")).unwrap_or_default();
    let high = text.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    high.and_then(|kb| kb.trim().trim_end_matches(" kB").parse().ok()).unwrap_or(0)
}

/// CPU of all finished children.
fn of_children() -> Result<Duration> {
    cpu("/proc/self/stat", 13)
}

/// CPU of a running process.
pub fn cpu_of(id: u32) -> Result<Duration> {
    cpu(&format!("/proc/{id}/stat"), 11)
}

/// The two numbers of a `stat` behind so many others, in hundredths of a second.
fn cpu(file: &str, behind: usize) -> Result<Duration> {
    let text = fs::read_to_string(file)?;
    let rest = text.rsplit(')').next().with_context(|| format!("{file} is not as expected"))?;
    let ticks: u64 =
        rest.split_whitespace().skip(behind).take(2).filter_map(|n| n.parse::<u64>().ok()).sum();
    Ok(Duration::from_millis(ticks * 10))
}
