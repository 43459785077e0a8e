//! Line charts, drawn here: they print, need no script and carry our colours.

use maud::{Markup, html};

/// The tiny line beside a key figure. Without a label it is decoration.
pub fn sparkline(label: &str, points: &[f64]) -> Markup {
    if points.len() < 2 {
        return Markup::default();
    }
    let (low, high) = range(points.iter().copied());
    let span = if high > low { high - low } else { 1.0 };
    let step = 50.0 / float(points.len() - 1);
    let at: Vec<(f64, f64)> = points
        .iter()
        .enumerate()
        .map(|(i, value)| (2.0 + step * float(i), 21.0 - (value - low) / span * 18.0))
        .collect();
    let last = at.last().copied().unwrap_or_default();
    html! {
        svg.chart.spark viewBox="0 0 56 24" width="56" height="24"
            role=[(!label.is_empty()).then_some("img")]
            aria-label=[(!label.is_empty()).then_some(label)]
            aria-hidden=[label.is_empty().then_some("true")] {
            path.l1 d=(path(&at)) {}
            circle.p1 cx=(one(last.0)) cy=(one(last.1)) r="2.6" {}
        }
    }
}

/// One line of a chart; the second is dashed as well as another colour.
#[derive(Clone, Debug, Default)]
pub struct Series {
    /// `建会率`; stands at the line's end.
    pub name: String,
    /// One per label; `None` where there is no figure.
    pub values: Vec<Option<f64>>,
}

/// A chart of one or two lines.
#[derive(Clone, Debug, Default)]
pub struct LineChart {
    /// Id of the chart.
    pub id: String,
    /// What it shows; read out and used as the table's caption.
    pub title: String,
    /// `7月`, `8月`…
    pub labels: Vec<String>,
    /// One or two lines.
    pub series: Vec<Series>,
    /// `建会率目标92` and where it lies.
    pub target: Option<(String, f64)>,
    /// `%`.
    pub unit: String,
    /// One sentence: what to see and do.
    pub say: Markup,
}

const LEFT: f64 = 40.0;
const TOP: f64 = 22.0;
const BOTTOM: f64 = 204.0;

/// The same chart is drawn twice, and the style sheet shows the one that fits: letters drawn for a desk are
/// too small to read on a phone, and a chart that must be pushed aside hides its last month.
struct Size {
    class: &'static str,
    wide: f64,
    /// Labels below the axis at most.
    labels: usize,
    /// Names stand behind the lines' ends; else above them.
    behind: bool,
}

const SIZES: [Size; 2] = [
    Size { class: "chart wide", wide: 560.0, labels: 12, behind: true },
    Size { class: "chart narrow", wide: 340.0, labels: 5, behind: false },
];

/// A chart with its figures as a table (看成表格).
pub fn line_chart(c: &LineChart) -> Markup {
    let values = c.series.iter().flat_map(|s| s.values.iter().copied().flatten());
    let (low, high) = range(values.chain(c.target.as_ref().map(|(_, at)| *at)));
    html! {
        figure.fig-chart id=(c.id) {
            @for size in &SIZES { (drawn(c, size, &Axis::around(low, high, right_edge(c, size)))) }
            @if !c.say.0.is_empty() { figcaption.soft { (c.say) } }
            (as_table(c))
        }
    }
}

fn drawn(c: &LineChart, size: &Size, axis: &Axis) -> Markup {
    html! {
        svg class=(size.class) viewBox=(format!("0 0 {} 228", size.wide)) role="img"
            aria-label=(told(c)) {
            (grid(axis))
            @if let Some((words, at)) = &c.target {
                path.tg d=(axis.line(*at)) {}
                text.labt x="44" y=(one(axis.y(*at) - 6.0)) { (words) }
            }
            (month_labels(&c.labels, axis, size.labels))
            (lines(c, axis, size))
        }
    }
}

fn lines(c: &LineChart, axis: &Axis, size: &Size) -> Markup {
    let ends = label_heights(c, axis, size);
    html! {
        @for (i, series) in c.series.iter().take(2).enumerate() {
            @let at = points(series, c.labels.len(), axis);
            @let (line, dot, label) =
                if i == 0 { ("l1", "p1", "lab1") } else { ("l2", "p2", "lab2") };
            path.(line) d=(path(&at)) {}
            @if let Some((x, y)) = at.last() {
                circle.(dot) cx=(one(*x)) cy=(one(*y)) r="3.5" {}
                @let height = ends.get(i).copied().unwrap_or(*y) + 4.0;
                @let (x, label) = if size.behind { (x + 9.0, label.to_owned()) }
                    else { (*x, format!("{label} end")) };
                text class=(label) x=(one(x)) y=(one(height)) {
                    (series.name) " " (last_value(series, &c.unit))
                }
            }
        }
    }
}

/// Where the names at the lines' ends stand: at the line or above it, but never over each other.
fn label_heights(c: &LineChart, axis: &Axis, size: &Size) -> Vec<f64> {
    let above = if size.behind { 0.0 } else { 14.0 };
    let mut ends: Vec<f64> = c
        .series
        .iter()
        .map(|s| s.values.iter().rev().flatten().next().map_or(BOTTOM, |v| axis.y(*v)))
        .map(|height: f64| (height - above).max(8.0))
        .collect();
    if let [first, second, ..] = ends.as_mut_slice()
        && (*first - *second).abs() < 16.0
    {
        let middle = f64::midpoint(*first, *second);
        let sign = if *first <= *second { 8.0 } else { -8.0 };
        *first = middle - sign;
        *second = middle + sign;
    }
    ends
}

fn last_value(series: &Series, unit: &str) -> String {
    let last = series.values.iter().rev().flatten().next();
    last.map_or_else(|| "—".to_owned(), |v| format!("{}{unit}", figure(*v)))
}

/// What the picture says, in words.
fn told(c: &LineChart) -> String {
    let from = c.labels.first().map_or("", String::as_str);
    let to = c.labels.last().map_or("", String::as_str);
    let lines: Vec<String> = c
        .series
        .iter()
        .map(|s| {
            let first = s.values.iter().flatten().next();
            let first =
                first.map_or_else(|| "—".to_owned(), |v| format!("{}{}", figure(*v), c.unit));
            format!("{}从{first}到{}", s.name, last_value(s, &c.unit))
        })
        .collect();
    format!("{}，{from}至{to}：{}", c.title, lines.join("，"))
}

fn as_table(c: &LineChart) -> Markup {
    html! {
        details.as-table {
            summary.btn.quiet.sm { (super::icon("table")) "看成表格" }
            div.tbl-x tabindex="0" role="region" aria-label=(format!("{}，表格", c.title)) {
                table.tbl.tight {
                    caption.sr { (c.title) }
                    thead { tr {
                        th scope="col" { "时间" }
                        @for s in &c.series { th.num scope="col" { (s.name) } }
                    } }
                    tbody { @for (i, label) in c.labels.iter().enumerate() { tr {
                        th scope="row" { (label) }
                        @for s in &c.series { td.num {
                            @match s.values.get(i).copied().flatten() {
                                Some(v) => { (figure(v)) (c.unit) }
                                None => "—",
                            }
                        } }
                    } } }
                }
            }
        }
    }
}

fn grid(axis: &Axis) -> Markup {
    html! {
        @for tick in axis.ticks() {
            path.g d=(axis.line(tick)) {}
            text.end x="33" y=(one(axis.y(tick) + 4.0)) { (figure(tick)) }
        }
    }
}

fn month_labels(labels: &[String], axis: &Axis, most: usize) -> Markup {
    let every = labels.len().div_ceil(most).max(1);
    html! {
        @for (i, label) in labels.iter().enumerate() {
            @if (labels.len() - 1 - i).is_multiple_of(every) {
                text.mid x=(one(axis.x(i, labels.len()))) y="222" { (label) }
            }
        }
    }
}

fn points(series: &Series, of: usize, axis: &Axis) -> Vec<(f64, f64)> {
    let values = series.values.iter().enumerate();
    values.filter_map(|(i, v)| v.map(|v| (axis.x(i, of), axis.y(v)))).collect()
}

/// Leaves room for the longest name at the end of a line, or for half of the last label below it.
fn right_edge(c: &LineChart, size: &Size) -> f64 {
    if !size.behind {
        return size.wide - 18.0;
    }
    let longest = c.series.iter().map(|s| {
        let words = format!("{} {}", s.name, last_value(s, &c.unit));
        words.chars().map(|c| if c.is_ascii() { 8.0 } else { 13.5 }).sum::<f64>()
    });
    (size.wide - 18.0 - longest.fold(0.0, f64::max)).max(size.wide / 2.0)
}

/// A round axis around the figures.
struct Axis {
    low: f64,
    high: f64,
    step: f64,
    right: f64,
}

impl Axis {
    fn around(low: f64, high: f64, right: f64) -> Self {
        let span = (high - low).max(high.abs() * 0.01).max(0.001);
        let rough = span / 4.0;
        let ten = 10f64.powf(rough.log10().floor());
        let step = [1.0, 2.0, 5.0, 10.0]
            .iter()
            .map(|n| n * ten)
            .find(|step| *step >= rough)
            .unwrap_or(ten * 10.0);
        let low = (low / step).floor() * step;
        let high = (high / step).ceil() * step;
        Self { low, high: if high > low { high } else { low + step }, step, right }
    }

    fn y(&self, value: f64) -> f64 {
        BOTTOM - (value - self.low) / (self.high - self.low) * (BOTTOM - TOP)
    }

    fn x(&self, i: usize, of: usize) -> f64 {
        if of < 2 { self.right } else { LEFT + (self.right - LEFT) * float(i) / float(of - 1) }
    }

    fn line(&self, value: f64) -> String {
        format!("M{LEFT} {}H{}", one(self.y(value)), one(self.right))
    }

    fn ticks(&self) -> Vec<f64> {
        let mut out = Vec::new();
        let mut at = self.low;
        while at <= self.high + self.step / 2.0 {
            out.push(at);
            at += self.step;
        }
        out
    }
}

fn range(values: impl Iterator<Item = f64>) -> (f64, f64) {
    let (low, high) = values.fold((f64::MAX, f64::MIN), |(low, high), v| (low.min(v), high.max(v)));
    if low > high { (0.0, 1.0) } else { (low, high) }
}

fn path(at: &[(f64, f64)]) -> String {
    let mut out = String::new();
    for (i, (x, y)) in at.iter().enumerate() {
        out.push_str(if i == 0 { "M" } else { " L" });
        out.push_str(&one(*x));
        out.push(' ');
        out.push_str(&one(*y));
    }
    out
}

fn float(n: usize) -> f64 {
    f64::from(u32::try_from(n).unwrap_or(u32::MAX))
}

fn one(v: f64) -> String {
    format!("{v:.1}")
}

/// A figure as people write it: no needless decimals, thousands apart.
fn figure(v: f64) -> String {
    let text = format!("{v:.2}");
    let text = text.trim_end_matches('0').trim_end_matches('.');
    let (whole, rest) = text.split_once('.').map_or((text, ""), |(a, b)| (a, b));
    let apart = whole.parse::<u64>().map_or_else(|_| whole.to_owned(), super::thousands);
    if rest.is_empty() { apart } else { format!("{apart}.{rest}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn axes_are_round_and_hold_the_figures() {
        let axis = Axis::around(84.9, 92.0, 450.0);
        assert_eq!(axis.ticks(), vec![84.0, 86.0, 88.0, 90.0, 92.0]);
        let flat = Axis::around(5.0, 5.0, 450.0);
        assert!(flat.high > flat.low);
        let big = Axis::around(0.0, 48_216.0, 450.0);
        assert!(big.high >= 48_216.0 && big.ticks().len() <= 7);
    }

    #[test]
    fn figures_read_like_figures() {
        assert_eq!(figure(92.0), "92");
        assert_eq!(figure(91.6), "91.6");
        assert_eq!(figure(48_216.0), "48,216");
        assert_eq!(figure(-3.0), "-3");
    }
}
