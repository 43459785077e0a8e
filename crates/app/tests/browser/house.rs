//! What all tests share: chromedriver and the program with its sample county. Both are started by
//! whoever comes first and stopped when the last has gone.

use anyhow::{Context, Result, ensure};
use std::collections::BTreeMap;
use std::fs::File;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex, PoisonError, Weak};

static HOUSE: Mutex<Weak<House>> = Mutex::new(Weak::new());

/// Both programs, running.
pub struct House {
    driver: Child,
    program: Child,
    /// Port of chromedriver.
    pub driver_port: u16,
    /// Where the pages are.
    pub base: String,
    /// Login and password, as the program printed them.
    pub sign_ins: BTreeMap<String, String>,
    /// Profiles, downloads, the county's data; gone at the end.
    pub folder: PathBuf,
    /// Pictures of pages.
    pub screens: PathBuf,
    /// The browser itself.
    pub chromium: PathBuf,
}

/// The house that stands, or a new one.
pub fn enter() -> Result<Arc<House>> {
    let mut place = HOUSE.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(house) = place.upgrade() {
        return Ok(house);
    }
    let house = Arc::new(House::build()?);
    *place = Arc::downgrade(&house);
    Ok(house)
}

fn program(variable: &str, usual: &str, package: &str) -> Result<PathBuf> {
    let path = std::env::var_os(variable).map_or_else(|| PathBuf::from(usual), PathBuf::from);
    ensure!(
        path.is_file(),
        "{} is missing: install {package}, or name the program in {variable}",
        path.display()
    );
    Ok(path)
}

/// A port that nobody listens at.
pub fn free_port() -> Result<u16> {
    Ok(TcpListener::bind("127.0.0.1:0")?.local_addr()?.port())
}

impl House {
    fn build() -> Result<House> {
        let chromedriver =
            program("NIANGJIA_CHROMEDRIVER", "/usr/bin/chromedriver", "chromium-driver")?;
        let chromium = program("CHROMIUM", "/usr/bin/chromium", "chromium")?;
        let target = Path::new(env!("CARGO_TARGET_TMPDIR")).parent().context("no target folder")?;
        let screens = target.join("screens");
        std::fs::create_dir_all(&screens)?;
        let folder = std::env::temp_dir().join(format!("niangjia-browser-{}", std::process::id()));
        std::fs::create_dir_all(&folder)?;
        let (driver_port, port) = (free_port()?, free_port()?);
        let driver = Command::new(&chromedriver)
            .arg(format!("--port={driver_port}"))
            .env("TMPDIR", &folder)
            .stdout(File::create(screens.join("chromedriver.log"))?)
            .stderr(Stdio::null())
            .spawn()
            .with_context(|| format!("{} does not start", chromedriver.display()))?;
        let address = format!("127.0.0.1:{port}");
        let mut program = Command::new(env!("CARGO_BIN_EXE_niangjia"))
            .args(["demo", "--size", "small", "--listen", &address])
            .env("TMPDIR", &folder)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(File::create(screens.join("program.log"))?)
            .spawn()
            .context("the program does not start")?;
        let sign_ins = sign_ins(&mut program).context("the program said no sign-ins")?;
        let base = format!("http://{address}");
        let house =
            House { driver, program, driver_port, base, sign_ins, folder, screens, chromium };
        until_open(port)?;
        until_open(driver_port)?;
        Ok(house)
    }
}

/// Lines of login, password and name, up to the one with the address.
fn sign_ins(program: &mut Child) -> Result<BTreeMap<String, String>> {
    let mut said = BTreeMap::new();
    let out = program.stdout.take().context("no output")?;
    for line in BufReader::new(out).lines() {
        let line = line?;
        let words: Vec<&str> = line.split_whitespace().collect();
        match words.as_slice() {
            // A member's number opens the phone alone.
            [login, password, _name, ..]
                if login.starts_with(|c: char| c.is_ascii_alphabetic()) =>
            {
                said.insert((*login).to_owned(), (*password).to_owned());
            }
            [address] if address.starts_with("http://") => break,
            _ => {}
        }
    }
    ensure!(!said.is_empty(), "see program.log among the pictures");
    Ok(said)
}

/// A port is tried until a server answers: to have been connected is not enough, a program that is not there yet
/// may be met by one's own call.
pub fn until_open(port: u16) -> Result<()> {
    let begun = std::time::Instant::now();
    while !answers(port) {
        ensure!(begun.elapsed().as_secs() < 60, "nobody answers at port {port}");
        std::thread::park_timeout(std::time::Duration::from_millis(50));
    }
    Ok(())
}

fn answers(port: u16) -> bool {
    let Ok(mut line) = TcpStream::connect(("127.0.0.1", port)) else { return false };
    let ask = b"GET /status HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n";
    let mut first = [0; 5];
    line.set_read_timeout(Some(std::time::Duration::from_secs(10))).is_ok()
        && line.write_all(ask).is_ok()
        && line.read_exact(&mut first).is_ok()
        && first == *b"HTTP/"
}

impl Drop for House {
    fn drop(&mut self) {
        // Asked to shut down, chromedriver takes its browsers along.
        if let Ok(mut line) = TcpStream::connect(("127.0.0.1", self.driver_port)) {
            let ask = "GET /shutdown HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n";
            let mut answer = Vec::new();
            let _ = line
                .write_all(ask.as_bytes())
                .and_then(|()| line.read_to_end(&mut answer).map(drop));
        }
        for child in [&mut self.driver, &mut self.program] {
            let _ = child.kill();
            let _ = child.wait();
        }
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}
