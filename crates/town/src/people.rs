//! The people, one at a time.

use jiff::civil::Date;

use crate::billet::Billet;
use crate::person::{Life, Stay};
use crate::rng::{Of, Rng};
use crate::tables::{DIVISIONS, HOMES};
use crate::{County, PersonSeed, days};

/// How long people stay in a union, in days.
const TENURE: [((i64, i64), usize); 5] = [
    ((60, 365), 5),
    ((366, 1095), 12),
    ((1096, 2190), 20),
    ((2191, 4380), 27),
    ((4381, 12_000), 36),
];
const EXITS: [(&str, usize); 4] = [("转出", 560), ("退会", 420), ("除名", 4), ("死亡", 16)];

/// Days of a four-year cycle, times the numbers from 1 to 499 of one sex: so many people of one sex
/// can be born in one division without two having the same number.
const ROOM: usize = 1461 * 499;
/// The upper end of the room is for those who are not in the registers yet.
const NEWCOMERS: usize = 20_000;

/// Gives each person a division and a place in it that nobody else has.
pub struct Homes(Vec<usize>);

pub struct Home {
    pub division: usize,
    /// Day of the four-year cycle on which they are born.
    pub cycle_day: i64,
    /// Which of the numbers of their sex.
    pub ordinal: usize,
}

impl Homes {
    fn new() -> Self {
        Self(vec![0; DIVISIONS.len()])
    }

    fn take(&mut self, division: usize) -> Home {
        let mut at = division;
        for _ in 0..self.0.len() {
            let used = self.0.get_mut(at);
            if let Some(used) = used.filter(|used| **used < ROOM - NEWCOMERS) {
                *used += 1;
                return Home::at(at, *used - 1);
            }
            at = (at + 1) % self.0.len();
        }
        Home::at(division, 0)
    }
}

impl Home {
    /// Multiplying by a number prime to the room scatters neighbours and keeps them apart.
    fn at(division: usize, serial: usize) -> Self {
        let place = serial.wrapping_mul(271_829).wrapping_add(99_991) % ROOM;
        Self { division, cycle_day: crate::rng::signed(place % 1461), ordinal: 1 + place / 1461 }
    }
}

/// Goes through the billets, their places, and the people who held each place one after another.
pub(crate) struct People<'a> {
    county: &'a County,
    billet: usize,
    slot: usize,
    key: usize,
    homes: Homes,
    /// The next holder of the present place joins on this day.
    next: Option<Date>,
    rng: Rng,
}

impl<'a> People<'a> {
    pub(crate) fn new(county: &'a County) -> Self {
        let rng = Rng::new(county.seed, Of::Chain, 0);
        Self { county, billet: 0, slot: 0, key: 0, homes: Homes::new(), next: None, rng }
    }

    /// The first stay at a place: at another union for those who came in a group.
    fn open(&mut self, billet: &'a Billet) -> (Date, Option<Stay<'a>>) {
        let last = self.county.last;
        let origin = billet
            .group_of(self.slot)
            .and_then(|group| Some((self.county.billets.get(group.origin)?, group.year)));
        let Some((origin, year)) = origin else {
            return (billet.opening(self.slot, last, &mut self.rng), None);
        };
        let window = billet.window(origin, year, last).unwrap_or((billet.from, billet.from));
        let joined = days::seasonal(&mut self.rng, year, window.0, window.1);
        (joined, Some(earlier(&mut self.rng, origin, joined)))
    }

    /// When the holder of a place leaves, and when the next one comes.
    fn leave(&mut self, billet: &Billet, joined: Date) -> (Option<Date>, Option<Date>) {
        let band = self.rng.weighted(&TENURE);
        let left = days::plus(joined, self.rng.between(band.0, band.1));
        let next = days::plus(left, self.rng.between(1, 90));
        match billet.end {
            None if next > self.county.last => (None, None),
            Some(end) if days::plus(next, 30) > end => (Some(end), None),
            _ => (Some(left), Some(next)),
        }
    }
}

/// A stay at the union they came from: some of them left it altogether and joined again.
fn earlier<'a>(rng: &mut Rng, origin: &'a Billet, joined: Date) -> Stay<'a> {
    let latest = days::plus(joined, -30).max(origin.from);
    let began = if rng.percent(40) { origin.from } else { days::within(rng, origin.from, latest) };
    let again = rng.percent(8);
    let gap = if again { rng.between(20, 400) } else { rng.between(0, 40) };
    let left = days::plus(joined, -gap).max(days::plus(began, 1)).min(joined);
    let exit = if again { "退会" } else { "转出" };
    let entry = "入会";
    Stay { billet: origin, joined: began, left: Some(left), entry, exit: Some(exit) }
}

impl Iterator for People<'_> {
    type Item = PersonSeed;

    fn next(&mut self) -> Option<PersonSeed> {
        let billet = loop {
            let billet = self.county.billets.get(self.billet)?;
            if self.slot < billet.slots {
                break billet;
            }
            (self.billet, self.slot) = (self.billet + 1, 0);
        };
        let (joined, before) = if let Some(joined) = self.next.take() {
            (joined, None)
        } else {
            let place = self.billet << 24 | self.slot;
            self.rng = Rng::new(self.county.seed, Of::Chain, place);
            self.open(billet)
        };
        let (left, next) = self.leave(billet, joined);
        self.next = next;
        if next.is_none() {
            self.slot += 1;
        }
        let moved = match &before {
            Some(stay) => stay.exit == Some("转出"),
            // Some come from unions outside the county.
            None => self.rng.permille(35),
        };
        let entry = if moved { "转入" } else { "入会" };
        let exit = left.map(|_| self.rng.weighted(&EXITS));
        let stays = [before, Some(Stay { billet, joined, left, entry, exit })];
        let key = self.key;
        self.key += 1;
        let mut life = Life::new(self.county, key, stays.into_iter().flatten().collect());
        let home = self.homes.take(life.home(&HOMES));
        Some(life.told(&home))
    }
}

pub fn newcomers(county: &County, count: usize) -> impl Iterator<Item = PersonSeed> + '_ {
    let open: Vec<_> = county
        .billets
        .iter()
        .filter(|billet| billet.is_open() && billet.employer.is_some() && billet.slots > 0)
        .collect();
    (0..count).filter_map(move |at| {
        let mut rng = Rng::new(county.seed, Of::Roster, at);
        let billet = open.get(rng.below(open.len())).copied()?;
        let low = days::plus(county.last, -60).max(billet.from);
        let joined = days::within(&mut rng, low, county.last);
        let stay = Stay { billet, joined, left: None, entry: "入会", exit: None };
        let mut life = Life::new(county, 500_000_000 + at, vec![stay]);
        let home = Home::at(life.home(&HOMES), ROOM - 1 - at);
        Some(life.told(&home))
    })
}
