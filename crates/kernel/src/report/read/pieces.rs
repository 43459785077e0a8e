//! The parts of a line are put in each other: conditions and repetitions within one line.

use super::super::fault::Fault;
use super::super::template::{Choice, Piece, Span};
use super::DEEPEST;
use super::braces::Brace;
use super::tokens::Token;
use std::iter::Peekable;
use std::slice::Iter;

pub(super) const NO_END: &str = "这里开始的一段没有写{完}。在一行里开始的要在同一行写{完}；\
                                 要跨几行，请把{如果…}、{否则}、{完}各占一行。";
pub(super) const END_ALONE: &str = "这个{完}前面没有{如果…}或{每个下级}，请删去或补上开头。";
pub(super) const ELSE_ALONE: &str = "这个{否则}前面没有{如果…}，请删去或补上开头。";
pub(super) const EACH_IN_EACH: &str = "{每个下级}里面不能再写{每个下级}，请分成两段。";
pub(super) const TOO_DEEP: &str = "条件套得太深，最多套8层，请拆成几段。";
const GRID_IN_LINE: &str = "表和图要单独占一行，前后不能有别的文字。";

/// The pieces of a line, or of one side of a heading.
pub(super) fn of(tokens: &[Token], in_each: bool, faults: &mut Vec<Fault>) -> Vec<Piece> {
    let mut bold = tokens.iter().filter_map(|token| match token {
        Token::Bold(span) => Some(*span),
        _ => None,
    });
    if let Some(first) = bold.next()
        && bold.count() % 2 == 0
    {
        faults.push(Fault::at(first, "“**”要成对：粗体的前面和后面各写一个。"));
    }
    let mut line = Line { tokens: tokens.iter().peekable(), in_each, faults };
    let mut pieces = Vec::new();
    loop {
        line.pieces(0, &mut pieces);
        match line.tokens.next() {
            None => return pieces,
            Some(Token::Brace(Brace::End, span)) => line.fault(*span, END_ALONE),
            Some(Token::Brace(_, span)) => line.fault(*span, ELSE_ALONE),
            Some(_) => {}
        }
    }
}

struct Line<'a, 'f> {
    tokens: Peekable<Iter<'a, Token>>,
    in_each: bool,
    faults: &'f mut Vec<Fault>,
}

impl Line<'_, '_> {
    fn fault(&mut self, span: Span, says: &str) {
        self.faults.push(Fault::at(span, says));
    }

    /// Reads up to the end of the line, or to a brace that closes or turns.
    fn pieces(&mut self, depth: usize, into: &mut Vec<Piece>) {
        while let Some(token) = self.tokens.peek() {
            if let Token::Brace(Brace::End | Brace::Else | Brace::ElseIf(_), _) = token {
                return;
            }
            let token = *token;
            self.tokens.next();
            match token {
                Token::Text(text) => into.push(Piece::Text(text.clone())),
                Token::Bold(_) => into.push(Piece::Bold),
                Token::Bar => {}
                Token::Brace(brace, span) => self.brace(brace, *span, depth, into),
            }
        }
    }

    fn brace(&mut self, brace: &Brace, span: Span, depth: usize, into: &mut Vec<Piece>) {
        match brace {
            Brace::Word(word) => into.push(Piece::Word(*word, span)),
            Brace::Insert(insert) => into.push(Piece::Insert(insert.clone())),
            Brace::Open(wanted) => into.push(Piece::Open(wanted.clone())),
            Brace::Grid(_) => self.fault(span, GRID_IN_LINE),
            Brace::If(_) | Brace::Each(_) if depth == DEEPEST => {
                self.fault(span, TOO_DEEP);
                // What is too deep is not gone into; the rest of the line says nothing new.
                while self.tokens.next().is_some() {}
            }
            Brace::If(cond) => {
                let choice = self.choice(cond.clone(), span, depth);
                into.push(Piece::Choice(choice));
            }
            Brace::Each(head) => {
                if self.in_each {
                    self.fault(span, EACH_IN_EACH);
                }
                let outer = std::mem::replace(&mut self.in_each, true);
                let mut body = Vec::new();
                self.pieces(depth + 1, &mut body);
                self.in_each = outer;
                self.close(span);
                into.push(Piece::Each(Box::new(head.as_ref().clone().with(body, span))));
            }
            Brace::ElseIf(_) | Brace::Else | Brace::End => {}
        }
    }

    fn choice(
        &mut self,
        first: super::super::template::Cond,
        span: Span,
        depth: usize,
    ) -> Choice<Piece> {
        let mut made = Choice { branches: Vec::new(), otherwise: Vec::new(), span };
        let mut cond = first;
        loop {
            let mut body = Vec::new();
            self.pieces(depth + 1, &mut body);
            made.branches.push((cond, body));
            match self.tokens.peek() {
                Some(Token::Brace(Brace::ElseIf(next), _)) => {
                    cond = next.clone();
                    self.tokens.next();
                }
                Some(Token::Brace(Brace::Else, _)) => {
                    self.tokens.next();
                    self.pieces(depth + 1, &mut made.otherwise);
                    break;
                }
                _ => break,
            }
        }
        self.close(span);
        made
    }

    /// Takes the 完 of what began at `span`.
    fn close(&mut self, span: Span) {
        match self.tokens.peek() {
            Some(Token::Brace(Brace::End, _)) => {
                self.tokens.next();
            }
            Some(Token::Brace(_, turn)) => {
                let turn = *turn;
                self.tokens.next();
                self.fault(turn, ELSE_ALONE);
            }
            _ => self.fault(span, NO_END),
        }
    }
}
