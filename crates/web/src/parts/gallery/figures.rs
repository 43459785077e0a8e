//! Key figures, trend, distribution, comparison.

use maud::{Markup, html};

use crate::parts::*;

/// A small board.
pub(super) fn board() -> Markup {
    html! {
        (kpis(&figures()))
        div.halves.gap { (trend()) (spread()) }
        div.gap { (units()) }
    }
}

fn figures() -> Vec<Kpi> {
    let one =
        |name: &str, value: &str, unit: &str, up, by: &str, note: &str, points: [f64; 6]| Kpi {
            name: name.into(),
            value: value.into(),
            unit: unit.into(),
            link: Link::load("/figures/rate", "#sheet-slot"),
            change: Some((up, by.into())),
            good: up,
            note: note.into(),
            points: points.into(),
        };
    vec![
        one(
            "25人以上企业建会率",
            "91.6",
            "%",
            true,
            "2.3",
            "比年初 · 离目标差0.4",
            [1., 1.2, 1.6, 2.1, 2.7, 3.3],
        ),
        one(
            "职工入会率",
            "88.3",
            "%",
            true,
            "1.7",
            "比年初 · 已达目标88",
            [1., 1.2, 1.6, 2.3, 2.8, 3.2],
        ),
        one("会员", "48,216", "人", true, "2,914", "今年新入会", [1., 1.3, 1.7, 2.3, 2.7, 3.1]),
        one("星级工会占比", "62.4", "%", true, "4.1", "802家 / 1,286家", [1., 1., 2., 2., 2.6, 3.]),
        one(
            "建会五日办结率",
            "97.1",
            "%",
            false,
            "0.8",
            "比年初 · 67件 / 69件",
            [3., 3.6, 3.2, 2.5, 1.8, 1.2],
        ),
    ]
}

fn trend() -> Markup {
    let months = [7, 8, 9, 10, 11, 12, 1, 2, 3, 4, 5, 6];
    let line = |name: &str, values: [f64; 12]| Series {
        name: name.into(),
        values: values.map(Some).into(),
    };
    let chart = LineChart {
        id: "trend".into(),
        title: "建会率和入会率，近12个月".into(),
        labels: months.iter().map(|m| format!("{m}月")).collect(),
        series: vec![
            line(
                "建会率",
                [88.2, 88.4, 88.6, 88.9, 89.0, 89.2, 89.3, 89.5, 89.9, 90.4, 91.0, 91.6],
            ),
            line(
                "入会率",
                [84.9, 85.3, 85.6, 86.0, 86.2, 86.4, 86.6, 86.8, 87.1, 87.6, 88.0, 88.3],
            ),
        ],
        target: Some(("建会率目标92".into(), 92.0)),
        unit: "%".into(),
        say: html! { "建会率连涨6个月。再建" a href="#" { "4家" } "就到92%，都在" a href="#" { "云溪经开区" } "。" },
    };
    let title = chart.title.clone();
    panel(&Panel { title, body: pad(line_chart(&chart)), ..Panel::default() })
}

fn spread() -> Markup {
    let star = |label: &str, n| BarItem { label: label.into(), n, link: Link::to("#") };
    let items = [star("五星", 86), star("四星", 214), star("三星", 502), star("未评", 484)];
    panel(&Panel {
        title: "星级分布".into(),
        right: html! {
            (seg("怎么看", &[
                Seg { text: "今年".into(), icon: None, current: true, link: Link::to("?y") },
                Seg { text: "近12个月".into(), icon: None, current: false, link: Link::to("?m") },
            ]))
        },
        body: pad(bar_list("星级分布", "家", &items)),
        foot: html! { span.small.muted { "1,286家 · 点一条看名单" } },
        ..Panel::default()
    })
}

fn units() -> Markup {
    let column = |name: &str, target: &str| HeatCol { name: name.into(), target: target.into() };
    let columns = [
        column("建会率", "目标92"),
        column("入会率", "88"),
        column("星级占比", "60"),
        column("走访覆盖", "85"),
    ];
    let aims = [92.0, 88.0, 60.0, 85.0];
    let row = |name: &str, values: [f64; 4]| HeatRow {
        name: name.into(),
        link: Link::to("#"),
        cells: values
            .iter()
            .zip(aims)
            .map(|(v, aim)| HeatCell {
                text: format!("{v:.1}"),
                level: heat_level(*v, aim, 5.0),
                link: Link::to("#"),
            })
            .collect(),
    };
    let rows = [
        row("城关街道总工会", [95.2, 91.4, 71.0, 94.1]),
        row("云溪经开区总工会", [90.4, 89.1, 64.5, 88.9]),
        row("青石镇总工会", [92.1, 88.4, 61.2, 87.5]),
        row("白塔镇总工会", [83.6, 79.8, 47.2, 66.7]),
    ];
    panel(&Panel {
        title: "各单位对照".into(),
        right: heat_legend(5),
        body: heat_table("各单位与目标对照", &columns, &rows),
        ..Panel::default()
    })
}
