//! A sheet: an Excel layout that may fill several registers at once, with the decision what each
//! row means. Reading files, matching headers and writing are generic; the decision is the module's.

use crate::facts::{Facts, Timeline};
use crate::field::{FieldDef, Kind};
use crate::record::Record;
use crate::value::Value;
use crate::{codes, dates, text};
use jiff::civil::Date;
use std::collections::HashMap;
use std::sync::Arc;

/// One column of a sheet.
#[derive(Clone, Debug)]
pub struct Column {
    /// Stable code, used by `--map` and in error reports.
    pub code: &'static str,
    /// Printed title.
    pub title: &'static str,
    /// Other titles met in real files.
    pub synonyms: &'static [&'static str],
    /// A row without it is rejected.
    pub required: bool,
    /// How a cell is read: kind and list are taken from this field.
    pub field: FieldDef,
    /// Group title of a two-row header.
    pub group: &'static str,
    /// Width in characters in the empty workbook.
    pub width: u8,
    /// Registers of which the cell names a record.
    pub names: &'static [&'static str],
    /// The column that may be filled in its stead; empty for none.
    pub instead: &'static str,
    /// Recognised in files, but not printed on the form.
    pub aside: bool,
}

impl Column {
    /// A column read like the given field.
    pub fn new(code: &'static str, title: &'static str, like: FieldDef) -> Column {
        Column {
            code,
            title,
            synonyms: &[],
            required: false,
            field: like,
            group: "",
            width: 14,
            names: &[],
            instead: "",
            aside: false,
        }
    }
    /// Other titles.
    pub fn or(mut self, synonyms: &'static [&'static str]) -> Column {
        self.synonyms = synonyms;
        self
    }
    /// Must be filled.
    pub fn required(mut self) -> Column {
        self.required = true;
        self
    }
    /// Must be filled, unless this other column is.
    pub fn required_or(mut self, instead: &'static str) -> Column {
        self.instead = instead;
        self.required()
    }
    /// Recognised in files that have it, but not printed on the form.
    pub fn aside(mut self) -> Column {
        self.aside = true;
        self
    }
    /// Names a record of one of these registers.
    pub fn naming(mut self, registers: &'static [&'static str]) -> Column {
        self.names = registers;
        self
    }
    /// Group title above it.
    pub fn under(mut self, group: &'static str) -> Column {
        self.group = group;
        self
    }
}

/// What a row means, decided with everything it refers to at hand.
pub type Decide = fn(&SheetRow, &World) -> Plan;
/// What must be looked up before a row can be decided.
pub type Asks = fn(&SheetRow) -> Vec<Ask>;
/// What a row speaks about, with a fingerprint of what it says: rows that disagree are doubtful.
pub type Things = fn(&SheetRow) -> Vec<(String, String)>;
/// The name of what a row brings, and the name of what must be there before it.
pub type Order = fn(&SheetRow) -> (String, String);

/// For sheets that are loaded into one record.
#[derive(Clone, Copy, Debug)]
pub struct Whole {
    /// Its register.
    pub register: &'static str,
    /// What to look up about it, by its key.
    pub asks: fn(i64) -> Vec<Ask>,
}

/// A sheet's declaration.
#[derive(Clone, Debug)]
pub struct Sheet {
    /// Stable code (`members`).
    pub code: &'static str,
    /// Printed title.
    pub title: &'static str,
    /// The register by which rows are counted.
    pub register: &'static str,
    /// Registers of few records, kept whole in memory while a file is planned.
    pub overlay: &'static [&'static str],
    /// Columns in printed order.
    pub columns: Vec<Column>,
    /// What to look up.
    pub asks: Asks,
    /// What to do.
    pub decide: Decide,
    /// What the row speaks about.
    pub things: Things,
    /// For sheets whose rows may need rows that stand below them, as a union its superior.
    pub order: Option<Order>,
    /// The record into which it is loaded; most stand for themselves.
    pub whole: Option<Whole>,
    /// Lines printed under the table of the empty workbook.
    pub notes: &'static [&'static str],
}

impl Sheet {
    /// The columns of the form.
    pub fn printed(&self) -> impl Iterator<Item = &Column> {
        self.columns.iter().filter(|column| !column.aside)
    }
    /// Where a column stands.
    pub fn position(&self, code: &str) -> Option<usize> {
        self.columns.iter().position(|column| column.code == code)
    }
}

/// What is wrong with a cell: column code and what was expected.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CellFault {
    /// Code of the column.
    pub column: &'static str,
    /// What would be right, in Chinese.
    pub expected: String,
    /// A value that can be offered as a one-click repair.
    pub suggest: Option<String>,
}

impl CellFault {
    /// A fault without a suggestion.
    pub fn new(column: &'static str, expected: impl Into<String>) -> CellFault {
        CellFault { column, expected: expected.into(), suggest: None }
    }
}

/// A row with its cells read according to the columns.
#[derive(Clone, Debug)]
pub struct SheetRow {
    /// The sheet.
    pub sheet: &'static Sheet,
    /// One value per column.
    pub values: Vec<Value>,
    /// Cells that could not be read.
    pub faults: Vec<CellFault>,
    /// Columns whose day was given only to the month, and is taken as its first.
    pub months: Vec<&'static str>,
}

impl SheetRow {
    /// Reads the texts of a row, one per column of the sheet, empty where the file has none.
    pub fn read(sheet: &'static Sheet, cells: &[String]) -> SheetRow {
        let mut row =
            SheetRow { sheet, values: Vec::new(), faults: Vec::new(), months: Vec::new() };
        for (at, column) in sheet.columns.iter().enumerate() {
            let raw = cells.get(at).map_or("", String::as_str);
            let read = read_cell(&column.field, raw);
            let value = read.unwrap_or_else(|(expected, suggest)| {
                row.faults.push(CellFault { column: column.code, expected, suggest });
                Value::Null
            });
            let faulty = row.faults.last().is_some_and(|fault| fault.column == column.code);
            // Only a first can be a month without its day: few cells are read twice.
            let first = column.field.kind == Kind::Day
                && value.as_text().is_some_and(|day| day.ends_with("-01"));
            if first && dates::of_month(raw).is_some() {
                row.months.push(column.code);
            }
            if column.required && value.is_null() && !faulty && !elsewhere(sheet, column, cells) {
                row.faults.push(CellFault::new(column.code, format!("{}没有填", column.title)));
            }
            row.values.push(value);
        }
        row
    }

    /// The value of a column; nothing for an unknown code.
    pub fn value(&self, code: &str) -> Value {
        self.sheet.position(code).and_then(|at| self.values.get(at)).cloned().unwrap_or_default()
    }
    /// The text of a column, empty when there is none.
    pub fn text(&self, code: &str) -> String {
        self.value(code).as_text().unwrap_or_default().to_owned()
    }
    /// The day in a column.
    pub fn day(&self, code: &str) -> Option<Date> {
        self.value(code).as_day()
    }
}

/// Whether the column that may stand for an empty one is filled.
fn elsewhere(sheet: &Sheet, column: &Column, cells: &[String]) -> bool {
    let other = sheet.position(column.instead).and_then(|at| cells.get(at));
    other.is_some_and(|cell| !text::normalise(cell).is_empty())
}

/// Reads one cell like a field: the value, or what was expected and a possible repair.
pub fn read_cell(field: &FieldDef, raw: &str) -> Result<Value, (String, Option<String>)> {
    let plain = text::normalise(raw);
    if plain.is_empty() {
        return Ok(Value::Null);
    }
    match field.kind {
        Kind::Text | Kind::Long | Kind::Link => Ok(Value::Text(text::tidy(raw))),
        Kind::Int => read_int(field, &plain),
        Kind::Money => codes::money::Fen::parse(&plain)
            .map(|fen| Value::Int(fen.0))
            .map_err(|error| (error.to_string(), None)),
        Kind::Day => dates::parse_day(&plain)
            .map(|day| Value::day(day.date))
            .map_err(|error| (error.to_string(), None)),
        Kind::YesNo => read_yes_no(&plain),
        Kind::Choice => read_choice(field, &plain),
        Kind::Paper | Kind::CreditCode => match codes::identity::damaged(&plain) {
            Some(why) => Err((why.to_string(), None)),
            None => Ok(Value::Text(text::squeeze(&plain).to_uppercase())),
        },
        Kind::Phone => codes::phone::normalise(&plain)
            .map(Value::Text)
            .map_err(|error| (error.to_string(), None)),
    }
}

/// What people write behind a number.
const COUNTERS: [char; 14] =
    ['人', '家', '个', '名', '户', '份', '次', '件', '套', '条', '期', '项', '场', '届'];

fn read_int(field: &FieldDef, plain: &str) -> Result<Value, (String, Option<String>)> {
    let digits = text::squeeze(plain).replace(',', "");
    let digits = digits.trim_end_matches(COUNTERS);
    let number = digits
        .parse::<i64>()
        .ok()
        .or_else(|| digits.strip_suffix(".0").and_then(|whole| whole.parse::<i64>().ok()));
    let Some(number) = number else { return Err(("应是整数".into(), None)) };
    match field.between {
        Some((low, high)) if number < low || number > high => {
            Err((format!("应在{low}到{high}之间"), None))
        }
        _ => Ok(Value::Int(number)),
    }
}

fn read_yes_no(plain: &str) -> Result<Value, (String, Option<String>)> {
    match text::squeeze(plain).to_lowercase().as_str() {
        "是" | "有" | "1" | "√" | "✓" | "对" | "y" | "yes" | "true" => Ok(Value::Int(1)),
        "否" | "无" | "0" | "×" | "不是" | "没有" | "n" | "no" | "false" => {
            Ok(Value::Int(0))
        }
        _ => Err(("应填“是”或“否”".into(), None)),
    }
}

fn read_choice(field: &FieldDef, plain: &str) -> Result<Value, (String, Option<String>)> {
    let Some(list) = field.list else { return Ok(Value::Text(plain.to_owned())) };
    if let Some(code) = list.find(plain) {
        return Ok(code.into());
    }
    let near = list.items.iter().find(|item| text::similar(item.1, plain));
    let titles: Vec<&str> = list.items.iter().take(8).map(|item| item.1).collect();
    let more = if list.items.len() > 8 { "等" } else { "" };
    Err((format!("应从列表中选：{}{more}", titles.join("、")), near.map(|item| item.1.to_owned())))
}

/// A question to the registers before a row is decided.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Ask {
    /// Living records of a register whose field has this value.
    By(&'static str, &'static str, Value),
    /// Living records of a register whose link points to what another question finds.
    Linked(&'static str, &'static str, Box<Ask>),
}

/// A record as it stands now, with its dated values.
#[derive(Clone, Debug)]
pub struct Snapshot {
    /// Today's values.
    pub record: Record,
    /// All dated values.
    pub timeline: Timeline,
    /// Whether the importing user may change it.
    pub mine: bool,
}

/// What a decision may look at.
pub struct World {
    /// Answers to the row's questions.
    pub answers: HashMap<Ask, Vec<Arc<Snapshot>>>,
    /// Today and the calendar.
    pub facts: Facts,
    /// The day from which dated values of this file hold.
    pub sheet_day: Date,
    /// The union the file was loaded for.
    pub home: i64,
    /// Its kind; empty when it is not known.
    pub home_kind: String,
    /// The record the file is loaded into; 0 for sheets that stand for themselves.
    pub whole: i64,
}

impl World {
    /// The records that answer a question.
    pub fn ask(&self, ask: &Ask) -> &[Arc<Snapshot>] {
        self.answers.get(ask).map_or(&[], Vec::as_slice)
    }
}

/// One write. A link to a record added by an earlier step of the same plan is written with
/// [`new_record`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// A new record.
    Add {
        /// Register.
        register: &'static str,
        /// Field values.
        values: Vec<(&'static str, Value)>,
    },
    /// New values for a record; empty values never overwrite.
    Edit {
        /// Register.
        register: &'static str,
        /// Key.
        id: i64,
        /// The version that was seen.
        version: i64,
        /// Field values.
        values: Vec<(&'static str, Value)>,
        /// From when dated values hold.
        from: Date,
    },
}

/// The placeholder of the record that step number `step` (from 0) of the same plan adds.
pub fn new_record(step: i64) -> Value {
    Value::Int(-1 - step)
}

/// What is to be done with a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Plan {
    /// Write these; nothing to write means unchanged.
    Write(Vec<Step>),
    /// It may be about something that is there already: a person must choose.
    Doubtful(Doubt),
    /// It cannot be taken.
    Reject(Vec<CellFault>),
}

/// A pair that may be the same, with what each answer would write.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Doubt {
    /// Why it is doubtful.
    pub reason: String,
    /// The record it may be: register and key; none when the user may not see it.
    pub like: Option<(&'static str, i64)>,
    /// 同一人只补空栏.
    pub fill: Option<Vec<Step>>,
    /// 同一人按本表更正.
    pub correct: Option<Vec<Step>>,
    /// 另一人.
    pub other: Option<Vec<Step>>,
    /// Another row of the file that says otherwise of the same thing.
    pub rival: Option<Rival>,
}

/// Where another row of the file says otherwise, by their places in the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rival {
    /// The first row that speaks of the thing: all that do have it in common.
    pub first: i64,
    /// A row that says otherwise.
    pub row: i64,
}
