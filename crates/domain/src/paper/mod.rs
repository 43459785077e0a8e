//! # 公文
//!
//! What is sent out under a number, what comes in, whose numbers run how, and the letters that the program
//! writes. A paper that has been issued does not change: its number is voided and a new one is written.
//!
//! Read in this order: `series` how numbers run · `register` what goes out and comes in · `forms` a
//! federation's own forms · `rules` what is refused · `letters` the texts.

pub mod forms;
pub mod letters;
pub mod register;
mod rules;
pub mod series;
#[cfg(test)]
mod tests;

use kernel::prelude::*;

/// The module.
pub fn module() -> Module {
    Module::new("paper", "公文")
        .register(series::all_series())
        .register(register::outgoing())
        .register(register::incoming())
        .register(forms::own_forms())
}
