//! Fills a letter. A value is put in as it is: what it holds is never read as part of the text.

use super::read::{Block, Each, Piece, read};
use super::{FieldRow, Fields, LetterTemplate};
use crate::report::document::{Document, Part, Run, Table};
use crate::report::template::Stand;
use crate::report::{Fault, number};

/// The number of a row in its list.
pub(super) const COUNTED: &str = "序号";

/// A letter filled with what is known; the same letter and fields always give the same document.
pub fn fill(letter: &LetterTemplate, fields: &Fields) -> Result<Document, Vec<Fault>> {
    fill_text(letter.text, fields)
}

/// The same for any text in the language of letters.
pub fn fill_text(text: &str, fields: &Fields) -> Result<Document, Vec<Fault>> {
    let blocks = read(text)?;
    let mut writer = Writer { fields, done: Document::default(), table: None, numbers: [0; 4] };
    writer.blocks(&blocks, None);
    writer.end_table();
    Ok(writer.done)
}

struct Writer<'a> {
    fields: &'a Fields,
    done: Document,
    table: Option<Table>,
    /// The last number of each level of headings.
    numbers: [u32; 4],
}

/// A row of a list while its part is written, and its number.
type Row<'a> = Option<(&'a FieldRow, usize)>;

/// A line while it is written.
#[derive(Default)]
struct Line {
    runs: Vec<Run>,
    bold: bool,
}

impl Line {
    fn say(&mut self, text: &str, open: bool) {
        match self.runs.last_mut() {
            Some(last) if !open && !last.open && last.bold == self.bold => last.text.push_str(text),
            _ => {
                let run = Run { text: text.to_owned(), bold: self.bold, open, ..Run::default() };
                self.runs.push(run);
            }
        }
    }
}

impl<'a> Writer<'a> {
    fn blocks(&mut self, blocks: &[Block], row: Row<'a>) {
        for block in blocks {
            if !matches!(block, Block::Row(_) | Block::HeadEnds | Block::Each(_) | Block::When(..))
            {
                self.end_table();
            }
            match block {
                Block::Title(text) => {
                    let line = self.line(text, row);
                    self.done.title.push(line);
                }
                Block::Heading(level, text) => {
                    let number = self.number(*level);
                    let head = self.line(text, row);
                    let text = Vec::new();
                    self.done.parts.push(Part::Heading { level: *level, number, head, text });
                }
                Block::Paragraph(stand, text) => self.paragraph(*stand, text, row),
                Block::Row(cells) => self.row(cells, row),
                Block::HeadEnds => self.head_ends(),
                Block::Each(each) => self.each(each),
                Block::When(name, body) => {
                    if self.filled(name, row) {
                        self.blocks(body, row);
                    }
                }
            }
        }
    }

    /// A value of several lines that stands alone becomes several paragraphs; one that is empty and may
    /// be leaves none.
    fn paragraph(&mut self, stand: Stand, text: &[Piece], row: Row<'a>) {
        if let [Piece::Field(name, optional)] = text {
            let value = self.value(name, row);
            if value.is_none() && *optional {
                return;
            }
            if let Some(value) = value.filter(|value| value.contains('\n')) {
                for line in value.lines().map(str::trim).filter(|line| !line.is_empty()) {
                    let text = vec![Run { text: line.to_owned(), ..Run::default() }];
                    self.done.parts.push(Part::Paragraph { stand, text });
                }
                return;
            }
        }
        let text = self.line(text, row);
        if text.iter().any(|run| !run.text.trim().is_empty()) {
            self.done.parts.push(Part::Paragraph { stand, text });
        }
    }

    fn each(&mut self, each: &Each<Block>) {
        let fields = self.fields;
        match fields.lists.get(&each.list).filter(|rows| !rows.is_empty()) {
            Some(rows) => {
                for (at, row) in rows.iter().enumerate() {
                    self.blocks(&each.body, Some((row, at + 1)));
                }
            }
            None if each.optional => {}
            None => {
                let open = vec![missing(&each.list)];
                if matches!(each.body.first(), Some(Block::Row(_))) {
                    self.table.get_or_insert_default().rows.push(open);
                } else {
                    self.end_table();
                    let stand = Stand::Indented;
                    self.done.parts.push(Part::Paragraph { stand, text: open });
                }
            }
        }
    }

    fn row(&mut self, cells: &[Vec<Piece>], row: Row<'a>) {
        let cell = |cell: &Vec<Piece>| {
            let runs = self.line(cell, row);
            let open = runs.iter().any(|run| run.open);
            let bold = runs.first().is_some_and(|run| run.bold);
            let text = runs.into_iter().map(|run| run.text).collect();
            Run { text, bold, open, ..Run::default() }
        };
        let cells: Vec<Run> = cells.iter().map(cell).collect();
        self.table.get_or_insert_default().rows.push(cells);
    }

    fn head_ends(&mut self) {
        if let Some(table) = &mut self.table
            && let Some(head) = table.rows.pop()
        {
            table.head = head.into_iter().map(|cell| cell.text).collect();
        }
    }

    /// A table without a head is a form: as many empty heads as it has columns.
    fn end_table(&mut self) {
        let Some(mut table) = self.table.take() else { return };
        if table.head.is_empty() {
            let widest = table.rows.iter().map(Vec::len).max().unwrap_or(0);
            table.head = vec![String::new(); widest];
        }
        self.done.parts.push(Part::Table(table));
    }

    fn line(&self, pieces: &[Piece], row: Row<'a>) -> Vec<Run> {
        let mut line = Line::default();
        self.pieces(pieces, row, &mut line);
        line.runs
    }

    fn pieces(&self, pieces: &[Piece], row: Row<'a>, line: &mut Line) {
        for piece in pieces {
            match piece {
                Piece::Text(text) => line.say(text, false),
                Piece::Bold => line.bold = !line.bold,
                Piece::Field(name, optional) => match self.value(name, row) {
                    Some(value) => line.say(&value.replace('\n', " "), false),
                    None if *optional => {}
                    None => line.say(&missing(name).text, true),
                },
                Piece::Each(each) => self.each_in_line(each, line),
                Piece::When(name, body) => {
                    if self.filled(name, row) {
                        self.pieces(body, row, line);
                    }
                }
            }
        }
    }

    fn each_in_line(&self, each: &Each<Piece>, line: &mut Line) {
        let rows = self.fields.lists.get(&each.list).map_or(&[][..], Vec::as_slice);
        if rows.is_empty() && !each.optional {
            return line.say(&missing(&each.list).text, true);
        }
        for (at, row) in rows.iter().enumerate() {
            if at > 0 && !each.between.is_empty() {
                line.say(&each.between, false);
            }
            self.pieces(&each.body, Some((row, at + 1)), line);
        }
    }

    /// In a list the row is asked first, then the letter.
    fn value(&self, name: &str, row: Row<'a>) -> Option<String> {
        if let Some((row, number)) = row {
            if name == COUNTED {
                return Some(number.to_string());
            }
            if let Some(value) = row.get(name) {
                let value = value.trim();
                return (!value.is_empty()).then(|| value.to_owned());
            }
        }
        self.fields.text(name).map(str::to_owned)
    }

    fn filled(&self, name: &str, row: Row<'a>) -> bool {
        let list = self.fields.lists.get(name).is_some_and(|rows| !rows.is_empty());
        list || self.value(name, row).is_some()
    }

    fn number(&mut self, level: u8) -> String {
        let at = usize::from(level.clamp(1, 4)) - 1;
        for (deeper, number) in self.numbers.iter_mut().enumerate() {
            match deeper.cmp(&at) {
                std::cmp::Ordering::Less => {}
                std::cmp::Ordering::Equal => *number += 1,
                std::cmp::Ordering::Greater => *number = 0,
            }
        }
        let count = self.numbers.get(at).copied().unwrap_or(1);
        match level {
            1 => format!("{}、", number::chinese(count)),
            2 => format!("（{}）", number::chinese(count)),
            3 => format!("{count}."),
            _ => format!("（{count}）"),
        }
    }
}

/// A place without a value.
fn missing(name: &str) -> Run {
    Run { text: format!("【待补充：{name}】"), open: true, ..Run::default() }
}
