//! A report as a file: official paper, or data with every figure's provenance.

use super::opened;
use crate::app::run;
use crate::fault::{Answer, Fault};
use crate::request::Asker;
use crate::show::moment;
use axum::extract::Path;
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use kernel::access::Act;
use office::paper::Paper;
use store::report::{Report, Stage, Written};

pub(super) async fn export(asker: Asker, Path(key): Path<String>) -> Answer {
    let (report, written) = opened(&asker, &key).await?;
    if !asker.store().may_report(&asker.ctx, Act::Export, report.union, &asker.tree) {
        let say = "您的账号不能导出这个单位的汇报。需要的话，请本单位的安全管理员开通。";
        return Err(Fault::forbidden(say));
    }
    if !written.faults.is_empty() {
        return Err(Fault::unreadable("文字里有写得不对的地方，改好了才能导出。没有导出。"));
    }
    let format = asker.query.get("format").to_owned();
    let appendix = asker.query.get("appendix") == "1";
    let union = asker.tree.title(report.union).to_owned();
    let ctx = asker.ctx.clone();
    run(&asker.app, move |store| -> Result<Response, Fault> {
        let (kind, ending, bytes) = if format == "html" {
            let page = super::html(&written.document, &report.title);
            ("text/html; charset=utf-8", "html", page.into_bytes())
        } else if format == "json" {
            let text = serde_json::to_vec_pretty(&data(&report, &written, &union));
            let bytes = text.map_err(|error| Fault::broken(error.to_string()))?;
            ("application/json; charset=utf-8", "json", bytes)
        } else {
            let bytes = office::paper::docx(&papers(&report, &written, &union, appendix));
            let bytes = bytes.map_err(|error| Fault::broken(error.to_string()))?;
            let kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
            (kind, "docx", bytes)
        };
        store.note(
            &ctx,
            "导出汇报",
            "report",
            report.id,
            &format!("{}（{ending}）", report.title),
        )?;
        let name = crate::params::percent(&format!("{}.{ending}", report.title));
        let given = HeaderValue::from_str(&format!("attachment; filename*=UTF-8''{name}"));
        let given = given.map_err(|error| Fault::broken(error.to_string()))?;
        let heads = [
            (header::CONTENT_TYPE, HeaderValue::from_static(kind)),
            (header::CONTENT_DISPOSITION, given),
        ];
        Ok((heads, bytes).into_response())
    })
    .await
}

/// What a list says of a report.
pub fn summary(report: &Report, union: &str) -> serde_json::Value {
    serde_json::json!({
        "id": report.public_id,
        "title": report.title,
        "union": union,
        "from": report.first.to_string(),
        "to": report.last.to_string(),
        "state": report.stage.code(),
        "template": report.template,
    })
}

/// The report with each figure and where it comes from.
pub fn data(report: &Report, written: &Written, union: &str) -> serde_json::Value {
    serde_json::json!({
        "title": report.title,
        "union": union,
        "from": report.first.to_string(),
        "to": report.last.to_string(),
        "state": report.stage.code(),
        "finished_at": (report.stage == Stage::Finished).then_some(report.finished.1),
        "template": report.template,
        "template_version": report.template_version,
        "known": written.known,
        "document": written.document,
    })
}

/// The official paper of a report.
fn papers<'a>(report: &Report, written: &'a Written, union: &str, appendix: bool) -> Paper<'a> {
    let known = match report.stage {
        Stage::Finished => moment(report.finished.1, report.last),
        _ => "导出时".to_owned(),
    };
    let said = format!("数字按{known}录入的台账数得。");
    Paper {
        appendix: appendix.then_some(said),
        author: union.to_owned(),
        ..Paper::plain(&written.document)
    }
}
