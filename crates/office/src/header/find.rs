//! Scoring rows as headers and choosing sheets.

use std::collections::BTreeSet;

use super::fold::is_caption;
use super::matching::{Dictionary, Matched, Title};
use super::rows::{RowKind, classify};
use super::{ColumnFound, HeaderSpec, Hints, How, Layout, REASON_TITLE, fold_title};
use crate::cell::{CellIn, RowIn, letter};
use crate::read::{Merge, SheetHead};
use crate::write::{LIST_SHEET, TemplateTag};

/// Parts of the names of sheets that hold no records.
const HELPERS: &[&str] =
    &[LIST_SHEET, "下拉", "字典", "代码表", "选项", "数据源", "填写说明", "填表说明", "示例"];

/// A row, or two, taken as the header.
struct Candidate {
    rows: (u32, u32),
    /// Where the rows below begin in the head.
    next: usize,
    titles: Vec<Title>,
    matched: Matched,
}

/// Find the tables of a book. Helper sheets and hidden sheets are looked at only
/// when nothing else fits; sheets with nearly the same columns as the best one
/// are all returned.
pub fn find(heads: &[SheetHead], specs: &[HeaderSpec<'_>], hints: &Hints) -> Vec<Layout> {
    let dictionary = Dictionary::new(specs, hints);
    let plain = |head: &&SheetHead| {
        head.visible && !HELPERS.iter().any(|helper| head.name.contains(helper))
    };
    let search = |heads: &mut dyn Iterator<Item = &SheetHead>| -> Vec<(usize, Layout)> {
        heads.filter_map(|head| table(head, specs, &dictionary)).collect()
    };
    let mut found = search(&mut heads.iter().filter(plain));
    if found.is_empty() {
        let other = |head: &&SheetHead| !plain(head) && head.name != TemplateTag::SHEET;
        found = search(&mut heads.iter().filter(other));
    }
    let best = found.iter().map(|(score, _)| *score).max().unwrap_or(0);
    found.retain(|(score, _)| score * 10 >= best * 7);
    found.into_iter().map(|(_, layout)| layout).collect()
}

/// The best header of a sheet and how many fields it names.
fn table(
    head: &SheetHead,
    specs: &[HeaderSpec<'_>],
    dictionary: &Dictionary<'_>,
) -> Option<(usize, Layout)> {
    let mut best: Option<Candidate> = None;
    for at in 0..head.rows.len() {
        for candidate in candidates(head, at, dictionary).into_iter().flatten() {
            let better =
                best.as_ref().is_none_or(|b| candidate.matched.count() > b.matched.count());
            if better && acceptable(&candidate) {
                best = Some(candidate);
            }
        }
    }
    let best = best?;
    let score = best.matched.count();
    Some((score, layout(head, best, specs, dictionary)))
}

/// One field suffices only for a list of one or two columns.
fn acceptable(candidate: &Candidate) -> bool {
    let titled = candidate.titles.iter().filter(|title| !title.text.is_empty()).count();
    let count = candidate.matched.count();
    count >= 2 || count == 1 && titled <= 2
}

/// The header that begins at a row: of two rows if it can be, else of one.
fn candidates(head: &SheetHead, at: usize, dictionary: &Dictionary<'_>) -> [Option<Candidate>; 2] {
    let Some(upper) = head.rows.get(at) else { return [None, None] };
    let build = |rows, next, titles: Vec<Title>| {
        let matched = dictionary.assign(&titles, false);
        Candidate { rows, next, titles, matched }
    };
    let texts = row_texts(upper);
    let single = texts.iter().map(|text| Title { group: None, text: text.clone() }).collect();
    let single = build((upper.number, upper.number), at + 1, single);
    let lower = head.rows.get(at + 1).filter(|lower| lower.number == upper.number + 1);
    let double = lower.and_then(|lower| {
        let titles = join(upper, lower, &head.merges, &single.matched)?;
        Some(build((upper.number, lower.number), at + 2, titles))
    });
    [double, Some(single)]
}

fn row_texts(row: &RowIn) -> Vec<String> {
    row.cells
        .iter()
        .map(|cell| match cell {
            CellIn::Text(text) => text.trim().to_owned(),
            _ => String::new(),
        })
        .collect()
}

/// Titles of two rows, where the upper one groups the lower one.
fn join(upper: &RowIn, lower: &RowIn, merges: &[Merge], single: &Matched) -> Option<Vec<Title>> {
    let (above, below) = (row_texts(upper), row_texts(lower));
    let all_text = lower.filled() == filled(&below);
    if filled(&above) < 2
        || filled(&below) == 0
        || !all_text
        || above.iter().any(|text| is_caption(text))
    {
        return None;
    }
    let width = above.len().max(below.len());
    let has = |row: &[String], at: usize| row.get(at).is_some_and(|text| !text.is_empty());
    // A field named above with a text of its own below: that is data.
    let clash = (0..width).any(|at| {
        let named = matches!(single.found.get(at), Some(Some(_)));
        let alone = !spans(upper.number, at, merges) && has(&above, at + 1);
        named && has(&below, at) && alone
    });
    let spread = (0..width).any(|at| !has(&above, at) && has(&below, at));
    let hanging = (0..width).any(|at| has(&above, at) && !has(&below, at));
    let grouped = merges.is_empty() || (0..width).any(|at| spans(upper.number, at, merges));
    if clash || !(hanging || spread && grouped) {
        return None;
    }
    let titles: Vec<Title> =
        (0..width).map(|at| title(upper.number, at, &above, &below, merges)).collect();
    (hanging || !one_over_all(&titles)).then_some(titles)
}

fn filled(row: &[String]) -> usize {
    row.iter().filter(|text| !text.is_empty()).count()
}

fn title(row: u32, at: usize, above: &[String], below: &[String], merges: &[Merge]) -> Title {
    let get = |row: &[String]| row.get(at).cloned().unwrap_or_default();
    let (over, under) = (get(above), get(below));
    if under.is_empty() {
        return Title { group: None, text: over };
    }
    let group = if over.is_empty() { inherited(row, at, above, below, merges) } else { Some(over) };
    Title { group, text: under }
}

/// Whether one text stands over nearly all columns: the name of the table.
fn one_over_all(titles: &[Title]) -> bool {
    let under = |group: &String| titles.iter().filter(|t| t.group.as_ref() == Some(group)).count();
    let most = titles.iter().filter_map(|title| title.group.as_ref()).map(under).max();
    most.is_some_and(|most| most * 4 > titles.len() * 3)
}

/// Whether a cell is merged over several columns.
fn spans(row: u32, column: usize, merges: &[Merge]) -> bool {
    covering(row, column, merges).is_some_and(|merge| merge.last_column > merge.first_column)
}

fn covering(row: u32, column: usize, merges: &[Merge]) -> Option<&Merge> {
    merges.iter().find(|merge| {
        (merge.first_row..=merge.last_row).contains(&row)
            && (merge.first_column..=merge.last_column).contains(&column)
    })
}

/// The group of a column whose upper cell is empty: of the merged range, or the
/// nearest title to the left that stands over something.
fn inherited(
    row: u32,
    column: usize,
    above: &[String],
    below: &[String],
    merges: &[Merge],
) -> Option<String> {
    if merges.iter().any(|merge| merge.first_row == row && merge.last_column > merge.first_column) {
        let merge = covering(row, column, merges)?;
        return above.get(merge.first_column).filter(|text| !text.is_empty()).cloned();
    }
    let left = (0..column).rev().find(|at| above.get(*at).is_some_and(|text| !text.is_empty()))?;
    let group = below.get(left).is_some_and(|text| !text.is_empty());
    above.get(left).filter(|_| group).cloned()
}

fn layout(
    head: &SheetHead,
    candidate: Candidate,
    specs: &[HeaderSpec<'_>],
    dictionary: &Dictionary<'_>,
) -> Layout {
    let matched = dictionary.assign(&candidate.titles, true);
    let before = head.rows.iter().filter(|row| row.number < candidate.rows.0);
    let mut layout = Layout {
        sheet: head.index,
        sheet_name: head.name.clone(),
        header_rows: candidate.rows,
        first_data_row: candidate.rows.1.saturating_add(1),
        columns: columns(candidate.titles, &matched, specs),
        missing: Vec::new(),
        preamble: before.map(|row| (row.number, line(row))).collect(),
    };
    let data = head.rows.get(candidate.next..).unwrap_or_default();
    samples(&mut layout, data, head.epoch1904);
    let known: BTreeSet<&str> =
        layout.columns.iter().filter_map(|column| column.code.as_deref()).collect();
    let there = |spec: &HeaderSpec| known.contains(spec.code) || known.contains(spec.instead);
    let missing = specs.iter().filter(|spec| spec.required && !there(spec));
    layout.missing = missing.map(|spec| spec.code.to_owned()).collect();
    layout
}

fn line(row: &RowIn) -> String {
    let texts = row.cells.iter().filter(|cell| !cell.is_empty());
    texts.map(|cell| cell.text(false).trim().to_owned()).collect::<Vec<_>>().join("　")
}

fn columns(titles: Vec<Title>, matched: &Matched, specs: &[HeaderSpec<'_>]) -> Vec<ColumnFound> {
    let mut columns = Vec::with_capacity(titles.len());
    for (index, title) in titles.into_iter().enumerate() {
        let found = matched.found.get(index).copied().flatten();
        let left_out = matched.dropped.get(index).copied().unwrap_or(false)
            || fold_title(&title.text) == REASON_TITLE;
        let (code, how) = match found {
            Some((spec, how)) => (specs.get(spec).map(|spec| spec.code.to_owned()), how),
            None if left_out => (None, How::Ignored),
            None => (None, How::Unknown),
        };
        columns.push(ColumnFound {
            index,
            letter: letter(index),
            title: title.text,
            group: title.group,
            code,
            how,
            samples: Vec::new(),
        });
    }
    columns
}

/// Collect up to three values for each column, add columns without a title that
/// hold values, and drop those that hold neither.
fn samples(layout: &mut Layout, data: &[RowIn], epoch1904: bool) {
    for row in data {
        if classify(&row.cells, layout) != RowKind::Data {
            continue;
        }
        for (index, cell) in row.cells.iter().enumerate().filter(|(_, cell)| !cell.is_empty()) {
            if index >= layout.columns.len() {
                untitled(layout, index);
            }
            if let Some(column) = layout.columns.get_mut(index)
                && column.samples.len() < 3
            {
                column.samples.push(cell.text(epoch1904).into_owned());
            }
        }
    }
    layout.columns.retain(|column| !column.title.is_empty() || !column.samples.is_empty());
}

fn untitled(layout: &mut Layout, index: usize) {
    for index in layout.columns.len()..=index {
        layout.columns.push(ColumnFound {
            index,
            letter: letter(index),
            title: String::new(),
            group: None,
            code: None,
            how: How::Unknown,
            samples: Vec::new(),
        });
    }
}
