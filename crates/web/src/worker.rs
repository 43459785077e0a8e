//! The worker: one thread that does what people asked of their imports, a proof or a backup, in their
//! name and with their rights. It sleeps until a page wakes it, and looks by itself once a minute for what a page of
//! another process asked.

use crate::task;
use office::import::{self as intake, Detail, ImportError, Phase, Work};
use parking_lot::{Condvar, Mutex};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::thread::JoinHandle;
use std::time::{Duration, UNIX_EPOCH};
use store::jobs::{Job, State};
use store::{Ctx, Result, Store, StoreError};

/// Rung by pages; what was rung for before anybody waited is not lost.
struct Bell {
    rung: Mutex<bool>,
    heard: Condvar,
}

static BELL: Bell = Bell { rung: Mutex::new(false), heard: Condvar::new() };
const MINUTE: Duration = Duration::from_mins(1);
const HOUR: i64 = 3_600_000;
/// An upload that came to nothing, and a file with nothing left to do, is kept so long.
const DAY: i64 = 24 * HOUR;
/// Rows that wait for a person are kept so long.
const MONTH: i64 = 30 * DAY;

/// Tells the worker that there is something to do.
pub fn wake() {
    *BELL.rung.lock() = true;
    BELL.heard.notify_one();
}

fn wait() {
    let mut rung = BELL.rung.lock();
    if !*rung {
        BELL.heard.wait_for(&mut rung, MINUTE);
    }
    *rung = false;
}

/// Starts the worker. What a stopped program left goes on: writing behind its last whole piece,
/// looking from the beginning.
pub fn spawn(store: Arc<Store>) -> Option<JoinHandle<()>> {
    let work = move || {
        if let Err(error) = store.reclaim_jobs() {
            tracing::error!(%error, "jobs of before");
        }
        loop {
            match step(&store) {
                Ok(true) => {}
                Ok(false) => wait(),
                Err(error) => {
                    tracing::error!(%error, "worker");
                    wait();
                }
            }
        }
    };
    let begun = std::thread::Builder::new().name("worker".into()).spawn(work);
    begun.inspect_err(|error| tracing::error!(%error, "no worker")).ok()
}

/// Does the next job, if one waits; says whether there was one.
pub fn step(store: &Store) -> Result<bool> {
    let Some(job) = store.next_job()? else { return Ok(false) };
    let done = catch_unwind(AssertUnwindSafe(|| perform(store, &job)));
    let wrong = match done {
        Ok(Ok(())) => return Ok(true),
        Ok(Err(error)) => {
            if let ImportError::Store(StoreError::Unavailable { cause: Some(cause), .. }) = &error {
                tracing::error!(job = job.id, %cause, "job");
            }
            error.to_string()
        }
        Err(_) => "程序出了差错，没有做完".to_owned(),
    };
    tracing::warn!(job = job.id, wrong, "job stopped");
    store.set_job_state(job.id, State::Failed, &wrong)?;
    Ok(true)
}

fn perform(store: &Store, job: &Job) -> std::result::Result<(), ImportError> {
    if matches!(job.kind.as_str(), task::PROOF | task::BACKUP) {
        return Ok(task::perform(store, job)?);
    }
    if job.kind != "import" {
        return Ok(store.set_job_state(job.id, State::Paused, "这一版程序不做这种任务")?);
    }
    let detail = Detail::of(store, job.id)?;
    let Some(wish) = detail.wish else {
        // Begun at a command line, or waiting for a person to look at the columns.
        return Ok(store.set_job_state(job.id, State::Paused, "等您接着做")?);
    };
    let ctx = store.ctx_of(wish.user, "导入", job.id)?;
    match wish.work {
        Work::Preview => {
            intake::preview(store, &ctx, job.id)?;
            // What was written stays written, whatever became of the rows that stayed behind.
            let over = detail.phase == Phase::Done;
            let state = if over { State::Done } else { State::Paused };
            store.set_job_state(job.id, state, &store.job_row(job.id)?.say)?;
        }
        Work::Apply => {
            intake::apply(store, &ctx, job.id)?;
        }
        Work::Undo => {
            intake::undo(store, &ctx, job.id)?;
        }
    }
    Ok(())
}

/// Removes files past their time: uploads that came to nothing and files with nothing left to do
/// after a day, files whose rows still wait after a month.
pub fn sweep(store: &Store) -> Result<()> {
    let Ok(entries) = std::fs::read_dir(store.dir.join("imports")) else { return Ok(()) };
    let now = store.clock.now();
    for entry in entries.flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        let modified = entry.metadata().and_then(|meta| meta.modified()).ok();
        let since = modified.and_then(|time| time.duration_since(UNIX_EPOCH).ok());
        let laid = since.and_then(|since| i64::try_from(since.as_millis()).ok()).unwrap_or(now);
        let job = name.split('.').next().and_then(|stem| stem.parse::<i64>().ok());
        let due = match job {
            None => laid + DAY,
            Some(job) => due(store, job, laid)?,
        };
        if due > now {
            continue;
        }
        if let Err(error) = std::fs::remove_file(entry.path()) {
            tracing::warn!(%error, name, "old upload");
        } else if let Some(job) = job {
            store.forget_rows(job)?;
        }
    }
    Ok(())
}

/// Until when the file of a job that waits for somebody is kept.
pub fn kept_until(job: &store::jobs::Job) -> i64 {
    job.updated_at + MONTH
}

/// Until when the file of a job is kept.
fn due(store: &Store, job: i64, laid: i64) -> Result<i64> {
    let row = match store.job_row(job) {
        Ok(row) => row,
        Err(StoreError::NotFound) => return Ok(laid + DAY),
        Err(error) => return Err(error),
    };
    let phase = serde_json::from_str::<Detail>(&row.detail).map(|detail| detail.phase);
    let over = match phase {
        Ok(Phase::Undone | Phase::Dropped) | Err(_) => true,
        Ok(Phase::Done) => {
            let left = intake::tally(store, &Ctx::local(), job).map_err(ImportError::into_store)?;
            left.open() + left.answered + left.changed == 0
        }
        Ok(_) => false,
    };
    Ok(if over { row.updated_at + DAY } else { kept_until(&row) })
}
