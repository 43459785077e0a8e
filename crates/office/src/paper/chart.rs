//! Bar charts as native drawings: every program since 2007 shows them, with its own fonts, and they
//! print sharp. Numbers are kept in the chart; there is no linked workbook to go missing.

use super::part::{Stand, paragraph};
use super::styles::R;
use super::table::caption;
use super::xml::Xml;
use kernel::report::document::{Chart, Series};

const A: &str = "http://schemas.openxmlformats.org/drawingml/2006/main";
const C: &str = "http://schemas.openxmlformats.org/drawingml/2006/chart";
/// 150 mm, in the unit of drawings.
const WIDTH: u32 = 5_400_000;
const MILLIMETRE: u32 = 36_000;
/// Longer names are read beside lying bars only.
const LONG_NAME: usize = 4;
const MANY_BARS: usize = 12;
/// Dark to light, so that they differ on a copy without colour.
const COLOURS: [&str; 4] = ["A62B1F", "7F7F7F", "D9A441", "BFBFBF"];

/// Whether the bars lie.
fn lies(chart: &Chart) -> bool {
    chart.labels.len() > MANY_BARS
        || chart.labels.iter().any(|label| label.chars().count() > LONG_NAME)
}

fn height(chart: &Chart) -> u32 {
    let bars = u32::try_from(chart.labels.len() * chart.series.len().max(1)).unwrap_or(1);
    let millimetres = if lies(chart) { (bars * 8 + 20).clamp(40, 200) } else { 75 };
    millimetres * MILLIMETRE
}

/// The chart in the text, with its title below.
pub(super) fn place(xml: &mut Xml, chart: &Chart, number: usize) {
    let stand = Stand { style: "ChartLine", with_next: true, ..Stand::default() };
    let id = number.to_string();
    paragraph(xml, stand, |xml| {
        xml.within("w:r", &[], |xml| {
            xml.within("w:drawing", &[], |xml| {
                let edge = [("distT", "0"), ("distB", "0"), ("distL", "0"), ("distR", "0")];
                xml.within("wp:inline", &edge, |xml| {
                    let size = [("cx", WIDTH.to_string()), ("cy", height(chart).to_string())];
                    let [(cx, wide), (cy, high)] = &size;
                    xml.leaf("wp:extent", &[(cx, wide), (cy, high)]);
                    let name = format!("图{id}");
                    let names = [("id", id.as_str()), ("name", &name), ("descr", &told(chart))];
                    xml.leaf("wp:docPr", &names);
                    xml.within("a:graphic", &[("xmlns:a", A)], |xml| {
                        xml.within("a:graphicData", &[("uri", C)], |xml| {
                            let link = format!("rIdChart{id}");
                            let spaces = [("xmlns:c", C), ("xmlns:r", R), ("r:id", &link)];
                            xml.leaf("c:chart", &spaces);
                        });
                    });
                });
            });
        });
    });
    caption(xml, &titled(chart), false);
}

fn titled(chart: &Chart) -> String {
    if chart.unit.is_empty() {
        return chart.title.clone();
    }
    format!("{}（{}）", chart.title, chart.unit)
}

/// The chart in words, for those who hear it read.
fn told(chart: &Chart) -> String {
    let series = chart.series.iter().map(|series| {
        let bars = chart.labels.iter().zip(&series.bars);
        let bars: Vec<String> = bars.map(|(label, bar)| format!("{label}{}", bar.text)).collect();
        format!("{}：{}", series.name, bars.join("，"))
    });
    format!("{}。{}", titled(chart), series.collect::<Vec<_>>().join("；"))
}

/// `word/charts/chartN.xml`.
pub(super) fn part(chart: &Chart) -> String {
    let spaces = [("xmlns:c", C), ("xmlns:a", A), ("xmlns:r", R)];
    Xml::part("c:chartSpace", &spaces, |xml| {
        xml.val_c("c:roundedCorners", "0");
        xml.within("c:chart", &[], |xml| {
            xml.val_c("c:autoTitleDeleted", "1");
            xml.within("c:plotArea", &[], |xml| {
                xml.leaf("c:layout", &[]);
                bars(xml, chart);
                axes(xml, chart);
            });
            if chart.series.len() > 1 {
                xml.within("c:legend", &[], |xml| {
                    xml.val_c("c:legendPos", "b");
                    xml.val_c("c:overlay", "0");
                });
            }
            xml.val_c("c:plotVisOnly", "1");
            xml.val_c("c:dispBlanksAs", "gap");
        });
        xml.within("c:spPr", &[], |xml| {
            xml.leaf("a:noFill", &[]);
            xml.within("a:ln", &[], |xml| xml.leaf("a:noFill", &[]));
        });
        letters(xml);
    })
}

impl Xml {
    fn val_c(&mut self, name: &str, value: &str) {
        self.leaf(name, &[("val", value)]);
    }
}

/// 五号 in the colour of text.
fn letters(xml: &mut Xml) {
    xml.within("c:txPr", &[], |xml| {
        xml.leaf("a:bodyPr", &[]);
        xml.within("a:p", &[], |xml| {
            xml.within("a:pPr", &[], |xml| {
                xml.within("a:defRPr", &[("sz", "1050")], |xml| {
                    xml.leaf("a:latin", &[("typeface", "Times New Roman")]);
                    xml.leaf("a:ea", &[("typeface", "宋体")]);
                });
            });
            xml.leaf("a:endParaRPr", &[("lang", "zh-CN")]);
        });
    });
}

fn bars(xml: &mut Xml, chart: &Chart) {
    xml.within("c:barChart", &[], |xml| {
        xml.val_c("c:barDir", if lies(chart) { "bar" } else { "col" });
        xml.val_c("c:grouping", "clustered");
        xml.val_c("c:varyColors", "0");
        for (at, series) in chart.series.iter().enumerate() {
            one(xml, chart, series, at);
        }
        xml.val_c("c:gapWidth", "60");
        xml.val_c("c:axId", "1");
        xml.val_c("c:axId", "2");
    });
}

fn one(xml: &mut Xml, chart: &Chart, series: &Series, at: usize) {
    let order = at.to_string();
    let digits = digits(series);
    xml.within("c:ser", &[], |xml| {
        xml.val_c("c:idx", &order);
        xml.val_c("c:order", &order);
        xml.within("c:tx", &[], |xml| {
            xml.within("c:strRef", &[], |xml| {
                xml.say("c:f", &[], &format!("数据!${}$1", letter(at)));
                xml.within("c:strCache", &[], |xml| {
                    xml.val_c("c:ptCount", "1");
                    xml.within("c:pt", &[("idx", "0")], |xml| xml.say("c:v", &[], &series.name));
                });
            });
        });
        xml.within("c:spPr", &[], |xml| {
            xml.within("a:solidFill", &[], |xml| {
                let colour = COLOURS.get(at % COLOURS.len()).copied().unwrap_or("7F7F7F");
                xml.leaf("a:srgbClr", &[("val", colour)]);
            });
        });
        xml.val_c("c:invertIfNegative", "0");
        labels(xml, &digits);
        let last = chart.labels.len() + 1;
        xml.within("c:cat", &[], |xml| {
            xml.within("c:strRef", &[], |xml| {
                xml.say("c:f", &[], &format!("数据!$A$2:$A${last}"));
                xml.within("c:strCache", &[], |xml| {
                    xml.val_c("c:ptCount", &chart.labels.len().to_string());
                    for (idx, label) in chart.labels.iter().enumerate() {
                        let idx = [("idx", &*idx.to_string())];
                        xml.within("c:pt", &idx, |xml| xml.say("c:v", &[], label));
                    }
                });
            });
        });
        xml.within("c:val", &[], |xml| {
            xml.within("c:numRef", &[], |xml| {
                let column = letter(at);
                xml.say("c:f", &[], &format!("数据!${column}$2:${column}${last}"));
                xml.within("c:numCache", &[], |xml| {
                    xml.say("c:formatCode", &[], &digits);
                    xml.val_c("c:ptCount", &series.bars.len().to_string());
                    for (idx, bar) in series.bars.iter().enumerate() {
                        let Some(length) = bar.length else { continue };
                        let idx = [("idx", &*idx.to_string())];
                        xml.within("c:pt", &idx, |xml| xml.say("c:v", &[], &decimal(length)));
                    }
                });
            });
        });
    });
}

/// The number at the end of each bar.
fn labels(xml: &mut Xml, digits: &str) {
    xml.within("c:dLbls", &[], |xml| {
        xml.leaf("c:numFmt", &[("formatCode", digits), ("sourceLinked", "0")]);
        xml.within("c:spPr", &[], |xml| xml.leaf("a:noFill", &[]));
        for (name, value) in [
            ("c:showLegendKey", "0"),
            ("c:showVal", "1"),
            ("c:showCatName", "0"),
            ("c:showSerName", "0"),
            ("c:showPercent", "0"),
            ("c:showBubbleSize", "0"),
        ] {
            xml.val_c(name, value);
        }
    });
}

fn axes(xml: &mut Xml, chart: &Chart) {
    let lies = lies(chart);
    let mut lengths = chart.series.iter().flat_map(|series| &series.bars).map(|bar| bar.length);
    let negative = lengths.any(|length| length.is_some_and(|length| length < 0));
    xml.within("c:catAx", &[], |xml| {
        xml.val_c("c:axId", "1");
        xml.within("c:scaling", &[], |xml| {
            // Lying bars are read from the top.
            xml.val_c("c:orientation", if lies { "maxMin" } else { "minMax" });
        });
        xml.val_c("c:delete", "0");
        xml.val_c("c:axPos", if lies { "l" } else { "b" });
        xml.val_c("c:majorTickMark", "none");
        xml.val_c("c:minorTickMark", "none");
        xml.val_c("c:tickLblPos", "low");
        xml.val_c("c:crossAx", "2");
        xml.val_c("c:crosses", "autoZero");
    });
    xml.within("c:valAx", &[], |xml| {
        xml.val_c("c:axId", "2");
        xml.within("c:scaling", &[], |xml| {
            xml.val_c("c:orientation", "minMax");
            if !negative {
                // Bars cut off below would make small differences look large.
                xml.val_c("c:min", "0");
            }
        });
        // The numbers stand at the bars; a scale would say them twice.
        xml.val_c("c:delete", "1");
        xml.val_c("c:axPos", if lies { "b" } else { "l" });
        xml.val_c("c:crossAx", "1");
        xml.val_c("c:crosses", "autoZero");
    });
}

/// As many decimals as the printed numbers have.
fn digits(series: &Series) -> String {
    let behind = |text: &str| text.split_once('.').map_or(0, |(_, behind)| behind.len());
    let most = series.bars.iter().map(|bar| behind(&bar.text)).max().unwrap_or(0);
    if most == 0 { "#,##0".to_owned() } else { format!("#,##0.{}", "0".repeat(most)) }
}

/// Ten-thousandths as a decimal number.
fn decimal(length: i64) -> String {
    let size = length.unsigned_abs();
    let sign = if length < 0 { "-" } else { "" };
    format!("{sign}{}.{:04}", size / 10_000, size % 10_000)
}

/// B, C, D …: the column a series would have in a workbook.
fn letter(at: usize) -> String {
    let at = u8::try_from(at).unwrap_or(24).min(24);
    char::from(b'B' + at).to_string()
}
