//! Pinyin for searching and sorting: lower-case ASCII, `ü` written `v`, as keyboards do.

use std::collections::HashMap;
use std::sync::LazyLock;

use pinyin::ToPinyin;

use crate::text;

/// How a name sounds: 欧阳小明 is `ouyangxiaoming` and `oyxm`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Pinyin {
    pub full: String,
    pub initials: String,
}

type Table = HashMap<&'static str, &'static str>;

fn read(table: &'static str) -> Table {
    table.lines().filter_map(|line| line.split_once('\t')).collect()
}

/// Surnames read otherwise than the character alone, and those of several characters.
static SURNAMES: LazyLock<Table> = LazyLock::new(|| read(include_str!("../data/surnames.tsv")));

/// Words of organisation and place names that decide between readings.
static WORDS: LazyLock<Table> = LazyLock::new(|| read(include_str!("../data/readings.tsv")));

/// Characters whose first reading in the dictionary is rare in names.
const IN_NAMES: &[(char, &str)] =
    &[('长', "chang"), ('晟', "sheng"), ('茜', "qian"), ('莘', "xin"), ('呗', "bei"), ('哈', "ha")];

const IN_ORGANISATIONS: &[(char, &str)] = &[('长', "chang")];

impl Pinyin {
    fn syllable(&mut self, sound: &str) {
        self.full.push_str(sound);
        self.initials.extend(sound.chars().next());
    }

    /// One character; what has no reading is left out, a Latin word counts as one syllable.
    fn character(&mut self, c: char, last: Option<char>, choices: &[(char, &str)]) {
        if c.is_ascii_alphanumeric() {
            let low = c.to_ascii_lowercase();
            self.full.push(low);
            if c.is_ascii_digit() || !last.is_some_and(|l| l.is_ascii_alphabetic()) {
                self.initials.push(low);
            }
            return;
        }
        let chosen = choices.iter().find(|(known, _)| *known == c).map(|(_, sound)| *sound);
        let sound = chosen.or_else(|| c.to_pinyin().map(pinyin::Pinyin::plain)).unwrap_or_default();
        let ascii: String = sound.chars().map(ascii).filter(char::is_ascii_lowercase).collect();
        self.syllable(&ascii);
    }
}

/// The dictionary writes `nü`, and for a few rare sounds `ê`.
fn ascii(c: char) -> char {
    match c {
        'ü' => 'v',
        'ê' | 'ế' | 'ề' => 'e',
        'ḿ' => 'm',
        'ń' | 'ň' | 'ǹ' => 'n',
        _ => c,
    }
}

/// The longest entry of a table that the text begins with, and what follows it.
fn longest<'t>(table: &Table, text: &'t str) -> Option<(&'static str, &'t str)> {
    let ends = text.char_indices().map(|(at, c)| at + c.len_utf8()).take(4);
    let heads: Vec<_> = ends.filter_map(|end| text.split_at_checked(end)).collect();
    heads.into_iter().rev().find_map(|(head, rest)| table.get(head).map(|sound| (*sound, rest)))
}

/// A person's name; the surname is read as a surname (单 shan, 尉迟 yuchi).
pub fn of_person(name: &str) -> Pinyin {
    let name = text::name(name);
    let mut result = Pinyin::default();
    // A transcribed name (阿依·古丽) has no surname in front.
    let surname = if name.contains('·') { None } else { longest(&SURNAMES, &name) };
    let (sounds, given) = surname.unwrap_or(("", &name));
    for sound in sounds.split(' ').filter(|s| !s.is_empty()) {
        result.syllable(sound);
    }
    let mut last = None;
    for c in given.chars() {
        result.character(c, last, IN_NAMES);
        last = Some(c);
    }
    result
}

/// An organisation's or a place's name; known words are read whole (重庆 chongqing, 行长 hangzhang).
pub fn of_org(name: &str) -> Pinyin {
    let name = text::normalise(name);
    let mut result = Pinyin::default();
    let mut rest = name.as_str();
    let mut last = None;
    while let Some(c) = rest.chars().next() {
        if let Some((sounds, after)) = longest(&WORDS, rest) {
            sounds.split(' ').for_each(|sound| result.syllable(sound));
            rest = after;
        } else {
            result.character(c, last, IN_ORGANISATIONS);
            rest = rest.get(c.len_utf8()..).unwrap_or_default();
        }
        last = Some(c);
    }
    result
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn surnames_are_read_as_surnames() {
        for (name, full, initials) in [
            ("单小明", "shanxiaoming", "sxm"),
            ("解放", "xiefang", "xf"),
            ("曾国", "zengguo", "zg"),
            ("仇和", "qiuhe", "qh"),
            ("查明", "zhaming", "zm"),
            ("翟明", "zhaiming", "zm"),
            ("缪明", "miaoming", "mm"),
            ("覃明", "qinming", "qm"),
            ("区明", "ouming", "om"),
            ("朴明", "piaoming", "pm"),
            ("盖明", "geming", "gm"),
            ("乐明", "yueming", "ym"),
            ("尉迟恭", "yuchigong", "ycg"),
            ("万俟明", "moqiming", "mqm"),
            ("万明", "wanming", "wm"),
            ("澹台明", "tantaiming", "ttm"),
            ("长孙明", "zhangsunming", "zsm"),
            ("欧阳小明", "ouyangxiaoming", "oyxm"),
            ("吕女", "lvnv", "ln"),
            ("张单", "zhangdan", "zd"),
            ("阿依·古丽", "ayiguli", "aygl"),
            ("单增·卓玛", "danzengzhuoma", "dzzm"),
            ("John Smith", "johnsmith", "js"),
        ] {
            let sound = of_person(name);
            assert_eq!((sound.full.as_str(), sound.initials.as_str()), (full, initials), "{name}");
        }
    }

    #[test]
    fn rare_characters_do_no_harm() {
        for name in ["王䶮", "李𬱖", "赵㛃", "陈𬭳", "孙𠅤", "", "·", "□○", "𪚥𪚥"]
        {
            let sound = of_person(name);
            assert!(sound.full.is_ascii() && sound.initials.is_ascii(), "{name}");
            assert!(of_org(name).full.is_ascii(), "{name}");
        }
        assert_eq!(of_person("王䶮").full, "wangyan");
    }

    #[test]
    fn organisations_by_words() {
        for (name, full, initials) in [
            ("重庆", "chongqing", "cq"),
            ("行长", "hangzhang", "hz"),
            ("工商银行长安支行", "gongshangyinhangchanganzhihang", "gsyhcazh"),
            ("厦门大厦", "xiamendasha", "xmds"),
            ("绿园街道", "lvyuanjiedao", "lyjd"),
            ("恒达（集团）3C有限公司", "hengdajituan3cyouxiangongsi", "hdjt3cyxgs"),
            ("成都银行会计工会", "chengduyinhangkuaijigonghui", "cdyhkjgh"),
        ] {
            let sound = of_org(name);
            assert_eq!((sound.full.as_str(), sound.initials.as_str()), (full, initials), "{name}");
        }
    }

    #[test]
    fn tables_are_whole() {
        for (word, sounds) in SURNAMES.iter().chain(WORDS.iter()) {
            assert_eq!(word.chars().count(), sounds.split(' ').count(), "{word}");
            assert!(sounds.chars().all(|c| c == ' ' || c.is_ascii_lowercase()), "{word}");
        }
        assert!(SURNAMES.keys().filter(|name| name.chars().count() == 1).count() >= 90);
        assert!(SURNAMES.keys().filter(|name| name.chars().count() > 1).count() >= 60);
    }
}
