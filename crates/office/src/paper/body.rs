//! The report itself: title, headings, text, tables and charts, signature, appendix.

use super::part::{Look, Stand, blank, paragraph, run};
use super::styles::{R, W};
use super::xml::Xml;
use super::{Paper, appendix, chart, foot, head, sign, table};
use kernel::report::Document;
use kernel::report::document::{Part, Run};
use kernel::report::template::Stand as Place;

const DRAWING: &str = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing";

/// `word/document.xml`.
pub(super) fn document(paper: &Paper<'_>) -> String {
    let spaces = [("xmlns:w", W), ("xmlns:r", R), ("xmlns:wp", DRAWING)];
    Xml::part("w:document", &spaces, |xml| {
        xml.within("w:body", &[], |xml| {
            if let Some(head) = &paper.head {
                head::write(xml, head, &paper.fonts);
            }
            title(xml, paper.document, false);
            parts(xml, paper, paper.document);
            for document in paper.more {
                title(xml, document, true);
                parts(xml, paper, document);
            }
            note(xml, paper.note);
            if let Some(note) = &paper.appendix {
                appendix::write(xml, paper, note);
            }
            if let Some(foot) = &paper.foot {
                foot::write(xml, foot);
            }
            section(xml, paper.head.as_ref().is_some_and(|head| head.as_letter));
        });
    })
}

/// 附注, in brackets below the day.
fn note(xml: &mut Xml, note: &[Run]) {
    if note.is_empty() {
        return;
    }
    paragraph(xml, Stand::default(), |xml| {
        run(xml, Look::default(), "（");
        runs(xml, note, "");
        run(xml, Look::default(), "）");
    });
}

fn title(xml: &mut Xml, document: &Document, new_page: bool) {
    for (at, line) in document.title.iter().enumerate() {
        let stand = Stand { style: "Title", new_page: new_page && at == 0, ..Stand::default() };
        paragraph(xml, stand, |xml| runs(xml, line, ""));
    }
    if !document.title.is_empty() {
        blank(xml, false);
    }
}

fn parts(xml: &mut Xml, paper: &Paper<'_>, document: &Document) {
    let all = &document.parts;
    let signed = sign::begin(all);
    let mut charts = 0;
    for (at, part) in all.iter().enumerate().take(signed) {
        // Signature and seal never stand alone on a page.
        let with_next = at + 1 == signed && signed < all.len();
        match part {
            Part::Heading { level, number, head, text } => {
                heading(xml, paper, (*level, number), (head, text));
            }
            Part::Paragraph { stand, text } => {
                let stand = match stand {
                    Place::Indented => Stand::default(),
                    Place::Flush => Stand { style: "Flush", ..Stand::default() },
                    Place::Right => {
                        Stand { style: "Flush", right: 200, at: "right", ..Stand::default() }
                    }
                };
                paragraph(xml, Stand { with_next, ..stand }, |xml| runs(xml, text, ""));
            }
            Part::Table(table) => table::write(xml, table),
            Part::Chart(chart) => {
                charts += 1;
                chart::place(xml, chart, charts);
            }
        }
    }
    if paper.appendix.is_some() {
        blank(xml, signed > 0);
        paragraph(xml, Stand { with_next: true, ..Stand::default() }, |xml| {
            run(xml, Look::default(), "附件：");
            run(xml, Look::default(), appendix::TITLE);
        });
    }
    sign::write(xml, all.get(signed..).unwrap_or_default(), paper.seal);
}

/// A heading in a paragraph of its own, or run into the text behind it.
fn heading(xml: &mut Xml, paper: &Paper<'_>, heading: (u8, &str), said: (&[Run], &[Run])) {
    let (level, number) = heading;
    let (head, text) = said;
    let fonts = &paper.fonts;
    let (style, face) = match level {
        1 => ("Heading1", &fonts.hei),
        2 => ("Heading2", &fonts.kai),
        3 => ("Heading3", &fonts.body),
        _ => ("Heading4", &fonts.body),
    };
    if text.is_empty() {
        let stand = Stand { style, ..Stand::default() };
        return paragraph(xml, stand, |xml| {
            run(xml, Look::default(), number);
            runs(xml, head, "");
        });
    }
    paragraph(xml, Stand::default(), |xml| {
        run(xml, Look { face: &face.name, ..Look::default() }, number);
        runs(xml, head, &face.name);
        runs(xml, text, "");
    });
}

/// Runs of the report; what is still open is marked.
pub(super) fn runs(xml: &mut Xml, runs: &[Run], face: &str) {
    for one in runs {
        let look = Look { face, bold: one.bold, marked: one.open, ..Look::default() };
        run(xml, look, &one.text);
    }
}

/// Page, margins and lines of the standard; 22 lines of 28 characters. The first page of a letter has no number.
fn section(xml: &mut Xml, as_letter: bool) {
    xml.within("w:sectPr", &[], |xml| {
        xml.leaf("w:footerReference", &[("w:type", "default"), ("r:id", "rId4")]);
        xml.leaf("w:footerReference", &[("w:type", "even"), ("r:id", "rId5")]);
        xml.leaf("w:pgSz", &[("w:w", "11906"), ("w:h", "16838")]);
        let margins = [
            ("w:top", "2098"),
            ("w:right", "1474"),
            ("w:bottom", "1984"),
            ("w:left", "1588"),
            ("w:header", "851"),
            ("w:footer", "1429"),
            ("w:gutter", "0"),
        ];
        xml.leaf("w:pgMar", &margins);
        xml.leaf("w:cols", &[("w:space", "425")]);
        if as_letter {
            xml.leaf("w:titlePg", &[]);
        }
        // The grid of lines alone: a grid of characters is kept differently by every program.
        xml.leaf("w:docGrid", &[("w:type", "lines"), ("w:linePitch", "579")]);
    });
}
