//! # 用人单位与工会覆盖
//!
//! The ledger of employers to be surveyed, organised and bargained with, and which union covers
//! which of them since when. Whoever has 25 employees and no union is 应建未建.
//!
//! Read in this order: `register` the employer · `coverage` union × employer · `rules` what is
//! refused · `indicators` what we count · `sheet` the survey form.

pub mod coverage;
pub(crate) mod find;
mod indicators;
pub mod register;
mod rules;
mod sheet;
#[cfg(test)]
mod tests;

use kernel::prelude::*;

/// The module.
pub fn module() -> Module {
    Module::new("employer", "用人单位")
        .register(register::employers())
        .register(coverage::coverages())
        .indicators(indicators::all())
        .gaps(&indicators::GAPS)
        .watched(&[("missed_unit_count", "点开看是哪几家，找它们建会")])
        .sheet(sheet::employers())
}
