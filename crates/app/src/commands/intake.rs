//! `import`, `import undo`, `export`.

use crate::cli::{Export, Import, ImportJob, Place};
use crate::say::{self, Usage};
use crate::{commands, open};
use anyhow::{Context, Result};
use kernel::field::{FieldDef, Kind};
use kernel::indicator::Cond;
use kernel::sheet::Sheet;
use kernel::value::Value;
use office::ReadError;
use office::import::{self as intake, Counts, Detail, ImportError, Phase, Start};
use std::collections::BTreeMap;
use std::path::Path;
use store::list::{ListAsk, Page};
use store::{Ctx, Store, StoreError};

/// `import …`
pub fn import(place: &Place, args: &Import) -> Result<u8> {
    match &args.job {
        Some(ImportJob::Undo { job, json }) => return undo(place, *job, *json),
        Some(ImportJob::Resume { job, json }) => return resume(place, *job, *json),
        None => {}
    }
    let (Some(code), Some(file)) = (&args.sheet, &args.file) else {
        return Err(Usage("用法：niangjia import 表 文件".into()).into());
    };
    let store = open::store(place)?;
    let ctx = Ctx::local();
    let Some(sheet) = store.catalog().sheet(code) else {
        let known = store.catalog().sheets.iter();
        let known: Vec<String> =
            known.map(|sheet| format!("{}（{}）", sheet.code, sheet.title)).collect();
        return Err(Usage(format!("没有“{code}”这种表，现有：{}", known.join("、"))).into());
    };
    let name = file.file_name().map(|name| name.to_string_lossy().into_owned());
    let start = Start {
        whole: 0,
        sheet,
        path: file,
        file_name: &name.unwrap_or_default(),
        union: open::union(&store, &ctx, args.union.as_deref())?,
        day: args.as_of.as_deref().map(open::day).transpose()?,
        chosen: chosen(sheet, &args.map)?,
    };
    let left = intake::interrupted(&store, &ctx, &start).map_err(failed)?;
    let job = match left.filter(|_| !args.dry_run) {
        Some(job) => job,
        None => intake::start(&store, &ctx, &start).map_err(failed)?,
    };
    let counts = run(&store, &ctx, job, args.dry_run)?;
    if let Some(path) = &args.rejects {
        let file =
            std::fs::File::create(path).with_context(|| format!("写不了{}", path.display()))?;
        let rows = intake::rejects(&store, &ctx, job, file).map_err(failed)?;
        say::line(format!("{rows}行没有导入的，连同原因写在{}", path.display()));
    }
    report(&store, &ctx, job, &counts, (args.json, args.dry_run))
}

/// Looks and writes, from wherever the job stands.
fn run(store: &Store, ctx: &Ctx, job: i64, dry: bool) -> Result<Counts> {
    let detail = Detail::of(store, job).map_err(failed)?;
    if detail.phase == Phase::Writing {
        let (done, file) = (detail.counts.read, &detail.file_name);
        say::line(format!("任务{job}：{file}上次写到第{done}行中断，接着写"));
    } else {
        say::line(format!("任务{job}：正在看{}", detail.file_name));
        let counts = intake::preview(store, ctx, job).map_err(failed)?;
        if dry {
            return Ok(counts);
        }
    }
    intake::apply(store, ctx, job).map_err(failed)
}

/// `import resume JOB`
fn resume(place: &Place, job: i64, json: bool) -> Result<u8> {
    let store = open::store(place)?;
    let ctx = Ctx::local();
    let detail = Detail::of(&store, job).map_err(failed)?;
    let counts = match detail.phase {
        Phase::Ready => intake::apply(&store, &ctx, job).map_err(failed)?,
        Phase::Done => {
            // What a row lacked may be in the registers by now.
            intake::preview(&store, &ctx, job).map_err(failed)?;
            intake::apply(&store, &ctx, job).map_err(failed)?
        }
        _ => run(&store, &ctx, job, false)?,
    };
    report(&store, &ctx, job, &counts, (json, false))
}

/// A file that cannot be opened is no refusal of a rule.
fn failed(error: ImportError) -> anyhow::Error {
    match error {
        ImportError::Read(ReadError::Io(_)) => error.into(),
        other => other.into_store().into(),
    }
}

fn report(
    store: &Store,
    ctx: &Ctx,
    job: i64,
    counts: &Counts,
    (json, dry): (bool, bool),
) -> Result<u8> {
    let summary = intake::summary_json(store, ctx, job, counts).map_err(failed)?;
    if json {
        say::json(&summary)?;
    } else {
        tell(&summary, dry);
        tell_doubts(&summary);
        tell_months(&summary);
    }
    let clean = counts.rejected == 0 && counts.doubtful == 0;
    Ok(if clean { commands::DONE } else { commands::REFUSED })
}

/// Title of the file = code or printed title of the sheet's column; nothing leaves it out.
fn chosen(sheet: &Sheet, map: &[String]) -> Result<BTreeMap<String, String>> {
    let pair = |text: &String| {
        let (title, wanted) =
            text.split_once('=').ok_or_else(|| Usage(format!("“{text}”应写成 表头=列名")))?;
        if wanted.is_empty() {
            return Ok((title.to_owned(), String::new()));
        }
        let mut columns = sheet.columns.iter();
        let found = columns.find(|column| column.code == wanted || column.title == wanted);
        let column = found.ok_or_else(|| {
            let known: Vec<&str> = sheet.columns.iter().map(|column| column.title).collect();
            let (sheet, known) = (sheet.title, known.join("、"));
            Usage(format!("{sheet}没有“{wanted}”这一列，有这些：{known}。没有写入任何内容"))
        })?;
        Ok((title.to_owned(), column.code.to_owned()))
    };
    map.iter().map(pair).collect()
}

fn tell(summary: &serde_json::Value, dry: bool) {
    let number = |key: &str| summary.get(key).and_then(serde_json::Value::as_i64).unwrap_or(0);
    let done = if dry { "预览（没有写入）" } else { "已导入" };
    say::out(format!(
        "{done}：读{}行，新增{}，更改{}，不变{}，疑似重复{}，有错{}",
        number("read"),
        number("added"),
        number("changed"),
        number("unchanged"),
        number("doubtful"),
        number("rejected")
    ));
    let errors = summary.get("errors").and_then(serde_json::Value::as_array);
    for error in errors.into_iter().flatten() {
        let text = |key: &str| error.get(key).and_then(serde_json::Value::as_str).unwrap_or("");
        let row = error.get("row").and_then(serde_json::Value::as_i64).unwrap_or(0);
        // A fault of the whole row has no column, a column the file lacks no letter.
        let place = match (text("column"), text("title")) {
            (_, "") => String::new(),
            ("", title) => format!(" {title}"),
            (letter, title) => format!(" {letter}列 {title}"),
        };
        let found = match (text("title"), text("found")) {
            ("", _) | (_, "") => String::new(),
            (_, found) => format!("现为“{found}”，"),
        };
        let (sheet, expected) = (text("sheet"), text("expected"));
        say::out(format!("  {sheet} 第{row}行{place}：{found}{expected}"));
    }
}

/// Rows that wait for a person.
fn tell_doubts(summary: &serde_json::Value) {
    let doubts = summary.get("doubts").and_then(serde_json::Value::as_array);
    for doubt in doubts.into_iter().flatten() {
        let text = |key: &str| doubt.get(key).and_then(serde_json::Value::as_str).unwrap_or("");
        let row = doubt.get("row").and_then(serde_json::Value::as_i64).unwrap_or(0);
        say::out(format!("  {} 第{row}行 疑似重复：{}", text("sheet"), text("reason")));
    }
}

/// Days that the file gives only to the month.
fn tell_months(summary: &serde_json::Value) {
    let months = summary.get("months").and_then(serde_json::Value::as_array);
    for column in months.into_iter().flatten() {
        let says = column.get("says").and_then(serde_json::Value::as_str).unwrap_or_default();
        say::out(format!("  {says}"));
    }
}

fn undo(place: &Place, job: i64, json: bool) -> Result<u8> {
    let store = open::store(place)?;
    let undone = intake::undo(&store, &Ctx::local(), job).map_err(failed)?;
    if json {
        let mut document = serde_json::to_value(&undone)?;
        if let Some(map) = document.as_object_mut() {
            map.insert("job".into(), job.into());
        }
        say::json(&document)?;
    } else {
        say::out(format!("已撤销：作废{}条，恢复{}条", undone.voided, undone.restored));
        for stayed in &undone.stayed {
            let title = store.register(&stayed.register).map_or("", |register| register.title);
            say::out(format!("  保持现状 {title}第{}号：{}", stayed.record, stayed.why));
        }
    }
    Ok(if undone.stayed.is_empty() { commands::DONE } else { commands::REFUSED })
}

/// `export …`
pub fn export(place: &Place, args: &Export) -> Result<u8> {
    let store = open::beside(place)?;
    let ctx = Ctx::local();
    let register = store.register(&args.register)?;
    let mut ask = ListAsk::new(register);
    ask.at = open::union(&store, &ctx, args.union.as_deref())?;
    ask.as_of = args.as_of.as_deref().map(open::day).transpose()?;
    for filter in &args.filters {
        ask.filters.push(condition(&store, register, filter)?);
    }
    let rows = write(&store, &ctx, &ask, &args.output)?;
    store.note(&ctx, "导出", register.name, 0, &format!("{rows}行到{}", args.output.display()))?;
    say::line(format!("{rows}行写在{}", args.output.display()));
    Ok(commands::DONE)
}

fn condition(
    store: &Store,
    register: &'static kernel::register::Register,
    text: &str,
) -> Result<Cond> {
    let (path, raw) =
        text.split_once('=').ok_or_else(|| Usage(format!("“{text}”应写成 字段=值")))?;
    let found = kernel::laws::resolve(store.catalog(), register, path);
    let Some((_, field)) = found else {
        return Err(StoreError::refuse(path, format!("没有“{path}”这一项")).into());
    };
    if raw.is_empty() {
        return Ok(Cond::Empty(path.to_owned()));
    }
    let value = match field.kind {
        Kind::Link => Value::Int(raw.parse().map_err(|_| Usage(format!("“{raw}”应是编号")))?),
        _ => kernel::sheet::read_cell(field, raw)
            .map_err(|(expected, _)| StoreError::refuse(path, expected))?,
    };
    Ok(Cond::Is(path.to_owned(), vec![value]))
}

fn write(store: &Store, ctx: &Ctx, ask: &ListAsk, path: &Path) -> Result<i64> {
    let mut heads = Vec::new();
    let mut lines: Vec<Vec<(FieldDef, Value, String)>> = Vec::new();
    let rows = store.each(ctx, ask, |page| {
        heads.clone_from(&page.heads);
        lines.extend(page.rows.iter().map(|row| texts(page, row)));
        Ok(())
    })?;
    let ending = path.extension().and_then(|end| end.to_str()).unwrap_or_default();
    match ending {
        "json" => {
            let all: Vec<serde_json::Value> = lines
                .iter()
                .map(|line| {
                    let pair =
                        |(head, (_, _, text)): (&store::list::Head, &(FieldDef, Value, String))| {
                            (head.name.clone(), serde_json::Value::from(text.as_str()))
                        };
                    serde_json::Value::Object(heads.iter().zip(line).map(pair).collect())
                })
                .collect();
            std::fs::write(path, serde_json::to_string_pretty(&all)?)?;
        }
        "xlsx" | "csv" => spreadsheet(ask, &heads, lines, path, ending)?,
        _ => return Err(Usage("文件名应以 .xlsx、.csv 或 .json 结尾".into()).into()),
    }
    Ok(rows)
}

fn texts(page: &Page, row: &store::list::ListRow) -> Vec<(FieldDef, Value, String)> {
    let cell = |(head, value): (&store::list::Head, &Value)| {
        let linked = value.as_int().filter(|_| head.field.kind == Kind::Link);
        let title = linked.and_then(|id| page.titles.get(&(head.field.to.to_owned(), id)));
        let text = title.cloned().unwrap_or_else(|| {
            if head.field.secret {
                value.to_string()
            } else {
                store::history::plain(&head.field, value)
            }
        });
        (head.field, value.clone(), text)
    };
    page.heads.iter().zip(&row.cells).map(cell).collect()
}

fn spreadsheet(
    ask: &ListAsk,
    heads: &[store::list::Head],
    lines: Vec<Vec<(FieldDef, Value, String)>>,
    path: &Path,
    ending: &str,
) -> Result<()> {
    let columns: Vec<office::ColumnOut> = heads
        .iter()
        .map(|head| {
            let mut column = intake::column_of(&head.field, head.field.title);
            column.choices.clear();
            column
        })
        .collect();
    let rows = lines.into_iter().map(|line| {
        Ok(line.into_iter().map(|(field, value, text)| office_cell(&field, &value, text)).collect())
    });
    if ending == "csv" {
        let mut rows = rows;
        let file = std::fs::File::create(path)?;
        office::write_csv(file, &columns, &mut rows, office::CsvEncoding::Utf8Bom)?;
    } else {
        let sheet = office::SheetOut::new(ask.register.title, columns, Box::new(rows));
        office::write_xlsx(path, office::BookOut::one(sheet))?;
    }
    Ok(())
}

fn office_cell(field: &FieldDef, value: &Value, text: String) -> office::CellOut {
    match (field.kind, value) {
        (_, Value::Null) => office::CellOut::Empty,
        (Kind::Int, Value::Int(number)) => office::CellOut::Int(*number),
        (Kind::Day, Value::Text(_)) => value.as_day().map_or(office::CellOut::Text(text), |day| {
            let part = |number: i8| u8::try_from(number).unwrap_or(1);
            let year = u16::try_from(day.year()).unwrap_or(1900);
            office::CellOut::Date(year, part(day.month()), part(day.day()))
        }),
        _ => office::CellOut::Text(text),
    }
}
