//! Code lists of national standards and of the union's own sheets, and how a typed value finds its
//! code.

use crate::choices;

pub use super::lists_person::*;
pub use super::lists_work::*;

/// Code, title, and what else sheets write for it.
pub type CodeList = &'static [(&'static str, &'static str, &'static [&'static str])];

/// The code of a title or synonym, however it is punctuated; nothing is guessed.
pub fn find(list: CodeList, raw: &str) -> Option<&'static str> {
    let exact = list.iter().find(|(_, title, _)| *title == raw);
    exact.map(|entry| entry.0).or_else(|| choices::spelled(list, false, raw))
}

/// The title of a code.
pub fn title(list: CodeList, code: &str) -> Option<&'static str> {
    list.iter().find(|(known, ..)| *known == code).map(|(_, title, _)| *title)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    const ALL: [(&str, CodeList, usize); 14] = [
        ("性别", SEX, 2),
        ("民族", ETHNICITY, 58),
        ("学历", EDUCATION, 8),
        ("政治面貌", POLITICAL, 13),
        ("技术等级", SKILL, 9),
        ("户籍类型", HOUSEHOLD, 3),
        ("行业", INDUSTRY, 22),
        ("单位性质类别", UNIT_NATURE, 20),
        ("经济类型", ECONOMY, 9),
        ("就业状况", EMPLOYMENT_STATE, 8),
        ("用工形式", EMPLOY_FORM, 12),
        ("新就业形态", NEF_TYPE, 13),
        ("会籍变化类型", CHANGE_KIND, 6),
        ("会籍变化原因", CHANGE_REASON, 6),
    ];

    #[test]
    fn every_word_of_a_list_means_one_code() {
        for (name, list, size) in ALL {
            assert_eq!(list.len(), size, "{name}");
            let mut words: BTreeMap<String, &str> = BTreeMap::new();
            for (code, label, synonyms) in list {
                assert_eq!(title(list, code), Some(*label));
                for word in synonyms.iter().chain([label]) {
                    let before = words.insert(crate::text::fold(word), code);
                    assert!(before.is_none_or(|b| b == *code), "{name} {word}");
                    assert_eq!(find(list, word), Some(*code), "{name} {word}");
                }
            }
        }
    }

    #[test]
    fn gb_3304_with_and_without_the_last_character() {
        assert_eq!(find(ETHNICITY, "汉"), Some("01"));
        assert_eq!(find(ETHNICITY, " 汉族 "), Some("01"));
        assert_eq!(find(ETHNICITY, "僳僳族"), Some("20"));
        assert_eq!(find(ETHNICITY, "基诺族"), Some("56"));
        assert_eq!(find(ETHNICITY, "火星族"), None);
        assert_eq!(find(ETHNICITY, ""), None);
    }

    #[test]
    fn gb_4754_union_sheet_industries() {
        let sheet = "农、林、牧、渔业,采矿业,制造业,电力、热力、燃气及水的生产和供应业,\
            环境和公共设施管理业,建筑业,交通运输、仓储业和邮政业,信息传输、计算机服务和软件业,\
            批发和零售业,住宿、餐饮业,金融、保险业,房地产业,租赁和商务服务业,\
            科学研究、技术服务和地质勘查业,水利、环境和公共设施管理业,居民服务和其他服务业,教育,\
            卫生、社会保障和社会服务业,文化、体育、娱乐业,综合（含投资类、主业不明显）,其它";
        let codes: Vec<_> = sheet.split(',').map(|word| find(INDUSTRY, word)).collect();
        let expected = [
            "A", "B", "C", "D", "N", "E", "G", "I", "F", "H", "J", "K", "L", "M", "N", "O", "P",
            "Q", "R", "98", "99",
        ];
        assert_eq!(codes, expected.map(Some));
    }

    #[test]
    fn gb_4658_union_sheet_education() {
        let codes = ["博士", "硕士", "本科", "大专", "中专", "高中", "初中", "小学及以下"]
            .map(|word| find(EDUCATION, word));
        assert_eq!(codes, ["11", "14", "21", "31", "41", "61", "71", "81"].map(Some));
    }

    #[test]
    fn member_sheet_drop_downs() {
        for (list, word, code) in [
            (SEX, "女", "2"),
            (EMPLOYMENT_STATE, "待（下）岗", "2"),
            (EMPLOYMENT_STATE, "退养(内退)", "6"),
            (SKILL, "职业资格一级（高级技师）", "1"),
            (SKILL, "三级（高级）", "3"),
            (HOUSEHOLD, "非农业户口", "1"),
            (CHANGE_KIND, "退会", "6"),
            (CHANGE_REASON, "劳动（工作）关系发生变化", "1"),
            (POLITICAL, "九三学社社员", "10"),
            (NEF_TYPE, "外卖配送员", "16"),
        ] {
            assert_eq!(find(list, word), Some(code), "{word}");
        }
    }

    #[test]
    fn groups_name_known_codes() {
        for code in EIGHT_GROUPS.iter().chain(FOUR_NEW_FORMS) {
            assert!(title(NEF_TYPE, code).is_some(), "{code}");
        }
    }
}
