//! What of a personal value may be shown to those who may not see the whole.

fn head(text: &str, count: usize) -> String {
    text.chars().take(count).collect()
}

fn tail(text: &str, count: usize) -> String {
    let length = text.chars().count();
    text.chars().skip(length.saturating_sub(count)).collect()
}

fn stars(count: usize) -> String {
    "*".repeat(count)
}

fn middle(text: &str, left: usize, right: usize) -> String {
    let length = text.chars().count();
    if length <= left + right {
        return stars(length);
    }
    format!("{}{}{}", head(text, left), stars(length - left - right), tail(text, right))
}

/// Identity number: the first six and the last four of 18 or 15 places; of other papers the first
/// and the last two.
pub fn paper(number: &str) -> String {
    match number.chars().count() {
        15 | 18 => middle(number, 6, 4),
        _ => middle(number, 1, 2),
    }
}

/// Identity number on a public list: the first three and the last four.
pub fn paper_public(number: &str) -> String {
    match number.chars().count() {
        15 | 18 => middle(number, 3, 4),
        _ => middle(number, 1, 2),
    }
}

/// The last four places, for the reader who compares with the paper in hand.
pub fn tail4(number: &str) -> String {
    tail(number, 4)
}

/// Name on a public list: 王*, 王*明, 欧**娜; of a name with `·` the first part.
pub fn name(name: &str) -> String {
    if let Some((first, _)) = name.split_once('·') {
        return format!("{first}*");
    }
    match name.chars().count() {
        0 => String::new(),
        1 => stars(1),
        2 => format!("{}*", head(name, 1)),
        3 => middle(name, 1, 1),
        _ => format!("{}**{}", head(name, 1), tail(name, 1)),
    }
}

/// Mobile: first three, four stars, last four. Landline: area code, stars, last two. The short
/// numbers of a public service are no secret.
pub fn phone(number: &str) -> String {
    let digits = number.chars().filter(char::is_ascii_digit).count();
    if let Some((area, rest)) = number.split_once('-').filter(|(area, _)| area.starts_with('0')) {
        let line = rest.split_once('-').map_or(rest, |(line, _)| line);
        return format!("{area}-****{}", tail(line, 2));
    }
    match digits {
        0..=5 => number.to_owned(),
        6..=8 => format!("****{}", tail(number, 2)),
        _ => format!("{}****{}", head(number, 3), tail(number, 4)),
    }
}

/// Bank card: first six and last four.
pub fn bank(number: &str) -> String {
    if number.chars().count() < 14 { middle(number, 0, 4) } else { middle(number, 6, 4) }
}

/// E-mail: the first letter and the domain.
pub fn email(address: &str) -> String {
    match address.split_once('@') {
        Some((user, domain)) => format!("{}***@{domain}", head(user, 1)),
        None => stars(3),
    }
}

/// Birth date: the year only.
pub fn birth(birth: jiff::civil::Date) -> String {
    format!("{:04}-**-**", birth.year())
}

/// Address: down to the street or town, else to the county, city or province.
pub fn address(address: &str) -> String {
    let ends = |mark: &str| address.find(mark).map(|at| at + mark.len());
    let town = ["街道", "镇", "乡"]
        .iter()
        .filter_map(|mark| ends(mark))
        // 景德镇市 and 新乡市 are cities, not towns.
        .find(|end| address.get(*end..).is_some_and(|rest| !rest.starts_with('市')));
    let county = || ["县", "区", "旗"].iter().filter_map(|mark| ends(mark)).min();
    let kept = town.or_else(county).or_else(|| ends("市")).or_else(|| ends("省"));
    let shown = kept.and_then(|end| address.get(..end)).unwrap_or_default();
    format!("{shown}*****")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn compliance_4_papers() {
        assert_eq!(paper("11010519491231002X"), "110105********002X");
        assert_eq!(paper("110105491231002"), "110105*****1002");
        assert_eq!(paper("E12345678"), "E******78");
        assert_eq!(paper("E1"), "**");
        assert_eq!(paper_public("11010519491231002X"), "110***********002X");
        assert_eq!(tail4("11010519491231002X"), "002X");
        assert_eq!(tail4("02X"), "02X");
    }

    #[test]
    fn compliance_4_names() {
        assert_eq!(name("王明"), "王*");
        assert_eq!(name("王小明"), "王*明");
        assert_eq!(name("欧阳小明"), "欧**明");
        assert_eq!(name("阿依·古丽"), "阿依*");
        assert_eq!(name("𬱖明"), "𬱖*");
    }

    #[test]
    fn compliance_4_phones() {
        assert_eq!(phone("13800138000"), "138****8000");
        assert_eq!(phone("029-87654321"), "029-****21");
        assert_eq!(phone("029-87654321-802"), "029-****21");
        assert_eq!(phone("87654321"), "****21");
        assert_eq!(phone("12351"), "12351");
    }

    #[test]
    fn compliance_4_others() {
        assert_eq!(bank("6222021234567894"), "622202******7894");
        assert_eq!(email("zhangsan@example.com"), "z***@example.com");
        assert_eq!(birth(jiff::civil::date(1990, 1, 1)), "1990-**-**");
        assert_eq!(address("陕西省西安市碑林区示例路1号"), "陕西省西安市碑林区*****");
        assert_eq!(address("陕西省某县示例镇一村2组"), "陕西省某县示例镇*****");
        assert_eq!(address("江西省景德镇市某区3号"), "江西省景德镇市某区*****");
        assert_eq!(address("示例路1号"), "*****");
    }
}
