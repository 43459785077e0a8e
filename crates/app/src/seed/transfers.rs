//! Members on their way from union to union in the sample county, one in most of the states, and one who is
//! about to retire. They are members already: nothing that is counted changes.

use super::Values;
use anyhow::Result;
use jiff::ToSpan;
use jiff::civil::Date;
use kernel::facts::Saving;
use kernel::indicator::is;
use kernel::register::Register;
use kernel::value::Value;
use store::list::{Life, ListAsk};
use store::writer::{Doing, Writer};
use store::{Ctx, Store, StoreError};

/// State, days since it was asked, days since the sender agreed, and from and to which of the unions.
const CASES: [(&str, i32, i32, usize, Option<usize>); 4] = [
    ("ASKED", 2, 0, 0, Some(1)),
    ("AGREED", 20, 12, 2, Some(0)),
    ("AGREED", 9, 5, 1, Some(2)),
    ("SENT", 15, 10, 0, None),
];

/// Writes them. `park` is where somebody signs in.
pub fn set(store: &Store, park: i64) -> Result<()> {
    let ctx = Ctx { origin: "样例", user_name: "林秀芬".to_owned(), ..Ctx::local() };
    let mut members = members(store, &ctx, park)?;
    // Those who work at the unions with most members go first; the smallest ones may have nobody left.
    members.sort_by_key(|(_, all)| std::cmp::Reverse(all.len()));
    let today = store.today();
    let doing = Doing::new("样例", "样例县的转会");
    store.act(&ctx, doing, |writer| {
        for (at, (state, asked, agreed, from, to)) in CASES.into_iter().enumerate() {
            let Some((_, people)) = members.get(from) else { continue };
            let Some(member) = people.iter().rev().nth(at) else { continue };
            let to = to.and_then(|to| members.get(to)).map(|one| one.0);
            let day = |ago: i32| today.checked_sub(ago.days()).unwrap_or(today);
            transfer(writer, *member, to, (state, day(asked), day(agreed)))?;
        }
        let Some(member) = members.first().and_then(|one| one.1.iter().rev().nth(CASES.len()))
        else {
            return Ok(());
        };
        let values: Values = vec![
            ("membership", Value::Int(member.0)),
            ("change", "RETAINED".into()),
            ("from_on", Value::day(today)),
            ("cause", "RETIRED".into()),
        ];
        writer.add(register("member_change")?, &values)?;
        Ok(())
    })?;
    Ok(())
}

fn register(name: &str) -> store::Result<&'static Register> {
    domain::catalog().register(name).ok_or(StoreError::NotFound)
}

/// Key and version of a membership.
type Member = (i64, i64);

/// Unions below the park, each with its members in order.
fn members(store: &Store, ctx: &Ctx, park: i64) -> Result<Vec<(i64, Vec<Member>)>> {
    let ask = ListAsk {
        at: park,
        life: Life::Living,
        columns: vec!["union".to_owned()],
        filters: vec![is("status", &["ACTIVE"])],
        sort: "joined_on".to_owned(),
        ..ListAsk::new(store.register("membership")?)
    };
    let mut all: Vec<(i64, Vec<Member>)> = Vec::new();
    store.each(ctx, &ask, |page| {
        for row in &page.rows {
            let union = row.cells.first().and_then(Value::as_int).unwrap_or(0);
            match all.iter_mut().find(|one| one.0 == union) {
                Some(one) => one.1.push((row.id, row.version)),
                None => all.push((union, vec![(row.id, row.version)])),
            }
        }
        Ok(())
    })?;
    Ok(all)
}

fn transfer(
    writer: &mut Writer,
    (member, version): Member,
    to: Option<i64>,
    (state, asked, agreed): (&str, Date, Date),
) -> store::Result<()> {
    let (transfers, memberships) = (register("transfer")?, register("membership")?);
    let flow = transfers.flow.as_ref().ok_or(StoreError::NotFound)?;
    let clock = flow.meaning(state).and_then(|state| state.clock);
    let begun = if state == "ASKED" { asked } else { agreed };
    let days = clock.map_or(0, |clock| clock.parameter.default.parse::<i64>().unwrap_or(0));
    let calendar = writer.facts.calendar.clone();
    let due = clock.map(|clock| clock.last_day(&calendar, begun, days).day);
    let outside = to.is_none().then_some("清河县总工会");
    let mut values: Values = vec![
        ("membership", Value::Int(member)),
        ("to", to.into()),
        ("to_name", outside.into()),
        ("cause", "JOB".into()),
        ("asked_on", Value::day(asked)),
        ("asked_by", "DESK".into()),
        ("state", state.into()),
        ("due_on", due.into()),
        ("clock_from", Value::day(begun)),
        ("clock_days", Value::Int(days)),
        ("started_by", "林秀芬".into()),
    ];
    if state == "AGREED" {
        values.push(("desk", to.into()));
    }
    if state != "ASKED" {
        values.push(("status_before", "ACTIVE".into()));
        let going = [("status", Value::from("TRANSFER_OUT"))];
        writer.edit(memberships, member, version, &going, Saving::Change(agreed))?;
    }
    writer.add(transfers, &values)?;
    Ok(())
}
