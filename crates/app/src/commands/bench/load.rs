//! Fifty clerks at once against a server of its own process, with an import beside them.
//!
//! Read in this order: this file, who there is and what came of it · [`desk`] what a clerk does ·
//! [`browser`] how it reaches the server · [`brought`] the import.

mod brought;
pub(super) mod browser;
pub(super) mod desk;

use super::clerk::{self, Clerk};
use super::{Times, import, line, pause};
use crate::say;
use anyhow::{Context, Result, bail};
use desk::{Asked, Desk, Log};
use std::collections::{BTreeMap, HashSet};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};
use store::Store;
use store::list::{Life, ListAsk};

const CLERKS: usize = 50;
const LASTS: Duration = Duration::from_secs(20);
/// Rows of the import.
const ROWS: usize = 5_000;
/// 95 of a hundred requests take no longer, ms.
const LIMIT: u64 = 300;

/// Who works at the server, and the file that is brought in.
pub struct Staff {
    workers: Vec<Worker>,
    importer: Clerk,
    roster: PathBuf,
}

/// A clerk and what the clerk works on.
struct Worker {
    clerk: Clerk,
    /// Memberships to look at.
    records: Vec<String>,
    /// Memberships that nobody else corrects.
    own: Vec<String>,
    /// Initials to search by.
    words: Vec<String>,
}

/// Makes the accounts: of ten, two of the county, one leader who only reads, seven of townships.
pub fn staff(store: &Store, folder: &Path, county: &town::County) -> Result<Staff> {
    let towns = towns(store)?;
    let mut taken = HashSet::new();
    let mut workers = Vec::with_capacity(CLERKS);
    for n in 0..CLERKS {
        let town = towns.get(n % towns.len().max(1)).copied().unwrap_or(0);
        let (role, at) = match n % 10 {
            0 | 1 => ("county", 0),
            2 => ("leader", 0),
            _ => ("township", town),
        };
        let clerk = clerk::hire(store, &format!("clerk{n}"), role, at)?;
        workers.push(worker(store, clerk, role != "leader", &mut taken)?);
    }
    let importer = clerk::hire(store, "importer", "county", 0)?;
    let roster = folder.join("load.csv");
    import::roster(&roster, &town::roster::members(county, ROWS, None))?;
    // The night's backup is made now, so that the server does not begin with it.
    store.nightly_backup()?;
    Ok(Staff { workers, importer, roster })
}

/// Units below the county with members enough to work on.
pub(super) fn towns(store: &Store) -> Result<Vec<i64>> {
    let tree = store.db.read(|tx| store.tree(tx))?;
    let mut towns = Vec::new();
    for at in tree.children_of(tree.root()) {
        let ask = ListAsk { at: *at, ..ListAsk::new(store.register("membership")?) };
        if store.list(&store::Ctx::local(), &ask, None, 20)?.rows.len() == 20 {
            towns.push(*at);
        }
    }
    Ok(towns)
}

fn worker(
    store: &Store,
    clerk: Clerk,
    writes: bool,
    taken: &mut HashSet<String>,
) -> Result<Worker> {
    let columns = vec!["person_initials".to_owned()];
    let ask = ListAsk {
        life: Life::Living,
        columns,
        descending: true,
        ..ListAsk::new(store.register("membership")?)
    };
    let rows = store.list(&clerk.ctx, &ask, None, 200)?.rows;
    let (mut own, mut words) = (Vec::new(), Vec::new());
    for row in &rows {
        if writes && own.len() < 3 && taken.insert(row.public_id.clone()) {
            own.push(row.public_id.clone());
        }
        words.extend(row.cells.first().map(ToString::to_string).filter(|word| !word.is_empty()));
    }
    words.truncate(20);
    let records = rows.iter().take(20).map(|row| row.public_id.clone()).collect();
    Ok(Worker { clerk, records, own, words })
}

/// Lets them work, and tells what they waited for.
pub fn run(folder: &Path, staff: Staff) -> Result<()> {
    let server = Server::start(folder)?;
    let address = server.address;
    let began = Instant::now();
    let desks = staff.workers.into_iter().enumerate().map(|(n, worker)| {
        let mut desk = Desk::new(address, worker, n, Log::new(began));
        std::thread::spawn(move || {
            desk.work(LASTS);
            desk.log
        })
    });
    let desks: Vec<JoinHandle<Log>> = desks.collect();
    let (importer, roster) = (staff.importer, staff.roster);
    let import = std::thread::spawn(move || {
        let mut log = Log::new(began);
        let done = brought::run(address, &importer, &roster, &mut log);
        (done, log, began.elapsed())
    });
    let mut logs = Vec::with_capacity(CLERKS + 1);
    for desk in desks {
        logs.push(desk.join().ok().context("a clerk has stopped in the middle")?);
    }
    let cpu = import::cpu_of(server.child.id());
    let (done, log, over) = import.join().ok().context("the import has stopped in the middle")?;
    logs.push(log);
    tell(logs, over);
    say::out(format!("load    import of {ROWS} rows: {}, {:.1} s", done?, over.as_secs_f64()));
    if let Ok(cpu) = cpu {
        let peak = import::peak_of(server.child.id()) / 1_024;
        say::out(format!("load    server: {:.1} s of CPU, peak {peak} MB", cpu.as_secs_f64()));
    }
    Ok(())
}

fn tell(logs: Vec<Log>, over: Duration) {
    let (mut asked, mut faults) = (Vec::new(), Vec::new());
    for log in logs {
        asked.extend(log.asked);
        faults.extend(log.faults);
    }
    // The import may go on when the clerks have gone home: then nobody else asks.
    asked.retain(|one: &Asked| one.at <= LASTS);
    let seconds = LASTS.as_secs();
    say::out(format!("load    {CLERKS} clerks for {seconds} s, 1 to 2 s between two pages"));
    by_kind("load", &asked, LIMIT);
    let beside: Vec<Duration> =
        asked.iter().filter(|one| one.at <= over).map(|one| one.took).collect();
    let what = format!("the {} while the import ran, p95", beside.len());
    line("load", &what, Times::new(beside).at(95), Some(LIMIT));
    errors("load", &faults);
}

/// What was waited for, kind by kind and together.
pub(super) fn by_kind(group: &str, asked: &[Asked], limit: u64) {
    let mut kinds: BTreeMap<&str, Vec<Duration>> = BTreeMap::new();
    for one in asked {
        kinds.entry(one.kind).or_default().push(one.took);
    }
    for (kind, all) in kinds {
        let (count, all) = (all.len(), Times::new(all));
        let half = all.at(50).as_secs_f64() * 1e3;
        line(group, &format!("{kind}: {count}, p50 {half:.1} ms, p95"), all.at(95), None);
    }
    let all = Times::new(asked.iter().map(|one| one.took).collect());
    line(group, &format!("all {} requests, p50", asked.len()), all.at(50), None);
    line(group, "all requests, p95", all.at(95), Some(limit));
}

/// How many requests were not answered as expected, and the first of them.
pub(super) fn errors(group: &str, faults: &[String]) {
    say::out(format!("{group:<8}errors {}  limit 0", faults.len()));
    for fault in faults.iter().take(5) {
        say::out(format!("{group:<8}  {fault}"));
    }
}

/// The server; it ends with the measurement.
pub(super) struct Server {
    /// Its process.
    pub child: Child,
    /// Where it listens.
    pub address: SocketAddr,
}

impl Server {
    /// Starts it on a free port, and waits until it answers.
    pub fn start(folder: &Path) -> Result<Server> {
        // A port that was free a moment ago.
        let address = TcpListener::bind("127.0.0.1:0")?.local_addr()?;
        let mut command = Command::new(std::env::current_exe()?);
        command.arg("serve").arg("--data").arg(folder).arg("--listen").arg(address.to_string());
        command.env_remove("NIANGJIA_DATABASE_URL").stdout(Stdio::null()).stderr(Stdio::null());
        let mut server = Server { child: command.spawn()?, address };
        for _ in 0..600 {
            if TcpStream::connect(address).is_ok() {
                return Ok(server);
            }
            if let Some(ended) = server.child.try_wait()? {
                bail!("the server did not start: {ended}");
            }
            pause(Duration::from_millis(100));
        }
        bail!("the server does not answer at {address}");
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
