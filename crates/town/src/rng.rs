//! A small generator of numbers: the same seed gives the same county on every machine and in every
//! release, which a general-purpose crate does not promise.

/// `SplitMix64`. A stream is opened per thing drawn (a person, an employer), so that adding a draw
/// for one of them leaves all the others as they were.
#[derive(Clone, Debug)]
pub struct Rng(u64);

/// What a stream is drawn for; part of its starting point.
#[derive(Clone, Copy)]
pub enum Of {
    Plan,
    Union,
    Employer,
    Coverage,
    Billet,
    Chain,
    Person,
    Roster,
    Activity,
    Award,
}

const GOLDEN: u64 = 0x9E37_79B9_7F4A_7C15;

fn mix(value: u64) -> u64 {
    let z = (value ^ (value >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    let z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    z ^ (z >> 31)
}

impl Of {
    fn number(self) -> u64 {
        match self {
            Self::Plan => 1,
            Self::Union => 2,
            Self::Employer => 3,
            Self::Coverage => 4,
            Self::Billet => 5,
            Self::Chain => 6,
            Self::Person => 7,
            Self::Roster => 8,
            Self::Activity => 9,
            Self::Award => 10,
        }
    }
}

impl Rng {
    pub fn new(seed: u64, of: Of, index: usize) -> Self {
        let stream = mix(seed ^ of.number().wrapping_mul(GOLDEN));
        Self(mix(stream.wrapping_add(wide(index).wrapping_mul(GOLDEN))))
    }

    fn draw(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(GOLDEN);
        mix(self.0)
    }

    /// A number below `limit`; 0 when the limit is 0.
    pub fn below(&mut self, limit: usize) -> usize {
        narrow(self.draw() % wide(limit.max(1)))
    }

    /// A number from `low` to `high`, both included.
    pub fn between(&mut self, low: i64, high: i64) -> i64 {
        let width = usize::try_from(high.saturating_sub(low).saturating_add(1)).unwrap_or(1);
        low.saturating_add(i64::try_from(self.below(width)).unwrap_or(0))
    }

    pub fn percent(&mut self, chance: usize) -> bool {
        self.below(100) < chance
    }

    pub fn permille(&mut self, chance: usize) -> bool {
        self.below(1000) < chance
    }

    /// One of the items; the default of their type when there are none.
    pub fn pick<T: Copy + Default>(&mut self, items: &[T]) -> T {
        items.get(self.below(items.len())).copied().unwrap_or_default()
    }

    /// One of the items by weight.
    pub fn weighted<T: Copy + Default>(&mut self, items: &[(T, usize)]) -> T {
        let mut left = self.below(items.iter().map(|(_, weight)| weight).sum());
        for (item, weight) in items {
            if left < *weight {
                return *item;
            }
            left -= weight;
        }
        T::default()
    }

    /// Each item moves to a place drawn for it.
    pub fn shuffle<T>(&mut self, items: &mut [T]) {
        for last in (1..items.len()).rev() {
            let other = self.below(last + 1);
            items.swap(last, other);
        }
    }
}

pub fn wide(value: usize) -> u64 {
    u64::try_from(value).unwrap_or(u64::MAX)
}

pub fn narrow(value: u64) -> usize {
    usize::try_from(value).unwrap_or(usize::MAX)
}

/// A count as the signed number that the seeds carry.
pub fn signed(value: usize) -> i64 {
    i64::try_from(value).unwrap_or(i64::MAX)
}
