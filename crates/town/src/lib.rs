//! A sample county, 云溪县: its federation, towns, grassroots unions and employers, and its members
//! with years of history, invented from a seed at any size.
//!
//! The same seed, size and last day give the same county. Unions, employers and coverages are held in
//! memory; people are given out one at a time, so that a million of them need no room.
//!
//! What always holds: identity numbers and credit codes have the right check digit and are unique; a
//! person's memberships do not overlap; a membership lies within its union's life and, where it names
//! an employer, within that employer's coverage by the union; on no day has an employer more members
//! than employees.

mod activities;
mod awards;
mod billet;
mod build;
mod days;
mod drafts;
mod employers;
mod federations;
mod grassroots;
mod names;
pub mod numbers;
mod people;
mod person;
pub mod proof;
mod rng;
pub mod roster;
mod seeds;
mod stock;
mod tables;

use jiff::civil::{Date, date};

pub use seeds::*;

/// Division code of the county: the prefecture is real, the county is not.
pub const DIVISION: &str = "320999";
pub const COUNTY: &str = "云溪县";

/// How large a county to make. Counts are of the last day, except that `unions` includes the few
/// that were closed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Size {
    pub unions: usize,
    pub employers: usize,
    pub members: usize,
    /// Calendar years of history, the last day's year included.
    pub years: u16,
}

impl Size {
    /// A county as they are.
    pub fn county() -> Self {
        Self { unions: 950, employers: 2_700, members: 120_000, years: 10 }
    }

    /// One for tests.
    pub fn small() -> Self {
        Self { unions: 60, employers: 150, members: 2_000, years: 10 }
    }

    /// A county's proportions at another number of members.
    pub fn members(members: usize) -> Self {
        let county = Self::county();
        let scaled = |count: usize| (count * members / county.members).max(40);
        Self {
            unions: scaled(county.unions),
            employers: scaled(county.employers),
            members,
            years: county.years,
        }
    }
}

#[derive(Clone, Debug)]
pub struct County {
    pub seed: u64,
    pub size: Size,
    /// The first day of the history.
    pub first: Date,
    /// The day on which the history ends; nothing is dated later.
    pub last: Date,
    pub unions: Vec<UnionSeed>,
    pub employers: Vec<EmployerSeed>,
    pub coverages: Vec<CoverageSeed>,
    billets: Vec<billet::Billet>,
}

impl County {
    /// The county with a history that ends on 31 October 2026.
    pub fn new(seed: u64, size: Size) -> Self {
        Self::until(seed, size, date(2026, 10, 31))
    }

    pub fn until(seed: u64, size: Size, last: Date) -> Self {
        build::county(seed, size, last)
    }

    /// Everyone who was ever a member, in the order of the unions they belong to now or last.
    pub fn people(&self) -> impl Iterator<Item = PersonSeed> + '_ {
        people::People::new(self)
    }

    /// People who are not in the county's registers yet, joining in the last two months: for sheets
    /// to import. Their numbers differ from everyone's in [`County::people`]; at most 10,000.
    pub fn newcomers(&self, count: usize) -> impl Iterator<Item = PersonSeed> + '_ {
        people::newcomers(self, count.min(10_000))
    }

    /// Members of a union on the last day, as [`County::people`] will give them.
    pub fn stock_of(&self, union: usize) -> usize {
        let open = self.billets.iter().filter(|billet| billet.union == union && billet.is_open());
        open.map(|billet| billet.slots).sum()
    }

    pub fn union(&self, key: usize) -> Option<&UnionSeed> {
        self.unions.get(key)
    }

    pub fn employer(&self, key: usize) -> Option<&EmployerSeed> {
        self.employers.get(key)
    }
}
