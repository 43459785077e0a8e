//! The language of report templates (汇报模板): prose with figures in braces, whose wording of
//! comparison is chosen by rule. Pure: what must be known is asked, and what was answered is given.
//!
//! Read in this order: [`template`] what can be said · [`answer`] what is asked and answered ·
//! [`setting`] for whom and when · [`document`] what comes out.

pub mod answer;
mod ask;
mod check;
pub mod document;
pub mod fault;
pub mod glossary;
mod measure;
pub mod number;
mod print;
mod read;
mod rename;
pub mod setting;
pub mod template;
pub mod wording;
mod write;

pub use answer::{Amount, Answer, Answers, Goal, Group, Question, State};
pub use ask::{MOST_NAMES, questions};
pub use check::check;
pub use document::Document;
pub use fault::Fault;
pub use glossary::{DimInfo, Glossary, Info};
pub use read::parse;
pub use rename::{Spelling, mentioned, rename};
pub use setting::{Setting, Unit, When};
pub use template::Template;
pub use write::write;

#[cfg(test)]
mod tests;
