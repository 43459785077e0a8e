//! Schooling, standing, marks and statuses.

use jiff::civil::Date;

use super::{Life, Stay};
use crate::days;
use crate::drafts::Sort;
use crate::rng::Rng;
use crate::seeds::History;

const SCHOOLED: [(&str, usize); 6] =
    [("本科", 600), ("大专", 250), ("硕士", 85), ("博士", 4), ("中专", 40), ("高中", 21)];
const WORKING: [(&str, usize); 7] = [
    ("初中", 34),
    ("高中", 22),
    ("大专", 17),
    ("中专", 14),
    ("本科", 8),
    ("小学及以下", 4),
    ("硕士", 1),
];
const PARTIES: [(&str, usize); 9] = [
    ("群众", 960),
    ("中共预备党员", 8),
    ("无党派民主人士", 6),
    ("民建会员", 6),
    ("民盟盟员", 5),
    ("民革党员", 5),
    ("民进会员", 4),
    ("农工党党员", 4),
    ("九三学社社员", 2),
];
const SKILLS: [(&str, usize); 6] = [
    ("无", 62),
    ("职业资格五级（初级）", 14),
    ("职业资格四级（中级）", 13),
    ("职业资格三级（高级）", 8),
    ("职业资格二级（技师）", 2),
    ("职业资格一级（高级技师）", 1),
];
const CONTRACTS: [(&str, usize); 5] = [
    ("固定期限合同", 70),
    ("无固定期限合同", 16),
    ("劳务派遣", 8),
    ("非全日制", 3),
    ("劳务外包/承揽", 3),
];

impl Life<'_> {
    pub(super) fn education(&mut self) -> &'static str {
        let firm = matches!(self.sort, Sort::Firm | Sort::State);
        if firm { self.rng.weighted(&WORKING) } else { self.rng.weighted(&SCHOOLED) }
    }

    pub(super) fn political(&mut self, birth: Date) -> &'static str {
        let party = match self.sort {
            Sort::Organ => 58,
            Sort::School | Sort::Hospital => 30,
            Sort::State => 22,
            Sort::Firm => 6,
        };
        let young = days::plus_years(birth, 28) > self.county.last;
        match () {
            () if self.rng.percent(party) => "中共党员",
            () if young && self.rng.percent(28) => "共青团员",
            () => self.rng.weighted(&PARTIES),
        }
    }

    pub(super) fn skill(&mut self) -> &'static str {
        let firm = matches!(self.sort, Sort::Firm | Sort::State);
        if firm || self.rng.percent(20) { self.rng.weighted(&SKILLS) } else { "无" }
    }

    /// A few settle in town in the course of the years and are migrant workers no longer.
    pub(super) fn migrant_mark(&mut self) -> History<bool> {
        let first = self.first_joined();
        let mut mark = vec![(first, self.migrant)];
        let settled = days::plus(first, self.rng.between(200, 2400));
        if self.migrant && self.rng.percent(3) && settled <= self.county.last {
            mark.push((settled, false));
        }
        mark
    }

    pub(super) fn nef_mark(&mut self) -> Option<(Date, &'static str)> {
        let stay = self.stays.last()?;
        let group = stay.billet.nef?;
        let share = if stay.billet.employer.is_none() { 94 } else { 45 };
        let later = days::plus(stay.joined, self.rng.between(30, 500));
        let end = stay.left.unwrap_or(self.county.last);
        let since = if self.rng.percent(12) && later < end { later } else { stay.joined };
        self.rng.percent(share).then_some((since, group))
    }

    /// A fixed term becomes an open one for some after the second contract.
    pub(super) fn employ_form(&mut self) -> History<&'static str> {
        let mut history: History<&'static str> = Vec::new();
        for stay in &self.stays {
            let form = match (stay.billet.sort, stay.billet.employer) {
                (_, None) if stay.billet.nef.is_some() => "平台灵活就业(不完全劳动关系)",
                (_, None) => "个体/自由职业",
                (Sort::Organ, _) => "公务员/参公",
                (Sort::School | Sort::Hospital, _) => "聘用制(事业单位)",
                _ if stay.billet.construction && self.rng.percent(45) => "完成一定任务",
                _ => self.rng.weighted(&CONTRACTS),
            };
            let end = stay.left.unwrap_or(self.county.last);
            let later = days::plus(stay.joined, self.rng.between(1100, 2600));
            if history.last().is_none_or(|(_, before)| *before != form) {
                history.push((stay.joined, form));
            }
            if form == "固定期限合同" && later < end && self.rng.percent(18) {
                history.push((later, "无固定期限合同"));
            }
        }
        history
    }
}

/// The day of retirement by the old ages: men 60, women 55 in offices and 50 in works.
pub fn retirement(birth: Date, woman: bool, sort: Sort) -> Date {
    let age = match (woman, sort) {
        (false, _) => 60,
        (true, Sort::Firm) => 50,
        (true, _) => 55,
    };
    days::plus_years(birth, age)
}

/// The statuses of one membership: retained from retirement, sometimes for a while before it,
/// frozen while something is in dispute, on the way out before a transfer.
pub fn statuses(
    rng: &mut Rng,
    stay: &Stay<'_>,
    retired: Date,
    last: Date,
) -> History<&'static str> {
    let end = stay.left.unwrap_or(days::plus(last, 1));
    let mut events = vec![(stay.joined, "正常")];
    let mut add = |day: Date, status: &'static str| {
        let after = events.last().is_some_and(|(before, held)| *before < day && *held != status);
        if after && day < end {
            events.push((day, status));
        }
    };
    let active = retired.min(end);
    let day = days::plus(stay.joined, rng.between(90, 2200));
    let back = days::plus(day, rng.between(60, 500));
    let aside = rng.below(1000);
    if aside < 22 && day < active {
        add(day, if aside < 2 { "冻结" } else { "保留" });
        if back < active && rng.percent(60) {
            add(back, "正常");
        }
    }
    // One in five works on after the age.
    if retired > stay.joined && rng.percent(80) {
        add(retired, "保留");
    }
    if stay.exit == Some("转出") && rng.percent(35) {
        add(days::plus(end, -rng.between(3, 60)), "转出中");
    }
    events
}
