//! What goes wrong in forms.

use super::{Expected, Row, text};
use crate::County;
use crate::numbers::identity_checks;

const NAME: &str = "姓名";
const SEX: &str = "性别";
const BIRTH: &str = "出生日期（格式：yyyy/MM/dd）";
const PEOPLE: &str = "民族";
const PAPER: &str = "证件号码\n(填写18位身份证)";
const PHONE: &str = "移动电话";
const CHANGED: &str = "会籍变化日期（格式：yyyy/MM/dd）";
const EMPLOYER: &str = "工作单位";
const MIGRANT: &str = "是否农民工会员\n填写“是”或“否”";
const CODE: &str = "单位法人和其他组织统一社会信用代码";
const WORKERS: &str = "职工人数";
const UNION: &str = "工会名称";
const UNION_CODE: &str = "工会法人和其他组织统一社会信用代码";
const SUPERIOR: &str = "上级工会名称";
const FOUNDED: &str = "建会日期（格式：yyyy/MM/dd）";
const MEMBERS: &str = "会员人数";
const UNION_PHONE: &str = "联系电话";

/// One kind of mistake. Where it does not fit a row (an X to write small in a number without one) the
/// row stays clean and has no dirt.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Dirt {
    /// 2021-3-5.
    DashedDate,
    /// 2021.3.5.
    DottedDate,
    /// 2021年3月5日.
    WrittenDate,
    /// 20210305.
    CompactDate,
    /// 44260, the spreadsheet's own number of the day.
    SerialDate,
    FullWidth,
    /// Before, behind and within numbers, around names.
    StraySpaces,
    /// 张 伟.
    SpacedName,
    /// The apostrophe that marks text in a spreadsheet.
    QuoteMark,
    SmallX,
    /// The fifteen digits of before 1999.
    OldPaper,
    /// 1 or √ for 是, 0 or × for 否.
    OtherYes,
    /// 汉 for 汉族.
    BareEthnicity,
    /// 僳僳族 for 傈僳族.
    EthnicityTypo,
    /// Another day of birth than the identity number says.
    OtherBirth,
    OtherSex,
    WrongCheck,
    SeventeenDigits,
    /// Rounded to fifteen digits by a spreadsheet: …000.
    LostTail,
    /// 3.20999E+17.
    Scientific,
    /// A month 13.
    ImpossibleDate,
    ShortPhone,
    MissingName,
    UnknownEmployer,
    /// The row once more.
    Twice,
    /// The number once more under another name: both rows are doubtful.
    TwoNames,
    /// A serial that an earlier row has.
    RepeatedSerial,
    /// 120人.
    CountWithUnit,
    /// O for 0.
    LetterO,
    /// The employer's code in the union's column.
    EmployersCode,
    UnknownSuperior,
    /// More members than employees.
    TooManyMembers,
    MissingPhone,
}

impl Dirt {
    pub const OF_MEMBERS: [Self; 27] = [
        Self::DashedDate,
        Self::DottedDate,
        Self::WrittenDate,
        Self::CompactDate,
        Self::SerialDate,
        Self::FullWidth,
        Self::StraySpaces,
        Self::SpacedName,
        Self::QuoteMark,
        Self::SmallX,
        Self::OldPaper,
        Self::OtherYes,
        Self::BareEthnicity,
        Self::EthnicityTypo,
        Self::OtherBirth,
        Self::OtherSex,
        Self::WrongCheck,
        Self::SeventeenDigits,
        Self::LostTail,
        Self::Scientific,
        Self::ImpossibleDate,
        Self::ShortPhone,
        Self::MissingName,
        Self::UnknownEmployer,
        Self::Twice,
        Self::TwoNames,
        Self::RepeatedSerial,
    ];
    pub const OF_UNIONS: [Self; 17] = [
        Self::DashedDate,
        Self::DottedDate,
        Self::WrittenDate,
        Self::CompactDate,
        Self::SerialDate,
        Self::FullWidth,
        Self::StraySpaces,
        Self::CountWithUnit,
        Self::WrongCheck,
        Self::LetterO,
        Self::EmployersCode,
        Self::ImpossibleDate,
        Self::MissingName,
        Self::UnknownSuperior,
        Self::TooManyMembers,
        Self::MissingPhone,
        Self::Twice,
    ];
}

/// A sheet whose cells are found by their headings.
struct Sheet<'a> {
    titles: &'static [&'static str],
    row: &'a mut Row,
}

impl Sheet<'_> {
    fn of_members(&self) -> bool {
        self.titles.contains(&PAPER)
    }

    fn get(&self, title: &str) -> String {
        text::cell(self.row, self.titles, title)
    }

    fn put(&mut self, title: &str, value: &str) {
        text::mistype(self.row, self.titles, title, value);
    }

    fn mean(&mut self, title: &str, value: &str) {
        text::set(self.row, self.titles, title, value);
    }
}

/// Adds the row with this mistake, and the second row where the mistake takes two.
pub fn apply(
    county: &County,
    titles: &'static [&'static str],
    kind: Dirt,
    mut row: Row,
    rows: &mut Vec<Row>,
) {
    let at = rows.len();
    let mut sheet = Sheet { titles, row: &mut row };
    let outcome = match kind {
        Dirt::Twice | Dirt::TwoNames => None,
        Dirt::RepeatedSerial => {
            sheet.mean("序号", "1");
            (at > 0).then_some(Expected::Rejected("序号"))
        }
        _ if sheet.of_members() => member(&mut sheet, kind),
        _ => union(county, &mut sheet, kind),
    };
    if let Some(expected) = outcome {
        (row.dirt, row.expected) = (Some(kind), expected);
    }
    let mut second = row.clone();
    second.dirt = Some(kind);
    match kind {
        Dirt::Twice => second.expected = Expected::Duplicate(at),
        Dirt::TwoNames => {
            let other =
                if text::cell(&row, titles, NAME) == "王伟" { "李娜" } else { "王伟" };
            text::set(&mut second, titles, NAME, other);
            second.expected = Expected::Doubtful(NAME);
            (row.dirt, row.expected) = (Some(kind), Expected::Doubtful(NAME));
        }
        _ => {
            rows.push(row);
            return;
        }
    }
    rows.extend([row, second]);
}

fn member(sheet: &mut Sheet<'_>, kind: Dirt) -> Option<Expected> {
    tidy(sheet, kind, &[BIRTH, CHANGED], &[PAPER, PHONE], NAME)
        .or_else(|| readable(sheet, kind))
        .or_else(|| paper(sheet, kind))
        .or_else(|| refused(sheet, kind))
}

/// Mistakes that hide nothing: what is meant can be read.
fn tidy(
    sheet: &mut Sheet<'_>,
    kind: Dirt,
    dates: &[&str],
    numbers: &[&str],
    name: &str,
) -> Option<Expected> {
    match kind {
        Dirt::DashedDate
        | Dirt::DottedDate
        | Dirt::WrittenDate
        | Dirt::CompactDate
        | Dirt::SerialDate => {
            for title in dates {
                let day = text::day_of(&sheet.get(title))?;
                let (y, m, d) = (day.year(), day.month(), day.day());
                let written = match kind {
                    Dirt::DashedDate => format!("{y}-{m}-{d}"),
                    Dirt::DottedDate => format!("{y}.{m}.{d}"),
                    Dirt::WrittenDate => format!("{y}年{m}月{d}日"),
                    Dirt::CompactDate => format!("{y:04}{m:02}{d:02}"),
                    _ => text::serial(day),
                };
                sheet.put(title, &written);
            }
        }
        Dirt::FullWidth => {
            for title in numbers {
                sheet.put(title, &text::full_width(&sheet.get(title)));
            }
        }
        Dirt::StraySpaces => {
            for title in numbers {
                let number = sheet.get(title);
                let head: String = number.chars().take(6).collect();
                let tail: String = number.chars().skip(6).collect();
                sheet.put(title, &format!(" {head} {tail}\u{a0}"));
            }
            sheet.put(name, &format!("\u{3000}{} ", sheet.get(name)));
        }
        _ => return None,
    }
    Some(Expected::Good)
}

fn readable(sheet: &mut Sheet<'_>, kind: Dirt) -> Option<Expected> {
    let number = sheet.get(PAPER);
    match kind {
        Dirt::SpacedName => {
            let name = sheet.get(NAME);
            let mut letters = name.chars();
            let (first, second) = (letters.next()?, letters.next()?);
            if letters.next().is_some() {
                return None;
            }
            sheet.put(NAME, &format!("{first}\u{3000}{second}"));
        }
        Dirt::QuoteMark => sheet.put(PAPER, &format!("'{number}")),
        Dirt::SmallX if number.ends_with('X') => sheet.put(PAPER, &number.to_lowercase()),
        Dirt::OldPaper if number.get(6..8) == Some("19") => {
            sheet.put(PAPER, &format!("{}{}", number.get(..6)?, number.get(8..17)?));
        }
        Dirt::OtherYes => {
            let odd = number.ends_with(['1', '3', '5', '7', '9']);
            let typed = match (sheet.get(MIGRANT) == "是", odd) {
                (true, true) => "1",
                (true, false) => "√",
                (false, true) => "0",
                (false, false) => "×",
            };
            sheet.put(MIGRANT, typed);
        }
        Dirt::BareEthnicity => {
            let people = sheet.get(PEOPLE);
            sheet.put(PEOPLE, people.trim_end_matches('族'));
        }
        Dirt::EthnicityTypo => {
            sheet.mean(PEOPLE, "傈僳族");
            sheet.put(PEOPLE, "僳僳族");
        }
        _ => return None,
    }
    Some(Expected::Good)
}

/// Identity numbers that say something else, or nothing.
fn paper(sheet: &mut Sheet<'_>, kind: Dirt) -> Option<Expected> {
    let number = sheet.get(PAPER);
    let damaged = match kind {
        Dirt::OtherBirth => {
            let day = text::day_of(&sheet.get(BIRTH))?;
            sheet.put(BIRTH, &text::slashed(crate::days::plus(day, 31)));
            return Some(Expected::Rejected(BIRTH));
        }
        Dirt::OtherSex => {
            let other = if sheet.get(SEX) == "男" { "女" } else { "男" };
            sheet.put(SEX, other);
            return Some(Expected::Rejected(SEX));
        }
        Dirt::WrongCheck => {
            let last = if number.ends_with('7') { '8' } else { '7' };
            format!("{}{last}", text::short(&number, 1))
        }
        Dirt::SeventeenDigits => text::short(&number, 1),
        Dirt::LostTail => format!("{}000", text::short(&number, 3)),
        Dirt::Scientific => {
            let rest = number.get(1..6)?.trim_end_matches('0');
            format!("{}.{rest}E+17", number.get(..1)?)
        }
        _ => return None,
    };
    // A number that lost its tail is right by chance now and then; that is no damage to be seen.
    if identity_checks(&damaged) {
        return None;
    }
    sheet.put(PAPER, &damaged);
    Some(Expected::Rejected(PAPER))
}

fn refused(sheet: &mut Sheet<'_>, kind: Dirt) -> Option<Expected> {
    match kind {
        Dirt::ImpossibleDate => {
            sheet.put(CHANGED, "2026/13/05");
            Some(Expected::Rejected(CHANGED))
        }
        Dirt::ShortPhone => {
            sheet.put(PHONE, &text::short(&sheet.get(PHONE), 1));
            Some(Expected::Rejected(PHONE))
        }
        Dirt::MissingName => {
            sheet.put(NAME, "");
            Some(Expected::Rejected(NAME))
        }
        Dirt::UnknownEmployer => {
            sheet.mean(EMPLOYER, "宇宙无名实业总公司第九分厂");
            Some(Expected::Rejected(EMPLOYER))
        }
        _ => None,
    }
}

fn union(county: &County, sheet: &mut Sheet<'_>, kind: Dirt) -> Option<Expected> {
    if let Some(good) = tidy(sheet, kind, &[FOUNDED], &[CODE, UNION_PHONE], UNION) {
        return Some(good);
    }
    let code = sheet.get(CODE);
    let (title, typed) = match kind {
        Dirt::CountWithUnit => {
            sheet.put(WORKERS, &format!("{}人", sheet.get(WORKERS)));
            return Some(Expected::Good);
        }
        Dirt::MissingPhone => {
            sheet.mean(UNION_PHONE, "");
            return Some(Expected::Warned(UNION_PHONE));
        }
        Dirt::EmployersCode => {
            sheet.put(UNION_CODE, &code);
            return Some(Expected::Warned(UNION_CODE));
        }
        Dirt::WrongCheck => {
            let last = if code.ends_with('7') { '8' } else { '7' };
            (CODE, format!("{}{last}", text::short(&code, 1)))
        }
        Dirt::LetterO => (CODE, code.replacen('0', "O", 1)),
        Dirt::ImpossibleDate => (FOUNDED, "2026/02/30".to_owned()),
        Dirt::MissingName => (UNION, String::new()),
        Dirt::UnknownSuperior => (SUPERIOR, format!("{}外总工会", crate::COUNTY)),
        Dirt::TooManyMembers => {
            let workers: usize = sheet.get(WORKERS).parse().unwrap_or(county.size.members);
            (MEMBERS, (workers + 7).to_string())
        }
        _ => return None,
    };
    sheet.put(title, &typed);
    Some(Expected::Rejected(title))
}
