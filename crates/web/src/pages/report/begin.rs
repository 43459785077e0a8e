//! A new report: which template, whose, which days.

use super::href;
use crate::app::run;
use crate::fault::{Answer, Fault};
use crate::parts::{self, Btn, Crumb, Field, Opt, PageHead, Panel};
use crate::request::{Asker, Form};
use crate::shell::{Page, page, see};
use jiff::ToSpan;
use jiff::civil::Date;
use maud::{Markup, html};
use store::report::{NewReport, TemplateVersion};

pub(super) async fn show(asker: Asker) -> Answer {
    whole(asker, Vec::new()).await
}

async fn whole(asker: Asker, wrong: Vec<String>) -> Answer {
    let templates = run(&asker.app, store::Store::templates).await?;
    let chosen = chosen(&asker, &templates);
    let main = html! {
        (parts::page_head(&PageHead {
            title: "写汇报".into(),
            crumbs: vec![Crumb::to("汇报", asker.href("/report")), Crumb::here("写汇报")],
            sub: format!("写{}的；要写别的单位，在左边选。", asker.at_name()),
            ..PageHead::default()
        }))
        @for one in &wrong { (parts::note(parts::Tone::Bad, &html! { (one) }, None)) }
        (form(&asker, &templates, chosen))
    };
    Ok(page(&asker, Page { narrow: true, ..Page::new("写汇报", "report", main) }))
}

fn chosen<'a>(asker: &Asker, all: &'a [TemplateVersion]) -> Option<&'a TemplateVersion> {
    let wanted = asker.query.get("template");
    all.iter().find(|one| one.code == wanted).or(all.first())
}

fn form(asker: &Asker, all: &[TemplateVersion], chosen: Option<&TemplateVersion>) -> Markup {
    let today = asker.store().today();
    let period = chosen.map_or("", |one| one.period.as_str());
    let offers = offers(period, today);
    let said = |name: &str, day: Option<Date>| {
        let typed = asker.query.get(name);
        if typed.is_empty() {
            day.map_or_else(String::new, |day| day.to_string())
        } else {
            typed.to_owned()
        }
    };
    let first = offers.first();
    let opts: Vec<Opt> =
        all.iter().map(|one| Opt::new(one.code.as_str(), one.title.as_str())).collect();
    let code = chosen.map_or("", |one| one.code.as_str());
    let to = |name: &str| asker.keep().set("template", name).on("/report/new");
    let body = html! { div.pad { div.form {
        div.field.full {
            span.lab { "用哪个模板" }
            ul.list.flat { @for (opt, one) in opts.iter().zip(all) { li {
                a href=(to(&one.code)) aria-current=[(opt.value == code).then_some("true")] {
                    @if opt.value == code { b { (opt.text) } } @else { (opt.text) }
                }
                span.grow.soft { " " (one.about) }
            } } }
        }
        (parts::field_date(&Field::new("first", "从"), &said("first", first.map(|one| one.1))))
        (parts::field_date(&Field::new("last", "到").hint("数字截至这一天；还没到的，数到今天"), &said("last", first.map(|one| one.2))))
        p.full.row { span.muted { "常用：" } @for (name, from, until) in &offers {
            a href=(asker.keep().set("template", code).set("first", from.to_string()).set("last", until.to_string()).on("/report/new")) { (name) }
        } }
        (parts::field_text(&Field::new("title", "名称").optional().full().hint("不填就按模板和日子起名").max(60), ""))
    } } };
    html! {
        form method="post" action=(asker.href("/report")) {
            (parts::csrf_field(&asker.csrf))
            input type="hidden" name="template" value=(code);
            (parts::panel(&Panel {
                title: chosen.map_or_else(String::new, |one| one.title.clone()),
                body,
                foot: html! {
                    (Btn::submit("写出来").pri())
                    (Btn::link("不写了", asker.href("/report")).quiet())
                },
                ..Panel::default()
            }))
        }
    }
}

/// The periods one usually reports on, the likeliest first.
fn offers(period: &str, today: Date) -> Vec<(String, Date, Date)> {
    let months = match period {
        "month" => 1,
        "quarter" => 3,
        "half" => 6,
        _ => 12,
    };
    let number = i32::from(today.month() - 1) / months * months;
    let month = i8::try_from(number + 1).unwrap_or(1);
    let begin = Date::new(today.year(), month, 1).unwrap_or(today);
    let back = |n: i32| begin.checked_sub((n * months).months()).unwrap_or(begin);
    let until = |first: Date| {
        let next = first.checked_add(months.months()).unwrap_or(first);
        next.yesterday().unwrap_or(first)
    };
    let name = |first: Date| called(first, until(first), today);
    // Early in a period it is the one before that is reported on.
    let early = (today - begin).get_days() < months * 10;
    let order = if early { [1, 0, 2] } else { [0, 1, 2] };
    order.into_iter().map(back).map(|first| (name(first), first, until(first))).collect()
}

/// What a stretch of days is called.
fn called(first: Date, last: Date, today: Date) -> String {
    let nobody = kernel::report::Unit::default();
    let (superior, children) = (String::new(), Vec::new());
    kernel::report::Setting { union: nobody, superior, children, first, last, today }.period()
}

pub(super) async fn begin(asker: Asker, Form(form): Form) -> Answer {
    let day = |name: &str| {
        let read = kernel::dates::parse_day(form.get(name));
        read.map(|day| day.date).map_err(|error| Fault::unreadable(format!("{error}。没有新建。")))
    };
    let (first, last) = (day("first")?, day("last")?);
    let (ctx, code) = (asker.ctx.clone(), form.get("template").to_owned());
    let title = form.get("title").to_owned();
    let union = if asker.at == 0 { asker.tree.root() } else { asker.at };
    let done = run(&asker.app, move |store| {
        let new = NewReport { template: &code, union, first, last, title: &title };
        store.begin_report(&ctx, &new)
    });
    match done.await {
        Ok(report) => Ok(see(&asker.href(&href(&report)))),
        Err(fault) if !fault.refusals.is_empty() => {
            let wrong = fault.refusals.iter().map(|one| format!("{}。", one.reason)).collect();
            whole(asker, wrong).await
        }
        Err(fault) => Err(fault),
    }
}
