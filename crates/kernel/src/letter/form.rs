//! Forms that are printed from a record and what stands around it: a roster, an application for its paper file.

use super::Printed;
use crate::register::Register;
use crate::workflow::Case;

/// A form of a register's records.
#[derive(Clone, Copy, Debug)]
pub struct Form {
    /// Code of its letter.
    pub letter: &'static str,
    /// What it is called on the record's page.
    pub title: &'static str,
    /// Whether it makes sense for many records at once, one after the other in one file.
    pub many: bool,
    /// Fills it; nothing where the record has nothing for it yet.
    pub fill: fn(&Case<'_>) -> Option<Printed>,
}

impl Register {
    /// Forms that are printed from its records.
    pub fn forms(mut self, forms: &[Form]) -> Register {
        self.forms = forms.to_vec();
        self
    }
}
