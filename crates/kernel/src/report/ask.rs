//! What must be known before a report can be written.
//!
//! [`Asker::parts`] says which numbers a figure is made from; collecting questions and writing both
//! go through it, so that what is written was asked.

use super::answer::Question;
use super::document::Role;
use super::glossary::{Glossary, Info};
use super::setting::{Setting, Unit, When, month_ends};
use super::template::*;
use std::collections::HashSet;

/// Whose figures are meant.
#[derive(Clone, Copy, Debug)]
pub(super) struct Scope<'a> {
    pub(super) here: &'a Unit,
    /// Whether it is one of the children, within a repetition.
    pub(super) child: bool,
}

/// A question, and which group of its answer is meant.
#[derive(Clone, Debug)]
pub(super) struct Asked {
    pub(super) question: Question,
    /// Dimension and value, in the order of the question's `by`; empty for the whole.
    pub(super) group: Vec<Pick>,
}

/// A value of a dimension.
#[derive(Clone, Debug)]
pub(super) struct Pick {
    pub(super) dim: String,
    /// Code, or the value as typed if the glossary does not list values.
    pub(super) code: String,
}

/// Why a figure cannot be asked; the template's check tells it in words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unasked {
    /// There is no such indicator.
    Name,
    /// A stock or flow cannot be asked for these days.
    Time,
}

#[derive(Clone, Copy)]
pub(super) struct Asker<'a> {
    pub(super) setting: &'a Setting,
    pub(super) glossary: &'a Glossary,
}

impl<'a> Asker<'a> {
    pub(super) fn own(&self) -> Scope<'a> {
        Scope { here: &self.setting.union, child: false }
    }

    pub(super) fn child(here: &'a Unit) -> Scope<'a> {
        Scope { here, child: true }
    }

    pub(super) fn info(&self, figure: &Figure) -> Result<&'a Info, Unasked> {
        self.glossary.find(&figure.name.text).ok_or(Unasked::Name)
    }

    pub(super) fn when(&self, figure: &Figure) -> Result<When, Unasked> {
        let flow = self.info(figure)?.flow;
        self.setting.when(figure.at, flow).ok_or(Unasked::Time)
    }

    /// The number of a figure on these days.
    pub(super) fn number(
        &self,
        figure: &Figure,
        when: When,
        scope: Scope<'_>,
    ) -> Result<Asked, Unasked> {
        let mut group = picks(self.info(figure)?, figure);
        if scope.child && !figure.own {
            let code = scope.here.key.to_string();
            group.insert(0, Pick { dim: "child".to_owned(), code });
        }
        let by = group.iter().map(|pick| pick.dim.clone()).collect();
        let question = Question { by, ..self.question(figure, when)? };
        Ok(Asked { question, group })
    }

    /// A figure broken down for the whole union; `group` holds the filter alone.
    pub(super) fn broken_down(
        &self,
        figure: &Figure,
        when: When,
        by: &str,
    ) -> Result<Asked, Unasked> {
        let group = picks(self.info(figure)?, figure);
        let dims = group.iter().map(|pick| pick.dim.clone());
        let by = std::iter::once(by.to_owned()).chain(dims).collect();
        Ok(Asked { question: Question { by, ..self.question(figure, when)? }, group })
    }

    fn names(
        &self,
        figure: &Figure,
        when: When,
        scope: Scope<'_>,
        most: Option<u32>,
    ) -> Result<Asked, Unasked> {
        // Also broken down by what it is filtered by, so that the count is that of the names.
        let group = picks(self.info(figure)?, figure);
        let by = group.iter().map(|pick| pick.dim.clone()).collect();
        let filter = group.iter().map(|pick| (pick.dim.clone(), pick.code.clone())).collect();
        let union = whose(self.setting, figure, scope);
        let names = most.unwrap_or(MOST_NAMES);
        let question = Question { union, by, filter, names, ..self.question(figure, when)? };
        Ok(Asked { question, group })
    }

    fn goal(&self, figure: &Figure, when: When, scope: Scope<'_>) -> Result<Asked, Unasked> {
        let union = whose(self.setting, figure, scope);
        let question = Question { union, goal: true, ..self.question(figure, when)? };
        Ok(Asked { question, group: Vec::new() })
    }

    fn question(&self, figure: &Figure, when: When) -> Result<Question, Unasked> {
        Ok(Question {
            figure: self.info(figure)?.code.clone(),
            union: self.setting.union.key,
            when,
            by: Vec::new(),
            filter: Vec::new(),
            names: 0,
            goal: false,
        })
    }

    /// Which numbers a figure is made from, and what each is for.
    pub(super) fn parts(
        &self,
        measure: &Measure,
        scope: Scope<'_>,
    ) -> Result<Vec<(Role, Asked)>, Unasked> {
        let figure = &measure.figure;
        let when = self.when(figure)?;
        let value = || self.number(figure, when, scope).map(|asked| (Role::Value, asked));
        let goal = || self.goal(figure, when, scope).map(|asked| (Role::Goal, asked));
        match measure.take {
            Take::Names(most) => Ok(vec![(Role::Value, self.names(figure, when, scope, most)?)]),
            Take::Rank { .. } => Ok(vec![(Role::Value, self.broken_down(figure, when, "child")?)]),
            Take::Goal(GoalSay::Value | GoalSay::Due | GoalSay::Behind) => Ok(vec![goal()?]),
            Take::Goal(GoalSay::Done | GoalSay::Missing) | Take::Against(Base::Goal, _) => {
                Ok(vec![value()?, goal()?])
            }
            Take::Value | Take::Signed => {
                let mut parts = vec![value()?];
                parts.extend(self.whole(measure, when, scope, Role::Whole)?);
                Ok(parts)
            }
            Take::Against(Base::At(base), _) => {
                let flow = self.info(figure)?.flow;
                let then = self.setting.base(figure.at, base, flow).ok_or(Unasked::Time)?;
                let mut parts = vec![value()?];
                parts.extend(self.whole(measure, when, scope, Role::Whole)?);
                parts.push((Role::Base, self.number(figure, then, scope)?));
                parts.extend(self.whole(measure, then, scope, Role::BaseWhole)?);
                Ok(parts)
            }
        }
    }

    /// What a figure is a share of: on the same days, unless it says others.
    fn whole(
        &self,
        measure: &Measure,
        when: When,
        scope: Scope<'_>,
        role: Role,
    ) -> Result<Option<(Role, Asked)>, Unasked> {
        let Some(whole) = &measure.whole else { return Ok(None) };
        let alike = self.info(whole)?.flow == self.info(&measure.figure)?.flow;
        let when = if whole.at == At::Usual && alike { when } else { self.when(whole)? };
        Ok(Some((role, self.number(whole, when, scope)?)))
    }

    /// The days of the bars of a stock by month, or nothing for a flow.
    pub(super) fn months(&self, figure: &Figure) -> Result<Option<Vec<When>>, Unasked> {
        Ok(match self.when(figure)? {
            When::On(day) => Some(month_ends(day).into_iter().map(When::On).collect()),
            When::Between(..) => None,
        })
    }
}

/// How many names a 名单 without a number may have.
pub const MOST_NAMES: u32 = 200;

fn whose(setting: &Setting, figure: &Figure, scope: Scope<'_>) -> i64 {
    if figure.own { setting.union.key } else { scope.here.key }
}

fn picks(info: &Info, figure: &Figure) -> Vec<Pick> {
    let pick = |(dim, value): &(Name, Name)| {
        let known = info.dim(&dim.text);
        let code = known.and_then(|dim| dim.value(&value.text)).map(|(code, _)| code.clone());
        let dim = known.map_or_else(|| dim.text.clone(), |dim| dim.name.clone());
        Pick { dim, code: code.unwrap_or_else(|| value.text.clone()) }
    };
    figure.filter.iter().map(pick).collect()
}

/// Everything that must be known, each question once, in the order of the text. Figures that
/// cannot be asked are left to [`super::check`].
pub fn questions(template: &Template, setting: &Setting, glossary: &Glossary) -> Vec<Question> {
    let asker = Asker { setting, glossary };
    let mut found = Found { asker, list: Vec::new(), seen: HashSet::new() };
    found.blocks(&template.blocks, asker.own());
    found
        .list
        .iter()
        .filter(|one| !found.list.iter().any(|other| one.is_within(other)))
        .cloned()
        .collect()
}

impl Question {
    /// Whether the answer to another question holds the answer to this one.
    pub(super) fn is_within(&self, other: &Question) -> bool {
        let plain = self.by.is_empty() && self.names == 0;
        let larger = !other.by.is_empty() || (other.goal && !self.goal);
        plain
            && larger
            && (other.goal || !self.goal)
            && other.names == 0
            && (&self.figure, self.union, self.when) == (&other.figure, other.union, other.when)
    }
}

struct Found<'a> {
    asker: Asker<'a>,
    list: Vec<Question>,
    seen: HashSet<Question>,
}

impl<'a> Found<'a> {
    fn note(&mut self, asked: Result<Asked, Unasked>) {
        if let Ok(asked) = asked
            && self.seen.insert(asked.question.clone())
        {
            self.list.push(asked.question);
        }
    }

    fn measure(&mut self, measure: &Measure, scope: Scope<'_>) {
        for (_, asked) in self.asker.parts(measure, scope).unwrap_or_default() {
            self.note(Ok(asked));
        }
    }

    fn blocks(&mut self, blocks: &[Block], scope: Scope<'a>) {
        for block in blocks {
            match block {
                Block::Title(text) | Block::Paragraph { text, .. } => self.pieces(text, scope),
                Block::Heading { head, text, .. } => {
                    self.pieces(head, scope);
                    self.pieces(text, scope);
                }
                Block::Grid(grid) => self.grid(grid),
                Block::Choice(choice) => {
                    for (cond, body) in &choice.branches {
                        self.cond(cond, scope);
                        self.blocks(body, scope);
                    }
                    self.blocks(&choice.otherwise, scope);
                }
                Block::Each(each) => self.each(each, Self::blocks),
            }
        }
    }

    fn pieces(&mut self, pieces: &[Piece], scope: Scope<'a>) {
        for piece in pieces {
            match piece {
                Piece::Text(_) | Piece::Bold | Piece::Word(..) | Piece::Open(_) => {}
                Piece::Insert(insert) => self.measure(&insert.measure, scope),
                Piece::Choice(choice) => {
                    for (cond, body) in &choice.branches {
                        self.cond(cond, scope);
                        self.pieces(body, scope);
                    }
                    self.pieces(&choice.otherwise, scope);
                }
                Piece::Each(each) => self.each(each, Self::pieces),
            }
        }
    }

    fn each<T>(&mut self, each: &Each<T>, body: fn(&mut Self, &[T], Scope<'a>)) {
        for child in &self.asker.setting.children {
            let scope = Asker::child(child);
            if let Some((figure, _)) = &each.order
                && let Ok(when) = self.asker.when(figure)
            {
                self.note(self.asker.number(figure, when, scope));
            }
            if let Some(when) = &each.when {
                self.cond(when, scope);
            }
            body(self, &each.body, scope);
        }
    }

    fn cond(&mut self, cond: &Cond, scope: Scope<'_>) {
        match cond {
            Cond::All(parts) | Cond::Any(parts) => {
                for part in parts {
                    self.cond(part, scope);
                }
            }
            Cond::Not(inner) => self.cond(inner, scope),
            Cond::Compare(left, _, right) => {
                self.measure(left, scope);
                if let Operand::Measure(right) = right {
                    self.measure(right, scope);
                }
            }
        }
    }

    fn grid(&mut self, grid: &Grid) {
        for figure in &grid.figures {
            let Ok(when) = self.asker.when(figure) else { continue };
            let Ok(info) = self.asker.info(figure) else { continue };
            match (&grid.by, self.asker.months(figure)) {
                (By::Month, Ok(Some(days))) => {
                    for day in days {
                        self.note(self.asker.number(figure, day, self.asker.own()));
                    }
                    continue;
                }
                (By::Month, _) => self.note(self.asker.broken_down(figure, when, "month")),
                (By::Child, _) => self.note(self.asker.broken_down(figure, when, "child")),
                (By::Dim(name), _) => {
                    let dim = info.dim(&name.text).map_or(name.text.as_str(), |dim| &dim.name);
                    self.note(self.asker.broken_down(figure, when, dim));
                }
            }
            self.note(self.asker.number(figure, when, self.asker.own()));
        }
    }
}
