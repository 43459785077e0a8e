//! Templates are kept with codes and shown with titles, so that a changed title breaks nothing.

use super::glossary::Glossary;
use super::read::{LONGEST_UNIT, parse};
use super::template::*;
use std::collections::BTreeSet;

/// How indicators, dimensions and values are spelled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Spelling {
    /// By code: how a template is kept.
    Code,
    /// By title: how it is shown.
    Title,
}

/// Respells every name the glossary knows and leaves all else as it was typed. A text that cannot
/// be read comes back unchanged.
pub fn rename(text: &str, glossary: &Glossary, spelling: Spelling) -> String {
    let Ok(template) = parse(text) else { return text.to_owned() };
    let mut names = Names { glossary, spelling, found: Vec::new(), codes: BTreeSet::new() };
    names.blocks(&template.blocks);
    names.found.sort_by_key(|(span, _)| span.from);
    let mut done = String::with_capacity(text.len());
    let mut at = 0;
    for (span, word) in names.found {
        done.push_str(text.get(at..span.from).unwrap_or_default());
        done.push_str(&word);
        at = span.until;
    }
    done.push_str(text.get(at..).unwrap_or_default());
    done
}

/// The codes of the indicators that a text asks for.
pub fn mentioned(text: &str, glossary: &Glossary) -> BTreeSet<String> {
    let Ok(template) = parse(text) else { return BTreeSet::new() };
    let (found, codes) = (Vec::new(), BTreeSet::new());
    let mut names = Names { glossary, spelling: Spelling::Code, found, codes };
    names.blocks(&template.blocks);
    names.codes
}

struct Names<'a> {
    glossary: &'a Glossary,
    spelling: Spelling,
    found: Vec<(Span, String)>,
    codes: BTreeSet<String>,
}

impl Names<'_> {
    fn spell(&mut self, name: &Name, code: &str, title: &str, unique: bool) {
        let odd = |c: char| "[]【】〔〕{}｛｝@＠|｜;；=＝<>＜＞《》!！≥≤≠≧≦".contains(c);
        let writable = unique && !title.is_empty() && !title.contains(odd) && title.trim() == title;
        let word = match self.spelling {
            Spelling::Title if writable => title,
            Spelling::Title | Spelling::Code => code,
        };
        self.found.push((name.span, word.to_owned()));
    }

    fn figure(&mut self, figure: &Figure) {
        let Some(info) = self.glossary.find(&figure.name.text) else { return };
        self.codes.insert(info.code.clone());
        let found = self.glossary.find(&info.title);
        let unique = found.is_some_and(|found| found.code == info.code);
        let misread = is_misread(&info.title);
        self.spell(&figure.name, &info.code, &info.title, unique && !misread);
        for (dim, value) in &figure.filter {
            let Some(known) = info.dim(&dim.text) else { continue };
            let unique = info.dim(&known.title).is_some_and(|found| found.name == known.name);
            self.spell(dim, &known.name, &known.title, unique);
            if let Some((code, title)) = known.value(&value.text) {
                let unique = known.value(title).is_some_and(|(found, _)| found == code);
                self.spell(value, code, title, unique);
            }
        }
    }

    fn measure(&mut self, measure: &Measure) {
        self.figure(&measure.figure);
        if let Some(whole) = &measure.whole {
            self.figure(whole);
        }
    }

    fn grid(&mut self, grid: &Grid) {
        for figure in &grid.figures {
            self.figure(figure);
        }
        if let By::Dim(name) = &grid.by
            && let Some(first) = grid.figures.first()
            && let Some(info) = self.glossary.find(&first.name.text)
            && let Some(dim) = info.dim(&name.text)
        {
            self.spell(name, &dim.name, &dim.title, true);
        }
    }

    fn cond(&mut self, cond: &Cond) {
        match cond {
            Cond::All(parts) | Cond::Any(parts) => {
                for part in parts {
                    self.cond(part);
                }
            }
            Cond::Not(inner) => self.cond(inner),
            Cond::Compare(left, _, right) => {
                self.measure(left);
                if let Operand::Measure(right) = right {
                    self.measure(right);
                }
            }
        }
    }

    fn head<T>(&mut self, each: &Each<T>) {
        if let Some((figure, _)) = &each.order {
            self.figure(figure);
        }
        if let Some(when) = &each.when {
            self.cond(when);
        }
    }

    fn pieces(&mut self, pieces: &[Piece]) {
        for piece in pieces {
            match piece {
                Piece::Text(_) | Piece::Bold | Piece::Word(..) | Piece::Open(_) => {}
                Piece::Insert(insert) => self.measure(&insert.measure),
                Piece::Choice(choice) => {
                    for (cond, body) in &choice.branches {
                        self.cond(cond);
                        self.pieces(body);
                    }
                    self.pieces(&choice.otherwise);
                }
                Piece::Each(each) => {
                    self.head(each);
                    self.pieces(&each.body);
                }
            }
        }
    }

    fn blocks(&mut self, blocks: &[Block]) {
        for block in blocks {
            match block {
                Block::Title(text) | Block::Paragraph { text, .. } => self.pieces(text),
                Block::Heading { head, text, .. } => {
                    self.pieces(head);
                    self.pieces(text);
                }
                Block::Grid(grid) => self.grid(grid),
                Block::Choice(choice) => {
                    for (cond, body) in &choice.branches {
                        self.cond(cond);
                        self.blocks(body);
                    }
                    self.blocks(&choice.otherwise);
                }
                Block::Each(each) => {
                    self.head(each);
                    self.blocks(&each.body);
                }
            }
        }
    }
}

/// Whether a title would be read as something else where its code is not: cut at a blank, taken for
/// a keyword, a bracket, or a number with its unit.
fn is_misread(title: &str) -> bool {
    let behind = title.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | ','));
    let number = behind.len() < title.len() && behind.chars().count() <= LONGEST_UNIT + 1;
    number
        || title.contains(char::is_whitespace)
        || ["本单位的", "如果", "否则", "每个下级", "待补充", "(", "（"]
            .iter()
            .any(|word| title.starts_with(word))
        || title == "完"
        || Word::ALL.iter().any(|(word, _)| *word == title)
}
