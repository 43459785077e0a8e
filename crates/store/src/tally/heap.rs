//! Comings and goings gathered by place, day and combination before they are written.

use super::lives::Sum;
use super::words::Fresh;
use crate::tree::Tree;
use std::collections::HashMap;

/// The nodes above a record for which sums are kept: province, city, county and the level below; 0
/// where there is none. The root is left out: it has all.
pub(crate) type Places = [i64; 4];

/// The places of the records of a node.
pub(crate) fn places(tree: &Tree, node: i64) -> Places {
    let [province, city, county, town, _, _] = tree.levels(node);
    [province, city, county, town].map(|place| if place == tree.root() { 0 } else { place })
}

/// Where and when and as what something comes or goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct Spot {
    pub source: i64,
    pub places: Places,
    /// 20260617.
    pub day: i64,
    pub combo: i64,
}

/// What has been gathered.
#[derive(Default)]
pub(crate) struct Heap {
    pub spots: HashMap<Spot, Sum>,
    pub fresh: Fresh,
}

impl Heap {
    pub fn add(&mut self, spot: Spot, sum: Sum) {
        self.spots.entry(spot).or_default().add(sum);
    }
    /// Takes in another one.
    pub fn take(&mut self, other: Heap) {
        for (spot, sum) in other.spots {
            self.add(spot, sum);
        }
        self.fresh.extend(other.fresh);
    }
    /// What has cancelled out is forgotten.
    pub fn settle(&mut self) {
        self.spots.retain(|_, sum| !sum.is_nothing());
    }
    /// In the order of the table of events.
    pub fn sorted(&self) -> Vec<(Spot, Sum)> {
        let mut all: Vec<(Spot, Sum)> =
            self.spots.iter().map(|(spot, sum)| (*spot, *sum)).collect();
        all.sort_unstable_by_key(|(spot, _)| {
            let [.., town] = spot.places;
            (spot.source, town, spot.day, spot.combo, spot.places)
        });
        all
    }
}
