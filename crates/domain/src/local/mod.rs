//! # 自设栏目
//!
//! Columns that a federation adds to a register because its own forms ask for them: 是否退役军人,
//! 宿舍地址. They are typed, imported, filtered and counted like all others; no rule asks for them.
//!
//! Read in this order: `register` what we keep · `rules` what is refused.

pub mod register;
mod rules;
#[cfg(test)]
mod tests;

use kernel::prelude::*;

/// The module.
pub fn module() -> Module {
    Module::new("local", "自设栏目").register(register::local_fields())
}
