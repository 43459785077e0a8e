//! `transfer` and `key card`: members to and from other installations, by file.

use crate::cli::{Place, TransferWhat};
use crate::{commands, open, say};
use anyhow::{Context, Result};
use kernel::register::Register;
use std::path::Path;
use store::exchange::{Parcel, Sent};
use store::{Ctx, Store, StoreError};

/// `key card`
pub fn card(place: &Place, output: Option<&Path>) -> Result<u8> {
    let store = open::beside(place)?;
    let card = store.own_card()?;
    match output {
        Some(path) => {
            write(path, &card.to_text())?;
            say::line(format!("密钥卡写在{}，可以发给对方", path.display()));
        }
        None => say::out(card.to_text().trim_end()),
    }
    say::line(format!("指纹（在电话里念给对方核对）：{}", card.fingerprint()));
    Ok(commands::DONE)
}

/// `transfer out`, `transfer in`, `transfer receipt`
pub fn run(place: &Place, what: &TransferWhat) -> Result<u8> {
    let (store, ctx) = (open::beside(place)?, Ctx::local());
    let register = store.register("transfer")?;
    match what {
        TransferWhat::Out { id, output } => {
            handed(&store.parcel_of(&ctx, register, id)?, output, "交给对方以后，等对方的回执")
        }
        TransferWhat::Receipt { id, output } => {
            handed(&store.receipt_of(&ctx, register, id)?, output, "请发回给对方")
        }
        TransferWhat::In { file, union, dry_run } => {
            let text = std::fs::read_to_string(file)
                .with_context(|| format!("读不了文件{}", file.display()))?;
            let parcel = store.open_parcel(&ctx, &text)?;
            if *dry_run {
                return show(&store, &parcel);
            }
            if parcel.answers.is_some() {
                let (register, id) = store.take_receipt(&ctx, &text)?;
                say::line(format!("回执收到了，{}", standing(&store, register, id)?));
                return Ok(commands::DONE);
            }
            let to = received_by(&store, union.as_deref())?;
            let id = store.take_parcel(&ctx, &text, to)?;
            say::line(format!("收下了，编号{id}，{}", standing(&store, register, id)?));
            Ok(commands::DONE)
        }
    }
}

fn handed(sent: &Sent, output: &Path, next: &str) -> Result<u8> {
    write(output, &sent.text)?;
    say::line(format!("写在{}，已加密，只有对方的系统能打开；{next}", output.display()));
    Ok(commands::DONE)
}

fn write(path: &Path, text: &str) -> Result<()> {
    std::fs::write(path, text).with_context(|| format!("写不了文件{}", path.display()))
}

fn received_by(store: &Store, union: Option<&str>) -> Result<i64, StoreError> {
    let Some(wanted) = union else {
        return Err(StoreError::refuse("union", "用--union写明由哪个工会接收"));
    };
    let found = store.find_node(&Ctx::local(), wanted)?;
    found.ok_or_else(|| StoreError::refuse("union", format!("没有找到工会“{wanted}”")))
}

fn standing(store: &Store, register: &'static Register, id: i64) -> Result<String, StoreError> {
    let standing = store.standing(&Ctx::local(), register, &id.to_string())?;
    Ok(standing.map(|standing| format!("现在是“{}”", standing.title)).unwrap_or_default())
}

/// What a file says, without whom it is about: a terminal is read over shoulders.
fn show(store: &Store, parcel: &Parcel) -> Result<u8> {
    let kind = if parcel.answers.is_some() { "回执" } else { "转会文件" };
    say::out(format!(
        "{kind}，由{}在{}生成，有效到{}",
        parcel.sender, parcel.made_on, parcel.until
    ));
    if parcel.answers.is_none() {
        store.arrival(parcel)?;
        let from = parcel.content.get("from_name").unwrap_or_default();
        let to = parcel.content.get("to_name").unwrap_or_default();
        say::out(format!("从{from}转往{to}"));
    }
    Ok(commands::DONE)
}
