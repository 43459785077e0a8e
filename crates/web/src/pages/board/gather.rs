//! The figures of the board, asked of the store in few calls: one per day of the trend, one by
//! child unit for stocks and one for flows.

use crate::pages::figure::ask::{Question, is_flow, last_year_end, twelve_months};
use jiff::civil::Date;
use kernel::indicator::{DimKind, Indicator};
use std::collections::HashMap;
use std::collections::hash_map::Entry;
use store::figure::{Amount, Figure, FigureAsk, Group};
use store::{Ctx, Result, Store, StoreError};

/// Key figures, in the order in which they are shown; those the catalog has.
const KEY: [&str; 5] =
    ["union_build_rate", "membership_rate", "member_count", "union_org_count", "employee_count"];

/// Columns of the comparison.
const COLUMNS: [&str; 6] = [
    "member_count",
    "member_new_count",
    "union_org_count",
    "union_build_rate",
    "membership_rate",
    "member_complete_rate",
];

/// Shares over twelve months.
pub const LINES: [&str; 2] = ["union_build_rate", "membership_rate"];

/// Distributions: indicator and dimension.
const BARS: [(&str, &str); 3] = [
    ("union_org_count", "org_type"),
    ("enterprise_operating_count", "industry"),
    ("member_count", "age"),
];

/// Units that should have a union and have none.
pub const MISSED: &str = "missed_unit_count";

/// A figure, or nothing where the person may not see the whole of it.
pub type Seen = Option<Figure>;

/// One key figure.
pub struct Key {
    /// The definition.
    pub indicator: &'static Indicator,
    /// On the day asked about.
    pub now: Seen,
    /// At the end of last year.
    pub before: Option<Amount>,
    /// Month by month.
    pub line: Vec<Option<Amount>>,
}

/// One column of the comparison.
pub struct Column {
    /// The definition.
    pub indicator: &'static Indicator,
    /// It speaks of the year up to the day.
    pub flow: bool,
    /// The whole, with a group per unit.
    pub figure: Seen,
}

/// One distribution.
pub struct Spread {
    /// What is spread.
    pub figure: Figure,
    /// The dimension.
    pub dim: String,
    /// Its title.
    pub title: String,
    /// Its groups, the largest first; ages in their order.
    pub groups: Vec<Group>,
}

/// Everything on the board.
pub struct Board {
    /// Key figures.
    pub keys: Vec<Key>,
    /// The days of the trend.
    pub days: Vec<Date>,
    /// Distributions.
    pub spreads: Vec<Spread>,
    /// The comparison.
    pub columns: Vec<Column>,
    /// Should have a union and have none, by unit.
    pub missed: Seen,
}

/// Asks for everything; the comparison is made while the months are counted.
pub fn all(store: &Store, ctx: &Ctx, question: &Question) -> Result<Board> {
    std::thread::scope(|scope| {
        let beside = scope.spawn(|| {
            let compared = compare(store, ctx, question)?;
            Ok::<_, StoreError>((compared, spreads(store, ctx, question)?))
        });
        let keys = keys(store, ctx, question);
        let beside = beside.join().unwrap_or_else(|_| Err(StoreError::unavailable(STOPPED)));
        let ((keys, days), ((columns, missed), spreads)) = (keys?, beside?);
        Ok(Board { keys, days, spreads, columns, missed })
    })
}

const STOPPED: &str = "没有算完，请再试一次；不行就把编号告诉管理员";

fn known(store: &Store, codes: &[&'static str]) -> Vec<&'static str> {
    codes.iter().copied().filter(|code| store.catalog().indicator(code).is_some()).collect()
}

/// What may not be seen whole is nothing; everything else that goes wrong stays wrong.
fn seen(found: Result<Figure>) -> Result<Seen> {
    match found {
        Ok(figure) => Ok(Some(figure)),
        Err(StoreError::Forbidden) => Ok(None),
        Err(other) => Err(other),
    }
}

fn ask(store: &Store, ctx: &Ctx, codes: &[&str], ask: &FigureAsk) -> Result<Vec<Seen>> {
    store.figures(ctx, codes, ask)?.into_iter().map(seen).collect()
}

fn keys(store: &Store, ctx: &Ctx, question: &Question) -> Result<(Vec<Key>, Vec<Date>)> {
    let codes = known(store, &KEY);
    let days = twelve_months(question.last);
    let before = last_year_end(question.last);
    let mut on: HashMap<Date, Vec<Seen>> = HashMap::new();
    for day in days.iter().copied().chain([before]) {
        if let Entry::Vacant(empty) = on.entry(day) {
            empty.insert(ask(store, ctx, &codes, &question.on(day).ask(false))?);
        }
    }
    let of = |day: &Date, at: usize| on.get(day).and_then(|all| all.get(at)).cloned().flatten();
    let amount = |day: &Date, at: usize| of(day, at).map(|figure| figure.amount);
    let key = |(at, code): (usize, &&'static str)| {
        Ok(Key {
            indicator: store.indicator(code)?,
            now: of(&question.last, at),
            before: amount(&before, at),
            line: days.iter().map(|day| amount(day, at)).collect(),
        })
    };
    let keys: Result<Vec<Key>> = codes.iter().enumerate().map(key).collect();
    Ok((keys?, days))
}

/// The comparison of the units below.
pub fn compare(store: &Store, ctx: &Ctx, question: &Question) -> Result<(Vec<Column>, Seen)> {
    let by_child = Question { by: vec!["child".into()], ..question.clone() };
    let mut codes = known(store, &COLUMNS);
    let shown = codes.len();
    codes.extend(known(store, &[MISSED]));
    let mut found: HashMap<&str, Seen> = HashMap::new();
    for flow in [false, true] {
        let kind = |code: &&&str| {
            let indicator = store.catalog().indicator(code);
            indicator.is_some_and(|indicator| is_flow(store, indicator) == flow)
        };
        let part: Vec<&str> = codes.iter().filter(kind).copied().collect();
        let figures = ask(store, ctx, &part, &by_child.ask(flow))?;
        found.extend(part.into_iter().zip(figures));
    }
    let column = |code: &&'static str| {
        let indicator = store.indicator(code)?;
        let flow = is_flow(store, indicator);
        Ok(Column { indicator, flow, figure: found.get(code).cloned().flatten() })
    };
    let columns: Result<Vec<Column>> = codes.iter().take(shown).map(column).collect();
    Ok((columns?, found.get(MISSED).cloned().flatten()))
}

fn spreads(store: &Store, ctx: &Ctx, question: &Question) -> Result<Vec<Spread>> {
    let mut all = Vec::new();
    for (code, dim) in BARS {
        let Some(indicator) = store.catalog().indicator(code) else { continue };
        let Some(declared) = indicator.dims.iter().find(|known| known.name == dim) else {
            continue;
        };
        let by = Question { by: vec![dim.into()], ..question.clone() };
        let Some(mut figure) = seen(store.figure(ctx, code, &by.ask(false)))? else { continue };
        let mut groups = std::mem::take(&mut figure.groups);
        // Ages have an order of their own.
        if !matches!(declared.kind, DimKind::Age(..)) {
            groups.sort_by_key(|group| std::cmp::Reverse(group.amount.value));
        }
        let title = declared.title.clone();
        all.push(Spread { figure, dim: dim.to_owned(), title, groups });
    }
    Ok(all)
}

impl Column {
    /// The number of one unit: of the group with its key, 0 when it has no rows.
    pub fn of(&self, child: i64) -> Option<Amount> {
        let figure = self.figure.as_ref()?;
        let key = child.to_string();
        let found = figure.groups.iter().find(|group| {
            group.of.first().is_some_and(|(code, _)| {
                *code == key || (child == 0 && (code.is_empty() || code == "0"))
            })
        });
        let nothing = Amount {
            decimals: figure.amount.decimals,
            denominator: figure.amount.denominator.map(|_| 0),
            scale: figure.amount.scale,
            fen: figure.amount.fen,
            ..Amount::default()
        };
        Some(found.map_or(nothing, |group| group.amount))
    }
    /// Whether rows belong to the unit asked for itself, not to one below it.
    pub fn has_own(&self) -> bool {
        let own = |group: &Group| {
            group.of.first().is_some_and(|(code, _)| code.is_empty() || code == "0")
        };
        self.figure.as_ref().is_some_and(|figure| figure.groups.iter().any(own))
    }
}
