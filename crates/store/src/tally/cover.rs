//! Days as whole years, whole months and single days: what is read of cells and what of events.

use jiff::civil::Date;

/// Buckets of cells, and days of events that are added or, where that is shorter, taken away.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Cover {
    /// First and last bucket of each run.
    pub buckets: Vec<(i64, i64)>,
    /// First day, last day, and whether they are taken away.
    pub days: Vec<(i64, i64, bool)>,
    /// First and last day of all.
    pub all: (i64, i64),
}

fn number(day: Date) -> i64 {
    i64::from(day.year()) * 10_000 + i64::from(day.month()) * 100 + i64::from(day.day())
}

/// Months since the year 0.
fn month(day: Date) -> i64 {
    i64::from(day.year()) * 12 + i64::from(day.month()) - 1
}

fn bucket(month: i64) -> i64 {
    super::fold::MONTHS + month.div_euclid(12) * 100 + month.rem_euclid(12) + 1
}

/// All days up to the last one, from the first one if there is one; with `months` no whole years.
pub(super) fn cover(first: Option<Date>, last: Date, months: bool) -> Cover {
    let mut cover = Cover { all: (first.map_or(0, number), number(last)), ..Cover::default() };
    let end = last.last_of_month();
    let to = if last == end {
        month(last)
    } else if last.day() * 2 > end.day() {
        cover.days.push((number(last) + 1, number(end), true));
        month(last)
    } else {
        cover.days.push((number(last.first_of_month()), number(last), false));
        month(last) - 1
    };
    let from = first.map(|first| {
        let end = first.last_of_month();
        if first.day() == 1 {
            month(first)
        } else if (first.day() - 1) * 2 <= end.day() {
            cover.days.push((number(first.first_of_month()), number(first) - 1, true));
            month(first)
        } else {
            cover.days.push((number(first), number(end), false));
            month(first) + 1
        }
    });
    runs(from, to, months, &mut cover.buckets);
    cover
}

fn runs(from: Option<i64>, to: i64, months: bool, buckets: &mut Vec<(i64, i64)>) {
    let begin = from.unwrap_or(0);
    let years = (begin.div_euclid(12) + i64::from(begin.rem_euclid(12) > 0), (to + 1) / 12 - 1);
    if months || years.0 > years.1 {
        if begin <= to {
            buckets.push((bucket(begin), bucket(to)));
        }
        return;
    }
    if begin < years.0 * 12 {
        buckets.push((bucket(begin), bucket(years.0 * 12 - 1)));
    }
    buckets.push(years);
    if (years.1 + 1) * 12 <= to {
        buckets.push((bucket((years.1 + 1) * 12), bucket(to)));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::ToSpan;

    fn day(text: &str) -> Date {
        text.parse().unwrap()
    }

    /// How often a day is counted.
    fn counted(cover: &Cover, day: Date) -> i64 {
        let within = |first: i64, last: i64, it: i64| i64::from(first <= it && it <= last);
        let (year, own) = (i64::from(day.year()), bucket(month(day)));
        let buckets = cover.buckets.iter();
        let whole: i64 =
            buckets.map(|run| within(run.0, run.1, year) + within(run.0, run.1, own)).sum();
        let days = cover.days.iter().map(|(first, last, away)| {
            within(*first, *last, number(day)) * if *away { -1 } else { 1 }
        });
        whole + days.sum::<i64>()
    }

    #[test]
    fn every_day_of_a_period_is_counted_once_and_no_other() {
        let edges = ["2023-11-20", "2023-12-31", "2024-01-01", "2024-02-14", "2024-02-15"];
        let later = ["2024-02-16", "2024-02-29", "2024-03-01", "2024-12-31", "2026-06-17"];
        let edges: Vec<Date> = edges.iter().chain(&later).map(|text| day(text)).collect();
        for (at, first) in edges.iter().enumerate() {
            for last in edges.iter().skip(at) {
                for months in [false, true] {
                    let cover = cover(Some(*first), *last, months);
                    let mut it = day("2023-01-01");
                    while it < day("2027-02-01") {
                        let inside = i64::from(*first <= it && it <= *last);
                        assert_eq!(counted(&cover, it), inside, "{it} of {first}..{last}");
                        it = it.checked_add(1.day()).unwrap();
                    }
                }
            }
        }
    }

    #[test]
    fn what_stands_on_a_day_is_counted_from_the_beginning_of_time() {
        for last in ["2024-02-14", "2024-02-15", "2024-02-29", "2024-12-31"] {
            let cover = cover(None, day(last), false);
            assert_eq!(counted(&cover, day("0001-01-01")), 1);
            assert_eq!(counted(&cover, day(last)), 1);
            assert_eq!(counted(&cover, day(last).tomorrow().unwrap()), 0);
            assert!(cover.days.len() <= 1, "half a month at most is read day by day");
        }
    }
}
