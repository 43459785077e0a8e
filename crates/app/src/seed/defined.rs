//! What a federation adds to its lists and defines itself.

use anyhow::{Result, bail};
use kernel::define::read;
use kernel::value::Value;
use store::writer::Doing;
use store::{Ctx, Store};

/// Adds entries to lists: list, code, name.
pub fn terms(store: &Store, ctx: &Ctx, terms: &[(&str, &str, &str)]) -> Result<()> {
    if terms.is_empty() {
        return Ok(());
    }
    let register = store.register("term")?;
    store.act(ctx, Doing::new("样例", "增加字典项"), |writer| {
        for (list, code, name) in terms {
            let values =
                [("list", (*list).into()), ("code", (*code).into()), ("name", Value::text(name))];
            writer.add(register, &values)?;
        }
        Ok(())
    })?;
    Ok(())
}

/// Keeps indicators given as text, an empty line between two.
pub fn indicators(store: &Store, ctx: &Ctx, texts: &str) -> Result<()> {
    for text in texts.split("\n\n").filter(|text| !text.trim().is_empty()) {
        match store.with_known(|known| read(text, known)) {
            Ok(draft) => store.define(ctx, &draft, "")?,
            Err(faults) => {
                let said: Vec<String> = faults.iter().map(ToString::to_string).collect();
                bail!("{}\n{text}", said.join("\n"));
            }
        };
    }
    Ok(())
}
