//! Templates of reports: the list, and their words.

use super::edit::{self, Sheet};
use crate::app::run;
use crate::fault::{Answer, Fault};
use crate::params::Params;
use crate::parts::{self, Btn, Confirm, Crumb, Field, Opt, PageHead, Panel, Toast};
use crate::request::{Asker, Form};
use crate::shell::{Page, page, see};
use crate::show::moment;
use axum::extract::Path;
use jiff::civil::Date;
use maud::{Markup, html};
use store::report::template::LONGEST;
use store::report::{TemplateVersion, Wanted, Written};

const PERIODS: [(&str, &str); 5] = [
    ("month", "一个月"),
    ("quarter", "一个季度"),
    ("half", "半年"),
    ("year", "一年"),
    ("day", "随便哪段日子"),
];

async fn admitted(asker: &Asker) -> Result<(), Fault> {
    let ctx = asker.ctx.clone();
    if run(&asker.app, move |store| store.may_define(&ctx)).await? {
        return Ok(());
    }
    Err(Fault::forbidden("模板由县级工会干部管；写自己的汇报不用改模板，在汇报里改文字就行。"))
}

pub(super) async fn index(asker: Asker) -> Answer {
    admitted(&asker).await?;
    let all = run(&asker.app, store::Store::templates).await?;
    let today = asker.store().today();
    let body = html! { div.tbl-x { table.tbl {
        caption.sr { "汇报模板" }
        thead { tr { th scope="col" { "模板" } th scope="col" { "用来" } th scope="col" { "哪一版" } } }
        tbody { @for one in &all { tr {
            td.name.nowrap { a href=(asker.href(&format!("/template/{}", one.code))) { (one.title) } }
            td { (one.about) }
            td.soft { "第" (one.version) "版，" @if one.own { (one.by) (moment(one.at, today)) } @else { "程序自带" } }
        } } }
    } } };
    let main = html! {
        (parts::page_head(&PageHead {
            title: "汇报模板".into(),
            crumbs: vec![Crumb::to("汇报", asker.href("/report")), Crumb::here("模板")],
            count: format!("{}个", all.len()),
            sub: "模板改了，以后写的汇报用新的；写过的汇报不变。".into(),
            acts: html! { (Btn::link("新模板", asker.href("/template/new")).icon("plus").pri()) },
            ..PageHead::default()
        }))
        (parts::panel(&Panel { title: "现有模板".into(), body, ..Panel::default() }))
    };
    Ok(page(&asker, Page { alone: true, ..Page::new("汇报模板", "report", main) }))
}

pub(super) async fn new(asker: Asker) -> Answer {
    admitted(&asker).await?;
    let text = "# {单位}\n# {期间}工作情况\n## 基本情况\n{截至}，共有会员{会员数}。\n".to_owned();
    let blank = TemplateVersion { text, period: "year".into(), ..TemplateVersion::default() };
    whole(asker, blank, None, Vec::new()).await
}

pub(super) async fn show(asker: Asker, Path(code): Path<String>) -> Answer {
    admitted(&asker).await?;
    let kept = run(&asker.app, move |store| store.template(&code)).await?;
    let text = asker.store().template_shown(&kept.text);
    whole(asker, TemplateVersion { text, ..kept }, None, Vec::new()).await
}

async fn whole(
    asker: Asker,
    kept: TemplateVersion,
    written: Option<Written>,
    wrong: Vec<String>,
) -> Answer {
    let (first, last) = occasion(&kept.period, asker.store().today());
    let union = if asker.at == 0 { asker.tree.root() } else { asker.at };
    let form = Params::default()
        .set("text", kept.text.as_str())
        .set("union", union.to_string())
        .set("first", first.to_string())
        .set("last", last.to_string());
    let written = match written {
        Some(written) => written,
        None => edit::written(&asker, &form).await?,
    };
    let path = if kept.code.is_empty() { "new" } else { kept.code.as_str() };
    let sheet = Sheet {
        action: asker.href(&format!("/template/{path}")),
        back: asker.href("/template"),
        title: &kept.title,
        text: &kept.text,
        more: more(&kept),
        union,
        first,
        last,
        wrong,
        keep: "保存模板",
        beside: (!kept.code.is_empty()).then_some("另存为新模板"),
    };
    let title = if kept.code.is_empty() { "新模板" } else { kept.title.as_str() };
    let main = html! {
        (parts::page_head(&PageHead {
            title: title.into(),
            crumbs: vec![
                Crumb::to("汇报", asker.href("/report")),
                Crumb::to("模板", asker.href("/template")),
                Crumb::here(title),
            ],
            sub: format!("右边照{}的数试写；单位和日子在写汇报时选，一个模板各级都能用。", asker.tree.title(union)),
            acts: acts(&asker, &kept),
            ..PageHead::default()
        }))
        (edit::desk(&asker, &sheet, &written))
    };
    Ok(page(&asker, Page { alone: true, ..Page::new(title, "report", main) }))
}

/// What users have made can be stopped; what they have changed of the program's can be put back.
fn acts(asker: &Asker, kept: &TemplateVersion) -> Markup {
    let form = |end: &str, button: Btn| {
        html! {
            form.inline method="post" action=(asker.href(&format!("/template/{}/{end}", kept.code))) {
                (parts::csrf_field(&asker.csrf))
                (button)
            }
        }
    };
    if !kept.own || kept.code.is_empty() {
        return Markup::default();
    }
    if asker.store().catalog().reports.iter().any(|one| one.code == kept.code) {
        return form(
            "restore",
            Btn::submit("恢复程序自带的模板").quiet().confirm(Confirm {
                title: "恢复程序自带的模板？".into(),
                text:
                    "以后写的汇报用自带的；您改的要留着，先用“另存为新模板”存一份。写过的汇报不变。"
                        .into(),
                yes: "恢复".into(),
                no: "先不恢复".into(),
            }),
        );
    }
    form("retire", Btn::submit("停用").quiet())
}

fn more(kept: &TemplateVersion) -> Markup {
    let periods: Vec<Opt> =
        PERIODS.into_iter().map(|(code, title)| Opt::new(code, title)).collect();
    html! {
        input type="hidden" name="version" value=(kept.version);
        input type="hidden" name="about" value=(kept.about);
        (parts::panel(&Panel {
            title: "用来写什么".into(),
            body: html! { div.pad { div.form {
                (parts::field_text(&Field::new("about", "用来").optional().max(60), &kept.about))
                (parts::field_select(&Field::new("period", "通常写多长一段"), &periods, &kept.period, ""))
            } } },
            ..Panel::default()
        }))
    }
}

/// Days to try a template on: the year so far, or the stretch it is meant for.
fn occasion(period: &str, today: Date) -> (Date, Date) {
    let month = match period {
        "month" => today.month(),
        "quarter" => (today.month() - 1) / 3 * 3 + 1,
        "half" => (today.month() - 1) / 6 * 6 + 1,
        _ => 1,
    };
    (Date::new(today.year(), month, 1).unwrap_or(today), today)
}

pub(super) async fn save(asker: Asker, code: Option<Path<String>>, Form(form): Form) -> Answer {
    admitted(&asker).await?;
    let beside = form.get("act") == "beside";
    let code = code.map_or_else(String::new, |Path(code)| code);
    let kept = TemplateVersion {
        code,
        version: form.get("version").parse().unwrap_or(0),
        title: form.get("title").to_owned(),
        about: form.all("about").last().unwrap_or_default().to_owned(),
        period: form.get("period").to_owned(),
        text: form.get("text").replace("\r\n", "\n"),
        own: true,
        ..TemplateVersion::default()
    };
    let (ctx, given) = (asker.ctx.clone(), kept.clone());
    let done = run(&asker.app, move |store| {
        let wanted = Wanted {
            code: if beside { "" } else { &given.code },
            version: if beside { 0 } else { given.version },
            title: &given.title,
            about: &given.about,
            period: &given.period,
            text: &given.text,
        };
        store.keep_template(&ctx, &wanted)
    });
    match done.await {
        Ok(kept) => {
            let said = if beside {
                format!("已另存为“{}”，原来的模板没有动", kept.title)
            } else {
                format!("已保存“{}”第{}版", kept.title, kept.version)
            };
            asker.say(Toast::new(said));
            Ok(see(&asker.href("/template")))
        }
        Err(fault) if !fault.refusals.is_empty() && kept.text.chars().count() <= LONGEST => {
            let wrong = fault.refusals.iter().map(|one| one.reason.clone()).collect();
            let written = edit::written(&asker, &form).await?;
            whole(asker, kept, Some(written), wrong).await
        }
        Err(fault) => Err(fault),
    }
}

pub(super) async fn retire(asker: Asker, Path(code): Path<String>) -> Answer {
    let ctx = asker.ctx.clone();
    run(&asker.app, move |store| store.retire_template(&ctx, &code)).await?;
    asker.say(Toast::new("模板已停用；写过的汇报不变"));
    Ok(see(&asker.href("/template")))
}

pub(super) async fn restore(asker: Asker, Path(code): Path<String>) -> Answer {
    let ctx = asker.ctx.clone();
    let kept = run(&asker.app, move |store| store.restore_template(&ctx, &code)).await?;
    asker.say(Toast::new(format!("已恢复程序自带的“{}”；写过的汇报不变", kept.title)));
    Ok(see(&asker.href("/template")))
}
