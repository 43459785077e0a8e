//! Keeping: backup, restore, key, migrate, doctor.

use crate::cli::{FileArg, KeyWhat, Place};
use crate::{commands, open, say};
use anyhow::{Context, Result};
use store::backup::{KeyState, export_key, import_key, restore};
use store::keys::{Cipher, Keys};
use store::users::Hashing;
use store::{Ctx, StoreError};

/// `backup FILE`
pub fn backup(place: &Place, args: &FileArg) -> Result<u8> {
    let store = open::beside(place)?;
    let made = store.backup(&Ctx::local(), &args.file)?;
    let (path, files) = (made.path.display(), attached(made.files));
    say::line(format!("备份了{}行{files}，写在{path}。备份里没有密钥", made.rows));
    if made.lost > 0 {
        say::line(format!(
            "有{}个附件文件不在数据文件夹里，备份里也没有；请用更早的备份找回",
            made.lost
        ));
    }
    Ok(commands::DONE)
}

/// `restore FILE`
pub fn restored(place: &Place, args: &FileArg) -> Result<u8> {
    let options = open::options(place)?;
    let done = restore(&args.file, &options)?;
    let at = store::clock::show(done.made_at);
    say::line(format!("恢复了{}行{}，备份于{at}", done.rows, attached(done.files)));
    match done.key {
        KeyState::Fits => {}
        KeyState::Missing | KeyState::Other => {
            say::line(format!(
                "没有对应的密钥文件，这些内容读不出来：{}。找到密钥备份后用 niangjia key import 恢复",
                done.unreadable.join("、")
            ));
        }
    }
    Ok(commands::DONE)
}

/// `key export FILE`, `key import FILE`
pub fn key(place: &Place, what: &KeyWhat) -> Result<u8> {
    if let KeyWhat::Card { output } = what {
        return crate::commands::transfer::card(place, output.as_deref());
    }
    let options = open::options(place)?;
    let passphrase = passphrase("NIANGJIA_KEY_PASSPHRASE", "密钥口令")?;
    match what {
        KeyWhat::Card { .. } => {}
        KeyWhat::Export(args) => {
            let keys = Keys::load(&options.key_file(), Cipher::Aes)?;
            export_key(&keys, &args.file, &passphrase, Hashing::default())?;
            let store = open::beside(place)?;
            store.note(&Ctx::local(), "导出密钥", "", 0, "加密导出")?;
            say::line(format!("密钥已加密写在{}，请与备份分开保管", args.file.display()));
        }
        KeyWhat::Import(args) => {
            import_key(&args.file, &passphrase, &options.key_file())?;
            say::line(format!("密钥已恢复到{}", options.key_file().display()));
        }
    }
    Ok(commands::DONE)
}

/// A secret from the environment, or asked at the terminal without showing it.
pub fn passphrase(variable: &str, what: &str) -> Result<String> {
    if let Ok(given) = std::env::var(variable) {
        return Ok(given);
    }
    rpassword::prompt_password(format!("{what}："))
        .with_context(|| format!("没有{what}：请在终端里输入，或设环境变量{variable}"))
}

/// `migrate`
pub fn migrate(place: &Place) -> Result<u8> {
    // Opening applies what is missing.
    open::store(place)?;
    say::line("数据已是本版本的格式");
    Ok(commands::DONE)
}

/// `doctor`
pub fn doctor(place: &Place) -> Result<u8> {
    let mut sound = true;
    let mut check = |what: &str, found: Result<String, String>| match found {
        Ok(text) => say::out(format!("好  {what}：{text}")),
        Err(text) => {
            sound = false;
            say::out(format!("坏  {what}：{text}"));
        }
    };
    let options = open::options(place)?;
    check("密钥文件", key_state(&options.key_file()));
    let store = match open::beside(place) {
        Ok(store) => store,
        Err(error) => {
            check("数据库", Err(error.to_string()));
            return Ok(commands::REFUSED);
        }
    };
    check("数据库", Ok("能打开，格式是本版本的".into()));
    let done = store.verify(None)?;
    check(
        "日志",
        if done.ok { Ok(format!("{}条，没有改动", done.entries)) } else { Err(fault(&done)) },
    );
    let alarm = store.tally_alarm()?;
    check("累计", if alarm.is_empty() { Ok("与台账相符".into()) } else { Err(alarm) });
    let backup = store.last_backup()?;
    check(
        "备份",
        backup.map_or_else(
            || Err("还没有过备份".to_owned()),
            |made| Ok(format!("最近一次在{}", store::clock::show(made.made_at))),
        ),
    );
    let until = store.facts().calendar.known_until();
    check(
        "节假日",
        until.map_or_else(|| Err("没有节假日表".to_owned()), |day| Ok(format!("到{day}"))),
    );
    Ok(if sound { commands::DONE } else { commands::REFUSED })
}

fn fault(done: &store::verify::Verified) -> String {
    let first = done.faults.first().map(|fault| fault.say.clone()).unwrap_or_default();
    format!("{}处不符，第一处：{first}", done.faults.len())
}

fn key_state(path: &std::path::Path) -> Result<String, String> {
    let found = std::fs::metadata(path).map_err(|_| format!("没有{}", path.display()))?;
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        if found.permissions().mode() & 0o077 != 0 {
            return Err(format!("{}别人也能读，应设为600", path.display()));
        }
    }
    let _ = found;
    Ok(path.display().to_string())
}

/// Refuses in words.
pub fn refuse(field: &str, text: &str) -> anyhow::Error {
    StoreError::refuse(field, text).into()
}

/// `和12个附件文件`, when there are any.
fn attached(files: u64) -> String {
    if files == 0 { String::new() } else { format!("和{files}个附件文件") }
}
