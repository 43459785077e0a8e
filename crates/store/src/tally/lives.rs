//! What a record adds to the sums: on its first day it comes, on its last it goes, and on each day on
//! which a value told apart changes it goes under the old values and comes under the new ones. What
//! stands on a day is the sum of all days before and of that day.

use super::declared::{Dim, Source, Want, Wanted};
use super::words::{FILLED, Fresh, Words};
use crate::codec::Stored;
use kernel::value::Value;
use std::sync::Arc;

/// The first day there is, as a number.
const BEGINNING: i64 = 1_01_01;

/// How a record comes or goes, first among the values of a combination.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum How {
    Came,
    Changed,
    Went,
    /// Its first day is not known: it stands on all days, to be named among what is left out.
    Undated,
    /// Of these, one whose last day is known.
    UndatedWent,
}

impl How {
    /// As it is stored; 0 is the number of nothing.
    pub const ALL: [How; 5] = [How::Came, How::Changed, How::Went, How::Undated, How::UndatedWent];

    pub fn value(self) -> Value {
        Value::Int(match self {
            How::Came => 1,
            How::Changed => 2,
            How::Went => 3,
            How::Undated => 4,
            How::UndatedWent => 5,
        })
    }
    pub fn of(value: &Value) -> Option<How> {
        How::ALL.into_iter().find(|how| how.value() == *value)
    }
}

/// A day as a number: 20260617.
pub(crate) fn number(value: &Value) -> Option<i64> {
    let text = value.as_text()?;
    let mut number = 0;
    for digit in text.chars().filter_map(|c| c.to_digit(10)) {
        number = number * 10 + i64::from(digit);
    }
    Some(number)
}

/// How many, and the sums.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Sum {
    pub n: i64,
    pub sums: [i64; 3],
}

impl Sum {
    pub fn add(&mut self, other: Sum) {
        self.n += other.n;
        for (own, more) in self.sums.iter_mut().zip(other.sums) {
            *own += more;
        }
    }
    pub fn less(self) -> Sum {
        Sum { n: -self.n, sums: self.sums.map(|sum| -sum) }
    }
    pub fn is_nothing(&self) -> bool {
        *self == Sum::default()
    }
}

/// What is known of one record: values as numbers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Known {
    pub fixed: Vec<u32>,
    pub segments: Vec<Held>,
}

/// Values from a day on.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Held {
    pub from: i64,
    pub values: Vec<u32>,
    pub sums: [i64; 3],
}

impl Known {
    /// Of a record in memory.
    pub fn of(stored: &Stored, wanted: &Wanted, sums: &[Want], words: &mut Words) -> Known {
        let fixed = |want: &Want| stored.values.get(want.at).unwrap_or(&Value::Null);
        let mut known = Known {
            fixed: wanted.fixed.iter().map(|want| words.code(fixed(want), want.whole)).collect(),
            segments: Vec::with_capacity(stored.timeline.segments.len()),
        };
        for segment in &stored.timeline.segments {
            let dated = |want: &Want| segment.values.get(want.at).unwrap_or(&Value::Null);
            let mut held = Held {
                from: number(&Value::day(segment.from)).unwrap_or(BEGINNING),
                values: wanted
                    .dated
                    .iter()
                    .map(|want| words.code(dated(want), want.whole))
                    .collect(),
                sums: [0; 3],
            };
            for (sum, want) in held.sums.iter_mut().zip(sums) {
                let value = if want.dated { dated(want) } else { fixed(want) };
                *sum = value.as_int().unwrap_or(0);
            }
            known.hold(held);
        }
        known
    }

    /// Adds the values from a later day on, if they differ.
    pub fn hold(&mut self, held: Held) {
        let same = |last: &Held| last.values == held.values && last.sums == held.sums;
        if !self.segments.last().is_some_and(same) {
            self.segments.push(held);
        }
    }

    fn on(&self, day: i64) -> Option<&Held> {
        self.segments.iter().rev().find(|held| held.from <= day)
    }
}

/// One record that is counted.
#[derive(Clone, Debug)]
pub(crate) struct Life {
    pub id: i64,
    /// The owning node.
    pub node: i64,
    pub first: Option<i64>,
    pub until: Option<i64>,
    pub own: Known,
    /// Keys of the linked records, 0 where there is none.
    pub links: Vec<i64>,
}

impl Life {
    /// Of a record in memory; a void one is not counted.
    pub fn of(source: &Source, stored: &Stored, words: &mut Words) -> Option<Life> {
        if stored.voided {
            return None;
        }
        let (first, until) = source.life();
        let link = |at: usize| stored.values.get(at).and_then(Value::as_int).unwrap_or(0);
        Some(Life {
            id: stored.id,
            node: stored.node,
            first: number(&stored.fixed(first)),
            until: number(&stored.fixed(until)),
            own: Known::of(stored, &source.own, &source.sums, words),
            links: source.links.iter().map(|linked| link(linked.at)).collect(),
        })
    }
}

/// A record with all that it is counted by.
pub(crate) struct Lived<'a> {
    pub source: &'a Source,
    pub life: &'a Life,
    /// What its links lead to.
    pub linked: Vec<Option<Arc<Known>>>,
}

impl Lived<'_> {
    /// Tells day, combination and sum of all its comings and goings.
    pub fn tell(&self, words: &mut Words, fresh: &mut Fresh, put: &mut dyn FnMut(i64, i64, Sum)) {
        let life = self.life;
        let begins = life.first.unwrap_or(BEGINNING);
        let dated = life.first.is_some();
        let (came, changed, went) = if dated {
            (How::Came, How::Changed, How::Went)
        } else {
            (How::Undated, How::Undated, How::UndatedWent)
        };
        let (mut state, mut sums) = self.on(begins);
        put(begins, self.key(came, &state, words, fresh), Sum { n: 1, sums });
        for day in self.days(begins, life.until.filter(|_| dated)) {
            let (next, later) = self.on(day);
            if next == state && later == sums {
                continue;
            }
            put(day, self.key(changed, &state, words, fresh), Sum { n: 1, sums }.less());
            put(day, self.key(changed, &next, words, fresh), Sum { n: 1, sums: later });
            (state, sums) = (next, later);
        }
        if let Some(until) = life.until {
            let (state, sums) = self.on(until);
            put(until, self.key(went, &state, words, fresh), Sum { n: 1, sums }.less());
        }
    }

    /// Days behind the first, up to and with the last, on which something may change.
    fn days(&self, first: i64, last: Option<i64>) -> Vec<i64> {
        let linked = self.linked.iter().flatten().map(AsRef::as_ref);
        let lines = std::iter::once(&self.life.own).chain(linked);
        let within = |day: &i64| *day > first && last.is_none_or(|last| *day <= last);
        let days = lines.flat_map(|known| known.segments.iter().map(|held| held.from));
        let mut days: Vec<i64> = days.filter(within).collect();
        days.sort_unstable();
        days.dedup();
        days
    }

    fn on(&self, day: i64) -> (Vec<u32>, [i64; 3]) {
        let own = self.life.own.on(day);
        let linked: Vec<Option<&Held>> = self
            .linked
            .iter()
            .map(|known| known.as_ref().and_then(|known| known.on(day)))
            .collect();
        let code = |dim: &Dim| {
            let (known, held) = match dim.link {
                None => (Some(&self.life.own), own),
                Some(at) => (
                    self.linked.get(at).and_then(|known| known.as_deref()),
                    linked.get(at).copied().flatten(),
                ),
            };
            let values = if dim.dated {
                held.map(|held| &held.values)
            } else {
                known.map(|known| &known.fixed)
            };
            values.and_then(|values| values.get(dim.at)).copied().unwrap_or(0)
        };
        (self.source.dims.iter().map(code).collect(), own.map_or([0; 3], |held| held.sums))
    }

    /// The key of a way to come or go with these values.
    fn key(&self, how: How, state: &[u32], words: &mut Words, fresh: &mut Fresh) -> i64 {
        let left = matches!(how, How::Went | How::UndatedWent);
        let mut codes = Vec::with_capacity(state.len() + 1);
        codes.push(words.code(&how.value(), true));
        let told = |dim: &Dim, code: u32| if dim.of_last && !left { 0 } else { code };
        codes.extend(self.source.dims.iter().zip(state).map(|(dim, code)| told(dim, *code)));
        words.combination(self.source.id, &codes, fresh)
    }
}

/// How a combination of a source counts in a family: the numbers of the family's own values, the first
/// telling whether the first day is known, and whether it counts backwards.
pub(crate) fn in_family(
    family: &super::declared::Family,
    values: &[Value],
    words: &mut Words,
) -> Option<(Vec<u32>, bool)> {
    use kernel::kept::Edge;
    let how = How::of(values.first()?)?;
    let (counts, backwards) = match family.kept.edge {
        Edge::Life => (how != How::UndatedWent, false),
        Edge::First => (how == How::Came, false),
        Edge::Last => (matches!(how, How::Went | How::UndatedWent), true),
    };
    if !counts {
        return None;
    }
    let dated = !matches!(how, How::Undated | How::UndatedWent);
    let mut codes = vec![if dated { FILLED } else { 0 }];
    for (dim, whole) in &family.picks {
        let value = values.get(dim + 1).unwrap_or(&Value::Null);
        codes.push(words.code(value, *whole));
    }
    Some((codes, backwards))
}
