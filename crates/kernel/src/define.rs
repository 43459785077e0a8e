//! Definitions of indicators as text that people write, keep in a file and send to each other:
//! one line per part, `名称：…`. Reading gives the same pure data that modules declare; writing it
//! again gives the same text. What is wrong is told with line and column, never counted as 0.
//!
//! ```text
//! 编码：young_migrant_count
//! 名称：青年农民工会员数
//! 单位：人
//! 台账：会籍
//! 数法：条数
//! 时间：时点
//! 条件：会员.农民工 = 是
//! 条件：会员.出生日期 ≥ 1991-01-01
//! 分组：sex 性别 = 会员.性别
//! 口径：截至当日在册、当日标记为农民工、1991年以后出生的会员人数。
//! ```

mod check;
mod conditions;
mod paths;
mod read;
mod write;

pub use check::{EXPLAINED, check};
pub use conditions::condition;
pub use paths::{path_of, said, titled};
pub use read::read;
pub use write::{condition_text, write};

use crate::indicator::Indicator;
use crate::register::Catalog;
use jiff::civil::Date;

/// What a definition may speak of.
#[derive(Clone, Copy)]
pub struct Known<'a> {
    /// Registers and lists.
    pub catalog: &'a Catalog,
    /// An indicator by code or title.
    pub find: &'a dyn Fn(&str) -> Option<&'a Indicator>,
    /// Settings of the installation: stored name and title.
    pub settings: &'a [(&'a str, &'a str)],
}

/// What was read.
#[derive(Clone, Debug, PartialEq)]
pub struct Draft {
    /// The definition; its version is given when it is kept.
    pub indicator: Indicator,
    /// From which day it is in force; `None` leaves that to whoever keeps it.
    pub from: Option<Date>,
}

/// Something wrong with a definition, and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// From 1; 0 when something is missing altogether.
    pub line: usize,
    /// In characters from 1.
    pub column: usize,
    /// A Chinese sentence: what is wrong and what is right.
    pub say: String,
}

impl Fault {
    fn at(line: usize, column: usize, say: impl Into<String>) -> Fault {
        Fault { line, column, say: say.into() }
    }
}

impl std::fmt::Display for Fault {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if self.line == 0 {
            return out.write_str(&self.say);
        }
        write!(out, "第{}行第{}字：{}", self.line, self.column, self.say)
    }
}

/// Up to three names that somebody may have meant, the nearest first.
pub fn nearest<'a>(asked: &str, names: impl Iterator<Item = &'a str>) -> Vec<&'a str> {
    let length = asked.chars().count();
    let far = |name: &str| crate::text::distance(asked, name);
    let mut near: Vec<(usize, &str)> = names
        .filter_map(|name| {
            let shared = name.contains(asked) || (asked.contains(name) && name.chars().count() > 1);
            let edits = far(name);
            let close = edits * 2 <= length.max(2);
            (length > 0 && (shared || close))
                .then_some((if shared { edits / 2 } else { edits }, name))
        })
        .collect();
    near.sort_unstable();
    near.dedup();
    near.into_iter().take(3).map(|(_, name)| name).collect()
}

/// `；是不是“a”、“b”？`, or nothing.
pub(crate) fn perhaps(near: &[&str]) -> String {
    if near.is_empty() {
        String::new()
    } else {
        format!("；是不是“{}”？", near.join("”“"))
    }
}
