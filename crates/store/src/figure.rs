//! Figures: the one function behind every number, its rows, its groups and its changes.

mod build;
mod kept;
mod places;
mod rows;
mod since;
mod together;

pub use rows::Changes;
pub(crate) use since::Only;

use crate::clock::{end_of, show};
use crate::ctx::Ctx;
use crate::db::Tx;
use crate::error::{Result, StoreError};
use crate::journal;
use crate::paths::Known;
use crate::sql::{Sql, name};
use crate::store::Store;
use crate::tree::Tree;
use build::{Base, Cell};
use jiff::civil::Date;
use kernel::access::Act;
use kernel::codes::money::Fen;
use kernel::indicator::{Cond, DimKind, Indicator, Measure};
use kernel::value::Value;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Which days are asked about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum When {
    /// The end of this day.
    On(Date),
    /// From the first day to the last, both included.
    Between(Date, Date),
}

impl When {
    /// The last day asked about.
    pub fn last(self) -> Date {
        match self {
            When::On(day) | When::Between(_, day) => day,
        }
    }
    /// The first day asked about.
    pub fn first(self) -> Date {
        match self {
            When::On(day) | When::Between(day, _) => day,
        }
    }
}

/// Which tree the nodes are taken from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum TreeOf {
    /// Today's.
    #[default]
    Today,
    /// The one that stood on the last day asked about.
    ThatDay,
}

/// First and last sequence known of each chain.
pub type Sequences = Vec<(i64, i64)>;

/// A question.
#[derive(Clone, Debug)]
pub struct FigureAsk {
    /// For this node and everything below it; 0 for the whole installation.
    pub union: i64,
    /// Which days.
    pub when: When,
    /// As known at this instant (UTC milliseconds); `None` as known now.
    pub known_at: Option<i64>,
    /// As known by these sequences of the chains, which a finished report keeps; before `known_at`.
    pub known: Option<Arc<Sequences>>,
    /// Whether fingerprints of the rows are wanted.
    pub print: bool,
    /// Broken down by these dimensions; `child` and `month` always exist.
    pub by: Vec<String>,
    /// Which tree.
    pub tree: TreeOf,
}

impl FigureAsk {
    /// As of a day, for everything.
    pub fn on(day: Date) -> FigureAsk {
        FigureAsk {
            union: 0,
            when: When::On(day),
            known_at: None,
            known: None,
            print: false,
            by: Vec::new(),
            tree: TreeOf::Today,
        }
    }
    /// Over a period, for everything.
    pub fn between(first: Date, last: Date) -> FigureAsk {
        FigureAsk { when: When::Between(first, last), ..FigureAsk::on(last) }
    }
    /// For a node.
    pub fn at(mut self, union: i64) -> FigureAsk {
        self.union = union;
        self
    }
    /// Broken down.
    pub fn by(mut self, dims: &[&str]) -> FigureAsk {
        self.by = dims.iter().map(|dim| (*dim).to_owned()).collect();
        self
    }
    /// As known at an instant.
    pub fn known(mut self, instant: i64) -> FigureAsk {
        self.known_at = Some(instant);
        self
    }
    /// As known at the end of a day.
    pub fn known_on(self, day: Date) -> FigureAsk {
        self.known(end_of(day))
    }
}

/// A number with its parts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct Amount {
    /// The whole number, or the numerator of a ratio.
    pub value: i64,
    /// The denominator of a ratio.
    pub denominator: Option<i64>,
    /// The factor of a ratio.
    pub scale: i64,
    /// Rows counted.
    pub rows: i64,
    /// Decimals of a ratio as shown to people.
    pub decimals: u32,
    /// Fingerprint of the rows and their versions, where it was asked for.
    pub print: i64,
    /// The value is money in 分, shown in 元.
    pub fen: bool,
}

impl Amount {
    /// As shown to machines: a whole number, money in 元 with its 分, a decimal with four digits, or
    /// nothing when undefined.
    pub fn json(self) -> serde_json::Value {
        match self.denominator {
            None if self.fen => Fen(self.value).to_string().replace(',', "").into(),
            None => self.value.into(),
            Some(_) => self.decimal(4).map_or(serde_json::Value::Null, Into::into),
        }
    }
    /// A ratio in its unit's scale, rounded half up; `None` when the denominator is 0.
    pub fn decimal(self, digits: u32) -> Option<String> {
        let denominator = i128::from(self.denominator.filter(|below| *below != 0)?);
        let power = 10_i128.pow(digits);
        let scaled = i128::from(self.value) * i128::from(self.scale) * power;
        let (sign, scaled) = if scaled < 0 { ("-", -scaled) } else { ("", scaled) };
        let rounded = (scaled * 2 + denominator) / (denominator * 2);
        let (whole, rest) = (rounded / power, rounded % power);
        let width = usize::try_from(digits).unwrap_or(4);
        Some(if digits == 0 {
            format!("{sign}{whole}")
        } else {
            format!("{sign}{whole}.{rest:0width$}")
        })
    }
    /// As shown to people: — when undefined.
    pub fn text(self) -> String {
        match self.denominator {
            None if self.fen => Fen(self.value).to_string(),
            None => thousands(self.value),
            Some(_) => self.decimal(self.decimals).unwrap_or_else(|| "—".into()),
        }
    }
}

/// `12,345`.
pub fn thousands(number: i64) -> String {
    let digits = number.unsigned_abs().to_string();
    let mut out = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    if number < 0 { format!("-{out}") } else { out }
}

/// One group of a breakdown.
#[derive(Clone, Debug)]
pub struct Group {
    /// Code and title per dimension asked.
    pub of: Vec<(String, String)>,
    /// Its number.
    pub amount: Amount,
}

/// An answer.
#[derive(Clone, Debug)]
pub struct Figure {
    /// The definition that was evaluated.
    pub indicator: Indicator,
    /// The node asked for.
    pub union: i64,
    /// Its name.
    pub union_name: String,
    /// Which days.
    pub when: When,
    /// As known when, in Shanghai time; `None` as known now.
    pub known_at: Option<String>,
    /// The number.
    pub amount: Amount,
    /// Rows not counted, and why.
    pub excluded: Vec<(String, i64)>,
    /// Groups, in the order of their codes.
    pub groups: Vec<Group>,
}

impl Figure {
    /// How many rows were not counted.
    pub fn left_out(&self) -> i64 {
        self.excluded.iter().map(|(_, count)| count).sum()
    }
    /// "截至2025年12月31日，录入到现在" in one short line.
    pub fn said(&self) -> String {
        let days = match self.when {
            When::On(day) => format!("截至{}", kernel::dates::chinese(day)),
            When::Between(first, last) => {
                format!("{}至{}", kernel::dates::chinese(first), kernel::dates::chinese(last))
            }
        };
        match &self.known_at {
            None => format!("{days}，录入到现在"),
            Some(at) => format!("{days}，录入到{at}"),
        }
    }
}

/// What evaluating needs besides the definition.
pub(crate) struct Frame<'a> {
    pub ctx: &'a Ctx,
    pub tree: std::sync::Arc<Tree>,
    pub known: Known,
    pub ask: &'a FigureAsk,
    /// The nodes of the tree of that day, when that tree is asked for.
    pub members: Option<Vec<i64>>,
    /// Only rows of these groups: dimension and code.
    pub group: &'a [(String, String)],
    /// Settings that definitions refer to, as they hold on the last day asked about.
    pub settings: BTreeMap<String, i64>,
    /// Only these records, and what they link to.
    pub only: Option<Arc<Only>>,
}

impl Store {
    /// Evaluates one indicator.
    pub fn figure(&self, ctx: &Ctx, code: &str, ask: &FigureAsk) -> Result<Figure> {
        let mut all = self.figures(ctx, &[code], ask)?;
        all.pop().ok_or(StoreError::NotFound)?
    }

    /// Evaluates several on one unmoving picture of the data; one that may not be read does not
    /// keep the others back.
    pub fn figures(
        &self,
        ctx: &Ctx,
        codes: &[&str],
        ask: &FigureAsk,
    ) -> Result<Vec<Result<Figure>>> {
        self.refresh_definitions()?;
        let day = ask.when.last();
        let indicators: Result<Vec<&Indicator>> =
            codes.iter().map(|code| self.indicator_on(code, day)).collect();
        self.figures_of(ctx, &indicators?, ask)
    }

    /// The same for definitions at hand.
    pub fn figures_of(
        &self,
        ctx: &Ctx,
        indicators: &[&Indicator],
        ask: &FigureAsk,
    ) -> Result<Vec<Result<Figure>>> {
        self.db.read(|tx| self.figures_in(tx, ctx, indicators, ask))
    }

    /// The same within a transaction.
    pub(crate) fn figures_in(
        &self,
        tx: &mut Tx,
        ctx: &Ctx,
        indicators: &[&Indicator],
        ask: &FigureAsk,
    ) -> Result<Vec<Result<Figure>>> {
        if ask.when.first() > ask.when.last() {
            return Err(StoreError::refuse("from", "开始日期晚于结束日期"));
        }
        let mut leaves: Vec<&Indicator> = Vec::new();
        for indicator in indicators {
            for leaf in self.leaves(indicator, ask.when.last())? {
                if !leaves.iter().any(|known| known.code == leaf.code) {
                    leaves.push(leaf);
                }
            }
        }
        let mut frame = self.frame(tx, ctx, ask)?;
        self.settle(tx, &mut frame, &leaves)?;
        let bases = self.bases(tx, &frame, &leaves)?;
        let figure = |indicator: &&Indicator| self.evaluate(tx, &frame, indicator, &bases);
        Ok(indicators.iter().map(figure).collect())
    }

    /// The indicators that read rows: itself, or its two parts as they are in force on a day.
    fn leaves<'a>(&self, indicator: &'a Indicator, day: Date) -> Result<Vec<&'a Indicator>> {
        Ok(match indicator.parts() {
            Some([first, second]) => {
                vec![self.indicator_on(first, day)?, self.indicator_on(second, day)?]
            }
            None => vec![indicator],
        })
    }

    pub(crate) fn frame<'a>(
        &self,
        tx: &mut Tx,
        ctx: &'a Ctx,
        ask: &'a FigureAsk,
    ) -> Result<Frame<'a>> {
        let tree = self.tree(tx)?;
        let known = match (&ask.known, ask.known_at) {
            (Some(known), _) => Known::At(known.to_vec()),
            (None, None) => Known::Now,
            (None, Some(instant)) => Known::At(journal::known_at(tx, instant)?),
        };
        let members = match ask.tree {
            TreeOf::Today => None,
            TreeOf::ThatDay => Some(self.tree_of_day(tx, &tree, ask, &known)?),
        };
        Ok(Frame {
            ctx,
            tree,
            known,
            ask,
            members,
            group: &[],
            settings: BTreeMap::new(),
            only: None,
        })
    }

    /// Puts in the settings that definitions refer to, as they hold on the last day asked about.
    pub(crate) fn settle(
        &self,
        tx: &mut Tx,
        frame: &mut Frame,
        indicators: &[&Indicator],
    ) -> Result<()> {
        let catalog = self.catalog();
        for cond in indicators.iter().flat_map(|indicator| &indicator.when) {
            if let Cond::AtLeastSetting(_, setting) = cond {
                let value = crate::settings::on(tx, catalog, setting, frame.ask.when.last())?;
                frame.settings.insert(setting.clone(), value.parse().unwrap_or(0));
            }
        }
        Ok(())
    }

    fn evaluate(
        &self,
        tx: &mut Tx,
        frame: &Frame,
        indicator: &Indicator,
        bases: &BTreeMap<String, Base>,
    ) -> Result<Figure> {
        let mut parts = Vec::new();
        for leaf in self.leaves(indicator, frame.ask.when.last())? {
            // What could not be counted among the others is asked again, to hear why.
            parts.push(match bases.get(&leaf.code) {
                Some(base) => base.clone(),
                None => self.alone(tx, frame, leaf)?,
            });
        }
        let (base, scale) = match (&indicator.measure, parts.as_slice()) {
            (Measure::Ratio { scale, .. }, [above, below]) => (above.over(below), *scale),
            (Measure::Plus { .. }, [first, second]) => (first.and(second), 1),
            (_, [plus, minus]) => (plus.less(minus), 1),
            _ => (parts.pop().unwrap_or_default(), 1),
        };
        let fen = self.sums_money(indicator, frame.ask.when.last())?;
        let titles = self.group_titles(tx, frame, indicator)?;
        let known_at = match &frame.ask.known {
            Some(_) => Some("定稿时".to_owned()),
            None => frame.ask.known_at.map(show),
        };
        let union = if frame.ask.union == 0 { frame.tree.root() } else { frame.ask.union };
        let groups = base
            .groups
            .iter()
            .map(|(of, cell)| Group {
                of: of
                    .iter()
                    .zip(&frame.ask.by)
                    .map(|(code, dim)| (code.clone(), titles.title(&frame.tree, dim, code)))
                    .collect(),
                amount: Amount { fen, ..cell.amount(scale, indicator.decimals) },
            })
            .collect();
        Ok(Figure {
            indicator: indicator.clone(),
            union,
            union_name: frame.tree.title(union).to_owned(),
            when: frame.ask.when,
            known_at,
            amount: Amount { fen, ..base.all.amount(scale, indicator.decimals) },
            excluded: base.excluded,
            groups,
        })
    }

    /// Whether what is summed is money; a share of two sums is none.
    fn sums_money(&self, indicator: &Indicator, day: Date) -> Result<bool> {
        if matches!(indicator.measure, Measure::Ratio { .. }) {
            return Ok(false);
        }
        let leaves = self.leaves(indicator, day)?;
        let money = |leaf: &&Indicator| match &leaf.measure {
            Measure::Sum(path) => self.catalog().register(&leaf.of).is_some_and(|register| {
                let found = kernel::laws::resolve(self.catalog(), register, path);
                found.is_some_and(|(_, field)| field.kind == kernel::field::Kind::Money)
            }),
            _ => false,
        };
        Ok(leaves.iter().any(money))
    }

    /// Who may not read the whole of it gets 无权查看, never a partial number.
    pub(crate) fn may_count(frame: &Frame, register: &kernel::register::Register) -> Result<()> {
        let at = if frame.ask.union == 0 { frame.tree.root() } else { frame.ask.union };
        if frame.tree.node(at).is_none() {
            return Err(StoreError::NotFound);
        }
        if frame.ctx.may(register, Act::Read, at, &frame.tree) {
            Ok(())
        } else {
            Err(StoreError::Forbidden)
        }
    }

    fn group_titles(&self, tx: &mut Tx, frame: &Frame, indicator: &Indicator) -> Result<Titles> {
        let mut titles = Titles::default();
        let leaves = self.leaves(indicator, frame.ask.when.last())?;
        let Some(part) = leaves.first() else { return Ok(titles) };
        for dim in part.dims.iter().filter(|dim| frame.ask.by.contains(&dim.name)) {
            match &dim.kind {
                DimKind::Map(_, pairs) | DimKind::Under(pairs) => {
                    for (_, code, title) in pairs {
                        titles.put(&dim.name, code, title);
                    }
                }
                DimKind::Age(_, bands) => {
                    for (_, title) in bands {
                        titles.put(&dim.name, title, title);
                    }
                }
                DimKind::Field(path) => {
                    self.field_titles(tx, part, (&dim.name, path), &mut titles)?;
                }
            }
        }
        Ok(titles)
    }

    fn field_titles(
        &self,
        tx: &mut Tx,
        indicator: &Indicator,
        (dim, path): (&str, &str),
        titles: &mut Titles,
    ) -> Result<()> {
        let register = self.register(&indicator.of)?;
        let Some((of, field)) = kernel::laws::resolve(self.catalog(), register, path) else {
            return Ok(());
        };
        match (field.kind, field.list) {
            (_, Some(list)) => {
                list.items.iter().for_each(|item| titles.put(dim, item.0, item.1));
            }
            (kernel::field::Kind::YesNo, None) => {
                titles.put(dim, "1", "是");
                titles.put(dim, "0", "否");
            }
            _ if matches!(of.owner, kernel::register::Owner::Common) => {
                for (code, title) in self.entries_of(tx, register, of, path)? {
                    titles.put(dim, &code, &title);
                }
            }
            _ => {}
        }
        Ok(())
    }

    /// The entries of the list that a path to a code leads into, with their names.
    fn entries_of(
        &self,
        tx: &mut Tx,
        register: &'static kernel::register::Register,
        list: &kernel::register::Register,
        path: &str,
    ) -> Result<Vec<(String, String)>> {
        let (way, code) = path.rsplit_once('.').unwrap_or(("", path));
        let within =
            kernel::laws::resolve(self.catalog(), register, way).and_then(|way| way.1.within);
        let text = format!(
            "SELECT {}, {} FROM {} WHERE voided = 0",
            name(code),
            name(list.label),
            name(list.name)
        );
        let sql = match within {
            None => Sql::new(text),
            Some((by, values)) => Sql::new(text)
                .add(&format!(" AND {} IN ", name(by)))
                .list(values.iter().map(|value| Value::from(*value))),
        };
        Ok(tx.all(&sql)?.iter().map(|row| (row.text(0), row.text(1))).collect())
    }
}

/// Titles of group codes.
#[derive(Default)]
struct Titles(BTreeMap<(String, String), String>);

impl Titles {
    fn put(&mut self, dim: &str, code: &str, title: &str) {
        self.0.insert((dim.to_owned(), code.to_owned()), title.to_owned());
    }
    fn title(&self, tree: &Tree, dim: &str, code: &str) -> String {
        if code.is_empty() {
            return if dim == "child" { "本级".into() } else { "未填".into() };
        }
        if dim == "child" {
            let node = code.parse().ok().and_then(|id| tree.node(id));
            return node.map_or_else(|| code.to_owned(), |node| node.name.clone());
        }
        let found = self.0.get(&(dim.to_owned(), code.to_owned()));
        found.cloned().unwrap_or_else(|| code.to_owned())
    }
}

impl Cell {
    fn amount(self, scale: i64, decimals: u32) -> Amount {
        let Cell { value, denominator, rows, print } = self;
        Amount { value, denominator, scale, rows, decimals, print, fen: false }
    }
}
