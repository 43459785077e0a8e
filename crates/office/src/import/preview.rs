//! Looking at every row without writing anything to a register.

use super::again::Settled;
use super::months::{self, Months};
use super::overlay::Overlay;
use super::plan::{Decided, Decider, FileRow, Home, Source};
use super::repair::recount;
use super::things::Things;
use super::{Counts, Detail, ImportError, Phase, Place};
use kernel::field::{FieldDef, Kind};
use kernel::record::Record;
use kernel::sheet::{Doubt, Plan, Step, World};
use kernel::value::Value;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use store::intake::Kept;
use store::{Ctx, Store};

/// A fault of a kept row.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Fault {
    /// Code of the column, empty for the whole row.
    pub column: String,
    /// What would be right.
    pub expected: String,
    /// A one-click repair.
    pub suggest: Option<String>,
}

/// A field that would change.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Changed {
    /// Register.
    pub register: String,
    /// Title of the field.
    pub title: String,
    /// Before.
    pub old: String,
    /// After.
    pub new: String,
}

/// What is kept of a row that needs a person, or will change something.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct RowData {
    /// Texts of all columns of the file.
    pub cells: Vec<String>,
    /// Texts per column of the sheet.
    pub texts: Vec<String>,
    /// Which layout.
    pub layout: usize,
    /// What is wrong.
    pub faults: Vec<Fault>,
    /// Why it is doubtful.
    pub reason: String,
    /// The record it may be.
    pub like: Option<(String, i64)>,
    /// A row of the file that says otherwise of the same.
    #[serde(default)]
    pub rival: Option<i64>,
    /// The first row of those among which only one can be right.
    #[serde(default)]
    pub group: Option<i64>,
    /// Which answers are possible.
    pub answers: Vec<String>,
    /// What would change.
    pub changes: Vec<Changed>,
    /// Versions seen, which must still stand when writing.
    pub seen: Vec<(String, i64, i64)>,
    /// Cells put right by a person: column code → text.
    pub repaired: BTreeMap<String, String>,
    /// The class it counts as in the preview; empty when it is the kept one.
    #[serde(default)]
    pub counted: String,
}

const BATCH: usize = 500;

/// Looks at every row: what would be added, changed, left; what is doubtful; what is wrong. What people
/// have put right and answered before is carried over. Of a file that was written, only the rows that
/// stayed behind are looked at.
pub fn preview(store: &Store, ctx: &Ctx, job: i64) -> Result<Counts, ImportError> {
    let row = store.job(ctx, job)?;
    let mut detail = Detail::of(store, job)?;
    if matches!(detail.phase, Phase::Undoing | Phase::Undone | Phase::Writing | Phase::Dropped) {
        return Err(ImportError::Say("这次导入现在不能再看".into()));
    }
    let rest = detail.phase == Phase::Done;
    if !rest {
        detail.phase = Phase::Looking;
        detail.save(store, job)?;
    }
    store.set_job_progress(job, 0, 0, "正在读文件")?;
    let mut source = Source::open(store, &detail)?;
    detail.places = source.layouts.iter().map(place).collect();
    let mut settled = Settled::take(store, job, rest)?;
    let things = Things::of(&mut source, &settled.repairs)?;
    let home = Home::of(store, row.union_id)?;
    let decider =
        Decider { store, ctx, day: detail.day, home, whole: detail.whole, things: &things };
    let mut look = Look {
        decider,
        job,
        counts: Counts::default(),
        recount: detail.preview,
        months: Vec::new(),
    };
    look.whole(&mut source, &mut settled)?;
    let counts = look.counts;
    detail.again = settled.told();
    if rest {
        detail.preview = look.recount;
    } else {
        (detail.preview, detail.months) = (counts, look.months);
    }
    detail.wish = None;
    let (read, say) = if rest {
        (detail.counts.read, super::apply::said(&detail.counts))
    } else {
        detail.phase = Phase::Ready;
        (counts.read, "看完了，等您决定".to_owned())
    };
    detail.save(store, job)?;
    store.set_job_progress(job, read, things.rows, &say)?;
    Ok(counts)
}

fn place(layout: &crate::Layout) -> Place {
    let found = layout.columns.iter();
    let letters = found.filter_map(|column| Some((column.code.clone()?, column.letter.clone())));
    Place { sheet_name: layout.sheet_name.clone(), letters: letters.collect() }
}

struct Look<'a> {
    decider: Decider<'a>,
    job: i64,
    counts: Counts,
    /// What the look before counted, with the rows that came out otherwise now.
    recount: Counts,
    months: Vec<Months>,
}

impl Look<'_> {
    /// Looks at all rows that are wanted.
    fn whole(&mut self, source: &mut Source, settled: &mut Settled) -> Result<(), ImportError> {
        let (mut batch, mut overlay) = (Vec::with_capacity(BATCH), Overlay::default());
        let (sheet, things) = (source.sheet, self.decider.things);
        source.in_turn(things, |mut row| {
            if !settled.wants(&row) {
                return Ok(());
            }
            settled.repairs.put_right(sheet, &mut row);
            batch.push(row);
            if batch.len() == BATCH {
                self.batch(sheet, std::mem::take(&mut batch), (&mut overlay, settled))?;
            }
            Ok(())
        })?;
        self.batch(sheet, batch, (&mut overlay, settled))
    }

    fn batch(
        &mut self,
        sheet: &'static kernel::sheet::Sheet,
        rows: Vec<FileRow>,
        (overlay, settled): (&mut Overlay, &mut Settled),
    ) -> Result<(), ImportError> {
        let catalog = self.decider.store.catalog();
        let (counts, recounted) = (&mut self.counts, &mut self.recount);
        let all_months = &mut self.months;
        let (mut kept, mut met) = (Vec::new(), Vec::new());
        self.decider.decide(sheet, rows, overlay, |decided, overlay, world| {
            let class = count(counts, &decided, sheet.register);
            months::count(all_months, sheet, &decided);
            if let Plan::Write(steps) = &decided.plan {
                overlay.pretend(catalog, sheet.overlay, steps, world);
            }
            if let Some((row, before)) = settled.renew(class, &decided, world) {
                recount(recounted, &before, -1);
                recount(recounted, class, 1);
                met.push(decided.row.number);
                kept.extend(row);
            } else if matches!(class, "changed" | "doubtful" | "rejected") {
                kept.push(keep(class, &decided, world));
            }
            Ok(())
        })?;
        let (store, job) = (self.decider.store, self.job);
        store.db.write(|tx| {
            store.forget_some(tx, job, &met)?;
            store.keep_rows(tx, job, &kept)
        })?;
        let (read, rows) = (self.counts.read, self.decider.things.rows);
        store.set_job_progress(job, read, rows, "正在逐行查看")?;
        Ok(())
    }
}

/// Counts a row in exactly one class, by the sheet's principal register.
pub(super) fn count(counts: &mut Counts, decided: &Decided, register: &str) -> &'static str {
    counts.read += 1;
    let (slot, class) = match &decided.plan {
        Plan::Reject(_) => (&mut counts.rejected, "rejected"),
        Plan::Doubtful(_) => (&mut counts.doubtful, "doubtful"),
        Plan::Write(steps) if steps.is_empty() => (&mut counts.unchanged, "unchanged"),
        Plan::Write(steps) if adds(steps, register) => (&mut counts.added, "added"),
        Plan::Write(_) => (&mut counts.changed, "changed"),
    };
    *slot += 1;
    class
}

/// Whether the steps add a record of the principal register.
pub(super) fn adds(steps: &[Step], principal: &str) -> bool {
    steps.iter().any(|step| matches!(step, Step::Add { register, .. } if *register == principal))
}

/// What is kept of a row.
pub(super) fn keep(class: &str, decided: &Decided, world: &World) -> Kept {
    let mut data = RowData {
        cells: decided.row.cells.clone(),
        texts: decided.row.texts.clone(),
        layout: decided.row.layout,
        ..RowData::default()
    };
    match &decided.plan {
        Plan::Reject(faults) => {
            data.faults = faults
                .iter()
                .map(|fault| Fault {
                    column: fault.column.to_owned(),
                    expected: fault.expected.clone(),
                    suggest: fault.suggest.clone(),
                })
                .collect();
        }
        Plan::Doubtful(doubt) => {
            data.reason.clone_from(&doubt.reason);
            data.like = doubt.like.map(|(register, id)| (register.to_owned(), id));
            (data.rival, data.group) = rival(doubt);
            data.answers = answers(doubt);
            let shown = doubt.correct.as_ref().or(doubt.fill.as_ref());
            data.changes = shown.map_or_else(Vec::new, |steps| changes(steps, world));
            data.seen = shown.map_or_else(Vec::new, |steps| seen(steps));
        }
        Plan::Write(steps) => {
            data.changes = changes(steps, world);
            data.changes.extend(brought(steps, world));
            data.seen = seen(steps);
        }
    }
    Kept {
        number: decided.row.number,
        class: class.to_owned(),
        answer: String::new(),
        data: serde_json::to_string(&data).unwrap_or_default(),
    }
}

/// The row that says otherwise, and the first of those that speak of the same.
pub(super) fn rival(doubt: &Doubt) -> (Option<i64>, Option<i64>) {
    (doubt.rival.map(|rival| rival.row), doubt.rival.map(|rival| rival.first))
}

/// Which answers to a doubt are possible.
pub(super) fn answers(doubt: &Doubt) -> Vec<String> {
    let options = [("fill", &doubt.fill), ("correct", &doubt.correct), ("other", &doubt.other)];
    let possible = options.into_iter().filter(|(_, steps)| steps.is_some());
    possible.map(|(answer, _)| answer.to_owned()).collect()
}

fn seen(steps: &[Step]) -> Vec<(String, i64, i64)> {
    let one = |step: &Step| match step {
        Step::Edit { register, id, version, .. } => Some(((*register).to_owned(), *id, *version)),
        Step::Add { .. } => None,
    };
    steps.iter().filter_map(one).collect()
}

/// Old → new for every field that would change, secrets masked.
fn changes(steps: &[Step], world: &World) -> Vec<Changed> {
    let mut all = Vec::new();
    for step in steps {
        let Step::Edit { register, id, values, .. } = step else { continue };
        let known = world
            .answers
            .values()
            .flatten()
            .find(|found| found.record.register.name == *register && found.record.id == *id);
        let Some(known) = known else { continue };
        for (name, new) in values {
            let Some(field) = known.record.register.field(name) else { continue };
            // A link to a record that the file itself brings has no number yet, and names the same.
            if known.record.value(name) == new {
                continue;
            }
            all.push(Changed {
                register: (*register).to_owned(),
                title: field.title.to_owned(),
                old: plain(field, known.record.value(name)),
                new: plain(field, new),
            });
        }
    }
    all
}

/// Records that a row brings beside what it changes: the employer that joins a known union.
fn brought(steps: &[Step], world: &World) -> Vec<Changed> {
    let registers = world.answers.values().flatten();
    let known: BTreeMap<(&str, i64), &Record> =
        registers.map(|s| ((s.record.register.name, s.record.id), &s.record)).collect();
    // The name of a record, or of the one it is called after.
    let called = |values: &[(&'static str, Value)]| {
        let own = values.iter().find(|(field, _)| *field == "name");
        own.map(|(_, name)| name.to_string())
    };
    let one = |step: &Step| {
        let Step::Add { register, values } = step else { return None };
        let linked = values.iter().filter_map(|(field, value)| Some((*field, value.as_int()?)));
        let of_link = |(field, id): (&'static str, i64)| match usize::try_from(-1 - id) {
            _ if field != "employer" => None,
            Ok(at) if at < steps.len() => match steps.get(at)? {
                Step::Add { values, .. } => called(values),
                Step::Edit { register, id, .. } => {
                    known.get(&(*register, *id)).map(|record| record.value("name").to_string())
                }
            },
            _ => known.get(&(field, id)).map(|record| record.value("name").to_string()),
        };
        let new = called(values).or_else(|| linked.into_iter().find_map(of_link))?;
        let title = if *register == "coverage" { "新覆盖" } else { "新登记" };
        Some(Changed {
            register: (*register).to_owned(),
            title: title.into(),
            old: String::new(),
            new,
        })
    };
    steps.iter().filter_map(one).collect()
}

fn plain(field: &FieldDef, value: &Value) -> String {
    if field.kind == Kind::Link {
        return value.as_int().map_or_else(String::new, |id| {
            if id < 0 { "这个文件里的".to_owned() } else { format!("第{id}号") }
        });
    }
    store::history::plain(field, value)
}
