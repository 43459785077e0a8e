//! A report as it was written, number by number: which insertion of the template stands for which number
//! of the table, what was printed there, and what that means as a number.

use crate::proof::Row;
use kernel::report::document::{Document, Part, Run};
use std::collections::BTreeMap;

/// What stands where a number was printed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Spot {
    /// A figure: its place in the document.
    Figure(usize),
    /// A place for a person, with what is wanted there.
    Open(String),
}

/// The words of a report.
pub fn words(document: &Document) -> String {
    let said = |runs: &[Run]| runs.iter().map(|run| run.text.as_str()).collect::<String>();
    let part = |part: &Part| match part {
        Part::Paragraph { text, .. } => said(text),
        Part::Heading { head, text, .. } => said(head) + &said(text),
        _ => String::new(),
    };
    document.parts.iter().map(part).collect()
}

/// What stands for each number: a line `// N001 N002` names the insertions of the line below it.
pub fn spots(template: &str, document: &Document) -> BTreeMap<String, Spot> {
    let mut all = BTreeMap::new();
    let mut named: Vec<&str> = Vec::new();
    for (at, line) in template.lines().enumerate() {
        if let Some(note) = line.strip_prefix("// N") {
            named = note.split(' ').collect();
            continue;
        }
        let mut placed = document.figures.iter().enumerate().filter(|one| one.1.line == at + 1);
        let found: Vec<Spot> = insertions(line)
            .filter_map(|said| match said.strip_prefix("【待补充】") {
                Some(open) => Some(Spot::Open(open.to_owned())),
                None => placed.next().map(|one| Spot::Figure(one.0)),
            })
            .collect();
        if named.is_empty() {
            continue;
        }
        let ids = named.iter().map(|id| format!("N{}", id.trim_start_matches('N')));
        assert_eq!(named.len(), found.len(), "line {}: {line}", at + 1);
        // A line says `-` for a number that the table does not list.
        for (id, spot) in ids.zip(found).filter(|one| one.0 != "N-") {
            assert!(all.insert(id.clone(), spot).is_none(), "{id} stands twice");
        }
        named.clear();
    }
    all
}

/// What stands in braces and is a number or a place for a person.
fn insertions(line: &str) -> impl Iterator<Item = &str> {
    const OCCASION: [&str; 10] =
        ["单位", "本单位", "上级", "年", "上年", "期间", "起", "止", "截至", "今天"];
    let braces = line.split('{').skip(1).filter_map(|rest| rest.split('}').next());
    let other = |said: &str| said.starts_with("如果") || said.starts_with("否则") || said == "完";
    braces.filter(move |said| !OCCASION.contains(said) && !other(said))
}

/// Digits that stand in the text itself, with what follows: none may, but in 3年 and 10月.
pub fn typed(template: &str) -> Vec<String> {
    let mut found = Vec::new();
    for line in template.lines().filter(|line| !line.starts_with("//")) {
        let outside: String =
            line.split('{').map(|part| part.split_once('}').map_or(part, |two| two.1)).collect();
        for digits in outside.split(|c: char| !c.is_ascii_digit()).filter(|part| !part.is_empty()) {
            let behind = outside.split(digits).nth(1).unwrap_or_default();
            if !behind.starts_with(['年', '月']) {
                found.push(format!("{digits}{behind}"));
            }
        }
    }
    found
}

/// A number as it was printed: `27万元`, `17.5万人`, `84.8%`, `一期`.
pub fn number(printed: &str) -> f64 {
    let plain = printed.replace(',', "");
    let end = plain.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(plain.len());
    let (digits, rest) = plain.split_at(end);
    match (digits.parse::<f64>(), rest) {
        (Ok(number), rest) if rest.starts_with('万') => number * 10_000.0,
        (Ok(number), _) => number,
        (Err(_), rest) if rest.starts_with('一') => 1.0,
        _ => panic!("“{printed}” is no number"),
    }
}

/// Whether what the program printed is the number of the table.
pub fn agrees(row: &Row, printed: &str) -> bool {
    let (said, wanted) = (number(printed), row.value.parse::<f64>().unwrap());
    // “More than” a number: the number itself is printed, rounded to it.
    (said - wanted).abs() < 1e-6
}

/// A phrase without blanks, in simplified characters.
pub fn simplified(phrase: &str) -> String {
    const TRADITIONAL: &str = "來個備內兩創劃動務區員國報實專導層崗復掛擁斷時會條業標歷濟灣為爭獨現產發盤確籌級組絡經網線縣總織聯職與舉萬蓋補規訓設調議\
                               財資辦農過達選鉤鎮閉開陽項預領類養駐體陣應隊";
    const SIMPLE: &str = "来个备内两创划动务区员国报实专导层岗复挂拥断时会条业标历济湾为争独现产发盘确筹级组络经网线县总织联职与举万盖补规训设调议\
                          财资办农过达选钩镇闭开阳项预领类养驻体阵应队";
    let pairs: BTreeMap<char, char> = TRADITIONAL.chars().zip(SIMPLE.chars()).collect();
    let one = |c: char| pairs.get(&c).copied().unwrap_or(c);
    phrase.chars().filter(|c| !c.is_whitespace()).map(one).collect()
}
