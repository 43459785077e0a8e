//! Everything the page of one figure shows, asked of the store in one go.

use super::ask::{Question, is_flow, parts, twelve_months};
use jiff::civil::Date;
use kernel::indicator::{Indicator, Measure};
use kernel::register::Register;
use store::figure::{Amount, Figure, FigureAsk, Group, When};
use store::list::{Cursor, ListAsk, Page};
use store::{Ctx, Result, Store, StoreError};

/// Rows on a page, and records listed of a change.
pub const ROWS: usize = 50;
const LISTED: usize = 30;

/// What is shown.
pub struct Found {
    /// The figure, with its groups when it is broken down.
    pub figure: Figure,
    /// Numerator and denominator, or what is subtracted from what.
    pub parts: Option<(Figure, Figure)>,
    /// The one group asked for.
    pub group: Option<Group>,
    /// The register whose rows are counted.
    pub register: &'static Register,
    /// A page of these rows.
    pub rows: Page,
    /// How many there are.
    pub rows_total: i64,
    /// Rows not counted: address, name, reason.
    pub left: Vec<(String, String, String)>,
    /// Ways to break it down: name and title.
    pub dims: Vec<(String, String)>,
    /// The number at the ends of twelve months, or in twelve months.
    pub trend: Vec<(Date, Option<Amount>)>,
    /// What changed since another day.
    pub since: Option<Since>,
}

/// What changed in a stock between two days.
pub struct Since {
    /// The earlier day.
    pub day: Date,
    /// The number then.
    pub then: Amount,
    /// Counted now and not then, gone, or with another amount.
    pub came: Listed,
    /// Counted then and not now.
    pub went: Listed,
    /// Counted on both days with different amounts.
    pub differ: Listed,
}

/// Some of many records.
#[derive(Default)]
pub struct Listed {
    /// How many there are.
    pub count: usize,
    /// Those listed.
    pub page: Page,
}

/// The indicator whose rows stand behind another: the numerator of a ratio.
pub fn counted(store: &Store, indicator: &'static Indicator) -> &'static Indicator {
    parts(indicator).and_then(|(first, _)| store.indicator(first).ok()).unwrap_or(indicator)
}

/// A number with what it is made of.
type Whole = (Figure, Option<(Figure, Figure)>, Option<Group>);

/// The figure alone: value, parts, the group asked for.
pub fn figure(store: &Store, ctx: &Ctx, code: &str, question: &Question) -> Result<Whole> {
    let indicator = store.indicator_on(code, question.last)?;
    let flow = is_flow(store, indicator);
    let mut ask = question.ask(flow);
    if !question.group.is_empty() {
        ask.by = question.group.iter().map(|(dim, _)| dim.clone()).collect();
    }
    let made_of = parts(indicator);
    // A number and what it is made of are read together where they are asked alike.
    let mut codes = vec![code];
    if let (Some((first, second)), true) = (made_of, ask.by.is_empty()) {
        codes.extend([first, second]);
    }
    let mut read = store.figures(ctx, &codes, &ask)?.into_iter();
    let mut figure = read.next().ok_or(StoreError::NotFound)??;
    let of = |group: &&Group| {
        group.of.iter().zip(&question.group).all(|((code, _), (_, wanted))| code == wanted)
    };
    let group = if question.group.is_empty() {
        None
    } else {
        let found = figure.groups.iter().find(of).cloned();
        figure.groups.clear();
        // A group without rows is not among the answers: its number is 0.
        let nothing = || Group {
            of: question.group.iter().map(|(_, code)| (code.clone(), code.clone())).collect(),
            amount: Amount {
                value: 0,
                rows: 0,
                denominator: figure.amount.denominator.map(|_| 0),
                ..figure.amount
            },
        };
        let known = found.is_some() || there_is(store, code, question);
        Some(found.unwrap_or_else(nothing))
            .filter(|_| known)
            .ok_or(StoreError::NotFound)
            .map(Some)?
    };
    if let (Some((first, second)), false) = (made_of, ask.by.is_empty()) {
        let plain = FigureAsk { by: Vec::new(), ..ask };
        read = store.figures(ctx, &[first, second], &plain)?.into_iter();
    }
    let parts = match (read.next(), read.next()) {
        (Some(first), Some(second)) => Some((first?, second?)),
        _ => None,
    };
    Ok((figure, parts, group))
}

/// Whether a group could have rows: its codes are values of their dimensions.
fn there_is(store: &Store, code: &str, question: &Question) -> bool {
    let glossary = store.glossary(question.last);
    let Some(info) = glossary.find(code) else { return false };
    question.group.iter().all(|(dim, value)| {
        let known = info.dims.iter().find(|one| one.name == *dim);
        known.is_some_and(|known| known.values.iter().any(|one| one.0 == *value))
    })
}

/// The whole page.
pub fn all(
    store: &Store,
    ctx: &Ctx,
    code: &str,
    question: &Question,
    cursor: Option<&Cursor>,
    since: Option<Date>,
) -> Result<Found> {
    let mut found = brief(store, ctx, code, question, cursor, ROWS)?;
    let indicator = store.indicator_on(code, question.last)?;
    let flow = is_flow(store, indicator);
    if question.group.is_empty() {
        found.trend = trend(store, ctx, &found.figure, question, flow)?;
        found.since = match since.filter(|_| !flow) {
            Some(day) => Some(changes(store, ctx, code, question, day, found.register)?),
            None => None,
        };
    }
    Ok(found)
}

/// What the side sheet shows: the number, how it is counted, its first rows.
pub fn brief(
    store: &Store,
    ctx: &Ctx,
    code: &str,
    question: &Question,
    cursor: Option<&Cursor>,
    limit: usize,
) -> Result<Found> {
    let indicator = store.indicator_on(code, question.last)?;
    let flow = is_flow(store, indicator);
    let (figure, parts, group) = figure(store, ctx, code, question)?;
    let ask = question.ask(flow);
    let register = store.register(&counted(store, indicator).of)?;
    let rows = store.group_rows(ctx, code, &ask, &question.group, cursor, limit)?;
    let rows_total = match (&group, &parts) {
        (Some(group), _) => group.amount.rows,
        (None, Some((first, _))) => first.amount.rows,
        (None, None) => figure.amount.rows,
    };
    let named = figure.left_out() > 0
        && ask.known_at.is_none()
        && ask.known.is_none()
        && question.group.is_empty();
    let left = if named { left_out(store, ctx, code, &ask)? } else { Vec::new() };
    let dims = dims(store, indicator, flow);
    let (trend, since) = (Vec::new(), None);
    Ok(Found { figure, parts, group, register, rows, rows_total, left, dims, trend, since })
}

/// Of a ratio, the parts may leave out different rows: both are named.
fn left_out(
    store: &Store,
    ctx: &Ctx,
    code: &str,
    ask: &FigureAsk,
) -> Result<Vec<(String, String, String)>> {
    let indicator = store.indicator_on(code, ask.when.last())?;
    let codes: Vec<&str> =
        parts(indicator).map_or(vec![code], |(first, second)| vec![first, second]);
    let mut all: Vec<(String, String, String)> = Vec::new();
    for code in codes {
        let register = counted(store, store.indicator(code)?).of.as_str();
        for (key, name, why) in store.left_out(ctx, code, ask, 20)? {
            let row = (format!("/r/{register}/{key}"), name, why);
            if !all.contains(&row) {
                all.push(row);
            }
        }
    }
    Ok(all)
}

/// Ways to break an indicator down; a ratio those of both its parts.
pub fn dims(store: &Store, indicator: &'static Indicator, flow: bool) -> Vec<(String, String)> {
    let both: Vec<&Indicator> = match parts(indicator) {
        None => vec![indicator],
        Some((first, second)) => {
            [first, second].iter().filter_map(|code| store.indicator(code).ok()).collect()
        }
    };
    let mut dims = Vec::new();
    let owned = |part: &&Indicator| {
        let register = store.catalog().register(&part.of);
        register.is_some_and(Register::placed)
    };
    if both.iter().all(owned) {
        dims.push(("child".to_owned(), "下级单位".to_owned()));
    }
    if flow {
        dims.push(("month".to_owned(), "月份".to_owned()));
    }
    let shared = |name: &str| both.iter().all(|part| part.dims.iter().any(|dim| dim.name == name));
    let own = both.first().map(|part| part.dims.as_slice()).unwrap_or_default();
    let fitting = own.iter().filter(|dim| shared(&dim.name));
    dims.extend(fitting.map(|dim| (dim.name.clone(), dim.title.clone())));
    dims
}

pub fn trend(
    store: &Store,
    ctx: &Ctx,
    now: &Figure,
    question: &Question,
    flow: bool,
) -> Result<Vec<(Date, Option<Amount>)>> {
    let code = now.indicator.code.as_str();
    let days = twelve_months(question.last);
    let plain = Question { by: Vec::new(), ..question.clone() };
    if !flow {
        let mut line = Vec::new();
        for day in days {
            let amount = if day == question.last {
                now.amount
            } else {
                store.figure(ctx, code, &plain.on(day).ask(false))?.amount
            };
            line.push((day, Some(amount)));
        }
        return Ok(line);
    }
    let first = days.first().copied().unwrap_or(question.last).first_of_month();
    let when = When::Between(first, question.last);
    let ask = FigureAsk { when, by: vec!["month".to_owned()], ..plain.ask(true) };
    let figure = store.figure(ctx, code, &ask)?;
    let of = |day: &Date| {
        let month = day.strftime("%Y-%m").to_string();
        let group = figure.groups.iter().find(|g| g.of.first().is_some_and(|m| m.0 == month));
        group.map_or(Amount::default(), |group| group.amount)
    };
    Ok(days.iter().map(|day| (*day, Some(of(day)))).collect())
}

fn changes(
    store: &Store,
    ctx: &Ctx,
    code: &str,
    question: &Question,
    day: Date,
    register: &'static Register,
) -> Result<Since> {
    if day >= question.last {
        return Err(StoreError::refuse("since", "要比的日子应早于截至日"));
    }
    let plain = Question { by: Vec::new(), ..question.clone() };
    let ask = plain.ask(false);
    let then = store.figure(ctx, code, &plain.on(day).ask(false))?.amount;
    let changes = store.figure_changes(ctx, code, &ask, day)?;
    let list = |ids: Vec<i64>, on: Date| listed(store, ctx, register, ids, on);
    Ok(Since {
        day,
        then,
        came: list(changes.came.iter().map(|row| row.0).collect(), question.last)?,
        went: list(changes.went.iter().map(|row| row.0).collect(), day)?,
        differ: list(changes.differ.iter().map(|row| row.0).collect(), question.last)?,
    })
}

fn listed(
    store: &Store,
    ctx: &Ctx,
    register: &'static Register,
    mut ids: Vec<i64>,
    on: Date,
) -> Result<Listed> {
    let count = ids.len();
    if count == 0 {
        return Ok(Listed::default());
    }
    ids.truncate(LISTED);
    let ask = ListAsk { ids: Some(ids), as_of: Some(on), ..ListAsk::new(register) };
    Ok(Listed { count, page: store.list(ctx, &ask, None, LISTED)? })
}

/// Whether the register behind a figure sums something instead of counting rows.
pub fn sums(indicator: &Indicator) -> bool {
    matches!(indicator.measure, Measure::Sum(_))
}
