//! The tally: figures read from it beside figures that read rows, each beside its limit; and what it
//! costs, as ratios of interleaved runs with it and without. On PostgreSQL what the server uses is counted
//! with what its client uses, so it must run on this machine.

use super::import::copy::Database;
use super::import::{cpu_of, members_of, roster, structure};
use super::{county, line, times};
use crate::{open, say};
use anyhow::{Context, Result};
use kernel::facts::Saving;
use kernel::indicator::Indicator;
use kernel::kept;
use kernel::value::Value;
use office::import::{self as intake, Start};
use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};
use store::figure::{FigureAsk, TreeOf};
use store::list::ListAsk;
use store::tally::Use;
use store::writer::Doing;
use store::{Ctx, Store};

/// A figure from the tally, ms.
const KEPT: u64 = 20;
/// Single writes timed with the tally and without.
const WRITES: i64 = 400;
/// How often runs with it and without take turns.
const TURNS: usize = 5;
/// Rows of the file that is loaded with it and without.
const ROSTER: usize = 20_000;

/// Reads, writes and loads.
pub fn run(folder: &Path, members: usize, server: Option<&str>) -> Result<()> {
    fs::create_dir_all(folder)?;
    let database = server.map(|server| Database::make(server, "tally")).transpose()?;
    let url = database.as_ref().map(|database| database.url.as_str());
    let store = county(&folder.join("county"), members, url)?;
    reading(&store, members)?;
    single(&store, database.as_ref())?;
    let began = Instant::now();
    store.recount()?;
    line("tally", "counting all of it anew", began.elapsed(), None);
    let began = Instant::now();
    let found = store.compare_tally()?;
    line("tally", "comparing the county with its rows", began.elapsed(), None);
    anyhow::ensure!(found.is_empty(), "the tally differs: {found:?}");
    drop((store, database));
    loads(folder, server)
}

/// Whether the tally answers it.
fn is_kept(store: &Store, indicator: &Indicator, by: &[String]) -> bool {
    let leaves = indicator.parts().map_or_else(|| vec![indicator.code.as_str()], Vec::from);
    leaves.into_iter().all(|code| {
        let leaf = store.catalog().indicator(code);
        leaf.is_some_and(|leaf| {
            let register = store.catalog().register(&leaf.of);
            register.is_some_and(|register| kept::family(register, leaf, by).is_some())
        })
    })
}

/// Every figure of past days and periods, from the tally and from rows.
fn reading(store: &Store, members: usize) -> Result<()> {
    let rows_limit = if members > 120_000 { 3_000 } else { 300 };
    let today = store.today();
    let middle = jiff::civil::date(today.year() - 4, 8, 15);
    let past = jiff::civil::date(today.year() - 3, 12, 31);
    let long_ago = FigureAsk::on(past).known(store.clock.now());
    changed(store, 20_000)?;
    let lately = FigureAsk::on(past).known(store.clock.now());
    changed(store, 1_000)?;
    let then = FigureAsk { tree: TreeOf::ThatDay, ..FigureAsk::on(past) };
    let asks = [
        (FigureAsk::on(today), "today", true),
        (FigureAsk::on(middle), "on a day in August", true),
        (FigureAsk::on(past), "at a year's end", true),
        (FigureAsk::between(middle, today), "over four years", true),
        (lately, "as known before 1,000 changes", false),
        (long_ago, "as known before 21,000 changes", false),
        (then, "tree of that day", false),
    ];
    let (mut from_tally, mut from_rows) = (Vec::new(), Vec::new());
    for indicator in &store.catalog().indicators {
        let mut splits: Vec<Vec<&str>> = vec![vec![], vec!["child"], vec!["month"]];
        splits.extend(indicator.dims.iter().map(|dim| vec![dim.name.as_str()]));
        for by in splits {
            // What is asked as once known is the slowest: once is enough for each figure.
            for (ask, when, now) in asks.iter().filter(|ask| ask.2 || by.is_empty()) {
                let ask = ask.clone().by(&by);
                let kept = *now && is_kept(store, indicator, &ask.by);
                let began = Instant::now();
                let answer = store.figure(&Ctx::local(), &indicator.code, &ask);
                let mut took = began.elapsed();
                if answer.is_err() {
                    continue;
                }
                if kept {
                    took = times(5, || {
                        store.figure(&Ctx::local(), &indicator.code, &ask)?;
                        Ok(())
                    })?
                    .at(50);
                }
                let what = format!("{} by {by:?} {when}", indicator.code);
                let list = if kept { &mut from_tally } else { &mut from_rows };
                list.push((took, what));
            }
        }
    }
    shown("kept", from_tally, KEPT);
    shown("rows", from_rows, rows_limit);
    Ok(())
}

/// Corrects the mark 农民工 of so many persons, as a loaded file would.
fn changed(store: &Store, count: usize) -> Result<()> {
    let person = store.register("person")?;
    let mut ask = ListAsk::new(person);
    ask.columns = vec!["migrant".to_owned()];
    let mut found = Vec::new();
    store.each(&Ctx::local(), &ask, |page| {
        let left = count.saturating_sub(found.len());
        found.extend(
            page.rows.iter().take(left).map(|row| (row.id, row.version, row.cells.clone())),
        );
        Ok(())
    })?;
    let always = Saving::Correction(store.today());
    let many = found.len() > 10_000;
    for part in found.chunks(500) {
        store.act(&Ctx::local(), Doing::new("修改", ""), |writer| {
            for (id, version, cells) in part {
                let was = cells.first().and_then(Value::as_int) == Some(1);
                writer.edit(person, *id, *version, &[("migrant", Value::from(!was))], always)?;
            }
            Ok(())
        })?;
    }
    // As the load of a file does in the end.
    if many {
        store.db.analyze()?;
    }
    Ok(())
}

/// The slowest, and how many exceed the limit.
fn shown(group: &str, mut all: Vec<(Duration, String)>, limit: u64) {
    all.sort_by_key(|(took, _)| std::cmp::Reverse(*took));
    for (took, what) in all.iter().take(8) {
        line(group, what, *took, Some(limit));
    }
    let slow = all.iter().filter(|(took, _)| took.as_millis() > u128::from(limit)).count();
    let middle = all.get(all.len() / 2).map_or(Duration::ZERO, |one| one.0);
    line(group, &format!("the middle of {} questions, {slow} above", all.len()), middle, None);
}

/// CPU of this process and of the server.
fn used(database: Option<&Database>) -> Result<Duration> {
    let server = database.map(Database::of_server).transpose()?.unwrap_or_default();
    Ok(cpu_of(std::process::id())? + server)
}

/// Single writes: a member is registered, one leaves, one becomes a migrant worker.
fn single(store: &Store, database: Option<&Database>) -> Result<()> {
    let (mut with, mut without) = (Duration::ZERO, Duration::ZERO);
    let mut serial = 0;
    for turn in 0..TURNS * 2 {
        let on = turn.is_multiple_of(2);
        store.use_tally(if on { Use::Full } else { Use::Off });
        let before = used(database)?;
        for _ in 0..WRITES {
            serial += 1;
            write(store, serial)?;
        }
        let took = used(database)?.saturating_sub(before);
        *(if on { &mut with } else { &mut without }) += took;
    }
    store.use_tally(Use::Full);
    let each = u32::try_from(WRITES)? * u32::try_from(TURNS)?;
    line("tally", "a new member without it, CPU", without / each, None);
    line("tally", "a new member with it, CPU", with / each, None);
    let limit = if database.is_some() { 45 } else { 30 };
    more("of a single write", with, without, limit);
    Ok(())
}

fn more(what: &str, with: Duration, without: Duration, limit: u32) {
    let ratio = (with.as_secs_f64() / without.as_secs_f64().max(0.001) - 1.0) * 100.0;
    say::out(format!("tally   {ratio:.0} % {what}  limit {limit} %"));
}

fn write(store: &Store, serial: i64) -> Result<()> {
    let (person, membership) = (store.register("person")?, store.register("membership")?);
    let tree = store.db.read(|tx| store.tree(tx))?;
    let base = tree.nodes().find(|node| node.kind == "BASE" && !node.ended);
    let union = base.context("no grassroots union")?.id;
    let number = format!("K{serial:08}");
    store.act(&Ctx::local(), Doing::new("登记", ""), |writer| {
        let id = writer.add(
            person,
            &[
                ("paper_kind", Value::from("9")),
                ("paper_no", Value::text(&number)),
                ("name", Value::from("王秀兰")),
                ("sex", Value::from("2")),
                ("migrant", Value::Int(serial % 2)),
            ],
        )?;
        let joined = format!("20{:02}-0{}-1{}", 10 + serial % 15, 1 + serial % 9, serial % 10);
        writer.add(
            membership,
            &[
                ("person", Value::Int(id)),
                ("union", Value::Int(union)),
                ("joined_on", Value::from(joined)),
                ("entry", Value::from("JOIN")),
                ("status", Value::from("ACTIVE")),
            ],
        )
    })?;
    Ok(())
}

/// The same roster loaded with the tally and without, in turns.
fn loads(folder: &Path, server: Option<&str>) -> Result<()> {
    let (mut with, mut without) = (Duration::ZERO, Duration::ZERO);
    for turn in 0..4 {
        let on = turn % 2 == 0;
        let place = folder.join(format!("load{turn}"));
        fs::create_dir_all(&place)?;
        let database = server.map(|server| Database::make(server, "load")).transpose()?;
        let url = database.as_ref().map(|database| database.url.as_str());
        let county = structure(&place, url, ROSTER)?;
        let file = place.join("会员.csv");
        let people = members_of(&county);
        roster(&file, &people)?;
        let database_url = url.map(str::to_owned);
        let data = crate::cli::Place { data: place, database_url };
        let store = Store::open(open::options(&data)?)?;
        store.use_tally(if on { Use::Full } else { Use::Off });
        let before = used(database.as_ref())?;
        load(&store, &file)?;
        drop(store);
        let took = used(database.as_ref())?.saturating_sub(before);
        *(if on { &mut with } else { &mut without }) += took;
        line("tally", &format!("{} rows loaded, {on}", people.len()), took, None);
    }
    more("of a load", with, without, 15);
    Ok(())
}

fn load(store: &Store, file: &Path) -> Result<()> {
    let sheet = store.catalog().sheet("members").context("no sheet of members")?;
    let start = Start {
        whole: 0,
        sheet,
        path: file,
        file_name: "会员.csv",
        union: 0,
        day: None,
        chosen: std::collections::BTreeMap::new(),
    };
    let ctx = Ctx::local();
    let say = |error: intake::ImportError| anyhow::anyhow!(error.into_store());
    let job = intake::start(store, &ctx, &start).map_err(say)?;
    intake::preview(store, &ctx, job).map_err(say)?;
    intake::apply(store, &ctx, job).map_err(say)?;
    Ok(())
}
