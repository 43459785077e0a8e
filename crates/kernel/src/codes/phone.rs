//! Telephone numbers.

use std::fmt;

use super::{CodeError, all_digits};
use crate::text;

pub use super::mask::phone as mask_phone;

/// What answers at a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PhoneKind {
    Mobile,
    Landline,
    /// 12351 and its like, 400 and 800 numbers.
    Service,
    HongKong,
    Macau,
    Taiwan,
}

/// A checked number. Its `Debug` is masked.
#[derive(Clone, PartialEq, Eq)]
pub struct Phone {
    pub kind: PhoneKind,
    /// Mobile without blanks; landline `029-87654321-802`; abroad with `+852` and the like.
    pub number: String,
}

impl fmt::Debug for Phone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Phone")
            .field("kind", &self.kind)
            .field("number", &mask_phone(&self.number))
            .finish()
    }
}

const SERVICE: [&str; 4] = ["12351", "12333", "12348", "12345"];

fn is_dash(c: char) -> bool {
    matches!(c, '-' | '‐' | '‑' | '–' | '—' | '―' | '－' | '−')
}

/// Without `+86`, `0086`, blanks; dashes made one kind.
fn strip(raw: &str) -> String {
    let text: String =
        text::squeeze(raw).chars().map(|c| if is_dash(c) { '-' } else { c }).collect();
    let home = ["+86", "0086", "(+86)", "(86)"].iter().find_map(|head| text.strip_prefix(head));
    // A sheet that took +86138… for a number leaves 86138….
    let bare = text.strip_prefix("86").filter(|rest| rest.len() == 11 && rest.starts_with('1'));
    home.or(bare).unwrap_or(&text).trim_start_matches('-').to_owned()
}

fn mobile(number: &str) -> Result<String, CodeError> {
    let digits: String = number.chars().filter(|c| *c != '-').collect();
    if !all_digits(&digits) {
        return Err(CodeError::new("手机号应为11位数字"));
    }
    // A second digit of 3 to 9 and no list of prefixes: new ones appear every year.
    let begins = digits.strip_prefix('1').is_some_and(|rest| rest.starts_with(|c| c >= '3'));
    match digits.len() {
        11 if begins => Ok(digits),
        11 => Err(CodeError::new("手机号应以13至19开头")),
        13 if digits.starts_with("14") => {
            Err(CodeError::new("这是物联网设备的号码，请填本人11位手机号"))
        }
        length => Err(CodeError::new(format!("手机号应为11位，现在是{length}位"))),
    }
}

/// A mainland mobile as eleven digits.
pub fn check_mobile(raw: &str) -> Result<String, CodeError> {
    let number = strip(raw);
    if number.is_empty() {
        return Err(CodeError::new("请填写手机号"));
    }
    if landline(&number).is_some() {
        return Err(CodeError::new("这是座机号码，请填11位手机号"));
    }
    mobile(&number)
}

/// Length of the area code: 010 and 02x have three digits, all others four.
fn area_length(number: &str) -> usize {
    if number.starts_with("01") || number.starts_with("02") { 3 } else { 4 }
}

fn landline(number: &str) -> Option<String> {
    let plain: String = number
        .chars()
        .filter(|c| *c != '(')
        .map(|c| if matches!(c, ')' | '转' | ',' | '*' | '#') { '-' } else { c })
        .collect();
    let (area, rest) = if plain.starts_with('0') {
        plain.split_at_checked(area_length(&plain))?
    } else {
        ("", plain.as_str())
    };
    let rest = rest.strip_prefix('-').unwrap_or(rest);
    let (line, extension) = rest.split_once('-').map_or((rest, None), |(l, e)| (l, Some(e)));
    let good_line =
        matches!(line.len(), 7 | 8) && all_digits(line) && line.starts_with(|c| c >= '2');
    let good_extension = extension.is_none_or(|e| (1..=6).contains(&e.len()) && all_digits(e));
    let good_area = area.is_empty() || all_digits(area);
    (good_line && good_extension && good_area).then(|| {
        [Some(area).filter(|a| !a.is_empty()), Some(line), extension]
            .into_iter()
            .flatten()
            .collect::<Vec<_>>()
            .join("-")
    })
}

fn service(number: &str) -> Option<String> {
    let digits: String = number.chars().filter(|c| *c != '-').collect();
    let free = digits.len() == 10 && (digits.starts_with("400") || digits.starts_with("800"));
    ((free && all_digits(&digits)) || SERVICE.contains(&digits.as_str())).then_some(digits)
}

fn abroad(number: &str) -> Option<Phone> {
    let digits: String = number.chars().filter(|c| !matches!(c, '-' | '(' | ')')).collect();
    let digits = digits.strip_prefix('+').or_else(|| digits.strip_prefix("00"))?.to_owned();
    if !all_digits(&digits) {
        return None;
    }
    let phone = |kind, local: &str, area: &str| Phone { kind, number: format!("+{area}{local}") };
    if let Some(local) = digits.strip_prefix("852") {
        let good = local.len() == 8 && local.starts_with(['5', '6', '9']);
        return good.then(|| phone(PhoneKind::HongKong, local, "852"));
    }
    if let Some(local) = digits.strip_prefix("853") {
        let good = local.len() == 8 && local.starts_with('6');
        return good.then(|| phone(PhoneKind::Macau, local, "853"));
    }
    let local = digits.strip_prefix("886")?;
    let local = local.strip_prefix('0').unwrap_or(local);
    (local.len() == 9 && local.starts_with('9')).then(|| phone(PhoneKind::Taiwan, local, "886"))
}

/// Any number under which a union or a person can be reached.
pub fn check_phone(raw: &str) -> Result<Phone, CodeError> {
    let number = strip(raw);
    if number.is_empty() {
        return Err(CodeError::new("请填写电话号码"));
    }
    if let Some(number) = service(&number) {
        return Ok(Phone { kind: PhoneKind::Service, number });
    }
    if let Some(phone) = abroad(&number) {
        return Ok(phone);
    }
    if let Some(number) = landline(&number) {
        return Ok(Phone { kind: PhoneKind::Landline, number });
    }
    if number.starts_with('1') {
        return mobile(&number).map(|number| Phone { kind: PhoneKind::Mobile, number });
    }
    Err(CodeError::new("应为11位手机号，或区号加7至8位座机号，如029-87654321"))
}

/// [`check_phone`] for a caller who keeps only the number.
pub fn normalise(raw: &str) -> Result<String, CodeError> {
    check_phone(raw).map(|phone| phone.number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_3_mobile() {
        assert_eq!(check_mobile("13800138000").unwrap(), "13800138000");
        assert_eq!(check_mobile("+86 199-1234-5678").unwrap(), "19912345678");
        assert_eq!(check_mobile("0086１３８００１３８０００").unwrap(), "13800138000");
        assert_eq!(check_mobile("8613800138000").unwrap(), "13800138000");
        for bad in
            ["12345678901", "1380013800", "029-87654321", "12351", "", "1440123456789", "1.38E+10"]
        {
            let error = check_mobile(bad).unwrap_err();
            assert!(bad.is_empty() || !error.expected().contains(bad));
        }
        assert!(check_mobile("1380013800").unwrap_err().expected().contains("现在是10位"));
    }

    #[test]
    fn codes_3_landline_and_service() {
        let phone = check_phone("029-87654321").unwrap();
        assert_eq!((phone.kind, phone.number.as_str()), (PhoneKind::Landline, "029-87654321"));
        for (raw, number) in [
            ("02987654321", "029-87654321"),
            ("(0898)6654321", "0898-6654321"),
            ("（029）87654321转802", "029-87654321-802"),
            ("010—87654321", "010-87654321"),
            ("87654321", "87654321"),
        ] {
            assert_eq!(check_phone(raw).unwrap().number, number, "{raw}");
        }
        assert_eq!(check_phone("12351").unwrap().kind, PhoneKind::Service);
        assert_eq!(check_phone("400-123-4567").unwrap().number, "4001234567");
        for bad in ["12345678901", "1380013800", "029-1234567", "99", "电话"] {
            assert!(check_phone(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn codes_3_hong_kong_macau_taiwan() {
        for (raw, kind, number) in [
            ("+852 5123 4567", PhoneKind::HongKong, "+85251234567"),
            ("+853-66123456", PhoneKind::Macau, "+85366123456"),
            ("+886 0912-345-678", PhoneKind::Taiwan, "+886912345678"),
            ("00886912345678", PhoneKind::Taiwan, "+886912345678"),
        ] {
            let phone = check_phone(raw).unwrap();
            assert_eq!((phone.kind, phone.number.as_str()), (kind, number));
        }
        assert!(check_phone("+852 1123 4567").is_err());
    }

    #[test]
    fn debug_of_a_phone_is_masked() {
        assert!(!format!("{:?}", check_phone("13800138000").unwrap()).contains("0013"));
    }
}
