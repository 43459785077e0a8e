//! The clock: which day a term began, how many days it has, what is left of it while it stands still, and
//! the last day. All of it are fields of the record, so that it can be reckoned again.

use super::{
    ACCEPTED_ON, ANSWERED_ON, CLOCK_DAYS, CLOCK_FROM, CLOCK_LEFT, GRANTED, IN_TIME, State,
    TAKEN_DAYS, Workflow,
};
use crate::calendar::{Calendar, Deadline, Step};
use crate::record::Record;
use jiff::civil::Date;

/// How days are counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Days {
    /// 工作日: holidays are skipped, make-up days count.
    Working,
    /// 自然日: every day; an end on a free day moves on (民法典 art. 203).
    Calendar,
}

impl Days {
    /// 个工作日, 个自然日.
    pub const fn word(self) -> &'static str {
        match self {
            Days::Working => "个工作日",
            Days::Calendar => "个自然日",
        }
    }
}

/// A term (时限).
#[derive(Debug)]
pub struct Clock {
    /// Stable code.
    pub code: &'static str,
    /// 答复时限.
    pub title: &'static str,
    /// How its days are counted.
    pub days: Days,
    /// How many, by default; the federation may set another number.
    pub parameter: super::Parameter,
    /// The rule behind it.
    pub rule: &'static str,
}

impl PartialEq for Clock {
    fn eq(&self, other: &Clock) -> bool {
        self.code == other.code
    }
}
impl Eq for Clock {}

/// When something happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Moment {
    /// The day.
    pub day: Date,
    /// After the office had closed.
    pub after_hours: bool,
}

impl Clock {
    /// The last day of a term of so many days that began on a day; a term that is used up ends there.
    pub fn last_day(&self, calendar: &Calendar, from: Date, days: i64) -> Deadline {
        if days < 0 {
            // It was over before it stood still.
            return Deadline { day: from.yesterday().unwrap_or(from), provisional: false };
        }
        let days = u32::try_from(days).unwrap_or(0);
        match self.days {
            _ if days == 0 => Deadline { day: from, provisional: false },
            Days::Working => calendar.add_working_days(from, days),
            Days::Calendar => calendar.add_calendar_days(from, days),
        }
    }

    /// Days from the beginning to the end of a day.
    pub fn used(&self, calendar: &Calendar, from: Date, until: Date) -> i64 {
        match self.days {
            Days::Working => calendar.working_days_between(from, until).max(0),
            Days::Calendar => i64::from(from.until(until).map_or(0, |span| span.get_days())).max(0),
        }
    }

    /// Days of a term that are left with today among them; below zero once it is over.
    pub fn left(&self, calendar: &Calendar, today: Date, (days, due): (i64, Date)) -> i64 {
        let between = |from: Date, until: Date| match self.days {
            Days::Working => calendar.working_days_between(from, until),
            Days::Calendar => from.until(until).map_or(0, |span| i64::from(span.get_days())),
        };
        if due < today {
            // Over is over, even if only a free day has gone by.
            return (-between(due, today)).min(-1);
        }
        // The day on which it arrived is not one of them.
        between(today.yesterday().unwrap_or(today), due).min(days.max(1))
    }

    /// Every day of the term, with the reason it counts or not.
    pub fn explain(&self, calendar: &Calendar, from: Date, days: i64) -> Vec<Step> {
        let days = u32::try_from(days).unwrap_or(0);
        match self.days {
            Days::Working => calendar.explain(from, days),
            Days::Calendar => Vec::new(),
        }
    }
}

/// R-CLK-01: what arrives on a free day or after hours has arrived on the next working day.
pub fn arrived(calendar: &Calendar, at: Moment) -> Date {
    if at.after_hours || !calendar.is_working(at.day) {
        calendar.add_working_days(at.day, 1).day
    } else {
        at.day
    }
}

/// Brings the clock from one state to another; gives the last day of the term that runs then. `term` says
/// how many days a term has by the rule of this day.
pub fn turn(
    flow: &Workflow,
    record: &mut Record,
    (old, new): (Option<&State>, &State),
    at: Moment,
    calendar: &Calendar,
    term: &dyn Fn(&Clock) -> i64,
) -> Option<Date> {
    let runs = |state: Option<&State>| state.and_then(|state| state.clock);
    let holds = |state: Option<&State>| state.and_then(|state| state.holds);
    let main = flow.main;
    answered(flow, record, (old, new), at, calendar);
    let Some(clock) = new.clock else {
        record.put(CLOCK_FROM, None);
        record.put(CLOCK_DAYS, None);
        record.put(CLOCK_LEFT, None);
        return None;
    };
    let going_on = runs(old) == Some(clock) && record.get(CLOCK_FROM).is_some();
    if !going_on {
        if runs(old) == Some(main) && new.holds == Some(main) {
            let left = left_of(record, main, calendar, at.day);
            record.put(CLOCK_LEFT, Some(left));
        }
        let resumed = holds(old) == Some(clock);
        let days = match record.get(CLOCK_LEFT) {
            Some(left) if resumed => left,
            _ => term(clock),
        };
        if !resumed && clock == main {
            record.put(ACCEPTED_ON, Some(at.day));
            record.put(GRANTED, Some(days));
        }
        if new.holds.is_none() {
            record.put(CLOCK_LEFT, None);
        }
        record.put(CLOCK_FROM, Some(arrived(calendar, at)));
        record.put(CLOCK_DAYS, Some(days));
    }
    let from = record.get(CLOCK_FROM)?;
    Some(clock.last_day(calendar, from, record.get(CLOCK_DAYS).unwrap_or(0)).day)
}

/// Days left of the running term at the end of a day.
fn left_of(record: &Record, clock: &Clock, calendar: &Calendar, day: Date) -> i64 {
    let from = record.get(CLOCK_FROM).unwrap_or(day);
    record.get(CLOCK_DAYS).unwrap_or(0) - clock.used(calendar, from, day)
}

/// What is said once the main term neither runs nor stands still: when, after how many days, in time.
fn answered(
    flow: &Workflow,
    record: &mut Record,
    (old, new): (Option<&State>, &State),
    at: Moment,
    calendar: &Calendar,
) {
    let main = flow.main;
    let touches = |state: &State| state.clock == Some(main) || state.holds == Some(main);
    let Some(old) = old.filter(|old| touches(old) && !touches(new)) else { return };
    let left = if old.clock == Some(main) {
        left_of(record, main, calendar, at.day)
    } else {
        record.get(CLOCK_LEFT).unwrap_or(0)
    };
    let granted = record.get(GRANTED).unwrap_or(0);
    record.put(ANSWERED_ON, Some(at.day));
    record.put(TAKEN_DAYS, Some(granted - left));
    record.put(IN_TIME, Some(left >= 0));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::workflow::Parameter;
    use jiff::civil::date;

    static FIVE: Clock = Clock {
        code: "answer",
        title: "答复时限",
        days: Days::Working,
        parameter: Parameter {
            name: "answer_days",
            title: "答复时限",
            between: (1, 60),
            default: "5",
            source: "本系统",
        },
        rule: "R-CLK-01",
    };

    #[test]
    fn r_clk_01_what_arrives_after_hours_or_on_a_free_day_has_arrived_on_the_next_working_day() {
        let calendar = Calendar::builtin();
        let at = |day, after_hours| arrived(&calendar, Moment { day, after_hours });
        assert_eq!(at(date(2026, 9, 30), false), date(2026, 9, 30), "before National Day, at four");
        assert_eq!(
            at(date(2026, 9, 30), true),
            date(2026, 10, 8),
            "after hours: behind the holiday"
        );
        assert_eq!(at(date(2026, 6, 13), false), date(2026, 6, 15), "a Saturday is a Monday");
    }

    #[test]
    fn days_left_count_today_and_go_below_zero() {
        let calendar = Calendar::builtin();
        let over = FIVE.last_day(&calendar, date(2026, 6, 15), -1).day;
        assert!(over < date(2026, 6, 15), "what was overdue before a pause is so after it");
        let due = FIVE.last_day(&calendar, date(2026, 6, 12), 5).day;
        assert_eq!(due, date(2026, 6, 22), "端午 is skipped");
        for (today, left) in [
            (date(2026, 6, 12), 5),
            (date(2026, 6, 17), 3),
            (date(2026, 6, 20), 1),
            (date(2026, 6, 22), 1),
            (date(2026, 6, 23), -1),
            (date(2026, 6, 24), -2),
        ] {
            assert_eq!(FIVE.left(&calendar, today, (5, due)), left, "{today}");
        }
    }
}
