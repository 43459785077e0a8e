//! What the answers say of a figure: its number, what it is compared with, and where they are from.

use super::answer::{Amount, Answer, Answers, Goal, Question, State};
use super::ask::{Asked, Asker, Scope, Unasked};
use super::document::{Role, Source};
use super::glossary::same_name;
use super::number::Exact;
use super::template::*;

/// A number, or why there is none.
pub(super) type Known = Result<Exact, State>;

#[derive(Clone, Copy)]
pub(super) struct Reader<'a> {
    pub(super) asker: Asker<'a>,
    pub(super) answers: &'a Answers,
}

/// A figure with everything known of it.
pub(super) struct Measured<'a> {
    /// The number itself, or the share.
    pub(super) now: Known,
    /// What it is compared with.
    pub(super) base: Option<Known>,
    /// The answer it is from, to read names, groups and target.
    pub(super) answer: Option<&'a Answer>,
    /// The answer that holds the target.
    pub(super) goal: Option<&'a Answer>,
    pub(super) sources: Vec<Source>,
}

impl<'a> Reader<'a> {
    pub(super) fn measure(&self, measure: &Measure, scope: Scope<'_>) -> Measured<'a> {
        let mut made = Measured {
            now: Err(State::Unknown),
            base: None,
            answer: None,
            goal: None,
            sources: Vec::new(),
        };
        let parts = match self.asker.parts(measure, scope) {
            Ok(parts) => parts,
            Err(Unasked::Name | Unasked::Time) => return made,
        };
        for (role, asked) in parts {
            let (source, number, answer) = self.read(role, &asked);
            made.sources.push(source);
            match role {
                Role::Value => {
                    made.now = number;
                    made.answer = answer;
                }
                Role::Whole => made.now = share(made.now, number),
                Role::Base => made.base = Some(number),
                Role::BaseWhole => made.base = made.base.map(|base| share(base, number)),
                Role::Goal => {
                    made.goal = answer;
                    made.base = Some(target(number, answer));
                    if made.answer.is_none() {
                        made.answer = answer;
                        made.now = number;
                    }
                }
            }
        }
        made
    }

    /// Reads the group of an answer that was asked for.
    pub(super) fn read(&self, role: Role, asked: &Asked) -> (Source, Known, Option<&'a Answer>) {
        let found = self.find(&asked.question);
        let state = found.map_or(State::Unknown, |(_, answer)| answer.state);
        let question = found.map_or(&asked.question, |(question, _)| question);
        let mut source = Source {
            role,
            question: question.clone(),
            group: asked.group.iter().map(|pick| (pick.dim.clone(), pick.code.clone())).collect(),
            value: 0,
            denominator: None,
            scale: 1,
            rows: 0,
            excluded: Vec::new(),
            state,
        };
        let Some((_, answer)) = found.filter(|_| state == State::Ok) else {
            return (source, Err(state), found.map(|(_, answer)| answer));
        };
        let codes: Vec<&str> = asked.group.iter().map(|pick| pick.code.as_str()).collect();
        let amount = group(answer, &codes);
        (source.value, source.denominator) = (amount.value, amount.denominator);
        (source.scale, source.rows) = (answer.scale, amount.rows);
        source.excluded.clone_from(&answer.excluded);
        let number = exact(answer, &amount);
        source.state = number.err().unwrap_or_default();
        (source, number, Some(answer))
    }

    /// The answer to a question, or to a larger one that holds it.
    fn find(&self, question: &Question) -> Option<(&'a Question, &'a Answer)> {
        self.answers.find(question)
    }

    /// The number that a condition compares.
    pub(super) fn compared(&self, measure: &Measure, scope: Scope<'_>) -> Known {
        let made = self.measure(measure, scope);
        let base = || made.base.unwrap_or(Err(State::Undefined));
        let or_none = |number: Option<Exact>| number.ok_or(State::Undefined);
        match measure.take {
            Take::Value | Take::Signed | Take::Names(_) | Take::Rank { .. } => made.now,
            Take::Against(_, Say::Change) => {
                let (now, base) = (made.now?, base()?);
                or_none(now.minus(base).and_then(|by| by.times(100, 1)?.over(base.size())))
            }
            Take::Against(_, Say::Times) => or_none(made.now?.over(base()?)),
            Take::Against(_, Say::Net | Say::Points | Say::Difference) => {
                or_none(made.now?.minus(base()?))
            }
            Take::Goal(GoalSay::Value | GoalSay::Behind) => base(),
            Take::Goal(GoalSay::Due) => made.due(),
            Take::Goal(GoalSay::Done) => share(made.now, base()),
            Take::Goal(GoalSay::Missing) => or_none(base()?.minus(made.now?)),
        }
    }
}

impl Measured<'_> {
    /// The target itself.
    pub(super) fn target(&self) -> Option<&Goal> {
        self.goal?.goal.as_ref()
    }

    /// What is due by now.
    pub(super) fn due(&self) -> Known {
        if let Some(Err(state)) = self.base {
            return Err(state);
        }
        let due = self.target().and_then(|goal| goal.due.as_ref());
        let (answer, due) = self.goal.zip(due).ok_or(State::Undefined)?;
        exact(answer, due)
    }
}

fn target(number: Known, answer: Option<&Answer>) -> Known {
    let (Ok(_) | Err(State::Undefined)) = number else { return number };
    let goal = answer.and_then(|answer| Some((answer, answer.goal.as_ref()?)));
    let (answer, goal) = goal.ok_or(State::Undefined)?;
    exact(answer, &goal.target)
}

/// One number in per cent of another.
pub(super) fn share(part: Known, whole: Known) -> Known {
    let (part, whole) = (part?, whole?);
    part.times(100, 1).and_then(|part| part.over(whole)).ok_or(State::Undefined)
}

/// A number in its unit: 元 are kept in 分.
pub(super) fn exact(answer: &Answer, amount: &Amount) -> Known {
    let fen = if answer.unit == "元" { 100 } else { 1 };
    let number = match amount.denominator {
        None => Exact::whole(amount.value).times(1, fen),
        Some(below) if below > 0 => i128::from(below)
            .checked_mul(fen)
            .and_then(|below| Exact::whole(amount.value).times(answer.scale.into(), below)),
        Some(_) => None,
    };
    number.ok_or(State::Undefined)
}

/// The group with these values; one without rows counts nothing.
pub(super) fn group(answer: &Answer, codes: &[&str]) -> Amount {
    if codes.is_empty() {
        return answer.amount;
    }
    let is = |of: &[(String, String)]| {
        of.len() == codes.len()
            && of.iter().zip(codes).all(|((code, title), wanted)| {
                code == wanted || (!wanted.is_empty() && same_name(title, wanted))
            })
    };
    let found = answer.groups.iter().find(|group| is(&group.of));
    found.map_or_else(
        || Amount { value: 0, denominator: answer.amount.denominator.map(|_| 0), rows: 0 },
        |group| group.amount,
    )
}
