//! # 诉求
//!
//! What a member asks of the union: help, advice, a complaint. The union at which they are answers within a
//! term; what it cannot answer it hands on, and it is the other's only once taken.
//!
//! Read in this order: `register` what we keep · `workflow` what may happen, by whom, by when · `rules` what
//! we decide · `indicators` what we count.

mod indicators;
pub mod register;
mod rules;
#[cfg(test)]
mod tests;
mod workflow;

use kernel::prelude::*;

/// The module.
pub fn module() -> Module {
    Module::new("matter", "职工诉求").register(register::matters()).indicators(indicators::all())
}
