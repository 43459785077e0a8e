//! Letters on paper, and forms that are sent in: good ones, and those of somebody who means no good.

use super::own::{self, Refused, examine};
use super::{docx, docx_of_all};
use kernel::letter::{Fields, Printed, fill_text};
use std::io::{Cursor, Read, Write};
use zip::write::SimpleFileOptions;

const TYPES: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>"#;
const LINKS: &str = r#"<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>"#;

fn packed(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn document(body: &str) -> String {
    format!(
        r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>{body}</w:body></w:document>"#
    )
}

/// A form with this body, and other parts.
fn form_with(body: &str, others: &[(&str, &[u8])]) -> Vec<u8> {
    let document = document(body);
    let mut parts: Vec<(&str, &[u8])> = vec![
        ("[Content_Types].xml", TYPES.as_bytes()),
        ("_rels/.rels", LINKS.as_bytes()),
        ("word/document.xml", document.as_bytes()),
    ];
    for other in others {
        parts.retain(|part| part.0 != other.0);
        parts.push(*other);
    }
    packed(&parts)
}

fn form(body: &str) -> Vec<u8> {
    form_with(body, &[])
}

const PLACE: &str = "<w:p><w:r><w:t>{{主送}}</w:t></w:r></w:p>";

fn letter() -> Printed {
    let rows = [["王秀兰", "主席"], ["李建国", "委员"]].map(|row| row.map(str::to_owned).to_vec());
    let fields = Fields::new()
        .with("主送", "云溪恒达机械有限公司工会筹备组")
        .with("工会名称", "云溪恒达机械有限公司工会 <第一届> & 其他")
        .list("委员", &["姓名", "职务"], &rows);
    let text =
        "# 关于同意成立工会的批复\n> {{主送}}：\n一、同意成立。\n二、请依法履职。\n~ 云溪县总工会";
    Printed {
        document: fill_text(text, &fields).unwrap(),
        fields,
        mark: "云溪县总工会文件".into(),
        number: "云溪工复〔2026〕47号".into(),
        printed_by: "云溪县总工会办公室".into(),
        printed_on: "2026年6月17日".into(),
        copies: "东湖镇总工会".into(),
        ..Printed::default()
    }
}

/// A part of a DOCX as text.
fn part(bytes: &[u8], name: &str) -> String {
    let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut text = String::new();
    zip.by_name(name).unwrap().read_to_string(&mut text).unwrap();
    text
}

/// The body of a form, filled.
fn filled(body: &str) -> String {
    let text = part(&own::fill(&form(body), &letter()).unwrap(), "word/document.xml");
    let (_, body) = text.split_once("<w:body>").unwrap();
    body.split_once("</w:body>").unwrap().0.replace(" xml:space=\"preserve\"", "")
}

#[test]
fn the_programs_own_layout_has_head_number_copies_and_printer() {
    let bytes = super::docx(&letter()).unwrap();
    let text = part(&bytes, "word/document.xml");
    for wanted in [
        "云溪县总工会文件",
        "云溪工复〔2026〕47号",
        "抄送：东湖镇总工会。",
        "云溪县总工会办公室",
        "2026年6月17日印发",
    ] {
        assert!(text.contains(wanted), "{wanted}");
    }
    assert_eq!(bytes, super::docx(&letter()).unwrap(), "the same letter gives the same bytes");
    let plain = Printed {
        mark: String::new(),
        printed_by: String::new(),
        copies: String::new(),
        ..letter()
    };
    let text = part(&super::docx(&plain).unwrap(), "word/document.xml");
    assert!(!text.contains("FF0000") && !text.contains("抄送"), "a form has neither head nor foot");
}

#[test]
fn a_long_title_is_parted_behind_a_word() {
    let parts = |text: &str| -> Vec<String> {
        let run = kernel::report::document::Run { text: text.to_owned(), ..Default::default() };
        super::parted(&[run]).into_iter().map(|line| line[0].text.clone()).collect()
    };
    assert_eq!(
        parts("关于同意成立云溪恒达机械有限公司工会委员会的批复"),
        ["关于同意成立云溪恒达机械有限公司", "工会委员会的批复"]
    );
    assert_eq!(parts("关于召开全委会的通知"), ["关于召开全委会的通知"], "one line is enough");
    let nowhere = "云".repeat(30);
    assert_eq!(parts(&nowhere), std::slice::from_ref(&nowhere));
}

#[test]
fn a_place_is_filled_though_it_is_cut_over_runs() {
    assert_eq!(filled(PLACE), "<w:p><w:r><w:t>云溪恒达机械有限公司工会筹备组</w:t></w:r></w:p>");
    let cut = "<w:p><w:r><w:t>送：{</w:t></w:r><w:proofErr w:type=\"spellStart\"/><w:r><w:rPr><w:b/></w:rPr>\
               <w:t>{主</w:t></w:r><w:r><w:t>送}</w:t></w:r><w:r><w:t>}，第{{发文字号}}。</w:t></w:r></w:p>";
    assert_eq!(
        filled(cut),
        "<w:p><w:r><w:t>送：云溪恒达机械有限公司工会筹备组</w:t></w:r><w:proofErr w:type=\"spellStart\"/>\
         <w:r><w:rPr><w:b/></w:rPr><w:t></w:t></w:r><w:r><w:t></w:t></w:r>\
         <w:r><w:t>，第云溪工复〔2026〕47号。</w:t></w:r></w:p>"
    );
}

#[test]
fn a_value_is_text_and_a_place_without_one_is_named() {
    let body = "<w:p><w:r><w:t>{{工会名称}}{{传真}}{{备注?}}</w:t></w:r></w:p>";
    assert_eq!(
        filled(body),
        "<w:p><w:r><w:t>云溪恒达机械有限公司工会 &lt;第一届&gt; &amp; 其他【待补充：传真】</w:t></w:r></w:p>"
    );
}

#[test]
fn the_text_becomes_paragraphs_and_a_row_stands_once_for_every_row_of_its_list() {
    let body =
        "<w:p><w:pPr><w:ind w:firstLineChars=\"200\"/></w:pPr><w:r><w:t>{{正文}}</w:t></w:r></w:p>";
    let line = |text: &str| {
        format!(
            "<w:p><w:pPr><w:ind w:firstLineChars=\"200\"/></w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"
        )
    };
    assert_eq!(filled(body), [line("一、同意成立。"), line("二、请依法履职。")].concat());
    let cell = |text: &str| format!("<w:tc><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc>");
    let row = |cells: &[&str]| {
        format!("<w:tr>{}</w:tr>", cells.iter().map(|text| cell(text)).collect::<String>())
    };
    let table = row(&["{{#委员}}{{序号}}", "{{姓名}}", "{{职务}}{{/委员}}"]);
    assert_eq!(
        filled(&table),
        [row(&["1", "王秀兰", "主席"]), row(&["2", "李建国", "委员"])].concat()
    );
}

#[test]
fn heads_and_feet_are_filled_too_and_pictures_stay_as_they_are() {
    let head = format!("<w:hdr xmlns:w=\"x\">{PLACE}</w:hdr>");
    let picture: Vec<u8> = (0..=255).collect();
    let parts: [(&str, &[u8]); 2] =
        [("word/header1.xml", head.as_bytes()), ("word/media/image1.png", &picture)];
    let bytes = own::fill(&form_with(PLACE, &parts), &letter()).unwrap();
    assert!(part(&bytes, "word/header1.xml").contains("工会筹备组"));
    let mut zip = zip::ZipArchive::new(Cursor::new(&bytes)).unwrap();
    let mut kept = Vec::new();
    zip.by_name("word/media/image1.png").unwrap().read_to_end(&mut kept).unwrap();
    assert_eq!(kept, picture);
}

#[test]
fn the_places_of_a_form_are_told_and_broken_ones_refused() {
    let names =
        examine(&form(&format!("{PLACE}{PLACE}<w:p><w:r><w:t>{{{{传真?}}}}</w:t></w:r></w:p>")));
    assert_eq!(names.unwrap().into_iter().collect::<Vec<_>>(), ["主送", "传真"]);
    assert_eq!(examine(&form("<w:p/>")), Err(Refused::NoPlaces));
    let open = examine(&form("<w:p><w:r><w:t>致{{主送：</w:t></w:r></w:p>"));
    assert!(matches!(open, Err(Refused::Unclosed(_))), "{open:?}");
}

#[test]
fn what_the_program_makes_itself_may_be_sent_in_as_a_form() {
    let mut own_paper = letter();
    own_paper.document = kernel::report::Document {
        title: vec![vec![kernel::report::document::Run {
            text: "{{标题}}".into(),
            ..Default::default()
        }]],
        ..own_paper.document
    };
    let bytes = super::docx(&own_paper).unwrap();
    assert!(examine(&bytes).unwrap().contains("标题"));
    assert!(
        part(&own::fill(&bytes, &letter()).unwrap(), "word/document.xml")
            .contains("关于同意成立工会的批复")
    );
}

#[test]
fn programs_are_refused() {
    let typed = TYPES.replace("document.main+xml", "document.macroEnabled.main+xml").replace(
        "openxmlformats-officedocument.wordprocessingml.document.macroEnabled",
        "ms-word.document.macroEnabled",
    );
    for other in [
        ("word/vbaProject.bin", &b"\xd0\xcf\x11\xe0"[..]),
        ("word/VBAdata.xml", &b"<x/>"[..]),
        ("word/activeX/activeX1.bin", &b"x"[..]),
        ("customUI/customUI14.xml", &b"<x/>"[..]),
        ("[Content_Types].xml", typed.as_bytes()),
    ] {
        assert_eq!(examine(&form_with(PLACE, &[other])), Err(Refused::Macros), "{}", other.0);
    }
    let control =
        format!("{PLACE}<w:p><w:r><w:object><w:control r:id=\"rId9\"/></w:object></w:r></w:p>");
    assert_eq!(examine(&form(&control)), Err(Refused::Macros));
}

#[test]
fn whatever_reaches_outside_is_refused() {
    let linked = |mode: &str| {
        format!(
            "<Relationships><Relationship Id=\"r\" Type=\"t\" Target=\"http://evil.example/t.dotm\" {mode}/></Relationships>"
        )
    };
    for mode in ["TargetMode=\"External\"", "TargetMode='external'", "TargetMode=\"Exter&#110;al\""]
    {
        let links = linked(mode);
        let parts: [(&str, &[u8]); 1] = [("word/_rels/settings.xml.rels", links.as_bytes())];
        assert_eq!(examine(&form_with(PLACE, &parts)), Err(Refused::Outside), "{mode}");
    }
    let internal = linked("TargetMode=\"Internal\"");
    assert!(examine(&form_with(PLACE, &[("word/_rels/a.xml.rels", internal.as_bytes())])).is_ok());
    for field in [
        "<w:p><w:r><w:instrText> DDEAUTO c:\\\\windows\\\\cmd.exe </w:instrText></w:r></w:p>",
        "<w:p><w:r><w:instrText>INCLUDE</w:instrText></w:r><w:r><w:instrText>PICTURE \"http://x\"</w:instrText></w:r></w:p>",
        "<w:p><w:fldSimple w:instr=\" includetext \\\\server\\share \"/></w:p>",
        "<w:altChunk r:id=\"rId5\"/>",
        "<w:p><w:r><w:object><o:OLEObject Type=\"Link\"/></w:object></w:r></w:p>",
    ] {
        assert_eq!(examine(&form(&format!("{PLACE}{field}"))), Err(Refused::Outside), "{field}");
    }
    let parts: [(&str, &[u8]); 1] = [("word/embeddings/oleObject1.bin", b"x")];
    assert_eq!(examine(&form_with(PLACE, &parts)), Err(Refused::Outside));
    let page = form(&format!("{PLACE}<w:p><w:fldSimple w:instr=\" PAGE \"/></w:p>"));
    assert!(examine(&page).is_ok(), "a page number reaches nowhere");
}

#[test]
fn what_is_too_large_is_refused_before_it_is_held() {
    assert_eq!(examine(&vec![b'P'; own::MOST_BYTES + 1]), Err(Refused::TooLarge));
    // A thousand times smaller packed than unpacked.
    let zeros = vec![b' '; usize::try_from(own::MOST_UNPACKED).unwrap() + 1];
    let bomb = form_with(PLACE, &[("word/media/image1.bmp", &zeros)]);
    assert!(bomb.len() < own::MOST_BYTES / 10);
    assert_eq!(examine(&bomb), Err(Refused::TooLarge));
    let names: Vec<String> = (0..=own::MOST_PARTS).map(|n| format!("word/media/{n}.png")).collect();
    let many: Vec<(&str, &[u8])> = names.iter().map(|name| (name.as_str(), &b"x"[..])).collect();
    assert_eq!(examine(&form_with(PLACE, &many)), Err(Refused::TooLarge));
}

#[test]
fn a_form_that_would_fill_the_memory_is_refused() {
    let places = "{{工作简历}}".repeat(1 << 14);
    let body = format!("<w:p><w:r><w:t>{places}</w:t></w:r></w:p>");
    let mut long = letter();
    long.fields.set("工作简历", "长".repeat(2_000));
    assert_eq!(own::fill(&form(&body), &long).err(), Some(Refused::TooLarge));
    let deep = format!("{}{}", "<w:p>".repeat(5_000), "</w:p>".repeat(5_000));
    assert_eq!(examine(&form(&deep)), Err(Refused::Broken));
}

#[test]
fn what_is_broken_or_no_document_is_refused() {
    assert_eq!(examine(b"%PDF-1.7"), Err(Refused::NoDocument));
    assert_eq!(examine(b""), Err(Refused::NoDocument));
    assert_eq!(examine(b"PK\x03\x04 and nothing more"), Err(Refused::Broken));
    let book = packed(&[("[Content_Types].xml", TYPES.as_bytes()), ("xl/workbook.xml", b"<x/>")]);
    assert_eq!(examine(&book), Err(Refused::NoDocument));
    for name in ["../../etc/passwd", "/etc/passwd", "word\\..\\x", "c:evil"] {
        assert_eq!(examine(&form_with(PLACE, &[(name, b"x")])), Err(Refused::Broken), "{name}");
    }
    assert_eq!(examine(&form_with(PLACE, &[("WORD/document.xml", b"<x/>")])), Err(Refused::Broken));
    let laughs =
        "<!DOCTYPE l [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;\">]><w:document>&b;</w:document>";
    for text in [laughs, "<w:document><w:body>", "<w:document>&undeclared;</w:document>", "a < b"] {
        let parts: [(&str, &[u8]); 1] = [("word/document.xml", text.as_bytes())];
        assert_eq!(examine(&form_with(PLACE, &parts)), Err(Refused::Broken), "{text}");
    }
    assert_eq!(
        examine(&form_with(PLACE, &[("word/styles.xml", b"\xff\xfe<")])),
        Err(Refused::Broken)
    );
}

#[test]
fn a_letter_has_its_name_between_double_lines_and_neither_printer_nor_first_number() {
    let mut printed = letter();
    printed.as_letter = true;
    let body = part(&docx(&printed).unwrap(), "word/document.xml");
    assert!(body.contains("thickThinSmallGap") && body.contains("thinThickSmallGap"), "{body}");
    assert!(body.contains("w:w=\"9638\"") && body.contains("w:titlePg"), "170 mm wide: {body}");
    assert!(body.contains("抄送：") && !body.contains("印发"), "{body}");
    let usual = part(&docx(&letter()).unwrap(), "word/document.xml");
    assert!(!usual.contains("thickThinSmallGap") && !usual.contains("titlePg"));
}

#[test]
fn forms_of_many_begin_on_pages_of_their_own() {
    let bytes = docx_of_all(&[letter(), letter(), letter()]).unwrap().unwrap();
    let body = part(&bytes, "word/document.xml");
    assert_eq!(body.matches("w:pageBreakBefore").count(), 2, "{body}");
    assert!(docx_of_all(&[]).unwrap().is_none());
}
