//! What a federation adds to its lists and defines itself.

use super::Seeded;
use anyhow::{Context, Result, bail};
use kernel::define::read;
use kernel::facts::Saving;
use kernel::value::Value;
use std::collections::BTreeMap;
use store::writer::Doing;
use store::{Ctx, Store};
use town::{Own, OwnCell, OwnColumn};

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

/// What the sample county has added to its registers.
pub const SAMPLE: [OwnColumn; 2] = [
    OwnColumn {
        register: "person",
        title: "是否退役军人",
        kind: "YESNO",
        options: "",
        measured: "",
    },
    OwnColumn {
        register: "employer",
        title: "厂务公开形式",
        kind: "CHOICE",
        options: "公开栏\n职工大会\n微信群\n没有公开",
        measured: "",
    },
];

/// Adds columns to registers, for the whole federation.
pub fn columns(store: &Store, ctx: &Ctx, columns: &[OwnColumn]) -> Result<()> {
    let register = store.register("local_field")?;
    let root = store.db.read(|tx| Ok(store.tree(tx)?.root()))?;
    for column in columns {
        let filled = |text: &str| if text.is_empty() { Value::Null } else { Value::text(text) };
        let values = [
            ("of_register", column.register.into()),
            ("title", column.title.into()),
            ("kind", column.kind.into()),
            ("options", filled(column.options)),
            ("measured", filled(column.measured)),
            ("union", Value::Int(root)),
        ];
        store.act(ctx, Doing::new("样例", "自设栏目"), |writer| {
            writer.add(register, &values)
        })?;
    }
    Ok(())
}

/// Fills such columns of records that were just written.
pub fn cells(store: &Store, ctx: &Ctx, cells: &[OwnCell], seeded: &Seeded) -> Result<()> {
    let mut values: BTreeMap<(&str, i64), Vec<(&str, Value)>> = BTreeMap::new();
    for cell in cells {
        let register = store.register(cell.register)?;
        let field = register.fields.iter().find(|field| field.title == cell.title);
        let field = field.with_context(|| format!("{}没有“{}”", register.title, cell.title))?;
        let keys = if cell.register == "union" { &seeded.unions } else { &seeded.employers };
        let id = keys.get(cell.key).copied().context("没有这条记录")?;
        let value = match &cell.value {
            Own::Text(text) => Value::text(text),
            Own::Number(number) => Value::Int(*number),
        };
        values.entry((cell.register, id)).or_default().push((field.name, value));
    }
    let doing = Doing { act: "样例", reason: "自设栏目", room: values.len() };
    store.act(ctx, doing, |writer| {
        for ((register, id), values) in &values {
            let register = store.register(register)?;
            writer.edit(register, *id, 1, values, Saving::Correction(store.today()))?;
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
