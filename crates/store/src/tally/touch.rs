//! What an act changes: the records it writes, those that link to them, and those of nodes that stand
//! elsewhere now. All of it is known before anything is written: what was is taken away, what will be
//! is added.

use super::declared::{Linked, Source};
use super::heap::{Heap, Places, Spot, places};
use super::lives::{Known, Life, Lived, Sum};
use super::words::Words;
use super::{Added, Tally, load, words};
use crate::db::{Dialect, Tx};
use crate::error::Result;
use crate::sql::{Sql, name};
use crate::store::Store;
use crate::tree::Tree;
use crate::writer::Pending;
use kernel::value::Value;
use std::collections::{HashMap, HashSet};
use std::sync::Arc;
use std::sync::atomic::Ordering;

/// Nodes asked about at once.
const PART: usize = 500;

/// An act as the tally sees it.
pub(crate) struct Acting<'a> {
    /// Its number in the journal; negative where there is no entry.
    pub seq: i64,
    pub pending: &'a [Pending],
    pub before: &'a Arc<Tree>,
    pub after: &'a Arc<Tree>,
}

/// A record before and after.
struct Turned {
    before: Option<Life>,
    after: Option<Life>,
}

/// What links lead to, before and after, by place of the link and key.
type Leads = HashMap<(usize, i64), [Option<Arc<Known>>; 2]>;

impl Store {
    /// Writes what an act adds to the tally, in its transaction.
    pub(crate) fn tally_touch(&self, tx: &mut Tx, acting: &Acting) -> Result<Added> {
        let tally = &self.tally;
        if tally.unwritten.load(Ordering::SeqCst) {
            return Ok(Added::default());
        }
        let counted = tally.counted(tx, acting.before.stamp)?;
        let moved = moved(acting.before, acting.after);
        let mut heap = Heap::default();
        for source in tally.sources.iter().filter(|source| counted.contains(&source.id)) {
            tally.changes(tx, source, acting, &moved, &mut heap)?;
        }
        heap.settle();
        if tally.filling.lock().is_some() {
            return Ok(Added { heap: Some(heap), ..Added::default() });
        }
        let upset = !moved.is_empty() || acting.pending.iter().any(is_gone_node);
        if heap.spots.is_empty() && !upset {
            return Ok(Added::default());
        }
        words::write(tx, &heap.fresh)?;
        let mut added = Added { fresh: heap.fresh.keys().copied().collect(), ..Added::default() };
        if upset {
            // Places have moved or gone: readers of the new tree must not meet what waits under the old.
            self.fold_all(tx)?;
            self.fold_heap(tx, heap, false)?;
        } else {
            added.rows = i64::try_from(heap.spots.len()).unwrap_or(0);
            write(tx, acting.seq, &heap)?;
        }
        Ok(added)
    }
}

/// Whether it is a node of the tree that is no more.
fn is_gone_node(pending: &Pending) -> bool {
    pending.new.voided && pending.new.register.tree().is_some()
}

/// Nodes whose records are counted elsewhere after a change of the tree.
fn moved(before: &Arc<Tree>, after: &Arc<Tree>) -> HashSet<i64> {
    if Arc::ptr_eq(before, after) {
        return HashSet::new();
    }
    let ids = before.nodes().map(|node| node.id);
    ids.filter(|id| places(before, *id) != places(after, *id)).collect()
}

impl Tally {
    fn changes(
        &self,
        tx: &mut Tx,
        source: &Source,
        acting: &Acting,
        moved: &HashSet<i64>,
        heap: &mut Heap,
    ) -> Result<()> {
        let mut turned = self.written(source, acting);
        let written: HashSet<i64> = acting
            .pending
            .iter()
            .filter(|pending| pending.new.register.name == source.register.name)
            .map(|pending| pending.new.id)
            .collect();
        let mut seen = written;
        for life in self.beside(tx, source, acting, moved)? {
            if seen.insert(life.id) {
                turned.push(Turned { before: Some(life.clone()), after: Some(life) });
            }
        }
        if turned.is_empty() {
            return Ok(());
        }
        let leads = self.leads(tx, source, acting, &turned)?;
        let mut words = self.words.lock();
        for one in &turned {
            let sides = [(&one.before, acting.before), (&one.after, acting.after)];
            for (side, (life, tree)) in sides.into_iter().enumerate() {
                let Some(life) = life else { continue };
                let linked = life.links.iter().enumerate();
                let linked = linked
                    .map(|(at, id)| leads.get(&(at, *id)).and_then(|both| both.get(side)?.clone()));
                let lived = Lived { source, life, linked: linked.collect() };
                gather(&lived, places(tree, life.node), side == 0, &mut words, heap);
            }
        }
        Ok(())
    }

    /// The records of the source that the act itself writes.
    fn written(&self, source: &Source, acting: &Acting) -> Vec<Turned> {
        let own = |pending: &&_| {
            let pending: &Pending = pending;
            pending.new.register.name == source.register.name
        };
        let mut words = self.words.lock();
        let mut turned = |pending: &Pending| Turned {
            before: pending.old.as_ref().and_then(|old| Life::of(source, old, &mut words)),
            after: Life::of(source, &pending.new, &mut words),
        };
        acting.pending.iter().filter(own).map(&mut turned).collect()
    }

    /// Records that the act does not write but that are counted otherwise after it.
    fn beside(
        &self,
        tx: &mut Tx,
        source: &Source,
        acting: &Acting,
        moved: &HashSet<i64>,
    ) -> Result<Vec<Life>> {
        let mut lives = Vec::new();
        for linked in &source.links {
            let ids = self.differing(linked, acting);
            for part in ids.chunks(PART) {
                let column = name(linked.field);
                let dialect = tx.dialect();
                let which = |alias: &str| dialect.among(&format!("{alias}{column}"), part);
                if dialect == Dialect::Postgres {
                    // Others may be saving them: what is read below must be what stands in the end.
                    let table = name(source.register.name);
                    let lock = Sql::new(format!("SELECT id FROM {table} WHERE ")).then(which(""));
                    tx.all(&lock.add(" ORDER BY id").add(tx.dialect().for_update()))?;
                }
                lives.extend(load::lives(tx, source, which("t."), &self.words)?);
            }
        }
        let mut moved: Vec<i64> = moved.iter().copied().collect();
        moved.sort_unstable();
        for part in moved.chunks(PART) {
            let which = tx.dialect().among(&format!("t.{}", name(source.owner())), part);
            lives.extend(load::lives(tx, source, which, &self.words)?);
        }
        Ok(lives)
    }

    /// Linked records whose change changes what is counted.
    fn differing(&self, linked: &Linked, acting: &Acting) -> Vec<i64> {
        let mut words = self.words.lock();
        let mut differs = |pending: &&Pending| {
            let Some(old) = &pending.old else { return false };
            pending.new.register.name == linked.to.name
                && Known::of(old, &linked.wanted, &[], &mut words)
                    != Known::of(&pending.new, &linked.wanted, &[], &mut words)
        };
        acting.pending.iter().filter(|one| differs(one)).map(|one| one.new.id).collect()
    }

    /// What the links of these records lead to.
    fn leads(
        &self,
        tx: &mut Tx,
        source: &Source,
        acting: &Acting,
        turned: &[Turned],
    ) -> Result<Leads> {
        let mut leads = Leads::new();
        for (at, linked) in source.links.iter().enumerate() {
            {
                let mut words = self.words.lock();
                let to = acting.pending.iter();
                for one in to.filter(|one| one.new.register.name == linked.to.name) {
                    let new = Arc::new(Known::of(&one.new, &linked.wanted, &[], &mut words));
                    let old = one.old.as_ref();
                    let old =
                        old.map(|old| Arc::new(Known::of(old, &linked.wanted, &[], &mut words)));
                    leads.insert((at, one.new.id), [old.or(Some(new.clone())), Some(new)]);
                }
            }
            let lives = turned.iter().flat_map(|one| one.before.iter().chain(&one.after));
            let ids = lives.filter_map(|life| life.links.get(at).copied());
            let ids = ids.filter(|id| *id != 0 && !leads.contains_key(&(at, *id)));
            let ids: HashSet<i64> = ids.collect();
            let ids: Vec<i64> = ids.into_iter().collect();
            for (id, known) in self.known(tx, source, (at, linked), &ids, acting.before)? {
                leads.insert((at, id), [known.clone(), known]);
            }
        }
        Ok(leads)
    }

    /// What is known of linked records; that of nodes is kept as long as the tree stands.
    fn known(
        &self,
        tx: &mut Tx,
        source: &Source,
        (at, linked): (usize, &Linked),
        ids: &[i64],
        tree: &Tree,
    ) -> Result<Vec<(i64, Option<Arc<Known>>)>> {
        if linked.to.tree().is_none() {
            let mut found = load::linked(tx, linked, ids, &self.words)?;
            return Ok(ids.iter().map(|id| (*id, found.remove(id))).collect());
        }
        let mut nodes = self.nodes.lock();
        if nodes.0 != tree.stamp {
            *nodes = (tree.stamp, HashMap::new());
        }
        let key = |id: &i64| (source.id, at, *id);
        let missing = ids.iter().filter(|id| !nodes.1.contains_key(&key(id)));
        let missing: Vec<i64> = missing.copied().collect();
        let mut found = load::linked(tx, linked, &missing, &self.words)?;
        for id in &missing {
            nodes.1.insert(key(id), found.remove(id));
        }
        Ok(ids.iter().map(|id| (*id, nodes.1.get(&key(id)).cloned().flatten())).collect())
    }
}

/// Adds the comings and goings of a record, or takes them away.
pub(super) fn gather(
    lived: &Lived,
    places: Places,
    away: bool,
    words: &mut Words,
    heap: &mut Heap,
) {
    let Heap { spots, fresh } = heap;
    let source = lived.source.id;
    lived.tell(words, fresh, &mut |day, combo, sum: Sum| {
        let sum = if away { sum.less() } else { sum };
        spots.entry(Spot { source, places, day, combo }).or_default().add(sum);
    });
}

const COLUMNS: [&str; 13] = [
    "seq", "number", "source", "province", "city", "county", "town", "day", "combo", "n", "sum1",
    "sum2", "sum3",
];

/// Lets comings and goings wait to be folded.
fn write(tx: &mut Tx, seq: i64, heap: &Heap) -> Result<()> {
    let row = |(number, (spot, sum)): (i64, (Spot, Sum))| {
        let mut row = vec![seq, number, spot.source];
        row.extend(spot.places);
        row.extend([spot.day, spot.combo, sum.n]);
        row.extend(sum.sums);
        row.into_iter().map(Value::Int).collect::<Vec<Value>>()
    };
    let rows: Vec<Vec<Value>> = (0..).zip(heap.sorted()).map(row).collect();
    tx.insert_few("tally_inbox", &COLUMNS.map(str::to_owned), &rows)
}
