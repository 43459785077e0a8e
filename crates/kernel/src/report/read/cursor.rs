//! A place in one line. Punctuation of full and half width is the same to it.

use super::super::template::Span;
use crate::text::narrow;

/// A place in one line, and where reading ends.
#[derive(Clone, Copy, Debug)]
pub(super) struct Cursor<'a> {
    line: &'a str,
    start: usize,
    number: usize,
    until: usize,
    /// Byte in the line.
    pub(super) at: usize,
}

/// What a Chinese keyboard types for the signs that stand in braces.
pub(super) fn plain(c: char) -> char {
    match c {
        '【' | '〔' => '[',
        '】' | '〕' => ']',
        '《' => '<',
        '》' => '>',
        _ => narrow(c),
    }
}

impl<'a> Cursor<'a> {
    /// The beginning of a line that begins at a byte of the text.
    pub(super) fn of_line(line: &'a str, start: usize, number: usize) -> Cursor<'a> {
        Cursor { line, start, number, until: line.len(), at: 0 }
    }

    /// What is still to be read.
    pub(super) fn rest(&self) -> &'a str {
        self.line.get(self.at..self.until).unwrap_or_default()
    }

    /// The same place, with reading to end after so many bytes.
    pub(super) fn within(&self, length: usize) -> Cursor<'a> {
        Cursor { until: (self.at + length).min(self.until), ..*self }
    }

    /// The next sign as it is.
    pub(super) fn raw(&self) -> Option<char> {
        self.rest().chars().next()
    }

    /// The next sign in half width.
    pub(super) fn peek(&self) -> Option<char> {
        self.raw().map(plain)
    }

    pub(super) fn is_done(&self) -> bool {
        self.at >= self.until
    }

    /// Goes one sign on.
    pub(super) fn bump(&mut self) -> Option<char> {
        let next = self.raw()?;
        self.at += next.len_utf8();
        Some(next)
    }

    /// Takes this sign if it is next.
    pub(super) fn eat(&mut self, wanted: char) -> bool {
        let is = self.peek() == Some(wanted);
        if is {
            self.bump();
        }
        is
    }

    /// Takes these signs if they are next.
    pub(super) fn eat_all(&mut self, wanted: &str) -> bool {
        let mut ahead = *self;
        let all = wanted.chars().all(|c| ahead.eat(c));
        if all {
            *self = ahead;
        }
        all
    }

    /// Takes all of this sign and says how many there were.
    pub(super) fn count(&mut self, wanted: char) -> usize {
        let mut many = 0;
        while self.eat(wanted) {
            many += 1;
        }
        many
    }

    /// Passes blanks of every width.
    pub(super) fn blank(&mut self) {
        while self.raw().is_some_and(char::is_whitespace) {
            self.bump();
        }
    }

    /// Takes everything up to a sign for which `stop` holds.
    pub(super) fn take_until(&mut self, stop: impl Fn(char) -> bool) -> &'a str {
        let begun = self.at;
        while self.peek().is_some_and(|c| !stop(c)) {
            self.bump();
        }
        self.line.get(begun..self.at).unwrap_or_default()
    }

    /// From a byte of the line to here.
    pub(super) fn span(&self, from: usize) -> Span {
        let before = self.line.get(..from).unwrap_or(self.line);
        Span {
            from: self.start + from,
            until: self.start + self.at,
            line: self.number,
            column: before.chars().count() + 1,
        }
    }

    /// The span of a text that was taken from this line just before here, without its blanks.
    pub(super) fn span_of(&self, taken: &str) -> Span {
        let begun = self.at.saturating_sub(taken.len());
        let from = begun + taken.len() - taken.trim_start().len();
        let mut span = self.span(from);
        span.until = span.from + taken.trim().len();
        span
    }
}
