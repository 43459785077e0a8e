//! Writing: chunk after chunk, each whole or not at all, clerks' writes in between. The job's
//! place in the file is written in the same transaction as the rows, so a killed job resumes
//! behind the last whole chunk.

use super::overlay::{Overlay, resolve};
use super::plan::{Decider, FileRow, Repairs, Source, Things, fault_of};
use super::preview::{Fault, RowData, adds};
use super::{Counts, Detail, ImportError, Phase};
use kernel::facts::Saving;
use kernel::sheet::{Plan, Sheet, SheetRow, Step, World};
use kernel::value::Value;
use std::collections::{BTreeMap, HashMap};
use std::time::{Duration, Instant};
use store::intake::Kept;
use store::jobs::State;
use store::undo::{Undone, What};
use store::writer::{Doing, Writer};
use store::{Ctx, Store, StoreError};

/// A chunk ends after this much writing, so that clerks wait no longer.
const CHUNK_TIME: Duration = Duration::from_millis(50);
const FIRST_CHUNK: usize = 100;
const LARGEST_CHUNK: usize = 2_000;

/// A row on its way, with what a person said about it.
struct Ready {
    row: FileRow,
    answer: String,
    /// Versions that the preview saw; empty when it saw none.
    seen: Vec<(String, i64, i64)>,
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
    }
    detail.phase = Phase::Writing;
    detail.save(store, job)?;
    let kept = kept_rows(store, job)?;
    let repairs = repairs_of(&kept);
    let mut source = Source::open(store, &detail)?;
    let things = Things::of(&mut source, &repairs)?;
    let decider = Decider { store, ctx, day: detail.day, home: row.union_id, things: &things };
    let before = detail.counts;
    let mut work = Work {
        decider,
        sheet: source.sheet,
        job,
        ctx: Ctx { job, ..ctx.clone() },
        detail,
        kept,
        overlay: Overlay::default(),
        size: FIRST_CHUNK,
        before,
    };
    if work.detail.done_to == 0 {
        work.detail.counts = Counts::default();
    }
    let (sheet, done_to) = (work.sheet, work.detail.done_to);
    let mut chunk = Vec::new();
    source.each(|mut row| {
        if row.number <= done_to {
            return Ok(());
        }
        repairs.put_right(sheet, &mut row);
        chunk.push(row);
        if chunk.len() >= work.size {
            work.chunk(std::mem::take(&mut chunk))?;
        }
        Ok(())
    })?;
    work.chunk(chunk)?;
    work.finish()
}

fn kept_rows(store: &Store, job: i64) -> Result<HashMap<i64, (Kept, RowData)>, ImportError> {
    let mut all = HashMap::new();
    let mut after = -1;
    loop {
        let part = store.kept_rows(job, &["doubtful", "rejected", "changed"], after, 2_000)?;
        let Some(last) = part.last() else { return Ok(all) };
        after = last.number;
        for kept in part {
            let data = serde_json::from_str(&kept.data).unwrap_or_default();
            all.insert(kept.number, (kept, data));
        }
    }
}

fn repairs_of(kept: &HashMap<i64, (Kept, RowData)>) -> Repairs {
    let mut repairs = Repairs::default();
    for (number, (row, data)) in kept {
        if row.answer == "skip" {
            repairs.skipped.insert(*number);
        }
        if !data.repaired.is_empty() {
            repairs.cells.insert(*number, data.repaired.clone());
        }
    }
    repairs
}

struct Work<'a> {
    decider: Decider<'a>,
    sheet: &'static Sheet,
    job: i64,
    ctx: Ctx,
    detail: Detail,
    kept: HashMap<i64, (Kept, RowData)>,
    overlay: Overlay,
    size: usize,
    before: Counts,
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
    fn chunk(&mut self, rows: Vec<FileRow>) -> Result<(), ImportError> {
        let Some(last) = rows.last().map(|row| row.number) else { return Ok(()) };
        let started = Instant::now();
        let taken = rows.len();
        let (rows, left): (Vec<Ready>, Vec<&'static str>) = self.sort(rows);
        let worlds = self.worlds(&rows)?;
        let outcomes = match self.write(&rows, &worlds, last, &left) {
            Ok(outcomes) => outcomes,
            // One bad row must not take its neighbours with it: each is tried by itself.
            Err(ImportError::Store(StoreError::Refused(_) | StoreError::Conflict(_)))
                if rows.len() > 1 =>
            {
                let mut all = Vec::new();
                for (row, world) in rows.iter().zip(&worlds) {
                    all.extend(self.alone(row, world)?);
                }
                self.mark(&all, last, &left)?;
                all
            }
            Err(ImportError::Store(error @ (StoreError::Refused(_) | StoreError::Conflict(_)))) => {
                let all = rows.first().map(|row| self.refused(row, &error)).into_iter().collect();
                self.mark(&all, last, &left)?;
                all
            }
            Err(error) => return Err(error),
        };
        drop(outcomes);
        let spent = started.elapsed();
        if taken == self.size {
            let fit = if spent > CHUNK_TIME { self.size / 2 } else { self.size * 2 };
            self.size = fit.clamp(20, LARGEST_CHUNK);
        }
        Ok(())
    }

    /// Sets aside rows that a person has not settled or has left out.
    fn sort(&self, rows: Vec<FileRow>) -> (Vec<Ready>, Vec<&'static str>) {
        let (mut ready, mut left) = (Vec::new(), Vec::new());
        for row in rows {
            match self.kept.get(&row.number) {
                Some((kept, _)) if kept.answer == "skip" => left.push("unchanged"),
                Some((kept, _)) if kept.class == "doubtful" && kept.answer.is_empty() => {
                    left.push("doubtful");
                }
                Some((kept, data)) if kept.class == "rejected" && data.repaired.is_empty() => {
                    left.push("rejected");
                }
                Some((kept, data)) => {
                    ready.push(Ready { row, answer: kept.answer.clone(), seen: data.seen.clone() })
                }
                None => ready.push(Ready { row, answer: String::new(), seen: Vec::new() }),
            }
        }
        (ready, left)
    }

    /// What is known about each row before it is written.
    fn worlds(&self, rows: &[Ready]) -> Result<Vec<SheetRow>, ImportError> {
        Ok(rows.iter().map(|ready| SheetRow::read(self.sheet, &ready.row.texts)).collect())
    }

    /// Writes a chunk under one entry.
    fn write(
        &mut self,
        rows: &[Ready],
        read: &[SheetRow],
        last: i64,
        left: &[&'static str],
    ) -> Result<Vec<Outcome>, ImportError> {
        let asks: Vec<_> = read.iter().map(|read| (self.sheet.asks)(read)).collect();
        let flat: Vec<_> = asks.iter().flatten().cloned().collect();
        let store = self.decider.store;
        // Asked before the write begins; asked again only if the database has the act repeated.
        let mut asked = Some(store.answer(self.decider.ctx, &flat)?);
        let ctx = self.ctx.clone();
        let text = format!("{}：{}", self.sheet.title, self.detail.file_name);
        let doing = Doing { act: "导入", reason: &text, room: rows.len() * 8 + 8 };
        let mut outcomes = Vec::new();
        store.act(&ctx, doing, |writer| {
            outcomes.clear();
            self.overlay = Overlay::default();
            let answers = match asked.take() {
                Some(answers) => answers,
                None => store.answer_in(writer.tx, &ctx, &flat)?,
            };
            let mut world = World {
                answers,
                facts: store.facts(),
                sheet_day: self.decider.day,
                home: self.decider.home,
            };
            for ((ready, read), asks) in rows.iter().zip(read).zip(&asks) {
                self.overlay.complete(&mut world, asks);
                let plan = self.decider.plan_of(self.sheet, &ready.row, read, &world);
                let outcome = self.write_row(writer, ready, plan)?;
                outcomes.push(outcome);
            }
            let detail = self.next_detail(&outcomes, last, left);
            self.keep_outcomes(writer, &outcomes)?;
            let rows = self.decider.things.rows;
            write_place(writer.tx, self.job, &detail, rows, store.clock.now())
        })?;
        self.detail = self.next_detail(&outcomes, last, left);
        Ok(outcomes)
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
                return Ok(Outcome::Rejected(again(ready, "rejected", faults.collect(), "")));
            }
            Plan::Doubtful(doubt) => {
                let chosen = match ready.answer.as_str() {
                    "fill" => doubt.fill,
                    "correct" => doubt.correct,
                    "other" => doubt.other,
                    _ => None,
                };
                match chosen {
                    Some(steps) => steps,
                    None => {
                        let kept = again(ready, "doubtful", Vec::new(), &doubt.reason);
                        return Ok(Outcome::Doubtful(kept));
                    }
                }
            }
            Plan::Write(steps) => steps,
        };
        if let Some(why) = moved_on(&steps, &ready.seen) {
            return Ok(Outcome::Doubtful(again(ready, "doubtful", Vec::new(), why)));
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
                        values.iter().map(|(f, v)| (*f, resolve(v, &made))).collect();
                    changed = true;
                    (register, writer.add(register, &values)?)
                }
                Step::Edit { register, id, version, values, from } => {
                    let register = self.decider.store.register(register)?;
                    let values: Vec<(&str, Value)> =
                        values.iter().map(|(f, v)| (*f, resolve(v, &made))).collect();
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

    /// Writes one row by itself; a refusal becomes its fault.
    fn alone(&mut self, row: &Ready, read: &SheetRow) -> Result<Vec<Outcome>, ImportError> {
        let rows = std::slice::from_ref(row);
        let keep = self.detail.clone();
        match self.write(rows, std::slice::from_ref(read), keep.done_to, &[]) {
            Ok(outcomes) => {
                // The place in the file moves on only with the whole chunk.
                self.detail = keep;
                Ok(outcomes)
            }
            Err(ImportError::Store(error @ (StoreError::Refused(_) | StoreError::Conflict(_)))) => {
                self.detail = keep;
                Ok(vec![self.refused(row, &error)])
            }
            Err(error) => Err(error),
        }
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
        Outcome::Rejected(again(row, "rejected", faults, ""))
    }

    /// Marks a chunk as done whose rows were written one by one.
    fn mark(
        &mut self,
        outcomes: &Vec<Outcome>,
        last: i64,
        left: &[&'static str],
    ) -> Result<(), ImportError> {
        let store = self.decider.store;
        let detail = self.next_detail(outcomes, last, left);
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

    fn keep_outcomes(&self, writer: &mut Writer, outcomes: &[Outcome]) -> store::Result<()> {
        for kept in outcomes.iter().filter_map(Outcome::kept) {
            self.decider.store.rekeep(writer.tx, self.job, kept)?;
        }
        Ok(())
    }

    fn next_detail(&self, outcomes: &[Outcome], last: i64, left: &[&'static str]) -> Detail {
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
        detail.done_to = last.max(detail.done_to);
        detail
    }

    fn finish(mut self) -> Result<Counts, ImportError> {
        let store = self.decider.store;
        // A second run over settled rows adds to what was written before.
        if self.before.read > 0 && self.before.read == self.detail.counts.read {
            let now = &mut self.detail.counts;
            now.added += self.before.added;
            now.changed += self.before.changed;
            now.unchanged -= self.before.added + self.before.changed;
        }
        self.detail.phase = Phase::Done;
        self.detail.save(store, self.job)?;
        let counts = self.detail.counts;
        let say = format!(
            "新增{}行，更改{}行，未变{}行，待定{}行，有错{}行",
            counts.added, counts.changed, counts.unchanged, counts.doubtful, counts.rejected
        );
        store.set_job_progress(self.job, counts.read, counts.read, &say)?;
        store.set_job_state(self.job, State::Done, &say)?;
        store.remember(self.sheet.code, &folded(&self.detail.chosen))?;
        Ok(counts)
    }
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

fn again(ready: &Ready, class: &str, faults: Vec<Fault>, reason: &str) -> Kept {
    let data = RowData {
        cells: ready.row.cells.clone(),
        texts: ready.row.texts.clone(),
        layout: ready.row.layout,
        faults,
        reason: reason.to_owned(),
        answers: vec!["correct".into(), "fill".into()],
        ..RowData::default()
    };
    Kept {
        number: ready.row.number,
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
    let sql = store::sql::Sql::new("UPDATE job SET detail = ").bind(detail.text());
    tx.exec(&sql.add(" WHERE id = ").bind(job))?;
    store::jobs::progress(tx, job, detail.counts.read, rows, "正在写入", now)
}

/// Takes a whole import back.
pub fn undo(store: &Store, ctx: &Ctx, job: i64) -> Result<Undone, ImportError> {
    store.job(ctx, job)?;
    let mut detail = Detail::of(store, job)?;
    if detail.phase == Phase::Undone {
        return Err(ImportError::Say("这次导入已经撤销过".into()));
    }
    if detail.phase == Phase::Writing {
        return Err(ImportError::Say("这次导入还在写，写完才能撤销".into()));
    }
    let undone = match store.undo(ctx, What::Job(job), &format!("撤销导入：{}", detail.file_name))
    {
        Err(StoreError::NotFound) => Undone::default(),
        other => other?,
    };
    detail.phase = Phase::Undone;
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
