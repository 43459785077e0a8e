//! Backups: when the last one was made, which there are, one more at once.

use super::{Done, admitted, framed};
use crate::app::run;
use crate::fault::Answer;
use crate::parts::{self, Btn, Empty, Panel, Toast, Tone};
use crate::request::{Asker, Form};
use crate::shell::see;
use crate::show::{moment, number_text};
use maud::{Markup, html};
use std::path::PathBuf;
use store::backup::{BackupInfo, format};
use store::{Store, StoreError};

/// Files listed.
const LISTED: usize = 30;

/// A day without a backup is one too many.
const LATE: i64 = 36 * 3_600_000;

pub(super) async fn show(asker: Asker) -> Answer {
    admitted(&asker)?;
    let (files, free) = run(&asker.app, |store: &Store| {
        let files = listed(store);
        Ok::<_, StoreError>((files, store.backup_folder()))
    })
    .await?;
    let main = html! {
        (told(&asker, files.first()))
        (parts::panel(&Panel {
            title: "备份文件".into(),
            count: u64::try_from(files.len()).ok(),
            right: now(&asker),
            body: table(&asker, &files),
            foot: html! { span.small.muted {
                "放在服务器的" (free.display()) "。备份里没有密钥，恢复时要用当初导出的密钥文件；请另存一份到别的机器。"
            } },
            ..Panel::default()
        }))
    };
    Ok(framed(&asker, "/settings/backups", &main))
}

fn told(asker: &Asker, last: Option<&BackupInfo>) -> Markup {
    let (now, today) = (asker.store().clock.now(), asker.store().today());
    let (tone, words) = match last {
        None => (Tone::Bad, "还没有任何备份。机器坏了，录过的东西就都没有了".to_owned()),
        Some(last) if now - last.made_at > LATE => (
            Tone::Warn,
            format!("最近一次备份是{}，超过一天半没有备份了", moment(last.made_at, today)),
        ),
        Some(last) => (Tone::Ok, format!("最近一次备份：{}", moment(last.made_at, today))),
    };
    html! { (parts::note(tone, &html! { (words) "。" }, None)) div.gap {} }
}

fn now(asker: &Asker) -> Markup {
    html! {
        form method="post" action="/settings/backups" {
            (parts::csrf_field(&asker.csrf))
            (Btn::submit("马上备份").pri().icon("device-floppy").sm().busy("正在备份…"))
        }
    }
}

fn table(asker: &Asker, files: &[BackupInfo]) -> Markup {
    if files.is_empty() {
        let empty = Empty {
            icon: "device-floppy",
            title: "还没有备份文件".into(),
            text: "每天夜里自动备份一次；现在就要的话，点“马上备份”。".into(),
            ..Empty::default()
        };
        return parts::empty_state(&empty);
    }
    let today = asker.store().today();
    html! {
        div.tbl-x { table.tbl.tight {
            caption.sr { "备份文件，新的在前" }
            thead { tr {
                th scope="col" { "时间" } th scope="col" { "文件" }
                th.num scope="col" { "大小" } th.num scope="col" { "行数" }
            } }
            tbody { @for file in files { tr {
                td.nowrap { (moment(file.made_at, today)) }
                td { (file.path.file_name().unwrap_or_default().to_string_lossy()) }
                td.num { (size(file.bytes)) }
                td.num { (number_text(i64::try_from(file.rows).unwrap_or(0))) }
            } } }
        } }
    }
}

/// 12.3MB.
fn size(bytes: u64) -> String {
    let kib = bytes.div_ceil(1024);
    if kib < 1024 {
        return format!("{kib}KB");
    }
    let tenths = bytes.saturating_mul(10) / 1_048_576;
    format!("{}.{}MB", tenths / 10, tenths % 10)
}

/// What is in the folder, the newest first; what cannot be read is left out.
fn listed(store: &Store) -> Vec<BackupInfo> {
    let entries = std::fs::read_dir(store.backup_folder()).into_iter().flatten().flatten();
    let mut paths: Vec<PathBuf> = entries
        .map(|entry| entry.path())
        .filter(|path| path.extension().is_some_and(|end| end == "backup"))
        .collect();
    paths.sort();
    let mut files: Vec<BackupInfo> =
        paths.iter().filter_map(|path| format::look(path).ok()).collect();
    files.sort_by_key(|file| std::cmp::Reverse(file.made_at));
    files.truncate(LISTED);
    files
}

pub(super) async fn make(asker: Asker, _form: Form) -> Answer {
    admitted(&asker)?;
    let ctx = asker.ctx.clone();
    let made = run(&asker.app, move |store| -> Done<BackupInfo> {
        let folder = store.backup_folder();
        let say = || format!("建不了备份文件夹 {}", folder.display());
        std::fs::create_dir_all(&folder).map_err(|cause| StoreError::caused(say(), cause))?;
        let digits: String =
            store::clock::show(store.clock.now()).chars().filter(char::is_ascii_digit).collect();
        // A name of its own: the nightly ones are kept for some days only, this one until removed.
        store.backup(&ctx, &folder.join(format!("手工-{digits}.backup")))
    })
    .await?;
    let rows = number_text(i64::try_from(made.rows).unwrap_or(0));
    asker.say(Toast::new(format!("已备份{rows}行，{}", size(made.bytes))));
    Ok(see("/settings/backups"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_round() {
        assert_eq!(size(1), "1KB");
        assert_eq!((size(1_000_000).as_str(), size(1_048_576).as_str()), ("977KB", "1.0MB"));
        assert_eq!(size(12_900_000), "12.3MB");
    }
}
