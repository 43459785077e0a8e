//! Writes a template down again, in the one form that all ways of typing it share.

use super::template::*;
use std::fmt::{self, Display, Formatter};

impl Display for Template {
    fn fmt(&self, out: &mut Formatter<'_>) -> fmt::Result {
        self.blocks.iter().try_for_each(|block| write!(out, "{block}"))
    }
}

impl Display for Block {
    fn fmt(&self, out: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Block::Title(text) => writeln!(out, "# {}", Pieces(text)),
            Block::Heading { level, head, text } => {
                let signs = "#".repeat(usize::from(*level) + 1);
                let bar = if text.is_empty() { "" } else { "|" };
                writeln!(out, "{signs} {}{bar}{}", Pieces(head), Pieces(text))
            }
            Block::Paragraph { stand, text } => {
                let sign = match stand {
                    Stand::Indented => "",
                    Stand::Flush => "> ",
                    Stand::Right => "~ ",
                };
                writeln!(out, "{sign}{}", Pieces(text))
            }
            Block::Grid(grid) => writeln!(out, "{grid}"),
            Block::Choice(choice) => {
                for (at, (cond, body)) in choice.branches.iter().enumerate() {
                    let word = if at == 0 { "如果" } else { "否则如果" };
                    writeln!(out, "{{{word} {cond}}}")?;
                    body.iter().try_for_each(|block| write!(out, "{block}"))?;
                }
                if !choice.otherwise.is_empty() {
                    writeln!(out, "{{否则}}")?;
                    choice.otherwise.iter().try_for_each(|block| write!(out, "{block}"))?;
                }
                writeln!(out, "{{完}}")
            }
            Block::Each(each) => {
                write_head(out, each)?;
                writeln!(out)?;
                each.body.iter().try_for_each(|block| write!(out, "{block}"))?;
                writeln!(out, "{{完}}")
            }
        }
    }
}

fn write_head<T>(out: &mut Formatter<'_>, each: &Each<T>) -> fmt::Result {
    write!(out, "{{每个下级")?;
    if each.filled {
        write!(out, "|有数的")?;
    }
    if let Some((figure, falling)) = &each.order {
        write!(out, "|按{figure}{}", if *falling { "降序" } else { "升序" })?;
    }
    if let Some(most) = each.most {
        write!(out, "|前{most}")?;
    }
    if let Some(between) = &each.between {
        write!(out, "|用{between}隔开")?;
    }
    if let Some(when) = &each.when {
        write!(out, "|当 {when}")?;
    }
    write!(out, "}}")
}

struct Pieces<'a>(&'a [Piece]);

impl Display for Pieces<'_> {
    fn fmt(&self, out: &mut Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|piece| write!(out, "{piece}"))
    }
}

impl Display for Piece {
    fn fmt(&self, out: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Piece::Text(text) => write!(out, "{}", text.replace('{', "{{").replace('}', "}}")),
            Piece::Bold => write!(out, "**"),
            Piece::Word(word, _) => {
                let written = Word::ALL.iter().find(|(_, known)| known == word);
                write!(out, "{{{}}}", written.map_or("", |(written, _)| written))
            }
            Piece::Insert(insert) => write!(out, "{{{}{}}}", insert.measure, insert.form),
            Piece::Open(wanted) => write!(out, "{{【待补充】{wanted}}}"),
            Piece::Choice(choice) => {
                for (at, (cond, body)) in choice.branches.iter().enumerate() {
                    let word = if at == 0 { "如果" } else { "否则如果" };
                    write!(out, "{{{word} {cond}}}{}", Pieces(body))?;
                }
                if !choice.otherwise.is_empty() {
                    write!(out, "{{否则}}{}", Pieces(&choice.otherwise))?;
                }
                write!(out, "{{完}}")
            }
            Piece::Each(each) => {
                write_head(out, each)?;
                write!(out, "{}{{完}}", Pieces(&each.body))
            }
        }
    }
}

impl Display for Figure {
    fn fmt(&self, out: &mut Formatter<'_>) -> fmt::Result {
        write!(out, "{}{}", if self.own { "本单位的" } else { "" }, self.name.text)?;
        for (at, (dim, value)) in self.filter.iter().enumerate() {
            let sign = if at == 0 { "[" } else { "；" };
            write!(out, "{sign}{}={}", dim.text, value.text)?;
        }
        if !self.filter.is_empty() {
            write!(out, "]")?;
        }
        match self.at {
            At::Usual => Ok(()),
            at => write!(out, "@{at}"),
        }
    }
}

impl Display for At {
    fn fmt(&self, out: &mut Formatter<'_>) -> fmt::Result {
        match self {
            At::Usual => Ok(()),
            At::Moment(moment) => {
                let written = Moment::ALL.iter().find(|(_, known)| known == moment);
                write!(out, "{}", written.map_or("", |(written, _)| written))
            }
            At::On(day) => write!(out, "{day}"),
            At::Between(first, last) => write!(out, "{first}..{last}"),
        }
    }
}

impl Display for Measure {
    fn fmt(&self, out: &mut Formatter<'_>) -> fmt::Result {
        write!(out, "{}", self.figure)?;
        if let Some(whole) = &self.whole {
            write!(out, "|占比={whole}")?;
        }
        match self.take {
            Take::Value => Ok(()),
            Take::Signed => write!(out, "|净增"),
            Take::Against(base, say) => write!(out, "|比={base}|{say}"),
            Take::Goal(say) => {
                let written = GoalSay::ALL.iter().find(|(_, known)| *known == say);
                write!(out, "|{}", written.map_or("", |(written, _)| written))
            }
            Take::Names(None) => write!(out, "|名单"),
            Take::Names(Some(most)) => write!(out, "|名单={most}"),
            Take::Rank { most, last, bare } => {
                let bare = if bare { "|不带数" } else { "" };
                write!(out, "|{}{most}{bare}", if last { "后" } else { "前" })
            }
        }
    }
}

impl Display for Base {
    fn fmt(&self, out: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Base::At(at) => write!(out, "{at}"),
            Base::Goal => write!(out, "目标"),
        }
    }
}

impl Display for Say {
    fn fmt(&self, out: &mut Formatter<'_>) -> fmt::Result {
        let written = Say::ALL.iter().find(|(_, known)| known == self);
        write!(out, "{}", written.map_or("", |(written, _)| written))
    }
}

impl Display for Form {
    fn fmt(&self, out: &mut Formatter<'_>) -> fmt::Result {
        let decimals = self.decimals.map_or(String::new(), |many| many.to_string());
        match self.scale {
            Scale::Wan => write!(out, "|万{decimals}")?,
            Scale::Yi => write!(out, "|亿{decimals}")?,
            Scale::One if self.decimals.is_some() => write!(out, "|小数{decimals}")?,
            Scale::One => {}
        }
        if self.bare {
            write!(out, "|数")?;
        }
        if self.plain {
            write!(out, "|不分节")?;
        }
        if self.words {
            write!(out, "|汉字")?;
        }
        match self.bound {
            None => Ok(()),
            Some((Bound::About, kept)) => write!(out, "|约{kept}"),
            Some((Bound::Odd, kept)) => write!(out, "|余{kept}"),
            Some((Bound::More, kept)) => write!(out, "|多{kept}"),
        }
    }
}

impl Display for Grid {
    fn fmt(&self, out: &mut Formatter<'_>) -> fmt::Result {
        write!(out, "{{")?;
        for (at, figure) in self.figures.iter().enumerate() {
            write!(out, "{}{figure}", if at == 0 { "" } else { "；" })?;
        }
        write!(out, "|{}={}", if self.chart { "图" } else { "表" }, self.by)?;
        if let Some(title) = &self.title {
            write!(out, "|标题={title}")?;
        }
        write!(out, "{}}}", self.form)
    }
}

impl Display for By {
    fn fmt(&self, out: &mut Formatter<'_>) -> fmt::Result {
        match self {
            By::Child => write!(out, "下级"),
            By::Month => write!(out, "月"),
            By::Dim(name) => write!(out, "{}", name.text),
        }
    }
}

impl Display for Cond {
    fn fmt(&self, out: &mut Formatter<'_>) -> fmt::Result {
        let joined = |out: &mut Formatter<'_>, parts: &[Cond], word: &str| {
            for (at, part) in parts.iter().enumerate() {
                if at > 0 {
                    write!(out, " {word} ")?;
                }
                match part {
                    Cond::All(_) | Cond::Any(_) => write!(out, "({part})")?,
                    _ => write!(out, "{part}")?,
                }
            }
            Ok(())
        };
        match self {
            Cond::All(parts) => joined(out, parts, "且"),
            Cond::Any(parts) => joined(out, parts, "或"),
            Cond::Not(inner) => match inner.as_ref() {
                Cond::All(_) | Cond::Any(_) => write!(out, "非 ({inner})"),
                _ => write!(out, "非 {inner}"),
            },
            Cond::Compare(left, order, right) => write!(out, "{left} {order} {right}"),
        }
    }
}

impl Display for Order {
    fn fmt(&self, out: &mut Formatter<'_>) -> fmt::Result {
        out.write_str(match self {
            Order::Equal => "=",
            Order::Unequal => "≠",
            Order::More => ">",
            Order::AtLeast => "≥",
            Order::Less => "<",
            Order::AtMost => "≤",
        })
    }
}

impl Display for Operand {
    fn fmt(&self, out: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Operand::Number(number) => write!(out, "{number}"),
            Operand::Measure(measure) => write!(out, "{measure}"),
        }
    }
}

impl Display for Literal {
    fn fmt(&self, out: &mut Formatter<'_>) -> fmt::Result {
        let sign = if self.digits < 0 { "-" } else { "" };
        let behind = usize::try_from(self.decimals).unwrap_or_default();
        let digits = format!("{:0>width$}", self.digits.unsigned_abs(), width = behind + 1);
        let (whole, rest) = digits.split_at(digits.len() - behind);
        let point = if behind > 0 { "." } else { "" };
        let scale = match self.scale {
            Scale::One => "",
            Scale::Wan => "万",
            Scale::Yi => "亿",
        };
        write!(out, "{sign}{whole}{point}{rest}{scale}{}", self.unit)
    }
}
