//! Goals (目标任务): how far a union is with what it has to reach. A register that declares goals says
//! which fields make one; everything else are figures. Values are hundredths of the indicator's unit.
//!
//! Read in this order: this file, goals and their figures · [`pace`] what they say · [`gap`] whom to work
//! on · [`parts`] what was handed down · [`told`] what reports hear.

mod gap;
mod pace;
mod parts;
mod told;

pub use gap::{Gap, Unit};
pub use pace::{Progress, Standing};
pub use parts::{Share, Sum};

use crate::ctx::Ctx;
use crate::db::Tx;
use crate::error::{Result, StoreError};
use crate::figure::{Amount, FigureAsk, Sequences, When, thousands};
use crate::list::{ListAsk, Page};
use crate::store::Store;
use jiff::civil::Date;
use kernel::access::Act;
use kernel::goal::{Goals, read, written};
use kernel::indicator::{Cond, Indicator, Measure};
use kernel::register::Register;
use kernel::value::Value;
use std::sync::Arc;

/// The most goals that are looked at together.
const MOST: usize = 200;

/// One goal as its record says.
#[derive(Clone, Debug)]
pub struct Goal {
    /// Key.
    pub id: i64,
    /// Name in addresses.
    pub public_id: String,
    /// Version, for handing down.
    pub version: i64,
    /// The union that has to reach it.
    pub union: i64,
    /// What it is called.
    pub title: String,
    /// What is counted.
    pub indicator: &'static Indicator,
    /// It counts what happens from the first day on, not what stands on a day.
    pub flow: bool,
    /// The first day that counts.
    pub from: Date,
    /// The last day that counts.
    pub due: Date,
    /// What must be reached, in hundredths.
    pub value: i64,
    /// It is not to be exceeded.
    pub at_most: bool,
    /// The goal of which it is a part.
    pub part_of: Option<i64>,
    /// Who answers for it: title of the field and what stands there; empty ones left out.
    pub people: Vec<(&'static str, String)>,
}

/// Whether an indicator is counted in whole things: neither a share nor money.
pub(crate) fn counts_whole(indicator: &Indicator) -> bool {
    !matches!(indicator.measure, Measure::Ratio { .. }) && indicator.unit != "元"
}

impl Goal {
    /// Whether it is counted in whole things.
    pub fn is_whole(&self) -> bool {
        counts_whole(self.indicator)
    }
    /// Whether it is a share of something: parts of it are never added up.
    pub fn is_share(&self) -> bool {
        matches!(self.indicator.measure, Measure::Ratio { .. })
    }
    /// Hundredths as a number of its unit: `1,208`, `92.5`.
    pub fn number(&self, hundredths: i64) -> String {
        let text = written(hundredths);
        let (whole, rest) = text.split_once('.').map_or((text.as_str(), ""), |pair| pair);
        let whole = whole.parse().map_or_else(|_| whole.to_owned(), thousands);
        if rest.is_empty() { whole } else { format!("{whole}.{rest}") }
    }
    /// The same with its unit: `1,208人`, `92.5%`.
    pub fn words(&self, hundredths: i64) -> String {
        format!("{}{}", self.number(hundredths), self.indicator.unit)
    }
    /// A difference in words: `6家`, `0.4个百分点`.
    pub fn difference(&self, hundredths: i64) -> String {
        match self.indicator.unit.as_str() {
            "%" => format!("{}个百分点", self.number(hundredths)),
            unit => format!("{}{unit}", self.number(hundredths)),
        }
    }
    /// The days whose figure tells how far it is at the end of a day.
    pub fn when(&self, day: Date) -> When {
        let last = day.min(self.due);
        if self.flow { When::Between(self.from.min(last), last) } else { When::On(last) }
    }
}

/// A figure in hundredths of its unit; nothing when it is undefined.
pub fn hundredths(amount: Amount) -> Option<i64> {
    match amount.denominator {
        None if amount.fen => Some(amount.value),
        None => amount.value.checked_mul(100),
        Some(0) => None,
        Some(below) => {
            let above = i128::from(amount.value) * i128::from(amount.scale) * 200;
            let below = i128::from(below);
            i64::try_from((above + below).div_euclid(below * 2)).ok()
        }
    }
}

/// Everything about one goal.
#[derive(Clone, Debug)]
pub struct Opened {
    /// The goal and how far it is.
    pub progress: Progress,
    /// The goal of which it is a part, if this reader may see it.
    pub whole: Option<Goal>,
    /// What was handed down of it, and how far that is.
    pub parts: Vec<Progress>,
    /// Whom to work on.
    pub gap: Gap,
    /// Whether this reader may hand it down or change what was.
    pub may_write: bool,
}

/// A number that was asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Reading {
    Known(i64),
    Undefined,
    Forbidden,
}

/// What is asked of the figures: union, days and indicator.
type Wanted = (i64, When, &'static Indicator);

/// Whose goals, and which of them.
#[derive(Clone, Debug, Default)]
struct Which {
    /// Of this union alone; 0 of all.
    union: i64,
    /// Conditions on the records.
    filters: Vec<Cond>,
}

impl Store {
    /// The goals of a union, the soonest due first, and how far each is at the end of today. None where
    /// the reader may not see goals.
    pub fn goals(&self, ctx: &Ctx, union: i64) -> Result<Vec<Progress>> {
        self.refresh_definitions()?;
        let today = self.today();
        self.db.read(|tx| {
            let union = if union == 0 { self.tree(tx)?.root() } else { union };
            let goals = self.goals_in(tx, ctx, Which { union, ..Which::default() })?;
            self.progress_in(tx, ctx, goals, today, None)
        })
    }

    /// One goal with its parts and whom to work on.
    pub fn goal(&self, ctx: &Ctx, key: &str) -> Result<Opened> {
        self.refresh_definitions()?;
        let today = self.today();
        self.db.read(|tx| {
            let goal = self.goal_in(tx, ctx, key)?;
            let whole = match goal.part_of {
                None => None,
                Some(id) => match self.goal_in(tx, ctx, &id.to_string()) {
                    Err(StoreError::NotFound) => None,
                    found => Some(found?),
                },
            };
            let (register, _) = self.catalog().goals().ok_or(StoreError::NotFound)?;
            let may_write = ctx.may(register, Act::Write, goal.union, &*self.tree(tx)?);
            let parts = self.parts_in(tx, ctx, goal.id)?;
            let parts = self.progress_in(tx, ctx, parts, today, None)?;
            let mut all = self.progress_in(tx, ctx, vec![goal], today, None)?;
            let progress = all.pop().ok_or(StoreError::NotFound)?;
            let gap = self.gap_in(tx, ctx, &progress, &parts, None)?;
            Ok(Opened { progress, whole, parts, gap, may_write })
        })
    }

    fn goal_in(&self, tx: &mut Tx, ctx: &Ctx, key: &str) -> Result<Goal> {
        let (register, goals) = self.catalog().goals().ok_or(StoreError::NotFound)?;
        let stored = self.fetch(tx, ctx, register, key, Act::Read)?.living()?;
        let head = (stored.id, stored.public_id.clone(), stored.version);
        let value = |field: &str| stored.fixed(field);
        self.goal_of(register, goals, head, &value).ok_or(StoreError::NotFound)
    }

    fn parts_in(&self, tx: &mut Tx, ctx: &Ctx, whole: i64) -> Result<Vec<Goal>> {
        let Some((_, goals)) = self.catalog().goals() else { return Ok(Vec::new()) };
        let of = Cond::Is(goals.part_of.to_owned(), vec![Value::Int(whole)]);
        self.goals_in(tx, ctx, Which { filters: vec![of], ..Which::default() })
    }

    fn goals_in(&self, tx: &mut Tx, ctx: &Ctx, which: Which) -> Result<Vec<Goal>> {
        let Some((register, goals)) = self.catalog().goals() else { return Ok(Vec::new()) };
        let owner = register.owner_field().unwrap_or_default();
        let mut columns = vec![register.label, owner, goals.indicator, goals.from, goals.due];
        columns.extend([goals.value, goals.at_most, goals.part_of]);
        columns.extend(goals.people);
        let ask = ListAsk {
            at: which.union,
            only_here: which.union != 0,
            filters: which.filters,
            columns: columns.into_iter().map(str::to_owned).collect(),
            sort: goals.due.to_owned(),
            ..ListAsk::new(register)
        };
        let query = match self.query(tx, ctx, &ask) {
            Err(StoreError::Forbidden) => return Ok(Vec::new()),
            query => query?,
        };
        let page = self.page(tx, &ask, &query, None, MOST)?;
        Ok(self.goals_of_page(register, goals, &page))
    }

    fn goals_of_page(&self, register: &'static Register, goals: Goals, page: &Page) -> Vec<Goal> {
        let place = |field: &str| page.heads.iter().position(|head| head.name == field);
        let one = |row: &crate::list::ListRow| {
            let value = |field: &str| {
                place(field).and_then(|at| row.cells.get(at)).cloned().unwrap_or_default()
            };
            let head = (row.id, row.public_id.clone(), row.version);
            self.goal_of(register, goals, head, &value)
        };
        page.rows.iter().filter_map(one).collect()
    }

    /// A goal from the values of its record; nothing while a value that makes a goal is missing or its
    /// indicator is not known here.
    fn goal_of(
        &self,
        register: &'static Register,
        goals: Goals,
        (id, public_id, version): (i64, String, i64),
        value: &dyn Fn(&str) -> Value,
    ) -> Option<Goal> {
        let text = |field: &str| value(field).as_text().unwrap_or_default().to_owned();
        let day = |field: &str| value(field).as_day();
        let indicator = self.indicator(&text(goals.indicator)).ok()?;
        let person = |field: &&'static str| {
            let said = text(field);
            let title = register.field(field).map_or("", |field| field.title);
            (!said.is_empty()).then_some((title, said))
        };
        Some(Goal {
            id,
            public_id,
            version,
            union: value(register.owner_field()?).as_int()?,
            title: text(register.label),
            indicator,
            flow: self.is_flow(indicator),
            from: day(goals.from)?,
            due: day(goals.due)?,
            value: read(&text(goals.value))?,
            at_most: value(goals.at_most).as_int() == Some(1),
            part_of: value(goals.part_of).as_int(),
            people: goals.people.iter().filter_map(person).collect(),
        })
    }

    /// How far goals are at the end of a day: as few readings as there are unions and days.
    fn progress_in(
        &self,
        tx: &mut Tx,
        ctx: &Ctx,
        goals: Vec<Goal>,
        day: Date,
        known: Option<&Arc<Sequences>>,
    ) -> Result<Vec<Progress>> {
        let eve = |goal: &Goal| When::On(goal.from.yesterday().unwrap_or(goal.from));
        let mut wanted: Vec<Wanted> = Vec::new();
        for goal in &goals {
            wanted.push((goal.union, goal.when(day), goal.indicator));
            if !goal.flow {
                wanted.push((goal.union, eve(goal), goal.indicator));
            }
        }
        let read = self.read_all(tx, ctx, wanted, known)?;
        let find = |union: i64, when: When, indicator: &Indicator| {
            let same = |one: &&(Wanted, Reading)| {
                one.0.0 == union && one.0.1 == when && one.0.2.code == indicator.code
            };
            read.iter().find(same).map_or(Reading::Undefined, |one| one.1)
        };
        let progress = |goal: Goal| {
            let begun = goal.from <= day;
            let now = if goal.flow && !begun {
                Reading::Known(0)
            } else {
                find(goal.union, goal.when(day), goal.indicator)
            };
            let start = if goal.flow {
                Reading::Known(0)
            } else {
                find(goal.union, eve(&goal), goal.indicator)
            };
            Progress::of(goal, day, now, start)
        };
        Ok(goals.into_iter().map(progress).collect())
    }

    fn read_all(
        &self,
        tx: &mut Tx,
        ctx: &Ctx,
        wanted: Vec<Wanted>,
        known: Option<&Arc<Sequences>>,
    ) -> Result<Vec<(Wanted, Reading)>> {
        let mut groups: Vec<((i64, When), Vec<&'static Indicator>)> = Vec::new();
        for (union, when, indicator) in wanted {
            match groups.iter_mut().find(|group| group.0 == (union, when)) {
                Some((_, all)) if all.iter().any(|one| one.code == indicator.code) => {}
                Some((_, all)) => all.push(indicator),
                None => groups.push(((union, when), vec![indicator])),
            }
        }
        let mut read = Vec::new();
        for ((union, when), indicators) in groups {
            let ask =
                FigureAsk { union, when, known: known.cloned(), ..FigureAsk::on(when.last()) };
            for (indicator, figure) in
                indicators.iter().zip(self.figures_in(tx, ctx, &indicators, &ask)?)
            {
                let reading = match figure {
                    Ok(figure) => {
                        hundredths(figure.amount).map_or(Reading::Undefined, Reading::Known)
                    }
                    Err(StoreError::Forbidden | StoreError::NotFound) => Reading::Forbidden,
                    Err(StoreError::Refused(_)) => Reading::Undefined,
                    Err(error) => return Err(error),
                };
                read.push(((union, when, *indicator), reading));
            }
        }
        Ok(read)
    }
}
