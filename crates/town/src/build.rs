//! The order in which a county comes into being.

use jiff::civil::Date;

use crate::billet::Billet;
use crate::drafts::{Draft, Plan};
use crate::names;
use crate::rng::{Of, Rng};
use crate::seeds::{CoverageSeed, EmployerSeed, UnionSeed};
use crate::{County, Size, days, employers, federations, grassroots, stock};

pub struct Builder {
    pub seed: u64,
    pub size: Size,
    pub plan: Plan,
    pub first: Date,
    pub last: Date,
    pub unions: Vec<UnionSeed>,
    pub drafts: Vec<Draft>,
    pub employers: Vec<EmployerSeed>,
    pub coverages: Vec<CoverageSeed>,
    pub billets: Vec<Billet>,
    /// Keys of the federations that others hang below.
    pub towns: Vec<usize>,
    pub park: usize,
    pub systems: Vec<usize>,
    pub trades: Vec<(usize, Option<&'static str>)>,
    /// Key and position of its town.
    pub areas: Vec<(usize, usize)>,
}

pub fn county(seed: u64, size: Size, last: Date) -> County {
    let back = i16::try_from(size.years).unwrap_or(1).max(1) - 1;
    let mut builder = Builder {
        seed,
        size,
        plan: Plan::new(size.unions),
        first: days::first_of(last.year() - back),
        last,
        unions: Vec::new(),
        drafts: Vec::new(),
        employers: Vec::new(),
        coverages: Vec::new(),
        billets: Vec::new(),
        towns: Vec::new(),
        park: 0,
        systems: Vec::new(),
        trades: Vec::new(),
        areas: Vec::new(),
    };
    federations::found(&mut builder);
    employers::draft(&mut builder);
    grassroots::found(&mut builder);
    stock::fill(&mut builder);
    grassroots::branch(&mut builder);
    employers::write(&mut builder);
    County {
        seed,
        size,
        first: builder.first,
        last,
        unions: builder.unions,
        employers: builder.employers,
        coverages: builder.coverages,
        billets: builder.billets,
    }
}

impl Builder {
    pub fn rng(&self, of: Of, index: usize) -> Rng {
        Rng::new(self.seed, of, index)
    }

    /// Adds a union and returns its key.
    pub fn union(
        &mut self,
        kind: &'static str,
        name: String,
        parent: Option<usize>,
        founded_on: Date,
    ) -> usize {
        let key = self.unions.len();
        let mut rng = self.rng(Of::Union, key);
        let woman = rng.percent(34);
        self.unions.push(UnionSeed {
            key,
            parent,
            kind,
            name,
            founded_on,
            closed_on: None,
            credit_code: None,
            head: names::person(&mut rng, woman, ""),
            phone: names::contact_mobile(key),
            earlier_kinds: Vec::new(),
            earlier_parents: Vec::new(),
            earlier_names: Vec::new(),
        });
        key
    }

    /// A founding within the history: near half of them in its first year, from which the registers
    /// were begun, the others spread over the years since.
    pub fn founding(&self, rng: &mut Rng) -> Date {
        let latest = days::plus(self.last, -45).max(self.first);
        let years = self.last.year() - self.first.year();
        let after = if rng.percent(45) { 0 } else { rng.between(0, i64::from(years)) };
        let year = self.first.year() + i16::try_from(after).unwrap_or(0);
        days::seasonal(rng, year, self.first, latest)
    }

    pub fn town_key(&self, town: usize) -> usize {
        self.towns.get(town).copied().unwrap_or(0)
    }
}
