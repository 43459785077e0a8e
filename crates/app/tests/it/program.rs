//! The program as a person at a terminal has it: its own folder, its words, its exit code, what it says
//! on standard output and on standard error.

use crate::place::Place;
use serde_json::Value;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use store::db::Target;
use store::{Options, Store};

/// An installation made by `init`.
pub struct Program {
    pub place: Place,
}

/// What a call came to.
#[derive(Debug)]
pub struct Said {
    pub code: i32,
    pub out: String,
    pub err: String,
}

impl Said {
    /// Standard output as the one JSON document that it must be.
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.out).unwrap_or_else(|error| panic!("{error}: {self:?}"))
    }

    /// The same call, which must have ended with this code.
    pub fn ends(self, code: i32) -> Said {
        assert_eq!(self.code, code, "{self:?}");
        self
    }
}

/// The program without any installation named.
pub fn bare(args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_niangjia"));
    for name in ["NIANGJIA_DATA", "NIANGJIA_DATABASE_URL", "NIANGJIA_PASSWORD", "NIANGJIA_LOG"] {
        command.env_remove(name);
    }
    command.args(args).stdin(Stdio::null());
    command
}

/// Runs a call to its end.
pub fn ran(mut command: Command) -> Said {
    let output = command.output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    Said {
        code: output.status.code().unwrap_or(-1),
        out: text(output.stdout),
        err: text(output.stderr),
    }
}

impl Program {
    /// A place where nothing was made yet.
    pub fn unmade() -> Program {
        Program { place: Place::new() }
    }

    /// 云溪县总工会, with nothing else in it.
    pub fn new() -> Program {
        let program = Program::unmade();
        let code = ["--code", "320999", "--admin", "admin", "--no-key-export"];
        program.run(&[["init", "--name", "云溪县总工会"].as_slice(), &code].concat()).ends(0);
        program
    }

    /// With two unions and the employer that each covers.
    pub fn with_unions() -> Program {
        let program = Program::new();
        let path = program.file(
            "工会.csv",
            "单位名称,职工人数,工会名称,上级工会名称,建会日期,基层工会类型\n\
             恒达机械有限公司,100,恒达机械有限公司工会委员会,东湖镇总工会,2015-06-01,独立基层工会\n\
             东湖书店有限公司,50,东湖书店有限公司工会委员会,东湖镇总工会,2016-06-01,独立基层工会\n\
             ,,东湖镇总工会,云溪县总工会,1990-03-01,总工会\n",
        );
        program.run(&["import", "unions", path.to_str().unwrap()]).ends(0);
        program
    }

    /// A file in the installation's folder.
    pub fn file(&self, name: &str, text: &str) -> PathBuf {
        let path = self.place.dir.join(name);
        std::fs::write(&path, text).unwrap();
        path
    }

    /// A call about this installation.
    pub fn command(&self, args: &[&str]) -> Command {
        let mut command = bare(args);
        command.arg("--data").arg(&self.place.dir);
        if let Target::Postgres(url) = &self.place.target {
            command.arg("--database-url").arg(url);
        }
        command
    }

    pub fn run(&self, args: &[&str]) -> Said {
        ran(self.command(args))
    }

    /// A call that is still under way.
    pub fn begin(&self, args: &[&str]) -> Child {
        let mut command = self.command(args);
        command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap()
    }

    /// The installation opened by the test itself.
    pub fn open(&self) -> store::Result<Store> {
        let clock = store::clock::Clock::Machine;
        Store::open(self.place.options(domain::catalog(), clock))
    }

    /// The same, to look on while another has it.
    pub fn beside(&self) -> Store {
        let clock = store::clock::Clock::Machine;
        Store::open_beside(self.place.options(domain::catalog(), clock)).unwrap()
    }

    /// A figure of the whole county today.
    pub fn figure(&self, code: &str) -> i64 {
        let said = self.run(&["figure", code, "--json"]).ends(0);
        said.json()[0]["value"].as_i64().unwrap()
    }
}

/// Whether a folder holds a SQLite file.
pub fn has_sqlite(dir: &Path) -> bool {
    matches!(Options::sqlite_in(dir), Target::Sqlite(path) if path.exists())
}
