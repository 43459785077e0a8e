//! Procedures as people see them: where a record stands, what may happen next, what waits for whom.
//!
//! Read in this order: this file, one record · [`look`] what is looked at with it · [`bench`] what waits ·
//! [`places`] where it lies · [`done`] what was decided · [`hand`] given to somebody else · [`notice`] what
//! people are told · [`form`] what is printed from a record.

mod bench;
mod done;
mod form;
mod hand;
mod look;
mod notice;
mod places;

pub use bench::{Bench, Matter, Waiting};
pub use done::{Done, DonePage, NEWEST};
pub use hand::{Colleague, Offered};
pub(crate) use look::Looked;
pub use notice::Notice;
pub(crate) use notice::Telling;

use crate::codec::Stored;
use crate::ctx::Ctx;
use crate::db::Tx;
use crate::demands::{Reason, reasons_on};
use crate::error::{Result, StoreError};
use crate::journal::Entry;
use crate::sql::{Sql, name};
use crate::store::Store;
use crate::tree::Tree;
use crate::writer::{Doing, Said, Taken};
use jiff::civil::Date;
use kernel::access::{Act, Duty};
use kernel::calendar::Calendar;
use kernel::record::Record;
use kernel::register::Register;
use kernel::verdict::Refusal;
use kernel::workflow::{
    self as flows, CLOCK_DAYS, CLOCK_FROM, CLOCK_LEFT, Case, Check, Clock, DUE_ON, Finding, State,
    Step, Workflow,
};

/// A term that runs.
#[derive(Clone, Debug)]
pub struct Term {
    /// Which.
    pub clock: &'static Clock,
    /// The day it began, which does not count.
    pub from: Date,
    /// Days it has from then.
    pub days: i64,
    /// The last one.
    pub due: Date,
    /// Days left, today among them; below zero once it is over.
    pub left: i64,
    /// Holidays of the last day's year are not announced yet: weekdays were taken.
    pub provisional: bool,
    /// Another term stands still meanwhile, with so many days left.
    pub held: Option<(&'static Clock, i64)>,
}

/// A stage of the visible line.
#[derive(Clone, Debug)]
pub struct Passed {
    /// 调查摸底.
    pub title: &'static str,
    /// When it was done, and by whom.
    pub done: Option<(i64, String)>,
}

/// A step that somebody may make.
#[derive(Clone, Debug)]
pub struct Offer {
    /// Which.
    pub step: &'static Step,
    /// What stands in its way.
    pub refused: Vec<Refusal>,
    /// The reasons to choose from, where it asks why.
    pub reasons: Vec<Reason>,
}

/// Where a record stands.
#[derive(Clone, Debug)]
pub struct Standing {
    /// Its procedure.
    pub flow: &'static Workflow,
    /// Its state.
    pub state: State,
    /// What the state is called.
    pub title: String,
    /// The term that runs.
    pub term: Option<Term>,
    /// The visible line.
    pub stages: Vec<Passed>,
    /// Where on it the record is; behind the last once it has ended well.
    pub stage: usize,
    /// What this reader may do next.
    pub steps: Vec<Offer>,
    /// What was looked at for those steps.
    pub checks: Vec<(Check, Finding)>,
    /// Attachments that those steps need: kind, and whether it is there.
    pub papers: Vec<(&'static str, bool)>,
    /// The link by which it waits with another record.
    pub with: Option<&'static str>,
}

/// Whether a person may make a step on records of a node.
pub(crate) fn may_step(ctx: &Ctx, tree: &Tree, step: &Step, node: i64) -> bool {
    if step.by.is_empty() {
        return false;
    }
    if ctx.own.is_some() {
        // The record was reached because it is about them.
        return step.by.iter().any(|role| role.duty == Duty::Own);
    }
    let covers = |up: i64| up == 0 || tree.within(node, up);
    let mine = ctx.grants.iter().filter(|grant| covers(grant.union));
    ctx.all || mine.into_iter().any(|grant| step.by.iter().any(|role| role.code == grant.role))
}

/// The node that makes a step on a record: the owner, or the one that the step names.
pub(crate) fn maker_of(step: &Step, of: &Stored) -> i64 {
    step.at.map_or(of.node, |link| of.fixed(link).as_int().unwrap_or(-1))
}

/// The term that runs by the fields of a record.
pub fn term_of(flow: &Workflow, record: &Record, calendar: &Calendar, today: Date) -> Option<Term> {
    let state = flow.meaning(record.value(flow.state.name).as_text()?)?;
    let clock = state.clock?;
    let (from, days) = (record.get(CLOCK_FROM)?, record.get(CLOCK_DAYS)?);
    let due = record.get(DUE_ON)?;
    let held = state.holds.zip(record.get(CLOCK_LEFT));
    Some(Term {
        clock,
        from,
        days,
        due,
        left: clock.left(calendar, today, (days, due)),
        provisional: clock.last_day(calendar, from, days).provisional,
        held,
    })
}

impl Store {
    /// Where a record stands; nothing for a register without a procedure.
    pub fn standing(
        &self,
        ctx: &Ctx,
        register: &'static Register,
        key: &str,
    ) -> Result<Option<Standing>> {
        let Some(flow) = &register.flow else { return Ok(None) };
        self.db.read(|tx| {
            let stored = self.fetch(tx, ctx, register, key, Act::Read)?;
            let record = stored.on(self.today());
            let code = record.value(flow.state.name).to_string();
            let Some(state) = flow.meaning(&code).copied() else { return Ok(None) };
            let facts = self.facts();
            let term = term_of(flow, &record, &facts.calendar, facts.today);
            let (stages, reached) = line(tx, flow, &stored, &state)?;
            let mut standing = Standing {
                flow,
                state,
                title: flow.title(&code).to_owned(),
                term,
                stages,
                stage: reached,
                steps: Vec::new(),
                checks: Vec::new(),
                papers: Vec::new(),
                with: flow.waits_with.filter(|link| !record.value(link).is_null()),
            };
            if !stored.voided {
                self.offers(tx, ctx, &stored, &record, &mut standing)?;
            }
            Ok(Some(standing))
        })
    }

    fn offers(
        &self,
        tx: &mut Tx,
        ctx: &Ctx,
        stored: &Stored,
        record: &Record,
        standing: &mut Standing,
    ) -> Result<()> {
        let flow = standing.flow;
        let tree = self.tree(tx)?;
        let looked = Looked::at(self, tx, stored, self.today())?;
        let facts = self.facts();
        let case = Case { record, facts: &facts, found: &looked.found };
        // What waits with another record goes on with it; only going out is left to itself.
        let alone = standing.with.is_none() || standing.state.code != flow.first();
        let from_here = flow.steps.iter().filter(|step| {
            step.from.contains(&standing.state.code) && (alone || step.way == flows::Way::Off)
        });
        for step in from_here.filter(|step| may_step(ctx, &tree, step, maker_of(step, stored))) {
            for kind in case.needs(step) {
                if standing.papers.iter().all(|known| known.0 != *kind) {
                    standing.papers.push((kind, case.has_paper(kind)));
                }
            }
            for check in flow.checks.iter().filter(|check| step.checks.contains(&check.code)) {
                if standing.checks.iter().all(|known| known.0.code != check.code) {
                    standing.checks.push((*check, (check.look)(&case)));
                }
            }
            let refused = flows::obstacles(flow, step, &case);
            let reasons = reasons_on(tx, step, facts.today)?;
            standing.steps.push(Offer { step, refused, reasons });
        }
        Ok(())
    }

    /// Makes a step on one record, with everything that follows from it, in one act.
    pub fn take_step(
        &self,
        ctx: &Ctx,
        register: &'static Register,
        id: i64,
        said: &Said<'_>,
    ) -> Result<Taken> {
        let flow = register.flow.as_ref().ok_or(StoreError::NotFound)?;
        let step = flow.find_step(said.step).ok_or(StoreError::NotFound)?;
        let room = self.room_for(flow, id)?;
        let reason = said.why(&self.reasons_of(step)?);
        let doing = Doing { act: step.title, reason: &reason, room };
        self.act(ctx, doing, |writer| {
            let taken = writer.step(register, id, said)?;
            writer.tell_of_step(register, id, step)?;
            writer.copy(register, id, &said.copies)?;
            Ok(taken)
        })
    }

    /// New records that a step may bring about at most: a few for each of its parts.
    fn room_for(&self, flow: &Workflow, id: i64) -> Result<usize> {
        let mut parts = 0;
        self.db.read(|tx| {
            for part in flow.parts.iter().filter(|part| part.through.is_none()) {
                let text = format!(
                    "SELECT COUNT(*) FROM {} WHERE voided = 0 AND {} = ",
                    name(part.register),
                    name(part.link)
                );
                parts += tx.one(&Sql::new(text).bind(id))?.map_or(0, |row| row.int(0));
            }
            Ok(())
        })?;
        Ok(usize::try_from(parts).unwrap_or(0) * 4 + 50)
    }
}

/// The visible line with who passed each stage and when.
fn line(
    tx: &mut Tx,
    flow: &'static Workflow,
    stored: &Stored,
    state: &State,
) -> Result<(Vec<Passed>, usize)> {
    let mut stages: Vec<Passed> =
        flow.stages.iter().map(|stage| Passed { title: stage.title, done: None }).collect();
    let mut entries: Vec<Entry> =
        crate::history::entries_of(tx, stored.register, stored.id)?.into_values().collect();
    entries.sort_by_key(|entry| entry.seq);
    let mut at = 0;
    for entry in &entries {
        let Some(step) = flow.steps.iter().find(|step| step.title == entry.act) else {
            continue;
        };
        let to = flow.stage_of(step.to).unwrap_or(at);
        let well = flow.meaning(step.to).is_some_and(|s| s.ended == Some(flows::Ended::Well));
        let to = if well { stages.len() } else { to };
        // Who made this step passed the stages from which it leads, not those before.
        let left = step.from.iter().filter_map(|from| flow.stage_of(from)).max().unwrap_or(at);
        for stage in stages.iter_mut().take(to).skip(at.max(left)) {
            stage.done = Some((entry.at, entry.user_name.clone()));
        }
        for stage in stages.iter_mut().skip(to) {
            stage.done = None;
        }
        at = to;
    }
    let well = state.ended == Some(flows::Ended::Well);
    let reached = if well { stages.len() } else { flow.stage_of(state.code).unwrap_or(at) };
    Ok((stages, reached))
}
