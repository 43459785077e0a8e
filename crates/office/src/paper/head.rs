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
