//! What the names in a template mean: the indicators there are, by code and by title.

use crate::text;
use std::collections::HashMap;

/// What a template may know of an indicator.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Info {
    /// Stable code.
    pub code: String,
    /// Chinese title.
    pub title: String,
    /// What it is counted in; amounts in 元 are kept in 分.
    pub unit: String,
    /// Whether it speaks of a period rather than of a day.
    pub flow: bool,
    /// Decimals of a ratio; of no meaning for counts and sums.
    pub decimals: u32,
    /// Whether it counts rows that have names; false for ratios and differences.
    pub rows: bool,
    /// What it can be broken down by, besides child union and month.
    pub dims: Vec<DimInfo>,
}

/// A way to break an indicator down.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DimInfo {
    /// Name used by `--by`.
    pub name: String,
    /// Chinese title.
    pub title: String,
    /// Code and title of its values; empty if they cannot be told beforehand.
    pub values: Vec<(String, String)>,
}

impl Info {
    /// Whether it is money, kept in 分.
    pub fn is_money(&self) -> bool {
        self.unit == "元"
    }
    /// Whether it is a share in per cent.
    pub fn is_percent(&self) -> bool {
        self.unit == "%"
    }
    /// The dimension of this name or title.
    pub fn dim(&self, typed: &str) -> Option<&DimInfo> {
        let same = |dim: &&DimInfo| dim.name == typed || same_name(&dim.title, typed);
        self.dims.iter().find(same)
    }
}

impl DimInfo {
    /// Code and title of the value with this code or title.
    pub fn value(&self, typed: &str) -> Option<&(String, String)> {
        let by_code = self.values.iter().find(|(code, _)| code == typed);
        by_code.or_else(|| self.values.iter().find(|(_, title)| same_name(title, typed)))
    }
}

/// Equal but for the width of punctuation and blanks.
pub(super) fn same_name(one: &str, other: &str) -> bool {
    one == other || text::squeeze(one) == text::squeeze(other)
}

/// All indicators a template may name.
#[derive(Clone, Debug, Default)]
pub struct Glossary {
    list: Vec<Info>,
    codes: HashMap<String, usize>,
    titles: HashMap<String, Vec<usize>>,
}

impl Glossary {
    /// Of these indicators.
    pub fn new(list: Vec<Info>) -> Glossary {
        let mut made = Glossary::default();
        for (at, info) in list.iter().enumerate() {
            made.codes.insert(info.code.clone(), at);
            made.titles.entry(text::squeeze(&info.title)).or_default().push(at);
        }
        made.list = list;
        made
    }

    /// The one with this code, else the only one with this title.
    pub fn find(&self, typed: &str) -> Option<&Info> {
        let at = self.codes.get(typed).or_else(|| match self.titled(typed) {
            [only] => Some(only),
            _ => None,
        })?;
        self.list.get(*at)
    }

    /// Codes of all indicators with this title.
    pub fn namesakes(&self, typed: &str) -> Vec<&str> {
        let codes = self.titled(typed).iter().filter_map(|at| self.list.get(*at));
        codes.map(|info| info.code.as_str()).collect()
    }

    fn titled(&self, typed: &str) -> &[usize] {
        self.titles.get(&text::squeeze(typed)).map_or(&[], Vec::as_slice)
    }

    /// Up to three titles that may have been meant.
    pub fn near(&self, typed: &str) -> Vec<&str> {
        near(typed, self.list.iter().map(|info| info.title.as_str()))
    }
}

/// Up to three of `all` that look like `typed`, the likest first.
pub(super) fn near<'a>(typed: &str, all: impl Iterator<Item = &'a str>) -> Vec<&'a str> {
    let wanted = text::fold(typed);
    let mut found: Vec<(usize, &str)> = all
        .filter_map(|title| {
            let folded = text::fold(title);
            let edits = text::distance(&wanted, &folded);
            let within =
                !wanted.is_empty() && (folded.contains(&wanted) || wanted.contains(&folded));
            let longest = wanted.chars().count().max(folded.chars().count());
            (within || edits * 2 <= longest).then_some((edits, title))
        })
        .collect();
    found.sort_by_key(|(edits, _)| *edits);
    found.dedup();
    found.into_iter().take(3).map(|(_, title)| title).collect()
}
