//! Answers to the questions of a template: all of them on one unmoving picture of the data, as few
//! readings as there are days and units asked about.

use crate::ctx::Ctx;
use crate::db::Tx;
use crate::error::{Result, StoreError};
use crate::figure::{Figure, FigureAsk, Frame, Sequences, When};
use crate::journal;
use crate::list::Page;
use crate::sql::Sql;
use crate::store::Store;
use jiff::civil::Date;
use kernel::field::Kind;
use kernel::indicator::{DimKind, Indicator};
use kernel::register::Register;
use kernel::report::{self as told, Answer, Answers, DimInfo, Glossary, Info, Question, State};
use std::collections::BTreeMap;
use std::sync::Arc;

/// How the questions are asked.
#[derive(Clone, Debug, Default)]
pub struct Asked {
    /// As known by these sequences; `None` as known now.
    pub known: Option<Arc<Sequences>>,
    /// Whether fingerprints of the row sets are wanted.
    pub print: bool,
}

/// Fingerprints by question and group: dimension and code.
pub type Prints = BTreeMap<(Question, Vec<(String, String)>), i64>;

/// What came back.
#[derive(Clone, Debug, Default)]
pub struct Told {
    /// One for each question.
    pub answers: Answers,
    /// Of each number that rows stand behind, if they were wanted.
    pub prints: Prints,
    /// What was known when they were answered.
    pub known: Sequences,
    /// An import is writing into what was asked about: the numbers move by themselves.
    pub importing: bool,
}

/// Questions that one reading answers.
type Together = (told::When, i64, Vec<String>, Vec<(String, String)>);

impl Store {
    /// What a template may name on a day.
    pub fn glossary(&self, day: Date) -> Glossary {
        let known = self.definitions();
        let all = known.current(day).into_iter();
        Glossary::new(all.map(|one| self.info(one.indicator, day)).collect())
    }

    fn info(&self, indicator: &'static Indicator, day: Date) -> Info {
        let leaf = match indicator.parts() {
            Some([first, _]) => self.indicator_on(first, day).unwrap_or(indicator),
            None => indicator,
        };
        Info {
            code: indicator.code.clone(),
            title: indicator.title.clone(),
            unit: indicator.unit.clone(),
            flow: self.is_flow(indicator),
            decimals: indicator.decimals,
            rows: indicator.parts().is_none(),
            dims: self.dims_of(leaf),
        }
    }

    fn dims_of(&self, indicator: &Indicator) -> Vec<DimInfo> {
        let register = self.catalog().register(&indicator.of);
        let values = |path: &str| {
            let field = kernel::laws::resolve(self.catalog(), register?, path)?.1;
            Some(match (field.kind, field.list) {
                (_, Some(list)) => {
                    list.items.iter().map(|item| (item.0.to_owned(), item.1.to_owned())).collect()
                }
                (Kind::YesNo, None) => vec![("1".into(), "是".into()), ("0".into(), "否".into())],
                _ => Vec::new(),
            })
        };
        let one = |dim: &kernel::indicator::Dim| DimInfo {
            name: dim.name.clone(),
            title: dim.title.clone(),
            values: match &dim.kind {
                DimKind::Field(path) => values(path).unwrap_or_default(),
                DimKind::Age(_, bands) => {
                    bands.iter().map(|(_, title)| (title.clone(), title.clone())).collect()
                }
                DimKind::Map(_, rows) | DimKind::Under(rows) => {
                    let mut all: Vec<(String, String)> =
                        rows.iter().map(|row| (row.1.clone(), row.2.clone())).collect();
                    all.dedup();
                    all
                }
            },
        };
        indicator.dims.iter().map(one).collect()
    }

    /// Answers all questions as this reader may see them.
    pub fn answers(&self, ctx: &Ctx, questions: &[Question], asked: &Asked) -> Result<Told> {
        self.refresh_definitions()?;
        let mut groups: BTreeMap<Together, Vec<&Question>> = BTreeMap::new();
        for question in questions {
            let key = (question.when, question.union, question.by.clone(), question.filter.clone());
            groups.entry(key).or_default().push(question);
        }
        self.db.read(|tx| {
            let known = match &asked.known {
                Some(known) => known.to_vec(),
                None => journal::known_at(tx, i64::MAX)?,
            };
            let mut told = Told { known, ..Told::default() };
            let writing = importing(tx)?;
            for ((when, union, by, filter), part) in &groups {
                let ask = FigureAsk {
                    union: *union,
                    when: days(*when),
                    known: asked.known.clone(),
                    print: asked.print,
                    by: by.clone(),
                    ..FigureAsk::on(days(*when).last())
                };
                told.importing |= self.written_into(tx, &writing, *union)?;
                self.answer_part(tx, ctx, (&ask, filter), part, &mut told)?;
            }
            Ok(told)
        })
    }

    fn answer_part(
        &self,
        tx: &mut Tx,
        ctx: &Ctx,
        (ask, filter): (&FigureAsk, &[(String, String)]),
        part: &[&Question],
        told: &mut Told,
    ) -> Result<()> {
        let mut wanted: Vec<(&Question, &'static Indicator)> = Vec::new();
        for question in part {
            if let Ok(indicator) = self.indicator_on(&question.figure, ask.when.last()) {
                wanted.push((question, indicator));
            } else {
                let code = question.figure.clone();
                let answer = Answer { state: State::Unknown, code, ..Answer::default() };
                told.answers.note((*question).clone(), answer);
            }
        }
        let indicators: Vec<&Indicator> = wanted.iter().map(|one| one.1).collect();
        let figures = self.figures_in(tx, ctx, &indicators, ask)?;
        for ((question, indicator), figure) in wanted.into_iter().zip(figures) {
            let mut answer = answer(indicator, figure.as_ref())?;
            if question.goal && answer.state != State::Forbidden {
                answer.goal = self.told_goal(tx, ctx, indicator, ask)?;
            }
            if let Ok(figure) = &figure {
                if question.names > 0 && indicator.parts().is_none() {
                    let names = question.names;
                    answer.names = self.names(tx, ctx, indicator, ask, filter, names)?;
                }
                if ask.print {
                    note_prints(question, figure, &mut told.prints);
                }
            }
            told.answers.note(question.clone(), answer);
        }
        Ok(())
    }

    /// Whether one of these units lies within or above the one asked about.
    fn written_into(&self, tx: &mut Tx, units: &[i64], union: i64) -> Result<bool> {
        if units.is_empty() {
            return Ok(false);
        }
        let tree = self.tree(tx)?;
        let asked = if union == 0 { tree.root() } else { union };
        let touches =
            |unit: &i64| *unit == 0 || tree.within(*unit, asked) || tree.within(asked, *unit);
        Ok(units.iter().any(touches))
    }

    /// Names of the first rows.
    pub(crate) fn names(
        &self,
        tx: &mut Tx,
        ctx: &Ctx,
        indicator: &'static Indicator,
        ask: &FigureAsk,
        filter: &[(String, String)],
        most: u32,
    ) -> Result<Vec<String>> {
        let plain = FigureAsk { by: Vec::new(), ..ask.clone() };
        let mut frame = Frame { group: filter, ..self.frame(tx, ctx, &plain)? };
        self.settle(tx, &mut frame, &[indicator])?;
        let most = usize::try_from(most).unwrap_or(1);
        let page = self.rows_page(tx, &frame, indicator, None, most)?;
        let register = self.register(&indicator.of)?;
        Ok(names_of(register, &page))
    }
}

/// What each row of a page is called: its label, or the name of what the label links to.
pub(crate) fn names_of(register: &Register, page: &Page) -> Vec<String> {
    let carried = format!("{}_name", register.label);
    let wanted = [register.label, carried.as_str()];
    let place = page.heads.iter().position(|head| wanted.contains(&head.name.as_str()));
    let place = place.unwrap_or(0);
    let Some(head) = page.heads.get(place) else { return Vec::new() };
    let name = |row: &crate::list::ListRow| {
        let value = row.cells.get(place).cloned().unwrap_or_default();
        let title = value.as_int().and_then(|id| page.titles.get(&(head.field.to.to_owned(), id)));
        title.cloned().unwrap_or_else(|| value.to_string())
    };
    page.rows.iter().map(name).collect()
}

/// The days of a question.
pub fn days(when: told::When) -> When {
    match when {
        told::When::On(day) => When::On(day),
        told::When::Between(first, last) => When::Between(first, last),
    }
}

fn answer(
    indicator: &Indicator,
    figure: std::result::Result<&Figure, &StoreError>,
) -> Result<Answer> {
    let mut answer = Answer {
        code: indicator.code.clone(),
        title: indicator.title.clone(),
        unit: indicator.unit.clone(),
        definition: indicator.definition.clone(),
        version: indicator.version,
        decimals: indicator.decimals,
        scale: 1,
        ..Answer::default()
    };
    let figure = match figure {
        Ok(figure) => figure,
        Err(StoreError::Forbidden | StoreError::NotFound) => {
            answer.state = State::Forbidden;
            return Ok(answer);
        }
        Err(StoreError::Refused(refusals)) => {
            answer.state = State::Unknown;
            tracing::info!(
                code = indicator.code,
                ?refusals,
                "a question of a report makes no sense"
            );
            return Ok(answer);
        }
        Err(error) => return Err(StoreError::unavailable(error.to_string())),
    };
    answer.scale = figure.amount.scale.max(1);
    answer.amount = amount(figure.amount);
    if figure.amount.denominator == Some(0) {
        answer.state = State::Undefined;
    }
    answer.excluded.clone_from(&figure.excluded);
    answer.groups = figure
        .groups
        .iter()
        .map(|group| told::Group { of: group.of.clone(), amount: amount(group.amount) })
        .collect();
    Ok(answer)
}

fn amount(from: crate::figure::Amount) -> told::Amount {
    told::Amount { value: from.value, denominator: from.denominator, rows: from.rows }
}

fn note_prints(question: &Question, figure: &Figure, prints: &mut Prints) {
    prints.insert((question.clone(), Vec::new()), figure.amount.print);
    for group in &figure.groups {
        let codes = group.of.iter().map(|part| part.0.clone());
        let of = question.by.iter().cloned().zip(codes).collect();
        prints.insert((question.clone(), of), group.amount.print);
    }
}

/// Units in whose scope an import is being written or taken back; 0 is the installation.
fn importing(tx: &mut Tx) -> Result<Vec<i64>> {
    let sql = "SELECT union_id FROM job WHERE kind = 'import' AND state IN ('running', 'waiting') \
               AND (detail LIKE '%\"phase\":\"writing\"%' OR detail LIKE '%\"phase\":\"undoing\"%')";
    Ok(tx.all(&Sql::new(sql))?.iter().map(|row| row.int(0)).collect())
}
