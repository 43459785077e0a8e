//! What Word is strict about: well-formed parts, every link with a target, elements in the order of
//! the schema.

use super::county::half_year;
use crate::paper::{Foot, Head, Paper, docx};
use kernel::report::document::Run;
use quick_xml::Reader;
use quick_xml::events::Event;
use std::collections::BTreeMap;
use std::io::{Cursor, Read};

/// The order of children within an element, as far as we write them (ECMA-376).
const ORDERS: [(&str, &str); 23] = [
    ("w:document", "w:body"),
    (
        "w:pPr",
        "w:pStyle w:keepNext w:keepLines w:pageBreakBefore w:framePr w:widowControl w:pBdr w:shd w:tabs w:autoSpaceDE w:autoSpaceDN w:snapToGrid w:spacing w:ind w:jc w:outlineLvl w:rPr w:sectPr",
    ),
    (
        "w:rPr",
        "w:rStyle w:rFonts w:b w:bCs w:i w:color w:spacing w:w w:kern w:sz w:szCs w:highlight w:u w:lang",
    ),
    ("w:p", "w:pPr w:r w:fldSimple"),
    ("w:r", "w:rPr w:t w:tab w:drawing"),
    ("w:tbl", "w:tblPr w:tblGrid w:tr"),
    (
        "w:tblPr",
        "w:tblStyle w:tblW w:jc w:tblInd w:tblBorders w:shd w:tblLayout w:tblCellMar w:tblLook",
    ),
    ("w:tblBorders", "w:top w:left w:bottom w:right w:insideH w:insideV"),
    ("w:pBdr", "w:top w:left w:bottom w:right w:between"),
    ("w:trPr", "w:cantSplit w:trHeight w:tblHeader"),
    ("w:tr", "w:trPr w:tc"),
    ("w:tc", "w:tcPr w:p"),
    ("w:tcPr", "w:tcW w:gridSpan w:vMerge w:tcBorders w:shd w:vAlign"),
    ("w:sectPr", "w:headerReference w:footerReference w:pgSz w:pgMar w:cols w:titlePg w:docGrid"),
    ("w:style", "w:name w:basedOn w:next w:link w:uiPriority w:qFormat w:pPr w:rPr"),
    ("w:font", "w:altName w:panose1 w:charset w:family w:pitch w:sig"),
    ("w:settings", "w:evenAndOddHeaders w:characterSpacingControl w:compat"),
    ("wp:inline", "wp:extent wp:effectExtent wp:docPr a:graphic"),
    ("pic:pic", "pic:nvPicPr pic:blipFill pic:spPr"),
    ("pic:nvPicPr", "pic:cNvPr pic:cNvPicPr"),
    ("pic:blipFill", "a:blip a:stretch"),
    ("pic:spPr", "a:xfrm a:prstGeom"),
    ("a:xfrm", "a:off a:ext"),
];

fn paper() -> Vec<u8> {
    let document = half_year();
    let head = Head {
        as_letter: false,
        mark: "云溪县总工会文件".into(),
        number: "云工发〔2026〕12号".into(),
        signer: "陈晓岚".into(),
    };
    let note = "数字取自2026年6月17日8:00的台账。".to_owned();
    let foot = Foot {
        plain: false,
        copies: "东湖镇总工会".into(),
        printed_by: "云溪县总工会办公室".into(),
        printed_on: "2026年6月17日".into(),
    };
    let contact =
        [Run { text: "联系人：王秀兰，电话：6821350".into(), ..Run::default() }];
    let paper = Paper {
        head: Some(head),
        appendix: Some(note),
        foot: Some(foot),
        note: &contact,
        ..Paper::plain(&document)
    };
    docx(&paper).unwrap()
}

/// The text of every part; pictures have none.
fn parts(bytes: Vec<u8>) -> BTreeMap<String, String> {
    let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    (0..zip.len())
        .map(|at| {
            let mut file = zip.by_index(at).unwrap();
            let (mut bytes, name) = (Vec::new(), file.name().unwrap().into_owned());
            file.read_to_end(&mut bytes).unwrap();
            let text = if name.contains("/media/") { Vec::new() } else { bytes };
            (name, String::from_utf8(text).unwrap())
        })
        .collect()
}

/// Name of every element with the names of its children, in the order they come.
fn families(text: &str) -> Vec<(String, Vec<String>)> {
    let mut reader = Reader::from_str(text);
    let mut open: Vec<(String, Vec<String>)> = vec![(String::new(), Vec::new())];
    let mut done = Vec::new();
    loop {
        let event = reader.read_event().unwrap();
        match event {
            Event::Start(element) => {
                let name = element.name().as_ref().to_owned();
                open.last_mut().unwrap().1.push(name.clone());
                open.push((name, Vec::new()));
            }
            Event::Empty(element) => {
                let name = element.name().as_ref().to_owned();
                open.last_mut().unwrap().1.push(name.clone());
                done.push((name, Vec::new()));
            }
            Event::End(_) => done.push(open.pop().unwrap()),
            Event::Eof => break,
            _ => {}
        }
    }
    assert_eq!(open.len(), 1, "something is left open");
    done
}

#[test]
fn every_part_is_well_formed_and_in_the_order_of_the_schema() {
    let mut seen = 0;
    for (name, text) in parts(paper()) {
        for (parent, children) in families(&text).into_iter().filter(|_| !text.is_empty()) {
            let Some((_, order)) = ORDERS.iter().find(|(known, _)| *known == parent) else {
                continue;
            };
            seen += 1;
            let order: Vec<&str> = order.split(' ').collect();
            let places: Vec<usize> = children
                .iter()
                .map(|child| {
                    let place = order.iter().position(|known| known == child);
                    place.unwrap_or_else(|| panic!("{name}: {child} in {parent}"))
                })
                .collect();
            // Text and numbers in a run or paragraph may follow each other as they come.
            let loose = matches!(parent.as_str(), "w:p" | "w:r");
            let sorted = if loose {
                places.iter().skip(1).all(|place| *place > 0)
            } else {
                places.is_sorted()
            };
            assert!(sorted, "{name}: {parent} holds {children:?}");
        }
    }
    assert!(seen > 300, "{seen}");
}

#[test]
fn every_part_has_a_type_and_every_link_a_target() {
    let parts = parts(paper());
    let types = &parts["[Content_Types].xml"];
    for name in parts.keys().filter(|name| !name.contains("_rels") && !name.starts_with('[')) {
        let end = name.rsplit('.').next().unwrap();
        let by_end = end != "xml" && types.contains(&format!("Extension=\"{end}\""));
        assert!(by_end || types.contains(&format!("PartName=\"/{name}\"")), "{name}");
    }
    for (links, folder) in [("_rels/.rels", ""), ("word/_rels/document.xml.rels", "word/")] {
        let targets = parts[links].split("Target=\"").skip(1);
        for target in targets.map(|rest| rest.split('"').next().unwrap()) {
            assert!(parts.contains_key(&format!("{folder}{target}")), "{target}");
        }
    }
    let ids = parts["word/document.xml"].split("r:embed=\"").skip(1);
    for id in ids.map(|rest| rest.split('"').next().unwrap()) {
        let known = format!("Id=\"{id}\"");
        assert!(parts["word/_rels/document.xml.rels"].contains(&known), "{id}");
    }
    let styles = parts["word/document.xml"].split("<w:pStyle w:val=\"").skip(1);
    for style in styles.map(|rest| rest.split('"').next().unwrap()) {
        let known = format!("w:styleId=\"{style}\"");
        assert!(parts["word/styles.xml"].contains(&known), "{style}");
    }
}

#[test]
fn what_xml_forbids_is_dropped_and_the_rest_is_kept() {
    let document = &parts(paper())["word/document.xml"];
    assert!(document.contains("及时提供帮扶。&lt;不改&gt;&amp;</w:t>"));
    assert!(document.contains("【待补充：问题和原因】"));
}

#[test]
fn the_same_paper_has_the_same_bytes() {
    assert_eq!(paper(), paper());
}

#[test]
fn fonts_are_named_with_what_may_stand_in() {
    let table = &parts(paper())["word/fontTable.xml"];
    assert!(table.contains("w:name=\"方正小标宋简体\"><w:altName w:val=\"方正小标宋_GBK,"));
    assert_eq!(table.matches("<w:font ").count(), 6);
}
