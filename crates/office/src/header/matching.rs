//! Which column is which field.

use std::collections::BTreeMap;

use super::fold::{fold_title, readings, whole};
use super::{HeaderSpec, Hints, How};

/// Words before or after a title that do not change what it means.
const HARMLESS: &[&str] = &[
    "会员", "职工", "员工", "本人", "人员", "真实", "现", "的", "号", "号码", "名称", "全称",
    "信息", "情况", "所在", "详细", "具体", "填写",
];
/// Words that make it somebody else's.
const FOREIGN: &[&str] = &[
    "联系人",
    "紧急",
    "配偶",
    "父",
    "母",
    "子女",
    "家属",
    "亲属",
    "推荐",
    "介绍",
    "上级",
    "负责人",
    "经办",
    "原",
    "前",
];

/// A title, with the title of its group when the header has two rows.
#[derive(Debug, Clone, Default)]
pub struct Title {
    /// The group's title.
    pub group: Option<String>,
    /// The column's own.
    pub text: String,
}

/// The fields to look for, folded once.
pub struct Dictionary<'a> {
    specs: &'a [HeaderSpec<'a>],
    known: BTreeMap<String, Vec<(usize, bool)>>,
    folded: Vec<Vec<String>>,
    chosen: BTreeMap<String, String>,
    remembered: &'a BTreeMap<String, String>,
}

/// A possible match; the lower the rank the better.
#[derive(Debug, Clone, Copy)]
struct Offer {
    rank: u8,
    column: usize,
    spec: usize,
    how: How,
}

/// What was decided about the columns.
#[derive(Debug, Clone, Default)]
pub struct Matched {
    /// For each title: the field, and how it was recognised.
    pub found: Vec<Option<(usize, How)>>,
    /// Titles a person said to leave out.
    pub dropped: Vec<bool>,
}

impl Matched {
    /// How many different fields were found.
    pub fn count(&self) -> usize {
        self.found.iter().flatten().count()
    }
}

impl<'a> Dictionary<'a> {
    /// Fold the fields and the hints.
    pub fn new(specs: &'a [HeaderSpec<'a>], hints: &'a Hints) -> Self {
        let mut known: BTreeMap<String, Vec<(usize, bool)>> = BTreeMap::new();
        let mut folded = Vec::with_capacity(specs.len());
        for (index, spec) in specs.iter().enumerate() {
            let titles: Vec<String> = spec.titles.iter().map(|title| whole(title)).collect();
            for (place, title) in titles.iter().enumerate() {
                known.entry(title.clone()).or_default().push((index, place == 0));
            }
            folded.push(titles);
        }
        let chosen = hints.chosen.iter().map(|(k, v)| (whole(k), v.clone())).collect();
        Self { specs, known, folded, chosen, remembered: &hints.remembered }
    }

    fn spec(&self, code: &str) -> Option<usize> {
        self.specs.iter().position(|spec| spec.code == code)
    }

    /// Decide what each title means; with `guess`, also by likeness.
    pub fn assign(&self, titles: &[Title], guess: bool) -> Matched {
        let mut offers = Vec::new();
        let mut dropped = vec![false; titles.len()];
        for (column, title) in titles.iter().enumerate() {
            if title.text.is_empty() {
                continue;
            }
            if let Some(code) = self.chosen_for(title) {
                match self.spec(code) {
                    Some(spec) => offers.push(Offer { rank: 0, column, spec, how: How::Chosen }),
                    None => dropped.iter_mut().skip(column).take(1).for_each(|flag| *flag = true),
                }
                continue;
            }
            self.offer(column, title, &mut offers);
        }
        let mut matched = Matched { found: vec![None; titles.len()], dropped };
        self.settle(offers, &mut matched);
        if guess {
            self.settle(self.guesses(titles, &matched), &mut matched);
        }
        matched
    }

    /// Give every field its best column and every column its best field.
    fn settle(&self, mut offers: Vec<Offer>, matched: &mut Matched) {
        offers.sort_by_key(|offer| (offer.rank, offer.column, offer.spec));
        let mut taken = vec![false; self.specs.len()];
        for (spec, _) in matched.found.iter().flatten() {
            if let Some(flag) = taken.get_mut(*spec) {
                *flag = true;
            }
        }
        for offer in offers {
            let (Some(slot), Some(flag)) =
                (matched.found.get_mut(offer.column), taken.get_mut(offer.spec))
            else {
                continue;
            };
            if slot.is_none() && !*flag {
                *slot = Some((offer.spec, offer.how));
                *flag = true;
            }
        }
    }

    fn chosen_for(&self, title: &Title) -> Option<&str> {
        let full = title.group.as_ref().and_then(|g| self.chosen.get(&joined(g, &title.text)));
        full.or_else(|| self.chosen.get(&whole(&title.text))).map(String::as_str)
    }

    fn offer(&self, column: usize, title: &Title, offers: &mut Vec<Offer>) {
        let mut push = |rank, spec, how| offers.push(Offer { rank, column, spec, how });
        let full = title.group.as_ref().map(|group| joined(group, &title.text));
        let folded = fold_title(&title.text);
        let remembered = full
            .as_ref()
            .and_then(|full| self.remembered.get(full))
            .or_else(|| self.remembered.get(&folded));
        if let Some(spec) = remembered.and_then(|code| self.spec(code)) {
            push(1, spec, How::Remembered);
        }
        for (spec, main) in full.iter().filter_map(|full| self.known.get(full)).flatten() {
            push(2, *spec, if *main { How::Exact } else { How::Synonym });
        }
        for (step, reading) in readings(&title.text).iter().enumerate() {
            let step = u8::try_from(step.min(9)).unwrap_or(9);
            for (spec, main) in self.known.get(reading).into_iter().flatten() {
                let (rank, how) = if *main { (10, How::Exact) } else { (20, How::Synonym) };
                push(rank + step, *spec, how);
            }
        }
    }

    /// Likely matches among the columns and fields that are still free.
    fn guesses(&self, titles: &[Title], matched: &Matched) -> Vec<Offer> {
        let taken: Vec<usize> = matched.found.iter().flatten().map(|(spec, _)| *spec).collect();
        let mut offers = Vec::new();
        for (column, title) in titles.iter().enumerate() {
            let free = matches!(matched.found.get(column), Some(None))
                && matched.dropped.get(column) == Some(&false);
            if !free || title.text.is_empty() {
                continue;
            }
            let folded = fold_title(&title.text);
            let mut scores: Vec<(usize, usize)> = (0..self.specs.len())
                .filter(|spec| !taken.contains(spec))
                .filter_map(|spec| Some((self.likeness(spec, title, &folded)?, spec)))
                .collect();
            scores.sort_unstable_by(|a, b| b.cmp(a));
            if let Some((score, spec)) = scores.first().copied()
                && scores.get(1).is_none_or(|(second, _)| *second < score)
            {
                let rank = 200_u8.saturating_sub(u8::try_from(score.min(150)).unwrap_or(150));
                offers.push(Offer { rank, column, spec, how: How::Guess });
            }
        }
        offers
    }

    fn likeness(&self, spec: usize, title: &Title, folded: &str) -> Option<usize> {
        let titles = self.folded.get(spec)?;
        titles
            .iter()
            .filter_map(|known| {
                let grouped = title.group.as_ref().and_then(|g| by_group(known, &whole(g), folded));
                grouped.or_else(|| alike(known, folded))
            })
            .max()
    }
}

/// The key of a title together with its group's.
pub fn joined(group: &str, text: &str) -> String {
    format!("{}{}", whole(group), fold_title(text))
}

/// “名称” under the group “工会组织所在单位信息” is 单位名称: what the field's
/// title says more than the column's stands in the group's, the later the better.
fn by_group(known: &str, group: &str, title: &str) -> Option<usize> {
    let more = known.strip_suffix(title).filter(|more| !more.is_empty())?;
    group.rfind(more).map(|at| 100 + at.min(49))
}

/// How alike two titles are; nothing when it would be mere chance.
fn alike(known: &str, title: &str) -> Option<usize> {
    let (long, short) = (known.chars().count(), title.chars().count());
    if long < 2 || short < 2 {
        return None;
    }
    let (outer, inner) = if short >= long { (title, known) } else { (known, title) };
    let rest = outer.strip_suffix(inner).or_else(|| outer.strip_prefix(inner));
    if let Some(rest) = rest {
        let harmless = HARMLESS.contains(&rest);
        let foreign = FOREIGN.iter().any(|word| rest.contains(word));
        let close = long.min(short) >= 3 && rest.chars().count() <= 4;
        return (harmless || close && !foreign).then_some(50 + long.min(short));
    }
    let differing = known.chars().zip(title.chars()).filter(|(a, b)| a != b).count();
    (long == short && long >= 4 && differing == 1).then_some(40 + long)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn likeness_is_careful() {
        assert!(alike("姓名", "会员姓名").is_some());
        assert!(alike("姓名", "联系人姓名").is_none());
        assert!(alike("联系电话", "紧急联系电话").is_none());
        assert!(alike("出生日期", "出身日期").is_some());
        assert!(alike("移动电话", "移动电话号码").is_some());
        assert!(alike("性别", "民族").is_none());
    }
}
