//! One indicator as the parts of a statement.

use super::{Frame, When, places};
use crate::db::{Row, Tx};
use crate::error::{Result, StoreError};
use crate::paths::{Day, Known, Paths};
use crate::scope::Scope;
use crate::sight::Sight;
use crate::sql::{Sql, name};
use crate::store::Store;
use crate::tree::Tree;
use jiff::ToSpan;
use jiff::civil::Date;
use kernel::access::Act;
use kernel::field::Kind;
use kernel::indicator::{Cond, DimKind, Indicator, Measure, Time};
use kernel::register::{Owner, Register};
use kernel::value::Value;
use std::collections::{BTreeMap, HashMap};

/// The number of one group.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Cell {
    pub value: i64,
    pub denominator: Option<i64>,
    pub rows: i64,
    /// Fingerprint of the rows, where it was asked for.
    pub print: i64,
}

impl Cell {
    fn add(&mut self, other: &Cell, sign: i64) {
        self.value += sign * other.value;
        self.rows += sign * other.rows;
        self.print = self.print.wrapping_add(other.print.wrapping_mul(sign));
    }
}

/// A number made of keys and versions of rows, in which a row more or less or another version shows;
/// the same on both databases. It is kept small enough to be summed over millions.
pub(crate) const PRINT: &str =
    "((r.id % 2147483629) * 1103515245 + r.version * 48271 + 97) % 2147483647";

/// The fingerprint of two row sets together.
fn both(first: Option<&Cell>, second: Option<&Cell>) -> i64 {
    let print = |cell: Option<&Cell>| cell.map_or(0, |cell| cell.print);
    print(first).wrapping_mul(31).wrapping_add(print(second))
}

/// An evaluated part: its number, its groups, what was left out.
#[derive(Clone, Debug, Default)]
pub(crate) struct Base {
    pub all: Cell,
    pub groups: BTreeMap<Vec<String>, Cell>,
    pub excluded: Vec<(String, i64)>,
}

impl Base {
    /// Numerator over denominator, group by group.
    pub fn over(&self, below: &Base) -> Base {
        let divide = |above: Option<&Cell>, below: Option<&Cell>| Cell {
            value: above.map_or(0, |cell| cell.value),
            denominator: Some(below.map_or(0, |cell| cell.value)),
            rows: above.map_or(0, |cell| cell.rows),
            print: both(above, below),
        };
        self.merge(below, divide)
    }

    /// First minus second, group by group.
    pub fn less(&self, other: &Base) -> Base {
        self.joined(other, |first, second| first - second)
    }

    /// Both together, group by group.
    pub fn and(&self, other: &Base) -> Base {
        self.joined(other, |first, second| first + second)
    }

    /// The same with the numbers of some rows taken out and others put in.
    pub fn replaced(mut self, gone: &Base, come: &Base) -> Base {
        for (base, sign) in [(gone, -1), (come, 1)] {
            self.all.add(&base.all, sign);
            for (key, cell) in &base.groups {
                self.groups.entry(key.clone()).or_default().add(cell, sign);
            }
            // Reasons stand in the order in which a row is blamed once: a new one behind the one before it.
            let mut next = 0;
            for (why, count) in &base.excluded {
                match self.excluded.iter().position(|(known, _)| known == why) {
                    Some(at) => next = at,
                    None => self.excluded.insert(next, (why.clone(), 0)),
                }
                if let Some((_, known)) = self.excluded.get_mut(next) {
                    *known += sign * count;
                }
                next += 1;
            }
        }
        self.groups.retain(|_, cell| cell.rows != 0);
        self.excluded.retain(|(_, count)| *count != 0);
        self
    }

    fn joined(&self, other: &Base, value: impl Fn(i64, i64) -> i64) -> Base {
        let join = |first: Option<&Cell>, second: Option<&Cell>| {
            let print = both(first, second);
            let (first, second) = (first.copied().unwrap_or_default(), second.copied());
            let second = second.unwrap_or_default();
            Cell {
                value: value(first.value, second.value),
                denominator: None,
                rows: first.rows + second.rows,
                print,
            }
        };
        self.merge(other, join)
    }

    /// Adds to a group; several stored codes may be one code of a mapped dimension.
    pub fn put(&mut self, key: Vec<String>, cell: Cell) {
        let group = self.groups.entry(key).or_default();
        group.value += cell.value;
        group.rows += cell.rows;
        group.print = group.print.wrapping_add(cell.print);
    }

    /// Names what was left out.
    pub fn leave_out(&mut self, parts: &Parts, counts: Vec<i64>) {
        let blamed = parts.lacking.iter().map(|(why, _)| why.clone()).zip(counts);
        self.excluded = blamed.filter(|(_, count)| *count > 0).collect();
    }

    fn merge(&self, other: &Base, join: impl Fn(Option<&Cell>, Option<&Cell>) -> Cell) -> Base {
        let mut groups = BTreeMap::new();
        for key in self.groups.keys().chain(other.groups.keys()) {
            groups.insert(key.clone(), join(self.groups.get(key), other.groups.get(key)));
        }
        let mut excluded = self.excluded.clone();
        for (why, count) in &other.excluded {
            if !excluded.iter().any(|(known, _)| known == why) {
                excluded.push((why.clone(), *count));
            }
        }
        Base { all: join(Some(&self.all), Some(&other.all)), groups, excluded }
    }
}

/// An expression whose values are groups.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Dim {
    pub sql: Sql,
    /// The expression is the key of a node; this field of the node is the group.
    pub of_node: Option<&'static str>,
}

impl Dim {
    pub fn of(sql: Sql) -> Dim {
        Dim { sql, of_node: None }
    }
    /// A field of the node that rows belong to: nodes are few, so rows are gathered by the node and its
    /// field is looked up once, not row by row.
    pub fn through(indicator: &Indicator, wanted: &str, paths: &mut Paths) -> Option<Dim> {
        let dim = indicator.dims.iter().find(|dim| dim.name == wanted)?;
        let (DimKind::Field(path) | DimKind::Map(path, _)) = &dim.kind else { return None };
        let (sql, field) = paths.node(path)?;
        Some(Dim { sql: Sql::new(sql), of_node: Some(field) })
    }
}

/// A statement's parts, shared by the figure, its rows and its changes.
pub(crate) struct Parts<'a> {
    pub paths: Paths<'a>,
    /// Which rows are spoken of at all: permitted, not void, of the days asked about.
    pub ground: Sql,
    /// Which of them the indicator speaks of, fit to be counted or not; all of these.
    pub conditions: Vec<(Cond, Sql)>,
    /// What is missing: title and condition, in the order in which a row is blamed once.
    pub lacking: Vec<(String, Sql)>,
    /// What is counted or summed, an expression; `None` counts rows.
    pub counted: Option<String>,
}

impl Parts<'_> {
    /// All rows the indicator speaks of, fit to be counted or not.
    pub fn filter(&self) -> Sql {
        let conditions = self.conditions.iter().map(|(_, sql)| sql.clone());
        let all = std::iter::once(self.ground.clone()).chain(conditions).collect();
        Sql::join(all, " AND ", "1=1")
    }
    /// The condition of being fit to be counted.
    pub fn fit(&self) -> Sql {
        let unfit = self.lacking.iter().map(|(_, sql)| sql.clone()).collect();
        Sql::new("NOT (").then(Sql::join(unfit, " OR ", "1=0")).add(")")
    }
}

impl Store {
    /// Builds the conditions of an indicator that reads rows.
    pub(crate) fn parts<'a>(
        &self,
        frame: &'a Frame,
        indicator: &Indicator,
        register: &'static Register,
        when: When,
    ) -> Result<Parts<'a>> {
        let mut by = frame.ask.by.clone();
        by.extend(frame.group.iter().map(|(dim, _)| dim.clone()));
        let sight = Sight { catalog: self.catalog(), ctx: frame.ctx, tree: &frame.tree };
        sight.indicator(register, indicator, &by)?;
        let last = when.last();
        let day = match &indicator.time {
            Time::Stock => Day::On(last),
            Time::Flow(field) => Day::Event(field.clone()),
        };
        let only = frame.only.as_deref();
        let mut paths =
            Paths::among(self.catalog(), self.db.dialect(), register, &frame.known, day, only);
        let mut ground = vec![self.where_asked(frame, &mut paths)?, Sql::new("r.voided = 0")];
        // What was once known is read from these records alone.
        ground.extend(only.filter(|_| frame.known == Known::Now).map(|only| only.among("r.id")));
        let mut lacking = Vec::new();
        match &indicator.time {
            Time::Stock => {
                let (from, _) = register.life.ok_or_else(|| no_life(register))?;
                let living = paths.living(&Sql::default().bind(last)).unwrap_or_default();
                // A row whose first day is unknown cannot be counted on any day, but is named.
                match register.field(from).filter(|field| !field.required) {
                    None => ground.push(living),
                    Some(field) => {
                        let unknown = format!("r.{} IS NULL", name(from));
                        ground.push(Sql::new("((").then(living).add(&format!(") OR {unknown})")));
                        lacking.push((format!("{}没有填", field.title), Sql::new(unknown)));
                    }
                }
            }
            Time::Flow(field) => {
                let column = paths.find(field)?.expression;
                ground.push(
                    Sql::new(format!("{column} BETWEEN "))
                        .bind(when.first())
                        .add(" AND ")
                        .bind(last),
                );
            }
        }
        for (dim, code) in frame.group {
            ground.push(in_group(frame, indicator, dim, code, &mut paths)?);
        }
        let mut conditions = Vec::new();
        for cond in &indicator.when {
            let cond = settled(cond, &frame.settings);
            // A row that lacks what the condition asks about is left out by name, not in silence.
            let lacks = cond.path().filter(|path| indicator.needs.iter().any(|need| need == path));
            let cond = match lacks.map(str::to_owned) {
                Some(path) => Cond::Any(vec![cond, Cond::Empty(path)]),
                None => cond,
            };
            let sql = paths.cond(&cond, &self.keys)?;
            conditions.push((cond, sql));
        }
        for path in &indicator.needs {
            let found = paths.find(path)?;
            lacking.push((
                format!("{}没有填", found.field.title),
                Sql::new(format!("{} IS NULL", found.expression)),
            ));
        }
        let counted = match &indicator.measure {
            Measure::Sum(path) | Measure::Distinct(path) => Some(paths.find(path)?.expression),
            _ => None,
        };
        let ground = Sql::join(ground, " AND ", "1=1");
        Ok(Parts { paths, ground, conditions, lacking, counted })
    }

    /// The nodes asked for: today's subtree by level columns, or the subtree of that day by keys.
    fn where_asked(&self, frame: &Frame, paths: &mut Paths) -> Result<Sql> {
        let register = paths.register;
        let scope = Scope { ctx: frame.ctx, tree: &frame.tree, today: self.today() };
        let nodes = frame.ctx.nodes(register, Act::Read, &frame.tree);
        let nodes = nodes.inside(frame.ask.union, &frame.tree);
        let Some(members) = &frame.members else { return Ok(paths.scope(&scope, &nodes)) };
        let owner = match register.owner {
            Owner::Union(field) => field,
            Owner::Tree(_) => "id",
            Owner::Shown | Owner::Common => {
                return Err(StoreError::refuse(
                    "tree",
                    "这个指标没有所属工会，不能按当日的组织树数",
                ));
            }
        };
        // The level join is still wanted for groups by child node.
        let _ = paths.scope(&scope, &nodes);
        Ok(self.db.dialect().among(&format!("r.{}", name(owner)), members))
    }

    /// The groups of nodes by their keys, where a dimension is a field of the node.
    pub(crate) fn codes_of(
        &self,
        tx: &mut Tx,
        frame: &Frame,
        dim: &Dim,
    ) -> Result<Option<HashMap<i64, Value>>> {
        let (Some(field), Some(register)) = (dim.of_node, self.catalog().tree()) else {
            return Ok(None);
        };
        let day = Day::On(frame.ask.when.last());
        let mut paths = Paths::new(self.catalog(), self.db.dialect(), register, &frame.known, day);
        let code = paths.find(field)?.expression;
        let sql = Sql::new(format!("SELECT r.id, {code}")).then(paths.from());
        let code = |row: Row| Some((row.int(0), row.0.into_iter().nth(1)?));
        Ok(Some(tx.all(&sql)?.into_iter().filter_map(code).collect()))
    }

    /// Keys of the subtree as it stood on the last day asked about.
    pub(crate) fn tree_of_day(
        &self,
        tx: &mut Tx,
        tree: &Tree,
        ask: &super::FigureAsk,
        known: &Known,
    ) -> Result<Vec<i64>> {
        let register = self.catalog().tree().ok_or(StoreError::NotFound)?;
        let declared = register.tree().ok_or(StoreError::NotFound)?;
        let mut paths = Paths::new(
            self.catalog(),
            self.db.dialect(),
            register,
            known,
            Day::On(ask.when.last()),
        );
        let parent = paths.find(declared.parent)?.expression;
        let sql = Sql::new(format!("SELECT r.id, {parent}")).then(paths.from());
        let mut children: BTreeMap<i64, Vec<i64>> = BTreeMap::new();
        for row in tx.all(&sql.add(" WHERE r.voided = 0"))? {
            children.entry(row.int(1)).or_default().push(row.int(0));
        }
        let mut all = vec![if ask.union == 0 { tree.root() } else { ask.union }];
        let mut at = 0;
        while let Some(node) = all.get(at).copied() {
            let below = children.remove(&node).unwrap_or_default();
            all.extend(below);
            at += 1;
        }
        Ok(all)
    }
}

/// A condition with the setting's value put in.
fn settled(cond: &Cond, settings: &BTreeMap<String, i64>) -> Cond {
    match cond {
        Cond::AtLeastSetting(path, setting) => {
            let least = settings.get(setting).copied().unwrap_or(i64::MAX);
            Cond::AtLeast(path.clone(), Value::Int(least))
        }
        other => other.clone(),
    }
}

fn no_life(register: &Register) -> StoreError {
    StoreError::refuse("of", format!("{}没有起止日期，不能按时点数", register.title))
}

/// The expression of a dimension.
pub(super) fn dimension(
    frame: &Frame,
    indicator: &Indicator,
    wanted: &str,
    paths: &mut Paths,
) -> Result<Sql> {
    if wanted == "child" {
        return Ok(Sql::new(places::child(frame, paths)?));
    }
    if wanted == "month" {
        let Time::Flow(field) = &indicator.time else {
            return Err(StoreError::refuse("by", "时点数没有“按月”，请逐月末查询"));
        };
        let column = paths.find(field)?.expression;
        return Ok(Sql::new(format!("SUBSTR({column}, 1, 7)")));
    }
    let dim = indicator.dims.iter().find(|dim| dim.name == wanted).ok_or_else(|| {
        let known: Vec<&str> = indicator.dims.iter().map(|dim| dim.name.as_str()).collect();
        let known = known.join("、");
        StoreError::refuse(
            "by",
            format!("{}不能按“{wanted}”分，可以按：child、{known}", indicator.title),
        )
    })?;
    match &dim.kind {
        DimKind::Field(path) | DimKind::Map(path, _) => {
            let found = paths.find(path)?;
            if found.field.secret {
                return Err(StoreError::refuse("by", format!("{}是加密的", found.field.title)));
            }
            Ok(Sql::new(found.expression))
        }
        DimKind::Age(path, bands) => {
            let column = paths.find(path)?.expression;
            Ok(age_band(&column, frame.ask.when.last(), bands))
        }
        DimKind::Under(kinds) => places::under(frame, kinds, paths),
    }
}

/// The condition of belonging to a group, by the code under which it was counted.
fn in_group(
    frame: &Frame,
    indicator: &Indicator,
    dim: &str,
    code: &str,
    paths: &mut Paths,
) -> Result<Sql> {
    let expression = Sql::new("(").then(dimension(frame, indicator, dim, paths)?).add(")");
    if code.is_empty() {
        return Ok(expression.add(" IS NULL"));
    }
    let declared = indicator.dims.iter().find(|known| known.name == dim).map(|dim| &dim.kind);
    let number = match declared {
        Some(DimKind::Field(path) | DimKind::Map(path, _)) => {
            !matches!(paths.find(path)?.field.kind, Kind::Text | Kind::Choice | Kind::Day)
        }
        Some(DimKind::Age(..) | DimKind::Under(_)) => false,
        None => dim == "child",
    };
    let stored: Vec<Value> = match declared {
        Some(DimKind::Map(_, pairs)) if pairs.iter().any(|pair| pair.1 == code) => {
            let same = pairs.iter().filter(|pair| pair.1 == code);
            same.map(|pair| Value::from(pair.0.as_str())).collect()
        }
        _ => match code.parse::<i64>() {
            Ok(key) if number => vec![Value::Int(key)],
            _ => vec![Value::from(code)],
        },
    };
    Ok(expression.add(" IN ").list(stored))
}

/// Ages on the last day asked about; the oldest band comes first in the CASE.
fn age_band(column: &str, day: Date, bands: &[(i64, String)]) -> Sql {
    let mut sql = Sql::new(format!("CASE WHEN {column} IS NULL THEN NULL"));
    let mut bands: Vec<&(i64, String)> = bands.iter().collect();
    bands.sort_by_key(|band| std::cmp::Reverse(band.0));
    for (lowest, title) in bands {
        let born = day.checked_sub((*lowest).years()).unwrap_or(day);
        sql = sql.add(&format!(" WHEN {column} <= ")).bind(born).add(" THEN ");
        sql = sql.add("CAST(").bind(title.as_str()).add(" AS TEXT)");
    }
    sql.add(" END")
}

/// Stored codes become the codes of a mapped dimension.
pub(super) fn map_codes(indicator: &Indicator, by: &[String], key: Vec<String>) -> Vec<String> {
    key.into_iter()
        .zip(by)
        .map(|(code, wanted)| {
            let dim = indicator.dims.iter().find(|dim| dim.name == *wanted);
            match dim.map(|dim| &dim.kind) {
                Some(DimKind::Map(_, pairs)) => {
                    pairs.iter().find(|pair| pair.0 == code).map_or(code, |pair| pair.1.clone())
                }
                _ => code,
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::Base;

    fn left_out(reasons: &[(&str, i64)]) -> Base {
        let excluded = reasons.iter().map(|(why, count)| ((*why).to_owned(), *count)).collect();
        Base { excluded, ..Base::default() }
    }

    #[test]
    fn reasons_keep_the_order_in_which_a_row_is_blamed_once() {
        let now = left_out(&[("入会日期没有填", 2), ("学历没有填", 5)]);
        let gone = left_out(&[("入会日期没有填", 2)]);
        let come = left_out(&[("性别没有填", 1), ("出生日期没有填", 3), ("学历没有填", 1)]);
        let was = now.replaced(&gone, &come).excluded;
        assert_eq!(
            was,
            left_out(&[("性别没有填", 1), ("出生日期没有填", 3), ("学历没有填", 6)]).excluded
        );
        let last = left_out(&[("学历没有填", 5)]);
        let come = left_out(&[("学历没有填", 1), ("民族没有填", 1)]);
        let was = last.replaced(&left_out(&[]), &come).excluded;
        assert_eq!(was, left_out(&[("学历没有填", 6), ("民族没有填", 1)]).excluded);
    }
}
