//! Reads a template. Everything wrong is found in one pass, line by line.
//!
//! Read in this order: here lines become blocks · [`tokens`] a line becomes words and braces ·
//! [`braces`] what stands in braces · [`figure`] and [`options`] its parts · [`cond`] conditions.

mod braces;
mod cond;
mod cursor;
mod figure;
mod options;
mod pieces;
mod tokens;

use super::fault::Fault;
use super::template::{Block, Choice, Cond, Each, Span, Stand, Template};
use braces::{Brace, EachHead};
use cursor::Cursor;
use tokens::Token;

/// How deep conditions and repetitions may stand in each other.
const DEEPEST: usize = 8;

/// How long the unit behind a number may be; what is longer is the name of an indicator.
pub(super) const LONGEST_UNIT: usize = 4;

/// Reads a template, or says everything that is wrong with it.
pub fn parse(text: &str) -> Result<Template, Vec<Fault>> {
    let mut reader = Reader::default();
    let mut start = 0;
    for (number, raw) in text.split('\n').enumerate() {
        reader.line(Cursor::of_line(raw.trim_end(), start, number + 1));
        start += raw.len() + 1;
    }
    reader.finish()
}

/// A block that waits for its 完.
struct Open {
    span: Span,
    kind: Waiting,
    /// What stood around it, to go on with afterwards.
    around: Vec<Block>,
}

enum Waiting {
    Branch { done: Vec<(Cond, Vec<Block>)>, cond: Cond },
    Otherwise { done: Vec<(Cond, Vec<Block>)> },
    Each(EachHead),
}

#[derive(Default)]
struct Reader {
    open: Vec<Open>,
    /// Blocks begun that stand too deep to be kept; their 完 must not close another.
    deeper: usize,
    blocks: Vec<Block>,
    faults: Vec<Fault>,
}

impl Reader {
    fn line(&mut self, mut line: Cursor<'_>) {
        line.blank();
        if line.is_done() || line.eat_all("//") {
            return;
        }
        let begin = line.span(line.at);
        let level = line.count('#');
        let stand = if level > 0 {
            Stand::Indented
        } else if line.eat('>') {
            Stand::Flush
        } else if line.eat('~') {
            Stand::Right
        } else {
            Stand::Indented
        };
        line.blank();
        let found = tokens::of(line, level > 0);
        self.faults.extend(found.faults);
        let mut tokens = found.tokens;
        if level == 0 && stand == Stand::Indented && self.alone(&mut tokens) {
            return;
        }
        self.text(level, stand, &tokens, begin);
    }

    /// A brace alone in its line may be a block; whether it was.
    fn alone(&mut self, tokens: &mut Vec<Token>) -> bool {
        let is_block = matches!(tokens.as_slice(), [Token::Brace(brace, _)] if brace.takes_lines());
        if !is_block {
            return false;
        }
        if let Some(Token::Brace(brace, span)) = tokens.pop() {
            self.block(brace, span);
        }
        true
    }

    fn block(&mut self, brace: Brace, span: Span) {
        match brace {
            Brace::Grid(grid) => self.blocks.push(Block::Grid(*grid)),
            Brace::If(cond) => self.begin(Waiting::Branch { done: Vec::new(), cond }, span),
            Brace::Each(head) => {
                if self.open.iter().any(|open| matches!(open.kind, Waiting::Each(_))) {
                    self.faults.push(Fault::at(span, pieces::EACH_IN_EACH));
                }
                self.begin(Waiting::Each(*head), span);
            }
            Brace::ElseIf(cond) => self.turn(Some(cond), span),
            Brace::Else => self.turn(None, span),
            Brace::End => self.end(span),
            Brace::Word(_) | Brace::Insert(_) | Brace::Open(_) => {}
        }
    }

    fn begin(&mut self, kind: Waiting, span: Span) {
        if self.open.len() == DEEPEST {
            self.faults.push(Fault::at(span, pieces::TOO_DEEP));
            self.deeper += 1;
            return;
        }
        self.open.push(Open { span, kind, around: std::mem::take(&mut self.blocks) });
    }

    /// 否则 or 否则如果.
    fn turn(&mut self, next: Option<Cond>, span: Span) {
        if self.deeper > 0 {
            return;
        }
        let body = std::mem::take(&mut self.blocks);
        let turned = match self.open.pop() {
            Some(Open { span: begun, kind: Waiting::Branch { mut done, cond }, around }) => {
                done.push((cond, body));
                let kind = match next {
                    Some(cond) => Waiting::Branch { done, cond },
                    None => Waiting::Otherwise { done },
                };
                self.open.push(Open { span: begun, kind, around });
                return;
            }
            other => other,
        };
        self.blocks = body;
        self.open.extend(turned);
        self.faults.push(Fault::at(span, pieces::ELSE_ALONE));
    }

    fn end(&mut self, span: Span) {
        if self.deeper > 0 {
            self.deeper -= 1;
            return;
        }
        let Some(open) = self.open.pop() else {
            self.faults.push(Fault::at(span, pieces::END_ALONE));
            return;
        };
        let body = std::mem::replace(&mut self.blocks, open.around);
        self.blocks.push(match open.kind {
            Waiting::Branch { mut done, cond } => {
                done.push((cond, body));
                Block::Choice(Choice { branches: done, otherwise: Vec::new(), span: open.span })
            }
            Waiting::Otherwise { done } => {
                Block::Choice(Choice { branches: done, otherwise: body, span: open.span })
            }
            Waiting::Each(head) => Block::Each(Box::new(head.with(body, open.span))),
        });
    }

    fn text(&mut self, level: usize, stand: Stand, tokens: &[Token], begin: Span) {
        let in_each = self.open.iter().any(|open| matches!(open.kind, Waiting::Each(_)));
        let mut parts = tokens.split(|token| matches!(token, Token::Bar));
        let mut next = |faults: &mut Vec<Fault>| {
            parts.next().map_or_else(Vec::new, |part| pieces::of(part, in_each, faults))
        };
        let head = next(&mut self.faults);
        let text = next(&mut self.faults);
        if level > 0 && head.is_empty() && self.faults.is_empty() {
            self.faults.push(Fault::at(begin, "“#”后面要写标题的文字。"));
        }
        let block = match level {
            0 => Block::Paragraph { stand, text: head },
            1 => Block::Title(head),
            _ => {
                let level = u8::try_from(level - 1).unwrap_or(u8::MAX);
                if level > 4 {
                    let says =
                        "标题最多五个“#”：大标题一个，一、两个，（一）三个，1.四个，（1）五个。";
                    self.faults.push(Fault::at(begin, says));
                }
                Block::Heading { level, head, text }
            }
        };
        let empty = matches!(&block, Block::Paragraph { text, .. } if text.is_empty());
        if !empty {
            self.blocks.push(block);
        }
    }

    fn finish(mut self) -> Result<Template, Vec<Fault>> {
        while let Some(open) = self.open.pop() {
            self.faults.push(Fault::at(open.span, pieces::NO_END));
        }
        if self.faults.is_empty() {
            return Ok(Template { blocks: self.blocks });
        }
        self.faults.sort();
        Err(self.faults)
    }
}

impl EachHead {
    fn with<T>(self, body: Vec<T>, span: Span) -> Each<T> {
        Each {
            filled: self.filled,
            when: self.when,
            order: self.order,
            most: self.most,
            between: self.between,
            body,
            span,
        }
    }
}
