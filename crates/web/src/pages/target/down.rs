//! Handing a goal down: a value for each unit below, and what they make up as they are typed.

use super::one::sum_note;
use crate::app::run;
use crate::fault::{Answer, Fault};
use crate::params::Params;
use crate::parts::{self, Btn, Crumb, Form as Frame, PageHead, Toast};
use crate::request::{Asker, Form};
use crate::shell::{Page, fragment, page, see};
use axum::extract::Path;
use kernel::goal::{read, written};
use maud::{Markup, html};
use store::goal::{Goal, Opened, Progress, Share};

/// One unit below, with the part it has already.
struct Row<'a> {
    union: i64,
    name: String,
    part: Option<&'a Progress>,
}

fn rows<'a>(asker: &Asker, opened: &'a Opened) -> Vec<Row<'a>> {
    let living = |id: &&i64| asker.tree.node(**id).is_some_and(|node| !node.ended);
    let row = |id: &i64| Row {
        union: *id,
        name: asker.tree.title(*id).to_owned(),
        part: opened.parts.iter().find(|part| part.goal.union == *id),
    };
    asker.tree.children_of(opened.progress.goal.union).iter().filter(living).map(row).collect()
}

async fn open(asker: &Asker, key: String) -> Result<Opened, Fault> {
    let ctx = asker.ctx.clone();
    let opened = run(&asker.app, move |store| store.goal(&ctx, &key)).await?;
    if opened.may_write {
        return Ok(opened);
    }
    Err(Fault::forbidden("您的账号不能分解这个目标，这一步没有做。"))
}

pub(super) async fn show(asker: Asker, Path(key): Path<String>) -> Answer {
    let opened = open(&asker, key).await?;
    let typed = standing(&rows(&asker, &opened));
    Ok(whole(&asker, &opened, &typed, &[]))
}

/// The form as it stands.
fn standing(rows: &[Row]) -> Params {
    let mut typed = Params::default();
    for row in rows {
        let Some(part) = row.part else { continue };
        let person = part.goal.people.last().map_or("", |(_, name)| name.as_str());
        typed = typed.add(&format!("v.{}", row.union), written(part.goal.value));
        typed = typed.add(&format!("w.{}", row.union), person);
        let seen = format!("{}:{}", part.goal.id, part.goal.version);
        typed = typed.add(&format!("p.{}", row.union), seen);
    }
    typed
}

fn whole(
    asker: &Asker,
    opened: &Opened,
    typed: &Params,
    wrong: &[(String, String)],
) -> axum::response::Response {
    let goal = &opened.progress.goal;
    let path = format!("/target/{}", goal.public_id);
    let main = html! {
        (parts::page_head(&PageHead {
            title: "分解到下级".into(),
            crumbs: vec![
                Crumb::to("目标任务", asker.href("/target")),
                Crumb::to(goal.title.as_str(), asker.href(&path)),
                Crumb::here("分解到下级"),
            ],
            sub: format!("{}：{}。指标、期限和本级一样；空着的单位不分解。", goal.title, goal.words(goal.value)),
            ..PageHead::default()
        }))
        (parts::errsum(wrong))
        (form(asker, opened, (typed, wrong), &path))
    };
    let base = asker.keep().set("at", "").on("/target");
    page(asker, Page { base, ..Page::new("分解到下级", "target", main) })
}

/// What is wrong, by the id of the box.
type Wrong = [(String, String)];

fn form(asker: &Asker, opened: &Opened, (typed, wrong): (&Params, &Wrong), path: &str) -> Markup {
    let goal = &opened.progress.goal;
    let all = rows(asker, opened);
    let frame = Frame {
        id: "down".into(),
        action: asker.href(&format!("{path}/down")),
        csrf: asker.csrf.clone(),
        ..Frame::default()
    };
    let body = html! {
        div.tbl-x hx-post=(asker.href(&format!("{path}/sum"))) hx-trigger="input delay:300ms"
            hx-include="closest form" hx-target="#sum" hx-swap="outerHTML" {
            table.tbl {
                caption.sr { "分给各单位的目标" }
                thead { tr {
                    th scope="col" { "单位" } th scope="col" { "目标" (unit(goal)) } th scope="col" { "责任人" }
                } }
                tbody { @for row in &all { (line(row, typed, wrong)) } }
            }
        }
        (sum_slot(opened, &all, typed))
        (parts::foot_bar("合计不等于本级目标也能保存，页面上会写明差多少。", &[
            Btn::link("不分解了", asker.href(path)).quiet(),
            Btn::submit("保存").pri().busy("正在保存"),
        ]))
    };
    parts::form_panel(&frame, body)
}

fn unit(goal: &Goal) -> String {
    format!("（{}）", goal.indicator.unit)
}

fn line(row: &Row, typed: &Params, wrong: &Wrong) -> Markup {
    let name = |kind: &str| format!("{kind}.{}", row.union);
    let said = wrong.iter().find(|(id, _)| *id == name("v")).map(|(_, say)| say);
    let error = said.map(|_| format!("{}-e", name("v")));
    let seen = typed.get(&name("p"));
    html! { tr {
        td.name { label for=(name("v")) { (row.name) } }
        td {
            input.inp.w-s id=(name("v")) name=(name("v")) value=(typed.get(&name("v")))
                inputmode="decimal" maxlength="20" autocomplete="off"
                aria-invalid=[said.map(|_| "true")] aria-describedby=[error];
            @if let Some(say) = said { (parts::field_error(&name("v"), say)) }
            @if !seen.is_empty() { input type="hidden" name=(name("p")) value=(seen); }
        }
        td { input.inp.w-s name=(name("w")) value=(typed.get(&name("w"))) maxlength="40"
            autocomplete="off" aria-label=(format!("{}的责任人", row.name)); }
    } }
}

/// What the typed values make up, with parts that stand for other units.
fn sum_slot(opened: &Opened, rows: &[Row], typed: &Params) -> Markup {
    let other = |part: &&Progress| {
        !rows.iter().any(|row| row.part.is_some_and(|own| own.goal.id == part.goal.id))
    };
    let mut values: Vec<i64> =
        opened.parts.iter().filter(other).map(|part| part.goal.value).collect();
    values.extend(rows.iter().filter_map(|row| read(typed.get(&format!("v.{}", row.union)))));
    let sum = opened.progress.goal.sum(&values);
    html! { div id="sum" role="status" { @if let Some(sum) = sum { (parts::pad(sum_note(&sum))) } } }
}

pub(super) async fn sum(asker: Asker, Path(key): Path<String>, Form(form): Form) -> Answer {
    let opened = open(&asker, key).await?;
    let rows = rows(&asker, &opened);
    Ok(fragment(&sum_slot(&opened, &rows, &form)))
}

pub(super) async fn save(asker: Asker, Path(key): Path<String>, Form(form): Form) -> Answer {
    let opened = open(&asker, key.clone()).await?;
    let (shares, mut wrong) = shares(&opened.progress.goal, &rows(&asker, &opened), &form);
    if wrong.is_empty() {
        let ctx = asker.ctx.clone();
        let done = run(&asker.app, move |store| store.hand_down(&ctx, &key, &shares)).await;
        match done {
            Ok(count) => {
                asker.say(Toast::new(format!("已保存，写了{count}项")));
                let path = format!("/target/{}", opened.progress.goal.public_id);
                return Ok(see(&asker.href(&path)));
            }
            Err(fault) if !fault.refusals.is_empty() => {
                let said = fault.refusals.iter();
                wrong.extend(said.map(|one| (format!("v.{}", one.field), one.reason.clone())));
            }
            Err(fault) => return Err(fault),
        }
    }
    let mut answer = whole(&asker, &opened, &form, &wrong);
    *answer.status_mut() = axum::http::StatusCode::UNPROCESSABLE_ENTITY;
    Ok(answer)
}

/// What was typed, and what of it is no number. A part that was there is not taken back by an empty box:
/// that is 作废, with a reason.
fn shares(goal: &Goal, rows: &[Row], form: &Params) -> (Vec<Share>, Vec<(String, String)>) {
    let (mut shares, mut wrong) = (Vec::new(), Vec::new());
    for row in rows {
        let at = |kind: &str| format!("{kind}.{}", row.union);
        let (typed, seen) = (form.get(&at("v")).trim(), form.get(&at("p")));
        let part = seen
            .split_once(':')
            .and_then(|(id, version)| Some((id.parse().ok()?, version.parse().ok()?)));
        match (typed.is_empty(), read(typed)) {
            (true, _) if part.is_some() => {
                let say = format!("{}原来有目标，不要了请到那条目标里作废", row.name);
                wrong.push((at("v"), say));
            }
            (true, _) => {}
            (_, None) => {
                wrong.push((at("v"), format!("{}的目标“{typed}”不是数字", row.name)));
            }
            (_, Some(value)) if goal.is_whole() && value % 100 != 0 => {
                let unit = &goal.indicator.unit;
                wrong.push((
                    at("v"),
                    format!("{}的目标“{typed}”不是整数，{unit}只能写整数", row.name),
                ));
            }
            (_, Some(value)) => {
                let person = form.get(&at("w")).trim().to_owned();
                shares.push(Share { union: row.union, part, value, person });
            }
        }
    }
    (shares, wrong)
}
