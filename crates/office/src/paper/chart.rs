//! Bar charts as pictures: names, bars, and the number at the end of each bar; a scale would say the numbers
//! twice. Bars of few short names stand, others lie and are read from the top.

use super::emf::{Align, Hundredths, LETTER, Shape, picture, width};
use super::part::{Stand, paragraph};
use super::styles::R;
use super::table::caption;
use super::xml::Xml;
use kernel::report::document::Chart;

const A: &str = "http://schemas.openxmlformats.org/drawingml/2006/main";
const PICTURE: &str = "http://schemas.openxmlformats.org/drawingml/2006/picture";
/// 150 mm.
const WIDE: Hundredths = 15_000;
/// Of one standing chart.
const HIGH: Hundredths = 7_500;
/// A hundredth of a millimetre in the unit of drawings.
const UNIT: i32 = 360;
/// Longer names are read beside lying bars only.
const LONG_NAME: usize = 4;
const MANY_BARS: usize = 12;
/// Names beside lying bars take no more than this.
const MOST_NAME: Hundredths = 6_000;
const BAR: Hundredths = 500;
/// Between groups of bars, and around letters.
const GAP: Hundredths = 280;
const AIR: Hundredths = 100;
/// Dark to light, so that they differ on a copy without colour; blue, green, red as metafiles write them.
const COLOURS: [u32; 4] = [0x001F_2BA6, 0x007F_7F7F, 0x0041_A4D9, 0x00BF_BFBF];

/// Whether the bars lie.
fn lies(chart: &Chart) -> bool {
    chart.labels.len() > MANY_BARS
        || chart.labels.iter().any(|label| label.chars().count() > LONG_NAME)
}

/// Where the bars of one group stand beside each other.
fn thickness(chart: &Chart) -> Hundredths {
    BAR * places(chart.series.len().max(1))
}

fn places(count: usize) -> Hundredths {
    Hundredths::try_from(count).unwrap_or(0)
}

fn height(chart: &Chart) -> Hundredths {
    let legend = if chart.series.len() > 1 { LETTER + GAP } else { 0 };
    if !lies(chart) {
        return HIGH + legend;
    }
    // A page is higher than this; more bars than fit on one are drawn thinner.
    ((thickness(chart) + GAP) * places(chart.labels.len()) + GAP + legend).clamp(1_500, 20_000)
}

/// The chart in the text, with its title below.
pub(super) fn place(xml: &mut Xml, chart: &Chart, number: usize) {
    let stand = Stand { style: "ChartLine", with_next: true, ..Stand::default() };
    let id = number.to_string();
    let (wide, high) = ((WIDE * UNIT).to_string(), (height(chart) * UNIT).to_string());
    let (name, told) = (format!("图{id}"), told(chart));
    let names = [("id", id.as_str()), ("name", name.as_str()), ("descr", told.as_str())];
    paragraph(xml, stand, |xml| {
        xml.within("w:r", &[], |xml| {
            xml.within("w:drawing", &[], |xml| {
                let edge = [("distT", "0"), ("distB", "0"), ("distL", "0"), ("distR", "0")];
                xml.within("wp:inline", &edge, |xml| {
                    xml.leaf("wp:extent", &[("cx", &wide), ("cy", &high)]);
                    xml.leaf("wp:docPr", &names);
                    xml.within("a:graphic", &[("xmlns:a", A)], |xml| {
                        xml.within("a:graphicData", &[("uri", PICTURE)], |xml| {
                            framed(xml, &names, [&wide, &high]);
                        });
                    });
                });
            });
        });
    });
    caption(xml, &titled(chart), false);
}

fn framed(xml: &mut Xml, names: &[(&str, &str)], [wide, high]: [&str; 2]) {
    let id = names.first().map_or("1", |id| id.1);
    xml.within("pic:pic", &[("xmlns:pic", PICTURE)], |xml| {
        xml.within("pic:nvPicPr", &[], |xml| {
            xml.leaf("pic:cNvPr", names);
            xml.leaf("pic:cNvPicPr", &[]);
        });
        xml.within("pic:blipFill", &[], |xml| {
            let link = format!("rIdChart{id}");
            xml.leaf("a:blip", &[("xmlns:r", R), ("r:embed", &link)]);
            xml.within("a:stretch", &[], |xml| xml.leaf("a:fillRect", &[]));
        });
        xml.within("pic:spPr", &[], |xml| {
            xml.within("a:xfrm", &[], |xml| {
                xml.leaf("a:off", &[("x", "0"), ("y", "0")]);
                xml.leaf("a:ext", &[("cx", wide), ("cy", high)]);
            });
            xml.within("a:prstGeom", &[("prst", "rect")], |xml| xml.leaf("a:avLst", &[]));
        });
    });
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

/// `word/media/chartN.emf`.
pub(super) fn drawn(chart: &Chart) -> Vec<u8> {
    let mut shapes = Vec::new();
    if lies(chart) {
        lying(chart, &mut shapes);
    } else {
        standing(chart, &mut shapes);
    }
    if chart.series.len() > 1 {
        legend(chart, &mut shapes);
    }
    picture([WIDE, height(chart)], &shapes)
}

fn colour(at: usize) -> u32 {
    COLOURS.get(at % COLOURS.len()).copied().unwrap_or(0x007F_7F7F)
}

/// Lengths of bars along an axis of a number of hundredths, with the place of nothing on it.
struct Scale {
    low: i64,
    high: i64,
    long: Hundredths,
}

impl Scale {
    /// The axis begins at nothing: bars cut off below would make small differences look large.
    fn of(chart: &Chart, long: Hundredths) -> Scale {
        let lengths = chart.series.iter().flat_map(|series| &series.bars);
        let (mut low, mut high) = (0, 0);
        for length in lengths.filter_map(|bar| bar.length) {
            (low, high) = (low.min(length), high.max(length));
        }
        Scale { low, high: high.max(low + 1), long }
    }
    fn at(&self, length: i64) -> Hundredths {
        let (from, whole) = (i128::from(length) - i128::from(self.low), self.whole());
        Hundredths::try_from(from * i128::from(self.long) / whole).unwrap_or(0)
    }
    fn whole(&self) -> i128 {
        (i128::from(self.high) - i128::from(self.low)).max(1)
    }
}

/// Where the base line of words stands in the middle of so much room: letters reach a little below it.
fn middle_of(room: Hundredths) -> Hundredths {
    Hundredths::midpoint(room, LETTER) - AIR / 2
}

/// As much of a name as has room.
fn cut(name: &str, room: Hundredths) -> String {
    if width(name) <= room {
        return name.to_owned();
    }
    let mut kept = String::new();
    for letter in name.chars() {
        if width(&kept) + LETTER * 2 > room {
            break;
        }
        kept.push(letter);
    }
    kept + "…"
}

fn widest<'a>(texts: impl Iterator<Item = &'a str>) -> Hundredths {
    texts.map(width).max().unwrap_or(0)
}

fn numbers(chart: &Chart) -> Hundredths {
    let bars = chart.series.iter().flat_map(|series| &series.bars);
    widest(bars.map(|bar| bar.text.as_str()))
}

fn lying(chart: &Chart, shapes: &mut Vec<Shape>) {
    let names = widest(chart.labels.iter().map(String::as_str)).min(MOST_NAME);
    let left = names + AIR * 2;
    let number = numbers(chart) + AIR * 2;
    let scale = Scale::of(chart, (WIDE - left - number).max(1_000));
    // Numbers of bars below nothing stand at their other side.
    let below = if scale.low < 0 { number } else { 0 };
    let scale = Scale { long: (scale.long - below).max(1_000), ..scale };
    let zero = left + below + scale.at(0);
    let legend = if chart.series.len() > 1 { LETTER + GAP } else { 0 };
    let room = height(chart) - GAP - legend;
    let step = room / places(chart.labels.len().max(1));
    let bar = (step * 7 / 10 / places(chart.series.len().max(1))).min(BAR);
    for (row, label) in chart.labels.iter().enumerate() {
        let top = GAP + step * places(row);
        let middle = top + middle_of(bar * places(chart.series.len()));
        shapes.push(Shape::Words([names + AIR, middle], cut(label, names), Align::Right));
        for (at, series) in chart.series.iter().enumerate() {
            let Some(one) = series.bars.get(row) else { continue };
            let upper = top + bar * places(at);
            let end = left + below + scale.at(one.length.unwrap_or(0));
            let edges = [zero.min(end), upper, zero.max(end), upper + bar];
            shapes.push(Shape::Box(edges, colour(at)));
            let base = upper + middle_of(bar);
            let (x, align) =
                if end < zero { (end - AIR, Align::Right) } else { (end + AIR, Align::Left) };
            shapes.push(Shape::Words([x, base], one.text.clone(), align));
        }
    }
    shapes.push(Shape::Line([zero, GAP / 2, zero, GAP + room]));
}

fn standing(chart: &Chart, shapes: &mut Vec<Shape>) {
    let (top, bottom) = (LETTER + GAP, HIGH - LETTER - GAP);
    let scale = Scale::of(chart, bottom - top);
    // Numbers below bars that hang need room above the names.
    let hanging = if scale.low < 0 { LETTER + AIR } else { 0 };
    let scale = Scale { long: scale.long - hanging, ..scale };
    let base = top + scale.long;
    let zero = base - scale.at(0);
    let step = WIDE / places(chart.labels.len().max(1));
    let bar = (step * 6 / 10 / places(chart.series.len().max(1))).min(1_600);
    for (group, label) in chart.labels.iter().enumerate() {
        let middle = step * places(group) + step / 2;
        shapes.push(Shape::Words([middle, HIGH - AIR * 2], label.clone(), Align::Centre));
        let first = middle - bar * places(chart.series.len()) / 2;
        for (at, series) in chart.series.iter().enumerate() {
            let Some(one) = series.bars.get(group) else { continue };
            let left = first + bar * places(at);
            let end = base - scale.at(one.length.unwrap_or(0));
            let edges = [left, zero.min(end), left + bar, zero.max(end)];
            shapes.push(Shape::Box(edges, colour(at)));
            let y = if end > zero { end + LETTER } else { end - AIR };
            shapes.push(Shape::Words([left + bar / 2, y], one.text.clone(), Align::Centre));
        }
    }
    shapes.push(Shape::Line([0, zero, WIDE, zero]));
}

/// Which colour is which figure, below the bars.
fn legend(chart: &Chart, shapes: &mut Vec<Shape>) {
    let base = height(chart) - AIR;
    let each = |name: &str| LETTER + AIR + width(name) + GAP;
    let whole: Hundredths = chart.series.iter().map(|series| each(&series.name)).sum();
    let mut x = ((WIDE - whole) / 2).max(0);
    for (at, series) in chart.series.iter().enumerate() {
        shapes.push(Shape::Box([x, base - LETTER + AIR, x + LETTER - AIR, base], colour(at)));
        let words = Shape::Words([x + LETTER, base], series.name.clone(), Align::Left);
        shapes.push(words);
        x += each(&series.name);
    }
}
