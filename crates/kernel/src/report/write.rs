//! Writes the report: the template, said with the answers.
//!
//! Read in this order: here blocks and lines · [`figure`] what a figure in a line says · [`each`]
//! repetitions and conditions · [`grid`] tables and charts.

mod each;
mod figure;
mod grid;

use super::answer::{Answers, State};
use super::ask::{Asker, Scope};
use super::document::{Document, Part, Placed, Remark, Run};
use super::glossary::Glossary;
use super::measure::Reader;
use super::number;
use super::setting::Setting;
use super::template::*;

/// Writes a template for a union and a period with the answers to its [`super::questions`].
pub fn write(
    template: &Template,
    setting: &Setting,
    glossary: &Glossary,
    answers: &Answers,
) -> Document {
    let reader = Reader { asker: Asker { setting, glossary }, answers };
    let mut writer = Writer { reader, done: Document::default(), numbers: [0; 4] };
    writer.blocks(&template.blocks, reader.asker.own());
    let mut done = writer.done;
    let lacking = lacking(&done.figures);
    done.remarks.extend(lacking);
    done.remarks.sort();
    done.remarks.dedup();
    done
}

struct Writer<'a> {
    reader: Reader<'a>,
    done: Document,
    /// The last number of each level of headings.
    numbers: [u32; 4],
}

/// A line while it is written.
#[derive(Default)]
struct Line {
    runs: Vec<Run>,
    bold: bool,
}

impl Line {
    fn say(&mut self, text: &str) {
        if text.is_empty() {
            return;
        }
        match self.runs.last_mut() {
            Some(last) if last.figure.is_none() && !last.open && last.bold == self.bold => {
                last.text.push_str(text);
            }
            _ => self.runs.push(Run { text: text.to_owned(), bold: self.bold, ..Run::default() }),
        }
    }

    fn is_blank(&self) -> bool {
        self.runs.iter().all(|run| run.text.trim().is_empty())
    }
}

impl<'a> Writer<'a> {
    fn blocks(&mut self, blocks: &[Block], scope: Scope<'a>) {
        for block in blocks {
            match block {
                Block::Title(text) => {
                    let line = self.line(text, scope);
                    if !line.is_blank() {
                        self.done.title.push(line.runs);
                    }
                }
                Block::Heading { level, head, text } => {
                    let number = self.number(*level);
                    let head = self.line(head, scope).runs;
                    let text = self.line(text, scope).runs;
                    self.done.parts.push(Part::Heading { level: *level, number, head, text });
                }
                Block::Paragraph { stand, text } => {
                    let line = self.line(text, scope);
                    if !line.is_blank() {
                        self.done.parts.push(Part::Paragraph { stand: *stand, text: line.runs });
                    }
                }
                Block::Grid(grid) => self.grid(grid),
                Block::Choice(choice) => {
                    let chosen = self.choose(choice, scope);
                    self.blocks(chosen, scope);
                }
                Block::Each(each) => {
                    for child in self.children(each) {
                        self.blocks(&each.body, child);
                    }
                }
            }
        }
    }

    fn line(&mut self, pieces: &[Piece], scope: Scope<'a>) -> Line {
        let mut line = Line::default();
        self.pieces(pieces, scope, &mut line);
        line
    }

    fn pieces(&mut self, pieces: &[Piece], scope: Scope<'a>, line: &mut Line) {
        for piece in pieces {
            match piece {
                Piece::Text(text) => line.say(text),
                Piece::Bold => line.bold = !line.bold,
                Piece::Word(word, _) => {
                    line.say(&self.reader.asker.setting.word(*word, scope.here));
                }
                Piece::Open(wanted) => line.runs.push(open(wanted, line.bold)),
                Piece::Insert(insert) => {
                    let placed = self.figure(insert, scope);
                    self.place(placed, line);
                }
                Piece::Choice(choice) => {
                    let chosen = self.choose(choice, scope);
                    self.pieces(chosen, scope, line);
                }
                Piece::Each(each) => self.repeat(each, line),
            }
        }
    }

    /// Repeats within a line; what came out empty is not set apart either.
    fn repeat(&mut self, each: &Each<Piece>, line: &mut Line) {
        let between = each.between.as_deref().unwrap_or("、");
        let mut said = false;
        for child in self.children(each) {
            let mut part = Line { runs: Vec::new(), bold: line.bold };
            self.pieces(&each.body, child, &mut part);
            if part.is_blank() {
                continue;
            }
            if said {
                line.say(between);
            }
            said = true;
            line.runs.append(&mut part.runs);
        }
    }

    fn place(&mut self, placed: Placed, line: &mut Line) {
        let run = Run { text: placed.text.clone(), bold: line.bold, ..Run::default() };
        let figure = Some(self.keep(placed));
        line.runs.push(Run { figure, ..run });
    }

    /// Keeps a printed figure and gives its place.
    fn keep(&mut self, placed: Placed) -> usize {
        self.done.figures.push(placed);
        self.done.figures.len() - 1
    }

    /// Counts a heading and gives its number as printed.
    fn number(&mut self, level: u8) -> String {
        let at = usize::from(level.saturating_sub(1));
        for deeper in self.numbers.iter_mut().skip(at + 1) {
            *deeper = 0;
        }
        let count = self.numbers.get_mut(at).map_or(0, |count| {
            *count += 1;
            *count
        });
        match level {
            1 => format!("{}、", number::chinese(count)),
            2 => format!("（{}）", number::chinese(count)),
            3 => format!("{count}."),
            _ => format!("（{count}）"),
        }
    }
}

/// Figures named before the rest is only counted.
const NAMED: usize = 3;

/// Which figures could not be had: one remark for each reason.
fn lacking(figures: &[Placed]) -> Vec<Remark> {
    let reasons = [
        (State::Undefined, "没有数（分母为零或没有目标），写作“—”。"),
        (State::Forbidden, "无权查看，没有写出数字。"),
        (State::Unknown, "没有取到数，请核对名称和时间。"),
        (State::Importing, "正在导入，导入完再写一次。"),
    ];
    let remark = |(state, says): (State, &str)| {
        let mut there = figures.iter().filter(|placed| placed.state == state).peekable();
        let (line, column) = there.peek().map(|first| (first.line, first.column))?;
        let mut names: Vec<String> = Vec::new();
        for placed in there {
            let name = format!("{}的“{}”", placed.union_name, placed.title);
            if !names.contains(&name) {
                names.push(name);
            }
        }
        let many = names.len();
        names.truncate(NAMED);
        let rest = if many > NAMED { format!("等{many}个数") } else { String::new() };
        Some(Remark { line, column, says: format!("{}{rest}{says}", names.join("、")) })
    };
    reasons.into_iter().filter_map(remark).collect()
}

/// A place left for a person stays to be seen.
fn open(wanted: &str, bold: bool) -> Run {
    let text = if wanted.is_empty() {
        "【待补充】".to_owned()
    } else {
        format!("【待补充：{wanted}】")
    };
    Run { text, bold, figure: None, open: true }
}
