//! Numbers: ten thousand of one series, given to eight clerks at once, without a gap and none twice. On a
//! PostgreSQL of this machine they really overlap; SQLite has one writer.

use super::import::copy::Database;
use super::line;
use crate::{cli, open, say};
use anyhow::{Context, Result, ensure};
use kernel::value::Value;
use std::path::Path;
use std::time::Instant;
use store::keys::Cipher;
use store::list::ListAsk;
use store::writer::Doing;
use store::{Ctx, Store};

/// Clerks at once.
const CLERKS: i64 = 8;
/// Numbers in all.
const ALL: i64 = 10_000;

/// Gives them, and looks through what was given.
pub fn run(folder: &Path, server: Option<&str>) -> Result<()> {
    let database = server.map(|server| Database::make(server, "numbers")).transpose()?;
    let database_url = database.as_ref().map(|database| database.url.clone());
    let place = cli::Place { data: folder.to_owned(), database_url };
    let store = Store::create(open::options(&place)?, Cipher::Aes)?;
    let organ =
        add(&store, "union", &[("name", "云溪县总工会".into()), ("kind", "FED_COUNTY".into())])?;
    let year = i64::from(store.today().year());
    let series = [
        ("organ", Value::Int(organ)),
        ("kind", "REPLY".into()),
        ("word", "云溪工复".into()),
        ("year", Value::Int(year)),
        ("begin", Value::Int(1)),
    ];
    add(&store, "paper_series", &series)?;
    let began = Instant::now();
    let given: Vec<Result<()>> = std::thread::scope(|scope| {
        let clerk = || (0..ALL / CLERKS).try_for_each(|_| reserve(&store, organ));
        let clerks: Vec<_> = (0..CLERKS).map(|_| scope.spawn(clerk)).collect();
        clerks.into_iter().map(|clerk| clerk.join().unwrap_or(Ok(()))).collect()
    });
    let took = began.elapsed();
    given.into_iter().collect::<Result<Vec<()>>>()?;
    let per_second = u128::try_from(ALL)? * 1_000 / took.as_millis().max(1);
    line("numbers", &format!("{ALL} by {CLERKS} at once, {per_second} a second"), took, None);
    let mut ask = ListAsk::new(store.register("paper_out")?);
    ask.columns = vec!["number".to_owned()];
    let rows = store.list(&Ctx::local(), &ask, None, usize::try_from(ALL)? + 1)?.rows;
    let mut numbers: Vec<i64> = rows.iter().filter_map(|row| row.cells.first()?.as_int()).collect();
    numbers.sort_unstable();
    ensure!(numbers == (1..=ALL).collect::<Vec<i64>>(), "there is a gap, or a number twice");
    say::out("numbers  1 to the last, each once");
    Ok(())
}

fn reserve(store: &Store, organ: i64) -> Result<()> {
    let values = [
        ("organ", Value::Int(organ)),
        ("kind", "REPLY".into()),
        ("title", "关于同意成立工会的批复".into()),
        ("state", "RESERVED".into()),
    ];
    add(store, "paper_out", &values).map(|_| ()).context("a number was not given")
}

fn add(store: &Store, register: &str, values: &[(&str, Value)]) -> Result<i64> {
    let register = store.register(register)?;
    Ok(store.act(&Ctx::local(), Doing::new("登记", ""), |writer| writer.add(register, values))?)
}
