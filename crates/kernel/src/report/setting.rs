//! The occasion of a report: whose it is, of which period, written on which day.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// For whom and of when a report is written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Setting {
    /// The union whose report it is.
    pub union: Unit,
    /// Name of the union above; empty if there is none.
    pub superior: String,
    /// The unions directly below, in the order of the tree.
    pub children: Vec<Unit>,
    /// First day of the period.
    pub first: Date,
    /// Last day of the period.
    pub last: Date,
    /// The day of writing. A period that is not over is counted up to it.
    pub today: Date,
}

/// A union.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unit {
    /// Its key.
    pub key: i64,
    /// Its name.
    pub name: String,
}

/// Which days a figure speaks of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum When {
    /// The end of this day.
    On(Date),
    /// From the first day to the last, both included.
    Between(Date, Date),
}
