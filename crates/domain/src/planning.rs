//! What the sheets of several modules do alike: naming what a row is about, and writing no more than
//! what differs.

use jiff::civil::Date;
use kernel::codes::credit_code::{self, check_credit_code};
use kernel::sheet::{Ask, CellFault, Doubt, Plan, Snapshot, Step, World};
use kernel::text;
use kernel::value::Value;
use std::sync::Arc;

/// Values for fields of one record.
pub type Values = Vec<(&'static str, Value)>;

/// Beyond this day a date is a slip of the year.
pub fn year_ahead(today: Date) -> Date {
    kernel::dates::add_months(today, 12)
}

/// Which record a row is about.
#[derive(Clone)]
pub enum Found {
    /// One that is not there yet.
    New,
    /// Certainly this one.
    Known(Arc<Snapshot>),
    /// Perhaps this one.
    Like {
        /// The record.
        record: Arc<Snapshot>,
        /// Why it is not certain.
        reason: String,
        /// Whether it may also be another one, not there yet.
        other: bool,
    },
}

/// Which record is written, and how.
#[derive(Clone)]
pub enum Target {
    /// A new one.
    New,
    /// This one; only what it has not filled.
    Fill(Arc<Snapshot>),
    /// This one; everything that the row says otherwise.
    Correct(Arc<Snapshot>),
}

impl Found {
    /// What is written when the row is certain, or the person says 按本表更正.
    pub fn corrected(&self) -> Target {
        match self {
            Found::New => Target::New,
            Found::Known(record) | Found::Like { record, .. } => Target::Correct(record.clone()),
        }
    }
    /// The answer 只补空栏: what is certain is still written as the row says.
    pub fn filled(&self) -> Target {
        match self {
            Found::Like { record, .. } => Target::Fill(record.clone()),
            certain => certain.corrected(),
        }
    }
    /// The answer 另一个, where it is possible.
    pub fn another(&self) -> Option<Target> {
        match self {
            Found::Like { other: true, .. } => Some(Target::New),
            Found::Like { .. } => None,
            certain => Some(certain.corrected()),
        }
    }
    /// The record it may be.
    pub fn record(&self) -> Option<&Arc<Snapshot>> {
        match self {
            Found::New => None,
            Found::Known(record) | Found::Like { record, .. } => Some(record),
        }
    }
    fn doubt(&self) -> Option<(&str, &Arc<Snapshot>)> {
        match self {
            Found::Like { record, reason, .. } => Some((reason, record)),
            _ => None,
        }
    }
}

/// The plan of a row about one or two records: written, or doubtful with what each answer writes.
pub fn plan(parts: &[Found], build: impl Fn(&[Target]) -> Vec<Step>) -> Plan {
    let doubts: Vec<(&str, &Arc<Snapshot>)> = parts.iter().filter_map(Found::doubt).collect();
    let corrected: Vec<Target> = parts.iter().map(Found::corrected).collect();
    let Some((_, like)) = doubts.first() else { return Plan::Write(build(&corrected)) };
    let filled: Vec<Target> = parts.iter().map(Found::filled).collect();
    let another: Option<Vec<Target>> = parts.iter().map(Found::another).collect();
    let reasons: Vec<&str> = doubts.iter().map(|(reason, _)| *reason).collect();
    Plan::Doubtful(Doubt {
        reason: reasons.join("；"),
        like: Some((like.record.register.name, like.record.id)),
        fill: Some(build(&filled)),
        correct: Some(build(&corrected)),
        other: another.map(|targets| build(&targets)),
        rival: None,
    })
}

/// Writes a target as the next step, where there is something to write, and gives its key.
pub fn write(
    steps: &mut Vec<Step>,
    register: &'static str,
    target: &Target,
    said: (&Values, &Values),
    from: Date,
) -> Value {
    let (values, only_new) = said;
    match target {
        Target::New => {
            let key = i64::try_from(steps.len()).map_or(Value::Null, kernel::sheet::new_record);
            steps.push(add(register, values.iter().chain(only_new)));
            key
        }
        Target::Fill(now) => {
            steps.push(edit(now, values, from, true));
            Value::Int(now.record.id)
        }
        Target::Correct(now) => {
            steps.push(edit(now, values, from, false));
            Value::Int(now.record.id)
        }
    }
}

/// A new record of what is filled in.
pub fn add<'a>(
    register: &'static str,
    values: impl IntoIterator<Item = &'a (&'static str, Value)>,
) -> Step {
    let values = values.into_iter().filter(|(_, value)| !value.is_null()).cloned().collect();
    Step::Add { register, values }
}

/// The step that brings a record to what the row says; one that changes nothing says which record the
/// row is about. A blank never overwrites; with `blank_only` neither does a value.
pub fn edit(now: &Snapshot, said: &Values, from: Date, blank_only: bool) -> Step {
    let differs = |(field, value): &&(&'static str, Value)| {
        let old = value_on(now, field, from);
        !value.is_null() && old != *value && (old.is_null() || !blank_only)
    };
    let values: Values = said.iter().filter(differs).cloned().collect();
    let (register, id) = (now.record.register.name, now.record.id);
    let version = now.record.version;
    Step::Edit { register, id, version, values, from }
}

/// The value of a field on a day.
pub fn value_on(now: &Snapshot, field: &str, day: Date) -> Value {
    match now.record.register.dated_position(field) {
        Some(at) => now.timeline.value(at, day),
        None => now.record.value(field).clone(),
    }
}

/// The text of a fixed field, or of a dated one as of today.
pub fn text_of(now: &Snapshot, field: &str) -> String {
    now.record.value(field).as_text().unwrap_or_default().to_owned()
}

/// Records of this name, however it is punctuated.
pub fn by_name(register: &'static str, name: &str) -> Ask {
    Ask::By(register, "name_key", text::fold(name).into())
}

/// Records of this code.
pub fn by_code(register: &'static str, code: &str) -> Ask {
    Ask::By(register, "code", code.into())
}

const UNION_TAILS: [&str; 7] =
    ["工会委员会", "工会联合会", "联合工会委员会", "联合工会", "总工会", "系统工会", "工会"];
const FIRM_TAILS: [&str; 4] = ["股份有限公司", "有限责任公司", "有限公司", "公司"];

/// Other forms under which the named body may be known: questions for a suggestion, never a match.
pub fn near_names(register: &'static str, name: &str) -> Vec<String> {
    let folded = text::fold(name);
    let tails: &[&str] = if register == "union" { &UNION_TAILS } else { &FIRM_TAILS };
    let strip = |tail: &&str| folded.strip_suffix(*tail).map(str::to_owned);
    let core = tails.iter().find_map(strip).unwrap_or_else(|| folded.clone());
    if core.is_empty() {
        return Vec::new();
    }
    let forms = tails.iter().map(|tail| format!("{core}{tail}"));
    forms.chain([core.clone()]).filter(|form| *form != folded).collect()
}

/// The questions for [`near`].
pub fn ask_near(register: &'static str, name: &str) -> impl Iterator<Item = Ask> {
    near_names(register, name).into_iter().map(move |form| by_name(register, &form))
}

/// The only body that is known under another form of the name.
pub fn near(world: &World, register: &'static str, name: &str) -> Option<String> {
    let names: Vec<String> = ask_near(register, name)
        .flat_map(|ask| world.ask(&ask).to_vec())
        .map(|found| text_of(&found, "name"))
        .collect();
    match names.as_slice() {
        [only] => Some(only.clone()),
        _ => None,
    }
}

/// A checked credit code, or the cell's fault with a repair where one is likely.
pub fn credit_code(
    column: &'static str,
    raw: &str,
    owner: credit_code::Owner,
) -> Result<Option<String>, CellFault> {
    if raw.is_empty() {
        return Ok(None);
    }
    let good = check_credit_code(raw).map_err(|error| CellFault {
        column,
        expected: error.to_string(),
        suggest: error.suggestion().map(str::to_owned),
    })?;
    match credit_code::misplaced(&good.code, owner) {
        Some(hint) => Err(CellFault::new(column, hint)),
        None => Ok(Some(good.code)),
    }
}

/// Whether two values can be the same: equal, or one of them unknown.
pub fn may_equal(one: &str, other: &str) -> bool {
    one.is_empty() || other.is_empty() || text::fold(one) == text::fold(other)
}
