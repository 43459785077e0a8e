//! What is wrong with a template, and where.

use super::template::Span;

/// One thing that is wrong.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
pub struct Fault {
    /// Line, from 1.
    pub line: usize,
    /// Column in characters, from 1.
    pub column: usize,
    /// A Chinese sentence: what is wrong and what to write instead.
    pub says: String,
}

impl Fault {
    /// At a place.
    pub fn at(span: Span, says: impl Into<String>) -> Fault {
        Fault { line: span.line, column: span.column, says: says.into() }
    }
}

/// 第3行第5个字：…
impl std::fmt::Display for Fault {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "第{}行第{}个字：{}", self.line, self.column, self.says)
    }
}
