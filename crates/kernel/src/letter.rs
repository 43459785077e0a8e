//! Letters (公文、文书): texts with places in double braces that are filled with what is known. What is filled
//! in depends on the text and the fields alone; a place without a value is printed as 【待补充：…】.
//!
//! A text is written like a report: `#` the title, `##` to `#####` numbered headings, `>` a line at the
//! left edge, `~` one at the right, `|…|` a row of a table (`|---|` below its head), `**` bold. In braces:
//! `{{工会名称}}`, `{{传真?}}` which may stay empty, `{{#委员|、}}{{姓名}}{{/委员}}` once for every row of a
//! list (`{{#委员?}}` where there may be none), `{{?来文字号}}（{{来文字号}}）{{/来文字号}}` only if it is filled.
//!
//! Read in this order: this file, what goes in · [`read`] how a text is read · [`fill`] how it is
//! filled · [`printed`] what a register of papers prints · [`form`] what other registers print.

mod fill;
mod form;
mod printed;
mod read;
#[cfg(test)]
mod tests;

pub use fill::{fill, fill_text};
pub use form::Form;
pub use printed::{Composed, OwnLetters, Papers, Printed, composed, printed};
pub use read::{Names, names};

use crate::report::Document;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Which way a letter goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// To the body above: it names who signed it.
    Up,
    /// To bodies below.
    Down,
    /// To nobody above or below: a form, a letter of introduction.
    Beside,
}

/// A letter that the program brings.
#[derive(Clone, Copy, Debug)]
pub struct LetterTemplate {
    /// Stable code.
    pub code: &'static str,
    /// What it is called: 关于成立工会的批复.
    pub title: &'static str,
    /// Code of the kind of paper; empty for a form that is no official paper.
    pub kind: &'static str,
    /// Which way it goes.
    pub direction: Direction,
    /// Its text.
    pub text: &'static str,
    /// The names it asks for.
    pub fields: &'static [&'static str],
    /// The lists it asks for, each with the names of its columns.
    pub lists: &'static [(&'static str, &'static [&'static str])],
}

/// A row of a list: names and values.
pub type FieldRow = BTreeMap<String, String>;

/// What a letter is filled with: texts as they are to be printed, by name, and lists of rows.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fields {
    /// Texts by name.
    pub texts: BTreeMap<String, String>,
    /// Rows by name of the list.
    pub lists: BTreeMap<String, Vec<FieldRow>>,
}

impl Fields {
    /// Nothing known.
    pub fn new() -> Fields {
        Fields::default()
    }
    /// With a text; an empty one counts as not known.
    pub fn with(mut self, name: &str, text: impl Into<String>) -> Fields {
        self.set(name, text);
        self
    }
    /// With a list; each row is given in the order of `columns`.
    pub fn list(mut self, name: &str, columns: &[&str], rows: &[Vec<String>]) -> Fields {
        let row = |row: &Vec<String>| {
            columns.iter().map(|column| (*column).to_owned()).zip(row.iter().cloned()).collect()
        };
        self.lists.insert(name.to_owned(), rows.iter().map(row).collect());
        self
    }
    /// Puts a text.
    pub fn set(&mut self, name: &str, text: impl Into<String>) {
        self.texts.insert(name.to_owned(), text.into());
    }
    /// Puts a text where there is none yet.
    pub fn set_missing(&mut self, name: &str, text: impl Into<String>) {
        if self.text(name).is_none() {
            self.set(name, text);
        }
    }
    /// A text that is not blank.
    pub fn text(&self, name: &str) -> Option<&str> {
        self.texts.get(name).map(|text| text.trim()).filter(|text| !text.is_empty())
    }
}

/// What is kept of a letter with its record: from what it was written, and what was written.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Kept {
    /// Code of the letter; empty for a text that was typed.
    pub letter: String,
    /// What it was filled with.
    pub fields: Fields,
    /// What came out.
    pub document: Document,
}

impl Kept {
    /// As one text, the same for the same letter.
    pub fn to_text(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }
    /// From that text; `None` for anything else.
    pub fn read(text: &str) -> Option<Kept> {
        serde_json::from_str(text).ok()
    }
}
