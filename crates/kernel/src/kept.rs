//! Kept sums (累计): what a register keeps counted beside its rows, so that a figure of any day need not
//! read them. A *family* names the fields whose values it tells apart; a figure whose conditions and
//! breakdown ask only for these has the same answer from the family and from the rows.

use crate::indicator::{Cond, DimKind, Indicator, Measure, Time};
use crate::register::Register;

/// Families of one register at most: each is work at every fold.
pub const MOST: usize = 8;
/// Fields that one register keeps summed at most.
pub const MOST_SUMS: usize = 3;

/// Which rows of a day a family counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Edge {
    /// Those that live at its end.
    Life,
    /// Those whose first day it is.
    First,
    /// Those whose first day no longer counted it is.
    Last,
}

/// A family of kept sums.
#[derive(Clone, Debug)]
pub struct Kept {
    /// Stable name within the register.
    pub name: &'static str,
    /// Which rows of a day.
    pub edge: Edge,
    /// Paths whose values are told apart; each of a short list.
    pub values: Vec<&'static str>,
    /// Paths of which only is told whether they are filled.
    pub filled: Vec<&'static str>,
    /// Own fields that are summed beside the count.
    pub sums: Vec<&'static str>,
    /// Only of counties and above: the rows of a town are few enough to be read.
    pub of_counties: bool,
}

impl Kept {
    /// Counts rows by the edge, telling nothing apart yet.
    pub fn new(name: &'static str, edge: Edge) -> Kept {
        Kept {
            name,
            edge,
            values: Vec::new(),
            filled: Vec::new(),
            sums: Vec::new(),
            of_counties: false,
        }
    }
    /// Tells these values apart.
    pub fn by(mut self, paths: &[&'static str]) -> Kept {
        self.values = paths.to_vec();
        self
    }
    /// Tells whether these are filled.
    pub fn filled(mut self, paths: &[&'static str]) -> Kept {
        self.filled = paths.to_vec();
        self
    }
    /// Sums these fields.
    pub fn sums(mut self, paths: &[&'static str]) -> Kept {
        self.sums = paths.to_vec();
        self
    }

    /// Keeps nothing of towns.
    pub fn of_counties(mut self) -> Kept {
        self.of_counties = true;
        self
    }

    /// Whether the family alone can answer: the conditions, what must be filled, what is measured and
    /// the dimensions asked for.
    pub fn answers(&self, register: &Register, indicator: &Indicator, by: &[String]) -> bool {
        let Some((from, until)) = register.life else { return false };
        let fits = match (&indicator.time, self.edge) {
            (Time::Stock, Edge::Life) => true,
            (Time::Flow(field), Edge::First) => field == from,
            (Time::Flow(field), Edge::Last) => field == until,
            _ => false,
        };
        let measured = match &indicator.measure {
            Measure::Count => true,
            Measure::Sum(path) => self.sums.contains(&path.as_str()),
            _ => false,
        };
        let told = |path: &str| path == from || self.tells_filled(path);
        fits && measured
            && indicator.when.iter().all(|cond| self.decides(cond))
            && indicator.needs.iter().all(|path| told(path))
            && by.iter().all(|dim| self.groups(indicator, dim))
    }

    fn groups(&self, indicator: &Indicator, wanted: &str) -> bool {
        match wanted {
            "child" => true,
            "month" => indicator.time != Time::Stock,
            _ => indicator.dims.iter().any(|dim| {
                dim.name == wanted
                    && match &dim.kind {
                        DimKind::Field(path) | DimKind::Map(path, _) => self.tells(path),
                        DimKind::Age(..) | DimKind::Under(_) => false,
                    }
            }),
        }
    }

    fn tells(&self, path: &str) -> bool {
        self.values.contains(&path)
    }

    fn tells_filled(&self, path: &str) -> bool {
        self.tells(path) || self.filled.contains(&path)
    }

    /// Whether a condition asks only for what the family tells apart.
    fn decides(&self, cond: &Cond) -> bool {
        match cond {
            Cond::Is(path, _) | Cond::IsNot(path, _) => self.tells(path),
            Cond::Filled(path) | Cond::Empty(path) => self.tells_filled(path),
            Cond::Not(inner) => self.decides(inner),
            Cond::Any(inner) => inner.iter().all(|cond| self.decides(cond)),
            Cond::AtLeast(..)
            | Cond::AtLeastSetting(..)
            | Cond::AtMost(..)
            | Cond::Begins(..)
            | Cond::Has { .. } => false,
        }
    }
}

/// The smallest family of a register that answers alone; `None` means that rows must be read.
pub fn family<'a>(
    register: &'a Register,
    indicator: &Indicator,
    by: &[String],
) -> Option<&'a Kept> {
    let able = register.kept.iter().filter(|kept| kept.answers(register, indicator, by));
    able.min_by_key(|kept| kept.values.len() + kept.filled.len())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::indicator::{at_least, flow, is, stock, yes};
    use crate::prelude::*;
    use crate::register::Register;

    const CAME: Field<Date> = Field::day("came_on", "来的日期").required();
    const WENT: Field<Date> = Field::day("went_on", "走的日期");
    const STATE: Field<String> = Field::text("state", "状态");
    const HEADS: Field<i64> = Field::int("heads", "人数");

    fn register() -> Register {
        Register::new("stall", "摊位", "个")
            .section("摊位", &[&CAME, &WENT, &STATE, &HEADS])
            .life(&CAME, &WENT)
            .kept(vec![
                Kept::new("wide", Edge::Life).by(&["state", "person.sex", "person.nef"]),
                Kept::new("narrow", Edge::Life).by(&["state"]).filled(&["heads"]).sums(&["heads"]),
                Kept::new("gone", Edge::Last),
            ])
    }

    fn by_whom(indicator: &Indicator, by: &[&str]) -> Option<&'static str> {
        let by: Vec<String> = by.iter().map(|dim| (*dim).to_owned()).collect();
        family(&register(), indicator, &by).map(|family| family.name)
    }

    #[test]
    fn the_smallest_family_that_tells_all_apart_answers() {
        let count =
            stock("stalls", "摊位数", "个", "stall", "摊位个数。").by("sex", "性别", "person.sex");
        assert_eq!(by_whom(&count, &["child"]), Some("narrow"));
        assert_eq!(by_whom(&count, &["sex"]), Some("wide"));
        assert_eq!(by_whom(&count, &["month"]), None, "a stock has no months");
        assert_eq!(by_whom(&count.clone().when(is("state", &["OPEN"])), &[]), Some("narrow"));
        assert_eq!(by_whom(&count.clone().when(yes("person.migrant")), &[]), None);
        assert_eq!(
            by_whom(&count.when(at_least("heads", 3)), &[]),
            None,
            "a number is no short list"
        );
    }

    #[test]
    fn sums_and_days_are_answered_only_by_who_keeps_them() {
        let heads = stock("heads", "人数", "人", "stall", "人数之和。").sum("heads").needs("heads");
        assert_eq!(by_whom(&heads, &[]), Some("narrow"));
        assert_eq!(by_whom(&heads.distinct("heads"), &[]), None);
        let of = |on: &FieldDef| flow("moves", "变动", "个", "stall", on, "变动个数。");
        assert_eq!(by_whom(&of(&WENT.def), &["month"]), Some("gone"));
        assert_eq!(by_whom(&of(&CAME.def), &[]), None);
    }
}
