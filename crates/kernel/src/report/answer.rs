//! What a template asks of the store, and what comes back.

use super::setting::When;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// One thing that must be known before the report can be written. Equal questions are asked once.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Question {
    /// Code of the indicator.
    pub figure: String,
    /// For this union and everything below it.
    pub union: i64,
    /// Which days.
    pub when: When,
    /// Break it down by these: names of dimensions, `child` or `month`.
    pub by: Vec<String>,
    /// Names only of rows whose dimension (name) has this value (code). Numbers are not filtered:
    /// `by` holds the same dimensions, and the group is taken from the answer.
    pub filter: Vec<(String, String)>,
    /// How many names of rows are wanted; 0 for none.
    pub names: u32,
    /// Whether the target is wanted.
    pub goal: bool,
}

/// Whether a number could be had.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// It is there.
    #[default]
    Ok,
    /// It has no value: a denominator is 0, or there is no target. Printed as —.
    Undefined,
    /// 无权查看.
    Forbidden,
    /// Nobody answered, or there is no such indicator.
    Unknown,
    /// 正在导入: its rows are being changed.
    Importing,
}

/// What the store says to a [`Question`].
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answer {
    /// Whether there is one; if not, only code, title and unit count.
    pub state: State,
    /// Code of the indicator.
    pub code: String,
    /// Its title.
    pub title: String,
    /// What it is counted in; amounts in 元 are given in 分.
    pub unit: String,
    /// How it is counted, in one sentence.
    pub definition: String,
    /// Version of the definition that was evaluated.
    pub version: u32,
    /// Decimals of a ratio.
    pub decimals: u32,
    /// Factor of a ratio (100 for per cent), else 1.
    pub scale: i64,
    /// The number.
    pub amount: Amount,
    /// Why rows were not counted, and how many.
    pub excluded: Vec<(String, i64)>,
    /// The breakdown; a group without rows may be missing.
    pub groups: Vec<Group>,
    /// Names of rows, as many as were wanted.
    pub names: Vec<String>,
    /// The target, if one was wanted and there is one.
    pub goal: Option<Goal>,
}

/// A number with its parts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Amount {
    /// The whole number, or the numerator of a ratio.
    pub value: i64,
    /// The denominator of a ratio.
    pub denominator: Option<i64>,
    /// Rows counted.
    pub rows: i64,
}

/// One group of a breakdown.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Group {
    /// Code and title for each of the question's `by`. The code of a child is its key, empty for
    /// rows of the union itself; that of a month is `2026-06`.
    pub of: Vec<(String, String)>,
    /// Its number.
    pub amount: Amount,
}

/// A target, in the terms of the answer: 分 for 元, and a denominator for a ratio.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Goal {
    /// What must be reached.
    pub target: Amount,
    /// What is due by the asked day, if that can be told.
    pub due: Option<Amount>,
    /// Names of those who are behind.
    pub behind: Vec<String>,
}

/// All answers to the questions of a template.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "Vec<(Question, Answer)>", into = "Vec<(Question, Answer)>")]
pub struct Answers {
    known: BTreeMap<Question, Answer>,
}

impl Answers {
    /// What was answered to this question.
    pub fn to(&self, question: &Question) -> Option<&Answer> {
        self.known.get(question)
    }
    /// The answer to this question, or to a larger one that holds it.
    pub fn find(&self, question: &Question) -> Option<(&Question, &Answer)> {
        let exact = self.known.get_key_value(question);
        let from = Question { by: Vec::new(), filter: Vec::new(), names: 0, ..question.clone() };
        exact.or_else(|| {
            let near = self.known.range(from..);
            let mut near = near.take_while(|(other, _)| {
                (&other.figure, other.union, other.when)
                    == (&question.figure, question.union, question.when)
            });
            near.find(|(other, _)| question.is_within(other))
        })
    }
    /// Notes an answer.
    pub fn note(&mut self, question: Question, answer: Answer) {
        self.known.insert(question, answer);
    }
    /// All of them, in the order of the questions.
    pub fn iter(&self) -> impl Iterator<Item = (&Question, &Answer)> {
        self.known.iter()
    }
}

impl FromIterator<(Question, Answer)> for Answers {
    fn from_iter<I: IntoIterator<Item = (Question, Answer)>>(pairs: I) -> Answers {
        Answers { known: pairs.into_iter().collect() }
    }
}

impl From<Vec<(Question, Answer)>> for Answers {
    fn from(pairs: Vec<(Question, Answer)>) -> Answers {
        pairs.into_iter().collect()
    }
}

impl From<Answers> for Vec<(Question, Answer)> {
    fn from(answers: Answers) -> Self {
        answers.known.into_iter().collect()
    }
}
