//! Reads the text of a letter: lines, and what stands in braces.

use crate::report::Fault;
use crate::report::template::{Span, Stand};
use std::collections::{BTreeMap, BTreeSet};

/// What takes lines of its own.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Block {
    Title(Vec<Piece>),
    Heading(u8, Vec<Piece>),
    Paragraph(Stand, Vec<Piece>),
    /// Cells of a table.
    Row(Vec<Vec<Piece>>),
    /// What stands above it is the head of the table.
    HeadEnds,
    Each(Each<Block>),
    When(String, Vec<Block>),
}

/// What a line is made of.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Piece {
    Text(String),
    Bold,
    /// A name, and whether it may stay empty.
    Field(String, bool),
    Each(Each<Piece>),
    When(String, Vec<Piece>),
}

/// Once for every row of a list.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Each<T> {
    pub list: String,
    pub optional: bool,
    /// What stands between the rows.
    pub between: String,
    pub body: Vec<T>,
}

/// What braces say.
enum Mark {
    Field(String, bool),
    Each { list: String, optional: bool, between: String },
    When(String),
    End(String),
}

/// A piece of text while it is looked through, with where it stands.
struct Token {
    at: Span,
    what: What,
}

enum What {
    Text(String),
    Mark(Mark),
}

/// Reads a text, or says what is wrong and where.
pub(super) fn read(text: &str) -> Result<Vec<Block>, Vec<Fault>> {
    let mut reader = Reader::default();
    for (at, line) in text.lines().enumerate() {
        reader.line(at + 1, line.trim_end());
    }
    reader.end();
    if reader.faults.is_empty() {
        Ok(reader.stack.pop().map(|level| level.body).unwrap_or_default())
    } else {
        Err(reader.faults)
    }
}

/// What stands under a repetition or condition that is open.
struct Level<T> {
    opened: Option<(Mark, Span)>,
    body: Vec<T>,
}

impl<T> Level<T> {
    fn new(opened: Option<(Mark, Span)>) -> Level<T> {
        Level { opened, body: Vec::new() }
    }
}

struct Reader {
    stack: Vec<Level<Block>>,
    faults: Vec<Fault>,
}

impl Default for Reader {
    fn default() -> Reader {
        Reader { stack: vec![Level::new(None)], faults: Vec::new() }
    }
}

impl Reader {
    fn line(&mut self, number: usize, line: &str) {
        if line.trim().is_empty() {
            return;
        }
        let place = |column: usize| Span { line: number, column, ..Span::default() };
        // A mark alone on its line holds whole lines.
        if let Some((mark, "")) = lone(line) {
            return match mark {
                Ok(Mark::End(name)) => self.close(&name, place(1)),
                Ok(mark @ (Mark::Each { .. } | Mark::When(_))) => {
                    self.stack.push(Level::new(Some((mark, place(1)))));
                }
                Ok(Mark::Field(name, optional)) => {
                    self.put(Block::Paragraph(Stand::Indented, vec![Piece::Field(name, optional)]));
                }
                Err(says) => self.faults.push(Fault::at(place(1), says)),
            };
        }
        let (block, skip): (fn(Vec<Piece>) -> Block, usize) = match line {
            _ if line.starts_with('|') => return self.row(number, line),
            _ if line.starts_with("> ") => (|text| Block::Paragraph(Stand::Flush, text), 2),
            _ if line.starts_with("~ ") => (|text| Block::Paragraph(Stand::Right, text), 2),
            _ if line.starts_with("# ") => (Block::Title, 2),
            _ if line.starts_with("## ") => (|text| Block::Heading(1, text), 3),
            _ if line.starts_with("### ") => (|text| Block::Heading(2, text), 4),
            _ if line.starts_with("#### ") => (|text| Block::Heading(3, text), 5),
            _ if line.starts_with("##### ") => (|text| Block::Heading(4, text), 6),
            _ => (|text| Block::Paragraph(Stand::Indented, text), 0),
        };
        let rest = line.get(skip..).unwrap_or_default();
        let text = self.pieces(number, skip + 1, rest);
        self.put(block(text));
    }

    fn put(&mut self, block: Block) {
        if let Some(level) = self.stack.last_mut() {
            level.body.push(block);
        }
    }

    fn close(&mut self, name: &str, at: Span) {
        let open = self.stack.last().and_then(|level| level.opened.as_ref());
        let fits = open.is_some_and(|(mark, _)| opens(mark) == name);
        if !fits {
            return self.faults.push(Fault::at(at, not_opened(name)));
        }
        let Some(Level { opened: Some((mark, _)), body }) = self.stack.pop() else { return };
        match mark {
            Mark::Each { list, optional, between } => {
                self.put(Block::Each(Each { list, optional, between, body }));
            }
            _ => self.put(Block::When(name.to_owned(), body)),
        }
    }

    fn end(&mut self) {
        while self.stack.len() > 1 {
            if let Some(Level { opened: Some((mark, at)), .. }) = self.stack.pop() {
                self.faults.push(Fault::at(at, not_closed(opens(&mark))));
            }
        }
    }

    /// A row; `|---|` says that the head ends above it.
    fn row(&mut self, number: usize, line: &str) {
        let mut cells = cells(line);
        if cells.iter().all(|(_, cell)| !cell.is_empty() && cell.chars().all(|c| c == '-')) {
            return self.put(Block::HeadEnds);
        }
        let row = cells.drain(..).map(|(column, cell)| self.pieces(number, column, cell)).collect();
        self.put(Block::Row(row));
    }

    fn pieces(&mut self, line: usize, column: usize, text: &str) -> Vec<Piece> {
        let mut open: Vec<Level<Piece>> = vec![Level::new(None)];
        for token in self.tokens(line, column, text) {
            match token.what {
                What::Text(text) => {
                    for (at, part) in text.split("**").enumerate() {
                        if at > 0 {
                            put(&mut open, Piece::Bold);
                        }
                        if !part.is_empty() {
                            put(&mut open, Piece::Text(part.to_owned()));
                        }
                    }
                }
                What::Mark(Mark::Field(name, optional)) => {
                    put(&mut open, Piece::Field(name, optional));
                }
                What::Mark(Mark::End(name)) => {
                    let top = open.last().and_then(|level| level.opened.as_ref());
                    if top.is_none_or(|(mark, _)| opens(mark) != name) {
                        self.faults.push(Fault::at(token.at, not_opened(&name)));
                        continue;
                    }
                    let Some(Level { opened: Some((mark, _)), body }) = open.pop() else {
                        continue;
                    };
                    put(
                        &mut open,
                        match mark {
                            Mark::Each { list, optional, between } => {
                                Piece::Each(Each { list, optional, between, body })
                            }
                            _ => Piece::When(name, body),
                        },
                    );
                }
                What::Mark(mark) => open.push(Level::new(Some((mark, token.at)))),
            }
        }
        for (mark, at) in open.iter().filter_map(|level| level.opened.as_ref()) {
            self.faults.push(Fault::at(*at, not_closed(opens(mark))));
        }
        open.into_iter().next().map(|level| level.body).unwrap_or_default()
    }

    fn tokens(&mut self, line: usize, column: usize, text: &str) -> Vec<Token> {
        let mut out = Vec::new();
        let (mut rest, mut column) = (text, column);
        let place = |column: usize| Span { line, column, ..Span::default() };
        while let Some(at) = rest.find("{{") {
            let (before, inside) = rest.split_at(at);
            if !before.is_empty() {
                out.push(Token { at: place(column), what: What::Text(before.to_owned()) });
            }
            column += before.chars().count();
            let Some(end) = inside.find("}}") else {
                self.faults
                    .push(Fault::at(place(column), "“{{”后面没有“}}”，把名称写在两对大括号之间"));
                return out;
            };
            let (mark, behind) = inside.split_at(end + 2);
            match marked(mark.get(2..end).unwrap_or_default()) {
                Ok(mark) => out.push(Token { at: place(column), what: What::Mark(mark) }),
                Err(says) => self.faults.push(Fault::at(place(column), says)),
            }
            column += mark.chars().count();
            rest = behind;
        }
        if let Some(at) = rest.find("}}") {
            let column = column + rest.get(..at).map_or(0, |before| before.chars().count());
            self.faults.push(Fault::at(place(column), "“}}”前面没有“{{”"));
        } else if !rest.is_empty() {
            out.push(Token { at: place(column), what: What::Text(rest.to_owned()) });
        }
        out
    }
}

fn put(open: &mut [Level<Piece>], piece: Piece) {
    if let Some(level) = open.last_mut() {
        level.body.push(piece);
    }
}

/// A line that is one mark, and what is left behind it.
fn lone(line: &str) -> Option<(Result<Mark, String>, &str)> {
    let (inside, rest) = line.trim().strip_prefix("{{")?.split_once("}}")?;
    Some((marked(inside), rest))
}

fn marked(inside: &str) -> Result<Mark, String> {
    let inside = inside.trim();
    let name = |text: &str| {
        let text = text.trim();
        let plain = !text.is_empty() && !text.contains(['{', '}', '#', '/', '|', '?']);
        if plain {
            Ok(text.to_owned())
        } else {
            Err(format!("“{{{{{inside}}}}}”里要写一个名称"))
        }
    };
    if let Some(rest) = inside.strip_prefix('#') {
        let (list, between) = rest.split_once('|').unwrap_or((rest, ""));
        let (list, optional) = may_be_empty(list);
        return Ok(Mark::Each { list: name(list)?, optional, between: between.to_owned() });
    }
    if let Some(rest) = inside.strip_prefix('?') {
        return Ok(Mark::When(name(rest)?));
    }
    if let Some(rest) = inside.strip_prefix('/') {
        return Ok(Mark::End(name(rest)?));
    }
    let (field, optional) = may_be_empty(inside);
    Ok(Mark::Field(name(field)?, optional))
}

fn may_be_empty(name: &str) -> (&str, bool) {
    let name = name.trim();
    name.strip_suffix(['?', '？']).map_or((name, false), |name| (name, true))
}

fn opens(mark: &Mark) -> &str {
    match mark {
        Mark::Each { list, .. } => list,
        Mark::When(name) | Mark::Field(name, _) | Mark::End(name) => name,
    }
}

fn not_opened(name: &str) -> String {
    format!(
        "“{{{{/{name}}}}}”前面没有对应的“{{{{#{name}}}}}”或“{{{{?{name}}}}}”，或隔着别的没有结束"
    )
}

fn not_closed(name: &str) -> String {
    format!("“{name}”这一段没有结束，在后面写“{{{{/{name}}}}}”；开头单独一行的，结尾也单独一行")
}

/// The cells of a row, each with the column where it begins; a bar inside braces parts nothing.
fn cells(line: &str) -> Vec<(usize, &str)> {
    let blanks = |cell: &str| cell.chars().take_while(|c| c.is_whitespace()).count();
    let inner = line.trim_end().strip_prefix('|').unwrap_or(line);
    let inner = inner.strip_suffix('|').unwrap_or(inner);
    let (mut out, mut depth, mut from, mut column, mut begins) = (Vec::new(), 0_u32, 0, 2, 2);
    for (at, c) in inner.char_indices() {
        match c {
            '{' => depth += 1,
            '}' => depth = depth.saturating_sub(1),
            '|' if depth == 0 => {
                let cell = inner.get(from..at).unwrap_or_default();
                out.push((begins + blanks(cell), cell.trim()));
                from = at + 1;
                begins = column + 1;
            }
            _ => {}
        }
        column += 1;
    }
    let cell = inner.get(from..).unwrap_or_default();
    out.push((begins + blanks(cell), cell.trim()));
    out
}

/// The names that a text asks for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Names {
    /// Texts.
    pub fields: BTreeSet<String>,
    /// Lists with their columns; 序号 is counted and not asked for.
    pub lists: BTreeMap<String, BTreeSet<String>>,
}

/// The names that a text asks for, or what is wrong with it.
pub fn names(text: &str) -> Result<Names, Vec<Fault>> {
    let mut names = Names::default();
    gather_blocks(&read(text)?, None, &mut names);
    Ok(names)
}

fn gather_blocks(blocks: &[Block], list: Option<&str>, names: &mut Names) {
    for block in blocks {
        match block {
            Block::Title(text) | Block::Heading(_, text) | Block::Paragraph(_, text) => {
                gather(text, list, names);
            }
            Block::Row(cells) => cells.iter().for_each(|cell| gather(cell, list, names)),
            Block::HeadEnds => {}
            Block::Each(each) => {
                names.lists.entry(each.list.clone()).or_default();
                gather_blocks(&each.body, Some(&each.list), names);
            }
            Block::When(_, body) => gather_blocks(body, list, names),
        }
    }
}

fn gather(pieces: &[Piece], list: Option<&str>, names: &mut Names) {
    for piece in pieces {
        match piece {
            Piece::Text(_) | Piece::Bold => {}
            Piece::Field(name, _) if name == super::fill::COUNTED => {}
            Piece::Field(name, _) => {
                let of = list.map(|list| names.lists.entry(list.to_owned()).or_default());
                of.unwrap_or(&mut names.fields).insert(name.clone());
            }
            Piece::Each(each) => {
                names.lists.entry(each.list.clone()).or_default();
                gather(&each.body, Some(&each.list), names);
            }
            Piece::When(_, body) => gather(body, list, names),
        }
    }
}
