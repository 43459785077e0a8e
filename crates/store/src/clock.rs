//! Time as a parameter: the server's clock in production, one that moves when told in tests.

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use std::sync::atomic::{AtomicI64, Ordering};

/// Where the present comes from.
#[derive(Debug)]
pub enum Clock {
    /// The machine's clock.
    Machine,
    /// Stands at these UTC milliseconds until told otherwise.
    Told(AtomicI64),
}

impl Clock {
    /// A clock standing at 9:00 of a Chinese calendar day.
    pub fn at(day: Date) -> Clock {
        Clock::Told(AtomicI64::new(nine_o_clock(day)))
    }
    /// Moves a told clock; the machine's clock does not listen.
    pub fn set(&self, day: Date) {
        if let Clock::Told(now) = self {
            now.store(nine_o_clock(day), Ordering::SeqCst);
        }
    }
    /// Moves a told clock by milliseconds, backwards too.
    pub fn advance(&self, milliseconds: i64) {
        if let Clock::Told(now) = self {
            now.fetch_add(milliseconds, Ordering::SeqCst);
        }
    }
    /// UTC milliseconds.
    #[expect(clippy::disallowed_methods, reason = "the one place that asks the machine")]
    pub fn now(&self) -> i64 {
        match self {
            Clock::Machine => Timestamp::now().as_millisecond(),
            Clock::Told(now) => now.load(Ordering::SeqCst),
        }
    }
    /// Today in Shanghai, whatever the server's time zone.
    pub fn today(&self) -> Date {
        day_of(self.now())
    }
}

fn shanghai() -> TimeZone {
    TimeZone::get("Asia/Shanghai").unwrap_or_else(|_| {
        TimeZone::fixed(jiff::tz::Offset::from_seconds(8 * 3600).unwrap_or(jiff::tz::Offset::UTC))
    })
}

/// The Chinese calendar day of an instant in UTC milliseconds.
pub fn day_of(at: i64) -> Date {
    Timestamp::from_millisecond(at).unwrap_or(Timestamp::UNIX_EPOCH).to_zoned(shanghai()).date()
}

/// The time of day in Shanghai.
pub fn time_of(at: i64) -> jiff::civil::Time {
    Timestamp::from_millisecond(at).unwrap_or(Timestamp::UNIX_EPOCH).to_zoned(shanghai()).time()
}

/// An instant as `2026-06-17 09:05:33` in Shanghai.
pub fn show(at: i64) -> String {
    let zoned = Timestamp::from_millisecond(at).unwrap_or(Timestamp::UNIX_EPOCH);
    zoned.to_zoned(shanghai()).strftime("%Y-%m-%d %H:%M:%S").to_string()
}

/// Reads `2026-01-15T12:00:00` as Shanghai time, or with an offset or zone of its own.
pub fn read_instant(text: &str) -> Option<i64> {
    let text = text.trim().replace(' ', "T");
    if let Ok(instant) = text.parse::<Timestamp>() {
        return Some(instant.as_millisecond());
    }
    let local = text.parse::<jiff::civil::DateTime>().ok()?;
    Some(local.to_zoned(shanghai()).ok()?.timestamp().as_millisecond())
}

/// The last millisecond of a Chinese calendar day: "as known on that day" means at its end.
pub fn end_of(day: Date) -> i64 {
    let next = day.tomorrow().unwrap_or(day);
    next.to_zoned(shanghai()).map_or(i64::MAX, |zoned| zoned.timestamp().as_millisecond() - 1)
}

fn nine_o_clock(day: Date) -> i64 {
    let start = day.to_zoned(shanghai()).map(|zoned| zoned.timestamp()).unwrap_or_default();
    start.checked_add(SignedDuration::from_hours(9)).unwrap_or(start).as_millisecond()
}
