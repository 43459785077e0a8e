//! # 字典项
//!
//! Lists without a rule of law are rows that a county edits: kinds of activities, courses, what was
//! handed out, titles of honour. Figures know a row by its code, people by its name.
//!
//! Read in this order: `register` what we keep · `beginnings` what a new installation starts with ·
//! `find` what a cell of a sheet names ·
//! `rules` what is refused.

mod beginnings;
pub(crate) mod find;
pub mod register;
mod rules;
#[cfg(test)]
mod tests;

use kernel::prelude::*;

/// The module.
pub fn module() -> Module {
    Module::new("term", "字典").register(register::terms())
}
