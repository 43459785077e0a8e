//! One record as it stands on one day: fixed values, and dated values of that day.

use crate::field::{Datum, Field};
use crate::register::Register;
use crate::value::Value;

/// A record of a register. `values` stand in the order of the register's fields.
#[derive(Clone, Debug)]
pub struct Record {
    /// Its declaration.
    pub register: &'static Register,
    /// Key; 0 before it is stored.
    pub id: i64,
    /// Name used in addresses and exchange files.
    pub public_id: String,
    /// Grows by one with each act that touches it; 0 before it is stored.
    pub version: i64,
    /// 作废: never was true.
    pub voided: bool,
    /// One value per field of the register.
    pub values: Vec<Value>,
}

impl Record {
    /// An empty record, not stored yet.
    pub fn new(register: &'static Register) -> Record {
        Record {
            register,
            id: 0,
            public_id: String::new(),
            version: 0,
            voided: false,
            values: vec![Value::Null; register.fields.len()],
        }
    }

    /// The typed value; `None` when empty.
    pub fn get<T: Datum>(&self, field: Field<T>) -> Option<T> {
        T::from_value(self.value(field.def.name))
    }

    /// The stored value by name. A name the register does not list reads as empty; debug builds stop.
    pub fn value(&self, name: &str) -> &Value {
        const EMPTY: &Value = &Value::Null;
        let found = self.register.position(name).and_then(|at| self.values.get(at));
        debug_assert!(found.is_some(), "{} has no field {name}", self.register.name);
        found.unwrap_or(EMPTY)
    }

    /// Puts a typed value.
    pub fn put<T: Datum>(&mut self, field: Field<T>, value: Option<T>) {
        self.set(field.def.name, value.map_or(Value::Null, Datum::into_value));
    }

    /// Puts a stored value by name; a name the register does not list is ignored.
    pub fn set(&mut self, name: &str, value: Value) {
        let slot = self.register.position(name).and_then(|at| self.values.get_mut(at));
        debug_assert!(slot.is_some(), "{} has no field {name}", self.register.name);
        if let Some(slot) = slot {
            *slot = value;
        }
    }
}
