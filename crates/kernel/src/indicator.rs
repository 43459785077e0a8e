//! An indicator (指标) is pure data: what is counted or summed, by which days, under which
//! condition, broken down by what. One value gives the number, its rows and its trend.
//!
//! Paths name a field of the register (`migrant`) or of a linked one (`person.migrant`,
//! `activity.kind.code`). A dated field reads the value that held on the asked day; for a flow, on the day of the event.

use crate::field::FieldDef;
use crate::value::Value;
use serde::{Deserialize, Serialize};

/// A versioned definition.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Indicator {
    /// Stable code.
    pub code: String,
    /// Chinese title.
    pub title: String,
    /// What it is counted in.
    pub unit: String,
    /// How it is counted, in one Chinese sentence.
    pub definition: String,
    /// Grows with each change of the definition.
    pub version: u32,
    /// The register whose rows are counted; empty for one made of two others.
    pub of: String,
    /// What is measured.
    pub measure: Measure,
    /// Which days count.
    pub time: Time,
    /// Which rows count.
    pub when: Vec<Cond>,
    /// Fields that must be filled for a row to be counted; others are reported as 未计入.
    pub needs: Vec<String>,
    /// What it can be broken down by, besides child union and month.
    pub dims: Vec<Dim>,
    /// Decimals with which a ratio is shown to people; rounded half up, only then.
    #[serde(default = "one")]
    pub decimals: u32,
}

fn one() -> u32 {
    1
}

/// What is measured.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Measure {
    /// The number of rows.
    Count,
    /// The number of different values of a path.
    Distinct(String),
    /// The sum of a path.
    Sum(String),
    /// Numerator and denominator, each an indicator; `scale` 100 gives percent.
    Ratio {
        /// Code of the numerator.
        numerator: String,
        /// Code of the denominator.
        denominator: String,
        /// Factor.
        scale: i64,
    },
    /// First minus second, each an indicator.
    Minus {
        /// Code of the first.
        first: String,
        /// Code of the second.
        second: String,
    },
    /// First and second together, each an indicator: those who are named and those who are counted.
    Plus {
        /// Code of the first.
        first: String,
        /// Code of the second.
        second: String,
    },
}

/// Which days count.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Time {
    /// 时点数: rows living at the end of the day.
    Stock,
    /// 时期数: rows whose day lies in the period, both ends included.
    Flow(String),
}

/// A condition; a list of conditions means all of them.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Cond {
    /// The value is one of these.
    Is(String, Vec<Value>),
    /// The value is known and none of these.
    IsNot(String, Vec<Value>),
    /// At least this number or day.
    AtLeast(String, Value),
    /// At least the number that a setting of the installation gives on the day: path, setting.
    AtLeastSetting(String, String),
    /// At most this number or day.
    AtMost(String, Value),
    /// Text begins so (names, pinyin).
    Begins(String, String),
    /// Something is filled in.
    Filled(String),
    /// Nothing is filled in.
    Empty(String),
    /// A record of `register` whose `link` points here lives on that day and meets the conditions.
    Has {
        /// The other register.
        register: String,
        /// Its link field.
        link: String,
        /// Conditions on it.
        when: Vec<Cond>,
    },
    /// The opposite.
    Not(Box<Cond>),
    /// At least one of them.
    Any(Vec<Cond>),
}

impl Cond {
    /// The one path a plain condition speaks of.
    pub fn path(&self) -> Option<&str> {
        match self {
            Cond::Is(path, _)
            | Cond::IsNot(path, _)
            | Cond::AtLeast(path, _)
            | Cond::AtLeastSetting(path, _)
            | Cond::AtMost(path, _)
            | Cond::Begins(path, _)
            | Cond::Filled(path)
            | Cond::Empty(path) => Some(path),
            Cond::Has { .. } | Cond::Not(_) | Cond::Any(_) => None,
        }
    }
}

/// A way to break a figure down.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Dim {
    /// Name used by `--by`.
    pub name: String,
    /// Chinese title.
    pub title: String,
    /// How the group of a row is found.
    pub kind: DimKind,
}

/// How the group of a row is found.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum DimKind {
    /// The stored value of a path.
    Field(String),
    /// The stored value mapped to another code list: (stored, code, title).
    Map(String, Vec<(String, String, String)>),
    /// Age on the day, in bands by their lowest age, from the path of the day of birth.
    Age(String, Vec<(i64, String)>),
    /// Under which kind of node of the tree the row stands, the nearest one of these kinds counting, the
    /// row's own node included: (kind, code, title). Rows under none of them are of no group.
    Under(Vec<(String, String, String)>),
}

impl DimKind {
    /// The path whose value tells the groups apart; none where the place in the tree does.
    pub fn path(&self) -> Option<&str> {
        match self {
            DimKind::Field(path) | DimKind::Map(path, _) | DimKind::Age(path, _) => Some(path),
            DimKind::Under(_) => None,
        }
    }
}

/// Begins the declaration of a stock: rows living on the day.
pub fn stock(code: &str, title: &str, unit: &str, of: &str, definition: &str) -> Indicator {
    new(code, title, unit, of, definition, Time::Stock)
}

/// Begins the declaration of a flow: rows whose day lies in the period.
pub fn flow(code: &str, title: &str, unit: &str, of: &str, on: &FieldDef, says: &str) -> Indicator {
    new(code, title, unit, of, says, Time::Flow(on.name.to_owned()))
}

/// Two indicators divided, in percent.
pub fn share(code: &str, title: &str, parts: (&str, &str), definition: &str) -> Indicator {
    let mut made = new(code, title, "%", "", definition, Time::Stock);
    let (numerator, denominator) = (parts.0.to_owned(), parts.1.to_owned());
    made.measure = Measure::Ratio { numerator, denominator, scale: 100 };
    made.decimals = 1;
    made
}

fn new(code: &str, title: &str, unit: &str, of: &str, definition: &str, time: Time) -> Indicator {
    Indicator {
        code: code.to_owned(),
        title: title.to_owned(),
        unit: unit.to_owned(),
        definition: definition.to_owned(),
        version: 1,
        of: of.to_owned(),
        measure: Measure::Count,
        time,
        when: Vec::new(),
        needs: Vec::new(),
        dims: Vec::new(),
        decimals: 0,
    }
}

impl Indicator {
    /// Nothing said yet: what a reader of definitions begins with.
    pub fn blank() -> Indicator {
        new("", "", "", "", "", Time::Stock)
    }
    /// Whether it is made of two others instead of reading rows, and of which.
    pub fn parts(&self) -> Option<[&str; 2]> {
        match &self.measure {
            Measure::Ratio { numerator: first, denominator: second, .. }
            | Measure::Minus { first, second }
            | Measure::Plus { first, second } => Some([first, second]),
            _ => None,
        }
    }
    /// Adds a condition.
    pub fn when(mut self, cond: Cond) -> Self {
        self.when.push(cond);
        self
    }
    /// Sums a path instead of counting rows.
    pub fn sum(mut self, path: &str) -> Self {
        self.measure = Measure::Sum(path.to_owned());
        self
    }
    /// Counts different values of a path instead of rows.
    pub fn distinct(mut self, path: &str) -> Self {
        self.measure = Measure::Distinct(path.to_owned());
        self
    }
    /// First minus second.
    pub fn minus(mut self, first: &str, second: &str) -> Self {
        self.measure = Measure::Minus { first: first.to_owned(), second: second.to_owned() };
        // Rows and days are those of its parts.
        self.of.clear();
        self.time = Time::Stock;
        self
    }
    /// First and second together.
    pub fn plus(mut self, first: &str, second: &str) -> Self {
        self.measure = Measure::Plus { first: first.to_owned(), second: second.to_owned() };
        self.of.clear();
        self.time = Time::Stock;
        self
    }
    /// The day of a flow is that of the linked record.
    pub fn on_day_of(mut self, link: &str) -> Self {
        if let Time::Flow(path) = &mut self.time {
            *path = format!("{link}.{path}");
        }
        self
    }
    /// Rows without this field are reported as 未计入.
    pub fn needs(mut self, path: &str) -> Self {
        self.needs.push(path.to_owned());
        self
    }
    /// Can be broken down by the value of a path.
    pub fn by(self, name: &str, title: &str, path: &str) -> Self {
        self.dim(name, title, DimKind::Field(path.to_owned()))
    }
    /// Can be broken down by this dimension.
    pub fn dim(mut self, name: &str, title: &str, kind: DimKind) -> Self {
        self.dims.push(Dim { name: name.to_owned(), title: title.to_owned(), kind });
        self
    }
    /// Can be broken down by this dimension as it stands.
    pub fn within(mut self, dim: Dim) -> Self {
        self.dims.push(dim);
        self
    }
    /// Whether it speaks of a period rather than of a day; `find` gives the parts of a ratio.
    pub fn is_flow<'a>(&self, find: &dyn Fn(&str) -> Option<&'a Indicator>) -> bool {
        match &self.measure {
            Measure::Ratio { numerator: part, .. }
            | Measure::Minus { first: part, .. }
            | Measure::Plus { first: part, .. } => {
                find(part).is_some_and(|part| part.is_flow(find))
            }
            _ => matches!(self.time, Time::Flow(_)),
        }
    }
}

/// `is("kind", &["BASE"])`.
pub fn is(path: &str, codes: &[&str]) -> Cond {
    Cond::Is(path.to_owned(), codes.iter().map(|code| Value::from(*code)).collect())
}

/// `is_not("kind", &["BRANCH"])`.
pub fn is_not(path: &str, codes: &[&str]) -> Cond {
    Cond::IsNot(path.to_owned(), codes.iter().map(|code| Value::from(*code)).collect())
}

/// A yes/no field is yes.
pub fn yes(path: &str) -> Cond {
    Cond::Is(path.to_owned(), vec![Value::Int(1)])
}

/// A number is at least this.
pub fn at_least(path: &str, number: i64) -> Cond {
    Cond::AtLeast(path.to_owned(), Value::Int(number))
}

/// A number is at least what a setting says.
pub fn at_least_setting(path: &str, setting: &str) -> Cond {
    Cond::AtLeastSetting(path.to_owned(), setting.to_owned())
}

/// Something is filled in.
pub fn filled(path: &str) -> Cond {
    Cond::Filled(path.to_owned())
}

/// A living record of another register points here.
pub fn has(register: &str, link: &str) -> Cond {
    Cond::Has { register: register.to_owned(), link: link.to_owned(), when: Vec::new() }
}

/// Text begins so.
pub fn begins(path: &str, prefix: &str) -> Cond {
    Cond::Begins(path.to_owned(), prefix.to_owned())
}
