//! Values as short numbers, and combinations of values under one key. A key follows from what it stands
//! for, so it is the same in every transaction and process: of a million combinations two share a key
//! with a chance of one in ten million.

use crate::db::Tx;
use crate::error::Result;
use crate::sql::Sql;
use kernel::value::Value;
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Arc;

/// The number of "something is filled in"; 0 is of nothing.
pub(crate) const FILLED: u32 = 1;

/// Values and combinations met so far.
pub(crate) struct Words {
    codes: HashMap<Value, u32>,
    values: Vec<Value>,
    ids: HashMap<Vec<u32>, i64>,
    meaning: HashMap<i64, Arc<[Value]>>,
    /// Keys that are in the database for sure.
    stored: HashSet<i64>,
}

/// Combinations to be written beside what uses them: key, owner and values as text.
pub(crate) type Fresh = BTreeMap<i64, (i64, String)>;

impl Default for Words {
    fn default() -> Words {
        let values = vec![Value::Null, Value::Int(1)];
        Words {
            codes: values.iter().cloned().zip(0..).collect(),
            values,
            ids: HashMap::new(),
            meaning: HashMap::new(),
            stored: HashSet::new(),
        }
    }
}

impl Words {
    /// The number of a value, or of there being one.
    pub fn code(&mut self, value: &Value, whole: bool) -> u32 {
        if !whole {
            return u32::from(!value.is_null());
        }
        if let Some(code) = self.codes.get(value) {
            return *code;
        }
        let code = u32::try_from(self.values.len()).unwrap_or(u32::MAX);
        self.values.push(value.clone());
        self.codes.insert(value.clone(), code);
        code
    }

    /// The key of a combination: its owner, then the numbers of its values.
    pub fn combination(&mut self, of: i64, codes: &[u32], fresh: &mut Fresh) -> i64 {
        let mut key = Vec::with_capacity(codes.len() + 1);
        key.push(u32::try_from(of).unwrap_or(u32::MAX));
        key.extend_from_slice(codes);
        let known = self.ids.get(&key).copied();
        let id = known.unwrap_or_else(|| {
            let value = |code: &u32| {
                let at = usize::try_from(*code).unwrap_or(usize::MAX);
                self.values.get(at).cloned().unwrap_or_default()
            };
            let values: Arc<[Value]> = codes.iter().map(value).collect();
            let text = text_of(&values);
            let hash = Sha256::digest(format!("{of} {text}").as_bytes());
            let id = hash.iter().take(8).fold(0_i64, |sum, byte| sum << 8 | i64::from(*byte));
            let id = id & (i64::MAX >> 1);
            self.ids.insert(key, id);
            self.meaning.insert(id, values);
            id
        });
        if !self.stored.contains(&id) {
            let values = self.meaning.get(&id).cloned().unwrap_or_default();
            fresh.entry(id).or_insert_with(|| (of, text_of(&values)));
        }
        id
    }

    /// What a key stands for.
    pub fn meaning(&self, id: i64) -> Option<Arc<[Value]>> {
        self.meaning.get(&id).cloned()
    }

    /// Reads what the keys not met yet stand for.
    pub fn learn(&mut self, tx: &mut Tx, ids: impl Iterator<Item = i64>) -> Result<()> {
        let new: HashSet<i64> = ids.filter(|id| !self.meaning.contains_key(id)).collect();
        let new: Vec<i64> = new.into_iter().collect();
        for part in new.chunks(500) {
            let sql = Sql::new("SELECT id, value FROM tally_combo WHERE id IN ");
            for row in tx.all(&sql.list(part.iter().copied()))? {
                let values: Vec<Value> = serde_json::from_str(&row.text(1)).unwrap_or_default();
                self.meaning.insert(row.int(0), values.into());
            }
        }
        Ok(())
    }

    /// These are in the database: their transaction stands.
    pub fn stands(&mut self, ids: impl Iterator<Item = i64>) {
        self.stored.extend(ids);
    }
}

fn text_of(values: &[Value]) -> String {
    serde_json::to_string(values).unwrap_or_default()
}

/// Writes combinations that may not be in the database yet.
pub(crate) fn write(tx: &mut Tx, fresh: &Fresh) -> Result<()> {
    let row = |(id, (of, text)): (&i64, &(i64, String))| {
        vec![Value::Int(*id), Value::Int(*of), Value::text(text)]
    };
    let rows: Vec<Vec<Value>> = fresh.iter().map(row).collect();
    tx.add_new("tally_combo", "id", &["id", "source", "value"], &rows)
}
