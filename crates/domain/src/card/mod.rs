//! # 会员证
//!
//! 发证关: a member gets a card once the number on the paper form is the number in the roster. The card is
//! made, sealed by the county, handed over; a lost one is void at once and another one takes its place. Its
//! code can be read by anybody and says no more than whether it is valid.
//!
//! Read in this order: `register` what we keep · `workflow` what may happen, by whom, by when · `rules` what
//! we decide · `indicators` what we count.

mod indicators;
pub mod register;
mod rules;
pub use rules::{lapses, of_membership};
#[cfg(test)]
mod tests;
mod workflow;

use kernel::prelude::*;

/// The module.
pub fn module() -> Module {
    Module::new("card", "会员证").register(register::cards()).indicators(indicators::all())
}
