//! The red head: mark, number, signer and the red line (GB/T 9704, 7.2).

use super::Head;
use super::fonts::Fonts;
use super::part::{Look, Stand, WIDTH, blank, paragraph, run, tab};
use super::xml::Xml;

/// 35 mm between the top of the type area and the mark, less what the line itself adds above.
const ABOVE: u32 = 1884;
/// The largest mark: 22 mm, in half points.
const LARGEST: u32 = 124;

pub(super) fn write(xml: &mut Xml, head: &Head, fonts: &Fonts) {
    if head.as_letter {
        return letter(xml, head, fonts);
    }
    let size = size(&head.mark);
    let stand = Stand {
        style: "Flush",
        above: Some(ABOVE),
        line: Some(size * 11),
        at: "center",
        ..Stand::default()
    };
    paragraph(xml, stand, |xml| {
        let look = Look { face: &fonts.title.name, red: true, size: Some(size), ..Look::default() };
        run(xml, look, &head.mark);
    });
    blank(xml, true);
    blank(xml, true);
    number(xml, head, fonts);
    blank(xml, false);
    blank(xml, false);
}

/// Twentieths of a point: 30 mm from the top of the page to the mark, 4 mm from there to the line, 20 mm from the
/// lower line to the edge of the page, and the lines, 170 mm wide.
const MARK: u32 = 1701;
const GAP: u32 = 227;
const LOWER: u32 = 16838 - 1134;
const LINES: u32 = 9638;
/// The largest mark of a letter, in half points.
const LETTER: u32 = 84;

/// 信函格式 (10.1): the name, red, above a double line, thick over thin; another one, thin over thick, at the foot
/// of the page; the number at the right below the first.
fn letter(xml: &mut Xml, head: &Head, fonts: &Fonts) {
    let size = size(&head.mark).min(LETTER);
    let mark = Band { top: MARK, line: size * 11, below: GAP, kind: "thickThinSmallGap" };
    band(xml, &mark, |xml| {
        let look = Look { face: &fonts.title.name, red: true, size: Some(size), ..Look::default() };
        run(xml, look, &head.mark);
    });
    let lower = Band { top: LOWER - 60, line: 60, below: 0, kind: "thinThickSmallGap" };
    band(xml, &lower, |_| {});
    // What follows stands below the frame, 7/8 of a character from its line.
    let stand = Stand { style: "Flush", above: Some(280), at: "right", ..Stand::default() };
    paragraph(xml, stand, |xml| run(xml, Look::default(), &head.number));
    blank(xml, false);
    blank(xml, false);
}

/// A frame over the width of the lines, with one of them below its text; all in twentieths of a point.
struct Band<'a> {
    top: u32,
    /// Height of the text.
    line: u32,
    /// From there to the line.
    below: u32,
    /// The kind of line.
    kind: &'a str,
}

fn band(xml: &mut Xml, band: &Band<'_>, inside: impl FnOnce(&mut Xml)) {
    let (width, top, line) = (LINES.to_string(), band.top.to_string(), band.line.to_string());
    let height = (band.line + band.below).to_string();
    let x = ((11906 - LINES) / 2).to_string();
    let place = [
        ("w:w", width.as_str()),
        ("w:h", height.as_str()),
        ("w:hRule", "exact"),
        ("w:wrap", "around"),
        ("w:vAnchor", "page"),
        ("w:hAnchor", "page"),
        ("w:x", x.as_str()),
        ("w:y", top.as_str()),
    ];
    let rule = [("w:val", band.kind), ("w:sz", "24"), ("w:space", "0"), ("w:color", "FF0000")];
    xml.within("w:p", &[], |xml| {
        xml.within("w:pPr", &[], |xml| {
            xml.val("w:pStyle", "Flush");
            xml.leaf("w:framePr", &place);
            xml.within("w:pBdr", &[], |xml| xml.leaf("w:bottom", &rule));
            xml.leaf("w:spacing", &[("w:line", line.as_str()), ("w:lineRule", "exact")]);
            xml.val("w:jc", "center");
        });
        inside(xml);
    });
}

/// In the middle; for a paper that goes upward at the left, with the signer at the right.
fn number(xml: &mut Xml, head: &Head, fonts: &Fonts) {
    let stand = Stand { style: "Flush", red_line: true, ..Stand::default() };
    if head.signer.is_empty() {
        let stand = Stand { at: "center", ..stand };
        return paragraph(xml, stand, |xml| run(xml, Look::default(), &head.number));
    }
    let tab_at = WIDTH - super::part::CHARACTER;
    paragraph(xml, Stand { right_tab: Some(tab_at), at: "left", ..stand }, |xml| {
        // A blank as wide as a character, because an indent would shorten the red line.
        run(xml, Look::default(), &format!("\u{3000}{}", head.number));
        tab(xml);
        run(xml, Look::default(), "签发人：");
        run(xml, Look { face: &fonts.kai.name, ..Look::default() }, &head.signer);
    });
}

/// As large as fits the width of the type area, in half points.
fn size(mark: &str) -> u32 {
    let count = u32::try_from(mark.chars().count()).unwrap_or(u32::MAX).max(1);
    // 95 % of the width, from twentieths of a point to half points.
    (WIDTH * 95 / 100 / 10 / count).clamp(32, LARGEST)
}
