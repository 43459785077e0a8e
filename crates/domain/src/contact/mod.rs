//! # 联系方式变更
//!
//! A member says on the phone that number or address have changed; the union agrees, and the person's record
//! has them from then on. Nobody types them a second time.

pub mod register;
mod rules;
#[cfg(test)]
mod tests;
mod workflow;

use kernel::prelude::*;

/// The module.
pub fn module() -> Module {
    Module::new("contact", "联系方式变更").register(register::contacts())
}
