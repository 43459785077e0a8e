//! What a figure in a line says.

use super::super::answer::{Answer, State};
use super::super::ask::Scope;
use super::super::document::{Placed, Role};
use super::super::measure::{Known, Measured, exact, group};
use super::super::number::{Decimals, Exact, Unit, print};
use super::super::template::*;
use super::super::wording;
use super::Writer;
use std::cmp::{Ordering, Reverse};

/// How the numbers of one figure are printed.
pub(super) struct Look<'a> {
    pub(super) unit: Unit<'a>,
    pub(super) form: Form,
    /// Decimals of shares and percentages made of it.
    percent: u32,
}

impl<'a> Look<'a> {
    pub(super) fn of(answer: Option<&'a Answer>, share: bool, form: Form) -> Look<'a> {
        let percent = form.decimals.unwrap_or(1);
        let ratio = answer.is_some_and(|answer| answer.amount.denominator.is_some());
        let own = answer.map_or(0, |answer| answer.decimals);
        let name = answer.map_or("", |answer| answer.unit.as_str());
        let unit = match name {
            _ if share => Unit { name: "%", decimals: Decimals::Fixed(percent) },
            _ if ratio => Unit { name, decimals: Decimals::Fixed(own) },
            "元" => Unit { name, decimals: Decimals::UpTo(2) },
            _ => Unit { name, decimals: Decimals::UpTo(0) },
        };
        let percent = if ratio && !share { form.decimals.unwrap_or(own) } else { percent };
        Look { unit, form, percent }
    }

    pub(super) fn print(&self, number: Exact) -> String {
        print(number, self.unit, self.form)
    }
}

impl<'a> Writer<'a> {
    pub(super) fn figure(&self, insert: &Insert, scope: Scope<'a>) -> Placed {
        let Insert { measure, form, .. } = insert;
        let made = self.reader.measure(measure, scope);
        let look = Look::of(made.answer, measure.whole.is_some(), *form);
        let said = self.said(measure, &made, &look);
        let (text, state) = match said {
            Ok(text) => (text, State::Ok),
            Err(state) => (unsaid(state).to_owned(), state),
        };
        let mut placed = self.placed(&measure.figure, made.answer, scope);
        placed.text = text;
        placed.state = state;
        let whole = made.sources.iter().find(|source| source.role == Role::Whole);
        let whole = whole.and_then(|source| self.reader.answers.to(&source.question));
        placed.variant = variant(measure, whole.map(|answer| answer.title.as_str()));
        placed.sources = made.sources;
        placed
    }

    /// Everything of a printed figure but what it says.
    pub(super) fn placed(
        &self,
        figure: &Figure,
        answer: Option<&Answer>,
        scope: Scope<'_>,
    ) -> Placed {
        let here = if figure.own { &self.reader.asker.setting.union } else { scope.here };
        let mut placed = Placed {
            union: here.key,
            union_name: here.name.clone(),
            line: figure.span.line,
            column: figure.span.column,
            code: figure.name.text.clone(),
            title: figure.name.text.clone(),
            ..Placed::default()
        };
        if let Ok(info) = self.reader.asker.info(figure) {
            placed.code.clone_from(&info.code);
            placed.title.clone_from(&info.title);
            placed.unit.clone_from(&info.unit);
        }
        if let Some(answer) = answer.filter(|answer| !answer.code.is_empty()) {
            placed.code.clone_from(&answer.code);
            placed.title.clone_from(&answer.title);
            placed.unit.clone_from(&answer.unit);
            placed.definition.clone_from(&answer.definition);
            placed.version = answer.version;
        }
        placed
    }

    fn said(
        &self,
        measure: &Measure,
        made: &Measured<'_>,
        look: &Look<'_>,
    ) -> Result<String, State> {
        let base = || made.base.unwrap_or(Err(State::Undefined));
        let amount = |number: Exact| look.print(number);
        match measure.take {
            Take::Value => Ok(amount(made.now?)),
            Take::Signed => Ok(wording::net(made.now?, Exact::whole(0), &amount)),
            Take::Names(_) => {
                made.now?;
                let source = made.sources.first().ok_or(State::Unknown)?;
                Ok(names(made.answer.ok_or(State::Unknown)?, (source.value, source.rows)))
            }
            Take::Rank { most, last, bare } => {
                made.now.or_else(allow_undefined)?;
                let answer = made.answer.ok_or(State::Unknown)?;
                Ok(self.ranked(measure, answer, (most, last, bare), look))
            }
            Take::Goal(say) => goal(say, made, look),
            Take::Against(against, say) => {
                let (now, base) = (made.now?, base()?);
                Ok(compared(say, (now, base), against, look))
            }
        }
    }

    /// 兴隆镇1,286人、白塔镇900人.
    fn ranked(
        &self,
        measure: &Measure,
        answer: &Answer,
        rank: (u32, bool, bool),
        look: &Look<'_>,
    ) -> String {
        let (most, last, bare) = rank;
        let asker = &self.reader.asker;
        let filter: Vec<String> = asker
            .when(&measure.figure)
            .and_then(|when| asker.broken_down(&measure.figure, when, "child"))
            .map(|asked| asked.group.into_iter().map(|pick| pick.code).collect())
            .unwrap_or_default();
        let number = |key: i64| {
            let key = key.to_string();
            let codes = std::iter::once(key.as_str()).chain(filter.iter().map(String::as_str));
            exact(answer, &group(answer, &codes.collect::<Vec<_>>())).ok()
        };
        let children = asker.setting.children.iter();
        // Nothing is no place among the first; among the last it is what is looked for.
        let placed = |number: &Exact| last || number.sign() != Ordering::Equal;
        let mut known: Vec<(Exact, &str)> = children
            .filter_map(|unit| Some((number(unit.key).filter(placed)?, unit.name.as_str())))
            .collect();
        if last {
            known.sort_by_key(|(number, _)| *number);
        } else {
            known.sort_by_key(|(number, _)| Reverse(*number));
        }
        let most = usize::try_from(most).unwrap_or(usize::MAX);
        let one = |(number, name): (Exact, &str)| {
            if bare { name.to_owned() } else { format!("{name}{}", look.print(number)) }
        };
        let said: Vec<String> = known.into_iter().take(most).map(one).collect();
        if said.is_empty() { "无".to_owned() } else { said.join("、") }
    }
}

fn allow_undefined(state: State) -> Known {
    if state == State::Undefined { Ok(Exact::whole(0)) } else { Err(state) }
}

fn goal(say: GoalSay, made: &Measured<'_>, look: &Look<'_>) -> Result<String, State> {
    let target = || made.base.unwrap_or(Err(State::Undefined));
    match say {
        GoalSay::Value => Ok(look.print(target()?)),
        GoalSay::Due => Ok(look.print(made.due()?)),
        GoalSay::Done => {
            let share = super::super::measure::share(made.now, target())?;
            Ok(wording::per_cent(share, look.form.decimals.unwrap_or(1)))
        }
        GoalSay::Missing => Ok(wording::missing(made.now?, target()?, &|by| difference(by, look))),
        GoalSay::Behind => {
            target()?;
            let behind = made.target().map(|goal| goal.behind.as_slice()).unwrap_or_default();
            let behind: Vec<&str> =
                behind.iter().map(String::as_str).filter(|name| !name.is_empty()).collect();
            Ok(if behind.is_empty() { "无".to_owned() } else { behind.join("、") })
        }
    }
}

fn compared(say: Say, pair: (Exact, Exact), against: Base, look: &Look<'_>) -> String {
    let (now, base) = pair;
    let amount = |number: Exact| look.print(number);
    match say {
        Say::Change => {
            let plain = Form { decimals: None, ..look.form };
            let amount = |number: Exact| print(number, look.unit, plain);
            wording::change(now, base, look.form.decimals.unwrap_or(1), &amount)
        }
        Say::Net => wording::net(now, base, &amount),
        Say::Points => wording::points(now, base, look.percent),
        Say::Difference => {
            now.minus(base).map_or_else(|| "—".to_owned(), |by| difference(by, look))
        }
        Say::Times => {
            let of = match against {
                Base::Goal => "目标".to_owned(),
                Base::At(at) => at.to_string(),
            };
            let decimals = look.form.decimals.unwrap_or(2);
            wording::times(now, base, &of, decimals, &amount)
        }
    }
}

/// A difference of shares is in percentage points.
fn difference(by: Exact, look: &Look<'_>) -> String {
    match look.unit.name {
        "%" => {
            let unit = Unit { name: "个百分点", decimals: Decimals::Fixed(look.percent) };
            print(by, unit, Form { scale: Scale::One, bound: None, ..look.form })
        }
        _ => look.print(by),
    }
}

/// 张三、李四等35人.
fn names(answer: &Answer, counted: (i64, i64)) -> String {
    let (value, rows) = counted;
    let known: Vec<&str> =
        answer.names.iter().map(String::as_str).filter(|name| !name.is_empty()).collect();
    let shown = i64::try_from(known.len()).unwrap_or(i64::MAX);
    let all = rows.max(shown);
    let name = if value == rows { answer.unit.as_str() } else { "个" };
    let unit = Unit { name, decimals: Decimals::UpTo(0) };
    let count = || print(Exact::whole(all), unit, Form::default());
    match shown {
        _ if all == 0 => "无".to_owned(),
        0 => count(),
        _ if all > shown => format!("{}等{}", known.join("、"), count()),
        _ => known.join("、"),
    }
}

/// What stands in place of a number.
pub(super) fn unsaid(state: State) -> &'static str {
    match state {
        State::Ok | State::Undefined => "—",
        State::Forbidden => "无权查看",
        State::Unknown => "【没有取到数】",
        State::Importing => "正在导入",
    }
}

/// 数值, 占会员数的比重, 比上年同期增减, 完成率.
fn variant(measure: &Measure, whole: Option<&str>) -> String {
    // Conditions are said as they were typed, a bare figure by its title.
    let called = |typed: &Figure| match whole {
        Some(title) if typed.to_string() == typed.name.text => title.to_owned(),
        _ => typed.to_string(),
    };
    let whole = measure.whole.as_ref().map(|whole| format!("占{}的比重", called(whole)));
    let said = match measure.take {
        Take::Value if whole.is_some() => String::new(),
        Take::Value => "数值".to_owned(),
        Take::Against(base, say) => format!("比{base}{say}"),
        _ => {
            let bare = Measure { whole: None, ..measure.clone() };
            let printed = bare.to_string();
            let behind = printed.strip_prefix(&bare.figure.to_string()).unwrap_or_default();
            behind.trim_start_matches('|').replace('|', "，")
        }
    };
    whole.into_iter().chain((!said.is_empty()).then_some(said)).collect::<Vec<_>>().join("，")
}
