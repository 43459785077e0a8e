//! Making an installation, the sample county, and proving that nothing was altered.

use crate::cli::{Demo, Init, Place, Verify};
use crate::{open, say};
use anyhow::{Context, Result};
use kernel::value::Value;
use niangjia::seed;
use std::time::Instant;
use store::keys::Cipher;
use store::writer::Doing;
use store::{Ctx, Store, StoreError};

/// `init`
pub fn run(place: &Place, args: &Init) -> Result<u8> {
    let cipher =
        Cipher::from_code(&args.cipher).with_context(|| "加密算法只有 aes256 和 sm4".to_owned())?;
    let options = open::options(place)?;
    let store = Store::create(options, cipher)?;
    let union = store.register("union")?;
    let ctx = Ctx::local();
    let values = [("name", Value::text(&args.name)), ("kind", Value::from(args.kind.as_str()))];
    store.act(&ctx, Doing::new("建立", "新装"), |writer| writer.add(union, &values))?;
    say::line(format!("已在 {} 建好：{}", place.data.display(), args.name));
    Ok(super::DONE)
}

/// `verify`
pub fn verify(place: &Place, args: &Verify) -> Result<u8> {
    let store = open::store(place)?;
    let done = store.verify(args.head.as_deref())?;
    if args.json {
        say::json(&serde_json::to_value(&done)?)?;
    } else if done.ok {
        say::out(format!("查了{}条日志、{}个版本，没有发现改动。", done.entries, done.versions));
        for head in &done.heads {
            say::out(format!("今天的日志头（可打印留存）：{head}"));
        }
    } else {
        for fault in &done.faults {
            say::out(format!("{}", fault.say));
        }
    }
    Ok(if done.ok { super::DONE } else { super::REFUSED })
}

/// `demo`
pub fn demo(args: &Demo) -> Result<u8> {
    let started = Instant::now();
    let folder = args.keep.clone().unwrap_or_else(|| {
        std::env::temp_dir().join(format!("niangjia-demo-{}", std::process::id()))
    });
    let place = Place { data: folder.clone(), database_url: None };
    let mut options = open::options(&place)?;
    options.tuning.durable = false;
    let size = match args.size.as_str() {
        "small" => town::Size::small(),
        "county" => town::Size::county(),
        other => return Err(StoreError::refuse("size", format!("没有“{other}”这个规模")).into()),
    };
    let store = Store::create(options, Cipher::Aes)?;
    let county = town::County::until(args.seed, size, store.today());
    say::line(format!(
        "正在造{}：{}家工会、{}家单位……",
        town::COUNTY,
        county.unions.len(),
        county.employers.len()
    ));
    let seeded = seed::county(&store, &county, &|_| {})?;
    say::line(format!("{}人，用时{:.1}秒", seeded.people, started.elapsed().as_secs_f64()));
    Ok(super::DONE)
}
