//! Facts in two times. A [`Timeline`] holds the dated values of one record as segments of days;
//! a *change* begins a new value from a day, a *correction* says the old one was never right.
//! Segments are half open: counted on `from`, not on `until`.

use crate::calendar::Calendar;
use crate::value::Value;
use jiff::civil::Date;

/// The day before all days: "has always been so".
pub const ALWAYS: Date = Date::constant(1, 1, 1);
/// The day after all days: "until further notice".
pub const FOREVER: Date = Date::constant(9999, 12, 31);

/// What pure rules may ask of the outside: the day and the calendar, both given.
#[derive(Clone, Debug)]
pub struct Facts {
    /// Today, a Chinese calendar day.
    pub today: Date,
    /// Working days and holidays.
    pub calendar: std::sync::Arc<Calendar>,
}

/// The dated values of one record while none of them changes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Segment {
    /// First day.
    pub from: Date,
    /// First day no longer.
    pub until: Date,
    /// One value per dated field.
    pub values: Vec<Value>,
}

/// All dated values of one record, as known at one moment: contiguous segments over all days.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Timeline {
    /// Ordered, without gaps or overlaps; never two neighbours alike.
    pub segments: Vec<Segment>,
}

/// What saving a dated field means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Saving {
    /// 变化: a new value from this day on, until the next change already recorded.
    Change(Date),
    /// 更正: the value that held on this day was never right, for as long as it held.
    Correction(Date),
}

impl Timeline {
    /// Values that have always been so.
    pub fn always(values: Vec<Value>) -> Timeline {
        Timeline { segments: vec![Segment { from: ALWAYS, until: FOREVER, values }] }
    }

    /// The segment that holds on a day.
    pub fn on(&self, day: Date) -> Option<&Segment> {
        self.segments.iter().find(|segment| segment.from <= day && day < segment.until)
    }

    /// The value of the dated field at `at` on a day.
    pub fn value(&self, at: usize, day: Date) -> Value {
        self.on(day).and_then(|segment| segment.values.get(at)).cloned().unwrap_or_default()
    }

    /// The days on which the value of field `at` that holds on `day` has held.
    pub fn interval(&self, at: usize, day: Date) -> (Date, Date) {
        let same = self.value(at, day);
        let (mut from, mut until) = (day, day);
        for segment in self.segments.iter().filter(|s| s.values.get(at) == Some(&same)) {
            let touches = segment.from <= until && from <= segment.until;
            if (segment.from <= day && day < segment.until) || (touches && segment.from >= until) {
                from = from.min(segment.from);
                until = until.max(segment.until);
            }
        }
        // Backwards: neighbours before `from` with the same value.
        for segment in self.segments.iter().rev() {
            if segment.until == from && segment.values.get(at) == Some(&same) {
                from = segment.from;
            }
        }
        (from, until)
    }

    /// Saves one dated field. A change on the day the old value began replaces it from that day.
    pub fn save(&mut self, at: usize, value: &Value, saving: Saving) {
        let (from, until) = match saving {
            Saving::Change(day) => (day, self.interval(at, day).1),
            Saving::Correction(day) => self.interval(at, day),
        };
        self.put(at, value, from, until);
    }

    /// Puts a value for the days [from, until) whatever stood there: used by undo and histories.
    pub fn put(&mut self, at: usize, value: &Value, from: Date, until: Date) {
        self.split(from);
        self.split(until);
        for segment in &mut self.segments {
            if from <= segment.from
                && segment.until <= until
                && let Some(slot) = segment.values.get_mut(at)
            {
                slot.clone_from(value);
            }
        }
        self.join();
    }

    fn split(&mut self, day: Date) {
        let within = self.segments.iter().position(|s| s.from < day && day < s.until);
        let Some(index) = within else { return };
        if let Some(segment) = self.segments.get_mut(index) {
            let mut later = segment.clone();
            segment.until = day;
            later.from = day;
            self.segments.insert(index + 1, later);
        }
    }

    fn join(&mut self) {
        self.segments.dedup_by(|later, earlier| {
            let alike = later.values == earlier.values && earlier.until == later.from;
            if alike {
                earlier.until = later.until;
            }
            alike
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Date {
        text.parse().unwrap()
    }

    fn employees(first: i64) -> Timeline {
        Timeline::always(vec![Value::Int(first), Value::Int(0)])
    }

    #[test]
    fn a_change_counts_from_its_day_and_keeps_what_was() {
        let mut line = employees(100);
        line.save(0, &Value::Int(120), Saving::Change(day("2026-03-01")));
        assert_eq!(line.value(0, day("2026-02-28")), Value::Int(100));
        assert_eq!(line.value(0, day("2026-03-01")), Value::Int(120));
    }

    #[test]
    fn a_change_in_between_lasts_only_until_the_next_change() {
        let mut line = employees(100);
        line.save(0, &Value::Int(150), Saving::Change(day("2020-01-01")));
        line.save(1, &Value::Int(7), Saving::Change(day("2019-01-01")));
        line.save(0, &Value::Int(120), Saving::Change(day("2018-01-01")));
        assert_eq!(line.value(0, day("2019-06-01")), Value::Int(120));
        assert_eq!(line.value(0, day("2020-01-01")), Value::Int(150));
        assert_eq!(line.value(1, day("2018-06-01")), Value::Int(0), "other fields stay");
    }

    #[test]
    fn a_correction_replaces_the_value_for_as_long_as_it_held() {
        let mut line = employees(100);
        line.save(0, &Value::Int(150), Saving::Change(day("2020-01-01")));
        line.save(1, &Value::Int(7), Saving::Change(day("2021-01-01")));
        line.save(0, &Value::Int(160), Saving::Correction(day("2022-05-05")));
        assert_eq!(line.value(0, day("2020-01-01")), Value::Int(160));
        assert_eq!(line.value(0, day("2019-12-31")), Value::Int(100));
        assert_eq!(line.interval(0, day("2020-06-01")), (day("2020-01-01"), FOREVER));
    }
}
