//! A line becomes words, signs of bold and braces.

use super::super::fault::Fault;
use super::super::template::Span;
use super::braces::{self, Brace};
use super::cursor::Cursor;
use crate::text::narrow;

/// A part of a line.
#[derive(Clone)]
pub(super) enum Token {
    /// Words.
    Text(String),
    /// `**`.
    Bold(Span),
    /// `|` between a heading and what runs on behind it.
    Bar,
    /// Something in braces.
    Brace(Brace, Span),
}

/// The parts of a line and what is wrong with them.
pub(super) struct Found {
    pub(super) tokens: Vec<Token>,
    pub(super) faults: Vec<Fault>,
}

/// Cuts a line; in a heading the first `|` outside braces is a [`Token::Bar`].
pub(super) fn of(mut line: Cursor<'_>, heading: bool) -> Found {
    let mut found = Found { tokens: Vec::new(), faults: Vec::new() };
    let mut bar = heading;
    while let Some(next) = line.raw() {
        match narrow(next) {
            '{' => brace(&mut line, &mut found),
            '}' => {
                let from = line.at;
                line.bump();
                if line.raw().map(narrow) == Some('}') {
                    line.bump();
                    found.text('}');
                } else {
                    let says = "多了一个“}”；如果要写出花括号，请写两个：“}}”。";
                    found.faults.push(Fault::at(line.span(from), says));
                }
            }
            '|' if bar => {
                line.bump();
                line.blank();
                found.trim();
                found.tokens.push(Token::Bar);
                bar = false;
            }
            _ if next == '*' && line.rest().starts_with("**") => {
                let from = line.at;
                line.bump();
                line.bump();
                found.tokens.push(Token::Bold(line.span(from)));
            }
            _ => {
                line.bump();
                found.text(next);
            }
        }
    }
    found
}

fn brace(line: &mut Cursor<'_>, found: &mut Found) {
    let from = line.at;
    line.bump();
    if line.raw().map(narrow) == Some('{') {
        line.bump();
        found.text('{');
        return;
    }
    let Some(length) = line.rest().find(['}', '｝']) else {
        let says = "“{”没有配上“}”；如果要写出花括号，请写两个：“{{”。";
        found.faults.push(Fault::at(line.span(from), says));
        line.at += line.rest().len();
        return;
    };
    let inside = line.within(length);
    line.at += length;
    line.bump();
    match braces::of(inside, line.span(from)) {
        Ok(brace) => found.tokens.push(Token::Brace(brace, line.span(from))),
        Err(fault) => {
            found.faults.push(fault);
            // A broken condition still opens, so that its 完 is not called wrong as well.
            found.tokens.extend(Brace::broken(inside).map(|b| Token::Brace(b, line.span(from))));
        }
    }
}

impl Found {
    /// A heading ends without blanks.
    fn trim(&mut self) {
        if let Some(Token::Text(mut text)) =
            self.tokens.pop_if(|last| matches!(last, Token::Text(_)))
        {
            text.truncate(text.trim_end().len());
            if !text.is_empty() {
                self.tokens.push(Token::Text(text));
            }
        }
    }

    fn text(&mut self, next: char) {
        if let Some(Token::Text(text)) = self.tokens.last_mut() {
            text.push(next);
        } else {
            self.tokens.push(Token::Text(next.to_string()));
        }
    }
}
