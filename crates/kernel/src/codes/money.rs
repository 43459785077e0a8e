//! Money, kept as whole 分.

use std::fmt;

use super::CodeError;
use crate::text;

/// An amount in 分.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Fen(pub i64);

impl Fen {
    /// Reads what people write: `1,234.5元`, `￥31.5万`, `-20`, `（1,234.50）`.
    pub fn parse(raw: &str) -> Result<Self, CodeError> {
        let text = text::squeeze(raw);
        if text.is_empty() {
            return Err(CodeError::new("请填写金额"));
        }
        let (negative, rest) = sign(&text);
        let rest = rest.trim_start_matches("人民币").trim_start_matches(['¥', '$', '￥']);
        let (inner, rest) = sign(rest);
        let rest = rest.strip_suffix('整').unwrap_or(rest);
        let rest = rest.strip_suffix('元').or_else(|| rest.strip_suffix("圆")).unwrap_or(rest);
        let (number, power) = scale(rest);
        let fen = fen(number, power)?;
        Ok(Self(if negative == inner { fen } else { -fen }))
    }

    /// From the number of yuan in a cell, half up to the 分; `None` for what is no amount.
    pub fn from_yuan(yuan: f64) -> Option<Self> {
        if !yuan.is_finite() || yuan.abs() >= 1e13 {
            return None;
        }
        // A nudge of a millionth of a 分 undoes 1.005 being kept as 1.00499….
        let nudged = yuan.abs() + 1e-8;
        let text = format!("{:.0}", (nudged * 100.0 + 0.5).floor());
        let fen: i64 = text.parse().ok()?;
        Some(Self(if yuan < 0.0 { -fen } else { fen }))
    }

    #[must_use]
    pub fn checked_add(self, other: Self) -> Option<Self> {
        self.0.checked_add(other.0).map(Self)
    }

    #[must_use]
    pub fn checked_sub(self, other: Self) -> Option<Self> {
        self.0.checked_sub(other.0).map(Self)
    }

    /// A share in basis points (1% = 100), half up to the 分.
    #[must_use]
    pub fn basis_points(self, points: u32) -> Option<Self> {
        let product = i128::from(self.0) * i128::from(points);
        let rounded = (product.abs() + 5_000) / 10_000;
        i64::try_from(rounded * product.signum()).ok().map(Self)
    }

    /// 人民币大写, 支付结算办法 (1997), annex: 壹仟肆佰零玖元伍角整.
    pub fn in_words(self) -> String {
        let all = self.0.unsigned_abs();
        let (yuan, jiao, fen) = (all / 100, all / 10 % 10, all % 10);
        let mut words = String::new();
        if self.0 < 0 {
            words.push('负');
        }
        if yuan > 0 || all == 0 {
            words.push_str(&whole(yuan));
            words.push('元');
        }
        if jiao > 0 {
            if yuan > 0 && yuan % 10 == 0 {
                words.push('零');
            }
            words.push_str(digit(jiao));
            words.push('角');
        }
        if fen == 0 {
            words.push('整');
        } else {
            if yuan > 0 && jiao == 0 {
                words.push('零');
            }
            words.push_str(digit(fen));
            words.push('分');
        }
        words
    }
}

/// `1,234.50`.
impl fmt::Display for Fen {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let all = self.0.unsigned_abs();
        let digits = (all / 100).to_string();
        let mut grouped = String::new();
        for (place, c) in digits.chars().enumerate() {
            if place > 0 && (digits.len() - place).is_multiple_of(3) {
                grouped.push(',');
            }
            grouped.push(c);
        }
        let sign = if self.0 < 0 { "-" } else { "" };
        f.pad(&format!("{sign}{grouped}.{:02}", all % 100))
    }
}

fn sign(text: &str) -> (bool, &str) {
    if let Some(rest) = text.strip_prefix(['-', '−', '负']) {
        return (true, rest);
    }
    // Accountants write a negative amount in brackets.
    match text.strip_prefix('(').and_then(|rest| rest.strip_suffix(')')) {
        Some(rest) => (true, rest),
        None => (false, text),
    }
}

/// Splits off 百, 千, 万, 亿; the power is of ten, counted in 分.
fn scale(text: &str) -> (&str, usize) {
    for (unit, power) in [("万亿", 14), ("亿", 10), ("百万", 8), ("万", 6), ("千", 5), ("百", 4)]
    {
        if let Some(rest) = text.strip_suffix(unit) {
            return (rest, power);
        }
    }
    (text, 2)
}

fn fen(number: &str, power: usize) -> Result<i64, CodeError> {
    let wrong = || CodeError::new("金额应为数字，如1,234.50");
    let plain: String = number.chars().filter(|c| !matches!(c, ',' | '，')).collect();
    let (whole, part) = plain.split_once('.').unwrap_or((&plain, ""));
    let digits_only = |s: &str| s.bytes().all(|b| b.is_ascii_digit());
    if plain.is_empty() || plain == "." || !digits_only(whole) || !digits_only(part) {
        return Err(wrong());
    }
    let part = part.trim_end_matches('0');
    if part.len() > power {
        return Err(CodeError::new("金额最多写到分（两位小数）"));
    }
    let padded = format!("{whole}{part:0<power$}");
    padded.parse().map_err(|_| CodeError::new("金额太大，请核对单位"))
}

fn digit(value: u64) -> &'static str {
    match value {
        1 => "壹",
        2 => "贰",
        3 => "叁",
        4 => "肆",
        5 => "伍",
        6 => "陆",
        7 => "柒",
        8 => "捌",
        9 => "玖",
        _ => "零",
    }
}

/// A whole number in words; consecutive zeros give one 零, trailing ones none.
fn whole(number: u64) -> String {
    for (size, unit) in
        [(100_000_000, "亿"), (10_000, "万"), (1_000, "仟"), (100, "佰"), (10, "拾")]
    {
        if number < size {
            continue;
        }
        let (high, low) = (number / size, number % size);
        let gap = if low > 0 && low < size / 10 { "零" } else { "" };
        let rest = if low > 0 { whole(low) } else { String::new() };
        return format!("{}{unit}{gap}{rest}", whole(high));
    }
    digit(number).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn payment_rules_1997_amounts_in_words() {
        for (fen, words) in [
            (140_950, "壹仟肆佰零玖元伍角整"),
            (600_714, "陆仟零柒元壹角肆分"),
            (10_700_053, "壹拾万柒仟元零伍角叁分"),
            (1_640_902, "壹万陆仟肆佰零玖元零贰分"),
            (32_504, "叁佰贰拾伍元零肆分"),
            (100_000, "壹仟元整"),
            (10_000_000, "壹拾万元整"),
            (1_000_500, "壹万零伍元整"),
            (50, "伍角整"),
            (5, "伍分"),
            (0, "零元整"),
            (-150, "负壹元伍角整"),
            (10_000_500_000, "壹亿零伍仟元整"),
            (1_001_000, "壹万零壹拾元整"),
            (20_000_000_000_000_000, "贰佰万亿元整"),
        ] {
            assert_eq!(Fen(fen).in_words(), words);
        }
        assert!(!Fen(i64::MIN).in_words().is_empty());
    }

    #[test]
    fn amounts_as_people_write_them() {
        for (raw, fen) in [
            ("1,234.5元", 123_450),
            ("31.5万", 31_500_000),
            ("31.5万元", 31_500_000),
            ("￥１，２３４．５０", 123_450),
            ("¥0.05", 5),
            ("人民币1000元整", 100_000),
            ("-20", -2_000),
            ("（1,234.50）", -123_450),
            ("1.2亿元", 12_000_000_000),
            ("12.500", 1_250),
            (".5", 50),
        ] {
            assert_eq!(Fen::parse(raw).unwrap(), Fen(fen), "{raw}");
        }
        for bad in ["", "元", "12.345", "一百", "1e5", "1.2.3", "99999999999999999999"] {
            assert!(Fen::parse(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn amounts_are_shown_in_groups() {
        for (fen, shown) in [
            (123_450, "1,234.50"),
            (0, "0.00"),
            (-5, "-0.05"),
            (100_000_000, "1,000,000.00"),
            (99_999, "999.99"),
        ] {
            assert_eq!(Fen(fen).to_string(), shown);
        }
    }

    #[test]
    fn shares_and_cells_round_half_up() {
        assert_eq!(Fen(234_000).basis_points(50), Some(Fen(1_170)));
        assert_eq!(Fen(-1).basis_points(5_000), Some(Fen(-1)));
        assert_eq!(Fen::from_yuan(1.005), Some(Fen(101)));
        assert_eq!(Fen::from_yuan(-0.3), Some(Fen(-30)));
        assert_eq!(Fen::from_yuan(f64::NAN), None);
    }
}
