//! Whom to work on for a goal: the rows of the figure that its module names, else the parts that are
//! behind, else the units below that have least.

use super::{Goal, Progress, hundredths};
use crate::ctx::Ctx;
use crate::db::Tx;
use crate::error::{Result, StoreError};
use crate::figure::{Figure, FigureAsk, Sequences, When};
use crate::store::Store;
use kernel::indicator::Indicator;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Units named at most.
const UNITS: usize = 10;

/// What is still to be done.
#[derive(Clone, Debug)]
pub enum Gap {
    /// The rows of this indicator on these days, so many; nothing where they may not be seen.
    Rows {
        /// Whose rows.
        indicator: &'static Indicator,
        /// Which days.
        when: When,
        /// How many.
        count: Option<i64>,
    },
    /// The parts handed down that are behind.
    Parts(Vec<Progress>),
    /// The units directly below, the one with most to do first.
    Units(Vec<Unit>),
    /// Nothing is behind, or nobody below can be named.
    Nobody,
}

/// A unit below and how far it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unit {
    /// Key.
    pub union: i64,
    /// Name.
    pub name: String,
    /// How far it is, in hundredths.
    pub now: i64,
}

impl Store {
    pub(super) fn gap_in(
        &self,
        tx: &mut Tx,
        ctx: &Ctx,
        progress: &Progress,
        parts: &[Progress],
        known: Option<&Arc<Sequences>>,
    ) -> Result<Gap> {
        let goal = &progress.goal;
        let when = goal.when(progress.day);
        let other = self.catalog().gap(&goal.indicator.code).filter(|_| !goal.at_most);
        if let Some(indicator) = other.and_then(|code| self.indicator_on(code, when.last()).ok()) {
            let when = if self.is_flow(indicator) { when } else { When::On(when.last()) };
            let ask = asked(goal, when, known);
            let figure = one(self.figures_in(tx, ctx, &[indicator], &ask)?)?;
            let count = figure.map(|figure| figure.amount.value);
            return Ok(Gap::Rows { indicator, when, count });
        }
        if !parts.is_empty() {
            let behind = parts.iter().filter(|part| part.is_behind()).cloned().collect();
            return Ok(Gap::Parts(behind));
        }
        let ask = asked(goal, when, known).by(&["child"]);
        let figure = one(self.figures_in(tx, ctx, &[goal.indicator], &ask)?)?;
        let units = match figure {
            None => Vec::new(),
            Some(figure) => self.lowest(tx, goal, &figure)?,
        };
        Ok(if units.is_empty() { Gap::Nobody } else { Gap::Units(units) })
    }

    /// The units below with most to do. Of a share only those who have not reached it themselves; of a
    /// count everybody, for it cannot be told what each should have.
    fn lowest(&self, tx: &mut Tx, goal: &Goal, figure: &Figure) -> Result<Vec<Unit>> {
        let tree = self.tree(tx)?;
        let known: BTreeMap<&str, Option<i64>> = figure
            .groups
            .iter()
            .filter_map(|group| Some((group.of.first()?.0.as_str(), hundredths(group.amount))))
            .collect();
        let unit = |id: &i64| {
            let node = tree.node(*id).filter(|node| !node.ended)?;
            let now = match known.get(id.to_string().as_str()) {
                Some(now) => (*now)?,
                None if goal.is_share() => return None,
                None => 0,
            };
            Some(Unit { union: *id, name: node.name.clone(), now })
        };
        let mut units: Vec<Unit> = tree.children_of(goal.union).iter().filter_map(unit).collect();
        if goal.is_share() {
            let short = |unit: &Unit| {
                if goal.at_most { unit.now > goal.value } else { unit.now < goal.value }
            };
            units.retain(short);
        }
        units.sort_by_key(|unit| (if goal.at_most { -unit.now } else { unit.now }, unit.union));
        units.truncate(UNITS);
        Ok(units)
    }
}

fn asked(goal: &Goal, when: When, known: Option<&Arc<Sequences>>) -> FigureAsk {
    let ask = FigureAsk { when, known: known.cloned(), ..FigureAsk::on(when.last()) };
    ask.at(goal.union)
}

/// The only figure; nothing where it may not be seen or cannot be broken down.
fn one(mut figures: Vec<Result<Figure>>) -> Result<Option<Figure>> {
    match figures.pop() {
        Some(Ok(figure)) => Ok(Some(figure)),
        None | Some(Err(StoreError::Forbidden | StoreError::NotFound | StoreError::Refused(_))) => {
            Ok(None)
        }
        Some(Err(error)) => Err(error),
    }
}
