//! `report`: a report written from a template, without keeping it.

use crate::cli::{Place, Report as Args};
use crate::commands::keep::refuse;
use crate::{open, say};
use anyhow::{Context, Result};
use jiff::civil::Date;
use office::paper::{Paper, docx};
use store::report::{Asked, TemplateVersion};
use store::{Ctx, Store};
use web::pages::report as pages;

/// `report TEMPLATE`
pub fn run(place: &Place, args: &Args) -> Result<u8> {
    let store = open::beside(place)?;
    let ctx = Ctx::local();
    let template = template(&store, &args.template)?;
    let (first, last) = days(&store, args)?;
    let union = open::union(&store, &ctx, args.union.as_deref())?;
    let setting = store.setting(union, first, last)?;
    let written = store.write_text(&ctx, &template.text, &setting, &Asked::default())?;
    if !written.faults.is_empty() {
        for fault in &written.faults {
            say::line(fault.to_string());
        }
        say::line("模板写得不对，没有写文件");
        return Ok(super::REFUSED);
    }
    let title = format!("{}{}", setting.period(), template.title);
    let document = &written.document;
    let ending = args.output.extension().and_then(|ending| ending.to_str()).unwrap_or_default();
    let bytes = match ending {
        "json" => serde_json::to_vec_pretty(&serde_json::json!({
            "title": title,
            "union": setting.union.name,
            "from": first.to_string(),
            "to": last.to_string(),
            "known": written.known,
            "document": document,
        }))?,
        "html" => pages::html(document, &title).into_bytes(),
        "docx" => {
            let author = setting.union.name.clone();
            let appendix = args.appendix.then(|| "数字按写出时录入的台账数得。".to_owned());
            docx(&Paper { author, appendix, ..Paper::plain(document) })?
        }
        _ => return Err(refuse("output", "文件名请以.docx、.html或.json结尾")),
    };
    store.note(&ctx, "导出汇报", "template", 0, &format!("{title}（{ending}）"))?;
    std::fs::write(&args.output, bytes)
        .with_context(|| format!("写不了 {}", args.output.display()))?;
    for remark in &document.remarks {
        say::line(format!("第{}行：{}", remark.line, remark.says));
    }
    say::line(format!("已写{}，{}个数字", args.output.display(), document.figures.len()));
    Ok(super::DONE)
}

fn template(store: &Store, wanted: &str) -> Result<TemplateVersion> {
    let all = store.templates()?;
    let found = all.iter().find(|one| one.code == wanted || one.title == wanted).cloned();
    found.ok_or_else(|| {
        let codes: Vec<&str> = all.iter().map(|one| one.code.as_str()).collect();
        refuse("template", &format!("没有模板“{wanted}”，现有：{}", codes.join("、")))
    })
}

/// As of a day the year so far is reported on.
fn days(store: &Store, args: &Args) -> Result<(Date, Date)> {
    if let (Some(from), Some(to)) = (&args.from, &args.to) {
        let (from, to) = (open::day(from)?, open::day(to)?);
        if from > to {
            return Err(refuse("from", "开始日期晚于结束日期"));
        }
        return Ok((from, to));
    }
    let last = args.as_of.as_deref().map(open::day).transpose()?;
    let last = last.unwrap_or_else(|| store.today());
    Ok((Date::new(last.year(), 1, 1).unwrap_or(last), last))
}
