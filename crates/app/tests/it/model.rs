//! The same county in plain Rust, as slow and simple as can be: a value for every record, field and
//! day, and every state of every record with the act that made it. What the store says is compared
//! with what is counted here one by one.

use jiff::civil::Date;
use kernel::value::Value;
use std::collections::{BTreeMap, BTreeSet};

/// Days that a story may speak of, as numbers from the first.
pub const DAYS: usize = 150;

/// The n-th day: the first is 1 December 2025.
pub fn nth(n: usize) -> Date {
    let first: Date = "2025-12-01".parse().unwrap();
    first.checked_add(jiff::Span::new().days(i64::try_from(n).unwrap())).unwrap()
}

/// The values of a dated field, one for each day.
#[derive(Clone, Debug, PartialEq)]
pub struct Line(Vec<Value>);

impl Line {
    pub fn always(value: Value) -> Line {
        Line(vec![value; DAYS])
    }
    pub fn on(&self, day: usize) -> &Value {
        &self.0[day]
    }
    /// 变化: from this day until the next change.
    pub fn change(&mut self, day: usize, value: &Value) {
        let old = self.0[day].clone();
        let until = (day..DAYS).find(|at| self.0[*at] != old).unwrap_or(DAYS);
        self.0[day..until].fill(value.clone());
    }
    /// 更正: for as long as the value of this day held.
    pub fn correct(&mut self, day: usize, value: &Value) {
        let old = self.0[day].clone();
        let before = (0..day).rev().find(|at| self.0[*at] != old);
        let from = before.map_or(0, |at| at + 1);
        self.change(from, value);
    }
}

/// One record.
#[derive(Clone, Debug, PartialEq)]
pub enum Rec {
    Person { migrant: Line },
    Membership { person: i64, union: i64, joined: usize, left: Option<usize>, status: Line },
    Employer { employees: Line },
    Union { parent: Line },
}

/// A record and whether it is void.
#[derive(Clone, Debug, PartialEq)]
pub struct State {
    pub rec: Rec,
    pub voided: bool,
}

/// Everything there is, and how it came to be.
#[derive(Clone, Default)]
pub struct Model {
    pub now: BTreeMap<i64, State>,
    /// The states of a record with the sequence of the act that made each.
    pub past: BTreeMap<i64, Vec<(i64, State)>>,
}

/// A living membership on a day.
pub struct Member<'a> {
    pub person: i64,
    pub union: i64,
    pub status: &'a Value,
}

impl Model {
    pub fn put(&mut self, seq: i64, id: i64, state: State) {
        self.past.entry(id).or_default().push((seq, state.clone()));
        self.now.insert(id, state);
    }

    pub fn living(&self, kind: impl Fn(&Rec) -> bool) -> Vec<i64> {
        let fits = |(_, state): &(&i64, &State)| !state.voided && kind(&state.rec);
        self.now.iter().filter(fits).map(|(id, _)| *id).collect()
    }

    /// First day, day after the last, key, of a person's memberships; without one of them.
    pub fn lives(&self, who: i64, without: i64) -> Vec<(usize, usize)> {
        let life = |(id, state): (&i64, &State)| match &state.rec {
            Rec::Membership { person, joined, left, .. }
                if *person == who && !state.voided && *id != without =>
            {
                Some((*joined, left.unwrap_or(usize::MAX)))
            }
            _ => None,
        };
        self.now.iter().filter_map(life).collect()
    }

    pub fn overlap(mut lives: Vec<(usize, usize)>) -> bool {
        lives.sort_unstable();
        lives.windows(2).any(|pair| pair[1].0 < pair[0].1)
    }

    /// What no act may bring about.
    pub fn broken(&self) -> Option<String> {
        for (id, state) in self.now.iter().filter(|(_, state)| !state.voided) {
            match &state.rec {
                Rec::Person { .. } if Model::overlap(self.lives(*id, 0)) => {
                    return Some(format!("person {id} is a member twice on one day"));
                }
                Rec::Membership { person, .. } if self.now[person].voided => {
                    return Some(format!("membership {id} is of a void person"));
                }
                _ => {}
            }
        }
        None
    }

    pub fn members(&self, day: usize) -> Vec<Member<'_>> {
        let counted = |(id, state): (&i64, &'_ State)| match &state.rec {
            Rec::Membership { joined, left, .. }
                if !state.voided && *joined <= day && left.is_none_or(|left| day < left) =>
            {
                Some(*id)
            }
            _ => None,
        };
        let ids: Vec<i64> = self.now.iter().filter_map(counted).collect();
        let member = |id: i64| match &self.now[&id].rec {
            Rec::Membership { person, union, status, .. } => {
                Member { person: *person, union: *union, status: status.on(day) }
            }
            _ => unreachable!(),
        };
        ids.into_iter().map(member).collect()
    }

    fn is_migrant(&self, person: i64, day: usize) -> bool {
        matches!(&self.now[&person].rec, Rec::Person { migrant } if *migrant.on(day) == Value::Int(1))
    }

    /// From a union up to the root on a day.
    pub fn path(&self, union: i64, day: usize) -> Vec<i64> {
        let mut path = vec![union];
        while let Some(State { rec: Rec::Union { parent }, .. }) =
            self.now.get(&path[path.len() - 1])
            && let Some(up) = parent.on(day).as_int()
        {
            path.push(up);
        }
        path
    }

    /// What a figure of members must be for a union on a day; the tree of `tree_day`.
    pub fn stock(&self, code: &str, day: usize, union: i64, tree_day: usize) -> i64 {
        let fits = |member: &&Member| {
            self.path(member.union, tree_day).contains(&union)
                && match code {
                    "member_count" => true,
                    "member_retained_count" => *member.status == Value::from("RETAINED"),
                    "member_migrant_count" => self.is_migrant(member.person, day),
                    other => panic!("{other}"),
                }
        };
        i64::try_from(self.members(day).iter().filter(fits).count()).unwrap()
    }

    /// Members by the child of the root on today's tree.
    pub fn by_child(&self, day: usize, root: i64, today: usize) -> BTreeMap<String, i64> {
        let mut groups = BTreeMap::new();
        for member in self.members(day) {
            let path = self.path(member.union, today);
            assert_eq!(path[path.len() - 1], root);
            *groups.entry(path[path.len() - 2].to_string()).or_insert(0) += 1;
        }
        groups
    }

    /// Who came and who went in a period.
    pub fn flows(&self, first: usize, last: usize) -> (i64, i64) {
        let (mut came, mut went) = (0, 0);
        for state in self.now.values().filter(|state| !state.voided) {
            if let Rec::Membership { joined, left, .. } = &state.rec {
                came += i64::from((first..=last).contains(joined));
                went += i64::from(left.is_some_and(|left| (first..=last).contains(&left)));
            }
        }
        (came, went)
    }

    pub fn employees(&self, day: usize) -> i64 {
        let count = |state: &State| match &state.rec {
            Rec::Employer { employees } if !state.voided => employees.on(day).as_int(),
            _ => None,
        };
        self.now.values().filter_map(count).sum()
    }

    /// The records that an act made a version of.
    pub fn touched(&self, seq: i64) -> BTreeSet<i64> {
        let by = |(id, states): (&i64, &Vec<(i64, State)>)| {
            states.iter().any(|(made, _)| *made == seq).then_some(*id)
        };
        self.past.iter().filter_map(by).collect()
    }

    /// Whether a record still stands as an act left it.
    pub fn untouched_since(&self, id: i64, seq: i64) -> bool {
        self.past[&id].last().is_some_and(|(made, _)| *made == seq)
    }

    /// The state before the newest one; a record that was new then is void now.
    pub fn before(&self, id: i64) -> State {
        let states = &self.past[&id];
        match states.len().checked_sub(2).map(|at| states[at].1.clone()) {
            Some(state) => state,
            None => State { voided: true, ..states[0].1.clone() },
        }
    }
}
