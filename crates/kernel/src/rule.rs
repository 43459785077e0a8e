//! Rules by their id: what each says, where it comes from, and since when it holds. What is written down of
//! an earlier day is judged by the rules of that day.

use jiff::civil::Date;

/// A rule.
#[derive(Clone, Copy, Debug)]
pub struct Rule {
    /// Stable id, `R-CAD-02`.
    pub id: &'static str,
    /// What it says.
    pub says: &'static str,
    /// Law, standard or our own.
    pub source: &'static str,
    /// The first day on which it is in force; `None` where it always was.
    pub since: Option<Date>,
}

impl Rule {
    /// Whether a refusal names this rule: its id, and perhaps the article behind it.
    pub fn is(&self, named: &str) -> bool {
        named.split(' ').next() == Some(self.id)
    }
    /// Whether it is in force on a day.
    pub fn holds_on(&self, day: Date) -> bool {
        self.since.is_none_or(|since| day >= since)
    }
}
