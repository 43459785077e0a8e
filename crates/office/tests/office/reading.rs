//! Reading good files, however ugly.

use std::ops::ControlFlow;
use std::path::Path;

use encoding_rs::GB18030;
use office::{CellIn, Kind, Limits, ReadError, open};
use rust_xlsxwriter::{ExcelDateTime, Format, Workbook};

use super::common::{file, opened, place, rows, texts};

#[test]
fn cells_of_every_kind() {
    let path = place("kinds.xlsx");
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    let day = Format::new().set_num_format("yyyy/m/d");
    sheet.write_string(0, 0, "  甲 ").unwrap();
    sheet.write_number(0, 1, 13_800_138_000_f64).unwrap();
    let date = ExcelDateTime::from_ymd(2016, 4, 2).unwrap();
    sheet.write_datetime_with_format(0, 2, &date, &day).unwrap();
    sheet.write_boolean(0, 3, true).unwrap();
    sheet.write_string(0, 4, "   ").unwrap();
    sheet.write_number(0, 6, 4.401_061_990_010_126e17).unwrap();
    sheet.write_blank(3, 0, &day).unwrap();
    sheet.write_string(7, 1, "末").unwrap();
    workbook.save(&path).unwrap();

    let mut book = opened(&path);
    assert_eq!(book.kind(), Kind::Xlsx);
    let rows = rows(&mut book, 0);
    assert_eq!(rows.len(), 2, "wholly empty rows are skipped");
    assert_eq!(rows[0].number, 1);
    assert_eq!(rows[0].cells[0], CellIn::Text("  甲 ".into()));
    assert_eq!(rows[0].cells[1].text(false), "13800138000");
    assert_eq!(rows[0].cells[2].text(false), "2016-04-02");
    assert_eq!(rows[0].cells[3].text(false), "是");
    assert_eq!(rows[0].cells[4], CellIn::Empty);
    assert!(rows[0].cells[6].is_lossy());
    assert_eq!(rows[1].number, 8);
    assert_eq!(rows[1].cells, [CellIn::Empty, CellIn::Text("末".into())]);
}

#[test]
fn the_name_does_not_matter() {
    let source = place("honest.xlsx");
    super::common::sheet(&source, &[&["姓名", "性别"], &["甲", "男"]]);
    for name in ["wrong.xls", "wrong.csv", "wrong.et", "wrong"] {
        let path = place(name);
        std::fs::copy(&source, &path).unwrap();
        assert_eq!(opened(&path).kind(), Kind::Xlsx);
    }
}

#[test]
fn old_workbooks_and_wps_tables() {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/roster.xls");
    for name in ["roster.xls", "roster.et", "roster.xlsx"] {
        let path = place(name);
        std::fs::copy(&source, &path).unwrap();
        let mut book = opened(&path);
        assert_eq!(book.kind(), Kind::Xls);
        assert_eq!(book.sheets()[0].name, "会员名册");
        let found = texts(&mut book, 0);
        assert_eq!(found[3][..5], ["1", "甲一", "110101199003070011", "1990-03-07", "13800138000"]);
        assert_eq!(found[4][3], "1991/3/7");
        let rows = rows(&mut book, 0);
        assert!(rows[4].cells[2].is_lossy(), "an identity number stored as a number");
        assert_eq!(rows[3].number, 4);
        let merges = book.merges(0).unwrap();
        assert_eq!((merges[0].first_row, merges[0].last_column), (1, 5));
    }
}

#[test]
fn chinese_text_files() {
    let text = "姓名,单位,电话\r\n㛃䶮,\"城关镇, \"\"东\"\"街\",13800138000\r\n\r\n丙,\"两\r\n行\",\"\"\r\n丁,末,x";
    let utf16: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let gb = GB18030.encode(text).0.into_owned();
    let bom = [b"\xEF\xBB\xBF", text.as_bytes()].concat();
    let files: [(&str, Vec<u8>); 4] = [
        ("plain.csv", text.as_bytes().to_vec()),
        ("bom.csv", bom),
        ("gb18030.csv", gb),
        ("utf16.csv", [&b"\xFF\xFE"[..], &utf16].concat()),
    ];
    for (name, bytes) in files {
        let mut book = opened(&file(name, &bytes));
        assert_eq!(book.kind(), Kind::Text, "{name}");
        let rows = rows(&mut book, 0);
        let found = texts(&mut book, 0);
        assert_eq!(found[0], ["姓名", "单位", "电话"], "{name}");
        assert_eq!(found[1], ["㛃䶮", "城关镇, \"东\"街", "13800138000"], "{name}");
        assert_eq!(found[2], ["丙", "两\n行"], "{name}");
        let numbers: Vec<u32> = rows.iter().map(|row| row.number).collect();
        assert_eq!(numbers, [1, 2, 4, 5], "{name}: as a spreadsheet counts");
    }
}

#[test]
fn other_separators() {
    let bodies = [
        "姓名;单位\n甲;东,西\n乙;南\n",
        "姓名\t单位\n甲\t东,西\n乙\t南\n",
        "姓名|单位\n甲|东,西\n乙|南\n",
        "sep=;\n姓名;单位\n甲;东,西\n乙;南\n",
    ];
    for (at, body) in bodies.iter().enumerate() {
        let bytes = GB18030.encode(body).0;
        let mut book = opened(&file(&format!("separator{at}.csv"), &bytes));
        let found = texts(&mut book, 0);
        assert_eq!(found[0], ["姓名", "单位"], "{body}");
        assert_eq!(found[1], ["甲", "东,西"], "{body}");
        assert_eq!(found.len(), 3);
    }
}

#[test]
fn a_list_of_one_column_and_the_tricks_of_exports() {
    let body = "身份证号\n=\"110101199003070011\"\n\t110101199103070022\n'110101199203070033\n'=1+1\n'甲\n";
    let mut book = opened(&file("tricks.csv", body.as_bytes()));
    let found: Vec<String> = texts(&mut book, 0).concat();
    let expected = [
        "身份证号",
        "110101199003070011",
        "110101199103070022",
        "110101199203070033",
        "=1+1",
        "'甲",
    ];
    assert_eq!(found, expected);
}

#[test]
fn a_cut_utf8_file_is_still_utf8() {
    let mut bytes = "姓名,单位\n".repeat(50).into_bytes();
    bytes.extend_from_slice(&"甲,乙".as_bytes()[..5]);
    let found = texts(&mut opened(&file("cut.csv", &bytes)), 0);
    assert_eq!(found[0], ["姓名", "单位"]);
}

#[test]
fn a_callback_may_stop_or_fail() {
    let path = file("stop.csv", "甲\n乙\n丙\n".as_bytes());
    let mut book = open(&path, &Limits::default()).unwrap();
    let mut seen = 0;
    book.rows::<ReadError>(0, &mut |_| {
        seen += 1;
        Ok(if seen == 2 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) })
    })
    .unwrap();
    assert_eq!(seen, 2);
    let failed = book.rows::<Box<dyn std::error::Error>>(0, &mut |_| Err("不要了".into()));
    assert_eq!(failed.unwrap_err().to_string(), "不要了");
}

#[test]
fn hidden_sheets_are_told() {
    let path = place("hidden.xlsx");
    let mut workbook = Workbook::new();
    workbook.add_worksheet().write_string(0, 0, "甲").unwrap();
    let second = workbook.add_worksheet();
    second.write_string(0, 0, "乙").unwrap();
    second.set_name("底稿").unwrap().set_hidden(true);
    workbook.save(&path).unwrap();
    let sheets = opened(&path).sheets();
    assert_eq!((sheets[0].visible, sheets[1].visible), (true, false));
    assert_eq!(sheets[1].name, "底稿");
}
