//! Finding headers in ugly sheets.

use office::header::is_note_row;
use office::{HeaderSpec, Hints, How, RowKind, find_in};
use rust_xlsxwriter::{Format, Workbook};

use super::common::{fill, layouts, opened, place, rows, sheet, specs};

const MEMBER: &[(&str, &str)] = &[
    ("name", "姓名|会员姓名"),
    ("sex", "性别"),
    ("id_no", "证件号码|身份证号|身份证号码"),
    ("mobile", "移动电话|手机号|联系电话"),
    ("employer", "工作单位|单位名称"),
];

fn codes(layout: &office::Layout) -> Vec<(&str, &str)> {
    let named = layout.columns.iter().filter_map(|c| Some((c.letter.as_str(), c.code.as_deref()?)));
    named.collect()
}

#[test]
fn merged_titles_order_synonyms_and_full_width() {
    let path = place("ugly.xlsx");
    sheet(
        &path,
        &[
            &["城关镇总工会会员花名册>6"],
            &["填表单位：城关镇", "", "", "单位负责人（签字）："],
            &[],
            &[
                "序号",
                "手机号\n（11位）",
                "＊姓　名",
                "【性别】",
                "备注",
                "身份证号（必填）",
                "工 作 单 位",
            ],
            &["1", "13800138000", "甲", "男", "", "110101199003070011", "某厂"],
            &["2", "", "乙", "女", "", "110101199003070022", "某厂"],
            &["3"],
            &["", "", "合 计", "", "", "2人"],
            &["填表说明：\n1、均为必填>6"],
            &["填表人：丁", "", "", "日期：2026年5月1日"],
        ],
    );
    let mut book = opened(&path);
    let specs = specs(MEMBER);
    let found = layouts(&mut book, &specs);
    assert_eq!(found.len(), 1);
    let layout = &found[0];
    assert_eq!(layout.header_rows, (4, 4));
    assert_eq!(layout.first_data_row, 5);
    let expected =
        [("B", "mobile"), ("C", "name"), ("D", "sex"), ("F", "id_no"), ("G", "employer")];
    assert_eq!(codes(layout), expected);
    assert!(layout.missing.is_empty());
    let unknown: Vec<&str> = layout.unknown().map(|c| c.title.as_str()).collect();
    assert_eq!(unknown, ["序号", "备注"]);
    assert_eq!(layout.preamble[0], (1, "城关镇总工会会员花名册".to_owned()));
    assert_eq!(layout.preamble.len(), 2);
    assert_eq!(layout.column("name").unwrap().how, How::Exact);
    assert_eq!(layout.column("mobile").unwrap().how, How::Synonym);
    assert_eq!(layout.column("name").unwrap().samples, ["甲", "乙"]);
    let kinds: Vec<RowKind> = rows(&mut book, 0)
        .iter()
        .filter(|row| row.number >= layout.first_data_row)
        .map(|row| layout.classify(&row.cells))
        .collect();
    let (data, note) = (RowKind::Data, RowKind::Note);
    assert_eq!(kinds, [data, data, RowKind::Blank, note, note, note]);
}

#[test]
fn two_rows_with_and_without_merges() {
    let union = specs(&[
        ("employer", "单位名称"),
        ("employer_uscc", "单位统一社会信用代码|单位法人和其他组织统一社会信用代码"),
        ("union", "工会名称"),
        ("union_uscc", "工会统一社会信用代码"),
        ("phone", "联系电话"),
    ]);
    let upper_merged: &[&str] = &["序号", "工会组织所在单位信息>1", "", "工会组织信息>2"];
    let upper_plain: &[&str] = &["序号", "工会组织所在单位信息", "", "工会组织信息"];
    let lower: &[&str] =
        &["", "单位名称", "统一社会信用代码", "工会名称", "统一社会信用代码", "联系电话"];
    let data: &[&str] = &["1", "某厂", "9111", "某厂工会", "8111", "13800138000"];
    for (name, upper) in [("two-merged.xlsx", upper_merged), ("two-plain.xlsx", upper_plain)] {
        let path = place(name);
        sheet(&path, &[&["某县工会组织信息采集表>5"], upper, lower, data]);
        let found = layouts(&mut opened(&path), &union);
        let layout = &found[0];
        assert_eq!(layout.header_rows, (2, 3), "{name}");
        let expected = [
            ("B", "employer"),
            ("C", "employer_uscc"),
            ("D", "union"),
            ("E", "union_uscc"),
            ("F", "phone"),
        ];
        assert_eq!(codes(layout), expected, "{name}");
        assert_eq!(layout.columns[0].title, "序号");
        assert_eq!(layout.columns[2].group.as_deref(), Some("工会组织所在单位信息"));
        assert_eq!(layout.columns[4].how, How::Guess);
        assert_eq!(layout.columns[5].group.as_deref(), Some("工会组织信息"));
    }
}

#[test]
fn a_header_whose_second_row_only_details_one_column() {
    let path = place("detail.xlsx");
    sheet(
        &path,
        &[
            &["姓名", "性别", "住址>2", "", "", "手机号"],
            &["", "", "省", "市", "县"],
            &["甲", "男", "某省", "某市", "某县", "13800138000"],
        ],
    );
    let list = specs(&[("name", "姓名"), ("sex", "性别"), ("county", "县"), ("mobile", "手机号")]);
    let found = layouts(&mut opened(&path), &list);
    assert_eq!(found[0].header_rows, (1, 2));
    assert_eq!(codes(&found[0]), [("A", "name"), ("B", "sex"), ("E", "county"), ("F", "mobile")]);
}

#[test]
fn data_is_not_taken_for_a_second_header_row() {
    let path = place("textual.xlsx");
    sheet(&path, &[&["姓名", "性别", "工作单位"], &["甲", "男"], &["乙", "", "某厂"]]);
    let found = layouts(&mut opened(&path), &specs(MEMBER));
    assert_eq!(found[0].header_rows, (1, 1));
    assert_eq!(found[0].missing, ["id_no", "mobile"]);
}

#[test]
fn captions_right_above_the_header_are_no_groups() {
    let path = place("captions.xlsx");
    sheet(
        &path,
        &[
            &["会员花名册", "", "", "", "2026年5月"],
            &["姓名", "性别", "身份证号", "手机号", "工作单位"],
            &["甲", "男", "110101199003070011", "13800138000", "某厂"],
        ],
    );
    let found = layouts(&mut opened(&path), &specs(MEMBER));
    assert_eq!(found[0].header_rows, (2, 2));
    assert_eq!(found[0].preamble, [(1, "会员花名册　2026年5月".to_owned())]);
}

#[test]
fn what_people_said_wins() {
    let path = place("said.xlsx");
    sheet(&path, &[&["姓名", "名字", "号码", "单位", "电话2"], &["甲", "乙", "1", "2", "3"]]);
    let mut hints = Hints::default();
    hints.remembered.insert(office::fold_title("号 码（18位）"), "id_no".into());
    hints.chosen.insert("名字".into(), "name".into());
    hints.chosen.insert("电话2".into(), String::new());
    let list: Vec<HeaderSpec<'_>> = specs(MEMBER);
    let found = find_in(&mut opened(&path), &list, &hints).unwrap();
    let how: Vec<(Option<&str>, How)> =
        found[0].columns.iter().map(|c| (c.code.as_deref(), c.how)).collect();
    assert_eq!(how[1], (Some("name"), How::Chosen));
    assert_eq!(how[0], (None, How::Unknown), "taken by the chosen one");
    assert_eq!(how[2], (Some("id_no"), How::Remembered));
    assert_eq!(how[4], (None, How::Ignored));
}

#[test]
fn of_two_columns_the_exact_one_then_the_first() {
    let path = place("double.xlsx");
    sheet(&path, &[&["联系电话", "移动电话", "手机号", "姓名"], &["1", "2", "3", "甲"]]);
    let found = layouts(&mut opened(&path), &specs(MEMBER));
    assert_eq!(codes(&found[0]), [("B", "mobile"), ("D", "name")]);
}

#[test]
fn several_sheets_and_helpers() {
    let path = place("several.xlsx");
    let mut workbook = Workbook::new();
    let header: &[&str] = &["姓名", "性别", "身份证号", "手机号"];
    for name in ["一车间", "二车间"] {
        let sheet = workbook.add_worksheet().set_name(name).unwrap();
        fill(sheet, &[&["名册>3"], header, &["甲", "男", "1", "2"]]);
    }
    let list = workbook.add_worksheet().set_name("下拉菜单表").unwrap();
    fill(list, &[&["姓名", "性别", "手机号"], &["x", "男", "y"]]);
    let cover = workbook.add_worksheet().set_name("封面").unwrap();
    fill(cover, &[&["单位名称", "某镇"], &["填表日期", "2026"]]);
    let hidden = workbook.add_worksheet().set_name("旧底稿").unwrap();
    fill(hidden, &[header, &["旧", "男", "1", "2"]]);
    hidden.set_hidden(true);
    workbook.save(&path).unwrap();
    let found = layouts(&mut opened(&path), &specs(MEMBER));
    let names: Vec<&str> = found.iter().map(|layout| layout.sheet_name.as_str()).collect();
    assert_eq!(names, ["一车间", "二车间"]);
}

#[test]
fn lists_of_one_column_and_no_header_at_all() {
    let path = place("one.xlsx");
    sheet(&path, &[&["身份证号"], &["110101199003070011"]]);
    assert_eq!(codes(&layouts(&mut opened(&path), &specs(MEMBER))[0]), [("A", "id_no")]);
    let path = place("none.xlsx");
    sheet(&path, &[&["甲", "男", "x"], &["乙", "女", "y"]]);
    assert!(layouts(&mut opened(&path), &specs(MEMBER)).is_empty());
}

#[test]
fn columns_without_a_title_are_shown() {
    let path = place("untitled.xlsx");
    sheet(&path, &[&["姓名", "", "性别"], &["甲", "x", "男", "", "y"]]);
    let found = layouts(&mut opened(&path), &specs(MEMBER));
    let titles: Vec<(&str, &str)> =
        found[0].columns.iter().map(|c| (c.letter.as_str(), c.title.as_str())).collect();
    assert_eq!(titles, [("A", "姓名"), ("B", ""), ("C", "性别"), ("E", "")]);
}

#[test]
fn printed_again_examples_and_hints_are_notes() {
    let path = place("again.xlsx");
    let header: &[&str] = &["姓名", "性别", "身份证号", "手机号"];
    sheet(
        &path,
        &[
            header,
            &["必填", "必填", "必填", "选填"],
            &["示例", "男", "1", "2"],
            &["甲", "男", "1", "2"],
            header,
            &["合计", "", "3人"],
            &["审核：", "", "制表人："],
            &["", "以下空白"],
            &["附小明", "男", "1", "2"],
        ],
    );
    let mut book = opened(&path);
    let layout = layouts(&mut book, &specs(MEMBER)).remove(0);
    let notes: Vec<bool> =
        rows(&mut book, 0).iter().skip(1).map(|r| is_note_row(&r.cells, &layout)).collect();
    assert_eq!(notes, [true, true, false, true, true, true, true, false]);
    assert_eq!(layout.column("name").unwrap().samples, ["甲", "附小明"]);
}

#[test]
fn vertical_merges_fill_both_rows() {
    let path = place("vertical.xlsx");
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    let plain = Format::new();
    sheet.merge_range(0, 0, 1, 0, "姓名", &plain).unwrap();
    sheet.merge_range(0, 1, 0, 2, "证件", &plain).unwrap();
    fill(sheet, &[&[], &["", "类别", "号码"], &["甲", "居民身份证", "1"]]);
    workbook.save(&path).unwrap();
    let list = specs(&[("name", "姓名"), ("id_kind", "证件类别"), ("id_no", "证件/号码")]);
    let found = layouts(&mut opened(&path), &list);
    assert_eq!(codes(&found[0]), [("A", "name"), ("B", "id_kind"), ("C", "id_no")]);
    assert_eq!(found[0].columns[1].how, How::Exact);
}
