//! One person's particulars, drawn to fit the stays that make up their membership.

mod marks;
mod paper;

use jiff::civil::Date;

use crate::billet::Billet;
use crate::drafts::Sort;
use crate::people::Home;
use crate::rng::{Of, Rng};
use crate::tables::{DIVISIONS, Division, TOWNSHIPS};
use crate::{County, DIVISION, MembershipSeed, PersonSeed, days, names};

pub struct Stay<'a> {
    pub billet: &'a Billet,
    pub joined: Date,
    pub left: Option<Date>,
    pub entry: &'static str,
    pub exit: Option<&'static str>,
}

pub struct Life<'a> {
    county: &'a County,
    key: usize,
    stays: Vec<Stay<'a>>,
    rng: Rng,
    woman: bool,
    migrant: bool,
    /// The place that decides schooling and contract: the last one.
    sort: Sort,
}

impl<'a> Life<'a> {
    pub fn new(county: &'a County, key: usize, stays: Vec<Stay<'a>>) -> Self {
        let mut rng = Rng::new(county.seed, Of::Person, key);
        let billet = stays.last().map(|stay| stay.billet);
        let woman = rng.percent(billet.map_or(0, |billet| billet.women));
        let migrant = rng.percent(billet.map_or(0, |billet| billet.migrants));
        let sort = billet.map(|billet| billet.sort).unwrap_or_default();
        Self { county, key, stays, rng, woman, migrant, sort }
    }

    /// The division they were first registered in, as a position in the table; the first is ours.
    pub fn home(&mut self, homes: &[usize]) -> usize {
        let local = if self.sort == Sort::Firm { 12 } else { 70 };
        if self.rng.percent(local) { 0 } else { self.rng.pick(homes) }
    }

    pub fn told(&mut self, home: &Home) -> PersonSeed {
        let birth = self.birth(home);
        let division = DIVISIONS.get(home.division);
        let people = self.ethnicity(division);
        let paper_no = paper::number(division, birth, home, self.woman);
        let place = division.map_or("", |division| division.place);
        let native = if self.rng.percent(95) { place } else { self.other_place() };
        let rural = self.migrant || self.rng.percent(10);
        let college = self.education();
        PersonSeed {
            key: self.key,
            name: names::person(&mut self.rng, self.woman, people),
            sex: if self.woman { "女" } else { "男" },
            paper_no,
            birth,
            phone: names::mobile(self.key),
            ethnicity: format!("{people}族"),
            education: college,
            political: self.political(birth),
            household: if rural { "农业户口" } else { "非农业户口" },
            household_place: self.household_place(division),
            native_place: native.to_owned(),
            skill: self.skill(),
            migrant: self.migrant_mark(),
            nef: self.nef_mark(),
            employ_form: self.employ_form(),
            memberships: self.memberships(birth),
        }
    }

    fn first_joined(&self) -> Date {
        self.stays.first().map_or(self.county.first, |stay| stay.joined)
    }

    /// Of age when they first join, and not above 62 while they are members.
    fn birth(&mut self, home: &Home) -> Date {
        let first = self.first_joined();
        let last = self.stays.last().and_then(|stay| stay.left).unwrap_or(self.county.last);
        let oldest = 62 - i64::from(last.year() - first.year()) - 5;
        let bands = [((18, 20), 20), ((21, 28), 30), ((29, 38), 27), ((39, 48), 18), ((49, 56), 5)];
        let (low, high) = self.rng.weighted(&bands);
        let age = self.rng.between(low, high).min(oldest.max(18));
        let target = days::plus(days::plus_years(first, -age), -self.rng.between(0, 364));
        paper::birth_on(target, home.cycle_day)
    }

    fn ethnicity(&mut self, division: Option<&Division>) -> &'static str {
        let there = division.map_or("", |division| division.ethnicity);
        if !there.is_empty() && self.rng.percent(72) {
            return there;
        }
        if self.rng.percent(97) {
            return "汉";
        }
        self.rng.pick(&["回", "满", "土家", "苗", "壮", "蒙古", "侗", "瑶", "傈僳"])
    }

    fn other_place(&mut self) -> &'static str {
        DIVISIONS.get(self.rng.below(DIVISIONS.len())).map_or("", |division| division.place)
    }

    fn household_place(&mut self, division: Option<&Division>) -> String {
        let Some(division) = division else { return String::new() };
        if division.code != DIVISION {
            return division.place.to_owned();
        }
        let town = TOWNSHIPS.get(self.rng.below(TOWNSHIPS.len()));
        let village = town.map(|town| self.rng.pick(&town.villages)).unwrap_or_default();
        format!("{}{}{village}", division.place, town.map_or("", |town| town.name))
    }

    fn memberships(&mut self, birth: Date) -> Vec<MembershipSeed> {
        let retired = marks::retirement(birth, self.woman, self.sort);
        let stays = std::mem::take(&mut self.stays);
        stays
            .iter()
            .enumerate()
            .map(|(at, stay)| MembershipSeed {
                union: stay.billet.union,
                employer: stay.billet.employer,
                number: format!("{DIVISION}{:09}{at}", self.key),
                joined_on: stay.joined,
                entry: stay.entry,
                left_on: stay.left,
                exit: stay.exit,
                statuses: marks::statuses(&mut self.rng, stay, retired, self.county.last),
            })
            .collect()
    }
}
