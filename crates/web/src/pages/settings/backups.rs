//! Backups: when the last one was made, which there are, one more at once.

use super::{admitted, framed};
use crate::app::run;
use crate::fault::Answer;
use crate::parts::{self, Btn, Empty, Panel, Tone};
use crate::request::{Asker, Form};
use crate::shell::{fragment, refresh, see};
use crate::show::{moment, number_text};
use crate::task;
use maud::{Markup, html};
use std::path::PathBuf;
use store::backup::{BackupInfo, format};
use store::jobs::{Job, State};
use store::{Store, StoreError};

/// Files listed.
const LISTED: usize = 30;

/// A day without a backup is one too many.
const LATE: i64 = 36 * 3_600_000;

pub(super) async fn show(asker: Asker) -> Answer {
    admitted(&asker)?;
    let (files, free, job, alarm) = run(&asker.app, |store: &Store| {
        let job = task::latest(store, task::BACKUP)?;
        Ok::<_, StoreError>((listed(store), store.backup_folder(), job, store.tally_alarm()?))
    })
    .await?;
    let busy = job.as_ref().is_some_and(task::busy);
    let main = html! {
        (asked(job.as_ref()))
        (alarmed(&alarm))
        (told(&asker, files.first()))
        (parts::panel(&Panel {
            title: "备份文件".into(),
            count: u64::try_from(files.len()).ok(),
            right: if busy { Markup::default() } else { now(&asker) },
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

/// Figures of past days are read from sums that are compared with the rows every night.
fn alarmed(alarm: &str) -> Markup {
    if alarm.is_empty() {
        return Markup::default();
    }
    let words = html! {
        b { (alarm) "。" }
        "台账没有变，往日的数字可能不准：请先备份，再在服务器上运行 niangjia verify --recount 重数，并把这句话告诉开发者。"
    };
    html! { div role="alert" { (parts::note(Tone::Bad, &words, None)) } div.gap {} }
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

/// Has one made by the worker.
pub(super) async fn make(asker: Asker, _form: Form) -> Answer {
    admitted(&asker)?;
    let ctx = asker.ctx.clone();
    run(&asker.app, move |store| task::request(store, &ctx, task::BACKUP, "")).await?;
    Ok(see("/settings/backups"))
}

fn far(job: &Job) -> Markup {
    let poll = "/settings/backups/progress".to_owned();
    task::bar(job, "正在备份", "行", poll)
}

/// The bar alone, asked every second.
pub(super) async fn progress(asker: Asker) -> Answer {
    admitted(&asker)?;
    let job = run(&asker.app, |store| task::latest(store, task::BACKUP)).await?;
    let busy = job.filter(task::busy);
    Ok(busy.map_or_else(refresh, |job| fragment(&far(&job))))
}

/// What a person asked for stands above the files: how far it is, or why it did not come to an end.
fn asked(job: Option<&Job>) -> Markup {
    match job {
        Some(job) if task::busy(job) => {
            let body = html! { (far(job)) noscript { p { a href="" { "看看到哪儿了" } } } };
            parts::panel(&Panel { body: parts::pad(body), ..Panel::default() })
        }
        Some(job) if job.state == State::Failed => {
            let say = job.say.trim_end_matches('。');
            let words = html! { b { (say) "。" } "刚才的备份没有做成，以前的备份都还在；再点一次“马上备份”。" };
            html! { div role="alert" { (parts::note(Tone::Bad, &words, None)) } div.gap {} }
        }
        _ => Markup::default(),
    }
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
