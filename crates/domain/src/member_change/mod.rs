//! # 会籍变动
//!
//! A membership is retained, restored or ended: one matter each, with its reason, its day and its papers.
//! What was typed by mistake is no change: it is corrected or voided in the membership itself.
//!
//! Read in this order: `register` what we keep · `workflow` what may happen · `rules` what we decide.

pub mod register;
mod rules;
#[cfg(test)]
mod tests;
mod workflow;

use kernel::prelude::*;

/// The module.
pub fn module() -> Module {
    Module::new("member_change", "会籍变动").register(register::changes())
}
