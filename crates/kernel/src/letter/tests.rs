//! Letters read and filled.

use super::*;
use crate::report::document::{Part, Run};
use crate::report::template::Stand;

/// A document as plain lines; what is open stands in its brackets.
fn said(document: &Document) -> Vec<String> {
    let plain = |runs: &[Run]| runs.iter().map(|run| run.text.as_str()).collect::<String>();
    let title = document.title.iter().map(|line| format!("# {}", plain(line)));
    let parts = document.parts.iter().flat_map(|part| match part {
        Part::Heading { number, head, .. } => vec![format!("{number}{}", plain(head))],
        Part::Paragraph { stand, text } => {
            let sign = match stand {
                Stand::Indented => "",
                Stand::Flush => "> ",
                Stand::Right => "~ ",
            };
            vec![format!("{sign}{}", plain(text))]
        }
        Part::Table(table) => {
            let row = |row: &Vec<Run>| {
                row.iter().map(|cell| cell.text.as_str()).collect::<Vec<_>>().join("|")
            };
            let head = table.head.join("|");
            std::iter::once(head).chain(table.rows.iter().map(row)).collect()
        }
        Part::Chart(_) => Vec::new(),
    });
    title.chain(parts).collect()
}

fn filled(text: &str, fields: &Fields) -> Vec<String> {
    said(&fill_text(text, fields).unwrap())
}

fn fault(text: &str) -> (usize, usize, String) {
    let faults = fill_text(text, &Fields::new()).unwrap_err();
    let [only] = faults.as_slice() else { panic!("{faults:?}") };
    (only.line, only.column, only.says.clone())
}

fn committee() -> Fields {
    let rows = [["王秀兰", "主席"], ["李建国", "委员"]].map(|row| row.map(str::to_owned).to_vec());
    Fields::new().with("工会名称", "云溪恒达机械有限公司工会").list(
        "委员",
        &["姓名", "职务"],
        &rows,
    )
}

#[test]
fn places_are_filled_and_a_list_is_said_row_by_row() {
    let text = "# 关于成立{{工会名称}}的批复\n> {{主送}}：\n由{{#委员|、}}{{姓名}}{{/委员}}组成。\n\
                | 序号 | 姓名 | 职务 |\n|---|---|---|\n{{#委员}}\n| {{序号}} | {{姓名}} | {{职务}} |\n{{/委员}}\n\
                ~ {{发文机关}}";
    let fields = committee().with("主送", "恒达公司工会筹备组").with("发文机关", "云溪县总工会");
    assert_eq!(
        filled(text, &fields),
        [
            "# 关于成立云溪恒达机械有限公司工会的批复",
            "> 恒达公司工会筹备组：",
            "由王秀兰、李建国组成。",
            "序号|姓名|职务",
            "1|王秀兰|主席",
            "2|李建国|委员",
            "~ 云溪县总工会",
        ]
    );
}

#[test]
fn a_place_without_a_value_is_open_and_never_silently_blank() {
    let document =
        fill_text("同意{{工会名称}}由{{#委员|、}}{{姓名}}{{/委员}}组成。", &Fields::new()).unwrap();
    assert_eq!(document.open(), ["【待补充：工会名称】", "【待补充：委员】"]);
    let blank = Fields::new().with("工会名称", "  ").list("委员", &["姓名"], &[vec![" ".into()]]);
    let document = fill_text("同意{{工会名称}}，{{#委员}}{{姓名}}{{/委员}}。", &blank).unwrap();
    assert_eq!(document.open(), ["【待补充：工会名称】", "【待补充：姓名】"]);
    let rows = fill_text("| 姓名 |\n|---|\n{{#委员}}\n| {{姓名}} |\n{{/委员}}", &Fields::new());
    assert_eq!(rows.unwrap().open(), ["【待补充：委员】"], "in a table too");
}

#[test]
fn what_may_be_empty_leaves_nothing_behind() {
    let text = "你单位请示{{?来文字号}}（{{来文字号}}）{{/来文字号}}收悉。\n{{备注?}}\n\
                {{#女工委员?}}\n女职工委员：{{姓名}}\n{{/女工委员}}\n{{?传真}}\n## 传真\n{{传真}}\n{{/传真}}";
    assert_eq!(filled(text, &Fields::new()), ["你单位请示收悉。"]);
    let all = Fields::new().with("来文字号", "恒工〔2026〕3号").with("传真", "0512-1");
    assert_eq!(filled(text, &all), ["你单位请示（恒工〔2026〕3号）收悉。", "一、传真", "0512-1"]);
}

#[test]
fn headings_are_numbered_and_lines_of_a_value_become_paragraphs() {
    let text = "## 基本情况\n{{情况}}\n### 职工\n### 会员\n## 组成\n#### 甲\n##### 乙";
    let fields = Fields::new().with("情况", "公司成立于2015年。\n\n现有职工120人。");
    assert_eq!(
        filled(text, &fields),
        [
            "一、基本情况",
            "公司成立于2015年。",
            "现有职工120人。",
            "（一）职工",
            "（二）会员",
            "二、组成",
            "1.甲",
            "（1）乙"
        ]
    );
}

#[test]
fn a_value_is_never_read_as_part_of_the_text() {
    let fields = Fields::new().with("甲", "**{{乙}}** # |").with("乙", "不该出现");
    assert_eq!(filled("说{{甲}}。", &fields), ["说**{{乙}}** # |。"]);
}

#[test]
fn a_form_has_empty_heads_and_a_head_ends_with_a_line() {
    let form = "| **姓名** | {{姓名}} | **性别** | {{性别}} |\n| **简历** | {{简历}} |";
    let fields = Fields::new().with("姓名", "王秀兰").with("性别", "女").with("简历", "2015年起");
    let document = fill_text(form, &fields).unwrap();
    let [Part::Table(table)] = document.parts.as_slice() else { panic!("{document:?}") };
    assert_eq!(table.head, ["", "", "", ""]);
    assert!(table.rows[0][0].bold && !table.rows[0][1].bold);
    assert_eq!(table.rows[1].len(), 2, "the last cell takes what is left of the row");
}

#[test]
fn what_is_wrong_is_said_with_line_and_column() {
    assert_eq!(
        fault("好\n同意{{工会名称。"),
        (2, 3, "“{{”后面没有“}}”，把名称写在两对大括号之间".into())
    );
    assert_eq!(fault("同意}}。").1, 3);
    let (line, column, says) = fault("由{{#委员}}{{姓名}}组成");
    assert_eq!((line, column), (1, 2));
    assert!(says.contains("{{/委员}}"), "{says}");
    assert!(fault("{{#委员}}\n{{姓名}}").2.starts_with("“委员”这一段没有结束"));
    assert_eq!(fault("一\n二{{/委员}}").0, 2);
    assert!(fault("{{}}").2.contains("要写一个名称"));
    assert_eq!(fault("| 甲 | {{ }} |").1, 7, "in a table too");
    assert_eq!(fill_text("{{#甲}}\n{{/乙}}", &Fields::new()).unwrap_err().len(), 2);
}

#[test]
fn the_names_that_a_text_asks_for_are_known() {
    let names = names("{{甲}}{{#单}}{{序号}}{{乙?}}{{/单}}\n{{#表}}\n| {{丙}} |\n{{/表}}").unwrap();
    assert_eq!(names.fields.into_iter().collect::<Vec<_>>(), ["甲"]);
    let lists: Vec<_> =
        names.lists.into_iter().map(|(list, names)| (list, Vec::from_iter(names))).collect();
    assert_eq!(
        lists,
        [("单".to_owned(), vec!["乙".to_owned()]), ("表".to_owned(), vec!["丙".to_owned()])]
    );
}

#[test]
fn what_is_kept_comes_back_the_same() {
    let fields = committee();
    let document = fill_text("# 批复\n{{工会名称}}{{电话}}", &fields).unwrap();
    let kept = Kept { letter: "founding_reply".into(), fields, document };
    assert_eq!(Kept::read(&kept.to_text()), Some(kept.clone()));
    assert_eq!(kept.to_text(), kept.clone().to_text());
    assert_eq!(Kept::read("随手写的"), None);
}

#[test]
fn a_typed_text_gets_title_addressee_signature_and_day() {
    let mut of = Composed {
        title: "关于召开全委会的通知",
        main_to: "各基层工会：",
        body: "兹定于6月20日开会。\n## 议程\n特此通知。",
        organ_name: "云溪县总工会",
        signed_on: Some(jiff::civil::date(2026, 6, 17)),
    };
    assert_eq!(
        said(&composed(&of)),
        [
            "# 关于召开全委会的通知",
            "> 各基层工会：",
            "兹定于6月20日开会。",
            "一、议程",
            "特此通知。",
            "~ 云溪县总工会",
            "~ 2026年6月17日"
        ]
    );
    of.signed_on = None;
    assert_eq!(composed(&of).open(), ["【待补充：成文日期】"]);
    of.body = "请填{{这里";
    assert!(said(&composed(&of)).contains(&"请填{{这里".to_owned()), "as it was typed");
}
