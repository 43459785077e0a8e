//! Reports for other programs: which there are, and one with every figure and where it comes from.

use super::{Caller, fine};
use crate::app::run;
use crate::fault::Answer;
use crate::pages::report::{data, summary};
use axum::extract::Path;
use kernel::access::Act;

/// Reports listed.
const MOST: usize = 200;

/// `GET /reports`: those of the unit and below, the newest first.
pub(super) async fn all(Caller(asker): Caller) -> Answer {
    let (ctx, at) = (asker.ctx.clone(), asker.at);
    let all = run(&asker.app, move |store| store.reports(&ctx, at, MOST)).await?;
    fine(&all.iter().map(|one| summary(one, asker.tree.title(one.union))).collect())
}

/// `GET /reports/{key}`: text, figures, and of each figure its questions, definition and parts.
pub(super) async fn one(Caller(asker): Caller, Path(key): Path<String>) -> Answer {
    let ctx = asker.ctx.clone();
    let (report, written) = run(&asker.app, move |store| {
        let report = store.report(&ctx, &key)?;
        let written = store.write_report(&ctx, &report)?;
        Ok::<_, store::StoreError>((report, written))
    })
    .await?;
    if !asker.store().may_report(&asker.ctx, Act::Export, report.union, &asker.tree) {
        return Err(crate::fault::Fault::forbidden("您的账号不能导出这个单位的汇报。"));
    }
    fine(&data(&report, &written, asker.tree.title(report.union)))
}
