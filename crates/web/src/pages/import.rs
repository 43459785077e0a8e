//! Bringing spreadsheets in, step by step; nothing is written before the last one.
//!
//! Read in this order: this file, what a job's page begins with · [`begin`] the file and the list of
//! imports · [`columns`] which column is what · [`check`] every row, with [`wrong`], [`doubt`],
//! [`alike`] and [`meant`] · [`settle`] what a person decides · [`run`] progress and result · [`back`] taking it
//! back · [`files`] empty workbooks and rows to correct.

mod alike;
mod back;
mod begin;
mod check;
mod columns;
mod doubt;
mod files;
mod meant;
mod run;
mod settle;
mod upload;
mod wrong;

use crate::app::{App, run as on_store};
use crate::fault::{Answer, Fault};
use crate::parts::{self, Btn, Confirm, Crumb, Step, Tone};
use crate::request::Asker;
use crate::show::number_text;
use axum::Router;
use axum::extract::{DefaultBodyLimit, Path};
use axum::http::StatusCode;
use axum::routing::{get, post};
use kernel::access::Act;
use kernel::sheet::Sheet;
use maud::{Markup, html};
use office::import::{Detail, ImportError, Phase, Tally, Work, tally};
use store::jobs::{Job, State};
use store::{Ctx, Store, StoreError};

/// `/import` and everything below it.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/import", get(begin::page).post(begin::send))
        .layer(DefaultBodyLimit::max(upload::CUT))
        .route("/import/template/{file}", get(files::sheet))
        .route("/import/template/register/{file}", get(files::register))
        .route("/import/{job}", get(show))
        .route("/import/{job}/columns", post(columns::choose))
        .route("/import/{job}/progress", get(run::progress))
        .route("/import/{job}/rows/{number}", post(settle::row))
        .route("/import/{job}/alike", post(settle::alike))
        .route("/import/{job}/doubtful", post(settle::all_doubtful))
        .route("/import/{job}/look", post(settle::look))
        .route("/import/{job}/apply", post(settle::apply))
        .route("/import/{job}/drop", post(settle::give_up))
        .route("/import/{job}/rejects.xlsx", get(files::rejects))
        .route("/import/{job}/records", get(back::records))
        .route("/import/{job}/undo", get(back::ask).post(back::undo))
}

impl From<ImportError> for Fault {
    fn from(error: ImportError) -> Fault {
        match error {
            ImportError::Store(error) => error.into(),
            other => Fault::new(StatusCode::UNPROCESSABLE_ENTITY, "没有做", format!("{other}。")),
        }
    }
}

/// An import as its pages see it.
pub(crate) struct Case {
    pub job: Job,
    pub detail: Detail,
    pub sheet: &'static Sheet,
    pub tally: Tally,
}

impl Case {
    /// An import that this person may see; to others it is not there.
    pub fn of(store: &Store, ctx: &Ctx, id: i64) -> Result<Case, ImportError> {
        let job = store.job(ctx, id)?;
        let detail = serde_json::from_str::<Detail>(&job.detail);
        let detail = detail.map_err(|_| StoreError::NotFound)?;
        let sheet = store.catalog().sheet(&detail.sheet).ok_or(StoreError::NotFound)?;
        let tally = tally(store, ctx, id)?;
        Ok(Case { job, detail, sheet, tally })
    }
    /// Its address, or one below it.
    pub fn path(&self, end: &str) -> String {
        format!("/import/{}{end}", self.job.id)
    }
    /// A worker has it or is about to.
    pub fn busy(&self) -> bool {
        match self.job.state {
            State::Running => true,
            State::Waiting => self.detail.wish.is_some(),
            _ => false,
        }
    }
    /// It stopped in the middle.
    pub fn stopped(&self) -> bool {
        let amid = matches!(self.detail.phase, Phase::Looking | Phase::Writing | Phase::Undoing);
        !self.busy() && (amid || self.failed())
    }
    /// A worker gave it up.
    pub fn failed(&self) -> bool {
        self.job.state == State::Failed && self.detail.phase != Phase::Dropped
    }
    /// Rows that would be written now.
    pub fn ready(&self) -> i64 {
        let (preview, tally) = (&self.detail.preview, &self.tally);
        match self.detail.phase {
            Phase::Done => tally.changed + tally.answered,
            _ => preview.added + preview.changed - tally.passed + tally.answered,
        }
    }
    /// Data rows of the file, as far as they are known.
    pub fn rows(&self) -> i64 {
        self.detail.preview.read.max(self.job.total)
    }
    /// The file is still there.
    pub fn has_file(&self) -> bool {
        self.detail.path.exists()
    }
}

/// The import of an address, for somebody who may import such sheets.
pub(super) async fn case(asker: &Asker, id: i64) -> Result<Case, Fault> {
    let ctx = asker.ctx.clone();
    let case = on_store(&asker.app, move |store| Case::of(store, &ctx, id)).await?;
    may(asker, case.sheet)?;
    Ok(case)
}

/// Whether somebody may see what the file says in full. Who sent it knows it; anybody else must be
/// allowed to.
pub(super) fn sees_whole(asker: &Asker, case: &Case) -> Result<bool, Fault> {
    let register = asker.store().register(case.sheet.register)?;
    let own = case.job.user_id == asker.ctx.user_id;
    Ok(own || asker.ctx.anywhere(register, Act::Reveal, &asker.tree))
}

/// Refuses who may not import such a sheet anywhere.
pub(super) fn may(asker: &Asker, sheet: &Sheet) -> Result<(), Fault> {
    let register = asker.store().register(sheet.register)?;
    if asker.ctx.anywhere(register, Act::Import, &asker.tree) {
        return Ok(());
    }
    let say = format!("您的账号不能导入{}。需要的话，请本单位的安全管理员开通。", sheet.title);
    Err(Fault::forbidden(say))
}

async fn show(asker: Asker, Path(id): Path<i64>) -> Answer {
    let case = case(&asker, id).await?;
    if case.busy() || case.stopped() {
        return Ok(run::page(&asker, &case));
    }
    let back = asker.query.get("step") == "columns";
    match case.detail.phase {
        Phase::Mapped => columns::page(&asker, &case, None).await,
        Phase::Ready if back => columns::page(&asker, &case, None).await,
        Phase::Ready => check::page(&asker, &case, None).await,
        Phase::Done if asker.query.has("tab") => check::page(&asker, &case, None).await,
        _ => run::result(&asker, &case).await,
    }
}

/// The head of all pages of an import.
pub(super) fn head(asker: &Asker, case: &Case) -> Markup {
    let rows = case.rows();
    let rows = if rows > 0 { format!(" · {}行", number_text(rows)) } else { String::new() };
    let open = matches!(case.detail.phase, Phase::Mapped | Phase::Looking | Phase::Ready);
    let question = Confirm {
        title: "放弃这次导入".into(),
        text: "还没有写入任何内容。上传的文件和改好的格子会删掉。".into(),
        yes: "放弃导入".into(),
        no: "接着导".into(),
    };
    parts::page_head(&parts::PageHead {
        title: format!("导入{}", case.sheet.title),
        crumbs: vec![Crumb::to("导入", asker.href("/import")), Crumb::here(&case.detail.file_name)],
        count: format!("{}{rows}", case.detail.file_name),
        acts: html! {
            @if open && !case.busy() {
                form method="post" action=(asker.href(&case.path("/drop"))) {
                    (parts::csrf_field(&asker.csrf))
                    (Btn::submit("放弃导入").quiet().confirm(question))
                }
            }
        },
        ..parts::PageHead::default()
    })
}

/// The four steps; `now` counts from 0.
pub(super) fn steps(case: &Case, now: usize) -> Markup {
    let columns = case.detail.places.iter().map(|place| place.letters.len()).max().unwrap_or(0);
    let columns = if columns > 0 { format!("{columns}列") } else { String::new() };
    let open = case.tally.open();
    let looked = now > 1 && !matches!(case.detail.phase, Phase::Mapped | Phase::Looking);
    let check = match (looked, open) {
        (false, _) => String::new(),
        (true, 0) => "没有要处理的".into(),
        (true, open) => format!("{}行要处理", number_text(open)),
    };
    let write = match (now > 2, case.detail.phase) {
        (_, Phase::Undone) => "已撤销",
        (true, _) => "随时可以撤销",
        _ => "",
    };
    parts::steps(
        &[
            Step::new("选文件", ""),
            Step::new("对列名", columns),
            Step::new("查问题", check),
            Step::new("写入台账", write),
        ],
        now,
    )
}

/// Where an import stands, in a few words.
pub(crate) fn standing(case: &Case) -> (&'static str, Tone) {
    let phase = case.detail.phase;
    let looking = case.detail.wish.is_some_and(|wish| wish.work == Work::Preview);
    match (case.busy(), case.stopped(), phase) {
        (true, ..) if looking => ("正在看文件", Tone::Act),
        (true, _, Phase::Writing | Phase::Done) => ("正在写入", Tone::Act),
        (true, _, Phase::Undoing) => ("正在撤销", Tone::Act),
        (true, ..) => ("正在看文件", Tone::Act),
        (_, true, _) => ("没有做完", Tone::Bad),
        (.., Phase::Mapped) => ("等您对列名", Tone::Warn),
        (.., Phase::Ready) => ("等您决定", Tone::Warn),
        (.., Phase::Done) if case.tally.open() > 0 => ("已写入，还有要处理的", Tone::Warn),
        (.., Phase::Done) => ("已写入", Tone::Ok),
        (.., Phase::Undone) => ("已撤销", Tone::Line),
        (.., Phase::Dropped) => ("已放弃", Tone::Line),
        _ => ("停在半路", Tone::Bad),
    }
}
