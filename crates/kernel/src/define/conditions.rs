//! Conditions as people write them. `或` and `且` stand between blanks, so that they may also occur
//! in names and values.

use super::paths::path_of;
use super::{Known, nearest, perhaps};
use crate::codes::money::Fen;
use crate::field::{FieldDef, Kind};
use crate::indicator::Cond;
use crate::register::Register;
use crate::value::Value;

/// What is wrong, and after how many characters.
pub type Wrong = (usize, String);

/// Signs and words of comparison, longer ones before those they begin with; words stand between blanks.
const SIGNS: [(&str, Sign); 20] = [
    (" 不属于 ", Sign::IsNot),
    (" 不是 ", Sign::IsNot),
    (" 属于 ", Sign::Is),
    (" 是 ", Sign::Is),
    (" 不少于 ", Sign::AtLeast),
    (" 不早于 ", Sign::AtLeast),
    (" 不多于 ", Sign::AtMost),
    (" 不晚于 ", Sign::AtMost),
    (" 开头是 ", Sign::Begins),
    (" 已填", Sign::Filled),
    (" 未填", Sign::Empty),
    (">=", Sign::AtLeast),
    ("<=", Sign::AtMost),
    ("!=", Sign::IsNot),
    ("≥", Sign::AtLeast),
    ("≤", Sign::AtMost),
    ("≠", Sign::IsNot),
    (">", Sign::Over),
    ("<", Sign::Over),
    ("=", Sign::Is),
];

#[derive(Clone, Copy, PartialEq)]
enum Sign {
    Is,
    IsNot,
    AtLeast,
    AtMost,
    Begins,
    Filled,
    Empty,
    /// Not kept: “more than” differs from “at least” only for who counts from memory.
    Over,
}

/// One condition of a register, any of several joined by 或.
pub fn condition(text: &str, register: &Register, known: &Known) -> Result<Cond, Wrong> {
    let mut all = Vec::new();
    for (at, part) in split(text, " 或 ") {
        all.push(single(part, register, known).map_err(|(column, say)| (at + column, say))?);
    }
    match all.len() {
        1 => all.pop().ok_or_else(|| (0, "条件是空的".to_owned())),
        _ => Ok(Cond::Any(all)),
    }
}

/// Parts outside brackets, each with the characters before it.
fn split<'a>(text: &'a str, by: &str) -> Vec<(usize, &'a str)> {
    let (mut parts, mut depth, mut begin) = (Vec::new(), 0_i32, 0);
    for (at, c) in text.char_indices() {
        match c {
            '(' | '（' => depth += 1,
            ')' | '）' => depth -= 1,
            _ => {}
        }
        let here = text.get(at..).unwrap_or_default();
        if depth == 0 && at >= begin && here.starts_with(by) {
            parts.push((begin, text.get(begin..at).unwrap_or_default()));
            begin = at + by.len();
        }
    }
    parts.push((begin, text.get(begin..).unwrap_or_default()));
    parts.into_iter().map(|(at, part)| (count(text, at), part)).collect()
}

/// Characters before a byte.
fn count(text: &str, bytes: usize) -> usize {
    text.get(..bytes).map_or(0, |before| before.chars().count())
}

fn single(text: &str, register: &Register, known: &Known) -> Result<Cond, Wrong> {
    let lead = text.chars().take_while(|c| c.is_whitespace()).count();
    let trimmed = text.trim();
    let shift = |(at, say): Wrong| (at + lead, say);
    if let Some((inside, at)) = bracketed(trimmed, "非") {
        let inner = condition(inside, register, known).map_err(|(column, say)| (at + column, say));
        return inner.map(|cond| Cond::Not(Box::new(cond))).map_err(shift);
    }
    if let Some(rest) = trimmed.strip_prefix("没有 ") {
        let inner = has(rest, 3, known).map_err(shift)?;
        return Ok(Cond::Not(Box::new(inner)));
    }
    if let Some(rest) = trimmed.strip_prefix("有 ") {
        return has(rest, 2, known).map_err(shift);
    }
    plain(trimmed, register, known).map_err(shift)
}

/// The inside of `word（…）` that ends the text, and where it begins.
fn bracketed<'a>(text: &'a str, word: &str) -> Option<(&'a str, usize)> {
    let rest = text.strip_prefix(word)?.trim_start();
    let inside = rest.strip_prefix(['(', '（'])?;
    let inside = inside.strip_suffix([')', '）'])?;
    let at = text.chars().count() - rest.chars().count() + 1;
    Some((inside, at))
}

fn has(text: &str, before: usize, known: &Known) -> Result<Cond, Wrong> {
    let (head, inside) = match text.find(['(', '（']) {
        None => (text, None),
        Some(at) => {
            let head = text.get(..at).unwrap_or_default();
            let tail = text.get(at..).unwrap_or_default();
            let closed = bracketed(tail, "");
            let (inside, _) =
                closed.ok_or((before + count(text, at), "括号没有合上".to_owned()))?;
            (head, Some((inside, before + count(text, at) + 1)))
        }
    };
    let wrong = |say: String| (before, say);
    let (name, link) = head.trim().split_once('.').ok_or_else(|| {
        wrong("“有”后面写“台账.连着这里的那一项”，如：有 覆盖关系.用人单位".to_owned())
    })?;
    let register = register_of(name.trim(), known).map_err(wrong)?;
    let (link, field) = path_of(known.catalog, register, link.trim()).map_err(wrong)?;
    if field.kind != Kind::Link {
        return Err(wrong(format!("{}的“{}”不连着别的台账", register.title, field.title)));
    }
    let mut when = Vec::new();
    if let Some((inside, at)) = inside {
        for (place, part) in split(inside, " 且 ") {
            let read = condition(part, register, known);
            when.push(read.map_err(|(column, say)| (at + place + column, say))?);
        }
    }
    Ok(Cond::Has { register: register.name.to_owned(), link, when })
}

/// A register by name or title.
pub(super) fn register_of<'a>(said: &str, known: &Known<'a>) -> Result<&'a Register, String> {
    let all = &known.catalog.registers;
    let found = all.iter().find(|register| register.name == said || register.title == said);
    found.ok_or_else(|| {
        let titles: Vec<&str> = all.iter().map(|register| register.title).collect();
        format!("没有台账“{said}”，现有：{}", titles.join("、"))
    })
}

fn plain(text: &str, register: &Register, known: &Known) -> Result<Cond, Wrong> {
    let found = SIGNS.iter().filter_map(|(word, sign)| Some((text.find(word)?, word.len(), *sign)));
    // The first sign in the text; of two at one place the longer.
    let Some((at, length, sign)) = found.min_by_key(|(at, length, _)| (*at, usize::MAX - length))
    else {
        let say = "条件要写成“哪一项 = 什么”，比较可以用 = ≠ ≥ ≤、属于、不属于、开头是、已填、未填，中文的比较词前后空一格";
        return Err((0, say.to_owned()));
    };
    let said = text.get(..at).unwrap_or_default().trim();
    let rest = text.get(at + length..).unwrap_or_default();
    let start = count(text, at + length) + rest.chars().take_while(|c| c.is_whitespace()).count();
    let value = rest.trim();
    let (path, field) = path_of(known.catalog, register, said).map_err(|say| (0, say))?;
    let here = |say: String| (start, say);
    if sign == Sign::Over {
        let say = "这里只用 ≥（不少于）和 ≤（不多于）：大于 24 写成 ≥ 25".to_owned();
        return Err((count(text, at), say));
    }
    if matches!(sign, Sign::Filled | Sign::Empty) {
        if !value.is_empty() {
            return Err(here(format!(
                "“{}”后面不用再写别的",
                if sign == Sign::Filled { "已填" } else { "未填" }
            )));
        }
        return Ok(if sign == Sign::Filled { Cond::Filled(path) } else { Cond::Empty(path) });
    }
    if field.secret {
        return Err((0, format!("{}是加密保存的，不能拿来作条件", field.title)));
    }
    if value.is_empty() {
        return Err(here(format!("“{}”要比什么？后面没有写", field.title)));
    }
    compare(path, field, sign, value, known).map_err(here)
}

fn compare(
    path: String,
    field: &FieldDef,
    sign: Sign,
    value: &str,
    known: &Known,
) -> Result<Cond, String> {
    let ordered = matches!(field.kind, Kind::Int | Kind::Money | Kind::Day);
    match sign {
        Sign::Begins if matches!(field.kind, Kind::Text | Kind::Long | Kind::CreditCode) => {
            Ok(Cond::Begins(path, value.to_owned()))
        }
        Sign::Begins => Err(format!("“{}”不是文字，不能用“开头是”", field.title)),
        Sign::AtLeast | Sign::AtMost if !ordered => {
            Err(format!("“{}”没有大小先后，不能用 ≥ ≤", field.title))
        }
        Sign::AtLeast => match value.strip_prefix("设置 ") {
            Some(setting) => {
                setting_of(setting.trim(), known).map(|name| Cond::AtLeastSetting(path, name))
            }
            None => worth(field, value).map(|value| Cond::AtLeast(path, value)),
        },
        Sign::AtMost => worth(field, value).map(|value| Cond::AtMost(path, value)),
        _ => {
            let list: Result<Vec<Value>, String> =
                value.split(['、', '|']).map(|one| worth(field, one.trim())).collect();
            list.map(
                |list| {
                    if sign == Sign::Is { Cond::Is(path, list) } else { Cond::IsNot(path, list) }
                },
            )
        }
    }
}

fn setting_of(said: &str, known: &Known) -> Result<String, String> {
    let found = known.settings.iter().find(|(name, title)| *name == said || *title == said);
    found.map(|(name, _)| (*name).to_owned()).ok_or_else(|| {
        let near = perhaps(&nearest(said, known.settings.iter().map(|one| one.1)));
        format!("没有设置项“{said}”{near}")
    })
}

/// A value as the field stores it.
pub(super) fn worth(field: &FieldDef, said: &str) -> Result<Value, String> {
    match (field.kind, field.list) {
        (_, Some(list)) => list.find(said).map(Value::from).ok_or_else(|| {
            let titles: Vec<&str> = list.items.iter().map(|item| item.1).collect();
            let near = nearest(said, titles.iter().copied());
            if near.is_empty() {
                let some: Vec<&str> = titles.into_iter().take(8).collect();
                format!("“{}”里没有“{said}”，可以写：{}等", field.title, some.join("、"))
            } else {
                format!("“{}”里没有“{said}”{}", field.title, perhaps(&near))
            }
        }),
        (Kind::YesNo, _) => match said {
            "是" | "1" | "有" => Ok(Value::Int(1)),
            "否" | "0" | "无" => Ok(Value::Int(0)),
            _ => Err(format!("“{}”只能写是或否", field.title)),
        },
        (Kind::Int, _) => crate::text::squeeze(said)
            .replace(',', "")
            .parse()
            .map(Value::Int)
            .map_err(|_| format!("“{}”要写整数，这里写的是“{said}”", field.title)),
        (Kind::Money, _) => Fen::parse(said)
            .map(|fen| Value::Int(fen.0))
            .map_err(|error| format!("“{}”要写金额（元）：{error}", field.title)),
        (Kind::Day, _) => crate::dates::parse_day(said)
            .map(|day| Value::day(day.date))
            .map_err(|error| format!("“{}”要写日期：{error}", field.title)),
        (Kind::Link, _) => {
            Err(format!("“{}”连着别的台账，请写到那边的一项，如“{}.…”", field.title, field.title))
        }
        _ => Ok(Value::from(said.trim_matches(['“', '”', '"']))),
    }
}
