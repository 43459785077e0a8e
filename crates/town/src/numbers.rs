//! The check digits of the numbers that a county writes down. Kept apart from the kernel's on
//! purpose: two hands wrote the rule, and a test compares them.

/// Characters of a unified social credit code (GB 32100): no I, O, S, V, Z.
const CREDIT: &str = "0123456789ABCDEFGHJKLMNPQRTUWXY";
const IDENTITY_WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const BODY_WEIGHTS: [u32; 8] = [3, 7, 9, 10, 5, 8, 4, 2];

/// The last character of an identity number (GB 11643, ISO 7064 MOD 11-2) from its first 17 digits.
pub fn identity_check(first17: &str) -> Option<char> {
    if first17.chars().count() != IDENTITY_WEIGHTS.len() {
        return None;
    }
    let mut sum = 0;
    for (character, weight) in first17.chars().zip(IDENTITY_WEIGHTS) {
        sum += character.to_digit(10)? * weight;
    }
    "10X98765432".chars().nth(usize::try_from(sum % 11).ok()?)
}

/// Whether the last of 18 characters is the right one; says nothing of province or birthday.
pub fn identity_checks(number: &str) -> bool {
    let mut first = number.chars();
    let last = first.next_back();
    last.is_some() && identity_check(first.as_str()) == last
}

/// The check character of an organisation code (GB 11714) from its first eight.
pub fn body_check(body: &str) -> Option<char> {
    if body.chars().count() != BODY_WEIGHTS.len() {
        return None;
    }
    let mut sum = 0;
    for (character, weight) in body.chars().zip(BODY_WEIGHTS) {
        sum += character.to_digit(36)? * weight;
    }
    match 11 - sum % 11 {
        10 => Some('X'),
        11 => Some('0'),
        digit => char::from_digit(digit, 10),
    }
}

/// The check character of a credit code (GB 32100) from its first 17: weights are powers of 3.
pub fn credit_check(first17: &str) -> Option<char> {
    if first17.chars().count() != 17 {
        return None;
    }
    let mut weight = 1;
    let mut sum = 0;
    for character in first17.chars() {
        sum += CREDIT.find(character)? * weight;
        weight = weight * 3 % 31;
    }
    CREDIT.chars().nth((31 - sum % 31) % 31)
}

pub fn credit_checks(code: &str) -> bool {
    let mut first = code.chars();
    let last = first.next_back();
    last.is_some() && credit_check(first.as_str()) == last
}

/// A whole credit code: authority and class, division, and the two leading characters and the serial
/// that make the organisation code.
pub fn credit_code(class: &str, division: &str, lead: &str, serial: usize) -> String {
    let body = format!("{lead}{}", in_alphabet(serial));
    let inner = body_check(&body).unwrap_or('0');
    let first = format!("{class}{division}{body}{inner}");
    let last = credit_check(&first).unwrap_or('0');
    format!("{first}{last}")
}

/// Six characters for a serial, scattered so that neighbours do not look like a list. Multiplying
/// by a number prime to 31 keeps serials below 31⁶ apart.
fn in_alphabet(serial: usize) -> String {
    const ALL: u64 = 31 * 31 * 31 * 31 * 31 * 31;
    let mut left = crate::rng::wide(serial).wrapping_add(7919).wrapping_mul(48_271) % ALL;
    let mut text = [' '; 6];
    for place in text.iter_mut().rev() {
        let digit = crate::rng::narrow(left % 31);
        *place = CREDIT.chars().nth(digit).unwrap_or('0');
        left /= 31;
    }
    text.iter().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn published_samples_pass() {
        for number in ["11010519491231002X", "110101199001010015", "61010219850715012X"] {
            assert!(identity_checks(number), "{number}");
        }
        for code in ["91350100M000100Y43", "81610100MC0000012L", "12420100441600001F"] {
            assert!(credit_checks(code), "{code}");
        }
        assert_eq!(body_check("D2143569"), Some('X'));
    }

    #[test]
    fn one_wrong_character_fails() {
        assert!(!identity_checks("110101199001010016"));
        assert!(!identity_checks("11010119900101001"));
        assert!(!identity_checks(""));
        assert!(!credit_checks("81610100MC0000012M"));
        assert!(!credit_checks("8161O100MC0000012L"));
    }

    #[test]
    fn codes_are_built_valid() {
        let code = credit_code("91", "320999", "MA", 12);
        assert_eq!(code.len(), 18);
        assert!(credit_checks(&code), "{code}");
    }
}
