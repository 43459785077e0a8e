//! Taking a whole import back.

use super::{Detail, ImportError, Phase};
use serde::{Deserialize, Serialize};
use store::jobs::State;
use store::undo::{Stayed, Undone, What};
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
    fn of(undone: &Undone) -> TakenBack {
        let named = |stayed: &Stayed| (stayed.register.clone(), stayed.record, stayed.why.clone());
        TakenBack {
            voided: undone.voided,
            restored: undone.restored,
            stayed: i64::try_from(undone.stayed.len()).unwrap_or(i64::MAX),
            named: undone.stayed.iter().take(NAMED).map(named).collect(),
        }
    }
}

/// Takes a whole import back.
pub fn undo(store: &Store, ctx: &Ctx, job: i64) -> Result<Undone, ImportError> {
    let row = store.job(ctx, job)?;
    let mut detail = Detail::of(store, job)?;
    if detail.phase == Phase::Undone {
        return Err(ImportError::Say("这次导入已经撤销过".into()));
    }
    // What stopped in the middle may be taken back as far as it came.
    if detail.phase == Phase::Writing && row.state != State::Failed {
        return Err(ImportError::Say("这次导入还在写，写完才能撤销".into()));
    }
    let undone = match store.undo(ctx, What::Job(job), &format!("撤销导入：{}", detail.file_name))
    {
        Err(StoreError::NotFound) => Undone::default(),
        other => other?,
    };
    detail.phase = Phase::Undone;
    detail.undone = Some(TakenBack::of(&undone));
    detail.save(store, job)?;
    let say = format!(
        "已撤销：作废{}条，恢复{}条，保持现状{}条",
        undone.voided,
        undone.restored,
        undone.stayed.len()
    );
    store.set_job_state(job, State::Undone, &say)?;
    Ok(undone)
}
