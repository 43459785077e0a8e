//! The foot of the last page: who gets a copy, who printed it and when (GB/T 9704, 7.4). A table that floats
//! at the bottom of the type area, so that its last line lies on the edge whatever stands above.

use super::Foot;
use super::part::{Look, Stand, WIDTH, paragraph, run, tab};
use super::xml::Xml;

/// One character of 4号 at either side.
const INDENT: u32 = 280;

pub(super) fn write(xml: &mut Xml, foot: &Foot) {
    xml.within("w:tbl", &[], |xml| {
        xml.within("w:tblPr", &[], |xml| {
            let place = [
                ("w:vertAnchor", "margin"),
                ("w:horzAnchor", "margin"),
                ("w:tblpXSpec", "center"),
                ("w:tblpYSpec", "bottom"),
            ];
            xml.leaf("w:tblpPr", &place);
            xml.leaf("w:tblW", &[("w:w", &WIDTH.to_string()), ("w:type", "dxa")]);
            xml.within("w:tblBorders", &[], |xml| {
                // 0.35 mm above and below, 0.25 mm between.
                for (side, size) in [("w:top", "8"), ("w:bottom", "8"), ("w:insideH", "6")] {
                    let line = [
                        ("w:val", "single"),
                        ("w:sz", size),
                        ("w:space", "0"),
                        ("w:color", "auto"),
                    ];
                    xml.leaf(side, &line);
                }
            });
            xml.leaf("w:tblLayout", &[("w:type", "fixed")]);
            xml.within("w:tblCellMar", &[], |xml| {
                for side in ["w:left", "w:right"] {
                    xml.leaf(side, &[("w:w", &INDENT.to_string()), ("w:type", "dxa")]);
                }
            });
        });
        xml.within("w:tblGrid", &[], |xml| xml.leaf("w:gridCol", &[("w:w", &WIDTH.to_string())]));
        if !foot.copies.is_empty() {
            let copies = foot.copies.trim_end_matches('。');
            row(xml, |xml| {
                let stand = Stand { style: "Foot", ..Stand::default() };
                paragraph(xml, stand, |xml| {
                    run(xml, Look::default(), &format!("抄送：{copies}。"))
                });
            });
        }
        row(xml, |xml| {
            let right_tab = Some(WIDTH - 2 * INDENT);
            paragraph(xml, Stand { style: "Foot", right_tab, ..Stand::default() }, |xml| {
                run(xml, Look::default(), &foot.printed_by);
                if !foot.printed_on.is_empty() {
                    tab(xml);
                    run(xml, Look::default(), &format!("{}印发", foot.printed_on));
                }
            });
        });
    });
    // What a floating table is tied to; as low as a line can be.
    paragraph(xml, Stand { style: "Flush", line: Some(20), ..Stand::default() }, |_| {});
}

fn row(xml: &mut Xml, inside: impl FnOnce(&mut Xml)) {
    xml.within("w:tr", &[], |xml| {
        xml.within("w:trPr", &[], |xml| xml.leaf("w:cantSplit", &[]));
        xml.within("w:tc", &[], |xml| {
            xml.within("w:tcPr", &[], |xml| {
                xml.leaf("w:tcW", &[("w:w", &WIDTH.to_string()), ("w:type", "dxa")]);
                xml.val("w:vAlign", "center");
            });
            inside(xml);
        });
    });
}
