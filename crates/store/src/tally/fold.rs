//! Folding: what waits becomes events by day, at the lowest place, and cells by month and year, at every
//! place. Only one process folds at a time.

use super::heap::{Heap, Spot};
use super::lives::{Sum, in_family};
use super::words::{self, Fresh, Words};
use super::{Tally, WAITING};
use crate::db::{Dialect, Row, Tx};
use crate::error::Result;
use crate::sql::Sql;
use crate::store::Store;
use kernel::value::Value;
use std::collections::{BTreeMap, HashMap};
use std::sync::atomic::Ordering;

/// Rows folded at once: a clerk waits no longer.
const PART: i64 = 3 * WAITING;
/// Rows on their way to the database at once: memory stays small.
const AT_ONCE: usize = 20_000;
/// The advisory lock of who folds.
const FOLDING: i64 = 20_260_618;
/// Months stand behind all years.
pub(super) const MONTHS: i64 = 1_000_000;

const EVENT_KEY: [&str; 7] = ["source", "town", "day", "combo", "county", "city", "province"];
const CELL_KEY: [&str; 4] = ["family", "node", "bucket", "combo"];
const SUMS: [&str; 4] = ["n", "sum1", "sum2", "sum3"];

/// A cell: family, node, bucket and combination of the family.
pub(super) type CellKey = (i64, i64, i64, i64);
/// Cells in the order of their table.
pub(super) type Cells = BTreeMap<CellKey, Sum>;

/// As what a combination counts in a family.
struct Way {
    family: i64,
    combo: i64,
    /// At so many of its places, from the top.
    levels: usize,
    backwards: bool,
}

impl Store {
    /// Folds what waits, if nobody else does; says how many rows.
    pub fn fold_tally(&self) -> Result<i64> {
        let done = self.db.write(|tx| {
            if tx.dialect() == Dialect::Postgres {
                // What others add meanwhile waits for the next time, whole.
                tx.run("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")?;
                let lock = Sql::new("SELECT pg_try_advisory_xact_lock(").bind(FOLDING).add(")");
                if tx.one(&lock)?.is_none_or(|row| row.int(0) == 0) {
                    return Ok((0, Vec::new()));
                }
            }
            self.fold_part(tx, PART)
        });
        let (folded, fresh) = done?;
        self.tally.words.lock().stands(fresh.into_iter());
        if folded < PART {
            self.tally.waiting.store(0, Ordering::SeqCst);
        } else {
            self.tally.waiting.fetch_sub(folded, Ordering::SeqCst);
        }
        Ok(folded)
    }

    /// Folds everything that waits, inside a transaction that keeps all acts away.
    pub(super) fn fold_all(&self, tx: &mut Tx) -> Result<()> {
        if tx.dialect() == Dialect::Postgres {
            tx.all(&Sql::new("SELECT 1 FROM pg_advisory_xact_lock(").bind(FOLDING).add(")"))?;
        }
        while self.fold_part(tx, PART)?.0 > 0 {}
        Ok(())
    }

    fn fold_part(&self, tx: &mut Tx, most: i64) -> Result<(i64, Vec<i64>)> {
        let sql = Sql::new(
            "SELECT source, province, city, county, town, day, combo, n, sum1, sum2, sum3, seq, \
             number FROM tally_inbox ORDER BY seq, number LIMIT ",
        );
        let rows = tx.all(&sql.bind(most))?;
        let Some(last) = rows.last() else { return Ok((0, Vec::new())) };
        let mut heap = Heap::default();
        for row in &rows {
            let (spot, sum) = waiting(row);
            heap.add(spot, sum);
        }
        heap.settle();
        let fresh = self.fold_heap(tx, heap, false)?;
        let gone = Sql::new("DELETE FROM tally_inbox WHERE (seq, number) <= (");
        let gone = gone.bind(last.int(11)).add(", ").bind(last.int(12)).add(")");
        let folded = i64::try_from(tx.exec(&gone)?).unwrap_or(0);
        Ok((folded, fresh))
    }

    /// Writes what has been gathered into events and cells; `empty` says that there are none yet.
    pub(super) fn fold_heap(&self, tx: &mut Tx, heap: Heap, empty: bool) -> Result<Vec<i64>> {
        let mut fresh = heap.fresh.clone();
        let sorted = heap.sorted();
        drop(heap);
        let cells = self.tally.cells(tx, &sorted, &mut fresh)?;
        words::write(tx, &fresh)?;
        for part in sorted.chunks(AT_ONCE) {
            let events: Vec<Vec<Value>> = part.iter().map(event_row).collect();
            put(tx, "tally_event", &EVENT_KEY, &events, empty)?;
        }
        let mut cells = cells.iter().filter(|(_, sum)| !sum.is_nothing()).peekable();
        while cells.peek().is_some() {
            let part: Vec<Vec<Value>> = cells.by_ref().take(AT_ONCE).map(cell_row).collect();
            put(tx, "tally_cell", &CELL_KEY, &part, empty)?;
        }
        Ok(fresh.into_keys().collect())
    }
}

impl Tally {
    /// The cells that events add to.
    pub(super) fn cells(
        &self,
        tx: &mut Tx,
        events: &[(Spot, Sum)],
        fresh: &mut Fresh,
    ) -> Result<Cells> {
        let mut words = self.words.lock();
        words.learn(tx, events.iter().map(|(spot, _)| spot.combo))?;
        let mut ways: HashMap<i64, Vec<Way>> = HashMap::new();
        let mut cells: HashMap<CellKey, Sum> = HashMap::new();
        for (spot, sum) in events {
            let ways = ways.entry(spot.combo).or_insert_with(|| self.ways(spot, &mut words, fresh));
            for way in ways {
                let sum = if way.backwards { sum.less() } else { *sum };
                let places = spot.places.into_iter().take(way.levels).filter(|id| *id != 0);
                for node in std::iter::once(0).chain(places) {
                    for bucket in [spot.day / 10_000, MONTHS + spot.day / 100] {
                        cells.entry((way.family, node, bucket, way.combo)).or_default().add(sum);
                    }
                }
            }
        }
        Ok(cells.into_iter().collect())
    }

    /// As what a combination counts in each family.
    fn ways(&self, spot: &Spot, words: &mut Words, fresh: &mut Fresh) -> Vec<Way> {
        let source = self.source(spot.source);
        let Some((source, values)) = source.zip(words.meaning(spot.combo)) else {
            return Vec::new();
        };
        let mut ways = Vec::new();
        for family in &source.families {
            if let Some((codes, backwards)) = in_family(family, &values, words) {
                let combo = words.combination(family.id, &codes, fresh);
                let levels = family.levels();
                ways.push(Way { family: family.id, combo, levels, backwards });
            }
        }
        ways
    }
}

/// Reads a waiting row, or one of the events, whose columns begin alike.
pub(super) fn waiting(row: &Row) -> (Spot, Sum) {
    let spot = Spot {
        source: row.int(0),
        places: [row.int(1), row.int(2), row.int(3), row.int(4)],
        day: row.int(5),
        combo: row.int(6),
    };
    (spot, Sum { n: row.int(7), sums: [row.int(8), row.int(9), row.int(10)] })
}

fn sums_of(sum: &Sum) -> [i64; 4] {
    let [first, second, third] = sum.sums;
    [sum.n, first, second, third]
}

fn event_row((spot, sum): &(Spot, Sum)) -> Vec<Value> {
    let [province, city, county, town] = spot.places;
    let key = [spot.source, town, spot.day, spot.combo, county, city, province];
    key.into_iter().chain(sums_of(sum)).map(Value::Int).collect()
}

fn cell_row((key, sum): (&CellKey, &Sum)) -> Vec<Value> {
    let (family, node, bucket, combo) = *key;
    [family, node, bucket, combo].into_iter().chain(sums_of(sum)).map(Value::Int).collect()
}

fn put(tx: &mut Tx, table: &str, key: &[&str], rows: &[Vec<Value>], empty: bool) -> Result<()> {
    if empty {
        let columns: Vec<String> =
            key.iter().chain(&SUMS).map(|column| (*column).to_owned()).collect();
        return tx.bulk(table, &columns, rows);
    }
    tx.add_up(table, key, &SUMS, rows)
}
