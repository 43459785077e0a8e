//! A statement under construction. Names come only from declarations; every value is bound.

use kernel::value::Value;

/// SQL text with `?` for each bound value, in order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sql {
    /// The text.
    pub text: String,
    /// The values.
    pub params: Vec<Value>,
}

impl Sql {
    /// Begins a statement.
    pub fn new(text: impl Into<String>) -> Sql {
        Sql { text: text.into(), params: Vec::new() }
    }
    /// Adds text.
    #[expect(clippy::should_implement_trait, reason = "adds to a statement, not numbers")]
    pub fn add(mut self, text: &str) -> Sql {
        self.text.push_str(text);
        self
    }
    /// Adds a bound value.
    pub fn bind(mut self, value: impl Into<Value>) -> Sql {
        self.text.push('?');
        self.params.push(value.into());
        self
    }
    /// Adds another piece.
    pub fn then(mut self, other: Sql) -> Sql {
        self.text.push_str(&other.text);
        self.params.extend(other.params);
        self
    }
    /// Adds `(?, ?, …)`; an empty list matches nothing.
    pub fn list<V: Into<Value>>(mut self, values: impl IntoIterator<Item = V>) -> Sql {
        let before = self.params.len();
        self.text.push('(');
        for value in values {
            self.text.push_str(if self.params.len() == before { "?" } else { ",?" });
            self.params.push(value.into());
        }
        if self.params.len() == before {
            self.text.push_str("NULL");
        }
        self.text.push(')');
        self
    }
    /// Joins pieces with a word between them; `empty` stands for none.
    pub fn join(pieces: Vec<Sql>, between: &str, empty: &str) -> Sql {
        if pieces.is_empty() {
            return Sql::new(empty);
        }
        let mut all = Sql::default();
        for (at, piece) in pieces.into_iter().enumerate() {
            if at > 0 {
                all.text.push_str(between);
            }
            all = all.then(piece);
        }
        all
    }
}

/// A quoted name; declared names hold only letters, digits and underscores.
pub fn name(raw: &str) -> String {
    debug_assert!(raw.chars().all(|c| c.is_ascii_alphanumeric() || c == '_'), "name {raw}");
    format!("\"{raw}\"")
}
