//! What must hold for every definition, and a small town for the stories of the modules.

use kernel::calendar::Calendar;
use kernel::facts::{Facts, Timeline};
use kernel::record::Record;
use kernel::sheet::{Ask, Plan, SheetRow, Snapshot, Step, World};
use kernel::value::Value;
use kernel::verdict::Verdict;
use std::collections::HashMap;
use std::sync::Arc;

pub fn day(text: &str) -> jiff::civil::Date {
    text.parse().unwrap()
}

pub fn facts() -> Facts {
    Facts { today: day("2026-06-17"), calendar: Arc::new(Calendar::builtin()) }
}

pub fn record(register: &str, values: &[(&str, Value)]) -> Record {
    let mut record = Record::new(super::catalog().register(register).unwrap());
    for (field, value) in values {
        record.set(field, value.clone());
    }
    record
}

/// A record as its register leaves it, and what it said.
pub fn prepared(register: &str, values: &[(&str, Value)]) -> (Record, Verdict) {
    let mut record = record(register, values);
    let verdict = record.register.judge(&mut record, &facts());
    (record, verdict)
}

/// The reason of the only refusal, which is about this field and names this rule.
pub fn refused(register: &str, values: &[(&str, Value)], field: &str, rule: &str) -> String {
    let refusals = prepared(register, values).1.unwrap_err();
    let [only] = refusals.as_slice() else { panic!("{refusals:?}") };
    assert_eq!(only.field, field, "{only:?}");
    assert!(only.rule.starts_with(rule), "{only:?}");
    only.reason.clone()
}

/// Records that answer questions, all in reach of whoever imports unless said otherwise.
#[derive(Default)]
pub struct Town {
    pub records: Vec<Arc<Snapshot>>,
    /// The union a file is loaded for.
    pub home: i64,
    /// The record a file is loaded into.
    pub whole: i64,
}

impl Town {
    pub fn put(&mut self, register: &str, id: i64, values: &[(&str, Value)]) {
        self.keep(register, id, values, true);
    }

    /// A record of another part of the county.
    pub fn put_elsewhere(&mut self, register: &str, id: i64, values: &[(&str, Value)]) {
        self.keep(register, id, values, false);
    }

    fn keep(&mut self, register: &str, id: i64, values: &[(&str, Value)], mine: bool) {
        let (mut record, _) = prepared(register, values);
        record.id = id;
        record.version = 3;
        let dated = record.register.dated().map(|field| record.value(field.name).clone());
        let timeline = Timeline::always(dated.collect());
        self.records.push(Arc::new(Snapshot { record, timeline, mine }));
    }

    fn answer(&self, ask: &Ask) -> Vec<Arc<Snapshot>> {
        let (register, field, values) = match ask {
            Ask::By(register, field, value) => (*register, *field, vec![value.clone()]),
            Ask::Linked(register, link, inner) => {
                let found = self.answer(inner).into_iter();
                (*register, *link, found.map(|found| Value::Int(found.record.id)).collect())
            }
        };
        let hit = |found: &&Arc<Snapshot>| {
            let of = found.record.register.name == register;
            let id = Value::Int(found.record.id);
            of && values.contains(if field == "id" { &id } else { found.record.value(field) })
        };
        self.records.iter().filter(hit).cloned().collect()
    }

    /// What a sheet makes of a row given as (column, text).
    pub fn decide(&self, sheet: &str, cells: &[(&str, &str)]) -> Plan {
        let row = row(sheet, cells);
        let mut asks: Vec<Ask> = (row.sheet.asks)(&row);
        asks.extend(row.sheet.whole.map(|whole| (whole.asks)(self.whole)).unwrap_or_default());
        let answers: HashMap<Ask, Vec<Arc<Snapshot>>> =
            asks.into_iter().map(|ask| (ask.clone(), self.answer(&ask))).collect();
        let world = World {
            answers,
            facts: facts(),
            sheet_day: day("2026-06-15"),
            home: self.home,
            home_kind: String::new(),
            whole: self.whole,
        };
        kernel::local::filled((row.sheet.decide)(&row, &world), &row, &world)
    }
}

pub fn row(sheet: &str, cells: &[(&str, &str)]) -> SheetRow {
    let sheet = super::catalog().sheet(sheet).unwrap();
    let mut texts = vec![String::new(); sheet.columns.len()];
    for (column, text) in cells {
        texts[sheet.position(column).unwrap()] = (*text).to_owned();
    }
    SheetRow::read(sheet, &texts)
}

/// Cells of a row with some of them replaced.
pub fn but<'a>(
    cells: &[(&'a str, &'a str)],
    others: &[(&'a str, &'a str)],
) -> Vec<(&'a str, &'a str)> {
    let kept = cells.iter().filter(|(column, _)| others.iter().all(|(other, _)| other != column));
    kept.chain(others).copied().collect()
}

pub fn steps(plan: Plan) -> Vec<Step> {
    match plan {
        Plan::Write(steps) => steps,
        other => panic!("{other:?}"),
    }
}

pub fn doubt(plan: Plan) -> kernel::sheet::Doubt {
    match plan {
        Plan::Doubtful(doubt) => doubt,
        other => panic!("{other:?}"),
    }
}

/// The column of the only fault, and what it says.
pub fn fault(plan: Plan) -> (&'static str, String) {
    let Plan::Reject(faults) = plan else { panic!("{plan:?}") };
    let [only] = faults.as_slice() else { panic!("{faults:?}") };
    (only.column, only.expected.clone())
}

/// Register and values of a step that adds.
pub fn added(step: &Step) -> (&'static str, HashMap<&'static str, Value>) {
    match step {
        Step::Add { register, values } => (register, values.iter().cloned().collect()),
        Step::Edit { .. } => panic!("{step:?}"),
    }
}

/// Register, key, values and day of a step that changes.
pub fn edited(step: &Step) -> (&'static str, i64, HashMap<&'static str, Value>, String) {
    match step {
        Step::Edit { register, id, values, from, .. } => {
            (register, *id, values.iter().cloned().collect(), from.to_string())
        }
        Step::Add { .. } => panic!("{step:?}"),
    }
}

#[test]
fn no_definition_breaks_a_law() {
    assert_eq!(kernel::laws::broken(super::catalog()), Vec::<String>::new());
}

#[test]
fn the_tree_stands_first_and_links_lead_back() {
    let catalog = super::catalog();
    let names: Vec<&str> = catalog.registers.iter().map(|register| register.name).collect();
    assert_eq!(
        names,
        [
            "union",
            "employer",
            "coverage",
            "person",
            "membership",
            "term",
            "activity",
            "activity_person",
            "activity_line",
            "award",
            "target",
            "paper_series",
            "paper_out",
            "paper_in",
            "paper_form",
            "cadre",
            "founding",
            "founding_unit",
            "founding_body",
            "founding_person",
            "joining",
            "card",
            "matter",
            "contact",
            "partner",
            "transfer",
            "member_change",
            "local_field",
        ]
    );
    assert!(catalog.registers[0].tree().is_some());
    for (at, register) in catalog.registers.iter().enumerate() {
        for field in register.fields.iter().filter(|field| !field.to.is_empty()) {
            assert!(names[..=at].contains(&field.to), "{} {}", register.name, field.name);
        }
    }
}

#[test]
fn the_three_administrators_do_no_business() {
    use kernel::access::{Act, Duty};
    for register in &super::catalog().registers {
        for role in &super::catalog().roles {
            let any = Act::ALL.iter().any(|act| register.permits(role.code, *act));
            // People reach records about themselves, where a register says whose they are.
            let may = match role.duty {
                Duty::Business => true,
                Duty::Own => any && register.own.is_some(),
                _ => false,
            };
            assert_eq!(any, may, "{} {}", register.name, role.code);
        }
        assert!(
            !register.permits("leader", Act::Reveal) && !register.permits("leader", Act::Write)
        );
    }
}

#[test]
fn a_list_has_at_most_six_sorted_orders_and_shows_fields_of_its_own() {
    for register in &super::catalog().registers {
        assert!(register.sorts.len() <= 6, "{}", register.name);
        for name in &register.complete {
            assert!(register.field(name).is_some(), "{} {name}", register.name);
        }
    }
}

#[test]
fn every_indicator_is_explained_in_a_sentence() {
    for indicator in &super::catalog().indicators {
        assert!(indicator.definition.ends_with('。'), "{}", indicator.code);
        assert!(!indicator.unit.is_empty(), "{}", indicator.code);
    }
}

#[test]
fn every_column_of_a_sheet_is_a_field_or_known_to_its_plan() {
    for sheet in &super::catalog().sheets {
        let mut codes: Vec<&str> = sheet.columns.iter().map(|column| column.code).collect();
        codes.sort_unstable();
        codes.dedup();
        assert_eq!(codes.len(), sheet.columns.len(), "{}", sheet.code);
    }
}
