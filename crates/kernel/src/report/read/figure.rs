//! Reads which number is meant: `会员数[是否农民工=是]@上年末`.

use super::super::fault::Fault;
use super::super::template::{At, Figure, Moment, Name};
use super::cursor::Cursor;
use crate::dates::{self, DayError, DayPrecision};
use crate::text;
use jiff::civil::{Date, date};

/// Signs at which a name ends.
pub(super) fn ends_name(c: char) -> bool {
    matches!(c, '[' | ']' | '@' | '|' | ';') || is_order(c)
}

/// Signs that compare.
pub(super) fn is_order(c: char) -> bool {
    matches!(c, '=' | '<' | '>' | '!' | '≥' | '≤' | '≠' | '≧' | '≦')
}

/// Words that may follow a figure in a condition, behind a blank.
pub(super) const FOLLOWERS: [&str; 12] = [
    "且",
    "或",
    "并且",
    "或者",
    "大于",
    "小于",
    "等于",
    "不等于",
    "不少于",
    "不超过",
    "多于",
    "少于",
];

/// Reads a figure; in a condition a name also ends at a following word or a bracket.
pub(super) fn of(cursor: &mut Cursor<'_>, in_cond: bool) -> Result<Figure, Fault> {
    cursor.blank();
    let from = cursor.at;
    let own = cursor.eat_all("本单位的");
    let name = name(cursor, in_cond)?;
    let mut filter = Vec::new();
    cursor.blank();
    while cursor.eat('[') {
        filters(cursor, &mut filter)?;
        cursor.blank();
    }
    let at = if cursor.eat('@') { at(cursor, in_cond)? } else { At::Usual };
    Ok(Figure { own, name, filter, at, span: cursor.span(from) })
}

fn name(cursor: &mut Cursor<'_>, in_cond: bool) -> Result<Name, Fault> {
    cursor.blank();
    let begun = *cursor;
    if in_cond {
        take_in_cond(cursor);
    } else {
        cursor.take_until(ends_name);
    }
    let taken = begun.within(cursor.at - begun.at).rest();
    let name = Name { text: taken.trim().to_owned(), span: cursor.span_of(taken) };
    if name.text.is_empty() {
        let says = "这里缺少指标名称，如{会员数}、{会员数[是否农民工=是]}。";
        return Err(Fault::at(name.span, says));
    }
    Ok(name)
}

/// Goes to the end of a name in a condition.
fn take_in_cond(cursor: &mut Cursor<'_>) {
    let mut depth = 0_usize;
    while let Some(next) = cursor.peek() {
        match next {
            '(' => depth += 1,
            ')' if depth == 0 => return,
            ')' => depth -= 1,
            _ if ends_name(next) => return,
            _ if next.is_whitespace() && follows(cursor) => return,
            _ => {}
        }
        cursor.bump();
    }
}

/// Whether one of the words that may follow a figure comes behind the blank.
pub(super) fn follows(cursor: &Cursor<'_>) -> bool {
    let rest = cursor.rest().trim_start();
    let then = |rest: &str| {
        let sign =
            |c: char| c.is_whitespace() || c.is_ascii_digit() || matches!(c, '(' | '（' | '-');
        rest.is_empty() || rest.starts_with(sign)
    };
    FOLLOWERS.iter().any(|word| rest.strip_prefix(word).is_some_and(then))
}

fn filters(cursor: &mut Cursor<'_>, into: &mut Vec<(Name, Name)>) -> Result<(), Fault> {
    loop {
        let dim = part(cursor, |c| matches!(c, '=' | ']' | ';'));
        if dim.text.is_empty() || !cursor.eat('=') {
            let says = "方括号里写“分类=值”，如[是否农民工=是]，几个条件用“；”隔开。";
            return Err(Fault::at(dim.span, says));
        }
        let value = part(cursor, |c| matches!(c, ']' | ';'));
        if value.text.is_empty() {
            let says = format!("“{}=”后面要写一个值，如[{}=是]。", dim.text, dim.text);
            return Err(Fault::at(value.span, says));
        }
        let end = value.span;
        into.push((dim, value));
        if cursor.eat(']') {
            return Ok(());
        }
        if !cursor.eat(';') {
            return Err(Fault::at(end, "方括号“[”没有配上“]”。"));
        }
    }
}

fn part(cursor: &mut Cursor<'_>, stop: impl Fn(char) -> bool) -> Name {
    let taken = cursor.take_until(stop);
    Name { text: taken.trim().to_owned(), span: cursor.span_of(taken) }
}

/// Reads what stands behind `@`.
pub(super) fn at(cursor: &mut Cursor<'_>, in_cond: bool) -> Result<At, Fault> {
    cursor.blank();
    let taken = cursor.take_until(|c| {
        matches!(c, '|' | ';' | '[' | ']')
            || is_order(c)
            || in_cond && (c.is_whitespace() || c == ')')
    });
    let span = cursor.span_of(taken);
    read_at(taken.trim()).map_err(|says| Fault::at(span, says))
}

/// A moment, a day, or two days.
pub(super) fn read_at(said: &str) -> Result<At, String> {
    if let Some((_, moment)) = Moment::ALL.iter().find(|(written, _)| *written == said) {
        return Ok(At::Moment(*moment));
    }
    let plain = text::normalise(said);
    let halves = ["..", "~", "至", "到"].into_iter().find_map(|sign| plain.split_once(sign));
    let Some((one, two)) = halves else {
        return match stretch(&plain) {
            Some((first, last)) if first == last => Ok(At::On(first)),
            Some((first, last)) => Ok(At::Between(first, last)),
            None => Err(unreadable(said)),
        };
    };
    match (stretch(one.trim()), stretch(two.trim())) {
        (Some((first, _)), Some((_, last))) if first <= last => Ok(At::Between(first, last)),
        (Some(_), Some(_)) => Err(format!("“{said}”的起日晚于止日。")),
        _ => Err(unreadable(said)),
    }
}

fn unreadable(said: &str) -> String {
    let known: Vec<&str> = Moment::ALL.iter().map(|(written, _)| *written).collect();
    format!(
        "时间“{said}”看不懂，可以写：{}，或某一天2017-04-30，或一段2016-01-01..2016-12-31。",
        known.join("、")
    )
}

/// First and last day of a day, a month or a year as typed.
fn stretch(said: &str) -> Option<(Date, Date)> {
    match dates::parse_day(said) {
        Ok(day) if day.precision == DayPrecision::Day => Some((day.date, day.date)),
        Ok(day) => Some((day.date, day.date.last_of_month())),
        Err(DayError::NoMonth { year }) => Some((date(year, 1, 1), date(year, 12, 31))),
        Err(_) => None,
    }
}
