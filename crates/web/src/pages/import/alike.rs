//! Rows that are wrong in the same way: one button puts them all right.

use super::Case;
use super::wrong::{choices, label};
use crate::parts::{self, Btn, icon};
use crate::request::Asker;
use jiff::civil::Date;
use kernel::dates::{DayError, parse_day};
use kernel::field::Kind;
use kernel::sheet::{Column, Sheet};
use maud::{Markup, html};
use office::import::{CellView, RowView};
use std::collections::BTreeMap;

/// Groups shown at once.
const SHOWN: usize = 3;

/// How rows are alike.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum How {
    /// A required cell is empty.
    Blank,
    /// A day without its year.
    NoYear,
    /// The same text with the same suggestion.
    Same,
    /// The same fault in a column that may stay empty.
    Clear,
}

impl How {
    fn code(self) -> &'static str {
        match self {
            How::Blank => "blank",
            How::NoYear => "year",
            How::Same => "same",
            How::Clear => "clear",
        }
    }
}

/// Rows that are wrong in the same way.
#[derive(Clone, Debug)]
pub(super) struct Alike {
    pub how: How,
    pub column: &'static Column,
    /// What stands there; of days without a year, the first of them; where cells are to stay empty,
    /// what is wrong with them.
    pub found: String,
    /// What would be right; the year of days; empty where only a person knows.
    pub to: String,
    /// The rows, and what each is put to.
    pub put: Vec<(i64, String)>,
}

/// The groups of two rows and more, the largest first. A secret value is never part of one.
pub(super) fn groups(sheet: &'static Sheet, day: Date, rows: &[RowView]) -> Vec<Alike> {
    let mut found: BTreeMap<(How, &str, String, String), Alike> = BTreeMap::new();
    for row in rows.iter().filter(|row| row.answer != "skip") {
        for cell in &row.cells {
            let column = sheet.position(cell.code).and_then(|at| sheet.columns.get(at));
            let Some((column, (how, to))) = column.zip(kind(sheet, column, cell, day)) else {
                continue;
            };
            let wrong = cell.fault.as_ref().map_or("", |fault| fault.expected.as_str());
            let (text, put, shown) = match how {
                How::NoYear => {
                    (String::new(), format!("{to}年{}", cell.text.trim()), cell.text.clone())
                }
                How::Clear => (wrong.to_owned(), String::new(), wrong.to_owned()),
                _ => (cell.text.clone(), to.clone(), cell.text.clone()),
            };
            let key = (how, column.code, text, to.clone());
            let group = found.entry(key).or_insert_with(|| Alike {
                how,
                column,
                found: shown,
                to,
                put: Vec::new(),
            });
            group.put.push((row.number, put));
        }
    }
    let mut all: Vec<Alike> = found.into_values().filter(|group| group.put.len() > 1).collect();
    all.sort_by_key(|group| std::cmp::Reverse(group.put.len()));
    all
}

/// In which way a cell is wrong, and what would be right.
fn kind(
    sheet: &Sheet,
    column: Option<&Column>,
    cell: &CellView,
    day: Date,
) -> Option<(How, String)> {
    let (column, fault) = (column?, cell.fault.as_ref()?);
    let own = matches!(column.field.kind, Kind::Paper | Kind::Phone | Kind::CreditCode);
    if cell.text.trim().is_empty() {
        let alike = column.required && !own && !cell.masked && column.code != label(sheet);
        return alike.then(|| (How::Blank, String::new()));
    }
    if let (Kind::Day, Err(DayError::NoYear { month, day: of })) =
        (column.field.kind, parse_day(&cell.text))
    {
        // The latest year in which the day is not after the sheet's own.
        let later = (month, of) > (day.month(), day.day());
        return Some((How::NoYear, (day.year() - i16::from(later)).to_string()));
    }
    let same = fault.suggest.clone().filter(|_| !cell.masked).map(|to| (How::Same, to));
    same.or_else(|| (!column.required).then(|| (How::Clear, String::new())))
}

/// The group a form means.
pub(super) fn meant(
    all: Vec<Alike>,
    how: &str,
    column: &str,
    found: &str,
    to: &str,
) -> Option<Alike> {
    all.into_iter().find(|group| {
        let same = group.how.code() == how && group.column.code == column;
        match group.how {
            How::Blank => same,
            How::NoYear => same && group.to == to,
            How::Same => same && group.found == found && group.to == to,
            How::Clear => same && group.found == found,
        }
    })
}

/// The largest groups, each with its button.
pub(super) fn notes(asker: &Asker, case: &Case, rows: &[RowView]) -> Markup {
    let all = groups(case.sheet, case.detail.day, rows);
    html! {
        div #imp-alike .pad.stack[!all.is_empty()] hidden[all.is_empty()] {
            @for group in all.iter().take(SHOWN) { (note(asker, case, group)) }
        }
    }
}

fn note(asker: &Asker, case: &Case, group: &Alike) -> Markup {
    let (count, title) = (group.put.len(), group.column.title);
    let id = format!("all-{}", group.column.code);
    let words = match group.how {
        How::Blank => {
            html! { "有" (count) "行" b { (title) } "没有填。都一样的话，在这里一次填上。" }
        }
        How::NoYear => html! {
            "有" (count) "行" b { (title) } "写成“" (group.found) "”这样，没有年份。按起算的日子，"
            b { "应是" (group.to) "年。" }
        },
        How::Clear => html! {
            "有" (count) "行" b { (title) } "都是：" (group.found) "。核对过的，这一格可以先空着，别的照导。"
        },
        How::Same => html! {
            "有" (count) "行" b { (title) } "写成“" (group.found) "”，像是" b { "“" (group.to) "”。" }
        },
    };
    let act = match group.how {
        How::Blank => format!("{count}行都填上"),
        How::NoYear => format!("{count}行都补成{}年", group.to),
        How::Same => format!("{count}行都改过来"),
        How::Clear => format!("{count}行都空着"),
    };
    html! {
        div.note.act {
            (icon("wand"))
            div { (words) }
            form.row method="post" action=(asker.href(&case.path("/alike"))) {
                (parts::csrf_field(&asker.csrf))
                input type="hidden" name="how" value=(group.how.code());
                input type="hidden" name="column" value=(group.column.code);
                @if group.how == How::Blank {
                    (blank(group.column, &id))
                } @else {
                    input type="hidden" name="found" value=(group.found);
                    input type="hidden" name="to" value=(group.to);
                }
                (Btn::submit(act).sm().busy("正在改…"))
            }
        }
    }
}

fn blank(column: &Column, id: &str) -> Markup {
    let options = choices(column);
    let name = format!("{}都填成", column.title);
    html! {
        @if options.is_empty() {
            input.inp.sm.w-s id=(id) name="to" aria-label=(name) autocomplete="off" required
                data-date[column.field.kind == Kind::Day];
        } @else {
            select.sel.sm.w-s id=(id) name="to" aria-label=(name) required {
                option value="" { "选一个" }
                (parts::options(&options, ""))
            }
        }
    }
}
