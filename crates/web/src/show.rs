//! Values for people: in a table, in a sentence, on paper, in a spreadsheet. Secrets come masked
//! from the store and stay so.

use crate::params::Params;
use crate::parts::{Cell, thousands};
use jiff::civil::Date;
use kernel::codes::money::Fen;
use kernel::facts::{ALWAYS, FOREVER};
use kernel::field::{FieldDef, Kind};
use kernel::register::Register;
use kernel::value::Value;
use maud::{Markup, html};
use office::{CellOut, ColumnKind};
use std::collections::HashMap;
use store::list::{Head, ListRow};

/// Names of linked records, by register and key.
pub type Titles = HashMap<(String, i64), String>;

/// A value in words; empty when nothing is known.
pub fn text(field: &FieldDef, value: &Value, titles: &Titles) -> String {
    match (field.kind, value) {
        (_, Value::Null | Value::Bytes(_)) => String::new(),
        (Kind::Link, Value::Int(id)) => {
            titles.get(&(field.to.to_owned(), *id)).cloned().unwrap_or_default()
        }
        (Kind::YesNo, Value::Int(yes)) => (if *yes == 0 { "否" } else { "是" }).to_owned(),
        (Kind::Money, Value::Int(fen)) => Fen(*fen).to_string(),
        (Kind::Int, Value::Int(number)) => number_text(*number),
        (Kind::Choice, Value::Text(code)) => {
            field.list.map_or(code.as_str(), |list| list.title(code)).to_owned()
        }
        (_, value) => value.to_string(),
    }
}

/// `12,345`, also below zero.
pub fn number_text(number: i64) -> String {
    let sign = if number < 0 { "-" } else { "" };
    format!("{sign}{}", thousands(number.unsigned_abs()))
}

/// With its unit: `1,200人`.
pub fn with_unit(field: &FieldDef, value: &Value, titles: &Titles) -> String {
    let words = text(field, value, titles);
    let unit = if field.kind == Kind::Money { "元" } else { field.unit };
    if words.is_empty() { words } else { format!("{words}{unit}") }
}

/// A value in a table.
pub fn cell(field: &FieldDef, value: &Value, titles: &Titles, keep: &Params) -> Cell {
    let words = text(field, value, titles);
    if words.is_empty() {
        return Cell::None;
    }
    match field.kind {
        Kind::Int | Kind::Money => Cell::Num(words),
        Kind::Day => Cell::Date(words),
        Kind::Link => {
            let key = value.as_int().unwrap_or_default();
            let href = keep.on(&format!("/r/{}/{key}", field.to));
            Cell::Custom(html! { a.soft href=(href) { (words) } })
        }
        Kind::Paper => Cell::Mask(tail(&words)),
        Kind::Phone | Kind::CreditCode => Cell::Keep(words),
        Kind::Text if field.secret => Cell::Mask(words),
        Kind::Long => Cell::Cut(words),
        // Numbers of papers and cards break nowhere.
        Kind::Text if words.is_ascii() && words.len() <= 32 => Cell::Keep(words),
        _ => Cell::Text(words),
    }
}

/// 尾号2316: in a table the end of a masked number is enough.
fn tail(masked: &str) -> String {
    let length = masked.chars().count();
    if length < 15 {
        return masked.to_owned();
    }
    format!("尾号{}", masked.chars().skip(length - 4).collect::<String>())
}

/// A value on a record's page; empty markup shows 缺.
pub fn markup(field: &FieldDef, value: &Value, titles: &Titles, keep: &Params) -> Markup {
    let words = with_unit(field, value, titles);
    if words.is_empty() {
        return Markup::default();
    }
    match (field.kind, value.as_int(), value.as_day()) {
        (Kind::Link, Some(id), _) => {
            html! { a href=(keep.on(&format!("/r/{}/{id}", field.to))) { (words) } }
        }
        (Kind::Day, _, Some(day)) => html! { (kernel::dates::chinese(day)) },
        (Kind::Paper | Kind::Phone | Kind::CreditCode, ..) => html! { span.nowrap { (words) } },
        _ => html! { (words) },
    }
}

/// 自2026年3月1日 / 2020年1月1日至2026年2月28日 / 一直; the end is the last day counted.
pub fn interval(from: Date, until: Date) -> String {
    let chinese = kernel::dates::chinese;
    let last = until.yesterday().unwrap_or(until);
    match (from == ALWAYS, until == FOREVER) {
        (true, true) => String::new(),
        (false, true) => format!("自{}", chinese(from)),
        (true, false) => format!("至{}", chinese(last)),
        (false, false) => format!("{}至{}", chinese(from), chinese(last)),
    }
}

/// 今天9:12, 昨天16:08, 6月12日 16:08; with the year when it is another.
pub fn moment(at: i64, today: Date) -> String {
    let shown = store::clock::show(at);
    let time = shown.get(11..16).unwrap_or_default().trim_start_matches('0');
    let time = if time.starts_with(':') { format!("0{time}") } else { time.to_owned() };
    let day = store::clock::day_of(at);
    if day == today {
        return format!("今天{time}");
    }
    if day.tomorrow().is_ok_and(|next| next == today) {
        return format!("昨天{time}");
    }
    let year =
        if day.year() == today.year() { String::new() } else { format!("{}年", day.year()) };
    format!("{year}{}月{}日 {time}", day.month(), day.day())
}

/// A value in a spreadsheet.
pub fn out(field: &FieldDef, value: &Value, titles: &Titles) -> CellOut {
    match (field.kind, value) {
        (_, Value::Null | Value::Bytes(_)) => CellOut::Empty,
        (Kind::Int, Value::Int(number)) => CellOut::Int(*number),
        (Kind::YesNo, Value::Int(yes)) => CellOut::Bool(*yes != 0),
        (Kind::Money, Value::Int(fen)) => CellOut::Text(Fen(*fen).to_string()),
        (Kind::Day, Value::Text(raw)) => value.as_day().map_or_else(
            || CellOut::text(raw.as_str()),
            |day| {
                let part = |number: i8| u8::try_from(number).unwrap_or(1);
                CellOut::Date(day.year().unsigned_abs(), part(day.month()), part(day.day()))
            },
        ),
        _ => CellOut::Text(text(field, value, titles)),
    }
}

/// What a list says instead of a column's value once the record's life has ended: 已离会.
pub fn over(register: &Register, head: &Head, row: &ListRow) -> Option<&'static str> {
    register.ended_words(&head.name).filter(|_| row.ended)
}

/// What a spreadsheet's column holds.
pub fn column_kind(field: &FieldDef) -> ColumnKind {
    match field.kind {
        Kind::Int => ColumnKind::Integer,
        Kind::Day => ColumnKind::Date,
        Kind::Paper | Kind::Phone | Kind::CreditCode => ColumnKind::Code,
        _ => ColumnKind::Text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use kernel::field::Field;

    #[test]
    fn intervals_end_on_the_last_day_that_counts() {
        assert_eq!(interval(date(2026, 3, 1), FOREVER), "自2026年3月1日");
        assert_eq!(interval(date(2020, 1, 1), date(2026, 3, 1)), "2020年1月1日至2026年2月28日");
        assert_eq!(interval(ALWAYS, FOREVER), "");
    }

    #[test]
    fn values_read_as_people_write_them() {
        let none = Titles::new();
        let yes = Field::yes_no("migrant", "农民工").def;
        assert_eq!(text(&yes, &Value::Int(0), &none), "否");
        assert_eq!(text(&yes, &Value::Null, &none), "");
        let count = Field::int("employees", "职工").unit("人").def;
        assert_eq!(with_unit(&count, &Value::Int(1234), &none), "1,234人");
        let paper = Field::<String>::new("paper_no", "证件号码", Kind::Paper).def;
        let masked = Value::from("110105********002X");
        assert!(
            matches!(cell(&paper, &masked, &none, &Params::default()), Cell::Mask(t) if t == "尾号002X")
        );
    }

    #[test]
    fn today_and_yesterday_are_called_so() {
        let today = date(2026, 6, 17);
        let nine = store::clock::end_of(date(2026, 6, 16)) + 1 + 9 * 3_600_000 + 5 * 60_000;
        assert_eq!(moment(nine, today), "今天9:05");
        assert_eq!(moment(nine - 86_400_000, today), "昨天9:05");
        assert_eq!(moment(nine - 3 * 86_400_000, today), "6月14日 9:05");
    }
}
