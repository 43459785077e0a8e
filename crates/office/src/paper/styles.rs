//! Styles, fonts and settings. Everything a clerk may want to change is a style with a Chinese name.

use super::fonts::{Face, Fonts};
use super::part::{CHARACTER, LINE, NARROWER};
use super::xml::Xml;

pub(super) const W: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
pub(super) const R: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// A paragraph style.
struct Style<'a> {
    id: &'a str,
    name: &'a str,
    face: &'a Face,
    /// In half points.
    size: u32,
    line: u32,
    /// `exact`, or `auto` for a line as high as the drawing in it.
    rule: &'a str,
    /// Two characters in.
    indented: bool,
    at: &'a str,
    /// Level in the outline, from 0.
    outline: Option<u32>,
    narrower: bool,
}

/// `word/styles.xml`.
pub(super) fn styles(fonts: &Fonts) -> String {
    Xml::part("w:styles", &[("xmlns:w", W)], |xml| {
        defaults(xml, fonts);
        let base = |id, name, face| Style {
            id,
            name,
            face,
            size: 32,
            line: LINE,
            rule: "exact",
            indented: true,
            at: "",
            outline: None,
            narrower: true,
        };
        style(xml, &base("Normal", "Normal", &fonts.body), true);
        let flush = Style { indented: false, ..base("Flush", "顶格", &fonts.body) };
        style(xml, &flush, false);
        let title = Style {
            size: 44,
            line: 660,
            indented: false,
            at: "center",
            narrower: false,
            ..base("Title", "Title", &fonts.title)
        };
        style(xml, &title, false);
        let levels = [
            ("Heading1", "heading 1", &fonts.hei),
            ("Heading2", "heading 2", &fonts.kai),
            ("Heading3", "heading 3", &fonts.body),
            ("Heading4", "heading 4", &fonts.body),
        ];
        for (level, (id, name, face)) in (0..).zip(levels) {
            style(xml, &Style { outline: Some(level), ..base(id, name, face) }, false);
        }
        let caption = Style {
            size: 28,
            indented: false,
            at: "center",
            narrower: false,
            ..base("Caption", "caption", &fonts.hei)
        };
        style(xml, &caption, false);
        let chart = Style { line: 240, rule: "auto", ..caption };
        style(xml, &Style { id: "ChartLine", name: "图", ..chart }, false);
        let cell = Style {
            size: 24,
            line: 360,
            indented: false,
            narrower: false,
            ..base("Cell", "表格", &fonts.body)
        };
        style(xml, &cell, false);
        let small = Style { size: 18, line: 280, ..cell };
        style(xml, &Style { id: "SmallCell", name: "表格小字", ..small }, false);
        let foot = Style { size: 28, line: 480, ..cell };
        style(xml, &Style { id: "Foot", name: "版记", ..foot }, false);
        let page = Style {
            size: 28,
            line: 320,
            indented: false,
            narrower: false,
            ..base("Footer", "footer", &fonts.song)
        };
        style(xml, &page, false);
    })
}

fn defaults(xml: &mut Xml, fonts: &Fonts) {
    xml.within("w:docDefaults", &[], |xml| {
        xml.within("w:rPrDefault", &[], |xml| {
            xml.within("w:rPr", &[], |xml| {
                let latin = fonts.latin.name.as_str();
                let names = [
                    ("w:ascii", latin),
                    ("w:eastAsia", &fonts.body.name),
                    ("w:hAnsi", latin),
                    ("w:cs", latin),
                ];
                xml.leaf("w:rFonts", &names);
                xml.val("w:sz", "32");
                xml.val("w:szCs", "32");
                xml.leaf("w:lang", &[("w:val", "en-US"), ("w:eastAsia", "zh-CN")]);
            });
        });
        xml.within("w:pPrDefault", &[], |_| {});
    });
}

fn style(xml: &mut Xml, style: &Style<'_>, default: bool) {
    let mut attrs = vec![("w:type", "paragraph")];
    if default {
        attrs.push(("w:default", "1"));
    }
    attrs.push(("w:styleId", style.id));
    xml.within("w:style", &attrs, |xml| {
        xml.val("w:name", style.name);
        if !default {
            xml.val("w:basedOn", "Normal");
            if style.outline.is_some() || style.id == "Title" {
                xml.val("w:next", "Normal");
            }
        }
        xml.leaf("w:qFormat", &[]);
        xml.within("w:pPr", &[], |xml| paragraph_of(xml, style));
        xml.within("w:rPr", &[], |xml| {
            let face = style.face.name.as_str();
            if style.id == "Footer" {
                // Page numbers are in 宋体, digits as well.
                xml.leaf("w:rFonts", &[("w:ascii", face), ("w:eastAsia", face), ("w:hAnsi", face)]);
            } else {
                xml.leaf("w:rFonts", &[("w:eastAsia", face)]);
            }
            xml.val("w:spacing", if style.narrower { NARROWER } else { "0" });
            let size = style.size.to_string();
            xml.val("w:sz", &size);
            xml.val("w:szCs", &size);
        });
    });
}

fn paragraph_of(xml: &mut Xml, style: &Style<'_>) {
    if style.outline.is_some() {
        xml.leaf("w:keepNext", &[]);
    }
    // A first page must carry text, and lines of a paragraph may part anywhere: 22 lines a page.
    xml.val("w:widowControl", "0");
    xml.val("w:autoSpaceDE", "0");
    xml.val("w:autoSpaceDN", "0");
    if style.line != LINE {
        // What is set closer or wider than the text must not be drawn onto its lines.
        xml.val("w:snapToGrid", "0");
    }
    let line = style.line.to_string();
    let spacing = [
        ("w:before", "0"),
        ("w:after", "0"),
        ("w:line", line.as_str()),
        ("w:lineRule", style.rule),
    ];
    xml.leaf("w:spacing", &spacing);
    let (chars, points) =
        if style.indented { ("200", (2 * CHARACTER).to_string()) } else { ("0", "0".to_owned()) };
    xml.leaf("w:ind", &[("w:firstLineChars", chars), ("w:firstLine", &points)]);
    xml.val("w:jc", if style.at.is_empty() { "both" } else { style.at });
    if let Some(level) = style.outline {
        xml.val("w:outlineLvl", &level.to_string());
    }
}

/// `word/fontTable.xml`: what may stand in for a font that is not installed.
pub(super) fn font_table(fonts: &Fonts) -> String {
    Xml::part("w:fonts", &[("xmlns:w", W)], |xml| {
        for face in fonts.all() {
            let latin = *face == fonts.latin;
            xml.within("w:font", &[("w:name", &face.name)], |xml| {
                if !face.instead.is_empty() {
                    xml.val("w:altName", &face.instead.join(","));
                }
                xml.val("w:charset", if latin { "00" } else { "86" });
                let sans = *face == fonts.hei;
                xml.val("w:family", if sans { "swiss" } else { "roman" });
                xml.val("w:pitch", "variable");
            });
        }
    })
}

/// `word/settings.xml`.
pub(super) fn settings() -> String {
    Xml::part("w:settings", &[("xmlns:w", W)], |xml| {
        xml.leaf("w:evenAndOddHeaders", &[]);
        xml.val("w:characterSpacingControl", "doNotCompress");
        xml.within("w:compat", &[], |xml| {
            let mode = [
                ("w:name", "compatibilityMode"),
                ("w:uri", "http://schemas.microsoft.com/office/word"),
                ("w:val", "15"),
            ];
            xml.leaf("w:compatSetting", &mode);
        });
    })
}

/// The page number, — 1 —, at the outer edge, one character in.
pub(super) fn footer(even: bool) -> String {
    use super::part::{Look, Stand, paragraph, run};
    let stand = if even {
        Stand { style: "Footer", left: 100, at: "left", ..Stand::default() }
    } else {
        Stand { style: "Footer", right: 100, at: "right", ..Stand::default() }
    };
    Xml::part("w:ftr", &[("xmlns:w", W)], |xml| {
        paragraph(xml, stand, |xml| {
            run(xml, Look::default(), "— ");
            xml.within("w:fldSimple", &[("w:instr", " PAGE ")], |xml| {
                run(xml, Look::default(), "1");
            });
            run(xml, Look::default(), " —");
        });
    })
}
