//! Taking a whole import back.

use super::{Detail, ImportError, Phase};
use serde::{Deserialize, Serialize};
use store::jobs::{self, State};
use store::undo::{Part, Stayed, Undone, What};
use store::{Ctx, Store, StoreError};

/// Records that stayed are named up to here; the rest are counted.
const NAMED: usize = 200;

/// What taking an import back did, kept with the job.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TakenBack {
    /// Records voided.
    pub voided: i64,
    /// Records restored.
    pub restored: i64,
    /// Records that stayed.
    pub stayed: i64,
    /// The first of them: register, key, why.
    pub named: Vec<(String, i64, String)>,
}

impl TakenBack {
    /// Adds what one more part did.
    fn add(&mut self, undone: &Undone) {
        let named = |stayed: &Stayed| (stayed.register.clone(), stayed.record, stayed.why.clone());
        self.voided += undone.voided;
        self.restored += undone.restored;
        self.stayed += i64::try_from(undone.stayed.len()).unwrap_or(i64::MAX);
        let room = NAMED.saturating_sub(self.named.len());
        self.named.extend(undone.stayed.iter().take(room).map(named));
    }
}

/// Refuses what cannot be taken back now, and who may not.
pub(super) fn fits(store: &Store, ctx: &Ctx, job: i64, detail: &Detail) -> Result<(), ImportError> {
    match detail.phase {
        Phase::Done | Phase::Writing | Phase::Undoing => {}
        Phase::Undone => return Err(ImportError::Say("这次导入已经撤销过".into())),
        _ => return Err(ImportError::Say("这次导入还没有写入任何内容，没有可撤销的".into())),
    }
    match store.may_undo(ctx, What::Job(job)) {
        Err(StoreError::NotFound) => Ok(()),
        other => Ok(other?),
    }
}

/// Takes a whole import back, part after part; what was stopped in the middle goes on.
pub fn undo(store: &Store, ctx: &Ctx, job: i64) -> Result<Undone, ImportError> {
    let row = store.job_row(job)?;
    let mut detail = Detail::of(store, job)?;
    // What stopped in the middle may be taken back as far as it came.
    if detail.phase == Phase::Writing && row.state != State::Failed {
        return Err(ImportError::Say("这次导入还在写，写完才能撤销".into()));
    }
    fits(store, ctx, job, &detail)?;
    detail.phase = Phase::Undoing;
    detail.save(store, job)?;
    let reason = format!("撤销导入：{}", detail.file_name);
    // Under the job's own number it would next be taken for a part of the import.
    let ctx = Ctx { job: 0, ..ctx.clone() };
    let kept = std::cell::RefCell::new(detail);
    let (mut undone, behind) = (Undone::default(), kept.borrow().undone_to);
    let next = |part: &Part| {
        let mut next = kept.borrow().clone();
        next.undone.get_or_insert_default().add(part.undone);
        next.undone_to = part.done;
        next
    };
    let latest = std::cell::RefCell::new(None);
    let told = |tx: &mut store::db::Tx, part: &Part| {
        let detail = next(part);
        let count = |number: usize| i64::try_from(number).unwrap_or(i64::MAX);
        let (done, total, now) = (count(part.done), count(part.total), store.clock.now());
        jobs::detail(tx, job, &detail.text())?;
        jobs::progress(tx, job, done, total, "正在撤销", now)?;
        latest.replace(Some(detail));
        Ok(())
    };
    let stands = |part: Undone| {
        if let Some(detail) = latest.take() {
            kept.replace(detail);
        }
        undone.add(part);
    };
    match store.undo_behind(&ctx, What::Job(job), &reason, behind, &told, stands) {
        Err(StoreError::NotFound) | Ok(()) => {}
        Err(error) => return Err(error.into()),
    }
    end(store, job, kept.into_inner())?;
    Ok(undone)
}

/// All is taken back: said and marked at once.
fn end(store: &Store, job: i64, mut detail: Detail) -> Result<(), ImportError> {
    detail.phase = Phase::Undone;
    detail.wish = None;
    let taken = detail.undone.get_or_insert_default().clone();
    let say = format!(
        "已撤销：作废{}条，恢复{}条，保持现状{}条",
        taken.voided, taken.restored, taken.stayed
    );
    let now = store.clock.now();
    store.db.write(|tx| {
        jobs::detail(tx, job, &detail.text())?;
        // A worker's job has to end before it counts as taken back.
        if jobs::state(tx, job)? == State::Running {
            jobs::move_on(tx, job, State::Done, &say, now)?;
        }
        jobs::move_on(tx, job, State::Undone, &say, now)
    })?;
    Ok(())
}
