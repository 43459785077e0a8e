//! # 活动
//!
//! Whatever a union holds, once: a training class, a job fair, a visit, a campaign day. Who is named is a
//! participant; who and what is only counted, paid or handed out is a line. Both belong to the union of
//! their activity, and figures sum them.
//!
//! Read in this order: `register` the activity · `parts` its participants and lines · `rules` what is
//! refused · `indicators` what we count · `sheet` the form · `plan` what a row of it means.

mod indicators;
pub mod parts;
mod plan;
pub mod register;
mod rules;
mod sheet;
#[cfg(test)]
mod sheet_tests;
#[cfg(test)]
mod tests;

pub use indicators::level;
use kernel::prelude::*;

/// The module.
pub fn module() -> Module {
    Module::new("activity", "活动")
        .register(register::activities())
        .register(parts::participants())
        .register(parts::lines())
        .indicators(indicators::all())
        .sheet(sheet::activities())
}
