//! Handing a goal down: parts for the units below, and whether they make up the whole.

use super::{Goal, Opened};
use crate::ctx::Ctx;
use crate::error::{Result, StoreError};
use crate::store::Store;
use crate::writer::{Doing, Writer};
use kernel::facts::Saving;
use kernel::goal::{Goals, written};
use kernel::register::Register;
use kernel::value::Value;
use kernel::verdict::Refusal;

/// One part as somebody wants it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Share {
    /// For which union.
    pub union: i64,
    /// The part that is changed, with the version that was seen; a new one when nothing.
    pub part: Option<(i64, i64)>,
    /// How much, in hundredths.
    pub value: i64,
    /// Who answers for it; empty leaves it as it is.
    pub person: String,
}

/// What the parts make up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sum {
    /// They make up the whole.
    pub good: bool,
    /// In one sentence.
    pub said: String,
}

impl Goal {
    /// Whether parts of these values make up the whole. Shares are not added up: each must reach it.
    pub fn sum(&self, parts: &[i64]) -> Option<Sum> {
        if parts.is_empty() {
            return None;
        }
        if self.is_share() {
            return Some(self.sum_of_shares(parts));
        }
        let all: i64 = parts.iter().sum();
        let (good, said) = match all - self.value {
            0 => (true, "正好等于本级目标".to_owned()),
            more if more > 0 => (false, format!("比本级目标多{}", self.difference(more))),
            less => (false, format!("比本级目标少{}", self.difference(-less))),
        };
        Some(Sum { good, said: format!("{}项合计{}，{said}", parts.len(), self.words(all)) })
    }

    /// What a part is called: by the union that has to reach it, or lists would show one title many times.
    fn title_of_part(&self, whose: &str, union: &str) -> String {
        let own = self.title.strip_prefix(whose).and_then(|rest| rest.strip_prefix('：'));
        format!("{union}：{}", own.unwrap_or(&self.title))
    }

    fn sum_of_shares(&self, parts: &[i64]) -> Sum {
        let short = |value: &&i64| {
            if self.at_most { **value > self.value } else { **value < self.value }
        };
        let (few, aim) = (parts.iter().filter(short).count(), self.words(self.value));
        let side = if self.at_most { "高" } else { "低" };
        let said = match few {
            0 => format!("各项都不{side}于本级目标{aim}，各自完成了，本级就完成"),
            n => format!("有{n}项{side}于本级目标{aim}，各自完成了，本级也不一定完成"),
        };
        Sum { good: few == 0, said: format!("百分数不相加：{said}") }
    }
}

impl Opened {
    /// Whether what was handed down makes up the whole.
    pub fn sum(&self) -> Option<Sum> {
        let parts: Vec<i64> = self.parts.iter().map(|part| part.goal.value).collect();
        self.progress.goal.sum(&parts)
    }
}

impl Store {
    /// Hands a goal down, all parts in one act, and says how many were written. What the parts make up is
    /// said, not forced: a federation may keep a reserve.
    pub fn hand_down(&self, ctx: &Ctx, key: &str, shares: &[Share]) -> Result<usize> {
        self.refresh_definitions()?;
        let (register, goals) = self.catalog().goals().ok_or(StoreError::NotFound)?;
        let (goal, known, tree) = self.db.read(|tx| {
            let goal = self.goal_in(tx, ctx, key)?;
            let parts = self.parts_in(tx, ctx, goal.id)?;
            Ok((goal, parts, self.tree(tx)?))
        })?;
        let mut refusals = Vec::new();
        for share in shares {
            let there = known.iter().find(|part| part.union == share.union);
            if let (None, Some(part)) = (share.part, there) {
                let reason =
                    format!("刚有人给这个单位分解了{}，请重新打开再改", part.words(part.value));
                refusals.push(Refusal::on(&share.union.to_string(), reason));
            }
            let mine = |part: &Goal| share.part.is_some_and(|(id, _)| id == part.id);
            if share.part.is_some() && !known.iter().any(mine) {
                return Err(StoreError::NotFound);
            }
        }
        if !refusals.is_empty() {
            return Err(refusals.into());
        }
        let doing = Doing { act: "分解目标", reason: &goal.title, room: shares.len() };
        self.act(ctx, doing, |writer| {
            let mut count = 0;
            for share in shares {
                let title = goal.title_of_part(tree.title(goal.union), tree.title(share.union));
                let part = Part { goals, of: &goal, title };
                count += usize::from(write(writer, register, &part, share)?);
            }
            Ok(count)
        })
    }
}

/// What all parts of a goal have in common, and what this one is called.
struct Part<'a> {
    goals: Goals,
    of: &'a Goal,
    title: String,
}

fn write(
    writer: &mut Writer,
    register: &'static Register,
    part: &Part,
    share: &Share,
) -> Result<bool> {
    let (goals, goal) = (part.goals, part.of);
    let mut values = vec![(goals.value, Value::from(written(share.value)))];
    let person = goals.people.last().filter(|_| !share.person.is_empty());
    values.extend(person.map(|field| (*field, Value::text(&share.person))));
    if let Some((id, version)) = share.part {
        let saving = Saving::Correction(writer.facts.today);
        return writer.edit(register, id, version, &values, saving);
    }
    let owner = register.owner_field().ok_or(StoreError::NotFound)?;
    values.extend([
        (register.label, Value::text(&part.title)),
        (goals.indicator, Value::text(&goal.indicator.code)),
        (goals.from, Value::day(goal.from)),
        (goals.due, Value::day(goal.due)),
        (goals.at_most, if goal.at_most { true.into() } else { Value::Null }),
        (goals.part_of, Value::Int(goal.id)),
        (owner, Value::Int(share.union)),
    ]);
    writer.add(register, &values)?;
    Ok(true)
}
