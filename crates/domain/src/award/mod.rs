//! # 荣誉与评定
//!
//! What a union, a person or an employer was given: a title of honour, a star, the mark of a standard that
//! is met or not yet met, each with the days between which it holds.
//!
//! Read in this order: `register` what we keep · `rules` what is refused · `indicators` what we count ·
//! `sheet` the form · `holder` to whom a row of it says something was given.

mod holder;
mod indicators;
pub mod register;
mod rules;
mod sheet;
#[cfg(test)]
mod tests;

use kernel::prelude::*;

/// The module.
pub fn module() -> Module {
    Module::new("award", "荣誉与评定")
        .register(register::awards())
        .indicators(indicators::all())
        .gaps(&indicators::GAPS)
        .sheet(sheet::awards())
}
