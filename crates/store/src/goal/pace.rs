//! What a goal says on a day: how much of it is done, what today asks for, whether it is behind.

use super::{Goal, Reading};
use jiff::civil::Date;
use kernel::goal::paced;

/// A goal and how far it is at the end of a day.
#[derive(Clone, Debug)]
pub struct Progress {
    /// The goal.
    pub goal: Goal,
    /// The day.
    pub day: Date,
    /// How far it is, in hundredths; nothing when it cannot be told or may not be seen.
    pub now: Option<i64>,
    /// From where it began; nothing when that cannot be told.
    pub start: Option<i64>,
    /// What the pace asks of this day; whole things are rounded half up.
    pub due: Option<i64>,
    /// The reader may see the goal and not its figure.
    pub hidden: bool,
}

/// Where a goal stands; differences are hundredths and not below zero.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Its first day has not come.
    Waiting,
    /// The reader may not see the figure.
    Hidden,
    /// There is no figure: nothing to divide by.
    Unknown,
    /// Reached.
    Reached,
    /// Its last day is past, or it has been exceeded; so much is missing or too much.
    Missed(i64),
    /// So much less than the pace asks for.
    Behind(i64),
    /// As the pace asks, or so much more.
    Ahead(i64),
    /// Under way; the pace cannot be told.
    Running,
}

impl Progress {
    pub(crate) fn of(goal: Goal, day: Date, now: Reading, start: Reading) -> Progress {
        let known = |reading: Reading| match reading {
            Reading::Known(number) => Some(number),
            Reading::Undefined | Reading::Forbidden => None,
        };
        let hidden = now == Reading::Forbidden;
        let (now, start) = (known(now), known(start));
        // Who is already beyond the goal when it begins has to stay there, not to come back.
        let begun = start.map(|start| match (goal.at_most, goal.flow) {
            (true, true) => 0,
            (true, false) => start.max(goal.value),
            (false, _) => start.min(goal.value),
        });
        let due = begun.map(|from| paced(from, goal.value, (goal.from, goal.due), day));
        let due = due.or((day >= goal.due).then_some(goal.value));
        let round = |due: i64| if goal.is_whole() { (due + 50).div_euclid(100) * 100 } else { due };
        Progress { due: due.map(round), goal, day, now, start, hidden }
    }

    /// Where it stands.
    pub fn standing(&self) -> Standing {
        let goal = &self.goal;
        if self.hidden {
            return Standing::Hidden;
        }
        if self.day < goal.from {
            return Standing::Waiting;
        }
        let Some(now) = self.now else { return Standing::Unknown };
        let sign = if goal.at_most { -1 } else { 1 };
        let missing = (goal.value - now) * sign;
        // What may not happen too often can still happen until the last day.
        let counting = goal.at_most && goal.flow;
        match (missing <= 0, self.day > goal.due) {
            (true, ended) if ended || !counting => return Standing::Reached,
            (false, ended) if ended || counting => return Standing::Missed(missing),
            _ => {}
        }
        match self.due.map(|due| (now - due) * sign) {
            None => Standing::Running,
            Some(ahead) if ahead >= 0 => Standing::Ahead(ahead),
            Some(behind) => Standing::Behind(-behind),
        }
    }

    /// Whether somebody should work on it: behind the pace, or missed.
    pub fn is_behind(&self) -> bool {
        matches!(self.standing(), Standing::Behind(_) | Standing::Missed(_))
    }

    /// Where it stands in a few words: 已完成, 慢6家.
    pub fn said(&self) -> String {
        let goal = &self.goal;
        match self.standing() {
            Standing::Waiting => "还没开始".into(),
            Standing::Hidden => "无权查看".into(),
            Standing::Unknown => "暂无数".into(),
            Standing::Reached => "已完成".into(),
            Standing::Missed(by) if goal.at_most => format!("超过{}", goal.difference(by)),
            Standing::Missed(by) => format!("没有完成，差{}", goal.difference(by)),
            Standing::Behind(by) if goal.at_most => format!("比进度多{}", goal.difference(by)),
            Standing::Behind(by) => format!("慢{}", goal.difference(by)),
            Standing::Ahead(0) => "正好".into(),
            Standing::Ahead(by) if goal.at_most => format!("比进度少{}", goal.difference(by)),
            Standing::Ahead(by) => format!("快{}", goal.difference(by)),
            Standing::Running => "进行中".into(),
        }
    }

    /// How much of the way is done, in per mille; beyond the goal more than a thousand.
    pub fn done(&self) -> Option<u64> {
        self.now.map(|now| self.way(now))
    }

    /// Where the pace stands on the same way.
    pub fn pace(&self) -> Option<u64> {
        self.due.map(|due| self.way(due))
    }

    /// A value as per mille of the way. Upwards the way begins at nothing, so that 41 of 80 is 51 %;
    /// what is to go down comes from where it was.
    fn way(&self, at: i64) -> u64 {
        let goal = &self.goal;
        let (gone, whole) = match self.start.filter(|_| goal.at_most && !goal.flow) {
            Some(start) => (start - at, start - goal.value),
            None => (at, goal.value),
        };
        if whole <= 0 {
            let there = if goal.at_most { at <= goal.value } else { at >= goal.value };
            return if there { 1_000 } else { 0 };
        }
        let share = i128::from(gone.max(0)) * 1_000 / i128::from(whole);
        u64::try_from(share).unwrap_or(1_000)
    }
}
