//! Identifiers and code lists: each checked as its standard says.

use std::fmt;

pub mod bank;
pub mod credit_code;
pub mod division;
pub mod identity;
pub mod lists;
pub mod lists_person;
pub mod lists_work;
pub mod mask;
pub mod money;
pub mod phone;
pub mod resident;

/// Why a code cannot be kept. The sentence says what is expected and never repeats what was typed,
/// so that it may stand in a list, a log or a file sent back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CodeError {
    expected: String,
    suggestion: Option<String>,
}

impl CodeError {
    pub fn new(expected: impl Into<String>) -> Self {
        Self { expected: expected.into(), suggestion: None }
    }

    #[must_use]
    pub fn suggesting(mut self, value: impl Into<String>) -> Self {
        self.suggestion = Some(value.into());
        self
    }

    /// The sentence for the user.
    pub fn expected(&self) -> &str {
        &self.expected
    }

    /// A value that would pass and was probably meant; only ever for codes that are not personal.
    pub fn suggestion(&self) -> Option<&str> {
        self.suggestion.as_deref()
    }
}

impl fmt::Display for CodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.expected)
    }
}

impl std::error::Error for CodeError {}

fn all_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit())
}
