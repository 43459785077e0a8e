//! Writing: chunk after chunk, each whole or not at all, clerks' writes in between. The job's
//! place in the file is written in the same transaction as the rows, so a killed job resumes
//! behind the last whole chunk.

use super::kept::{KeptRows, kept_of, repairs_of, stays};
use super::overlay::{Overlay, resolve};
use super::plan::{Decider, FileRow, Home, Source, fault_of};
use super::preview::{Fault, RowData, adds, answers, rival};
use super::things::Things;
use super::{Counts, Detail, ImportError, Phase};
use kernel::facts::Saving;
use kernel::sheet::{Doubt, Plan, Sheet, SheetRow, Step};
use kernel::value::Value;
use std::collections::BTreeMap;
use std::time::{Duration, Instant};
use store::intake::Kept;
use store::jobs::State;
use store::writer::{Doing, Writer};
use store::{Ctx, Store, StoreError};

/// A chunk ends after this much writing, so that clerks wait no longer.
const CHUNK_TIME: Duration = Duration::from_millis(100);
const FIRST_CHUNK: usize = 100;
const LARGEST_CHUNK: usize = 2_000;
/// So many new rows may change how a table is best read.
const MANY: i64 = 1_000;

/// A row on its way, with what a person said about it.
#[derive(Default)]
struct Ready {
    row: FileRow,
    /// How many rows are done with once this one is.
    place: i64,
    /// Classes of the rows before it that stay behind.
    left: Vec<&'static str>,
    answer: String,
    /// Versions that the preview saw; empty when it saw none.
    seen: Vec<(String, i64, i64)>,
    /// Cells that a person has put right.
    repaired: BTreeMap<String, String>,
}

/// Writes the good rows. Rows still doubtful or wrong stay behind in the job.
pub fn apply(store: &Store, ctx: &Ctx, job: i64) -> Result<Counts, ImportError> {
    let row = store.job(ctx, job)?;
    let mut detail = Detail::of(store, job)?;
    if !matches!(detail.phase, Phase::Ready | Phase::Writing | Phase::Done) {
        return Err(ImportError::Say("还没有看完文件，不能写入".into()));
    }
    if row.state != State::Running {
        store.set_job_state(job, State::Running, "正在写入")?;
    }
    if detail.phase == Phase::Done {
        // Rows settled since are written now; the rest is unchanged by then.
        detail.done_to = 0;
        detail.before = std::mem::take(&mut detail.counts);
        detail.rest = true;
    }
    detail.phase = Phase::Writing;
    detail.save(store, job)?;
    let repairs = repairs_of(store, job)?;
    let mut source = Source::open(store, &detail)?;
    let things = Things::of(&mut source, &repairs)?;
    let home = Home::of(store, row.union_id)?;
    let decider =
        Decider { store, ctx, day: detail.day, home, whole: detail.whole, things: &things };
    let mut work = Work {
        decider,
        sheet: source.sheet,
        job,
        ctx: Ctx { job, ..ctx.clone() },
        detail,
        kept: KeptRows::new(),
        overlay: Overlay::default(),
        size: FIRST_CHUNK,
        known: 0,
    };
    let (sheet, done_to) = (work.sheet, work.detail.done_to);
    let (mut place, mut chunk) = (0, Vec::new());
    source.in_turn(&things, |mut row| {
        place += 1;
        if place <= done_to {
            return Ok(());
        }
        repairs.put_right(sheet, &mut row);
        chunk.push((place, row));
        if chunk.len() >= work.size {
            work.chunk(std::mem::take(&mut chunk))?;
        }
        Ok(())
    })?;
    work.chunk(chunk)?;
    work.finish()
}

struct Work<'a> {
    decider: Decider<'a>,
    sheet: &'static Sheet,
    job: i64,
    ctx: Ctx,
    detail: Detail,
    /// Of the chunk at hand.
    kept: KeptRows,
    overlay: Overlay,
    size: usize,
    /// So many rows were new when the database last looked how many there are.
    known: i64,
}

/// What became of one row of a chunk.
enum Outcome {
    Added,
    Changed,
    Unchanged,
    Doubtful(Kept),
    Rejected(Kept),
}

impl Work<'_> {
    fn chunk(&mut self, rows: Vec<(i64, FileRow)>) -> Result<(), ImportError> {
        let Some(last) = rows.last().map(|(place, _)| *place) else { return Ok(()) };
        let started = Instant::now();
        let taken = rows.len();
        self.kept = kept_of(self.decider.store, self.job, &rows)?;
        let (rows, left) = self.sort(rows);
        let read: Vec<SheetRow> =
            rows.iter().map(|ready| SheetRow::read(self.sheet, &ready.row.texts)).collect();
        self.part(&rows, &read)?;
        if self.detail.done_to < last {
            self.mark(&[], last, &left)?;
        }
        // The way to find a row among a few is the wrong one among many.
        let added = self.detail.counts.added;
        if added >= MANY.max(self.known * 8) {
            self.decider.store.db.analyze()?;
            self.known = added;
        }
        let spent = started.elapsed();
        if taken == self.size {
            let fit = if spent > CHUNK_TIME { self.size / 2 } else { self.size * 2 };
            self.size = fit.clamp(20, LARGEST_CHUNK);
        }
        Ok(())
    }

    /// Sets aside rows that a person has not settled or has left out. Gives what stays behind
    /// after the last row that is ready.
    fn sort(&self, rows: Vec<(i64, FileRow)>) -> (Vec<Ready>, Vec<&'static str>) {
        let (mut ready, mut left) = (Vec::new(), Vec::new());
        for (place, row) in rows {
            let kept = self.kept.get(&row.number);
            if let Some(class) = kept.and_then(|(kept, data)| stays(kept, data)) {
                left.push(class);
                continue;
            }
            if kept.is_none() && self.detail.rest {
                // Written before, and perhaps changed or voided by somebody since.
                left.push("unchanged");
                continue;
            }
            let left = std::mem::take(&mut left);
            let mut one = Ready { row, place, left, ..Ready::default() };
            if let Some((kept, data)) = kept {
                one.answer.clone_from(&kept.answer);
                one.seen.clone_from(&data.seen);
                one.repaired.clone_from(&data.repaired);
            }
            ready.push(one);
        }
        (ready, left)
    }

    /// Writes rows together. One bad row must not take its neighbours with it: a refused part is
    /// halved until the bad row stands alone.
    fn part(&mut self, rows: &[Ready], read: &[SheetRow]) -> Result<(), ImportError> {
        let Some(first) = rows.first() else { return Ok(()) };
        match self.write(rows, read) {
            Err(StoreError::Refused(_) | StoreError::Conflict(_)) if rows.len() > 1 => {
                let middle = rows.len() / 2;
                let (rows, read) = (rows.split_at(middle), read.split_at(middle));
                self.part(rows.0, read.0)?;
                self.part(rows.1, read.1)
            }
            Err(error @ (StoreError::Refused(_) | StoreError::Conflict(_))) => {
                let refused = self.refused(first, &error);
                self.mark(&[refused], first.place, &first.left)
            }
            other => Ok(other?),
        }
    }

    /// Writes rows under one entry, and with them how far the job is.
    fn write(&mut self, rows: &[Ready], read: &[SheetRow]) -> store::Result<()> {
        let asks: Vec<_> = read.iter().map(|read| (self.sheet.asks)(read)).collect();
        let around = self.decider.around(self.sheet);
        let flat: Vec<_> = asks.iter().flatten().chain(&around).collect();
        let store = self.decider.store;
        // Asked before the write begins; asked again only if the database has the act repeated.
        let mut asked = Some(store.answer(self.decider.ctx, &flat)?);
        let ctx = self.ctx.clone();
        let text = format!("{}：{}", self.sheet.title, self.detail.file_name);
        let doing = Doing { act: "导入", reason: &text, room: rows.len() * 8 + 8 };
        let left: Vec<&str> = rows.iter().flat_map(|row| row.left.iter().copied()).collect();
        let place = rows.last().map_or(0, |row| row.place);
        self.detail = store.act(&ctx, doing, |writer| {
            self.overlay = Overlay::default();
            let answers = match asked.take() {
                Some(answers) => answers,
                None => store.answer_in(writer.tx, &ctx, &flat)?,
            };
            let mut world = self.decider.world(answers);
            let mut outcomes = Vec::new();
            for ((ready, read), asks) in rows.iter().zip(read).zip(&asks) {
                self.overlay.complete(&mut world, asks);
                let plan = self.decider.plan_of(self.sheet, &ready.row, read, &world);
                let outcome = self.write_row(writer, ready, plan)?;
                if outcome.kept().is_none() && self.kept.contains_key(&ready.row.number) {
                    store.set_kept_class(writer.tx, self.job, ready.row.number, "written")?;
                }
                outcomes.push(outcome);
            }
            let detail = self.next_detail(&outcomes, place, &left);
            for kept in outcomes.iter().filter_map(Outcome::kept) {
                store.rekeep(writer.tx, self.job, kept)?;
            }
            let rows = self.decider.things.rows;
            write_place(writer.tx, self.job, &detail, rows, store.clock.now())?;
            Ok(detail)
        })?;
        Ok(())
    }

    fn write_row(
        &mut self,
        writer: &mut Writer,
        ready: &Ready,
        plan: Plan,
    ) -> store::Result<Outcome> {
        let steps = match plan {
            Plan::Reject(faults) => {
                let faults = faults.into_iter().map(|fault| Fault {
                    column: fault.column.to_owned(),
                    expected: fault.expected,
                    suggest: fault.suggest,
                });
                return Ok(Outcome::Rejected(again(ready, faults.collect())));
            }
            Plan::Doubtful(doubt) => {
                let chosen = match ready.answer.as_str() {
                    "fill" => doubt.fill.clone(),
                    "correct" => doubt.correct.clone(),
                    "other" => doubt.other.clone(),
                    _ => None,
                };
                match chosen {
                    Some(steps) => steps,
                    None => return Ok(Outcome::Doubtful(doubtful(ready, &doubt))),
                }
            }
            Plan::Write(steps) => steps,
        };
        if let Some(why) = moved_on(&steps, &ready.seen) {
            let doubt =
                Doubt { reason: why.to_owned(), correct: Some(Vec::new()), ..Doubt::default() };
            return Ok(Outcome::Doubtful(doubtful(ready, &doubt)));
        }
        if steps.is_empty() {
            return Ok(Outcome::Unchanged);
        }
        let changed = self.steps(writer, &steps)?;
        Ok(if adds(&steps, self.sheet.register) {
            Outcome::Added
        } else if changed {
            Outcome::Changed
        } else {
            Outcome::Unchanged
        })
    }

    /// Writes the steps of a row; says whether anything differed.
    fn steps(&mut self, writer: &mut Writer, steps: &[Step]) -> store::Result<bool> {
        let mut made: Vec<i64> = Vec::new();
        let mut changed = false;
        for step in steps {
            let (register, id) = match step {
                Step::Add { register, values } => {
                    let register = self.decider.store.register(register)?;
                    let values: Vec<(&str, Value)> =
                        values.iter().map(|(f, v)| (*f, resolve(register, f, v, &made))).collect();
                    changed = true;
                    (register, writer.add(register, &values)?)
                }
                Step::Edit { register, id, version, values, from } => {
                    let register = self.decider.store.register(register)?;
                    let values: Vec<(&str, Value)> =
                        values.iter().map(|(f, v)| (*f, resolve(register, f, v, &made))).collect();
                    let saving = Saving::Change(*from);
                    changed |= writer.edit(register, *id, *version, &values, saving)?;
                    (register, *id)
                }
            };
            made.push(id);
            if self.sheet.overlay.contains(&register.name)
                && let Some(snapshot) = writer.snapshot(register, id)
            {
                self.overlay.put(snapshot);
            }
        }
        Ok(changed)
    }

    fn refused(&self, row: &Ready, error: &StoreError) -> Outcome {
        let faults = fault_of(self.sheet, error)
            .into_iter()
            .map(|fault| Fault {
                column: fault.column.to_owned(),
                expected: fault.expected,
                suggest: None,
            })
            .collect();
        Outcome::Rejected(again(row, faults))
    }

    /// Marks rows as done with that were not written.
    fn mark(
        &mut self,
        outcomes: &[Outcome],
        place: i64,
        left: &[&'static str],
    ) -> Result<(), ImportError> {
        let store = self.decider.store;
        let detail = self.next_detail(outcomes, place, left);
        let (job, rows, now) = (self.job, self.decider.things.rows, store.clock.now());
        store.db.write(|tx| {
            for kept in outcomes.iter().filter_map(Outcome::kept) {
                store.rekeep(tx, job, kept)?;
            }
            write_place(tx, job, &detail, rows, now)
        })?;
        self.detail = detail;
        Ok(())
    }

    fn next_detail(&self, outcomes: &[Outcome], place: i64, left: &[&str]) -> Detail {
        let mut detail = self.detail.clone();
        let counts = &mut detail.counts;
        let more = i64::try_from(outcomes.len() + left.len()).unwrap_or(0);
        counts.read += more;
        for outcome in outcomes {
            match outcome {
                Outcome::Added => counts.added += 1,
                Outcome::Changed => counts.changed += 1,
                Outcome::Unchanged => counts.unchanged += 1,
                Outcome::Doubtful(_) => counts.doubtful += 1,
                Outcome::Rejected(_) => counts.rejected += 1,
            }
        }
        for class in left {
            match *class {
                "doubtful" => counts.doubtful += 1,
                "rejected" => counts.rejected += 1,
                _ => counts.unchanged += 1,
            }
        }
        detail.done_to = place.max(detail.done_to);
        detail
    }

    fn finish(mut self) -> Result<Counts, ImportError> {
        let store = self.decider.store;
        // A second run over settled rows adds to what was written before.
        let before = std::mem::take(&mut self.detail.before);
        let now = &mut self.detail.counts;
        let now_written = now.added;
        now.added += before.added;
        now.changed += before.changed;
        now.unchanged -= before.added + before.changed;
        self.detail.phase = Phase::Done;
        self.detail.wish = None;
        self.detail.save(store, self.job)?;
        let counts = self.detail.counts;
        let say = said(&counts);
        store.set_job_progress(self.job, counts.read, counts.read, &say)?;
        store.set_job_state(self.job, State::Done, &say)?;
        store.remember(self.sheet.code, &folded(&self.detail.chosen))?;
        if now_written >= MANY && now_written > self.known {
            store.db.analyze()?;
        }
        Ok(counts)
    }
}

/// What was written, in a sentence.
pub(super) fn said(counts: &Counts) -> String {
    format!(
        "新增{}行，更改{}行，不变{}行，疑似重复{}行，有错{}行",
        counts.added, counts.changed, counts.unchanged, counts.doubtful, counts.rejected
    )
}

impl Outcome {
    fn kept(&self) -> Option<&Kept> {
        match self {
            Outcome::Doubtful(kept) | Outcome::Rejected(kept) => Some(kept),
            _ => None,
        }
    }
}

fn folded(chosen: &BTreeMap<String, String>) -> BTreeMap<String, String> {
    chosen.iter().map(|(title, code)| (crate::fold_title(title), code.clone())).collect()
}

/// A record that moved on between preview and writing is not overwritten.
fn moved_on(steps: &[Step], seen: &[(String, i64, i64)]) -> Option<&'static str> {
    let stale = steps.iter().any(|step| match step {
        Step::Edit { register, id, version, .. } => seen
            .iter()
            .any(|(known, record, before)| known == register && record == id && before != version),
        Step::Add { .. } => false,
    });
    stale.then_some("预览之后这条记录又被人改过，请再看一眼")
}

/// A row that was refused when it came to writing.
fn again(ready: &Ready, faults: Vec<Fault>) -> Kept {
    anew(ready, "rejected", RowData { faults, ..RowData::default() })
}

/// A row that became doubtful between preview and writing.
fn doubtful(ready: &Ready, doubt: &Doubt) -> Kept {
    let like = doubt.like.map(|(register, id)| (register.to_owned(), id));
    let (rival, group) = rival(doubt);
    let data = RowData {
        reason: doubt.reason.clone(),
        like,
        rival,
        group,
        answers: answers(doubt),
        ..RowData::default()
    };
    anew(ready, "doubtful", data)
}

fn anew(ready: &Ready, class: &str, data: RowData) -> Kept {
    let row = &ready.row;
    let (cells, texts) = (row.cells.clone(), row.texts.clone());
    let repaired = ready.repaired.clone();
    let data = RowData { cells, texts, layout: row.layout, repaired, ..data };
    Kept {
        number: row.number,
        class: class.to_owned(),
        answer: String::new(),
        data: serde_json::to_string(&data).unwrap_or_default(),
    }
}

fn write_place(
    tx: &mut store::db::Tx,
    job: i64,
    detail: &Detail,
    rows: i64,
    now: i64,
) -> store::Result<()> {
    store::jobs::detail(tx, job, &detail.text())?;
    store::jobs::progress(tx, job, detail.counts.read, rows, "正在写入", now)
}
