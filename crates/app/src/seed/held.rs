//! Activities, honours and ratings of the sample county.

use super::{Seeded, Values, key};
use anyhow::Result;
use kernel::register::Register;
use kernel::value::Value;
use std::collections::HashMap;
use store::list::ListAsk;
use store::writer::{Doing, Writer};
use store::{Ctx, Store};
use town::{ActivitySeed, AwardSeed, UnionSeed};

/// Keys of the entries of the lists, by list and code.
struct Terms(HashMap<(String, String), i64>);

impl Terms {
    fn of(store: &Store, ctx: &Ctx) -> Result<Terms> {
        let mut ask = ListAsk::new(store.register("term")?);
        ask.columns = ["list", "code"].map(str::to_owned).to_vec();
        let mut all = HashMap::new();
        store.each(ctx, &ask, |page| {
            for row in &page.rows {
                if let [list, code] = row.cells.as_slice() {
                    all.insert((list.to_string(), code.to_string()), row.id);
                }
            }
            Ok(())
        })?;
        Ok(Terms(all))
    }

    fn key(&self, list: &str, code: &str) -> Value {
        let found = self.0.get(&(list.to_owned(), code.to_owned()));
        found.map_or(Value::Null, |id| Value::Int(*id))
    }
}

/// What is needed to write activities.
struct Desk<'a> {
    unions: &'a [UnionSeed],
    seeded: &'a Seeded,
    terms: Terms,
    activity: &'static Register,
    line: &'static Register,
    participant: &'static Register,
}

/// Writes what unions held.
pub fn activities(
    store: &Store,
    ctx: &Ctx,
    (unions, all): (&[UnionSeed], &[ActivitySeed]),
    seeded: &Seeded,
) -> Result<()> {
    let desk = Desk {
        unions,
        seeded,
        terms: Terms::of(store, ctx)?,
        activity: store.register("activity")?,
        line: store.register("activity_line")?,
        participant: store.register("activity_person")?,
    };
    let parts: usize = all.iter().map(|seed| 1 + seed.lines.len() + seed.named).sum();
    let doing = Doing { act: "样例", reason: "样例县的活动", room: parts };
    store.act(ctx, doing, |writer| all.iter().try_for_each(|seed| desk.write(writer, seed)))?;
    Ok(())
}

impl Desk<'_> {
    fn write(&self, writer: &mut Writer, seed: &ActivitySeed) -> store::Result<()> {
        let term =
            |list: &str, code: Option<&str>| code.map_or(Value::Null, |c| self.terms.key(list, c));
        let values: Values = vec![
            ("name", Value::text(&seed.name)),
            ("kind", self.terms.key("ACTIVITY_KIND", seed.kind)),
            ("union", key(&self.seeded.unions, seed.union)),
            ("held_from", Value::day(seed.held_from)),
            ("held_until", seed.held_until.into()),
            ("course", term("COURSE", seed.course)),
            ("campaign", term("CAMPAIGN", seed.campaign)),
            ("audience", self.terms.key("AUDIENCE", seed.audience)),
            ("level", seed.level.into()),
            ("mode", seed.mode.into()),
        ];
        let activity = writer.add(self.activity, &values)?;
        let of = ("activity", Value::Int(activity));
        for line in &seed.lines {
            let number = if line.list == "MONEY" { "amount" } else { "quantity" };
            let item = self.terms.key(line.list, line.code);
            let values = [of.clone(), ("item", item), (number, Value::Int(line.number))];
            writer.add(self.line, &values)?;
        }
        for person in self.people_of(seed) {
            let values = [of.clone(), ("person", Value::Int(person)), ("part", "STUDENT".into())];
            writer.add(self.participant, &values)?;
        }
        Ok(())
    }

    /// Members of the unions below, as many as are known by name; who comes varies with the day.
    fn people_of(&self, seed: &ActivitySeed) -> Vec<i64> {
        let below = |union: usize| {
            let mut at = Some(union);
            while let Some(here) = at.filter(|here| *here != seed.union) {
                at = self.unions.get(here).and_then(|union| union.parent);
            }
            at.is_some()
        };
        let known = self.seeded.known.iter().filter(|(_, union)| below(*union));
        let first = usize::try_from(seed.held_from.day_of_year()).unwrap_or(0);
        let spread = known.skip(first % 40).step_by(3);
        spread.take(seed.named).map(|(person, _)| *person).collect()
    }
}

/// Writes what unions were given, by the county itself what is of its own level.
pub fn awards(
    store: &Store,
    ctx: &Ctx,
    (unions, all): (&[UnionSeed], &[AwardSeed]),
    seeded: &Seeded,
) -> Result<()> {
    let county = unions.first().map_or("", |union| union.name.as_str());
    let terms = Terms::of(store, ctx)?;
    let register = store.register("award")?;
    let doing = Doing { act: "样例", reason: "样例县的荣誉与评定", room: all.len() };
    store.act(ctx, doing, |writer| {
        for seed in all {
            let values: Values = vec![
                ("title", terms.key(seed.title.0, seed.title.1)),
                ("union", key(&seeded.unions, seed.union)),
                ("level", seed.level.into()),
                ("star", seed.star.into()),
                ("outcome", if seed.met { "MET" } else { "UNMET" }.into()),
                ("awarded_on", Value::day(seed.awarded_on)),
                ("until_on", seed.replaced_on.into()),
                ("body", Value::text(if seed.level == "COUNTY" { county } else { "" })),
                ("end", seed.replaced_on.map(|_| "REPLACED").into()),
            ];
            writer.add(register, &values)?;
        }
        Ok(())
    })?;
    Ok(())
}
