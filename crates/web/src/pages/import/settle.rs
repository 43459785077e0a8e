//! What a person decides about rows, and about the import as a whole.

use super::begin::back_to;
use super::check::{self, Beside, MOST, View, Whole};
use super::{Case, alike as groups, case, doubt, meant, sees_whole, wrong};
use crate::app::run;
use crate::fault::{Answer, Fault};
use crate::params::Params;
use crate::parts::Toast;
use crate::request::{Asker, Form};
use crate::shell::{fragment, refresh, see};
use crate::show::number_text;
use crate::worker;
use axum::extract::Path;
use maud::{Markup, html};
use office::import::{self as intake, ImportError, RowView, Work};
use store::{Ctx, Store};

/// One row: a cell put right, an answer, or back to what the file says.
pub async fn row(asker: Asker, Path((id, number)): Path<(i64, i64)>, Form(form): Form) -> Answer {
    let before = case(&asker, id).await?;
    let sheet = before.sheet;
    let last = form.get("column").to_owned();
    if form.has("whole") {
        return whole(&asker, &before, number, last).await;
    }
    let ctx = asker.ctx.clone();
    let wrong_tab = asker.htmx && asker.query.get("tab") == "rejected";
    let (changed, told, others, left_out, meant) = run(&asker.app, move |store| {
        let left_out = decide(store, &ctx, id, number, sheet, &form)?;
        let row = intake::row(store, &ctx, id, number)?;
        let told = Beside::of(store, &ctx, id, std::slice::from_ref(&row))?;
        let most = if wrong_tab { MOST } else { 0 };
        let others = intake::rows(store, &ctx, id, "rejected", -1, most)?;
        let meant = meant::of(store, &ctx, sheet, std::slice::from_ref(&row))?;
        Ok::<_, ImportError>((row, told, others, left_out, meant))
    })
    .await?;
    if !left_out.is_empty() {
        asker.say(Toast::new(one_right(&changed, &left_out)));
        // Other rows of the page stand otherwise now as well.
        let view = View::of(&asker, &before).keep();
        let page = back_to(&asker, &before.path(""), view);
        return Ok(if asker.htmx { refresh() } else { page });
    }
    let case = case(&asker, id).await?;
    let mut view = View::of(&asker, &case);
    view.meant = meant;
    if !asker.htmx {
        asker.say(Toast::new(said(&changed)));
        return Ok(back_to(&asker, &case.path(""), view.keep()));
    }
    let shown = match view.tab.as_str() {
        "doubtful" => doubt::row(&asker, &case, &view, &changed, &told),
        "changed" => doubt::change_row(&asker, &case, &view, &changed),
        _ => wrong::row(&asker, &case, &view, &changed, &last),
    };
    Ok(fragment(&html! {
        (shown)
        (beside("imp-bar", &check::bar(&asker, &case)))
        (beside("imp-tabs", &check::tabs(&asker, &case, &view)))
        (beside("imp-foot", &check::foot(&asker, &case, &view)))
        @if wrong_tab { (beside("imp-alike", &groups::notes(&asker, &case, &others))) }
    }))
}

/// The same row with what stands in a masked cell put into its box: a digit is put right there, not
/// all eighteen typed anew.
async fn whole(asker: &Asker, case: &Case, number: i64, column: String) -> Answer {
    if !sees_whole(asker, case)? {
        let say = format!("这个文件是{}传的，里面的号码请传文件的人看。", case.job.user_name);
        return Err(Fault::forbidden(say));
    }
    let (ctx, id, code) = (asker.ctx.clone(), case.job.id, column.clone());
    let (row, text) = run(&asker.app, move |store| {
        let text = intake::whole_text(store, &ctx, id, number, &code)?;
        Ok::<_, ImportError>((intake::row(store, &ctx, id, number)?, text))
    })
    .await?;
    let whole = Some(Whole { number, column, text });
    if !asker.htmx {
        return check::page(asker, case, whole).await;
    }
    let mut view = View::of(asker, case);
    view.whole = whole;
    Ok(fragment(&wrong::row(asker, case, &view, &row, "")))
}

/// Another part of the page, changed along with a row. Behind a row a browser reads what follows as
/// the table's, where a form loses its button; in an envelope of its own it stays whole.
fn beside(id: &str, part: &Markup) -> Markup {
    html! { hx-partial hx-target=(format!("#{id}")) hx-swap="outerHTML" { (part) } }
}

fn decide(
    store: &Store,
    ctx: &Ctx,
    id: i64,
    number: i64,
    sheet: &kernel::sheet::Sheet,
    form: &Params,
) -> Result<Vec<i64>, ImportError> {
    match form.get("act") {
        "put" => {
            let column = form.get("column");
            let at = sheet.position(column).and_then(|at| sheet.columns.get(at));
            let text = if form.has("to") { form.get("to") } else { form.get("text") };
            let text = if form.get("clear") == "1" { "" } else { text };
            // An empty field that only shows a mask was left as it is.
            let masked = at.is_some_and(|column| column.field.secret);
            let untouched = text.is_empty() && masked && !form.has("clear");
            if at.is_some() && !untouched {
                intake::repair(store, ctx, id, number, column, text)?;
            }
            Ok(Vec::new())
        }
        "back" => intake::unrepair(store, ctx, id, number, form.get("column")).map(|_| Vec::new()),
        "answer" => intake::answer(store, ctx, id, number, form.get("answer")),
        _ => Err(ImportError::Say("没有看懂要做什么".into())),
    }
}

/// 第5行定为对的；第7、9行不导
fn one_right(row: &RowView, left_out: &[i64]) -> String {
    let rows: Vec<String> =
        left_out.iter().take(5).map(|number| intake::row_in_sheet(*number).to_string()).collect();
    let more = if left_out.len() > rows.len() { "等" } else { "" };
    format!("第{}行定为对的；第{}行{more}不导", row.row, rows.join("、"))
}

fn said(row: &RowView) -> String {
    let line = row.row;
    match (row.class.as_str(), row.answer.as_str(), row.data.repaired.is_empty()) {
        (_, "skip", _) => format!("第{line}行不导"),
        ("rejected", _, false) => format!("第{line}行还有要改的"),
        ("rejected", ..) => format!("第{line}行照文件里的"),
        ("doubtful", "", _) => format!("第{line}行还没有定"),
        ("doubtful", ..) => format!("第{line}行定了"),
        _ => format!("第{line}行已改好"),
    }
}

/// Puts all rows right that are wrong in the same way.
pub async fn alike(asker: Asker, Path(id): Path<i64>, Form(form): Form) -> Answer {
    let case = case(&asker, id).await?;
    let (ctx, sheet, day) = (asker.ctx.clone(), case.sheet, case.detail.day);
    let done = run::<_, ImportError, _>(&asker.app, move |store| {
        let rows = intake::rows(store, &ctx, id, "rejected", -1, MOST)?;
        let all = groups::groups(sheet, day, &rows);
        let to = form.get("to").trim();
        let group = groups::meant(all, form.get("how"), form.get("column"), form.get("found"), to);
        let clears = |group: &groups::Alike| group.how == groups::How::Clear;
        let group = group.filter(|group| clears(group) || !to.is_empty());
        let Some(group) = group else { return Ok(None) };
        let put: Vec<(i64, String)> = match group.how {
            groups::How::Blank => {
                group.put.iter().map(|(number, _)| (*number, to.to_owned())).collect()
            }
            _ => group.put.clone(),
        };
        let good = intake::repair_many(store, &ctx, id, group.column.code, &put)?;
        Ok(Some((put.len(), good)))
    })
    .await?;
    let say = match done {
        None => "这些行刚才已经改过了".to_owned(),
        Some((all, good)) if all == good => format!("{all}行已改好"),
        Some((all, good)) => format!("{all}行改了，其中{}行还有别的要改", all - good),
    };
    asker.say(Toast::new(say));
    let tab = Params::default().add("tab", if done.is_some() { "rejected" } else { "" });
    Ok(back_to(&asker, &case.path(""), tab))
}

/// One answer for all doubtful rows that allow it and have none yet.
pub async fn all_doubtful(asker: Asker, Path(id): Path<i64>, Form(form): Form) -> Answer {
    let case = case(&asker, id).await?;
    let ctx = asker.ctx.clone();
    let answer = form.get("answer").to_owned();
    if !matches!(answer.as_str(), "fill" | "skip") {
        return Err(Fault::unreadable("没有看懂要怎么定，没有改动。"));
    }
    let count = run::<_, ImportError, _>(&asker.app, move |store| {
        let mut count = 0;
        let mut after = -1;
        loop {
            let part = intake::rows(store, &ctx, id, "doubtful", after, 500)?;
            let Some(last) = part.last() else { return Ok(count) };
            after = last.number;
            for row in part.iter().filter(|row| row.answer.is_empty()) {
                let may = answer == "skip" || row.data.answers.contains(&answer);
                if may {
                    intake::answer(store, &ctx, id, row.number, &answer)?;
                    count += 1;
                }
            }
        }
    })
    .await?;
    let left = case.tally.doubtful - count;
    let rest = if left > 0 {
        format!("，{}行不能这样定，要逐个看", number_text(left))
    } else {
        String::new()
    };
    asker.say(Toast::new(format!("{}行定了{rest}", number_text(count))));
    let tab = if left > 0 { "doubtful" } else { "ready" };
    Ok(back_to(&asker, &case.path(""), Params::default().add("tab", tab)))
}

async fn ask_for(asker: &Asker, id: i64, work: Work) -> Answer {
    let case = case(asker, id).await?;
    if !case.has_file() {
        return Ok(super::run::gone(asker, &case, ""));
    }
    let ctx = asker.ctx.clone();
    run(&asker.app, move |store| intake::request(store, &ctx, id, work)).await?;
    worker::wake();
    Ok(see(&asker.href(&case.path(""))))
}

/// Looks at every row once more, as the registers stand now; what a person has settled is kept.
pub async fn look(asker: Asker, Path(id): Path<i64>) -> Answer {
    ask_for(&asker, id, Work::Preview).await
}

/// Writes the good rows.
pub async fn apply(asker: Asker, Path(id): Path<i64>) -> Answer {
    ask_for(&asker, id, Work::Apply).await
}

/// Gives the import up before anything was written.
pub async fn give_up(asker: Asker, Path(id): Path<i64>) -> Answer {
    let case: Case = case(&asker, id).await?;
    let ctx = asker.ctx.clone();
    run(&asker.app, move |store| intake::give_up(store, &ctx, id)).await?;
    asker.say(Toast::new(format!("已放弃导入“{}”，没有写入任何内容", case.detail.file_name)));
    Ok(see(&asker.href("/import")))
}
