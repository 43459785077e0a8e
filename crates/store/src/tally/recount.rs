//! Counting anew: the whole tally where it is missing, and parts of it to be compared with what stands.

use super::declared::Source;
use super::fold::{Cells, waiting};
use super::heap::{Heap, places};
use super::lives::Lived;
use super::{COUNTED, Tally, load, touch};
use crate::db::{Dialect, Tx};
use crate::error::Result;
use crate::schema::TOWN;
use crate::sql::{Sql, name};
use crate::store::{Store, meta, set_meta};
use crate::tree::Tree;
use crate::writer::bump_tree;
use std::collections::{BTreeSet, HashMap};

/// Records read at once.
const PART: i64 = 20_000;
/// Gathered comings and goings are written when there are so many.
const FULL: usize = 300_000;
/// Which county was compared last, and what was found.
const COMPARED: &str = "tally_compared";
const ALARM: &str = "tally_alarm";

/// Where the tally is not what the rows say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// The register whose sums differ.
    pub register: &'static str,
    /// In plain words, with the place.
    pub say: String,
}

/// What is compared: one node, by a condition on rows and one on what is kept.
struct Part {
    node: i64,
    rows: Sql,
    kept: Sql,
}

impl Store {
    /// Counts everything anew where the declarations are not those that were counted.
    pub(crate) fn tally_counted(&self) -> Result<()> {
        let counted = self.db.read(|tx| meta(tx, COUNTED))?.unwrap_or_default();
        if counted == self.tally.declared() { Ok(()) } else { self.recount() }
    }

    /// An installation without records has been counted.
    pub(crate) fn tally_begins(&self) -> Result<()> {
        self.db.write(|tx| set_meta(tx, COUNTED, &self.tally.declared()))
    }

    /// Counts the whole tally anew from the rows; acts wait meanwhile.
    pub fn recount(&self) -> Result<()> {
        self.db.write(|tx| {
            // Acts under way see another tree and begin again; later ones wait here.
            bump_tree(tx)?;
            if tx.dialect() == Dialect::Postgres {
                self.fold_all(tx)?;
            }
            for table in ["tally_inbox", "tally_event", "tally_cell"] {
                tx.exec(&Sql::new(format!("DELETE FROM {table}")))?;
            }
            let today = self.today().to_string();
            let tree = Tree::load(tx, self.catalog(), &today, 0)?;
            let (mut heap, mut empty) = (Heap::default(), true);
            for source in &self.tally.sources {
                let mut from = i64::MIN;
                while let Some(until) = next(tx, source, from)? {
                    let which = Sql::new("t.id > ").bind(from).add(" AND t.id <= ").bind(until);
                    self.tally.gathered(tx, source, which, &tree, &mut heap)?;
                    from = until;
                    if heap.spots.len() > FULL {
                        self.fold_heap(tx, std::mem::take(&mut heap), empty)?;
                        empty = false;
                    }
                }
            }
            self.fold_heap(tx, heap, empty)?;
            set_meta(tx, ALARM, "")?;
            set_meta(tx, COUNTED, &self.tally.declared())
        })?;
        self.tally_opened()
    }

    /// Fills an empty tally with what has been gathered; without any it is counted at the next opening.
    pub(crate) fn tally_filled(&self, whole: bool) -> Result<()> {
        let gathered = self.tally.filling.lock().take();
        let Some(mut heap) = gathered.filter(|_| whole) else {
            return self.db.write(|tx| set_meta(tx, COUNTED, ""));
        };
        heap.settle();
        let mut heap = Some(heap);
        self.db.write(|tx| {
            let heap = heap.take().unwrap_or_default();
            self.fold_heap(tx, heap, true).map(|_| ())
        })
    }

    /// From now on everything is gathered.
    pub(crate) fn tally_fills(&self) {
        *self.tally.filling.lock() = Some(Heap::default());
    }

    /// Compares the tally of a county, or of everything, with the rows.
    pub(crate) fn tally_differences(
        &self,
        tx: &mut Tx,
        tree: &Tree,
        county: Option<i64>,
    ) -> Result<Vec<Difference>> {
        let counted = self.tally.counted(tx, tree.stamp)?;
        let mut all = Vec::new();
        for source in self.tally.sources.iter().filter(|source| counted.contains(&source.id)) {
            self.tally.compare(tx, source, tree, county, &mut all)?;
        }
        Ok(all)
    }

    /// Compares the county whose turn it is and keeps what was found for the administrator. Nothing is
    /// put right unasked: a difference is a fault of the program, and its trace.
    pub fn compare_tally(&self) -> Result<Vec<Difference>> {
        let last = self.db.read(|tx| meta(tx, COMPARED))?;
        let last: i64 = last.and_then(|text| text.parse().ok()).unwrap_or(0);
        let (county, found) = self.db.read(|tx| {
            let tree = self.tree(tx)?;
            let county = |id: &i64| tree.levels(*id).get(2) == Some(id);
            let counties: BTreeSet<i64> = tree.nodes().map(|node| node.id).filter(county).collect();
            let next = counties.range(last + 1..).next().or(counties.first()).copied();
            Ok((next.unwrap_or(0), self.tally_differences(tx, &tree, next)?))
        })?;
        let say = found.first().map_or_else(String::new, |first| {
            format!("累计数与台账不符（{}处），第一处：{}", found.len(), first.say)
        });
        if !found.is_empty() {
            tracing::error!(differences = found.len(), say, "tally");
        }
        self.db.write(|tx| {
            set_meta(tx, COMPARED, &county.to_string())?;
            // An alarm stands until everything has been counted anew: other counties are no comfort.
            if say.is_empty() { Ok(()) } else { set_meta(tx, ALARM, &say) }
        })?;
        Ok(found)
    }

    /// What the last comparison found, in plain words; empty when nothing.
    pub fn tally_alarm(&self) -> Result<String> {
        Ok(self.db.read(|tx| meta(tx, ALARM))?.unwrap_or_default())
    }
}

/// The key with which the next part of the records ends.
fn next(tx: &mut Tx, source: &Source, from: i64) -> Result<Option<i64>> {
    let table = name(source.register.name);
    let sql = Sql::new(format!("SELECT MAX(id) FROM (SELECT id FROM {table} WHERE id > "))
        .bind(from)
        .add(" ORDER BY id LIMIT ")
        .bind(PART)
        .add(") part");
    Ok(tx.one(&sql)?.and_then(|row| row.maybe_int(0)))
}

impl Tally {
    /// Gathers what the rows say.
    fn gathered(
        &self,
        tx: &mut Tx,
        source: &Source,
        which: Sql,
        tree: &Tree,
        heap: &mut Heap,
    ) -> Result<()> {
        let lives = load::lives(tx, source, which, &self.words)?;
        let mut leads = Vec::new();
        for (at, linked) in source.links.iter().enumerate() {
            let ids: BTreeSet<i64> =
                lives.iter().filter_map(|life| life.links.get(at).copied()).collect();
            let ids: Vec<i64> = ids.into_iter().collect();
            leads.push(load::linked(tx, linked, &ids, &self.words)?);
        }
        let mut words = self.words.lock();
        for life in &lives {
            let linked = life.links.iter().zip(&leads).map(|(id, known)| known.get(id).cloned());
            let told = Lived { source, life, linked: linked.collect() };
            touch::gather(&told, places(tree, life.node), false, &mut words, heap);
        }
        Ok(())
    }

    fn compare(
        &self,
        tx: &mut Tx,
        source: &Source,
        tree: &Tree,
        county: Option<i64>,
        all: &mut Vec<Difference>,
    ) -> Result<()> {
        let mut above = Cells::new();
        for part in parts(tree, county) {
            let mut heap = Heap::default();
            let which = Sql::new("t.id = t.id AND ").then(part.rows.clone());
            self.gathered(tx, source, which, tree, &mut heap)?;
            let mut events = Heap::default();
            for table in ["tally_event", "tally_inbox"] {
                let sql = Sql::new(format!(
                    "SELECT source, province, city, county, town, day, combo, n, sum1, sum2, sum3 \
                     FROM {table} WHERE source = "
                ));
                let sql = sql.bind(source.id).add(" AND ").then(part.kept.clone());
                for row in tx.all(&sql)? {
                    let (spot, sum) = waiting(&row);
                    heap.add(spot, sum.less());
                    if table == "tally_event" {
                        events.add(spot, sum);
                    }
                }
            }
            heap.settle();
            if let Some((spot, sum)) = heap.sorted().first() {
                let (place, count) = (tree.title(part.node), heap.spots.len());
                let say = format!(
                    "{}的“{}”累计与台账差{count}处，最早的在{}，差{}",
                    place, source.register.title, spot.day, sum.n
                );
                all.push(Difference { register: source.register.name, say });
            }
            for (key, sum) in self.cells(tx, &events.sorted(), &mut events.fresh)? {
                above.entry(key).or_default().add(sum);
            }
        }
        self.compare_cells(tx, source, (tree, county), above, all)
    }

    /// Cells must be the sum of the events that were folded into them.
    fn compare_cells(
        &self,
        tx: &mut Tx,
        source: &Source,
        (tree, county): (&Tree, Option<i64>),
        summed: Cells,
        all: &mut Vec<Difference>,
    ) -> Result<()> {
        let whole = county.is_none_or(|county| county == tree.root());
        let mut nodes: HashMap<i64, Cells> = HashMap::new();
        for (key, sum) in summed {
            let covered = whole || county.is_some_and(|county| tree.within(key.1, county));
            if covered {
                nodes.entry(key.1).or_default().insert(key, sum);
            }
        }
        let families: Vec<i64> = source.families.iter().map(|family| family.id).collect();
        if whole {
            let sql = Sql::new("SELECT DISTINCT node FROM tally_cell WHERE family IN ");
            for row in tx.all(&sql.list(families.iter().copied()))? {
                nodes.entry(row.int(0)).or_default();
            }
        }
        for (node, mut cells) in nodes {
            let sql = Sql::new(
                "SELECT family, node, bucket, combo, n, sum1, sum2, sum3 FROM tally_cell WHERE node = ",
            );
            let sql = sql.bind(node).add(" AND family IN ").list(families.iter().copied());
            for row in tx.all(&sql)? {
                let key = (row.int(0), row.int(1), row.int(2), row.int(3));
                let sum =
                    super::lives::Sum { n: row.int(4), sums: [row.int(5), row.int(6), row.int(7)] };
                cells.entry(key).or_default().add(sum.less());
            }
            cells.retain(|_, sum| !sum.is_nothing());
            if let Some((key, sum)) = cells.first_key_value() {
                let place = if node == 0 { tree.root() } else { node };
                let say = format!(
                    "{}的“{}”年月累计差{}格，第一格在{}（{}），差{}",
                    tree.title(place),
                    source.register.title,
                    cells.len(),
                    key.2 % super::fold::MONTHS,
                    self.shown(tx, *key)?,
                    sum.n
                );
                all.push(Difference { register: source.register.name, say });
            }
        }
        Ok(())
    }
}

/// Towns one after another, then what belongs to none, so that memory stays small.
fn parts(tree: &Tree, county: Option<i64>) -> Vec<Part> {
    let within = |id: i64| county.is_none_or(|county| tree.within(id, county));
    let town = |id: &i64| tree.levels(*id).get(3) == Some(id) && within(*id);
    let mut towns: Vec<i64> = tree.nodes().map(|node| node.id).filter(town).collect();
    towns.sort_unstable();
    let part = |node: i64| Part {
        node,
        rows: Sql::new(format!("t.{TOWN} = ")).bind(node),
        kept: Sql::new("town = ").bind(node),
    };
    let mut all: Vec<Part> = towns.into_iter().map(part).collect();
    let mut rest = Part {
        node: county.unwrap_or(tree.root()),
        rows: Sql::new(format!("t.{TOWN} IS NULL")),
        kept: Sql::new("town = 0"),
    };
    if let Some(county) = county {
        let kept = if county == tree.root() { 0 } else { county };
        rest.rows = rest.rows.add(" AND t.county_id = ").bind(county);
        rest.kept = rest.kept.add(" AND county = ").bind(kept);
    }
    all.push(rest);
    all
}
