//! Reads conditions: `会员数 > 0 且 (建会率 < 85% 或 非 会员数|比=期初|净增 ≥ 0)`.

use super::super::fault::Fault;
use super::super::template::{Cond, Literal, Measure, Operand, Order, Scale, Take};
use super::cursor::Cursor;
use super::{DEEPEST, LONGEST_UNIT, braces, figure, options};

/// Reads a condition up to the end of the brace.
pub(super) fn whole(mut cursor: Cursor<'_>) -> Result<Cond, Fault> {
    let read = any(&mut cursor, 0)?;
    cursor.blank();
    if cursor.is_done() {
        return Ok(read);
    }
    let says = format!(
        "条件读到“{}”就看不懂了；几个条件之间写“且”或“或”，前后各空一格。",
        cursor.rest().trim()
    );
    Err(Fault::at(cursor.span_of(""), says))
}

fn any(cursor: &mut Cursor<'_>, depth: usize) -> Result<Cond, Fault> {
    joined(cursor, depth, ["或者", "或"], all, Cond::Any)
}

fn all(cursor: &mut Cursor<'_>, depth: usize) -> Result<Cond, Fault> {
    joined(cursor, depth, ["并且", "且"], one, Cond::All)
}

fn joined(
    cursor: &mut Cursor<'_>,
    depth: usize,
    words: [&str; 2],
    part: fn(&mut Cursor<'_>, usize) -> Result<Cond, Fault>,
    join: fn(Vec<Cond>) -> Cond,
) -> Result<Cond, Fault> {
    let first = part(cursor, depth)?;
    let mut parts = vec![first];
    loop {
        let before = *cursor;
        cursor.blank();
        if !words.iter().any(|word| cursor.eat_all(word)) {
            *cursor = before;
            break;
        }
        parts.push(part(cursor, depth)?);
    }
    let only = parts.len() == 1;
    Ok(if only { parts.remove(0) } else { join(parts) })
}

fn one(cursor: &mut Cursor<'_>, depth: usize) -> Result<Cond, Fault> {
    cursor.blank();
    if depth > DEEPEST {
        return Err(Fault::at(cursor.span_of(""), "条件里的括号套得太深，请拆成几段。"));
    }
    if cursor.eat('(') {
        let inner = any(cursor, depth + 1)?;
        cursor.blank();
        if cursor.eat(')') {
            return Ok(inner);
        }
        return Err(Fault::at(cursor.span_of(""), "条件里的“（”没有配上“）”。"));
    }
    let mut ahead = *cursor;
    if ahead.eat('非') && ahead.peek().is_some_and(|c| c.is_whitespace() || c == '(') {
        *cursor = ahead;
        return Ok(Cond::Not(Box::new(one(cursor, depth + 1)?)));
    }
    compare(cursor)
}

fn compare(cursor: &mut Cursor<'_>) -> Result<Cond, Fault> {
    let left = measure(cursor)?;
    cursor.blank();
    let Some(order) = order(cursor) else {
        let says = format!(
            "“{}”后面要写和什么比，如 {} > 0；可以用 >、≥、<、≤、=、≠。",
            left.figure.name.text, left.figure.name.text
        );
        return Err(Fault::at(left.span, says));
    };
    cursor.blank();
    let right = match literal(cursor)? {
        Some(number) => Operand::Number(number),
        None => Operand::Measure(Box::new(measure(cursor)?)),
    };
    Ok(Cond::Compare(Box::new(left), order, right))
}

fn measure(cursor: &mut Cursor<'_>) -> Result<Measure, Fault> {
    cursor.blank();
    let from = cursor.at;
    let figure = figure::of(cursor, true)?;
    let options = options::of(cursor, true)?;
    let span = cursor.span(from);
    if options.grid.is_some() {
        return Err(Fault::at(span, "条件里不能写表和图。"));
    }
    let made = braces::measure(vec![figure], options, span)?;
    match made.take {
        Take::Names(_) | Take::Rank { .. } => {
            Err(Fault::at(span, "条件里只能比数，不能写名单和前几名。"))
        }
        Take::Goal(super::super::template::GoalSay::Behind) => {
            Err(Fault::at(span, "条件里只能比数，不能写缺口名单；可以写 差额 > 0。"))
        }
        _ => Ok(made),
    }
}

fn order(cursor: &mut Cursor<'_>) -> Option<Order> {
    let signs = [
        (">=", Order::AtLeast),
        ("=>", Order::AtLeast),
        ("<=", Order::AtMost),
        ("=<", Order::AtMost),
        ("!=", Order::Unequal),
        ("<>", Order::Unequal),
        ("==", Order::Equal),
        ("≥", Order::AtLeast),
        ("≧", Order::AtLeast),
        ("≤", Order::AtMost),
        ("≦", Order::AtMost),
        ("≠", Order::Unequal),
        ("=", Order::Equal),
        (">", Order::More),
        ("<", Order::Less),
        ("不等于", Order::Unequal),
        ("不少于", Order::AtLeast),
        ("不超过", Order::AtMost),
        ("大于", Order::More),
        ("多于", Order::More),
        ("小于", Order::Less),
        ("少于", Order::Less),
        ("等于", Order::Equal),
    ];
    signs.into_iter().find(|(sign, _)| cursor.eat_all(sign)).map(|(_, order)| order)
}

/// A number, unless what begins with digits is a name such as 25人以上企业建会率.
fn literal(cursor: &mut Cursor<'_>) -> Result<Option<Literal>, Fault> {
    let begun = *cursor;
    let minus = cursor.eat('-');
    let number = cursor.take_until(|c| !(c.is_ascii_digit() || matches!(c, '.' | ',')));
    if number.is_empty() {
        *cursor = begun;
        return Ok(None);
    }
    let scale = if cursor.eat('万') {
        Scale::Wan
    } else if cursor.eat('亿') {
        Scale::Yi
    } else {
        Scale::One
    };
    let unit = cursor.take_until(|c| c.is_whitespace() || matches!(c, ')' | '(' | '且' | '或'));
    let long = unit.chars().count() > LONGEST_UNIT || unit.contains(figure::ends_name);
    if long {
        *cursor = begun;
        return Ok(None);
    }
    let span = cursor.span(begun.at);
    let plain = crate::text::squeeze(number).replace(',', "");
    let (whole, behind) = plain.split_once('.').unwrap_or((&plain, ""));
    let digits = format!("{}{whole}{behind}", if minus { "-" } else { "" });
    let decimals = u32::try_from(behind.len()).ok().filter(|many| *many <= 6);
    match (digits.parse(), decimals) {
        (Ok(digits), Some(decimals)) => {
            let unit = crate::text::squeeze(unit);
            Ok(Some(Literal { digits, decimals, scale, unit, span }))
        }
        _ => Err(Fault::at(span, format!("数“{number}”看不懂，请写成如 100、5万、65.5%。"))),
    }
}
