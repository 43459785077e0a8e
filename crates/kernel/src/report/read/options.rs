//! Reads what follows a figure behind `|`: what is said of it, and how it looks.

use super::super::fault::Fault;
use super::super::template::{
    Base, Bound, By, Figure, Form, GoalSay, Name, Say, Scale, Span, Take,
};
use super::cursor::Cursor;
use super::figure::{self, is_order};
use crate::text;

/// Everything said behind a figure.
#[derive(Default)]
pub(super) struct Options {
    pub(super) whole: Option<Figure>,
    base: Option<Base>,
    say: Option<Say>,
    takes: Vec<Take>,
    bare: bool,
    pub(super) grid: Option<(By, bool)>,
    pub(super) title: Option<String>,
    pub(super) form: Form,
}

impl Options {
    /// What is taken of the figure, if it is said clearly.
    pub(super) fn take(&self, span: Span) -> Result<Take, Fault> {
        let compared = match (self.base, self.say) {
            (Some(base), Some(say)) => Some(Take::Against(base, say)),
            (None, None) => None,
            (None, Some(Say::Net)) => Some(Take::Signed),
            (Some(_), None) => {
                let says = "写了“比=…”，还要写怎么说：增减、净增、百分点、差或倍，如{会员数|比=期初|净增}。";
                return Err(Fault::at(span, says));
            }
            (None, Some(_)) => {
                let says = "写了增减、净增一类，还要写和什么比，如{会员数|比=上年同期|增减}。";
                return Err(Fault::at(span, says));
            }
        };
        let mut takes = self.takes.iter().copied().chain(compared);
        let first = takes.next().unwrap_or_default();
        if takes.next().is_some() {
            return Err(Fault::at(span, "一处只能说一样：比较、目标、名单、前几名请分开写。"));
        }
        if self.title.is_some() {
            return Err(Fault::at(span, "“标题=”只用在表和图上。"));
        }
        match first {
            Take::Rank { most, last, .. } => Ok(Take::Rank { most, last, bare: self.bare }),
            _ if self.bare => Err(Fault::at(span, "“不带数”只和“前3”“后3”一起写。")),
            other => Ok(other),
        }
    }

    /// A table says nothing but how its numbers look.
    pub(super) fn only_grid(&self, span: Span) -> Result<(), Fault> {
        let other = self.whole.is_some()
            || self.base.is_some()
            || self.say.is_some()
            || !self.takes.is_empty()
            || self.bare;
        if other {
            return Err(Fault::at(
                span,
                "表和图里只写指标、标题和数字的写法，不能写比较、占比或名单。",
            ));
        }
        Ok(())
    }
}

/// Reads all options; in a condition only those that give a number.
pub(super) fn of(cursor: &mut Cursor<'_>, in_cond: bool) -> Result<Options, Fault> {
    let mut made = Options::default();
    loop {
        let before = *cursor;
        cursor.blank();
        if !cursor.eat('|') {
            *cursor = before;
            return Ok(made);
        }
        cursor.blank();
        option(&mut made, cursor, in_cond)?;
    }
}

fn option(made: &mut Options, cursor: &mut Cursor<'_>, in_cond: bool) -> Result<(), Fault> {
    let ends = |c: char| {
        c == '|' || is_order(c) || in_cond && (c.is_whitespace() || matches!(c, '(' | ')'))
    };
    let taken = cursor.take_until(ends);
    let span = cursor.span_of(taken);
    let key = text::squeeze(taken);
    let valued = matches!(key.as_str(), "占比" | "比" | "名单" | "表" | "图" | "标题");
    if valued && cursor.eat('=') {
        return value(made, &key, cursor, in_cond);
    }
    let known = said(made, &key) || !in_cond && look(made, &key);
    if known {
        return Ok(());
    }
    if in_cond && look(made, &key) {
        return Err(Fault::at(span, format!("条件里不用写“{key}”，直接和数比就行。")));
    }
    let says = format!(
        "写法“{key}”看不懂，可以写：数、万、万2、亿、小数1、不分节、汉字、约、余、多、占比=…、比=…、目标、完成率、名单、前3、表=…、图=…。"
    );
    Err(Fault::at(span, says))
}

/// Options with a value behind `=`.
fn value(
    made: &mut Options,
    key: &str,
    cursor: &mut Cursor<'_>,
    in_cond: bool,
) -> Result<(), Fault> {
    if key == "占比" {
        made.whole = Some(figure::of(cursor, in_cond)?);
        return Ok(());
    }
    if key == "比" {
        let goal = {
            let mut ahead = *cursor;
            ahead.blank();
            ahead.eat_all("目标").then_some(ahead)
        };
        made.base = Some(match goal {
            Some(behind) => {
                *cursor = behind;
                Base::Goal
            }
            None => Base::At(figure::at(cursor, in_cond)?),
        });
        return Ok(());
    }
    let taken = cursor.take_until(|c| c == '|' || in_cond && c.is_whitespace());
    let span = cursor.span_of(taken);
    let said = taken.trim();
    if said.is_empty() {
        return Err(Fault::at(span, format!("“{key}=”后面要写内容。")));
    }
    match key {
        "名单" => {
            let most = text::squeeze(said).parse().ok().filter(|most| *most > 0);
            let most = most.ok_or_else(|| Fault::at(span, "“名单=”后面写人数，如 名单=10。"))?;
            made.takes.push(Take::Names(Some(most)));
        }
        "标题" => made.title = Some(said.to_owned()),
        _ => {
            let by = match said.strip_prefix('按').unwrap_or(said) {
                "下级" | "下级单位" => By::Child,
                "月" | "月份" => By::Month,
                dim => By::Dim(Name { text: dim.to_owned(), span }),
            };
            made.grid = Some((by, key == "图"));
        }
    }
    Ok(())
}

/// What is said of the figure.
fn said(made: &mut Options, key: &str) -> bool {
    if let Some((_, say)) = Say::ALL.iter().find(|(written, _)| *written == key) {
        made.say = Some(*say);
        return true;
    }
    if let Some((_, say)) = GoalSay::ALL.iter().find(|(written, _)| *written == key) {
        made.takes.push(Take::Goal(*say));
        return true;
    }
    let rank = |n: &str, last: bool| {
        let most = n.parse().ok().filter(|most| *most > 0);
        most.map(|most| Take::Rank { most, last, bare: false })
    };
    let ranked = key.strip_prefix('前').and_then(|n| rank(n, false));
    if let Some(take) = ranked.or_else(|| key.strip_prefix('后').and_then(|n| rank(n, true))) {
        made.takes.push(take);
        return true;
    }
    match key {
        "名单" => made.takes.push(Take::Names(None)),
        "不带数" => made.bare = true,
        _ => return false,
    }
    true
}

/// How the number looks.
fn look(made: &mut Options, key: &str) -> bool {
    let form = &mut made.form;
    match key {
        "数" => form.bare = true,
        "不分节" => form.plain = true,
        "汉字" => form.words = true,
        "元" => form.scale = Scale::One,
        _ => return scaled(form, key) || bounded(form, key),
    }
    true
}

fn scaled(form: &mut Form, key: &str) -> bool {
    let scales = [
        ("万元", Some(Scale::Wan)),
        ("亿元", Some(Scale::Yi)),
        ("万", Some(Scale::Wan)),
        ("亿", Some(Scale::Yi)),
        ("小数", None),
    ];
    let found = scales.into_iter().find_map(|(word, scale)| Some((key.strip_prefix(word)?, scale)));
    let Some((digits, scale)) = found else { return false };
    let decimals = match digits.as_bytes() {
        [] if scale.is_some() => None,
        [digit @ b'0'..=b'4'] => Some(u32::from(digit - b'0')),
        _ => return false,
    };
    form.scale = scale.unwrap_or(form.scale);
    form.decimals = decimals.or(form.decimals);
    true
}

fn bounded(form: &mut Form, key: &str) -> bool {
    let bounds = [("约", Bound::About), ("余", Bound::Odd), ("多", Bound::More)];
    let found = bounds.into_iter().find_map(|(word, bound)| Some((key.strip_prefix(word)?, bound)));
    let Some((digits, bound)) = found else { return false };
    let kept = match digits.as_bytes() {
        [] => 2,
        [digit @ b'1'..=b'6'] => u32::from(digit - b'0'),
        _ => return false,
    };
    form.bound = Some((bound, kept));
    true
}
