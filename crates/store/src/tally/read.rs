//! Reading: cells of whole months and years, events of the days beside them, and what waits.

use super::Tally;
use super::cover::{Cover, cover};
use super::declared::{Family, Source};
use super::fold::CellKey;
use super::lives::{Sum, in_family};
use super::words::{Fresh, Words};
use crate::db::{Row, Tx};
use crate::error::Result;
use crate::schema::LEVELS;
use crate::sql::Sql;
use crate::tree::Tree;
use jiff::civil::Date;
use kernel::kept::{Edge, Kept};
use kernel::register::Register;
use kernel::value::Value;
use std::collections::HashMap;
use std::sync::Arc;
use std::sync::atomic::Ordering;

/// Columns of the places in waiting rows and events, by level.
const PLACES: [&str; 4] = ["province", "city", "county", "town"];
const TOWN: usize = 3;

/// A question to one family.
pub(crate) struct Asked<'a> {
    pub register: &'static Register,
    pub kept: &'static Kept,
    /// For this node and all below it.
    pub node: i64,
    pub tree: &'a Tree,
    /// A period; without a first day, what stands on the last.
    pub first: Option<Date>,
    pub last: Date,
    /// Broken down by child node.
    pub child: bool,
    /// Broken down by month.
    pub month: bool,
    /// Which sums are wanted: each costs time in every group.
    pub sums: [bool; 3],
}

/// A group of the answer.
pub(crate) struct Group {
    /// The child node; 0 for what belongs to none.
    pub child: i64,
    /// 202606, or 0.
    pub month: i64,
    /// Whether the first day is known, then the values of the family.
    pub values: Arc<[Value]>,
    pub n: i64,
    pub sums: [i64; 3],
}

/// Where the answer lies.
struct Place<'a> {
    source: &'a Source,
    family: &'a Family,
    /// The level and node asked for; `None` for the root.
    at: Option<(usize, i64)>,
    /// The level of the children and these.
    children: Option<(usize, Vec<i64>)>,
    month: bool,
    sums: [bool; 3],
}

type Groups = HashMap<(i64, i64, i64), Sum>;

impl Tally {
    /// Answers from the tally; `None` where it does not reach: small places, or not yet counted.
    pub fn answer(&self, tx: &mut Tx, asked: &Asked) -> Result<Option<Vec<Group>>> {
        if self.unread.load(Ordering::SeqCst) {
            return Ok(None);
        }
        let own = |source: &&Source| source.register.name == asked.register.name;
        let Some(source) = self.sources.iter().find(own) else { return Ok(None) };
        let Some(place) = place(source, asked) else { return Ok(None) };
        if !self.counted(tx, asked.tree.stamp)?.contains(&source.id) {
            return Ok(None);
        }
        let first = if asked.kept.edge == Edge::Life { None } else { asked.first };
        let cover = cover(first, asked.last, asked.month);
        let mut groups = cells_of(tx, &place, &cover)?;
        self.loose(tx, &place, &cover, asked.tree, &mut groups)?;
        self.told(tx, groups).map(Some)
    }

    /// The place of a summed field among the sums.
    pub fn sum_at(&self, register: &Register, path: &str) -> Option<usize> {
        let own = |source: &&Source| source.register.name == register.name;
        let source = self.sources.iter().find(own)?;
        source.sums.iter().position(|want| want.name == path)
    }

    /// Events of single days, and what waits.
    fn loose(
        &self,
        tx: &mut Tx,
        place: &Place,
        cover: &Cover,
        tree: &Tree,
        groups: &mut Groups,
    ) -> Result<()> {
        let mut pieces: Vec<Sql> = Vec::new();
        for (first, last, away) in &cover.days {
            let towns = towns(place, tree);
            let piece = piece(place, "tally_event", *away)
                .add(" AND t.town IN ")
                .list(towns)
                .add(" AND t.day BETWEEN ");
            pieces.push(piece.bind(*first).add(" AND ").bind(*last));
        }
        let waits = piece(place, "tally_inbox", false).add(" AND t.day BETWEEN ");
        pieces.push(waits.bind(cover.all.0).add(" AND ").bind(cover.all.1));
        let mut dims = vec![Sql::new("c.child"), Sql::new("c.combo")];
        if place.month {
            dims.push(Sql::new("c.month"));
        }
        let from =
            Sql::new(" FROM (").then(Sql::join(pieces, " UNION ALL ", "")).add(") c WHERE 1=1");
        let rows = tx.sums(&dims, &place.numbers(), &from)?;
        let known = |id: i64| place.children.as_ref().is_some_and(|(_, all)| all.contains(&id));
        let mut words = self.words.lock();
        words.learn(tx, rows.iter().map(|row| row.int(1)))?;
        for row in &rows {
            let Some((combo, backwards)) = way(place.family, row.int(1), &mut words) else {
                continue;
            };
            let child = if known(row.int(0)) { row.int(0) } else { 0 };
            let month = if place.month { row.int(2) } else { 0 };
            let sum = place.sum_of(row, dims.len() + 1);
            let sum = if backwards { sum.less() } else { sum };
            groups.entry((child, month, combo)).or_default().add(sum);
        }
        Ok(())
    }

    fn told(&self, tx: &mut Tx, groups: Groups) -> Result<Vec<Group>> {
        let mut words = self.words.lock();
        words.learn(tx, groups.keys().map(|key| key.2))?;
        let told = groups.into_iter().filter(|(_, sum)| !sum.is_nothing());
        let told = told.filter_map(|((child, month, combo), sum)| {
            let values = words.meaning(combo)?;
            Some(Group { child, month, values, n: sum.n, sums: sum.sums })
        });
        Ok(told.collect())
    }

    /// The keys of cells, for comparisons: what a combination of a family stands for.
    pub(super) fn shown(&self, tx: &mut Tx, key: CellKey) -> Result<String> {
        let mut words = self.words.lock();
        words.learn(tx, std::iter::once(key.3))?;
        let values = words.meaning(key.3).unwrap_or_default();
        let values: Vec<String> = values.iter().map(ToString::to_string).collect();
        Ok(values.join("/"))
    }
}

/// Cells, by child, month and combination of the family.
fn cells_of(tx: &mut Tx, place: &Place, cover: &Cover) -> Result<Groups> {
    let own = place.at.map_or(0, |at| at.1);
    let mut nodes = vec![own];
    nodes.extend(place.children.iter().flat_map(|(_, children)| children));
    let run = |run: &(i64, i64)| {
        Sql::new("SELECT node, combo, bucket, n, sum1, sum2, sum3 FROM tally_cell WHERE family = ")
            .bind(place.family.id)
            .add(" AND node IN ")
            .list(nodes.iter().copied())
            .add(" AND bucket BETWEEN ")
            .bind(run.0)
            .add(" AND ")
            .bind(run.1)
    };
    let runs: Vec<Sql> = cover.buckets.iter().map(run).collect();
    let mut groups = Groups::new();
    if runs.is_empty() {
        return Ok(groups);
    }
    let mut dims = vec![Sql::new("c.node"), Sql::new("c.combo")];
    if place.month {
        dims.push(Sql::new("c.bucket"));
    }
    let from = Sql::new(" FROM (").then(Sql::join(runs, " UNION ALL ", "")).add(") c WHERE 1=1");
    for row in tx.sums(&dims, &place.numbers(), &from)? {
        let month = if place.month { row.int(2) - super::fold::MONTHS } else { 0 };
        let sum = place.sum_of(&row, dims.len() + 1);
        if row.int(0) == own {
            groups.entry((0, month, row.int(1))).or_default().add(sum);
        } else {
            // What belongs to a child is no longer the node's own.
            groups.entry((row.int(0), month, row.int(1))).or_default().add(sum);
            groups.entry((0, month, row.int(1))).or_default().add(sum.less());
        }
    }
    Ok(groups)
}

/// The place of a question; `None` where rows are few and read at once.
fn place<'a>(source: &'a Source, asked: &Asked) -> Option<Place<'a>> {
    let family = source.family(asked.kept)?;
    let levels = asked.tree.levels(asked.node);
    let level = levels.iter().position(|level| *level == asked.node);
    let root = asked.node == asked.tree.root();
    let at = if root {
        None
    } else {
        Some((level.filter(|level| *level < family.levels())?, asked.node))
    };
    let children = if asked.child {
        let below = level? + 1;
        if below >= family.levels() {
            return None;
        }
        let own = |id: i64| {
            let levels = asked.tree.levels(id);
            levels.get(below) == Some(&id)
                && (root || level.and_then(|at| levels.get(at)) == Some(&asked.node))
        };
        let mut all: Vec<i64> =
            asked.tree.nodes().map(|node| node.id).filter(|id| own(*id)).collect();
        all.sort_unstable();
        Some((below, all))
    } else {
        None
    };
    debug_assert!(LEVELS.get(TOWN) == Some(&crate::schema::TOWN));
    Some(Place { source, family, at, children, month: asked.month, sums: asked.sums })
}

/// The towns whose events are read; 0 stands for what belongs to none.
fn towns(place: &Place, tree: &Tree) -> Vec<i64> {
    if let Some((TOWN, town)) = place.at {
        return vec![town];
    }
    let inside = |id: i64| {
        let levels = tree.levels(id);
        levels.get(TOWN) == Some(&id)
            && place.at.is_none_or(|(level, node)| levels.get(level) == Some(&node))
    };
    let mut all: Vec<i64> = tree.nodes().map(|node| node.id).filter(|id| inside(*id)).collect();
    // A root that stands on this level is its own children's only place.
    all.push(0);
    all.sort_unstable();
    all
}

/// Rows of a table of comings and goings, seen from the place.
fn piece(place: &Place, table: &str, away: bool) -> Sql {
    let child = place.children.as_ref().and_then(|(level, _)| PLACES.get(*level)).copied();
    let sign = if away { "-" } else { "" };
    let sql = Sql::new(format!(
        "SELECT {} AS child, t.combo AS combo, t.day / 100 AS month, {sign}t.n AS n, {sign}t.sum1 AS sum1, \
         {sign}t.sum2 AS sum2, {sign}t.sum3 AS sum3 FROM {table} t WHERE t.source = ",
        child.map_or_else(|| "0".to_owned(), |column| format!("t.{column}")),
    ))
    .bind(place.source.id);
    match place.at.and_then(|(level, node)| Some((PLACES.get(level)?, node))) {
        Some((column, node)) => sql.add(&format!(" AND t.{column} = ")).bind(node),
        None => sql,
    }
}

impl Place<'_> {
    /// How many, then the sums that are wanted.
    fn numbers(&self) -> Vec<Sql> {
        let wanted = ["sum1", "sum2", "sum3"].into_iter().zip(self.sums);
        let wanted = wanted.filter_map(|(column, wanted)| wanted.then_some(column));
        std::iter::once("n").chain(wanted).map(|column| Sql::new(format!("c.{column}"))).collect()
    }

    /// These numbers, behind the columns and the count of rows.
    fn sum_of(&self, row: &Row, at: usize) -> Sum {
        let mut next = at;
        let mut read = |wanted: bool| {
            let place = next;
            next += usize::from(wanted);
            if wanted { row.int(place) } else { 0 }
        };
        Sum { n: read(true), sums: self.sums.map(read) }
    }
}

/// As what a combination of the source counts in a family.
fn way(family: &Family, combo: i64, words: &mut Words) -> Option<(i64, bool)> {
    let values = words.meaning(combo)?;
    let (codes, backwards) = in_family(family, &values, words)?;
    Some((words.combination(family.id, &codes, &mut Fresh::new()), backwards))
}
