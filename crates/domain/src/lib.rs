//! What a trade-union federation keeps, counts and reads from spreadsheets: one folder per module.
//! Each says what it keeps (`register`), what it decides (`rules`), what it counts (`indicators`)
//! and which collection form it understands (`sheet`).
//!
//! Read in this order: [`union`] the tree · [`employer`] whom it covers · [`person`] who there is ·
//! [`membership`] who belongs where · [`term`] lists that a county edits · [`activity`] what unions hold ·
//! [`award`] what they were given · [`target`] what they have to reach · [`paper`] what is written and
//! numbered · [`local`] columns of one's own ·
//! [`cadre`] who holds which post · [`joining`] who asks to join · [`founding`] how a union comes into being ·
//! [`card`] who can show that they belong · [`matter`] what members ask for · [`contact`] where they can be
//! reached · [`transfer`] how a membership moves, [`member_change`] how it is retained and ended, [`partner`]
//! with whom files are exchanged · [`roles`] who may.

pub mod activity;
pub mod award;
pub mod cadre;
pub mod card;
pub mod contact;
#[cfg(test)]
mod define_tests;
pub mod employer;
pub mod founding;
pub mod joining;
pub mod lists;
pub mod local;
pub mod matter;
pub mod member_change;
pub mod membership;
pub mod paper;
pub mod partner;
pub mod person;
mod planning;
pub mod reports;
pub mod roles;
pub mod rulebook;
pub mod target;
pub mod term;
#[cfg(test)]
mod tests;
pub mod transfer;
pub mod union;

use kernel::register::{Catalog, Module};
use std::sync::OnceLock;

/// All modules, the one that holds the tree first.
pub fn modules() -> Vec<Module> {
    vec![
        union::module(),
        employer::module(),
        person::module(),
        membership::module(),
        term::module(),
        activity::module(),
        award::module(),
        target::module(),
        paper::module(),
        cadre::module(),
        founding::module(),
        joining::module(),
        card::module(),
        matter::module(),
        contact::module(),
        partner::module(),
        transfer::module(),
        member_change::module(),
        local::module(),
    ]
}

/// Everything that is declared, made once.
pub fn catalog() -> &'static Catalog {
    static CATALOG: OnceLock<Catalog> = OnceLock::new();
    CATALOG.get_or_init(|| {
        Catalog::new(modules(), &roles::ALL).reports(&reports::ALL).rules(&rulebook::ALL)
    })
}
