//! Which branch is written, and for which children.

use super::super::answer::State;
use super::super::ask::{Asker, Scope};
use super::super::document::Remark;
use super::super::measure::Known;
use super::super::number::Exact;
use super::super::template::*;
use super::Writer;
use std::cmp::{Ordering, Reverse};

impl<'a> Writer<'a> {
    /// The first branch that holds, else the rest.
    pub(super) fn choose<'t, T>(&mut self, choice: &'t Choice<T>, scope: Scope<'a>) -> &'t [T] {
        for (cond, body) in &choice.branches {
            if self.holds(cond, scope) {
                return body;
            }
        }
        &choice.otherwise
    }

    /// Whether a condition holds; one that cannot be judged does not, and that is remarked.
    fn holds(&mut self, cond: &Cond, scope: Scope<'a>) -> bool {
        let mut blind = Vec::new();
        let holds = self.judge(cond, scope, &mut blind);
        if holds.is_none() {
            self.done.remarks.append(&mut blind);
        }
        holds == Some(true)
    }

    /// Three values: yes, no, cannot be told.
    fn judge(&self, cond: &Cond, scope: Scope<'a>, blind: &mut Vec<Remark>) -> Option<bool> {
        match cond {
            Cond::All(parts) => self.joined(parts, false, scope, blind),
            Cond::Any(parts) => self.joined(parts, true, scope, blind),
            Cond::Not(inner) => self.judge(inner, scope, blind).map(|holds| !holds),
            Cond::Compare(left, order, right) => {
                let one = self.operand(left, scope, blind);
                let two = match right {
                    Operand::Number(number) => literal(number),
                    Operand::Measure(measure) => self.operand(measure, scope, blind),
                };
                Some(is(one?, *order, two?))
            }
        }
    }

    /// One part that is `decisive` decides; else one that cannot be told leaves it open.
    fn joined(
        &self,
        parts: &[Cond],
        decisive: bool,
        scope: Scope<'a>,
        blind: &mut Vec<Remark>,
    ) -> Option<bool> {
        let parts: Vec<_> = parts.iter().map(|part| self.judge(part, scope, blind)).collect();
        if parts.contains(&Some(decisive)) {
            return Some(decisive);
        }
        (!parts.contains(&None)).then_some(!decisive)
    }

    fn operand(
        &self,
        measure: &Measure,
        scope: Scope<'a>,
        blind: &mut Vec<Remark>,
    ) -> Option<Exact> {
        let known: Known = self.reader.compared(measure, scope);
        if let Err(state) = known {
            let why = match state {
                State::Forbidden => "无权查看",
                State::Importing => "正在导入",
                State::Undefined => "没有数",
                State::Ok | State::Unknown => "没有取到数",
            };
            let Span { line, column, .. } = measure.span;
            let here = &scope.here.name;
            let says =
                format!("{here}的“{}”{why}，这里的条件按不成立处理。", measure.figure.name.text);
            blind.push(Remark { line, column, says });
        }
        known.ok()
    }

    /// The children a repetition is for, in its order.
    pub(super) fn children<T: HasFigure>(&mut self, each: &Each<T>) -> Vec<Scope<'a>> {
        let all = self.reader.asker.setting.children.iter().map(Asker::child);
        let mut chosen: Vec<Scope<'a>> = Vec::new();
        let first = each.body.iter().find_map(HasFigure::first);
        for child in all {
            let filled = !each.filled || first.is_none_or(|first| self.is_filled(first, child));
            let wanted = filled && each.when.as_ref().is_none_or(|cond| self.holds(cond, child));
            if wanted {
                chosen.push(child);
            }
        }
        if let Some((figure, falling)) = &each.order {
            let number = |child: &Scope<'a>| {
                let when = self.reader.asker.when(figure).ok()?;
                let asked = self.reader.asker.number(figure, when, *child).ok()?;
                self.reader.read(super::super::document::Role::Value, &asked).1.ok()
            };
            // Those without a number come last in either order.
            if *falling {
                chosen.sort_by_key(|child| Reverse(number(child)));
            } else {
                chosen
                    .sort_by_key(|child| number(child).map_or((true, None), |n| (false, Some(n))));
            }
        }
        chosen.truncate(each.most.unwrap_or(usize::MAX));
        chosen
    }

    /// Whether the number is there and not 0; what may not be seen stays to be told so.
    fn is_filled(&self, measure: &Measure, child: Scope<'a>) -> bool {
        match self.reader.measure(measure, child).now {
            Ok(number) => number.sign() != Ordering::Equal,
            Err(state) => state != State::Undefined,
        }
    }
}

fn literal(number: &Literal) -> Option<Exact> {
    let scale = match number.scale {
        Scale::One => 1,
        Scale::Wan => 10_000,
        Scale::Yi => 100_000_000,
    };
    Exact::whole(number.digits).times(scale, 10_i128.checked_pow(number.decimals)?)
}

fn is(one: Exact, order: Order, two: Exact) -> bool {
    match order {
        Order::Equal => one == two,
        Order::Unequal => one != two,
        Order::More => one > two,
        Order::AtLeast => one >= two,
        Order::Less => one < two,
        Order::AtMost => one <= two,
    }
}

/// Where the first figure of what is repeated is found.
pub(super) trait HasFigure {
    fn first(&self) -> Option<&Measure>;
}

impl HasFigure for Piece {
    fn first(&self) -> Option<&Measure> {
        match self {
            Piece::Insert(insert) if !insert.measure.figure.own => Some(&insert.measure),
            Piece::Choice(choice) => choice
                .branches
                .iter()
                .flat_map(|(_, body)| body)
                .chain(&choice.otherwise)
                .find_map(HasFigure::first),
            _ => None,
        }
    }
}

impl HasFigure for Block {
    fn first(&self) -> Option<&Measure> {
        match self {
            Block::Title(text) | Block::Paragraph { text, .. } => {
                text.iter().find_map(HasFigure::first)
            }
            Block::Heading { head, text, .. } => head.iter().chain(text).find_map(HasFigure::first),
            Block::Choice(choice) => choice
                .branches
                .iter()
                .flat_map(|(_, body)| body)
                .chain(&choice.otherwise)
                .find_map(HasFigure::first),
            Block::Grid(_) | Block::Each(_) => None,
        }
    }
}
