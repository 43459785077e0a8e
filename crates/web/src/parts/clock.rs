//! The working-day clock: one cell per working day.

use maud::{Markup, html};

/// Where a term stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Due {
    /// Time is left.
    #[default]
    Running,
    /// The last day.
    Soon,
    /// Over.
    Late,
}

impl Due {
    fn class(self) -> &'static str {
        match self {
            Self::Running => "",
            Self::Soon => "soon",
            Self::Late => "late",
        }
    }
}

/// A term.
#[derive(Clone, Debug, Default)]
pub struct Clock {
    /// Days of the term; more than 10 are told in words only.
    pub days: u8,
    /// Days that are over.
    pub past: u8,
    /// State.
    pub due: Due,
    /// `剩3个工作日`.
    pub words: String,
    /// `6月22日`.
    pub date: String,
}

fn cells(c: &Clock) -> Markup {
    html! {
        @for day in 0..c.days {
            i.was[day < c.past].now[day == c.past] {}
        }
    }
}

/// The clock in a line.
pub fn clock(c: &Clock) -> Markup {
    html! {
        span.clock.(c.due.class()) {
            @if c.days > 0 && c.days <= 10 { span.segs aria-hidden="true" { (cells(c)) } }
            b { (c.words) }
            span { (c.date) }
        }
    }
}

/// The large clock of a record: `until` is `6月22日 周一到期`, `days` the labels under the cells,
/// `remark` what is not counted.
pub fn big_clock(c: &Clock, until: &str, days: &[String], remark: &Markup) -> Markup {
    html! {
        div.big-clock.(c.due.class()) {
            div.row { b.t3 { (c.words) } span.soft.push { (until) } }
            @if c.days > 0 && c.days <= 10 {
                div.segs.big aria-hidden="true" { (cells(c)) }
                div.days aria-hidden="true" { @for (i, day) in days.iter().enumerate() {
                    span.soft[i == usize::from(c.past)] { (day) }
                } }
            }
            p.small.muted { (remark) }
        }
    }
}
