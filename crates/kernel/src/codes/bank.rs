//! Bank cards, ISO/IEC 7812-1.

use std::fmt;

use super::{CodeError, all_digits, identity};
use crate::text;

pub use super::mask::bank as mask_bank;

/// A checked account. Its `Debug` is masked.
#[derive(Clone, PartialEq, Eq)]
pub struct BankCard {
    pub number: String,
    pub warnings: Vec<&'static str>,
}

impl fmt::Debug for BankCard {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("BankCard")
            .field("number", &mask_bank(&self.number))
            .field("warnings", &self.warnings)
            .finish()
    }
}

/// The Luhn check over all digits, the check digit last.
pub fn luhn(number: &str) -> bool {
    let mut sum = 0;
    for (place, c) in number.chars().rev().enumerate() {
        let Some(digit) = c.to_digit(10) else { return false };
        let worth = if place % 2 == 1 { digit * 2 } else { digit };
        sum += if worth > 9 { worth - 9 } else { worth };
    }
    !number.is_empty() && sum % 10 == 0
}

/// Passbooks and company accounts fail Luhn and differ in length, so both only warn.
pub fn check_bank(raw: &str) -> Result<BankCard, CodeError> {
    let number: String = text::squeeze(raw).chars().filter(|c| *c != '-').collect();
    if number.is_empty() {
        return Err(CodeError::new("请填写银行卡号"));
    }
    if !all_digits(&number) {
        let excel = identity::damaged(raw).is_some();
        let expected = if excel {
            "卡号被表格软件改成了科学计数法，后几位已丢失；请把该列设为“文本”格式后重新填写"
        } else {
            "银行卡号应全为数字"
        };
        return Err(CodeError::new(expected));
    }
    let length = number.len();
    if !(8..=32).contains(&length) {
        return Err(CodeError::new(format!("银行卡号应为16至19位，现在是{length}位")));
    }
    let mut warnings = Vec::new();
    if !(16..=19).contains(&length) {
        warnings.push("银行卡号一般为16至19位；如是存折或单位账户请忽略");
    } else if !luhn(&number) {
        warnings.push("卡号校验不符，请核对；如是存折或单位账户请忽略");
    }
    Ok(BankCard { number, warnings })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn iso_7812_luhn() {
        for good in [
            "6222021234567894",
            "6228480000000000000",
            "6217000000000000004",
            "6222600000000000016",
        ] {
            assert!(check_bank(good).unwrap().warnings.is_empty(), "{good}");
        }
        assert_eq!(check_bank("6222021234567890").unwrap().warnings.len(), 1);
        assert_eq!(check_bank("6222 0212-3456 7894").unwrap().number, "6222021234567894");
        assert!(!luhn("") && !luhn("62X"));
    }

    #[test]
    fn iso_7812_what_is_no_account() {
        for bad in ["", "622202", "6.22202E+15", "六二二二"] {
            assert!(check_bank(bad).is_err(), "{bad}");
        }
        assert_eq!(check_bank("123456789012").unwrap().warnings.len(), 1);
    }
}
