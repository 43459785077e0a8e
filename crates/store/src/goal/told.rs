//! The goal that a report hears of: value, what is due by its last day, and who is behind.

use super::{Gap, Goal, Progress, Standing, Which};
use crate::ctx::Ctx;
use crate::db::Tx;
use crate::error::Result;
use crate::figure::{FigureAsk, When};
use crate::store::Store;
use jiff::civil::Date;
use kernel::indicator::{Cond, Indicator, Measure};
use kernel::report::MOST_NAMES;
use kernel::report::{Amount, Goal as Told};
use kernel::value::Value;
use std::cmp::Reverse;

impl Store {
    /// The goal of the asked union for an indicator: one that has begun by the last day asked about and
    /// is due on the first or later. The one that ends soonest at or after the last day is meant, else
    /// the one that ended last before it.
    pub(crate) fn told_goal(
        &self,
        tx: &mut Tx,
        ctx: &Ctx,
        indicator: &'static Indicator,
        ask: &FigureAsk,
    ) -> Result<Option<Told>> {
        let union = if ask.union == 0 { self.tree(tx)?.root() } else { ask.union };
        let (first, last) = (ask.when.first(), ask.when.last());
        let goals = self.goals_for(tx, ctx, union, indicator, (first, last))?;
        let Some(goal) = chosen(goals, last) else { return Ok(None) };
        let known = ask.known.as_ref();
        let mut all = self.progress_in(tx, ctx, vec![goal], last, known)?;
        let Some(progress) = all.pop() else { return Ok(None) };
        let goal = &progress.goal;
        // What is due is reckoned from the first day of the goal: a period that begins elsewhere counts
        // something else.
        let same = matches!(ask.when, When::On(_)) || first == goal.from;
        let due = progress.due.filter(|_| same);
        Ok(Some(Told {
            target: amount(indicator, goal.value),
            due: due.map(|due| amount(indicator, due)),
            behind: self.behind(tx, ctx, &progress, ask)?,
        }))
    }

    fn goals_for(
        &self,
        tx: &mut Tx,
        ctx: &Ctx,
        union: i64,
        indicator: &Indicator,
        (first, last): (Date, Date),
    ) -> Result<Vec<Goal>> {
        let Some((_, goals)) = self.catalog().goals() else { return Ok(Vec::new()) };
        let code = Value::text(&indicator.code);
        let filters = vec![
            Cond::Is(goals.indicator.to_owned(), vec![code]),
            Cond::AtMost(goals.from.to_owned(), Value::day(last)),
            Cond::AtLeast(goals.due.to_owned(), Value::day(first)),
        ];
        self.goals_in(tx, ctx, Which { union, filters })
    }

    fn behind(
        &self,
        tx: &mut Tx,
        ctx: &Ctx,
        progress: &Progress,
        ask: &FigureAsk,
    ) -> Result<Vec<String>> {
        if matches!(progress.standing(), Standing::Reached | Standing::Hidden | Standing::Unknown) {
            return Ok(Vec::new());
        }
        let known = ask.known.as_ref();
        let parts = self.parts_in(tx, ctx, progress.goal.id)?;
        let parts = self.progress_in(tx, ctx, parts, progress.day, known)?;
        let tree = self.tree(tx)?;
        Ok(match self.gap_in(tx, ctx, progress, &parts, known)? {
            Gap::Nobody | Gap::Rows { count: None | Some(0), .. } => Vec::new(),
            Gap::Rows { indicator, when, .. } => {
                let rows = FigureAsk { when, by: Vec::new(), print: false, ..ask.clone() };
                self.names(tx, ctx, indicator, &rows, &[], MOST_NAMES)?
            }
            Gap::Parts(parts) => {
                parts.iter().map(|part| tree.title(part.goal.union).to_owned()).collect()
            }
            Gap::Units(units) => units.into_iter().map(|unit| unit.name).collect(),
        })
    }
}

/// Which goal is meant, of one union and one indicator. What a group of the union has taken over is a part
/// of the union's own goal and is not meant.
fn chosen(goals: Vec<Goal>, last: Date) -> Option<Goal> {
    let keys: Vec<i64> = goals.iter().map(|goal| goal.id).collect();
    let own = |goal: &Goal| goal.part_of.is_none_or(|whole| !keys.contains(&whole));
    let mut own: Vec<Goal> = goals.into_iter().filter(own).collect();
    own.sort_by_key(|goal| (Reverse(goal.from), goal.id));
    let ahead = own.iter().filter(|goal| goal.due >= last).min_by_key(|goal| goal.due);
    ahead.or_else(|| own.iter().min_by_key(|goal| Reverse(goal.due))).cloned()
}

/// Hundredths in the terms of an answer: 分 for 元, a denominator for a share.
fn amount(indicator: &Indicator, hundredths: i64) -> Amount {
    let money = indicator.unit == "元";
    match &indicator.measure {
        Measure::Ratio { scale, .. } => {
            let below = if money { *scale } else { scale.saturating_mul(100) };
            Amount { value: hundredths, denominator: Some(below), rows: 0 }
        }
        _ if money => Amount { value: hundredths, ..Amount::default() },
        // Whole things: what is asked for in part is asked for whole.
        _ => Amount { value: hundredths.saturating_add(99).div_euclid(100), ..Amount::default() },
    }
}
