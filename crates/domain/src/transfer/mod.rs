//! # 转会
//!
//! Membership follows the labour relation: joined once, carried from union to union. The sender agrees, the
//! receiver accepts, and on the receiver's day the old membership ends and the new one begins, so that the
//! person is counted once on every day. Between two installations the same goes by a signed and sealed file
//! and its receipt.
//!
//! Read in this order: `register` what we keep · `workflow` what may happen, by whom, by when · `rules` what
//! we decide · `file` what is said to another installation · `indicators` what we count.

mod file;
mod indicators;
pub mod register;
mod rules;
#[cfg(test)]
mod tests;
mod workflow;

use kernel::prelude::*;

/// The module.
pub fn module() -> Module {
    Module::new("transfer", "转会")
        .register(register::transfers())
        .indicators(indicators::all())
        .parameters(&[file::DAYS])
}
