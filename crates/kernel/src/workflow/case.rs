//! A record on its way, with everything that checks and steps may look at; and what a step brings about.

use super::Parameter;
use crate::facts::Facts;
use crate::record::Record;
use crate::value::Value;
use jiff::civil::Date;
use std::collections::HashMap;

/// What was found around a record.
#[derive(Clone, Debug, Default)]
pub struct Found {
    /// Living records of the declared parts, by register.
    pub parts: Vec<(&'static str, Vec<Record>)>,
    /// Records that links lead to.
    pub linked: HashMap<(&'static str, i64), Record>,
    /// Kinds of attachments that are there, each as often as it is.
    pub papers: Vec<String>,
    /// Kinds of attachments that must be there for a step, by its code, where a federation has set them.
    pub needs: HashMap<&'static str, Vec<&'static str>>,
    /// Numbers that hold today, by name.
    pub numbers: HashMap<&'static str, i64>,
    /// The node that owns the record and those above it, the nearest first.
    pub above: Vec<Above>,
}

/// A node of the tree as a step sees it.
#[derive(Clone, Debug)]
pub struct Above {
    /// Key.
    pub id: i64,
    /// Code of its kind.
    pub kind: String,
    /// What it is called.
    pub name: String,
}

/// A record with what was found around it.
#[derive(Clone, Copy, Debug)]
pub struct Case<'a> {
    /// The record, with what was asked for with the step.
    pub record: &'a Record,
    /// Today and the calendar.
    pub facts: &'a Facts,
    /// What was found.
    pub found: &'a Found,
}

impl Case<'_> {
    /// Living records of a part.
    pub fn parts(&self, register: &str) -> &[Record] {
        let found = self.found.parts.iter().find(|part| part.0 == register);
        found.map_or(&[], |part| part.1.as_slice())
    }
    /// The record that a link of a record leads to.
    pub fn linked(&self, record: &Record, link: &str) -> Option<&Record> {
        let to = record.register.field(link)?.to;
        let id = record.value(link).as_int()?;
        self.found.linked.iter().find(|(key, _)| key.0 == to && key.1 == id).map(|found| found.1)
    }
    /// Whether an attachment of this kind is there.
    pub fn has_paper(&self, kind: &str) -> bool {
        self.found.papers.iter().any(|paper| paper == kind)
    }
    /// Kinds of attachments that must be there for a step: those that the federation asks for, or else those
    /// that are declared.
    pub fn needs<'s>(&'s self, step: &'s super::Step) -> &'s [&'static str] {
        self.found.needs.get(step.code).map_or(step.papers, Vec::as_slice)
    }
    /// A number that the federation has set.
    pub fn number(&self, parameter: &Parameter) -> i64 {
        let set = self.found.numbers.get(parameter.name).copied();
        set.or_else(|| parameter.default.parse().ok()).unwrap_or_default()
    }
}

/// A value that a step gives.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Given {
    /// This one.
    Value(Value),
    /// The key of what was added under this handle.
    Made(&'static str),
    /// What a field of what was added under this handle says, its number for one.
    Told(&'static str, &'static str),
    /// The key of the record itself.
    Itself,
    /// What this field of the record holds, secrets in full: rules see them masked.
    Kept(&'static str),
}

impl<T: Into<Value>> From<T> for Given {
    fn from(value: T) -> Given {
        Given::Value(value.into())
    }
}

/// What a step brings about, in this order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Make {
    /// A new record.
    Add {
        /// By which later ones know it.
        handle: &'static str,
        /// Where.
        register: &'static str,
        /// What it says.
        values: Vec<(&'static str, Given)>,
    },
    /// Another record changes.
    Change {
        /// Where.
        register: &'static str,
        /// Which.
        id: i64,
        /// What it says from now on.
        values: Vec<(&'static str, Given)>,
        /// From which day dated values hold.
        from: Date,
    },
    /// Another record makes a step of its own procedure.
    Step {
        /// Where.
        register: &'static str,
        /// Which.
        id: i64,
        /// Code of the step.
        step: &'static str,
        /// What is given with it.
        values: Vec<(&'static str, Given)>,
    },
    /// A field of the record itself.
    Put(&'static str, Given),
}

impl Make {
    /// A new record, known to later ones by its handle.
    pub fn add(
        handle: &'static str,
        register: &'static str,
        values: Vec<(&'static str, Given)>,
    ) -> Make {
        Make::Add { handle, register, values }
    }
}
