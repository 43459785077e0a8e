//! A field: declared once as a typed constant; table, form, sheet, list and API follow from it.

use crate::choices::Choices;
use crate::local::Local;
use crate::value::Value;
use jiff::civil::Date;
use std::marker::PhantomData;

/// What a field holds, which decides how it is stored, typed in, checked and shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// One line of text.
    Text,
    /// Several lines.
    Long,
    /// A whole number.
    Int,
    /// Money in 分.
    Money,
    /// A day (Asia/Shanghai).
    Day,
    /// Yes or no.
    YesNo,
    /// A code of the field's list.
    Choice,
    /// The key of a record in another register.
    Link,
    /// Number of an identity paper; encrypted, found by its whole number or last four.
    Paper,
    /// A telephone number of a person; encrypted, found by its whole number or last four.
    Phone,
    /// 统一社会信用代码 (GB 32100).
    CreditCode,
}

/// The key of another record.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Link(pub i64);

/// Everything the generic code needs to know about a field.
#[expect(clippy::struct_excessive_bools, reason = "each is one independent word of a declaration")]
#[derive(Clone, Copy, Debug)]
pub struct FieldDef {
    /// Column name and key in JSON.
    pub name: &'static str,
    /// Chinese title, as printed on forms.
    pub title: &'static str,
    /// What it holds.
    pub kind: Kind,
    /// Must be given.
    pub required: bool,
    /// Its values are true for intervals of days.
    pub dated: bool,
    /// Encrypted at rest, masked by the server, revealed with a journal entry.
    pub secret: bool,
    /// Filled by the program, never typed.
    pub computed: bool,
    /// The code list of a choice.
    pub list: Option<&'static Choices>,
    /// The register a link points to.
    pub to: &'static str,
    /// A link leads only to records whose field has one of these values: field, values.
    pub within: Option<(&'static str, &'static [&'static str])>,
    /// A link to a node may lead to any node of the tree, named in full: names of others are not offered.
    pub anywhere: bool,
    /// Inclusive bounds of a number.
    pub between: Option<(i64, i64)>,
    /// One short line under the input.
    pub help: &'static str,
    /// What it is counted in.
    pub unit: &'static str,
    /// It holds the code of an indicator: chosen by its title, checked by the store.
    pub indicator: bool,
    /// What a new form begins with, as it is stored; empty for nothing.
    pub initial: &'static str,
    /// Once given it stays: a later value would give a new meaning to what was stored under it.
    pub once: bool,
    /// Asked for only where this choice of the same record has one of these values: field, codes.
    pub only: Option<(&'static str, &'static [&'static str])>,
    /// A node of the tree added it at run time.
    pub local: Option<Local>,
}

impl FieldDef {
    /// Whether it is a local field that is no longer typed.
    pub fn is_retired(&self) -> bool {
        self.local.is_some_and(|local| local.retired)
    }
}

/// A typed field constant.
pub struct Field<T> {
    /// The declaration.
    pub def: FieldDef,
    holds: PhantomData<fn() -> T>,
}

impl<T> Clone for Field<T> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<T> Copy for Field<T> {}

impl<T> Field<T> {
    /// A field of the given kind; optional until it says otherwise.
    pub const fn new(name: &'static str, title: &'static str, kind: Kind) -> Self {
        let secret = matches!(kind, Kind::Paper | Kind::Phone);
        let def = FieldDef {
            name,
            title,
            kind,
            required: false,
            dated: false,
            secret,
            computed: false,
            list: None,
            to: "",
            within: None,
            anywhere: false,
            between: None,
            help: "",
            unit: "",
            indicator: false,
            initial: "",
            once: false,
            only: None,
            local: None,
        };
        Field { def, holds: PhantomData }
    }
    /// May lead to any node of the tree, named in full.
    pub const fn anywhere(mut self) -> Self {
        self.def.anywhere = true;
        self
    }
    /// Must be given.
    pub const fn required(mut self) -> Self {
        self.def.required = true;
        self
    }
    /// Has values for intervals of days; saving asks 变化 or 更正.
    pub const fn dated(mut self) -> Self {
        self.def.dated = true;
        self
    }
    /// Encrypted, masked, revealed with a journal entry; cannot be searched.
    pub const fn secret(mut self) -> Self {
        self.def.secret = true;
        self
    }
    /// Filled by the register's own `prepare`, never typed.
    pub const fn computed(mut self) -> Self {
        self.def.computed = true;
        self
    }
    /// What a new form begins with, as it is stored.
    pub const fn initial(mut self, value: &'static str) -> Self {
        self.def.initial = value;
        self
    }
    /// Once given it stays.
    pub const fn once(mut self) -> Self {
        self.def.once = true;
        self
    }
    /// Asked for only where this choice of the same record has one of these codes.
    pub const fn only(mut self, field: &'static str, codes: &'static [&'static str]) -> Self {
        self.def.only = Some((field, codes));
        self
    }
    /// Inclusive bounds.
    pub const fn between(mut self, low: i64, high: i64) -> Self {
        self.def.between = Some((low, high));
        self
    }
    /// One line of help.
    pub const fn help(mut self, help: &'static str) -> Self {
        self.def.help = help;
        self
    }
    /// What it is counted in.
    pub const fn unit(mut self, unit: &'static str) -> Self {
        self.def.unit = unit;
        self
    }
    /// A choice from a list.
    pub const fn choice(name: &'static str, title: &'static str, list: &'static Choices) -> Self {
        let mut field = Field::new(name, title, Kind::Choice);
        field.def.list = Some(list);
        field
    }
}

impl Field<String> {
    /// One line of text.
    pub const fn text(name: &'static str, title: &'static str) -> Self {
        Field::new(name, title, Kind::Text)
    }
    /// The code of an indicator.
    pub const fn indicator(name: &'static str, title: &'static str) -> Self {
        let mut field = Field::text(name, title);
        field.def.indicator = true;
        field
    }
}
impl Field<i64> {
    /// A whole number.
    pub const fn int(name: &'static str, title: &'static str) -> Self {
        Field::new(name, title, Kind::Int)
    }
}
impl Field<Date> {
    /// A day.
    pub const fn day(name: &'static str, title: &'static str) -> Self {
        Field::new(name, title, Kind::Day)
    }
}
impl Field<bool> {
    /// Yes or no.
    pub const fn yes_no(name: &'static str, title: &'static str) -> Self {
        Field::new(name, title, Kind::YesNo)
    }
}
impl Field<Link> {
    /// A link to another register.
    pub const fn link(name: &'static str, title: &'static str, to: &'static str) -> Self {
        let mut field = Field::new(name, title, Kind::Link);
        field.def.to = to;
        field
    }
    /// Only to records whose field has one of these values: rows of one list among many.
    pub const fn within(mut self, field: &'static str, values: &'static [&'static str]) -> Self {
        self.def.within = Some((field, values));
        self
    }
}

/// A Rust type that a field can hold.
pub trait Datum: Sized {
    /// Reads the stored value; `None` when it is empty or of another shape.
    fn from_value(value: &Value) -> Option<Self>;
    /// The stored form.
    fn into_value(self) -> Value;
}

impl Datum for String {
    fn from_value(value: &Value) -> Option<Self> {
        value.as_text().map(str::to_owned)
    }
    fn into_value(self) -> Value {
        self.into()
    }
}
impl Datum for i64 {
    fn from_value(value: &Value) -> Option<Self> {
        value.as_int()
    }
    fn into_value(self) -> Value {
        Value::Int(self)
    }
}
impl Datum for bool {
    fn from_value(value: &Value) -> Option<Self> {
        value.as_int().map(|number| number != 0)
    }
    fn into_value(self) -> Value {
        self.into()
    }
}
impl Datum for Date {
    fn from_value(value: &Value) -> Option<Self> {
        value.as_day()
    }
    fn into_value(self) -> Value {
        Value::day(self)
    }
}
impl Datum for Link {
    fn from_value(value: &Value) -> Option<Self> {
        value.as_int().map(Link)
    }
    fn into_value(self) -> Value {
        Value::Int(self.0)
    }
}

/// Lets lists of fields of different types stand side by side in a declaration.
pub trait AnyField {
    /// The declaration without its type.
    fn def(&self) -> FieldDef;
}
impl<T> AnyField for Field<T> {
    fn def(&self) -> FieldDef {
        self.def
    }
}
