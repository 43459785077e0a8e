//! # 人员
//!
//! One real person once, by identity paper, whatever they are besides: member, applicant, trainee,
//! party to a case. A person belongs to nobody and is seen through the records that show them.
//!
//! Read in this order: `register` what we keep · `rules` what the paper says and what is refused.

pub mod register;
pub mod rules;
#[cfg(test)]
mod tests;

use kernel::prelude::*;

/// The module.
pub fn module() -> Module {
    Module::new("person", "人员").register(register::persons())
}
