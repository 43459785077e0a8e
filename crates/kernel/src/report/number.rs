//! Exact numbers and how they are printed (GB/T 15835). Rounding is half up, away from zero, and
//! happens once, when a number is printed.

use super::template::{Bound, Form, Scale};
use std::cmp::Ordering;

/// A fraction in lowest terms; what is below is positive.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Exact {
    above: i128,
    below: i128,
}

impl Exact {
    /// One number divided by another; nothing if that is 0.
    pub fn new(above: i128, below: i128) -> Option<Exact> {
        let (above, below) =
            if below < 0 { (above.checked_neg()?, below.checked_neg()?) } else { (above, below) };
        let common = greatest_common(above.checked_abs()?, below);
        (below != 0).then(|| Exact { above: above / common, below: below / common })
    }

    /// A whole number.
    pub fn whole(number: i64) -> Exact {
        Exact { above: number.into(), below: 1 }
    }

    /// Multiplied by a fraction; nothing if it grows too large.
    pub fn times(self, above: i128, below: i128) -> Option<Exact> {
        let by = Exact::new(above, below)?;
        // Cancelling crosswise first keeps the parts small.
        let one = Exact::new(self.above, by.below)?;
        let two = Exact::new(by.above, self.below)?;
        Exact::new(one.above.checked_mul(two.above)?, one.below.checked_mul(two.below)?)
    }

    /// The quotient; nothing if the other is 0.
    pub fn over(self, other: Exact) -> Option<Exact> {
        self.times(other.below, other.above)
    }

    /// The difference.
    pub fn minus(self, other: Exact) -> Option<Exact> {
        let left = self.above.checked_mul(other.below)?;
        let right = other.above.checked_mul(self.below)?;
        Exact::new(left.checked_sub(right)?, self.below.checked_mul(other.below)?)
    }

    /// Below 0, 0, or above.
    pub fn sign(self) -> Ordering {
        self.above.cmp(&0)
    }

    /// Without its sign.
    pub fn size(self) -> Exact {
        Exact { above: self.above.saturating_abs(), ..self }
    }

    /// In units of one tenth, one hundredth …, rounded half up.
    pub fn rounded(self, decimals: u32) -> Option<i128> {
        let scaled = self.above.checked_abs()?.checked_mul(10_i128.checked_pow(decimals)?)?;
        let doubled = scaled.checked_mul(2)?.checked_add(self.below)?;
        let rounded = doubled / self.below.checked_mul(2)?;
        Some(if self.above < 0 { -rounded } else { rounded })
    }

    /// The whole part of a number that is not negative.
    fn floor(self) -> i128 {
        self.above.div_euclid(self.below)
    }

    fn is_whole(self) -> bool {
        self.below == 1
    }
}

fn greatest_common(one: i128, other: i128) -> i128 {
    let (mut one, mut other) = (one, other);
    while other != 0 {
        (one, other) = (other, one % other);
    }
    one.max(1)
}

impl PartialOrd for Exact {
    fn partial_cmp(&self, other: &Exact) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// By whole parts and then by what is left over, turned upside down: no product, no overflow.
impl Ord for Exact {
    fn cmp(&self, other: &Exact) -> Ordering {
        let (mut one, mut two) = (*self, *other);
        let mut turned = false;
        loop {
            let wholes = (one.floor(), two.floor());
            let rests = (one.above.rem_euclid(one.below), two.above.rem_euclid(two.below));
            let order = match (wholes.0.cmp(&wholes.1), rests) {
                (Ordering::Equal, (0, 0)) => Ordering::Equal,
                (Ordering::Equal, (0, _)) => Ordering::Less,
                (Ordering::Equal, (_, 0)) => Ordering::Greater,
                (Ordering::Equal, (rest, other_rest)) => {
                    one = Exact { above: one.below, below: rest };
                    two = Exact { above: two.below, below: other_rest };
                    turned = !turned;
                    continue;
                }
                (decided, _) => decided,
            };
            return if turned { order.reverse() } else { order };
        }
    }
}

/// How many decimals a number has by nature.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Decimals {
    /// Always so many: shares.
    Fixed(u32),
    /// As many as needed, at most so many: money.
    UpTo(u32),
}

/// What a number is printed in.
#[derive(Clone, Copy, Debug)]
pub struct Unit<'a> {
    /// 人, 家, 元, %.
    pub name: &'a str,
    /// Its decimals in ones.
    pub decimals: Decimals,
}

/// A number as a form wants it, with its unit; — if it is too large to be printed.
pub fn print(number: Exact, unit: Unit<'_>, form: Form) -> String {
    printed(number, unit, form).unwrap_or_else(|| "—".to_owned())
}

fn printed(number: Exact, unit: Unit<'_>, form: Form) -> Option<String> {
    let name = if form.bare { "" } else { unit.name };
    let scaled = scaled(number, form)?;
    if let Some(words) = form.words.then(|| in_words(number)).flatten() {
        return Some(format!("{words}{name}"));
    }
    if let Some((bound, kept)) = form.bound
        && number.sign() == Ordering::Greater
    {
        return rough(scaled, (bound, kept), name, form);
    }
    let decimals = match (form.decimals, scaled.scale) {
        (Some(many), _) => Decimals::Fixed(many),
        (None, "") => unit.decimals,
        (None, _) => Decimals::UpTo(2),
    };
    let digits = written(scaled.number, decimals, form.plain)?;
    let scale = if form.bare { "" } else { scaled.scale };
    Some(format!("{digits}{scale}{name}"))
}

#[derive(Clone, Copy)]
struct Scaled {
    number: Exact,
    scale: &'static str,
}

/// In 万 or 亿, unless so little would be left that it would read as 0.
fn scaled(number: Exact, form: Form) -> Option<Scaled> {
    let ones = Scaled { number, scale: "" };
    let (by, scale) = match form.scale {
        Scale::One => return Some(ones),
        Scale::Wan => (10_000, "万"),
        Scale::Yi => (100_000_000, "亿"),
    };
    let less = number.times(1, by)?;
    let rounded = match form.bound {
        Some(_) => less.size().floor(),
        None => less.rounded(form.decimals.unwrap_or(2))?,
    };
    let lost = rounded == 0 && !form.bare;
    Some(if lost { ones } else { Scaled { number: less, scale } })
}

/// 约4.8万, 12300多, 20多万, 2万余.
fn rough(scaled: Scaled, bound: (Bound, u32), name: &str, form: Form) -> Option<String> {
    let (bound, kept) = bound;
    let Scaled { number, scale } = scaled;
    let scale = if form.bare { "" } else { scale };
    let length = u32::try_from(number.floor().to_string().len()).ok()?;
    let step = 10_i128.checked_pow(length.saturating_sub(kept))?;
    if bound == Bound::About {
        let behind = kept.saturating_sub(length);
        let near = number.times(1, step)?.rounded(behind)?;
        let near = Exact::new(near.checked_mul(step)?, 10_i128.checked_pow(behind)?)?;
        let word = if near == number { "" } else { "约" };
        let digits = written(near, Decimals::UpTo(behind), form.plain)?;
        return Some(format!("{word}{digits}{scale}{name}"));
    }
    let floor = number.floor() / step * step;
    let exact = number.is_whole() && number.floor() == floor;
    let word = match bound {
        _ if exact => "",
        Bound::Odd => "余",
        _ => "多",
    };
    // 20多万 but 23万多: after a round number the word goes before the scale.
    Some(if floor % 10 == 0 || scale.is_empty() {
        format!("{floor}{word}{scale}{name}")
    } else {
        format!("{floor}{scale}{word}{name}")
    })
}

/// 一, 两, 十二: whole numbers up to ninety-nine as they are counted; larger ones stay digits.
fn in_words(number: Exact) -> Option<String> {
    let whole = u32::try_from(number.floor()).ok().filter(|_| number.is_whole())?;
    match whole {
        0 => Some("零".to_owned()),
        2 => Some("两".to_owned()),
        1..=99 => Some(chinese(whole)),
        _ => None,
    }
}

/// Digits with point and thousands separators.
fn written(number: Exact, decimals: Decimals, plain: bool) -> Option<String> {
    let (most, trim) = match decimals {
        Decimals::Fixed(many) => (many, false),
        Decimals::UpTo(many) => (many, true),
    };
    let rounded = number.rounded(most)?;
    let power = 10_i128.checked_pow(most)?;
    let sign = if rounded < 0 { "-" } else { "" };
    let (whole, rest) = (rounded.unsigned_abs(), power.unsigned_abs());
    let (whole, rest) = (whole / rest, whole % rest);
    let width = usize::try_from(most).ok()?;
    let behind = if most == 0 { String::new() } else { format!(".{rest:0width$}") };
    let behind = if trim { behind.trim_end_matches('0').trim_end_matches('.') } else { &behind };
    let whole = if plain { whole.to_string() } else { thousands(whole) };
    Some(format!("{sign}{whole}{behind}"))
}

fn thousands(number: u128) -> String {
    let digits = number.to_string();
    let mut out = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// 一, 十, 二十三: numbers of headings.
pub fn chinese(number: u32) -> String {
    const DIGITS: [&str; 10] = ["", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
    let digit = |n: u32| usize::try_from(n).ok().and_then(|n| DIGITS.get(n)).unwrap_or(&"");
    match number {
        0..=9 => digit(number).to_string(),
        10..=19 => format!("十{}", digit(number - 10)),
        20..=99 => format!("{}十{}", digit(number / 10), digit(number % 10)),
        _ => number.to_string(),
    }
}
