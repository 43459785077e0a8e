//! What an import wrote, record by record; and taking it back.

use super::{Case, case, head};
use crate::app::run;
use crate::fault::{Answer, Fault};
use crate::parts::{self, Btn, Col, Link, Pager, Panel, Row, Seg, Tone};
use crate::request::Asker;
use crate::shell::{self, Page, see};
use crate::show::{self, number_text};
use crate::worker;
use axum::extract::Path;
use kernel::access::Act;
use kernel::register::Register;
use maud::{Markup, html};
use office::import::{self as intake, Phase, Work};
use store::list::{ListAsk, Page as Rows};
use store::undo::{Coming, What};
use store::written::Written;
use store::{Ctx, Store, StoreError};

/// Records a page.
const SIZE: usize = 50;

/// What an import wrote: the records themselves, as their register lists them.
pub async fn records(asker: Asker, Path(id): Path<i64>) -> Answer {
    let case = case(&asker, id).await?;
    let all = run(&asker.app, move |store| store.written_by(id)).await?;
    let mine = |touched: &&Written| asker.ctx.anywhere(touched.register, Act::Read, &asker.tree);
    let mine: Vec<&Written> = all.iter().filter(mine).collect();
    let wanted = match asker.query.get("of") {
        "" => case.sheet.register,
        named => named,
    };
    let chosen = mine.iter().find(|touched| touched.register.name == wanted).or(mine.first());
    let Some(register) = chosen.map(|touched| touched.register) else {
        return super::run::result(&asker, &case).await;
    };
    let turned: Vec<i64> =
        asker.query.get("p").split('.').filter_map(|at| at.parse().ok()).collect();
    let after = turned.last().copied().unwrap_or(0);
    let ctx = asker.ctx.clone();
    let (ids, page) =
        run(&asker.app, move |store| page_of(store, &ctx, id, register, after)).await?;
    let right = parts::seg(
        "哪个台账",
        &mine.iter().map(|touched| one(&asker, &case, touched, register)).collect::<Vec<_>>(),
    );
    let body = html! {
        (table(&asker, register, &page))
        (turn(&asker, &case, register, &turned, &ids))
    };
    let panel = Panel { title: "这次写了什么".into(), right, body, ..Panel::default() };
    let main = html! { (head(&asker, &case)) (parts::panel(&panel)) };
    Ok(shell::page(&asker, Page::new("这次写了什么", "import", main)))
}

fn one(asker: &Asker, case: &Case, touched: &Written, now: &Register) -> Seg {
    let register = touched.register;
    let count = number_text(touched.added + touched.changed);
    Seg {
        text: format!("{} {count}{}", register.title, register.unit),
        icon: None,
        current: register.name == now.name,
        link: Link::to(asker.keep().add("of", register.name).on(&case.path("/records"))),
    }
}

fn page_of(
    store: &Store,
    ctx: &Ctx,
    job: i64,
    register: &'static Register,
    after: i64,
) -> store::Result<(Vec<i64>, Rows)> {
    let ids = store.keys_written_by(job, register, after, SIZE + 1)?;
    let shown: Vec<i64> = ids.iter().take(SIZE).copied().collect();
    let ask = ListAsk { ids: Some(shown), ..ListAsk::new(register) };
    let page = store.list(ctx, &ask, None, SIZE)?;
    Ok((ids, page))
}

fn table(asker: &Asker, register: &Register, page: &Rows) -> Markup {
    let keep = asker.keep();
    let columns = page.heads.iter().map(|head| Col::new(head.name.as_str(), head.field.title));
    let row = |row: &store::list::ListRow| {
        let href = keep.on(&format!("/r/{}/{}", register.name, row.public_id));
        let cells =
            page.heads.iter().zip(&row.cells).enumerate().map(|(at, (head, value))| {
                match (at, show::text(&head.field, value, &page.titles)) {
                    (0, words) if !words.is_empty() => parts::Cell::Name(words),
                    _ => show::cell(&head.field, value, &page.titles, &keep),
                }
            });
        Row::new(row.id.to_string(), "", href, cells.collect())
    };
    parts::table(&parts::TableView {
        id: "written".into(),
        caption: "这次导入写的记录".into(),
        columns: columns.collect(),
        rows: page.rows.iter().map(row).collect(),
        empty: parts::Empty {
            icon: "search-off",
            title: "这一页的记录看不到了".into(),
            text: "可能已经作废，或转到了您看不到的单位。".into(),
            ..parts::Empty::default()
        },
        ..parts::TableView::default()
    })
}

fn turn(asker: &Asker, case: &Case, register: &Register, turned: &[i64], ids: &[i64]) -> Markup {
    let href = |turned: &[i64]| {
        let turned: Vec<String> = turned.iter().map(i64::to_string).collect();
        let query = asker.keep().add("of", register.name).add("p", turned.join("."));
        Link::to(query.on(&case.path("/records")))
    };
    let last = ids.get(SIZE - 1).filter(|_| ids.len() > SIZE);
    let next = last.map(|last| href(&[turned, &[*last]].concat()));
    parts::pager(
        "written",
        &Pager {
            shown: format!("本页{}{}", ids.len().min(SIZE), register.unit),
            range: String::new(),
            prev: turned.split_last().map(|(_, rest)| href(rest)),
            next,
            per_page: None,
        },
    )
}

/// Refuses what cannot be taken back now.
fn fits(case: &Case) -> Result<(), Fault> {
    let written =
        matches!(case.detail.phase, Phase::Done | Phase::Writing | Phase::Undoing) && !case.busy();
    if written {
        return Ok(());
    }
    let say = match case.detail.phase {
        Phase::Undone => "这次导入已经撤销过。",
        Phase::Undoing => "已经在撤销了，撤销完会列出来。",
        Phase::Done | Phase::Writing => "还在写入，写完才能撤销。",
        _ => "这次导入还没有写入任何内容，没有可撤销的。",
    };
    Err(Fault::new(axum::http::StatusCode::CONFLICT, "没有撤销", say))
}

/// Asks: says what will happen.
pub async fn ask(asker: Asker, Path(id): Path<i64>) -> Answer {
    let case = case(&asker, id).await?;
    fits(&case)?;
    let (ctx, behind) = (asker.ctx.clone(), case.detail.undone_to);
    let all = run(&asker.app, move |store| outlook(store, &ctx, id, behind)).await?;
    let back = asker.href(&case.path(""));
    let acts = [
        Btn::link("先不撤销", back).quiet(),
        Btn::submit("撤销整次导入").danger().busy("正在撤销…"),
    ];
    let title = format!("撤销导入“{}”", case.detail.file_name);
    let main = html! {
        (head(&asker, &case))
        form.panel method="post" action=(asker.href(&case.path("/undo"))) {
            (parts::csrf_field(&asker.csrf))
            header { h2 { "撤销以后是这样" } }
            @if all.is_empty() {
                div.pad { p.soft { "这次没有写过任何记录，撤销只是把它记成“已撤销”。" } }
            } @else { (plan(&all)) }
            div.pad.stack {
                (staying(&all))
                p.soft {
                    "撤销完，保持现状的会一条条列出来，写明为什么。"
                    "撤销不能再撤销；要的话，把文件重新导一次。"
                }
            }
            (parts::foot_bar("", &acts))
        }
    };
    Ok(shell::page(&asker, Page { narrow: true, ..Page::new(&title, "import", main) }))
}

fn outlook(store: &Store, ctx: &Ctx, job: i64, behind: usize) -> store::Result<Vec<Coming>> {
    match store.undo_outlook(ctx, What::Job(job), behind) {
        Err(StoreError::NotFound) => Ok(Vec::new()),
        other => other,
    }
}

/// How many records stay, and why.
fn staying(all: &[Coming]) -> Markup {
    let reasons = all.iter().flat_map(|coming| {
        coming.stays.iter().map(|(why, count)| (coming.register, why.as_str(), *count))
    });
    // Who uses them differs from record to record; here it is enough that somebody does.
    let mut told: Vec<(&Register, &str, i64)> = Vec::new();
    for (register, why, count) in reasons {
        let why = if why.starts_with("还有") { "有别的记录用着" } else { why };
        match told.iter_mut().find(|one| one.0.name == register.name && one.1 == why) {
            Some(one) => one.2 += count,
            None => told.push((register, why, count)),
        }
    }
    if told.is_empty() {
        return Markup::default();
    }
    let sum: i64 = told.iter().map(|one| one.2).sum();
    let text = html! {
        b { (number_text(sum)) "条会保持现状。" }
        @for (register, why, count) in &told {
            br; (register.title) (number_text(*count)) (register.unit) "：" (why) "。"
        }
    };
    parts::note(Tone::Warn, &text, None)
}

fn plan(all: &[Coming]) -> Markup {
    let words = |count: i64, register: &Register| {
        if count == 0 {
            "—".to_owned()
        } else {
            format!("{}{}", number_text(count), register.unit)
        }
    };
    html! {
        div.tbl-x { table.tbl {
            caption.sr { "撤销会动到的记录" }
            thead { tr {
                th scope="col" { "台账" }
                th.num scope="col" { "新增的，作废" }
                th.num scope="col" { "改过的，恢复原样" }
                th.num scope="col" { "保持现状" }
            } }
            tbody { @for coming in all { tr {
                th scope="row" { (coming.register.title) }
                td.num { (words(coming.voided, coming.register)) }
                td.num { (words(coming.restored, coming.register)) }
                td.num { (words(coming.stays.values().sum(), coming.register)) }
            } } }
        } }
    }
}

/// Has it taken back by the worker.
pub async fn undo(asker: Asker, Path(id): Path<i64>) -> Answer {
    let case = case(&asker, id).await?;
    fits(&case)?;
    let ctx = asker.ctx.clone();
    run(&asker.app, move |store| intake::request(store, &ctx, id, Work::Undo)).await?;
    worker::wake();
    Ok(see(&asker.href(&case.path(""))))
}
