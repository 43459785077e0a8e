//! Two hundred clerks and two thousand members at once: members look at their card and ask for help on the
//! phone, clerks take it up, answer it and take numbers for papers. Afterwards everything that was answered
//! for is there once, with the right last day.
//!
//! Read in this order: this file, who there is and what came of it · [`office`] what a clerk does ·
//! [`phone`] what a member does.

mod office;
mod phone;

use super::clerk::{self, Clerk};
use super::import;
use super::load::desk::{Dice, Log};
use super::load::{Server, by_kind, errors, towns};
use crate::say;
use anyhow::{Context, Result, ensure};
use kernel::value::Value;
use office::Office;
use phone::{Holder, Phone};
use std::path::Path;
use std::thread::{Builder, JoinHandle};
use std::time::{Duration, Instant};
use store::list::{Life, ListAsk};
use store::members::{Entered, From};
use store::users::Hashing;
use store::writer::Doing;
use store::{Ctx, Store};

/// Clerks at once.
const CLERKS: usize = 200;
/// Members at once.
const MEMBERS: usize = 2_000;
/// 95 of a hundred requests take no longer, ms.
const LIMIT: u64 = 400;
/// Somebody who waits needs little room.
const STACK: usize = 256 * 1_024;

/// Who comes: clerks, and members with their phones.
pub struct Crowd {
    clerks: Vec<Clerk>,
    holders: Vec<Holder>,
    /// The organ of the papers: key and name.
    organ: (i64, String),
    /// What the members had asked before.
    before: i64,
}

/// What somebody has got an answer for, and what they saw.
struct Done {
    log: Log,
    asked: usize,
    answered: usize,
    numbers: usize,
}

/// Makes the accounts, and a series of numbers.
pub fn gather(store: &Store) -> Result<Crowd> {
    let towns = towns(store)?;
    let mut clerks = Vec::with_capacity(CLERKS);
    for n in 0..CLERKS {
        let town = towns.get(n % towns.len().max(1)).copied().unwrap_or(0);
        let (role, at) = if n % 10 < 2 { ("county", 0) } else { ("township", town) };
        clerks.push(clerk::hire(store, &format!("crowd{n}"), role, at)?);
    }
    let tree = store.db.read(|tx| store.tree(tx))?;
    let root = tree.root();
    let series = [
        ("organ", Value::Int(root)),
        ("kind", "CIRCULAR".into()),
        ("word", WORD.into()),
        ("year", Value::Int(i64::from(store.today().year()))),
        ("begin", Value::Int(1)),
    ];
    let register = store.register("paper_series")?;
    store.act(&Ctx::local(), Doing::new("登记", ""), |writer| writer.add(register, &series))?;
    let holders = holders(store)?;
    store.nightly_backup()?;
    let organ = (root, tree.title(root).to_owned());
    Ok(Crowd { clerks, holders, organ, before: matters(store, &[])? })
}

/// The word of the series that only the crowd takes numbers of.
const WORD: &str = "云溪压测";

/// Members with a number, each with a phone that is signed in.
fn holders(store: &Store) -> Result<Vec<Holder>> {
    let (register, people) = (store.register("membership")?, store.register("person")?);
    let (ctx, hashing) = (Ctx::local(), Hashing { memory_kib: 64, passes: 1 });
    let ask = ListAsk {
        life: Life::Living,
        columns: vec!["person".to_owned()],
        ..ListAsk::new(register)
    };
    let from = From { address: "127.0.0.1", agent: "bench" };
    let mut holders = Vec::with_capacity(MEMBERS);
    for row in store.list(&ctx, &ask, None, MEMBERS * 2)?.rows {
        let Some(person) = row.cells.first().and_then(Value::as_int) else { continue };
        let key = person.to_string();
        let phone = store.reveal(&ctx, people, &key, "phone", "压测").unwrap_or_default();
        if phone.is_empty() || holders.len() == MEMBERS {
            continue;
        }
        let pin = store.hand_out_pin(&ctx, &key, hashing)?;
        let Entered::Ok(token) = store.enter_by_pin(&phone, &pin, from, hashing)? else { continue };
        let member = store.member(&token, from.address)?.context("the session does not hold")?;
        store.set_pin(&member, "520386", hashing)?;
        holders.push(Holder { token, csrf: member.csrf });
    }
    ensure!(holders.len() == MEMBERS, "only {} members have a phone", holders.len());
    Ok(holders)
}

/// Lets them come for so long, and looks at what is there afterwards.
pub fn run(
    folder: &Path,
    crowd: Crowd,
    lasts: Duration,
    open: impl Fn() -> Result<Store>,
) -> Result<()> {
    let server = Server::start(folder)?;
    let (address, began) = (server.address, Instant::now());
    let (clerks, members) = (crowd.clerks.len(), crowd.holders.len());
    let mut people: Vec<JoinHandle<Done>> = Vec::with_capacity(clerks + members);
    for (n, clerk) in crowd.clerks.into_iter().enumerate() {
        let mut office = Office::new(address, &clerk, &crowd.organ, Dice::of(n), Log::new(began));
        people.push(Builder::new().stack_size(STACK).spawn(move || office.work(lasts))?);
    }
    for (n, holder) in crowd.holders.into_iter().enumerate() {
        let mut phone = Phone::new(address, &holder, Dice::of(n + clerks), Log::new(began));
        people.push(Builder::new().stack_size(STACK).spawn(move || phone.use_it(lasts))?);
    }
    let mut done = Done { log: Log::new(began), asked: 0, answered: 0, numbers: 0 };
    for person in people {
        let one = person.join().ok().context("somebody has stopped in the middle")?;
        done.log.asked.extend(one.log.asked);
        done.log.faults.extend(one.log.faults);
        done.asked += one.asked;
        done.answered += one.answered;
        done.numbers += one.numbers;
    }
    let seconds = lasts.as_secs();
    say::out(format!("crowd   {clerks} clerks and {members} members for {seconds} s"));
    by_kind("crowd", &done.log.asked, LIMIT);
    errors("crowd", &done.log.faults);
    if let Ok(cpu) = import::cpu_of(server.child.id()) {
        let peak = import::peak_of(server.child.id()) / 1_024;
        let cpu = cpu.as_secs_f64();
        say::out(format!("crowd   server: {cpu:.1} s of CPU, peak {peak} MB"));
    }
    drop(server);
    all_there(&open()?, &done, crowd.before)
}

fn matters(store: &Store, filters: &[kernel::indicator::Cond]) -> Result<i64> {
    let ask = ListAsk { filters: filters.to_vec(), ..ListAsk::new(store.register("matter")?) };
    match store.count(&Ctx::local(), &ask, i64::from(i32::MAX))? {
        store::list::Count::Exact(count) | store::list::Count::More(count) => Ok(count),
    }
}

/// Everything that was answered for is there once; numbers have no gap; last days are those of the rule.
fn all_there(store: &Store, done: &Done, before: i64) -> Result<()> {
    let asked = matters(store, &[])? - before;
    ensure!(usize::try_from(asked)? == done.asked, "{asked} matters, {} were asked", done.asked);
    let facts = store.facts();
    let register = store.register("matter")?;
    let flow = register.flow.as_ref().context("matters have no procedure")?;
    let ask = ListAsk {
        columns: ["state", "due_on", "clock_from", "clock_days"].map(str::to_owned).into(),
        ..ListAsk::new(register)
    };
    let (mut answered, mut dated) = (0, 0);
    store.each(&Ctx::local(), &ask, |page| {
        for row in &page.rows {
            let cell = |at: usize| row.cells.get(at).cloned().unwrap_or_default();
            let state = cell(0).to_string();
            answered += usize::from(state == "ANSWERED");
            let clock = flow.meaning(&state).and_then(|state| state.clock);
            let (due, from, days) = (cell(1).as_day(), cell(2).as_day(), cell(3).as_int());
            if let (Some(clock), Some(due), Some(from), Some(days)) = (clock, due, from, days) {
                let right = clock.last_day(&facts.calendar, from, days).day;
                dated += 1;
                if due != right {
                    let say = format!("{} is due on {due}, not {right}", row.public_id);
                    return Err(store::StoreError::unavailable(say));
                }
            }
        }
        Ok(())
    })?;
    let word = kernel::indicator::is("word", &[WORD]);
    let ask = ListAsk {
        columns: vec!["number".to_owned()],
        filters: vec![word],
        ..ListAsk::new(store.register("paper_out")?)
    };
    let mut numbers: Vec<i64> = Vec::new();
    store.each(&Ctx::local(), &ask, |page| {
        numbers.extend(page.rows.iter().filter_map(|row| row.cells.first()?.as_int()));
        Ok(())
    })?;
    numbers.sort_unstable();
    let last = i64::try_from(done.numbers)?;
    ensure!(numbers == (1..=last).collect::<Vec<i64>>(), "a gap, or a number twice");
    ensure!(answered >= done.answered, "{answered} answers, {} were given", done.answered);
    let (asked, given) = (done.asked, done.answered);
    say::out(format!(
        "crowd   {asked} asked, {given} answered, {dated} last days right, {last} numbers each once"
    ));
    Ok(())
}
