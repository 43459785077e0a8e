//! Files that are refused, and what is said.

use std::io::{Cursor, Read, Write};
use std::ops::ControlFlow;
use std::path::PathBuf;

use office::{Kind, Limits, ReadError, open};
use rust_xlsxwriter::Workbook;
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

use super::common::{file, place, refused, sheet};

/// A good workbook with parts added or replaced.
fn patched(name: &str, parts: &[(&str, &[u8])]) -> PathBuf {
    let good = place(&format!("base-{name}"));
    sheet(&good, &[&["姓名", "性别"], &["甲", "男"]]);
    let mut archive = ZipArchive::new(Cursor::new(std::fs::read(&good).unwrap())).unwrap();
    let mut out = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default();
    for index in 0..archive.len() {
        let mut entry = archive.by_index(index).unwrap();
        let entry_name = entry.name().unwrap().into_owned();
        if parts.iter().any(|(part, _)| *part == entry_name) {
            continue;
        }
        let mut bytes = Vec::new();
        entry.read_to_end(&mut bytes).unwrap();
        out.start_file(entry_name, options).unwrap();
        out.write_all(&bytes).unwrap();
    }
    for (part, bytes) in parts {
        out.start_file(*part, options).unwrap();
        out.write_all(bytes).unwrap();
    }
    file(name, &out.finish().unwrap().into_inner())
}

/// The text of a refusal says what happened, what was kept and what to do.
fn says(error: &ReadError, word: &str) {
    let text = error.to_string();
    assert!(text.contains(word), "{text}");
    assert!(text.contains("没有写入任何内容"), "{text}");
    assert!(text.contains('请'), "{text}");
}

#[test]
fn empty_and_blank() {
    says(&refused(&file("nothing.xlsx", b"")), "文件是空的");
    let path = place("blank.xlsx");
    let mut workbook = Workbook::new();
    workbook.add_worksheet();
    workbook.save(&path).unwrap();
    assert!(matches!(refused(&path), ReadError::NoData));
    assert!(matches!(refused(&file("blank.csv", b" , ,\r\n\r\n")), ReadError::NoData));
}

#[test]
fn things_that_are_no_spreadsheets() {
    let html = "<html><head><meta charset=gbk></head><table><tr><td>姓名</td></tr></table></html>";
    let docx = {
        let mut out = ZipWriter::new(Cursor::new(Vec::new()));
        out.start_file("[Content_Types].xml", SimpleFileOptions::default()).unwrap();
        out.start_file("word/document.xml", SimpleFileOptions::default()).unwrap();
        out.finish().unwrap().into_inner()
    };
    let cases: [(&str, &[u8], Kind, &str); 6] = [
        ("导出.xls", html.as_bytes(), Kind::Html, "网页"),
        ("pdf.xlsx", b"%PDF-1.7\n%\xE2\xE3", Kind::Pdf, "PDF"),
        ("photo.xlsx", b"\xFF\xD8\xFF\xE0\0\x10JFIF", Kind::Image, "图片"),
        ("letter.xlsx", &docx, Kind::Docx, "Word"),
        ("pack.csv", b"Rar!\x1A\x07\0", Kind::Archive, "压缩包"),
        ("noise.csv", b"\x01\x02\0\x03\x04", Kind::Binary, "二进制"),
    ];
    for (name, bytes, kind, word) in cases {
        let error = refused(&file(name, bytes));
        assert!(matches!(error, ReadError::Wrong(found) if found == kind), "{name}: {error:?}");
        says(&error, word);
    }
}

#[test]
fn macros_are_refused() {
    let path = patched("macro.xlsx", &[("xl/vbaProject.bin", b"x")]);
    says(&refused(&path), "含有宏");
    let types = br#"<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/xl/workbook.xml" ContentType="application/vnd.ms-excel.sheet.macroEnabled.main+xml"/></Types>"#;
    let path = patched("macro-types.xlsx", &[("[Content_Types].xml", types)]);
    assert!(matches!(refused(&path), ReadError::Macros));
}

/// A container with one directory sector naming these streams.
fn container(names: &[&str]) -> Vec<u8> {
    let mut bytes = vec![0_u8; 512 * 3];
    bytes[..8].copy_from_slice(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1");
    bytes[24..34].copy_from_slice(&[0x3E, 0, 3, 0, 0xFE, 0xFF, 9, 0, 6, 0]);
    bytes[44] = 1; // one sector of the allocation table
    bytes[48] = 1; // the directory is in sector 1
    bytes[56..60].copy_from_slice(&4096_u32.to_le_bytes());
    for at in [60, 68] {
        bytes[at..at + 4].copy_from_slice(&0xFFFF_FFFE_u32.to_le_bytes());
    }
    bytes[76..512].fill(0xFF);
    bytes[76..80].fill(0);
    bytes[512..1024].fill(0xFF);
    bytes[512..516].copy_from_slice(&0xFFFF_FFFD_u32.to_le_bytes());
    bytes[516..520].copy_from_slice(&0xFFFF_FFFE_u32.to_le_bytes());
    for (at, name) in std::iter::once(&"Root Entry").chain(names).enumerate() {
        let entry = 1024 + at * 128;
        for (unit, code) in name.encode_utf16().enumerate() {
            bytes[entry + unit * 2..entry + unit * 2 + 2].copy_from_slice(&code.to_le_bytes());
        }
        bytes[entry + 64] = u8::try_from(name.len() * 2 + 2).unwrap();
        bytes[entry + 66] = if at == 0 { 5 } else { 2 };
        bytes[entry + 116..entry + 120].copy_from_slice(&0xFFFF_FFFE_u32.to_le_bytes());
    }
    bytes
}

#[test]
fn passwords_are_recognised() {
    let bytes = container(&["EncryptionInfo", "EncryptedPackage"]);
    says(&refused(&file("locked.xlsx", &bytes)), "密码");
}

#[test]
fn containers_of_other_programs_and_broken_ones() {
    let doc = refused(&file("doc.xls", &container(&["WordDocument"])));
    assert!(matches!(doc, ReadError::Wrong(Kind::Doc)), "{doc:?}");
    // The directory's chain goes round in a circle: a naive reader never ends.
    let mut circle = container(&["Workbook"]);
    circle[516..520].copy_from_slice(&1_u32.to_le_bytes());
    assert!(matches!(refused(&file("circle.xls", &circle)), ReadError::Broken { .. }));
    let whole = std::fs::read(
        std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/roster.xls"),
    )
    .unwrap();
    let half = refused(&file("half.xls", &whole[..whole.len() / 2]));
    assert!(matches!(half, ReadError::Broken { .. }), "{half:?}");
}

#[test]
fn mutilated_old_workbooks_never_panic() {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/roster.xls");
    let whole = std::fs::read(path).unwrap();
    let mut seed = 7_usize;
    for round in 0..150 {
        let mut bytes = whole.clone();
        for _ in 0..4 {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695);
            let at = (seed >> 16) % bytes.len();
            bytes[at] = u8::try_from((seed >> 40) & 0xFF).unwrap();
        }
        let path = file(&format!("mutilated{}.xls", round % 4), &bytes);
        if let Ok(mut book) = open(&path, &Limits::default()) {
            for sheet in 0..book.sheets().len() {
                let _ = book.head(sheet, 60);
            }
        }
    }
}

#[test]
fn mutilated_sheets_never_panic() {
    let good = place("sound.xlsx");
    sheet(&good, &[&["名册>2"], &["姓名", "性别", "手机号"], &["甲", "男", "1"]]);
    let mut xml = Vec::new();
    let mut archive = ZipArchive::new(std::fs::File::open(&good).unwrap()).unwrap();
    archive.by_name("xl/worksheets/sheet1.xml").unwrap().read_to_end(&mut xml).unwrap();
    let mut seed = 11_usize;
    for round in 0..150 {
        let mut bytes = xml.clone();
        for _ in 0..3 {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695);
            let at = (seed >> 16) % bytes.len();
            bytes[at] = b"9<>\"/AZ "[(seed >> 40) % 8];
        }
        let name = format!("mutilated{}.xlsx", round % 4);
        let path = patched(&name, &[("xl/worksheets/sheet1.xml", &bytes)]);
        if let Ok(mut book) = open(&path, &Limits::default()) {
            let _ = book.head(0, 60);
        }
    }
    let far = r#"<worksheet><sheetData><row r="1"><c r="A99999999999"><v>1</v></c></row></sheetData></worksheet>"#;
    let path = patched("far.xlsx", &[("xl/worksheets/sheet1.xml", far.as_bytes())]);
    assert!(matches!(refused(&path), ReadError::Broken { .. }));
}

#[test]
fn unknown_formula_errors_are_told_with_their_place() {
    let xml = r#"<worksheet><sheetData><row r="1"><c r="A1"><v>1</v></c></row><row r="2"><c r="A2" t="e"><v>#SPILL!</v></c></row></sheetData></worksheet>"#;
    let path = patched("spill.xlsx", &[("xl/worksheets/sheet1.xml", xml.as_bytes())]);
    says(&refused(&path), "第 1 行或下一行");
}

#[test]
fn broken_zip() {
    let path = place("whole.xlsx");
    sheet(&path, &[&["姓名", "性别"], &["甲", "男"]]);
    let bytes = std::fs::read(&path).unwrap();
    says(&refused(&file("half.xlsx", &bytes[..bytes.len() / 2])), "损坏");
    let path = patched("bad-xml.xlsx", &[("xl/workbook.xml", b"<workbook><sheets>")]);
    assert!(matches!(refused(&path), ReadError::Broken { .. }));
}

#[test]
fn a_bomb_is_found_before_it_goes_off() {
    let zeros = vec![b' '; 110 << 20];
    let path = patched("bomb.xlsx", &[("xl/worksheets/sheet9.xml", &zeros)]);
    assert!(std::fs::metadata(&path).unwrap().len() < 1 << 20);
    says(&refused(&path), "压缩炸弹");
}

#[test]
fn a_bomb_that_lies_about_its_size() {
    let zeros = vec![b' '; 120 << 20];
    let path = patched("liar.xlsx", &[("xl/worksheets/sheet1.xml", &zeros)]);
    let mut bytes = std::fs::read(&path).unwrap();
    // Both the local and the central directory now say 1000 bytes.
    let real = u32::try_from(zeros.len()).unwrap().to_le_bytes();
    let mut at = 0;
    while let Some(found) = bytes[at..].windows(4).position(|window| window == real) {
        bytes[at + found..at + found + 4].copy_from_slice(&1000_u32.to_le_bytes());
        at += found + 4;
    }
    let error = refused(&file("liar2.xlsx", &bytes));
    assert!(matches!(error, ReadError::ZipBomb { .. } | ReadError::Broken { .. }), "{error:?}");
}

#[test]
fn a_promise_of_too_many_texts() {
    let strings = br#"<?xml version="1.0"?><sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" count="2" uniqueCount="99999999999"><si><t>x</t></si></sst>"#;
    let path = patched("promise.xlsx", &[("xl/sharedStrings.xml", strings)]);
    assert!(matches!(refused(&path), ReadError::Broken { .. }));
}

#[test]
fn limits_are_kept() {
    let path = file("long.csv", "甲,乙\n".repeat(11).as_bytes());
    let limits = Limits { max_rows_text: 10, ..Limits::default() };
    let mut book = open(&path, &limits).unwrap();
    let all = book.rows::<ReadError>(0, &mut |_| Ok(ControlFlow::Continue(())));
    says(&all.unwrap_err(), "超过 10 行");

    let path = place("long.xlsx");
    let rows: Vec<&[&str]> = vec![&["甲", "乙"]; 11];
    sheet(&path, &rows);
    let limits = Limits { max_rows: 10, ..Limits::default() };
    let mut book = open(&path, &limits).unwrap();
    let all = book.rows::<ReadError>(0, &mut |_| Ok(ControlFlow::Continue(())));
    says(&all.unwrap_err(), "超过 10 行");

    let limits = Limits { max_bytes: 20, ..Limits::default() };
    says(&open(&path, &limits).unwrap_err(), "上限");

    let path = place("wide.xlsx");
    let mut workbook = Workbook::new();
    workbook.add_worksheet().write_string(4, 1_500, "远").unwrap();
    workbook.save(&path).unwrap();
    says(&refused(&path), "BES 列");
}

#[test]
fn a_sheet_of_more_rows_than_a_sheet_can_have() {
    let cell = |row: u32| {
        format!("<row r=\"{row}\"><c r=\"A{row}\" t=\"inlineStr\"><is><t>x</t></is></c></row>")
    };
    let body = [1, 2, 1_048_577].map(cell).concat();
    let part = format!(
        "<?xml version=\"1.0\"?><worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><dimension ref=\"A1:A9999999\"/><sheetData>{body}</sheetData></worksheet>"
    );
    let path = patched("tall.xlsx", &[("xl/worksheets/sheet1.xml", part.as_bytes())]);
    let mut book = super::common::opened(&path);
    let mut count = 0;
    let all = book.rows::<ReadError>(0, &mut |_| {
        count += 1;
        Ok(ControlFlow::Continue(()))
    });
    says(&all.unwrap_err(), "没有写入任何内容");
    assert!(count <= 2, "{count}");
}

#[test]
fn a_quote_that_is_never_closed() {
    let mut body = "姓名,备注\n甲,好\n乙,\"忘了\n".to_owned();
    body.push_str(&"丙,好\n".repeat(900_000));
    let mut book = super::common::opened(&file("quote.csv", body.as_bytes()));
    let all = book.rows::<ReadError>(0, &mut |_| Ok(ControlFlow::Continue(())));
    says(&all.unwrap_err(), "第 3 行附近的引号");
}
