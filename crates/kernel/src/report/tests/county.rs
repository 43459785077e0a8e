//! 云溪县总工会 with three towns, and what its registers would answer.

use crate::report::*;
use jiff::civil::{Date, date};

pub const TOWNS: [(i64, &str); 3] = [(11, "白塔镇"), (12, "双溪乡"), (13, "兴隆镇")];

pub fn setting() -> Setting {
    Setting {
        union: Unit { key: 1, name: "云溪县总工会".into() },
        superior: "市总工会".into(),
        children: TOWNS
            .iter()
            .map(|(key, name)| Unit { key: *key, name: (*name).into() })
            .collect(),
        first: date(2026, 1, 1),
        last: date(2026, 6, 30),
        today: date(2026, 7, 3),
    }
}

pub fn glossary() -> Glossary {
    let yes_no = || vec![("1".to_owned(), "是".to_owned()), ("0".to_owned(), "否".to_owned())];
    let dim = |name: &str, title: &str, values| DimInfo {
        name: name.into(),
        title: title.into(),
        values,
    };
    let info = |code: &str, title: &str, unit: &str, flow: bool, dims| Info {
        code: code.into(),
        title: title.into(),
        unit: unit.into(),
        flow,
        decimals: u32::from(unit == "%"),
        rows: unit != "%" && code != "member_net_count",
        dims,
    };
    let kinds = || {
        let pairs = [("BASE", "基层工会（独立）"), ("JOINT", "联合基层工会")];
        pairs.iter().map(|(code, title)| ((*code).to_owned(), (*title).to_owned())).collect()
    };
    Glossary::new(vec![
        info(
            "member_count",
            "会员数",
            "人",
            false,
            vec![dim("migrant", "是否农民工", yes_no()), dim("kind", "工会类型", kinds())],
        ),
        info("union_count", "基层工会数", "家", false, vec![dim("kind", "工会类型", kinds())]),
        info("union_build_rate", "建会率", "%", false, vec![]),
        info(
            "member_new_count",
            "新发展会员数",
            "人",
            true,
            vec![dim("migrant", "是否农民工", yes_no())],
        ),
        info("member_net_count", "会员净增数", "人", true, vec![]),
        info("aid_amount", "发放帮扶资金", "元", true, vec![]),
        info("star_count", "星级工会数", "家", false, vec![]),
        info("letter_count", "提示函份数", "份", true, vec![]),
        info("old_letter_count", "提示函份数", "份", true, vec![]),
        info("complaint_count", "职工投诉件数", "件", true, vec![]),
    ])
}

/// The number of an indicator for the county or a town on days that end so.
fn number(code: &str, union: i64, last: Date) -> Amount {
    let plain = |value: i64| Amount { value, denominator: None, rows: value };
    let now = last >= date(2026, 6, 1);
    let town = usize::try_from(union - 11).ok();
    let of = |county: i64, towns: [i64; 3]| town.map_or(county, |at| towns[at]);
    match code {
        "member_count" if now => plain(of(48_216, [1_286, 0, 2_914])),
        "member_count" => plain(of(47_000, [1_300, 0, 2_914])),
        "union_count" if now => plain(of(1_286, [40, 22, 61])),
        "union_count" => plain(of(1_251, [40, 25, 60])),
        "union_build_rate" => {
            let (value, all) = match (town, now) {
                (None, true) => (916, 1000),
                (None, false) => (893, 1000),
                (Some(0), _) => (836, 1000),
                (Some(1), _) => (86, 100),
                _ => (0, 0),
            };
            Amount { value, denominator: Some(all), rows: value }
        }
        "member_net_count" => plain(if now { 114 } else { -20 }),
        "member_new_count" if last == date(2026, 6, 30) => plain(of(2_914, [100, 0, 50])),
        "member_new_count" => plain(of(2_800, [90, 0, 40])),
        "aid_amount" if now => {
            Amount { value: of(1_026_400_000, [0, 0, 0]), denominator: None, rows: 612 }
        }
        _ => plain(0),
    }
}

fn groups(question: &Question, last: Date) -> Vec<Group> {
    let towns = TOWNS.iter().filter(|_| question.by.first().is_some_and(|by| by == "child"));
    let mut groups: Vec<Group> = towns
        .map(|(key, name)| Group {
            of: vec![(key.to_string(), (*name).into())],
            amount: number(&question.figure, *key, last),
        })
        .collect();
    match question.by.last().map(String::as_str) {
        Some("migrant") if groups.is_empty() => {
            let value = number(&question.figure, 1, last).value;
            for (code, title, value) in
                [("1", "是", value * 8 / 10), ("0", "否", value - value * 8 / 10)]
            {
                let amount = Amount { value, denominator: None, rows: value };
                groups.push(Group { of: vec![(code.into(), title.into())], amount });
            }
        }
        Some("migrant") => {
            for group in &mut groups {
                group.of.push(("1".into(), "是".into()));
                group.amount.value /= 2;
            }
        }
        Some("kind") => {
            for (code, title, value) in
                [("BASE", "基层工会（独立）", 1_000), ("JOINT", "联合基层工会", 286)]
            {
                let amount = Amount { value, denominator: None, rows: value };
                groups.push(Group { of: vec![(code.into(), title.into())], amount });
            }
        }
        Some("month") => {
            for (code, value) in [("2026-02", 1_400), ("2026-01", 1_514)] {
                let amount = Amount { value, denominator: None, rows: value };
                groups.push(Group { of: vec![(code.into(), String::new())], amount });
            }
        }
        _ => {}
    }
    groups
}

/// What the store would answer.
pub fn answer(question: &Question) -> Answer {
    let (When::On(last) | When::Between(_, last)) = question.when;
    let glossary = glossary();
    let info = glossary.find(&question.figure).unwrap();
    let state = if info.code == "complaint_count" { State::Forbidden } else { State::Ok };
    let target = Amount { value: 1_300, denominator: None, rows: 0 };
    let due = Some(Amount { value: 1_275, denominator: None, rows: 0 });
    let behind = vec!["白塔镇".to_owned(), "双溪乡".to_owned()];
    let goal =
        (question.goal && info.code == "union_count").then_some(Goal { target, due, behind });
    let names = ["迅达货运工会", "兴隆五金工会", "绿源农业工会"];
    Answer {
        state,
        code: info.code.clone(),
        title: info.title.clone(),
        unit: info.unit.clone(),
        definition: "截至当日在册。".into(),
        version: 1,
        decimals: info.decimals,
        scale: if info.unit == "%" { 100 } else { 1 },
        amount: number(&info.code, question.union, last),
        excluded: vec![("没有出生日期".into(), 4)],
        groups: groups(question, last),
        names: names
            .iter()
            .take(usize::try_from(question.names).unwrap())
            .map(|n| (*n).to_owned())
            .collect(),
        goal,
    }
}

/// A template written with the county's answers.
pub fn written(text: &str) -> Document {
    let template = parse(text).unwrap_or_else(|faults| panic!("{text}: {faults:?}"));
    let (setting, glossary) = (setting(), glossary());
    let asked = questions(&template, &setting, &glossary);
    let answers = asked.iter().map(|question| (question.clone(), answer(question))).collect();
    write(&template, &setting, &glossary, &answers)
}

/// The text of a written template, a line for each paragraph.
pub fn said(text: &str) -> String {
    plain(&written(text))
}

pub fn plain(document: &Document) -> String {
    use crate::report::document::{Part, Run};
    let text = |runs: &[Run]| runs.iter().map(|run| run.text.as_str()).collect::<String>();
    let mut lines: Vec<String> = document.title.iter().map(|runs| text(runs)).collect();
    for part in &document.parts {
        match part {
            Part::Heading { number, head, text: behind, .. } => {
                lines.push(format!("{number}{}{}", text(head), text(behind)));
            }
            Part::Paragraph { text: runs, .. } => lines.push(text(runs)),
            Part::Table(table) => {
                lines.push(format!("《{}》{}", table.title, table.head.join("|")));
                for row in &table.rows {
                    let cells: Vec<&str> = row.iter().map(|cell| cell.text.as_str()).collect();
                    lines.push(cells.join("|"));
                }
            }
            Part::Chart(chart) => {
                for series in &chart.series {
                    let bars = chart.labels.iter().zip(&series.bars);
                    let bars: Vec<String> = bars
                        .map(|(label, bar)| format!("{label}{}={:?}", bar.text, bar.length))
                        .collect();
                    lines.push(format!("《{}》{} {}", chart.title, series.name, bars.join(" ")));
                }
            }
        }
    }
    lines.join("\n")
}
