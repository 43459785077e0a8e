//! Speed targets as benchmarks with a limit beside each; never timed tests. Numbers on a shared
//! machine are noisy: read the ratios of interleaved runs.

mod clerk;
mod crowd;
mod import;
mod load;
mod matters;
mod numbers;
mod page;
mod report;
mod tally;

use crate::cli::Bench;
use crate::say::{self, Usage};
use crate::{commands, open};
use anyhow::Result;
use kernel::indicator::{Cond, DimKind, Indicator, begins, is, yes};
use kernel::value::Value;
use niangjia::seed;
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};
use store::db::Tuning;
use store::figure::FigureAsk;
use store::keys::Cipher;
use store::list::ListAsk;
use store::{Ctx, Store};

/// `bench [NAME…]`
pub fn run(args: &Bench) -> Result<u8> {
    let known = [
        "seed", "list", "figures", "import", "xlsx", "page", "report", "load", "tally", "numbers",
        "matters", "crowd",
    ];
    if let Some(wrong) = args.names.iter().find(|name| !known.contains(&name.as_str())) {
        return Err(Usage(format!("没有“{wrong}”，现有：{}", known.join("、"))).into());
    }
    let wanted = |name: &str| args.names.is_empty() || args.names.iter().any(|other| other == name);
    let folder = std::env::temp_dir().join(format!("niangjia-bench-{}", std::process::id()));
    if wanted("import") {
        import::run(&folder, args.members, args.server.as_deref())?;
    }
    if wanted("xlsx") {
        import::workbook(&folder, args.members)?;
    }
    if wanted("numbers") {
        numbers::run(&folder.join("numbers"), args.server.as_deref())?;
    }
    if wanted("matters") {
        matters::run(&folder.join("matters"), args.server.as_deref())?;
    }
    if wanted("tally") {
        tally::run(&folder.join("tally"), args.members, args.server.as_deref())?;
    }
    if known
        .into_iter()
        .filter(|name| !["import", "xlsx", "tally", "numbers", "matters"].contains(name))
        .any(wanted)
    {
        on_county(&folder, args, &wanted)?;
    }
    std::fs::remove_dir_all(&folder)?;
    Ok(commands::DONE)
}

/// What needs the whole county. The loads come last: they write, and a server has the county then.
fn on_county(folder: &Path, args: &Bench, wanted: &dyn Fn(&str) -> bool) -> Result<()> {
    let store = Arc::new(county(folder, args.members, None)?);
    if wanted("list") {
        lists(&store)?;
    }
    if wanted("figures") {
        figures(&store)?;
    }
    if wanted("page") {
        page::run(&store)?;
    }
    if wanted("report") {
        report::run(&store)?;
    }
    let staff = wanted("load")
        .then(|| load::staff(&store, folder, &sample(&store, args.members)))
        .transpose()?;
    let people = wanted("crowd").then(|| crowd::gather(&store)).transpose()?;
    drop(store);
    if let Some(staff) = staff {
        load::run(folder, staff)?;
    }
    if let Some(people) = people {
        let place = crate::cli::Place { data: folder.to_owned(), database_url: None };
        let again = || Ok(Store::open(open::options(&place)?)?);
        crowd::run(folder, people, Duration::from_secs(args.seconds), again)?;
    }
    Ok(())
}

/// The sample county of so many members, as it stands today.
fn sample(store: &Store, members: usize) -> town::County {
    let size = if members == 120_000 { town::Size::county() } else { town::Size::members(members) };
    town::County::until(1, size, store.today())
}

fn county(folder: &Path, members: usize, url: Option<&str>) -> Result<Store> {
    let database_url = url.map(str::to_owned);
    let place = crate::cli::Place { data: folder.to_owned(), database_url };
    let mut options = open::options(&place)?;
    options.tuning = Tuning { durable: false, writer_cache: 256 * 1024, ..Tuning::default() };
    let store = Store::create(options, Cipher::Aes)?;
    let county = sample(&store, members);
    let started = Instant::now();
    let mut people = 0;
    store.fill(|| {
        let made = seed::county(&store, &county, &|_| {})
            .map_err(|error| store::StoreError::unavailable(error.to_string()))?;
        people = made.people;
        Ok(())
    })?;
    line("seed", &format!("{people} people"), started.elapsed(), None);
    drop(store);
    Ok(Store::open(open::options(&place)?)?)
}

fn line(group: &str, what: &str, took: Duration, limit: Option<u64>) {
    let limit = limit.map_or_else(String::new, |ms| format!("  limit {ms} ms"));
    say::out(format!("{group:<8}{what:<52}{:>9.2} ms{limit}", took.as_secs_f64() * 1e3));
}

/// How long the same work took, the shortest first.
struct Times(Vec<Duration>);

impl Times {
    fn new(mut all: Vec<Duration>) -> Times {
        all.sort_unstable();
        Times(all)
    }
    /// What so many of a hundred did not exceed.
    fn at(&self, percent: usize) -> Duration {
        let rank = (self.0.len() * percent).div_ceil(100).saturating_sub(1);
        self.0.get(rank).copied().unwrap_or_default()
    }
}

/// Does the work so many times, after once to warm up.
fn times(times: usize, mut work: impl FnMut() -> Result<()>) -> Result<Times> {
    work()?;
    let mut all = Vec::with_capacity(times);
    for _ in 0..times {
        let started = Instant::now();
        work()?;
        all.push(started.elapsed());
    }
    Ok(Times::new(all))
}

/// The slowest of a hundred but one.
fn measured(often: usize, work: impl FnMut() -> Result<()>) -> Result<Duration> {
    Ok(times(often, work)?.at(99))
}

#[expect(
    clippy::disallowed_methods,
    reason = "another process is waited for; its clock is not ours"
)]
fn pause(time: Duration) {
    std::thread::sleep(time);
}

fn lists(store: &Store) -> Result<()> {
    let ctx = Ctx::local();
    let register = store.register("membership")?;
    let tree = store.db.read(|tx| store.tree(tx))?;
    let town = tree.children_of(tree.root()).first().copied().unwrap_or(0);
    let firms = store.list(&ctx, &ListAsk::new(store.register("employer")?), None, 1)?;
    let employer = Value::Int(firms.rows.first().map_or(0, |row| row.id));
    for at in [0, town] {
        let place = if at == 0 { "county" } else { "township" };
        for sort in &register.sorts {
            let mut ask = ListAsk::new(register);
            (ask.at, ask.sort, ask.descending) = (at, (*sort).to_owned(), true);
            two_pages(store, &ctx, &ask, &format!("{place}, by {sort}"))?;
        }
        for (filter, sort, what) in filters(&employer) {
            let mut ask = ListAsk::new(register);
            (ask.at, ask.filters, ask.sort) = (at, filter, sort.to_owned());
            ask.descending = sort == "joined_on";
            two_pages(store, &ctx, &ask, &format!("{place}, {what}"))?;
        }
        let mut ask = ListAsk::new(register);
        // Nobody is like that: the whole list is looked through in vain.
        (ask.at, ask.filters) = (at, vec![begins("note", "没有这样的备注")]);
        let took =
            measured(3, || store.list(&ctx, &ask, None, 50).map(|_| ()).map_err(Into::into))?;
        line("list", &format!("{place}, any other filter, first page"), took, Some(1_000));
    }
    Ok(())
}

/// The declared filters, each with the order in which it is usually read.
fn filters(employer: &Value) -> Vec<(Vec<Cond>, &'static str, &'static str)> {
    let joined = || {
        vec![
            Cond::AtLeast("joined_on".into(), Value::from("2021-03-01")),
            Cond::AtMost("joined_on".into(), Value::from("2021-03-31")),
        ]
    };
    let of_firm = Cond::Is("employer".into(), vec![employer.clone()]);
    vec![
        (vec![begins("person.pinyin", "wang")], "person_pinyin", "pinyin wang…"),
        (vec![begins("person.initials", "wxm")], "person_initials", "initials wxm…"),
        (vec![begins("person.name", "王小")], "person_name", "name 王小…"),
        (vec![yes("person.migrant")], "joined_on", "migrant, newest"),
        (vec![of_firm], "joined_on", "employer, newest"),
        (joined(), "joined_on", "joined in a month"),
        (joined(), "person_pinyin", "joined in a month, by pinyin"),
        (vec![is("status", &["RETAINED"])], "joined_on", "retained, newest"),
        (vec![is("status", &["RETAINED"])], "person_pinyin", "retained, by pinyin"),
    ]
}

fn two_pages(store: &Store, ctx: &Ctx, ask: &ListAsk, what: &str) -> Result<()> {
    let took = measured(100, || {
        let first = store.list(ctx, ask, None, 50)?;
        store.list(ctx, ask, first.next.as_ref(), 50)?;
        Ok(())
    })?;
    line("list", &format!("{what}, two pages, p99"), took, Some(100));
    Ok(())
}

/// Every indicator, whole and by each of its dimensions, as of today and of a past day. The slowest are shown.
fn figures(store: &Store) -> Result<()> {
    let ctx = Ctx::local();
    let today = store.today();
    let past = jiff::civil::date(today.year() - 3, 12, 31);
    let mut all = Vec::new();
    for indicator in &store.catalog().indicators {
        let dims = indicator.dims.iter().map(|dim| dim.name.as_str());
        let mut splits: Vec<Vec<&str>> = vec![vec![], vec!["child"]];
        splits.extend(dims.map(|dim| vec![dim]));
        for by in splits {
            for (ask, what) in [
                (FigureAsk::on(today), "today"),
                (FigureAsk::on(past), "three years ago"),
                (FigureAsk::between(past, today), "over three years"),
            ] {
                let ask = ask.by(&by);
                // Not every split fits every measure; those that do not are refused at once.
                if store.figure(&ctx, &indicator.code, &ask).is_err() {
                    continue;
                }
                let took = times(5, || {
                    store.figure(&ctx, &indicator.code, &ask).map(|_| ()).map_err(Into::into)
                })?;
                // The one in the middle: the worst of five tells of the machine's other guests.
                all.push((took.at(50), format!("{} by {by:?} {what}", indicator.code)));
            }
        }
    }
    all.sort_by_key(|(took, _)| std::cmp::Reverse(*took));
    let slow = all.iter().filter(|(took, _)| took.as_millis() > 100).count();
    for (took, what) in all.iter().take(12) {
        line("figure", what, *took, Some(100));
    }
    say::out(format!("figure  {} questions, {slow} above the limit", all.len()));
    together(store, &FigureAsk::between(past, today))
}

/// Two hundred at once: the declared ones, then each of them for one code of what it can be broken down by,
/// as people who define their own do.
fn together(store: &Store, ask: &FigureAsk) -> Result<()> {
    let mut all: Vec<Indicator> = store.catalog().indicators.clone();
    for indicator in &store.catalog().indicators {
        let Some(register) = store.catalog().register(&indicator.of) else { continue };
        for dim in &indicator.dims {
            let DimKind::Field(path) = &dim.kind else { continue };
            let field =
                kernel::laws::resolve(store.catalog(), register, path).map(|(_, field)| field);
            for (code, ..) in field.and_then(|field| field.list).map_or(&[][..], |list| list.items)
            {
                let mut narrow = indicator.clone().when(is(path, &[code]));
                narrow.code = format!("{}_{}_{code}", indicator.code, dim.name);
                all.push(narrow);
            }
        }
    }
    // Taken from all parts of the list, not two hundred of the first register.
    let (declared, step) = (store.catalog().indicators.len(), all.len().div_ceil(200).max(1));
    let some: Vec<&Indicator> = all
        .iter()
        .enumerate()
        .filter(|(at, _)| *at < declared || at.is_multiple_of(step))
        .map(|(_, indicator)| indicator)
        .take(200)
        .collect();
    let took = measured(5, || {
        store.figures_of(&Ctx::local(), &some, ask).map(|_| ()).map_err(Into::into)
    })?;
    line("figure", &format!("{} together over a period", some.len()), took, Some(1_000));
    let by_child = ask.clone().by(&["child"]);
    let took = measured(5, || {
        store.figures_of(&Ctx::local(), &some, &by_child).map(|_| ()).map_err(Into::into)
    })?;
    line("figure", &format!("{} together by child union", some.len()), took, None);
    Ok(())
}
