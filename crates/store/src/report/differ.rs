//! What has moved: between a finished report and today's knowledge of the same days, and between two
//! finished reports. A difference is explained by date, definition, scope or late entries; one that
//! is not is called unexplained.

use super::answer::{Asked, Told, days};
use super::keep::{Report, Stage, Written};
use crate::ctx::Ctx;
use crate::error::{Result, StoreError};
use crate::figure::{Changes, FigureAsk, Sequences};
use crate::sql::Sql;
use crate::store::Store;
use kernel::report::document::{Placed, Role, Source};
use kernel::report::{Amount, Answer, Answers, Question, Setting, State};
use kernel::value::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// A figure whose number is another today.
#[derive(Clone, Debug)]
pub struct Moved {
    /// Its place in the document.
    pub figure: usize,
    /// The source of it that moved.
    pub source: usize,
    /// As finished.
    pub then: Amount,
    /// As of the same days, as known now.
    pub now: Amount,
    /// It may no longer be read by this reader.
    pub hidden: bool,
}

/// Why two finished reports give different numbers for one figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// They speak of different units.
    Scope,
    /// The definition has changed between them.
    Definition,
    /// They speak of different days.
    Days,
    /// What was entered or corrected after the first was finished.
    LateEntries,
    /// None of these: should be impossible.
    Unexplained,
}

impl Why {
    /// In words.
    pub const fn title(self) -> &'static str {
        match self {
            Why::Scope => "单位不同",
            Why::Definition => "口径不同",
            Why::Days => "日期不同",
            Why::LateEntries => "前一份定稿后补录、更正了资料",
            Why::Unexplained => "原因不明，请核对",
        }
    }
}

/// One figure in two finished reports.
#[derive(Clone, Debug)]
pub struct Conflict {
    /// Its place in this document.
    pub figure: usize,
    /// The other report.
    pub other: Report,
    /// Its place there.
    pub other_figure: usize,
    /// As printed there.
    pub printed: String,
    /// All reasons there are.
    pub why: Vec<Why>,
}

/// Who last touched a record.
#[derive(Clone, Debug)]
pub struct Touch {
    /// Name of the person.
    pub by: String,
    /// UTC milliseconds.
    pub at: i64,
    /// What was done.
    pub act: String,
    /// Why.
    pub reason: String,
}

/// The number of a source in an answer.
pub fn amount_of(answer: &Answer, group: &[(String, String)], by: &[String]) -> Amount {
    if group.is_empty() {
        return answer.amount;
    }
    let code = |dim: &String| group.iter().find(|one| one.0 == *dim).map(|one| one.1.as_str());
    // A group with fewer dimensions than were asked for is the sum of its parts.
    let mine = answer.groups.iter().filter(|one| {
        one.of.iter().zip(by).all(|((found, _), dim)| code(dim).is_none_or(|code| code == found))
    });
    let mut sum = Amount { denominator: answer.amount.denominator.map(|_| 0), ..Amount::default() };
    for one in mine {
        sum.value += one.amount.value;
        sum.rows += one.amount.rows;
        sum.denominator = sum.denominator.zip(one.amount.denominator).map(|(sum, more)| sum + more);
    }
    sum
}

fn stated(source: &Source) -> Amount {
    Amount { value: source.value, denominator: source.denominator, rows: source.rows }
}

fn sources(written: &Written) -> impl Iterator<Item = (usize, usize, &Placed, &Source)> {
    written.document.figures.iter().enumerate().flat_map(|(at, placed)| {
        placed.sources.iter().enumerate().map(move |(place, source)| (at, place, placed, source))
    })
}

fn asked_by(written: &Written) -> Vec<Question> {
    let all = sources(written).filter(|one| one.3.state != State::Unknown);
    let all: BTreeSet<Question> = all.map(|one| one.3.question.clone()).collect();
    all.into_iter().collect()
}

impl Store {
    /// The questions of a finished report asked again: of the same days, as known now, by the
    /// definitions that were in force then.
    pub fn report_now(&self, ctx: &Ctx, written: &Written) -> Result<Answers> {
        Ok(self.answers(ctx, &asked_by(written), &Asked::default())?.answers)
    }

    /// Which figures of a finished report are other ones today.
    pub fn moved(&self, ctx: &Ctx, written: &Written) -> Result<Vec<Moved>> {
        let now = self.report_now(ctx, written)?;
        let mut moved = Vec::new();
        for (figure, place, _, source) in sources(written) {
            let Some(answer) = now.to(&source.question) else { continue };
            let hidden = answer.state == State::Forbidden;
            let amount = amount_of(answer, &source.group, &source.question.by);
            let then = stated(source);
            let rows = source.rows != 0 || amount.rows != 0;
            let neither = source.state == State::Undefined && amount.denominator == Some(0);
            let same = neither
                || then.value == amount.value
                    && then.denominator == amount.denominator
                    && (!rows || then.rows == amount.rows);
            if source.state != State::Forbidden && (hidden || !same) {
                moved.push(Moved { figure, source: place, then, now: amount, hidden });
            }
        }
        Ok(moved)
    }

    /// A checked report as it stood when it was checked: the days up to that day, what was known then.
    pub fn as_checked(&self, ctx: &Ctx, report: &Report) -> Result<Written> {
        let at = report.checked.1;
        let known = self.db.read(|tx| crate::journal::known_at(tx, at))?;
        let setting = Setting { today: crate::clock::day_of(at), ..self.setting_of(report)? };
        let asked = Asked { known: Some(Arc::new(known)), print: false };
        self.write_text(ctx, &report.text, &setting, &asked)
    }

    /// The rows that made a number of a finished report another one since.
    pub fn moved_rows(&self, ctx: &Ctx, known: &Sequences, source: &Source) -> Result<Changes> {
        let ask = FigureAsk {
            union: source.question.union,
            when: days(source.question.when),
            ..FigureAsk::on(days(source.question.when).last())
        };
        let then = FigureAsk { known: Some(Arc::new(known.clone())), ..ask.clone() };
        self.figure_moves(ctx, &source.question.figure, (&then, &ask), &source.group)
    }

    /// Figures that this finished report and earlier finished ones give differently.
    pub fn conflicts(
        &self,
        ctx: &Ctx,
        report: &Report,
        written: &Written,
    ) -> Result<Vec<Conflict>> {
        let mut all = Vec::new();
        for other in self.reports(ctx, 0, 60)? {
            if other.stage != Stage::Finished || other.id == report.id {
                continue;
            }
            let there = self.write_report(ctx, &other)?;
            all.extend(self.conflicts_with(ctx, written, &other, &there)?);
        }
        Ok(all)
    }

    fn conflicts_with(
        &self,
        ctx: &Ctx,
        here: &Written,
        other: &Report,
        there: &Written,
    ) -> Result<Vec<Conflict>> {
        let mut all = Vec::new();
        let mut seen = BTreeSet::new();
        for (figure, _, placed, source) in sources(here).filter(|one| one.3.role == Role::Value) {
            let same = |one: &(usize, usize, &Placed, &Source)| {
                one.3.role == Role::Value
                    && one.3.question.figure == source.question.figure
                    && one.3.group == source.group
            };
            // The nearest of several is compared: the same unit first, then the same days.
            let far = |one: &(usize, usize, &Placed, &Source)| {
                let question = &one.3.question;
                let unit = question.union != source.question.union;
                (unit, question.when != source.question.when, one.0)
            };
            let Some((at, _, found, theirs)) = sources(there).filter(same).min_by_key(far) else {
                continue;
            };
            let key = (source.question.clone(), source.group.clone());
            let told = source.state == State::Ok && theirs.state == State::Ok;
            let differ =
                told && (source.value != theirs.value || source.denominator != theirs.denominator);
            if !differ || !seen.insert(key) {
                continue;
            }
            let why = self.why(ctx, (here, placed, source), (there, found, theirs))?;
            all.push(Conflict {
                figure,
                other: other.clone(),
                other_figure: at,
                printed: found.text.clone(),
                why,
            });
        }
        Ok(all)
    }

    fn why(
        &self,
        ctx: &Ctx,
        (here, placed, source): (&Written, &Placed, &Source),
        (there, found, theirs): (&Written, &Placed, &Source),
    ) -> Result<Vec<Why>> {
        let mut why = Vec::new();
        if source.question.union != theirs.question.union {
            why.push(Why::Scope);
        }
        if placed.version != found.version {
            why.push(Why::Definition);
        }
        if source.question.when != theirs.question.when {
            why.push(Why::Days);
        }
        if !why.is_empty() {
            return Ok(why);
        }
        // The same question: what each knew must give what each says.
        for (written, source) in [(here, source), (there, theirs)] {
            let asked = Asked { known: Some(Arc::new(written.known.clone())), print: false };
            let Told { answers, .. } =
                self.answers(ctx, std::slice::from_ref(&source.question), &asked)?;
            let again = answers.to(&source.question);
            let again = again.map(|one| amount_of(one, &source.group, &source.question.by));
            if again.is_none_or(|again| again.value != source.value) {
                return Ok(vec![Why::Unexplained]);
            }
        }
        Ok(vec![Why::LateEntries])
    }

    /// Who last touched each of these records.
    pub fn last_touches(
        &self,
        ctx: &Ctx,
        register: &str,
        ids: &[i64],
    ) -> Result<BTreeMap<i64, Touch>> {
        let declared = self.register(register)?;
        self.db.read(|tx| {
            let tree = self.tree(tx)?;
            if !ctx.anywhere(declared, kernel::access::Act::Read, &tree) {
                return Err(StoreError::Forbidden);
            }
            let mut all = BTreeMap::new();
            for part in ids.chunks(200) {
                let sql = Sql::new(
                    "SELECT i.record, j.user_name, j.at, j.act, j.reason FROM journal_item i \
                     JOIN journal j ON j.seq = i.seq WHERE i.register = ",
                )
                .bind(register)
                .add(" AND i.record IN ")
                .list(part.iter().map(|id| Value::Int(*id)))
                .add(" ORDER BY j.at, j.seq");
                for row in tx.all(&sql)? {
                    let touch = Touch {
                        by: row.text(1),
                        at: row.int(2),
                        act: row.text(3),
                        reason: row.text(4),
                    };
                    all.insert(row.int(0), touch);
                }
            }
            Ok(all)
        })
    }
}
