//! Indicators read from the tally: its groups take the place of the groups of rows, and the same tests
//! look at them.

use super::Frame;
use super::build::Base;
use super::places::{Codes, of_children};
use super::together::{Plan, Ready, Table, Test};
use crate::db::{Row, Tx};
use crate::error::Result;
use crate::paths::Known;
use crate::store::Store;
use crate::tally::{Asked, Group};
use kernel::indicator::{Cond, DimKind, Indicator, Measure, Time};
use kernel::kept::{self, Kept};
use kernel::register::Register;
use kernel::value::Value;

/// Indicators that one family answers, broken down by the same paths.
pub(super) struct Reading<'a> {
    pub kept: &'static Kept,
    pub ways: Vec<Way>,
    pub all: Vec<Ready<'a>>,
}

/// How a dimension asked for is told from a group of a family.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Way {
    /// By the value of this path.
    Value(&'static str),
    Child,
    Month,
    /// By the child: each stands under one of these kinds, or under none.
    Under(Vec<(String, String, String)>),
}

/// A family and, for each dimension asked, how it is told.
type Chosen = (&'static Kept, Vec<Way>);

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
        let way = |wanted: &String| {
            if let "child" | "month" = wanted.as_str() {
                return Some(if wanted == "child" { Way::Child } else { Way::Month });
            }
            let dim = indicator.dims.iter().find(|dim| dim.name == *wanted)?;
            if let DimKind::Under(kinds) = &dim.kind {
                return Some(Way::Under(kinds.clone()));
            }
            let path = dim.kind.path()?;
            kept.values.iter().find(|value| **value == path).map(|path| Way::Value(path))
        };
        let ways: Option<Vec<Way>> = frame.ask.by.iter().map(way).collect();
        Some((kept, ways?))
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
        let node = if ask.union == 0 { frame.tree.root() } else { ask.union };
        let under = |way: &Way| match way {
            Way::Under(kinds) => of_children(&frame.tree, node, kinds).map(Some),
            _ => Some(None),
        };
        let codes: Option<Vec<Option<Codes>>> = reading.ways.iter().map(under).collect();
        let Some(codes) = codes else { return Ok(None) };
        let register = self.register(&first.indicator.of)?;
        let mut sums = [false; 3];
        for one in &reading.all {
            if let Measure::Sum(path) = &one.indicator.measure
                && let Some(wanted) =
                    self.tally.sum_at(register, path).and_then(|at| sums.get_mut(at))
            {
                *wanted = true;
            }
        }
        let asked = Asked {
            register,
            kept: reading.kept,
            node,
            tree: &frame.tree,
            first: Some(ask.when.first()),
            last: ask.when.last(),
            child: reading.ways.iter().any(|way| matches!(way, Way::Child | Way::Under(_))),
            month: reading.ways.contains(&Way::Month),
            sums,
        };
        let Some(groups) = self.tally.answer(tx, &asked)? else { return Ok(None) };
        let told = Told { kept: reading.kept, register: asked.register, behind: by.len() };
        let ways: Vec<_> = reading.ways.iter().zip(&codes).collect();
        let rows = groups.iter().map(|group| told.row(&ways, group)).collect();
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

    fn row(&self, ways: &[(&Way, &Option<Codes>)], group: &Group) -> Row {
        let mut row = Vec::with_capacity(ways.len() + self.width() + 4);
        for (way, codes) in ways {
            row.push(match way {
                Way::Value(path) => {
                    let at = self.place(path).map(|at| at + 1);
                    at.and_then(|at| group.values.get(at)).cloned().unwrap_or_default()
                }
                Way::Month => {
                    Value::Text(format!("{:04}-{:02}", group.month / 100, group.month % 100))
                }
                Way::Under(_) => {
                    let code = codes.as_ref().and_then(|codes| codes.get(&group.child)?.clone());
                    code.map_or(Value::Null, Value::from)
                }
                Way::Child if group.child == 0 => Value::Null,
                Way::Child => Value::Int(group.child),
            });
        }
        row.extend(group.values.iter().cloned());
        row.push(Value::Int(group.n));
        row.extend(group.sums.map(Value::Int));
        Row(row)
    }
}
