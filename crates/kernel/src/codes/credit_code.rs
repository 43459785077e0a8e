//! 统一社会信用代码, GB 32100-2015, with the organisation code of GB 11714-1997 inside.

use super::{CodeError, all_digits, division};
use crate::text;

/// No I, O, S, V, Z: they look like 1, 0, 5, U, 2.
const ALPHABET: &str = "0123456789ABCDEFGHJKLMNPQRTUWXY";
const WEIGHTS: [u32; 17] = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];
const INNER_WEIGHTS: [u32; 8] = [3, 7, 9, 10, 5, 8, 4, 2];

/// First two characters: registration authority and class of the organisation.
const CLASSES: &[(&str, &str, &str)] = &[
    ("11", "机构编制", "机关"),
    ("12", "机构编制", "事业单位"),
    ("13", "机构编制", "编办直接管理机构编制的群众团体"),
    ("19", "机构编制", "其他"),
    ("21", "外交", "外国常驻新闻机构"),
    ("29", "外交", "其他"),
    ("31", "司法行政", "律师执业机构"),
    ("32", "司法行政", "公证处"),
    ("33", "司法行政", "基层法律服务所"),
    ("34", "司法行政", "司法鉴定机构"),
    ("35", "司法行政", "仲裁委员会"),
    ("39", "司法行政", "其他"),
    ("41", "文化", "外国在华文化中心"),
    ("49", "文化", "其他"),
    ("51", "民政", "社会团体"),
    ("52", "民政", "民办非企业单位"),
    ("53", "民政", "基金会"),
    ("59", "民政", "其他"),
    ("61", "旅游", "外国旅游部门常驻代表机构"),
    ("62", "旅游", "港澳台地区旅游部门常驻内地（大陆）代表机构"),
    ("69", "旅游", "其他"),
    ("71", "宗教", "宗教活动场所"),
    ("72", "宗教", "宗教院校"),
    ("79", "宗教", "其他"),
    ("81", "工会", "基层工会"),
    ("89", "工会", "其他"),
    ("91", "市场监管", "企业"),
    ("92", "市场监管", "个体工商户"),
    ("93", "市场监管", "农民专业合作社"),
    ("99", "市场监管", "其他"),
    ("A1", "中央军委改革和编制办公室", "军队事业单位"),
    ("A9", "中央军委改革和编制办公室", "其他"),
    ("N1", "农业农村", "组级集体经济组织"),
    ("N2", "农业农村", "村级集体经济组织"),
    ("N3", "农业农村", "乡镇级集体经济组织"),
    ("N9", "农业农村", "其他"),
    ("Y1", "其他", "其他"),
];

/// A checked code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CreditCode {
    pub code: String,
    pub warnings: Vec<&'static str>,
}

/// Whose code a field asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Owner {
    Union,
    Employer,
}

fn value(c: char) -> Option<u32> {
    ALPHABET.find(c).and_then(|at| u32::try_from(at).ok())
}

/// Check character of the first 17, modulus 31.
pub fn check_char(code: &str) -> Option<char> {
    let values: Vec<u32> = code.chars().take(17).map_while(value).collect();
    if values.len() != WEIGHTS.len() {
        return None;
    }
    let sum: u32 = values.iter().zip(WEIGHTS).map(|(value, weight)| value * weight).sum();
    ALPHABET.chars().nth(usize::try_from((31 - sum % 31) % 31).ok()?)
}

/// Check character of an organisation code's eight-character body, GB 11714-1997.
pub fn organisation_check_char(body: &str) -> Option<char> {
    let values: Vec<u32> = body.chars().take(8).map_while(|c| c.to_digit(36)).collect();
    if values.len() != INNER_WEIGHTS.len() {
        return None;
    }
    let sum: u32 = values.iter().zip(INNER_WEIGHTS).map(|(value, weight)| value * weight).sum();
    match 11 - sum % 11 {
        10 => Some('X'),
        11 => Some('0'),
        digit => char::from_digit(digit, 10),
    }
}

fn fits(code: &str) -> bool {
    code.chars().count() == 18 && check_char(code) == code.chars().next_back()
}

/// Checks a code. A wrong last character blocks; a wrong organisation code inside, as some old
/// ones have it, only warns.
pub fn check_credit_code(raw: &str) -> Result<CreditCode, CodeError> {
    let code = text::squeeze(raw).to_uppercase();
    let length = code.chars().count();
    match length {
        0 => return Err(CodeError::new("请填写统一社会信用代码")),
        18 => {}
        _ => return Err(wrong_length(&code, length)),
    }
    if let Some(odd) = code.chars().find(|c| value(*c).is_none()) {
        return Err(wrong_letter(&code, odd));
    }
    if !fits(&code) {
        let last = check_char(&code).map(String::from).unwrap_or_default();
        let expected = format!("统一社会信用代码末位应为{last}，请按证书核对全部18位");
        return Err(CodeError::new(expected));
    }
    let warnings = warnings(&code);
    Ok(CreditCode { code, warnings })
}

fn wrong_length(code: &str, length: usize) -> CodeError {
    let hint = match length {
        9 | 10 => "，像是旧的组织机构代码",
        15 if all_digits(code) => "，像是旧的营业执照注册号",
        _ => "",
    };
    CodeError::new(format!("统一社会信用代码应为18位，现在是{length}位{hint}"))
}

/// Offers the look-alike when the whole code then passes.
fn wrong_letter(code: &str, odd: char) -> CodeError {
    if !odd.is_ascii_uppercase() {
        return CodeError::new("统一社会信用代码应为数字和大写字母");
    }
    let error = CodeError::new(format!("统一社会信用代码不用字母I、O、S、V、Z，请核对其中的{odd}"));
    let alike: String = code
        .chars()
        .map(|c| match c {
            'O' => '0',
            'I' => '1',
            'Z' => '2',
            'S' => '5',
            'V' => 'U',
            other => other,
        })
        .collect();
    if fits(&alike) { error.suggesting(alike) } else { error }
}

fn warnings(code: &str) -> Vec<&'static str> {
    let mut warnings = Vec::new();
    let inner = code.get(8..17).unwrap_or_default();
    if organisation_check_char(inner) != inner.chars().next_back() {
        warnings.push("其中的组织机构代码（第9至17位）校验不符，早年的代码可能如此，请核对");
    }
    if kind_title(code).is_none() {
        warnings.push("前两位不是已知的登记管理部门和机构类别，请核对");
    }
    // 10 stands for bodies registered with the State, 66 for the Xinjiang corps.
    let division = code.get(2..4).unwrap_or_default();
    if !division::is_province(division) && !matches!(division, "10" | "66") {
        warnings.push("第3至4位不是省级代码，请核对");
    }
    warnings
}

fn class(code: &str) -> Option<(&'static str, &'static str)> {
    let head = code.get(..2)?;
    CLASSES
        .iter()
        .find(|(known, ..)| *known == head)
        .map(|(_, authority, kind)| (*authority, *kind))
}

/// Class of the organisation: 基层工会, 企业 …
pub fn kind_title(code: &str) -> Option<&'static str> {
    class(code).map(|(_, kind)| kind)
}

/// The authority that registered it: 工会, 市场监管 …
pub fn authority_title(code: &str) -> Option<&'static str> {
    class(code).map(|(authority, _)| authority)
}

/// Whether a union federation registered the body (81 grass-roots union, 89 other).
pub fn is_union_code(code: &str) -> bool {
    code.starts_with("81") || code.starts_with("89")
}

/// The most frequent slip of the field: the employer's code in the union's place, or the reverse.
pub fn misplaced(code: &str, owner: Owner) -> Option<&'static str> {
    match owner {
        Owner::Union if code.starts_with('9') => {
            Some("9开头的是企业的代码，工会法人的代码以81开头；是否移到“单位统一社会信用代码”？")
        }
        // County federations and above are mass organisations: 11, 12, 13.
        Owner::Union if !is_union_code(code) && !code.starts_with('1') => {
            Some("工会法人的代码一般以81开头，请核对")
        }
        Owner::Employer if is_union_code(code) => {
            Some("8开头的是工会的代码；是否移到“工会统一社会信用代码”？")
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gb_32100_valid_codes() {
        for (code, kind) in [
            ("91350100M000100Y43", "企业"),
            ("81610100MC0000012L", "基层工会"),
            ("81460100MC0000020N", "基层工会"),
            ("81110101123456788A", "基层工会"),
            ("81510100MC00000A6K", "基层工会"),
            ("89330100MC0000039P", "其他"),
            ("91440300MA00000152", "企业"),
            ("52310000MJ0000018A", "民办非企业单位"),
            ("11610000016000005Y", "机关"),
            ("12420100441600001F", "事业单位"),
        ] {
            let checked = check_credit_code(&format!(" {} ", code.to_lowercase())).unwrap();
            assert_eq!(checked.code, code);
            assert_eq!(kind_title(code), Some(kind));
            assert!(checked.warnings.is_empty(), "{code} {:?}", checked.warnings);
        }
    }

    #[test]
    fn gb_32100_blocks() {
        let wrong = check_credit_code("81610100MC0000012M").unwrap_err();
        assert!(wrong.expected().contains("末位应为L"));
        let letter = check_credit_code("8161O100MC0000012L").unwrap_err();
        assert_eq!(letter.suggestion(), Some("81610100MC0000012L"));
        let short = check_credit_code("81610100MC000001").unwrap_err();
        assert!(short.expected().contains("现在是16位"));
        assert!(check_credit_code("D2143569X").unwrap_err().expected().contains("组织机构代码"));
        assert!(check_credit_code("").is_err());
        assert!(check_credit_code("工会统一社会信用代码工会统一社会信用代码").is_err());
    }

    #[test]
    fn gb_32100_every_single_slip_is_found() {
        let good = "81610100MC0000012L";
        let mut tried = 0;
        for (at, old) in good.char_indices() {
            for new in ALPHABET.chars().filter(|c| *c != old) {
                let mut slip = good.to_owned();
                slip.replace_range(at..=at, &new.to_string());
                assert!(!fits(&slip), "{slip}");
                tried += 1;
            }
        }
        assert_eq!(tried, 540);
    }

    #[test]
    fn gb_32100_trap_a_residence_permit_passes_too() {
        // All digits, begins with 81, right check character: the field decides, not the checksum.
        assert!(fits("810000199001010019"));
        assert!(super::super::resident::check_char_fits("810000199001010019"));
    }

    #[test]
    fn gb_11714_sample_of_the_standard() {
        assert_eq!(organisation_check_char("D2143569"), Some('X'));
        assert_eq!(organisation_check_char("MC000001"), Some('2'));
        assert_eq!(organisation_check_char("D21435"), None);
    }

    #[test]
    fn gb_11714_inner_failure_only_warns() {
        let body = "81610100MC0000013";
        let code = format!("{body}{}", check_char(body).unwrap());
        assert_eq!(check_credit_code(&code).unwrap().warnings.len(), 1);
    }

    #[test]
    fn union_and_employer_codes_are_told_apart() {
        assert!(is_union_code("81610100MC0000012L") && is_union_code("89330100MC0000039P"));
        assert!(misplaced("91440300MA00000152", Owner::Union).is_some());
        assert!(misplaced("81610100MC0000012L", Owner::Employer).is_some());
        assert_eq!(misplaced("81610100MC0000012L", Owner::Union), None);
        assert_eq!(misplaced("11610000016000005Y", Owner::Union), None);
        assert_eq!(misplaced("91440300MA00000152", Owner::Employer), None);
    }
}
