//! Indicators read from the tally: its groups take the place of the groups of rows, and the same tests
//! look at them.

use super::Frame;
use super::build::Base;
use super::together::{Plan, Ready, Table, Test};
use crate::db::{Row, Tx};
use crate::error::Result;
use crate::paths::Known;
use crate::store::Store;
use crate::tally::{Asked, Group};
use kernel::indicator::{Cond, Indicator, Measure, Time};
use kernel::kept::{self, Kept};
use kernel::register::Register;
use kernel::value::Value;

/// Indicators that one family answers, broken down by the same paths.
pub(super) struct Reading<'a> {
    pub kept: &'static Kept,
    pub paths: Vec<Option<&'static str>>,
    pub all: Vec<Ready<'a>>,
}

/// A family and, for each dimension asked, the path of it; `None` is of child nodes and months.
type Chosen = (&'static Kept, Vec<Option<&'static str>>);

impl Store {
    /// The family that answers this question, if one does: current knowledge, today's tree, and no
    /// fingerprint of the rows.
    pub(super) fn chosen(&self, frame: &Frame, indicator: &Indicator) -> Option<Chosen> {
        let plain = frame.known == Known::Now
            && frame.members.is_none()
            && frame.only.is_none()
            && frame.group.is_empty()
            && !frame.ask.print;
        let register = self.register(&indicator.of).ok().filter(|_| plain)?;
        let kept = kept::family(register, indicator, &frame.ask.by)?;
        let path = |wanted: &String| {
            let dim = indicator.dims.iter().find(|dim| dim.name == *wanted)?;
            let path = dim.kind.path()?;
            kept.values.iter().find(|value| **value == path).copied()
        };
        Some((kept, frame.ask.by.iter().map(path).collect()))
    }

    /// Counts from the tally; `None` where rows must be read after all.
    pub(super) fn tallied(
        &self,
        tx: &mut Tx,
        frame: &Frame,
        reading: &Reading,
    ) -> Result<Option<Vec<Base>>> {
        let Some(first) = reading.all.first() else { return Ok(None) };
        let (ask, by) = (frame.ask, &frame.ask.by);
        let asked = Asked {
            register: self.register(&first.indicator.of)?,
            kept: reading.kept,
            node: if ask.union == 0 { frame.tree.root() } else { ask.union },
            tree: &frame.tree,
            first: Some(ask.when.first()),
            last: ask.when.last(),
            child: by.iter().any(|dim| dim == "child"),
            month: by.iter().any(|dim| dim == "month"),
        };
        let Some(groups) = self.tally.answer(tx, &asked)? else { return Ok(None) };
        let told = Told { kept: reading.kept, register: asked.register, behind: by.len() };
        let rows = groups.iter().map(|group| told.row(by, &reading.paths, group)).collect();
        let table = Table::new(rows, by.len() + told.width());
        let base = |one: &Ready| Some(table.base(&self.tally_plan(&told, one)?, one, by));
        Ok(reading.all.iter().map(base).collect())
    }

    fn tally_plan(&self, told: &Told, one: &Ready) -> Option<Plan> {
        let indicator = one.indicator;
        let conditions = one.parts.conditions.iter();
        let tests: Option<Vec<Test>> = conditions.map(|(cond, _)| told.test(cond)).collect();
        let mut tests = tests?;
        let mut lacking = Vec::new();
        let first = told.register.life.and_then(|life| told.register.field(life.0))?;
        if indicator.time == Time::Stock {
            if first.required {
                tests.push(Test::Filled(told.behind));
            } else {
                lacking.push(Test::Empty(told.behind));
            }
        }
        for path in &indicator.needs {
            lacking.push(Test::Empty(told.column(path)?));
        }
        let number = match &indicator.measure {
            Measure::Sum(path) => Some(self.tally.sum_at(told.register, path)?),
            _ => None,
        };
        Some(Plan { tests, lacking, number, print: None })
    }
}

/// The columns of a family: behind the dimensions asked for whether the first day is known, then the
/// family's own.
struct Told {
    kept: &'static Kept,
    register: &'static Register,
    behind: usize,
}

impl Told {
    fn width(&self) -> usize {
        1 + self.kept.values.len() + self.kept.filled.len()
    }

    fn place(&self, path: &str) -> Option<usize> {
        self.kept.values.iter().chain(&self.kept.filled).position(|known| *known == path)
    }

    fn column(&self, path: &str) -> Option<usize> {
        if self.register.life.is_some_and(|life| life.0 == path) {
            return Some(self.behind);
        }
        self.place(path).map(|at| self.behind + 1 + at)
    }

    fn test(&self, cond: &Cond) -> Option<Test> {
        Some(match cond {
            Cond::Is(path, values) => Test::Among(self.column(path)?, values.clone()),
            Cond::IsNot(path, values) => Test::Other(self.column(path)?, values.clone()),
            Cond::Filled(path) => Test::Filled(self.column(path)?),
            Cond::Empty(path) => Test::Empty(self.column(path)?),
            Cond::Not(inner) => Test::Not(Box::new(self.test(inner)?)),
            Cond::Any(inner) => {
                Test::Any(inner.iter().map(|cond| self.test(cond)).collect::<Option<_>>()?)
            }
            _ => return None,
        })
    }

    fn row(&self, by: &[String], paths: &[Option<&'static str>], group: &Group) -> Row {
        let mut row = Vec::with_capacity(by.len() + self.width() + 4);
        for (dim, path) in by.iter().zip(paths) {
            row.push(match path {
                Some(path) => {
                    let at = self.place(path).map(|at| at + 1);
                    at.and_then(|at| group.values.get(at)).cloned().unwrap_or_default()
                }
                None if dim == "month" => {
                    Value::Text(format!("{:04}-{:02}", group.month / 100, group.month % 100))
                }
                None if group.child == 0 => Value::Null,
                None => Value::Int(group.child),
            });
        }
        row.extend(group.values.iter().cloned());
        row.push(Value::Int(group.n));
        row.extend(group.sums.map(Value::Int));
        Row(row)
    }
}
