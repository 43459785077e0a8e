//! What stands in braces: a word of the occasion, a figure, a table, or a sign that steers.

use super::super::fault::Fault;
use super::super::template::{Cond, Figure, Form, Grid, Insert, Measure, Span, Take, Word};
use super::cursor::Cursor;
use super::options::{self, Options};
use super::{cond, figure};
use crate::text;

/// What stood in braces.
#[derive(Clone)]
pub(super) enum Brace {
    If(Cond),
    ElseIf(Cond),
    Else,
    End,
    Each(Box<EachHead>),
    Word(Word),
    Insert(Box<Insert>),
    Grid(Box<Grid>),
    Open(String),
}

/// How a repetition goes.
#[derive(Clone, Default)]
pub(super) struct EachHead {
    pub(super) filled: bool,
    pub(super) when: Option<Cond>,
    pub(super) order: Option<(Figure, bool)>,
    pub(super) most: Option<usize>,
    pub(super) between: Option<String>,
}

impl Brace {
    /// Whether it makes blocks when it stands alone in a line.
    pub(super) fn takes_lines(&self) -> bool {
        !matches!(self, Brace::Word(_) | Brace::Insert(_) | Brace::Open(_))
    }

    /// What a brace that could not be read would have opened.
    pub(super) fn broken(inside: Cursor<'_>) -> Option<Brace> {
        let nothing = Cond::All(Vec::new());
        match keyword(inside.rest().trim()) {
            Some((Keyword::If, _)) => Some(Brace::If(nothing)),
            Some((Keyword::ElseIf, _)) => Some(Brace::ElseIf(nothing)),
            Some((Keyword::Each, _)) => Some(Brace::Each(Box::default())),
            None => None,
        }
    }
}

#[derive(Clone, Copy)]
enum Keyword {
    If,
    ElseIf,
    Each,
}

/// The keyword a text begins with, and its length in bytes.
fn keyword(inside: &str) -> Option<(Keyword, usize)> {
    let all = [("如果", Keyword::If), ("否则如果", Keyword::ElseIf), ("每个下级", Keyword::Each)];
    let found = all.into_iter().find(|(word, _)| inside.starts_with(word));
    found.map(|(word, keyword)| (keyword, word.len()))
}

/// Reads what stands between two braces; `whole` includes them.
pub(super) fn of(mut inside: Cursor<'_>, whole: Span) -> Result<Brace, Fault> {
    inside.blank();
    let said = inside.rest().trim();
    if said.is_empty() {
        return Err(Fault::at(whole, "花括号里是空的，请写指标名称，如{会员数}。"));
    }
    if said.starts_with('【') || said.starts_with("待补充") {
        return Ok(Brace::Open(wanted(said)));
    }
    match said {
        "否则" => return Ok(Brace::Else),
        "完" => return Ok(Brace::End),
        _ => {}
    }
    if let Some((keyword, length)) = keyword(said) {
        inside.at += length;
        return match keyword {
            Keyword::If => Ok(Brace::If(cond::whole(inside)?)),
            Keyword::ElseIf => Ok(Brace::ElseIf(cond::whole(inside)?)),
            Keyword::Each => Ok(Brace::Each(Box::new(each(inside)?))),
        };
    }
    if let Some((_, word)) = Word::ALL.iter().find(|(written, _)| *written == said) {
        return Ok(Brace::Word(*word));
    }
    insert(inside, whole)
}

/// What is wanted at an open place: `【待补充】亮点` and `待补充：亮点` want 亮点.
fn wanted(said: &str) -> String {
    let inner = said.trim_start_matches('【').trim_start_matches("待补充");
    let sign = |c: char| matches!(c, '【' | '】' | '：' | ':') || c.is_whitespace();
    inner.trim_matches(sign).to_owned()
}

fn insert(mut inside: Cursor<'_>, whole: Span) -> Result<Brace, Fault> {
    let from = inside.at;
    let mut figures = vec![figure::of(&mut inside, false)?];
    while inside.eat(';') {
        figures.push(figure::of(&mut inside, false)?);
    }
    let options = options::of(&mut inside, false)?;
    inside.blank();
    if !inside.is_done() {
        let rest = inside.rest().trim();
        let says = format!("“{rest}”放在这里看不懂；写法用“|”隔开，如{{会员数|万}}。");
        return Err(Fault::at(inside.span_of(""), says));
    }
    let span = inside.span(from);
    if options.grid.is_some() {
        options.only_grid(span)?;
    }
    if let Some((by, chart)) = options.grid {
        let (title, form) = (options.title, options.form);
        let grid = Grid { figures, by, chart, title, form, span: whole };
        return Ok(Brace::Grid(Box::new(grid)));
    }
    if let Some(second) = figures.get(1) {
        let says = "几个指标写在一起，只能做表或图，如{会员数；建会率|表=下级}。";
        return Err(Fault::at(second.span, says));
    }
    let form = options.form;
    let measure = measure(figures, options, span)?;
    if form != Form::default() && matches!(measure.take, Take::Names(_)) {
        return Err(Fault::at(span, "名单里没有数字，请删去数字的写法。"));
    }
    Ok(Brace::Insert(Box::new(Insert { measure, form, span: whole })))
}

/// Puts a figure and its options together.
pub(super) fn measure(
    figures: Vec<Figure>,
    options: Options,
    span: Span,
) -> Result<Measure, Fault> {
    let empty = || Fault::at(span, "这里缺少指标名称。");
    let take = options.take(span)?;
    let figure = figures.into_iter().next().ok_or_else(empty)?;
    Ok(Measure { figure, whole: options.whole, take, span })
}

fn each(mut inside: Cursor<'_>) -> Result<EachHead, Fault> {
    let mut head = EachHead::default();
    loop {
        inside.blank();
        if inside.is_done() {
            return Ok(head);
        }
        if !inside.eat('|') {
            let says = "“每个下级”后面的要求用“|”隔开，如{每个下级|有数的|前3}。";
            return Err(Fault::at(inside.span_of(""), says));
        }
        inside.blank();
        if inside.eat_all("当") {
            head.when = Some(cond::whole(inside)?);
            return Ok(head);
        }
        let begun = inside;
        let said = inside.take_until(|c| c == '|');
        each_option(&mut head, said, begun, inside.span_of(said))?;
    }
}

fn each_option(
    head: &mut EachHead,
    said: &str,
    begun: Cursor<'_>,
    span: Span,
) -> Result<(), Fault> {
    let said = said.trim();
    if said == "有数的" {
        head.filled = true;
        return Ok(());
    }
    if let Some(between) = said.strip_prefix('用').and_then(|s| s.strip_suffix("隔开")) {
        head.between = Some(between.to_owned());
        return Ok(());
    }
    if let Some(most) = said.strip_prefix('前').and_then(|n| text::squeeze(n).parse().ok()) {
        head.most = Some(most);
        return Ok(());
    }
    let ordered = said.strip_prefix('按').and_then(|by| {
        let falling = by.strip_suffix("降序").map(|by| (by, true));
        falling.or_else(|| by.strip_suffix("升序").map(|by| (by, false)))
    });
    if let Some((by, falling)) = ordered {
        let mut inner = begun.within("按".len() + by.len());
        inner.at += "按".len();
        let figure = figure::of(&mut inner, false)?;
        inner.blank();
        if inner.is_done() {
            head.order = Some((figure, falling));
            return Ok(());
        }
    }
    let says = format!(
        "“{said}”看不懂；“每个下级”后面可以写：有数的、前3、按会员数降序、用；隔开、当 会员数 > 0。"
    );
    Err(Fault::at(span, says))
}
