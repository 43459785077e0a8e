//! Finding and opening an installation.

use crate::cli::Place;
use crate::say::Usage;
use anyhow::Result;
use jiff::civil::Date;
use std::sync::Arc;
use store::clock::Clock;
use store::db::{Target, Tuning};
use store::{Ctx, Options, Store, StoreError};

/// The options of a place.
pub fn options(place: &Place) -> Result<Options> {
    let target = match &place.database_url {
        Some(url) => Target::from_url(url)?,
        None => Options::sqlite_in(&place.data),
    };
    Ok(Options {
        dir: place.data.clone(),
        target,
        catalog: domain::catalog(),
        clock: Arc::new(Clock::Machine),
        tuning: Tuning::default(),
    })
}

/// Opens what is there, for this process alone.
pub fn store(place: &Place) -> Result<Store> {
    Ok(Store::open(existing(place)?)?)
}

/// Opens what is there for a question or a small act, even while it is served.
pub fn beside(place: &Place) -> Result<Store> {
    Ok(Store::open_beside(existing(place)?)?)
}

fn existing(place: &Place) -> Result<Options> {
    let options = options(place)?;
    if let Target::Sqlite(path) = &options.target
        && !path.exists()
    {
        let text = format!(
            "{} 里还没有数据。没有新建任何文件；新装请用 niangjia init，试用请用 niangjia demo",
            place.data.display()
        );
        return Err(StoreError::unavailable(text).into());
    }
    Ok(options)
}

/// A union by its code, its name, or its key; the root when nothing is said.
pub fn union(store: &Store, ctx: &Ctx, wanted: Option<&str>) -> Result<i64> {
    let Some(wanted) = wanted else { return Ok(0) };
    let found = store.find_node(ctx, wanted)?;
    Ok(found.ok_or_else(|| {
        StoreError::refuse("union", format!("没有找到工会“{wanted}”，请用全称或统一社会信用代码"))
    })?)
}

/// A day in any of the usual spellings.
pub fn day(text: &str) -> Result<Date> {
    let read = kernel::dates::parse_day(text);
    Ok(read.map(|day| day.date).map_err(|error| Usage(format!("“{text}”：{error}")))?)
}

/// An instant: the end of a day, or a day with a time in Shanghai, as UTC milliseconds.
pub fn instant(text: &str) -> Result<i64> {
    // A day is told first from an instant: what reads days lets a time behind them pass.
    let read = if text.contains(':') {
        store::clock::read_instant(text)
    } else {
        day(text).ok().map(store::clock::end_of)
    };
    read.ok_or_else(|| {
        Usage(format!("“{text}”不是时间，应像 2026-01-15 或 2026-01-15T12:00:00")).into()
    })
}
