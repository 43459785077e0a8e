//! Long work of the installation itself, done by the [`crate::worker`]: the proof that nothing was
//! altered, and a backup out of turn. What came of it stays with the job.

use crate::parts::{self, Progress};
use maud::{Markup, html};
use parking_lot::Mutex;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use store::jobs::{Job, State};
use store::{Ctx, Result, Store, StoreError};

/// The kind of job that proves the journal.
pub const PROOF: &str = "verify";
/// The kind of job that makes a backup.
pub const BACKUP: &str = "backup";

/// Faults named; if more is wrong, a person with the backup must come anyway.
const NAMED: usize = 200;

/// How far the work at hand has come: a proof holds the database, so that it cannot be kept there.
static FAR: Mutex<BTreeMap<i64, (i64, i64)>> = Mutex::new(BTreeMap::new());

/// What was asked, and what came of it.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Task {
    /// By whom: the worker has this person's rights, no more.
    pub user: i64,
    /// The head kept elsewhere that a proof is to find.
    #[serde(default)]
    pub head: String,
    /// What a proof found.
    #[serde(default)]
    pub proof: Option<Proof>,
}

/// What a proof found.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Proof {
    /// Nothing found.
    pub ok: bool,
    /// Entries walked.
    pub entries: i64,
    /// Row versions hashed.
    pub versions: i64,
    /// Contents of attachments opened.
    #[serde(default)]
    pub files: i64,
    /// The heads, to be printed and kept elsewhere.
    pub heads: Vec<String>,
    /// How many things are not as the journal says.
    pub faults: usize,
    /// The first of them, in words.
    pub named: Vec<String>,
    /// When it ended, UTC milliseconds.
    pub at: i64,
}

/// A worker has it or is about to.
pub fn busy(job: &Job) -> bool {
    matches!(job.state, State::Waiting | State::Running)
}

/// How far a job is: what the worker of this process says, else what was kept.
fn far(job: &Job) -> (i64, i64) {
    FAR.lock().get(&job.id).copied().unwrap_or((job.done, job.total))
}

/// How far work of the installation is; it waits while the worker has something else.
pub fn bar(job: &Job, label: &str, unit: &str, poll: String) -> Markup {
    let (done, total) = far(job);
    let number = |count: i64| u64::try_from(count).unwrap_or(0);
    let trigger = "load delay:400ms, every 1s";
    if total == 0 {
        let waits = job.state == State::Waiting;
        return html! {
            div #job .job hx-get=(poll) hx-trigger=(trigger) hx-swap="outerHTML" {
                b { @if waits { "排队等待，前面的任务做完就开始" } @else { (label) "…" } }
                p.muted { "可以离开本页，不会停。" }
            }
        };
    }
    parts::progress(&Progress {
        id: "job".into(),
        label: label.into(),
        done: number(done),
        total: number(total),
        unit: unit.into(),
        remark: "可以离开本页，不会停。".into(),
        poll,
        trigger: trigger.into(),
        ..Progress::default()
    })
}

/// The task of a job.
pub fn of(job: &Job) -> Result<Task> {
    serde_json::from_str(&job.detail).map_err(|_| StoreError::NotFound)
}

/// The latest job of a kind.
pub fn latest(store: &Store, kind: &str) -> Result<Option<Job>> {
    Ok(store.jobs(&Ctx::local(), kind, 1)?.into_iter().next())
}

/// Asks for work of a kind; who asks while it is being done is given that.
pub fn request(store: &Store, ctx: &Ctx, kind: &str, head: &str) -> Result<i64> {
    if let Some(job) = latest(store, kind)?.filter(busy) {
        return Ok(job.id);
    }
    let task = Task { user: ctx.user_id, head: head.to_owned(), proof: None };
    let detail = serde_json::to_string(&task).unwrap_or_default();
    let id = store.add_job(ctx, kind, 0, &detail)?;
    crate::worker::wake();
    Ok(id)
}

/// Does what was asked.
pub fn perform(store: &Store, job: &Job) -> Result<()> {
    let task = of(job)?;
    let ctx = Ctx { job: 0, ..store.ctx_of(task.user, "页面", job.id)? };
    let far = |done: i64, total: i64| {
        FAR.lock().insert(job.id, (done, total));
    };
    let done = if job.kind == PROOF {
        proof(store, &ctx, job.id, task, &far)
    } else {
        backup(store, &ctx, job.id, &far)
    };
    FAR.lock().remove(&job.id);
    done
}

fn proof(store: &Store, ctx: &Ctx, job: i64, task: Task, far: &dyn Fn(i64, i64)) -> Result<()> {
    let head = (!task.head.is_empty()).then_some(task.head.as_str());
    let done = store.verify_telling(head, far)?;
    let said = if done.ok {
        format!("{}条日志、{}个版本，没有发现改动", done.entries, done.versions)
    } else {
        format!("发现{}处不符", done.faults.len())
    };
    store.note(ctx, "核对", "", 0, &said)?;
    let proof = Proof {
        ok: done.ok,
        entries: done.entries,
        versions: done.versions,
        files: done.files,
        heads: done.heads,
        faults: done.faults.len(),
        named: done.faults.into_iter().take(NAMED).map(|fault| fault.say).collect(),
        at: store.clock.now(),
    };
    let task = Task { proof: Some(proof), ..task };
    store.set_job_detail(job, &serde_json::to_string(&task).unwrap_or_default())?;
    store.set_job_state(job, State::Done, &said)
}

fn backup(store: &Store, ctx: &Ctx, job: i64, far: &dyn Fn(i64, i64)) -> Result<()> {
    let folder = store.backup_folder();
    let say = || format!("建不了备份文件夹 {}", folder.display());
    std::fs::create_dir_all(&folder).map_err(|cause| StoreError::caused(say(), cause))?;
    let digits: String =
        store::clock::show(store.clock.now()).chars().filter(char::is_ascii_digit).collect();
    // A name of its own: the nightly ones are kept for some days only, this one until removed.
    let made = store.backup_telling(ctx, &folder.join(format!("手工-{digits}.backup")), far)?;
    store.set_job_state(job, State::Done, &format!("已备份{}行", made.rows))
}
