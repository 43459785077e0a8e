//! Figures and the rows behind them, from the same function as every page.

use super::figure_json::{document, page_rows};
use super::{Caller, ROOT, fine};
use crate::app::run;
use crate::fault::{Answer, Fault};
use crate::pages::figure::ask::{Question, is_flow};
use crate::pages::figure::gather;
use crate::request::Asker;
use axum::extract::Path;
use kernel::value::Value as Cell;
use kernel::verdict::Refusal;
use serde_json::{Value, json};
use store::figure::FigureAsk;
use store::list::Cursor;
use store::{Ctx, Result, Store, StoreError};

/// Rows of one answer.
const MOST: usize = 100;

fn question(asker: &Asker) -> std::result::Result<Question, Fault> {
    Ok(Question::read(&asker.query, asker.at, asker.store().today())?)
}

/// `GET /figures?code=…&code=…`: one document per code, in the order asked. What may not be seen
/// whole says so in its place and keeps the others not back.
pub(super) async fn all(Caller(asker): Caller) -> Answer {
    let codes: Vec<String> =
        asker.query.all("code").flat_map(|code| code.split(',')).map(str::to_owned).collect();
    if codes.is_empty() {
        let why = "要哪些指标：code=member_count，可以写几个；有哪些见/api/v1/indicators";
        return Err(Fault::refused(vec![Refusal::on("code", why)]));
    }
    let (ctx, question) = (asker.ctx.clone(), question(&asker)?);
    let all = run(&asker.app, move |store| evaluated(store, &ctx, &codes, &question)).await?;
    fine(&Value::Array(all))
}

fn evaluated(
    store: &Store,
    ctx: &Ctx,
    codes: &[String],
    question: &Question,
) -> Result<Vec<Value>> {
    let mut documents: Vec<Value> = vec![Value::Null; codes.len()];
    for flow in [false, true] {
        let mut part: Vec<(usize, &str)> = Vec::new();
        for (at, code) in codes.iter().enumerate() {
            if is_flow(store, store.indicator(code)?) == flow {
                part.push((at, code));
            }
        }
        let ask = question.ask(flow);
        let wanted: Vec<&str> = part.iter().map(|(_, code)| *code).collect();
        let figures = store.figures(ctx, &wanted, &ask)?;
        for ((at, code), figure) in part.into_iter().zip(figures) {
            let told = match figure {
                Ok(figure) => document(&figure, &ask),
                Err(StoreError::Forbidden) => forbidden(store, code, &ask)?,
                Err(error) => return Err(error),
            };
            if let Some(slot) = documents.get_mut(at) {
                *slot = told;
            }
        }
    }
    Ok(documents)
}

fn forbidden(store: &Store, code: &str, ask: &FigureAsk) -> Result<Value> {
    let indicator = store.indicator(code)?;
    Ok(json!({
        "code": code,
        "title": indicator.title,
        "as_of": ask.when.last().to_string(),
        "value": null,
        "unit": indicator.unit,
        "error": {"status": 403, "title": "无权查看"},
    }))
}

/// `GET /figures/{code}/rows`: the figure, and a page of exactly the rows it counts.
pub(super) async fn rows(Caller(asker): Caller, Path(code): Path<String>) -> Answer {
    let question = question(&asker)?;
    let limit = asker.query.get("limit").parse().unwrap_or(MOST).clamp(1, MOST);
    let after = asker.query.get("after").parse().ok();
    let cursor = after.map(|id| Cursor { value: Cell::Int(id), id, back: false });
    let (ctx, asked_code) = (asker.ctx.clone(), code.clone());
    let (figure, total, page) = run(&asker.app, move |store| {
        let found = gather::brief(store, &ctx, &asked_code, &question, cursor.as_ref(), limit)?;
        let flow = is_flow(store, store.indicator(&asked_code)?);
        Ok::<_, StoreError>((
            document(&found.figure, &question.ask(flow)),
            found.rows_total,
            found.rows,
        ))
    })
    .await?;
    let next = page.next.as_ref().map(|next| {
        let query = asker.query.clone().set("after", next.id.to_string());
        query.on(&format!("{ROOT}/figures/{code}/rows"))
    });
    fine(&json!({
        "figure": figure,
        "total": total,
        "records": page_rows(&page),
        "next": next,
    }))
}
