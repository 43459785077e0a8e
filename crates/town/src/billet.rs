//! A billet: so many places for members, held by one union for one employer (or for individuals).
//!
//! A place is filled by one person after another, never by two, so that the number of members on any
//! day is at most the number of places opened until then. Employee numbers are derived from it.

use jiff::civil::Date;

use crate::days;
use crate::drafts::Sort;
use crate::rng::Rng;

#[derive(Clone, Debug)]
pub struct Billet {
    pub union: usize,
    pub employer: Option<usize>,
    pub from: Date,
    /// The first day on which it is no more.
    pub end: Option<Date>,
    /// All places, those of `groups` included.
    pub slots: usize,
    /// Places filled at the founding.
    pub founding: usize,
    /// Places whose first holder came from another union.
    pub groups: Vec<Group>,
    pub sort: Sort,
    pub women: usize,
    pub migrants: usize,
    pub nef: Option<&'static str>,
    pub construction: bool,
}

#[derive(Clone, Debug)]
pub struct Group {
    /// The billet they came from.
    pub origin: usize,
    pub count: usize,
    /// The year in which they came.
    pub year: i16,
}

impl Billet {
    pub fn is_open(&self) -> bool {
        self.end.is_none()
    }

    /// The last day on which somebody may join or be a member.
    pub fn final_day(&self, last: Date) -> Date {
        self.end.map_or(last, |end| days::plus(end, -1))
    }

    pub fn coming(&self) -> usize {
        self.groups.iter().map(|group| group.count).sum()
    }

    /// The group that fills a place first, if one does.
    pub fn group_of(&self, slot: usize) -> Option<&Group> {
        let mut below = self.slots.saturating_sub(self.coming());
        self.groups.iter().find(|group| {
            below += group.count;
            slot < below && slot >= below - group.count
        })
    }

    /// Places of growth, and the years over which they open.
    fn growth(&self, last: Date) -> (usize, usize) {
        let count = self.slots.saturating_sub(self.coming() + self.founding);
        let years = self.final_day(last).year() - self.from.year() + 1;
        (count, usize::try_from(years).unwrap_or(1).max(1))
    }

    /// The day on which a place is first filled, unless a group fills it.
    pub fn opening(&self, slot: usize, last: Date, rng: &mut Rng) -> Date {
        let final_day = self.final_day(last);
        if slot < self.founding {
            let soon =
                days::plus(self.from, 60).min(final_day).min(days::last_of(self.from.year()));
            return if rng.percent(85) { self.from } else { days::within(rng, self.from, soon) };
        }
        let (count, years) = self.growth(last);
        let step = (slot - self.founding) * years / count.max(1);
        let year = self.from.year() + i16::try_from(step).unwrap_or(0);
        let low = self.from.max(days::first_of(year));
        days::seasonal(rng, year, low, final_day.min(days::last_of(year)))
    }

    /// Places opened until the end of a year; none once the billet is gone.
    pub fn opened_by(&self, year: i16, last: Date) -> usize {
        let Ok(step) = usize::try_from(year - self.from.year()) else { return 0 };
        if self.end.is_some_and(|end| end.year() < year) {
            return 0;
        }
        let (count, years) = self.growth(last);
        let grown = ((step + 1) * count).div_ceil(years).min(count);
        let came = self.groups.iter().filter(|group| group.year <= year);
        self.founding + grown + came.map(|group| group.count).sum::<usize>()
    }

    /// The days between which a group from `origin` may come in a year, if there are any.
    pub fn window(&self, origin: &Self, year: i16, last: Date) -> Option<(Date, Date)> {
        let settled = days::plus(origin.from, 30);
        let low = self.from.max(settled).max(days::first_of(year));
        let left_by = origin.end.unwrap_or(last);
        let high = self.final_day(last).min(left_by).min(days::last_of(year));
        (low <= high).then_some((low, high))
    }
}
