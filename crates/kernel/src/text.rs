//! Bringing typed and pasted text to one form before it is kept or compared.

/// Marks that paste brings along and nobody sees: zero-width, byte order, direction and variant marks.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{00ad}' | '\u{034f}' | '\u{180e}' | '\u{200b}'..='\u{200f}'
        | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}'
        | '\u{fe00}'..='\u{fe0f}' | '\u{e0100}'..='\u{e01ef}')
        || (c.is_control() && !matches!(c, '\n' | '\t'))
}

/// Full-width ASCII (U+FF01–U+FF5E) to its half-width twin; every kind of blank to a plain one.
pub(crate) fn narrow(c: char) -> char {
    match c {
        '\u{ff01}'..='\u{ff5e}' => {
            u32::from(c).checked_sub(0xfee0).and_then(char::from_u32).unwrap_or(c)
        }
        '\u{00a0}'
        | '\u{1680}'
        | '\u{2000}'..='\u{200a}'
        | '\u{202f}'
        | '\u{205f}'
        | '\u{3000}' => ' ',
        _ => c,
    }
}

/// Neither invisible nor wide: most of what is ever typed, told apart at once.
fn is_ordinary(c: char) -> bool {
    matches!(c, ' '..='~' | '\u{3001}'..='\u{d7a3}')
}

/// Drops what cannot be seen and trims, but leaves Chinese punctuation alone: for free text.
pub fn tidy(raw: &str) -> String {
    let seen: String = raw.chars().filter(|c| !is_invisible(*c)).collect();
    seen.trim().to_owned()
}

/// Half-width ASCII, no invisible marks, plain blanks, trimmed, without Excel's leading `'`.
pub fn normalise(raw: &str) -> String {
    if raw.chars().all(is_ordinary) {
        let trimmed = raw.trim();
        return trimmed.strip_prefix('\'').unwrap_or(trimmed).trim().to_owned();
    }
    let plain: String = raw.chars().filter(|c| !is_invisible(*c)).map(narrow).collect();
    let trimmed = plain.trim();
    trimmed.strip_prefix('\'').unwrap_or(trimmed).trim().to_owned()
}

/// [`normalise`] without any white space: for numbers and codes.
pub fn squeeze(raw: &str) -> String {
    normalise(raw).chars().filter(|c| !c.is_whitespace()).collect()
}

/// The many dots that keyboards offer for the one in names of minorities.
fn is_name_dot(c: char) -> bool {
    matches!(c, '·' | '•' | '‧' | '∙' | '⋅' | '・' | '･' | '●' | '᛫' | '\u{2024}' | '\u{0387}')
}

fn is_wide(c: char) -> bool {
    u32::from(c) >= 0x2e80
}

/// A person's name: one kind of `·`, no blank between Chinese characters, one between Latin words.
pub fn name(raw: &str) -> String {
    let plain = normalise(raw);
    let mut done = String::with_capacity(plain.len());
    let mut chars = plain.chars().peekable();
    while let Some(c) = chars.next() {
        let last = done.chars().next_back();
        let next = chars.clone().find(|n| !n.is_whitespace());
        let chinese = |side: Option<char>| side.is_none_or(|s| is_wide(s) || s == '·');
        if c.is_whitespace() {
            let apart = !chinese(last) && last != Some(' ') && !next.is_some_and(is_name_dot);
            if apart && !chinese(next) {
                done.push(' ');
            }
        } else if is_name_dot(c) || (c == '.' && chinese(last) && next.is_some_and(is_wide)) {
            if last.is_some_and(|l| l != '·') && next.is_some() {
                done.push('·');
            }
        } else {
            done.push(c);
        }
    }
    done
}

/// What is wrong with a (normalised) person's name, if anything; rare characters are welcome
/// (GB 18030-2022).
pub fn name_problem(name: &str) -> Option<&'static str> {
    let odd = |c: char| {
        let letter = c.is_alphabetic() || (is_wide(c) && !is_drop(c));
        !(letter || matches!(c, '·' | ' ' | '-' | '\'' | '.'))
    };
    match name.chars().count() {
        0 => Some("请填写姓名"),
        1 => Some("姓名至少2个字"),
        2..=50 if name.chars().any(|c| c.is_ascii_digit()) => Some("姓名里不应有数字"),
        2..=50 if name.chars().any(odd) => Some("姓名里有标点或符号，请核对"),
        2..=50 => None,
        _ => Some("姓名最多50个字"),
    }
}

/// Punctuation and signs that never tell two titles or organisations apart.
fn is_drop(c: char) -> bool {
    c.is_ascii_punctuation()
        || is_name_dot(c)
        || matches!(c, '\u{00a1}'..='\u{00bf}' | '×' | '\u{2010}'..='\u{206f}'
            | '\u{3001}'..='\u{3004}' | '\u{3008}'..='\u{3020}' | '\u{3030}'
            | '\u{fe30}'..='\u{fe4f}' | '\u{ff01}'..='\u{ff0f}' | '\u{ff5f}'..='\u{ff65}' | '★' | '☆' | '▲')
}

/// For comparing headings and organisation names: squeezed, lower case, brackets and other
/// punctuation dropped.
pub fn fold(raw: &str) -> String {
    let mut folded = String::with_capacity(raw.len());
    for c in raw.chars().filter(|c| !is_invisible(*c)).map(narrow) {
        match c {
            'A'..='Z' => folded.push(c.to_ascii_lowercase()),
            'a'..='z' | '0'..='9' | '\u{3400}'..='\u{9fff}' => folded.push(c),
            _ if c.is_whitespace() || is_drop(c) => {}
            _ => folded.extend(c.to_lowercase()),
        }
    }
    folded
}

/// Number of single-character edits between two texts (Levenshtein).
pub fn distance(a: &str, b: &str) -> usize {
    let right: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=right.len()).collect();
    for (i, left) in a.chars().enumerate() {
        let mut next = vec![i + 1];
        for ((c, kept), dropped) in right.iter().zip(&row).zip(row.iter().skip(1)) {
            let before = next.last().copied().unwrap_or(i + 1);
            next.push((kept + usize::from(*c != left)).min(dropped + 1).min(before + 1));
        }
        row = next;
    }
    row.last().copied().unwrap_or_default()
}

/// Endings that every second organisation has, so that they say nothing about likeness.
const TAILS: [&str; 9] = [
    "工会委员会",
    "工会联合会",
    "联合工会",
    "工会",
    "股份有限公司",
    "有限责任公司",
    "有限公司",
    "集团",
    "公司",
];

fn core(folded: &str) -> &str {
    let mut rest = folded;
    while let Some(shorter) = TAILS.iter().find_map(|tail| rest.strip_suffix(tail)) {
        if shorter.is_empty() {
            break;
        }
        rest = shorter;
    }
    rest
}

/// Whether one short name may have been meant by the other; good for a suggestion, never a match.
pub fn similar(a: &str, b: &str) -> bool {
    let (left, right) = (fold(a), fold(b));
    let (left, right) = (core(&left), core(&right));
    let (short, long) = {
        let (l, r) = (left.chars().count(), right.chars().count());
        (l.min(r), l.max(r))
    };
    if short < 2 {
        return false;
    }
    if left == right || (short > 2 && (left.contains(right) || right.contains(left))) {
        return true;
    }
    let shared = left.chars().zip(right.chars()).take_while(|(l, r)| l == r).count();
    let edits = distance(left, right);
    edits <= (long / 4).max(1) || (shared >= 2 && edits <= long / 2)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pasted_text_loses_its_dirt() {
        assert_eq!(normalise("\u{feff}　１２３ＡＢＣ\u{200b}\u{a0}"), "123ABC");
        assert_eq!(normalise("'0123"), "0123");
        assert_eq!(normalise("＇0123"), "0123");
        assert_eq!(squeeze(" 110105 1949\u{3000}1231 "), "11010519491231");
        assert_eq!(normalise("一行\r\n二行"), "一行\n二行");
        assert_eq!(tidy(" 恒达（集团）公司，\u{200b} "), "恒达（集团）公司，");
    }

    #[test]
    fn codes_8_one_dot_in_names() {
        for raw in
            ["阿依·古丽", "阿依•古丽", "阿依.古丽", "阿依．古丽", "阿依‧古丽", " 阿依 · 古丽 "]
        {
            assert_eq!(name(raw), "阿依·古丽", "{raw}");
        }
        assert_eq!(name("张　三"), "张三");
        assert_eq!(name("John  A. Smith"), "John A. Smith");
        assert_eq!(name("·张三·"), "张三");
        assert_eq!(name("䶮𬭳𠅤"), "䶮𬭳𠅤");
    }

    #[test]
    fn codes_8_names_are_not_validated_by_a_narrow_range() {
        for good in ["王䶮", "李𬭳", "赵𠅤", "阿依·古丽", "Jean-Luc Picard", "O'Neil"]
        {
            assert_eq!(name_problem(good), None, "{good}");
        }
        for bad in ["", "王", "王3", "王，明", "王（小）", "王、明", "王*"] {
            assert!(name_problem(bad).is_some(), "{bad}");
        }
    }

    #[test]
    fn headings_fold_together() {
        assert_eq!(fold("退养（内退）"), fold("退养(内退)"));
        assert_eq!(fold("＊ 证件 号码："), "证件号码");
        assert_eq!(fold("农、林、牧、渔业"), "农林牧渔业");
        assert_eq!(fold("ID号"), "id号");
    }

    #[test]
    fn likeness_suggests() {
        assert!(similar("恒达服饰", "恒达纺织"));
        assert!(similar("恒达服饰有限公司", "恒达服饰公司工会委员会"));
        assert!(similar("张小明", "张晓明"));
        assert!(!similar("张小明", "李国强"));
        assert!(!similar("恒达服饰", "鑫源建材"));
        assert!(!similar("", "恒达"));
        assert_eq!(distance("恒达服饰", "恒达纺织"), 2);
        assert_eq!(distance("", "恒达"), 2);
        assert_eq!(distance("恒达", ""), 2);
    }
}
