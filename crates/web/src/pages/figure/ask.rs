//! What the address of a figure says: where, which days, as known when, broken down by what.

use crate::params::Params;
use jiff::civil::Date;
use kernel::indicator::{Indicator, Measure};
use std::sync::Arc;
use store::figure::{FigureAsk, Sequences, TreeOf, When};
use store::{Ctx, Result, Store, StoreError};

/// What is asked, before it is known whether the indicator speaks of a day or of a period.
#[derive(Clone, Debug)]
pub struct Question {
    /// Key of the node; 0 is the whole installation.
    pub union: i64,
    /// The day, or the last day of the period.
    pub last: Date,
    /// The first day of the period, when it was said.
    pub first: Option<Date>,
    /// As known at this instant; `None` as known now.
    pub known_at: Option<i64>,
    /// How that was written.
    pub known_text: String,
    /// Broken down by these.
    pub by: Vec<String>,
    /// Only this group: dimension and code.
    pub group: Vec<(String, String)>,
    /// The tree of that day instead of today's.
    pub tree_of_day: bool,
    /// As known when this report was finished: its name in addresses.
    pub report: String,
    /// What was known then, once it has been looked up.
    pub known: Option<Arc<Sequences>>,
}

impl Question {
    /// Reads an address. What cannot be read is refused with the field it stands in.
    pub fn read(query: &Params, union: i64, today: Date) -> Result<Question> {
        let last = if query.get("to").is_empty() { "as_of" } else { "to" };
        let known = query.get("known_at");
        let group =
            |text: &str| text.split_once(':').map(|(dim, code)| (dim.to_owned(), code.to_owned()));
        Ok(Question {
            union,
            last: day(query, last)?.unwrap_or(today),
            first: day(query, "from")?,
            known_at: if known.is_empty() { None } else { Some(instant(known)?) },
            known_text: known.to_owned(),
            by: query.all("by").map(str::to_owned).collect(),
            group: query.all("of").filter_map(group).collect(),
            tree_of_day: query.get("tree") == "day",
            report: query.get("report").to_owned(),
            known: None,
        })
    }

    /// The question to the store.
    pub fn ask(&self, flow: bool) -> FigureAsk {
        FigureAsk {
            union: self.union,
            when: self.when(flow),
            known_at: self.known_at,
            known: self.known.clone(),
            by: self.by.clone(),
            tree: if self.tree_of_day { TreeOf::ThatDay } else { TreeOf::Today },
            ..FigureAsk::on(self.last)
        }
    }

    /// The same with what was known when its report was finished.
    pub fn settled(self, store: &Store, ctx: &Ctx) -> Result<Question> {
        if self.report.is_empty() {
            return Ok(self);
        }
        let report = store.report(ctx, &self.report)?;
        let written = store.write_report(ctx, &report)?;
        Ok(Question { known: Some(Arc::new(written.known)), ..self })
    }

    /// The days: for a period without a first day, from the beginning of the year.
    pub fn when(&self, flow: bool) -> When {
        if flow {
            When::Between(self.first.unwrap_or_else(|| year_start(self.last)), self.last)
        } else {
            When::On(self.last)
        }
    }

    /// The same question about another day.
    pub fn on(&self, day: Date) -> Question {
        Question { last: day, first: None, ..self.clone() }
    }

    /// What an address must carry to ask this again of another indicator; `at` is not included.
    pub fn params(&self, flow: bool) -> Params {
        let days = match self.when(flow) {
            When::On(day) => Params::default().set("as_of", day.to_string()),
            When::Between(first, last) => {
                Params::default().set("from", first.to_string()).set("to", last.to_string())
            }
        };
        let tree = if self.tree_of_day { "day" } else { "" };
        let known = days.set("known_at", self.known_text.as_str());
        known.set("tree", tree).set("report", self.report.as_str())
    }
}

fn day(query: &Params, name: &str) -> Result<Option<Date>> {
    let text = query.get(name);
    if text.is_empty() {
        return Ok(None);
    }
    let read = kernel::dates::parse_day(text);
    read.map(|day| Some(day.date)).map_err(|error| StoreError::refuse(name, error.to_string()))
}

/// The end of a day, or a day with a time in Shanghai, as UTC milliseconds.
fn instant(text: &str) -> Result<i64> {
    if let Ok(day) = kernel::dates::parse_day(text)
        && !text.contains(':')
    {
        return Ok(store::clock::end_of(day.date));
    }
    store::clock::read_instant(text).ok_or_else(|| {
        StoreError::refuse("known_at", "“录入到”应写成2026-01-15，或2026-01-15 12:00")
    })
}

/// 1 January of the year.
pub fn year_start(day: Date) -> Date {
    Date::new(day.year(), 1, 1).unwrap_or(day)
}

/// 31 December of the year before.
pub fn last_year_end(day: Date) -> Date {
    year_start(day).yesterday().unwrap_or(day)
}

/// The last day of the month before.
pub fn last_month_end(day: Date) -> Date {
    day.first_of_month().yesterday().unwrap_or(day)
}

/// The ends of the eleven months before a day, and the day itself.
pub fn twelve_months(day: Date) -> Vec<Date> {
    let mut days = vec![day];
    let mut at = day;
    for _ in 0..11 {
        at = last_month_end(at);
        days.push(at);
    }
    days.reverse();
    days
}

/// Whether an indicator speaks of a period.
pub fn is_flow(store: &store::Store, indicator: &Indicator) -> bool {
    store.is_flow(indicator)
}

/// Codes of the two indicators that one is made of.
pub fn parts(indicator: &Indicator) -> Option<(&str, &str)> {
    match &indicator.measure {
        Measure::Ratio { numerator, denominator, .. } => Some((numerator, denominator)),
        Measure::Minus { first, second } | Measure::Plus { first, second } => Some((first, second)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn the_months_end_with_the_day_itself_and_hold_the_end_of_last_year() {
        let days = twelve_months(date(2026, 6, 17));
        assert_eq!(days.len(), 12);
        assert_eq!(days.first(), Some(&date(2025, 7, 31)));
        assert_eq!(days.last(), Some(&date(2026, 6, 17)));
        assert!(days.contains(&last_year_end(date(2026, 6, 17))));
    }

    #[test]
    fn a_period_without_a_first_day_begins_with_the_year() {
        let question =
            Question::read(&Params::parse("as_of=2026.6.17"), 0, date(2026, 7, 1)).unwrap();
        assert_eq!(question.when(true), When::Between(date(2026, 1, 1), date(2026, 6, 17)));
        assert_eq!(question.when(false), When::On(date(2026, 6, 17)));
        assert_eq!(question.params(true).query(), "from=2026-01-01&to=2026-06-17");
    }

    #[test]
    fn what_is_no_day_is_refused_at_its_box() {
        let wrong = Question::read(&Params::parse("as_of=2026-02-30"), 0, date(2026, 7, 1));
        assert!(wrong.unwrap_err().to_string().contains("2月没有30日"));
        assert!(Question::read(&Params::parse("known_at=x"), 0, date(2026, 7, 1)).is_err());
        let noon = Params::parse("known_at=2026-01-15+12%3A00");
        assert!(Question::read(&noon, 0, date(2026, 7, 1)).unwrap().known_at.is_some());
    }
}
