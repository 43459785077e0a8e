//! Lists the migration steps, so that adding a file is all it takes to add a step.

use std::fmt::Write;
use std::{env, fs, io, path::Path};

fn main() -> io::Result<()> {
    let root = env::var("CARGO_MANIFEST_DIR").unwrap_or_default();
    let mut code = String::new();
    for engine in ["sqlite", "postgres"] {
        let folder = Path::new(&root).join("migrations").join(engine);
        println!("cargo::rerun-if-changed={}", folder.display());
        let mut names: Vec<String> = fs::read_dir(&folder)?
            .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
            .filter(|name| Path::new(name).extension().is_some_and(|end| end == "sql"))
            .collect();
        names.sort();
        let _ = writeln!(code, "pub const {}: &[(&str, &str)] = &[", engine.to_uppercase());
        for file in names {
            let path = folder.join(&file);
            let _ =
                writeln!(code, "    ({file:?}, include_str!({:?})),", path.display().to_string());
        }
        code.push_str("];\n");
    }
    fs::write(Path::new(&env::var("OUT_DIR").unwrap_or_default()).join("steps.rs"), code)
}
