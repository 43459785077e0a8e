//! Titles reduced to what they mean, so that spelling does not matter.

/// Words that begin a hint on how to fill in a column.
const HINTS: &[&str] =
    &["填写", "请填", "格式", "必填", "选填", "请选择", "下拉选", "例如", "示例"];

/// Half-width, lower case, square brackets of all kinds as round ones.
fn plain(c: char) -> char {
    let c = match u32::from(c) {
        code @ 0xFF01..=0xFF5E => char::from_u32(code - 0xFEE0).unwrap_or(c),
        0x3000 => ' ',
        _ => c,
    };
    match c {
        '〔' | '【' | '［' | '[' | '「' | '{' => '(',
        '〕' | '】' | '］' | ']' | '」' | '}' => ')',
        _ => c.to_ascii_lowercase(),
    }
}

/// Signs that carry no meaning in a title.
fn noise(c: char) -> bool {
    c.is_whitespace()
        || c.is_control()
        || matches!(c, '\u{200B}'..='\u{200F}' | '\u{2060}' | '\u{FEFF}')
        || "*＊※★#:：、/\\／-—_·.。,，;；\"“”'‘’!！?？|~+".contains(c)
}

fn meaning(text: &str) -> impl Iterator<Item = char> {
    text.chars().map(plain).filter(|c| !noise(*c))
}

/// Whether two titles are the same but for spelling. Of two that differ, hardly more than a character is read.
pub fn same(one: &str, other: &str) -> bool {
    let whole = |text| meaning(text).filter(|c| !matches!(c, '(' | ')'));
    whole(one).eq(whole(other))
}

/// The characters of `text` that matter, brackets kept.
fn bare(text: &str) -> String {
    meaning(text).collect()
}

/// Without the brackets themselves.
fn unbracketed(text: &str) -> String {
    text.chars().filter(|c| !matches!(c, '(' | ')')).collect()
}

/// Without the brackets and all that stands in them.
fn outside_brackets(text: &str) -> String {
    let mut depth = 0_u32;
    let mut kept = String::new();
    for c in text.chars() {
        match c {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            _ if depth == 0 => kept.push(c),
            _ => {}
        }
    }
    kept
}

/// Without a hint at the end.
fn before_hint(text: &str) -> &str {
    let cut = HINTS.iter().filter_map(|hint| text.find(hint)).filter(|at| *at >= 6).min();
    cut.and_then(|at| text.get(..at)).unwrap_or(text)
}

/// Whether a text is a caption such as “填表单位（盖章）：”, a colon in brackets aside.
pub fn is_caption(text: &str) -> bool {
    let half: String = text.chars().map(plain).collect();
    outside_brackets(&half).contains(':')
}

/// All of a title, folded.
pub fn whole(text: &str) -> String {
    unbracketed(&bare(text))
}

/// The readings of a title, the most literal first, each once.
pub fn readings(text: &str) -> Vec<String> {
    let all = bare(text);
    let mut found = vec![unbracketed(&all)];
    let mut add = |reading: &str| {
        if !reading.is_empty() && !found.iter().any(|known| known == reading) {
            found.push(reading.to_owned());
        }
    };
    let outer = outside_brackets(&all);
    add(&outer);
    add(before_hint(&outer));
    let numbered = before_hint(&outer).trim_start_matches(|c: char| c.is_ascii_digit());
    add(numbered);
    let line = text.lines().map(str::trim).find(|line| !line.is_empty()).unwrap_or("");
    let line = outside_brackets(&bare(line));
    if line.chars().count() >= 2 {
        add(before_hint(&line));
    }
    found.retain(|reading| !reading.is_empty());
    found
}

/// The key under which a mapping is remembered: a title without hints, units,
/// marks, blanks and full-width forms.
pub fn fold_title(text: &str) -> String {
    let all = bare(text);
    let outer = outside_brackets(&all);
    let short = before_hint(&outer).trim_start_matches(|c: char| c.is_ascii_digit());
    if short.is_empty() { unbracketed(&all) } else { short.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_fold() {
        assert_eq!(fold_title("出生日期（格式：yyyy/MM/dd）"), "出生日期");
        assert_eq!(fold_title("是否农民工会员\n填写“是”或“否”"), "是否农民工会员");
        assert_eq!(fold_title("证件号码\n(填写18位身份证)"), "证件号码");
        assert_eq!(fold_title(" ＊ 姓　名 ："), "姓名");
        assert_eq!(fold_title("月工资（元）"), "月工资");
        assert_eq!(fold_title("1、单位名称"), "单位名称");
        assert_eq!(fold_title("ＩＤ 号"), "id号");
        assert_eq!(fold_title("（必填）"), "必填");
    }

    #[test]
    fn wrapped_titles_keep_both_lines() {
        let found = readings("会籍变化\n类型");
        assert_eq!(found.first().map(String::as_str), Some("会籍变化类型"));
    }
}
