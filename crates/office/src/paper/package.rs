//! The parts of the file and how they hang together.

use super::styles::{font_table, footer, settings, styles};
use super::xml::Xml;
use super::{Paper, body, chart};
use kernel::report::document::{Chart, Part};

const TYPES: &str = "http://schemas.openxmlformats.org/package/2006/content-types";
const LINKS: &str = "http://schemas.openxmlformats.org/package/2006/relationships";
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const WORD: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml";
const CORE: &str = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties";

/// Name and bytes of every part.
pub(super) fn parts(paper: &Paper<'_>) -> Vec<(String, Vec<u8>)> {
    let charts: Vec<&Chart> = paper
        .document
        .parts
        .iter()
        .filter_map(|part| match part {
            Part::Chart(chart) => Some(chart),
            _ => None,
        })
        .collect();
    let texts = [
        ("[Content_Types].xml".to_owned(), types()),
        ("_rels/.rels".to_owned(), links_of_package()),
        ("docProps/core.xml".to_owned(), properties(paper)),
        ("word/document.xml".to_owned(), body::document(paper)),
        ("word/styles.xml".to_owned(), styles(&paper.fonts)),
        ("word/settings.xml".to_owned(), settings()),
        ("word/fontTable.xml".to_owned(), font_table(&paper.fonts)),
        ("word/footer1.xml".to_owned(), footer(false)),
        ("word/footer2.xml".to_owned(), footer(true)),
        ("word/_rels/document.xml.rels".to_owned(), links_of_document(charts.len())),
    ];
    let texts = texts.into_iter().map(|(name, text)| (name, text.into_bytes()));
    let drawn = charts.iter().enumerate();
    let drawn =
        drawn.map(|(at, one)| (format!("word/media/chart{}.emf", at + 1), chart::drawn(one)));
    texts.chain(drawn).collect()
}

fn types() -> String {
    Xml::part("Types", &[("xmlns", TYPES)], |xml| {
        let rels = "application/vnd.openxmlformats-package.relationships+xml";
        xml.leaf("Default", &[("Extension", "rels"), ("ContentType", rels)]);
        xml.leaf("Default", &[("Extension", "xml"), ("ContentType", "application/xml")]);
        xml.leaf("Default", &[("Extension", "emf"), ("ContentType", "image/x-emf")]);
        let mut kind = |name: &str, kind: &str| {
            xml.leaf("Override", &[("PartName", name), ("ContentType", kind)]);
        };
        kind("/word/document.xml", &format!("{WORD}.document.main+xml"));
        kind("/word/styles.xml", &format!("{WORD}.styles+xml"));
        kind("/word/settings.xml", &format!("{WORD}.settings+xml"));
        kind("/word/fontTable.xml", &format!("{WORD}.fontTable+xml"));
        kind("/word/footer1.xml", &format!("{WORD}.footer+xml"));
        kind("/word/footer2.xml", &format!("{WORD}.footer+xml"));
        kind("/docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml");
    })
}

fn link(xml: &mut Xml, id: &str, kind: &str, target: &str) {
    xml.leaf("Relationship", &[("Id", id), ("Type", kind), ("Target", target)]);
}

fn links_of_package() -> String {
    Xml::part("Relationships", &[("xmlns", LINKS)], |xml| {
        link(xml, "rId1", &format!("{OFFICE}/officeDocument"), "word/document.xml");
        let core =
            "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties";
        link(xml, "rId2", core, "docProps/core.xml");
    })
}

fn links_of_document(charts: usize) -> String {
    Xml::part("Relationships", &[("xmlns", LINKS)], |xml| {
        for (id, kind, target) in [
            ("rId1", "styles", "styles.xml"),
            ("rId2", "settings", "settings.xml"),
            ("rId3", "fontTable", "fontTable.xml"),
            ("rId4", "footer", "footer1.xml"),
            ("rId5", "footer", "footer2.xml"),
        ] {
            link(xml, id, &format!("{OFFICE}/{kind}"), target);
        }
        for at in 1..=charts {
            let target = format!("media/chart{at}.emf");
            link(xml, &format!("rIdChart{at}"), &format!("{OFFICE}/image"), &target);
        }
    })
}

/// Title and author. No day: the same paper gives the same bytes.
fn properties(paper: &Paper<'_>) -> String {
    let title: String =
        paper.document.title.iter().flatten().map(|run| run.text.as_str()).collect();
    let spaces = [("xmlns:cp", CORE), ("xmlns:dc", "http://purl.org/dc/elements/1.1/")];
    Xml::part("cp:coreProperties", &spaces, |xml| {
        xml.say("dc:title", &[], &title);
        xml.say("dc:creator", &[], &paper.author);
        xml.say("dc:language", &[], "zh-CN");
    })
}
