//! # 会籍
//!
//! A person's dated membership in one union. Retained, frozen and transfer under way are dated
//! statuses inside one membership; a person's memberships never overlap.
//!
//! Read in this order: `register` what we keep · `rules` what is refused · `indicators` what we
//! count · `sheet` the collection form · `who` whom a row means · `place` which union ·
//! `change` what it does to the membership.

mod change;
mod indicators;
mod place;
pub mod register;
mod rules;
mod sheet;
#[cfg(test)]
mod sheet_tests;
#[cfg(test)]
mod tests;
pub mod who;

use kernel::prelude::*;

/// What to say of somebody out of reach: of the same name, of another name.
pub const ELSEWHERE: (&str, &str) = (who::MEMBER_ELSEWHERE, who::ANOTHER_ELSEWHERE);

/// The module.
pub fn module() -> Module {
    Module::new("membership", "会籍")
        .register(register::memberships())
        .indicators(indicators::all())
        .watched(&[
            ("member_complete_rate", "缺的手机号、民族、学历等补上，就算齐全"),
            ("real_name_rate", "还没有按证件核对过姓名和号码"),
        ])
        .sheet(sheet::members())
}
