//! The words every module speaks: field, register, sheet, access, facts in two times, calendar,
//! indicator. No input or output, no wall clock, no async, and no trade union: generic code knows
//! only records, days and a tree.
//!
//! Read in this order: [`field`] and [`register`] what a record is · [`facts`] what is true when ·
//! [`access`] who may · [`indicator`] what is counted · [`sheet`] what is read from a spreadsheet ·
//! [`laws`] what must hold for every definition.

pub mod access;
pub mod attachment;
pub mod calendar;
pub mod choices;
pub mod codes;
pub mod dates;
pub mod define;
pub mod exchange;
pub mod facts;
pub mod field;
pub mod goal;
pub mod indicator;
pub mod kept;
pub mod laws;
pub mod letter;
pub mod local;
pub mod numbered;
pub mod own;
pub mod pinyin;
pub mod record;
pub mod register;
pub mod report;
pub mod rule;
pub mod sheet;
pub mod text;
pub mod value;
pub mod verdict;
pub mod workflow;

/// What a module's files begin with.
pub mod prelude {
    pub use crate::access::{Act, Role, may};
    pub use crate::attachment::AttachmentKind;
    pub use crate::choices::{Choices, choices};
    pub use crate::facts::{Facts, Timeline};
    pub use crate::field::{Field, FieldDef, Kind, Link};
    pub use crate::indicator::{Cond, Dim, Indicator, Measure, Time};
    pub use crate::own::Own;
    pub use crate::record::Record;
    pub use crate::register::{Module, Owner, Place, Register};
    pub use crate::sheet::{Column, Plan, Sheet, SheetRow, Step, World};
    pub use crate::value::Value;
    pub use crate::verdict::{Refusal, Verdict};
    pub use jiff::civil::Date;
}
