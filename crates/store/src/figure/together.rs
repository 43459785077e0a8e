//! Indicators over the same rows are counted in one reading of them: the rows stream by once, are
//! gathered by what the conditions ask about, and each indicator then looks at these few groups. One
//! indicator is a reading of one.

use super::Frame;
use super::build::{Base, Cell, Dim, PRINT, Parts, dimension, map_codes};
use super::kept::Reading;
use crate::db::{Row, Tx};
use crate::error::Result;
use crate::keys::Keys;
use crate::paths::Paths;
use crate::sql::Sql;
use crate::store::Store;
use kernel::field::Kind;
use kernel::indicator::{Cond, Indicator, Measure};
use kernel::value::Value;
use std::collections::{BTreeMap, HashMap};

/// An indicator ready to be counted.
pub(crate) struct Ready<'a> {
    pub(super) indicator: &'a Indicator,
    pub(super) parts: Parts<'a>,
    dims: Vec<Dim>,
}

impl Ready<'_> {
    /// Whether both can be counted in one reading. Different things cannot: two groups may share some.
    fn beside(&self, other: &Ready) -> bool {
        let plain = |ready: &Ready| !matches!(ready.indicator.measure, Measure::Distinct(_));
        plain(self)
            && plain(other)
            && self.indicator.of == other.indicator.of
            && self.parts.ground == other.parts.ground
            && self.dims == other.dims
    }
}

impl Store {
    /// Counts indicators, from the tally where it can answer and else from rows. One that may not be read
    /// or makes no sense is not among the answers: who asks for it by itself hears why.
    pub(crate) fn bases(
        &self,
        tx: &mut Tx,
        frame: &Frame,
        indicators: &[&Indicator],
    ) -> Result<BTreeMap<String, Base>> {
        let (mut kept, mut others): (Vec<Reading>, Vec<Ready>) = (Vec::new(), Vec::new());
        let mut bases = self.since(tx, frame, indicators)?;
        for indicator in indicators.iter().filter(|one| !bases.contains_key(&one.code)) {
            let Ok(ready) = self.prepare(frame, indicator) else { continue };
            let Some((family, paths)) = self.chosen(frame, indicator) else {
                others.push(ready);
                continue;
            };
            let same =
                |other: &&mut Reading| std::ptr::eq(other.kept, family) && other.paths == paths;
            match kept.iter_mut().find(same) {
                Some(reading) => reading.all.push(ready),
                None => kept.push(Reading { kept: family, paths, all: vec![ready] }),
            }
        }
        for reading in kept {
            match self.tallied(tx, frame, &reading)? {
                Some(counted) => {
                    let codes = reading.all.iter().map(|one| one.indicator.code.clone());
                    bases.extend(codes.zip(counted));
                }
                None => others.extend(reading.all),
            }
        }
        let mut readings: Vec<Vec<Ready>> = Vec::new();
        for ready in others {
            match readings.iter_mut().find(|all| all.iter().all(|one| one.beside(&ready))) {
                Some(reading) => reading.push(ready),
                None => readings.push(vec![ready]),
            }
        }
        for reading in readings {
            let codes: Vec<String> = reading.iter().map(|one| one.indicator.code.clone()).collect();
            bases.extend(codes.into_iter().zip(self.read(tx, frame, reading)?));
        }
        Ok(bases)
    }

    /// Counts one indicator that reads rows.
    pub(crate) fn alone(&self, tx: &mut Tx, frame: &Frame, indicator: &Indicator) -> Result<Base> {
        let ready = self.prepare(frame, indicator)?;
        Ok(self.read(tx, frame, vec![ready])?.pop().unwrap_or_default())
    }

    fn prepare<'a>(&self, frame: &'a Frame, indicator: &'a Indicator) -> Result<Ready<'a>> {
        let register = self.register(&indicator.of)?;
        Store::may_count(frame, register)?;
        let mut parts = self.parts(frame, indicator, register, frame.ask.when)?;
        let by = frame.ask.by.iter();
        let things = matches!(indicator.measure, Measure::Distinct(_));
        let one = |dim: &String| match Dim::through(indicator, dim, &mut parts.paths) {
            Some(through) if !things => Ok(through),
            _ => dimension(frame, indicator, dim, &mut parts.paths).map(Dim::of),
        };
        let dims: Result<Vec<Dim>> = by.map(one).collect();
        Ok(Ready { indicator, parts, dims: dims? })
    }

    fn read(&self, tx: &mut Tx, frame: &Frame, mut all: Vec<Ready>) -> Result<Vec<Base>> {
        let by = &frame.ask.by;
        if let [one] = all.as_slice()
            && matches!(one.indicator.measure, Measure::Distinct(_))
        {
            return Ok(vec![different_things(tx, one, by, frame.ask.print)?]);
        }
        let dims = all.first().map_or_else(Vec::new, |one| one.dims.clone());
        let mut columns = Columns(dims.iter().map(|dim| dim.sql.clone()).collect());
        let mut numbers = Columns(Vec::new());
        let shared = shared(&all);
        let few = all.len() <= 2;
        let mut plans = Vec::new();
        for one in &mut all {
            plans.push(plan(one, &shared, few, &self.keys, (&mut columns, &mut numbers))?);
        }
        let print = frame.ask.print.then(|| numbers.place(Sql::new(PRINT)));
        for plan in &mut plans {
            plan.print = print;
        }
        let Some(first) = all.first() else { return Ok(Vec::new()) };
        let mut from = first.parts.paths.clone();
        for one in &all {
            from.with(&one.parts.paths);
        }
        let mut conditions = vec![first.parts.ground.clone()];
        conditions.extend(shared);
        let source = from.from().add(" WHERE ").then(Sql::join(conditions, " AND ", "1=1"));
        let rows = tx.sums(&columns.0, &numbers.0, &source)?;
        let mut table = Table::new(rows, columns.0.len());
        for (values, dim) in table.values.iter_mut().zip(&dims) {
            if let Some(codes) = self.codes_of(tx, frame, dim)? {
                for value in values {
                    *value =
                        value.as_int().and_then(|key| codes.get(&key)).cloned().unwrap_or_default();
                }
            }
        }
        let plans = plans.iter().zip(&all);
        Ok(plans.map(|(plan, one)| table.base(plan, one, by)).collect())
    }
}

/// Conditions that all of them make: the database need not show the other rows.
fn shared(all: &[Ready]) -> Vec<Sql> {
    let Some((first, others)) = all.split_first() else { return Vec::new() };
    let made = |one: &Ready, sql: &Sql| one.parts.conditions.iter().any(|(_, made)| made == sql);
    let conditions = first.parts.conditions.iter().map(|(_, sql)| sql);
    conditions.filter(|sql| others.iter().all(|one| made(one, sql))).cloned().collect()
}

/// Expressions of a statement, each once.
struct Columns(Vec<Sql>);

impl Columns {
    fn place(&mut self, sql: Sql) -> usize {
        self.0.iter().position(|known| *known == sql).unwrap_or_else(|| {
            self.0.push(sql);
            self.0.len() - 1
        })
    }
    /// Whether a condition is met: 1 or 0.
    fn met(&mut self, condition: Sql) -> Test {
        let sql = Sql::new("CASE WHEN ").then(condition).add(" THEN 1 ELSE 0 END");
        Test::Among(self.place(sql), vec![Value::Int(1)])
    }
}

/// What a group must be like, by the values of its columns.
pub(super) enum Test {
    Among(usize, Vec<Value>),
    Other(usize, Vec<Value>),
    Filled(usize),
    Empty(usize),
    Not(Box<Test>),
    Any(Vec<Test>),
}

/// How an indicator is found among the groups.
pub(super) struct Plan {
    pub tests: Vec<Test>,
    /// In the order in which a row is blamed once.
    pub lacking: Vec<Test>,
    /// The sum of what is counted; `None` counts rows.
    pub number: Option<usize>,
    /// The sum that is the fingerprint of the rows.
    pub print: Option<usize>,
}

fn plan(
    one: &mut Ready,
    shared: &[Sql],
    few: bool,
    keys: &Keys,
    (columns, numbers): (&mut Columns, &mut Columns),
) -> Result<Plan> {
    let parts = &mut one.parts;
    let own: Vec<_> = parts.conditions.iter().filter(|(_, sql)| !shared.contains(sql)).collect();
    let tests: Result<Vec<Test>> = if few && !own.is_empty() {
        // Hardly anybody shares them: the database says in one word whether all are met.
        let own = own.into_iter().map(|(_, sql)| sql.clone()).collect();
        Ok(vec![columns.met(Sql::join(own, " AND ", "1=1"))])
    } else {
        own.into_iter().map(|(cond, _)| test(cond, &mut parts.paths, keys, columns)).collect()
    };
    let lacking = parts.lacking.iter().map(|(_, sql)| columns.met(sql.clone())).collect();
    let number = parts.counted.as_deref().map(|number| numbers.place(Sql::new(number)));
    Ok(Plan { tests: tests?, lacking, number, print: None })
}

/// A condition on a short list of values is tested on the value itself, which conditions share; any
/// other is left to the database.
fn test(cond: &Cond, paths: &mut Paths, keys: &Keys, columns: &mut Columns) -> Result<Test> {
    if let Cond::Any(inner) = cond {
        let inner: Result<Vec<Test>> =
            inner.iter().map(|cond| test(cond, paths, keys, columns)).collect();
        return Ok(Test::Any(inner?));
    }
    let short = |kind| matches!(kind, Kind::Choice | Kind::YesNo);
    let found = cond.path().map(|path| paths.find(path)).transpose()?;
    let found = found.filter(|found| short(found.field.kind) && !found.field.secret);
    let Some(found) = found else { return Ok(columns.met(paths.cond(cond, keys)?)) };
    let value = Sql::new(found.expression);
    Ok(match cond {
        Cond::Is(_, values) => Test::Among(columns.place(value), values.clone()),
        Cond::IsNot(_, values) => Test::Other(columns.place(value), values.clone()),
        Cond::Filled(_) => Test::Filled(columns.place(value)),
        Cond::Empty(_) => Test::Empty(columns.place(value)),
        _ => columns.met(paths.cond(cond, keys)?),
    })
}

/// The groups of one reading. The values of each column are numbered, so that a test is a look into a
/// table.
pub(super) struct Table {
    values: Vec<Vec<Value>>,
    /// The number of each group's value in each column, group after group.
    places: Vec<usize>,
    /// How many rows, then sums, group by group.
    sums: Vec<Vec<i64>>,
}

/// A test over the numbers of values.
enum Check {
    At(usize, Vec<bool>),
    Not(Box<Check>),
    Any(Vec<Check>),
}

impl Check {
    fn holds(&self, group: &[usize]) -> bool {
        match self {
            Check::At(column, good) => {
                group.get(*column).and_then(|place| good.get(*place)).is_some_and(|good| *good)
            }
            Check::Not(inner) => !inner.holds(group),
            Check::Any(inner) => inner.iter().any(|check| check.holds(group)),
        }
    }
}

impl Table {
    pub fn new(rows: Vec<Row>, width: usize) -> Table {
        let mut known: Vec<HashMap<Value, usize>> = vec![HashMap::new(); width];
        let mut table = Table { values: vec![Vec::new(); width], places: Vec::new(), sums: vec![] };
        for row in rows {
            let mut cells = row.0.into_iter();
            for (known, values) in known.iter_mut().zip(&mut table.values) {
                let value = cells.next().unwrap_or_default();
                let place = known.get(&value).copied().unwrap_or_else(|| {
                    values.push(value.clone());
                    known.insert(value, values.len() - 1);
                    values.len() - 1
                });
                table.places.push(place);
            }
            table.sums.push(cells.map(|sum| sum.as_int().unwrap_or(0)).collect());
        }
        table
    }

    fn check(&self, test: &Test) -> Check {
        let each = |column: &usize, good: &dyn Fn(&Value) -> bool| {
            let values = self.values.get(*column).map_or(&[][..], Vec::as_slice);
            Check::At(*column, values.iter().map(good).collect())
        };
        match test {
            Test::Among(column, all) => each(column, &|value| all.contains(value)),
            Test::Other(column, all) => {
                each(column, &|value| *value != Value::Null && !all.contains(value))
            }
            Test::Filled(column) => each(column, &|value| *value != Value::Null),
            Test::Empty(column) => each(column, &|value| *value == Value::Null),
            Test::Not(inner) => Check::Not(Box::new(self.check(inner))),
            Test::Any(inner) => Check::Any(inner.iter().map(|test| self.check(test)).collect()),
        }
    }

    pub fn base(&self, plan: &Plan, one: &Ready, by: &[String]) -> Base {
        let all = |tests: &[Test]| tests.iter().map(|test| self.check(test)).collect::<Vec<_>>();
        let (tests, lacking) = (all(&plan.tests), all(&plan.lacking));
        let mut base = Base::default();
        let mut left_out = vec![0; lacking.len()];
        let mut groups: HashMap<&[usize], Cell> = HashMap::new();
        let width = self.values.len();
        for (at, sums) in self.sums.iter().enumerate() {
            let group = self.places.get(at * width..(at + 1) * width).unwrap_or_default();
            if !tests.iter().all(|test| test.holds(group)) {
                continue;
            }
            let rows = sums.first().copied().unwrap_or(0);
            let blamed = lacking.iter().zip(&mut left_out).find(|(check, _)| check.holds(group));
            if let Some((_, count)) = blamed {
                *count += rows;
                continue;
            }
            let value = plan.number.map_or(Some(rows), |at| sums.get(at + 1).copied()).unwrap_or(0);
            let print = plan.print.and_then(|at| sums.get(at + 1)).copied().unwrap_or(0);
            let cell = groups.entry(group.get(..by.len()).unwrap_or_default()).or_default();
            for cell in [&mut base.all, cell] {
                cell.value += value;
                cell.rows += rows;
                cell.print = cell.print.wrapping_add(print);
            }
        }
        if !by.is_empty() {
            for (places, cell) in groups.into_iter().filter(|(_, cell)| cell.rows > 0) {
                let key = places.iter().zip(&self.values);
                let key =
                    key.map(|(at, all)| all.get(*at).map_or_else(String::new, Value::to_string));
                base.put(map_codes(one.indicator, by, key.collect()), cell);
            }
        }
        base.leave_out(&one.parts, left_out);
        base
    }
}

/// Different things, counted group by group; the rows of such a figure are these things.
fn different_things(tx: &mut Tx, one: &Ready, by: &[String], print: bool) -> Result<Base> {
    let mut base = Base::default();
    let mut left_out = vec![0; one.parts.lacking.len()];
    let width = one.dims.len();
    for row in different(tx, &one.parts, &one.dims)? {
        let cell = Cell { value: row.int(width), rows: row.int(width), ..Cell::default() };
        for (at, count) in left_out.iter_mut().enumerate() {
            *count += row.int(width + 1 + at);
        }
        if width == 0 {
            base.all = cell;
        } else if cell.rows > 0 {
            let key: Vec<String> = row.0.iter().take(width).map(ToString::to_string).collect();
            base.put(map_codes(one.indicator, by, key), cell);
        }
    }
    // Groups may share some: the whole is counted by itself.
    if width > 0 {
        let whole = different(tx, &one.parts, &[])?.first().map_or(0, |row| row.int(0));
        base.all = Cell { value: whole, rows: whole, ..Cell::default() };
    }
    if print {
        base.all.print = print_of(tx, &one.parts)?;
    }
    base.leave_out(&one.parts, left_out);
    Ok(base)
}

/// The fingerprint of all rows that speak of the things counted.
fn print_of(tx: &mut Tx, parts: &Parts) -> Result<i64> {
    let from = parts.paths.from().add(" WHERE ").then(parts.filter()).add(" AND ");
    let rows = tx.sums(&[], &[Sql::new(PRINT)], &from.then(parts.fit()))?;
    Ok(rows.first().map_or(0, |row| row.int(1)))
}

fn different(tx: &mut Tx, parts: &Parts, dims: &[Dim]) -> Result<Vec<Row>> {
    let counted = parts.counted.as_deref().unwrap_or("r.id");
    let mut sql = Sql::new("SELECT ");
    for dim in dims {
        sql = sql.then(dim.sql.clone()).add(", ");
    }
    sql = sql.add("COUNT(DISTINCT CASE WHEN ").then(parts.fit());
    sql = sql.add(&format!(" THEN {counted} END)"));
    let mut before = Sql::default();
    for (_, condition) in &parts.lacking {
        sql = sql.add(", COUNT(CASE WHEN ").then(before.clone()).then(condition.clone());
        sql = sql.add(" THEN 1 END)");
        before = before.add("NOT (").then(condition.clone()).add(") AND ");
    }
    sql = sql.then(parts.paths.from()).add(" WHERE ").then(parts.filter());
    if !dims.is_empty() {
        let places: Vec<String> = (1..=dims.len()).map(|at| at.to_string()).collect();
        sql = sql.add(&format!(" GROUP BY {}", places.join(", ")));
    }
    tx.all(&sql)
}
