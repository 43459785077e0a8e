//! The appendix: for every figure what it counts, whose it is, of when, and how many rows it has.

use super::Paper;
use super::part::{Look, Stand, blank, paragraph, run};
use super::table::{Shape, after, frame, line, text};
use super::xml::Xml;
use kernel::dates::chinese;
use kernel::report::When;
use kernel::report::document::{Placed, Role, Run, Source};
use std::collections::HashMap;

/// Its title, also named at the end of the text.
pub(super) const TITLE: &str = "数字的出处和口径";

pub(super) fn write(xml: &mut Xml, paper: &Paper<'_>, note: &str) {
    let stand = Stand { style: "Flush", new_page: true, ..Stand::default() };
    paragraph(xml, stand, |xml| {
        run(xml, Look { face: &paper.fonts.hei.name, ..Look::default() }, "附件");
    });
    blank(xml, false);
    let title = Stand { style: "Title", ..Stand::default() };
    paragraph(xml, title, |xml| run(xml, Look::default(), TITLE));
    blank(xml, false);
    paragraph(xml, Stand::default(), |xml| run(xml, Look::default(), note));
    let head = vec!["序号", "文中写作", "指标和说法", "单位", "时间", "由来"];
    let widths = vec![500, 1500, 1900, 1400, 1500, 2044];
    let shape = Shape { head, widths, style: "SmallCell" };
    frame(xml, &shape, |xml| {
        for (at, group) in grouped(&paper.document.figures).into_iter().enumerate() {
            let cells = cells(at + 1, &group);
            line(xml, &shape, (false, cells.len()), |xml, column| {
                let place = if column == 0 { "center" } else { "left" };
                text(xml, &shape, place, cells.get(column), false);
            });
        }
    });
    after(xml);
    definitions(xml, paper);
}

/// Figures of one column of a table, or of one series of a chart, are one row.
fn grouped(figures: &[Placed]) -> Vec<Vec<&Placed>> {
    let mut groups: Vec<Vec<&Placed>> = Vec::new();
    let mut known: HashMap<(usize, usize), usize> = HashMap::new();
    for placed in figures {
        let grid = matches!(placed.variant.as_str(), "表" | "图");
        let place = (placed.line, placed.column);
        let at = known.get(&place).filter(|_| grid);
        if let Some(group) = at.and_then(|at| groups.get_mut(*at)) {
            group.push(placed);
        } else {
            known.insert(place, groups.len());
            groups.push(vec![placed]);
        }
    }
    groups
}

fn cells(number: usize, group: &[&Placed]) -> Vec<Run> {
    let [placed, others @ ..] = group else { return Vec::new() };
    let when = |placed: &Placed| placed.sources.first().map(|source| source.question.when);
    let one_time = others.iter().all(|other| when(other) == when(placed));
    let when = match when(placed) {
        Some(when) if one_time => days(when),
        Some(_) => "各月末".to_owned(),
        None => String::new(),
    };
    let plain = |text: String| Run { text, ..Run::default() };
    let several = !others.is_empty();
    let text = if several {
        format!("{}中{}个数", placed.variant, group.len())
    } else {
        placed.text.clone()
    };
    let union = match others.last() {
        Some(last) if last.union_name != placed.union_name => format!("{}等", placed.union_name),
        _ => placed.union_name.clone(),
    };
    let origin = if several { "在系统里逐个可查".to_owned() } else { origin(placed) };
    vec![
        plain(number.to_string()),
        plain(text),
        plain(format!("{}（{}）", placed.title, placed.variant)),
        plain(union),
        plain(when),
        plain(origin),
    ]
}

fn days(when: When) -> String {
    match when {
        When::On(day) => chinese(day),
        When::Between(first, last) => format!("{}至{}", chinese(first), chinese(last)),
    }
}

/// 38,572条；占48,216；未计入4条（没有出生日期）.
fn origin(placed: &Placed) -> String {
    let mut said: Vec<String> = placed.sources.iter().map(source).collect();
    if let Some(first) = placed.sources.first() {
        let left_out = first.excluded.iter().filter(|(_, count)| *count != 0);
        said.extend(left_out.map(|(why, count)| format!("未计入{count}条（{why}）")));
    }
    said.join("；")
}

fn source(source: &Source) -> String {
    let number = match source.denominator {
        Some(below) => format!("{}÷{below}", source.value),
        None => source.value.to_string(),
    };
    let rows = source.rows;
    match source.role {
        Role::Value if source.denominator.is_none() && source.value == rows => {
            format!("{rows}条记录")
        }
        Role::Value => format!("{number}，{rows}条记录"),
        Role::Whole => format!("占{number}"),
        Role::Base => format!("{}为{number}", days(source.question.when)),
        Role::BaseWhole => format!("当时占{number}"),
        Role::Goal => "对照目标".to_owned(),
    }
}

/// Each definition once, in the order of the figures.
fn definitions(xml: &mut Xml, paper: &Paper<'_>) {
    paragraph(xml, Stand { with_next: true, ..Stand::default() }, |xml| {
        run(xml, Look::default(), "各指标的口径：");
    });
    let mut told: Vec<(&str, u32)> = Vec::new();
    for placed in &paper.document.figures {
        let key = (placed.code.as_str(), placed.version);
        if placed.definition.is_empty() || told.contains(&key) {
            continue;
        }
        told.push(key);
        paragraph(xml, Stand::default(), |xml| {
            let bold = Look { bold: true, ..Look::default() };
            run(xml, bold, &format!("{}。", placed.title));
            run(xml, Look::default(), &placed.definition);
            if placed.version > 1 {
                run(xml, Look::default(), &format!("（口径第{}版）", placed.version));
            }
        });
    }
}
