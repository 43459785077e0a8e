//! Code lists. A Rust enum only where a rule branches on it; every other list is a constant table.

use crate::text::fold;
use std::cell::RefCell;
use std::collections::HashMap;

/// One entry: code, title, other spellings met in real sheets.
pub type Choice = (&'static str, &'static str, &'static [&'static str]);

/// A list of codes with titles.
#[derive(Clone, Copy, Debug)]
pub struct Choices {
    /// Name of the list in the data dictionary.
    pub name: &'static str,
    /// The entries in the order in which they are offered.
    pub items: &'static [Choice],
}

impl Choices {
    /// The title of a code; an unknown code shows as itself so that old data stays readable.
    pub fn title<'a>(&self, code: &'a str) -> &'a str
    where
        'static: 'a,
    {
        self.items.iter().find(|item| item.0 == code).map_or(code, |item| item.1)
    }

    /// The code whose code, title or synonym is this text, however it is spaced.
    pub fn find(&self, raw: &str) -> Option<&'static str> {
        let exact = self.items.iter().find(|item| item.1 == raw || item.0 == raw);
        exact.map(|item| item.0).or_else(|| spelled(self.items, true, raw))
    }
}

/// The folded spellings of a list; titles, and codes if they are asked for, go before synonyms.
type Spellings = HashMap<String, &'static str>;

thread_local! {
    /// A roster asks the same lists a hundred thousand times; they are folded once.
    static FOLDED: RefCell<HashMap<(usize, usize, bool), Spellings>> = RefCell::default();
}

/// The code of a spelling, however it is punctuated.
pub(crate) fn spelled(items: &'static [Choice], codes: bool, raw: &str) -> Option<&'static str> {
    let asked = fold(raw);
    if asked.is_empty() {
        return None;
    }
    FOLDED.with_borrow_mut(|folded| {
        let key = (items.as_ptr().addr(), items.len(), codes);
        folded.entry(key).or_insert_with(|| spellings(items, codes)).get(&asked).copied()
    })
}

fn spellings(items: &'static [Choice], codes: bool) -> Spellings {
    let mut all = Spellings::new();
    for (code, title, _) in items {
        all.entry(fold(title)).or_insert(code);
        if codes {
            all.entry(fold(code)).or_insert(code);
        }
    }
    for (code, _, synonyms) in items {
        for synonym in *synonyms {
            all.entry(fold(synonym)).or_insert(code);
        }
    }
    all
}

/// Declares an enum that is also a code list: `Name = "CODE", "标题", ["别名"];`.
#[macro_export]
macro_rules! choices {
    ($(#[$meta:meta])* pub enum $name:ident { $($item:ident = $code:literal, $title:literal $(, [$($other:literal),*])?;)* }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum $name { $(#[doc = $title] $item),* }
        impl $name {
            /// The list as data.
            pub const LIST: $crate::choices::Choices = $crate::choices::Choices {
                name: stringify!($name),
                items: &[$(($code, $title, &[$($($other),*)?])),*],
            };
            /// The stored code.
            pub const fn code(self) -> &'static str { match self { $(Self::$item => $code),* } }
            /// The Chinese title.
            pub const fn title(self) -> &'static str { match self { $(Self::$item => $title),* } }
        }
        impl $crate::field::Datum for $name {
            fn from_value(value: &$crate::value::Value) -> Option<Self> {
                match value.as_text()? { $($code => Some(Self::$item),)* _ => None }
            }
            fn into_value(self) -> $crate::value::Value { self.code().into() }
        }
    };
}
pub use choices;
