//! A number voided, with the reason: it stays in sight and is never given again.

use super::{may_void, number_of};
use crate::app::run;
use crate::fault::{Answer, Fault};
use crate::pages::record::{opened_for, path_of, question};
use crate::parts::{self, Btn, Field, Toast};
use crate::request::{Asker, Form};
use crate::shell::see;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use kernel::access::Act;
use kernel::facts::Saving;
use kernel::value::Value;
use maud::html;
use store::reader::Opened;
use store::writer::Doing;

type Key = Path<(String, String)>;

async fn found(asker: &Asker, name: &str, key: &str) -> Result<Opened, Fault> {
    let opened = opened_for(asker, name, key, Act::Write).await?;
    if may_void(&opened) { Ok(opened) } else { Err(Fault::not_found()) }
}

/// Asks why.
pub async fn ask(asker: Asker, Path((name, key)): Key) -> Answer {
    let opened = found(&asker, &name, &key).await?;
    Ok(asked(&asker, &opened, ""))
}

fn asked(asker: &Asker, opened: &Opened, wrong: &str) -> Response {
    let title = format!("作废字号“{}”", number_of(opened));
    let reason = Field::new("reason", "为什么作废")
        .hint("例如：标题写错、重复取号、不发了")
        .error((!wrong.is_empty()).then_some(wrong))
        .max(200);
    let body = html! {
        p.soft { "作废以后，这个号留在登记簿里，写明原因，不再给别的公文用；不能撤销。要重发的，另登记一份，取新的号。" }
        input type="hidden" name="version" value=(opened.record.version);
        (parts::field_text(&reason, ""))
    };
    let action = asker.href(&format!("{}/void-number", path_of(opened)));
    question(asker, opened, &title, &body, action, Btn::submit("作废这个字号").danger())
}

/// Voids it.
pub async fn void(asker: Asker, Path((name, key)): Key, Form(form): Form) -> Answer {
    let opened = found(&asker, &name, &key).await?;
    let reason = form.get("reason").trim().to_owned();
    if reason.is_empty() {
        let mut answer = asked(&asker, &opened, "写一句为什么作废，以后查得到");
        *answer.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
        return Ok(answer);
    }
    let (register, id) = (opened.record.register, opened.record.id);
    let (Some(papers), Some(settled)) = (register.papers, register.settled) else {
        return Err(Fault::not_found());
    };
    let version = form.get("version").parse().unwrap_or(opened.record.version);
    let (ctx, why) = (asker.ctx.clone(), reason.clone());
    run(&asker.app, move |store| {
        let values =
            [(settled.state, Value::text(papers.state.1)), (papers.void_for, Value::text(&why))];
        let saving = Saving::Change(store.today());
        store.act(&ctx, Doing::new("作废字号", &why), |writer| {
            writer.edit(register, id, version, &values, saving)
        })
    })
    .await?;
    asker.say(Toast::new(format!("已作废{}", number_of(&opened))));
    Ok(see(&asker.href(&path_of(&opened))))
}
