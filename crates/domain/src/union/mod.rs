//! # 工会组织
//!
//! Every union body from the county federation down to a grassroots union is a node of one tree;
//! the tree decides who may see what. Closed bodies keep their place in history.
//!
//! Read in this order: `register` what we keep · `rules` what may hang where and what is refused ·
//! `indicators` what we count · `sheet` the collection form · `kinds` and `plan` what a row of it
//! means.

mod indicators;
mod kinds;
mod plan;
pub mod register;
mod rules;
mod sheet;
#[cfg(test)]
mod sheet_tests;
#[cfg(test)]
mod tests;

pub use indicators::{domain, org_type};
use kernel::prelude::*;
pub use rules::{below, level, owns_members, takes_members};

/// The module.
pub fn module() -> Module {
    Module::new("union", "工会组织")
        .register(register::unions())
        .indicators(indicators::all())
        .watched(&[("union_preparing_count", "批了就登记成立日期，没有办成就登记撤销")])
        .sheet(sheet::unions())
}
