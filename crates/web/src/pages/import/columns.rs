//! The second step: which column of the file goes where.

use super::begin::back_to;
use super::{Case, case, head, steps};
use crate::app::run;
use crate::fault::{Answer, Fault};
use crate::pages::list::ask::day;
use crate::params::Params;
use crate::parts::{self, Btn, Fact, Field, Opt, Panel, Tone, Width};
use crate::request::{Asker, Form};
use crate::shell::{self, Page, see};
use crate::show::moment;
use crate::worker;
use axum::extract::Path;
use axum::http::StatusCode;
use kernel::codes::mask;
use kernel::field::Kind;
use kernel::sheet::{Column, Sheet};
use maud::{Markup, html};
use office::import::{self as intake, Detail, ImportError, Phase, Work};
use office::{ColumnFound, How, Layout};
use std::collections::{BTreeMap, BTreeSet};
use store::Store;

/// The page.
pub(super) async fn page(asker: &Asker, case: &Case, wrong: Option<&str>) -> Answer {
    let (ctx, id) = (asker.ctx.clone(), case.job.id);
    let print = case.detail.print.clone();
    let found = run::<_, Fault, _>(&asker.app, move |store| {
        let layouts = intake::layouts(store, &ctx, id);
        let before = earlier(store, &ctx, id, &print)?;
        Ok((layouts, before))
    })
    .await?;
    let (layouts, before) = match found {
        (Ok(layouts), before) => (layouts, before),
        (Err(ImportError::Store(error)), _) => return Err(error.into()),
        (Err(error), _) => return Ok(super::run::gone(asker, case, &error.to_string())),
    };
    let main = html! {
        (head(asker, case))
        div.stack {
            (parts::panel(&Panel { body: parts::pad(steps(case, 1)), ..Panel::default() }))
            @if let Some(wrong) = wrong {
                div role="alert" { (parts::note(Tone::Bad, &html! { (wrong) }, None)) }
            }
            (notes(asker, case, &layouts, before.as_ref()))
            (parts::cols(&form(asker, case, &layouts), &aside(asker, case)))
        }
    };
    let title = format!("对列名：{}", case.detail.file_name);
    let mut answer = shell::page(asker, Page::new(&title, "import", main));
    if wrong.is_some() {
        *answer.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
    }
    Ok(answer)
}

/// The last time this very file was written.
fn earlier(
    store: &Store,
    ctx: &store::Ctx,
    id: i64,
    print: &str,
) -> store::Result<Option<(store::jobs::Job, Detail)>> {
    let jobs = store.jobs(ctx, "import", 200)?;
    let read = jobs.into_iter().filter_map(|job| {
        let detail = serde_json::from_str::<Detail>(&job.detail).ok()?;
        Some((job, detail))
    });
    let same = |(job, detail): &(store::jobs::Job, Detail)| {
        job.id != id && detail.phase == Phase::Done && detail.print == print
    };
    Ok(read.into_iter().find(same))
}

fn notes(
    asker: &Asker,
    case: &Case,
    layouts: &[Layout],
    before: Option<&(store::jobs::Job, Detail)>,
) -> Markup {
    let missing: BTreeSet<&str> =
        layouts.iter().flat_map(|layout| &layout.missing).map(String::as_str).collect();
    let titles: Vec<String> = missing
        .iter()
        .filter_map(|code| case.sheet.position(code).and_then(|at| case.sheet.columns.get(at)))
        .map(|column| format!("“{}”", column.title))
        .collect();
    html! {
        @if !titles.is_empty() {
            (parts::note(
                Tone::Warn,
                &html! {
                    b { "文件里没有" (titles.join("、")) "。" }
                    "台账必须有；有哪一列其实就是它，在下面选上。真没有的，先往下走，下一步可以一次补齐。"
                },
                None,
            ))
        }
        @if let Some((job, detail)) = before {
            (parts::note(
                Tone::Act,
                &html! {
                    "同一个文件" (moment(job.updated_at, asker.store().today())) "由"
                    (job.user_name) "导过，新增" (detail.counts.added) "行、更改"
                    (detail.counts.changed) "行。再导一次不会重复，只动有变化的。"
                },
                None,
            ))
        }
        @if case.detail.phase == Phase::Ready {
            (parts::note(
                Tone::Warn,
                &html! { "改了对法会从头看一遍，已经改好的格子要重来。不改就直接往下走。" },
                None,
            ))
        }
    }
}

fn form(asker: &Asker, case: &Case, layouts: &[Layout]) -> Markup {
    let whole: Vec<&ColumnFound> = layouts.iter().flat_map(|layout| &layout.columns).collect();
    let count = |fits: fn(How) -> bool| whole.iter().filter(|column| fits(column.how)).count();
    let guessed = count(|how| how == How::Guess);
    let out = count(|how| matches!(how, How::Unknown | How::Ignored));
    let good = whole.len() - guessed - out;
    let offered = intake::offered(case.sheet, case.detail.union, &asker.tree);
    html! {
        form.panel #columns method="post" action=(asker.href(&case.path("/columns"))) {
            (parts::csrf_field(&asker.csrf))
            header {
                h2 { "文件里的列，放到台账的哪一栏" }
                span.push.small.muted {
                    (good) "列对上了"
                    @if guessed > 0 { "，" (guessed) "列请您看一眼" }
                    @if out > 0 { "，" (out) "列不导入" }
                }
            }
            @for (at, layout) in layouts.iter().enumerate() {
                @if layouts.len() > 1 { header { h3 { "工作表“" (layout.sheet_name) "”" } } }
                (table(case.sheet, &offered, at, layout))
            }
            div.foot-bar {
                a.btn href=(asker.href("/import")) { "重选文件" }
                span.muted.small.grow { "这次的对法会记住，下回自动套用。" }
                (Btn::submit("这样对，去看每一行").pri().busy("正在看…"))
            }
        }
    }
}

fn table(sheet: &'static Sheet, offered: &[&Column], at: usize, layout: &Layout) -> Markup {
    let caption = format!("“{}”的列", layout.sheet_name);
    let fields: Vec<Opt> =
        offered.iter().map(|column| Opt::new(column.code, column.title)).collect();
    html! {
        div.tbl-x { table.tbl.rtbl {
            caption.sr { (caption) }
            thead { tr {
                th scope="col" { "文件列" }
                th scope="col" { "前几行是这样" }
                th scope="col" { "台账栏目" }
                th scope="col" { "结果" }
            } }
            tbody { @for column in &layout.columns { (line(sheet, at, column, &fields)) } }
        } }
    }
}

fn name_of(at: usize, column: &ColumnFound) -> String {
    format!("c-{at}-{}", column.index)
}

fn titled(column: &ColumnFound) -> String {
    let own = column.title.split_whitespace().collect::<Vec<_>>().join(" ");
    match &column.group {
        Some(group) if !group.is_empty() => format!("{group} · {own}"),
        _ => own,
    }
}

fn line(sheet: &'static Sheet, at: usize, column: &ColumnFound, fields: &[Opt]) -> Markup {
    let title = titled(column);
    let code = column.code.as_deref().unwrap_or_default();
    let (words, tone) = result(column.how);
    html! {
        tr {
            td.name { span.muted { (column.letter) } " " (title) }
            td.soft.ell { (samples(sheet, column)) }
            td {
                @if column.title.is_empty() {
                    span.muted { "没有列名，不导入" }
                } @else if column.title.trim() == "错误说明" {
                    span.muted { "上回退回的说明，不导入" }
                } @else {
                    select.sel.sm name=(name_of(at, column))
                        aria-label=(format!("“{title}”放到")) {
                        option value="" selected[code.is_empty()] { "不导入" }
                        (parts::options(fields, code))
                    }
                }
            }
            td.nowrap.end {
                @if tone == Tone::Plain { span.muted { (words) } } @else { (parts::tag(words, tone)) }
            }
        }
    }
}

fn result(how: How) -> (&'static str, Tone) {
    match how {
        How::Exact | How::Synonym => ("对上了", Tone::Plain),
        How::Remembered => ("照上次的", Tone::Plain),
        How::Chosen => ("您选的", Tone::Plain),
        How::Guess => ("请看一眼", Tone::Warn),
        How::Unknown | How::Ignored => ("不导入", Tone::Line),
    }
}

/// The first values, numbers of persons masked.
fn samples(sheet: &Sheet, column: &ColumnFound) -> String {
    let found = column.code.as_deref().and_then(|code| sheet.position(code));
    let field = found.and_then(|at| sheet.columns.get(at)).map(|column| column.field);
    let shown = |text: &String| -> String {
        let long = text.chars().filter(char::is_ascii_digit).count() >= 11;
        match field {
            Some(field) if field.kind == Kind::Paper => format!("尾号{}", mask::tail4(text.trim())),
            Some(field) if field.kind == Kind::Phone => mask::phone(text.trim()),
            Some(field) if field.secret => mask::address(text),
            // A long number in a column nobody knows may be anybody's.
            None if long => format!("尾号{}", mask::tail4(text.trim())),
            _ => text.clone(),
        }
    };
    let all: Vec<String> = column.samples.iter().map(shown).collect();
    if all.is_empty() { "—".to_owned() } else { all.join("、") }
}

fn aside(asker: &Asker, case: &Case) -> Markup {
    let unit = if case.job.union_id == 0 { asker.tree.root() } else { case.job.union_id };
    let facts = [
        Fact::new("表", case.sheet.title),
        Fact::new("导到", asker.tree.title(unit)),
        Fact::new("文件", &case.detail.file_name),
    ];
    let dated = Field::new("day", "从哪天起算")
        .hint("工作单位、就业状况这类会变的内容，从这天起按新的算。")
        .width(Width::Short);
    let control = html! {
        input.inp.w-s #f-day type="text" name="day" value=(case.detail.day) form="columns"
            inputmode="numeric" maxlength="12" autocomplete="off" data-date
            aria-describedby="f-day-h";
    };
    let body = html! { (parts::dl(&facts, true)) div.pad { (parts::field(&dated, control)) } };
    html! {
        (parts::panel(&Panel { title: "怎么导".into(), body, ..Panel::default() }))
        (parts::note(Tone::Plain, &html! { "还没有写入任何内容。空着的格子不会改动台账上已有的。" }, None))
    }
}

/// Takes the choice and asks for a look at every row.
pub async fn choose(asker: Asker, Path(id): Path<i64>, Form(form): Form) -> Answer {
    let case = case(&asker, id).await?;
    let on = match day(form.get("day")) {
        Ok(on) => on.unwrap_or(case.detail.day),
        Err(fault) => return page(&asker, &case, Some(&fault.say)).await,
    };
    let ctx = asker.ctx.clone();
    let layouts = run(&asker.app, move |store| intake::layouts(store, &ctx, id)).await?;
    let chosen = match chosen(case.sheet, &layouts, &form) {
        Ok(chosen) => chosen,
        Err(wrong) => return page(&asker, &case, Some(&wrong)).await,
    };
    let same = chosen.is_empty() && on == case.detail.day;
    if same && case.detail.phase == Phase::Ready {
        return Ok(see(&asker.href(&case.path(""))));
    }
    let ctx = asker.ctx.clone();
    run(&asker.app, move |store| {
        intake::rechoose(store, &ctx, id, chosen, Some(on))?;
        intake::request(store, &ctx, id, Work::Preview)
    })
    .await?;
    worker::wake();
    Ok(back_to(&asker, &case.path(""), Params::default()))
}

/// Titles whose column a person has changed; refuses two columns for one field.
fn chosen(
    sheet: &'static Sheet,
    layouts: &[Layout],
    form: &Params,
) -> Result<BTreeMap<String, String>, String> {
    let mut changed = BTreeMap::new();
    for (at, layout) in layouts.iter().enumerate() {
        let mut taken: BTreeMap<&str, String> = BTreeMap::new();
        for column in &layout.columns {
            let name = name_of(at, column);
            if !form.has(&name) {
                continue;
            }
            let code = form.get(&name);
            let field = sheet.position(code).and_then(|at| sheet.columns.get(at));
            if let Some(field) = field
                && let Some(other) = taken.insert(field.code, titled(column))
            {
                let title = titled(column);
                return Err(format!(
                    "“{other}”和“{title}”都放到了“{}”，一栏只能放一列，改掉一个。",
                    field.title
                ));
            }
            if column.code.as_deref().unwrap_or_default() != code {
                let key =
                    format!("{}{}", column.group.as_deref().unwrap_or_default(), column.title);
                changed.insert(key, code.to_owned());
            }
        }
    }
    Ok(changed)
}
