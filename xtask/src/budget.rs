//! Limits that no lint knows: the length of a file, the oldest browser, and nobody's own folders.
//! (The length of a function is clippy's; see `clippy.toml`.)

use crate::run::Outcome;
use crate::shell;
use anyhow::{Result, bail};
use std::fs;
use std::path::Path;

const LONGEST_FILE: usize = 600;

/// The floor is Chromium 109; `color-mix` and `light-dark` came later, and `:has` is slow in old browsers.
const TOO_NEW: [&str; 3] = ["color-mix(", "light-dark(", ":has("];

/// A path below one of these leads into one machine only.
const SOMEBODYS: [&str; 4] = ["work", "root", "home", "Users"];

pub fn check() -> Result<Outcome> {
    let files = files_of_the_project()?;
    let mut faults = Vec::new();
    let (mut count, mut lines) = (0_usize, 0_usize);
    for name in &files {
        let Ok(text) = fs::read_to_string(shell::root().join(name)) else { continue };
        faults.extend(faults_of(name, &text));
        if has_extension(name, "rs") {
            count += 1;
            lines += text.lines().count();
        }
    }
    if !faults.is_empty() {
        println!("{}", faults.join("\n"));
        bail!("{} over budget", faults.len());
    }
    Ok(Outcome::Noted(format!("{lines} lines in {count} Rust files")))
}

/// What git tracks, and what it would track next.
fn files_of_the_project() -> Result<Vec<String>> {
    let mut list = shell::program("git");
    list.args([
        "-c",
        "safe.directory=*",
        "ls-files",
        "-z",
        "--cached",
        "--others",
        "--exclude-standard",
    ]);
    let names = shell::output(list)?;
    Ok(names.split_terminator('\0').map(str::to_owned).collect())
}

fn faults_of(name: &str, text: &str) -> Vec<String> {
    let mut faults = Vec::new();
    let length = text.lines().count();
    if has_extension(name, "rs") && length > LONGEST_FILE {
        faults.push(format!("{name}: {length} lines, at most {LONGEST_FILE}"));
    }
    if has_extension(name, "css") && name.starts_with("crates/web/assets/") {
        faults.extend(too_new(name, &without_comments(text)));
    }
    for (number, line) in (1..).zip(text.lines()) {
        for folder in SOMEBODYS.iter().filter(|folder| names_a_path_below(line, folder)) {
            faults.push(format!("{name}:{number}: a path of one machine, /{folder}/"));
        }
    }
    faults
}

fn too_new(name: &str, css: &str) -> Vec<String> {
    let mut faults = Vec::new();
    for (number, line) in (1..).zip(css.lines()) {
        for word in TOO_NEW.iter().filter(|word| line.contains(*word)) {
            faults.push(format!("{name}:{number}: {word} is too new for Chromium 109"));
        }
    }
    faults
}

/// The stylesheet with its comments cut out, and its lines where they were.
fn without_comments(css: &str) -> String {
    let mut kept = String::with_capacity(css.len());
    let mut rest = css;
    while let Some((code, after)) = rest.split_once("/*") {
        let (comment, beyond) = after.split_once("*/").unwrap_or((after, ""));
        kept.push_str(code);
        kept.extend(comment.matches('\n'));
        rest = beyond;
    }
    kept + rest
}

/// An absolute path below `/folder/`: what stands before the slash is not itself part of a path or an address.
fn names_a_path_below(line: &str, folder: &str) -> bool {
    let path = format!("/{folder}/");
    line.match_indices(&path).any(|(at, _)| {
        let before = line.get(..at).and_then(|start| start.chars().next_back());
        !before.is_some_and(|c| c.is_alphanumeric() || "-_.~}*)/".contains(c))
    })
}

fn has_extension(name: &str, extension: &str) -> bool {
    Path::new(name).extension().is_some_and(|found| found == extension)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_may_have_six_hundred_lines_and_not_one_more() {
        assert!(faults_of("a.rs", &"\n".repeat(600)).is_empty());
        assert_eq!(faults_of("a.rs", &"\n".repeat(601)), ["a.rs: 601 lines, at most 600"]);
        assert!(faults_of("a.md", &"\n".repeat(601)).is_empty());
    }

    #[test]
    fn the_stylesheet_stays_with_what_chromium_109_knows() {
        let css =
            "/* no :has(\n here */ a { color: red }\nb { color: color-mix(in srgb, red, blue) }";
        let fault = "crates/web/assets/a.css:3: color-mix( is too new for Chromium 109";
        assert_eq!(faults_of("crates/web/assets/a.css", css), [fault]);
        assert!(faults_of("docs/a.css", css).is_empty());
    }

    #[test]
    fn a_path_of_one_machine_is_found_and_an_address_is_not() {
        for folder in SOMEBODYS {
            let own = format!("see /{folder}/li/notes.md");
            assert_eq!(
                faults_of("a.md", &own),
                [format!("a.md:1: a path of one machine, /{folder}/")]
            );
            assert!(faults_of("a.md", &format!("https://example.org/{folder}/li")).is_empty());
            assert!(faults_of("a.md", &format!("/{folder}")).is_empty());
        }
    }
}
