//! The working calendar: what the State Council announced, year by year, and the next year's table.

use super::{admitted, framed, refused};
use crate::app::run;
use crate::fault::{Answer, Fault};
use crate::parts::{self, Btn, Field, FileDrop, Panel, Seg, Toast, Tone};
use crate::request::{Asker, Form, Upload};
use crate::shell::see;
use axum::http::StatusCode;
use jiff::civil::Date;
use kernel::calendar::{Calendar, DayKind};
use maud::{Markup, html};
use std::collections::BTreeSet;

const SAMPLE: &str = "2027-01-01\toff\t元旦\n2027-02-06\twork\t春节\n";

pub(super) async fn show(asker: Asker) -> Answer {
    admitted(&asker)?;
    Ok(framed(&asker, "/settings/holidays", &content(&asker, "", "")))
}

fn content(asker: &Asker, typed: &str, wrong: &str) -> Markup {
    let calendar = asker.store().facts().calendar;
    let years: BTreeSet<i16> = calendar.days().map(|(day, _, _)| day.year()).collect();
    let wanted = asker.query.get("year").parse().ok().filter(|year| years.contains(year));
    let today = asker.store().today();
    let year = wanted.or_else(|| years.contains(&today.year()).then_some(today.year()));
    let year = year.or_else(|| years.last().copied()).unwrap_or(today.year());
    html! {
        @if !wrong.is_empty() {
            div role="alert" { (parts::note(Tone::Bad, &html! { (wrong) "。" }, None)) }
        }
        (parts::cols(&shown(&calendar, &years, year), &add(asker, typed)))
    }
}

fn shown(calendar: &Calendar, years: &BTreeSet<i16>, year: i16) -> Markup {
    let segs: Vec<Seg> = years
        .iter()
        .rev()
        .take(5)
        .rev()
        .map(|one| Seg {
            text: one.to_string(),
            icon: None,
            current: *one == year,
            link: format!("/settings/holidays?year={one}").into(),
        })
        .collect();
    let rows: Vec<(Date, DayKind, &str)> =
        calendar.days().filter(|(day, _, _)| day.year() == year).collect();
    let off = rows.iter().filter(|row| row.1 == DayKind::Off).count();
    let body = html! {
        div.tbl-x { table.tbl.tight {
            caption.sr { (year) "年的节假日" }
            thead { tr { th scope="col" { "日期" } th scope="col" { "星期" } th scope="col" { "怎么过" } th scope="col" { "节日" } } }
            tbody { @for (day, kind, name) in &rows { tr {
                td.nowrap { (day) }
                td { (kernel::dates::weekday(*day)) }
                td { @if *kind == DayKind::Off { "放假" } @else { (parts::tag("上班", Tone::Warn)) } }
                td { (name) }
            } } }
        } }
    };
    parts::panel(&Panel {
        title: format!("{year}年，放假{off}天，调休上班{}天", rows.len() - off),
        right: parts::seg("年份", &segs),
        body,
        ..Panel::default()
    })
}

fn add(asker: &Asker, typed: &str) -> Markup {
    let known = asker.store().facts().calendar.known_until();
    let file = FileDrop {
        accept: ".tsv,.txt".into(),
        words: "把表拖到这里，或者".into(),
        ..FileDrop::default()
    };
    let hint = "一行一天：日期、off或work、节日名，中间用制表符隔开；整年的表会换掉这一年原来的";
    let table = Field::new("table", "粘贴节假日表").hint(hint);
    let body = html! {
        div.pad.stack {
            @if let Some(known) = known {
                p.soft { "现在排到" (kernel::dates::chinese(known)) "。国务院办公厅公布下一年安排后，把表加进来，期限才算得准。" }
            }
            form method="post" action="/settings/holidays" {
                (parts::csrf_field(&asker.csrf))
                (parts::field_area(&table, typed, 8))
                p.small.muted { "例：" br; @for line in SAMPLE.lines() { (line.replace('\t', "　")) br; } }
                (Btn::submit("加入这些日子").pri().busy("正在写入…"))
            }
            form method="post" action="/settings/holidays/file" enctype="multipart/form-data" {
                (parts::csrf_field(&asker.csrf))
                (parts::field_file(&Field::new("file", "或者传文件"), &file))
                (Btn::submit("上传节假日表").busy("正在写入…"))
            }
        }
    };
    parts::panel(&Panel { title: "加节假日".into(), body, ..Panel::default() })
}

pub(super) async fn text(asker: Asker, Form(form): Form) -> Answer {
    take(asker, form.get("table").to_owned()).await
}

pub(super) async fn file(upload: Upload) -> Answer {
    let Upload { asker, mut files } = upload;
    let lost = |_| Fault::unreadable("文件没有收完整，请重新选一次。");
    let mut table = String::new();
    while let Some(field) = files.next_field().await.map_err(lost)? {
        if field.name() == Some("file") {
            let bytes = field.bytes().await.map_err(lost)?;
            table = String::from_utf8(bytes.to_vec()).map_err(|_| {
                Fault::unreadable("文件不是UTF-8编码的文本，请在记事本里另存为UTF-8再传。")
            })?;
        }
    }
    take(asker, table).await
}

async fn take(asker: Asker, table: String) -> Answer {
    admitted(&asker)?;
    let (ctx, typed) = (asker.ctx.clone(), table.clone());
    match run(&asker.app, move |store| store.add_holidays(&ctx, &table)).await {
        Ok(days) => {
            asker.say(Toast::new(format!("已加入{days}天，期限按新的日历算")));
            Ok(see("/settings/holidays"))
        }
        Err(fault) => {
            let wrong = refused(fault)?;
            let main = content(&asker, &typed, &wrong);
            let mut answer = framed(&asker, "/settings/holidays", &main);
            *answer.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
            Ok(answer)
        }
    }
}
