//! The few scalar shapes that move between pages, sheets and the database.

use jiff::civil::Date;
use std::fmt;

/// One stored value. Days are ISO text (`2026-06-17`), yes/no is 1/0, money is 分, links are keys.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Value {
    /// Not known or not given.
    #[default]
    Null,
    /// Whole number, yes/no, money in 分, or the key of another record.
    Int(i64),
    /// Text, the code of a choice, or a day.
    Text(String),
    /// Ciphertext or digest; never shown.
    Bytes(Vec<u8>),
}

impl Value {
    /// The value of a day.
    pub fn day(day: Date) -> Value {
        Value::Text(day.to_string())
    }

    /// Empty means unknown: an empty string is stored as nothing.
    pub fn text(text: &str) -> Value {
        if text.is_empty() { Value::Null } else { Value::Text(text.to_owned()) }
    }

    /// The text inside, if it is text.
    pub fn as_text(&self) -> Option<&str> {
        match self {
            Value::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The number inside, if it is a number.
    pub fn as_int(&self) -> Option<i64> {
        match self {
            Value::Int(number) => Some(*number),
            _ => None,
        }
    }

    /// The day inside, if it is one.
    pub fn as_day(&self) -> Option<Date> {
        self.as_text()?.parse().ok()
    }

    /// Whether nothing is known.
    pub fn is_null(&self) -> bool {
        matches!(self, Value::Null)
    }
}

/// Plain form for files and tests; secrets never come here in clear.
impl fmt::Display for Value {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Value::Null => Ok(()),
            Value::Int(number) => write!(out, "{number}"),
            Value::Text(text) => out.write_str(text),
            Value::Bytes(bytes) => write!(out, "({}字节)", bytes.len()),
        }
    }
}

impl From<i64> for Value {
    fn from(number: i64) -> Value {
        Value::Int(number)
    }
}
impl From<bool> for Value {
    fn from(yes: bool) -> Value {
        Value::Int(i64::from(yes))
    }
}
impl From<&str> for Value {
    fn from(text: &str) -> Value {
        Value::text(text)
    }
}
impl From<String> for Value {
    fn from(text: String) -> Value {
        if text.is_empty() { Value::Null } else { Value::Text(text) }
    }
}
impl From<Date> for Value {
    fn from(day: Date) -> Value {
        Value::day(day)
    }
}
impl<T: Into<Value>> From<Option<T>> for Value {
    fn from(value: Option<T>) -> Value {
        value.map_or(Value::Null, Into::into)
    }
}

impl From<&Value> for serde_json::Value {
    fn from(value: &Value) -> serde_json::Value {
        match value {
            Value::Null | Value::Bytes(_) => serde_json::Value::Null,
            Value::Int(number) => (*number).into(),
            Value::Text(text) => text.as_str().into(),
        }
    }
}

impl serde::Serialize for Value {
    fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        serde_json::Value::from(self).serialize(to)
    }
}

impl<'de> serde::Deserialize<'de> for Value {
    fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Value, D::Error> {
        Ok(match serde_json::Value::deserialize(from)? {
            serde_json::Value::Null => Value::Null,
            serde_json::Value::Bool(yes) => yes.into(),
            serde_json::Value::Number(number) => {
                Value::Int(number.as_i64().ok_or_else(|| serde::de::Error::custom("只收整数"))?)
            }
            serde_json::Value::String(text) => Value::Text(text),
            _ => return Err(serde::de::Error::custom("只收数字、文字或空")),
        })
    }
}
