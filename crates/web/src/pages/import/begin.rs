//! The first step: which sheet, for which unit, from which day, which file. And what was imported.

use super::upload::{Held, MOST, Sent, receive, too_large};
use super::{Case, may, standing};
use crate::app::run;
use crate::fault::{Answer, Fault};
use crate::pages::list::ask::day;
use crate::pages::record::{name_of, opened_for, path_of};
use crate::params::Params;
use crate::parts::{self, Btn, Cell, Col, Empty, Field, FileDrop, Opt, Panel, Row, Tone, Width};
use crate::request::{Asker, Upload};
use crate::shell::{self, Page, see};
use crate::show::{moment, number_text};
use axum::http::StatusCode;
use axum::response::Response;
use kernel::access::Act;
use kernel::sheet::Sheet;
use maud::{Markup, html};
use office::import::{self as intake, Counts, ImportError, Phase, Start};
use std::collections::BTreeMap;
use store::jobs::State;
use store::reader::Opened;
use store::{Ctx, Store};

/// Imports shown.
const SHOWN: usize = 20;

/// Most bytes of a file here.
fn most(asker: &Asker) -> u64 {
    match asker.app.config.upload_most {
        0 => MOST,
        most => most,
    }
}

/// What the form holds.
#[derive(Default)]
struct Typed {
    sheet: String,
    day: String,
    /// The record into which the sheet is loaded.
    whole: Option<Opened>,
    /// A file that came in but could not be taken as this sheet.
    held: Option<Held>,
    wrong: Option<String>,
    wrong_day: Option<String>,
}

/// `/import`
pub async fn page(asker: Asker) -> Answer {
    let sheet = asker.query.get("sheet").to_owned();
    let whole = whole(&asker, &sheet, asker.query.get("for")).await?;
    let day = asker.store().today().to_string();
    draw(&asker, Typed { sheet, day, whole, ..Typed::default() }).await
}

/// Sheets that stand for themselves, or the one that is loaded into a record.
fn sheets(asker: &Asker, typed: &Typed) -> Vec<&'static Sheet> {
    let all = asker.store().catalog().sheets.iter();
    let fits = |sheet: &&Sheet| match &typed.whole {
        Some(_) => sheet.code == typed.sheet,
        None => sheet.whole.is_none(),
    };
    all.filter(fits).filter(|sheet| may(asker, sheet).is_ok()).collect()
}

/// The record that a sheet of this code is loaded into.
async fn whole(asker: &Asker, sheet: &str, key: &str) -> Result<Option<Opened>, Fault> {
    let of = asker.store().catalog().sheet(sheet).and_then(|sheet| sheet.whole);
    match of.filter(|_| !key.is_empty()) {
        Some(of) => opened_for(asker, of.register, key, Act::Write).await.map(Some),
        None => Ok(None),
    }
}

async fn draw(asker: &Asker, mut typed: Typed) -> Answer {
    let sheets = sheets(asker, &typed);
    let Some(first) = sheets.first() else {
        return Err(Fault::forbidden("您的账号不能导入。需要的话，请本单位的安全管理员开通。"));
    };
    let ctx = asker.ctx.clone();
    let cases = run(&asker.app, move |store| recent(store, &ctx)).await?;
    if typed.sheet.is_empty() {
        // Most people load the same sheet again and again.
        let mine = cases.iter().find(|case| case.job.user_id == asker.ctx.user_id);
        typed.sheet = mine.map_or(first.code, |case| case.sheet.code).to_owned();
    }
    let head = parts::page_head(&parts::PageHead {
        title: "导入".into(),
        count: "手上的名册、花名册直接传，列名不用改".into(),
        ..parts::PageHead::default()
    });
    let main = html! {
        (head)
        (parts::cols(&form(asker, &sheets, &typed), &aside(asker, &sheets)))
        div.gap { (list(asker, &cases)) }
    };
    let mut answer = shell::page(asker, Page::new("导入", "import", main));
    if typed.wrong.is_some() || typed.wrong_day.is_some() {
        *answer.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
    }
    Ok(answer)
}

fn recent(store: &Store, ctx: &Ctx) -> Result<Vec<Case>, ImportError> {
    let jobs = store.jobs(ctx, "import", SHOWN)?;
    Ok(jobs.iter().filter_map(|job| Case::of(store, ctx, job.id).ok()).collect())
}

fn form(asker: &Asker, sheets: &[&'static Sheet], typed: &Typed) -> Markup {
    let option = |sheet: &&'static Sheet| {
        let register = asker.store().catalog().register(sheet.register);
        let into = register.map_or("", |register| register.title);
        let columns = sheet.printed().count();
        Opt::new(sheet.code, sheet.title).second(format!("{columns}栏，进{into}台账"))
    };
    let options: Vec<Opt> = sheets.iter().map(option).collect();
    let day_hint = "工作单位、就业状况这类会变的内容，从这天起按新的算；以前的照旧。";
    let dated = Field::new("day", "从哪天起算")
        .hint(day_hint)
        .width(Width::Short)
        .error(typed.wrong_day.as_deref());
    let drop = FileDrop {
        accept: ".xlsx,.xls,.et,.csv,.txt".into(),
        words: "把Excel拖到这里，或者".into(),
        many: false,
        most: most(asker),
        too_large: too_large(most(asker)),
    };
    let file = Field::new("file", "文件")
        .hint("xlsx、xls、et、csv都行，不超过500 MB。表头不在第一行、有合并格也不要紧。");
    html! {
        form.panel #begin method="post" action=(asker.href("/import")) enctype="multipart/form-data" {
            (parts::csrf_field(&asker.csrf))
            header { h2 { "选表，选文件" } }
            div.pad.stack {
                @if let Some(wrong) = &typed.wrong {
                    div role="alert" { (parts::note(Tone::Bad, &html! { (wrong) }, None)) }
                }
                (parts::field_cards(&Field::new("sheet", "这是什么表"), &options, &typed.sheet))
                @if let Some(whole) = &typed.whole {
                    input type="hidden" name="for" value=(whole.record.public_id);
                    div.field {
                        span.lab { "导进哪件" (whole.record.register.title) }
                        a href=(asker.href(&path_of(whole))) { (name_of(whole)) }
                    }
                } @else {
                    div.field {
                        span.lab { "导到哪个单位" }
                        (asker.at_name())
                        p.hint { "要换单位，在左边选（手机上在顶上）。表里写了单位的，按表里的；没写的，归到这里。" }
                    }
                }
                (parts::field_date(&dated, &typed.day))
                (parts::field_file(&file, &drop))
                @if let Some(held) = &typed.held {
                    input type="hidden" name="held" value=(held.token());
                    input type="hidden" name="held_name" value=(held.name);
                    p.soft { "已收到" b { (held.name) } "，换一种表再试不用重传。" }
                }
            }
            (parts::foot_bar(
                "文件只在本机的服务器上处理，导完一天后删掉。",
                &[Btn::submit("上传，对列名").pri().busy("正在上传…")],
            ))
        }
    }
}

fn aside(asker: &Asker, sheets: &[&'static Sheet]) -> Markup {
    let line = |title: &str, href: String| {
        let tail = html! { (Btn::link("下载空表", href).sm().icon("download")) };
        parts::list_line(&parts::Line { title: title.to_owned(), tail, ..parts::Line::default() })
    };
    let of_sheet = |sheet: &&&'static Sheet| {
        line(sheet.title, format!("/import/template/{}.xlsx", sheet.code))
    };
    let own: Vec<&str> = sheets.iter().map(|sheet| sheet.register).collect();
    let others = asker.store().catalog().registers.iter().filter(|register| {
        !own.contains(&register.name) && asker.ctx.anywhere(register, Act::Import, &asker.tree)
    });
    let body = parts::list(html! {
        @for sheet in sheets.iter() { (of_sheet(&sheet)) }
        @for register in others {
            (line(
                &format!("{}台账的栏目", register.title),
                format!("/import/template/register/{}.xlsx", register.name),
            ))
        }
    });
    html! {
        (parts::panel(&Panel { title: "没有现成的表".into(), body, ..Panel::default() }))
        (parts::note(
            Tone::Plain,
            &html! {
                "传上来先看列名、再看每一行，您点了导入才写进台账。同一个文件传两次不会重复；"
                "导错了整次都能撤销。"
            },
            None,
        ))
    }
}

fn list(asker: &Asker, cases: &[Case]) -> Markup {
    let columns = vec![
        Col::new("file", "文件"),
        Col::new("state", "到哪一步").end(),
        Col::new("sheet", "表"),
        Col::new("unit", "单位").hide_m(),
        Col::new("who", "谁导的"),
        Col::new("when", "什么时候"),
        Col::new("counts", "结果"),
    ];
    let today = asker.store().today();
    let row = |case: &Case| {
        let job = &case.job;
        let (words, tone) = standing(case);
        let unit = if job.union_id == 0 { asker.tree.root() } else { job.union_id };
        Row::new(
            job.id.to_string(),
            case.detail.file_name.clone(),
            asker.href(&case.path("")),
            vec![
                Cell::Name(case.detail.file_name.clone()),
                Cell::Tags(vec![(words.to_owned(), tone)]),
                Cell::Text(case.sheet.title.to_owned()),
                Cell::Text(asker.tree.title(unit).to_owned()),
                Cell::Text(job.user_name.clone()),
                Cell::Keep(moment(job.created_at, today)),
                outcome(case),
            ],
        )
    };
    let view = parts::TableView {
        id: "imports".into(),
        caption: "最近的导入，新的在前".into(),
        columns,
        rows: cases.iter().map(row).collect(),
        empty: Empty {
            icon: "file-import",
            title: "还没有导入过".into(),
            text: "在上面选一个文件就开始；看过每一行才会写入。".into(),
            ..Empty::default()
        },
        ..parts::TableView::default()
    };
    let body = parts::table(&view);
    parts::panel(&Panel { title: "最近的导入".into(), body, ..Panel::default() })
}

fn outcome(case: &Case) -> Cell {
    let counts = match case.detail.phase {
        Phase::Ready => &case.detail.preview,
        Phase::Done | Phase::Writing | Phase::Undoing => &case.detail.counts,
        Phase::Undone => return Cell::Soft(case.job.say.clone()),
        _ => return Cell::None,
    };
    Cell::Soft(count_words(counts, &case.tally))
}

/// 新增433、更改18、有错23、疑似重复12: what is not zero.
pub(super) fn count_words(counts: &Counts, tally: &intake::Tally) -> String {
    let all = [
        ("新增", counts.added),
        ("更改", counts.changed),
        ("不变", counts.unchanged),
        ("有错", tally.rejected),
        ("疑似重复", tally.doubtful),
    ];
    let some = all.into_iter().filter(|(_, count)| *count > 0);
    let words: Vec<String> = some.map(|(what, n)| format!("{what}{}", number_text(n))).collect();
    if words.is_empty() { "没有数据行".into() } else { words.join("、") }
}

/// Takes a file in.
pub async fn send(Upload { asker, files }: Upload) -> Answer {
    let folder = asker.store().dir.join("imports");
    let user = asker.ctx.user_id;
    let Sent { fields, held, wrong } = receive(folder, user, most(&asker), files).await;
    let mut typed = Typed {
        sheet: fields.get("sheet").to_owned(),
        day: fields.get("day").to_owned(),
        whole: whole(&asker, fields.get("sheet"), fields.get("for")).await?,
        wrong,
        ..Typed::default()
    };
    typed.held = held.or_else(|| {
        let (token, name) = (fields.get("held"), fields.get("held_name"));
        Held::again(asker.store(), user, token, name)
    });
    let on = match day(fields.get("day")) {
        Ok(on) => on,
        Err(fault) => {
            typed.wrong_day = Some(fault.say);
            return draw(&asker, typed).await;
        }
    };
    if typed.wrong.is_some() {
        return draw(&asker, typed).await;
    }
    let Some(held) = typed.held.take() else {
        typed.wrong = Some("还没有选文件。把Excel拖进框里，或点“选文件”。".into());
        return draw(&asker, typed).await;
    };
    let sheet = asker.store().catalog().sheet(&typed.sheet).ok_or_else(Fault::not_found)?;
    may(&asker, sheet)?;
    take(&asker, sheet, held, on, typed).await
}

async fn take(
    asker: &Asker,
    sheet: &'static Sheet,
    held: Held,
    on: Option<jiff::civil::Date>,
    mut typed: Typed,
) -> Answer {
    let into = typed.whole.as_ref();
    let (ctx, union) = (asker.ctx.clone(), into.map_or(asker.at, |whole| whole.node));
    let whole = into.map_or(0, |whole| whole.record.id);
    let (path, name) = (held.path.clone(), held.name.clone());
    let begun = run::<_, Fault, _>(&asker.app, move |store| {
        let start = Start {
            sheet,
            path: &path,
            file_name: &name,
            union,
            whole,
            day: on,
            chosen: BTreeMap::new(),
        };
        let begun = intake::start(store, &ctx, &start);
        if let Ok(job) = begun {
            store.set_job_state(job, State::Paused, "等您对列名")?;
        }
        Ok(begun)
    })
    .await?;
    match begun {
        Ok(job) => {
            held.drop_file();
            Ok(see(&asker.href(&format!("/import/{job}"))))
        }
        Err(ImportError::Store(error)) => Err(error.into()),
        Err(error) => {
            typed.wrong = Some(error.to_string());
            if matches!(error, ImportError::Read(_)) {
                held.drop_file();
            } else {
                typed.held = Some(held);
            }
            draw(asker, typed).await
        }
    }
}

/// Leads to the page of an import with some of its parameters.
pub(super) fn back_to(asker: &Asker, path: &str, keep: Params) -> Response {
    let mut query = asker.keep();
    query.0.extend(keep.0);
    see(&query.on(path))
}
