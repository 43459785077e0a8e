//! Books that yield printed reports: for each report the unions, employers, members, activities and awards
//! from which its numbers follow, each number from records, as of its day. Names are invented; what is
//! counted is what was printed.
//!
//! `texts` holds the report of each as a template, and the indicators that the federation defined itself.
//!
//! Read in this order: this file, how books are kept · [`huize`], [`nanchang`], [`sheyang`] one report each.

mod huize;
mod nanchang;
mod sheyang;

use jiff::ToSpan;
use jiff::civil::{Date, date};

use crate::names;
use crate::numbers::{credit_code, identity_check};
use crate::rng::{Of, Rng, signed};
use crate::seeds::*;

pub use huize::huize;
pub use nanchang::nanchang;
pub use sheyang::sheyang;

/// Members of one union who joined on one day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Roll {
    pub union: usize,
    pub joined: Date,
    pub members: usize,
    /// How many of them are migrant workers.
    pub migrants: usize,
    /// The group of new forms of work to which all of them belong.
    pub group: Option<&'static str>,
}

/// What stands in the registers behind one report.
#[derive(Clone, Debug)]
pub struct Books {
    /// Six digits; identity numbers and credit codes begin with it.
    pub division: &'static str,
    /// The day on which the registers are as the report says.
    pub on: Date,
    pub unions: Vec<UnionSeed>,
    pub employers: Vec<EmployerSeed>,
    pub coverages: Vec<CoverageSeed>,
    pub rolls: Vec<Roll>,
    pub activities: Vec<ActivitySeed>,
    pub awards: Vec<AwardSeed>,
    pub targets: Vec<TargetSeed>,
    /// Entries that the federation has added to its lists: list, code, name.
    pub terms: &'static [(&'static str, &'static str, &'static str)],
    /// Indicators that it has defined itself, as text, an empty line between two.
    pub definitions: &'static str,
    /// The report as a template.
    pub template: &'static str,
}

impl Books {
    fn new(division: &'static str, on: Date) -> Books {
        Books {
            division,
            on,
            unions: Vec::new(),
            employers: Vec::new(),
            coverages: Vec::new(),
            rolls: Vec::new(),
            activities: Vec::new(),
            awards: Vec::new(),
            targets: Vec::new(),
            terms: &[],
            definitions: "",
            template: "",
        }
    }

    /// Everyone on the rolls.
    pub fn people(&self) -> impl Iterator<Item = PersonSeed> + '_ {
        self.people_on(|_| true)
    }

    /// Those of groups of new forms of work alone: few.
    pub fn people_in_groups(&self) -> impl Iterator<Item = PersonSeed> + '_ {
        self.people_on(|roll| roll.group.is_some())
    }

    fn people_on(&self, wanted: fn(&Roll) -> bool) -> impl Iterator<Item = PersonSeed> + '_ {
        let rolls = self.rolls.iter().filter(move |roll| wanted(roll));
        let each = rolls
            .flat_map(|roll| (0..roll.members).map(move |place| (*roll, place < roll.migrants)));
        each.enumerate().map(|(key, (roll, migrant))| self.person(key, roll, migrant))
    }

    fn person(&self, key: usize, roll: Roll, migrant: bool) -> PersonSeed {
        let mut rng = Rng::new(1, Of::Person, key);
        let woman = rng.percent(45);
        let birth = date(1966, 1, 1).saturating_add((signed(key) % 10_000).days());
        let ordinal = key / 10_000 * 2 + usize::from(!woman);
        let first = format!("{}{}{ordinal:03}", self.division, birth.strftime("%Y%m%d"));
        let last = identity_check(&first).unwrap_or('0');
        let number = format!("{key:08}");
        PersonSeed {
            key,
            name: names::person(&mut rng, woman, ""),
            sex: if woman { "女" } else { "男" },
            paper_no: format!("{first}{last}"),
            birth,
            phone: names::mobile(key),
            ethnicity: "汉族".into(),
            education: "普通高中",
            political: "群众",
            household: if migrant { "农业户口" } else { "非农业户口" },
            household_place: String::new(),
            native_place: String::new(),
            skill: "无",
            migrant: vec![(roll.joined, migrant)],
            nef: roll.group.map(|group| (roll.joined, group)),
            employ_form: Vec::new(),
            memberships: vec![MembershipSeed {
                union: roll.union,
                employer: None,
                number,
                joined_on: roll.joined,
                entry: "入会",
                left_on: None,
                exit: None,
                statuses: vec![(roll.joined, "正常")],
            }],
        }
    }

    /// Adds a union and returns its key.
    fn union(
        &mut self,
        kind: &'static str,
        name: String,
        parent: Option<usize>,
        founded_on: Date,
    ) -> usize {
        let key = self.unions.len();
        let mut rng = Rng::new(1, Of::Union, key);
        self.unions.push(UnionSeed {
            key,
            parent,
            kind,
            name,
            founded_on,
            closed_on: None,
            credit_code: None,
            head: names::person(&mut rng, false, ""),
            phone: names::contact_mobile(key),
            earlier_kinds: Vec::new(),
            earlier_parents: Vec::new(),
            earlier_names: Vec::new(),
        });
        key
    }

    /// Adds a target for the year of the report and returns its place; who answers for it can be put in.
    fn target(
        &mut self,
        union: usize,
        name: String,
        (indicator, value): (&'static str, i64),
        (begin_on, due_on): (Date, Date),
    ) -> usize {
        self.targets.push(TargetSeed {
            union,
            name,
            indicator,
            value,
            at_most: false,
            begin_on,
            due_on,
            team: String::new(),
            leader: String::new(),
            responsible: String::new(),
            part_of: None,
        });
        self.targets.len() - 1
    }

    /// Names the group that has taken over the last target, and the one who leads it.
    fn assigned(&mut self, team: String) {
        let mut rng = Rng::new(1, Of::Union, 10_000 + self.targets.len());
        if let Some(target) = self.targets.last_mut() {
            target.leader = leader_of(&team);
            target.responsible = names::person(&mut rng, false, "");
            target.team = team;
        }
    }

    /// Adds an employer that a union covers since a day, or none does.
    fn employer(
        &mut self,
        name: String,
        seat: usize,
        heads: Heads,
        covered: Option<(usize, Date)>,
    ) {
        let key = self.employers.len();
        let founded_on = date(2009, 1, 1);
        self.employers.push(EmployerSeed {
            key,
            name,
            credit_code: credit_code("91", self.division, "MA", key),
            founded_on,
            address: String::new(),
            division: self.division,
            township_code: "",
            township: "",
            grid: String::new(),
            industry: "制造业",
            nature: "有限责任公司",
            economy: "私有控股",
            size_class: heads.size,
            seat,
            employees: vec![(founded_on, signed(heads.employees))],
            women: 0,
            migrants: signed(heads.migrants),
            operating: vec![(founded_on, "正常")],
            survey: vec![(founded_on, "已摸底")],
            contact: String::new(),
            contact_phone: names::contact_mobile(key),
        });
        if let Some((union, from)) = covered {
            self.coverages.push(CoverageSeed { union, employer: key, from, until: None });
        }
    }
}

/// One leader for each group.
fn leader_of(team: &str) -> String {
    let key = team.bytes().map(usize::from).sum();
    names::person(&mut Rng::new(2, Of::Union, key), false, "")
}

/// An honour, or a rating that is met.
fn award(
    union: usize,
    title: (&'static str, &'static str),
    level: &'static str,
    awarded_on: Date,
) -> AwardSeed {
    AwardSeed { union, title, level, star: None, met: true, awarded_on, replaced_on: None }
}

/// People of an employer.
#[derive(Clone, Copy)]
struct Heads {
    size: &'static str,
    employees: usize,
    migrants: usize,
}

/// A whole in so many parts that differ by one at most, the larger ones first.
fn shared(whole: usize, parts: usize) -> impl Iterator<Item = usize> {
    let (each, rest) = (whole / parts, whole % parts);
    (0..parts).map(move |part| each + usize::from(part < rest))
}

/// A training class without anything counted yet.
fn class(union: usize, name: String, held_from: Date) -> ActivitySeed {
    ActivitySeed {
        union,
        kind: "training",
        name,
        held_from,
        held_until: None,
        course: None,
        campaign: None,
        audience: "worker",
        level: "COUNTY",
        mode: None,
        lines: Vec::new(),
        named: 0,
    }
}
