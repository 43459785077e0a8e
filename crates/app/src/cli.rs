//! The words of the command line. They are kept stable: scripts rely on them.

use clap::{Args, Parser, Subcommand};
use std::path::PathBuf;

/// 娘家：工会工作系统
#[derive(Debug, Parser)]
#[command(
    name = "niangjia",
    version,
    about = "娘家：总工会的工作系统。没有人填总数，每个数字都点得开。"
)]
pub struct Cli {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
    /// Where the installation is.
    #[command(flatten)]
    pub place: Place,
    /// Say more on standard error.
    #[arg(long, global = true)]
    pub verbose: bool,
}

/// Where the installation is.
#[derive(Args, Clone, Debug)]
pub struct Place {
    /// Data folder: key, backups, attachments, and the SQLite file unless --database-url is given.
    #[arg(long, global = true, env = "NIANGJIA_DATA", default_value = "data")]
    pub data: PathBuf,
    /// A postgres:// address instead of the SQLite file.
    #[arg(long, global = true, env = "NIANGJIA_DATABASE_URL")]
    pub database_url: Option<String>,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// A sample county in a temporary folder, served; prints the sign-ins.
    Demo(Demo),
    /// Serves the pages and the API.
    Serve(Serve),
    /// Makes a new installation.
    Init(Init),
    /// Loads a spreadsheet, or takes one back: `import undo JOB`.
    Import(Import),
    /// Writes a register to a file.
    Export(Export),
    /// Evaluates indicators.
    Figure(Figure),
    /// Lists what is declared: registers, sheets, indicators, rules, roles.
    List(List),
    /// Writes a backup while the program runs.
    Backup(FileArg),
    /// Reads a backup into an empty place.
    Restore(FileArg),
    /// Proves that nothing was altered.
    Verify(Verify),
    /// The key, without which encrypted fields cannot be read.
    Key(Key),
    /// Applies new migration steps.
    Migrate,
    /// Says what is wrong with this installation.
    Doctor,
    /// Users.
    User(User),
    /// Writes the generated handbook.
    Handbook(FolderArg),
    /// Writes the difference between registers and migration steps as a new step.
    #[command(hide = true)]
    Migration(Migration),
    /// Measures.
    Bench(Bench),
}

/// `demo`
#[derive(Args, Debug)]
pub struct Demo {
    /// Address to serve at.
    #[arg(long, default_value = "127.0.0.1:8686")]
    pub listen: String,
    /// `county` (120,000 members) or `small`.
    #[arg(long, default_value = "county")]
    pub size: String,
    /// The same seed gives the same county.
    #[arg(long, default_value_t = 1)]
    pub seed: u64,
    /// Keep it in this folder instead of a temporary one.
    #[arg(long)]
    pub keep: Option<PathBuf>,
    /// Only build it, do not serve.
    #[arg(long)]
    pub no_serve: bool,
}

/// `serve`
#[derive(Args, Debug)]
pub struct Serve {
    /// Address to serve at.
    #[arg(long, default_value = "127.0.0.1:8686")]
    pub listen: String,
    /// Certificate file (PEM) for TLS.
    #[arg(long, requires = "tls_key")]
    pub tls_cert: Option<PathBuf>,
    /// Key file (PEM) of the certificate.
    #[arg(long, requires = "tls_cert")]
    pub tls_key: Option<PathBuf>,
    /// A proxy in front does TLS.
    #[arg(long)]
    pub behind_proxy: bool,
}

/// `init`
#[derive(Args, Debug)]
pub struct Init {
    /// Name of the federation.
    #[arg(long)]
    pub name: String,
    /// Division code, six digits.
    #[arg(long)]
    pub code: String,
    /// Login of the first administrator.
    #[arg(long)]
    pub admin: String,
    /// Kind of the top node.
    #[arg(long, default_value = "FED_COUNTY")]
    pub kind: String,
    /// Cipher of new values: aes256 or sm4.
    #[arg(long, default_value = "aes256")]
    pub cipher: String,
    /// Records that no key export was wanted.
    #[arg(long)]
    pub no_key_export: bool,
}

/// `import`
#[derive(Args, Debug)]
#[command(args_conflicts_with_subcommands = true)]
pub struct Import {
    /// Taking back, going on.
    #[command(subcommand)]
    pub job: Option<ImportJob>,
    /// Code of the sheet: unions, members, employers.
    pub sheet: Option<String>,
    /// The file.
    pub file: Option<PathBuf>,
    /// For this union: its code or name.
    #[arg(long)]
    pub union: Option<String>,
    /// Writes nothing.
    #[arg(long)]
    pub dry_run: bool,
    /// Reads a column of the file as one of the sheet: 表头=its title or code.
    #[arg(long = "map")]
    pub map: Vec<String>,
    /// Writes bad rows with their reasons here.
    #[arg(long)]
    pub rejects: Option<PathBuf>,
    /// The day from which dated values of the file hold.
    #[arg(long)]
    pub as_of: Option<String>,
    /// One JSON document.
    #[arg(long)]
    pub json: bool,
}

/// `import undo`, `import resume`
#[derive(Debug, Subcommand)]
pub enum ImportJob {
    /// Goes on with an import that was stopped; of one that was written, looks once more at the rows that
    /// stayed behind and writes those that are good by now.
    Resume {
        /// The job.
        job: i64,
        /// One JSON document.
        #[arg(long)]
        json: bool,
    },
    /// Takes a whole import back.
    Undo {
        /// The job.
        job: i64,
        /// One JSON document.
        #[arg(long)]
        json: bool,
    },
}

/// `export`
#[derive(Args, Debug)]
pub struct Export {
    /// The register.
    pub register: String,
    /// For this union: its code or name.
    #[arg(long)]
    pub union: Option<String>,
    /// field=value
    #[arg(long = "where")]
    pub filters: Vec<String>,
    /// Rows of this day.
    #[arg(long)]
    pub as_of: Option<String>,
    /// The file: .xlsx, .csv or .json
    #[arg(short, long)]
    pub output: PathBuf,
}

/// `figure`
#[derive(Args, Debug)]
pub struct Figure {
    /// Codes of indicators.
    #[arg(required = true)]
    pub codes: Vec<String>,
    /// For this union and below: its code or name.
    #[arg(long)]
    pub union: Option<String>,
    /// At the end of this day; today when nothing is said.
    #[arg(long, conflicts_with_all = ["from", "to"])]
    pub as_of: Option<String>,
    /// First day of a period.
    #[arg(long, requires = "to")]
    pub from: Option<String>,
    /// Last day of a period.
    #[arg(long, requires = "from")]
    pub to: Option<String>,
    /// As known at the end of this day, or at `2026-01-15T12:00:00`.
    #[arg(long)]
    pub known_at: Option<String>,
    /// Broken down by these dimensions.
    #[arg(long = "by")]
    pub by: Vec<String>,
    /// In the tree of that day instead of today's.
    #[arg(long)]
    pub tree_of_day: bool,
    /// The rows too.
    #[arg(long)]
    pub rows: bool,
    /// One JSON document.
    #[arg(long)]
    pub json: bool,
}

/// `list`
#[derive(Args, Debug)]
pub struct List {
    /// registers, sheets, indicators, rules or roles.
    pub what: String,
    /// One JSON document.
    #[arg(long)]
    pub json: bool,
}

/// A file.
#[derive(Args, Debug)]
pub struct FileArg {
    /// The file.
    pub file: PathBuf,
}

/// A folder.
#[derive(Args, Debug)]
pub struct FolderArg {
    /// The folder.
    #[arg(default_value = "docs/handbook")]
    pub folder: PathBuf,
}

/// `verify`
#[derive(Args, Debug)]
pub struct Verify {
    /// A head kept elsewhere: 链号:序号:指纹.
    #[arg(long)]
    pub head: Option<String>,
    /// One JSON document.
    #[arg(long)]
    pub json: bool,
}

/// `key`
#[derive(Args, Debug)]
pub struct Key {
    /// What to do with it.
    #[command(subcommand)]
    pub what: KeyWhat,
}

/// What to do with the key.
#[derive(Debug, Subcommand)]
pub enum KeyWhat {
    /// Writes it encrypted under a passphrase.
    Export(FileArg),
    /// Reads it back from such a file.
    Import(FileArg),
}

/// `user`
#[derive(Args, Debug)]
pub struct User {
    /// What to do.
    #[command(subcommand)]
    pub what: UserWhat,
}

/// What to do with users.
#[derive(Debug, Subcommand)]
pub enum UserWhat {
    /// A new user; prints a one-time password.
    Add {
        /// Login.
        login: String,
        /// Name.
        #[arg(long)]
        name: String,
        /// Role.
        #[arg(long)]
        role: Option<String>,
        /// At this union and below.
        #[arg(long)]
        union: Option<String>,
    },
    /// A new one-time password.
    Passwd {
        /// Login.
        login: String,
    },
    /// Nobody signs in with it any more.
    Lock {
        /// Login.
        login: String,
    },
    /// All users.
    List {
        /// One JSON document.
        #[arg(long)]
        json: bool,
    },
}

/// `migration`
#[derive(Args, Debug)]
pub struct Migration {
    /// Name of the step.
    pub name: String,
    /// The folder of steps.
    #[arg(long, default_value = "crates/store/migrations")]
    pub folder: PathBuf,
}

/// `bench`
#[derive(Args, Debug)]
pub struct Bench {
    /// import, xlsx, list, figures, page, load; all when nothing is said.
    pub names: Vec<String>,
    /// For `import`: a PostgreSQL server of this machine, `postgres://user@host:port`, to load into.
    #[arg(long)]
    pub server: Option<String>,
    /// Number of members.
    #[arg(long, default_value_t = 120_000)]
    pub members: usize,
}
