//! A written report: what page, paper and archive are made from. It is complete in itself; no
//! figure in it needs to be asked again.

use super::answer::{Question, State};
use super::template::Stand;
use serde::{Deserialize, Serialize};

/// A written report.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Document {
    /// The lines of the title.
    pub title: Vec<Vec<Run>>,
    /// Everything below it.
    pub parts: Vec<Part>,
    /// Every printed figure, in the order of printing; runs, cells and bars point here.
    pub figures: Vec<Placed>,
    /// What the reader should know of how it was written.
    pub remarks: Vec<Remark>,
}

impl Document {
    /// The places still open for a person, as printed.
    pub fn open(&self) -> Vec<&str> {
        let runs = self.title.iter().flatten().chain(self.parts.iter().flat_map(Part::runs));
        runs.filter(|run| run.open).map(|run| run.text.as_str()).collect()
    }
}

impl Part {
    /// The text of headings, paragraphs and tables.
    fn runs(&self) -> impl Iterator<Item = &Run> {
        let (head, text, rows) = match self {
            Part::Heading { head, text, .. } => (head.as_slice(), text.as_slice(), &[][..]),
            Part::Paragraph { text, .. } => (&[][..], text.as_slice(), &[][..]),
            Part::Table(table) => (&[][..], &[][..], table.rows.as_slice()),
            Part::Chart(_) => (&[][..], &[][..], &[][..]),
        };
        head.iter().chain(text).chain(rows.iter().flatten())
    }
}

/// What takes lines of its own.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Part {
    /// A numbered heading.
    Heading {
        /// 1 for 一、 to 4 for （1）.
        level: u8,
        /// The number as printed, `一、`.
        number: String,
        /// The heading.
        head: Vec<Run>,
        /// What runs on behind it in the same paragraph.
        text: Vec<Run>,
    },
    /// A paragraph.
    Paragraph {
        /// Where it stands.
        stand: Stand,
        /// Its text.
        text: Vec<Run>,
    },
    /// A table.
    Table(Table),
    /// A bar chart.
    Chart(Chart),
}

/// Text of one kind.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Run {
    /// As printed.
    pub text: String,
    /// In bold.
    pub bold: bool,
    /// A figure: its place in [`Document::figures`].
    pub figure: Option<usize>,
    /// A place still open for a person.
    pub open: bool,
}

/// A table; the first column names the rows.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Table {
    /// What stands above it.
    pub title: String,
    /// The head of each column; all of them are empty in a form.
    pub head: Vec<String>,
    /// The rows, each as long as the head; the last may be 合计. The last cell of a shorter one takes what is
    /// left of the width.
    pub rows: Vec<Vec<Run>>,
}

/// A bar chart.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Chart {
    /// What stands above it.
    pub title: String,
    /// What the numbers are counted in, as printed (万元).
    pub unit: String,
    /// What the bars stand for.
    pub labels: Vec<String>,
    /// One for each figure.
    pub series: Vec<Series>,
}

/// The bars of one figure.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Series {
    /// The figure's title.
    pub name: String,
    /// One for each label.
    pub bars: Vec<Bar>,
}

/// One bar.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Bar {
    /// As printed beside it, without unit.
    pub text: String,
    /// Its length in ten-thousandths of the unit of the chart; nothing if there is no number.
    pub length: Option<i64>,
    /// Its place in [`Document::figures`].
    pub figure: usize,
}

/// A figure where it is printed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Placed {
    /// As printed.
    pub text: String,
    /// Code of the indicator; as typed if there is none of that name.
    pub code: String,
    /// Its title.
    pub title: String,
    /// What it is counted in.
    pub unit: String,
    /// How it is counted.
    pub definition: String,
    /// Version of the definition.
    pub version: u32,
    /// Whose figure it is: the key.
    pub union: i64,
    /// And the name.
    pub union_name: String,
    /// What is said of it: 数值, 占比, 比上年同期增减, 完成率.
    pub variant: String,
    /// Line in the template, from 1.
    pub line: usize,
    /// Column in the template, from 1.
    pub column: usize,
    /// Whether there was a number.
    pub state: State,
    /// The numbers it was made from.
    pub sources: Vec<Source>,
}

/// A number that a printed figure was made from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Source {
    /// What it was used for.
    pub role: Role,
    /// What was asked.
    pub question: Question,
    /// The group of the answer that was used, as dimension and code; empty for the whole.
    pub group: Vec<(String, String)>,
    /// The whole number, or the numerator.
    pub value: i64,
    /// The denominator of a ratio.
    pub denominator: Option<i64>,
    /// Factor of a ratio.
    pub scale: i64,
    /// Rows counted.
    pub rows: i64,
    /// Why rows were not counted, and how many.
    pub excluded: Vec<(String, i64)>,
    /// Whether it could be had.
    pub state: State,
}

/// What a number was used for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// It is the figure.
    Value,
    /// The figure is a share of it.
    Whole,
    /// The figure is compared with it.
    Base,
    /// The share that the figure is compared with is a share of it.
    BaseWhole,
    /// The target.
    Goal,
}

/// What the reader should know of one place.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Remark {
    /// Line in the template, from 1.
    pub line: usize,
    /// Column in the template, from 1.
    pub column: usize,
    /// A Chinese sentence.
    pub says: String,
}
