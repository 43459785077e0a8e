//! Conditions of a list: in the address as `w=field:op:values`, for the store as [`Cond`], for
//! people as words.

use crate::parts::Opt;
use crate::request::Asker;
use crate::show::{self, Titles};
use kernel::field::{FieldDef, Kind};
use kernel::indicator::Cond;
use kernel::register::Register;
use kernel::sheet::read_cell;
use kernel::value::Value;

/// A column that can be shown or asked about: an own field or a carried one.
#[derive(Clone, Debug)]
pub struct Column {
    /// Name of the column.
    pub name: String,
    /// The field it shows.
    pub field: FieldDef,
}

/// The columns of a register that this person may see, without those only the program reads.
pub fn columns(asker: &Asker, register: &'static Register) -> Vec<Column> {
    let hidden = asker.store().hidden(&asker.ctx, register);
    let seen = |field: &&FieldDef| register.speaks_of(field) && !hidden.contains(&field.name);
    let own = register.fields.iter().filter(seen);
    let mut all: Vec<Column> =
        own.map(|field| Column { name: field.name.to_owned(), field: *field }).collect();
    for (link, field, name) in register.carried() {
        let to = register.field(link).and_then(|link| asker.store().catalog().register(link.to));
        let hidden =
            to.is_some_and(|to| asker.store().hidden(&asker.ctx, to).contains(&field.name));
        if !field.computed && !hidden {
            all.push(Column { name, field: *field });
        }
    }
    all
}

/// How a column is compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Op {
    /// One of these.
    Is,
    /// Known, and none of these.
    Not,
    /// At least, from this day on.
    From,
    /// At most, up to this day.
    To,
    /// Begins so.
    Begins,
    /// Something is filled in.
    Filled,
    /// Nothing is filled in.
    Empty,
}

const OPS: [(Op, &str); 7] = [
    (Op::Is, "is"),
    (Op::Not, "not"),
    (Op::From, "from"),
    (Op::To, "to"),
    (Op::Begins, "begins"),
    (Op::Filled, "filled"),
    (Op::Empty, "empty"),
];

impl Op {
    /// In addresses.
    pub fn code(self) -> &'static str {
        OPS.iter().find(|(op, _)| *op == self).map_or("is", |(_, code)| code)
    }
    /// From an address.
    pub fn from_code(code: &str) -> Option<Op> {
        OPS.iter().find(|(_, known)| *known == code).map(|(op, _)| *op)
    }
    fn title(self, kind: Kind) -> &'static str {
        match (self, kind) {
            (Op::Is, _) => "是",
            (Op::Not, _) => "不是",
            (Op::From, Kind::Day) => "从这天起",
            (Op::To, Kind::Day) => "到这天止",
            (Op::From, _) => "不少于",
            (Op::To, _) => "不多于",
            (Op::Begins, _) => "开头是",
            (Op::Filled, _) => "填了的",
            (Op::Empty, _) => "没填的",
        }
    }
}

/// The comparisons that fit a field; none for what is encrypted.
pub fn ops(field: &FieldDef) -> &'static [Op] {
    match field.kind {
        _ if field.secret => &[],
        Kind::Choice => &[Op::Is, Op::Not, Op::Filled, Op::Empty],
        Kind::YesNo | Kind::Link | Kind::CreditCode => &[Op::Is, Op::Filled, Op::Empty],
        Kind::Day | Kind::Int | Kind::Money => &[Op::From, Op::To, Op::Is, Op::Filled, Op::Empty],
        Kind::Text => &[Op::Begins, Op::Filled, Op::Empty],
        Kind::Long => &[Op::Filled, Op::Empty],
        Kind::Paper | Kind::Phone => &[],
    }
}

/// The same as choices of a form.
pub fn op_options(field: &FieldDef) -> Vec<Opt> {
    ops(field).iter().map(|op| Opt::new(op.code(), op.title(field.kind))).collect()
}

/// One condition in force.
#[derive(Clone, Debug)]
pub struct Filter {
    /// The column.
    pub column: Column,
    /// The comparison.
    pub op: Op,
    /// Stored values.
    pub values: Vec<Value>,
}

impl Filter {
    /// Reads `field:op:a,b`; `None` when the column or the comparison does not exist.
    pub fn parse(all: &[Column], text: &str) -> Option<Filter> {
        let (name, rest) = text.split_once(':')?;
        let (op, raw) = rest.split_once(':').unwrap_or((rest, ""));
        let column = all.iter().find(|column| column.name == name)?;
        let op = Op::from_code(op).filter(|op| ops(&column.field).contains(op))?;
        let words: Vec<&str> = raw.split(',').filter(|word| !word.is_empty()).collect();
        Filter::read(column, op, &words).ok()
    }

    /// Reads what people typed or chose; says what would be right.
    pub fn read(column: &Column, op: Op, words: &[&str]) -> Result<Filter, String> {
        let field = &column.field;
        let made = |values| Ok(Filter { column: column.clone(), op, values });
        if matches!(op, Op::Filled | Op::Empty) {
            return made(Vec::new());
        }
        let mut values = Vec::new();
        for word in words {
            let value = match (field.kind, word.parse::<i64>()) {
                (Kind::Link, Ok(id)) => Ok(Value::Int(id)),
                (Kind::Link, Err(_)) => Err("从提示里选一个".to_owned()),
                _ => read_cell(field, word).map_err(|wrong| wrong.0),
            };
            match value {
                Ok(Value::Null) => {}
                Ok(value) => values.push(value),
                Err(wrong) => return Err(format!("{}：{wrong}", field.title)),
            }
        }
        if values.is_empty() {
            return Err(format!("{}：还没有写和什么比", field.title));
        }
        made(values)
    }

    /// `field:op:a,b`.
    pub fn code(&self) -> String {
        let values: Vec<String> = self.values.iter().map(ToString::to_string).collect();
        format!("{}:{}:{}", self.column.name, self.op.code(), values.join(","))
    }

    /// For the store.
    pub fn cond(&self) -> Cond {
        let path = self.column.name.clone();
        let first = self.values.first().cloned().unwrap_or_default();
        match self.op {
            Op::Is => Cond::Is(path, self.values.clone()),
            Op::Not => Cond::IsNot(path, self.values.clone()),
            Op::From => Cond::AtLeast(path, first),
            Op::To => Cond::AtMost(path, first),
            Op::Begins => Cond::Begins(path, first.to_string()),
            Op::Filled => Cond::Filled(path),
            Op::Empty => Cond::Empty(path),
        }
    }

    /// `2026-01-01起`, `制造业`.
    pub fn words(&self, titles: &Titles) -> Vec<String> {
        let field = &self.column.field;
        let says = |value: &Value| {
            let words = show::with_unit(field, value, titles);
            match (self.op, field.kind) {
                (Op::Not, _) => format!("不是{words}"),
                (Op::From, Kind::Day) => format!("{words}起"),
                (Op::To, Kind::Day) => format!("到{words}"),
                (Op::From, _) => format!("不少于{words}"),
                (Op::To, _) => format!("不多于{words}"),
                (Op::Begins, _) => format!("{words}开头"),
                _ => words,
            }
        };
        match self.op {
            Op::Filled => vec!["填了的".to_owned()],
            Op::Empty => vec!["没填的".to_owned()],
            _ => self.values.iter().map(says).collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use kernel::choices::Choices;
    use kernel::field::Field;

    const STATES: Choices =
        Choices { name: "状态", items: &[("A", "正常", &["在会"]), ("B", "冻结", &[])] };

    fn all() -> Vec<Column> {
        let column = |field: FieldDef| Column { name: field.name.to_owned(), field };
        vec![
            column(Field::<String>::choice("state", "状态", &STATES).def),
            column(Field::day("joined_on", "入会日期").def),
            column(Field::<String>::new("phone", "电话", Kind::Phone).def),
        ]
    }

    #[test]
    fn conditions_survive_the_address() {
        for text in ["state:is:A,B", "state:not:B", "joined_on:from:2026-01-01", "state:empty:"] {
            assert_eq!(Filter::parse(&all(), text).unwrap().code(), text);
        }
    }

    #[test]
    fn words_are_read_as_well_as_codes_and_days_in_any_writing() {
        let all = all();
        let read = Filter::read(&all[0], Op::Is, &["在会", "冻结"]).unwrap();
        assert_eq!(read.code(), "state:is:A,B");
        let day = Filter::read(&all[1], Op::From, &["2026年1月2日"]).unwrap();
        assert_eq!(day.words(&Titles::new()), ["2026-01-02起"]);
    }

    #[test]
    fn what_is_encrypted_or_unknown_is_no_condition() {
        for text in ["phone:is:138", "phone:filled:", "nothing:is:1", "state:from:A", "state"] {
            assert!(Filter::parse(&all(), text).is_none(), "{text}");
        }
    }
}
