//! # 工会干部
//!
//! Who holds which post in a union since when: a dated post, so that a committee can be read as of any day
//! and the end of its term is known.
//!
//! Read in this order: `register` what we keep · `rules` what is refused · `indicators` what we count.

mod indicators;
pub mod register;
mod rules;
#[cfg(test)]
mod tests;

use kernel::prelude::*;

/// The module.
pub fn module() -> Module {
    Module::new("cadre", "工会干部").register(register::cadres()).indicators(indicators::all())
}
