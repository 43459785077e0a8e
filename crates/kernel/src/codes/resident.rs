//! 公民身份号码, GB 11643-1999, and the numbers built like it.

use jiff::civil::Date;

use super::{CodeError, all_digits, division};

/// 性别, GB/T 2261.1-2003.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sex {
    Male,
    Female,
}

impl Sex {
    /// Code of GB/T 2261.1-2003.
    pub fn code(self) -> &'static str {
        match self {
            Self::Male => "1",
            Self::Female => "2",
        }
    }

    pub fn title(self) -> &'static str {
        match self {
            Self::Male => "男",
            Self::Female => "女",
        }
    }
}

const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

/// Check character of the first 17 digits, ISO 7064 MOD 11-2.
pub fn check_char(number: &str) -> Option<char> {
    let digits: Vec<u32> = number.chars().take(17).map_while(|c| c.to_digit(10)).collect();
    if digits.len() != WEIGHTS.len() {
        return None;
    }
    let sum: u32 = digits.iter().zip(WEIGHTS).map(|(digit, weight)| digit * weight).sum();
    "10X98765432".chars().nth(usize::try_from(sum % 11).ok()?)
}

/// Whether the last of 18 characters agrees with the rest.
pub fn check_char_fits(number: &str) -> bool {
    number.len() == 18 && check_char(number) == number.chars().next_back()
}

/// A 15-digit number of before 1999 in its 18-character form: `19` after the division, then the
/// check character.
pub fn upgrade(old: &str) -> Option<String> {
    if old.len() != 15 || !all_digits(old) {
        return None;
    }
    let body = format!("{}19{}", old.get(..6)?, old.get(6..)?);
    check_char(&body).map(|last| format!("{body}{last}"))
}

/// Eighteen characters, digits but for a last `X`.
pub(super) fn shape(title: &str, number: &str) -> Result<(), CodeError> {
    let length = number.chars().count();
    if length != 18 {
        return Err(CodeError::new(format!("{title}号应为18位，现在是{length}位")));
    }
    let head_is_digits = number.chars().take(17).all(|c| c.is_ascii_digit());
    let tail_is_good = number.ends_with(|c: char| c.is_ascii_digit() || c == 'X');
    match (head_is_digits, tail_is_good) {
        (true, true) => Ok(()),
        (true, false) => Err(CodeError::new(format!("{title}号末位应为数字或X，请核对原件"))),
        _ => Err(CodeError::new(format!("{title}号前17位应全为数字，请核对原件"))),
    }
}

/// The first two digits must be a province (the division as a whole may be long abolished).
pub(super) fn province(title: &str, number: &str, at: usize) -> Result<(), CodeError> {
    if number.get(at..at + 2).is_some_and(division::is_province) {
        return Ok(());
    }
    let (from, until) = (at + 1, at + 2);
    Err(CodeError::new(format!("{title}号第{from}至{until}位应为省级代码，请核对原件")))
}

/// Birth date at the 7th to 14th place.
pub(super) fn birth(title: &str, number: &str) -> Result<Date, CodeError> {
    let part = |from: usize, until: usize| number.get(from..until).and_then(|p| p.parse().ok());
    let wrong = |what: &str| CodeError::new(format!("{title}号{what}，请核对原件"));
    let year: i16 = part(6, 10).ok_or_else(|| wrong("第7至10位应为出生年份"))?;
    let month = part(10, 12).and_then(|m| i8::try_from(m).ok()).filter(|m| (1..=12).contains(m));
    let month = month.ok_or_else(|| wrong("第11至12位应为出生月份（01至12）"))?;
    let day = part(12, 14).and_then(|d| i8::try_from(d).ok());
    if year < 1800 {
        return Err(wrong("第7至10位应为出生年份"));
    }
    day.and_then(|d| Date::new(year, month, d).ok())
        .ok_or_else(|| wrong("第13至14位应为出生日，这个月没有这一天"))
}

/// The check character must fit; the sentence names the one that would.
pub(super) fn check(title: &str, number: &str) -> Result<(), CodeError> {
    if check_char_fits(number) {
        return Ok(());
    }
    let last = check_char(number).map(String::from).unwrap_or_default();
    Err(CodeError::new(format!("{title}号末位应为{last}，请核对原件")))
}

/// Sex by the 17th digit: odd male, even female.
pub fn sex(number: &str) -> Option<Sex> {
    let digit = number.chars().nth(16)?.to_digit(10)?;
    Some(if digit % 2 == 1 { Sex::Male } else { Sex::Female })
}

/// Completed years on the given day.
pub fn age(birth: Date, today: Date) -> i16 {
    let before_birthday = (today.month(), today.day()) < (birth.month(), birth.day());
    today.year() - birth.year() - i16::from(before_birthday)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn gb_11643_worked_example() {
        assert_eq!(check_char("11010119900101001"), Some('5'));
        assert_eq!(check_char("11010519491231002"), Some('X'));
        assert_eq!(check_char("1101011990010100"), None);
    }

    #[test]
    fn gb_11643_every_single_slip_is_found() {
        let good = "110101199001010015";
        for (at, old) in good.char_indices() {
            for new in "0123456789".chars().filter(|c| *c != old) {
                let mut slip = good.to_owned();
                slip.replace_range(at..=at, &new.to_string());
                assert!(!check_char_fits(&slip), "{at} {new}");
            }
        }
    }

    #[test]
    fn gb_11643_upgrades_fifteen_digits() {
        assert_eq!(upgrade("110105491231002").as_deref(), Some("11010519491231002X"));
        assert_eq!(upgrade("11010549123100"), None);
        assert_eq!(upgrade("11010549123100X"), None);
    }

    #[test]
    fn age_counts_completed_years() {
        assert_eq!(age(date(2010, 6, 18), date(2026, 6, 17)), 15);
        assert_eq!(age(date(2010, 6, 17), date(2026, 6, 17)), 16);
        assert_eq!(age(date(2008, 2, 29), date(2026, 2, 28)), 17);
    }
}
