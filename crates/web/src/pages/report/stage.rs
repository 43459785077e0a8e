//! Draft, checked, finished: one step at a time.

use super::href;
use crate::app::run;
use crate::fault::{Answer, Fault};
use crate::parts::Toast;
use crate::request::{Asker, Form};
use crate::shell::see;
use axum::extract::Path;
use store::report::Report;

pub(super) async fn turn(asker: Asker, Path(key): Path<String>, Form(form): Form) -> Answer {
    let (ctx, to) = (asker.ctx.clone(), form.get("to").to_owned());
    let version = form.get("version").parse().unwrap_or(0);
    let (report, said) = run(&asker.app, move |store| -> Result<_, Fault> {
        let report = store.report(&ctx, &key)?;
        let seen = Report { version, ..report.clone() };
        let said = match to.as_str() {
            "checked" => store.check_report(&ctx, &seen, true).map(|()| "已标为核对无误"),
            "draft" => store.check_report(&ctx, &seen, false).map(|()| "已退回草稿"),
            "finished" => store.finish_report(&ctx, &seen).map(|()| "已定稿，文字和数字不再变"),
            "gone" => store.drop_report(&ctx, &seen).map(|()| "草稿已删"),
            _ => return Err(Fault::unreadable("没有这一步。")),
        }?;
        Ok((report, said))
    })
    .await?;
    asker.say(Toast::new(said));
    let gone = form.get("to") == "gone";
    Ok(see(&if gone { asker.href("/report") } else { href(&report) }))
}
