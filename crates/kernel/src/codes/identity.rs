//! Identity papers of a person: which kinds there are and what their numbers look like.

use std::fmt;

use jiff::civil::Date;

use super::resident::{self, Sex};
use super::{CodeError, all_digits};
use crate::text;

pub use super::mask::{paper as mask_paper, tail4};

/// 证件类别.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum PaperKind {
    /// 居民身份证, GB 11643-1999.
    Identity,
    /// 港澳居民居住证, numbered like the identity card.
    HongKongMacauResidence,
    /// 台湾居民居住证, numbered like the identity card.
    TaiwanResidence,
    /// 港澳居民来往内地通行证 (回乡证).
    HongKongMacauPass,
    /// 台湾居民来往大陆通行证 (台胞证).
    TaiwanPass,
    /// 外国人永久居留身份证, of 2023 and older.
    ForeignResidence,
    Passport,
    /// 军官证、警官证、士兵证.
    Service,
    Other,
}

impl PaperKind {
    pub const ALL: [Self; 9] = [
        Self::Identity,
        Self::HongKongMacauResidence,
        Self::TaiwanResidence,
        Self::HongKongMacauPass,
        Self::TaiwanPass,
        Self::ForeignResidence,
        Self::Passport,
        Self::Service,
        Self::Other,
    ];

    /// The code kept and exchanged.
    pub fn code(self) -> &'static str {
        match self {
            Self::Identity => "1",
            Self::HongKongMacauResidence => "2",
            Self::TaiwanResidence => "3",
            Self::HongKongMacauPass => "4",
            Self::TaiwanPass => "5",
            Self::ForeignResidence => "6",
            Self::Passport => "7",
            Self::Service => "8",
            Self::Other => "9",
        }
    }

    pub fn title(self) -> &'static str {
        match self {
            Self::Identity => "居民身份证",
            Self::HongKongMacauResidence => "港澳居民居住证",
            Self::TaiwanResidence => "台湾居民居住证",
            Self::HongKongMacauPass => "港澳居民来往内地通行证",
            Self::TaiwanPass => "台湾居民来往大陆通行证",
            Self::ForeignResidence => "外国人永久居留身份证",
            Self::Passport => "护照",
            Self::Service => "军官证/警官证",
            Self::Other => "其他",
        }
    }

    fn synonyms(self) -> &'static [&'static str] {
        match self {
            Self::Identity => &[
                "身份证",
                "居民身份证号",
                "身份证号",
                "身份证号码",
                "二代身份证",
                "二代证",
                "户口簿",
                "户口本",
            ],
            Self::HongKongMacauResidence => {
                &["港澳居住证", "香港居民居住证", "澳门居民居住证", "港澳台居民居住证（港澳）"]
            }
            Self::TaiwanResidence => {
                &["台湾居住证", "台湾居民居住证件", "港澳台居民居住证（台湾）"]
            }
            Self::HongKongMacauPass => &[
                "回乡证",
                "港澳通行证",
                "港澳居民通行证",
                "港澳居民往来内地通行证",
                "港澳来往内地通行证",
            ],
            Self::TaiwanPass => &[
                "台胞证",
                "台湾通行证",
                "台湾居民通行证",
                "台湾居民往来大陆通行证",
                "台湾来往大陆通行证",
            ],
            Self::ForeignResidence => {
                &["外国人永久居留证", "永久居留身份证", "永居证", "外国人居留证", "五星卡"]
            }
            Self::Passport => &["中国护照", "外国护照", "普通护照"],
            Self::Service => {
                &["军官证", "警官证", "士兵证", "军人证", "文职证", "军官证警官证士兵证", "士官证"]
            }
            Self::Other => &["其它", "其他证件", "其它证件"],
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }

    /// By the title a sheet uses, or one of its usual other names.
    pub fn from_title(raw: &str) -> Option<Self> {
        let asked = text::fold(raw);
        Self::ALL.into_iter().find(|kind| {
            text::fold(kind.title()) == asked
                || kind.synonyms().iter().any(|known| text::fold(known) == asked)
        })
    }

    /// How an error speaks of the number.
    fn short(self) -> &'static str {
        match self {
            Self::Identity => "身份证",
            Self::HongKongMacauResidence | Self::TaiwanResidence => "居住证",
            Self::ForeignResidence => "永久居留身份证",
            _ => self.title(),
        }
    }

    fn is_like_identity(self) -> bool {
        matches!(
            self,
            Self::Identity
                | Self::HongKongMacauResidence
                | Self::TaiwanResidence
                | Self::ForeignResidence
        )
    }
}

/// A checked paper. Its `Debug` is masked: a log never holds the number.
#[derive(Clone, PartialEq, Eq)]
pub struct Paper {
    pub kind: PaperKind,
    /// Normalised; a 15-digit identity number in its 18-character form.
    pub number: String,
    pub birth: Option<Date>,
    pub sex: Option<Sex>,
    pub warnings: Vec<&'static str>,
}

impl fmt::Debug for Paper {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Paper")
            .field("kind", &self.kind)
            .field("number", &mask_paper(&self.number))
            .field("warnings", &self.warnings)
            .finish_non_exhaustive()
    }
}

const UNDER_AGE: &str = "未满16周岁，不能登记为会员或职工（劳动法第十五条），请核对证件号码";

/// Checks the paper of a worker: as [`check_paper_any_age`], and at least 16 years old (劳动法 art. 15).
pub fn check_paper(kind: PaperKind, raw: &str, today: Date) -> Result<Paper, CodeError> {
    let paper = check_paper_any_age(kind, raw, today)?;
    match paper.birth {
        Some(birth) if resident::age(birth, today) < 16 => Err(CodeError::new(UNDER_AGE)),
        _ => Ok(paper),
    }
}

/// Checks the paper of anybody, children of a hardship family among them.
pub fn check_paper_any_age(kind: PaperKind, raw: &str, today: Date) -> Result<Paper, CodeError> {
    let number = text::squeeze(raw).to_uppercase();
    if number.is_empty() {
        return Err(CodeError::new("请填写证件号码"));
    }
    if kind.is_like_identity()
        && let Some(sentence) = damaged(&number)
    {
        return Err(CodeError::new(sentence));
    }
    match kind {
        PaperKind::Identity => identity(&number, today),
        PaperKind::HongKongMacauResidence => residence(kind, &["810000", "820000"], number, today),
        PaperKind::TaiwanResidence => residence(kind, &["830000"], number, today),
        PaperKind::ForeignResidence => foreign(number, today),
        _ => other(kind, &number),
    }
}

fn identity(number: &str, today: Date) -> Result<Paper, CodeError> {
    let kind = PaperKind::Identity;
    let upgraded = resident::upgrade(number);
    let was_short = upgraded.is_some();
    let number = upgraded.unwrap_or_else(|| number.to_owned());
    resident::shape(kind.short(), &number)?;
    // These pass every other test of an identity number, so only the kind tells them apart.
    if ["810000", "820000", "830000"].iter().any(|head| number.starts_with(head)) {
        return Err(CodeError::new("这是港澳台居民居住证的号码，请改选证件类别"));
    }
    if number.starts_with('9') {
        return Err(CodeError::new("9开头的是外国人永久居留身份证的号码，请核对证件类别"));
    }
    resident::province(kind.short(), &number, 0)?;
    let mut paper = like_identity(kind, number, today)?;
    if was_short {
        paper.warnings.push("15位旧号码已按国家标准换成18位，请核对新证件");
    }
    Ok(paper)
}

fn residence(
    kind: PaperKind,
    heads: &[&str],
    number: String,
    today: Date,
) -> Result<Paper, CodeError> {
    resident::shape(kind.short(), &number)?;
    if !heads.iter().any(|head| number.starts_with(head)) {
        let expected = format!("{}号应以{}开头", kind.title(), heads.join("或"));
        return Err(CodeError::new(expected));
    }
    like_identity(kind, number, today)
}

/// 2023: `9`, province, nationality (ISO 3166-1), then as the identity number. Older: three letters
/// and twelve digits.
fn foreign(number: String, today: Date) -> Result<Paper, CodeError> {
    let kind = PaperKind::ForeignResidence;
    let (letters, digits) =
        (number.get(..3).unwrap_or_default(), number.get(3..).unwrap_or_default());
    if letters.bytes().all(|b| b.is_ascii_uppercase()) && digits.len() == 12 && all_digits(digits) {
        return Ok(plain(kind, number));
    }
    let length = number.chars().count();
    if length != 18 {
        let expected =
            format!("永久居留身份证号应为18位（旧证3个字母加12位数字），现在是{length}位");
        return Err(CodeError::new(expected));
    }
    resident::shape(kind.short(), &number)?;
    if !number.starts_with('9') {
        return Err(CodeError::new("永久居留身份证号应以9开头，请核对证件类别"));
    }
    resident::province(kind.short(), &number, 1)?;
    like_identity(kind, number, today)
}

/// Calendar before check character: a date nobody was born on says more than a wrong last place.
fn like_identity(kind: PaperKind, number: String, today: Date) -> Result<Paper, CodeError> {
    let birth = resident::birth(kind.short(), &number)?;
    resident::check(kind.short(), &number)?;
    if birth > today {
        let expected = format!("{}号里的出生日期晚于今天，请核对原件", kind.short());
        return Err(CodeError::new(expected));
    }
    let mut warnings = Vec::new();
    if resident::age(birth, today) > 120 {
        warnings.push("按号码计算超过120岁，请核对");
    }
    let sex = resident::sex(&number);
    Ok(Paper { kind, number, birth: Some(birth), sex, warnings })
}

fn plain(kind: PaperKind, number: String) -> Paper {
    Paper { kind, number, birth: None, sex: None, warnings: Vec::new() }
}

/// Papers of which only the shape is known.
fn other(kind: PaperKind, number: &str) -> Result<Paper, CodeError> {
    let number: String = match kind {
        PaperKind::TaiwanPass => number.chars().filter(|c| !matches!(c, '(' | ')')).collect(),
        PaperKind::Service => number.replace('#', "号"),
        _ => number.to_owned(),
    };
    let expected = match kind {
        PaperKind::HongKongMacauPass => "应为H或M加8位数字（旧证10位）",
        PaperKind::TaiwanPass => "应为8位数字（旧证10位数字加1个字母）",
        PaperKind::Passport => "应为5至20位字母和数字",
        PaperKind::Service => "应为4至20位，如“某字第12345678号”",
        _ => "应为2至30位",
    };
    if !fits(kind, &number) {
        return Err(CodeError::new(format!("{}号{expected}", kind.title())));
    }
    let mut paper = plain(kind, number);
    if kind == PaperKind::Service && !is_service_number(&paper.number) {
        paper.warnings.push("军官证、警官证号一般写作“某字第12345678号”，请核对");
    }
    Ok(paper)
}

fn fits(kind: PaperKind, number: &str) -> bool {
    let length = number.chars().count();
    match kind {
        PaperKind::HongKongMacauPass => number
            .strip_prefix(['H', 'M'])
            .is_some_and(|rest| matches!(rest.len(), 8 | 10) && all_digits(rest)),
        PaperKind::TaiwanPass => {
            let old = number.strip_suffix(|c: char| c.is_ascii_uppercase());
            (length == 8 && all_digits(number))
                || old.is_some_and(|rest| rest.len() == 10 && all_digits(rest))
        }
        PaperKind::Passport => {
            (5..=20).contains(&length) && number.bytes().all(|b| b.is_ascii_alphanumeric())
        }
        PaperKind::Service => (4..=20).contains(&length),
        _ => (2..=30).contains(&length),
    }
}

fn is_service_number(number: &str) -> bool {
    number.split_once("字第").is_some_and(|(head, rest)| {
        let digits = rest.strip_suffix('号').unwrap_or(rest);
        !head.is_empty() && (6..=8).contains(&digits.len()) && all_digits(digits)
    })
}

const SCIENTIFIC: &str =
    "号码被表格软件改成了科学计数法，后几位已丢失；请把该列设为“文本”格式，按原件重新填写";
const ROUNDED: &str =
    "号码末尾被表格软件改成了000，后几位已丢失；请把该列设为“文本”格式，按原件重新填写";

/// An identity number that a spreadsheet destroyed (only 15 digits survive). It is never repaired.
pub fn damaged(raw: &str) -> Option<&'static str> {
    let text = text::squeeze(raw).to_uppercase();
    if is_scientific(&text) {
        return Some(SCIENTIFIC);
    }
    let whole = text.split_once('.').filter(|(_, rest)| rest.bytes().all(|b| b == b'0'));
    let digits = whole.map_or(text.as_str(), |(whole, _)| whole);
    let long = digits.len() >= 16 && all_digits(digits) && digits.ends_with("000");
    (long && !resident::check_char_fits(digits)).then_some(ROUNDED)
}

/// The same for a numeric cell: a whole number of 16 digits or more cannot be exact.
pub fn damaged_number(value: f64) -> Option<&'static str> {
    (value.abs() >= 1e15).then_some(SCIENTIFIC)
}

fn is_scientific(text: &str) -> bool {
    text.split_once('E').is_some_and(|(mantissa, exponent)| {
        let exponent = exponent.strip_prefix('+').unwrap_or(exponent);
        let digits: String = mantissa.replacen('.', "", 1);
        // A passport such as 12E345678 has no decimal point and no such exponent.
        all_digits(&digits)
            && mantissa.find('.').unwrap_or(mantissa.len()) == 1
            && all_digits(exponent)
            && exponent.parse::<u32>().is_ok_and(|power| (11..=20).contains(&power))
    })
}

#[cfg(test)]
#[path = "identity_tests.rs"]
mod tests;
