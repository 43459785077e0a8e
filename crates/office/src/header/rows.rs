//! What a row below the header is.

use super::Layout;
use super::fold::{fold_title, same as same_title, whole};
use crate::cell::CellIn;

/// What a row below the header is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RowKind {
    /// A record.
    Data,
    /// Nothing but perhaps its number; not counted.
    Blank,
    /// A note, a signature line, a total, or the header printed again.
    Note,
}

/// Titles of running numbers.
const RUNNING: &[&str] = &["序号", "序", "行号", "项次", "no", "编序"];
/// First words of totals.
const TOTALS: &[&str] =
    &["合计", "总计", "小计", "共计", "累计", "本页合计", "本页小计", "本页共计", "总合计"];
/// First words of notes and signatures.
const NOTES: &[&str] = &[
    "填表",
    "填报",
    "填写",
    "制表",
    "审核",
    "审批",
    "复核",
    "经办",
    "单位负责人",
    "负责人",
    "信息采集人",
    "采集人",
    "联系人",
    "联系电话",
    "单位盖章",
    "盖章",
    "公章",
    "打印",
    "导出",
    "说明",
    "备注",
    "注",
    "附注",
    "附件",
    "附",
    "以下空白",
    "以下无正文",
    "日期",
    "年月日",
    "签字",
];
/// First words of a worked example.
const EXAMPLES: &[&str] = &["示例", "例", "样例", "范例", "例如", "填写示例", "填表示例"];
/// Hints that stand in a row of their own under the header.
const HINTS: &[&str] =
    &["必填", "选填", "可选", "非必填", "必填项", "选填项", "文本", "数字", "日期", "下拉选择"];
/// A text of this length alone in a wide table is a note.
const LONG: usize = 25;

/// What a row is.
pub fn classify(cells: &[CellIn], layout: &Layout) -> RowKind {
    let filled: Vec<(usize, String)> = cells
        .iter()
        .enumerate()
        .filter(|(_, cell)| !cell.is_empty())
        .map(|(index, cell)| (index, cell.text(false).trim().to_owned()))
        .collect();
    let Some((_, first)) = filled.first() else { return RowKind::Blank };
    if filled.iter().all(|(index, _)| running(*index, layout)) && !is_note(first, 1, layout) {
        return RowKind::Blank;
    }
    let texts = || filled.iter().map(|(_, text)| text.as_str());
    let marked = texts().all(|text| text.starts_with('※'));
    let hints = texts().all(|text| HINTS.contains(&whole(text).as_str()));
    if marked || hints || repeats(&filled, layout) || is_note(first, filled.len(), layout) {
        RowKind::Note
    } else {
        RowKind::Data
    }
}

fn running(index: usize, layout: &Layout) -> bool {
    let column = layout.columns.iter().find(|column| column.index == index);
    column.is_some_and(|column| RUNNING.contains(&fold_title(&column.title).as_str()))
}

/// Whether the first text of a row with so many filled cells makes it a note.
fn is_note(first: &str, filled: usize, layout: &Layout) -> bool {
    let folded = whole(first);
    if total(&folded) || EXAMPLES.contains(&folded.as_str()) {
        return true;
    }
    let wide = layout.columns.len() >= 3;
    let begins = NOTES.iter().any(|word| folded.starts_with(word));
    let label = first.contains(['：', ':']);
    if begins && (label || filled == 1 && wide) && filled * 2 <= layout.columns.len().max(2) {
        return true;
    }
    filled == 1 && wide && (first.chars().count() >= LONG || first.contains('\n'))
}

/// 合计, 总计: or 合计12人.
fn total(folded: &str) -> bool {
    let unit = |c: char| c.is_ascii_digit() || "人户家个名元条行()".contains(c);
    TOTALS.iter().any(|word| folded.strip_prefix(word).is_some_and(|rest| rest.chars().all(unit)))
}

/// Whether most cells repeat the titles above them.
fn repeats(filled: &[(usize, String)], layout: &Layout) -> bool {
    let same = filled
        .iter()
        .filter(|(index, text)| {
            let column = layout.columns.iter().find(|column| column.index == *index);
            column.is_some_and(|column| {
                let group = column.group.as_ref();
                same_title(text, &column.title)
                    || group.is_some_and(|group| same_title(text, group))
            })
        })
        .count();
    same >= 2 && same * 10 >= filled.len() * 6
}
