//! The number, its definition, its parts, its trend; and all of it in short as a side sheet.

use super::ask::{last_month_end, last_year_end, parts as made_of};
use super::gather::{Found, counted};
use super::{View, beside, href, rows};
use crate::params::Params;
use crate::parts::{self, Btn, LineChart, Panel, Series, Sheet};
use crate::show::number_text;
use jiff::civil::Date;
use kernel::codes::money::Fen;
use kernel::indicator::Measure;
use maud::{Markup, html};
use store::figure::{Amount, Figure};

/// The name of the figure, with the group it is narrowed to.
pub fn title(view: &View, found: &Found) -> String {
    let title = &view.indicator.title;
    let Some(group) = &found.group else { return title.clone() };
    let of = group.of.iter().map(|(_, words)| words.as_str()).collect::<Vec<_>>().join("、");
    format!("{title}：{of}")
}

/// A number with its unit; 91.6%, 48,216人, — when undefined.
pub fn words(amount: Amount, unit: &str) -> String {
    let text = amount.text();
    if text == "—" { text } else { format!("{text}{unit}") }
}

/// A number to draw with, shares with so many decimals; `None` when undefined.
pub fn float(amount: Amount, digits: u32) -> Option<f64> {
    match amount.denominator {
        Some(_) => amount.decimal(digits)?.parse().ok(),
        None if amount.fen => Fen(amount.value).to_string().replace(',', "").parse().ok(),
        None => amount.value.to_string().parse().ok(),
    }
}

/// The number asked for: of the group, or of the whole.
pub fn amount(found: &Found) -> Amount {
    found.group.as_ref().map_or(found.figure.amount, |group| group.amount)
}

/// The number and how it is counted.
pub fn definition(view: &View, found: &Found) -> Markup {
    let body = html! {
        p { b.t5 { (words(amount(found), &view.indicator.unit)) } }
        p.soft { (view.indicator.definition) }
        (formula(view, found))
        (moved(view, found))
        (version(view, found))
        (apart(view, found))
    };
    parts::panel(&Panel {
        id: "how".into(),
        title: "怎么数的".into(),
        body: html! { div.pad.stack { (body) } },
        ..Panel::default()
    })
}

/// How the number stands against a month and a year's end ago; each leads to what changed.
fn moved(view: &View, found: &Found) -> Markup {
    if view.flow || found.group.is_some() {
        return Markup::default();
    }
    let last = view.question.last;
    let then = |day: Date| found.trend.iter().find(|one| one.0 == day && day < last)?.1;
    let days = [("上月底", last_month_end(last)), ("去年底", last_year_end(last))];
    let known = days.into_iter().filter_map(|(name, day)| Some((name, day, then(day)?)));
    html! {
        @for (name, day, before) in known {
            p { "比" (name) " "
                a href=(view.href(&view.params().set("since", day.to_string()))) {
                    (difference(before, found.figure.amount, &view.indicator.unit))
                }
                " " span.small.muted { "那天是" (words(before, &view.indicator.unit)) }
            }
        }
    }
}

/// The ways to break it down, one press away.
fn apart(view: &View, found: &Found) -> Markup {
    if found.dims.is_empty() || found.group.is_some() || !view.question.by.is_empty() {
        return Markup::default();
    }
    let to = |name: &str| view.href(&view.params().set("by", name));
    html! {
        p.row.no-print { span.muted { "分开看" }
            @for (name, title) in &found.dims { a.btn.sm href=(to(name)) { (title) } }
        }
    }
}

fn version(view: &View, found: &Found) -> Markup {
    let (tree, other, code) = if view.question.tree_of_day {
        ("当日的组织树", "换成今天的", "")
    } else {
        ("今天的组织树", "换成当日的", "day")
    };
    html! {
        p.small.muted {
            (found.figure.union_name) "及下级，" (found.figure.said()) " · " (tree) "（"
            a href=(view.href(&view.params().set("tree", code))) { (other) }
            "） · 口径第" (view.indicator.version) "版 · 编码" (view.indicator.code)
        }
    }
}

/// Numerator ÷ denominator, each leading to its own rows.
pub fn formula(view: &View, found: &Found) -> Markup {
    let Some((first, second)) = &found.parts else { return Markup::default() };
    let (sign, whole) = match &view.indicator.measure {
        Measure::Ratio { scale: 100, .. } => (" ÷ ", " × 100%"),
        Measure::Ratio { .. } => (" ÷ ", ""),
        Measure::Plus { .. } => (" + ", ""),
        _ => (" − ", ""),
    };
    let now = amount(found);
    let values = match (&found.group, now.denominator) {
        (Some(_), Some(below)) => Some((now.value, below)),
        (Some(_), None) => None,
        (None, _) => Some((first.amount.value, second.amount.value)),
    };
    html! {
        p.formula {
            (part(view, first, values.map(|two| two.0))) (sign)
            (part(view, second, values.map(|two| two.1))) (whole)
            " = " b { (words(now, &view.indicator.unit)) }
        }
    }
}

fn part(view: &View, figure: &Figure, value: Option<i64>) -> Markup {
    let params = view.params().without(&["by", "since"]);
    let to = beside(href(&figure.indicator.code, &view.asker.at_key, &params));
    let words = value.map_or_else(String::new, |value| {
        words(Amount { value, denominator: None, ..figure.amount }, &figure.indicator.unit)
    });
    html! {
        (figure.indicator.title)
        (parts::a(&to, parts::Dress::default(), words))
    }
}

/// Twelve months.
pub fn trend(view: &View, found: &Found) -> Markup {
    if found.trend.len() < 2 {
        return Markup::default();
    }
    let values =
        found.trend.iter().map(|(_, amount)| amount.and_then(|one| float(one, 1))).collect();
    let chart = LineChart {
        id: "trend".into(),
        title: format!("{}，近12个月", view.indicator.title),
        labels: found.trend.iter().map(|(day, _)| month(*day)).collect(),
        series: vec![Series { name: String::new(), values }],
        target: None,
        unit: view.indicator.unit.clone(),
        say: html! { (remark(view, found)) },
    };
    parts::panel(&Panel {
        id: "year".into(),
        title: chart.title.clone(),
        body: parts::pad(parts::line_chart(&chart)),
        ..Panel::default()
    })
}

/// `6月`.
pub fn month(day: Date) -> String {
    format!("{}月", day.month())
}

fn remark(view: &View, found: &Found) -> String {
    let unit = &view.indicator.unit;
    if view.flow {
        return "每月发生的数，最后一个月到所问的那天为止。".into();
    }
    let ends = (found.trend.first(), found.trend.last());
    let (Some((day, Some(first))), Some((_, Some(last)))) = ends else {
        return String::new();
    };
    let by = difference(*first, *last, unit);
    format!("每月月末的数，最后一点是所问的那天；比{}{by}。", kernel::dates::chinese(*day))
}

/// 多3人 / 高2.3个百分点 / 没有变.
pub fn difference(before: Amount, now: Amount, unit: &str) -> String {
    match change(before, now) {
        None => "没有变".into(),
        Some((up, by)) => {
            let word = match (now.denominator, up) {
                (Some(_), true) => "高",
                (Some(_), false) => "低",
                (None, true) => "多",
                (None, false) => "少",
            };
            let unit = if unit == "%" { "个百分点" } else { unit };
            format!("{word}{by}{unit}")
        }
    }
}

/// Which way a number went, and by how much; `None` when it stayed or cannot be told.
pub fn change(before: Amount, now: Amount) -> Option<(bool, String)> {
    if now.denominator.is_none() {
        let by = now.value - before.value;
        let text = Amount { value: by.abs(), ..now }.text();
        return (by != 0).then_some((by > 0, text));
    }
    let tenths = |amount: Amount| {
        amount.decimal(1).and_then(|text| text.replace('.', "").parse::<i64>().ok())
    };
    let by = tenths(now)? - tenths(before)?;
    (by != 0).then(|| (by > 0, format!("{}.{}", by.abs() / 10, by.abs() % 10)))
}

/// The side sheet.
pub fn sheet(view: &View, found: &Found) -> Markup {
    let whole = view.href(&view.params());
    let register = &counted(view.asker.store(), view.indicator).of;
    let body = html! {
        section {
            h3 { "怎么数的" }
            p.soft { (view.indicator.definition) }
            (formula(view, found))
            (version(view, found))
        }
        @if found.figure.left_out() > 0 && found.group.is_none() {
            section {
                h3 { "未计入" (found.figure.left_out()) "条" }
                @for (why, count) in &found.figure.excluded { p.soft { (why) "：" (number_text(*count)) "条" } }
            }
        }
        section {
            h3 { (number_text(found.rows_total)) "条记录" @if made_of(view.indicator).is_some() { "（" (counted(view.asker.store(), view.indicator).title) "）" } }
            (rows::short_table(view, found, register))
        }
    };
    parts::sheet(&Sheet {
        id: "fig".into(),
        over: format!("数字的出处 · {}", found.figure.union_name),
        title: format!("{} {}", title(view, found), words(amount(found), &view.indicator.unit)),
        body,
        foot: html! {
            (Btn::link("看全部明细", whole).pri())
            (Btn::close("关闭").quiet().push())
        },
        show: true,
    })
}

/// Keeps a number's question while asking about a unit below.
pub fn at_child(view: &View, key: &str, params: &Params) -> String {
    href(&view.indicator.code, key, params)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn count(value: i64) -> Amount {
        Amount { value, scale: 1, rows: value, ..Amount::default() }
    }
    fn money(value: i64) -> Amount {
        Amount { fen: true, ..count(value) }
    }
    fn ratio(value: i64, below: i64) -> Amount {
        let decimals = 1;
        Amount { value, denominator: Some(below), scale: 100, decimals, ..count(value) }
    }

    #[test]
    fn differences_are_told_in_the_units_of_the_figure() {
        assert_eq!(difference(count(10), count(13), "人"), "多3人");
        assert_eq!(difference(count(13), count(13), "人"), "没有变");
        assert_eq!(difference(money(27_000_000), money(31_500_050), "元"), "多45,000.50元");
        assert_eq!(difference(ratio(900, 1000), ratio(877, 1000), "%"), "低2.3个百分点");
        assert_eq!(change(ratio(0, 0), ratio(1, 2)), None, "undefined before");
    }

    #[test]
    fn an_undefined_share_has_no_unit() {
        assert_eq!(words(ratio(0, 0), "%"), "—");
        assert_eq!(words(ratio(916, 1000), "%"), "91.6%");
        assert_eq!(words(count(48_216), "人"), "48,216人");
        assert_eq!(words(money(27_000_000), "元"), "270,000.00元");
        assert_eq!(float(money(27_000_050), 1), Some(270_000.5));
        assert_eq!(float(ratio(1, 0), 1), None);
        assert_eq!(float(ratio(2, 3), 1), Some(66.7));
    }
}
