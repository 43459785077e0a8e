//! The clock in words and cells, and how the last day was reckoned.

use crate::parts::{self, Clock, Due};
use crate::request::Asker;
use jiff::civil::Date;
use kernel::calendar::{Calendar, Step};
use kernel::workflow::clock::{Clock as Kind, Days};
use maud::{Markup, html};
use store::flow::{Standing, Term};

/// `剩3个工作日`, `今天到期`, `超2个工作日`.
pub fn words(kind: &Kind, left: i64, due: Date, today: Date) -> String {
    if left < 0 {
        return format!("超{}{}", -left, kind.days.word());
    }
    if due == today { "今天到期".to_owned() } else { format!("剩{left}{}", kind.days.word()) }
}

/// A term in one line.
pub fn small(kind: &Kind, (due, days, left): (Date, i64, i64), today: Date) -> Clock {
    let (days, past) = cells(days, left);
    let state = match left {
        ..0 => Due::Late,
        _ if due == today => Due::Soon,
        _ => Due::Running,
    };
    Clock { days, past, due: state, words: words(kind, left, due, today), date: day_of(due, today) }
}

/// The term without the unit of its days, which is said behind the number.
fn named(clock: &Kind) -> &'static str {
    clock.title.split('（').next().unwrap_or(clock.title)
}

/// 还剩3个工作日, 已超1个工作日.
fn rest(clock: &Kind, left: i64) -> String {
    let unit = clock.days.word();
    if left < 0 { format!("已超{}{unit}", -left) } else { format!("还剩{left}{unit}") }
}

/// Cells of the term and those that are over.
fn cells(days: i64, left: i64) -> (u8, u8) {
    let all = u8::try_from(days).unwrap_or(u8::MAX);
    let over = days - left.clamp(0, days.max(0));
    (all, u8::try_from(over).unwrap_or(u8::MAX))
}

fn day_of(day: Date, today: Date) -> String {
    let words = format!("{}月{}日", day.month(), day.day());
    if day.year() == today.year() { words } else { format!("{}年{words}", day.year()) }
}

/// The large clock of a record.
pub fn large(asker: &Asker, standing: &Standing, term: &Term) -> Markup {
    let today = asker.store().today();
    let calendar = asker.store().facts().calendar;
    let steps = term.clock.explain(&calendar, term.from, term.days);
    let made = small(term.clock, (term.due, term.days, term.left), today);
    let weekday = kernel::dates::weekday(term.due);
    let until = format!("{} {weekday}到期", day_of(term.due, today));
    let labels: Vec<String> = steps
        .iter()
        .filter(|step| step.is_counted())
        .map(|step| if step.day == today { "今天".into() } else { format!("{}日", step.day.day()) })
        .collect();
    let remark = html! {
        (standing.state.owed)
        @if let Some((clock, left)) = &term.held {
            " · " (named(clock)) "暂停，" (rest(clock, *left))
        }
        @if !steps.is_empty() { " · " (skipped(&steps)) }
        @if term.provisional { " · 有的年份节假日还没公布，先按周一至周五算" }
        (explained(term, &steps, &calendar))
    };
    parts::big_clock(&made, &until, &labels, &remark)
}

/// 国庆节1日至7日不计.
fn skipped(steps: &[Step]) -> String {
    let holidays: Vec<&Step> =
        steps.iter().filter(|step| !step.is_counted() && step.reason.ends_with("放假")).collect();
    match (holidays.first(), holidays.last()) {
        (Some(first), Some(last)) if first.day != last.day => {
            format!("{}{}日至{}日不计", first.reason, first.day.day(), last.day.day())
        }
        (Some(only), _) => format!("{}{}日不计", only.reason, only.day.day()),
        _ => "周末不计".to_owned(),
    }
}

fn explained(term: &Term, steps: &[Step], calendar: &Calendar) -> Markup {
    let chinese = kernel::dates::chinese;
    html! {
        details.why {
            summary { "怎么算的" }
            p { (named(term.clock)) "：" (term.days) (term.clock.days.word()) "，从" (chinese(term.from)) "起算，当天不计。" }
            @if term.clock.days == Days::Calendar {
                p { "最后一天遇休息日，顺延到下一个工作日（民法典第二百零三条）。" }
            }
            @if term.left < 0 && !calendar.is_working(term.due) { p { "到期那天是休息日。" } }
            @if !steps.is_empty() {
                ol.days-list { @for step in steps {
                    li { (chinese(step.day)) " " (step.reason)
                        @if let Some(nth) = step.nth { "，第" (nth) "个工作日" } @else { "，不计" }
                    }
                } }
            }
        }
    }
}
