//! # 建会
//!
//! A union is founded by a one-stop service: from the survey of the employer to the unveiling, with the
//! county's reply within five working days of acceptance. On the reply the union, its committee, its
//! coverage and its members come into being with the reply's date.
//!
//! Read in this order: `register` the application · `parts` its employers, unions and people · `workflow`
//! what may happen, by whom, by when · `rules` and `checks` what we decide · `papers` what is written and
//! where it arrives · `preparing` the preparatory group and the congress · `reply` what the reply brings into being · `indicators` what we count.

mod checks;
mod indicators;
mod papers;
pub mod parts;
mod preparing;
pub mod register;
mod reply;
mod roster;
mod rules;
#[cfg(test)]
mod tests;
mod workflow;

pub use checks::SINGLE_LEAST;
use kernel::prelude::*;

/// The module.
pub fn module() -> Module {
    Module::new("founding", "建会")
        .register(register::foundings())
        .register(parts::units())
        .register(parts::bodies())
        .register(parts::people())
        .indicators(indicators::all())
        .parameters(&[checks::SINGLE_LEAST, checks::JOINED_LEAST, checks::WOMEN_COMMITTEE])
}
