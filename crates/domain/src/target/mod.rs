//! # 目标任务
//!
//! What a union has to reach: an indicator's value by a day, the group and the person who answer for it,
//! and the larger target of which it is a part. How far it is, the figures themselves say.
//!
//! Read in this order: `register` what we keep · `rules` what is refused.

pub mod register;
mod rules;
#[cfg(test)]
mod tests;

use kernel::prelude::*;

/// The module.
pub fn module() -> Module {
    Module::new("target", "目标任务").register(register::targets())
}
