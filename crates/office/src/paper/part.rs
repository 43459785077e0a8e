//! Paragraphs and runs, their properties in the order the schema demands.

use super::xml::Xml;

/// Width of the type area: 156 mm in twentieths of a point.
pub(super) const WIDTH: u32 = 8844;
/// Width of one character of the text: 1/28 of the type area.
pub(super) const CHARACTER: u32 = 315;
/// Height of a line: 22 of them fill the type area. 580 would give only 21.
pub(super) const LINE: u32 = 579;
/// Text in 3号 is set a little narrower, so that 28 characters fill a line.
pub(super) const NARROWER: &str = "-5";

/// How a paragraph stands; what is left empty comes from its style.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Stand<'a> {
    pub(super) style: &'a str,
    /// On one page with the next paragraph.
    pub(super) with_next: bool,
    pub(super) new_page: bool,
    /// A red line below.
    pub(super) red_line: bool,
    /// A tab at the right, in twentieths of a point.
    pub(super) right_tab: Option<u32>,
    /// Space above, in twentieths of a point.
    pub(super) above: Option<u32>,
    /// Exact height of a line.
    pub(super) line: Option<u32>,
    /// Hundredths of a character from the left and from the right, and in the first line.
    pub(super) left: u32,
    pub(super) right: u32,
    pub(super) first: Option<u32>,
    /// `center`, `right`.
    pub(super) at: &'a str,
}

/// How a run looks; what is left empty comes from the paragraph's style.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Look<'a> {
    /// The Chinese font.
    pub(super) face: &'a str,
    pub(super) bold: bool,
    /// Red.
    pub(super) red: bool,
    /// In half points.
    pub(super) size: Option<u32>,
    /// Marked in yellow.
    pub(super) marked: bool,
}

/// A paragraph.
pub(super) fn paragraph(xml: &mut Xml, stand: Stand<'_>, runs: impl FnOnce(&mut Xml)) {
    xml.within("w:p", &[], |xml| {
        xml.within("w:pPr", &[], |xml| stand_of(xml, stand));
        runs(xml);
    });
}

fn stand_of(xml: &mut Xml, stand: Stand<'_>) {
    if !stand.style.is_empty() {
        xml.val("w:pStyle", stand.style);
    }
    if stand.with_next {
        xml.leaf("w:keepNext", &[]);
    }
    if stand.new_page {
        xml.leaf("w:pageBreakBefore", &[]);
    }
    if stand.red_line {
        xml.within("w:pBdr", &[], |xml| {
            // 4 mm below the number, 0.5 mm thick.
            let line =
                [("w:val", "single"), ("w:sz", "12"), ("w:space", "11"), ("w:color", "FF0000")];
            xml.leaf("w:bottom", &line);
        });
    }
    if let Some(tab) = stand.right_tab {
        xml.within("w:tabs", &[], |xml| {
            xml.leaf("w:tab", &[("w:val", "right"), ("w:pos", &tab.to_string())]);
        });
    }
    let above = stand.above.map(|above| above.to_string());
    let line = stand.line.map(|line| line.to_string());
    let mut spacing = Vec::new();
    if let Some(above) = &above {
        spacing.push(("w:before", above.as_str()));
    }
    if let Some(line) = &line {
        spacing.push(("w:line", line.as_str()));
        spacing.push(("w:lineRule", "exact"));
    }
    if !spacing.is_empty() {
        xml.leaf("w:spacing", &spacing);
    }
    indents(xml, stand);
    if !stand.at.is_empty() {
        xml.val("w:jc", stand.at);
    }
}

/// In characters, and in points for programs that do not know characters.
fn indents(xml: &mut Xml, stand: Stand<'_>) {
    let points = |hundredths: u32| (hundredths * CHARACTER / 100).to_string();
    let mut said: Vec<(&str, String)> = Vec::new();
    if stand.left > 0 {
        said.push(("w:leftChars", stand.left.to_string()));
        said.push(("w:left", points(stand.left)));
    }
    if stand.right > 0 {
        said.push(("w:rightChars", stand.right.to_string()));
        said.push(("w:right", points(stand.right)));
    }
    if let Some(first) = stand.first {
        said.push(("w:firstLineChars", first.to_string()));
        said.push(("w:firstLine", points(first)));
    }
    if !said.is_empty() {
        let attrs: Vec<(&str, &str)> =
            said.iter().map(|(name, value)| (*name, value.as_str())).collect();
        xml.leaf("w:ind", &attrs);
    }
}

/// A run of text.
pub(super) fn run(xml: &mut Xml, look: Look<'_>, text: &str) {
    if text.is_empty() {
        return;
    }
    xml.within("w:r", &[], |xml| {
        look_of(xml, look);
        xml.say("w:t", &[("xml:space", "preserve")], text);
    });
}

/// A tab.
pub(super) fn tab(xml: &mut Xml) {
    xml.within("w:r", &[], |xml| xml.leaf("w:tab", &[]));
}

fn look_of(xml: &mut Xml, look: Look<'_>) {
    let plain = look.face.is_empty() && !look.bold && !look.red && !look.marked;
    if plain && look.size.is_none() {
        return;
    }
    xml.within("w:rPr", &[], |xml| {
        if !look.face.is_empty() {
            xml.leaf("w:rFonts", &[("w:eastAsia", look.face), ("w:hint", "eastAsia")]);
        }
        if look.bold {
            xml.leaf("w:b", &[]);
        }
        if look.red {
            xml.val("w:color", "FF0000");
        }
        if let Some(size) = look.size {
            let size = size.to_string();
            xml.val("w:sz", &size);
            xml.val("w:szCs", &size);
        }
        if look.marked {
            xml.val("w:highlight", "yellow");
        }
    });
}

/// An empty line of the text.
pub(super) fn blank(xml: &mut Xml, with_next: bool) {
    paragraph(xml, Stand { style: "Flush", with_next, ..Stand::default() }, |_| {});
}

/// How wide a text is, in hundredths of a Chinese character.
pub(super) fn width(text: &str) -> u32 {
    text.chars().map(|c| if u32::from(c) < 0x2e80 { 50 } else { 100 }).sum()
}
