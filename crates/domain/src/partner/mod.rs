//! # 互认系统
//!
//! Other installations of this program that a federation exchanges files with. One is trusted once its
//! fingerprint, read aloud by its people over the telephone, has been typed in and is that of its card, or once
//! a superior who is trusted in that way has signed its card.
//!
//! Read in this order: `register` what we keep · `rules` what is refused.

pub mod register;
mod rules;
#[cfg(test)]
mod tests;

use kernel::prelude::*;

/// The module.
pub fn module() -> Module {
    Module::new("partner", "互认系统").register(register::partners())
}
