//! What a template says, after reading: blocks of lines, pieces of a line, and what stands in
//! braces. Names are kept as they were typed; the glossary gives them their meaning.

use jiff::civil::Date;

/// Where in the text something stands.
#[derive(Clone, Copy, Debug, Default)]
pub struct Span {
    /// First byte.
    pub from: usize,
    /// The byte behind the last.
    pub until: usize,
    /// Line, from 1.
    pub line: usize,
    /// Column in characters, from 1.
    pub column: usize,
}

/// Two templates that say the same are equal, wherever in the text it stands.
impl PartialEq for Span {
    fn eq(&self, _: &Span) -> bool {
        true
    }
}
impl Eq for Span {}

/// A template that was read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Template {
    /// Its blocks, from top to bottom.
    pub blocks: Vec<Block>,
}

/// What takes lines of its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Block {
    /// A line of the title of the paper.
    Title(Vec<Piece>),
    /// A numbered heading; `text` runs on behind it in the same paragraph.
    Heading {
        /// 1 for 一、 to 4 for （1）.
        level: u8,
        /// The heading.
        head: Vec<Piece>,
        /// What follows in the same paragraph; often nothing.
        text: Vec<Piece>,
    },
    /// A paragraph.
    Paragraph {
        /// How it begins or where it stands.
        stand: Stand,
        /// Its text.
        text: Vec<Piece>,
    },
    /// A table or a chart.
    Grid(Grid),
    /// Blocks under a condition.
    Choice(Choice<Block>),
    /// Blocks for every child union.
    Each(Box<Each<Block>>),
}

/// Where a paragraph stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub enum Stand {
    /// Two characters in.
    #[default]
    Indented,
    /// At the left edge: whom the paper is for.
    Flush,
    /// At the right: signature and day.
    Right,
}

/// What a line is made of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    /// Words.
    Text(String),
    /// `**`: bold begins or ends.
    Bold,
    /// A word of the occasion: the union, the period, a day.
    Word(Word, Span),
    /// A figure.
    Insert(Box<Insert>),
    /// A place left for a person, with what is wanted there.
    Open(String),
    /// Pieces under a condition.
    Choice(Choice<Piece>),
    /// Pieces for every child union.
    Each(Box<Each<Piece>>),
}

/// A word of the occasion.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Word {
    /// 单位: the union's name; inside a repetition the child's.
    Union,
    /// 本单位: the union's name, also inside a repetition.
    Own,
    /// 上级: the name of the union above.
    Superior,
    /// 年: 2026年.
    Year,
    /// 上年: 2025年.
    LastYear,
    /// 期间: 2026年上半年.
    Period,
    /// 起: the first day.
    First,
    /// 止: the last day.
    Last,
    /// 截至: 截至2026年6月17日, the last day or today if that is earlier.
    AsOf,
    /// 今天.
    Today,
}

impl Word {
    /// All of them as they are written in a template.
    pub const ALL: [(&'static str, Word); 10] = [
        ("单位", Word::Union),
        ("本单位", Word::Own),
        ("上级", Word::Superior),
        ("年", Word::Year),
        ("上年", Word::LastYear),
        ("期间", Word::Period),
        ("起", Word::First),
        ("止", Word::Last),
        ("截至", Word::AsOf),
        ("今天", Word::Today),
    ];
}

/// What is written under conditions: the first branch that holds, else `otherwise`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice<T> {
    /// Condition and what it is for, in order.
    pub branches: Vec<(Cond, Vec<T>)>,
    /// What is written if none holds.
    pub otherwise: Vec<T>,
    /// Where it begins.
    pub span: Span,
}

/// What is written once for every child union.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Each<T> {
    /// 有数的: leave out children whose first figure is 0.
    pub filled: bool,
    /// 当: only children for which this holds.
    pub when: Option<Cond>,
    /// 按…降序: by what, and whether the largest comes first.
    pub order: Option<(Figure, bool)>,
    /// 前n.
    pub most: Option<usize>,
    /// 用…隔开; inside a line 、 unless said otherwise.
    pub between: Option<String>,
    /// What is repeated.
    pub body: Vec<T>,
    /// Where it begins.
    pub span: Span,
}

/// A condition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cond {
    /// Two amounts compared.
    Compare(Box<Measure>, Order, Operand),
    /// 且.
    All(Vec<Cond>),
    /// 或.
    Any(Vec<Cond>),
    /// 非.
    Not(Box<Cond>),
}

/// How two amounts are compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    /// `=`
    Equal,
    /// `≠`
    Unequal,
    /// `>`
    More,
    /// `≥`
    AtLeast,
    /// `<`
    Less,
    /// `≤`
    AtMost,
}

/// What an amount is compared with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Operand {
    /// A number as typed.
    Number(Literal),
    /// Another figure.
    Measure(Box<Measure>),
}

/// A number in a condition: `5万元` is 50000 of 元.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Literal {
    /// All digits, without the point.
    pub digits: i64,
    /// How many of them stand behind the point.
    pub decimals: u32,
    /// 万 or 亿.
    pub scale: Scale,
    /// The unit behind it; may be empty.
    pub unit: String,
    /// Where it stands.
    pub span: Span,
}

/// A name as typed: title or code of an indicator, a dimension, or a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Name {
    /// As typed, trimmed.
    pub text: String,
    /// Where.
    pub span: Span,
}

/// Which number: of what, of which group, when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Figure {
    /// 本单位的: of the union itself, also inside a repetition.
    pub own: bool,
    /// The indicator.
    pub name: Name,
    /// Dimension and value: only this group.
    pub filter: Vec<(Name, Name)>,
    /// The day or period.
    pub at: At,
    /// Where.
    pub span: Span,
}

/// The day or period of a figure.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum At {
    /// 期末 for a stock, 本期 for a flow.
    #[default]
    Usual,
    /// A moment seen from the period of the report.
    Moment(Moment),
    /// The end of this day.
    On(Date),
    /// From the first day to the last; a stock takes the last.
    Between(Date, Date),
}

/// A moment or stretch seen from the period of the report.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Moment {
    /// 期末: the end of the period (today if that is earlier).
    End,
    /// 期初: the end of the day before the period.
    Begin,
    /// 本期: the whole period.
    Period,
    /// 上期: the period before, of the same kind.
    Previous,
    /// 上年末: 31 December of the year before.
    LastYearEnd,
    /// 上年同期: the same day or stretch a year before.
    YearBefore,
    /// 本年累计: from 1 January on.
    YearToDate,
    /// 上年累计: the same in the year before.
    LastYearToDate,
    /// 上年: the whole year before.
    LastYear,
    /// 全部: everything up to the end of the period.
    Ever,
    /// 今天: the day of writing.
    Today,
}

impl Moment {
    /// All of them as they are written behind `@`.
    pub const ALL: [(&'static str, Moment); 11] = [
        ("期末", Moment::End),
        ("期初", Moment::Begin),
        ("本期", Moment::Period),
        ("上期", Moment::Previous),
        ("上年末", Moment::LastYearEnd),
        ("上年同期", Moment::YearBefore),
        ("本年累计", Moment::YearToDate),
        ("上年累计", Moment::LastYearToDate),
        ("上年", Moment::LastYear),
        ("全部", Moment::Ever),
        ("今天", Moment::Today),
    ];
}

/// A figure and what is taken of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Measure {
    /// The figure.
    pub figure: Figure,
    /// 占比: in per cent of this one.
    pub whole: Option<Figure>,
    /// What is said of it.
    pub take: Take,
    /// Where.
    pub span: Span,
}

/// What is said of a figure.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Take {
    /// The number.
    #[default]
    Value,
    /// 净增 without 比: a difference said with its direction, 净增35人 or 净减3人.
    Signed,
    /// 比=…: compared with another day, period or the target.
    Against(Base, Say),
    /// 目标 and its kin.
    Goal(GoalSay),
    /// 名单: names of the rows, at most so many.
    Names(Option<u32>),
    /// 前n, 后n: the child unions with most or least.
    Rank {
        /// How many.
        most: u32,
        /// Whether from the bottom.
        last: bool,
        /// 不带数: names alone.
        bare: bool,
    },
}

/// What a figure is compared with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Base {
    /// Another moment.
    At(At),
    /// 目标.
    Goal,
}

/// How a comparison is said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Say {
    /// 增减: 增长3.2%.
    Change,
    /// 净增: 净增35家.
    Net,
    /// 百分点: 提高2.3个百分点.
    Points,
    /// 差: the bare difference.
    Difference,
    /// 倍: 是上年同期的1.5倍.
    Times,
}

impl Say {
    /// All of them as they are written behind `比=…|`.
    pub const ALL: [(&'static str, Say); 5] = [
        ("增减", Say::Change),
        ("净增", Say::Net),
        ("百分点", Say::Points),
        ("差", Say::Difference),
        ("倍", Say::Times),
    ];
}

/// What is said of a target.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GoalSay {
    /// 目标: its value.
    Value,
    /// 完成率: how much of it is reached, in per cent.
    Done,
    /// 应完成: how much is due by now.
    Due,
    /// 差额: what is missing.
    Missing,
    /// 缺口名单: who is behind.
    Behind,
}

impl GoalSay {
    /// All of them as they are written.
    pub const ALL: [(&'static str, GoalSay); 5] = [
        ("目标", GoalSay::Value),
        ("完成率", GoalSay::Done),
        ("应完成", GoalSay::Due),
        ("差额", GoalSay::Missing),
        ("缺口名单", GoalSay::Behind),
    ];
}

/// A figure in a line, and how it looks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Insert {
    /// What is measured.
    pub measure: Measure,
    /// How it looks.
    pub form: Form,
    /// The whole, braces included.
    pub span: Span,
}

/// How a number looks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Form {
    /// 数: without its unit.
    pub bare: bool,
    /// In ones, 万 or 亿.
    pub scale: Scale,
    /// Exactly so many decimals; else as many as are needed, at most two.
    pub decimals: Option<u32>,
    /// 不分节: without thousands separators.
    pub plain: bool,
    /// 汉字: a small whole number in Chinese numerals, 一期、两名.
    pub words: bool,
    /// 约, 余 or 多, and how many leading digits are kept.
    pub bound: Option<(Bound, u32)>,
}

/// In what a number is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Scale {
    /// As it is.
    #[default]
    One,
    /// 万, ten thousands.
    Wan,
    /// 亿, hundred millions.
    Yi,
}

/// How a number is made round.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bound {
    /// 约4.8万: rounded half up.
    About,
    /// 4800余: rounded down.
    Odd,
    /// 4800多: rounded down.
    More,
}

/// A table or chart of one or more figures.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Grid {
    /// One column or series each.
    pub figures: Vec<Figure>,
    /// What the rows or bars are.
    pub by: By,
    /// 图 instead of 表.
    pub chart: bool,
    /// 标题; made from the figures if nothing was given.
    pub title: Option<String>,
    /// How the numbers look.
    pub form: Form,
    /// The whole.
    pub span: Span,
}

/// What the rows of a table are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum By {
    /// 下级.
    Child,
    /// 月.
    Month,
    /// A dimension of the indicator.
    Dim(Name),
}
