//! The work bench of a clerk for whom twenty thousand matters wait.

use super::import::copy::Database;
use super::{clerk, line, times};
use crate::open;
use anyhow::{Result, ensure};
use jiff::civil::Date;
use kernel::value::Value;
use std::path::Path;
use store::flow::NEWEST;
use store::keys::Cipher;
use store::writer::Doing;
use store::{Ctx, Store};

/// Matters on their way.
const OPEN: i64 = 20_000;
/// Written in one act.
const PART: i64 = 500;
/// Towns they are spread over.
const TOWNS: i64 = 40;
/// The work bench, ms.
const BENCH: u64 = 100;

/// Fills a county with matters, then looks at the bench as its people do.
pub fn run(folder: &Path, url: Option<&str>) -> Result<()> {
    let database = url.map(|server| Database::make(server, "matters")).transpose()?;
    let database_url = database.as_ref().map(|database| database.url.clone());
    let place = crate::cli::Place { data: folder.to_owned(), database_url };
    let store = Store::create(open::options(&place)?, Cipher::Aes)?;
    let towns = towns(&store)?;
    let started = std::time::Instant::now();
    for first in (0..OPEN).step_by(usize::try_from(PART)?) {
        begin(&store, &towns, first)?;
    }
    store.db.analyze()?;
    line("matters", &format!("{OPEN} matters begun"), started.elapsed(), None);
    let all = clerk::hire(&store, "county", "county", 0)?.ctx;
    let town = clerk::hire(&store, "town", "township", *towns.first().unwrap_or(&0))?.ctx;
    // What the towns owe waits for the county as long as the towns have nobody.
    for (ctx, who, least) in
        [(&all, "county", OPEN - OPEN / TOWNS), (&town, "township", OPEN / TOWNS)]
    {
        let waiting = store.bench(ctx, 0, 12)?.waiting.all;
        ensure!(waiting == least, "{who}: {waiting} matters wait, not {least}");
        measured(&store, ctx, who)?;
    }
    Ok(())
}

fn measured(store: &Store, ctx: &Ctx, who: &str) -> Result<()> {
    let told = |what: &str, work: &dyn Fn() -> store::Result<()>| -> Result<()> {
        let all = times(100, || Ok(work()?))?;
        line("matters", &format!("{what}, {who}, p50"), all.at(50), Some(BENCH));
        line("matters", &format!("{what}, {who}, p99"), all.at(99), Some(BENCH));
        Ok(())
    };
    told("the bench", &|| store.bench(ctx, 0, 12).map(|_| ()))?;
    told("all of it", &|| store.bench(ctx, 0, 500).map(|_| ()))?;
    told("what waits at each unit", &|| store.waiting_by_unit(ctx).map(|_| ()))?;
    told("what was decided", &|| store.decided(ctx, NEWEST, 12).map(|_| ()))
}

fn towns(store: &Store) -> Result<Vec<i64>> {
    let register = store.register("union")?;
    let born = Value::day(Date::constant(2001, 5, 1));
    let (root, made) = store.act(&Ctx::local(), Doing::new("建立", ""), |writer| {
        let add = |writer: &mut store::writer::Writer, name: &str, kind: &str, above: i64| {
            let above = if above == 0 { Value::Null } else { Value::Int(above) };
            let values = [
                ("name", name.into()),
                ("kind", kind.into()),
                ("parent", above),
                ("founded_on", born.clone()),
            ];
            writer.add(register, &values)
        };
        let root = add(writer, "云溪县总工会", "FED_COUNTY", 0)?;
        let mut made = Vec::new();
        for n in 0..TOWNS {
            made.push(add(writer, &format!("第{n}镇总工会"), "TOWN_FED", root)?);
        }
        Ok((root, made))
    })?;
    ensure!(root != 0, "no county");
    Ok(made)
}

fn begin(store: &Store, towns: &[i64], first: i64) -> Result<()> {
    let register = store.register("founding")?;
    store.act(&Ctx::local(), Doing { act: "登记", reason: "", room: 600 }, |writer| {
        let from = usize::try_from(first % TOWNS).unwrap_or(0);
        for (n, town) in (first..first + PART).zip(towns.iter().cycle().skip(from)) {
            let values = [
                ("name", format!("云溪第{n}针织有限公司工会委员会").into()),
                ("form", "BASE".into()),
                ("parent", Value::Int(*town)),
            ];
            writer.add(register, &values)?;
        }
        Ok(())
    })?;
    Ok(())
}
