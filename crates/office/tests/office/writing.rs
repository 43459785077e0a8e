//! Writing, and reading back what was written.

use std::io::Read;

use office::header::REASON_TITLE;
use office::write::{LIST_SHEET, RowError};
use office::{
    BookOut, CellIn, CellOut, ColumnKind, ColumnOut, CsvEncoding, How, Reason, RejectBook,
    RejectRow, RowKind, SheetOut, TemplateTag, write_csv, write_rejects, write_xlsx,
};
use zip::ZipArchive;

use super::common::{file, layouts, opened, place, rows, sheet, specs, texts};

fn columns() -> Vec<ColumnOut> {
    vec![
        ColumnOut { required: true, ..ColumnOut::new("姓名", ColumnKind::Text) },
        ColumnOut {
            note: Some("18位".into()), ..ColumnOut::new("证件号码", ColumnKind::Code)
        },
        ColumnOut {
            choices: vec!["男".into(), "女".into()],
            ..ColumnOut::new("性别", ColumnKind::Text)
        },
        ColumnOut {
            choices: (0..60).map(|n| format!("第{n}民族")).collect(),
            ..ColumnOut::new("民族", ColumnKind::Text)
        },
        ColumnOut::new("入会日期", ColumnKind::Date),
        ColumnOut::new("会费", ColumnKind::Money),
        ColumnOut::new("人数", ColumnKind::Integer),
    ]
}

type Record = Result<Vec<CellOut>, RowError>;

fn record(name: &str) -> Record {
    let name = if name == "断" { return Err("断线".into()) } else { name };
    Ok(vec![
        CellOut::text(name),
        CellOut::text("110101199003070011"),
        CellOut::text("男"),
        CellOut::text("第1民族"),
        CellOut::Date(2016, 4, 2),
        CellOut::Number(11.7),
        CellOut::Int(12),
    ])
}

fn part(path: &std::path::Path, name: &str) -> String {
    let mut archive = ZipArchive::new(std::fs::File::open(path).unwrap()).unwrap();
    let mut text = String::new();
    archive.by_name(name).unwrap().read_to_string(&mut text).unwrap();
    text
}

#[test]
fn a_roster_there_and_back() {
    let path = place("roster-out.xlsx");
    let names = ["甲", "=1+1", "+86", "-乙", "@丙", "丁\u{1}戊"];
    let mut sheet = SheetOut::new("会员", columns(), Box::new(names.into_iter().map(record)));
    sheet.heading = vec!["会员花名册".into(), "填表单位：某镇总工会".into()];
    sheet.notes = vec!["填表说明：\n1、均为必填。".into()];
    sheet.blank_rows = 10;
    let book = BookOut {
        template: Some(TemplateTag { code: "member".into(), version: "3".into() }),
        filled_by: "张三&李四".into(),
        ..BookOut::one(sheet)
    };
    let written = write_xlsx(&path, book).unwrap();
    assert_eq!((written.rows, written.sheets), (6, 1));

    let mut book = opened(&path);
    let tag = book.template().unwrap().unwrap();
    assert_eq!((tag.code.as_str(), tag.version.as_str()), ("member", "3"));
    let list =
        specs(&[("name", "姓名"), ("id", "证件号码"), ("joined", "入会日期"), ("n", "人数")]);
    let layout = layouts(&mut book, &list).remove(0);
    assert_eq!(layout.header_rows, (3, 3));
    assert_eq!(layout.preamble.len(), 2);
    let all = rows(&mut book, layout.sheet);
    let kinds: Vec<RowKind> = all[3..].iter().map(|row| layout.classify(&row.cells)).collect();
    assert_eq!(kinds[0], RowKind::Note, "the hints under the header");
    assert_eq!(kinds[1..7], [RowKind::Data; 6]);
    assert_eq!(kinds[7], RowKind::Note);
    let data: Vec<_> = all[4..10].iter().collect();
    let found: Vec<_> = data.iter().map(|row| row.cells[0].text(false).into_owned()).collect();
    assert_eq!(found, ["甲", "=1+1", "+86", "-乙", "@丙", "丁戊"]);
    assert_eq!(data[0].cells[1], CellIn::Text("110101199003070011".into()));
    assert_eq!(data[0].cells[4].text(false), "2016-04-02");
    assert!(matches!(data[0].cells[4], CellIn::Date(_)));
    assert_eq!(data[0].cells[5], CellIn::Number(11.7));
    assert_eq!(data[0].cells[6], CellIn::Number(12.0));
}

#[test]
fn the_workbook_is_ready_to_print_and_to_fill_in() {
    let path = place("template.xlsx");
    let mut sheet = SheetOut::new("会员", columns(), Box::new(std::iter::empty()));
    sheet.blank_rows = 500;
    let book = BookOut {
        template: Some(TemplateTag { code: "member".into(), version: "3".into() }),
        filled_by: "张三&李四".into(),
        ..BookOut::one(sheet)
    };
    write_xlsx(&path, book).unwrap();
    let xml = part(&path, "xl/worksheets/sheet1.xml");
    assert!(!xml.contains("<f>"), "no formula");
    assert!(xml.contains(r#"paperSize="9""#) && xml.contains(r#"orientation="landscape""#));
    assert!(
        xml.contains("第 &amp;P 页 共 &amp;N 页") && xml.contains("填表人：张三&amp;&amp;李四")
    );
    assert!(xml.contains("state=\"frozen\""));
    assert!(xml.contains("\"男,女\"") || xml.contains("&quot;男,女&quot;"), "an inline list");
    assert!(xml.contains("下拉菜单表'!$A$2:$A$61"), "a list too long to stand inline");
    assert!(xml.contains("C3:C502"));
    let workbook = part(&path, "xl/workbook.xml");
    assert!(workbook.contains("_xlnm.Print_Titles"));
    assert!(workbook.contains(r#"name="_模板" sheetId="3" state="veryHidden""#), "{workbook}");
    assert!(workbook.contains(&format!(r#"name="{LIST_SHEET}" sheetId="2" state="hidden""#)));
    assert!(part(&path, "xl/styles.xml").contains(r#"numFmtId="49""#), "text cells");
}

#[test]
fn groups_make_a_header_of_two_rows() {
    let path = place("groups.xlsx");
    let grouped = |group: &str, title: &str| ColumnOut {
        group: Some(group.into()),
        ..ColumnOut::new(title, ColumnKind::Text)
    };
    let columns = vec![
        ColumnOut::new("序号", ColumnKind::Integer),
        grouped("单位信息", "名称"),
        grouped("单位信息", "地址"),
        grouped("工会信息", "名称"),
    ];
    let row = Ok(vec![
        CellOut::Int(1),
        CellOut::text("某厂"),
        CellOut::text("某街"),
        CellOut::text("某厂工会"),
    ]);
    let sheet = SheetOut::new("表", columns, Box::new(std::iter::once(row)));
    write_xlsx(&path, BookOut::one(sheet)).unwrap();
    let list = specs(&[
        ("employer", "单位名称"),
        ("address", "单位地址|地址"),
        ("union", "工会名称"),
        ("no", "序号"),
    ]);
    let layout = layouts(&mut opened(&path), &list).remove(0);
    assert_eq!(layout.header_rows, (1, 2));
    let codes: Vec<_> = layout.columns.iter().map(|c| c.code.as_deref().unwrap_or("")).collect();
    assert_eq!(codes, ["no", "employer", "address", "union"]);
}

#[test]
fn a_failing_source_leaves_no_file() {
    let path = place("failed.xlsx");
    let rows = [record("甲"), record("断")];
    let sheet = SheetOut::new("会员", columns(), Box::new(rows.into_iter()));
    let error = write_xlsx(&path, BookOut::one(sheet)).unwrap_err();
    assert!(error.to_string().contains("断线"));
    assert!(!path.exists());
}

#[test]
fn csv_there_and_back() {
    for (name, encoding) in
        [("out8.csv", CsvEncoding::Utf8Bom), ("out18.csv", CsvEncoding::Gb18030)]
    {
        let mut bytes = Vec::new();
        let names = ["甲,乙", "=1+1", "㛃\n䶮", "\t丁", "引\"号", "-3"];
        write_csv(&mut bytes, &columns(), &mut names.into_iter().map(record), encoding).unwrap();
        let path = file(name, &bytes);
        if encoding == CsvEncoding::Utf8Bom {
            let text = String::from_utf8(bytes).unwrap();
            assert!(text.starts_with("\u{FEFF}姓名,证件号码"));
            assert!(text.contains("\r\n'=1+1,") && text.contains("\r\n'-3,"));
            assert!(text.contains("2016-04-02,11.7,12\r\n"));
        }
        let found = texts(&mut opened(&path), 0);
        let back: Vec<&str> = found[1..].iter().map(|row| row[0].as_str()).collect();
        assert_eq!(back, ["甲,乙", "=1+1", "㛃\n䶮", "'\t丁", "引\"号", "-3"], "{name}");
    }
}

#[test]
fn rejected_rows_come_back_corrected() {
    let original = place("original.xlsx");
    sheet(
        &original,
        &[
            &["某镇花名册>3"],
            &["手机（11位）", "姓  名", "自编列", "身份证号"],
            &["1380013", "甲", "x", "110101199003070011"],
            &["13800138001", "乙", "y", "=坏"],
        ],
    );
    let list = specs(&[("name", "姓名"), ("id", "证件号码|身份证号"), ("mobile", "手机|手机号")]);
    let mut book = opened(&original);
    let layout = layouts(&mut book, &list).remove(0);
    let data: Vec<RejectRow> = rows(&mut book, 0)[2..]
        .iter()
        .map(|row| RejectRow {
            number: row.number,
            cells: row.cells.iter().map(|cell| cell.text(false).into_owned()).collect(),
            reasons: vec![
                Reason { column: Some(0), text: "手机号应为11位".into() },
                Reason { column: None, text: "与第9行重复".into() },
            ],
        })
        .collect();
    for reason_first in [true, false] {
        let mut bytes = Vec::new();
        let rows = data.clone().into_iter().map(Ok);
        let out = RejectBook { reason_first, ..RejectBook::of(&layout, Box::new(rows)) };
        assert_eq!(write_rejects(std::io::Cursor::new(&mut bytes), out).unwrap().rows, 2);
        let path = file("rejects.xlsx", &bytes);
        assert!(part(&path, "xl/styles.xml").contains("FFFFC7CE"));
        let mut again = opened(&path);
        let found = layouts(&mut again, &list).remove(0);
        let titles: Vec<&str> = found.columns.iter().map(|c| c.title.as_str()).collect();
        let mut expected = vec!["手机（11位）", "姓  名", "自编列", "身份证号"];
        expected.insert(if reason_first { 0 } else { 4 }, REASON_TITLE);
        assert_eq!(titles, expected);
        let reason = found.columns.iter().find(|c| c.title == REASON_TITLE).unwrap();
        assert_eq!((reason.how, reason.code.as_deref()), (How::Ignored, None));
        assert!(found.missing.is_empty());
        let id = found.column("id").unwrap();
        assert_eq!(id.samples, ["110101199003070011", "=坏"]);
        assert_eq!(reason.samples[0], "原第3行：手机号应为11位；与第9行重复");
        let kept = RejectBook::of(&found, Box::new(std::iter::empty()));
        assert_eq!(kept.columns.len(), 4, "the reasons are not handed on twice");
    }
}
