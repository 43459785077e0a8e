//! The tools that a test run needs besides Rust. On Debian, and as root, what is missing gets installed;
//! anywhere else one sentence says what to install.

use crate::run::Outcome;
use crate::{chrome, postgres, shell};
use anyhow::{Result, bail};
use std::path::Path;
use std::process::Command;

struct Tool {
    package: &'static str,
    /// What for, in the sentence about what is missing.
    purpose: &'static str,
    present: fn() -> bool,
}

const TOOLS: [Tool; 9] = [
    Tool {
        package: "gcc",
        purpose: "the bundled SQLite",
        present: || shell::find_on_path("cc").is_some(),
    },
    Tool {
        package: "postgresql",
        purpose: "the second run of the integration tests",
        present: || postgres::programs().is_some(),
    },
    Tool {
        package: "sqlite3",
        purpose: "tests that look at a data file from outside",
        present: || shell::find_on_path("sqlite3").is_some(),
    },
    Tool {
        package: "chromium",
        purpose: "the browser tests",
        present: || chrome::browser().is_some(),
    },
    Tool {
        package: "chromium-driver",
        purpose: "the browser tests",
        present: || chrome::driver().is_some(),
    },
    Tool {
        package: "faketime",
        purpose: "browser tests that go on the next day",
        present: || shell::find_on_path("faketime").is_some(),
    },
    Tool {
        package: "fonts-noto-cjk",
        purpose: "Chinese text in screenshots",
        present: has_chinese_font,
    },
    Tool {
        package: "libreoffice-writer-nogui",
        purpose: "opening the official papers",
        present: || shell::find_on_path("soffice").is_some(),
    },
    Tool {
        package: "poppler-utils",
        purpose: "looking at the pages of official papers",
        present: || shell::find_on_path("pdftoppm").is_some(),
    },
];

pub fn provide() -> Result<Outcome> {
    components()?;
    let wanted = missing();
    if wanted.is_empty() {
        return Ok(Outcome::Noted("all present".to_owned()));
    }
    let can_install = shell::find_on_path("apt-get").is_some() && shell::is_root();
    if can_install {
        install(&wanted)?;
    }
    let left = missing();
    if !left.is_empty() {
        let sentence: Vec<String> =
            left.iter().map(|tool| format!("{} for {}", tool.package, tool.purpose)).collect();
        bail!(
            "missing: {}; on Debian or Ubuntu: sudo apt-get install {}",
            sentence.join(", "),
            packages(&left)
        );
    }
    Ok(Outcome::Noted(format!("installed {}", packages(&wanted))))
}

/// The linter and the formatter belong to the toolchain and come with rustup.
fn components() -> Result<()> {
    for name in ["fmt", "clippy"] {
        if !shell::succeeds(shell::cargo(&[name, "--version"])) {
            bail!("cargo {name} is missing: rustup component add rustfmt clippy");
        }
    }
    Ok(())
}

fn missing() -> Vec<&'static Tool> {
    TOOLS.iter().filter(|tool| !(tool.present)()).collect()
}

fn packages(tools: &[&Tool]) -> String {
    tools.iter().map(|tool| tool.package).collect::<Vec<_>>().join(" ")
}

fn install(tools: &[&Tool]) -> Result<()> {
    shell::run(apt_get(&["update"]))?;
    let mut install = apt_get(&["install", "--yes", "--no-install-recommends"]);
    install.args(tools.iter().map(|tool| tool.package));
    shell::run(install)
}

fn apt_get(args: &[&str]) -> Command {
    let mut command = shell::program("apt-get");
    command.env("DEBIAN_FRONTEND", "noninteractive");
    command.args([
        "-qq",
        "-o",
        "Dpkg::Use-Pty=0",
        "-o",
        "DPkg::Lock::Timeout=120",
        "-o",
        "Acquire::Retries=3",
    ]);
    command.args(args);
    command
}

fn has_chinese_font() -> bool {
    let debian = Path::new("/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc");
    let mut list = shell::program("fc-list");
    list.arg(":lang=zh-cn");
    debian.is_file() || shell::output(list).is_ok_and(|fonts| !fonts.trim().is_empty())
}
