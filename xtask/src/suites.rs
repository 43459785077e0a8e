//! Which test binaries the tree has, read from its folders.
//!
//! Every cargo call here selects the whole workspace and then one test by name. Selecting a package instead
//! would unify the features of the dependencies differently, and build many of them a second time.

use crate::shell;
use std::fs;
use std::path::Path;

pub const INTEGRATION: &str = "it";
pub const BROWSER: &str = "browser";

pub fn exists(name: &str) -> bool {
    all().iter().any(|suite| suite == name)
}

pub fn without_browser() -> Vec<String> {
    all().into_iter().filter(|name| name != BROWSER).collect()
}

/// `crates/*/tests/name.rs` and `crates/*/tests/name/main.rs`, each name once.
fn all() -> Vec<String> {
    let mut names: Vec<String> = entries(&shell::root().join("crates"))
        .iter()
        .flat_map(|folder| entries(&folder.join("tests")))
        .filter_map(|entry| suite_name(&entry))
        .collect();
    names.sort();
    names.dedup();
    names
}

fn suite_name(entry: &Path) -> Option<String> {
    let is_file = entry.extension().is_some_and(|extension| extension == "rs");
    let is_suite = is_file || entry.join("main.rs").is_file();
    is_suite.then(|| entry.file_stem().map(|name| name.to_string_lossy().into_owned()))?
}

fn entries(folder: &Path) -> Vec<std::path::PathBuf> {
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    entries.filter_map(Result::ok).map(|entry| entry.path()).collect()
}
