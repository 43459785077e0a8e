//! What a person asks of a job: the next step, which a worker takes in their name.

use super::{Detail, ImportError, Phase};
use serde::{Deserialize, Serialize};
use store::jobs::{Job, State};
use store::{Ctx, Store};

/// A step that may take long.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Work {
    /// Look at every row.
    Preview,
    /// Write the good rows.
    Apply,
    /// Take back what was written.
    Undo,
}

/// A step asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Wish {
    /// Which.
    pub work: Work,
    /// By whom: the worker has this person's rights, no more.
    pub user: i64,
    /// When it was asked for or last begun, UTC milliseconds.
    pub at: i64,
}

/// Refuses while a worker has the job or is about to.
pub(super) fn at_rest(job: &Job) -> Result<(), ImportError> {
    let busy = job.state == State::Running
        || job.state == State::Waiting && job.detail.contains("\"wish\":{");
    if busy {
        Err(ImportError::Say("正在处理这个文件，做完再改".into()))
    } else {
        Ok(())
    }
}

/// Asks for a step and puts the job into the queue.
pub fn request(store: &Store, ctx: &Ctx, job: i64, work: Work) -> Result<(), ImportError> {
    at_rest(&store.job(ctx, job)?)?;
    let mut detail = Detail::of(store, job)?;
    if work == Work::Undo {
        super::undo::fits(store, ctx, job, &detail)?;
    }
    let fits = match work {
        Work::Undo => true,
        // Of a file that was written, the rows that stayed behind are looked at once more.
        Work::Preview => {
            matches!(detail.phase, Phase::Mapped | Phase::Looking | Phase::Ready | Phase::Done)
        }
        Work::Apply => matches!(detail.phase, Phase::Ready | Phase::Writing | Phase::Done),
    };
    if !fits {
        return Err(ImportError::Say("这次导入现在不能做这一步".into()));
    }
    if work == Work::Undo {
        // From now on there is no way but back: nothing more is written.
        detail.phase = Phase::Undoing;
    }
    detail.wish = Some(Wish { work, user: ctx.user_id, at: store.clock.now() });
    detail.save(store, job)?;
    // How far the step before came is not how far this one is.
    store.set_job_progress(job, 0, 0, "排队等待")?;
    // Before the state, so that a worker that claims the job at once finds the wish.
    Ok(store.set_job_state(job, State::Waiting, "排队等待")?)
}

/// Gives up an import of which nothing was written.
pub fn give_up(store: &Store, ctx: &Ctx, job: i64) -> Result<(), ImportError> {
    let row = store.job(ctx, job)?;
    at_rest(&row)?;
    let mut detail = Detail::of(store, job)?;
    if !matches!(detail.phase, Phase::Mapped | Phase::Looking | Phase::Ready) {
        return Err(ImportError::Say("已经写入过，不能放弃；不要了可以撤销".into()));
    }
    detail.phase = Phase::Dropped;
    detail.wish = None;
    detail.save(store, job)?;
    store.forget_rows(job)?;
    // The file may be gone already; what counts is that it is not there.
    let _ = std::fs::remove_file(&detail.path);
    Ok(store.set_job_state(job, State::Failed, "已放弃，没有写入")?)
}
