//! What is declared, what was done, and the page that lists the operations.

use super::{Caller, ROOT, fine, openapi};
use crate::app::run;
use crate::fault::Answer;
use crate::pages::figure::ask::{is_flow, parts as made_of};
use crate::pages::journal::ask;
use crate::parts::{self, Btn, PageHead, Panel};
use crate::request::Asker;
use crate::shell::{Page, page as framed};
use kernel::indicator::Indicator;
use kernel::sheet::Sheet;
use maud::{Markup, html};
use serde_json::{Value, json};
use store::entries::Mark;

/// `GET /indicators`.
pub(super) async fn indicators(Caller(asker): Caller) -> Answer {
    let one = |indicator: &Indicator| {
        let dims: Vec<Value> = indicator
            .dims
            .iter()
            .map(|dim| json!({"code": dim.name, "title": dim.title}))
            .collect();
        json!({
            "code": indicator.code,
            "title": indicator.title,
            "unit": indicator.unit,
            "definition": indicator.definition,
            "version": indicator.version,
            "register": indicator.of,
            "period": is_flow(asker.store(), indicator),
            "parts": made_of(indicator).map(|(first, second)| [first, second]),
            "by": dims,
        })
    };
    fine(&asker.store().indicators().into_iter().map(one).collect())
}

/// `GET /sheets`.
pub(super) async fn sheets(Caller(asker): Caller) -> Answer {
    let one = |sheet: &Sheet| {
        let columns: Vec<Value> = sheet
            .columns
            .iter()
            .map(|column| {
                json!({"code": column.code, "title": column.title, "required": column.required})
            })
            .collect();
        json!({"code": sheet.code, "title": sheet.title, "register": sheet.register, "columns": columns})
    };
    fine(&asker.store().catalog().sheets.iter().map(one).collect())
}

/// `GET /journal`, for the audit administrator.
pub(super) async fn journal(Caller(asker): Caller) -> Answer {
    let filter = ask::read(&asker.query)?;
    let mark = Mark::read(asker.query.get("before"));
    let (ctx, wanted) = (asker.ctx.clone(), filter.clone());
    let listed = run(&asker.app, move |store| store.entries(&ctx, &wanted, mark, 100)).await?;
    let next = listed
        .next
        .map(|next| ask::params(&filter).set("before", next.text()).on(&format!("{ROOT}/journal")));
    fine(&json!({"entries": listed.entries, "next": next}))
}

/// The page that lists the operations, for whoever writes the other program.
pub(super) async fn page(asker: Asker) -> Answer {
    let document = openapi::openapi(asker.store().declared());
    let main = html! {
        (parts::page_head(&PageHead {
            title: "接口".into(),
            sub: "别的程序用同样的权限取数、登记。做得到、看得到的和页面上一样，也一样留日志。".into(),
            acts: html! { (Btn::link("OpenAPI 3.1", format!("{ROOT}/openapi.json")).icon("file-text")) },
            ..PageHead::default()
        }))
        (parts::panel(&Panel { title: "怎么登录".into(), body: parts::pad(entering()), ..Panel::default() }))
        (parts::panel(&Panel { title: "能做什么".into(), body: operations(&document), ..Panel::default() }))
    };
    Ok(framed(&asker, Page { alone: true, ..Page::new("接口", "", main) }))
}

fn entering() -> Markup {
    html! {
        p { "先用登录名和密码换令牌：" b { "POST " (ROOT) "/sign-in" } "，送" b { "{\"login\":…,\"password\":…}" } "。" }
        p { "以后每次请求带上" b { "Authorization: Bearer 令牌" } "。令牌和页面登录一样会过期；用完" b { "DELETE " (ROOT) "/sign-in" } "。" }
        p.soft { "改记录要带看到的版本号version；别人先改了就回409，写明两边的差别。出错按RFC 9457回JSON。" }
    }
}

fn operations(document: &Value) -> Markup {
    let paths = document.get("paths").and_then(Value::as_object);
    let rows = paths.into_iter().flatten().flat_map(|(path, methods)| {
        let methods = methods.as_object().into_iter().flatten();
        methods.map(move |(method, about)| {
            let summary = about.get("summary").and_then(Value::as_str).unwrap_or_default();
            (method.to_uppercase(), path.as_str(), summary)
        })
    });
    html! {
        div.tbl-x { table.tbl.tight {
            caption.sr { "接口的操作" }
            thead { tr { th scope="col" { "方法" } th scope="col" { "地址" } th scope="col" { "做什么" } } }
            tbody { @for (method, path, summary) in rows { tr {
                td { (method) } td.nowrap { (ROOT) (path) } td { (summary) }
            } } }
        } }
    }
}
