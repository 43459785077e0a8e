//! A PostgreSQL server for one test run: its own folder, its own port, gone afterwards.
//!
//! It is fast because it does not care for power loss (the crash tests bring their own server). The server
//! refuses to run as root, so there it runs as `postgres`, or as `nobody`.

use crate::shell;
use anyhow::{Context, Result, bail};
use std::fs::{self, Permissions};
use std::io::{BufRead, BufReader, Write};
use std::net::TcpListener;
use std::os::unix::fs::{PermissionsExt, chown};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStderr, Command, Stdio};

/// The name of a run's folder, before the number of its process.
const FOLDER: &str = "niangjia-postgres-";

const READY: &str = "database system is ready to accept connections";

/// Nothing outlives the run, so nothing needs to reach the disk; and statements over a few rows are answered
/// sooner than compiled.
const SETTINGS: [&str; 8] = [
    "listen_addresses=127.0.0.1",
    "unix_socket_directories=",
    "max_connections=100",
    "fsync=off",
    "synchronous_commit=off",
    "full_page_writes=off",
    "log_checkpoints=off",
    "jit=off",
];

pub struct Server {
    user: Option<User>,
    programs: PathBuf,
    folder: PathBuf,
    port: u16,
    process: Option<Child>,
}

impl Server {
    pub fn start() -> Result<Self> {
        let programs =
            programs().context("the PostgreSQL server is missing: install postgresql")?;
        sweep();
        let folder = std::env::temp_dir().join(format!("{FOLDER}{}", std::process::id()));
        let user = if shell::is_root() { Some(User::unprivileged()?) } else { None };
        fs::create_dir(&folder).with_context(|| format!("{} cannot be made", folder.display()))?;
        let mut server = Self { user, programs, folder, port: free_port()?, process: None };
        server.own_folder()?;
        server.create_cluster()?;
        server.launch()?;
        Ok(server)
    }

    pub fn url(&self) -> String {
        format!("postgres://niangjia@127.0.0.1:{}/postgres", self.port)
    }

    pub fn version(&self) -> Result<String> {
        let mut ask = self.command("postgres");
        ask.arg("--version");
        let line = shell::output(ask)?;
        Ok(line.split_whitespace().nth(2).unwrap_or("of unknown version").to_owned())
    }

    fn own_folder(&self) -> Result<()> {
        fs::set_permissions(&self.folder, Permissions::from_mode(0o700))?;
        if let Some(User { uid, gid }) = self.user {
            chown(&self.folder, Some(uid), Some(gid))?;
        }
        Ok(())
    }

    fn create_cluster(&self) -> Result<()> {
        let mut initdb = self.command("initdb");
        initdb.args(["--auth=trust", "--username=niangjia", "--encoding=UTF8", "--locale=C.UTF-8"]);
        initdb.args(["--no-sync", "--no-instructions", "--pgdata"]).arg(self.data());
        shell::output(initdb).map(drop)
    }

    /// Starts the server and reads its log until it says that it is ready: no waiting, no asking again.
    fn launch(&mut self) -> Result<()> {
        let mut postgres = self.command("postgres");
        postgres.arg("-D").arg(self.data()).args(["-p", &self.port.to_string()]);
        for setting in SETTINGS {
            postgres.args(["-c", setting]);
        }
        postgres.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::piped());
        let mut process = postgres.spawn().context("PostgreSQL could not be started")?;
        let log = process.stderr.take();
        self.process = Some(process);
        follow(BufReader::new(log.context("PostgreSQL has no log")?))
    }

    fn data(&self) -> PathBuf {
        self.folder.join("data")
    }

    /// A program of PostgreSQL's, under the unprivileged user; it ends with us even if we are killed.
    fn command(&self, name: &str) -> Command {
        let program = self.programs.join(name);
        let mut command = match (&self.user, shell::find_on_path("setpriv")) {
            (None, None) => Command::new(program),
            (user, _) => {
                let mut setpriv = Command::new("setpriv");
                setpriv.args(["--pdeathsig", "INT"]);
                if let Some(User { uid, gid }) = user {
                    setpriv
                        .arg(format!("--reuid={uid}"))
                        .arg(format!("--regid={gid}"))
                        .arg("--clear-groups");
                }
                setpriv.arg(program);
                setpriv
            }
        };
        command.current_dir(&self.folder).env("LC_ALL", "C.UTF-8").env_remove("PGDATA");
        command
    }

    fn stop(&mut self) {
        let Some(mut process) = self.process.take() else { return };
        let mut stop = self.command("pg_ctl");
        stop.args(["stop", "--mode=immediate", "--wait", "--silent", "--pgdata"]).arg(self.data());
        if !shell::succeeds(stop) {
            drop(process.kill());
        }
        drop(process.wait());
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.stop();
        if let Err(error) = fs::remove_dir_all(&self.folder) {
            eprintln!("{} is left behind: {error}", self.folder.display());
        }
    }
}

/// Someone to run the server as when we are root.
struct User {
    uid: u32,
    gid: u32,
}

impl User {
    fn unprivileged() -> Result<Self> {
        if shell::find_on_path("setpriv").is_none() {
            bail!("PostgreSQL does not run as root, and setpriv is missing: install util-linux");
        }
        let known = ["postgres", "nobody"].into_iter().find_map(|name| Self::named(name).ok());
        known.context("PostgreSQL does not run as root, and there is no user postgres or nobody")
    }

    fn named(name: &str) -> Result<Self> {
        let number = |flag: &str| -> Result<u32> {
            let mut id = shell::program("id");
            id.args([flag, name]);
            Ok(shell::output(id)?.trim().parse()?)
        };
        Ok(Self { uid: number("-u")?, gid: number("-g")? })
    }
}

/// The folder of `initdb` and `postgres`: Debian keeps one for each version, off the path; the newest wins.
pub fn programs() -> Option<PathBuf> {
    let versions = fs::read_dir("/usr/lib/postgresql").into_iter().flatten().filter_map(Result::ok);
    let newest = versions
        .filter_map(|entry| {
            Some((entry.file_name().to_str()?.parse::<u32>().ok()?, entry.path().join("bin")))
        })
        .filter(|(_, folder)| folder.join("initdb").is_file())
        .max_by_key(|(version, _)| *version);
    let on_path = || shell::find_on_path("initdb")?.parent().map(Path::to_path_buf);
    newest.map(|(_, folder)| folder).or_else(on_path)
}

/// Removes what interrupted runs left behind: the folders of processes that are no more.
fn sweep() {
    if !Path::new("/proc/self").exists() {
        return;
    }
    let entries = fs::read_dir(std::env::temp_dir()).into_iter().flatten().filter_map(Result::ok);
    for entry in entries {
        let name = entry.file_name();
        let process = name.to_str().and_then(|name| name.strip_prefix(FOLDER));
        if process.is_some_and(|number| !Path::new("/proc").join(number).exists()) {
            drop(fs::remove_dir_all(entry.path()));
        }
    }
}

/// A port that was free a moment ago.
fn free_port() -> Result<u16> {
    Ok(TcpListener::bind("127.0.0.1:0")?.local_addr()?.port())
}

/// Returns at the ready line; the rest of the log goes to a file beside the build, for whoever looks for a fault.
fn follow(mut log: BufReader<ChildStderr>) -> Result<()> {
    let path = shell::built()?.join("postgres.log");
    let mut file = fs::File::create(&path)?;
    let mut line = String::new();
    while log.read_line(&mut line)? > 0 {
        file.write_all(line.as_bytes())?;
        if line.contains(READY) {
            std::thread::spawn(move || std::io::copy(&mut log, &mut file));
            return Ok(());
        }
        line.clear();
    }
    bail!("PostgreSQL did not start:\n{}", fs::read_to_string(&path)?)
}
