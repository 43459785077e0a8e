//! Where a definition is used: what is reckoned from it, which templates and reports speak of it, which
//! goals it measures. Who changes one sees whom it concerns.

use super::keep::Report;
use super::template::TemplateVersion;
use crate::ctx::Ctx;
use crate::error::Result;
use crate::list::{Count, ListAsk};
use crate::store::Store;
use kernel::indicator::{Cond, Indicator};
use kernel::report::mentioned;

/// Reports that are looked through, the newest first.
const MOST: usize = 500;

/// Where one definition is used, as far as the asker may see.
#[derive(Clone, Debug, Default)]
pub struct Uses {
    /// Indicators reckoned from it.
    pub indicators: Vec<&'static Indicator>,
    /// Templates that speak of it.
    pub templates: Vec<TemplateVersion>,
    /// Reports that speak of it, the newest first.
    pub reports: Vec<Report>,
    /// How many goals it measures.
    pub goals: i64,
}

impl Uses {
    /// Nobody uses it.
    pub fn none(&self) -> bool {
        let written = self.templates.is_empty() && self.reports.is_empty();
        self.indicators.is_empty() && written && self.goals == 0
    }
}

impl Store {
    /// Where a definition is used.
    pub fn uses_of(&self, ctx: &Ctx, code: &str) -> Result<Uses> {
        let glossary = self.glossary(self.today());
        let speaks = |text: &str| mentioned(text, &glossary).contains(code);
        let parted = |one: &&Indicator| one.parts().is_some_and(|parts| parts.contains(&code));
        let indicators = self.indicators().into_iter().filter(parted).collect();
        let mut templates = self.templates()?;
        templates.retain(|template| speaks(&template.text));
        let mut reports = self.reports(ctx, 0, MOST)?;
        reports.retain(|report| speaks(&report.text));
        let goals = match self.catalog().goals() {
            None => 0,
            Some((register, names)) => {
                let mut ask = ListAsk::new(register);
                ask.filters = vec![Cond::Is(names.indicator.to_owned(), vec![code.into()])];
                match self.count(ctx, &ask, 100_000) {
                    Ok(Count::Exact(count) | Count::More(count)) => count,
                    // Who may not read them learns nothing of them.
                    Err(_) => 0,
                }
            }
        };
        Ok(Uses { indicators, templates, reports, goals })
    }
}
