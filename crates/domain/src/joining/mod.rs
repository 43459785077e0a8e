//! # 入会申请
//!
//! A worker asks, in their own hand, to join; the union answers; the number on the paper form must be the
//! number in the roster. While a union is being founded its roster is made of these applications: they
//! count as preparatory members (预备会员) until the reply brings the union into being.
//!
//! Read in this order: `register` what we keep · `workflow` what may happen, by whom, by when · `rules` what
//! we decide · `indicators` what we count.

pub mod forms;
mod indicators;
mod plan;
pub mod register;
mod rules;
mod sheet;
#[cfg(test)]
mod tests;
mod workflow;

use kernel::prelude::*;
pub use rules::{MEMBER, member};

/// The module.
pub fn module() -> Module {
    Module::new("joining", "入会申请")
        .register(register::joinings())
        .indicators(indicators::all())
        .sheet(sheet::roster())
}
