//! The foot of the last page: who gets a copy, who printed it and when (GB/T 9704, 7.4). Frames at the bottom of
//! the type area, so that the last rule lies on its edge whatever stands above. Their places are reckoned, one
//! frame a rule: programs differ in what they make of “at the bottom” and of rules between paragraphs.

use super::Foot;
use super::part::{Look, Stand, WIDTH, paragraph, run, tab, width};
use super::xml::Xml;

/// One character of 4号.
const CHARACTER: u32 = 280;
/// Height of a line, and what a frame has above and below its lines.
const LINE: u32 = 480;
const AROUND: u32 = 40;
/// The lower edge of the type area, from the top of the page.
const EDGE: u32 = 16838 - 1984;

pub(super) fn write(xml: &mut Xml, foot: &Foot) {
    let printer = if foot.plain { 0 } else { LINE + AROUND };
    if !foot.copies.is_empty() {
        let copies = format!("\u{3000}抄送：{}。", foot.copies.trim_end_matches('。'));
        // What does not fit goes on below the first name.
        let in_line = (WIDTH - 4 * CHARACTER) * 100 / CHARACTER;
        let lines = width(&copies).saturating_sub(400).div_ceil(in_line - 100).max(1);
        let height = lines * LINE + AROUND;
        let frame = Frame { top: EDGE - printer - height, height, hanging: 4 * CHARACTER };
        let rules: &[(&str, &str)] = if foot.plain { &[] } else { &[("w:top", "8")] };
        line(xml, &frame, rules, |xml| run(xml, Look::default(), &copies));
    }
    if foot.plain {
        return tied(xml);
    }
    let above = if foot.copies.is_empty() { "8" } else { "6" };
    let frame = Frame { top: EDGE - printer, height: printer, hanging: 0 };
    line(xml, &frame, &[("w:top", above), ("w:bottom", "8")], |xml| {
        run(xml, Look::default(), &format!("\u{3000}{}", foot.printed_by));
        if !foot.printed_on.is_empty() {
            tab(xml);
            run(xml, Look::default(), &format!("{}印发", foot.printed_on));
        }
    });
    tied(xml);
}

/// What the frames are tied to; as low as a line can be.
fn tied(xml: &mut Xml) {
    paragraph(xml, Stand { style: "Cell", line: Some(20), ..Stand::default() }, |_| {});
}

/// Where a frame stands, in twentieths of a point.
struct Frame {
    /// From the top of the page.
    top: u32,
    height: u32,
    /// How far all lines but the first stand in.
    hanging: u32,
}

/// A frame with its rules, each a side and a width in eighths of a point: 0.35 mm above and below all, 0.25 mm
/// between. An indent would shorten the rules, so that a blank stands for it.
fn line(xml: &mut Xml, frame: &Frame, rules: &[(&str, &str)], inside: impl FnOnce(&mut Xml)) {
    let (width, height, top) = (WIDTH.to_string(), frame.height.to_string(), frame.top.to_string());
    let place = [
        ("w:w", width.as_str()),
        ("w:h", height.as_str()),
        ("w:hRule", "exact"),
        ("w:wrap", "around"),
        ("w:vAnchor", "page"),
        ("w:hAnchor", "margin"),
        ("w:x", "1"),
        ("w:y", top.as_str()),
    ];
    xml.within("w:p", &[], |xml| {
        xml.within("w:pPr", &[], |xml| {
            xml.val("w:pStyle", "Foot");
            xml.leaf("w:framePr", &place);
            xml.when(!rules.is_empty(), "w:pBdr", |xml| {
                for (side, size) in rules {
                    let rule = [
                        ("w:val", "single"),
                        ("w:sz", *size),
                        ("w:space", "1"),
                        ("w:color", "auto"),
                    ];
                    xml.leaf(side, &rule);
                }
            });
            xml.within("w:tabs", &[], |xml| {
                let place = (WIDTH - CHARACTER).to_string();
                xml.leaf("w:tab", &[("w:val", "right"), ("w:pos", &place)]);
            });
            let hanging = frame.hanging.to_string();
            xml.leaf("w:ind", &[("w:left", hanging.as_str()), ("w:hanging", hanging.as_str())]);
        });
        inside(xml);
    });
}
