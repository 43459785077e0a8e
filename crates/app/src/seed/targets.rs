//! Targets of the sample county for the year that runs: set from where it stood when the year began, so
//! that they make sense at every size, and one of them handed down to the towns.

use super::{Seeded, key};
use anyhow::{Context, Result};
use jiff::civil::{Date, date};
use kernel::value::Value;
use store::figure::{FigureAsk, Group};
use store::goal::Share;
use store::writer::Doing;
use store::{Ctx, Store};
use town::TargetSeed;

/// How a target was set.
#[derive(Clone, Copy)]
enum Aim {
    /// So much, in the indicator's unit.
    Fixed(i64),
    /// So many per cent of what stood on the eve of the year.
    OfStart(i64),
    /// So many per cent of what happened in the year before.
    OfYearBefore(i64),
}

/// Name with the value for `{}`, indicator, aim, not to be exceeded, group.
const TARGETS: [(&str, &str, Aim, bool, &str); 6] = [
    ("会员达到{}人", "member_count", Aim::OfStart(104), false, "基层组织组"),
    ("建会率达到{}%", "union_build_rate", Aim::Fixed(92), false, "基层组织组"),
    ("新建工会{}个", "union_org_new_count", Aim::OfYearBefore(110), false, "基层组织组"),
    ("应建未建降到{}家以内", "missed_unit_count", Aim::OfStart(60), true, "基层组织组"),
    ("二星级以上工会占到{}%", "star_rate", Aim::Fixed(90), false, "规范化建设组"),
    ("培训职工{}人次", "training_person_count", Aim::OfYearBefore(105), false, "素质提升组"),
];

/// Sets the targets of the running year.
pub fn set(store: &Store) -> Result<()> {
    let ctx = Ctx { origin: "样例", ..Ctx::local() };
    let year = store.today().year();
    let (first, last) = (date(year, 1, 1), date(year, 12, 31));
    let mut made = Vec::new();
    for (name, code, aim, at_most, team) in TARGETS {
        let value = value_of(store, &ctx, code, aim, first)?;
        let number = value.to_string();
        made.push(vec![
            ("name", name.replace("{}", &number).into()),
            ("indicator", code.into()),
            ("value", number.into()),
            ("at_most", if at_most { true.into() } else { Value::Null }),
            ("begin_on", Value::day(first)),
            ("due_on", Value::day(last)),
            ("team", team.into()),
            ("leader", "周建国".into()),
            ("responsible", "陈晓岚".into()),
        ]);
    }
    let register = store.register("target")?;
    let root = store.db.read(|tx| Ok(store.tree(tx)?.root()))?;
    let doing = Doing::new("样例", "样例县的目标任务");
    let keys = store.act(&ctx, doing, |writer| {
        let mut keys = Vec::new();
        for values in &made {
            let whose = [values.clone(), vec![("union", Value::Int(root))]].concat();
            keys.push(writer.add(register, &whose)?);
        }
        Ok(keys)
    })?;
    let first_target = keys.first().context("样例县没有目标")?;
    hand_down(store, &ctx, *first_target, first)
}

/// Sets the targets of books.
pub(super) fn of_books(
    store: &Store,
    ctx: &Ctx,
    targets: &[TargetSeed],
    seeded: &Seeded,
) -> Result<()> {
    let register = store.register("target")?;
    let doing = Doing { act: "样例", reason: "目标任务", room: targets.len() };
    store.act(ctx, doing, |writer| {
        let mut made: Vec<i64> = Vec::new();
        for seed in targets {
            let values = [
                ("name", Value::text(&seed.name)),
                ("indicator", seed.indicator.into()),
                ("value", seed.value.to_string().into()),
                ("at_most", if seed.at_most { true.into() } else { Value::Null }),
                ("begin_on", Value::day(seed.begin_on)),
                ("due_on", Value::day(seed.due_on)),
                ("union", key(&seeded.unions, seed.union)),
                ("team", filled(&seed.team)),
                ("leader", filled(&seed.leader)),
                ("responsible", filled(&seed.responsible)),
                ("part_of", seed.part_of.map_or(Value::Null, |whole| key(&made, whole))),
            ];
            made.push(writer.add(register, &values)?);
        }
        Ok(())
    })?;
    Ok(())
}

fn filled(text: &str) -> Value {
    if text.is_empty() { Value::Null } else { Value::text(text) }
}

fn value_of(store: &Store, ctx: &Ctx, code: &str, aim: Aim, first: Date) -> Result<i64> {
    let eve = first.yesterday()?;
    let (ask, per_cent) = match aim {
        Aim::Fixed(value) => return Ok(value),
        Aim::OfStart(per_cent) => (FigureAsk::on(eve), per_cent),
        Aim::OfYearBefore(per_cent) => (FigureAsk::between(date(eve.year(), 1, 1), eve), per_cent),
    };
    let figure = store.figure(ctx, code, &ask)?;
    Ok((figure.amount.value * per_cent / 100).max(1))
}

/// To each unit below in proportion to where it stood; what rounding leaves goes to the largest.
fn hand_down(store: &Store, ctx: &Ctx, target: i64, first: Date) -> Result<()> {
    let key = target.to_string();
    let goal = store.goal(ctx, &key)?.progress.goal;
    let ask = FigureAsk::on(first.yesterday()?).by(&["child"]);
    let figure = store.figure(ctx, &goal.indicator.code, &ask)?;
    let (aim, all) = (goal.value / 100, figure.amount.value.max(1));
    let part = |group: &Group| {
        let union = group.of.first()?.0.parse().ok()?;
        Some((union, group.amount.value * aim / all))
    };
    let mut parts: Vec<(i64, i64)> = figure.groups.iter().filter_map(part).collect();
    let left = aim - parts.iter().map(|part| part.1).sum::<i64>();
    if let Some(largest) = parts.iter_mut().max_by_key(|part| part.1) {
        largest.1 += left;
    }
    let share = |(union, value): &(i64, i64)| Share {
        union: *union,
        part: None,
        value: *value * 100,
        person: String::new(),
    };
    let shares: Vec<Share> = parts.iter().map(share).collect();
    store.hand_down(ctx, &key, &shares)?;
    Ok(())
}
