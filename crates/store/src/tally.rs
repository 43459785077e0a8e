//! The tally (累计): sums kept beside the rows, so that a figure of any past day is read from a few
//! hundred cells. What an act changes is written beside it as comings and goings (`tally_inbox`); when
//! there are many they are *folded* into events by day and cells by month and year. A reader sums all
//! three, so the answer is exact at every moment.
//!
//! Read in this order: [`declared`] what is kept · [`lives`] what a record adds · [`touch`] what an act
//! changes · [`fold`] how that becomes cells · [`read`] how cells become an answer · [`recount`] how
//! rows and tally are compared.

mod cover;
mod declared;
mod fold;
mod heap;
mod lives;
mod load;
mod read;
mod recount;
mod touch;
mod words;

pub(crate) use read::{Asked, Group};
pub use recount::Difference;
pub(crate) use touch::Acting;

use crate::db::Tx;
use crate::error::Result;
use crate::sql::Sql;
use crate::store::Store;
use declared::Source;
use heap::Heap;
use kernel::register::Catalog;
use lives::Known;
use parking_lot::Mutex;
use std::collections::{HashMap, HashSet};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicI64, Ordering};
use words::Words;

/// Comings and goings that wait to be folded are at most about so many: reading them takes 2 ms.
const WAITING: i64 = 4_000;
/// The name under which it is kept which sources have been counted.
const COUNTED: &str = "tally";

/// Everything the tally keeps in memory.
pub(crate) struct Tally {
    pub(super) sources: Vec<Source>,
    words: Mutex<Words>,
    /// What is known of nodes, by source and place of the link; good for one state of the tree.
    nodes: Mutex<(i64, Nodes)>,
    /// Sources that have been counted, at one state of the tree.
    counted: Mutex<(i64, Arc<HashSet<i64>>)>,
    waiting: AtomicI64,
    /// While an empty installation is filled, everything is gathered here.
    filling: Mutex<Option<Heap>>,
    unread: AtomicBool,
    unwritten: AtomicBool,
}

type Nodes = HashMap<(i64, usize, i64), Option<Arc<Known>>>;

/// What an act has added to the tally.
#[derive(Default)]
pub(crate) struct Added {
    rows: i64,
    fresh: Vec<i64>,
    heap: Option<Heap>,
}

impl Tally {
    pub fn new(catalog: &'static Catalog) -> Tally {
        Tally {
            sources: Source::all(catalog),
            words: Mutex::default(),
            nodes: Mutex::default(),
            counted: Mutex::new((-1, Arc::default())),
            waiting: AtomicI64::new(0),
            filling: Mutex::new(None),
            unread: AtomicBool::new(false),
            unwritten: AtomicBool::new(false),
        }
    }

    /// Which sources have been counted as the tree stands at this stamp: every counting changes it.
    fn counted(&self, tx: &mut Tx, stamp: i64) -> Result<Arc<HashSet<i64>>> {
        let mut known = self.counted.lock();
        if known.0 != stamp {
            let text = crate::store::meta(tx, COUNTED)?.unwrap_or_default();
            let ids = text.split(' ').filter_map(|id| id.parse().ok()).collect();
            *known = (stamp, Arc::new(ids));
        }
        Ok(known.1.clone())
    }

    /// The declared sources as they are kept.
    fn declared(&self) -> String {
        let ids: Vec<String> = self.sources.iter().map(|source| source.id.to_string()).collect();
        ids.join(" ")
    }

    fn source(&self, id: i64) -> Option<&Source> {
        self.sources.iter().find(|source| source.id == id)
    }
}

/// The tally is not that of the rows: it is counted anew when the installation is opened.
pub(crate) fn forget(tx: &mut Tx) -> Result<()> {
    crate::store::set_meta(tx, COUNTED, "")
}

/// What the tally is used for: all of it, but for benchmarks and the laws that compare it with rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Use {
    /// Written by every act and read by figures.
    Full,
    /// Written, but figures read rows.
    Unread,
    /// Neither: it has to be counted anew afterwards.
    Off,
}

impl Store {
    /// Says what the tally is used for from now on by this process.
    pub fn use_tally(&self, how: Use) {
        self.tally.unread.store(how != Use::Full, Ordering::SeqCst);
        self.tally.unwritten.store(how == Use::Off, Ordering::SeqCst);
    }

    /// An act stands: what it added is in the database.
    pub(crate) fn tally_stands(&self, added: Added) {
        self.tally.words.lock().stands(added.fresh.into_iter());
        if let (Some(heap), Some(filling)) = (added.heap, self.tally.filling.lock().as_mut()) {
            filling.take(heap);
        }
        let waiting = self.tally.waiting.fetch_add(added.rows, Ordering::SeqCst) + added.rows;
        if added.rows > 0
            && waiting >= WAITING
            && let Err(error) = self.fold_tally()
        {
            // The act stands all the same; the next one tries again.
            tracing::warn!(%error, "tally not folded");
        }
    }

    /// How much waits to be folded: counted once, when an installation is opened.
    pub(crate) fn tally_opened(&self) -> Result<()> {
        let row = self.db.read(|tx| tx.one(&Sql::new("SELECT COUNT(*) FROM tally_inbox")))?;
        self.tally.waiting.store(row.map_or(0, |row| row.int(0)), Ordering::SeqCst);
        Ok(())
    }
}
